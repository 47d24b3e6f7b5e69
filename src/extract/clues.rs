//! Clues to the place of a claim: the mentions around it, and the words that take a place up again («السجن», the camp).

use std::ops::Range;

use crate::gazetteer::{ClassWords, Number};
use crate::model::{Clue, Mention};
use crate::text::{Gap, Script, Words, clitics};

/// A word for more classes of place than these says too little to mean one of them.
const CLASSES_OF_A_CLEAR_WORD: usize = 3;
/// How many sentences a place named before still holds for.
const MEMORY: usize = 6;

/// A dateline tells where the news was written; it places what nothing else places.
const RANK_OF_A_DATELINE: u32 = 200;
/// The sentences after a claim come after all those before it.
const RANK_AFTER: u32 = 100;

/// How many words of a sentence are looked through on either side of the claim: more than any sentence has that a person
/// wrote, and few enough that a text without stops is read in good time.
const REACH: usize = 150;

/// The clues for a claim at word `cue` of sentence `at`, nearest first: its clause, its sentence, the sentences before,
/// then those after.
pub(super) fn clues(
    words: &Words<'_>,
    sentences: &[Range<usize>],
    at: usize,
    cue: usize,
    mentions: &[Mention],
    class_words: &ClassWords,
) -> Vec<Clue> {
    let own = &sentences[at];
    let near = own.start.max(cue.saturating_sub(REACH))..own.end.min(cue + REACH);
    let clause = clause_of(words, &near, cue);
    let mut out = Vec::new();
    gather(words, &clause, 0, mentions, class_words, &mut out);
    for rest in [near.start..clause.start, clause.end..near.end] {
        gather(words, &rest, 1, mentions, class_words, &mut out);
    }
    for back in 1..=at.min(MEMORY) {
        let rank = u32::try_from(1 + back).unwrap_or(u32::MAX);
        let before = &sentences[at - back];
        let end = before.end.saturating_sub(REACH).max(before.start)..before.end;
        gather(words, &end, rank, mentions, class_words, &mut out);
    }
    for (rank, sentence) in (RANK_AFTER..).zip(sentences[at + 1..].iter().take(2)) {
        let start = sentence.start..sentence.end.min(sentence.start + REACH);
        gather(words, &start, rank, mentions, class_words, &mut out);
    }
    out.sort_by_key(|clue| clue.rank);
    out
}

/// «دمشق – دهمت قوات…»: a name that opens a line and is set off by a dash or colon.
fn is_dateline(words: &Words<'_>, mention: &Mention) -> bool {
    let opens = mention.words.start == 0 || words.gap(mention.words.start).has(Gap::LINE);
    let after = words.gap(mention.words.end);
    opens && (after.has(Gap::COLON) || (after.has(Gap::HYPHEN) && after.has(Gap::SPACE)))
}

/// «إلى قاعدة خراب الجير», "to Erbil".
fn is_destination(words: &Words<'_>, mention: &Mention) -> bool {
    const TOWARDS: [&str; 7] = ["إلى", "باتجاه", "نحو", "الى", "to", "towards", "toward"];
    let before = mention.words.start.checked_sub(1);
    before.is_some_and(|at| TOWARDS.contains(&words.written(at)))
}

/// The words around `cue` up to a comma, semicolon or the like.
fn clause_of(words: &Words<'_>, sentence: &Range<usize>, cue: usize) -> Range<usize> {
    let breaks = |index: usize| {
        let gap = words.gap(index);
        gap.has(Gap::COMMA) || gap.has(Gap::COLON)
    };
    let start = (sentence.start..=cue).rev().find(|&i| i == sentence.start || breaks(i));
    let end = (cue + 1..sentence.end).find(|&i| breaks(i));
    start.unwrap_or(sentence.start)..end.unwrap_or(sentence.end)
}

/// Adds the clues in `range`, which no other range overlaps.
fn gather(
    words: &Words<'_>,
    range: &Range<usize>,
    rank: u32,
    mentions: &[Mention],
    class_words: &ClassWords,
    out: &mut Vec<Clue>,
) {
    let from = mentions.partition_point(|mention| mention.words.start < range.start);
    let to = mentions.partition_point(|mention| mention.words.start < range.end);
    for (mention, named) in mentions.iter().enumerate().take(to).skip(from) {
        let rank = match named {
            named if is_dateline(words, named) => RANK_OF_A_DATELINE,
            // What moves is told of where it comes from, before where it goes.
            named if is_destination(words, named) => rank.max(1),
            _ => rank,
        };
        out.push(Clue { rank, mention, classes: Vec::new() });
    }
    // Only in the claim's own sentence: farther away the mention itself is at hand.
    if rank > 1 {
        return;
    }
    for index in range.clone() {
        let Some(classes) = back_reference(words, index, class_words) else { continue };
        let mention = mentions.partition_point(|mention| mention.words.start <= index);
        let inside =
            mention.checked_sub(1).is_some_and(|last| mentions[last].words.contains(&index));
        if !inside && !out.iter().any(|clue| clue.mention == mention && clue.classes == classes) {
            out.push(Clue { rank, mention, classes });
        }
    }
}

/// The classes that a definite class word without a name takes up: «السجن», «بالمخيم», the base.
fn back_reference(
    words: &Words<'_>,
    index: usize,
    class_words: &ClassWords,
) -> Option<Vec<crate::model::PlaceClass>> {
    let folded = words.folded(index);
    let row = match words.all()[index].script {
        Script::Arabic => clitics(folded)
            .filter(|clitic| clitic.article)
            .find_map(|clitic| class_words.get(&folded[clitic.letters..])),
        Script::Latin => {
            let definite = index > 0
                && matches!(words.folded(index - 1), b"the" | b"that" | b"this" | b"their");
            class_words.get(folded).filter(|_| definite)
        }
        Script::Digits => None,
    }?;
    // «المنطقة» may be anything and takes up nothing.
    let clear = row.classes.len() <= CLASSES_OF_A_CLEAR_WORD;
    (row.number == Number::One && clear).then(|| row.classes.to_vec())
}
