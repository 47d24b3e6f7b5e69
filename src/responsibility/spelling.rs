//! Spellings by which a name is known though the table has none of them: letters that look alike, stand apart or are doubled;
//! and whether a name is one by its sound.

use unicode_normalization::UnicodeNormalization as _;

use crate::text::{Folded, fold, has_article};

/// Letters that look like Latin ones, of Cyrillic and Greek.
const LOOKALIKES: [(&str, char); 24] = [
    ("аАαΑɑ", 'a'),
    ("ВΒ", 'b'),
    ("сСϲ", 'c'),
    ("ԁ", 'd'),
    ("еЕёЁΕε", 'e'),
    ("ɡ", 'g'),
    ("НΗһҺ", 'h'),
    ("іІїΙι", 'i'),
    ("јЈ", 'j'),
    ("кКκΚ", 'k'),
    ("ӏ", 'l'),
    ("мМΜ", 'm'),
    ("Νп", 'n'),
    ("оОοΟσ", 'o'),
    ("рРρΡ", 'p'),
    ("ԛ", 'q'),
    ("ѕЅ", 's'),
    ("тТτΤ", 't'),
    ("υμ", 'u'),
    ("νѵ", 'v'),
    ("ѡ", 'w'),
    ("хХχΧ", 'x'),
    ("уУΥγ", 'y'),
    ("Ζ", 'z'),
];

/// From so many letters on, each alone, a word is spelled out: `A l a y a`.
const SPELLED: usize = 4;
/// So few characters stand between two of them.
const APART: usize = 2;
/// A word with fewer letters is another with another end.
const LONG: usize = 4;

/// `text` with letters of other widths and shapes, and those that look like Latin ones, as plain letters.
pub(super) fn plain_letters(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let plain = |c: char| {
        let foreign = matches!(c, '\u{250}'..='\u{2af}' | '\u{370}'..='\u{52f}');
        let like = LOOKALIKES.iter().find(|(letters, _)| foreign && letters.contains(c));
        like.map_or(
            c,
            |&(_, latin)| if c.is_uppercase() { latin.to_ascii_uppercase() } else { latin },
        )
    };
    text.nfkc().map(plain).collect()
}

/// `text` with words that are spelled out letter by letter written in one.
pub(super) fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Letters that stand alone so far, the same as they are written, and how many characters came after the last.
    let (mut letters, mut written) = (String::new(), String::new());
    let mut apart = APART + 1;
    let mut chars = text.chars().peekable();
    let mut before_is_letter = false;
    let flush = |out: &mut String, letters: &mut String, written: &mut String, behind: &str| {
        if letters.chars().count() >= SPELLED {
            out.push_str(letters);
            out.push_str(behind);
        } else {
            out.push_str(written);
        }
        letters.clear();
        written.clear();
    };
    let mut behind = String::new();
    while let Some(c) = chars.next() {
        let is_letter = c.is_alphabetic();
        let is_alone = is_letter
            && !before_is_letter
            && !chars.peek().is_some_and(|next| next.is_alphanumeric());
        before_is_letter = c.is_alphanumeric();
        if is_alone && !letters.is_empty() && apart <= APART {
            letters.push(c);
        } else if is_alone {
            flush(&mut out, &mut letters, &mut written, &behind);
            letters.push(c);
        } else if !c.is_alphanumeric() && c != '\n' && !letters.is_empty() && apart < APART {
            apart += 1;
            behind.push(c);
            written.push(c);
            continue;
        } else {
            flush(&mut out, &mut letters, &mut written, &behind);
            out.push(c);
            continue;
        }
        written.push(c);
        behind.clear();
        apart = 0;
    }
    flush(&mut out, &mut letters, &mut written, &behind);
    out
}

/// The folded letters of `word`, doubled ones once, and one for the ends of Arabic names that sound alike: «علاية», «علايه»,
/// «علايا».
pub(super) fn loose(word: &str) -> Vec<u8> {
    let mut letters: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    letters.dedup_by(|one, other| one == other && one.is_alphabetic());
    // A year or a number behind the name: `alaya2022`.
    let ends = letters.iter().rposition(|c| !c.is_numeric()).map_or(0, |last| last + 1);
    if ends >= LONG {
        letters.truncate(ends);
    }
    if letters.len() >= LONG
        && let Some(last @ ('ة' | 'ه' | 'ە' | 'ہ')) = letters.last_mut()
    {
        *last = 'ا';
    }
    fold(&letters.into_iter().collect::<String>()).0
}

/// Whether the folded words `latin` write by sound what the folded words `arabic` write: Alaya and «علايا». What does not is a
/// translation: Black and «الأسود».
pub(super) fn transliterate(latin: &[Vec<u8>], arabic: &[Vec<u8>]) -> bool {
    let heard = consonants(latin);
    !heard.is_empty() && heard == consonants(arabic)
}

/// The consonants of `words`, a letter for all that are written for each other.
fn consonants(words: &[Vec<u8>]) -> Vec<char> {
    let bare = words.iter().map(|word| if has_article(word) { &word[2..] } else { word });
    let letters = bare.map(|word| Folded(word.to_vec()).to_string()).collect::<String>();
    let mut heard: Vec<char> = letters.chars().filter_map(consonant).collect();
    heard.dedup();
    heard
}

/// What is heard of a folded letter: nothing of vowels, glides and gutturals.
fn consonant(letter: char) -> Option<char> {
    Some(match letter {
        'ب' | 'b' | 'p' => 'b',
        'ت' | 'ث' | 'ط' | 't' => 't',
        'ج' | 'غ' | 'j' | 'g' => 'g',
        'خ' | 'x' => 'x',
        'د' | 'ذ' | 'ز' | 'ض' | 'ظ' | 'd' | 'z' => 'd',
        'ر' | 'r' => 'r',
        'س' | 'ش' | 'ص' | 's' | 'c' => 's',
        'ف' | 'f' | 'v' => 'f',
        'ق' | 'ك' | 'k' | 'q' => 'k',
        'ل' | 'l' => 'l',
        'م' | 'm' => 'm',
        'ن' | 'n' => 'n',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::words_of_name;

    #[test]
    fn letters_that_look_alike_are_read_as_plain_ones() {
        let cases = [
            ("Аlауа", "Alaya"),
            ("Ａｌａｙａ", "Alaya"),
            ("αlαyα", "alaya"),
            ("𝐀𝐥𝐚𝐲𝐚", "Alaya"),
            ("علايا", "علايا"),
            ("Qāmishlī", "Qāmishlī"),
        ];
        for (written, read) in cases {
            assert_eq!(plain_letters(written), read, "{written}");
        }
    }

    #[test]
    fn letters_that_stand_apart_are_one_word() {
        let cases = [
            ("at A l a y a today", "at Alaya today"),
            ("A  l  a  y  a", "Alaya"),
            ("A l a y a, at", "Alaya, at"),
            ("ع ل ا ي ا", "علايا"),
            ("a b in c d", "a b in c d"),
            ("U S A", "U S A"),
            ("A\nl a y a", "A\nlaya"),
            ("1 2 3 4 5", "1 2 3 4 5"),
            ("a man, I say", "a man, I say"),
        ];
        for (written, read) in cases {
            assert_eq!(joined(written), read, "{written}");
        }
    }

    #[test]
    fn slips_of_length_and_of_ends_are_one_spelling() {
        let alike = [
            ["Alaya", "Alayya", "Alaaya", "ALLAYA", "alaya2022"],
            ["علايا", "علاية", "علايه", "علاايا", "عَلَايَا"],
        ];
        for row in alike {
            for spelling in &row[1..] {
                assert_eq!(loose(spelling), loose(row[0]), "{spelling}");
            }
        }
        for (one, other) in [("Alaya", "Aleppo"), ("Hol", "Hul"), ("ماه", "ماا"), ("علي", "علايا")]
        {
            assert_ne!(loose(one), loose(other));
        }
    }

    #[test]
    fn a_name_is_told_from_a_translation_by_its_sound() {
        let cases = [
            ("Alaya", "علايا", true),
            ("Kasra", "الكسرة", true),
            ("Sina'a", "الصناعة", true),
            ("Ghwayran", "غويران", true),
            ("Black", "الأسود", false),
            ("Industrial School", "الصناعة", false),
            ("military police", "الشرطة العسكرية", false),
            ("Green Village", "القرية الخضراء", false),
        ];
        for (latin, arabic, sounds) in cases {
            let found = transliterate(&words_of_name(latin), &words_of_name(arabic));
            assert_eq!(found, sounds, "{latin}");
        }
    }
}
