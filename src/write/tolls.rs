//! The numbers of an event as columns, as far as one number can be told.
//!
//! Every number with its words stays with its report; here is only what fits a column.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::model::{Bounds, Event, Group, Measure, Toll, all_together};

/// The groups whose dead have a column of their own.
const GROUPS: [Group; 5] = [Group::Is, Group::Sdf, Group::Civilians, Group::Army, Group::Others];

/// The columns `escaped_low`, `escaped_best`, `escaped_high` of each measure, then `killed_is` … `killed_others`, and of each of
/// these `killed_is_low`, `killed_is_high`.
pub(super) struct Tolls {
    measures: [Bounds; Measure::ALL.len()],
    killed: [Bounds; GROUPS.len()],
}

impl Tolls {
    /// The numbers that the reports of `event` tell, or an analyst set.
    pub(super) fn of(event: &Event) -> Self {
        let tolls = event.tolls();
        let of_group = |group| {
            let slot = (Measure::Killed, Some(group));
            let toll = tolls.iter().find(|toll| (toll.measure, toll.group) == slot);
            toll.map(Toll::bounds).unwrap_or_default()
        };
        Self {
            measures: Measure::ALL.map(|measure| all_together(measure, &tolls)),
            killed: GROUPS.map(of_group),
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
        for (group, toll) in GROUPS.into_iter().zip(&self.killed) {
            map.serialize_entry(&format!("killed_{}_low", group.as_str()), &toll.low)?;
            map.serialize_entry(&format!("killed_{}_high", group.as_str()), &toll.high)?;
        }
        map.end()
    }
}
