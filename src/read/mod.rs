//! Reading: files become [`Source`]s and the place table.
mod coordinate;
pub mod places;
mod suggest;
