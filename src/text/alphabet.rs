//! Which alphabet a letter belongs to: letters of several in one word look alike and are not.

/// An alphabet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Alphabet {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Hebrew,
    Arabic,
    /// One that is not told from others.
    Other,
}

impl Alphabet {
    /// The alphabet of `c`, by the blocks of Unicode; `None` for what is no letter, and for the tatweel, which is written
    /// between letters of several.
    pub fn of(c: char) -> Option<Self> {
        if !c.is_alphabetic() || c == 'ـ' {
            return None;
        }
        Some(match c {
            'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Self::Latin,
            // Modifier letters, with which transliterations write hamza and ain.
            '\u{2b0}'..='\u{2ff}' => return None,
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Self::Greek,
            '\u{400}'..='\u{52f}' => Self::Cyrillic,
            '\u{530}'..='\u{58f}' => Self::Armenian,
            '\u{590}'..='\u{5ff}' => Self::Hebrew,
            '\u{600}'..='\u{6ff}'
            | '\u{750}'..='\u{77f}'
            | '\u{8a0}'..='\u{8ff}'
            | '\u{fb50}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefe}' => Self::Arabic,
            _ => Self::Other,
        })
    }

    /// The alphabet of all letters of `text`; `None` where there are several, or no letter.
    pub fn of_all(text: &str) -> Option<Self> {
        let mut letters = text.chars().filter_map(Self::of);
        let first = letters.next()?;
        letters.all(|other| other == first).then_some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_an_alphabet_where_its_letters_agree() {
        let cases = [
            ("Al Ḩasakah", Some(Alphabet::Latin)),
            ("Al Ḩasakah ʿĀ", Some(Alphabet::Latin)),
            ("الـحسكة 5", Some(Alphabet::Arabic)),
            ("حەسەکە", Some(Alphabet::Arabic)),
            ("Хасеке", Some(Alphabet::Cyrillic)),
            ("Hаsakah", None),
            ("哈塞克", Some(Alphabet::Other)),
            ("123", None),
        ];
        for (text, expected) in cases {
            assert_eq!(Alphabet::of_all(text), expected, "{text}");
        }
    }
}
