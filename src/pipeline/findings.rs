//! Everything that the sources tell, understood, merged and corrected: what a site is made of.

use std::sync::Arc;

use super::publish::publish;
use super::understand::understand_all;
use super::{Failure, Input, Material, Progress, Tables, read_input};
use crate::diagnostic::{Diagnostic, Position};
use crate::extract::{doubtful_day, impossible_days};
use crate::geocode::Geocoded;
use crate::merge::{self, Followed, Merged};
use crate::model::{
    Correction, Discretion, Event, Lang, Origin, PlacedReport, Source, UnplacedReport,
    UnresolvedMention,
};
use crate::responsibility::{Everything, Published};
use crate::write::Site;

/// How much there was of everything. Every claim that was read is placed, unplaced or rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the words say it")]
pub struct Summary {
    pub articles: usize,
    pub records: usize,
    pub empty: usize,
    pub rejected: usize,
    pub placed: usize,
    pub unplaced: usize,
    /// Reports that corrections rejected.
    pub struck: usize,
    /// Rows of the table of corrections that changed something, or found it right.
    pub corrections: usize,
    /// What is not published, or not as it was read.
    pub discretion: Discretion,
    /// Reports without a date, among the placed and the unplaced.
    pub undated: usize,
    /// Toponyms that may mean several places.
    pub unresolved: usize,
    pub events: usize,
    pub files: usize,
    pub bytes: usize,
}

/// Who wrote a table of secrets and sees a site believes that they are hidden.
const UNFOLLOWED: &str = "a table of responsibility that is not followed, so nothing would be hidden by it; give it as \
    --responsibility, or take it out of the sources";

impl Summary {
    pub(super) fn count(&mut self, source: &Source, placed: usize, unplaced: usize) {
        match source {
            Source::Article(_) => self.articles += 1,
            Source::Record(_) => self.records += 1,
        }
        self.placed += placed;
        self.unplaced += unplaced;
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.articles += other.articles;
        self.records += other.records;
        self.placed += other.placed;
        self.unplaced += other.unplaced;
        self.unresolved += other.unresolved;
        self.events += other.events;
    }
}

/// What a site is made of.
#[derive(Debug)]
pub(super) struct Findings {
    pub(super) tables: Tables,
    pub(super) all: Everything,
    /// Tables of responsibility that were found and are not followed.
    unfollowed: Vec<String>,
    /// How much there is of everything, but files.
    pub(super) summary: Summary,
}

impl Findings {
    /// Reads and understands `input`. What there is to tell of it goes to `diagnostics`.
    pub(super) fn of(
        input: &Input,
        strict: bool,
        progress: Progress<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Self, Failure> {
        let Material { tables, corrections, mut sources } =
            read_input(input, strict, progress, diagnostics)?;
        // Whoever names the files in another order gets the same site.
        sources.sources.sort_by_cached_key(|source| {
            let Origin { path, line, id, .. } = &**source.origin();
            (path.split('/').map(str::to_owned).collect::<Vec<_>>(), *line, id.clone())
        });
        let unfollowed = std::mem::take(&mut sources.unfollowed);
        let mut summary = Summary {
            rejected: sources.rejected.len(),
            empty: sources.empty,
            ..Summary::default()
        };
        let understood = understand_all(&tables, sources.sources, input.threads, progress);
        let gathered = Gathered::of(understood);
        diagnostics.extend(gathered.diagnostics);
        for source in &gathered.sources {
            summary.count(source, 0, 0);
        }
        progress("merging", 0, None);
        let Merged { events, unplaced, followed } = tables.with_known(|known| {
            merge::merge(gathered.placed, gathered.unplaced, &corrections, known)
        });
        diagnostics.extend(idle(input, &followed, &corrections, &events));
        summary.unresolved = gathered.unresolved.len();
        (summary.corrections, summary.struck) = (followed.count(), followed.rejected);
        let (unresolved, sources) = (gathered.unresolved, gathered.sources);
        let places = tables.gazetteer.places().to_vec();
        let all = Everything { events, unplaced, unresolved, sources, places };
        Ok(Self { tables, all, unfollowed, summary }.counted())
    }

    /// What of them may be published as `input` says. What is written is made of this and of nothing else that was read.
    pub(super) fn published(
        self,
        input: &Input,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Self, Failure> {
        let Self { tables, all, unfollowed, summary } = self;
        if let Some(table) = unfollowed.first() {
            return Err(Failure::Input(Diagnostic::fatal(Position::file(table), UNFOLLOWED)));
        }
        let Published { all, discretion, .. } = publish(input, &tables, all, diagnostics)?;
        Ok(Self { tables, all, unfollowed, summary: Summary { discretion, ..summary } }.counted())
    }

    fn counted(mut self) -> Self {
        self.summary.events = self.all.events.len();
        self.summary.placed = self.all.events.iter().map(|event| event.reports.len()).sum();
        self.summary.unplaced = self.all.unplaced.len();
        self.summary.undated = self.site("", "").undated();
        self
    }

    /// The site that tells them under these titles.
    pub(super) fn site<'a>(&'a self, title_en: &'a str, title_ar: &'a str) -> Site<'a> {
        Site {
            title_en,
            title_ar,
            languages: &Lang::ALL,
            url: None,
            author: None,
            licence: None,
            basemap: None,
            tiles: None,
            events: &self.all.events,
            unplaced: &self.all.unplaced,
            unresolved: &self.all.unresolved,
            sources: &self.all.sources,
            rejected: self.summary.rejected,
            kinds: self.tables.kinds.all(),
            places: &self.all.places,
            corrections: self.summary.corrections,
            discretion: self.summary.discretion,
            tables: self.tables.fingerprint(),
        }
    }
}

/// What there is to tell of corrections that changed nothing.
fn idle(
    input: &Input,
    followed: &Followed,
    corrections: &[Arc<Correction>],
    events: &[Event],
) -> impl Iterator<Item = Diagnostic> {
    let file =
        input.corrections.as_deref().map_or_else(String::new, |path| path.display().to_string());
    followed.idle(corrections, events).into_iter().map(move |idle| {
        Diagnostic::warning(Position::at(&file, idle.correction.line, 1), idle.why)
    })
}

/// Everything that was read, source by source, put together.
#[derive(Default)]
struct Gathered {
    diagnostics: Vec<Diagnostic>,
    sources: Vec<Source>,
    unresolved: Vec<UnresolvedMention>,
    placed: Vec<PlacedReport>,
    unplaced: Vec<UnplacedReport>,
}

impl Gathered {
    fn of(geocoded: Vec<Geocoded>) -> Self {
        let mut all = Self::default();
        for Geocoded { source, stated, mentions: _, unresolved, placed, unplaced, refusals } in
            geocoded
        {
            all.diagnostics.extend(doubtful_day(&source, stated));
            all.diagnostics.extend(impossible_days(&source, &refusals));
            all.sources.push(source);
            all.unresolved.extend(unresolved);
            all.placed.extend(placed);
            all.unplaced.extend(unplaced);
        }
        all
    }
}
