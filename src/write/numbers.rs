//! Numbers of people and things in words: one count, and what the sources of an event tell side by side.

use serde::Serialize;

use super::words::{self, pick};
use crate::model::{Bounds, Claimed, Count, EventReport, Lang, Toll};

/// What is told of one measure and group.
#[derive(Debug, Serialize)]
pub(super) struct TollCard<'a> {
    /// What is counted, and whose.
    label: String,
    /// What can be told in one phrase: the bounds that all claims leave; `None` where there are none.
    bounds: Option<String>,
    /// Whether an analyst set it.
    settled: bool,
    /// Whether sources tell numbers that cannot all be right.
    disputed: bool,
    claims: Vec<ClaimCard<'a>>,
}

/// Who tells a number.
#[derive(Debug, Serialize)]
pub(super) struct ClaimCard<'a> {
    by: &'a str,
    number: Option<String>,
    /// The words of the source.
    words: &'a str,
    /// Whether the same source tells another number later.
    superseded: bool,
}

impl<'a> TollCard<'a> {
    pub(super) fn new(toll: &Toll<'a>, lang: Lang) -> Self {
        let Bounds { low, best, high } = toll.bounds();
        Self {
            label: words::counted(toll.measure, toll.group, lang),
            bounds: bounds_in_words(low, best, high, lang),
            settled: toll.settled.is_some(),
            disputed: toll.is_disputed(),
            claims: toll.claims.iter().map(|claim| ClaimCard::new(claim, lang)).collect(),
        }
    }
}

impl<'a> ClaimCard<'a> {
    fn new(claim: &Claimed<'a>, lang: Lang) -> Self {
        let Count { low, best, high, words, .. } = claim.count;
        Self {
            by: voice(claim.report),
            number: bounds_in_words(*low, *best, *high, lang),
            words,
            superseded: claim.superseded,
        }
    }
}

/// Who a report is to its reader: its publisher, or else its file.
pub(super) fn voice(told: &EventReport) -> &str {
    told.report.origin.publisher.as_deref().unwrap_or(&told.report.origin.path)
}

/// A count in words, with the words of the source: `killed, civilians: 3 to 5 (“between three and five”)`.
pub(super) fn count_in_words(count: &Count, lang: Lang) -> String {
    let mut out = words::counted(count.measure, count.group, lang);
    if let Some(number) = bounds_in_words(count.low, count.best, count.high, lang) {
        out.push_str(": ");
        out.push_str(&number);
    }
    if !count.words.is_empty() {
        out.push_str(pick((" (“", " («"), lang));
        out.push_str(&count.words);
        out.push_str(pick(("”)", "»)"), lang));
    }
    out
}

/// `3 to 5`, `at least 3`; `None` where nothing bounds it.
pub(super) fn bounds_in_words(
    low: Option<u64>,
    best: Option<u64>,
    high: Option<u64>,
    lang: Lang,
) -> Option<String> {
    let bounds = match (low, high) {
        (Some(low), Some(high)) if low == high => return Some(low.to_string()),
        (Some(low), Some(high)) => Some(format!("{low}{}{high}", pick((" to ", " إلى "), lang))),
        (Some(low), None) => Some(match lang {
            Lang::English => format!("at least {low}"),
            Lang::Arabic => format!("{low} على الأقل"),
        }),
        (None, Some(high)) => Some(match lang {
            Lang::English => format!("at most {high}"),
            Lang::Arabic => format!("{high} على الأكثر"),
        }),
        (None, None) => None,
    };
    match (best, bounds) {
        (Some(best), Some(bounds)) if low != Some(best) && high != Some(best) => {
            Some(format!("{best}{}{bounds}", pick((", ", "، "), lang)))
        }
        (Some(best), None) => Some(best.to_string()),
        (_, bounds) => bounds,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Group, Measure};

    #[test]
    fn counts_say_their_bounds_and_the_words_of_the_source() {
        let cases = [
            ((Some(3), Some(3), Some(3)), "killed, civilians: 3", "قتلى، مدنيون: 3"),
            ((Some(3), None, None), "killed, civilians: at least 3", "قتلى، مدنيون: 3 على الأقل"),
            ((None, None, Some(9)), "killed, civilians: at most 9", "قتلى، مدنيون: 9 على الأكثر"),
            ((Some(3), None, Some(9)), "killed, civilians: 3 to 9", "قتلى، مدنيون: 3 إلى 9"),
            (
                (Some(3), Some(5), Some(9)),
                "killed, civilians: 5, 3 to 9",
                "قتلى، مدنيون: 5، 3 إلى 9",
            ),
            ((None, Some(5), None), "killed, civilians: 5", "قتلى، مدنيون: 5"),
            ((None, None, None), "killed, civilians", "قتلى، مدنيون"),
        ];
        for ((low, best, high), english, arabic) in cases {
            let count = Count {
                measure: Measure::Killed,
                group: Some(Group::Civilians),
                low,
                best,
                high,
                words: "some".into(),
                span: None,
            };
            assert_eq!(count_in_words(&count, Lang::English), format!("{english} (“some”)"));
            assert_eq!(count_in_words(&count, Lang::Arabic), format!("{arabic} («some»)"));
        }
    }
}
