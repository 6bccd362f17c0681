//! The functions of the dialect, with the number of arguments each takes.
//!
//! Source: the ODK XForms specification, "XPath Functions", and the XLSForm documentation.

use std::ops::Range;

use super::ast::{Expression, Node, NodeKind};
use super::nearest;
use crate::{Message, message};

/// A function's name, its fewest and its most arguments (`None`: any number).
type Signature = (&'static str, usize, Option<usize>);

/// All functions, by name.
pub(super) const FUNCTIONS: [Signature; 89] = [
    ("abs", 1, Some(1)),
    ("acos", 1, Some(1)),
    ("area", 1, Some(1)),
    ("asin", 1, Some(1)),
    ("atan", 1, Some(1)),
    ("atan2", 2, Some(2)),
    ("base64-decode", 1, Some(1)),
    ("boolean", 1, Some(1)),
    ("boolean-from-string", 1, Some(1)),
    ("ceiling", 1, Some(1)),
    ("checklist", 2, None),
    ("coalesce", 2, None),
    ("concat", 0, None),
    ("contains", 2, Some(2)),
    ("cos", 1, Some(1)),
    ("count", 1, Some(1)),
    ("count-non-empty", 1, Some(1)),
    ("count-selected", 1, Some(1)),
    ("current", 0, Some(0)),
    ("date", 1, Some(1)),
    ("date-time", 1, Some(1)),
    ("decimal-date-time", 1, Some(1)),
    ("decimal-time", 1, Some(1)),
    ("digest", 2, Some(3)),
    ("distance", 1, None),
    ("ends-with", 2, Some(2)),
    ("exp", 1, Some(1)),
    ("exp10", 1, Some(1)),
    ("extract-signed", 2, Some(2)),
    ("false", 0, Some(0)),
    ("floor", 1, Some(1)),
    ("format-date", 2, Some(2)),
    ("format-date-time", 2, Some(2)),
    ("geofence", 2, Some(2)),
    ("if", 3, Some(3)),
    ("indexed-repeat", 3, Some(11)),
    ("instance", 1, Some(1)),
    ("int", 1, Some(1)),
    ("intersects", 1, Some(1)),
    ("join", 1, None),
    ("jr:choice-name", 2, Some(2)),
    ("jr:itext", 1, Some(1)),
    ("last", 0, Some(0)),
    ("log", 1, Some(1)),
    ("log10", 1, Some(1)),
    ("max", 1, None),
    ("min", 1, None),
    ("name", 0, Some(1)),
    ("normalize-space", 0, Some(1)),
    ("not", 1, Some(1)),
    ("now", 0, Some(0)),
    ("number", 0, Some(1)),
    ("once", 1, Some(1)),
    ("pi", 0, Some(0)),
    ("position", 0, Some(1)),
    ("pow", 2, Some(2)),
    ("property", 1, Some(1)),
    ("pulldata", 2, None),
    ("random", 0, Some(0)),
    ("randomize", 1, Some(2)),
    ("regex", 2, Some(2)),
    ("round", 1, Some(2)),
    ("search", 1, None),
    ("selected", 2, Some(2)),
    ("selected-at", 2, Some(2)),
    ("sin", 1, Some(1)),
    ("sqrt", 1, Some(1)),
    ("starts-with", 2, Some(2)),
    ("string", 0, Some(1)),
    ("string-length", 0, Some(1)),
    ("substr", 2, Some(3)),
    ("substring", 2, Some(3)),
    ("substring-after", 2, Some(2)),
    ("substring-before", 2, Some(2)),
    ("sum", 1, Some(1)),
    ("tan", 1, Some(1)),
    ("thousands-sep", 1, Some(1)),
    ("today", 0, Some(0)),
    ("translate", 3, Some(3)),
    ("true", 0, Some(0)),
    ("uuid", 0, Some(1)),
    ("weighted-checklist", 2, None),
    ("version", 0, Some(0)),
    ("count-items", 1, Some(1)),
    ("item-at", 2, Some(2)),
    ("hash", 1, None),
    ("depend", 1, None),
    ("enclosed-area", 1, Some(1)),
    ("is-selected", 2, Some(2)),
];

/// A call that cannot mean anything.
#[derive(Clone, Debug, PartialEq)]
pub struct CallFault {
    /// The bytes of the call.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: Message,
    /// What to do.
    pub help: Option<Message>,
}

impl Expression {
    /// The calls of unknown functions, and of known ones with too few or too many arguments.
    pub fn call_faults(&self) -> Vec<CallFault> {
        let mut faults = Vec::new();
        self.root.walk(&mut |node| faults.extend(fault(node)));
        faults
    }
}

/// Functions that need what no dataset holds: files, chance, the device, the clock.
const OUT_OF_REACH: [&str; 18] = [
    "area",
    "base64-decode",
    "count-items",
    "digest",
    "distance",
    "extract-signed",
    "geofence",
    "hash",
    "intersects",
    "item-at",
    "jr:itext",
    "now",
    "property",
    "pulldata",
    "random",
    "randomize",
    "search",
    "today",
];

impl Expression {
    /// The calls that cannot be evaluated over a dataset: what they need is not in
    /// it, or would make the result depend on the day.
    pub fn calls_out_of_reach(&self) -> Vec<CallFault> {
        let mut faults = Vec::new();
        self.root.walk(&mut |node| match &node.kind {
            NodeKind::Call { name, .. }
                if OUT_OF_REACH.contains(&name.as_str()) || name == "uuid" =>
            {
                faults.push(CallFault {
                    span: node.span.clone(),
                    message: message!(
                        "expression-unsupported",
                        "{function}() cannot be evaluated here",
                        function = name
                    ),
                    help: None,
                });
            }
            NodeKind::Reference { last_saved: true, .. } => faults.push(CallFault {
                span: node.span.clone(),
                message: message!("expression-last-saved", "the answer saved last is not at hand"),
                help: None,
            }),
            _ => {}
        });
        faults
    }
}

/// Whether a function is known and takes that many arguments.
pub(super) fn takes(name: &str, given: usize) -> bool {
    let known = FUNCTIONS.iter().find(|function| function.0 == name);
    known.is_some_and(|(_, fewest, most)| given >= *fewest && most.is_none_or(|most| given <= most))
}

fn fault(node: &Node) -> Option<CallFault> {
    let NodeKind::Call { name, arguments } = &node.kind else { return None };
    let Some((_, fewest, most)) = FUNCTIONS.iter().find(|function| function.0 == name) else {
        let known = nearest(name, FUNCTIONS.iter().map(|function| function.0));
        return Some(CallFault {
            span: node.span.start..node.span.start + name.len(),
            message: message!(
                "expression-unknown-function",
                "there is no function \"{name}\"",
                name = name
            ),
            help: known
                .map(|known| message!("did-you-mean", "did you mean \"{name}\"?", name = known)),
        });
    };
    let given = arguments.len();
    if given >= *fewest && most.is_none_or(|most| given <= most) {
        return None;
    }
    let wanted = match most {
        Some(most) if most == fewest => fewest.to_string(),
        Some(most) => format!("{fewest}–{most}"),
        None => format!("≥ {fewest}"),
    };
    Some(CallFault {
        span: node.span.clone(),
        message: message!(
            "expression-wrong-arguments",
            "{name}() takes {wanted} values in its brackets; here there are {given}",
            name = name,
            wanted = wanted,
            given = given
        ),
        help: None,
    })
}
