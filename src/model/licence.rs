//! Under which terms published data may be used.

use std::borrow::Cow;

/// A licence, as whoever gives it told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Licence {
    /// An id of the list that SPDX keeps: `CC-BY-4.0`.
    Spdx(&'static str),
    /// The address of its text, http or https.
    Address(String),
    /// Words.
    Words(String),
}

impl Licence {
    /// What it is called: its id, its address or its words.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Spdx(id) => id,
            Self::Address(text) | Self::Words(text) => text,
        }
    }

    /// Where its text is, if that is told.
    pub fn address(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Spdx(id) => Some(format!("https://spdx.org/licenses/{id}.html").into()),
            Self::Address(address) => Some(address.into()),
            Self::Words(_) => None,
        }
    }
}
