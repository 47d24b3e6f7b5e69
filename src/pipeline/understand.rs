//! What a source tells, from its text to its placed reports: extract, then geocode, one source at a time or many at once.

use std::num::NonZero;
use std::ops::ControlFlow;

use super::Progress;
use super::in_order::in_order;
use super::tables::Tables;
use crate::extract::Extractor;
use crate::geocode::{Geocoded, Geocoder};
use crate::model::Source;
use crate::text::Words;

/// Understands sources by the tables it was made of.
#[derive(Debug)]
pub(super) struct Reader<'t> {
    extractor: Extractor<'t>,
    geocoder: Geocoder<'t>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(tables: &'t Tables) -> Self {
        let Tables { gazetteer, kinds, .. } = tables;
        Self { extractor: Extractor::new(gazetteer, kinds), geocoder: Geocoder::new(gazetteer) }
    }

    /// Extracts and geocodes one source.
    pub(super) fn understand(&self, source: Source) -> Geocoded {
        let text = match &source {
            Source::Article(article) => article.text.clone(),
            Source::Record(_) => String::new(),
        };
        let words = Words::of(&text);
        self.geocoder.geocode(self.extractor.read(source, &words), &words)
    }
}

/// Extracts and geocodes `sources`, in their order, on as many threads as are given.
pub(super) fn understand_all(
    tables: &Tables,
    sources: Vec<Source>,
    threads: Option<NonZero<usize>>,
    progress: Progress<'_>,
) -> Vec<Geocoded> {
    let reader = Reader::new(tables);
    let count = sources.len();
    let mut all = Vec::with_capacity(count);
    each_of(
        sources,
        threads,
        |source| reader.understand(source),
        |geocoded| {
            progress("reading sources", all.len(), Some(count));
            all.push(geocoded);
            ControlFlow::Continue(())
        },
    );
    all
}

/// Does `work` on each of `sources`, on as many threads as are given, and gives the results to `each` in order.
pub(super) fn each_of<O: Send>(
    sources: Vec<Source>,
    threads: Option<NonZero<usize>>,
    work: impl Fn(Source) -> O + Sync,
    each: impl FnMut(O) -> ControlFlow<()>,
) {
    let bytes = |source: &Source| match source {
        Source::Article(article) => article.text.len(),
        Source::Record(_) => 0,
    };
    in_order(threads.unwrap_or(NonZero::<usize>::MIN), sources.into_iter(), bytes, work, each);
}
