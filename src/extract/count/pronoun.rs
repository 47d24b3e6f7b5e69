//! Those whom a pronoun takes up: «أدى إلى مقتله», "killing them all", «قُتل هو وسائقه».

use super::noun::Counted;
use super::reader::{Last, Manner, Reader};
use super::token::{Token, What};
use super::word::{Counting, Role, rule};
use crate::extract::number::Quantity;
use crate::model::Measure;

/// Whose patrol, post or vehicle was hit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target {
    pub(super) role: Role,
    /// Whether it is called a militia, whose fighters are militants.
    pub(super) militia: bool,
}

impl Reader<'_> {
    /// One or two, `value` of them, who are not named.
    pub(super) fn him(&mut self, at: usize, measure: Measure, value: u64) {
        let token = self.tokens[at];
        // "A woman gave herself up"
        if measure == Measure::Surrendered && self.done_to_pending(at, measure) {
            return;
        }
        let casualty = |measure| matches!(measure, Measure::Killed | Measure::Wounded);
        // «أصيب حارس … ما أدى إلى مقتله»: he is told once.
        if let Some(last) = self.found.last_mut().filter(|last| {
            let one = last.counted.wordless && last.counted.quantity.told() == value;
            one && measure == Measure::Killed && last.measure == Measure::Wounded
        }) {
            last.measure = measure;
            last.counted.end = token.end;
            self.last = Some(Last { end: token.end, found: self.found.len() - 1, went_on: false });
            self.current = None;
            return;
        }
        if casualty(measure) && self.found.iter().any(|found| casualty(found.measure)) {
            self.drop_pending(rule::NOTHING_DONE, Some(at));
            self.current = None;
            return;
        }
        // "two shepherds, killing both"
        let told =
            |pending: &Counted| pending.quantity.told() == value && value > 1 && !pending.wordless;
        if self.pending.last().is_some_and(told) {
            return self.them(at, measure);
        }
        let counted = self.one_told_before(at, value);
        let list = self.new_list();
        self.emit(measure, counted, list, false);
        // "killing him and two of his sons"
        let goes_on = self.tokens.get(at + 1).is_some_and(|next| {
            let and = next.what == What::Word(Counting::And);
            next.first == token.end && (next.joined || and)
        });
        self.current = goes_on.then(|| self.current_of(at, measure, Manner::Act, list, true));
        self.reached = Some(token.end);
    }

    /// One or two whom the pronoun at token `at` takes up, of the group of who was told before.
    fn one_told_before(&self, at: usize, value: u64) -> Counted {
        let token = self.tokens[at];
        let counted = Counted::of(Quantity::exactly(value, token.first, token.end), at + 1);
        let before = [self.named.as_ref(), self.pending.last(), self.subject.as_ref()];
        let mut as_many =
            before.into_iter().flatten().filter(|before| before.quantity.told() == value);
        let group = as_many.next().filter(|before| before.wordless).and_then(|before| before.group);
        Counted { wordless: true, named: true, group, ..counted }
    }

    /// Those told last, whom a verb takes up: «على ثلاثة عناصر فأردوهم».
    pub(super) fn them(&mut self, at: usize, measure: Measure) {
        if self.done_to_pending(at, measure) {
            // «فأردوهم قتلى»: told with the verb.
            self.last = self.last.map(|last| Last { end: self.tokens[at].end, ..last });
            return;
        }
        // "hit a car carrying three fighters, killing them all"
        if let Some(last) = self.last
            && self.found[last.found].measure == Measure::Transferred
        {
            let list = self.new_list();
            let carried = &mut self.found[last.found];
            (carried.measure, carried.list) = (measure, list);
        }
        self.current = Some(self.current_of(at, measure, Manner::Done, self.lists, true));
    }

    /// Takes note of whose patrol, post or vehicle was hit, at the name of a side at token `at`: "struck an SDF pickup", «حاجزاً
    /// لقسد».
    pub(super) fn see_target(&mut self, at: usize, role: Role) {
        let token = self.tokens[at];
        let close = |other: &&Token| {
            other.post && other.first <= token.end + 1 && token.first <= other.end + 2
        };
        let after = self.post_after(at).filter(|_| token.latin);
        let around = after.or_else(|| self.post_before(at));
        let post = role.group().is_some() && around.as_ref().is_some_and(close);
        self.see_post(Some(role).filter(|_| post));
        let hit = self.struck && post;
        self.sides.target = hit.then_some(Target { role, militia: token.militia });
    }

    /// The patrol, post or vehicle right after token `at`, past a second name of the side: "an Internal Security Forces (Asayish)
    /// checkpoint".
    fn post_after(&self, at: usize) -> Option<&Token> {
        let mark = |token: &&Token| token.what == What::Break;
        self.tokens[at + 1..].iter().find(|token| !mark(token)).filter(|next| next.post)
    }

    /// The patrol, post or vehicle before token `at`, past a preposition.
    fn post_before(&self, at: usize) -> Option<&Token> {
        self.tokens[at.saturating_sub(2)..at].iter().rev().find(|before| before.post)
    }

    /// «قُتل هو وسائقه»: the one told before, in a list with those after.
    pub(super) fn beside_the_verb(&mut self, at: usize, value: u64) {
        let token = self.tokens[at];
        let opens = self.tokens.get(at + 1).is_some_and(|next| {
            next.joined
                && next.first == token.end
                && matches!(next.what, What::Number(_) | What::Word(Counting::Person(..)))
        });
        let Some(current) = self.current.filter(|it| !it.fed && it.end == token.first) else {
            return;
        };
        if opens && current.form != Manner::State {
            let counted = self.one_told_before(at, value);
            self.emit(current.measure, counted, current.list, false);
        }
    }
}
