//! Which of several occurrences is told in the words of a report: the motorcycle, the blankets, the drones.

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{BuildHasher as _, BuildHasherDefault};

use crate::text::{Script, Words};

/// Of how many occurrences the words are compared, and of how many reports of each: enough where anything can be told.
const MOST_OCCURRENCES: usize = 8;
const MOST_REPORTS: usize = 16;
/// How many letters a word has that says something.
const LETTERS: usize = 4;
/// How many more words the nearest must share than any other.
const TELLING: usize = 2;

/// The index of the occurrence whose reports share words with `sentence` that those of the others do not; `None` where none
/// shares more than all others, there are too many to tell, or one is told in another script alone.
pub(super) fn nearest<'r, R: Iterator<Item = &'r str>>(
    sentence: &str,
    told: impl Iterator<Item = R>,
) -> Option<usize> {
    let own = words(sentence);
    let mut tellers: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    let mut occurrences = 0;
    for (index, sentences) in told.enumerate() {
        if index == MOST_OCCURRENCES {
            return None;
        }
        occurrences = index + 1;
        let sentences: Vec<&str> = sentences.take(MOST_REPORTS).collect();
        // What is told of one in another language alone has no word in common, whichever is meant.
        if !sentences.iter().any(|told| is_arabic(told) == is_arabic(sentence)) {
            return None;
        }
        let of_one: FxHashSet<u64> = sentences.into_iter().flat_map(words).collect();
        for word in of_one.intersection(&own) {
            tellers.entry(*word).or_default().push(index);
        }
    }
    let mut shares = vec![0; occurrences];
    for tellers in tellers.values() {
        if let [only] = tellers[..] {
            shares[only] += 1;
        }
    }
    let (nearest, most) = shares.iter().copied().enumerate().max_by_key(|(_, share)| *share)?;
    let rest = shares.iter().enumerate().filter(|(index, _)| *index != nearest);
    let next = rest.map(|(_, share)| *share).max().unwrap_or(0);
    (most >= next + TELLING).then_some(nearest)
}

/// Whether most words of a sentence are Arabic.
fn is_arabic(sentence: &str) -> bool {
    let words = Words::of(sentence);
    let arabic = words.all().iter().filter(|word| word.script == Script::Arabic).count();
    arabic * 2 > words.len()
}

/// The words of a sentence that say something, as numbers.
fn words(sentence: &str) -> FxHashSet<u64> {
    let words = Words::of(sentence);
    let hasher = BuildHasherDefault::<FxHasher>::default();
    let folded = (0..words.len()).map(|index| words.folded(index));
    folded.filter(|word| word.len() >= LETTERS).map(|word| hasher.hash_one(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_the_one_told_in_the_same_words_is_nearest() {
        let roadside = "A roadside bomb hit a military vehicle in Busayrah, killing two fighters";
        let motorcycle = "A motorcycle bomb killed two fighters in Shuhayl";
        let cases = [
            ("A roadside bomb hit a vehicle in the countryside", Some(0)),
            ("A motorcycle bomb killed two fighters in the countryside", Some(1)),
            ("Two fighters were killed by a bomb", None),
            ("Two fighters were killed by a roadside bomb", None),
            ("", None),
        ];
        let other = "انفجرت عبوة ناسفة في البصيرة";
        let nearest_of = |sentence: &str, told: [&'static str; 2]| {
            nearest(sentence, told.map(|told| [told].into_iter()).into_iter())
        };
        for (sentence, expected) in cases {
            assert_eq!(nearest_of(sentence, [roadside, motorcycle]), expected, "{sentence}");
        }
        assert_eq!(nearest_of("A roadside bomb hit a vehicle", [roadside, other]), None);
        let many = (0..=MOST_OCCURRENCES).map(|_| ["roadside vehicle"].into_iter());
        assert_eq!(nearest("roadside vehicle", many), None, "too many to tell");
    }
}
