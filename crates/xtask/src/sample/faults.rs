//! Known faults, put into about two rows of a hundred, and the list of them.

use super::chance::Chance;
use super::interview::Interview;

/// A fault that was put in.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) country: &'static str,
    pub(crate) form: String,
    /// `main` or a repeat.
    pub(crate) level: &'static str,
    /// The code of the record (`hh_id`, `site_id`).
    pub(crate) record: String,
    /// The instance ID, which is its key on the platforms.
    pub(crate) instance: String,
    pub(crate) question: &'static str,
    /// The rule that must find it.
    pub(crate) rule: &'static str,
}

/// The kinds of fault for households, in the order in which they are put in.
const HOUSEHOLD: [Kind; 11] = [
    Kind::ImpossibleDate,
    Kind::UnlistedChoice,
    Kind::Constraint,
    Kind::NotRelevant,
    Kind::OutsideCountry,
    Kind::NotANumber,
    Kind::RequiredMissing,
    Kind::RefusedConsent,
    Kind::OutsideFieldwork,
    Kind::MemberConstraint,
    Kind::DuplicateKey,
];

/// The kinds for sites.
const SITE: [Kind; 3] = [Kind::SiteConstraint, Kind::OutsideCountry, Kind::RefusedConsent];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    ImpossibleDate,
    UnlistedChoice,
    Constraint,
    NotRelevant,
    OutsideCountry,
    NotANumber,
    RequiredMissing,
    RefusedConsent,
    OutsideFieldwork,
    MemberConstraint,
    DuplicateKey,
    SiteConstraint,
}

/// Puts faults into the interviews of one country and form.
pub(crate) fn put_in(
    country: &'static str,
    form: &str,
    key: &str,
    on_paper: bool,
    interviews: &mut Vec<Interview>,
) -> Vec<Fault> {
    let (kinds, every): (&[Kind], usize) = match form {
        "household" => (&HOUSEHOLD, 33),
        "site" => (&SITE, 15),
        _ => return Vec::new(),
    };
    let mut chance = Chance::from(&["faults", country, form]);
    let mut next = chance.whole(0, kinds.len() as i64 - 1) as usize;
    let mut faults = Vec::new();
    let mut row = every / 2;
    while row < interviews.len() {
        let fault = (0..kinds.len()).find_map(|step| {
            let kind = kinds[(next + step) % kinds.len()];
            let (level, question, rule) = kind.apply(interviews, row, on_paper)?;
            next += step + 1;
            let record = interviews[row].get(key).to_string();
            let instance = interviews[row].uuid.clone();
            Some(Fault { country, form: form.into(), level, record, instance, question, rule })
        });
        faults.extend(fault);
        row += every;
    }
    faults
}

impl Kind {
    /// Puts the fault into a row: the level, the question and the rule that must
    /// find it. `None` when the row cannot carry it.
    fn apply(
        self,
        interviews: &mut Vec<Interview>,
        row: usize,
        on_paper: bool,
    ) -> Option<(&'static str, &'static str, &'static str)> {
        let interview = &mut interviews[row];
        let mut set = |question: &str, answer: &str| {
            interview.answers.insert(question.into(), answer.into());
        };
        match self {
            Kind::ImpossibleDate => {
                set("visit_date", "2026-06-31");
                Some(("main", "visit_date", "not-a-date"))
            }
            Kind::OutsideFieldwork => {
                set("visit_date", "2025-07-14");
                Some(("main", "visit_date", "date-outside-fieldwork"))
            }
            Kind::UnlistedChoice => {
                set("roof", "bois");
                Some(("main", "roof", "unlisted-choice"))
            }
            Kind::Constraint => {
                set("rcsi_meals", "9");
                Some(("main", "rcsi_meals", "constraint"))
            }
            Kind::NotANumber => {
                set("rooms", "trois");
                Some(("main", "rooms", "not-a-number"))
            }
            Kind::SiteConstraint => {
                set("months_active", "14");
                Some(("main", "months_active", "constraint"))
            }
            Kind::NotRelevant if interview.get("land_lost") == "no" => {
                interview.answers.insert("land_lost_ha".into(), "1.5".into());
                Some(("main", "land_lost_ha", "not-relevant"))
            }
            Kind::OutsideCountry if interview.answers.contains_key("gps") => {
                interview.answers.insert("gps".into(), "48.85310 2.34990 35 5".into());
                Some(("main", "gps", "outside-country"))
            }
            Kind::RequiredMissing => {
                interview.answers.remove("impact_all");
                Some(("main", "impact_all", "required-missing"))
            }
            Kind::MemberConstraint => {
                let member = interview.repeats.get_mut("member")?.last_mut()?;
                member.insert("m_chorehrs".into(), "200".into());
                // Only members of five and more are asked.
                let age: f64 = member.get("m_age")?.parse().ok()?;
                (age >= 5.0).then_some(("member", "m_chorehrs", "constraint")).or_else(|| {
                    member.remove("m_chorehrs");
                    None
                })
            }
            Kind::RefusedConsent => {
                let kept = [
                    "start",
                    "end",
                    "today",
                    "deviceid",
                    "enum_code",
                    "org_code",
                    "visit_date",
                    "country",
                    "adm1",
                ];
                let also = [
                    "adm2",
                    "village",
                    "cluster_id",
                    "hh_listed",
                    "hh_selected",
                    "hh_id",
                    "site_id",
                    "site_name",
                ];
                let also = also.into_iter().chain(["visit_onsite", "inf_present"]);
                let kept: Vec<&str> = kept.into_iter().chain(also).collect();
                interview.answers.retain(|name, _| kept.contains(&name.as_str()));
                interview.answers.insert("consent".into(), "no".into());
                interview.repeats.clear();
                Some(("main", "consent", "consent-refused"))
            }
            Kind::DuplicateKey => {
                let mut copy = interview.clone();
                copy.answers.insert("rooms".into(), "7".into());
                copy.answers.insert("fuel".into(), "charcoal".into());
                let mut chance = Chance::from(&["duplicate", &copy.uuid]);
                copy.uuid = chance.uuid();
                interviews.push(copy);
                // On paper the household's code is the key; on the platforms it is a second one.
                match on_paper {
                    true => Some(("main", "", "duplicate-key")),
                    false => Some(("main", "hh_id", "duplicate-code")),
                }
            }
            _ => None,
        }
    }
}
