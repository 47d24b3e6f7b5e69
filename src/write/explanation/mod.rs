//! What was read in a source and why, for a person who reads beside the text: on a terminal or as a page.
//!
//! An [`Account`] holds everything that is told, as text that steers nothing; `terminal` and `page` only set it out.

mod marks;
mod page;
mod terminal;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use serde::Serialize;

use super::claim::{Claim, claims};
use super::extraction::{Extraction, Stamp, is_country};
use super::numbers::count_in_words;
use super::words;
use crate::diagnostic::{line_starts, visible};
use crate::model::{
    Article, Count, DateSpan, Field, Ground, Kind, KindId, Lang, Location, Refusal,
    ResolvedMention, Source, Span,
};
use marks::{Line, Mark, Role};

pub use page::page;
pub use terminal::text;

/// What is told of one source.
#[derive(Debug, Serialize)]
pub struct Account {
    id: String,
    title: Option<String>,
    /// What is known about it beside its text.
    facts: Vec<String>,
    /// The text line by line, with what was read in it; empty for a record.
    lines: Vec<Line>,
    claims: Vec<ClaimNote>,
    /// The names of places.
    names: Vec<NameNote>,
    /// What was looked at and not taken.
    refused: Vec<RefusedNote>,
}

/// An event as the source tells it.
#[derive(Debug, Serialize)]
struct ClaimNote {
    /// From 1, in the order of the text.
    number: usize,
    title: String,
    /// The line of the file on which its sentence begins.
    line: u64,
    sentence: String,
    lang: Option<&'static str>,
    rows: Vec<Row>,
}

/// A field of an event.
#[derive(Debug, Serialize)]
struct Row {
    field: &'static str,
    value: String,
    whys: Vec<Why>,
}

/// A rule, and the words that it read.
#[derive(Debug, Serialize)]
struct Why {
    rule: &'static str,
    words: Option<String>,
}

/// A name of a place, with every mention that means the same for the same reasons.
#[derive(Debug, Serialize)]
struct NameNote {
    toponym: String,
    place: String,
    times: usize,
    reasons: String,
}

#[derive(Debug, Serialize)]
struct RefusedNote {
    line: u64,
    words: String,
    looks_like: String,
    why: String,
    by: Option<String>,
}

/// What is told of the source of `extraction`, whose kinds are of the table `kinds`.
pub fn account(extraction: &Extraction<'_>, kinds: &[Arc<Kind>]) -> Account {
    let origin = extraction.source.origin();
    let claims = claims(extraction.events, extraction.unplaced);
    let article = match extraction.source {
        Source::Article(article) => Some(article),
        Source::Record(_) => None,
    };
    let reader = Reader::new(article, kinds);
    let mentions: Vec<_> = extraction.mentions.iter().filter(|m| !is_country(m)).collect();
    let numbered = || claims.iter().zip(1..);
    let marks = reader.marks(numbered(), &mentions, extraction.refusals);
    let sentences: Vec<_> = claims.iter().filter_map(|claim| claim.lead.evidence.span).collect();
    let fact = |name: &str, value: Option<String>| value.map(|value| format!("{name} {value}"));
    let published =
        origin.published.map(|day| words::dates(Some(&DateSpan::day(day)), Lang::English));
    let published = published.or_else(|| article.map(|_| "on no known day".to_owned()));
    let facts = [
        fact("published", published),
        fact("by", origin.publisher.as_deref().map(visible)),
        origin.url.as_deref().map(visible),
    ];
    Account {
        id: visible(origin.id.as_str()),
        title: origin.title.as_deref().map(visible),
        facts: facts.into_iter().flatten().collect(),
        lines: marks::lines(reader.text, reader.first_line, marks, &sentences),
        claims: numbered().map(|(claim, number)| reader.claim(claim, number)).collect(),
        names: names(&mentions),
        refused: reader.refused(&mentions, extraction.refusals),
    }
}

/// A text and the words of its fields.
struct Reader<'a> {
    text: &'a str,
    first_line: u64,
    starts: Vec<usize>,
    kinds: &'a [Arc<Kind>],
}

impl<'a> Reader<'a> {
    fn new(article: Option<&'a Article>, kinds: &'a [Arc<Kind>]) -> Self {
        let text = article.map_or("", |article| article.text.as_str());
        let first_line = article.map_or(1, |article| article.first_line);
        Self { text, first_line, starts: line_starts(text), kinds }
    }

    /// The words under `span`, on one line.
    fn words(&self, span: Span) -> String {
        shown(span.of(self.text))
    }

    /// The line of the file on which `span` begins.
    fn line(&self, span: Span) -> u64 {
        self.first_line + self.starts.partition_point(|&start| start <= span.start) as u64 - 1
    }

    fn marks<'c>(
        &self,
        claims: impl Iterator<Item = (&'c Claim<'c>, usize)>,
        mentions: &[&ResolvedMention],
        refusals: &[Refusal],
    ) -> Vec<Mark> {
        let mut marks = Vec::new();
        let mut mark = |span: Option<Span>, role: Role, claim: Option<usize>, note: String| {
            marks.extend(span.map(|span| Mark { span, role, claim, note }));
        };
        for (claim, number) in claims {
            let evidence = &claim.lead.evidence;
            for ground in &claim.grounds {
                // A ground that is the sentence itself would hide all that is read in it.
                let whole = ground.span.zip(evidence.span).is_some_and(|(a, b)| a.contains(b));
                // The cue betrays the kind; what else is told of it stood near.
                let near = ground.field == Field::Kind
                    && ground.span.is_some_and(|span| span.of(self.text) != evidence.cue);
                let role = if near { Role::Context } else { Role::of(ground.field) };
                let note = format!("event {number}: {}", ground.rule);
                mark(ground.span.filter(|_| !whole), role, Some(number), note);
            }
            for count in &claim.counts {
                let note = format!("event {number}: {}", without_words(count));
                mark(count.span, Role::Number, Some(number), note);
            }
        }
        for found in mentions {
            let (role, note) = match (&found.place, &found.refusal) {
                (Some(place), _) => (Role::Place, format!("{} ({})", place.name_en(), place.id)),
                (None, why) => (
                    Role::Refused,
                    why.as_ref().map(|why| visible(&why.to_string())).unwrap_or_default(),
                ),
            };
            mark(Some(found.mention.span), role, None, note);
        }
        for refusal in refusals {
            let note = format!("no {}: {}", self.looks_like(refusal), refusal.rule);
            mark(Some(refusal.span), Role::Refused, None, note);
        }
        marks
    }

    fn claim(&self, claim: &Claim<'_>, number: usize) -> ClaimNote {
        let report = claim.lead;
        let kind = self.kind(&report.kind);
        let dates = words::dates(claim.dates, Lang::English);
        let place = match claim.place {
            Ok(location) => words_of_place(location),
            Err(unplaced) => format!("none: {}", visible(&unplaced.reason.to_string())),
        };
        let name = claim.place.ok().and_then(|location| location.place.as_ref());
        let at = name.map(|place| format!(", {}", place.name_en())).unwrap_or_default();
        let precision = claim.dates.map(|dates| dates.precision);
        let precision = precision
            .map(|precision| format!(" · {}", words::date_precision(precision, Lang::English)));
        let about = if claim.main { "what the text is about" } else { "told beside it" };
        let row = |field: Field, value: String| {
            let grounds = claim.grounds.iter().filter(|ground| ground.field == field);
            let whys = grounds.map(|ground| self.why(ground, report.evidence.span)).collect();
            Row { field: word(field), value, whys }
        };
        let mut rows = vec![
            row(Field::Kind, format!("{kind} ({})", report.kind)),
            row(Field::Status, words::status(report.status, Lang::English).to_owned()),
            row(Field::Main, about.to_owned()),
            row(Field::Dates, format!("{dates}{}", precision.unwrap_or_default())),
            row(Field::Place, visible(&place)),
        ];
        rows.extend(self.numbers(claim));
        ClaimNote {
            number,
            title: visible(&format!("{kind}{at}, {dates}")),
            line: report.evidence.line,
            sentence: shown(&report.evidence.sentence),
            lang: report.origin.lang.map(Lang::as_str),
            rows,
        }
    }

    /// A row for each number, with the rules that read its words.
    fn numbers(&self, claim: &Claim<'_>) -> Vec<Row> {
        let field = word(Field::Counts);
        let sentence = claim.lead.evidence.span;
        let grounds = claim.grounds.iter().filter(|ground| ground.field == Field::Counts);
        let (mut placed, mut rest): (Vec<&Ground>, Vec<&Ground>) =
            grounds.copied().partition(|ground| ground.span.is_some());
        placed.sort_by_key(|ground| ground.span);
        let mut told = vec![false; placed.len()];
        let mut rows: Vec<Row> = Vec::new();
        for count in &claim.counts {
            let ends_before = |ground: &&Ground| {
                ground.span.zip(count.span).is_some_and(|(a, b)| a.end <= b.start)
            };
            let overlaps =
                |ground: &&&Ground| ground.span.zip(count.span).is_some_and(|(a, b)| a.overlaps(b));
            let from = placed.partition_point(ends_before);
            let own: Vec<_> = placed[from..].iter().take_while(overlaps).collect();
            told[from..from + own.len()].fill(true);
            let whys = own.into_iter().map(|ground| self.why(ground, sentence)).collect();
            let value = visible(&count_in_words(count, Lang::English));
            rows.push(Row { field, value, whys });
        }
        rest.extend(
            placed.iter().zip(told).filter_map(|(ground, told)| (!told).then_some(*ground)),
        );
        if !rest.is_empty() {
            let whys = rest.into_iter().map(|ground| self.why(ground, sentence)).collect();
            rows.push(Row { field, value: "none of its own".to_owned(), whys });
        }
        rows
    }

    /// The words of a ground, where they are not the whole `sentence`, which stands above.
    fn why(&self, ground: &Ground, sentence: Option<Span>) -> Why {
        let span = ground.span.filter(|_| ground.span != sentence);
        Why { rule: ground.rule, words: span.map(|span| self.words(span)) }
    }

    fn refused(&self, mentions: &[&ResolvedMention], refusals: &[Refusal]) -> Vec<RefusedNote> {
        let of_names = mentions.iter().filter(|found| found.place.is_none()).map(|found| {
            let candidates = found.candidates.iter().map(|candidate| {
                let reasons: Vec<_> = candidate.reasons.iter().map(ToString::to_string).collect();
                let place = &candidate.place;
                format!("; {} ({}): {}", place.name_en(), place.id, reasons.join(", "))
            });
            let why = found.refusal.as_ref().map(ToString::to_string).unwrap_or_default();
            let note = RefusedNote {
                line: self.line(found.mention.span),
                words: shown(&found.mention.toponym),
                looks_like: "a place".to_owned(),
                why: visible(&(why + &candidates.collect::<String>())),
                by: None,
            };
            (found.mention.span, note)
        });
        let of_claims = refusals.iter().map(|refusal| {
            let note = RefusedNote {
                line: self.line(refusal.span),
                words: self.words(refusal.span),
                looks_like: self.looks_like(refusal),
                why: refusal.rule.to_owned(),
                by: refusal.by.map(|by| self.words(by)),
            };
            (refusal.span, note)
        });
        let mut notes: Vec<_> = of_names.chain(of_claims).collect();
        notes.sort_by_key(|(span, _)| *span);
        notes.into_iter().map(|(_, note)| note).collect()
    }

    /// What a refused thing looks like: the name of a kind where it is one.
    fn looks_like(&self, refusal: &Refusal) -> String {
        visible(&self.kind(&KindId::new(&refusal.looks_like)))
    }

    /// The name of a kind; its id where the table has none of that id.
    fn kind(&self, id: &KindId) -> String {
        let kind = self.kinds.iter().find(|kind| kind.id == *id);
        kind.map_or_else(|| id.to_string(), |kind| kind.label_en.clone())
    }
}

/// The names that mean a place, each once with its reasons.
fn names(mentions: &[&ResolvedMention]) -> Vec<NameNote> {
    let mut notes: Vec<NameNote> = Vec::new();
    let mut places: BTreeMap<_, usize> = BTreeMap::new();
    for found in mentions {
        let Some(place) = &found.place else { continue };
        let best = found.candidates.iter().find(|candidate| candidate.place.id == place.id);
        let reasons = best.map(|candidate| candidate.reasons.iter().map(ToString::to_string));
        let mut reasons: Vec<String> = reasons.into_iter().flatten().collect();
        reasons.extend(found.mention.corrected.iter().map(|right| format!("read as {right}")));
        let note = NameNote {
            toponym: shown(&found.mention.toponym),
            place: visible(&format!("{} ({})", place.name_en(), place.id)),
            times: 1,
            reasons: visible(&reasons.join("; ")),
        };
        let key = (note.toponym.clone(), note.place.clone(), note.reasons.clone());
        match places.entry(key) {
            Entry::Occupied(known) => notes[*known.get()].times += 1,
            Entry::Vacant(new) => {
                new.insert(notes.len());
                notes.push(note);
            }
        }
    }
    notes
}

fn words_of_place(location: &Location) -> String {
    let name = location.place.as_ref();
    let name = name.map(|place| format!("{} ({})", place.name_en(), place.id));
    let name = name.unwrap_or_else(|| "a coordinate near no place of the table".to_owned());
    format!("{name} · {}", words::place_precision(location.precision, Lang::English))
}

fn without_words(count: &Count) -> String {
    count_in_words(&Count { words: String::new(), ..count.clone() }, Lang::English)
}

/// The word for a field.
fn word(field: Field) -> &'static str {
    match field {
        Field::Kind => "kind",
        Field::Status => "status",
        Field::Main => "about",
        Field::Dates => "date",
        Field::Place => "place",
        Field::Counts => "number",
    }
}

/// `text` on one line, as it is safe to show: a tab or the end of a line is a space, what steers is written out.
fn shown(text: &str) -> String {
    let spaces = |c: char| matches!(c, '\t' | '\n' | '\r');
    if !text.contains(spaces) {
        return visible(text);
    }
    let parts: Vec<&str> = text.split(spaces).filter(|part| !part.is_empty()).collect();
    visible(&parts.join(" "))
}
