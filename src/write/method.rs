//! The figures of the section that tells how the map was made. Its sentences are the templates' and their tables of texts.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::card::Phrasebook;
use super::{Site, words};
use crate::model::{DatePrecision, DateSpan, Event, Lang, PlacePrecision, Source};

/// What the method section tells in numbers; docs/templates.md tells the fields.
#[derive(Debug, Serialize)]
pub(super) struct Method {
    articles: usize,
    records: usize,
    /// How many sources are in which language.
    languages: Vec<Row>,
    /// The first and the last day of publication, in words; `None` where no source tells one.
    published: Option<String>,
    /// How many events are known how finely, each with what that means.
    places: Vec<Row>,
    dates: Vec<Row>,
    /// Reports that repeat another source's words.
    copies: usize,
    corrections: usize,
    hidden: Hidden,
    author: Option<String>,
    licence: Option<LicenceCard>,
    version: &'static str,
    /// The fingerprint of the tables.
    tables: String,
}

/// The licence of the data, and where its text is.
#[derive(Debug, Serialize)]
struct LicenceCard {
    name: String,
    address: Option<String>,
}

/// What is not published, or not as it was read.
#[derive(Debug, Serialize)]
struct Hidden {
    withheld: usize,
    embargoed: usize,
    reports: usize,
    sources: usize,
    names: usize,
    generalised: usize,
    covered: usize,
}

/// A number and what it is of.
#[derive(Debug, Serialize)]
struct Row {
    label: String,
    meaning: String,
    number: usize,
}

impl Method {
    pub(super) fn of(site: &Site<'_>, phrases: &Phrasebook<'_>) -> Self {
        let lang = phrases.lang;
        let records = site.sources.iter().filter(|source| matches!(source, Source::Record(_)));
        let records = records.count();
        let told = site.discretion;
        let reports = site.events.iter().flat_map(|event| &event.reports);
        Self {
            articles: site.sources.len() - records,
            records,
            languages: languages(site, phrases),
            published: published(site, lang),
            places: places(site, phrases),
            dates: dates(site, phrases),
            copies: reports.filter(|told| told.copy_of.is_some()).count(),
            corrections: site.corrections,
            hidden: Hidden {
                withheld: told.withheld,
                embargoed: told.embargoed,
                reports: told.reports,
                sources: told.sources,
                names: told.names,
                generalised: told.generalised,
                covered: told.covered,
            },
            author: site.author.map(str::to_owned),
            licence: site.licence.map(|licence| LicenceCard {
                name: licence.as_str().to_owned(),
                address: licence.address().map(Cow::into_owned),
            }),
            version: env!("CARGO_PKG_VERSION"),
            tables: site.tables.to_owned(),
        }
    }
}

fn languages(site: &Site<'_>, phrases: &Phrasebook<'_>) -> Vec<Row> {
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for source in site.sources {
        *numbers.entry(source.origin().lang.map_or("unknown", Lang::as_str)).or_default() += 1;
    }
    let row = |(lang, number)| {
        let label = phrases.text(&format!("language_{lang}")).to_owned();
        Row { label, meaning: String::new(), number }
    };
    numbers.into_iter().map(row).collect()
}

/// The days between which the sources were published.
fn published(site: &Site<'_>, lang: Lang) -> Option<String> {
    let days = || site.sources.iter().flat_map(|source| source.origin().publication_days());
    let (first, last) = (days().min()?, days().max()?);
    Some(words::dates(Some(&DateSpan::between(first, last, DatePrecision::Range)), lang))
}

/// How finely the places of the events are known, the words that are used alone.
fn places(site: &Site<'_>, phrases: &Phrasebook<'_>) -> Vec<Row> {
    let row = |precision: PlacePrecision| {
        let is_so = |event: &&Event| event.location.precision == precision;
        Row {
            label: words::place_precision(precision, phrases.lang).to_owned(),
            meaning: phrases.text(&format!("place_{}", precision.as_str())).to_owned(),
            number: site.events.iter().filter(is_so).count(),
        }
    };
    PlacePrecision::ALL.into_iter().map(row).filter(|row| row.number > 0).collect()
}

/// The same of their days; the undated last.
fn dates(site: &Site<'_>, phrases: &Phrasebook<'_>) -> Vec<Row> {
    let row = |precision: Option<DatePrecision>| {
        let label = precision.map_or_else(
            || words::dates(None, phrases.lang),
            |precision| words::date_precision(precision, phrases.lang).to_owned(),
        );
        let word = precision.map_or("undated", DatePrecision::as_str);
        let is_so = |event: &&Event| event.dates.as_ref().map(|dates| dates.precision) == precision;
        let number = site.events.iter().filter(is_so).count();
        Row { label, meaning: phrases.text(&format!("date_{word}")).to_owned(), number }
    };
    let all = DatePrecision::ALL.into_iter().map(Some).chain([None]);
    all.map(row).filter(|row| row.number > 0).collect()
}
