//! How QGIS shows the tables: a style for each layer, and a project that opens them with these.
//!
//! Kinds have the colours of the page and a shape each, in both languages; the temporal controller reads `start` and `end`.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::geojson::bounds;
use super::zip;
use crate::model::{Kind, Symbol};
use crate::write::Site;
use crate::write::changes::xml;
use crate::write::json::position;
use crate::write::tables::{Table, Tables};

/// The version whose files these are like; later ones read them.
const VERSION: &str = "3.22.16-Białowieża";

/// The reference system of every layer, as QGIS names it.
const WGS_84: &str = "<spatialrefsys><authid>EPSG:4326</authid><srid>4326</srid></spatialrefsys>";

/// The styles of the layers, as QGIS keeps them.
pub(super) fn styles<'t, 'e>(
    tables: &'t Tables<'e>,
    site: &Site<'_>,
) -> Vec<(&'t Table<'e>, String)> {
    let style = |table: &'t Table<'e>| {
        let categories = "Symbology|Temporal|MapTips";
        let open = format!(
            "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"{VERSION}\" styleCategories=\"{categories}\">\n"
        );
        (table, format!("{open}{}</qgis>\n", look(table, site)))
    };
    [&tables.events, &tables.reports, &tables.places].map(style).into()
}

/// The project `events.qgz`, which lies beside `events.gpkg`: an archive that holds the project as a file.
pub(super) fn project(tables: &Tables<'_>, site: &Site<'_>) -> Vec<u8> {
    zip::stored("events.qgs", project_file(tables, site).as_bytes())
}

fn project_file(tables: &Tables<'_>, site: &Site<'_>) -> String {
    let title = xml(&format!("{} · {}", site.title_en, site.title_ar));
    let layers = [(&tables.events, true), (&tables.reports, false), (&tables.places, false)];
    let mut out = format!(
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis projectname=\"{title}\" version=\"{VERSION}\">\n\
         <title>{title}</title>\n<projectCrs>{WGS_84}</projectCrs>\n<layer-tree-group>\n"
    );
    for (Table { name, title, .. }, is_shown) in layers {
        let checked = if is_shown { "Qt::Checked" } else { "Qt::Unchecked" };
        let _ = writeln!(
            out,
            "<layer-tree-layer id=\"{name}\" name=\"{title}\" source=\"{}\" providerKey=\"ogr\" checked=\"{checked}\" expanded=\"{}\"/>",
            source(name),
            u8::from(is_shown),
        );
    }
    out.push_str("</layer-tree-group>\n<mapcanvas name=\"theMapCanvas\"><units>degrees</units>");
    let [west, south, east, north] = frame(&tables.events);
    let _ = writeln!(
        out,
        "<extent><xmin>{west}</xmin><ymin>{south}</ymin><xmax>{east}</xmax><ymax>{north}</ymax></extent>\
         <rotation>0</rotation><destinationsrs>{WGS_84}</destinationsrs></mapcanvas>\n<projectlayers>"
    );
    for (table, _) in layers {
        let _ = write!(
            out,
            "<maplayer type=\"vector\" geometry=\"Point\">\n<id>{}</id><datasource>{}</datasource><layername>{}</layername>\
             <srs>{WGS_84}</srs><provider encoding=\"UTF-8\">ogr</provider>\n{}</maplayer>\n",
            table.name,
            source(table.name),
            table.title,
            look(table, site),
        );
    }
    out.push_str("</projectlayers>\n<layerorder><layer id=\"events\"/><layer id=\"reports\"/><layer id=\"places\"/></layerorder>\n");
    out.push_str("<properties><Paths><Absolute type=\"bool\">false</Absolute></Paths>");
    let days =
        days(site).map(|[first, last]| [format!("{first}T00:00:00Z"), format!("{last}T23:59:59Z")]);
    if let Some([first, last]) = &days {
        // The range as a whole (2), so that all is seen until somebody moves its ends.
        let _ = write!(
            out,
            "<TemporalControllerWidget><NavigationMode type=\"int\">2</NavigationMode><StartDateTime type=\"QString\">{first}</StartDateTime>\
             <EndDateTime type=\"QString\">{last}</EndDateTime></TemporalControllerWidget>"
        );
    }
    out.push_str("</properties>\n");
    if let Some([first, last]) = &days {
        let _ = writeln!(
            out,
            "<ProjectTimeSettings timeStep=\"1\" timeStepUnit=\"mon\" frameRate=\"1\" cumulativeTemporalRange=\"0\">\
             <TemporalRange><start>{first}</start><end>{last}</end></TemporalRange></ProjectTimeSettings>"
        );
    }
    out.push_str("</qgis>\n");
    out
}

/// Where a layer is, from the project's folder.
fn source(name: &str) -> String {
    format!("./events.gpkg|layername={name}")
}

/// What the map shows first: the events with a margin around them, else the world.
fn frame(events: &Table<'_>) -> [f64; 4] {
    let points = events.rows().filter_map(|row| row.spot).map(|spot| position(spot.lonlat));
    let points: Vec<_> = points.map(|[lon, lat]| [lon, lat, lon, lat]).collect();
    match bounds(&points) {
        Some([west, south, east, north]) if west <= east => {
            let margin = ((east - west).max(north - south) / 20.0).max(0.1);
            [west - margin, south - margin, east + margin, north + margin]
        }
        _ => [-180.0, -90.0, 180.0, 90.0],
    }
}

/// The first and the last day of any event.
fn days(site: &Site<'_>) -> Option<[Date; 2]> {
    let all = || site.events.iter().filter_map(|event| event.dates.as_ref());
    let first = all().map(|dates| dates.start.unwrap_or(dates.end)).min()?;
    Some([first, all().map(|dates| dates.end).max()?])
}

/// What of a layer is of how it looks.
fn look(table: &Table<'_>, site: &Site<'_>) -> String {
    let has_kinds = table.columns.iter().any(|column| column.name == "kind");
    let mut out = String::new();
    if has_kinds {
        // From the first day to the last, the last among them (`limitMode`).
        out.push_str(
            "<temporal enabled=\"1\" mode=\"2\" startField=\"start\" endField=\"end\" limitMode=\"1\" accumulate=\"0\" \
             fixedDuration=\"0\" durationUnit=\"min\" durationField=\"\" startExpression=\"\" endExpression=\"\">\n\
             <fixedRange><start></start><end></end></fixedRange>\n</temporal>\n",
        );
        by_kind(&mut out, site);
    } else {
        out.push_str("<renderer-v2 type=\"singleSymbol\" symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\">\n<symbols>\n");
        symbol(&mut out, "0", "#555555", "circle", 1.6);
        out.push_str("</symbols>\n</renderer-v2>\n");
    }
    if table.name == "events" {
        out.push_str("<mapTip>&lt;b>[% \"title\" %]&lt;/b>&lt;br>[% \"start\" %] [% \"date_precision\" %]&lt;br>[% \"radius_m\" %] m</mapTip>\n");
    }
    out
}

/// A category for each kind. Many events have one point, that of their place: where markers would lie on each other they stand side by side.
fn by_kind(out: &mut String, site: &Site<'_>) {
    out.push_str(
        "<renderer-v2 type=\"pointDisplacement\" symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\" placement=\"2\" \
         tolerance=\"3\" toleranceUnit=\"MM\" circleWidth=\"0.2\" circleColor=\"128,128,128,255\" circleRadiusAddition=\"0\" \
         labelAttributeName=\"\" labelFont=\"Sans Serif,9,-1,5,50,0,0,0,0,0\" labelDistanceFactor=\"0.5\" maxLabelScaleDenominator=\"-1\">\n\
         <renderer-v2 type=\"categorizedSymbol\" attr=\"kind\" symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\">\n<categories>\n",
    );
    for (number, Kind { id, label_en, label_ar, .. }) in kinds(site) {
        let (id, label) = (xml(id.as_str()), xml(&format!("{label_en} · {label_ar}")));
        let _ = writeln!(
            out,
            "<category symbol=\"{number}\" value=\"{id}\" label=\"{label}\" render=\"true\"/>"
        );
    }
    out.push_str("</categories>\n<symbols>\n");
    for (number, kind) in kinds(site) {
        symbol(out, &number.to_string(), &kind.colour, shape(kind.symbol), 3.2);
    }
    out.push_str("</symbols>\n</renderer-v2>\n");
    symbol(out, "centerSymbol", "#808080", "circle", 0.8);
    out.push_str("</renderer-v2>\n");
}

fn kinds<'s>(site: &'s Site<'_>) -> impl Iterator<Item = (usize, &'s Kind)> {
    site.kinds.iter().map(|kind| &**kind).enumerate()
}

fn symbol(out: &mut String, name: &str, colour: &str, shape: &str, size: f64) {
    let colour = rgba(colour);
    let _ = writeln!(
        out,
        "<symbol type=\"marker\" name=\"{name}\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">"
    );
    out.push_str("<layer class=\"SimpleMarker\" enabled=\"1\" locked=\"0\" pass=\"0\">\n<Option type=\"Map\">\n");
    let size = size.to_string();
    for (name, value) in [
        ("color", colour.as_str()),
        ("name", shape),
        ("outline_color", "255,255,255,255"),
        ("outline_style", "solid"),
        ("outline_width", "0.3"),
        ("outline_width_unit", "MM"),
        ("scale_method", "diameter"),
        ("size", &size),
        ("size_unit", "MM"),
    ] {
        let _ = writeln!(out, "<Option type=\"QString\" name=\"{name}\" value=\"{value}\"/>");
    }
    out.push_str("</Option>\n</layer>\n</symbol>\n");
}

/// The marker of QGIS that is most like a symbol of the page, for each another.
fn shape(symbol: Symbol) -> &'static str {
    match symbol {
        Symbol::Circle => "circle",
        Symbol::Square => "square",
        Symbol::Triangle => "triangle",
        Symbol::Diamond => "diamond",
        Symbol::Pentagon => "pentagon",
        Symbol::Hexagon => "hexagon",
        Symbol::Star => "star",
        Symbol::Cross => "asterisk_fill",
        Symbol::Plus => "cross_fill",
        Symbol::Bolt => "parallelogram_right",
        Symbol::Arrow => "filled_arrowhead",
        Symbol::Flag => "trapezoid",
    }
}

/// A colour `#rrggbb` as red, green, blue, opacity; grey where it is another.
fn rgba(colour: &str) -> String {
    let digits = colour.strip_prefix('#').unwrap_or_default();
    let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    match [part(0), part(2), part(4)] {
        [Some(red), Some(green), Some(blue)] => format!("{red},{green},{blue},255"),
        _ => "128,128,128,255".to_owned(),
    }
}
