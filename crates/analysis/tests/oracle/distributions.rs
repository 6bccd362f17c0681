//! Quantiles and tails of distributions.

use analysis::estimate::distribution::{
    beta_quantile, beta_upper, chi_square_quantile, chi_square_upper, f_quantile, f_upper,
    normal_upper, student_quantile, student_upper,
};

use crate::folder::{close, folder, number, read};

#[test]
fn distributions_agree_with_r() {
    let Some(folder) = folder("distributions.tsv") else { return };
    let rows = read(&folder.join("distributions.tsv")).unwrap();
    let mut failures = Vec::new();
    for row in &rows {
        let value = |name: &str| number(&row[name]).unwrap_or(f64::NAN);
        let (x, a, b, expected) = (value("p_or_x"), value("a"), value("b"), value("value"));
        let ours = match row["fn"].as_str() {
            "qt" => student_quantile(x, a),
            "qbeta" => beta_quantile(x, a, b),
            "qf" => f_quantile(x, a, b),
            "qnorm" => student_quantile(x, f64::INFINITY),
            "qchisq" => chi_square_quantile(x, a),
            "pt" => Some(student_upper(x, a)),
            "pf" => Some(f_upper(x, a, b)),
            "pbeta" => Some(beta_upper(x, a, b)),
            "pnorm" => Some(normal_upper(x)),
            "pchisq" => Some(chi_square_upper(x, a)),
            other => {
                failures.push(format!("unknown function {other}"));
                continue;
            }
        };
        let ours = ours.unwrap_or(f64::NAN);
        // Tails are compared to their own size, however small.
        if !(close(ours, expected, 1e-9) && close(ours / expected, 1.0, 1e-9) || ours == expected) {
            failures.push(format!("{row:?}: {ours}"));
        }
    }
    eprintln!("distributions: {} of {} agree", rows.len() - failures.len(), rows.len());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
