//! Cuts the bytes of a table into rows and cells, and remembers where each stood.
//!
//! Follows RFC 4180 as the `csv` crate reads it (a test holds the two together), with three differences that
//! an error message needs: every cell has its place in the file, a stray quote is told, and a quote that
//! runs away costs its own row instead of the rest of the file.

/// A place in the file; lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) offset: usize,
    pub(super) line: u64,
    pub(super) column: u64,
}

#[derive(Debug)]
pub(super) struct RawRow {
    pub(super) start: Mark,
    /// One past the last byte, without the end of line.
    pub(super) end: usize,
    pub(super) cells: Vec<RawCell>,
    /// Where a quote was opened that is not closed within its cell; the cells are then worthless.
    pub(super) runaway: Option<Mark>,
}

#[derive(Debug)]
pub(super) struct RawCell {
    pub(super) start: Mark,
    /// The content, quotes resolved.
    pub(super) text: Vec<u8>,
    /// The first quote that is neither around the cell nor doubled, or the first byte after a closing quote.
    pub(super) stray: Option<Mark>,
}

#[derive(Debug)]
pub(super) struct Scan<'a> {
    bytes: &'a [u8],
    delimiter: u8,
    at: Mark,
}

impl<'a> Scan<'a> {
    pub(super) fn new(bytes: &'a [u8], delimiter: u8) -> Self {
        Self { bytes, delimiter, at: Mark { offset: 0, line: 1, column: 1 } }
    }

    /// Moves behind the end of the current line.
    fn skip_line(&mut self) {
        let line = self.at.line;
        while self.at.line == line && self.peek().is_some() {
            self.bump();
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at.offset).copied()
    }

    fn at_cell_end(&self) -> bool {
        self.peek().is_none_or(|byte| byte == self.delimiter || matches!(byte, b'\n' | b'\r'))
    }

    fn bump(&mut self) {
        let Some(byte) = self.peek() else { return };
        self.at.offset += 1;
        if byte == b'\n' || (byte == b'\r' && self.peek() != Some(b'\n')) {
            self.at.line += 1;
            self.at.column = 1;
        } else if byte & 0b1100_0000 != 0b1000_0000 {
            // Continuation bytes of UTF-8 belong to a character that was counted at its first byte.
            self.at.column += 1;
        }
    }

    /// Reads one cell; `Err` is where a runaway quote was opened.
    fn cell(&mut self) -> Result<RawCell, Mark> {
        let start = self.at;
        let mut cell = RawCell { start, text: Vec::new(), stray: None };
        if self.peek() == Some(b'"') {
            self.quoted(&mut cell.text).map_err(|()| start)?;
            if !self.at_cell_end() {
                // More text after a closing quote on a later line: this quote was opened by mistake, and
                // "closed" by the opening quote of another cell.
                if self.at.line != start.line {
                    return Err(start);
                }
                cell.stray = Some(self.at);
            }
        }
        while !self.at_cell_end() {
            if self.peek() == Some(b'"') {
                cell.stray.get_or_insert(self.at);
            }
            cell.text.extend(self.peek());
            self.bump();
        }
        Ok(cell)
    }

    /// Reads from an opening quote to behind its closing one; `Err` where the file ends first.
    fn quoted(&mut self, text: &mut Vec<u8>) -> Result<(), ()> {
        self.bump();
        loop {
            let byte = self.peek().ok_or(())?;
            self.bump();
            if byte == b'"' {
                if self.peek() != Some(b'"') {
                    return Ok(());
                }
                self.bump();
            }
            text.push(byte);
        }
    }
}

impl Iterator for Scan<'_> {
    type Item = RawRow;

    fn next(&mut self) -> Option<RawRow> {
        while matches!(self.peek()?, b'\n' | b'\r') {
            self.bump();
        }
        let mut row = RawRow { start: self.at, end: 0, cells: Vec::new(), runaway: None };
        loop {
            match self.cell() {
                Ok(cell) => row.cells.push(cell),
                Err(opened) => {
                    self.at = opened;
                    row.runaway = Some(opened);
                    // The rest of the line of the quote is lost with its row; what follows is not.
                    self.skip_line();
                    row.end = self.at.offset;
                    return Some(row);
                }
            }
            row.end = self.at.offset;
            if self.peek() != Some(self.delimiter) {
                break;
            }
            self.bump();
        }
        // A blank line is skipped by the next call, and so is the end of this one.
        Some(row)
    }
}
