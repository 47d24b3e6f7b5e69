//! Dates told in a text: absolute ones, ones that count from the day of publication, and ones that count from another
//! date of the text. Never the clock's day.
//!
//! What tells no days is not made to: without a day of publication "yesterday" is told and stays open.

mod calendar;
mod islamic;
mod length;
mod lookalike;
mod misspelt;
mod narrative;
mod numeric;
mod opening;
mod period;
mod range;
mod reader;
mod relative;
mod sense;
mod settle;
mod story;

use std::fmt;
use std::ops::Range;

use jiff::civil::Date;

use super::lexicon::{Hit, Hits, Sense};
use crate::model::{DatePrecision, DateSpan, Refusal, Span};
use crate::text::{Gap, Script, Words};
pub(super) use narrative::BEFORE_TOLD;
use opening::Opening;
use reader::{Reader, YEARS, shifted};
pub(super) use sense::Time;
pub(super) use settle::{DAY_FIRST, IMPOSSIBLE_DAYS, WITHOUT_YEAR};
use story::Story;

/// A date and the words that tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    /// The days; `None` where the words tell a date that cannot be found: what they count from is not known.
    pub(super) dates: Option<DateSpan>,
    /// What is known of a day whose year is not.
    pub(super) partial: Option<Partial>,
    pub(super) first: usize,
    /// One past the last word.
    pub(super) end: usize,
    /// The form, as a phrase for the user.
    pub(super) rule: &'static str,
    /// Whether it is the date of something that the sentence only measures by: «الأعنف منذ سقوط الباغوز في آذار 2019».
    pub(super) aside: bool,
}

impl Told {
    /// Whether it dates only what follows it, before the date just told: "six days after gunmen stormed it".
    pub(super) fn is_of_what_follows(&self) -> bool {
        self.rule == narrative::BEFORE_TOLD || self.is_of_a_course()
    }

    /// Whether it is the time from a date up to publication.
    pub(super) fn is_up_to_publication(&self) -> bool {
        self.rule == range::UP_TO_PUBLICATION
    }

    /// Whether it dates only what its own words go on to name, which has gone on so long: "on the fourth day of the sweep".
    pub(super) fn is_of_a_course(&self) -> bool {
        self.rule == narrative::COURSE
    }
}

/// A month, or a day of it, of an unknown year: `--05`, `--05-03`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Partial {
    pub(super) month: i8,
    pub(super) day: Option<i8>,
}

impl fmt::Display for Partial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "--{:02}", self.month)?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

/// The dates of a text, in order, and what looks like a date and is none.
#[derive(Debug, Default)]
pub(super) struct Dates {
    pub(super) told: Vec<Told>,
    pub(super) refused: Vec<Refusal>,
}

/// Every date in the words of `range`, in order. `published` is what "yesterday" counts from.
pub(super) fn dates(
    words: &Words<'_>,
    hits: &Hits,
    range: Range<usize>,
    published: Option<Date>,
) -> Dates {
    let mut reader = Reader {
        words,
        hits,
        end: range.end,
        published,
        present_year: None,
        story: Story::default(),
    };
    reader.present_year = hits
        .within(range.clone())
        .filter(|hit| hit.is(Sense::Time(Time::Unit(reader::YEAR))))
        .find_map(|hit| reader.told_present_year(hit.end));
    let mut scan = Scan { reader, begins: range.start, aside: None, out: Dates::default() };
    scan.run(range);
    scan.out
}

/// A span of days, and how it was found; or why it was not.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Answer {
    dates: Option<DateSpan>,
    partial: Option<Partial>,
    rule: &'static str,
    /// Whether no such day exists.
    impossible: bool,
    aside: bool,
    year_told: bool,
}

impl Answer {
    fn told(dates: DateSpan, rule: &'static str) -> Self {
        Self { dates: Some(dates), ..Self::open(None, rule) }
    }

    /// Of `dates`, which are `None` only outside the calendar.
    fn days(dates: Option<DateSpan>, rule: &'static str) -> Self {
        Self { dates, ..Self::open(None, rule) }
    }

    fn open(partial: Option<Partial>, rule: &'static str) -> Self {
        Self { dates: None, partial, rule, impossible: false, aside: false, year_told: false }
    }

    fn impossible(rule: &'static str) -> Self {
        Self { impossible: true, ..Self::open(None, rule) }
    }
}

/// What stands at a word.
enum Found {
    Date(Answer, usize),
    /// Words of time that tell no date, up to their end, why, and the word that says so.
    NoDate(usize, &'static str, Option<usize>),
}

/// How many words a date may stand after the word that likens it, or measures by it.
const REACH_OF_ASIDE: usize = 9;
/// A date that something "since" it is measured by is of another event when it lies farther back.
const DAYS_OF_SINCE: i32 = 60;

/// How many words a date may stand after the verb of speech that it dates; and where "that" follows it.
const REACH_OF_SPEECH: usize = 3;
const REACH_OF_SPEECH_BEFORE_THAT: usize = 12;

/// The scan of a text for dates.
struct Scan<'a, 't> {
    reader: Reader<'a, 't>,
    /// The first word that is read.
    begins: usize,
    /// The word that likens, or says "since", in this clause; and whether it is the latter.
    aside: Option<(usize, bool)>,
    out: Dates,
}

impl Scan<'_, '_> {
    fn run(&mut self, range: Range<usize>) {
        let (words, hits) = (self.reader.words, self.reader.hits);
        let mut at = range.start;
        let mut passed = range.start;
        while at < range.end {
            let word = &words.all()[at];
            let digits = word.script == Script::Digits;
            let tells_nothing = !digits && hits.none_at(at);
            // So are most words.
            if tells_nothing && word.gap == Gap::SPACE && passed == at {
                at += 1;
                passed = at;
                continue;
            }
            while passed <= at {
                self.pass(passed);
                passed += 1;
            }
            if tells_nothing {
                at += 1;
                continue;
            }
            let mut opening = if digits { Opening::NUMBER } else { Opening::default() };
            for hit in hits.at(at) {
                self.notice(hit.sense, at);
                opening = opening.with(Opening::of(hit.sense));
            }
            let found = (!opening.is_empty()).then(|| self.reader.at(at, opening)).flatten();
            let length = Opening::SPAN.with(Opening::NUMBER).with(Opening::UNIT);
            if found.is_none()
                && opening.has(length)
                && let Some(length) = self.reader.told_length(at)
            {
                self.reader.story.lasts(length);
            }
            at = found.map_or(at + 1, |found| self.take(found, at));
        }
    }

    /// Takes note of what word `at` means for the dates after it.
    fn notice(&mut self, sense: Sense, at: usize) {
        match sense {
            Sense::Says => self.reader.story.speaks(at),
            Sense::Time(Time::Ends) => self.reader.story.comes_to_an_end(),
            Sense::Time(Time::Begins) => self.reader.story.begins_with_it(),
            Sense::Time(Time::Likens) => self.aside = Some((at, false)),
            // "has passed since": that tells when, and measures by nothing.
            Sense::Time(Time::Since) if self.reader.preceded_by(at, &["passed", "by"]) => {}
            Sense::Time(Time::Since) => self.aside = self.aside.or(Some((at, true))),
            _ => {}
        }
    }

    fn pass(&mut self, at: usize) {
        let gap = self.reader.words.gap(at);
        if gap == Gap::SPACE {
            return;
        }
        if gap.has(Gap::COMMA.with(Gap::STOP).with(Gap::LINE)) {
            self.aside = None;
        }
        self.reader.story.pass(self.reader.words, at);
    }

    /// Takes what was found at `first`; the word at which the scan goes on.
    fn take(&mut self, found: Found, first: usize) -> usize {
        let (mut answer, end) = match found {
            Found::Date(answer, end) => (answer, end),
            Found::NoDate(end, rule, by) => {
                self.refuse(first..end, rule, by);
                return end;
            }
        };
        if let Some(by) = self.reader.name_of_something(first, end) {
            self.refuse(first..end, "a date that is the name of something", Some(by));
            return end;
        }
        if let Some(by) = self.reader.comes_again(first, end) {
            self.refuse(first..end, "a day that comes again, and no one of them", Some(by));
            return end;
        }
        if answer.impossible {
            self.refuse(first..end, answer.rule, None);
        }
        if let Some(whole) =
            answer.dates.as_ref().and_then(|day| self.reader.with_length(first, day))
        {
            answer = whole;
        }
        self.set_aside(&mut answer, first);
        if self.reader.numbers_since(first) {
            answer.aside = true;
            answer.rule = "since when such events are counted";
        }
        let first = self.with_what_precedes(first);
        if self.reader.is_an_end_ahead(&answer, first) {
            answer.aside = true;
            answer.rule = "the day on which it is to end";
        }
        let year_told = answer.year_told;
        let Answer { dates, partial, rule, aside, .. } = answer;
        let said = self.is_of_a_statement(first, end);
        self.reader.story.set_in(self.reader.opens_a_length(first));
        // «اندلعت يوم الخميس واستمرت يومين»: the day that it counts from is that of the whole.
        let sentence_told = self.reader.story.days_of_sentence().map(|mark| mark.end);
        if rule == length::LENGTH
            && let Some(from) = self.out.told.last_mut()
            && sentence_told == Some(from.end)
            && !from.aside
            && !self.reader.comes_after(from.end, first)
            && !self.reader.lasts_by_itself(from.first..from.end, first)
        {
            (from.dates, from.rule) = (dates.clone(), rule);
        }
        let told = Told { dates, partial, first, end, rule, aside };
        // The day of speaking is none to count from where the sentence has told what is spoken of.
        let spoken_of = said && self.reader.story.days_of_sentence().is_some();
        if !(aside || spoken_of || told.is_of_a_course()) {
            self.reader.story.tell(&told, year_told);
        }
        self.out.told.push(told);
        end
    }

    /// Marks a date that the clause only measures by.
    fn set_aside(&mut self, answer: &mut Answer, first: usize) {
        let Some((by, since)) = self.aside.take() else { return };
        if first - by > REACH_OF_ASIDE || first == by {
            return;
        }
        let Some(dates) = &mut answer.dates else { return };
        let today = self.reader.today();
        let recent = today.and_then(|today| shifted(today, -DAYS_OF_SINCE));
        if since && recent.is_some_and(|recent| dates.start.is_some_and(|start| start >= recent)) {
            // «منذ الهجوم على السجن يوم الخميس»: from then on.
            if let (Some(start), Some(today)) = (dates.start, today) {
                *dates = DateSpan::between(start, today.max(dates.end), DatePrecision::Range);
                answer.rule = range::UP_TO_PUBLICATION;
            }
        } else {
            answer.aside = true;
            answer.rule = "the date of something that this is measured by";
        }
    }

    /// Whether the words of a date stand beside a verb of speech: «قال المرصد الأحد إن», "said on Sunday".
    fn is_of_a_statement(&self, first: usize, end: usize) -> bool {
        const THAT: [&str; 10] =
            ["إن", "أن", "بأن", "إنه", "أنه", "إنها", "أنها", "بأنه", "بأنها", "that"];
        let Some(speech) = self.reader.story.speech() else {
            let says = |hit: Hit| matches!(hit.sense, Sense::Says);
            return self.reader.joined(end) && self.reader.hits.at(end).any(says);
        };
        let away = first.saturating_sub(speech);
        let that = THAT.contains(&self.reader.written(end));
        away <= REACH_OF_SPEECH || (that && away <= REACH_OF_SPEECH_BEFORE_THAT)
    }

    fn refuse(&mut self, words: Range<usize>, rule: &'static str, by: Option<usize>) {
        let all = self.reader.words.all();
        let span = Span::new(all[words.start].span().start, all[words.end - 1].span().end);
        let looks_like = "date".to_owned();
        let by = by.map(|word| all[word].span());
        self.out.refused.push(Refusal { span, looks_like, rule, by });
    }

    /// The words of a date begin with the part of the day and «يوم» before it: «مساء يوم الخميس».
    fn with_what_precedes(&self, mut first: usize) -> usize {
        let least = self.out.told.last().map_or(self.begins, |told| told.end);
        while first > least
            && self.reader.joined(first)
            && !self.is_counted_unit(first - 1)
            && [Time::DayPart, Time::Announces, Time::Night]
                .into_iter()
                .any(|time| self.reader.is(first - 1, time) == Some(first))
        {
            first -= 1;
        }
        first
    }

    /// Whether word `at` is «أيام» of a number, and announces no date: «أربعة أيام اعتباراً من».
    fn is_counted_unit(&self, at: usize) -> bool {
        let number = |word: usize| {
            let counts = |hit: Hit| matches!(hit.sense, Sense::Number(_));
            self.reader.script(word) == Some(Script::Digits)
                || self.reader.hits.at(word).any(counts)
        };
        self.reader.written(at).ends_with("أيام") && at.checked_sub(1).is_some_and(number)
    }
}

impl Reader<'_, '_> {
    /// What stands at word `at`, which has an `opening`; the longer forms before the shorter ones.
    fn at(&self, at: usize, opening: Opening) -> Option<Found> {
        let has = |other| opening.has(other);
        let number = Opening::NUMBER;
        if has(Opening::NO_DATE)
            && let Some(end) = self.is(at, Time::NoDate)
        {
            return Some(Found::NoDate(end, "words of time that tell no date", None));
        }
        if has(Opening::TODAY)
            && let Some(found) = self.no_today(at)
        {
            return Some(found);
        }
        if has(Opening::UNIT.with(Opening::NAME))
            && let Some(found) = self.counted_day(at)
        {
            return Some(found);
        }
        if opening == number && !self.may_date(at) {
            return None;
        }
        let point = number.with(Opening::NAME).with(Opening::TODAY).with(Opening::PART);
        let amount = number.with(Opening::UNIT).with(Opening::AMOUNT);
        has(Opening::NIGHT)
            .then(|| self.night(at))
            .flatten()
            .or_else(|| has(Opening::RANGE).then(|| self.opened_range(at))?)
            .or_else(|| has(Opening::SPAN.with(amount)).then(|| self.length(at))?)
            .or_else(|| has(Opening::TOLD).then(|| self.after_told(at))?)
            .or_else(|| has(amount).then(|| self.counted(at))?)
            .or_else(|| has(Opening::SPAN).then(|| self.since(at))?)
            .or_else(|| has(Opening::SPAN).then(|| self.before(at))?)
            .or_else(|| has(point).then(|| self.range(at))?)
            .or_else(|| self.plain_of(at, opening))
            .map(|(answer, end)| Found::Date(answer, end))
    }

    /// A date that is no range of two and counts from no other.
    fn plain(&self, at: usize) -> Option<(Answer, usize)> {
        let at = self.unglued(at);
        if at >= self.end {
            return None;
        }
        let digits = self.script(at) == Some(Script::Digits);
        let number = if digits { Opening::NUMBER } else { Opening::default() };
        let senses = self.hits.at(at).map(|hit| Opening::of(hit.sense));
        self.plain_of(at, senses.fold(number, Opening::with))
    }

    fn plain_of(&self, at: usize, opening: Opening) -> Option<(Answer, usize)> {
        let has = |other| opening.has(other);
        let (name, number) = (Opening::NAME, Opening::NUMBER);
        let (unit, side, part) = (Opening::UNIT, Opening::SIDE, Opening::PART);
        if has(Opening::TODAY)
            && let Some(found) = self.last_night(at).or_else(|| self.days_before(at))
        {
            return Some(found);
        }
        if has(part.with(name).with(side).with(unit))
            && let Some(found) = self.period(at)
        {
            return Some(found);
        }
        if has(side.with(unit).with(number))
            && let Some(found) = self.unit_beside(at)
        {
            return Some(found);
        }
        let calendar = has(name.with(number)).then(|| self.calendar(at)).flatten();
        let (calendar, end) = calendar
            .or_else(|| has(side).then(|| self.month_beside(at))?)
            .or_else(|| has(name).then(|| self.month_alone(at))?)
            .or_else(|| has(unit.with(number)).then(|| self.year_alone(at))?)
            .or_else(|| has(unit).then(|| self.beside_told(at))?)
            .or_else(|| has(number).then(|| self.bare_day(at))?)?;
        let year_told = calendar.year.is_some();
        Some((Answer { year_told, ..self.settle(calendar) }, end))
    }

    /// Whether the number at `at` may belong to a date: most numbers count something else, which the next word says.
    fn may_date(&self, at: usize) -> bool {
        let next = at + 1;
        let time = |hit: Hit| matches!(hit.sense, Sense::Time(_) | Sense::Number(_));
        self.hits.at(next).any(time)
            || self.script(next).is_none()
            || self.script(next) == Some(Script::Digits)
            || self.words.gap(next).has(Gap::HYPHEN)
            || (self.script(at) == Some(Script::Digits) && self.width(at) == 4)
            || matches!(self.written(next), "و" | "th" | "st" | "nd" | "rd" | "ی" | "ك" | "ت")
            // A misspelt month has a weekday or a year beside it.
            || self.digits(at + 2).is_some()
            || at.checked_sub(1).is_some_and(|before| self.weekday_name(before).is_some())
    }

    /// «العام الجاري 2020» tells the year of the text, for one without a day of publication.
    fn told_present_year(&self, at: usize) -> Option<i16> {
        let end = self.is(at, Time::This)?;
        self.digits(end).filter(|year| YEARS.contains(year))
    }

    /// Whether a date is one from which something is to hold: «من مساء السبت», «اعتباراً من», "from Saturday".
    fn opens_a_length(&self, first: usize) -> bool {
        let since = |at: usize| {
            [Time::Since, Time::RangeOpens, Time::Begins]
                .into_iter()
                .any(|time| self.is(at, time).is_some())
        };
        since(first)
            || (1..=3).any(|back| {
                first
                    .checked_sub(back)
                    .is_some_and(|at| (at + 1..=first).all(|index| self.joined(index)) && since(at))
            })
    }
}

#[cfg(test)]
mod tests;
