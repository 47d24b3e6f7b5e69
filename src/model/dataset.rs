//! Datasets of others whose rows are read as records.

use std::collections::{BTreeMap, BTreeSet};

use super::KindId;

/// A dataset of coded events, known by its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dataset {
    /// Armed Conflict Location & Event Data.
    Acled,
    /// The Georeferenced Event Dataset of the Uppsala Conflict Data Program.
    UcdpGed,
}

/// What the kind of a record may be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Codebook {
    /// The ids of kinds.
    pub kinds: BTreeSet<KindId>,
    /// The types of datasets, in lower case, that stand for a kind; those of ACLED are its types of sub-event, those of UCDP its
    /// types of violence.
    pub types: BTreeMap<(Dataset, String), KindId>,
}

impl Dataset {
    /// What it is called, as the publisher of its rows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Acled => "ACLED",
            Self::UcdpGed => "UCDP GED",
        }
    }

    /// The key of the kinds table under which a kind lists its types.
    pub fn key(self) -> &'static str {
        match self {
            Self::Acled => "from_acled",
            Self::UcdpGed => "from_ucdp",
        }
    }
}

impl Codebook {
    /// The kind that the type `written` of `dataset` stands for.
    pub fn kind_of(&self, dataset: Dataset, written: &str) -> Option<&KindId> {
        self.types.get(&(dataset, written.to_lowercase()))
    }
}

impl FromIterator<KindId> for Codebook {
    /// One that knows no types of others.
    fn from_iter<I: IntoIterator<Item = KindId>>(kinds: I) -> Self {
        Self { kinds: kinds.into_iter().collect(), types: BTreeMap::new() }
    }
}
