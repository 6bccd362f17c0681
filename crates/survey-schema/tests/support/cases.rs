//! Forms written as Markdown tables with what is expected of them: `tests/xforms/*.md`.
//!
//! `## title` begins a form; under it stand its tables, and lines such as
//! `- writes: <bind nodeset="/data/a" type="int"/>`, `- rejected: C021`, `- warns: C051`,
//! `- without: <output` and `- differs: why pyxform is not followed here`.

use std::path::Path;

use survey_schema::xlsform::Sheets;

/// A form with what is expected of it.
pub(crate) struct Case {
    /// File and title.
    pub(crate) name: String,
    /// The tables.
    pub(crate) markdown: String,
    /// What is expected: a word, and a text.
    pub(crate) expected: Vec<(String, String)>,
}

#[allow(dead_code, reason = "each test uses a part of it")]
impl Case {
    /// The sheets of the form.
    pub(crate) fn sheets(&self) -> Sheets {
        Sheets::from_markdown(&self.name, &self.markdown)
    }

    /// The texts expected under a word.
    pub(crate) fn all<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a str> {
        self.expected.iter().filter(move |(key, _)| key == word).map(|(_, text)| text.as_str())
    }
}

/// All forms of the folder `tests/xforms`.
pub(crate) fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/xforms");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&file).unwrap();
        for part in text.split("\n## ").skip(1) {
            let (title, body) = part.split_once('\n').unwrap();
            let is_table = |line: &&str| line.trim_start().starts_with('|');
            let markdown: Vec<&str> = body.lines().filter(is_table).collect();
            let expected = body.lines().filter_map(|line| line.strip_prefix("- "));
            let expected = expected.filter_map(|line| line.split_once(": "));
            cases.push(Case {
                name: format!("{stem}: {}", title.trim()),
                markdown: markdown.join("\n") + "\n",
                expected: expected
                    .map(|(word, text)| (word.to_string(), text.trim().to_string()))
                    .collect(),
            });
        }
    }
    cases
}
