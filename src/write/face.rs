//! A site in one of its languages, and what its files are called there: those of the first language have plain names.

use serde::Serialize;

use super::Site;
use super::words::pick;
use crate::model::Lang;

/// A site in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Face {
    pub(super) lang: Lang,
    is_first: bool,
}

/// The same page in another language, as a link.
#[derive(Debug, Serialize)]
pub(super) struct OtherPage {
    href: String,
    lang: &'static str,
}

impl Face {
    /// The page of the map: `index.html`, or `ar.html`.
    pub(super) fn page(self) -> String {
        if self.is_first { "index.html".to_owned() } else { format!("{}.html", self.lang.as_str()) }
    }

    /// Another file: `feed.xml`, or `feed.ar.xml`.
    pub(super) fn file(self, stem: &str, extension: &str) -> String {
        let part = if self.is_first { String::new() } else { format!(".{}", self.lang.as_str()) };
        format!("{stem}{part}.{extension}")
    }

    /// The page that `href` names in this language.
    pub(super) fn link(self, href: impl Fn(Self) -> String) -> OtherPage {
        OtherPage { href: href(self), lang: self.lang.as_str() }
    }
}

impl<'a> Site<'a> {
    /// It in each of its languages.
    pub(super) fn faces(&self) -> impl Iterator<Item = Face> + use<'a> {
        let first = self.languages.first();
        self.languages.iter().map(move |lang| Face { lang: *lang, is_first: Some(lang) == first })
    }

    /// It in another language than that of `face`, if there is one.
    pub(super) fn other(&self, face: Face) -> Option<Face> {
        self.faces().find(|other| *other != face)
    }

    /// Its title in `lang`.
    pub(super) fn title(&self, lang: Lang) -> &'a str {
        pick((self.title_en, self.title_ar), lang)
    }

    /// Its title in its first language: what is cited.
    pub(super) fn first_title(&self) -> &'a str {
        self.faces().next().map_or(self.title_en, |face| self.title(face.lang))
    }
}
