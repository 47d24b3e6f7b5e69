//! The numbers of an event, side by side: two sources' tolls are never made one.

use std::collections::BTreeSet;

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
        // Where nobody tells whose dead they are, "three people" and "the toll" are of the same.
        let told = reports().flat_map(|told| &told.report.counts);
        let of_part = told
            .chain(&self.amendments.counts)
            .filter(|count| !matches!(count.group, None | Some(Group::Total)));
        let parted: BTreeSet<Measure> = of_part.map(|count| count.measure).collect();
        let toll = |(measure, group)| {
            let is_one = !parted.contains(&measure);
            let slot =
                |group: Option<Group>| group.filter(|group| !(is_one && *group == Group::Total));
            if slot(group) != group {
                return None;
            }
            let of_slot = |count: &&Count| (count.measure, slot(count.group)) == (measure, group);
            let settled = self.amendments.counts.iter().find(of_slot);
            let claims = reports().flat_map(|report| {
                let counts = || report.report.counts.iter().filter(of_slot);
                let most =
                    counts().filter(|count| count.is_exact()).filter_map(|count| count.best).max();
                // "Rose to nine after two of the wounded died": in one sentence the fewer are of the more.
                let is_whole = move |count: &&Count| !count.is_exact() || count.best == most;
                counts().filter(is_whole).map(move |count| (report, count))
            });
            let claims = with_latest(claims, &originals);
            let toll = Toll { measure, group, settled, claims };
            (settled.is_some() || !toll.claims.is_empty()).then_some(toll)
        };
        slots.filter_map(toll).collect()
    }

    /// Where the words of copies come from.
    fn originals(&self) -> FxHashMap<&SourceId, &Origin> {
        let copied: FxHashSet<_> =
            self.reports.iter().filter_map(|told| told.copy_of.as_ref()).collect();
        let origins = self.reports.iter().map(|told| &*told.report.origin);
        origins.filter(|origin| copied.contains(&origin.id)).map(|it| (&it.id, it)).collect()
    }
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
        let (witness, day) = spoken(claim);
        claim.superseded = day.zip(latest.get(witness)).is_some_and(|(day, last)| day < *last);
    }
    let standing = claims.iter().filter(|claim| !claim.superseded);
    let loudest = standing.map(|claim| claim.voice).min();
    for claim in &mut claims {
        claim.outranked = loudest.is_some_and(|loudest| claim.voice > loudest);
    }
    claims
}

impl Toll<'_> {
    /// What can be told in one row: what an analyst set, or else a record, or else the widest bounds told and the number that all agree on.
    pub fn bounds(&self) -> Bounds {
        match self.settled {
            Some(&Count { low, best, high, .. }) => Bounds { low, best, high },
            None => Bounds::of(self.standing()),
        }
    }

    /// The numbers that no later one of their source takes the place of, and above which no other word stands.
    pub fn standing(&self) -> impl Iterator<Item = &Count> + Clone {
        self.claims.iter().filter(|claim| claim.stands()).map(|claim| claim.count)
    }

    /// Whether two sources, or one and itself, tell numbers that cannot both be right.
    pub fn is_disputed(&self) -> bool {
        self.settled.is_none() && contradict(self.standing())
    }
}

/// Whether some of `counts` cannot be right if the others are. "At least 20" says nothing of the most there may be, and
/// contradicts "12" all the same.
fn contradict<'a>(counts: impl Iterator<Item = &'a Count> + Clone) -> bool {
    let least_high = counts.clone().filter_map(|count| count.high.or(count.best)).min();
    let most_low = counts.filter_map(|count| count.low.or(count.best)).max();
    most_low.zip(least_high).is_some_and(|(low, high)| low > high)
}

impl Claimed<'_> {
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
        let lows = counts.clone().filter_map(|c| c.low);
        let highs = counts.clone().filter_map(|c| c.high);
        let bests = counts.clone().filter_map(|c| c.best);
        let is_floor = |&n: &u64| highs.clone().chain(bests.clone()).all(|other| n <= other);
        let is_ceiling = |&n: &u64| lows.clone().chain(bests.clone()).all(|other| other <= n);
        // Who tells hundreds agrees with no number, and says of none that it is the most.
        let is_open = counts.into_iter().any(|c| c.told().is_none());
        let best =
            bests.clone().min().filter(is_ceiling).filter(|n| highs.clone().all(|h| *n <= h));
        let differing = || bests.clone().filter(|_| best.is_none());
        Self {
            low: lows.clone().chain(differing()).min().filter(is_floor),
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
