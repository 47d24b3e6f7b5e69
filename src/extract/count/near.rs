//! What stands around a number: a list that it goes on with, a verb ahead, the one who speaks.

use super::noun::Counted;
use super::reader::{Found, Manner, Reader, Refused};
use super::token::{Token, What};
use super::word::{Counting, Form, Role, rule};
use crate::extract::number::Bound;
use crate::model::Measure;

/// How many words after the one who did it the one to whom he did it may stand.
const PAST_A_CLAUSE: usize = 6;
/// The same past a place: «طعنت نزيلة في المخيم حارسة».
const PAST_A_PLACE: usize = 4;

/// How many numbers that count one thing are looked at: «14 و15 و16 عاما».
const LONGEST_LIST: usize = 6;

impl Reader<'_> {
    /// Whether the one told at token `at` is who says it: «أكد مسؤول», "an official said".
    pub(super) fn speaks(&self, counted: &Counted, at: usize) -> bool {
        let token = self.tokens[at];
        let said = |other: &Token| other.what == What::Speech;
        if token.latin {
            let next = self.tokens.get(counted.next);
            let after = next.filter(|next| said(next) && next.first <= counted.end + 1);
            // ", a nurse and four shopkeepers said"
            let apart =
                at.checked_sub(1).is_some_and(|before| self.tokens[before].what == What::Comma);
            return after.is_some() || (apart && self.speaks_with_others(counted.next));
        }
        let before = at.checked_sub(1).map(|before| self.tokens[before]).filter(said);
        before.is_some_and(|before| token.first <= before.end + 1)
    }

    /// Whether a list of people goes on from token `next` up to a verb of speech.
    fn speaks_with_others(&self, next: usize) -> bool {
        let of_list = |token: &&Token| {
            matches!(
                token.what,
                What::Number(_)
                    | What::Word(
                        Counting::And
                            | Counting::Indefinite
                            | Counting::Person(..)
                            | Counting::Force(_)
                    )
            )
        };
        let rest = &self.tokens[next..];
        let list = rest.iter().take_while(of_list).count();
        let close = |pair: &[Token]| pair[1].first <= pair[0].end + 1;
        list > 0
            && rest[0].what == What::Word(Counting::And)
            && rest.get(list).is_some_and(|verb| verb.what == What::Speech)
            && rest[..=list].windows(2).all(close)
    }

    /// Whether a verb right after tells what happened to those counted: "two were shot".
    pub(super) fn verb_ahead(&self, counted: &Counted) -> bool {
        self.tokens.get(counted.next).is_some_and(|next| {
            matches!(next.what, What::Word(Counting::Aux | Counting::Perfect | Counting::Done(_)))
                && next.first <= counted.end + 1
                && (next.latin || !next.joined)
        }) || self.suffers_next(counted)
    }

    /// Whether an Arabic verb right after those counted tells that they were hurt: «وطفلة أُصيبت».
    fn suffers_next(&self, counted: &Counted) -> bool {
        self.tokens.get(counted.next).is_some_and(|next| {
            let hurt =
                matches!(next.what, What::Word(Counting::Act(Measure::Killed | Measure::Wounded)));
            hurt && !(next.latin || next.joined || self.tokens[counted.next - 1].latin)
                && counted.own.is_none()
                && next.first <= counted.end
                && !self.tells_whom(counted.next, 1)
        })
    }

    /// Why a bare number counts nothing where the last of the numbers that it is listed with counts nothing: «14 و15 و16 عاما».
    pub(super) fn listed_with(&self, counted: &Counted) -> Option<&'static str> {
        if counted.named || counted.thing.is_some() {
            return None;
        }
        let mut end = counted.end;
        let mut listed = false;
        for token in self.tokens[counted.next..].iter().take(LONGEST_LIST) {
            if token.first > end + 1 {
                return None;
            }
            match token.what {
                What::Number(_) if token.joined => listed = true,
                What::Word(Counting::And) => {}
                _ => return token.not_counted.filter(|_| listed && token.first <= end),
            }
            end = token.end;
        }
        None
    }

    /// Whether the bare number at token `at` only tells of one person: "a mother of four".
    pub(super) fn is_of_one(&self, at: usize) -> bool {
        let Some(start) = at.checked_sub(2) else { return false };
        let [person, of] = [self.tokens[start], self.tokens[start + 1]];
        person.latin
            && matches!(person.what, What::Word(Counting::Person(_, Form::One)))
            && of.what == What::Word(Counting::Of)
            && (person.end, of.end) == (of.first, self.tokens[at].first)
    }

    /// Whether those at token `at` are joined to those counted before: by «و», by "and", by a comma.
    pub(super) fn goes_on(&self, at: usize) -> bool {
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
            // "with her two sons"
            What::Word(Counting::With) => before.end == token.first && self.is_kin(at),
            // "and her two sons"
            What::Word(Counting::Indefinite) => before.joined && before.end == token.first,
            What::Comma => self.reached.is_some_and(|end| end >= token.first),
            _ => false,
        }
    }

    /// Whether those at token `at` are told as women, children or kin, who go along and do nothing else.
    fn is_kin(&self, at: usize) -> bool {
        let kin = |what| matches!(what, What::Word(Counting::Person(Role::Unarmed, _)));
        let number =
            matches!(self.tokens[at].what, What::Number(_) | What::Word(Counting::Indefinite));
        let noun = at + usize::from(number);
        self.tokens
            .get(noun)
            .is_some_and(|noun| kin(noun.what) && noun.first <= self.tokens[at].end)
    }

    /// Whether the numbers from token `at` on add up to those counted last: they are its parts, by whatever mark or word they
    /// are set off: «9 أشخاص في الهجوم: 6 من قسد و3 مدنيين».
    pub(super) fn add_up(&self, at: usize) -> bool {
        let Some(last) = self.last.map(|last| self.found[last.found]) else { return false };
        let of_people = last.counted.thing.is_none() && last.counted.quantity.best.is_some();
        let opens = self.tokens.get(at).is_some_and(|token| matches!(token.what, What::Number(_)));
        let ends = |token: &Token| {
            matches!(token.what, What::Pause | What::Word(Counting::Act(_) | Counting::Clause))
        };
        let numbers = self.tokens[at..].iter().take_while(|token| !ends(token)).filter_map(
            |token| match token.what {
                What::Number(number) => Some(number.told()),
                _ => None,
            },
        );
        let (sum, parts) =
            numbers.fold((0_u64, 0), |(sum, parts), one| (sum.saturating_add(one), parts + 1));
        of_people && opens && parts > 1 && sum == last.counted.quantity.told()
    }

    /// Whether a bare sum of the dead so far stands right before word `first`: "has reached 13, eight guards and five attackers".
    pub(super) fn is_after_a_sum(&self, first: usize) -> bool {
        self.last.is_some_and(|last| {
            let found = self.found[last.found];
            found.running
                && found.measure == Measure::Killed
                && !found.counted.named
                && found.counted.end == first
        })
    }

    /// Whether the comma before token `at` opens what those just counted were: "two people, a man and a woman".
    pub(super) fn explains(&self, at: usize) -> bool {
        let mark = |token: &Token| matches!(token.what, What::Comma | What::Break);
        let comma = at > 0 && mark(&self.tokens[at - 1]) && !self.tokens[at].joined;
        let Some(last) = self.last.filter(|_| comma) else { return false };
        let before = self.found[last.found].counted;
        before.role.is_none_or(|role| matches!(role, Role::Person | Role::Fighter))
    }

    /// «قتل مسلح شخصين»: the one told first did it, and was not counted.
    pub(super) fn replaces(&self, counted: &Counted, at: usize) -> bool {
        let (Some(current), Some(last)) = (self.current, self.last) else { return false };
        let Some(found) = self.found.get(last.found) else { return false };
        let first = counted.quantity.first;
        // Past a relative clause the object is known by its ending.
        let object = self.tokens[at];
        let marked = (object.object || object.feminine) && !counted.definite;
        let in_a_place = marked && first <= last.end + PAST_A_PLACE;
        let reach = if marked { PAST_A_CLAUSE } else { 2 };
        current.form == Manner::Act
            && current.fed
            && !self.tokens[current.at].latin
            && found.list == current.list
            && (found.counted.wordless
                || (object.object && found.counted.named && !counted.definite))
            && !last.went_on
            && counted.own.is_none()
            && first <= last.end + reach
            && !self.tokens.iter().any(|token| {
                (last.end..=first).contains(&token.first)
                    && (matches!(
                        token.what,
                        What::Break
                            | What::Comma
                            | What::Word(
                                Counting::Stop
                                    | Counting::With
                                    | Counting::And
                                    | Counting::Of
                                    | Counting::Elsewhere
                            )
                    ) || token.joined
                        || (token.what == What::Word(Counting::In) && !in_a_place))
            })
    }

    /// A part of those counted: its own count only where it tells the side of some of the dead.
    pub(super) fn part(&mut self, counted: Counted) {
        let whole = self.last.map(|last| self.found[last.found]);
        let killed =
            whole.map(|whole| whole.measure).or(self.current.map(|current| current.measure))
                == Some(Measure::Killed);
        // «اعتقلت عدداً من الأشخاص بينهم ثلاثة نساء»: of so many as no number tells, those are the least.
        if let Some(current) = self.current.filter(|_| self.of_some && !self.part_told)
            && matches!(current.measure, Measure::Detained | Measure::Escaped)
        {
            let quantity = counted.quantity.bounded(Bound::AtLeast);
            let (list, running) = (current.list, self.running);
            let counted = Counted { quantity, ..counted };
            let measure = current.measure;
            self.found.push(Found { measure, counted, list, part: false, running, whole: false });
            (self.parts, self.part_told) = (true, true);
            return;
        }
        let open = whole.is_none_or(|whole| whole.counted.group.is_none() || whole.part);
        // "four of the SDF and a child"
        let last = self.found.last().filter(|last| last.part);
        let other = counted.role == Some(Role::Unarmed)
            && last.is_some_and(|last| counted.quantity.first <= last.counted.end + 1);
        // «21 من قسد و31 من المسلحين المحليين»: a side that is of no group.
        let side = counted.role == Some(Role::Attacker)
            && last.is_some_and(|last| last.counted.group.is_some() && counted.group.is_none());
        if killed && open && (other || side || !counted.is_trait()) {
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
    }

    /// Refuses the numbers that were passed over on the way to others, so that none is lost: the age in "a 12-year-old girl",
    /// what a longer phrase held. «اثنين» in «مسلحين اثنين» is of its count.
    pub(super) fn refuse_the_rest(&mut self) {
        let numbers = self.tokens.iter().enumerate().filter_map(|(at, token)| match token.what {
            What::Number(quantity) => Some((at, quantity)),
            _ => None,
        });
        let counted = self.found.iter().map(|found| found.counted.quantity);
        let refused = self.refused.iter().map(|refused| refused.quantity);
        let mut told: Vec<usize> = counted.clone().chain(refused).map(|it| it.number).collect();
        told.sort_unstable();
        let mut phrases: Vec<(usize, usize)> = self
            .found
            .iter()
            .map(|found| (found.counted.quantity.first, found.counted.end))
            .collect();
        phrases.sort_unstable();
        // The end of the farthest phrase that begins at or before each.
        let mut reach = 0;
        for (_, end) in &mut phrases {
            reach = reach.max(*end);
            *end = reach;
        }
        let left: Vec<Refused> = numbers
            .filter(|(_, quantity)| told.binary_search(&quantity.number).is_err())
            .filter_map(|(at, quantity)| {
                let next = self.tokens.get(at + 1).filter(|next| next.first <= quantity.end + 1);
                let before = phrases.partition_point(|&(first, _)| first <= quantity.first);
                let inside = before > 0 && phrases[before - 1].1 >= quantity.end;
                let why = next.and_then(|next| next.not_counted);
                let why = if inside { why } else { why.or(Some(rule::NOTHING_DONE)) };
                Some(Refused { quantity, why: why?, by: None })
            })
            .collect();
        self.refused.extend(left);
    }
}
