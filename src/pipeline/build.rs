//! A site, from its input to its folder: all of it or nothing.

use std::env;
use std::path::{Path, PathBuf};

use super::findings::Findings;
use super::ground::{self, Ground};
use super::{Failure, Input, Progress, Summary};
use crate::diagnostic::{Diagnostic, Position};
use crate::model::{Lang, Licence};
use crate::write::site::{SiteFolder, Surroundings};
use crate::write::templates::Templates;
use crate::write::{self, Files, Site};

pub use crate::write::formats::{Format, Wanted};

/// What to write.
#[derive(Debug, Clone, Default)]
pub struct Output {
    /// The folder of the site.
    pub out: PathBuf,
    /// Templates that replace built-in ones of the same name.
    pub templates: Option<PathBuf>,
    /// The title in English.
    pub title_en: String,
    /// The title in Arabic.
    pub title_ar: String,
    /// The languages of its pages, the first that of `index.html`; all where none is named.
    pub languages: Vec<Lang>,
    /// Where the site will be published, with a `/` at its end: what leads there from elsewhere has whole addresses.
    pub url: Option<String>,
    /// Who answers for the data.
    pub author: Option<String>,
    /// Under which terms they may be used.
    pub licence: Option<Licence>,
    /// What the map is drawn upon; the built-in basemap where none is given.
    pub basemap: Option<PathBuf>,
    /// The address of the pictures of a tile server, with `{z}`, `{x}` and `{y}`.
    pub tiles: Option<String>,
    /// Who is to be named for them.
    pub attribution: Option<String>,
    /// The files for other programs.
    pub wanted: Wanted,
    /// Whether anything rejected fails the build.
    pub strict: bool,
    /// Whether each page holds all that it needs, and stands alone.
    pub single_file: bool,
}

/// What became of a build: its figures or why it failed, and everything there is to tell of the input.
#[derive(Debug)]
pub struct Outcome {
    /// The figures, or why there are none.
    pub result: Result<Summary, Failure>,
    /// In the order of the input.
    pub diagnostics: Vec<Diagnostic>,
}

/// Builds a site: all of it or nothing.
pub fn build(input: &Input, output: &Output, progress: Progress<'_>) -> Outcome {
    let mut diagnostics = Vec::new();
    let result = try_build(input, output, progress, &mut diagnostics);
    Outcome { result, diagnostics }
}

fn try_build(
    input: &Input,
    output: &Output,
    progress: Progress<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Summary, Failure> {
    let own = [&output.templates, &output.basemap].into_iter().flatten();
    let precious = precious(input, own);
    let surroundings = Surroundings { inputs: &input.sources, precious: &precious };
    // Taken first, so that a build that cannot be written does no work.
    let folder = SiteFolder::open(&output.out, &surroundings).map_err(Failure::Output)?;
    let templates = templates(output.templates.as_deref())?;
    let findings = Findings::of(input, output.strict, progress, diagnostics)?;
    let findings = findings.published(input, diagnostics)?;
    let mut summary = findings.summary;
    progress("writing", 0, None);
    let files = files(&findings, output, &templates, diagnostics)?;
    summary.files = files.len();
    summary.bytes = files.values().map(Vec::len).sum();
    diagnostics.extend(folder.replace(&files).map_err(Failure::Output)?);
    Ok(summary)
}

/// The templates in `folder`, and the built-in ones for the others.
pub(super) fn templates(folder: Option<&Path>) -> Result<Templates, Failure> {
    let templates = folder.map_or_else(Templates::built_in, Templates::read);
    templates.map_err(Failure::Input)
}

/// The files of the site that tells `findings`.
pub(super) fn files(
    findings: &Findings,
    output: &Output,
    templates: &Templates,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Files, Failure> {
    diagnostics.extend_from_slice(templates.warnings());
    let ground = match &output.basemap {
        None => Ground::default(),
        Some(path) => {
            let events = &findings.all.events;
            ground::of_file(path, output.attribution.as_deref(), events, diagnostics)
                .map_err(Failure::Input)?
        }
    };
    if let (Some(path), true) = (&output.basemap, ground.tiles.is_some()) {
        let fault =
            |message| Diagnostic::fatal(Position::file(path.display().to_string()), message);
        if output.single_file {
            let message =
                "holds pictures, which no single file can carry; give shapes, or build a folder";
            return Err(Failure::Input(fault(message)));
        }
        if output.tiles.is_some() {
            let message = "holds pictures, and so do the tiles of the server; give one of the two";
            return Err(Failure::Input(fault(message)));
        }
    }
    let credit = output.attribution.as_deref().unwrap_or_default();
    let tiles = output.tiles.as_deref().map(|url| ground::of_server(url, credit));
    let tiles = tiles.or(ground.tiles);
    let site = findings.site(&output.title_en, &output.title_ar);
    let (url, basemap) = (output.url.as_deref(), ground.basemap.as_deref());
    let (author, licence) = (output.author.as_deref(), output.licence.as_ref());
    let languages = if output.languages.is_empty() { site.languages } else { &output.languages };
    let site = Site { languages, url, author, licence, basemap, tiles: tiles.as_ref(), ..site };
    if output.single_file {
        return write::page::single_files(&site, templates).map_err(Failure::Input);
    }
    let mut files = write::exports(&site, &output.wanted);
    files.extend(write::page::pages(&site, &files, templates).map_err(Failure::Input)?);
    files.extend(write::assets::assets(site.basemap));
    if let Some(style) = templates.page_style() {
        files.insert("assets/app.css".to_owned(), style.into());
    }
    if site.tiles.is_some() {
        files.extend(write::assets::of_tiles());
        files.extend(ground.files);
    }
    files.extend(write::feed::feeds(&site));
    if site.url.is_some() {
        files.insert(write::picture::NAME.to_owned(), write::picture::picture(&site));
    }
    let told = write::findable::files(&site, &files);
    files.extend(told);
    Ok(files)
}

/// What the output must not replace.
pub(super) fn precious<'a>(
    input: &'a Input,
    own: impl IntoIterator<Item = &'a PathBuf>,
) -> Vec<PathBuf> {
    let folders = [env::current_dir().ok(), env::home_dir()].into_iter().flatten();
    let tables = [&input.config, &input.meta, &input.places, &input.kinds];
    let tables = tables.into_iter().chain([&input.corrections, &input.responsibility]);
    folders.chain(tables.flatten().chain(own).cloned()).collect()
}
