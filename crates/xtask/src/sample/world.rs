//! Where the sample survey takes place: made-up sites and villages in real districts.
//!
//! Numbers of sites are of the size of the published studies. Nothing here is an
//! observation: positions are drawn inside a box around a district's centre.

use super::chance::Chance;

/// A country of the sample.
pub(crate) struct Country {
    pub(crate) code: &'static str,
    /// Sites (or villages, where `villages` is set) that were visited.
    pub(crate) sites: usize,
    /// How many of the sites have households interviewed around them.
    pub(crate) clusters: usize,
    /// Whether the units are villages near industrial mines, not artisanal sites.
    pub(crate) villages: bool,
    /// Whether its records are typed from paper, so that the record's code is its key.
    pub(crate) on_paper: bool,
    /// Currencies of amounts, the usual one first.
    pub(crate) currencies: &'static [&'static str],
    /// Monthly income of a household in the usual currency, near its middle.
    pub(crate) income: f64,
    /// Districts: codes of admin levels 1 and 2, latitude, longitude.
    pub(crate) districts: &'static [(&'static str, &'static str, f64, f64)],
}

pub(crate) const COUNTRIES: [Country; 8] = [
    Country {
        code: "CMR",
        sites: 25,
        clusters: 8,
        villages: false,
        on_paper: false,
        currencies: &["XAF"],
        income: 85_000.0,
        districts: &[
            ("CM003", "CM003003", 4.6, 14.6),
            ("CM003", "CM003004", 5.5, 14.2),
            ("CM003", "CM003001", 3.4, 14.9),
        ],
    },
    Country {
        code: "CAF",
        sites: 42,
        clusters: 8,
        villages: false,
        on_paper: true,
        currencies: &["XAF"],
        income: 52_000.0,
        districts: &[
            ("CF21", "CF211", 4.3, 15.8),
            ("CF21", "CF213", 4.9, 15.9),
            ("CF23", "CF231", 3.6, 16.1),
            ("CF12", "CF123", 4.3, 17.5),
        ],
    },
    Country {
        code: "CIV",
        sites: 17,
        clusters: 7,
        villages: false,
        on_paper: true,
        currencies: &["XOF"],
        income: 110_000.0,
        districts: &[("CI33", "CI3302", 7.96, -6.67), ("CI17", "CI1703", 8.7, -5.3)],
    },
    Country {
        code: "COD",
        sites: 30,
        clusters: 9,
        villages: false,
        on_paper: false,
        currencies: &["CDF", "USD"],
        income: 260_000.0,
        districts: &[
            ("CD82", "CD8205", -6.0, 23.4),
            ("CD82", "CD8202", -6.3, 23.8),
            ("CD92", "CD9202", -6.6, 20.8),
            ("CD51", "CD5111", 1.0, 27.0),
        ],
    },
    Country {
        code: "GIN",
        sites: 38,
        clusters: 8,
        villages: false,
        on_paper: false,
        currencies: &["GNF"],
        income: 1_400_000.0,
        districts: &[
            ("GN004", "GN004002", 9.3, -9.0),
            ("GN008", "GN008004", 8.5, -9.4),
            ("GN005", "GN005003", 9.6, -12.9),
        ],
    },
    Country {
        code: "LSO",
        sites: 19,
        clusters: 0,
        villages: true,
        on_paper: false,
        currencies: &["LSL", "ZAR"],
        income: 2_400.0,
        districts: &[
            ("LSJ", "LSJ02", -29.1, 28.9),
            ("LSB", "LSB03", -28.8, 28.4),
            ("LSE", "LSE07", -29.8, 27.3),
        ],
    },
    Country {
        code: "SLE",
        sites: 21,
        clusters: 8,
        villages: false,
        on_paper: true,
        currencies: &["SLE"],
        income: 2_600.0,
        districts: &[
            ("SL01", "SL0103", 8.6, -10.9),
            ("SL01", "SL0102", 8.0, -11.2),
            ("SL03", "SL0301", 7.9, -11.6),
        ],
    },
    Country {
        code: "ZWE",
        sites: 20,
        clusters: 7,
        villages: false,
        on_paper: true,
        currencies: &["USD", "ZWG", "ZAR"],
        income: 160.0,
        districts: &[
            ("ZW11", "ZW1105", -19.5, 32.4),
            ("ZW11", "ZW1103", -20.2, 32.4),
            ("ZW11", "ZW1102", -19.8, 32.6),
        ],
    },
];

/// A site, or a village.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    pub(crate) code: String,
    pub(crate) admin1: &'static str,
    pub(crate) admin2: &'static str,
    pub(crate) village: String,
    pub(crate) latitude: f64,
    pub(crate) longitude: f64,
}

/// Made-up syllables: a name built from them is nobody's village.
const SYLLABLES: [&str; 16] = [
    "ba", "ndo", "ki", "ma", "sé", "lo", "gba", "nya", "tu", "wé", "ra", "mbo", "fi", "da", "sso",
    "lé",
];

impl Country {
    /// Its sites, or villages.
    pub(crate) fn places(&self) -> Vec<Site> {
        (1..=self.sites).map(|number| self.place(number)).collect()
    }

    fn place(&self, number: usize) -> Site {
        let mut chance = Chance::from(&["place", self.code, &number.to_string()]);
        let (admin1, admin2, latitude, longitude) = self.districts[number % self.districts.len()];
        let syllables: String =
            (0..chance.whole(2, 3)).map(|_| SYLLABLES[chance.whole(0, 15) as usize]).collect();
        let mut letters = syllables.chars();
        let first =
            letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
        Site {
            code: format!("{}-{}{number:02}", self.code, if self.villages { "V" } else { "S" }),
            admin1,
            admin2,
            village: format!("{first}{}", letters.as_str()),
            latitude: latitude + 0.25 * (chance.unit() - 0.5),
            longitude: longitude + 0.25 * (chance.unit() - 0.5),
        }
    }
}
