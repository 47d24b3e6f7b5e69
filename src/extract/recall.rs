//! Recollections: where a sentence turns from what it tells to another time, and which sentences tell of something
//! earlier, beside the news.
//!
//! What such a clause dates, counts and places is its own: «اعتقلت أمس خمسة، وفي العام الماضي اعتقلت 30». So it is read as a
//! sentence of its own from here on.

use std::ops::Range;

use jiff::civil::Date;

use super::count::Counting;
use super::date::Told;
use super::lexicon::{Hit, Hits, Sense};
use super::report::Read;
use crate::model::{DatePrecision, DateSpan};
use crate::text::{Gap, Script, Words};

/// A date told before holds on for news of these many days before publication; an older one belongs to what the text recalls.
pub(super) const FRESH_DAYS: i32 = 7;
/// How many words back from a date the clause begins that it is told in.
const REACH_OF_A_CLAUSE: usize = 30;
/// How many words before a date may join it to its clause: "and back in", «وفي».
const WORDS_BEFORE_A_DATE: usize = 3;
/// How many words after «كانت» its verb stands: «وكانت طائرة مسيرة قد استهدفت».
const REACH_OF_PLUPERFECT: usize = 6;

/// How many words a day opens a sentence within: "And back in January".
const WORDS_OF_AN_OPENING: usize = 4;

/// How an Arabic verb begins that is in the present, after «كان»: that tells what went on, not what had been.
const PRESENT: [&str; 4] = ["ي", "تن", "تت", "تست"];
/// What stands between the head of a clause and its date.
const PREPOSITIONS: [&str; 13] = [
    "في",
    "خلال",
    "منتصف",
    "يوم",
    "شهر",
    "on",
    "in",
    "during",
    "back",
    "early",
    "late",
    "only",
    "the",
];
/// What joins two clauses that tell of different times, beside «و» and a semicolon.
const JOINS: [&str; 10] =
    ["and", "but", "while", "whereas", "فيما", "بينما", "لكن", "ثم", "كما", "when"];
/// What opens a clause that only tells more of what was told: what it dates long before is something else.
const TELLS_MORE: [&str; 16] = [
    "where",
    "which",
    "who",
    "whose",
    "حيث",
    "التي",
    "الذي",
    "وهو",
    "وهي",
    "وهذا",
    "وهذه",
    "علما",
    "علماً",
    "وذلك",
    "وبذلك",
    "having",
];

/// How a clause begins that may tell of another time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// By words that join it to what was told before: and, «فيما».
    Joined,
    /// By words that tell more of it: «وهي», which.
    Beside,
    /// By a verb that looks back from it: «وكانت داهمت», "it had raided".
    Pluperfect,
}

/// The sentences of a text, cut where they turn to another time.
pub(super) struct Tellings {
    pub(super) words: Vec<Range<usize>>,
    /// Whether each only recalls something: a clause that looks back from the news of its sentence.
    pub(super) recalled: Vec<bool>,
}

/// What the search for turns looks at.
#[derive(Clone, Copy)]
pub(super) struct Turns<'a, 't> {
    pub(super) words: &'a Words<'t>,
    pub(super) hits: &'a Hits,
    /// All dates of the text.
    pub(super) dates: &'a [Told],
}

/// Where a sentence turns, and whether what follows only recalls.
type Turn = (usize, bool);

impl Turns<'_, '_> {
    /// Cuts `sentences` where they turn. `published` tells the day of the text in which a word stands.
    pub(super) fn tellings(
        self,
        sentences: &[Range<usize>],
        published: impl Fn(usize) -> Option<Date>,
    ) -> Tellings {
        let mut out = Tellings {
            words: Vec::with_capacity(sentences.len()),
            recalled: Vec::with_capacity(sentences.len()),
        };
        let mut dates = self.dates;
        for sentence in sentences {
            let (own, rest) =
                dates.split_at(dates.partition_point(|told| told.first < sentence.end));
            dates = rest;
            let mut turns = self.turns(sentence, own, published(sentence.start));
            turns.sort_unstable();
            turns.dedup_by_key(|turn| turn.0);
            let (mut start, mut recalled) = (sentence.start, false);
            for (turn, recalls) in turns {
                out.words.push(start..turn);
                out.recalled.push(recalled);
                (start, recalled) = (turn, recalls);
            }
            out.words.push(start..sentence.end);
            out.recalled.push(recalled);
        }
        out
    }

    fn turns(self, sentence: &Range<usize>, dates: &[Told], published: Option<Date>) -> Vec<Turn> {
        let of_dates = dates
            .iter()
            .filter(|told| !told.aside)
            .filter_map(|told| self.turn_of_date(sentence, told, dates, published));
        let of_words = self
            .hits
            .within(sentence.clone())
            .filter(|hit| hit.sense == Sense::TurnsBack && self.is_set_off(hit.first));
        of_dates
            .chain(of_words.map(|hit| (hit.first, true)))
            .filter(|(turn, _)| {
                self.tells(sentence.start..*turn) && self.tells(*turn..sentence.end)
            })
            .collect()
    }

    /// Where the clause begins that `told` is the date of, if that turns from what the sentence tells before.
    fn turn_of_date(
        self,
        sentence: &Range<usize>,
        told: &Told,
        dates: &[Told],
        published: Option<Date>,
    ) -> Option<Turn> {
        let before = |turn: usize| {
            let mut before = dates.iter().filter(|other| other.end <= turn && !other.aside);
            before.find_map(|other| other.dates.as_ref()?.start)
        };
        let is_old = |dates: &DateSpan, turn: usize| {
            before(turn).is_some_and(|news| is_before(dates, news))
                || published.is_some_and(|news| is_before(dates, news))
        };
        if told.is_of_what_follows() {
            return (told.first > sentence.start).then_some((told.first, true));
        }
        if let Some(turn) = self.fronted(sentence, told) {
            let old = told.dates.as_ref().is_some_and(|dates| is_old(dates, turn));
            return Some((turn, old));
        }
        let from = told.first.saturating_sub(REACH_OF_A_CLAUSE).max(sentence.start + 1);
        let (turn, opening) = (from..told.first)
            .rev()
            .filter_map(|index| Some((index, self.opening(index)?)))
            .find(|(index, _)| self.tells(*index..told.first))?;
        let dates = told.dates.as_ref()?;
        let turns = match opening {
            Opening::Joined => before(turn).is_some_and(|news| is_before(dates, news)),
            Opening::Beside => is_old(dates, turn),
            Opening::Pluperfect => true,
        };
        turns.then_some((turn, true))
    }

    /// The head of the clause that begins with `told`: «وفي العام الماضي», "; on 3/25/2022".
    fn fronted(self, sentence: &Range<usize>, told: &Told) -> Option<usize> {
        let from = told.first.saturating_sub(WORDS_BEFORE_A_DATE).max(sentence.start);
        let is_little = |index: usize| {
            let word = self.words.written(index);
            let bare = word.strip_prefix('و').unwrap_or(word);
            PREPOSITIONS.iter().any(|other| bare.eq_ignore_ascii_case(other))
        };
        let head = (from..=told.first)
            .rev()
            .find(|&index| self.is_joined(index) || (index < told.first && !is_little(index)))
            .filter(|&index| self.is_joined(index) && index > sentence.start)?;
        // «في آذار وفي نيسان» is a list of dates: a clause goes on with its verb, or with who did it behind a comma.
        let goes_on = self.hits.at(told.end).any(|hit| hit.verb && is_deed(hit))
            || self.words.gap(head).has(Gap::COMMA)
            || self.words.all()[head].script == Script::Latin;
        goes_on.then_some(head)
    }

    /// Whether a clause begins at word `index` by what joins it to the one before.
    fn is_joined(self, index: usize) -> bool {
        let word = self.words.written(index);
        self.is_behind_a_semicolon(index)
            || word.starts_with('و') && self.words.all()[index].script == Script::Arabic
            || JOINS.iter().any(|other| word.eq_ignore_ascii_case(other))
    }

    fn is_behind_a_semicolon(self, index: usize) -> bool {
        self.words.gap(index).has(Gap::COMMA) && self.words.between(index).contains([';', '؛'])
    }

    /// How a clause begins at word `index`, if one does.
    fn opening(self, index: usize) -> Option<Opening> {
        let word = self.words.written(index);
        let set_off = self.is_set_off(index);
        if set_off && self.is_pluperfect(index) {
            Some(Opening::Pluperfect)
        } else if TELLS_MORE.iter().any(|other| word.eq_ignore_ascii_case(other)) {
            self.words.gap(index).has(Gap::COMMA).then_some(Opening::Beside)
        } else {
            (set_off && self.is_joined(index)).then_some(Opening::Joined)
        }
    }

    /// Whether word `index` may begin a clause: behind a comma, with «و», by what joins clauses.
    fn is_set_off(self, index: usize) -> bool {
        let word = self.words.written(index);
        self.words.gap(index).has(Gap::COMMA)
            || JOINS.iter().any(|other| word.eq_ignore_ascii_case(other))
            || ["وكان", "وسبق"].iter().any(|head| word.starts_with(head))
    }

    /// «وكانت قد داهمت», "it had raided".
    fn is_pluperfect(self, index: usize) -> bool {
        let word = self.words.written(index);
        let end = self.words.len().min(index + REACH_OF_PLUPERFECT);
        if self.words.all()[index].script == Script::Latin {
            return (index..end).any(|at| self.words.written(at) == "had")
                && self.words.is_unbroken(index..end);
        }
        let was = word.strip_prefix('و').unwrap_or(word);
        matches!(was, "كان" | "كانت" | "كانوا" | "كن")
            && (index + 1..end).any(|at| {
                let word = self.words.written(at);
                word == "قد"
                    || self.hits.at(at).any(|hit| {
                        hit.verb && is_deed(hit) && !PRESENT.iter().any(|p| word.starts_with(p))
                    })
            })
    }

    /// Whether something happens in these words.
    fn tells(self, words: Range<usize>) -> bool {
        self.hits.within(words).any(is_deed)
    }
}

fn is_cue(hit: Hit) -> bool {
    matches!(hit.sense, Sense::Cue(_))
}

fn is_deed(hit: Hit) -> bool {
    use Counting::{Act, Deed, Done, State};
    matches!(hit.sense, Sense::Cue(_) | Sense::Counting(Act(_) | Deed(_) | Done(_) | State(_)))
}

/// Whether `dates` are so long before the day `news` that they are of another time.
pub(super) fn is_before(dates: &DateSpan, news: Date) -> bool {
    let days = news.since(dates.end).map_or(0, |span| span.get_days());
    let coarse = matches!(dates.precision, DatePrecision::Month | DatePrecision::Year);
    days > FRESH_DAYS || (coarse && days > 0)
}

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
