//! The text of a source as folded words.
//!
//! One folding serves tables and sources alike: hamza forms, vowel marks, digits of every script, Latin diacritics
//! and transliterations fall together, so that a name in a table meets every way of writing it. A word keeps its
//! span, so that whatever is found points into the text as written. What the words mean is not known here.

mod alphabet;
mod clitic;
mod fold;
mod forms;
mod language;
mod lines;
mod sentence;
mod stems;
mod words;

pub use alphabet::Alphabet;
pub use clitic::{Clitic, clitics, goes_with_a_verb, has_article, stem, without_ending};
pub use fold::{Folded, fold};
pub use forms::{fault_of, forms, future_forms};
pub use language::language;
pub use sentence::ends_sentence;
pub use stems::{Passed, Stem, Stems};
pub use words::{Gap, Script, Word, Words};
