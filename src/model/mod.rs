//! The words of the field as types; every room shares them and nothing else.
//!
//! ```text
//! Source ──extract──▶ Reading ──geocode──▶ PlacedReport | UnplacedReport ──merge──▶ Event
//! ```
//!
//! The model holds no file formats (wire twins live in `read` and `write`), does no IO, and knows no clock.

mod answer;
mod basemap;
mod correction;
mod count;
mod dataset;
mod date;
mod discretion;
mod earlier;
mod event;
mod ground;
mod kind;
mod label;
mod licence;
mod lonlat;
mod manner;
mod mark;
mod mention;
mod place;
mod question;
mod report;
mod score;
mod settle;
mod snapshot;
mod source;
mod span;
mod tie;
mod toll;
mod voice;
mod why;

pub use answer::{Alike, Answer, Meaning};
pub use basemap::{Basemap, Layer, River, Tiles, WaterNames};
pub use correction::{Correction, Edit, Quote, Subject, in_one_line};
pub use count::{Count, Group, Measure};
pub use dataset::{Codebook, Dataset};
pub use date::{DatePrecision, DateSpan};
pub use discretion::{Action, Covers, Discretion, Grid, Rule};
pub use earlier::{Earlier, EarlierEvent, EarlierPlace, EarlierReport, Extent, as_told_before};
pub use event::{Amendments, Event, EventId, EventReport, claimants, led_to};
pub use ground::{Field, Ground, Refusal};
pub use kind::{Kind, KindId, Symbol};
pub use label::{
    CharSpan, Counts, Decoy, LabelledDate, LabelledEvent, LabelledMention, LabelledReport,
    PredictedEvent, PredictedMention, Prediction,
};
pub use licence::Licence;
pub use lonlat::{LonLat, LonLatError};
pub use manner::Manner;
pub use mark::Mark;
pub use mention::{
    Candidate, Mention, Named, Passing, Points, Reason, ResolvedMention, UnresolvedMention, Vouch,
};
pub use place::{
    Codes, CoordinateStatus, Names, Place, PlaceClass, PlaceId, PlacePrecision, Scope,
};
pub use question::{Doubt, Question, Topic};
pub use report::{
    Clue, Evidence, Location, PlacedReport, ReadAs, Reading, Report, Status, UnplacedReport,
    Whereabouts,
};
pub use score::{Figure, Figures, Miss, Score, Tally};
pub use settle::settle;
pub use snapshot::{
    Arrival, Both, Cell, Change, Changes, Departure, PublishedEvent, Rename, Snapshot,
};
pub use source::{
    Article, CodedPlace, Lang, Origin, PlaceCells, PlaceDoubts, PublishedBy, Record, Source,
    SourceId, StatedDay, ToldPlace,
};
pub use span::{Chars, Span};
pub use tie::{
    Apart, DayFit, Difference, Either, Fit, KindFit, Neighbours, NumberFit, PlaceFit, Tie,
};
pub use toll::{Bounds, Claimed, Part, Toll, all_together};
pub use voice::{Voice, loudest};
pub use why::{Filling, Obstacle, Why};
