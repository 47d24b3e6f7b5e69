//! The shapes of a vector tile (Mapbox, version 2), by what they stand for in the schemas that are in use.

use std::collections::{BTreeMap, BTreeSet};

use geo::{LineString, Point, Polygon};

use super::{Square, degrees, varint};
use crate::model::{Basemap, Layer, WaterNames};

/// What the layers of Protomaps, `OpenMapTiles` and Shortbread are, and those that bear our own words. Of borders their level decides, of
/// water whether it is a line.
const LAYERS: [(&str, Layer); 18] = [
    ("earth", Layer::Land),
    ("land", Layer::Land),
    ("focus", Layer::Focus),
    ("water", Layer::Water),
    ("ocean", Layer::Water),
    ("water_polygons", Layer::Water),
    ("physical_line", Layer::River),
    ("waterway", Layer::River),
    ("water_lines", Layer::River),
    ("river", Layer::River),
    ("boundaries", Layer::Border),
    ("boundary", Layer::Border),
    ("border", Layer::Border),
    ("division", Layer::Division),
    ("roads", Layer::Road),
    ("transportation", Layer::Road),
    ("streets", Layer::Road),
    ("road", Layer::Road),
];

/// The names of the layers that were met.
#[derive(Debug, Default)]
pub(super) struct Layers {
    known: bool,
    others: BTreeSet<String>,
}

impl Layers {
    /// What to tell where none of them is known.
    pub(super) fn unknown(&self) -> Option<String> {
        let known = LAYERS.map(|(name, _)| name).join(", ");
        let others: Vec<_> = self.others.iter().map(String::as_str).collect();
        (!self.known).then(|| {
            let met = if others.is_empty() { "no layer".to_owned() } else { others.join(", ") };
            format!("has {met} where the events are, but none of {known}")
        })
    }
}

/// A field of a message: a number, or bytes.
enum Field<'a> {
    Number(u64),
    Bytes(&'a [u8]),
}

/// The fields of a message, each with its number; none where the bytes are no message.
fn fields(mut bytes: &[u8]) -> Option<Vec<(u64, Field<'_>)>> {
    let mut fields = Vec::new();
    while !bytes.is_empty() {
        let key = varint(&mut bytes)?;
        let length = match key & 7 {
            0 => {
                fields.push((key >> 3, Field::Number(varint(&mut bytes)?)));
                continue;
            }
            1 => 8,
            2 => usize::try_from(varint(&mut bytes)?).ok()?,
            5 => 4,
            _ => return None,
        };
        let (value, rest) = bytes.split_at_checked(length)?;
        bytes = rest;
        fields.push((key >> 3, Field::Bytes(value)));
    }
    Some(fields)
}

fn numbers(mut bytes: &[u8]) -> Option<Vec<u64>> {
    let mut numbers = Vec::new();
    while !bytes.is_empty() {
        numbers.push(varint(&mut bytes)?);
    }
    Some(numbers)
}

/// Adds the shapes of a tile to `map`. None where it is no vector tile.
pub(super) fn add(tile: &[u8], square: Square, map: &mut Basemap, met: &mut Layers) -> Option<()> {
    for (number, field) in fields(tile)? {
        if let (3, Field::Bytes(layer)) = (number, field) {
            add_layer(layer, square, map, met)?;
        }
    }
    Some(())
}

fn add_layer(bytes: &[u8], square: Square, map: &mut Basemap, met: &mut Layers) -> Option<()> {
    let (mut name, mut extent) = ("", 4096);
    let (mut features, mut keys, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for field in fields(bytes)? {
        match field {
            (1, Field::Bytes(text)) => name = std::str::from_utf8(text).ok()?,
            (2, Field::Bytes(feature)) => features.push(feature),
            (3, Field::Bytes(key)) => keys.push(std::str::from_utf8(key).ok()?),
            (4, Field::Bytes(value)) => values.push(value_of(value)?),
            (5, Field::Number(number)) => extent = number,
            _ => {}
        }
    }
    let Some((_, layer)) = LAYERS.into_iter().find(|(known, _)| *known == name) else {
        met.others.insert(name.to_owned());
        return Some(());
    };
    met.known = true;
    let extent = f64::from(u32::try_from(extent).ok().filter(|it| *it > 0)?);
    for feature in features {
        let (mut tags, mut form, mut course) = (Vec::new(), 0, Vec::new());
        for field in fields(feature)? {
            match field {
                (2, Field::Bytes(packed)) => tags = numbers(packed)?,
                (3, Field::Number(number)) => form = number,
                (4, Field::Bytes(packed)) => course = numbers(packed)?,
                _ => {}
            }
        }
        let mut said = BTreeMap::new();
        for pair in tags.chunks_exact(2) {
            let key = keys.get(usize::try_from(pair[0]).ok()?)?;
            said.insert(*key, &**values.get(usize::try_from(pair[1]).ok()?)?);
        }
        draw(layer, form, &parts(&course)?, &said, square, extent, map);
    }
    Some(())
}

/// A value as a text.
fn value_of(bytes: &[u8]) -> Option<String> {
    Some(match fields(bytes)?.into_iter().next() {
        Some((1, Field::Bytes(text))) => std::str::from_utf8(text).ok()?.to_owned(),
        Some((4 | 5, Field::Number(number))) => number.to_string(),
        Some((6, Field::Number(number))) => signed(number).to_string(),
        Some((2, Field::Bytes(bytes))) => f32::from_le_bytes(bytes.try_into().ok()?).to_string(),
        Some((3, Field::Bytes(bytes))) => f64::from_le_bytes(bytes.try_into().ok()?).to_string(),
        _ => String::new(),
    })
}

fn signed(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}

/// The lines, rings or points of a geometry, in steps of the tile.
fn parts(commands: &[u64]) -> Option<Vec<Vec<[i64; 2]>>> {
    let (mut parts, mut at) = (Vec::<Vec<[i64; 2]>>::new(), [0_i64; 2]);
    let mut rest = commands.iter();
    while let Some(command) = rest.next() {
        let (verb, count) = (command & 7, command >> 3);
        if verb == 7 {
            continue;
        }
        for _ in 0..count {
            for axis in &mut at {
                *axis = axis.checked_add(signed(*rest.next()?))?;
            }
            match verb {
                1 => parts.push(vec![at]),
                2 => parts.last_mut()?.push(at),
                _ => return None,
            }
        }
    }
    Some(parts)
}

fn draw(
    layer: Layer,
    form: u64,
    parts: &[Vec<[i64; 2]>],
    said: &BTreeMap<&str, &str>,
    square: Square,
    extent: f64,
    map: &mut Basemap,
) {
    let count = f64::from(1_u32 << square.z);
    let place = |at: &[i64; 2]| {
        let along =
            |axis: usize, square: u32| (f64::from(square) + at[axis] as f64 / extent) / count;
        degrees(along(0, square.x), along(1, square.y))
    };
    let line = |part: &Vec<[i64; 2]>| LineString::from(part.iter().map(place).collect::<Vec<_>>());
    match form {
        1 if layer == Layer::Water => {
            let names = names(said);
            let is_new = !names.is_empty() && map.names.iter().all(|(known, _)| *known != names);
            if let (true, Some(at)) = (is_new, parts.first().and_then(|part| part.first())) {
                map.names.push((names, Point::from(place(at))));
            }
        }
        2 => {
            let layer = match layer {
                Layer::Water => Layer::River,
                Layer::Border if !is_national(said) => Layer::Division,
                other => other,
            };
            let kind = said.get("kind").or_else(|| said.get("class"));
            let weight = if kind.is_none_or(|kind| *kind == "river") { 2 } else { 3 };
            for part in parts.iter().filter(|part| part.len() > 1) {
                map.add_line(layer, names(said), weight, line(part));
            }
        }
        3 => {
            // A ring that turns the other way is a hole of the one before it.
            let mut areas: Vec<(LineString, Vec<LineString>)> = Vec::new();
            for part in parts.iter().filter(|part| part.len() > 2) {
                match areas.last_mut() {
                    Some((_, holes)) if turns_back(part) => holes.push(line(part)),
                    _ => areas.push((line(part), Vec::new())),
                }
            }
            for (outline, holes) in areas {
                map.add_area(layer, WaterNames::default(), Polygon::new(outline, holes));
            }
        }
        _ => {}
    }
}

/// Whether a ring of a tile, in which y leads down, turns against the clock.
fn turns_back(ring: &[[i64; 2]]) -> bool {
    let next = ring.iter().cycle().skip(1);
    let twice =
        ring.iter().zip(next).map(|(a, b)| a[0] as f64 * b[1] as f64 - b[0] as f64 * a[1] as f64);
    twice.sum::<f64>() < 0.0
}

/// Whether a border is one between countries: Protomaps says so in words, the others by the level of OpenStreetMap.
fn is_national(said: &BTreeMap<&str, &str>) -> bool {
    let level = said.get("admin_level").or_else(|| said.get("kind_detail"));
    match (said.get("kind"), level.and_then(|level| level.parse::<f64>().ok())) {
        (Some(kind), _) if ["country", "region", "county", "locality"].contains(kind) => {
            *kind == "country"
        }
        (_, Some(level)) => level <= 2.0,
        (..) => true,
    }
}

fn names(said: &BTreeMap<&str, &str>) -> WaterNames {
    let keys =
        [("", "name"), ("en", "name:en"), ("ar", "name:ar"), ("en", "name_en"), ("ar", "name_ar")];
    let told = keys
        .into_iter()
        .filter_map(|(lang, key)| Some((lang.to_owned(), (*said.get(key)?).to_owned())));
    told.filter(|(_, name)| !name.trim().is_empty()).collect()
}
