//! In what manner something is told: as new or as known, and with which means it was done.

/// What the words of a report tell beside its kind, place, days and numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Manner {
    /// Whether it is told as still going on: "remained under curfew", «في اليوم الرابع».
    pub goes_on: bool,
    /// Whether a count is told as higher than before: "rose to five".
    pub rises: bool,
    /// Whether its month or day is told without the year ("last January"), and not as one more of its kind: "another attack".
    pub year_open: bool,
    /// The means that are named, a bit for each of the kind's; 0 if none is.
    pub means: u32,
    /// The sides that are named as those who did it, a bit for each; 0 if none is.
    pub sides: u32,
}

impl Manner {
    /// How many means a kind may have, and how many sides there may be.
    pub const MOST: u32 = u32::BITS;

    /// Whether both name means, and none in common: a car here, a motorcycle there.
    pub fn is_by_other_means(self, other: Self) -> bool {
        differ(self.means, other.means)
    }

    /// Whether both name those who did it, and none in common: the Islamic State here, a tribe there.
    pub fn is_by_another_side(self, other: Self) -> bool {
        differ(self.sides, other.sides)
    }

    /// What both name, of what was done and who did it.
    pub fn add(&mut self, other: Self) {
        self.means |= other.means;
        self.sides |= other.sides;
    }
}

fn differ(one: u32, other: u32) -> bool {
    one != 0 && other != 0 && one & other == 0
}
