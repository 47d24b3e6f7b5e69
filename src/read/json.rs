//! Records in JSON, one to a line or all in one document.
//!
//! Values are taken as raw text first: that keeps where they stand, sees keys given twice, and leaves long
//! numbers their digits.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::diagnostic::{Diagnostic, Position, line_column};
use crate::read::earlier::Form;
use crate::read::record::{Draft, RecordFile, Shape, Value};
use crate::read::unread::Unread;
use crate::read::{Harvest, decode, geojson};

/// A JSON text inside a file.
#[derive(Debug)]
pub(super) struct Document<'a> {
    file: &'a str,
    text: &'a str,
    /// The offset asked for last and its line and column: offsets come in ascending order, and counting
    /// from the start each time would take forever in a document of one long line.
    last: (usize, u64, u64),
}

/// The keys and values of an object, in the order of the file, no key twice.
pub(super) type Entries<'a> = Vec<(Cow<'a, str>, &'a RawValue)>;

/// Reads an array of objects, `{"events": […]}` or a GeoJSON `FeatureCollection`.
pub(super) fn document(source: RecordFile<'_>, bytes: &[u8], harvest: &mut Harvest) {
    let text = match decode::text(source.file, bytes) {
        Ok(text) => text,
        Err(fault) => return harvest.reject(fault),
    };
    let mut document = Document::new(source.file, &text, 1);
    let mut unread = Unread::default();
    if let Err(fault) = members(source, &mut document, &mut unread, harvest) {
        harvest.reject(fault);
    }
    harvest.diagnostics.extend(unread.warnings(source.file));
}

fn members<'a>(
    source: RecordFile<'a>,
    document: &mut Document<'a>,
    unread: &mut Unread,
    harvest: &mut Harvest,
) -> Result<(), Diagnostic> {
    let whole: &RawValue = document.parse(document.text)?;
    let members = if whole.get().starts_with('{') {
        let entries = document.entries(whole)?;
        if let Some(why) = beside_a_site(&entries) {
            let at = Position::file(source.file);
            harvest.diagnostics.push(Diagnostic::warning(at, why));
            return Ok(());
        }
        let is_geojson = find(&entries, "type").is_some_and(|name| name.get().starts_with('"'));
        if is_geojson && find(&entries, "events").is_none() {
            return geojson::collection(source, document, whole, &entries, unread, harvest);
        }
        find(&entries, "events")
    } else {
        Some(whole)
    };
    let Some(members) = members.filter(|members| members.get().starts_with('[')) else {
        let message = "no records: expected a list of objects, {\"events\": […]} or GeoJSON";
        return Err(document.reject(whole, message));
    };
    let members = document.list(members)?;
    harvest.rowless += usize::from(members.is_empty());
    for member in members {
        match document.draft(member, unread, harvest) {
            Ok(draft) => source.keep(&draft, unread, harvest),
            Err(fault) => harvest.reject(fault),
        }
    }
    Ok(())
}

/// Why a document is not read, where it is one of a site that describes its files.
fn beside_a_site(entries: &Entries<'_>) -> Option<&'static str> {
    let has = |key, text: &str| find(entries, key).is_some_and(|it| it.get().contains(text));
    if has("$schema", "json-schema.org") && has("properties", "\"kharita\"") {
        return Some("the JSON Schema of a site's file; not read, it tells of no event");
    }
    (has("profile", "\"tabular-data-package\"") && has("resources", "\"events.csv\""))
        .then_some("the description of a site's tables; not read, it tells of no event")
}

/// Reads one object in each line; a record separator (RFC 8142) before it is accepted.
pub(super) fn lines(source: RecordFile<'_>, bytes: &[u8], harvest: &mut Harvest) {
    let bytes = match decode::to_utf8(source.file, bytes) {
        Ok(bytes) => bytes,
        Err(fault) => return harvest.reject(fault),
    };
    if let Some(fault) = one_pretty_document(source.file, &bytes) {
        return harvest.reject(fault);
    }
    let mut unread = Unread::default();
    harvest.rowless += usize::from(bytes.trim_ascii().is_empty());
    for (line, number) in split_lines(&bytes).zip(1..) {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let text = match decode::utf8(source.file, line) {
            Ok(text) => text,
            Err(fault) => {
                let at = Position { line: number, ..fault.position };
                harvest.reject(Diagnostic { position: at, ..fault });
                continue;
            }
        };
        let mut document = Document::new(source.file, text, number);
        let record = document
            .parse(text.strip_prefix('\u{1e}').unwrap_or(text))
            .and_then(|whole| document.draft(whole, &mut unread, harvest));
        match record {
            Ok(draft) => source.keep(&draft, &mut unread, harvest),
            Err(fault) => harvest.reject(fault),
        }
    }
    harvest.diagnostics.extend(unread.warnings(source.file));
}

/// One fault instead of one for each line, where a file of "lines" is a document with line breaks.
pub(super) fn one_pretty_document(file: &str, bytes: &[u8]) -> Option<Diagnostic> {
    let text = std::str::from_utf8(bytes).ok()?;
    let first = text.trim_start().lines().next()?;
    let breaks_off = serde_json::from_str::<IgnoredAny>(first).is_err_and(|error| error.is_eof());
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    (breaks_off && values.next()?.is_ok()).then(|| {
        let message =
            "one record goes over several lines; write each on one line, or name the file .json";
        let (line, column) = line_column(text, text.len() - text.trim_start().len());
        Diagnostic::rejected(Position::at(file, line, column), message)
    })
}

/// The lines of `bytes`, ended by `\n`, `\r\n` or a lone `\r`.
fn split_lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes
        .split(|&byte| byte == b'\n')
        .flat_map(|line| line.strip_suffix(b"\r").unwrap_or(line).split(|&byte| byte == b'\r'))
}

/// The value of `key`.
pub(super) fn find<'a>(entries: &Entries<'a>, key: &str) -> Option<&'a RawValue> {
    let (_, value) = entries.iter().find(|(name, _)| name == key)?;
    (value.get() != "null").then_some(*value)
}

impl<'a> Document<'a> {
    pub(super) fn new(file: &'a str, text: &'a str, first_line: u64) -> Self {
        Self { file, text, last: (0, first_line, 1) }
    }

    /// The file as the user names it.
    pub(super) fn file(&self) -> &'a str {
        self.file
    }

    /// All of it.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// The line and column of `part`, a piece of this document.
    pub(super) fn place(&mut self, part: &str) -> (u64, u64) {
        self.place_of(self.offset(part))
    }

    pub(super) fn reject(&mut self, value: &RawValue, message: impl Into<String>) -> Diagnostic {
        let (line, column) = self.place(value.get());
        Diagnostic::rejected(Position::at(self.file, line, column), message)
    }

    /// The members of an object.
    pub(super) fn entries(&mut self, object: &'a RawValue) -> Result<Entries<'a>, Diagnostic> {
        let entries = self.members(object)?;
        self.unique(entries)
    }

    /// The members of an object, those of one key as often as they stand there.
    pub(super) fn members(&mut self, object: &'a RawValue) -> Result<Entries<'a>, Diagnostic> {
        if !object.get().starts_with('{') {
            let message = format!("expected an object {{…}}, found {}", shape(object).1);
            return Err(self.reject(object, message));
        }
        let Object(entries) = self.parse(object.get())?;
        Ok(entries)
    }

    /// The members of the object that `part`, a piece of this document, is.
    pub(super) fn object(&mut self, part: &'a str) -> Result<Entries<'a>, Diagnostic> {
        if !part.trim_ascii_start().starts_with('{') {
            let value = self.parse(part)?;
            return self.entries(value);
        }
        // Long texts are gone through once less than as a value first.
        let Object(entries) = self.parse(part)?;
        self.unique(entries)
    }

    fn unique(&mut self, entries: Entries<'a>) -> Result<Entries<'a>, Diagnostic> {
        let mut keys: Vec<_> = entries.iter().enumerate().map(|(i, (key, _))| (key, i)).collect();
        keys.sort_unstable();
        let twice = keys.array_windows().find_map(|[a, b]| (a.0 == b.0).then_some(b.1));
        match twice.map(|index| &entries[index]) {
            Some((key, value)) => {
                let message = format!("`{key}` is given twice; delete one");
                Err(self.reject(value, message))
            }
            None => Ok(entries),
        }
    }

    /// The members of a list.
    pub(super) fn list(&mut self, list: &'a RawValue) -> Result<Vec<&'a RawValue>, Diagnostic> {
        self.parse(list.get())
    }

    /// One value of a record; `None` for `null` and the empty string.
    pub(super) fn value(
        &mut self,
        name: Cow<'a, str>,
        raw: &'a RawValue,
    ) -> Result<Option<Value<'a>>, Diagnostic> {
        let (shape, _) = shape(raw);
        let text = match shape {
            Shape::String => Cow::Owned(self.parse::<String>(raw.get())?),
            _ => Cow::Borrowed(raw.get()),
        };
        if text.contains('\0') {
            return Err(self.reject(raw, "NUL character; delete it"));
        }
        let trimmed = text.trim();
        if trimmed.is_empty() || raw.get() == "null" {
            return Ok(None);
        }
        let at = self.place(raw.get());
        let text = if trimmed.len() == text.len() { text } else { Cow::Owned(trimmed.to_owned()) };
        Ok(Some(Value { name, text, shape, at }))
    }

    fn draft(
        &mut self,
        object: &'a RawValue,
        unread: &mut Unread,
        harvest: &mut Harvest,
    ) -> Result<Draft<'a>, Diagnostic> {
        let entries = self.entries(object)?;
        if geojson::is_feature(&entries) {
            return geojson::draft(self, object, entries, unread, harvest);
        }
        let form = Form::of(entries.iter().map(|(name, _)| &**name));
        let mut draft = Draft::new(self.file, self.place(object.get()), form);
        for (name, raw) in entries {
            if let Some(value) = self.value(name, raw)? {
                draft.put(value, unread, &mut harvest.diagnostics);
            }
        }
        Ok(draft)
    }

    /// Reads `part`, a piece of this document, as `T`.
    pub(super) fn parse<T: Deserialize<'a>>(&mut self, part: &'a str) -> Result<T, Diagnostic> {
        serde_json::from_str(part).map_err(|error| {
            let offset = self.offset(part) + error_offset(part, &error);
            let (line, column) = self.place_of(offset);
            Diagnostic::rejected(Position::at(self.file, line, column), explain(&error))
        })
    }

    /// The byte at which `part`, a piece of this document, begins.
    pub(super) fn offset(&self, part: &str) -> usize {
        part.as_ptr().addr() - self.text.as_ptr().addr()
    }

    /// The line and column of byte `offset`.
    pub(super) fn place_of(&mut self, offset: usize) -> (u64, u64) {
        let (from, line, column) = self.last;
        if offset < from {
            // Only errors look back; the first line of the document is the line of its first byte.
            let (first_line, _) = line_column(self.text, from);
            self.last = (0, line + 1 - first_line, 1);
            return self.place_of(offset);
        }
        let (lines, columns) = line_column(&self.text[from..], offset - from);
        let column = if lines == 1 { column + columns - 1 } else { columns };
        self.last = (self.text.floor_char_boundary(offset), line + lines - 1, column);
        (self.last.1, self.last.2)
    }
}

/// What a value is, as the format says and in words.
pub(super) fn shape(raw: &RawValue) -> (Shape, &'static str) {
    let (shape, words) = match raw.get().as_bytes().first() {
        Some(b'"') => (Some(Shape::String), "a string"),
        Some(b'[') => (None, "a list"),
        Some(b'{') => (None, "an object"),
        Some(b't' | b'f') => (None, "true or false"),
        Some(b'n') => (None, "null"),
        _ => (Some(Shape::Number), "a number"),
    };
    (shape.unwrap_or(Shape::Other(words)), words)
}

/// The byte of `text` at which `serde_json` stopped; it counts lines at `\n` and columns in bytes.
fn error_offset(text: &str, error: &serde_json::Error) -> usize {
    let lines_before = error.line().saturating_sub(1);
    let line_start = match lines_before.checked_sub(1) {
        Some(index) => text.match_indices('\n').nth(index).map_or(0, |(at, _)| at + 1),
        None => 0,
    };
    (line_start + error.column().saturating_sub(1)).min(text.len())
}

fn explain(error: &serde_json::Error) -> String {
    let whole = error.to_string();
    let message = whole.split(" at line ").next().unwrap_or_default();
    let advice = match message {
        "trailing characters" => "write one value; in .jsonl one on each line",
        "recursion limit exceeded" => "values are nested too deep; flatten them",
        "number out of range" => "write a number that fits",
        _ if error.is_data() => "correct the value",
        _ if error.is_eof() => "the value breaks off; close it",
        _ => "JSON has double quotes only, no comments, no comma before } or ]",
    };
    format!("{message}; {advice}")
}

/// An object with its keys in order, the same key as often as it stands there.
struct Object<'a>(Entries<'a>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Object<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
                let mut entries = Vec::new();
                while let Some((key, value)) = map.next_entry::<String, &RawValue>()? {
                    entries.push((Cow::Owned(key), value));
                }
                Ok(Object(entries))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}
