//! People told without a number, by the form of the noun: «لاجئ», «عنصرين», a guard.

use super::noun::Counted;
use super::reader::{Manner, Reader};
use super::token::{Token, What};
use super::word::{Counting, Form, Role, rule};
use crate::extract::number::Quantity;
use crate::model::Measure;

/// How many words before «لاجئ» may say that he was killed.
const REACH_OF_ONE: usize = 4;

/// How many words after those who did it the one to whom they did it may stand, past what they rode on and whence they came.
const PAST_OTHERS: usize = 8;

impl Reader<'_> {
    pub(super) fn person(&mut self, at: usize, role: Role, form: Form) -> usize {
        let token = self.tokens[at];
        match form {
            Form::Two => match Counted::wordless(self.tokens, at, 2, self.sides) {
                Ok(counted) if self.did_it(&counted, at) => counted.next,
                _ => self.wordless(at, 2),
            },
            Form::One => self.one(at),
            Form::Many => {
                // «المهاجمون الأربعة»
                if let Some(next) = self.tokens.get(at + 1)
                    && let What::Number(quantity) = next.what
                    && next.definite
                    && next.first == token.end
                {
                    let quantity = Quantity { first: token.first, ..quantity };
                    let told = Counted::wordless(self.tokens, at, quantity.told(), self.sides);
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
                if self.sides.people != Some(role) {
                    self.sides.people_before = self.sides.people;
                }
                (self.sides.people, self.sides.people_end) = (Some(role), token.end);
                if role.is_plain() && role.group().is_some() {
                    self.sides.see(role);
                    self.see_attackers(at, role);
                } else if role == Role::Attacker && token.assault.is_none() {
                    self.see_attackers(at, role);
                }
                self.pending.retain(|counted| !counted.wordless);
                if let Some(current) = &mut self.current
                    && current.form == Manner::Deed
                    && token.first <= current.end + 1
                {
                    current.fed = true;
                }
                // «اغتال مسلحون مجهولون المختار»: they did it.
                if let Some(current) = &mut self.current
                    && current.form == Manner::Act
                    && !token.latin
                    && !token.joined
                    && token.first <= current.end + 1
                {
                    (current.end, current.by_others) = (token.end, true);
                }
                at + 1
            }
        }
    }

    /// Whether those counted at token `at` are the subject of the verb before them, who did it: «اغتال مجهولان». Those to whom
    /// they did it come next.
    pub(super) fn did_it(&mut self, counted: &Counted, at: usize) -> bool {
        let token = self.tokens[at];
        let Some(current) = &mut self.current else { return false };
        let verb = self.tokens[current.at];
        let subject = current.form == Manner::Act
            && !(current.fed || current.by_others || verb.latin || token.joined || token.object)
            && token.first <= current.end
            && counted.own.is_none()
            && !counted.definite;
        // «اغتال عنصراً»: the verb has its subject before it.
        let doer = verb.active || self.tokens[at..counted.next].iter().any(|token| token.active);
        if subject && doer {
            (current.end, current.by_others) = (counted.end, true);
        }
        subject && doer
    }

    /// Whether the one at token `at` stands behind those who did it, in their clause: «اغتال مجهولان يستقلان دراجة القيادي».
    fn is_past_others(&self, at: usize) -> bool {
        let Some(current) = self.current.filter(|current| current.by_others && !current.fed) else {
            return false;
        };
        let apart = |token: &Token| {
            matches!(token.what, What::Comma | What::Break | What::Speech)
                || matches!(token.what, What::Word(Counting::And | Counting::Clause))
                || token.joined
        };
        self.tokens[at].first <= current.end + PAST_OTHERS
            && !self.tokens[current.at + 1..=at].iter().any(apart)
    }

    /// «جميعهم مدنيون»: tells who those just told are.
    pub(super) fn all_are(&mut self, role: Role) {
        let last = self.last.map(|last| last.found);
        let counted = match (self.pending.last_mut(), last) {
            (Some(pending), _) => pending,
            (None, Some(found)) => &mut self.found[found].counted,
            (None, None) => return,
        };
        counted.group = counted.group.or(role.group());
    }

    /// A single person, who counts where the word before says what happened.
    pub(super) fn one(&mut self, at: usize) -> usize {
        let token = self.tokens[at];
        let any = at > 0 && self.tokens[at - 1].what == What::Word(Counting::Any);
        if any && self.tokens[at - 1].end == token.first {
            return at + 1;
        }
        let absorbed = |next: &Token| {
            matches!(next.what, What::Number(one) if one.told() == 1)
                && next.first == token.end
                && !next.joined
        };
        let Ok(mut counted) = Counted::wordless(self.tokens, at, 1, self.sides) else {
            return at + 1;
        };
        if self.did_it(&counted, at) {
            return counted.next;
        }
        counted.definite |= token.latin;
        // «39 امرأة وطفلا»: one number for both.
        let of_many = self.last.is_some_and(|last| {
            let before = self.found[last.found].counted;
            !before.wordless && before.quantity.told() > 10 && token.first <= last.end
        });
        let of_pending = self.pending.last().is_some_and(|before| {
            !before.wordless && before.quantity.told() > 10 && before.next == at
        });
        if (of_many || of_pending) && token.joined {
            return counted.next;
        }
        let told_one = self.tokens.get(at + 1).is_some_and(absorbed);
        let past_others = self.is_past_others(at);
        let near = past_others
            || self.current.is_some_and(|current| token.first <= current.end + REACH_OF_ONE);
        // "the arrest of the cell's courier"
        let close = past_others
            || self.current.is_some_and(|current| {
                let possessor = token.latin && current.measure == Measure::Detained;
                token.first <= current.end + if possessor { REACH_OF_ONE } else { 1 }
            });
        let hungry = self.current.is_some_and(|current| !current.fed);
        let agent = self.replaces(&counted, at);
        let alone = self.current.is_none_or(|current| {
            !matches!(current.measure, Measure::Transferred | Measure::Attempted)
        });
        if (hungry && alone && (if counted.definite { close } else { near || told_one })) || agent {
            return self.place(counted, at);
        }
        self.named = None;
        if counted.definite && !self.is_subject(&counted) {
            self.named = Some(counted).filter(|_| !token.latin);
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

    pub(super) fn others(&mut self, at: usize, form: Form) -> usize {
        let token = self.tokens[at];
        // "a second day"
        let of_things = self.tokens.get(at + 1).is_some_and(|next| {
            next.latin && next.not_counted.is_some() && next.first == token.end
        });
        if of_things {
            return at + 1;
        }
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
    pub(super) fn indefinite(&mut self, at: usize) -> usize {
        let token = self.tokens[at];
        let Some(noun) = self.noun_after(at) else { return at + 1 };
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
        // "killing its driver, a civilian"
        let apposed = at > 0
            && self.tokens[at - 1].what == What::Comma
            && !self
                .tokens
                .get(noun + 1)
                .is_some_and(|after| matches!(after.what, What::Comma | What::Word(Counting::And)))
            && matches!(next.what, What::Word(Counting::Person(_, Form::One)))
            && self.last.is_some_and(|last| {
                let before = self.found[last.found].counted;
                let own = before.wordless && before.role == Some(Role::Trade);
                own && last.end == token.first
            });
        if apposed {
            return noun + 1;
        }
        let after_an_age = (at + 1..noun).any(|skipped| self.is_age(skipped));
        let next_token = if after_an_age { noun } else { at + 1 };
        let mut counted = Counted::of(Quantity::exactly(1, token.first, next.end), next_token);
        counted.end = if after_an_age { next.first } else { token.end };
        match counted.read(self.tokens, self.sides) {
            Ok(counted) => {
                let quantity = Quantity { end: next.end, ..counted.quantity };
                self.place(Counted { quantity, wordless: true, ..counted }, at)
            }
            Err(_) => noun + 1,
        }
    }

    /// The noun after an article at token `at`, past adjectives and an age: "a 12-year-old girl".
    fn noun_after(&self, at: usize) -> Option<usize> {
        let skipped = |index: usize| {
            let what = self.tokens[index].what;
            self.is_age(index)
                || matches!(
                    what,
                    What::Nothing | What::Word(Counting::Force(_) | Counting::Ordinal)
                )
        };
        (at + 1..self.tokens.len()).find(|&index| !skipped(index))
    }

    /// Whether the number at token `at` is an age: the next word says so.
    fn is_age(&self, at: usize) -> bool {
        let age = |next: &Token| next.not_counted == Some(rule::AGE);
        matches!(self.tokens[at].what, What::Number(_))
            && self
                .tokens
                .get(at + 1)
                .is_some_and(|next| age(next) && next.first <= self.tokens[at].end)
    }

    /// Whether a verb or a list goes on with one told with the article: "the driver was", "the driver and his brother".
    fn is_subject(&self, counted: &Counted) -> bool {
        self.tokens.get(counted.next).is_some_and(|next| {
            let suffers = |after: &Token| {
                matches!(
                    after.what,
                    What::Word(Counting::Done(Measure::Detained | Measure::Recaptured))
                )
            };
            next.latin
                && next.first <= counted.end
                && match next.what {
                    What::Word(Counting::Indefinite) => next.joined,
                    What::Word(Counting::Aux) => {
                        self.tokens.get(counted.next + 1).is_some_and(suffers)
                    }
                    _ => false,
                }
        })
    }

    /// "both guards": two, where people follow.
    pub(super) fn pair(&mut self, at: usize) -> usize {
        let token = self.tokens[at];
        let quantity = Quantity::exactly(2, token.first, token.end);
        match Counted::of(quantity, at + 1).read(self.tokens, self.sides) {
            Ok(counted) if counted.named && !counted.of_them => self.place(counted, at),
            _ => at + 1,
        }
    }

    /// Whether one in a state at token `at` was told by the verb right before: «أردته قتيلا».
    pub(super) fn is_told(&self, at: usize, measure: Measure) -> bool {
        let token = self.tokens[at];
        let Some(last) = self.last else { return false };
        let found = self.found[last.found];
        found.counted.own.is_none()
            && found.measure == measure
            && token.first <= last.end
            && !token.joined
    }

    /// «جميع الفارين وعددهم 12»: those told by name alone are counted next.
    pub(super) fn number_follows(&mut self) {
        let Some(current) = &mut self.current else { return };
        let counted = self.found.last().is_some_and(|found| found.list == current.list);
        current.fed &= counted;
    }

    /// Whether those who did what was told are those counted: «فرار شارك فيه 39», but not «هجوم شارك فيه 100».
    pub(super) fn is_own_act(&self) -> bool {
        let own_act = |measure| {
            matches!(measure, Measure::Attempted | Measure::Escaped | Measure::Surrendered)
        };
        self.current.is_some_and(|it| !it.fed && own_act(it.measure))
    }

    /// Whether «واحدة» follows the thing at token `at`.
    pub(super) fn is_one_thing(&self, at: usize) -> bool {
        let token = self.tokens[at];
        !token.latin
            && self.tokens.get(at + 1).is_some_and(|next| {
                matches!(next.what, What::Number(one) if one.told() == 1)
                    && next.first == token.end
                    && !next.joined
            })
    }

    /// Whether what happened was told right before word `first`, and to nobody yet.
    pub(super) fn is_right_after(&self, first: usize) -> bool {
        self.current.is_some_and(|current| !current.fed && current.end == first)
    }

    /// One of those told before, to whom something else happened.
    pub(super) fn one_of_them(&mut self, at: usize) -> usize {
        let token = self.tokens[at];
        let mut counted = Counted::of(Quantity::exactly(1, token.first, token.end), at + 1);
        (counted.wordless, counted.named) = (true, true);
        let last = self.found.last().filter(|found| found.counted.thing.is_none());
        counted.group =
            last.map_or(self.sides.people, |last| last.counted.role).and_then(Role::group);
        self.place(counted, at)
    }

    /// Gives the number after «منهم» the group of those told before.
    pub(super) fn of_them(&mut self, first: usize) {
        let group = self.sides.people.and_then(Role::group);
        let right_after = self.is_right_after(first);
        if let Some(current) = self.current.as_mut().filter(|_| right_after) {
            current.group = current.group.or(group);
        }
    }

    pub(super) fn wordless(&mut self, at: usize, value: u64) -> usize {
        match Counted::wordless(self.tokens, at, value, self.sides) {
            Ok(counted) => self.place(counted, at),
            Err(_) => at + 1,
        }
    }

    /// Takes note of the number that a sentence begins with, who may go on to do more: "*six inmates* overpowered a guard and fled".
    pub(super) fn see_subject(&mut self) {
        let [first] = self.pending[..] else { return };
        let latin = self.tokens[first.next - 1].latin;
        let attacker = first.role == Some(Role::Attacker);
        if latin && self.found.is_empty() && first.named && !first.wordless && !attacker {
            self.subject.get_or_insert(first);
        }
    }

    /// Whether a verb of flight at token `at` is of those with whom the sentence began, and not of the one to whom they did
    /// something: "six inmates overpowered *a guard and fled*"; but "six inmates and a guard fled".
    pub(super) fn is_of_the_first(&self, at: usize, measure: Measure) -> bool {
        let and = |token: &Token| token.what == What::Word(Counting::And);
        let Some((subject, before)) = self.subject.zip(at.checked_sub(1)) else { return false };
        let [one] = self.pending[..] else { return false };
        measure == Measure::Escaped
            && self.tokens[at].latin
            && and(&self.tokens[before])
            && self.tokens[before].end == self.tokens[at].first
            && one.wordless
            && !subject.wordless
            && one.next <= before
            && !self.tokens[subject.next..one.next].iter().any(and)
    }
}
