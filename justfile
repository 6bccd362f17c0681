# `just` alone lists the recipes.
default:
    @just --list

# The whole gate.
ci:
    .ci/run

# The forms as workbooks, and the sample survey's field files.
samples:
    cargo xtask forms
    cargo xtask sample

# The report of the sample survey.
report:
    cargo run -- report surveys/diamond-impact
