//! What every figure has around its plot: accent, message, unit and base, marks,
//! source and notes.

use super::canvas::{Area, Canvas, PlacedText};
use super::colour::{Colour, DEEP_BLUE, GREY_TEXT, INK, WARNING};
use super::font::Face;
use super::language::Language;
use super::layout::{Block, Label, fit, fit_running};
use super::svg::{Align, Paint, TextStyle};
use super::{ChartError, Figure};

/// Width of every figure in pixels.
pub const WIDTH: f64 = 800.0;
/// Left edge of what is inside the frame.
pub(crate) const LEFT: f64 = 20.0;
/// Right edge of what is inside the frame.
pub(crate) const RIGHT: f64 = WIDTH - 20.0;

const SMALL: f64 = 12.0;

/// What a figure says around its plot.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Id of the figure: the prefix of identifiers in its SVG. Unique on a page.
    pub id: String,
    /// Language of everything the figure says.
    pub language: Language,
    /// A message, not a topic: "Seven in ten households have safe water".
    pub title: String,
    /// Unit and base: "Share of households, %".
    pub subtitle: String,
    /// Where the numbers come from, with the word "Source".
    pub source: String,
    /// What a reader must know beside that; may be empty.
    pub note: String,
    /// Whether the data are made up; the figure then says so visibly.
    pub synthetic: bool,
}

/// A style of text inside the plot.
pub(crate) fn style(face: Face, size: f64, colour: Colour, align: Align) -> TextStyle {
    TextStyle { face, size, colour, align, halo: false, upward: false }
}

/// Distance from the middle of a line of text to its baseline.
pub(crate) fn drop(size: f64) -> f64 {
    size * 0.357
}

/// A figure with its head drawn and its plot to come.
pub(crate) struct Sheet<'a> {
    pub(crate) canvas: Canvas,
    pub(crate) language: Language,
    /// Where the plot may begin.
    pub(crate) top: f64,
    frame: &'a Frame,
    title: String,
    indicative: bool,
}

impl<'a> Sheet<'a> {
    /// Draws the head. `indicative` marks a figure none of whose numbers allows inference.
    pub(crate) fn open(frame: &'a Frame, indicative: bool) -> Result<Self, ChartError> {
        let language = frame.language;
        let mut canvas = Canvas::new(&frame.id, WIDTH);
        let accent = Area { left: LEFT, top: 0.0, right: LEFT + 56.0, bottom: 6.0 };
        canvas.rectangle(accent, Paint::Solid(DEEP_BLUE))?;
        let mut sheet = Sheet {
            canvas,
            language,
            top: 16.0,
            frame,
            title: language.polish(&frame.title),
            indicative,
        };
        sheet.marks()?;
        let title = fit(&sheet.title.as_str().into(), Face::Bold, 21.0, RIGHT - LEFT, 4)?;
        sheet.paragraph(&title, INK)?;
        sheet.top += 2.0;
        let subtitle = language.polish(&frame.subtitle);
        if !subtitle.is_empty() {
            let subtitle = fit(&subtitle.as_str().into(), Face::Regular, 14.5, RIGHT - LEFT, 4)?;
            sheet.paragraph(&subtitle, GREY_TEXT)?;
        }
        sheet.top += 12.0;
        Ok(sheet)
    }

    /// Draws the foot and ends the figure.
    pub(crate) fn close(
        mut self,
        plot_bottom: f64,
        notes: &[String],
        alternative: String,
        csv: String,
    ) -> Result<Figure, ChartError> {
        self.top = plot_bottom + 12.0;
        let mut notes: Vec<String> = notes.iter().map(|note| self.language.polish(note)).collect();
        if self.indicative {
            notes.insert(0, indicative_note(self.language).into());
        }
        if !self.frame.note.trim().is_empty() {
            notes.push(self.language.polish(&self.frame.note));
        }
        let source = self.language.polish(&self.frame.source);
        for paragraph in [notes.join(" "), source] {
            if !paragraph.is_empty() {
                let block = fit_running(&paragraph, Face::Regular, SMALL, RIGHT - LEFT, 12)?;
                self.paragraph(&block, GREY_TEXT)?;
                self.top += 3.0;
            }
        }
        let height = (self.top + 9.0).ceil();
        let mut alternative = self.language.polish(&alternative);
        if self.indicative {
            alternative = format!("{alternative} {}", indicative_note(self.language));
        }
        if self.frame.synthetic {
            alternative = format!("{}. {alternative}", synthetic_word(self.language));
        }
        let (svg, texts) = self.canvas.finish(height, self.language, &self.title, &alternative);
        Ok(Figure {
            id: self.frame.id.clone(),
            svg,
            alt: alternative,
            csv,
            width: WIDTH as u32,
            height: height as u32,
            texts,
        })
    }

    /// Squares and words in as many lines as they need; returns nothing, moves `top`.
    pub(crate) fn legend(&mut self, entries: &[(Label, Paint)]) -> Result<(), ChartError> {
        const SQUARE: f64 = 13.0;
        let mut x = LEFT;
        for (label, paint) in entries {
            let text =
                Label { text: self.language.polish(&label.text), short: label.short.clone() };
            let block = fit(&text, Face::Regular, 13.0, RIGHT - LEFT - SQUARE - 7.0, 1)?;
            if x > LEFT && x + SQUARE + 7.0 + block.width > RIGHT {
                x = LEFT;
                self.top += 21.0;
            }
            let area = Area {
                left: x,
                top: self.top + 2.0,
                right: x + SQUARE,
                bottom: self.top + 2.0 + SQUARE,
            };
            self.canvas.rectangle(area, *paint)?;
            let at = (x + SQUARE + 7.0, self.top + 2.0 + SQUARE / 2.0 + drop(block.size));
            self.canvas.text(
                &block.lines[0],
                at,
                style(Face::Regular, block.size, INK, Align::Left),
            )?;
            x = at.0 + block.width + 20.0;
        }
        self.top += 26.0;
        Ok(())
    }

    /// "Made up" and "indicative", right of the accent.
    fn marks(&mut self) -> Result<(), ChartError> {
        let mut words = Vec::new();
        if self.frame.synthetic {
            words.push((synthetic_word(self.language), WARNING));
        }
        if self.indicative {
            words.push((
                self.language.pick("Indicatif", "Indicative", "Indicativo"),
                Colour(0xe3, 0xe6, 0xe9),
            ));
        }
        let mut right = RIGHT;
        for (word, ground) in &words {
            let width = Face::Bold.width(word, SMALL)? + 16.0;
            let area = Area { left: right - width, top: 8.0, right, bottom: 28.0 };
            self.canvas.rectangle(area, Paint::Solid(*ground))?;
            let at = (right - width / 2.0, 18.0 + drop(SMALL));
            self.canvas.text(word, at, style(Face::Bold, SMALL, INK, Align::Centre))?;
            right -= width + 8.0;
        }
        if !words.is_empty() {
            self.top = 34.0;
        }
        Ok(())
    }

    fn paragraph(&mut self, block: &Block, colour: Colour) -> Result<(), ChartError> {
        self.canvas.block(
            block,
            (LEFT, self.top),
            style(block.face, block.size, colour, Align::Left),
        )?;
        self.top += block.height();
        Ok(())
    }
}

/// The mark on made-up data.
pub fn synthetic_word(language: Language) -> &'static str {
    language.pick("Données synthétiques", "Synthetic data", "Dados sintéticos")
}

/// What "indicative" means.
pub(crate) fn indicative_note(language: Language) -> &'static str {
    language.pick(
        "Indicatif\u{a0}: l’échantillon n’est pas probabiliste\u{a0}; les chiffres décrivent les personnes interrogées, sans intervalle de confiance.",
        "Indicative: not a probability sample; the numbers describe those interviewed and have no confidence interval.",
        "Indicativo: a amostra não é probabilística; os números descrevem as pessoas entrevistadas, sem intervalo de confiança.",
    )
}

/// Two lines of text closer than this are taken to touch.
const TOUCH: f64 = 0.5;

/// What an editor would reject.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// Text leaves the figure.
    Outside {
        /// The text.
        text: String,
    },
    /// Two texts overlap.
    Overlap {
        /// The first.
        text: String,
        /// The second.
        other: String,
    },
    /// Text is hard to read on what is behind it.
    Faint {
        /// The text.
        text: String,
        /// Its contrast, 1 to 21; 4.5 is the least.
        contrast: f64,
    },
}

impl Figure {
    /// What an editor would reject; nothing, for any figure that a chart returns.
    pub fn faults(&self) -> Vec<Fault> {
        let page = Area {
            left: 0.0,
            top: 0.0,
            right: f64::from(self.width),
            bottom: f64::from(self.height),
        };
        let inside = page.grown(-4.0);
        let mut faults = Vec::new();
        for (index, placed) in self.texts.iter().enumerate() {
            if !inside.contains(&placed.area) {
                faults.push(Fault::Outside { text: placed.text.clone() });
            }
            if placed.contrast < 4.5 {
                faults.push(Fault::Faint { text: placed.text.clone(), contrast: placed.contrast });
            }
            faults.extend(self.texts[index + 1..].iter().filter(|other| touch(placed, other)).map(
                |other| Fault::Overlap { text: placed.text.clone(), other: other.text.clone() },
            ));
        }
        faults
    }
}

fn touch(a: &PlacedText, b: &PlacedText) -> bool {
    a.area.grown(TOUCH).overlaps(&b.area)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(text: &str, left: f64, contrast: f64) -> PlacedText {
        let area = Area { left, top: 20.0, right: left + 50.0, bottom: 30.0 };
        PlacedText { text: text.into(), area, contrast }
    }

    #[test]
    fn faults_are_found() {
        let mut figure = Figure {
            id: "x".into(),
            svg: String::new(),
            alt: String::new(),
            csv: String::new(),
            width: 200,
            height: 100,
            texts: vec![placed("a", 10.0, 21.0), placed("b", 61.0, 4.5), placed("c", 120.0, 7.0)],
        };
        assert_eq!(figure.faults(), []);
        figure.texts =
            vec![placed("a", 10.0, 21.0), placed("b", 59.0, 4.4), placed("c", 160.0, 7.0)];
        assert_eq!(
            figure.faults(),
            [
                Fault::Overlap { text: "a".into(), other: "b".into() },
                Fault::Faint { text: "b".into(), contrast: 4.4 },
                Fault::Outside { text: "c".into() },
            ]
        );
    }
}
