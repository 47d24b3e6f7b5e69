//! Names of persons, outlets, companies and teams that are also names of places.

use super::context::Role;
use super::resolve::{Setting, Surroundings};
use crate::model::{Mention, Obstacle, Why};
use crate::text::{Gap, Script, has_article};

/// A text about a match says so in its first words, and more than once.
const OPENING: usize = 300;
const WORDS_OF_A_MATCH: usize = 3;
/// How many words of an outlet's quoted name stand before a toponym: «شبكة "صوت *الكرامة*"».
const WORDS_IN_QUOTES: usize = 2;

impl Surroundings<'_, '_> {
    /// Why a mention names no place at all: it is the name of a person, an outlet or a company.
    pub(super) fn refusal(&self, mention: &Mention) -> Option<Why> {
        let first = mention.words.start;
        let because = |obstacle| Some(Why::of(obstacle, [mention.toponym.as_str().into()]));
        if self.names_a_street(mention) {
            return because(Obstacle::Street);
        }
        let vouched = mention.vouch.as_ref().is_some_and(|vouch| vouch.beside);
        if vouched || mention.named.iter().any(|named| named.full) {
            return None;
        }
        let before = first.checked_sub(1).filter(|_| {
            let gap = self.words.gap(first);
            gap.joins_a_name() && !gap.has(Gap::LINE)
        });
        let role_before = |role| before.is_some_and(|at| self.has_role(at, role));
        let glued_to = |letter: char| mention.glued.ends_with(letter);
        if before.is_some() && mention.glued.is_empty() {
            if role_before(Role::Outlet) {
                return because(Obstacle::Outlet);
            }
            if role_before(Role::Company) {
                return because(Obstacle::Company);
            }
            if role_before(Role::Club) {
                return because(Obstacle::Club);
            }
            // «على» folds to the name Ali.
            let preposition = before.is_some_and(|at| self.words.written(at).ends_with('ى'));
            if (role_before(Role::GivenName) && !preposition)
                || role_before(Role::Person)
                || self.is_after_compound_name(first)
                || self.is_named_person(first)
            {
                return because(Obstacle::Person);
            }
        }
        if self.is_in_quotes_of_an_outlet(first) {
            return because(Obstacle::QuotedOutlet);
        }
        if before.is_some() && glued_to('ل') && role_before(Role::SpeaksTo) {
            return because(Obstacle::SpokenTo);
        }
        let after = mention.words.end;
        let follows = after < self.words.len() && self.words.gap(after) == Gap::SPACE;
        let named_like_outlet = |at: usize| {
            let word = self.words.all()[at];
            (word.capital || word.script != Script::Latin) && self.has_role(at, Role::OutletAfter)
        };
        if follows && named_like_outlet(after) {
            return because(Obstacle::OutletBefore);
        }
        if follows && self.has_role(after, Role::ClubAfter) {
            return because(Obstacle::ClubBefore);
        }
        if self.setting == Setting::Prose && !self.is_located(mention) && self.is_of_a_match() {
            return because(Obstacle::Team);
        }
        None
    }

    /// Whether a name is that of a street: «شارع تل أبيض», "Tell Abyad Street".
    fn names_a_street(&self, mention: &Mention) -> bool {
        let (first, after) = (mention.words.start, mention.words.end);
        let joined = |index: usize| self.words.gap(index) == Gap::SPACE;
        let before = first > 0 && mention.glued.is_empty() && joined(first);
        let behind = after < self.words.len() && joined(after);
        (before && matches!(self.words.written(first - 1), "شارع" | "بشارع" | "وشارع" | "لشارع"))
            || (behind && matches!(self.words.written(after), "Street" | "Avenue" | "Boulevard"))
    }

    /// Whether the name at word `first` stands in quotes that a word for media opens: «شبكة "صوت الكرامة"».
    fn is_in_quotes_of_an_outlet(&self, first: usize) -> bool {
        let near = first.saturating_sub(WORDS_IN_QUOTES)..=first;
        let opens = near.rev().find(|&index| self.words.gap(index).has(Gap::QUOTE));
        opens.is_some_and(|opens| {
            opens > 0
                && self.has_role(opens - 1, Role::Outlet)
                && !self
                    .words
                    .gap(opens)
                    .has(Gap::STOP.with(Gap::COMMA).with(Gap::COLON).with(Gap::LINE))
                && self.words.is_unbroken(opens..first + 1)
        })
    }

    /// Whether the text opens as one about a match.
    fn is_of_a_match(&self) -> bool {
        *self.of_a_match.get_or_init(|| {
            let opening = 0..self.words.len().min(OPENING);
            let of_match = |&index: &usize| {
                self.geocoder.context.may_be_of_match(self.words, index)
                    && self.has_role(index, Role::Match)
            };
            opening.filter(of_match).nth(WORDS_OF_A_MATCH - 1).is_some()
        })
    }

    /// «عبد الله الشدادي»: a given name of two words, of which the first is none alone.
    fn is_after_compound_name(&self, first: usize) -> bool {
        let Some(opening) = first.checked_sub(2) else { return false };
        let close = [first - 1, first].into_iter().all(|at| self.words.gap(at) == Gap::SPACE);
        close
            && self.has_role(opening, Role::OpensGivenName)
            && has_article(self.words.folded(first - 1))
    }

    /// «القيادي مظلوم كوباني»: a title, then a name that is no preposition.
    fn is_named_person(&self, first: usize) -> bool {
        let (Some(given), Some(title)) = (first.checked_sub(1), first.checked_sub(2)) else {
            return false;
        };
        let close = self.words.gap(first) == Gap::SPACE && self.words.gap(given) == Gap::SPACE;
        close
            && self.has_role(title, Role::Person)
            && !self.has_role(given, Role::Preposition)
            && !self.is_class_word(given)
    }
}
