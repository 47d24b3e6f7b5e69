//! The reading of a sentence from left to right: what happened last, and to whom the numbers after it belong.

use super::noun::{Counted, Sides, Uncounted};
use super::token::{Token, What};
use super::word::{Counting, Form, Role, rule};
use crate::extract::number::{Bound, Quantity};
use crate::model::{Group, Measure};

/// How many words after its verb a number may stand: «لقي في الهجوم الذي شنه التنظيم على السجن 5 …».
const REACH_OF_A_VERB: usize = 25;
/// How many words after «قتلى» or "the dead" a number may stand that is theirs.
const REACH_OF_A_STATE: usize = 2;
/// The same where the sentence tells a sum: «بلغ عدد قتلى الهجوم … 332».
const REACH_OF_A_SUM: usize = 25;
/// How many words before «لاجئ» may say that he was killed.
const REACH_OF_ONE: usize = 4;

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
struct Current {
    measure: Measure,
    form: Manner,
    /// One past its last word.
    end: usize,
    /// Its token.
    at: usize,
    /// Whether somebody was counted, so that only a list goes on.
    fed: bool,
    list: usize,
    /// Whose state it is: «قتلى التنظيم».
    group: Option<Group>,
    /// The dead and wounded told as one: «مقتل وإصابة 20».
    mixed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    Act,
    Deed,
    Done,
    State,
}

/// The reading of one sentence.
pub(super) struct Reader<'a> {
    tokens: &'a [Token],
    pub(super) found: Vec<Found>,
    pub(super) refused: Vec<Refused>,
    current: Option<Current>,
    /// Those of whom it is still to be told what happened to them.
    pending: Vec<Counted>,
    sides: Sides,
    /// The one told first, who may go on to do more: "a woman … and got away".
    subject: Option<Counted>,
    /// The number of lists so far.
    lists: usize,
    /// Whether «بينهم» was read and goes on.
    parts: bool,
    /// Whether the first part was told, so that only a list goes on.
    part_told: bool,
    population: bool,
    /// Whether the population was told.
    populated: bool,
    carried: bool,
    running: bool,
    /// «من أصل», before the number of all.
    out_of: bool,
    /// Whether those pending are all, of whom some were counted.
    whole: bool,
    /// Whether «يحتجز» … stands where no verb followed.
    escaped: bool,
    /// What the clause began with: counts, refusals.
    clause: usize,
    accident: bool,
    violence: bool,
    /// How exact the next number is, where other words stand between.
    bound: Option<Bound>,
    /// The end of the last number with its noun.
    reached: Option<usize>,
    /// Those of whom a part is told first: "four of the seven who fled".
    outer: Option<Counted>,
    /// Whether what all of those just told are comes next.
    all: bool,
    /// The word after the last auxiliary: were.
    aux: Option<usize>,
    /// The same of a passive one.
    passive: Option<usize>,
    /// The end of the last one counted, and whether a list went on with it.
    last: Option<Last>,
}

#[derive(Debug, Clone, Copy)]
struct Last {
    end: usize,
    found: usize,
    went_on: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(tokens: &'a [Token]) -> Self {
        Self {
            tokens,
            found: Vec::new(),
            refused: Vec::new(),
            current: None,
            pending: Vec::new(),
            sides: Sides::default(),
            subject: None,
            lists: 0,
            parts: false,
            part_told: false,
            population: false,
            populated: false,
            carried: false,
            running: false,
            out_of: false,
            whole: false,
            escaped: false,
            clause: 0,
            accident: false,
            violence: false,
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
    fn step(&mut self, at: usize) -> usize {
        let token = self.tokens[at];
        self.accident |= token.accident;
        self.carried |= token.carrier;
        self.violence |= token.violence;
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
                if let Some(current) = &mut self.current
                    && current.form == Manner::State
                {
                    current.fed = true;
                }
                self.population &= !std::mem::take(&mut self.populated);
            }
            What::Word(word) => return self.word(at, word),
            // «تجاوز عدد القتلى 100»
            What::Bound(bound) => self.bound = Some(bound),
            What::Date | What::Speech | What::Nothing => {}
        }
        at + 1
    }

    fn word(&mut self, at: usize, word: Counting) -> usize {
        let token = self.tokens[at];
        match word {
            Counting::Act(measure) => self.begin(at, measure, Manner::Act),
            Counting::Deed(measure) => self.begin(at, measure, Manner::Deed),
            Counting::Done(measure) => self.done(at, measure),
            Counting::State(measure) => self.state(at, measure),
            Counting::StateOne(_) if !token.definite && !self.after_article(at) => {
                return self.wordless(at, 1);
            }
            Counting::StateTwo(_) | Counting::ThingTwo(_) => return self.wordless(at, 2),
            Counting::Person(role, form) => return self.person(at, role, form),
            Counting::Others(form) => return self.others(at, form),
            Counting::Force(role) => self.sides.see(role),
            Counting::Him(measure) => self.him(at, measure),
            Counting::Part => {
                // «اعتقلت منها 8»: of a place, not of people.
                let told =
                    self.current.is_none_or(|current| current.fed || current.end < token.first);
                self.parts = told
                    && (self.last.is_some() || !self.pending.is_empty() || self.current.is_some());
                self.part_told = false;
            }
            Counting::OutOf => self.out_of = true,
            Counting::All => self.all = true,
            Counting::Clause => {
                self.end_clause();
                self.carried = false;
                self.current = None;
                self.parts = false;
                self.population = false;
            }
            Counting::Elsewhere => {
                self.drop_pending(rule::NOTHING_DONE, Some(at));
                self.current = None;
                self.parts = false;
            }
            Counting::Holds if !self.carried => {
                self.drop_pending(rule::POPULATION, Some(at));
                self.population = true;
                self.current = None;
            }
            Counting::Vague => self.vague(),
            Counting::Running => self.running = true,
            Counting::Together => {
                self.drop_pending(rule::TOGETHER, Some(at));
                self.current = None;
            }
            Counting::Aux => (self.aux, self.passive) = (Some(token.end), Some(token.end)),
            Counting::Perfect => self.aux = Some(token.end),
            Counting::Indefinite => return self.indefinite(at),
            _ => {}
        }
        at + 1
    }

    /// Whether «the» or a possessive stands before token `at`.
    fn after_article(&self, at: usize) -> bool {
        self.tokens[at].latin
    }

    // ---- what happened

    fn begin(&mut self, at: usize, measure: Measure, form: Manner) {
        let token = self.tokens[at];
        // «محاولة لإخراج 39»
        let attempt = self.current.is_some_and(|it| {
            it.measure == Measure::Attempted && !it.fed && token.first <= it.end + 2
        });
        if attempt && matches!(measure, Measure::Transferred | Measure::Escaped) {
            if let Some(current) = &mut self.current {
                current.end = token.end;
            }
            return;
        }
        self.drop_pending(rule::NOTHING_DONE, Some(at));
        let casualty = |measure| matches!(measure, Measure::Killed | Measure::Wounded);
        let mixed = self.current.is_some_and(|before| {
            !before.fed
                && before.end == token.first
                && token.joined
                && before.measure != measure
                && casualty(before.measure)
                && casualty(measure)
        });
        self.lists += 1;
        self.current = Some(Current {
            measure,
            form,
            end: token.end,
            at,
            fed: false,
            list: self.lists,
            group: None,
            mixed,
        });
        self.parts = false;
        self.population = false;
        self.escaped |= measure == Measure::Escaped;
    }

    /// A participle or plural verb: of those before it, or of those after.
    fn done(&mut self, at: usize, measure: Measure) {
        let token = self.tokens[at];
        let after_aux = self.aux.is_some_and(|end| token.first <= end + 2);
        let next = self.tokens.get(at + 1);
        let object = next.is_some_and(|next| {
            let counts = match next.what {
                What::Number(_) => true,
                What::Word(Counting::Person(..) | Counting::Vague | Counting::Indefinite) => {
                    token.latin && !measure_is_of_the_subject(measure)
                }
                _ => false,
            };
            counts && next.first <= token.end + 1 && !next.joined
        });
        let passive = after_aux || !object;
        if passive && !self.pending.is_empty() {
            let pending = std::mem::take(&mut self.pending);
            self.lists += 1;
            let list = self.lists;
            if std::mem::take(&mut self.whole)
                && let Some(last) = self.last
            {
                self.caught_again(last.found);
            }
            for mut counted in pending {
                // "Prisoners rebelled, and three were killed."
                if !counted.named && token.latin {
                    counted.group = self.sides.people.and_then(Role::group);
                }
                self.emit(measure, counted, list, false);
            }
            self.current = Some(self.current_of(at, measure, Manner::Done, list, true));
            self.escaped |= measure == Measure::Escaped;
            return;
        }
        if let Some(outer) = self.outer.take().filter(|_| after_aux) {
            self.lists += 1;
            self.emit(measure, outer, self.lists, false);
            self.current = Some(self.current_of(at, measure, Manner::Done, self.lists, true));
            return;
        }
        // «لقي 7 حتفهم»
        let again = self.current.is_some_and(|it| it.measure == measure && it.fed);
        if again && !object && !token.latin {
            return;
        }
        if measure == Measure::Escaped
            && passive
            && let Some(subject) = self.subject.take().filter(|_| token.latin)
        {
            self.lists += 1;
            self.current = Some(self.current_of(at, measure, Manner::Done, self.lists, true));
            self.emit(measure, subject, self.lists, false);
            self.escaped = true;
            return;
        }
        if let Some(last) = self.last
            && ((after_aux && self.moves(at, last, measure)) || self.follows(last, measure))
        {
            return;
        }
        self.begin(at, measure, Manner::Done);
        // "Several were wounded": those after it are others.
        let suffered = self.passive.is_some_and(|end| token.first <= end + 2);
        if let Some(current) = self.current.as_mut().filter(|_| suffered) {
            current.fed = true;
        }
    }

    /// "A prisoner died and nine people, three of them guards, were hurt": the list only seemed to go on.
    fn moves(&mut self, at: usize, last: Last, measure: Measure) -> bool {
        if !last.went_on || !self.tokens[at].latin || self.found[last.found].measure == measure {
            return false;
        }
        self.lists += 1;
        let list = self.lists;
        for part in self.found.split_off(last.found + 1) {
            self.refuse(part.counted.quantity, rule::PART, None);
        }
        let moved = &mut self.found[last.found];
        (moved.measure, moved.list) = (measure, list);
        self.current = Some(self.current_of(at, measure, Manner::Done, list, true));
        self.last = Some(Last { went_on: false, ..last });
        true
    }

    /// Whether a verb tells more of those just counted: where they were caught as they fled.
    fn follows(&mut self, last: Last, measure: Measure) -> bool {
        let found = self.found[last.found];
        match (found.measure, measure) {
            (Measure::Detained, Measure::Escaped) => {
                self.caught_again(last.found);
                true
            }
            (Measure::Transferred, Measure::Surrendered | Measure::Escaped) => {
                for other in self.found.iter_mut().filter(|other| other.list == found.list) {
                    other.measure = measure;
                }
                true
            }
            (Measure::Detained | Measure::Recaptured, Measure::Attempted) => {
                self.lists += 1;
                let again: Vec<Found> = self
                    .found
                    .iter()
                    .filter(|other| other.list == found.list)
                    .map(|other| Found { measure, list: self.lists, ..*other })
                    .collect();
                self.found.extend(again);
                true
            }
            // "escaped while trying to flee" is one and the same.
            (Measure::Attempted, Measure::Escaped | Measure::Attempted) => true,
            _ => false,
        }
    }

    /// Those of the list of `found` had got out before: they were caught again.
    fn caught_again(&mut self, found: usize) {
        let list = self.found[found].list;
        for other in self.found.iter_mut().filter(|other| other.list == list) {
            if other.measure == Measure::Detained {
                other.measure = Measure::Recaptured;
            }
        }
    }

    fn current_of(
        &self,
        at: usize,
        measure: Measure,
        form: Manner,
        list: usize,
        fed: bool,
    ) -> Current {
        let end = self.tokens[at].end;
        Current { measure, form, end, at, fed, list, group: None, mixed: false }
    }

    /// «قتلى», the dead: a number right after, or one that a sum tells.
    fn state(&mut self, at: usize, measure: Measure) {
        let token = self.tokens[at];
        let pending = std::mem::take(&mut self.pending);
        // "brings to 45 the number of dead"
        if self.running
            && let [counted] = pending[..]
            && !counted.named
        {
            self.lists += 1;
            let list = self.lists;
            self.emit(measure, counted, list, false);
            self.current = Some(self.current_of(at, measure, Manner::State, list, true));
            return;
        }
        self.pending = pending;
        let before = self.sides.last.filter(|_| {
            at > 0
                && matches!(self.tokens[at - 1].what, What::Word(Counting::Force(_)))
                && self.tokens[at - 1].end == token.first
        });
        let after = self.tokens[at + 1..].iter().take(3).find_map(|next| match next.what {
            What::Word(Counting::Force(role) | Counting::Person(role, _))
                if next.first <= token.end + 3 && !next.joined =>
            {
                Some(role)
            }
            _ => None,
        });
        let group = before.filter(|_| token.latin).or(after).and_then(Role::group);
        self.begin(at, measure, Manner::State);
        if let Some(current) = &mut self.current {
            current.group = group;
        }
    }

    fn him(&mut self, at: usize, measure: Measure) {
        let token = self.tokens[at];
        let counted = Counted::of(Quantity::exactly(1, token.first, token.end), at + 1);
        let counted = Counted { wordless: true, named: true, ..counted };
        self.lists += 1;
        self.emit(measure, counted, self.lists, false);
        self.current = None;
    }

    /// Many were counted without a number.
    fn vague(&mut self) {
        self.drop_pending(rule::NOTHING_DONE, None);
        if let Some(current) = &mut self.current {
            current.fed = true;
        }
    }

    // ---- to whom

    fn person(&mut self, at: usize, role: Role, form: Form) -> usize {
        let token = self.tokens[at];
        match form {
            Form::Two => self.wordless(at, 2),
            Form::One => self.one(at),
            Form::Many => {
                // «المهاجمون الأربعة»
                if let Some(next) = self.tokens.get(at + 1)
                    && let What::Number(quantity) = next.what
                    && next.definite
                    && next.first == token.end
                {
                    let quantity = Quantity { first: token.first, ..quantity };
                    let told = Counted::wordless(self.tokens, at, quantity.told(), &self.sides);
                    if let Ok(told) = told {
                        let (end, next) = (quantity.end, told.next.max(at + 2));
                        let told = Counted { quantity, wordless: false, end, next, ..told };
                        return self.place(told, at);
                    }
                }
                // «مسلحين اثنين»
                if let Some(next) = self.tokens.get(at + 1)
                    && let What::Number(quantity) = next.what
                    && quantity.told() == 2
                    && !next.joined
                    && next.first == token.end
                {
                    return self.wordless(at, 2);
                }
                if std::mem::take(&mut self.all) {
                    self.all_are(role);
                }
                self.sides.people = Some(role);
                if role.is_plain() && role.group().is_some() {
                    self.sides.see(role);
                }
                self.pending.retain(|counted| !counted.wordless);
                if let Some(current) = &mut self.current
                    && current.form == Manner::Deed
                    && token.first <= current.end + 1
                {
                    current.fed = true;
                }
                at + 1
            }
        }
    }

    /// «جميعهم مدنيون»: tells who those just told are.
    fn all_are(&mut self, role: Role) {
        let last = self.last.map(|last| last.found);
        let counted = match (self.pending.last_mut(), last) {
            (Some(pending), _) => pending,
            (None, Some(found)) => &mut self.found[found].counted,
            (None, None) => return,
        };
        counted.group = counted.group.or(role.group());
    }

    /// A single person, who counts where the word before says what happened.
    fn one(&mut self, at: usize) -> usize {
        let token = self.tokens[at];
        let absorbed = |next: &Token| {
            matches!(next.what, What::Number(one) if one.told() == 1)
                && next.first == token.end
                && !next.joined
        };
        let Ok(mut counted) = Counted::wordless(self.tokens, at, 1, &self.sides) else {
            return at + 1;
        };
        counted.definite |= token.latin;
        // «39 امرأة وطفلا»: one number for both.
        let of_many = self.last.is_some_and(|last| {
            let before = self.found[last.found].counted;
            !before.wordless && before.quantity.told() > 10 && token.first <= last.end
        });
        if of_many && token.joined {
            return counted.next;
        }
        let told_one = self.tokens.get(at + 1).is_some_and(absorbed);
        let near = self.current.is_some_and(|current| token.first <= current.end + REACH_OF_ONE);
        let close = self.current.is_some_and(|current| token.first <= current.end + 1);
        let hungry = self.current.is_some_and(|current| !current.fed);
        let agent = self.replaces(&counted);
        let alone = self.current.is_none_or(|current| {
            !matches!(current.measure, Measure::Transferred | Measure::Attempted)
        });
        if (hungry && alone && (if counted.definite { close } else { near || told_one })) || agent {
            return self.place(counted, at);
        }
        if counted.definite {
            return at + 1;
        }
        if token.joined && self.goes_on(at) {
            return self.place(counted, at);
        }
        self.pending.retain(|other| !other.wordless);
        if self.pending.is_empty() && !self.speaks(&counted, at) {
            if self.found.is_empty() {
                self.subject.get_or_insert(counted);
            }
            self.pending.push(counted);
        }
        counted.next
    }

    fn others(&mut self, at: usize, form: Form) -> usize {
        let token = self.tokens[at];
        let near =
            self.current.is_some_and(|current| !current.fed && token.first <= current.end + 1);
        match form {
            Form::Many => {
                if near {
                    self.vague();
                }
                at + 1
            }
            _ if near || token.latin => {
                self.wordless(at, if Counted::is_one(form) { 1 } else { 2 })
            }
            _ => at + 1,
        }
    }

    /// "a guard": one, where a person follows in the singular.
    fn indefinite(&mut self, at: usize) -> usize {
        let token = self.tokens[at];
        let noun = self.tokens[at + 1..].iter().position(|next| {
            !matches!(next.what, What::Nothing | What::Word(Counting::Force(_) | Counting::Ordinal))
        });
        let Some(noun) = noun.map(|index| at + 1 + index) else { return at + 1 };
        let next = self.tokens[noun];
        let counts = matches!(
            next.what,
            What::Word(
                Counting::Person(_, Form::One)
                    | Counting::Others(Form::One)
                    | Counting::StateOne(_)
            )
        );
        if !counts || next.first > token.end + 4 {
            return at + 1;
        }
        for skipped in at + 1..noun {
            if let What::Word(Counting::Force(role)) = self.tokens[skipped].what {
                self.sides.see(role);
            }
        }
        let mut counted = Counted::of(Quantity::exactly(1, token.first, next.end), at + 1);
        counted.end = token.end;
        match counted.read(self.tokens, &self.sides) {
            Ok(counted) => {
                let quantity = Quantity { end: next.end, ..counted.quantity };
                self.place(Counted { quantity, wordless: true, ..counted }, at)
            }
            Err(_) => noun + 1,
        }
    }

    fn wordless(&mut self, at: usize, value: u64) -> usize {
        match Counted::wordless(self.tokens, at, value, &self.sides) {
            Ok(counted) => self.place(counted, at),
            Err(_) => at + 1,
        }
    }

    fn number(&mut self, at: usize, quantity: Quantity) -> usize {
        if at > 0
            && self.tokens[at - 1].numbered
            && quantity.first == quantity.number
            && self.tokens[at - 1].end == quantity.first
        {
            self.refuse(quantity, rule::NAME, Some(at - 1));
            return at + 1;
        }
        match Counted::of(quantity, at + 1).read(self.tokens, &self.sides) {
            Ok(mut counted) => {
                if counted.quantity.told() == 0 {
                    self.refuse(quantity, rule::NOBODY, None);
                    return counted.next;
                }
                // «القافلة الـ13»
                // «دون توقيف أحد»: anybody.
                let anybody = counted.quantity.told() == 1
                    && !counted.named
                    && !self.tokens[at].latin
                    && !self.tokens.get(at + 1).is_some_and(|next| {
                        next.what == What::Word(Counting::Of) && next.first == counted.end
                    });
                if anybody && self.tokens[at].end == self.tokens[at].first + 1 {
                    self.refuse(quantity, rule::NOBODY, None);
                    return counted.next;
                }
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
                self.refuse(quantity, why, Some(by));
                by + 1
            }
        }
    }

    /// Gives those counted at token `at` to what happened, and tells which token is next.
    fn place(&mut self, counted: Counted, at: usize) -> usize {
        if counted.wordless && self.speaks(&counted, at) {
            return counted.next;
        }
        let next = self.give(counted, at);
        self.reached = Some(counted.end).filter(|_| counted.named || counted.thing.is_some());
        next
    }

    fn give(&mut self, mut counted: Counted, at: usize) -> usize {
        let next = counted.next;
        // "four of the seven who fled"
        let of = self.tokens.get(next).is_some_and(|token| token.what == What::Word(Counting::Of));
        let inner = self
            .tokens
            .get(next + usize::from(of))
            .filter(|_| !counted.named && counted.thing.is_none());
        if let Some(inner) = inner
            && matches!(inner.what, What::Number(_))
            && inner.first <= counted.end + 2
            && self.of_before(next + usize::from(of))
        {
            self.outer = Some(Counted { of_them: true, named: true, ..counted });
            return next;
        }
        if let Some(measure) = counted.thing {
            self.carried |= measure == Measure::Families;
            self.lists += usize::from(!self.goes_on(at));
            let list = self.lists;
            if self.parts && (!self.part_told || self.goes_on(at)) {
                self.part_told = true;
                self.refuse(counted.quantity, rule::PART, None);
            } else {
                self.emit(measure, counted, list, false);
            }
            return next;
        }
        let ahead = self.verb_ahead(&counted);
        if std::mem::take(&mut self.out_of) {
            self.whole = true;
            self.pending = vec![counted];
            return next;
        }
        if self.population && self.current.is_none() && !counted.wordless {
            self.refuse(counted.quantity, rule::POPULATION, None);
            self.populated = true;
            return next;
        }
        self.parts &= !self.part_told || self.goes_on(at);
        // "148 families, comprising 600 people"
        let of_things =
            self.last.is_some_and(|last| self.found[last.found].counted.thing.is_some());
        self.parts &= !of_things;
        if self.parts && counted.own.is_none() {
            return self.part(counted);
        }
        if let Some(mut measure) = counted.own {
            // "120 jihadists and 40 fighters dead"
            let earlier =
                if self.goes_on(at) { std::mem::take(&mut self.pending) } else { Vec::new() };
            // «وفاة جريحين»
            let died = self.current.is_some_and(|it| {
                it.measure == Measure::Killed && !it.fed && counted.quantity.first <= it.end + 1
            });
            if died && counted.wordless {
                measure = Measure::Killed;
            }
            let goes_on = self.goes_on(at) && self.current.is_some_and(|it| it.measure == measure);
            let list = match self.current {
                Some(current) if goes_on => current.list,
                _ => {
                    self.lists += 1;
                    self.lists
                }
            };
            self.drop_pending(rule::NOTHING_DONE, Some(at));
            for other in earlier.into_iter().filter(|other| other.named) {
                self.emit(measure, other, list, false);
            }
            self.emit(measure, counted, list, false);
            self.current = Some(self.current_of(at, measure, Manner::State, list, true));
            return next;
        }
        if let Some(current) = self.current {
            if current.mixed && !current.fed {
                self.refuse(counted.quantity, rule::TOGETHER, Some(current.at));
                self.current = None;
                return next;
            }
            if self.replaces(&counted) {
                self.found.pop();
                self.emit(current.measure, counted, current.list, false);
                return next;
            }
            let others = ahead && self.tokens[at].latin && counted.quantity.first > current.end;
            if !current.fed && !others && self.reaches(&current, &counted, at) {
                if counted.group.is_none() {
                    counted.group = current.group;
                }
                self.emit(current.measure, counted, current.list, false);
                return next;
            }
            if current.fed && self.goes_on(at) && !ahead {
                // «5 من العناصر، 3 منهم …»: they are told once.
                if counted.of_them {
                    return self.part(counted);
                }
                if self.explains(at) {
                    return self.part(counted);
                }
                self.emit(current.measure, counted, current.list, true);
                return next;
            }
            if counted.of_them && current.fed && !ahead {
                return self.part(counted);
            }
        }
        let list = self.goes_on(at)
            && self.pending.last().is_some_and(|before| {
                self.tokens[before.next..at].iter().all(|token| {
                    matches!(
                        token.what,
                        What::Comma
                            | What::Nothing
                            | What::Word(
                                Counting::And
                                    | Counting::Of
                                    | Counting::Force(_)
                                    | Counting::Person(_, Form::Many)
                                    | Counting::In
                                    | Counting::Stop
                            )
                    )
                })
            });
        if !list {
            self.drop_pending(rule::NOTHING_DONE, None);
        }
        if counted.wordless && self.found.is_empty() {
            self.subject.get_or_insert(counted);
        }
        self.pending.push(counted);
        next
    }

    /// Whether the one told at token `at` is who says it: «أكد مسؤول», "an official said".
    fn speaks(&self, counted: &Counted, at: usize) -> bool {
        let token = self.tokens[at];
        let said = |other: &Token| other.what == What::Speech;
        if token.latin {
            let after = self.tokens.get(counted.next).filter(|next| said(next));
            return after.is_some_and(|after| after.first <= counted.end + 1);
        }
        let before = at.checked_sub(1).map(|before| self.tokens[before]).filter(said);
        before.is_some_and(|before| token.first <= before.end + 1)
    }

    /// Whether «من» or "of" stands before token `at`.
    fn of_before(&self, at: usize) -> bool {
        at > 0 && self.tokens[at - 1].what == What::Word(Counting::Of)
    }

    /// Whether a verb right after tells what happened to those counted: "two were shot".
    fn verb_ahead(&self, counted: &Counted) -> bool {
        self.tokens.get(counted.next).is_some_and(|next| {
            matches!(next.what, What::Word(Counting::Aux | Counting::Perfect | Counting::Done(_)))
                && next.first <= counted.end + 1
                && (next.latin || !next.joined)
        })
    }

    /// Whether the number at token `at` is within reach of what happened before it.
    fn reaches(&self, current: &Current, counted: &Counted, at: usize) -> bool {
        let first = counted.quantity.first;
        let distance = first.saturating_sub(current.end);
        // "put the dead at 45"
        let before = self.tokens[..at].last().filter(|before| before.end == first);
        let given = before.is_some_and(|before| {
            matches!(
                before.what,
                What::Word(Counting::Stop | Counting::In | Counting::Of | Counting::Running)
            ) && current.form == Manner::State
        });
        let reach = match current.form {
            Manner::State if self.running || given => REACH_OF_A_SUM,
            Manner::State => REACH_OF_A_STATE,
            _ => REACH_OF_A_VERB,
        };
        let told = before.is_some_and(|before| before.what == What::Word(Counting::Given));
        if distance > reach {
            return false;
        }
        if counted.named || told {
            return true;
        }
        // A bare number: right after the verb, or after the preposition that gives it.
        distance <= 1 || given || (current.form == Manner::State && self.running && !year(counted))
    }

    /// Whether those at token `at` are joined to those counted before: by «و», by "and", by a comma.
    fn goes_on(&self, at: usize) -> bool {
        let token = self.tokens[at];
        if token.joined {
            return true;
        }
        // One told without a number goes on with what is right before only: others say or do things.
        let near = token.latin && !matches!(token.what, What::Number(_));
        let Some(before) = at.checked_sub(1).map(|index| self.tokens[index]) else { return false };
        match before.what {
            What::Word(Counting::And) => {
                before.end == token.first && (!near || self.reached == Some(before.first))
            }
            What::Comma => self.reached.is_some_and(|end| end >= token.first),
            _ => false,
        }
    }

    /// Whether the comma before token `at` opens what those just counted were: "two people, a man and a woman".
    fn explains(&self, at: usize) -> bool {
        let comma = at > 0 && self.tokens[at - 1].what == What::Comma && !self.tokens[at].joined;
        let Some(last) = self.last.filter(|_| comma) else { return false };
        let before = self.found[last.found].counted;
        before.role.is_none_or(|role| matches!(role, Role::Person | Role::Fighter))
    }

    /// «قتل مسلح شخصين»: the one told first did it, and was not counted.
    fn replaces(&self, counted: &Counted) -> bool {
        let (Some(current), Some(last)) = (self.current, self.last) else { return false };
        let Some(found) = self.found.get(last.found) else { return false };
        let first = counted.quantity.first;
        current.form == Manner::Act
            && current.fed
            && !self.tokens[current.at].latin
            && found.list == current.list
            && found.counted.wordless
            && !last.went_on
            && counted.own.is_none()
            && first <= last.end + 2
            && !self.tokens.iter().any(|token| {
                (last.end..=first).contains(&token.first)
                    && (matches!(
                        token.what,
                        What::Break
                            | What::Comma
                            | What::Word(
                                Counting::Stop | Counting::In | Counting::And | Counting::Of
                            )
                    ) || token.joined)
            })
    }

    /// A part of those counted: its own count only where it tells the side of some of the dead.
    fn part(&mut self, counted: Counted) -> usize {
        let whole = self.last.map(|last| self.found[last.found]);
        let killed =
            whole.map(|whole| whole.measure).or(self.current.map(|current| current.measure))
                == Some(Measure::Killed);
        let open = whole.is_none_or(|whole| whole.counted.group.is_none() || whole.part);
        if killed && open && !counted.is_trait() {
            self.lists += 1;
            let list = self.lists;
            if let Some(last) = self.last {
                self.found[last.found].whole |= self.found[last.found].counted.group.is_none();
            }
            self.found.push(Found {
                measure: Measure::Killed,
                counted,
                list,
                part: true,
                running: self.running,
                whole: false,
            });
        } else {
            self.refuse(counted.quantity, rule::PART, None);
        }
        (self.parts, self.part_told) = (true, true);
        counted.next
    }

    // ---- what comes of it

    fn emit(&mut self, measure: Measure, mut counted: Counted, list: usize, went_on: bool) {
        let measure = match measure {
            Measure::Detained if counted.fugitive => Measure::Recaptured,
            Measure::Transferred if counted.role == Some(Role::Fugitive) => Measure::Recaptured,
            Measure::Detained if self.escaped && (counted.of_them || !counted.named) => {
                Measure::Recaptured
            }
            measure => measure,
        };
        if !counted.named && counted.group.is_none() && measure == Measure::Killed && self.escaped {
            counted.group = self.sides.people.and_then(Role::group);
        }
        self.last = Some(Last { end: counted.end, found: self.found.len(), went_on });
        self.found.push(Found {
            measure,
            counted,
            list,
            part: false,
            running: self.running,
            whole: false,
        });
        if let Some(current) = self.current.as_mut().filter(|_| counted.thing.is_none()) {
            current.fed = true;
        }
        // «قتلوا 3 من قسد و5 …»: whose they are is told for those after them, too.
        if let Some(role) = counted.role.filter(|role| role.is_plain()) {
            self.sides.see(role);
        }
        self.parts = false;
    }

    fn refuse(&mut self, quantity: Quantity, why: &'static str, by: Option<usize>) {
        self.refused.push(Refused { quantity, why, by });
    }

    fn drop_pending(&mut self, why: &'static str, by: Option<usize>) {
        for counted in std::mem::take(&mut self.pending) {
            if !counted.wordless {
                let nobody = !counted.named && why == rule::NOTHING_DONE;
                let why = if nobody { rule::NOBODY } else { why };
                self.refuse(counted.quantity, why, by);
            }
        }
    }

    /// Victims of a fire or an accident are told in a clause that tells nothing else.
    fn end_clause(&mut self) {
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

/// Whether those who did it are those counted: who flees, surrenders, dies.
fn measure_is_of_the_subject(measure: Measure) -> bool {
    matches!(measure, Measure::Escaped | Measure::Surrendered | Measure::Attempted)
}

/// Whether a bare number looks like a year.
fn year(counted: &Counted) -> bool {
    (1900..2100).contains(&counted.quantity.told())
}
