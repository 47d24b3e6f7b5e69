//! What was read in one source, as a line of JSON: its mentions with their places, its events with their words.
//!
//! Offsets count characters of the article's text, the end exclusive.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{
    Count, DateSpan, Event, Group, Measure, PlaceClass, PlacedReport, ResolvedMention, Source,
    UnplacedReport,
};

/// A source with everything found in it.
#[derive(Debug, Clone, Copy)]
pub struct Extraction<'a> {
    /// The source.
    pub source: &'a Source,
    /// Its mentions.
    pub mentions: &'a [ResolvedMention],
    /// Its events: its own reports, merged.
    pub events: &'a [Event],
    /// Its reports without a place.
    pub unplaced: &'a [UnplacedReport],
}

#[derive(Serialize)]
struct SourceRow<'a> {
    report_id: &'a str,
    path: &'a str,
    line: Option<u64>,
    published: Option<String>,
    mentions: Vec<MentionRow<'a>>,
    events: Vec<EventRow<'a>>,
}

#[derive(Serialize)]
struct MentionRow<'a> {
    place: Option<&'a str>,
    char_start: usize,
    char_end: usize,
    surface: &'a str,
    corrected: Option<&'a str>,
    candidates: Vec<CandidateRow<'a>>,
    refusal: Option<&'a str>,
}

#[derive(Serialize)]
struct CandidateRow<'a> {
    place: &'a str,
    score: f64,
    reasons: Vec<String>,
}

#[derive(Serialize)]
struct EventRow<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    date: DateRow,
    place: Option<&'a str>,
    place_precision: Option<&'static str>,
    counts: BTreeMap<&'static str, serde_json::Value>,
    evidence_start: Option<usize>,
    evidence_end: Option<usize>,
    evidence: &'a str,
    cue: &'a str,
    status: &'static str,
    main: bool,
}

#[derive(Serialize)]
struct DateRow {
    start: Option<String>,
    end: Option<String>,
    precision: Option<&'static str>,
}

/// The line of `extraction`, without a line end.
///
/// # Panics
/// Never: strings and numbers are JSON.
pub fn line(extraction: &Extraction<'_>) -> String {
    let origin = extraction.source.origin();
    let text = match extraction.source {
        Source::Article(article) => article.text.as_str(),
        Source::Record(_) => "",
    };
    let placed = extraction.events.iter().map(|event| {
        let report = lead(event);
        let place = event.location.place.as_ref().map(|place| place.id.as_str());
        let row = event_row(text, report, event.dates.as_ref(), place);
        EventRow {
            place_precision: Some(event.location.precision.as_str()),
            counts: counts(event.reports.iter().flat_map(|placed| &placed.report.counts)),
            main: event.reports.iter().any(|placed| placed.report.main),
            ..row
        }
    });
    let unplaced = extraction.unplaced.iter().map(|unplaced| {
        let report = &unplaced.report;
        EventRow {
            counts: counts(&report.counts),
            ..event_row(text, report, report.dates.as_ref(), None)
        }
    });
    let row = SourceRow {
        report_id: origin.id.as_str(),
        path: &origin.path,
        line: origin.line,
        published: origin.published.map(|day| day.to_string()),
        mentions: extraction
            .mentions
            .iter()
            .filter(|found| !is_country(found))
            .map(|found| mention_row(text, found))
            .collect(),
        events: placed.chain(unplaced).collect(),
    };
    serde_json::to_string(&row).expect("strings and numbers are JSON")
}

/// A country is context for the names around it, not a toponym to be placed.
fn is_country(found: &ResolvedMention) -> bool {
    found.mention.named.iter().all(|named| named.place.class == PlaceClass::Country)
}

/// The report that tells the event best: the first that is a main one, in the order of the text.
fn lead(event: &Event) -> &crate::model::Report {
    let by_text = |placed: &&PlacedReport| {
        let evidence = &placed.report.evidence;
        (placed.report.counts.is_empty(), !placed.report.main, evidence.span.map(|span| span.start))
    };
    let lead = event.reports.iter().min_by_key(by_text).expect("an event has a report");
    &lead.report
}

fn mention_row<'a>(text: &str, found: &'a ResolvedMention) -> MentionRow<'a> {
    let (char_start, char_end) = found.mention.span.chars_in(text);
    MentionRow {
        place: found.place.as_ref().map(|place| place.id.as_str()),
        char_start,
        char_end,
        surface: &found.mention.toponym,
        corrected: found.mention.corrected.as_deref(),
        candidates: found
            .candidates
            .iter()
            .map(|candidate| CandidateRow {
                place: candidate.place.id.as_str(),
                score: candidate.score,
                reasons: candidate.reasons.iter().map(ToString::to_string).collect(),
            })
            .collect(),
        refusal: found.refusal.as_deref(),
    }
}

fn event_row<'a>(
    text: &str,
    report: &'a crate::model::Report,
    dates: Option<&DateSpan>,
    place: Option<&'a str>,
) -> EventRow<'a> {
    let span = report.evidence.span.map(|span| span.chars_in(text));
    EventRow {
        kind: report.kind.as_str(),
        date: DateRow {
            start: dates.and_then(|dates| dates.start).map(|day| day.to_string()),
            end: dates.map(|dates| dates.end.to_string()),
            precision: dates.map(|dates| dates.precision.as_str()),
        },
        place,
        place_precision: None,
        counts: BTreeMap::new(),
        evidence_start: span.map(|(start, _)| start),
        evidence_end: span.map(|(_, end)| end),
        evidence: &report.evidence.sentence,
        cue: &report.evidence.cue,
        status: report.status.as_str(),
        main: report.main,
    }
}

/// Counts by measure, those killed by group; the first told of each stands.
fn counts<'a>(
    counts: impl IntoIterator<Item = &'a Count>,
) -> BTreeMap<&'static str, serde_json::Value> {
    let mut out: BTreeMap<&'static str, serde_json::Value> = BTreeMap::new();
    for count in counts {
        let Some(value) = count.best.or(count.low).or(count.high) else { continue };
        if count.measure == Measure::Killed {
            let group = count.group.map_or("unknown", Group::as_str);
            let killed = out.entry("killed").or_insert_with(|| serde_json::json!({}));
            let killed = killed.as_object_mut().expect("made as an object");
            killed.entry(group).or_insert_with(|| value.into());
        } else {
            out.entry(count.measure.as_str()).or_insert_with(|| value.into());
        }
    }
    out
}
