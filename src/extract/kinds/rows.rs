//! The rows of the kinds table as they are written, and how one table extends another.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use toml::Spanned;

use crate::diagnostic::{Diagnostic, Position};
use crate::extract::manner::Told;
use crate::model::{Dataset, Kind, KindId, Measure, PlaceClass, Symbol};
use crate::text::fault_of;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    /// Whether the rows of the built-in table stand before these.
    #[serde(default)]
    pub(super) extends: bool,
    #[serde(default)]
    pub(super) lists: BTreeMap<String, Phrases>,
    #[serde(default)]
    pub(super) actors: BTreeMap<String, Phrases>,
    /// How it is told that something is not new.
    #[serde(default)]
    pub(super) telling: Telling,
    /// Who does it, as a text names him beside the deed.
    #[serde(default)]
    pub(super) sides: BTreeMap<String, Phrases>,
    /// What he is called, by the name of his side.
    #[serde(default)]
    pub(super) side_names: BTreeMap<String, Phrases>,
    #[serde(default)]
    pub(super) doing: Doing,
    #[serde(default)]
    pub(super) kind: Vec<KindRow>,
}

/// The words by which a sentence tells of what was told before.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Telling {
    /// That it still goes on: "remained under", «في اليوم الرابع».
    #[serde(default)]
    pub(super) goes_on: Phrases,
    /// The same, unless it is told too that it begins: «اندلعت واستمرت».
    #[serde(default)]
    pub(super) continues: Phrases,
    /// That it begins.
    #[serde(default)]
    pub(super) begins: Phrases,
    /// That its count is higher than before: "rose to", «ارتفعت».
    #[serde(default)]
    pub(super) rises: Phrases,
    /// That it is one more of its kind: "another", «مجدداً».
    #[serde(default)]
    pub(super) once_more: Phrases,
}

/// The words by which a sentence says that somebody does it, or that it is done to him.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Doing {
    /// Between his name and the deed: "gunmen", «خلايا».
    #[serde(default)]
    pub(super) people: Phrases,
    /// Before him who does it: "by", «على يد».
    #[serde(default)]
    pub(super) by: Phrases,
    /// The deeds.
    #[serde(default)]
    pub(super) does: Phrases,
    /// Behind him to whom it is done: "were".
    #[serde(default)]
    pub(super) passive: Phrases,
    /// Before him to whom it is done: "against", «ضد».
    #[serde(default)]
    pub(super) suffers: Phrases,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KindRow {
    pub(super) id: String,
    pub(super) en: Option<String>,
    pub(super) ar: Option<String>,
    pub(super) colour: Option<String>,
    pub(super) symbol: Option<String>,
    /// The nearest types of two other coding schemes, for those who must convert; read by people.
    #[serde(default, rename = "acled")]
    _acled: String,
    #[serde(default, rename = "plover")]
    _plover: String,
    /// The types of sub-event of ACLED that are read as it.
    pub(super) from_acled: Option<Vec<String>>,
    /// The types of violence of UCDP that are read as it.
    pub(super) from_ucdp: Option<Vec<u32>>,
    /// Whether it is a running total, to which every casualty of its sentence belongs.
    pub(super) total: Option<bool>,
    /// Whether it is of something that arrives, and so happens where it arrives.
    pub(super) arrives: Option<bool>,
    /// The classes of place where it happens; anywhere, if none.
    pub(super) at: Option<Vec<String>>,
    /// The kinds of which it is a part, where one sentence tells both.
    pub(super) part_of: Option<Vec<String>>,
    /// The kinds of which it is a part in the sentences that follow too, where it has neither place nor day of its own.
    pub(super) part_after: Option<Vec<String>>,
    /// The kinds whose events its reports may tell of.
    pub(super) joins: Option<Vec<String>>,
    /// For how many days after its first it may go on; not at all, if none.
    pub(super) lasts: Option<u16>,
    /// The words for what it is done with, by a name for each: what two of them tell is two events.
    #[serde(default)]
    pub(super) means: BTreeMap<String, Phrases>,
    /// The measures of its counts.
    pub(super) counts: Option<Vec<String>>,
    #[serde(default)]
    pub(super) cue: Vec<CueRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CueRow {
    /// For the reader of the table: the words are found whatever the language of the text.
    #[serde(rename = "lang")]
    _lang: CueLang,
    pub(super) words: Phrases,
    #[serde(default)]
    pub(super) needs: Phrases,
    #[serde(default)]
    pub(super) within: Option<usize>,
    #[serde(default)]
    pub(super) after: bool,
    #[serde(default)]
    pub(super) follows: bool,
    #[serde(default)]
    pub(super) indefinite: bool,
    #[serde(default)]
    pub(super) told: Vec<String>,
    #[serde(default)]
    pub(super) not: Phrases,
    #[serde(default)]
    pub(super) by: Vec<String>,
    #[serde(default)]
    pub(super) not_by: Vec<String>,
}

impl Table {
    /// Reads a table; `file` names it in errors.
    pub(super) fn parse(file: &str, text: &str) -> Result<Self, Diagnostic> {
        let fault = |at, what: &str| {
            Diagnostic::fatal(
                Position::of_byte(file, text, at),
                format!("{what}; see docs/kinds.md"),
            )
        };
        let table: Self = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let what = error.message().lines().next().unwrap_or("not TOML").to_owned();
            fault(at, &what)
        })?;
        match table.fault() {
            Some((at, what)) => Err(fault(at, &what)),
            None => Ok(table),
        }
    }

    /// The first phrase in the file that cannot be read, or the first list of none.
    fn fault(&self) -> Option<(usize, String)> {
        let means = self.kind.iter().flat_map(|row| row.means.values());
        let named = self.lists.values().chain(self.actors.values());
        let named = named.chain(self.sides.values()).chain(self.side_names.values()).chain(means);
        let named = named.map(|some| some.fault(true));
        let telling = self.telling.all().into_iter().chain(self.doing.all());
        let telling = telling.map(|(some, _)| some.fault(false));
        let cues = self.kind.iter().flat_map(|row| &row.cue);
        let of_cues = cues
            .flat_map(|cue| [cue.words.fault(true), cue.needs.fault(false), cue.not.fault(false)]);
        named.chain(telling).chain(of_cues).flatten().min()
    }

    /// This table and `more`: words are added to the lists and actors of the same name; a kind that is here already takes what its row
    /// there tells, and its cues besides its own; the others come after.
    pub(super) fn extended_by(mut self, more: Self) -> Self {
        add(&mut self.lists, more.lists);
        add(&mut self.actors, more.actors);
        add(&mut self.sides, more.sides);
        add(&mut self.side_names, more.side_names);
        let Doing { people, by, does, passive, suffers } = more.doing;
        self.doing.people.all.extend(people.all);
        self.doing.by.all.extend(by.all);
        self.doing.does.all.extend(does.all);
        self.doing.passive.all.extend(passive.all);
        self.doing.suffers.all.extend(suffers.all);
        let Telling { goes_on, continues, begins, rises, once_more } = more.telling;
        self.telling.goes_on.all.extend(goes_on.all);
        self.telling.continues.all.extend(continues.all);
        self.telling.begins.all.extend(begins.all);
        self.telling.rises.all.extend(rises.all);
        self.telling.once_more.all.extend(once_more.all);
        for row in &more.kind {
            self.kind.iter_mut().for_each(|known| known.leave(row));
        }
        for row in more.kind {
            match self.kind.iter_mut().find(|known| known.id == row.id) {
                Some(known) => known.take(row),
                None => self.kind.push(row),
            }
        }
        self
    }
}

impl Telling {
    /// The words, with what they tell.
    pub(super) fn all(&self) -> [(&Phrases, Told); 5] {
        [
            (&self.once_more, Told::OnceMore),
            (&self.goes_on, Told::GoesOn),
            (&self.continues, Told::Continues),
            (&self.begins, Told::Begins),
            (&self.rises, Told::Rises),
        ]
    }
}

impl Doing {
    /// The words, with what they tell.
    pub(super) fn all(&self) -> [(&Phrases, Told); 5] {
        [
            (&self.people, Told::People),
            (&self.by, Told::By),
            (&self.does, Told::Does),
            (&self.passive, Told::Passive),
            (&self.suffers, Told::Suffers),
        ]
    }
}

/// Adds words to those of the same name.
fn add(to: &mut BTreeMap<String, Phrases>, from: BTreeMap<String, Phrases>) {
    for (name, words) in from {
        to.entry(name).or_default().all.extend(words.all);
    }
}

impl KindRow {
    /// The types of datasets that are read as it, see [`Codebook`](crate::model::Codebook).
    pub(super) fn types(&self) -> impl Iterator<Item = (Dataset, String)> {
        let acled = self.from_acled.iter().flatten();
        let acled = acled.map(|word| (Dataset::Acled, word.to_lowercase()));
        let ucdp = self.from_ucdp.iter().flatten();
        acled.chain(ucdp.map(|number| (Dataset::UcdpGed, number.to_string())))
    }

    /// Leaves to `row`, which is told later, the types that it lists.
    fn leave(&mut self, row: &Self) {
        let taken: Vec<_> = row.types().collect();
        let is_left = |dataset, word: String| !taken.contains(&(dataset, word));
        self.from_acled.iter_mut().for_each(|words| {
            words.retain(|word| is_left(Dataset::Acled, word.to_lowercase()));
        });
        self.from_ucdp.iter_mut().for_each(|numbers| {
            numbers.retain(|number| is_left(Dataset::UcdpGed, number.to_string()));
        });
    }

    /// Takes what `row` tells, and its cues.
    fn take(&mut self, row: Self) {
        fn replace<T>(old: &mut Option<T>, new: Option<T>) {
            if new.is_some() {
                *old = new;
            }
        }
        replace(&mut self.en, row.en);
        replace(&mut self.ar, row.ar);
        replace(&mut self.colour, row.colour);
        replace(&mut self.symbol, row.symbol);
        replace(&mut self.from_acled, row.from_acled);
        replace(&mut self.from_ucdp, row.from_ucdp);
        replace(&mut self.total, row.total);
        replace(&mut self.arrives, row.arrives);
        replace(&mut self.at, row.at);
        replace(&mut self.part_of, row.part_of);
        replace(&mut self.part_after, row.part_after);
        replace(&mut self.joins, row.joins);
        replace(&mut self.lasts, row.lasts);
        replace(&mut self.counts, row.counts);
        add(&mut self.means, row.means);
        self.cue.extend(row.cue);
    }

    pub(super) fn places(&self) -> Result<Vec<PlaceClass>, String> {
        let parse = |word: &String| {
            PlaceClass::parse(word)
                .ok_or_else(|| format!("{word}, where {} happens, is no class of place", self.id))
        };
        self.at.iter().flatten().map(parse).collect()
    }

    pub(super) fn measures(&self) -> Result<Vec<Measure>, String> {
        let parse = |word: &String| {
            Measure::parse(word)
                .ok_or_else(|| format!("{word}, counted by {}, is no measure", self.id))
        };
        match &self.counts {
            Some(counts) => counts.iter().map(parse).collect(),
            // What most kinds count.
            None => Ok(vec![Measure::Killed, Measure::Wounded]),
        }
    }

    pub(super) fn kind(&self) -> Result<Kind, String> {
        let id_is_plain = !self.id.is_empty()
            && self.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if !id_is_plain {
            return Err(format!("id {} is not lower-case ASCII with underscores", self.id));
        }
        let required = |key: &str, value: &Option<String>| {
            value.clone().ok_or_else(|| format!("kind {} has no `{key}`; give it one", self.id))
        };
        let colour = required("colour", &self.colour)?;
        let symbol = required("symbol", &self.symbol)?;
        // Allow-listed, since colours reach the style of the page.
        let colour_is_plain = colour.len() == 7
            && colour.starts_with('#')
            && colour[1..].bytes().all(|b| b.is_ascii_hexdigit());
        if !colour_is_plain {
            return Err(format!("colour {} of {} is not of the form #rrggbb", colour, self.id));
        }
        let symbol = Symbol::parse(&symbol).ok_or_else(|| {
            let known: Vec<_> = Symbol::ALL.iter().map(|symbol| symbol.as_str()).collect();
            format!("symbol {} of {} is none of {}", symbol, self.id, known.join(", "))
        })?;
        Ok(Kind {
            id: KindId::new(&self.id),
            label_en: required("en", &self.en)?,
            label_ar: required("ar", &self.ar)?,
            colour: colour.to_ascii_lowercase(),
            symbol,
            joins: self.joins.iter().flatten().map(|id| KindId::new(id)).collect(),
            lasts: self.lasts.unwrap_or(0),
        })
    }
}

/// Phrases in the notation of tables, as they are written.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    pub(super) all: Vec<String>,
    /// Where they begin in the file, in bytes.
    at: usize,
    /// What is wrong with the first that cannot be read, and where it begins.
    fault: Option<(usize, String)>,
}

impl Phrases {
    /// What is wrong with them, and where, if some of them are `required`.
    fn fault(&self, required: bool) -> Option<(usize, String)> {
        let none = "no phrase, which finds nothing; write one, or delete this";
        let none = (required && self.all.is_empty()).then(|| (self.at, none.to_owned()));
        self.fault.clone().or(none)
    }
}

impl<'de> Deserialize<'de> for Phrases {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let written = Spanned::<Vec<Spanned<String>>>::deserialize(from)?;
        let at = written.span().start;
        let written = written.into_inner();
        let fault = |phrase: &Spanned<String>| {
            fault_of(phrase.get_ref()).map(|what| (phrase.span().start, what))
        };
        let fault = written.iter().find_map(fault);
        Ok(Self { all: written.into_iter().map(Spanned::into_inner).collect(), at, fault })
    }
}

/// What a row of cues is written in.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum CueLang {
    Ar,
    En,
}
