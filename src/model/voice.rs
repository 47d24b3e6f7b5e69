//! Whose word counts where the reports of one event differ: a correction stands above a record that somebody coded by hand, and
//! that above prose.

use super::{
    Count, Earlier, Edit, Event, EventReport, Field, Group, Measure, Report, as_told_before,
};

/// How much the word of a report counts, the most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Voice {
    /// An analyst set it.
    Corrected,
    /// Somebody coded it by hand.
    Coded,
    /// It was read in prose.
    Read,
}

impl Voice {
    /// Every voice, in their order.
    pub const ALL: [Self; 3] = [Self::Corrected, Self::Coded, Self::Read];
}

impl Report {
    /// Whether its `field` was coded by hand in a record, not read in prose. Of what an earlier build published, it was if that
    /// says so.
    pub fn is_coded(&self, field: Field) -> bool {
        match &self.origin.earlier {
            Some(Earlier::Event(event)) => event.coded.contains(&field),
            Some(Earlier::Report(_)) => false,
            None => self.origin.line.is_some(),
        }
    }

    /// Whose word its `field` is.
    pub fn voice(&self, field: Field) -> Voice {
        self.voice_if(field, |edit| {
            matches!(
                (field, edit),
                (Field::Kind, Edit::Kind(_))
                    | (Field::Status, Edit::Status(_))
                    | (Field::Dates, Edit::Dates(_))
                    | (Field::Place, Edit::Place(_) | Edit::Point(_))
                    | (Field::Counts, Edit::Count(_))
            )
        })
    }

    /// Whose word its number of `measure` and `group` is.
    pub fn voice_of(&self, measure: Measure, group: Option<Group>) -> Voice {
        self.voice_if(
            Field::Counts,
            |edit| matches!(edit, Edit::Count(set) if (set.measure, set.group) == (measure, group)),
        )
    }

    fn voice_if(&self, field: Field, sets: impl Fn(&Edit) -> bool) -> Voice {
        if self.corrections.iter().any(|row| sets(&row.edit)) {
            Voice::Corrected
        } else if self.is_coded(field) {
            Voice::Coded
        } else {
            Voice::Read
        }
    }
}

/// What the reports tell of one field, as the loudest voice tells it; of one voice the least by `key`.
///
/// Prose that tells more finely what a record tells, and `agrees` with it, is not against the record: it counts.
pub fn loudest<'e, T, K: Ord>(
    reports: &(impl Iterator<Item = &'e EventReport> + Clone),
    field: Field,
    told: impl Fn(&'e EventReport) -> Option<&'e T>,
    key: impl Fn(&T) -> K,
    agrees: impl Fn(&T, &T) -> bool,
) -> Option<&'e T> {
    let of = |voice| {
        reports.clone().filter(move |told| told.report.voice(field) == voice).filter_map(&told)
    };
    let [corrected, coded] =
        [Voice::Corrected, Voice::Coded].map(|voice| of(voice).min_by_key(|it| key(it)));
    corrected.or_else(|| {
        let finer =
            |read: &&T| coded.is_none_or(|coded| key(read) < key(coded) && agrees(read, coded));
        of(Voice::Read).filter(finer).min_by_key(|it| key(it)).or(coded)
    })
}

impl Event {
    /// Of which fields a record coded by hand decided, with no correction above it; in the order of [`Field::ALL`].
    pub fn coded(&self) -> Vec<Field> {
        let records =
            |field: Field| self.reports.iter().filter(move |told| told.report.is_coded(field));
        let before = as_told_before(&self.reports);
        let is_set = |field| {
            let mut edits = self.amendments.corrections.iter().map(|row| &row.edit);
            edits.any(|edit| {
                matches!(
                    (field, edit),
                    (Field::Status, Edit::Status(_))
                        | (Field::Dates, Edit::Dates(_))
                        | (Field::Place, Edit::Place(_) | Edit::Point(_))
                )
            })
        };
        let decides = |field: &Field| match field {
            _ if let Some(before) = before => before.coded.contains(field),
            Field::Kind | Field::Main => false,
            Field::Status => records(Field::Status).any(|told| told.report.status == self.status),
            Field::Dates => {
                self.dates.is_some()
                    && records(Field::Dates).any(|told| told.report.dates == self.dates)
            }
            Field::Place => records(Field::Place).any(|told| told.location == self.location),
            Field::Counts => self.tolls().iter().any(|toll| {
                let mut standing = toll.claims.iter().filter(|claim| claim.stands());
                toll.settled.is_none() && standing.any(|claim| claim.voice == Voice::Coded)
            }),
        };
        Field::ALL.into_iter().filter(|field| !is_set(*field)).filter(decides).collect()
    }

    /// How many corrections changed it or one of its reports, those of earlier builds among them.
    pub fn correction_count(&self) -> usize {
        let of_reports = self.reports.iter().flat_map(|told| &told.report.corrections);
        let all = self.amendments.corrections.iter().chain(of_reports);
        let lines: std::collections::BTreeSet<u64> = all.map(|row| row.line).collect();
        let before = self.earlier().map(|earlier| earlier.corrections).max().unwrap_or_default();
        before.saturating_add(lines.len())
    }
}

impl Count {
    /// What it counts, and whose.
    pub fn slot(&self) -> (Measure, Option<Group>) {
        (self.measure, self.group)
    }
}
