//! Where another text begins below the first: by its headline with a date, a byline or a dateline, by the label of an earlier
//! text, or below a rule. A heading inside a text has none of these, and what it stands over goes on.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;

use super::layout::{Layout, STRIPS_BACK, TITLE_WORDS};
use super::phrases::{Sense, Senses};
use super::stated::{self, Rule};
use super::strip::{Kind, LINK_WORDS, Sheet, Strip};
use crate::text::Gap;

/// Words of prose after which keywords or a comment form end a text; before, they may stand between a summary and its text.
pub(super) const TEXT_WORDS: usize = 40;
/// Strips between a headline and its text: a summary, a byline, a date, a share bar.
const HEAD_STRIPS: usize = 6;
/// Words that a headline shares with the text under it.
const SHARED_WORDS: usize = 2;
/// Words of a text that are compared with a headline.
const COMPARED_WORDS: usize = 50;
/// Words of a headline over a dateline or byline at the least: «مقتل طفل بلغم».
const SHORTEST_HEADLINE: usize = 3;
/// Words of the name of a page's outlet behind a stroke at the most: "Curfew in Hasakah | The Daily Example".
const OUTLET_WORDS: usize = 4;
/// How many days off its date another text has another day for sure; below a rule, or a text of some length, any number.
const DAYS_APART: i32 = 31;
/// Words with which a text goes on that may also open one: "The army said".
const OPENS_A_TEXT: [&[u8]; 6] = [b"the", b"this", b"these", b"another", b"others", b"both"];

/// The head of a text that may begin with some strip.
struct Head {
    /// The prose under it.
    prose: usize,
    /// Whether a date stands between.
    dated: bool,
    /// Whether a byline stands between.
    signed: bool,
    /// Whether the bare name of an outlet does, as it also stands under a picture.
    outlet: bool,
    /// The headline after the first strip.
    title: Option<usize>,
}

impl Layout<'_, '_> {
    /// Whether another text begins with strip `at`, below prose. Where the text before has `ended`, or a rule stands between,
    /// less tells so.
    pub(super) fn begins_another(&self, at: usize, ended: bool) -> bool {
        let strip = &self.strips[at];
        match &strip.kind {
            Kind::Line => self.headline_begins(at, ended),
            Kind::Dated(dated) => self.date_begins(at, dated.stated.by),
            Kind::Prose => self.prose_begins(at, ended),
            Kind::Byline => {
                let head = || self.head(at).filter(|head| !self.goes_on(head.prose, true));
                strip.separated && self.sheet.is_signed(&strip.words) && head().is_some()
            }
            _ => false,
        }
    }

    /// Whether a line is the headline of another text: one with a date or a byline of its own, a dateline or the name of the
    /// page's outlet; or any below a rule, or where the text before has ended.
    fn headline_begins(&self, at: usize, ended: bool) -> bool {
        let strip = &self.strips[at];
        let length = strip.words.len();
        if length > LINK_WORDS || self.sheet.stops(&strip.words) {
            return false;
        }
        if (length >= SHORTEST_HEADLINE || self.sheet.has_cue(&strip.words))
            && self.is_dated_apart(at)
        {
            return true;
        }
        if length < SHORTEST_HEADLINE {
            return false;
        }
        let Some(head) = self.head(at) else { return false };
        let long = length >= TITLE_WORDS;
        let prose = &self.strips[head.prose].words;
        let dated = long && (head.dated || stated::dateline(self.sheet, prose).is_some());
        let signed = head.signed || (head.outlet && self.heads(at, head.prose));
        let sure = dated
            || ((signed
                || self.sheet.place_line(prose).is_some()
                || (long && self.names_outlet(at)))
                && (strip.separated || !self.is_of_this_text(at, head.prose)));
        let shared = self.shared(at, head.prose);
        let heads = shared >= SHARED_WORDS || (shared > 0 && self.sheet.has_cue(&strip.words));
        let likely = long && (ended || (strip.separated && heads));
        (sure && !self.goes_on(head.prose, true)) || (likely && !self.goes_on(head.prose, false))
    }

    /// Whether the line at `title` stands over a date alone on its line, of another day than this text, with what that tells
    /// below: that is another text, whatever words they share.
    fn is_dated_apart(&self, title: usize) -> bool {
        self.strips.get(title + 1).is_some()
            && self.is_apart(title + 1)
            && !self.is_of_this_text(title, title + 2)
    }

    /// Whether a date stands alone on line `at`, of another day than this text, over what tells something.
    fn is_apart(&self, at: usize) -> bool {
        let (Kind::Dated(dated), Some(below)) = (&self.strips[at].kind, self.strips.get(at + 1))
        else {
            return false;
        };
        let tells = match below.kind {
            Kind::Prose => true,
            Kind::Line => self.sheet.has_cue(&below.words),
            _ => false,
        };
        let apart = |own: Date| own.since(dated.stated.day).map_or(0, |gap| gap.get_days().abs());
        let days = self.own_day().map_or(0, apart);
        let start = *self.starts.last().expect("a page has a text");
        let surely =
            start > 0 || self.strips[at - 1].separated || self.prose_read(at) >= TEXT_WORDS;
        tells && days > if surely { 0 } else { DAYS_APART } && !self.goes_on(at + 1, true)
    }

    /// The day of the present text: of the first one that which the user gives, else that which it states above its prose.
    fn own_day(&self) -> Option<Date> {
        let start = *self.starts.last().expect("a page has a text");
        let given = self.sheet.published.filter(|_| start == 0);
        given.or_else(|| {
            let above = |strip: &&Strip| !matches!(strip.kind, Kind::Prose);
            let mut head = self.strips[start..].iter().take(STRIPS_BACK).take_while(above);
            head.find_map(|strip| match &strip.kind {
                Kind::Dated(dated) => Some(dated.stated.day),
                _ => None,
            })
        })
    }

    /// Whether a line below a text of a few words, «فر سجين أمس.», is the headline of another: over a dateline or a byline, and what
    /// that tells is not what those words do, as those of a headline with a stop would.
    pub(super) fn begins_after_few_words(&self, at: usize) -> bool {
        let Some(head) = self.head(at).filter(|_| matches!(self.strips[at].kind, Kind::Line))
        else {
            return false;
        };
        let written = self.sheet.place_line(&self.strips[head.prose].words).is_some();
        let told = |line: usize| self.tells(&self.strips[line]);
        let near = self.near_before(at);
        (written || head.signed)
            && near.clone().any(told)
            && !near.into_iter().any(|line| told(line) && self.heads(line, head.prose))
            && self.headline_begins(at, false)
    }

    /// Whether a line is a short sentence that tells something.
    fn tells(&self, strip: &Strip) -> bool {
        matches!(strip.kind, Kind::Line)
            && self.sheet.stops(&strip.words)
            && self.sheet.has_cue(&strip.words)
    }

    /// The strips of the present text before strip `at`, a few.
    fn near_before(&self, at: usize) -> Range<usize> {
        let start = *self.starts.last().expect("a page has a text");
        start.max(at.saturating_sub(STRIPS_BACK))..at
    }

    /// Whether the present text has told anything before strip `at`.
    pub(super) fn has_told(&self, at: usize) -> bool {
        self.prose_read(at) > 0 || self.strips[self.near_before(at)].iter().any(|s| self.tells(s))
    }

    /// Whether a line with a date opens another text: with a headline under it; or without, where it is labelled as a day of
    /// publication and this text has one already, or a rule stands before it.
    fn date_begins(&self, at: usize, by: Rule) -> bool {
        // The next day of a chronicle below the text.
        let below = *self.starts.last().expect("a page has a text") > 0;
        let after_prose = || !matches!(self.strips[at - 1].kind, Kind::Line | Kind::Byline);
        if below
            && by == Rule::Alone
            && (after_prose() || self.tells(&self.strips[at - 1]))
            && self.is_apart(at)
        {
            return true;
        }
        let Some(head) = self.head(at) else { return false };
        if self.goes_on(head.prose, true) {
            return false;
        }
        if let Some(title) = head.title {
            return self.heads(title, head.prose);
        }
        let labelled = matches!(by, Rule::Label | Rule::Updated);
        let again = self.prose_read(at) >= TEXT_WORDS || self.is_dated();
        self.strips[at].separated || (labelled && again)
    }

    /// Whether prose without a headline is another text: after the end of this one, or with the dateline of an agency.
    fn prose_begins(&self, at: usize, ended: bool) -> bool {
        let strip = &self.strips[at];
        if ended && strip.words.len() > LINK_WORDS && !self.goes_on(at, false) {
            return true;
        }
        let Some(dateline) = self.sheet.place_line(&strip.words) else { return false };
        let begun = || !self.is_summed_up(at, SHARED_WORDS - 1);
        strip.separated || (dateline.sure && begun())
    }

    /// What stands at the head of a text that begins with strip `at`, if prose stands under it.
    fn head(&self, at: usize) -> Option<Head> {
        let mut head = Head { prose: at, dated: false, signed: false, outlet: false, title: None };
        for next in at + 1..self.strips.len().min(at + 1 + HEAD_STRIPS) {
            let Strip { kind, words, .. } = &self.strips[next];
            match kind {
                Kind::Prose => return Some(Head { prose: next, ..head }),
                Kind::Dated(_) => head.dated = true,
                Kind::Byline => {
                    let signed = self.sheet.is_signed(words);
                    head.signed |= signed && words.len() > 1;
                    head.outlet |= signed;
                }
                Kind::Label { .. } | Kind::Earlier { .. } => return None,
                // «دير الزور - قُتل طفل أمس»
                Kind::Line if self.sheet.place_line(words).is_some() => {
                    return Some(Head { prose: next, ..head });
                }
                // «قُتل طفل أمس.» below a rule and a headline.
                Kind::Line if self.strips[at].separated && self.tells(&self.strips[next]) => {
                    return Some(Head { prose: next, ..head });
                }
                Kind::Line if head.title.is_none() && is_headline(words) => {
                    head.title = Some(next);
                }
                _ => {}
            }
        }
        None
    }

    // ------------------------------------------------------------------ labels of earlier texts

    /// The strip at which the text ends that the label at strip `label` announces, «خبر سابق (12 آب 2020): …», if one does: after the
    /// label's own line where it stands there, else where another text begins.
    pub(super) fn announced(&self, label: usize) -> Option<usize> {
        let Kind::Earlier { dated } = &self.strips[label].kind else { return None };
        let next = self.strips.get(label + 1)?;
        let same_line = !self.sheet.words.gap(next.words.start).has(Gap::LINE);
        let open_end = self.strips.len();
        match next.kind {
            Kind::Prose => {
                let end = if same_line { label + 2 } else { open_end };
                (!self.goes_on(label + 1, true)).then_some(end)
            }
            Kind::Dated(_) | Kind::Byline => self.head(label + 1).map(|_| open_end),
            Kind::Line if self.is_its_headline(label + 1, true) => Some(open_end),
            Kind::Line => {
                // «خبر سابق: قُتل طفل أمس.» tells something; without stop or date it may be a link.
                let tells = self.sheet.stops(&next.words);
                let last = self.head(label + 1).is_none();
                if same_line && tells {
                    Some(label + 2)
                } else {
                    (last && (tells || dated.is_some())).then_some(open_end)
                }
            }
            _ => None,
        }
    }

    /// Whether the prose at `prose`, below `links` links of which `title` is the last, is another text: the first one is `over`, or
    /// it has a dateline, or the one link before it is its headline, or the last one with a date or byline under it.
    pub(super) fn is_linked_text(
        &self,
        title: usize,
        prose: usize,
        over: bool,
        links: usize,
    ) -> bool {
        let dateline = self.sheet.place_line(&self.strips[prose].words).is_some()
            && !self.is_of_this_text(title, prose);
        let headed = (links == 1 || title + 1 < prose) && self.heads(title, prose);
        (over || dateline || headed) && !self.goes_on(prose, dateline)
    }

    /// Whether the line at `title`, which stands behind the label of another text, is the headline of the prose under it: that
    /// has a date, byline or dateline of its own; or, where it is `announced` as an earlier text, tells the same.
    pub(super) fn is_its_headline(&self, title: usize, announced: bool) -> bool {
        if self.is_dated_apart(title) {
            return true;
        }
        let Some(head) = self.head(title) else { return false };
        let dateline = self.sheet.place_line(&self.strips[head.prose].words).is_some();
        let written = dateline && !self.is_of_this_text(title, head.prose);
        let own = written || ((head.dated || head.outlet) && self.heads(title, head.prose));
        let alone = announced && head.prose == title + 1 && self.heads(title, head.prose);
        (own || alone) && !self.goes_on(head.prose, own)
    }

    // ------------------------------------------------------------------ what tells

    /// Whether prose goes on with what was told before it: «وأضاف», «بدوره», "He". What is `sure` to have a head of its own may
    /// begin with "The".
    pub(super) fn goes_on(&self, prose: usize, sure: bool) -> bool {
        let Sheet { words, phrases, .. } = self.sheet;
        let first = self.strips[prose].words.start;
        let found = |sense| phrases.at(words, first, Senses::of(&[sense]));
        let waw = words.written(first).starts_with('و');
        let connected = found(Sense::Connective).is_some_and(|found| {
            !(sure && found.end == first + 1 && OPENS_A_TEXT.contains(&words.folded(first)))
        });
        connected || (waw && found(Sense::NotAnd).is_none())
    }

    /// Whether a headline and the prose under it tell of one thing.
    pub(super) fn heads(&self, title: usize, prose: usize) -> bool {
        self.shared(title, prose) >= SHARED_WORDS
    }

    /// How many words a headline shares with the beginning of prose.
    fn shared(&self, title: usize, prose: usize) -> usize {
        let prose = &self.strips[prose].words;
        let compared = prose.start..prose.end.min(prose.start + COMPARED_WORDS);
        let title = &self.strips[title].words;
        let title = title.start..title.end.min(title.start + LINK_WORDS);
        let stems: BTreeSet<&[u8]> = self.stems(compared).collect();
        let shared: BTreeSet<&[u8]> =
            self.stems(title).filter(|stem| stems.contains(stem)).collect();
        shared.len()
    }

    /// Whether the prose under the line at `at` is still that of this text: what its headline tells, rather than that line, a
    /// caption.
    fn is_of_this_text(&self, at: usize, prose: usize) -> bool {
        self.is_summed_up(prose, self.shared(at, prose))
    }

    /// Whether nothing but a summary of this text stands before the prose at `prose`, which shares more than so many words with the
    /// headline above that.
    fn is_summed_up(&self, prose: usize, shared: usize) -> bool {
        if self.prose_read(prose) >= TEXT_WORDS {
            return false;
        }
        let start = *self.starts.last().expect("a page has a text");
        let is_prose = |at: &usize| matches!(self.strips[*at].kind, Kind::Prose);
        let mut before = (start..prose).filter(is_prose);
        let (Some(summary), None) = (before.next(), before.next()) else { return false };
        let line = |at: &usize| {
            matches!(self.strips[*at].kind, Kind::Line)
                && self.strips[*at].words.len() > SHARED_WORDS
        };
        let Some(title) = (start..summary).find(line) else { return false };
        let written = self.sheet.place_line(&self.strips[summary].words).is_some();
        !written && self.shared(title, prose) > shared
    }

    /// Whether a line ends with the name of an outlet behind a dash or stroke, as the title of a page does.
    fn names_outlet(&self, at: usize) -> bool {
        let Sheet { words, phrases, .. } = self.sheet;
        let strip = &self.strips[at].words;
        let set_off = |index: &usize| {
            let gap = words.gap(*index);
            gap.has(Gap::SPACE) && gap.has(Gap::HYPHEN.with(Gap::SLASH))
        };
        let Some(tail) = (strip.start + 2..strip.end).rev().find(set_off) else {
            return false;
        };
        let agency = phrases.at(words, tail, Senses::of(&[Sense::Agency]));
        let named = agency.is_some_and(|found| found.end >= strip.end);
        let stroke = words.between(tail).contains('|') && strip.end - tail <= OUTLET_WORDS;
        named || stroke
    }

    /// Whether the present text has a day of its own above its prose, or the user gives one.
    fn is_dated(&self) -> bool {
        let start = *self.starts.last().expect("a page has a text");
        let above = |strip: &&Strip| !matches!(strip.kind, Kind::Prose);
        let mut head = self.strips[start..].iter().take(STRIPS_BACK).take_while(above);
        let given = start == 0 && self.sheet.published.is_some();
        given || head.any(|strip| matches!(strip.kind, Kind::Dated(_)))
    }
}

fn is_headline(words: &Range<usize>) -> bool {
    (TITLE_WORDS..=LINK_WORDS).contains(&words.len())
}
