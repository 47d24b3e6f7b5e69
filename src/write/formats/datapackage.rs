//! `datapackage.json`: what the CSV files hold, column by column, for data portals (Frictionless Data Package, Table Schema).

use std::fmt::Write as _;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::csv;
use crate::model::Licence;
use crate::write::Site;
use crate::write::tables::{Column, Table, Type};

/// The package of `tables`, each with its file as it was written. Where `hxl` holds, their second line is one of tags.
pub(super) fn of(tables: &[(&Table<'_>, &[u8])], site: &Site<'_>, hxl: bool) -> Vec<u8> {
    let resources: Vec<Value> =
        tables.iter().map(|(table, bytes)| resource(table, bytes, hxl)).collect();
    let mut package = json!({
        "profile": "tabular-data-package",
        "name": "events",
        "title": site.title_en,
        "description": description(site),
        "resources": resources,
    });
    if let Some(url) = site.url {
        package["homepage"] = json!(url);
    }
    if let Some(author) = site.author {
        package["contributors"] = json!([{"title": author, "role": "author"}]);
    }
    match site.licence {
        Some(Licence::Spdx(id)) => {
            package["licenses"] =
                json!([{"name": id, "path": site.licence.and_then(Licence::address)}]);
        }
        Some(Licence::Address(address)) => package["licenses"] = json!([{"path": address}]),
        // The standard has no other licences than those with an id or an address.
        Some(Licence::Words(_)) | None => {}
    }
    format!("{package:#}\n").into_bytes()
}

fn description(site: &Site<'_>) -> String {
    let sources = site.sources.len();
    let mut description = format!(
        "Events read from {sources} sources, and what each source tells of them, each with its sentence. A point is the middle of a circle of radius_m metres, not where it happened"
    );
    if let Some(Licence::Words(words)) = site.licence {
        let _ = write!(description, ". Licence of the data: {words}");
    }
    description
}

fn resource(table: &Table<'_>, bytes: &[u8], hxl: bool) -> Value {
    let mut digest = String::from("sha256:");
    for byte in Sha256::digest(bytes) {
        let _ = write!(digest, "{byte:02x}");
    }
    let columns = csv::columns(table);
    let key = &columns[0].name;
    let fields: Vec<Value> = columns.iter().enumerate().map(|(i, c)| field(c, i == 0)).collect();
    let mut schema = json!({"fields": fields, "primaryKey": [key], "missingValues": [""]});
    if table.name == "reports" {
        let events = json!({"resource": "events", "fields": ["event_id"]});
        schema["foreignKeys"] = json!([{"fields": ["event_id"], "reference": events}]);
    }
    let mut resource = json!({
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "description": table.what,
        "path": format!("{}.csv", table.name),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": bytes.len(),
        "hash": digest,
        "schema": schema,
    });
    if hxl {
        resource["dialect"] = json!({"commentRows": [2]});
    }
    resource
}

fn field(column: &Column, is_key: bool) -> Value {
    let mut constraints = json!({});
    if column.always {
        constraints["required"] = json!(true);
    }
    if is_key {
        constraints["unique"] = json!(true);
    }
    if column.of == Type::Integer {
        constraints["minimum"] = json!(0);
    }
    if !column.words.is_empty() {
        constraints["enum"] = json!(column.words);
    }
    json!({
        "name": column.name,
        "type": match column.of {
            Type::Text => "string",
            Type::Integer => "integer",
            Type::Number => "number",
            Type::Boolean => "boolean",
            Type::Date => "date",
        },
        "description": column.description(),
        "hxl": column.hxl,
        "constraints": constraints,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::sample::Sample;
    use crate::write::tables::Tables;

    #[test]
    fn every_column_of_a_file_is_a_field_in_its_order() {
        let sample = Sample::new();
        let tables = Tables::of(&sample.site());
        let bytes = csv::file(&tables.reports, csv::Reader::Program, true);
        let package = of(&[(&tables.reports, &bytes)], &sample.site(), true);
        let package: Value = serde_json::from_slice(&package).unwrap();
        let resource = &package["resources"][0];
        let header = String::from_utf8(bytes.clone()).unwrap();
        let mut lines = header.lines();
        let listed = |key: &str| -> String {
            let fields = resource["schema"]["fields"].as_array().unwrap();
            fields.iter().map(|f| f[key].as_str().unwrap()).collect::<Vec<_>>().join(",")
        };
        assert_eq!(listed("name"), lines.next().unwrap());
        assert_eq!(listed("hxl"), lines.next().unwrap());
        assert_eq!(resource["bytes"], bytes.len());
        assert_eq!(resource["dialect"]["commentRows"], json!([2]));
    }
}
