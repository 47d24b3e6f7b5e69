//! Denials that reach over sentences: what the text denies in one and retells in another, and what it takes back.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::contest::is_contested;
use super::lexicon::{Hit, Sense};
use super::report::{Claim, Read};
use super::status::REACHES_OVER_COMMAS;
use crate::model::{Field, Ground, Measure, Span, Status};
use crate::text::Gap;

/// The rule by which a retold claim is denied.
const RETOLD: &str = "the text denies it in its headline or lead";
/// The rule by which a claim retold beside its denial is denied.
const RETOLD_NEAR: &str = "the sentence before or after denies it";
/// The rule by which a claim is taken back.
const TAKEN_BACK: &str = "what follows takes it back";

/// How many words after the beginning of its sentence a word may stand that takes back what the sentence before told.
const WORDS_OF_A_SPEAKER: usize = 14;
/// How many words after «هذه الأنباء» one may stand that tells what these are.
const WORDS_TO_A_COMPLEMENT: usize = 5;
/// How many claims back the same may have been told that is taken back.
const CLAIMS_BACK: usize = 50;
/// How many words off anything else is looked for, so that the work grows with the length of a text alone.
pub(super) const WORDS_BACK: usize = 40;

/// Words after which a report is told that is denied: «هذه الأنباء عن», "the claim that".
const COMPLEMENTS: [&str; 17] = [
    "عن",
    "حول",
    "بشأن",
    "بخصوص",
    "أن",
    "بأن",
    "التي",
    "الذي",
    "of",
    "that",
    "about",
    "which",
    "regarding",
    "concerning",
    "by",
    "over",
    "alleging",
];
/// Words that stand for what was told, unless they begin a clause: "denied it had", "denied that they", "denied this week".
const PRONOUNS: [&str; 3] = ["it", "this", "that"];
/// Words that stand for what was told, unless a preposition before them says that something else about it is denied.
const OBJECTS: [&str; 5] = ["ذلك", "هذا", "it", "this", "that"];
/// Words for what of an event may be unknown or denied, which has happened all the same.
const DETAILS: [&str; 22] = [
    "عدد",
    "عددهم",
    "لعدد",
    "أعداد",
    "هوية",
    "هويات",
    "هويته",
    "هويتهم",
    "حصيلة",
    "الحصيلة",
    "مصير",
    "مصيرهم",
    "أسباب",
    "سبب",
    "toll",
    "number",
    "numbers",
    "identity",
    "identities",
    "motive",
    "cause",
    "fate",
];
/// Words that stand for what was told at the head of a clause that takes it back: "which the army denied".
const WHICH: [&str; 2] = ["which", "something"];
/// Words that may follow such a pronoun.
const AFTER_PRONOUNS: [&str; 14] = [
    "and", "but", "in", "on", "as", "when", "while", "to", "through", "via", "saying", "adding",
    "however", "at",
];
/// Words that only say what else was not: «دون اشتباكات», "without a fight".
const LACKS: [&str; 7] = ["دون", "بدون", "من دون", "بلا", "من غير", "عدم", "without"];

/// What a claim is about: its text and kind.
type Matter = (usize, Option<usize>);

impl Read<'_, '_> {
    /// Whether a hit that takes back something means what was told before it, and not what follows: «نفت ذلك», but not «نفت
    /// هذه الأنباء عن» or «نفت مسؤوليتها عن ذلك».
    pub(super) fn takes_back(&self, sentence: &Range<usize>, hit: Hit) -> bool {
        let is_cue = |hit: Hit| matches!(hit.sense, Sense::Cue(_));
        let at = self.sentences.partition_point(|before| before.end <= sentence.start);
        let before = at.checked_sub(1).map_or(0..0, |before| self.sentences[before].clone());
        let before = before.start.max(before.end.saturating_sub(WORDS_BACK))..before.end;
        let here = sentence.start.max(hit.first.saturating_sub(WORDS_BACK))..hit.first;
        let told = before.chain(here);
        if self.hits.within(hit.first + 1..hit.end).any(is_cue)
            || !told.into_iter().any(|index| self.hits.at(index).any(is_cue))
        {
            return false;
        }
        let last = hit.end - 1;
        let preposition = |hit: Hit| hit.is(Sense::Preposition);
        let object = OBJECTS.iter().find(|object| self.words.written(last).ends_with(**object));
        let glued = object.is_some_and(|object| self.words.written(last) != *object);
        let after = last > hit.first && self.hits.at(last - 1).any(preposition);
        let aside = object.is_some() && (glued || after);
        let near = hit.first.saturating_sub(WORDS_TO_A_COMPLEMENT).max(sentence.start)
            ..sentence.end.min(hit.end + WORDS_TO_A_COMPLEMENT);
        if aside || near.into_iter().any(|index| DETAILS.contains(&self.words.written(index))) {
            return false;
        }
        let stops = Gap::COMMA.with(Gap::COLON).with(Gap::STOP);
        let ends = |&index: &usize| self.words.gap(index).has(stops);
        let end = sentence.end.min(hit.end + WORDS_BACK);
        let clause = (hit.end..end).find(ends).unwrap_or(end);
        let word = |index: usize| self.words.written(index);
        // "which the army denied", but not "which denied entry to".
        if WHICH.contains(&word(hit.first)) {
            return hit.end == clause || AFTER_PRONOUNS.contains(&word(hit.end));
        }
        if PRONOUNS.contains(&word(last)) {
            return hit.end == clause || AFTER_PRONOUNS.contains(&word(hit.end));
        }
        // «صحة ما تداولته صفحات عن»
        if word(last) == "ما" {
            return !self.hits.within(hit.end..clause).any(is_cue);
        }
        let near = hit.end..clause.min(hit.end + WORDS_TO_A_COMPLEMENT);
        let mut near = near.take_while(|&index| !word(index).starts_with('و'));
        !near.any(|index| COMPLEMENTS.contains(&word(index)))
    }

    /// Lets the text take back what it told: what one party tells and another denies is not certain, and a rumour that is
    /// denied is denied.
    pub(super) fn take_back(&self, claims: &mut [Claim]) {
        let Some(last) = claims.last() else { return };
        let end = self.sentences.get(last.at + 1).map_or(self.words.len(), |next| next.end);
        let mut taken = Vec::new();
        for hit in self.hits.within(0..end) {
            let Sense::TakesBack(status) = hit.sense else { continue };
            let at = self.sentences.partition_point(|sentence| sentence.end <= hit.first);
            let Some(sentence) = self.sentences.get(at) else { continue };
            if sentence.contains(&hit.first) && self.takes_back(sentence, hit) {
                let of = self.meant_by(claims, at, hit);
                taken.extend(of.into_iter().map(|index| (index, status, self.span(hit))));
            }
        }
        let told: Vec<Status> = claims.iter().map(|claim| claim.report.status).collect();
        for (index, status, span) in taken {
            let same = |other: &usize| self.tells_the_same(&claims[*other], &claims[index]);
            let before = (0..index).rev().take(CLAIMS_BACK).filter(same);
            let all: Vec<usize> = before.chain([index]).collect();
            for index in all {
                // "a claim that the army rejected" is no rumour for its "claim".
                let by = span_of_status(&claims[index]);
                let itself = by.is_some_and(|by| by.start < span.end && span.start < by.end);
                let rumour = told[index] == Status::Unconfirmed && !itself;
                let less = if rumour { status } else { Status::Unconfirmed };
                soften(&mut claims[index], less, TAKEN_BACK, span);
            }
        }
        self.contest(claims, &told);
    }

    /// The claims that `hit` in sentence `at` takes back: those before it there, or else those of the sentence before.
    fn meant_by(&self, claims: &[Claim], at: usize, hit: Hit) -> Vec<usize> {
        // The last claims before word `end` of sentence `at`.
        let of = |at: usize, end: usize| {
            let from = claims.partition_point(|claim| claim.at < at);
            let to = claims.partition_point(|claim| (claim.at, claim.cue.first) < (at, end));
            (from..to).rev().take(CLAIMS_BACK)
        };
        let sentence = &self.sentences[at];
        let near = |index: &usize| claims[*index].cue.end + WORDS_BACK >= hit.first;
        let mut meant: Vec<usize> = of(at, hit.first).filter(near).collect();
        let opens = hit.first - sentence.start <= WORDS_OF_A_SPEAKER;
        if meant.is_empty() && opens && at > 0 {
            let before = &self.sentences[at - 1];
            let same = self.text_of(before) == self.text_of(sentence);
            meant = of(at - 1, before.end).filter(|_| same).collect();
        }
        let blames = |hit: Hit| hit.is(Sense::Blames);
        let blamed = |claim: &Claim| {
            let from = claim.cue.end.max(hit.first.saturating_sub(2 * WORDS_BACK));
            from..hit.first.max(from)
        };
        meant.retain(|&index| {
            let claim = &claims[index];
            let from = claim.cue.first.saturating_sub(WORDS_BACK);
            let from = from.max(self.sentences[claim.at].start);
            claim.report.status.is_asserted()
                && !claim.takes_up()
                && self.presumed_from(from, claim.cue) == from
                && !self.hits.within(blamed(claim)).any(blames)
        });
        meant
    }

    /// Whether two claims are of one kind, in one text, and not of different places.
    fn tells_the_same(&self, one: &Claim, other: &Claim) -> bool {
        one.kind == other.kind
            && one.report.status.is_asserted()
            && self.text_of(&self.sentences[one.at]) == self.text_of(&self.sentences[other.at])
            && !self.is_elsewhere(one, other)
            && !self.is_elsewhere(other, one)
    }

    /// Denies what a text only retells after it has denied it in its headline or lead, or beside that: «نفت … فرار سجناء», and
    /// then "pages had written that they broke the doors".
    pub(super) fn carry_denials(&self, claims: &mut [Claim]) {
        let key = |claim: &Claim| (self.text_of(&self.sentences[claim.at]), self.matter(claim));
        let lead = claims.iter().map(|claim| claim.at).find(|&at| !self.is_headline(at));
        let opens = |claim: &Claim| self.is_headline(claim.at) || Some(claim.at) == lead;
        let mut denied: BTreeMap<Matter, Option<Span>> = BTreeMap::new();
        let mut near: BTreeMap<(usize, Matter), usize> = BTreeMap::new();
        for (index, claim) in claims.iter().enumerate() {
            if opens(claim) && self.is_contradicted(claim) {
                denied.insert(key(claim), claim.report.evidence.span);
            }
            if claim.is(Status::Denied) && !self.only_lacks(claim) {
                near.insert((claim.at, key(claim)), index);
            }
        }
        if near.is_empty() && denied.is_empty() {
            return;
        }
        // What the body tells as a fact has happened, whatever else is denied of it.
        let body = claims.iter().filter(|claim| !self.is_headline(claim.at));
        let facts = body.filter(|claim| claim.is(Status::Reported) && !self.retells(claim.at));
        let facts: BTreeSet<_> = facts.map(key).collect();
        for index in 0..claims.len() {
            let (claim, key) = (&claims[index], key(&claims[index]));
            if is_contested(claim) {
                continue;
            }
            let retells = self.retells(claim.at);
            let unsure = claim.is(Status::Unconfirmed);
            if let Some(span) = denied.get(&key) {
                let headline = self.is_headline(claim.at) && !facts.contains(&key);
                if unsure || (claim.is(Status::Reported) && (headline || retells)) {
                    set(&mut claims[index], Status::Denied, RETOLD, *span);
                }
            } else if unsure || (claim.is(Status::Reported) && retells) {
                let beside = [claim.at + 1, claim.at.wrapping_sub(1)];
                let other = beside.into_iter().find_map(|at| near.get(&(at, key)));
                if let Some(&other) = other
                    && !self.is_elsewhere(claim, &claims[other])
                {
                    let span = claims[other].report.evidence.span;
                    set(&mut claims[index], Status::Denied, RETOLD_NEAR, span);
                }
            }
        }
    }

    /// What a claim is about: its kind, but an attempt to escape is retold as an escape.
    pub(super) fn matter(&self, claim: &Claim) -> Option<usize> {
        self.matter_of(claim.kind)
    }

    pub(super) fn matter_of(&self, kind: usize) -> Option<usize> {
        let kinds = self.extractor.kinds;
        let escape = [Measure::Escaped, Measure::Attempted];
        let escape = escape.into_iter().any(|measure| kinds.takes(kind, measure));
        (!escape).then_some(kind)
    }

    /// Whether a claim is denied by someone, and not only told not to have happened: "without a fight".
    fn is_contradicted(&self, claim: &Claim) -> bool {
        let says = |word: usize| {
            self.hits.at(word).any(|hit| match hit.sense {
                Sense::Told { status, reach } => {
                    status == Status::Denied && usize::from(reach) >= REACHES_OVER_COMMAS
                }
                Sense::ToldAfter { status, .. } | Sense::TakesBack(status) => {
                    status == Status::Denied
                }
                _ => false,
            })
        };
        claim.is(Status::Denied) && self.word_of_status(claim).is_some_and(says)
    }

    /// Whether a claim is denied only by a word for what something else happened without.
    fn only_lacks(&self, claim: &Claim) -> bool {
        let lacks = |word: usize| LACKS.contains(&self.words.written(word).trim_start_matches('و'));
        self.word_of_status(claim).is_none_or(lacks)
    }

    /// The word that says how firmly a claim is told.
    fn word_of_status(&self, claim: &Claim) -> Option<usize> {
        span_of_status(claim).map(|span| self.words.at_byte(span.start))
    }

    /// Whether a sentence only says what is told by those who vouch for nothing.
    fn retells(&self, at: usize) -> bool {
        self.hits.within(self.sentences[at].clone()).any(|hit| hit.is(Sense::Hearsay))
    }
}

/// Tells a claim so firmly, by `rule`.
pub(super) fn set(claim: &mut Claim, status: Status, rule: &'static str, span: Option<Span>) {
    let evidence = &mut claim.report.evidence;
    evidence.grounds.retain(|ground| ground.field != Field::Status);
    evidence.add_grounds([Ground { field: Field::Status, rule, span }]);
    claim.report.status = status;
}

/// Tells a claim less firmly, if it was told more firmly.
fn soften(claim: &mut Claim, status: Status, rule: &'static str, span: Span) {
    if claim.report.status < status {
        set(claim, status, rule, Some(span));
    }
}

/// The words that say how firmly a claim is told.
fn span_of_status(claim: &Claim) -> Option<Span> {
    let mut grounds = claim.report.evidence.grounds.iter();
    grounds.find(|ground| ground.field == Field::Status)?.span
}
