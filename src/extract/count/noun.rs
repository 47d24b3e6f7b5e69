//! Who or what a number counts: the words after it, up to the next preposition, conjunction or number.

use super::token::{Token, What};
use super::word::{Counting, Form, Role, rule};
use crate::extract::number::Quantity;
use crate::model::{Group, Measure};

/// How many words may stand between a number and the noun that it counts: "seven suspected *members*".
const TO_THE_NOUN: usize = 4;
/// How many words after the noun may tell whose the people are: «عناصر من قوات سوريا الديمقراطية».
const PAST_THE_NOUN: usize = 5;

/// A number with those whom it counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted {
    pub(super) quantity: Quantity,
    /// Who they are; `None` where no word tells.
    pub(super) role: Option<Role>,
    pub(super) group: Option<Group>,
    /// What happened to them, where their noun tells it: «3 قتلى».
    pub(super) own: Option<Measure>,
    /// Things that are a measure of their own.
    pub(super) thing: Option<Measure>,
    /// Whether a word tells at all who they are.
    pub(super) named: bool,
    /// Whether they are part of those told before: «4 منهم».
    pub(super) of_them: bool,
    /// Whether they are of a side that is only pointed to: «عناصرها».
    pub(super) of_own: bool,
    /// Whether they are people who had got out.
    pub(super) fugitive: bool,
    /// Whether no number stands there: «لاجئ», «عنصرين».
    pub(super) wordless: bool,
    /// Whether they are told as known: «القيادي».
    pub(super) definite: bool,
    /// The token after.
    pub(super) next: usize,
    /// One past the last word.
    pub(super) end: usize,
}

/// Why a number counts nobody: the rule, and the token that decided.
pub(super) struct Uncounted {
    pub(super) why: &'static str,
    pub(super) by: usize,
}

/// What the sentence told of sides before a number.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sides {
    /// The side named last.
    pub(super) last: Option<Role>,
    /// The last one that is not the Islamic State.
    pub(super) other_than_is: Option<Role>,
    /// Whether the coalition or another outside power acts.
    pub(super) outside: bool,
    /// The people named last, without a number.
    pub(super) people: Option<Role>,
}

impl Sides {
    /// Takes note of a side.
    pub(super) fn see(&mut self, role: Role) {
        if role == Role::Other {
            self.outside = true;
            return;
        }
        self.last = Some(role);
        if role.group() != Some(Group::Is) {
            self.other_than_is = Some(role);
        }
    }

    /// The group of members of whom no word tells the side: of the side in the sentence; victims of whom nothing else is
    /// told are those who keep the prisons and posts there.
    fn of_members(self) -> Option<Group> {
        match self.other_than_is {
            Some(role) => role.group(),
            None if self.last.is_some() && self.outside => Some(Group::Is),
            None => Some(Group::Sdf),
        }
    }
}

impl Counted {
    /// Nobody told yet, counted by `quantity`, which ends before token `next`.
    pub(super) fn of(quantity: Quantity, next: usize) -> Self {
        Self {
            quantity,
            role: None,
            group: None,
            own: None,
            thing: None,
            named: false,
            of_them: false,
            of_own: false,
            fugitive: false,
            wordless: false,
            definite: false,
            next,
            end: quantity.end,
        }
    }

    fn take(&mut self, role: Role, sides: &Sides) {
        self.fugitive |= role.was_held();
        self.of_own |= role == Role::Own;
        let known = match role {
            Role::Own => sides.last,
            role => Some(role),
        };
        let plain = self.role.is_some_and(Role::is_plain);
        if !self.named || !plain || role == Role::Other {
            let group = known.and_then(Role::group);
            // A vaguer word after a clear one tells nothing new.
            if !self.named || group.is_some() || known == Some(Role::Other) {
                self.role = known.or(self.role);
                self.group = group;
            }
        }
        self.named = true;
    }

    /// Reads on from token `self.next`.
    pub(super) fn read(mut self, tokens: &[Token], sides: &Sides) -> Result<Self, Uncounted> {
        let mut before: Option<Role> = None;
        let mut of = false;
        let mut of_those = false;
        let mut noun_end = self.end;
        while let Some(token) = tokens.get(self.next) {
            let reach =
                if self.named || self.thing.is_some() { PAST_THE_NOUN } else { TO_THE_NOUN };
            if token.first > noun_end + reach {
                break;
            }
            let open = !self.named && self.thing.is_none();
            let person = matches!(
                token.what,
                What::Word(
                    Counting::Person(..)
                        | Counting::Thing(_)
                        | Counting::State(_)
                        | Counting::StateOne(_)
                        | Counting::Part
                )
            );
            if open
                && let Some(why) = token.not_counted
                && !person
                && token.first <= self.end + 1 + usize::from(token.latin)
            {
                return Err(Uncounted { why, by: self.next });
            }
            let What::Word(word) = token.what else {
                match token.what {
                    What::Bound(bound) => self.quantity = self.quantity.bounded(bound),
                    // «مسلحين اثنين»
                    What::Number(two) if self.named && two.told() <= 2 && !token.joined => {}
                    What::Nothing => {
                        self.next += 1;
                        continue;
                    }
                    _ => break,
                }
                self.next += 1;
                self.end = token.end;
                continue;
            };
            if token.joined && word != Counting::Together {
                break;
            }
            match word {
                Counting::Together => {
                    return Err(Uncounted { why: rule::TOGETHER, by: self.next });
                }
                // "three of the wounded" are people, not another count of them.
                Counting::State(_) | Counting::Done(_) if open && of_those => self.named = true,
                Counting::Thing(measure) if open => self.thing = Some(measure),
                Counting::State(measure) | Counting::StateOne(measure)
                    if self.own.is_none() && (open || token.first <= noun_end + 1) =>
                {
                    self.own = Some(measure);
                    self.named = true;
                }
                // "three wounded guards", "three killed"; not "three guards killed two".
                Counting::Done(measure)
                    if open && token.latin && token.first == self.end && !of =>
                {
                    let object = tokens.get(self.next + 1).is_some_and(|after| {
                        after.first <= token.end + 2 && matches!(after.what, What::Number(_))
                    });
                    if object {
                        break;
                    }
                    self.own = Some(measure);
                }
                // «قتل سجين حارسا»: not an adjective of his, but another.
                Counting::Person(_, Form::One)
                    if self.wordless
                        && !token.latin
                        && self.role.is_some()
                        && self.own.is_none()
                        && !of
                        && differs(tokens, self.next) =>
                {
                    break;
                }
                Counting::Person(role, _) => {
                    let role = match before {
                        Some(side) if !role.is_plain() || side == Role::Other || !token.latin => {
                            side
                        }
                        _ => role,
                    };
                    self.take(role, sides);
                }
                Counting::Force(role) if of || self.named => self.take(role, sides),
                Counting::Force(role) => before = Some(role),
                Counting::Others(_) if open => self.named = true,
                Counting::Others(_) | Counting::Carrier | Counting::Numbered => {}
                Counting::OfThem if self.next > 0 && token.first == self.end => {
                    self.of_them = true;
                    self.named = true;
                }
                Counting::In
                    if self.role.is_some_and(|role| !role.is_plain())
                        && tokens.get(self.next + 1).is_some_and(|next| {
                            matches!(next.what, What::Word(Counting::Force(_)))
                                && next.first <= token.end + usize::from(token.latin)
                        })
                        && (!token.latin || self.role == Some(Role::Leader)) =>
                {
                    self.next += 1;
                    continue;
                }
                Counting::Of => {
                    of = true;
                    of_those |= token.first == self.quantity.end;
                    self.next += 1;
                    continue;
                }
                _ => break,
            }
            self.next += 1;
            self.end = token.end;
            noun_end = token.end;
        }
        if let Some(role) = before
            && !self.named
            && self.thing.is_none()
        {
            self.take(role, sides);
        }
        self.finish(sides);
        Ok(self)
    }

    /// Fills in the group of people of whom only the words before tell the side.
    fn finish(&mut self, sides: &Sides) {
        let own = self.role == Some(Role::Own) || (self.role.is_none() && self.of_own);
        if self.group.is_none() && (self.role == Some(Role::Member) || own) {
            self.group = sides.of_members();
        }
        if self.group.is_none() && self.of_them {
            self.group = sides.people.and_then(Role::group);
        }
    }

    /// Whether these are a share of some group for a trait of theirs, not for their side: children, leaders.
    pub(super) fn is_trait(&self) -> bool {
        self.group.is_none() || matches!(self.role, Some(Role::Unarmed | Role::Leader))
    }

    /// One or two who are told by the form of the noun, at token `at`.
    pub(super) fn wordless(
        tokens: &[Token],
        at: usize,
        value: u64,
        sides: &Sides,
    ) -> Result<Self, Uncounted> {
        let token = tokens[at];
        let mut counted = Self::of(Quantity::exactly(value, token.first, token.end), at + 1);
        counted.wordless = true;
        counted.definite = token.definite;
        counted.end = token.end;
        match token.what {
            What::Word(Counting::Person(role, _)) => counted.take(role, sides),
            What::Word(Counting::StateOne(measure) | Counting::StateTwo(measure)) => {
                counted.own = Some(measure);
                counted.named = true;
            }
            What::Word(Counting::ThingTwo(measure)) => counted.thing = Some(measure),
            _ => counted.named = true,
        }
        counted.read(tokens, sides)
    }

    /// Whether `form` is the form of one.
    pub(super) fn is_one(form: Form) -> bool {
        form == Form::One
    }
}

/// Whether the word at token `at` does not agree with the noun before it.
fn differs(tokens: &[Token], at: usize) -> bool {
    let (Some(before), token) = (at.checked_sub(1).map(|index| tokens[index]), tokens[at]) else {
        return false;
    };
    token.feminine != before.feminine || (token.object && !before.object && !token.feminine)
}
