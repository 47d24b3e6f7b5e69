//! What is open on the map, as a work list: read, extracted, geocoded, merged and corrected as a build does, then asked.

use std::path::PathBuf;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::build::{precious, templates as built};
use super::findings::Findings;
use super::{Failure, Input, Progress, Tables};
use crate::diagnostic::{Diagnostic, Position};
use crate::geocode::Geocoder;
use crate::merge;
use crate::model::{Edit, EventId, Subject, UnplacedReport};
use crate::read;
use crate::responsibility::Everything;
use crate::review::{self, Reviewed};
use crate::write;
use crate::write::site::{SiteFolder, Surroundings};

/// What to review, and where the list goes.
#[derive(Debug, Clone)]
pub struct Request {
    /// What to read.
    pub input: Input,
    /// The folder of the list.
    pub out: PathBuf,
    /// Templates that replace built-in ones of the same name.
    pub templates: Option<PathBuf>,
    /// Who answers; ready rows say so.
    pub by: Option<String>,
    /// On which day, `2022-01-20`.
    pub on: Option<String>,
}

/// Writes the work list, all of it or nothing; how many questions there are.
///
/// # Errors
/// As a build's.
pub fn review(
    request: &Request,
    progress: Progress<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<usize, Failure> {
    let Request { input, out, templates, by, on } = request;
    let on = on.as_deref().map(day).transpose()?;
    let precious = precious(input, templates.iter());
    let surroundings = Surroundings { inputs: &input.sources, precious: &precious };
    let folder = SiteFolder::open(out, &surroundings).map_err(Failure::Output)?;
    let templates = built(templates.as_deref())?;
    let mut findings = Findings::of(input, false, progress, diagnostics)?;
    let Findings { tables, all, .. } = &mut findings;
    offer_places(&mut all.unplaced, tables);
    let Everything { events, unplaced, unresolved, .. } = all;
    let neighbours = tables.with_known(|known| merge::neighbours(events, known));
    let either = tables.with_known(|known| merge::either(events, known));
    let (neighbours, either) = (&neighbours, &either);
    let reviewed = Reviewed { events, neighbours, either, unplaced, unresolved };
    let mut questions = review::questions(reviewed);
    // A source of another event may take the plain id over before the row is read.
    let events = events.iter();
    let beyond_doubt: FxHashMap<EventId, EventId> =
        events.map(|event| (event.id.clone(), merge::id::beyond_doubt(event))).collect();
    for answer in questions.iter_mut().flat_map(|question| &mut question.answers) {
        (answer.by, answer.on) = (by.clone(), on);
        let into = if let Edit::Merge(into) = &mut answer.edit { Some(into) } else { None };
        let subject =
            if let Subject::Event(event) = &mut answer.subject { Some(event) } else { None };
        for id in into.into_iter().chain(subject) {
            if let Some(own) = beyond_doubt.get(id) {
                id.clone_from(own);
            }
        }
    }
    let files =
        write::review::files(&questions, tables.kinds.all(), tables.fingerprint(), &templates);
    let files = files.map_err(Failure::Input)?;
    diagnostics.extend(folder.replace(&files).map_err(Failure::Output)?);
    Ok(questions.len())
}

/// Gives reports whose place is no more than a name what that name means where it stands alone: not enough to put them there,
/// and enough to be asked about.
fn offer_places(unplaced: &mut [UnplacedReport], tables: &Tables) {
    let geocoder = Geocoder::new(tables.gazetteer());
    for told in unplaced {
        if let Some(toponym) = &told.toponym
            && told.candidates.is_empty()
            && told.elsewhere.is_none()
        {
            let candidates = geocoder.answer(toponym).candidates.into_iter();
            told.candidates = candidates.filter(|it| !it.place.is_elsewhere()).collect();
        }
    }
}

fn day(text: &str) -> Result<Date, Failure> {
    let fault = |message| Failure::Input(Diagnostic::fatal(Position::file("--on"), message));
    read::day(text).map_err(fault)
}
