# What Carat says itself. The libraries' messages carry their own English text.

word-error = error
failure-line = error: { $message }
word-warning = warning
word-info = note
word-help = help
place-cell = { $file }, sheet "{ $sheet }", cell { $cell }
diagnostics-more = { $count ->
    [one] … and one more.
   *[other] … and { $count } more.
}

help-carat = Field surveys the whole way: forms, collection files, clean data, numbers, reports
help-usage = Usage:
help-commands = Commands
help-arguments = Arguments
help-options = Options
help-help = Show this help
help-version = Show the version
help-lang = Language of messages (default: from the environment)
help-format = Form of the result
help-check = Check a form, or a survey with its forms and plan
help-check-path = An XLSForm workbook, a folder of CSV sheets, or a survey's folder
help-ingest = Read field files into a dataset in which every row is accounted for
help-survey = The folder that holds survey.toml
help-files = Field files to read instead of those in incoming/
help-again = Read the files again though nothing changed
help-analyse = Compute the indicators of the plan
help-report = Draw the charts and write the report; runs what is stale before it

usage-unknown-argument = there is no option "{ $what }"
usage-unknown-command = there is no command "{ $what }"
usage-missing-argument = { $what } is missing
usage-missing-command = no command was given
usage-bad-value = "{ $what }" cannot be the value of { $argument }
usage-no-value = { $what } needs a value
usage-wrong = this cannot be understood: { $what }
usage-did-you-mean = did you mean "{ $name }"?
usage-valid-values = it can be: { $values }
usage-help = carat --help lists the commands; carat COMMAND --help explains one.

check-clean = { $file }: no fault found.
check-warnings = { $file }: usable, with { $warnings ->
    [one] one warning.
   *[other] { $warnings } warnings.
}
check-errors = { $file }: { $errors ->
    [one] one error
   *[other] { $errors } errors
} to correct before use.

progress-reading = Reading { $file }
progress-judging = Checking the records of form { $form }
progress-estimating = Computing the indicators
progress-drawing = Drawing charts and writing the report

ingest-heading = Rows received, by country and form
ingest-fresh = Nothing to do: the field files, forms and settings have not changed since the last run.
ingest-findings = { $count ->
    [0] No findings.
    [one] One finding:
   *[other] { $count } findings:
}
ingest-more-rules = { $count ->
    [one] … and one more kind of finding.
   *[other] … and { $count } more kinds of finding.
}
ingest-where = Every row is in ledger.csv and every finding in findings.csv, in { $folder }
column-country = country
column-form = form
fate-accepted = accepted
fate-quarantined = set aside
fate-consent-refused = refused
fate-duplicate = duplicate
not-reported = not reported

analyse-done = { $count } numbers written to { $folder }
report-done = Report written:

# Converting forms.
help-convert = Convert a form to the XForm that devices read
help-convert-form = An XLSForm workbook, a folder of CSV sheets or a Markdown file
help-convert-out = The file to write
help-convert-report = Also write a report as JSON: whether it was converted, the error, warnings
help-convert-form-name = Name of the element that holds the answers (data)
help-convert-default-language = Language of the texts in columns without a language
help-convert-pretty = Write each element on a line of its own
convert-done = { $file }: converted to { $out }.
convert-rejected = { $file }: not converted.
# Corrections: what this crate says of them itself.
fate-removed = removed
ingest-corrections = Cleaning logs: { $lines } lines, { $applied } applied, { $already } already so, { $repeated } repeated, { $moot } about removed records, { $refused } refused
