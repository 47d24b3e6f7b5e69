//! Texts and addresses as they are searched for secrets: folded word by word, escapes read.

use rustc_hash::FxHashSet;
use std::collections::BTreeSet;

use super::spelling::{joined, loose, plain_letters};
use crate::gazetteer::is_latin_article;
use crate::text::{Words, clitics, fold};

/// Escapes of escapes are read so many times.
const ESCAPED: usize = 3;

/// A text, read for searching.
pub(super) struct Searched {
    /// With the escapes of addresses read, otherwise as it is written.
    pub(super) written: String,
    /// The same with plain letters for those that look like them.
    pub(super) clear: String,
    /// The same with blanks for the marks that stand between the words of addresses.
    pub(super) plain: String,
    /// Its words, folded, without Latin articles.
    pub(super) words: Vec<Vec<u8>>,
    /// Whether each begins with a capital, or is of a script that has none.
    pub(super) named: Vec<bool>,
    /// The same words in the spelling that slips have in common with what they are slips for.
    pub(super) loose: Vec<Vec<u8>>,
    /// Those that stand in the names of accounts, tags and sites, which are written in one: `@alayanews`.
    pub(super) handles: Vec<Vec<u8>>,
    /// Whether it is a path or an address, in which names are written small and without blanks.
    pub(super) address: bool,
}

impl Searched {
    /// Running text.
    pub(super) fn prose(text: &str) -> Self {
        Self::of(text, false)
    }

    /// A path, an id, an address, or the name of a publisher.
    pub(super) fn address(text: &str) -> Self {
        Self::of(text, true)
    }

    fn of(text: &str, address: bool) -> Self {
        let written = without_escapes(text);
        let clear = plain_letters(&written);
        let plain = joined(&plain(&clear));
        let all = Words::of(&plain);
        let kept: Vec<usize> = without_articles(&all).collect();
        let words: Vec<_> = kept.iter().map(|&i| all.folded(i).to_vec()).collect();
        let loose = kept.iter().map(|&i| loose(all.written(i))).collect();
        let handles = if address { words.clone() } else { handles(&clear) };
        let small = |i: usize| all.written(i).starts_with(char::is_lowercase);
        let named = kept.iter().map(|&i| !small(i)).collect();
        Self { written, clear, plain: plain.clone(), words, named, loose, handles, address }
    }

    /// The folded words of each of its clauses; of an address, of each of its parts.
    pub(super) fn clauses(&self) -> impl Iterator<Item = Vec<Vec<u8>>> {
        let ends = if self.address { ends_part } else { ends_clause };
        // A dash between blanks stands before the name of the paper.
        let parts = self.clear.split(" - ").flat_map(move |part| part.split(ends));
        parts.map(plain_words).filter(|words| !words.is_empty())
    }
}

fn ends_part(c: char) -> bool {
    matches!(c, '/' | '.' | '?' | '&' | '=' | '#' | ':')
}

fn ends_clause(c: char) -> bool {
    const ENDS: &str = ".,;:!?()[]{}«»\"“”|—–\n\r،؛؟…";
    ENDS.contains(c)
}

/// The words of `text` in names of accounts, tags and sites, folded.
fn handles(text: &str) -> Vec<Vec<u8>> {
    let is_handle = |word: &&str| {
        let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.contains(['@', '#']) || inner.contains(['_', '.', '/'])
    };
    text.split_whitespace().filter(is_handle).flat_map(plain_words).collect()
}

/// The words of `text` as [`Searched`] has them.
pub(super) fn folded(text: &str) -> Vec<Vec<u8>> {
    plain_words(&plain_letters(&without_escapes(text)))
}

/// The same of a text whose letters are plain.
fn plain_words(text: &str) -> Vec<Vec<u8>> {
    let text = joined(&plain(text));
    let all = Words::of(&text);
    without_articles(&all).map(|i| all.folded(i).to_vec()).collect()
}

/// The indices of the words that are no Latin article.
fn without_articles(all: &Words<'_>) -> impl Iterator<Item = usize> {
    (0..all.len()).filter(|&i| !is_latin_article(all, i))
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
        self.begin_in(words, |_| true)
    }

    /// The same where the first word may also have an article that the name has not, as far as the word with it is none of
    /// its own by `is_word`.
    pub(super) fn begin_in(
        &self,
        words: &[Vec<u8>],
        is_word: impl Fn(&[u8]) -> bool,
    ) -> impl Iterator<Item = usize> {
        let begins = move |at: usize| {
            self.lengths.iter().any(|&length| {
                let Some(run) = words.get(at..at + length) else { return false };
                let mut bare = run.to_vec();
                clitics(&run[0]).any(|clitic| {
                    bare[0] = clitic.off(&run[0]).to_vec();
                    let without = clitic.article && self.runs.contains(bare.join(&0).as_slice());
                    if clitic.article {
                        bare[0].splice(0..0, fold("ال").0);
                    }
                    self.runs.contains(bare.join(&0).as_slice()) || without && !is_word(&bare[0])
                })
            })
        };
        (0..words.len()).filter(move |&at| begins(at))
    }
}

/// `text` with its escapes read, and those of escapes.
fn without_escapes(text: &str) -> String {
    let mut written = text.to_owned();
    for _ in 0..ESCAPED {
        let read = unescaped(&written);
        if read == written {
            break;
        }
        written = read;
    }
    written
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
