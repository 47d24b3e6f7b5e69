//! `kharita build`: sources in, a site out.

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;
use std::time::Instant;

use clap::{Args, ValueHint};
use jiff::civil::Date;

use super::values::{self, Formats};
use super::{Verbosity, existing, exit_code, own_templates, progress_bar, say, show, tell};
use crate::model::{Discretion, Lang, Licence};
use crate::pipeline::check::is_geojson;
use crate::pipeline::{self, Input, Output, Summary, Wanted};

/// What to read.
#[derive(Debug, Args)]
pub(super) struct InputArgs {
    /// Folders and files of sources: .txt and .md articles; records in .csv, .jsonl, .json, .geojson and .gpkg [default: sources]
    #[arg(value_name = "SOURCES")]
    sources: Vec<PathBuf>,
    /// A table that tells what saved pages leave out: path,lang,published,url,publisher,title
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) meta: Option<PathBuf>,
    /// The place table [default: places.csv where it exists, otherwise the built-in one]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    places: Option<PathBuf>,
    /// The table of kinds of event [default: the built-in one]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    kinds: Option<PathBuf>,
    #[command(flatten)]
    settings: SettingsArgs,
}

/// Where it is written what the command line does not say; `config` reads it before the rest is known.
#[derive(Debug, Args)]
pub(super) struct SettingsArgs {
    /// The file that says what the command line does not [default: kharita.toml where it exists]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// What an analyst decided.
#[derive(Debug, Args)]
pub(super) struct EditorialArgs {
    /// The table of corrections [default: corrections.csv where it exists]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    corrections: Option<PathBuf>,
}

/// What is not published.
#[derive(Debug, Args)]
pub(super) struct DiscretionArgs {
    /// The table of what is withheld, generalised or covered [default: responsibility.csv where it exists]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    responsibility: Option<PathBuf>,
    /// The day of publication, as 2026-12-01, by which embargoes end; without it none does
    #[arg(long, value_name = "DATE", value_parser = pipeline::day)]
    today: Option<Date>,
}

/// On how many threads.
#[derive(Debug, Args)]
pub(super) struct ThreadArgs {
    /// How many threads read the sources [default: one for each core]
    #[arg(long, value_name = "N", value_parser = values::threads)]
    threads: Option<NonZero<usize>>,
}

/// What a site is made of, whatever is done with it.
#[derive(Debug, Args)]
pub(super) struct ProjectArgs {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    editorial: EditorialArgs,
    #[command(flatten)]
    threads: ThreadArgs,
    /// Templates that replace built-in ones of the same name [default: templates where it exists]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    templates: Option<PathBuf>,
}

/// The files for other programs.
#[derive(Debug, Args)]
struct FormatArgs {
    /// The files for other programs, with commas between them; all is every one. There is an events.geojson in any case
    #[arg(long, value_name = "FORMATS", value_parser = values::formats, value_delimiter = ',', default_value = "geojson,csv", conflicts_with = "single_file")]
    format: Vec<Formats>,
    /// Write areas.geojson as well: the circles inside which events happened, as areas
    #[arg(long, conflicts_with = "single_file")]
    areas: bool,
    /// Below the header of each table in CSV, write a row of tags of the Humanitarian Exchange Language
    #[arg(long, conflicts_with = "single_file")]
    hxl: bool,
}

#[derive(Debug, Args)]
pub(super) struct BuildArgs {
    #[command(flatten)]
    project: ProjectArgs,
    #[command(flatten)]
    discretion: DiscretionArgs,
    /// Where the site goes; an earlier site there is replaced
    #[arg(long, value_name = "DIR", value_hint = ValueHint::Other, default_value = "site")]
    out: PathBuf,
    /// The title of the English page
    #[arg(long, value_name = "TEXT", value_parser = values::line, default_value = "North-east Syria, event by event")]
    title: String,
    /// The title of the Arabic page
    #[arg(long, value_name = "TEXT", value_parser = values::line, default_value = "شمال شرق سوريا، حدثاً بحدث")]
    title_ar: String,
    /// The languages of the pages, with commas between them: the first is index.html, another ar.html
    #[arg(long, value_name = "LANGUAGES", value_parser = values::language, value_delimiter = ',', default_value = "en,ar")]
    languages: Vec<Lang>,
    /// Where the site will be published, for the pictures that messengers show of a link: `https://example.org/map/`
    #[arg(long, value_name = "URL", value_parser = values::site_url, conflicts_with = "single_file")]
    url: Option<String>,
    /// Who answers for the data: a desk, a house, an organisation
    #[arg(long, value_name = "TEXT", value_parser = values::line)]
    author: Option<String>,
    /// Under which licence the data are: an id of spdx.org/licenses, as CC-BY-4.0, an address, or some words
    #[arg(long, visible_alias = "license", value_name = "LICENCE", value_parser = values::licence)]
    licence: Option<Licence>,
    /// What the map is drawn upon: a GeoJSON file or an archive of tiles (.pmtiles) in place of the built-in basemap
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Map")]
    basemap: Option<PathBuf>,
    /// The address of a tile server's pictures, with {z}, {x} and {y}; where the page is read on the web they are asked for
    #[arg(long, value_name = "URL", help_heading = "Map", value_parser = values::tiles_url, conflicts_with = "single_file")]
    tiles: Option<String>,
    /// Who is named in the corner of the map for a basemap or tiles of yours
    #[arg(long, value_name = "TEXT", help_heading = "Map", value_parser = values::line)]
    attribution: Option<String>,
    #[command(flatten)]
    formats: FormatArgs,
    /// Write each language as one file that holds everything, to send by mail, in place of a site
    #[arg(long)]
    single_file: bool,
    /// Fail if anything is rejected
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    verbosity: Verbosity,
}

impl InputArgs {
    pub(super) fn into_input(self) -> Input {
        let sources = if self.sources.is_empty() { vec!["sources".into()] } else { self.sources };
        let places = self.places.or_else(|| existing("places.csv"));
        let Self { meta, kinds, settings, .. } = self;
        Input { sources, meta, places, kinds, config: settings.config, ..Input::default() }
    }

    /// What counts where the sources come on standard input: what was said, and nothing of the folder around.
    pub(super) fn into_stream(self) -> Input {
        let places = self.places.clone();
        Input { places, ..self.into_input() }
    }

    /// Whether standard input is meant instead of files.
    pub(super) fn is_stream(&self) -> bool {
        self.sources == [Path::new("-")]
    }

    /// Whether standard input is among the sources.
    pub(super) fn names_stream(&self) -> bool {
        self.sources.iter().any(|path| path == Path::new("-"))
    }
}

impl EditorialArgs {
    /// `input` as these say.
    pub(super) fn into_input(self, input: Input) -> Input {
        let corrections = self.corrections.or_else(|| existing("corrections.csv"));
        Input { corrections, ..input }
    }
}

impl DiscretionArgs {
    /// `input` as these say.
    pub(super) fn into_input(self, input: Input) -> Input {
        let responsibility = self.responsibility.or_else(|| existing("responsibility.csv"));
        Input { responsibility, today: self.today, ..input }
    }
}

impl FormatArgs {
    fn into_wanted(self) -> Wanted {
        let Self { format, areas, hxl } = self;
        Wanted { formats: format.into_iter().flat_map(|Formats(some)| some).collect(), areas, hxl }
    }
}

impl ProjectArgs {
    /// The sources, where files of GeoJSON are named and nothing else.
    pub(super) fn geojson(&self) -> Option<&[PathBuf]> {
        let sources = &self.input.sources;
        let all = !sources.is_empty() && sources.iter().all(|path| is_geojson(path));
        all.then_some(sources)
    }

    /// What to read, and the folder of templates if there is one.
    pub(super) fn into_parts(self) -> (Input, Option<PathBuf>) {
        let input = self.editorial.into_input(self.input.into_input());
        let templates = self.templates.or_else(own_templates);
        (Input { threads: self.threads.number(), ..input }, templates)
    }
}

impl ThreadArgs {
    pub(super) fn number(&self) -> Option<NonZero<usize>> {
        self.threads.or_else(|| thread::available_parallelism().ok())
    }
}

pub(super) fn build(args: BuildArgs) -> ExitCode {
    let start = Instant::now();
    let verbosity = args.verbosity;
    if args.tiles.is_some() && args.attribution.is_none() {
        // Most such servers are free to use for whoever names them.
        say(
            "error: --tiles needs --attribution: who is named for the pictures in the corner of the map",
        );
        return ExitCode::from(2);
    }
    let (input, templates) = args.project.into_parts();
    let input = args.discretion.into_input(input);
    let output = Output {
        out: args.out,
        templates,
        title_en: args.title,
        title_ar: args.title_ar,
        languages: values::each_once(args.languages),
        url: args.url,
        author: args.author,
        licence: args.licence,
        basemap: args.basemap,
        tiles: args.tiles,
        attribution: args.attribution,
        wanted: args.formats.into_wanted(),
        strict: args.strict,
        single_file: args.single_file,
    };
    let bar = progress_bar(verbosity);
    let outcome = pipeline::build(&input, &output, &|what, done, of| show(&bar, what, done, of));
    bar.finish_and_clear();
    tell(&outcome.diagnostics, verbosity);
    if let Ok(summary) = &outcome.result
        && !verbosity.quiet
    {
        say(&summarise(summary, &output.out, start.elapsed().as_secs_f64()));
    }
    exit_code(outcome.result)
}

fn summarise(summary: &Summary, out: &Path, seconds: f64) -> String {
    let Summary {
        articles,
        records,
        empty,
        rejected,
        placed,
        unplaced,
        struck,
        corrections,
        discretion,
        undated,
        unresolved,
        events,
        files,
        bytes,
    } = *summary;
    let rejected_all = rejected + struck;
    let Discretion {
        reports, withheld, embargoed, generalised, covered, sources: unlisted, ..
    } = discretion;
    let read = placed + unplaced + rejected_all + reports;
    let hidden = if reports > 0 { format!(" + {reports} withheld") } else { String::new() };
    let withheld = if discretion == Discretion::default() {
        String::new()
    } else {
        format!(
            "hidden    {withheld} events withheld, {embargoed} under embargo, {unlisted} sources not listed, \
             {generalised} generalised, {covered} sentences covered\n"
        )
    };
    let empty = if empty > 0 { format!(", {empty} empty") } else { String::new() };
    format!(
        "sources   {articles} articles, {records} records, {rejected} rejected{empty}\n\
         read      {read} = {placed} placed + {unplaced} unplaced + {rejected_all} rejected{hidden}\n\
         corrected {corrections} rows, {struck} reports rejected\n\
         {withheld}\
         undated   {undated}\n\
         open      {unresolved} names that may mean several places\n\
         events    {events}\n\
         written   {files} files, {} kB, to {} in {seconds:.2} s",
        bytes.div_ceil(1000),
        out.display(),
    )
}
