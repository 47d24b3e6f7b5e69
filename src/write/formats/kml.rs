//! KML 2.2 for globes: the events by kind, each in its colour and with its days.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::model::Kind;
use crate::write::Site;
use crate::write::changes::xml;
use crate::write::json::position;
use crate::write::tables::{Cell, Column, Row, Table, Type};

/// The events of `table`: a folder for each kind that has any, in the order of the kinds table.
pub(super) fn file(table: &Table<'_>, site: &Site<'_>) -> Vec<u8> {
    let order = |id: &str| site.kinds.iter().position(|kind| kind.id.as_str() == id);
    let mut folders: BTreeMap<Option<usize>, String> = BTreeMap::new();
    for row in table.rows() {
        let number = table.text(&row, "kind").and_then(|id| order(&id));
        placemark(folders.entry(number).or_default(), table, &row, number);
    }
    let kinds = || folders.keys().filter_map(|number| Some(((*number)?, &site.kinds[(*number)?])));
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document>\n");
    element(&mut out, "name", &format!("{} · {}", site.title_en, site.title_ar));
    for (number, Kind { colour, .. }) in kinds().map(|(number, kind)| (number, kind.as_ref())) {
        let colour = abgr(colour);
        let _ = writeln!(
            out,
            "<Style id=\"kind-{number}\"><IconStyle><color>{colour}</color></IconStyle></Style>"
        );
    }
    out.push_str("<Schema name=\"events\" id=\"events\">\n");
    for Column { name, of, .. } in &table.columns {
        let of = match of {
            Type::Text | Type::Date => "string",
            Type::Integer => "int",
            Type::Number => "double",
            Type::Boolean => "bool",
        };
        let _ = writeln!(out, "<SimpleField name=\"{name}\" type=\"{of}\"></SimpleField>");
    }
    out.push_str("</Schema>\n");
    for (number, placemarks) in &folders {
        out.push_str("<Folder>\n");
        if let Some(kind) = number.map(|number| &site.kinds[number]) {
            element(&mut out, "name", &format!("{} · {}", kind.label_en, kind.label_ar));
        }
        out.push_str(placemarks);
        out.push_str("</Folder>\n");
    }
    out.push_str("</Document>\n</kml>\n");
    out.into_bytes()
}

/// The order of its elements is that of the schema.
fn placemark(out: &mut String, table: &Table<'_>, row: &Row<'_>, kind: Option<usize>) {
    let Some(spot) = row.spot else { return };
    let text = |name: &str| table.text(row, name);
    out.push_str("<Placemark>\n");
    element(out, "name", &text("title").unwrap_or_default());
    // Globes take a description for HTML, so what it quotes is escaped for that first.
    let said = [text("evidence"), text("sources"), text("urls")].map(Option::unwrap_or_default);
    let said: Vec<_> = said.iter().filter(|text| !text.is_empty()).map(|text| xml(text)).collect();
    element(out, "description", &said.join("<br>"));
    let (start, end) = (text("start"), text("end"));
    if start.is_some() || end.is_some() {
        out.push_str("<TimeSpan>");
        for (name, day) in [("begin", start), ("end", end)] {
            if let Some(day) = day {
                let _ = write!(out, "<{name}>{day}</{name}>");
            }
        }
        out.push_str("</TimeSpan>\n");
    }
    if let Some(number) = kind {
        let _ = writeln!(out, "<styleUrl>#kind-{number}</styleUrl>");
    }
    out.push_str("<ExtendedData><SchemaData schemaUrl=\"#events\">\n");
    for (Column { name, .. }, cell) in table.columns.iter().zip(&row.cells) {
        if *cell != Cell::Null {
            let _ = writeln!(
                out,
                "<SimpleData name=\"{name}\">{}</SimpleData>",
                xml(&cell.to_string())
            );
        }
    }
    let [lon, lat] = position(spot.lonlat);
    let _ = write!(
        out,
        "</SchemaData></ExtendedData>\n<Point><coordinates>{lon},{lat}</coordinates></Point>\n</Placemark>\n"
    );
}

fn element(out: &mut String, name: &str, text: &str) {
    if !text.is_empty() {
        let _ = writeln!(out, "<{name}>{}</{name}>", xml(text));
    }
}

/// A colour `#rrggbb` in the order of KML: opacity, blue, green, red.
fn abgr(colour: &str) -> String {
    match colour.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii()) {
        Some(digits) => format!("ff{}{}{}", &digits[4..], &digits[2..4], &digits[..2]),
        None => "ffffffff".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::sample::{Sample, check_golden};
    use crate::write::tables::Tables;

    #[test]
    fn events_are_as_blessed() {
        let sample = Sample::new();
        check_golden("events.kml", &file(&Tables::of(&sample.site()).events, &sample.site()));
    }

    #[test]
    fn a_colour_is_turned_around() {
        assert_eq!(abgr("#aa3377"), "ff7733aa");
        assert_eq!(abgr("red"), "ffffffff");
    }

    #[test]
    fn what_a_source_says_is_neither_xml_nor_html() {
        let mut sample = Sample::new();
        let evidence = &mut sample.events[1].reports[1].report.evidence.sentence;
        *evidence = "]]></description><script>alert(1)</script>\u{1}".to_owned();
        let kml = file(&Tables::of(&sample.site()).events, &sample.site());
        let kml = String::from_utf8(kml).unwrap();
        assert!(!kml.contains("<script") && !kml.contains("]]>") && !kml.contains('\u{1}'));
        assert!(
            kml.contains("<description>]]&amp;gt;&amp;lt;/description&amp;gt;&amp;lt;script"),
            "{kml}"
        );
    }

    #[test]
    fn a_site_without_events_has_an_empty_document() {
        let empty = Sample::empty();
        let kml = file(&Tables::of(&empty.site()).events, &empty.site());
        assert!(!String::from_utf8(kml).unwrap().contains("Folder"));
    }
}
