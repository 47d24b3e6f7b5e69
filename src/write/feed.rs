//! The events as a feed (Atom, RFC 4287), newest news first: for readers who wait for what a map tells next. Only a site whose address
//! is known has one, because its ids and links are addresses.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::changes::xml;
use super::face::Face;
use super::json::position;
use super::numbers::voice;
use super::title::title;
use super::words::{self, pick};
use super::{Files, Site};
use crate::model::{Event, Lang};

/// So many events are told; a feed is for news, and the rest is on the map.
const ENTRIES: usize = 100;

/// The feed of the page that `face` has.
pub(super) fn name(face: Face) -> String {
    face.file("feed", "xml")
}

/// The feeds of `site`; none where its address is not known, or where no source tells its day of publication: nothing else tells
/// when something became news, and the time of the build does not count.
pub fn feeds(site: &Site<'_>) -> Files {
    let Some(url) = site.url else { return Files::new() };
    let mut news: Vec<_> =
        site.events.iter().filter_map(|event| Some((published(event)?, event))).collect();
    news.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.id.cmp(&other.id)));
    news.truncate(ENTRIES);
    let Some((updated, _)) = news.first() else { return Files::new() };
    let feed = |face: Face| {
        let (file, page, lang) = (name(face), face.page(), face.lang);
        let heading = site.title(lang);
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        let _ = write!(
            out,
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:georss=\"http://www.georss.org/georss\" xml:lang=\"{lang}\">\n\
             \x20 <id>{self_}</id>\n\
             \x20 <title type=\"text\">{title}</title>\n\
             \x20 <updated>{updated}T00:00:00Z</updated>\n\
             \x20 <author><name>{}</name></author>\n\
             \x20 <link rel=\"self\" type=\"application/atom+xml\" href=\"{self_}\"/>\n\
             \x20 <link rel=\"alternate\" type=\"text/html\" href=\"{page}\"/>\n",
            xml(site.author.unwrap_or(heading)),
            lang = lang.as_str(),
            title = xml(heading),
            self_ = xml(&format!("{url}{file}")),
            page = xml(&format!("{url}{page}")),
        );
        if let Some(licence) = site.licence {
            let _ = writeln!(out, "  <rights type=\"text\">{}</rights>", xml(licence.as_str()));
            if let Some(address) = licence.address() {
                let _ = writeln!(out, "  <link rel=\"license\" href=\"{}\"/>", xml(&address));
            }
        }
        for (day, event) in &news {
            entry(&mut out, event, *day, &format!("{url}{page}"), lang);
        }
        out.push_str("</feed>\n");
        (file, out.into_bytes())
    };
    site.faces().map(feed).collect()
}

/// The last day on which a source of `event` was published.
pub(super) fn published(event: &Event) -> Option<Date> {
    event.publication_days().pop_last()
}

fn entry(out: &mut String, event: &Event, updated: Date, page: &str, lang: Lang) {
    let address = xml(&format!("{page}#event={}", event.id));
    // Latitude before longitude, in this format alone.
    let [lon, lat] = position(event.location.lonlat);
    let _ = write!(
        out,
        "\x20 <entry>\n\
         \x20   <id>{address}</id>\n\
         \x20   <title type=\"text\">{}</title>\n\
         \x20   <updated>{updated}T00:00:00Z</updated>\n\
         \x20   <link rel=\"alternate\" type=\"text/html\" href=\"{address}\"/>\n\
         \x20   <georss:point>{lat} {lon}</georss:point>\n\
         \x20   <georss:radius>{}</georss:radius>\n\
         \x20   <content type=\"text\">{}",
        xml(&title(event, lang)),
        event.location.radius_m,
        xml(&words::dates(event.dates.as_ref(), lang)),
    );
    let (open, close) = pick((("“", "”"), ("«", "»")), lang);
    for told in &event.reports {
        let sentence = &told.report.evidence.sentence;
        // One that is covered is told to nobody.
        if !sentence.is_empty() {
            let _ = write!(out, "\n{}: {open}{}{close}", xml(voice(told)), xml(sentence));
        }
    }
    out.push_str("</content>\n\x20 </entry>\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::sample::Sample;

    fn told(sample: &Sample) -> Vec<(String, String)> {
        let site = Site { url: Some("https://example.org/map/"), ..sample.site() };
        let text = |(name, bytes)| (name, String::from_utf8(bytes).unwrap());
        feeds(&site).into_iter().map(text).collect()
    }

    #[test]
    fn a_site_has_a_feed_in_each_language_where_its_address_is_known() {
        let sample = Sample::new();
        assert!(feeds(&sample.site()).is_empty());
        assert!(told(&Sample::empty()).is_empty());
        let told = told(&sample);
        let names: Vec<_> = told.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["feed.ar.xml", "feed.xml"]);
        for ((_, feed), page) in told.iter().zip(["ar.html", "index.html"]) {
            let entries = feed.matches("<entry>").count();
            let dated = sample.events.iter().filter(|event| published(event).is_some()).count();
            assert_eq!(entries, dated);
            let (_, first) = feed.split_once("<entry>").unwrap();
            let address = format!("https://example.org/map/{page}#event={}", sample.events[0].id);
            assert!(first.contains(&format!("<id>{address}</id>")), "{first}");
            assert_eq!(feed.matches("<updated>").count(), entries + 1);
            let place =
                "<georss:point>36.5 40.75</georss:point>\n    <georss:radius>300</georss:radius>";
            assert!(first.contains(place), "{first}");
        }
    }

    #[test]
    fn each_entry_quotes_what_its_sources_say_and_nothing_ends_an_element() {
        let mut sample = Sample::new();
        let sentence = &mut sample.events[0].reports[0].report.evidence.sentence;
        *sentence = "</content><b>&".to_owned();
        for (_, feed) in told(&sample) {
            assert!(feed.contains("&lt;/content&gt;&lt;b&gt;&amp;"), "{feed}");
            assert!(!feed.contains("<b>"));
        }
    }
}
