//! The outputs: what a site says, as files. Nothing is decided here about what happened.
//!
//! Everything is a pure function from a [`Site`] to bytes but [`site`], which alone touches the disk.

pub mod title;
pub mod words;
