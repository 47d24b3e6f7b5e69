//! Everything that is known of one event, for a person on a terminal: its numbers by who tells them, each report with what ties it
//! to the event, corrections, and the events that it is not. In English, as the other explanations.

use std::fmt::Write as _;

use anstyle::Style;

use super::numbers::{bounds_in_words, voice};
use super::{reasons, title, words};
use crate::diagnostic::visible;
use crate::model::{Bounds, Correction, Difference, Event, EventId, EventReport, Lang, Toll};

const TITLE: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();

/// `event` as text, with the id that is its own `beyond_doubt`, the ids of `others` that claim what it is called, and those that it
/// is held apart from. Where there is no `colour`, it is plain.
pub fn text(
    event: &Event,
    beyond_doubt: &EventId,
    others: &[&EventId],
    apart: &[(&Event, Difference)],
    colour: bool,
) -> String {
    let mut sheet = Sheet { out: String::new(), colour };
    sheet.head(event);
    sheet.line(&format!("  in rows  {beyond_doubt}, which names it whatever is told later"));
    if !others.is_empty() {
        let others: Vec<_> = others.iter().map(|other| other.as_str()).collect();
        sheet.line(&format!("  beside   {}, which links to this id may mean", others.join(", ")));
    }
    let tolls = event.tolls();
    if !tolls.is_empty() {
        sheet.title("Numbers");
        for toll in &tolls {
            sheet.toll(toll);
        }
    }
    sheet.title("Reports");
    for (told, number) in event.reports.iter().zip(1..) {
        sheet.report(number, told);
    }
    if !event.amendments.corrections.is_empty() {
        sheet.title("Corrections");
        for correction in &event.amendments.corrections {
            sheet.correction("  ", correction);
        }
    }
    sheet.title("Held apart from");
    if apart.is_empty() {
        sheet.line("  none: no other event of such a kind is near it in place and days");
    }
    for (other, why) in apart {
        sheet.line(&format!("  {}  {}", other.id, days(other)));
        sheet.quiet(&format!("    {}", reasons::difference(*why, Lang::English)));
    }
    sheet.out
}

fn days(event: &Event) -> String {
    words::dates(event.dates.as_ref(), Lang::English)
}

struct Sheet {
    out: String,
    colour: bool,
}

impl Sheet {
    fn line(&mut self, text: &str) {
        self.out.push_str(&visible(text));
        self.out.push('\n');
    }

    fn styled(&mut self, style: Style, text: &str) {
        if self.colour {
            let _ = writeln!(self.out, "{style}{}{style:#}", visible(text));
        } else {
            self.line(text);
        }
    }

    /// The head of a part, with an empty line before it.
    fn title(&mut self, text: &str) {
        self.out.push('\n');
        self.styled(TITLE, text);
    }

    fn quiet(&mut self, text: &str) {
        self.styled(QUIET, text);
    }

    fn head(&mut self, event: &Event) {
        self.styled(TITLE, event.id.as_str());
        self.line(&format!("  {}", title::title(event, Lang::English)));
        let status = words::status(event.status, Lang::English);
        self.line(&format!("  kind     {} · {status}", event.kind.id));
        let precision = event.dates.as_ref().map(|dates| dates.precision);
        let precision = precision.map(|precision| words::date_precision(precision, Lang::English));
        let precision = precision.map(|precision| format!(" · {precision}")).unwrap_or_default();
        self.line(&format!("  days     {}{precision}", days(event)));
        let location = &event.location;
        let place = location.place.as_ref().map_or("no place of the table", |it| it.id.as_str());
        let precision = words::place_precision(location.precision, Lang::English);
        let radius_m = location.radius_m;
        self.line(&format!("  place    {place} · {precision} · within about {radius_m} m"));
        let (witnesses, reports) = (event.witnesses(), event.reports.len());
        self.line(&format!(
            "  told by  sources in words of their own: {witnesses}; reports: {reports}"
        ));
        if !event.aliases.is_empty() {
            let aliases: Vec<_> = event.aliases.iter().map(ToString::to_string).collect();
            self.quiet(&format!("  also     {}", aliases.join(", ")));
        }
    }

    fn toll(&mut self, toll: &Toll<'_>) {
        let Bounds { low, best, high } = toll.bounds();
        let bounds = bounds_in_words(low, best, high, Lang::English);
        let bounds = bounds.map(|bounds| format!(": {bounds}")).unwrap_or_default();
        let label = words::counted(toll.measure, toll.group, Lang::English);
        let settled = if toll.settled.is_some() { " · set by a correction" } else { "" };
        let disputed = if toll.is_disputed() { " · sources differ" } else { "" };
        self.line(&format!("  {label}{bounds}{settled}{disputed}"));
        for claim in &toll.claims {
            let count = claim.count;
            let number = bounds_in_words(count.low, count.best, count.high, Lang::English);
            let number = number.unwrap_or_else(|| "no number".to_owned());
            let words = match count.words.as_str() {
                "" => String::new(),
                words => format!(" (“{words}”)"),
            };
            let earlier = if claim.superseded { " · told otherwise later" } else { "" };
            self.line(&format!("    {number}  {}{words}{earlier}", voice(claim.report)));
        }
        for part in toll.denied() {
            let by = part.report.map_or("a correction", voice);
            self.line(&format!("    at least {}  {by}, by groups", part.at_least));
        }
    }

    fn report(&mut self, number: usize, told: &EventReport) {
        let origin = &told.report.origin;
        let published = origin.published.map(|day| format!(" · published {day}"));
        let voice = origin.publisher.as_ref().map(|publisher| format!(" · {publisher}"));
        let (voice, published) = (voice.unwrap_or_default(), published.unwrap_or_default());
        let line = told.report.evidence.line;
        self.line(&format!("  {number}  {}:{line}{voice}{published}", origin.path));
        if !told.report.evidence.sentence.is_empty() {
            self.line(&format!("     “{}”", told.report.evidence.sentence));
        }
        let place = told.location.place.as_ref().map_or("a point", |place| place.id.as_str());
        let days = words::dates(told.report.dates.as_ref(), Lang::English);
        self.line(&format!("     {} · {place} · {days}", told.report.kind));
        self.quiet(&format!("     {}", reasons::tie(&told.tie, Lang::English)));
        if let Some(first) = &told.copy_of {
            self.quiet(&format!("     repeats the words of {first}"));
        }
        for correction in &told.report.corrections {
            self.correction("     ", correction);
        }
    }

    fn correction(&mut self, indent: &str, correction: &Correction) {
        let what = reasons::correction(correction, Lang::English);
        let by = correction.by.as_ref().map(|by| format!(" · by {by}")).unwrap_or_default();
        let on = correction.on.map(|on| format!(" · on {on}")).unwrap_or_default();
        let why = correction.reason.as_ref().map(|why| format!(" · “{why}”")).unwrap_or_default();
        self.line(&format!("{indent}corrected: {what}{by}{on}{why}"));
    }
}
