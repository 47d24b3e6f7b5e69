//! The words of a page around its text, from `tables/page.csv`, and which of them stand at a word.

use rustc_hash::FxHashMap;

use crate::text::{Gap, Stems, Words, has_article};

/// What a phrase is on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    Share,
    Menu,
    Counter,
    Related,
    Tags,
    Comments,
    CommentForm,
    Newsletter,
    Follow,
    Legal,
    Cookies,
    Script,
    Credit,
    Author,
    Agency,
    Published,
    Updated,
    Clock,
    Connective,
    NotAnd,
    Earlier,
    City,
    Region,
}

/// A set of senses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Senses(u32);

/// The phrases of the table by their first word.
#[derive(Debug)]
pub(in crate::extract) struct Phrases {
    by_first: FxHashMap<Box<[u8]>, Vec<Phrase>>,
    stems: Stems,
}

#[derive(Debug)]
struct Phrase {
    rest: Vec<Vec<u8>>,
    senses: Senses,
}

/// A phrase found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// One past its last word.
    pub(super) end: usize,
    pub(super) senses: Senses,
}

impl Phrases {
    /// The table that the program carries.
    pub(in crate::extract) fn new() -> Self {
        let mut phrases = Self { by_first: FxHashMap::default(), stems: Stems::default() };
        let table = include_str!("../../../tables/page.csv");
        for row in csv::Reader::from_reader(table.as_bytes()).records() {
            let row = row.expect("the built-in table is well formed");
            let sense = Sense::parse(&row[0]).expect("a sense");
            row[2].split('|').for_each(|phrase| phrases.add(phrase, sense));
        }
        phrases.stems = Stems::of(phrases.by_first.keys().map(|first| &**first));
        phrases
    }

    fn add(&mut self, phrase: &str, sense: Sense) {
        let words = Words::of(phrase);
        let Some(first) = (!words.is_empty()).then(|| words.folded(0)) else { return };
        let rest: Vec<_> = (1..words.len()).map(|i| words.folded(i).to_vec()).collect();
        let known = self.by_first.entry(first.into()).or_default();
        match known.iter_mut().find(|phrase| phrase.rest == rest) {
            Some(phrase) => phrase.senses = phrase.senses.with(sense),
            None => known.push(Phrase { rest, senses: Senses::of(&[sense]) }),
        }
    }

    /// The longest phrase at word `index` that has one of these senses. Its first word may have the article.
    pub(super) fn at(&self, words: &Words<'_>, index: usize, any_of: Senses) -> Option<Found> {
        if self.stems.pass_at(words, index).is_empty() {
            return None;
        }
        let folded = words.folded(index);
        let bare = has_article(folded).then(|| &folded[2..]);
        [Some(folded), bare].into_iter().flatten().find_map(|first| {
            let phrases = self.by_first.get(first)?;
            let here = phrases.iter().filter(|phrase| phrase.senses.share(any_of));
            let matches = here.filter(|phrase| phrase.follows(words, index));
            let longest = matches.max_by_key(|phrase| phrase.rest.len())?;
            Some(Found { end: index + 1 + longest.rest.len(), senses: longest.senses })
        })
    }
}

impl Phrase {
    /// Whether its other words come after word `index`.
    fn follows(&self, words: &Words<'_>, index: usize) -> bool {
        const APART: Gap = Gap::STOP.with(Gap::LINE).with(Gap::COLON).with(Gap::COMMA);
        let initials = |at: usize| words.folded(at).len() == 1 && !words.gap(at).has(Gap::LINE);
        index + self.rest.len() < words.len()
            && self.rest.iter().enumerate().all(|(i, word)| {
                let at = index + 1 + i;
                words.folded(at) == word.as_slice() && (!words.gap(at).has(APART) || initials(at))
            })
    }
}

impl Senses {
    pub(super) const fn of(all: &[Sense]) -> Self {
        let (mut set, mut at) = (Self(0), 0);
        while at < all.len() {
            set = set.with(all[at]);
            at += 1;
        }
        set
    }

    pub(super) const fn with(self, sense: Sense) -> Self {
        Self(self.0 | 1 << sense as u32)
    }

    pub(super) const fn has(self, sense: Sense) -> bool {
        self.0 & 1 << sense as u32 != 0
    }

    pub(super) const fn share(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Sense {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "share" => Self::Share,
            "menu" => Self::Menu,
            "counter" => Self::Counter,
            "related" => Self::Related,
            "tags" => Self::Tags,
            "comments" => Self::Comments,
            "comment_form" => Self::CommentForm,
            "newsletter" => Self::Newsletter,
            "follow" => Self::Follow,
            "legal" => Self::Legal,
            "cookies" => Self::Cookies,
            "script" => Self::Script,
            "credit" => Self::Credit,
            "author" => Self::Author,
            "agency" => Self::Agency,
            "published" => Self::Published,
            "updated" => Self::Updated,
            "clock" => Self::Clock,
            "connective" => Self::Connective,
            "not_and" => Self::NotAnd,
            "earlier" => Self::Earlier,
            "city" => Self::City,
            "region" => Self::Region,
            _ => return None,
        })
    }
}
