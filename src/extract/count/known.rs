//! What a text has told of the sides so far: who attacks, whose post was hit, who was seized. A later sentence only points to
//! them: «المهاجمين», «قتيلان من الدورية», his guards.

use super::reader::{Found, Reader};
use super::token::{Token, What};
use super::word::{Assault, Counting, Role};
use crate::model::{Group, Measure};

/// How many words from an attack those may stand who make it: «حاولت مجموعة من قوات النظام».
const WORDS_TO_THE_ATTACKERS: usize = 3;

/// What the sentences before told of the sides.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::extract) struct Known {
    /// The side that attacks.
    attackers: Option<Role>,
    /// The side whose patrol, post or vehicle was told of last.
    post: Option<Role>,
    /// Whether somebody was seized, whose guards are no guards of a prison.
    seized: bool,
}

impl Known {
    /// Who those are whom `token` tells as `role`: attackers are of the side that was told to attack.
    pub(super) fn role_of(self, token: Token, role: Role) -> Role {
        self.attackers
            .filter(|_| token.assault == Some(Assault::Who) && role == Role::Attacker)
            .unwrap_or(role)
    }

    /// The side of those who are told to be of the post at `token`: «قتيلان من الحاجز».
    pub(super) fn of_post(self, token: Token) -> Option<Role> {
        self.post.filter(|_| token.post && (token.definite || token.latin))
    }

    /// The group of the guards of one told before them, in or before the sentence that counted `found`.
    pub(super) fn guards(self, found: Option<&Found>) -> Option<Group> {
        let one = found.filter(|found| found.counted.wordless);
        match one.and_then(|one| one.counted.group) {
            group @ Some(Group::Is | Group::Army | Group::Sdf) => group,
            _ if self.seized || one.is_some_and(is_seized) => Some(Group::Is),
            _ => None,
        }
    }
}

/// Whether one was seized and not caught again, or caught on the way out.
fn is_seized(found: &Found) -> bool {
    found.measure == Measure::Detained && found.counted.wordless
}

impl Reader<'_> {
    /// Takes note of the side at token `at` where it is told to attack: «حاولت قوات النظام التسلل», "regime forces attacked".
    pub(super) fn see_attackers(&mut self, at: usize, role: Role) {
        let token = self.tokens[at];
        let of_theirs = |other: &&Token| {
            matches!(
                other.what,
                What::Nothing
                    | What::Word(
                        Counting::Of
                            | Counting::Vague
                            | Counting::Carrier
                            | Counting::Person(Role::Army | Role::Member | Role::Fighter, _)
                    )
            ) && !other.post
        };
        let ends = |other: &&Token| other.assault.is_some() || !of_theirs(other);
        let before = self.tokens[..at].iter().rev().find(ends).filter(|it| {
            it.assault == Some(Assault::After) && token.first <= it.end + WORDS_TO_THE_ATTACKERS
        });
        let after = self.tokens[at + 1..].iter().find(ends).filter(|it| {
            it.assault == Some(Assault::Before) && it.first <= token.end + WORDS_TO_THE_ATTACKERS
        });
        if before.or(after).is_some() {
            self.sides.known.attackers = Some(role).filter(|role| *role != Role::Attacker);
        }
    }

    /// Takes note of the side at token `at` where a patrol, post or vehicle of its own is told of.
    pub(super) fn see_post(&mut self, post: Option<Role>) {
        self.sides.known.post = post.or(self.sides.known.post);
    }

    /// What the next sentence may point to.
    pub(super) fn known(&self) -> Known {
        let seized = self.found.iter().any(is_seized);
        Known { seized: seized || self.sides.known.seized, ..self.sides.known }
    }
}
