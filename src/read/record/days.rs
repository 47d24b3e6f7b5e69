//! The days of a record, never finer than its row tells them.

use super::{Draft, Faults, Shape};
use crate::diagnostic::Diagnostic;
use crate::model::{DatePrecision, DateSpan};
use crate::read::column::Column;
use crate::read::date;
use crate::read::suggest::quote;

impl Draft<'_> {
    fn span(&self, column: Column) -> Result<Option<DateSpan>, Diagnostic> {
        let Some(value) = self.typed(column, Shape::String)? else { return Ok(None) };
        let span = date::span(&value.text).map_err(|message| self.reject(Some(value), message))?;
        Ok(Some(span))
    }

    /// When it happened.
    pub(super) fn dates(
        &self,
        faults: &mut Faults,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<DateSpan> {
        let words = DatePrecision::ALL.map(DatePrecision::as_str);
        let precision = self.word(Column::DatePrecision, DatePrecision::parse, words);
        let precision = faults.of(precision).flatten();
        let [start, end] = [Column::Start, Column::End].map(|column| faults.of(self.span(column)));
        let (start, end) = (start?, end?);
        let before = |end| DateSpan { start: None, end, precision: DatePrecision::Before };
        let is_whole = self.form.is_some() && start.is_some() && end.is_some();
        let told = match (start, end) {
            (None, None) => return None,
            (Some(only), None) if precision == Some(DatePrecision::Before) => before(only.end),
            (Some(only), None) => only,
            (None, Some(end)) => before(end.end),
            (Some(start), Some(end)) if start == end => start,
            (Some(start), Some(end)) => {
                let first = start.start.unwrap_or(start.end);
                if first > end.end {
                    let message = "the event ends before it starts; correct one of the dates";
                    let fault = self.reject(self.values.get(&Column::End), message);
                    return faults.of(Err(fault));
                }
                DateSpan::between(first, end.end, DatePrecision::Range)
            }
        };
        let at = self.values.get(&Column::DatePrecision);
        // What was published is known by its days, and no day of a month stands for all of it.
        if let Some(precision) = precision.filter(|_| is_whole)
            && !matches!(precision, DatePrecision::Before | DatePrecision::Day)
        {
            return Some(DateSpan { precision, ..told });
        }
        Some(match (precision, at) {
            (Some(precision), Some(value)) => {
                at_precision(told, precision).unwrap_or_else(|told| {
                    let message = format!(
                        "date_precision {} does not fit the dates; read as `{}`",
                        quote(&value.text),
                        told.precision.as_str()
                    );
                    diagnostics.push(Diagnostic::warning(self.position(value), message));
                    told
                })
            }
            _ => told,
        })
    }
}

/// `told` as no finer than `precision`; `Err` gives it back where the two contradict each other.
fn at_precision(told: DateSpan, precision: DatePrecision) -> Result<DateSpan, DateSpan> {
    let DateSpan { start, end, .. } = told;
    let Some(start) = start else {
        return if precision == DatePrecision::Before { Ok(told) } else { Err(told) };
    };
    match precision {
        DatePrecision::Day if start != end => Err(told),
        // A table that gives some day of the month it means: the whole month, for no more is known.
        DatePrecision::Month => {
            Ok(DateSpan::between(start.first_of_month(), end.last_of_month(), precision))
        }
        DatePrecision::Year => {
            Ok(DateSpan::between(start.first_of_year(), end.last_of_year(), precision))
        }
        _ => Ok(DateSpan { start: Some(start), end, precision }),
    }
}
