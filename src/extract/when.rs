//! When: which of the dates that a text tells is that of a claim.

use std::ops::Range;

use jiff::civil::Date;

use super::clues;
use super::count::Counting;
use super::cue::Found;
use super::date::{Time, Told, WITHOUT_YEAR};
use super::lexicon::{Hit, Hits, Sense};
use super::page::Page;
use super::recall::{FRESH_DAYS, Standing};
use super::report::Read;
use crate::model::{Article, DatePrecision, DateSpan, Field, Ground, Span, Status};
use crate::text::{Gap, Script, Words};

/// A date beyond a comma is farther from a cue than it looks, by so many words.
const WORDS_OF_A_COMMA: usize = 6;
/// The date of a verb of speech is that of what is said only where no other is about as near.
const WORDS_OF_SPEECH: usize = 12;
/// How many words after such a verb its date stands: «قالت الاثنين», "said late on Wednesday".
const REACH_OF_SPEECH: usize = 3;
/// The same of a funeral: «شيّع المئات في القامشلي اليوم».
const REACH_OF_A_FUNERAL: usize = 7;
/// What opens a clause that tells something else, behind a comma; beside «و» before its verb.
const OPENS_A_CLAUSE: [&str; 11] =
    ["and", "where", "who", "which", "while", "before", "قبل", "حيث", "فيما", "بينما", "حين"];
/// How many dates of a text its headline, its byline and its dateline tell at most.
const DATES_OF_A_HEAD: usize = 4;
/// How many words before a date those may begin that make it the time of a sum: "so far this year".
const WORDS_OF_A_SUM: usize = 3;
/// How many words after the day of a course what goes on may stand: "the fourth day *of a large security sweep*".
const WORDS_TO_A_NAME: usize = 5;
/// How many words after it the day may stand on which it began.
const REACH_OF_A_BEGINNING: usize = 14;
/// How many words before "a day earlier" the clause may begin of which that is the day.
const REACH_OF_A_CLAUSE: usize = 30;
/// How many words before a day "since" may stand that counts from what is between.
const WORDS_TO_A_DAY: usize = 9;
/// How many words from a cue the verb stands by which it came to its end.
const WORDS_TO_AN_END: usize = 2;
/// How many sentences after a headline may tell its date.
const LEAD: usize = 3;
/// How a date is read that the sentence goes on with, and that was told without its year, as a phrase for the user.
const RECALLED_WITHOUT_YEAR: &str = "the date of what the text recalls, without its year";

/// Whether a report's date is told without its year, by what filled its fields: publication alone tells that.
pub(super) fn leaves_the_year_open(grounds: &[Ground]) -> bool {
    let mut dates = grounds.iter().filter(|ground| ground.field == Field::Dates);
    dates.any(|ground| WITHOUT_YEAR.contains(&ground.rule) || ground.rule == RECALLED_WITHOUT_YEAR)
}

impl Read<'_, '_> {
    /// The date of a cue of sentence `at`: the nearest one in its sentence; else, for a headline, that of the lead; else the one that the
    /// narrative has reached; else, for fresh news, the day of publication, said to be that. A recollection without a date
    /// stays undated, and so does what is told to be of a day that cannot be found.
    pub(super) fn dates_of(
        &self,
        at: usize,
        found: &Found,
        accepted: &[Found],
        recalled: bool,
        reached: Option<&DateSpan>,
    ) -> Option<(Option<DateSpan>, Ground)> {
        let ground = |rule, span| Ground { field: Field::Dates, rule, span };
        let sentence = &self.sentences[at];
        let total = self.extractor.kinds.is_total(found.kind);
        let own = self.dates_in(sentence).iter().filter(|told| {
            !((told.aside && !self.likens(sentence))
                || (found.own.is_some() && !found.owns(told.first))
                || (found.own.is_none()
                    && accepted
                        .iter()
                        .any(|other| other.owns(told.first) && !other.owns(found.cue.first)))
                || (told.is_of_what_follows()
                    && (told.first > found.cue.first
                        || self.is_behind_what_follows(told, found.cue)))
                || self.is_of_a_funeral(told, found.cue)
                || self.is_of_a_pluperfect(told, found.cue)
                || (told.is_of_a_course() && !self.is_named_by(told, found.cue))
                || (!total && self.is_of_a_sum(sentence, told)))
        });
        let behind = self.clause_of_before(sentence);
        let own = own.filter(|told| {
            behind.as_ref().is_none_or(|(clause, day)| {
                let inside = clause.contains(&found.cue.first);
                if told.first == *day {
                    found.cue.first >= clause.start
                } else {
                    !(inside && told.end <= clause.start)
                }
            })
        });
        // A date told before the cue holds on over the clauses that follow.
        let holds = reached.is_some() || own.clone().any(|told| told.end <= found.cue.first);
        let nearest = own
            .filter(|told| {
                !holds || !self.is_of_another_clause(sentence, told, found.cue, accepted)
            })
            .min_by_key(|told| self.words_between(told, found));
        if let Some(nearest) = nearest {
            let dates = self.days_of(nearest, found.cue);
            return Some((dates, ground(nearest.rule, Some(self.words_of(nearest)))));
        }
        if recalled {
            let told = self.recollected(at)?;
            let rule = match told.rule {
                rule if WITHOUT_YEAR.contains(&rule) => RECALLED_WITHOUT_YEAR,
                _ => "the date of what the text recalls",
            };
            return Some((told.dates.clone(), ground(rule, Some(self.words_of(told)))));
        }
        if self.is_headline(at)
            && let Some(lead) = self.date_of_lead(at)
        {
            return Some((
                lead.dates.clone(),
                ground("the date of the lead", Some(self.words_of(lead))),
            ));
        }
        let text = self.text_of(sentence);
        let goes_on = || self.published[text].is_some() && self.still_goes_on(found.cue);
        if let Some(reached) = reached.filter(|_| !goes_on()) {
            return Some((
                Some(reached.clone()),
                ground("the date that the text has reached", None),
            ));
        }
        if self.standings[at] == Standing::LongAgo {
            return None;
        }
        if let Some(written) = self.day_of_dateline(sentence) {
            let rule = "fresh news without a date: the day of the dateline";
            let dates = written.dates.as_ref().map(|dates| reported_on(dates.end));
            return Some((dates, ground(rule, Some(self.words_of(written)))));
        }
        let published = self.published[text]?;
        let rule = "fresh news without a date: the day of publication";
        Some((Some(reported_on(published)), ground(rule, None)))
    }

    /// The clause behind "after" that tells of a day before the news, with what happened then, and the first word of that day:
    /// "imposed a curfew after *gunmen stormed the prison a day earlier*". The news is of no such day, and the clause of no other.
    fn clause_of_before(&self, sentence: &Range<usize>) -> Option<(Range<usize>, usize)> {
        let back = |hit: Hit| {
            matches!(hit.sense, Sense::Time(Time::FromTold(-1) | Time::Earlier | Time::BeforeThat))
        };
        let dates = self.dates_in(sentence);
        let at = dates.iter().position(|told| self.hits.within(told.first..told.end).any(back))?;
        let from = at.checked_sub(1).map_or(sentence.start, |before| dates[before].end);
        let from = from.max(dates[at].first.saturating_sub(REACH_OF_A_CLAUSE));
        let is_after = |hit: &Hit| hit.is(Sense::Time(Time::After));
        let after = self.hits.within(from..dates[at].first).filter(is_after).last()?;
        let is_cue = |hit: Hit| matches!(hit.sense, Sense::Cue(_));
        let tells = self.hits.within(after.end..dates[at].first).any(is_cue);
        tells.then_some((after.first..dates[at].end, dates[at].first))
    }

    /// The days of a cue that `told` dates. What a length counts from was on its first day, and so was what stopped then: «منذ بدء
    /// *الهجوم* مساء الخميس», «*توقفت* الاشتباكات منذ مساء أمس».
    fn days_of(&self, told: &Told, cue: Hit) -> Option<DateSpan> {
        let dates = told.dates.clone()?;
        let start = dates.start.filter(|_| told.is_up_to_publication());
        let Some(start) = start else { return Some(dates) };
        let since = told.first.saturating_sub(WORDS_TO_A_DAY)..told.first + 1;
        let is_since = |hit: &Hit| hit.is(Sense::Time(Time::Since));
        let counted_from = self
            .hits
            .within(since)
            .filter(is_since)
            .last()
            .is_some_and(|since| (since.end..told.first).contains(&cue.first));
        let near =
            cue.first.saturating_sub(WORDS_TO_AN_END)..told.first.min(cue.end + WORDS_TO_AN_END);
        let denied = |hit: Hit| matches!(hit.sense, Sense::Told { status: Status::Denied, .. });
        let ended = |hit: &Hit| {
            let before = || self.hits.within(hit.first.saturating_sub(1)..hit.first);
            hit.is(Sense::Time(Time::Ends)) && !before().any(denied)
        };
        // «أعلنت حظراً اعتباراً من مساء أمس»: what begins is of the day on which it does.
        let begins = |hit: Hit| hit.is(Sense::Time(Time::Effective));
        let before = told.first.saturating_sub(WORDS_TO_AN_END)..told.end;
        if counted_from
            || self.hits.within(near).any(|hit| ended(&hit))
            || self.hits.within(before).any(begins)
        {
            return Some(DateSpan::day(start));
        }
        Some(dates)
    }

    /// Whether a date is that of a clause in the pluperfect, behind which another «أن» tells what a cue does: «أن رتلاً كان قد دخل
    /// ليل الاثنين، *وأن* مروحية حلقت».
    fn is_of_a_pluperfect(&self, told: &Told, cue: Hit) -> bool {
        const HAD: [&str; 6] = ["كان", "كانت", "كانوا", "كانا", "had", "كن"];
        const THAT: [&str; 6] = ["وأن", "وأنه", "وأنها", "وأنهم", "وبأن", "وإن"];
        if told.end >= cue.first {
            return false;
        }
        let that = |index: usize| {
            let word = self.words.written(index);
            THAT.contains(&word) || (word == "and" && self.words.written(index + 1) == "that")
        };
        let from = told.end.max(cue.first.saturating_sub(REACH_OF_A_CLAUSE));
        (from..cue.first).any(that)
            && (told.first.saturating_sub(WORDS_OF_SPEECH)..told.first)
                .rev()
                .take_while(|&index| !that(index))
                .any(|index| HAD.contains(&self.words.written(index)))
    }

    /// Whether a cue stands behind the verb that ends what a date names: «بعد يومين من الهجوم على الحاجز *قصفت*».
    fn is_behind_what_follows(&self, told: &Told, cue: Hit) -> bool {
        const WITHIN: [&str; 9] =
            ["الذي", "التي", "الذين", "اللذين", "أن", "إذ", "حين", "عندما", "حيث"];
        let arabic = self.words.all()[told.first].script == Script::Arabic;
        if !arabic || told.is_of_a_course() || told.end >= cue.first {
            return false;
        }
        let clause = told.end..cue.first;
        !clause.clone().any(|index| WITHIN.contains(&self.words.written(index)))
            && self.hits.within(told.end + 1..cue.first + 1).any(|hit| hit.verb)
    }

    /// Whether a clause likens what was told to what it dates.
    pub(super) fn likens(&self, clause: &Range<usize>) -> bool {
        self.whole(clause).start < clause.start
            && self.hits.at(clause.start).any(|hit| hit.is(Sense::Time(Time::Likens)))
    }

    /// Whether sentence `at` opens with `hit`, told before, to say when it began: "The assault began late on Sunday".
    pub(super) fn opens_its_start(&self, at: usize, hit: Hit) -> bool {
        let begins = |hit: Hit| hit.is(Sense::Time(Time::Begins));
        hit.first == self.sentences[at].start + 1
            && self.words.written(hit.first - 1).eq_ignore_ascii_case("the")
            && self.hits.at(hit.end).any(begins)
    }

    /// Whether a cue is what the words of a date go on to name: «اليوم الرابع من الحملة».
    fn is_named_by(&self, told: &Told, cue: Hit) -> bool {
        // "on the first day of a sweep that began on Saturday"
        let end = self.whole(&(told.first..told.end)).end.min(cue.end + REACH_OF_A_BEGINNING);
        let begins = |hit: &Hit| hit.is(Sense::Time(Time::Begins));
        let begun = || self.hits.within(cue.end..end.max(cue.end)).find(begins);
        let own = || begun().is_some_and(|hit| !self.dates_in(&(hit.end..end)).is_empty());
        let named = (told.end..told.end + WORDS_TO_A_NAME).contains(&cue.first);
        named && !self.has_comma(told.end..cue.first + 1) && !own()
    }

    /// Whether a date is the time over which the sentence sums up more than the event: «ليصل عدد القتلى هذا العام إلى 40».
    fn is_of_a_sum(&self, sentence: &Range<usize>, told: &Told) -> bool {
        let over_time = |hit: Hit| matches!(hit.sense, Sense::Counting(Counting::OverTime));
        let running = |hit: Hit| matches!(hit.sense, Sense::Counting(Counting::Running));
        let around = told.first.saturating_sub(WORDS_OF_A_SUM).max(sentence.start)..told.end;
        let of_sum =
            self.hits.within(around.clone()).any(|hit| over_time(hit) && hit.end > told.first);
        of_sum && self.hits.within(sentence.start..told.first).any(running)
    }

    /// The first date of the sentences after the headline at `at`, if the news is of it.
    fn date_of_lead(&self, at: usize) -> Option<&Told> {
        let text = self.text_of(&self.sentences[at]);
        let lead = self.sentences[at + 1..]
            .iter()
            .filter(|sentence| self.page.is_read(sentence.start) && self.text_of(sentence) == text)
            .take(LEAD);
        let mut told = lead.flat_map(|sentence| self.dates_in(sentence)).filter(|told| !told.aside);
        told.next()
            .filter(|told| told.dates.as_ref().is_some_and(|dates| self.is_fresh(dates, text)))
    }

    /// The day of the dateline of the text in which `sentence` stands: «الحسكة 20 كانون الثاني (وكالات) -».
    fn day_of_dateline(&self, sentence: &Range<usize>) -> Option<&Told> {
        let text = self.text_of(sentence);
        let published = self.published[text];
        let begins = self.page.texts()[text].words.start;
        let from = self.dates.partition_point(|told| told.first < begins);
        self.dates[from..].iter().take(DATES_OF_A_HEAD).find(|told| {
            told.aside
                && told.dates.as_ref().is_some_and(|dates| {
                    dates.precision == DatePrecision::Day
                        && published.is_none_or(|published| dates.end <= published)
                        && self.is_fresh(dates, text)
                })
                && told.first <= sentence.end
                && self.page.text_of(told.first) == text
                && clues::dateline(self.words, told.first).is_some()
        })
    }

    /// How many words a date is from a cue.
    fn words_between(&self, told: &Told, found: &Found) -> usize {
        let cue = found.cue;
        let between = if told.first >= cue.end {
            cue.end..told.first
        } else {
            told.end..cue.first.max(told.end)
        };
        // The day on which a total is announced is the day of the total.
        // Unless it tells over how long: «قالت الخميس إن حصيلة الضحايا منذ مطلع شباط».
        let total = self.extractor.kinds.is_total(found.kind);
        let long = |told: &Told| {
            let range = |dates: &DateSpan| dates.precision == DatePrecision::Range;
            told.dates.as_ref().is_some_and(range)
        };
        let over_time = || self.dates_in(self.whole(&(told.first..told.end))).iter().any(long);
        let speech = (!total || !long(told)) && self.is_of_speech(told, cue);
        let speech = match speech {
            true if !total => WORDS_OF_SPEECH,
            true if over_time() => REACH_OF_A_CLAUSE,
            _ => 0,
        };
        // «ساد الهدوء أمس بعد معارك دارت يوم السبت»
        let is_after = |hit: Hit| matches!(hit.sense, Sense::Time(Time::After));
        let after = told.end <= cue.first && self.hits.within(between.clone()).any(is_after);
        between.len()
            + if self.has_comma(between.start..between.end + 1) { WORDS_OF_A_COMMA } else { 0 }
            + speech
            + if after { WORDS_OF_A_COMMA } else { 0 }
    }

    /// Whether a date stands after a cue in a clause that tells something else: «تمرّدوا، وفرّ عشرون، وقُبض على سبعة صباح اليوم».
    fn is_of_another_clause(
        &self,
        sentence: &Range<usize>,
        told: &Told,
        cue: Hit,
        accepted: &[Found],
    ) -> bool {
        if told.first < cue.end || told.first >= sentence.end {
            return false;
        }
        let comma = (cue.end..=told.first).find(|&index| self.words.gap(index).has(Gap::COMMA));
        comma.is_some_and(|comma| {
            let is_cue = |hit: Hit| matches!(hit.sense, Sense::Cue(_));
            let coordinates = self.words.written(comma).starts_with('و')
                || OPENS_A_CLAUSE
                    .iter()
                    .any(|word| self.words.written(comma).eq_ignore_ascii_case(word));
            // «، على أن يعود الأهالي غداً»
            let on_condition = self.hits.at(comma).any(|hit| matches!(hit.sense, Sense::May(_)));
            on_condition
                || accepted.iter().any(|other| (comma..told.first).contains(&other.cue.first))
                || (coordinates && self.hits.within(comma..told.first).any(is_cue))
        })
    }

    /// Whether a date is that of a verb of speech: "CENTCOM said on Wednesday it had struck".
    fn is_of_speech(&self, told: &Told, cue: Hit) -> bool {
        let before = told.first.saturating_sub(REACH_OF_SPEECH)..told.first;
        let mut speech =
            self.hits.within(before.clone()).filter(|hit| matches!(hit.sense, Sense::Says));
        speech.next().is_some() && !before.contains(&cue.first)
    }

    /// Whether a date stands right behind a verb of speech, with nothing told between.
    pub(super) fn is_beside_speech(&self, told: &Told) -> bool {
        let before = told.first.saturating_sub(REACH_OF_SPEECH)..told.first;
        let says = |hit: &Hit| hit.is(Sense::Says);
        self.hits.within(before).filter(says).last().is_some_and(|says| {
            let between = says.end..told.first.max(says.end);
            !self.hits.within(between).any(|hit| matches!(hit.sense, Sense::Cue(_)))
        })
    }

    /// Whether a date is that of a funeral, with no cue between.
    fn is_of_a_funeral(&self, told: &Told, cue: Hit) -> bool {
        let near = told.first.saturating_sub(REACH_OF_A_FUNERAL)..told.first;
        let is_funeral = |hit: &Hit| matches!(hit.sense, Sense::Funeral);
        let funeral = self.hits.within(near).filter(is_funeral).last();
        funeral.is_some_and(|funeral| !(funeral.first..told.first).contains(&cue.first))
    }

    /// Whether the narrative of a text goes on from these days: a day or night near its publication, or any where that is not known.
    pub(super) fn is_fresh(&self, dates: &DateSpan, text: usize) -> bool {
        if !matches!(dates.precision, DatePrecision::Day | DatePrecision::Night) {
            return false;
        }
        let Some(published) = self.published[text] else { return true };
        let age = published.since(dates.end).map_or(i32::MAX, |span| span.get_days());
        (0..=FRESH_DAYS).contains(&age)
    }

    /// What is said of the dates of a sentence that stands in a text pasted below: on which day that was published.
    pub(super) fn day_of_further_text(&self, sentence: &Range<usize>) -> Option<Ground> {
        let text = self.text_of(sentence);
        let ground = |rule, span| Ground { field: Field::Dates, rule, span };
        (text > 0).then(|| match &self.page.texts()[text].published {
            Some(stated) => ground(
                "told in a further text on the page, which states this day for itself",
                Some(stated.span()),
            ),
            None => {
                ground("told in a further text on the page, which states no day of its own", None)
            }
        })
    }

    /// Whether a date is only that of what led to the news of its sentence, which told a later day before it: "imposed a curfew on
    /// Wednesday *after* gunmen killed an employee *on Tuesday night*". The text goes on from the news.
    pub(super) fn led_to_it(&self, sentence: &Range<usize>, told: &Told, cues: &[Found]) -> bool {
        let Some(dates) = &told.dates else { return false };
        let is_after = |hit: &Hit| hit.is(Sense::Time(Time::After));
        resolved(self.dates_in(sentence)).any(|(day, before)| {
            let later = before.end <= told.first && dates.end < day.end;
            let after = self.hits.within(before.end..told.first.max(before.end)).find(is_after);
            // «ساد الهدوء اليوم بعد تمرد أمس»: calm is no news.
            let news = |after: Hit| cues.iter().any(|found| found.cue.end <= after.first);
            later && after.is_some_and(news)
        })
    }

    /// Whether a date only looks back from what the narrative has reached, which goes on from there: «وقبل ذلك بيومين».
    pub(super) fn looks_back(&self, told: &Told, reached: Option<&DateSpan>) -> bool {
        let Some((dates, reached)) = told.dates.as_ref().zip(reached) else { return false };
        let back = |hit: Hit| {
            matches!(
                hit.sense,
                Sense::Time(Time::BeforeThat | Time::Earlier | Time::Before | Time::Ago)
            )
        };
        dates.end < reached.end
            && (told.is_of_what_follows() || self.hits.within(told.first..told.end).any(back))
    }

    fn words_of(&self, told: &Told) -> Span {
        let all = self.words.all();
        Span::new(all[told.first].span().start, all[told.end - 1].span().end)
    }
}

/// The dates that a sentence tells of itself, and that could be found.
pub(super) fn resolved(told: &[Told]) -> impl Iterator<Item = (&DateSpan, &Told)> {
    told.iter().filter(|told| !told.aside).filter_map(|told| Some((told.dates.as_ref()?, told)))
}

/// Fresh news without a date of its own happened by the day it was published.
fn reported_on(published: Date) -> DateSpan {
    DateSpan { start: Some(published), end: published, precision: DatePrecision::Reported }
}

/// The days on which the texts of a page were published. One pasted below was not published with the first: nothing in it
/// counts from that day.
pub(super) fn days_of_texts(
    article: &Article,
    words: &Words<'_>,
    page: &Page,
) -> Vec<Option<Date>> {
    let stated = page.texts().iter().map(|text| text.published.as_ref().map(|stated| stated.day));
    let mut days: Vec<_> = stated.collect();
    if let Some(own) = days.first_mut() {
        let given = article.origin.published;
        let stated = own.filter(|_| is_signed(words, page));
        let near = |stated: Date| {
            let age = given?.since(stated).ok()?.get_days();
            (1..=DAYS_OF_A_STATEMENT).contains(&age).then_some(stated)
        };
        *own = stated.and_then(near).or(given);
    }
    days
}

/// The day of a text that tells its own in full and is known by nothing else: «اليوم الأحد 20 تشرين الأول 2024», "today, 20 October
/// 2024".
pub(super) fn own_day(words: &Words<'_>, hits: &Hits, told: &[Told]) -> Option<Date> {
    let is_today = |hit: Hit| hit.is(Sense::Time(Time::DaysBefore(0)));
    let day = |told: &Told| {
        let dates = told.dates.as_ref()?;
        let whole = dates.precision == DatePrecision::Day && !told.aside;
        let from = told.first.saturating_sub(1);
        let today = words.is_unbroken(from..told.end) && hits.within(from..told.end).any(is_today);
        (whole && today).then_some(dates.end)
    };
    told.iter().take(DATES_OF_A_HEAD).find_map(day)
}

/// How many days after its own a statement is still handed on as news.
const DAYS_OF_A_STATEMENT: i32 = 3;

/// Whether the first text of a page is a statement with its own day below it: those who speak say "our forces".
fn is_signed(words: &Words<'_>, page: &Page) -> bool {
    let Some(text) = page.texts().first() else { return false };
    let Some(stated) = &text.published else { return false };
    let at = words.at_byte(stated.span().start);
    let mut told = text.words.clone().filter(|&index| page.is_read(index));
    let ours = |index: usize| match words.written(index) {
        "قواتنا" | "وحداتنا" | "مقاتلونا" | "مقاتلينا" => true,
        "our" if index + 1 < text.words.end => {
            matches!(words.written(index + 1), "forces" | "units" | "fighters")
        }
        _ => false,
    };
    told.clone().all(|index| index < at) && told.any(ours)
}
