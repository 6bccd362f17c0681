//! What is said, in French, English and Portuguese.
//!
//! The texts live in `messages/*.ftl`. The libraries' messages carry their own
//! English text, so `en.ftl` holds only what this crate says itself.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use survey_schema::Message;
use unic_langid::LanguageIdentifier;

/// A language that people are spoken to in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    French,
    English,
    Portuguese,
}

impl Language {
    /// The language of a code such as `fr`, `pt_BR.UTF-8`.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        match code.get(..2)?.to_ascii_lowercase().as_str() {
            "fr" => Some(Language::French),
            "en" => Some(Language::English),
            "pt" => Some(Language::Portuguese),
            _ => None,
        }
    }

    /// The language of the environment (`LC_ALL`, `LC_MESSAGES`, `LANG`), else English.
    pub(crate) fn from_environment() -> Self {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
        set.and_then(|value| Language::from_code(&value)).unwrap_or(Language::English)
    }

    /// Its two-letter code.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Language::French => "fr",
            Language::English => "en",
            Language::Portuguese => "pt",
        }
    }

    fn texts(self) -> &'static str {
        match self {
            Language::French => include_str!("../messages/fr.ftl"),
            Language::English => include_str!("../messages/en.ftl"),
            Language::Portuguese => include_str!("../messages/pt.ftl"),
        }
    }
}

/// Says messages in one language.
pub(crate) struct Speaker {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Speaker {
    /// A speaker of a language.
    pub(crate) fn new(language: Language) -> Self {
        let identifier: LanguageIdentifier = language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![identifier]);
        // Marks around values would show as garbage on many terminals.
        bundle.set_use_isolating(false);
        // A message that does not parse is left out; a test holds that there is none.
        let resource = match FluentResource::try_new(language.texts().to_string()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        let _ = bundle.add_resource(resource);
        Speaker { language, bundle }
    }

    /// The code of the language spoken: `fr`, `en` or `pt`.
    pub(crate) fn code(&self) -> &'static str {
        self.language.code()
    }

    /// A text without values.
    pub(crate) fn text(&self, id: &str) -> String {
        self.text_with(id, &[])
    }

    /// A text with values. Numbers that a text chooses its plural by are given as such.
    pub(crate) fn text_with(&self, id: &str, values: &[(&str, Value<'_>)]) -> String {
        self.find(id, values).unwrap_or_else(|| id.to_string())
    }

    /// A library's message: in this language if its texts have it, else in English.
    pub(crate) fn message(&self, message: &Message) -> String {
        let said: Vec<String> =
            message.arguments.iter().map(|(_, value)| self.phrase(value)).collect();
        let names = message.arguments.iter().map(|(name, _)| *name);
        let values: Vec<_> =
            names.zip(&said).map(|(name, value)| (name, Value::Text(value))).collect();
        self.find(message.id, &values).unwrap_or_else(|| message.english.clone())
    }

    /// A value that is itself a phrase of the program, such as "a JPEG picture", in this
    /// language; any other value as it is.
    fn phrase(&self, value: &str) -> String {
        let letters = value
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' });
        let id: String = "phrase-".chars().chain(letters).collect();
        self.find(&id, &[]).unwrap_or_else(|| value.to_string())
    }

    fn find(&self, id: &str, values: &[(&str, Value<'_>)]) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let mut arguments = FluentArgs::new();
        for (name, value) in values {
            match value {
                Value::Text(text) => arguments.set(*name, *text),
                Value::Count(count) => arguments.set(*name, *count),
            }
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&arguments), &mut errors);
        errors.is_empty().then(|| text.into_owned())
    }
}

/// A value of a text.
#[derive(Clone, Copy)]
pub(crate) enum Value<'a> {
    /// Put in as it is.
    Text(&'a str),
    /// A number, by which the text may choose its plural.
    Count(u64),
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::{Path, PathBuf};

    use fluent_bundle::FluentResource;

    use super::*;

    const ALL: [Language; 3] = [Language::French, Language::English, Language::Portuguese];

    fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => rust_files(&path, files),
                false if path.extension().is_some_and(|extension| extension == "rs") => {
                    files.push(path)
                }
                false => {}
            }
        }
    }

    /// The ids of `message!("id", …)` in the sources, with the names in their English text.
    fn messages_in_sources() -> BTreeMap<String, BTreeSet<String>> {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut files = Vec::new();
        for name in ["survey-schema", "dataset", "ingestion", "analysis", "report", "carat"] {
            rust_files(&crates.join(name).join("src"), &mut files);
        }
        let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for file in files {
            let text = std::fs::read_to_string(&file).unwrap();
            for (start, call) in text.match_indices("message!(") {
                let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
                if text[line_start..start].trim_start().starts_with("//") {
                    continue;
                }
                let mut literals = literals(&text[start + call.len()..]);
                let (Some(id), Some(english)) = (literals.next(), literals.next()) else {
                    continue;
                };
                let names = names(&english, '{')
                    .into_iter()
                    .chain(argument_names(&text[start + call.len()..]));
                all.entry(id).or_default().extend(names);
            }
        }
        all
    }

    /// The names of a macro call's values: `name = …`, up to its closing bracket.
    fn argument_names(call: &str) -> BTreeSet<String> {
        let mut depth = 1;
        let end = call.char_indices().find(|(_, c)| {
            depth += i32::from(*c == '(') - i32::from(*c == ')');
            depth == 0
        });
        let inside = &call[..end.map_or(call.len(), |(at, _)| at)];
        let before =
            inside.match_indices(" = ").map(|(at, _)| inside[..at].rsplit([' ', ',']).next());
        before.flatten().map(str::to_string).collect()
    }

    /// The string literals at the head of a macro call.
    fn literals(text: &str) -> impl Iterator<Item = String> + '_ {
        let mut rest = text;
        std::iter::from_fn(move || {
            let trimmed = rest.trim_start_matches([' ', '\n', ',']);
            let inner = trimmed.strip_prefix('"')?;
            let mut end = 0;
            let bytes = inner.as_bytes();
            while bytes[end] != b'"' {
                end += if bytes[end] == b'\\' { 2 } else { 1 };
            }
            rest = &inner[end + 1..];
            Some(inner[..end].to_string())
        })
    }

    /// The names between braces: `{name}` in Rust, `{ $name` in Fluent.
    fn names(text: &str, open: char) -> BTreeSet<String> {
        let starts = text
            .match_indices(open)
            .map(|(at, _)| text[at + 1..].trim_start().trim_start_matches('$'));
        let name = |rest: &str| {
            rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>()
        };
        starts
            .map(name)
            .filter(|name| !name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit()))
            .collect()
    }

    /// The ids of a message file with the text of each.
    fn entries(language: Language) -> BTreeMap<String, String> {
        let mut all: BTreeMap<String, String> = BTreeMap::new();
        let mut id = String::new();
        for line in language.texts().lines().filter(|line| !line.starts_with('#')) {
            match line.split_once(" = ").filter(|_| !line.starts_with([' ', '}'])) {
                Some((name, text)) => {
                    id = name.to_string();
                    all.insert(id.clone(), text.to_string());
                }
                None => all.entry(id.clone()).or_default().push_str(line),
            }
        }
        all
    }

    #[test]
    fn message_files_parse() {
        for language in ALL {
            if let Err((_, errors)) = FluentResource::try_new(language.texts().to_string()) {
                panic!("{}: {errors:?}", language.code());
            }
        }
    }

    #[test]
    fn every_message_is_said_in_french_and_portuguese_with_the_same_values() {
        let mut wrong = Vec::new();
        for language in [Language::French, Language::Portuguese] {
            let entries = entries(language);
            for (id, expected) in messages_in_sources() {
                match entries.get(&id) {
                    None => wrong.push(format!("{} lacks {id}", language.code())),
                    Some(text) => {
                        let used: BTreeSet<String> = names(text, '$');
                        if used.difference(&expected).next().is_some() {
                            wrong.push(format!(
                                "{} {id}: {used:?}, but {expected:?} are given",
                                language.code()
                            ));
                        }
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    /// What files can turn out to be is said in the middle of other messages.
    #[test]
    fn what_a_file_is_has_its_word_in_every_language() {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut kinds = BTreeSet::new();
        for file in ["ingestion/src/read/error.rs", "survey-schema/src/xlsform/workbook.rs"] {
            let text = std::fs::read_to_string(crates.join(file)).unwrap();
            let quoted = text.split('"').skip(1).step_by(2);
            kinds.extend(
                quoted.filter(|t| t.starts_with("a ") || t.starts_with("an ")).map(str::to_string),
            );
        }
        assert!(kinds.len() > 20, "{kinds:?}");
        for language in [Language::French, Language::Portuguese] {
            let speaker = Speaker::new(language);
            for kind in &kinds {
                assert_ne!(&speaker.phrase(kind), kind, "{}", language.code());
            }
        }
    }

    #[test]
    fn the_three_files_say_the_same_of_the_program_itself() {
        let [french, english, portuguese] = ALL.map(entries);
        for id in english.keys() {
            assert!(french.contains_key(id) && portuguese.contains_key(id), "{id}");
        }
    }
}
