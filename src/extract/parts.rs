//! Parts of what was told before: "They raided a house in Hajin. *Two men were arrested*", without a place or a day of their own,
//! are no event of their own. Within one sentence `cue::occurrence` tells them.

use super::report::{Claim, Read};
use crate::model::{Refusal, Status};

/// How many sentences before may have told the whole.
const BEFORE: usize = 2;

impl Read<'_, '_> {
    /// Gives what such parts count to their wholes, and takes the parts out.
    pub(super) fn give_parts(&self, claims: &mut Vec<Claim>, refusals: &mut Vec<Refusal>) {
        let mut at = 0;
        while at < claims.len() {
            let Some(whole) = self.whole_before(claims, at) else {
                at += 1;
                continue;
            };
            let part = claims.remove(at);
            let by = Some(self.span(claims[whole].cue));
            self.refuse(part.cue, "a part of what the text told before", by, refusals);
            let (kinds, kind) = (self.extractor.kinds, claims[whole].kind);
            let report = &mut claims[whole].report;
            let told: Vec<_> = report.counts.iter().map(|count| count.measure).collect();
            let new = part.report.counts.into_iter();
            report.counts.extend(new.filter(|count| {
                kinds.takes(kind, count.measure) && !told.contains(&count.measure)
            }));
        }
    }

    /// The nearest claim before claim `at` of which that is only a part.
    fn whole_before(&self, claims: &[Claim], at: usize) -> Option<usize> {
        let (part, kinds) = (&claims[at], self.extractor.kinds);
        let text = |claim: &Claim| self.text_of(&self.sentences[claim.at]);
        if part.report.main
            || part.report.another
            || part.has_place()
            || !self.dates_in(&self.sentences[part.at]).is_empty()
        {
            return None;
        }
        let first = claims.partition_point(|claim| claim.at + BEFORE < part.at);
        (first..at).rev().find(|&index| {
            let whole = &claims[index];
            (kinds.is_part_after(part.kind, whole.kind)
                || (part.definite && kinds.is_part_of(part.kind, whole.kind)))
                && whole.at < part.at
                && whole.is(Status::Reported)
                && !part.is(Status::Denied)
                && whole.recalled == part.recalled
                && text(whole) == text(part)
        })
    }
}
