//! The reading of a sentence from left to right: what happened last, and to whom the numbers after it belong.

use std::ops::Range;

use super::known::Known;
use super::noun::{Counted, Uncounted};
use super::sides::Sides;
use super::token::{Token, What};
use super::word::{Counting, Form, Role, rule};
use crate::extract::number::{Bound, Quantity};
use crate::model::{Group, Measure};

/// A count that was read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) measure: Measure,
    pub(super) counted: Counted,
    /// Those that one verb counts are one list.
    pub(super) list: usize,
    /// Whether it is a part, by group, of another count.
    pub(super) part: bool,
    /// Whether it is told as a sum so far.
    pub(super) running: bool,
    /// Whether the sides of some of them are told after it: it is the number of all.
    pub(super) whole: bool,
}

/// A number that is no count.
#[derive(Debug, Clone, Copy)]
pub(super) struct Refused {
    pub(super) quantity: Quantity,
    pub(super) why: &'static str,
    /// The token that decided.
    pub(super) by: Option<usize>,
}

/// What happened, as the reading has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Current {
    pub(super) measure: Measure,
    pub(super) form: Manner,
    /// One past its last word.
    pub(super) end: usize,
    /// Its token.
    pub(super) at: usize,
    /// Whether somebody was counted, so that only a list goes on.
    pub(super) fed: bool,
    pub(super) list: usize,
    /// Whose state it is: «قتلى التنظيم».
    pub(super) group: Option<Group>,
    /// The dead and wounded told as one: «مقتل وإصابة 20».
    pub(super) mixed: bool,
    /// Whether those who did it were told, so that the next are those to whom they did it.
    pub(super) by_others: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    Act,
    Deed,
    Done,
    State,
}

/// The reading of one sentence.
#[expect(clippy::struct_excessive_bools, reason = "what the sentence told so far, each by itself")]
pub(super) struct Reader<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) found: Vec<Found>,
    pub(super) refused: Vec<Refused>,
    pub(super) current: Option<Current>,
    /// Those of whom it is still to be told what happened to them.
    pub(super) pending: Vec<Counted>,
    pub(super) sides: Sides,
    /// The one told first, who may go on to do more: "a woman … and got away".
    pub(super) subject: Option<Counted>,
    /// The one told last with the article, who is counted only where a pronoun takes him up: «هاجموا المدير …، ما تسبب بمقتله».
    pub(super) named: Option<Counted>,
    /// The number of lists so far.
    pub(super) lists: usize,
    /// Whether «بينهم» was read and goes on.
    pub(super) parts: bool,
    /// Whether the first part was told, so that only a list goes on.
    pub(super) part_told: bool,
    /// Whether what happened last happened to so many as no number tells: «عدد من».
    pub(super) of_some: bool,
    /// Whether so many are told of whom it is still to be told what happened to them.
    pub(super) some: bool,
    pub(super) population: bool,
    /// Whether the population was told.
    pub(super) populated: bool,
    pub(super) carried: bool,
    pub(super) running: bool,
    /// The end of the last word that told so.
    pub(super) summed: usize,
    /// «من أصل», before the number of all.
    pub(super) out_of: bool,
    /// Whether those pending are all, of whom some were counted.
    pub(super) whole: bool,
    /// Whether «يحتجز» … stands where no verb followed.
    pub(super) escaped: bool,
    /// What the clause began with: counts, refusals.
    pub(super) clause: usize,
    pub(super) accident: bool,
    pub(super) violence: bool,
    /// Whether somebody attacked or something blew up so far.
    pub(super) struck: bool,
    /// How exact the next number is, where other words stand between.
    pub(super) bound: Option<Bound>,
    /// The end of the last number with its noun.
    pub(super) reached: Option<usize>,
    /// Those of whom a part is told first: "four of the seven who fled".
    pub(super) outer: Option<Counted>,
    /// Whether what all of those just told are comes next.
    pub(super) all: bool,
    /// The word after the last auxiliary: were.
    pub(super) aux: Option<usize>,
    /// The same of a passive one.
    pub(super) passive: Option<usize>,
    /// The end of the last one counted, and whether a list went on with it.
    pub(super) last: Option<Last>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Last {
    pub(super) end: usize,
    pub(super) found: usize,
    pub(super) went_on: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(tokens: &'a [Token], known: Known) -> Self {
        Self {
            tokens,
            found: Vec::new(),
            refused: Vec::new(),
            current: None,
            pending: Vec::new(),
            sides: Sides { known, ..Sides::default() },
            subject: None,
            named: None,
            lists: 0,
            parts: false,
            part_told: false,
            of_some: false,
            some: false,
            population: false,
            populated: false,
            carried: false,
            running: false,
            summed: 0,
            out_of: false,
            whole: false,
            escaped: false,
            clause: 0,
            accident: false,
            violence: false,
            struck: false,
            bound: None,
            reached: None,
            outer: None,
            all: false,
            aux: None,
            passive: None,
            last: None,
        }
    }

    /// Reads every token.
    pub(super) fn read(mut self) -> Self {
        let mut at = 0;
        while at < self.tokens.len() {
            at = self.step(at);
        }
        self.drop_pending(rule::NOTHING_DONE, None);
        self.end_clause();
        self
    }

    /// Reads the token at `at`, and tells which is next.
    pub(super) fn step(&mut self, at: usize) -> usize {
        let token = self.tokens[at];
        self.see(at..at + 1);
        match token.what {
            What::Number(quantity) => return self.number(at, quantity),
            What::NoNumber(why) => {
                let quantity = Quantity::exactly(0, token.first, token.end);
                self.refused.push(Refused { quantity, why, by: None });
            }
            What::Pause => {
                self.drop_pending(rule::NOTHING_DONE, None);
                self.end_clause();
                self.current = None;
                self.carried = false;
                self.parts = false;
                self.population = false;
            }
            What::Break | What::Comma => {
                // "death toll: 9 …"
                let opens = token.what == What::Break
                    && self.current.is_some_and(|current| current.end == token.first);
                if let Some(current) = &mut self.current
                    && current.form == Manner::State
                    && !opens
                {
                    current.fed = true;
                }
                // «مقتل وجرح من فيها، …»
                self.current = self.current.filter(|current| !current.mixed || current.fed);
                self.population &= !std::mem::take(&mut self.populated);
                // "has reached 13, eight guards and five attackers"
                let sums = token.what == What::Break || self.is_after_a_sum(token.first);
                if sums && self.add_up(at + 1) {
                    self.parts_follow(at);
                }
            }
            What::Word(word) => return self.word(at, word),
            // «تجاوز عدد القتلى 100»
            What::Bound(bound) => self.bound = Some(bound),
            What::Date | What::Speech | What::Nothing => {}
        }
        at + 1
    }

    /// Takes note of what some tokens say of their clause.
    pub(super) fn see(&mut self, tokens: Range<usize>) {
        for token in &self.tokens[tokens] {
            self.accident |= token.accident;
            self.carried |= token.carrier;
            if token.running {
                (self.running, self.summed) = (true, token.end);
            }
            self.violence |= token.violence;
            self.struck |= token.violence
                || matches!(
                    token.what,
                    What::Word(Counting::Elsewhere | Counting::Person(Role::Attacker, _))
                );
        }
    }

    /// Reads the word at token `at`, and tells which is next.
    pub(super) fn word(&mut self, at: usize, word: Counting) -> usize {
        let token = self.tokens[at];
        match word {
            Counting::Act(measure) => self.act(at, measure),
            Counting::Fallen(measure) if self.falls(at) => self.begin(at, measure, Manner::Act),
            Counting::Pronoun(value) => self.beside_the_verb(at, value.into()),
            Counting::Deed(measure) => self.begin(at, measure, Manner::Deed),
            Counting::Done(measure) => self.done(at, measure),
            // «أردته قتيلا»: told already.
            Counting::StateOne(measure) if self.is_told(at, measure) => {}
            Counting::StateOne(_) if self.is_nobody(at) => {}
            Counting::StateOne(_) if !token.definite && !token.latin => {
                return self.wordless(at, 1);
            }
            // «قذيفة واحدة»
            Counting::Thing(_) if self.is_one_thing(at) => return self.wordless(at, 1),
            // «أُسر 4»: before a number it is the verb.
            Counting::Thing(Measure::Families) if self.is_verb_of_capture(at) => {
                self.begin(at, Measure::Detained, Manner::Act);
            }
            Counting::StateTwo(measure) | Counting::State(measure) if self.is_told(at, measure) => {
            }
            Counting::State(measure) => self.state(at, measure),
            Counting::Craft(Form::Two) if token.by => return self.wordless(at, 2),
            Counting::StateTwo(_) | Counting::ThingTwo(_) => return self.wordless(at, 2),
            Counting::Person(role, form) => return self.person(at, role, form),
            Counting::Others(form) => return self.others(at, form),
            Counting::Force(role) => {
                if std::mem::take(&mut self.all) {
                    self.all_are(role);
                }
                self.sides.see(role);
                self.see_target(at, role);
                self.see_attackers(at, role);
            }
            Counting::Him(measure) => self.him(at, measure, 1),
            Counting::HimTwo(measure) => self.him(at, measure, 2),
            Counting::Them(measure) => self.them(at, measure),
            // «وفاة أحدهما»
            Counting::OneOf if self.is_right_after(token.first) => return self.one_of_them(at),
            Counting::Part | Counting::OneOf => self.parts_follow(at),
            Counting::OutOf => self.out_of = true,
            Counting::All => self.all = true,
            Counting::Given => self.number_follows(),
            Counting::Vague => self.vague(),
            Counting::Aux => (self.aux, self.passive) = (Some(token.end), Some(token.end)),
            Counting::Perfect => self.aux = Some(token.end),
            Counting::Indefinite => return self.indefinite(at),
            Counting::Pair => return self.pair(at),
            // «وقُتل منهم 9»
            Counting::OfThem if self.opens_parts(at) => self.parts_follow(at),
            Counting::OfThem => self.of_them(token.first),
            _ => self.turn(at, word),
        }
        at + 1
    }

    /// A verb of those after it, or, where the sentence says so, of those before.
    fn act(&mut self, at: usize, measure: Measure) {
        let token = self.tokens[at];
        // "were executed"
        let takes_up = self.takes_up_those_told(at);
        if takes_up {
            return self.them(at, measure);
        }
        let suffered = token.latin && measure != Measure::Attempted && self.suffered(token.first);
        if suffered || self.is_of_those_before(at, measure) {
            self.done(at, measure);
        } else if !self.hurt_subject(at, measure) {
            self.begin(at, measure, Manner::Act);
        }
    }

    /// Whether what stands right after the verb at `at` are those told before: "opened fire on two shepherds, killing both".
    pub(super) fn takes_up_those_told(&self, at: usize) -> bool {
        let Some(next) = self.tokens.get(at + 1).filter(|next| next.first == self.tokens[at].end)
        else {
            return false;
        };
        let same = match next.what {
            What::Word(Counting::Pair | Counting::All) => true,
            What::Number(number) => {
                self.pending.last().is_some_and(|told| told.quantity.told() == number.told())
            }
            _ => false,
        };
        let ends = |after: &Token| {
            after.first > next.end || matches!(after.what, What::Comma | What::Break | What::Pause)
        };
        same && self.tokens.get(at + 2).is_none_or(ends)
    }

    /// Whether «منهم» at token `at` stands before the number of a part and not after one: «17 شخصاً …، منهم 11 مدنياً».
    fn opens_parts(&self, at: usize) -> bool {
        let token = self.tokens[at];
        let number = |next: &Token| matches!(next.what, What::Number(_)) && !next.joined;
        let counted = self.current.is_none_or(|current| current.fed);
        counted
            && self.tokens.get(at + 1).is_some_and(|next| number(next) && next.first == token.end)
    }

    /// «بينهم», token `at`.
    fn parts_follow(&mut self, at: usize) {
        let first = self.tokens[at].first;
        // «اعتقلت منها 8»: of a place, not of people. «من الفرار، بينهم 3»: of them.
        let is_mark = |token: &Token| matches!(token.what, What::Comma | What::Break);
        let after_a_mark = self.tokens[..at].last().is_some_and(is_mark);
        let told = after_a_mark || self.current.is_none_or(|it| it.fed || it.end < first);
        self.parts = told
            && (self.last.is_some()
                || !self.pending.is_empty()
                || self.current.is_some()
                || std::mem::take(&mut self.some));
        self.part_told = false;
    }

    /// A word that ends what was told before it.
    fn turn(&mut self, at: usize, word: Counting) {
        match word {
            Counting::Clause => {
                self.end_clause();
                self.carried = false;
                self.population = false;
                self.parts = false;
            }
            // «عملية فرار شارك فيها 39»
            Counting::DoneBy if self.is_own_act() => return,
            Counting::Elsewhere | Counting::DoneBy => {
                self.drop_pending(rule::NOTHING_DONE, Some(at));
                self.parts = false;
            }
            Counting::Holds if !self.carried => {
                self.drop_pending(rule::POPULATION, Some(at));
                self.population = true;
            }
            Counting::Together => self.drop_pending(rule::TOGETHER, Some(at)),
            Counting::Able if self.current.is_some() => self.parts = false,
            _ => return,
        }
        self.current = None;
    }

    pub(super) fn number(&mut self, at: usize, quantity: Quantity) -> usize {
        if let Some(why) = self.numbered_by(at, quantity) {
            self.refuse(quantity, why, Some(at - 1));
            return at + 1;
        }
        match Counted::of(quantity, at + 1).read(self.tokens, self.sides) {
            Ok(mut counted) => {
                // «الساعات الأربع والعشرين»: the number of the noun before it.
                let noun = at.checked_sub(1).map(|before| self.tokens[before]);
                let why = noun.filter(|noun| {
                    self.tokens[at].definite
                        && !counted.named
                        && quantity.first == quantity.number
                        && noun.end == quantity.first
                });
                if let Some(why) = why.and_then(|noun| noun.not_counted) {
                    self.refuse(quantity, why, Some(at - 1));
                    return counted.next;
                }
                if counted.named && self.did_it(&counted, at) {
                    self.refuse(quantity, rule::NOTHING_DONE, None);
                    return counted.next;
                }
                // "a mother of four"
                let of_one = !counted.named && self.is_of_one(at);
                let why = of_one.then_some(rule::PART).or_else(|| self.listed_with(&counted));
                if let Some(why) = why {
                    self.refuse(quantity, why, None);
                    return counted.next;
                }
                if counted.quantity.told() == 0 {
                    self.refuse(quantity, rule::NOBODY, None);
                    return counted.next;
                }
                // «دون توقيف أحد»: anybody; "no one".
                let nobody = self.is_nobody(at) && self.tokens[at].first == self.tokens[at - 1].end;
                let anybody = counted.quantity.told() == 1
                    && !counted.named
                    && !self.tokens[at].latin
                    && !self.tokens.get(at + 1).is_some_and(|next| {
                        next.what == What::Word(Counting::Of) && next.first == counted.end
                    });
                if nobody || (anybody && self.tokens[at].end == self.tokens[at].first + 1) {
                    self.refuse(quantity, rule::NOBODY, None);
                    return counted.next;
                }
                // «القافلة الـ13»
                let order = self.tokens[at].definite && quantity.first < quantity.number;
                if order && !counted.named {
                    self.refuse(quantity, rule::ORDINAL, None);
                    return counted.next;
                }
                if let Some(bound) = self.bound.take() {
                    counted.quantity = counted.quantity.bounded(bound);
                }
                self.place(counted, at)
            }
            Err(Uncounted { why, by }) => {
                self.out_of = false;
                self.refuse(quantity, why, Some(by));
                by + 1
            }
        }
    }

    /// Whether the one at token `at` is nobody: «أي سجين», "none of the 40".
    pub(super) fn is_nobody(&self, at: usize) -> bool {
        at > 0 && self.tokens[at - 1].what == What::Word(Counting::Any)
    }

    /// Why the number at token `at` is none where the word before makes it a name or the like: «اللواء 93»; not in «الدفعة 161
    /// عائلة», nor in "no one".
    fn numbered_by(&self, at: usize, quantity: Quantity) -> Option<&'static str> {
        let before = self.tokens[at.checked_sub(1)?];
        let nobody = before.what == What::Word(Counting::Any) && quantity.told() == 1;
        let counts = self.tokens.get(at + 1).is_some_and(|next| {
            let noun = matches!(next.what, What::Word(Counting::Thing(_) | Counting::Person(..)));
            noun && next.first == quantity.end && !next.latin && !next.joined && !next.definite
        });
        let close = quantity.first == quantity.number && before.end == quantity.first;
        before.numbered.filter(|_| close && !counts && !nobody)
    }

    pub(super) fn refuse(&mut self, quantity: Quantity, why: &'static str, by: Option<usize>) {
        self.refused.push(Refused { quantity, why, by });
    }

    pub(super) fn drop_pending(&mut self, why: &'static str, by: Option<usize>) {
        for counted in std::mem::take(&mut self.pending) {
            if !counted.wordless {
                let nobody = !counted.named && why == rule::NOTHING_DONE;
                let why = if nobody { rule::NOBODY } else { why };
                self.refuse(counted.quantity, why, by);
            }
        }
    }

    /// Victims of a fire or an accident are told in a clause that tells nothing else.
    pub(super) fn end_clause(&mut self) {
        if self.accident && !self.violence {
            for found in self.found.drain(self.clause..).collect::<Vec<_>>() {
                let quantity = found.counted.quantity;
                self.refused.push(Refused { quantity, why: rule::ACCIDENT, by: None });
            }
            self.last = None;
        }
        self.clause = self.found.len();
        (self.accident, self.violence) = (false, false);
    }
}
