//! The table of events as plain pages of its own, for whoever runs no program: `table.html`, `table.ar.html` in another language,
//! and further ones where it is long. What stands in a row is `table.html`'s business, among the templates.

use serde::Serialize;
use tera::Context;

use super::card::EventCard;
use super::columns::INLINE;
use super::face::Face;
use super::templates::Templates;
use super::{Files, policy};
use crate::diagnostic::Diagnostic;

/// So many rows with their sentences stand on one page: at most a megabyte of markup, which any browser lays out at once.
const ROWS: usize = 500;

/// And so many of very many events, of which the sentences are left out: all of them would be as large as the site again.
const BRIEF_ROWS: usize = 2_000;

/// One of the pages of a table, as a link.
#[derive(Debug, Serialize)]
struct Leaf {
    number: usize,
    href: String,
}

/// The pages of `events` as `face` has them, which lead to those of `other`; `shared` is what they tell beside the rows.
///
/// # Errors
/// If a template cannot be rendered.
pub(super) fn pages(
    events: &[EventCard<'_>],
    shared: &Context,
    face: Face,
    other: Option<Face>,
    templates: &Templates,
) -> Result<Files, Diagnostic> {
    let is_brief = events.len() > INLINE;
    let rows = if is_brief { BRIEF_ROWS } else { ROWS };
    let count = events.len().div_ceil(rows).max(1);
    let leaf = |number| Leaf { number, href: file(face, number) };
    let leaves: Vec<_> = (1..=count).map(leaf).collect();
    let page = |Leaf { number, href }: &Leaf| {
        let mut context = shared.clone();
        let told = events.chunks(rows).nth(number - 1).unwrap_or_default();
        if is_brief {
            context.insert("events", &told.iter().map(EventCard::brief).collect::<Vec<_>>());
        } else {
            context.insert("events", told);
        }
        let translated = other.map(|other| other.link(|other| file(other, *number)));
        context.insert("other", &translated);
        context.insert("home", &face.page());
        context.insert("number", number);
        context.insert("leaves", if count > 1 { &leaves[..] } else { &[] });
        context.insert("policy", policy::PLAIN);
        Ok((href.clone(), templates.render_plain(&context)?.into_bytes()))
    };
    leaves.iter().map(page).collect()
}

/// The name of a page of the table.
pub(super) fn file(face: Face, number: usize) -> String {
    let part = if number > 1 { format!("-{number}") } else { String::new() };
    face.file(&format!("table{part}"), "html")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::model::EventId;
    use crate::write::page;
    use crate::write::sample::Sample;

    fn rendered(sample: &Sample) -> BTreeMap<String, String> {
        let files =
            page::pages(&sample.site(), &Files::new(), &Templates::built_in().unwrap()).unwrap();
        let tables = files.into_iter().filter(|(name, _)| name.starts_with("table"));
        tables.map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
    }

    #[test]
    fn every_event_has_its_row_and_every_report_its_sentence_in_the_table_of_each_language() {
        let sample = Sample::new();
        let pages = rendered(&sample);
        assert_eq!(pages.keys().collect::<Vec<_>>(), ["table.ar.html", "table.html"]);
        for (name, page) in &pages {
            let told: usize = sample.events.iter().map(|event| event.reports.len()).sum();
            assert_eq!(page.matches("<q dir=\"auto\"").count(), told, "{name}");
            let home = if name == "table.html" { "index.html" } else { "ar.html" };
            for event in &sample.events {
                assert!(page.contains(&format!("data-row=\"{}\"", event.id)), "{}", event.id);
                assert!(page.contains(&format!("href=\"{home}#event={}\"", event.id)));
            }
        }
    }

    #[test]
    fn a_plain_page_runs_nothing_and_loads_only_its_style() {
        for page in rendered(&Sample::new()).values() {
            assert!(!page.contains("<script") && !page.contains(" style=\""));
            // No word more: each would be a door.
            let policy = "default-src 'none'; style-src 'self'; img-src data:; font-src 'self'; base-uri 'none'; form-action 'none'";
            assert!(page.contains(&format!("Content-Security-Policy\" content=\"{policy}\"")));
        }
    }

    #[test]
    fn a_long_table_is_several_pages_that_lead_to_each_other_and_together_tell_each_event_once() {
        // With sentences up to the number of events that a page of the map holds whole, without them beyond.
        for (count, pages, is_brief) in [(ROWS + 1, 2, false), (INLINE + 1, 11, true)] {
            let mut sample = Sample::new();
            let event = sample.events[0].clone();
            let numbered = |n| {
                let mut event = event.clone();
                event.id = EventId::new(&format!("event-{n}"));
                event
            };
            sample.events = (0..count).map(numbered).collect();
            let rendered = rendered(&sample);
            assert_eq!(rendered.len(), 2 * pages);
            let faces: Vec<_> = sample.site().faces().collect();
            let english = |n| &rendered[&file(faces[0], n)];
            let rows: usize =
                (1..=pages).map(|n| english(n).matches("<tr data-row=").count()).sum();
            assert_eq!(rows, count);
            for n in 1..=pages {
                assert_eq!(english(n).matches("aria-current=\"page\"").count(), 2);
                assert!(english(n).contains(&format!("href=\"{}\"", file(faces[1], n))));
                assert!(english(n).contains(&format!("href=\"{}\"", file(faces[0], pages))));
                assert_eq!(english(n).contains("<q "), !is_brief);
                assert!(english(n).len() < 1_500_000, "{}", english(n).len());
            }
        }
    }
}
