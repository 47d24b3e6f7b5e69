//! Sentences: runs of words up to a stop or the end of a line that ends one.

use std::ops::Range;

use super::words::{Gap, Script, Words};

/// More words than a sentence of news has, by a factor of two. What runs on without a stop is cut here, so that the work on a text grows
/// with its length alone, whatever it is.
const LONGEST_SENTENCE: usize = 150;

/// The sentences of a text as ranges of words, in order, covering every word.
///
/// A stop between digits (14.5), after a single capital letter (U.S.) or inside a word of a web address ends none.
pub(super) fn sentences(words: &Words<'_>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for line in words.lines() {
        let mut start = line.start;
        let stops = words.breaks(start + 1..line.end).filter(|&index| ends_sentence(words, index));
        for end in stops.chain([line.end]) {
            while end - start > LONGEST_SENTENCE {
                out.push(start..start + LONGEST_SENTENCE);
                start += LONGEST_SENTENCE;
            }
            out.push(start..end);
            start = end;
        }
    }
    out
}

/// Letters of the longest abbreviation that numbers follow: Sept.
const LONGEST_ABBREVIATION: usize = 4;

/// Whether a sentence ends before word `index`, inside its line.
pub fn ends_sentence(words: &Words<'_>, index: usize) -> bool {
    let gap = words.gap(index);
    if !gap.has(Gap::STOP) {
        return false;
    }
    let before = words.all()[index - 1];
    let after = words.all()[index];
    let spaced = gap.has(Gap::SPACE) || gap.has(Gap::QUOTE);
    let latin = before.script == Script::Latin && after.script == Script::Latin;
    let number = before.script == Script::Digits && after.script == Script::Digits && !spaced;
    let initial = latin && before.capital && before.span().len() == 1;
    // An abbreviation (approx. 20 km of road) or an address (example.org): no capital follows.
    let goes_on = latin && (!spaced || !after.capital);
    // "Jan. 20", "No. 5": a short word with a capital before digits.
    let abbreviated = before.script == Script::Latin
        && before.capital
        && before.span().len() <= LONGEST_ABBREVIATION
        && after.script == Script::Digits;
    !(number || initial || goes_on || abbreviated)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_at_stops_and_lines_but_not_inside_numbers_and_initials() {
        let cases = [
            ("One two. Three.", 2),
            ("It cost 14.5 in all.", 1),
            ("They fled on Jan. 20, 2022.", 1),
            ("The U.S. forces left.", 1),
            ("عنوان\nنص الخبر. وجملة ثانية؟ وثالثة", 4),
            ("see example.org for more", 1),
            ("ردت القوات بقصف على الجهة\nالتي انطلقت منها القذائف. ثم هدأ القصف", 2),
            ("السجن.وأغلقت الطرق", 2),
        ];
        for (text, expected) in cases {
            assert_eq!(Words::of(text).sentences().len(), expected, "{text}");
        }
    }

    #[test]
    fn what_runs_on_without_a_stop_is_cut() {
        let text = "word ".repeat(3 * LONGEST_SENTENCE + 1);
        let words = Words::of(&text);
        let lengths: Vec<_> = words.sentences().iter().map(Range::len).collect();
        assert_eq!(lengths, [LONGEST_SENTENCE, LONGEST_SENTENCE, LONGEST_SENTENCE, 1]);
    }
}
