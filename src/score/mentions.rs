//! The toponyms that a reader found, beside those of the labels.

use std::collections::BTreeMap;

use super::assign::assign;
use super::{Scorer, Sheet, shown};
use crate::model::{CharSpan, Figure, PredictedMention, Tally};

/// Marks, spaces and characters without a width: whether they belong to a name is nobody's fault.
const AT_THE_ENDS: &str = " \t\r\n\u{a0}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\
    \u{2066}\u{2067}\u{2068}\u{2069}\u{feff}\"'“”‘’«»()[]{}.,;:،؛؟!?#_-–—…";

/// A right place decides between spans that share equally many characters, never against one more character.
const RIGHT_PLACE: f64 = 0.5;

impl Scorer {
    pub(super) fn mentions(&self, found: &[PredictedMention], sheet: &mut Sheet<'_>) {
        let labels = &sheet.report.mentions;
        let wanted: Vec<_> = labels.iter().map(|m| trimmed(m.span, Some(&m.surface))).collect();
        let spans: Vec<_> = found.iter().map(|m| trimmed(m.span, m.surface.as_deref())).collect();
        let weight = |i: usize, j: usize| match wanted[i].shared(spans[j]) {
            0 => 0.0,
            shared if labels[i].accepts(found[j].place.as_ref()) => shared as f64 + RIGHT_PLACE,
            shared => shared as f64,
        };
        let weights: Vec<Vec<f64>> =
            (0..wanted.len()).map(|i| (0..spans.len()).map(|j| weight(i, j)).collect()).collect();
        let pairs = assign(&weights);

        let required: Vec<_> = pairs.iter().filter(|&&(i, _)| !labels[i].optional).collect();
        let mut placed = 0;
        for &&(i, j) in &required {
            let (label, place) = (&labels[i], found[j].place.as_ref());
            let right = label.accepts(place);
            placed += usize::from(right);
            sheet.score.figures.judge(Figure::Resolution, right);
            sheet.score.figures.judge(Figure::ResolutionFirst, place == Some(&label.place));
            if !right {
                let said = [label.place.to_string(), shown(place)];
                sheet.miss("mention resolved wrong", String::new(), said, label.surface.clone());
            }
        }
        for (i, label) in labels.iter().enumerate() {
            if !label.optional && !pairs.iter().any(|&(paired, _)| paired == i) {
                let said = [label.place.to_string(), String::new()];
                sheet.miss("mention missed", String::new(), said, label.surface.clone());
            }
        }
        let paired: Vec<usize> = pairs.iter().map(|&(_, j)| j).collect();
        let rest = (0..found.len()).filter(|j| !paired.contains(j));
        let invented = self.invented(rest.map(|j| (&found[j], spans[j])), sheet);

        let tally = Tally {
            right: 0,
            found: required.len() + invented,
            wanted: labels.iter().filter(|label| !label.optional).count(),
        };
        let exact = exact(&wanted, &spans, |i| !labels[i].optional);
        for (figure, right) in [
            (Figure::MentionsExact, exact),
            (Figure::MentionsOverlapping, required.len()),
            (Figure::MentionsPlaced, placed),
        ] {
            sheet.score.figures.add(figure, Tally { right, ..tally });
        }
    }

    /// How many of the toponyms that no label wants are false ones.
    fn invented<'p>(
        &self,
        rest: impl Iterator<Item = (&'p PredictedMention, CharSpan)>,
        sheet: &mut Sheet<'_>,
    ) -> usize {
        let decoys = &sheet.report.decoys;
        let mut taken = vec![false; decoys.len()];
        let mut invented = 0;
        for (mention, span) in rest {
            let place = mention.place.as_ref();
            let mut decoyed = false;
            for (decoy, taken) in decoys.iter().zip(&mut taken) {
                if decoy.span.shared(span) > 0 {
                    decoyed = true;
                    *taken |= place.is_some();
                }
            }
            let listed = place.is_some_and(|place| self.places.contains(place) || decoyed);
            if listed || self.strict {
                invented += 1;
                let what = if decoyed { "mention invented (decoy)" } else { "mention invented" };
                let surface = mention.surface.clone();
                let words = surface.unwrap_or_else(|| sheet.words(Some(mention.span)));
                sheet.miss(what, String::new(), [String::new(), shown(place)], words);
            } else if place.is_some() {
                sheet.score.unlisted += 1;
            } else {
                sheet.score.placeless += 1;
            }
        }
        let left_alone = taken.iter().filter(|taken| !**taken).count();
        let tally = Tally { right: left_alone, found: 0, wanted: decoys.len() };
        sheet.score.figures.add(Figure::Decoys, tally);
        invented
    }
}

/// How many of the wanted spans that are `required` were found to the character; each found span counts once.
fn exact(wanted: &[CharSpan], found: &[CharSpan], required: impl Fn(usize) -> bool) -> usize {
    let mut left: BTreeMap<CharSpan, usize> = BTreeMap::new();
    for span in found {
        *left.entry(*span).or_default() += 1;
    }
    let mut exact = 0;
    for (i, span) in wanted.iter().enumerate() {
        if let Some(count) = left.get_mut(span).filter(|count| **count > 0) {
            *count -= 1;
            exact += usize::from(required(i));
        }
    }
    exact
}

/// `span` without the marks at the ends of its words; as it is where the words are not those under it.
fn trimmed(span: CharSpan, surface: Option<&str>) -> CharSpan {
    let is_mark = |c: char| AT_THE_ENDS.contains(c);
    let length = span.end.saturating_sub(span.start);
    let Some(surface) = surface.filter(|surface| surface.chars().count() == length) else {
        return span;
    };
    let after = surface.trim_start_matches(is_mark);
    let start = span.start + surface.chars().count() - after.chars().count();
    CharSpan::new(start, start + after.trim_end_matches(is_mark).chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_at_the_ends_do_not_count() {
        let cases = [
            ((3, 9), Some("الحسكة"), (3, 9)),
            ((3, 11), Some("«الحسكة»"), (4, 10)),
            ((0, 14), Some("\u{200f}(سجن “غويران”"), (2, 13)),
            ((3, 6), Some("…«»"), (6, 6)),
            ((3, 9), Some("«الحسكة»"), (3, 9)),
            ((3, 9), None, (3, 9)),
        ];
        for ((start, end), surface, expected) in cases {
            let found = trimmed(CharSpan::new(start, end), surface);
            assert_eq!((found.start, found.end), expected, "{surface:?}");
        }
    }

    #[test]
    fn a_span_found_twice_is_exact_once() {
        let span = CharSpan::new;
        let wanted = [span(0, 5), span(0, 5), span(7, 9)];
        assert_eq!(exact(&wanted, &[span(0, 5), span(7, 9), span(7, 9)], |_| true), 2);
        assert_eq!(exact(&wanted, &[span(0, 5)], |i| i != 0), 0);
    }
}
