//! Bytes to text: what is UTF-8 or says that it is UTF-16 is read, everything else is named and refused.

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Position, line_column};

/// The bytes as UTF-8, where a byte order mark says how they are encoded; the mark is dropped.
///
/// # Errors
/// Rejected where UTF-16 is broken, and for UTF-32.
pub(super) fn to_utf8<'a>(file: &str, bytes: &'a [u8]) -> Result<Cow<'a, [u8]>, Diagnostic> {
    match *bytes {
        [0xef, 0xbb, 0xbf, ref rest @ ..] => Ok(Cow::Borrowed(rest)),
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => {
            Err(reject(file, "", "text in UTF-32; save it as UTF-8"))
        }
        [0xff, 0xfe, ref rest @ ..] => from_utf16(file, rest, u16::from_le_bytes).map(Cow::Owned),
        [0xfe, 0xff, ref rest @ ..] => from_utf16(file, rest, u16::from_be_bytes).map(Cow::Owned),
        _ => Ok(Cow::Borrowed(bytes)),
    }
}

/// The bytes as prose or JSON.
///
/// # Errors
/// Rejected where they are no text at all, or broken; the position is that of the first bad byte.
pub(super) fn text<'a>(file: &str, bytes: &'a [u8]) -> Result<Cow<'a, str>, Diagnostic> {
    if let Some(format) = foreign_format(bytes) {
        let message = format!("{format}, not text; save the text of it as UTF-8 in a .txt file");
        return Err(reject(file, "", message));
    }
    let text = match to_utf8(file, bytes)? {
        Cow::Borrowed(bytes) => Cow::Borrowed(utf8(file, bytes)?),
        Cow::Owned(bytes) => Cow::Owned(utf8(file, &bytes)?.to_owned()),
    };
    if let Some((before, _)) = text.split_once('\0') {
        let message = if bytes.iter().take(64).filter(|&&byte| byte == 0).count() > 8 {
            "looks like UTF-16 without a byte order mark; save it as UTF-8"
        } else {
            "NUL character; is this a binary file? delete the character, or the file"
        };
        return Err(reject(file, before, message));
    }
    Ok(text)
}

/// The bytes as UTF-8, or where they stop being it.
pub(super) fn utf8<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, Diagnostic> {
    // The quick check knows only whether; where is asked once it fails.
    simdutf8::basic::from_utf8(bytes).or_else(|_| std::str::from_utf8(bytes)).map_err(|error| {
        let valid = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
        reject(file, valid, "bytes that are not UTF-8; save the file as UTF-8")
    })
}

fn from_utf16(file: &str, bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Vec<u8>, Diagnostic> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    for decoded in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        match decoded {
            Ok(c) => text.push(c),
            Err(_) => return Err(reject(file, &text, "broken UTF-16; save the file as UTF-8")),
        }
    }
    if rest.is_empty() {
        Ok(text.into_bytes())
    } else {
        Err(reject(file, &text, "UTF-16 cut short; save the file again, as UTF-8"))
    }
}

/// What the first bytes say a file is, where it is no text to read.
fn foreign_format(bytes: &[u8]) -> Option<&'static str> {
    // The first bytes of formats that get saved or renamed as .txt, from their specifications.
    const MAGIC: [(&[u8], &str); 9] = [
        (b"%PDF", "a PDF"),
        (b"PK\x03\x04", "a ZIP archive (Word, EPUB)"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"\xd0\xcf\x11\xe0", "an old Word or Excel document"),
        (b"{\\rtf", "an RTF document"),
        (b"\x89PNG", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"7z\xbc\xaf", "a 7-Zip archive"),
        (b"SQLite format 3\0", "an SQLite database"),
    ];
    const MARKUP: [&[u8]; 4] = [b"<!doctype", b"<html", b"<head", b"<?xml"];
    let magic = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic));
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let is_markup = MARKUP
        .iter()
        .any(|tag| start.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag)));
    magic.map(|&(_, name)| name).or(is_markup.then_some("HTML or XML"))
}

/// A rejection behind the text `before`, which begins the file.
fn reject(file: &str, before: &str, message: impl Into<String>) -> Diagnostic {
    let (line, column) = line_column(before, before.len());
    Diagnostic::rejected(Position::at(file, line, column), message)
}
