//! Scenes: words such as «هناك» or "the site", which place a claim where the text told what came before it.

use super::clues::{Around, clause_of, distance};
use super::lexicon::{Hit, Sense};
use crate::text::{Script, Words, has_article};

/// A word such as «هناك» or "the site" and how far it is from a claim, in the terms of a clue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Scene {
    pub(super) rank: u32,
    pub(super) distance: u32,
    pub(super) word: usize,
}

/// The nearest such word in the sentence of a claim.
pub(super) fn scene(around: Around<'_, '_>, at: usize, cue: usize) -> Option<Scene> {
    let Around { words, hits, .. } = around;
    let near = around.near(at, cue);
    let clause = clause_of(words, &near, cue);
    let scenes = hits.within(near).filter(|hit| hit.is(Sense::Scene) && is_scene(words, *hit));
    let of_hit = |hit: Hit| Scene {
        rank: u32::from(!clause.contains(&hit.first)),
        distance: distance(cue, hit.first),
        word: hit.first,
    };
    // «المنطقة» alone, in another clause, is of no claim but those of that clause.
    let clear = |hit: Hit, scene: &Scene| hit.end > hit.first + 1 || scene.rank == 0;
    scenes.filter_map(|hit| Some(of_hit(hit)).filter(|scene| clear(hit, scene))).min()
}

/// Whether the words say where: not "there were clashes", «المنطقة الشرقية», «أبناء المنطقة».
fn is_scene(words: &Words<'_>, hit: Hit) -> bool {
    const TO_BE: [&str; 10] =
        ["is", "are", "was", "were", "has", "have", "had", "will", "would", "s"];
    const PUTS: [&str; 12] =
        ["في", "داخل", "إلى", "قرب", "محيط", "وسط", "نحو", "على", "ضمن", "دخلت", "اقتحمت", "حول"];
    let alone = hit.end == hit.first + 1;
    let next = Some(hit.end).filter(|&end| end < words.len() && words.gap(end).joins_a_name());
    let before = hit.first.checked_sub(1).filter(|_| words.gap(hit.first).joins_a_name());
    if words.all()[hit.first].script == Script::Latin {
        let exists = alone && next.is_some_and(|next| TO_BE.contains(&words.written(next)));
        return !exists && before.is_none_or(|before| words.written(before) != "of");
    }
    let article = has_article(words.folded(hit.first)) || hit.glued.article;
    // «بأن هناك اتفاقاً» tells that there is one.
    if words.written(hit.first).ends_with("هناك") {
        let exists = before.is_some_and(|before| {
            matches!(
                words.written(before),
                "أن" | "بأن"
                    | "إن"
                    | "كان"
                    | "كانت"
                    | "ليس"
                    | "ليست"
                    | "لأن"
                    | "يكون"
                    | "تكون"
                    | "وكان"
                    | "وكانت"
            )
        });
        return !exists && (before.is_some() || next.is_none());
    }
    !(alone && article)
        || (next.is_none_or(|next| !has_article(words.folded(next)))
            && (hit.glued.dropped > 0
                || before.is_some_and(|before| PUTS.contains(&words.written(before)))))
}
