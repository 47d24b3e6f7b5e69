//! By what other names a reader may search the places of events: the words of every name that the table has, folded, but for
//! those that the page shows anyway; and the governorates that they lie in. `web/src/filter.ts` is the other end.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::successors;

use serde::Serialize;

use super::Site;
use super::words::pick;
use crate::model::{Lang, Place, PlaceClass};
use crate::text::{Folded, Words};

/// What is searched of places beside what is shown of them.
#[derive(Debug, Default, Serialize)]
pub(super) struct Names<'a> {
    /// By the id of the place, with spaces between; those of a governorate are all that it has.
    names: BTreeMap<&'a str, String>,
    /// The governorate of each place that lies in one.
    within: BTreeMap<&'a str, &'a str>,
}

impl<'a> Names<'a> {
    /// Those of the places of the events of `site`, on a page in `lang`.
    pub(super) fn of(site: &Site<'a>, lang: Lang) -> Self {
        let by_id: BTreeMap<_, &Place> = site.places.iter().map(|p| (&p.id, &**p)).collect();
        let mut names = Self::default();
        for place in site.events.iter().filter_map(|event| event.location.place.as_deref()) {
            let id = place.id.as_str();
            if names.names.contains_key(id) {
                continue;
            }
            let shown = folded(pick((place.name_en(), place.name_ar()), lang));
            let shown = if is_governorate(place) { vec![] } else { shown };
            names.names.insert(id, words_of(place, &shown));
            let parent =
                |place: &&'a Place| place.parent.as_ref().and_then(|id| by_id.get(id).copied());
            let around = successors(parent(&place), parent).find(|place| is_governorate(place));
            if let Some(around) = around {
                names.within.insert(id, around.id.as_str());
                names.names.entry(around.id.as_str()).or_insert_with(|| words_of(around, &[]));
            }
        }
        names.names.retain(|_, words| !words.is_empty());
        names
    }
}

fn is_governorate(place: &Place) -> bool {
    place.class == PlaceClass::Governorate
}

/// The folded words of the names of `place` without those `shown`. What another word begins with is found by that one.
fn words_of(place: &Place, shown: &[Folded]) -> String {
    let mut all: BTreeSet<Folded> = place.names.all().flat_map(folded).collect();
    all.extend(shown.iter().cloned());
    // In their order the next one begins with a word if any does.
    let nexts = all.iter().skip(1).map(Some).chain([None]);
    let is_begun =
        |word: &Folded, next: Option<&Folded>| next.is_some_and(|next| next.0.starts_with(&word.0));
    let further = (all.iter().zip(nexts))
        .filter(|&(word, next)| !is_begun(word, next) && !shown.contains(word))
        .map(|(word, _)| word.to_string());
    further.collect::<Vec<_>>().join(" ")
}

fn folded(name: &str) -> Vec<Folded> {
    Words::of(name).to_folded()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::sample::Sample;

    #[test]
    fn a_place_brings_the_words_of_its_other_names_once_and_none_that_is_shown() {
        let sample = Sample::new();
        let cases = [(Lang::English, "سجن"), (Lang::Arabic, "prison")];
        for (lang, wanted) in cases {
            let Names { names, within } = Names::of(&sample.site(), lang);
            let words: Vec<_> = names["sample-prison"].split(' ').collect();
            assert!(words.contains(&wanted), "{words:?}");
            for (word, next) in words.iter().zip(&words[1..]) {
                assert!(!next.starts_with(word), "{words:?}");
            }
            for around in within.values() {
                assert!(names.contains_key(around));
            }
        }
    }
}
