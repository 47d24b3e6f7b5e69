//! Numbers of people and things, with the words that said them.

use super::Span;

/// A number as one source gives it; none but its words where those tell only a magnitude: hundreds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// What is counted.
    pub measure: Measure,
    /// Whose, where the source says.
    pub group: Option<Group>,
    /// At least so many.
    pub low: Option<u64>,
    /// The number told, if one is.
    pub best: Option<u64>,
    /// At most so many.
    pub high: Option<u64>,
    /// The words that say it.
    pub words: String,
    /// Where the words stand; `None` in a record.
    pub span: Option<Span>,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Measure {
    Escaped,
    Recaptured,
    Attempted,
    Killed,
    Wounded,
    Detained,
    Transferred,
    Families,
    Surrendered,
    Vehicles,
    Projectiles,
}

/// Whose dead or wounded are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Islamic State fighters: attackers and prisoners.
    Is,
    /// Syrian Democratic Forces, Asayish, guards.
    Sdf,
    /// Civilians.
    Civilians,
    /// The army of the state.
    Army,
    /// Any other armed side: tribes, factions, militias.
    Others,
    /// All groups together.
    Total,
}

impl Count {
    /// Exactly `n`, as the words `words` say.
    pub fn exactly(measure: Measure, group: Option<Group>, n: u64, words: String) -> Self {
        Self { measure, group, low: Some(n), best: Some(n), high: Some(n), words, span: None }
    }

    /// The number told, or else its lower, or else its upper bound.
    pub fn told(&self) -> Option<u64> {
        self.best.or(self.low).or(self.high)
    }

    /// Whether it is a number and no bound, nor one that is told as "about".
    pub fn is_exact(&self) -> bool {
        self.best.is_some() && self.low == self.best
    }
}

impl Measure {
    /// Every measure, in the order of the outputs.
    pub const ALL: [Self; 11] = [
        Self::Escaped,
        Self::Recaptured,
        Self::Attempted,
        Self::Killed,
        Self::Wounded,
        Self::Detained,
        Self::Transferred,
        Self::Families,
        Self::Surrendered,
        Self::Vehicles,
        Self::Projectiles,
    ];

    /// The word in files: `escaped`, `killed`, …
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Escaped => "escaped",
            Self::Recaptured => "recaptured",
            Self::Attempted => "attempted",
            Self::Killed => "killed",
            Self::Wounded => "wounded",
            Self::Detained => "detained",
            Self::Transferred => "transferred",
            Self::Families => "families",
            Self::Surrendered => "surrendered",
            Self::Vehicles => "vehicles",
            Self::Projectiles => "projectiles",
        }
    }

    /// Reads the word that [`as_str`](Self::as_str) writes.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.as_str() == word)
    }
}

impl Group {
    /// Every group.
    pub const ALL: [Self; 6] =
        [Self::Is, Self::Sdf, Self::Civilians, Self::Army, Self::Others, Self::Total];

    /// The word in files: `is`, `sdf`, …
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Is => "is",
            Self::Sdf => "sdf",
            Self::Civilians => "civilians",
            Self::Army => "army",
            Self::Others => "others",
            Self::Total => "total",
        }
    }

    /// Reads the word that [`as_str`](Self::as_str) writes.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|g| g.as_str() == word)
    }
}
