//! In what manner a report tells of its event: the words are those of the kinds table, under `[telling]`, `[sides]`
//! and `means`.

use super::lexicon::{Hit, Hits, Lexicon, Sense};
use super::{Kinds, when};
use crate::model::{KindId, Manner, Report};
use crate::text::{Script, Words};

/// What a phrase tells of the manner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// It still goes on: "remained under", «في اليوم الرابع».
    GoesOn,
    /// It goes on, unless it is told too that it begins: «اندلعت اشتباكات واستمرت حتى الفجر».
    Continues,
    /// It begins.
    Begins,
    /// A count is higher than it was.
    Rises,
    /// It is one more of its kind.
    OnceMore,
    /// The means that it is done with, as an index.
    Means(u32),
    /// The side that does it, as an index; and the deed, or with what it is done.
    Side(u32),
    /// A side by its name alone.
    Named(u32),
    /// People, between the name of their side and what they do.
    People,
    /// Stands before him who does it.
    By,
    /// A deed.
    Does,
    /// Stands behind him to whom it is done.
    Passive,
    /// Stands before him to whom it is done.
    Suffers,
}

/// So many words behind a name at the most is what it does, in English, where much may stand between, and in Arabic.
const REACH: [usize; 2] = [8, 3];
/// How many words a phrase may have that stands right before a name.
const LONGEST: usize = 3;

/// The words that tell the manner.
#[derive(Debug)]
pub struct Manners {
    lexicon: Lexicon,
    /// What each phrase of the lexicon tells, and of which kind alone.
    told: Vec<(Option<KindId>, Told)>,
}

impl Manners {
    /// The words of `kinds`.
    pub fn new(kinds: &Kinds) -> Self {
        let (phrases, told): (Vec<_>, Vec<_>) = kinds
            .manner_phrases()
            .map(|(phrase, kind, told)| (phrase, (kind.map(|kind| kind.id.clone()), told)))
            .unzip();
        let marks = (0..).map(Sense::Mark);
        Self { lexicon: Lexicon::of_phrases(phrases.into_iter().zip(marks)), told }
    }

    /// In what manner the sentence of `report` tells of its event.
    pub fn of(&self, report: &Report) -> Manner {
        let words = Words::of(&report.evidence.sentence);
        let hits = self.lexicon.hits(&words);
        let year_open = when::leaves_the_year_open(&report.evidence.grounds);
        let mut manner = Manner { year_open, ..Manner::default() };
        let (mut continues, mut begins) = (false, false);
        for hit in hits.within(0..words.len()) {
            let Sense::Mark(index) = hit.sense else { continue };
            let (kind, told) = &self.told[index as usize];
            if kind.as_ref().is_some_and(|kind| *kind != report.kind) {
                continue;
            }
            match told {
                Told::GoesOn => manner.goes_on = true,
                Told::Continues => continues = true,
                Told::Begins => begins = true,
                Told::Rises => manner.rises = true,
                Told::OnceMore => manner.year_open = false,
                Told::Means(means) => manner.means |= 1 << means,
                Told::Side(side) | Told::Named(side) if manner.sides & 1 << side == 0 => {
                    let is_named = matches!(told, Told::Named(_));
                    let around = Around { manners: self, words: &words, hits: &hits };
                    manner.sides |= u32::from(around.does_it(hit, is_named)) << side;
                }
                _ => {}
            }
        }
        manner.goes_on |= continues && !begins;
        manner
    }
}

/// What stands around the name of a side.
struct Around<'a> {
    manners: &'a Manners,
    words: &'a Words<'a>,
    hits: &'a Hits,
}

impl Around<'_> {
    /// Whether he whom `hit` names does it: a deed is told before the name in Arabic, behind it in English, or he is one "by" whom it
    /// is done. Where more than the name is told (`is_named` is false), he does it unless it says that he suffers it or helps.
    fn does_it(&self, hit: Hit, is_named: bool) -> bool {
        // The verb is no name: "IS attacked", and "the town is calm".
        if self.words.written(hit.first) == "is" && hit.end == hit.first + 1 {
            return false;
        }
        let from = self.before_people(hit.first);
        let stands_before = |sense| {
            let starts = from.saturating_sub(LONGEST)..from;
            starts.into_iter().any(|at| self.ends(at, sense).any(|end| end == from))
        };
        if stands_before(Told::Suffers) {
            return false;
        }
        if stands_before(Told::By) {
            return true;
        }
        // «هاجم مسلحو داعش ومسلحو العشائر»: what is told of the one is told of the other.
        let joined = (from.saturating_sub(LONGEST)..from).flat_map(|at| self.hits.at(at));
        let mut joined = joined.filter(|other| other.end == from && self.is_name(*other));
        if let Some(other) = joined.next() {
            return self.does_it(other, is_named);
        }
        let latin = |at: usize| self.words.all()[at].script == Script::Latin;
        if stands_before(Told::Does) {
            // "Attacked ISIS", «هاجم داعش».
            return !latin(from - 1);
        }
        let mut to = hit.end;
        while to < self.words.len() && self.is_people(to) {
            to += 1;
        }
        let reach = REACH[usize::from(!latin(hit.first))];
        for at in to..self.words.len().min(to + reach) {
            if !self.words.is_unbroken(hit.first..at + 1) {
                break;
            }
            if self.ends(at, Told::Passive).next().is_some() {
                return false;
            }
            if self.ends(at, Told::Does).next().is_some() {
                return true;
            }
        }
        !is_named
    }

    /// The first word of those of people before `first`, with the name of a tribe among them.
    fn before_people(&self, first: usize) -> usize {
        let is_name = |at: usize| self.words.all()[at].capital && !self.is_told(at);
        let mut from = first;
        while from > 0 && self.words.is_unbroken(from - 1..first + 1) {
            if self.is_people(from - 1) {
                from -= 1;
            } else if from > 1 && is_name(from - 1) && self.is_people(from - 2) {
                from -= 2;
            } else {
                break;
            }
        }
        from
    }

    fn is_name(&self, hit: Hit) -> bool {
        let Sense::Mark(index) = hit.sense else { return false };
        matches!(self.manners.told[index as usize].1, Told::Named(_))
    }

    fn is_people(&self, at: usize) -> bool {
        self.ends(at, Told::People).any(|end| end == at + 1)
    }

    /// Whether the word at `at` tells anything of the manner.
    fn is_told(&self, at: usize) -> bool {
        self.hits.at(at).next().is_some()
    }

    /// Where the phrases at `at` end that tell `sense`.
    fn ends(&self, at: usize, sense: Told) -> impl Iterator<Item = usize> + '_ {
        let told = move |hit: &Hit| match hit.sense {
            Sense::Mark(index) => self.manners.told[index as usize].1 == sense,
            _ => false,
        };
        self.hits.at(at).filter(told).map(|hit| hit.end)
    }
}
