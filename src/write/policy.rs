//! What the Content-Security-Policy of a page allows: the files beside it, or what it holds itself, named by its hash. Nothing
//! else may run, load or be sent.

use sha2::{Digest as _, Sha256};

/// The policy of a page whose program and style are files of its site.
pub(super) const SITE: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                               base-uri 'none'; form-action 'none'";

/// The policy of the same page where its map has pictures from `server`, an origin: they may be shown, and nothing else of it.
pub(super) fn with_pictures(server: &str) -> String {
    SITE.replacen("img-src 'self' data:", &format!("img-src 'self' data: {server}"), 1)
}

/// The policy of a page that has no program.
pub(super) const PLAIN: &str = "default-src 'none'; style-src 'self'; img-src data:; font-src 'self'; base-uri 'none'; form-action 'none'";

/// The policy of a page that holds exactly this style and these scripts.
pub(super) fn of_single(style: &str, scripts: &[String]) -> String {
    let hashes: Vec<_> = scripts.iter().map(|script| format!("'{}'", hash(script))).collect();
    format!(
        "default-src 'none'; script-src {}; style-src '{}'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'",
        hashes.join(" "),
        hash(style)
    )
}

/// The hash of the text of a `<style>` or `<script>` as a policy names it: `sha256-…`.
pub(super) fn hash(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text)))
}

/// `bytes` in Base64 (RFC 4648), as the policy of a page writes hashes.
pub(super) fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, &byte| bits << 8 | u32::from(byte));
        let bits = bits << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * place)) as usize & 63];
            out.push(if place <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tile_server_may_send_pictures_and_nothing_else() {
        let with = with_pictures("https://tiles.example.org");
        assert_eq!(with.replacen(" https://tiles.example.org;", ";", 1), SITE);
        assert!(with.contains("img-src 'self' data: https://tiles.example.org;"), "{with}");
    }

    #[test]
    fn base64_is_that_of_the_standard() {
        // RFC 4648, section 10.
        let cases = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (text, expected) in cases {
            assert_eq!(base64(text.as_bytes()), expected);
        }
        assert_eq!(base64(&[0xfb, 0xff]), "+/8=");
    }
}
