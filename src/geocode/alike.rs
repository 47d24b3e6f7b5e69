//! Reports that say no more of their place than that the text tells it elsewhere: a headline, a summary, a closing line.

use super::Geocoder;
use super::location::referent;
use crate::model::{
    Clue, DateSpan, Field, Ground, Location, Place, PlacePrecision, PlacedReport, Report,
    ResolvedMention, Span, UnplacedReport, Whereabouts,
};
use crate::text::Words;

/// The rule by which such a report is placed.
const RULE: &str = "the text tells the same elsewhere, there";

/// Places those of `unplaced` that name no place of their own where `placed`, the reports of the same source, tell the same;
/// and a headline that names a whole governorate or country at the place inside it of which the text tells the same. Where
/// the text tells the same of several places, everything stays as it is.
pub(super) fn join(
    geocoder: &Geocoder<'_>,
    words: &Words<'_>,
    mentions: &[ResolvedMention],
    placed: &mut Vec<PlacedReport>,
    unplaced: &mut Vec<UnplacedReport>,
) {
    let opening = words.all().first().map(|word| word.span().start);
    let told = Told { geocoder, opening };
    for index in 0..placed.len() {
        let PlacedReport { report, location } = &placed[index];
        let coarse = location.precision >= PlacePrecision::Governorate;
        let outer = location.place.as_deref().filter(|_| coarse && told.is_headline(report));
        let found = outer.and_then(|outer| told.place_of(report, Some(outer), placed));
        if let Some((location, span)) = found {
            move_to(&mut placed[index].report, span);
            placed[index].location = location;
        }
    }
    let open = std::mem::take(unplaced);
    for mut open in open {
        let joins = open.elsewhere.is_none() && names_nothing(geocoder, &open.report, mentions);
        match joins.then(|| told.place_of(&open.report, None, placed)).flatten() {
            Some((location, span)) => {
                move_to(&mut open.report, span);
                placed.push(PlacedReport { report: open.report, location });
            }
            None => unplaced.push(open),
        }
    }
}

/// Whether the words of the claim name no place that stays open: what is ambiguous is not guessed from elsewhere.
fn names_nothing(geocoder: &Geocoder<'_>, report: &Report, mentions: &[ResolvedMention]) -> bool {
    let Whereabouts::Clues { clues, unlisted: None, .. } = &report.whereabouts else {
        return false;
    };
    let own = clues.iter().filter(|clue| clue.rank <= Clue::OWN_SENTENCE);
    own.filter_map(|clue| referent(geocoder, clue, mentions)).all(|named| !named.mention.is_open())
}

fn move_to(report: &mut Report, span: Option<Span>) {
    report.evidence.add_grounds([Ground { field: Field::Place, rule: RULE, span }]);
}

/// What one text tells.
struct Told<'a> {
    geocoder: &'a Geocoder<'a>,
    /// Where its first sentence begins.
    opening: Option<usize>,
}

impl Told<'_> {
    fn is_headline(&self, report: &Report) -> bool {
        report.main && report.evidence.span.is_some_and(|span| Some(span.start) == self.opening)
    }

    /// The one place inside `outer` where `placed` tell the same as `report`, and the words that say so.
    fn place_of(
        &self,
        report: &Report,
        outer: Option<&Place>,
        placed: &[PlacedReport],
    ) -> Option<(Location, Option<Span>)> {
        let headline = self.is_headline(report);
        let encloses =
            |outer: &Place, inner: &Place| self.geocoder.gazetteer.encloses(outer, inner);
        let finer = |place: &Place| {
            outer.is_none_or(|outer| outer.id != place.id && encloses(outer, place))
        };
        let same: Vec<(&PlacedReport, &Place)> = placed
            .iter()
            .filter(|other| {
                other.report.kind == report.kind
                    && other.report.evidence.text == report.evidence.text
                    && other.report.status.is_asserted() == report.status.is_asserted()
                    && (headline || agree(report.dates.as_ref(), other.report.dates.as_ref()))
            })
            .filter_map(|other| Some((other, other.location.place.as_deref()?)))
            .filter(|(_, place)| finer(place))
            .collect();
        let (finest, place) =
            same.iter().copied().min_by_key(|(other, _)| other.location.precision)?;
        let one = same.iter().all(|(_, other)| encloses(other, place));
        let words =
            finest.report.evidence.grounds.iter().find(|ground| ground.field == Field::Place);
        one.then(|| (finest.location.clone(), words.and_then(|ground| ground.span)))
    }
}

/// Whether two dates may be of one occurrence.
fn agree(one: Option<&DateSpan>, other: Option<&DateSpan>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return true };
    let starts_by = |a: &DateSpan, b: &DateSpan| a.start.is_none_or(|start| start <= b.end);
    starts_by(one, other) && starts_by(other, one)
}
