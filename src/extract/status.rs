//! How firmly a text tells something: as a fact, or as denied, feared, planned, rumoured, or habitual.

use std::ops::Range;

use super::cue::Found;
use super::lexicon::{Hit, Sense};
use super::report::Read;
use crate::model::{DateSpan, Field, Ground, Measure, Span, Status};
use crate::text::{Gap, Script};

/// A word that reaches so far or farther reaches over commas too: «نفت قسد، في بيان لها، فرار أي سجين».
pub(super) const REACHES_OVER_COMMAS: usize = 12;
/// How far after a cue a word may stand that tells how firm it is: «هجوم وشيك», "an attack that never happened".
const FARTHEST_AFTER: usize = 30;
/// The farthest that any word before a cue reaches.
const FARTHEST_BEFORE: usize = 40;
/// How many words before an English cue "the" may stand: "the second deadly car bomb attack".
const REACH_OF_THE: usize = 4;
/// How many words after «إن» what would follow is told: «إن … فلن».
const REACH_OF_A_CASE: usize = 20;
/// How many words before a colon or comma a case or an appeal may open behind: "Joint statement: Bring them home".
const WORDS_BEFORE_AN_APPEAL: usize = 3;
/// How many words of a list may stand between what denies it and one of what it names: "no raid, clash or arrest".
const WORDS_OF_A_LIST: usize = 12;
/// How many words one of them may have.
const WORDS_OF_A_MEMBER: usize = 4;
/// A word that is a month inside a date, and elsewhere says what could be.
const MAY: &str = "may";
/// How an Arabic present begins that cannot be a past, as «تعرض» can: of the third person, and of the derived verbs.
const PRESENT: [&str; 4] = ["ي", "تن", "تت", "تست"];
/// How many words an opening phrase has before and after those that tell how firm the sentence is: "According to unverified
/// reports from there,".
const WORDS_OF_AN_OPENING: (usize, usize) = (2, 4);

impl Read<'_, '_> {
    /// How the sentence tells the cue, and the words that say so.
    pub(super) fn status(&self, sentence: &Range<usize>, cue: Hit) -> (Status, Option<Span>) {
        if cue.future {
            return (Status::Planned, Some(self.span(cue)));
        }
        // «الحديث عن عصيان محض افتراء»: the less firm of the two.
        let before = self.status_before(sentence, cue);
        let after = self.status_after(sentence, cue);
        let inside = self.status_inside(sentence, cue);
        // "Bring the children home"
        let appeal = self.hits.at(cue.first).find(|hit| {
            let latin = self.words.all()[cue.first].script == Script::Latin;
            latin && hit.is(Sense::If) && self.is_case(sentence, *hit)
        });
        let appeal = appeal.map(|hit| (Status::Planned, hit));
        let told = [before, after, inside, appeal].into_iter().flatten();
        // Of equal ones the first.
        let told = told.reduce(|least, other| if other.0 > least.0 { other } else { least });
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
            let listed = status == Status::Denied && self.is_listed(sentence, hit, cue);
            let over =
                listed || reach >= REACHES_OVER_COMMAS || self.opens_for_all(sentence, hit, comma);
            let off = cue.first.saturating_sub(hit.end);
            if (off > reach && !listed) || (hit.first < comma && !over) {
                continue;
            }
            // «خوفا من الاعتقال، سلم خمسة أنفسهم»: what opens the clause has happened.
            let open =
                matches!(status, Status::Feared | Status::Planned) && reach < FARTHEST_BEFORE;
            let aside = hit.first < comma && self.is_aside(sentence, hit, cue);
            if open && ((opens && hit.first < cue.first) || aside) {
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

    /// The least firm of the words that the cue leaves out: "drones *regularly* struck".
    fn status_inside(&self, sentence: &Range<usize>, cue: Hit) -> Option<(Status, Hit)> {
        if cue.end - cue.first < 3 {
            return None;
        }
        let told = self.longest_first(cue.first + 1..cue.end).into_iter();
        let told = told.filter(|hit| {
            let next = hit.end..(hit.end + 2).min(cue.end);
            cue.skips(hit.first..hit.end) && !cue.skips(next)
        });
        let told = told.filter_map(|hit| Some((self.tells(hit, sentence, cue)?.0, hit)));
        // Who foils a planned escape has foiled it, and who tried but did not manage has tried. In Arabic «لم» stands before the
        // verb, and inside the words of a cue before another.
        let kinds = self.extractor.kinds;
        let attempt = matches!(cue.sense, Sense::Cue(index)
            if kinds.takes(kinds.cue(index).kind, Measure::Attempted));
        let latin = self.words.all()[cue.first].script == Script::Latin;
        let told = told.filter(|(status, _)| match status {
            Status::Planned | Status::Feared => false,
            Status::Denied => !attempt && latin,
            _ => true,
        });
        told.reduce(|least, other| if other.0 > least.0 { other } else { least })
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
    pub(super) fn presumed_from(&self, from: usize, cue: Hit) -> usize {
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
                let amid = short && self.hits.within(beside).any(|hit| hit.is(Sense::Amid));
                (!amid).then_some((status, reach.into()))
            }
            Sense::AsksFor => {
                let before = cue.first.checked_sub(1).map(|before| self.words.written(before));
                let glued = cue.glued.letters > 0 && self.words.written(cue.first).starts_with('ب');
                let asked = glued || before == Some("إلى");
                (asked && !cue.verb).then_some((Status::Planned, FARTHEST_BEFORE))
            }
            Sense::May(reach) => {
                let next = self.words.all().get(hit.end).map(|_| self.words.written(hit.end));
                let present = next.is_some_and(|word| PRESENT.iter().any(|p| word.starts_with(p)));
                present.then_some((Status::Planned, reach.into()))
            }
            Sense::Decided(reach) => {
                let Sense::Cue(index) = cue.sense else { return None };
                let kinds = self.extractor.kinds;
                let counts = kinds.counts_any(kinds.cue(index).kind);
                counts.then_some((Status::Planned, reach.into()))
            }
            // «نفت هذه الأنباء عن فرار سجناء» denies what follows.
            Sense::TakesBack(status) => {
                (!self.takes_back(sentence, hit)).then_some((status, FARTHEST_BEFORE))
            }
            Sense::If => self.is_case(sentence, hit).then_some((Status::Planned, FARTHEST_BEFORE)),
            Sense::Lasting(reach) => (self.goes_on(sentence, hit) && self.is_ongoing(hit, cue))
                .then_some((Status::Habitual, reach.into())),
            _ => None,
        }
    }

    /// Whether a word of habit or doubt that opens the sentence, up to its first comma, holds for all of it: "From time to time,
    /// inmates riot".
    fn opens_for_all(&self, sentence: &Range<usize>, hit: Hit, comma: usize) -> bool {
        let first = || (hit.end..=comma).find(|&index| self.words.gap(index).has(Gap::COMMA));
        matches!(hit.sense, Sense::Told { status: Status::Habitual | Status::Unconfirmed, .. })
            && hit.first - sentence.start <= WORDS_OF_AN_OPENING.0
            && comma.saturating_sub(hit.end) <= WORDS_OF_AN_OPENING.1
            && first() == Some(comma)
    }

    /// Whether the cue is one of several things that `hit` denies at once: "no raid, clash or arrest", «لم يقع أي استعصاء أو
    /// هجوم». The list ends with an "or".
    fn is_listed(&self, sentence: &Range<usize>, hit: Hit, cue: Hit) -> bool {
        if cue.first < hit.end || cue.first - hit.end > WORDS_OF_A_LIST {
            return false;
        }
        let or = |index: usize| {
            let word = self.words.written(index);
            matches!(self.words.folded(index), b"or" | b"nor") || matches!(word, "أو" | "ولا" | "أم")
        };
        let end = sentence.end.min(cue.end + WORDS_OF_A_MEMBER);
        let mut ends = false;
        let mut member = 0;
        for index in hit.end..end {
            let comma = index > hit.end && self.words.gap(index).has(Gap::COMMA);
            if or(index) {
                ends = true;
                member = 0;
            } else if comma {
                member = 0;
            }
            if ends && index >= cue.first {
                return true;
            }
            member += usize::from(!or(index));
            let says =
                self.hits.at(index).any(|hit| matches!(hit.sense, Sense::Says | Sense::Contrast));
            if member > WORDS_OF_A_MEMBER || says {
                return false;
            }
        }
        false
    }

    /// Whether a word stands in a phrase that opens the sentence, and the cue in the clause after it: "Amid fears of riots,
    /// the council imposed a curfew".
    fn is_aside(&self, sentence: &Range<usize>, hit: Hit, cue: Hit) -> bool {
        let mut first = self.hits.at(sentence.start);
        let participle = || {
            let word = self.words.written(hit.first);
            let accusative = matches!(hit.sense, Sense::Told { status: Status::Feared, .. })
                && word.ends_with(['ا', 'ً', 'ة']);
            hit.first == sentence.start && (accusative || word.ends_with("ing"))
        };
        let opens =
            |hit: Hit| matches!(hit.sense, Sense::Amid | Sense::Presumes(_) | Sense::Preposition);
        (first.any(opens) || participle())
            && !self.has_comma(cue.end..sentence.end.min(cue.end + FARTHEST_BEFORE))
    }

    /// Whether the sentence dates nothing, but by the words of `hit` themselves: what is dated happened on an occasion.
    fn goes_on(&self, sentence: &Range<usize>, hit: Hit) -> bool {
        let dates = self.dates_in(sentence);
        dates.iter().all(|told| told.first < hit.end && hit.first < told.end)
    }

    /// Whether a word opens a case only thought of.
    fn is_case(&self, sentence: &Range<usize>, hit: Hit) -> bool {
        if self.words.all()[hit.first].script != Script::Arabic {
            // "Joint statement: Bring the children home", "First, repatriate the detainees".
            let opens = |at: usize| self.words.gap(at).has(Gap::COLON.with(Gap::COMMA));
            let after_one = hit.first <= sentence.start + WORDS_BEFORE_AN_APPEAL;
            return hit.first == sentence.start || (after_one && opens(hit.first));
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
        // «أوقف شاباً بتهمة نشر أخبار كاذبة»: what someone is charged with says nothing of the arrest.
        let charged = self.charged(cue, end);
        let told = self.hits.within(cue.end..end).filter(|hit| !self.is_a_month(*hit));
        let told = told.filter(|hit| !charged.contains(&hit.first));
        told.into_iter().find_map(|hit| match hit.sense {
            Sense::ToldAfter { status: Status::Reported, .. } => None,
            // «انفجر لغم أمس كما يحدث كل عام»: one of those that are usual.
            Sense::ToldAfter { status: Status::Habitual, .. }
                if self.is_likened(cue.end..hit.first) =>
            {
                None
            }
            // «هجوم أمس يجعل الهروب أكثر احتمالا»: the attack has happened.
            Sense::ToldAfter { status: Status::Planned, .. }
                if (cue.end..hit.first).any(|index| self.makes(index)) =>
            {
                None
            }
            Sense::ToldAfter { status, reach } if hit.first - cue.end <= reach.into() => {
                let same_clause = comma.is_none_or(|comma| hit.first < comma);
                (same_clause || usize::from(reach) >= REACHES_OVER_COMMAS).then_some((status, hit))
            }
            // «حظر تجول قد يفرض»; but «هجوم قد يكون» and «الهجوم قد» were.
            Sense::May(_) if hit.first == cue.end && !cue.verb && !cue.glued.article => {
                let next = (hit.end < end).then(|| self.words.written(hit.end));
                let verb = next.is_some_and(|word| !matches!(word, "يكون" | "تكون"));
                let told =
                    self.tells(hit, sentence, cue).filter(|_| verb && comma != Some(hit.first));
                told.map(|(status, _)| (status, hit))
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

    /// Whether word `index` is a verb by which one thing makes another so.
    fn makes(&self, index: usize) -> bool {
        let word = self.words.written(index);
        matches!(
            word,
            "يجعل"
                | "تجعل"
                | "جعل"
                | "جعلت"
                | "سيجعل"
                | "ستجعل"
                | "make"
                | "makes"
                | "made"
                | "making"
                | "render"
                | "renders"
        )
    }

    /// The hits in `words` that tell how firm something is, by first word, the longest of each word first.
    fn longest_first(&self, words: Range<usize>) -> Vec<Hit> {
        let told = |hit: &Hit| {
            use Sense::{AsksFor, Decided, If, Lasting, May, TakesBack, Told};
            let told = matches!(
                hit.sense,
                Told { .. } | May(_) | If | Lasting(_) | Decided(_) | TakesBack(_) | AsksFor
            );
            told && !self.is_a_month(*hit)
        };
        let mut hits: Vec<Hit> = self.hits.within(words).filter(told).collect();
        hits.sort_by_key(|hit| (hit.first, std::cmp::Reverse(hit.end)));
        hits
    }

    /// Whether "may" is the month: "on 10 May 2022".
    fn is_a_month(&self, hit: Hit) -> bool {
        let at = self.dates.partition_point(|told| told.first <= hit.first);
        let dated = at.checked_sub(1).is_some_and(|at| hit.end <= self.dates[at].end);
        dated && hit.end == hit.first + 1 && self.words.written(hit.first).eq_ignore_ascii_case(MAY)
    }
}
