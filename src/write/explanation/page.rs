//! Accounts as a page that stands alone: no script, no address, a style that is named by its hash.

use sha2::{Digest as _, Sha256};
use tera::Context;

use super::marks::Role;
use super::{Account, Stamp};
use crate::diagnostic::Diagnostic;
use crate::write::templates::Templates;

/// The page of `accounts`; docs/templates.md tells what its template gets.
///
/// # Errors
/// If the template cannot be rendered.
pub fn page(
    accounts: &[Account],
    stamp: Stamp<'_>,
    templates: &Templates,
) -> Result<String, Diagnostic> {
    let style = templates.explain_style();
    let mut context = Context::new();
    context.insert("sources", accounts);
    context.insert("roles", &Role::ALL);
    context.insert("kharita", stamp.version);
    context.insert("tables", stamp.tables);
    context.insert("style", style);
    context.insert("style_hash", &format!("sha256-{}", base64(&Sha256::digest(style))));
    templates.render_explanation(&context)
}

/// `bytes` in Base64 (RFC 4648), as the policy of a page writes hashes.
fn base64(bytes: &[u8]) -> String {
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
