//! The numbers of an event as columns, as far as one number can be told.
//!
//! Every number with its words stays with its report; here is only what fits a column.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::model::{Bounds, Count, Event, Group, Measure};

/// The groups whose dead have a column of their own.
const GROUPS: [Group; 5] = [Group::Is, Group::Sdf, Group::Civilians, Group::Army, Group::Others];

/// The columns `escaped_low`, `escaped_best`, `escaped_high` of each measure, then `killed_is` … `killed_others`.
pub(super) struct Tolls {
    measures: [Bounds; Measure::ALL.len()],
    killed: [Bounds; GROUPS.len()],
}

impl Tolls {
    /// The numbers that the reports of `event` tell, or an analyst set.
    pub(super) fn of(event: &Event) -> Self {
        let tolls = event.tolls();
        let bounds = |measure, groups: &[Option<Group>]| {
            let of_these =
                tolls.iter().filter(|toll| toll.measure == measure && groups.contains(&toll.group));
            let settled = of_these.clone().find_map(|toll| toll.settled);
            // All the dead may be told as those of no group by a record, and as a total by prose.
            let standing =
                of_these.clone().flat_map(|toll| &toll.claims).filter(|claim| claim.stands());
            let loudest = standing.clone().map(|claim| claim.voice).min();
            let told: Vec<&Count> = standing
                .filter(|claim| Some(claim.voice) == loudest)
                .map(|claim| claim.count)
                .collect();
            settled.map_or_else(
                || Bounds::of(told.iter().copied()),
                |count| Bounds::of([count].into_iter()),
            )
        };
        Self {
            measures: Measure::ALL.map(|measure| bounds(measure, &[None, Some(Group::Total)])),
            killed: GROUPS.map(|group| bounds(Measure::Killed, &[Some(group)])),
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
