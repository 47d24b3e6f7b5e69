//! The files of a site, read back: a file is known by its columns, whatever it is called, and each row says what was published.
//!
//! Names and values are those of `write::tables`; docs/formats.md tells users what is read.

mod form;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

pub(super) use form::{Form, passed_over};

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Position};
use crate::model::{
    CoordinateStatus, Earlier, EarlierEvent, EarlierPlace, EarlierReport, EventId, Extent, Field,
    Grid, Origin, PlaceId, PlacePrecision, Record, Source, SourceId,
};
use crate::read::Harvest;
use crate::read::column::Column;
use crate::read::date;
use crate::read::link::link;
use crate::read::record::{Draft, Shape, Value};
use crate::read::suggest::quote;

/// The most that a column of counts holds, see `write::tables`.
const MOST: u64 = (1 << 53) - 1;
/// Longer ones are none of ours.
const LONGEST_ID: usize = 300;
/// Between the parts of a cell.
const BETWEEN: &str = "; ";

impl Draft<'_> {
    /// Whether it is a report of an event, which the table of events tells.
    pub(super) fn is_part_of_an_event(&self) -> bool {
        self.form() == Some(Form::Reports) && self.value(Column::Own("event_id")).is_some()
    }

    /// What an earlier build published, if this is that; its sources are called after `path` where they are not told.
    pub(super) fn earlier(
        &self,
        path: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Option<Earlier>, Diagnostic> {
        if self.value(Column::Id).is_none() {
            return Ok(None);
        }
        Ok(match self.form() {
            Some(Form::Events) => {
                let event = self.earlier_event(path, diagnostics)?;
                Some(Earlier::Event(Box::new(event)))
            }
            // Somebody gave it a place.
            Some(Form::Reports) if self.has_place() => None,
            Some(Form::Reports) => Some(Earlier::Report(Box::new(self.earlier_report(path)?))),
            Some(Form::Dataset(_)) | None => None,
        })
    }

    fn has_place(&self) -> bool {
        let columns = [Column::Lon, Column::Lat, Column::PlaceId];
        columns.into_iter().any(|column| self.value(column).is_some())
    }

    fn earlier_event(
        &self,
        path: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<EarlierEvent, Diagnostic> {
        let text = |name| Ok::<_, Diagnostic>(self.text(Column::Own(name))?.map(str::to_owned));
        let id = self.id()?.unwrap_or_default();
        if !is_id(id) {
            let message =
                format!("{} is no id of an event; letters, digits and hyphens make one", quote(id));
            return Err(self.reject(self.value(Column::Id), message));
        }
        let place = self.text(Column::PlaceId)?.map(|id| -> Result<_, Diagnostic> {
            let name_en = self.text(Column::Place)?.map(str::to_owned);
            Ok(EarlierPlace { id: PlaceId::new(id), name_en, name_ar: text("place_ar")? })
        });
        let source_count = self.number("source_count")?.unwrap_or(1);
        let witness_count = self.number("witness_count")?.unwrap_or(1);
        if let Some(value) = self.value(Column::Own("witness_count"))
            && witness_count > source_count
        {
            let message = format!("more witnesses than its {source_count} sources; correct one");
            diagnostics.push(Diagnostic::warning(self.position(value), message));
        }
        Ok(EarlierEvent {
            id: EventId::new(id),
            aliases: self.aliases(diagnostics)?,
            title_en: self.given_title("title", "kind_label", ", ", "place")?,
            title_ar: self.given_title("title_ar", "kind_label_ar", "، ", "place_ar")?,
            place: place.transpose()?,
            extent: self.extent()?,
            sources: text("sources")?.unwrap_or_else(|| path.to_owned()),
            urls: self.urls(diagnostics)?,
            source_count,
            report_count: self.number("report_count")?.unwrap_or(1),
            witness_count,
            evidence_source: text("evidence_source")?.map(|id| SourceId::new(&id)),
            evidence_line: self.line_of("evidence_line")?,
            coded: self.coded()?,
            corrections: self.number("corrections")?.unwrap_or_default(),
            generalised: self.grid()?,
            covered: self.truth("covered")?.unwrap_or_default(),
            published: self.publication_days(diagnostics)?,
        })
    }

    fn earlier_report(&self, path: &str) -> Result<EarlierReport, Diagnostic> {
        let text = |name| Ok::<_, Diagnostic>(self.text(Column::Own(name))?.map(str::to_owned));
        let id = self.id()?.unwrap_or_default().to_owned();
        let candidates = self.parts("candidates")?.map(|(_, id)| id.to_owned()).collect();
        Ok(EarlierReport {
            source: SourceId::new(text("source_id")?.as_deref().unwrap_or(&id)),
            path: text("path")?.unwrap_or_else(|| path.to_owned()),
            line: self.line_of("line")?,
            main: self.truth("main")?.unwrap_or(true),
            candidates,
            reason: text("reason")?,
            copy_of: text("copy_of")?,
            counts: text("counts")?,
            corrections: self.number("corrections")?.unwrap_or_default(),
            covered: self.truth("covered")?.unwrap_or_default(),
            id,
        })
    }

    /// A title that is not made of the names of its kind and place, and so was given by a desk.
    fn given_title(
        &self,
        title: &'static str,
        kind: &'static str,
        comma: &str,
        place: &'static str,
    ) -> Result<Option<String>, Diagnostic> {
        let Some(title) = self.text(Column::Own(title))? else { return Ok(None) };
        let made = self.text(Column::Own(kind))?.and_then(|kind| title.strip_prefix(kind));
        let made = made.and_then(|rest| rest.strip_prefix(comma));
        let own = if place == "place" { None } else { self.text(Column::Own(place))? };
        let place = own.or(self.text(Column::Place)?);
        let is_made = made.is_some_and(|rest| match place {
            Some(place) => rest == place,
            // The degrees of its point.
            None => rest.contains('°'),
        });
        Ok((!is_made).then(|| title.to_owned()))
    }

    /// How finely the place of a row of events is known. A point of which only a part of that is told may be of anything.
    pub(super) fn extent(&self) -> Result<Option<Extent>, Diagnostic> {
        if self.form() != Some(Form::Events) {
            return Ok(None);
        }
        let precisions = PlacePrecision::ALL.map(PlacePrecision::as_str);
        let statuses = CoordinateStatus::ALL.map(CoordinateStatus::as_str);
        let precision =
            self.word(Column::Own("place_precision"), PlacePrecision::parse, precisions)?;
        let status =
            self.word(Column::Own("coordinate_status"), CoordinateStatus::parse, statuses)?;
        let radius_m = self.number("radius_m")?.map(|radius_m| {
            let reject = |message| self.reject(self.value(Column::Own("radius_m")), message);
            match u32::try_from(radius_m) {
                Ok(0) => {
                    Err(reject("no place is known to less than a metre; give the radius in metres"))
                }
                Ok(radius_m) => Ok(radius_m),
                Err(_) => Err(reject("wider than the earth; give the radius in metres")),
            }
        });
        let radius_m = radius_m.transpose()?;
        if let (Some(precision), Some(status), Some(radius_m)) = (precision, status, radius_m) {
            return Ok(Some(Extent { radius_m, precision, status }));
        }
        let is_new = self.value(Column::Id).is_none() && self.grid()?.is_none();
        let is_told = precision.is_some() || status.is_some() || radius_m.is_some();
        if let Some(point) = self.value(Column::Lon).filter(|_| !is_new || is_told) {
            let message = "a point without how finely it is known; give `place_precision`, `radius_m` and \
                           `coordinate_status` as they were, or leave out the point";
            return Err(self.reject(Some(point), message));
        }
        Ok(None)
    }

    fn aliases(&self, diagnostics: &mut Vec<Diagnostic>) -> Result<Vec<EventId>, Diagnostic> {
        let mut aliases = Vec::new();
        for (value, alias) in self.parts("aliases")? {
            if is_id(alias) {
                aliases.push(EventId::new(alias));
            } else {
                let message = format!("alias {} left out; it is no id of an event", quote(alias));
                diagnostics.push(Diagnostic::warning(self.position(value), message));
            }
        }
        aliases.sort();
        aliases.dedup();
        Ok(aliases)
    }

    /// The days of publication, where they are several. The last is told as that of any record, too, and whoever changed it means that.
    fn publication_days(&self, diagnostics: &mut Vec<Diagnostic>) -> Result<Vec<Date>, Diagnostic> {
        let last = self.text(Column::Attribute("published"))?;
        let last = last.and_then(|text| date::day(text).ok());
        let mut days = Vec::new();
        for (value, text) in self.parts("published_days")? {
            let fault = match date::day(text) {
                Ok(day) if last.is_none_or(|last| day <= last) => {
                    days.push(day);
                    continue;
                }
                Ok(day) => format!("{day} is later than `published`; correct one"),
                Err(fault) => fault,
            };
            let message = format!("publication day left out: {fault}");
            diagnostics.push(Diagnostic::warning(self.position(value), message));
        }
        Ok(days)
    }

    fn urls(&self, diagnostics: &mut Vec<Diagnostic>) -> Result<Vec<String>, Diagnostic> {
        let mut urls = Vec::new();
        for (value, text) in self.parts("urls")? {
            let mut warn = |message: String| {
                diagnostics.push(Diagnostic::warning(self.position(value), message));
            };
            match link(text) {
                Ok(link) => {
                    if link.had_credentials {
                        warn("user name and password taken out of the address".into());
                    }
                    urls.push(link.url);
                }
                Err(message) => warn(format!("link left out: {message}")),
            }
        }
        Ok(urls)
    }

    fn coded(&self) -> Result<Vec<Field>, Diagnostic> {
        const KNOWN: [Field; 4] = [Field::Status, Field::Dates, Field::Place, Field::Counts];
        let field = |(value, word): (&Value<'_>, &str)| {
            let field = KNOWN.into_iter().find(|field| field.as_str() == word);
            field.ok_or_else(|| {
                let known = KNOWN.map(Field::as_str).join(", ");
                let message =
                    format!("{} is nothing that a record decides; one of {known}", quote(word));
                self.reject(Some(value), message)
            })
        };
        let mut coded: Vec<Field> = self.parts("coded")?.map(field).collect::<Result<_, _>>()?;
        coded.sort_unstable();
        coded.dedup();
        Ok(coded)
    }

    fn grid(&self) -> Result<Option<Grid>, Diagnostic> {
        let Some(value) = self.typed(Column::Own("generalised_deg"), Shape::Number)? else {
            return Ok(None);
        };
        let width: Option<f64> = value.text.parse().ok();
        let is_it = |grid: &Grid| width.is_some_and(|it| (it - grid.degrees()).abs() < 1e-9);
        if self.value(Column::Lon).is_none() {
            let message =
                "a place that was told less finely, without its point; give the centre of its cell";
            return Err(self.reject(Some(value), message));
        }
        let grid = Grid::ALL.into_iter().find(is_it);
        grid.map(Some).ok_or_else(|| {
            let known = Grid::ALL.map(Grid::as_str).join(", ");
            let message = format!("{} is no width of a cell; one of {known}", quote(&value.text));
            self.reject(Some(value), message)
        })
    }

    /// A number of things, at most what a column holds.
    fn number(&self, name: &'static str) -> Result<Option<usize>, Diagnostic> {
        let column = Column::Own(name);
        let Some(value) = self.value(column) else { return Ok(None) };
        let number = self.whole_number(column)?;
        let fits = usize::try_from(number).ok().filter(|_| number <= MOST);
        fits.map(Some).ok_or_else(|| {
            let message = format!("{} is larger than any count; correct it", quote(&value.text));
            self.reject(Some(value), message)
        })
    }

    /// The line of a source, that of the row where none is told.
    fn line_of(&self, name: &'static str) -> Result<u64, Diagnostic> {
        match self.number(name)? {
            None => Ok(self.line()),
            Some(0) => {
                let message = "lines count from 1; correct it, or leave it empty";
                Err(self.reject(self.value(Column::Own(name)), message))
            }
            Some(line) => Ok(line as u64),
        }
    }

    /// A cell that is true or false; tables without types have other words for it.
    fn truth(&self, name: &'static str) -> Result<Option<bool>, Diagnostic> {
        let Some(value) = self.value(Column::Own(name)) else { return Ok(None) };
        match value.text.to_ascii_lowercase().as_str() {
            "true" | "1" | "t" => Ok(Some(true)),
            "false" | "0" | "f" => Ok(Some(false)),
            _ => {
                let message = format!("{} is neither true nor false", quote(&value.text));
                Err(self.reject(Some(value), message))
            }
        }
    }

    /// The parts of a cell, with where it stands.
    fn parts(
        &self,
        name: &'static str,
    ) -> Result<impl Iterator<Item = (&Value<'_>, &str)>, Diagnostic> {
        let value = self.typed(Column::Own(name), Shape::String)?;
        let parts = value.into_iter().flat_map(|value| {
            value.text.split(BETWEEN).map(str::trim).map(move |part| (value, part))
        });
        Ok(parts.filter(|(_, part)| !part.is_empty()))
    }
}

/// Whether `text` could be the id of an event: what no page, path or shell takes for anything else.
fn is_id(text: &str) -> bool {
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    (1..=LONGEST_ID).contains(&text.len()) && text.chars().all(allowed)
}

/// Takes out what several files tell alike: the first that is read tells it. What they tell differently under one id is all read.
pub(super) fn without_repeats(harvest: &mut Harvest) {
    let mut first: BTreeMap<(&str, String), usize> = BTreeMap::new();
    let mut repeats: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut kept: Vec<(Source, Position)> = Vec::with_capacity(harvest.sources.len());
    let mut dropped = Vec::new();
    for (index, (source, at)) in std::mem::take(&mut harvest.sources).into_iter().enumerate() {
        let known = key(&source).and_then(|key| match first.entry(key) {
            Entry::Vacant(new) => {
                new.insert(kept.len());
                None
            }
            Entry::Occupied(known) => Some(&kept[*known.get()]),
        });
        let dataset = source.origin().dataset;
        // Of a copy of ours within one file the id is told to be taken.
        let known = known
            .filter(|(known, _)| dataset.is_some() || known.origin().path != source.origin().path);
        if let Some((known, known_at)) = known {
            if are_alike(known, &source) {
                *repeats.entry((at.file, known_at.file.clone())).or_default() += 1;
                dropped.push(index);
                continue;
            }
            let what = match dataset {
                // Two versions of one event, which two files of a dataset tell.
                Some(_) => "that is read, keep the newer one",
                None => "both are read, keep the one that is right",
            };
            let message = format!("told otherwise at {known_at}; {what}");
            harvest.diagnostics.push(Diagnostic::warning(at.clone(), message));
            if dataset.is_some() {
                dropped.push(index);
                continue;
            }
        }
        kept.push((source, at));
    }
    harvest.sources = kept;
    for rejected in &mut harvest.rejected {
        rejected.before -= dropped.partition_point(|index| *index < rejected.before);
    }
    for ((file, known), count) in repeats {
        let message = format!("{count} of its rows stand alike in {known}; read once");
        harvest.diagnostics.push(Diagnostic::warning(Position::file(file), message));
    }
}

/// Who called it so, and what: an earlier build, or a dataset; `None` where neither did.
fn key(source: &Source) -> Option<(&'static str, String)> {
    let origin = source.origin();
    if let Some(dataset) = origin.dataset {
        let id = origin.id.as_str();
        return Some((dataset.as_str(), id.get(origin.path.len()..)?.to_owned()));
    }
    match origin.earlier.as_ref()? {
        Earlier::Event(event) => Some(("event", event.id.to_string())),
        Earlier::Report(report) => Some(("report", report.id.clone())),
    }
}

/// Whether two records are the same but for where they stand.
pub(super) fn are_alike(one: &Source, other: &Source) -> bool {
    let (Source::Record(one), Source::Record(other)) = (one, other) else { return false };
    let Origin { id, path, line, .. } = &*one.origin;
    let moved =
        Origin { id: id.clone(), path: path.clone(), line: *line, ..Origin::clone(&other.origin) };
    *one == Record { origin: Arc::new(moved), ..other.clone() }
}
