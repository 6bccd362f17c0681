//! A run that is killed at any moment leaves the previous dataset readable.

#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod support;

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use dataset::Store;
use support::{Sample, carat};

#[test]
fn a_killed_run_leaves_the_previous_dataset() {
    let sample = Sample::copy();
    let started = Instant::now();
    sample.run("ingest", &[]);
    let whole = started.elapsed();
    let store = Store::new(sample.survey().join("data"));
    let before = store.read_levels().unwrap().unwrap();

    // Another input, so that the killed runs have something new to write.
    let survey = sample.survey().join("survey.toml");
    let text = fs::read_to_string(&survey).unwrap();
    let points = 24;
    for point in 1..=points {
        fs::write(&survey, format!("{text}\n# change {point}\n")).unwrap();
        let mut run = carat("en")
            .arg("ingest")
            .arg(sample.survey())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_secs_f64(
            whole.as_secs_f64() * f64::from(point) / f64::from(points),
        ));
        let _ = run.kill();
        run.wait().unwrap();
        let after = store.read_levels().unwrap().unwrap();
        assert!(after == before, "killed at point {point} of {points}");
    }
}
