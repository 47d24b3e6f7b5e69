//! The Islamic calendar, converted.

use icu_calendar::cal::{Hijri, Iso};
use jiff::civil::Date;

/// The Gregorian day of a day of the Islamic calendar of Umm al-Qura, the one that newspapers print; a moon seen
/// elsewhere may differ by a day.
pub(super) fn to_gregorian(year: i16, month: i8, day: i16) -> Option<Date> {
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let calendar = Hijri::new_umm_al_qura();
    let hijri =
        icu_calendar::Date::try_new_hijri_with_calendar(year.into(), month, day, calendar).ok()?;
    let gregorian = hijri.to_calendar(Iso);
    let year = i16::try_from(gregorian.year().extended_year()).ok()?;
    let month = i8::try_from(gregorian.month().ordinal).ok()?;
    Date::new(year, month, i8::try_from(gregorian.day_of_month().0).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_those_that_newspapers_print() {
        let cases = [
            ((1443, 6, 17), Some(date(2022, 1, 20))),
            ((1445, 9, 1), Some(date(2024, 3, 11))),
            ((1445, 13, 1), None),
            ((1445, 9, 31), None),
        ];
        for ((year, month, day), expected) in cases {
            assert_eq!(to_gregorian(year, month, day), expected, "{year}-{month}-{day}");
        }
    }
}
