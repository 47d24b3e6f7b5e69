//! Those whom no table names, known by what happened to them: "an attendant was shot dead", «أصيب متعهدان محليان».

use super::token::{Scan, Token, What};
use super::word::{Counting, Form, Role};
use crate::extract::lexicon::{Hit, Sense};
use crate::model::Measure;
use crate::text::{Gap, Script};

/// How many words before its verb the article of one told by a word of no table may stand.
const WORDS_OF_A_SUBJECT: usize = 5;

impl Scan<'_, '_> {
    /// An English verb up to `end` with the one to whom it was done, where a pronoun tells him: "detained *her* near Baghouz"; not
    /// "detained her brother".
    pub(super) fn with_a_pronoun(&self, end: usize, what: What) -> (usize, What) {
        let What::Word(Counting::Act(measure) | Counting::Done(measure)) = what else {
            return (end, what);
        };
        let done = matches!(
            measure,
            Measure::Killed | Measure::Wounded | Measure::Detained | Measure::Recaptured
        );
        if !done || end >= self.end || self.words.gap(end) != Gap::SPACE {
            return (end, what);
        }
        let ends = |at: usize| {
            let stops = |hit: Hit| {
                let is = |word| matches!(word, Counting::Stop | Counting::In | Counting::And);
                matches!(hit.sense, Sense::Counting(word) if is(word))
            };
            at >= self.end || self.words.gap(at) != Gap::SPACE || self.hits.at(at).any(stops)
        };
        match self.words.folded(end) {
            b"him" => (end + 1, What::Word(Counting::Him(measure))),
            b"her" if ends(end + 1) => (end + 1, What::Word(Counting::Him(measure))),
            _ => (end, what),
        }
    }

    /// Takes the word before the auxiliary at `at` as somebody, where no table has it and what follows happens to people alone:
    /// "a water-point *attendant* was shot dead".
    pub(super) fn subject_of_no_table(&mut self, at: usize) {
        const TRADES: [&str; 8] = ["er", "or", "ant", "ist", "man", "ian", "eer", "ess"];
        let Some(noun) = at.checked_sub(1) else { return };
        // "a water-point attendant"
        let named = |token: &&Token| token.what != What::Nothing || token.end > noun;
        let opens = self.out.iter().rev().find(named).is_some_and(|last| {
            last.what == What::Word(Counting::Indefinite)
                && last.end <= noun
                && last.first + WORDS_OF_A_SUBJECT >= at
        });
        let dead = |at: usize| {
            at < self.end
                && self.hits.at(at).any(|hit| match hit.sense {
                    Sense::Counting(word) => casualty(What::Word(word)).is_some(),
                    _ => false,
                })
        };
        let word = self.words.all()[noun];
        if opens
            && word.script == Script::Latin
            && !word.capital
            && (dead(at) || dead(at + 1) || dead(at + 2))
        {
            let trade = TRADES.iter().any(|end| self.words.written(noun).ends_with(end));
            let role = if trade { Role::Trade } else { Role::Person };
            self.push(noun, at, What::Word(Counting::Person(role, Form::One)));
        }
    }

    /// Whether the Arabic word at `at` is a dual that no table has: «أصيب متعاقدان محليان».
    pub(super) fn is_two_of_no_table(&self, at: usize) -> bool {
        const LETTERS: usize = 6;
        if at >= self.end || self.words.gap(at) != Gap::SPACE || self.hits.at(at).next().is_some() {
            return false;
        }
        let word = self.words.written(at);
        let adjective = at + 1 < self.end && self.words.written(at + 1).ends_with("يان");
        let long = word.chars().count() >= LETTERS;
        word.ends_with("ان") && long && (word.starts_with('م') || adjective)
    }
}

/// What happened to people alone, where `what` tells it.
pub(super) fn casualty(what: What) -> Option<Measure> {
    match what {
        What::Word(Counting::Act(it) | Counting::Done(it)) => {
            matches!(it, Measure::Killed | Measure::Wounded).then_some(it)
        }
        _ => None,
    }
}

/// Whether a side is called a militia, as its enemies do: «ميليشيا قسد», QSD.
pub(super) fn is_a_militia(word: &str) -> bool {
    word.contains("ليشيا") || word.eq_ignore_ascii_case("qsd")
}

/// Whether the vowel that `word` is written with makes it a dual where its letters alone may be a plural: «مدنيَّين», two
/// civilians, and not «مدنيِّين».
pub(super) fn is_marked_dual(word: &str) -> bool {
    const FATHA: char = '\u{64e}';
    let mark = |c: char| ('\u{64b}'..='\u{652}').contains(&c);
    let stem =
        word.trim_end_matches(mark).strip_suffix('ن').map(|word| word.trim_end_matches(mark));
    stem.and_then(|word| word.strip_suffix('ي'))
        .is_some_and(|word| word.chars().rev().take_while(|&c| mark(c)).any(|c| c == FATHA))
}
