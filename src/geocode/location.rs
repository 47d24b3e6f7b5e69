//! Where a report happened: the finest place that its words support.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::elsewhere::{Elsewhere, is_elsewhere};
use super::{Geocoder, coded, earlier};
use crate::model::{
    Candidate, Clue, CodedPlace, Earlier, Field, Ground, Location, LonLat, Meaning, Obstacle,
    Passing, Place, PlaceClass, PlaceId, PlacePrecision, Report, ResolvedMention, Span,
    Whereabouts, Why,
};

/// A coordinate this near to a place of the table, beyond its radius, still belongs to it: the rounding of a
/// coordinate to two decimals is up to 0.8 km.
const ROUNDING_M: u32 = 800;

/// Why a report has no place.
pub(super) struct Unplaced {
    pub(super) toponym: Option<String>,
    pub(super) candidates: Vec<Candidate>,
    pub(super) reason: Why,
    /// The place outside the area of the map where it happened, if it did.
    pub(super) elsewhere: Option<Arc<Place>>,
    /// What said so.
    pub(super) grounds: Vec<Ground>,
}

impl Unplaced {
    /// The same where the claim's own words put it into the place of this `name`: no other one is open.
    fn or_unlisted(self, name: Option<&str>) -> Self {
        let Some(name) = name else { return self };
        let (toponym, reason) = (Some(name.to_owned()), Why::only(Obstacle::NotListed));
        Self { toponym, reason, candidates: Vec::new(), ..self }
    }
}

/// The location of `report`, and the words that gave it; none for a record, whose columns say so.
pub(super) fn of_report(
    geocoder: &Geocoder<'_>,
    report: &Report,
    mentions: &[ResolvedMention],
    elsewhere: &mut Elsewhere<'_>,
) -> Result<(Location, Vec<Ground>), Unplaced> {
    match &report.whereabouts {
        Whereabouts::Clues { clues, at, unlisted } => {
            let clues = settled(geocoder, clues, mentions);
            let nearest = nearest(geocoder, &clues, mentions);
            match elsewhere.of_claim(&clues, nearest) {
                Some(outside) => Err(happened_in(outside)),
                None => of_clues(geocoder, &clues, nearest, at, report.evidence.span, mentions)
                    .map_err(|open| open.or_unlisted(unlisted.as_deref())),
            }
        }
        Whereabouts::Coded { place, lonlat, extent } => {
            let name = place.as_ref().map(CodedPlace::as_str);
            let location = match (&report.origin.earlier, lonlat) {
                (Some(Earlier::Report(before)), _) => {
                    Err(earlier::unplaced(geocoder, before, name))
                }
                (Some(Earlier::Event(before)), Some(lonlat))
                    if let Some(extent) = before.extent =>
                {
                    Ok(earlier::location(geocoder, before.place.as_ref(), extent, *lonlat))
                }
                (None, Some(lonlat)) if let Some(extent) = extent => {
                    coded::location(geocoder, name, *lonlat, *extent)
                }
                _ => of_code(geocoder, place.as_ref(), *lonlat),
            };
            location.map(|location| (location, Vec::new()))
        }
    }
}

/// How many words may stand between a name and the one around it that says where it is.
const WORDS_BETWEEN: usize = 2;
/// The distance of what is only passed through in the claim's own sentence: after everything else there.
const FAR: u32 = 2_000;

/// The clues, where what stands right after a name that something goes to, or someone comes from, and encloses it is as far
/// off as that: «من أهالي بلدة الكسرة بريف دير الزور» tells no more of the countryside than of the town.
fn settled<'c>(
    geocoder: &Geocoder<'_>,
    clues: &'c [Clue],
    mentions: &[ResolvedMention],
) -> Cow<'c, [Clue]> {
    let pair = |outer: &Clue| {
        let last = outer.mention.checked_sub(1)?;
        let (inner, outside) = (&mentions[last], mentions.get(outer.mention)?);
        let between = outside.mention.words.start.checked_sub(inner.mention.words.end)?;
        let encloses =
            geocoder.gazetteer.encloses(outside.place.as_deref()?, inner.place.as_deref()?);
        (between <= WORDS_BETWEEN && encloses).then_some(last)
    };
    let of_mention = |clue: &Clue| clue.classes.is_empty();
    let mut settled = Cow::Borrowed(clues);
    for (index, outer) in clues.iter().enumerate().filter(|(_, clue)| of_mention(clue)) {
        if outer.rank > Clue::OWN_SENTENCE {
            break;
        }
        let Some(last) = pair(outer) else { continue };
        let passing = |clue: &Clue| {
            of_mention(clue)
                && clue.mention == last
                && (clue.rank, clue.distance) > (outer.rank, outer.distance)
        };
        if let Some(inner) = clues.iter().position(passing) {
            for index in [index, inner] {
                let clue = &mut settled.to_mut()[index];
                (clue.rank, clue.distance) = (Clue::OWN_SENTENCE, FAR + outer.distance);
            }
        }
    }
    if let Cow::Owned(clues) = &mut settled {
        clues.sort_by_key(|clue| (clue.rank, clue.distance));
    }
    settled
}

/// The finest place of the area among the nearest clues.
fn nearest<'c, 'm>(
    geocoder: &Geocoder<'m>,
    clues: &'c [Clue],
    mentions: &'m [ResolvedMention],
) -> Option<(&'c Clue, Referent<'m>)> {
    let mut best: Option<(&Clue, Referent<'m>, PlacePrecision)> = None;
    // A country places only what nothing else in the sentence does.
    let is_country = |clue: &&Clue| {
        let place = referent(geocoder, clue, mentions).and_then(|resolved| resolved.place);
        place.is_some_and(|place| place.class == PlaceClass::Country)
    };
    let (own, others) =
        clues.split_at(clues.partition_point(|clue| clue.rank <= Clue::OWN_SENTENCE));
    let countries_last = |clues| {
        let (countries, finer): (Vec<&Clue>, Vec<&Clue>) = Iterator::partition(clues, is_country);
        finer.into_iter().chain(countries)
    };
    for clue in countries_last(own.iter()).chain(countries_last(others.iter())) {
        if best.is_some_and(|(nearest, ..)| clue.rank > nearest.rank) {
            break;
        }
        let Some(resolved) = referent(geocoder, clue, mentions) else { continue };
        let Some(precision) = precision(resolved).filter(|_| !is_elsewhere(resolved)) else {
            continue;
        };
        // Farther off, a finer place counts that lies inside the nearest, where that is no town yet.
        let inside = |outer: Referent<'_>| match (outer.place, resolved.place) {
            (Some(outer), Some(inner)) => geocoder.gazetteer.encloses(outer, inner),
            _ => true,
        };
        if best.is_none_or(|(at, nearest, finest)| {
            // «في كامل المحافظة» is all of it.
            let coarse = finest > PlacePrecision::Town && at.classes != [PlaceClass::Governorate];
            precision < finest && (clue.distance == at.distance || (coarse && inside(nearest)))
        }) {
            best = Some((clue, resolved, precision));
        }
    }
    best.map(|(clue, resolved, _)| (clue, resolved))
}

/// The location that `nearest` gives. A place farther off in the text counts only where the nearer ones resolve to
/// nothing, or where it is of a class in `at` and lies inside what they say: "a riot broke out in Hasakah", after a
/// sentence about the prison there.
fn of_clues(
    geocoder: &Geocoder<'_>,
    clues: &[Clue],
    nearest: Option<(&Clue, Referent<'_>)>,
    at: &[PlaceClass],
    sentence: Option<Span>,
    mentions: &[ResolvedMention],
) -> Result<(Location, Vec<Ground>), Unplaced> {
    let Some((clue, resolved)) = nearest else { return Err(unplaced(geocoder, clues, mentions)) };
    let ground = ground(rule(clue, resolved.mention, sentence), resolved.mention);
    if let Some(lonlat) = resolved.mention.mention.lonlat {
        return Ok((at_coordinate(lonlat, resolved.place), vec![ground]));
    }
    let near = resolved.place.expect("a precision is of a place or a coordinate");
    let usual = |place: &Place| at.is_empty() || at.contains(&place.class);
    // The quarter of another clause is where something else was.
    let aside = clue.rank > 0 && near.class.precision() < PlacePrecision::Town;
    let finer = || {
        clues.iter().find_map(|clue| {
            let resolved = referent(geocoder, clue, mentions)?;
            let place = resolved.place?;
            let counts = !place.is_elsewhere() && usual(place);
            let goes = goes_with(geocoder, near, place)
                || (aside && same_town(geocoder, near, place))
                // A curfew is over the town, not the prison.
                || geocoder.gazetteer.encloses(place, near);
            (counts && goes).then_some((resolved.mention, place))
        })
    };
    Ok(match if usual(near) { None } else { finer() } {
        None => (Location::of_place(near), vec![ground]),
        Some((resolved, place)) => {
            (Location::of_place(place), vec![ground, self::ground(INSIDE, resolved)])
        }
    })
}

/// The rule for a place of the text that is taken instead of a coarser one in the words of the claim.
const INSIDE: &str =
    "named elsewhere in the text, in or beside that, and of a class where such things happen";

/// By which rule `clue`, which points to `resolved`, places a claim whose sentence is `sentence`.
fn rule(clue: &Clue, resolved: &ResolvedMention, sentence: Option<Span>) -> &'static str {
    let span = resolved.mention.span;
    if resolved.mention.lonlat.is_some() {
        return "a coordinate in the text";
    }
    if !clue.classes.is_empty() {
        return "what a word such as «السجن» or \"the camp\" takes up";
    }
    match sentence {
        Some(sentence) if span.end <= sentence.start => "the place named before",
        Some(sentence) if span.start >= sentence.end => "the place named after, as none is nearer",
        _ => match clue.rank {
            0 => "the finest place in the words of the claim",
            1 => "the finest place in the sentence",
            _ => "the dateline, as no place is named nearer",
        },
    }
}

fn ground(rule: &'static str, resolved: &ResolvedMention) -> Ground {
    Ground { field: Field::Place, rule, span: Some(resolved.mention.span) }
}

/// Whether two places lie in one town.
fn same_town(geocoder: &Geocoder<'_>, one: &Place, other: &Place) -> bool {
    let mut towns = geocoder.gazetteer.ancestors(one);
    let town = towns.find(|place| place.class.precision() == PlacePrecision::Town);
    town.is_some_and(|town| geocoder.gazetteer.encloses(town, other))
}

/// Whether a place that the text named before may be meant by `near`: it lies inside it or, of two sites, beside it.
fn goes_with(geocoder: &Geocoder<'_>, near: &Place, place: &Place) -> bool {
    let site = |place: &Place| place.class.precision() == PlacePrecision::Site;
    let beside =
        || near.lonlat.distance_m(place.lonlat) <= f64::from(near.radius_m + place.radius_m);
    geocoder.gazetteer.encloses(near, place) || (site(near) && site(place) && beside())
}

fn unplaced(geocoder: &Geocoder<'_>, clues: &[Clue], mentions: &[ResolvedMention]) -> Unplaced {
    let unknown = |named: &&ResolvedMention| named.place.is_none();
    let named = |clue| referent(geocoder, clue, mentions).map(|named| named.mention);
    let open = clues.iter().filter_map(named).find(unknown);
    Unplaced {
        toponym: open.map(|resolved| resolved.mention.toponym.clone()),
        candidates: open.map(|resolved| resolved.candidates.clone()).unwrap_or_default(),
        reason: open
            .and_then(|resolved| resolved.refusal.clone())
            .unwrap_or_else(|| Why::only(Obstacle::Unnamed)),
        elsewhere: None,
        grounds: Vec::new(),
    }
}

/// What happened at `outside`, a place outside the area of the map.
fn happened_in(outside: &ResolvedMention) -> Unplaced {
    let place = outside.place.as_ref().expect("a place is known to lie elsewhere");
    Unplaced {
        toponym: Some(outside.mention.toponym.clone()),
        candidates: outside.candidates.clone(),
        grounds: vec![ground("a place outside the area of the map", outside)],
        ..happened_at(place)
    }
}

pub(super) fn happened_at(outside: &Arc<Place>) -> Unplaced {
    Unplaced {
        toponym: None,
        candidates: Vec::new(),
        reason: Why::of(Obstacle::Elsewhere, [outside.into()]),
        elsewhere: Some(Arc::clone(outside)),
        grounds: Vec::new(),
    }
}

/// How finely a mention places something; `None` where it does not.
fn precision(resolved: Referent<'_>) -> Option<PlacePrecision> {
    match resolved.mention.mention.lonlat {
        Some(_) => Some(PlacePrecision::Coordinates),
        None => resolved.place.map(|place| place.class.precision()),
    }
}

/// How many words before the nearest place the one may stand that is called what is taken up: «بلدة ذيبان» before «شرقي دير الزور».
const WORDS_TO_THE_CALLED: usize = 12;
/// How many mentions back «السجن» and "the camp" reach: more than any article needs, so that the work grows with the length of a text alone.
const MEMORY: usize = 200;

/// What a clue points to: a mention, and the place that is meant by it there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Referent<'a> {
    pub(super) mention: &'a ResolvedMention,
    /// The place of the mention, or for «البلدة» after the name of a prison, the town that this is in.
    pub(super) place: Option<&'a Arc<Place>>,
}

/// What a clue points to: its mention, or for «السجن» and "the camp" the last place of that class before it. Where the
/// text has named no place yet, as in a headline, it is the first one after.
pub(super) fn referent<'a>(
    geocoder: &Geocoder<'a>,
    clue: &Clue,
    mentions: &'a [ResolvedMention],
) -> Option<Referent<'a>> {
    let of = |mention: &'a ResolvedMention| Referent { mention, place: mention.place.as_ref() };
    let Some(first) = clue.classes.first() else { return mentions.get(clue.mention).map(of) };
    let of_class = |resolved: &&ResolvedMention| {
        resolved.place.as_ref().is_some_and(|place| clue.classes.contains(&place.class))
    };
    let around = |mention: &'a ResolvedMention| {
        let place = mention.place.as_deref()?;
        let finer = place.class.precision() < first.precision();
        let outer = geocoder.gazetteer.ancestors(place).find(|outer| outer.class == *first);
        outer.filter(|_| finer).map(|outer| Referent { mention, place: Some(outer) })
    };
    let Range { start, end } = clue.mentions;
    let mentions = mentions.get(start..end).unwrap_or_default();
    let (before, after) = mentions.split_at(clue.mention.saturating_sub(start).min(mentions.len()));
    let before = &before[before.len().saturating_sub(MEMORY)..];
    let after = &after[..after.len().min(MEMORY)];
    let named_before = before.iter().any(|resolved| resolved.place.is_some());
    let told =
        |resolved: &&ResolvedMention| !resolved.bearing && resolved.mention.passing.is_none();
    // What only says where the place before it is, is taken up through that.
    let encloses_last = |index: usize| {
        let (Some(last), own) = (index.checked_sub(1).map(|last| &before[last]), &before[index])
        else {
            return false;
        };
        let near = own.mention.words.start <= last.mention.words.end + WORDS_BETWEEN;
        let pair = last.place.as_deref().zip(own.place.as_deref());
        near && pair.is_some_and(|(inner, outer)| {
            inner.id != outer.id && geocoder.gazetteer.encloses(outer, inner)
        })
    };
    let taken_up = |mention: &'a ResolvedMention| {
        if of_class(&mention) { Some(of(mention)) } else { around(mention) }
    };
    // A governorate is named less often than the towns in it.
    let named = || before.iter().rev().filter(told).find(of_class).map(of);
    let governorate = Some(PlaceClass::Governorate).filter(|class| class == first);
    // «امتدت إلى بلدة مركدة … فوق البلدة», unless another is called so that nothing only goes to.
    let called = |named: &&ResolvedMention| {
        let vouch = named.mention.vouch.as_ref();
        of_class(named) && vouch.is_some_and(|vouch| vouch.classes[..] == clue.classes[..])
    };
    let goal = |named: &&ResolvedMention| named.mention.passing == Some(Passing::Goal);
    let goal = before.iter().rev().find(called).filter(goal);
    let goal = goal.filter(|_| !before.iter().filter(told).any(|named| called(&named)));
    governorate
        .and_then(|_| named())
        .or_else(|| goal.map(of))
        .or_else(|| {
            let alone = (0..before.len()).rev().filter(|&index| !encloses_last(index));
            let nearest = alone.map(|index| &before[index]).filter(told).find_map(taken_up)?;
            // «بلدة ذيبان، آخر معاقلهم شرقي دير الزور … البلدة»
            let far = nearest.mention.mention.words.start.saturating_sub(WORDS_TO_THE_CALLED);
            let mut called = before.iter().rev().filter(told).filter(called);
            let called = called.next().filter(|called| called.mention.words.end >= far);
            Some(called.filter(|_| around(nearest.mention).is_none()).map_or(nearest, of))
        })
        .or_else(named)
        .or_else(|| before.iter().rev().find(of_class).map(of))
        .or_else(|| before.iter().rev().find_map(around))
        .or_else(|| if named_before { None } else { after.iter().find(of_class).map(of) })
}

/// The location of a record: its place by id or name, its coordinate, or both.
fn of_code(
    geocoder: &Geocoder<'_>,
    code: Option<&CodedPlace>,
    lonlat: Option<LonLat>,
) -> Result<Location, Unplaced> {
    let named = code.map(|code| match code {
        CodedPlace::Id(id) => place_of(geocoder, id),
        CodedPlace::Name(name) => place_named(geocoder, name),
    });
    let location = match (named, lonlat) {
        (Some(Ok(location)), None) => location,
        // The row's own coordinate is finer than the table's point; the place gives it its name.
        (Some(Ok(named)), Some(lonlat)) => at_coordinate(lonlat, named.place.as_ref()),
        (_, Some(lonlat)) => {
            let elsewhere = geocoder.gazetteer.is_elsewhere(lonlat);
            let place = geocoder.gazetteer.place_at(lonlat);
            at_coordinate(lonlat, place.filter(|place| elsewhere == place.is_elsewhere()))
        }
        (Some(Err(unplaced)), None) => return Err(unplaced),
        (None, None) => {
            return Err(Unplaced {
                toponym: None,
                candidates: Vec::new(),
                reason: Why::only(Obstacle::Uncoded),
                elsewhere: None,
                grounds: Vec::new(),
            });
        }
    };
    match &location.place {
        Some(place) if place.is_elsewhere() => {
            let toponym = code.map(|code| code.as_str().to_owned());
            Err(Unplaced { toponym, ..happened_at(place) })
        }
        _ => Ok(location),
    }
}

fn at_coordinate(lonlat: LonLat, place: Option<&Arc<Place>>) -> Location {
    Location {
        place: place.cloned(),
        lonlat,
        radius_m: ROUNDING_M,
        precision: PlacePrecision::Coordinates,
        status: crate::model::CoordinateStatus::SingleSource,
    }
}

/// The location of the place `id`.
fn place_of(geocoder: &Geocoder<'_>, id: &PlaceId) -> Result<Location, Unplaced> {
    geocoder.gazetteer.place(id).map(Location::of_place).ok_or_else(|| Unplaced {
        toponym: Some(id.to_string()),
        candidates: Vec::new(),
        reason: Why::only(Obstacle::NotListed),
        elsewhere: None,
        grounds: Vec::new(),
    })
}

/// The location that a record names: an id, a name that stands alone, or a coordinate in its words.
fn place_named(geocoder: &Geocoder<'_>, name: &str) -> Result<Location, Unplaced> {
    let answer = geocoder.answer(name);
    match answer.meaning {
        Meaning::Place(place) => Ok(Location::of_place(&place)),
        Meaning::Position { lonlat, near } => Ok(at_coordinate(lonlat, near.as_ref())),
        Meaning::Open | Meaning::Unknown => Err(Unplaced {
            toponym: Some(name.to_owned()),
            candidates: answer.candidates,
            reason: answer.open.unwrap_or_default(),
            elsewhere: None,
            grounds: Vec::new(),
        }),
    }
}
