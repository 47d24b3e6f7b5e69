//! The words of the model in both languages, as the outputs show them.
//!
//! Months have their Levantine names in Arabic and digits stay Western, as the Syrian press prints them.
//! Which event gets which title is `title`'s business.

use jiff::civil::Date;

use crate::model::{
    CoordinateStatus, DatePrecision, DateSpan, Field, Group, Lang, Measure, PlaceClass,
    PlacePrecision, Status,
};

/// The months, January first.
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The months in the Levant, January first.
const MONTHS_AR: [&str; 12] = [
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
];

/// The days as a reader says them, no finer than they are known: `29 March 2020`, `late January 2022`, `undated`.
pub fn dates(dates: Option<&DateSpan>, lang: Lang) -> String {
    let Some(span) = dates else {
        return pick(("undated", "بلا تاريخ"), lang).to_owned();
    };
    let start = span.start.unwrap_or(span.end);
    let days = days(start, span.end, lang);
    let one_month = (start.year(), start.month()) == (span.end.year(), span.end.month());
    let (en, ar) = match span.precision {
        DatePrecision::Day | DatePrecision::Range => return days,
        DatePrecision::Month if one_month => return month(start, lang),
        DatePrecision::MonthPart if one_month => return month_part(start, lang),
        DatePrecision::Year if start.year() == span.end.year() => {
            (format!("{}", start.year()), format!("عام {}", start.year()))
        }
        DatePrecision::Night => (format!("{days} (night)"), format!("ليلة {days}")),
        DatePrecision::Week => (format!("week of {days}"), format!("أسبوع {days}")),
        DatePrecision::Approx
        | DatePrecision::Month
        | DatePrecision::MonthPart
        | DatePrecision::Year => (format!("about {days}"), format!("نحو {days}")),
        DatePrecision::Before => {
            let end = day(span.end, lang);
            (format!("on or before {end}"), format!("في {end} أو قبله"))
        }
        DatePrecision::Reported => (format!("reported {days}"), format!("ورد الخبر في {days}")),
    };
    pick((en, ar), lang)
}

/// How finely a place is known.
pub fn place_precision(precision: PlacePrecision, lang: Lang) -> &'static str {
    let words = match precision {
        PlacePrecision::Coordinates => ("coordinates in the source", "إحداثيات في المصدر"),
        PlacePrecision::Site => ("site", "موقع"),
        PlacePrecision::Neighbourhood => ("neighbourhood", "حي"),
        PlacePrecision::Town => ("town", "مدينة أو بلدة"),
        PlacePrecision::District => ("district", "منطقة"),
        PlacePrecision::Governorate => ("governorate", "محافظة"),
        PlacePrecision::Country => ("country", "بلد"),
    };
    pick(words, lang)
}

/// How finely a date is known.
pub fn date_precision(precision: DatePrecision, lang: Lang) -> &'static str {
    let words = match precision {
        DatePrecision::Day => ("day", "يوم"),
        DatePrecision::Night => ("night", "ليلة"),
        DatePrecision::Range => ("range of days", "مدة"),
        DatePrecision::Week => ("week", "أسبوع"),
        DatePrecision::MonthPart => ("part of a month", "جزء من شهر"),
        DatePrecision::Month => ("month", "شهر"),
        DatePrecision::Year => ("year", "عام"),
        DatePrecision::Approx => ("approximate", "تقريبي"),
        DatePrecision::Before => ("latest day only", "آخر يوم فقط"),
        DatePrecision::Reported => ("day of publication", "يوم النشر"),
    };
    pick(words, lang)
}

/// How a source tells an event.
pub fn status(status: Status, lang: Lang) -> &'static str {
    let words = match status {
        Status::Reported => ("reported", "مُبلَّغ عنه"),
        Status::Unconfirmed => ("unconfirmed", "غير مؤكد"),
        Status::Planned => ("planned", "مخطط له"),
        Status::Feared => ("feared", "يُخشى وقوعه"),
        Status::Habitual => ("told of no single occasion", "متكرر بلا مناسبة محددة"),
        Status::Denied => ("denied", "منفي"),
    };
    pick(words, lang)
}

/// How far a coordinate can be trusted.
pub fn coordinate_status(status: CoordinateStatus, lang: Lang) -> &'static str {
    let words = match status {
        CoordinateStatus::Verified => ("verified", "موثقة"),
        CoordinateStatus::SingleSource => ("single source", "مصدر واحد"),
        CoordinateStatus::Derived => ("derived", "مستنتجة"),
        CoordinateStatus::Unverified => ("unverified", "غير موثقة"),
    };
    pick(words, lang)
}

/// Fields that a record coded by hand decides: `date, place`; `None` where there are none.
pub fn coded(fields: &[Field], lang: Lang) -> Option<String> {
    let word = |field: &Field| match field {
        Field::Kind => ("kind", "النوع"),
        Field::Status => ("status", "الحال"),
        Field::Main => ("main", "الرئيسي"),
        Field::Dates => ("date", "التاريخ"),
        Field::Place => ("place", "المكان"),
        Field::Counts => ("numbers", "الأعداد"),
    };
    let words: Vec<_> = fields.iter().map(|field| pick(word(field), lang)).collect();
    (!words.is_empty()).then(|| words.join(pick((", ", "، "), lang)))
}

/// What is counted, and whose: `killed, civilians`.
pub fn counted(of: Measure, whose: Option<Group>, lang: Lang) -> String {
    let mut words = measure(of, lang).to_owned();
    if let Some(whose) = whose {
        words.push_str(pick((", ", "، "), lang));
        words.push_str(group(whose, lang));
    }
    words
}

/// What is counted.
pub fn measure(measure: Measure, lang: Lang) -> &'static str {
    let words = match measure {
        Measure::Escaped => ("escaped", "فارّون"),
        Measure::Recaptured => ("recaptured", "أُعيد القبض عليهم"),
        Measure::Attempted => ("attempted to escape", "حاولوا الفرار"),
        Measure::Killed => ("killed", "قتلى"),
        Measure::Wounded => ("wounded", "جرحى"),
        Measure::Detained => ("detained", "معتقلون"),
        Measure::Transferred => ("transferred", "منقولون"),
        Measure::Families => ("families", "عائلات"),
        Measure::Surrendered => ("surrendered", "استسلموا"),
        Measure::Vehicles => ("vehicles", "مركبات"),
        Measure::Projectiles => ("projectiles", "مقذوفات"),
    };
    pick(words, lang)
}

/// Whose dead or wounded are counted.
pub fn group(group: Group, lang: Lang) -> &'static str {
    let words = match group {
        Group::Is => ("Islamic State", "تنظيم الدولة الإسلامية"),
        Group::Sdf => ("SDF, Asayish and guards", "قسد والأسايش والحراس"),
        Group::Civilians => ("civilians", "مدنيون"),
        Group::Army => ("army", "الجيش"),
        Group::Others => ("other armed sides", "أطراف مسلحة أخرى"),
        Group::Total => ("all groups", "المجموع"),
    };
    pick(words, lang)
}

/// What a place is.
pub fn place_class(class: PlaceClass, lang: Lang) -> &'static str {
    let words = match class {
        PlaceClass::Country => ("country", "بلد"),
        PlaceClass::Governorate => ("governorate", "محافظة"),
        PlaceClass::District => ("district", "منطقة"),
        PlaceClass::Area => ("area", "نطاق"),
        PlaceClass::City => ("city", "مدينة"),
        PlaceClass::Town => ("town", "بلدة"),
        PlaceClass::Village => ("village", "قرية"),
        PlaceClass::Neighbourhood => ("neighbourhood", "حي"),
        PlaceClass::Landmark => ("landmark", "معلم"),
        PlaceClass::Prison => ("prison", "سجن"),
        PlaceClass::Camp => ("camp", "مخيم"),
        PlaceClass::Base => ("base", "قاعدة"),
        PlaceClass::Oilfield => ("oilfield", "حقل نفط"),
        PlaceClass::Crossing => ("crossing", "معبر"),
    };
    pick(words, lang)
}

/// The plural form that `n` takes, by CLDR.
pub(super) fn plural(n: usize, lang: Lang) -> &'static str {
    match (lang, n) {
        (_, 1) => "one",
        (Lang::English, _) => "other",
        (Lang::Arabic, 0) => "zero",
        (Lang::Arabic, 2) => "two",
        (Lang::Arabic, n) => match n % 100 {
            3..=10 => "few",
            11..=99 => "many",
            _ => "other",
        },
    }
}

/// The one of two that is in `lang`.
pub(super) fn pick<T>((en, ar): (T, T), lang: Lang) -> T {
    match lang {
        Lang::English => en,
        Lang::Arabic => ar,
    }
}

fn month_name(date: Date, lang: Lang) -> &'static str {
    let months = pick((MONTHS_EN, MONTHS_AR), lang);
    months[usize::from(date.month().unsigned_abs()) - 1]
}

fn month(date: Date, lang: Lang) -> String {
    format!("{} {}", month_name(date, lang), date.year())
}

fn day(date: Date, lang: Lang) -> String {
    format!("{} {}", date.day(), month(date, lang))
}

/// The third of the month in which `start` lies, cut as [`DatePrecision::MonthPart`] says.
fn month_part(start: Date, lang: Lang) -> String {
    let part = match start.day() {
        ..=10 => ("early", "أوائل"),
        11..=20 => ("mid", "منتصف"),
        _ => ("late", "أواخر"),
    };
    format!("{} {}", pick(part, lang), month(start, lang))
}

/// `start` to `end`, saying month and year once where they are the same.
fn days(start: Date, end: Date, lang: Lang) -> String {
    if start == end {
        return day(end, lang);
    }
    let same_year = start.year() == end.year();
    let same_month = same_year && start.month() == end.month();
    let first = match (same_month, same_year) {
        (true, _) => start.day().to_string(),
        (false, true) => format!("{} {}", start.day(), month_name(start, lang)),
        (false, false) => day(start, lang),
    };
    let dash = match lang {
        Lang::English if same_month => "–",
        Lang::English => " – ",
        // A dash between two numbers turns them around in right-to-left text; a word does not.
        Lang::Arabic => " إلى ",
    };
    format!("{first}{dash}{}", day(end, lang))
}

#[cfg(test)]
mod tests {
    use super::*;
    use DatePrecision as P;

    #[test]
    fn dates_are_told_no_finer_than_they_are_known() {
        let cases = [
            ("2020-03-29 2020-03-29", P::Day, "29 March 2020", "29 آذار 2020"),
            (
                "2022-01-20 2022-01-21",
                P::Night,
                "20–21 January 2022 (night)",
                "ليلة 20 إلى 21 كانون الثاني 2022",
            ),
            (
                "2022-01-20 2022-01-26",
                P::Range,
                "20–26 January 2022",
                "20 إلى 26 كانون الثاني 2022",
            ),
            (
                "2022-01-28 2022-02-03",
                P::Range,
                "28 January – 3 February 2022",
                "28 كانون الثاني إلى 3 شباط 2022",
            ),
            (
                "2021-12-30 2022-01-02",
                P::Range,
                "30 December 2021 – 2 January 2022",
                "30 كانون الأول 2021 إلى 2 كانون الثاني 2022",
            ),
            (
                "2022-01-03 2022-01-09",
                P::Week,
                "week of 3–9 January 2022",
                "أسبوع 3 إلى 9 كانون الثاني 2022",
            ),
            (
                "2022-01-01 2022-01-10",
                P::MonthPart,
                "early January 2022",
                "أوائل كانون الثاني 2022",
            ),
            ("2022-10-11 2022-10-20", P::MonthPart, "mid October 2022", "منتصف تشرين الأول 2022"),
            ("2022-02-21 2022-02-28", P::MonthPart, "late February 2022", "أواخر شباط 2022"),
            ("2022-01-01 2022-01-31", P::Month, "January 2022", "كانون الثاني 2022"),
            ("2022-01-01 2022-12-31", P::Year, "2022", "عام 2022"),
            (
                "2022-01-03 2022-01-05",
                P::Approx,
                "about 3–5 January 2022",
                "نحو 3 إلى 5 كانون الثاني 2022",
            ),
            ("- 2022-08-04", P::Before, "on or before 4 August 2022", "في 4 آب 2022 أو قبله"),
            (
                "2023-08-27 2023-08-27",
                P::Reported,
                "reported 27 August 2023",
                "ورد الخبر في 27 آب 2023",
            ),
            // A month that the merging has widened is no month any more.
            (
                "2022-01-01 2022-02-28",
                P::Month,
                "about 1 January – 28 February 2022",
                "نحو 1 كانون الثاني إلى 28 شباط 2022",
            ),
        ];
        for (span, precision, en, ar) in cases {
            let (start, end) = span.split_once(' ').unwrap();
            let span = DateSpan { start: start.parse().ok(), end: end.parse().unwrap(), precision };
            assert_eq!(dates(Some(&span), Lang::English), en);
            assert_eq!(dates(Some(&span), Lang::Arabic), ar);
        }
        assert_eq!(dates(None, Lang::English), "undated");
        assert_eq!(dates(None, Lang::Arabic), "بلا تاريخ");
    }

    #[test]
    fn numbers_take_their_plural_forms() {
        let cases = [
            (0, "other", "zero"),
            (1, "one", "one"),
            (2, "other", "two"),
            (3, "other", "few"),
            (10, "other", "few"),
            (11, "other", "many"),
            (99, "other", "many"),
            (100, "other", "other"),
            (102, "other", "other"),
            (103, "other", "few"),
            (1_111, "other", "many"),
        ];
        for (n, en, ar) in cases {
            assert_eq!((plural(n, Lang::English), plural(n, Lang::Arabic)), (en, ar), "{n}");
        }
    }

    #[test]
    fn the_words_of_one_kind_differ_in_each_language() {
        for lang in [Lang::English, Lang::Arabic] {
            let lists: [Vec<&str>; 7] = [
                DatePrecision::ALL.map(|p| date_precision(p, lang)).to_vec(),
                PlacePrecision::ALL.map(|p| place_precision(p, lang)).to_vec(),
                PlaceClass::ALL.map(|c| place_class(c, lang)).to_vec(),
                CoordinateStatus::ALL.map(|s| coordinate_status(s, lang)).to_vec(),
                Status::ALL.map(|s| status(s, lang)).to_vec(),
                Measure::ALL.map(|m| measure(m, lang)).to_vec(),
                Group::ALL.map(|g| group(g, lang)).to_vec(),
            ];
            for mut words in lists {
                let all = words.len();
                words.sort_unstable();
                words.dedup();
                assert_eq!(words.len(), all, "a word stands twice in {words:?}");
            }
        }
    }
}
