//! Words that say what a place is: سجن, محافظة, camp, province. The rows are in `tables/class_words.csv`.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::model::{Place, PlaceClass, PlacePrecision};
use crate::text::{Script, Stems, Words, clitics, fold};

/// The table, by folded word.
#[derive(Debug)]
pub struct ClassWords {
    rows: FxHashMap<Vec<u8>, ClassWord>,
    stems: Stems,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassWord {
    /// The word as the table writes it.
    pub word: Arc<str>,
    /// On which side of the name it stands.
    pub side: Side,
    /// Whether it may serve several names: «قاعدتي العمر وكونيكو».
    pub number: Number,
    /// The classes of place that it announces.
    pub classes: Arc<[PlaceClass]>,
    /// Folded words that may stand between it and the name: "Conoco *gas* field".
    modifiers: Vec<Vec<u8>>,
}

/// Where a class word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Before the name: سجن الصناعة, girtîgeha Sinaa.
    Before,
    /// After it: Sina'a prison, Hol Kampı; in English also before it with "of".
    After,
}

/// How many names a class word serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// One.
    One,
    /// Two or more: a dual or plural.
    Many,
}

impl ClassWords {
    /// The table that the program carries.
    ///
    /// # Panics
    /// Never; a test reads the table.
    pub fn built_in() -> Self {
        let mut rows: FxHashMap<Vec<u8>, ClassWord> = FxHashMap::default();
        let mut reader =
            csv::Reader::from_reader(include_str!("../../tables/class_words.csv").as_bytes());
        for row in reader.records() {
            let row = row.expect("the built-in table is well formed");
            let classes = row[4].split('|').map(|word| PlaceClass::parse(word).expect("a class"));
            let modifiers = row[5].split('|').filter(|word| !word.is_empty());
            let class_word = ClassWord {
                word: row[1].into(),
                side: if &row[2] == "before" { Side::Before } else { Side::After },
                number: if &row[3] == "many" { Number::Many } else { Number::One },
                classes: classes.collect(),
                modifiers: modifiers.map(|word| fold(word).0).collect(),
            };
            let folded = fold(&row[1]).0;
            rows.insert(folded, class_word);
        }
        let stems = Stems::of(rows.keys().map(Vec::as_slice));
        Self { rows, stems }
    }

    /// Every class word, folded.
    pub(super) fn folded(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        self.rows.keys().map(Vec::as_slice)
    }

    /// The row of a folded word.
    pub fn get(&self, folded: &[u8]) -> Option<&ClassWord> {
        self.rows.get(folded)
    }

    /// The class word at `index` of `words`, with any glued conjunction and preposition («بسجن», «وفي ريف») taken off,
    /// and how many letters those are.
    pub fn at(&self, words: &Words<'_>, index: usize) -> Option<(&ClassWord, usize)> {
        let passed = self.stems.pass_at(words, index);
        if passed.is_empty() {
            return None;
        }
        let folded = words.folded(index);
        if words.all()[index].script != Script::Arabic {
            return self.get(folded).map(|row| (row, 0));
        }
        clitics(folded)
            .filter(|clitic| !clitic.article && passed.has(*clitic))
            .find_map(|clitic| Some((self.get(clitic.off(folded))?, clitic.letters.into())))
    }
}

impl ClassWord {
    /// Whether it announces a place like this one.
    pub fn announces(&self, place: &Place) -> bool {
        self.classes.contains(&place.class)
    }

    /// Whether it announces sites, whose names keep their class word.
    pub fn of_sites(&self) -> bool {
        self.classes.iter().all(|class| class.precision() == PlacePrecision::Site)
    }

    /// Whether it is a plural that tells of more than two: «سجون», not «سجني», whose names are told one by one.
    pub fn is_plural(&self) -> bool {
        self.number == Number::Many && !self.word.ends_with(['ي', 'ا'])
    }

    /// Whether `folded` may stand between it and the name.
    pub fn allows_between(&self, folded: &[u8]) -> bool {
        self.modifiers.iter().any(|modifier| modifier == folded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_word_is_known_under_glued_prepositions() {
        let table = ClassWords::built_in();
        for (text, class) in [
            ("بسجن", PlaceClass::Prison),
            ("ومخيم", PlaceClass::Camp),
            ("لمحافظة", PlaceClass::Governorate),
        ] {
            let words = Words::of(text);
            let (row, letters) = table.at(&words, 0).expect(text);
            assert_eq!((row.classes[0], letters), (class, 1), "{text}");
        }
        assert!(table.at(&Words::of("سجين"), 0).is_none());
    }
}
