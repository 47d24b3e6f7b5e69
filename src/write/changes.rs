//! What changed between two builds, as text, as JSON, and as an entry for a feed (Atom, RFC 4287).

use std::fmt::Write as _;

use jiff::civil::Date;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::diagnostic::visible;
use crate::model::{Arrival, Both, Cell, Change, Changes, Departure, EventId, Rename};

/// How much changed: `1 added, 0 gone, 2 renamed, 3 changed, 40 unchanged`.
pub fn summary(changes: &Changes) -> String {
    let Changes { added, gone, renamed, changed, unchanged, untold } = changes;
    format!(
        "{} added, {} gone, {} renamed, {} changed, {unchanged} unchanged",
        added.len(),
        gone.len() + untold.unwrap_or(0),
        renamed.len(),
        changed.len()
    )
}

/// The changes as lines to read, a summary first.
pub fn text(changes: &Changes) -> String {
    let mut out = summary(changes);
    out.push('\n');
    for Arrival { id, title, from } in &changes.added {
        row(
            &mut out,
            "added",
            id,
            title.as_deref(),
            from.as_ref().map(|from| ("was part of", from)),
        );
    }
    for Departure { id, title, into } in &changes.gone {
        row(&mut out, "gone", id, title.as_deref(), into.as_ref().map(|into| ("is part of", into)));
    }
    for Rename { was, now } in &changes.renamed {
        row(&mut out, "renamed", &now.id, now.title.as_deref(), Some(("was", was)));
        columns(&mut out, now, changes);
    }
    for change in &changes.changed {
        row(&mut out, "changed", &change.id, change.title.as_deref(), None);
        columns(&mut out, change, changes);
    }
    out
}

fn row(
    out: &mut String,
    what: &str,
    id: &EventId,
    title: Option<&str>,
    other: Option<(&str, &EventId)>,
) {
    let _ = write!(out, "{what:<8} {}", visible(id.as_str()));
    if let Some(title) = title {
        let _ = write!(out, "  {}", visible(title));
    }
    if let Some((tells, other)) = other {
        let _ = write!(out, "  ({tells} {})", visible(other.as_str()));
    }
    out.push('\n');
}

fn columns(out: &mut String, change: &Change, changes: &Changes) {
    for (name, Both { old, new }) in &change.columns {
        let (old, new) = (said(old.as_ref()), said(new.as_ref()));
        let old = if changes.untold.is_some() { String::new() } else { format!("{old} → ") };
        let _ = writeln!(out, "         {}: {old}{new}", visible(name));
    }
}

fn said(cell: Option<&Cell>) -> String {
    match cell {
        None => "nothing".to_owned(),
        Some(Cell::Text(text)) => format!("“{}”", visible(text)),
        Some(Cell::Written(json)) => visible(json),
    }
}

/// The changes as one object, on lines; docs/diff.md tells its keys.
pub fn json(changes: &Changes) -> String {
    let Changes { added, gone, renamed, changed, unchanged, untold } = changes;
    let id = |id: &Option<EventId>| id.as_ref().map(ToString::to_string);
    let added = added
        .iter()
        .map(|it| json!({"id": it.id.as_str(), "title": it.title, "from": id(&it.from)}));
    let gone = gone
        .iter()
        .map(|it| json!({"id": it.id.as_str(), "title": it.title, "into": id(&it.into)}));
    let renamed = renamed.iter().map(|Rename { was, now }| {
        json!({"id": now.id.as_str(), "was": was.as_str(), "title": now.title, "columns": columns_json(now, changes)})
    });
    let changed = changed.iter().map(
        |now| json!({"id": now.id.as_str(), "title": now.title, "columns": columns_json(now, changes)}),
    );
    let mut all = json!({
        "added": added.collect::<Vec<_>>(),
        "gone": gone.collect::<Vec<_>>(),
        "renamed": renamed.collect::<Vec<_>>(),
        "changed": changed.collect::<Vec<_>>(),
        "unchanged": unchanged,
    });
    if let Some(untold) = untold {
        all["untold"] = json!(untold);
    }
    format!("{all:#}\n")
}

fn columns_json(change: &Change, changes: &Changes) -> Value {
    let both = |(name, Both { old, new }): (&String, &Both)| {
        let mut both = json!({"new": cell(new.as_ref())});
        if changes.untold.is_none() {
            both["old"] = cell(old.as_ref());
        }
        (name.clone(), both)
    };
    Value::Object(change.columns.iter().map(both).collect())
}

fn cell(cell: Option<&Cell>) -> Value {
    match cell {
        None => Value::Null,
        Some(Cell::Text(text)) => Value::String(text.clone()),
        Some(Cell::Written(json)) => serde_json::from_str(json).unwrap_or_default(),
    }
}

/// The changes as an entry of a feed: of the map `map`, on the day `updated`.
///
/// Its id is made of all that it says, so the same changes of one day are the same entry.
pub fn atom(changes: &Changes, map: &str, updated: Date) -> String {
    let content = text(changes);
    let id = urn(&[map, &updated.to_string(), &content]);
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <entry xmlns=\"http://www.w3.org/2005/Atom\">\n\
         \x20 <id>{id}</id>\n\
         \x20 <title type=\"text\">{}: {}</title>\n\
         \x20 <updated>{updated}T00:00:00Z</updated>\n\
         \x20 <author><name>{}</name></author>\n\
         \x20 <content type=\"text\">{}</content>\n\
         </entry>\n",
        xml(map),
        xml(&summary(changes)),
        xml(map),
        xml(&content)
    )
}

/// A UUID of version 8 (RFC 9562: whatever the vendor hashes), of the SHA-256 of `parts`.
fn urn(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let mut bytes: [u8; 16] = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut out = String::from("urn:uuid:");
    for (index, byte) in bytes.iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            out.push('-');
        }
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// `text` as the content of an element. What XML 1.0 has no character for (2.2) is written out.
pub(super) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\t' | '\n' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_an_element() {
        let cases = [
            ("a", "a"),
            ("</title><b>", "&lt;/title&gt;&lt;b&gt;"),
            ("\"a\" & 'b'", "&quot;a&quot; &amp; &apos;b&apos;"),
            ("]]>", "]]&gt;"),
            ("\u{0}\u{b}\u{ffff}", "\\u{0}\\u{b}\\u{ffff}"),
            ("سجن\n", "سجن\n"),
        ];
        for (text, expected) in cases {
            assert_eq!(xml(text), expected);
        }
    }

    #[test]
    fn an_id_is_a_uuid_of_what_it_names() {
        let id = urn(&["a", "b"]);
        assert_eq!(id.len(), "urn:uuid:".len() + 36);
        assert_eq!(&id[23..24], "8", "{id}: the version");
        assert_ne!(id, urn(&["ab", ""]));
    }
}
