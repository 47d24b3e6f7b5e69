//! Names of places that must not be told, and whether a text names one.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::spelling::transliterate;
use super::words::{Runs, Searched, folded};
use crate::gazetteer::{Gazetteer, words_of_name};
use crate::model::{Place, PlaceClass, PlaceId, PlacePrecision};
use crate::text::{Words, fold};

/// In so many letters or more a name is looked for inside words too: in an address, or behind a glued preposition.
const LONG: usize = 6;
/// In so many, a name without its class word is looked for at the beginnings of the words of an address.
const LONG_CORE: usize = 4;
/// So near to its class word a name means the site that it shares with a place that is no secret: "the jail at Raqqa".
const NEAR: usize = 4;
/// So many letters of a class word, folded ("jel"), tell it where a word begins with them: "jailbreak", "prisoners", «سجناء».
const LONG_CLASS: usize = 3;
/// A word of a name that is in no table tells something where it has so many letters.
const TELLING: usize = 3;

/// The names and ids of places that are hidden.
#[derive(Debug, Default)]
pub(super) struct Names {
    hidden: BTreeSet<PlaceId>,
    /// Whole names and ids.
    whole: Runs,
    /// Names without their class word: "Alaya".
    cores: Runs,
    /// Those of them that are ordinary words: "Black".
    ordinary: Runs,
    /// All of these but ordinary words, in the spelling that slips have in common with them.
    loose: Runs,
    /// Those that another place bears too, which is no secret, by the class of the hidden one.
    shared: FxHashMap<PlaceClass, Runs>,
    /// The Latin ones of one word among them.
    shared_words: Vec<(PlaceClass, Vec<u8>)>,
    /// The Latin ones of one word, which slips may be for, and what is no slip: the words of open names.
    slipped: Vec<Vec<u8>>,
    open: FxHashSet<Vec<u8>>,
    inside: Parts,
    /// Those without their class word that words of addresses may begin with.
    beginnings: Parts,
}

/// Names that are looked for inside words, by how they begin.
#[derive(Debug, Default)]
struct Parts {
    by_start: FxHashMap<Vec<u8>, Vec<Vec<u8>>>,
}

impl Names {
    /// Adds the names of the places `hidden`; what else bears one of them is no secret.
    pub(super) fn hide(&mut self, hidden: BTreeSet<PlaceId>, gazetteer: &Gazetteer) {
        let open = gazetteer.places().iter().filter(|place| !hidden.contains(&place.id));
        let open: Vec<&str> = open.flat_map(|place| place.names.all()).collect();
        let loosely_open: FxHashSet<_> = open.iter().map(|name| Spelled::of(name).loose).collect();
        let open: FxHashSet<_> = open.into_iter().map(words_of_name).collect();
        self.open = open.iter().flatten().cloned().collect();
        for place in hidden.iter().filter_map(|id| gazetteer.place(id)) {
            let cores = gazetteer.cores(place);
            for name in place.names.all().chain([place.id.as_str()]) {
                self.add(name);
                let spelled = Spelled::of(name);
                // A name that an open place bears too is told only where it is near its class word.
                let cores = cores.iter().filter(|&core| {
                    !open.contains(core) && !is_ordinary(core, place, &cores, gazetteer)
                });
                let parts = cores.filter_map(|core| spelled.part(core));
                for loose in parts.chain([spelled.loose.as_slice()]) {
                    if !loosely_open.contains(loose) {
                        self.loose.add(loose);
                    }
                }
            }
            for core in &cores {
                if open.contains(core) {
                    self.shared.entry(place.class).or_default().add(core);
                    if let [word] = &core[..]
                        && word.is_ascii()
                    {
                        self.shared_words.push((place.class, word.clone()));
                    }
                    continue;
                }
                self.beginnings.add(core.concat(), LONG_CORE);
                let is_ordinary = is_ordinary(core, place, &cores, gazetteer);
                (if is_ordinary { &mut self.ordinary } else { &mut self.cores }).add(core);
                if let [word] = &core[..]
                    && !is_ordinary
                    && word.is_ascii()
                    && !self.slipped.contains(word)
                {
                    self.slipped.push(word.clone());
                }
            }
        }
        self.hidden = hidden;
    }

    /// Adds a name as it is written.
    fn add(&mut self, name: &str) {
        let words = folded(name);
        self.inside.add(words.concat(), LONG);
        // Written in one, the endings of its words are folded otherwise.
        let glued: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
        self.inside.add(fold(&glued).0, LONG);
        self.whole.add(&words);
    }

    /// Adds the name of a place that no table has: all of it, and whatever two words of it tell.
    pub(super) fn add_unknown(&mut self, name: &str, gazetteer: &Gazetteer) {
        let words = folded(name);
        let telling = telling(&words, gazetteer);
        if telling.iter().any(|tells| *tells) {
            self.add(name);
        }
        let both = words.windows(2).zip(telling.windows(2)).filter(|(_, tell)| tell[0] && tell[1]);
        for (pair, _) in both {
            self.inside.add(pair.concat(), LONG);
            self.whole.add(pair);
        }
        self.loose.add(&Spelled::of(name).loose);
    }

    /// Whether `text` names a hidden place.
    pub(super) fn are_in(&self, text: &Searched, gazetteer: &Gazetteer) -> bool {
        self.inside.are_in(&text.words.concat())
            || self.whole.named_in(&text.words).next().is_some()
            || self.cores.named_in(&text.words).next().is_some()
            || self.ordinary.named_in(&text.words).any(|at| text.address || text.named[at])
            || self.loose.begin_in(&text.loose, |word| gazetteer.is_ordinary(word)).next().is_some()
            || text.handles.iter().any(|word| self.beginnings.begin(word))
            || self.are_slipped_in(text, gazetteer)
            || self.share_with(text, gazetteer)
            || self.are_meant(text, gazetteer)
    }

    /// Whether a word of `text` is a slip for a name, as the reading forgives it behind a class word. In Arabic a letter makes another
    /// word; there only what the reading reads is one.
    fn are_slipped_in(&self, text: &Searched, gazetteer: &Gazetteer) -> bool {
        let may_be = |at: usize, word: &Vec<u8>| {
            (text.named[at] || text.address)
                && word.is_ascii()
                && !gazetteer.is_ordinary(word)
                && !self.open.contains(word)
        };
        !self.slipped.is_empty()
            && text.words.iter().enumerate().any(|(at, word)| {
                may_be(at, word) && self.slipped.iter().any(|name| Gazetteer::is_slip(word, name))
            })
    }

    /// Whether `text` has a name of a hidden place that another bears too, near a word for what the hidden one is.
    fn share_with(&self, text: &Searched, gazetteer: &Gazetteer) -> bool {
        self.shared.iter().any(|(class, runs)| {
            let is_class = |word: &Vec<u8>| {
                let row = |end: usize| gazetteer.class_words().get(&word[..end]);
                let is = |end: usize| row(end).is_some_and(|row| row.classes.contains(class));
                is(word.len()) || (LONG_CLASS..word.len()).any(is)
            };
            let slips = self.shared_words.iter().filter(|(of, _)| of == class);
            let slips = slips.flat_map(|(_, name)| {
                let words = text.words.iter().enumerate();
                words.filter(|(_, word)| Gazetteer::is_slip(word, name)).map(|(at, _)| at)
            });
            runs.named_in(&text.words).chain(slips).any(|at| {
                let from = at.saturating_sub(NEAR);
                text.words[from..text.words.len().min(at + NEAR + 1)].iter().any(is_class)
            })
        })
    }

    fn are_meant(&self, text: &Searched, gazetteer: &Gazetteer) -> bool {
        if self.hidden.is_empty() {
            return false;
        }
        let words = if text.address { &text.plain } else { &text.clear };
        let mentions = gazetteer.mentions(&Words::of(words));
        let mut named =
            mentions.iter().filter(|it| it.lonlat.is_none()).flat_map(|mention| &mention.named);
        named.any(|named| self.hidden.contains(&named.place.id))
    }

    /// Whether the place is hidden.
    pub(super) fn has(&self, place: &Place) -> bool {
        self.hidden.contains(&place.id)
    }
}

/// A name in both spellings, word for word.
struct Spelled {
    words: Vec<Vec<u8>>,
    loose: Vec<Vec<u8>>,
}

impl Spelled {
    fn of(name: &str) -> Self {
        let Searched { words, loose, .. } = Searched::prose(name);
        Self { words, loose }
    }

    /// What stands for `core` in it, in the loose spelling.
    fn part(&self, core: &[Vec<u8>]) -> Option<&[Vec<u8>]> {
        let at = self.words.windows(core.len()).position(|words| words == core)?;
        self.loose.get(at..at + core.len())
    }
}

/// Whether `core`, one of the `cores` of `place`, is made of ordinary words, so that small letters do not tell the place: where
/// the table of stop words has them, or where it is a translation, as no Arabic name of the place sounds so.
fn is_ordinary(
    core: &[Vec<u8>],
    place: &Place,
    cores: &[Vec<Vec<u8>>],
    gazetteer: &Gazetteer,
) -> bool {
    let is_latin = |words: &[Vec<u8>]| words.iter().flatten().all(u8::is_ascii);
    if !is_latin(core) {
        return false;
    }
    let names: Vec<_> = place.names.ar.iter().map(|name| words_of_name(name)).collect();
    let mut arabic = names.iter().chain(cores.iter().filter(|core| !is_latin(core)));
    core.iter().all(|word| gazetteer.is_ordinary(word))
        || !names.is_empty() && !arabic.any(|name| transliterate(core, name))
}

impl Parts {
    fn add(&mut self, letters: Vec<u8>, fewest: usize) {
        if letters.len() >= fewest {
            let names = self.by_start.entry(letters[..LONG_CORE].to_vec()).or_default();
            if !names.contains(&letters) {
                names.push(letters);
            }
        }
    }

    fn are_in(&self, letters: &[u8]) -> bool {
        !self.by_start.is_empty()
            && (0..letters.len().saturating_sub(LONG_CORE - 1)).any(|at| {
                let names = self.by_start.get(&letters[at..at + LONG_CORE]);
                names.into_iter().flatten().any(|name| letters[at..].starts_with(name))
            })
    }

    /// Whether `word` begins with one of them.
    fn begin(&self, word: &[u8]) -> bool {
        let names = word.get(..LONG_CORE).and_then(|start| self.by_start.get(start));
        names.into_iter().flatten().any(|name| word.starts_with(name))
    }
}

/// Which of `words`, of a name that no table has, tell something: no class word, no short one.
pub(super) fn telling(words: &[Vec<u8>], gazetteer: &Gazetteer) -> Vec<bool> {
    let tells =
        |word: &Vec<u8>| word.len() >= TELLING && gazetteer.class_words().get(word).is_none();
    words.iter().map(tells).collect()
}

/// Whether the table has a place called `name`, and nothing more.
pub(super) fn is_known(name: &str, gazetteer: &Gazetteer) -> bool {
    let words = Words::of(name);
    gazetteer.place(&PlaceId::new(name)).is_some()
        || Gazetteer::coordinate(name).is_some()
        || gazetteer.mentions(&words).iter().any(|mention| {
            mention.words == (0..words.len()) || mention.span.of(name).len() == name.trim().len()
        })
}

/// Whether `text` tells a point, or names a place that is finer than a governorate and not one of `open`.
pub(super) fn tells_more_than(
    open: &BTreeSet<PlaceId>,
    text: &Searched,
    gazetteer: &Gazetteer,
) -> bool {
    let tells = |text: &str| {
        gazetteer.mentions(&Words::of(text)).iter().any(|mention| {
            mention.lonlat.is_some()
                || mention.named.iter().any(|named| {
                    named.place.class.precision() < PlacePrecision::Governorate
                        && !open.contains(&named.place.id)
                })
        })
    };
    tells(&text.written) || text.address && tells(&text.plain)
}
