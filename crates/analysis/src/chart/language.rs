//! How French, English and Portuguese write numbers, percentages, dates and lists.
//!
//! | | French | English | Portuguese |
//! |---|---|---|---|
//! | decimal | `38,4` | `38.4` | `38,4` |
//! | thousands | `12 450` (U+202F) | `12,450` | `12 450` (U+00A0) |
//! | percent | `38 %` (U+00A0) | `38%` | `38 %` (U+00A0) |
//! | list | `a, b et c` | `a, b and c` | `a, b e c` |

use serde::{Deserialize, Serialize};

/// No-break space.
pub const NBSP: char = '\u{a0}';
/// Narrow no-break space.
pub const NNBSP: char = '\u{202f}';

/// A language of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// French.
    Fr,
    /// English.
    En,
    /// Portuguese.
    Pt,
}

impl Language {
    /// All of them.
    pub const ALL: [Language; 3] = [Language::Fr, Language::En, Language::Pt];

    /// The language with a code (`fr`, `en`, `pt`).
    pub fn from_code(code: &str) -> Option<Self> {
        Language::ALL.into_iter().find(|language| language.code() == code)
    }

    /// Its code (`fr`, `en`, `pt`), as used in `xml:lang`.
    pub fn code(self) -> &'static str {
        self.pick("fr", "en", "pt")
    }

    /// One of three texts.
    pub fn pick<T>(self, french: T, english: T, portuguese: T) -> T {
        match self {
            Language::Fr => french,
            Language::En => english,
            Language::Pt => portuguese,
        }
    }

    /// A number with a fixed count of decimals; halves are rounded away from zero.
    ///
    /// ```
    /// use analysis::chart::Language;
    /// assert_eq!(Language::Fr.number(12450.25, 1), "12\u{202f}450,3");
    /// assert_eq!(Language::En.number(-0.2, 0), "0");
    /// ```
    pub fn number(self, value: f64, decimals: u8) -> String {
        if !value.is_finite() {
            return "–".into();
        }
        let shift = 10f64.powi(i32::from(decimals));
        let scaled = value * shift;
        let rounded = if scaled.is_finite() { scaled.round() / shift } else { value };
        let text = format!("{:.*}", usize::from(decimals), rounded.abs());
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        // Nothing but zeros has no sign: "-0" says something that is not so.
        let negative = rounded < 0.0 && text.bytes().any(|digit| (b'1'..=b'9').contains(&digit));
        let mut out = String::from(if negative { "-" } else { "" });
        let thousands = self.pick(NNBSP, ',', NBSP);
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index) % 3 == 0 {
                out.push(thousands);
            }
            out.push(digit);
        }
        if !fraction.is_empty() {
            out.push(self.pick(',', '.', ','));
            out.push_str(fraction);
        }
        out
    }

    /// A whole number.
    pub fn count(self, value: u64) -> String {
        self.number(value as f64, 0)
    }

    /// A number too long for its place, in thousands, millions or billions: `1,2 M`.
    /// Numbers under 10 000 stay as they are.
    pub fn compact(self, value: f64) -> String {
        let space = self.pick("\u{a0}", "", "\u{a0}");
        let units = [
            (1e12, self.pick("Bn", "tn", "Bi")),
            (1e9, self.pick("Md", "bn", "mM")),
            (1e6, self.pick("M", "m", "M")),
            (1e3, self.pick("k", "k", "mil")),
        ];
        for (size, unit) in units {
            let mantissa = value / size;
            // 999 950 is one million, not "1 000 k".
            if (mantissa.abs() * 10.0).round() >= 10.0 && value.abs() >= 10_000.0 {
                // One decimal under ten, when it says something.
                let tenths = (mantissa.abs() * 10.0).round();
                let decimals = u8::from(tenths < 100.0 && tenths % 10.0 != 0.0);
                return format!("{}{space}{unit}", self.number(mantissa, decimals));
            }
        }
        self.number(value, 0)
    }

    /// A share between 0 and 1 as a percentage without its sign.
    ///
    /// A share that is not nothing is not written 0, and one that is not all is not
    /// written 100.
    ///
    /// ```
    /// use analysis::chart::Language;
    /// assert_eq!(Language::Pt.percent_number(0.384, 0), "38");
    /// assert_eq!(Language::Pt.percent_number(0.001, 0), "<1");
    /// assert_eq!(Language::Pt.percent_number(0.999, 0), ">99");
    /// ```
    pub fn percent_number(self, share: f64, decimals: u8) -> String {
        let percent = share * 100.0;
        let step = 10f64.powi(-i32::from(decimals));
        let rounded = (percent / step).round() * step;
        if share > 0.0 && rounded == 0.0 {
            return format!("<{}", self.number(step, decimals));
        }
        if share < 1.0 && rounded == 100.0 {
            return format!(">{}", self.number(100.0 - step, decimals));
        }
        self.number(percent, decimals)
    }

    /// A share between 0 and 1 as a percentage: `38 %`, `38%`, `38 %`.
    pub fn percent(self, share: f64, decimals: u8) -> String {
        format!("{}{}", self.percent_number(share, decimals), self.percent_sign())
    }

    /// The percent sign with the space that belongs before it.
    pub fn percent_sign(self) -> &'static str {
        self.pick("\u{a0}%", "%", "\u{a0}%")
    }

    /// A calendar day in words, from `YYYY-MM-DD`; `None` when it is not such a day.
    ///
    /// ```
    /// use analysis::chart::Language;
    /// assert_eq!(Language::Fr.date("2026-03-01").as_deref(), Some("1er\u{a0}mars 2026"));
    /// assert_eq!(Language::Pt.date("2026-11-25").as_deref(), Some("25\u{a0}de novembro de 2026"));
    /// assert_eq!(Language::En.date("2026-02-30"), None);
    /// ```
    pub fn date(self, iso: &str) -> Option<String> {
        let mut parts = iso.splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if year.len() != 4 || month.len() != 2 || day.len() != 2 {
            return None;
        }
        let year: u16 = year.parse().ok()?;
        let month: usize = month.parse().ok()?;
        let day: u8 = day.parse().ok()?;
        let names = self.months();
        let name = names.get(month.checked_sub(1)?)?;
        if day == 0 || day > days_in(year, month) {
            return None;
        }
        Some(match self {
            Language::Fr if day == 1 => format!("1er{NBSP}{name} {year}"),
            Language::Fr | Language::En => format!("{day}{NBSP}{name} {year}"),
            Language::Pt => format!("{day}{NBSP}de {name} de {year}"),
        })
    }

    /// A list in words: `a, b et c`.
    pub fn list<T: AsRef<str>>(self, items: &[T]) -> String {
        let and = self.pick(" et ", " and ", " e ");
        match items {
            [] => String::new(),
            [one] => one.as_ref().into(),
            [head @ .., last] => {
                let head: Vec<&str> = head.iter().map(AsRef::as_ref).collect();
                format!("{}{and}{}", head.join(", "), last.as_ref())
            }
        }
    }

    /// A text as a printer would set it: typographic apostrophes, and in French the
    /// no-break spaces of `: ; ! ? % « »` and of thousands where a plain space stood.
    ///
    /// ```
    /// use analysis::chart::Language;
    /// assert_eq!(Language::Fr.polish("l'eau : 12 450 l, soit 38 %"), "l’eau\u{a0}: 12\u{202f}450 l, soit 38\u{a0}%");
    /// ```
    pub fn polish(self, text: &str) -> String {
        let source: Vec<char> = text.split_whitespace_keeping_no_break();
        let mut out = String::with_capacity(text.len());
        for (index, &character) in source.iter().enumerate() {
            let before = index.checked_sub(1).map(|at| source[at]);
            out.push(match character {
                '\'' if is_apostrophe(before, source.get(index + 1)) => '’',
                // The typeface has no U+2212 and no thin space.
                '\u{2212}' => '-',
                '\u{2009}' => NNBSP,
                ' ' => self.space(before, &source[index + 1..]),
                other => other,
            });
        }
        out
    }

    fn space(self, before: Option<char>, after: &[char]) -> char {
        let next = after.first().copied().unwrap_or('.');
        let digits = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        match self {
            Language::Fr => match (before, next) {
                (Some('«'), _) | (_, '»' | ':' | '%') => NBSP,
                (_, ';' | '!' | '?') => NNBSP,
                _ if digits(before) && is_group(after) => NNBSP,
                _ => ' ',
            },
            Language::Pt if next == '%' || (digits(before) && is_group(after)) => NBSP,
            Language::Pt | Language::En => ' ',
        }
    }

    fn months(self) -> [&'static str; 12] {
        self.pick(
            [
                "janvier",
                "février",
                "mars",
                "avril",
                "mai",
                "juin",
                "juillet",
                "août",
                "septembre",
                "octobre",
                "novembre",
                "décembre",
            ],
            [
                "January",
                "February",
                "March",
                "April",
                "May",
                "June",
                "July",
                "August",
                "September",
                "October",
                "November",
                "December",
            ],
            [
                "janeiro",
                "fevereiro",
                "março",
                "abril",
                "maio",
                "junho",
                "julho",
                "agosto",
                "setembro",
                "outubro",
                "novembro",
                "dezembro",
            ],
        )
    }
}

/// Exactly three digits, then no further digit: a group of thousands.
fn is_group(after: &[char]) -> bool {
    after.len() >= 3
        && after[..3].iter().all(char::is_ascii_digit)
        && !after.get(3).is_some_and(char::is_ascii_digit)
}

fn is_apostrophe(before: Option<char>, after: Option<&char>) -> bool {
    before.is_some_and(char::is_alphabetic) && after.is_some_and(|c| c.is_alphabetic() || *c == '«')
}

fn days_in(year: u16, month: usize) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Runs of breaking white space become one space; no-break spaces stay.
trait Spaces {
    fn split_whitespace_keeping_no_break(&self) -> Vec<char>;
}

impl Spaces for str {
    fn split_whitespace_keeping_no_break(&self) -> Vec<char> {
        let mut out: Vec<char> = Vec::with_capacity(self.len());
        for character in self.trim().chars() {
            if matches!(character, ' ' | '\t' | '\n' | '\r') {
                if out.last() != Some(&' ') {
                    out.push(' ');
                }
            } else {
                out.push(character);
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        text.replace(NBSP, "~").replace(NNBSP, "_")
    }

    #[test]
    fn numbers_as_each_language_writes_them() {
        let cases = [
            (1_234_567.891, 2, "1_234_567,89", "1,234,567.89", "1~234~567,89"),
            (999.5, 0, "1_000", "1,000", "1~000"),
            (0.5, 0, "1", "1", "1"),
            (-1234.0, 0, "-1_234", "-1,234", "-1~234"),
            (-0.004, 2, "0,00", "0.00", "0,00"),
            (12.0, 1, "12,0", "12.0", "12,0"),
        ];
        for (value, decimals, french, english, portuguese) in cases {
            assert_eq!(shown(&Language::Fr.number(value, decimals)), french);
            assert_eq!(shown(&Language::En.number(value, decimals)), english);
            assert_eq!(shown(&Language::Pt.number(value, decimals)), portuguese);
        }
        assert_eq!(Language::En.number(f64::NAN, 0), "–");
    }

    #[test]
    fn percentages() {
        assert_eq!(shown(&Language::Fr.percent(0.384, 0)), "38~%");
        assert_eq!(shown(&Language::En.percent(0.384, 1)), "38.4%");
        assert_eq!(shown(&Language::Pt.percent(0.384, 1)), "38,4~%");
        assert_eq!(shown(&Language::En.percent(0.0, 0)), "0%");
        assert_eq!(shown(&Language::En.percent(1.0, 0)), "100%");
        assert_eq!(shown(&Language::Fr.percent(0.0004, 1)), "<0,1~%");
        assert_eq!(shown(&Language::En.percent(0.9999, 1)), ">99.9%");
    }

    #[test]
    fn compact_numbers() {
        assert_eq!(shown(&Language::Fr.compact(1_240_000.0)), "1,2~M");
        assert_eq!(shown(&Language::En.compact(1_240_000.0)), "1.2m");
        assert_eq!(shown(&Language::Pt.compact(45_600.0)), "46~mil");
        assert_eq!(shown(&Language::En.compact(-3.2e9)), "-3.2bn");
        assert_eq!(shown(&Language::En.compact(999_950.0)), "1m");
        assert_eq!(shown(&Language::En.compact(9_999.0)), "9,999");
    }

    #[test]
    fn dates_and_lists() {
        assert_eq!(
            Language::En.date("2026-11-25").map(|d| shown(&d)).as_deref(),
            Some("25~November 2026")
        );
        assert_eq!(
            Language::Fr.date("2024-02-29").map(|d| shown(&d)).as_deref(),
            Some("29~février 2024")
        );
        for wrong in ["2025-02-29", "2026-13-01", "2026-1-1", "25/11/2026", "2026-11-00", ""] {
            assert_eq!(Language::Fr.date(wrong), None, "{wrong}");
        }
        assert_eq!(Language::Fr.list(&["a", "b", "c"]), "a, b et c");
        assert_eq!(Language::En.list(&["a", "b"]), "a and b");
        assert_eq!(Language::Pt.list(&["a", "b"]), "a e b");
        assert_eq!(Language::Pt.list::<&str>(&[]), "");
    }

    #[test]
    fn french_spaces_are_set_where_a_plain_space_stood() {
        assert_eq!(shown(&Language::Fr.polish("dit « oui » ; vrai ?")), "dit «~oui~»_; vrai_?");
        assert_eq!(
            shown(&Language::Fr.polish("à 10:30, n = 12 450 (5 à 17 ans)")),
            "à 10:30, n = 12_450 (5 à 17 ans)"
        );
        assert_eq!(
            shown(&Language::En.polish("a : b; the women's  share")),
            "a : b; the women’s share"
        );
        assert_eq!(shown(&Language::Pt.polish("copo d'água, 38 %")), "copo d’água, 38~%");
    }
}
