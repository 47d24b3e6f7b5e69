//! What is doubtful in how a row tells its place: an id that no place has, a name that is in no table or names another place than the
//! id, a coordinate far from both. Where it happened is not decided here.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Geocoder;
use super::alone::REACH_M;
use crate::diagnostic::suggest::{did_you_mean, quote};
use crate::gazetteer::Gazetteer;
use crate::model::{Answer, LonLat, Meaning, Place, PlaceCells, PlaceDoubts, PlaceId};

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
        let PlaceCells { id, name, lonlat } = cells;
        let gazetteer = self.geocoder.gazetteer;
        let place = id.and_then(|id| gazetteer.place(&PlaceId::new(id)));
        let answer = name.map(|name| self.answer(name));
        let named = answer.as_deref().and_then(|answer| match &answer.meaning {
            Meaning::Place(place) => Some(place),
            _ => None,
        });
        let of_name = name.zip(answer.as_deref()).and_then(|(name, answer)| match place {
            Some(place) => self.another(place, answer),
            None => misspelt(name, answer, named?),
        });
        PlaceDoubts {
            id: id.filter(|_| place.is_none()).map(|id| self.unknown(id, name, lonlat)),
            name: of_name,
            lonlat: lonlat.zip(place.or(named)).and_then(|(lonlat, place)| far(lonlat, place)),
        }
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

/// That `lonlat` is far from `place`.
fn far(lonlat: LonLat, place: &Arc<Place>) -> Option<String> {
    let distance_m = lonlat.distance_m(place.lonlat);
    (distance_m > f64::from(place.radius_m) + REACH_M).then(|| {
        format!(
            "lies {:.0} km from {}, which the row names; correct one",
            distance_m / 1000.0,
            told(place)
        )
    })
}

fn told(place: &Place) -> String {
    format!("{} (`{}`)", place.name_en(), place.id)
}
