//! Clues to the place of a claim: the mentions around it, and the words that take a place up again («السجن», the camp).

use std::ops::Range;

use super::lexicon::{Hits, Sense};
use crate::gazetteer::{ClassWords, Number};
use crate::model::{Clue, Mention};
use crate::text::{Gap, Script, Words, clitics};

/// A word for more classes of place than these says too little to mean one of them.
const CLASSES_OF_A_CLEAR_WORD: usize = 3;
/// How many sentences a place named before still holds for.
const MEMORY: usize = 6;

/// A dateline tells where the news was written; it places what nothing else places.
const RANK_OF_A_DATELINE: u32 = 200;
/// A place that something only goes to or someone comes from, after all that are told to be where something is.
const RANK_OF_A_PASSING: u32 = 50;
/// What the distance of such a place in the claim's own sentence is raised by.
pub(super) const PASSING: u32 = 1000;
/// The sentences after a claim come after all those before it.
const RANK_AFTER: u32 = Clue::AFTER;

/// The most words that the head of a line has before its dash.
const WORDS_OF_A_DATELINE: usize = 10;
/// How many words stand between two names that tell one place.
const WORDS_BETWEEN: usize = 4;

/// How many words of a sentence are looked through on either side of the claim: more than any sentence has that a person
/// wrote, and few enough that a text without stops is read in good time.
const REACH: usize = 150;

/// The clues for a claim at word `cue` of sentence `at`, nearest first: its clause, its sentence, the sentences before,
/// then those after.
pub(super) fn clues(
    words: &Words<'_>,
    hits: &Hits,
    sentences: &[Range<usize>],
    at: usize,
    cue: usize,
    mentions: &[Mention],
    class_words: &ClassWords,
) -> Vec<Clue> {
    let own = &sentences[at];
    let near = own.start.max(cue.saturating_sub(REACH))..own.end.min(cue + REACH);
    let clause = clause_of(words, &near, cue);
    let mut search = Search { words, hits, mentions, class_words, cue, out: Vec::new() };
    search.gather(&clause, 0);
    for rest in [near.start..clause.start, clause.end..near.end] {
        search.gather(&rest, 1);
    }
    for back in 1..=at.min(MEMORY) {
        let rank = u32::try_from(1 + back).unwrap_or(u32::MAX);
        let before = &sentences[at - back];
        let end = before.end.saturating_sub(REACH).max(before.start)..before.end;
        search.gather(&end, rank);
    }
    for (rank, sentence) in (RANK_AFTER..).zip(sentences[at + 1..].iter().take(2)) {
        search.gather(&(sentence.start..sentence.end.min(sentence.start + REACH)), rank);
    }
    let mut out = search.out;
    draw_together(&mut out, hits, mentions);
    out.sort_by_key(|clue| (clue.rank, clue.distance));
    out
}

/// The head of a line that a dash or colon sets off, where `index` stands in one: «دمشق – دهمت قوات…», "HASAKAH, Syria, Jan. 21
/// (Agency) -".
pub(super) fn dateline(words: &Words<'_>, index: usize) -> Option<Range<usize>> {
    let head = index.saturating_sub(WORDS_OF_A_DATELINE);
    let opens = |&index: &usize| index == 0 || words.gap(index).has(Gap::LINE);
    let start = (head..=index).rev().find(opens)?;
    let end = words.len().min(start + WORDS_OF_A_DATELINE);
    let goes_on = |index: &usize| !words.gap(*index).has(Gap::STOP.with(Gap::LINE));
    let sets_off = |&index: &usize| {
        let gap = words.gap(index);
        gap.has(Gap::HYPHEN) && gap.has(Gap::SPACE)
    };
    let dash = (index + 1..end).take_while(goes_on).find(sets_off)?;
    // Only brackets tell that an agency stands before the dash, and no sentence.
    (index + 1..=dash).any(|index| words.gap(index).has(Gap::BRACKET)).then_some(start..dash)
}

fn is_dateline(words: &Words<'_>, mention: &Mention) -> bool {
    let opens = mention.words.start == 0 || words.gap(mention.words.start).has(Gap::LINE);
    let after = words.gap(mention.words.end);
    let set_off = after.has(Gap::COLON) || (after.has(Gap::HYPHEN) && after.has(Gap::SPACE));
    (opens && set_off) || dateline(words, mention.words.start).is_some()
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

/// Gives mentions that stand together, «في مخيم الهول شرقي الحسكة», the distance of the nearest: they tell one place.
fn draw_together(clues: &mut [Clue], hits: &Hits, mentions: &[Mention]) {
    let mut order: Vec<usize> = (0..clues.len()).filter(|&i| clues[i].classes.is_empty()).collect();
    order.sort_by_key(|&i| (clues[i].rank, clues[i].mention));
    let together = |a: &Clue, b: &Clue| {
        let between = mentions[a.mention].words.end..mentions[b.mention].words.start;
        a.rank == b.rank
            && (a.distance < PASSING) == (b.distance < PASSING)
            && between.len() <= WORDS_BETWEEN
            && !hits.within(between).any(|hit| matches!(hit.sense, Sense::Cue(_)))
    };
    let groups: Vec<Vec<usize>> =
        order.chunk_by(|&a, &b| together(&clues[a], &clues[b])).map(<[usize]>::to_vec).collect();
    for group in groups {
        let nearest = group.iter().map(|&i| clues[i].distance).min().unwrap_or(0);
        for index in group {
            clues[index].distance = nearest;
        }
    }
}

/// A search for the clues to one claim.
struct Search<'a, 't> {
    words: &'a Words<'t>,
    hits: &'a Hits,
    mentions: &'a [Mention],
    class_words: &'a ClassWords,
    cue: usize,
    out: Vec<Clue>,
}

impl Search<'_, '_> {
    /// Adds the clues in `range`, which no other range overlaps.
    fn gather(&mut self, range: &Range<usize>, rank: u32) {
        let from = self.mentions.partition_point(|mention| mention.words.start < range.start);
        let to = self.mentions.partition_point(|mention| mention.words.start < range.end);
        for (mention, named) in self.mentions.iter().enumerate().take(to).skip(from) {
            let mut passing = 0;
            let rank = match named {
                named if is_dateline(self.words, named) => RANK_OF_A_DATELINE,
                // What moves is told of where it comes from, before where it goes; where it went holds for nothing else.
                named if self.stands_after(named, Sense::Towards, 1) => {
                    passing = PASSING;
                    if rank > 1 { rank + RANK_OF_A_PASSING } else { 1 }
                }
                named if self.stands_after(named, Sense::Hails, 3) => {
                    passing = PASSING;
                    if rank > 1 { rank + RANK_OF_A_PASSING } else { rank }
                }
                _ => rank,
            };
            let distance = self.distance(named.words.start) + passing;
            self.out.push(Clue { rank, distance, mention, classes: Vec::new() });
        }
        // Only in the claim's own sentence: farther away the mention itself is at hand.
        if rank > 1 {
            return;
        }
        for index in range.clone() {
            let Some(classes) = back_reference(self.words, index, self.class_words) else {
                continue;
            };
            let mention = self.mentions.partition_point(|mention| mention.words.start <= index);
            let inside = mention
                .checked_sub(1)
                .is_some_and(|last| self.mentions[last].words.contains(&index));
            // "the town of al-Suwar" takes up nothing.
            let named = self.mentions.get(mention).is_some_and(|next| {
                let of = self.words.all().get(index + 1).is_some()
                    && self.words.written(index + 1).eq_ignore_ascii_case("of");
                of && next.words.start <= index + 3
            });
            let inside = inside || named;
            let known = |clue: &Clue| clue.mention == mention && clue.classes == classes;
            if !inside && !self.out.iter().any(known) {
                let distance = self.distance(index);
                self.out.push(Clue { rank, distance, mention, classes });
            }
        }
    }

    /// Whether `sense` stands before a mention, with fewer than `reach` words between: «إلى قاعدة خراب الجير», "to Erbil", "a
    /// resident of Tel Brak".
    fn stands_after(&self, mention: &Mention, sense: Sense, reach: usize) -> bool {
        let start = mention.words.start;
        self.hits
            .within(start.saturating_sub(4)..start)
            .any(|hit| hit.sense == sense && hit.end + reach > start)
    }

    /// How many words off; what stands before the cue is farther off than it looks.
    fn distance(&self, index: usize) -> u32 {
        let words = if index >= self.cue { index - self.cue } else { 2 * (self.cue - index) };
        u32::try_from(words).unwrap_or(u32::MAX)
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
                && matches!(
                    words.folded(index - 1),
                    b"the" | b"same" | b"that" | b"this" | b"their"
                );
            class_words.get(folded).filter(|_| definite)
        }
        Script::Digits => None,
    }?;
    // «المنطقة» may be anything and takes up nothing.
    let clear = row.classes.len() <= CLASSES_OF_A_CLEAR_WORD;
    (row.number == Number::One && clear).then(|| row.classes.to_vec())
}
