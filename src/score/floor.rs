//! Figures that must not sink.

use std::collections::BTreeMap;

/// Sums of the same numbers in another order differ by less, figures of a set of reports by far more.
const ROUNDING: f64 = 1e-9;

/// A figure below its floor.
#[derive(Debug, Clone, PartialEq)]
pub struct Drop {
    /// The figure, with what it is of: `ar: events, type + place: F1`.
    pub name: String,
    /// What it should be at least.
    pub floor: f64,
    /// What it is; none where it is not measured any more.
    pub now: Option<f64>,
}

/// The figures of `now` that are lower than in `floors`, by name.
pub fn drops(floors: &BTreeMap<String, f64>, now: &BTreeMap<String, f64>) -> Vec<Drop> {
    let each = floors.iter().map(|(name, &floor)| Drop {
        name: name.clone(),
        floor,
        now: now.get(name).copied(),
    });
    each.filter(|drop| drop.now.is_none_or(|now| now < drop.floor - ROUNDING)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_drops_where_it_is_lower_or_missing() {
        let figures = |pairs: &[(&str, f64)]| {
            pairs.iter().map(|&(name, value)| (name.to_owned(), value)).collect::<BTreeMap<_, _>>()
        };
        let floors = figures(&[("a", 0.5), ("b", 0.9), ("c", 1.0)]);
        let now = figures(&[("a", 0.5 - 1e-12), ("b", 0.899), ("new", 0.1)]);
        let told = drops(&floors, &now);
        let told: Vec<_> = told.iter().map(|drop| (drop.name.as_str(), drop.now)).collect();
        assert_eq!(told, [("b", Some(0.899)), ("c", None)]);
    }
}
