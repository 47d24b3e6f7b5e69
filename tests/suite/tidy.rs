//! The rules of the house that a compiler does not know, read from the sources themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Names that say nothing.
const BANNED: [&str; 9] =
    ["util", "helper", "manager", "handler", "data", "info", "item", "misc", "common"];

/// What only the command may do: the library has no clock, no environment and no voice.
const IMPURE: [&str; 9] = [
    "println!",
    "eprintln!",
    "print!(",
    "eprint!(",
    "dbg!",
    "process::exit",
    "env::var",
    "SystemTime",
    "Instant::now",
];

/// A source file of the package.
struct SourceFile {
    /// Relative to the root, `/` between the parts.
    path: String,
    text: String,
}

impl SourceFile {
    /// The folder or file under `src/` that it belongs to; none for the roots of the crates.
    fn room(&self) -> Option<&str> {
        let inside = self.path.strip_prefix("src/")?;
        let room = inside
            .split_once('/')
            .map_or_else(|| inside.strip_suffix(".rs"), |(room, _)| Some(room));
        room.filter(|room| !matches!(*room, "lib" | "main"))
    }

    /// Its lines of code with their numbers, without comments.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate().map(|(i, line)| (i + 1, line));
        lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// Its lines of code up to the tests.
    fn code_before_tests(&self) -> impl Iterator<Item = (usize, &str)> {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        let only_tests = name.ends_with("tests.rs") || name == "sample.rs";
        let inline = |line: &str| line.starts_with("mod tests {");
        self.code().take_while(move |(_, line)| !only_tests && !inline(line))
    }
}

/// The files under the folders `folders` with one of the endings `endings`.
fn files(folders: &[&str], endings: &[&str]) -> Vec<SourceFile> {
    let built = |name: &str| matches!(name, "node_modules" | "dist" | "target");
    let mut files = Vec::new();
    for folder in folders {
        let walk = WalkDir::new(Path::new(ROOT).join(folder)).sort_by_file_name().into_iter();
        for entry in
            walk.filter_entry(|e| !built(&e.file_name().to_string_lossy())).filter_map(Result::ok)
        {
            let path =
                entry.path().strip_prefix(ROOT).unwrap().to_string_lossy().replace('\\', "/");
            if endings.iter().any(|ending| path.ends_with(ending)) {
                files.push(SourceFile { text: fs::read_to_string(entry.path()).unwrap(), path });
            }
        }
    }
    files
}

fn library() -> Vec<SourceFile> {
    let files = files(&["src"], &[".rs"]);
    assert!(files.iter().any(|file| file.path == "src/lib.rs"), "the library is not where it was");
    files
}

fn rust() -> Vec<SourceFile> {
    let mut rust = library();
    rust.extend(files(&["tests"], &[".rs"]));
    rust
}

/// The table "Rooms" of ARCHITECTURE.md: each room and what it may import.
fn rooms() -> BTreeMap<String, BTreeSet<String>> {
    let text = fs::read_to_string(Path::new(ROOT).join("ARCHITECTURE.md")).unwrap();
    let table = text.split("| room | owns | may import |").nth(1).expect("the table of the rooms");
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    let quoted = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').collect();
        let room: BTreeSet<String> = quoted(cells[0]);
        (room.into_iter().next().expect("a room"), quoted(cells[2]))
    })
    .collect()
}

/// The modules of the crate root that `text` names: `crate::model::Event`, `crate::{model, table}`.
fn imports(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, path) in text.match_indices("crate::") {
        // `$crate::` and `my_crate::` are others.
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &text[at + path.len()..];
        match rest.strip_prefix('{') {
            None => found.extend(identifier(rest)),
            Some(group) => {
                let mut depth = 0_usize;
                let mut first = true;
                for (i, c) in group.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => first = true,
                        c if first && depth == 0 && !c.is_whitespace() => {
                            found.extend(identifier(&group[i..]));
                            first = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    found
}

/// The lower-case identifier at the beginning of `text`; a type or macro at the root is no room.
fn identifier(text: &str) -> Option<String> {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let word = &text[..end];
    word.starts_with(|c: char| c.is_ascii_lowercase()).then(|| word.to_owned())
}

/// The words of a name: `read_data` and `ReadData` both give `read`, `data`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for c in name.chars() {
        if c == '_' || c == '-' || c == '.' || c.is_uppercase() {
            words.push(String::new());
        }
        if c.is_alphanumeric() {
            words.last_mut().expect("there is always a last word").extend(c.to_lowercase());
        }
    }
    words
}

fn banned(name: &str) -> bool {
    words(name).iter().any(|word| BANNED.contains(&word.strip_suffix('s').unwrap_or(word)))
}

fn check(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn rooms_import_what_the_architecture_allows() {
    let rooms = rooms();
    let mut faults = Vec::new();
    for file in library() {
        let Some(room) = file.room() else { continue };
        let Some(allowed) = rooms.get(room) else {
            faults.push(format!(
                "{}: the room `{room}` is not in the table of ARCHITECTURE.md",
                file.path
            ));
            continue;
        };
        let code: Vec<&str> = file.code().map(|(_, line)| line).collect();
        let code = code.join("\n");
        for import in imports(&code) {
            if import != room && !allowed.contains(&import) {
                faults.push(format!("{}: `{room}` may not import `crate::{import}`", file.path));
            }
        }
        let outside_tests: Vec<&str> = file.code_before_tests().map(|(_, line)| line).collect();
        if outside_tests.join("\n").contains("super::super::") {
            faults.push(format!(
                "{}: name the room, `crate::…`, instead of climbing `super::super::`",
                file.path
            ));
        }
        let is_root =
            file.path == format!("src/{room}.rs") || file.path == format!("src/{room}/mod.rs");
        let climbs =
            |other: &&String| *other != room && code.contains(&format!("super::{other}::"));
        if let Some(other) = rooms.keys().filter(|_| is_root).find(climbs) {
            faults
                .push(format!("{}: write `crate::{other}` instead of `super::{other}`", file.path));
        }
    }
    check(&faults);
}

#[test]
fn imports_are_found_in_every_form() {
    let cases = [
        ("use crate::model::Event;", "model"),
        ("use crate::{diagnostic::Diagnostic, model::{Event, Place}};", "diagnostic model"),
        ("use crate::{\n    model,\n    table::{self, Cell},\n};", "model table"),
        ("let x = crate::geocode::place(1);", "geocode"),
        ("use other_crate::thing; crate::Macro", ""),
    ];
    for (text, rooms) in cases {
        let rooms: BTreeSet<String> = rooms.split_whitespace().map(str::to_owned).collect();
        assert_eq!(imports(text), rooms, "{text}");
    }
}

#[test]
fn every_module_opens_by_saying_what_it_is() {
    let undocumented = rust().into_iter().filter(|file| !file.text.starts_with("//! "));
    let faults: Vec<String> = undocumented
        .map(|file| {
            format!(
                "{}:1: open with `//!`: what the noun is, and what is not its business",
                file.path
            )
        })
        .collect();
    check(&faults);
}

#[test]
fn no_name_says_nothing() {
    let mut faults = Vec::new();
    for file in rust() {
        if file.path.split('/').any(banned) {
            faults.push(format!("{}: a name that says nothing", file.path));
        }
        for (number, line) in file.code() {
            let mut tokens = line.split_whitespace();
            while let Some(token) = tokens.next() {
                let declares = ["mod", "fn", "struct", "enum", "trait", "type", "const", "static"];
                if !declares.contains(&token) {
                    continue;
                }
                let name = tokens
                    .next()
                    .and_then(|name| name.split(|c: char| !c.is_alphanumeric() && c != '_').next());
                // `Item` is what the standard library calls the type of an iterator.
                if name.is_some_and(|name| banned(name) && (token, name) != ("type", "Item")) {
                    faults.push(format!(
                        "{}:{number}: `{}` says nothing",
                        file.path,
                        name.unwrap_or_default()
                    ));
                }
            }
        }
    }
    check(&faults);
}

#[test]
fn names_are_judged_by_their_words() {
    for name in ["utils", "read_data", "EventManager", "common.rs", "Items", "info"] {
        assert!(banned(name), "{name}");
    }
    for name in ["metadata", "Metadata", "information", "itemise", "read", "candidate"] {
        assert!(!banned(name), "{name}");
    }
}

#[test]
fn files_are_at_most_500_lines() {
    let mut all = rust();
    all.extend(files(&["web", "templates"], &[".ts", ".mjs", ".css", ".html"]));
    let long = all
        .into_iter()
        .map(|file| (file.text.lines().count(), file.path))
        .filter(|(n, _)| *n > 500);
    check(
        &long
            .map(|(n, path)| format!("{path}: {n} lines, of 500; make two nouns of it"))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn the_library_is_silent_and_knows_no_clock_and_no_environment() {
    let mut faults = Vec::new();
    for file in library() {
        if matches!(file.room(), Some("cli")) || file.path == "src/main.rs" {
            continue;
        }
        for (number, line) in file.code_before_tests() {
            for word in IMPURE.iter().filter(|word| line.contains(*word)) {
                faults.push(format!(
                    "{}:{number}: `{word}` is the command's, not the library's",
                    file.path
                ));
            }
        }
    }
    check(&faults);
}

#[test]
fn lints_are_expected_with_a_reason_never_allowed() {
    // Spelled in two halves, so that this file does not find itself.
    let silenced = ["#[allow", "#![allow"].map(|word| format!("{word}("));
    let mut faults = Vec::new();
    for file in rust() {
        for (number, line) in file.code() {
            if silenced.iter().any(|word| line.contains(word.as_str())) {
                faults
                    .push(format!("{}:{number}: write `#[expect(…, reason = \"…\")]`", file.path));
            }
        }
    }
    check(&faults);
}
