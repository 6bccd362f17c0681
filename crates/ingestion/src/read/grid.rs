//! Rows built up from single cells that come with their places.

use super::error::ReadError;
use super::sheet::Row;
use super::{Cell, Source};

/// The rows of one sheet while it is read.
pub(super) struct Grid<'a> {
    source: Source<'a>,
    sheet: &'a str,
    rows: Vec<Row>,
    /// Cells still allowed in this file, empty ones between others included.
    left: u64,
}

impl<'a> Grid<'a> {
    pub(super) fn new(source: &Source<'a>, sheet: &'a str, left: u64) -> Self {
        Grid { source: *source, sheet, rows: Vec::new(), left }
    }

    /// Puts a cell at its row and column, both counted from 0. Empty cells are not
    /// kept: they would only make rows that nobody sees.
    pub(super) fn put(&mut self, row: u32, column: u32, cell: Cell) -> Result<(), ReadError> {
        if matches!(&cell, Cell::Empty) || matches!(&cell, Cell::Text(text) if text.is_empty()) {
            return Ok(());
        }
        let (at, width) = (row as usize, column as usize + 1);
        let new_rows = (at + 1).saturating_sub(self.rows.len());
        let new_cells = width.saturating_sub(self.rows.get(at).map_or(0, |r| r.cells.len()));
        self.spend((new_rows + new_cells) as u64)?;
        while self.rows.len() <= at {
            let number = self.rows.len() as u32 + 1;
            self.rows.push(Row { number, hidden: false, cells: Vec::new() });
        }
        let cells = &mut self.rows[at].cells;
        if cells.len() < width {
            cells.resize(width, Cell::Empty);
        }
        cells[width - 1] = cell;
        Ok(())
    }

    fn spend(&mut self, cells: u64) -> Result<(), ReadError> {
        let Some(left) = self.left.checked_sub(cells) else {
            return Err(ReadError::TooManyCells {
                file: self.source.name(),
                sheet: self.sheet.to_string(),
                limit: self.source.limits.cells,
            });
        };
        self.left = left;
        Ok(())
    }

    /// The rows to the last one with something to see, and the cells still allowed.
    pub(super) fn finish(mut self) -> (Vec<Row>, u64) {
        while self.rows.last().is_some_and(Row::is_empty) {
            self.rows.pop();
        }
        (self.rows, self.left)
    }
}
