//! What is doubtful in how a row tells its place: an id that no place has, a name that is in no table or names another place than the
//! id, a coordinate far from both. Where it happened is not decided here.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Geocoder;
use crate::diagnostic::suggest::{did_you_mean, quote};
use crate::gazetteer::Gazetteer;
use crate::model::{
    Answer, LonLat, Meaning, Place, PlaceCells, PlaceDoubts, PlaceId, PlacePrecision, ToldPlace,
};

/// So far apart may two tables, or two centres of one town, put a place.
const SLACK_M: f64 = 10_000.0;

/// Looks for doubts in rows, whose names come again and again.
#[derive(Debug)]
pub struct Doubter<'g> {
    geocoder: Geocoder<'g>,
    answers: RefCell<FxHashMap<String, Rc<Answer>>>,
}

impl<'g> Doubter<'g> {
    /// Doubts what `gazetteer` does not know.
    pub fn new(gazetteer: &'g Gazetteer) -> Self {
        Self { geocoder: Geocoder::new(gazetteer), answers: RefCell::default() }
    }

    /// What is doubtful in `cells`.
    pub fn doubts(&self, cells: PlaceCells<'_>) -> PlaceDoubts {
        let PlaceCells { told, lonlat, reach_m } = cells;
        let (doubts, places) = match told {
            ToldPlace::Coded { id, name } => self.coded(id, name, lonlat),
            // A table may have lost the place of an earlier build.
            ToldPlace::Earlier(id) => {
                (PlaceDoubts::default(), self.place(id).into_iter().collect())
            }
            ToldPlace::Governorate(name) => (PlaceDoubts::default(), self.governorates(name)),
        };
        let far = lonlat.and_then(|lonlat| self.far(lonlat, reach_m, &places));
        PlaceDoubts { lonlat: far, ..doubts }
    }

    /// What is doubtful in an id and a name that decide, and the place that they mean.
    fn coded(
        &self,
        id: Option<&str>,
        name: Option<&str>,
        lonlat: Option<LonLat>,
    ) -> (PlaceDoubts, Vec<Arc<Place>>) {
        let place = id.and_then(|id| self.place(id));
        let answer = name.map(|name| self.answer(name));
        let named = answer.as_deref().and_then(|answer| match &answer.meaning {
            Meaning::Place(place) => Some(place),
            _ => None,
        });
        let of_name = name.zip(answer.as_deref()).and_then(|(name, answer)| match &place {
            Some(place) => self.another(place, answer),
            None => misspelt(name, answer, named?),
        });
        let doubts = PlaceDoubts {
            id: id.filter(|_| place.is_none()).map(|id| self.unknown(id, name, lonlat)),
            name: of_name,
            lonlat: None,
        };
        (doubts, place.or(named.cloned()).into_iter().collect())
    }

    fn place(&self, id: &str) -> Option<Arc<Place>> {
        self.geocoder.gazetteer.place(&PlaceId::new(id)).cloned()
    }

    /// The governorates called `name`, which alone would be the name of a town.
    fn governorates(&self, name: &str) -> Vec<Arc<Place>> {
        let answer = self.answer(name);
        let places = answer.candidates.iter().map(|candidate| &candidate.place);
        let is_one = |place: &&Arc<Place>| place.class.precision() == PlacePrecision::Governorate;
        places.filter(is_one).cloned().collect()
    }

    /// That `lonlat` lies far from all of `places`, and in none of them. Where there are none, nothing contradicts it.
    fn far(&self, lonlat: LonLat, reach_m: f64, places: &[Arc<Place>]) -> Option<String> {
        let away_m = |place: &Place| place.lonlat.distance_m(lonlat);
        let is_near =
            |place: &Place| away_m(place) <= f64::from(place.radius_m) + reach_m + SLACK_M;
        let nearest = places.iter().min_by(|a, b| away_m(a).total_cmp(&away_m(b)))?;
        if places.iter().any(|place| is_near(place)) {
            return None;
        }
        let gazetteer = self.geocoder.gazetteer;
        let at = gazetteer.place_at(lonlat);
        let is_in =
            |place: &Place| at.is_some_and(|at| at.id == place.id || gazetteer.encloses(place, at));
        let (km, place) = (away_m(nearest) / 1000.0, told(nearest));
        (!places.iter().any(|place| is_in(place)))
            .then(|| format!("lies {km:.0} km from {place}, which the row names; correct one"))
    }

    fn answer(&self, name: &str) -> Rc<Answer> {
        if let Some(known) = self.answers.borrow().get(name) {
            return Rc::clone(known);
        }
        let answer = Rc::new(self.geocoder.answer(name));
        self.answers.borrow_mut().insert(name.to_owned(), Rc::clone(&answer));
        answer
    }

    /// That no place has this id, and what places the row instead.
    fn unknown(&self, id: &str, name: Option<&str>, lonlat: Option<LonLat>) -> String {
        let meant = self.answer(id);
        let hint = if let Meaning::Place(place) = &meant.meaning {
            // Whoever writes a name, well or badly, means the id of that place.
            format!(" (did you mean `{}`?)", place.id)
        } else {
            let ids = self.geocoder.gazetteer.places().iter().map(|place| place.id.as_str());
            did_you_mean(id, ids)
        };
        let instead = match (name, lonlat) {
            (_, Some(_)) => "its coordinate counts",
            (Some(_), None) => "its name counts",
            (None, None) => "it has no place",
        };
        format!("{} is no id of the place table{hint}; {instead} until you correct it", quote(id))
    }

    /// That `answer` is about other places than `place`, where none of them holds it, lies in it or touches it.
    fn another(&self, place: &Place, answer: &Answer) -> Option<String> {
        let related = |other: &Place| {
            let gazetteer = self.geocoder.gazetteer;
            let reach_m = f64::from(place.radius_m) + f64::from(other.radius_m);
            other.id == place.id
                || gazetteer.encloses(other, place)
                || gazetteer.encloses(place, other)
                || other.lonlat.distance_m(place.lonlat) <= reach_m
        };
        let mut others = answer.candidates.iter().map(|candidate| &*candidate.place);
        // A name that is in no table is no word against the id.
        let first = others.next().filter(|first| answer.read_as.is_none() && !related(first))?;
        (!others.any(related)).then(|| {
            format!("names {}, and the id {}, which counts; correct one", told(first), told(place))
        })
    }
}

/// That `name` was read as that of `place`, though it is written otherwise.
fn misspelt(name: &str, answer: &Answer, place: &Place) -> Option<String> {
    answer.read_as.as_ref().map(|_| {
        format!(
            "{} is no name of the place table, and read as {}; correct it, or give a place_id",
            quote(name),
            told(place)
        )
    })
}

fn told(place: &Place) -> String {
    format!("{} (`{}`)", place.name_en(), place.id)
}
