//! Resolution: scores the places of one name by what stands around it, and chooses one or none.

use std::cell::{OnceCell, RefCell};
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Geocoder;
use super::context::Role;
use super::vicinity::Vicinity;
use crate::model::{
    Candidate, CoordinateStatus, Mention, Named, Obstacle, Place, PlaceClass, PlaceId, Points,
    Reason, ResolvedMention, Why,
};
use crate::text::{Gap, Script, Words, fold, has_article, stem};

/// How far the best candidate must lead the next; less is ambiguity.
const LEAD: Points = Points::tenths(3);
/// How many words may stand between a place and the «في» that puts it into another.
const ADJACENT_WORDS: usize = 3;
/// How many words on either side of a name are its context: more than any sentence has that a person wrote, and few enough
/// that a text without stops is read in good time.
const REACH_OF_CONTEXT: usize = 60;
/// A site this many radii away from the centre of a city lies in its governorate, not in it.
const RADII_OF_A_CITY: f64 = 2.0;

/// Where mentions stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    /// In prose, whose other words tell namesakes apart.
    Prose,
    /// Alone, as a cell of a table or an argument: there are no other words, and none is missed.
    Alone,
}

/// Resolves `mentions` of `words`.
pub(super) fn resolve(
    geocoder: &Geocoder<'_>,
    words: &Words<'_>,
    mentions: Vec<Mention>,
    setting: Setting,
) -> Vec<ResolvedMention> {
    if mentions.is_empty() {
        return Vec::new();
    }
    let surroundings = Surroundings {
        geocoder,
        words,
        setting,
        telling: OnceCell::new(),
        spoken_of: RefCell::default(),
        of_a_match: OnceCell::new(),
    };
    let mut resolved: Vec<ResolvedMention> = Vec::with_capacity(mentions.len());
    let mut unsupported = Vec::new();
    for mention in mentions {
        let resolution = match surroundings.refusal(&mention) {
            Some(reason) => refused(mention, reason),
            None => surroundings.choose(mention, resolved.last()),
        };
        if resolution.place.is_none() && surroundings.lacks_only_support(&resolution.mention) {
            unsupported.push(resolved.len());
        }
        resolved.push(resolution);
    }
    for index in unsupported {
        if let Some(candidate) = surroundings.meant_elsewhere(&resolved[index].mention, &resolved) {
            resolved[index].candidates = vec![candidate];
            settle(&mut resolved[index], 0);
        }
    }
    let open = (0..resolved.len()).filter(|&index| resolved[index].is_open());
    for (index, candidate) in
        open.filter_map(|at| Some((at, known(&resolved, at)?))).collect::<Vec<_>>()
    {
        settle(&mut resolved[index], candidate);
    }
    resolved
}

/// The one candidate of an open mention, by its index, that the text means elsewhere: «غادروا الهول» after «مخيم الهول».
fn known(resolved: &[ResolvedMention], open: usize) -> Option<usize> {
    let candidates = &resolved[open].candidates;
    let meant = |candidate: &Candidate| {
        let place = |named: &ResolvedMention| named.place.as_ref().map(|place| place.id.clone());
        resolved.iter().any(|named| place(named).as_ref() == Some(&candidate.place.id))
    };
    let mut of_text = (0..candidates.len()).filter(|&at| meant(&candidates[at]));
    of_text.next().filter(|_| of_text.next().is_none())
}

/// Takes candidate `index` for what an unsettled mention means.
fn settle(mention: &mut ResolvedMention, index: usize) {
    mention.candidates.swap(0, index);
    mention.place = Some(Arc::clone(&mention.candidates[0].place));
    mention.refusal = None;
}

fn refused(mention: Mention, reason: Why) -> ResolvedMention {
    ResolvedMention {
        mention,
        candidates: Vec::new(),
        place: None,
        refusal: Some(reason),
        bearing: false,
    }
}

/// A text around its mentions.
pub(super) struct Surroundings<'a, 't> {
    pub(super) geocoder: &'a Geocoder<'a>,
    pub(super) words: &'a Words<'t>,
    pub(super) setting: Setting,
    /// The words that may stand near any place, asked for at most mentions.
    pub(super) telling: OnceCell<Vec<usize>>,
    /// The first word of the whole text that stands near a place, by place: asked for at every mention of a namesake.
    pub(super) spoken_of: RefCell<FxHashMap<PlaceId, Option<usize>>>,
    /// Whether the text is about a match.
    pub(super) of_a_match: OnceCell<bool>,
}

impl Surroundings<'_, '_> {
    pub(super) fn has_role(&self, index: usize, role: Role) -> bool {
        self.geocoder.context.has(self.words.folded(index), role)
            || self.geocoder.context.has(stem(self.words.folded(index)), role)
    }

    fn choose(&self, mention: Mention, before: Option<&ResolvedMention>) -> ResolvedMention {
        let mut refusals = Vec::new();
        let mut candidates = Vec::new();
        for named in &mention.named {
            match self.score(&mention, named, before) {
                Ok(candidate) => candidates.push(candidate),
                Err(reason) => refusals.push(reason),
            }
        }
        // Ties keep the order of the table, so the sort must be stable.
        candidates.sort_by_key(|candidate| Reverse(candidate.score));
        let bearing = self.is_bearing(&mention, before);
        let (place, refusal) = match candidates.as_slice() {
            [] => (None, Some(Why::default().and(refusals))),
            [best] => (Some(best.place.clone()), None),
            [best, next, ..] if best.score - next.score >= LEAD => (Some(best.place.clone()), None),
            [best, next, ..] => {
                let fillings =
                    [mention.toponym.as_str().into(), (&best.place).into(), (&next.place).into()];
                (None, Some(Why::of(Obstacle::Ambiguous, fillings)))
            }
        };
        ResolvedMention { mention, candidates, place, refusal, bearing }
    }

    /// How likely the mention means this place, or why it cannot.
    fn score(
        &self,
        mention: &Mention,
        named: &Named,
        before: Option<&ResolvedMention>,
    ) -> Result<Candidate, Why> {
        let place = &named.place;
        let mut score = prior(place.class);
        let mut reasons =
            vec![Reason { points: score, why: "a usual sense of such a name", word: None }];
        let mut add = |points: Points, why: &'static str, word: Option<Arc<str>>| {
            score = score + points;
            reasons.push(Reason { points, why, word });
        };
        if named.full {
            add(Points::tenths(40), "named in full", None);
        }
        let vouched = self.vouched(mention, place, &mut add);
        if let Some(vicinity) = self.geocoder.vicinities.of(place) {
            self.weigh(mention, place, vicinity, named.full || vouched, &mut add)?;
        }
        if place.class == PlaceClass::Governorate
            && !vouched
            && let Some(reason) = self.in_governorate(mention, place, before)
        {
            add(Points::tenths(10), reason, None);
        }
        Ok(Candidate { place: Arc::clone(place), score, reasons })
    }

    /// «سجون الحسكة», "Hasakah prisons": the prisons of a city, none of which is meant.
    fn is_of_many(&self, mention: &Mention) -> bool {
        let Some(vouch) = mention.vouch.as_ref().filter(|vouch| vouch.beside) else { return false };
        let class_words = self.geocoder.gazetteer.class_words();
        let plural = class_words
            .get(&fold(&vouch.word).0)
            .is_some_and(|row| row.of_sites() && row.is_plural());
        let of_city =
            |named: &Named| matches!(named.place.class, PlaceClass::City | PlaceClass::Governorate);
        plural && mention.named.iter().any(of_city)
    }

    fn vouched(
        &self,
        mention: &Mention,
        place: &Place,
        add: &mut impl FnMut(Points, &'static str, Option<Arc<str>>),
    ) -> bool {
        let Some(vouch) = &mention.vouch else { return false };
        let word = || Some(Arc::clone(&vouch.word));
        let rank = vouch.classes.iter().position(|class| *class == place.class);
        if rank.is_some() && self.is_of_many(mention) {
            add(Points::tenths(-40), "several such places are told of by", word());
            return false;
        }
        match rank {
            Some(0) => add(Points::tenths(35), "announced by", word()),
            Some(_) => add(Points::tenths(30), "may be announced by", word()),
            None if vouch.classes.iter().all(|class| is_site(*class)) => {}
            None => add(Points::tenths(-40), "something else is announced by", word()),
        }
        rank.is_some()
    }

    /// Whether the words near the mention allow the place.
    ///
    /// A bare name that is also an ordinary word needs a word of its place near it. Where several places bear the name,
    /// such a word may stand anywhere in the source, and a place that has none gives way to the others.
    fn weigh(
        &self,
        mention: &Mention,
        place: &Place,
        vicinity: &Vicinity,
        clear: bool,
        add: &mut impl FnMut(Points, &'static str, Option<Arc<str>>),
    ) -> Result<(), Why> {
        let sentence = self.sentence_of(mention);
        let namesakes = mention.named.len() > 1;
        let near = self.find(&vicinity.near, sentence);
        let against = self.against(mention, vicinity, clear);
        if let Some(index) = against
            && !(clear && near.is_some_and(|index| !self.is_class_word(index)))
        {
            let word = self.words.written(index);
            let fillings = [mention.toponym.as_str().into(), word.into()];
            return Err(Why::of(Obstacle::Otherwise, fillings));
        }
        if let Some(index) = near {
            add(Points::tenths(10), "near it stands", Some(self.words.written(index).into()));
        } else if vicinity.near.is_empty()
            || (clear && !namesakes)
            || self.setting == Setting::Alone
        {
        } else if !namesakes {
            return Err(Why::of(Obstacle::Unsaid, [mention.toponym.as_str().into()]));
        } else if let Some(index) = self.spoken_of(place, vicinity) {
            add(Points::tenths(6), "the source speaks of", Some(self.words.written(index).into()));
        } else {
            add(Points::tenths(-20), "nothing tells it from its namesake", None);
        }
        Ok(())
    }

    /// Whether a name was refused only because no word of its place stands near it, and stands where a place is named.
    fn lacks_only_support(&self, mention: &Mention) -> bool {
        let [named] = mention.named.as_slice() else { return false };
        let Some(vicinity) = self.geocoder.vicinities.of(&named.place) else { return false };
        !vicinity.near.is_empty()
            && (self.is_located(mention)
                || self.is_no_ordinary_word(mention)
                || self.is_left_or_held(mention))
            && self.refusal(mention).is_none()
            && self.against(mention, vicinity, false).is_none()
    }

    /// Whether a name in Latin letters is what someone left or holds: "withdrew from Mayadin", "control of al-Suwar".
    fn is_left_or_held(&self, mention: &Mention) -> bool {
        let first = mention.words.start;
        let before = first.checked_sub(1).filter(|_| self.words.gap(first).joins_a_name());
        before.is_some_and(|at| matches!(self.words.written(at), "from" | "of"))
            && !mention.words.clone().any(|at| self.has_role(at, Role::GivenName))
    }

    /// Whether a word before the name puts something in or near it: «في الصور», "near al-Suwar".
    pub(super) fn is_located(&self, mention: &Mention) -> bool {
        let first = mention.words.start;
        let before = first.checked_sub(1).filter(|_| self.words.gap(first).joins_a_name());
        mention.glued.ends_with('ب')
            || self.is_near(mention)
            || before.is_some_and(|at| mention.glued.is_empty() && self.has_role(at, Role::Inside))
    }

    /// Whether a word before the name puts something near it: "the outskirts of Mayadin", «بالقرب من الصور».
    fn is_near(&self, mention: &Mention) -> bool {
        let first = mention.words.start;
        let before = first.checked_sub(1).filter(|_| self.words.gap(first).joins_a_name());
        let of = |at: usize| {
            matches!(self.words.written(at), "of" | "من")
                && at.checked_sub(1).is_some_and(|index| self.has_role(index, Role::Near))
        };
        let near = |at: usize| self.has_role(at, Role::Near) || of(at);
        before.is_some_and(|at| mention.glued.is_empty() && near(at))
    }

    /// Whether something is near the name as it could not be near what else the word means: «قرب الصور», but not «قرب الصور
    /// المعلقة», the pictures on the wall.
    fn is_no_ordinary_word(&self, mention: &Mention) -> bool {
        let Range { start, end } = mention.words;
        let adjective = |at: usize| {
            self.words.gap(at).joins_a_name()
                && has_article(self.words.folded(at))
                && self.words.written(at).ends_with('ة')
        };
        let leads =
            |at: usize| self.words.gap(start).joins_a_name() && self.has_role(at, Role::Leads);
        end == start + 1
            && self.geocoder.context.has(self.words.folded(start), Role::Nowhere)
            && !(end < self.words.len() && adjective(end))
            && (self.is_near(mention) || start.checked_sub(1).is_some_and(leads))
    }

    /// Whether the name only tells near what the place before it lies: «الطبقة غربي الرقة», "Tabqa, west of Raqqa".
    fn is_bearing(&self, mention: &Mention, before: Option<&ResolvedMention>) -> bool {
        let Some(before) = before.filter(|before| before.place.is_some()) else { return false };
        let between = before.mention.words.end..mention.words.start;
        let apart = |gap: Gap| gap.has(Gap::STOP) || gap.has(Gap::LINE);
        !between.is_empty()
            && between.len() <= ADJACENT_WORDS
            && mention.glued.is_empty()
            && !(between.start..=between.end).any(|index| apart(self.words.gap(index)))
            && between.rev().take(2).any(|index| self.has_role(index, Role::Near))
    }

    /// The place of a name that lacks support, if the text means it elsewhere («بلدة الصور») or the name is no ordinary word in
    /// its script.
    fn meant_elsewhere(&self, mention: &Mention, all: &[ResolvedMention]) -> Option<Candidate> {
        let place = &mention.named.first()?.place;
        let elsewhere =
            all.iter().find(|other| other.place.as_ref().is_some_and(|known| known.id == place.id));
        let latin =
            self.words.all()[mention.words.clone()].iter().all(|word| word.script == Script::Latin)
                && self.words.all()[mention.words.end - 1].capital;
        let why = match elsewhere {
            Some(_) => "the text means it elsewhere",
            None if self.is_no_ordinary_word(mention) => {
                "something is near it, as it could not be near what else the word means"
            }
            None if latin => "a name where a place is named",
            None if self.puts_into_a_city(mention, place) => {
                "something is in the city, in a text that speaks of what is around it"
            }
            None => return None,
        };
        let points = prior(place.class);
        let word = elsewhere.map(|other| other.mention.toponym.as_str().into());
        let reasons = vec![Reason { points, why, word }];
        Some(Candidate { place: Arc::clone(place), score: points, reasons })
    }

    /// Whether «في» puts something into a city of a text that speaks of what is around it, though its name is also a word:
    /// «وفي الميادين اندلعت اشتباكات». Only into a city: behind «في» the name of a smaller town is more often the word, «في الصور».
    fn puts_into_a_city(&self, mention: &Mention, place: &Place) -> bool {
        let vicinity = self.geocoder.vicinities.of(place);
        place.class == PlaceClass::City
            && self.is_located(mention)
            && vicinity.is_some_and(|vicinity| self.spoken_of(place, vicinity).is_some())
    }

    pub(super) fn is_class_word(&self, index: usize) -> bool {
        self.geocoder.gazetteer.class_words().at(self.words, index).is_some()
    }

    pub(super) fn sentence_of(&self, mention: &Mention) -> Range<usize> {
        let sentences = self.words.sentences();
        let at = sentences.partition_point(|range| range.end <= mention.words.start);
        let sentence = sentences.get(at).cloned().unwrap_or(mention.words.clone());
        let from = mention.words.start.saturating_sub(REACH_OF_CONTEXT);
        sentence.start.max(from)..sentence.end.min(mention.words.end + REACH_OF_CONTEXT)
    }

    /// Why a bare name that a city shares with its governorate means the governorate: a town is said to lie in a
    /// direction of it, or a place far outside the city is said to be in it.
    fn in_governorate(
        &self,
        mention: &Mention,
        governorate: &Place,
        before: Option<&ResolvedMention>,
    ) -> Option<&'static str> {
        let before = before?;
        let inner = before.place.as_deref()?;
        let between = before.mention.words.end..mention.words.start;
        if between.len() > ADJACENT_WORDS
            || (between.start..=between.end).any(|index| {
                let gap = self.words.gap(index);
                gap.has(Gap::STOP) || gap.has(Gap::COMMA) || gap.has(Gap::PARAGRAPH)
            })
            || !self.geocoder.gazetteer.encloses(governorate, inner)
        {
            return None;
        }
        let city = mention
            .named
            .iter()
            .map(|named| &named.place)
            .find(|place| matches!(place.class, PlaceClass::City | PlaceClass::Town))?;
        let far = city.lonlat.distance_m(inner.lonlat)
            > RADII_OF_A_CITY * f64::from(city.radius_m.max(inner.radius_m));
        // Where the point is nobody's, the parent says that it is not in the city.
        let outside = far || inner.status == CoordinateStatus::Unverified;
        if !outside || self.geocoder.gazetteer.encloses(city, inner) {
            return None;
        }
        let parts = between.clone().filter(|&at| self.has_role(at, Role::Part)).count();
        let town = matches!(inner.class, PlaceClass::City | PlaceClass::Town | PlaceClass::Village);
        let glued_in = mention.glued.ends_with('ب');
        let put_inside = glued_in
            || between.clone().next_back().is_some_and(|at| self.has_role(at, Role::Inside));
        if put_inside {
            Some("the place said to be in it lies outside the city")
        } else if parts == 1 && between.len() == 1 && town {
            Some("a town is said to lie in that part of it")
        } else {
            None
        }
    }
}

/// What a bare name means when nothing else tells: the city rather than the governorate around it.
fn prior(class: PlaceClass) -> Points {
    match class {
        PlaceClass::Country | PlaceClass::City => Points::tenths(20),
        PlaceClass::Town => Points::tenths(19),
        PlaceClass::Village | PlaceClass::Governorate => Points::tenths(16),
        PlaceClass::District => Points::tenths(10),
        _ => Points::tenths(15),
    }
}

fn is_site(class: PlaceClass) -> bool {
    class.precision() == crate::model::PlacePrecision::Site
}
