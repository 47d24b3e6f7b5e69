//! Actors: who does what a cue says, by where they stand beside it. What follows from that is for the kinds table.

use std::ops::Range;

use crate::extract::kinds::Role;
use crate::extract::lexicon::{Hit, Sense};
use crate::extract::report::Read;
use crate::text::{Gap, Script};

/// How many words after an Arabic verb or verbal noun the one who acts may stand.
const REACH_OF_ACTOR: usize = 5;
/// How many words before an English verb.
const REACH_BEFORE: usize = 4;
/// How many words before an Arabic verb its subject may begin, behind «أن».
const REACH_OF_SUBJECT: usize = 8;

impl Read<'_, '_> {
    /// Who does what the cue says: in Arabic the noun after the verb or verbal noun, up to a preposition, or the one right before it;
    /// in English the one before a verb, or after "of" and "by" where the cue is a noun.
    pub(super) fn actor(&self, sentence: &Range<usize>, cue: Hit) -> Option<(Role, Hit)> {
        if let Some(inside) = self.actor_in(cue.first + 1..cue.end) {
            return Some(inside);
        }
        match self.words.all()[cue.first].script {
            Script::Arabic => {
                let end = sentence.end.min(cue.end + REACH_OF_ACTOR);
                let ends =
                    |&index: &usize| self.ends_subject(index) || (cue.verb && self.is_whose(index));
                let stop = (cue.end..end).find(ends).unwrap_or(end);
                let subject = self.subject(sentence, cue).and_then(|words| self.actor_in(words));
                subject.or_else(|| self.actor_in(cue.end..stop)).or_else(|| {
                    // «سجناء يفرون»: headlines put the one who acts first.
                    let from = cue.first.saturating_sub(2).max(sentence.start);
                    let apart = |index: &usize| !self.words.gap(*index).joins_a_name();
                    let start = (from + 1..=cue.first).rev().find(apart).unwrap_or(from);
                    let before = start..cue.first;
                    let clear = before.clone().all(|index| !self.is_preposition(index));
                    (clear && self.is_present(cue)).then(|| self.actor_in(before))?
                })
            }
            _ if self.is_noun(cue) => {
                let end = sentence.end.min(cue.end + REACH_OF_ACTOR);
                let of = (cue.end..end)
                    .find(|&index| matches!(self.words.folded(index), b"of" | b"by"))?;
                self.actor_in(of + 1..end)
            }
            _ => {
                let from = cue.first.saturating_sub(REACH_BEFORE).max(sentence.start);
                let start = (from..cue.first).rev().find(|&index| {
                    self.is_speech(index) || self.words.gap(index + 1).has(Gap::COMMA)
                });
                let begins = start.map_or(from, |index| index + 1);
                // "held a warder, who was freed": what stands before the comma.
                let who = start.filter(|_| self.words.folded(begins) == b"who");
                let before = who.map_or(begins, |_| begins.saturating_sub(REACH_BEFORE));
                let found = self.actor_before(before.max(sentence.start)..cue.first);
                found.map(|found| self.first_of_two(sentence, cue, found))
            }
        }
    }

    /// The words between «أن» and an Arabic verb, where its subject stands before it: «إن المنفذين لاذوا بالفرار».
    fn subject(&self, sentence: &Range<usize>, cue: Hit) -> Option<Range<usize>> {
        // No noun ends in the «وا» of a past plural.
        let verb = cue.verb || self.words.written(cue.first).ends_with("وا");
        let from = cue.first.saturating_sub(REACH_OF_SUBJECT).max(sentence.start);
        let that = self.hits.within(from..cue.first).filter(|hit| hit.is(Sense::That)).last()?;
        let between = that.end..cue.first;
        let another = self.hits.within(between.clone()).any(|hit| hit.verb);
        let clear = verb && cue.glued.letters == 0 && !another;
        (clear && !self.has_comma(between.start..cue.first + 1)).then_some(between)
    }

    /// The first of those who act in `words`, by the longest phrase: «عناصر قسد» are no «عناصر».
    fn actor_in(&self, words: Range<usize>) -> Option<(Role, Hit)> {
        let first = self.hits.within(words).find_map(role)?.1.first;
        self.hits
            .at(first)
            .filter_map(role)
            .reduce(|longest, other| if other.1.end > longest.1.end { other } else { longest })
    }

    fn actor_before(&self, words: Range<usize>) -> Option<(Role, Hit)> {
        self.hits.within(words).filter_map(role).last()
    }

    /// The one who did something to `last` before the English cue that "and" adds to it: "*eleven inmates* killed a guard and got
    /// away"; but "eleven inmates and a guard got away".
    fn first_of_two(&self, sentence: &Range<usize>, cue: Hit, last: (Role, Hit)) -> (Role, Hit) {
        if cue.first == 0 || self.words.folded(cue.first - 1) != b"and" {
            return last;
        }
        let from = last.1.first.saturating_sub(REACH_BEFORE).max(sentence.start);
        let Some(first) = self.actor_before(from..last.1.first) else { return last };
        let between = first.1.end..last.1.first;
        let clear = between.clone().all(|index| {
            let ties: [&[u8]; 9] =
                [b"and", b"or", b"who", b"that", b"was", b"were", b"by", b"of", b"with"];
            !(self.is_preposition(index) || ties.contains(&self.words.folded(index)))
        });
        let apart = between.len() > 1 && clear && !self.has_comma(between.start..last.1.first);
        if apart { first } else { last }
    }

    fn ends_subject(&self, index: usize) -> bool {
        let gap = self.words.gap(index);
        // «عدد من السجناء», «5 من عناصر»: this «من» goes on.
        let part = self.words.written(index) == "من"
            && index > 0
            && (self.words.all()[index - 1].script == Script::Digits
                || self.hits.at(index - 1).any(|hit| {
                    matches!(hit.sense, Sense::Number(_) | Sense::Scale(_) | Sense::Some)
                }));
        gap.has(Gap::COMMA) || gap.has(Gap::COLON) || (!part && self.is_preposition(index))
    }

    /// Whether word `index` tells whose something is: «هاجم مجهولون نقطة لقسد», «نقاطاً لـ“قسد”».
    fn is_whose(&self, index: usize) -> bool {
        let glued = |hit: Hit| role(hit).is_some() && hit.glued.letters > 0;
        let written = self.words.written(index);
        matches!(written, "ل" | "لـ")
            || (written.starts_with('ل') && self.hits.at(index).any(glued))
    }

    fn is_preposition(&self, index: usize) -> bool {
        self.hits.at(index).any(|hit| hit.is(Sense::Preposition))
    }

    fn is_speech(&self, index: usize) -> bool {
        self.hits.at(index).any(|hit| hit.is(Sense::Speech))
    }

    /// Whether an Arabic verb is in the present, as in headlines.
    fn is_present(&self, cue: Hit) -> bool {
        let word = self.words.written(cue.first);
        word.starts_with(['ي', 'ت'])
    }

    /// Whether an English cue is a noun: an article or adjective of the table stands before it.
    fn is_noun(&self, cue: Hit) -> bool {
        cue.first > 0 && self.hits.at(cue.first - 1).any(|hit| hit.is(Sense::Determiner))
    }
}

fn role(hit: Hit) -> Option<(Role, Hit)> {
    match hit.sense {
        Sense::Actor(role) => Some((role, hit)),
        _ => None,
    }
}
