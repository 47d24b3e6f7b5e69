//! Scoring: what a reader found in a report beside its labels. docs/eval.md tells what each figure means.
//!
//! Nothing is read or written here, and nobody's prediction is preferred: [`Prediction`]s of any program are scored
//! alike.

mod assign;
mod dates;
mod events;
mod fit;
mod floor;
mod mentions;

use std::collections::BTreeSet;

use crate::model::{CharSpan, LabelledReport, Miss, PlaceId, Prediction, Score};

pub use fit::misfits;
pub use floor::{Drop, drops};

/// What a prediction is scored against, beside the labels of its own report.
#[derive(Debug, Clone)]
pub struct Scorer {
    /// The places of the area: a toponym found anywhere else is neither right nor wrong.
    places: BTreeSet<PlaceId>,
    /// Whether it is wrong, all the same.
    strict: bool,
}

impl Scorer {
    /// A scorer for `reports`, whose area are the places `listed` and those of the labels.
    pub fn new(
        reports: &[LabelledReport],
        listed: impl IntoIterator<Item = PlaceId>,
        strict: bool,
    ) -> Self {
        let labelled = reports.iter().flat_map(LabelledReport::places).cloned();
        Self { places: labelled.chain(listed).collect(), strict }
    }

    /// Scores what a reader found in `report`; one that says nothing of it found nothing.
    pub fn score(&self, report: &LabelledReport, prediction: Option<&Prediction>) -> Score {
        let nothing = Prediction::default();
        let mut sheet = Sheet {
            report,
            score: Score { reports: 1, absent: prediction.is_none().into(), ..Score::default() },
        };
        let prediction = prediction.unwrap_or(&nothing);
        self.mentions(&prediction.mentions, &mut sheet);
        events::score(&prediction.events, &mut sheet);
        sheet.score
    }
}

/// The score of one report, while it is made.
struct Sheet<'a> {
    report: &'a LabelledReport,
    score: Score,
}

impl Sheet<'_> {
    /// Notes that something is wrong, with what was wanted, what was found, and the words of the text.
    fn miss(&mut self, what: &'static str, of: String, said: [String; 2], words: String) {
        let report = self.report.id.clone();
        let [wanted, found] = said;
        self.score.misses.push(Miss { report, what, of, wanted, found, words });
    }

    /// The words under `span`, where the text is at hand.
    fn words(&self, span: Option<CharSpan>) -> String {
        let text = self.report.text.as_deref();
        span.zip(text).map_or_else(String::new, |(span, text)| span.of(text).trim().to_owned())
    }
}

/// A place as it is told to people.
fn shown(place: Option<&PlaceId>) -> String {
    place.map_or_else(|| "no place".to_owned(), ToString::to_string)
}
