//! Marks that tell events of one id apart: made of what is told of each, and of nothing else that is there.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::EventId;

/// Letters and digits that stand for some texts, and for others only by a chance that need not be minded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark(String);

impl Mark {
    /// How many of its digits are written behind an id: as few as tell events apart. Four first, for they are read aloud.
    pub const LENGTHS: [usize; 3] = [4, 8, 64];

    /// The mark of `parts`, in this order: as many digits as are written first tell these alone, those after them also `rest`.
    pub fn of<'p>(parts: impl IntoIterator<Item = &'p str>, rest: &str) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        let first = digits(hash.clone());
        hash.update(rest.as_bytes());
        let [few, ..] = Self::LENGTHS;
        Self(first[..few].to_owned() + &digits(hash)[few..])
    }

    /// `id` with the first `digits` of it behind.
    pub fn behind(&self, id: &EventId, digits: usize) -> EventId {
        EventId::new(&format!("{id}-{}", &self.0[..digits]))
    }

    /// Whether `id` is `plain` with this mark behind it.
    pub fn is_behind(&self, id: &EventId, plain: &EventId) -> bool {
        Self::LENGTHS.into_iter().any(|digits| self.behind(plain, digits) == *id)
    }

    /// `id` with as many of it behind as no other has; reports that are the same to the letter are told apart by a number.
    ///
    /// # Panics
    /// Never: numbers do not end.
    pub fn behind_free(&self, id: &EventId, is_taken: impl Fn(&EventId) -> bool) -> EventId {
        let longer = Self::LENGTHS.into_iter().map(|digits| self.behind(id, digits));
        let numbered = (2_u64..).map(|n| EventId::new(&format!("{id}-{}-{n}", self.0)));
        longer.chain(numbered).find(|id| !is_taken(id)).expect("numbers do not end")
    }
}

fn digits(hash: Sha256) -> String {
    hash.finalize().iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}
