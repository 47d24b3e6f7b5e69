//! The lines of labels and predictions as they are written.

use jiff::civil::Date;
use serde::Deserialize;
use serde::de::{Deserializer, Error};

use super::Warn;
use super::counts::CountsRow;
use crate::model::{
    CharSpan, Counts, Decoy, KindId, LabelledDate, LabelledEvent, LabelledMention, LabelledReport,
    PlaceId, PredictedEvent, PredictedMention, Prediction,
};
use crate::read::{date, suggest::quote};

/// A labelled report.
#[derive(Debug, Deserialize)]
pub(super) struct LabelledRow {
    id: String,
    lang: Option<String>,
    publication_date: Option<Day>,
    text: Option<String>,
    char_length: Option<usize>,
    gold: AnswerRow,
}

#[derive(Debug, Deserialize)]
struct AnswerRow {
    mentions: Vec<MentionRow>,
    #[serde(default)]
    decoys: Vec<DecoyRow>,
    events: Vec<EventRow>,
}

#[derive(Debug, Deserialize)]
struct MentionRow {
    canonical_place: String,
    #[serde(default)]
    alt_places: Vec<String>,
    char_start: usize,
    char_end: usize,
    surface: String,
    #[serde(default)]
    optional: bool,
}

#[derive(Debug, Deserialize)]
struct DecoyRow {
    char_start: usize,
    char_end: usize,
    surface: String,
}

#[derive(Debug, Deserialize)]
struct EventRow {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    type_alt: Vec<String>,
    date: DateRow,
    place: Option<String>,
    #[serde(default)]
    place_alt: Vec<String>,
    place_to: Option<String>,
    place_precision: String,
    #[serde(default)]
    counts: CountsRow,
    evidence_start: usize,
    evidence_end: usize,
    #[serde(default)]
    evidence_alt: Vec<(usize, usize)>,
    #[serde(default)]
    main: bool,
    #[serde(default)]
    optional: bool,
}

/// A date with its alternatives.
#[derive(Debug, Deserialize)]
#[serde(try_from = "DateCells")]
struct DateRow(Vec<LabelledDate>);

#[derive(Debug, Deserialize)]
struct DateCells {
    start: Option<Day>,
    end: Option<Day>,
    precision: String,
    #[serde(default)]
    alt: Vec<DateRow>,
}

/// A day, `2022-01-20`.
#[derive(Debug, Clone, Copy)]
struct Day(Date);

/// A prediction.
#[derive(Debug, Deserialize)]
pub(super) struct PredictionRow {
    report_id: Option<String>,
    id: Option<String>,
    #[serde(default)]
    mentions: Vec<FoundMentionRow>,
    #[serde(default)]
    events: Vec<FoundEventRow>,
}

#[derive(Debug, Deserialize)]
struct FoundMentionRow {
    canonical_place: Option<String>,
    place: Option<String>,
    char_start: usize,
    char_end: usize,
    surface: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "FoundEventCells")]
struct FoundEventRow {
    cells: FoundEventCells,
    evidence: Option<CharSpan>,
}

#[derive(Debug, Deserialize)]
struct FoundEventCells {
    #[serde(rename = "type")]
    kind: String,
    date: Option<FoundDateRow>,
    canonical_place: Option<String>,
    place: Option<String>,
    place_precision: Option<String>,
    #[serde(default)]
    counts: CountsRow,
    evidence_start: Option<usize>,
    evidence_end: Option<usize>,
    main: Option<bool>,
}

#[derive(Debug, Deserialize)]
struct FoundDateRow {
    start: Option<Day>,
    end: Option<Day>,
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        date::day(&text).map(Self).map_err(D::Error::custom)
    }
}

impl TryFrom<DateCells> for DateRow {
    type Error = String;

    fn try_from(cells: DateCells) -> Result<Self, String> {
        let DateCells { start, end, precision, alt } = cells;
        let (start, end) = (start.map(|Day(day)| day), end.map(|Day(day)| day));
        let label = match (precision.as_str(), start, end) {
            ("unresolved", ..) => LabelledDate::Unresolved,
            ("reported", Some(start), Some(end)) => LabelledDate::Reported { start, end },
            ("reported", ..) => return Err("`reported` needs the days of the report".to_owned()),
            (_, Some(start), Some(end)) if start > end => {
                return Err(format!("starts on {start}, after its end {end}; correct one"));
            }
            (_, start, Some(end)) => LabelledDate::Days { start, end },
            (_, _, None) => return Err("a date without an end is `unresolved`".to_owned()),
        };
        let alternatives = alt.into_iter().flat_map(|DateRow(dates)| dates);
        Ok(Self(std::iter::once(label).chain(alternatives).collect()))
    }
}

impl TryFrom<FoundEventCells> for FoundEventRow {
    type Error = &'static str;

    fn try_from(cells: FoundEventCells) -> Result<Self, &'static str> {
        let evidence = match (cells.evidence_start, cells.evidence_end) {
            (Some(start), Some(end)) => Some(CharSpan::new(start, end)),
            (Some(_), None) => return Err("`evidence_start` without `evidence_end`; give both"),
            (None, _) => None,
        };
        Ok(Self { cells, evidence })
    }
}

impl LabelledRow {
    pub(super) fn into_report(self, warn: Warn<'_>) -> LabelledReport {
        let AnswerRow { mentions, decoys, events } = self.gold;
        LabelledReport {
            id: self.id,
            lang: self.lang.unwrap_or_else(|| "und".to_owned()),
            published: self.publication_date.map(|Day(day)| day),
            text: self.text,
            length: self.char_length,
            mentions: mentions.into_iter().map(MentionRow::into_mention).collect(),
            decoys: decoys.into_iter().map(DecoyRow::into_decoy).collect(),
            events: events.into_iter().map(|event| event.into_event(warn)).collect(),
        }
    }
}

impl MentionRow {
    fn into_mention(self) -> LabelledMention {
        LabelledMention {
            span: CharSpan::new(self.char_start, self.char_end),
            surface: self.surface,
            place: PlaceId::new(&self.canonical_place),
            place_alt: places(&self.alt_places),
            optional: self.optional,
        }
    }
}

impl DecoyRow {
    fn into_decoy(self) -> Decoy {
        Decoy { span: CharSpan::new(self.char_start, self.char_end), surface: self.surface }
    }
}

impl EventRow {
    fn into_event(self, warn: Warn<'_>) -> LabelledEvent {
        let evidence = [(self.evidence_start, self.evidence_end)];
        let evidence = evidence.into_iter().chain(self.evidence_alt);
        let mut place_alt = places(&self.place_alt);
        place_alt.extend(self.place_to.as_deref().map(PlaceId::new));
        LabelledEvent {
            kind: KindId::new(&self.kind),
            kind_alt: self.type_alt.iter().map(|word| KindId::new(word)).collect(),
            dates: self.date.0,
            place: self.place.as_deref().map(PlaceId::new),
            place_alt,
            place_precision: self.place_precision,
            counts: known(self.counts, warn),
            evidence: evidence.map(|(start, end)| CharSpan::new(start, end)).collect(),
            main: self.main,
            optional: self.optional,
        }
    }
}

impl PredictionRow {
    pub(super) fn into_prediction(self, warn: Warn<'_>) -> Prediction {
        let mention = |row: FoundMentionRow| PredictedMention {
            span: CharSpan::new(row.char_start, row.char_end),
            surface: row.surface,
            place: row.canonical_place.or(row.place).as_deref().map(PlaceId::new),
        };
        let id = self.report_id.or(self.id);
        if id.is_none() {
            warn(
                "no `report_id`, so it is a prediction for no report; give the id of one"
                    .to_owned(),
            );
        }
        Prediction {
            id: id.unwrap_or_default(),
            mentions: self.mentions.into_iter().map(mention).collect(),
            events: self.events.into_iter().map(|event| event.into_event(warn)).collect(),
        }
    }
}

impl FoundEventRow {
    fn into_event(self, warn: Warn<'_>) -> PredictedEvent {
        let Self { cells, evidence } = self;
        let (start, end) = cells.date.map_or((None, None), |date| (date.start, date.end));
        PredictedEvent {
            kind: KindId::new(&cells.kind),
            start: start.map(|Day(day)| day),
            end: end.or(start).map(|Day(day)| day),
            place: cells.canonical_place.or(cells.place).as_deref().map(PlaceId::new),
            place_precision: cells.place_precision,
            counts: known(cells.counts, warn),
            evidence,
            main: cells.main,
        }
    }
}

fn places(words: &[String]) -> Vec<PlaceId> {
    words.iter().map(|word| PlaceId::new(word)).collect()
}

/// The counts that are scored; the others are warned of.
fn known(row: CountsRow, warn: Warn<'_>) -> Counts {
    for key in row.unread {
        warn(format!("count {} is not scored; docs/eval.md names those that are", quote(&key)));
    }
    row.counts
}
