//! Claims: one for each kind that a sentence betrays, with its date, its counts and its words.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;

use super::date::Told;
use super::lexicon::{Hit, Hits, Sense};
use super::{Extractor, clues, count, date};
use crate::diagnostic::line_starts;
use crate::model::{
    Article, DatePrecision, DateSpan, Evidence, Field, Ground, KindId,
    Mention, Report, Span, Status, Whereabouts,
};
use crate::text::{Gap, Script, Words, clitics, sentences};

/// How many sentences at the top of a text tell what it is about: the headline and the lead.
const LEAD_SENTENCES: usize = 2;
/// How many words before a cue may deny it, fear it or plan it.
const REACH_OF_STATUS: usize = 5;
/// A date told in the sentences before holds on for news of these many days before publication; an older one belongs
/// to what the text recalls.
const FRESH_DAYS: i32 = 7;

/// The claims of `article`, in the order of its text.
pub(super) fn reports(
    extractor: &Extractor<'_>,
    article: &Article,
    words: &Words<'_>,
    mentions: &[Mention],
) -> Vec<Report> {
    let hits = extractor.lexicon.hits(words);
    // A second text pasted below was not published with the first: nothing in it counts from that day.
    let own = 0..end_of_own_text(words, &hits);
    let mut dates = date::dates(words, &hits, own.clone(), article.origin.published);
    dates.extend(date::dates(words, &hits, own.end..words.len(), None));
    let sentences = sentences(words);
    let lines = line_starts(words.text());
    let read = Read { extractor, article, words, mentions, hits, own, dates, sentences, lines };
    let mut told = None;
    let claims = (0..read.sentences.len()).flat_map(|at| read.of_sentence(at, &mut told)).collect();
    with_dates_of_their_own(claims)
}

/// A report, and whether its sentence only refers to the occurrence: the attack in "the dead of the attack", whose toll is
/// of today but which was not, or «الهجوم» without a date of its own.
struct Claim {
    report: Report,
    refers: bool,
}

/// Takes the date from a reference where the text tells the occurrence itself elsewhere; they merge later.
fn with_dates_of_their_own(claims: Vec<Claim>) -> Vec<Report> {
    let itself = claims.iter().filter(|claim| !claim.refers);
    let told: BTreeSet<KindId> = itself.map(|claim| claim.report.kind.clone()).collect();
    let dated = |Claim { mut report, refers }| {
        if refers && told.contains(&report.kind) {
            report.dates = None;
        }
        report
    };
    claims.into_iter().map(dated).collect()
}

/// The word at which a line announces another page's text, or the end.
fn end_of_own_text(words: &Words<'_>, hits: &Hits) -> usize {
    hits.within(0..words.len())
        .find(|hit| hit.sense == Sense::AnotherText && words.gap(hit.first).has(Gap::LINE))
        .map_or(words.len(), |hit| hit.first)
}

/// An article with everything found in it.
struct Read<'a, 't> {
    extractor: &'a Extractor<'a>,
    article: &'a Article,
    words: &'a Words<'t>,
    mentions: &'a [Mention],
    hits: Hits,
    /// The words of the article itself, without a second text pasted below.
    own: Range<usize>,
    dates: Vec<Told>,
    sentences: Vec<Range<usize>>,
    /// The bytes at which the lines of the text begin.
    lines: Vec<usize>,
}

/// Marks of the kinds table that stand in a sentence.
struct Marks(BTreeSet<u32>);

impl Marks {
    fn have(&self, any_of: &[u32]) -> bool {
        any_of.iter().any(|mark| self.0.contains(mark))
    }
}

impl Read<'_, '_> {
    /// The claims of sentence `at`. `told` is the date that the narrative has reached.
    fn of_sentence(&self, at: usize, told: &mut Option<DateSpan>) -> Vec<Claim> {
        let sentence = self.sentences[at].clone();
        let own = self.own.contains(&sentence.start);
        let background = self.opens_with_background(&sentence);
        let dates = self.dates_in(&sentence);
        let count::Counts { counts, refusals: _ } =
            count::counts(self.words, &self.hits, sentence.clone(), dates);
        let mut cues = self.cues(at);
        let kinds = self.extractor.kinds;
        cues.extend(count::list_of_dead(kinds, &self.hits, sentence.clone(), &cues, &counts));
        let total = cues.iter().any(|(kind, _)| kinds.is_total(*kind));
        let report = |kind: usize, cue: Hit| Report {
            origin: self.article.origin.clone(),
            kind: kinds.all()[kind].id.clone(),
            status: self.status(&sentence, cue),
            main: at < LEAD_SENTENCES && !background,
            dates: self.dates_of(&sentence, cue, background, told.as_ref().filter(|_| own)),
            whereabouts: Whereabouts::Clues {
                clues: clues::clues(
                    self.words,
                    &self.sentences,
                    at,
                    cue.first,
                    self.mentions,
                    self.extractor.gazetteer.class_words(),
                ),
                at: kinds.happens_at(kind).to_vec(),
            },
            counts: count::of_cue(kinds, self.words, (kind, cue), &cues, &counts),
            evidence: self.evidence(&sentence, cue),
        };
        let claims = cues
            .iter()
            .map(|&(kind, cue)| Claim {
                report: report(kind, cue),
                refers: (total && !kinds.is_total(kind))
                    || (self.is_definite(cue) && self.dates_in(&sentence).is_empty()),
            })
            .collect();
        if own
            && !background
            && let Some(last) = self.dates_in(&sentence).last()
            && self.is_fresh(&last.dates)
        {
            *told = Some(last.dates.clone());
        }
        claims
    }

    /// The kinds that sentence `at` betrays, each with its first cue. A definite cue («الهجوم») may have what it needs in
    /// the sentence before, which it takes up.
    fn cues(&self, at: usize) -> Vec<(usize, Hit)> {
        let sentence = &self.sentences[at];
        let mut found: Vec<(usize, Hit)> = Vec::new();
        let mut marks: Option<Marks> = None;
        let mut marks_before: Option<Marks> = None;
        for hit in self.hits.within(sentence.clone()) {
            let Sense::Cue(index) = hit.sense else { continue };
            let cue = self.extractor.kinds.cue(index);
            if found.iter().any(|(kind, _)| *kind == cue.kind) {
                continue;
            }
            let marks = marks.get_or_insert_with(|| self.marks(sentence));
            let mut needs = cue.needs.is_empty() || marks.have(&cue.needs);
            if !needs && at > 0 && self.is_definite(hit) {
                let before =
                    marks_before.get_or_insert_with(|| self.marks(&self.sentences[at - 1]));
                needs = before.have(&cue.needs);
            }
            if needs && !marks.have(&cue.vetoes) {
                found.push((cue.kind, hit));
            }
        }
        found
    }

    fn is_definite(&self, hit: Hit) -> bool {
        clitics(self.words.folded(hit.first)).any(|clitic| clitic.article)
            && self.words.all()[hit.first].script == Script::Arabic
    }

    /// What cues may need or be vetoed by, as far as the sentence has it.
    fn marks(&self, sentence: &Range<usize>) -> Marks {
        let kinds = self.extractor.kinds;
        let phrases = self.hits.within(sentence.clone()).filter_map(|hit| match hit.sense {
            Sense::Mark(mark) => Some(mark),
            _ => None,
        });
        let named = self.mentions_in(sentence).iter().flat_map(|mention| &mention.named);
        let classes = named.filter_map(|named| kinds.mark_of_class(named.place.class));
        Marks(phrases.chain(classes).collect())
    }

    fn opens_with_background(&self, sentence: &Range<usize>) -> bool {
        let opening = sentence.start..sentence.end.min(sentence.start + 3);
        self.hits.within(opening).any(|hit| hit.sense == Sense::Background)
    }

    /// How the sentence tells the cue: the nearest word before it in its clause that denies, fears or plans it.
    fn status(&self, sentence: &Range<usize>, cue: Hit) -> Status {
        let from = cue.first.saturating_sub(REACH_OF_STATUS).max(sentence.start);
        let clause = (from + 1..=cue.first)
            .rev()
            .find(|&index| self.words.gap(index).has(Gap::COMMA))
            .unwrap_or(from);
        self.hits
            .within(clause..cue.first)
            .filter_map(|hit| match hit.sense {
                Sense::Told(status) => Some(status),
                _ => None,
            })
            .last()
            .unwrap_or(Status::Reported)
    }

    fn mentions_in(&self, sentence: &Range<usize>) -> &[Mention] {
        let from = self.mentions.partition_point(|mention| mention.words.start < sentence.start);
        let to = self.mentions.partition_point(|mention| mention.words.start < sentence.end);
        &self.mentions[from..to]
    }

    fn dates_in(&self, sentence: &Range<usize>) -> &[Told] {
        let from = self.dates.partition_point(|told| told.first < sentence.start);
        let to = self.dates.partition_point(|told| told.first < sentence.end);
        &self.dates[from..to]
    }

    /// The date of a cue: the nearest one in its sentence; else the one that the narrative has reached; else, for fresh
    /// news, the day of publication, said to be that. A recollection without a date stays undated.
    fn dates_of(
        &self,
        sentence: &Range<usize>,
        cue: Hit,
        background: bool,
        told: Option<&DateSpan>,
    ) -> Option<DateSpan> {
        let distance = |told: &&Told| {
            if told.first >= cue.end {
                told.first - cue.end
            } else {
                cue.first.saturating_sub(told.end)
            }
        };
        if let Some(nearest) = self.dates_in(sentence).iter().min_by_key(distance) {
            return Some(nearest.dates.clone());
        }
        if background || !self.own.contains(&sentence.start) {
            return None;
        }
        told.cloned().or_else(|| self.article.origin.published.map(reported_on))
    }

    fn is_fresh(&self, dates: &DateSpan) -> bool {
        let Some(published) = self.article.origin.published else { return false };
        let age = published.since(dates.end).map_or(i32::MAX, |span| span.get_days());
        (0..=FRESH_DAYS).contains(&age)
    }

    fn evidence(&self, sentence: &Range<usize>, cue: Hit) -> Evidence {
        let text = self.words.text();
        let start = self.words.all()[sentence.start].span().start;
        let last = self.words.all()[sentence.end - 1].span().end;
        // The stop and closing quote belong to the sentence.
        let rest = &text[last..];
        let marks = rest.find(|c: char| c.is_alphanumeric() || c.is_whitespace());
        let span = Span::new(start, last + marks.unwrap_or(rest.len()));
        let cue = Span::new(
            self.words.all()[cue.first].span().start,
            self.words.all()[cue.end - 1].span().end,
        );
        let lines_before = self.lines.partition_point(|&line| line <= start) - 1;
        Evidence {
            sentence: span.of(text).to_owned(),
            span: Some(span),
            line: self.article.first_line + lines_before as u64,
            cue: cue.of(text).to_owned(),
            grounds: vec![Ground {
                field: Field::Kind,
                rule: "words that betray the kind",
                span: Some(cue),
            }],
        }
    }
}

/// Fresh news without a date of its own happened by the day it was published.
fn reported_on(published: Date) -> DateSpan {
    DateSpan { start: Some(published), end: published, precision: DatePrecision::Reported }
}
