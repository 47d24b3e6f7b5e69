//! What is known about a source beside its text: headline, day, address, publisher, language.

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Position};
use crate::model::{Lang, Origin, PublishedBy, SourceId};
use crate::read::suggest::quote;
use crate::read::{date, link::link};

/// The attributes of a source; every one may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Attributes {
    pub(super) title: Option<String>,
    pub(super) published: Option<Date>,
    pub(super) published_by: Option<PublishedBy>,
    pub(super) url: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) lang: Option<Lang>,
}

impl Attributes {
    /// The names under which front matter, sidecar tables and records give them.
    pub(super) const NAMES: [&str; 5] = ["title", "published", "url", "publisher", "lang"];

    /// Reads the attribute `name`; one that cannot be read stays empty, with a warning.
    pub(super) fn set(
        &mut self,
        name: &str,
        text: &str,
        position: &Position,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let mut warn = |message: String| {
            diagnostics.push(Diagnostic::warning(position.clone(), message));
        };
        match name {
            "title" => self.title = Some(text.to_owned()),
            "publisher" => self.publisher = Some(text.to_owned()),
            "published" => match date::day(text) {
                Ok(day) => {
                    self.published = Some(day);
                    self.published_by = Some(PublishedBy::Source);
                }
                Err(message) => warn(format!("publication day left out: {message}")),
            },
            "url" => match link(text) {
                Ok(link) => {
                    if link.had_credentials {
                        warn("user name and password taken out of the address".into());
                    }
                    self.url = Some(link.url);
                }
                Err(message) => warn(format!("link left out: {message}")),
            },
            "lang" => {
                self.lang = Lang::parse(text);
                if self.lang.is_none() {
                    warn(format!("language {} is not read; write ar or en", quote(text)));
                }
            }
            _ => debug_assert!(false, "no attribute is named {name}"),
        }
    }

    /// Takes from `other`, a row of a sidecar table, what is missing here, and tells which attributes contradict each other.
    pub(super) fn fill(&mut self, other: &Self) -> Vec<&'static str> {
        fn one<T: Clone + PartialEq>(mine: &mut Option<T>, other: Option<&T>) -> bool {
            match (&*mine, other) {
                (Some(mine), Some(other)) => mine != other,
                (None, Some(other)) => {
                    *mine = Some(other.clone());
                    false
                }
                (_, None) => false,
            }
        }
        if self.published.is_none() && other.published.is_some() {
            self.published_by = Some(PublishedBy::Sidecar);
        }
        let contradicts = [
            one(&mut self.title, other.title.as_ref()),
            one(&mut self.published, other.published.as_ref()),
            one(&mut self.url, other.url.as_ref()),
            one(&mut self.publisher, other.publisher.as_ref()),
            one(&mut self.lang, other.lang.as_ref()),
        ];
        Self::NAMES
            .into_iter()
            .zip(contradicts)
            .filter_map(|(name, does)| does.then_some(name))
            .collect()
    }

    /// The origin of the source `id` in the file `path`, on `line` where it is a record.
    pub(super) fn into_origin(self, id: SourceId, path: String, line: Option<u64>) -> Origin {
        let Self { title, published, published_by, url, publisher, lang } = self;
        let named = true;
        Origin {
            id,
            path,
            line,
            named,
            title,
            published,
            published_by,
            url,
            publisher,
            lang,
            earlier: None,
            dataset: None,
        }
    }
}
