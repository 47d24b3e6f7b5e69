//! Covering texts: what is covered is taken away, not hidden.

use std::sync::Arc;

use super::secrets::Secrets;
use crate::model::{
    Correction, Edit, Event, Obstacle, Report, UnplacedReport, UnresolvedMention, Why,
};

/// Takes from `event` every text that tells a secret.
pub(super) fn event(event: &mut Event, secrets: &Secrets<'_>) {
    for told in &mut event.reports {
        let report = &mut told.report;
        if secrets.are_in(report) {
            cover(report);
        }
        corrections(&mut report.corrections, secrets);
    }
    event.aliases.retain(|alias| !secrets.are_told_by(alias.as_str()));
    let amendments = &mut event.amendments;
    for title in [&mut amendments.title_en, &mut amendments.title_ar] {
        if title.as_deref().is_some_and(|title| secrets.are_told_by(title)) {
            *title = None;
        }
    }
    corrections(&mut amendments.corrections, secrets);
}

/// The same of a report without a place, with what its words may mean.
pub(super) fn unplaced(unplaced: &mut UnplacedReport, secrets: &Secrets<'_>) {
    let mut places = unplaced.candidates.iter().map(|it| &it.place).chain(&unplaced.elsewhere);
    let told = places.any(|place| secrets.has_place(place))
        || unplaced.toponym.as_deref().is_some_and(|toponym| secrets.are_told_by(toponym))
        || secrets.are_told_by(&unplaced.reason.to_string());
    if told || secrets.are_in(&unplaced.report) {
        cover_unplaced(unplaced);
    }
    corrections(&mut unplaced.report.corrections, secrets);
}

/// Whether a name that is open may be listed with its sentence.
pub(super) fn may_list(mention: &UnresolvedMention, secrets: &Secrets<'_>) -> bool {
    let texts = [&mention.sentence, &mention.toponym, &mention.reason.to_string()];
    !texts.into_iter().any(|text| secrets.are_told_by(text))
        && !mention.candidates.iter().any(|candidate| secrets.has_place(&candidate.place))
}

/// Takes from `corrections` what they tell of what is hidden.
fn corrections(corrections: &mut Vec<Arc<Correction>>, secrets: &Secrets<'_>) {
    corrections.retain(|correction| match &correction.edit {
        Edit::Merge(event) => !secrets.has_id(event) && !secrets.are_told_by(event.as_str()),
        Edit::Place(place) => !secrets.are_told_by(place.as_str()),
        Edit::Point(lonlat) => {
            !secrets.are_told_by(&format!("{:.6} {:.6}", lonlat.lon(), lonlat.lat()))
        }
        Edit::TitleEn(title) | Edit::TitleAr(title) => !secrets.are_told_by(title),
        _ => true,
    });
    let tells = |text: &Option<String>| text.as_deref().is_some_and(|it| secrets.are_told_by(it));
    for correction in corrections {
        let Correction { reason, by, .. } = &**correction;
        let (why, who) = (tells(reason), tells(by));
        if why || who {
            let mut told = Correction::clone(correction);
            told.reason = told.reason.filter(|_| !why);
            told.by = told.by.filter(|_| !who);
            *correction = Arc::new(told);
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
    unplaced.reason = Why::only(Obstacle::Covered);
}
