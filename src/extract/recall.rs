//! Recollections: which sentences only tell of something earlier, beside the news.

use std::ops::Range;

use jiff::civil::Date;

use super::count::Counting;
use super::date::Told;
use super::lexicon::{Hit, Sense};
use super::report::Read;
use super::turn::Turns;
use crate::model::{DatePrecision, DateSpan};
use crate::text::Gap;

/// A date told before holds on for news of these many days before publication; an older one belongs to what the text recalls.
pub(super) const FRESH_DAYS: i32 = 7;
/// What happened more days ago is not told as the first of a chain of events that leads to the news.
const DAYS_OF_A_CHAIN: i32 = 30;
/// How many sentences may go on with a date that they recall.
const SENTENCES_OF_A_RECOLLECTION: usize = 5;
/// How many words a day opens a sentence within: "And back in January".
const WORDS_OF_AN_OPENING: usize = 4;

/// How many words before a cue, and after it, the word stands that says that it goes on.
const WORDS_TO_STILL: (usize, usize) = (4, 3);

/// How a sentence stands to the news of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It may be the news.
    News,
    /// It dates nothing and stands right after a recollection, which it goes on with; but a number of it may be of the news.
    GoesOn,
    /// It dates nothing, and the text has only told of days long past: it is of then.
    LongAgo,
    /// It recalls something by its date, «في آذار 2021», beside news; or goes on from such a one before the news.
    Dated,
    /// Its words say that it recalls something, «يُذكر أن», or it is a clause that looks back from the news of its sentence.
    Worded,
}

/// What news of a day near publication stands in the sentences after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Ahead {
    /// Some is told there.
    Told,
    /// A sentence opens with its day: «وفجر الأحد».
    Opens,
}

impl Standing {
    pub(super) fn recalls(self) -> bool {
        matches!(self, Self::Dated | Self::Worded | Self::GoesOn)
    }
}

impl Read<'_, '_> {
    /// Whether the words beside the cue say that it goes on as the text is written: «وتتواصل الاشتباكات», «اشتباكات لا تزال دائرة».
    pub(super) fn still_goes_on(&self, cue: Hit) -> bool {
        let (before, after) = WORDS_TO_STILL;
        let from = cue.first.saturating_sub(before);
        let to = if cue.verb { cue.first } else { cue.end + after };
        self.hits.within(from..to).any(|hit| {
            let between = hit.first.min(cue.first) + 1..hit.first.max(cue.first) + 1;
            hit.is(Sense::Still)
                && !self.has_comma(between.clone())
                && self.words.is_unbroken(between)
        })
    }

    /// How each sentence stands to the news, where `turned` are clauses that only recall something.
    ///
    /// One that begins with a day long past recalls something where there is news beside it: told before, or told later of a day
    /// near publication. Alone it is what the text is about.
    pub(super) fn standings(&self, turned: &[bool]) -> Vec<Standing> {
        let ahead = self.news_ahead(turned);
        let mut out: Vec<Standing> = Vec::with_capacity(turned.len());
        let mut text = usize::MAX;
        let mut news = false;
        for (at, sentence) in self.sentences.iter().enumerate() {
            if text != self.text_of(sentence) {
                (text, news) = (self.text_of(sentence), false);
            }
            let standing = if turned[at] || self.recalls_by_words(sentence) {
                Standing::Worded
            } else if self.is_headline(at) || !self.page.is_read(sentence.start) {
                Standing::News
            } else if ((ahead[at].is_some() || news) && self.opens_long_ago(sentence))
                || (ahead[at] == Some(Ahead::Opens) && !news && self.dates_months_ago(sentence))
            {
                Standing::Dated
            } else {
                self.going_on(at, out.last().copied(), news)
            };
            out.push(standing);
            news |= standing == Standing::News
                && !self.is_headline(at)
                && !self.dates_long_ago(sentence)
                && self.has(sentence, is_cue);
        }
        out
    }

    /// Of each sentence whether its text tells news of a day near publication after it.
    fn news_ahead(&self, turned: &[bool]) -> Vec<Option<Ahead>> {
        let mut out = vec![None; turned.len()];
        let mut text = usize::MAX;
        let mut news = None;
        for (at, sentence) in self.sentences.iter().enumerate().rev() {
            if text != self.text_of(sentence) {
                (text, news) = (self.text_of(sentence), None);
            }
            out[at] = news;
            if turned[at] || !self.page.is_read(sentence.start) || self.recalls_by_words(sentence) {
                continue;
            }
            let cue = self.has(sentence, |hit| is_cue(hit) && !hit.glued.article);
            let of_sentence = if self.opens_with_news(sentence) && cue {
                Some(Ahead::Opens)
            } else if self.dates_news(sentence) || (cue && self.fresh_date(sentence).is_some()) {
                Some(Ahead::Told)
            } else {
                None
            };
            news = news.max(of_sentence);
        }
        out
    }

    /// How a sentence stands that recalls nothing by itself, after one that stands as `before` does; `news` where the text has
    /// told any.
    fn going_on(&self, at: usize, before: Option<Standing>, news: bool) -> Standing {
        let sentence = &self.sentences[at];
        let Some(before) = before.filter(|_| {
            self.dates_in(sentence).is_empty()
                && self.text_of(&self.sentences[at - 1]) == self.text_of(sentence)
        }) else {
            return Standing::News;
        };
        let long_ago = before == Standing::LongAgo || self.dates_long_ago(&self.sentences[at - 1]);
        if !news && before == Standing::Dated {
            return Standing::Dated;
        }
        if !news && long_ago {
            return Standing::LongAgo;
        }
        let of_before = before == Standing::GoesOn || (before.recalls() && long_ago);
        if of_before && !self.words.gap(sentence.start).has(Gap::LINE) {
            return Standing::GoesOn;
        }
        Standing::News
    }

    /// Whether what `hit` opens was only going on when the news happened: «وكانت تنقل سجناء حين هاجمها مسلحون أمس».
    pub(super) fn goes_on_then(&self, hit: Hit, sentence: &Range<usize>) -> bool {
        let word = self.words.written(hit.first);
        word.strip_prefix('و').unwrap_or(word).starts_with("كان")
            && self.fresh_date(sentence).is_some()
            && self.turns().is_past_continuous(hit.first)
    }

    pub(super) fn recalls_by_words(&self, sentence: &Range<usize>) -> bool {
        self.opens_with_background(sentence) || self.recalls(sentence)
    }

    /// Whether a sentence opens with a day near publication, or tells whom something happened to then; not what somebody said.
    pub(super) fn dates_news(&self, sentence: &Range<usize>) -> bool {
        let Some(told) = self.fresh_date(sentence) else { return false };
        let happens =
            |hit: Hit| matches!(hit.sense, Sense::Counting(Counting::Act(_) | Counting::Done(_)));
        let opens = told.first < sentence.start + WORDS_OF_AN_OPENING;
        (opens || self.has(sentence, happens))
            && !self.has(sentence, |hit| matches!(hit.sense, Sense::Says))
    }

    fn opens_with_news(&self, sentence: &Range<usize>) -> bool {
        let opens = |told: &Told| told.first < sentence.start + WORDS_OF_AN_OPENING;
        self.fresh_date(sentence).is_some_and(opens)
            && !self.has(sentence, |hit| matches!(hit.sense, Sense::Says))
    }

    /// The first day that a sentence tells near publication.
    fn fresh_date(&self, sentence: &Range<usize>) -> Option<&Told> {
        let published = self.published[self.text_of(sentence)]?;
        let is_fresh = |dates: &DateSpan| {
            let day = matches!(dates.precision, DatePrecision::Day | DatePrecision::Night);
            day && dates.end <= published && !is_before(dates, published)
        };
        let mut told = self.dates_in(sentence).iter().filter(|told| !told.aside);
        told.find(|told| told.dates.as_ref().is_some_and(is_fresh))
    }

    /// Whether a sentence begins with a day long past: «في آذار 2021», "In January".
    fn opens_long_ago(&self, sentence: &Range<usize>) -> bool {
        let first = self.dates_in(sentence).first();
        first.is_some_and(|told| {
            told.first < sentence.start + WORDS_OF_AN_OPENING
                && !self.has(&(sentence.start..told.first), is_cue)
                && self.is_long_ago(told)
        })
    }

    /// Whether a sentence tells of a day long past, and of none near publication.
    fn dates_long_ago(&self, sentence: &Range<usize>) -> bool {
        self.dates_in(sentence).iter().any(|told| self.is_long_ago(told))
            && self.fresh_date(sentence).is_none()
    }

    /// Whether a sentence tells only of days so long past that no chain of events leads from them to the news.
    fn dates_months_ago(&self, sentence: &Range<usize>) -> bool {
        let Some(published) = self.published[self.text_of(sentence)] else { return false };
        let ended = |told: &Told| {
            let dates = told.dates.as_ref().filter(|_| !told.aside)?;
            Some(published.since(dates.end).map_or(0, |span| span.get_days()))
        };
        let last = self.dates_in(sentence).iter().filter_map(ended).min();
        last.is_some_and(|days| days > DAYS_OF_A_CHAIN)
    }

    /// The days of the recollection that the sentence at `at` goes on with, unless that is of one day, after which this may
    /// have been.
    pub(super) fn recollected(&self, at: usize) -> Option<&Told> {
        let goes_on = |at: &usize| {
            matches!(self.standings[*at], Standing::GoesOn | Standing::Dated)
                && self.dates_in(&self.sentences[*at]).is_empty()
        };
        let near = at.saturating_sub(SENTENCES_OF_A_RECOLLECTION - 1)..=at;
        let back = near.rev().take_while(goes_on).last()?.checked_sub(1)?;
        let mut told = self.dates_in(&self.sentences[back]).iter().rev();
        let told = told.find(|told| self.is_long_ago(told))?;
        let fine = [DatePrecision::Day, DatePrecision::Night];
        told.dates.as_ref().filter(|dates| !fine.contains(&dates.precision)).map(|_| told)
    }

    fn is_long_ago(&self, told: &Told) -> bool {
        let published = self.published[self.page.text_of(told.first)];
        let dates = told.dates.as_ref().filter(|_| !told.aside).zip(published);
        dates.is_some_and(|(dates, published)| is_before(dates, published))
    }

    fn turns(&self) -> Turns<'_, '_> {
        Turns { words: self.words, hits: &self.hits, dates: &self.dates }
    }

    fn has(&self, words: &Range<usize>, is: impl Fn(Hit) -> bool) -> bool {
        self.hits.within(words.clone()).any(is)
    }
}

fn is_cue(hit: Hit) -> bool {
    matches!(hit.sense, Sense::Cue(_))
}

/// Whether `dates` are so long before the day `news` that they are of another time.
pub(super) fn is_before(dates: &DateSpan, news: Date) -> bool {
    let days = news.since(dates.end).map_or(0, |span| span.get_days());
    let coarse = matches!(dates.precision, DatePrecision::Month | DatePrecision::Year);
    days > FRESH_DAYS || (coarse && days > 0)
}
