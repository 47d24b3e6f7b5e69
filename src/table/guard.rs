//! Cells that a spreadsheet would take for formulas: an apostrophe before them says that they are text.
//!
//! Our own tables that people edit are guarded when they are written, and the guard is no part of the cell when they are read.

use std::borrow::Cow;

/// With what a spreadsheet lets a formula begin, wide forms among them; blanks before them do not always help.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// `text` as a cell that no spreadsheet takes for a formula.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_taken_for_a_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// What [`guarded`] guarded.
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| is_taken_for_a_formula(text)).unwrap_or(cell)
}

fn is_taken_for_a_formula(text: &str) -> bool {
    text.trim_start_matches([' ', '\n', '\'', '\u{feff}']).starts_with(FORMULA)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_guarded_and_comes_back_as_it_was() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("  -2", "'  -2"),
            ("\t=1", "'\t=1"),
            ("＝1", "'＝1"),
            ("'=1", "''=1"),
            ("", ""),
            ("a=b", "a=b"),
            ("'tis", "'tis"),
            ("2022-01-20", "2022-01-20"),
        ];
        for (text, cell) in cases {
            assert_eq!(guarded(text), cell);
            assert_eq!(unguarded(cell), text);
        }
    }
}
