//! Outlines of countries by ISO 3166-1 alpha-3 code.
//!
//! [`Boundaries::africa`] is Natural Earth as it was generalised by QGIS (public domain;
//! `boundaries/README.md` tells its vintage and faults). A survey may bring its own as
//! TopoJSON or GeoJSON; they then have their own credit.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::chart::ChartError;

/// A closed line of longitudes and latitudes in degrees.
pub(crate) type Ring = Vec<(f64, f64)>;

/// Outlines of countries.
#[derive(Clone, Debug, PartialEq)]
pub struct Boundaries {
    /// Whose they are, as printed under the map.
    pub credit: String,
    countries: BTreeMap<String, Vec<Ring>>,
}

impl Boundaries {
    /// The countries of Africa, by Natural Earth.
    ///
    /// ```
    /// let africa = analysis::map::Boundaries::africa()?;
    /// assert!(africa.has("LSO") && africa.has("NAM") && !africa.has("NA"));
    /// # Ok::<(), analysis::chart::ChartError>(())
    /// ```
    ///
    /// # Errors
    /// None for the file that is part of this crate.
    pub fn africa() -> Result<Self, ChartError> {
        let text = include_str!("../../boundaries/africa_diamond.topo.json");
        Boundaries::from_topojson(text, "admin0", "a3", "Natural Earth")
    }

    /// Outlines from the object of that name in a TopoJSON file. `property` holds the
    /// code; features of one code are one country.
    ///
    /// # Errors
    /// [`ChartError::Boundaries`] when it is not such a file.
    pub fn from_topojson(
        text: &str,
        object: &str,
        property: &str,
        credit: &str,
    ) -> Result<Self, ChartError> {
        let topology: Topology = serde_json::from_str(text).map_err(refused)?;
        let collection = topology
            .objects
            .get(object)
            .ok_or_else(|| refused(format!("there is no object \"{object}\"")))?;
        let arcs = topology.decoded_arcs()?;
        let mut found = Boundaries { credit: credit.into(), countries: BTreeMap::new() };
        for geometry in &collection.geometries {
            let code = code_of(&geometry.properties, property)?;
            let mut rings = Vec::new();
            geometry.rings(&arcs, &mut rings)?;
            found.countries.entry(code).or_default().extend(rings);
        }
        found.checked()
    }

    /// Outlines from a GeoJSON feature collection. `property` holds the code; features
    /// of one code are one country.
    ///
    /// # Errors
    /// [`ChartError::Boundaries`] when it is not such a file.
    pub fn from_geojson(text: &str, property: &str, credit: &str) -> Result<Self, ChartError> {
        let collection: Features = serde_json::from_str(text).map_err(refused)?;
        let mut found = Boundaries { credit: credit.into(), countries: BTreeMap::new() };
        for feature in &collection.features {
            let code = code_of(&feature.properties, property)?;
            let shape = &feature.geometry;
            let polygons: Vec<Vec<Vec<Vec<f64>>>> = match shape.kind.as_str() {
                "Polygon" => {
                    vec![serde_json::from_value(shape.coordinates.clone()).map_err(refused)?]
                }
                "MultiPolygon" => {
                    serde_json::from_value(shape.coordinates.clone()).map_err(refused)?
                }
                other => return Err(refused(format!("\"{code}\" is a {other}, not a polygon"))),
            };
            let rings = polygons.into_iter().flatten().map(positions);
            let rings: Result<Vec<Ring>, ChartError> = rings.collect();
            found.countries.entry(code).or_default().extend(rings?);
        }
        found.checked()
    }

    /// Whether there is such a country.
    pub fn has(&self, code: &str) -> bool {
        self.countries.contains_key(code)
    }

    /// The rings of a country; by the even-odd rule, holes are holes.
    pub(crate) fn rings(&self, code: &str) -> Result<&[Ring], ChartError> {
        let rings = self.countries.get(code).map(Vec::as_slice);
        rings.ok_or_else(|| ChartError::UnknownCountry { code: code.into() })
    }

    /// Codes and rings in the order of codes.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &[Ring])> {
        self.countries.iter().map(|(code, rings)| (code.as_str(), rings.as_slice()))
    }

    fn checked(self) -> Result<Self, ChartError> {
        let rings = || self.countries.values().flatten();
        if rings().next().is_none() {
            return Err(refused("there is no country"));
        }
        let on_earth = |&(lon, lat): &(f64, f64)| lon.abs() <= 180.001 && lat.abs() <= 90.001;
        if !rings().flatten().all(on_earth) {
            return Err(refused("coordinates are not longitudes and latitudes in degrees"));
        }
        Ok(self)
    }
}

#[derive(Deserialize)]
struct Topology {
    transform: Option<Transform>,
    arcs: Vec<Vec<Vec<f64>>>,
    objects: BTreeMap<String, Geometry>,
}

#[derive(Deserialize)]
struct Transform {
    scale: (f64, f64),
    translate: (f64, f64),
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    arcs: Value,
    #[serde(default)]
    properties: BTreeMap<String, Value>,
    #[serde(default)]
    geometries: Vec<Geometry>,
}

#[derive(Deserialize)]
struct Features {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    properties: BTreeMap<String, Value>,
    geometry: Shape,
}

#[derive(Deserialize)]
struct Shape {
    #[serde(rename = "type")]
    kind: String,
    coordinates: Value,
}

impl Topology {
    /// Arcs in degrees: quantised ones hold differences, others positions.
    fn decoded_arcs(&self) -> Result<Vec<Ring>, ChartError> {
        let mut arcs = Vec::with_capacity(self.arcs.len());
        for arc in &self.arcs {
            let mut line = positions(arc.clone())?;
            if let Some(transform) = &self.transform {
                let (mut x, mut y) = (0.0, 0.0);
                for point in &mut line {
                    x += point.0;
                    y += point.1;
                    point.0 = x * transform.scale.0 + transform.translate.0;
                    point.1 = y * transform.scale.1 + transform.translate.1;
                }
            }
            arcs.push(line);
        }
        Ok(arcs)
    }
}

impl Geometry {
    fn rings(&self, arcs: &[Ring], out: &mut Vec<Ring>) -> Result<(), ChartError> {
        let polygons: Vec<Vec<Vec<i64>>> = match self.kind.as_str() {
            "Polygon" => vec![serde_json::from_value(self.arcs.clone()).map_err(refused)?],
            "MultiPolygon" => serde_json::from_value(self.arcs.clone()).map_err(refused)?,
            other => return Err(refused(format!("a {other} is not a polygon"))),
        };
        for indices in polygons.iter().flatten() {
            let mut ring: Ring = Vec::new();
            for &index in indices {
                // A negative index is the complement of an arc read backwards.
                let place = if index < 0 { !index } else { index };
                let arc = usize::try_from(place).ok().and_then(|place| arcs.get(place));
                let arc = arc.ok_or_else(|| refused(format!("there is no arc {index}")))?;
                // The first point of an arc is the last one of the arc before.
                let skip = usize::from(!ring.is_empty());
                if index < 0 {
                    ring.extend(arc.iter().rev().skip(skip));
                } else {
                    ring.extend(arc.iter().skip(skip));
                }
            }
            out.push(ring);
        }
        Ok(())
    }
}

fn positions(line: Vec<Vec<f64>>) -> Result<Ring, ChartError> {
    line.into_iter()
        .map(|position| match position.as_slice() {
            [x, y, ..] => Ok((*x, *y)),
            _ => Err(refused("a position has fewer than two numbers")),
        })
        .collect()
}

fn code_of(properties: &BTreeMap<String, Value>, property: &str) -> Result<String, ChartError> {
    let code = properties.get(property).and_then(Value::as_str);
    code.map(String::from)
        .ok_or_else(|| refused(format!("a country has no text property \"{property}\"")))
}

fn refused(reason: impl std::fmt::Display) -> ChartError {
    ChartError::Boundaries { reason: reason.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn africa_is_whole_and_lesotho_is_a_hole_in_south_africa() {
        let africa = Boundaries::africa().unwrap();
        assert_eq!(africa.all().count(), 56);
        assert!(africa.rings("ZAF").unwrap().len() >= 2);
        for (code, rings) in africa.all() {
            assert!(
                rings.iter().all(|ring| ring.len() > 3 && ring.first() == ring.last()),
                "{code}"
            );
        }
    }

    #[test]
    fn boundaries_of_the_user() {
        let text = r#"{"type":"FeatureCollection","features":[{"type":"Feature",
            "properties":{"iso":"XAA"},"geometry":{"type":"Polygon",
            "coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]}"#;
        let own = Boundaries::from_geojson(text, "iso", "Survey office").unwrap();
        assert_eq!(
            own.rings("XAA").unwrap(),
            [vec![(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)]]
        );
        assert_eq!(own.rings("XBB"), Err(ChartError::UnknownCountry { code: "XBB".into() }));
        for (broken, why) in [
            (text.replace("iso", "id"), "a country has no text property \"iso\""),
            (
                text.replace("[1,0]", "[500000,0]"),
                "coordinates are not longitudes and latitudes in degrees",
            ),
            (text.replace("Polygon", "Point"), "\"XAA\" is a Point, not a polygon"),
        ] {
            let error = Boundaries::from_geojson(&broken, "iso", "").unwrap_err();
            assert_eq!(error, ChartError::Boundaries { reason: why.into() });
        }
        assert!(Boundaries::from_topojson("{}", "a", "b", "").is_err());
    }
}
