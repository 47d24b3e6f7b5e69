//! Lengths of time with their first day, or their last: «دامت ثلاثة أيام», «أربعة أيام اعتباراً من 10 أيار», a week-long curfew
//! starting Saturday.

use std::ops::Range;

use jiff::civil::Date;

use super::Answer;
use super::reader::{DAY, HOUR, MONTH, Reader, WEEK, shifted, shifted_by_months};
use super::relative::{Amount, Count};
use super::sense::Time;
use crate::extract::lexicon::{Hit, Sense};
use crate::model::{DatePrecision, DateSpan};
use crate::text::{Gap, Script, stem};

/// How many days a length that is told in days or weeks is of an event at most: two months.
const LONGEST_EVENT: i32 = 62;
/// How many words after a length its first day may stand: «لمدة أسبوع في مدينة الحسكة وريفها اعتباراً من السبت».
const REACH_OF_A_START: usize = 12;
/// How many words after «استمر» its length may stand: «استمرت الاشتباكات بين قسد ومسلحي العشائر أربعة أيام».
const REACH_OF_LASTED: usize = 7;

/// The rule of a length.
pub(super) const LENGTH: &str = "so many days, from or up to the day just told";
/// The rule of a length of which the first day is told.
const FROM_A_DAY: &str = "so many days from the day told";

/// A length whose first day is still to come in the sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Length {
    amount: Amount,
    /// One past its last word.
    pub(super) end: usize,
}

/// How many words before a date "since" may stand, and before that a rank: "the *third* such attack since".
const WORDS_TO_SINCE: usize = 3;
const WORDS_OF_A_RANK: usize = 7;

impl Reader<'_, '_> {
    /// What took so long, from the day just told on, or up to it where that was its end: «دامت ثلاثة أيام», a
    /// four-day siege. The first day may also stand right after it.
    pub(super) fn length(&self, at: usize) -> Option<(Answer, usize)> {
        if let Some(found) = self.length_with_start(at) {
            return Some(found);
        }
        let Length { amount, end } = self.told_length(at)?;
        if self.start_ahead(end) {
            return None;
        }
        let told = self.story.days_of_sentence().or_else(|| self.story.near_days())?;
        // «اعتباراً من صباح الأحد ولمدة ثلاثة أيام», whenever that will be.
        let ahead = self.story.sets_in() && !self.story.has_ended();
        if let (true, Some(start)) = (ahead, told.dates.start) {
            return Some((Answer::told(amount.from(start)?, LENGTH), end));
        }
        let days = amount.days().filter(|_| matches!(amount.unit, DAY | WEEK))?;
        if !(2..=LONGEST_EVENT).contains(&days) || told.dates.precision != DatePrecision::Day {
            return None;
        }
        // «تسلمته في 23 كانون الثاني بعد اشتباكات استمرت يومين»
        let ended = self.story.has_ended() || self.comes_after(told.end, at);
        let ahead = shifted(told.dates.end, days - 1)?;
        let future = self.today().is_some_and(|today| ahead > today);
        // An announcement of today is no beginning of what has lasted.
        if future && !ended {
            return None;
        }
        let (from, to) = if ended {
            (shifted(told.dates.end, 1 - days)?, told.dates.end)
        } else {
            (told.dates.end, ahead)
        };
        let range = DateSpan::between(from, to, DatePrecision::Range);
        Some((Answer::told(range, LENGTH), end))
    }

    /// «أربعة أيام اعتباراً من 10 أيار», "for four days from 10 May".
    fn length_with_start(&self, at: usize) -> Option<(Answer, usize)> {
        let counted = |back: usize| {
            let word = at.checked_sub(back).filter(|&word| self.joined(word + 1));
            word.is_some_and(|word| {
                [Time::After, Time::Before, Time::Ago, Time::BeforeThat, Time::AfterThat]
                    .into_iter()
                    .any(|time| self.is(word, time).is_some())
            })
        };
        let bare = || {
            let (amount, end) = self.amount(at)?;
            (!counted(1) && !counted(2)).then_some(Length { amount, end })
        };
        let Length { amount, end } = self.told_length(at).or_else(bare)?;
        let (start, after) = self.start_at(end)?;
        Some((Answer::told(amount.from(start)?, FROM_A_DAY), after))
    }

    /// A length told as one: «لمدة ثلاثة أيام», «لأسبوع», four-day, week-long.
    pub(super) fn told_length(&self, at: usize) -> Option<Length> {
        let long = |time| if let Time::Long(days) = time { Some(days) } else { None };
        if let Some((unit, end)) = self.pick(at, long) {
            return Some(Length { amount: Amount { count: Count::Exactly(1), unit }, end });
        }
        if let Some(after) = self.is(at, Time::Lasted) {
            let (amount, end) = self.amount(after)?;
            return Some(Length { amount, end });
        }
        let written = self.written(at);
        if self.script(at) == Some(Script::Arabic) {
            let bare = written.trim_start_matches('و');
            let (amount, end) = self.amount(at)?;
            let glued = bare.starts_with('ل') && !bare.starts_with("لل");
            // «يوم الأحد» is no length, «أسبوعاً» is one.
            let told = amount.count != Count::Exactly(1) || bare.ends_with(['ا', '\u{64b}']);
            return (glued || (told && self.lasted_before(at))).then_some(Length { amount, end });
        }
        // "four-day", "a 48-hour curfew"
        let hyphen = |at: usize| at < self.end && self.words.gap(at).has(Gap::HYPHEN);
        let number = hyphen(at + 1).then(|| self.number(at))??;
        let close = self.joined(number.end) && self.between(number.end) == "-";
        let (unit, end) = self.unit(number.end).filter(|_| close)?;
        self.script(end).filter(|script| *script == Script::Latin)?;
        let count = Count::Exactly(i32::try_from(number.value).ok()?);
        Some(Length { amount: Amount { count, unit }, end: self.skip(end, &["long"]) })
    }

    /// Whether what stands at `at` is how long the verb before it took, past its subject: «استمر الحصار أربعة أيام».
    fn lasted_before(&self, at: usize) -> bool {
        (at.saturating_sub(REACH_OF_LASTED)..at)
            .rev()
            .take_while(|&word| self.joined(word + 1))
            .any(|word| self.is(word, Time::Lasted).is_some())
    }

    /// Whether what took so long, as told at `at`, is something else than what `day` dates: «هاجم السجن في 20 كانون الثاني، *واستمرت
    /// المواجهات* عشرة أيام».
    pub(super) fn lasts_by_itself(&self, day: Range<usize>, at: usize) -> bool {
        if self.story.has_ended() {
            return false;
        }
        let is_cue = |hit: &Hit| matches!(hit.sense, Sense::Cue(_));
        let own = |hit: Hit| stem(self.words.folded(hit.first));
        let comma = (day.end..=at).find(|&word| self.words.gap(word).has(Gap::COMMA));
        comma.is_some_and(|comma| {
            let dated: Vec<_> =
                self.hits.within(self.story.begins()..comma).filter(is_cue).map(own).collect();
            !dated.is_empty()
                && self.hits.within(comma..at).filter(is_cue).any(|hit| !dated.contains(&own(hit)))
        })
    }

    /// The first day of something, announced at `at`: «اعتباراً من صباح الأحد», "from 10 May", "starting on Saturday".
    pub(super) fn start_at(&self, at: usize) -> Option<(Date, usize)> {
        let from = self.is(at, Time::Since).or_else(|| self.is(at, Time::RangeOpens))?;
        // «اعتبارا من»: at its own first word, so that «من» alone begins no other.
        if !self.joined(from) || self.opened_range(at).is_some() {
            return None;
        }
        let from = self.past_part_of_day(self.past_announcement(from));
        let (answer, end) = self.plain(from)?;
        let dates = answer.dates.filter(|dates| dates.precision == DatePrecision::Day)?;
        Some((dates.end, end))
    }

    /// Whether the first day of a length that ends at `end` is announced after it, in the same sentence.
    fn start_ahead(&self, end: usize) -> bool {
        let apart = Gap::STOP.with(Gap::LINE).with(Gap::PARAGRAPH);
        (end..self.end.min(end + REACH_OF_A_START))
            .take_while(|&at| !self.words.gap(at).has(apart))
            .any(|at| self.start_at(at).is_some())
    }

    /// The days of a length told before in the sentence, of which the date from `first` on, with these `dates`, is the first day;
    /// or the last, where that is when it ended.
    pub(super) fn with_length(&self, first: usize, dates: &DateSpan) -> Option<Answer> {
        let length = self.story.length().filter(|length| first <= length.end + REACH_OF_A_START)?;
        let is_day = dates.precision == DatePrecision::Day;
        if is_day && self.story.has_ended() {
            let days = length.amount.days().filter(|days| (2..=LONGEST_EVENT).contains(days))?;
            let from = shifted(dates.end, 1 - days)?;
            return Some(Answer::told(
                DateSpan::between(from, dates.end, DatePrecision::Range),
                LENGTH,
            ));
        }
        let day = if is_day {
            self.is_begun(length.end, first).then_some(dates.end)
        } else {
            self.start_at(first).map(|(day, _)| day)
        };
        let day = day.filter(|_| !self.comes_after(length.end, first))?;
        Some(Answer::told(length.amount.from(day)?, FROM_A_DAY))
    }

    /// Whether what took so long, as told up to word `from`, is said to begin on the day at `first`. Past a comma only a word that
    /// says so by itself does: «بعد متابعة استمرت ثلاثة أسابيع، … عند الساعة 03:15 من فجر الأحد».
    fn is_begun(&self, from: usize, first: usize) -> bool {
        let comma = (from..=first).rev().find(|&at| self.words.gap(at).has(Gap::COMMA));
        match comma {
            None => self.story.begins_something() || self.opens_a_length(first),
            Some(comma) => (comma..first).any(|at| {
                [Time::Begins, Time::Since].into_iter().any(|time| self.is(at, time).is_some())
            }),
        }
    }

    /// Whether the date at `first` only says since when such events are counted: "the fifth killing there *since the start of the
    /// month*"; but not for its fifth day.
    pub(super) fn numbers_since(&self, first: usize) -> bool {
        let least = self.story.begins();
        let near = first.saturating_sub(WORDS_TO_SINCE).max(least)..first + 1;
        let is_since = |at: &usize| self.is(*at, Time::Since).is_some();
        let Some(since) = near.rev().find(is_since) else { return false };
        let from = since.saturating_sub(WORDS_OF_A_RANK).max(least);
        (from..since).rev().take_while(|&at| self.joined(at + 1)).any(|at| {
            // «الجريمة الرابعة», but «الساعة الرابعة».
            self.is(at, Time::Rank).is_some() && !self.follows_an_hour(at)
                || self.ordinal(at).is_some_and(|(_, end)| self.unit(end).is_none())
                    && self.unit(at.saturating_sub(1)).is_none()
        })
    }

    /// Whether the word before `at` is that for an hour.
    fn follows_an_hour(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|hour| self.written(hour).ends_with("ساعة"))
    }
}

impl Amount {
    /// So long from `start` on, where that is longer than a day and no longer than an event is.
    fn from(self, start: Date) -> Option<DateSpan> {
        let (Count::Exactly(count) | Count::About(count)) = self.count else { return None };
        let after = match self.unit {
            HOUR => shifted(start, count / 24),
            MONTH => shifted_by_months(start, count),
            DAY | WEEK => shifted(start, count.checked_mul(self.unit)?),
            unit => shifted(start, count.checked_mul(unit)?),
        }?;
        let last = shifted(after, -1)?;
        let longest = shifted(start, LONGEST_EVENT)?;
        (last > start && last < longest)
            .then(|| DateSpan::between(start, last, DatePrecision::Range))
    }
}
