//! The Islamic calendar, converted.

use icu_calendar::cal::{Hijri, Iso, hijri::UmmAlQura};
use jiff::civil::Date;

/// The Gregorian day of a day of the Islamic calendar of Umm al-Qura, the one that newspapers print; a moon seen
/// elsewhere may differ by a day.
pub(super) fn to_gregorian(year: i16, month: i8, day: i16) -> Option<Date> {
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let calendar: Hijri<UmmAlQura> = Hijri::new_umm_al_qura();
    let hijri =
        icu_calendar::Date::try_new_hijri_with_calendar(year.into(), month, day, calendar).ok()?;
    let gregorian = hijri.to_calendar(Iso);
    let year = i16::try_from(gregorian.year().extended_year()).ok()?;
    let month = i8::try_from(gregorian.month().ordinal).ok()?;
    Date::new(year, month, i8::try_from(gregorian.day_of_month().0).ok()?).ok()
}

/// The year, month and day of the Islamic calendar.
pub(super) fn from_gregorian(day: Date) -> Option<(i16, i8, i8)> {
    let (month, of_month) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    let iso = icu_calendar::Date::try_new_iso(day.year().into(), month, of_month).ok()?;
    let hijri = iso.to_calendar(Hijri::new_umm_al_qura());
    let year = i16::try_from(hijri.year().extended_year()).ok()?;
    let month = i8::try_from(hijri.month().ordinal).ok()?;
    Some((year, month, i8::try_from(hijri.day_of_month().0).ok()?))
}

/// The first and last Gregorian day of a month.
pub(super) fn month(year: i16, month: i8) -> Option<(Date, Date)> {
    let first = to_gregorian(year, month, 1)?;
    let last = to_gregorian(year, month, 30).or_else(|| to_gregorian(year, month, 29))?;
    Some((first, last))
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
        assert_eq!(from_gregorian(date(2022, 1, 20)), Some((1443, 6, 17)));
        assert_eq!(month(1445, 9), Some((date(2024, 3, 11), date(2024, 4, 9))));
    }
}
