//! Sentences that must not be told, and whether a text tells one of them.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{PlaceId, Report, SourceId, Span};
use crate::text::Words;

/// So many words in a row of a secret sentence are taken for it: fewer stand in many sentences.
const RUN: usize = 8;
/// A secret sentence shorter than this is known only where it stands alone.
const SHORT: usize = 4;

/// Sentences that are withheld or covered.
#[derive(Debug, Default)]
pub(super) struct Secrets {
    /// Where they stand in their sources.
    spans: FxHashMap<SourceId, Vec<Span>>,
    /// Runs of their words, folded.
    runs: FxHashSet<Vec<u8>>,
    /// The lengths of these runs.
    lengths: BTreeSet<usize>,
    /// Whole sentences, folded.
    whole: FxHashSet<Vec<u8>>,
    /// The sources that tell something withheld.
    withholding: FxHashSet<SourceId>,
    /// The sources that tell a generalised event, with the places that they may name.
    generalised: FxHashMap<SourceId, Vec<BTreeSet<PlaceId>>>,
}

impl Secrets {
    /// Keeps a report that is not published.
    pub(super) fn withhold(&mut self, report: &Report) {
        self.withholding.insert(report.origin.id.clone());
        self.cover(report);
    }

    /// Keeps the sentence of `report`.
    pub(super) fn cover(&mut self, report: &Report) {
        if let Some(span) = report.evidence.span {
            self.spans.entry(report.origin.id.clone()).or_default().push(span);
        }
        let words = folded(&report.evidence.sentence);
        if words.is_empty() {
            return;
        }
        self.whole.insert(words.join(&0));
        if words.len() >= SHORT {
            let length = words.len().min(RUN);
            self.lengths.insert(length);
            self.runs.extend(words.windows(length).map(|run| run.join(&0)));
        }
    }

    /// Keeps that `source` tells a generalised event, and may name these places alone.
    pub(super) fn generalise(&mut self, source: &SourceId, open: &BTreeSet<PlaceId>) {
        self.generalised.entry(source.clone()).or_default().push(open.clone());
    }

    /// Whether the sentence of `report` tells a secret one, or a part of it.
    pub(super) fn are_in(&self, report: &Report) -> bool {
        let beside = self.spans.get(&report.origin.id).zip(report.evidence.span);
        beside.is_some_and(|(spans, own)| spans.iter().any(|span| span.overlaps(own)))
            || self.are_told_by(&report.evidence.sentence)
    }

    /// Whether `text` holds a secret sentence, or a long part of one.
    pub(super) fn are_told_by(&self, text: &str) -> bool {
        if self.whole.is_empty() {
            return false;
        }
        let words = folded(text);
        self.whole.contains(&words.join(&0))
            || self
                .lengths
                .iter()
                .any(|&length| words.windows(length).any(|run| self.runs.contains(&run.join(&0))))
    }

    /// Whether `source` tells something that is withheld.
    pub(super) fn withholds(&self, source: &SourceId) -> bool {
        self.withholding.contains(source)
    }

    /// The places that a source of generalised events may name, for each of these.
    pub(super) fn open_to(&self, source: &SourceId) -> &[BTreeSet<PlaceId>] {
        self.generalised.get(source).map_or(&[], Vec::as_slice)
    }
}

fn folded(text: &str) -> Vec<Vec<u8>> {
    let words = Words::of(text);
    (0..words.len()).map(|i| words.folded(i).to_vec()).collect()
}
