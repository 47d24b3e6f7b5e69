//! Which reports tell one event: the labelled reports of `tests/gold/merge`, how well they are merged, and what holds of merging
//! whatever is merged. `tests/gold/merge/README.md` tells how they are labelled and scored.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use kharita::extract::{Extractor, Kinds, Manners};
use kharita::gazetteer::Gazetteer;
use kharita::geocode::Geocoder;
use kharita::merge::{self, Known};
use kharita::model::{Event, EventReport, Origin, PlacedReport, Source, SourceId, Span, led_to};
use kharita::read;
use kharita::text::Words;
use serde_json::{Value, json};

use crate::project::{Project, ROOT};

/// What merging must reach, however low the figures were once: pairs, precision and recall, and B-cubed.
const LEAST: [(&str, f64); 3] = [("precision", 0.97), ("recall", 0.92), ("b_cubed_f1", 0.95)];

/// The program's own tables.
struct Tables {
    gazetteer: Gazetteer,
    kinds: Kinds,
    manners: Manners,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let bytes = fs::read(Path::new(ROOT).join("places.csv")).unwrap();
    let gazetteer = Gazetteer::new(read::places("places.csv", &bytes).unwrap().places);
    let kinds = Kinds::built_in();
    let manners = Manners::new(&kinds);
    Tables { gazetteer, kinds, manners }
});

/// The labelled reports as they are read: that takes longer than to merge them.
static TOLD: LazyLock<Vec<Told>> = LazyLock::new(|| {
    let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    let reader = Reader::new();
    rows()
        .iter()
        .map(|row| {
            let published = row["published"].as_str();
            reader.read(&text(row, "id"), &text(row, "text"), published, &text(row, "publisher"))
        })
        .collect()
});

/// What makes reports of articles.
pub(crate) struct Reader {
    extractor: Extractor<'static>,
    geocoder: Geocoder<'static>,
}

/// An article as it is read: its name and what it tells.
#[derive(Clone)]
pub(crate) struct Told {
    name: String,
    placed: Vec<PlacedReport>,
}

/// A claim that is labelled with the event that it tells.
struct Claim {
    article: String,
    /// The event; for one that may be another, a name that no other claim has.
    event: String,
    /// Events that it may be taken for.
    could_be: Vec<String>,
    /// The event that the program puts it in; `None` where the claim is not read.
    found: Option<String>,
}

impl Reader {
    pub(crate) fn new() -> Self {
        let Tables { gazetteer, kinds, .. } = &*TABLES;
        Self { extractor: Extractor::new(gazetteer, kinds), geocoder: Geocoder::new(gazetteer) }
    }

    pub(crate) fn read(
        &self,
        name: &str,
        text: &str,
        published: Option<&str>,
        publisher: &str,
    ) -> Told {
        let mut article = read::lone_article(name, text.as_bytes(), &mut Vec::new());
        let article = article.as_mut().unwrap().as_mut().unwrap();
        let published = published.map(|day| read::day(day).unwrap());
        let publisher = Some(publisher.to_owned());
        let origin = Origin { published, publisher, ..Origin::clone(&article.origin) };
        article.origin = Arc::new(origin);
        let words = Words::of(text);
        let source = Source::Article(article.clone());
        let placed = self.geocoder.geocode(self.extractor.read(source, &words), &words).placed;
        Told { name: name.to_owned(), placed }
    }
}

pub(crate) fn merge<'t>(told: impl IntoIterator<Item = &'t Told>) -> Vec<Event> {
    let known = Known {
        kind: &|id| TABLES.kinds.get(id).unwrap().clone(),
        place: &|id| TABLES.gazetteer.place(id).cloned(),
        around: &|place| TABLES.gazetteer.around(place),
        manner: &|report| TABLES.manners.of(report),
        joins: true,
    };
    merge::events(told.into_iter().flat_map(|told| told.placed.clone()).collect(), &known)
}

fn rows() -> Vec<Value> {
    let path = Path::new(ROOT).join("tests/gold/merge/reports.jsonl");
    let rows = fs::read_to_string(path).unwrap();
    rows.lines().map(|row| serde_json::from_str(row).unwrap()).collect()
}

fn ids(events: &[Event]) -> BTreeSet<&str> {
    events.iter().map(|event| event.id.as_str()).collect()
}

/// The labelled claims, each with the event of `events` that holds it. A report is one claim: of two claims of one sentence that
/// was read as one, only the first is found.
fn claims(rows: &[Value], events: &[Event]) -> Vec<Claim> {
    let mut claims = Vec::new();
    for row in rows {
        let article = row["id"].as_str().unwrap();
        let text = row["text"].as_str().unwrap();
        let mut starts: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
        starts.push(text.len());
        let byte = |value: &Value| starts[usize::try_from(value.as_u64().unwrap()).unwrap()];
        let of_article = |event: usize| {
            let reports = events[event].reports.iter().enumerate();
            let own = reports.filter(|(_, told)| told.report.origin.id.as_str() == article);
            own.map(move |(report, told)| (event, report, told)).collect::<Vec<_>>()
        };
        let reports: Vec<_> = (0..events.len()).flat_map(of_article).collect();
        let mut used = BTreeSet::new();
        for claim in row["claims"].as_array().unwrap() {
            let (start, end) = (byte(&claim["evidence_start"]), byte(&claim["evidence_end"]));
            let strings = |value: &Value| -> Vec<String> {
                let strings = value.as_array().into_iter().flatten();
                strings.map(|string| string.as_str().unwrap().to_owned()).collect()
            };
            let mut kinds = strings(&claim["kind_alt"]);
            kinds.push(claim["kind"].as_str().unwrap().to_owned());
            let found = reports.iter().find(|(event, report, told)| {
                let span = told.report.evidence.span.unwrap();
                kinds.iter().any(|kind| kind == events[*event].kind.id.as_str())
                    && span.start < end
                    && start < span.end
                    && !used.contains(&(*event, *report))
            });
            used.extend(found.map(|(event, report, _)| (*event, *report)));
            let found = found.map(|(event, ..)| events[*event].id.to_string());
            let event = claim["event"].as_str().unwrap().to_owned();
            let could_be = strings(&claim["could_be"]);
            claims.push(Claim { article: article.to_owned(), event, could_be, found });
        }
    }
    claims
}

/// Pairwise precision and recall, B-cubed F1, and the pairs that are wrong.
fn score(claims: &[Claim]) -> (Value, String) {
    let is_same = |a: &Claim, b: &Claim| a.found.is_some() && a.found == b.found;
    let (mut both, mut found_only, mut told_only) = (0_u32, 0_u32, 0_u32);
    let mut wrong = String::new();
    for (index, a) in claims.iter().enumerate() {
        for b in &claims[index + 1..] {
            if a.could_be.contains(&b.event) || b.could_be.contains(&a.event) {
                continue;
            }
            let (told, found) = (a.event == b.event, is_same(a, b));
            both += u32::from(told && found);
            found_only += u32::from(!told && found);
            told_only += u32::from(told && !found);
            if told != found {
                let what = if found { "made one" } else { "kept two" };
                let show = |claim: &Claim| format!("{} {}", claim.article, claim.event);
                let _ = writeln!(wrong, "{what}: {} and {}", show(a), show(b));
            }
        }
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    for a in claims {
        let of_found: Vec<&Claim> =
            claims.iter().filter(|b| std::ptr::eq(a, *b) || is_same(a, b)).collect();
        let of_event = claims.iter().filter(|b| a.event == b.event).count() as f64;
        let right = of_found.iter().filter(|b| a.event == b.event).count() as f64;
        precision += right / of_found.len() as f64;
        recall += right / of_event;
    }
    let share = |of: u32, rest: u32| f64::from(of) / f64::from(of + rest);
    let figures = json!({
        "claims": claims.len(),
        "claims_found": claims.iter().filter(|claim| claim.found.is_some()).count(),
        "precision": share(both, found_only),
        "recall": share(both, told_only),
        "b_cubed_f1": 2.0 * precision * recall / (precision + recall) / claims.len() as f64,
    });
    (figures, wrong)
}

/// Rises are blessed with `KHARITA_BLESS=1`; a drop never is.
#[test]
fn no_figure_of_merging_drops() {
    let rows = rows();
    let events = merge(&*TOLD);
    let (figures, wrong) = score(&claims(&rows, &events));
    println!("merging, {} reports: {figures}", rows.len());
    let path = Path::new(ROOT).join("tests/gold/merge/figures.json");
    let floors = fs::read_to_string(&path).unwrap_or_else(|_| figures.to_string());
    let floors: Value = serde_json::from_str(&floors).unwrap();
    let floors = floors.as_object().unwrap().iter();
    let floors = floors.map(|(name, floor)| (name.as_str(), floor.as_f64().unwrap()));
    for (name, floor) in floors.chain(LEAST) {
        let now = figures[name].as_f64().unwrap();
        assert!(now >= floor, "{name} is {now}, and was {floor}\n{wrong}");
    }
    if std::env::var_os("KHARITA_BLESS").is_some() {
        fs::write(path, format!("{figures:#}\n")).unwrap();
    }
}

#[test]
fn the_order_of_reports_changes_nothing() {
    let told = &*TOLD;
    let events = merge(told);
    assert!(events.len() > 40, "only {} events", events.len());
    let backwards: Vec<&Told> = told.iter().rev().collect();
    assert_eq!(merge(backwards.iter().copied()), events);
    // Every third, then the rest: neither order.
    let (third, rest): (Vec<_>, Vec<_>) =
        told.iter().enumerate().partition(|(index, _)| index % 3 == 0);
    let mixed = rest.into_iter().chain(third).map(|(_, told)| told);
    assert_eq!(merge(mixed), events);
}

#[test]
fn what_files_are_called_changes_no_grouping() {
    let groups = |told: &[Told]| -> BTreeSet<BTreeSet<String>> {
        let sentence = |told: &EventReport| told.report.evidence.sentence.clone();
        let events = merge(told);
        events.iter().map(|event| event.reports.iter().map(sentence).collect()).collect()
    };
    let renamed = |told: &[Told], name: &dyn Fn(usize) -> String| -> Vec<Told> {
        let mut told = told.to_vec();
        for (index, told) in told.iter_mut().enumerate() {
            for placed in &mut told.placed {
                let (id, path) = (SourceId::new(&name(index)), name(index));
                let origin = Origin { id, path, ..Origin::clone(&placed.report.origin) };
                placed.report.origin = Arc::new(origin);
            }
        }
        told
    };
    let told = &*TOLD;
    let expected = groups(told);
    assert!(groups(&renamed(told, &|index| format!("{:04}", 9999 - index))) == expected);
    assert!(groups(&renamed(told, &|index| format!("{:04}", index * 7919 % 1009))) == expected);
    let ids_of = |told: &[Told]| merge(told).iter().map(|e| e.id.clone()).collect::<Vec<_>>();
    let other = ids_of(&renamed(told, &|index| format!("{:04}", 9999 - index)));
    assert_eq!(ids_of(told), other, "ids tell what files are called");
}

#[test]
fn the_order_of_files_and_what_was_built_before_change_no_byte() {
    let mut project = Project::new();
    let mut names = Vec::new();
    for row in &rows()[..40] {
        let name = format!("{}.txt", row["id"].as_str().unwrap());
        let published = row["published"].as_str().unwrap_or_default();
        let text = row["text"].as_str().unwrap();
        let page = format!("---\npublished: {published}\n---\n{text}\n");
        project = project.article(&name, &page);
        names.push(format!("sources/{name}"));
    }
    let build = |names: &[String]| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let run = project.run(&[&["build"], &names[..]].concat());
        run.ends(0);
        run.site
    };
    let whole = build(&names);
    let backwards: Vec<String> = names.iter().rev().cloned().collect();
    assert!(build(&backwards) == whole, "the order of the files changes the site");
    assert!(build(&names[1..]) != whole, "a source less changes nothing");
    assert!(build(&names) == whole, "a source that comes back changes the site");
}

#[test]
fn a_source_of_something_else_changes_no_id() {
    let mut told = TOLD.clone();
    let before = merge(&told);
    let text = "Inmates rioted at Derik prison on 3 May 2019, and eight of them were hurt.";
    told.push(Reader::new().read("other", text, Some("2019-05-04"), "Orient Desk"));
    let after = merge(&told);
    let (before, after) = (ids(&before), ids(&after));
    assert!(before.is_subset(&after), "{:?}", before.difference(&after));
    assert_eq!(after.len(), before.len() + 1, "the other source tells one event");
}

#[test]
fn links_to_an_event_lead_to_it_whatever_source_is_added() {
    let told = &*TOLD;
    let after = merge(told);
    let sources = |event: &Event| -> BTreeSet<SourceId> {
        event.reports.iter().map(|told| told.report.origin.id.clone()).collect()
    };
    let reports = |event: &Event| -> BTreeSet<(SourceId, Option<Span>)> {
        let all = event.reports.iter().map(|told| &told.report);
        all.map(|report| (report.origin.id.clone(), report.evidence.span)).collect()
    };
    let (mut changed, mut of_others) = (Vec::new(), 0);
    for left_out in told {
        let rest = told.iter().filter(|told| told.name != left_out.name);
        for event in merge(rest) {
            let id = event.id.as_str();
            let own = sources(&event);
            let led_to = led_to(&event.id, &after);
            let is_there = led_to.iter().any(|led| !sources(led).is_disjoint(&own));
            assert!(is_there, "{id} leads elsewhere once {} is added", left_out.name);
            if !ids(&after).contains(id) {
                changed.push(format!("{id} by {}", left_out.name));
                let name = SourceId::new(&left_out.name);
                of_others += usize::from(!led_to.iter().any(|led| sources(led).contains(&name)));
            }
            // What is told by the same reports still is called the same.
            let same = after.iter().find(|other| reports(other) == reports(&event));
            let same = same.map_or(id, |same| same.id.as_str());
            assert_eq!(same, id, "by {}, which tells of another event", left_out.name);
        }
    }
    assert!(!changed.is_empty(), "no id changed, so nothing was tried");
    assert!(changed.len() <= MOST_CHANGED, "{changed:#?}");
    assert!(of_others <= MOST_OF_OTHERS, "{of_others} of other events: {changed:#?}");
}

/// How many ids of the labelled reports change, at most, where each source in turn is the last to come: those of events of which
/// it tells the day or the place more finely.
const MOST_CHANGED: usize = 7;

/// How many of these are of an event that it does not tell: of one that its words put into another.
const MOST_OF_OTHERS: usize = 1;
