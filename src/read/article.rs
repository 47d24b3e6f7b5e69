//! Articles: prose, with front matter where the writer put some.
//!
//! ```text
//! ---
//! title: A headline
//! published: 2022-01-21
//! ---
//! The text begins here.
//! ```

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Position};
use crate::read::attributes::Attributes;
use crate::read::decode;
use crate::read::suggest::{did_you_mean, quote};

/// An article as its file tells it, before a sidecar table has had its say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Prose {
    pub(super) attributes: Attributes,
    pub(super) text: String,
    /// The line of the file on which the text begins.
    pub(super) first_line: u64,
}

/// Reads an article; `None` where there is no text in it, which a warning tells.
pub(super) fn article(
    file: &str,
    bytes: &[u8],
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Option<Prose>, Diagnostic> {
    let whole = decode::text(file, bytes)?;
    let (attributes, text, first_line) = match front_matter(file, &whole)? {
        Some(block) => (block.attributes(file, diagnostics)?, block.text, block.first_line),
        None => (Attributes::default(), &*whole, 1),
    };
    if text.trim().is_empty() {
        let at = Position::at(file, first_line, 1);
        diagnostics.push(Diagnostic::warning(at, "empty: no text to read; delete it, or fill it"));
        return Ok(None);
    }
    let lost = text.matches('\u{fffd}').count();
    if lost > 0 {
        let message = format!("{lost} characters were lost before (U+FFFD); save the text anew");
        diagnostics.push(Diagnostic::warning(Position::file(file), message));
    }
    Ok(Some(Prose { attributes, text: text.to_owned(), first_line }))
}

struct FrontMatter<'a> {
    /// The lines between the fences; the first stands on line 2.
    lines: Vec<&'a str>,
    /// What follows the second fence.
    text: &'a str,
    first_line: u64,
}

fn front_matter<'a>(file: &str, whole: &'a str) -> Result<Option<FrontMatter<'a>>, Diagnostic> {
    let is_fence = |line: &str| line.trim_end() == "---";
    let (opening, mut rest) = split_line(whole);
    if !is_fence(opening) {
        return Ok(None);
    }
    let mut lines = Vec::new();
    while !rest.is_empty() {
        let (line, after) = split_line(rest);
        if is_fence(line) {
            let first_line = lines.len() as u64 + 3;
            return Ok(Some(FrontMatter { lines, text: after, first_line }));
        }
        lines.push(line);
        rest = after;
    }
    let message = "front matter opened here is not closed; add a line `---` behind it";
    Err(Diagnostic::rejected(Position::at(file, 1, 1), message))
}

impl FrontMatter<'_> {
    fn attributes(
        &self,
        file: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Attributes, Diagnostic> {
        let mut attributes = Attributes::default();
        let mut seen: BTreeMap<String, u64> = BTreeMap::new();
        let mut in_unread_key = false;
        for (line, number) in self.lines.iter().zip(2..) {
            let trimmed = line.trim();
            let at = Position::at(file, number, 1);
            let continues = line.starts_with([' ', '\t', '-']);
            if trimmed.is_empty() || trimmed.starts_with('#') || (continues && in_unread_key) {
                continue;
            }
            let Some((key, value)) = trimmed.split_once(':').filter(|_| !continues) else {
                let message =
                    "front matter holds lines `key: value` only; is its end `---` missing?";
                return Err(Diagnostic::rejected(at, message));
            };
            let key = key.trim_end().to_lowercase();
            if let Some(first) = seen.insert(key.clone(), number) {
                let message = format!("{} stands on line {first} already; delete one", quote(&key));
                return Err(Diagnostic::rejected(at, message));
            }
            in_unread_key = !Attributes::NAMES.contains(&key.as_str());
            if in_unread_key {
                let hint = did_you_mean(&key, Attributes::NAMES);
                let message = format!("key {} is not read{hint}", quote(&key));
                diagnostics.push(Diagnostic::warning(at, message));
            } else if let Some(value) = unquote(value) {
                let column = line.chars().count() - value_start(line).chars().count() + 1;
                let at = Position::at(file, number, column as u64);
                attributes.set(&key, value, &at, diagnostics);
            }
        }
        Ok(attributes)
    }
}

/// The first line of `text` without its end, and what follows it.
fn split_line(text: &str) -> (&str, &str) {
    let Some(end) = text.find(['\n', '\r']) else { return (text, "") };
    let (line, rest) = text.split_at(end);
    (line, rest.strip_prefix("\r\n").unwrap_or(&rest[1..]))
}

/// The value of a line `key: value`, with its quotes.
fn value_start(line: &str) -> &str {
    line.split_once(':').map_or(line, |(_, value)| value.trim_start())
}

/// A value without the quotes around it; `None` where it is empty.
fn unquote(value: &str) -> Option<&str> {
    let value = value.trim();
    let inner = ['"', '\'']
        .into_iter()
        .find_map(|mark| value.strip_prefix(mark)?.strip_suffix(mark))
        .unwrap_or(value);
    (!inner.is_empty()).then_some(inner)
}
