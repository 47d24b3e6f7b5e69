//! What the text has told so far: the date that "the next day" counts from, and whose day "today" is.

use jiff::civil::Date;

use super::Told;
use super::length::Length;
use crate::model::{DatePrecision, DateSpan};
use crate::text::{Gap, Words};

/// How many words may lie between a date and the verb of speech that it dates.
const REACH_OF_SPEECH: usize = 8;
/// How many sentences a told year holds on for days told without one.
const REACH_OF_YEAR: usize = 2;

/// Where the telling stands.
#[derive(Debug, Default)]
pub(super) struct Story {
    sentence: usize,
    /// How many quotation marks are open.
    quotes: usize,
    /// The day of the statement that is being quoted.
    statement: Option<Date>,
    /// The last verb of speech of the sentence, by its word.
    speech: Option<usize>,
    /// Whether the sentence says that something came to its end.
    ended: bool,
    /// Whether it says that something began.
    begun: bool,
    /// A length that it has told, whose first day it may still tell.
    length: Option<Length>,
    /// The first word of the sentence.
    begins: usize,
    /// Whether the last date of the sentence is one from which something is to hold: «اعتباراً من صباح الأحد».
    sets_in: bool,
    last: Option<Mark>,
    last_days: Option<Mark>,
    /// The last single day.
    last_day: Option<Mark>,
    /// The last date of which the year was told.
    last_year: Option<Mark>,
}

/// A date that was told, and where.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) dates: DateSpan,
    pub(super) sentence: usize,
    pub(super) end: usize,
}

impl Story {
    pub(super) fn statement(&self) -> Option<Date> {
        self.statement
    }

    /// The first word of the sentence.
    pub(super) fn begins(&self) -> usize {
        self.begins
    }

    /// The date just told, whatever its precision.
    pub(super) fn last(&self) -> Option<&Mark> {
        self.last.as_ref()
    }

    /// The last days told, fine enough to count from.
    pub(super) fn last_days(&self) -> Option<&Mark> {
        self.last_days.as_ref()
    }

    /// The last days told, if this sentence told them.
    pub(super) fn days_of_sentence(&self) -> Option<&Mark> {
        self.last_days().filter(|mark| mark.sentence == self.sentence)
    }

    /// The last days told, if this sentence or the one before told them.
    pub(super) fn near_days(&self) -> Option<&Mark> {
        self.last_days().filter(|mark| mark.sentence + 1 >= self.sentence)
    }

    /// The last date told, if this sentence told it.
    pub(super) fn last_of_sentence(&self) -> Option<&Mark> {
        self.last().filter(|mark| mark.sentence == self.sentence)
    }

    /// The day told in the sentence of a night that was told after it.
    pub(super) fn day_beside_a_night(&self) -> Option<&Mark> {
        let night = self.last().filter(|mark| mark.dates.precision == DatePrecision::Night)?;
        self.last_day.as_ref().filter(|day| day.sentence == night.sentence)
    }

    /// The last day whose year was told; a narrative stays in its year.
    pub(super) fn day_with_year(&self, near: bool) -> Option<Date> {
        let mark = self.last_year.as_ref()?;
        (!near || mark.sentence + REACH_OF_YEAR > self.sentence).then_some(mark.dates.end)
    }

    /// Goes on to word `at`, over the marks that stand before it.
    pub(super) fn pass(&mut self, words: &Words<'_>, at: usize) {
        let gap = words.gap(at);
        if !gap.has(TURNS) {
            return;
        }
        let all = words.all();
        let from = at.checked_sub(1).map_or(0, |before| all[before].span().end);
        for mark in words.text()[from..all[at].span().start].chars() {
            match mark {
                '\n' => {
                    self.quotes = 0;
                    self.ends(at);
                }
                '.' | '!' | '?' | '؟' | '…' if gap.has(Gap::SPACE.with(Gap::QUOTE)) => {
                    self.ends(at);
                }
                ':' => self.opens(at),
                '»' | '”' | '›' => self.closes(),
                '"' if self.quotes > 0 => self.closes(),
                '«' | '“' | '„' | '‹' | '"' => {
                    self.opens(at);
                    self.quotes += 1;
                }
                _ => {}
            }
        }
    }

    fn ends(&mut self, at: usize) {
        self.sentence += 1;
        self.begins = at;
        self.speech = None;
        self.ended = false;
        self.begun = false;
        self.length = None;
        self.sets_in = false;
        if self.quotes == 0 {
            self.statement = None;
        }
    }

    /// A quotation opens: its "today" is the day on which it was said, where the sentence has told that.
    fn opens(&mut self, at: usize) {
        if self.quotes > 0 || self.speech.is_none_or(|speech| speech + 2 * REACH_OF_SPEECH < at) {
            return;
        }
        let near =
            |mark: &&Mark| self.speech.is_some_and(|s| mark.end.abs_diff(s) <= REACH_OF_SPEECH);
        let told = self.days_of_sentence().filter(near);
        let day = told.filter(|mark| mark.dates.precision == DatePrecision::Day);
        self.statement = day.map(|mark| mark.dates.end);
    }

    fn closes(&mut self) {
        self.quotes = self.quotes.saturating_sub(1);
        if self.quotes == 0 {
            self.statement = None;
        }
    }

    /// The last verb of speech of the sentence.
    pub(super) fn speech(&self) -> Option<usize> {
        self.speech
    }

    /// Something comes to its end in this sentence.
    pub(super) fn comes_to_an_end(&mut self) {
        self.ended = true;
    }

    /// Something begins in this sentence.
    pub(super) fn begins_with_it(&mut self) {
        self.begun = true;
    }

    pub(super) fn begins_something(&self) -> bool {
        self.begun
    }

    /// Something took so long, from a day not told yet.
    pub(super) fn lasts(&mut self, length: Length) {
        self.length = Some(length);
    }

    pub(super) fn length(&self) -> Option<Length> {
        self.length
    }

    pub(super) fn has_ended(&self) -> bool {
        self.ended
    }

    pub(super) fn sets_in(&self) -> bool {
        self.sets_in
    }

    /// Whether the date just told is one from which something is to hold.
    pub(super) fn set_in(&mut self, sets_in: bool) {
        self.sets_in = sets_in;
    }

    /// Someone speaks at word `at`.
    pub(super) fn speaks(&mut self, at: usize) {
        self.speech = Some(at);
    }

    /// Takes note of a date.
    pub(super) fn tell(&mut self, told: &Told, year_told: bool) {
        let Some(dates) = &told.dates else { return };
        let mark = Mark { dates: dates.clone(), sentence: self.sentence, end: told.end };
        let days = dates.start.map_or(i32::MAX, |start| {
            dates.end.since(start).map_or(i32::MAX, |span| span.get_days())
        });
        if dates.precision == DatePrecision::Day {
            self.last_day = Some(mark.clone());
        }
        if days <= LONGEST_TO_COUNT_FROM && dates.precision != DatePrecision::MonthPart {
            self.last_days = Some(mark.clone());
            if year_told {
                self.last_year = Some(mark.clone());
            }
        }
        self.last = Some(mark);
    }
}

/// A span of more days than this is no day to count from.
const LONGEST_TO_COUNT_FROM: i32 = 14;

/// The marks at which the telling turns.
const TURNS: Gap = Gap::LINE.with(Gap::PARAGRAPH).with(Gap::STOP).with(Gap::COLON).with(Gap::QUOTE);
