//! A basemap of the user's as the page's program reads it: `assets/basemap.js`, in the form that `web/geometry/pack.mjs` writes
//! and `web/src/basemap.ts` unpacks. Shapes are simplified until they are small enough to be loaded by everybody.

use std::collections::BTreeMap;

use geo::orient::Direction;
use geo::{
    BoundingRect as _, LineString, MultiPolygon, Orient as _, Polygon, Rect, Simplify as _, coord,
    unary_union,
};
use serde::Serialize;

use crate::model::{Basemap, River, WaterNames};

/// Steps to a degree: 11 metres, a pixel at the last zoom.
const SCALE: f64 = 10_000.0;
/// How far a line may move, in degrees: twice as far each time, until the whole is small enough. 22 metres to 5.7 km.
const TOLERANCES: [f64; 9] =
    [0.0002, 0.0004, 0.0008, 0.0016, 0.0032, 0.0064, 0.0128, 0.0256, 0.0512];
/// The most that it may take, in bytes: ten times the built-in one, a second on a slow line.
const MOST: usize = 400_000;
/// The most degrees from south to north: the map's projection has no poles.
const POLES: f64 = 85.0;

/// A basemap as the page takes it.
#[derive(Debug)]
pub struct Ground {
    /// The text of `assets/basemap.js`.
    pub script: String,
    /// How far its lines may have moved, in degrees, where that is more than a pixel.
    pub moved: Option<f64>,
}

#[derive(Debug, Serialize)]
struct Packed<'a> {
    scale: f64,
    #[serde(rename = "box")]
    bounds: [f64; 4],
    credit: &'a str,
    land: Vec<String>,
    focus: Vec<String>,
    border: Vec<String>,
    governorates: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    roads: Vec<String>,
    lakes: Vec<String>,
    waters: Vec<Water<'a>>,
    rivers: Vec<PackedRiver<'a>>,
}

#[derive(Debug, Serialize)]
struct Water<'a> {
    names: Named<'a>,
    at: [f64; 2],
}

#[derive(Debug, Serialize)]
struct PackedRiver<'a> {
    names: Option<Named<'a>>,
    weight: u8,
    sure: bool,
    lines: Vec<String>,
}

/// The page asks for its own language and then for English.
#[derive(Debug, Serialize)]
struct Named<'a> {
    en: &'a str,
    ar: &'a str,
}

/// What the page loads to draw `map`, which names `credit` in its corner.
///
/// # Errors
/// If there is nothing to draw, or too much of it.
pub fn ground(map: &Basemap, credit: &str) -> Result<Ground, String> {
    let bounds = bounds(map).ok_or("has neither lines nor areas; there is nothing to draw")?;
    // Areas that overlap would cut holes into each other, as they do in tiles.
    let areas = [&map.land, &map.focus, &map.water].map(|areas| joined(areas));
    let mut bytes = 0;
    for (step, tolerance) in TOLERANCES.into_iter().enumerate() {
        let packed = packed(map, &areas, bounds, credit, tolerance);
        let script = format!("window.kharitaBasemap={};\n", super::page::json_for_html(&packed));
        bytes = script.len();
        if bytes <= MOST {
            return Ok(Ground { script, moved: (step > 0).then_some(tolerance) });
        }
    }
    Err(format!(
        "takes {} kB in its coarsest form, of {} at the most; cut it to the region (`ogr2ogr -clipsrc W S E N`) or leave \
         layers out",
        bytes / 1000,
        MOST / 1000
    ))
}

fn packed<'a>(
    map: &'a Basemap,
    [land, focus, water]: &[MultiPolygon; 3],
    bounds: Rect,
    credit: &'a str,
    tolerance: f64,
) -> Packed<'a> {
    let pack = |line: &LineString| packed_line(&simplified(line, tolerance));
    let lines = |lines: &[LineString]| lines.iter().map(pack).filter(|it| !it.is_empty()).collect();
    let rings = |areas: &MultiPolygon| -> Vec<String> {
        let rings =
            areas.iter().flat_map(|area| [area.exterior()].into_iter().chain(area.interiors()));
        // A ring of two sides is a line that comes back.
        rings
            .map(|ring| simplified(ring, tolerance))
            .filter(|ring| ring.0.len() > 3)
            .map(|ring| packed_line(&ring))
            .collect()
    };
    // A river of several parts has its name once.
    let mut rivers = BTreeMap::<_, Vec<&LineString>>::new();
    for River { names, weight, course } in &map.rivers {
        rivers.entry((*weight, names)).or_default().push(course);
    }
    let all = Rect::new(coord! { x: -180.0, y: -POLES }, coord! { x: 180.0, y: POLES });
    Packed {
        scale: SCALE,
        bounds: [
            bounds.min().x,
            bounds.min().y.max(-POLES),
            bounds.max().x,
            bounds.max().y.min(POLES),
        ],
        credit,
        land: if land.0.is_empty() {
            vec![packed_line(all.to_polygon().exterior())]
        } else {
            rings(land)
        },
        focus: rings(focus),
        border: lines(&map.borders),
        governorates: lines(&map.divisions),
        roads: lines(&map.roads),
        lakes: rings(water),
        waters: map
            .names
            .iter()
            .map(|(names, at)| Water { names: named(names), at: [at.x(), at.y()] })
            .collect(),
        rivers: rivers
            .into_iter()
            .map(|((weight, names), courses)| PackedRiver {
                names: (!names.is_empty()).then(|| named(names)),
                weight,
                sure: true,
                lines: courses.iter().map(|it| pack(it)).filter(|it| !it.is_empty()).collect(),
            })
            .filter(|river| !river.lines.is_empty())
            .collect(),
    }
}

/// A name in each language of the page: the one of that language, the one of none, any.
fn named(names: &WaterNames) -> Named<'_> {
    let any = names.get("").or_else(|| names.values().next()).map_or("", String::as_str);
    let of = |lang: &str| names.get(lang).map_or(any, String::as_str);
    Named { en: of("en"), ar: of("ar") }
}

fn joined(areas: &[Polygon]) -> MultiPolygon {
    // The union takes the first ring's direction for that of all.
    let areas: Vec<_> = areas.iter().map(|area| area.orient(Direction::Default)).collect();
    unary_union(&areas)
}

/// West, south, east and north of all that is drawn.
fn bounds(map: &Basemap) -> Option<Rect> {
    let areas = [&map.land, &map.focus, &map.water].into_iter().flatten();
    let lines = [&map.borders, &map.divisions, &map.roads].into_iter().flatten();
    let lines = lines.chain(map.rivers.iter().map(|river| &river.course));
    let rects =
        areas.filter_map(Polygon::bounding_rect).chain(lines.filter_map(LineString::bounding_rect));
    rects.reduce(|a, b| {
        let (low, high) = ((a.min(), b.min()), (a.max(), b.max()));
        Rect::new(
            coord! { x: low.0.x.min(low.1.x), y: low.0.y.min(low.1.y) },
            coord! { x: high.0.x.max(high.1.x), y: high.0.y.max(high.1.y) },
        )
    })
}

/// So many points of a line are simplified at once: the rule calls itself, in the worst case once for each.
const AT_ONCE: usize = 1000;

/// `line` by Douglas and Peucker's rule; no point of it moves further than `tolerance`.
fn simplified(line: &LineString, tolerance: f64) -> LineString {
    let mut points = Vec::new();
    let mut rest = &line.0[..];
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(AT_ONCE.min(rest.len()));
        points.extend(LineString::new(piece.to_vec()).simplify(tolerance).0);
        rest = after;
    }
    LineString::new(points)
}

/// A line as steps from point to point; a line of one point is none.
fn packed_line(line: &LineString) -> String {
    let (mut at, mut out, mut points) = ([0_i32; 2], String::new(), 0);
    for point in line.coords() {
        #[expect(clippy::cast_possible_truncation, reason = "at most 180 degrees of 10,000 steps")]
        let next = [point.x, point.y].map(|degrees| (degrees * SCALE).round() as i32);
        if points > 0 && next == at {
            continue;
        }
        push(&mut out, next[0] - at[0]);
        push(&mut out, next[1] - at[1]);
        (at, points) = (next, points + 1);
    }
    if points > 1 { out } else { String::new() }
}

/// A number in letters of five bits, the least first. The sign goes into the lowest bit; the sixth bit tells that more follow.
fn push(out: &mut String, number: i32) {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut bits = 2 * number.unsigned_abs() - u32::from(number < 0);
    loop {
        let more = bits > 31;
        out.push(char::from(LETTERS[(bits & 31) as usize + if more { 32 } else { 0 }]));
        bits >>= 5;
        if !more {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use geo::{line_string, polygon};

    use super::*;
    use crate::model::Layer;

    fn square(west: f64, east: f64) -> Polygon {
        polygon![(x: west, y: 35.0), (x: east, y: 35.0), (x: east, y: 36.0), (x: west, y: 36.0)]
    }

    fn json(ground: &Ground) -> serde_json::Value {
        let text = ground.script.strip_prefix("window.kharitaBasemap=").unwrap();
        serde_json::from_str(text.trim_end().strip_suffix(';').unwrap()).unwrap()
    }

    #[test]
    fn numbers_are_packed_as_the_page_unpacks_them() {
        // The same as in `picture`: 2, 4; one back and three on; 40 on.
        let scaled = |x: f64, y: f64| (x / SCALE, y / SCALE);
        let line = LineString::from(vec![scaled(2.0, 4.0), scaled(1.0, 7.0), scaled(41.0, 7.0)]);
        assert_eq!(packed_line(&line), "EIBGwCA");
        assert_eq!(packed_line(&LineString::from(vec![(1.0, 1.0), (1.0, 1.0)])), "");
    }

    #[test]
    fn areas_that_overlap_or_touch_are_one_and_lines_keep_their_layers() {
        let mut map = Basemap::default();
        for (layer, area) in [
            (Layer::Land, square(38.0, 40.0)),
            (Layer::Land, square(39.0, 41.0)),
            (Layer::Water, square(39.2, 39.4)),
        ] {
            map.add_area(layer, [("en".to_owned(), "</script>".to_owned())].into(), area);
        }
        let line = line_string![(x: 38.0, y: 35.5), (x: 39.0, y: 35.500_01), (x: 41.0, y: 35.5)];
        map.add_line(Layer::Road, WaterNames::default(), 2, line.clone());
        map.add_line(Layer::River, WaterNames::default(), 1, line);
        let ground = ground(&map, "Our survey").unwrap();
        assert!(!ground.script.contains("</script"));
        let json = json(&ground);
        assert_eq!(json["box"], serde_json::json!([38.0, 35.0, 41.0, 36.0]));
        assert_eq!(
            (json["land"].as_array().unwrap().len(), json["lakes"].as_array().unwrap().len()),
            (1, 1)
        );
        assert_eq!(json["waters"][0]["names"]["ar"], "</script>");
        assert_eq!(json["rivers"][0]["names"], serde_json::Value::Null);
        // What lies within the tolerance of a straight line is left out.
        assert_eq!(
            json["roads"][0],
            packed_line(&LineString::from(vec![(38.0, 35.5), (41.0, 35.5)]))
        );
    }

    #[test]
    fn without_land_all_is_land_and_without_shapes_there_is_no_map() {
        let mut map = Basemap::default();
        assert!(ground(&map, "").unwrap_err().contains("nothing to draw"));
        map.add_line(
            Layer::Border,
            WaterNames::default(),
            2,
            line_string![(x: 38.0, y: 35.5), (x: 41.0, y: 35.5)],
        );
        assert_eq!(json(&ground(&map, "").unwrap())["land"].as_array().unwrap().len(), 1);
    }

    #[test]
    fn what_is_large_is_simplified_until_it_is_small_and_refused_where_that_does_not_help() {
        // 1,500 lines, each of a hundred points that lie so far from the line between them.
        let zigzags = |by: f64| -> Vec<LineString> {
            let line = |row: u32| {
                (0..100).map(move |i| {
                    (f64::from(i) * 0.5, f64::from(row) / 100.0 + f64::from(i % 2) * by)
                })
            };
            (0..1500).map(|row| line(row).collect::<Vec<_>>().into()).collect()
        };
        let mut map = Basemap { borders: zigzags(0.002), ..Basemap::default() };
        let simple = ground(&map, "").unwrap();
        assert!(simple.moved.is_some_and(|moved| moved > 0.0003) && simple.script.len() <= MOST);
        map.borders = zigzags(0.3);
        let told = ground(&map, "").unwrap_err();
        assert!(told.contains("of 400 at the most; cut it to the region"), "{told}");
    }
}
