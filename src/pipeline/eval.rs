//! How well sources are read, measured on labelled reports: the way from labels to figures.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::extract::Teller;
use super::{Failure, Input, Progress, Tables, file};
use crate::diagnostic::{Diagnostic, Level, Position};
use crate::model::{
    Article, LabelledReport, Origin, PlaceDoubts, PlaceId, Prediction, PublishedBy, Score, Source,
    SourceId,
};
use crate::read::labels::{self, ByName, Renaming};
use crate::read::{self, Coding};
use crate::score::{self, Scorer};
use crate::write::scores::{self, Scores};

pub use crate::score::Drop;
pub use crate::write::scores::Parts;

/// What to measure, on what.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// A file of labelled reports, or a folder of such files.
    pub gold: PathBuf,
    /// The sources that the labels are of, where the labels hold no texts; and the tables to read them by.
    pub input: Input,
    /// Predictions to score instead of reading.
    pub predictions: Option<PathBuf>,
    /// Tables of what places and kinds are called in the labels; of two rows for one name the later counts.
    pub renamings: Vec<PathBuf>,
    /// The table of the places that are scored; `places_needed.csv` beside the labels where none is given.
    pub area: Option<PathBuf>,
    /// Whether places outside it are wrong, too.
    pub strict_places: bool,
    /// Figures that must not be undercut.
    pub floors: Option<PathBuf>,
    /// What is told.
    pub parts: Parts,
}

/// The figures.
#[derive(Debug)]
pub struct Evaluation {
    /// As tables for people.
    pub table: String,
    /// As JSON.
    pub json: String,
    /// Those that are lower than the floors.
    pub drops: Vec<Drop>,
}

/// What became of an evaluation, and everything there is to tell of the input.
#[derive(Debug)]
pub struct Outcome {
    /// The figures, or why there are none.
    pub result: Result<Evaluation, Failure>,
    /// In the order of the input.
    pub diagnostics: Vec<Diagnostic>,
}

/// Measures what `request` asks for.
pub fn eval(request: &Request, progress: Progress<'_>) -> Outcome {
    let mut run = Run { request, progress, diagnostics: Vec::new() };
    let result = run.eval();
    Outcome { result: result.map_err(Failure::Input), diagnostics: run.diagnostics }
}

/// An evaluation on its way.
struct Run<'r> {
    request: &'r Request,
    progress: Progress<'r>,
    diagnostics: Vec<Diagnostic>,
}

/// A labelled report and where its label stands.
type Labelled = (LabelledReport, Position);

impl Run<'_> {
    fn eval(&mut self) -> Result<Evaluation, Diagnostic> {
        let request = self.request;
        let renaming = self.renaming()?;
        let mut labelled = self.labels()?;
        let predictions = match &request.predictions {
            Some(path) => {
                if !request.input.sources.is_empty() {
                    let tables = Tables::read(&request.input, &mut self.diagnostics)?;
                    self.find_texts(&mut labelled, &tables)?;
                }
                self.predictions(path, &renaming)?
            }
            None => self.read_all(&mut labelled, &renaming)?,
        };
        for (report, at) in &labelled {
            let misfits = score::misfits(report).into_iter();
            let told = misfits.map(|misfit| format!("{}: {misfit}", report.id));
            self.diagnostics.extend(told.map(|told| Diagnostic::warning(at.clone(), told)));
        }
        let reports: Vec<_> = labelled.into_iter().map(|(report, _)| report).collect();
        let scorer = Scorer::new(&reports, self.area()?, request.strict_places);
        let mut scores = Scores::default();
        for report in &reports {
            let score = scorer.score(report, predictions.get(&report.id));
            let of_lang = scores.by_lang.entry(report.lang.clone()).or_insert_with(Score::default);
            *of_lang += score.clone();
            scores.all += score;
        }
        let floors = match &request.floors {
            Some(path) => labels::figures(&path.display().to_string(), &file(path)?)?,
            None => BTreeMap::new(),
        };
        Ok(Evaluation {
            table: scores::table(&scores, request.parts),
            json: scores::document(&scores, request.parts),
            drops: score::drops(&floors, &scores::figures(&scores)),
        })
    }

    fn renaming(&self) -> Result<Renaming, Diagnostic> {
        let mut renaming = Renaming::default();
        for path in &self.request.renamings {
            renaming.add(&path.display().to_string(), &file(path)?)?;
        }
        Ok(renaming)
    }

    /// The labelled reports, every one or none: figures of a part would be taken for those of the whole.
    fn labels(&mut self) -> Result<Vec<Labelled>, Diagnostic> {
        let gold = &self.request.gold;
        let mut all = Vec::new();
        let mut first: BTreeMap<String, Position> = BTreeMap::new();
        for path in files(gold)? {
            let lines = labels::labels(&path.display().to_string(), &file(&path)?);
            self.diagnostics.extend(lines.diagnostics);
            for (report, at) in lines.rows {
                if let Some(earlier) = first.insert(report.id.clone(), at.clone()) {
                    let message =
                        format!("`{}` is labelled at {earlier} already; delete one", report.id);
                    self.diagnostics.push(Diagnostic::rejected(at.clone(), message));
                }
                all.push((report, at));
            }
        }
        let bad = self.diagnostics.iter().filter(|d| d.level == Level::Rejected).count();
        let message = match (bad, all.len()) {
            (0, 0) => "no labelled reports; docs/eval.md tells how they are written".to_owned(),
            (0, _) => return Ok(all),
            (bad, _) => {
                format!("{bad} labelled reports cannot be read; correct them, and all are scored")
            }
        };
        Err(Diagnostic::fatal(Position::file(gold.display().to_string()), message))
    }

    fn predictions(
        &mut self,
        path: &Path,
        renaming: &Renaming,
    ) -> Result<ByName<Prediction>, Diagnostic> {
        let lines = labels::predictions(&path.display().to_string(), &file(path)?, renaming);
        let bad = lines.diagnostics.iter().filter(|d| d.level == Level::Rejected).count();
        self.diagnostics.extend(lines.diagnostics);
        if bad > 0 {
            let message =
                format!("{bad} predictions cannot be read; correct them, and all are scored");
            return Err(Diagnostic::fatal(Position::file(path.display().to_string()), message));
        }
        let mut predictions = ByName::default();
        for (prediction, at) in lines.rows {
            let id = prediction.id.clone();
            if predictions.insert(&id, prediction).is_some() {
                let message = format!("`{id}` is predicted once more; the last line counts");
                self.diagnostics.push(Diagnostic::warning(at, message));
            }
        }
        Ok(predictions)
    }

    /// Reads the text of every report, as `kharita extract` does.
    fn read_all(
        &mut self,
        labelled: &mut [Labelled],
        renaming: &Renaming,
    ) -> Result<ByName<Prediction>, Diagnostic> {
        let tables = Tables::read(&self.request.input, &mut self.diagnostics)?;
        self.find_texts(labelled, &tables)?;
        let teller = Teller::new(&tables);
        let mut predictions = ByName::default();
        for (done, (report, _)) in labelled.iter().enumerate() {
            (self.progress)("reading reports", done, Some(labelled.len()));
            let Some(text) = &report.text else { continue };
            let source = Source::Article(article(report, text.clone()));
            let mut line = Vec::new();
            teller.line(source, &mut line);
            let read = labels::predictions(&report.id, &line, renaming);
            self.diagnostics.extend(read.diagnostics);
            for (prediction, _) in read.rows {
                predictions.insert(&report.id, prediction);
            }
        }
        Ok(predictions)
    }

    /// Gives each report that holds no text that of its source, and the day of its publication where the label has none.
    fn find_texts(&mut self, labelled: &mut [Labelled], tables: &Tables) -> Result<(), Diagnostic> {
        let Input { sources, meta, .. } = &self.request.input;
        let without = labelled.iter().find(|(report, _)| report.text.is_none());
        let Some((report, at)) = without else { return Ok(()) };
        if sources.is_empty() {
            let message =
                format!("`{}` holds no text; name the folder of the sources, too", report.id);
            return Err(Diagnostic::fatal(at.clone(), message));
        }
        let codebook = tables.kinds.codebook();
        let coding = Coding { codebook: &codebook, doubts: &|_| PlaceDoubts::default() };
        let read = read::sources(sources, meta.as_deref(), None, None, coding, &|files| {
            (self.progress)("finding files", files, None);
        })?;
        self.diagnostics.extend(read.diagnostics);
        let mut articles = ByName::default();
        for source in read.sources {
            if let Source::Article(article) = source {
                let id = article.origin.id.clone();
                articles.insert(id.as_str(), article);
            }
        }
        for (report, at) in labelled.iter_mut().filter(|(report, _)| report.text.is_none()) {
            if let Some(article) = articles.get(&report.id) {
                report.text = Some(article.text.clone());
                report.published = report.published.or(article.origin.published);
            } else {
                let message = format!("no source is called `{}`; scored as empty", report.id);
                self.diagnostics.push(Diagnostic::warning(at.clone(), message));
            }
        }
        Ok(())
    }

    /// The places that are scored, beside those of the labels.
    fn area(&self) -> Result<BTreeSet<PlaceId>, Diagnostic> {
        let gold = &self.request.gold;
        let folder = if gold.is_dir() { Some(gold.as_path()) } else { gold.parent() };
        let beside = folder.map(|folder| folder.join("places_needed.csv"));
        let path = self.request.area.clone().or(beside.filter(|path| path.is_file()));
        let Some(path) = path else { return Ok(BTreeSet::new()) };
        let ids = labels::place_ids(&path.display().to_string(), &file(&path)?)?;
        Ok(ids.into_iter().collect())
    }
}

/// The labelled report as an article that says nothing of itself but the day of its publication.
fn article(report: &LabelledReport, text: String) -> Article {
    let origin = Origin {
        id: SourceId::new(&report.id),
        path: report.id.clone(),
        line: None,
        named: true,
        title: None,
        published: report.published,
        published_by: report.published.map(|_| PublishedBy::Source),
        url: None,
        publisher: None,
        lang: None,
        earlier: None,
        dataset: None,
    };
    let file = origin.id.to_string();
    Article { origin: Arc::new(origin), file, text, first_line: 1 }
}

/// `path`, or where it is a folder its files of JSON Lines in the order of their names.
fn files(path: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path).and_then(|entries| {
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()
    });
    let mut files = entries.map_err(|error| {
        let at = Position::file(path.display().to_string());
        Diagnostic::fatal(at, format!("cannot be read: {error}; check the path"))
    })?;
    files.retain(|file| file.extension().is_some_and(|ending| ending == "jsonl"));
    files.sort();
    Ok(files)
}
