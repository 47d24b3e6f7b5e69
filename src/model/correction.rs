//! What an analyst says against or beside the machine.

use std::borrow::Cow;

use jiff::civil::Date;

use super::{Count, DateSpan, EventId, KindId, LonLat, PlaceId, Status};

/// A row of the table of corrections.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// The line of its table, from 1.
    pub line: u64,
    /// What it speaks of.
    pub subject: Subject,
    /// What it says of it.
    pub edit: Edit,
    /// Who says so; `None` where the row does not tell.
    pub by: Option<String>,
    /// On which day.
    pub on: Option<Date>,
    /// Why, in the analyst's words.
    pub reason: Option<String>,
}

/// What a correction speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// An event, by its id or one of its aliases.
    Event(EventId),
    /// Reports of a source: those whose sentence holds the quoted words; all of them where none are quoted.
    Reports(Quote),
}

/// Words of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The path of the source, or its id.
    pub source: String,
    /// Words of the sentence; `None` for the whole source.
    pub words: Option<String>,
}

/// What a correction says.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// It happened in this place of the gazetteer.
    Place(PlaceId),
    /// It happened at this point.
    Point(LonLat),
    /// It happened on these days; `None`: nobody knows when.
    Dates(Option<DateSpan>),
    /// It is of this kind.
    Kind(KindId),
    /// It counts so many; one without bounds counts none.
    Count(Count),
    /// It is called so, in English.
    TitleEn(String),
    /// It is called so, in Arabic.
    TitleAr(String),
    /// It is told so.
    Status(Status),
    /// It is right as it is read: no review lists it.
    Accept,
    /// It is no event: it is not published.
    Reject,
    /// The reports are an event of their own, not of the one they were merged into.
    Split,
    /// It is one with this event.
    Merge(EventId),
}

/// `text` with one blank for each run of blanks and line ends: so are quotes written, and sentences compared with them.
pub fn in_one_line(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let is_so = !text.contains("  ") && !text.contains(|c: char| c.is_whitespace() && c != ' ');
    if is_so {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
}
