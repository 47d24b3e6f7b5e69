//! Places taken up: a claim whose words name no place is where the text told what came before it.

use std::ops::Range;

use super::clues::{self, Around, Holds};
use super::lexicon::{Hit, Sense};
use super::passing::is_by_a_way;
use super::report::{Claim, Read};
use super::scene::Scene;
use crate::model::{Clue, Mention, Named, Passing, PlaceClass, PlacePrecision, Whereabouts};

/// How many mentions and claims a word such as «السجن» reaches back, so that the work grows with the length of a text alone.
const MENTIONS_BACK: usize = 200;

/// How many words after «وفي» the name may stand of where a sentence goes on: «وفي ريف دير الزور الشرقي».
const WORDS_OF_AN_OPENING: usize = 3;

impl Read<'_, '_> {
    /// What a search for clues looks at, for a claim of sentence `at`.
    pub(super) fn around(&self, at: usize) -> Around<'_, '_> {
        Around {
            words: self.words,
            hits: &self.hits,
            sentences: &self.sentences,
            whole: &self.whole,
            mentions: self.mentions,
            of_text: &self.mentions_of_texts[self.text_of(&self.sentences[at])],
            class_words: self.extractor.gazetteer.class_words(),
        }
    }

    /// Whether the places of sentence `other` hold for a claim of sentence `at`.
    pub(super) fn holds(&self, other: usize, at: usize, recalled: bool) -> Holds {
        let (own, other) = (&self.sentences[at], &self.sentences[other]);
        if !self.page.is_read(other.start) || self.text_of(other) != self.text_of(own) {
            Holds::No
        } else if !recalled && self.opens_with_background(other) {
            Holds::Recalled
        } else {
            Holds::Yes
        }
    }

    /// Gives «السجن ذاته», where the text has named no prison but only the town that it is in, the place of what the text told of it
    /// first.
    pub(super) fn take_up_unnamed(&self, claims: &mut [Claim]) {
        for index in 1..claims.len() {
            let Whereabouts::Clues { clues, .. } = &claims[index].report.whereabouts else {
                continue;
            };
            if clues.iter().any(|clue| clues::says_where(clue) && clue.classes.is_empty()) {
                continue;
            }
            let mut own = clues.iter().filter(|clue| clue.rank <= Clue::OWN_SENTENCE);
            let Some(clue) = own.find(|clue| !clue.classes.is_empty()) else { continue };
            let before = clue.mention.clamp(clue.mentions.start, clue.mentions.end);
            let before = &self.mentions[clue.mentions.start..before];
            let mut before = before.iter().rev().take(MENTIONS_BACK);
            if before.any(|mention| mention.may_be(&clue.classes)) {
                continue;
            }
            let text = self.text_of(&self.sentences[claims[index].at]);
            let antecedent = claims[..index].iter().take(MENTIONS_BACK).position(|other| {
                let at = self.extractor.kinds.happens_at(other.kind);
                at.iter().any(|class| clue.classes.contains(class))
                    && self.is_in_a_town(other)
                    && self.text_of(&self.sentences[other.at]) == text
            });
            if let Some(antecedent) = antecedent {
                claims[index].report.whereabouts = claims[antecedent].report.whereabouts.clone();
                claims[index].settled = true;
            }
        }
    }

    /// Whether the words of a claim tell its place at least by the town.
    fn is_in_a_town(&self, claim: &Claim) -> bool {
        let Whereabouts::Clues { clues, .. } = &claim.report.whereabouts else { return false };
        let fine = |mention: &Mention| {
            let town = |class: PlaceClass| class.precision() <= PlacePrecision::Town;
            mention.named.iter().any(|named| town(named.place.class))
        };
        clues.iter().any(|clue| {
            clues::says_where(clue)
                && (!clue.classes.is_empty() || fine(&self.mentions[clue.mention]))
        })
    }

    /// Whether the clause of `claim` names a place, and none that those of `other` name.
    pub(super) fn is_elsewhere(&self, claim: &Claim, other: &Claim) -> bool {
        let named = |claim: &Claim, rank: u32| -> Vec<&Mention> {
            let Whereabouts::Clues { clues, .. } = &claim.report.whereabouts else {
                return Vec::new();
            };
            let own = clues.iter().filter(|clue| {
                let own = clue.rank <= rank || clue.distance == clues::OF_AN_ENTRY;
                // A country is context: "Turkey's ministry counted six dead".
                let country = |named: &Named| named.place.class == PlaceClass::Country;
                own && clues::says_where(clue)
                    && clue.classes.is_empty()
                    && !self.mentions[clue.mention].named.iter().any(country)
            });
            own.map(|clue| &self.mentions[clue.mention]).collect()
        };
        let (here, there) = (named(claim, Clue::OWN_SENTENCE), named(other, Clue::OWN_SENTENCE));
        let same = |one: &Mention, other: &Mention| {
            one.named
                .iter()
                .any(|one| other.named.iter().any(|other| one.place.id == other.place.id))
        };
        !named(claim, 0).is_empty()
            && !here.iter().any(|one| there.iter().any(|other| same(one, other)))
    }

    /// Whether the sentence of `claim` says that it was at the place of `mention`, and not only goes there.
    pub(super) fn names(&self, claim: &Claim, mention: &Mention) -> bool {
        let Whereabouts::Clues { clues, .. } = &claim.report.whereabouts else { return false };
        let own = clues.iter().filter(|clue| clues::says_where(clue) && clue.classes.is_empty());
        let mut named = own.flat_map(|clue| &self.mentions[clue.mention].named);
        named.any(|one| mention.named.iter().any(|other| one.place.id == other.place.id))
    }

    /// The site or camp with which sentence `at` opens, to tell what was there: «وفي مخيم الهول قُتلت لاجئة».
    pub(super) fn opening_place(&self, at: usize) -> Option<&Mention> {
        let sentence = &self.sentences[at];
        let opening = sentence.start..sentence.end.min(sentence.start + WORDS_OF_AN_OPENING);
        let mention = self.mentions_in(&opening).first()?;
        let site = |named: &Named| named.place.class.precision() == PlacePrecision::Site;
        let (start, here) = (sentence.start, self.words.written(sentence.start));
        let opens = matches!(here, "في" | "وفي" | "In" | "At") && start < mention.words.start;
        let named = !mention.named.is_empty() && mention.named.iter().all(site);
        (opens && named && mention.passing.is_none()).then_some(mention)
    }

    /// Gives a claim that names no place, or says «هناك», that of what the text told last, or, where its kind is of prisons
    /// and camps, of what it told last of one. A running total is of what the news is.
    pub(super) fn follow(&self, claims: &mut [Claim]) {
        for index in 1..claims.len() {
            let claim = &claims[index];
            let Whereabouts::Clues { clues, at, unlisted } = &claim.report.whereabouts else {
                continue;
            };
            let own = clues.iter().filter(|clue| clues::says_where(clue));
            let nearest = own.min_by_key(|clue| (clue.rank, clue.distance));
            let at_scene = claim
                .scene
                .is_some_and(|scene| nearest.is_none_or(|near| self.is_nearer(scene, near)));
            let placed = nearest.is_some()
                || (at.is_empty() && self.goes(claim))
                || self.is_on_a_way(claims, index);
            // «وفي قرية أم زرزور انفجر لغم آخر» was not where the one before was.
            if claim.settled || (placed && !at_scene) || unlisted.is_some() {
                continue;
            }
            let antecedent = if self.extractor.kinds.is_total(claim.kind) && !at_scene {
                self.lead_before(claims, index)
            } else {
                self.told_before(claims, index, at, clues, at_scene)
            };
            let Some(antecedent) = antecedent else { continue };
            let Whereabouts::Clues { clues: taken, .. } = &claims[antecedent].report.whereabouts
            else {
                continue;
            };
            let taken = taken.iter().filter(|clue| clues::says_where(clue)).cloned();
            let rest = clues.iter().filter(|clue| clue.rank > Clue::OWN_SENTENCE).cloned();
            let clues = taken.chain(rest).collect();
            let at = at.clone();
            claims[index].report.whereabouts = Whereabouts::Clues { clues, at, unlisted: None };
            claims[index].settled = true;
        }
    }

    /// Takes from the claims the places of sentences after them that tell only of something else: who was released is not told to
    /// be where in the next sentence a man was killed. A headline is told again in what follows, and so is what that takes up.
    pub(super) fn leave_to_others(&self, claims: &mut [Claim]) {
        let kinds = self.extractor.kinds;
        let akin = |one: &Claim, other: &Claim| {
            let prisons =
                |claim: &Claim| kinds.happens_at(claim.kind).contains(&PlaceClass::Prison);
            one.kind == other.kind
                || other.definite
                || other.scene.is_some()
                || kinds.is_part_of(one.kind, other.kind)
                || kinds.is_part_of(other.kind, one.kind)
                || kinds.is_total(one.kind)
                || kinds.is_total(other.kind)
                || (prisons(one) && prisons(other))
        };
        for index in 0..claims.len() {
            let claim = &claims[index];
            let Whereabouts::Clues { clues, .. } = &claim.report.whereabouts else { continue };
            let after = clues.partition_point(|clue| clue.rank < Clue::AFTER);
            if after == clues.len() || self.is_headline(claim.at) {
                continue;
            }
            let of_another = |clue: &Clue| {
                let mention = &self.mentions[clue.mention];
                let word = mention.words.start;
                let at = self.sentences.partition_point(|sentence| sentence.end <= word);
                let from = claims.partition_point(|other| other.at < at);
                let mut told = claims[from..].iter().take_while(|other| other.at == at).peekable();
                let apart = self.opens_a_scene(at, mention);
                at > claim.at
                    && !self.takes_up(&self.sentences[at], claim.kind)
                    && told.peek().is_some()
                    && told.all(|other| !other.definite && (apart || !akin(claim, other)))
            };
            let kept: Vec<bool> =
                clues.iter().map(|clue| clue.rank < Clue::AFTER || !of_another(clue)).collect();
            if let Whereabouts::Clues { clues, .. } = &mut claims[index].report.whereabouts {
                let mut kept = kept.into_iter();
                clues.retain(|_| kept.next().unwrap_or(true));
            }
        }
    }

    /// Whether a sentence takes up an occurrence of `kind` that was told before: «الرتل», «الهجوم».
    fn takes_up(&self, sentence: &Range<usize>, kind: usize) -> bool {
        let of_kind = |hit: &Hit| match hit.sense {
            Sense::Cue(cue) => self.extractor.kinds.cue(cue).kind == kind,
            _ => false,
        };
        self.hits
            .within(sentence.clone())
            .filter(of_kind)
            .any(|hit| !hit.verb && self.is_definite(hit))
    }

    /// Whether sentence `at` opens with where it goes on, at `mention`: «وفي بلدة الشحيل انفجرت عبوة».
    fn opens_a_scene(&self, at: usize, mention: &Mention) -> bool {
        let start = self.sentences[at].start;
        matches!(self.words.written(start), "وفي" | "في" | "In" | "Near" | "وقرب")
            && mention.words.start <= start + WORDS_OF_AN_OPENING
    }

    /// Whether «هناك» places a claim, rather than a name in its sentence: another claim stands before that.
    fn is_nearer(&self, scene: Scene, clue: &Clue) -> bool {
        if (scene.rank, scene.distance) >= (clue.rank, clue.distance) {
            return false;
        }
        let is_cue = |hit: Hit| matches!(hit.sense, Sense::Cue(_));
        !clue.classes.is_empty()
            || scene.rank < clue.rank
            || self.mentions.get(clue.mention).is_some_and(|mention| {
                let between = scene.word..mention.words.start.max(scene.word);
                self.hits.within(between).any(is_cue)
            })
    }

    /// Whether the place that the words of a claim say something goes to is that of what it tells: "the column left for
    /// Shaddadi base".
    fn goes(&self, claim: &Claim) -> bool {
        let end = self.sentences[claim.at].end;
        let is_cue = |hit: Hit| matches!(hit.sense, Sense::Cue(_)) && hit.first >= claim.cue.end;
        self.mentions_in(&(claim.cue.first..end)).iter().any(|mention| {
            mention.passing == Some(Passing::Goal)
                && !self
                    .hits
                    .within(claim.cue.end..mention.words.start.max(claim.cue.end))
                    .any(is_cue)
        })
    }

    /// Whether the words of the claim at `index` put it on the way to a place, with no other claim between.
    fn is_on_a_way(&self, claims: &[Claim], index: usize) -> bool {
        let claim = &claims[index];
        let class_words = self.extractor.gazetteer.class_words();
        let next = claims.get(index + 1).filter(|next| next.at == claim.at);
        let end = next.map_or(self.sentences[claim.at].end, |next| next.cue.first);
        self.mentions_in(&(claim.cue.first..end.max(claim.cue.first))).iter().any(|mention| {
            mention.passing == Some(Passing::Goal)
                && is_by_a_way(self.words, &self.hits, class_words, mention)
        })
    }

    /// The first claim before `index` that is the news and has a place.
    fn lead_before(&self, claims: &[Claim], index: usize) -> Option<usize> {
        let text = self.text_of(&self.sentences[claims[index].at]);
        claims[..index].iter().take(MENTIONS_BACK).position(|other| {
            !other.recalled
                && (other.has_place() || other.settled)
                && self.text_of(&self.sentences[other.at]) == text
        })
    }

    /// The claim before `index` whose place it takes up.
    fn told_before(
        &self,
        claims: &[Claim],
        index: usize,
        at: &[PlaceClass],
        clues: &[Clue],
        at_scene: bool,
    ) -> Option<usize> {
        let claim = &claims[index];
        let text = self.text_of(&self.sentences[claim.at]);
        let told = || {
            let back = index.saturating_sub(MENTIONS_BACK);
            (back..index).rev().filter(|&other| {
                let other = &claims[other];
                (claim.recalled || !other.recalled || other.at == claim.at)
                    && (other.has_place() || other.settled)
                    && self.text_of(&self.sentences[other.at]) == text
            })
        };
        let of_class = |mention: &Mention| mention.may_be(at);
        let named_before = clues
            .iter()
            .filter(|clue| clue.classes.is_empty() && clue.rank <= clues::FARTHEST)
            .filter(|clue| clue.rank > Clue::OWN_SENTENCE);
        let sites = !at.is_empty() && at.iter().all(|class| clues::WHOLES.contains(class));
        if sites {
            let found = told().find(|&other| {
                let Whereabouts::Clues { clues, .. } = &claims[other].report.whereabouts else {
                    return false;
                };
                clues.iter().any(|clue| {
                    clue.rank <= Clue::OWN_SENTENCE
                        && clue.classes.is_empty()
                        && of_class(&self.mentions[clue.mention])
                })
            });
            let nearer = named_before.clone().any(|clue| {
                let mention = &self.mentions[clue.mention];
                let after = found.is_none_or(|other| {
                    mention.words.start >= self.sentences[claims[other].at].end
                });
                after && of_class(mention)
            });
            if nearer && !at_scene {
                return None;
            }
            // "the same place", after «سجن بلدة الكسرة»: of an escape, where the text told of another.
            let kin = || told().find(|&other| claims[other].kind == claim.kind);
            if let Some(found) = found.or_else(kin) {
                return Some(found);
            }
        }
        let last = told().next()?;
        // "what happened in Hasakah, when they stormed a prison there": a word for the scene means what its own sentence names.
        let whole = self.whole(&self.sentences[claim.at]);
        let after = self.sentences[claims[last].at].end;
        let nearer = named_before.clone().any(|clue| {
            let named = self.mentions[clue.mention].words.start;
            named >= after && (!at_scene || whole.contains(&named))
        });
        (!nearer).then_some(last)
    }
}
