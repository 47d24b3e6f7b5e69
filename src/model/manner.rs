//! In what manner something is told: as new or as known, and with which means it was done.

/// What the words of a report tell beside its kind, place, days and numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Manner {
    /// Whether it is told as still going on: "remained under curfew", «في اليوم الرابع».
    pub goes_on: bool,
    /// Whether a count is told as higher than before: "rose to five".
    pub rises: bool,
    /// The means that are named, a bit for each of the kind's; 0 if none is.
    pub means: u32,
}

impl Manner {
    /// How many means a kind may have.
    pub const MOST_MEANS: u32 = u32::BITS;

    /// Whether both name means, and none in common: a car here, a motorcycle there.
    pub fn is_by_others(self, other: Self) -> bool {
        self.means != 0 && other.means != 0 && self.means & other.means == 0
    }
}
