//! What words are, and what stands between them.

use super::*;

fn written(text: &str) -> Vec<String> {
    let words = Words::of(text);
    (0..words.len()).map(|i| words.written(i).to_owned()).collect()
}

#[test]
fn words_are_runs_of_one_script_without_the_marks_around_them() {
    let cases = [
        ("سجن “الصناعة” في الحسكة.", "سجن|الصناعة|في|الحسكة"),
        ("#مخيم _الهول", "مخيم|الهول"),
        ("مخيـ.ـم الهول", "مخيـ.ـم|الهول"),
        ("المـ ـقاومة", "المـ ـقاومة"),
        ("الـ47", "الـ|47"),
        ("al-Sina’ah prison's", "al|Sina’ah|prison|s"),
        ("الطبقةِ، ٢٠ شاحنة", "الطبقةِ|٢٠|شاحنة"),
        ("", ""),
    ];
    for (text, expected) in cases {
        assert_eq!(written(text).join("|"), expected, "{text}");
    }
}

#[test]
fn a_letter_of_the_folded_word_leads_back_to_its_byte() {
    let text = "وَالـحَسكة";
    let words = Words::of(text);
    let byte = words.byte_of_letter(0, 1);
    assert_eq!(&text[byte..], "الـحَسكة");
}

#[test]
fn gaps_tell_what_stands_between() {
    let words = Words::of("one, two\n\nthree (four).");
    assert!(words.gap(1).has(Gap::COMMA));
    assert!(words.gap(2).has(Gap::PARAGRAPH));
    assert!(words.gap(3).has(Gap::BRACKET));
    assert!(words.gap(4).has(Gap::STOP));
}
