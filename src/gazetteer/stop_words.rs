//! Words that are no name on their own: `tables/stop_words.csv`.

use rustc_hash::FxHashSet;

use crate::text::fold;

/// Words of grammar, and words that texts use for other things than places.
#[derive(Debug)]
pub(super) struct StopWords {
    grammar: FxHashSet<Vec<u8>>,
    ordinary: FxHashSet<Vec<u8>>,
}

impl StopWords {
    /// Those of the built-in table.
    pub(super) fn built_in() -> Self {
        let table = include_str!("../../tables/stop_words.csv");
        let mut words = Self { grammar: FxHashSet::default(), ordinary: FxHashSet::default() };
        for row in csv::Reader::from_reader(table.as_bytes()).records() {
            let row = row.expect("the built-in table is well formed");
            let of = if &row[0] == "stop" { &mut words.grammar } else { &mut words.ordinary };
            of.extend(row[2].split('|').map(|word| fold(word).0));
        }
        words
    }

    /// Whether the folded `word` is one of grammar.
    pub(super) fn is_grammar(&self, word: &[u8]) -> bool {
        self.grammar.contains(word)
    }

    /// Whether it is any of them.
    pub(super) fn has(&self, word: &[u8]) -> bool {
        self.is_grammar(word) || self.ordinary.contains(word)
    }
}
