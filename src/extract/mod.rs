//! Extraction: what a source claims, in which words.
//!
//! Names come from the gazetteer's dictionary; everything else from tables of words: kinds and their cues, months and
//! weekdays, numbers, groups, the words of telling. Which place a name means is not decided here; see `geocode`.

mod anaphora;
mod clues;
mod contest;
mod count;
mod cue;
mod date;
mod denial;
mod headline;
mod kinds;
mod lexicon;
mod manner;
mod number;
mod numbers;
mod page;
mod parts;
mod passing;
mod recall;
mod report;
mod scene;
mod sentence;
mod status;
mod turn;
mod unlisted;
mod when;

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Position, line_column};
use crate::gazetteer::Gazetteer;
use crate::model::{
    Article, Earlier, Evidence, PublishedBy, Reading, Record, Refusal, Report, Source, Span,
    StatedDay, Whereabouts,
};
use crate::text::{Words, language};

pub use kinds::Kinds;
use lexicon::Lexicon;
pub use manner::Manners;
use page::{Page, Phrases};

/// The extractor: tables of words, ready to read any number of sources.
#[derive(Debug)]
pub struct Extractor<'g> {
    gazetteer: &'g Gazetteer,
    kinds: &'g Kinds,
    lexicon: Lexicon,
    page_phrases: Phrases,
}

impl<'g> Extractor<'g> {
    /// An extractor that finds the names of `gazetteer` and the kinds of `kinds`.
    pub fn new(gazetteer: &'g Gazetteer, kinds: &'g Kinds) -> Self {
        Self { gazetteer, kinds, lexicon: Lexicon::new(kinds), page_phrases: Phrases::new() }
    }

    /// Reads a source; `words` are those of its text, empty for a record.
    pub fn read(&self, source: Source, words: &Words<'_>) -> Reading {
        match source {
            Source::Record(record) => {
                let reports = vec![of_record(&record)];
                let source = Source::Record(record);
                Reading {
                    source,
                    stated: None,
                    mentions: Vec::new(),
                    reports,
                    refusals: Vec::new(),
                }
            }
            Source::Article(article) => self.read_article(article, words),
        }
    }

    fn read_article(&self, mut article: Article, words: &Words<'_>) -> Reading {
        let hits = self.lexicon.hits(words);
        let mut mentions = self.gazetteer.mentions(words);
        let page = Page::of(&self.page_phrases, words, &hits, &mentions, article.origin.published);
        let given = article.origin.published;
        let stated = page.published().map(|stated| stated.against(given));
        if let Some(stated) = stated.filter(|_| given.is_none()) {
            let line = article.first_line + line_column(words.text(), stated.span.start).0 - 1;
            let origin = Arc::make_mut(&mut article.origin);
            origin.published = Some(stated.day);
            origin.published_by = Some(PublishedBy::Page { line });
        }
        if article.origin.lang.is_none() {
            Arc::make_mut(&mut article.origin).lang = language(&article.text);
        }
        passing::mark_passing(words, &hits, self.gazetteer.class_words(), &mut mentions);
        let (reports, refusals) = report::reports(self, &article, words, &mentions, hits, &page);
        Reading { source: Source::Article(article), stated, mentions, reports, refusals }
    }
}

/// What to tell where an article states another day than the one that is given to it, or a day that counts and may be another.
pub fn doubtful_day(source: &Source, stated: Option<StatedDay>) -> Option<Diagnostic> {
    let Source::Article(article) = source else { return None };
    let stated = stated.filter(|stated| stated.differs || stated.or.is_some())?;
    let position = position(article, stated.span);
    let given = article.origin.published?;
    if let Some(or) = stated.or.filter(|_| !stated.differs) {
        let message = format!(
            "\"{}\" may be {} or {or}; it is read with the day first and counts as the day of publication, \
             give that day with the source if it is the other",
            stated.span.of(&article.text),
            stated.day,
        );
        return Some(Diagnostic::warning(position, message));
    }
    let message = format!(
        "the text says {} here ({}); {given} is given and counts, correct it if it is wrong",
        stated.day, stated.rule
    );
    Some(Diagnostic::warning(position, message))
}

/// What to tell of the days of a text that their months do not have: what they would date is undated.
pub fn impossible_days(source: &Source, refusals: &[Refusal]) -> Vec<Diagnostic> {
    let Source::Article(article) = source else { return Vec::new() };
    let impossible =
        refusals.iter().filter(|refused| date::IMPOSSIBLE_DAYS.contains(&refused.rule));
    let told = impossible.map(|refused| {
        let message = format!(
            "\"{}\" is {}; what it dates is undated, set its day in corrections.csv",
            refused.span.of(&article.text),
            refused.rule,
        );
        Diagnostic::warning(position(article, refused.span), message)
    });
    told.collect()
}

/// Where `span` of an article begins in its file.
fn position(article: &Article, span: Span) -> Position {
    if let Some(line) = article.origin.line {
        // The text of a line of a stream has no lines of its own there.
        return Position::at(&article.file, line, 0);
    }
    let (line, column) = line_column(&article.text, span.start);
    Position::at(&article.file, article.first_line + line - 1, column)
}

/// A coded row is one report; its text is quoted as it stands.
fn of_record(record: &Record) -> Report {
    let origin = &record.origin;
    // What was published without a sentence has none.
    let headline = origin.title.as_ref().filter(|_| origin.earlier.is_none());
    let sentence = record.text.as_ref().or(headline).cloned().unwrap_or_default();
    let (main, covered) = match &origin.earlier {
        Some(Earlier::Report(before)) => (before.main, before.covered),
        Some(Earlier::Event(before)) => (true, before.covered && sentence.is_empty()),
        None => (true, false),
    };
    Report {
        origin: record.origin.clone(),
        kind: record.kind.clone(),
        status: record.status,
        main,
        dates: record.dates.clone(),
        whereabouts: Whereabouts::Coded {
            place: record.place.clone(),
            lonlat: record.lonlat,
            extent: record.extent,
        },
        counts: record.counts.clone(),
        evidence: Evidence {
            sentence,
            covered,
            span: None,
            line: record.origin.line.unwrap_or(1),
            text: 0,
            cue: String::new(),
            grounds: Vec::new(),
        },
        corrections: Vec::new(),
        another: false,
        read_as: None,
    }
}
