//! Kharita turns a folder of news reports into a map of events that leads every pin back to its sentence.
//!
//! ARCHITECTURE.md draws the rooms and says which may import which; `pipeline` knows their order.

pub mod cli;
pub mod compare;
pub mod diagnostic;
pub mod extract;
pub mod gazetteer;
pub mod geocode;
pub mod merge;
pub mod model;
pub mod pipeline;
pub mod read;
pub mod responsibility;
pub mod review;
pub mod score;
pub mod table;
pub mod text;
pub mod write;
