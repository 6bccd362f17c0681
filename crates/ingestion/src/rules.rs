//! The logic of a form, laid out for judging: which expressions decide about which
//! question, what they refer to, and in which order they can be evaluated.

use std::collections::BTreeSet;

use survey_schema::expression::{Axis, Node, NodeKind};
use survey_schema::{Expression, Item, Sourced};

use crate::catalogue::FormIndex;

/// An expression with what it refers to.
pub(crate) struct Rule<'a> {
    pub(crate) expression: &'a Expression,
    /// Questions that it refers to.
    pub(crate) questions: Vec<usize>,
    /// Repeats that it refers to as such, by level.
    pub(crate) levels: Vec<usize>,
}

/// A condition of a question, or of a group around it.
pub(crate) struct Condition<'a> {
    pub(crate) rule: Rule<'a>,
    /// How many nodes above the question it stands.
    pub(crate) up: usize,
}

/// What the form says of a question.
pub(crate) struct QuestionRules<'a> {
    pub(crate) relevance: Vec<Condition<'a>>,
    pub(crate) required: Option<Rule<'a>>,
    pub(crate) constraint: Option<Rule<'a>>,
    pub(crate) calculation: Option<Rule<'a>>,
    pub(crate) filter: Option<Rule<'a>>,
}

/// A repeat whose number of rows the form decides.
pub(crate) struct CountRule<'a> {
    pub(crate) level: usize,
    pub(crate) rule: Rule<'a>,
}

/// The form as a tree of names, for building submissions.
pub(crate) enum Plan<'a> {
    Group(&'a str, Vec<Plan<'a>>),
    Repeat(&'a str, usize, Vec<Plan<'a>>),
    Question(usize),
}

/// All rules of a form.
pub(crate) struct Rules<'a> {
    pub(crate) questions: Vec<QuestionRules<'a>>,
    pub(crate) counts: Vec<CountRule<'a>>,
    /// Questions in an order in which relevance and calculations can be evaluated.
    pub(crate) order: Vec<usize>,
    pub(crate) plan: Vec<Plan<'a>>,
}

impl<'a> Rules<'a> {
    pub(crate) fn new(index: &FormIndex<'a>) -> Self {
        let mut walk = Walk {
            index,
            conditions: Vec::new(),
            depth: 0,
            questions: Vec::new(),
            counts: Vec::new(),
        };
        let mut level = 0;
        let plan = walk.items(&index.form.items, &mut level);
        let order = evaluation_order(&walk.questions);
        Rules { questions: walk.questions, counts: walk.counts, order, plan }
    }
}

/// The rule of an expression; names without `${}` in a choice filter are columns of the list.
pub(crate) fn rule<'a>(
    index: &FormIndex<'_>,
    expression: &'a Expression,
    in_filter: bool,
) -> Rule<'a> {
    let mut names = BTreeSet::new();
    collect(&expression.root, in_filter, &mut names);
    let is = |name: &str| names.contains(name);
    let questions =
        (0..index.questions.len()).filter(|q| is(&index.questions[*q].question.name)).collect();
    let levels = (1..index.levels.len()).filter(|level| is(index.levels[*level].name)).collect();
    Rule { expression, questions, levels }
}

/// The names that a part of an expression refers to.
fn collect(node: &Node, in_filter: bool, names: &mut BTreeSet<String>) {
    match &node.kind {
        NodeKind::Number(_) | NodeKind::Literal(_) => {}
        NodeKind::Reference { name, .. } => {
            names.insert(name.clone());
        }
        NodeKind::Binary { left, right, .. } => {
            collect(left, in_filter, names);
            collect(right, in_filter, names);
        }
        NodeKind::Negate(inner) => collect(inner, in_filter, names),
        NodeKind::Call { arguments, .. } => {
            arguments.iter().for_each(|part| collect(part, in_filter, names))
        }
        NodeKind::Path { start, steps, absolute } => {
            start.iter().for_each(|part| collect(part, in_filter, names));
            let is_column = in_filter && !*absolute && start.is_none() && steps.len() == 1;
            for step in steps {
                if step.axis == Axis::Child && !is_column {
                    names.insert(step.name.clone());
                }
                step.predicates.iter().for_each(|part| collect(part, in_filter, names));
            }
        }
        NodeKind::Filter { base, predicates } => {
            collect(base, in_filter, names);
            predicates.iter().for_each(|part| collect(part, in_filter, names));
        }
    }
}

/// Whether an expression gives another value each time, or one of the day it was evaluated.
pub(crate) fn is_of_the_moment(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Call { name, arguments } => {
            matches!(
                name.as_str(),
                "random" | "uuid" | "now" | "today" | "once" | "pulldata" | "property"
            ) || arguments.iter().any(is_of_the_moment)
        }
        NodeKind::Binary { left, right, .. } => is_of_the_moment(left) || is_of_the_moment(right),
        NodeKind::Negate(inner) => is_of_the_moment(inner),
        NodeKind::Filter { base, predicates } => {
            is_of_the_moment(base) || predicates.iter().any(is_of_the_moment)
        }
        NodeKind::Path { start, steps, .. } => {
            start.as_deref().is_some_and(is_of_the_moment)
                || steps.iter().any(|step| step.predicates.iter().any(is_of_the_moment))
        }
        NodeKind::Number(_) | NodeKind::Literal(_) | NodeKind::Reference { .. } => false,
    }
}

/// Walks the form in the order of its questions.
struct Walk<'a, 'b> {
    index: &'b FormIndex<'a>,
    /// The conditions of the groups around, and the depth of each group.
    conditions: Vec<(&'a Sourced<Expression>, usize)>,
    depth: usize,
    questions: Vec<QuestionRules<'a>>,
    counts: Vec<CountRule<'a>>,
}

impl<'a> Walk<'a, '_> {
    fn items(&mut self, items: &'a [Item], next_level: &mut usize) -> Vec<Plan<'a>> {
        let mut plan = Vec::with_capacity(items.len());
        for item in items {
            plan.push(match item {
                Item::Question(question) => {
                    self.question(question);
                    Plan::Question(self.questions.len() - 1)
                }
                Item::Group(group) => Plan::Group(&group.name, self.group(group, next_level)),
                Item::Repeat(repeat) => {
                    *next_level += 1;
                    let level = *next_level;
                    if let Some(count) = &repeat.count {
                        let rule = rule(self.index, &count.value, false);
                        self.counts.push(CountRule { level, rule });
                    }
                    Plan::Repeat(&repeat.group.name, level, self.group(&repeat.group, next_level))
                }
            });
        }
        plan
    }

    fn group(&mut self, group: &'a survey_schema::Group, next_level: &mut usize) -> Vec<Plan<'a>> {
        let around = self.conditions.len();
        self.depth += 1;
        self.conditions.extend(group.relevant.iter().map(|relevant| (relevant, self.depth)));
        let plan = self.items(&group.items, next_level);
        self.conditions.truncate(around);
        self.depth -= 1;
        plan
    }

    fn question(&mut self, question: &'a survey_schema::Question) {
        let own = question.relevant.iter().map(|relevant| (relevant, self.depth + 1));
        let relevance = self
            .conditions
            .iter()
            .copied()
            .chain(own)
            .map(|(relevant, depth)| Condition {
                rule: rule(self.index, &relevant.value, false),
                up: self.depth + 1 - depth,
            })
            .collect();
        let of = |part: &'a Option<Sourced<Expression>>, in_filter: bool| {
            part.as_ref().map(|sourced| rule(self.index, &sourced.value, in_filter))
        };
        let rules = QuestionRules {
            relevance,
            required: of(&question.required, false),
            constraint: of(&question.constraint, false),
            calculation: of(&question.calculation, false),
            filter: of(&question.choice_filter, true),
        };
        self.questions.push(rules);
    }
}

/// Questions after all that their relevance and calculation refer to; the order of the form otherwise.
fn evaluation_order(rules: &[QuestionRules<'_>]) -> Vec<usize> {
    fn visit(
        question: usize,
        rules: &[QuestionRules<'_>],
        seen: &mut [bool],
        order: &mut Vec<usize>,
    ) {
        if std::mem::replace(&mut seen[question], true) {
            return;
        }
        let conditions = rules[question].relevance.iter().map(|condition| &condition.rule);
        for rule in conditions.chain(&rules[question].calculation) {
            for other in &rule.questions {
                visit(*other, rules, seen, order);
            }
        }
        order.push(question);
    }
    let (mut seen, mut order) = (vec![false; rules.len()], Vec::with_capacity(rules.len()));
    for question in 0..rules.len() {
        visit(question, rules, &mut seen, &mut order);
    }
    order
}
