//! The table of responsibility: what is withheld, generalised or covered. docs/responsibility.md is the contract.
//!
//! A row that cannot be followed would publish what it was written to hide: so one stops the build, and every one is told.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::model::{Action, Covers, EventId, Grid, KindId, PlaceClass, PlaceId, Rule};
use crate::read::known::{Ids, unread_columns};
use crate::read::suggest::{did_you_mean, quote};
use crate::read::{date, decode};
use crate::table::{READ_AS_SUCH, Row, Table};

const COLUMNS: [&str; 7] = ["class", "place", "kind", "event", "action", "to", "why"];
const ACTIONS: [&str; 4] = ["generalise", "withhold", "embargo", "cover"];

/// Reads a table of responsibility. `kinds` and `has_place` tell the ids there are; whether there is such an event is not known
/// here.
///
/// # Errors
/// Everything that is wrong with it, in the order of the file: never empty.
pub fn responsibility(
    file: &str,
    bytes: &[u8],
    kinds: &BTreeSet<KindId>,
    has_place: &dyn Fn(&PlaceId) -> bool,
) -> Result<Vec<Rule>, Vec<Diagnostic>> {
    let fatal = |fault| vec![fault];
    let bytes = decode::to_utf8(file, bytes)
        .map_err(|fault| fatal(Diagnostic::fatal(fault.position, fault.message)))?;
    let mut table = Table::parse(file, &bytes, &["action"]).map_err(fatal)?;
    // What is only odd in another table may be a row that hides nothing here.
    let odd = std::mem::take(&mut table.diagnostics).into_iter();
    let mut faults: Vec<Diagnostic> = odd
        .map(|it| Diagnostic::fatal(it.position, it.message.replace(READ_AS_SUCH, "")))
        .collect();
    let unread = unread_columns(&table, COLUMNS);
    faults.extend(
        unread.map(|(at, message)| Diagnostic::fatal(at, format!("{message}; take it out"))),
    );
    let ids = Ids { kinds, has_place };
    let mut rules = Vec::new();
    for row in &table.rows {
        match (Cells { table: &table, row, ids }).rule() {
            Ok(rule) => rules.push(rule),
            Err((column, message)) => {
                faults.push(Diagnostic::fatal(table.position(row, column), message));
            }
        }
    }
    if faults.is_empty() { Ok(rules) } else { Err(faults) }
}

/// A row, and what it may name.
struct Cells<'t> {
    table: &'t Table,
    row: &'t Row,
    ids: Ids<'t>,
}

/// The column at fault, and what to tell of it.
type Fault = (&'static str, String);

impl Cells<'_> {
    fn get(&self, column: &str) -> Option<&str> {
        self.table.cell(self.row, column)
    }

    fn rule(&self) -> Result<Rule, Fault> {
        let of = Covers {
            class: self.get("class").map(class).transpose()?,
            place: self.get("place").map(|id| self.place(id)).transpose()?,
            kind: self.get("kind").map(|id| self.kind(id)).transpose()?,
            event: self.get("event").map(EventId::new),
        };
        if of == Covers::default() {
            let message = "speaks of nothing; fill class, place, kind or event";
            return Err(("class", message.to_owned()));
        }
        Ok(Rule { line: self.row.line, of, action: self.action()? })
    }

    fn place(&self, id: &str) -> Result<PlaceId, Fault> {
        self.ids.place(id).map_err(|message| ("place", message))
    }

    fn kind(&self, id: &str) -> Result<KindId, Fault> {
        let kind = self.ids.kind(KindId::new(id), id);
        kind.map_err(|message| ("kind", format!("{message}; correct it")))
    }

    fn action(&self) -> Result<Action, Fault> {
        let Some(action) = self.get("action") else {
            let message = format!("says not what to do; write one of {}", ACTIONS.join(", "));
            return Err(("action", message));
        };
        let to = self.get("to");
        let nothing = |action: Action| match to {
            None => Ok(action),
            Some(to) => Err(("to", format!("{} has no meaning here; empty the cell", quote(to)))),
        };
        match action {
            "withhold" => nothing(Action::Withhold),
            "cover" => nothing(Action::Cover),
            "generalise" => to.and_then(Grid::parse).map(Action::Generalise).ok_or_else(|| {
                let given = to.map_or_else(|| "nothing".to_owned(), quote);
                ("to", format!("{given} is no grid; write 0.1, 0.01 or 0.001"))
            }),
            "embargo" => {
                let fault = || ("to", "says not until when; write a day, as 2022-01-20".to_owned());
                let day = date::day(to.ok_or_else(fault)?).map_err(|what| ("to", what))?;
                Ok(Action::Embargo(day))
            }
            other => {
                let hint = did_you_mean(other, ACTIONS);
                let known = ACTIONS.join(", ");
                Err((
                    "action",
                    format!("{} is no action{hint}; write one of {known}", quote(other)),
                ))
            }
        }
    }
}

fn class(word: &str) -> Result<PlaceClass, Fault> {
    PlaceClass::parse(word).ok_or_else(|| {
        let hint = did_you_mean(word, PlaceClass::ALL.map(PlaceClass::as_str));
        let known = PlaceClass::ALL.map(PlaceClass::as_str).join(", ");
        ("class", format!("{} is no class of place{hint}; write one of {known}", quote(word)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(rows: &str) -> Result<Vec<Rule>, String> {
        let kinds = BTreeSet::from([KindId::new("prison_escape")]);
        let table = format!("class,place,kind,event,action,to,why\n{rows}\n");
        let has_place = |id: &PlaceId| id.as_str() == "atlantis";
        responsibility("r.csv", table.as_bytes(), &kinds, &has_place)
            .map_err(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    }

    #[test]
    fn rows_say_what_is_done_about_what() {
        let of = Covers::default();
        let prison = Some(PlaceClass::Prison);
        let cases = [
            (
                "prison,,,,generalise,0.1,x",
                Covers { class: prison, ..of.clone() },
                Action::Generalise(Grid::Tenth),
            ),
            (
                ",atlantis,prison_escape,,withhold,,",
                Covers {
                    place: Some(PlaceId::new("atlantis")),
                    kind: Some(KindId::new("prison_escape")),
                    ..of.clone()
                },
                Action::Withhold,
            ),
            (
                ",,,x-y,embargo,2026-12-01,",
                Covers { event: Some(EventId::new("x-y")), ..of.clone() },
                Action::Embargo("2026-12-01".parse().unwrap()),
            ),
            (",,,x-y,cover,,", Covers { event: Some(EventId::new("x-y")), ..of }, Action::Cover),
        ];
        for (row, of, action) in cases {
            assert_eq!(read(row), Ok(vec![Rule { line: 2, of, action }]), "{row}");
        }
    }

    #[test]
    fn a_row_that_cannot_be_followed_is_told_with_its_place() {
        let cases = [
            (",,,,withhold,,", "r.csv:2:1: error: speaks of nothing"),
            (
                "prisn,,,,withhold,,",
                "r.csv:2:1: error: `prisn` is no class of place (did you mean `prison`?)",
            ),
            (",nowhere,,,withhold,,", "r.csv:2:2: error: `nowhere` is no id of the place table"),
            (",,prison_scape,,cover,,", "r.csv:2:3: error: `prison_scape` is no kind"),
            ("prison,,,,,,", "r.csv:2:11: error: says not what to do"),
            ("prison,,,,hide,,", "r.csv:2:11: error: `hide` is no action"),
            ("prison,,,,withhold,0.1,", "r.csv:2:20: error: `0.1` has no meaning here"),
            ("prison,,,,generalise,0.5,", "r.csv:2:22: error: `0.5` is no grid"),
            ("prison,,,,generalise,,", "r.csv:2:22: error: nothing is no grid"),
            ("prison,,,,embargo,soon,", "r.csv:2:19: error: `soon` is no date"),
            ("prison,,,,embargo,,", "r.csv:2:19: error: says not until when"),
        ];
        for (row, wanted) in cases {
            let told = read(row).unwrap_err();
            assert!(told.starts_with(wanted), "{row}: {told}");
        }
        let told =
            responsibility("r.csv", b"clas,action\nprison,withhold\n", &BTreeSet::new(), &|_| true);
        assert_eq!(told.unwrap_err().len(), 2, "the column and the row that says nothing");
        let table = "class;action\nprison;withhold\n";
        let told = responsibility("r.csv", table.as_bytes(), &BTreeSet::new(), &|_| true);
        let told: Vec<_> = told.unwrap_err().iter().map(ToString::to_string).collect();
        let wanted =
            "r.csv:1:1: error: separated by semicolons, not commas; save with commas to be sure";
        assert_eq!(told, [wanted]);
    }
}
