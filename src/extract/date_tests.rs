//! The forms in which dates are told, as tables.

use super::super::{Kinds, Lexicon};
use super::*;

#[test]
fn dates_are_read_in_every_form_and_counted_from_publication() {
    let lexicon = Lexicon::new(&Kinds::built_in());
    // Wednesday.
    let published = Some(date(2022, 6, 15));
    let cases = [
        ("29 March 2020", "2020-03-29..2020-03-29 day"),
        ("on January 20, 2022", "2022-01-20..2022-01-20 day"),
        ("28th, August 2023", "2023-08-28..2023-08-28 day"),
        ("سوريا-24-01-2022", "2022-01-24..2022-01-24 day"),
        ("2024.02.06", "2024-02-06..2024-02-06 day"),
        ("في ٥ كانون الثاني/يناير ٢٠٢٢", "2022-01-05..2022-01-05 day"),
        ("26 من أبريل (نيسان) الماضي", "2022-04-26..2022-04-26 day"),
        ("في 30 كانون الأول", "2021-12-30..2021-12-30 day"),
        ("الخميس 17 جمادى الآخرة 1443", "2022-01-20..2022-01-20 day"),
        ("مساء أمس الثلاثاء", "2022-06-14..2022-06-14 day"),
        ("أمس", "2022-06-14..2022-06-14 day"),
        ("يوم الأحد الفائت", "2022-06-12..2022-06-12 day"),
        ("on Tuesday", "2022-06-14..2022-06-14 day"),
        ("ليل الخميس/ الجمعة", "2022-06-09..2022-06-10 night"),
        ("قبل يومين", "2022-06-13..2022-06-13 day"),
        ("منذ ثلاثة أيام", "2022-06-12..2022-06-12 day"),
        ("three days ago", "2022-06-12..2022-06-12 day"),
        ("الأسبوع الماضي", "2022-06-08..2022-06-14 week"),
        ("last month", "2022-05-01..2022-05-31 month"),
        ("منتصف أيار/مايو الماضي", "2022-05-11..2022-05-20 month_part"),
        ("مطلع العام الجاري", "2022-01-01..2022-01-31 month_part"),
        ("مطلع العام 2021", "2021-01-01..2021-01-31 month_part"),
        ("في آذار/ مارس المنصرم من العام الجاري 2020", "2020-03-01..2020-03-31 month"),
        ("in March 2019", "2019-03-01..2019-03-31 month"),
        ("المتواصل لليوم الخامس", ""),
        ("between December 27 and February 2", "2021-12-27..2022-02-02 range"),
        ("30 February 2022", ""),
        ("May be", ""),
        ("5 people", ""),
    ];
    for (text, expected) in cases {
        let words = Words::of(text);
        let found = dates(&words, &lexicon.hits(&words), 0..words.len(), published);
        let shown = found.first().map_or(String::new(), |told| show(&told.dates));
        assert_eq!(shown, expected, "{text}");
    }
}

#[test]
fn without_a_publication_day_nothing_relative_is_guessed() {
    let lexicon = Lexicon::new(&Kinds::built_in());
    for text in ["أمس", "قبل يومين", "on Tuesday", "26 من أبريل الماضي", "last week"]
    {
        let words = Words::of(text);
        assert_eq!(dates(&words, &lexicon.hits(&words), 0..words.len(), None), [], "{text}");
    }
}

fn show(span: &DateSpan) -> String {
    let start = span.start.map_or(String::new(), |day| day.to_string());
    format!("{start}..{} {}", span.end, span.precision.as_str())
}
