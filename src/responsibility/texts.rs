//! Covering texts: what is covered is taken away, not hidden.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::names::Names;
use super::secrets::Secrets;
use crate::model::{Correction, Edit, Event, EventId, Report, UnplacedReport, UnresolvedMention};

/// Why a report without a place has none, where its words would tell.
const COVERED: &str = "its sentence is covered, and with it what it says of its place";

/// What no text may tell.
pub(super) struct Coverer<'c> {
    pub(super) secrets: &'c Secrets,
    pub(super) names: &'c Names<'c>,
    pub(super) hidden_ids: &'c BTreeSet<EventId>,
}

impl Coverer<'_> {
    pub(super) fn event(&self, event: &mut Event) {
        for told in &mut event.reports {
            self.report(&mut told.report);
        }
        let amendments = &mut event.amendments;
        for title in [&mut amendments.title_en, &mut amendments.title_ar] {
            if title.as_deref().is_some_and(|title| self.is_told_by(title)) {
                *title = None;
            }
        }
        self.corrections(&mut amendments.corrections);
    }

    pub(super) fn unplaced(&self, unplaced: &mut UnplacedReport) {
        let toponym = unplaced.toponym.as_deref().is_some_and(|it| self.names.are_in(it));
        if toponym || self.is_secret(&unplaced.report) {
            cover_unplaced(unplaced);
        }
        self.corrections(&mut unplaced.report.corrections);
    }

    /// Whether a name that is open may be listed with its sentence.
    pub(super) fn may_list(&self, mention: &UnresolvedMention) -> bool {
        !self.is_told_by(&mention.sentence) && !self.is_told_by(&mention.toponym)
    }

    fn report(&self, report: &mut Report) {
        if self.is_secret(report) {
            cover(report);
        }
        self.corrections(&mut report.corrections);
    }

    fn is_secret(&self, report: &Report) -> bool {
        let words = report.counts.iter().any(|count| self.names.are_in(&count.words));
        words || self.secrets.are_in(report) || self.names.are_in(&report.evidence.sentence)
    }

    fn is_told_by(&self, text: &str) -> bool {
        self.secrets.are_told_by(text) || self.names.are_in(text) || self.names_id(text)
    }

    fn names_id(&self, text: &str) -> bool {
        self.hidden_ids.iter().any(|id| text.contains(id.as_str()))
    }

    /// Takes from `corrections` what they tell of what is hidden.
    fn corrections(&self, corrections: &mut Vec<Arc<Correction>>) {
        corrections.retain(|correction| match &correction.edit {
            Edit::Merge(event) => !self.hidden_ids.contains(event),
            Edit::Place(place) => !self.names.are_in(place.as_str()),
            Edit::TitleEn(title) | Edit::TitleAr(title) => !self.is_told_by(title),
            _ => true,
        });
        for correction in corrections {
            if correction.reason.as_deref().is_some_and(|why| self.is_told_by(why)) {
                let reason = None;
                *correction = Arc::new(Correction { reason, ..Correction::clone(correction) });
            }
        }
    }
}

/// Takes from `report` every word of its text.
pub(super) fn cover(report: &mut Report) {
    let evidence = &mut report.evidence;
    evidence.covered = true;
    evidence.sentence.clear();
    evidence.cue.clear();
    evidence.grounds.clear();
    for count in &mut report.counts {
        count.words.clear();
    }
}

/// The same for a report without a place, and what its words may mean.
pub(super) fn cover_unplaced(unplaced: &mut UnplacedReport) {
    cover(&mut unplaced.report);
    unplaced.toponym = None;
    unplaced.candidates.clear();
    unplaced.elsewhere = None;
    COVERED.clone_into(&mut unplaced.reason);
}
