//! The index of names: from the folded stem of a first word to the names that begin with it.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::class_words::{ClassWords, Number, Side};
use crate::model::{Place, PlacePrecision};
use crate::text::{Passed, Script, Stem, Stems, Words, has_article};

/// A name of one or more places.
#[derive(Debug)]
pub(super) struct Name {
    /// Folded words, Latin articles left out.
    pub(super) words: Vec<Vec<u8>>,
    /// Whether the first word is written with the article ال.
    pub(super) article: bool,
    /// How the name stands for its places; empty for the name of something that is no place.
    pub(super) places: Vec<(usize, Form)>,
    /// How many letters it has, to prefer the longer of two.
    pub(super) letters: usize,
}

/// How a name stands for a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// With its class word: «سجن غويران».
    Full,
    /// Without, as the table writes it: «كونيكو».
    Bare,
    /// What is left of a full name; counts only where a class word of the place vouches for it: «سجني *الصناعة* والشدادي».
    Core,
}

/// Names by the stem of their first word.
#[derive(Debug)]
pub(super) struct NameIndex {
    names: Vec<Name>,
    by_stem: FxHashMap<Stem, Vec<u32>>,
    stems: Stems,
}

impl NameIndex {
    pub(super) fn new(places: &[Arc<Place>], class_words: &ClassWords) -> Self {
        let (names, by_stem) = (Vec::new(), FxHashMap::default());
        let mut index = Self { names, by_stem, stems: Stems::default() };
        let mut by_words: FxHashMap<(Vec<Vec<u8>>, bool), usize> = FxHashMap::default();
        for (place_index, place) in places.iter().enumerate() {
            let names: Vec<Vec<Vec<u8>>> = place.names.all().map(words_of_name).collect();
            for (name, words) in place.names.all().zip(&names) {
                // «دويلة الهول» holds «الهول», so it says more than the bare name.
                let longer = names.iter().any(|other| holds(words, other));
                for (words, form) in forms(name, words, longer, place, class_words) {
                    index.add(&mut by_words, words, Some((place_index, form)));
                }
            }
        }
        for phrase in not_places() {
            index.add(&mut by_words, words_of_name(&phrase), None);
        }
        for ids in index.by_stem.values_mut() {
            // Longest first; the order of the table breaks ties.
            ids.sort_by_key(|&id| {
                let name = &index.names[id as usize];
                (std::cmp::Reverse((name.words.len(), name.letters)), id)
            });
        }
        let firsts = index.names.iter().map(|name| name.words[0].as_slice());
        let stems: Vec<&[u8]> = firsts.chain(class_words.folded()).collect();
        index.stems = Stems::of(stems.into_iter());
        index
    }

    fn add(
        &mut self,
        by_words: &mut FxHashMap<(Vec<Vec<u8>>, bool), usize>,
        mut words: Vec<Vec<u8>>,
        meaning: Option<(usize, Form)>,
    ) {
        let Some(first) = words.first_mut() else { return };
        let article = has_article(first);
        if article {
            first.drain(..2);
        }
        let stem = Stem::of(&words[0]);
        let next = self.names.len();
        let id = *by_words.entry((words.clone(), article)).or_insert(next);
        if id == next {
            let letters = words.iter().map(Vec::len).sum();
            self.names.push(Name { words, article, places: Vec::new(), letters });
            let id = u32::try_from(id).expect("fewer than 2^32 names");
            self.by_stem.entry(stem).or_default().push(id);
        }
        let Some((place, form)) = meaning else { return };
        let known = &mut self.names[id].places;
        match known.iter_mut().find(|(other, _)| *other == place) {
            Some((_, old)) => *old = form.min(*old),
            None => known.push((place, form)),
        }
    }

    /// Every name.
    pub(super) fn names(&self) -> &[Name] {
        &self.names
    }

    /// The stems of word `index` that may be a class word or the first word of a name.
    pub(super) fn pass(&self, words: &Words<'_>, index: usize) -> Passed {
        self.stems.pass_at(words, index)
    }

    /// The names that begin with a word of this stem, longest first.
    pub(super) fn beginning_with(&self, stem: Stem) -> impl Iterator<Item = &Name> {
        self.by_stem.get(&stem).into_iter().flatten().map(|&id| &self.names[id as usize])
    }
}

/// Names of media, companies and persons that hold the name of a place, from `tables/not_places.csv`.
fn not_places() -> Vec<String> {
    let mut rows = csv::Reader::from_reader(include_str!("../../tables/not_places.csv").as_bytes());
    rows.records()
        .map(|row| row.expect("the built-in table is well formed"))
        .flat_map(|row| row[2].split('|').map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// The folded words of a name, Latin articles left out.
pub fn words_of_name(name: &str) -> Vec<Vec<u8>> {
    let words = Words::of(name);
    (0..words.len())
        .filter(|&i| words.len() == 1 || !is_latin_article(&words, i))
        .map(|i| words.folded(i).to_vec())
        .collect()
}

/// Whether `name` holds `other`, which is shorter, word for word.
fn holds(name: &[Vec<u8>], other: &[Vec<u8>]) -> bool {
    !other.is_empty()
        && other.len() < name.len()
        && name.windows(other.len()).any(|part| part == other)
}

/// The names of `place` without the words that say what it is: "Alaya" of "Alaya prison".
pub(super) fn cores(place: &Place, class_words: &ClassWords) -> Vec<Vec<Vec<u8>>> {
    let forms = place
        .names
        .all()
        .flat_map(|name| forms(name, &words_of_name(name), false, place, class_words));
    let mut cores: Vec<Vec<Vec<u8>>> =
        forms.filter(|(_, form)| *form == Form::Core).map(|(words, _)| words).collect();
    cores.sort();
    cores.dedup();
    cores
}

/// The forms under which `name` of `place` may stand in a text; `longer` says that it holds another name of the place.
fn forms(
    name: &str,
    folded: &[Vec<u8>],
    longer: bool,
    place: &Place,
    class_words: &ClassWords,
) -> Vec<(Vec<Vec<u8>>, Form)> {
    let words = Words::of(name);
    if folded.iter().map(Vec::len).sum::<usize>() < 2 {
        return Vec::new();
    }
    let arabic = words.all().first().is_some_and(|word| word.script == Script::Arabic);
    let class_word = |word: &Vec<u8>| {
        class_words.get(word).filter(|row| row.number == Number::One && row.announces(place))
    };
    let first = || folded.split_first().filter(|(first, _)| class_word(first).is_some());
    let core = if arabic {
        first().map(|(_, rest)| rest)
    } else {
        let before = first()
            .filter(|(first, _)| class_word(first).is_some_and(|row| row.side == Side::Before));
        before.map(|(_, rest)| rest).or_else(|| {
            let (last, rest) = folded.split_last()?;
            let row = class_word(last)?;
            let kept = rest.iter().rposition(|word| !row.allows_between(word))?;
            Some(&rest[..=kept])
        })
    };
    let site = place.class.precision() == PlacePrecision::Site;
    match core {
        Some(core) if core.iter().map(Vec::len).sum::<usize>() >= 3 => {
            vec![(core.to_vec(), Form::Core), (folded.to_vec(), Form::Full)]
        }
        Some(_) => vec![(folded.to_vec(), Form::Full)],
        None if longer || (site && folded.len() > 2) => vec![(folded.to_vec(), Form::Full)],
        None => vec![(folded.to_vec(), Form::Bare)],
    }
}

/// Whether a Latin word is the Arabic article in one of its assimilated forms (al-, ash-, ez-).
pub fn is_latin_article(words: &Words<'_>, index: usize) -> bool {
    let folded = words.folded(index);
    let sounds_so = matches!(
        folded,
        [b'a' | b'e', b'l' | b'r' | b's' | b'n' | b'z' | b'd' | b't' | b'c']
            | [b'a' | b'e', b't' | b'd', b'h']
    );
    // «Ain», «Ayed» and "all" fold to what an article does, but only sh is two letters for one.
    let letters = folded.len() + usize::from(folded.ends_with(b"c"));
    sounds_so && words.written(index).chars().count() <= letters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn articles_are_no_words_of_a_name_and_what_sounds_like_one_is() {
        let cases = [
            ("Ras al-Ain", "Ras Ain"),
            ("Ain Issa", "Ain Issa"),
            ("Ash Shaddadi", "Shaddadi"),
            ("Deir ez-Zor", "Deir Zor"),
            ("Ayed prison", "Ayed prison"),
            ("aş-Şaddādī", "Şaddādī"),
        ];
        for (name, expected) in cases {
            let expected: Vec<_> = expected.split(' ').map(|word| fold(word).0).collect();
            assert_eq!(words_of_name(name), expected, "{name}");
        }
    }
}
