//! The kinds table: what events there are, and the words that betray them.

mod building;
mod marks;
mod rows;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::manner::Told;
use crate::diagnostic::{Diagnostic, Position};
use crate::model::{Codebook, Dataset, Kind, KindId, Measure, PlaceClass};
use building::Building;
pub(super) use marks::MarkSet;
use marks::Marks;
use rows::{KindRow, Table};

/// The kinds table, `kinds.toml`.
#[derive(Debug)]
pub struct Kinds {
    all: Vec<Arc<Kind>>,
    /// Whether each kind is a running total, to which every casualty of its sentence belongs.
    totals: Vec<bool>,
    /// Whether each kind is of something that arrives, and so happens where it arrives.
    arrivals: Vec<bool>,
    /// The measures that each kind counts.
    measures: Vec<Vec<Measure>>,
    /// The kinds of which each may be a part.
    wholes: Vec<Vec<usize>>,
    /// The same of wholes that a sentence before tells.
    wholes_before: Vec<Vec<usize>>,
    /// The classes of place where each kind happens.
    places: Vec<Vec<PlaceClass>>,
    cues: Vec<Cue>,
    marks: Marks,
    /// The roles of those who act.
    roles: Vec<String>,
    /// The words for those who act, by role.
    actors: Vec<Vec<String>>,
    /// The words that tell how something is told.
    telling: Vec<(String, Told)>,
    /// The words for the means of each kind, each with a mark of its own.
    means: Vec<Vec<(String, Told)>>,
    /// The types of datasets that are read as one of them.
    types: BTreeMap<(Dataset, String), KindId>,
    /// Whether the built-in table is part of it.
    extends: bool,
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
    pub(super) needs: MarkSet,
    /// How many words off, in the same sentence, what it needs may stand.
    pub(super) within: usize,
    /// Whether what it needs must stand after it.
    pub(super) after: bool,
    /// Whether what it needs may stand in the sentence before.
    pub(super) follows: bool,
    /// The kinds of which something must have been told before it; empty: none.
    pub(super) told: Vec<usize>,
    /// Whether it must stand without the article: «الرتل» takes up what was told before.
    pub(super) indefinite: bool,
    /// Marks of which none may be in its clause.
    pub(super) vetoes: MarkSet,
    /// The roles of which the one who acts must be; empty: any.
    pub(super) by: Vec<Role>,
    /// The roles of which the one who acts must not be.
    pub(super) not_by: Vec<Role>,
}

/// How far off what a cue needs may stand, where its row does not say.
const WITHIN: usize = 30;

/// The table that the program carries.
const BUILT_IN: &str = include_str!("../../tables/kinds.toml");

impl Kinds {
    /// The table that the program carries.
    ///
    /// # Panics
    /// Never; a test reads the table.
    pub fn built_in() -> Self {
        Self::parse("kinds.toml", BUILT_IN).expect("the built-in table is well formed")
    }

    /// Reads a table; `file` names it in errors.
    ///
    /// # Errors
    /// At the first fault, with its place.
    pub fn parse(file: &str, text: &str) -> Result<Self, Diagnostic> {
        let table = Table::parse(file, text)?;
        let extends = table.extends;
        let table =
            if extends { Table::parse("kinds.toml", BUILT_IN)?.extended_by(table) } else { table };
        if table.kind.is_empty() {
            let what = "there is no [[kind]]; give one, or begin with `extends = true`";
            return Err(Diagnostic::fatal(Position::file(file), what));
        }
        let fault = |word: &str, what: String| {
            let at = text.find(&format!("\"{word}\"")).unwrap_or(0);
            Diagnostic::fatal(Position::of_byte(file, text, at), what)
        };
        let roles: Vec<&String> = table.actors.keys().collect();
        let ids: Vec<&String> = table.kind.iter().map(|row| &row.id).collect();
        let mut building = Building { lists: &table.lists, roles, ids, marks: Marks::default() };
        let mut kinds = Vec::new();
        let totals = table.kind.iter().map(|row| row.total.unwrap_or_default()).collect();
        let arrivals = table.kind.iter().map(|row| row.arrives.unwrap_or_default()).collect();
        let mut measures = Vec::new();
        let mut places = Vec::new();
        let mut cues = Vec::new();
        let mut means = Vec::new();
        let mut types: BTreeMap<(Dataset, String), KindId> = BTreeMap::new();
        let mut ids = BTreeSet::new();
        for (index, row) in table.kind.iter().enumerate() {
            if !ids.insert(&row.id) {
                return Err(fault(&row.id, format!("kind {} stands twice; give it once", row.id)));
            }
            measures.push(row.measures().map_err(|what| fault(&row.id, what))?);
            places.push(row.places().map_err(|what| fault(&row.id, what))?);
            means.push(building.means(row).map_err(|(word, what)| fault(&word, what))?);
            kinds.push(Arc::new(row.kind().map_err(|what| fault(&row.id, what))?));
            for (dataset, word) in row.types() {
                if let Some(other) = types.insert((dataset, word.clone()), KindId::new(&row.id)) {
                    let (key, id) = (dataset.key(), &row.id);
                    let what = format!(
                        "{word} stands in `{key}` of {other} and of {id}; give it to one kind, once"
                    );
                    return Err(fault(id, what));
                }
            }
            for cue in &row.cue {
                cues.push(building.cue(index, cue).map_err(|(word, what)| fault(&word, what))?);
            }
        }
        let telling = building.telling(&table).map_err(|(word, what)| fault(&word, what))?;
        let marks = building.marks;
        let (roles, actors) = table.actors.iter().map(|(r, w)| (r.clone(), w.all.clone())).unzip();
        let index = |row: &KindRow, key: &str, id: &String| {
            let index = table.kind.iter().position(|other| other.id == *id);
            index.ok_or_else(|| {
                fault(id, format!("{id}, in `{key}` of {}, is no kind of this table", row.id))
            })
        };
        for row in &table.kind {
            for id in row.joins.iter().flatten() {
                index(row, "joins", id)?;
            }
        }
        let wholes = |key: &str, of: fn(&KindRow) -> &Option<Vec<String>>| {
            let whole = |row| of(row).iter().flatten().map(|id| index(row, key, id)).collect();
            table.kind.iter().map(whole).collect::<Result<Vec<Vec<usize>>, _>>()
        };
        let wholes_before = wholes("part_after", |row| &row.part_after)?;
        let wholes = wholes("part_of", |row| &row.part_of)?;
        Ok(Self {
            all: kinds,
            totals,
            arrivals,
            measures,
            wholes,
            wholes_before,
            places,
            cues,
            marks,
            roles,
            actors,
            telling,
            means,
            types,
            extends,
        })
    }

    /// Whether it is a table of the user's that extends the built-in one.
    pub fn extends(&self) -> bool {
        self.extends
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

    /// What the kind of a record may be.
    pub fn codebook(&self) -> Codebook {
        Codebook { kinds: self.ids(), types: self.types.clone() }
    }

    /// Whether `role` is the one of this name under `[actors]`.
    pub(super) fn is_role(&self, role: Role, name: &str) -> bool {
        self.roles.get(usize::from(role)).is_some_and(|role| role == name)
    }

    /// Whether the kind at `index` is a running total.
    pub(super) fn is_total(&self, index: usize) -> bool {
        self.totals[index]
    }

    /// Whether the kind at `index` is of something that arrives: a place that it reaches is where it happens.
    pub(super) fn arrives(&self, index: usize) -> bool {
        self.arrivals[index]
    }

    /// Whether the kind at `index` counts this measure.
    pub(super) fn takes(&self, index: usize, measure: Measure) -> bool {
        self.measures[index].contains(&measure)
    }

    /// Whether the kind at `index` counts anything.
    pub(super) fn counts_any(&self, index: usize) -> bool {
        !self.measures[index].is_empty()
    }

    /// Whether the kind `part` is no event of its own beside the kind `whole` in one sentence.
    pub(super) fn is_part_of(&self, part: usize, whole: usize) -> bool {
        self.wholes[part].contains(&whole)
    }

    /// The same of a whole that a sentence before tells, where that of the part tells neither place nor day.
    pub(super) fn is_part_after(&self, part: usize, whole: usize) -> bool {
        self.wholes_before[part].contains(&whole)
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
        self.marks.of_class(class)
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

    /// The words that tell in what manner something is told, each with the kind of which alone it does, and with that manner.
    pub(super) fn manner_phrases(&self) -> impl Iterator<Item = (&str, Option<&Arc<Kind>>, Told)> {
        let telling = self.telling.iter().map(|(phrase, told)| (phrase.as_str(), None, *told));
        let means = self.all.iter().zip(&self.means).flat_map(|(kind, means)| {
            means.iter().map(move |(phrase, told)| (phrase.as_str(), Some(kind), *told))
        });
        telling.chain(means)
    }

    /// The phrases that cues need or are vetoed by, each with its index.
    pub(super) fn mark_phrases(&self) -> impl Iterator<Item = (&str, u32)> {
        self.marks.phrases()
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
    fn a_table_may_extend_the_built_in_one() {
        let more = r##"
            extends = true
            [lists]
            prison = ["حبس+"]
            [[kind]]
            id = "prison_escape"
            en = "Breakout"
            [[kind.cue]]
            lang = "en"
            words = ["vanished from"]
            needs = ["@prison"]
            [[kind]]
            id = "abduction"
            en = "Abduction"
            ar = "اختطاف"
            colour = "#123456"
            symbol = "star"
        "##;
        let (built_in, kinds) =
            (Kinds::built_in(), Kinds::parse("more.toml", more).expect("a table"));
        assert_eq!(kinds.all().len(), built_in.all().len() + 1);
        let escape = kinds.get(&KindId::new("prison_escape")).expect("a kind");
        assert_eq!((&*escape.label_en, &*escape.label_ar), ("Breakout", "فرار من سجن"));
        assert_eq!(kinds.cues.len(), built_in.cues.len() + 1);
        let fault = Kinds::parse("more.toml", "extends = true\n[[kind]]\nid = \"new\"\n");
        let fault = fault.expect_err("a kind without a name").to_string();
        assert!(fault.starts_with("more.toml:3:6"), "{fault}");
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
            (
                "extends = true\n[[kind]]\nid = \"prison_escape\"\n[[kind.cue]]\nlang = \"fr\"\nwords = [\"x\"]\n",
                "kinds.toml:5:8",
            ),
        ];
        for (text, place) in cases {
            let fault = Kinds::parse("kinds.toml", text).expect_err(text);
            assert!(fault.to_string().starts_with(place), "{fault}");
        }
    }

    #[test]
    fn a_phrase_stands_for_some_words_and_not_for_any_number() {
        let big = (0..3000).map(|n| format!("\"w{n}\"")).collect::<Vec<_>>().join(",");
        let table = |words: &str| {
            format!(
                "extends = true\n[lists]\nbig = [{big}]\n[[kind]]\nid = \"clash\"\n\
                 [[kind.cue]]\nlang = \"en\"\nwords = [\"{words}\"]\n"
            )
        };
        assert!(Kinds::parse("more.toml", &table("@big")).is_ok());
        for words in [
            "@big @big @big",
            "",
            " ",
            "…",
            "foo/",
            "foo//bar",
            "/ foo",
            "a b …",
            "+",
            "foo+bar",
            "a+/b",
            "نقطة/حاجز",
        ] {
            let fault = Kinds::parse("more.toml", &table(words)).expect_err(words);
            assert!(fault.to_string().starts_with("more.toml:8:10"), "{fault}");
        }
    }

    #[test]
    fn a_phrase_that_would_find_nothing_is_told_with_its_place_and_what_to_do() {
        let head = "extends = true\n";
        let cue = "[[kind]]\nid = \"clash\"\n[[kind.cue]]\nlang = \"en\"\n";
        let cases = [
            (
                format!("{head}{cue}words = []\n"),
                "more.toml:6:9: error: no phrase, which finds nothing; write one",
            ),
            (
                format!("{head}{cue}words = [\"x\", \"foo/\"]\n"),
                "more.toml:6:15: error: an empty part in “foo/”; write a word",
            ),
            (
                format!("{head}{cue}words = [\"x\"]\nneeds = [\"/foo\"]\n"),
                "more.toml:7:10: error: an empty part",
            ),
            (
                format!("{head}{cue}words = [\"x\"]\nnot = [\"… foo\"]\n"),
                "more.toml:7:8: error: “… foo” begins",
            ),
            (format!("{head}[lists]\nx = []\n"), "more.toml:3:5: error: no phrase"),
            (format!("{head}[actors]\nx = [\"a//b\"]\n"), "more.toml:3:6: error: an empty part"),
        ];
        for (text, told) in cases {
            let fault = Kinds::parse("more.toml", &text).expect_err(&text).to_string();
            assert!(fault.starts_with(told), "{fault}");
        }
    }
}
