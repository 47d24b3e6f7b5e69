//! Addresses that a page may link to.

use url::Url;

use crate::read::suggest::quote;

/// An address fit for a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) url: String,
    /// Whether a user name or password was taken out.
    pub(super) had_credentials: bool,
}

/// Reads an `http` or `https` address; host names come out in ASCII, and credentials are taken out.
pub(super) fn link(text: &str) -> Result<Link, String> {
    // Browsers take about 2,000 bytes everywhere; percent-encoded Arabic headlines need twice that.
    const MAX_BYTES: usize = 4096;
    if text.len() > MAX_BYTES {
        return Err(format!("address longer than {MAX_BYTES} bytes; shorten it"));
    }
    // The `url` crate mends what it can (`http:host`, line breaks in `java\nscript:`), as browsers do.
    // Here a mended address is a wrong one.
    let lower = text.to_ascii_lowercase();
    let web = ["http://", "https://"].iter().any(|scheme| lower.starts_with(scheme));
    let steers = text.contains(|c: char| c.is_control() || c.is_whitespace());
    let advice = "give an address that begins with https:// or http://";
    if !web || steers {
        return Err(format!("{} is no web address; {advice}", quote(text)));
    }
    let mut url = Url::parse(text)
        .map_err(|error| format!("{} is no web address: {error}; {advice}", quote(text)))?;
    let had_credentials = !url.username().is_empty() || url.password().is_some();
    if had_credentials {
        let cleaned = url.set_username("").and_then(|()| url.set_password(None));
        cleaned.map_err(|()| format!("{} is no web address; {advice}", quote(text)))?;
    }
    Ok(Link { url: url.into(), had_credentials })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_links() {
        let refused = [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "\tjava\nscript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "blob:https://a.example/1",
            "file:///etc/passwd",
            "//evil.example",
            "http:evil",
            "http:/evil",
            "https:\\\\evil",
            "ftp://a.example",
            "https://",
            "https://a b.example",
            "https://\u{202e}moc.example",
            "https://a.example/\u{1b}[31m",
            "",
            "www.example.org",
        ];
        for text in refused {
            assert!(link(text).is_err(), "{text:?}");
        }
        assert!(link(&format!("https://a.example/{}", "x".repeat(100_000))).is_err());
    }

    #[test]
    fn a_link_is_ascii_and_without_credentials() {
        let cases = [
            ("https://a.example/x?page=1&id=2", "https://a.example/x?page=1&id=2", false),
            ("HTTP://A.Example", "http://a.example/", false),
            ("https://user:pw@a.example/", "https://a.example/", true),
            ("https://عربي.example/خبر", "https://xn--ngbrx4e.example/%D8%AE%D8%A8%D8%B1", false),
        ];
        for (text, url, had_credentials) in cases {
            assert_eq!(link(text), Ok(Link { url: url.into(), had_credentials }), "{text}");
        }
    }
}
