//! Random forms that are valid, or nearly so: the same number gives the same form.

/// A form as Markdown tables.
pub(crate) fn form(number: u64) -> String {
    let mut maker =
        Maker { chance: Chance(number.wrapping_mul(2654435761) + 1), ..Maker::default() };
    maker.translated = maker.chance.one_in(2);
    let count = 2 + maker.chance.below(6);
    maker.items(0, count);
    maker.sheets()
}

/// xorshift: enough for choosing among cells.
#[derive(Default)]
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 11
    }

    fn below(&mut self, count: usize) -> usize {
        (self.next() % count as u64) as usize
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn pick<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

#[derive(Default)]
struct Maker {
    chance: Chance,
    translated: bool,
    rows: Vec<Vec<(&'static str, String)>>,
    names: Vec<String>,
    count: usize,
}

const COLUMNS: [&str; 21] = [
    "type",
    "name",
    "label",
    "label::French (fr)",
    "hint",
    "guidance_hint",
    "relevant",
    "constraint",
    "constraint_message",
    "required",
    "read_only",
    "calculation",
    "default",
    "trigger",
    "choice_filter",
    "parameters",
    "appearance",
    "repeat_count",
    "image",
    "bind::odk:x",
    "body::odk:y",
];

const TYPES: [&str; 30] = [
    "text",
    "integer",
    "decimal",
    "date",
    "time",
    "dateTime",
    "note",
    "barcode",
    "acknowledge",
    "hidden",
    "video",
    "file",
    "start",
    "end",
    "today",
    "deviceid",
    "username",
    "percentage",
    "gps",
    "geopoint",
    "geotrace",
    "geoshape",
    "image",
    "audio",
    "background-audio",
    "start-geopoint",
    "range",
    "q int",
    "add text prompt",
    "phone number",
];

const SELECTS: [&str; 9] = [
    "select_one l",
    "select_multiple l",
    "rank l",
    "select one from m",
    "select_one m or_other",
    "select_multiple l or_other",
    "select_one_from_file f.csv",
    "select_multiple_from_file g.geojson",
    "select_one h.xml",
];

impl Maker {
    fn items(&mut self, depth: usize, count: usize) {
        for _ in 0..count {
            if depth < 4 && self.chance.one_in(4) {
                self.container(depth);
            } else {
                self.question();
            }
        }
    }

    fn container(&mut self, depth: usize) {
        let kind = self.chance.pick(&["group", "repeat"]);
        let name = self.name();
        let mut row = vec![("type", format!("begin {kind}")), ("name", name.clone())];
        self.texts(&mut row, 5);
        self.conditions(&mut row);
        if kind == "repeat" && self.chance.one_in(2) {
            let count = match self.chance.below(3) {
                0 => "3".to_string(),
                1 => self.reference(),
                _ => self.expression(),
            };
            row.push(("repeat_count", count));
        }
        self.rows.push(row);
        self.names.push(name);
        let count = 1 + self.chance.below(4);
        self.items(depth + 1, count);
        self.rows.push(vec![("type", format!("end {kind}"))]);
    }

    fn question(&mut self) {
        let name = self.name();
        let mut row = vec![("name", name.clone())];
        self.texts(&mut row, 50);
        self.conditions(&mut row);
        let kind = match self.chance.below(10) {
            0..=2 => self.chance.pick(&SELECTS),
            3 => {
                row.push(("calculation", self.expression()));
                "calculate"
            }
            _ => self.chance.pick(&TYPES),
        };
        row.push(("type", kind.to_string()));
        self.details(&mut row, kind);
        self.rows.push(row);
        self.names.push(name);
    }

    fn details(&mut self, row: &mut Vec<(&'static str, String)>, kind: &str) {
        if kind.contains("select") && !kind.contains("other") {
            if self.chance.one_in(3) {
                row.push(("choice_filter", format!("region = {}", self.reference())));
            }
            if self.chance.one_in(4) {
                row.push((
                    "parameters",
                    self.chance.pick(&["randomize=true", "randomize=true seed=3"]).into(),
                ));
            }
        }
        if kind == "range" {
            let scale = self.chance.pick(&[
                "start=0 end=1 step=0.1",
                "start=10 end=0 step=5",
                "end=4 tick_interval=2",
            ]);
            row.push(("parameters", scale.into()));
        }
        if self.chance.one_in(8) {
            let default = match self.chance.below(3) {
                0 => self.expression(),
                _ => self
                    .chance
                    .pick(&["1", "a-b", "now()", "2020-01-01", "hello (there)", "-"])
                    .into(),
            };
            row.push(("default", default));
        }
        if self.chance.one_in(8) {
            row.push(("appearance", self.chance.pick(&["minimal", "w1", "map", "label"]).into()));
        }
        if self.chance.one_in(10) {
            row.push(("image", self.chance.pick(&["a.png", "b.jpg"]).into()));
        }
        if self.chance.one_in(12) {
            row.push(("bind::odk:x", self.reference()));
        }
        if self.chance.one_in(12) {
            row.push(("body::odk:y", self.chance.pick(&["1", "2.5"]).into()));
        }
    }

    fn texts(&mut self, row: &mut Vec<(&'static str, String)>, seldom: usize) {
        if !self.chance.one_in(seldom) {
            row.push(("label", self.text()));
        }
        if self.translated && !self.chance.one_in(4) {
            row.push(("label::French (fr)", self.text()));
        }
        if self.chance.one_in(5) {
            row.push(("hint", self.text()));
        }
        if self.chance.one_in(9) {
            row.push(("guidance_hint", self.text()));
        }
    }

    fn conditions(&mut self, row: &mut Vec<(&'static str, String)>) {
        let columns = ["relevant", "constraint", "required", "read_only"];
        for column in columns {
            if self.chance.one_in(7) {
                let value = match self.chance.below(3) {
                    0 => self.chance.pick(&["yes", "no", "TRUE", "false()"]).to_string(),
                    _ => self.expression(),
                };
                row.push((column, value));
            }
        }
        if self.chance.one_in(9) {
            row.push(("constraint_message", self.text()));
        }
    }

    fn name(&mut self) -> String {
        self.count += 1;
        format!("{}{}", self.chance.pick(&["q", "Site", "x_"]), self.count)
    }

    fn reference(&mut self) -> String {
        if self.names.is_empty() {
            return "${instanceID}".into();
        }
        let at = self.chance.below(self.names.len());
        format!("${{{}}}", self.names[at])
    }

    fn expression(&mut self) -> String {
        let (a, b) = (self.reference(), self.reference());
        match self.chance.below(9) {
            0 => format!("{a} = 1"),
            1 => format!("{a} > {b} and {b} != ''"),
            2 => format!("selected({a}, 'a')"),
            3 => format!("count({a}) + sum({b})"),
            4 => format!("indexed-repeat({a}, {b}, {a})"),
            5 => format!("indexed-repeat({a}, {b}, 1) + indexed-repeat({b}, {a}, {b}) + {a}"),
            6 => format!("pulldata('p', 'a', 'b', {a})"),
            7 => format!("instance('l')/root/item[name = {a}]/label"),
            _ => format!("if({a} < 3, \"x\", 'y')"),
        }
    }

    fn text(&mut self) -> String {
        let words = self.chance.pick(&[
            "Water?",
            "a <b>bold</b> & plain",
            "“quoted”",
            "5 > 3 < 9",
            "Été  à",
            "-",
        ]);
        match self.chance.below(6) {
            0 => format!("{words} {}", self.reference()),
            1 => format!("{} {words} {}!", self.reference(), self.reference()),
            2 => format!("{words} instance('l')/root/item[name = {}]/label end", self.reference()),
            _ => words.to_string(),
        }
    }

    fn sheets(&mut self) -> String {
        let mut text = table("survey", &COLUMNS, &self.rows);
        let mut choices = Vec::new();
        for list in ["l", "m"] {
            for code in ["a", "b", "c"] {
                let mut row = vec![("list_name", list.to_string()), ("name", code.to_string())];
                row.push(("label", code.to_uppercase()));
                if self.translated && list == "l" {
                    row.push(("label::French (fr)", self.text()));
                }
                row.push(("region", self.chance.pick(&["x", "y", ""]).into()));
                choices.push(row);
            }
        }
        let columns = ["list_name", "name", "label", "label::French (fr)", "region"];
        text.push_str(&table("choices", &columns, &choices));
        if self.chance.one_in(2) {
            let settings = [vec![
                ("form_id", "made".to_string()),
                ("version", self.chance.pick(&["", "7"]).into()),
                ("default_language", self.chance.pick(&["", "French (fr)", "English (en)"]).into()),
                ("style", self.chance.pick(&["", "pages"]).into()),
                ("instance_name", self.expression()),
            ]];
            let columns = ["form_id", "version", "default_language", "style", "instance_name"];
            text.push_str(&table("settings", &columns, &settings));
        }
        text
    }
}

fn table(name: &str, columns: &[&str], rows: &[Vec<(&'static str, String)>]) -> String {
    let mut text = format!("| {name} |\n| | {} |\n", columns.join(" | "));
    for row in rows {
        let cell = |column: &&str| {
            row.iter().find(|(key, _)| key == column).map_or("", |(_, value)| value.as_str())
        };
        let cells: Vec<&str> = columns.iter().map(cell).collect();
        text.push_str(&format!("| | {} |\n", cells.join(" | ")));
    }
    text
}
