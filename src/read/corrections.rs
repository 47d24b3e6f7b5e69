//! The table of corrections: what an analyst says against or beside the machine. docs/corrections.md is the contract.
//!
//! Whether what a row speaks of is there is not known here.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::model::{
    Correction, Count, DatePrecision, DateSpan, Edit, EventId, Group, KindId, LonLat, Measure,
    PlaceId, Quote, Status, Subject, in_one_line,
};
use crate::read::coordinate::doubt;
use crate::read::known::{Ids, unread_columns};
use crate::read::suggest::{did_you_mean, quote};
use crate::read::{date, decode};
use crate::table::{Row, Table, unguarded};

const COLUMNS: [&str; 8] = ["event", "source", "quote", "change", "to", "by", "on", "why"];

/// The changes that are no count.
const CHANGES: [&str; 10] =
    ["place", "date", "kind", "title", "title_ar", "status", "accept", "reject", "split", "merge"];

/// The rows of a table of corrections.
#[derive(Debug, Default)]
pub struct CorrectionTable {
    /// The rows that can be followed, in the order of the file.
    pub corrections: Vec<Arc<Correction>>,
    /// What is wrong with the others.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a table of corrections; a row that cannot be followed is rejected alone. `kinds` and `places` are the ids there are.
///
/// # Errors
/// Fatal where the table cannot be read, or its header lacks `change`.
pub fn corrections(
    file: &str,
    bytes: &[u8],
    kinds: &BTreeSet<KindId>,
    has_place: &dyn Fn(&PlaceId) -> bool,
) -> Result<CorrectionTable, Diagnostic> {
    let bytes = decode::to_utf8(file, bytes)
        .map_err(|fault| Diagnostic::fatal(fault.position, fault.message))?;
    let mut table = Table::parse(file, &bytes, &["change"])?;
    let mut diagnostics = std::mem::take(&mut table.diagnostics);
    let unread = unread_columns(&table, COLUMNS);
    diagnostics.extend(unread.map(|(at, message)| Diagnostic::warning(at, message)));
    let ids = Ids { kinds, has_place };
    let mut corrections = Vec::new();
    for row in &table.rows {
        let cells = Cells { table: &table, row, ids };
        match cells.correction() {
            Ok(correction) => {
                diagnostics.extend(cells.unread(&correction));
                diagnostics.extend(cells.swapped(&correction));
                corrections.push(Arc::new(correction));
            }
            Err((column, message)) => {
                let mut at = table.position(row, column);
                // The table may lack the column.
                at.column = at.column.max(1);
                diagnostics.push(Diagnostic::rejected(at, message));
            }
        }
    }
    Ok(CorrectionTable { corrections, diagnostics })
}

/// A row, and what it may name.
struct Cells<'t> {
    table: &'t Table,
    row: &'t Row,
    ids: Ids<'t>,
}

/// The column at fault, and what to tell of it.
type Fault = (&'static str, String);

impl Cells<'_> {
    fn get(&self, column: &str) -> Option<&str> {
        // A table from a spreadsheet guards what looks like a formula.
        self.table.cell(self.row, column).map(unguarded)
    }

    fn correction(&self) -> Result<Correction, Fault> {
        let subject = self.subject()?;
        let edit = self.edit()?;
        let on_reports = matches!(subject, Subject::Reports(_));
        match edit {
            Edit::TitleEn(_) | Edit::TitleAr(_) if on_reports => {
                return Err(("event", "a title is that of an event; give its id".to_owned()));
            }
            Edit::Split if !on_reports => {
                let message = "say which reports are split off: give their source, and words of their sentence as quote";
                return Err(("source", message.to_owned()));
            }
            _ => {}
        }
        Ok(Correction {
            line: self.row.line,
            subject,
            edit,
            by: self.get("by").map(str::to_owned),
            on: self.get("on").map(date::day).transpose().map_err(|what| ("on", what))?,
            reason: self.get("why").map(str::to_owned),
        })
    }

    /// A cell that says more than the change takes.
    fn unread(&self, correction: &Correction) -> Option<Diagnostic> {
        let is_bare = matches!(correction.edit, Edit::Accept | Edit::Reject | Edit::Split);
        (is_bare && self.get("to").is_some()).then(|| {
            let message = "this change takes no `to`; not read, empty the cell";
            Diagnostic::warning(self.table.position(self.row, "to"), message)
        })
    }

    /// A point whose numbers seem to be swapped.
    fn swapped(&self, correction: &Correction) -> Option<Diagnostic> {
        let Edit::Point(point) = &correction.edit else { return None };
        let doubt = doubt(*point)?;
        Some(Diagnostic::warning(self.table.position(self.row, "to"), doubt))
    }

    fn subject(&self) -> Result<Subject, Fault> {
        match (self.get("event"), self.get("source")) {
            (Some(event), None) if self.get("quote").is_none() => {
                Ok(Subject::Event(EventId::new(event)))
            }
            (Some(_), None) => Err(("quote", "a quote needs its source, and then no event; name the source".to_owned())),
            (None, Some(source)) => Ok(Subject::Reports(Quote {
                source: source.to_owned(),
                words: self.get("quote").map(|words| in_one_line(words).into_owned()),
            })),
            (Some(_), Some(_)) => Err((
                "source",
                "a row speaks of an event or of reports of a source, not of both; empty one of the two".to_owned(),
            )),
            (None, None) => Err((
                "event",
                "says not what it corrects; give the id of an event, or a source and words of its sentence".to_owned(),
            )),
        }
    }

    fn edit(&self) -> Result<Edit, Fault> {
        let Some(change) = self.get("change") else {
            return Err((
                "change",
                format!("says not what to change; write one of {}", CHANGES.join(", ")),
            ));
        };
        let change = change.to_lowercase();
        match change.as_str() {
            "accept" => return Ok(Edit::Accept),
            "reject" => return Ok(Edit::Reject),
            "split" => return Ok(Edit::Split),
            _ => {}
        }
        let Some(to) = self.get("to") else {
            return Err((
                "to",
                format!("says not to what {} is changed; fill the cell", quote(&change)),
            ));
        };
        let fault = |message: String| ("to", message);
        match change.as_str() {
            "place" => self.place(to).map_err(fault),
            "date" => days(to).map(Edit::Dates).map_err(fault),
            "kind" => self.kind(to).map_err(fault),
            "title" => Ok(Edit::TitleEn(to.to_owned())),
            "title_ar" => Ok(Edit::TitleAr(to.to_owned())),
            "status" => status(to).map_err(fault),
            "merge" => Ok(Edit::Merge(EventId::new(to))),
            _ => {
                let Some((measure, group)) = counted(&change) else {
                    let known = CHANGES.into_iter().chain(Measure::ALL.map(Measure::as_str));
                    let hint = did_you_mean(&change, known);
                    let message =
                        format!("{} is nothing that can be changed{hint}", quote(&change));
                    return Err(("change", message));
                };
                count(measure, group, &change, to).map(Edit::Count).map_err(fault)
            }
        }
    }

    fn place(&self, to: &str) -> Result<Edit, String> {
        if let Some((lon, lat)) = to.split_once(' ') {
            let degrees = |text: &str| text.trim().parse::<f64>().ok();
            let point =
                degrees(lon).zip(degrees(lat)).and_then(|(lon, lat)| LonLat::new(lon, lat).ok());
            return point.map(Edit::Point).ok_or_else(|| {
                format!(
                    "{} is no point; write longitude, a blank and latitude: 40.7471 36.5112",
                    quote(to)
                )
            });
        }
        self.ids.place(to).map(Edit::Place)
    }

    fn kind(&self, to: &str) -> Result<Edit, String> {
        // As in records: `Prison escape` is `prison_escape`.
        let id = KindId::new(&to.to_lowercase().replace([' ', '-'], "_"));
        self.ids.kind(id, to).map(Edit::Kind)
    }
}

fn status(to: &str) -> Result<Edit, String> {
    Status::parse(to).map(Edit::Status).ok_or_else(|| {
        format!(
            "{} is no status; write one of {}",
            quote(to),
            Status::ALL.map(Status::as_str).join(", ")
        )
    })
}

/// `2022-01-20`, `2022-01`, `2022`, `2022-01-20/2022-01-26`, `~2022-01-20`, `../2022-01-20` (by then), `undated`.
fn days(to: &str) -> Result<Option<DateSpan>, String> {
    if to == "undated" {
        return Ok(None);
    }
    if let Some(about) = to.strip_prefix('~') {
        let told = date::span(about)?;
        return Ok(Some(DateSpan { precision: DatePrecision::Approx, ..told }));
    }
    let Some((from, until)) = to.split_once('/') else { return date::span(to).map(Some) };
    let end = date::day(until)?;
    if from == ".." {
        return Ok(Some(DateSpan { start: None, end, precision: DatePrecision::Before }));
    }
    let start = date::day(from)?;
    if start > end {
        return Err(format!("{} ends before it begins; put the days in order", quote(to)));
    }
    Ok(Some(DateSpan::between(start, end, DatePrecision::Range)))
}

/// `killed`, `killed_civilians`.
fn counted(change: &str) -> Option<(Measure, Option<Group>)> {
    match change.split_once('_') {
        Some((measure, group)) => Some((Measure::parse(measure)?, Some(Group::parse(group)?))),
        None => Some((Measure::parse(change)?, None)),
    }
}

/// `20`, `20..22`, `20..` (at least), `..22` (at most), `none`.
fn count(measure: Measure, group: Option<Group>, change: &str, to: &str) -> Result<Count, String> {
    let fault = || format!("{} is no number; write 20, 20..22, 20.., ..22 or none", quote(to));
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<u64>().ok().filter(|_| digits).ok_or_else(fault)
    };
    let words = format!("{change} {to}");
    let open = Count {
        measure,
        group,
        low: None,
        best: None,
        high: None,
        words: words.clone(),
        span: None,
    };
    if to == "none" {
        return Ok(open);
    }
    match to.split_once("..") {
        None => Ok(Count::exactly(measure, group, number(to)?, words)),
        Some(("", "")) => Err(fault()),
        Some((low, "")) => Ok(Count { low: Some(number(low)?), ..open }),
        Some(("", high)) => Ok(Count { high: Some(number(high)?), ..open }),
        Some((low, high)) => {
            let (low, high) = (number(low)?, number(high)?);
            if low > high {
                return Err(format!("{} is in the wrong order; write {high}..{low}", quote(to)));
            }
            Ok(Count { low: Some(low), high: Some(high), ..open })
        }
    }
}
