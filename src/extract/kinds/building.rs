//! The cues and phrases of a kinds table, made from its rows: lists put in their places, names turned into numbers.

use std::collections::{BTreeMap, BTreeSet};

use super::marks::{Mark, Marks};
use super::rows::{CueRow, KindRow, Phrases, Table};
use super::{Cue, Role, WITHIN};
use crate::extract::manner::Told;
use crate::model::{Manner, PlaceClass};

/// The marks gathered so far, each once.
pub(super) struct Building<'t> {
    pub(super) lists: &'t BTreeMap<String, Phrases>,
    pub(super) roles: Vec<&'t String>,
    pub(super) ids: Vec<&'t String>,
    pub(super) marks: Marks,
}

/// How many phrases one entry may stand for: lists in a phrase multiply, and a slip must not fill the memory.
const MAX_PHRASES: usize = 20_000;

/// An entry of the table that is wrong, and what is wrong with it.
type Fault = (String, String);

impl Building<'_> {
    pub(super) fn cue(&mut self, kind: usize, row: &CueRow) -> Result<Cue, Fault> {
        let mut phrases = Vec::new();
        for written in &row.words.all {
            let mut of_entry = Vec::new();
            self.phrases(written, &mut of_entry)?;
            phrases.append(&mut of_entry);
        }
        Ok(Cue {
            kind,
            phrases,
            needs: self.marks(&row.needs.all)?.into_iter().collect(),
            within: row.within.unwrap_or(WITHIN),
            after: row.after,
            follows: row.follows,
            indefinite: row.indefinite,
            told: self.kinds(&row.told)?,
            vetoes: self.marks(&row.not.all)?.into_iter().collect(),
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
            if out.len() == MAX_PHRASES {
                let what = format!("stands for more than {MAX_PHRASES} phrases; name fewer lists");
                return Err((written.to_owned(), what));
            }
            // A fault is told of the phrase as it stands in the table.
            self.phrases(&written.replacen(&format!("@{name}"), entry, 1), out)
                .map_err(|(_, what)| (written.to_owned(), what))?;
        }
        Ok(())
    }

    /// The words of `phrases`, each with what it tells.
    fn manners(&self, phrases: &Phrases, told: Told) -> Result<Vec<(String, Told)>, Fault> {
        let mut all = Vec::new();
        for written in &phrases.all {
            self.phrases(written, &mut all)?;
        }
        Ok(all.into_iter().map(|phrase| (phrase, told)).collect())
    }

    pub(super) fn telling(&self, table: &Table) -> Result<Vec<(String, Told)>, Fault> {
        let each = table.telling.all().into_iter().chain(table.doing.all());
        let each = each.map(|(phrases, told)| self.manners(phrases, told));
        let told = each.collect::<Result<Vec<_>, _>>()?.concat();
        let names = table.sides.keys().chain(table.side_names.keys()).collect::<BTreeSet<_>>();
        let mut sides = Vec::new();
        for (index, name) in (0..).zip(names) {
            if index == Manner::MOST {
                return Err((name.clone(), "[sides] has too many".to_owned()));
            }
            let of = |all: &BTreeMap<String, Phrases>, told| match all.get(name) {
                Some(phrases) => self.manners(phrases, told),
                None => Ok(Vec::new()),
            };
            sides.extend(of(&table.sides, Told::Side(index))?);
            sides.extend(of(&table.side_names, Told::Named(index))?);
        }
        Ok([told, sides].concat())
    }

    pub(super) fn means(&self, row: &KindRow) -> Result<Vec<(String, Told)>, Fault> {
        self.named(&row.means, Told::Means, || format!("{} has too many means", row.id))
    }

    /// The phrases behind each name, which tells what the number of the name tells.
    fn named(
        &self,
        named: &BTreeMap<String, Phrases>,
        told: fn(u32) -> Told,
        too_many: impl Fn() -> String,
    ) -> Result<Vec<(String, Told)>, Fault> {
        let mut all = Vec::new();
        for (index, (name, phrases)) in (0..).zip(named) {
            if index == Manner::MOST {
                return Err((name.clone(), too_many()));
            }
            all.extend(self.manners(phrases, told(index))?);
        }
        Ok(all)
    }

    fn list(&self, name: &str, entry: &str) -> Result<&'_ [String], Fault> {
        let list = self.lists.get(name).map(|list| list.all.as_slice());
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

    fn kinds(&self, entries: &[String]) -> Result<Vec<usize>, Fault> {
        let none = |id: &String| (id.clone(), format!("{id}, in `told`, is no kind of this table"));
        let index = |id: &String| self.ids.iter().position(|other| *other == id);
        entries.iter().map(|id| index(id).ok_or_else(|| none(id))).collect()
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
                out.push(self.marks.number(Mark::Class(class)));
            } else {
                out.push(self.marks.number(Mark::Phrase(entry.clone())));
            }
        }
        Ok(out)
    }
}
