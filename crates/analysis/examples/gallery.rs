//! Writes every kind of figure in every language, as SVG and PNG, to a folder:
//! `cargo run -p analysis --example gallery -- FOLDER`.

#[path = "../tests/gallery/mod.rs"]
mod gallery;

use std::path::PathBuf;

use analysis::chart::Language;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("usage: gallery FOLDER")?);
    std::fs::create_dir_all(&folder)?;
    for language in Language::ALL {
        for figure in gallery::all(language)? {
            std::fs::write(folder.join(format!("{}.svg", figure.id)), &figure.svg)?;
            std::fs::write(folder.join(format!("{}.png", figure.id)), figure.png(2.0)?)?;
            std::fs::write(
                folder.join(format!("{}.txt", figure.id)),
                format!("{}\n\n{}", figure.alt, figure.csv),
            )?;
            if let Some(fault) = figure.faults().first() {
                return Err(format!("{}: {fault:?}", figure.id).into());
            }
        }
    }
    Ok(())
}
