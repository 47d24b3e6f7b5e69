//! A site, from its input to its folder: all of it or nothing.

use std::env;
use std::path::{Path, PathBuf};

use super::findings::Findings;
use super::{Failure, Input, Progress, Summary};
use crate::diagnostic::Diagnostic;
use crate::write::site::{SiteFolder, Surroundings};
use crate::write::templates::Templates;
use crate::write::{self, Files};

/// What to write.
#[derive(Debug, Clone)]
pub struct Output {
    /// The folder of the site.
    pub out: PathBuf,
    /// Templates that replace built-in ones of the same name.
    pub templates: Option<PathBuf>,
    /// The title in English.
    pub title_en: String,
    /// The title in Arabic.
    pub title_ar: String,
    /// Whether anything rejected fails the build.
    pub strict: bool,
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
    let precious = precious(input, output);
    let surroundings = Surroundings { inputs: &input.sources, precious: &precious };
    // Taken first, so that a build that cannot be written does no work.
    let folder = SiteFolder::open(&output.out, &surroundings).map_err(Failure::Output)?;
    let templates = templates(output.templates.as_deref())?;
    let findings = Findings::of(input, output.strict, progress, diagnostics)?;
    let mut summary = findings.summary;
    progress("writing", 0, None);
    let files = files(&findings, output, &templates)?;
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
) -> Result<Files, Failure> {
    let site = findings.site(&output.title_en, &output.title_ar);
    let mut files = write::exports(&site);
    files.extend(write::page::pages(&site, templates).map_err(Failure::Input)?);
    files.extend(write::assets::assets());
    Ok(files)
}

/// What the output must not replace.
fn precious(input: &Input, output: &Output) -> Vec<PathBuf> {
    let folders = [env::current_dir().ok(), env::home_dir()].into_iter().flatten();
    let tables = [&input.meta, &input.places, &input.kinds, &input.corrections, &output.templates];
    folders.chain(tables.into_iter().flatten().cloned()).collect()
}
