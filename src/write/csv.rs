//! `unplaced.csv`, `unresolved.csv` and `sources.csv`: what is on no map, which names are open, and what was read.
//!
//! UTF-8 without byte order mark, RFC 4180 quoting, but lines end in LF as in every other file of a site. Cells
//! are lossless: a sentence that begins with `=` stays so, hence a spreadsheet must import these as text.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Site;
use crate::model::{
    Candidate, Lang, PublishedBy, Source, SourceId, UnplacedReport, UnresolvedMention,
};

/// The columns of `unplaced.csv`, in order; an absent value is an empty cell.
#[derive(Serialize)]
struct UnplacedRow<'a> {
    source_id: &'a str,
    path: &'a str,
    line: u64,
    kind: &'a str,
    status: &'a str,
    start: Option<String>,
    end: Option<String>,
    date_precision: Option<&'a str>,
    toponym: Option<&'a str>,
    candidates: String,
    reason: String,
    sentence: &'a str,
    publisher: Option<&'a str>,
    title: Option<&'a str>,
    url: Option<&'a str>,
    covered: bool,
}

/// The columns of `unresolved.csv`, in order.
#[derive(Serialize)]
struct UnresolvedRow<'a> {
    source_id: &'a str,
    path: &'a str,
    line: u64,
    toponym: &'a str,
    candidates: String,
    reason: String,
    sentence: &'a str,
}

/// The columns of `sources.csv`, in order; an absent value is an empty cell.
#[derive(Serialize)]
struct SourceRow<'a> {
    source_id: &'a str,
    path: &'a str,
    line: Option<u64>,
    form: &'a str,
    lang: Option<&'a str>,
    published: Option<String>,
    published_by: Option<&'static str>,
    published_line: Option<u64>,
    publisher: Option<&'a str>,
    title: Option<&'a str>,
    url: Option<&'a str>,
    reports: usize,
    placed: usize,
    unplaced: usize,
}

/// The file `unplaced.csv`: one row per report that names no place we know, by file and line.
pub fn unplaced(site: &Site<'_>) -> Vec<u8> {
    let mut reports: Vec<&UnplacedReport> = site.unplaced.iter().collect();
    reports.sort_by_key(|u| (&u.report.origin.path, u.report.evidence.line));
    table(reports.into_iter().map(unplaced_row), UNPLACED_HEADER)
}

/// The file `unresolved.csv`: one row per toponym that may mean several places, by file and line.
pub fn unresolved(site: &Site<'_>) -> Vec<u8> {
    let mut mentions: Vec<&UnresolvedMention> = site.unresolved.iter().collect();
    mentions.sort_by_key(|mention| (&mention.origin.path, mention.line));
    let rows = mentions.into_iter().map(|mention| UnresolvedRow {
        source_id: mention.origin.id.as_str(),
        path: &mention.origin.path,
        line: mention.line,
        toponym: &mention.toponym,
        candidates: place_ids(&mention.candidates),
        reason: mention.reason.to_string(),
        sentence: &mention.sentence,
    });
    table(rows, UNRESOLVED_HEADER)
}

/// The file `sources.csv`: one row per source that was read, by file and line.
pub fn sources(site: &Site<'_>) -> Vec<u8> {
    let mut tally: BTreeMap<&SourceId, (usize, usize)> = BTreeMap::new();
    for placed in site.events.iter().flat_map(|event| &event.reports) {
        tally.entry(&placed.report.origin.id).or_default().0 += 1;
    }
    for unplaced in site.unplaced {
        tally.entry(&unplaced.report.origin.id).or_default().1 += 1;
    }
    let mut sources: Vec<&Source> = site.sources.iter().collect();
    sources.sort_by_key(|source| (&source.origin().path, source.origin().line));
    let rows = sources.into_iter().map(|source| {
        let (placed, unplaced) = tally.get(&source.origin().id).copied().unwrap_or_default();
        source_row(source, placed, unplaced)
    });
    table(rows, SOURCES_HEADER)
}

/// The header, for a table without rows: serde only learns the names from a row.
const UNPLACED_HEADER: &str = "source_id,path,line,kind,status,start,end,date_precision,toponym,candidates,\
                               reason,sentence,publisher,title,url,covered\n";
const UNRESOLVED_HEADER: &str = "source_id,path,line,toponym,candidates,reason,sentence\n";
const SOURCES_HEADER: &str = "source_id,path,line,form,lang,published,published_by,published_line,publisher,title,url,\
                              reports,placed,unplaced\n";

fn unplaced_row(unplaced: &UnplacedReport) -> UnplacedRow<'_> {
    let report = &unplaced.report;
    let dates = report.dates.as_ref();
    UnplacedRow {
        source_id: report.origin.id.as_str(),
        path: &report.origin.path,
        line: report.evidence.line,
        kind: report.kind.as_str(),
        status: report.status.as_str(),
        start: dates.and_then(|d| d.start).map(|day| day.to_string()),
        end: dates.map(|d| d.end.to_string()),
        date_precision: dates.map(|d| d.precision.as_str()),
        toponym: unplaced.toponym.as_deref(),
        candidates: unplaced.candidate_ids().collect::<Vec<_>>().join("; "),
        reason: unplaced.reason.to_string(),
        sentence: &report.evidence.sentence,
        publisher: report.origin.publisher.as_deref(),
        title: report.origin.title.as_deref(),
        url: report.origin.url.as_deref(),
        covered: report.evidence.covered,
    }
}

fn source_row(source: &Source, placed: usize, unplaced: usize) -> SourceRow<'_> {
    let origin = source.origin();
    SourceRow {
        source_id: origin.id.as_str(),
        path: &origin.path,
        line: origin.line,
        form: match source {
            Source::Article(_) => "article",
            Source::Record(_) => "record",
        },
        lang: origin.lang.map(Lang::as_str),
        published: origin.published.map(|day| day.to_string()),
        published_by: origin.published_by.map(PublishedBy::as_str),
        published_line: origin.published_by.and_then(PublishedBy::line),
        publisher: origin.publisher.as_deref(),
        title: origin.title.as_deref(),
        url: origin.url.as_deref(),
        reports: placed + unplaced,
        placed,
        unplaced,
    }
}

/// The ids of the places meant, best first.
fn place_ids(candidates: &[Candidate]) -> String {
    let ids: Vec<&str> = candidates.iter().map(|c| c.place.id.as_str()).collect();
    ids.join("; ")
}

fn table<R: Serialize>(rows: impl Iterator<Item = R>, header: &str) -> Vec<u8> {
    let mut writer =
        ::csv::WriterBuilder::new().has_headers(false).from_writer(header.as_bytes().to_vec());
    for row in rows {
        writer.serialize(row).expect("rows are flat and memory does not fail to be written");
    }
    writer.into_inner().expect("memory does not fail to be flushed")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::sample::{Sample, check_golden};

    #[test]
    fn tables_are_as_blessed() {
        let sample = Sample::new();
        check_golden("unplaced.csv", &unplaced(&sample.site()));
        check_golden("sources.csv", &sources(&sample.site()));
    }

    #[test]
    fn a_table_without_rows_has_its_header() {
        let site = Sample::empty();
        assert_eq!(unplaced(&site.site()), UNPLACED_HEADER.as_bytes());
        assert_eq!(unresolved(&site.site()), UNRESOLVED_HEADER.as_bytes());
        assert_eq!(sources(&site.site()), SOURCES_HEADER.as_bytes());
    }

    #[test]
    fn headers_name_the_cells_and_cells_are_lossless() {
        let sample = Sample::new();
        let (unplaced, sources) = (unplaced(&sample.site()), sources(&sample.site()));
        let row = |bytes: &[u8]| -> BTreeMap<String, String> {
            ::csv::Reader::from_reader(bytes).deserialize().next().unwrap().unwrap()
        };
        let unplaced = row(&unplaced);
        assert_eq!(unplaced["sentence"], sample.unplaced[0].report.evidence.sentence);
        assert_eq!(unplaced["toponym"], "Newtown");
        assert_eq!(unplaced["url"], "https://example.org/a?b=1,2");
        let source = row(&sources);
        assert_eq!((source["path"].as_str(), source["form"].as_str()), ("ar/فرار.txt", "article"));
        assert_eq!((source["reports"].as_str(), source["unplaced"].as_str()), ("2", "0"));
    }
}
