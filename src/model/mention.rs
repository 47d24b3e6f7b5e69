//! Toponyms found in a source, and what they may mean.

use std::fmt;
use std::ops::{Add, Range, Sub};
use std::sync::Arc;

use super::{LonLat, Origin, Place, PlaceClass, Span, Why};

/// A toponym at a span of a source, with every place that it may name. Choosing is `geocode`'s.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Where the toponym stands: without glued prepositions, with the class word of a site that stands beside it.
    pub span: Span,
    /// The toponym as written.
    pub toponym: String,
    /// The words of the text that it covers.
    pub words: Range<usize>,
    /// The places that bear this name, in the order of the table; empty only for a coordinate far from all of them.
    pub named: Vec<Named>,
    /// The point, where the text gives a coordinate instead of a name.
    pub lonlat: Option<LonLat>,
    /// The class word that serves this toponym, where one does.
    pub vouch: Option<Vouch>,
    /// The prepositions and conjunctions glued to its front: «بـ», «ول».
    pub glued: String,
    /// Whether something only goes there, or someone only comes from there.
    pub passing: Option<Passing>,
    /// The right spelling, where the text has another that a class word vouches for.
    pub corrected: Option<String>,
}

/// How a place is named in passing: what is told need not have happened there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passing {
    /// Something goes there: «إلى قاعدة خراب الجير», "to Erbil".
    Goal,
    /// Someone comes, acts or speaks from there, or something is named after it: "a resident of Tel Brak", «مجلس الرقة المدني».
    Origin,
}

impl Mention {
    /// Whether it may name a place of one of these classes.
    pub fn may_be(&self, classes: &[PlaceClass]) -> bool {
        self.named.iter().any(|named| classes.contains(&named.place.class))
    }
}

/// A place and how a mention names it.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// The place.
    pub place: Arc<Place>,
    /// Whether the name says what the place is («سجن غويران»); otherwise it is bare («كونيكو»).
    pub full: bool,
}

/// A word that says of what class a mention is: محافظة الحسكة, Conoco gas field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vouch {
    /// The word, as the table of class words writes it.
    pub word: Arc<str>,
    /// The classes that it announces.
    pub classes: Arc<[PlaceClass]>,
    /// Whether it stands beside this toponym; otherwise an enumeration carries it here.
    pub beside: bool,
}

/// A place that a mention may mean, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The place.
    pub place: Arc<Place>,
    /// Higher is likelier; comparable only among the candidates of one mention.
    pub score: Points,
    /// What raised or lowered the score.
    pub reasons: Vec<Reason>,
}

/// What raised or lowered the score of a candidate.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// By how much.
    pub points: Points,
    /// Why, as a phrase that may end with the word.
    pub why: &'static str,
    /// The word that decided, where one did.
    pub word: Option<Arc<str>>,
}

/// What speaks for a candidate, less what speaks against it: in tenths, so that sums are exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Points(i32);

impl Points {
    /// So many tenths of a point.
    pub const fn tenths(tenths: i32) -> Self {
        Self(tenths)
    }

    /// The points as a number.
    pub fn value(self) -> f64 {
        f64::from(self.0) / 10.0
    }
}

impl Add for Points {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Points {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, tenths) = (self.0.abs() / 10, self.0.abs() % 10);
        f.write_str(if self.0 < 0 { "-" } else { "+" })?;
        whole.fmt(f)?;
        if tenths == 0 { Ok(()) } else { write!(f, ".{tenths}") }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Piece by piece, for every candidate of every mention has some: what is asked for at once takes twice as long.
        self.points.fmt(f)?;
        f.write_str(": ")?;
        f.write_str(self.why)?;
        let Some(word) = &self.word else { return Ok(()) };
        f.write_str(" «")?;
        f.write_str(word)?;
        f.write_str("»")
    }
}

/// A mention and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ResolvedMention {
    /// The mention.
    pub mention: Mention,
    /// Best first; a refused lookalike keeps none.
    pub candidates: Vec<Candidate>,
    /// The place meant; `None` where the candidates leave it open or the name is no place here.
    pub place: Option<Arc<Place>>,
    /// Why there is no place, as a phrase for the user; `None` where there is one.
    pub refusal: Option<Why>,
    /// Whether it only tells near what, or on which side of what, the place named before it lies.
    pub bearing: bool,
}

impl ResolvedMention {
    /// Whether it may mean several places and none was chosen.
    pub fn is_open(&self) -> bool {
        self.place.is_none() && self.candidates.len() > 1
    }
}

/// A mention that may mean several places and is left to the user.
#[derive(Debug, Clone, PartialEq)]
pub struct UnresolvedMention {
    /// The source it stands in.
    pub origin: Arc<Origin>,
    /// The line of the file on which it stands, from 1.
    pub line: u64,
    /// The toponym as written.
    pub toponym: String,
    /// What it may mean, best first; at least two.
    pub candidates: Vec<Candidate>,
    /// Why it is open.
    pub reason: Why,
    /// The sentence it stands in.
    pub sentence: String,
}
