//! What happened: verbs, nouns and participles, and who of those told it happened to.

use super::noun::Counted;
use super::reader::{Current, Found, Last, Manner, Reader};
use super::token::{Token, What};
use super::word::{Counting, Form, Role, rule};
use crate::model::{Group, Measure};

/// How many words after «أحبط» what was foiled may stand.
const REACH_OF_FOILED: usize = 8;
/// How many words tell of a batch before its verb: «وجبة سابقة من 40 معتقلاً».
const WORDS_OF_A_BATCH: usize = 4;
/// How far after a verb those may stand to whom it happened, where it may have happened to its subject.
const REACH_OF_WHOM: usize = 5;

impl Reader<'_> {
    pub(super) fn begin(&mut self, at: usize, measure: Measure, form: Manner) {
        let token = self.tokens[at];
        (self.of_some, self.some) = (false, false);
        // «محاولة لإخراج 39»
        let attempt = self.current.is_some_and(|it| {
            let reach = if it.form == Manner::Act { REACH_OF_FOILED } else { 2 };
            it.measure == Measure::Attempted && !it.fed && token.first <= it.end + reach
        });
        // «نجا من محاولة اغتيال»: nobody was killed.
        if attempt && measure == Measure::Killed {
            self.current = None;
            return;
        }
        if attempt && matches!(measure, Measure::Transferred | Measure::Escaped) {
            if let Some(current) = &mut self.current {
                current.end = token.end;
            }
            return;
        }
        // «أطلق مسلحان النار على معلمة، فقضت هي وشقيقها»
        let one = self.pending.last().filter(|one| one.wordless && one.quantity.told() == 1);
        self.named = one.copied().or(self.named);
        self.see_subject();
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
            by_others: false,
        });
        self.parts = false;
        self.population = false;
        self.escaped |= measure == Measure::Escaped;
    }

    /// A participle or plural verb: of those before it, or of those after.
    pub(super) fn done(&mut self, at: usize, measure: Measure) {
        let token = self.tokens[at];
        if !token.latin && self.takes_up_those_told(at) {
            return self.them(at, measure);
        }
        if self.is_of_the_first(at, measure) {
            self.pending.clear();
            self.done_by_subject(at, measure);
            return;
        }
        let after_aux = self.aux.is_some_and(|end| token.first <= end + 2);
        let object = self.has_object(at, measure);
        let of_those_before = after_aux || !(object || self.goes_on_with_its_subject(at, measure));
        if (of_those_before && self.done_to_pending(at, measure))
            || (after_aux && self.done_to_outer(at, measure))
        {
            return;
        }
        // «لقي 7 حتفهم»
        let again = self.current.is_some_and(|it| it.measure == measure && it.fed);
        if again && !object && !token.latin {
            return;
        }
        if of_those_before && self.done_by_subject(at, measure) {
            return;
        }
        if let Some(last) = self.last
            && (((after_aux || token.first <= last.end) && self.moves(at, last, measure))
                || self.follows(last, measure, object, token.joined))
        {
            return;
        }
        // Those who hide are no others: «قتل مسلحين مختبئين».
        let fed = self.current.is_some_and(|current| current.fed);
        if measure == Measure::Attempted && fed && !object && !token.joined {
            return;
        }
        self.begin(at, measure, Manner::Done);
        // "Several were wounded": those after it are others.
        let suffered = self.passive.is_some_and(|end| token.first <= end + 2);
        if let Some(current) = self.current.as_mut().filter(|_| suffered) {
            current.fed = true;
        }
    }

    /// Whether a passive auxiliary stands right before word `first`: were.
    pub(super) fn suffered(&self, first: usize) -> bool {
        self.passive.is_some_and(|end| first <= end + 1)
    }

    /// Whether an Arabic verb tells of those named before it: «شقيقتان قُتلتا», two sisters who were killed.
    pub(super) fn is_of_those_before(&self, at: usize, measure: Measure) -> bool {
        let token = self.tokens[at];
        let hungry = self.current.is_some_and(|current| !current.fed);
        // «طفل قُتل وامرأة أُصيبت»
        let others = self.tokens.get(at + 1).is_some_and(|next| next.joined);
        let object = self.tells_whom(at, 2) && !others;
        let plural = token.object;
        let casualty = matches!(measure, Measure::Killed | Measure::Wounded);
        // «وجبة من 40 معتقلاً نُقلت»: the verb goes with the batch.
        let batch = measure == Measure::Transferred
            && self.tokens[at.saturating_sub(WORDS_OF_A_BATCH)..at].iter().any(|told| told.carrier);
        (plural || casualty || batch)
            && !token.latin
            && !token.joined
            && !hungry
            && !object
            && !self.pending.is_empty()
    }

    /// Whether people are told within `reach` words after the verb at `at`.
    pub(super) fn tells_whom(&self, at: usize, reach: usize) -> bool {
        let token = self.tokens[at];
        self.tokens.get(at + 1).is_some_and(|next| {
            next.first <= token.end + reach
                && matches!(
                    next.what,
                    What::Number(_)
                        | What::Word(
                            Counting::Person(..)
                                | Counting::StateOne(_)
                                | Counting::StateTwo(_)
                                | Counting::State(_)
                                | Counting::Vague
                                | Counting::OfThem
                                | Counting::Others(_)
                                | Counting::Pronoun(_)
                        )
                )
        })
    }

    /// «نجا حارس … وأصيب بطلقة»: the one told first suffered it.
    pub(super) fn hurt_subject(&mut self, at: usize, measure: Measure) -> bool {
        let token = self.tokens[at];
        let passive = measure == Measure::Wounded && token.joined && !token.latin;
        if !passive || !self.found.is_empty() || self.tells_whom(at, REACH_OF_WHOM) {
            return false;
        }
        let Some(subject) = self.subject.take() else { return false };
        self.drop_pending(rule::NOTHING_DONE, Some(at));
        let list = self.new_list();
        self.emit(measure, subject, list, false);
        self.current = Some(self.current_of(at, measure, Manner::Act, list, true));
        true
    }

    /// Whether those who fall at `at` are people, with their number, and no things: «سقط في الهجوم خمسة مدنيين».
    pub(super) fn falls(&self, at: usize) -> bool {
        let token = self.tokens[at];
        let told = |next: &&Token| {
            matches!(
                next.what,
                What::Number(_)
                    | What::Comma
                    | What::Break
                    | What::Pause
                    | What::Word(Counting::Person(..) | Counting::Thing(_) | Counting::ThingTwo(_))
            )
        };
        let rest = &self.tokens[at + 1..];
        let Some(nth) = rest.iter().position(|next| told(&next)) else { return false };
        let next = rest[nth];
        let close = next.first <= token.end + REACH_OF_WHOM && !next.joined && !next.definite;
        close
            && match next.what {
                What::Number(quantity) => Counted::of(quantity, at + nth + 2)
                    .read(self.tokens, self.sides)
                    .is_ok_and(|counted| counted.role.is_some() && counted.own.is_none()),
                What::Word(Counting::Person(_, Form::Two)) => true,
                _ => false,
            }
    }

    /// Whether «أسر» at `at` is the verb: a number follows, which is not of families.
    pub(super) fn is_verb_of_capture(&self, at: usize) -> bool {
        let token = self.tokens[at];
        !token.definite
            && !token.latin
            && self.tokens.get(at + 1).is_some_and(|next| {
                matches!(next.what, What::Number(_)) && next.first == token.end && !next.joined
            })
    }

    /// "The detainees overpowered two guards and seized their weapons": whoever did the one did the other.
    fn goes_on_with_its_subject(&self, at: usize, measure: Measure) -> bool {
        let Some(before) = at.checked_sub(1).map(|before| self.tokens[before]) else {
            return false;
        };
        let suffered = |pending: &Counted| self.passive.is_some_and(|end| end > pending.end);
        before.what == What::Word(Counting::And)
            && before.latin
            && before.end == self.tokens[at].first
            && !is_of_the_subject(measure)
            && self.pending.last().is_some_and(|pending| !suffered(pending))
    }

    /// Whether those to whom it happened follow the verb at `at`: "killed five".
    fn has_object(&self, at: usize, measure: Measure) -> bool {
        let token = self.tokens[at];
        self.tokens.get(at + 1).is_some_and(|next| {
            let counts = match next.what {
                What::Number(_) => true,
                // «وقتلا حارسا»
                What::Word(Counting::Person(_, Form::One | Form::Two)) if !token.latin => {
                    next.object && !next.definite && !is_of_the_subject(measure)
                }
                // "shot dead a sixth"
                What::Word(Counting::Others(Form::One)) => token.latin,
                What::Word(Counting::Person(..) | Counting::Vague | Counting::Indefinite) => {
                    token.latin && !is_of_the_subject(measure)
                }
                _ => false,
            };
            counts && next.first <= token.end + 1 && !next.joined
        })
    }

    /// «77 من … لقوا مصرعهم», "five were killed".
    pub(super) fn done_to_pending(&mut self, at: usize, measure: Measure) -> bool {
        let pending = std::mem::take(&mut self.pending);
        if pending.is_empty() {
            return false;
        }
        // "two of the five attackers blew themselves up"
        let whose = pending.last().map_or(at, |last| last.next);
        let clause =
            |token: &Token| matches!(token.what, What::Word(Counting::Stop | Counting::With));
        if let Some(outer) = self.outer.filter(|_| pending.len() == 1)
            && self.tokens[at].latin
            && !self.tokens[whose.min(at)..at].iter().any(clause)
        {
            self.outer = None;
            self.refuse(pending[0].quantity, rule::NOTHING_DONE, None);
            let list = self.new_list();
            let group = outer.group.or(pending[0].group);
            self.emit(measure, Counted { group, ..outer }, list, false);
            self.current = Some(self.current_of(at, measure, Manner::Done, list, true));
            return true;
        }
        if std::mem::take(&mut self.whole)
            && let Some(last) = self.last
        {
            self.caught_again(last.found);
        }
        let list = self.new_list();
        let all = !pending[0].of_them;
        for mut counted in pending {
            // "four prisoners, two of them women, …"
            if counted.of_them && all {
                self.refuse(counted.quantity, rule::PART, None);
                continue;
            }
            // "A man blew himself up."
            if self.tokens[at].active && counted.group.is_none_or(|it| it == Group::Civilians) {
                counted.group = Some(Group::Is);
            }
            // "Prisoners rebelled, and three were killed."
            if !counted.named && self.tokens[at].latin {
                counted.group = self.sides.people.and_then(Role::group);
            }
            self.emit(measure, counted, list, false);
        }
        self.current = Some(self.current_of(at, measure, Manner::Done, list, true));
        self.escaped |= measure == Measure::Escaped;
        true
    }

    /// "Four of the seven who fled have been caught."
    fn done_to_outer(&mut self, at: usize, measure: Measure) -> bool {
        let Some(outer) = self.outer.take() else { return false };
        let list = self.new_list();
        self.emit(measure, outer, list, false);
        self.current = Some(self.current_of(at, measure, Manner::Done, list, true));
        true
    }

    /// "A woman stabbed a guard and got away."
    fn done_by_subject(&mut self, at: usize, measure: Measure) -> bool {
        if measure != Measure::Escaped || !self.tokens[at].latin {
            return false;
        }
        let Some(subject) = self.subject.take() else { return false };
        self.refused.retain(|it| it.quantity.number != subject.quantity.number);
        let list = self.new_list();
        self.current = Some(self.current_of(at, measure, Manner::Done, list, true));
        self.emit(measure, subject, list, false);
        self.escaped = true;
        true
    }

    /// The number of a list that begins.
    pub(super) fn new_list(&mut self) -> usize {
        self.lists += 1;
        self.lists
    }

    /// "A prisoner died and nine people, three of them guards, were hurt": the list only seemed to go on.
    pub(super) fn moves(&mut self, at: usize, last: Last, measure: Measure) -> bool {
        let relative = |token: &Token| {
            token.first >= last.end
                && matches!(token.what, What::Word(Counting::Stop | Counting::With))
        };
        // "arrested a man and two women who were hiding"
        if measure == Measure::Attempted && self.tokens[..at].iter().rev().take(3).any(relative) {
            return false;
        }
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
    pub(super) fn follows(
        &mut self,
        last: Last,
        measure: Measure,
        object: bool,
        others: bool,
    ) -> bool {
        let found = self.found[last.found];
        match (found.measure, measure) {
            // «واعتقل اثنان وفر الباقون»: others.
            (Measure::Detained, Measure::Escaped) if others || object => false,
            (Measure::Detained, Measure::Escaped) => {
                self.caught_again(last.found);
                true
            }
            // "took five women in for questioning"
            (Measure::Transferred, Measure::Detained) if object => false,
            (Measure::Transferred, Measure::Surrendered | Measure::Escaped | Measure::Detained) => {
                for other in self.found.iter_mut().filter(|other| other.list == found.list) {
                    other.measure = measure;
                }
                true
            }
            (Measure::Detained | Measure::Recaptured, Measure::Attempted)
            | (Measure::Escaped, Measure::Detained | Measure::Recaptured)
                if !object =>
            {
                let measure = match measure {
                    Measure::Attempted => measure,
                    _ => Measure::Recaptured,
                };
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
    pub(super) fn caught_again(&mut self, found: usize) {
        let list = self.found[found].list;
        for other in self.found.iter_mut().filter(|other| other.list == list) {
            if other.measure == Measure::Detained {
                other.measure = Measure::Recaptured;
            }
        }
    }

    pub(super) fn current_of(
        &self,
        at: usize,
        measure: Measure,
        form: Manner,
        list: usize,
        fed: bool,
    ) -> Current {
        let end = self.tokens[at].end;
        Current { measure, form, end, at, fed, list, group: None, mixed: false, by_others: false }
    }

    /// «قتلى», the dead: a number right after, or one that a sum tells.
    pub(super) fn state(&mut self, at: usize, measure: Measure) {
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
        // "SDF dead", "its own losses"
        let before = self.sides.last.filter(|_| {
            at > 0
                && matches!(
                    self.tokens[at - 1].what,
                    What::Word(Counting::Force(_) | Counting::Person(Role::Own, _))
                )
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

    /// Many were counted without a number.
    pub(super) fn vague(&mut self) {
        self.drop_pending(rule::NOTHING_DONE, None);
        if let Some(current) = &mut self.current {
            self.of_some = !current.fed;
            current.fed = true;
        } else {
            self.some = true;
        }
    }
}

/// Whether those who did it are those counted: who flees, surrenders, dies.
pub(super) fn is_of_the_subject(measure: Measure) -> bool {
    matches!(measure, Measure::Escaped | Measure::Surrendered | Measure::Attempted)
}
