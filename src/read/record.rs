//! Records: coded rows, whatever format they come in.
//!
//! Every format fills a [`Draft`] with values and their places in the file; the rules are here, once.

mod days;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Position};
use crate::model::{
    CodedPlace, Count, Earlier, KindId, LonLat, PlaceCells, PlaceDoubts, PlaceId, PublishedBy,
    Record, Source, SourceId, Status, ToldPlace,
};
use crate::read::attributes::Attributes;
use crate::read::column::{Bound, Column};
use crate::read::coordinate::{self, Axis};
use crate::read::earlier::Form;
use crate::read::suggest::{did_you_mean, quote};
use crate::read::unread::Unread;
use crate::read::{Coding, Harvest};

/// A file of records, and what is known before reading it.
#[derive(Clone, Copy)]
pub(super) struct RecordFile<'a> {
    /// The file as the user names it.
    pub(super) file: &'a str,
    /// The file as it is published, see [`Origin::path`](crate::model::Origin::path).
    pub(super) path: &'a str,
    /// What its cells may say.
    pub(super) coding: Coding<'a>,
    /// What a sidecar table says of the whole file; a record's own word wins.
    pub(super) attributes: &'a Attributes,
}

/// The values of one record.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    file: &'a str,
    /// Where the record begins.
    at: (u64, u64),
    /// Which table of a site it is a row of, if it is of one.
    form: Option<Form>,
    values: BTreeMap<Column, Value<'a>>,
}

/// One value of a record.
#[derive(Debug)]
pub(super) struct Value<'a> {
    /// The column or key as the file names it.
    pub(super) name: Cow<'a, str>,
    pub(super) text: Cow<'a, str>,
    pub(super) shape: Shape,
    /// Line and column.
    pub(super) at: (u64, u64),
}

/// What the format says of a value beyond its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Nothing: a cell of a table.
    Cell,
    String,
    Number,
    /// Something that no column takes, in words: `a list`.
    Other(&'static str),
}

/// What is wrong with one record, so that all of it is told at once.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<Diagnostic>);

impl Faults {
    /// The value of `result`; `None` where it is a fault, which is noted.
    pub(super) fn of<T>(&mut self, result: Result<T, Diagnostic>) -> Option<T> {
        result.map_err(|fault| self.0.push(fault)).ok()
    }

    /// Whether nothing is wrong.
    pub(super) fn none(&self) -> bool {
        self.0.is_empty()
    }

    /// All that is.
    pub(super) fn all(self) -> Vec<Diagnostic> {
        self.0
    }
}

impl RecordFile<'_> {
    /// Turns a draft into a record, or into the reason why it is none.
    pub(super) fn keep(&self, draft: &Draft<'_>, unread: &mut Unread, harvest: &mut Harvest) {
        if draft.is_part_of_an_event() {
            unread.is_part();
            return;
        }
        let record = match draft.form() {
            Some(Form::Dataset(layout)) => {
                unread.is_of(layout.dataset());
                self.row_of(layout, draft, &mut harvest.diagnostics)
            }
            _ => self.record(draft, &mut harvest.diagnostics),
        };
        match record {
            Ok(record) => {
                let (line, column) = draft.at;
                let at = Position::at(self.file, line, column);
                harvest.sources.push((Source::Record(record), at));
            }
            Err(faults) => harvest.reject_for(faults),
        }
    }

    /// The record of `draft`, or everything that is wrong with it.
    fn record(
        &self,
        draft: &Draft<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Record, Vec<Diagnostic>> {
        let mut faults = Faults::default();
        let own = faults.of(draft.id()).flatten();
        let named = own.is_some();
        let id = own.map_or_else(|| draft.at.0.to_string(), str::to_owned);
        let id = format!("{}#{id}", self.path);
        let kind = faults.of(self.kind(draft));
        let mut attributes = Attributes::default();
        for name in Attributes::NAMES {
            let value = faults.of(draft.typed(Column::Attribute(name), Shape::String));
            if let Some(value) = value.flatten() {
                attributes.set(name, &value.text, &draft.position(value), diagnostics);
            }
        }
        let lonlat = faults.of(draft.lonlat(diagnostics)).flatten();
        let (status, counts) = (faults.of(draft.status()), draft.counts(&mut faults));
        let dates = draft.dates(&mut faults, diagnostics);
        let text = faults.of(draft.text(Column::Text)).flatten();
        let mut earlier = faults.of(draft.earlier(self.path, diagnostics));
        if let Some(Some(Earlier::Event(event))) = &mut earlier {
            event.published.extend(attributes.published);
            event.published.sort_unstable();
            event.published.dedup();
            // Of several days none is that of all who tell it.
            attributes.published = <[Date; 1]>::try_from(&*event.published).ok().map(|[day]| day);
            attributes.published_by = attributes.published.map(|_| PublishedBy::Source);
        }
        let event = match &earlier {
            Some(Some(Earlier::Event(event))) => Some(event),
            _ => None,
        };
        if let Some(event) = event {
            attributes.publisher = Some(event.sources.clone());
            // Of several addresses none is that of all who tell it.
            attributes.url = <[String; 1]>::try_from(event.urls.clone()).ok().map(|[url]| url);
        }
        // The title of a file is not that of each of its records.
        attributes.fill(&Attributes { title: None, ..self.attributes.clone() });
        let mut origin =
            attributes.into_origin(SourceId::new(&id), self.path.to_owned(), Some(draft.at.0));
        origin.named = named;
        // Wherever a point was moved that stands for a cell, it is the centre of one.
        let grid = event.and_then(|event| event.generalised);
        let lonlat = lonlat.map(|point| grid.map_or(point, |grid| grid.centre(point)));
        let place = earlier
            .as_ref()
            .and_then(|earlier| faults.of(self.place(draft, earlier.as_ref(), lonlat, diagnostics)))
            .flatten();
        let extent = match &earlier {
            Some(None) => faults.of(draft.extent()).flatten(),
            _ => None,
        };
        origin.earlier = earlier.flatten();
        match (kind, status) {
            (Some(kind), Some(status)) if faults.none() => Ok(Record {
                origin: Arc::new(origin),
                kind,
                status,
                dates,
                place,
                lonlat,
                extent,
                counts,
                text: text.map(str::to_owned),
            }),
            _ => Err(faults.all()),
        }
    }

    /// How the row tells its place; what is doubtful in that is told.
    fn place(
        &self,
        draft: &Draft<'_>,
        earlier: Option<&Earlier>,
        lonlat: Option<LonLat>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Option<CodedPlace>, Diagnostic> {
        let name_of = |name: &str| CodedPlace::Name(name.to_owned());
        let id = draft.text(Column::PlaceId)?;
        let name = draft.text(Column::Place)?;
        if let Some(Earlier::Report(_)) = earlier {
            return Ok(draft.text(Column::Own("toponym"))?.map(name_of));
        }
        if let Some(Earlier::Event(event)) = earlier
            && let (Some(point), Some(extent)) = (lonlat, event.extent)
        {
            if let Some(id) = id {
                let cell_m = event.generalised.map_or(0.0, |grid| grid.reach_m(point));
                let reach_m = f64::from(extent.radius_m) + cell_m;
                let told = ToldPlace::Earlier(id);
                self.doubt(draft, PlaceCells { told, lonlat, reach_m }, diagnostics);
            }
            return Ok(name.or(id).map(name_of));
        }
        let cells = PlaceCells { told: ToldPlace::Coded { id, name }, lonlat, reach_m: 0.0 };
        let is_known = self.doubt(draft, cells, diagnostics).id.is_none();
        let id = id.filter(|_| is_known || name.is_none());
        Ok(id.map(|id| CodedPlace::Id(PlaceId::new(id))).or_else(|| name.map(name_of)))
    }

    /// What is doubtful in `cells`, which is told at each.
    pub(super) fn doubt(
        &self,
        draft: &Draft<'_>,
        cells: PlaceCells<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> PlaceDoubts {
        let doubts = (self.coding.doubts)(cells);
        for (column, doubt) in [
            (Column::PlaceId, &doubts.id),
            (Column::Place, &doubts.name),
            (Column::Lon, &doubts.lonlat),
        ] {
            if let (Some(value), Some(doubt)) = (draft.value(column), doubt) {
                diagnostics.push(Diagnostic::warning(draft.position(value), doubt));
            }
        }
        doubts
    }

    fn kind(&self, draft: &Draft<'_>) -> Result<KindId, Diagnostic> {
        let Some(value) = draft.typed(Column::Kind, Shape::String)? else {
            let message = match draft.text(Column::Text) {
                Ok(Some(_)) => "a record needs a kind; texts on lines go to `kharita extract -`",
                _ => "a record needs a kind, such as prison_escape",
            };
            return Err(draft.reject(None, message));
        };
        let word = value.text.to_lowercase().replace([' ', '-'], "_");
        let kind = KindId::new(&word);
        if self.coding.codebook.kinds.contains(&kind) {
            return Ok(kind);
        }
        let known = || self.coding.codebook.kinds.iter().map(KindId::as_str);
        let message = format!(
            "unknown kind {}{}; one of {}",
            quote(&value.text),
            did_you_mean(&word, known()),
            known().collect::<Vec<_>>().join(", ")
        );
        Err(draft.reject(Some(value), message))
    }
}

impl<'a> Draft<'a> {
    pub(super) fn new(file: &'a str, at: (u64, u64), form: Option<Form>) -> Self {
        Self { file, at, form, values: BTreeMap::new() }
    }

    /// Which table of a site it is a row of, if it is of one.
    pub(super) fn form(&self) -> Option<Form> {
        self.form
    }

    /// The line on which it begins.
    pub(super) fn line(&self) -> u64 {
        self.at.0
    }

    /// The value of `column`, whatever its type.
    pub(super) fn value(&self, column: Column) -> Option<&Value<'a>> {
        self.values.get(&column)
    }

    /// Adds a value under the name that it bears in the file. Of two names of one column the first wins,
    /// with a warning where they differ.
    pub(super) fn put(
        &mut self,
        mut value: Value<'a>,
        unread: &mut Unread,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let column = match self.form {
            Some(form) => form.column(&value.name),
            None => Column::named(&value.name),
        };
        let Some(column) = column else {
            unread.note(&value.name, value.at);
            return;
        };
        // Exports write the same number as text or as a number.
        if let (Some(Form::Dataset(_)), Shape::String | Shape::Number) = (self.form, value.shape) {
            value.shape = Shape::Cell;
        }
        match self.values.get(&column) {
            None => {
                self.values.insert(column, value);
            }
            Some(first) if first.text != value.text => {
                let (name, first) = (quote(&value.name), quote(&first.name));
                let message = format!("{name} differs from {first} and is not read; keep one");
                diagnostics.push(Diagnostic::warning(self.position(&value), message));
            }
            Some(_) => {}
        }
    }

    pub(super) fn position(&self, value: &Value<'_>) -> Position {
        Position::at(self.file, value.at.0, value.at.1)
    }

    /// A rejection at `value`, or of the record as a whole.
    pub(super) fn reject(
        &self,
        value: Option<&Value<'_>>,
        message: impl Into<String>,
    ) -> Diagnostic {
        let (line, column) = value.map_or(self.at, |value| value.at);
        Diagnostic::rejected(Position::at(self.file, line, column), message)
    }

    /// The value of `column`, which where the format has types must have the type `wanted`.
    pub(super) fn typed(
        &self,
        column: Column,
        wanted: Shape,
    ) -> Result<Option<&Value<'a>>, Diagnostic> {
        let Some(value) = self.values.get(&column) else { return Ok(None) };
        if value.shape == Shape::Cell || value.shape == wanted {
            return Ok(Some(value));
        }
        Err(self.wrong_shape(value, wanted.words()))
    }

    fn wrong_shape(&self, value: &Value<'_>, wanted: &str) -> Diagnostic {
        let message = format!("{} is {}; write {wanted}", quote(&value.name), value.shape.words());
        self.reject(Some(value), message)
    }

    pub(super) fn text(&self, column: Column) -> Result<Option<&str>, Diagnostic> {
        Ok(self.typed(column, Shape::String)?.map(|value| &*value.text))
    }

    /// The record's own id; a number keeps the digits that the file has.
    pub(super) fn id(&self) -> Result<Option<&str>, Diagnostic> {
        match self.values.get(&Column::Id) {
            Some(value) if matches!(value.shape, Shape::Other(_)) => {
                Err(self.wrong_shape(value, "a string or a number"))
            }
            value => Ok(value.map(|value| &*value.text)),
        }
    }

    fn status(&self) -> Result<Status, Diagnostic> {
        let parse = |word: &str| Status::parse(word);
        let status = self.word(Column::Status, parse, Status::ALL.map(Status::as_str))?;
        Ok(status.unwrap_or(Status::Reported))
    }

    pub(super) fn word<T, const N: usize>(
        &self,
        column: Column,
        parse: impl Fn(&str) -> Option<T>,
        known: [&str; N],
    ) -> Result<Option<T>, Diagnostic> {
        let Some(value) = self.typed(column, Shape::String)? else { return Ok(None) };
        let word = value.text.to_lowercase();
        parse(&word).map(Some).ok_or_else(|| {
            let hint = did_you_mean(&word, known);
            let (name, text) = (&value.name, quote(&value.text));
            let message = format!("unknown {name} {text}{hint}; one of {}", known.join(", "));
            self.reject(Some(value), message)
        })
    }

    pub(super) fn lonlat(
        &self,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Option<LonLat>, Diagnostic> {
        let lon = self.typed(Column::Lon, Shape::Number)?;
        let lat = self.typed(Column::Lat, Shape::Number)?;
        let (lon, lat) = match (lon, lat) {
            (None, None) => return Ok(None),
            (Some(lon), Some(lat)) => (lon, lat),
            (Some(one), None) => {
                return Err(self.reject(Some(one), "a longitude without a latitude; give both"));
            }
            (None, Some(one)) => {
                return Err(self.reject(Some(one), "a latitude without a longitude; give both"));
            }
        };
        let point = coordinate::lonlat(&lon.text, &lat.text).map_err(|fault| {
            let value = if fault.axis == Axis::Lon { lon } else { lat };
            self.reject(Some(value), fault.message)
        })?;
        if let Some(message) = coordinate::doubt(point) {
            diagnostics.push(Diagnostic::warning(self.position(lat), message));
        }
        Ok(Some(point))
    }

    /// The counts, in the order of [`Measure`](crate::model::Measure), then of [`Group`](crate::model::Group).
    fn counts(&self, faults: &mut Faults) -> Vec<Count> {
        let mut counts: Vec<Count> = Vec::new();
        for (&column, value) in &self.values {
            let Column::Count(measure, group, bound) = column else { continue };
            let number = faults.of(self.whole_number(column));
            let words = format!("{} {}", value.name, value.text);
            let same = |last: &&mut Count| last.measure == measure && last.group == group;
            let count = match counts.last_mut().filter(same) {
                Some(last) => {
                    last.words = format!("{}, {words}", last.words);
                    last
                }
                None => counts.push_mut(Count {
                    measure,
                    group,
                    low: None,
                    best: None,
                    high: None,
                    words,
                    span: None,
                }),
            };
            match bound {
                Bound::Low => count.low = number,
                Bound::Best => count.best = number,
                Bound::High => count.high = number,
            }
            let in_order = [count.low, count.best, count.high].into_iter().flatten().is_sorted();
            if !in_order {
                let message = "the numbers low, best and high are not in order; correct them";
                let fault = self.reject(Some(value), message);
                faults.of::<()>(Err(fault));
            }
        }
        // What was published without bounds has none.
        for count in counts.iter_mut().filter(|_| self.form.is_none()) {
            if count.low.is_none() && count.high.is_none() {
                (count.low, count.high) = (count.best, count.best);
            }
        }
        counts
    }

    pub(super) fn whole_number(&self, column: Column) -> Result<u64, Diagnostic> {
        let value = self.typed(column, Shape::Number)?;
        let text = value.map_or("", |value| &*value.text);
        // Spreadsheets and data frames write whole numbers as `12.0` where a column has gaps.
        let whole = text.strip_suffix(".0").unwrap_or(text);
        let digits = whole.bytes().all(|byte| byte.is_ascii_digit());
        whole.parse().ok().filter(|_| digits).ok_or_else(|| {
            let message = format!("{} is no whole number; write digits only: 12", quote(text));
            self.reject(value, message)
        })
    }
}

impl Shape {
    fn words(self) -> &'static str {
        match self {
            Self::Cell => "a cell",
            Self::String => "a string",
            Self::Number => "a number",
            Self::Other(words) => words,
        }
    }
}
