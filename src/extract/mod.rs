//! Extraction: what a source claims, in which words.
//!
//! Names come from the gazetteer's dictionary; everything else from tables of words: kinds and their cues, months and
//! weekdays, numbers, groups, the words of telling. Which place a name means is not decided here; see `geocode`.

mod clues;
mod count;
mod cue;
mod date;
mod kinds;
mod lexicon;
mod number;
mod report;
mod status;

use crate::gazetteer::Gazetteer;
use crate::model::{Evidence, Reading, Record, Report, Source, Whereabouts};
use crate::text::Words;

pub use kinds::Kinds;
use lexicon::Lexicon;

/// The extractor: tables of words, ready to read any number of sources.
#[derive(Debug)]
pub struct Extractor<'g> {
    gazetteer: &'g Gazetteer,
    kinds: &'g Kinds,
    lexicon: Lexicon,
}

impl<'g> Extractor<'g> {
    /// An extractor that finds the names of `gazetteer` and the kinds of `kinds`.
    pub fn new(gazetteer: &'g Gazetteer, kinds: &'g Kinds) -> Self {
        Self { gazetteer, kinds, lexicon: Lexicon::new(kinds) }
    }

    /// Reads a source; `words` are those of its text, empty for a record.
    pub fn read(&self, source: Source, words: &Words<'_>) -> Reading {
        match &source {
            Source::Record(record) => {
                let reports = vec![of_record(record)];
                Reading { source, mentions: Vec::new(), reports, refusals: Vec::new() }
            }
            Source::Article(article) => {
                let mentions = self.gazetteer.mentions(words);
                let (reports, refusals) = report::reports(self, article, words, &mentions);
                Reading { source, mentions, reports, refusals }
            }
        }
    }
}

/// A coded row is one report; its text is quoted as it stands.
fn of_record(record: &Record) -> Report {
    let sentence = record.text.clone().or_else(|| record.origin.title.clone()).unwrap_or_default();
    Report {
        origin: record.origin.clone(),
        kind: record.kind.clone(),
        status: record.status,
        main: true,
        dates: record.dates.clone(),
        whereabouts: Whereabouts::Coded { name: record.place_name.clone(), lonlat: record.lonlat },
        counts: record.counts.clone(),
        evidence: Evidence {
            sentence,
            span: None,
            line: record.origin.line.unwrap_or(1),
            cue: String::new(),
            grounds: Vec::new(),
        },
    }
}
