//! The picture that messengers show of a link: the map and the events, without names, drawn at build time. Which marks it has is
//! decided here; how the page draws its own map is `web/src/basemap.ts`'s business.

use std::collections::BTreeMap;

use serde::Deserialize;
use tiny_skia::{
    Color, FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Stroke, StrokeDash,
    Transform,
};

use super::card::Extent;
use super::{Site, assets};
use crate::model::Event;

/// Its path in the site.
pub const NAME: &str = "assets/preview.png";

/// As wide and high as Open Graph's readers want it, in pixels.
const WIDTH: u16 = 1200;
const HEIGHT: u16 = 630;
/// The room between the marks and the edge, in pixels.
const EDGE: f64 = 90.0;
/// Not closer than so many pixels to the width of the world: a few events are better seen with their surroundings.
const CLOSEST: f64 = 256.0 * 512.0;
/// What is seen where no event is drawn: north-east Syria, west, south, east, north in degrees.
const HOME: [f64; 4] = [37.7, 34.25, 42.3, 37.3];

/// Colours of the light page, `web/src/style/theme.css`.
const SEA: &str = "#c8dbe3";
const LAKE: &str = "#c3dae6";
const LAND: &str = "#ece7db";
const FOCUS: &str = "#faf8f2";
const RIVER: &str = "#8db5c9";
const BORDER: &str = "#8c8171";
const DIVISION: &str = "#c2b8a5";

/// What of `assets/basemap.js` is drawn; lines are packed as `web/geometry/pack.mjs` writes them.
#[derive(Debug, Deserialize)]
struct Basemap {
    /// Steps to a degree.
    scale: f64,
    #[serde(rename = "box")]
    bounds: [f64; 4],
    land: Vec<String>,
    focus: Vec<String>,
    border: Vec<String>,
    governorates: Vec<String>,
    lakes: Vec<String>,
    rivers: Vec<River>,
}

#[derive(Debug, Deserialize)]
struct River {
    weight: u8,
    lines: Vec<String>,
}

/// The window: pixels to the width of the world, and its corner in them.
#[derive(Debug, Clone, Copy)]
struct View {
    size: f64,
    left: f64,
    top: f64,
}

/// The picture of `site`, as PNG. The same site gives the same bytes.
///
/// # Panics
/// Never: a test holds that the basemap of this crate can be read.
pub fn picture(site: &Site<'_>) -> Vec<u8> {
    let map = basemap(site.basemap);
    let points = points(site.events);
    let view = View::of(&points, map.bounds);
    let mut paper = Pixmap::new(u32::from(WIDTH), u32::from(HEIGHT)).expect("the size is no zero");
    paper.fill(colour(SEA));
    let lines = |rows: &[String]| path(rows, map.scale, view);
    fill(&mut paper, lines(&map.land), LAND);
    fill(&mut paper, lines(&map.focus), FOCUS);
    for river in &map.rivers {
        let width = if river.weight == 1 { 3.0 } else { 1.6 };
        if river.weight < 3 {
            draw(&mut paper, lines(&river.lines), RIVER, width, None);
        }
    }
    fill(&mut paper, lines(&map.lakes), LAKE);
    let dashes = StrokeDash::new(vec![8.0, 6.0], 0.0);
    draw(&mut paper, lines(&map.governorates), DIVISION, 1.5, dashes);
    draw(&mut paper, lines(&map.border), BORDER, 2.5, None);
    // The greatest below: a lone event beside a town of many is still seen.
    let mut discs: Vec<_> = points.values().map(|members| Disc::of(members, view)).collect();
    discs.sort_by(|a, b| b.radius.total_cmp(&a.radius));
    for Disc { x, y, radius, colour, hollow } in discs {
        let mut disc =
            |radius, with| fill(&mut paper, PathBuilder::from_circle(x, y, radius), with);
        disc(radius + 4.0, "#ffffff");
        disc(radius, colour);
        if hollow {
            disc(radius - 5.0, "#ffffff");
        }
    }
    paper.encode_png().expect("a picture in memory can be encoded")
}

/// The user's own, or the built-in one.
fn basemap(own: Option<&str>) -> Basemap {
    let files = assets::assets(own);
    let script = std::str::from_utf8(&files["assets/basemap.js"]).unwrap_or_default();
    let json = script.split_once('=').map_or("", |(_, json)| json.trim_end().trim_end_matches(';'));
    serde_json::from_str(json).expect("basemap.js is what web/basemap.mjs or `basemap` writes")
}

/// The events of each point. What is known only to a wide region has none.
fn points(events: &[Event]) -> BTreeMap<[u64; 2], Vec<&Event>> {
    let mut points = BTreeMap::<_, Vec<_>>::new();
    for event in events {
        if !matches!(Extent::of(&event.location), Extent::Region) {
            let at = [event.location.lonlat.lon(), event.location.lonlat.lat()];
            points.entry(at.map(f64::to_bits)).or_default().push(event);
        }
    }
    points
}

/// The events of a point on the picture.
#[derive(Debug)]
struct Disc<'a> {
    x: f32,
    y: f32,
    radius: f32,
    /// Of the kind that most of them are of.
    colour: &'a str,
    /// Whether the point of none of them can be trusted.
    hollow: bool,
}

impl<'a> Disc<'a> {
    /// `members` are of one point.
    fn of(members: &[&'a Event], view: View) -> Self {
        let at = members[0].location.lonlat;
        let (x, y) = view.pixel(project(at.lon(), at.lat()));
        let mut counts = BTreeMap::<_, u32>::new();
        for event in members {
            *counts.entry((event.kind.id.as_str(), event.kind.colour.as_str())).or_default() += 1;
        }
        let most = counts.iter().max_by_key(|(_, count)| **count);
        let number = u16::try_from(members.len()).unwrap_or(u16::MAX);
        Self {
            x,
            y,
            radius: (9.0 + 3.0 * f32::from(number).sqrt()).min(34.0),
            colour: most.map_or("#666666", |((_, colour), _)| colour),
            hollow: members.iter().all(|event| matches!(Extent::of(&event.location), Extent::Area)),
        }
    }
}

impl View {
    /// The window that shows all `points`, within the basemap where that can be.
    fn of(points: &BTreeMap<[u64; 2], Vec<&Event>>, bounds: [f64; 4]) -> Self {
        let all: Vec<_> = points.keys().map(|at| at.map(f64::from_bits)).collect();
        let reach = |axis: usize| {
            let along = all.iter().map(move |at| at[axis]);
            along.fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)))
        };
        let [(west, east), (south, north)] = [reach(0), reach(1)];
        let [west, south, east, north] =
            if all.is_empty() { HOME } else { [west, south, east, north] };
        let ((left, top), (right, bottom)) = (project(west, north), project(east, south));
        let ((first, upper), (last, lower)) =
            (project(bounds[0], bounds[3]), project(bounds[2], bounds[1]));
        let (width, height) = (f64::from(WIDTH), f64::from(HEIGHT));
        let wanted = ((width - 2.0 * EDGE) / (right - left).max(1e-9))
            .min((height - 2.0 * EDGE) / (bottom - top).max(1e-9))
            .min(CLOSEST);
        let size = wanted.max(width / (last - first)).max(height / (lower - upper));
        let corner = |middle: f64, room: f64, low: f64, high: f64| {
            let high = (high * size - room).max(low * size);
            (middle * size - room / 2.0).clamp(low * size, high)
        };
        Self {
            size,
            left: corner(f64::midpoint(left, right), width, first, last),
            top: corner(f64::midpoint(top, bottom), height, upper, lower),
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "pixels of a picture")]
    fn pixel(self, (x, y): (f64, f64)) -> (f32, f32) {
        ((x * self.size - self.left) as f32, (y * self.size - self.top) as f32)
    }
}

/// The projection of the web's maps, onto the unit square: x east, y south.
fn project(lon: f64, lat: f64) -> (f64, f64) {
    let sine = lat.clamp(-85.0, 85.0).to_radians().sin();
    let y = 0.5 - ((1.0 + sine) / (1.0 - sine)).ln() / (4.0 * std::f64::consts::PI);
    (lon / 360.0 + 0.5, y)
}

/// The packed lines as one path.
fn path(rows: &[String], scale: f64, view: View) -> Option<Path> {
    let mut path = PathBuilder::new();
    for row in rows {
        for (index, [lon, lat]) in unpack(row).into_iter().enumerate() {
            let (x, y) = view.pixel(project(lon / scale, lat / scale));
            if index == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
        }
    }
    path.finish()
}

/// One packed line in steps: numbers of five bits a letter, each the step from the point before.
fn unpack(row: &str) -> Vec<[f64; 2]> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut points = Vec::new();
    let mut at = [0_i32; 2];
    let (mut bits, mut shift, mut axis) = (0_i32, 0, 0);
    for letter in row.bytes() {
        let value = LETTERS.iter().position(|known| *known == letter).unwrap_or_default();
        bits |= i32::try_from(value & 31).unwrap_or_default() << shift;
        shift = (shift + 5).min(25);
        if value > 31 {
            continue;
        }
        at[axis] += if bits & 1 == 1 { -(bits + 1) / 2 } else { bits / 2 };
        if axis == 1 {
            points.push(at.map(f64::from));
        }
        (bits, shift, axis) = (0, 0, 1 - axis);
    }
    points
}

fn fill(paper: &mut Pixmap, path: Option<Path>, with: &str) {
    if let Some(path) = path {
        paper.fill_path(&path, &paint(with), FillRule::EvenOdd, Transform::identity(), None);
    }
}

fn draw(paper: &mut Pixmap, path: Option<Path>, with: &str, width: f32, dash: Option<StrokeDash>) {
    let stroke = Stroke {
        width,
        dash,
        line_cap: LineCap::Round,
        line_join: LineJoin::Round,
        ..Stroke::default()
    };
    if let Some(path) = path {
        paper.stroke_path(&path, &paint(with), &stroke, Transform::identity(), None);
    }
}

fn paint(with: &str) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color(colour(with));
    paint
}

/// `#rrggbb`; grey where it is none.
fn colour(text: &str) -> Color {
    let part = |at: usize| text.get(at..at + 2).and_then(|it| u8::from_str_radix(it, 16).ok());
    match (part(1), part(3), part(5)) {
        (Some(red), Some(green), Some(blue)) => Color::from_rgba8(red, green, blue, 255),
        _ => Color::from_rgba8(102, 102, 102, 255),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::sample::{Sample, event_at};

    #[test]
    fn a_packed_line_is_steps_from_point_to_point() {
        // 2, 4; then one back and three on; then 40 on, which takes two letters.
        assert_eq!(unpack("EIBGwCA"), [[2.0, 4.0], [1.0, 7.0], [41.0, 7.0]]);
        assert!(unpack("").is_empty());
    }

    #[test]
    fn the_picture_is_as_large_as_its_readers_want_it_and_the_same_each_time() {
        let sample = Sample::new();
        let png = picture(&sample.site());
        assert_eq!(png, picture(&sample.site()));
        let read = Pixmap::decode_png(&png).unwrap();
        assert_eq!((read.width(), read.height()), (1200, 630));
        assert!(png.len() < 200_000, "{}", png.len());
    }

    #[test]
    fn each_event_is_a_disc_of_its_kind_inside_the_picture() {
        let mut sample = Sample::empty();
        sample.events = vec![event_at("a", 40.0, 36.0), event_at("b", 41.0, 36.5)];
        let read = Pixmap::decode_png(&picture(&sample.site())).unwrap();
        let view = View::of(&points(&sample.events), basemap(None).bounds);
        for event in &sample.events {
            let at = event.location.lonlat;
            let (x, y) = view.pixel(project(at.lon(), at.lat()));
            assert!((0.0..1200.0).contains(&x) && (0.0..630.0).contains(&y), "{x}, {y}");
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "inside")]
            let pixel = read.pixel(x as u32, y as u32).unwrap();
            let wanted = colour(&event.kind.colour).to_color_u8();
            assert_eq!(
                (pixel.red(), pixel.green(), pixel.blue()),
                (wanted.red(), wanted.green(), wanted.blue())
            );
        }
    }

    #[test]
    fn a_site_without_events_has_the_map_alone() {
        let read = Pixmap::decode_png(&picture(&Sample::empty().site())).unwrap();
        let colours: std::collections::BTreeSet<_> =
            read.pixels().iter().map(|p| (p.red(), p.green(), p.blue())).collect();
        assert!(colours.len() > 3);
    }
}
