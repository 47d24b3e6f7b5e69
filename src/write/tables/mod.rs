//! The published tables: which columns there are, what each means, and what stands in their rows.
//!
//! Every format is made of these, so that none can say what another does not. How a cell is written is the business of `formats`.

mod event;
mod place;
mod report;
mod toll;

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;

use super::Site;
use crate::model::{Event, Grid, Location, LonLat};

/// Above it not every whole number can be told by those who read numbers as doubles (RFC 7493, 2.2).
pub const MOST: u64 = (1 << 53) - 1;

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// Words.
    Text,
    /// A whole number, never below zero.
    Integer,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// A day of the calendar.
    Date,
}

/// What a column holds.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name: lower-case ASCII, the same in every format.
    pub name: Cow<'static, str>,
    /// The type of all its cells.
    pub of: Type,
    /// Whether every row tells it; in other columns a cell may be null.
    pub always: bool,
    /// The words of which each cell is one; empty where any may stand.
    pub words: Vec<&'static str>,
    /// Its tag in the Humanitarian Exchange Language, by which tables of different houses are joined.
    pub hxl: Cow<'static, str>,
    /// What it is, in a line of Markdown whose links begin in `docs/`.
    what: Cow<'static, str>,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'e> {
    /// It is not known.
    Null,
    /// Words, never none.
    Text(Cow<'e, str>),
    /// A whole number, at most [`MOST`].
    Integer(u64),
    /// A number, always finite.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// A day.
    Date(Date),
}

/// Where something is.
#[derive(Debug, Clone, Copy)]
pub struct Spot {
    /// The middle of the circle inside which it is.
    pub lonlat: LonLat,
    /// Metres around it.
    pub radius_m: u32,
    /// How many decimals of a degree may be told of any point of that circle.
    pub decimals: u8,
}

/// A row of a table.
#[derive(Debug)]
pub struct Row<'e> {
    /// Where it is; `None` of what has no place.
    pub spot: Option<Spot>,
    /// A cell for each column; the first is the row's own name, unique in the table.
    pub cells: Vec<Cell<'e>>,
}

/// A table. Its rows are made when they are asked for, so that a long one takes no memory.
pub struct Table<'e> {
    /// Its name, that of its files and layers.
    pub name: &'static str,
    /// What it is called to people.
    pub title: &'static str,
    /// What a row of it is.
    pub what: &'static str,
    /// The columns; the first is the key.
    pub columns: Vec<Column>,
    /// Whether every row is somewhere.
    pub placed: bool,
    rows: usize,
    row: Box<dyn Fn(usize) -> Row<'e> + 'e>,
}

/// Everything that a site publishes as rows.
#[derive(Debug)]
pub struct Tables<'e> {
    /// The placed events.
    pub events: Table<'e>,
    /// What each source tells, placed or not.
    pub reports: Table<'e>,
    /// Those of the reports that have no place.
    pub unplaced: Table<'e>,
    /// The places at which the events are.
    pub places: Table<'e>,
}

/// A column, and how something fills it.
struct Field<'e, R> {
    column: Column,
    cell: Box<dyn Fn(&R) -> Cell<'e> + 'e>,
}

const REPORTS: [&str; 3] =
    ["reports", "Reports", "What one source tells of one event, or of what has no place"];
const UNPLACED: [&str; 3] = ["unplaced", "Unplaced reports", "A report that has no place"];

impl<'e> Tables<'e> {
    /// The tables of `site`.
    pub fn of(site: &Site<'e>) -> Self {
        let reports = report::Told::all(site);
        let unplaced = reports.iter().filter(|told| told.event.is_none()).cloned().collect();
        Self {
            events: event::table(site),
            reports: report::table(REPORTS, reports),
            unplaced: report::table(UNPLACED, unplaced),
            places: place::table(site),
        }
    }
}

impl<'e> Table<'e> {
    /// The columns of the longitude and latitude of its points, where a format has no other way to tell these.
    pub fn axes(&self) -> [Column; 2] {
        let axis = |name, hxl, what| {
            let column = Column::new(name, Type::Number, hxl).what(what);
            if self.placed { column.always() } else { column }
        };
        [
            axis("lon", "#geo+lon", "degrees east of the point, WGS 84"),
            axis("lat", "#geo+lat", "degrees north of the point, WGS 84"),
        ]
    }

    /// The rows, in their order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'e>> {
        (0..self.rows).map(|number| (self.row)(number))
    }

    /// What the cell of `row` in the column `name` says; `None` where it is null, or there is no such column.
    pub fn text(&self, row: &Row<'_>, name: &str) -> Option<String> {
        let number = self.columns.iter().position(|column| column.name == name)?;
        Some(&row.cells[number]).filter(|cell| **cell != Cell::Null).map(ToString::to_string)
    }

    /// The table of `fields` whose row `number` is made of `subject(number)`, which is at a point or not; where it is `placed`, each
    /// is.
    fn new<R: 'e>(
        [name, title, what]: [&'static str; 3],
        placed: bool,
        fields: Vec<Field<'e, R>>,
        rows: usize,
        subject: impl Fn(usize) -> R + 'e,
        spot: impl Fn(&R) -> Option<Spot> + 'e,
    ) -> Self {
        let (columns, cells): (Vec<_>, Vec<_>) =
            fields.into_iter().map(|field| (field.column, field.cell)).unzip();
        let row = move |number| {
            let subject = subject(number);
            Row { spot: spot(&subject), cells: cells.iter().map(|cell| cell(&subject)).collect() }
        };
        Self { name, title, what, columns, placed, rows, row: Box::new(row) }
    }
}

impl fmt::Debug for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, rows, columns, .. } = self;
        f.debug_struct("Table")
            .field("name", name)
            .field("rows", rows)
            .field("columns", columns)
            .finish_non_exhaustive()
    }
}

/// How many decimals of a degree are told: six are 11 cm (RFC 7946, 11.2: more is noise).
const DECIMALS: u8 = 6;

impl Spot {
    /// That of `location`, by which `event` or a part of it happened.
    fn of(location: &Location, event: &Event) -> Self {
        // As many as the centre of a cell has.
        let decimals = event.generalised.map_or(DECIMALS, |grid| match grid {
            Grid::Tenth => 2,
            Grid::Hundredth => 3,
            Grid::Thousandth => 4,
        });
        Self { lonlat: location.lonlat, radius_m: location.radius_m, decimals }
    }
}

impl Row<'_> {
    /// Its own name.
    pub fn id(&self) -> &str {
        match &self.cells[0] {
            Cell::Text(id) => id,
            other => unreachable!("the first column is the key, not {other:?}"),
        }
    }
}

impl Column {
    fn new(
        name: impl Into<Cow<'static, str>>,
        of: Type,
        hxl: impl Into<Cow<'static, str>>,
    ) -> Self {
        let (name, hxl) = (name.into(), hxl.into());
        Self { name, of, always: false, words: Vec::new(), hxl, what: Cow::Borrowed("") }
    }

    /// The same, told by every row.
    fn always(self) -> Self {
        Self { always: true, ..self }
    }

    /// The same, of these words.
    fn words(self, words: impl IntoIterator<Item = &'static str>) -> Self {
        Self { words: words.into_iter().collect(), ..self }
    }

    /// The same, being `what`.
    fn what(self, what: impl Into<Cow<'static, str>>) -> Self {
        Self { what: what.into(), ..self }
    }

    /// The same as a field that `cell` fills.
    fn by<'e, R, C: Into<Cell<'e>>>(self, cell: impl Fn(&R) -> C + 'e) -> Field<'e, R> {
        Field { column: self, cell: Box::new(move |row| cell(row).into()) }
    }

    /// What it is, as a row of the documentation tells it.
    #[cfg(test)]
    pub fn documentation(&self) -> String {
        let of = match self.of {
            Type::Text => "string",
            Type::Integer => "integer",
            Type::Number => "number",
            Type::Boolean => "boolean",
            Type::Date => "date",
        };
        let null = if self.always { "" } else { " or null" };
        format!("| `{}` | {of}{null} | {} |", self.name, self.what)
    }

    /// What it is, in plain words: links are left out, their texts stay.
    ///
    /// # Panics
    /// Never: the brackets of our own descriptions are those of links.
    pub fn description(&self) -> String {
        let mut out = String::new();
        let mut rest = &*self.what;
        while let Some((before, link)) = rest.split_once('[') {
            let (text, after) = link.split_once("](").expect("brackets are those of links");
            let (_, after) = after.split_once(')').expect("a link has an end");
            out.push_str(before);
            out.push_str(text);
            rest = after;
        }
        out + rest
    }
}

impl fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Integer(number) => number.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Boolean(holds) => holds.fmt(f),
            Self::Date(day) => day.fmt(f),
        }
    }
}

/// A column of words.
fn text(name: &'static str, hxl: &'static str) -> Column {
    Column::new(name, Type::Text, hxl)
}

/// A column of whole numbers.
fn integer(name: &'static str, hxl: &'static str) -> Column {
    Column::new(name, Type::Integer, hxl)
}

/// A column of days.
fn date(name: &'static str, hxl: &'static str) -> Column {
    Column::new(name, Type::Date, hxl)
}

/// A column of what is true or false, told by every row.
fn boolean(name: &'static str, hxl: &'static str) -> Column {
    Column::new(name, Type::Boolean, hxl).always()
}

/// `words` in one cell, each once.
fn listed<'a>(words: impl Iterator<Item = impl Into<Cow<'a, str>>>) -> String {
    let mut once: Vec<Cow<'a, str>> = Vec::new();
    for word in words.map(Into::into) {
        if !once.contains(&word) {
            once.push(word);
        }
    }
    once.join("; ")
}

impl<'e> From<Cow<'e, str>> for Cell<'e> {
    /// Words that say nothing are none.
    fn from(text: Cow<'e, str>) -> Self {
        if text.trim().is_empty() { Self::Null } else { Self::Text(text) }
    }
}

impl<'e> From<&'e str> for Cell<'e> {
    fn from(text: &'e str) -> Self {
        Cow::from(text).into()
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Cow::<str>::from(text).into()
    }
}

impl From<u64> for Cell<'_> {
    /// A number that programs would read as another is told in words alone.
    fn from(number: u64) -> Self {
        if number <= MOST { Self::Integer(number) } else { Self::Null }
    }
}

impl From<u32> for Cell<'_> {
    fn from(number: u32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<usize> for Cell<'_> {
    fn from(number: usize) -> Self {
        Self::Integer(number as u64)
    }
}

impl From<f64> for Cell<'_> {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Cell<'_> {
    fn from(holds: bool) -> Self {
        Self::Boolean(holds)
    }
}

impl From<Date> for Cell<'_> {
    fn from(day: Date) -> Self {
        Self::Date(day)
    }
}

impl<'e, T: Into<Cell<'e>>> From<Option<T>> for Cell<'e> {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Self::Null, Into::into)
    }
}

#[cfg(test)]
mod tests;
