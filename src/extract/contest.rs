//! What one party tells and another denies, in the same sentence or the next: that is not certain. Who denies "that", or "the
//! reports", is read with what takes back.

use std::ops::Range;

use super::count::Counting;
use super::denial::{WORDS_BACK, set};
use super::lexicon::{Hit, Sense};
use super::report::{Claim, Read};
use super::status::REACHES_OVER_COMMAS;
use crate::model::{Mention, Status};
use crate::text::Gap;

/// The rule by which a claim of one party is contested by another.
const CONTESTED: &str = "another party denies it";
/// The rule by which a rumour is denied.
const DENIED: &str = "who should know denies what is only said";
/// How many words before a cue a word may stand by which all of a kind is denied.
const WORDS_TO_ALL: usize = 3;
/// How many words after the one that denies the cue of what it denies may begin.
const WORDS_TO_A_CUE: usize = 12;
/// Words of a denial of all that somebody told: «نفت وقوع أي», "denied that any".
const OF_ALL: [&str; 17] = [
    "أي",
    "أية",
    "وقوع",
    "حدوث",
    "أحد",
    "أحدا",
    "أحداً",
    "أحدًا",
    "that",
    "any",
    "anyone",
    "anybody",
    "no",
    "none",
    "nobody",
    "having",
    "such",
];
/// Words that say of what follows that it happened at all.
const HAPPENING: [&str; 4] = ["وقوع", "حدوث", "حصول", "صحة"];

impl Read<'_, '_> {
    /// Makes uncertain what one party tells where the same sentence or the next says that another denies any such thing; what
    /// was only hearsay is denied so. `told` is how firmly each claim was told at first.
    pub(super) fn contest(&self, claims: &mut [Claim], told: &[Status]) {
        for index in 0..claims.len() {
            let claim = &claims[index];
            let rumour = told[index] == Status::Unconfirmed;
            if !(told[index] == Status::Reported || rumour)
                || claim.takes_up()
                || !(rumour || self.is_headline(claim.at) || self.is_attributed(claim))
            {
                continue;
            }
            let Some(by) = self.denied_by_another(claim) else { continue };
            let (status, rule) =
                if rumour { (Status::Denied, DENIED) } else { (Status::Unconfirmed, CONTESTED) };
            if claim.report.status <= status {
                let span = Some(self.span(by));
                set(&mut claims[index], status, rule, span);
            }
        }
    }

    /// The words by which another party denies a claim, behind it or in the next sentence.
    fn denied_by_another(&self, claim: &Claim) -> Option<Hit> {
        let here = &self.sentences[claim.at];
        let behind = claim.cue.end..here.end.min(claim.cue.end + WORDS_BACK);
        if let Some(by) = self.denies_such(behind, claim, here) {
            return Some(by);
        }
        let next = self.sentences.get(claim.at + 1)?;
        let near = next.start..next.end.min(next.start + WORDS_BACK);
        (self.text_of(next) == self.text_of(here)).then(|| self.denies_such(near, claim, here))?
    }

    /// The hit in `words` that denies any such thing as `claim` of sentence `here`: «نفت وقوع أي», "said that no one had".
    fn denies_such(&self, words: Range<usize>, claim: &Claim, here: &Range<usize>) -> Option<Hit> {
        let end = words.end;
        let mut says = None;
        for hit in self.hits.within(words) {
            let denies = match hit.sense {
                Sense::Says => {
                    says = Some(hit.end);
                    false
                }
                Sense::Told { status: Status::Denied, reach } => {
                    let said = || says.is_some_and(|says| hit.first < says + WORDS_TO_ALL + 2);
                    usize::from(reach) >= REACHES_OVER_COMMAS || said()
                }
                _ => false,
            };
            if denies && self.is_such(hit.first, end, claim, here) {
                return Some(hit);
            }
        }
        None
    }

    /// Whether the clause behind the word at `from`, which denies, is of any such thing as the claim, and of no other place.
    fn is_such(&self, from: usize, end: usize, claim: &Claim, here: &Range<usize>) -> bool {
        let ends = |&index: &usize| self.words.gap(index).has(Gap::COMMA.with(Gap::STOP));
        let end = (from + 1..end).find(ends).unwrap_or(end);
        let kinds = self.extractor.kinds;
        let same = |hit: &Hit| match hit.sense {
            Sense::Cue(cue) => {
                let kind = kinds.cue(cue).kind;
                kind == claim.kind || self.matter_of(kind) == self.matter(claim)
            }
            _ => false,
        };
        let mut cues = self.hits.within(from..end.min(from + WORDS_TO_A_CUE)).filter(same);
        // Who denies that anyone was hurt does not deny the shelling.
        let harms = |hit: Hit| {
            let harm = |hit: Hit| {
                matches!(
                    hit.sense,
                    Sense::Counting(Counting::Done(_) | Counting::Act(_) | Counting::Deed(_))
                )
            };
            self.hits.at(hit.first).any(harm)
        };
        cues.any(|cue| {
            (harms(claim.cue) || !harms(cue))
                && self.is_of_all(from, end, cue)
                && !self.is_denied_elsewhere(cue.first..end, here, from)
        })
    }

    /// Whether what is denied from word `from` on is all of what `cue` tells: «وقوع أي هجوم», and not "any losses in the attack".
    fn is_of_all(&self, from: usize, end: usize, cue: Hit) -> bool {
        let near = cue.first.saturating_sub(WORDS_TO_ALL).max(from.saturating_sub(WORDS_TO_ALL));
        let before = cue.first.checked_sub(1).map_or("", |before| self.words.written(before));
        if HAPPENING.contains(&before) {
            return true;
        }
        let the = |index: usize| self.words.folded(index) == b"the";
        if cue.glued.article
            || (cue.glued.letters > 0 && self.words.written(cue.first).starts_with(['ب', 'ل']))
            || (near..cue.first).any(the)
            || cue.end - cue.first > WORDS_TO_ALL
        {
            return false;
        }
        let preposition = |hit: Hit| hit.is(Sense::Preposition);
        let mut all = (near..end.min(cue.end + 1))
            .filter(|&index| OF_ALL.contains(&self.words.written(index)));
        all.any(|index| {
            // «أي مدني في القصف»: the preposition may be of the cue's own phrase.
            let between = index + 1..(cue.first + 1).max(index + 1);
            !between.into_iter().any(|index| self.hits.at(index).any(preposition))
        })
    }

    /// Whether `clause` names places, and none of those that sentence `here` names before word `by`.
    fn is_denied_elsewhere(&self, clause: Range<usize>, here: &Range<usize>, by: usize) -> bool {
        let places = |words: Range<usize>| {
            self.mentions_in(&words).iter().filter(|mention| !mention.named.is_empty())
        };
        let same = |one: &Mention, other: &Mention| {
            one.named
                .iter()
                .any(|one| other.named.iter().any(|other| one.place.id == other.place.id))
        };
        let before = here.start..here.end.min(by).max(here.start);
        let mut there = places(clause).peekable();
        let is_named = |other: &Mention| places(before.clone()).any(|one| same(one, other));
        there.peek().is_some() && places(before.clone()).next().is_some() && !there.any(is_named)
    }

    /// Whether the sentence of a claim says who tells it.
    fn is_attributed(&self, claim: &Claim) -> bool {
        let Range { start, end } = self.sentences[claim.at];
        let near = start.max(claim.cue.first.saturating_sub(WORDS_BACK));
        self.hits
            .within(near..end.min(claim.cue.end + WORDS_BACK))
            .any(|hit| hit.is(Sense::Attributes) || hit.is(Sense::Says))
    }
}

/// Whether another party denies what a claim tells.
pub(super) fn is_contested(claim: &Claim) -> bool {
    claim.report.evidence.grounds.iter().any(|ground| ground.rule == CONTESTED)
}
