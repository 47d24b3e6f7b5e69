//! A sentence as the reader of counts sees it: numbers, and words of its tables; everything else is distance.

use std::ops::Range;

use super::unlisted::{casualty, is_a_militia, is_marked_dual};
use super::word::{Assault, Counting, Form, Role, rule};
use crate::extract::date::{Time, Told};
use crate::extract::lexicon::{Hit, Hits, Sense};
use crate::extract::number::{self, Bound, Quantity};
use crate::model::Measure;
use crate::text::{Gap, Script, Words};

/// How many words a number of drones has, or what they do.
const WORDS_OF_A_STRIKE: usize = 5;
/// A phrase of more words has some that the table leaves open, as «ألقى … القبض على».
const LONGEST_WHOLE: usize = 3;

/// A number or a word of the tables.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "marks of a word, each by itself")]
pub(super) struct Token {
    /// Its first word.
    pub(super) first: usize,
    /// One past its last word.
    pub(super) end: usize,
    /// Whether «و» is glued to its front.
    pub(super) joined: bool,
    /// Whether the article is.
    pub(super) definite: bool,
    /// Whether it is written in Latin letters.
    pub(super) latin: bool,
    pub(super) what: What,
    /// Whether it ends as a feminine does.
    pub(super) feminine: bool,
    /// Whether it ends as an indefinite object does: «حارسا».
    pub(super) object: bool,
    /// Why it counts nothing, where a number before it would.
    pub(super) not_counted: Option<&'static str>,
    /// Why a number after it counts nothing: it is its name, an age, an hour.
    pub(super) numbered: Option<&'static str>,
    /// Whether it tells a sum so far.
    pub(super) running: bool,
    /// Whether it is a verb whose subject did it, or such a subject.
    pub(super) active: bool,
    /// Whether it is a verb whose subject suffered it.
    pub(super) loses: bool,
    /// Whether «ب» is glued to it or "with" before it: it tells with what something is done.
    pub(super) by: bool,
    /// Whether it carries people.
    pub(super) carrier: bool,
    /// Whether it is a fire or an accident.
    pub(super) accident: bool,
    /// Whether it is an attack or a mutiny.
    pub(super) violence: bool,
    /// Whether it is a patrol, a post or a vehicle of a side.
    pub(super) post: bool,
    /// Whether it is an attack or who attacks, and where the side stands whose it is.
    pub(super) assault: Option<Assault>,
    /// Whether it is the name of a side as its enemies call it, whose fighters are militants to them.
    pub(super) militia: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Number(Quantity),
    /// A number that is none of people or things, and why.
    NoNumber(&'static str),
    /// How exact the number before is: «على الأقل».
    Bound(Bound),
    Word(Counting),
    /// A comma.
    Comma,
    /// Another mark.
    Break,
    /// A semicolon: what follows stands for itself.
    Pause,
    Date,
    /// A verb of speech, whose speaker is not counted.
    Speech,
    /// A word with nothing but marks.
    Nothing,
}

/// The tokens of `sentence`; the numbers in `dates` are none.
pub(super) fn tokens(
    words: &Words<'_>,
    hits: &Hits,
    sentence: Range<usize>,
    dates: &[Told],
) -> Vec<Token> {
    let mut reader =
        Scan { words, hits, end: sentence.end, charged: 0, here: &[], out: Vec::new() };
    let mut rest = hits.inside(sentence.clone());
    let mut at = sentence.start;
    let mut dates = dates.iter().peekable();
    let digits = |index: usize| words.all()[index].script == Script::Digits;
    while at < sentence.end {
        let marked = at > sentence.start && words.gap(at) != Gap::SPACE;
        let dated = dates.peek().is_some_and(|date| date.first <= at);
        // Most words are none of the tables', with nothing around them; digits may have an article before them.
        let no_hit = rest.first().is_none_or(|hit| hit.first > at);
        let no_digits = !digits(at) && (at + 1 >= sentence.end || !digits(at + 1));
        let plain = !marked && !dated;
        if plain && no_hit && no_digits {
            at += 1;
            continue;
        }
        if marked {
            reader.mark(at);
        }
        while dates.next_if(|date| date.end <= at).is_some() {}
        rest = &rest[rest.partition_point(|hit| hit.first < at)..];
        reader.here = &rest[..rest.iter().take_while(|hit| hit.first == at).count()];
        at = match dates.peek() {
            Some(date) if date.first <= at => {
                reader.push(at, date.end, What::Date);
                date.end
            }
            _ => reader.step(at),
        };
    }
    reader.out
}

pub(super) struct Scan<'a, 't> {
    pub(super) words: &'a Words<'t>,
    pub(super) hits: &'a Hits,
    pub(super) end: usize,
    /// One past the last word that tells what someone is charged with.
    charged: usize,
    /// The hits that begin at the word being read.
    pub(super) here: &'a [Hit],
    pub(super) out: Vec<Token>,
}

impl Scan<'_, '_> {
    pub(super) fn push(&mut self, first: usize, end: usize, what: What) {
        let latin = self.words.all()[first].script == Script::Latin;
        self.out.push(Token {
            first,
            end,
            joined: false,
            definite: false,
            latin,
            what,
            feminine: false,
            object: false,
            not_counted: None,
            numbered: None,
            running: false,
            active: false,
            loses: false,
            by: false,
            carrier: false,
            accident: false,
            violence: false,
            post: false,
            assault: None,
            militia: false,
        });
    }

    /// The mark before word `at`, as a token.
    fn mark(&mut self, at: usize) {
        const MARKS: Gap =
            Gap::COMMA.with(Gap::COLON).with(Gap::BRACKET).with(Gap::STOP).with(Gap::HYPHEN);
        let gap = self.words.gap(at);
        if !gap.has(MARKS) {
            return;
        }
        let before = self.words.all()[at - 1].span().end;
        let between = &self.words.text()[before..self.words.all()[at].span().start];
        if between.contains([';', '؛']) {
            self.push(at, at, What::Pause);
        } else if gap.has(Gap::COMMA) {
            self.push(at, at, What::Comma);
        } else if gap.has(Gap::COLON)
            || gap.has(Gap::BRACKET)
            || gap.has(Gap::STOP)
            || (gap.has(Gap::HYPHEN) && gap.has(Gap::SPACE))
        {
            self.push(at, at, What::Break);
        }
    }

    /// Reads the word at `at`, and tells where the next begins.
    fn step(&mut self, at: usize) -> usize {
        let digits =
            |index: usize| index < self.end && self.words.all()[index].script == Script::Digits;
        if self.here.is_empty() && !digits(at) && !digits(at + 1) {
            return at + 1;
        }
        if self.words.all()[at].script == Script::Digits
            && let Some((why, end)) = self.no_number(at)
        {
            return self.refuse(at, end, why);
        }
        // "four 122mm rockets": the calibre says of which sort they are.
        if digits(at) && self.is_calibre(at + 1) {
            self.push(at, at + 2, What::Nothing);
            return at + 2;
        }
        if let Some(why) = self.order_or_day(at) {
            return self.refuse(at, at + 1, why);
        }
        if self.may_be_number(at)
            && let Some(quantity) = number::quantity(self.words, self.hits, at, self.end)
        {
            if self.words.all()[quantity.number].script == Script::Digits
                && let Some((why, end)) = self.no_number(quantity.number)
            {
                return self.refuse(at, end, why);
            }
            let conjunction = number::has_conjunction(self.words, at)
                || (at > 0 && number::is_conjunction(self.words, at - 1));
            let article = |hit: Hit| hit.glued.article && matches!(hit.sense, Sense::Number(_));
            let by = self.tells_with_what(at) || self.strikes(at);
            self.push(at, quantity.end, What::Number(quantity));
            let definite = self.hits.at(quantity.number).any(article)
                || (quantity.number > at && number::is_article(self.words, quantity.number - 1));
            let token = self.out.last_mut().expect("just pushed");
            (token.joined, token.definite) = (conjunction, definite);
            token.by = by;
            return quantity.end;
        }
        // «اعتقلت ثلاثة بتهمة تهريب», "detained five suspected of helping the prisoners": nobody got away.
        let flees = |hit: &Hit| {
            use Counting::{Act, Deed, Done, Person};
            match hit.sense {
                Sense::Counting(Act(it) | Deed(it) | Done(it)) => {
                    matches!(it, Measure::Escaped | Measure::Attempted | Measure::Transferred)
                }
                Sense::Counting(Person(role, _)) => matches!(role, Role::Prisoner | Role::Fugitive),
                _ => false,
            }
        };
        if at < self.charged && self.here.iter().any(flees) {
            self.push(at, at + 1, What::Nothing);
            return at + 1;
        }
        // Who is held on a charge may get away.
        let arrests = |token: &Token| {
            use Counting::{Act, Deed, Done};
            matches!(token.what, What::Word(Act(it) | Deed(it) | Done(it)) if it == Measure::Detained)
        };
        if self.here.iter().any(|hit| hit.is(Sense::Charge)) && self.out.iter().any(arrests) {
            let comma = |&index: &usize| self.words.gap(index).has(Gap::COMMA);
            self.charged = (at + 1..self.end).find(comma).unwrap_or(self.end);
        }
        self.word(at)
    }

    fn refuse(&mut self, at: usize, end: usize, why: &'static str) -> usize {
        let end = end.min(self.end);
        self.push(at, end, What::NoNumber(why));
        end
    }

    fn may_be_number(&self, at: usize) -> bool {
        let digits = |index: usize| self.words.all()[index].script == Script::Digits;
        // «الأحد» is a Sunday, «الاثنين» a Monday.
        let weekday =
            |hit: Hit| hit.glued.article && matches!(hit.sense, Sense::Time(Time::Weekday(_)));
        let opens = |hit: Hit| {
            matches!(
                hit.sense,
                Sense::Number(_)
                    | Sense::About
                    | Sense::AtLeast
                    | Sense::AtMost
                    | Sense::SpanOpens(_)
                    | Sense::Counting(Counting::Indefinite)
            )
        };
        let article = at + 1 < self.end && digits(at + 1) && number::is_article(self.words, at);
        digits(at)
            || article
            || (self.here.iter().copied().any(opens) && !self.here.iter().copied().any(weekday))
    }

    #[expect(clippy::too_many_lines, reason = "one word: its senses, its marks, its token")]
    fn word(&mut self, at: usize) -> usize {
        let mut best: Option<(usize, Counting, Hit)> = None;
        let mut bound = None;
        let mut speech = false;
        let mut running = false;
        let mut active = false;
        let mut loses = false;
        let mut marked = at + 1;
        let mut numbered = 0;
        let mut marks = (None, None, false, false, false);
        let (mut post, mut assault) = (false, None);
        let arabic = self.words.all()[at].script != Script::Latin;
        for &hit in self.here {
            speech |= hit.is(Sense::Speech) || (arabic && hit.is(Sense::Blames));
            let sense = match hit.sense {
                Sense::Counting(word) => word,
                Sense::About | Sense::AtLeast | Sense::AtMost => {
                    bound = Some(());
                    continue;
                }
                _ => continue,
            };
            if hit.end > self.end || (sense == Counting::Holds && self.is_noun(at)) {
                continue;
            }
            running |= sense == Counting::Running;
            loses |= sense == Counting::Loses;
            active |= matches!(sense, Counting::Active | Counting::Doer);
            if matches!(sense, Counting::NotCounted(_) | Counting::Numbered(_)) {
                marked = marked.max(hit.end);
            }
            if matches!(sense, Counting::Numbered(_)) {
                numbered = numbered.max(hit.end);
            }
            match sense {
                Counting::NotCounted(why) => marks.0 = marks.0.or(Some(why.rule())),
                Counting::Numbered(why) => marks.1 = marks.1.or(Some(why.rule())),
                Counting::Carrier => marks.2 = true,
                Counting::Accident => marks.3 = true,
                Counting::Violence => marks.4 = true,
                Counting::Post => post = true,
                Counting::Assault(whose) => assault = Some(whose),
                Counting::Active | Counting::Doer | Counting::Loses | Counting::Strikes(_) => {}
                _ => {
                    let better = best
                        .is_none_or(|(end, word, _)| (hit.end, word.rank()) > (end, sense.rank()));
                    if better {
                        best = Some((hit.end, sense, hit));
                    }
                }
            }
        }
        let bound = bound.and_then(|()| number::bound_after(self.words, self.hits, at, self.end));
        let (end, what, glued) = match (best, bound) {
            (best, Some((bound, end))) if best.is_none_or(|(other, ..)| other < end) => {
                (end, What::Bound(bound), None)
            }
            (None, _) if speech => (at + 1, What::Speech, None),
            // «يبلغ من العمر 22»
            (Some((end, ..)), _) if end < numbered => (numbered, What::Nothing, None),
            (Some((end, Counting::Magnitude(magnitude), hit)), _) => {
                let quantity = Quantity::vague(magnitude.into(), at, end);
                (self.past_of(end), What::Number(quantity), Some(hit.glued))
            }
            (Some((end, word, hit)), _) => {
                (end, What::Word(self.as_written(at, word)), Some(hit.glued))
            }
            (None, _)
                if post || assault.is_some() || marks != (None, None, false, false, false) =>
            {
                (marked, What::Nothing, None)
            }
            (None, _) => return at + 1,
        };
        let (end, what) = self.with_a_pronoun(end, what);
        let was = matches!(self.words.folded(at), b"was" | b"is");
        if was && (what == What::Word(Counting::Aux) || casualty(what).is_some()) {
            self.subject_of_no_table(at);
        }
        let phrase = self.out.len();
        let by = self.tells_with_what(at);
        let strikes = matches!(what, What::Word(Counting::Craft(_))) && self.strikes(at);
        self.push(at, end, what);
        if end - at > LONGEST_WHOLE {
            self.refuse_inside(at + 1..end);
        }
        let stem = glued.is_some_and(|glued| glued.letters > 0);
        let token = &mut self.out[phrase];
        token.joined = (stem && self.words.written(at).starts_with(['و', 'ف']))
            || (end > at + 1 && self.words.folded(at) == b"and");
        let article = || self.here.iter().any(|hit| hit.glued.article);
        token.definite = glued.map_or_else(|| post && article(), |glued| glued.article);
        if let What::Word(Counting::Person(role, Form::Many)) = token.what
            && is_marked_dual(self.words.written(end - 1))
        {
            token.what = What::Word(Counting::Person(role, Form::Two));
        }
        let last = self.words.written(end - 1).trim_end_matches(['\u{64b}', '\u{64c}', '\u{64d}']);
        token.feminine = last.ends_with(['ة', 'ه']);
        token.by = (by && stem) || strikes;
        (token.running, token.active, token.loses) = (running, active, loses);
        // «وقتلا عنصرين»: a dual as it is when something happens to it.
        let dual = matches!(token.what, What::Word(Counting::Person(_, Form::Two)));
        token.object = last.ends_with('ا') || (dual && last.ends_with("ين"));
        (token.not_counted, token.numbered, token.carrier, token.accident, token.violence) = marks;
        (token.post, token.assault) = (post, assault);
        if matches!(token.what, What::Word(Counting::Force(_))) {
            token.militia = (at..end).any(|at| is_a_militia(self.words.written(at)));
        }
        if casualty(what).is_some() && self.is_two_of_no_table(end) {
            self.push(end, end + 1, What::Word(Counting::Person(Role::Person, Form::Two)));
            return end + 1;
        }
        end
    }

    /// Whether «ب» is glued to the word or number at `at`, or "with" stands before it.
    fn tells_with_what(&self, at: usize) -> bool {
        let glued = |hit: Hit| hit.glued.letters > 0;
        let before = at.checked_sub(1);
        (self.words.written(at).starts_with('ب') && self.here.iter().copied().any(glued))
            || before.is_some_and(|before| {
                matches!(self.words.written(before), "ب" | "بـ")
                    || self.words.folded(before) == b"with"
            })
    }

    /// Whether those at word `at` strike, or are shot down: "*two drones* struck the base", «استهدفت *طائرتان مسيرتان* القاعدة».
    fn strikes(&self, at: usize) -> bool {
        let sense = |hit: Hit, sense| hit.is(Sense::Counting(sense));
        let behind = |hit: Hit| sense(hit, Counting::Strikes(Assault::After));
        let before = |hit: Hit| sense(hit, Counting::Strikes(Assault::Before));
        let craft = |hit: &Hit| sense(*hit, Counting::Craft(Form::Many));
        let from = at.saturating_sub(WORDS_OF_A_STRIKE);
        // "two Turkish drones struck a car" with what they fired.
        let own =
            |craft: &Hit| self.words.all()[at].script != Script::Latin || craft.first == at + 1;
        self.hits.within(from..at).any(|hit| hit.end == at && behind(hit))
            || self
                .hits
                .within(at..self.end.min(at + WORDS_OF_A_STRIKE))
                .filter(craft)
                .any(|craft| own(&craft) && self.hits.at(craft.end).any(before))
    }

    /// The end of what ties a magnitude to those it counts, from word `at` on: "hundreds *of the*", «مئات *من*».
    fn past_of(&self, at: usize) -> usize {
        const OF: [&[u8]; 2] = [b"of", b"the"];
        let is = |at: usize, word: &[u8]| at < self.end && self.words.folded(at) == word;
        let latin =
            OF.into_iter().enumerate().take_while(|&(nth, word)| is(at + nth, word)).count();
        let arabic = at < self.end && self.words.written(at) == "من";
        at + latin.max(arabic.into())
    }

    /// Whether a determiner makes the English word at `at` a noun: "stormed a house".
    fn is_noun(&self, at: usize) -> bool {
        const DETERMINERS: [&[u8]; 8] =
            [b"a", b"the", b"his", b"her", b"their", b"its", b"this", b"that"];
        at.checked_sub(1).is_some_and(|before| DETERMINERS.contains(&self.words.folded(before)))
    }

    /// Refuses the numbers between the words of a phrase: «ألقى عناصر دورية من أربعة أشخاص القبض على».
    fn refuse_inside(&mut self, words: Range<usize>) {
        let counts = |hit: Hit| matches!(hit.sense, Sense::Number(_));
        for at in words {
            let digits = self.words.all()[at].script == Script::Digits;
            if digits || self.hits.at(at).any(counts) {
                self.push(at, at + 1, What::NoNumber(rule::NOTHING_DONE));
            }
        }
    }

    /// "IS" in capitals is the Islamic State, not a verb.
    fn as_written(&self, at: usize, word: Counting) -> Counting {
        if word == Counting::Aux && self.words.written(at) == "IS" {
            return Counting::Force(Role::Is);
        }
        word
    }
}
