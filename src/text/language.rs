//! The language of a text, seen by its letters where nobody tells it. Only those that sources are read in are seen; any other is none.

use super::Alphabet;
use crate::model::Lang;

/// So many of a hundred letters may be another language's: names bring them along.
const FOREIGN_PERCENT: usize = 2;

/// What Persian, Kurdish and Urdu write with Arabic letters, and Arabic does not.
const NOT_ARABIC: &str = "پچژگکڕڵۆێەیڤہےٹڈڑں";

/// How many letters are looked at: a few paragraphs tell it, and a long text is not gone through once more.
const LOOKED_AT: usize = 1000;

/// The language in which most of the first thousand letters of `text` are written: Arabic, or English, which of all in Latin letters
/// keeps to A to Z. `None` where it is another, or no letter tells.
pub fn language(text: &str) -> Option<Lang> {
    let (mut all, mut arabic, mut latin) = (0, Letters::default(), Letters::default());
    for c in text.chars() {
        match c {
            // What nearly all texts are written with.
            '\u{621}'..='\u{63a}' | '\u{641}'..='\u{64a}' => arabic.count(false),
            'A'..='Z' | 'a'..='z' => latin.count(false),
            _ if c.is_ascii() => continue,
            _ => match Alphabet::of(c) {
                Some(Alphabet::Arabic) => arabic.count(NOT_ARABIC.contains(c)),
                Some(Alphabet::Latin) => latin.count(true),
                Some(_) => {}
                None => continue,
            },
        }
        all += 1;
        if all == LOOKED_AT {
            break;
        }
    }
    let of_most = |letters: &Letters| letters.all * 2 > all;
    let (lang, letters) = [(Lang::Arabic, arabic), (Lang::English, latin)]
        .into_iter()
        .find(|(_, letters)| of_most(letters))?;
    (letters.foreign * 100 <= letters.all * FOREIGN_PERCENT).then_some(lang)
}

/// The letters of one alphabet.
#[derive(Debug, Default)]
struct Letters {
    all: usize,
    /// Those that the language of that alphabet does not write.
    foreign: usize,
}

impl Letters {
    fn count(&mut self, is_foreign: bool) {
        self.all += 1;
        self.foreign += usize::from(is_foreign);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_seen_by_its_letters_and_another_is_none() {
        let cases = [
            ("انفجرت سيارة مفخخة في الرقة (Raqqa) يوم 5 أيار", Some(Lang::Arabic)),
            ("A car bomb exploded in Raqqa «الرقة» on 5 May.", Some(Lang::English)),
            (
                "Gunmen attacked Al-Ḩasakah prison on Thursday evening, killing two.",
                Some(Lang::English),
            ),
            ("Bomba yüklü araç Rakka'da patladı, üç kişi öldü.", None),
            ("Li Reqayê erebeyeke bombebarkirî teqiya û sê kes mirin.", None),
            ("خودروی بمب‌گذاری شده در رقه منفجر شد", None),
            ("ئۆتۆمبێلێکی بۆمبڕێژکراو لە ڕەققە تەقییەوە", None),
            ("Взрыв автомобиля в Ракке", None),
            ("5/5/2022", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(language(text), expected, "{text}");
        }
    }
}
