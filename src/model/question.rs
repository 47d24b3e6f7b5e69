//! What is open on the map, and which corrections would settle it.

use super::{Candidate, Correction, Difference, Event, Fit, Obstacle, Report, Toll, Why};

/// Something that an analyst can settle better than the machine.
#[derive(Debug, Clone, PartialEq)]
pub struct Question<'a> {
    /// What is open.
    pub topic: Topic<'a>,
    /// The event that it is about; `None` where a report is not on the map.
    pub event: Option<&'a Event>,
    /// The report whose sentence shows it.
    pub report: &'a Report,
    /// How many sources tell, in words of their own, what it is about.
    pub witnesses: usize,
    /// The likely answers, the likeliest first. Their lines are 0: they stand in no table yet.
    pub answers: Vec<Correction>,
}

/// What is open.
#[derive(Debug, Clone, PartialEq)]
pub enum Topic<'a> {
    /// What several sources count differently.
    Disputed(Toll<'a>),
    /// Whether the report belongs to its event.
    Merged(Fit),
    /// Whether the report belongs to its event, or to one of others that it fits as well.
    Either(Vec<&'a Event>),
    /// Whether the event is one with another, which is held apart from it.
    Apart {
        /// The other event.
        other: &'a Event,
        /// Why they are two.
        why: Difference,
    },
    /// Which place a name means.
    Ambiguous {
        /// The name, as written.
        toponym: &'a str,
        /// Why it is open.
        why: &'a Why,
        /// What it may mean, best first.
        candidates: &'a [Candidate],
    },
    /// Where it happened.
    Unplaced {
        /// The place as the source writes it, where it writes one.
        toponym: Option<&'a str>,
        /// Why it has no place.
        why: &'a Why,
    },
    /// When it happened.
    Undated {
        /// Those of a day, there, that it may be one with; the likeliest first.
        near: Vec<&'a Event>,
    },
    /// Whether it is of this kind, and happened at all.
    Unsure(Doubt),
}

/// Why the kind of an event is in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// It is told as rumour only.
    Rumour,
    /// The words that betray the kind need others, which stand far from them.
    Far,
}

impl Topic<'_> {
    /// The words for the topics in files, in the order in which questions of one weight are asked.
    pub const WORDS: [&'static str; 7] =
        ["counts", "merge", "apart", "ambiguous", "unplaced", "undated", "kind"];

    /// The word in files.
    pub fn as_str(&self) -> &'static str {
        Self::WORDS[self.rank()]
    }

    /// Whether it happened at a place of a name that the table has not.
    pub fn is_unlisted(&self) -> bool {
        let unlisted = Why::only(Obstacle::NotListed);
        matches!(self, Self::Unplaced { toponym: Some(_), why } if **why == unlisted)
    }

    /// Where it stands among questions of one weight.
    pub fn rank(&self) -> usize {
        match self {
            Self::Disputed(_) => 0,
            Self::Merged(_) | Self::Either(_) => 1,
            Self::Apart { .. } => 2,
            Self::Ambiguous { .. } => 3,
            Self::Unplaced { .. } => 4,
            Self::Undated { .. } => 5,
            Self::Unsure(_) => 6,
        }
    }
}
