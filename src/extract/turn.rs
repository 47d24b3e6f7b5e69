//! Turns: where a sentence goes from what it tells to another time.
//!
//! What such a clause dates and counts is its own: «اعتقلت أمس خمسة، وفي العام الماضي اعتقلت 30». So it is read as a sentence of
//! its own from here on; only its evidence is the whole sentence, and what is named before it in that stands near.

use std::ops::Range;

use jiff::civil::Date;

use super::count::Counting;
use super::date::{Time, Told};
use super::lexicon::{Hit, Hits, Sense};
use super::recall::is_before;
use crate::model::{DatePrecision, DateSpan};
use crate::text::{Gap, Script, Words};

/// How many words back from a date the clause begins that it is told in.
const REACH_OF_A_CLAUSE: usize = 30;
/// How many words before a date may join it to its clause: "and back in", «وفي».
const WORDS_BEFORE_A_DATE: usize = 3;
/// How many words after «كانت» its verb stands: «وكانت طائرة مسيرة قد استهدفت».
const REACH_OF_PLUPERFECT: usize = 6;
/// How many words after «كانت» a present stands: «وكانت الدورية تنقل».
const REACH_OF_PRESENT: usize = 4;
/// How many words stand before "after": "less than two months".
const WORDS_OF_AN_AMOUNT: usize = 4;

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
    ["and", "but", "while", "whereas", "when", "فيما", "بينما", "لكن", "ثم", "كما"];
/// What opens a clause that only tells more of what was told, with «و» before it or not: what that dates long before is
/// something else.
const TELLS_MORE: [&str; 16] = [
    "where",
    "which",
    "who",
    "whose",
    "having",
    "حيث",
    "التي",
    "الذي",
    "الذين",
    "هو",
    "هي",
    "هذا",
    "هذه",
    "علما",
    "علماً",
    "ذلك",
];
/// What stands before a pluperfect, without a comma.
const BEFORE_A_PLUPERFECT: [&str; 16] = [
    "أن",
    "أنه",
    "أنها",
    "أنهم",
    "إنه",
    "إنها",
    "إنهم",
    "بأنه",
    "بأنها",
    "بأنهم",
    "بعدما",
    "عندما",
    "حين",
    "التي",
    "الذي",
    "الذين",
];
/// What stands after «بعد عامين» where it counts from something: «من الهجوم».
const FROM: [&str; 4] = ["من", "على", "عن", "أن"];

/// What opens a clause that tells of one of those that its sentence counts.
const OPENS_ONE_OF_A_ROW: [&str; 8] =
    ["إذ", "حيث", "فقد", "بعد", "بعدما", "after", "following", "with"];
/// How many days before publication that was at least: what was yesterday may be the news.
const DAYS_BACK_IN_A_ROW: i32 = 2;

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

/// A clause that tells of another time than its sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Clause {
    words: Range<usize>,
    /// Whether that is earlier, and no news beside the rest.
    recalls: bool,
}

/// The sentences of a text, cut where they turn to another time.
#[derive(Debug, Default)]
pub(super) struct Tellings {
    pub(super) words: Vec<Range<usize>>,
    /// Of each whether it is a clause that only recalls something.
    pub(super) recalls: Vec<bool>,
}

impl Tellings {
    fn push(&mut self, words: Range<usize>, recalls: bool) {
        if !words.is_empty() {
            self.words.push(words);
            self.recalls.push(recalls);
        }
    }
}

/// What the search for turns looks at.
#[derive(Clone, Copy)]
pub(super) struct Turns<'a, 't> {
    pub(super) words: &'a Words<'t>,
    pub(super) hits: &'a Hits,
    /// All dates of the text, in order.
    pub(super) dates: &'a [Told],
}

impl Turns<'_, '_> {
    /// Cuts `sentences` where they turn. `published` tells the day of the text in which a word stands.
    pub(super) fn tellings(
        self,
        sentences: &[Range<usize>],
        published: impl Fn(usize) -> Option<Date>,
    ) -> Tellings {
        let mut out = Tellings::default();
        let mut dates = self.dates;
        for sentence in sentences {
            let own;
            (own, dates) = dates.split_at(dates.partition_point(|told| told.first < sentence.end));
            let mut start = sentence.start;
            for clause in self.clauses(sentence, own, published(sentence.start)) {
                out.push(start..clause.words.start, false);
                start = clause.words.end;
                out.push(clause.words, clause.recalls);
            }
            out.push(start..sentence.end, false);
        }
        out
    }

    /// The clauses of a sentence that tell of another time, in order; none reaches into the next.
    fn clauses(
        self,
        sentence: &Range<usize>,
        dates: &[Told],
        published: Option<Date>,
    ) -> Vec<Clause> {
        let by_date = |told| self.clause_of(sentence, told, dates, published);
        let of_dates = dates.iter().filter(|told| !told.aside).filter_map(by_date);
        let by_word = |hit| self.looks_back(sentence, hit);
        let of_words = self.hits.within(sentence.clone()).filter_map(by_word);
        let rest_tells = |clause: &Clause| {
            let Range { start, end } = clause.words;
            self.tells(sentence.start..start) || self.tells(end..sentence.end)
        };
        let mut all: Vec<Clause> = of_dates
            .chain(of_words)
            .filter(|clause| {
                // Of what only is feared or planned the verb may stand nowhere: "a repeat of the breakout of January".
                let likens = self.likens(clause);
                let tells = self.tells(clause.words.clone());
                (tells && (likens || rest_tells(clause))) || (likens && rest_tells(clause))
            })
            .collect();
        all.extend(self.one_of_a_row(sentence, dates, published));
        all.sort_by_key(|clause| (clause.words.start, !clause.recalls));
        // A word and a date may tell of one turn.
        all.dedup_by_key(|clause| clause.words.start);
        for index in 1..all.len() {
            let next = all[index].words.start;
            let before = &mut all[index - 1].words;
            before.end = before.end.min(next);
        }
        all
    }

    /// The clause that tells of an earlier one of those that the sentence counts: «وهي ثاني جريمة خلال أسبوع، *إذ قُتل في 8 حزيران لاجئ*».
    fn one_of_a_row(
        self,
        sentence: &Range<usize>,
        dates: &[Told],
        published: Option<Date>,
    ) -> Option<Clause> {
        let earlier = |told: &&Told| {
            let day = told.dates.as_ref().filter(|dates| is_of_a_day(dates) && !told.aside);
            day.zip(published).is_some_and(|(day, news)| {
                news.since(day.end).map_or(0, |age| age.get_days()) >= DAYS_BACK_IN_A_ROW
            })
        };
        let day = dates.iter().rfind(earlier)?;
        let opens = |index: &usize| {
            let word = self.words.written(*index);
            self.words.gap(*index).has(Gap::COMMA)
                && OPENS_ONE_OF_A_ROW.iter().any(|other| word.eq_ignore_ascii_case(other))
        };
        let from = (sentence.start + 1..day.first).rev().find(opens)?;
        let counts =
            |hit: Hit| matches!(hit.sense, Sense::Time(Time::Ordinal(2..))) && !hit.glued.article;
        let row = self.hits.within(sentence.start..from).any(counts);
        (row && self.tells(from..sentence.end))
            .then_some(Clause { words: from..sentence.end, recalls: true })
    }

    /// The clause that a word opens which looks back: «وسبق أن», "months after".
    fn looks_back(self, sentence: &Range<usize>, hit: Hit) -> Option<Clause> {
        let from = match hit.sense {
            Sense::TurnsBack => self.is_set_off(hit.first).then_some(hit.first)?,
            Sense::Time(Time::After) => {
                let from = self.so_long_after(sentence, hit)?;
                // «اعتُقل بعد أسبوعين من التفجير، *في 28 نيسان*»: the day is that of what came after.
                let apposed = self.is_apposed(hit.end..sentence.end);
                Some(from).filter(|&from| !apposed || from == sentence.start)?
            }
            // «عملية فرار تماثل العملية الكبرى التي جرت مطلع العام»
            Sense::Time(Time::Likens) => {
                let end = self.end_of_likeness(sentence, hit)?;
                return Some(Clause { words: hit.first..end, recalls: true });
            }
            _ => return None,
        };
        let end = if from > sentence.start {
            sentence.end
        } else {
            (hit.end..sentence.end).find(|&index| self.words.gap(index).has(Gap::COMMA))?
        };
        Some(Clause { words: from..end, recalls: true })
    }

    /// Whether the first comma in `words` stands before a day.
    fn is_apposed(self, words: Range<usize>) -> bool {
        let comma = words.clone().find(|&index| self.words.gap(index).has(Gap::COMMA));
        comma.is_some_and(|comma| {
            let from = self.dates.partition_point(|told| told.first < comma);
            self.dates[from..].iter().take(1).any(|told| {
                told.first < words.end.min(comma + WORDS_BEFORE_A_DATE)
                    && told.dates.as_ref().is_some_and(is_of_a_day)
            })
        })
    }

    /// Where the clause ends that likens what is told to something that it dates.
    fn end_of_likeness(self, sentence: &Range<usize>, hit: Hit) -> Option<usize> {
        let comma = |index: &usize| self.words.gap(*index).has(Gap::COMMA);
        let reach = sentence.end.min(hit.end + REACH_OF_A_CLAUSE);
        let end = (hit.end..reach).find(comma).unwrap_or(reach);
        let at = self.dates.partition_point(|told| told.first < hit.end);
        let dated = self.dates.get(at).filter(|told| told.aside && told.dates.is_some());
        let dated = dated.filter(|told| hit.first > sentence.start && told.first < end);
        dated.map(|told| end.max(told.end))
    }

    /// Whether a clause likens what its sentence tells to something of another time.
    fn likens(self, clause: &Clause) -> bool {
        self.hits.at(clause.words.start).any(|hit| hit.is(Sense::Time(Time::Likens)))
    }

    /// Where the amount begins that tells how long after something else: "months after 20 escaped", «بعد عامين من الهجوم».
    fn so_long_after(self, sentence: &Range<usize>, after: Hit) -> Option<usize> {
        let is_unit = |index: usize| {
            self.hits.at(index).any(|hit| match hit.sense {
                // Of a few hours it is one course of events, of 24 it is not.
                Sense::Time(Time::Unit(0)) => self.are_days_of_hours(index),
                Sense::Time(Time::Unit(days) | Time::Pair(days)) => days > 0,
                _ => false,
            })
        };
        if self.words.all()[after.first].script == Script::Arabic {
            let unit = (after.end..sentence.end.min(after.end + WORDS_OF_AN_AMOUNT))
                .find(|&index| is_unit(index))?;
            let from = (unit + 1..sentence.end.min(unit + 3))
                .any(|i| FROM.contains(&self.words.written(i)));
            return from.then_some(after.first);
        }
        let unit =
            after.first.checked_sub(1).filter(|&unit| unit >= sentence.start && is_unit(unit))?;
        let from = unit.saturating_sub(WORDS_OF_AN_AMOUNT).max(sentence.start);
        let is_head =
            |&index: &usize| index == sentence.start || self.words.gap(index).has(Gap::COMMA);
        let amount = |&index: &usize| {
            self.words.written(index).eq_ignore_ascii_case("a")
                || self.words.all()[index].script == Script::Digits
                || self.hits.at(index).any(|hit| matches!(hit.sense, Sense::Number(_)))
        };
        let head = (from..=unit).rev().find(is_head);
        Some(head.unwrap_or_else(|| unit.checked_sub(1).filter(amount).unwrap_or(unit)))
    }

    /// Whether the unit at word `index` is of hours that fill a day: «24 ساعة», "48 hours".
    fn are_days_of_hours(self, index: usize) -> bool {
        let number = index.checked_sub(1).map(|number| self.words.folded(number));
        number.is_some_and(|number| matches!(number, b"24" | b"48" | b"72"))
    }

    /// The clause that `told` is the date of, if it is of another time than what else the sentence tells.
    fn clause_of(
        self,
        sentence: &Range<usize>,
        told: &Told,
        dates: &[Told],
        published: Option<Date>,
    ) -> Option<Clause> {
        if told.is_of_what_follows() {
            return None;
        }
        // The first days that the sentence tells before the clause.
        let news = |turn: usize| {
            let mut before = dates.iter().filter(|other| other.end <= turn && !other.aside);
            before.find_map(|other| other.dates.as_ref())
        };
        let is_before = |day: Option<Date>| {
            told.dates.as_ref().zip(day).is_some_and(|(dates, day)| is_before(dates, day))
        };
        let is_old =
            |turn: usize| is_before(news(turn).and_then(|news| news.start)) || is_before(published);
        if let Some(from) = self.fronted(sentence, told) {
            return Some(Clause { words: from..sentence.end, recalls: is_old(from) });
        }
        let (from, opening) = self.opening_before(sentence, told)?;
        let to_the_end = |recalls| Some(Clause { words: from..sentence.end, recalls });
        match opening {
            Opening::Joined => {
                let (news, own) = (news(from)?, told.dates.as_ref()?);
                if own.start.is_some_and(|own| self::is_before(news, own)) {
                    return to_the_end(false);
                }
                is_before(news.start).then(|| to_the_end(true))?
            }
            Opening::Pluperfect => told.dates.as_ref().and_then(|_| to_the_end(true)),
            Opening::Beside => {
                let end = self.end_beside(sentence, from, told.end).filter(|_| is_old(from))?;
                Some(Clause { words: from..end, recalls: true })
            }
        }
    }

    /// The nearest clause before `told` in which something happens by then, or had happened, and how it begins.
    fn opening_before(self, sentence: &Range<usize>, told: &Told) -> Option<(usize, Opening)> {
        let from = told.first.saturating_sub(REACH_OF_A_CLAUSE).max(sentence.start + 1);
        let opens = |index: usize| Some((index, self.opening(index)?));
        (from..told.first).rev().filter_map(opens).find(|&(index, opening)| {
            // «وكان قد تبنى قبل أسبوعين هجوماً»
            let end = if opening == Opening::Pluperfect { sentence.end } else { told.end };
            self.tells(index..end)
        })
    }

    /// Where a clause ends that begins at `from` and only tells more of what stands before it: "the camp, where 28 were killed in
    /// 2021, saw". One in whose midst the news goes on is none: «الحملة، التي انطلقت يوم 25 آب، وقالت إنها اعتقلت».
    fn end_beside(self, sentence: &Range<usize>, from: usize, dated: usize) -> Option<usize> {
        let comma = |index: &usize| self.words.gap(*index).has(Gap::COMMA);
        let rest = (dated..sentence.end).find(comma).filter(|&rest| self.tells(rest..sentence.end));
        let told = self.tells(sentence.start..from);
        match rest {
            Some(_) if told => None,
            Some(rest) => Some(rest),
            None => Some(sentence.end),
        }
    }

    /// The head of the clause that begins with `told`: «وفي العام الماضي», "; on 3/25/2022".
    fn fronted(self, sentence: &Range<usize>, told: &Told) -> Option<usize> {
        let from = told.first.saturating_sub(WORDS_BEFORE_A_DATE).max(sentence.start + 1);
        let is_little = |index: usize| {
            let word = self.words.written(index);
            let bare = word.strip_prefix('و').unwrap_or(word);
            PREPOSITIONS.iter().any(|other| bare.eq_ignore_ascii_case(other))
        };
        // «وقع في 9 تموز»: a verb may begin with the letter of "and".
        let is_head = |index: usize| {
            let joins = !self.words.written(index).starts_with('و');
            self.is_joined(index) && (joins || index == told.first || is_little(index))
        };
        let head = (from..=told.first)
            .rev()
            .find(|&index| is_head(index) || (index < told.first && !is_little(index)))
            .filter(|&index| is_head(index))?;
        // «في آذار وفي نيسان» is a list of dates: a clause goes on with its verb, or stands behind a comma.
        let goes_on = self.hits.at(told.end).any(|hit| hit.verb && is_deed(hit))
            || self.words.gap(head).has(Gap::COMMA)
            || self.words.all()[head].script == Script::Latin;
        goes_on.then_some(head)
    }

    /// Whether a clause begins at word `index` by what joins it to the one before.
    fn is_joined(self, index: usize) -> bool {
        let word = self.words.written(index);
        self.is_behind_a_semicolon(index)
            || word.starts_with('و')
            || JOINS.iter().any(|other| word.eq_ignore_ascii_case(other))
    }

    fn is_behind_a_semicolon(self, index: usize) -> bool {
        self.words.gap(index).has(Gap::COMMA) && self.words.between(index).contains([';', '؛'])
    }

    /// How a clause begins at word `index`, if one does.
    fn opening(self, index: usize) -> Option<Opening> {
        let word = self.words.written(index);
        let bare = word.strip_prefix('و').unwrap_or(word);
        let set_off = self.is_set_off(index);
        if set_off && self.is_pluperfect(index) {
            Some(Opening::Pluperfect)
        } else if TELLS_MORE.iter().any(|other| bare.eq_ignore_ascii_case(other)) {
            self.words.gap(index).has(Gap::COMMA).then_some(Opening::Beside)
        } else {
            (set_off && self.is_joined(index)).then_some(Opening::Joined)
        }
    }

    /// Whether word `index` may begin a clause: behind a comma, by what joins clauses, by «وكان».
    fn is_set_off(self, index: usize) -> bool {
        let word = self.words.written(index);
        self.words.gap(index).has(Gap::COMMA)
            || JOINS.iter().any(|other| word.eq_ignore_ascii_case(other))
            || word.starts_with("وكان")
            || word.starts_with("وسبق")
            // «بعد أن كانت قد اعتقلتهم»
            || (word.starts_with("كان") && BEFORE_A_PLUPERFECT.contains(&self.words.written(index - 1)))
    }

    /// «وكانت قد داهمت», "it had raided".
    fn is_pluperfect(self, index: usize) -> bool {
        let word = self.words.written(index);
        let end = self.words.len().min(index + REACH_OF_PLUPERFECT);
        if self.words.all()[index].script == Script::Latin {
            let had = (index..end).find(|&at| self.words.written(at) == "had");
            return had.is_some_and(|had| self.words.is_unbroken(index..had + 1));
        }
        let past = |hit: Hit, word: &str| {
            hit.verb && is_deed(hit) && !PRESENT.iter().any(|head| word.starts_with(head))
        };
        let was = word.strip_prefix('و').unwrap_or(word);
        matches!(was, "كان" | "كانت" | "كانوا" | "كن")
            && (index + 1..end).any(|at| {
                let word = self.words.written(at);
                word == "قد" || self.hits.at(at).any(|hit| past(hit, word))
            })
    }

    /// «وكانت الدورية تنقل»: «كان» at word `index`, and a present.
    pub(super) fn is_past_continuous(self, index: usize) -> bool {
        let end = self.words.len().min(index + REACH_OF_PRESENT);
        let present = |at| PRESENT.iter().any(|head| self.words.written(at).starts_with(head));
        !self.is_pluperfect(index) && (index + 1..end).any(present)
    }

    /// Whether something happens in these words.
    fn tells(self, words: Range<usize>) -> bool {
        self.hits.within(words).any(is_deed)
    }
}

fn is_deed(hit: Hit) -> bool {
    use Counting::{Act, Deed, Done, State};
    matches!(hit.sense, Sense::Cue(_) | Sense::Counting(Act(_) | Deed(_) | Done(_) | State(_)))
}

fn is_of_a_day(dates: &DateSpan) -> bool {
    matches!(dates.precision, DatePrecision::Day | DatePrecision::Night)
}
