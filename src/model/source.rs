//! Input documents: articles and records.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Count, Dataset, DateSpan, Earlier, Extent, KindId, LonLat, PlaceId, Span, Status};

/// The id of a source, unique in one build: the path below the folder it was found in, with `#` and the
/// record's own id (or its line) where it is a record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(Arc<str>);

/// One input document.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// Prose.
    Article(Article),
    /// A coded row.
    Record(Record),
}

/// Where a source comes from; each report points here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The source's id.
    pub id: SourceId,
    /// The file, relative to the folder it was found in, `/` between its parts.
    pub path: String,
    /// The line of a record in its file, from 1; `None` for an article.
    pub line: Option<u64>,
    /// Whether its file gives it its id; a record that has none there is called by its line.
    pub named: bool,
    /// The headline.
    pub title: Option<String>,
    /// The day of publication.
    pub published: Option<Date>,
    /// What told that day; `None` where it is unknown.
    pub published_by: Option<PublishedBy>,
    /// An `http` or `https` address, nothing else.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The language it is written in, as far as it was said or seen.
    pub lang: Option<Lang>,
    /// What an earlier build published, where this is that read back.
    pub earlier: Option<Earlier>,
    /// The dataset of which it is a row, if it is of one that is known.
    pub dataset: Option<Dataset>,
}

/// What told the day of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PublishedBy {
    /// The source itself: its front matter, its row, its line of a stream.
    Source,
    /// A sidecar table.
    Sidecar,
    /// The text of the page, found by `extract` where nobody else tells.
    Page {
        /// The line of the file (of the text, in a stream) that states it, from 1.
        line: u64,
    },
}

/// A day of publication as the text of a page states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatedDay {
    /// The day.
    pub day: Date,
    /// The words that state it.
    pub span: Span,
    /// How, as a phrase for the user.
    pub rule: &'static str,
    /// The other day that the words may state, where they are digits that tell no order of day and month: 03/04/2023.
    pub or: Option<Date>,
    /// Whether another day was given to the source, and counts.
    pub differs: bool,
}

/// A language that the extractor reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Lang {
    Arabic,
    English,
}

/// A source of prose.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// Where it comes from.
    pub origin: Arc<Origin>,
    /// Its file or stream as messages name it.
    pub file: String,
    /// The text, decoded, without byte order mark and front matter; line ends as in the file.
    pub text: String,
    /// The line of the file on which the text begins, from 1.
    pub first_line: u64,
}

/// A source that is a coded row.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Where it comes from.
    pub origin: Arc<Origin>,
    /// What happened.
    pub kind: KindId,
    /// Whether the row tells it as a fact.
    pub status: Status,
    /// When; `None` makes it undated.
    pub dates: Option<DateSpan>,
    /// The place as the row tells it.
    pub place: Option<CodedPlace>,
    /// The coordinate that the row gives.
    pub lonlat: Option<LonLat>,
    /// How finely the place is known, where the row tells; the coordinate is of something that stands for it.
    pub extent: Option<Extent>,
    /// Numbers, in the order of [`super::Measure`].
    pub counts: Vec<Count>,
    /// What the row says in words; quoted as evidence.
    pub text: Option<String>,
}

/// How a row tells its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodedPlace {
    /// By an id: that of one place, and never what is only written like it.
    Id(PlaceId),
    /// By a name or an id, as a reader writes it.
    Name(String),
}

/// The cells of a row that tell its place.
#[derive(Debug, Clone, Copy)]
pub struct PlaceCells<'a> {
    /// What they say beside a coordinate.
    pub told: ToldPlace<'a>,
    /// The coordinate.
    pub lonlat: Option<LonLat>,
    /// So many metres beyond the place it may lie, as finely as the row tells it.
    pub reach_m: f64,
}

/// What a row says of its place beside a coordinate.
#[derive(Debug, Clone, Copy)]
pub enum ToldPlace<'a> {
    /// An id and a name, which decide where it was.
    #[expect(missing_docs, reason = "the words say it")]
    Coded { id: Option<&'a str>, name: Option<&'a str> },
    /// The id that an earlier build gave it; the coordinate decides.
    Earlier(&'a str),
    /// The name of the governorate around the coordinate, which decides.
    Governorate(&'a str),
}

/// What is doubtful in each of these cells, in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlaceDoubts {
    /// No place has this id.
    pub id: Option<String>,
    /// The name is in no table, or of another place than the id.
    pub name: Option<String>,
    /// The coordinate lies far from that place.
    pub lonlat: Option<String>,
}

impl CodedPlace {
    /// As it is written.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Id(id) => id.as_str(),
            Self::Name(name) => name,
        }
    }
}

impl Source {
    /// Where it comes from.
    pub fn origin(&self) -> &Arc<Origin> {
        match self {
            Self::Article(article) => &article.origin,
            Self::Record(record) => &record.origin,
        }
    }
}

impl Origin {
    /// Who tells: the publisher, whichever of its articles it is; the source itself where none is known.
    pub fn witness(&self) -> &str {
        self.publisher.as_deref().unwrap_or(self.id.as_str())
    }

    /// Whoever coded the row: its table, or the dataset of which all tables are parts, and who published it. `None` where the table
    /// does not give the row an id, and for an article.
    pub fn coder(&self) -> Option<(&str, Option<&str>)> {
        // The sources of what was read back coded none of its rows.
        let publisher = self.publisher.as_deref().filter(|_| self.earlier.is_none());
        let table = self.dataset.map_or(&*self.path, |dataset| dataset.as_str());
        self.line.filter(|_| self.named).map(|_| (table, publisher))
    }
}

impl SourceId {
    /// An id from its word.
    pub fn new(word: &str) -> Self {
        Self(word.into())
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PublishedBy {
    /// The word in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Sidecar => "sidecar",
            Self::Page { .. } => "page",
        }
    }

    /// The line that states it, where that is a line of the text.
    pub fn line(self) -> Option<u64> {
        match self {
            Self::Page { line } => Some(line),
            Self::Source | Self::Sidecar => None,
        }
    }
}

impl Lang {
    /// All, in the order in which a site has its pages unless told otherwise.
    pub const ALL: [Self; 2] = [Self::English, Self::Arabic];

    /// The BCP 47 tag.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Arabic => "ar",
            Self::English => "en",
        }
    }

    /// Reads a BCP 47 tag; a region is ignored (`ar-SY` is Arabic).
    pub fn parse(tag: &str) -> Option<Self> {
        match tag.split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
            "ar" => Some(Self::Arabic),
            "en" => Some(Self::English),
            _ => None,
        }
    }
}
