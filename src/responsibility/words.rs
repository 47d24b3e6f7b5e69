//! Texts and addresses as they are searched for secrets: folded word by word, escapes read.

use rustc_hash::FxHashSet;
use std::collections::BTreeSet;

use crate::gazetteer::is_latin_article;
use crate::text::{Words, clitics, fold};

/// Escapes of escapes are read so many times.
const ESCAPED: usize = 3;

/// A text, read for searching.
pub(super) struct Searched {
    /// With the escapes of addresses read, otherwise as it is written.
    pub(super) written: String,
    /// The same with blanks for the marks that stand between the words of addresses.
    pub(super) plain: String,
    /// Its words, folded, without Latin articles.
    pub(super) words: Vec<Vec<u8>>,
    /// Whether each begins with a capital, or is of a script that has none.
    pub(super) named: Vec<bool>,
    /// Whether it is a path or an address, in which names are written small and without blanks.
    pub(super) address: bool,
}

impl Searched {
    /// Running text.
    pub(super) fn prose(text: &str) -> Self {
        Self::of(text, false)
    }

    /// A path, an id or an address.
    pub(super) fn address(text: &str) -> Self {
        Self::of(text, true)
    }

    fn of(text: &str, address: bool) -> Self {
        let mut written = text.to_owned();
        for _ in 0..ESCAPED {
            let read = unescaped(&written);
            if read == written {
                break;
            }
            written = read;
        }
        let plain = plain(&written);
        let all = Words::of(&plain);
        let kept: Vec<usize> = (0..all.len()).filter(|&i| !is_latin_article(&all, i)).collect();
        let words = kept.iter().map(|&i| all.folded(i).to_vec()).collect();
        let small = |i: usize| all.written(i).starts_with(char::is_lowercase);
        let named = kept.iter().map(|&i| !small(i)).collect();
        Self { written, plain: plain.clone(), words, named, address }
    }
}

/// The words of `text` as [`Searched`] has them.
pub(super) fn folded(text: &str) -> Vec<Vec<u8>> {
    Searched::prose(text).words
}

/// `text` with blanks for the marks of addresses, and between the words of `#AlayaPrison`.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut small = false;
    for c in text.chars() {
        if small && c.is_uppercase() {
            out.push(' ');
        }
        small = c.is_lowercase();
        out.push(if is_mark(c) { ' ' } else { c });
    }
    out
}

fn is_mark(c: char) -> bool {
    matches!(c, '-' | '_' | '/' | '.' | '+' | '#' | '=' | '&' | '?' | '@' | ':')
}

/// Runs of words, folded.
#[derive(Debug, Default)]
pub(super) struct Runs {
    runs: FxHashSet<Vec<u8>>,
    lengths: BTreeSet<usize>,
}

impl Runs {
    pub(super) fn add(&mut self, words: &[Vec<u8>]) {
        if !words.is_empty() {
            self.lengths.insert(words.len());
            self.runs.insert(words.join(&0));
        }
    }

    /// Whether one of them stands in `words`.
    pub(super) fn are_in(&self, words: &[Vec<u8>]) -> bool {
        self.lengths.iter().any(|&length| {
            words.windows(length).any(|run| self.runs.contains(run.join(&0).as_slice()))
        })
    }

    /// Where one begins whose first word may have prepositions glued to it: the indices of first words.
    pub(super) fn named_in(&self, words: &[Vec<u8>]) -> impl Iterator<Item = usize> {
        let begins = |at: usize| {
            self.lengths.iter().any(|&length| {
                let Some(run) = words.get(at..at + length) else { return false };
                let mut bare = run.to_vec();
                clitics(&run[0]).any(|clitic| {
                    bare[0] = run[0][clitic.letters..].to_vec();
                    if clitic.article {
                        bare[0].splice(0..0, fold("ال").0);
                    }
                    self.runs.contains(bare.join(&0).as_slice())
                })
            })
        };
        (0..words.len()).filter(move |&at| begins(at))
    }
}

/// `text` with the bytes that addresses write as `%D8`.
fn unescaped(text: &str) -> String {
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
        assert_eq!(Searched::address("37%252E04").written, "37.04", "escapes of escapes");
    }
}
