//! The ends of each text of a page: its headline and bylines above the prose, what is left of the furniture, and its day.

use std::collections::BTreeSet;
use std::ops::Range;

use super::layout::{Layout, TITLE_WORDS};
use super::stated::{self, Dated, Rule, Stated};
use super::strip::Kind;
use super::{Part, Role, Text};
use crate::text::Gap;

/// Words of a name.
const NAME_WORDS: usize = 3;
/// Words of a short line that is taken for furniture where furniture stands on both its sides.
const STRAY_WORDS: usize = 8;

impl Layout<'_, '_> {
    pub(super) fn finish(mut self) -> (Vec<Part>, Vec<Text>) {
        let ends = self.starts[1..].iter().copied().chain([self.strips.len()]);
        let ranges: Vec<Range<usize>> =
            self.starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect();
        let (mut parts, mut texts) = (Vec::with_capacity(self.strips.len()), Vec::new());
        for range in ranges {
            let prose = range.clone().find(|at| self.is_read(*at, &Kind::Prose));
            let last = range.clone().rev().find(|at| self.is_read(*at, &Kind::Prose));
            let (top, bottom) = match prose.zip(last) {
                Some((prose, last)) => (range.start..prose, last + 1..range.end),
                None => (range.clone(), range.end..range.end),
            };
            self.headline(&top, prose, &range);
            self.strays(&top, &bottom, &range);
            self.bylines(&top, &bottom);
            let dateline = prose
                .and_then(|at| Some((at, stated::dateline(self.sheet, &self.strips[at].words)?)));
            let words =
                |at: usize| self.strips.get(at).map_or(self.sheet.words.len(), |s| s.words.start);
            texts.push(Text {
                words: words(range.start)..words(range.end),
                published: self.published(
                    &top,
                    &bottom,
                    dateline.as_ref().and_then(|(_, (day, _))| day.clone()),
                    texts.is_empty(),
                ),
            });
            for at in range {
                let cut =
                    dateline.as_ref().filter(|(prose, _)| *prose == at).map(|(_, (_, end))| *end);
                self.parts(at, texts.len() - 1, cut, &mut parts);
            }
        }
        (parts, texts)
    }

    /// Whether strip `at` is of this kind, and no furniture.
    fn is_read(&self, at: usize, kind: &Kind) -> bool {
        let same = std::mem::discriminant(&self.strips[at].kind) == std::mem::discriminant(kind);
        same && self.roles[at].0 == Role::Body
    }

    /// Finds the headline of a text, in what stands above its prose, and its repeats.
    fn headline(&mut self, top: &Range<usize>, prose: Option<usize>, text: &Range<usize>) {
        let lines: Vec<usize> = top.clone().filter(|at| self.is_read(*at, &Kind::Line)).collect();
        let length = |at: usize| self.strips[at].words.len();
        let long = || lines.iter().copied().filter(|at| length(*at) >= TITLE_WORDS);
        let heading = prose.and_then(|prose| long().find(|at| self.heads(*at, prose)));
        let short = || {
            lines.iter().copied().rev().filter(|at| length(*at) > 1).max_by_key(|at| length(*at))
        };
        let Some(title) = heading.or_else(|| long().next()).or_else(short) else { return };
        self.roles[title] = (Role::Title, "the headline");
        let words = self.without_outlet(&self.strips[title].words);
        let stems: BTreeSet<&[u8]> = self.stems(words.clone()).collect();
        let repeats: Vec<usize> = text
            .clone()
            .filter(|at| *at != title && self.is_read(*at, &Kind::Line) && length(*at) > 2)
            .filter(|at| self.repeats(&self.strips[*at].words, &words, &stems))
            .collect();
        for at in repeats {
            self.roles[at] = (Role::Furniture, "a repeat of the headline");
        }
    }

    /// A headline without the name of the outlet behind a stroke: "Curfew in Hasakah | Daily Example".
    fn without_outlet(&self, title: &Range<usize>) -> Range<usize> {
        let stroke = |at: &usize| {
            let gap = self.sheet.words.gap(*at);
            gap.has(Gap::SPACE) && gap.has(Gap::SLASH.with(Gap::HYPHEN))
        };
        let end = (title.start + TITLE_WORDS..title.end).rev().find(stroke);
        title.start..end.unwrap_or(title.end)
    }

    /// Whether a line has the words of the headline and hardly another, or breaks off inside them.
    fn repeats(&self, line: &Range<usize>, title: &Range<usize>, stems: &BTreeSet<&[u8]>) -> bool {
        if line.len() > 2 * title.len() + 4 || stems.is_empty() {
            return false;
        }
        let own: BTreeSet<&[u8]> = self.stems(line.clone()).collect();
        let shared = own.intersection(stems).count();
        let breaks_off = self.sheet.words.gap(line.end).has(Gap::STOP) && shared >= 3;
        // Of ten words nine: a corrected letter, the name of the outlet.
        shared * 10 >= own.len() * 9 && (breaks_off || shared * 10 >= stems.len() * 8)
            || (shared * 10 >= stems.len() * 9 && own.len() <= stems.len() + 3)
    }

    /// Bylines stand above and below the prose; inside it such a line is a heading. A name needs no label under a headline,
    /// nor next to a byline below the text.
    fn bylines(&mut self, top: &Range<usize>, bottom: &Range<usize>) {
        for at in top.clone().chain(bottom.clone()) {
            if self.is_read(at, &Kind::Byline) {
                self.roles[at] = (Role::Byline, "a byline");
            }
        }
        let mut titled = false;
        for at in top.clone().chain(bottom.clone()) {
            titled |= self.roles[at].0 == Role::Title;
            let strip = &self.strips[at].words;
            let byline = |at: usize| self.roles[at].0 == Role::Byline;
            let beside = || byline(at - 1) || (at + 1 < bottom.end && byline(at + 1));
            let name = match strip.len() {
                1 if top.contains(&at) => true,
                1..=NAME_WORDS if top.contains(&at) => titled,
                1..=NAME_WORDS => beside(),
                _ => false,
            };
            let telling = self.sheet.stops(strip) || self.sheet.has_cue(strip);
            if name && !telling && self.is_read(at, &Kind::Line) {
                self.roles[at] = (Role::Byline, "a byline");
            }
        }
    }

    /// Short lines between furniture are furniture too: the name of a service or section that no table has.
    fn strays(&mut self, top: &Range<usize>, bottom: &Range<usize>, text: &Range<usize>) {
        let furniture: Vec<bool> =
            text.clone().map(|at| self.roles[at].0 == Role::Furniture).collect();
        let is_furniture = |at: usize| furniture[at - text.start];
        for at in top.clone().chain(bottom.clone()) {
            let short = self.strips[at].words.len() <= STRAY_WORDS;
            if !self.is_read(at, &Kind::Line) || !short || self.sheet.stops(&self.strips[at].words)
            {
                continue;
            }
            let before = at == text.start || is_furniture(at - 1);
            let after = if at + 1 < text.end { is_furniture(at + 1) } else { bottom.contains(&at) };
            if before && after && !self.sheet.has_cue(&self.strips[at].words) {
                self.roles[at] = (Role::Furniture, "a short line between page furniture");
            }
        }
    }

    /// The day that a text states: by a label, then alone near its headline, then in its dateline, then below it.
    fn published(
        &self,
        top: &Range<usize>,
        bottom: &Range<usize>,
        dateline: Option<Stated>,
        first: bool,
    ) -> Option<Stated> {
        let near = |range: &Range<usize>| {
            let dated = range.clone().filter(|at| self.roles[*at].0 != Role::Body);
            let dated = dated.filter_map(|at| match &self.strips[at].kind {
                Kind::Dated(Dated { stated }) | Kind::Earlier { dated: Some(Dated { stated }) } => {
                    Some(stated)
                }
                _ => None,
            });
            dated.collect::<Vec<_>>()
        };
        // The day at the foot of a page may be that of the first text or of the last.
        let (above, below) = (near(top), if first { near(bottom) } else { Vec::new() });
        let by = |rule: Rule, stated: &[&Stated]| {
            stated.iter().find(|stated| stated.by == rule).map(|stated| (*stated).clone())
        };
        by(Rule::Earlier, &above)
            .or_else(|| by(Rule::Label, &above))
            .or_else(|| by(Rule::Alone, &above))
            .or(dateline)
            .or_else(|| by(Rule::Label, &below))
            .or_else(|| by(Rule::Updated, &above))
            .or_else(|| by(Rule::Updated, &below))
            .or_else(|| by(Rule::Alone, &below))
    }

    fn parts(&self, at: usize, text: usize, cut: Option<usize>, out: &mut Vec<Part>) {
        let strip = &self.strips[at];
        let (role, rule) = self.roles[at];
        let mut start = strip.words.start;
        if let Some(cut) = cut {
            out.push(Part {
                words: start..cut,
                role: Role::Byline,
                text,
                rule: "a dateline",
                by: None,
            });
            start = cut;
        }
        let by = match &strip.kind {
            Kind::Furniture(_, by) => Some(by.clone()),
            Kind::Label { end, .. } => Some(start..*end),
            _ => None,
        };
        out.push(Part { words: start..strip.words.end, role, text, rule, by });
    }
}
