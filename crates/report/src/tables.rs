//! A table of the plan, filled from the results.
//!
//! With one variable its values are columns and indicators are rows. With two, each
//! indicator is a group of rows, one for each value of the first variable, and the
//! values of the second are columns. Everyone together is always there.

use analysis::chart::{Absence, Datum, Label, Unit, Value, datum};
use analysis::plan::{Indicator, TableSpec};
use analysis::results::Estimate;

use crate::coverage::unplanned;
use crate::edition::{COUNTRY, Edition, is_count, question};

/// A filled table.
pub(crate) struct Table {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) note: String,
    /// Countries that have no numbers because nothing was planned there, in a sentence.
    pub(crate) unplanned: Option<String>,
    /// Heads of the columns, everyone together first.
    pub(crate) columns: Vec<String>,
    pub(crate) groups: Vec<Group>,
}

/// Rows under a common head.
pub(crate) struct Group {
    /// The indicator, when each of its rows is a value of a variable.
    pub(crate) head: Option<String>,
    pub(crate) rows: Vec<Row>,
}

/// A row.
pub(crate) struct Row {
    /// The indicator.
    pub(crate) indicator: String,
    /// Its name in the row: the indicator, or a value of the first variable.
    pub(crate) label: String,
    /// The unit in words.
    pub(crate) unit: String,
    pub(crate) cells: Vec<Cell>,
}

/// A number of a table, or why there is none.
pub(crate) struct Cell {
    pub(crate) datum: Datum,
    /// Rows that it is made from; `None` where that must not be known.
    pub(crate) n: Option<u64>,
    pub(crate) unit: Unit,
    /// Whether it counts rows, which needs no interval.
    pub(crate) is_count: bool,
}

impl Cell {
    /// The number that may be shown, or the reason why there is none.
    pub(crate) fn shown(&self) -> Result<Value, Absence> {
        self.datum.shown()
    }
}

/// The tables of the plan in its order.
pub(crate) fn fill(edition: &Edition<'_>) -> Vec<Table> {
    edition.material.plan.tables.iter().map(|spec| Filler::new(edition, spec).table()).collect()
}

struct Filler<'a> {
    edition: &'a Edition<'a>,
    spec: &'a TableSpec,
    indicators: Vec<&'a Indicator>,
    variables: Vec<&'a str>,
}

impl<'a> Filler<'a> {
    fn new(edition: &'a Edition<'a>, spec: &'a TableSpec) -> Self {
        let plan = edition.material.plan;
        Filler {
            edition,
            spec,
            indicators: spec.indicators.iter().filter_map(|id| plan.indicator(id)).collect(),
            variables: spec.by.iter().map(|variable| variable.as_str()).collect(),
        }
    }

    fn table(&self) -> Table {
        Table {
            id: self.spec.id.value.clone(),
            title: self.edition.pick(&self.spec.title),
            note: self.edition.pick(&self.spec.note),
            unplanned: self.unplanned(),
            columns: self.columns(),
            groups: match self.variables.len() {
                0 | 1 => vec![Group { head: None, rows: self.rows_of_indicators() }],
                _ => self.indicators.iter().map(|indicator| self.group(indicator)).collect(),
            },
        }
    }

    fn unplanned(&self) -> Option<String> {
        let first = self.indicators.first()?;
        let applies = self.variables.contains(&COUNTRY) && first.not_applicable.is_empty();
        if applies { unplanned(self.edition, &first.form) } else { None }
    }

    /// The variable whose values are columns.
    fn across(&self) -> Option<&'a str> {
        self.variables.get(1).or(self.variables.first()).copied()
    }

    fn across_values(&self) -> Vec<String> {
        self.across().map_or_else(Vec::new, |name| self.edition.values(&self.indicators, name))
    }

    fn columns(&self) -> Vec<String> {
        let form = self.indicators.first().map_or("", |indicator| indicator.form.as_str());
        let all = match (self.across(), self.indicators.first()) {
            (Some(_), Some(first)) if self.variables.len() < 2 => self.edition.overall(first),
            _ => self.edition.say("mark", "overall_plain"),
        };
        let values = self.across_values();
        let names = values.iter().map(|value| {
            let Label { text, short } =
                self.edition.value_name(form, self.across().unwrap_or_default(), value);
            short.unwrap_or(text)
        });
        std::iter::once(all).chain(names).collect()
    }

    /// A row for each indicator, or for each of its categories.
    fn rows_of_indicators(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        for indicator in &self.indicators {
            let name = self.edition.indicator_name(indicator);
            for (category, label) in self.categories(indicator) {
                let label = label.map_or_else(|| name.clone(), |label| format!("{name} – {label}"));
                let cells = self.cells(indicator, category.as_deref(), &[]);
                rows.push(self.row(indicator, label, cells));
            }
        }
        rows
    }

    /// The rows of an indicator by the first variable, everyone last.
    fn group(&self, indicator: &Indicator) -> Group {
        let down = self.variables.first().copied().unwrap_or_default();
        let form = indicator.form.as_str();
        let mut rows = Vec::new();
        for (category, label) in self.categories(indicator) {
            let named = |text: String| match &label {
                Some(label) => format!("{text} – {label}"),
                None => text,
            };
            for value in self.edition.values(&[indicator], down) {
                let name = self.edition.value_name(form, down, &value).text;
                let cells = self.cells(indicator, category.as_deref(), &[(down, &value)]);
                rows.push(self.row(indicator, named(name), cells));
            }
            let cells = self.cells(indicator, category.as_deref(), &[]);
            rows.push(self.row(indicator, named(self.edition.overall(indicator)), cells));
        }
        Group { head: Some(self.edition.indicator_name(indicator)), rows }
    }

    fn row(&self, indicator: &Indicator, label: String, cells: Vec<Cell>) -> Row {
        Row {
            indicator: self.edition.indicator_name(indicator),
            label,
            unit: self.edition.unit_in_words(indicator),
            cells,
        }
    }

    fn categories(&self, indicator: &Indicator) -> Vec<(Option<String>, Option<String>)> {
        let codes = self.edition.categories(indicator);
        if codes.is_empty() {
            return vec![(None, None)];
        }
        let label = |code: &String| self.edition.choice(&indicator.form, question(indicator), code);
        codes.into_iter().map(|code| (Some(code.clone()), Some(label(&code)))).collect()
    }

    /// Everyone in a domain, then each value of the variable of the columns.
    fn cells(
        &self,
        indicator: &Indicator,
        category: Option<&str>,
        domain: &[(&str, &str)],
    ) -> Vec<Cell> {
        let values = self.across_values();
        let mut cells = vec![self.cell(indicator, category, domain)];
        for value in &values {
            let mut inside = domain.to_vec();
            inside.extend(self.across().map(|variable| (variable, value.as_str())));
            cells.push(self.cell(indicator, category, &inside));
        }
        cells
    }

    fn cell(&self, indicator: &Indicator, category: Option<&str>, domain: &[(&str, &str)]) -> Cell {
        let estimate = self.edition.estimate(&indicator.id, category, domain);
        let datum = estimate.map_or_else(|| Datum::Absent(self.silence(indicator, domain)), datum);
        let hidden = matches!(datum, Datum::Absent(_));
        let n = |estimate: &Estimate| (!is_count(estimate)).then_some(estimate.n);
        let unit = match self.edition.unit(indicator) {
            Unit::Percent { .. } => Unit::Percent { decimals: 1 },
            Unit::Number { decimals, .. } => Unit::Number { decimals, word: String::new() },
        };
        Cell {
            datum,
            n: estimate.filter(|_| !hidden).and_then(n),
            unit,
            is_count: estimate.is_some_and(is_count),
        }
    }

    /// Why the results have no row: nothing came from there, the number has no meaning
    /// there, or nobody is in the group.
    fn silence(&self, indicator: &Indicator, domain: &[(&str, &str)]) -> Absence {
        let not_applicable = indicator.not_applicable.iter().any(|(variable, values)| {
            domain.iter().any(|(name, value)| {
                variable.value == *name && values.iter().any(|known| known == value)
            })
        });
        if not_applicable {
            return Absence::NotApplicable;
        }
        let reporting = self.edition.material.results.reporting.get(&indicator.form.value);
        let silent = domain.iter().any(|(name, value)| {
            *name == COUNTRY
                && !reporting.into_iter().flatten().any(|c| c.country == *value && c.records > 0)
        });
        if silent { Absence::NotReported } else { Absence::NoAnswer }
    }
}

/// What stands in a cell beside the number: indicative, weak.
pub(crate) fn marks(edition: &Edition<'_>, value: &Value) -> Vec<String> {
    let mut marks = Vec::new();
    if value.indicative {
        marks.push(edition.say("mark", "indicative"));
    }
    if value.weak() {
        marks.push(edition.say("mark", "weak"));
    }
    marks
}
