//! Sources as they may be told: without a headline, a path or an address that gives away what is hidden.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use sha2::{Digest as _, Sha256};

use super::secrets::Secrets;
use super::words::Searched;
use crate::model::{Earlier, Event, Origin, Source, SourceId, UnplacedReport, UnresolvedMention};

/// What becomes of sources.
pub(super) struct Origins<'c> {
    secrets: &'c Secrets<'c>,
    /// Those that are told otherwise than they were read.
    changed: FxHashMap<SourceId, Arc<Origin>>,
    unlisted: BTreeSet<SourceId>,
}

impl<'c> Origins<'c> {
    pub(super) fn new(secrets: &'c Secrets<'c>) -> Self {
        Self { secrets, changed: FxHashMap::default(), unlisted: BTreeSet::new() }
    }

    /// The sources that are listed: all but those whose reports are all withheld.
    pub(super) fn publish(
        &mut self,
        sources: Vec<Source>,
        events: &[Event],
        unplaced: &[UnplacedReport],
    ) -> Vec<Source> {
        let placed = events.iter().flat_map(super::sources_of);
        let telling: BTreeSet<&SourceId> =
            placed.chain(unplaced.iter().map(|unplaced| &unplaced.report.origin.id)).collect();
        let is_unlisted = |id: &SourceId| self.secrets.withholds(id) && !telling.contains(id);
        let unlisted = sources.iter().map(|source| &source.origin().id);
        self.unlisted = unlisted.filter(|id| is_unlisted(id)).cloned().collect();
        let listed: Vec<Source> = sources
            .into_iter()
            .filter(|source| !self.unlisted.contains(&source.origin().id))
            .collect();
        let mut named: Vec<Origin> = Vec::new();
        for origin in listed.iter().map(Source::origin) {
            let (told, is_named) = self.told(origin);
            if is_named {
                named.push(told);
            } else if told != **origin {
                self.changed.insert(origin.id.clone(), Arc::new(told));
            }
        }
        // By what is told of them, then by what tells nothing of their names, so that their order does not either.
        named.sort_by_cached_key(|told| {
            let Origin {
                id,
                path: _,
                line,
                named: _,
                title,
                published,
                published_by: _,
                url,
                publisher,
                lang,
                earlier: _,
                dataset: _,
            } = told.clone();
            let digest: [u8; 32] = Sha256::digest(id.as_str()).into();
            (published, publisher, title, url, lang, line, digest)
        });
        for (number, origin) in (1_usize..).zip(named) {
            let path = format!("covered-{number}");
            let told = Origin { id: SourceId::new(&path), path, ..origin.clone() };
            self.changed.insert(origin.id, Arc::new(told));
        }
        listed
    }

    /// `origin` without what gives a secret away, and whether it needs another name.
    fn told(&self, origin: &Origin) -> (Origin, bool) {
        let mut told = origin.clone();
        let secrets = self.secrets;
        let tells = &|text: &Searched| secrets.are_told_of(&origin.id, text);
        // The headline of a record says what its own place is called, in whatever words.
        let is_headless = secrets.has_headline(&origin.id)
            || origin.line.is_some() && secrets.has_own(&origin.id);
        told.title = told.title.filter(|it| {
            let read = Searched::prose(it);
            !is_headless && !tells(&read) && !secrets.have_part(&read)
        });
        told.publisher = told.publisher.filter(|it| !tells(&Searched::address(it)));
        told.url = told.url.filter(|it| !tells(&Searched::address(it)));
        told.earlier = told.earlier.and_then(|earlier| told_before(earlier, tells));
        let names = [origin.id.as_str(), &origin.path];
        let is_named = names.into_iter().any(|name| tells(&Searched::address(name)));
        (told, is_named)
    }

    /// Whether a source is listed.
    pub(super) fn is_listed(&self, id: &SourceId) -> bool {
        !self.unlisted.contains(id)
    }

    /// How many are not.
    pub(super) fn withheld(&self) -> usize {
        self.unlisted.len()
    }

    /// Tells every source as it may be told.
    pub(super) fn apply(
        &self,
        events: &mut [Event],
        unplaced: &mut [UnplacedReport],
        unresolved: &mut [UnresolvedMention],
        sources: &mut [Source],
    ) {
        let change = |origin: &mut Arc<Origin>| {
            if let Some(told) = self.changed.get(&origin.id) {
                *origin = Arc::clone(told);
            }
        };
        for told in events.iter_mut().flat_map(|event| &mut event.reports) {
            change(&mut told.report.origin);
            if let Some(first) = told.copy_of.as_ref().and_then(|id| self.changed.get(id)) {
                told.copy_of = Some(first.id.clone());
            }
        }
        for unplaced in unplaced {
            change(&mut unplaced.report.origin);
        }
        for mention in unresolved {
            change(&mut mention.origin);
        }
        for source in sources {
            match source {
                Source::Article(article) => change(&mut article.origin),
                Source::Record(record) => change(&mut record.origin),
            }
        }
    }
}

/// What an earlier build published of an event, without the sources that give a secret away; of a report without a place all or
/// nothing, for it is called after its source.
fn told_before(earlier: Earlier, tells: &dyn Fn(&Searched) -> bool) -> Option<Earlier> {
    let gives_away = |text: &str| tells(&Searched::address(text));
    match earlier {
        Earlier::Event(mut event) => {
            if gives_away(&event.sources) {
                let open: Vec<&str> = event.signatures().filter(|name| !gives_away(name)).collect();
                event.sources = open.join("; ");
            }
            event.urls.retain(|url| !gives_away(url));
            event.evidence_source = event.evidence_source.filter(|id| !gives_away(id.as_str()));
            let titles = [&mut event.title_en, &mut event.title_ar];
            for title in titles {
                *title = title.take().filter(|title| !tells(&Searched::prose(title)));
            }
            Some(Earlier::Event(event))
        }
        Earlier::Report(report) => {
            let names = [report.id.as_str(), report.source.as_str(), &report.path];
            let names = names.into_iter().chain(report.copy_of.as_deref());
            let is_open = !names.into_iter().any(gives_away);
            is_open.then_some(Earlier::Report(report))
        }
    }
}
