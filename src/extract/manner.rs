//! In what manner a report tells of its event: the words are those of the kinds table, under `[telling]`, `[sides]`
//! and `means`.

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
    /// The side that does it, as an index.
    Side(u32),
}

/// The words that tell the manner.
#[derive(Debug)]
pub struct Manners {
    lexicon: Lexicon,
    /// What each phrase of the lexicon tells, and of which kind alone.
    told: Vec<(Option<KindId>, Told)>,
}

impl Manners {
    /// The words of `kinds`.
    pub fn new(kinds: &Kinds) -> Self {
        let (phrases, told): (Vec<_>, Vec<_>) = kinds
            .manner_phrases()
            .map(|(phrase, kind, told)| (phrase, (kind.map(|kind| kind.id.clone()), told)))
            .unzip();
        let marks = (0..).map(Sense::Mark);
        Self { lexicon: Lexicon::of_phrases(phrases.into_iter().zip(marks)), told }
    }

    /// In what manner the sentence of `report` tells of its event.
    pub fn of(&self, report: &Report) -> Manner {
        let words = Words::of(&report.evidence.sentence);
        let hits = self.lexicon.hits(&words);
        let mut manner = Manner::default();
        let (mut continues, mut begins) = (false, false);
        for hit in hits.within(0..words.len()) {
            let Sense::Mark(index) = hit.sense else { continue };
            let (kind, told) = &self.told[index as usize];
            if kind.as_ref().is_some_and(|kind| *kind != report.kind) {
                continue;
            }
            match told {
                Told::GoesOn => manner.goes_on = true,
                Told::Continues => continues = true,
                Told::Begins => begins = true,
                Told::Rises => manner.rises = true,
                Told::Means(means) => manner.means |= 1 << means,
                Told::Side(side) => manner.sides |= 1 << side,
            }
        }
        manner.goes_on |= continues && !begins;
        manner
    }
}
