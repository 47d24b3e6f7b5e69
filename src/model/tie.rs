//! Why a report belongs to an event, and why it does not belong to another.

use std::sync::Arc;

use super::{Correction, EventId};

/// What holds a report to its event.
#[derive(Debug, Clone, PartialEq)]
pub enum Tie {
    /// It is the finest of its event's reports, which the others were held to.
    Founds,
    /// It goes with what was known of the event.
    Joins(Fit),
    /// A correction says so.
    Linked(Arc<Correction>),
}

/// How well a report goes with an event; the least is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fit {
    /// Its kind.
    pub kind: KindFit,
    /// Its place.
    pub place: PlaceFit,
    /// Its days.
    pub days: DayFit,
    /// Its numbers.
    pub numbers: NumberFit,
}

/// How the kind of a report goes with that of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KindFit {
    /// It is the same.
    Same,
    /// It is a kind whose reports tell of the other's events, as a toll does.
    Joins,
}

/// How the place of a report goes with that of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceFit {
    /// It is the same.
    Same,
    /// It encloses it.
    Around,
    /// It lies in it.
    Within,
    /// Both are sites, as near to each other as their extents reach.
    Beside,
}

/// How the days of a report go with those of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DayFit {
    /// Both are told finely, and they share a day.
    Shared,
    /// They may share a day, as far as the coarser of them tells, or the day of publication.
    Possible,
    /// One is the day after the other, as the two days of a night are.
    Next,
    /// One is told loosely, by a day of publication, a week or a range, and some days later.
    Late,
    /// It is told as still going on since.
    GoesOn,
    /// It is a count that has risen since, or a toll told in the days after.
    Risen,
    /// It tells no day, and repeats the words of a report that does.
    Copied,
    /// It tells no day, and there is no other such event in the week before it was published.
    Recalled,
    /// It looks back at that month or day without naming the year, and publication tells the year after or before.
    OtherYear,
    /// It tells no day, but in one sentence what happened there on these days.
    Together,
    /// One of them, or both, tell no day.
    Unknown,
}

/// How the numbers of a report go with those of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NumberFit {
    /// One of them is the same.
    Same,
    /// Nothing is counted by both.
    Open,
    /// What both count they count differently.
    Other,
    /// One counts soldiers, say, and the other civilians.
    OfOthers,
}

/// Another event that one might be taken for, and why it is not the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    /// The other event.
    pub other: EventId,
    /// Why they are two.
    pub why: Difference,
}

/// Two of a list of events that are as near as one may be, and why they are two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Neighbours {
    /// The first, by its place in the list.
    pub one: usize,
    /// The second.
    pub other: usize,
    /// Why they are two.
    pub why: Difference,
}

/// A report that goes as well with other events as with its own, by their places in a list of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Either {
    /// Its event.
    pub event: usize,
    /// Its place in that.
    pub report: usize,
    /// The others.
    pub others: Vec<usize>,
}

/// Why two events are two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// Their days do not meet: so many lie between the last of one and the first of the other.
    Days(u32),
    /// One of them, or both, tell no day, and no number holds them together.
    Undated,
    /// Their places differ, and neither encloses the other: so many metres lie between their points.
    Place(u32),
    /// One is told of the same days of another year.
    Year,
    /// They may be one by place and days, but what both count they count differently.
    Numbers,
    /// They may be one by place and days, but one counts soldiers, say, and the other civilians.
    People,
    /// They were done with other means: a car here, a motorcycle there.
    Means,
    /// Others did it: the Islamic State here, a tribe there.
    Side,
    /// One table gives an id to each.
    Rows,
    /// The coarser of them may as well be a third.
    Several,
}
