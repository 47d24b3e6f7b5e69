//! Flights: from what people flee, who they are where no noun says so, and what is told of them afterwards.

use std::ops::Range;

use crate::extract::count::Counting;
use crate::extract::lexicon::{Hit, Sense};
use crate::extract::report::Read;
use crate::model::{Measure, Mention, PlaceClass, Span};
use crate::text::{Gap, Script};

/// How many sentences before a flight the accident may be told that people flee from.
const REACH_OF_ACCIDENT: usize = 2;
/// How many sentences back it was told what a cue goes on from.
const REACH_OF_TOLD: usize = 3;
/// After these a noun is what the subject of the sentence did: «تمكنا من الفرار».
const ABLE: [&str; 2] = ["من", "في"];
/// Before these words' verbs no subject stands.
const OPENS: [&str; 6] = ["أن", "وأن", "ثم", "قد", "فيما", "بينما"];

impl Read<'_, '_> {
    /// The accident from which those who flee in sentence `at` do, where it or those before tell of one, and it tells of no
    /// prison or prisoner: those who run from their burning tents escape from no camp.
    pub(super) fn accident(&self, at: usize) -> Option<Span> {
        let sentence = &self.sentences[at];
        let kinds = self.extractor.kinds;
        let held = |hit: Hit| match hit.sense {
            Sense::Actor(role) => kinds.is_role(role, "prisoner"),
            _ => false,
        };
        let prison = |mention: &Mention| mention.may_be(&[PlaceClass::Prison]);
        if self.mentions_in(sentence).iter().any(prison)
            || self.hits.within(sentence.clone()).any(held)
        {
            return None;
        }
        let accident = |hit: &Hit| hit.is(Sense::Counting(Counting::Accident));
        let near = at.saturating_sub(REACH_OF_ACCIDENT)..=at;
        let text = self.text_of(sentence);
        let near = near.rev().map(|at| self.sentences[at].clone());
        let mut near = near.take_while(|near| self.text_of(near) == text);
        near.find_map(|words| self.hits.within(words).find(accident)).map(|hit| self.span(hit))
    }

    /// Who flees in sentence `at` where the words of the flight do not say it, and only those can have that the sentence has told of:
    /// who attacked from outside. «أطلق ملثمان النار على السجن قبل أن يتمكنا من الهرب»
    pub(super) fn attackers_flee(&self, at: usize, hit: Hit) -> Option<Hit> {
        let Sense::Cue(index) = hit.sense else { return None };
        let kinds = self.extractor.kinds;
        let cue = kinds.cue(index);
        let sentence = &self.sentences[at];
        let attacks = |role| kinds.is_role(role, "attacker");
        if !kinds.takes(cue.kind, Measure::Escaped)
            || !cue.not_by.iter().any(|&role| attacks(role))
            || self.actor(sentence, hit).is_some()
            || !self.lacks_subject(sentence, hit)
        {
            return None;
        }
        let own = self.whole(sentence).start..hit.first;
        let names = |words: &Range<usize>| {
            self.hits.within(words.clone()).any(|hit| matches!(hit.sense, Sense::Actor(_)))
        };
        // "They fled towards the desert", after the sentence that tells who attacked.
        let before = at.checked_sub(1).filter(|_| self.has_before(at) && !names(&own));
        let words = before.map_or(own.clone(), |before| self.sentences[before].start..own.end);
        let (mut who, mut outside, mut inside, mut harm) = (None, false, false, false);
        for other in self.hits.within(words) {
            match other.sense {
                Sense::Actor(role) if kinds.is_role(role, "prisoner") => return None,
                Sense::Actor(role) if attacks(role) || kinds.is_role(role, "fighter") => {
                    who = Some(other);
                }
                Sense::Cue(index) => {
                    let other = kinds.cue(index);
                    let by_outsiders =
                        other.not_by.iter().any(|&role| kinds.is_role(role, "prisoner"));
                    let anywhere = kinds.happens_at(other.kind).is_empty();
                    outside |= by_outsiders;
                    inside |= !by_outsiders && !anywhere && other.kind != cue.kind;
                    harm |= anywhere && kinds.takes(other.kind, Measure::Killed);
                }
                _ => {}
            }
        }
        who.filter(|_| outside || (harm && !inside))
    }

    /// Whether the words of a flight leave it to what was told before who flees: a verb without a subject, or what somebody was able to do.
    fn lacks_subject(&self, sentence: &Range<usize>, hit: Hit) -> bool {
        let counts = |index: usize| {
            self.words.all()[index].script == Script::Digits
                || self.hits.at(index).any(|hit| {
                    matches!(hit.sense, Sense::Number(_) | Sense::Scale(_) | Sense::Some)
                })
        };
        let counted = |words: Range<usize>| words.into_iter().any(counts);
        let after = sentence.end.min(hit.end + 1);
        if self.words.all()[hit.first].script == Script::Latin {
            let verb = matches!(
                self.words.folded(hit.first),
                b"flee"
                    | b"fled"
                    | b"flees"
                    | b"fleeing"
                    | b"escape"
                    | b"escaped"
                    | b"escapes"
                    | b"escaping"
            );
            let from = hit.first.saturating_sub(2).max(sentence.start);
            let named = self.hits.within(from..hit.first).any(|hit| hit.is(Sense::Determiner));
            return verb && !named && !counted(from..hit.first);
        }
        let word = self.words.written(hit.first);
        let able = hit.first > sentence.start && ABLE.contains(&self.words.written(hit.first - 1));
        // A verb right behind a noun tells of that: «إرهابيين تسللوا».
        let opens = hit.glued.letters > 0
            || hit.first == sentence.start
            || OPENS.contains(&self.words.written(hit.first - 1))
            || self.words.gap(hit.first).has(Gap::COMMA);
        let verb = hit.verb || word.ends_with("وا") || word.starts_with('ي');
        ((verb && opens) || able || word.starts_with("بال")) && !counted(hit.first..after)
    }

    /// Whether something of the `kinds` was told before `hit`, in its sentence or one of those before.
    pub(super) fn is_told_before(&self, at: usize, hit: Hit, kinds: &[usize]) -> bool {
        let text = self.text_of(&self.sentences[at]);
        let near = (at.saturating_sub(REACH_OF_TOLD)..=at).rev();
        let mut near = near.take_while(|&near| self.text_of(&self.sentences[near]) == text);
        near.any(|near| {
            let words = self.sentences[near].start..self.sentences[near].end.min(hit.first);
            self.hits.within(words).any(|other| {
                let Sense::Cue(index) = other.sense else { return false };
                let cue = self.extractor.kinds.cue(index);
                // What rests on something told itself is no ground for more.
                kinds.contains(&cue.kind) && cue.told.is_empty() && self.judge(near, other).is_ok()
            })
        })
    }
}
