//! What may be published of everything that was read: the table of responsibility, read and followed.

use crate::diagnostic::{Diagnostic, Position};
use crate::merge::{self, id};
use crate::model::{Action, DatePrecision, Difference, Event, EventId, PlaceId, Rule, led_to};
use crate::read;
use crate::responsibility::{self, Everything, Known, Published};

use super::{Failure, Input, Tables, file};

/// What of `all` may be published as `input` says. Rules that match nothing go to `diagnostics`.
///
/// # Errors
/// If the table cannot be followed to its last row, or speaks of an event that is not there: what it was to hide could be
/// published under another id.
pub(super) fn publish(
    input: &Input,
    tables: &Tables,
    all: Everything,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Published, Failure> {
    let fatal = |position, message| Failure::Input(Diagnostic::fatal(position, message));
    let mut rules = Vec::new();
    if let Some(path) = &input.responsibility {
        let bytes = file(path).map_err(Failure::Input)?;
        let has_place = |id: &PlaceId| tables.gazetteer.place(id).is_some();
        let name = path.display().to_string();
        let table = read::responsibility(&name, &bytes, &tables.kinds.ids(), &has_place);
        rules = table.map_err(|mut faults| {
            let last = faults.pop().expect("a table is refused for a fault");
            diagnostics.append(&mut faults);
            Failure::Input(last)
        })?;
    }
    let path = input.responsibility.as_deref();
    let name = path.map_or_else(String::new, |path| path.display().to_string());
    for rule in &mut rules {
        let Some(event) = &rule.of.event else { continue };
        let claimants = id::claimants(event, &all.events);
        if let several @ [first, _, ..] = &claimants[..]
            && id::beyond_doubt(first) != *event
        {
            let ids = several.iter().map(|of| id::beyond_doubt(of).to_string());
            let message = format!(
                "{event} may mean several events, so it is not known which it is to hide; name one of {}, or each in a row of its own",
                ids.collect::<Vec<_>>().join(", ")
            );
            return Err(fatal(Position::at(&name, rule.line, 1), message));
        }
        // Named by a mark of which it has no need.
        if let [only] = claimants[..]
            && only.id != *event
            && !only.aliases.contains(event)
        {
            rule.of.event = Some(only.id.clone());
        }
    }
    let near: Vec<_> = rules.iter().map(|rule| near(rule, &all.events, tables)).collect();
    let known = Known {
        gazetteer: tables.gazetteer(),
        id: &id::of,
        without: &id::without,
        today: input.today,
    };
    let published = responsibility::publish(all, &rules, &known);
    for rule in &published.idle {
        let position = Position::at(&name, rule.line, 1);
        if let Some(event) = &rule.of.event {
            let message = format!(
                "matches no event {event}, so what it is to hide may stand under another id; correct the id, or take the row out"
            );
            return Err(fatal(position, message));
        }
        let message = "matches nothing that was read; nothing is hidden by it";
        diagnostics.push(Diagnostic::warning(position, message.to_owned()));
    }
    for (rule, near) in rules.iter().zip(near) {
        let near: Vec<_> = near.into_iter().filter(|(id, _)| published.told.contains(id)).collect();
        if let Some(event) = rule.of.event.as_ref().filter(|_| !near.is_empty()) {
            let position = Position::at(&name, rule.line, 1);
            let rows: Vec<_> =
                near.iter().map(|(_, id)| format!("`{}`", row(rule.action, id))).collect();
            let message = format!(
                "hides {event}, but what may tell of the same stays, as merging held it apart; explain {event}, and add what is to be hidden as well: {}",
                rows.join(" ")
            );
            diagnostics.push(Diagnostic::warning(position, message));
        }
    }
    Ok(published)
}

/// With more days between them two events are told apart by their days.
const NEAR_DAYS: u32 = 2;

/// The events that merging left apart from the one that `rule` does not publish, though they may tell of the same: by the ids that
/// they bear and those that name them beyond doubt.
fn near(rule: &Rule, events: &[Event], tables: &Tables) -> Vec<(EventId, EventId)> {
    let hides = matches!(rule.action, Action::Withhold | Action::Embargo(_));
    let Some(id) = rule.of.event.as_ref().filter(|_| hides) else {
        return Vec::new();
    };
    let hidden = led_to(id, events);
    let apart = |event: &&Event| tables.with_known(|known| merge::apart(event, events, known));
    let of = |id: &EventId| events.iter().find(|event| event.id == *id);
    // Of the day of a publication nobody says that it is that of the event.
    let is_guessed = |id: &EventId| {
        let dates = of(id).and_then(|event| event.dates.as_ref());
        dates.is_some_and(|dates| dates.precision == DatePrecision::Reported)
    };
    let near = hidden.iter().flat_map(apart).filter(|apart| match apart.why {
        Difference::Days(days) => days <= NEAR_DAYS || is_guessed(&apart.other),
        Difference::Place(_) => false,
        Difference::Undated
        | Difference::Year
        | Difference::Numbers
        | Difference::People
        | Difference::Means
        | Difference::Side
        | Difference::Rows
        | Difference::Several => true,
    });
    let near = near.filter_map(|apart| Some((id::beyond_doubt(of(&apart.other)?), apart.other)));
    near.map(|(beyond_doubt, id)| (id, beyond_doubt)).collect()
}

/// A row of the table that does about `event` what `action` says.
fn row(action: Action, event: &EventId) -> String {
    match action {
        Action::Embargo(day) => format!(",,,{event},embargo,{day},"),
        _ => format!(",,,{event},withhold,,"),
    }
}
