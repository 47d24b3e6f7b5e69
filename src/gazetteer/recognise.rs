//! Finds the toponyms of the table in a text: the longest name at each word, what is glued to its front taken off, and
//! the class word that serves it.

use std::ops::Range;

use super::Gazetteer;
use super::class_words::{ClassWord, Number, Side};
use super::index::{Form, Name, is_latin_article};
use crate::model::{Mention, Named, PlacePrecision, Span, Vouch};
use crate::text::{Clitic, Gap, Passed, Script, Stem, Words, clitics, fold, has_article};

/// How many words an enumeration may run on before the class word that closes it ("Hasakah, Raqqa and Deir ez-Zor
/// provinces").
const LONGEST_ENUMERATION: usize = 12;
/// How many words a misspelt name may have.
const LONGEST_MISSPELT: usize = 3;

/// The toponyms of `words`, in order, none overlapping.
pub(super) fn mentions(gazetteer: &Gazetteer, words: &Words<'_>) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut index = 0;
    // The word after a class word, where a name stands even if it is misspelt.
    let mut announced = usize::MAX;
    while index < words.len() {
        let word = words.all()[index];
        let passed = gazetteer.index.pass(words, index);
        let may_be_misspelt = announced == index || (word.script == Script::Latin && word.capital);
        if passed.is_empty() && !may_be_misspelt {
            index += 1;
            continue;
        }
        let recognition =
            Recognition::at(gazetteer, words, index, passed, found.last()).or_else(|| {
                may_be_misspelt.then(|| Recognition::misspelt_at(gazetteer, words, index))?
            });
        match recognition {
            // The name of something else hides the places inside it.
            Some(recognition) if recognition.name.places.is_empty() => index = recognition.end,
            Some(recognition) => {
                let mention = recognition.into_mention(gazetteer, words);
                index = mention.words.end.max(index + 1);
                found.push(mention);
            }
            None => {
                index += 1;
                if !passed.is_empty() && gazetteer.class_words.at(words, index - 1).is_some() {
                    announced = index;
                }
            }
        }
    }
    found
}

/// A name of the table at a word.
struct Recognition<'g> {
    name: &'g Name,
    clitic: Clitic,
    first: usize,
    /// One past the last word of the name.
    end: usize,
    vouch: Option<Vouching<'g>>,
    /// Whether the text spells the name wrong.
    misspelt: bool,
}

/// A class word and where it stands.
#[derive(Clone, Copy)]
struct Vouching<'g> {
    row: &'g ClassWord,
    /// The words to take into the span of a site: from the class word to the name, or from the name to it.
    beside: Option<(usize, usize)>,
}

impl<'g> Recognition<'g> {
    /// The longest name that begins at word `first`; among those of one length the one with the least glued to it.
    fn at(
        gazetteer: &'g Gazetteer,
        words: &Words<'_>,
        first: usize,
        passed: Passed,
        before: Option<&Mention>,
    ) -> Option<Self> {
        let folded = words.folded(first);
        let mut best: Option<Self> = None;
        let mut consider = |clitic: Clitic| {
            if !passed.has(clitic) {
                return;
            }
            for name in gazetteer.index.beginning_with(Stem::at(words, first, clitic.letters)) {
                let longer = |best: &Self| {
                    (name.words.len(), name.letters) > (best.name.words.len(), best.name.letters)
                };
                if name.article != clitic.article || !best.as_ref().is_none_or(longer) {
                    continue;
                }
                let Some(end) = end_of(name, words, first) else { continue };
                let vouch = vouching(gazetteer, words, (first, end), clitic, before);
                let this = Self { name, clitic, first, end, vouch, misspelt: false };
                if this.counts(gazetteer, words) {
                    best = Some(this);
                }
            }
        };
        match words.all()[first].script {
            Script::Arabic => clitics(folded).for_each(&mut consider),
            Script::Latin => consider(Clitic::NONE),
            Script::Digits => {}
        }
        best
    }

    /// A misspelt name at word `first`, which a class word beside it vouches for, if it can be one name only.
    fn misspelt_at(gazetteer: &'g Gazetteer, words: &Words<'_>, first: usize) -> Option<Self> {
        let word = words.all()[first];
        let article = word.script == Script::Arabic && has_article(words.folded(first));
        let clitic =
            if article { Clitic { letters: 2, dropped: 0, article } } else { Clitic::NONE };
        let joined = |at: usize| words.gap(at).joins_a_name();
        let longest =
            (first + 1..words.len().min(first + LONGEST_MISSPELT)).take_while(|&at| joined(at));
        // The longest first: «خراب الجبر» rather than «خراب».
        (first + 1..=longest.last().unwrap_or(first) + 1).rev().find_map(|end| {
            let vouch = match word.script {
                Script::Arabic => class_word_before(gazetteer, words, first, Clitic::NONE),
                Script::Latin if word.capital => {
                    class_word_after(gazetteer, words, end, (first, end))
                }
                _ => None,
            }?;
            let mut folded: Vec<&[u8]> = (first..end).map(|at| words.folded(at)).collect();
            folded[0] = clitic.off(folded[0]);
            let names = gazetteer.index.names();
            let announced = |id: u32| -> Vec<usize> {
                let places = names[id as usize].places.iter().map(|(place, _)| *place);
                places.filter(|&place| vouch.row.announces(&gazetteer.places[place])).collect()
            };
            // Several names will do where they are spellings of one place.
            let mut meant = gazetteer.misspellings.meant(names, &folded, article);
            meant.retain(|&id| !announced(id).is_empty());
            let (&first_name, others) = meant.split_first()?;
            let one_place = |place: &usize| others.iter().all(|&id| announced(id).contains(place));
            let name = &names[first_name as usize];
            announced(first_name).iter().any(one_place).then_some(Self {
                name,
                clitic,
                first,
                end,
                vouch: Some(vouch),
                misspelt: true,
            })
        })
    }

    /// Whether the match stands: the name of something else always, a core needs a class word of its place, a Latin name a capital or a class word.
    fn counts(&self, gazetteer: &Gazetteer, words: &Words<'_>) -> bool {
        let vouched = |place: usize| {
            self.vouch.is_some_and(|vouching| vouching.row.announces(&gazetteer.places[place]))
        };
        let one_of_many = self.is_of_many(words);
        let by_form = self
            .name
            .places
            .iter()
            .any(|&(place, form)| form != Form::Core || (vouched(place) && !one_of_many));
        if self.name.places.is_empty() {
            return true;
        }
        let capital = words.all()[self.first..self.end].iter().any(|word| word.capital);
        // Two words of a name are no chance: "security square".
        let by_capital = words.all()[self.first].script != Script::Latin
            || capital
            || self.name.words.len() > 1
            || self.name.places.iter().any(|&(place, form)| form == Form::Full || vouched(place));
        by_form && by_capital
    }

    /// «سجون الشرطة العسكرية», "military police prisons": a plural that serves one name tells of several places, none of which
    /// is meant.
    fn is_of_many(&self, words: &Words<'_>) -> bool {
        let Some(Vouching { row, beside: Some(_) }) = self.vouch else { return false };
        let joined = |at: usize| at < words.len() && words.gap(at).joins_a_name();
        let listed = joined(self.end)
            && (words.written(self.end).starts_with('و')
                || words.written(self.end).eq_ignore_ascii_case("and"));
        row.is_plural() && !listed
    }

    fn into_mention(mut self, gazetteer: &'g Gazetteer, words: &Words<'_>) -> Mention {
        let vouched = |place: usize| {
            self.vouch.is_some_and(|vouching| vouching.row.announces(&gazetteer.places[place]))
        };
        let named: Vec<Named> = self
            .name
            .places
            .iter()
            .filter(|&&(place, form)| form != Form::Core || vouched(place))
            .map(|&(place, form)| Named {
                place: gazetteer.places[place].clone(),
                full: form == Form::Full,
            })
            .collect();
        let script = words.all()[self.first].script;
        let (range, span) = self.extent(gazetteer, words, &named);
        let glued_end = words.byte_of_letter(self.first, self.clitic.dropped.into());
        let glued = &words.text()[words.all()[self.first].span().start..glued_end];
        Mention {
            span,
            toponym: span.of(words.text()).to_owned(),
            words: range,
            named,
            lonlat: None,
            vouch: self.vouch.map(|vouching| Vouch {
                word: vouching.row.word.clone(),
                classes: vouching.row.classes.clone(),
                beside: vouching.beside.is_some(),
            }),
            glued: glued.to_owned(),
            passing: None,
            corrected: self.misspelt.then(|| right_spelling(script, self.name, gazetteer)),
        }
    }

    /// The words and the span of the mention. The class word belongs to a site, where it decides the sense («سجن غويران»),
    /// but not to a town or governorate, whose name it only introduces («محافظة الحسكة»).
    fn extent(
        &mut self,
        gazetteer: &'g Gazetteer,
        words: &Words<'_>,
        named: &[Named],
    ) -> (Range<usize>, Span) {
        let mut range = self.first..self.end;
        let mut start = words.byte_of_letter(self.first, self.clitic.dropped.into());
        let site = named.iter().any(|named| named.place.class.precision() == PlacePrecision::Site);
        let full = named.iter().any(|named| named.full);
        if full && !site {
            self.leave_out_class_word(gazetteer, words, &mut range, &mut start);
        }
        if let Some(article) = latin_article_before(words, range.start) {
            range.start = article;
            start = words.all()[article].span().start;
        }
        if let Some(Vouching { row, beside: Some((from, to)) }) = self.vouch
            && !full
            && row.number == Number::One
            && row.of_sites()
            && named.iter().any(|named| row.announces(&named.place))
        {
            if from < range.start {
                range.start = from;
                let glued = gazetteer.class_words.at(words, from).map_or(0, |(_, letters)| letters);
                start = words.byte_of_letter(from, glued);
            }
            range.end = range.end.max(to);
        }
        let end = words.all()[range.end - 1].span().end;
        (range, Span::new(start, end))
    }

    /// Takes the class word of a full name out of its span; it vouches from beside the name then.
    fn leave_out_class_word(
        &mut self,
        gazetteer: &'g Gazetteer,
        words: &Words<'_>,
        range: &mut Range<usize>,
        start: &mut usize,
    ) {
        if range.len() < 2 {
            return;
        }
        let (at, rest) = match words.all()[range.start].script {
            Script::Arabic => (range.start, range.start + 1..range.end),
            _ => (range.end - 1, range.start..range.end - 1),
        };
        if let Some((row, _)) = gazetteer.class_words.at(words, at) {
            *range = rest;
            *start = words.all()[range.start].span().start;
            self.vouch = Some(Vouching { row, beside: Some((range.start, range.end)) });
        }
    }
}

/// How the table writes what the text misspells: the name that outputs show.
fn right_spelling(script: Script, name: &Name, gazetteer: &Gazetteer) -> String {
    let place = name.places.first().map(|&(place, _)| &gazetteer.places[place]);
    let shown = place.map(|place| match script {
        Script::Arabic => place.name_ar(),
        _ => place.name_en(),
    });
    shown.unwrap_or_default().to_owned()
}

/// Where `name` ends if it stands at word `first`; its first stem is already known to match.
fn end_of(name: &Name, words: &Words<'_>, first: usize) -> Option<usize> {
    let mut at = first + 1;
    for expected in &name.words[1..] {
        while at < words.len()
            && words.folded(at) != expected.as_slice()
            && words.all()[at].script == Script::Latin
            && is_latin_article(words, at)
            && words.gap(at).joins_a_name()
        {
            at += 1;
        }
        if at >= words.len()
            || !words.gap(at).joins_a_name()
            || words.gap(at).has(Gap::BRACKET)
            || words.folded(at) != expected.as_slice()
        {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// The Latin article written before word `index` as a part of its name: "al-Hol", "Al Omar", not "at Omar".
fn latin_article_before(words: &Words<'_>, index: usize) -> Option<usize> {
    let before = index.checked_sub(1)?;
    let word = words.all()[before];
    let gap = words.gap(index);
    let hyphen = gap.has(Gap::HYPHEN) && !gap.has(Gap::SPACE);
    let belongs = words.all()[index].script == Script::Latin
        && word.script == Script::Latin
        && is_latin_article(words, before)
        && (hyphen || (word.capital && gap == Gap::SPACE && words.folded(before).ends_with(b"l")));
    belongs.then_some(before)
}

/// The class word that serves the name at words `first..end`, if one does.
fn vouching<'g>(
    gazetteer: &'g Gazetteer,
    words: &Words<'_>,
    (first, end): (usize, usize),
    clitic: Clitic,
    before: Option<&Mention>,
) -> Option<Vouching<'g>> {
    if words.all()[first].script == Script::Latin {
        let first = latin_article_before(words, first).unwrap_or(first);
        return class_word_before(gazetteer, words, first, clitic)
            .filter(|vouching| vouching.row.side == Side::Before)
            .or_else(|| class_word_after(gazetteer, words, end, (first, end)))
            .or_else(|| class_word_of(gazetteer, words, first))
            .or_else(|| enumerated(gazetteer, words, first, clitic, before));
    }
    class_word_before(gazetteer, words, first, clitic)
        .or_else(|| enumerated(gazetteer, words, first, clitic, before))
}

/// «محافظة الحسكة»: the word before, in Arabic. Nothing may be glued to the name then.
fn class_word_before<'g>(
    gazetteer: &'g Gazetteer,
    words: &Words<'_>,
    first: usize,
    clitic: Clitic,
) -> Option<Vouching<'g>> {
    let before = first.checked_sub(1)?;
    if clitic.dropped > 0 || !words.gap(first).joins_a_name() {
        return None;
    }
    let (row, _) = gazetteer.class_words.at(words, before)?;
    Some(Vouching { row, beside: Some((before, first)) })
}

/// "Conoco gas field", and the class word that closes an enumeration: "the Omar and Conoco bases".
fn class_word_after<'g>(
    gazetteer: &'g Gazetteer,
    words: &Words<'_>,
    end: usize,
    name: (usize, usize),
) -> Option<Vouching<'g>> {
    let mut at = end;
    let mut listed = false;
    let limit = words.len().min(end + LONGEST_ENUMERATION);
    while at < limit {
        let gap = words.gap(at);
        if gap.has(Gap::STOP) || gap.has(Gap::LINE) || words.all()[at].script != Script::Latin {
            return None;
        }
        if let Some((row, to)) = class_word_here(gazetteer, words, at) {
            let serves = !listed || row.number == Number::Many;
            let beside = (!listed).then_some((name.0, to));
            return serves.then_some(Vouching { row, beside });
        }
        let conjunction = words.written(at).eq_ignore_ascii_case("and");
        if gap.has(Gap::COMMA) || conjunction {
            listed = true;
        } else if !listed || !(words.all()[at].capital || is_latin_article(words, at)) {
            return None;
        }
        at += 1;
    }
    None
}

/// The class word at `at`, the words that may precede it («gas» field) skipped, and the word after it.
fn class_word_here<'g>(
    gazetteer: &'g Gazetteer,
    words: &Words<'_>,
    at: usize,
) -> Option<(&'g ClassWord, usize)> {
    (at..words.len().min(at + 3)).find_map(|here| {
        let joined = (at..=here).all(|i| words.gap(i).joins_a_name());
        let row = gazetteer.class_words.get(words.folded(here))?;
        if row.side == Side::Before {
            return None;
        }
        let between = (at..here).all(|i| row.allows_between(words.folded(i)));
        (joined && between).then_some((row, here + 1))
    })
}

/// "the province of Hasakah".
fn class_word_of<'g>(
    gazetteer: &'g Gazetteer,
    words: &Words<'_>,
    first: usize,
) -> Option<Vouching<'g>> {
    let of = first.checked_sub(1)?;
    let class_word = of.checked_sub(1)?;
    if !words.written(of).eq_ignore_ascii_case("of") || !words.gap(first).joins_a_name() {
        return None;
    }
    let row = gazetteer.class_words.get(words.folded(class_word))?;
    Some(Vouching { row, beside: Some((first, first)) })
}

/// «قاعدتي العمر وكونيكو»: the class word of the name before, carried on by a conjunction or comma.
///
/// A singular carries only where it tells no site: «ريف الحسكة والرقة», but «سجن غويران والحسكة».
fn enumerated<'g>(
    gazetteer: &'g Gazetteer,
    words: &Words<'_>,
    first: usize,
    clitic: Clitic,
    before: Option<&Mention>,
) -> Option<Vouching<'g>> {
    let before = before?;
    let vouch = before.vouch.as_ref()?;
    let row = gazetteer.class_words.get(&fold(&vouch.word).0)?;
    if row.number == Number::One && row.of_sites() {
        return None;
    }
    let gap = words.gap(first);
    if gap.has(Gap::STOP) || gap.has(Gap::PARAGRAPH) {
        return None;
    }
    let first_name = latin_article_before(words, first).unwrap_or(first);
    let between = before.words.end..first_name;
    let listed = match between.len() {
        0 if words.all()[first].script == Script::Latin => words.gap(first_name).has(Gap::COMMA),
        0 => clitic.dropped > 0 && words.written(first).starts_with('و') || gap.has(Gap::COMMA),
        1 => matches!(words.written(between.start), "و" | "and" | "And"),
        _ => false,
    };
    listed.then_some(Vouching { row, beside: None })
}
