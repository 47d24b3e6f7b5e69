//! Places outside the area of the map: whether the words of a claim put it there, or only name them in passing.

use super::Geocoder;
use super::context::Role;
use super::location::{Referent, referent};
use crate::model::{Clue, Place, PlaceClass, ResolvedMention};
use crate::text::{Gap, Words, stem};

/// How many words after a name may stand before the one that opens what somebody said there: «مصدر في بغداد لرويترز إن».
const WORDS_BEFORE_SPEECH: usize = 3;
/// How many class words may stand between a name and its preposition: «إلى بلدة ناحية ربيعة».
const CLASS_WORDS: usize = 2;
/// How many words may stand between two names, of which the second says where the first is: «إلى مخيم الجدعة في نينوى».
const WORDS_BETWEEN: usize = 2;

/// The places outside the area that one text names.
pub(super) struct Elsewhere<'a> {
    geocoder: &'a Geocoder<'a>,
    mentions: &'a [ResolvedMention],
    /// By mention: whether it is of such a place and its words say that something is or happens there.
    told: Vec<bool>,
    /// By mention: whether something that the text tells happened there, so that the next sentences may go on with it.
    happened: Vec<bool>,
}

impl<'a> Elsewhere<'a> {
    pub(super) fn of(
        geocoder: &'a Geocoder<'a>,
        words: &Words<'_>,
        mentions: &'a [ResolvedMention],
    ) -> Self {
        let mut told = vec![false; mentions.len()];
        for index in 0..mentions.len() {
            let before = index.checked_sub(1).map(|last| (&mentions[last], told[last]));
            told[index] =
                is_outside(&mentions[index]) && is_told(geocoder, words, &mentions[index], before);
        }
        Self { geocoder, mentions, told, happened: vec![false; mentions.len()] }
    }

    /// The mention of a place outside the area where the claim of `clues` happened, if it did not happen at `nearest`,
    /// the place of the area that its words tell.
    pub(super) fn of_claim(
        &mut self,
        clues: &[Clue],
        nearest: Option<(&Clue, Referent<'_>)>,
    ) -> Option<&'a ResolvedMention> {
        let outside = |clue: &&Clue| self.referent(clue).is_some_and(is_elsewhere);
        let ahead = nearest.is_none_or(|(near, _)| near.rank >= Clue::AFTER);
        let puts_there = |clue: &&Clue| {
            let own = clue.rank <= Clue::OWN_SENTENCE;
            // The sentences before put it there if something happened there, or if no place of the area was named yet.
            let before = clue.rank < Clue::AFTER && ahead;
            if clue.classes.is_empty() {
                (own || before) && self.told[clue.mention] || self.happened[clue.mention]
            } else {
                own
            }
        };
        let told = clues.iter().filter(outside).find(puts_there);
        let only = || clues.iter().find(outside).filter(|clue| self.is_of_nothing_else(clue));
        let clue = match (told, nearest) {
            (Some(clue), Some(nearest)) => Some(clue).filter(|clue| self.outdoes(clue, nearest)),
            (Some(clue), None) => Some(clue),
            (None, None) => only(),
            (None, Some(_)) => None,
        }?;
        if clue.classes.is_empty() {
            self.happened[clue.mention] = true;
        }
        self.referent(clue).map(|named| named.mention)
    }

    fn referent(&self, clue: &Clue) -> Option<Referent<'a>> {
        referent(self.geocoder, clue, self.mentions)
    }

    /// Whether a claim happened where `clue` points, outside the area, rather than at `near`.
    fn outdoes(&self, clue: &Clue, (near, named): (&Clue, Referent<'_>)) -> bool {
        let nearer = (clue.rank, clue.distance) < (near.rank, near.distance);
        let outer = self.referent(clue).and_then(|named| named.place);
        let (Some(outside), Some(inside)) = (outer, named.place) else { return nearer };
        if self.geocoder.gazetteer.encloses(inside, outside) {
            // «في دمشق جنوب سوريا»: the country adds nothing.
            true
        } else if self.geocoder.gazetteer.encloses(outside, inside)
            && near.rank <= Clue::OWN_SENTENCE
        {
            // «في كوباني بريف حلب».
            false
        } else {
            nearer
        }
    }

    /// Whether the text names no place of the area at all, other than the country around.
    fn is_of_nothing_else(&self, clue: &Clue) -> bool {
        let Some(outside) = self.referent(clue).and_then(|named| named.place) else {
            return false;
        };
        let covered = |place: &Place| {
            !place.is_elsewhere() && !self.geocoder.gazetteer.encloses(place, outside)
        };
        !self.mentions.iter().any(|named| named.place.as_deref().is_some_and(covered))
    }
}

/// Whether a place outside the area is meant.
pub(super) fn is_elsewhere(named: Referent<'_>) -> bool {
    named.place.is_some_and(|place| place.is_elsewhere())
}

fn is_outside(mention: &ResolvedMention) -> bool {
    mention.place.as_deref().is_some_and(Place::is_elsewhere)
}

/// Whether the words around the name of a place outside the area say that something is or happens there. Where someone
/// goes or comes from, whom someone speaks or fights for, and where someone speaks, nothing need have happened.
fn is_told(
    geocoder: &Geocoder<'_>,
    words: &Words<'_>,
    named: &ResolvedMention,
    before: Option<(&ResolvedMention, bool)>,
) -> bool {
    let mention = &named.mention;
    let has = |index: usize, role: Role| geocoder.context.has(words.folded(index), role);
    let mut start = mention.words.start;
    for _ in 0..CLASS_WORDS {
        let classed = |index: usize| geocoder.gazetteer.class_words().at(words, index).is_some();
        match start.checked_sub(1).filter(|&index| mention.glued.is_empty() && classed(index)) {
            Some(class_word) if words.gap(start).joins_a_name() => start = class_word,
            _ => break,
        }
    }
    let joined = |index: &usize| words.gap(*index + 1).joins_a_name();
    let preposition = start.checked_sub(1).filter(joined);
    let inside =
        mention.glued.ends_with('ب') || preposition.is_some_and(|index| has(index, Role::Inside));
    let talks = preposition.is_some_and(|index| {
        let before = index.checked_sub(1).filter(|_| words.gap(index).joins_a_name());
        has(index, Role::Between)
            && before
                .is_some_and(|before| geocoder.context.has(stem(words.folded(before)), Role::Talks))
    });
    let country = named.place.as_ref().is_some_and(|place| place.class == PlaceClass::Country);
    if (country && !inside)
        || mention.glued.ends_with('ل')
        || preposition.is_some_and(|index| has(index, Role::Passing))
        || talks
        || is_seat_of_news(words, mention.words.clone())
    {
        return false;
    }
    let goes_on = before.is_some_and(|(last, told)| {
        let between = last.mention.words.end..start;
        is_outside(last)
            && !told
            && between.len() <= WORDS_BETWEEN
            && (between.start..=between.end).all(|index| words.gap(index).joins_a_name())
            && !mention.glued.starts_with('و')
    });
    let speaks = (mention.words.end..words.len())
        .take(WORDS_BEFORE_SPEECH)
        .take_while(|&index| words.gap(index).joins_a_name())
        .enumerate()
        .any(|(nth, index)| {
            has(index, Role::OpensSpeech) || (nth == 0 && has(index, Role::PassingAfter))
        });
    !goes_on && !speaks
}

/// «بغداد / واع -», "ERBIL, Iraq (AP) —": a name that opens a line, where the news was written.
fn is_seat_of_news(words: &Words<'_>, name: std::ops::Range<usize>) -> bool {
    let opens = name.start == 0 || words.gap(name.start).has(Gap::LINE);
    let set_off = |index: usize| {
        let gap = words.gap(index);
        gap.has(Gap::COLON) || (gap.has(Gap::HYPHEN) && gap.has(Gap::SPACE))
    };
    let apart =
        |gap: Gap| [Gap::COMMA, Gap::BRACKET, Gap::SLASH].into_iter().any(|mark| gap.has(mark));
    let after = name.end;
    let reach = (after + 1..words.len()).take(WORDS_BEFORE_SPEECH);
    opens
        && after < words.len()
        && (set_off(after)
            || (apart(words.gap(after))
                && reach.take_while(|&index| !words.gap(index).has(Gap::LINE)).any(set_off)))
}
