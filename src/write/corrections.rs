//! Rows for the table of corrections: what `read` reads again. docs/corrections.md is the contract.

use crate::model::{Correction, Count, DatePrecision, DateSpan, Edit, Subject};
use crate::table::guarded;

/// The columns, in their order.
pub const COLUMNS: [&str; 8] = ["event", "source", "quote", "change", "to", "by", "on", "why"];

/// The cells of `correction`, guarded against spreadsheets.
pub fn cells(correction: &Correction) -> [String; 8] {
    let Correction { line: _, subject, edit, by, on, reason } = correction;
    let (event, source, quote) = match subject {
        Subject::Event(event) => (event.to_string(), String::new(), String::new()),
        Subject::Reports(quote) => {
            (String::new(), quote.source.clone(), quote.words.clone().unwrap_or_default())
        }
    };
    let (change, to) = change(edit);
    let on = on.map(|day| day.to_string()).unwrap_or_default();
    let (by, reason) = (by.clone().unwrap_or_default(), reason.clone().unwrap_or_default());
    [event, source, quote, change, to, by, on, reason].map(|cell| guarded(&cell).into_owned())
}

/// `correction` as a line of the table, without a line end.
///
/// # Panics
/// Never: memory takes what is written.
pub fn line(correction: &Correction) -> String {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    writer.write_record(cells(correction)).expect("memory does not fail to be written");
    let bytes = writer.into_inner().expect("memory does not fail to be flushed");
    let line = String::from_utf8(bytes).expect("cells are text");
    line.trim_end_matches('\n').to_owned()
}

/// What is changed, and to what.
fn change(edit: &Edit) -> (String, String) {
    let (change, to) = match edit {
        Edit::Place(place) => ("place", place.to_string()),
        Edit::Point(lonlat) => ("place", format!("{} {}", lonlat.lon(), lonlat.lat())),
        Edit::Dates(dates) => ("date", dates.as_ref().map_or("undated".to_owned(), days)),
        Edit::Kind(kind) => ("kind", kind.to_string()),
        Edit::Count(count) => {
            let group = count.group.map(|group| format!("_{}", group.as_str()));
            let measure = count.measure.as_str();
            return (format!("{measure}{}", group.unwrap_or_default()), number(count));
        }
        Edit::TitleEn(title) => ("title", title.clone()),
        Edit::TitleAr(title) => ("title_ar", title.clone()),
        Edit::Status(status) => ("status", status.as_str().to_owned()),
        Edit::Accept => ("accept", String::new()),
        Edit::Reject => ("reject", String::new()),
        Edit::Split => ("split", String::new()),
        Edit::Merge(event) => ("merge", event.to_string()),
    };
    (change.to_owned(), to)
}

/// As the table writes days; what it has no word for, such as a night, is written from its first day to its last.
fn days(dates: &DateSpan) -> String {
    let Some(start) = dates.start else { return format!("../{}", dates.end) };
    match dates.precision {
        DatePrecision::Month => start.strftime("%Y-%m").to_string(),
        DatePrecision::Year => start.strftime("%Y").to_string(),
        DatePrecision::Before => format!("../{}", dates.end),
        DatePrecision::Approx => format!("~{start}"),
        _ if start == dates.end => start.to_string(),
        _ => format!("{start}/{}", dates.end),
    }
}

/// As the table writes numbers: bounds where there are two, else the number told.
fn number(count: &Count) -> String {
    match (count.low, count.best, count.high) {
        (Some(low), _, Some(high)) if low == high => low.to_string(),
        (Some(low), _, Some(high)) => format!("{low}..{high}"),
        (_, Some(best), _) => best.to_string(),
        (Some(low), None, None) => format!("{low}.."),
        (None, None, Some(high)) => format!("..{high}"),
        (None, None, None) => "none".to_owned(),
    }
}
