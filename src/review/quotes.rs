//! Words by which a correction finds a report again: as few as tell it from the others of its source.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::{Reviewed, answer};
use crate::model::{Correction, Edit, KindId, Quote, Report, SourceId, Subject, in_one_line};

/// So many words are quoted where they are enough: they are read at a glance, and found again when sentences are cut otherwise.
const FEWEST: usize = 8;

/// The sentences of each source on one line, with the kinds of event that each tells.
#[derive(Debug)]
pub(super) struct Quotes<'a> {
    by_source: FxHashMap<&'a SourceId, BTreeMap<String, BTreeSet<&'a KindId>>>,
}

impl<'a> Quotes<'a> {
    pub(super) fn of(reviewed: Reviewed<'a>) -> Self {
        let placed = reviewed.events.iter().flat_map(|event| &event.reports);
        let reports = placed.map(|told| &told.report);
        let reports = reports.chain(reviewed.unplaced.iter().map(|unplaced| &unplaced.report));
        let mut by_source: FxHashMap<_, BTreeMap<String, BTreeSet<_>>> = FxHashMap::default();
        for report in reports {
            let sentences = by_source.entry(&report.origin.id).or_default();
            sentences.entry(sentence(report)).or_default().insert(&report.kind);
        }
        Self { by_source }
    }

    /// The other kinds of event that the sentence of `report` tells.
    pub(super) fn other_kinds(&self, report: &Report) -> Vec<KindId> {
        let sentences = self.by_source.get(&report.origin.id);
        let kinds = sentences.and_then(|sentences| sentences.get(&sentence(report)));
        let others = kinds.into_iter().flatten().filter(|kind| ***kind != report.kind);
        others.map(|kind| (*kind).clone()).collect()
    }

    /// Corrections of `report` that may be; none where its sentence has no words to quote.
    pub(super) fn answers(
        &self,
        report: &Report,
        edits: impl IntoIterator<Item = Edit>,
    ) -> Vec<Correction> {
        let Some(quote) = self.quote(report) else { return Vec::new() };
        let subject = Subject::Reports(quote);
        edits.into_iter().map(|edit| answer(subject.clone(), edit)).collect()
    }

    fn quote(&self, report: &Report) -> Option<Quote> {
        let source = report.origin.id.to_string();
        // A row of a table is one report, which its id tells from the others.
        if report.origin.line.is_some() {
            return Some(Quote { source, words: None });
        }
        let sentence = sentence(report);
        let words = quotable(&sentence)?;
        let others = self.by_source.get(&report.origin.id).into_iter().flat_map(BTreeMap::keys);
        let others: Vec<&String> = others.filter(|other| **other != sentence).collect();
        let ends = words.match_indices(' ').map(|(at, _)| at).chain([words.len()]);
        let mut prefixes = ends.skip(FEWEST - 1).map(|end| &words[..end]);
        let tells_apart = |words: &&str| !others.iter().any(|other| other.contains(*words));
        let words = prefixes.find(tells_apart).unwrap_or(words);
        Some(Quote { source, words: Some(words.to_owned()) })
    }
}

/// The sentence of `report`, as quotes are compared with it.
pub(super) fn sentence(report: &Report) -> String {
    in_one_line(&report.evidence.sentence).into_owned()
}

/// The longest run of words of `sentence` that can be copied by eye: without characters that are not seen, and beginning
/// with none that a spreadsheet takes for that of a formula.
fn quotable(sentence: &str) -> Option<&str> {
    let runs = sentence.split(|c: char| c.is_control() || is_unseen(c)).map(|run| {
        let begins_formula = |c: char| c.is_whitespace() || "=+-@＝＋－＠'".contains(c);
        run.trim_start_matches(begins_formula).trim_end()
    });
    runs.filter(|run| !run.is_empty()).fold(None, |longest: Option<&str>, run| match longest {
        Some(longest) if longest.len() >= run.len() => Some(longest),
        _ => Some(run),
    })
}

/// Whether `c` turns the direction of writing, or joins and parts letters unseen.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_can_be_copied_and_starts_no_formula() {
        let cases = [
            ("Ten men fled.", Some("Ten men fled.")),
            ("=cmd|' /C calc'!A0 fled", Some("cmd|' /C calc'!A0 fled")),
            ("- @both+ fled", Some("both+ fled")),
            ("قال\u{200f} إن عشرة فروا", Some("إن عشرة فروا")),
            ("a b\u{202e}c d", Some("a b")),
            ("+-=", None),
            ("", None),
        ];
        for (sentence, expected) in cases {
            assert_eq!(quotable(sentence), expected, "{sentence:?}");
        }
    }
}
