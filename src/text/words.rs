//! The words of a text, folded, with their spans and what stands between them.

mod scan;

use std::cell::OnceCell;
use std::ops::Range;

use super::fold::{Folded, Glyph, glyphs};
use super::lines::lines;
use super::sentence::sentences;
use crate::model::Span;
use scan::Scan;

/// A text and its words.
#[derive(Debug)]
pub struct Words<'t> {
    text: &'t str,
    codes: Vec<u8>,
    all: Vec<Word>,
    /// What stands after the last word.
    tail: Gap,
    /// The words before which a line ends or a stop stands.
    breaks: Vec<u32>,
    /// Its lines and its sentences, where somebody has asked for them.
    lines: OnceCell<Vec<Range<usize>>>,
    sentences: OnceCell<Vec<Range<usize>>>,
}

/// A run of letters of one script, or of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    start: u32,
    end: u32,
    folded_start: u32,
    folded_len: u16,
    /// How its letters end, see `stems::ending`.
    ending: u16,
    /// What may be glued to its front, see `clitic::glued`.
    glued: u8,
    /// What its letters are.
    pub script: Script,
    /// Whether it begins with a capital letter.
    pub capital: bool,
    /// What stands between it and the word before.
    pub gap: Gap,
}

/// How many letters fit into the one number that [`Words::last_letters`] gives, and [`Words::letters_before_last`] after it;
/// twice as many noughts stand before the first word.
const LAST: usize = 8;

/// What a word is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Script {
    Arabic,
    Latin,
    Digits,
}

/// What stands between two words, as a set of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Gap(u16);

impl Gap {
    /// White space.
    pub const SPACE: Self = Self(1);
    /// The end of a line.
    pub const LINE: Self = Self(1 << 1);
    /// An empty line.
    pub const PARAGRAPH: Self = Self(1 << 2);
    /// A full stop, question or exclamation mark, or ellipsis.
    pub const STOP: Self = Self(1 << 3);
    /// A comma or semicolon.
    pub const COMMA: Self = Self(1 << 4);
    /// A colon.
    pub const COLON: Self = Self(1 << 5);
    /// A quotation mark.
    pub const QUOTE: Self = Self(1 << 6);
    /// A bracket.
    pub const BRACKET: Self = Self(1 << 7);
    /// A hyphen or dash.
    pub const HYPHEN: Self = Self(1 << 8);
    /// A slash.
    pub const SLASH: Self = Self(1 << 9);
    /// A number sign or underscore, as in hashtags.
    pub const TAG: Self = Self(1 << 10);
    /// Any other mark.
    pub const OTHER: Self = Self(1 << 11);

    /// Both sets together.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the sets share a mark.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether nothing stands between.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the words on both sides may belong to one name: «سجن “الصناعة», #مخيم _الهول.
    pub const fn joins_a_name(self) -> bool {
        const APART: Gap = Gap::STOP
            .with(Gap::COMMA)
            .with(Gap::COLON)
            .with(Gap::PARAGRAPH)
            .with(Gap::SLASH)
            .with(Gap::OTHER);
        !self.has(APART)
    }
}

impl Word {
    /// Where it stands in the text.
    pub fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// How many folded letters it has.
    #[inline]
    pub(super) fn letters(&self) -> usize {
        self.folded_len.into()
    }

    /// How they end, see `stems::ending`.
    #[inline]
    pub(super) fn ending(&self) -> u16 {
        self.ending
    }

    /// How many of them may be glued to its front, a bit for each number.
    #[inline]
    pub(super) fn glued(&self) -> u8 {
        self.glued
    }
}

impl<'t> Words<'t> {
    /// Splits and folds `text`, in one pass.
    ///
    /// # Panics
    /// If `text` is 4 GiB or longer; readers refuse such sources.
    pub fn of(text: &'t str) -> Self {
        assert!(u32::try_from(text.len()).is_ok(), "a source is below 4 GiB");
        let mut scan = Scan::new(text);
        scan.run();
        scan.finish()
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The words in order.
    pub fn all(&self) -> &[Word] {
        &self.all
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The folded letters of word `index`.
    #[inline]
    pub fn folded(&self, index: usize) -> &[u8] {
        let word = &self.all[index];
        let start = word.folded_start as usize;
        &self.codes[start..start + usize::from(word.folded_len)]
    }

    /// The last eight of the folded letters of word `index` and, where it has fewer, of those before it, as one number.
    #[inline]
    pub(super) fn last_letters(&self, index: usize) -> u64 {
        let word = &self.all[index];
        letters_up_to(&self.codes, word.folded_start as usize + usize::from(word.folded_len))
    }

    /// The eight letters before those, in the same way.
    #[inline]
    pub(super) fn letters_before_last(&self, index: usize) -> u64 {
        let word = &self.all[index];
        let len = usize::from(word.folded_len);
        letters_up_to(&self.codes, word.folded_start as usize + len - LAST.min(len))
    }

    /// The word `index` as written.
    pub fn written(&self, index: usize) -> &'t str {
        self.all[index].span().of(self.text)
    }

    /// What stands before word `index`, or after the last word if `index` is the number of words.
    pub fn gap(&self, index: usize) -> Gap {
        self.all.get(index).map_or(self.tail, |word| word.gap)
    }

    /// The words in `range` before which a stop stands or a line ends, in order.
    pub(super) fn breaks(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        let from = self.breaks.partition_point(|&index| (index as usize) < range.start);
        let all = self.breaks[from..].iter().map(|&index| index as usize);
        all.take_while(move |&index| index < range.end)
    }

    /// Whether no stop stands and no line ends between the words in `range`.
    pub fn is_unbroken(&self, range: Range<usize>) -> bool {
        self.breaks(range.start + 1..range.end).next().is_none()
    }

    /// The lines of the text as ranges of words, in order, covering every word: those that its writer meant, see `text::lines`.
    pub fn lines(&self) -> &[Range<usize>] {
        self.lines.get_or_init(|| lines(self))
    }

    /// The sentences of the text as ranges of words, in order, covering every word; see `text::sentence`.
    pub fn sentences(&self) -> &[Range<usize>] {
        self.sentences.get_or_init(|| sentences(self))
    }

    /// What is written between word `index` and the one before, both of which there must be.
    pub fn between(&self, index: usize) -> &'t str {
        &self.text[self.all[index - 1].span().end..self.all[index].span().start]
    }

    /// The byte at which folded letter `letter` of word `index` is written.
    pub fn byte_of_letter(&self, index: usize, letter: usize) -> usize {
        let span = self.all[index].span();
        let mut seen = 0;
        for (offset, c) in span.of(self.text).char_indices() {
            let mut here = 0;
            glyphs(c, |glyph| {
                here += usize::from(!matches!(glyph, Glyph::Nothing | Glyph::Between));
            });
            if here > 0 && seen + here > letter {
                return span.start + offset;
            }
            seen += here;
        }
        span.end
    }

    /// The first word that starts at byte `offset` or later.
    pub fn at_byte(&self, offset: usize) -> usize {
        self.all.partition_point(|word| (word.start as usize) < offset)
    }

    /// Words `from..to` as folded words, for tables.
    pub fn to_folded(&self) -> Vec<Folded> {
        (0..self.len()).map(|i| Folded(self.folded(i).to_vec())).collect()
    }
}

/// The eight folded letters that end at `end`, as one number.
#[inline]
fn letters_up_to(codes: &[u8], end: usize) -> u64 {
    let last = codes[..end].last_chunk::<LAST>();
    u64::from_be_bytes(*last.expect("before the first word stand as many noughts"))
}

#[cfg(test)]
mod tests;
