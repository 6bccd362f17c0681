//! Each row of R's numbers, computed again.

use std::collections::BTreeMap;

use analysis::design::adjustment::Diagnosis;
use analysis::estimate::interval::{self, ProportionInterval};
use analysis::estimate::statistics::{self, Reference};
use analysis::estimate::{
    Asked, AssociationTest, Cells, Estimated, Family, Grid, QuantileInterval, Row, Rule, Sampled,
    Table,
};
use analysis::results::Reason;

use crate::designs::{Built, Designs};
use crate::exceptions;
use crate::expression::Value;
use crate::folder::{Record, close, folder, number, read};
use crate::likelihood::as_r_reads_it;
use crate::regression::model;

#[test]
fn estimates_agree_with_r() {
    let Some(folder) = folder("expected.tsv") else { return };
    let designs = Designs::read(&folder).unwrap();
    let rows = read(&folder.join("expected.tsv")).unwrap();
    let mut kinds: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    let mut excepted: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    let mut failures = Vec::new();
    let mut numbers = 0;
    for row in &rows {
        let kind = [row["stat"].as_str(), row["method"].as_str()].join(" ").trim().to_string();
        let count = kinds.entry(kind).or_default();
        count.1 += 1;
        let mut check = Check { row, failures: Vec::new(), excepted: Vec::new(), numbers: 0 };
        let outcome = designs.get(&row["design"]).and_then(|built| compare(row, built, &mut check));
        let place = format!("{} {} {}", row["id"], row["design"], row["variable"]);
        if let Err(why) = outcome {
            check.failures.push(why);
        }
        numbers += check.numbers;
        check.excepted.sort_unstable();
        check.excepted.dedup();
        check.excepted.iter().for_each(|why| {
            excepted.entry(why).or_default().push(row["id"].clone());
        });
        match check.failures.is_empty() {
            true => count.0 += 1,
            false => failures.push(format!("{place}: {}", check.failures.join("; "))),
        }
    }
    let agree: u32 = kinds.values().map(|count| count.0).sum();
    eprintln!("R survey: {agree} of {} rows agree, {numbers} numbers compared", rows.len());
    kinds.iter().for_each(|(kind, count)| eprintln!("  {:4} of {:4} {kind}", count.0, count.1));
    for (why, ids) in &excepted {
        eprintln!("  not followed: {why} ({} rows: {})", ids.len(), ids.join(" "));
    }
    assert!(failures.is_empty(), "{} rows differ:\n{}", failures.len(), failures.join("\n"));
}

/// The parts of a design that a row speaks of.
struct Place<'a> {
    built: &'a Built,
    /// What R was given: the design, less rows that the note leaves out.
    base: Sampled<'a>,
    /// The domain in it.
    domain: Sampled<'a>,
}

impl<'a> Place<'a> {
    fn of(row: &Record, built: &'a Built) -> Result<Self, String> {
        let rows = &built.rows;
        let kept = ages(row, built)?;
        let base = built.sampled().within(|of| kept[of]);
        let by: Vec<&str> = row["by"].split('*').filter(|by| !by.is_empty()).collect();
        let grouped = row["stat"] != "ttest" && !by.is_empty();
        let domain_of =
            |of: &Record| by.iter().map(|by| of[*by].as_str()).collect::<Vec<_>>().join(".");
        if grouped && !rows.records.iter().any(|of| domain_of(of) == row["domain"]) {
            return Err(format!("no row is in {} of {}", row["domain"], row["by"]));
        }
        let domain = base.within(|of| !grouped || domain_of(&rows.records[of]) == row["domain"]);
        Ok(Place { built, base, domain })
    }

    /// The values of a column, 0 where it has none, and the rows where it has one.
    fn answered(&self, column: &[Option<f64>]) -> (Vec<f64>, Sampled<'a>) {
        let inside = self.domain.within(|of| column[of].is_some());
        (column.iter().map(|value| value.unwrap_or(0.0)).collect(), inside)
    }
}

/// Rows that the note keeps: `age 5 to 17`.
fn ages(row: &Record, built: &Built) -> Result<Vec<bool>, String> {
    let words: Vec<&str> = row["note"].split([' ', ':', ',', ';']).collect();
    let range = words.windows(4).find_map(|of| {
        let (low, high) = (number(of[1])?, number(of[3])?);
        (of[2] == "to").then_some((of[0], low, high))
    });
    let Some((name, low, high)) = range else { return Ok(vec![true; built.rows.len()]) };
    let values = built.rows.numbers(name)?;
    Ok(values.iter().map(|value| value.is_some_and(|of| (low..=high).contains(&of))).collect())
}

fn compare(row: &Record, built: &Built, check: &mut Check<'_>) -> Result<(), String> {
    let place = Place::of(row, built)?;
    match row["stat"].as_str() {
        "mean" | "mean_factor" | "total" | "ratio" => linear(row, &place, check),
        "ciprop" => proportion(row, &place, check),
        "quantile" => quantile(row, &place, check),
        "variance" => {
            let (column, inside) = place.answered(&built.rows.numbers(&row["variable"])?);
            let found = inside.variance(&column).map_err(|reason| format!("{reason:?}"))?;
            check.number("estimate", Some(found.value), 1e-9);
            check.number("se", found.standard_error.ok(), 1e-9);
            Ok(())
        }
        "chisq" => association(row, &place, check),
        "ttest" => difference(row, &place, check),
        "glm" => regression(row, &place, check),
        "weights_sum" | "weights_min" | "weights_max" | "kish_deff" | "weight_row" => {
            weights(row, &place, check)
        }
        other => Err(format!("unknown statistic {other:?}")),
    }
}

fn linear(row: &Record, place: &Place<'_>, check: &mut Check<'_>) -> Result<(), String> {
    let reference = match row["method"].as_str() {
        "" | "svyby" | "subset" => Reference::WithoutReplacement,
        "deff=replace" => Reference::WithReplacement,
        other => return Err(format!("unknown method {other:?}")),
    };
    let rows = &place.built.rows;
    let (numerator, denominator) = match row["variable"].split_once('/') {
        Some((y, x)) if row["stat"] == "ratio" => (y, Some(rows.numbers(x)?)),
        _ => (row["variable"].as_str(), None),
    };
    let ys = match row["level"].as_str() {
        "" => rows.numbers(numerator)?,
        level => rows.has_level(numerator, level)?,
    };
    let both = |of: usize| denominator.as_ref().is_none_or(|x| x[of].is_some());
    let (y, inside) = place.answered(&ys);
    let inside = inside.within(both);
    let x: Vec<f64> = match &denominator {
        Some(x) => x.iter().map(|value| value.unwrap_or(0.0)).collect(),
        None => vec![1.0; y.len()],
    };
    let found = match row["stat"].as_str() {
        "total" => inside.total(&y, reference),
        "ratio" => inside.ratio(&y, &x, reference),
        _ => inside.mean(&y, reference),
    };
    let answered = place.base.within(|of| ys[of].is_some());
    let candidates: Vec<f64> = match row["method"].as_str() {
        "subset" => vec![place.domain.degrees_of_freedom()],
        _ => [&place.base, &answered].map(|of| of.degrees_of_freedom()).to_vec(),
    };
    check.degrees_of_freedom(&candidates);
    let found = match found {
        Ok(found) => found,
        Err(reason) => return check.withheld(reason),
    };
    let tolerance = if place.built.is_iterative { 1e-6 } else { 1e-9 };
    check.estimated(&found, reference_matters(row), tolerance);
    check.student(&found, tolerance);
    cells_agree(row, place, &found, (&y, &x), &inside)
}

fn reference_matters(row: &Record) -> bool {
    !row["deff"].is_empty()
}

/// What the plan's way over cells gives, where it can go, against the way over rows.
fn cells_agree(
    row: &Record,
    place: &Place<'_>,
    found: &Estimated,
    (y, x): (&[f64], &[f64]),
    answered: &Sampled<'_>,
) -> Result<(), String> {
    let Some((design, psus, weights)) = place.built.for_cells() else { return Ok(()) };
    let inside = |of: usize| place.domain.is_inside(of).then_some((0, psus[of]));
    let grid = Grid::new(1, (0..y.len()).map(inside));
    let rows = (0..y.len()).map(|of| match answered.is_inside(of) {
        true => Row::Answered { weight: weights[of], y: y[of], x: x[of] },
        false => Row::Missing,
    });
    let cells = Cells::collect(design, &grid, rows);
    let cells = cells.domain(0);
    let other = match row["stat"].as_str() {
        "total" => cells.total(),
        "ratio" => cells.ratio(),
        _ => cells.mean(),
    };
    let other = other.map_err(|reason| format!("cells: {reason:?}"))?;
    let same = |a: Result<f64, Reason>, b: Result<f64, Reason>| match (a, b) {
        (Ok(a), Ok(b)) => close(a, b, 1e-9),
        (a, b) => a.is_err() && b.is_err(),
    };
    let effects = [other.design_effect, found.design_effect].map(|of| of.ok_or(Reason::Degenerate));
    if !same(Ok(other.value), Ok(found.value))
        || !same(other.standard_error, found.standard_error)
        || (row["method"] != "deff=replace" && !same(effects[0], effects[1]))
    {
        return Err(format!("cells give {other:?}, rows {found:?}"));
    }
    Ok(())
}

fn proportion(row: &Record, place: &Place<'_>, check: &mut Check<'_>) -> Result<(), String> {
    let method = match row["method"].as_str() {
        "logit" | "xlogit" => ProportionInterval::Logit,
        "likelihood" => ProportionInterval::Likelihood,
        "asin" => ProportionInterval::Asin,
        "beta" => ProportionInterval::Beta,
        "mean" => ProportionInterval::Mean,
        "wilson" => ProportionInterval::Wilson,
        "korn_graubard" | "korn-graubard" => ProportionInterval::KornGraubard,
        other => return Err(format!("unknown interval {other:?}")),
    };
    let (column, inside) = place.answered(&place.built.rows.numbers(&row["variable"])?);
    let found = match inside.mean(&column, Reference::WithoutReplacement) {
        Ok(found) => found,
        Err(reason) => return check.withheld(reason),
    };
    let given = number(&row["df"]).ok_or("no degrees of freedom")?;
    check.degrees_of_freedom(&[
        inside.degrees_of_freedom(),
        place.domain.degrees_of_freedom(),
        f64::INFINITY,
    ]);
    // R's beta interval does not look at the degrees of freedom it is given.
    let df = if row["method"] == "beta" { inside.degrees_of_freedom() } else { given };
    let found = Estimated { degrees_of_freedom: df, ..found };
    let tolerance = if place.built.is_iterative { 1e-6 } else { 1e-9 };
    check.estimated(&found, false, tolerance);
    let confidence = number(&row["conf_level"]).unwrap_or(0.95);
    let ends = if row["method"] == "logit" && inside.is_replicated() {
        logit_of_replicates(&inside, &column, df, confidence)
    } else {
        interval::proportion(method, &found, confidence)
    };
    match ends {
        Err(reason) => check.withheld(reason),
        Ok(ends) if method == ProportionInterval::Likelihood => {
            let as_r = as_r_reads_it(&found, confidence).ok_or("no likelihood")?;
            // The true ends are near those of R, and R's way leads from ours to its own.
            let near = |ours: f64, theirs: f64| close(ours, theirs, 1e-3);
            if !near(ends.0, as_r.0) || !near(ends.1, as_r.1) {
                return Err(format!("likelihood ends {ends:?} are far from {as_r:?}"));
            }
            check.ends(as_r, 1e-6);
            Ok(())
        }
        Ok(ends) => {
            // R fits a logistic regression here.
            let iterated = row["method"] == "logit";
            check.ends(ends, if iterated { 1e-6 } else { tolerance });
            Ok(())
        }
    }
}

fn logit_of_replicates(
    inside: &Sampled<'_>,
    column: &[f64],
    df: f64,
    confidence: f64,
) -> Result<(f64, f64), Reason> {
    let logit = inside
        .single(|weights| statistics::logit(weights, column), Reference::WithoutReplacement)?;
    let logit = Estimated { degrees_of_freedom: df, ..logit };
    let (low, high) = interval::student(&logit, confidence)?;
    let back = |x: f64| 1.0 / (1.0 + (-x).exp());
    Ok((back(low), back(high)))
}

fn quantile(row: &Record, place: &Place<'_>, check: &mut Check<'_>) -> Result<(), String> {
    let (mut kind, mut rule) = (QuantileInterval::Mean, Rule::Math);
    for part in row["method"].split(';').filter(|part| !part.is_empty()) {
        match part.split_once('=') {
            Some(("interval", name)) => kind = quantile_interval(name)?,
            Some(("qrule", name)) => rule = quantile_rule(name)?,
            _ => return Err(format!("unknown method {part:?}")),
        }
    }
    let (column, inside) = place.answered(&place.built.rows.numbers(&row["variable"])?);
    let candidates = [&place.domain, &inside, &place.base].map(|of| of.degrees_of_freedom());
    check.degrees_of_freedom(&candidates);
    let asked = Asked {
        p: number(&row["level"]).ok_or("no share")?,
        rule,
        interval: kind,
        degrees_of_freedom: number(&row["df"]).ok_or("no degrees of freedom")?,
        confidence: number(&row["conf_level"]).unwrap_or(0.95),
    };
    let found = match inside.quantile(&column, asked) {
        Ok(found) => found,
        Err(reason) => return check.withheld(reason),
    };
    if let Some(why) = exceptions::whole(row) {
        check.excepted.push(why);
        return Ok(());
    }
    let tolerance = if place.built.is_iterative { 1e-6 } else { 1e-9 };
    check.number("estimate", Some(found.value), tolerance);
    check.number("se", found.standard_error, 1e-6);
    check.number("ci_low", found.low, 1e-6);
    check.number("ci_high", found.high, 1e-6);
    check.count(inside.n());
    Ok(())
}

fn quantile_interval(name: &str) -> Result<QuantileInterval, String> {
    Ok(match name {
        "mean" => QuantileInterval::Mean,
        "beta" => QuantileInterval::Beta,
        "xlogit" => QuantileInterval::Xlogit,
        "asin" => QuantileInterval::Asin,
        "score" => QuantileInterval::Score,
        "quantile" => QuantileInterval::Quantile,
        other => return Err(format!("unknown interval {other:?}")),
    })
}

fn quantile_rule(name: &str) -> Result<Rule, String> {
    Ok(match name {
        "math" | "hf1" => Rule::Math,
        "school" | "hf2" => Rule::School,
        "shahvaish" => Rule::Shahvaish,
        "hf3" => Rule::Hf3,
        "hf4" => Rule::Hf4,
        "hf5" => Rule::Hf5,
        "hf6" => Rule::Hf6,
        "hf7" => Rule::Hf7,
        "hf8" => Rule::Hf8,
        "hf9" => Rule::Hf9,
        other => return Err(format!("unknown rule {other:?}")),
    })
}

fn association(row: &Record, place: &Place<'_>, check: &mut Check<'_>) -> Result<(), String> {
    let test = match row["method"].as_str() {
        "F" => AssociationTest::RaoScottF,
        "Chisq" => AssociationTest::RaoScottChiSquare,
        "Wald" => AssociationTest::Wald,
        "adjWald" => AssociationTest::AdjustedWald,
        "lincom" => AssociationTest::Mixture,
        "saddlepoint" => AssociationTest::Saddlepoint,
        other => return Err(format!("unknown test {other:?}")),
    };
    let (a, b) = row["variable"].split_once('*').ok_or("no two variables")?;
    let (first_levels, first) = place.built.rows.parts(a)?;
    let (second_levels, second) = place.built.rows.parts(b)?;
    let table = Table {
        first: &first,
        first_parts: first_levels.len(),
        second: &second,
        second_parts: second_levels.len(),
    };
    let found = match place.domain.association(&table, test) {
        Ok(found) => found,
        Err(reason) => return check.withheld(reason),
    };
    let tolerance = if place.built.is_iterative { 1e-6 } else { 1e-9 };
    let of_p = match test {
        AssociationTest::Saddlepoint => 1e-6,
        // R asks its integration for an absolute 1e-7.
        AssociationTest::Mixture => 1e-4,
        _ => tolerance,
    };
    check.number("statistic", Some(found.statistic), tolerance);
    check.number("ndf", found.numerator, tolerance);
    check.number("ddf", found.denominator, tolerance);
    check.number("p_value", Some(found.p_value), of_p);
    Ok(())
}

fn difference(row: &Record, place: &Place<'_>, check: &mut Check<'_>) -> Result<(), String> {
    let rows = &place.built.rows;
    let ys = rows.numbers(&row["variable"])?;
    let tolerance = if place.built.is_iterative { 1e-6 } else { 1e-9 };
    if row["by"] == "0" || row["by"] == "1" {
        let (y, inside) = place.answered(&ys);
        let found = inside
            .mean(&y, Reference::WithoutReplacement)
            .map_err(|reason| format!("{reason:?}"))?;
        let df = inside.degrees_of_freedom() - 1.0;
        check.tested(found.value, found.standard_error, df, tolerance);
        return Ok(());
    }
    let (levels, parts) = rows.parts(&row["by"])?;
    if levels.len() != 2 {
        return Err(format!("{} has {} groups", row["by"], levels.len()));
    }
    let (y, inside) = place.answered(&ys);
    let inside = inside.within(|of| parts[of].is_some());
    let second: Vec<f64> = parts.iter().map(|part| f64::from(*part == Some(1))).collect();
    let fitted = inside.regression(&y, &[vec![1.0; y.len()], second], Family::Linear);
    let fitted = fitted.map_err(|reason| format!("{reason:?}"))?;
    let of = &fitted.coefficients;
    check.tested(of.values[1], of.standard_error(1), fitted.degrees_of_freedom, tolerance);
    Ok(())
}

fn regression(row: &Record, place: &Place<'_>, check: &mut Check<'_>) -> Result<(), String> {
    let family = match row["method"].as_str() {
        "gaussian" => Family::Linear,
        "binomial" | "quasibinomial" => Family::Logistic,
        "poisson" | "quasipoisson" => Family::Poisson,
        other => return Err(format!("unknown family {other:?}")),
    };
    let rows = &place.built.rows;
    let (left, right) = row["variable"].split_once('~').ok_or("no formula")?;
    let (names, columns) = model(right, rows)?;
    let ys = as_numbers(&rows.values(left.trim())?)?;
    let (y, inside) = place.answered(&ys);
    let inside = inside.within(|of| columns.iter().all(|column| column[of].is_some()));
    let filled = |column: &Vec<Option<f64>>| column.iter().map(|v| v.unwrap_or(0.0)).collect();
    let columns: Vec<Vec<f64>> = columns.iter().map(filled).collect();
    let fitted = inside.regression(&y, &columns, family);
    let fitted = fitted.map_err(|reason| format!("{reason:?}"))?;
    let blank: String = row["level"].chars().filter(|letter| !letter.is_whitespace()).collect();
    let bare = |name: &String| name.replace('"', "") == blank.replace('"', "");
    let number = names.iter().position(bare).ok_or(format!("no {blank} among {names:?}"))?;
    let of = &fitted.coefficients;
    check.tested(of.values[number], of.standard_error(number), fitted.degrees_of_freedom, 1e-6);
    Ok(())
}

/// Numbers; a text of two levels counts its second, as R's logistic regression does.
fn as_numbers(values: &[Value]) -> Result<Vec<Option<f64>>, String> {
    let levels = crate::rows::levels(values);
    let number = |value: &Value| match value {
        Value::Missing => Ok(None),
        Value::Number(number) => Ok(Some(*number)),
        value if levels.len() == 2 => Ok(Some(f64::from(*value == levels[1]))),
        other => Err(format!("{other:?} is no answer of a regression")),
    };
    values.iter().map(number).collect()
}

fn weights(row: &Record, place: &Place<'_>, check: &mut Check<'_>) -> Result<(), String> {
    let weights = place.domain.weights();
    let inside: Vec<f64> =
        (0..weights.len()).filter(|of| place.domain.is_inside(*of)).map(|of| weights[of]).collect();
    let diagnosis = Diagnosis::of(&inside).ok_or("no weights")?;
    let ours = match row["stat"].as_str() {
        "weights_sum" => diagnosis.sum,
        "weights_min" => diagnosis.least,
        "weights_max" => diagnosis.greatest,
        "kish_deff" => diagnosis.kish,
        _ => {
            let number = number(&row["level"]).ok_or("no row number")? as usize;
            *weights.get(number.wrapping_sub(1)).ok_or("no such row")?
        }
    };
    let tolerance = if place.built.is_iterative { 1e-6 } else { 1e-9 };
    check.number("estimate", Some(ours), tolerance);
    Ok(())
}

/// A row of R with what was found different, and what was excepted.
struct Check<'a> {
    row: &'a Record,
    failures: Vec<String>,
    excepted: Vec<&'static str>,
    numbers: u32,
}

impl Check<'_> {
    /// Compares a number with a column; an empty column is not compared. Where R has
    /// NaN we must have nothing, or a bound of our own for p = 0 and p = 1.
    fn number(&mut self, column: &str, ours: Option<f64>, tolerance: f64) {
        let Some(expected) = number(&self.row[column]) else { return };
        self.numbers += 1;
        let agrees = match ours {
            None => expected.is_nan(),
            Some(ours) if expected.is_nan() => ours.is_finite(),
            Some(ours) => close(ours, expected, tolerance),
        };
        let early = exceptions::early_stop(self.row).zip(ours);
        if let Some(((why, wider), ours)) = early.filter(|_| !agrees)
            && close(ours, expected, wider)
        {
            self.excepted.push(why);
        } else if !agrees {
            let row = self.row;
            self.failures.push(format!(
                "{} {} {} {} {column}: R {expected}, ours {ours:?}",
                row["stat"], row["method"], row["domain"], row["level"]
            ));
        }
    }

    fn count(&mut self, n: u64) {
        self.number("n_unweighted", Some(n as f64), 0.0);
    }

    /// The degrees of freedom are those of one of the populations that R may have been
    /// given for such a row.
    fn degrees_of_freedom(&mut self, candidates: &[f64]) {
        let Some(expected) = number(&self.row["df"]) else { return };
        self.numbers += 1;
        if !candidates.contains(&expected) {
            self.failures.push(format!("df: R {expected}, ours one of {candidates:?}"));
        }
    }

    fn estimated(&mut self, found: &Estimated, effect: bool, tolerance: f64) {
        self.number("estimate", Some(found.value), tolerance);
        self.count(found.n);
        match found.standard_error {
            Ok(error) => {
                self.number("se", Some(error), tolerance);
                if effect {
                    self.number("deff", found.design_effect, tolerance);
                }
            }
            Err(reason) => {
                if let Err(why) = self.withheld(reason) {
                    self.failures.push(why);
                }
            }
        }
    }

    /// Student's interval with R's degrees of freedom.
    fn student(&mut self, found: &Estimated, tolerance: f64) {
        let (Some(df), Ok(_)) = (number(&self.row["df"]), found.standard_error) else { return };
        let found = Estimated { degrees_of_freedom: df, ..*found };
        let confidence = number(&self.row["conf_level"]).unwrap_or(0.95);
        let ends = interval::student(&found, confidence).ok();
        self.number("ci_low", ends.map(|ends| ends.0), tolerance);
        self.number("ci_high", ends.map(|ends| ends.1), tolerance);
    }

    fn ends(&mut self, (low, high): (f64, f64), tolerance: f64) {
        for (column, ours, at_top) in [("ci_low", low, false), ("ci_high", high, true)] {
            let stopped = ours == f64::from(at_top);
            let expected = number(&self.row[column]);
            let turned = stopped && expected.is_some_and(|of| !close(ours, of, tolerance));
            match exceptions::bounds(self.row, at_top).filter(|_| turned) {
                Some(why) => self.excepted.push(why),
                None => self.number(column, Some(ours), tolerance),
            }
        }
    }

    /// An estimate, its test against 0 and its interval.
    fn tested(&mut self, value: f64, error: Result<f64, Reason>, df: f64, tolerance: f64) {
        let error = match error {
            Ok(error) => error,
            Err(reason) => {
                self.failures.push(format!("{reason:?}"));
                return;
            }
        };
        let statistic = value / error;
        let upper = analysis::estimate::distribution::student_upper(statistic.abs(), df);
        let confidence = number(&self.row["conf_level"]).unwrap_or(0.95);
        let critical =
            analysis::estimate::distribution::student_quantile((1.0 + confidence) / 2.0, df);
        let half = critical.map(|critical| critical * error);
        self.number("estimate", Some(value), tolerance);
        self.number("se", Some(error), tolerance);
        self.number("df", Some(df), tolerance);
        self.number("statistic", Some(statistic), tolerance);
        self.number("p_value", Some(2.0 * upper), tolerance);
        self.number("ci_low", half.map(|half| value - half), tolerance);
        self.number("ci_high", half.map(|half| value + half), tolerance);
    }

    /// We have no number for a reason: R must have none either, or stand among the
    /// exceptions.
    fn withheld(&mut self, reason: Reason) -> Result<(), String> {
        let empty = ["se", "ci_low", "ci_high"]
            .iter()
            .all(|column| number(&self.row[*column]).is_none_or(|value| value.is_nan()));
        match exceptions::withheld(self.row, reason) {
            Some(why) => self.excepted.push(why),
            None if empty => {}
            None => return Err(format!("ours has none: {reason:?}")),
        }
        Ok(())
    }
}
