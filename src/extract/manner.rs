//! In what manner a report tells of its event: the words are those of the kinds table, under `[telling]` and `means`.

use rustc_hash::FxHashMap;

use super::Kinds;
use super::lexicon::{Lexicon, Sense};
use crate::model::{KindId, Manner, Report};
use crate::text::Words;

/// What a phrase tells of the manner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// It still goes on: "remained under", «في اليوم الرابع».
    GoesOn,
    /// It goes on, unless it is told too that it begins: «اندلعت اشتباكات واستمرت حتى الفجر».
    Continues,
    /// It begins.
    Begins,
    /// A count is higher than it was.
    Rises,
    /// The means that it is done with, as an index.
    Means(u32),
}

/// The words that tell the manner, kind by kind.
#[derive(Debug)]
pub struct Manners {
    by_kind: FxHashMap<KindId, OfKind>,
}

#[derive(Debug)]
struct OfKind {
    lexicon: Lexicon,
    /// What each phrase of the lexicon tells.
    told: Vec<Told>,
}

impl Manners {
    /// The words of `kinds`.
    pub fn new(kinds: &Kinds) -> Self {
        let of_kind = |index| {
            let (phrases, told): (Vec<_>, Vec<_>) = kinds.manner_phrases(index).unzip();
            let marks = (0..).map(Sense::Mark);
            OfKind { lexicon: Lexicon::of_phrases(phrases.into_iter().zip(marks)), told }
        };
        let all = kinds.all().iter().enumerate();
        Self { by_kind: all.map(|(index, kind)| (kind.id.clone(), of_kind(index))).collect() }
    }

    /// In what manner the sentence of `report` tells of its event.
    pub fn of(&self, report: &Report) -> Manner {
        let Some(of_kind) = self.by_kind.get(&report.kind) else { return Manner::default() };
        let words = Words::of(&report.evidence.sentence);
        let hits = of_kind.lexicon.hits(&words);
        let mut manner = Manner::default();
        let (mut continues, mut begins) = (false, false);
        for hit in hits.within(0..words.len()) {
            let Sense::Mark(index) = hit.sense else { continue };
            match of_kind.told[index as usize] {
                Told::GoesOn => manner.goes_on = true,
                Told::Continues => continues = true,
                Told::Begins => begins = true,
                Told::Rises => manner.rises = true,
                Told::Means(means) => manner.means |= 1 << means,
            }
        }
        manner.goes_on |= continues && !begins;
        manner
    }
}
