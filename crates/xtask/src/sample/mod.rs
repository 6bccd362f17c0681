//! The synthetic sample survey: made-up interviews in eight countries, written the
//! way field files arrive, with known faults and the list of them.
//!
//! The same code gives the same bytes: chance begins from names, not from a clock.

mod answers;
mod chance;
mod export;
mod faults;
mod grid;
mod interview;
mod world;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use survey_schema::Form;
use survey_schema::xlsform::read_form;

use chance::Chance;
use export::Typist;
use faults::Fault;
use grid::{Dates, Header, Multiple, Position, Style};
use interview::{Answers, Interview, interview};
use world::{COUNTRIES, Country, Site};

use crate::workbook::{Sheet, ods, xls, xlsx};

/// Writes the field files of `surveys/diamond-impact`, and `faults.csv` beside them.
pub(crate) fn write(root: &Path) -> Result<(), Box<dyn Error>> {
    let survey = root.join("surveys/diamond-impact");
    let forms = Forms::read(&root.join("schemas"))?;
    let mut faults = Vec::new();
    for country in &COUNTRIES {
        let folder = survey.join("incoming").join(country.code);
        fs::create_dir_all(&folder)?;
        faults.extend(write_country(country, &forms, &folder)?);
    }
    fs::write(survey.join("faults.csv"), faults_csv(&faults)?)?;
    Ok(())
}

struct Forms {
    household: Form,
    site: Form,
    village: Form,
}

impl Forms {
    fn read(schemas: &Path) -> Result<Self, Box<dyn Error>> {
        let read = |name: &str| -> Result<Form, Box<dyn Error>> {
            let path: PathBuf = schemas.join(format!("{name}.xlsx"));
            Ok(read_form(&path, name).map_err(|error| format!("{name}: {error:?}"))?.output)
        };
        Ok(Forms { household: read("household")?, site: read("site")?, village: read("village")? })
    }
}

/// The interviews of a form in a country, with their faults.
struct Collected<'a> {
    form: &'a Form,
    interviews: Vec<Interview>,
}

fn write_country(
    country: &'static Country,
    forms: &Forms,
    folder: &Path,
) -> Result<Vec<Fault>, Box<dyn Error>> {
    let mut faults = Vec::new();
    let places = country.places();
    if country.villages {
        let interviews = places.iter().map(|place| visit(&forms.village, country, place)).collect();
        write_files(country, &[Collected { form: &forms.village, interviews }], folder)?;
        return Ok(faults);
    }
    let mut sites: Vec<Interview> =
        places.iter().map(|place| visit(&forms.site, country, place)).collect();
    faults.extend(faults::put_in(country.code, "site", "site_id", country.on_paper, &mut sites));
    let mut households: Vec<Interview> = places
        .iter()
        .take(country.clusters)
        .flat_map(|place| cluster(&forms.household, country, place))
        .collect();
    let mut found =
        faults::put_in(country.code, "household", "hh_id", country.on_paper, &mut households);
    // A KoboToolbox CSV holds no repeats, so a fault in one cannot be seen there.
    found.retain(|fault| country.code != "GIN" || fault.level == "main");
    faults.extend(found);
    let collected = [
        Collected { form: &forms.household, interviews: households },
        Collected { form: &forms.site, interviews: sites },
    ];
    write_files(country, &collected, folder)?;
    Ok(faults)
}

/// What the enumerator fills in before speaking to anyone.
fn visit_answers(country: &Country, place: &Site, chance: &mut Chance) -> Answers {
    let day =
        jiff::civil::date(2026, 6, 1).saturating_add(jiff::Span::new().days(chance.whole(0, 80)));
    let pairs = [
        ("enum_code", format!("{}{:02}", country.code, chance.whole(1, 6))),
        ("org_code", format!("ORG-{}", country.code)),
        ("visit_date", day.to_string()),
        ("country", country.code.into()),
        ("adm1", place.admin1.into()),
        ("adm2", place.admin2.into()),
        ("village", place.village.clone()),
        ("consent", "yes".into()),
        ("_latitude", place.latitude.to_string()),
        ("_longitude", place.longitude.to_string()),
    ];
    pairs.into_iter().map(|(name, answer)| (name.to_string(), answer)).collect()
}

/// A visit to a site or a village.
fn visit(form: &Form, country: &Country, place: &Site) -> Interview {
    let mut chance = Chance::from(&["visit", &form.id, &place.code]);
    let mut given = visit_answers(country, place, &mut chance);
    for name in ["site_id", "village_id"] {
        given.insert(name.into(), place.code.clone());
    }
    given.insert("ki_id".into(), "CHIEF-1".into());
    interview(form, country, &place.code, &given, &mut chance)
}

/// The households interviewed around a site.
fn cluster(form: &Form, country: &Country, place: &Site) -> Vec<Interview> {
    let mut chance = Chance::from(&["cluster", &place.code]);
    let selected = chance.whole(24, 48);
    let listed = selected * chance.whole(3, 12);
    (1..=selected)
        .map(|number| {
            let mut given = visit_answers(country, place, &mut chance);
            let own = [
                ("cluster_id", place.code.clone()),
                ("hh_listed", listed.to_string()),
                ("hh_selected", selected.to_string()),
                ("hh_id", format!("{}-{number:02}", place.code)),
            ];
            given.extend(own.map(|(name, answer)| (name.to_string(), answer)));
            interview(form, country, &place.code, &given, &mut chance)
        })
        .collect()
}

const TYPED: Style = Style {
    header: Header::Label,
    labels: true,
    language: "fr",
    dates: Dates::DayFirst,
    decimal: ',',
    thousands: None,
    multiple: Multiple::Summary,
    position: Position::Whole,
    numbers: false,
    platform: false,
};

/// The files of a country, each in its own manner.
fn write_files(
    country: &Country,
    collected: &[Collected<'_>],
    folder: &Path,
) -> Result<(), Box<dyn Error>> {
    for Collected { form, interviews } in collected {
        let is_household = form.id == "household";
        let save = |name: &str, bytes: Vec<u8>| fs::write(folder.join(name), bytes);
        let typist = |style: Style| Typist {
            style,
            key: if is_household { "hh_id" } else { "site_id" },
            titles: &[],
            merged_header: false,
            untidy: false,
        };
        match country.code {
            "CMR" => {
                let name = if is_household {
                    "menages_kobo_CMR_synthetique.xlsx"
                } else {
                    "sites_kobo_CMR_synthetique.xlsx"
                };
                save(name, xlsx::write(&export::kobo_workbook(form, interviews, "fr"))?)?;
            }
            "CAF" => {
                let titles: &[&str] = match is_household {
                    true => &[
                        "Enquête auprès des ménages, RCA, 2026",
                        "DONNÉES SYNTHÉTIQUES : personne n’a été interrogé",
                    ],
                    false => &[
                        "Sites miniers visités, RCA, 2026",
                        "DONNÉES SYNTHÉTIQUES : personne n’a été interrogé",
                    ],
                };
                let typist = Typist { titles, merged_header: true, untidy: true, ..typist(TYPED) };
                let (name, sheets): (&str, &[&str]) = match is_household {
                    true => ("Menages RCA (synthetique).xlsx", &["Ménages", "Membres du ménage"]),
                    false => (
                        "Sites RCA (synthetique).xlsx",
                        &["Sites", "Services de l'Etat", "Acteurs"],
                    ),
                };
                save(name, xlsx::write(&export::typed_sheets(form, interviews, &typist, sheets))?)?;
            }
            "CIV" => {
                let typist = typist(Style { thousands: Some('\u{a0}'), ..TYPED });
                let names: &[&str] = match is_household {
                    true => &["menages_CIV_synthetique.csv", "membres_CIV_synthetique.csv"],
                    false => &[
                        "sites_CIV_synthetique.csv",
                        "services_CIV_synthetique.csv",
                        "acteurs_CIV_synthetique.csv",
                    ],
                };
                for sheet in export::typed_sheets(form, interviews, &typist, names) {
                    save(&sheet.name, export::windows_1252(&export::sheet_csv(&sheet, b';')))?;
                }
            }
            "COD" => save(
                &format!("{}_COD_synthetic.zip", form.id),
                export::central_archive(form, interviews)?,
            )?,
            "GIN" => {
                save(&format!("{}_GIN_synthetic.csv", form.id), export::kobo_csv(form, interviews))?
            }
            "LSO" => {
                save("village_LSO_synthetic_WIDE.csv", export::surveycto_csv(form, interviews))?
            }
            "SLE" if is_household => {
                let style = Style {
                    header: Header::Name,
                    labels: false,
                    language: "en",
                    dates: Dates::Iso,
                    decimal: '.',
                    ..TYPED
                };
                let names = ["households_SLE_synthetic.csv", "members_SLE_synthetic.csv"];
                for sheet in export::typed_sheets(form, interviews, &typist(style), &names) {
                    save(&sheet.name, export::sheet_csv(&sheet, b','))?;
                }
            }
            "SLE" => {
                let style = Style {
                    language: "en",
                    dates: Dates::Native,
                    decimal: '.',
                    numbers: true,
                    ..TYPED
                };
                let names = ["Sites", "State services", "Armed actors"];
                let sheets = export::typed_sheets(form, interviews, &typist(style), &names);
                save("sites_from_paper_SLE_synthetic.ods", ods::write(&sheets)?)?;
            }
            _ => {
                let style = Style {
                    language: "en",
                    dates: Dates::Native,
                    decimal: '.',
                    numbers: true,
                    ..TYPED
                };
                let names: &[&str] = match is_household {
                    true => &["Households", "Members"],
                    false => &["Sites", "State services", "Armed actors"],
                };
                let sheets: Vec<Sheet> =
                    export::typed_sheets(form, interviews, &typist(style), names);
                save(&format!("{}_ZWE_synthetic.xls", form.id), xls::write(&sheets)?)?;
            }
        }
    }
    Ok(())
}

fn faults_csv(faults: &[Fault]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    writer.write_record(["country", "form", "level", "record", "instance", "question", "rule"])?;
    for fault in faults {
        let Fault { country, form, level, record, instance, question, rule } = fault;
        writer.write_record([country, form.as_str(), level, record, instance, question, rule])?;
    }
    writer.into_inner().map_err(|error| error.to_string().into())
}
