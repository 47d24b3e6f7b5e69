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
}

use Obstacle as O;

/// What each is called in tables of texts, and its phrase: `{0}` is what fills the first gap.
const PHRASES: [(Obstacle, &str, &str); 24] = [
    (O::Unnamed, "unnamed", "the source names no place of the table near this"),
    (O::Uncoded, "uncoded", "the record gives neither a place nor a coordinate"),
    (O::Elsewhere, "elsewhere", "it happened in {0}, outside the area of this map"),
    (O::Covered, "covered", "its sentence is covered, and with it what it says of its place"),
    (O::Ambiguous, "ambiguous", "{0} may be {1} or {2}"),
    (O::AnyOf, "any_of", "may be any of {0}"),
    (O::ReadAs, "read_as", "read as {0}"),
    (O::Otherwise, "otherwise", "near «{1}», {0} is something else"),
    (O::Unsaid, "unsaid", "nothing near {0} says that it is the place of that name"),
    (O::Street, "street", "{0} is the name of a street"),
    (O::Outlet, "outlet", "{0} after a word for a newspaper or channel is its name"),
    (
        O::QuotedOutlet,
        "quoted_outlet",
        "{0} after a word for a newspaper or channel and its quotes is its name",
    ),
    (O::OutletBefore, "outlet_before", "{0} before a word for media is an outlet's name"),
    (O::Company, "company", "{0} after a word for a company is its name"),
    (O::Club, "club", "{0} after a word for a club is its name"),
    (O::ClubBefore, "club_before", "{0} before a word for a club is its name"),
    (O::Team, "team", "in a text about a match, {0} is a team"),
    (O::Person, "person", "{0} after a title or given name is a person's"),
    (O::SpokenTo, "spoken_to", "{0} after a speaker and «لـ» is who was spoken to"),
    (O::NoName, "no_name", "no name"),
    (O::NotListed, "not_listed", "not in the table"),
    (O::AmongWords, "among_words", "a coordinate among other words; give it alone"),
    (O::NotInside, "not_inside", "the table has no {0} that lies in {1}"),
    (O::NotWith, "not_with", "the table has {0}, but not with {1}"),
];

impl Obstacle {
    /// All of them.
    pub const ALL: [Self; PHRASES.len()] = {
        let mut all = [O::Unnamed; PHRASES.len()];
        let mut at = 0;
        while at < all.len() {
            all[at] = PHRASES[at].0;
            at += 1;
        }
        all
    };

    /// What it is called in tables of texts.
    pub fn as_str(self) -> &'static str {
        self.row().1
    }

    /// The phrase in English.
    pub fn english(self) -> &'static str {
        self.row().2
    }

    fn row(self) -> (Self, &'static str, &'static str) {
        let row = PHRASES.into_iter().find(|(obstacle, ..)| *obstacle == self);
        row.expect("a test holds that each has its phrase")
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
    use super::*;

    #[test]
    fn each_obstacle_has_one_phrase_and_a_name_of_its_own() {
        for obstacle in Obstacle::ALL {
            let rows = PHRASES.iter().filter(|row| row.0 == obstacle || row.1 == obstacle.as_str());
            assert_eq!(rows.count(), 1, "{obstacle:?}");
        }
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
