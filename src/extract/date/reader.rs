//! The words at hand: what stands at a word, what joins it to the next, and what the text has told before.

use jiff::Span as Duration;
use jiff::civil::Date;

use super::sense::Time;
use super::story::Story;
use crate::extract::lexicon::{Hits, Sense};
use crate::extract::number::{self, Number};
use crate::text::{Gap, Script, Words};

/// Years that such reports speak of; a bare number outside is no year.
pub(super) const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;
/// The same in the Islamic calendar.
pub(super) const ISLAMIC_YEARS: std::ops::RangeInclusive<i16> = 1320..=1520;
/// The units, in days, as the table counts them.
pub(super) const HOUR: i32 = 0;
pub(super) const DAY: i32 = 1;
pub(super) const WEEK: i32 = 7;
pub(super) const MONTH: i32 = 30;
pub(super) const YEAR: i32 = 365;

/// A text, and how far its dates are read.
pub(super) struct Reader<'a, 't> {
    pub(super) words: &'a Words<'t>,
    pub(super) hits: &'a Hits,
    /// One past the last word that is read.
    pub(super) end: usize,
    pub(super) published: Option<Date>,
    /// The year that the text calls the present one: «العام الجاري 2020».
    pub(super) present_year: Option<i16>,
    pub(super) story: Story,
}

impl<'t> Reader<'_, 't> {
    /// The day from which "yesterday" counts: that of the statement quoted, or of publication.
    pub(super) fn today(&self) -> Option<Date> {
        self.story.statement().or(self.published)
    }

    /// The longest phrase at word `at` for which `pick` gives something, with its end.
    pub(super) fn pick<T>(
        &self,
        at: usize,
        pick: impl Fn(Time) -> Option<T>,
    ) -> Option<(T, usize)> {
        if at >= self.end {
            return None;
        }
        let time = |sense| if let Sense::Time(time) = sense { pick(time) } else { None };
        self.hits.pick(at, time).filter(|(_, end)| *end <= self.end)
    }

    /// The end of the phrase at `at` that means `time`.
    pub(super) fn is(&self, at: usize, time: Time) -> Option<usize> {
        self.pick(at, |other| (other == time).then_some(())).map(|((), end)| end)
    }

    /// The word as written; nothing past the end.
    pub(super) fn written(&self, at: usize) -> &'t str {
        if at < self.end { self.words.written(at) } else { "" }
    }

    pub(super) fn script(&self, at: usize) -> Option<Script> {
        (at < self.end).then(|| self.words.all()[at].script)
    }

    /// Whether word `at` may go on with the phrase before it.
    pub(super) fn joined(&self, at: usize) -> bool {
        at < self.end && !self.words.gap(at).has(APART)
    }

    /// The same, where a comma may stand between: "January 20, 2022", «الخميس، 20 كانون الثاني».
    pub(super) fn joined_by_comma(&self, at: usize) -> bool {
        at < self.end && !self.words.gap(at).has(APART_WITH_COMMA)
    }

    /// What is written between word `at` and the one before, without spaces.
    pub(super) fn between(&self, at: usize) -> &'t str {
        if at == 0 || at >= self.end {
            return "";
        }
        let all = self.words.all();
        self.words.text()[all[at - 1].span().end..all[at].span().start].trim()
    }

    /// A number in digits.
    pub(super) fn digits(&self, at: usize) -> Option<i16> {
        (self.script(at)? == Script::Digits).then_some(())?;
        let folded = self.words.folded(at);
        (folded.len() <= 4).then_some(())?;
        std::str::from_utf8(folded).ok()?.parse().ok()
    }

    /// How many digits word `at` has.
    pub(super) fn width(&self, at: usize) -> usize {
        self.words.folded(at).len()
    }

    /// A number in digits or words.
    pub(super) fn number(&self, at: usize) -> Option<Number> {
        (at < self.end).then_some(())?;
        number::at(self.words, self.hits, at).filter(|number| number.end <= self.end)
    }

    /// `at`, or past the word there if it is one of `skipped`.
    pub(super) fn skip(&self, at: usize, skipped: &[&str]) -> usize {
        let written = self.written(at);
        at + usize::from(skipped.iter().any(|word| written.eq_ignore_ascii_case(word)))
    }

    /// Past what is glued to digits and the article: «بـ3», «الـ24».
    pub(super) fn unglued(&self, at: usize) -> usize {
        let glued = matches!(
            self.written(at).trim_end_matches('ـ'),
            "ب" | "ل" | "ال" | "و" | "لل" | "بال" | "وال"
        );
        at + usize::from(glued && self.script(at + 1) == Some(Script::Digits))
    }

    /// Whether the word before `at` is one of `wanted`.
    pub(super) fn preceded_by(&self, at: usize, wanted: &[&str]) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let written = self.words.written(before);
        wanted.iter().any(|word| written.eq_ignore_ascii_case(word))
    }

    /// Whether a phrase of `time` ends right before `at`.
    pub(super) fn follows(&self, at: usize, time: Time) -> bool {
        (1..=2).any(|back| at.checked_sub(back).is_some_and(|from| self.is(from, time) == Some(at)))
    }

    /// A unit of time, in days.
    pub(super) fn unit(&self, at: usize) -> Option<(i32, usize)> {
        let (unit, end) = self.pick(at, |time| match time {
            Time::Unit(days) => Some(days),
            _ => None,
        })?;
        // Folding makes one word of "day" and "de".
        let whole = self.script(at) != Some(Script::Latin) || self.written(at).len() > 2;
        whole.then_some((unit, end))
    }

    /// Two units of time in one word.
    pub(super) fn pair(&self, at: usize) -> Option<(i32, usize)> {
        self.pick(at, |time| if let Time::Pair(days) = time { Some(days) } else { None })
    }

    pub(super) fn weekday_name(&self, at: usize) -> Option<(i8, usize)> {
        let found = self.pick(at, |time| match time {
            Time::Weekday(weekday) => Some(weekday),
            _ => None,
        })?;
        // «القتيلين الاثنين»: the two, not Monday.
        let two = found.0 == 1
            && at > 0
            && self.written(at - 1).starts_with("ال")
            && self.written(at - 1).ends_with("ين");
        (self.is_name(at) && !two).then_some(found)
    }

    /// A month by one name, or by two of the same month: «كانون الثاني/يناير», «أبريل (نيسان)»; and whether it is of
    /// the Islamic calendar.
    pub(super) fn month_name(&self, at: usize) -> Option<(i8, bool, usize)> {
        let month = |time| match time {
            Time::Month(month) => Some((month, false)),
            Time::HijriMonth(month) => Some((month, true)),
            _ => None,
        };
        let Some((found, end)) = self.pick(at, month) else { return self.lettered_month(at) };
        if !self.is_name(at) {
            return None;
        }
        let second = self.skip(end, &["أو"]);
        let apart = self.words.gap(second).has(Gap::COMMA.with(Gap::COLON).with(Gap::LINE));
        let again = self.pick(second, month).filter(|(other, _)| *other == found && !apart);
        Some((found.0, found.1, again.map_or(end, |(_, after)| after)))
    }

    /// «ك2»: كانون الثاني, and likewise of the other months that come in twos.
    fn lettered_month(&self, at: usize) -> Option<(i8, bool, usize)> {
        let number = self.digits(at + 1).filter(|_| self.words.gap(at + 1).is_empty())?;
        let month = match (self.written(at), number) {
            ("ت", 1) => 10,
            ("ت", 2) => 11,
            ("ك", 1) => 12,
            ("ك", 2) => 1,
            _ => return None,
        };
        Some((month, false, at + 2))
    }

    /// Whether a Latin word is written as the name of a month or day is: "may", "me" and "march" are others.
    fn is_name(&self, at: usize) -> bool {
        let word = self.words.all()[at];
        word.script != Script::Latin || (word.capital && word.span().len() > 2)
    }

    /// Whether a word that begins a date, or a part of one, stands at `at`.
    pub(super) fn begins_a_date(&self, at: usize) -> bool {
        self.script(at) == Some(Script::Digits)
            || self.pick(at, |time| (!matches!(time, Time::Announces)).then_some(())).is_some()
            || self.unglued(at) != at
    }
}

const APART: Gap = Gap::STOP.with(Gap::LINE).with(Gap::COMMA).with(Gap::COLON).with(Gap::PARAGRAPH);
const APART_WITH_COMMA: Gap = Gap::STOP.with(Gap::LINE).with(Gap::COLON).with(Gap::PARAGRAPH);

/// `day`, so many days later or earlier; `None` outside the calendar.
pub(super) fn shifted(day: Date, days: i32) -> Option<Date> {
    day.checked_add(Duration::new().try_days(days).ok()?).ok()
}

/// `day`, so many months later or earlier.
pub(super) fn shifted_by_months(day: Date, months: i32) -> Option<Date> {
    day.checked_add(Duration::new().try_months(months).ok()?).ok()
}

/// The first and last day of the month of `day`.
pub(super) fn month_of(day: Date) -> (Date, Date) {
    (day.first_of_month(), day.last_of_month())
}

/// The first and last day of a year.
pub(super) fn year_of(year: i16) -> Option<(Date, Date)> {
    Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
}
