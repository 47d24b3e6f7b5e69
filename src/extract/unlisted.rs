//! Places that no table has: what happened in one of them did not happen in the next one that the text names.

use std::ops::Range;

use super::clues::Around;
use super::lexicon::Sense;
use crate::gazetteer::Number;
use crate::model::{PlaceClass, PlacePrecision};
use crate::text::Script;

/// Whether the words of `range` put something into a village, town or quarter by a name that no mention bears: «في قرية أم زرزور»,
/// "in the village of Umm Zarzur".
pub(super) fn puts_into_unlisted(around: Around<'_, '_>, range: &Range<usize>) -> bool {
    let Around { words, hits, mentions, class_words, .. } = around;
    let named = |index: usize| {
        let at = mentions.partition_point(|mention| mention.words.end <= index);
        mentions.get(at).is_some_and(|mention| mention.words.contains(&index))
    };
    range.clone().any(|index| {
        let Some((class, glued)) = class_words.at(words, index) else { return false };
        let is_small = class.number == Number::One
            && !class.of_sites()
            && !class.classes.iter().any(|class| is_large(*class));
        let latin = words.all()[index].script == Script::Latin;
        let next = index + if latin { 2 } else { 1 };
        if !is_small || next >= range.end || named(next) || !words.is_unbroken(index..next + 1) {
            return false;
        }
        if latin {
            return words.folded(index + 1) == b"of"
                && words.written(next).starts_with(char::is_uppercase);
        }
        let before = index.checked_sub(1).map(|before| words.written(before));
        let puts = glued > 0 || matches!(before, Some("في" | "وفي"));
        puts && hits.at(next).any(|hit| hit.is(Sense::NameBegins))
    })
}

/// Whether places of `class` have villages and towns in them.
pub(super) fn is_large(class: PlaceClass) -> bool {
    class.precision() > PlacePrecision::Town
}
