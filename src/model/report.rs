//! What one source claims.

use std::ops::Range;
use std::sync::Arc;

use super::{
    Candidate, CodedPlace, CoordinateStatus, Correction, Count, DateSpan, EarlierReport, Extent,
    Ground, KindId, LonLat, Mention, Origin, Place, PlaceClass, PlacePrecision, Refusal, Source,
    Span, StatedDay, Why,
};

/// A source as `extract` read it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The source.
    pub source: Source,
    /// The day of publication that its text states, whether or not another one is given.
    pub stated: Option<StatedDay>,
    /// The toponyms found in it, in the order of the text.
    pub mentions: Vec<Mention>,
    /// What it claims, in the order of the text.
    pub reports: Vec<Report>,
    /// What looked like a claim and is none, in the order of the text.
    pub refusals: Vec<Refusal>,
}

/// What one source claims of one occurrence; its place is still words.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Where the claim stands.
    pub origin: Arc<Origin>,
    /// The event's type.
    pub kind: KindId,
    /// Whether it is told as a fact.
    pub status: Status,
    /// Whether this is what the source is about, not what it recalls.
    pub main: bool,
    /// When; `None` is undated.
    pub dates: Option<DateSpan>,
    /// The words that say where.
    pub whereabouts: Whereabouts,
    /// How many.
    pub counts: Vec<Count>,
    /// The words that say so.
    pub evidence: Evidence,
    /// What an analyst said of it before it was merged, in the order of the table.
    pub corrections: Vec<Arc<Correction>>,
    /// Whether its text tells it as another than what it told before: «غارة أخرى», "a second raid".
    pub another: bool,
    /// What an event of it was called after, where a correction says otherwise.
    pub read_as: Option<Box<ReadAs>>,
}

/// What a report told before it was corrected, of that which an event is called after.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadAs {
    /// The event's type.
    pub kind: KindId,
    /// When.
    pub dates: Option<DateSpan>,
    /// Where.
    pub location: Location,
}

/// How a source tells an event, the firmest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// As a fact.
    Reported,
    /// As rumour or by unnamed claim.
    Unconfirmed,
    /// As something meant to happen.
    Planned,
    /// As something feared to happen.
    Feared,
    /// As something that happens, or once happened, again and again, on no occasion that is told.
    Habitual,
    /// As something that did not happen.
    Denied,
}

/// What a report says of its place, before it is resolved.
#[derive(Debug, Clone, PartialEq)]
pub enum Whereabouts {
    /// The words of an article that may tell the place.
    Clues {
        /// Nearest first.
        clues: Vec<Clue>,
        /// The classes of place where events of this kind happen; empty for anywhere.
        at: Vec<PlaceClass>,
        /// The name of the village or town in which its words put it, where no table has one of that name.
        unlisted: Option<String>,
    },
    /// A record's own place name and coordinate.
    Coded {
        /// The place as the row tells it.
        place: Option<CodedPlace>,
        /// The coordinate that the row gives.
        lonlat: Option<LonLat>,
        /// How finely the place is known, where the row tells.
        extent: Option<Extent>,
    },
}

/// Words that may tell the place of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clue {
    /// How far the words are from the claim: 0 in its own clause, higher farther away. Among clues of one rank the
    /// nearest counts, or a finer one that lies inside it.
    pub rank: u32,
    /// How many words they are from it, roughly; those that stand together are equally far. Among clues of one rank the nearest
    /// counts before others.
    pub distance: u32,
    /// The mention of the reading (an index); for a back reference, the first mention after it.
    pub mention: usize,
    /// For «السجن» or "the camp", the classes that it may take up again from the mentions before; empty for a mention.
    pub classes: Vec<PlaceClass>,
    /// The mentions (indices) of the text in which it stands, from which alone it may take one up.
    pub mentions: Range<usize>,
}

/// The words that say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The sentence, as written; empty where it is covered.
    pub sentence: String,
    /// Whether the sentence is not published, nor any word of it.
    pub covered: bool,
    /// Where it stands in the text of the article; `None` in a record.
    pub span: Option<Span>,
    /// The line of the file on which it begins, from 1.
    pub line: u64,
    /// In which text of its page it stands: 0 is the source itself, 1 and more are texts pasted below it.
    pub text: usize,
    /// The words that betrayed the kind; empty in a record.
    pub cue: String,
    /// What filled each field, in the order of [`Field::ALL`](super::Field::ALL); empty in a record, whose columns say so.
    pub grounds: Vec<Ground>,
}

/// Where an event happened, as finely as it is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Location {
    /// The place of the gazetteer; `None` where a record's coordinate is near none that we know.
    pub place: Option<Arc<Place>>,
    /// The point: the place's own, or the one that the record gives.
    pub lonlat: LonLat,
    /// Metres around the point inside which it happened.
    pub radius_m: u32,
    /// How finely it is known.
    pub precision: PlacePrecision,
    /// How far the point can be trusted.
    pub status: CoordinateStatus,
}

/// A report whose place is known.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedReport {
    /// The claim.
    pub report: Report,
    /// Where it happened.
    pub location: Location,
}

/// A report that names no place we know; it is listed, counted and published.
#[derive(Debug, Clone, PartialEq)]
pub struct UnplacedReport {
    /// The claim.
    pub report: Report,
    /// The place as the source writes it, where it writes one.
    pub toponym: Option<String>,
    /// What the toponym might mean, best first, where that is open.
    pub candidates: Vec<Candidate>,
    /// Why it has no place.
    pub reason: Why,
    /// The place outside the area of the map where it happened; `None` where that is not why it has no place.
    pub elsewhere: Option<Arc<Place>>,
}

impl UnplacedReport {
    /// The ids of the places that the toponym might mean, those among them that an earlier build knew.
    pub fn candidate_ids(&self) -> impl Iterator<Item = &str> {
        let earlier = self.report.told_before();
        let before = earlier.into_iter().flat_map(|earlier| &earlier.candidates);
        let own = self.candidates.iter().filter(move |_| earlier.is_none());
        before.map(String::as_str).chain(own.map(|candidate| candidate.place.id.as_str()))
    }
}

impl Location {
    /// The location of something known to have happened in `place`, no finer.
    pub fn of_place(place: &Arc<Place>) -> Self {
        Self {
            lonlat: place.lonlat,
            radius_m: place.radius_m,
            precision: place.class.precision(),
            status: place.status,
            place: Some(Arc::clone(place)),
        }
    }
}

impl Report {
    /// What an earlier build published of it, where it had no place; but where its sentence is covered since, for that tells what
    /// the sentence says.
    pub fn told_before(&self) -> Option<&EarlierReport> {
        let earlier = self.origin.earlier_report();
        earlier.filter(|earlier| earlier.covered || !self.evidence.covered)
    }

    /// The place that was read, where a correction says that it was elsewhere, or of another kind or day.
    pub fn read_in(&self) -> Option<&Arc<Place>> {
        self.read_as.as_ref()?.location.place.as_ref()
    }
}

impl Clue {
    /// The highest rank of what stands in the claim's own sentence and may tell where it happened.
    pub const OWN_SENTENCE: u32 = 1;
    /// The lowest rank of what stands in the sentences after the claim's.
    pub const AFTER: u32 = 100;
}

impl Evidence {
    /// Adds what filled further fields.
    pub fn add_grounds(&mut self, grounds: impl IntoIterator<Item = Ground>) {
        self.grounds.extend(grounds);
        self.grounds.sort_by_key(|ground| ground.field);
    }
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 6] = [
        Self::Reported,
        Self::Unconfirmed,
        Self::Planned,
        Self::Feared,
        Self::Habitual,
        Self::Denied,
    ];

    /// Whether the source tells that it happened, be it as a rumour.
    pub fn is_asserted(self) -> bool {
        matches!(self, Self::Reported | Self::Unconfirmed)
    }

    /// The word in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Unconfirmed => "unconfirmed",
            Self::Planned => "planned",
            Self::Feared => "feared",
            Self::Habitual => "habitual",
            Self::Denied => "denied",
        }
    }

    /// Reads the word that [`as_str`](Self::as_str) writes.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == word)
    }
}
