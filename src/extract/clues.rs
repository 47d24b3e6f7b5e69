//! Clues to the place of a claim: the mentions around it, and the words that take a place up again («السجن», the camp).

use std::ops::Range;

use super::lexicon::{Hit, Hits, Sense};
use super::passing::{heads_an_entry, is_arrived_at, phrase_of};
use super::unlisted;
use crate::gazetteer::{ClassWords, Number};
use crate::model::{Clue, Mention, Passing, PlaceClass};
use crate::text::{Gap, Script, Words, clitics};

/// A word for more classes of place than these says too little to mean one of them.
const CLASSES_OF_A_CLEAR_WORD: usize = 3;
/// How many sentences a place named before still holds for.
const MEMORY: usize = FARTHEST as usize - 1;

/// A dateline tells where the news was written; it places what nothing else places.
const RANK_OF_A_DATELINE: u32 = 200;
/// A place that something only goes to or someone comes from, after all that are told to be where something is.
const RANK_OF_A_PASSING: u32 = 50;
/// What the distance of such a place in the claim's own sentence is raised by.
pub(super) const PASSING: u32 = 1000;
/// The distance of what heads an entry of a bulletin: after all else in the sentence that says where something was.
pub(super) const OF_AN_ENTRY: u32 = PASSING - 1;
/// The highest rank of a place that the sentences before place something at.
pub(super) const FARTHEST: u32 = 7;
/// The sentences after a claim come after all those before it.
const RANK_AFTER: u32 = Clue::AFTER;

/// The most words that the head of a line has before its dash.
const WORDS_OF_A_DATELINE: usize = 10;
/// How long a month is that is cut short with a stop.
const LETTERS_OF_A_SHORT_MONTH: usize = 4;
/// How many words stand between two names that tell one place.
const WORDS_BETWEEN: usize = 4;

/// How far a place that opens a sentence is from every claim of it: it may be said nearer where else something was.
const WORDS_OF_A_FRONTED: u32 = 6;
/// How many words stand at most before it: "Two kilometers away, in the al-Zuhour district".
const WORDS_BEFORE_A_FRONTED: usize = 6;
/// How many words may stand between an article and its noun: "the main western gate".
const WORDS_OF_A_NOUN: usize = 3;
/// How many words after «القسم الخامس» the camp may be named.
const WORDS_TO_THE_WHOLE: usize = 6;
/// What the place of the cue before is farther off than it looks.
const WORDS_OF_ANOTHER: u32 = 6;
/// What has sections and wings.
pub(super) const WHOLES: [PlaceClass; 2] = [PlaceClass::Camp, PlaceClass::Prison];

/// How many words after a cue the pronoun may stand that says where it was: «انسحاب قسد *منها*».
const WORDS_TO_A_PRONOUN: usize = 4;

/// How many words of a sentence are looked through on either side of the claim: more than any sentence has that a person
/// wrote, and few enough that a text without stops is read in good time.
const REACH: usize = 150;

/// What a search for clues looks at.
#[derive(Clone, Copy)]
pub(super) struct Around<'a, 't> {
    pub(super) words: &'a Words<'t>,
    pub(super) hits: &'a Hits,
    /// Sentences, cut where they turn to another time.
    pub(super) sentences: &'a [Range<usize>],
    /// The same as they are written.
    pub(super) whole: &'a [Range<usize>],
    pub(super) mentions: &'a [Mention],
    /// Those of the text of the page in which the claim stands.
    pub(super) of_text: &'a Range<usize>,
    pub(super) class_words: &'a ClassWords,
}

impl Around<'_, '_> {
    /// The words of sentence `at` that are near enough to a claim in it, with those before it in the sentence as it is
    /// written: «هاجموا البصيرة أمس، وكانوا هاجموها في آذار».
    pub(super) fn near(&self, at: usize, cue: usize) -> Range<usize> {
        let own = &self.sentences[at];
        let whole = self.whole.partition_point(|whole| whole.end <= own.start);
        self.whole[whole].start.max(cue.saturating_sub(REACH))..own.end.min(cue + REACH)
    }
}

/// Whether the places of another sentence hold for a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Yes,
    /// It recalls something earlier, after which the news goes on where it was.
    Recalled,
    /// It is of another text, or of the page around.
    No,
}

/// The clues for a claim at word `cue` of sentence `at`, nearest first: its clause, its sentence, the sentences before,
/// then those after; and the name of the village in which it was, if no table has that.
///
/// `arrives` is whether the claim is of something that happens where it arrives; `holds` says of each sentence whether its
/// places hold for this claim.
pub(super) fn clues(
    around: Around<'_, '_>,
    (at, cue): (usize, usize),
    arrives: bool,
    holds: impl Fn(usize) -> Holds,
) -> (Vec<Clue>, Option<String>) {
    let Around { words, hits, sentences, mentions, .. } = around;
    let near = around.near(at, cue);
    let clause = clause_of(words, &near, aimed(around, &near, cue));
    let settled = settled_until(words, &near, cue);
    let mut search = Search { around, cue, arrives, settled, unlisted: false, out: Vec::new() };
    search.gather(&clause, 0);
    for rest in [near.start..clause.start, clause.end..near.end] {
        search.gather(&rest, 1);
    }
    let named = |clue: &Clue| says_where(clue) && clue.classes.is_empty();
    let is_open = !search.out.iter().any(named);
    let unlisted = is_open.then(|| unlisted::named_in(around, &clause)).flatten();
    search.unlisted = unlisted.is_some();
    if search.unlisted {
        // "the village of Umm Zarzur" takes up no village.
        search.out.retain(|clue| clue.classes.is_empty());
    }
    for back in 1..=at.min(MEMORY) {
        let rank = u32::try_from(1 + back).unwrap_or(u32::MAX);
        let rank = match holds(at - back) {
            Holds::Yes => rank,
            Holds::Recalled => rank + RANK_OF_A_PASSING,
            Holds::No => continue,
        };
        let before = &sentences[at - back];
        if before.end > near.start {
            continue;
        }
        let end = before.end.saturating_sub(REACH).max(before.start)..before.end;
        search.gather(&end, rank);
    }
    for (rank, after) in (RANK_AFTER..).zip((at + 1..sentences.len()).take(2)) {
        if holds(after) != Holds::No {
            let sentence = &sentences[after];
            search.gather(&(sentence.start..sentence.end.min(sentence.start + REACH)), rank);
        }
    }
    let mut out = search.out;
    draw_together(&mut out, hits, mentions);
    out.sort_by_key(|clue| (clue.rank, clue.distance));
    (out, unlisted)
}

/// The word whose clause places a claim at `cue` of the sentence `near`: where that tells only of some of what the clause before
/// does, in that one: «قصفوا محيط البلدة، وسقط بعضها قرب المخيم», "shelled the town, some of the shells landing near the camp".
fn aimed(around: Around<'_, '_>, near: &Range<usize>, cue: usize) -> usize {
    const SOME: [&str; 4] = ["بعضها", "إحداها", "إحداهما", "أحدها"];
    let words = around.words;
    let clause = clause_of(words, near, cue);
    let some = words.all().get(cue + 1).is_some() && SOME.contains(&words.written(cue + 1))
        || matches!(words.written(clause.start), "some" | "one")
            && clause.start + 1 < clause.end
            && words.written(clause.start + 1) == "of";
    let Some(last) = clause.start.checked_sub(1).filter(|&last| some && last >= near.start) else {
        return cue;
    };
    let before = clause_of(words, near, last);
    let from = around.mentions.partition_point(|mention| mention.words.start < before.start);
    let mut named =
        around.mentions[from..].iter().take_while(|mention| mention.words.end <= before.end);
    let puts = named.any(|mention| mention.passing.is_none() && !is_dateline(words, mention));
    if puts { last } else { cue }
}

/// Whether a clue of the claim's own sentence says where something was, and not only where something goes or comes from.
pub(super) fn says_where(clue: &Clue) -> bool {
    clue.rank <= Clue::OWN_SENTENCE && clue.distance < PASSING
}

/// How many words off; what stands before the cue is farther off than it looks.
pub(super) fn distance(cue: usize, index: usize) -> u32 {
    let words = if index >= cue { index - cue } else { 2 * (cue - index) };
    u32::try_from(words).unwrap_or(u32::MAX)
}

/// The head of a line that a dash or colon sets off, where `index` stands in one: «دمشق – دهمت قوات…», "HASAKAH, Syria, Jan. 21
/// (Agency) -".
pub(super) fn dateline(words: &Words<'_>, index: usize) -> Option<Range<usize>> {
    let head = index.saturating_sub(WORDS_OF_A_DATELINE);
    let opens = |&index: &usize| index == 0 || words.gap(index).has(Gap::LINE);
    let start = (head..=index).rev().find(opens)?;
    let end = words.len().min(start + WORDS_OF_A_DATELINE);
    // «Nov. 20»
    let shortened = |index: usize| {
        words.all()[index].script == Script::Digits
            && words.all()[index - 1].capital
            && words.written(index - 1).len() <= LETTERS_OF_A_SHORT_MONTH
    };
    let goes_on = |index: &usize| {
        let gap = words.gap(*index);
        !gap.has(Gap::LINE) && (!gap.has(Gap::STOP) || shortened(*index))
    };
    let sets_off = |&index: &usize| {
        let gap = words.gap(index);
        gap.has(Gap::HYPHEN) && gap.has(Gap::SPACE)
    };
    let dash = (index + 1..end).take_while(goes_on).find(sets_off)?;
    // Only brackets, or capitals throughout, tell that an agency stands before the dash, and no sentence.
    let capital =
        |index: usize| words.all()[index].script == Script::Latin && words.all()[index].capital;
    let told = (index + 1..=dash).any(|index| words.gap(index).has(Gap::BRACKET))
        || (start..dash).all(capital);
    told.then_some(start..dash)
}

/// Whether a mention is the dateline that opens a text.
pub(super) fn is_dateline(words: &Words<'_>, mention: &Mention) -> bool {
    let opens = mention.words.start == 0 || words.gap(mention.words.start).has(Gap::LINE);
    let after = words.gap(mention.words.end);
    let set_off = after.has(Gap::COLON) || (after.has(Gap::HYPHEN) && after.has(Gap::SPACE));
    // «#الحسكة انفجار لغم على طريق #الشدادي»
    let tagged = words.gap(mention.words.start).has(Gap::TAG);
    (opens && (set_off || tagged)) || dateline(words, mention.words.start).is_some()
}

/// The end of the clause of `cue` in the sentence `near` where a pronoun says there that it was at what was named before, «انسحاب قسد
/// *منها*، فيما تسلّمت …»: what stands behind places something else. Else the end of the sentence.
fn settled_until(words: &Words<'_>, near: &Range<usize>, cue: usize) -> usize {
    const THERE: [&str; 10] =
        ["منها", "منه", "فيها", "فيه", "عنها", "عنه", "إليها", "إليه", "داخلها", "داخله"];
    let comma = |&index: &usize| words.gap(index).has(Gap::COMMA);
    let end = near.end.min(cue + 1 + WORDS_TO_A_PRONOUN);
    let clause = (cue + 1..end).find(comma).unwrap_or(end);
    if !(cue + 1..clause).any(|index| THERE.contains(&words.written(index))) {
        return near.end;
    }
    (clause..near.end).find(comma).unwrap_or(near.end)
}

/// The words around `cue` up to a comma, semicolon or the like.
pub(super) fn clause_of(words: &Words<'_>, sentence: &Range<usize>, cue: usize) -> Range<usize> {
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
    around: Around<'a, 't>,
    cue: usize,
    /// Whether it happens where something arrives.
    arrives: bool,
    /// Whether the claim's own words name a village or the like that no table has: no other is where it happened.
    unlisted: bool,
    /// From where on the sentence places something else, where a pronoun has said where the claim was.
    settled: usize,
    out: Vec<Clue>,
}

impl Search<'_, '_> {
    fn push(&mut self, rank: u32, distance: u32, mention: usize, classes: Vec<PlaceClass>) {
        let mentions = self.around.of_text.clone();
        self.out.push(Clue { rank, distance, mention, classes, mentions });
    }

    /// Adds the clues in `range`, which no other range overlaps.
    fn gather(&mut self, range: &Range<usize>, rank: u32) {
        let Around { words, hits, mentions, class_words, .. } = self.around;
        let from = mentions.partition_point(|mention| mention.words.start < range.start);
        let to = mentions.partition_point(|mention| mention.words.start < range.end);
        for (mention, named) in mentions.iter().enumerate().take(to).skip(from) {
            if self.unlisted
                && !named.named.iter().all(|named| unlisted::is_large(named.place.class))
            {
                continue;
            }
            let far = if rank > Clue::OWN_SENTENCE { rank + RANK_OF_A_PASSING } else { rank };
            let mut distance = self.distance(named.words.start, rank);
            let rank = match named.passing {
                _ if rank <= Clue::OWN_SENTENCE && self.heads(mention) => {
                    distance = OF_AN_ENTRY;
                    1
                }
                _ if is_dateline(words, named) => RANK_OF_A_DATELINE,
                // «وصلت مساء إلى قاعدة خراب الجير قافلة»
                Some(Passing::Goal)
                    if self.arrives && is_arrived_at(words, hits, class_words, named) =>
                {
                    rank
                }
                // What moves is told of where it comes from, before where it goes; where it went holds for nothing else.
                Some(Passing::Goal | Passing::Origin) => {
                    distance += PASSING;
                    far.max(1)
                }
                None if rank == 1 && self.is_fronted(named) => {
                    distance = distance.min(WORDS_OF_A_FRONTED);
                    0
                }
                None if rank <= Clue::OWN_SENTENCE && named.words.start >= self.settled => {
                    distance += PASSING;
                    far.max(1)
                }
                None => rank,
            };
            self.push(rank, distance, mention, Vec::new());
        }
        // Only in the claim's own sentence: farther away the mention itself is at hand.
        if rank <= Clue::OWN_SENTENCE {
            for index in range.clone() {
                self.take_up(index, rank);
            }
        }
    }

    /// Whether a mention heads an entry of a bulletin: what it tells is there, whatever the entries before it tell.
    fn heads(&self, mention: usize) -> bool {
        let Around { words, mentions, of_text, .. } = self.around;
        heads_an_entry(words, &mentions[of_text.start.min(mention)..=mention])
    }

    /// Adds the clue of a word such as «السجن» or "the annex" at `index`.
    fn take_up(&mut self, index: usize, rank: u32) {
        let Around { words, hits, mentions, class_words, .. } = self.around;
        let mention = mentions.partition_point(|mention| mention.words.start <= index);
        let part = |hit: Hit| hit.is(Sense::PartOfSite);
        let classes = match back_reference(words, index, class_words) {
            Some(classes) if classes == [PlaceClass::Governorate] && !is_whole(words, index) => {
                // «في المحافظة» may be anywhere in it.
                vec![PlaceClass::Governorate, PlaceClass::Area]
            }
            Some(classes) => classes,
            None if hits.at(index).any(part) && is_definite(words, index) => {
                let of = |mention: &Mention| {
                    mention.words.start <= index + WORDS_TO_THE_WHOLE
                        && words.is_unbroken(index..mention.words.start + 1)
                        && mention.may_be(&WHOLES)
                };
                if mentions.get(mention).is_some_and(of) {
                    return;
                }
                WHOLES.to_vec()
            }
            None => return,
        };
        let inside =
            mention.checked_sub(1).is_some_and(|last| mentions[last].words.contains(&index));
        // "the town of al-Suwar" takes up nothing, whoever comes from elsewhere.
        let named = mentions.get(mention).is_some_and(|next| {
            let of = words.all().get(index + 1).is_some()
                && words.written(index + 1).eq_ignore_ascii_case("of");
            of && next.words.start <= index + 3
        });
        // «ردّت القاعدة بقصف على»: who answers is where the blow came from.
        if answers(words, hits, index) {
            return;
        }
        // «طفلان من أبناء قرية أبريهة … في محيط القرية»
        if !named && let Some(last) = self.origin_of(index, mention, &classes) {
            let (distance, classes) = (self.distance(index, rank), Vec::new());
            self.push(rank, distance, last, classes);
            return;
        }
        let known = |clue: &Clue| clue.mention == mention && clue.classes == classes;
        if !inside && !named && !self.out.iter().any(known) {
            let distance = self.distance(index, rank);
            self.push(rank, distance, mention, classes);
        }
    }

    /// How far word `index` is from the claim. What stands between another cue and that of the claim is that one's:
    /// «إطلاق نار في المدينة واعتقال خمسة في تل حلف».
    fn distance(&self, index: usize, rank: u32) -> u32 {
        let Around { hits, sentences, .. } = self.around;
        let away = distance(self.cue, index);
        if rank > 0 || index >= self.cue {
            return away;
        }
        let at = sentences.partition_point(|sentence| sentence.end <= index);
        let start =
            sentences.get(at).map_or(index, |own| own.start.max(self.cue.saturating_sub(REACH)));
        let is_cue = |hit: Hit| matches!(hit.sense, Sense::Cue(_)) && hit.end <= self.cue;
        let of_another = hits.within(start..index).any(is_cue);
        away + if of_another { WORDS_OF_ANOTHER } else { 0 }
    }

    /// The mention right before the back reference at `index` that says where someone in its sentence comes from, if the
    /// reference is to that.
    fn origin_of(&self, index: usize, next: usize, classes: &[PlaceClass]) -> Option<usize> {
        let Around { words, hits, mentions, .. } = self.around;
        let last = next.checked_sub(1)?;
        let mention = &mentions[last];
        // «قال مراسلنا في دير الزور إن رتلاً دخل البلدة»: it was only said there.
        let said = || {
            let end = mention.words.end.min(index);
            hits.within(end..index).any(|hit| hit.is(Sense::That))
        };
        (mention.words.end <= index
            && mention.passing == Some(Passing::Origin)
            && !said()
            && words.is_unbroken(mention.words.start..index + 1)
            && mention.may_be(classes))
        .then_some(last)
    }

    /// Whether a mention opens the sentence and is set off: "In Tell Hamis, to the north, …".
    fn is_fronted(&self, mention: &Mention) -> bool {
        let Around { words, sentences, .. } = self.around;
        let start = mention.words.start;
        let at = sentences.partition_point(|sentence| sentence.end <= start);
        let Some(own) = sentences.get(at) else { return false };
        let puts = |index| {
            matches!(words.written(index), "في" | "وفي" | "ففي" | "In" | "in" | "At" | "at")
        };
        let phrase = phrase_of(words, self.around.class_words, mention);
        let put = phrase > own.start && puts(phrase - 1);
        (put || start <= own.start + WORDS_OF_A_NOUN && (own.start..start).any(puts))
            && start <= own.start + WORDS_BEFORE_A_FRONTED
            && start < self.cue
            && words.gap(mention.words.end).has(Gap::COMMA)
    }
}

/// Whether the noun at `index` is that of who strikes back: «وردّت القاعدة», "the base responded".
fn answers(words: &Words<'_>, hits: &Hits, index: usize) -> bool {
    let latin = words.all()[index].script == Script::Latin;
    let verb = if latin { Some(index + 1) } else { index.checked_sub(1) };
    verb.is_some_and(|verb| hits.at(verb).any(|hit| hit.is(Sense::Answers)))
}

/// The classes that a definite class word without a name takes up: «السجن», «بالمخيم», the base.
fn back_reference(
    words: &Words<'_>,
    index: usize,
    class_words: &ClassWords,
) -> Option<Vec<PlaceClass>> {
    let folded = words.folded(index);
    let row = match words.all()[index].script {
        Script::Arabic => clitics(folded)
            .filter(|clitic| clitic.article)
            .find_map(|clitic| class_words.get(clitic.off(folded))),
        Script::Latin => class_words.get(folded).filter(|_| is_definite(words, index)),
        Script::Digits => None,
    }?;
    // «المنطقة» may be anything and takes up nothing.
    let clear = row.classes.len() <= CLASSES_OF_A_CLEAR_WORD;
    (row.number == Number::One && clear).then(|| row.classes.to_vec())
}

/// Whether all of a place is told of: «في كامل المحافظة», "across the province".
fn is_whole(words: &Words<'_>, index: usize) -> bool {
    const ALL: [&str; 12] = [
        "كامل",
        "عموم",
        "أنحاء",
        "أرجاء",
        "كل",
        "كافة",
        "across",
        "throughout",
        "whole",
        "entire",
        "over",
        "all",
    ];
    (index.saturating_sub(2)..index).any(|before| ALL.contains(&words.written(before)))
}

/// Whether a noun is definite: «القسم», "the foreign section".
pub(super) fn is_definite(words: &Words<'_>, index: usize) -> bool {
    const DETERMINERS: [&str; 6] = ["the", "same", "that", "this", "their", "its"];
    if words.all()[index].script != Script::Latin {
        return clitics(words.folded(index)).any(|clitic| clitic.article);
    }
    (index.saturating_sub(WORDS_OF_A_NOUN)..index)
        .rev()
        .take_while(|&before| words.gap(before + 1).joins_a_name())
        .any(|before| {
            DETERMINERS.iter().any(|word| words.written(before).eq_ignore_ascii_case(word))
        })
}
