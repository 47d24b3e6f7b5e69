//! The spellings of the table, and which are nearest to a name that is in none of them. Nothing is chosen by likeness:
//! it is told to the user.

use std::sync::Arc;

use super::Gazetteer;
use super::index::words_of_name;
use crate::model::{Alike, Place};
use crate::text::has_article;

/// Every name of the table, folded, without articles.
#[derive(Debug)]
pub struct Spellings<'g> {
    all: Vec<Spelling<'g>>,
}

#[derive(Debug)]
struct Spelling<'g> {
    letters: Vec<u8>,
    letters_used: u64,
    name: &'g str,
    place: &'g Arc<Place>,
}

impl<'g> Spellings<'g> {
    /// The spellings of every place of `gazetteer`.
    pub fn new(gazetteer: &'g Gazetteer) -> Self {
        let of_place = |place: &'g Arc<Place>| {
            place.names.all().map(move |name| {
                let letters = letters(name);
                Spelling { letters_used: letters_used(&letters), letters, name, place }
            })
        };
        Self { all: gazetteer.places().iter().flat_map(of_place).collect() }
    }

    /// At most `limit` places with the spelling of each that is nearest to `name`, by distance, then by id. None is
    /// farther than a third of the letters of `name`: what differs more is another name.
    pub fn nearest(&self, name: &str, limit: usize) -> Vec<Alike> {
        let wanted = letters(name);
        let wanted_used = letters_used(&wanted);
        let farthest = wanted.len() / 3;
        let mut alike: Vec<Alike> = Vec::new();
        for spelling in &self.all {
            let at_least = wanted
                .len()
                .abs_diff(spelling.letters.len())
                .max((wanted_used & !spelling.letters_used).count_ones() as usize)
                .max((spelling.letters_used & !wanted_used).count_ones() as usize);
            if at_least > farthest {
                continue;
            }
            let distance = strsim::generic_damerau_levenshtein(&wanted, &spelling.letters);
            if distance > farthest {
                continue;
            }
            // The names of a place stand together.
            match alike.last_mut() {
                Some(last) if last.place.id == spelling.place.id => {
                    if distance < last.distance {
                        *last = spelling.at(distance);
                    }
                }
                _ => alike.push(spelling.at(distance)),
            }
        }
        alike.sort_by(|a, b| a.distance.cmp(&b.distance).then_with(|| a.place.id.cmp(&b.place.id)));
        alike.truncate(limit);
        alike
    }
}

impl Spelling<'_> {
    fn at(&self, distance: usize) -> Alike {
        Alike { place: Arc::clone(self.place), name: self.name.to_owned(), distance }
    }
}

/// The folded letters of a name with a space between its words, its articles left out.
fn letters(name: &str) -> Vec<u8> {
    let words = words_of_name(name);
    let bare = words.iter().map(|word| if has_article(word) { &word[2..] } else { word });
    bare.collect::<Vec<_>>().join(&b' ')
}

/// The set of the letters, a bit each. A letter that only one of two names uses costs an edit, which rules most names
/// out without aligning them; letters that share a bit make the bound lower, never wrong.
fn letters_used(letters: &[u8]) -> u64 {
    letters.iter().fold(0, |used, letter| used | 1 << (letter % 64))
}
