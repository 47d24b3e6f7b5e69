//! What a value of an option may be: each is told by what it should have been, wherever it was written.

use std::num::NonZero;

use url::Url;

use crate::diagnostic::is_no_character;
use crate::diagnostic::suggest::did_you_mean;
use crate::model::{Lang, Licence};
use crate::pipeline::Format;

/// More threads than this help no machine, and are more likely a slip of the key.
const MOST_THREADS: usize = 1024;

/// What a word of `--format` means.
#[derive(Debug, Clone)]
pub(super) struct Formats(pub(super) Vec<Format>);

/// A line of text that reads alike in every format: it goes into pages, tables, feeds and citations as it is.
pub(super) fn line(text: &str) -> Result<String, String> {
    let line = text.trim();
    if line.is_empty() {
        return Err("is empty; write what it is to say, or leave it out".to_owned());
    }
    // Directions that are forced upon a text can make it read as another (CVE-2021-42574); marks of direction only lean on it.
    let is_out = |c: &char| {
        c.is_control()
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            || is_no_character(*c)
    };
    match line.chars().find(is_out) {
        None => Ok(line.to_owned()),
        Some('\n' | '\r' | '\u{2028}' | '\u{2029}') => {
            Err("has a line break; write it on one line".to_owned())
        }
        Some(c) => Err(format!(
            "has the character U+{:04X}, which is not seen and steers what is; delete it",
            u32::from(c)
        )),
    }
}

/// A language that there are texts of pages in.
pub(super) fn language(word: &str) -> Result<Lang, String> {
    Lang::ALL.into_iter().find(|lang| lang.as_str() == word.trim()).ok_or_else(|| {
        let known = Lang::ALL.map(Lang::as_str).join(", ");
        format!("there are no pages in `{word}`; name some of {known}, the first is index.html")
    })
}

/// `all` in their order, what is named again left out.
pub(super) fn each_once<T: PartialEq>(all: Vec<T>) -> Vec<T> {
    let mut once = Vec::with_capacity(all.len());
    for it in all {
        if !once.contains(&it) {
            once.push(it);
        }
    }
    once
}

/// A number of threads.
pub(super) fn threads(text: &str) -> Result<NonZero<usize>, String> {
    let number = text.parse().ok().filter(|number: &NonZero<usize>| number.get() <= MOST_THREADS);
    number.ok_or_else(|| {
        format!("is no number of threads; write a whole one from 1 to {MOST_THREADS}")
    })
}

/// The address of a folder on the web, with a `/` at its end.
pub(super) fn site_url(text: &str) -> Result<String, String> {
    let url =
        Url::parse(text).map_err(|e| format!("{e}; give it whole, as https://example.org/map/"))?;
    if !matches!(url.scheme(), "http" | "https")
        || url.query().is_some()
        || url.fragment().is_some()
    {
        return Err(
            "not the address of a folder on the web, as https://example.org/map/ is".to_owned()
        );
    }
    if has_credentials(&url) {
        let message = "has a user name or password, which every page would publish; take it out";
        return Err(message.to_owned());
    }
    let mut url = String::from(url);
    if !url.ends_with('/') {
        url.push('/');
    }
    Ok(url)
}

fn has_credentials(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

/// The licence that `text` names. What may be an id or an address misspelt is never taken for words.
pub(super) fn licence(text: &str) -> Result<Licence, String> {
    let text = line(text)?;
    let ids = || spdx::identifiers::LICENSES.iter().map(|licence| licence.name);
    if let Some(id) = ids().find(|id| id.eq_ignore_ascii_case(&text)) {
        return Ok(Licence::Spdx(id));
    }
    if text.contains(char::is_whitespace) {
        return Ok(Licence::Words(text));
    }
    match Url::parse(&text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && !has_credentials(&url) => {
            Ok(Licence::Address(url.into()))
        }
        _ => Err(format!(
            "is no licence of spdx.org/licenses{}, nor an address of the web; say in some words what else it is",
            did_you_mean(&text, ids())
        )),
    }
}

/// The formats that `word` names.
pub(super) fn formats(word: &str) -> Result<Formats, String> {
    match Format::parse(word) {
        Some(format) => Ok(Formats(vec![format])),
        None if word == "all" => Ok(Formats(Format::ALL.to_vec())),
        None => {
            let known: Vec<_> = Format::ALL.iter().map(|format| format.as_str()).collect();
            Err(format!("there is no format `{word}`; name some of {}, all", known.join(", ")))
        }
    }
}

/// The address of a picture of the web's grid, in which one host is named.
pub(super) fn tiles_url(text: &str) -> Result<String, String> {
    let whole = ["{z}", "{x}", "{y}"].iter().try_fold(text.to_owned(), |url, part| {
        let told =
            || format!("has no {part}; write it as https://example.org/{{z}}/{{x}}/{{y}}.png");
        if url.contains(part) { Ok(url.replacen(part, "0", 1)) } else { Err(told()) }
    })?;
    if whole.contains(['{', '}']) {
        return Err("has another part in braces; name one host and one size of picture".to_owned());
    }
    match Url::parse(&whole) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && !has_credentials(&url) => {
            Ok(text.to_owned())
        }
        _ => Err("is no address of the web, as https://example.org/{z}/{x}/{y}.png is".to_owned()),
    }
}
