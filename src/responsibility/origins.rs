//! Sources as they may be told: without a headline, a path or an address that gives away what is hidden.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::names::{Names, tells_more_than, unescaped};
use super::secrets::Secrets;
use crate::gazetteer::Gazetteer;
use crate::model::{Event, Origin, Source, SourceId, UnplacedReport, UnresolvedMention};

/// What becomes of sources.
pub(super) struct Origins<'c> {
    secrets: &'c Secrets,
    names: &'c Names<'c>,
    gazetteer: &'c Gazetteer,
    /// Those that are told otherwise than they were read.
    changed: FxHashMap<SourceId, Arc<Origin>>,
    unlisted: BTreeSet<SourceId>,
}

impl<'c> Origins<'c> {
    pub(super) fn new(
        secrets: &'c Secrets,
        names: &'c Names<'c>,
        gazetteer: &'c Gazetteer,
    ) -> Self {
        Self { secrets, names, gazetteer, changed: FxHashMap::default(), unlisted: BTreeSet::new() }
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
        // In the order of their ids, so that their names do not depend on the order of reading.
        let mut origins: Vec<&Arc<Origin>> = listed.iter().map(Source::origin).collect();
        origins.sort_by(|a, b| a.id.cmp(&b.id));
        let mut nameless = 0;
        for origin in origins {
            let told = self.told(origin, &mut nameless);
            if told != **origin {
                self.changed.insert(origin.id.clone(), Arc::new(told));
            }
        }
        listed
    }

    fn told(&self, origin: &Origin, nameless: &mut usize) -> Origin {
        let mut told = origin.clone();
        if self.secrets.withholds(&origin.id)
            || told.title.as_deref().is_some_and(|title| self.gives_away(origin, title))
        {
            told.title = None;
        }
        if told.url.as_deref().is_some_and(|url| self.gives_away(origin, url)) {
            told.url = None;
        }
        if told.publisher.as_deref().is_some_and(|name| self.names.are_in(name)) {
            told.publisher = None;
        }
        if self.gives_away(origin, origin.id.as_str()) || self.gives_away(origin, &origin.path) {
            *nameless += 1;
            told.path = format!("covered-{nameless}");
            told.id = SourceId::new(&told.path);
        }
        told
    }

    fn gives_away(&self, origin: &Origin, text: &str) -> bool {
        let plain: String = unescaped(text)
            .chars()
            .map(|c| if matches!(c, '-' | '_' | '/' | '.' | '+' | '#') { ' ' } else { c })
            .collect();
        self.names.are_in(text)
            || self.secrets.are_told_by(&plain)
            || self
                .secrets
                .open_to(&origin.id)
                .iter()
                .any(|open| tells_more_than(open, &plain, self.gazetteer))
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
