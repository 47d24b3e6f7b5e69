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
use crate::write::refused::refused;

/// The files that a user may replace, one at a time.
const BUILT_IN: [(&str, &str); 17] = [
    ("page.html", include_str!("../../templates/page.html")),
    (EXPLAIN, include_str!("../../templates/explain.html")),
    (EXPLAIN_STYLE, include_str!("../../templates/explain.css")),
    ("figures.html", include_str!("../../templates/figures.html")),
    ("icon.html", include_str!("../../templates/icon.html")),
    ("method.html", include_str!("../../templates/method.html")),
    (PLAIN, include_str!("../../templates/plain.html")),
    (REVIEW, include_str!("../../templates/review.html")),
    (REVIEW_STYLE, include_str!("../../templates/review.css")),
    ("report.html", include_str!("../../templates/report.html")),
    ("sources.html", include_str!("../../templates/sources.html")),
    ("symbols.html", include_str!("../../templates/symbols.html")),
    ("table.html", include_str!("../../templates/table.html")),
    ("toll.html", include_str!("../../templates/toll.html")),
    ("unplaced.html", include_str!("../../templates/unplaced.html")),
    ("en.json", include_str!("../../templates/en.json")),
    ("ar.json", include_str!("../../templates/ar.json")),
];

/// The template that makes a page.
const PAGE: &str = "page.html";

/// The template that makes a page of the table alone.
const PLAIN: &str = "plain.html";

/// The template that makes the page of `kharita explain`, and the style that it holds.
const EXPLAIN: &str = "explain.html";
const EXPLAIN_STYLE: &str = "explain.css";

/// The same of `kharita review`.
const REVIEW: &str = "review.html";
const REVIEW_STYLE: &str = "review.css";

/// The style sheet of the pages, which a user may replace; `web/` makes the built-in one.
const PAGE_STYLE: &str = "app.css";

/// Templates and texts, parsed.
#[derive(Debug)]
pub struct Templates {
    tera: Tera,
    english: Strings,
    arabic: Strings,
    explain_style: String,
    review_style: String,
    /// The style sheet of the pages, where the user has one.
    page_style: Option<String>,
    warnings: Vec<Diagnostic>,
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
            if known || is_markup(name) || name == PAGE_STYLE {
                let text = fs::read_to_string(&path).map_err(|e| unreadable(&path, &e))?;
                own.insert(name.to_owned(), (path.display().to_string(), text));
            }
        }
        Self::with_own(own)
    }

    /// `own` holds the file and the text of each name.
    fn with_own(own: BTreeMap<String, (String, String)>) -> Result<Self, Diagnostic> {
        let warnings = own.iter().filter(|(name, _)| is_markup(name));
        let warnings = warnings.flat_map(|(_, (file, text))| refused(file, text)).collect();
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
        let markup = texts.iter().filter(|(name, _)| is_markup(name));
        tera.add_raw_templates(markup).map_err(|e| diagnostic(&e, PAGE, &files))?;
        // Browsers hash a style with the line ends that they read.
        let style = |name: &str| texts[name].replace("\r\n", "\n");
        let (explain_style, review_style) = (style(EXPLAIN_STYLE), style(REVIEW_STYLE));
        let page_style = texts.contains_key(PAGE_STYLE).then(|| style(PAGE_STYLE));
        Ok(Self { tera, english, arabic, explain_style, review_style, page_style, warnings, files })
    }

    /// The texts of `lang`.
    pub fn strings(&self, lang: Lang) -> &Strings {
        match lang {
            Lang::English => &self.english,
            Lang::Arabic => &self.arabic,
        }
    }

    /// `assets/app.css`, where the user has a style sheet.
    pub fn page_style(&self) -> Option<&str> {
        self.page_style.as_deref()
    }

    /// What to tell of the user's files: what browsers will refuse of them.
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }

    /// The style of the page of `kharita explain`.
    pub fn explain_style(&self) -> &str {
        &self.explain_style
    }

    /// The style of the page of `kharita review`.
    pub fn review_style(&self) -> &str {
        &self.review_style
    }

    /// Where the template that makes a page stands.
    pub(super) fn position(&self) -> Position {
        Position::file(&self.files[PAGE])
    }

    /// The page that the templates make of `context`.
    ///
    /// # Errors
    /// If a template asks for what is not there.
    pub fn render(&self, context: &Context) -> Result<String, Diagnostic> {
        self.tera.render(PAGE, context).map_err(|e| diagnostic(&e, PAGE, &self.files))
    }

    /// The page of the table alone that they make of `context`.
    ///
    /// # Errors
    /// If a template asks for what is not there.
    pub fn render_plain(&self, context: &Context) -> Result<String, Diagnostic> {
        self.tera.render(PLAIN, context).map_err(|e| diagnostic(&e, PLAIN, &self.files))
    }

    /// The page of `kharita explain` that they make of `context`.
    ///
    /// # Errors
    /// If a template asks for what is not there.
    pub fn render_explanation(&self, context: &Context) -> Result<String, Diagnostic> {
        self.tera.render(EXPLAIN, context).map_err(|e| diagnostic(&e, EXPLAIN, &self.files))
    }

    /// The page of `kharita review` that they make of `context`.
    ///
    /// # Errors
    /// If a template asks for what is not there.
    pub fn render_review(&self, context: &Context) -> Result<String, Diagnostic> {
        self.tera.render(REVIEW, context).map_err(|e| diagnostic(&e, REVIEW, &self.files))
    }
}

/// Whether a file of this name is a template; Tera escapes what goes into one.
fn is_markup(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "html")
}

/// The texts of the table `name`; what a user's table leaves out keeps its built-in text.
fn strings(
    name: &str,
    texts: &BTreeMap<String, String>,
    files: &BTreeMap<String, String>,
) -> Result<Strings, Diagnostic> {
    let parse = |text: &str| {
        let text = text.trim_start_matches('\u{feff}');
        serde_json::from_str::<Strings>(text).map_err(|e| {
            let told = e.to_string();
            // The message ends with a place of its own, counted in bytes.
            let what = told.rsplit_once(" at line ").map_or(told.as_str(), |(what, _)| what);
            let line = text.lines().nth(e.line().saturating_sub(1)).unwrap_or_default();
            let column = line[..line.floor_char_boundary(e.column())].chars().count();
            let position = Position::at(&files[name], e.line() as u64, column as u64);
            let help = "docs/templates.md tells what a table of texts holds";
            Diagnostic::fatal(position, format!("{what}; {help}"))
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

/// What is wrong with a template, and where; in `page` where the error does not say.
fn diagnostic(error: &tera::Error, page: &str, files: &BTreeMap<String, String>) -> Diagnostic {
    let (position, what) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let file = files.get(report.filename()).map_or(report.filename(), String::as_str);
            let span = report.span();
            let position = Position::at(file, span.start_line as u64, span.start_col as u64 + 1);
            (position, report.message().to_owned())
        }
        other => (Position::file(&files[page]), other.to_string()),
    };
    Diagnostic::fatal(position, format!("{what}; docs/templates.md tells what a template may use"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(files: &[(&str, &str)]) -> Result<Templates, Diagnostic> {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        Templates::read(folder.path()).map_err(|mut diagnostic| {
            let file = Path::new(&diagnostic.position.file);
            diagnostic.position.file = file.file_name().unwrap().to_str().unwrap().to_owned();
            diagnostic
        })
    }

    #[test]
    fn the_built_in_templates_parse_and_every_text_they_ask_for_is_there() {
        let templates = Templates::built_in().unwrap();
        for (name, text) in BUILT_IN.iter().filter(|(name, _)| is_markup(name)) {
            for part in text.split("strings.").skip(1) {
                let end =
                    part.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(part.len());
                for lang in [Lang::English, Lang::Arabic] {
                    let found = templates.strings(lang).markup.contains_key(&part[..end]);
                    assert!(found, "{name} asks for strings.{}", &part[..end]);
                }
            }
        }
    }

    #[test]
    fn no_template_holds_what_the_policy_of_its_page_refuses() {
        for (name, text) in BUILT_IN.iter().filter(|(name, _)| is_markup(name)) {
            assert!(!text.contains(" style="), "{name} has a style of its own");
            for attribute in text.split(" on").skip(1) {
                let name_end = attribute.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(0);
                let handler = name_end > 0 && attribute[name_end..].starts_with("=\"");
                assert!(!handler, "{name} has a handler: on{}", &attribute[..name_end]);
            }
            for tag in ["<script", "<style"] {
                for element in text.split(tag).skip(1) {
                    let (attributes, rest) = element.split_once('>').unwrap();
                    let allowed = attributes.contains("src=\"assets/")
                        || attributes.contains("type=\"application/json\"")
                        || rest.starts_with("{{ ");
                    assert!(allowed, "{name}: {tag}{attributes}> holds what no hash names");
                }
            }
        }
    }

    #[test]
    fn a_file_of_the_user_replaces_the_built_in_one_and_what_it_gets_is_escaped() {
        let page = "{% include \"own.html\" %} {{ strings.map }}";
        let own = "<i>{{ title }}</i>";
        let strings = r#"{"markup": {"map": "Chart"}}"#;
        let templates =
            with(&[("page.html", page), ("own.html", own), ("en.json", strings)]).unwrap();
        let mut context = Context::new();
        context.insert("title", "<b> {{ 7 }}");
        context.insert("strings", &templates.strings(Lang::English).markup);
        assert_eq!(templates.render(&context).unwrap(), "<i>&lt;b&gt; {{ 7 }}</i> Chart");
        assert_eq!(templates.strings(Lang::English).markup["table"], "Table");
    }

    #[test]
    fn what_is_wrong_with_a_users_file_is_told_with_its_place() {
        let cases: [(&str, &str, &str); 4] = [
            ("page.html", "<p>\n  {{ title", "page.html:2:"),
            ("page.html", "<p>\n  {% include \"none.html\" %}", "page.html"),
            (
                "en.json",
                "{\n  \"markup\": [] }",
                "en.json:2:12: error: invalid type: sequence, expected a map;",
            ),
            ("ar.json", "{\n  \"مakrup\": {} }", "ar.json:2:10: error: unknown field `مakrup`"),
        ];
        for (name, text, wanted) in cases {
            let told = with(&[(name, text)]).unwrap_err().to_string();
            assert!(told.starts_with(wanted), "{told}");
            assert!(
                told.ends_with("docs/templates.md tells what a template may use")
                    || told.ends_with("docs/templates.md tells what a table of texts holds"),
                "{told}"
            );
        }
    }

    #[test]
    fn a_template_that_asks_for_what_is_not_there_is_told_with_its_place() {
        let templates = with(&[("page.html", "<p>\n{{ evnets }}")]).unwrap();
        let told = templates.render(&Context::new()).unwrap_err();
        assert_eq!((told.position.line, told.position.column), (2, 4), "{told}");
    }
}
