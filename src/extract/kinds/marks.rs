//! Marks: the words, and the classes of place, that cues need near them or are vetoed by.

use std::collections::BTreeMap;

use crate::model::PlaceClass;

/// What a cue may need: words, or a place of a class.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::extract) enum Mark {
    /// A phrase.
    Phrase(String),
    /// A mention that may be a place of this class: `#prison`.
    Class(PlaceClass),
}

/// Every mark that a cue asks for, numbered as they come.
#[derive(Debug, Default)]
pub(super) struct Marks {
    by_mark: BTreeMap<Mark, u32>,
}

impl Marks {
    /// The number of `mark`, which is added if it is new.
    pub(super) fn number(&mut self, mark: Mark) -> u32 {
        let next = u32::try_from(self.by_mark.len()).expect("fewer than 2^32 marks");
        *self.by_mark.entry(mark).or_insert(next)
    }

    /// The number of the mark that a place of this class is, if a cue asks for one.
    pub(super) fn of_class(&self, class: PlaceClass) -> Option<u32> {
        self.by_mark.get(&Mark::Class(class)).copied()
    }

    /// The phrases, each with its number.
    pub(super) fn phrases(&self) -> impl Iterator<Item = (&str, u32)> {
        self.by_mark.iter().filter_map(|(mark, &number)| match mark {
            Mark::Phrase(phrase) => Some((phrase.as_str(), number)),
            Mark::Class(_) => None,
        })
    }
}

/// The numbers of some marks: a bit each, for a cue may ask for hundreds and is asked about every word around it.
#[derive(Debug, Default)]
pub(in crate::extract) struct MarkSet {
    bits: Vec<u64>,
}

impl MarkSet {
    /// Whether there is none.
    pub(in crate::extract) fn is_empty(&self) -> bool {
        self.bits.is_empty()
    }

    /// Whether `mark` is among them.
    #[inline]
    pub(in crate::extract) fn has(&self, mark: u32) -> bool {
        self.bits.get(mark as usize / 64).is_some_and(|bits| bits >> (mark % 64) & 1 != 0)
    }
}

impl FromIterator<u32> for MarkSet {
    fn from_iter<I: IntoIterator<Item = u32>>(marks: I) -> Self {
        let mut set = Self::default();
        for mark in marks {
            let word = mark as usize / 64;
            if set.bits.len() <= word {
                set.bits.resize(word + 1, 0);
            }
            set.bits[word] |= 1 << (mark % 64);
        }
        set
    }
}
