//! What was read in one source, as a line of JSON: its mentions with their places, its events with their words and the
//! rules that read them. docs/extract.md is the contract.
//!
//! Offsets count characters of the article's text, the end exclusive.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::Date;
use serde::ser::SerializeSeq as _;
use serde::{Serialize, Serializer};

use super::claim::{Claim, claims};
use super::json::json_line;
use crate::diagnostic::Diagnostic;
use crate::model::{
    Chars, Count, Event, Ground, Group, Measure, PlaceClass, PublishedBy, Reason, Refusal,
    ResolvedMention, Source, Span, StatedDay, UnplacedReport, Why, settle,
};

/// What read a source: it stands in every line, so that a line can be made again.
#[derive(Debug, Clone, Copy)]
pub struct Stamp<'a> {
    /// The version of the program.
    pub version: &'a str,
    /// Which tables it had.
    pub tables: &'a str,
}

/// A source with everything found in it.
#[derive(Debug, Clone, Copy)]
pub struct Extraction<'a> {
    /// The source.
    pub source: &'a Source,
    /// The day of publication that its text states.
    pub stated: Option<StatedDay>,
    /// Its mentions.
    pub mentions: &'a [ResolvedMention],
    /// Its events: its own reports, merged.
    pub events: &'a [Event],
    /// Its reports without a place.
    pub unplaced: &'a [UnplacedReport],
    /// What looked like a claim and is none.
    pub refusals: &'a [Refusal],
}

/// A source that could not be read.
#[derive(Debug, Clone, Copy)]
pub struct Rejection<'a> {
    /// Its id, where it has told one.
    pub id: Option<&'a str>,
    /// Its file, relative to the folder it was found in; `None` on a stream.
    pub path: Option<&'a str>,
    /// Why.
    pub fault: &'a Diagnostic,
}

#[derive(Serialize)]
struct SourceRow<'a> {
    report_id: &'a str,
    path: Option<&'a str>,
    line: Option<u64>,
    published: Option<Day>,
    published_by: Option<&'static str>,
    stated: Option<StatedRow<'a>>,
    url: Option<&'a str>,
    title: Option<&'a str>,
    publisher: Option<&'a str>,
    lang: Option<&'static str>,
    mentions: Vec<MentionRow<'a>>,
    events: Vec<EventRow<'a>>,
    unasserted: Vec<EventRow<'a>>,
    elsewhere: Vec<EventRow<'a>>,
    refusals: Vec<RefusalRow<'a>>,
    kharita: &'a str,
    tables: &'a str,
}

#[derive(Serialize)]
struct StatedRow<'a> {
    published: Day,
    or: Option<Day>,
    rule: &'static str,
    words: &'a str,
    char_start: usize,
    char_end: usize,
}

#[derive(Serialize)]
struct RejectionRow<'a> {
    report_id: Option<&'a str>,
    path: Option<&'a str>,
    line: Option<u64>,
    rejected: FaultRow<'a>,
    kharita: &'a str,
    tables: &'a str,
}

#[derive(Serialize)]
struct FaultRow<'a> {
    line: Option<u64>,
    column: Option<u64>,
    message: &'a str,
}

#[derive(Serialize)]
struct MentionRow<'a> {
    place: Option<&'a str>,
    char_start: usize,
    char_end: usize,
    surface: &'a str,
    corrected: Option<&'a str>,
    candidates: Vec<CandidateRow<'a>>,
    refusal: Option<String>,
}

#[derive(Serialize)]
struct CandidateRow<'a> {
    place: &'a str,
    score: f64,
    #[serde(serialize_with = "in_words")]
    reasons: &'a [Reason],
}

#[derive(Serialize)]
struct EventRow<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    date: DateRow,
    place: Option<&'a str>,
    place_precision: Option<&'static str>,
    unplaced: Option<String>,
    counts: BTreeMap<&'static str, serde_json::Value>,
    numbers: Vec<NumberRow<'a>>,
    evidence_start: Option<usize>,
    evidence_end: Option<usize>,
    evidence: &'a str,
    cue: &'a str,
    status: &'static str,
    main: bool,
    grounds: Vec<GroundRow<'a>>,
}

#[derive(Serialize)]
struct DateRow {
    start: Option<Day>,
    end: Option<Day>,
    precision: Option<&'static str>,
}

#[derive(Serialize)]
struct NumberRow<'a> {
    measure: &'static str,
    group: Option<&'static str>,
    low: Option<u64>,
    best: Option<u64>,
    high: Option<u64>,
    words: &'a str,
    char_start: Option<usize>,
    char_end: Option<usize>,
}

#[derive(Serialize)]
struct GroundRow<'a> {
    field: &'static str,
    rule: &'a str,
    words: Option<&'a str>,
    char_start: Option<usize>,
    char_end: Option<usize>,
}

#[derive(Serialize)]
struct RefusalRow<'a> {
    looks_like: &'a str,
    words: &'a str,
    char_start: usize,
    char_end: usize,
    rule: &'a str,
    by: Option<&'a str>,
    by_start: Option<usize>,
    by_end: Option<usize>,
}

/// Adds the line of `extraction`, with its end, to `out`.
pub fn line(extraction: &Extraction<'_>, stamp: Stamp<'_>, out: &mut Vec<u8>) {
    let origin = extraction.source.origin();
    let text = match extraction.source {
        Source::Article(article) => article.text.as_str(),
        Source::Record(_) => "",
    };
    let cut = Cut { text, chars: Chars::of(text) };
    let mentions = extraction.mentions.iter().filter(|found| !is_country(found));
    let claims = claims(extraction.events, extraction.unplaced);
    let (elsewhere, here): (Vec<_>, Vec<_>) =
        claims.iter().partition(|claim| claim.elsewhere().is_some());
    let (asserted, others): (Vec<_>, Vec<_>) =
        here.into_iter().partition(|claim| claim.is_asserted());
    let row = SourceRow {
        report_id: origin.id.as_str(),
        path: Some(origin.path.as_str()).filter(|path| !path.is_empty()),
        line: origin.line,
        published: origin.published.map(Day),
        published_by: origin.published_by.map(PublishedBy::as_str),
        stated: extraction.stated.map(|stated| cut.stated(stated)),
        url: origin.url.as_deref(),
        title: origin.title.as_deref(),
        publisher: origin.publisher.as_deref(),
        lang: origin.lang.map(crate::model::Lang::as_str),
        mentions: mentions.map(|found| cut.mention(found)).collect(),
        events: asserted.into_iter().map(|claim| cut.event(claim)).collect(),
        unasserted: others.into_iter().map(|claim| cut.event(claim)).collect(),
        elsewhere: elsewhere.into_iter().map(|claim| cut.event(claim)).collect(),
        refusals: extraction.refusals.iter().map(|refusal| cut.refusal(refusal)).collect(),
        kharita: stamp.version,
        tables: stamp.tables,
    };
    json_line(&row, out);
}

/// Adds the line of `rejection`, with its end, to `out`.
pub fn rejected(rejection: &Rejection<'_>, stamp: Stamp<'_>, out: &mut Vec<u8>) {
    let position = &rejection.fault.position;
    let number = |number: u64| Some(number).filter(|&number| number > 0);
    let row = RejectionRow {
        report_id: rejection.id,
        path: rejection.path,
        line: number(position.line),
        rejected: FaultRow {
            line: number(position.line),
            column: number(position.column),
            message: &rejection.fault.message,
        },
        kharita: stamp.version,
        tables: stamp.tables,
    };
    json_line(&row, out);
}

/// A country is context for the names around it, not a toponym to be placed.
pub(super) fn is_country(found: &ResolvedMention) -> bool {
    found.mention.named.iter().all(|named| named.place.class == PlaceClass::Country)
}

/// The text that spans are cut from.
struct Cut<'t> {
    text: &'t str,
    chars: Chars<'t>,
}

impl<'t> Cut<'t> {
    fn range(&self, span: Option<Span>) -> (Option<usize>, Option<usize>) {
        span.map(|span| self.chars.range(span)).unzip()
    }

    fn stated(&self, stated: StatedDay) -> StatedRow<'t> {
        let (char_start, char_end) = self.chars.range(stated.span);
        StatedRow {
            published: Day(stated.day),
            or: stated.or.map(Day),
            rule: stated.rule,
            words: stated.span.of(self.text),
            char_start,
            char_end,
        }
    }

    fn mention<'a>(&self, found: &'a ResolvedMention) -> MentionRow<'a> {
        let (char_start, char_end) = self.chars.range(found.mention.span);
        let candidates = found.candidates.iter().map(|candidate| CandidateRow {
            place: candidate.place.id.as_str(),
            score: candidate.score.value(),
            reasons: &candidate.reasons,
        });
        MentionRow {
            place: found.place.as_ref().map(|place| place.id.as_str()),
            char_start,
            char_end,
            surface: &found.mention.toponym,
            corrected: found.mention.corrected.as_deref(),
            candidates: candidates.collect(),
            refusal: found.refusal.as_ref().map(Why::to_string),
        }
    }

    fn event<'a>(&self, claim: &Claim<'a>) -> EventRow<'a>
    where
        't: 'a,
    {
        let report = claim.lead;
        let (evidence_start, evidence_end) = self.range(report.evidence.span);
        let place = claim.place.ok();
        EventRow {
            kind: report.kind.as_str(),
            date: DateRow {
                start: claim.dates.and_then(|dates| dates.start).map(Day),
                end: claim.dates.map(|dates| Day(dates.end)),
                precision: claim.dates.map(|dates| dates.precision.as_str()),
            },
            place: place
                .and_then(|location| location.place.as_ref())
                .or(claim.elsewhere())
                .map(|place| place.id.as_str()),
            place_precision: place.map(|location| location.precision.as_str()),
            unplaced: claim.place.err().map(|unplaced| unplaced.reason.to_string()),
            counts: counts(&settle(claim.counts.iter().copied())),
            numbers: claim.counts.iter().map(|count| self.number(count)).collect(),
            evidence_start,
            evidence_end,
            evidence: &report.evidence.sentence,
            cue: &report.evidence.cue,
            status: report.status.as_str(),
            main: claim.main,
            grounds: claim.grounds.iter().map(|ground| self.ground(ground)).collect(),
        }
    }

    fn number<'a>(&self, count: &'a Count) -> NumberRow<'a> {
        let (char_start, char_end) = self.range(count.span);
        NumberRow {
            measure: count.measure.as_str(),
            group: count.group.map(Group::as_str),
            low: count.low,
            best: count.best,
            high: count.high,
            words: &count.words,
            char_start,
            char_end,
        }
    }

    fn ground<'a>(&self, ground: &'a Ground) -> GroundRow<'a>
    where
        't: 'a,
    {
        let (char_start, char_end) = self.range(ground.span);
        GroundRow {
            field: ground.field.as_str(),
            rule: ground.rule,
            words: ground.span.map(|span| span.of(self.text)),
            char_start,
            char_end,
        }
    }

    fn refusal<'a>(&self, refusal: &'a Refusal) -> RefusalRow<'a>
    where
        't: 'a,
    {
        let (char_start, char_end) = self.chars.range(refusal.span);
        let (by_start, by_end) = self.range(refusal.by);
        RefusalRow {
            looks_like: &refusal.looks_like,
            words: refusal.span.of(self.text),
            char_start,
            char_end,
            rule: refusal.rule,
            by: refusal.by.map(|span| span.of(self.text)),
            by_start,
            by_end,
        }
    }
}

/// A day, as ISO 8601 writes it.
struct Day(Date);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// What raised or lowered a score, each as a phrase.
fn in_words<S: Serializer>(reasons: &[Reason], serializer: S) -> Result<S::Ok, S::Error> {
    let mut list = serializer.serialize_seq(Some(reasons.len()))?;
    let mut words = String::new();
    for reason in reasons {
        // A phrase is escaped once as a whole, and not piece by piece.
        words.clear();
        write!(words, "{reason}").expect("a text can always grow");
        list.serialize_element(&words)?;
    }
    list.end()
}

/// Counts by measure, those killed by group; labels know no group for other armed sides.
fn counts(counts: &[Count]) -> BTreeMap<&'static str, serde_json::Value> {
    let mut out: BTreeMap<&'static str, serde_json::Value> = BTreeMap::new();
    for count in counts {
        let Some(value) = count.told() else { continue };
        if count.measure == Measure::Killed {
            let group = match count.group {
                None | Some(Group::Others) => "unknown",
                Some(group) => group.as_str(),
            };
            let killed = out.entry("killed").or_insert_with(|| serde_json::json!({}));
            let killed = killed.as_object_mut().expect("made as an object");
            killed.entry(group).or_insert_with(|| value.into());
        } else {
            out.entry(count.measure.as_str()).or_insert_with(|| value.into());
        }
    }
    out
}
