//! Variables that divide rows into domains and strata.

use survey_schema::{Form, MAIN, Survey};

/// The name that stands for the question with the role of the country.
pub const COUNTRY: &str = "country";

/// The question that a variable of the plan means: itself, `${name}` without its
/// braces, or the question with the role of the country.
pub fn question_of<'a>(survey: &'a Survey, form: &Form, variable: &'a str) -> &'a str {
    let name = bare(variable);
    let country = survey.form(&form.id).and_then(|used| used.roles.country.as_deref());
    match (name, country) {
        (COUNTRY, Some(question)) => question,
        _ => name,
    }
}

/// `${name}` without its braces, or the name as it is.
pub fn bare(variable: &str) -> &str {
    let inner = variable.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    inner.map_or(variable, str::trim)
}

/// A level and the levels around it, innermost first, `main` last.
pub fn levels_around<'a>(form: &'a Form, level: &'a str) -> Vec<&'a str> {
    let levels = form.levels();
    let mut around = vec![level];
    let mut here = level;
    while here != MAIN {
        let Some(parent) = levels.iter().find(|of| of.name == here).and_then(|of| of.parent) else {
            break;
        };
        around.push(parent);
        here = parent;
    }
    around
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn a_variable_may_be_written_as_a_reference() {
        assert_eq!(bare("${cluster_id}"), "cluster_id");
        assert_eq!(bare("cluster_id"), "cluster_id");
    }
}
