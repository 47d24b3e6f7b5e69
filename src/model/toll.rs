//! The numbers of an event, side by side: two sources' tolls are never made one.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Count, Event, EventReport, Group, Measure, Origin, SourceId, Voice};

/// What the reports of an event tell of one measure and group.
#[derive(Debug, Clone, PartialEq)]
pub struct Toll<'e> {
    /// What is counted.
    pub measure: Measure,
    /// Whose, where that is told.
    pub group: Option<Group>,
    /// What an analyst set, which stands above what is told.
    pub settled: Option<&'e Count>,
    /// Who tells what: one for each number of a source, in the order of the reports.
    pub claims: Vec<Claimed<'e>>,
    /// Where it is of all groups together, who counts single ones: however many there are, they are no fewer than these.
    pub parts: Vec<Part<'e>>,
}

/// What one source, or an analyst, counts of single groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part<'e> {
    /// A report of the source; `None` for an analyst.
    pub report: Option<&'e EventReport>,
    /// How many it tells: its groups together, or the greatest of them where it tells of all itself.
    pub at_least: u64,
    /// Whose word it is.
    pub voice: Voice,
}

/// A number as a source tells it of an event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Claimed<'e> {
    /// The number and its words.
    pub count: &'e Count,
    /// The report that tells it.
    pub report: &'e EventReport,
    /// Whether the same publisher tells another number later, which takes its place. A copied number is that of whom it is copied from.
    pub superseded: bool,
    /// Whose word it is.
    pub voice: Voice,
    /// Whether another's word counts more: that of a record above prose, that of a correction above both.
    pub outranked: bool,
}

/// What several sources agree on; `None` where they tell nothing, or not the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bounds {
    /// At least so many.
    pub low: Option<u64>,
    /// The number that all who tell one agree on.
    pub best: Option<u64>,
    /// At most so many.
    pub high: Option<u64>,
}

impl Event {
    /// The numbers of each measure and group that is told or settled, in the order of [`Measure::ALL`] and [`Group::ALL`],
    /// those of no group first.
    ///
    /// Where somebody tells that it happened, the numbers of those who deny or foretell it are left out.
    pub fn tolls(&self) -> Vec<Toll<'_>> {
        let any_told = self.reports.iter().any(|told| told.report.status.is_asserted());
        let reports =
            || self.reports.iter().filter(|told| told.report.status.is_asserted() == any_told);
        let groups = || std::iter::once(None).chain(Group::ALL.map(Some));
        let slots = Measure::ALL
            .into_iter()
            .flat_map(|measure| groups().map(move |group| (measure, group)));
        let originals = self.originals();
        let grouping = Grouping::of(reports(), &self.amendments.counts);
        let toll = |(measure, group)| {
            let settled = self.amendments.counts.iter().find(|count| {
                count.measure == measure
                    && (count.group == group || (is_of_all(count.group) && is_of_all(group)))
            });
            let claims = reports().flat_map(|report| {
                let of_slot = |count: &&Count| {
                    count.measure == measure && grouping.group(report, count) == group
                };
                let counts = || report.report.counts.iter().filter(of_slot);
                let most =
                    counts().filter(|count| count.is_exact()).filter_map(|count| count.best).max();
                // "Rose to nine after two of the wounded died": in one sentence the fewer are of the more.
                let is_whole = |count: &&Count| !count.is_exact() || count.best == most;
                let whole = counts().filter(is_whole).map(|count| (report, count));
                whole.collect::<Vec<_>>()
            });
            let claims = with_latest(claims, &originals);
            let is_set = settled.is_some() && grouping.slot(measure, group) == group;
            let toll = Toll { measure, group, settled, claims, parts: Vec::new() };
            (is_set || !toll.claims.is_empty()).then_some(toll)
        };
        let mut tolls: Vec<Toll<'_>> = slots.filter_map(toll).collect();
        for measure in Measure::ALL {
            let parts = parts(measure, &tolls);
            let of_all = |toll: &&mut Toll<'_>| {
                toll.measure == measure && toll.group == grouping.slot(measure, None)
            };
            if let Some(all) = tolls.iter_mut().find(of_all) {
                all.parts = parts;
            }
        }
        tolls
    }

    /// Where the words of copies come from.
    fn originals(&self) -> FxHashMap<&SourceId, &Origin> {
        let copied: FxHashSet<_> =
            self.reports.iter().filter_map(|told| told.copy_of.as_ref()).collect();
        let origins = self.reports.iter().map(|told| &*told.report.origin);
        origins.filter(|origin| copied.contains(&origin.id)).map(|it| (&it.id, it)).collect()
    }
}

/// Of whom the sources of an event tell that do not say so.
struct Grouping<'e> {
    /// Which sources count single groups of what.
    of_parts: FxHashSet<(&'e SourceId, Measure)>,
    /// Of what somebody counts single groups.
    parted: FxHashSet<Measure>,
}

impl<'e> Grouping<'e> {
    fn of(reports: impl Iterator<Item = &'e EventReport>, settled: &[Count]) -> Self {
        let of_parts = reports.flat_map(|EventReport { report, .. }| {
            let counts = report.counts.iter().filter(|count| !is_of_all(count.group));
            counts.map(|count| (&report.origin.id, count.measure))
        });
        let of_parts: FxHashSet<_> = of_parts.collect();
        let settled = settled.iter().filter(|count| !is_of_all(count.group));
        let parted = of_parts.iter().map(|(_, measure)| *measure);
        let parted = parted.chain(settled.map(|count| count.measure)).collect();
        Self { of_parts, parted }
    }

    /// Under which group a count of `group` stands: where nobody counts single groups, "three people" and "the toll" are of the same.
    fn slot(&self, measure: Measure, group: Option<Group>) -> Option<Group> {
        let all = self.parted.contains(&measure).then_some(Group::Total);
        if is_of_all(group) { all } else { group }
    }

    /// The same of what `told` counts. A source that counts single groups as well may tell of some more people than these; what
    /// another one counts says nothing of it.
    fn group(&self, told: &EventReport, count: &Count) -> Option<Group> {
        let counts_parts = || self.of_parts.contains(&(&told.report.origin.id, count.measure));
        match count.group {
            None if counts_parts() => None,
            group => self.slot(count.measure, group),
        }
    }
}

fn is_of_all(group: Option<Group>) -> bool {
    matches!(group, None | Some(Group::Total))
}

/// What each source counts of single groups, as `tolls` tell it.
fn parts<'e>(measure: Measure, tolls: &[Toll<'e>]) -> Vec<Part<'e>> {
    let (of_all, of_one): (Vec<_>, Vec<_>) =
        tolls.iter().filter(|toll| toll.measure == measure).partition(|toll| is_of_all(toll.group));
    let of_all = of_all.into_iter().flat_map(|toll| &toll.claims);
    let tells_all: FxHashSet<_> = of_all.map(|claim| Some(claim.source())).collect();
    let mut parts: BTreeMap<Option<&SourceId>, Part<'e>> = BTreeMap::new();
    for toll in of_one {
        let mut of_group: BTreeMap<Option<&SourceId>, Part<'e>> = BTreeMap::new();
        for part in toll.as_parts() {
            let known = of_group.entry(part.source()).or_insert(part);
            known.at_least = known.at_least.max(part.at_least);
            known.voice = known.voice.max(part.voice);
        }
        for (source, part) in of_group {
            let known = parts.entry(source).or_insert(Part { at_least: 0, ..part });
            known.at_least = if tells_all.contains(&source) {
                known.at_least.max(part.at_least)
            } else {
                known.at_least.saturating_add(part.at_least)
            };
            known.voice = known.voice.max(part.voice);
        }
    }
    parts.into_values().filter(|part| part.at_least > 0).collect()
}

/// Each number of a source once, and whether its publisher tells another on a later day.
fn with_latest<'e>(
    told: impl Iterator<Item = (&'e EventReport, &'e Count)>,
    originals: &FxHashMap<&SourceId, &Origin>,
) -> Vec<Claimed<'e>> {
    let mut seen = FxHashSet::default();
    let mut claims: Vec<Claimed<'e>> = Vec::new();
    for (report, count) in told {
        // Of words without a number, each tells something: dozens, hundreds.
        let words = count.told().is_none().then_some(&count.words);
        if seen.insert((&report.report.origin.id, count.low, count.best, count.high, words)) {
            let voice = report.report.voice_of(count.measure, count.group);
            claims.push(Claimed { count, report, superseded: false, voice, outranked: false });
        }
    }
    let bounds = |claim: &Claimed<'e>| (claim.count.low, claim.count.best, claim.count.high);
    let mut latest: FxHashMap<&str, Date> = FxHashMap::default();
    let mut latest_so: FxHashMap<(&str, _), Date> = FxHashMap::default();
    for claim in &claims {
        let origin = &*claim.report.report.origin;
        if let Some(day) = origin.published {
            let last = latest.entry(origin.witness()).or_insert(day);
            *last = day.max(*last);
            let last = latest_so.entry((origin.witness(), bounds(claim))).or_insert(day);
            *last = day.max(*last);
        }
    }
    // Whoever copies a number says nothing of his own: he speaks for whom he copies, on the day on which that one last told it.
    let spoken = |claim: &Claimed<'e>| {
        let own = &*claim.report.report.origin;
        let copied = claim.report.copy_of.as_ref().and_then(|id| originals.get(id));
        let for_other = copied.filter(|origin| origin.witness() != own.witness());
        let day = for_other.and_then(|other| latest_so.get(&(other.witness(), bounds(claim))));
        match for_other.zip(day) {
            Some((other, day)) => (other.witness(), Some(*day)),
            None => (own.witness(), own.published),
        }
    };
    for claim in &mut claims {
        let own = &claim.report.report.origin;
        // Who copied a number and told one himself since has taken it back as well.
        claim.superseded =
            [spoken(claim), (own.witness(), own.published)].into_iter().any(|(witness, day)| {
                day.zip(latest.get(witness)).is_some_and(|(day, last)| day < *last)
            });
    }
    let standing = claims.iter().filter(|claim| !claim.superseded);
    let loudest = standing.map(|claim| claim.voice).min();
    for claim in &mut claims {
        claim.outranked = loudest.is_some_and(|loudest| claim.voice > loudest);
    }
    claims
}

impl<'e> Toll<'e> {
    /// What can be told in one row: what an analyst set, or else a record, or else the widest bounds told and the number that all agree on.
    pub fn bounds(&self) -> Bounds {
        if let Some(&Count { low, best, high, .. }) = self.settled {
            return Bounds { low, best, high };
        }
        let standing: Vec<_> = self.standing_claims().collect();
        bounds(&standing, &self.parts)
    }

    /// The numbers that count of this group, as parts of all.
    fn as_parts(&self) -> Vec<Part<'e>> {
        let part = |report, count: &Count, voice| Part {
            report,
            at_least: count.low.or(count.best).unwrap_or(0),
            voice,
        };
        if let Some(count) = self.settled {
            return vec![part(None, count, Voice::Corrected)];
        }
        let told = self.standing_claims();
        told.map(|claim| part(Some(claim.report), claim.count, claim.voice)).collect()
    }

    fn standing_claims(&self) -> impl Iterator<Item = &Claimed<'e>> + Clone {
        self.claims.iter().filter(|claim| claim.stands())
    }

    /// The numbers that no later one of their source takes the place of, and above which no other word stands.
    pub fn standing(&self) -> impl Iterator<Item = &Count> + Clone {
        self.standing_claims().map(|claim| claim.count)
    }

    /// Whether two sources, or one and itself, tell numbers that cannot both be right.
    pub fn is_disputed(&self) -> bool {
        self.settled.is_none() && (contradict(self.standing()) || self.denied().next().is_some())
    }

    /// What is counted of single groups, and is more than somebody else says that all together are.
    pub fn denied(&self) -> impl Iterator<Item = &Part<'e>> {
        let loudest = self.standing_claims().map(|claim| claim.voice).min();
        self.parts.iter().filter(move |part| {
            let denies = |claim: &Claimed<'_>| {
                let most = claim.count.high.or(claim.count.best);
                part.source() != Some(claim.source())
                    && most.is_some_and(|most| most < part.at_least)
            };
            loudest.is_some_and(|loudest| part.voice <= loudest)
                && self.standing_claims().any(denies)
        })
    }
}

/// What `tolls`, those of one event, leave of all of `measure` together in one row: what is told of all, whoever tells it, and
/// at least what is told of single groups.
pub fn all_together(measure: Measure, tolls: &[Toll<'_>]) -> Bounds {
    let of_all = tolls.iter().filter(|toll| toll.measure == measure && is_of_all(toll.group));
    if let Some(count) = of_all.clone().find_map(|toll| toll.settled) {
        return Bounds::of([count].into_iter());
    }
    let standing = of_all.flat_map(Toll::standing_claims);
    let loudest = standing.clone().map(|claim| claim.voice).min();
    let standing: Vec<_> = standing.filter(|claim| Some(claim.voice) == loudest).collect();
    bounds(&standing, &parts(measure, tolls))
}

/// What the claims of all together leave beside what is told of single groups. A louder word is not broken by another's.
fn bounds(standing: &[&Claimed<'_>], parts: &[Part<'_>]) -> Bounds {
    let voices = standing.iter().map(|claim| claim.voice);
    let loudest = voices.min().or_else(|| parts.iter().map(|part| part.voice).min());
    let heard = parts.iter().filter(|part| Some(part.voice) <= loudest);
    let heard: Vec<u64> = heard.map(|part| part.at_least).collect();
    Bounds::over(standing.iter().map(|claim| claim.count), &heard)
}

/// Whether some of `counts` cannot be right if the others are. "At least 20" says nothing of the most there may be, and
/// contradicts "12" all the same.
fn contradict<'a>(counts: impl Iterator<Item = &'a Count> + Clone) -> bool {
    let least_high = counts.clone().filter_map(|count| count.high.or(count.best)).min();
    let most_low = counts.filter_map(|count| count.low.or(count.best)).max();
    most_low.zip(least_high).is_some_and(|(low, high)| low > high)
}

impl<'e> Part<'e> {
    fn source(&self) -> Option<&'e SourceId> {
        self.report.map(|told| &told.report.origin.id)
    }
}

impl<'e> Claimed<'e> {
    fn source(&self) -> &'e SourceId {
        &self.report.report.origin.id
    }

    /// Whether it counts in what is told of the event in one number.
    pub fn stands(&self) -> bool {
        !self.superseded && !self.outranked
    }
}

impl Bounds {
    /// The widest bounds told, and the number that all who tell one agree on; where they do not, the least and the most of
    /// their numbers are bounds too ("about 20" beside "22").
    ///
    /// A bound that another count breaks ("10 to 12" beside "at least 20") is no bound, and a number that breaks
    /// another's bound is no agreement.
    pub fn of<'a>(counts: impl Iterator<Item = &'a Count> + Clone) -> Self {
        Self::over(counts, &[])
    }

    /// The same where single groups are at least `parts`: none of these leaves all together fewer, though it is the least of all
    /// only where nobody tells that of all.
    fn over<'a>(counts: impl Iterator<Item = &'a Count> + Clone, parts: &[u64]) -> Self {
        let lows = counts.clone().filter_map(|c| c.low);
        let highs = counts.clone().filter_map(|c| c.high);
        let bests = counts.clone().filter_map(|c| c.best);
        let is_floor = |&n: &u64| highs.clone().chain(bests.clone()).all(|other| n <= other);
        let least = lows.clone().chain(bests.clone()).chain(parts.iter().copied());
        let is_ceiling = |&n: &u64| least.clone().all(|other| other <= n);
        // Who tells hundreds agrees with no number, and says of none that it is the most.
        let is_open = counts.into_iter().any(|c| c.told().is_none());
        let best =
            bests.clone().min().filter(is_ceiling).filter(|n| highs.clone().all(|h| *n <= h));
        let differing = || bests.clone().filter(|_| best.is_none());
        Self {
            low: lows
                .clone()
                .chain(differing())
                .min()
                .or_else(|| parts.iter().copied().min())
                .filter(is_floor),
            best: best.filter(|_| !is_open),
            high: highs.clone().chain(differing()).max().filter(is_ceiling).filter(|_| !is_open),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_tolls_are_never_made_one() {
        // counts as low/best/high, `-` for none, then the toll
        let cases = [
            ("", "-/-/-"),
            ("10/10/10", "10/10/10"),
            ("10/10/10 10/10/10", "10/10/10"),
            ("10/10/10 12/12/12", "10/-/12"),
            ("20/-/-", "20/-/-"),
            ("-/-/30", "-/-/30"),
            ("-/100/-", "-/100/-"),
            ("10/10/10 9/-/-", "9/10/10"),
            ("10/10/10 12/-/-", "10/-/-"),
            ("10/10/10 -/-/8", "-/-/10"),
            ("10/-/20 15/15/15", "10/15/20"),
            ("10/-/20 -/25/-", "10/-/25"),
            ("22/22/22 -/20/-", "20/-/22"),
            ("-/100/- -/120/-", "100/-/120"),
            ("-/100/- -/100/-", "-/100/-"),
            ("0/0/0", "0/0/0"),
        ];
        for (counts, expected) in cases {
            let counts: Vec<Count> = counts.split_whitespace().map(count).collect();
            let Count { low, best, high, .. } = count(expected);
            assert_eq!(Bounds::of(counts.iter()), Bounds { low, best, high }, "{counts:?}");
        }
    }

    #[test]
    fn all_together_are_no_fewer_than_a_part_of_them() {
        // counts of all as low/best/high, `-` for none; how many some groups are; then the toll
        let cases: [(&str, &[u64], &str); 9] = [
            ("12/12/12", &[40], "12/-/-"),
            ("12/12/12", &[12, 5], "12/12/12"),
            ("12/12/12 50/50/50", &[40], "12/-/50"),
            ("10/-/50", &[40], "10/-/50"),
            ("", &[40, 20], "20/-/-"),
            ("-/-/30", &[20], "20/-/30"),
            ("-/-/30", &[40], "-/-/-"),
            ("-/100/-", &[120], "100/-/-"),
            ("20/-/-", &[5], "20/-/-"),
        ];
        for (counts, parts, expected) in cases {
            let counts: Vec<Count> = counts.split_whitespace().map(count).collect();
            let Count { low, best, high, .. } = count(expected);
            let found = Bounds::over(counts.iter(), parts);
            assert_eq!(found, Bounds { low, best, high }, "{counts:?} {parts:?}");
        }
    }

    #[test]
    fn numbers_that_cannot_both_be_right_are_disputed_open_bounds_too() {
        // counts as low/best/high, `-` for none; whether they are disputed
        let cases = [
            ("10/10/10 10/10/10", false),
            ("10/10/10 12/12/12", true),
            ("20/-/- 12/12/12", true),
            ("20/-/- 25/25/25", false),
            ("-/-/8 12/12/12", true),
            ("-/-/30 12/12/12", false),
            ("20/-/- -/-/15", true),
            ("20/-/- -/-/20", false),
            ("20/-/- 30/-/-", false),
        ];
        for (counts, expected) in cases {
            let counts: Vec<Count> = counts.split_whitespace().map(count).collect();
            assert_eq!(contradict(counts.iter()), expected, "{counts:?}");
        }
    }

    fn count(numbers: &str) -> Count {
        let mut numbers = numbers.split('/').map(|n| n.parse().ok());
        let mut next = || numbers.next().unwrap();
        let (low, best, high) = (next(), next(), next());
        let words = String::new();
        Count { low, best, high, ..Count::exactly(Measure::Killed, None, 0, words) }
    }
}
