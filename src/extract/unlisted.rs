//! Places that no table has: what happened in one of them did not happen in the next one that the text names.

use std::ops::Range;

use super::clues::Around;
use super::lexicon::Sense;
use crate::gazetteer::Number;
use crate::model::{PlaceClass, PlacePrecision, Span};
use crate::text::Script;

/// The village, town or quarter in which the words of `range` put something by a name that no mention bears, as it is written:
/// «في قرية أم زرزور», "in the village of Umm Zarzur".
pub(super) fn named_in(around: Around<'_, '_>, range: &Range<usize>) -> Option<String> {
    range.clone().find_map(|index| {
        let name = name_at(around, index, range.end)?;
        let (first, last) = (&around.words.all()[name.start], &around.words.all()[name.end - 1]);
        let name = Span { start: first.span().start, end: last.span().end };
        Some(name.of(around.words.text()).to_owned())
    })
}

/// The words of such a name behind the class word at `index`, before `end`.
fn name_at(around: Around<'_, '_>, index: usize, end: usize) -> Option<Range<usize>> {
    let Around { words, hits, mentions, class_words, .. } = around;
    let (class, glued) = class_words.at(words, index)?;
    let latin = words.all()[index].script == Script::Latin;
    let first = index + if latin { 2 } else { 1 };
    let named = || {
        let at = mentions.partition_point(|mention| mention.words.end <= first);
        mentions.get(at).is_some_and(|mention| mention.words.contains(&first))
    };
    let is_small = class.number == Number::One
        && !class.of_sites()
        && !class.classes.iter().any(|class| is_large(*class));
    if !is_small || first >= end || !words.is_unbroken(index..first + 1) || named() {
        return None;
    }
    let goes_on = |last: usize| last < end && words.is_unbroken(first..last + 1);
    if latin {
        let is_name = |word: usize| words.written(word).starts_with(char::is_uppercase);
        let is_named = words.folded(index + 1) == b"of" && is_name(first);
        let last = (first + 1..end).find(|word| !goes_on(*word) || !is_name(*word));
        return is_named.then(|| first..last.unwrap_or(end));
    }
    let before = index.checked_sub(1).map(|before| words.written(before));
    let puts = glued > 0 || matches!(before, Some("في" | "وفي"));
    let begins = puts && hits.at(first).any(|hit| hit.is(Sense::NameBegins));
    // What begins a name is half of it: «أم زرزور»; but «الخربة» may stand alone.
    begins.then(|| first..if goes_on(first + 1) { first + 2 } else { first + 1 })
}

/// Whether places of `class` have villages and towns in them.
pub(super) fn is_large(class: PlaceClass) -> bool {
    class.precision() > PlacePrecision::Town
}
