//! Who or what a number counts: the words after it, up to the next preposition, conjunction or number.

use super::deed::is_of_the_subject;
use super::pronoun::Target;
use super::sides::Sides;
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
#[expect(clippy::struct_excessive_bools, reason = "each is read and asked by itself")]
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

    fn take(&mut self, role: Role, sides: Sides) {
        self.fugitive |= role.was_held();
        self.of_own |= role == Role::Own;
        let known = match role {
            Role::Own => sides.last,
            role => Some(role),
        };
        let plain = self.role.is_some_and(Role::is_plain);
        if !self.named || !plain || role.is_of_no_group() {
            let group = known.and_then(Role::group);
            // A vaguer word after a clear one tells nothing new.
            if !self.named
                || self.role.is_none()
                || group.is_some()
                || known.is_some_and(Role::is_of_no_group)
            {
                self.role = known.or(self.role);
                self.group = group;
            }
        }
        self.named = true;
    }

    /// Reads on from token `self.next`.
    pub(super) fn read(self, tokens: &[Token], sides: Sides) -> Result<Self, Uncounted> {
        let by = self.next > 0 && tokens[self.next - 1].by;
        let mut phrase = Phrase {
            by,
            noun_end: self.end,
            counted: self,
            tokens,
            sides,
            before: None,
            of: false,
            of_those: false,
        };
        while phrase.step()? {}
        Ok(phrase.finish())
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
        sides: Sides,
    ) -> Result<Self, Uncounted> {
        let token = tokens[at];
        let mut counted = Self::of(Quantity::exactly(value, token.first, token.end), at + 1);
        counted.wordless = true;
        counted.definite = token.definite;
        counted.end = token.end;
        match token.what {
            What::Word(Counting::Person(role, _)) => {
                counted.take(sides.known.role_of(token, role), sides);
            }
            What::Word(Counting::StateOne(measure) | Counting::StateTwo(measure)) => {
                counted.own = Some(measure);
                counted.named = true;
            }
            What::Word(Counting::Thing(measure) | Counting::ThingTwo(measure)) => {
                counted.thing = Some(measure);
            }
            What::Word(Counting::Craft(_)) => counted.thing = Some(Measure::Projectiles),
            What::Word(Counting::Others(_)) => {
                counted.role = Some(Role::Companion);
                counted.named = true;
            }
            _ => counted.named = true,
        }
        counted.read(tokens, sides)
    }

    /// Whether `form` is the form of one.
    pub(super) fn is_one(form: Form) -> bool {
        form == Form::One
    }
}

/// The reading of the words after a number.
struct Phrase<'a> {
    counted: Counted,
    tokens: &'a [Token],
    sides: Sides,
    /// A side named before the noun: "SDF fighters".
    before: Option<Role>,
    /// Whether «من» or "of" was read.
    of: bool,
    /// Whether it stands right after the number: "three of the wounded".
    of_those: bool,
    /// Whether something is done with those counted: «بثلاث مسيرات».
    by: bool,
    /// The end of the noun so far.
    noun_end: usize,
}

/// What a word is to the phrase before it.
enum Belongs {
    /// It ends it.
    No,
    /// It tells of those counted.
    Yes,
    /// It ties what follows to them.
    Tie,
}

impl Phrase<'_> {
    /// Reads a token, and tells whether the phrase goes on.
    fn step(&mut self) -> Result<bool, Uncounted> {
        let at = self.counted.next;
        let Some(&token) = self.tokens.get(at) else { return Ok(false) };
        let named = self.counted.named || self.counted.thing.is_some();
        let reach = if named { PAST_THE_NOUN } else { TO_THE_NOUN };
        if token.first > self.noun_end + reach {
            return Ok(false);
        }
        // «6 من خلايا داعش» are people.
        let of_a_side = self.of && matches!(token.what, What::Word(Counting::Force(_)));
        // "twenty fled the camp"
        let acted = self.counted.own.is_some_and(is_of_the_subject);
        let thrown = self.by && matches!(token.what, What::Word(Counting::Craft(_)));
        let no_people = !named && !acted && !of_a_side && !thrown && !may_be_counted(token.what);
        if let Some(why) = token.not_counted.filter(|_| no_people)
            && token.first <= self.counted.end + 1 + usize::from(token.latin)
        {
            return Err(Uncounted { why, by: at });
        }
        // "a four-member family"
        let adjective = matches!(token.what, What::Word(Counting::Person(_, Form::One)))
            && token.latin
            && !named
            && self.counted.quantity.told() > 1
            && token.first == self.counted.quantity.end
            // "two civilian drivers"
            && !self.next_is(token, 0, |what| {
                matches!(what, What::Word(Counting::Person(_, Form::Many)))
            });
        if adjective {
            return Err(Uncounted { why: rule::THINGS, by: at });
        }
        let belongs = match token.what {
            _ if self.is_of_a_post(token) => Belongs::Yes,
            What::Word(Counting::Together) => {
                return Err(Uncounted { why: rule::TOGETHER, by: at });
            }
            What::Word(_) if token.joined => Belongs::No,
            What::Word(word) => self.word(word, token),
            What::Bound(bound) => {
                self.counted.quantity = self.counted.quantity.bounded(bound);
                Belongs::Yes
            }
            // «مسلحين اثنين»
            What::Number(two)
                if (self.counted.named || self.counted.thing.is_some())
                    && self.counted.wordless
                    && two.told() <= 2
                    && two.told() == self.counted.quantity.told()
                    && !token.joined =>
            {
                Belongs::Yes
            }
            What::Nothing => Belongs::Tie,
            _ => Belongs::No,
        };
        match belongs {
            Belongs::No => return Ok(false),
            Belongs::Yes => {
                self.counted.end = token.end;
                self.noun_end = token.end;
            }
            Belongs::Tie => {}
        }
        self.counted.next += 1;
        Ok(true)
    }

    fn word(&mut self, word: Counting, token: Token) -> Belongs {
        let open = !self.counted.named && self.counted.thing.is_none();
        match word {
            // "three of the wounded" are people, not another count of them.
            Counting::State(_) | Counting::Done(_) if open && self.of_those => {
                self.counted.named = true;
            }
            // «69 من عوائل داعش», «14 شخصاً من عوائل عناصر التنظيم» are people, and none of them fights.
            Counting::Thing(Measure::Families)
                if self.of && (open || self.counted.role.is_none_or(Role::is_of_no_side)) =>
            {
                self.counted.named = true;
                self.counted.group = Some(Group::Civilians);
            }
            Counting::Person(..) | Counting::Force(_) if self.is_of_families() => {}
            Counting::Craft(_) if open && self.by => {
                self.counted.thing = Some(Measure::Projectiles);
            }
            Counting::Thing(measure) if open => self.counted.thing = Some(measure),
            Counting::State(measure) | Counting::StateOne(measure)
                if self.counted.own.is_none()
                    && (open || token.first <= self.noun_end + 1)
                    // «القتلى 6 والجرحى 11»
                    && (!token.definite || self.of) =>
            {
                self.counted.own = Some(measure);
                self.counted.named = true;
            }
            Counting::Done(measure) if open && self.is_participle(token) => {
                self.counted.own = Some(measure);
            }
            Counting::Person(_, form) if self.is_another(token, form) => return Belongs::No,
            Counting::Person(role, _) => {
                let role = self.sides.known.role_of(token, role);
                let side = self
                    .before
                    .filter(|side| !role.is_plain() || side.is_of_no_group() || !token.latin)
                    // "a tribal elder"
                    .filter(|side| !side.is_of_no_group() || !role.is_unarmed());
                self.counted.take(side.unwrap_or(role), self.sides);
            }
            Counting::Force(role) if self.of || self.counted.named => {
                self.counted.take(role, self.sides);
            }
            Counting::Force(role) => self.before = Some(role),
            Counting::Others(_) => {
                self.counted.role = self.counted.role.or(Some(Role::Companion));
                self.counted.named = true;
            }
            // "two convicted jihadists"
            // "another convicted man"
            Counting::Elsewhere
                if (open || self.counted.of_them || self.counted.role == Some(Role::Companion))
                    && self.is_adjective(token) =>
            {
                return Belongs::Tie;
            }
            // «9 أشخاص منهم 3 أطفال»
            Counting::OfThem
                if self.counted.named
                    && !token.latin
                    && self.next_is(token, 0, |what| matches!(what, What::Number(_))) =>
            {
                return Belongs::No;
            }
            Counting::OfThem if token.first == self.counted.end => {
                self.counted.of_them = true;
                self.counted.named = true;
            }
            Counting::In if self.is_in_a_side(token) => return Belongs::Tie,
            // "three members of a Kurdish-led force"
            Counting::Indefinite
                if self.of
                    && !open
                    && token.latin
                    && self.next_is(token, 0, |what| {
                        matches!(what, What::Word(Counting::Force(_)))
                    }) =>
            {
                return Belongs::Tie;
            }
            // "both her daughters"
            Counting::Indefinite
                if open
                    && token.first <= self.counted.end + usize::from(self.of)
                    && !token.joined =>
            {
                let people = |what| matches!(what, What::Word(Counting::Person(_, Form::Many)));
                return if self.next_is(token, 1, people) { Belongs::Tie } else { Belongs::No };
            }
            Counting::Of => {
                self.of = true;
                self.of_those |= token.first == self.counted.quantity.end;
                return Belongs::Tie;
            }
            _ => return Belongs::No,
        }
        Belongs::Yes
    }

    /// Whether `token` is the post of which those counted are: «قتيلان من الحاجز», "two of the patrol".
    fn is_of_a_post(&mut self, token: Token) -> bool {
        let vague =
            self.counted.role.is_none_or(|role| matches!(role, Role::Member | Role::Person));
        let side = self.sides.known.of_post(token).filter(|_| {
            self.of && vague && self.counted.thing.is_none() && token.first <= self.noun_end + 3
        });
        if let Some(role) = side {
            self.counted.take(role, self.sides);
        }
        side.is_some()
    }

    /// Whether they are of the families of those told next.
    fn is_of_families(&self) -> bool {
        let civilians = self.counted.group == Some(Group::Civilians);
        self.of && civilians && self.counted.role.is_none_or(Role::is_of_no_side)
    }

    fn next_is(&self, token: Token, reach: usize, is: impl Fn(What) -> bool) -> bool {
        let next = self.tokens.get(self.counted.next + 1);
        next.is_some_and(|next| next.first <= token.end + reach && is(next.what))
    }

    /// "three wounded guards", "three killed"; not "three guards killed two".
    fn is_participle(&self, token: Token) -> bool {
        let object = self.next_is(token, 2, |what| matches!(what, What::Number(_)));
        token.latin && token.first == self.counted.end && !self.of && !object
    }

    /// Whether a verb is but an adjective of those counted.
    fn is_adjective(&self, token: Token) -> bool {
        let people = |what| matches!(what, What::Word(Counting::Person(..) | Counting::Force(_)));
        token.latin && token.first <= self.counted.end && self.next_is(token, 0, people)
    }

    /// «قتل سجين حارسا»: no adjective of his, but another.
    fn is_another(&self, token: Token, form: Form) -> bool {
        let one = self.counted.quantity.told() == 1;
        let agrees = if one {
            form == Form::One && !differs(self.tokens, self.counted.next)
        } else {
            form != Form::One
        };
        // «اغتال ثلاثة مسلحين عضو مجلس»
        let of_several = !self.counted.wordless
            && (3..=10).contains(&self.counted.quantity.told())
            && form == Form::One
            && !token.definite;
        (self.counted.wordless || of_several)
            && !token.latin
            && self.counted.role.is_some()
            && self.counted.own.is_none()
            // «أوقف عنصران من الأسايش شاباً»
            && (!self.of || (form == Form::One && token.object && !token.definite))
            && !agrees
    }

    /// «قيادي في قسد», "a leader in the SDF".
    fn is_in_a_side(&self, token: Token) -> bool {
        let side = |what| {
            let ours = matches!(what, What::Word(Counting::Person(Role::Sdf, Form::Many)));
            ours || matches!(what, What::Word(Counting::Force(_)))
        };
        self.counted.role.is_some_and(|role| !role.is_plain())
            && self.next_is(token, usize::from(token.latin), side)
            && (!token.latin || self.counted.role == Some(Role::Leader))
    }

    /// The people, with the group of those of whom only the words before tell the side.
    fn finish(self) -> Counted {
        let Self { mut counted, sides, before, .. } = self;
        if let Some(role) = before
            && !counted.named
            && counted.thing.is_none()
        {
            counted.take(role, sides);
        }
        let member = counted.role == Some(Role::Member)
            || counted.role == Some(Role::Own)
            || (counted.role.is_none() && counted.of_own);
        // "ISIS attacked an SDF post, killing three fighters"
        let fighter = counted.role == Some(Role::Fighter)
            && sides.is_acts
            && !sides.outside
            && sides.last == sides.other_than_is;
        // «هاجموا مقاتلينا، ما تسبب باستشهاد مقاتلة»
        let ours = counted.role == Some(Role::Fighter) && sides.people == Some(Role::Sdf);
        // «قصف مواقع فصائل …، ما أدى إلى مقتل 3 مسلحين»
        if counted.role == Some(Role::Attacker) && sides.faction && !sides.is_acts {
            counted.group = Role::Faction.group();
        }
        // "ambushed an SDF patrol, killing three fighters"; "a QSD vehicle …, killing two militants"
        let of_target = |target: &Target| match counted.role {
            Some(Role::Fighter | Role::Member) => counted.group.is_none(),
            Some(Role::Attacker) => target.militia && !sides.is_acts,
            _ => false,
        };
        if let Some(target) = sides.target.filter(of_target) {
            counted.group = target.role.group();
        }
        // A driver is of no side unless one is told.
        let of_no_side = sides.last.is_none() && !sides.outside;
        if counted.role == Some(Role::Trade) && counted.group.is_none() && of_no_side {
            counted.group = Some(Group::Civilians);
        }
        counted.group = counted.group.or_else(|| Role::Sdf.group().filter(|_| ours));
        if counted.group.is_none() && (member || fighter) {
            let sides = sides.with_those_after(&self.tokens[counted.next.min(self.tokens.len())..]);
            counted.group = sides.of_members();
        }
        // «لكن الحراس قتلوا سبعة منهم»: of those told before the ones who did it.
        if counted.of_them && sides.people_end + 1 == counted.quantity.first {
            counted.role = sides.people_before.or(counted.role);
            counted.group = sides.people_before.and_then(Role::group).or(counted.group);
        }
        if counted.group.is_none() && counted.of_them {
            // "a bus carrying Syrian soldiers, killing seven of them"
            counted.group = sides.people.or(sides.last).and_then(Role::group);
        }
        counted
    }
}

/// Whether a number may count what `what` is, though other tables say that it does not.
fn may_be_counted(what: What) -> bool {
    matches!(
        what,
        What::Word(
            Counting::Person(..)
                | Counting::Thing(_)
                | Counting::State(_)
                | Counting::StateOne(_)
                | Counting::Part
        )
    )
}

/// Whether the word at token `at` does not agree with the noun before it.
fn differs(tokens: &[Token], at: usize) -> bool {
    let (Some(before), token) = (at.checked_sub(1).map(|index| tokens[index]), tokens[at]) else {
        return false;
    };
    token.feminine != before.feminine || (token.object && !before.object && !token.feminine)
}
