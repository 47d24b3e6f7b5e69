//! Places that no table has: what happened in one of them did not happen in the next one that the text names.

use std::ops::Range;

use super::clues::Around;
use super::lexicon::Sense;
use crate::gazetteer::Number;
use crate::model::{PlaceClass, PlacePrecision, Span};
use crate::text::Script;

/// The village or town in which the words of `range` put something by a name that no mention bears, as it is written:
/// «في قرية أم زرزور», "in the village of Umm Zarzur".
pub(super) fn named_in(around: Around<'_, '_>, range: &Range<usize>) -> Option<String> {
    range.clone().find_map(|index| {
        let name = name_at(around, index, range)?;
        let (first, last) = (&around.words.all()[name.start], &around.words.all()[name.end - 1]);
        let name = Span { start: first.span().start, end: last.span().end };
        Some(name.of(around.words.text()).to_owned())
    })
}

/// The words of such a name beside the class word at `index`, inside `range`.
fn name_at(around: Around<'_, '_>, index: usize, range: &Range<usize>) -> Option<Range<usize>> {
    let Around { words, class_words, .. } = around;
    let (class, glued) = class_words.at(words, index)?;
    // A quarter that no table has is one of the town that was told of.
    let is_town = |class: &PlaceClass| class.precision() == PlacePrecision::Town;
    let is_settlement = class.number == Number::One && class.classes.iter().all(is_town);
    let name = is_settlement.then(|| match words.all()[index].script {
        Script::Latin => latin_name(around, index, range),
        _ => arabic_name(around, index, glued, range),
    })?;
    let is_named = |index: usize| {
        let at = around.mentions.partition_point(|mention| mention.words.end <= index);
        around.mentions.get(at).is_some_and(|mention| mention.words.contains(&index))
    };
    name.filter(|name| !name.clone().any(is_named))
}

/// "the village *of Umm Zarzur*", "in *Umm Zarzur* village": words with capitals.
fn latin_name(around: Around<'_, '_>, index: usize, range: &Range<usize>) -> Option<Range<usize>> {
    let words = around.words;
    let is_name = |word: usize| words.written(word).starts_with(char::is_uppercase);
    let first = index + 2;
    if first < range.end && words.is_unbroken(index..first + 1) && words.folded(index + 1) == b"of"
    {
        let goes_on = |word: usize| is_name(word) && words.is_unbroken(first..word + 1);
        let end = (first..range.end).find(|word| !goes_on(*word)).unwrap_or(range.end);
        return (end > first).then_some(first..end);
    }
    let goes_on = |word: usize| is_name(word) && words.is_unbroken(word..index + 1);
    let before = (range.start..index).rev().find(|word| !goes_on(*word))?;
    // "in the Kurdish village" names none.
    let puts = words.is_unbroken(before..index + 1)
        && matches!(words.folded(before), b"in" | b"near" | b"at");
    (puts && before + 1 < index).then_some(before + 1..index)
}

/// «في قرية *أم زرزور*», «ببلدة *الخويتلة*»: what begins such names, or a word with the article behind one without.
fn arabic_name(
    around: Around<'_, '_>,
    index: usize,
    glued: usize,
    range: &Range<usize>,
) -> Option<Range<usize>> {
    let Around { words, hits, .. } = around;
    let first = index + 1;
    let goes_on = |last: usize| last < range.end && words.is_unbroken(index..last + 1);
    let before = index.checked_sub(1).map(|before| words.written(before));
    let puts = glued > 0 || matches!(before, Some("في" | "وفي" | "قرب" | "وقرب"));
    if !puts || !goes_on(first) {
        return None;
    }
    if hits.at(first).any(|hit| hit.is(Sense::NameBegins)) {
        // What begins a name is half of it: «أم زرزور»; but «الخربة» may stand alone.
        return Some(first..if goes_on(first + 1) { first + 2 } else { first + 1 });
    }
    let has_article = |word: usize| words.written(word).starts_with("ال");
    (has_article(first) && !words.written(index).contains("ال")).then_some(first..first + 1)
}

/// Whether places of `class` have villages and towns in them.
pub(super) fn is_large(class: PlaceClass) -> bool {
    class.precision() > PlacePrecision::Town
}
