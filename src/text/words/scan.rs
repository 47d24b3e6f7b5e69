//! The pass over a text that splits it into words and folds them.

use std::cell::OnceCell;

use super::{Gap, LAST, Script, Word, Words, letters_up_to};
use crate::text::clitic::{FIRST, glued};
use crate::text::fold::{ArabicBlock, Glyph, RUN, fold_latin, glyphs};
use crate::text::stems::ending;

/// The state of one pass over a text.
pub(super) struct Scan<'t> {
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
    /// A pass over `text`, at its beginning.
    pub(super) fn new(text: &'t str) -> Self {
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

    /// Reads the text.
    pub(super) fn run(&mut self) {
        let block = ArabicBlock::get();
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            // Runs of Arabic letters with single spaces between; everything else is rare in the texts that must be fast.
            let first = bytes[at];
            let in_block = (0xd8..=0xdb).contains(&first);
            if in_block && block.is_letter([first, bytes[at + 1]]) {
                at = match &self.open {
                    Some(open) if open.script == Script::Arabic => self.goes_on(block, at),
                    _ => self.word(block, at),
                };
            } else if first == b' ' && !self.tatweel {
                self.close();
                self.gap = self.gap.with(Gap::SPACE);
                at += 1;
            } else if in_block {
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

    /// Reads a word of Arabic letters that begins at byte `at`, and the one space behind it, as nearly all of a text is written; where it
    /// stopped. A word behind which anything else stands is left open, for it may go on.
    #[inline]
    fn word(&mut self, block: &ArabicBlock, at: usize) -> usize {
        self.close();
        self.tatweel = false;
        let folded_start = self.codes.len();
        let end = self.letters(block, at);
        let open = Open { start: at, end, folded_start, script: Script::Arabic, capital: false };
        if self.text.as_bytes().get(end) != Some(&b' ') {
            self.open = Some(open);
            return end;
        }
        self.push(open);
        self.gap = Gap::SPACE;
        end + 1
    }

    /// Reads Arabic letters with which a word goes on at byte `at`; where it stopped.
    fn goes_on(&mut self, block: &ArabicBlock, at: usize) -> usize {
        self.tatweel = false;
        let end = self.letters(block, at);
        if let Some(open) = &mut self.open {
            open.end = end;
        }
        end
    }

    /// Takes up the Arabic letters that stand from byte `at` on, as [`Self::letter`] would one by one; where it stopped.
    #[inline]
    fn letters(&mut self, block: &ArabicBlock, mut at: usize) -> usize {
        loop {
            let bytes = &self.text.as_bytes()[at..];
            let mut pairs = [[0; 2]; RUN];
            match bytes.first_chunk::<{ 2 * RUN }>() {
                Some(next) => pairs.as_flattened_mut().copy_from_slice(next),
                None => pairs.as_flattened_mut()[..bytes.len()].copy_from_slice(bytes),
            }
            let letters = block.letters(pairs);
            let count = before_nought(letters);
            // All are copied at once, and those behind the last cut off.
            let before = self.codes.len();
            self.codes.extend_from_slice(&letters);
            self.codes.truncate(before + count);
            at += 2 * count;
            if count < RUN {
                return at;
            }
        }
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
        self.push(open);
    }

    /// Adds a word that has been read.
    #[inline]
    fn push(&mut self, open: Open) {
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

    /// What was read.
    pub(super) fn finish(mut self) -> Words<'t> {
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
