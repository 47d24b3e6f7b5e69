//! The tests that cross rooms, in one binary.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its files has failed")]

mod geocode_cases;
mod tidy;
