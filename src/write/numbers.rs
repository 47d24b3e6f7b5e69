//! Numbers of people and things in words: one count, and what the sources of an event tell side by side.

use serde::Serialize;

use super::words::{self, pick};
use crate::model::{Bounds, Claimed, Count, EventReport, Lang, Part, Toll};

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
            // Who counts more in single groups than another says that all are has a row as well.
            claims: (toll.claims.iter().map(|claim| ClaimCard::new(claim, lang)))
                .chain(toll.denied().map(|part| ClaimCard::of_groups(part, lang)))
                .collect(),
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

    fn of_groups(part: &Part<'a>, lang: Lang) -> Self {
        let number = bounds_in_words(Some(part.at_least), None, None, lang);
        let together = pick((" (its groups together)", " (مجموع الفئات)"), lang);
        Self {
            by: part.report.map_or(pick(("a correction", "تصحيح"), lang), voice),
            number: number.map(|number| number + together),
            words: "",
            superseded: false,
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

/// As the page's program writes a number, in both languages: `100,000`.
pub(super) fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
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
    use crate::model::{EventReport, Group, Measure, PlacedReport};
    use crate::write::sample::{event_at, origin, report};

    #[test]
    fn who_counts_more_in_single_groups_than_another_says_that_all_are_has_a_row() {
        let mut event = event_at("e", 40.0, 36.0);
        let exactly = |group, n| Count::exactly(Measure::Killed, Some(group), n, n.to_string());
        event.reports[0].report.counts = vec![exactly(Group::Total, 332)];
        let mut other = report(&origin("other.txt", "Other"), "Many died.");
        other.counts = vec![exactly(Group::Civilians, 95), exactly(Group::Is, 400)];
        let location = event.location.clone();
        event.reports.push(EventReport::founding(PlacedReport { report: other, location }));
        let tolls = event.tolls();
        let all = tolls.iter().find(|toll| toll.group == Some(Group::Total)).unwrap();
        let rows = |lang| {
            let card = TollCard::new(all, lang);
            let claims = card.claims.into_iter();
            let rows = claims.map(|row| format!("{}: {}", row.by, row.number.unwrap()));
            (card.disputed, card.bounds.unwrap(), rows.collect::<Vec<_>>())
        };
        let (disputed, bounds, english) = rows(Lang::English);
        assert!(disputed && bounds == "at least 332", "{bounds}");
        assert_eq!(english, ["Sample: 332", "Other: at least 495 (its groups together)"]);
        assert_eq!(rows(Lang::Arabic).2[1], "Other: 495 على الأقل (مجموع الفئات)");
    }

    #[test]
    fn long_numbers_are_written_in_groups() {
        for (n, written) in [(0, "0"), (999, "999"), (1_000, "1,000"), (100_000, "100,000")] {
            assert_eq!(grouped(n), written);
        }
        assert_eq!(grouped(1_234_567), "1,234,567");
    }

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
