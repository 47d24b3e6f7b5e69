//! The harness: a folder of a user, the command run in it, and what came of it.
//!
//! Only this module knows how `kharita` is called. Whatever a test finds wrong is told together with the files
//! that were there, what the command said and the files that it wrote.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;
use walkdir::WalkDir;

/// The command under test.
pub(crate) const KHARITA: &str = env!("CARGO_BIN_EXE_kharita");

/// The root of the repository.
pub(crate) const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Every file below a folder, by its path with `/`, and its bytes.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// A folder of a user, with `sources/` and what else a test puts there.
#[derive(Debug)]
pub(crate) struct Project {
    folder: TempDir,
    /// The folder in which the command runs, below the project's own.
    current: PathBuf,
    environment: Vec<(&'static str, String)>,
    umask: Option<&'static str>,
    /// What the command reads from its standard input.
    input: Vec<u8>,
}

/// What came of one run of the command.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    /// The files of `site/` after the run.
    pub(crate) site: Tree,
    /// The files of the user.
    input: Tree,
    command: String,
}

/// The figures of the summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Figures {
    pub(crate) placed: usize,
    pub(crate) unplaced: usize,
    pub(crate) rejected: usize,
    pub(crate) undated: usize,
    pub(crate) events: usize,
}

impl Project {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let current = folder.path().to_owned();
        Self { folder, current, environment: Vec::new(), umask: None, input: Vec::new() }
    }

    /// A copy of the repository's sample.
    pub(crate) fn sample() -> Self {
        let project = Self::new();
        for (name, bytes) in tree(&Path::new(ROOT).join("sources")) {
            project.write(&format!("sources/{name}"), &bytes);
        }
        project
    }

    /// An article below `sources/`.
    pub(crate) fn article(self, name: &str, text: &str) -> Self {
        self.file(&format!("sources/{name}"), text)
    }

    /// A table of records, `sources/records.csv`.
    pub(crate) fn records(self, rows: &str) -> Self {
        self.file("sources/records.csv", rows)
    }

    /// The user's own place table, `places.csv`.
    pub(crate) fn places(self, rows: &str) -> Self {
        self.file("places.csv", rows)
    }

    /// Any file, with the folders that it needs.
    pub(crate) fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.write(name, bytes.as_ref());
        self
    }

    /// Gives the command this standard input.
    pub(crate) fn input(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.input = bytes.as_ref().to_vec();
        self
    }

    /// Runs the command in `folder`, below the project's own.
    pub(crate) fn current(mut self, folder: &str) -> Self {
        self.current = self.path(folder);
        fs::create_dir_all(&self.current).unwrap();
        self
    }

    /// Sets a variable of the environment, which is empty otherwise.
    pub(crate) fn environment(mut self, name: &'static str, value: &str) -> Self {
        self.environment.push((name, value.to_owned()));
        self
    }

    /// Runs the command under this umask.
    pub(crate) fn umask(mut self, umask: &'static str) -> Self {
        self.umask = Some(umask);
        self
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).unwrap();
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// `kharita build` of every file that there can be.
    pub(crate) fn run_every_format(&self, arguments: &[&str]) -> Run {
        self.run(&[&["build", "--format", "all", "--areas", "--hxl"], arguments].concat())
    }

    /// `kharita build`, which has to end well and to account for everything that it read.
    pub(crate) fn build(&self) -> Run {
        let run = self.run(&["build"]);
        run.ends(0);
        run.figures();
        run
    }

    /// The command with any arguments.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_into(arguments, Stdio::piped(), Stdio::piped())
    }

    /// The command with its two streams led elsewhere.
    pub(crate) fn run_into(&self, arguments: &[&str], stdout: Stdio, stderr: Stdio) -> Run {
        let input = self.tree();
        let mut command = match self.umask {
            None => Command::new(KHARITA),
            Some(umask) => {
                let mut shell = Command::new("/bin/sh");
                shell.args(["-c", "umask \"$0\" && exec \"$@\"", umask, KHARITA]);
                shell
            }
        };
        command.args(arguments).current_dir(&self.current).env_clear();
        command.env("HOME", self.path("home"));
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        // A file, because a pipe would have to be filled while the command runs.
        let mut standard_input = tempfile::tempfile().unwrap();
        standard_input.write_all(&self.input).unwrap();
        standard_input.rewind().unwrap();
        command.stdin(standard_input).stdout(stdout).stderr(stderr);
        let Output { status, stdout, stderr } = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the command speaks UTF-8");
        let run = Run {
            code: status.code(),
            stdout: text(stdout),
            stderr: text(stderr),
            site: tree(&self.path("site")),
            input,
            command: format!("kharita {}", arguments.join(" ")),
        };
        run.check(!matches!(run.code, None | Some(101)), "the command broke down");
        run.check(
            !run.stderr.contains(|c: char| c.is_control() && c != '\n'),
            "a control character on the terminal",
        );
        run
    }

    fn tree(&self) -> Tree {
        let mut tree = tree(self.folder.path());
        tree.retain(|name, _| !name.starts_with("site/"));
        tree
    }
}

impl Run {
    /// Checks the exit code.
    pub(crate) fn ends(&self, code: i32) -> &Self {
        self.check(self.code == Some(code), &format!("exit code {code} wanted"));
        self
    }

    /// Checks that stderr holds `words`.
    pub(crate) fn says(&self, words: &str) -> &Self {
        self.check(self.stderr.contains(words), &format!("`{words}` is not said"));
        self
    }

    /// A file of the site as text.
    pub(crate) fn text(&self, name: &str) -> &str {
        let bytes = self.site.get(name);
        self.check(bytes.is_some(), &format!("no file {name}"));
        std::str::from_utf8(bytes.expect("checked")).expect("the site is UTF-8")
    }

    /// The properties of the events, in their order.
    pub(crate) fn events(&self) -> Vec<Value> {
        let file: Value = serde_json::from_str(self.text("events.geojson")).unwrap();
        let features = file["features"].as_array().unwrap();
        features.iter().map(|feature| feature["properties"].clone()).collect()
    }

    /// The rows of a table of the site, by the names of the columns.
    pub(crate) fn rows(&self, name: &str) -> Vec<BTreeMap<String, String>> {
        let mut reader = csv::Reader::from_reader(self.text(name).as_bytes());
        reader.deserialize().collect::<Result<_, _>>().unwrap()
    }

    /// The lines of JSON on stdout.
    pub(crate) fn lines(&self) -> Vec<Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The figures of the summary, which have to agree with each other and with the files of the site.
    pub(crate) fn figures(&self) -> Figures {
        let number_of = |line: &str, what: &str| {
            let told = self.stderr.lines().find(|told| told.starts_with(line));
            let words: Vec<_> = told.unwrap_or_default().split_whitespace().collect();
            let at = words.iter().position(|word| word.trim_end_matches(',') == what);
            let number = at.and_then(|at| words[at - 1].parse().ok());
            self.check(number.is_some(), &format!("no number of {what} after {line}"));
            number.unwrap_or_default()
        };
        let after = |line: &str| {
            let told = self.stderr.lines().find_map(|told| told.strip_prefix(line));
            let number = told.and_then(|rest| rest.split_whitespace().next()?.parse().ok());
            self.check(number.is_some(), &format!("no number after {line}"));
            number.unwrap_or_default()
        };
        let figures = Figures {
            placed: number_of("read ", "placed"),
            unplaced: number_of("read ", "unplaced"),
            rejected: number_of("read ", "rejected"),
            undated: after("undated "),
            events: after("events "),
        };
        let read: usize = after("read ");
        let told = self.stderr.lines().find(|line| line.starts_with("read ")).unwrap_or_default();
        let withheld = if told.ends_with(" withheld") { number_of("read ", "withheld") } else { 0 };
        let sum = figures.placed + figures.unplaced + figures.rejected + withheld;
        self.check(read == sum, "read is not placed + unplaced + rejected + withheld");

        let events = self.events();
        let reports = |event: &Value| event["report_count"].as_u64().unwrap();
        let placed = usize::try_from(events.iter().map(reports).sum::<u64>()).unwrap();
        self.check(placed == figures.placed, "events.geojson has not every placed report");
        self.check(events.len() == figures.events, "events.geojson has not every event");
        let unplaced = self.rows("unplaced.csv").len();
        self.check(unplaced == figures.unplaced, "unplaced.csv has not every unplaced report");
        let of_sources = |column: &str| {
            let number = |row: &BTreeMap<String, String>| row[column].parse::<usize>().unwrap();
            self.rows("sources.csv").iter().map(number).sum::<usize>()
        };
        let by_source = (of_sources("placed"), of_sources("unplaced"));
        self.check(by_source == (placed, unplaced), "sources.csv adds up to something else");
        figures
    }

    /// Checks `holds`; where it does not, tells the whole story of the run.
    pub(crate) fn check(&self, holds: bool, what: &str) {
        assert!(holds, "{what}\n{}", self.story());
    }

    fn story(&self) -> String {
        let mut story = format!("\n$ {}\nexit code {:?}\n{}", self.command, self.code, self.stderr);
        let _ = writeln!(story, "--- files of the user");
        for (name, bytes) in &self.input {
            let _ = writeln!(story, "{name} ({} bytes)", bytes.len());
            if bytes.len() < 2000 {
                let text = String::from_utf8_lossy(bytes);
                text.lines().for_each(|line| {
                    let _ = writeln!(story, "    {line}");
                });
            }
        }
        let _ = writeln!(story, "--- files of the site");
        for (name, bytes) in &self.site {
            let _ = writeln!(story, "{name} ({} bytes)", bytes.len());
        }
        story
    }
}

/// The files below `folder`; none where there is no such folder.
pub(crate) fn tree(folder: &Path) -> Tree {
    let entries = WalkDir::new(folder).into_iter().filter_map(Result::ok);
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).unwrap();
            let name = String::from_utf8_lossy(name.as_os_str().as_encoded_bytes()).into_owned();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}
