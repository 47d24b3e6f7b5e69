//! The place tables of others: a dump of GeoNames, or a CSV with other columns, as places of ours.
//!
//! What the features of GeoNames are to us stands in `tables/feature_codes.csv`. Nothing is made up: a place without a
//! class of ours is left out and counted, and its coordinate is known from this one source.

mod assemble;
mod mapped;
mod names;

use std::collections::BTreeMap;
use std::io::{BufRead, Cursor, Read as _};
use std::str::FromStr;

use self::assemble::{Foreign, assemble};
use self::names::{Names, Tally};
use super::geonames::{GeoName, GeoNames, is_dump};
use super::suggest::{did_you_mean, quote};
use crate::diagnostic::{Diagnostic, Level, Position};
use crate::model::{Codes, CoordinateStatus, LonLat, Place, PlaceClass, Scope};

/// More places than this are no table to answer for, and do not fit a small machine.
const MAX_PLACES: usize = 1_000_000;

/// Which places are taken.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Selection {
    /// Only those whose point lies in it.
    pub bbox: Option<Bbox>,
    /// Only those of these classes; all where there are none.
    pub classes: Vec<PlaceClass>,
    /// Only cities, towns and villages of so many people; other places count none.
    pub min_population: u64,
}

/// West, south, east and north in degrees; west is greater than east across the antimeridian.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bbox {
    southwest: LonLat,
    northeast: LonLat,
}

/// Which columns of a CSV are which of ours: `id=code,name_en=Name`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    /// Our column, and that of the table.
    pub columns: BTreeMap<String, String>,
    /// Our column, and what it holds in every row.
    pub constants: BTreeMap<String, String>,
}

/// What came of an import.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Imported {
    /// The places, each after the place around it.
    pub places: Vec<Place>,
    /// How many rows there were.
    pub rows: u64,
    /// How many cannot be read.
    pub rejected: u64,
    /// How many are of no class of ours.
    pub classless: u64,
    /// How many were not selected.
    pub unselected: u64,
    /// How many names are in no script that we read, or are codes.
    pub unread_names: u64,
}

/// The columns of ours that a CSV can be mapped to.
pub const COLUMNS: [&str; 17] = [
    "id",
    "class",
    "parent",
    "names",
    "name_en",
    "name_ar",
    "name_ku",
    "name_tr",
    "lon",
    "lat",
    "radius_m",
    "status",
    "pcode",
    "geonames",
    "wikidata",
    "scope",
    "population",
];

/// Reads the places of a table of somebody else, which messages call `file`: a dump of GeoNames, which is read row by row
/// and held only as far as it is selected, or a CSV, with `mapping` for columns that are called otherwise.
///
/// # Errors
/// Fatal where it cannot be read, or where more than a million places are selected. A bad row is no error but is told,
/// `Rejected`.
pub fn import(
    file: &str,
    mut reader: impl BufRead,
    mapping: &Mapping,
    selection: &Selection,
    tell: &mut dyn FnMut(Diagnostic),
) -> Result<Imported, Diagnostic> {
    let broken = |error: std::io::Error| {
        Diagnostic::fatal(Position::file(file), format!("cannot be read: {error}"))
    };
    let mut first = Vec::new();
    (&mut reader).take(1 << 20).read_until(b'\n', &mut first).map_err(broken)?;
    let mapped = !mapping.columns.is_empty() || !mapping.constants.is_empty();
    if is_dump(&first) && !mapped {
        dump(file, Cursor::new(first).chain(reader), selection, tell)
    } else {
        let mut bytes = first;
        reader.take(super::MAX_TABLE_BYTES).read_to_end(&mut bytes).map_err(broken)?;
        if bytes.len() as u64 >= super::MAX_TABLE_BYTES {
            let message = "larger than 256 MiB; cut it into smaller tables";
            return Err(Diagnostic::fatal(Position::file(file), message));
        }
        mapped::csv(file, &bytes, mapping, selection, tell)
    }
}

/// The divisions around the selected places are kept whether selected or not: a place stands in its parent.
fn dump(
    file: &str,
    reader: impl BufRead,
    selection: &Selection,
    tell: &mut dyn FnMut(Diagnostic),
) -> Result<Imported, Diagnostic> {
    let classes = FeatureClasses::built_in();
    let mut imported = Imported::default();
    let mut around = BTreeMap::new();
    let mut selected = Vec::new();
    let mut tally = Tally::default();
    let mut rows = GeoNames::new(file, reader);
    let mut classed = 0;
    while let Some(row) = rows.next(|code| classes.knows(code), &mut imported.classless) {
        let row = match row {
            Ok(row) => row,
            Err(fault) if fault.level == Level::Fatal => return Err(fault),
            Err(rejected) => {
                imported.rejected += 1;
                tell(rejected);
                continue;
            }
        };
        let Some(class) = classes.class(&row.feature_code, row.population) else {
            imported.classless += 1;
            continue;
        };
        classed += 1;
        let wanted = selection.takes(class, row.lonlat, row.population);
        let division = division(&row, class);
        if !wanted && division.is_none() {
            continue;
        }
        let foreign = foreign(row, class, division, &mut tally);
        match (&foreign.key, wanted) {
            (Some(key), false) => {
                around.entry(key.clone()).or_insert(foreign);
            }
            _ => selected.push(foreign),
        }
        if selected.len() > MAX_PLACES {
            let message =
                "more than a million places; narrow them with --bbox, --class or --min-population";
            return Err(Diagnostic::fatal(Position::file(file), message));
        }
    }
    imported.places = assemble(selected, around);
    imported.rows = classed + imported.classless + imported.rejected;
    imported.unselected = classed - imported.places.len() as u64;
    imported.unread_names = tally.unread;
    Ok(imported)
}

/// The key by which rows inside a division name it: `SY`, `SY.08`, `SY.08.0804`; `None` for what is no division.
fn division(row: &GeoName, class: PlaceClass) -> Option<String> {
    let GeoName { country, admin_1, admin_2, .. } = row;
    match class {
        PlaceClass::Country => Some(country.clone()),
        PlaceClass::Governorate => Some(format!("{country}.{admin_1}")),
        PlaceClass::District => Some(format!("{country}.{admin_1}.{admin_2}")),
        _ => None,
    }
}

fn foreign(row: GeoName, class: PlaceClass, key: Option<String>, tally: &mut Tally) -> Foreign {
    let GeoName { country, admin_1, admin_2, .. } = &row;
    let around =
        [format!("{country}.{admin_1}.{admin_2}"), format!("{country}.{admin_1}"), country.clone()];
    let parents = around.into_iter().filter(|around| Some(around) != key.as_ref()).collect();
    let mut names = Names::default();
    for name in [&row.ascii_name, &row.name].into_iter().chain(&row.alternate_names) {
        names.add(name, tally);
    }
    Foreign {
        slug: names::slug(&row.ascii_name).unwrap_or_default(),
        apart: row.id.clone(),
        key,
        parents,
        class,
        names: names.or_id(&row.id),
        lonlat: row.lonlat,
        radius_m: None,
        status: CoordinateStatus::SingleSource,
        codes: Codes { pcode: None, geonames: Some(row.id), wikidata: None },
        scope: Scope::Covered,
    }
}

impl Selection {
    fn takes(&self, class: PlaceClass, lonlat: LonLat, population: u64) -> bool {
        let settled = matches!(class, PlaceClass::City | PlaceClass::Town | PlaceClass::Village);
        self.bbox.is_none_or(|bbox| bbox.contains(lonlat))
            && (self.classes.is_empty() || self.classes.contains(&class))
            && (!settled || population >= self.min_population)
    }
}

impl Bbox {
    fn contains(self, point: LonLat) -> bool {
        let (west, east) = (self.southwest.lon(), self.northeast.lon());
        let between = if west <= east {
            (west..=east).contains(&point.lon())
        } else {
            point.lon() >= west || point.lon() <= east
        };
        between && (self.southwest.lat()..=self.northeast.lat()).contains(&point.lat())
    }
}

impl FromStr for Bbox {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers: Vec<f64> =
            text.split(',').filter_map(|number| number.trim().parse().ok()).collect();
        let (4, &[west, south, east, north]) = (text.split(',').count(), &*numbers) else {
            return Err("write west,south,east,north in degrees: 35.5,32,42.5,37.4".to_owned());
        };
        let corner = |lon, lat| LonLat::new(lon, lat).map_err(|error| error.to_string());
        if south > north {
            return Err(format!(
                "south {south} lies north of north {north}; write west,south,east,north"
            ));
        }
        Ok(Self { southwest: corner(west, south)?, northeast: corner(east, north)? })
    }
}

impl FromStr for Mapping {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(Self { columns: pairs(text.split(','))?, constants: BTreeMap::new() })
    }
}

/// Our columns before `=`, what they are after it.
pub fn pairs<'a>(
    pairs: impl IntoIterator<Item = &'a str>,
) -> Result<BTreeMap<String, String>, String> {
    let mut columns = BTreeMap::new();
    for pair in pairs {
        let Some((ours, theirs)) = pair.split_once('=') else {
            return Err(format!("{} has no `=`; write name_en=THEIR_COLUMN", quote(pair)));
        };
        let ours = ours.trim();
        if !COLUMNS.contains(&ours) {
            let hint = did_you_mean(ours, COLUMNS);
            return Err(format!("no column {}{hint}; one of {}", quote(ours), COLUMNS.join(", ")));
        }
        columns.insert(ours.to_owned(), theirs.trim().to_owned());
    }
    Ok(columns)
}

/// What the features of GeoNames are to us, the most populous first.
struct FeatureClasses(BTreeMap<String, Vec<(u64, PlaceClass)>>);

impl FeatureClasses {
    fn built_in() -> Self {
        let mut classes: BTreeMap<String, Vec<(u64, PlaceClass)>> = BTreeMap::new();
        let table = include_str!("../../tables/feature_codes.csv");
        for row in csv::Reader::from_reader(table.as_bytes()).records() {
            let row = row.expect("the built-in table is well formed");
            let class = PlaceClass::parse(&row[1]).expect("a class");
            let least = row[2].parse().expect("a number");
            classes.entry(row[0].to_owned()).or_default().push((least, class));
        }
        for rows in classes.values_mut() {
            rows.sort_by(|a, b| b.cmp(a));
        }
        Self(classes)
    }

    fn knows(&self, code: &str) -> bool {
        self.0.contains_key(code)
    }

    fn class(&self, code: &str, population: u64) -> Option<PlaceClass> {
        let rows = self.0.get(code)?;
        rows.iter().find(|(least, _)| population >= *least).map(|(_, class)| *class)
    }
}
