//! Which claim of a sentence a count belongs to.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Counts;
use super::word::Counting;
use crate::extract::Kinds;
use crate::extract::cue::Found as Cue;
use crate::extract::lexicon::{Hit, Hits, Sense};
use crate::model::{Count, Group, Measure, Span};
use crate::text::Words;

/// How many groups a list of the dead has that is a total; two may be the two sides of one clash.
const GROUPS_OF_A_TOTAL: usize = 3;

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
    let distance = |hit: Hit, count: &Count| {
        let start = count.span.map_or(0, |span| span.start);
        words.all()[hit.first].span().start.abs_diff(start)
    };
    let by_side = counts.iter().any(|count| {
        count.measure == Measure::Killed && !matches!(count.group, None | Some(Group::Total))
    });
    let mut out = Vec::new();
    for count in counts {
        let of_event = read.over_time || read.is_beside_a_sum(count);
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
        // Who is detained in a raid is told of the raid and of the arrest.
        if takes(own.kind, measure) && (nearest || measure == Measure::Detained) {
            // A total by sides tells those of other sides apart.
            let all = kinds.is_total(own.kind) && measure == Measure::Killed && !by_side;
            let group = count.group.or(all.then_some(Group::Total));
            out.push(Count { measure, group, ..count.clone() });
        }
    }
    out
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

/// A list of the dead by three groups or more is a running total, whatever word it is told with.
pub(in crate::extract) fn list_of_dead(
    kinds: &Kinds,
    hits: &Hits,
    sentence: Range<usize>,
    cues: &[Cue],
    counts: &[Count],
) -> Option<Cue> {
    let dead = || counts.iter().filter(|count| count.measure == Measure::Killed);
    let is_total = |count: &&Count| count.group == Some(Group::Total);
    let sum = dead()
        .filter(|count| !is_total(count))
        .filter_map(Count::told)
        .fold(0, u64::saturating_add);
    // A total beside the dead of another clash is not theirs.
    let of_all = |count: &&Count| !is_total(count) || count.told().is_some_and(|all| sum <= all);
    // Those of no group are a side of their own: the tribes, a foreign army.
    let groups: BTreeSet<Option<Group>> = dead().filter(of_all).map(|count| count.group).collect();
    let told = cues.iter().any(|found| kinds.is_total(found.kind));
    if told || groups.len() < GROUPS_OF_A_TOTAL {
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
