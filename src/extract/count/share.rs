//! Which claim of a sentence a count belongs to.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;

use super::Counts;
use super::word::{Counting, OfWhat};
use crate::extract::Kinds;
use crate::extract::cue::Found as Cue;
use crate::extract::date::{Time, Told};
use crate::extract::lexicon::{Hit, Hits, Sense};
use crate::model::{Count, DatePrecision, DateSpan, Group, Measure, Span};
use crate::text::{Gap, Script, Words};

/// How many words before a cue "since" may stand: «منذ بدء الهجوم», "since the start of the attack".
const WORDS_TO_SINCE: usize = 5;
/// How many groups a list of the dead has that is a total; two may be the two sides of one clash.
const GROUPS_OF_A_TOTAL: usize = 3;
/// How many days a span has at least over which the dead are summed up.
const DAYS_OF_A_SPAN: i32 = 20;
/// The verbs before a length of time.
const LASTED: [&str; 7] = ["دام", "دامت", "استمر", "استمرت", "مدى", "lasted", "lasting"];

/// The counts of the sentence `read` that belong to the claim `own`: of a measure that its kind has, and nearest to it among the
/// `cues` of the sentence that have it.
pub(in crate::extract) fn of_cue(
    kinds: &Kinds,
    words: &Words<'_>,
    own: &Cue,
    cues: &[Cue],
    read: &Counts,
) -> Vec<Count> {
    let counts = &read.found;
    // A word of the count's own clause stands nearer than any other.
    let distance = |hit: Hit, count: &Count| {
        let start = count.span.map_or(0, |span| span.start);
        let apart = cues.len() > 1 && is_in_another_clause(words, counts, hit, start);
        (apart, words.all()[hit.first].span().start.abs_diff(start))
    };
    let first = |total: bool| {
        let of_sort = |found: &&Cue| {
            kinds.is_total(found.kind) == total && kinds.takes(found.kind, Measure::Killed)
        };
        cues.iter().filter(of_sort).map(|found| found.cue.first).min()
    };
    // «قُتل ثمانية …، ليبلغ القتلى منذ مطلع العام»: the dead told first are of what is told first.
    let of_event_first = read.over_time && first(false).is_some_and(|at| first(true) >= Some(at));
    let by_side = counts.iter().any(|count| {
        count.measure == Measure::Killed && !matches!(count.group, None | Some(Group::Total))
    });
    let mut out = Vec::new();
    for count in counts {
        let of_event = of_event_first || read.is_beside_a_sum(count);
        let takes = |kind: usize, measure: Measure| takes(kinds, cues, kind, measure, of_event);
        let Some(measure) = taken_as(kinds, cues, count.measure, of_event) else { continue };
        // Another number tells it outright.
        if measure != count.measure && counts.iter().any(|other| other.measure == measure) {
            continue;
        }
        // «توفي جريحان، ليرتفع العدد إلى سبعة»: the toll is seven.
        if kinds.is_total(own.kind) && !by_side && read.is_beside_a_sum(count) {
            continue;
        }
        let nearest = cues
            .iter()
            .filter(|other| takes(other.kind, measure))
            .all(|other| distance(own.cue, count) <= distance(other.cue, count));
        // Who is detained in a raid is told of the raid and of the arrest; of two raids, of the nearer.
        let of_kind = || {
            let mut same = cues.iter().filter(|other| other.kind == own.kind);
            measure == Measure::Detained
                && same.all(|other| distance(own.cue, count) <= distance(other.cue, count))
        };
        if takes(own.kind, measure) && (nearest || of_kind()) {
            // A total by sides tells those of other sides apart.
            let all = kinds.is_total(own.kind) && measure == Measure::Killed && !by_side;
            let group = count.group.or(all.then_some(Group::Total));
            out.push(Count { measure, group, ..count.clone() });
        }
    }
    out
}

/// Whether the word of an event and the count that starts at byte `start` stand in two clauses: "killing four, *and* gunmen then
/// stormed the building", «…، ثم هاجم».
fn is_in_another_clause(words: &Words<'_>, counts: &[Count], cue: Hit, start: usize) -> bool {
    let counted = words.at_byte(start);
    // «…، وهاجم», «…، لترد القوات»
    let glued = |at: usize| {
        let conjunctions = if cue.verb { "وفل" } else { "و" };
        cue.glued.letters > 0 && words.written(at).starts_with(|c| conjunctions.contains(c))
    };
    let after = counted < cue.first && words.gap(cue.first).has(Gap::COMMA) && glued(cue.first);
    let (first, last) = (counted.min(cue.first), counted.max(cue.first));
    let lists = |at: usize| {
        let ends = words.all().get(at + 2).map_or(usize::MAX, |word| word.span().start);
        let from = words.all()[at].span().start;
        counts.iter().filter_map(|it| it.span).any(|it| (from..=ends).contains(&it.start))
    };
    after || (first + 1..=last).any(|at| opens_a_clause(words, at) && !lists(at))
}

/// Whether the word at `at` opens a clause that tells of something else.
fn opens_a_clause(words: &Words<'_>, at: usize) -> bool {
    const AFTER_A_COMMA: [&[u8]; 6] = [b"and", b"but", b"before", b"while", b"then", b"amid"];
    if words.all()[at].script == Script::Latin {
        return words.gap(at).has(Gap::COMMA) && AFTER_A_COMMA.contains(&words.folded(at));
    }
    let next = || (at + 1 < words.len()).then(|| words.written(at + 1));
    match words.written(at) {
        "ثم" | "فيما" | "بينما" => true,
        "كما" | "وسط" => words.gap(at).has(Gap::COMMA),
        "قبل" => next() == Some("أن"),
        "في" => next() == Some("حين"),
        _ => false,
    }
}

impl Counts {
    /// Whether these dead are told beside a sum of all the dead, which is another number.
    fn is_beside_a_sum(&self, count: &Count) -> bool {
        let is_sum = |span: Span| self.sums.binary_search(&span).is_ok();
        count.measure == Measure::Killed
            && !(self.sums.is_empty() || count.span.is_some_and(is_sum))
    }
}

/// Whether a claim of `kind` takes a measure; beside a running total no other claim takes the dead, unless the total is over
/// a longer time and so not theirs: «قُتل اثنان …، وبذلك ترتفع الحصيلة منذ مطلع العام إلى 31».
fn takes(kinds: &Kinds, cues: &[Cue], kind: usize, measure: Measure, over_time: bool) -> bool {
    let total = cues.iter().any(|found| kinds.is_total(found.kind));
    let event = |found: &Cue| !kinds.is_total(found.kind) && kinds.takes(found.kind, measure);
    let to_total = !(over_time && cues.iter().any(event));
    // Whoever is hurt where something else is told than a foiled attempt was hurt there.
    let foiled = |kind: usize| kinds.takes(kind, Measure::Attempted);
    let elsewhere = measure == Measure::Wounded
        && foiled(kind)
        && cues.iter().any(|found| event(found) && !foiled(found.kind));
    kinds.takes(kind, measure) && !elsewhere && (!total || kinds.is_total(kind) == to_total)
}

/// The measure as which some claim of the sentence takes `measure`.
pub(super) fn taken_as(
    kinds: &Kinds,
    cues: &[Cue],
    measure: Measure,
    over_time: bool,
) -> Option<Measure> {
    let taken =
        |measure: Measure| cues.iter().any(|cue| takes(kinds, cues, cue.kind, measure, over_time));
    std::iter::once(measure).chain(akin(measure).iter().copied()).find(|&it| taken(it))
}

/// What a measure may be told as where no kind of the sentence has it: those stopped as they fled were caught.
pub(super) fn akin(measure: Measure) -> &'static [Measure] {
    match measure {
        Measure::Detained => &[Measure::Recaptured, Measure::Attempted],
        Measure::Escaped => &[Measure::Attempted, Measure::Transferred],
        // "brought back"
        Measure::Recaptured => &[Measure::Transferred, Measure::Attempted],
        Measure::Transferred => &[Measure::Recaptured, Measure::Escaped, Measure::Surrendered],
        _ => &[],
    }
}

/// Makes up whether a sentence tells a running total of the dead, beside what its words say. One that tells what happened, and
/// sums up nothing, tells no total: "documented the deaths of two in a blast", «انفجرت عبوة …، والحصيلة قتيلان». A list of the dead
/// by three groups or more that stands alone is one, whatever word it is told with.
pub(in crate::extract) fn settle_total(
    kinds: &Kinds,
    (words, hits): (&Words<'_>, &Hits),
    sentence: Range<usize>,
    dates: &[Told],
    is_definite: impl Fn(Hit) -> bool,
    cues: &mut Vec<Cue>,
    read: &Counts,
) {
    let total = cues.iter().find(|found| kinds.is_total(found.kind)).map(|found| found.cue);
    let list = total.is_none().then(|| list_of_dead(kinds, hits, sentence.clone(), &read.found));
    let list = list.flatten();
    if total.is_none() && list.is_none() {
        return;
    }
    let dated = dates.iter().any(|told| told.dates.as_ref().is_some_and(is_of_one_day));
    let is_no_news = |total: Hit| {
        is_of_what_was_told(words, kinds, cues, total)
            || read.only_differs((words, hits), sentence.clone(), total)
    };
    if total.is_some_and(is_no_news) {
        cues.retain(|found| !kinds.is_total(found.kind));
        return;
    }
    // «مقتل 47 منذ انطلاق الهجوم»: the time is counted from it, and it is told for nothing else.
    if total.is_some() || list.is_some() {
        cues.retain(|found| {
            kinds.is_total(found.kind) || !is_counted_from((words, hits), dates, found.cue)
        });
    }
    let happened = cues.iter().filter(|found| {
        let event = !kinds.is_total(found.kind) && kinds.takes(found.kind, Measure::Killed);
        event && found.own.is_none() && (dated || !is_definite(found.cue))
    });
    let first = happened.map(|found| found.cue.first).min();
    if first.is_none_or(|first| read.sums_the_dead((words, hits), sentence, dates, first)) {
        cues.extend(list);
        // «ألغام دير الزور أودت بحياة 19 مدنياً خلال شباط»: what killed them over so long is no event of its own;
        // nor is "killed" where it is they who are counted: "lists 64 people killed in 2022".
        let long =
            |told: &Told| told.dates.as_ref().is_some_and(|dates| days(dates) >= DAYS_OF_A_SPAN);
        if total.is_some()
            && read.sums.is_empty()
            && !dates.is_empty()
            && dates.iter().filter(|told| !told.aside).all(long)
        {
            cues.retain(|found| {
                let arabic = words.all()[found.cue.first].script == Script::Arabic;
                let counted = total.is_some_and(|total| total.first < found.cue.first);
                let noun = (arabic || counted) && !found.cue.verb && found.own.is_none();
                kinds.is_total(found.kind) || !(noun && kinds.takes(found.kind, Measure::Killed))
            });
        }
    } else if total.is_some_and(|cue| cue.verb)
        || read.found.iter().any(|count| count.measure == Measure::Killed)
    {
        cues.retain(|found| !kinds.is_total(found.kind));
    }
}

/// Whether the dead of word `total` are said to be of what is told before it: «اشتباكات دامت ثلاثة أيام، وقُتل *خلالها* خمسة».
fn is_of_what_was_told(words: &Words<'_>, kinds: &Kinds, cues: &[Cue], total: Hit) -> bool {
    const IN_IT: [&str; 8] =
        ["خلالها", "خلاله", "فيها", "فيه", "أثناءها", "أثناءه", "جراءها", "جراءه"];
    let before = cues.iter().any(|found| {
        found.cue.first < total.first
            && !kinds.is_total(found.kind)
            && kinds.takes(found.kind, Measure::Killed)
    });
    let next = (total.first + 1..words.len().min(total.end + 2)).map(|at| words.written(at));
    before && next.into_iter().any(|word| IN_IT.contains(&word))
}

/// Whether a time is told from a cue on: «منذ بدء *الهجوم*», "since the *attack*"; but not «منذ فجر اليوم اشتباكات».
fn is_counted_from((words, hits): (&Words<'_>, &Hits), dates: &[Told], cue: Hit) -> bool {
    let near = cue.first.saturating_sub(WORDS_TO_SINCE)..cue.first;
    let dated = |hit: Hit| dates.iter().any(|told| (told.first..told.end).contains(&hit.end));
    let since = |hit: Hit| hit.is(Sense::Time(Time::Since)) && hit.end <= cue.first && !dated(hit);
    hits.within(near).any(|hit| since(hit) && words.is_unbroken(hit.first..cue.first + 1))
}

/// Whether dates are of a day or of the night between two.
pub(in crate::extract) fn is_of_one_day(dates: &DateSpan) -> bool {
    dates.precision != DatePrecision::Approx && days(dates) <= 1
}

/// How many days there are from the first to the last of a span; of one without a beginning as many as can be.
fn days(dates: &DateSpan) -> i32 {
    let days = |start: Date| dates.end.since(start).map_or(i32::MAX, |span| span.get_days());
    dates.start.map_or(i32::MAX, days)
}

impl Counts {
    /// Whether word `total` only gives another source's number for the dead that one before it told: "said one died, while a
    /// monitor put the number of dead at two".
    fn only_differs(
        &self,
        (words, hits): (&Words<'_>, &Hits),
        sentence: Range<usize>,
        total: Hit,
    ) -> bool {
        const WHILE: [&str; 5] = ["while", "but", "whereas", "بينما", "فيما"];
        let turn = (sentence.start + 1..total.first)
            .find(|&at| words.gap(at).has(Gap::COMMA) && WHILE.contains(&words.written(at)));
        let Some(turn) = turn.map(|at| words.all()[at].span().start) else { return false };
        let said = hits.within(sentence).any(|hit| hit.is(Sense::Says) && hit.first < total.first);
        let dead = self.found.iter().filter(|count| count.measure == Measure::Killed);
        said && !self.over_time && dead.filter_map(|count| count.span).any(|span| span.start < turn)
    }

    /// Whether the dead are summed up beside what word `event` tells: they rose to a number, since some day, over several; a toll
    /// told before it is its sum, one told after it only how many it killed.
    fn sums_the_dead(
        &self,
        (words, hits): (&Words<'_>, &Hits),
        sentence: Range<usize>,
        dates: &[Told],
        event: usize,
    ) -> bool {
        let toll = |at: usize| {
            let is = |hit: Hit| hit.is(Sense::Counting(Counting::State(Measure::Killed)));
            hits.at(at).any(is)
        };
        let counted_next = |at: usize| {
            let starts = words.all()[at - 1].span().end
                ..words.all().get(at + 1).map_or(usize::MAX, |word| word.span().end);
            self.found.iter().filter_map(|count| count.span).any(|it| starts.contains(&it.start))
        };
        let running = |hit: Hit| {
            let runs = hit.is(Sense::Counting(Counting::Running));
            runs && (hit.first < event || !toll(hit.first) || !counted_next(hit.end))
        };
        let long = |told: &Told| told.dates.as_ref().is_some_and(|dates| !is_of_one_day(dates));
        // "four days of fighting", «معارك دامت سبعة أيام»
        let lasts = |hit: Hit| {
            let of = hit.end < words.len() && matches!(words.written(hit.end), "of" | "من");
            let before = || (hit.first.saturating_sub(2)..hit.first).map(|at| words.written(at));
            let is = |some: &[&str]| before().any(|word| some.contains(&word));
            hit.is(Sense::Counting(Counting::NotCounted(OfWhat::Time)))
                && (is(&LASTED) || (of && !is(&["بعد", "قبل", "after"])))
        };
        let sums = |hit: Hit| running(hit) || lasts(hit);
        self.over_time || dates.iter().any(long) || hits.within(sentence).any(sums)
    }
}

/// The dead by three groups or more.
fn list_of_dead(
    kinds: &Kinds,
    hits: &Hits,
    sentence: Range<usize>,
    counts: &[Count],
) -> Option<Cue> {
    let dead = || counts.iter().filter(|count| count.measure == Measure::Killed);
    let by_side = |count: &&Count| count.group != Some(Group::Total);
    // Those of no group are a side of their own: the tribes, a foreign army.
    let groups: BTreeSet<Option<Group>> = dead().filter(by_side).map(|it| it.group).collect();
    if groups.len() < GROUPS_OF_A_TOTAL {
        return None;
    }
    let total = (0..kinds.all().len()).find(|&kind| kinds.is_total(kind))?;
    let killed = |hit: &Hit| {
        matches!(
            hit.sense,
            Sense::Counting(
                Counting::Act(Measure::Killed)
                    | Counting::Deed(Measure::Killed)
                    | Counting::Done(Measure::Killed)
                    | Counting::State(Measure::Killed)
            )
        )
    };
    let cue = hits.within(sentence).find(killed)?;
    Some(Cue { kind: total, cue, needed: None, own: None })
}
