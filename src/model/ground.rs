//! Why a report says what it says, and what was looked at and not taken.

use super::Span;

/// What filled a field of a report: a rule, and the words that it read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ground {
    /// The field.
    pub field: Field,
    /// The rule, as a phrase for the user: "a weekday, counted back from publication".
    pub rule: &'static str,
    /// The words of the article's text; `None` where no words of it said so, as in "the day of publication".
    pub span: Option<Span>,
}

/// A field of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Field {
    Kind,
    Status,
    Main,
    Dates,
    Place,
    Counts,
}

/// Words that look like part of a claim and are not read as one: a cue that another word vetoes, a number that counts no
/// people, a line of page furniture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The words.
    pub span: Span,
    /// What they look like, as a word of the user's: the id of a kind, "count", "date", "text".
    pub looks_like: String,
    /// Why they are not, as a phrase for the user.
    pub rule: &'static str,
    /// The word that decided, where one did.
    pub by: Option<Span>,
}

impl Field {
    /// Every field, in the order in which they are told.
    pub const ALL: [Self; 6] =
        [Self::Kind, Self::Status, Self::Main, Self::Dates, Self::Place, Self::Counts];

    /// The word in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Status => "status",
            Self::Main => "main",
            Self::Dates => "dates",
            Self::Place => "place",
            Self::Counts => "counts",
        }
    }
}
