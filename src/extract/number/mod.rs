//! Numbers in digits and words, with how exact they are said to be: 1,200; ثلاثة وعشرون; نحو 3 آلاف; between 20 and 25.
//!
//! What is counted is not known here; see `count`.

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

/// A number with its bounds, as the words around it give them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quantity {
    pub(super) low: Option<u64>,
    pub(super) best: Option<u64>,
    pub(super) high: Option<u64>,
    /// Its first word, a qualifier among them: «نحو», at least.
    pub(super) first: usize,
    /// The first word of the number itself.
    pub(super) number: usize,
    /// One past its last word.
    pub(super) end: usize,
    /// Whether the words tell only its magnitude, so that it is no number to write down: hundreds.
    pub(super) vague: bool,
}

impl Quantity {
    /// Exactly `value`, said by the words from `first` to before `end`.
    pub(super) fn exactly(value: u64, first: usize, end: usize) -> Self {
        let value = Some(value);
        Self { low: value, best: value, high: value, first, number: first, end, vague: false }
    }

    /// So many or so, said by the words from `first` to before `end`, which give no number.
    pub(super) fn vague(magnitude: u64, first: usize, end: usize) -> Self {
        Self { vague: true, ..Self::exactly(magnitude, first, end) }
    }

    /// The number told, or the bound that is.
    pub(super) fn told(&self) -> u64 {
        self.best.or(self.low).or(self.high).unwrap_or(0)
    }

    /// The same number as `bound` says it.
    pub(super) fn bounded(self, bound: Bound) -> Self {
        let value = Some(self.told());
        let (low, best, high) = match bound {
            Bound::About => (None, value, None),
            Bound::AtLeast => (value, None, None),
            Bound::AtMost => (None, None, value),
        };
        Self { low, best, high, ..self }
    }
}

/// How exact a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    About,
    AtLeast,
    AtMost,
}

/// What ties the two ends of a range: between 20 *and* 25, 20 *to* 25, three *or* four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Tie {
    And,
    To,
    Or,
}

impl Tie {
    /// Reads the word of the table.
    pub(super) fn parse(word: &str) -> Option<Self> {
        [("and", Self::And), ("to", Self::To), ("or", Self::Or)]
            .into_iter()
            .find(|(name, _)| *name == word)
            .map(|(_, tie)| tie)
    }
}

/// The quantity that begins at word `first`, all of it before word `limit`.
pub(super) fn quantity(
    words: &Words<'_>,
    hits: &Hits,
    first: usize,
    limit: usize,
) -> Option<Quantity> {
    let (bound, mut start) = bound_before(words, hits, first);
    if start + 1 < limit
        && is_article(words, start)
        && words.all()[start + 1].script == Script::Digits
    {
        start += 1;
    }
    let opened = hits.pick(start, |sense| match sense {
        Sense::SpanOpens(tie) => Some(tie),
        _ => None,
    });
    let opened = opened
        .and_then(|(tie, after)| range(words, hits, after, limit, Some(tie)))
        .or_else(|| range(words, hits, start, limit, None));
    let mut out = if let Some(range) = opened {
        Quantity { first, ..range }
    } else {
        let number = at(words, hits, start).filter(|number| number.end <= limit)?;
        Quantity { first, number: start, ..Quantity::exactly(number.value, first, number.end) }
    };
    if let Some(bound) = bound {
        out = out.bounded(bound);
    }
    if let Some((bound, end)) = bound_after(words, hits, out.end, limit) {
        out = Quantity { end, ..out.bounded(bound) };
    }
    Some(out)
}

/// The words that say how exact the number after them is, and where it begins.
fn bound_before(words: &Words<'_>, hits: &Hits, first: usize) -> (Option<Bound>, usize) {
    let mut bound = None;
    let mut at = first;
    // «ما لا يقل عن نحو»: the first of two says more.
    for _ in 0..2 {
        let Some((found, end)) = hits.pick(at, as_bound) else { break };
        if end >= words.len() || !(words.gap(end).joins_a_name() || words.gap(end).is_empty()) {
            break;
        }
        bound = bound.or(Some(found));
        at = end;
    }
    (bound, at)
}

/// Those of the English words for about that stand after their number, too; in Arabic «تقريباً» does.
const AFTER: [&[u8]; 3] = [b"or", b"approximately", b"roughly"];

/// The words after a number that say how exact it is, and where they end: «على الأقل», or more.
pub(super) fn bound_after(
    words: &Words<'_>,
    hits: &Hits,
    at: usize,
    limit: usize,
) -> Option<(Bound, usize)> {
    (at < limit && joined(words, at)).then_some(())?;
    let (bound, end) = hits.pick(at, as_bound).filter(|(_, end)| *end <= limit)?;
    // «ثلاثة صواريخ نحو القاعدة», "three rockets around noon": towards, near.
    let stands_after = words.written(at).starts_with("تقريب") || AFTER.contains(&words.folded(at));
    if bound == Bound::About && !stands_after {
        return None;
    }
    // "over 20" after a number belongs to the next one.
    let next = end < limit && at_number(words, hits, end);
    (!next).then_some((bound, end))
}

fn as_bound(sense: Sense) -> Option<Bound> {
    match sense {
        Sense::About => Some(Bound::About),
        Sense::AtLeast => Some(Bound::AtLeast),
        Sense::AtMost => Some(Bound::AtMost),
        _ => None,
    }
}

fn at_number(words: &Words<'_>, hits: &Hits, index: usize) -> bool {
    at(words, hits, index).is_some()
}

/// A range that begins with the number at `first`: «20-25», "20 to 25"; after `opened`, «بين 20 و25».
fn range(
    words: &Words<'_>,
    hits: &Hits,
    first: usize,
    limit: usize,
    opened: Option<Tie>,
) -> Option<Quantity> {
    (first < limit).then_some(())?;
    let low = at(words, hits, first)?;
    let next = low.end;
    (next < limit).then_some(())?;
    let dash = words.gap(next).has(Gap::HYPHEN) && words.all()[next].script == Script::Digits;
    let glued = opened == Some(Tie::And) && has_conjunction(words, next);
    let second = if dash || (glued && words.all()[next].script == Script::Arabic) {
        at(words, hits, next)
    } else {
        None
    };
    // «و» before digits is a word of its own.
    let alone = opened == Some(Tie::And) && is_conjunction(words, next) && next + 1 < limit;
    let second = second.or_else(|| alone.then(|| at(words, hits, next + 1))?);
    let second = second.or_else(|| {
        let (tie, after) = hits.pick(next, |sense| match sense {
            Sense::SpanCloses(tie) => Some(tie),
            _ => None,
        })?;
        let fits = opened.map_or(tie != Tie::And, |opened| opened == tie);
        (fits && after < limit).then(|| at(words, hits, after))?
    })?;
    (second.value > low.value && second.end <= limit).then_some(Quantity {
        low: Some(low.value),
        best: None,
        high: Some(second.value),
        first,
        number: first,
        end: second.end,
        vague: false,
    })
}

/// The number that begins at word `first`.
///
/// Words add up («ثلاثة وعشرون», twenty-three), scales multiply («3 آلاف», two dozen), and the hundreds come before the tens.
pub(super) fn at(words: &Words<'_>, hits: &Hits, first: usize) -> Option<Number> {
    (first < words.len()).then_some(())?;
    let part = part(words, hits, first)?;
    let (mut total, mut end) = (part.value, part.end);
    let mut last = total;
    // «ثلاث مئة», "three hundred thousand".
    while let Some((scale, after)) = multiplier(words, hits, end, last) {
        let thousandths = if last == part.value { part.thousandths } else { 0 };
        total = total.checked_mul(scale)?.checked_add(thousandths * scale / 1000)?;
        last = total;
        end = after;
    }
    // «ثلاثمئة وسبعة وعشرون», "twenty-three": a part smaller than the last, or a ten after a one in Arabic.
    while let Some((next, after)) = addend(words, hits, end, last) {
        total = total.checked_add(next)?;
        let whole = last < 10;
        last = next;
        end = after;
        // «ثلاثة وعشرون» is whole: no one follows the ten that followed a one.
        if whole {
            break;
        }
    }
    // «مئة وعشرون ألفا»: what was added up so far is multiplied.
    if total < 1000
        && let Some((scale, after)) = multiplier(words, hits, end, total)
    {
        total = total.checked_mul(scale)?;
        end = after;
    }
    Some(Number { value: total, first, end })
}

struct Part {
    value: u64,
    /// What digits after a decimal point add to it: 2.5 thousand.
    thousandths: u64,
    end: usize,
}

fn part(words: &Words<'_>, hits: &Hits, first: usize) -> Option<Part> {
    if words.all()[first].script == Script::Digits {
        return digits(words, first);
    }
    if let Some((value, end)) = hits.pick(first, number) {
        return Some(Part { value, thousandths: 0, end });
    }
    // "a hundred"
    let indefinite = matches!(words.folded(first), b"a" | b"an") && first + 1 < words.len();
    let (value, end) = indefinite.then(|| hits.pick(first + 1, scale)).flatten()?;
    Some(Part { value, thousandths: 0, end })
}

fn number(sense: Sense) -> Option<u64> {
    match sense {
        Sense::Number(value) => Some(value.into()),
        _ => None,
    }
}

fn scale(sense: Sense) -> Option<u64> {
    match sense {
        Sense::Scale(value) => Some(value.into()),
        _ => None,
    }
}

/// What multiplies the number `last` that ends before word `at`, and where it ends.
fn multiplier(words: &Words<'_>, hits: &Hits, at: usize, last: u64) -> Option<(u64, usize)> {
    (at < words.len() && joined(words, at) && !has_conjunction(words, at)).then_some(())?;
    let hundred = |sense| match sense {
        // «ثلاث مئة»
        Sense::Number(100) if (3..10).contains(&last) => Some(100),
        sense => scale(sense),
    };
    hits.pick(at, hundred).filter(|(scale, _)| last < *scale || !last.is_multiple_of(1000))
}

/// What is added to the number `last` that ends before word `at`, and where it ends.
fn addend(words: &Words<'_>, hits: &Hits, at: usize, last: u64) -> Option<(u64, usize)> {
    (at < words.len() && joined(words, at)).then_some(())?;
    if words.all()[at].script == Script::Latin {
        return english_addend(words, hits, at, last);
    }
    // «3 آلاف و500»
    let alone = is_conjunction(words, at) && at + 1 < words.len();
    if alone && words.all()[at + 1].script == Script::Digits {
        let part = digits(words, at + 1)?;
        return (last >= 1000 && last.is_multiple_of(1000) && part.value < 1000)
            .then_some((part.value, part.end));
    }
    let (next, after) = hits.pick(at, number)?;
    let glued = has_conjunction(words, at);
    let ten_after_one = glued && last < 10 && (20..100).contains(&next) && next % 10 == 0;
    let teen = !glued && (3..10).contains(&last) && next == 10;
    let after_hundreds = glued && last >= 100 && last.is_multiple_of(100) && next < last;
    (ten_after_one || teen || after_hundreds).then_some((next, after))
}

/// "twenty-three", "two hundred and five", "a thousand two hundred".
fn english_addend(words: &Words<'_>, hits: &Hits, at: usize, last: u64) -> Option<(u64, usize)> {
    let and = words.folded(at) == b"and" && at + 1 < words.len();
    let at = at + usize::from(and);
    let (next, after) = hits.pick(at, number)?;
    let hundreds = last >= 100 && last.is_multiple_of(100) && next < 100;
    let one_after_ten = !and && (20..100).contains(&last) && last.is_multiple_of(10) && next < 10;
    // "two thousand five hundred"
    if !and && last >= 1000 && last.is_multiple_of(1000) && next < 1000 {
        let hundred = hits.pick(after, |sense| (scale(sense) == Some(100)).then_some(()));
        return Some(hundred.map_or((next, after), |((), end)| (next * 100, end)));
    }
    (hundreds || one_after_ten).then_some((next, after))
}

/// Whether «و» is glued to the front of the Arabic word at `index`.
pub(super) fn has_conjunction(words: &Words<'_>, index: usize) -> bool {
    words.all()[index].script == Script::Arabic
        && words.written(index).starts_with('و')
        && !words.written(index).starts_with("واحد")
}

/// Whether the word at `index` is the article alone, as before digits: «الـ20».
pub(super) fn is_article(words: &Words<'_>, index: usize) -> bool {
    matches!(words.written(index).trim_end_matches('ـ'), "ال" | "لل" | "وال" | "بال" | "فال")
}

/// Whether the word at `index` is «و» alone.
pub(super) fn is_conjunction(words: &Words<'_>, index: usize) -> bool {
    words.written(index).trim_end_matches('ـ') == "و"
}

fn joined(words: &Words<'_>, at: usize) -> bool {
    let gap = words.gap(at);
    gap.joins_a_name() && !gap.has(Gap::LINE) && !gap.has(Gap::BRACKET) && !gap.has(Gap::QUOTE)
}

/// Digits, with their thousands: 6,300. A stop or comma before anything but three digits ends the number, and so does any
/// after a nought, which has no thousands (0.500); the part after a decimal stop counts where a scale follows (2.5 million).
fn digits(words: &Words<'_>, first: usize) -> Option<Part> {
    let mut value = parse(words.folded(first))?;
    let mut thousandths = 0;
    let mut end = first + 1;
    while let Some((group, between)) = digits_after(words, end) {
        let thousands = matches!(between, "," | "،" | "٬" | "." | "٫" | "\u{202f}" | "\u{a0}")
            && group.len() == 3
            && (1..=3).contains(&words.folded(end - 1).len())
            && value > 0;
        if !thousands {
            if matches!(between, "." | "٫" | ",") && end == first + 1 && group.len() < 3 {
                let tens = 10_u64.pow(3 - u32::try_from(group.len()).ok()?);
                thousandths = parse(group)? * tens;
            }
            end += usize::from(matches!(between, "." | "٫"));
            break;
        }
        value = value.checked_mul(1000)?.checked_add(parse(group)?)?;
        end += 1;
    }
    Some(Part { value, thousandths, end })
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
mod tests;
