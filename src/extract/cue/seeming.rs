//! Words with the letters of a cue that are other words: a name, or a noun where the table has a verb.

use crate::extract::lexicon::Hit;
use crate::extract::report::Read;
use crate::text::Gap;

/// After these a word is a name.
const NAMES: [&str; 7] = ["بن", "ابن", "أبو", "أبي", "أبا", "آل", "بنت"];
/// How many words before such a verb those stand.
const WORDS_BEFORE_THAT: usize = 4;
/// After these and «أن» a verb stands: «سبق للتحالف أن داهم».
const BEFORE_THAT: [&str; 8] = ["بعد", "قبل", "منذ", "إلى", "سبق", "لبث", "لبثت", "كان"];

impl Read<'_, '_> {
    /// Whether a word is a part of somebody's name: «مالك بن طوق».
    pub(super) fn is_name(&self, hit: &Hit) -> bool {
        let before = hit.first.checked_sub(1).filter(|_| hit.glued.letters == 0);
        before.is_some_and(|before| {
            NAMES.contains(&self.words.written(before)) && self.words.gap(hit.first) == Gap::SPACE
        })
    }

    /// Whether what looks like an Arabic verb in the past is the noun of the same letters, as the word before it says: «أن ترك
    /// المعتقلين», «على قصف». After «بعد أن» stands a verb.
    pub(super) fn is_verbal_noun(&self, hit: &Hit) -> bool {
        let word = self.words.written(hit.first);
        if !hit.verb || hit.glued.letters > 0 || hit.first < 2 || word.ends_with(['ت', 'ا']) {
            return false;
        }
        let from = hit.first.saturating_sub(WORDS_BEFORE_THAT);
        let verb_after = || {
            (from..hit.first - 1).any(|at| {
                BEFORE_THAT.contains(&self.words.written(at).trim_start_matches(['و', 'ف']))
            })
        };
        let before = self.words.written(hit.first - 1).trim_start_matches('و');
        let past = !word.starts_with(['ي', 'ت', 'ن', 'أ', 'س']) || word.chars().count() == 3;
        past && self.words.gap(hit.first) == Gap::SPACE
            && match before {
                "أن" | "إن" => !verb_after(),
                "على" | "إلى" | "عن" | "دون" | "عدم" => true,
                // «طلبت من المزارعين ترك»: of many who do it the verb is another.
                _ => {
                    word.chars().count() == 3 && before.starts_with("ال") && before.ends_with("ين")
                }
            }
    }
}
