//! What made-up respondents answer: plausible, correlated within places, different between countries.

use survey_schema::{ChoiceList, Question, QuestionType};

use super::chance::Chance;
use super::world::Country;

/// What is known when a question is asked.
pub(crate) struct Situation<'a> {
    pub(crate) country: &'a Country,
    /// The cluster, site or village, whose answers resemble each other.
    pub(crate) place: &'a str,
    /// The answer of an earlier question of the same row or of the main row.
    pub(crate) earlier: &'a dyn Fn(&str) -> String,
    /// The number of the row in its repeat, from 1; 0 in the main row.
    pub(crate) number: usize,
}

impl Situation<'_> {
    fn number_of(&self, question: &str) -> f64 {
        (self.earlier)(question).parse().unwrap_or(0.0)
    }

    fn is(&self, question: &str, code: &str) -> bool {
        (self.earlier)(question) == code
    }

    /// How far answers lean here, on the logit scale: a country's part and a place's part.
    fn leaning(&self, question: &str) -> f64 {
        let country = Chance::from(&["leaning", question, self.country.code]).deviation();
        let place = Chance::from(&["leaning", question, self.place]).deviation();
        0.65 * country + 0.45 * place
    }

    /// A probability near `base`, leaning as answers lean here.
    fn probability(&self, question: &str, base: f64) -> f64 {
        let logit = (base / (1.0 - base)).ln() + self.leaning(question);
        1.0 / (1.0 + (-logit).exp())
    }
}

/// Draws an answer; an empty text is none.
pub(crate) fn draw(
    question: &Question,
    list: Option<&ChoiceList>,
    here: &Situation<'_>,
    chance: &mut Chance,
) -> String {
    let name = question.name.as_str();
    if let Some(answer) = by_name(name, here, chance) {
        return answer;
    }
    match (&question.kind, list) {
        (QuestionType::SelectOne(_), Some(list)) => one_of(name, list, here, chance),
        (QuestionType::SelectMultiple(_), Some(list)) => some_of(name, list, here, chance),
        (QuestionType::Integer, _) => chance.whole(0, 6).to_string(),
        (QuestionType::Decimal, _) => format!("{:.1}", chance.unit() * 10.0),
        // Free text is not made up: it would only look like somebody's words.
        _ => String::new(),
    }
}

fn by_name(name: &str, here: &Situation<'_>, chance: &mut Chance) -> Option<String> {
    let answer = match name {
        "loc_method" => pick(&[("gps", 0.85), ("map", 0.05), ("none", 0.1)], chance),
        "dist_mine_km" => format!("{:.1}", 0.2 + chance.unit() * 7.0),
        "hh_size" => chance.whole(2, 9).to_string(),
        "visit_onsite" | "acc_known" | "inf_present" | "lsm_near" => "yes".into(),
        "site_name" => here.place.into(),
        "inhab" => (chance.whole(12, 160) * 10).to_string(),
        "households" => ((here.number_of("inhab") / 5.0).round() as i64).to_string(),
        "dist_lsm" => format!("{:.1}", 1.0 + chance.unit() * 14.0),
        "lsm_workers" => chance.whole(0, 25).to_string(),
        "lsm_women" => portion(here.number_of("lsm_workers"), 0.2, chance),
        "scale" if here.country.villages => "industrial".into(),
        "scale" => pick(&[("artisanal", 0.8), ("semimech", 0.2)], chance),
        "site_status" => pick(&[("active", 0.75), ("seasonal", 0.2), ("suspended", 0.05)], chance),
        "minerals" => pick(&[("diamond", 0.7), ("diamond gold", 0.3)], chance),
        "workers_n" => chance.whole(8, 240).to_string(),
        "women_n" => portion(here.number_of("workers_n"), here.probability(name, 0.2), chance),
        "child15_n" if !chance.happens(here.probability(name, 0.35)) => "0".into(),
        "child15_n" | "child1517_n" => {
            portion(here.number_of("workers_n"), here.probability(name, 0.05), chance)
        }
        "migrants_pct" => chance.whole(5, 80).to_string(),
        "injured_n" => portion(here.number_of("workers_n"), 0.06, chance),
        "dead_n" => pick(&[("0", 0.75), ("1", 0.18), ("2", 0.07)], chance),
        "year_start" => chance.whole(1965, 2024).to_string(),
        "months_active" => chance.whole(5, 12).to_string(),
        "depth_max" => format!("{:.1}", 1.5 + chance.unit() * 12.0),
        "carats_month" => format!("{:.1}", chance.unit() * 45.0),
        "roadblock_fee" | "fund_amt" => {
            round_amount(here.country.income * 0.02 * (0.5 + chance.unit()))
        }
        "roadblock_cur" | "fund_cur" | "inc_cur" => currency(name, here, chance),
        "inc_curs" => match here.country.currencies.len() > 1 && chance.happens(0.35) {
            true => here.country.currencies[..2].join(" "),
            false => here.country.currencies[0].into(),
        },
        "inf_n" => chance.whole(1, 6).to_string(),
        "access_min" => (chance.whole(1, 18) * 10).to_string(),
        "inc_month" => round_amount(income(here, chance)),
        "inc_mine" => round_amount(here.number_of("inc_month") * mining_share(here, chance)),
        "exp_food" => round_amount(income(here, chance) * 0.55),
        "exp_other" => round_amount(income(here, chance) * 0.3),
        "debt" => match chance.happens(here.probability(name, 0.4)) {
            true => round_amount(income(here, chance) * 0.8),
            false => "0".into(),
        },
        "water_min" => match (here.earlier)("water_dry").starts_with("piped_") {
            true => "0".into(),
            false => (chance.whole(1, 14) * 5).to_string(),
        },
        "water_dry" | "water_wet" => water(here, name, chance),
        "rooms" => chance.whole(1, 4).to_string(),
        "land_lost_ha" => format!("{:.2}", 0.1 + chance.unit() * 3.0),
        "impact_all" => agreement(here.leaning(name), chance),
        _ if name.starts_with("imp_") && !matches!(name, "imp_pos" | "imp_neg") => {
            agreement(here.leaning(name), chance)
        }
        _ if name.starts_with("m_") => return member(name, here, chance),
        _ if name.starts_with("fcs_") => days(name, here, chance, food_days(name)),
        _ if name.starts_with("rcsi_") => days(name, here, chance, 0.2),
        _ if name.starts_with("lcs_") => {
            pick(&[("no_need", 0.55), ("exhausted", 0.12), ("yes", 0.25), ("na", 0.08)], chance)
        }
        _ if name.starts_with("hhs_") && name.ends_with("_f") => {
            pick(&[("1", 0.5), ("2", 0.4), ("3", 0.1)], chance)
        }
        _ => return None,
    };
    Some(answer)
}

/// Members of a household: relation, age, school and work hang together.
fn member(name: &str, here: &Situation<'_>, chance: &mut Chance) -> Option<String> {
    let age = here.number_of("m_age");
    let answer = match name {
        "m_rel" => match here.number {
            1 => "head".into(),
            2 if chance.happens(0.8) => "spouse".into(),
            _ => pick(
                &[("child", 0.75), ("grandchild", 0.1), ("parent", 0.05), ("sibling", 0.1)],
                chance,
            ),
        },
        "m_age" => match (here.earlier)("m_rel").as_str() {
            "head" => chance.whole(24, 68),
            "spouse" => chance.whole(19, 60),
            "parent" => chance.whole(55, 82),
            "sibling" => chance.whole(14, 45),
            "grandchild" => chance.whole(0, 12),
            _ => chance.whole(0, 21),
        }
        .to_string(),
        "m_sex" => match here.is("m_rel", "head") {
            true => pick(&[("m", 0.78), ("f", 0.22)], chance),
            false => pick(&[("f", 0.53), ("m", 0.47)], chance),
        },
        "m_educ" => match age {
            age if age < 7.0 => "none".into(),
            age if age < 14.0 => pick(&[("none", 0.2), ("prim_inc", 0.8)], chance),
            _ => pick(
                &[("none", 0.3), ("prim_inc", 0.2), ("prim", 0.25), ("sec1", 0.15), ("sec2", 0.1)],
                chance,
            ),
        },
        "m_eduyrs" => match (here.earlier)("m_educ").as_str() {
            "none" => "0".into(),
            "prim_inc" => chance.whole(1, 4).min(age as i64 - 5).max(0).to_string(),
            "prim" => chance.whole(5, 6).to_string(),
            _ => chance.whole(7, 11).min(age as i64 - 5).to_string(),
        },
        "m_school" => {
            let girls = if here.is("m_sex", "f") { -0.06 } else { 0.0 };
            yes(here.probability(name, if age < 15.0 { 0.75 } else { 0.45 }) + girls, chance)
        }
        "m_workhrs" if age < 15.0 => {
            (chance.whole(0, 3) * 4 * i64::from(chance.happens(0.4))).to_string()
        }
        "m_workhrs" => (chance.whole(0, 12) * 5).to_string(),
        "m_chorehrs" => chance.whole(0, if here.is("m_sex", "f") { 28 } else { 12 }).to_string(),
        "m_mine" => {
            let base = match (age < 18.0, here.is("m_sex", "f")) {
                (true, true) => 0.06,
                (true, false) => 0.11,
                (false, true) => 0.12,
                (false, false) => 0.45,
            };
            yes(here.probability(name, base), chance)
        }
        _ if name.starts_with("m_wg_") => {
            let difficulty = if age > 50.0 { 0.2 } else { 0.06 };
            pick(
                &[
                    ("1", 1.0 - difficulty),
                    ("2", difficulty * 0.7),
                    ("3", difficulty * 0.2),
                    ("4", difficulty * 0.1),
                ],
                chance,
            )
        }
        _ => return None,
    };
    Some(answer)
}

fn one_of(name: &str, list: &ChoiceList, here: &Situation<'_>, chance: &mut Chance) -> String {
    if list.choice("yes").is_some() {
        let sure = list.choice("dk").is_none();
        return match sure {
            true => pick(&[("yes", here.probability(name, 0.5)), ("no", 0.5)], chance),
            false => yes(here.probability(name, yes_share(name)), chance),
        };
    }
    let weights: Vec<f64> = list
        .choices
        .iter()
        .enumerate()
        .map(|(index, choice)| match choice.code.as_str() {
            "dk" | "ref" | "other" | "9" => 0.02,
            code => {
                (1.0 / (index as f64 + 1.0)) * (0.9 * here.leaning(&format!("{name}={code}"))).exp()
            }
        })
        .collect();
    list.choices[chance.weighted(&weights)].code.clone()
}

fn some_of(name: &str, list: &ChoiceList, here: &Situation<'_>, chance: &mut Chance) -> String {
    let mut codes: Vec<&str> = Vec::new();
    for choice in &list.choices {
        let code = choice.code.as_str();
        let alone = matches!(code, "none" | "dk" | "ref" | "other");
        if !alone && chance.happens(here.probability(&format!("{name}={code}"), 0.18)) {
            codes.push(code);
        }
    }
    match (codes.is_empty(), list.choice("none")) {
        (true, Some(_)) => "none".into(),
        (true, None) => list.choices[0].code.clone(),
        _ if name == "livelihoods" => codes[..codes.len().min(3)].join(" "),
        _ => codes.join(" "),
    }
}

/// Shares of "yes" where one half would be absurd.
fn yes_share(name: &str) -> f64 {
    match name {
        "armed_any" | "roadblock" | "relocated" | "women_pregnant" => 0.15,
        "land_lost" | "water_mine" | "cracks" | "conflict12" | "m_ill" => 0.3,
        "live2_has" | "safe_night" | "svc_any" | "phone_cov" => 0.65,
        "prod_logged" | "consulted" | "consult12" | "griev" | "know_griev" => 0.28,
        _ if name.starts_with("fies_") => 0.45,
        _ if name.starts_with("hhs_") => 0.2,
        _ => 0.4,
    }
}

fn yes(probability: f64, chance: &mut Chance) -> String {
    pick(
        &[
            ("yes", probability * 0.96),
            ("no", (1.0 - probability) * 0.96),
            ("dk", 0.03),
            ("ref", 0.01),
        ],
        chance,
    )
}

/// Sources of water that villages have, unprotected ones where answers lean so.
fn water(here: &Situation<'_>, name: &str, chance: &mut Chance) -> String {
    let unprotected = here.probability(name, 0.4);
    let sources = [
        ("borehole", 0.4 * (1.0 - unprotected)),
        ("well_prot", 0.2 * (1.0 - unprotected)),
        ("tap", 0.2 * (1.0 - unprotected)),
        ("piped_yard", 0.1 * (1.0 - unprotected)),
        ("spring_prot", 0.1 * (1.0 - unprotected)),
        ("well_unprot", 0.4 * unprotected),
        ("surface", 0.35 * unprotected),
        ("spring_unprot", 0.25 * unprotected),
    ];
    pick(&sources, chance)
}

/// 1 to 5; leaning moves the middle.
fn agreement(leaning: f64, chance: &mut Chance) -> String {
    let middle = (2.6 + 0.7 * leaning + 1.1 * chance.deviation()).round().clamp(1.0, 5.0);
    (middle as i64).to_string()
}

fn food_days(name: &str) -> f64 {
    match name {
        "fcs_staple" => 0.93,
        "fcs_veg" | "fcs_fat" | "fcs_cond" => 0.7,
        "fcs_protein" | "fcs_sugar" => 0.4,
        "fcs_pulse" => 0.35,
        _ => 0.2,
    }
}

/// Days of seven, each with a probability near `share`.
fn days(name: &str, here: &Situation<'_>, chance: &mut Chance, share: f64) -> String {
    let probability = here.probability(name, share);
    (0..7).filter(|_| chance.happens(probability)).count().to_string()
}

fn income(here: &Situation<'_>, chance: &mut Chance) -> f64 {
    here.country.income * (0.6 * chance.deviation()).exp()
}

fn mining_share(here: &Situation<'_>, chance: &mut Chance) -> f64 {
    match (here.earlier)("live1").starts_with("mine_") {
        true => 0.5 + 0.45 * chance.unit(),
        false => 0.3 * chance.unit(),
    }
}

fn currency(name: &str, here: &Situation<'_>, chance: &mut Chance) -> String {
    let used = (here.earlier)("inc_curs");
    let offered: Vec<&str> = used.split_whitespace().collect();
    match name == "inc_cur" && !offered.is_empty() {
        true => offered[chance.whole(0, offered.len() as i64 - 1) as usize].into(),
        false => here.country.currencies[0].into(),
    }
}

/// Two significant digits, as people round amounts.
fn round_amount(amount: f64) -> String {
    if amount < 1.0 {
        return "0".into();
    }
    let step = 10_f64.powf(amount.log10().floor() - 1.0);
    format!("{:.0}", (amount / step).round() * step)
}

/// A part of a whole, each one with a probability.
fn portion(whole: f64, probability: f64, chance: &mut Chance) -> String {
    (0..whole as u64).filter(|_| chance.happens(probability)).count().to_string()
}

fn pick(options: &[(&str, f64)], chance: &mut Chance) -> String {
    let weights: Vec<f64> = options.iter().map(|option| option.1).collect();
    options[chance.weighted(&weights)].0.to_string()
}
