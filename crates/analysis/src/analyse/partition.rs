//! Domains: the rows of a level divided by the values of variables.

use std::collections::BTreeMap;

use survey_schema::{Form, Survey};

use crate::design::variable;
use crate::indicator::Records;

/// The rows of a level divided by a set of variables.
pub(crate) struct Partition {
    /// Variable and value of each domain.
    pub(crate) domains: Vec<Vec<(String, String)>>,
    /// Domain of each row of the level; `None` where a variable has no value.
    pub(crate) of_row: Vec<Option<u32>>,
}

impl Partition {
    /// Divides the rows of a level. Domains are in the order of the survey's
    /// countries, of choice lists, else of numbers and texts.
    pub(crate) fn new(
        survey: &Survey,
        records: &Records<'_>,
        level: &str,
        variables: &[String],
    ) -> Self {
        let rows = records.rows(level);
        let mut orders = Vec::new();
        let mut numbers: Vec<Vec<Option<usize>>> = Vec::new();
        let mut all_listed = true;
        for name in variables {
            let question = variable::question_of(survey, records.form, name);
            let texts: Vec<Option<String>> = rows
                .iter()
                .map(|row| records.text(question, level, *row).ok().map(|text| text.into_owned()))
                .collect();
            let (order, listed) = values(survey, records.form, question, &texts);
            all_listed &= listed;
            let number: BTreeMap<&str, usize> =
                order.iter().enumerate().map(|(number, value)| (value.as_str(), number)).collect();
            let find =
                |text: &Option<String>| text.as_deref().and_then(|text| number.get(text).copied());
            numbers.push(texts.iter().map(find).collect());
            orders.push(order);
        }
        let places: Vec<Option<Vec<usize>>> = (0..rows.len())
            .map(|row| numbers.iter().map(|of_rows| of_rows[row]).collect())
            .collect();
        let combinations = if all_listed { crossed(&orders) } else { observed(&places) };
        let domain: BTreeMap<&Vec<usize>, u32> =
            combinations.iter().enumerate().map(|(number, place)| (place, number as u32)).collect();
        let of_row = places
            .iter()
            .map(|place| place.as_ref().and_then(|place| domain.get(place).copied()))
            .collect();
        let pair = |(position, value): (usize, &usize)| {
            (variable::bare(&variables[position]).to_string(), orders[position][*value].clone())
        };
        let domains =
            combinations.iter().map(|place| place.iter().enumerate().map(pair).collect()).collect();
        Partition { domains, of_row }
    }
}

/// The values of a variable in order, and whether they come from a list: the countries
/// of the survey, each there also when it has sent nothing, or a choice list.
fn values(
    survey: &Survey,
    form: &Form,
    question: &str,
    texts: &[Option<String>],
) -> (Vec<String>, bool) {
    let country = survey.form(&form.id).and_then(|used| used.roles.country.as_deref());
    let mut order: Vec<String> = if country == Some(question) {
        survey.countries.iter().map(|country| country.code.clone()).collect()
    } else {
        let list = form.question(question).and_then(|placed| form.list_of(placed.question));
        let codes = list.iter().flat_map(|list| &list.choices).map(|choice| choice.code.clone());
        codes.filter(|code| texts.iter().flatten().any(|text| text == code)).collect()
    };
    let mut others: Vec<&String> =
        texts.iter().flatten().filter(|text| !order.contains(text)).collect();
    others.sort_by(|a, b| match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(x), Ok(y)) => x.total_cmp(&y),
        _ => a.cmp(b),
    });
    others.dedup();
    let listed = !order.is_empty();
    let others: Vec<String> = others.into_iter().cloned().collect();
    order.extend(others);
    (order, listed)
}

/// The combinations that rows have: of free values, such as places, most others mean nothing.
fn observed(places: &[Option<Vec<usize>>]) -> Vec<Vec<usize>> {
    let mut observed: Vec<Vec<usize>> = places.iter().flatten().cloned().collect();
    observed.sort();
    observed.dedup();
    observed
}

/// All combinations of listed values: an empty one is a fact.
fn crossed(orders: &[Vec<String>]) -> Vec<Vec<usize>> {
    orders.iter().fold(vec![Vec::new()], |found, order| {
        let extended = |place: &Vec<usize>| {
            (0..order.len()).map(|value| [place.as_slice(), &[value]].concat()).collect::<Vec<_>>()
        };
        found.iter().flat_map(extended).collect()
    })
}
