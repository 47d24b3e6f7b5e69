//! The gazetteer: which places a toponym may name, and where toponyms stand in a text.
//!
//! It does not choose between the places of one name; see `geocode`.

mod class_words;
mod coordinate;
mod index;
pub mod lint;
mod misspelt;
mod recognise;
mod spellings;
mod stop_words;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::{CoordinateStatus, LonLat, Mention, Place, PlaceClass, PlaceId, PlacePrecision};
use crate::text::Words;

pub use class_words::{ClassWord, ClassWords, Number, Side};
use index::NameIndex;
pub use index::{is_latin_article, words_of_name};
use misspelt::Misspellings;
pub use spellings::Spellings;
use stop_words::StopWords;

/// How many places enclose one at most.
const DEEPEST: usize = 16;

/// The place table and the index of its names.
#[derive(Debug)]
pub struct Gazetteer {
    places: Vec<Arc<Place>>,
    by_id: FxHashMap<PlaceId, usize>,
    /// The place that encloses each.
    parents: Vec<Option<usize>>,
    /// The informal areas that each place encloses.
    areas: FxHashMap<usize, Vec<usize>>,
    class_words: ClassWords,
    index: NameIndex,
    misspellings: Misspellings,
    stop_words: StopWords,
}

impl Gazetteer {
    /// Indexes `places`, whose ids are unique.
    pub fn new(places: Vec<Place>) -> Self {
        let class_words = ClassWords::built_in();
        let places: Vec<_> = places.into_iter().map(Arc::new).collect();
        let by_id: FxHashMap<PlaceId, usize> =
            places.iter().enumerate().map(|(i, place)| (place.id.clone(), i)).collect();
        let parents: Vec<Option<usize>> = places
            .iter()
            .map(|place| place.parent.as_ref().and_then(|id| by_id.get(id).copied()))
            .collect();
        let mut areas: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for (area, parent) in parents.iter().enumerate() {
            if let Some(parent) = parent.filter(|_| places[area].class == PlaceClass::Area) {
                areas.entry(parent).or_default().push(area);
            }
        }
        let index = NameIndex::new(&places, &class_words);
        let misspellings = Misspellings::new(index.names());
        let stop_words = StopWords::built_in();
        Self { places, by_id, parents, areas, class_words, index, misspellings, stop_words }
    }

    /// Whether the folded `word` is one of grammar.
    pub fn is_grammar(&self, word: &[u8]) -> bool {
        self.stop_words.is_grammar(word)
    }

    /// Whether texts use the folded `word` for other things than places.
    pub fn is_ordinary(&self, word: &[u8]) -> bool {
        self.stop_words.has(word)
    }

    /// Every place, in the order of the table.
    pub fn places(&self) -> &[Arc<Place>] {
        &self.places
    }

    /// Whether the folded word `written` is a slip for `name`, as those that [`mentions`](Self::mentions) forgives.
    pub fn is_slip(written: &[u8], name: &[u8]) -> bool {
        misspelt::is_slip(written, name)
    }

    /// The place with this id.
    pub fn place(&self, id: &PlaceId) -> Option<&Arc<Place>> {
        self.by_id.get(id).map(|&i| &self.places[i])
    }

    /// The words that say what a place is.
    pub fn class_words(&self) -> &ClassWords {
        &self.class_words
    }

    /// The names of `place` without the words that say what it is, as [`words_of_name`] folds them: "Alaya" of "Alaya prison".
    pub fn cores(&self, place: &Place) -> Vec<Vec<Vec<u8>>> {
        index::cores(place, &self.class_words)
    }

    /// Every toponym of the table and every coordinate in the text, in order, none overlapping.
    pub fn mentions(&self, words: &Words<'_>) -> Vec<Mention> {
        let mut mentions = recognise::mentions(self, words);
        let coordinates = coordinate::mentions(self, words);
        if !coordinates.is_empty() {
            mentions.extend(coordinates);
            mentions.sort_by_key(|mention| mention.span);
        }
        mentions
    }

    /// The coordinate that `text` gives, if it gives one and nothing else.
    pub fn coordinate(text: &str) -> Option<LonLat> {
        coordinate::parse(text)
    }

    /// The place whose own coordinate is known and lies nearest to `lonlat`, if one lies within `reach_m` metres.
    pub fn nearest(&self, lonlat: LonLat, reach_m: f64) -> Option<&Arc<Place>> {
        let point_like = |place: &&Arc<Place>| {
            place.status != CoordinateStatus::Unverified
                && place.class.precision() <= PlacePrecision::Town
        };
        self.places
            .iter()
            .filter(point_like)
            .map(|place| (place, place.lonlat.distance_m(lonlat)))
            .filter(|(_, distance_m)| *distance_m <= reach_m)
            .min_by(|(a, a_m), (b, b_m)| a_m.total_cmp(b_m).then_with(|| a.id.cmp(&b.id)))
            .map(|(place, _)| place)
    }

    /// The places that enclose `place`, the nearest first.
    pub fn ancestors<'g>(&'g self, place: &Place) -> impl Iterator<Item = &'g Arc<Place>> {
        self.above(place).map(|index| &self.places[index])
    }

    /// The same as indices into the table.
    fn above(&self, place: &Place) -> impl Iterator<Item = usize> {
        let first = place.parent.as_ref().and_then(|id| self.by_id.get(id).copied());
        // The depth is bounded, so that a table with a circle of parents cannot hang.
        std::iter::successors(first, |&index| self.parents[index]).take(DEEPEST)
    }

    /// Whether `outer` is `inner` or encloses it: as an ancestor, or as an informal area of the same parent whose radius
    /// covers its point.
    pub fn encloses(&self, outer: &Place, inner: &Place) -> bool {
        if outer.id == inner.id {
            return true;
        }
        let Some(&index) = self.by_id.get(&outer.id) else { return false };
        let area_of = self.parents[index].filter(|_| covers(outer, inner));
        self.above(inner).any(|above| above == index || Some(above) == area_of)
    }

    /// The ids of all places that enclose `place`, as [`encloses`](Self::encloses) says, and are not it.
    pub fn around(&self, place: &Place) -> Vec<PlaceId> {
        let areas = self.above(place).filter_map(|above| self.areas.get(&above)).flatten().copied();
        let areas = areas.filter(|&area| covers(&self.places[area], place));
        let around = self.above(place).chain(areas).map(|outer| self.places[outer].id.clone());
        let mut around: Vec<PlaceId> = around.filter(|id| *id != place.id).collect();
        around.sort();
        around.dedup();
        around
    }

    /// Whether `lonlat` lies outside the area of the map: in a town or site there, or in a governorate or country there
    /// and near no place of the area but the country. Radii are round, governorates are not.
    pub fn is_elsewhere(&self, lonlat: LonLat) -> bool {
        let near = |place: &Arc<Place>| {
            place.lonlat.distance_m(lonlat) <= f64::from(place.radius_m)
                && place.class.precision() < PlacePrecision::Country
        };
        let covered = || self.places.iter().any(|place| !place.is_elsewhere() && near(place));
        self.place_at(lonlat).is_some_and(|place| {
            place.is_elsewhere() && (place.class.precision() <= PlacePrecision::Town || !covered())
        })
    }

    /// Every place whose radius covers `lonlat`, in the order of the table.
    pub fn reaching(&self, lonlat: LonLat) -> impl Iterator<Item = &Arc<Place>> {
        let reaches =
            move |place: &&Arc<Place>| place.lonlat.distance_m(lonlat) <= f64::from(place.radius_m);
        self.places.iter().filter(reaches)
    }

    /// The place whose point is nearest to `lonlat` among those whose radius covers it; the finest class first.
    pub fn place_at(&self, lonlat: LonLat) -> Option<&Arc<Place>> {
        self.places
            .iter()
            .map(|place| (place, place.lonlat.distance_m(lonlat)))
            .filter(|(place, distance_m)| *distance_m <= f64::from(place.radius_m))
            .min_by(|(a, a_m), (b, b_m)| {
                let fineness = a.class.precision().cmp(&b.class.precision());
                fineness.then(a_m.total_cmp(b_m)).then_with(|| a.id.cmp(&b.id))
            })
            .map(|(place, _)| place)
    }
}

/// Whether `outer` is an informal area, coarser than `inner`, whose radius covers the point of that.
fn covers(outer: &Place, inner: &Place) -> bool {
    outer.class == PlaceClass::Area
        && inner.class.precision() < outer.class.precision()
        && outer.lonlat.distance_m(inner.lonlat) <= f64::from(outer.radius_m)
}
