//! ISO dates, whole or cut short.

use jiff::civil::Date;

use crate::model::{DatePrecision, DateSpan};
use crate::read::suggest::quote;

/// Reads `2022-01-20`, `2022-01` or `2022`, or with `/` as GDAL writes it in tables; a time behind the day is cut off, whatever its zone.
pub(super) fn span(text: &str) -> Result<DateSpan, String> {
    let (date, time) = match text.split_once(['T', 't', ' ']) {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let between = if date.contains('/') { '/' } else { '-' };
    let parts: Vec<&str> = date.split(between).collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let numbers: Option<Vec<i16>> = parts.iter().map(|part| number(part)).collect();
    let shape = numbers.zip(Some(lengths)).filter(|_| time.is_none_or(starts_with_digit));
    let (first, last, precision) = match shape.as_ref().map(|(n, l)| (n.as_slice(), l.as_slice())) {
        Some((&[year, month, day], [4, 2, 2])) => {
            let day = civil(text, year, month, day)?;
            (day, day, DatePrecision::Day)
        }
        Some((&[year, month], [4, 2])) if time.is_none() => {
            let first = civil(text, year, month, 1)?;
            (first, first.last_of_month(), DatePrecision::Month)
        }
        Some((&[year], [4])) if time.is_none() => {
            let first = civil(text, year, 1, 1)?;
            (first, first.last_of_year(), DatePrecision::Year)
        }
        _ => return Err(format!("{} is no date; write 2022-01-20, 2022-01 or 2022", quote(text))),
    };
    Ok(DateSpan::between(first, last, precision))
}

/// Reads a date that must be a whole day.
pub(super) fn day(text: &str) -> Result<Date, String> {
    match span(text)? {
        DateSpan { end, precision: DatePrecision::Day, .. } => Ok(end),
        _ => Err(format!("{} is no day; write it whole, as 2022-01-20", quote(text))),
    }
}

fn number(digits: &str) -> Option<i16> {
    // `parse` alone would take a sign.
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

fn starts_with_digit(time: &str) -> bool {
    time.starts_with(|c: char| c.is_ascii_digit())
}

fn civil(text: &str, year: i16, month: i16, day: i16) -> Result<Date, String> {
    let part = |number| i8::try_from(number).ok();
    part(month)
        .zip(part(day))
        .and_then(|(month, day)| Date::new(year, month, day).ok())
        .filter(|_| year > 0)
        .ok_or_else(|| format!("{} is no day of the calendar; correct it", quote(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_a_day_a_month_or_a_year() {
        let cases = [
            ("2022-01-20", "2022-01-20", "2022-01-20", DatePrecision::Day),
            ("2022/01/20", "2022-01-20", "2022-01-20", DatePrecision::Day),
            ("2024-02-29", "2024-02-29", "2024-02-29", DatePrecision::Day),
            ("2022-01-20T23:30:00+03:00", "2022-01-20", "2022-01-20", DatePrecision::Day),
            ("2022-01-20 06:00", "2022-01-20", "2022-01-20", DatePrecision::Day),
            ("2024-02", "2024-02-01", "2024-02-29", DatePrecision::Month),
            ("2022", "2022-01-01", "2022-12-31", DatePrecision::Year),
        ];
        for (text, start, end, precision) in cases {
            let span = span(text).expect(text);
            let told = (span.start.map(|d| d.to_string()), span.end.to_string(), span.precision);
            assert_eq!(told, (Some(start.into()), end.into(), precision), "{text}");
        }
    }

    #[test]
    fn what_no_calendar_has_is_no_date() {
        let cases = [
            "2024-02-30",
            "2023-02-29",
            "2024-13-01",
            "2024-00-10",
            "0000",
            "31/04/2024",
            "2022/1/20",
            "2022/01-20",
            "01.05.2024",
            "2024-1-5",
            "20240105",
            "-044-01-01",
            "+024-01-01",
            "10000-01-01",
            "2024-01-20Tnoon",
            "2024-01T10",
            "٢٠٢٤-٠١-٠١",
            "yesterday",
            "2024-01-01-01",
            "-",
            "T",
            "",
        ];
        for text in cases {
            assert!(span(text).is_err(), "{text}");
        }
        assert!(day("2024-01").is_err());
    }
}
