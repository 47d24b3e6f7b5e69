//! The assignment of rows to columns, one to one, whose weights add up to the most.
//!
//! Found by shortest augmenting paths (Kuhn, "The Hungarian method", 1955; Tomizawa, 1971): row after row is added to an
//! optimal assignment of those before it, in cubic time. Of several best assignments it is always the same one.

/// The pairs (row, column) of a heaviest one-to-one assignment, by row. A weight of zero forbids its pair; none is
/// negative, and all rows are of one length.
pub(super) fn assign(weights: &[Vec<f64>]) -> Vec<(usize, usize)> {
    let columns = weights.first().map_or(0, Vec::len);
    if columns == 0 {
        return Vec::new();
    }
    let mut plan = Plan::new(weights, weights.len().max(columns));
    for row in 0..plan.size {
        plan.add(row);
    }
    let allowed = |&(row, column): &(usize, usize)| {
        weights.get(row).and_then(|weights| weights.get(column)).is_some_and(|&weight| weight > 0.0)
    };
    let pairs = plan.row_of.iter().enumerate();
    let pairs = pairs.filter_map(|(column, row)| row.map(|row| (row, column))).filter(allowed);
    let mut pairs: Vec<_> = pairs.collect();
    pairs.sort_unstable();
    pairs
}

/// An optimal assignment of some rows of a square of costs, with the potentials that prove it: no cost is lower than the
/// potentials of its row and column together, and those of assigned pairs are equal to them.
struct Plan<'w> {
    weights: &'w [Vec<f64>],
    size: usize,
    /// More than any weight: costs are what a weight lacks of it.
    most: f64,
    row_of: Vec<Option<usize>>,
    row_potential: Vec<f64>,
    column_potential: Vec<f64>,
}

impl<'w> Plan<'w> {
    fn new(weights: &'w [Vec<f64>], size: usize) -> Self {
        Self {
            weights,
            size,
            most: weights.iter().flatten().fold(0.0, |most: f64, &weight| most.max(weight)) + 1.0,
            row_of: vec![None; size],
            row_potential: vec![0.0; size],
            column_potential: vec![0.0; size],
        }
    }

    /// What a pair costs; rows and columns that only fill the square weigh nothing.
    fn cost(&self, row: usize, column: usize) -> f64 {
        let weight = self.weights.get(row).and_then(|weights| weights.get(column));
        self.most - weight.copied().unwrap_or(0.0)
    }

    /// Assigns `row`, and others anew where that is cheaper.
    fn add(&mut self, row: usize) {
        // How much dearer than the potentials the cheapest way to each column is, and the column before it on that way.
        let mut slack = vec![f64::INFINITY; self.size];
        let mut before = vec![None; self.size];
        let mut reached: Vec<usize> = Vec::new();
        let mut open: Vec<usize> = (0..self.size).collect();
        let mut current = row;
        let free = loop {
            for &column in &open {
                let reduced = self.cost(current, column)
                    - self.row_potential[current]
                    - self.column_potential[column];
                if reduced < slack[column] {
                    slack[column] = reduced;
                    before[column] = reached.last().copied();
                }
            }
            let nearest = open
                .iter()
                .copied()
                .reduce(|best, column| if slack[column] < slack[best] { column } else { best });
            let nearest = nearest.expect("a square has as many columns as rows, so one is free");
            let step = slack[nearest];
            self.row_potential[row] += step;
            for &column in &reached {
                let assigned = self.row_of[column].expect("only assigned columns are passed");
                self.row_potential[assigned] += step;
                self.column_potential[column] -= step;
            }
            for &column in &open {
                slack[column] -= step;
            }
            open.retain(|&column| column != nearest);
            reached.push(nearest);
            match self.row_of[nearest] {
                Some(next) => current = next,
                None => break nearest,
            }
        };
        self.shift(row, free, &before);
    }

    /// Gives each column on the way to `free` to the row of the one before it, and the first to `row`.
    fn shift(&mut self, row: usize, free: usize, before: &[Option<usize>]) {
        let mut column = free;
        while let Some(previous) = before[column] {
            self.row_of[column] = self.row_of[previous];
            column = previous;
        }
        self.row_of[column] = Some(row);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn weight(weights: &[Vec<f64>], pairs: &[(usize, usize)]) -> f64 {
        pairs.iter().map(|&(row, column)| weights[row][column]).sum()
    }

    /// The heaviest of all assignments of the rows from `row` on.
    fn heaviest(weights: &[Vec<f64>], row: usize, taken: u32) -> f64 {
        let Some(columns) = weights.get(row) else { return 0.0 };
        let mut most = heaviest(weights, row + 1, taken);
        for (column, weight) in columns.iter().enumerate() {
            if taken & (1 << column) == 0 {
                most = most.max(weight + heaviest(weights, row + 1, taken | 1 << column));
            }
        }
        most
    }

    fn matrices() -> impl Strategy<Value = Vec<Vec<f64>>> {
        // Few different weights, so that many assignments are equally good, and many pairs forbidden.
        let weight = prop_oneof![
            2 => Just(0.0),
            2 => (1_u32..4).prop_map(f64::from),
            1 => (0_u32..200).prop_map(|tenths| f64::from(tenths) / 10.0),
        ];
        (0_usize..7, 0_usize..7).prop_flat_map(move |(rows, columns)| {
            prop::collection::vec(prop::collection::vec(weight.clone(), columns), rows)
        })
    }

    proptest! {
        #[test]
        fn no_assignment_is_heavier(weights in matrices()) {
            let pairs = assign(&weights);
            let mut columns: Vec<_> = pairs.iter().map(|&(_, column)| column).collect();
            columns.sort_unstable();
            columns.dedup();
            prop_assert_eq!(columns.len(), pairs.len(), "a column is assigned twice");
            prop_assert!(pairs.is_sorted_by(|a, b| a.0 < b.0), "a row is assigned twice");
            prop_assert!(pairs.iter().all(|&(row, column)| weights[row][column] > 0.0));
            let most = heaviest(&weights, 0, 0);
            prop_assert!((weight(&weights, &pairs) - most).abs() < 1e-9, "{most} is possible");
        }
    }

    #[test]
    fn a_pair_gives_way_to_two_that_weigh_more() {
        let cases = [
            (vec![], vec![]),
            (vec![vec![]], vec![]),
            (vec![vec![0.0]], vec![]),
            (vec![vec![3.0, 2.0], vec![2.0, 0.0]], vec![(0, 1), (1, 0)]),
            (vec![vec![5.0, 2.0], vec![2.0, 0.0]], vec![(0, 0)]),
            (vec![vec![1.0], vec![2.0], vec![1.0]], vec![(1, 0)]),
        ];
        for (weights, expected) in cases {
            assert_eq!(assign(&weights), expected, "{weights:?}");
        }
    }
}
