//! Folding: one byte a letter, alike for every way of writing it.
//!
//! Arabic letters become the bytes from [`ARABIC_BASE`]; Latin letters and digits become lower-case ASCII. Half the
//! size of the text, so words are compared and hashed quickly.

use std::fmt;
use std::sync::OnceLock;

use unicode_normalization::char::decompose_canonical;

/// A folded word or name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Folded(pub Vec<u8>);

/// Where the codes of Arabic letters begin.
pub(super) const ARABIC_BASE: u8 = 0x80;

/// The Arabic letters that folding tells apart; a letter's code is its index here above [`ARABIC_BASE`].
const ARABIC: [char; 29] = [
    'ا', 'ب', 'ت', 'ث', 'ج', 'ح', 'خ', 'د', 'ذ', 'ر', 'ز', 'س', 'ش', 'ص', 'ض', 'ط', 'ظ', 'ع', 'غ',
    'ف', 'ق', 'ك', 'ل', 'م', 'ن', 'ه', 'و', 'ي', 'ء',
];

/// Letters that fold into another: hamza seats, ta marbuta, alef maqsura, and the letters of Persian and Kurdish that
/// news in Arabic writes with the nearest Arabic one.
const ARABIC_ALIKE: [(char, char); 33] = [
    ('أ', 'ا'),
    ('إ', 'ا'),
    ('آ', 'ا'),
    ('ٱ', 'ا'),
    ('ٲ', 'ا'),
    ('ٳ', 'ا'),
    ('ٵ', 'ا'),
    ('ؤ', 'و'),
    ('ئ', 'ي'),
    ('ة', 'ه'),
    ('ۃ', 'ه'),
    ('ى', 'ي'),
    ('ی', 'ي'),
    ('ې', 'ي'),
    ('ێ', 'ي'),
    ('ے', 'ي'),
    ('ک', 'ك'),
    ('ڪ', 'ك'),
    ('گ', 'ك'),
    ('ڭ', 'ك'),
    ('پ', 'ب'),
    ('چ', 'ج'),
    ('ژ', 'ز'),
    ('ڤ', 'ف'),
    ('ڕ', 'ر'),
    ('ڵ', 'ل'),
    ('ۆ', 'و'),
    ('ۇ', 'و'),
    ('ە', 'ه'),
    ('ھ', 'ه'),
    ('ہ', 'ه'),
    ('ۀ', 'ه'),
    ('ڠ', 'غ'),
];

/// What a character is to folding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Glyph {
    /// Stands between words.
    Between,
    /// Is not written in folded text: vowel marks, tatweel, joiners, direction marks.
    Nothing,
    /// An Arabic letter, with its code.
    Arabic(u8),
    /// A digit of any script, as ASCII.
    Digit(u8),
    /// A Latin letter, lower-case ASCII without its marks.
    Latin(u8),
}

/// Class of the characters U+0600 to U+06FF, which are nearly all of an Arabic text, by their low byte.
pub(super) struct ArabicBlock {
    glyphs: [Glyph; 256],
    /// The codes of the letters, 0 for all else, by [`pair_index`].
    letters: Box<[u8; PAIRS]>,
}

/// How many letters of Arabic are read at once: as many as most words have.
pub(super) const RUN: usize = 8;

/// How many pairs there are of a byte and the six bits that count of the one behind it.
const PAIRS: usize = 1 << 14;

/// Where a pair of bytes of UTF-8 stands among all pairs. The bits that count come first, so that the lines of the cache that are asked for are
/// few: the first bytes of a block are neighbours.
#[inline]
fn pair_index(pair: [u8; 2]) -> usize {
    usize::from(u16::from_le_bytes(pair)) % PAIRS
}

impl ArabicBlock {
    /// The table, built once.
    pub(super) fn get() -> &'static Self {
        static BLOCK: OnceLock<ArabicBlock> = OnceLock::new();
        BLOCK.get_or_init(|| {
            let mut glyphs = [Glyph::Between; 256];
            for (low, glyph) in glyphs.iter_mut().enumerate() {
                let low = u32::try_from(low).expect("below 256");
                let c = char::from_u32(0x600 + low).expect("the Arabic block has no gaps");
                *glyph = arabic_glyph(c);
            }
            let codes = glyphs.map(|glyph| match glyph {
                Glyph::Arabic(code) => code,
                _ => 0,
            });
            let mut letters = Box::new([0; PAIRS]);
            for first in 0xd8..=0xdb {
                for second in 0x80..=0xbf {
                    letters[pair_index([first, second])] = codes[Self::index(first, second)];
                }
            }
            Self { glyphs, letters }
        })
    }

    /// The glyph of the character with the UTF-8 bytes `first` (D8 to DB) and `second`.
    pub(super) fn glyph(&self, first: u8, second: u8) -> Glyph {
        self.glyphs[Self::index(first, second)]
    }

    /// Whether this pair of bytes of UTF-8 writes a letter of the block.
    #[inline]
    pub(super) fn is_letter(&self, pair: [u8; 2]) -> bool {
        self.letters[pair_index(pair)] != 0
    }

    /// The codes of the letters of the block that these pairs of bytes of UTF-8 write, 0 for pairs that write none.
    ///
    /// It does the same whatever it reads: how long a word is cannot be foretold, and a wrong guess costs more than some letters.
    #[inline]
    pub(super) fn letters(&self, pairs: [[u8; 2]; RUN]) -> [u8; RUN] {
        pairs.map(|pair| self.letters[pair_index(pair)])
    }

    fn index(first: u8, second: u8) -> usize {
        usize::from((first & 0x03) << 6 | second & 0x3f)
    }
}

/// The digit `c` of the ten that begin at `zero`.
fn digit(c: char, zero: char) -> Glyph {
    let value = u8::try_from(u32::from(c) - u32::from(zero)).expect("one of ten");
    Glyph::Digit(b'0' + value)
}

fn arabic_glyph(c: char) -> Glyph {
    let alike = ARABIC_ALIKE.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to);
    if let Some(index) = ARABIC.iter().position(|letter| *letter == alike) {
        return Glyph::Arabic(ARABIC_BASE + u8::try_from(index).expect("few letters"));
    }
    match c {
        '٠'..='٩' => digit(c, '٠'),
        '۰'..='۹' => digit(c, '۰'),
        // Tatweel, vowel and Quranic marks, the Arabic letter mark.
        'ـ'
        | '\u{610}'..='\u{61a}'
        | '\u{61c}'
        | '\u{64b}'..='\u{65f}'
        | '\u{670}'
        | '\u{6d6}'..='\u{6dc}'
        | '\u{6df}'..='\u{6e8}'
        | '\u{6ea}'..='\u{6ed}' => Glyph::Nothing,
        _ => Glyph::Between,
    }
}

/// The glyphs of any character, in the order in which it is read; a ligature gives several.
pub(super) fn glyphs(c: char, mut each: impl FnMut(Glyph)) {
    match c {
        '0'..='9' => each(Glyph::Digit(c as u8)),
        'a'..='z' => each(Glyph::Latin(c as u8)),
        'A'..='Z' => each(Glyph::Latin(c as u8 | 0x20)),
        '\u{600}'..='\u{6ff}' => each(arabic_glyph(c)),
        // Soft hyphen, combining marks, joiners, direction marks, byte order mark, variation selectors; and the
        // letters that transliteration writes for hamza and ain.
        '\u{ad}'
        | '\u{300}'..='\u{36f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{2b0}'..='\u{2ff}' => each(Glyph::Nothing),
        // Presentation forms: letters as shaped for print, ligatures such as lam-alef among them.
        '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => {
            use unicode_normalization::char::decompose_compatible;
            decompose_compatible(c, |part| {
                if part != ' ' {
                    each(arabic_glyph(part));
                }
            });
        }
        'ı' => each(Glyph::Latin(b'i')),
        'ø' | 'Ø' => each(Glyph::Latin(b'o')),
        'ł' | 'Ł' => each(Glyph::Latin(b'l')),
        'đ' | 'Đ' => each(Glyph::Latin(b'd')),
        'ß' => each(Glyph::Latin(b's')),
        // Turkish and Kurdish ş and ç are sh and ch.
        'ş' | 'Ş' | 'š' | 'Š' => {
            each(Glyph::Latin(b's'));
            each(Glyph::Latin(b'h'));
        }
        'ç' | 'Ç' => {
            each(Glyph::Latin(b'c'));
            each(Glyph::Latin(b'h'));
        }
        '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => {
            let mut base = Glyph::Between;
            decompose_canonical(c, |part| {
                if part.is_ascii_alphabetic() {
                    base = Glyph::Latin(part.to_ascii_lowercase() as u8);
                }
            });
            each(base);
        }
        _ => each(Glyph::Between),
    }
}

/// Brings the usual transliterations of one Arabic sound together, in place: gh/g, q/k, sh/ch, ee/i, ou/oo/u, ay/ei/e,
/// doubled letters, and the ending -ah/-eh/-a. `word` is lower-case ASCII.
pub(super) fn fold_latin(word: &mut Vec<u8>, from: usize) {
    let mut write = from;
    let mut read = from;
    let end = word.len();
    while read < end {
        let (letter, taken) = sound(&word[read..end], read == from);
        read += taken;
        if letter != 0 && (write == from || word[write - 1] != letter) {
            word[write] = letter;
            write += 1;
        }
    }
    word.truncate(write);
    let length = write - from;
    match word[from..] {
        [.., b'a' | b'e', b'h'] if length > 3 => {
            word.truncate(write - 1);
            word[write - 2] = b'a';
        }
        [.., b'e'] if length > 3 => word[write - 1] = b'a',
        _ => {}
    }
}

/// The folded letter for the sound at the start of `rest`, and how many letters write it; 0 for a silent one.
fn sound(rest: &[u8], initial: bool) -> (u8, usize) {
    match *rest {
        [b'g', b'h', ..] => (b'g', 2),
        [b's', b'c', b'h', ..] => (b'c', 3),
        [b's' | b'c', b'h', ..] => (b'c', 2),
        [b'k', b'h', ..] => (b'x', 2),
        [b'd', b'j', ..] => (b'j', 2),
        [b'q' | b'c', ..] => (b'k', 1),
        [b'o', b'u' | b'o', ..] => (b'u', 2),
        [b'u', b'w', ..] if !initial => (b'w', 2),
        [b'a' | b'e', b'i' | b'y', ..] => (b'e', 2),
        [b'e', b'e', ..] | [b'i', b'y', ..] => (b'i', 2),
        [letter, ..] => (letter, 1),
        [] => (0, 1),
    }
}

/// Folds a word or name that stands alone, without spaces: what a table writes for one word.
pub fn fold(word: &str) -> Folded {
    let mut codes = Vec::with_capacity(word.len());
    let mut latin = false;
    for c in word.chars() {
        glyphs(c, |glyph| match glyph {
            Glyph::Arabic(code) | Glyph::Digit(code) => codes.push(code),
            Glyph::Latin(code) => {
                latin = true;
                codes.push(code);
            }
            Glyph::Between | Glyph::Nothing => {}
        });
    }
    if latin {
        fold_latin(&mut codes, 0);
    }
    Folded(codes)
}

impl fmt::Debug for Folded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl fmt::Display for Folded {
    /// The letters again, one for each code.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for &code in &self.0 {
            let letter = match code.checked_sub(ARABIC_BASE) {
                Some(index) => ARABIC.get(usize::from(index)).copied().unwrap_or('\u{fffd}'),
                None => char::from(code),
            };
            write!(f, "{letter}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_a_name_folds_alike() {
        let alike = [
            ["الحسكة", "الحسكه", "الحَسَكة", "الحسـكة", "الحسکة", "\u{200f}الحسكة"],
            ["رأس", "راس", "رٱس", "رَأْس", "رﺃس", "ر\u{627}\u{654}س"],
            ["ﻻ", "لا", "لأ", "لآ", "ﻷ", "لٱ"],
            ["عيسى", "عيسي", "عیسی", "عيسى", "عيسے", "عِيسَى"],
            ["٢٠٢٢", "2022", "۲۰۲۲", "٢٠22", "2022", "۲022"],
            ["Ghwayran", "Ghuwairan", "Gweiran", "GHWAYRAN", "Ghuwayrān", "Gwairan"],
            ["Hasakah", "Hasaka", "Hassakeh", "Ḥasakah", "Hasakeh", "hasaqah"],
            ["Qamishli", "Kamishli", "Qamichli", "Qāmishlī", "Kamişli", "Qameeshli"],
        ];
        for row in alike {
            let first = fold(row[0]);
            for spelling in &row[1..] {
                assert_eq!(fold(spelling), first, "{spelling} and {}", row[0]);
            }
        }
    }

    #[test]
    fn different_names_stay_different() {
        for (one, other) in
            [("الشدادي", "الشداد"), ("Hol", "Hal"), ("الصور", "السور"), ("Sur", "Shur")]
        {
            assert_ne!(fold(one), fold(other));
        }
    }
}
