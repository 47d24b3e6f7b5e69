//! Names that stand alone: an argument, a line, a cell. There is no sentence around them, so no word of context is
//! missed; what several places are called is answered by what a bare name usually means, or stays open.

use std::cell::OnceCell;
use std::sync::Arc;

use super::Geocoder;
use super::context::Role;
use super::resolve::{self, Setting};
use crate::gazetteer::{Gazetteer, Spellings};
use crate::model::{
    Answer, Candidate, Filling, LonLat, Meaning, Obstacle, Place, PlaceId, Points, Reason,
    ResolvedMention, Why,
};
use crate::text::{Words, fold};

/// How many names like an unknown one are told.
const ALIKE: usize = 5;

/// A coordinate belongs to the nearest place within this distance, as in prose.
const REACH_M: f64 = 10_000.0;

/// How sure an id is: no other candidate stands beside it.
const ITS_ID: Points = Points::tenths(10);

/// Looks up names that stand alone.
#[derive(Debug)]
pub struct Lookup<'g> {
    geocoder: Geocoder<'g>,
    /// Made for the first name that is not known.
    spellings: OnceCell<Spellings<'g>>,
}

impl<'g> Lookup<'g> {
    /// Looks up in `gazetteer`.
    pub fn new(gazetteer: &'g Gazetteer) -> Self {
        Self { geocoder: Geocoder::new(gazetteer), spellings: OnceCell::new() }
    }

    /// What `name` means, as [`Geocoder::answer`] tells; for one that is not known also the names like it.
    pub fn answer(&self, name: &str) -> Answer {
        let mut answer = self.geocoder.answer(name);
        // Where a part of it is known, names like the whole would mislead.
        if answer.meaning == Meaning::Unknown && !self.geocoder.knows_a_part_of(name) {
            let spellings = self.spellings.get_or_init(|| Spellings::new(self.geocoder.gazetteer));
            answer.alike = spellings.nearest(name, ALIKE);
        }
        answer
    }
}

impl Geocoder<'_> {
    /// What `name` means: a name or an id of the table, a name and what it lies in ("Mansura, Raqqa"), or a coordinate.
    pub fn answer(&self, name: &str) -> Answer {
        if let Some(lonlat) = Gazetteer::coordinate(name).or_else(|| pair(name)) {
            return self.at(lonlat);
        }
        let answer = self.named(name);
        match self.gazetteer.place(&PlaceId::new(name.trim())) {
            // A name that is the id of its place too: its namesakes are worth telling.
            Some(place) if answer.meaning == Meaning::Place(place.clone()) => answer,
            Some(place) => by_id(place),
            None => answer,
        }
    }

    fn named(&self, name: &str) -> Answer {
        let capitals = with_capitals(name);
        let words = Words::of(&capitals);
        let mentions = self.gazetteer.mentions(&words);
        let resolved = resolve::resolve(self, &words, mentions, Setting::Alone);
        self.whole(name, &words, &resolved).unwrap_or_else(|why| Answer {
            meaning: Meaning::Unknown,
            candidates: Vec::new(),
            alike: Vec::new(),
            read_as: None,
            note: why.to_string(),
            open: Some(why),
        })
    }

    fn knows_a_part_of(&self, name: &str) -> bool {
        !self.gazetteer.mentions(&Words::of(&with_capitals(name))).is_empty()
    }

    /// The answer if the whole text is a name with what it lies in, the name first or last; otherwise why it is not.
    fn whole(
        &self,
        name: &str,
        words: &Words<'_>,
        resolved: &[ResolvedMention],
    ) -> Result<Answer, Why> {
        let Some(last) = resolved.len().checked_sub(1) else {
            let obstacle = if words.is_empty() { Obstacle::NoName } else { Obstacle::NotListed };
            return Err(Why::only(obstacle));
        };
        if resolved.iter().any(|found| found.mention.lonlat.is_some()) {
            return Err(Why::only(Obstacle::AmongWords));
        }
        let first = self.with_head(name, words, resolved, 0);
        if last == 0 || first.is_ok() {
            return first;
        }
        self.with_head(name, words, resolved, last).or(first)
    }

    /// The answer if mention `head` is the name and the others are what it lies in.
    fn with_head(
        &self,
        name: &str,
        words: &Words<'_>,
        resolved: &[ResolvedMention],
        head: usize,
    ) -> Result<Answer, Why> {
        let found = &resolved[head];
        if found.candidates.is_empty() {
            return Err(found.refusal.clone().unwrap_or_default());
        }
        let outer: Vec<&ResolvedMention> =
            resolved.iter().enumerate().filter(|(at, _)| *at != head).map(|(_, o)| o).collect();
        let mut candidates = found.candidates.clone();
        for outer in &outer {
            candidates.retain(|candidate| self.lies_in(&candidate.place, outer));
            if candidates.is_empty() {
                let [inner, outer] = [found, outer].map(|found| found.mention.span.of(name));
                return Err(Why::of(Obstacle::NotInside, [inner.into(), outer.into()]));
            }
        }
        let mut places = vec![&*candidates[0].place];
        places.extend(outer.iter().flat_map(|o| &o.mention.named).map(|named| &*named.place));
        if let Some(rest) = self.left_over(words, resolved, &places) {
            let part = found.mention.span.of(name);
            let rest = words.all()[rest].span().of(name);
            return Err(Why::of(Obstacle::NotWith, [part.into(), rest.into()]));
        }
        let meaning = match (&found.place, candidates.as_slice()) {
            (Some(place), _) if candidates.iter().any(|c| c.place.id == place.id) => {
                Meaning::Place(place.clone())
            }
            (_, [only]) => Meaning::Place(only.place.clone()),
            _ => Meaning::Open,
        };
        let open = (meaning == Meaning::Open).then(|| any_of(found, &candidates));
        let note = open.as_ref().map_or_else(|| note(found, &meaning, &candidates), Why::to_string);
        let read_as = found.mention.corrected.clone();
        Ok(Answer { meaning, candidates, alike: Vec::new(), read_as, note, open })
    }

    fn lies_in(&self, inner: &Place, outer: &ResolvedMention) -> bool {
        let encloses =
            |place: &Place| place.id != inner.id && self.gazetteer.encloses(place, inner);
        outer.mention.named.iter().any(|named| encloses(&named.place))
    }

    /// A word that is in no name and says something: no class word of one of `places` («مدينة الحسكة»), no article, no
    /// «في» or "of".
    fn left_over(
        &self,
        words: &Words<'_>,
        resolved: &[ResolvedMention],
        places: &[&Place],
    ) -> Option<usize> {
        let says_nothing = |index: usize| {
            let folded = words.folded(index);
            let class_word = self.gazetteer.class_words().at(words, index);
            class_word.is_some_and(|(row, _)| places.iter().any(|place| row.announces(place)))
                || self.context.has(folded, Role::Inside)
                || ["the", "of", "al", "el"].iter().any(|word| fold(word).0 == folded)
        };
        (0..words.len()).find(|index| {
            !resolved.iter().any(|found| found.mention.words.contains(index))
                && !says_nothing(*index)
        })
    }

    fn at(&self, lonlat: LonLat) -> Answer {
        let near = self.gazetteer.nearest(lonlat, REACH_M).cloned();
        let nearest = self.gazetteer.nearest(lonlat, f64::INFINITY);
        let note = nearest.map_or_else(
            || "a coordinate".to_owned(),
            |place| {
                let distance_km = place.lonlat.distance_m(lonlat) / 1000.0;
                format!("a coordinate {distance_km:.1} km from {}", place.name_en())
            },
        );
        let meaning = Meaning::Position { lonlat, near };
        Answer {
            meaning,
            candidates: Vec::new(),
            alike: Vec::new(),
            read_as: None,
            note,
            open: None,
        }
    }
}

fn by_id(place: &Arc<Place>) -> Answer {
    let reasons = vec![Reason { points: ITS_ID, why: "its id", word: None }];
    let candidate = Candidate { place: place.clone(), score: ITS_ID, reasons };
    Answer {
        meaning: Meaning::Place(place.clone()),
        candidates: vec![candidate],
        alike: Vec::new(),
        read_as: None,
        note: "by its id".to_owned(),
        open: None,
    }
}

/// Two numbers with a comma between and nothing else, which in prose may be anything; latitude first, as maps and phones
/// write it.
fn pair(text: &str) -> Option<LonLat> {
    let (lat, lon) = text.split_once([',', '،'])?;
    LonLat::new(lon.trim().parse().ok()?, lat.trim().parse().ok()?).ok()
}

/// `name` with a capital at each word: a Latin name in prose needs one, a name that stands alone does not. Letters keep
/// their places, so that spans in the one are spans in the other.
fn with_capitals(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut inside = false;
    for c in name.chars() {
        let letter = c.is_alphanumeric() || matches!(c, '\'' | '’' | '‘' | '`');
        let mut upper = c.to_uppercase();
        match (upper.next(), upper.next()) {
            (Some(upper), None) if letter && !inside && upper.len_utf8() == c.len_utf8() => {
                out.push(upper);
            }
            _ => out.push(c),
        }
        inside = letter;
    }
    out
}

/// That a name may be any of `candidates`.
fn any_of(found: &ResolvedMention, candidates: &[Candidate]) -> Why {
    let corrected = found.mention.corrected.as_deref();
    let read_as = corrected.map(|name| Why::of(Obstacle::ReadAs, [name.into()]));
    let places = candidates.iter().map(|candidate| Arc::clone(&candidate.place)).collect();
    read_as.unwrap_or_default().and([Why::of(Obstacle::AnyOf, [Filling::Among(places)])])
}

fn note(found: &ResolvedMention, meaning: &Meaning, candidates: &[Candidate]) -> String {
    let corrected = found.mention.corrected.as_ref().map(|name| format!("read as {name}; "));
    let described = |place: &Place| format!("{} ({})", place.name_en(), place.class.as_str());
    let others = |chosen: Option<&PlaceId>| {
        let others = candidates.iter().filter(|c| Some(&c.place.id) != chosen);
        others.map(|c| described(&c.place)).collect::<Vec<_>>().join(", ")
    };
    let told = match meaning {
        Meaning::Place(place) if candidates.len() > 1 => {
            format!("likelier than {}", others(Some(&place.id)))
        }
        _ => "the only place of that name".to_owned(),
    };
    corrected.unwrap_or_default() + &told
}
