//! What the command line does not say, from a file: `kharita.toml`.
//!
//! Its keys are the options of `kharita build` themselves, so that one definition makes both; those below a heading of
//! `--help` stand in a table of its name. Each key that nobody overrules becomes the option that it stands for, and clap reads
//! it as if it had been typed. What the options mean is known to their commands.

use std::any::TypeId;
use std::borrow::Cow;
use std::error::Error as _;
use std::ffi::OsString;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command, CommandFactory as _};
use toml::de::{DeTable, DeValue};

use super::Cli;
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Diagnostic, Position};

/// The file that is read where it exists and none is named.
const FILE: &str = "kharita.toml";

/// The options that are no keys: a file does not name itself.
const NO_KEYS: [&str; 1] = ["config"];

/// A file of settings.
struct Config<'a> {
    /// As messages name it.
    name: String,
    text: &'a str,
    /// Where it lies: its paths begin there.
    folder: &'a Path,
    /// `kharita build`, whose options are the keys.
    build: &'a Command,
}

/// A key with its value, as options of the command line.
struct Setting<'a> {
    option: &'a Arg,
    words: Vec<OsString>,
    /// Where its value stands in the text.
    at: Range<usize>,
}

/// `arguments`, as clap has read them into `matches`, and what a file of settings says beside them.
///
/// # Errors
/// If the file cannot be read, or says what the command line could not.
pub(super) fn complete(
    arguments: Vec<OsString>,
    matches: &ArgMatches,
) -> Result<Vec<OsString>, Vec<Diagnostic>> {
    let Some((command, given)) = matches.subcommand() else { return Ok(arguments) };
    let Some(path) = path(command, given) else { return Ok(arguments) };
    let name = path.display().to_string();
    let text = fs::read_to_string(&path).map_err(|e| {
        vec![Diagnostic::fatal(Position::file(&name), format!("cannot be read: {e}"))]
    })?;
    let cli = Cli::command();
    let find = |name: &str| cli.find_subcommand(name).expect("a command that clap has met");
    let folder = path.parent().unwrap_or(Path::new(""));
    let config = Config { name, text: &text, folder, build: find("build") };
    let settings = config.settings()?;
    let asked = settings.iter().filter(|setting| setting.is_of(find(command)));
    let unsaid = asked.filter(|setting| {
        let source = given.value_source(setting.option.get_id().as_str());
        source != Some(ValueSource::CommandLine) && goes_with(&setting.words, &arguments)
    });
    let words: Vec<_> = unsaid.flat_map(|setting| setting.words.iter().cloned()).collect();
    Ok(inserted(&words, &arguments))
}

/// The file that is meant, if there is one.
fn path(command: &str, given: &ArgMatches) -> Option<PathBuf> {
    if let Some(named) = given.try_get_one::<PathBuf>("config").ok()? {
        return Some(named.clone());
    }
    let sources = given.try_get_many::<PathBuf>("sources").ok().flatten();
    // What comes on standard input is read the same in every folder.
    let is_stream =
        command == "extract" && sources.is_some_and(|mut all| all.any(|it| it == Path::new("-")));
    super::existing(FILE).filter(|_| !is_stream)
}

/// `arguments` with `words` behind the name of their command.
fn inserted(words: &[OsString], arguments: &[OsString]) -> Vec<OsString> {
    let (command, rest) = arguments.split_at(2.min(arguments.len()));
    [command, words, rest].concat()
}

/// Whether `arguments` leave room for `words`: what was typed rules out what it cannot stand beside.
fn goes_with(words: &[OsString], arguments: &[OsString]) -> bool {
    Cli::command().try_get_matches_from(inserted(words, arguments)).is_ok()
}

impl Setting<'_> {
    /// Whether `command` has the option too, and means the same by it.
    fn is_of(&self, command: &Command) -> bool {
        let help = |arg: &Arg| arg.get_help().map(ToString::to_string);
        let same =
            |arg: &&Arg| arg.get_id() == self.option.get_id() && help(arg) == help(self.option);
        command.get_arguments().any(|arg| same(&arg))
    }
}

impl<'a> Config<'a> {
    /// All that it says, in its order.
    fn settings(&self) -> Result<Vec<Setting<'a>>, Vec<Diagnostic>> {
        let table = DeTable::parse(self.text).map_err(|error| {
            let what = error.message().lines().next().unwrap_or("is no TOML");
            vec![self.fault(error.span().map_or(0, |span| span.start), what)]
        })?;
        let (mut settings, mut faults) = (Vec::new(), Vec::new());
        self.read(table.get_ref(), None, &mut settings, &mut faults);
        settings.sort_by_key(|setting| setting.at.start);
        let mut words = Vec::new();
        let bare: [OsString; 2] = ["kharita".into(), "build".into()];
        for setting in &settings {
            let (alone, among) =
                (inserted(&setting.words, &bare), [words.clone(), setting.words.clone()].concat());
            let told = Cli::command().try_get_matches_from(alone).err().map(|error| said(&error));
            let told = told.or_else(|| {
                let error = Cli::command().try_get_matches_from(inserted(&among, &bare)).err()?;
                let clash = error.kind() == ErrorKind::ArgumentConflict;
                Some(if clash {
                    "cannot stand beside another key above it; take one out".to_owned()
                } else {
                    said(&error)
                })
            });
            match told {
                Some(what) => faults.push(self.fault(setting.at.start, &what)),
                None => words = among,
            }
        }
        faults.sort_by_key(|fault| (fault.position.line, fault.position.column));
        if faults.is_empty() { Ok(settings) } else { Err(faults) }
    }

    /// The keys of `table`, which is that of the heading `heading`.
    fn read(
        &self,
        table: &DeTable<'_>,
        heading: Option<&str>,
        settings: &mut Vec<Setting<'a>>,
        faults: &mut Vec<Diagnostic>,
    ) {
        for (key, value) in table {
            let (name, at) = (key.get_ref().as_ref(), value.span());
            let option =
                keys(self.build).find(|(of, known, _)| of.as_deref() == heading && *known == name);
            let is_heading =
                heading.is_none() && keys(self.build).any(|(of, ..)| of.as_deref() == Some(name));
            match (option, value.get_ref()) {
                (Some((.., option)), value) => match self.words(option, value) {
                    Ok(words) => settings.push(Setting { option, words, at }),
                    Err(what) => faults.push(self.fault(at.start, &what)),
                },
                (None, DeValue::Table(inner)) if is_heading => {
                    self.read(inner, Some(name), settings, faults);
                }
                (None, _) => {
                    faults.push(self.fault(key.span().start, &self.unknown(name, heading)));
                }
            }
        }
    }

    /// The option that `value` is, as it would be typed.
    fn words(&self, option: &Arg, value: &DeValue<'_>) -> Result<Vec<OsString>, String> {
        let is_path = option.get_value_parser().type_id() == TypeId::of::<PathBuf>();
        let text = |value: &DeValue<'_>| match value {
            DeValue::String(text) if is_path && text.is_empty() => {
                Err("is empty; name a file or take the key out".to_owned())
            }
            DeValue::String(text) if is_path => Ok(self.folder.join(&**text).into_os_string()),
            DeValue::String(text) => Ok(OsString::from(&**text)),
            DeValue::Integer(number) if !is_path => Ok(number.to_string().into()),
            DeValue::Datetime(day) if !is_path => Ok(day.to_string().into()),
            _ => Err("is no text; write it in quotes".to_owned()),
        };
        match (option.get_action(), value) {
            (ArgAction::SetTrue, DeValue::Boolean(true)) => {
                Ok(vec![format!("--{}", name(option)).into()])
            }
            (ArgAction::SetTrue, DeValue::Boolean(false)) => Ok(Vec::new()),
            (ArgAction::SetTrue, _) => {
                Err("is neither true nor false; write one of them, without quotes".to_owned())
            }
            (_, DeValue::Array(all)) if option.is_positional() => {
                all.iter().map(|value| Ok(positional(text(value.get_ref())?))).collect()
            }
            _ if option.is_positional() => Ok(vec![positional(text(value)?)]),
            (_, DeValue::Array(all)) if let Some(delimiter) = option.get_value_delimiter() => {
                let mut word = OsString::from(format!("--{}=", name(option)));
                for (i, value) in all.iter().enumerate() {
                    word.push(if i > 0 { delimiter.to_string() } else { String::new() });
                    word.push(text(value.get_ref())?);
                }
                Ok(vec![word])
            }
            _ => {
                let mut word = OsString::from(format!("--{}=", name(option)));
                word.push(text(value)?);
                Ok(vec![word])
            }
        }
    }

    /// What to tell of a key that nobody knows.
    fn unknown(&self, name: &str, heading: Option<&str>) -> String {
        let place = |heading: Option<&str>| {
            heading.map_or("before the first [table]".to_owned(), |it| format!("below [{it}]"))
        };
        if let Some((of, ..)) = keys(self.build).find(|(_, known, _)| *known == name) {
            return format!("`{name}` stands {}, not {}", place(of.as_deref()), place(heading));
        }
        let known =
            keys(self.build).filter(|(of, ..)| of.as_deref() == heading).map(|(_, known, _)| known);
        let kebab = name.replace('_', "-").to_lowercase();
        format!(
            "there is no key `{name}`{}; docs/configuration.md tells all",
            did_you_mean(&kebab, known)
        )
    }

    fn fault(&self, at: usize, what: &str) -> Diagnostic {
        Diagnostic::fatal(Position::of_byte(&self.name, self.text, at), what)
    }
}

/// The keys, each with the table in which it stands and the option of `build` that it is.
fn keys(build: &Command) -> impl Iterator<Item = (Option<String>, &str, &Arg)> {
    let options = build.get_arguments().filter(|option| !NO_KEYS.contains(&name(option)));
    options.map(|option| (option.get_help_heading().map(str::to_lowercase), name(option), option))
}

fn name(option: &Arg) -> &str {
    option.get_long().unwrap_or(option.get_id().as_str())
}

/// A path that clap takes for no option.
fn positional(path: OsString) -> OsString {
    if path.as_encoded_bytes().starts_with(b"-") { Path::new(".").join(path).into() } else { path }
}

/// What clap has against a value, without the words about command lines.
fn said(error: &clap::Error) -> String {
    let told = error
        .source()
        .map_or_else(|| Cow::from(error.to_string()), |source| source.to_string().into());
    let line = told.lines().next().unwrap_or_default();
    line.trim_start_matches("error: ").to_owned()
}
