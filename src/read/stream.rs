//! Articles on the lines of a stream: JSON Lines, as docs/extract.md tells.
//!
//! A stream is cut into blocks of whole lines, which may be read on several threads; no more of it is held.

use std::io::{self, Read};
use std::sync::Arc;

use memchr::{memchr, memchr_iter, memrchr};
use serde_json::value::RawValue;

use super::attributes::Attributes;
use super::decode;
use super::json::Document;
use super::suggest::{did_you_mean, quote};
use crate::diagnostic::{Diagnostic, Position};
use crate::model::{Article, SourceId};

/// 64 MiB: as much as an article in a file may have.
pub const MAX_LINE_BYTES: usize = 64 << 20;

/// How much is asked for at once: what a pipe holds, and some dozens of articles.
const CHUNK_BYTES: usize = 64 << 10;

/// The keys that are read.
const KEYS: [&str; 7] = ["id", "text", "published", "url", "title", "publisher", "lang"];

/// Whole lines of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    first_line: u64,
    lines: Lines,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Lines {
    /// With their ends; the last may have none.
    Whole(Vec<u8>),
    /// One line, too long to be held.
    TooLong,
}

/// The blocks of a stream, in order; an error where it breaks, and nothing after it.
#[derive(Debug)]
pub struct Blocks<R> {
    reader: R,
    /// The beginning of a line whose end has not come yet.
    rest: Vec<u8>,
    /// The line that comes next; 0 before the first byte is read.
    line: u64,
    ended: bool,
}

/// What a line holds.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleLine {
    /// The number of the line, from 1.
    pub line: u64,
    /// The article, or why it is none.
    pub article: Result<Article, RejectedLine>,
    /// What was left out of the article.
    pub warnings: Vec<Diagnostic>,
    /// Keys that are not read.
    pub unread: Vec<UnreadKey>,
}

/// A line that is no article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedLine {
    /// Its id, where one could be read.
    pub id: Option<String>,
    /// Why.
    pub fault: Diagnostic,
}

/// A key that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadKey {
    /// The key.
    pub key: String,
    /// Where its value stands.
    pub position: Position,
}

impl<R: Read> Blocks<R> {
    /// The blocks of `reader`.
    pub fn new(reader: R) -> Self {
        Self { reader, rest: Vec::new(), line: 0, ended: false }
    }

    /// Reads on behind `bytes`; whether there was anything.
    fn fill(&mut self, bytes: &mut Vec<u8>) -> io::Result<bool> {
        let from = bytes.len();
        bytes.resize(from + CHUNK_BYTES, 0);
        let read = loop {
            match self.reader.read(&mut bytes[from..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        bytes.truncate(from + *read.as_ref().unwrap_or(&0));
        if self.line == 0 {
            self.line = 1;
            let utf16: [&[u8]; 2] = [&[0xff, 0xfe], &[0xfe, 0xff]];
            if utf16.iter().any(|mark| bytes.starts_with(mark)) {
                let advice = "text in UTF-16; convert it, as with `iconv -f UTF-16 -t UTF-8`";
                return Err(io::Error::new(io::ErrorKind::InvalidData, advice));
            }
        }
        Ok(read? > 0)
    }

    fn block(&mut self) -> io::Result<Option<Block>> {
        let mut bytes = std::mem::take(&mut self.rest);
        loop {
            let seen = bytes.len();
            if !self.fill(&mut bytes)? {
                self.ended = true;
                break;
            }
            if let Some(end) = memrchr(b'\n', &bytes[seen..]) {
                self.rest = bytes.split_off(seen + end + 1);
                break;
            }
            if bytes.len() > MAX_LINE_BYTES {
                drop(bytes);
                return self.skip().map(Some);
            }
        }
        if bytes.is_empty() {
            return Ok(None);
        }
        let first_line = self.line;
        self.line += memchr_iter(b'\n', &bytes).count() as u64;
        Ok(Some(Block { first_line, lines: Lines::Whole(bytes) }))
    }

    /// Skips the line that has been read up to here.
    fn skip(&mut self) -> io::Result<Block> {
        let mut bytes = Vec::new();
        while self.fill(&mut bytes)? {
            if let Some(end) = memchr(b'\n', &bytes) {
                self.rest = bytes.split_off(end + 1);
                break;
            }
            bytes.clear();
        }
        self.line += 1;
        Ok(Block { first_line: self.line - 1, lines: Lines::TooLong })
    }
}

impl<R: Read> Iterator for Blocks<R> {
    type Item = io::Result<Block>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let block = self.block().transpose();
        self.ended |= matches!(block, None | Some(Err(_)));
        block
    }
}

impl Block {
    /// How many bytes it holds.
    pub fn len(&self) -> usize {
        match &self.lines {
            Lines::Whole(bytes) => bytes.len(),
            Lines::TooLong => 0,
        }
    }

    /// Whether it holds no bytes.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The articles on its lines, in order; blank lines are none. Messages call the stream `file`.
    pub fn articles(&self, file: &str) -> impl Iterator<Item = ArticleLine> {
        let bytes = match &self.lines {
            Lines::Whole(bytes) if self.first_line == 1 => {
                bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
            }
            Lines::Whole(bytes) => bytes,
            Lines::TooLong => &[],
        };
        let too_long = (self.lines == Lines::TooLong).then(|| {
            let message =
                format!("a line of more than {} MiB; split the text", MAX_LINE_BYTES >> 20);
            let at = Position::at(file, self.first_line, 0);
            let fault = Diagnostic::rejected(at, message);
            ArticleLine::rejected(self.first_line, None, fault)
        });
        let lines = lines(bytes).map(|line| line.strip_suffix(b"\n").unwrap_or(line));
        let lines = lines.zip(self.first_line..);
        let lines = lines.filter(|(line, _)| !line.trim_ascii().is_empty());
        too_long.into_iter().chain(lines.map(move |(line, number)| article(file, number, line)))
    }
}

/// The lines of `bytes`, with their ends.
fn lines(mut bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let length = memchr(b'\n', bytes).map_or(bytes.len(), |end| end + 1);
        bytes.split_off(..length).filter(|line| !line.is_empty())
    })
}

impl ArticleLine {
    fn rejected(line: u64, id: Option<String>, fault: Diagnostic) -> Self {
        let article = Err(RejectedLine { id, fault });
        Self { line, article, warnings: Vec::new(), unread: Vec::new() }
    }
}

impl UnreadKey {
    /// What there is to tell of it.
    pub fn warning(&self) -> Diagnostic {
        let hint = did_you_mean(&self.key, KEYS);
        let message = format!("key {} is not read{hint}", quote(&self.key));
        Diagnostic::warning(self.position.clone(), message)
    }
}

/// The article on line `number`.
fn article(file: &str, number: u64, line: &[u8]) -> ArticleLine {
    let mut draft = Draft::default();
    let read = decode::utf8(file, line)
        .map_err(|fault| {
            let position = Position { line: number, ..fault.position };
            Diagnostic { position, ..fault }
        })
        .and_then(|text| {
            let text = text.strip_suffix('\r').unwrap_or(text);
            draft.read(&mut Document::new(file, text, number))
        });
    match read {
        Err(fault) => ArticleLine::rejected(number, draft.id, fault),
        Ok((id, text)) => {
            let Draft { attributes, warnings, unread, .. } = draft;
            let origin = attributes.into_origin(SourceId::new(&id), String::new(), Some(number));
            let article =
                Article { origin: Arc::new(origin), file: file.to_owned(), text, first_line: 1 };
            ArticleLine { line: number, article: Ok(article), warnings, unread }
        }
    }
}

/// What has been read of a line.
#[derive(Default)]
struct Draft {
    id: Option<String>,
    text: Option<String>,
    attributes: Attributes,
    warnings: Vec<Diagnostic>,
    unread: Vec<UnreadKey>,
}

impl Draft {
    /// Reads the object of `document`; gives its id and its text.
    fn read(&mut self, document: &mut Document<'_>) -> Result<(String, String), Diagnostic> {
        let text = document.text();
        let object = text.strip_prefix('\u{1e}').unwrap_or(text);
        for (key, raw) in document.object(object)? {
            if raw.get() != "null" {
                self.put(document, &key, raw)?;
            }
        }
        let missing = match (self.id.clone(), self.text.take()) {
            (Some(id), Some(text)) => return Ok((id, text)),
            (None, _) => "id",
            (_, None) => "text",
        };
        let (line, column) = document.place(object.trim_ascii_start());
        let message = format!("no `{missing}`; each line needs `id` and `text`");
        Err(Diagnostic::rejected(Position::at(document.file(), line, column), message))
    }

    fn put<'a>(
        &mut self,
        document: &mut Document<'a>,
        key: &str,
        raw: &'a RawValue,
    ) -> Result<(), Diagnostic> {
        if !KEYS.contains(&key) {
            let (line, column) = document.place(raw.get());
            let position = Position::at(document.file(), line, column);
            self.unread.push(UnreadKey { key: key.to_owned(), position });
            return Ok(());
        }
        let is_number = raw.get().starts_with(|c: char| c == '-' || c.is_ascii_digit());
        let value: String = match raw.get().starts_with('"') {
            true => document.parse(raw.get())?,
            // Whoever numbers texts writes numbers; they come back as their digits.
            false if key == "id" && is_number => raw.get().to_owned(),
            false => {
                return Err(document.reject(raw, format!("`{key}` is no string; put it in quotes")));
            }
        };
        if memchr(0, value.as_bytes()).is_some() {
            return Err(document.reject(raw, "NUL character; delete it"));
        }
        match key {
            "id" if value.is_empty() => {
                return Err(document.reject(raw, "an empty `id`; give each text a name"));
            }
            "id" => self.id = Some(value),
            "text" => self.text = Some(value),
            _ if value.trim().is_empty() => {}
            name => {
                let mut told = Vec::new();
                let at = Position::file(document.file());
                self.attributes.set(name, value.trim(), &at, &mut told);
                // Where it stands is counted only where there is something to tell.
                for mut warning in told {
                    let (line, column) = document.place(raw.get());
                    (warning.position.line, warning.position.column) = (line, column);
                    self.warnings.push(warning);
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each line of `bytes` is, told in a line, and how the stream ends.
    fn told(bytes: impl Read) -> Vec<String> {
        let mut lines = Vec::new();
        for block in Blocks::new(bytes) {
            match block {
                Ok(block) => lines.extend(block.articles("in").map(|line| tell(&line))),
                Err(error) => lines.push(error.to_string()),
            }
        }
        lines
    }

    fn tell(line: &ArticleLine) -> String {
        let mut words = vec![line.line.to_string()];
        match &line.article {
            Ok(Article { origin, text, .. }) => {
                assert_eq!(origin.line, Some(line.line));
                words.push(format!("{}: {text:?}", origin.id));
                words.extend(origin.title.clone());
                words.extend(origin.publisher.clone());
                words.extend(origin.url.clone());
                words.extend(origin.published.map(|day| day.to_string()));
                words.extend(origin.lang.map(|lang| lang.as_str().to_owned()));
            }
            Err(RejectedLine { id, fault }) => {
                words.extend(id.clone());
                words.push(fault.to_string());
            }
        }
        words.extend(line.warnings.iter().map(ToString::to_string));
        words.extend(line.unread.iter().map(|key| key.warning().to_string()));
        words.join(" | ")
    }

    #[test]
    fn a_line_is_an_article_or_told_as_none() {
        let cases: &[(&str, &str)] = &[
            (r#"{"id":"a","text":" سجن\n"}"#, r#"1 | a: " سجن\n""#),
            (r#" { "text" : "" , "id" : "b" } "#, r#"1 | b: """#),
            (r#"{"id":7,"text":"x"}"#, r#"1 | 7: "x""#),
            (r#"{"id":"a","text":"\ud83d\udd25"}"#, r#"1 | a: "🔥""#),
            (
                r#"{"id":"a","text":"x","published":"2022-01-21T10:00:00Z","url":"https://a.example/","title":"T","publisher":"P","lang":"ar-SY"}"#,
                r#"1 | a: "x" | T | P | https://a.example/ | 2022-01-21 | ar"#,
            ),
            (r#"{"id":"a","text":"x","title":null,"url":" "}"#, r#"1 | a: "x""#),
            (
                r#"{"id":"a","text":"x","published":"yesterday"}"#,
                r#"1 | a: "x" | in:1:34: warning: publication day left out: "#,
            ),
            (
                r#"{"سجن":1,"id":"a","text":"x","tilte":"y"}"#,
                r#"1 | a: "x" | in:1:8: warning: key `سجن` is not read | in:1:38: warning: key `tilte` is not read (did you mean `title`?)"#,
            ),
            (r#"{"text":"x"}"#, "1 | in:1:1: rejected: no `id`; each line needs `id` and `text`"),
            (r#"{"id":"a","text":null}"#, "1 | a | in:1:1: rejected: no `text`; "),
            (r#"{"id":"a","text":["x"]}"#, "1 | a | in:1:18: rejected: `text` is no string"),
            (r#"{"id":"a","text":"x","lang":1}"#, "1 | a | in:1:29: rejected: `lang` is no string"),
            (r#"{"id":"","text":"x"}"#, "1 | in:1:7: rejected: an empty `id`"),
            (r#"{"id":true,"text":"x"}"#, "1 | in:1:7: rejected: `id` is no string"),
            (r#"{"id":"a","id":"b","text":"x"}"#, "1 | in:1:16: rejected: `id` is given twice"),
            (r#"{"id":"a","text":"\u0000"}"#, "1 | a | in:1:18: rejected: NUL character"),
            (r#"{"id":"a","text":"\ud83d"}"#, "1 | a | in:1:"),
            (r#"{"id":"a","text":"x""#, "1 | in:1:20: rejected: EOF while parsing an object"),
            (r#"{"id":"a","text":"x"} {"#, "1 | in:1:23: rejected: trailing characters"),
            (r#"["id"]"#, "1 | in:1:1: rejected: expected an object {…}, found a list"),
            ("kind,place", "1 | in:1:1: rejected: expected value"),
        ];
        for (line, expected) in cases {
            for end in ["", "\n", "\r\n"] {
                let told = told(format!("{line}{end}").as_bytes());
                assert_eq!(told.len(), 1, "{line}: {told:?}");
                assert!(
                    told[0].starts_with(expected),
                    "{line}\nexpected {expected}\nfound {told:?}"
                );
            }
        }
    }

    #[test]
    fn a_bad_line_leaves_its_neighbours_whole_and_blank_ones_count() {
        let stream = [
            b"\xef\xbb\xbf{\"id\":1,\"text\":\"a\"}\r\n \t\n\n{\"id\":4,\"text\":\"\xff\"}\n"
                .as_slice(),
            b"\x1e{\"id\":5,\"text\":\"e\"}\n\xef\xbb\xbf{}\n{\"id\":7,\"text\":\"g\"}",
        ]
        .concat();
        let expected = [
            r#"1 | 1: "a""#,
            "4 | in:4:17: rejected: bytes that are not UTF-8; save the file as UTF-8",
            r#"5 | 5: "e""#,
            "6 | in:6:1: rejected: expected value; JSON has double quotes only, no comments, no comma before } or ]",
            r#"7 | 7: "g""#,
        ];
        assert_eq!(told(stream.as_slice()), expected);
        assert_eq!(told(Piecemeal(&stream)), expected, "byte by byte");
        assert!(told(b"\xef\xbb\xbf".as_slice()).is_empty());
        assert!(told(b"\xff\xfe{\0".as_slice())[0].starts_with("text in UTF-16; "));
    }

    /// A stream that comes byte by byte.
    struct Piecemeal<'a>(&'a [u8]);

    impl Read for Piecemeal<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
            out[0] = *first;
            self.0 = rest;
            Ok(1)
        }
    }

    #[test]
    fn lines_are_cut_nowhere_else_however_long_they_are() {
        let line = |number: usize| {
            let text = "سجن ".repeat(number * number);
            (format!("{{\"id\":{number},\"text\":\"{text}\"}}\n"), format!("{number}: {text:?}"))
        };
        let (lines, expected): (Vec<_>, Vec<_>) = (1..120).map(line).unzip();
        let told: Vec<_> = told(lines.concat().as_bytes());
        let told: Vec<_> = told.iter().map(|told| told.split_once(" | ").unwrap().1).collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn a_line_that_is_too_long_is_rejected_and_the_rest_is_read() {
        let long = io::repeat(b'x').take(MAX_LINE_BYTES as u64 + 100_000);
        let after = b"\n{\"id\":3,\"text\":\"c\"}\n".as_slice();
        let stream = b"{\"id\":1,\"text\":\"a\"}\n".chain(long).chain(after);
        let expected = [
            r#"1 | 1: "a""#,
            "2 | in:2: rejected: a line of more than 64 MiB; split the text",
            r#"3 | 3: "c""#,
        ];
        assert_eq!(told(stream), expected);
        let endless = io::repeat(b'x').take(MAX_LINE_BYTES as u64 * 2);
        assert_eq!(told(endless).len(), 1);
    }

    #[test]
    fn a_stream_that_breaks_is_told_after_what_was_read() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("no more"))
            }
        }
        let told = told(b"{\"id\":1,\"text\":\"a\"}\n".chain(Broken));
        assert_eq!(told, [r#"1 | 1: "a""#, "no more"]);
    }
}
