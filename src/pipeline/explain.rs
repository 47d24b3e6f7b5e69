//! What was read in a source and why, or what an event is made of, for a person: on a terminal, or as a page. docs/explain.md
//! tells how to read it.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use super::findings::Findings;
use super::understand::Reader;
use super::{Failure, Input, Tables, finish, read_input};
use crate::diagnostic::{Diagnostic, Position};
use crate::geocode::Geocoded;
use crate::merge;
use crate::model::{Difference, Event, EventId, Origin, Source, claimants, led_to};
use crate::read;
use crate::write::dossier;
use crate::write::explanation::{self, Account};
use crate::write::extraction::{Extraction, Stamp};
use crate::write::{self, templates::Templates};

/// What to explain, and how.
#[derive(Debug, Clone)]
pub struct Request {
    /// The sources and the tables to read them by.
    pub input: Input,
    /// Whether the text comes on standard input instead.
    pub stream: bool,
    /// The day of publication of every article, whatever else says: `2022-01-20`.
    pub published: Option<String>,
    /// How to tell it.
    pub form: Form,
}

/// How explanations are told.
#[derive(Debug, Clone)]
pub enum Form {
    /// As text for a terminal.
    Text {
        /// Whether it has colours.
        colour: bool,
    },
    /// As a page of HTML that stands alone.
    Page {
        /// Where it goes.
        out: PathBuf,
        /// Templates that replace built-in ones of the same name.
        templates: Option<PathBuf>,
    },
}

/// What messages call the text that comes on standard input.
const STREAM: &str = "standard input";

/// Explains what `request` asks for: as text to `out`, or as a page to its file. `stdin` is read only where the request says
/// so. What there is to tell of the input goes to `diagnostics`.
///
/// A closed `out` ends the work and is no failure.
pub fn explain(
    request: &Request,
    stdin: impl Read,
    mut out: impl Write,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<(), Failure> {
    if let Form::Page { out, .. } = &request.form {
        check_name(out)?;
    }
    let published = request.published.as_deref().map(day).transpose()?;
    let (tables, sources) = if request.stream {
        let tables = Tables::read(&request.input, diagnostics).map_err(Failure::Input)?;
        (tables, vec![text_of(stdin, diagnostics).map_err(Failure::Input)?])
    } else {
        let material = read_input(&request.input, false, &|_, _, _| (), diagnostics)?;
        (material.tables, material.sources.sources)
    };
    let reader = Reader::new(&tables);
    let accounts = sources.into_iter().map(|source| {
        let source = if let Some(day) = published { publish(source, day) } else { source };
        account(&tables, &reader, source)
    });
    match &request.form {
        Form::Text { colour } => {
            let mut texts = accounts.zip(0..).map(|(account, before)| {
                let between = if before > 0 { "\n" } else { "" };
                format!("{between}{}", explanation::text(&account, *colour))
            });
            let written = texts.try_for_each(|text| out.write_all(text.as_bytes()));
            finish(written.and_then(|()| out.flush()))
        }
        Form::Page { out, templates } => {
            let templates = match templates {
                Some(path) => Templates::read(path),
                None => Templates::built_in(),
            };
            let templates = templates.map_err(Failure::Input)?;
            let accounts: Vec<Account> = accounts.collect();
            let stamp = Stamp { version: env!("CARGO_PKG_VERSION"), tables: tables.fingerprint() };
            let page = explanation::page(&accounts, stamp, &templates).map_err(Failure::Input)?;
            write::save(out, page.as_bytes()).map_err(Failure::Output)
        }
    }
}

/// Explains the event `id` of `input`, which may be one of its aliases: to `out`, as text.
///
/// # Errors
/// If there is no such event; the message tells ids that are written alike.
pub fn event(
    input: &Input,
    id: &str,
    colour: bool,
    mut out: impl Write,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<(), Failure> {
    let findings = Findings::of(input, false, &|_, _, _| (), diagnostics)?;
    let events = &findings.all.events;
    let named = EventId::new(id);
    let mut led = led_to(&named, events);
    if led.is_empty() {
        led = merge::id::claimants(&named, events);
    }
    let event = match led[..] {
        [event] => event,
        [] => return Err(Failure::Input(no_event(id, events))),
        ref several => return Err(Failure::Input(several_events(id, several))),
    };
    let apart = findings.tables.with_known(|known| merge::apart(event, events, known));
    let apart: Vec<(&Event, Difference)> = apart
        .iter()
        .filter_map(|apart| Some((events.iter().find(|it| it.id == apart.other)?, apart.why)))
        .collect();
    let others = claimants(&event.id, events).into_iter().filter(|it| it.id != event.id);
    let others: Vec<&EventId> = others.map(|other| &other.id).collect();
    let text = dossier::text(event, &merge::id::beyond_doubt(event), &others, &apart, colour);
    finish(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

fn several_events(id: &str, events: &[&Event]) -> Diagnostic {
    let ids: Vec<_> =
        events.iter().map(|event| merge::id::beyond_doubt(event).to_string()).collect();
    let message = format!("{id} may mean several events; name one of {}", ids.join(", "));
    Diagnostic::fatal(Position::file("--event"), message)
}

fn no_event(id: &str, events: &[Event]) -> Diagnostic {
    let near = merge::id::near(id, events, 0.0);
    let near: Vec<&str> = near.iter().map(|event| event.id.as_str()).collect();
    let near = match near[..] {
        [] => "there are no events".to_owned(),
        _ => format!("near it are {}", near.join(", ")),
    };
    let message = format!("{id} is no event of these sources, nor an alias of one; {near}");
    Diagnostic::fatal(Position::file("--event"), message)
}

/// A page takes the place of a page, never that of the text that it explains.
fn check_name(out: &Path) -> Result<(), Failure> {
    let extension = out.extension().map(OsStr::to_ascii_lowercase);
    if extension.is_some_and(|extension| extension == "html" || extension == "htm") {
        return Ok(());
    }
    let position = Position::file(out.display().to_string());
    let message = "not the name of a page; let it end in .html, so that no source is overwritten";
    Err(Failure::Input(Diagnostic::fatal(position, message)))
}

fn account(tables: &Tables, reader: &Reader<'_>, source: Source) -> Account {
    let Geocoded { source, stated, mentions, unresolved: _, placed, unplaced, refusals } =
        reader.understand(source);
    let events = tables.merge(placed);
    let extraction = Extraction {
        source: &source,
        stated,
        mentions: &mentions,
        events: &events,
        unplaced: &unplaced,
        refusals: &refusals,
    };
    explanation::account(&extraction, tables.kinds.all())
}

fn day(text: &str) -> Result<Date, Failure> {
    let fault = |message| Failure::Input(Diagnostic::fatal(Position::file("--published"), message));
    read::day(text).map_err(fault)
}

/// `source` as if it had been published on `day`; a record tells its own days.
fn publish(source: Source, day: Date) -> Source {
    match source {
        Source::Article(mut article) => {
            let origin = Origin::clone(&article.origin);
            article.origin = Arc::new(Origin { published: Some(day), ..origin });
            Source::Article(article)
        }
        record @ Source::Record(_) => record,
    }
}

/// The text on standard input.
fn text_of(stdin: impl Read, diagnostics: &mut Vec<Diagnostic>) -> Result<Source, Diagnostic> {
    let fatal = |message: String| Diagnostic::fatal(Position::file(STREAM), message);
    let mut bytes = Vec::new();
    let read = stdin.take(read::MAX_ARTICLE_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| fatal(format!("cannot be read: {error}")))?;
    if bytes.len() as u64 > read::MAX_ARTICLE_BYTES {
        let most = read::MAX_ARTICLE_BYTES >> 20;
        return Err(fatal(format!("larger than {most} MiB; split the text")));
    }
    match read::lone_article(STREAM, &bytes, diagnostics) {
        Ok(Some(article)) => Ok(Source::Article(article)),
        Ok(None) => Err(fatal("no text to read".to_owned())),
        Err(fault) => Err(Diagnostic::fatal(fault.position, fault.message)),
    }
}
