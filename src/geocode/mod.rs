//! Geocoding: which place each mention means, and where each report happened.
//!
//! Names are found by the gazetteer and claims by `extract`; here they are joined, with reasons. What stays ambiguous
//! stays unresolved, and a report without a place we know becomes unplaced, never a guess.

mod alike;
mod alone;
mod coded;
mod context;
mod doubts;
mod earlier;
mod elsewhere;
mod location;
mod lookalike;
mod resolve;
mod vicinity;

use crate::diagnostic::line_starts;
use crate::gazetteer::Gazetteer;
use crate::model::{
    PlacedReport, Reading, Refusal, ResolvedMention, Source, StatedDay, UnplacedReport,
    UnresolvedMention,
};
use crate::text::Words;

pub use alone::Lookup;
pub use context::ContextWords;
pub use doubts::Doubter;
use elsewhere::Elsewhere;
use resolve::Setting;

/// A source with its places known.
#[derive(Debug, Clone, PartialEq)]
pub struct Geocoded {
    /// The source.
    pub source: Source,
    /// The day of publication that its text states, whether or not another one is given.
    pub stated: Option<StatedDay>,
    /// Every mention and what it means, in the order of the text.
    pub mentions: Vec<ResolvedMention>,
    /// The mentions that may mean several places.
    pub unresolved: Vec<UnresolvedMention>,
    /// The reports whose place is known.
    pub placed: Vec<PlacedReport>,
    /// The others.
    pub unplaced: Vec<UnplacedReport>,
    /// What looked like a claim and is none, in the order of the text.
    pub refusals: Vec<Refusal>,
}

/// The geocoder: a gazetteer and the words of context by which it chooses.
#[derive(Debug)]
pub struct Geocoder<'g> {
    gazetteer: &'g Gazetteer,
    context: ContextWords,
    vicinities: vicinity::Vicinities,
}

impl<'g> Geocoder<'g> {
    /// A geocoder over `gazetteer`, with the built-in words of context.
    pub fn new(gazetteer: &'g Gazetteer) -> Self {
        let vicinities = vicinity::Vicinities::new(gazetteer.places());
        Self { gazetteer, context: ContextWords::built_in(), vicinities }
    }

    /// Resolves the mentions found in `words`.
    pub fn resolve(&self, words: &Words<'_>) -> Vec<ResolvedMention> {
        resolve::resolve(self, words, self.gazetteer.mentions(words), Setting::Prose)
    }

    /// Resolves the mentions of `reading`, whose text is `words`, and places its reports.
    pub fn geocode(&self, reading: Reading, words: &Words<'_>) -> Geocoded {
        let mentions = resolve::resolve(self, words, reading.mentions, Setting::Prose);
        let mut placed = Vec::new();
        let mut unplaced = Vec::new();
        let mut elsewhere = Elsewhere::of(self, words, &mentions);
        for mut report in reading.reports {
            match location::of_report(self, &report, &mentions, &mut elsewhere) {
                Ok((location, grounds)) => {
                    report.evidence.add_grounds(grounds);
                    placed.push(PlacedReport { report, location });
                }
                Err(location::Unplaced { toponym, candidates, reason, elsewhere, grounds }) => {
                    report.evidence.add_grounds(grounds);
                    unplaced.push(UnplacedReport {
                        report,
                        toponym,
                        candidates,
                        reason,
                        elsewhere,
                    });
                }
            }
        }
        alike::join(self, words, &mentions, &mut placed, &mut unplaced);
        let unresolved = unresolved(&reading.source, words, &mentions);
        Geocoded {
            source: reading.source,
            stated: reading.stated,
            mentions,
            unresolved,
            placed,
            unplaced,
            refusals: reading.refusals,
        }
    }
}

/// The mentions of an article that stay open, for the user to settle.
fn unresolved(
    source: &Source,
    words: &Words<'_>,
    mentions: &[ResolvedMention],
) -> Vec<UnresolvedMention> {
    let Source::Article(article) = source else { return Vec::new() };
    let mut open = mentions.iter().filter(|found| found.is_open()).peekable();
    if open.peek().is_none() {
        return Vec::new();
    }
    let sentences = words.sentences();
    let lines = line_starts(words.text());
    open.map(|found| {
        let at = sentences.partition_point(|range| range.end <= found.mention.words.start);
        let range = sentences.get(at).cloned().unwrap_or(found.mention.words.clone());
        let start = words.all()[range.start].span().start;
        let end = words.all()[range.end - 1].span().end;
        let lines_before = lines.partition_point(|&line| line <= found.mention.span.start) - 1;
        UnresolvedMention {
            origin: article.origin.clone(),
            line: article.first_line + lines_before as u64,
            toponym: found.mention.toponym.clone(),
            candidates: found.candidates.clone(),
            reason: found.refusal.clone().unwrap_or_default(),
            sentence: words.text()[start..end].to_owned(),
        }
    })
    .collect()
}
