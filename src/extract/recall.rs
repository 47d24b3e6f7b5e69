//! Recollections: which sentences only tell of something earlier, beside the news.

use std::ops::Range;

use jiff::civil::Date;

use super::date::Told;
use super::lexicon::{Hit, Sense};
use super::report::Read;
use crate::model::{DatePrecision, DateSpan};

/// A date told before holds on for news of these many days before publication; an older one belongs to what the text recalls.
pub(super) const FRESH_DAYS: i32 = 7;
/// How many words a day opens a sentence within: "And back in January".
const WORDS_OF_AN_OPENING: usize = 4;

impl Read<'_, '_> {
    /// Which sentences only recall something, where `turned` are clauses that do. One that begins with a day long past does,
    /// beside news: what the text told before, or what it tells later of a day near publication.
    pub(super) fn recollections(&self, turned: &[bool]) -> Vec<bool> {
        let mut out = turned.to_vec();
        // The news that lies ahead, and then the news that was told, of the text in which a sentence stands.
        let mut ahead = vec![false; out.len()];
        let mut fresh = (usize::MAX, false);
        for at in (0..out.len()).rev() {
            let sentence = &self.sentences[at];
            let text = self.text_of(sentence);
            if fresh.0 != text {
                fresh = (text, false);
            }
            ahead[at] = fresh.1;
            out[at] |= self.opens_with_background(sentence) || self.recalls(sentence);
            fresh.1 |= !out[at] && self.page.is_read(sentence.start) && self.dates_news(sentence);
        }
        let mut news = (usize::MAX, false);
        for at in 0..out.len() {
            let sentence = &self.sentences[at];
            let text = self.text_of(sentence);
            if news.0 != text {
                news = (text, false);
            }
            if self.is_headline(at) || !self.page.is_read(sentence.start) {
                continue;
            }
            out[at] |= (ahead[at] || news.1) && self.opens_long_ago(sentence);
            news.1 |= !out[at] && self.hits.within(sentence.clone()).any(is_cue);
        }
        out
    }

    /// Whether a sentence tells of a day near publication, by its cue or at its head.
    fn dates_news(&self, sentence: &Range<usize>) -> bool {
        let Some(published) = self.published[self.text_of(sentence)] else { return false };
        let fresh = |told: &&Told| {
            let dates = told.dates.as_ref();
            !told.aside
                && dates.is_some_and(|dates| !is_before(dates, published) && self.is_fresh(dates))
        };
        let Some(told) = self.dates_in(sentence).iter().find(fresh) else { return false };
        let has = |is: fn(Hit) -> bool| self.hits.within(sentence.clone()).any(is);
        let opens = told.first < sentence.start + WORDS_OF_AN_OPENING;
        has(|hit| is_cue(hit) && !hit.glued.article)
            || (opens && !has(|hit| hit.sense == Sense::Says))
    }

    /// Whether a sentence begins with a day long before publication: «في آذار 2021», "In January".
    fn opens_long_ago(&self, sentence: &Range<usize>) -> bool {
        let Some(published) = self.published[self.text_of(sentence)] else { return false };
        let told = self.dates_in(sentence).first().filter(|told| !told.aside);
        told.is_some_and(|told| {
            told.first < sentence.start + WORDS_OF_AN_OPENING
                && !self.hits.within(sentence.start..told.first).any(is_cue)
                && told.dates.as_ref().is_some_and(|dates| is_before(dates, published))
        })
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
