//! The pages of a site, one in each of its languages. What they are made of is `card`'s
//! business, how they look `templates`' and `web/`'s; lists as plain pages are `plain`'s.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Context;

use super::block::Packed;
use super::card::{EventCard, KindCard, LabelCard, Phrasebook, SourceCard, UnplacedCard};
use super::columns::{Columns, INLINE};
use super::face::{Face, OtherPage};
use super::facets::Terms;
use super::formats::geojson;
use super::method::Method;
use super::names::Names;
use super::numbers::grouped;
use super::plain::{List, Plain, ROWS};
use super::single::{Single, for_html};
use super::templates::Templates;
use super::{Files, Site, assets, feed, findable, picture, policy};
use crate::diagnostic::Diagnostic;
use crate::model::{Lang, Tiles};

/// How much there is of everything.
#[derive(Debug, Serialize)]
struct Figures {
    events: usize,
    reports: usize,
    sources: usize,
    unplaced: usize,
    /// Reports, those without a place among them.
    undated: usize,
    undated_events: usize,
    rejected: usize,
    /// What the header says after each number, in the form that it takes there.
    labels: BTreeMap<&'static str, String>,
    /// The numbers as they are written: `100,000`.
    written: BTreeMap<&'static str, String>,
}

/// What the page's program reads; `web/src/events.ts` is the other end.
#[derive(Debug, Serialize)]
struct Block<'a> {
    lang: &'a str,
    strings: BTreeMap<&'a str, &'a str>,
    kinds: &'a [KindCard<'a>],
    terms: Terms,
    #[serde(flatten)]
    told: Told,
    /// By class.
    labels: BTreeMap<&'static str, Vec<LabelCard<'a>>>,
    #[serde(flatten)]
    names: Names<'a>,
    /// How many reports are part of no event, for want of a place.
    unplaced: usize,
}

/// The events of the block: whole, or the numbers of them where there are very many.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Told {
    Whole(Packed),
    Columns { columns: Box<Columns> },
}

/// Which lists are too long for a page: their rows stand in plain pages, those of events in shards too.
#[derive(Debug, Clone, Copy, Serialize)]
struct Large {
    events: bool,
    unplaced: bool,
    sources: bool,
}

/// Where the pictures of the map come from.
#[derive(Debug, Serialize)]
struct TilesCard<'a> {
    url: &'a str,
    /// The host of the server.
    host: Option<&'a str>,
    credit: &'a str,
    /// First and last, with a space between them; so are the bounds.
    zooms: String,
    bounds: Option<String>,
}

/// How a page is carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Carried {
    /// With files beside it.
    Folder,
    /// Alone.
    Single,
}

/// What a site tells in one language.
struct Cards<'a> {
    face: Face,
    phrases: Phrasebook<'a>,
    kinds: Vec<KindCard<'a>>,
    events: Vec<EventCard<'a>>,
    unplaced: Vec<UnplacedCard<'a>>,
    sources: Vec<SourceCard<'a>>,
}

/// The pages of `site`, which lead to the files `beside` them.
///
/// # Errors
/// If a template cannot be rendered.
pub fn pages(site: &Site<'_>, beside: &Files, templates: &Templates) -> Result<Files, Diagnostic> {
    // What lies in a folder is of the page's own use.
    let beside: Vec<&String> = beside.keys().filter(|name| !name.contains('/')).collect();
    let mut files = Files::new();
    for face in site.faces() {
        let other = site.other(face);
        let cards = Cards::new(site, templates, face);
        let shared = cards.shared(site, Carried::Folder);
        let plain = Plain { shared: &shared, face, other, templates };
        files.extend(plain.events(&cards.events)?);
        let large = cards.large(Carried::Folder);
        if large.unplaced {
            files.extend(plain.unplaced(&cards.unplaced)?);
        }
        if large.sources {
            files.extend(plain.sources(&cards.sources)?);
        }
        let (mut context, shards) = cards.context(shared, site, templates, Carried::Folder);
        files.extend(shards);
        let description = cards.phrases.text("description");
        let dataset = findable::dataset(site, description, face, &beside);
        context.insert("dataset", &dataset.as_ref().map(json_for_html));
        context.insert("file", &face.page());
        context.insert("other", &other.map(|other| other.link(Face::page)));
        context.insert("files", &beside);
        context.insert("table", &List::Table.file(face, 1));
        let begin = [List::Unplaced, List::Sources].map(|list| (list.name(), list.file(face, 1)));
        context.insert("plain", &BTreeMap::from(begin));
        let server = site.tiles.and_then(|tiles| tiles.server.as_deref());
        let policy = server.map_or_else(|| policy::SITE.to_owned(), policy::with_pictures);
        context.insert("policy", &policy);
        context.insert("single", &None::<Single>);
        files.insert(face.page(), templates.render(&context)?.into_bytes());
    }
    Ok(files)
}

/// The same pages, each of which holds all that it needs, to be sent alone.
///
/// # Errors
/// If a template cannot be rendered, or leaves out what the page needs.
pub fn single_files(site: &Site<'_>, templates: &Templates) -> Result<Files, Diagnostic> {
    let features = geojson::script(&geojson::events(site));
    let single = Single::new(features, site.basemap, templates.page_style());
    let page = |face: Face| {
        let cards = Cards::new(site, templates, face);
        let shared = cards.shared(site, Carried::Single);
        let (mut context, _) = cards.context(shared, site, templates, Carried::Single);
        context.insert("file", &face.page());
        context.insert("other", &None::<OtherPage>);
        context.insert("files", &[""; 0]);
        context.insert("dataset", &None::<&str>);
        context.insert("table", "#table");
        context.insert("policy", &single.policy);
        context.insert("single", &single);
        let page = templates.render(&context)?;
        if single.is_in(&page) {
            return Ok((face.page(), page.into_bytes()));
        }
        let message = "holds not all of `single`, so the page would not work as a single file; docs/templates.md tells how";
        Err(Diagnostic::fatal(templates.position(), message))
    };
    site.faces().map(page).collect()
}

impl<'a> TilesCard<'a> {
    fn new(tiles: &'a Tiles) -> Self {
        let Tiles { url, server, credit, zooms: [least, most], bounds } = tiles;
        let host = server.as_deref().map(|it| it.split_once("://").map_or(it, |(_, host)| host));
        let bounds = bounds.map(|it| it.map(|degrees| degrees.to_string()).join(" "));
        Self { url, host, credit, zooms: format!("{least} {most}"), bounds }
    }
}

impl<'a> Cards<'a> {
    fn new(site: &Site<'a>, templates: &'a Templates, face: Face) -> Self {
        let lang = face.lang;
        let phrases = Phrasebook { lang, strings: &templates.strings(lang).markup };
        let kinds: Vec<_> = site.kinds.iter().map(|kind| KindCard::new(kind, lang)).collect();
        let kind_by_id = by_id(&kinds);
        let unplaced = site.unplaced.iter();
        Self {
            face,
            phrases,
            events: site.events.iter().map(|event| EventCard::new(event, &phrases)).collect(),
            unplaced: unplaced.map(|u| UnplacedCard::new(u, &kind_by_id, &phrases)).collect(),
            sources: site.sources.iter().map(|s| SourceCard::new(s, lang)).collect(),
            kinds,
        }
    }

    /// Which lists a page so carried leaves to files.
    fn large(&self, carried: Carried) -> Large {
        let has_more = |count: usize, most| carried == Carried::Folder && count > most;
        Large {
            events: has_more(self.events.len(), INLINE),
            unplaced: has_more(self.unplaced.len(), ROWS),
            sources: has_more(self.sources.len(), ROWS),
        }
    }

    /// What templates get for every page; docs/templates.md tells it to users.
    fn shared(&self, site: &Site<'_>, carried: Carried) -> Context {
        let lang = self.phrases.lang;
        let mut context = Context::new();
        context.insert("lang", lang.as_str());
        context.insert("dir", if lang == Lang::Arabic { "rtl" } else { "ltr" });
        context.insert("title", site.title(lang));
        context.insert("strings", self.phrases.strings);
        context.insert("figures", &figures(site, &self.phrases));
        context.insert("kinds", &self.kinds);
        context.insert("kind_by_id", &by_id(&self.kinds));
        context.insert("large", &self.large(carried));
        context.insert("home", &None::<&str>);
        context
    }

    /// What the page of the map gets beside what is `shared`, and the files that it loads when it needs them.
    fn context(
        &self,
        shared: Context,
        site: &Site<'_>,
        templates: &Templates,
        carried: Carried,
    ) -> (Context, Files) {
        let Self { face, phrases, kinds, events, unplaced, sources } = self;
        let lang = phrases.lang;
        let large = self.large(carried);
        let (told, files) = if large.events {
            let (columns, mut files) = Columns::new(events, lang.as_str());
            files.extend(assets::of_many());
            (Told::Columns { columns: Box::new(columns) }, files)
        } else {
            (Told::Whole(Packed::new(events)), Files::new())
        };
        let mut labels = BTreeMap::<_, Vec<_>>::new();
        for (class, label) in site.places.iter().filter_map(|place| LabelCard::new(place, lang)) {
            labels.entry(class).or_default().push(label);
        }
        let block = Block {
            lang: lang.as_str(),
            // Those of what `assets/many.js` does alone are of no use without it.
            strings: (templates.strings(lang).program.iter())
                .filter(|(key, _)| large.events || !key.starts_with("search_"))
                .map(|(key, text)| (key.as_str(), text.as_str()))
                .collect(),
            kinds,
            terms: Terms::new(lang),
            told,
            labels,
            names: Names::of(site, lang),
            unplaced: unplaced.len(),
        };

        let mut context = shared;
        context.insert("url", &site.url);
        context.insert("picture", picture::NAME);
        context.insert("own_basemap", &site.basemap.is_some());
        let tiles = site.tiles.filter(|_| carried == Carried::Folder);
        context.insert("tiles", &tiles.map(TilesCard::new));
        let is_dated = |event| feed::published(event).is_some();
        let has_feed = site.url.is_some() && site.events.iter().any(is_dated);
        context.insert("feed", &has_feed.then(|| feed::name(*face)));
        context.insert("method", &Method::of(site, phrases));
        context.insert("events", if large.events { &events[..0] } else { &events[..] });
        context.insert("unplaced", if large.unplaced { &unplaced[..0] } else { &unplaced[..] });
        context.insert("sources", if large.sources { &sources[..0] } else { &sources[..] });
        context.insert("block", &json_for_html(&block));
        (context, files)
    }
}

fn by_id<'c, 'a>(kinds: &'c [KindCard<'a>]) -> BTreeMap<&'a str, &'c KindCard<'a>> {
    kinds.iter().map(|kind| (kind.id, kind)).collect()
}

/// `value` as JSON that may stand in a page.
pub(super) fn json_for_html(value: &impl Serialize) -> String {
    for_html(&serde_json::to_string(value).expect("cards hold strings and finite numbers only"))
}

fn figures(site: &Site<'_>, phrases: &Phrasebook<'_>) -> Figures {
    let undated_events = site.events.iter().filter(|event| event.dates.is_none()).count();
    let (events, sources, unplaced) = (site.events.len(), site.sources.len(), site.unplaced.len());
    let named = [
        ("events", events),
        ("undated_events", undated_events),
        ("sources", sources),
        ("unplaced", unplaced),
        ("rejected", site.rejected),
    ];
    let label = |(name, n)| (name, phrases.counted(&format!("figure_{name}"), n).to_owned());
    let (reports, undated) = (site.reports().count(), site.undated());
    let written = named.into_iter().chain([("reports", reports), ("undated", undated)]);
    Figures {
        events,
        reports,
        sources,
        unplaced,
        undated,
        undated_events,
        rejected: site.rejected,
        labels: named.map(label).into(),
        written: written.map(|(name, n)| (name, grouped(n))).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::sample::Sample;

    fn rendered(sample: &Sample) -> BTreeMap<String, String> {
        let names = ["events.geojson", "assets/app.js"].map(|name| (name.to_owned(), vec![]));
        let files = pages(&sample.site(), &names.into(), &Templates::built_in().unwrap()).unwrap();
        files.into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
    }

    /// The pages of the map alone.
    fn maps(sample: &Sample) -> Vec<String> {
        let mut pages = rendered(sample);
        ["index.html", "ar.html"].map(|page| pages.remove(page).unwrap()).into()
    }

    #[test]
    fn each_page_is_in_its_language_and_tells_every_event_once_and_leads_to_its_table() {
        let sample = Sample::new();
        let pages = rendered(&sample);
        let faces = [
            ("index.html", r#"<html lang="en" dir="ltr">"#, "table.html"),
            ("ar.html", r#"<html lang="ar" dir="rtl">"#, "table.ar.html"),
        ];
        for (name, root, table) in faces {
            let page = &pages[name];
            assert!(page.contains(root) && pages[table].contains(root));
            assert!(page.contains("<noscript><p class=\"notice\">"));
            assert!(page.matches(&format!("href=\"{table}\"")).count() >= 2, "{name}");
            for event in &sample.events {
                assert_eq!(page.matches(&format!("\"id\":\"{}\"", event.id)).count(), 1);
                assert!(!page.contains("data-row="));
            }
        }
    }

    #[test]
    fn a_page_names_no_address_that_a_browser_would_fetch_from_elsewhere() {
        for page in rendered(&Sample::new()).values() {
            for fetched in ["src=\"", "<link rel=\"stylesheet\" href=\""] {
                for rest in page.split(fetched).skip(1) {
                    assert!(rest.starts_with("assets/"), "{}", &rest[..rest.len().min(60)]);
                }
            }
            assert!(!page.contains(" style=\""));
        }
        for page in maps(&Sample::new()) {
            // No word more: each would be a door.
            let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                          base-uri 'none'; form-action 'none'";
            assert!(page.contains(&format!("Content-Security-Policy\" content=\"{policy}\"")));
        }
    }

    #[test]
    fn a_single_file_holds_all_that_it_needs_and_names_no_file_beside_it() {
        let sample = Sample::new();
        let templates = Templates::built_in().unwrap();
        let files = single_files(&sample.site(), &templates).unwrap();
        assert_eq!(files.keys().collect::<Vec<_>>(), ["ar.html", "index.html"]);
        for page in files.into_values().map(|bytes| String::from_utf8(bytes).unwrap()) {
            assert_eq!(page.matches("<script>").count(), 3);
            // Nothing is beside it, and its program may have been changed on the way: the table is in it as well.
            for event in &sample.events {
                assert!(page.contains(&format!("data-row=\"{}\"", event.id)), "{}", event.id);
            }
            assert!(page.contains("window.kharitaEvents={") && page.contains("BSD-2-Clause"));
            let markup = page.split("<script>").next().unwrap();
            let markup = markup.split_once("</style>").unwrap().1;
            for file in ["assets/", "events.geojson", "sources.csv", "ar.html", "index.html"] {
                assert!(!markup.contains(&format!("=\"{file}")), "{file}");
            }
            let policy = page.split("content=\"").nth(1).unwrap().split('"').next().unwrap();
            assert_eq!(policy.matches("'sha256-").count(), 4);
            assert!(!policy.contains("'self'") && !policy.contains("unsafe"), "{policy}");
        }
    }

    #[test]
    fn a_page_leads_to_the_files_beside_it_and_to_no_others() {
        for page in maps(&Sample::new()) {
            let (_, files) = page.split_once("<ul class=\"files\">").unwrap();
            let files = files.split("</ul>").next().unwrap();
            let links: Vec<_> =
                files.split("href=\"").skip(1).map(|it| it.split('"').next().unwrap()).collect();
            assert!(links[0].starts_with("table"));
            assert_eq!(links[1..], ["events.geojson", "assets/LICENSES.txt"]);
        }
    }

    #[test]
    fn a_page_of_the_user_that_leaves_the_program_out_makes_no_single_file() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("page.html"), "<p>{{ title }}</p>").unwrap();
        let templates = Templates::read(folder.path()).unwrap();
        let told = single_files(&Sample::new().site(), &templates).unwrap_err().to_string();
        assert!(told.contains("page.html: error: holds not all of `single`"), "{told}");
    }

    #[test]
    fn a_site_without_events_has_pages_that_say_so() {
        let pages = rendered(&Sample::empty());
        assert!(pages["index.html"].contains("No report could be placed on the map."));
        assert!(pages["ar.html"].contains("لم يمكن وضع أي تقرير على الخريطة."));
    }
}
