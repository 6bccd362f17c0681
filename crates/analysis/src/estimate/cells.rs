//! One pass over the rows: sums of each PSU in each domain.

use std::collections::HashMap;

use crate::design::Design;

/// Which cell each row falls into. It depends on the design and on the domains,
/// not on the indicator, and serves all indicators of a level.
#[derive(Clone, Debug)]
pub struct Grid {
    /// Domain and PSU of each cell; the cells of a domain stand together.
    cells: Vec<(u32, u32)>,
    /// Where the cells of each domain begin; one entry more than there are domains.
    starts: Vec<usize>,
    /// Cell of each row; `NOWHERE` for rows in no domain.
    of_row: Vec<u32>,
}

const NOWHERE: u32 = u32::MAX;

impl Grid {
    /// The cells of rows given as domain and PSU, in the order of the rows. Domains
    /// are numbered from 0; `None` is a row in no domain.
    pub fn new(domains: u32, rows: impl Iterator<Item = Option<(u32, u32)>>) -> Self {
        let mut numbers: HashMap<(u32, u32), u32> = HashMap::new();
        let mut first_seen: Vec<(u32, u32)> = Vec::new();
        let mut of_row: Vec<u32> = rows
            .map(|place| {
                place.map_or(NOWHERE, |place| {
                    *numbers.entry(place).or_insert_with(|| {
                        first_seen.push(place);
                        first_seen.len() as u32 - 1
                    })
                })
            })
            .collect();
        let mut order: Vec<u32> = (0..first_seen.len() as u32).collect();
        order.sort_unstable_by_key(|&cell| first_seen[cell as usize]);
        let mut position = vec![0; order.len()];
        for (place, &cell) in order.iter().enumerate() {
            position[cell as usize] = place as u32;
        }
        for cell in of_row.iter_mut().filter(|cell| **cell != NOWHERE) {
            *cell = position[*cell as usize];
        }
        let cells: Vec<_> = order.iter().map(|&cell| first_seen[cell as usize]).collect();
        let starts =
            (0..=domains).map(|domain| cells.partition_point(|cell| cell.0 < domain)).collect();
        Grid { cells, starts, of_row }
    }

    /// Number of domains.
    pub fn domains(&self) -> usize {
        self.starts.len() - 1
    }
}

/// What an indicator says of one row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Row {
    /// Not in the indicator's base population.
    Outside,
    /// In the base, without a value.
    Missing,
    /// In the base, with a value.
    Answered {
        /// Weight.
        weight: f64,
        /// Value; 0 or 1 for proportions; the numerator of ratios.
        y: f64,
        /// Denominator of ratios; 1 for everything else.
        x: f64,
    },
}

impl Row {
    /// A row with a value that is not a ratio.
    pub fn answered(weight: f64, y: f64) -> Row {
        Row::Answered { weight, y, x: 1.0 }
    }
}

/// Sums of one cell. `wy` and `wx` are of differences from the pivots, so that
/// large means do not cancel.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Sums {
    pub(crate) rows: u64,
    pub(crate) answered: u64,
    pub(crate) w: f64,
    pub(crate) wy: f64,
    pub(crate) wx: f64,
}

/// Second moments of one domain, of differences from the pivots.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Squares {
    pub(crate) ww: f64,
    pub(crate) wyy: f64,
    pub(crate) wxy: f64,
    pub(crate) wxx: f64,
}

/// The cells of one indicator.
#[derive(Clone, Debug)]
pub struct Cells<'a> {
    design: &'a Design,
    grid: &'a Grid,
    sums: Vec<Sums>,
    squares: Vec<Squares>,
    pivot_y: f64,
    pivot_x: f64,
}

impl<'a> Cells<'a> {
    /// Adds up rows, given in the order of the grid's rows.
    pub fn collect(design: &'a Design, grid: &'a Grid, rows: impl Iterator<Item = Row>) -> Self {
        let mut sums = vec![Sums::default(); grid.cells.len()];
        let mut squares = vec![Squares::default(); grid.domains()];
        let mut pivot = None;
        for (row, &cell) in rows.zip(&grid.of_row) {
            if cell == NOWHERE || row == Row::Outside {
                continue;
            }
            let sum = &mut sums[cell as usize];
            sum.rows += 1;
            if let Row::Answered { weight, y, x } = row {
                let (pivot_y, pivot_x) = *pivot.get_or_insert((y, x));
                let (dy, dx) = (y - pivot_y, x - pivot_x);
                sum.answered += 1;
                sum.w += weight;
                sum.wy += weight * dy;
                sum.wx += weight * dx;
                let square = &mut squares[grid.cells[cell as usize].0 as usize];
                square.ww += weight * weight;
                square.wyy += weight * dy * dy;
                square.wxy += weight * dx * dy;
                square.wxx += weight * dx * dx;
            }
        }
        let (pivot_y, pivot_x) = pivot.unwrap_or_default();
        Cells { design, grid, sums, squares, pivot_y, pivot_x }
    }

    /// The cells of one domain.
    ///
    /// # Panics
    /// When the grid has no such domain.
    pub fn domain(&self, domain: u32) -> Domain<'_> {
        let range = self.grid.starts[domain as usize]..self.grid.starts[domain as usize + 1];
        Domain {
            design: self.design,
            places: &self.grid.cells[range.clone()],
            sums: &self.sums[range],
            squares: self.squares[domain as usize],
            pivot_y: self.pivot_y,
            pivot_x: self.pivot_x,
        }
    }
}

/// The cells of one indicator in one domain.
#[derive(Clone, Copy, Debug)]
pub struct Domain<'a> {
    pub(crate) design: &'a Design,
    places: &'a [(u32, u32)],
    sums: &'a [Sums],
    pub(crate) squares: Squares,
    pub(crate) pivot_y: f64,
    pub(crate) pivot_x: f64,
}

impl<'a> Domain<'a> {
    /// PSU and sums of each cell with a value.
    pub(crate) fn answered(self) -> impl Iterator<Item = (u32, &'a Sums)> + Clone {
        let cells = self.places.iter().zip(self.sums);
        cells.filter(|(_, sums)| sums.answered > 0).map(|(place, sums)| (place.1, sums))
    }

    /// Rows of the base, with or without a value.
    pub fn rows(&self) -> u64 {
        self.sums.iter().map(|sums| sums.rows).sum()
    }

    /// PSUs with a row of the base in this domain, minus strata with one: the
    /// degrees of freedom that R gives a `subset()` of a design. A missing answer
    /// does not take its PSU away.
    pub fn degrees_of_freedom(&self) -> u64 {
        let inside = self.places.iter().zip(self.sums).filter(|(_, sums)| sums.rows > 0);
        let mut strata: Vec<u32> =
            inside.map(|(place, _)| self.design.stratum_of(place.1)).collect();
        let psus = strata.len();
        strata.sort_unstable();
        strata.dedup();
        (psus - strata.len()) as u64
    }
}
