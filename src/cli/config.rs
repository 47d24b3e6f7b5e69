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
use std::num::NonZero;
use std::path::{Path, PathBuf};

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command, CommandFactory as _, ValueHint};
use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Cli;
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Diagnostic, Position};

/// The file that is read where it exists and none is named.
const FILE: &str = "kharita.toml";

/// The options that are no keys: a file does not name itself.
const NO_KEYS: [&str; 1] = ["config"];

/// The keys that need another, which may be typed as well; `build` says so of the options.
const NEEDS: [(&str, &str); 1] = [("tiles", "attribution")];

/// What a key says, each part as it would be typed, with the byte at which it stands.
type Values = Vec<(OsString, usize)>;

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

/// A key with what it says.
struct Setting<'a> {
    option: &'a Arg,
    values: Values,
    /// The byte at which all of it stands.
    at: usize,
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
    let is_typed = |name: &str| matches!(given.try_contains_id(name), Ok(true));
    let mut faults = config.unmet(&settings, is_typed);
    let asked = settings.iter().filter(|setting| setting.is_of(find(command)));
    let unsaid = asked.filter(|setting| {
        let source = given.value_source(setting.option.get_id().as_str());
        source != Some(ValueSource::CommandLine) && goes_with(&setting.words(), &arguments)
    });
    let mut words = Vec::new();
    for setting in unsaid {
        faults.extend(config.missing(setting));
        words.extend(setting.words());
    }
    in_order(faults)?;
    Ok(inserted(&words, &arguments))
}

/// `faults` as they follow each other in the file, if there is one.
fn in_order(mut faults: Vec<Diagnostic>) -> Result<(), Vec<Diagnostic>> {
    faults.sort_by_key(|fault| (fault.position.line, fault.position.column));
    if faults.is_empty() { Ok(()) } else { Err(faults) }
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
    /// All that it says, as it would be typed.
    fn words(&self) -> Vec<OsString> {
        self.typed(self.values.iter().map(|(value, _)| value))
    }

    /// `values` of it as they would be typed.
    fn typed<'v>(&self, values: impl Iterator<Item = &'v OsString>) -> Vec<OsString> {
        let name = name(self.option);
        if self.option.is_positional() {
            return values.cloned().map(positional).collect();
        }
        if !self.option.get_action().takes_values() {
            return values.map(|_| format!("--{name}").into()).collect();
        }
        let mut word = OsString::from(format!("--{name}="));
        for (i, value) in values.enumerate() {
            if let (Some(delimiter), 1..) = (self.option.get_value_delimiter(), i) {
                word.push(delimiter.to_string());
            }
            word.push(value);
        }
        vec![word]
    }

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
        settings.sort_by_key(|setting| setting.at);
        let mut words = Vec::new();
        let bare: [OsString; 2] = ["kharita".into(), "build".into()];
        let refused =
            |words: &[OsString]| Cli::command().try_get_matches_from(inserted(words, &bare)).err();
        for setting in &settings {
            let known = faults.len();
            // Each value for itself, so that a fault is told where it stands.
            for (value, at) in &setting.values {
                if let Some(error) = refused(&setting.typed([value].into_iter())) {
                    faults.push(self.fault(*at, &said(&error)));
                }
            }
            let among = [words.clone(), setting.words()].concat();
            match refused(&among).filter(|_| faults.len() == known) {
                Some(error) if error.kind() == ErrorKind::ArgumentConflict => {
                    let what = "cannot stand beside another key above it; take one out";
                    faults.push(self.fault(setting.at, what));
                }
                Some(error) => faults.push(self.fault(setting.at, &said(&error))),
                None if faults.len() == known => words = among,
                None => {}
            }
        }
        in_order(faults)?;
        Ok(settings)
    }

    /// Keys without another that they need, be that typed.
    fn unmet(&self, settings: &[Setting<'_>], is_typed: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
        let find = |key: &str| settings.iter().find(|setting| name(setting.option) == key);
        let unmet = NEEDS.iter().filter(|(_, other)| find(other).is_none() && !is_typed(other));
        let told = unmet.filter_map(|(key, other)| Some((find(key)?.at, other)));
        told.map(|(at, other)| {
            self.fault(at, &format!("needs `{other}` beside it; docs/configuration.md tells why"))
        })
        .collect()
    }

    /// The files and folders that `setting` names for reading and that are not there.
    fn missing(&self, setting: &Setting<'_>) -> Vec<Diagnostic> {
        let wanted = setting.option.get_value_hint();
        let is_path = is_path(setting.option);
        let missing = setting.values.iter().filter_map(|(value, at)| {
            let path = Path::new(value);
            let what = match wanted {
                _ if !is_path => return None,
                ValueHint::FilePath if !path.is_dir() && path.exists() => return None,
                ValueHint::DirPath if path.is_dir() => return None,
                ValueHint::AnyPath if path.exists() => return None,
                ValueHint::FilePath => "file",
                ValueHint::DirPath => "folder",
                ValueHint::AnyPath => "file or folder",
                // Where something is written it need not be yet.
                _ => return None,
            };
            let what = format!(
                "there is no {what} {}; correct the path, which begins where this file lies",
                path.display()
            );
            Some(self.fault(*at, &what))
        });
        missing.collect()
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
                (Some((.., option)), _) => match self.values(option, value) {
                    Ok(values) => settings.push(Setting { option, values, at: at.start }),
                    Err((at, what)) => faults.push(self.fault(at, &what)),
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

    /// What `value` says of `option`, each part with the byte at which it stands; or what is wrong there.
    fn values(
        &self,
        option: &Arg,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<Values, (usize, String)> {
        let at = value.span().start;
        let fault = |what: &str| Err((at, what.to_owned()));
        let takes_several = option.is_positional() || option.get_value_delimiter().is_some();
        match (option.get_action().takes_values(), value.get_ref()) {
            // An option without a value is there or is not.
            (false, DeValue::Boolean(true)) => Ok(vec![(OsString::new(), at)]),
            (false, DeValue::Boolean(false)) => Ok(Vec::new()),
            (false, _) => fault("is neither true nor false; write one of them, without quotes"),
            (true, DeValue::Array(all)) if takes_several => {
                let text = |value| self.text(option, value).map(|text| (text, value.span().start));
                all.iter().map(text).collect()
            }
            (true, _) => Ok(vec![(self.text(option, value)?, at)]),
        }
    }

    /// One value as it would be typed, where it is of the type that `option` takes.
    fn text(
        &self,
        option: &Arg,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<OsString, (usize, String)> {
        let of = option.get_value_parser().type_id();
        let (is_day, is_number) =
            (of == TypeId::of::<Date>(), of == TypeId::of::<NonZero<usize>>());
        match value.get_ref() {
            DeValue::String(text) if is_path(option) && text.is_empty() => {
                Err("is empty; name a file or take the key out")
            }
            DeValue::String(text) if is_path(option) => Ok(self.folder.join(&**text).into()),
            DeValue::String(text) if !is_number => Ok(OsString::from(&**text)),
            DeValue::Integer(number) if is_number => Ok(number.to_string().into()),
            DeValue::Datetime(day) if is_day => Ok(day.to_string().into()),
            _ if is_number => Err("is no whole number; write one, without quotes"),
            _ if is_day => Err("is no day; write it as 2026-12-01"),
            _ => Err("is no text; write it in quotes"),
        }
        .map_err(|what| (value.span().start, what.to_owned()))
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

fn is_path(option: &Arg) -> bool {
    option.get_value_parser().type_id() == TypeId::of::<PathBuf>()
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
