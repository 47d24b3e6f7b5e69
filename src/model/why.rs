//! Why a name, or a report, has no place: a closed set of obstacles, each a phrase whose gaps are filled.
//!
//! The phrases here are English, for files and the terminal; a page has them in its table of texts, in its own language.

use std::fmt;
use std::sync::Arc;

use super::Place;

/// What stands in the way of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the phrases say it")]
pub enum Obstacle {
    Unnamed,
    Uncoded,
    Elsewhere,
    Covered,
    Ambiguous,
    AnyOf,
    ReadAs,
    Otherwise,
    Unsaid,
    Street,
    Outlet,
    QuotedOutlet,
    OutletBefore,
    Company,
    Club,
    ClubBefore,
    Team,
    Person,
    SpokenTo,
    NoName,
    NotListed,
    AmongWords,
    NotInside,
    NotWith,
    Before,
}

impl Obstacle {
    /// All of them.
    pub const ALL: [Self; 25] = [
        Self::Unnamed,
        Self::Uncoded,
        Self::Elsewhere,
        Self::Covered,
        Self::Ambiguous,
        Self::AnyOf,
        Self::ReadAs,
        Self::Otherwise,
        Self::Unsaid,
        Self::Street,
        Self::Outlet,
        Self::QuotedOutlet,
        Self::OutletBefore,
        Self::Company,
        Self::Club,
        Self::ClubBefore,
        Self::Team,
        Self::Person,
        Self::SpokenTo,
        Self::NoName,
        Self::NotListed,
        Self::AmongWords,
        Self::NotInside,
        Self::NotWith,
        Self::Before,
    ];

    /// What it is called in tables of texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unnamed => "unnamed",
            Self::Uncoded => "uncoded",
            Self::Elsewhere => "elsewhere",
            Self::Covered => "covered",
            Self::Ambiguous => "ambiguous",
            Self::AnyOf => "any_of",
            Self::ReadAs => "read_as",
            Self::Otherwise => "otherwise",
            Self::Unsaid => "unsaid",
            Self::Street => "street",
            Self::Outlet => "outlet",
            Self::QuotedOutlet => "quoted_outlet",
            Self::OutletBefore => "outlet_before",
            Self::Company => "company",
            Self::Club => "club",
            Self::ClubBefore => "club_before",
            Self::Team => "team",
            Self::Person => "person",
            Self::SpokenTo => "spoken_to",
            Self::NoName => "no_name",
            Self::NotListed => "not_listed",
            Self::AmongWords => "among_words",
            Self::NotInside => "not_inside",
            Self::NotWith => "not_with",
            Self::Before => "before",
        }
    }

    /// The phrase in English: `{0}` is what fills the first gap.
    pub fn english(self) -> &'static str {
        match self {
            Self::Unnamed => "the source names no place of the table near this",
            Self::Uncoded => "the record gives neither a place nor a coordinate",
            Self::Elsewhere => "it happened in {0}, outside the area of this map",
            Self::Covered => "its sentence is covered, and with it what it says of its place",
            Self::Ambiguous => "{0} may be {1} or {2}",
            Self::AnyOf => "may be any of {0}",
            Self::ReadAs => "read as {0}",
            Self::Otherwise => "near «{1}», {0} is something else",
            Self::Unsaid => "nothing near {0} says that it is the place of that name",
            Self::Street => "{0} is the name of a street",
            Self::Outlet => "{0} after a word for a newspaper or channel is its name",
            Self::QuotedOutlet => {
                "{0} after a word for a newspaper or channel and its quotes is its name"
            }
            Self::OutletBefore => "{0} before a word for media is an outlet's name",
            Self::Company => "{0} after a word for a company is its name",
            Self::Club => "{0} after a word for a club is its name",
            Self::ClubBefore => "{0} before a word for a club is its name",
            Self::Team => "in a text about a match, {0} is a team",
            Self::Person => "{0} after a title or given name is a person's",
            Self::SpokenTo => "{0} after a speaker and «لـ» is who was spoken to",
            Self::NoName => "no name",
            Self::NotListed => "not in the table",
            Self::AmongWords => "a coordinate among other words; give it alone",
            Self::NotInside => "the table has no {0} that lies in {1}",
            Self::NotWith => "the table has {0}, but not with {1}",
            Self::Before => "{0}",
        }
    }
}

/// What fills a gap of a phrase.
#[derive(Debug, Clone, PartialEq)]
pub enum Filling {
    /// Words of the source, as they are.
    Words(String),
    /// A place, by its name.
    Place(Arc<Place>),
    /// Places, by name and class: they may bear the same name.
    Among(Vec<Arc<Place>>),
}

/// Why something has no place: what stood in its way, for each place that bears the name where these differ.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Why(Vec<(Obstacle, Vec<Filling>)>);

impl Why {
    /// One obstacle, and what fills its gaps in their order.
    pub fn of<const N: usize>(obstacle: Obstacle, fillings: [Filling; N]) -> Self {
        Self(vec![(obstacle, fillings.into())])
    }

    /// One obstacle without gaps.
    pub fn only(obstacle: Obstacle) -> Self {
        Self::of(obstacle, [])
    }

    /// The same with the obstacles of `others`.
    pub fn and(mut self, others: impl IntoIterator<Item = Self>) -> Self {
        self.0.extend(others.into_iter().flat_map(|why| why.0));
        self
    }

    /// In the phrases of a language, each gap filled with the words of its filling.
    pub fn told<'p>(
        &self,
        phrase: impl Fn(Obstacle) -> &'p str,
        words: impl Fn(&Filling) -> String,
        between: &str,
    ) -> String {
        let told = |(obstacle, fillings): &(Obstacle, Vec<Filling>)| {
            fill(phrase(*obstacle), &fillings.iter().map(&words).collect::<Vec<_>>())
        };
        self.0.iter().map(told).collect::<Vec<_>>().join(between)
    }
}

/// In English.
impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let classed =
            |place: &Arc<Place>| format!("{} ({})", place.name_en(), place.class.as_str());
        let words = |filling: &Filling| match filling {
            Filling::Words(words) => words.clone(),
            Filling::Place(place) => place.name_en().to_owned(),
            Filling::Among(places) => places.iter().map(classed).collect::<Vec<_>>().join(", "),
        };
        f.write_str(&self.told(Obstacle::english, words, "; "))
    }
}

impl From<&str> for Filling {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

impl From<&Arc<Place>> for Filling {
    fn from(place: &Arc<Place>) -> Self {
        Self::Place(Arc::clone(place))
    }
}

/// `phrase` with its gaps filled, once: what fills one may look like a gap itself.
fn fill(phrase: &str, fillings: &[String]) -> String {
    let mut parts = phrase.split('{');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let gap = part
            .split_once('}')
            .and_then(|(at, rest)| Some((fillings.get(at.parse::<usize>().ok()?)?, rest)));
        match gap {
            Some((words, rest)) => out.extend([words, rest]),
            None => out.extend(["{", part]),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_obstacle_has_a_name_of_its_own_and_is_listed() {
        let names: BTreeSet<&str> = Obstacle::ALL.into_iter().map(Obstacle::as_str).collect();
        assert_eq!(names.len(), Obstacle::Before as usize + 1);
    }

    #[test]
    fn gaps_are_filled_once() {
        let cases = [
            ("{0} may be {1}", &["{1}", "Raqqa"][..], "{1} may be Raqqa"),
            ("{1} then {0}", &["a", "b"], "b then a"),
            ("{2} is no gap here, nor {x} nor {", &["a"], "{2} is no gap here, nor {x} nor {"),
        ];
        for (phrase, fillings, told) in cases {
            let fillings: Vec<_> = fillings.iter().map(|&it| it.to_owned()).collect();
            assert_eq!(fill(phrase, &fillings), told);
        }
    }
}
