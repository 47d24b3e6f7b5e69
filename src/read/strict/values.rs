//! The rules of single values: numbers, texts and ids that every program reads alike.

use serde_json::value::RawValue;

use super::{Check, DEPTH};
use crate::diagnostic::is_no_character;
use crate::read::json::shape;

/// Beyond it not every whole number can be told by programs that read numbers as doubles (RFC 7493, 2.2).
const WHOLE: f64 = 9_007_199_254_740_991.0;

/// So many digits of a number every program keeps.
const DIGITS: usize = 15;

impl<'a> Check<'a> {
    /// The id of a feature.
    pub(super) fn id(&mut self, id: &'a RawValue) {
        let text = id.get();
        if !text.starts_with(['"', '-']) && !text.starts_with(|c: char| c.is_ascii_digit()) {
            let message = format!("an `id` is a string or a number, not {}", shape(id).1);
            return self.reject(text, message);
        }
        self.value(id, 0);
        let at = self.document.offset(text);
        let as_text = as_text(text);
        match self.ids.get(&as_text) {
            Some(first) => self.taken.push((text, *first)),
            None => _ = self.ids.insert(as_text, (text, at)),
        }
    }

    /// The characters of `told`, which is written in `part`.
    pub(super) fn characters(&mut self, told: &str, part: &'a str) {
        if let Some(c) = told.chars().find(|c| is_no_character(*c)) {
            let message = format!(
                "U+{:04X} is no character, and no text of JSON may have it (RFC 7493, 2.1); delete it",
                u32::from(c)
            );
            self.reject(part, message);
        }
        if told.contains('\0') {
            self.warn(part, "the character U+0000, at which some programs end a text; delete it");
        }
    }

    /// Any value: what every program must be able to read.
    pub(super) fn value(&mut self, value: &'a RawValue, depth: usize) {
        let text = value.get();
        if depth > DEPTH {
            return self.reject(text, format!("is nested deeper than {DEPTH} levels; flatten it"));
        }
        match text.as_bytes().first() {
            Some(b'{') => {
                for (_, member) in self.members(value) {
                    self.value(member, depth + 1);
                }
            }
            Some(b'[') => {
                for member in self.read(|it| it.list(value), text).unwrap_or_default() {
                    self.value(member, depth + 1);
                }
            }
            Some(b'"') => {
                if let Some(told) = self.read(|it| it.parse::<String>(text), text) {
                    self.characters(&told, text);
                }
            }
            Some(b'-' | b'0'..=b'9') => {
                self.number(value);
            }
            _ => {}
        }
    }

    /// A number; `None` where it is none, or does not fit.
    pub(super) fn number(&mut self, value: &'a RawValue) -> Option<f64> {
        let text = value.get();
        let Ok(number) = text.parse::<f64>() else {
            self.reject(text, format!("expected a number, found {}", shape(value).1));
            return None;
        };
        if !number.is_finite() {
            self.reject(
                text,
                format!("{text} is larger than any number that programs hold; correct it"),
            );
            return None;
        }
        let is_plain = !text.contains(['.', 'e', 'E']);
        if number.abs() > WHOLE && (is_plain || digits(text) > DIGITS) {
            self.warn(
                text,
                format!("{text} has more digits than programs keep; write it as a string"),
            );
        }
        Some(number)
    }
}

/// An id as programs have it that keep all of them as text: 1, 1.0 and "1" are one.
fn as_text(id: &str) -> String {
    if let Ok(text) = serde_json::from_str::<String>(id) {
        return text;
    }
    match id.parse::<f64>() {
        // Whole ones that doubles keep, without a sign of zero.
        Ok(number) if number.fract() == 0.0 && number.abs() <= WHOLE => format!("{}", number + 0.0),
        _ => id.to_owned(),
    }
}

/// How many digits `number` is told with, without zeros that only tell its size.
fn digits(number: &str) -> usize {
    let told = number.split(['e', 'E']).next().unwrap_or_default();
    let digits: String = told.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len()
}
