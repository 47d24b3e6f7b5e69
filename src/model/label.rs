//! A report with its right answer, written by hand, and what a reader found in the same report.
//!
//! Offsets count characters, as people's files do. How the two are compared is `score`'s.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{KindId, PlaceId};

/// A half-open range of characters of a text; empty where it runs backwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CharSpan {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// A report and what a right reading of it finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelledReport {
    /// The id, unique in its set.
    pub id: String,
    /// The BCP 47 tag of its language; `und` where none is told.
    pub lang: String,
    /// The day of publication.
    pub published: Option<Date>,
    /// The text, where it is at hand.
    pub text: Option<String>,
    /// How many characters the labelled text has, where that is told.
    pub length: Option<usize>,
    /// Every toponym of the area.
    pub mentions: Vec<LabelledMention>,
    /// What looks like a toponym of the area and is none.
    pub decoys: Vec<Decoy>,
    /// What the report tells, each occurrence once.
    pub events: Vec<LabelledEvent>,
}

/// A toponym and the place that it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelledMention {
    /// Where it stands.
    pub span: CharSpan,
    /// The toponym as written.
    pub surface: String,
    /// The place.
    pub place: PlaceId,
    /// Other places that count as right.
    pub place_alt: Vec<PlaceId>,
    /// Whether finding it is neither rewarded nor punished.
    pub optional: bool,
}

/// Words that must not become a place: a person, a paper, a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoy {
    /// Where they stand.
    pub span: CharSpan,
    /// The words as written.
    pub surface: String,
}

/// One occurrence as a report tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelledEvent {
    /// What happened.
    pub kind: KindId,
    /// Other kinds that count as right.
    pub kind_alt: Vec<KindId>,
    /// When; the first is the label, the others count as right too. Never empty.
    pub dates: Vec<LabelledDate>,
    /// Where; none where the report does not tell it.
    pub place: Option<PlaceId>,
    /// Other places that count as right, the destination of a movement among them.
    pub place_alt: Vec<PlaceId>,
    /// How finely the place is told, as a word.
    pub place_precision: String,
    /// How many.
    pub counts: Counts,
    /// The sentences that tell it; the first is the label. Never empty.
    pub evidence: Vec<CharSpan>,
    /// Whether it is the news.
    pub main: bool,
    /// Whether finding it is neither rewarded nor punished.
    pub optional: bool,
}

/// What a right reader says of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelledDate {
    /// These days.
    Days {
        /// The first; none where the report gives an upper bound only.
        start: Option<Date>,
        /// The last, inclusive.
        end: Date,
    },
    /// No date is told for fresh news; its publication stands in.
    Reported {
        /// The first day that stands in.
        start: Date,
        /// The last.
        end: Date,
    },
    /// Nothing: there is no day to count from.
    Unresolved,
}

/// Numbers by what they count: `escaped`, and the dead by group, `killed.sdf`. Of several numbers any is right; the
/// first is the one that a prediction stands by. No list is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts(pub BTreeMap<String, Vec<u64>>);

/// What a reader found in a report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prediction {
    /// The id of the report, or the path of its file.
    pub id: String,
    /// Its toponyms.
    pub mentions: Vec<PredictedMention>,
    /// Its events.
    pub events: Vec<PredictedEvent>,
}

/// A toponym that a reader found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PredictedMention {
    /// Where it stands.
    pub span: CharSpan,
    /// The toponym as written, where the reader gives it.
    pub surface: Option<String>,
    /// The place; none where it stays open.
    pub place: Option<PlaceId>,
}

/// An event that a reader found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PredictedEvent {
    /// What happened.
    pub kind: KindId,
    /// The first day.
    pub start: Option<Date>,
    /// The last day; the first where no other is given.
    pub end: Option<Date>,
    /// Where.
    pub place: Option<PlaceId>,
    /// How finely the place is known, where the reader says so.
    pub place_precision: Option<String>,
    /// How many.
    pub counts: Counts,
    /// The sentence that tells it, where the reader says so.
    pub evidence: Option<CharSpan>,
    /// Whether it is the news, where the reader says so.
    pub main: Option<bool>,
}

impl CharSpan {
    /// The characters `start..end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// How many characters the two share.
    pub fn shared(self, other: Self) -> usize {
        self.end.min(other.end).saturating_sub(self.start.max(other.start))
    }

    /// The characters of `text` under this span, as far as there are any.
    pub fn of(self, text: &str) -> &str {
        let byte = |nth: usize| text.char_indices().nth(nth).map_or(text.len(), |(byte, _)| byte);
        let start = byte(self.start);
        &text[start..byte(self.end).max(start)]
    }
}

impl LabelledMention {
    /// Whether `place` counts as right.
    pub fn accepts(&self, place: Option<&PlaceId>) -> bool {
        place.is_some_and(|place| *place == self.place || self.place_alt.contains(place))
    }
}

impl LabelledReport {
    /// Every place that its labels name.
    pub fn places(&self) -> impl Iterator<Item = &PlaceId> {
        let mentioned =
            self.mentions.iter().flat_map(|m| [&m.place].into_iter().chain(&m.place_alt));
        mentioned.chain(self.events.iter().flat_map(|e| e.place.iter().chain(&e.place_alt)))
    }
}

impl Counts {
    /// What stands before the group in the names of the dead.
    pub const KILLED: &'static str = "killed.";

    /// The dead by group.
    pub fn killed(&self) -> impl Iterator<Item = (&str, &[u64])> {
        let killed = self.0.iter().map(|(name, told)| (name.strip_prefix(Self::KILLED), told));
        killed.filter_map(|(group, told)| Some((group?, told.as_slice())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_of_characters_cuts_any_text() {
        let cases = [
            ((0, 3), "سجن"),
            ((4, 11), "الصناعة"),
            ((4, 99), "الصناعة"),
            ((7, 4), ""),
            ((50, 99), ""),
        ];
        for ((start, end), expected) in cases {
            assert_eq!(CharSpan::new(start, end).of("سجن الصناعة"), expected, "{start}..{end}");
        }
    }
}
