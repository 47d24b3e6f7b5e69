//! The points that rows give beside the name of where they lie: whether both agree, only a gazetteer knows.

use crate::diagnostic::Position;
use crate::model::{Pin, Record, Within};
use crate::read::column::Column;
use crate::read::earlier::Form;
use crate::read::record::Draft;

/// The circle of a governorate is not its border, so a point may lie this far beyond.
const BEYOND_GOVERNORATE_M: f64 = 25_000.0;

/// Metres in a degree of latitude.
const DEGREE_M: f64 = 111_320.0;

impl Draft<'_> {
    /// The point of the row that `record` is, where the row says what it lies in: a published one its place, one of a dataset its
    /// governorate.
    pub(super) fn pin(&self, record: &Record) -> Option<(Position, Pin)> {
        let lonlat = record.lonlat?;
        let at = self.position(self.value(Column::Lat)?);
        let (within, reach_m) = match (self.form(), record.origin.earlier_event()) {
            (Some(Form::Dataset(layout)), _) => {
                let name = self.text(Column::Own(layout.governorate())).ok()??;
                (Within::Governorate(name.to_owned()), BEYOND_GOVERNORATE_M)
            }
            (_, Some(event)) => {
                let cell_m = event.generalised.map_or(0.0, |grid| grid.degrees() * DEGREE_M);
                let radius_m = event.extent.map_or(0, |extent| extent.radius_m);
                let id = event.place.as_ref()?.id.clone();
                (Within::Place(id), f64::from(radius_m) + cell_m)
            }
            _ => return None,
        };
        Some((at, Pin { lonlat, within, reach_m }))
    }
}
