//! The markup of the pages: Tera templates and tables of texts, built in or the user's own.
//!
//! What templates get to fill in is `page`'s business; docs/templates.md tells it to users.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use serde::Deserialize;
use tera::{Context, ErrorKind, Tera};

use crate::diagnostic::{Diagnostic, Position};
use crate::model::Lang;

/// The files that a user may replace, one at a time.
const BUILT_IN: [(&str, &str); 10] = [
    ("page.html", include_str!("../../templates/page.html")),
    ("figures.html", include_str!("../../templates/figures.html")),
    ("method.html", include_str!("../../templates/method.html")),
    ("report.html", include_str!("../../templates/report.html")),
    ("sources.html", include_str!("../../templates/sources.html")),
    ("symbols.html", include_str!("../../templates/symbols.html")),
    ("table.html", include_str!("../../templates/table.html")),
    ("unplaced.html", include_str!("../../templates/unplaced.html")),
    ("en.json", include_str!("../../templates/en.json")),
    ("ar.json", include_str!("../../templates/ar.json")),
];

/// The template that makes a page.
const PAGE: &str = "page.html";

/// Templates and texts, parsed.
#[derive(Debug)]
pub struct Templates {
    tera: Tera,
    english: Strings,
    arabic: Strings,
    /// The file of each name as the user would name it.
    files: BTreeMap<String, String>,
}

/// The texts of one language; keys are told in docs/templates.md.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Strings {
    /// For templates.
    pub markup: BTreeMap<String, String>,
    /// For the page's program.
    pub program: BTreeMap<String, String>,
}

impl Templates {
    /// The built-in ones.
    ///
    /// # Errors
    /// Never with the files of this crate; a test holds that.
    pub fn built_in() -> Result<Self, Diagnostic> {
        Self::with_own(BTreeMap::new())
    }

    /// The built-in ones, each replaced by the file of the same name in `folder` where there is one; other
    /// `.html` files of the folder can be included by these.
    ///
    /// # Errors
    /// If the folder cannot be read, or a file is no template or table of texts.
    pub fn read(folder: &Path) -> Result<Self, Diagnostic> {
        let unreadable = |path: &Path, error: &io::Error| {
            let message = format!("the templates cannot be read: {error}");
            Diagnostic::fatal(Position::file(path.display().to_string()), message)
        };
        let mut own = BTreeMap::new();
        for entry in fs::read_dir(folder).map_err(|e| unreadable(folder, &e))? {
            let path = entry.map_err(|e| unreadable(folder, &e))?.path();
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
            let known = BUILT_IN.iter().any(|(built_in, _)| *built_in == name);
            if known || Path::new(name).extension().is_some_and(|e| e == "html") {
                let text = fs::read_to_string(&path).map_err(|e| unreadable(&path, &e))?;
                own.insert(name.to_owned(), (path.display().to_string(), text));
            }
        }
        Self::with_own(own)
    }

    /// `own` holds the file and the text of each name.
    fn with_own(own: BTreeMap<String, (String, String)>) -> Result<Self, Diagnostic> {
        let mut files: BTreeMap<_, _> =
            BUILT_IN.map(|(name, _)| (name.to_owned(), format!("templates/{name}"))).into();
        let mut texts: BTreeMap<_, _> =
            BUILT_IN.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        for (name, (file, text)) in own {
            files.insert(name.clone(), file);
            texts.insert(name, text);
        }
        let english = strings("en.json", &texts, &files)?;
        let arabic = strings("ar.json", &texts, &files)?;
        let mut tera = Tera::new();
        let markup = texts.iter().filter(|(name, _)| name.ends_with(".html"));
        tera.add_raw_templates(markup).map_err(|e| diagnostic(&e, &files))?;
        Ok(Self { tera, english, arabic, files })
    }

    /// The texts of `lang`.
    pub fn strings(&self, lang: Lang) -> &Strings {
        match lang {
            Lang::English => &self.english,
            Lang::Arabic => &self.arabic,
        }
    }

    /// The page that the templates make of `context`.
    ///
    /// # Errors
    /// If a template asks for what is not there.
    pub fn render(&self, context: &Context) -> Result<String, Diagnostic> {
        self.tera.render(PAGE, context).map_err(|e| diagnostic(&e, &self.files))
    }
}

/// The texts of the table `name`; what a user's table leaves out keeps its built-in text.
fn strings(
    name: &str,
    texts: &BTreeMap<String, String>,
    files: &BTreeMap<String, String>,
) -> Result<Strings, Diagnostic> {
    let parse = |text: &str| {
        serde_json::from_str::<Strings>(text.trim_start_matches('\u{feff}')).map_err(|e| {
            let position = Position::at(&files[name], e.line() as u64, e.column() as u64);
            Diagnostic::fatal(
                position,
                format!("{e}; docs/templates.md tells what a table of texts holds"),
            )
        })
    };
    let mut strings = Strings::default();
    let built_in = BUILT_IN.iter().find(|(built_in, _)| *built_in == name).map(|(_, text)| *text);
    for text in built_in.into_iter().chain([texts[name].as_str()]) {
        let Strings { markup, program } = parse(text)?;
        strings.markup.extend(markup);
        strings.program.extend(program);
    }
    Ok(strings)
}

/// What is wrong with a template, and where.
fn diagnostic(error: &tera::Error, files: &BTreeMap<String, String>) -> Diagnostic {
    let (position, what) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let file = files.get(report.filename()).map_or(report.filename(), String::as_str);
            let span = report.span();
            let position = Position::at(file, span.start_line as u64, span.start_col as u64 + 1);
            (position, report.message().to_owned())
        }
        other => (Position::file(&files[PAGE]), other.to_string()),
    };
    Diagnostic::fatal(position, format!("{what}; docs/templates.md tells what a template may use"))
}
