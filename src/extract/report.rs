//! Claims: one for each kind that a sentence betrays, with its date, its counts and its words.

use std::ops::Range;

use jiff::civil::Date;

use super::cue::Found;
use super::date::{Dates, Told};
use super::headline::no_news;
use super::lexicon::{Hit, Hits, Sense};
use super::page::Page;
use super::recall::{Standing, is_before};
use super::scene::Scene;
use super::turn::Turns;
use super::when::{days_of_texts, own_day};
use super::{Extractor, clues, date};
use crate::diagnostic::line_starts;
use crate::model::{
    Article, Count, DateSpan, Evidence, Field, Ground, Mention, Named, PlaceClass, Refusal, Report,
    Span, Status, Whereabouts,
};
use crate::text::Words;

/// The claims of `article`, in the order of its text, and what looks like a claim and is none.
pub(super) fn reports(
    extractor: &Extractor<'_>,
    article: &Article,
    words: &Words<'_>,
    mentions: &[Mention],
    hits: Hits,
    page: &Page,
) -> (Vec<Report>, Vec<Refusal>) {
    let mut published = days_of_texts(article, words, page);
    let mut told = dates(words, &hits, page, &published);
    // «اليوم الأحد 20 تشرين الأول 2024»: what else the text tells counts from its own day.
    if let Some(own) = published.first_mut().filter(|day| day.is_none())
        && let Some(day) = own_day(words, &hits, &told.told)
    {
        *own = Some(day);
        told = dates(words, &hits, page, &published);
    }
    let Dates { told: mut dates, refused: mut refusals } = told;
    refusals.extend(page.refusals(words));
    // The date of a dateline is that of the news.
    for told in dates.iter_mut().filter(|told| clues::dateline(words, told.first).is_some()) {
        told.aside = true;
    }
    let whole = page.sentences(words);
    let lines = line_starts(words.text());
    let no_news = no_news(&hits, &whole, page);
    let mentions_of_texts = mentions_of_texts(mentions, page);
    let turns = Turns { words, hits: &hits, dates: &dates };
    let tellings = turns.tellings(&whole, |index| published[page.text_of(index)]);
    let mut read = Read {
        extractor,
        article,
        words,
        mentions,
        mentions_of_texts,
        hits,
        page,
        published,
        dates,
        whole,
        sentences: tellings.words,
        standings: Vec::new(),
        no_news,
        lines,
    };
    read.standings = read.standings(&tellings.recalls);
    let (mut claims, found) = read.claims(&mut refusals);
    read.take_back(&mut claims);
    read.carry_denials(&mut claims);
    read.mark_main(&mut claims);
    read.give_tolls(&mut claims, &mut refusals);
    read.give_parts(&mut claims, &mut refusals);
    read.take_up_unnamed(&mut claims);
    read.leave_to_others(&mut claims);
    read.follow(&mut claims);
    read.refer(&mut claims);
    read.take_in(&mut claims, found.stray);
    read.leave_out_mere_talk(&mut claims, &mut refusals);
    refusals.extend(not_taken(&claims, found.told));
    refusals.sort_by_key(|refusal| (refusal.span.start, refusal.span.end));
    (claims.into_iter().map(|claim| claim.report).collect(), refusals)
}

/// The mentions of each text of the page, as ranges of their indices.
fn mentions_of_texts(mentions: &[Mention], page: &Page) -> Vec<Range<usize>> {
    let before = |word: usize| mentions.partition_point(|mention| mention.words.start < word);
    page.texts().iter().map(|text| before(text.words.start)..before(text.words.end)).collect()
}

/// Those of the counts at `told` that no claim has taken in the end.
fn not_taken(claims: &[Claim], told: Vec<Span>) -> Vec<Refusal> {
    let counts = claims.iter().flat_map(|claim| &claim.report.counts);
    let mut taken: Vec<Span> = counts.filter_map(|count| count.span).collect();
    taken.sort_unstable();
    let left = told.into_iter().filter(|span| taken.binary_search(span).is_err());
    let rule = "a number of people or things, which no event of the text takes";
    left.map(|span| Refusal { span, looks_like: "count".to_owned(), rule, by: None }).collect()
}

/// A report, and how its sentence tells it.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about the sentence")]
pub(super) struct Claim {
    pub(super) report: Report,
    /// Its kind, as an index into the table.
    pub(super) kind: usize,
    /// Its sentence.
    pub(super) at: usize,
    /// Whether the sentence recalls something earlier.
    pub(super) recalled: bool,
    /// Whether its sentence only refers to the occurrence: the attack in "the dead of the attack", whose toll is of today but
    /// which was not, or «الهجوم» without a date of its own.
    pub(super) refers: bool,
    /// Whether its cue has the article: «الهجوم».
    pub(super) definite: bool,
    /// The words that betray it.
    pub(super) cue: Hit,
    /// Where its sentence says «هناك» or "the site".
    pub(super) scene: Option<Scene>,
    /// Whether its place was taken from what the text told before.
    pub(super) settled: bool,
}

/// The dates told in what is read of a page; that of a dateline is the day of the news, not of what it tells.
fn dates(words: &Words<'_>, hits: &Hits, page: &Page, published: &[Option<Date>]) -> Dates {
    let mut all = Dates::default();
    for (text, published) in page.texts().iter().zip(published) {
        let Dates { told, refused } = date::dates(words, hits, text.words.clone(), *published);
        all.told.extend(told.into_iter().filter(|told| page.is_read(told.first)));
        let is_read = |refusal: &Refusal| page.is_read(words.at_byte(refusal.span.start));
        all.refused.extend(refused.into_iter().filter(is_read));
    }
    all
}

impl Claim {
    pub(super) fn is(&self, status: Status) -> bool {
        self.report.status == status
    }

    /// Whether it only takes up an occurrence that is told elsewhere: «الهجوم».
    pub(super) fn takes_up(&self) -> bool {
        self.refers && self.definite
    }

    pub(super) fn undate(&mut self) {
        self.report.dates = None;
        self.report.evidence.grounds.retain(|ground| ground.field != Field::Dates);
    }

    /// Whether it was so long after `other` that it is no part of that.
    pub(super) fn is_long_after(&self, other: &Self) -> bool {
        let start = self.report.dates.as_ref().and_then(|dates| dates.start);
        let before = other.report.dates.as_ref().zip(start);
        before.is_some_and(|(dates, start)| is_before(dates, start))
    }

    /// Whether its own sentence tells where.
    pub(super) fn has_place(&self) -> bool {
        match &self.report.whereabouts {
            Whereabouts::Clues { clues, .. } => clues.iter().any(clues::says_where),
            Whereabouts::Coded { .. } => true,
        }
    }
}

/// An article with everything found in it.
pub(super) struct Read<'a, 't> {
    pub(super) extractor: &'a Extractor<'a>,
    pub(super) article: &'a Article,
    pub(super) words: &'a Words<'t>,
    pub(super) mentions: &'a [Mention],
    /// Those of each text of the page, by index.
    pub(super) mentions_of_texts: Vec<Range<usize>>,
    pub(super) hits: Hits,
    pub(super) page: &'a Page,
    /// The day of each text of the page.
    pub(super) published: Vec<Option<Date>>,
    pub(super) dates: Vec<Told>,
    /// The sentences as they are written.
    pub(super) whole: Vec<Range<usize>>,
    /// The sentences, cut where they turn to another time.
    pub(super) sentences: Vec<Range<usize>>,
    /// How each of those stands to the news.
    pub(super) standings: Vec<Standing>,
    /// For each text of the page, a word that says that the whole of it tells no news of this sort, where many do.
    pub(super) no_news: Vec<Option<Hit>>,
    /// The bytes at which the lines of the text begin.
    lines: Vec<usize>,
}

impl Read<'_, '_> {
    /// What one cue of sentence `at` claims, of all that were `accepted` there. `reached` is the date that the narrative has reached.
    pub(super) fn report(
        &self,
        at: usize,
        found: &Found,
        accepted: &[Found],
        (recalled, reached): (bool, Option<&DateSpan>),
        counts: Vec<Count>,
    ) -> Report {
        let sentence = &self.sentences[at];
        let mut grounds = vec![Ground {
            field: Field::Kind,
            rule: "words that betray the kind",
            span: Some(self.span(found.cue)),
        }];
        if let Some(needed) = found.needed {
            let rule = "what the kind needs stands near";
            grounds.push(Ground { field: Field::Kind, rule, span: Some(needed) });
        }
        let dates = self.dates_of(at, found, accepted, recalled, reached);
        let (status, ground) = self.status_with(sentence, found, dates.as_ref());
        grounds.extend(ground);
        // What happens every year happened on no day that another sentence tells.
        let own = |ground: &Ground| {
            let all = self.words.all();
            let start = all[sentence.start].span().start;
            ground
                .span
                .is_some_and(|span| (start..all[sentence.end - 1].span().end).contains(&span.start))
        };
        let dates = dates.filter(|(_, ground)| status != Status::Habitual || own(ground));
        grounds.extend(dates.as_ref().map(|(_, ground)| *ground));
        grounds.extend(self.day_of_further_text(sentence));
        grounds.extend(counts.iter().map(|count| Ground {
            field: Field::Counts,
            rule: "a number of those whom the sentence tells of",
            span: count.span,
        }));
        let (clues, unlisted) = clues::clues(
            self.around(at),
            (at, found.place_near()),
            self.extractor.kinds.arrives(found.kind),
            |other| self.holds(other, at, recalled),
        );
        let happens_at = self.extractor.kinds.happens_at(found.kind).to_vec();
        Report {
            origin: self.article.origin.clone(),
            kind: self.extractor.kinds.all()[found.kind].id.clone(),
            status,
            main: false,
            dates: dates.and_then(|(dates, _)| dates),
            whereabouts: Whereabouts::Clues { clues, at: happens_at, unlisted },
            counts,
            evidence: self.evidence(sentence, found.cue, grounds),
            corrections: Vec::new(),
            another: self.is_another(sentence, found.cue),
            read_as: None,
        }
    }

    /// The sentence as it is written, of which `sentence` may be a clause.
    pub(super) fn whole(&self, sentence: &Range<usize>) -> &Range<usize> {
        &self.whole[self.whole.partition_point(|whole| whole.end <= sentence.start)]
    }

    /// Whether the sentence of a claim tells where, and not only in which country.
    pub(super) fn tells_where(&self, claim: &Claim) -> bool {
        let country = |named: &Named| named.place.class == PlaceClass::Country;
        match &claim.report.whereabouts {
            Whereabouts::Clues { clues, .. } => clues.iter().any(|clue| {
                clues::says_where(clue)
                    && !(clue.classes.is_empty()
                        && self.mentions[clue.mention].named.iter().all(country))
            }),
            Whereabouts::Coded { .. } => true,
        }
    }

    /// The text of the page in which a sentence stands; 0 is the report itself.
    pub(super) fn text_of(&self, sentence: &Range<usize>) -> usize {
        self.page.text_of(sentence.start)
    }

    /// Whether sentence `at` is of the headline.
    pub(super) fn is_headline(&self, at: usize) -> bool {
        self.page.title().is_some_and(|title| title.contains(&self.sentences[at].start))
    }

    pub(super) fn opens_with_background(&self, sentence: &Range<usize>) -> bool {
        let opening = sentence.start..sentence.end.min(sentence.start + 3);
        self.hits
            .within(opening)
            .any(|hit| matches!(hit.sense, Sense::Background) && !self.goes_on_then(hit, sentence))
    }

    /// Whether the sentence is about a trial or the like, and dates nothing of its own.
    pub(super) fn recalls(&self, sentence: &Range<usize>) -> bool {
        self.dates_in(sentence).is_empty()
            && self.hits.within(sentence.clone()).any(|hit| matches!(hit.sense, Sense::Recalls))
    }

    /// Where the words of `hit` stand.
    pub(super) fn span(&self, hit: Hit) -> Span {
        let all = self.words.all();
        Span::new(all[hit.first].span().start, all[hit.end - 1].span().end)
    }

    pub(super) fn mentions_in(&self, sentence: &Range<usize>) -> &[Mention] {
        let from = self.mentions.partition_point(|mention| mention.words.start < sentence.start);
        let to = self.mentions.partition_point(|mention| mention.words.start < sentence.end);
        &self.mentions[from..to]
    }

    pub(super) fn dates_in(&self, sentence: &Range<usize>) -> &[Told] {
        let from = self.dates.partition_point(|told| told.first < sentence.start);
        let to = self.dates.partition_point(|told| told.first < sentence.end);
        &self.dates[from..to]
    }

    fn evidence(&self, sentence: &Range<usize>, cue: Hit, grounds: Vec<Ground>) -> Evidence {
        let text = self.words.text();
        let sentence = self.whole(sentence);
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
            covered: false,
            span: Some(span),
            line: self.article.first_line + lines_before as u64,
            text: self.text_of(sentence),
            cue: cue.of(text).to_owned(),
            grounds,
        }
    }
}
