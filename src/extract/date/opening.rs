//! What the words at a place may begin, so that only those forms are tried there: most words begin none.

use super::sense::Time;
use crate::extract::lexicon::Sense;

/// Forms of dates, as a set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Opening(u16);

impl Opening {
    /// A number, in digits or words.
    pub(super) const NUMBER: Self = Self(1);
    /// The name of a month or weekday, or an ordinal.
    pub(super) const NAME: Self = Self(1 << 1);
    /// A day counted from publication: today.
    pub(super) const TODAY: Self = Self(1 << 2);
    /// A unit of time.
    pub(super) const UNIT: Self = Self(1 << 3);
    /// last, this, next.
    pub(super) const SIDE: Self = Self(1 << 4);
    /// A part of a month or year, a season.
    pub(super) const PART: Self = Self(1 << 5);
    /// A night.
    pub(super) const NIGHT: Self = Self(1 << 6);
    /// The first of two dates.
    pub(super) const RANGE: Self = Self(1 << 7);
    /// What began, or was before, or took so long: since, before, for.
    pub(super) const SPAN: Self = Self(1 << 8);
    /// A number of days: ago, after, within; a few, about.
    pub(super) const AMOUNT: Self = Self(1 << 9);
    /// Days from the date just told.
    pub(super) const TOLD: Self = Self(1 << 10);
    /// A phrase that tells no date.
    pub(super) const NO_DATE: Self = Self(1 << 11);

    /// What a word of `sense` may begin.
    pub(super) fn of(sense: Sense) -> Self {
        match sense {
            Sense::Time(time) => Self::of_time(time),
            Sense::Number(_) => Self::NUMBER,
            Sense::About | Sense::AtLeast | Sense::AtMost => Self::AMOUNT,
            _ => Self::default(),
        }
    }

    fn of_time(time: Time) -> Self {
        match time {
            Time::Month(_)
            | Time::HijriMonth(_)
            | Time::Weekday(_)
            | Time::ShortWeekday(_)
            | Time::Ordinal(_) => Self::NAME,
            Time::DaysBefore(_) | Time::LastNight => Self::TODAY,
            Time::Unit(_) | Time::Pair(_) => Self::UNIT,
            Time::Last(_) | Time::This | Time::Next => Self::SIDE,
            Time::Part(_) | Time::Half | Time::Quarter | Time::Season(_) | Time::Weekend => {
                Self::PART
            }
            Time::Night | Time::AfterMidnight => Self::NIGHT,
            Time::RangeOpens => Self::RANGE,
            Time::Since | Time::Before | Time::Lasted => Self::SPAN.with(Self::AMOUNT),
            Time::Long(_) => Self::SPAN,
            Time::Ago
            | Time::After
            | Time::During
            | Time::BeforeThat
            | Time::AfterThat
            | Time::Elapsed
            | Time::Few => Self::AMOUNT,
            Time::FromTold(_) => Self::TOLD,
            Time::NoDate => Self::NO_DATE,
            _ => Self::default(),
        }
    }

    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }
}
