//! The lexicon: what each word of a text may be to the readers of dates, numbers, counts and kinds.
//!
//! Rows are phrases in `tables/*.csv` and in the kinds table. A phrase begins at a word whatever is glued to its front;
//! its other words stand as written.

mod building;
mod phrase;

use std::mem::discriminant;

use rustc_hash::FxHashMap;

use super::count::Counting;
use super::date::Time;
use super::kinds::{Kinds, Role};
use super::number::Tie;
use crate::model::Status;
use crate::text::{Clitic, Script, Stem, Stems, Words, clitics, goes_with_a_verb};
use building::Building;
use phrase::{Head, Phrase, Phrases, Slot, WordSet, plain};

/// What a phrase may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Sense {
    /// What it says about time.
    Time(Time),
    /// A number word.
    Number(u32),
    /// A word that multiplies the number before: ألف.
    Scale(u32),
    /// "about".
    About,
    /// "at least".
    AtLeast,
    /// "at most".
    AtMost,
    /// Opens a range of two numbers: between, «من».
    SpanOpens(Tie),
    /// Stands between the two: and, «إلى».
    SpanCloses(Tie),
    /// What the reader of counts needs to know.
    Counting(Counting),
    /// A cue of a kind: index of the cue in the kinds table.
    Cue(u32),
    /// What `needs` and `not` of the kinds table ask for: index of the word in that table.
    Mark(u32),
    /// One who acts or suffers: an actor of the kinds table.
    Actor(Role),
    /// Opens a recollection: وكان, يُذكر.
    Background,
    /// Opens what happened on an earlier occasion, inside a sentence too: «وسبق أن».
    TurnsBack,
    /// Tells that something no more than `reach` words after it is not a plain fact.
    Told { status: Status, reach: u8 },
    /// The same of something before it.
    ToldAfter { status: Status, reach: u8 },
    /// Takes back what the text told before it: «نفت ذلك», "denied the report"; or says that nobody vouches for it.
    TakesBack(Status),
    /// Before what is only planned, but for what counts nothing and is news once it is decided: a curfew.
    Decided(u8),
    /// Says whose deed something is: what is denied after it is that, and not what happened.
    Blames,
    /// Stands, behind an arrest, before what those arrested are charged with: «للاشتباه», "accused of".
    Charge,
    /// Stands before what is condemned, and so was told before: «دان القصف».
    Condemns,
    /// Turns against what was said: but, لكن.
    Contrast,
    /// Stands, with fewer than so many words between, before what has happened whatever else is said: «مسؤوليته عن الهجوم».
    Presumes(u8),
    /// Before a present tense: perhaps. «قد يفر»
    May(u8),
    /// Makes what follows a case only thought of, where it opens the sentence or stands before a verb: «إن فرّوا», "should they flee".
    If,
    /// Before words that tell what has long gone on, so many words off at the most: «منذ سنوات تشن».
    Lasting(u8),
    /// Tells, so many words after something that is not dated, what it would lead to: «انسحاب واشنطن سيفتح الباب».
    LeadsTo(u8),
    /// Those who tell what nobody vouches for: «صفحات», posts.
    Hearsay,
    /// Stands before what was going on when something was not: «لم يُقتل أحد في القصف».
    Amid,
    /// Marks a sentence that recalls an event for another reason: a trial.
    Recalls,
    /// Says of a toll that it is higher than before, so that it is news itself: «ارتفعت الحصيلة», rose to.
    Rises,
    /// Before a place that something goes to.
    Towards,
    /// Before a place that it happens at or near, though something goes there: «قبل وصولها إلى», "before it reached".
    Reaches,
    /// Before a place at which something has arrived.
    Arrives,
    /// Begins the names of villages: «أم», «تل».
    NameBegins,
    /// Before a place that someone comes from, or only acts from.
    Hails,
    /// The same, unless the place is a site, which someone may leave: «امرأة من مخيم الهول».
    HailsFromTown,
    /// Before the name of a place that is only that of an institution: a council, a radio.
    Institution,
    /// The same after it: "Deir ez-Zor Military Council".
    InstitutionAfter,
    /// Opens what somebody said.
    That,
    /// Beside a noun: not what was told before. «غارة أخرى»
    Another,
    /// Beside who was hit: strikes back. «وردّت القاعدة»
    Answers,
    /// Says that what is told beside it goes on: «تتواصل».
    Still,
    /// Asks for what stands behind «إلى» or «بـ»: «طالب الموقعون، في بيان، باستعادة».
    AsksFor,
    /// Before what is told only as a reason: «على خلفية القتال».
    BecauseOf,
    /// Before what was told before, to say when it was: «وقع الهجوم مساء السبت».
    Happened,
    /// Before who only helps: «بمساندة طيران التحالف», "backed by".
    Helps,
    /// Before who tells it: «بحسب», according.
    Attributes,
    /// Where what was told last happened: «هناك», the site.
    Scene,
    /// A part of a camp or prison: «القسم الخامس», the annex.
    PartOfSite,
    /// A preposition, before which an Arabic subject ends.
    Preposition,
    /// What stands before it does not do what follows: verbs of speech, conjunctions.
    Speech,
    /// A verb of speech.
    Says,
    /// What is done for the dead, whose day is not that of their death.
    Funeral,
    /// A word after which an English cue is a noun.
    Determiner,
    /// A quantity without a number: عشرات, dozens.
    Some,
    /// Marks a sentence that tells no news of this sort: a match, a drill, an anniversary; or, with others, a whole text.
    NoNews { text: bool },
}

/// A phrase found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    /// Its first word.
    pub(super) first: usize,
    /// One past its last word.
    pub(super) end: usize,
    /// What it may be.
    pub(super) sense: Sense,
    /// Whether its first word is an Arabic verb.
    pub(super) verb: bool,
    /// Whether that verb is in the future: «سينقلون».
    pub(super) future: bool,
    /// What is glued to the front of its first word.
    pub(super) glued: Clitic,
    /// The words that it leaves out, a bit for each word after its first: «تحاول *نساء* الفرار».
    skipped: u32,
}

/// How many words of a phrase are known to be left out or not.
const MASK: usize = u32::BITS as usize;

/// Phrases by the folded stem of their first word.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// As indices into the lists.
    by_first: FxHashMap<Stem, u32>,
    lists: Vec<Phrases>,
    /// The phrases, those of one stem together; stems that begin the same share them.
    phrases: Vec<Phrase>,
    /// The other words of all phrases.
    slots: Vec<Slot>,
    /// The sets of words that phrases name.
    sets: Vec<WordSet>,
    stems: Stems,
}

/// The hits of a text, by first word.
#[derive(Debug)]
pub(super) struct Hits {
    hits: Vec<Hit>,
    /// Where the hits of each word begin.
    starts: Vec<usize>,
}

const TABLES: [&str; 6] = [
    include_str!("../../tables/dates.csv"),
    include_str!("../../tables/numbers.csv"),
    include_str!("../../tables/counts.csv"),
    include_str!("../../tables/actors.csv"),
    include_str!("../../tables/narration.csv"),
    include_str!("../../tables/whereabouts.csv"),
];

impl Lexicon {
    pub(super) fn new(kinds: &Kinds) -> Self {
        let mut building = Building::default();
        for table in TABLES {
            for row in csv::Reader::from_reader(table.as_bytes()).records() {
                let row = row.expect("the built-in table is well formed");
                let sense = Sense::parse(&row[0], &row[1]).expect("a sense");
                row[3].split('|').for_each(|phrase| building.add(phrase, sense));
            }
        }
        for (phrase, cue) in kinds.cue_phrases() {
            building.add(phrase, Sense::Cue(cue));
        }
        for (phrase, mark) in kinds.mark_phrases() {
            building.add(phrase, Sense::Mark(mark));
        }
        for (phrase, role) in kinds.actor_phrases() {
            building.add(phrase, Sense::Actor(role));
        }
        building.finish()
    }

    /// A lexicon of these phrases alone.
    pub(super) fn of_phrases<'p>(phrases: impl Iterator<Item = (&'p str, Sense)>) -> Self {
        let mut building = Building::default();
        phrases.for_each(|(phrase, sense)| building.add(phrase, sense));
        building.finish()
    }

    /// Every phrase of the text.
    pub(super) fn hits(&self, words: &Words<'_>) -> Hits {
        // One word in four has a hit.
        let mut hits = Vec::with_capacity(words.len() / 3);
        let mut starts = Vec::with_capacity(words.len());
        for first in 0..words.len() {
            starts.push(hits.len());
            let word = &words.all()[first];
            match word.script {
                Script::Arabic => {
                    let passed = self.stems.pass_at(words, first);
                    if passed.is_empty() {
                        continue;
                    }
                    let folded = words.folded(first);
                    let mut read = 0;
                    for clitic in clitics(folded) {
                        if passed.has(clitic) {
                            let stem = Stem::at(words, first, clitic.letters);
                            read |= self.at(words, first, (folded, stem), clitic, read, &mut hits);
                        }
                    }
                }
                Script::Latin => {
                    let letters = &*plain(words, first);
                    if !self.stems.pass(letters).is_empty() {
                        let letters = (letters, Stem::of(letters));
                        self.at(words, first, letters, Clitic::NONE, 0, &mut hits);
                    }
                }
                Script::Digits => {}
            }
        }
        Hits { hits, starts }
    }

    /// Adds the phrases that begin at word `first`, whose letters are `folded`, without what is glued to it, but none to readers
    /// who have `read` the word with less taken off: that is the word itself. Returns who reads it so.
    fn at(
        &self,
        words: &Words<'_>,
        first: usize,
        (folded, stem): (&[u8], Stem),
        glued: Clitic,
        read: u8,
        hits: &mut Vec<Hit>,
    ) -> u8 {
        let Some(&list) = self.by_first.get(&stem) else { return 0 };
        let phrases = &self.lists[list as usize];
        let mut readers = 0;
        for phrase in phrases.at(words, (&self.phrases, &self.sets), first) {
            let Phrase { head, sense, reader, .. } = *phrase;
            // A phrase without the article matches with it too, but «الماضي» is not «ماضي».
            let fits = read & reader == 0
                && (!head.article || glued.article)
                && (!head.verb || goes_with_a_verb(folded, glued));
            let mut skipped = 0;
            let end = |at, slot: &Slot| {
                let end = slot.end(words, &self.sets[slot.any as usize], at)?;
                for off in (at - first..end - 1 - first).take_while(|&off| off < MASK) {
                    skipped |= 1 << off;
                }
                Some(end)
            };
            let mut rest = phrase.rest(&self.slots).iter();
            if let Some(end) = fits.then(|| rest.try_fold(first + 1, end)).flatten() {
                let Head { verb, future, .. } = head;
                hits.push(Hit { first, end, sense, verb, future, glued, skipped });
                readers |= reader;
            }
        }
        readers
    }
}

impl Hit {
    /// Whether it may be `sense`.
    #[inline]
    pub(super) fn is(&self, sense: Sense) -> bool {
        // Most hits are something else altogether, and that is one comparison of what is known beforehand.
        discriminant(&self.sense) == discriminant(&sense) && self.sense == sense
    }

    /// Whether it leaves out all of `words`, which stand inside it.
    pub(super) fn skips(&self, mut words: std::ops::Range<usize>) -> bool {
        let left_out = |word: usize| {
            word.checked_sub(self.first)
                .is_some_and(|off| off < MASK && self.skipped >> off & 1 != 0)
        };
        words.all(left_out)
    }
}

impl Hits {
    /// The hits that begin at word `index`, the longest first.
    pub(super) fn at(&self, index: usize) -> impl Iterator<Item = Hit> + '_ {
        self.within(index..index + 1)
    }

    /// Whether no hit begins at word `index`.
    #[inline]
    pub(super) fn none_at(&self, index: usize) -> bool {
        let end = self.starts.get(index + 1).copied().unwrap_or(self.hits.len());
        self.starts.get(index).is_none_or(|&start| start == end)
    }

    /// The hits that begin inside `range`, in the order of the text, as they lie.
    pub(super) fn inside(&self, range: std::ops::Range<usize>) -> &[Hit] {
        let before = |word: usize| self.starts.get(word).copied().unwrap_or(self.hits.len());
        let from = before(range.start);
        &self.hits[from..before(range.end).max(from)]
    }

    /// The hits that begin inside `range`, in the order of the text.
    pub(super) fn within(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = Hit> + '_ {
        self.inside(range).iter().copied()
    }

    /// The first sense at word `index` for which `pick` gives something, with the end of its phrase.
    pub(super) fn pick<T>(
        &self,
        index: usize,
        pick: impl Fn(Sense) -> Option<T>,
    ) -> Option<(T, usize)> {
        self.at(index)
            .filter_map(|hit| Some((pick(hit.sense)?, hit.end)))
            .max_by_key(|(_, end)| *end)
    }
}

impl Sense {
    /// Who reads it, as a bit: each of dates, numbers with counts, and kinds has a view of a word of its own.
    fn reader(self) -> u8 {
        match self {
            Self::Time(_) => 1,
            Self::Cue(_) | Self::Mark(_) | Self::Actor(_) => 1 << 1,
            Self::Number(_)
            | Self::Scale(_)
            | Self::About
            | Self::AtLeast
            | Self::AtMost
            | Self::SpanOpens(_)
            | Self::SpanCloses(_)
            | Self::Counting(_) => 1 << 2,
            Self::Towards
            | Self::Reaches
            | Self::Arrives
            | Self::NameBegins
            | Self::Hails
            | Self::HailsFromTown
            | Self::Institution => 1 << 4,
            Self::That
            | Self::Another
            | Self::Answers
            | Self::Still
            | Self::BecauseOf
            | Self::Happened
            | Self::Helps
            | Self::Attributes
            | Self::Condemns
            | Self::Charge
            | Self::Scene
            | Self::PartOfSite
            | Self::InstitutionAfter => 1 << 5,
            _ => 1 << 3,
        }
    }

    fn parse(sense: &str, value: &str) -> Option<Self> {
        let count = || value.parse::<u32>().ok();
        Some(match sense {
            "number" => Self::Number(count()?),
            "scale" => Self::Scale(count()?),
            "about" => Self::About,
            "at_least" => Self::AtLeast,
            "at_most" => Self::AtMost,
            "span_opens" => Self::SpanOpens(Tie::parse(value)?),
            "span_closes" => Self::SpanCloses(Tie::parse(value)?),
            "background" => Self::Background,
            "turns_back" => Self::TurnsBack,
            "contrast" => Self::Contrast,
            "presumes" => Self::Presumes(value.parse().ok()?),
            "may" => Self::May(value.parse().ok()?),
            "if" => Self::If,
            "lasting" => Self::Lasting(value.parse().ok()?),
            "takes_back" => Self::TakesBack(Status::parse(value)?),
            "decided" => Self::Decided(value.parse().ok()?),
            "blames" => Self::Blames,
            "leads_to" => Self::LeadsTo(value.parse().ok()?),
            "hearsay" => Self::Hearsay,
            "amid" => Self::Amid,
            "recalls" => Self::Recalls,
            "rises" => Self::Rises,
            "towards" => Self::Towards,
            "reaches" => Self::Reaches,
            "arrives" => Self::Arrives,
            "name_begins" => Self::NameBegins,
            "hails" => Self::Hails,
            "hails_from_town" => Self::HailsFromTown,
            "charge" => Self::Charge,
            "condemns" => Self::Condemns,
            "institution" => Self::Institution,
            "institution_after" => Self::InstitutionAfter,
            "that" => Self::That,
            "another" => Self::Another,
            "answers" => Self::Answers,
            "still" => Self::Still,
            "asks_for" => Self::AsksFor,
            "because_of" => Self::BecauseOf,
            "happened" => Self::Happened,
            "helps" => Self::Helps,
            "attributes" => Self::Attributes,
            "scene" => Self::Scene,
            "part_of_site" => Self::PartOfSite,
            "preposition" => Self::Preposition,
            "speech" => Self::Speech,
            "says" => Self::Says,
            "determiner" => Self::Determiner,
            "some" => Self::Some,
            "funeral" => Self::Funeral,
            "no_news" => Self::NoNews { text: count()? > 1 },
            _ if sense.ends_with("_after") => Self::ToldAfter {
                status: Status::parse(sense.strip_suffix("_after")?)?,
                reach: value.parse().ok()?,
            },
            _ => match Status::parse(sense) {
                Some(status) => Self::Told { status, reach: value.parse().ok()? },
                None => Time::parse(sense, value)
                    .map(Self::Time)
                    .or_else(|| Counting::parse(sense, value).map(Self::Counting))?,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::TABLES;
    use crate::text::fault_of;

    #[test]
    fn every_phrase_of_the_tables_is_one_that_can_be_found() {
        for table in TABLES {
            for row in csv::Reader::from_reader(table.as_bytes()).records() {
                let row = row.expect("a row");
                for phrase in row[3].split('|') {
                    assert_eq!(fault_of(phrase), None, "{} {}", &row[0], &row[1]);
                }
            }
        }
    }
}
