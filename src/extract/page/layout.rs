//! The layout of a page: what each strip is for, told from its neighbours, and where another text begins below the first.

use std::ops::Range;

use super::another::TEXT_WORDS;
use super::phrases::Sense;
use super::strip::{Kind, LINK_WORDS, Sheet, Strip};
use super::{Part, Role, Text};
use crate::text::{Script, stem, without_ending};

/// How many strips back a text of a few words alone is looked for, so that the work grows with the length of a page alone.
pub(super) const STRIPS_BACK: usize = 64;
/// Words of an entry of a list of keywords.
const KEYWORD_WORDS: usize = 6;
/// Words of a headline; shorter lines name a section.
pub(super) const TITLE_WORDS: usize = 4;
/// Shorter stems are grammar.
const STEM_LETTERS: usize = 3;

/// Gives every strip its role.
pub(super) fn lay_out(sheet: Sheet<'_, '_>, strips: &[Strip]) -> (Vec<Part>, Vec<Text>) {
    let mut layout = Layout {
        sheet,
        strips,
        roles: vec![(Role::Body, ""); strips.len()],
        starts: vec![0],
        prose: prose_before(strips),
    };
    layout.walk();
    layout.finish()
}

/// A page as far as it is laid out.
pub(super) struct Layout<'a, 't> {
    pub(super) sheet: Sheet<'a, 't>,
    pub(super) strips: &'a [Strip],
    /// The role of each strip, and the rule that gave it.
    pub(super) roles: Vec<(Role, &'static str)>,
    /// The strips at which texts begin.
    pub(super) starts: Vec<usize>,
    /// How many words of prose stand before each strip, and in all.
    prose: Vec<usize>,
}

fn prose_before(strips: &[Strip]) -> Vec<usize> {
    let mut sum = 0;
    let mut all = vec![0];
    for strip in strips {
        sum += if matches!(strip.kind, Kind::Prose) { strip.words.len() } else { 0 };
        all.push(sum);
    }
    all
}

impl Layout<'_, '_> {
    // ------------------------------------------------------------------ from top to bottom

    fn walk(&mut self) {
        // What stands below a text and ends it: keywords, comments; or less surely, the credit of a source.
        let (mut ended, mut credited) = (false, false);
        // Where a text ends that stands on the line of its label.
        let mut open = None;
        let mut at = 0;
        while at < self.strips.len() {
            let strip = &self.strips[at];
            let read = self.prose_read(at);
            let after = self.is_read_on(at) && open.take_if(|end| *end <= at).is_some();
            let begins = match read {
                0 => self.begins_after_few_words(at),
                _ => self.begins_another(at, ended),
            };
            if after || begins {
                self.starts.push(at);
                (ended, credited) = (false, false);
            }
            let most_is_read = read > 0 && self.prose_left(at) <= read;
            let read_enough = read >= TEXT_WORDS || most_is_read;
            at = match &strip.kind {
                Kind::Label { sense: Sense::Related, end } => {
                    let own = strip.words.end - end;
                    self.links(at, own, ended || credited, &mut ended)
                }
                Kind::Label { sense: Sense::Tags, end } => {
                    ended |= read_enough;
                    let own = strip.words.end - end;
                    self.keywords(at, own)
                }
                Kind::Label { sense, .. } => {
                    self.set(at, *sense);
                    if most_is_read {
                        ended = true;
                        self.thread(at + 1)
                    } else {
                        at + 1
                    }
                }
                Kind::Furniture(sense, _) => {
                    self.set(at, *sense);
                    ended |= read_enough && matches!(sense, Sense::CommentForm | Sense::Legal);
                    credited |= read_enough && *sense == Sense::Credit;
                    at + 1
                }
                Kind::Earlier { .. } => self.earlier(at, &mut open),
                Kind::Number => {
                    self.roles[at] = (Role::Furniture, "a number alone");
                    at + 1
                }
                Kind::Address => {
                    self.roles[at] = (Role::Furniture, "a web address");
                    at + 1
                }
                Kind::Dated(_) => {
                    self.roles[at] = (Role::Byline, "a date alone on its line");
                    at + 1
                }
                Kind::Prose | Kind::Line | Kind::Byline => at + 1,
            };
        }
    }

    /// Words of prose of the present text before strip `at`.
    pub(super) fn prose_read(&self, at: usize) -> usize {
        self.prose[at] - self.prose[*self.starts.last().expect("a page has a text")]
    }

    /// Words of prose from strip `at` on.
    fn prose_left(&self, at: usize) -> usize {
        self.prose[self.strips.len()] - self.prose[at]
    }

    fn set(&mut self, at: usize, sense: Sense) {
        self.roles[at] = (Role::Furniture, rule_of(sense));
    }

    /// «اقرأ أيضاً» and the titles of other texts after it. Where one of these texts itself follows, it begins with its title.
    /// `own` is how many words the label's line has behind it. Gives the strip at which to go on.
    fn links(&mut self, label: usize, own: usize, over: bool, ended: &mut bool) -> usize {
        self.set(label, Sense::Related);
        let read = self.prose_read(label);
        // At the top of a page the headline itself may follow.
        if read == 0 {
            return label + 1;
        }
        let bylines = |at: usize| {
            self.strips[at..].iter().take_while(|s| matches!(s.kind, Kind::Byline)).count()
        };
        let link = |strip: &Strip| match strip.kind {
            Kind::Line | Kind::Number => strip.words.len() <= LINK_WORDS,
            Kind::Dated(_) => true,
            _ => false,
        };
        let links = self.strips[label + 1..].iter().take_while(|strip| link(strip)).count();
        let next = label + 1 + links;
        let prose = next + if links > 0 { bylines(next) } else { 0 };
        let is_prose = |strip: &Strip| matches!(strip.kind, Kind::Prose);
        let has_prose = self.strips.get(prose).is_some_and(is_prose);
        if own > 2 && !(over && links > 0) {
            *ended |= over && !has_prose;
            if self.is_its_headline(label, false) {
                self.starts.push(label);
                *ended = false;
            }
            return label + 1;
        }
        if !has_prose {
            let tail = self.prose_left(next) == 0;
            *ended |= read >= TEXT_WORDS && links > 0 && tail;
            self.fill(label + 1..next, Sense::Related);
            return next;
        }
        let title = (label + 1..next).rev().find(|at| matches!(self.strips[*at].kind, Kind::Line));
        if self.is_linked_text(title.unwrap_or(label), prose, over, links) {
            let start = title.unwrap_or(next);
            self.fill(label + 1..start, Sense::Related);
            self.starts.push(start);
            *ended = false;
            return start;
        }
        self.fill(label + 1..next, Sense::Related);
        next
    }

    /// The label of an earlier text, and the text after it; or links, if none follows. Gives the strip at which to go on, and in
    /// `open` where the text ends, if it stands on the line of its label.
    fn earlier(&mut self, label: usize, open: &mut Option<usize>) -> usize {
        self.roles[label] = (Role::Furniture, "the label of an earlier text");
        if !self.has_told(label) {
            return label + 1;
        }
        if let Some(end) = self.announced(label) {
            self.starts.push(label);
            *open = Some(end);
            return label + 1;
        }
        let link =
            |strip: &&Strip| matches!(strip.kind, Kind::Line) && strip.words.len() <= LINK_WORDS;
        let next = label + 1 + self.strips[label + 1..].iter().take_while(link).count();
        self.fill(label + 1..next, Sense::Related);
        next
    }

    /// Whether a line or prose that does not go on with what was told before it stands at `at`.
    fn is_read_on(&self, at: usize) -> bool {
        match self.strips[at].kind {
            Kind::Line => true,
            Kind::Prose => !self.goes_on(at, false),
            _ => false,
        }
    }

    fn fill(&mut self, strips: Range<usize>, sense: Sense) {
        for at in strips {
            self.set(at, sense);
        }
    }

    /// "Tags", with the keywords behind it or on the lines after it.
    fn keywords(&mut self, label: usize, own: usize) -> usize {
        self.set(label, Sense::Tags);
        if own > 0 {
            return label + 1;
        }
        let keyword = |strip: &Strip| {
            let short = strip.words.len() <= KEYWORD_WORDS;
            short && matches!(strip.kind, Kind::Line) && !self.sheet.stops(&strip.words)
        };
        let words = self.strips[label + 1..].iter().take_while(|strip| keyword(strip)).count();
        // The one line before prose is a headline.
        let next = label + 1 + words;
        let prose = self.strips.get(next).is_some_and(|strip| matches!(strip.kind, Kind::Prose));
        let next = if prose && words > 0 { next - 1 } else { next };
        self.fill(label + 1..next, Sense::Tags);
        next
    }

    /// The comments from strip `from` on: up to links to other texts, or another text with a date of its own.
    fn thread(&mut self, from: usize) -> usize {
        let mut at = from;
        while at < self.strips.len() {
            let related = matches!(self.strips[at].kind, Kind::Label { sense: Sense::Related, .. });
            if related || self.begins_another(at, false) {
                break;
            }
            self.set(at, Sense::Comments);
            at += 1;
        }
        at
    }

    pub(super) fn stems(&self, range: Range<usize>) -> impl Iterator<Item = &[u8]> {
        let words = self.sheet.words;
        range.filter_map(move |index| {
            let folded = words.folded(index);
            let stem = match words.all()[index].script {
                Script::Arabic => without_ending(stem(folded)),
                Script::Latin | Script::Digits => folded,
            };
            (stem.len() >= STEM_LETTERS).then_some(stem)
        })
    }
}

/// What a piece of furniture is, as a phrase for the user.
fn rule_of(sense: Sense) -> &'static str {
    match sense {
        Sense::Menu => "a line of navigation",
        Sense::Counter => "a counter",
        Sense::Related => "a link to another text",
        Sense::Tags => "keywords",
        Sense::Comments => "comments",
        Sense::CommentForm => "a form for comments",
        Sense::Newsletter => "an offer of a newsletter",
        Sense::Follow => "an invitation to follow or watch",
        Sense::Legal => "a notice of rights",
        Sense::Cookies => "a notice on cookies",
        Sense::Script => "a message of the web page",
        Sense::Credit => "a credit",
        _ => "a share bar",
    }
}
