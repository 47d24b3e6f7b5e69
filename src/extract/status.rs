//! How firmly a text tells something: as a fact, or as denied, feared, planned, rumoured, or habitual.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::cue::Found;
use super::lexicon::{Hit, Sense};
use super::report::{Claim, Read};
use crate::model::{DateSpan, Field, Ground, Measure, Span, Status};
use crate::text::{Gap, Script};

/// A word that reaches so far or farther reaches over commas too: «نفت قسد، في بيان لها، فرار أي سجين».
const REACHES_OVER_COMMAS: usize = 12;
/// How far after a cue a word may stand that tells how firm it is: «هجوم وشيك», "an attack that never happened".
const FARTHEST_AFTER: usize = 30;
/// The farthest that any word before a cue reaches.
const FARTHEST_BEFORE: usize = 40;
/// How many words before an English cue "the" may stand: "the second deadly car bomb attack".
const REACH_OF_THE: usize = 4;
/// How many words after «إن» what would follow is told: «إن … فلن».
const REACH_OF_A_CASE: usize = 20;
/// How an Arabic present begins that cannot be a past, as «تعرض» can: of the third person, and of the derived verbs.
const PRESENT: [&str; 4] = ["ي", "تن", "تت", "تست"];
/// The rule by which a retold claim is denied.
const RETOLD: &str = "the text denies it in its headline or lead";

impl Read<'_, '_> {
    /// How the sentence tells the cue, and the words that say so.
    pub(super) fn status(&self, sentence: &Range<usize>, cue: Hit) -> (Status, Option<Span>) {
        if cue.future {
            return (Status::Planned, Some(self.span(cue)));
        }
        // «الحديث عن عصيان محض افتراء»: the less firm of the two.
        let before = self.status_before(sentence, cue);
        let after = self.status_after(sentence, cue);
        let told = match (before, after) {
            (Some(before), Some(after)) if after.0 > before.0 => Some(after),
            _ => before.or(after),
        };
        match told {
            Some((status, hit)) => (status, Some(self.span(hit))),
            None => (Status::Reported, None),
        }
    }

    /// The same with its ground, once the date is known: what is told of a day to come is only planned. Curfews and the like,
    /// which count nothing, are news on the day that they are announced.
    pub(super) fn status_with(
        &self,
        sentence: &Range<usize>,
        found: &Found,
        dates: Option<&(Option<DateSpan>, Ground)>,
    ) -> (Status, Option<Ground>) {
        let ground = |rule, span| Ground { field: Field::Status, rule, span };
        let (status, by) = self.status(sentence, found.cue);
        if by.is_some() {
            return (status, Some(ground("a word near says how firmly it is told", by)));
        }
        let published = self.published[self.text_of(sentence)];
        let (Some((Some(dates), dated)), Some(published)) = (dates, published) else {
            return (status, None);
        };
        let to_come = dates.start.is_some_and(|start| start > published);
        if to_come && self.extractor.kinds.counts_any(found.kind) {
            return (Status::Planned, Some(ground("told of a day to come", dated.span)));
        }
        (status, None)
    }

    /// The least firm of the words before the cue that reach it.
    fn status_before(&self, sentence: &Range<usize>, cue: Hit) -> Option<(Status, Hit)> {
        let farthest = cue.first.saturating_sub(FARTHEST_BEFORE).max(sentence.start);
        let told = self.longest_first(farthest..cue.first);
        let from = self.reached_from(farthest, cue, &told);
        let presumed = self.presumed_from(from, cue);
        let comma = (from + 1..=cue.first)
            .rev()
            .find(|&index| self.words.gap(index).has(Gap::COMMA))
            .unwrap_or(from);
        let opens = cue.verb
            && self.words.gap(cue.first).has(Gap::COMMA)
            && !self.words.written(cue.first).starts_with(['ي', 'ت', 'و']);
        // The longest phrase at a word counts: «لم يؤكد» is no «لم».
        let mut best: Option<(Status, Hit)> = None;
        let mut doubted = false;
        let mut covered = 0..0;
        for hit in told.into_iter().filter(|hit| hit.first >= from) {
            // The same phrase may tell two things: "should" opens a case, or else says what is wanted.
            if hit.first < covered.end && covered != (hit.first..hit.end) {
                continue;
            }
            covered = hit.first..hit.end;
            let Some((status, reach)) = self.tells(hit, sentence, cue) else { continue };
            if hit.first < presumed && status != Status::Habitual {
                continue;
            }
            // A phrase with words left out may reach past the cue: «لم يغادر أي».
            if cue.first.saturating_sub(hit.end) > reach
                || (hit.first < comma && reach < REACHES_OVER_COMMAS)
            {
                continue;
            }
            // «خوفا من الاعتقال، سلم خمسة أنفسهم»: what opens the clause has happened.
            let open =
                matches!(status, Status::Feared | Status::Planned) && reach < FARTHEST_BEFORE;
            if opens && open && hit.first < cue.first {
                continue;
            }
            doubted |= status == Status::Unconfirmed;
            if best.is_none_or(|(least, _)| status > least) {
                best = Some((status, hit));
            }
        }
        // Who denies «الهجوم الذي وقع في الصور» denies something else about it; but not who denies reports of it.
        best.filter(|_| doubted || !self.has_happened(sentence, cue))
    }

    /// The word from which on words reach the cue: a turn of the sentence that is no part of a phrase that is `told` keeps
    /// those before from it.
    fn reached_from(&self, from: usize, cue: Hit, told: &[Hit]) -> usize {
        let inside =
            |turn: &Hit| told.iter().any(|hit| (hit.first + 1..hit.end).contains(&turn.first));
        let turns = |hit: &Hit| match hit.sense {
            Sense::Contrast => true,
            // «نفى …، وقال إن» tells something new.
            Sense::Says => hit.first > from && self.words.written(hit.first).starts_with('و'),
            _ => false,
        };
        let turns = self.hits.within(from..cue.first).filter(|hit| turns(hit) && !inside(hit));
        turns.last().map_or(from, |hit| hit.first)
    }

    /// The word from which on words reach the cue, as far as what presumes that it happened keeps those before from it:
    /// «نفى مسؤوليته عن الهجوم». What often happens does so on occasions that have happened too.
    fn presumed_from(&self, from: usize, cue: Hit) -> usize {
        let presumes = |hit: &Hit| match hit.sense {
            Sense::Presumes(reach) => {
                hit.end <= cue.first && cue.first - hit.end < usize::from(reach)
            }
            _ => false,
        };
        self.hits.within(from..cue.first).filter(presumes).last().map_or(from, |hit| hit.first)
    }

    /// How firmly `hit`, before the cue, tells what it reaches, and how far it does.
    fn tells(&self, hit: Hit, sentence: &Range<usize>, cue: Hit) -> Option<(Status, usize)> {
        match hit.sense {
            Sense::Told { status: Status::Habitual, reach } => {
                self.goes_on(sentence, hit).then_some((Status::Habitual, reach.into()))
            }
            Sense::Told { status, reach } => {
                // «لم يُقتل أحد في القصف»: the shelling is no less a fact.
                let short = status == Status::Denied && usize::from(reach) < REACHES_OVER_COMMAS;
                let beside = hit.end..cue.first.max(hit.end);
                let amid = short && self.hits.within(beside).any(|hit| hit.sense == Sense::Amid);
                (!amid).then_some((status, reach.into()))
            }
            Sense::May(reach) => {
                let next = self.words.all().get(hit.end).map(|_| self.words.written(hit.end));
                let present = next.is_some_and(|word| PRESENT.iter().any(|p| word.starts_with(p)));
                present.then_some((Status::Planned, reach.into()))
            }
            Sense::If => self.is_case(sentence, hit).then_some((Status::Planned, FARTHEST_BEFORE)),
            Sense::Lasting(reach) => (self.goes_on(sentence, hit) && self.is_ongoing(hit, cue))
                .then_some((Status::Habitual, reach.into())),
            _ => None,
        }
    }

    /// Whether the sentence dates nothing, but by the words of `hit` themselves: what is dated happened on an occasion.
    fn goes_on(&self, sentence: &Range<usize>, hit: Hit) -> bool {
        let dates = self.dates_in(sentence);
        dates.iter().all(|told| told.first < hit.end && hit.first < told.end)
    }

    /// Whether a word opens a case only thought of.
    fn is_case(&self, sentence: &Range<usize>, hit: Hit) -> bool {
        if self.words.all()[hit.first].script != Script::Arabic {
            return hit.first == sentence.start;
        }
        // The same letters are «أن»; and «قال إن قصف القرية» has another «إن».
        let written = self.words.written(hit.first).ends_with("إن");
        let opens = hit.first == sentence.start || self.words.gap(hit.first).has(Gap::COMMA);
        let verb = |hit: Hit| hit.verb && matches!(hit.sense, Sense::Cue(_));
        let follows = |index: usize| {
            let word = self.words.written(index);
            word.strip_prefix('ف').is_some_and(|rest| rest.starts_with(['إ', 'ا', 'ل', 'س']))
        };
        let rest = hit.end..sentence.end.min(hit.end + REACH_OF_A_CASE);
        written && opens && (self.hits.at(hit.end).any(verb) || rest.into_iter().any(follows))
    }

    /// Whether the cue tells what goes on: by a verb in the present before or in it, or in the plural.
    fn is_ongoing(&self, hit: Hit, cue: Hit) -> bool {
        let present = |index: usize| self.words.written(index).starts_with(['ي', 'ت', 'ن']);
        let plural = self.words.written(cue.first).ends_with("ات");
        plural || present(hit.end.min(cue.first)) && (cue.verb || hit.end < cue.first)
    }

    /// Whether the words after a definite cue tell that it has happened: «الهجوم الذي وقع في الصور».
    fn has_happened(&self, sentence: &Range<usize>, cue: Hit) -> bool {
        let the = || {
            let near = cue.first.saturating_sub(REACH_OF_THE).max(sentence.start)..cue.first + 1;
            let latin = self.words.all()[cue.first].script == Script::Latin;
            latin && near.into_iter().any(|index| self.words.folded(index) == b"the")
        };
        let told = |hit: Hit| match hit.sense {
            Sense::ToldAfter { status: Status::Reported, reach } => {
                hit.first - cue.end <= reach.into()
            }
            _ => false,
        };
        let end = (cue.end + FARTHEST_AFTER).min(sentence.end);
        (cue.glued.article || the()) && self.hits.within(cue.end..end).any(told)
    }

    /// Whether one of `words` likens what was told to what comes after it.
    fn is_likened(&self, words: Range<usize>) -> bool {
        words.into_iter().any(|index| matches!(self.words.written(index), "كما" | "مثلما" | "as"))
    }

    fn status_after(&self, sentence: &Range<usize>, cue: Hit) -> Option<(Status, Hit)> {
        let end = (cue.end + FARTHEST_AFTER).min(sentence.end);
        let comma = (cue.end..end).find(|&index| self.words.gap(index).has(Gap::COMMA));
        self.hits.within(cue.end..end).find_map(|hit| match hit.sense {
            Sense::ToldAfter { status: Status::Reported, .. } => None,
            // «انفجر لغم أمس كما يحدث كل عام»: one of those that are usual.
            Sense::ToldAfter { status: Status::Habitual, .. }
                if self.is_likened(cue.end..hit.first) =>
            {
                None
            }
            Sense::ToldAfter { status, reach } if hit.first - cue.end <= reach.into() => {
                let same_clause = comma.is_none_or(|comma| hit.first < comma);
                (same_clause || usize::from(reach) >= REACHES_OVER_COMMAS).then_some((status, hit))
            }
            // «الهجوم سيؤدي»: the one that was.
            Sense::LeadsTo(reach) if hit.first - cue.end <= reach.into() => {
                let thought_of =
                    !cue.verb && !cue.glued.article && comma.is_none_or(|at| hit.first < at);
                (thought_of && self.dates_in(sentence).is_empty()).then_some((Status::Planned, hit))
            }
            _ => None,
        })
    }

    /// The hits in `words` that tell how firm something is, by first word, the longest of each word first.
    fn longest_first(&self, words: Range<usize>) -> Vec<Hit> {
        let told = |hit: &Hit| {
            use Sense::{If, Lasting, May, Told};
            matches!(hit.sense, Told { .. } | May(_) | If | Lasting(_))
        };
        let mut hits: Vec<Hit> = self.hits.within(words).filter(told).collect();
        hits.sort_by_key(|hit| (hit.first, std::cmp::Reverse(hit.end)));
        hits
    }

    /// Denies what a text only retells after its headline or lead has denied it: «نفت … فرار سجناء», and then "pages had
    /// written that they broke the doors".
    pub(super) fn carry_denials(&self, claims: &mut [Claim]) {
        let key = |claim: &Claim| (self.text_of(&self.sentences[claim.at]), self.matter(claim));
        let lead = claims.iter().map(|claim| claim.at).find(|&at| !self.is_headline(at));
        let opens = |claim: &&Claim| self.is_headline(claim.at) || Some(claim.at) == lead;
        let denied = claims.iter().filter(opens).filter(|claim| self.is_contradicted(claim));
        let denied: BTreeMap<_, _> =
            denied.map(|claim| (key(claim), claim.report.evidence.span)).collect();
        if denied.is_empty() {
            return;
        }
        // What the body tells as a fact has happened, whatever else is denied of it.
        let body = claims.iter().filter(|claim| !self.is_headline(claim.at));
        let facts = body.filter(|claim| claim.is(Status::Reported) && !self.retells(claim.at));
        let facts: BTreeSet<_> = facts.map(key).collect();
        for claim in claims {
            let key = key(claim);
            let Some(&span) = denied.get(&key) else { continue };
            let headline = self.is_headline(claim.at) && !facts.contains(&key);
            let retold = claim.is(Status::Unconfirmed)
                || (claim.is(Status::Reported) && (headline || self.retells(claim.at)));
            if retold {
                let evidence = &mut claim.report.evidence;
                evidence.grounds.retain(|ground| ground.field != Field::Status);
                evidence.add_grounds([Ground { field: Field::Status, rule: RETOLD, span }]);
                claim.report.status = Status::Denied;
            }
        }
    }

    /// What a claim is about: its kind, but an attempt to escape is retold as an escape.
    fn matter(&self, claim: &Claim) -> Option<usize> {
        let kinds = self.extractor.kinds;
        let escape = [Measure::Escaped, Measure::Attempted];
        let escape = escape.into_iter().any(|measure| kinds.takes(claim.kind, measure));
        (!escape).then_some(claim.kind)
    }

    /// Whether a claim is denied by someone, and not only told not to have happened: "without a fight".
    fn is_contradicted(&self, claim: &Claim) -> bool {
        let says = |ground: &Ground| {
            let word = ground.span.map(|span| self.words.at_byte(span.start));
            word.into_iter().flat_map(|word| self.hits.at(word)).any(|hit| match hit.sense {
                Sense::Told { status, reach } => {
                    status == Status::Denied && usize::from(reach) >= REACHES_OVER_COMMAS
                }
                Sense::ToldAfter { status, .. } => status == Status::Denied,
                _ => false,
            })
        };
        let mut grounds = claim.report.evidence.grounds.iter();
        claim.is(Status::Denied)
            && grounds.any(|ground| ground.field == Field::Status && says(ground))
    }

    /// Whether a sentence only says what is told by those who vouch for nothing.
    fn retells(&self, at: usize) -> bool {
        self.hits.within(self.sentences[at].clone()).any(|hit| hit.sense == Sense::Hearsay)
    }
}
