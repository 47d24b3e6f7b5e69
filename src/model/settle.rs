//! Which of the numbers that one source tells of an event stand.

use super::{Count, Group, Measure};

/// The numbers of `counts`, those of one source on one event in the order of the text, each measure and group of the dead
/// once.
///
/// A number told exactly stands before a bound that it keeps, or a round figure near it; else the first told stands. The dead
/// of no group are the same people as those of a group of the same number, and all of them where they are more.
pub fn settle<'a>(counts: impl IntoIterator<Item = &'a Count>) -> Vec<Count> {
    let mut out: Vec<Count> = Vec::new();
    for count in counts {
        let slot = |other: &&mut Count| {
            other.measure == count.measure
                && (count.measure != Measure::Killed || other.group == count.group)
        };
        match out.iter_mut().find(slot) {
            Some(known) if sharpens(count, known) => *known = count.clone(),
            Some(_) => {}
            None => out.push(count.clone()),
        }
    }
    settle_groups(&mut out);
    out
}

fn told(count: &Count) -> u64 {
    count.told().unwrap_or(0)
}

/// Whether `count` tells exactly what `known` tells as a bound or about, or as a number what that has no number for.
fn sharpens(count: &Count, known: &Count) -> bool {
    let (new, old) = (told(count), told(known));
    let keeps = known.low.is_none_or(|low| low <= new) && known.high.is_none_or(|high| new <= high);
    // A round figure is out by a quarter at the most.
    let near = known.best.is_none() || new.abs_diff(old) <= old / 4;
    let is_first = known.told().is_none() && count.told().is_some();
    is_first || (count.is_exact() && !known.is_exact() && keeps && near)
}

fn settle_groups(counts: &mut Vec<Count>) {
    let killed = |count: &&Count| count.measure == Measure::Killed;
    let grouped: Vec<u64> = counts
        .iter()
        .filter(killed)
        .filter(|count| !matches!(count.group, None | Some(Group::Total)))
        .map(told)
        .collect();
    let sum = grouped.iter().fold(0_u64, |sum, one| sum.saturating_add(*one));
    let has_total = counts.iter().filter(killed).any(|count| count.group == Some(Group::Total));
    if grouped.is_empty() {
        return;
    }
    counts.retain_mut(|count| {
        if count.measure != Measure::Killed || count.group.is_some() {
            return true;
        }
        let value = told(count);
        if grouped.contains(&value) {
            return false;
        }
        if value > sum || (value == sum && grouped.len() > 1) {
            count.group = Some(Group::Total);
            return !has_total;
        }
        true
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn killed(group: Option<Group>, n: u64) -> Count {
        Count::exactly(Measure::Killed, group, n, String::new())
    }

    fn bound(measure: Measure, low: u64) -> Count {
        let exact = Count::exactly(measure, None, low, String::new());
        Count { best: None, high: None, ..exact }
    }

    #[test]
    fn the_exact_number_stands_before_a_bound_that_it_keeps() {
        let exact = |n| Count::exactly(Measure::Detained, None, n, String::new());
        let cases = [
            (vec![bound(Measure::Detained, 200), exact(226)], 226),
            (vec![exact(226), bound(Measure::Detained, 200)], 226),
            (vec![bound(Measure::Detained, 200), exact(30)], 200),
            (vec![exact(5), exact(7)], 5),
        ];
        for (counts, expected) in cases {
            let settled = settle(&counts);
            assert_eq!(settled.iter().map(told).collect::<Vec<_>>(), [expected]);
        }
    }

    #[test]
    fn the_dead_of_no_group_are_those_of_a_group_or_all() {
        let (sdf, civilians) = (Some(Group::Sdf), Some(Group::Civilians));
        let cases = [
            (vec![killed(None, 5), killed(sdf, 5)], vec![(sdf, 5)]),
            (
                vec![killed(None, 8), killed(sdf, 5), killed(civilians, 3)],
                vec![(Some(Group::Total), 8), (sdf, 5), (civilians, 3)],
            ),
            (vec![killed(None, 1), killed(sdf, 5)], vec![(None, 1), (sdf, 5)]),
            (vec![killed(None, 4)], vec![(None, 4)]),
        ];
        for (counts, expected) in cases {
            let settled = settle(&counts);
            let found: Vec<_> = settled.iter().map(|count| (count.group, told(count))).collect();
            assert_eq!(found, expected);
        }
    }
}
