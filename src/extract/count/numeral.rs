//! Numbers that count nobody: a name's, an hour, an order, an age, a share, a calibre.

use super::token::Scan;
use super::word::{Counting, rule};
use crate::extract::lexicon::{Hit, Sense};
use crate::extract::number;
use crate::text::{Gap, Script, Word};

/// The most letters that are glued to the front of a number: «وال77».
const LETTERS_OF_CLITICS: usize = 3;

impl Scan<'_, '_> {
    pub(super) fn is_calibre(&self, at: usize) -> bool {
        at < self.end
            && matches!(self.words.written(at), "mm" | "ملم" | "مم" | "millimetre" | "millimeter")
    }

    /// Why a ten with the article counts nobody: «الدفعة الثالثة والعشرون», «في العشرين منه».
    pub(super) fn order_or_day(&self, at: usize) -> Option<&'static str> {
        let ten = |hit: &Hit| hit.glued.article && matches!(hit.sense, Sense::Number(_));
        self.here.iter().find(|hit| ten(hit))?;
        let before = at.checked_sub(1).filter(|_| self.words.gap(at).joins_a_name())?;
        let order = |hit: Hit| hit.is(Sense::Counting(Counting::Ordinal)) && hit.end == at;
        if number::has_conjunction(self.words, at) && self.hits.at(before).any(order) {
            return Some(rule::ORDINAL);
        }
        let day = self.words.written(before) == "في"
            && at + 1 < self.end
            && self.words.written(at + 1) == "منه";
        day.then_some(rule::TIME)
    }

    /// Digits that are a name, an hour, an order or a share.
    pub(super) fn no_number(&self, at: usize) -> Option<(&'static str, usize)> {
        let words = self.words;
        let folded = words.folded(at);
        let text = words.text();
        let span = words.all()[at].span();
        let before = text[..span.start].chars().next_back();
        let rest = &text[span.end..];
        let next = (at + 1 < words.len()).then(|| words.all()[at + 1]);
        let close = next.filter(|word| word.gap.is_empty());
        if words.gap(at).is_empty() && at > 0 && words.all()[at - 1].script == Script::Latin {
            return Some((rule::NAME, at + 1));
        }
        // «الجزيرة24» is a name; «لـ46» is not.
        let is_name = |before: usize| {
            words.all()[before].script == Script::Arabic
                && words.folded(before).len() > LETTERS_OF_CLITICS
        };
        if words.gap(at).is_empty() && at > 0 && is_name(at - 1) {
            return Some((rule::NAME, at + 1));
        }
        if words.gap(at).has(Gap::HYPHEN)
            && !words.gap(at).has(Gap::SPACE)
            && at > 0
            && words.all()[at - 1].script == Script::Latin
            && words.all()[at - 1].capital
        {
            return Some((rule::NAME, at + 1));
        }
        if before.is_some_and(|c| matches!(c, '$' | '€' | '£')) {
            return Some((rule::MONEY, at + 1));
        }
        if rest.starts_with(['%', '٪']) {
            return Some((rule::PERCENT, at + 1));
        }
        if folded.len() >= 7 || (folded.len() > 2 && folded[0] == b'0') {
            return Some((rule::PHONE, at + 1));
        }
        let clock = |word: Word| word.script == Script::Digits && !word.gap.has(Gap::SPACE);
        if rest.starts_with(':') && next.is_some_and(clock) {
            return Some((rule::TIME, at + 2));
        }
        if self.is_age_set_off(at) {
            return Some((rule::AGE, at + 1));
        }
        let order = |word: &[u8]| matches!(word, b"st" | b"nd" | b"rd" | b"th");
        if close.is_some_and(|word| word.script == Script::Latin) && order(words.folded(at + 1)) {
            return Some((rule::ORDINAL, at + 2));
        }
        None
    }

    /// Whether the digits at `at` are an age as English sets it off: "a man, 34, was shot", "Ahmad (34)".
    fn is_age_set_off(&self, at: usize) -> bool {
        let all = self.words.all();
        let Some(before) = at.checked_sub(1).map(|before| all[before]) else { return false };
        let between = |mark: Gap| {
            self.words.gap(at).has(mark) && self.words.gap(at + 1).has(mark.with(Gap::STOP))
        };
        before.script == Script::Latin
            && self.words.folded(at).len() <= 2
            && self.hits.at(at - 1).all(|hit| !matches!(hit.sense, Sense::Number(_)))
            && (between(Gap::COMMA) || (before.capital && between(Gap::BRACKET)))
    }
}
