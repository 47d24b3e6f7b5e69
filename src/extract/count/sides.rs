//! The sides that a sentence told before a number, and whose its members are.

use super::known::Known;
use super::pronoun::Target;
use super::token::{Token, What};
use super::word::{Counting, Role};
use crate::model::Group;

/// How many tokens after those counted the coalition may be named that struck them.
const WORDS_TO_A_STRIKE: usize = 5;

/// What the sentence told of sides before a number.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sides {
    /// The side named last.
    pub(super) last: Option<Role>,
    /// The last one that is not the Islamic State.
    pub(super) other_than_is: Option<Role>,
    /// Whether the Islamic State was named.
    pub(super) is_acts: bool,
    /// Whether an outside power acts, and the coalition, if it is that.
    pub(super) outside: bool,
    pub(super) coalition: Option<Role>,
    /// Whether a side with gunmen of its own was named, which is not the Islamic State.
    pub(super) faction: bool,
    /// The side whose patrol, post or vehicle was hit.
    pub(super) target: Option<Target>,
    /// What the sentences before told, and what this one adds to it.
    pub(super) known: Known,
    /// The people named last, without a number, and one past their last word.
    pub(super) people: Option<Role>,
    pub(super) people_end: usize,
    /// Those of another role named before them.
    pub(super) people_before: Option<Role>,
}

impl Sides {
    /// Takes note of a side.
    pub(super) fn see(&mut self, role: Role) {
        if role.is_of_no_group() {
            self.outside = true;
            self.faction |= role == Role::Faction;
            self.coalition = self.coalition.or(Some(role).filter(|role| *role == Role::Coalition));
            return;
        }
        if matches!(role, Role::Civilian | Role::Both) {
            return;
        }
        self.last = Some(role);
        self.is_acts |= role.group() == Some(Group::Is);
        if role.group() != Some(Group::Is) {
            self.other_than_is = Some(role);
        }
    }

    /// With the coalition, where it strikes right after those counted: «قتل 3 عناصر بقصف أمريكي».
    pub(super) fn with_those_after(mut self, tokens: &[Token]) -> Self {
        let apart = |token: &&Token| {
            !matches!(token.what, What::Comma | What::Break | What::Pause) && !token.joined
        };
        let coalition = |token: &Token| token.what == What::Word(Counting::Force(Role::Coalition));
        if tokens.iter().take(WORDS_TO_A_STRIKE).take_while(apart).any(coalition) {
            self.see(Role::Coalition);
        }
        self
    }

    /// The group of members of whom no word tells the side: of the side in the sentence; victims of whom nothing else is
    /// told are those who keep the prisons and posts there, unless the coalition strikes.
    pub(super) fn of_members(self) -> Option<Group> {
        match self.other_than_is {
            Some(role) => role.group(),
            None if self.last.is_some() && self.outside => Some(Group::Is),
            None => self.coalition.is_none().then_some(Group::Sdf),
        }
    }
}
