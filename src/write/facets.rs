//! By what a reader of the page may choose among its events, beside their kind: codes that are the same in every language, so that a
//! link to a choice holds in each of them, and what they are called.

use serde::Serialize;

use super::words;
use crate::model::{DatePrecision, Event, Lang, Measure, PlacePrecision, Status, Toll};

/// The code of an event without any date; the others are those of [`DatePrecision`].
const UNDATED: &str = "undated";

/// What an event is chosen by.
#[derive(Debug, Serialize)]
pub(super) struct Codes {
    status: &'static str,
    place: &'static str,
    date: &'static str,
    /// What its sources count, each once.
    number: Vec<&'static str>,
}

/// The codes that may occur, and what they are called: the finest and plainest first.
#[derive(Debug, Serialize)]
pub(super) struct Terms {
    status: Vec<Term>,
    place: Vec<Term>,
    date: Vec<Term>,
    number: Vec<Term>,
}

/// What a code is called.
#[derive(Debug, Serialize)]
struct Term {
    id: &'static str,
    label: &'static str,
}

impl Codes {
    /// Those of `event`, of which `tolls` are the numbers.
    pub(super) fn of(event: &Event, tolls: &[Toll<'_>]) -> Self {
        let mut number: Vec<_> = tolls.iter().map(|toll| toll.measure.as_str()).collect();
        number.dedup();
        Self {
            status: event.status.as_str(),
            place: event.location.precision.as_str(),
            date: event.dates.as_ref().map_or(UNDATED, |dates| dates.precision.as_str()),
            number,
        }
    }
}

impl Terms {
    pub(super) fn new(lang: Lang) -> Self {
        let undated = words::pick(("not told", "غير مذكور"), lang);
        let mut date = terms(DatePrecision::ALL, |p| (p.as_str(), words::date_precision(p, lang)));
        date.push(Term { id: UNDATED, label: undated });
        Self {
            status: terms(Status::ALL, |s| (s.as_str(), words::status(s, lang))),
            place: terms(PlacePrecision::ALL, |p| (p.as_str(), words::place_precision(p, lang))),
            date,
            number: terms(Measure::ALL, |m| (m.as_str(), words::measure(m, lang))),
        }
    }
}

fn terms<T, const N: usize>(
    all: [T; N],
    named: impl Fn(T) -> (&'static str, &'static str),
) -> Vec<Term> {
    all.map(named).into_iter().map(|(id, label)| Term { id, label }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_an_event_is_a_term_in_each_language() {
        let event = crate::write::sample::Sample::new().events.remove(0);
        let codes = Codes::of(&event, &event.tolls());
        for lang in [Lang::English, Lang::Arabic] {
            let all = Terms::new(lang);
            let has = |terms: &[Term], id| terms.iter().any(|term| term.id == id);
            assert!(has(&all.status, codes.status));
            assert!(has(&all.place, codes.place));
            assert!(has(&all.date, codes.date) && has(&all.date, UNDATED));
            assert!(codes.number.iter().all(|id| has(&all.number, id)));
            assert!(all.date.iter().all(|term| !term.label.is_empty()));
        }
    }
}
