//! Places: the rows of the gazetteer.

use std::fmt;
use std::sync::Arc;

use super::LonLat;

/// The id of a place, kebab-case English: `sinaa-prison`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(Arc<str>);

/// A row of the gazetteer.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The id, unique in the table.
    pub id: PlaceId,
    /// Its names by language.
    pub names: Names,
    /// What it is.
    pub class: PlaceClass,
    /// The place that encloses it.
    pub parent: Option<PlaceId>,
    /// Its point, or its centre where it is an area.
    pub lonlat: LonLat,
    /// Metres around the point inside which the place lies.
    pub radius_m: u32,
    /// How far the coordinate can be trusted.
    pub status: CoordinateStatus,
    /// Its codes in other tables.
    pub codes: Codes,
    /// Whether events are put on the map there.
    pub scope: Scope,
    /// Words of which one must stand near its bare name, if there are any: «العمر» is also "age".
    pub near: Vec<String>,
    /// Words of which none may stand near its name.
    pub not_near: Vec<String>,
    /// Words that make something else of its name beside it, and near it where nothing puts it as a place: «سيارة هجين», a hybrid
    /// car, but not «سيارة في هجين».
    pub not_beside: Vec<String>,
}

/// The names of a place; the first of a language is the one that outputs show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    /// English and other Latin spellings; empty only where `ar` is not.
    pub en: Vec<String>,
    /// Arabic; empty only where `en` is not.
    pub ar: Vec<String>,
    /// Kurdish, in either script.
    pub ku: Vec<String>,
    /// Turkish.
    pub tr: Vec<String>,
}

/// What other tables call a place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Codes {
    /// The OCHA P-code, `SY08` or `C4360`.
    pub pcode: Option<String>,
    /// The GeoNames id.
    pub geonames: Option<String>,
    /// The Wikidata item, `Q311321`.
    pub wikidata: Option<String>,
}

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the words say it")]
pub enum PlaceClass {
    Country,
    Governorate,
    District,
    /// An informal region of the news, such as the eastern countryside of a city.
    Area,
    City,
    Town,
    Village,
    Neighbourhood,
    /// A named spot: a roundabout, a dam, a depot.
    Landmark,
    Prison,
    Camp,
    Base,
    Oilfield,
    Crossing,
}

/// How far the coordinate of a place can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CoordinateStatus {
    /// At least two independent sources agree.
    Verified,
    /// One source gives it.
    SingleSource,
    /// Computed from sourced points and a sourced description.
    Derived,
    /// No source gives it: the point is the parent's, and the radius is meant to cover the place.
    /// Such a place is never drawn as a point.
    Unverified,
}

/// Whether a place belongs to the area of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Scope {
    /// Events are put on the map there.
    #[default]
    Covered,
    /// It is known only so that its name is not mistaken and the names around it are read rightly: what happened there
    /// happened elsewhere.
    Context,
}

/// How finely a place is known; the classes of [`PlaceClass`] in the steps that readers need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlacePrecision {
    /// A coordinate that the source itself gives.
    Coordinates,
    /// A prison, camp, base, field, crossing or landmark.
    Site,
    /// A quarter of a town.
    Neighbourhood,
    /// A city, town or village.
    Town,
    /// A district, or an informal region of like size.
    District,
    /// A governorate.
    Governorate,
    /// A country.
    Country,
}

impl Names {
    /// Every spelling, language by language.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        [&self.en, &self.ar, &self.ku, &self.tr].into_iter().flatten().map(String::as_str)
    }
}

impl Place {
    /// Whether what happened there happened outside the area of the map.
    pub fn is_elsewhere(&self) -> bool {
        self.scope == Scope::Context
    }

    /// The English name that outputs show; the Arabic one where there is none.
    pub fn name_en(&self) -> &str {
        self.names.en.first().or(self.names.ar.first()).map_or(self.id.as_str(), String::as_str)
    }

    /// The Arabic name that outputs show; the English one where there is none.
    pub fn name_ar(&self) -> &str {
        self.names.ar.first().or(self.names.en.first()).map_or(self.id.as_str(), String::as_str)
    }
}

impl PlaceId {
    /// An id from its word.
    pub fn new(word: &str) -> Self {
        Self(word.into())
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PlaceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PlaceClass {
    /// Every class, coarsest first.
    pub const ALL: [Self; 14] = [
        Self::Country,
        Self::Governorate,
        Self::District,
        Self::Area,
        Self::City,
        Self::Town,
        Self::Village,
        Self::Neighbourhood,
        Self::Landmark,
        Self::Prison,
        Self::Camp,
        Self::Base,
        Self::Oilfield,
        Self::Crossing,
    ];

    /// The word in files: `prison`, `governorate`, …
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Governorate => "governorate",
            Self::District => "district",
            Self::Area => "area",
            Self::City => "city",
            Self::Town => "town",
            Self::Village => "village",
            Self::Neighbourhood => "neighbourhood",
            Self::Landmark => "landmark",
            Self::Prison => "prison",
            Self::Camp => "camp",
            Self::Base => "base",
            Self::Oilfield => "oilfield",
            Self::Crossing => "crossing",
        }
    }

    /// Reads the word that [`as_str`](Self::as_str) writes.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.as_str() == word)
    }

    /// How finely an event is known that is known to have happened in a place of this class.
    pub fn precision(self) -> PlacePrecision {
        match self {
            Self::Country => PlacePrecision::Country,
            Self::Governorate => PlacePrecision::Governorate,
            Self::District | Self::Area => PlacePrecision::District,
            Self::City | Self::Town | Self::Village => PlacePrecision::Town,
            Self::Neighbourhood => PlacePrecision::Neighbourhood,
            Self::Landmark
            | Self::Prison
            | Self::Camp
            | Self::Base
            | Self::Oilfield
            | Self::Crossing => PlacePrecision::Site,
        }
    }
}

impl CoordinateStatus {
    /// Every status, best first.
    pub const ALL: [Self; 4] =
        [Self::Verified, Self::SingleSource, Self::Derived, Self::Unverified];

    /// The word in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::SingleSource => "single-source",
            Self::Derived => "derived",
            Self::Unverified => "unverified",
        }
    }

    /// Reads the word that [`as_str`](Self::as_str) writes.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == word)
    }
}

impl Scope {
    /// The scopes that have a word; an empty cell is [`Covered`](Self::Covered).
    pub const WORDS: [&str; 1] = ["context"];

    /// The word in files; `None` for what no word is written for.
    pub fn as_str(self) -> Option<&'static str> {
        match self {
            Self::Covered => None,
            Self::Context => Some("context"),
        }
    }

    /// Reads the word that [`as_str`](Self::as_str) writes.
    pub fn parse(word: &str) -> Option<Self> {
        (word == "context").then_some(Self::Context)
    }
}

impl PlacePrecision {
    /// Every precision, finest first.
    pub const ALL: [Self; 7] = [
        Self::Coordinates,
        Self::Site,
        Self::Neighbourhood,
        Self::Town,
        Self::District,
        Self::Governorate,
        Self::Country,
    ];

    /// The word in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Coordinates => "coordinates",
            Self::Site => "site",
            Self::Neighbourhood => "neighbourhood",
            Self::Town => "town",
            Self::District => "district",
            Self::Governorate => "governorate",
            Self::Country => "country",
        }
    }

    /// Reads the word that [`as_str`](Self::as_str) writes.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.as_str() == word)
    }
}
