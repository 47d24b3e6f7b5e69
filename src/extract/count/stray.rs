//! Counts of sentences that tell no event of their own: «وقُتل في الهجوم 5» after the sentence that told the attack.

use std::ops::Range;

use super::share::{akin, taken_as};
use crate::extract::Kinds;
use crate::extract::cue::Found as Cue;
use crate::model::{Count, DateSpan, Group, Measure};

/// How many sentences before may have told the event.
const BEFORE: usize = 4;
/// How many sentences after may tell it, where none before did: a headline tells the toll first.
const AFTER: usize = 2;

/// A count that no claim of its sentence takes.
#[derive(Debug)]
pub(in crate::extract) struct Stray {
    count: Count,
    place: Place,
}

/// Where a sentence stands in its text.
#[derive(Debug, Clone)]
pub(in crate::extract) struct Place {
    /// Its index.
    pub(in crate::extract) at: usize,
    /// Which of the texts on the page it belongs to.
    pub(in crate::extract) text: usize,
    /// Whether it recalls something earlier.
    pub(in crate::extract) recalled: bool,
    /// Whether it goes on with what the sentence before recalls, or returns from it to the news.
    pub(in crate::extract) goes_on: bool,
    /// The dates that it tells.
    pub(in crate::extract) dates: Vec<DateSpan>,
    /// The kinds that it has a word for, though it tells none of them: «في الهجوم».
    pub(in crate::extract) kinds: Vec<usize>,
    /// Whether it tells of those who got out.
    pub(in crate::extract) fugitives: bool,
}

/// A claim that may take a count in.
#[derive(Debug, Clone, Copy)]
pub(in crate::extract) struct Home<'a> {
    pub(in crate::extract) kind: usize,
    /// Its sentence.
    pub(in crate::extract) at: usize,
    /// Which of the texts on the page that belongs to.
    pub(in crate::extract) text: usize,
    /// Whether that recalls something earlier.
    pub(in crate::extract) recalled: bool,
    pub(in crate::extract) dates: Option<&'a DateSpan>,
    pub(in crate::extract) counts: &'a [Count],
}

/// The counts of a sentence that none of its `cues` takes.
pub(in crate::extract) fn stray(
    kinds: &Kinds,
    cues: &[Cue],
    counts: &[Count],
    place: impl Fn() -> Place,
) -> Vec<Stray> {
    counts
        .iter()
        .filter(|count| taken_as(kinds, cues, count.measure, false).is_none())
        .map(|count| Stray { count: count.clone(), place: place() })
        .collect()
}

impl Stray {
    /// Its sentence.
    pub(in crate::extract) fn sentence(&self) -> usize {
        self.place.at
    }

    /// The sentences that may tell the event it is of, so that no other claim need be looked at.
    pub(in crate::extract) fn reach(&self) -> Range<usize> {
        self.place.at.saturating_sub(BEFORE)..self.place.at + AFTER + 1
    }

    /// The claim that takes it in, as an index into `homes`, and the count as that claim has it: the nearest sentence
    /// before, or else after, that tells an event of a kind that counts such people.
    pub(in crate::extract) fn home(
        &self,
        kinds: &Kinds,
        homes: &[Home<'_>],
    ) -> Option<(usize, Count)> {
        let measures = std::iter::once(self.count.measure)
            // Whoever is caught in a sentence of its own did not try to get out there.
            .chain(akin(self.count.measure).iter().copied())
            .filter(|&it| {
                it == self.count.measure
                    || self.count.measure != Measure::Detained
                    || it == Measure::Recaptured
            });
        for measure in measures {
            let fits = |home: &Home<'_>| kinds.takes(home.kind, measure) && self.fits(kinds, home);
            let fitting = || homes.iter().enumerate().filter(|(_, home)| fits(home));
            let before = fitting()
                .filter(|(_, home)| (home.at..=home.at + BEFORE).contains(&self.place.at))
                .min_by_key(|(_, home)| {
                    (
                        self.is_foreign(kinds, home),
                        self.place.at - home.at,
                        !kinds.is_total(home.kind),
                    )
                });
            let found = before.or_else(|| {
                fitting()
                    .filter(|(_, home)| (self.place.at..=self.place.at + AFTER).contains(&home.at))
                    .min_by_key(|(_, home)| (self.is_foreign(kinds, home), home.at))
            });
            if let Some((index, home)) = found {
                let all = self.is_all_of(kinds, home).then_some(Group::Total);
                let group = self.count.group.or(all);
                let count = Count { measure, group, ..self.count.clone() };
                return (!is_known(&count, home)).then_some((index, count));
            }
        }
        None
    }

    /// Whether its sentence has no word for the kind of `home`.
    fn is_foreign(&self, kinds: &Kinds, home: &Home<'_>) -> bool {
        let fugitives = self.place.fugitives && kinds.takes(home.kind, Measure::Escaped);
        !(fugitives || self.place.kinds.contains(&home.kind))
    }

    /// Whether it is the number of all the dead whom a running total tells by side.
    fn is_all_of(&self, kinds: &Kinds, home: &Home<'_>) -> bool {
        let killed = |count: &&Count| count.measure == Measure::Killed;
        let told = home.counts.iter().filter(killed).filter_map(Count::told);
        let sum = told.fold(0, u64::saturating_add);
        kinds.is_total(home.kind)
            && killed(&&self.count)
            && self.count.group.is_none()
            && home.counts.iter().filter(killed).any(|count| count.group.is_some())
            && self.count.told().is_some_and(|all| all >= sum)
    }

    /// Whether it may be of the occurrence that `home` tells.
    fn fits(&self, kinds: &Kinds, home: &Home<'_>) -> bool {
        // Of what is dated nothing goes to a headline, which is not.
        let own = &self.place.dates;
        let on_its_day = |other: &DateSpan| own.iter().any(|own| overlap(own, other));
        let same_day = own.is_empty() || home.dates.is_some_and(on_its_day);
        // A running total is told in its own sentence; one that goes on gives the groups.
        let part = self.count.measure == Measure::Killed && self.count.group.is_some();
        let alike = home.text == self.place.text
            && (home.recalled == self.place.recalled || self.place.goes_on);
        // Whoever is hurt beside the dead whom the sentence before sums up is of that sum.
        let beside = self.count.measure == Measure::Wounded
            && self.place.at == home.at + 1
            && self.place.kinds.is_empty()
            && home.counts.iter().any(|count| count.group == Some(Group::Total));
        let of_total = part || beside || self.is_all_of(kinds, home);
        alike && same_day && (!kinds.is_total(home.kind) || of_total)
    }
}

/// Whether the claim tells it already, or tells the same people more exactly.
fn is_known(count: &Count, home: &Home<'_>) -> bool {
    let is_number = |count: &Count| count.told().is_some();
    let of_measure =
        |other: &&Count| other.measure == count.measure && (is_number(other) || !is_number(count));
    let mut known = home.counts.iter().filter(of_measure);
    match (count.measure, count.group) {
        (Measure::Killed, Some(_)) => known.any(|other| other.group == count.group),
        _ => known.next().is_some(),
    }
}

fn overlap(one: &DateSpan, other: &DateSpan) -> bool {
    one.start.is_none_or(|start| start <= other.end)
        && other.start.is_none_or(|start| start <= one.end)
}
