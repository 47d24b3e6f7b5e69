//! Names of places that must not be told, and whether a text names one.

use std::collections::BTreeSet;

use crate::gazetteer::Gazetteer;
use crate::model::{PlaceId, PlacePrecision};
use crate::text::Words;

/// In so many letters or more a name is looked for inside words too: in an address, or behind a glued preposition.
const LONG: usize = 6;

/// The names and ids of places that are hidden.
pub(super) struct Names<'g> {
    gazetteer: &'g Gazetteer,
    hidden: &'g BTreeSet<PlaceId>,
    /// Long names, folded, without their blanks.
    long: Vec<Vec<u8>>,
    /// Short ones, word by word.
    short: Vec<Vec<Vec<u8>>>,
}

impl<'g> Names<'g> {
    /// The names of the places `hidden`.
    pub(super) fn of(hidden: &'g BTreeSet<PlaceId>, gazetteer: &'g Gazetteer) -> Self {
        let (mut long, mut short) = (Vec::new(), Vec::new());
        for place in hidden.iter().filter_map(|id| gazetteer.place(id)) {
            for name in place.names.all().chain([place.id.as_str()]) {
                let words = folded(name);
                let whole = words.concat();
                if whole.len() >= LONG {
                    long.push(whole);
                } else if !whole.is_empty() {
                    short.push(words);
                }
            }
        }
        Self { gazetteer, hidden, long, short }
    }

    /// Whether `text` names a hidden place.
    pub(super) fn are_in(&self, text: &str) -> bool {
        if self.hidden.is_empty() {
            return false;
        }
        let words = folded(text);
        let whole = words.concat();
        let holds = |name: &Vec<u8>| whole.windows(name.len()).any(|part| part == name.as_slice());
        let stands = |name: &Vec<Vec<u8>>| words.windows(name.len()).any(|part| part == *name);
        let means = || {
            let mentions = self.gazetteer.mentions(&Words::of(text));
            let mut named = mentions.iter().flat_map(|mention| &mention.named);
            named.any(|named| self.hidden.contains(&named.place.id))
        };
        self.long.iter().any(holds) || self.short.iter().any(stands) || means()
    }
}

/// Whether `text` tells a point, or names a place that is finer than a governorate and not one of `open`.
pub(super) fn tells_more_than(open: &BTreeSet<PlaceId>, text: &str, gazetteer: &Gazetteer) -> bool {
    gazetteer.mentions(&Words::of(text)).iter().any(|mention| {
        let tells =
            |id: &PlaceId, precision| precision < PlacePrecision::Governorate && !open.contains(id);
        mention.lonlat.is_some()
            || mention
                .named
                .iter()
                .any(|named| tells(&named.place.id, named.place.class.precision()))
    })
}

/// The words of `text`, folded; of a path or an address, those between its marks.
fn folded(text: &str) -> Vec<Vec<u8>> {
    let plain: String = unescaped(text)
        .chars()
        .map(|c| if matches!(c, '-' | '_' | '/' | '.' | '+' | '#') { ' ' } else { c })
        .collect();
    let words = Words::of(&plain);
    (0..words.len()).map(|i| words.folded(i).to_vec()).filter(|word| !word.is_empty()).collect()
}

/// `text` with the bytes that addresses write as `%D8`.
pub(super) fn unescaped(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digit = |i: usize| bytes.get(i).and_then(|&byte| char::from(byte).to_digit(16));
        let escaped = (bytes[at] == b'%').then(|| digit(at + 1).zip(digit(at + 2))).flatten();
        if let Some((high, low)) = escaped {
            out.push(u8::try_from(high * 16 + low).expect("two digits are a byte"));
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_they_are_meant() {
        let cases =
            [("a%20b", "a b"), ("%D8%B3%D8%AC%D9%86", "سجن"), ("100%", "100%"), ("%zz%4", "%zz%4")];
        for (text, meant) in cases {
            assert_eq!(unescaped(text), meant);
        }
    }
}
