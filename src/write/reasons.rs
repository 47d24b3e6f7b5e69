//! Why reports are one event or two, and what an analyst changed, as sentences in both languages.

use std::sync::Arc;

use super::card::Phrasebook;
use super::numbers::bounds_in_words;
use super::words::{self, pick};
use crate::model::{
    Correction, DayFit, Difference, Edit, Filling, Fit, KindFit, Lang, NumberFit, Obstacle, Place,
    PlaceFit, Tie, Why,
};

/// What holds a report to its event: `same place · a shared day · the same number`.
pub fn tie(tie: &Tie, lang: Lang) -> String {
    match tie {
        Tie::Founds => pick(("the finest report of it", "أدق التقارير عنه"), lang).to_owned(),
        Tie::Joins(fit) => fit_in_words(*fit, lang),
        Tie::Linked(_) => pick(("put here by a correction", "ضُمّ إليه بتصحيح"), lang).to_owned(),
    }
}

fn fit_in_words(fit: Fit, lang: Lang) -> String {
    let kind = match fit.kind {
        KindFit::Same => None,
        KindFit::Joins => Some(("tells the toll of it", "يذكر حصيلته")),
    };
    let place = match fit.place {
        PlaceFit::Same => ("same place", "المكان نفسه"),
        PlaceFit::Around => ("a place around it", "مكان يحيط به"),
        PlaceFit::Within => ("a place inside it", "مكان داخله"),
        PlaceFit::Beside => ("a site beside it", "موقع بجواره"),
    };
    let days = match fit.days {
        DayFit::Shared => ("a shared day", "يوم مشترك"),
        DayFit::Possible => ("days that may be one", "أيام قد تكون واحدة"),
        DayFit::Next => ("the day after or before", "اليوم التالي أو السابق"),
        DayFit::Late => ("told some days later", "رُوي بعد أيام"),
        DayFit::GoesOn => ("told as still going on", "رُوي على أنه مستمر"),
        DayFit::Risen => ("a count told as it rose since", "عدد رُوي بعد أن ارتفع"),
        DayFit::Copied => ("no day, but the words of a dated report", "بلا يوم، بكلمات تقرير مؤرّخ"),
        DayFit::Recalled => (
            "no day, and the only one in the week before its publication",
            "بلا يوم، وهو الوحيد في الأسبوع السابق لنشره",
        ),
        DayFit::OtherYear => (
            "that month without a year, and a year apart from what all others tell",
            "الشهر نفسه بلا عام، وبينه وبين ما يرويه الآخرون عام",
        ),
        DayFit::Together => (
            "no day, but told in one sentence with what happened there then",
            "بلا يوم، لكن رُوي في جملة واحدة مع ما حدث هناك حينها",
        ),
        DayFit::Unknown => ("no day to compare", "لا يوم للمقارنة"),
    };
    let numbers = match fit.numbers {
        NumberFit::Same => Some(("the same number", "العدد نفسه")),
        NumberFit::Open => None,
        NumberFit::Other => Some(("another number", "عدد آخر")),
        NumberFit::OfOthers => Some(("others are counted", "المعدودون آخرون")),
    };
    let reasons = [kind, Some(place), Some(days), numbers].into_iter().flatten();
    reasons.map(|words| pick(words, lang)).collect::<Vec<_>>().join(" · ")
}

/// Why two events are two.
pub fn difference(difference: Difference, lang: Lang) -> String {
    let (en, ar) = match difference {
        Difference::Days(0) => {
            ("told of two days in a row".to_owned(), "في يومين متتاليين".to_owned())
        }
        Difference::Days(days) => (
            format!("their days do not meet; days between them: {days}"),
            format!("لا تلتقي أيامهما؛ الأيام بينهما: {days}"),
        ),
        Difference::Undated => (
            "one of them has no date, and no number holds them together".to_owned(),
            "أحدهما بلا تاريخ ولا عدد يجمعهما".to_owned(),
        ),
        Difference::Place(metres) if metres < 1_000 => (
            format!("other places; metres between them: {metres}"),
            format!("مكانان مختلفان؛ الأمتار بينهما: {metres}"),
        ),
        Difference::Place(metres) => {
            let km = (metres + 500) / 1_000;
            (
                format!("other places; km between them: {km}"),
                format!("مكانان مختلفان؛ الكيلومترات بينهما: {km}"),
            )
        }
        Difference::Year => {
            ("the same days of another year".to_owned(), "الأيام نفسها من عام آخر".to_owned())
        }
        Difference::Numbers => (
            "what both count they count differently".to_owned(),
            "ما يعدّه كلاهما يختلف عدده".to_owned(),
        ),
        Difference::People => {
            ("they count other people".to_owned(), "المعدودون في كل منهما آخرون".to_owned())
        }
        Difference::Side => ("others did it".to_owned(), "الفاعلان مختلفان".to_owned()),
        Difference::Means => {
            ("they were done with other means".to_owned(), "وسيلتاهما مختلفتان".to_owned())
        }
        Difference::Rows => (
            "they are two rows of one table, each with its own id".to_owned(),
            "هما صفّان من جدول واحد لكل منهما معرّفه".to_owned(),
        ),
        Difference::Several => (
            "the coarser of them may as well be another".to_owned(),
            "قد يكون أقلّهما دقة حدثاً آخر".to_owned(),
        ),
    };
    pick((en, ar), lang)
}

/// Why a report has no place, in the words of a page's table of texts.
pub(super) fn no_place(why: &Why, phrases: &Phrasebook<'_>) -> String {
    let lang = phrases.lang;
    let named = |place: &Arc<Place>| pick((place.name_en(), place.name_ar()), lang).to_owned();
    let classed = |place: &Arc<Place>| {
        format!("{} ({})", named(place), words::place_class(place.class, lang))
    };
    let words = |filling: &Filling| match filling {
        // In its own direction, whatever stands around it.
        Filling::Words(words) => format!("\u{2068}{words}\u{2069}"),
        Filling::Place(place) => named(place),
        Filling::Among(places) => {
            places.iter().map(classed).collect::<Vec<_>>().join(pick((", ", "، "), lang))
        }
    };
    // A table of a user that lacks one leaves it in English.
    let phrase = |obstacle: Obstacle| {
        let own = phrases.strings.get(&format!("no_place_{}", obstacle.as_str()));
        own.map_or_else(|| obstacle.english(), String::as_str)
    };
    why.told(phrase, words, pick(("; ", "؛ "), lang))
}

/// What a correction changed: `place: ghwayran-prison`.
pub fn correction(correction: &Correction, lang: Lang) -> String {
    let (what, to) = match &correction.edit {
        Edit::Place(place) => (("place", "المكان"), place.to_string()),
        Edit::Point(lonlat) => (("place", "المكان"), format!("{} {}", lonlat.lon(), lonlat.lat())),
        Edit::Dates(dates) => (("date", "التاريخ"), words::dates(dates.as_ref(), lang)),
        Edit::Kind(kind) => (("kind", "النوع"), kind.to_string()),
        Edit::Count(count) => {
            let none = pick(("none", "لا عدد"), lang).to_owned();
            let number = bounds_in_words(count.low, count.best, count.high, lang).unwrap_or(none);
            let of = words::counted(count.measure, count.group, lang);
            return format!("{of}: {number}");
        }
        Edit::TitleEn(title) => (("English title", "العنوان الإنكليزي"), title.clone()),
        Edit::TitleAr(title) => (("Arabic title", "العنوان العربي"), title.clone()),
        Edit::Status(status) => (("status", "الحال"), words::status(*status, lang).to_owned()),
        Edit::Merge(event) => (("joined with", "ضُمّ إلى"), event.to_string()),
        Edit::Accept => {
            return pick(("looked at and found right", "رُوجع ووُجد صحيحاً"), lang).to_owned();
        }
        Edit::Reject => return pick(("rejected", "مرفوض"), lang).to_owned(),
        Edit::Split => return pick(("split off", "فُصل"), lang).to_owned(),
    };
    format!("{}: {to}", pick(what, lang))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::write::templates::Templates;

    #[test]
    fn each_reason_is_told_in_both_languages() {
        let cases = [
            (DayFit::GoesOn, "told as still going on", "رُوي على أنه مستمر"),
            (DayFit::Risen, "a count told as it rose since", "عدد رُوي بعد أن ارتفع"),
            (
                DayFit::Copied,
                "no day, but the words of a dated report",
                "بلا يوم، بكلمات تقرير مؤرّخ",
            ),
            (
                DayFit::Recalled,
                "no day, and the only one in the week before its publication",
                "بلا يوم، وهو الوحيد في الأسبوع السابق لنشره",
            ),
            (
                DayFit::Together,
                "no day, but told in one sentence with what happened there then",
                "بلا يوم، لكن رُوي في جملة واحدة مع ما حدث هناك حينها",
            ),
            (
                DayFit::OtherYear,
                "that month without a year, and a year apart from what all others tell",
                "الشهر نفسه بلا عام، وبينه وبين ما يرويه الآخرون عام",
            ),
        ];
        for (days, en, ar) in cases {
            let (kind, place, numbers) = (KindFit::Same, PlaceFit::Same, NumberFit::Open);
            let fit = Tie::Joins(Fit { kind, place, days, numbers });
            assert_eq!(tie(&fit, Lang::English), format!("same place · {en}"));
            assert_eq!(tie(&fit, Lang::Arabic), format!("المكان نفسه · {ar}"));
        }
        assert_eq!(difference(Difference::Means, Lang::English), "they were done with other means");
        assert_eq!(difference(Difference::Means, Lang::Arabic), "وسيلتاهما مختلفتان");
        let cases = [
            (Difference::Days(0), "told of two days in a row"),
            (Difference::Days(3), "their days do not meet; days between them: 3"),
            (Difference::Place(400), "other places; metres between them: 400"),
            (Difference::Place(1_600), "other places; km between them: 2"),
            (Difference::Numbers, "what both count they count differently"),
            (Difference::People, "they count other people"),
        ];
        for (why, en) in cases {
            assert_eq!(difference(why, Lang::English), en);
        }
        assert_eq!(difference(Difference::Side, Lang::English), "others did it");
        assert_eq!(difference(Difference::Side, Lang::Arabic), "الفاعلان مختلفان");
    }

    #[test]
    fn why_something_has_no_place_is_told_in_the_language_of_the_page() {
        let templates = Templates::built_in().unwrap();
        for obstacle in Obstacle::ALL {
            let key = format!("no_place_{}", obstacle.as_str());
            assert_eq!(templates.strings(Lang::English).markup[&key], obstacle.english());
            let arabic = &templates.strings(Lang::Arabic).markup[&key];
            assert!(!arabic.contains(|c: char| c.is_ascii_alphabetic()), "{arabic}");
            for gap in ["{0}", "{1}", "{2}"] {
                assert_eq!(arabic.contains(gap), obstacle.english().contains(gap), "{arabic}");
            }
        }
        let why = Why::of(Obstacle::Street, ["{0}".into()]).and([Why::only(Obstacle::NotListed)]);
        let strings = &templates.strings(Lang::Arabic).markup;
        let arabic = Phrasebook { lang: Lang::Arabic, strings };
        assert_eq!(no_place(&why, &arabic), "\u{2068}{0}\u{2069} اسم شارع؛ ليس في الجدول");
        assert_eq!(why.to_string(), "{0} is the name of a street; not in the table");
        // A table of a user's that has not heard of it.
        let none = Phrasebook { lang: Lang::Arabic, strings: &BTreeMap::new() };
        assert_eq!(no_place(&Why::only(Obstacle::NoName), &none), "no name");
    }
}
