//! The kinds table: what events there are, and the words that betray them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Deserialize;

use crate::diagnostic::{Diagnostic, Position};
use crate::model::{Kind, KindId, Measure, PlaceClass, Symbol};

/// The kinds table, `kinds.toml`.
#[derive(Debug)]
pub struct Kinds {
    all: Vec<Arc<Kind>>,
    /// Whether each kind is a running total, to which every casualty of its sentence belongs.
    totals: Vec<bool>,
    /// The measures that each kind counts.
    measures: Vec<Vec<Measure>>,
    /// The kinds of which each may be a part.
    wholes: Vec<Vec<usize>>,
    /// The classes of place where each kind happens.
    places: Vec<Vec<PlaceClass>>,
    cues: Vec<Cue>,
    marks: Vec<Mark>,
    /// The words for those who act, by role.
    actors: Vec<Vec<String>>,
}

/// Who acts or suffers: an index into `[actors]`.
pub(super) type Role = u8;

/// Words that betray a kind, with what must and must not stand near them.
#[derive(Debug)]
pub(super) struct Cue {
    /// The kind, as an index into the table.
    pub(super) kind: usize,
    phrases: Vec<String>,
    /// Marks of which one must be there; empty: none is needed.
    pub(super) needs: Vec<u32>,
    /// How many words off, in the same sentence, what it needs may stand.
    pub(super) within: usize,
    /// Whether what it needs must stand after it.
    pub(super) after: bool,
    /// Whether what it needs may stand in the sentence before.
    pub(super) follows: bool,
    /// Marks of which none may be in its clause.
    pub(super) vetoes: Vec<u32>,
    /// The roles of which the one who acts must be; empty: any.
    pub(super) by: Vec<Role>,
    /// The roles of which the one who acts must not be.
    pub(super) not_by: Vec<Role>,
}

/// How far off what a cue needs may stand, where its row does not say.
const WITHIN: usize = 30;

/// What a cue may need: words, or a place of a class.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// A phrase.
    Phrase(String),
    /// A mention that may be a place of this class: `#prison`.
    Class(PlaceClass),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default)]
    lists: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    actors: BTreeMap<String, Vec<String>>,
    kind: Vec<KindRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindRow {
    id: String,
    en: String,
    ar: String,
    colour: String,
    symbol: String,
    /// The nearest types of two other coding schemes, for those who must convert; read by people.
    #[serde(default, rename = "acled")]
    _acled: String,
    #[serde(default, rename = "plover")]
    _plover: String,
    /// Whether it is a running total, to which every casualty of its sentence belongs.
    #[serde(default)]
    total: bool,
    /// The classes of place where it happens; anywhere, if none.
    #[serde(default)]
    at: Vec<String>,
    /// The kinds of which it is a part, where one sentence tells both.
    #[serde(default)]
    part_of: Vec<String>,
    /// The measures of its counts.
    #[serde(default = "casualties")]
    counts: Vec<String>,
    #[serde(default)]
    cue: Vec<CueRow>,
}

/// What most kinds count.
fn casualties() -> Vec<String> {
    vec!["killed".to_owned(), "wounded".to_owned()]
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CueRow {
    /// For the reader of the table: the words are found whatever the language of the text.
    #[serde(rename = "lang")]
    _lang: String,
    words: Vec<String>,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    within: Option<usize>,
    #[serde(default)]
    after: bool,
    #[serde(default)]
    follows: bool,
    #[serde(default)]
    not: Vec<String>,
    #[serde(default)]
    by: Vec<String>,
    #[serde(default)]
    not_by: Vec<String>,
}

impl Kinds {
    /// The table that the program carries.
    ///
    /// # Panics
    /// Never; a test reads the table.
    pub fn built_in() -> Self {
        Self::parse("kinds.toml", include_str!("../../tables/kinds.toml"))
            .expect("the built-in table is well formed")
    }

    /// Reads a table; `file` names it in errors.
    ///
    /// # Errors
    /// At the first fault, with its place.
    pub fn parse(file: &str, text: &str) -> Result<Self, Diagnostic> {
        let table: Table = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let what = error.message().lines().next().unwrap_or("not TOML").to_owned();
            Diagnostic::fatal(
                Position::of_byte(file, text, at),
                format!("{what}; see docs/kinds.md"),
            )
        })?;
        let fault = |word: &str, what: String| {
            let at = text.find(&format!("\"{word}\"")).unwrap_or(0);
            Diagnostic::fatal(Position::of_byte(file, text, at), what)
        };
        let roles: Vec<&String> = table.actors.keys().collect();
        let mut building = Building { lists: &table.lists, roles, marks: Vec::new() };
        let mut kinds = Vec::new();
        let totals = table.kind.iter().map(|row| row.total).collect();
        let mut measures = Vec::new();
        let mut places = Vec::new();
        let mut cues = Vec::new();
        let mut ids = BTreeSet::new();
        for (index, row) in table.kind.iter().enumerate() {
            if !ids.insert(&row.id) {
                return Err(fault(&row.id, format!("kind {} stands twice; give it once", row.id)));
            }
            measures.push(row.measures().map_err(|what| fault(&row.id, what))?);
            places.push(row.places().map_err(|what| fault(&row.id, what))?);
            kinds.push(Arc::new(row.kind().map_err(|what| fault(&row.id, what))?));
            for cue in &row.cue {
                cues.push(building.cue(index, cue).map_err(|(word, what)| fault(&word, what))?);
            }
        }
        let marks = building.marks;
        let actors = table.actors.values().cloned().collect();
        let whole = |row: &KindRow| {
            let index = |id: &String| {
                let index = table.kind.iter().position(|other| other.id == *id);
                index.ok_or_else(|| {
                    fault(id, format!("{} is part of {id}, which is no kind", row.id))
                })
            };
            row.part_of.iter().map(index).collect()
        };
        let wholes = table.kind.iter().map(whole).collect::<Result<_, _>>()?;
        Ok(Self { all: kinds, totals, measures, wholes, places, cues, marks, actors })
    }

    /// The kinds, in the order of the table.
    pub fn all(&self) -> &[Arc<Kind>] {
        &self.all
    }

    /// The kind with this id.
    pub fn get(&self, id: &KindId) -> Option<&Arc<Kind>> {
        self.all.iter().find(|kind| kind.id == *id)
    }

    /// The ids.
    pub fn ids(&self) -> BTreeSet<KindId> {
        self.all.iter().map(|kind| kind.id.clone()).collect()
    }

    /// Whether the kind at `index` is a running total.
    pub(super) fn is_total(&self, index: usize) -> bool {
        self.totals[index]
    }

    /// Whether the kind at `index` counts this measure.
    pub(super) fn takes(&self, index: usize, measure: Measure) -> bool {
        self.measures[index].contains(&measure)
    }

    /// Whether the kind `part` is no event of its own beside the kind `whole` in one sentence.
    pub(super) fn is_part_of(&self, part: usize, whole: usize) -> bool {
        self.wholes[part].contains(&whole)
    }

    /// The classes of place where the kind at `index` happens; empty for anywhere.
    pub(super) fn happens_at(&self, index: usize) -> &[PlaceClass] {
        &self.places[index]
    }

    pub(super) fn cue(&self, index: u32) -> &Cue {
        &self.cues[index as usize]
    }

    /// The mark that a place of this class is, if a cue asks for one.
    pub(super) fn mark_of_class(&self, class: PlaceClass) -> Option<u32> {
        let index = self.marks.iter().position(|mark| *mark == Mark::Class(class))?;
        u32::try_from(index).ok()
    }

    /// The phrases of the cues, each with the index of its cue.
    pub(super) fn cue_phrases(&self) -> impl Iterator<Item = (&str, u32)> {
        (0_u32..)
            .zip(&self.cues)
            .flat_map(|(index, cue)| cue.phrases.iter().map(move |phrase| (phrase.as_str(), index)))
    }

    /// The words for those who act, each with its role.
    pub(super) fn actor_phrases(&self) -> impl Iterator<Item = (&str, Role)> {
        (0..)
            .zip(&self.actors)
            .flat_map(|(role, words)| words.iter().map(move |word| (word.as_str(), role)))
    }

    /// The phrases that cues need or are vetoed by, each with its index.
    pub(super) fn mark_phrases(&self) -> impl Iterator<Item = (&str, u32)> {
        (0_u32..).zip(&self.marks).filter_map(|(index, mark)| match mark {
            Mark::Phrase(phrase) => Some((phrase.as_str(), index)),
            Mark::Class(_) => None,
        })
    }
}

impl KindRow {
    fn places(&self) -> Result<Vec<PlaceClass>, String> {
        let parse = |word: &String| {
            PlaceClass::parse(word)
                .ok_or_else(|| format!("{word}, where {} happens, is no class of place", self.id))
        };
        self.at.iter().map(parse).collect()
    }

    fn measures(&self) -> Result<Vec<Measure>, String> {
        let parse = |word: &String| {
            Measure::parse(word)
                .ok_or_else(|| format!("{word}, counted by {}, is no measure", self.id))
        };
        self.counts.iter().map(parse).collect()
    }

    fn kind(&self) -> Result<Kind, String> {
        let id_is_plain = !self.id.is_empty()
            && self.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if !id_is_plain {
            return Err(format!("id {} is not lower-case ASCII with underscores", self.id));
        }
        // Allow-listed, since colours reach the style of the page.
        let colour_is_plain = self.colour.len() == 7
            && self.colour.starts_with('#')
            && self.colour[1..].bytes().all(|b| b.is_ascii_hexdigit());
        if !colour_is_plain {
            return Err(format!(
                "colour {} of {} is not of the form #rrggbb",
                self.colour, self.id
            ));
        }
        let symbol = Symbol::parse(&self.symbol).ok_or_else(|| {
            let known: Vec<_> = Symbol::ALL.iter().map(|symbol| symbol.as_str()).collect();
            format!("symbol {} of {} is none of {}", self.symbol, self.id, known.join(", "))
        })?;
        Ok(Kind {
            id: KindId::new(&self.id),
            label_en: self.en.clone(),
            label_ar: self.ar.clone(),
            colour: self.colour.to_ascii_lowercase(),
            symbol,
        })
    }
}

/// The marks gathered so far, each once.
struct Building<'t> {
    lists: &'t BTreeMap<String, Vec<String>>,
    roles: Vec<&'t String>,
    marks: Vec<Mark>,
}

/// An entry of the table that is wrong, and what is wrong with it.
type Fault = (String, String);

impl Building<'_> {
    fn cue(&mut self, kind: usize, row: &CueRow) -> Result<Cue, Fault> {
        let mut phrases = Vec::new();
        for written in &row.words {
            self.phrases(written, &mut phrases)?;
        }
        Ok(Cue {
            kind,
            phrases,
            needs: self.marks(&row.needs)?,
            within: row.within.unwrap_or(WITHIN),
            after: row.after,
            follows: row.follows,
            vetoes: self.marks(&row.not)?,
            by: self.roles(&row.by)?,
            not_by: self.roles(&row.not_by)?,
        })
    }

    /// The phrases that `written` stands for: one for each entry of the list that it names, if it names one.
    fn phrases(&self, written: &str, out: &mut Vec<String>) -> Result<(), Fault> {
        let Some(name) = written.split_whitespace().find_map(|word| word.strip_prefix('@')) else {
            out.push(written.to_owned());
            return Ok(());
        };
        for entry in self.list(name, written)? {
            if entry.contains('@') || entry.starts_with('#') {
                return Err((entry.clone(), format!("in a phrase, list {name} holds words only")));
            }
            self.phrases(&written.replacen(&format!("@{name}"), entry, 1), out)?;
        }
        Ok(())
    }

    fn list(&self, name: &str, entry: &str) -> Result<&'_ [String], Fault> {
        let list = self.lists.get(name).map(Vec::as_slice);
        list.ok_or_else(|| (entry.to_owned(), format!("there is no list {name} under [lists]")))
    }

    fn roles(&self, entries: &[String]) -> Result<Vec<Role>, Fault> {
        let role = |entry: &String| {
            let index = self.roles.iter().position(|role| *role == entry);
            index
                .and_then(|index| Role::try_from(index).ok())
                .ok_or_else(|| (entry.clone(), format!("there is no {entry} under [actors]")))
        };
        entries.iter().map(role).collect()
    }

    fn marks(&mut self, entries: &[String]) -> Result<Vec<u32>, Fault> {
        let mut out = Vec::new();
        for entry in entries {
            if let Some(name) = entry.strip_prefix('@') {
                let list = self.list(name, entry)?.to_vec();
                if let Some(nested) = list.iter().find(|entry| entry.contains('@')) {
                    return Err((
                        nested.clone(),
                        format!("list {name} names another list; write its words"),
                    ));
                }
                out.extend(self.marks(&list)?);
            } else if let Some(class) = entry.strip_prefix('#') {
                let Some(class) = PlaceClass::parse(class) else {
                    return Err((entry.clone(), format!("{class} is no class of place")));
                };
                out.push(self.index(Mark::Class(class)));
            } else {
                out.push(self.index(Mark::Phrase(entry.clone())));
            }
        }
        Ok(out)
    }

    fn index(&mut self, mark: Mark) -> u32 {
        let known = self.marks.iter().position(|other| *other == mark);
        let index = known.unwrap_or_else(|| {
            self.marks.push(mark);
            self.marks.len() - 1
        });
        u32::try_from(index).expect("fewer than 2^32 marks")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_table_has_the_twenty_kinds() {
        assert_eq!(Kinds::built_in().all().len(), 20);
    }

    #[test]
    fn a_fault_is_told_with_its_line_and_column() {
        let row = "[[kind]]\nid = \"x\"\nen = \"X\"\nar = \"س\"\n";
        let cases = [
            ("[[kind]\n", "kinds.toml:1:8"),
            (&format!("{row}colour = \"red\"\nsymbol = \"star\"\n"), "kinds.toml:2:6"),
            (&format!("{row}colour = \"#ff0000\"\nsymbol = \"blob\"\n"), "kinds.toml:2:6"),
            (
                &format!("{row}colour = \"#ff0000\"\nsymbol = \"star\"\nshape = 1\n"),
                "kinds.toml:7:1",
            ),
        ];
        for (text, place) in cases {
            let fault = Kinds::parse("kinds.toml", text).expect_err(text);
            assert!(fault.to_string().starts_with(place), "{fault}");
        }
    }
}
