//! Numbers as the news writes them, and what each is.

use super::*;
use crate::extract::{Kinds, Lexicon};

#[test]
fn decimals_are_no_number_of_their_own() {
    let lexicon = Lexicon::new(&Kinds::built_in());
    for text in ["14.5", "١٤٫٥", "0.500"] {
        let words = Words::of(text);
        let number = at(&words, &lexicon.hits(&words), 0).expect(text);
        assert_eq!(number.end, words.len(), "{text}");
    }
}

#[test]
fn numbers_are_read_in_digits_and_words() {
    let lexicon = Lexicon::new(&Kinds::built_in());
    let cases = [
        ("25 سجينا", Some(25)),
        ("٢٠ شاحنة", Some(20)),
        ("6,300 امرأة", Some(6300)),
        ("1.200 شخص", Some(1200)),
        ("ثلاثة وعشرون قتيلا", Some(23)),
        ("ثلاثة وعشرين", Some(23)),
        ("3 آلاف", Some(3000)),
        ("خمسة آلاف", Some(5000)),
        ("مئة وخمسة وعشرين", Some(125)),
        ("مئة وعشرون ألفا", Some(120_000)),
        ("مائة وخمسين", Some(150)),
        ("مئتان وخمسون", Some(250)),
        ("مئتي سجين", Some(200)),
        ("ثلاثمئة وسبعة وعشرون", Some(327)),
        ("ثلاث مئة", Some(300)),
        ("ألف سجين", Some(1000)),
        ("ألفي شخص", Some(2000)),
        ("ألف ومئتان وخمسون", Some(1250)),
        ("خمسة آلاف ومئتان", Some(5200)),
        ("3 آلاف و500", Some(3500)),
        ("2.5 ألف", Some(2500)),
        ("1.5 million", Some(1_500_000)),
        ("٢٫٥ مليون", Some(2_500_000)),
        ("أحد عشر", Some(11)),
        ("إحدى عشرة امرأة", Some(11)),
        ("اثني عشر", Some(12)),
        ("اثنتا عشرة", Some(12)),
        ("ثلاثة عشر", Some(13)),
        ("خمس عشرة", Some(15)),
        ("تسعة عشر", Some(19)),
        ("لخمسة سجناء", Some(5)),
        ("خمسة وعشرة", Some(5)),
        ("عشرين وخمسة", Some(20)),
        ("مئة ألف", Some(100_000)),
        ("twenty-three men", Some(23)),
        ("three hundred", Some(300)),
        ("two hundred and five", Some(205)),
        ("two hundred thousand", Some(200_000)),
        ("one hundred and twenty-three", Some(123)),
        ("two thousand five hundred", Some(2500)),
        ("a hundred", Some(100)),
        ("two dozen", Some(24)),
        ("a dozen", Some(12)),
        ("half a dozen", Some(6)),
        ("twenty and five", Some(20)),
        ("14.5 قتيلا", Some(14)),
        ("one twenty one twenty", Some(1)),
        ("0.500 كيلومتر", Some(0)),
        ("000,000,000", Some(0)),
        ("99999999999999999999999", None),
        ("آلاف", None),
        ("hundreds", None),
        ("سجين", None),
    ];
    for (text, expected) in cases {
        let words = Words::of(text);
        let found = at(&words, &lexicon.hits(&words), 0).map(|number| number.value);
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_quantity_has_the_bounds_that_the_words_around_it_give() {
    let lexicon = Lexicon::new(&Kinds::built_in());
    let cases = [
        ("نحو 3 آلاف سجين", (None, Some(3000), None)),
        ("أكثر من 100 معتقل", (Some(100), None, None)),
        ("ما لا يقل عن عشرة", (Some(10), None, None)),
        ("ما لا يقل عن نحو 20", (Some(20), None, None)),
        ("أقل من 30", (None, None, Some(30))),
        ("10 على الأقل", (Some(10), None, None)),
        ("بين 20 و25 سجينا", (Some(20), None, Some(25))),
        ("بين عشرين وثلاثين", (Some(20), None, Some(30))),
        ("بين خمسة وعشرة", (Some(5), None, Some(10))),
        ("20-25 سجينا", (Some(20), None, Some(25))),
        ("من 3 إلى 5 عناصر", (Some(3), None, Some(5))),
        ("خمسة أو ستة", (Some(5), None, Some(6))),
        ("between 20 and 25", (Some(20), None, Some(25))),
        ("from 3 to 5", (Some(3), None, Some(5))),
        ("20 to 25 men", (Some(20), None, Some(25))),
        ("three or four", (Some(3), None, Some(4))),
        ("at least 12", (Some(12), None, None)),
        ("up to 50", (None, None, Some(50))),
        ("about twenty", (None, Some(20), None)),
        ("12 or more", (Some(12), None, None)),
        ("الـ20 سجينا", (Some(20), Some(20), Some(20))),
        ("5 و7", (Some(5), Some(5), Some(5))),
    ];
    for (text, expected) in cases {
        let words = Words::of(text);
        let found = quantity(&words, &lexicon.hits(&words), 0, words.len()).expect(text);
        assert_eq!((found.low, found.best, found.high), expected, "{text}");
    }
}
