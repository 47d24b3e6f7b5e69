//! The numbers of an event, as far as one number can be told: two sources' tolls are never made one.
//!
//! Every number with its words stays with its report; here is only what fits a column.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::model::{Count, Event, Group, Measure};

/// The groups whose dead have a column of their own.
const GROUPS: [Group; 4] = [Group::Is, Group::Sdf, Group::Civilians, Group::Army];

/// The columns `escaped_low`, `escaped_best`, `escaped_high` of each measure, then `killed_is` … `killed_army`.
pub(super) struct Tolls {
    measures: [Toll; Measure::ALL.len()],
    killed: [Toll; GROUPS.len()],
}

/// What several sources agree on; `None` where they tell nothing, or not the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Toll {
    low: Option<u64>,
    best: Option<u64>,
    high: Option<u64>,
}

impl Tolls {
    /// The numbers that the reports of `event` tell.
    ///
    /// Where somebody tells that it happened, the numbers of those who deny or foretell it are left out.
    pub(super) fn of(event: &Event) -> Self {
        let reports = || event.reports.iter().map(|placed| &placed.report);
        let any_told = reports().any(|report| report.status.is_asserted());
        let counts: Vec<&Count> = reports()
            .filter(|report| report.status.is_asserted() == any_told)
            .flat_map(|report| &report.counts)
            .collect();
        let toll = |measure, groups: &[Option<Group>]| {
            Toll::of(
                counts
                    .iter()
                    .copied()
                    .filter(|count| count.measure == measure && groups.contains(&count.group)),
            )
        };
        Self {
            measures: Measure::ALL.map(|measure| toll(measure, &[None, Some(Group::Total)])),
            killed: GROUPS.map(|group| toll(Measure::Killed, &[Some(group)])),
        }
    }
}

impl Toll {
    /// The widest bounds told, and the number that all who tell one agree on.
    ///
    /// A bound that another count breaks ("10 to 12" beside "at least 20") is no bound, and a number that breaks
    /// another's bound is no agreement.
    fn of<'a>(counts: impl Iterator<Item = &'a Count> + Clone) -> Self {
        let lows = counts.clone().filter_map(|c| c.low);
        let highs = counts.clone().filter_map(|c| c.high);
        let bests = counts.filter_map(|c| c.best);
        let is_floor = |&n: &u64| highs.clone().chain(bests.clone()).all(|other| n <= other);
        let is_ceiling = |&n: &u64| lows.clone().chain(bests.clone()).all(|other| other <= n);
        Self {
            low: lows.clone().min().filter(is_floor),
            best: bests.clone().min().filter(is_ceiling).filter(|n| highs.clone().all(|h| *n <= h)),
            high: highs.clone().max().filter(is_ceiling),
        }
    }
}

impl Serialize for Tolls {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (measure, toll) in Measure::ALL.into_iter().zip(&self.measures) {
            let measure = measure.as_str();
            map.serialize_entry(&format!("{measure}_low"), &toll.low)?;
            map.serialize_entry(&format!("{measure}_best"), &toll.best)?;
            map.serialize_entry(&format!("{measure}_high"), &toll.high)?;
        }
        for (group, toll) in GROUPS.into_iter().zip(&self.killed) {
            map.serialize_entry(&format!("killed_{}", group.as_str()), &toll.best)?;
        }
        map.end()
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
            ("10/-/20 -/25/-", "10/-/-"),
            ("0/0/0", "0/0/0"),
        ];
        for (counts, expected) in cases {
            let counts: Vec<Count> = counts.split_whitespace().map(count).collect();
            let wanted = count(expected);
            let wanted = Toll { low: wanted.low, best: wanted.best, high: wanted.high };
            assert_eq!(Toll::of(counts.iter()), wanted, "{counts:?}");
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
