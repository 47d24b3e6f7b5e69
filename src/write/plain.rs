//! Lists as plain pages of their own, for whoever runs no program: the table of events, `table.html`, `table.ar.html` in another
//! language, and further ones where it is long; and what is too long for the page of the map. What stands in a row is the business
//! of the template that the list is called by.

use serde::Serialize;
use tera::Context;

use super::card::{EventCard, SourceCard, UnplacedCard};
use super::columns::INLINE;
use super::face::Face;
use super::templates::Templates;
use super::{Files, policy};
use crate::diagnostic::Diagnostic;

/// So many rows with their sentences stand on one page: at most a megabyte of markup, which any browser lays out at once. More of any
/// list have no room on the page of the map, where a browser lays them out before it shows the map: 6,800 took eight seconds.
pub(super) const ROWS: usize = 500;

/// And so many without: of sources, and of very many events, which with their sentences would be as large as the site again.
const BRIEF_ROWS: usize = 2_000;

/// A list that has plain pages: its files are named by it, `table.html`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    Table,
    Unplaced,
    Sources,
}

/// One of the pages of a list, as a link.
#[derive(Debug, Serialize)]
struct Leaf {
    number: usize,
    href: String,
}

/// How plain pages are made: in the language of `face`, with links to those of `other`.
#[derive(Clone, Copy)]
pub(super) struct Plain<'a> {
    /// What they tell beside the rows.
    pub(super) shared: &'a Context,
    pub(super) face: Face,
    pub(super) other: Option<Face>,
    pub(super) templates: &'a Templates,
}

impl List {
    /// Also the key of its heading among the texts, and its place in a page.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Unplaced => "unplaced",
            Self::Sources => "sources",
        }
    }

    /// The name of one of its pages.
    pub(super) fn file(self, face: Face, number: usize) -> String {
        let part = if number > 1 { format!("-{number}") } else { String::new() };
        face.file(&format!("{}{part}", self.name()), "html")
    }
}

impl Plain<'_> {
    /// The pages of events.
    ///
    /// # Errors
    /// If a template cannot be rendered; so do the others.
    pub(super) fn events(self, events: &[EventCard<'_>]) -> Result<Files, Diagnostic> {
        if events.len() <= INLINE {
            return self.pages(List::Table, "events", events, ROWS);
        }
        let brief: Vec<_> = events.iter().map(EventCard::brief).collect();
        self.pages(List::Table, "events", &brief, BRIEF_ROWS)
    }

    /// The pages of reports that are not on the map.
    pub(super) fn unplaced(self, reports: &[UnplacedCard<'_>]) -> Result<Files, Diagnostic> {
        self.pages(List::Unplaced, "unplaced", reports, ROWS)
    }

    /// The pages of what was read.
    pub(super) fn sources(self, sources: &[SourceCard<'_>]) -> Result<Files, Diagnostic> {
        self.pages(List::Sources, "sources", sources, BRIEF_ROWS)
    }

    /// The pages of `list`, with so many of its `rows` on each, which templates find under `key`.
    fn pages(
        self,
        list: List,
        key: &'static str,
        rows: &[impl Serialize],
        on_each: usize,
    ) -> Result<Files, Diagnostic> {
        let Self { shared, face, other, templates } = self;
        let count = rows.len().div_ceil(on_each).max(1);
        let leaf = |number| Leaf { number, href: list.file(face, number) };
        let leaves: Vec<_> = (1..=count).map(leaf).collect();
        let page = |Leaf { number, href }: &Leaf| {
            let mut context = shared.clone();
            context.insert(key, rows.chunks(on_each).nth(number - 1).unwrap_or_default());
            let translated = other.map(|other| other.link(|other| list.file(other, *number)));
            context.insert("other", &translated);
            context.insert("home", &face.page());
            context.insert("list", list.name());
            context.insert("number", number);
            context.insert("leaves", if count > 1 { &leaves[..] } else { &[] });
            context.insert("policy", policy::PLAIN);
            Ok((href.clone(), templates.render_plain(&context)?.into_bytes()))
        };
        leaves.iter().map(page).collect()
    }
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
            let english = |n| &rendered[&List::Table.file(faces[0], n)];
            let rows: usize =
                (1..=pages).map(|n| english(n).matches("<tr data-row=").count()).sum();
            assert_eq!(rows, count);
            for n in 1..=pages {
                assert_eq!(english(n).matches("aria-current=\"page\"").count(), 2);
                assert!(
                    english(n).contains(&format!("href=\"{}\"", List::Table.file(faces[1], n)))
                );
                assert!(
                    english(n).contains(&format!("href=\"{}\"", List::Table.file(faces[0], pages)))
                );
                assert_eq!(english(n).contains("<q "), !is_brief);
                assert!(english(n).len() < 1_500_000, "{}", english(n).len());
            }
        }
    }

    #[test]
    fn what_is_too_long_for_the_page_of_the_map_stands_in_plain_pages_that_it_leads_to() {
        let files = |more: usize| {
            let mut sample = Sample::new();
            let (report, source) = (sample.unplaced[0].clone(), sample.sources[0].clone());
            sample.unplaced = vec![report; ROWS + more];
            sample.sources = vec![source; ROWS + more];
            page::pages(&sample.site(), &Files::new(), &Templates::built_in().unwrap()).unwrap()
        };
        let rows = |files: &Files, name: &str| {
            let page = String::from_utf8_lossy(&files[name]);
            let bodies =
                page.split("<tbody>").skip(1).filter_map(|rest| rest.split("</tbody>").next());
            bodies.map(|body| body.matches("<tr>").count()).max()
        };
        let [few, many] = [files(0), files(1)];
        for (home, part) in [("index.html", ""), ("ar.html", ".ar")] {
            let [unplaced, next, sources] =
                ["unplaced", "unplaced-2", "sources"].map(|name| format!("{name}{part}.html"));
            assert_eq!(rows(&few, home), Some(ROWS));
            assert!(!few.contains_key(&unplaced) && !few.contains_key(&sources));
            let page = String::from_utf8_lossy(&many[home]);
            for list in [&unplaced, &sources] {
                assert!(page.contains(&format!("href=\"{list}\"")), "{list}");
            }
            assert!(rows(&many, home) < Some(20), "those of the method alone");
            assert_eq!(rows(&many, &unplaced), Some(ROWS));
            assert_eq!(rows(&many, &next), Some(1));
            assert_eq!(rows(&many, &sources), Some(ROWS + 1));
        }
    }
}
