//! The words of a text, folded, with their spans and what stands between them.

use std::cell::OnceCell;
use std::ops::Range;

use super::clitic::{FIRST, glued};
use super::fold::{ArabicBlock, Folded, Glyph, RUN, fold_latin, glyphs};
use super::lines::lines;
use super::sentence::sentences;
use super::stems::ending;
use crate::model::Span;

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
    /// How its letters end, see [`ending`].
    ending: u16,
    /// What may be glued to its front, see [`glued`].
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

    /// How they end, see [`ending`].
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

/// The state of one pass over a text.
struct Scan<'t> {
    text: &'t str,
    codes: Vec<u8>,
    words: Vec<Word>,
    breaks: Vec<u32>,
    gap: Gap,
    /// The word being read.
    open: Option<Open>,
    /// Whether the last character was a tatweel; see [`Scan::between`].
    tatweel: bool,
}

#[derive(Clone, Copy)]
struct Open {
    start: usize,
    end: usize,
    folded_start: usize,
    script: Script,
    capital: bool,
}

impl<'t> Scan<'t> {
    fn new(text: &'t str) -> Self {
        let mut codes = Vec::with_capacity(text.len() / 2 + 16);
        codes.extend([0; 2 * LAST]);
        Self {
            text,
            codes,
            words: Vec::with_capacity(text.len() / 10 + 4),
            breaks: Vec::new(),
            gap: Gap::default(),
            open: None,
            tatweel: false,
        }
    }

    fn run(&mut self) {
        let block = ArabicBlock::get();
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            // Runs of Arabic letters with single spaces between; everything else is rare in the texts that must be fast.
            let first = bytes[at];
            let in_block = (0xd8..=0xdb).contains(&first);
            if in_block {
                let letters = self.letters(block, bytes, at);
                if letters > at {
                    at = letters;
                    continue;
                }
            }
            if first == b' ' && !self.tatweel {
                self.close();
                self.gap = self.gap.with(Gap::SPACE);
                at += 1;
            } else if in_block && at + 1 < bytes.len() {
                match block.glyph(first, bytes[at + 1]) {
                    Glyph::Between => {
                        let c = self.text[at..].chars().next().expect("inside the text");
                        self.between(c, at);
                    }
                    glyph => {
                        self.tatweel = first == 0xd9 && bytes[at + 1] == 0x80;
                        self.letter(glyph, at, at + 2, false);
                    }
                }
                at += 2;
            } else if first == b' ' {
                self.between(' ', at);
                at += 1;
            } else {
                let c = self.text[at..].chars().next().expect("inside the text");
                self.other(c, at);
                at += c.len_utf8();
            }
        }
    }

    /// Reads Arabic letters that stand from byte `at` on, as [`Self::letter`] would one by one; where it stopped.
    #[inline]
    fn letters(&mut self, block: &ArabicBlock, bytes: &[u8], at: usize) -> usize {
        let mut pairs = [[0; 2]; RUN];
        match bytes[at..].first_chunk::<{ 2 * RUN }>() {
            Some(next) => pairs.as_flattened_mut().copy_from_slice(next),
            None => pairs.as_flattened_mut()[..bytes.len() - at].copy_from_slice(&bytes[at..]),
        }
        let letters = block.letters(pairs);
        let count = before_nought(letters);
        if count == 0 {
            return at;
        }
        if self.open.is_none_or(|open| open.script != Script::Arabic) {
            self.close();
            let (folded_start, script) = (self.codes.len(), Script::Arabic);
            self.open = Some(Open { start: at, end: at, folded_start, script, capital: false });
        }
        // All are copied at once, and those behind the last cut off.
        let before = self.codes.len();
        self.codes.extend_from_slice(&letters);
        self.codes.truncate(before + count);
        let end = at + 2 * count;
        if let Some(open) = &mut self.open {
            open.end = end;
        }
        self.tatweel = false;
        end
    }

    fn other(&mut self, c: char, at: usize) {
        let end = at + c.len_utf8();
        let mut between = false;
        let capital = c.is_uppercase();
        glyphs(c, |glyph| match glyph {
            Glyph::Between => between = true,
            glyph => self.letter(glyph, at, end, capital),
        });
        if between {
            self.between(c, at);
        }
        self.tatweel = false;
    }

    fn letter(&mut self, glyph: Glyph, at: usize, end: usize, capital: bool) {
        let (script, code) = match glyph {
            Glyph::Arabic(code) => (Script::Arabic, code),
            Glyph::Latin(code) => (Script::Latin, code),
            Glyph::Digit(code) => (Script::Digits, code),
            // A mark before any letter belongs to no word; inside one it stays under its span.
            Glyph::Nothing | Glyph::Between => {
                if let Some(open) = &mut self.open {
                    open.end = end;
                }
                return;
            }
        };
        match &mut self.open {
            Some(open) if open.script == script => open.end = end,
            _ => {
                self.close();
                self.open =
                    Some(Open { start: at, end, folded_start: self.codes.len(), script, capital });
            }
        }
        self.codes.push(code);
    }

    /// A character that is no letter. It ends the word, unless it is one of the marks that words are written with:
    /// the apostrophe of a transliteration, or dots and spaces between tatweels that split a word against filters
    /// («مخيـ.ـم», «المـ ـقاومة»).
    fn between(&mut self, c: char, at: usize) {
        if let Some(open) = self.open {
            let rest = &self.text[at + c.len_utf8()..];
            let splits = self.tatweel
                && (matches!(c, '.' | ' ' | '-' | '*' | '·') && rest.starts_with('ـ')
                    || c == '.'
                        && rest.starts_with(|next| ('\u{621}'..='\u{64a}').contains(&next)));
            let apostrophe = open.script == Script::Latin
                && matches!(c, '\'' | '’' | '‘' | '`' | '´')
                && rest.chars().next().is_some_and(char::is_alphabetic)
                && !is_suffix(rest);
            if splits || apostrophe {
                return;
            }
            self.close();
        }
        self.gap = self.gap.with(mark(c));
        if c == '\n' && self.text[..at].trim_end_matches([' ', '\t', '\r']).ends_with('\n') {
            self.gap = self.gap.with(Gap::PARAGRAPH);
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        if open.script == Script::Latin {
            fold_latin(&mut self.codes, open.folded_start);
        }
        // A "word" of more letters than this is noise that no table holds; its head is kept.
        let letters = (self.codes.len() - open.folded_start).min(u16::MAX.into());
        let end = self.codes.len();
        self.codes.extend([0; FIRST]);
        let first = self.codes[open.folded_start..].first_chunk::<FIRST>();
        let glued = glued(*first.expect("behind each word stand as many noughts"), letters);
        self.codes.truncate(end);
        let last = letters_up_to(&self.codes, open.folded_start + letters);
        let gap = std::mem::take(&mut self.gap);
        if gap.has(Gap::STOP.with(Gap::LINE)) {
            self.breaks.push(offset(self.words.len()));
        }
        self.words.push(Word {
            start: offset(open.start),
            end: offset(open.end),
            folded_start: offset(open.folded_start),
            folded_len: u16::try_from(letters).expect("cut to so many"),
            ending: ending(last, letters),
            glued: if open.script == Script::Arabic { glued } else { 1 },
            script: open.script,
            capital: open.capital,
            gap,
        });
    }

    fn finish(mut self) -> Words<'t> {
        self.close();
        let Self { text, codes, words: all, breaks, gap: tail, .. } = self;
        Words { text, codes, all, tail, breaks, lines: OnceCell::new(), sentences: OnceCell::new() }
    }
}

/// How many of these bytes stand before the first that is 0.
#[inline]
fn before_nought(bytes: [u8; RUN]) -> usize {
    const ONES: u64 = u64::from_ne_bytes([1; RUN]);
    // The lowest high bit is that of the first nought (Mycroft's test; Warren, Hacker's Delight, 6-1).
    let bytes = u64::from_le_bytes(bytes);
    let noughts = bytes.wrapping_sub(ONES) & !bytes & (ONES << 7);
    noughts.trailing_zeros() as usize / 8
}

/// The eight folded letters that end at `end`, as one number.
#[inline]
fn letters_up_to(codes: &[u8], end: usize) -> u64 {
    let last = codes[..end].last_chunk::<LAST>();
    u64::from_be_bytes(*last.expect("before the first word stand as many noughts"))
}

/// An offset as words keep it; [`Words::of`] has seen that the text is not longer.
fn offset(byte: usize) -> u32 {
    u32::try_from(byte).expect("a source is below 4 GiB")
}

/// Whether `rest`, after an apostrophe, is an ending that belongs to no name: the English genitive, or a Turkish case.
fn is_suffix(rest: &str) -> bool {
    const ENDINGS: [&str; 18] = [
        "s", "S", "da", "de", "ta", "te", "dan", "den", "tan", "ten", "daki", "deki", "nin", "nın",
        "nun", "ya", "ye", "yi",
    ];
    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    ENDINGS.contains(&&rest[..end])
}

fn mark(c: char) -> Gap {
    match c {
        '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' => Gap::LINE,
        '.' | '!' | '?' | '؟' | '…' | '۔' => Gap::STOP,
        ',' | '،' | ';' | '؛' => Gap::COMMA,
        ':' => Gap::COLON,
        '"' | '\'' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '‹' | '›' | '`' | '´' => {
            Gap::QUOTE
        }
        '(' | ')' | '[' | ']' | '{' | '}' | '﴾' | '﴿' => Gap::BRACKET,
        '-' | '‐' | '‑' | '–' | '—' | '−' => Gap::HYPHEN,
        '/' | '\\' | '|' => Gap::SLASH,
        '#' | '_' => Gap::TAG,
        c if c.is_whitespace() => Gap::SPACE,
        _ => Gap::OTHER,
    }
}

#[cfg(test)]
mod tests;
