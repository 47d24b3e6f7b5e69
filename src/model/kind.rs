//! What an event is.

use std::fmt;
use std::sync::Arc;

/// The id of a kind, `prison_escape`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindId(Arc<str>);

/// A row of the kinds table, as the map shows it. The words that betray a kind are `extract`'s.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// The id, lower-case ASCII with underscores.
    pub id: KindId,
    /// The name in English, `Prison escape`.
    pub label_en: String,
    /// The name in Arabic.
    pub label_ar: String,
    /// The colour as `#rrggbb`, nothing else.
    pub colour: String,
    /// The shape that tells the kind without its colour.
    pub symbol: Symbol,
    /// Kinds whose events reports of this kind may tell of, as a toll tells of an attack.
    pub joins: Vec<KindId>,
    /// For how many days after its first an event of this kind may go on; 0 for what is a moment.
    pub lasts: u16,
}

/// A marker shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the shapes say it")]
pub enum Symbol {
    Circle,
    Square,
    Triangle,
    Diamond,
    Pentagon,
    Hexagon,
    Star,
    Cross,
    Plus,
    Bolt,
    Arrow,
    Flag,
}

impl KindId {
    /// An id from its word.
    pub fn new(word: &str) -> Self {
        Self(word.into())
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KindId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Symbol {
    /// Every shape.
    pub const ALL: [Self; 12] = [
        Self::Circle,
        Self::Square,
        Self::Triangle,
        Self::Diamond,
        Self::Pentagon,
        Self::Hexagon,
        Self::Star,
        Self::Cross,
        Self::Plus,
        Self::Bolt,
        Self::Arrow,
        Self::Flag,
    ];

    /// The word in files and on the page.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Circle => "circle",
            Self::Square => "square",
            Self::Triangle => "triangle",
            Self::Diamond => "diamond",
            Self::Pentagon => "pentagon",
            Self::Hexagon => "hexagon",
            Self::Star => "star",
            Self::Cross => "cross",
            Self::Plus => "plus",
            Self::Bolt => "bolt",
            Self::Arrow => "arrow",
            Self::Flag => "flag",
        }
    }

    /// Reads the word that [`as_str`](Self::as_str) writes.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == word)
    }
}
