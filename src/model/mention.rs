//! Toponyms found in a source, and what they may mean.

use std::sync::Arc;

use super::{Place, Span};

/// A toponym at a span of a source, with every place that it may name. Choosing is `geocode`'s.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Where the toponym stands, without glued prepositions.
    pub span: Span,
    /// The toponym as written.
    pub toponym: String,
    /// The places that bear this name, in the order of the table; never empty.
    pub places: Vec<Arc<Place>>,
}

/// A place that a mention may mean, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The place.
    pub place: Arc<Place>,
    /// Higher is likelier; comparable only among the candidates of one mention.
    pub score: f64,
    /// What raised or lowered the score, in words.
    pub reasons: Vec<String>,
}

/// A mention and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ResolvedMention {
    /// The mention.
    pub mention: Mention,
    /// Best first.
    pub candidates: Vec<Candidate>,
    /// The place meant; `None` where the candidates leave it open or the name is no place here.
    pub place: Option<Arc<Place>>,
}
