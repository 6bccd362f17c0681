//! What the forms of a survey ask, indexed by everything a header may call it.

use std::collections::{HashMap, HashSet};

use survey_schema::survey::FormUse;
use survey_schema::{Choice, ChoiceList, Form, Question, QuestionType, Survey};

use crate::fold::{fold, fold_name, mangle, one_separator};

/// A form with the index of its questions.
pub(crate) struct FormIndex<'a> {
    pub(crate) form: &'a Form,
    pub(crate) usage: &'a FormUse,
    /// Every question in the order of the form, notes included.
    pub(crate) questions: Vec<Entry<'a>>,
    /// `main` first, then each repeat in order.
    pub(crate) levels: Vec<LevelEntry<'a>>,
    names: [Names; 4],
    /// Folded names and labels of groups and repeats.
    groups: HashSet<String>,
}

/// Which questions a text may mean.
type Names = HashMap<String, Vec<usize>>;

/// A question with its place.
pub(crate) struct Entry<'a> {
    pub(crate) question: &'a Question,
    /// Index of its level.
    pub(crate) level: usize,
    /// Its position among the questions of its level.
    pub(crate) slot: usize,
    /// Names of the groups and repeats around it.
    pub(crate) path: Vec<&'a str>,
    /// The answer names or places a person and does not enter the dataset.
    pub(crate) withheld: bool,
    /// The answer may not be shown in findings.
    pub(crate) masked: bool,
    /// The choices, for selects whose list is in the form.
    pub(crate) list: Option<&'a ChoiceList>,
}

/// A level with its questions.
pub(crate) struct LevelEntry<'a> {
    pub(crate) name: &'a str,
    pub(crate) parent: Option<usize>,
    pub(crate) path: Vec<&'a str>,
    /// Indices of its questions.
    pub(crate) questions: Vec<usize>,
}

/// How a header was matched, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matched {
    /// It is the name of the question.
    Name,
    /// It is the name after some or all of its groups.
    Path,
    /// It is the label in one of the languages, or the name retyped.
    Label,
    /// It is one of these as R rewrites names.
    Mangled,
    /// `survey.toml` says so.
    Mapping,
    /// It is a column that the producer adds.
    System,
}

impl Matched {
    /// The word used in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Matched::Name => "name",
            Matched::Path => "path",
            Matched::Label => "label",
            Matched::Mangled => "mangled",
            Matched::Mapping => "mapping",
            Matched::System => "system",
        }
    }
}

const STAGES: [Matched; 4] = [Matched::Name, Matched::Path, Matched::Label, Matched::Mangled];

/// The forms that both the survey names and the job brings, in the order of the survey.
pub(crate) fn catalogue<'a>(survey: &'a Survey, forms: &'a [Form]) -> Vec<FormIndex<'a>> {
    survey
        .forms
        .iter()
        .filter_map(|usage| {
            Some(FormIndex::new(forms.iter().find(|form| form.id == usage.id)?, usage))
        })
        .collect()
}

impl<'a> FormIndex<'a> {
    pub(crate) fn new(form: &'a Form, usage: &'a FormUse) -> Self {
        let mut levels: Vec<LevelEntry<'a>> = Vec::new();
        for level in form.levels() {
            let parent =
                level.parent.and_then(|name| levels.iter().rposition(|other| other.name == name));
            levels.push(LevelEntry {
                name: level.name,
                parent,
                path: level.path,
                questions: Vec::new(),
            });
        }
        let mut questions = Vec::new();
        for placed in form.questions() {
            let level = levels.iter().position(|level| level.name == placed.level).unwrap_or(0);
            let name = &placed.question.name;
            let withheld = placed.question.kind.is_personal() || usage.personal.contains(name);
            levels[level].questions.push(questions.len());
            questions.push(Entry {
                question: placed.question,
                level,
                slot: levels[level].questions.len() - 1,
                path: placed.path,
                withheld,
                masked: withheld || usage.sensitive.contains(name),
                list: form.list_of(placed.question),
            });
        }
        let mut index = FormIndex {
            form,
            usage,
            questions,
            levels,
            names: Default::default(),
            groups: HashSet::new(),
        };
        index.names = index.build_names();
        let labels = index.group_labels().into_values().map(fold_name);
        let names =
            index.questions.iter().flat_map(|entry| &entry.path).map(|name| fold_name(name));
        index.groups = labels.chain(names).collect();
        index
    }

    /// The questions of some levels that a text may mean, by the strongest way that finds any.
    pub(crate) fn find(
        &self,
        text: &str,
        level: impl Fn(usize) -> bool,
    ) -> Option<(Matched, Vec<usize>)> {
        let keys = [text.to_string(), one_separator(text), fold_name(text), mangle(text)];
        for (stage, (names, key)) in STAGES.into_iter().zip(self.names.iter().zip(&keys)) {
            let found = |key: &str| -> Vec<usize> {
                let all = names.get(key).map(Vec::as_slice).unwrap_or_default();
                all.iter()
                    .copied()
                    .filter(|question| level(self.questions[*question].level))
                    .collect()
            };
            let mut candidates = found(key);
            if candidates.is_empty() && stage == Matched::Label {
                candidates = found(&one_separator(key));
            }
            if !candidates.is_empty() {
                return Some((stage, candidates));
            }
        }
        None
    }

    /// Index of the question that plays a role.
    pub(crate) fn role(&self, name: &Option<String>) -> Option<usize> {
        let name = name.as_deref()?;
        self.questions.iter().position(|entry| entry.question.name == name)
    }

    /// Whether a level lies below another.
    pub(crate) fn is_below(&self, level: usize, above: usize) -> bool {
        let mut parent = self.levels[level].parent;
        while let Some(index) = parent {
            if index == above {
                return true;
            }
            parent = self.levels[index].parent;
        }
        false
    }

    /// Number of levels between a level and one above it.
    pub(crate) fn depth_below(&self, level: usize, above: usize) -> usize {
        let (mut depth, mut current) = (0, level);
        while current != above {
            let Some(parent) = self.levels[current].parent else { break };
            (depth, current) = (depth + 1, parent);
        }
        depth
    }

    fn build_names(&self) -> [Names; 4] {
        let labels = self.group_labels();
        let mut names: [Names; 4] = Default::default();
        for (index, entry) in self.questions.iter().enumerate() {
            let question = entry.question;
            add(&mut names[0], question.name.clone(), index);
            add(&mut names[2], fold_name(&question.name), index);
            add(&mut names[3], mangle(&question.name), index);
            for start in 0..entry.path.len() {
                let path = format!("{}/{}", entry.path[start..].join("/"), question.name);
                add(&mut names[1], one_separator(&path), index);
                add(&mut names[3], mangle(&path), index);
            }
            for (language, label) in question.label.iter() {
                let around: Vec<&str> = entry
                    .path
                    .iter()
                    .map(|group| labels.get(&(*group, language)).copied().unwrap_or(group))
                    .collect();
                add(&mut names[2], fold_name(label), index);
                add(&mut names[3], mangle(label), index);
                for start in 0..around.len() {
                    let path = format!("{}/{label}", around[start..].join("/"));
                    add(&mut names[2], one_separator(&fold_name(&path)), index);
                    add(&mut names[3], mangle(&path), index);
                }
            }
        }
        names
    }

    /// Labels of groups by name and language.
    fn group_labels(&self) -> HashMap<(&'a str, &'a str), &'a str> {
        fn walk<'a>(
            items: &'a [survey_schema::Item],
            labels: &mut HashMap<(&'a str, &'a str), &'a str>,
        ) {
            for item in items {
                let group = match item {
                    survey_schema::Item::Group(group) => group,
                    survey_schema::Item::Repeat(repeat) => &repeat.group,
                    survey_schema::Item::Question(_) => continue,
                };
                labels.extend(
                    group
                        .label
                        .iter()
                        .map(|(language, label)| ((group.name.as_str(), language), label)),
                );
                walk(&group.items, labels);
            }
        }
        let mut labels = HashMap::new();
        walk(&self.form.items, &mut labels);
        labels
    }

    /// Whether a text names a group or repeat of the form, by name or label.
    pub(crate) fn is_group(&self, text: &str) -> bool {
        self.groups.contains(&fold_name(text))
    }
}

fn add(names: &mut Names, key: String, question: usize) {
    let questions = names.entry(key).or_default();
    if !questions.contains(&question) {
        questions.push(question);
    }
}

impl Entry<'_> {
    /// Whether any number of choices may be answered.
    pub(crate) fn is_multiple(&self) -> bool {
        matches!(self.question.kind, QuestionType::SelectMultiple(_) | QuestionType::Rank(_))
    }

    /// Whether the question offers `other` beside its list.
    pub(crate) fn or_other(&self) -> bool {
        self.question.kind.select().is_some_and(|select| select.or_other)
    }

    /// The code that a text means as part of a header: a code, a label in any
    /// language, or one of these as R rewrites it.
    pub(crate) fn choice_in_header(&self, text: &str) -> Option<&str> {
        let folded = fold(text);
        let choices = self.list.map(|list| list.choices.as_slice()).unwrap_or_default();
        let is = |test: &dyn Fn(&Choice) -> bool| {
            choices.iter().find(|choice| test(choice)).map(|c| c.code.as_str())
        };
        is(&|choice| choice.code == text)
            .or_else(|| is(&|choice| choice.label.iter().any(|(_, label)| fold(label) == folded)))
            .or_else(|| {
                is(&|choice| {
                    mangle(&choice.code) == text || mangle(&choice.code) == format!("X{text}")
                })
            })
            .or_else(|| is(&|choice| choice.label.iter().any(|(_, label)| mangle(label) == text)))
            .or_else(|| (self.or_other() && folded == "other").then_some("other"))
    }
}
