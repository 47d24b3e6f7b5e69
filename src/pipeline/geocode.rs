//! Names that stand alone, looked up one by one: an argument, a line of a stream, a cell of a table.

use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::PathBuf;

use super::tables::place_table;
use super::{Failure, bounded, file, output_fault};
use crate::diagnostic::{Diagnostic, Level};
use crate::gazetteer::Gazetteer;
use crate::geocode::Lookup;
use crate::read::names::{self, Asked, NameLines};
use crate::write::geocoding::{Line, Sheet};

pub use crate::write::geocoding::Format;

/// What to look up, and how to tell.
#[derive(Debug, Clone)]
pub struct Request {
    /// The place table; the built-in one where none is given.
    pub places: Option<PathBuf>,
    /// Where the names are.
    pub names: Names,
    /// How the answers are written.
    pub format: Format,
    /// Whether the candidates, their scores and the reasons are told.
    pub explain: bool,
    /// Whether a name without a place fails the run.
    pub strict: bool,
}

/// Where names to look up are.
#[derive(Debug, Clone)]
pub enum Names {
    /// Here.
    Given(Vec<String>),
    /// On the lines of the input.
    Lines,
    /// In a column of a table.
    Column {
        /// The table; the input where none is given.
        file: Option<PathBuf>,
        /// The name of the column.
        column: String,
    },
}

/// How many names there were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Those that mean one place or coordinate.
    pub resolved: usize,
    /// Those that may mean several places, or none of the table.
    pub unresolved: usize,
    /// Lines and rows that cannot be read.
    pub rejected: usize,
}

/// Answers `request`, name by name, to `out`, and tells at once what is wrong with the input, which is read only where
/// the request says so. Memory is bounded by the place table, the longest line, and the table of names where there is one.
///
/// A closed `out` ends the work and is no failure: whoever reads a pipe may have seen enough.
pub fn geocode(
    request: &Request,
    mut input: impl Read,
    out: impl Write,
    tell: &mut dyn FnMut(Diagnostic),
) -> Result<Tally, Failure> {
    let places = place_table(request.places.as_deref()).map_err(Failure::Input)?;
    places.diagnostics.into_iter().for_each(&mut *tell);
    let gazetteer = Gazetteer::new(places.places);
    let mut run = Run {
        lookup: Lookup::new(&gazetteer),
        sheet: Sheet::new(request.format, request.explain, None),
        out: BufWriter::new(out),
        tally: Tally::default(),
    };
    let ended = match &request.names {
        Names::Given(given) => {
            let line = |name: &String| Asked { name: name.clone(), line: 0, cells: Vec::new() };
            run.all(given.iter().map(line))
        }
        Names::Lines => {
            run.stream(NameLines::new("standard input", BufReader::new(input)), tell)?
        }
        Names::Column { file: path, column } => {
            let name =
                path.as_ref().map_or("standard input".to_owned(), |p| p.display().to_string());
            let bytes = path.as_ref().map_or_else(|| bounded(&name, &mut input), |path| file(path));
            let bytes = bytes.map_err(Failure::Input)?;
            let table = names::column(&name, &bytes, column).map_err(Failure::Input)?;
            let rejected = table.diagnostics.iter().filter(|d| d.level == Level::Rejected);
            run.tally.rejected = rejected.count();
            table.diagnostics.into_iter().for_each(&mut *tell);
            run.sheet = Sheet::new(request.format, request.explain, Some(table.header));
            run.all(table.rows)
        }
    };
    match ended {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(output_fault(&error)),
        Ok(()) | Err(_) => {
            let Tally { unresolved, rejected, .. } = run.tally;
            let missed = unresolved + rejected;
            if request.strict && missed > 0 {
                return Err(Failure::Unresolved { names: missed });
            }
            Ok(run.tally)
        }
    }
}

/// Names being answered.
struct Run<'g, W: Write> {
    lookup: Lookup<'g>,
    sheet: Sheet,
    out: BufWriter<W>,
    tally: Tally,
}

impl<W: Write> Run<'_, W> {
    fn all(&mut self, names: impl IntoIterator<Item = Asked>) -> io::Result<()> {
        self.open()?;
        for asked in names {
            self.answer(&asked)?;
        }
        self.close()
    }

    /// Answers a stream; the outer failure is that of reading it, the inner that of writing.
    fn stream(
        &mut self,
        mut lines: NameLines<BufReader<impl Read>>,
        tell: &mut dyn FnMut(Diagnostic),
    ) -> Result<io::Result<()>, Failure> {
        if let Err(error) = self.open() {
            return Ok(Err(error));
        }
        while let Some(line) = lines.next() {
            match line {
                Ok(asked) => {
                    let answered = self.answer(&asked).and_then(|()| {
                        // Whoever waits for the answer before asking again must get it now.
                        if lines.reader().buffer().is_empty() { self.out.flush() } else { Ok(()) }
                    });
                    if let Err(error) = answered {
                        return Ok(Err(error));
                    }
                }
                Err(fault) if fault.level == Level::Fatal => return Err(Failure::Input(fault)),
                Err(rejected) => {
                    self.tally.rejected += 1;
                    tell(rejected);
                }
            }
        }
        Ok(self.close())
    }

    fn open(&mut self) -> io::Result<()> {
        self.out.write_all(self.sheet.opening().as_bytes())
    }

    fn answer(&mut self, asked: &Asked) -> io::Result<()> {
        let answer = self.lookup.answer(&asked.name);
        if answer.is_resolved() {
            self.tally.resolved += 1;
        } else {
            self.tally.unresolved += 1;
        }
        let line =
            Line { name: &asked.name, line: asked.line, cells: &asked.cells, answer: &answer };
        self.out.write_all(self.sheet.line(&line).as_bytes())
    }

    fn close(&mut self) -> io::Result<()> {
        self.out.write_all(self.sheet.closing().as_bytes())?;
        self.out.flush()
    }
}
