//! One made-up interview: the form walked from top to bottom, as an enumerator does.

use std::collections::BTreeMap;

use survey_schema::expression::{Environment, Mode, Value, choice_is_offered, evaluate};
use survey_schema::{
    Choice, ChoiceList, Expression, Form, Group, Item, MAIN, Metadata, NodeId, Question, QuestionType, Sourced,
    Submission,
};

use super::answers::{Situation, draw};
use super::chance::Chance;
use super::world::Country;

/// Answers of one row by question name; a question that was not asked is absent.
pub(crate) type Answers = BTreeMap<String, String>;

/// One interview.
#[derive(Clone, Debug, Default)]
pub(crate) struct Interview {
    pub(crate) uuid: String,
    pub(crate) answers: Answers,
    /// The rows of each repeat, in order.
    pub(crate) repeats: BTreeMap<String, Vec<Answers>>,
}

impl Interview {
    /// The answer of a main question; empty when there is none.
    pub(crate) fn get(&self, question: &str) -> &str {
        self.answers.get(question).map_or("", String::as_str)
    }
}

/// How often an answer is drawn again when the form refuses it.
const TRIES: usize = 60;

/// Interviews somebody: the answers given beforehand stand, the rest are drawn.
pub(crate) fn interview(form: &Form, country: &Country, place: &str, given: &Answers, chance: &mut Chance) -> Interview {
    let mut run = Run {
        form,
        country,
        place,
        given,
        submission: Submission::new(&form.id),
        interview: Interview { uuid: chance.uuid(), ..Interview::default() },
        today: given["visit_date"].parse().unwrap_or(jiff::civil::date(2026, 6, 15)),
    };
    let root = run.submission.root();
    let mut main = Scope { level: MAIN, node: root, row: Answers::new(), number: 0, relevant: true };
    // Every node is there before the first question, so that a name always finds its own.
    let nodes = run.lay_out(&form.items, root);
    run.items(&form.items, &nodes, &mut main, chance);
    run.interview.answers = main.row;
    run.interview
}

/// The nodes of some items, in their order: of each question, and of the items of each group.
enum Laid {
    Question(NodeId),
    Group(NodeId, Vec<Laid>),
    Repeat(NodeId),
}

/// The row that is being answered.
struct Scope {
    level: &'static str,
    node: NodeId,
    row: Answers,
    number: usize,
    relevant: bool,
}

struct Run<'a> {
    form: &'a Form,
    country: &'a Country,
    place: &'a str,
    given: &'a Answers,
    submission: Submission,
    interview: Interview,
    today: jiff::civil::Date,
}

impl Run<'_> {
    fn lay_out(&mut self, items: &[Item], node: NodeId) -> Vec<Laid> {
        let lay = |item: &Item| match item {
            Item::Question(question) => Laid::Question(self.submission.answer(node, &question.name, "")),
            Item::Repeat(_) => Laid::Repeat(node),
            Item::Group(group) => {
                let inner = self.submission.group(node, &group.name);
                Laid::Group(inner, self.lay_out(&group.items, inner))
            }
        };
        items.iter().map(lay).collect()
    }

    fn items(&mut self, items: &[Item], nodes: &[Laid], scope: &mut Scope, chance: &mut Chance) {
        for (item, laid) in items.iter().zip(nodes) {
            match (item, laid) {
                (Item::Question(question), Laid::Question(node)) => self.question(question, *node, scope, chance),
                (Item::Group(group), Laid::Group(node, inner)) => {
                    let outer = scope.relevant;
                    scope.relevant = outer && self.holds(&group.relevant, *node, None);
                    self.items(&group.items, inner, scope, chance);
                    scope.relevant = outer;
                }
                (Item::Repeat(repeat), Laid::Repeat(node)) => {
                    let asked = scope.relevant && self.holds(&repeat.group.relevant, *node, None);
                    let count = match &repeat.count {
                        Some(count) => self.number(&count.value, *node) as usize,
                        None => chance.whole(1, 3) as usize,
                    };
                    self.instances(&repeat.group, *node, if asked { count } else { 0 }, scope, chance);
                }
                _ => {}
            }
        }
    }

    fn instances(&mut self, group: &Group, parent: NodeId, count: usize, main: &Scope, chance: &mut Chance) {
        for number in 1..=count {
            let node = self.submission.group(parent, &group.name);
            let nodes = self.lay_out(&group.items, node);
            // Answers of the main row can be looked up from the instance.
            let mut scope = Scope { level: "repeat", node, row: main.row.clone(), number, relevant: true };
            self.items(&group.items, &nodes, &mut scope, chance);
            scope.row.retain(|name, _| !main.row.contains_key(name));
            self.interview.repeats.entry(group.name.clone()).or_default().push(scope.row);
        }
    }

    fn question(&mut self, question: &Question, node: NodeId, scope: &mut Scope, chance: &mut Chance) {
        if !scope.relevant || !self.holds(&question.relevant, node, None) {
            return;
        }
        let answer = match &question.kind {
            QuestionType::Note => return,
            QuestionType::Metadata(kind) => self.metadata(*kind, chance),
            QuestionType::Calculate => {
                question.calculation.as_ref().map(|calculation| self.text(&calculation.value, node)).unwrap_or_default()
            }
            QuestionType::Geopoint => self.position(chance),
            _ => self.accepted_answer(question, node, scope, chance),
        };
        self.submission.set(node, &answer);
        if !answer.is_empty() {
            scope.row.insert(question.name.clone(), answer);
        }
    }

    /// An answer that the form accepts; none when it refuses all that are drawn.
    fn accepted_answer(&mut self, question: &Question, node: NodeId, scope: &Scope, chance: &mut Chance) -> String {
        if let Some(given) = self.given.get(&question.name).filter(|_| scope.level == MAIN) {
            return given.clone();
        }
        let list = self.offered(question, node);
        for _ in 0..TRIES {
            let earlier = |name: &str| scope.row.get(name).cloned().unwrap_or_default();
            let here =
                Situation { country: self.country, place: self.place, earlier: &earlier, number: scope.number };
            let answer = draw(question, list.as_ref(), &here, chance);
            self.submission.set(node, &answer);
            if answer.is_empty() || self.holds(&question.constraint, node, None) {
                return answer;
            }
        }
        String::new()
    }

    /// The choices that the filter leaves.
    fn offered(&self, question: &Question, node: NodeId) -> Option<ChoiceList> {
        let list = self.form.list_of(question)?;
        let keeps = |choice: &&Choice| match &question.choice_filter {
            None => true,
            Some(filter) => {
                let environment = self.environment();
                choice_is_offered(&filter.value, choice, &self.submission, node, &environment)
                    .is_ok_and(|offered| offered != Some(false))
            }
        };
        let choices = list.choices.iter().filter(keeps).cloned().collect();
        Some(ChoiceList { name: list.name.clone(), choices })
    }

    fn metadata(&self, kind: Metadata, chance: &mut Chance) -> String {
        let minute = chance.whole(0, 59);
        match kind {
            Metadata::Start => format!("{}T0{}:{minute:02}:12.000+00:00", self.today, chance.whole(7, 9)),
            Metadata::End => format!("{}T1{}:{minute:02}:48.000+00:00", self.today, chance.whole(0, 5)),
            Metadata::Today => self.today.to_string(),
            Metadata::DeviceId => format!("synthetic:{}", &chance.uuid()[..8]),
            _ => String::new(),
        }
    }

    fn position(&self, chance: &mut Chance) -> String {
        let of = |name: &str| self.given.get(name).and_then(|text| text.parse::<f64>().ok()).unwrap_or_default();
        let (latitude, longitude) = (of("_latitude"), of("_longitude"));
        let spread = 0.02;
        format!(
            "{:.5} {:.5} {} {}",
            latitude + spread * (chance.unit() - 0.5),
            longitude + spread * (chance.unit() - 0.5),
            chance.whole(300, 900),
            chance.whole(3, 12)
        )
    }

    fn holds(&self, condition: &Option<Sourced<Expression>>, node: NodeId, _: Option<()>) -> bool {
        condition.as_ref().is_none_or(|condition| {
            evaluate(&condition.value, &self.submission, node, &self.environment())
                .is_ok_and(|value| value.to_boolean() == Some(true))
        })
    }

    fn number(&self, expression: &Expression, node: NodeId) -> f64 {
        self.text(expression, node).parse().unwrap_or(0.0)
    }

    fn text(&self, expression: &Expression, node: NodeId) -> String {
        let value = evaluate(expression, &self.submission, node, &self.environment());
        value.map(|value: Value| value.to_text(&self.submission)).unwrap_or_default()
    }

    fn environment(&self) -> Environment<'_> {
        Environment { form: Some(self.form), ..Environment::new(Mode::Form, self.today) }
    }
}
