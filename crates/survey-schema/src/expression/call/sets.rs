//! Counting nodes, adding them up, and finding one's way among repeats.

use super::{Call, Family, Outcome, Stop};
use crate::NodeId;
use crate::expression::ast::{Axis, Node, NodeKind};
use crate::expression::environment::EvaluationError;
use crate::expression::scalar::{Operand, Scalar};
use crate::expression::table::Row;

impl<'a> Call<'_, 'a> {
    pub(super) fn sets(&self) -> Family<'a> {
        Ok(Some(match self.name {
            "current" => Operand::Nodes(vec![self.here.current]),
            "instance" => {
                let name = self.text(0)?;
                let environment = self.here.environment;
                let rows = Row::all(&name, environment.form, environment.tables);
                Operand::Rows(rows.ok_or_else(|| EvaluationError::NoTable {
                    name: name.into_owned(),
                    span: self.span.clone(),
                })?)
            }
            "count" => {
                let operand = self.operand(0)?;
                let nodes = if operand.is_set() { self.here.reader.each(operand) } else { vec![] };
                Operand::number(nodes.len() as f64)
            }
            "count-non-empty" => {
                let operand = self.operand(0)?;
                let given = match operand {
                    Operand::Nodes(nodes) => nodes.iter().filter(|node| self.holds(**node)).count(),
                    set if set.is_set() => {
                        let texts = self.here.reader.each(set).into_iter().flatten();
                        texts.filter(|text| !self.here.reader.text(text.clone()).is_empty()).count()
                    }
                    _ => 0,
                };
                Operand::number(given as f64)
            }
            "sum" => self.aggregate(|numbers| Some(numbers.iter().sum()))?,
            "min" => self.aggregate(|numbers| numbers.iter().copied().reduce(f64::min))?,
            "max" => self.aggregate(|numbers| {
                let most = numbers.iter().copied().reduce(f64::max)?;
                // JavaRosa's search begins a hair above zero and never goes below.
                Some(if self.here.is_form() { most.max(f64::from_bits(1)) } else { most })
            })?,
            "position" => Operand::number(self.position()?),
            "last" => Operand::number(self.here.place.map_or(1, |place| place.1) as f64),
            "indexed-repeat" => self.indexed_repeat()?,
            "randomize" => self.randomize()?,
            _ => return Ok(None),
        }))
    }

    /// Whether a node has an answer, or has nodes inside it.
    fn holds(&self, node: NodeId) -> bool {
        let submission = self.here.reader.submission;
        !submission.children(node).is_empty()
            || submission.value(node).is_some_and(|value| !value.is_empty())
    }

    /// Of all numbers of all arguments; what is no number is left out. In analysis, of
    /// none at all there is none.
    fn aggregate(&self, of: impl Fn(&[f64]) -> Option<f64>) -> Outcome<Operand<'a>> {
        let values = self.all(0)?;
        let numbers: Vec<f64> = values
            .iter()
            .flatten()
            .map(|scalar| self.here.reader.number(scalar))
            .filter(|number| !number.is_nan())
            .collect();
        if numbers.is_empty() && !self.here.is_form() {
            return Ok(Operand::Missing);
        }
        Ok(self.computed(of(&numbers).unwrap_or(f64::NAN)))
    }

    fn position(&self) -> Outcome<f64> {
        let here = self.here;
        if self.count() == 0 {
            let place = here.place.map(|place| place.0);
            return Ok(place.unwrap_or_else(|| here.place_of(here.at)) as f64);
        }
        // Of no nodes, the place before the first.
        Ok(self.nodes(0)?.first().map_or(0.0, |node| here.place_of(*node) as f64))
    }

    /// `indexed-repeat(question, repeat, index, inner repeat, index, …)`: the question in
    /// the given instances. A repeat that is not named is the one around the expression,
    /// where there is one.
    fn indexed_repeat(&self) -> Outcome<Operand<'a>> {
        let submission = self.here.reader.submission;
        let Some(names) = self.chain(&self.arguments[0]) else { return Ok(self.empty()) };
        let mut picked = Vec::new();
        for pair in (1..self.count()).step_by(2) {
            let index = self.number(pair + 1)?;
            let Some(repeat) = self.chain(&self.arguments[pair]) else { return Ok(self.empty()) };
            if !self.here.is_form() && index < 1.0 {
                return Err(Stop::Missing);
            }
            // On the phone an index that is none yet means the first.
            let index = if index >= 1.0 { index as usize } else { 1 };
            picked.push((repeat.len(), index));
        }
        let mut around: Vec<NodeId> = submission.ancestors(self.here.at).collect();
        around.reverse();
        let mut nodes = vec![submission.root()];
        let mut shared = true;
        for (depth, name) in names.iter().enumerate() {
            let depth = depth + 1;
            let own = around.get(depth).filter(|own| shared && submission.name(**own) == *name);
            shared = own.is_some();
            let index = picked.iter().find(|(length, _)| *length == depth).map(|(_, index)| *index);
            let index = index.or_else(|| own.map(|own| self.here.place_of(*own)));
            let inside = |node: &NodeId| {
                let all = submission.children_named(*node, name);
                match index {
                    Some(index) => all.skip(index - 1).take(1).collect::<Vec<_>>(),
                    None => all.collect(),
                }
            };
            nodes = nodes.iter().flat_map(inside).collect();
        }
        Ok(Operand::Nodes(self.here.relevant(nodes)))
    }

    /// The names from below the root down to what an argument means, without predicates.
    fn chain(&self, argument: &'a Node) -> Option<Vec<&'a str>> {
        let submission = self.here.reader.submission;
        let names_to = |node: NodeId| {
            let mut names: Vec<&str> =
                submission.ancestors(node).map(|node| submission.name(node)).collect();
            names.pop();
            names.reverse();
            names
        };
        match &argument.kind {
            NodeKind::Reference { name, .. } => {
                let nodes = submission.named(name, submission.root());
                nodes.first().map(|node| names_to(*node))
            }
            NodeKind::Path { start: None, absolute, steps } => {
                let mut names = if *absolute { Vec::new() } else { names_to(self.here.at) };
                for step in steps.iter().skip(usize::from(*absolute)) {
                    match step.axis {
                        Axis::Itself => {}
                        Axis::Parent => drop(names.pop()),
                        Axis::Child => names.push(&step.name),
                    }
                }
                Some(names)
            }
            NodeKind::Filter { base, .. } => self.chain(base),
            NodeKind::Path { start: Some(start), steps, .. } => {
                let mut names = match &start.kind {
                    NodeKind::Call { name, .. } if name == "current" => names_to(self.here.current),
                    _ => self.chain(start)?,
                };
                for step in steps {
                    match step.axis {
                        Axis::Itself => {}
                        Axis::Parent => drop(names.pop()),
                        Axis::Child => names.push(&step.name),
                    }
                }
                Some(names)
            }
            _ => None,
        }
    }

    /// The nodes in another order: by a seed the same on every device, else by chance.
    fn randomize(&self) -> Outcome<Operand<'a>> {
        use crate::expression::chance::{shuffle, shuffle_by_chance, text_seed};
        let mut operand = self.operand(0)?;
        let seed = match self.count() {
            1 => None,
            _ => Some(match (self.scalar(1)?, self.number(1)?) {
                (Scalar::Text(text) | Scalar::Loose(text), number) if number.is_nan() => {
                    text_seed(&text)
                }
                (_, number) => number as i64,
            }),
        };
        let chance = self.here.environment.chance;
        macro_rules! ordered {
            ($items:expr) => {
                match (seed, chance) {
                    (Some(seed), _) => shuffle($items, seed),
                    (None, Some(chance)) => shuffle_by_chance($items, chance),
                    (None, None) => return Err(self.unsupported().into()),
                }
            };
        }
        match &mut operand {
            Operand::Nodes(nodes) => ordered!(nodes),
            Operand::Rows(rows) => ordered!(rows),
            Operand::Cells(cells) => ordered!(cells),
            Operand::Missing | Operand::One(_) => return Err(self.unsupported().into()),
        }
        Ok(operand)
    }
}
