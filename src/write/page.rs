//! The pages of a site: `index.html` in English and `ar.html` in Arabic. What they are made of is `card`'s
//! business, how they look `templates`' and `web/`'s.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Context;

use super::card::{EventCard, KindCard, LabelCard, Phrasebook, SourceCard, UnplacedCard};
use super::facets::Terms;
use super::method::Method;
use super::templates::Templates;
use super::{Files, Site};
use crate::diagnostic::Diagnostic;
use crate::model::Lang;

/// Each page's file and language, and the page that its link to the other language leads to.
const PAGES: [(&str, Lang, &str, Lang); 2] = [
    ("index.html", Lang::English, "ar.html", Lang::Arabic),
    ("ar.html", Lang::Arabic, "index.html", Lang::English),
];

/// How much there is of everything.
#[derive(Debug, Serialize)]
struct Figures {
    events: usize,
    reports: usize,
    sources: usize,
    unplaced: usize,
    undated: usize,
    rejected: usize,
}

/// The link to the page in the other language.
#[derive(Debug, Serialize)]
struct OtherPage {
    href: &'static str,
    lang: &'static str,
}

/// What the page's program reads; `web/src/events.ts` is the other end.
#[derive(Debug, Serialize)]
struct Block<'a> {
    lang: &'a str,
    strings: &'a BTreeMap<String, String>,
    kinds: &'a [KindCard<'a>],
    terms: Terms,
    events: &'a [EventCard<'a>],
    labels: Vec<LabelCard<'a>>,
    /// How many reports are part of no event, for want of a place.
    unplaced: usize,
}

/// The pages of `site`.
///
/// # Errors
/// If a template cannot be rendered.
pub fn pages(site: &Site<'_>, templates: &Templates) -> Result<Files, Diagnostic> {
    PAGES
        .iter()
        .map(|&(file, lang, href, other)| {
            let context = context(site, templates, lang, &OtherPage { href, lang: other.as_str() });
            Ok((file.to_owned(), templates.render(&context)?.into_bytes()))
        })
        .collect()
}

/// What templates get; docs/templates.md tells it to users.
fn context(site: &Site<'_>, templates: &Templates, lang: Lang, other: &OtherPage) -> Context {
    let strings = templates.strings(lang);
    let phrases = Phrasebook { lang, strings: &strings.markup };
    let kinds: Vec<_> = site.kinds.iter().map(|kind| KindCard::new(kind, lang)).collect();
    let kind_by_id: BTreeMap<_, _> = kinds.iter().map(|kind| (kind.id, kind)).collect();
    let events: Vec<_> = site.events.iter().map(|event| EventCard::new(event, &phrases)).collect();
    let unplaced: Vec<_> =
        site.unplaced.iter().map(|u| UnplacedCard::new(u, &kind_by_id, &phrases)).collect();
    let sources: Vec<_> = site.sources.iter().map(|s| SourceCard::new(s, lang)).collect();
    let block = Block {
        lang: lang.as_str(),
        strings: &strings.program,
        kinds: &kinds,
        terms: Terms::new(lang),
        events: &events,
        labels: site.places.iter().filter_map(|place| LabelCard::new(place, lang)).collect(),
        unplaced: unplaced.len(),
    };

    let mut context = Context::new();
    context.insert("lang", lang.as_str());
    context.insert("dir", if lang == Lang::Arabic { "rtl" } else { "ltr" });
    context.insert("title", if lang == Lang::Arabic { site.title_ar } else { site.title_en });
    context.insert("other", other);
    context.insert("strings", &strings.markup);
    context.insert("figures", &figures(site));
    context.insert("method", &Method::of(site, &phrases));
    context.insert("kinds", &kinds);
    context.insert("kind_by_id", &kind_by_id);
    context.insert("events", &events);
    context.insert("unplaced", &unplaced);
    context.insert("sources", &sources);
    context.insert("block", &json_for_html(&block));
    context
}

fn figures(site: &Site<'_>) -> Figures {
    Figures {
        events: site.events.len(),
        reports: site.reports().count(),
        sources: site.sources.len(),
        unplaced: site.unplaced.len(),
        undated: site.undated(),
        rejected: site.rejected,
    }
}

/// JSON that cannot end the `<script>` it stands in: HTML would take `</script` and `<!--` at their word, and old
/// readers of scripts take U+2028 and U+2029 for line ends. All of them stand only in strings, where an escape may.
fn json_for_html(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).expect("cards hold strings and finite numbers only");
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::sample::Sample;

    fn rendered(sample: &Sample) -> BTreeMap<String, String> {
        let files = pages(&sample.site(), &Templates::built_in().unwrap()).unwrap();
        files.into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
    }

    #[test]
    fn each_page_is_in_its_language_and_quotes_every_sentence() {
        let sample = Sample::new();
        let pages = rendered(&sample);
        assert!(pages["index.html"].contains(r#"<html lang="en" dir="ltr">"#));
        assert!(pages["ar.html"].contains(r#"<html lang="ar" dir="rtl">"#));
        for page in pages.values() {
            let quotes = page.matches("<q dir=\"auto\"").count();
            assert_eq!(quotes, sample.site().reports().count());
            for event in &sample.events {
                assert!(page.contains(&format!("data-row=\"{}\"", event.id)), "{}", event.id);
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
            // No word more: each would be a door.
            let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                          base-uri 'none'; form-action 'none'";
            assert!(page.contains(&format!("Content-Security-Policy\" content=\"{policy}\"")));
            assert!(!page.contains(" style=\""));
        }
    }

    #[test]
    fn a_site_without_events_has_pages_that_say_so() {
        let pages = rendered(&Sample::empty());
        assert!(pages["index.html"].contains("No report could be placed on the map."));
        assert!(pages["ar.html"].contains("لم يمكن وضع أي تقرير على الخريطة."));
    }

    #[test]
    fn json_in_a_page_cannot_end_its_script_and_reads_back_the_same() {
        let hostile = "</script><!-- <script> &amp; \u{2028}\u{2029} \" \\ ]]>";
        let json = json_for_html(&hostile);
        for forbidden in ["<", ">", "&", "\u{2028}", "\u{2029}"] {
            assert!(!json.contains(forbidden), "{json}");
        }
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), hostile);
    }
}
