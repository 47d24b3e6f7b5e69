//! The tests that cross rooms, in one binary.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its files has failed")]

mod build;
mod check;
mod claim_cases;
mod coded;
mod configuration;
mod corrections;
mod datasets;
mod diff;
mod docs;
mod eval;
mod explain;
mod explain_event;
mod extract;
mod extract_stream;
mod formats;
mod geocode_cases;
mod geocode_command;
mod gold;
mod golden;
mod ground;
mod hostile;
mod ids;
mod leaks;
mod merge_cases;
mod merged;
mod messages;
mod pages;
mod places_command;
mod project;
mod read_back;
mod recalled;
mod responsibility;
mod review;
mod round_trip;
mod texts;
mod tidy;
mod tolls;
mod whereabouts;
