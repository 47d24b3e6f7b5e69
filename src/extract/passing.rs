//! Passing: which names only say where something goes, or where someone comes, acts or speaks from. What is told need
//! not have happened there.

use std::ops::Range;

use super::lexicon::{Hit, Hits, Sense};
use crate::gazetteer::ClassWords;
use crate::model::{Mention, Passing, Place, PlacePrecision};
use crate::text::{Gap, Script, Words};

/// How many words back from a name the phrase begins that makes it passing: "left on Tuesday for".
const REACH_OF_PASSING: usize = 9;
/// How many words of a speaker stand between the verb of speech and «إن».
const WORDS_OF_A_SPEAKER: usize = 12;
/// How many words before a name the court may stand that sits there.
const WORDS_OF_A_COURT: usize = 7;
/// How many words stand between a place and the one around it.
const WORDS_BETWEEN_PARTS: usize = 2;
/// How many words at most introduce a name: «قرية», "the nearby town of".
const WORDS_OF_A_PHRASE: usize = 4;
/// How many words before «من» a cue stands whose place the name may be: «فر ثلاثة من».
const WORDS_OF_A_CUE: usize = 3;

/// Notes which mentions only say where something goes, or someone comes or speaks from.
pub(super) fn mark_passing(
    words: &Words<'_>,
    hits: &Hits,
    class_words: &ClassWords,
    mentions: &mut [Mention],
) {
    let mut before: Option<(usize, Option<Passing>)> = None;
    for at in 0..mentions.len() {
        let (mention, next) = (&mentions[at], mentions.get(at + 1));
        let site = |place: &Place| place.class.precision() == PlacePrecision::Site;
        let town = !mention.named.iter().any(|named| site(&named.place));
        let after = |sense, reach| stands_after(words, hits, mention.words.start, sense, reach);
        let phrase = phrase_of(words, class_words, mention);
        let passing = if stands_after(words, hits, phrase, Sense::Reaches, 1) {
            None
        } else if stands_after(words, hits, phrase, Sense::Towards, 1) {
            Some(Passing::Goal)
        } else if after(Sense::Hails, 3)
            || stands_after(words, hits, around_of(words, class_words, phrase), Sense::Hails, 1)
            || (town
                && (after(Sense::HailsFromTown, 3)
                    || names_an_institution(words, hits, mention)
                    || is_of_a_person(words, mention)
                    || next.is_some_and(|next| is_home(words, hits, (phrase, mention), next))))
            || is_seat_of_speech(words, hits, mention)
            || is_seat_of_a_court(words, hits, mention)
        {
            Some(Passing::Origin)
        } else {
            // «إلى قاعدة قسرك بريف تل تمر»
            before.and_then(|(end, passing)| {
                let between = end..mention.words.start;
                let near = between.len() <= WORDS_BETWEEN_PARTS
                    && (between.start..=between.end).all(|index| words.gap(index).joins_a_name())
                    && !mention.glued.starts_with('و')
                    && !hits.within(between.clone()).any(|hit| matches!(hit.sense, Sense::Cue(_)));
                let inside = mention.glued.ends_with('ب')
                    || between.clone().any(|index| {
                        class_words.at(words, index).is_some()
                            || matches!(words.written(index), "في" | "in" | "near" | "قرب" | "of")
                    });
                passing.filter(|_| near && inside)
            })
        };
        // "the Manbij Military Council in the city of Hasakah": it is no part of that.
        let part = !(town && names_an_institution(words, hits, mention));
        before = Some((mention.words.end, passing.filter(|_| part)));
        mentions[at].passing = passing;
    }
}

/// Where the phrase begins that names a place: «مدينة الرقة», "the nearby town of Karama".
pub(super) fn phrase_of(words: &Words<'_>, class_words: &ClassWords, mention: &Mention) -> usize {
    const LITTLE: [&str; 5] = ["the", "of", "nearby", "neighbouring", "neighboring"];
    let mut start = mention.words.start;
    while mention.glued.is_empty()
        && mention.words.start - start < WORDS_OF_A_PHRASE
        && words.gap(start).joins_a_name()
        && let Some(before) = start.checked_sub(1)
        && (class_words.at(words, before).is_some()
            || LITTLE.iter().any(|word| words.written(before).eq_ignore_ascii_case(word)))
    {
        start = before;
    }
    start
}

/// Where the phrase at `phrase` begins with what tells on which side of the place: "the desert south of Mayadin", «بادية الميادين».
fn around_of(words: &Words<'_>, class_words: &ClassWords, phrase: usize) -> usize {
    const SIDES: [&str; 24] = [
        "the",
        "a",
        "an",
        "of",
        "desert",
        "steppe",
        "area",
        "areas",
        "direction",
        "vicinity",
        "outskirts",
        "edge",
        "north",
        "south",
        "east",
        "west",
        "near",
        "بادية",
        "محيط",
        "أطراف",
        "جهة",
        "شرقي",
        "جنوبي",
        "غربي",
    ];
    let mut start = phrase;
    while phrase - start < WORDS_OF_A_PHRASE
        && words.gap(start).joins_a_name()
        && let Some(before) = start.checked_sub(1)
        && (SIDES.contains(&words.written(before)) || class_words.at(words, before).is_some())
    {
        start = before;
    }
    start
}

/// Whether what is told may be on the way to the place that `mention` names, and not only go there: "a mine on the road into
/// Gharanij".
pub(super) fn is_by_a_way(
    words: &Words<'_>,
    hits: &Hits,
    class_words: &ClassWords,
    mention: &Mention,
) -> bool {
    const WAYS: [&str; 8] =
        ["road", "highway", "motorway", "route", "track", "entrance", "الطريق", "طريق"];
    let phrase = phrase_of(words, class_words, mention);
    let towards = |hit: &Hit| hit.is(Sense::Towards) && hit.end == phrase;
    hits.within(phrase.saturating_sub(REACH_OF_PASSING)..phrase).filter(towards).any(|hit| {
        // «الطريق المؤدي إلى», "the road leading to"
        let from = hit.first.saturating_sub(2);
        words.is_unbroken(from..phrase)
            && (from..hit.first).any(|at| WAYS.contains(&words.written(at)))
    })
}

/// Whether something has arrived at the place that `mention` names: «وصل يوم الأحد إلى حقل العمر».
pub(super) fn is_arrived_at(
    words: &Words<'_>,
    hits: &Hits,
    class_words: &ClassWords,
    mention: &Mention,
) -> bool {
    stands_after(words, hits, phrase_of(words, class_words, mention), Sense::Arrives, 1)
}

/// Whether `sense` stands before word `start`, with fewer than `reach` words between: «إلى قاعدة خراب الجير», "to Erbil", "a
/// resident of Tel Brak".
fn stands_after(words: &Words<'_>, hits: &Hits, start: usize, sense: Sense, reach: usize) -> bool {
    hits.within(start.saturating_sub(REACH_OF_PASSING)..start).any(|hit| {
        hit.is(sense)
            && hit.end <= start
            && hit.end + reach > start
            && words.is_unbroken(hit.end - 1..start + 1)
    })
}

/// "an aid worker from Hasakah was shot".
fn is_of_a_person(words: &Words<'_>, mention: &Mention) -> bool {
    const AFTER: [&str; 6] = ["was", "were", "who", "had", "has", "whose"];
    let Range { start, end } = mention.words;
    start.checked_sub(1).is_some_and(|before| words.written(before) == "from")
        && end < words.len()
        && AFTER.contains(&words.written(end))
        && words.gap(end).joins_a_name()
}

/// Whether a town is where someone comes from to whom something happened in the `next` place: «راعٍ من قرية أبو خشب بانفجار
/// لغم في بادية الكسرة».
fn is_home(
    words: &Words<'_>,
    hits: &Hits,
    (phrase, mention): (usize, &Mention),
    next: &Mention,
) -> bool {
    let Some(from) = phrase.checked_sub(1).filter(|&from| words.written(from) == "من") else {
        return false;
    };
    let is_cue = |hit: Hit| matches!(hit.sense, Sense::Cue(_));
    let to = next.words.start;
    let same = to - mention.words.end <= WORDS_OF_A_SPEAKER
        && words.is_unbroken(mention.words.end - 1..to + 1);
    let put = next.glued.ends_with('ب')
        || (mention.words.end..to).any(|index| matches!(words.written(index), "في" | "قرب"));
    same && put
        && !hits.within(from.saturating_sub(WORDS_OF_A_CUE)..from).any(is_cue)
        && hits.within(mention.words.end..to).any(is_cue)
}

/// «مجلس دير الزور العسكري», "Manbij Military Council".
fn names_an_institution(words: &Words<'_>, hits: &Hits, mention: &Mention) -> bool {
    let end = mention.words.end;
    stands_after(words, hits, mention.words.start, Sense::Institution, 2)
        || hits.within(end..end + 1).any(|hit| hit.is(Sense::InstitutionAfter))
}

/// Whether only a court sits there: «أصدرت محكمة الدفاع عن الشعب في القامشلي حكماً», "a court in Raqqa jailed".
fn is_seat_of_a_court(words: &Words<'_>, hits: &Hits, mention: &Mention) -> bool {
    const COURTS: [&str; 6] = ["محكمة", "المحكمة", "court", "tribunal", "Court", "Tribunal"];
    const PUTS: [&str; 4] = ["في", "in", "at", "بمدينة"];
    let start = mention.words.start;
    let from = start.saturating_sub(WORDS_OF_A_COURT);
    let court = (from..start).rev().find(|&at| COURTS.contains(&words.written(at)));
    court.is_some_and(|court| {
        let puts = mention.glued.ends_with('ب')
            || (court + 1..start).any(|at| PUTS.contains(&words.written(at)));
        let cue = |hit: Hit| matches!(hit.sense, Sense::Cue(_));
        puts && words.is_unbroken(court..start + 1) && !hits.within(court + 1..start).any(cue)
    })
}

/// Whether something is only said there: «وقال مسؤول في القامشلي إن», "an official in Qamishli said".
fn is_seat_of_speech(words: &Words<'_>, hits: &Hits, mention: &Mention) -> bool {
    let Range { start, end } = mention.words;
    let same = |index: usize| !words.gap(index).has(Gap::STOP.with(Gap::LINE).with(Gap::COLON));
    if words.all()[start].script == Script::Latin {
        let puts = start.checked_sub(1).is_some_and(|before| {
            ["in", "at", "from"].iter().any(|word| words.written(before).eq_ignore_ascii_case(word))
        });
        let says = |hit: Hit| hit.is(Sense::Says);
        return puts
            && words.gap(end.min(words.len())).joins_a_name()
            && hits.within(end..end + 1).any(says);
    }
    let from = start.saturating_sub(WORDS_OF_A_SPEAKER);
    let from = (from + 1..=start).rev().find(|&index| !same(index)).unwrap_or(from);
    let said = hits.within(from..start).any(|hit| hit.is(Sense::Says));
    let reach = (end + WORDS_OF_A_SPEAKER).min(words.len());
    let to = (end..reach).find(|&index| !same(index)).unwrap_or(reach);
    let mut between = hits.within(end..to);
    said && between
        .find_map(|hit| match hit.sense {
            Sense::That => Some(true),
            // «كشف مصدر في نينوى عن تسلم»
            _ if words.written(hit.first) == "عن" => Some(true),
            Sense::Cue(_) => Some(false),
            _ => None,
        })
        .unwrap_or(false)
        && !hits.within(from..start).any(|hit| matches!(hit.sense, Sense::That))
}

/// Whether the last of `mentions`, all of one text, heads an entry of a bulletin: a bullet before it and a colon behind it, or only
/// the colon, where a line opened so before: «- الرقة: …».
pub(super) fn heads_an_entry(words: &Words<'_>, mentions: &[Mention]) -> bool {
    /// How many names an entry has at the most, looked back over for how the one before it opens.
    const NAMES: usize = 20;
    const BULLETS: [char; 12] = ['-', '–', '—', '•', '*', '●', '▪', '■', '►', '🔹', '🔸', '🔴'];
    let opens = |named: &Mention| {
        let Range { start, end } = named.words;
        end < words.len()
            && words.gap(end).has(Gap::COLON)
            && (start == 0 || words.gap(start).has(Gap::LINE))
    };
    let Some((named, before)) = mentions.split_last().filter(|(named, _)| opens(named)) else {
        return false;
    };
    let ahead = match named.words.start {
        0 => &words.text()[..words.all()[0].span().start],
        start => words.between(start),
    };
    ahead.trim_end().ends_with(BULLETS) || before.iter().rev().take(NAMES).any(opens)
}
