//! What a text is about, and what its headline and its references only point to.

use std::ops::Range;

use super::clues::{is_dateline, says_where};
use super::date::BEFORE_TOLD;
use super::lexicon::{Hit, Hits, Sense};
use super::page::Page;
use super::recall::Standing;
use super::report::{Claim, Read};
use crate::model::{
    Count, DatePrecision, Field, Ground, Measure, Named, PlacePrecision, Refusal, Whereabouts,
};

/// How many claims before may have told what one takes up in general words.
const TOLD_BEFORE: usize = 6;
/// How many dead a headline tells at least that is of the sum of its text.
const SUMMED_UP: u64 = 3;

/// How many sentences a text has at least, after its headline, that may be mere talk.
const SENTENCES_OF_TALK: usize = 4;

impl Read<'_, '_> {
    /// Marks what the text is about: what the headline tells, or else the first sentence that tells of anything as its news.
    pub(super) fn mark_main(&self, claims: &mut [Claim]) {
        let told = |claim: &&Claim| {
            claim.report.status.is_asserted() && self.text_of(&self.sentences[claim.at]) == 0
        };
        let news = claims.iter().filter(told).find(|claim| !claim.recalled);
        // What only its date makes old is the news where the text tells no other.
        let other_news = || self.sentences.iter().any(|sentence| self.dates_news(sentence));
        let dated = |claim: &&Claim| self.standings[claim.at] == Standing::Dated;
        let old = || claims.iter().filter(told).find(dated).filter(|_| !other_news());
        let Some((lead, recalled)) = news.or_else(old).map(|claim| (claim.at, claim.recalled))
        else {
            return;
        };
        let headline = self.is_headline(lead);
        let rule = if headline { "told in the headline" } else { "told first, as the news" };
        let leads = |at: usize| at == lead || (headline && self.is_headline(at));
        // "caught two who fled on Monday": the news is that they were caught.
        // «بعد يومين من القصف على كوباني اعتقلت …»: what the time is counted from is no news beside what came then.
        let beside = claims.iter().any(|claim| leads(claim.at) && !is_only_counted_from(claim));
        let is_news = |claim: &&mut Claim| {
            leads(claim.at)
                && claim.recalled == recalled
                && !(beside && is_only_counted_from(claim))
        };
        for claim in claims.iter_mut().filter(is_news) {
            claim.report.main = true;
            let ground = Ground { field: Field::Main, rule, span: claim.report.evidence.span };
            claim.report.evidence.grounds.push(ground);
            claim.report.evidence.grounds.sort_by_key(|ground| ground.field);
        }
    }

    /// Joins what only refers to an occurrence to what tells it: the date goes, for the merge to find, a definite «الهجوم» is
    /// where the text told it before, and a headline may tell in general words what the text tells exactly.
    pub(super) fn refer(&self, claims: &mut [Claim]) {
        let kinds = self.extractor.kinds.all().len();
        let of = |claim: &Claim| self.text_of(&self.sentences[claim.at]) * kinds + claim.kind;
        let mut told = vec![false; kinds * self.page.texts().len()];
        for claim in claims.iter().filter(|claim| !claim.refers) {
            told[of(claim)] = true;
        }
        // The last claim of each kind in each text that tells its occurrence and when it was.
        let mut dated: Vec<Option<usize>> = vec![None; told.len()];
        for index in 0..claims.len() {
            let Claim { at, definite, refers, .. } = claims[index];
            let kind = of(&claims[index]);
            if self.is_headline(at) && refers {
                self.refer_headline(index, claims);
                continue;
            }
            if let Some(told) = self.told_more_exactly(claims, index, told[kind]) {
                if !claims[index].has_place() {
                    claims[index].report.whereabouts = claims[told].report.whereabouts.clone();
                }
                claims[index].kind = claims[told].kind;
                claims[index].report.kind = claims[told].report.kind.clone();
                claims[index].undate();
                continue;
            }
            let before = dated[kind];
            if let Some(before) = before
                && self.tells_when(&claims[index])
                && self.is_dated_by_speech(&claims[before])
            {
                let told = &claims[index].report;
                let dates = told.dates.clone();
                let of_dates = |ground: &&Ground| ground.field == Field::Dates;
                let ground = told.evidence.grounds.iter().find(of_dates).copied();
                let earlier = &mut claims[before];
                earlier.undate();
                earlier.report.dates = dates;
                earlier.report.evidence.grounds.extend(ground);
                earlier.report.evidence.grounds.sort_by_key(|ground| ground.field);
            }
            // «الاستعصاء في سجن الحسكة مطلع الشهر» is another one, and so is «عادت الاشتباكات» long after those told before.
            let is_another = !refers
                && !self.dates_in(&self.sentences[at]).is_empty()
                && before.is_some_and(|before| {
                    claims[index].is_long_after(&claims[before])
                        || self.is_elsewhere(&claims[index], &claims[before])
                });
            let is_another = is_another || self.likens(&self.sentences[at]);
            if !is_another && ((refers && told[kind]) || (definite && before.is_some())) {
                if let Some(antecedent) =
                    before.filter(|_| definite && !self.is_placed(&claims[index]))
                {
                    claims[index].report.whereabouts =
                        claims[antecedent].report.whereabouts.clone();
                }
                claims[index].undate();
            }
            if !refers && claims[index].report.dates.is_some() {
                dated[kind] = Some(index);
            }
        }
    }

    /// What the text told before in exact words, where the claim at `index` only takes it up in general ones: «الهجوم», of rockets that
    /// fell there. `told` is whether the text tells of anything that is no more than that.
    fn told_more_exactly(&self, claims: &[Claim], index: usize, told: bool) -> Option<usize> {
        let (claim, kinds) = (&claims[index], self.extractor.kinds);
        let text = |claim: &Claim| self.text_of(&self.sentences[claim.at]);
        if told || !claim.takes_up() || claim.recalled {
            return None;
        }
        (0..index).rev().take(TOLD_BEFORE).find(|&other| {
            let other = &claims[other];
            kinds.is_part_of(claim.kind, other.kind)
                && other.kind != claim.kind
                && !(other.refers || other.recalled)
                && text(other) == text(claim)
                && !self.is_elsewhere(claim, other)
        })
    }

    /// Whether its own sentence tells where a claim happened: of one that is of prisons or camps, which. "They ended *the riot*, and
    /// some hide in the Zuhour quarter" is of the prison that was told of.
    fn is_placed(&self, claim: &Claim) -> bool {
        let Whereabouts::Clues { clues, at, .. } = &claim.report.whereabouts else { return true };
        clues.iter().filter(|clue| says_where(clue)).any(|clue| {
            at.is_empty()
                || clue.classes.iter().any(|class| at.contains(class))
                || (clue.classes.is_empty() && self.mentions[clue.mention].may_be(at))
        })
    }

    /// Whether a claim only says when, and perhaps where, what was told before had been: "The arrest was made on Wednesday",
    /// «وجرت المداهمة مساء السبت».
    fn tells_when(&self, claim: &Claim) -> bool {
        let (start, first) = (self.sentences[claim.at].start, claim.cue.first);
        let opens = first == start + 1;
        let the = opens && self.words.written(start).eq_ignore_ascii_case("the");
        let happened =
            opens && claim.definite && self.hits.at(start).any(|hit| hit.is(Sense::Happened));
        (the || happened)
            && claim.report.counts.is_empty()
            && self.dates_in(&self.sentences[claim.at]).iter().any(|told| told.dates.is_some())
    }

    /// Whether the only day that the text told of a claim is that on which somebody told of it, or the text was published.
    fn is_dated_by_speech(&self, claim: &Claim) -> bool {
        let Some(dates) = &claim.report.dates else { return false };
        let mut grounds = claim.report.evidence.grounds.iter();
        let span = grounds.find(|ground| ground.field == Field::Dates).and_then(|date| date.span);
        let Some(span) = span else { return dates.precision == DatePrecision::Reported };
        let first = self.words.at_byte(span.start);
        let at = self.dates.partition_point(|told| told.first < first);
        self.dates.get(at).is_some_and(|told| self.is_beside_speech(told))
    }

    /// Whether what `other` tells is none of what the headline does: it is of another place, counts others, and before it the text
    /// comes back to the town or site of the headline.
    fn goes_on_elsewhere(&self, headline: &Claim, other: &Claim) -> bool {
        let counts = |one: &Count| {
            let same = |it: &Count| it.measure == one.measure && it.told() == one.told();
            other.report.counts.iter().any(same)
        };
        if !other.has_place()
            || !self.is_elsewhere(headline, other)
            || headline.report.counts.iter().any(counts)
        {
            return false;
        }
        let from = self.sentences[headline.at].end;
        let between = from..self.sentences[other.at].start.max(from);
        self.mentions_in(&between).iter().any(|mention| {
            let town = |named: &Named| named.place.class.precision() <= PlacePrecision::Town;
            mention.named.iter().all(town)
                && !is_dateline(self.words, mention)
                && self.names(headline, mention)
        })
    }

    /// Joins the claim of a headline to what the text tells first of that kind, or tells in the lead as a kind of which it is a
    /// part.
    fn refer_headline(&self, index: usize, claims: &mut [Claim]) {
        let kinds = self.extractor.kinds;
        let kind = claims[index].kind;
        let alone = claims.iter().filter(|other| other.at == claims[index].at).count() == 1;
        let body = || {
            claims
                .iter()
                .enumerate()
                .filter(|(_, other)| !self.is_headline(other.at) && !other.recalled)
                .filter(|(_, other)| self.text_of(&self.sentences[other.at]) == 0)
                .filter(|(_, other)| !(alone && self.goes_on_elsewhere(&claims[index], other)))
        };
        let Some(lead) = body().map(|(_, other)| other.at).min() else { return };
        let in_lead = || body().filter(|(_, other)| other.at == lead);
        // "Siege is over", and then "regained control, six days after gunmen stormed it".
        let sentence = self.whole(&self.sentences[lead]);
        let beside = || {
            let mut told = claims.iter().enumerate();
            told.find(|(_, other)| {
                other.kind == kind && sentence.contains(&self.sentences[other.at].start)
            })
        };
        // "Cells kill 25 in a month": the text sums up the same dead.
        let sum = |count: &Count| {
            count.measure == Measure::Killed && count.best.is_some_and(|best| best >= SUMMED_UP)
        };
        let of_sum = |other: &Claim| {
            let own = claims[index].report.counts.iter().filter(|count| sum(count));
            kinds.is_total(other.kind)
                && !kinds.is_total(kind)
                && own.clone().any(|own| {
                    other.report.counts.iter().any(|count| sum(count) && count.best == own.best)
                })
        };
        let told = in_lead()
            .find(|(_, other)| of_sum(other))
            .or_else(|| in_lead().find(|(_, other)| other.kind == kind))
            .or_else(|| in_lead().find(|(_, other)| kinds.is_part_of(kind, other.kind)))
            .or_else(|| body().find(|(_, other)| other.kind == kind))
            .or_else(|| body().find(|(_, other)| kinds.is_part_of(kind, other.kind)))
            .or_else(beside)
            // A paper on the weeks behind it: only its date makes old what it tells.
            .or_else(|| {
                let mut told = claims.iter().enumerate();
                told.find(|(_, other)| {
                    other.kind == kind
                        && !self.is_headline(other.at)
                        && self.standings[other.at] == Standing::Dated
                        && self.text_of(&self.sentences[other.at]) == 0
                })
            });
        let Some((told, _)) = told else { return };
        // "Baghdad takes 40 families and 12 detainees": what the text tells of another occurrence is counted there alone.
        let equal =
            |one: &Count, other: &Count| one.measure == other.measure && one.best == other.best;
        let elsewhere = |count: &Count| {
            let of_this = &claims[told].report.counts;
            let mut others = body().filter(|&(other, claim)| other != told && claim.kind == kind);
            !of_this.iter().any(|own| equal(own, count))
                && others.any(|(_, claim)| claim.report.counts.iter().any(|own| equal(own, count)))
        };
        let moved: Vec<bool> = claims[index].report.counts.iter().map(elsewhere).collect();
        let mut moved = moved.into_iter();
        claims[index].report.counts.retain(|_| !moved.next().unwrap_or(false));
        let exact = claims[told].kind;
        // "surrender at Baghouz", and then "in eastern Syria": the headline tells where.
        if self.tells_where(&claims[told]) {
            claims[index].report.whereabouts = claims[told].report.whereabouts.clone();
        }
        claims[index].kind = exact;
        claims[index].report.kind = kinds.all()[exact].id.clone();
        claims[index].undate();
    }

    /// Leaves out the claims of a text that tells no news: none of them stands in the headline or the lead, and none has a day or a
    /// number. So speak those who explain, demand or remember: "guards fear riots", «مرتكبو القتل والتفجير».
    pub(super) fn leave_out_mere_talk(&self, claims: &mut Vec<Claim>, refusals: &mut Vec<Refusal>) {
        let text = |claim: &Claim| self.text_of(&self.sentences[claim.at]);
        let leads = self.ends_of_leads();
        let is_news = |claim: &&Claim| {
            let sentence = self.whole(&self.sentences[claim.at]);
            !claim.report.counts.is_empty()
                || !self.dates_in(sentence).is_empty()
                || sentence.start < leads[text(claim)]
        };
        let mut news = vec![false; leads.len()];
        for claim in claims.iter().filter(is_news) {
            news[text(claim)] = true;
        }
        claims.retain(|claim| {
            let told = news[text(claim)];
            if !told {
                self.refuse(claim.cue, "the text tells no news", None, refusals);
            }
            told
        });
    }

    /// The words with which the headline and the lead of each text end; a short text is all lead.
    fn ends_of_leads(&self) -> Vec<usize> {
        let headline = self.page.title().map_or(0, |title| title.end);
        let mut ends = vec![0; self.page.texts().len()];
        let mut told = vec![0; ends.len()];
        for sentence in &self.whole {
            let text = self.text_of(sentence);
            if sentence.start >= headline && self.page.is_read(sentence.start) {
                told[text] += 1;
                if told[text] == 1 {
                    ends[text] = sentence.end;
                }
            }
        }
        for (end, &sentences) in ends.iter_mut().zip(&told) {
            if sentences < SENTENCES_OF_TALK {
                *end = usize::MAX;
            }
        }
        if let Some(own) = ends.first_mut() {
            *own = headline.max(*own);
        }
        ends
    }
}

/// Whether a claim is only what a time is counted from: "two days after *the assault*".
fn is_only_counted_from(claim: &Claim) -> bool {
    let mut grounds = claim.report.evidence.grounds.iter();
    let date = grounds.find(|ground| ground.field == Field::Dates);
    date.is_some_and(|date| date.rule == BEFORE_TOLD)
}

/// How many words of games or drills make a text one about them.
const WORDS_OF_A_GAME: usize = 3;

/// For each text of the page, a word by which the whole of it speaks of games, if enough do; or for the first of a drill or film, if
/// its headline and lead do.
pub(super) fn no_news(hits: &Hits, sentences: &[Range<usize>], page: &Page) -> Vec<Option<Hit>> {
    let of_text =
        |hit: &Hit| matches!(hit.sense, Sense::NoNews { text: true }) && page.is_read(hit.first);
    let of_game = page
        .texts()
        .iter()
        .map(|text| hits.within(text.words.clone()).filter(of_text).nth(WORDS_OF_A_GAME - 1));
    let mut found: Vec<_> = of_game.collect();
    let of_drill = || {
        let title = page.title()?;
        let lead = sentences.iter().find(|sentence| sentence.start >= title.end)?;
        let of_one = |hit: &Hit| matches!(hit.sense, Sense::NoNews { text: false });
        hits.within(title.clone()).find(of_one)?;
        hits.within(lead.clone()).find(of_one)
    };
    if let Some(first) = found.first_mut() {
        *first = first.or_else(of_drill);
    }
    found
}
