//! What Kharita tells its user about the input: `file:line:column: what, and what to do`.
//!
//! Conditions that the program branches on are values of the model (an unplaced report is no error); a
//! diagnostic is only for reading.

pub(crate) mod suggest;

use std::fmt::{self, Write as _};

use memchr::memchr2_iter;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Something was kept but looks wrong.
    Warning,
    /// One more fault of a source that was left out.
    Further,
    /// One source was left out; the build goes on, and with `--strict` fails.
    Rejected,
    /// The build cannot go on.
    Fatal,
}

/// Where in the input; lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The file as the user would name it.
    pub file: String,
    /// The line, or 0 where the whole file is meant.
    pub line: u64,
    /// The column, or 0 where the whole line is meant.
    pub column: u64,
}

/// One thing to tell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// Where.
    pub position: Position,
    /// How bad.
    pub level: Level,
    /// What, and what to do, in one line.
    pub message: String,
}

impl Position {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), line: 0, column: 0 }
    }

    /// A line and column of a file.
    pub fn at(file: impl Into<String>, line: u64, column: u64) -> Self {
        Self { file: file.into(), line, column }
    }

    /// The position of byte `offset` of `text`, whose first character stands at line 1, column 1 of `file`.
    ///
    /// A line ends after `\n`, `\r\n` or a lone `\r`.
    pub fn of_byte(file: impl Into<String>, text: &str, offset: usize) -> Self {
        let (line, column) = line_column(text, offset);
        Self::at(file, line, column)
    }
}

/// The line and column, from 1 and in characters, of byte `offset` of `text`.
pub fn line_column(text: &str, offset: usize) -> (u64, u64) {
    let before = &text[..text.floor_char_boundary(offset)];
    let ends = (0..before.len()).filter(|&at| ends_line(text, at));
    let (lines, line_start) = ends.fold((1, 0), |(lines, _), at| (lines + 1, at + 1));
    (lines, before[line_start..].chars().count() as u64 + 1)
}

/// The bytes at which the lines of `text` begin, the first at 0: for who asks for many lines of one text.
pub fn line_starts(text: &str) -> Vec<usize> {
    let ends = memchr2_iter(b'\n', b'\r', text.as_bytes()).filter(|&at| ends_line(text, at));
    std::iter::once(0).chain(ends.map(|at| at + 1)).collect()
}

/// Whether a line ends with byte `at`.
fn ends_line(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    bytes[at] == b'\n' || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'))
}

impl Diagnostic {
    /// A warning.
    pub fn warning(position: Position, message: impl Into<String>) -> Self {
        Self { position, level: Level::Warning, message: message.into() }
    }

    /// A source left out.
    pub fn rejected(position: Position, message: impl Into<String>) -> Self {
        Self { position, level: Level::Rejected, message: message.into() }
    }

    /// The end of the build.
    pub fn fatal(position: Position, message: impl Into<String>) -> Self {
        Self { position, level: Level::Fatal, message: message.into() }
    }
}

impl Level {
    /// The word that users see.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Further | Self::Rejected => "rejected",
            Self::Fatal => "error",
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", visible(&self.file))?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
            if self.column > 0 {
                write!(f, ":{}", self.column)?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.position, self.level.as_str(), visible(&self.message))
    }
}

impl std::error::Error for Diagnostic {}

/// Whether `c` is one of the code points that will never be a character (Unicode, 23.7).
pub fn is_no_character(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

/// `text` with every control and direction character written out, so that input cannot steer a terminal or
/// reorder a message (CVE-2021-42574).
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let steers = c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if steers {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}
