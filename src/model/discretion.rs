//! What an analyst decides not to publish, or not as finely as it is known.

use jiff::civil::Date;

use super::{EventId, KindId, LonLat, PlaceClass, PlaceId};

/// A row of the table of responsibility.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// The line of its table, from 1.
    pub line: u64,
    /// What it speaks of.
    pub of: Covers,
    /// What is done about it.
    pub action: Action,
}

/// What a rule speaks of: all that are given must match, and at least one is given.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Covers {
    /// What happened in a place of this class.
    pub class: Option<PlaceClass>,
    /// What happened in this place.
    pub place: Option<PlaceId>,
    /// What is of this kind.
    pub kind: Option<KindId>,
    /// The event with this id, or with this alias.
    pub event: Option<EventId>,
}

/// What a rule asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// It is told no finer than a cell of this grid.
    Generalise(Grid),
    /// It is not published.
    Withhold,
    /// It is not published before this day.
    Embargo(Date),
    /// It is published without its sentences.
    Cover,
}

/// A fixed grid over the earth whose lines are multiples of a part of a degree; the coarsest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grid {
    /// Of 0.1 degrees, about 11 km from south to north.
    Tenth,
    /// Of 0.01 degrees, about 1.1 km.
    Hundredth,
    /// Of 0.001 degrees, about 110 m.
    Thousandth,
}

/// How much is not published, or not as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Discretion {
    /// Events that are withheld, without those under embargo.
    pub withheld: usize,
    /// Events that are withheld until a day that has not come.
    pub embargoed: usize,
    /// Reports that are withheld for either reason, those without a place among them.
    pub reports: usize,
    /// Sources that are not listed, as none of their reports is published.
    pub sources: usize,
    /// Names that may mean several places and are not listed, as their sentences would tell what is hidden.
    pub names: usize,
    /// Events whose place is told less finely than it is known.
    pub generalised: usize,
    /// Reports whose sentence is covered.
    pub covered: usize,
}

impl Grid {
    /// Every grid, the coarsest first.
    pub const ALL: [Self; 3] = [Self::Tenth, Self::Hundredth, Self::Thousandth];

    /// How many cells a degree has.
    fn cells(self) -> f64 {
        match self {
            Self::Tenth => 10.0,
            Self::Hundredth => 100.0,
            Self::Thousandth => 1000.0,
        }
    }

    /// The width of a cell in degrees.
    pub fn degrees(self) -> f64 {
        1.0 / self.cells()
    }

    /// The word in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tenth => "0.1",
            Self::Hundredth => "0.01",
            Self::Thousandth => "0.001",
        }
    }

    /// Reads the word that [`as_str`](Self::as_str) writes.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grid| grid.as_str() == word)
    }

    /// The centre of the cell in which `point` lies: the same for every point of the cell.
    ///
    /// # Panics
    /// Never: the centre of a cell lies between its edges.
    pub fn centre(self, point: LonLat) -> LonLat {
        let n = self.cells();
        // The last cell of an axis is the one that ends with it.
        let middle = |degrees: f64, end: f64| ((degrees * n).floor().min(end * n - 1.0) + 0.5) / n;
        LonLat::new(middle(point.lon(), 180.0), middle(point.lat(), 90.0))
            .expect("the centre of a cell lies between its edges")
    }

    /// The corners of the cell around `centre`.
    ///
    /// # Panics
    /// Never: what lies beyond the edge of the earth is put on it.
    pub fn corners(self, centre: LonLat) -> [LonLat; 4] {
        let half = 0.5 / self.cells();
        [(-1.0, -1.0), (-1.0, 1.0), (1.0, -1.0), (1.0, 1.0)].map(|(east, north)| {
            let lon = (centre.lon() + east * half).clamp(-180.0, 180.0);
            let lat = (centre.lat() + north * half).clamp(-90.0, 90.0);
            LonLat::new(lon, lat).expect("clamped")
        })
    }

    /// Half the diagonal of the cell around `centre`, in metres: no point of the cell is farther from it.
    pub fn reach_m(self, centre: LonLat) -> f64 {
        self.corners(centre).map(|corner| corner.distance_m(centre)).into_iter().fold(0.0, f64::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_point_of_a_cell_has_its_centre_and_lies_within_its_reach() {
        let cases = [
            (Grid::Tenth, (40.7471, 36.5112), (40.75, 36.55)),
            (Grid::Tenth, (40.7999, 36.5999), (40.75, 36.55)),
            (Grid::Hundredth, (40.7471, 36.5112), (40.745, 36.515)),
            (Grid::Thousandth, (40.7471, 36.5112), (40.7475, 36.5115)),
            (Grid::Tenth, (-40.7471, -36.5112), (-40.75, -36.55)),
            (Grid::Tenth, (180.0, 90.0), (179.95, 89.95)),
            (Grid::Tenth, (-180.0, -90.0), (-179.95, -89.95)),
        ];
        for (grid, (lon, lat), (centre_lon, centre_lat)) in cases {
            let point = LonLat::new(lon, lat).unwrap();
            let centre = grid.centre(point);
            assert!((centre.lon() - centre_lon).abs() < 1e-9, "{lon} {lat}: {centre:?}");
            assert!((centre.lat() - centre_lat).abs() < 1e-9, "{lon} {lat}: {centre:?}");
            assert!(point.distance_m(centre) <= grid.reach_m(centre) + 1e-6, "{lon} {lat}");
            assert_eq!(grid.centre(centre), centre, "generalising twice is generalising once");
        }
    }
}
