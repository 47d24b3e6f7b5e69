//! To whom it happened: a number with its noun goes to what was told before it, or waits for what is told after.

use super::noun::Counted;
use super::reader::{Current, Found, Last, Manner, Reader};
use super::token::{Token, What};
use super::word::{Counting, Form, Role, rule};
use crate::model::{Group, Measure};

/// How many words after a word such as «ليرتفع» the sum may stand.
const PAST_A_SUM: usize = 6;
/// How many words after its verb a number may stand: «لقي في الهجوم الذي شنه التنظيم على السجن 5 …».
const REACH_OF_A_VERB: usize = 25;
/// The same for a bare number, past the words that tell where: «قُتل في الهجوم سبعة».
const PAST_A_PLACE: usize = 3;
/// How many words after one person "and" may stand that joins others to him, where no preposition tells of him.
const PAST_ONE: usize = 3;
/// How many words after families the number of those in them may stand.
const PAST_FAMILIES: usize = 3;
/// How many words after «قتلى» or "the dead" a number may stand that is theirs.
const REACH_OF_A_STATE: usize = 2;
/// The same where the sentence tells a sum: «بلغ عدد قتلى الهجوم … 332».
const REACH_OF_A_SUM: usize = 25;

impl Reader<'_> {
    /// Gives those counted at token `at` to what happened, and tells which token is next.
    pub(super) fn place(&mut self, counted: Counted, at: usize) -> usize {
        if (counted.wordless || self.tokens[at].latin) && self.speaks(&counted, at) {
            if !counted.wordless {
                self.refuse(counted.quantity, rule::NOTHING_DONE, None);
            }
            return counted.next;
        }
        if let Some(next) = self.part_of_a_number(&counted) {
            return next;
        }
        self.see(at..counted.next.min(self.tokens.len()));
        if counted.group.is_some() && (!counted.wordless || counted.quantity.told() > 1) {
            self.sides.people = counted.role.or(self.sides.people);
        }
        self.give(counted, at);
        self.reached = Some(counted.end).filter(|_| counted.named || counted.thing.is_some());
        counted.next
    }

    /// Gives those counted to the first that may have them.
    fn give(&mut self, counted: Counted, at: usize) {
        if self.opens_a_part(&counted) {
            self.outer = Some(Counted { of_them: true, named: true, ..counted });
            return;
        }
        if let Some(measure) = counted.thing {
            return self.give_things(measure, counted, at);
        }
        // «12 عنصرا من أصل 50 فروا»
        if self.out_of && !self.pending.is_empty() {
            self.out_of = false;
            self.refuse(counted.quantity, rule::POPULATION, None);
            return;
        }
        if std::mem::take(&mut self.out_of) {
            self.whole = true;
            self.pending = vec![counted];
            return;
        }
        // "hundreds remain there and 89 have been caught"
        let told_on = !counted.named && self.verb_ahead(&counted);
        if self.population && self.current.is_none() && !counted.wordless && !told_on {
            self.refuse(counted.quantity, rule::POPULATION, None);
            self.populated = true;
            return;
        }
        // "148 families, comprising 600 people" are no part of the families.
        let of_things =
            self.last.is_some_and(|last| self.found[last.found].counted.thing.is_some());
        self.parts &= !of_things && (!self.part_told || self.goes_on(at));
        if self.parts && counted.own.is_none() {
            return self.part(counted);
        }
        if let Some(measure) = counted.own {
            return self.give_to_their_noun(measure, counted, at);
        }
        if let Some(side) = self.loser(at) {
            return self.give_to_loser(side, counted, at);
        }
        let given = self.current.is_some_and(|current| self.give_to_verb(current, counted, at));
        if !given {
            self.wait(counted, at);
        }
    }

    /// Whether a number of all follows: "four of the seven who fled".
    fn opens_a_part(&self, counted: &Counted) -> bool {
        if counted.named || counted.thing.is_some() {
            return false;
        }
        let is_of = |token: &Token| token.what == What::Word(Counting::Of);
        let of = usize::from(self.tokens.get(counted.next).is_some_and(is_of));
        let inner = counted.next + of;
        inner > 0
            && is_of(&self.tokens[inner - 1])
            && self.tokens.get(inner).is_some_and(|inner| {
                matches!(inner.what, What::Number(_)) && inner.first <= counted.end + 2
            })
    }

    /// "caught 18 of 22 fugitives": those before are counted, of the people named after; tells the token after both.
    fn part_of_a_number(&mut self, counted: &Counted) -> Option<usize> {
        let current = self.current.filter(|current| !current.fed)?;
        let near = counted.quantity.first <= current.end + 1;
        if !near || !self.opens_a_part(counted) {
            return None;
        }
        let is_number = |token: &Token| matches!(token.what, What::Number(_));
        let inner = counted.next + self.tokens[counted.next..].iter().position(is_number)?;
        let What::Number(all) = self.tokens[inner].what else { return None };
        let all = Counted::of(all, inner + 1).read(self.tokens, self.sides).ok()?;
        self.refuse(all.quantity, rule::POPULATION, None);
        let part = Counted { quantity: counted.quantity, ..all };
        self.emit(current.measure, part, current.list, false);
        self.reached = Some(all.end);
        Some(all.next)
    }

    fn give_things(&mut self, measure: Measure, counted: Counted, at: usize) {
        let goes_on = self.goes_on(at);
        self.carried |= measure == Measure::Families;
        self.lists += usize::from(!goes_on);
        if self.parts && (!self.part_told || goes_on) {
            self.part_told = true;
            self.refuse(counted.quantity, rule::PART, None);
        } else {
            self.emit(measure, counted, self.lists, false);
        }
    }

    /// «3 قتلى», and those told before in one list with them: "120 jihadists and 40 fighters dead".
    fn give_to_their_noun(&mut self, measure: Measure, counted: Counted, at: usize) {
        let goes_on = self.goes_on(at);
        let earlier = if goes_on { std::mem::take(&mut self.pending) } else { Vec::new() };
        // «وفاة جريحين»
        let died = counted.wordless
            && self.current.is_some_and(|it| {
                it.measure == Measure::Killed && !it.fed && counted.quantity.first <= it.end + 1
            });
        let measure = if died { Measure::Killed } else { measure };
        let list = match self.current {
            Some(current) if goes_on && current.measure == measure => current.list,
            _ => self.new_list(),
        };
        self.drop_pending(rule::NOTHING_DONE, Some(at));
        for other in earlier.into_iter().filter(|other| other.named) {
            self.emit(measure, other, list, false);
        }
        self.emit(measure, counted, list, false);
        self.current = Some(self.current_of(at, measure, Manner::State, list, true));
    }

    /// The side that lost those at token `at`, where it stands right before them: «خسرت قسد أربعة والفصائل سبعة», «قُتل من الأسايش
    /// ثلاثة ومن التنظيم خمسة».
    fn loser(&self, at: usize) -> Option<Role> {
        let current = self.current?;
        let verb = self.tokens[current.at];
        let told = &self.tokens[current.at + 1..at];
        // "The SDF lost four"
        if verb.latin && verb.loses && !current.fed {
            let before = current.at.checked_sub(1).map(|before| self.tokens[before])?;
            let lost = before.end == verb.first && told.is_empty();
            return match before.what {
                What::Word(Counting::Force(role)) if lost => Some(role),
                _ => None,
            };
        }
        let side = told.last().filter(|side| side.end == self.tokens[at].first)?;
        let of = told.len() > 1 && told[told.len() - 2].what == What::Word(Counting::Of);
        let opens = side.joined || self.is_after_and(at - 1) || (of && told[told.len() - 2].joined);
        let is_its_own = current.measure == Measure::Killed
            && if current.fed { opens } else { !verb.latin }
            && (verb.loses || (of && current.form == Manner::Act && !verb.latin));
        match side.what {
            _ if !is_its_own => None,
            What::Word(Counting::Force(role)) => Some(role),
            What::Word(Counting::Person(role, Form::Many)) if of => Some(role),
            // «الطرف الأول … والثاني»
            What::Word(Counting::Ordinal) if side.definite && verb.loses => {
                let is_order = |token: &&Token| token.what == What::Word(Counting::Ordinal);
                let nth = told.iter().filter(is_order).count() - 1;
                let side = |token: &Token| match token.what {
                    What::Word(Counting::Force(role)) => Some(role),
                    _ => None,
                };
                let sides = self.tokens[..current.at].iter().filter_map(side);
                Some(sides.clone().nth(nth).unwrap_or(Role::Other))
            }
            _ => None,
        }
    }

    /// Whether the English "and" stands before token `at`: "and the tribes".
    fn is_after_and(&self, at: usize) -> bool {
        let token = self.tokens[at];
        let before = at.checked_sub(1).map(|before| self.tokens[before]);
        token.latin
            && before.is_some_and(|before| {
                before.what == What::Word(Counting::And) && token.first <= before.end + 1
            })
    }

    fn give_to_loser(&mut self, side: Role, counted: Counted, at: usize) {
        let Some(current) = self.current else { return };
        let group = counted.group.filter(|_| counted.role.is_some_and(Role::is_plain));
        let counted = Counted { group: group.or(side.group()), ..counted };
        self.emit(current.measure, counted, current.list, false);
        self.reached = Some(self.tokens[at].end);
    }

    /// Gives those counted to the verb before them, and tells whether it takes them.
    fn give_to_verb(&mut self, current: Current, mut counted: Counted, at: usize) -> bool {
        if current.mixed && !current.fed {
            self.refuse(counted.quantity, rule::TOGETHER, Some(current.at));
            self.current = None;
            return true;
        }
        if self.replaces(&counted, at) {
            if let Some(doer) = self.found.pop().filter(|doer| !doer.counted.wordless) {
                self.refuse(doer.counted.quantity, rule::NOTHING_DONE, None);
            }
            self.emit(current.measure, counted, current.list, false);
            return true;
        }
        let ahead = self.verb_ahead(&counted);
        if !current.fed {
            let of_others = ahead && self.tokens[at].latin && counted.quantity.first > current.end;
            let takes = !of_others && self.reaches(&current, &counted, at);
            if takes {
                counted.group = counted.group.or(current.group);
                self.emit(current.measure, counted, current.list, false);
            }
            return takes;
        }
        // «ضُبطت نساء و4 أطفال مختبئين»: all of them were hiding.
        let hid = current.measure == Measure::Detained
            && self.tokens[at].joined
            && !self.tokens[at].latin
            && self
                .tokens
                .get(counted.next)
                .is_some_and(|next| next.what == What::Word(Counting::Done(Measure::Attempted)));
        if ahead && !hid {
            return false;
        }
        // «5 من العناصر، 3 منهم …»: they are told once.
        let goes_on = self.goes_on(at);
        // "11 people - four women and seven boys -"
        let dash = at > 0
            && self.tokens[at - 1].what == What::Break
            && self.last.is_some_and(|last| counted.quantity.first <= last.end + 2);
        if counted.of_them || ((goes_on || dash) && self.explains(at)) {
            self.part(counted);
            return true;
        } else if goes_on && self.is_caught(&current, &counted) {
            // «قتيل وثلاثة معتقلين»: in a list of what became of people, the held are those who were caught.
            let list = self.new_list();
            let caught = Counted { fugitive: false, ..counted };
            self.emit(Measure::Detained, caught, list, false);
        } else if goes_on {
            // «28 من التنظيم وتسعة من مقاتليها»: its own are of the other side.
            let before = self.last.map(|last| self.found[last.found].counted);
            if counted.of_own && before.is_some_and(|before| before.group == counted.group) {
                counted.group = match counted.group {
                    Some(Group::Is) => self.sides.other_than_is.and_then(Role::group),
                    Some(_) => self.sides.is_acts.then_some(Group::Is),
                    None => None,
                };
            }
            self.emit(current.measure, counted, current.list, true);
        }
        goes_on
    }

    /// Whether the held are those who were caught: «قتيل وثلاثة معتقلين».
    fn is_caught(&self, current: &Current, counted: &Counted) -> bool {
        let state = self.found.last().is_some_and(|found| found.counted.own.is_some());
        current.form == Manner::State && state && counted.role == Some(Role::Prisoner)
    }

    /// Keeps those counted until it is told what happened to them.
    fn wait(&mut self, counted: Counted, at: usize) {
        let between = |token: &Token| {
            matches!(
                token.what,
                What::Comma
                    | What::Nothing
                    | What::Word(
                        Counting::And
                            | Counting::Indefinite
                            | Counting::Of
                            | Counting::Force(_)
                            | Counting::Person(_, Form::Many)
                            | Counting::In
                            | Counting::Stop
                            | Counting::With
                            | Counting::Able
                    )
            )
        };
        // «161 عائلة مؤلفة من 603 أشخاص»
        let of_families = self.found.last().is_some_and(|last| {
            last.counted.thing == Some(Measure::Families)
                && counted.quantity.first <= last.counted.end + PAST_FAMILIES
        });
        if of_families && self.current.is_none() && counted.named && !counted.wordless {
            let list = self.new_list();
            return self.emit(Measure::Transferred, counted, list, false);
        }
        if let Some(measure) = self.sums_up(&counted, at) {
            let list = self.new_list();
            return self.emit(measure, counted, list, false);
        }
        // «سجينتان … نجحتا بصحبة رضيعين في الفرار»: what joins them stands apart, as a word.
        let along = at
            .checked_sub(1)
            .map(|before| self.tokens[before])
            .is_some_and(|before| before.what == What::Word(Counting::And) && !before.latin);
        let list = self.goes_on(at)
            && self
                .pending
                .last()
                .is_some_and(|before| along || self.tokens[before.next..at].iter().all(between))
            && !self.did_something_else(at);
        if !list {
            self.see_subject();
            self.drop_pending(rule::NOTHING_DONE, None);
        }
        if counted.wordless && self.found.is_empty() {
            self.subject.get_or_insert(counted);
        }
        self.pending.push(counted);
    }

    /// Whether the one told before the English "and" before token `at` did what no table tells: "a bomber opened the attack and
    /// nine got out".
    fn did_something_else(&self, at: usize) -> bool {
        let Some(and) = at.checked_sub(1).map(|before| self.tokens[before]) else { return false };
        let Some(before) = self.pending.last().filter(|before| before.wordless) else {
            return false;
        };
        // "a guard at the northern gate of the prison and …"
        let is_told_of = self.tokens.get(before.next).is_some_and(|next| {
            let ties = matches!(
                next.what,
                What::Comma
                    | What::Word(Counting::Of | Counting::In | Counting::Stop | Counting::With)
            );
            ties && next.first <= before.end
        });
        and.latin
            && and.what == What::Word(Counting::And)
            && !is_told_of
            && and.first > before.end + PAST_ONE
    }

    /// What a bare number sums up with those counted before: «توفي جريحان، ليرتفع العدد إلى سبعة», "bringing the total to seven".
    fn sums_up(&self, counted: &Counted, at: usize) -> Option<Measure> {
        let last = self.last.map(|last| self.found[last.found])?;
        let given = at.checked_sub(1).map(|before| self.tokens[before]).is_some_and(|before| {
            before.end == counted.quantity.first
                && matches!(before.what, What::Word(Counting::Stop | Counting::With | Counting::Of))
        });
        let sum = self.summed >= last.counted.end
            && counted.quantity.first <= self.summed + PAST_A_SUM
            && counted.quantity.told() > last.counted.quantity.told();
        (given && sum && !counted.named && !year(counted)).then_some(last.measure)
    }

    pub(super) fn emit(
        &mut self,
        measure: Measure,
        mut counted: Counted,
        list: usize,
        went_on: bool,
    ) {
        let measure = match measure {
            Measure::Detained if counted.fugitive => Measure::Recaptured,
            Measure::Transferred if counted.role == Some(Role::Fugitive) => Measure::Recaptured,
            // «أعادت ثمانية منهم»
            Measure::Transferred if self.escaped && counted.of_them => Measure::Recaptured,
            Measure::Detained if self.escaped && (counted.of_them || !counted.named) => {
                Measure::Recaptured
            }
            measure => measure,
        };
        if !counted.named && counted.group.is_none() && measure == Measure::Killed && self.escaped {
            counted.group = self.sides.people.and_then(Role::group);
        }
        // «قائد الخلية واثنين من معاونيه»
        if counted.role == Some(Role::Companion)
            && let Some(before) = self.found.last().filter(|before| before.counted.thing.is_none())
        {
            counted.group = counted.group.or(before.counted.group);
        }
        if counted.role == Some(Role::Bodyguard) {
            counted.group = self.sides.known.guards(self.found.last()).or(counted.group);
        }
        self.share_side(measure, &counted);
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

    /// «مقتل 3 وإصابة 5 من قسد»: the dead told right before, of whom nothing was told, are of the same side.
    fn share_side(&mut self, measure: Measure, counted: &Counted) {
        let Some(before) = self.found.last_mut() else { return };
        let open = before.counted.group.is_none()
            && (!before.counted.named || before.counted.own.is_some());
        if before.measure == Measure::Killed
            && measure == Measure::Wounded
            && open
            && counted.quantity.first <= before.counted.end + 2
        {
            before.counted.group = counted.group;
        }
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
                What::Word(
                    Counting::Stop
                        | Counting::With
                        | Counting::In
                        | Counting::Of
                        | Counting::Running
                )
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
        let sum = self.running && matches!(current.form, Manner::State | Manner::Done);
        // «قُتل في الهجوم سبعة»
        let past_a_place = current.form == Manner::Act
            && !self.tokens[at].latin
            && distance <= PAST_A_PLACE
            && before.is_some_and(|before| {
                before.numbered.is_none() && before.not_counted != Some(rule::TIME)
            })
            && !year(counted);
        distance <= 1 || given || past_a_place || (sum && !year(counted))
    }
}

/// Whether a bare number looks like a year.
fn year(counted: &Counted) -> bool {
    (1900..2100).contains(&counted.quantity.told())
}
