//! Measure first, draw second: a text becomes lines that fit their column, or an error.
//!
//! In this order: wrap; shrink by at most 15 %; take the short form; give up with
//! [`ChartError::TooLong`], which names the text, so that a person can shorten it.

use super::ChartError;
use super::font::Face;

/// A text with a shorter form for crowded places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// The text.
    pub text: String,
    /// A shorter form.
    pub short: Option<String>,
}

impl Label {
    /// A text with a shorter form.
    pub fn with_short(text: impl Into<String>, short: impl Into<String>) -> Self {
        Label { text: text.into(), short: Some(short.into()) }
    }
}

impl<T: Into<String>> From<T> for Label {
    fn from(text: T) -> Self {
        Label { text: text.into(), short: None }
    }
}

/// Lines of text of one size.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The lines.
    pub lines: Vec<String>,
    /// Style of the typeface.
    pub face: Face,
    /// Size in pixels.
    pub size: f64,
    /// Width of the widest line.
    pub width: f64,
}

/// How much smaller than asked a text may be set.
pub const SMALLEST: f64 = 0.85;

impl Block {
    /// From the top of the first line to the bottom of the last.
    pub fn height(&self) -> f64 {
        self.lines.len() as f64 * self.leading()
    }

    /// Distance from the top of the block to the baseline of a line.
    pub fn baseline(&self, line: usize) -> f64 {
        line as f64 * self.leading() + self.size * 1.0
    }

    fn leading(&self) -> f64 {
        self.size * 1.3
    }
}

/// Sets a text in a column of a width, in at most so many lines.
///
/// # Errors
/// [`ChartError::TooLong`] when neither shrinking nor the short form helps, and
/// [`ChartError::MissingGlyph`].
pub fn fit(
    label: &Label,
    face: Face,
    size: f64,
    width: f64,
    most_lines: usize,
) -> Result<Block, ChartError> {
    set(label, face, size, width, most_lines, true)
}

/// The same for running text, such as notes: full lines, the last one as it falls.
///
/// # Errors
/// As [`fit`].
pub fn fit_running(
    text: &str,
    face: Face,
    size: f64,
    width: f64,
    most_lines: usize,
) -> Result<Block, ChartError> {
    set(&text.into(), face, size, width, most_lines, false)
}

/// The text, or else its short form, at exactly one size; `None` when neither fits.
pub(crate) fn fit_exactly(
    label: &Label,
    face: Face,
    size: f64,
    width: f64,
    most_lines: usize,
) -> Result<Option<Block>, ChartError> {
    for text in std::iter::once(&label.text).chain(&label.short) {
        if let Some(block) = wrap(text, face, size, width, most_lines, true)? {
            return Ok(Some(block));
        }
    }
    Ok(None)
}

fn set(
    label: &Label,
    face: Face,
    size: f64,
    width: f64,
    most_lines: usize,
    even: bool,
) -> Result<Block, ChartError> {
    for text in std::iter::once(&label.text).chain(&label.short) {
        // A missing glyph is told with the whole text.
        face.width(text, size)?;
        for shrink in [1.0, 0.95, 0.9, SMALLEST] {
            let size = (size * shrink * 10.0).round() / 10.0;
            if let Some(block) = wrap(text, face, size, width, most_lines, even)? {
                return Ok(block);
            }
        }
    }
    Err(ChartError::TooLong { text: label.text.clone(), width: width.floor() as u32 })
}

/// Sets a text at one size; `None` when it does not fit. `even` lines are as
/// alike as their number allows, so that no word is left alone on the last one.
fn wrap(
    text: &str,
    face: Face,
    size: f64,
    width: f64,
    most_lines: usize,
    even: bool,
) -> Result<Option<Block>, ChartError> {
    let pieces = pieces(text);
    let mut widths = Vec::with_capacity(pieces.len());
    for piece in &pieces {
        widths.push((face.width(piece, size)?, face.width(piece.trim_end(), size)?));
    }
    let Some(lines) = greedy(&widths, width) else {
        return Ok(None);
    };
    if lines.len() > most_lines {
        return Ok(None);
    }
    let (mut narrow, mut wide, mut best) = (0.0, width, lines);
    let rounds = if even && best.len() > 1 { 12 } else { 0 };
    for _ in 0..rounds {
        let middle = (narrow + wide) / 2.0;
        match greedy(&widths, middle) {
            Some(lines) if lines.len() <= best.len() => {
                wide = middle;
                best = lines;
            }
            _ => narrow = middle,
        }
    }
    let lines: Vec<String> =
        best.iter().map(|&(from, to)| pieces[from..to].concat().trim_end().into()).collect();
    let mut widest = 0.0f64;
    for line in &lines {
        widest = widest.max(face.width(line, size)?);
    }
    Ok(Some(Block { lines, face, size, width: widest }))
}

/// Ranges of pieces that make lines; `None` when one piece is wider than the column.
fn greedy(widths: &[(f64, f64)], width: f64) -> Option<Vec<(usize, usize)>> {
    let mut lines = Vec::new();
    let (mut start, mut used) = (0, 0.0);
    for (index, &(full, trimmed)) in widths.iter().enumerate() {
        if trimmed > width {
            return None;
        }
        if index > start && used + trimmed > width {
            lines.push((start, index));
            (start, used) = (index, 0.0);
        }
        used += full;
    }
    lines.push((start, widths.len()));
    Some(lines)
}

/// Splits after spaces (not no-break spaces) and after hyphens and slashes between
/// letters.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    for (index, &(at, character)) in characters.iter().enumerate() {
        let next = characters.get(index + 1).map(|&(_, c)| c);
        let letters = index > 0
            && characters[index - 1].1.is_alphabetic()
            && next.is_some_and(char::is_alphabetic);
        let after_space = character == ' ' && next.is_some_and(|c| c != ' ');
        if after_space || (matches!(character, '-' | '/') && letters) {
            let end = at + character.len_utf8();
            pieces.push(&text[start..end]);
            start = end;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_even() {
        let title: Label =
            "Children at work are reported most in the two countries of the centre".into();
        let block = fit(&title, Face::Bold, 22.0, 620.0, 3).unwrap();
        assert_eq!(block.lines.len(), 2);
        let widths: Vec<f64> =
            block.lines.iter().map(|line| Face::Bold.width(line, 22.0).unwrap()).collect();
        assert!(widths[1] > widths[0] * 0.6, "{:?}", block.lines);
    }

    #[test]
    fn wrap_then_shrink_then_abbreviate_then_fail() {
        let name = Label::with_short("République centrafricaine", "RCA");
        let size_and_lines =
            |width| fit(&name, Face::Regular, 14.0, width, 2).map(|b| (b.size, b.lines.join("|")));
        assert_eq!(size_and_lines(300.0).unwrap(), (14.0, "République centrafricaine".into()));
        assert_eq!(size_and_lines(100.0).unwrap(), (14.0, "République|centrafricaine".into()));
        assert_eq!(size_and_lines(83.0).unwrap().1, "République|centrafricaine");
        assert!(size_and_lines(83.0).unwrap().0 < 14.0);
        assert_eq!(size_and_lines(60.0).unwrap(), (14.0, "RCA".into()));
        assert_eq!(
            size_and_lines(10.0).unwrap_err(),
            ChartError::TooLong { text: "République centrafricaine".into(), width: 10 }
        );
    }

    #[test]
    fn no_break_spaces_hold_and_hyphens_break() {
        assert_eq!(pieces("a b\u{a0}% c-d 5-9"), ["a ", "b\u{a0}% ", "c-", "d ", "5-9"]);
        assert_eq!(fit(&"".into(), Face::Regular, 14.0, 10.0, 1).unwrap().lines, [""]);
    }
}
