//! What a site tells to those who find it on the web, once its address is known: a map of its pages, who may read them, how it is
//! cited, and what data set it is.

use std::fmt::Write as _;

use jiff::civil::Date;
use serde_json::{Value, json};

use super::changes::xml;
use super::face::Face;
use super::json::json as text;
use super::{Files, Site, feed};
use crate::model::Licence;

/// The files that hold the data of a site, by how each ends, and their media types; what describes these is none.
const MEDIA_TYPES: [(&str, &str); 7] = [
    (".geojson", "application/geo+json"),
    (".geojsonl", "application/geo+json-seq"),
    (".csv", "text/csv"),
    (".kml", "application/vnd.google-earth.kml+xml"),
    (".gpkg", "application/geopackage+sqlite3"),
    (".parquet", "application/vnd.apache.parquet"),
    (".qgz", "application/x-qgis-project"),
];

/// `sitemap.xml`, `robots.txt` and `CITATION.cff` of `site`, whose other files are `files`; none where its address is not known.
pub fn files(site: &Site<'_>, files: &Files) -> Files {
    let Some(url) = site.url else { return Files::new() };
    let pages = files.keys().filter_map(|name| name.strip_suffix(".html"));
    Files::from([
        ("sitemap.xml".to_owned(), sitemap(url, pages, last_day(site))),
        (
            "robots.txt".to_owned(),
            format!("User-agent: *\nAllow: /\nSitemap: {url}sitemap.xml\n").into(),
        ),
        ("CITATION.cff".to_owned(), citation(site, url).into_bytes()),
    ])
}

/// The last day on which a source was published; the day of the build is not known.
pub(super) fn last_day(site: &Site<'_>) -> Option<Date> {
    site.events.iter().filter_map(feed::published).max()
}

fn sitemap<'f>(url: &str, pages: impl Iterator<Item = &'f str>, last: Option<Date>) -> Vec<u8> {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for page in pages {
        let last = last.map(|day| format!("<lastmod>{day}</lastmod>")).unwrap_or_default();
        let page = xml(&format!("{url}{page}.html"));
        let _ = writeln!(out, "<url><loc>{page}</loc>{last}</url>");
    }
    out.push_str("</urlset>\n");
    out.into_bytes()
}

/// In the Citation File Format 1.2, whose strings may be those of JSON.
fn citation(site: &Site<'_>, url: &str) -> String {
    let title = text(&site.first_title());
    let author = text(&site.author.unwrap_or(site.first_title()));
    let licence = match site.licence {
        Some(Licence::Spdx(id)) => format!("license: {}\n", text(id)),
        Some(Licence::Address(address)) => format!("license-url: {}\n", text(address)),
        // The format has no words of it.
        Some(Licence::Words(_)) | None => String::new(),
    };
    let released = last_day(site).map(|day| format!("date-released: {day}\n")).unwrap_or_default();
    format!(
        "cff-version: 1.2.0\n\
         message: \"If you use these data, please cite them as below, and beside them the sources that they name.\"\n\
         type: dataset\n\
         title: {title}\n\
         authors:\n  - name: {author}\n\
         url: {}\n\
         {licence}{released}",
        text(&url),
    )
}

/// The site as a data set of schema.org, for the page that `face` has; the files beside that are `beside`.
pub(super) fn dataset(
    site: &Site<'_>,
    description: &str,
    face: Face,
    beside: &[&String],
) -> Option<Value> {
    let url = site.url?;
    let (title, page) = (site.title(face.lang), face.page());
    let mut dataset = json!({
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": title,
        "description": description,
        "url": format!("{url}{page}"),
        "inLanguage": face.lang.as_str(),
        "isAccessibleForFree": true,
        "distribution": beside.iter().filter_map(|name| download(url, name)).collect::<Vec<_>>(),
    });
    dataset["creator"] = organisation(site.author.unwrap_or(title));
    if let Some(licence) = site.licence {
        dataset["license"] = terms(licence);
    }
    if let Some(day) = last_day(site) {
        dataset["dateModified"] = json!(day.to_string());
    }
    let days = || site.events.iter().filter_map(|event| event.dates.as_ref());
    let first = days().filter_map(|dates| dates.start).min();
    let last = days().map(|dates| dates.end).max();
    if let (Some(first), Some(last)) = (first, last) {
        dataset["temporalCoverage"] = json!(format!("{first}/{last}"));
    }
    Some(dataset)
}

/// The file `name` of the site at `url`, where it holds data.
fn download(url: &str, name: &str) -> Option<Value> {
    let (_, media_type) = MEDIA_TYPES.iter().find(|(end, _)| name.ends_with(end))?;
    Some(json!({
        "@type": "DataDownload",
        "name": name,
        "encodingFormat": media_type,
        "contentUrl": format!("{url}{name}"),
    }))
}

/// Who answers for the data of `site` and under which terms they are, where that is told, as far as schema.org has words for it.
#[cfg(feature = "geopackage")]
pub(super) fn imprint(site: &Site<'_>) -> Option<Value> {
    site.author.or(site.licence.map(Licence::as_str))?;
    let mut told =
        json!({"@context": "https://schema.org/", "@type": "Dataset", "name": site.first_title()});
    if let Some(author) = site.author {
        told["creator"] = organisation(author);
    }
    if let Some(licence) = site.licence {
        told["license"] = terms(licence);
    }
    Some(told)
}

fn organisation(name: &str) -> Value {
    json!({"@type": "Organization", "name": name})
}

fn terms(licence: &Licence) -> Value {
    let words = || json!({"@type": "CreativeWork", "name": licence.as_str()});
    licence.address().map_or_else(words, |address| json!(address))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Lang;
    use crate::write::sample::Sample;

    fn face(sample: &Sample, lang: Lang) -> Face {
        sample.site().faces().find(|face| face.lang == lang).unwrap()
    }

    fn told(sample: &Sample, url: Option<&str>) -> Files {
        let pages =
            Files::from([("ar.html".to_owned(), vec![]), ("events.csv".to_owned(), vec![])]);
        files(&Site { url, ..sample.site() }, &pages)
    }

    #[test]
    fn only_a_site_whose_address_is_known_tells_where_it_is() {
        let sample = Sample::new();
        assert!(told(&sample, None).is_empty());
        assert!(dataset(&sample.site(), "", face(&sample, Lang::English), &[]).is_none());
        let files = told(&sample, Some("https://example.org/a&b/"));
        let text = |name: &str| String::from_utf8_lossy(&files[name]).into_owned();
        assert_eq!(
            text("sitemap.xml").lines().nth(2),
            Some(
                "<url><loc>https://example.org/a&amp;b/ar.html</loc><lastmod>2022-01-22</lastmod></url>"
            )
        );
        assert!(text("robots.txt").ends_with("\nSitemap: https://example.org/a&b/sitemap.xml\n"));
        let citation = text("CITATION.cff");
        assert!(
            citation
                .contains("\ntitle: \"Sample\"\nauthors:\n  - name: \"Sample\"\nurl: \"https://")
        );
        assert!(citation.ends_with("date-released: 2022-01-22\n"), "{citation}");
    }

    #[test]
    fn a_dataset_tells_its_days_where_there_are_any() {
        let (sample, empty) = (Sample::new(), Sample::empty());
        let url = Some("https://example.org/");
        let beside = ["datapackage.json", "events.geojson", "events.gpkg"].map(str::to_owned);
        let (site, face_ar) = (Site { url, ..sample.site() }, face(&sample, Lang::Arabic));
        let full = dataset(&site, "What.", face_ar, &beside.each_ref()).unwrap();
        assert_eq!(full["temporalCoverage"], "2022-01-20/2022-01-21");
        assert_eq!(
            (&full["name"], &full["url"]),
            (&json!("مثال"), &json!("https://example.org/ar.html"))
        );
        let downloads = full["distribution"].as_array().unwrap().iter();
        let told: Vec<_> = downloads.map(|it| (&it["contentUrl"], &it["encodingFormat"])).collect();
        let expected = [
            ("events.geojson", "application/geo+json"),
            ("events.gpkg", "application/geopackage+sqlite3"),
        ]
        .map(|(name, of)| (json!(format!("https://example.org/{name}")), json!(of)));
        assert_eq!(told, expected.iter().map(|(url, of)| (url, of)).collect::<Vec<_>>());
        let none =
            dataset(&Site { url, ..empty.site() }, "What.", face(&empty, Lang::English), &[])
                .unwrap();
        assert!(none.get("temporalCoverage").is_none() && none.get("dateModified").is_none());
    }
}
