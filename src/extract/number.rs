//! Numbers in digits and words: 1,200; ثلاثة وعشرون; نحو 3 آلاف.

use super::lexicon::{Hits, Sense};
use crate::text::{Gap, Script, Words};

/// A number and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: u64,
    pub(super) first: usize,
    /// One past its last word.
    pub(super) end: usize,
}

/// The number that begins at word `first`.
///
/// Words add up («ثلاثة وعشرون», twenty-three), scales multiply («3 آلاف»), and the hundreds come before the tens.
pub(super) fn at(words: &Words<'_>, hits: &Hits, first: usize) -> Option<Number> {
    let (mut total, mut end) = part(words, hits, first)?;
    let mut last = total;
    if let Some((scale, after)) = scale(words, hits, end) {
        total = total.checked_mul(scale)?;
        end = after;
        last = total;
    }
    // «ثلاثمئة وسبعة وعشرون», "twenty-three": a part smaller than the last, or a ten after a one in Arabic.
    while end < words.len() && joined(words, end) {
        let Some((next, after)) = word_part(hits, end) else { break };
        let smaller = next < last && (last % 100 == 0 || (last % 10 == 0 && next < 10));
        let ten_after_one = last < 10 && (10..100).contains(&next) && next % 10 == 0;
        let teen = last < 10 && next == 10;
        if !(smaller || ten_after_one || teen) {
            break;
        }
        total = total.checked_add(next)?;
        last = next;
        end = after;
        // «ثلاثة وعشرون» is whole: no one follows the ten that followed a one.
        if !smaller {
            break;
        }
    }
    Some(Number { value: total, first, end })
}

fn part(words: &Words<'_>, hits: &Hits, first: usize) -> Option<(u64, usize)> {
    if words.all()[first].script == Script::Digits {
        digits(words, first)
    } else {
        word_part(hits, first)
    }
}

fn word_part(hits: &Hits, first: usize) -> Option<(u64, usize)> {
    hits.pick(first, |sense| match sense {
        Sense::Number(value) => Some(value),
        _ => None,
    })
}

fn scale(words: &Words<'_>, hits: &Hits, at: usize) -> Option<(u64, usize)> {
    (at < words.len() && joined(words, at)).then_some(())?;
    hits.pick(at, |sense| match sense {
        Sense::Scale(value) => Some(value),
        _ => None,
    })
}

fn joined(words: &Words<'_>, at: usize) -> bool {
    let gap = words.gap(at);
    gap.joins_a_name() && !gap.has(Gap::LINE) && !gap.has(Gap::BRACKET) && !gap.has(Gap::QUOTE)
}

/// Digits, with their thousands: 6,300. A stop or comma before anything but three digits ends the number, and so does any
/// after a nought, which has no thousands (0.500); the part after a decimal stop is passed over.
fn digits(words: &Words<'_>, first: usize) -> Option<(u64, usize)> {
    let mut value = parse(words.folded(first))?;
    let mut end = first + 1;
    while let Some((group, between)) = digits_after(words, end) {
        let thousands = matches!(between, "," | "،" | "٬" | "." | "٫" | "\u{202f}" | "\u{a0}")
            && group.len() == 3
            && (1..=3).contains(&words.folded(end - 1).len())
            && value > 0;
        if !thousands {
            end += usize::from(matches!(between, "." | "٫"));
            break;
        }
        value = value.checked_mul(1000)?.checked_add(parse(group)?)?;
        end += 1;
    }
    Some((value, end))
}

/// The digits at word `at`, and what stands between them and the word before.
fn digits_after<'w>(words: &'w Words<'_>, at: usize) -> Option<(&'w [u8], &'w str)> {
    let word = words.all().get(at).filter(|word| word.script == Script::Digits)?;
    let before = words.all()[at - 1].span().end;
    Some((words.folded(at), &words.text()[before..word.span().start]))
}

fn parse(folded: &[u8]) -> Option<u64> {
    std::str::from_utf8(folded).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::super::{Kinds, Lexicon};
    use super::*;

    #[test]
    fn decimals_are_no_number_of_their_own() {
        let lexicon = Lexicon::new(&Kinds::built_in());
        for text in ["14.5", "١٤٫٥", "0.500"] {
            let words = Words::of(text);
            let number = at(&words, &lexicon.hits(&words), 0).expect(text);
            assert_eq!(number.end, words.len(), "{text}");
        }
    }

    #[test]
    fn numbers_are_read_in_digits_and_words() {
        let lexicon = Lexicon::new(&Kinds::built_in());
        let cases = [
            ("25 سجينا", Some(25)),
            ("٢٠ شاحنة", Some(20)),
            ("6,300 امرأة", Some(6300)),
            ("1.200 شخص", Some(1200)),
            ("ثلاثة وعشرون قتيلا", Some(23)),
            ("3 آلاف", Some(3000)),
            ("مئة وخمسة وعشرين", Some(125)),
            ("أحد عشر", Some(11)),
            ("لخمسة سجناء", Some(5)),
            ("twenty-three men", Some(23)),
            ("three hundred", Some(300)),
            ("14.5 قتيلا", Some(14)),
            ("one twenty one twenty", Some(21)),
            ("0.500 كيلومتر", Some(0)),
            ("000,000,000", Some(0)),
            ("99999999999999999999999", None),
            ("سجين", None),
        ];
        for (text, expected) in cases {
            let words = Words::of(text);
            let found = at(&words, &lexicon.hits(&words), 0).map(|number| number.value);
            assert_eq!(found, expected, "{text}");
        }
    }
}
