//! What changed between two builds of a map: events that came, went, changed, or go by another id now.
//!
//! An event is known again by its id, or by one of its aliases; of several that list one, it is that which is told most alike.
//! Where the files lie and how changes are told is not known here.

use std::collections::{BTreeMap, BTreeSet};
use std::iter;

use crate::model::{
    Arrival, Both, Change, Changes, Departure, EventId, PublishedEvent, Rename, Snapshot,
};

/// What changed from `old` to `new`.
pub fn changes(old: &Snapshot, new: &Snapshot) -> Changes {
    let (old, new) = (&old.events, &new.events);
    let (led_to, was_led_to) = (by_alias(new), by_alias(old));
    let mut changes = Changes::default();
    let mut found: BTreeSet<&EventId> = BTreeSet::new();
    // The ids that pass to others.
    let mut passed: BTreeSet<&EventId> = BTreeSet::new();
    for (id, before) in old {
        let unlike = |id: &EventId| change(id, before, &new[id]).columns.len();
        let led_to = led_to.get(id).into_iter().flatten().copied();
        if let Some((own, after)) = new.get_key_value(id) {
            // What came since and claims the id may be what bore it: one that was published before got it.
            let came = led_to.filter(|other| !old.contains_key(*other));
            let now = iter::once(own).chain(came).min_by_key(|id| unlike(id));
            if let Some(now) = now.filter(|now| *now != own && found.insert(now)) {
                passed.insert(own);
                let now = change(now, before, &new[now]);
                changes.renamed.push(Rename { was: id.clone(), now });
                continue;
            }
            let change = change(id, before, after);
            if change.columns.is_empty() {
                changes.unchanged += 1;
            } else {
                changes.changed.push(change);
            }
            continue;
        }
        // The old id leads to the new event, or the new id led to the old one, as it does where a correction was taken back.
        let taken_back = || before.aliases.iter().find(|alias| new.contains_key(*alias));
        let now = led_to.min_by_key(|id| unlike(id)).or_else(taken_back);
        let is_free = |id: &EventId| !old.contains_key(id) || passed.contains(id);
        let title = before.title.clone();
        match now {
            Some(now) if is_free(now) && found.insert(now) => {
                let now = change(now, before, &new[now]);
                changes.renamed.push(Rename { was: id.clone(), now });
            }
            into => {
                changes.gone.push(Departure { id: id.clone(), title, into: into.cloned() });
            }
        }
    }
    let is_free = |id: &EventId| !old.contains_key(id) || passed.contains(id);
    let came = new.iter().filter(|(id, _)| is_free(id) && !found.contains(id));
    changes.added.extend(came.map(|(id, after)| Arrival {
        id: id.clone(),
        title: after.title.clone(),
        from: was_led_to.get(id).map(|from| from[0].clone()),
    }));
    changes
}

/// Takes from `changes` all that only the earlier build told: what is not in `new` may be hidden there. An event that is gone
/// has its id where that leads to another of `new`, and is counted alone where not.
pub fn publish(changes: &mut Changes, new: &Snapshot) {
    let led_to = by_alias(&new.events);
    let is_public = |id: &EventId| new.events.contains_key(id) || led_to.contains_key(id);
    for gone in &mut changes.gone {
        gone.title = None;
    }
    let before = changes.gone.len();
    changes.gone.retain(|gone| is_public(&gone.id));
    let mut untold = before - changes.gone.len();
    for arrival in &mut changes.added {
        arrival.from = arrival.from.take().filter(is_public);
    }
    // Of an event whose old id is told no more it would tell that it was there.
    let renamed = std::mem::take(&mut changes.renamed).into_iter();
    let (renamed, came): (Vec<_>, Vec<_>) = renamed.partition(|renamed| is_public(&renamed.was));
    changes.renamed = renamed;
    untold += came.len();
    changes.untold = Some(untold);
    changes.added.extend(
        came.into_iter().map(|Rename { now: Change { id, title, .. }, .. }| Arrival {
            id,
            title,
            from: None,
        }),
    );
    changes.added.sort_by(|a, b| a.id.cmp(&b.id));
    let renamed = changes.renamed.iter_mut().map(|renamed| &mut renamed.now);
    for both in changes.changed.iter_mut().chain(renamed).flat_map(|it| it.columns.values_mut()) {
        both.old = None;
    }
}

/// The events that list each alias, sorted by id.
fn by_alias(events: &BTreeMap<EventId, PublishedEvent>) -> BTreeMap<&EventId, Vec<&EventId>> {
    let mut by_alias: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (id, event) in events {
        for alias in &event.aliases {
            by_alias.entry(alias).or_default().push(id);
        }
    }
    by_alias
}

fn change(id: &EventId, before: &PublishedEvent, after: &PublishedEvent) -> Change {
    let names: BTreeSet<&String> = before.columns.keys().chain(after.columns.keys()).collect();
    let both = |name: &String| {
        let (old, new) = (before.columns.get(name), after.columns.get(name));
        let both = Both { old: old.cloned(), new: new.cloned() };
        (old != new).then(|| (name.clone(), both))
    };
    let columns = names.into_iter().filter_map(both).collect();
    Change { id: id.clone(), title: after.title.clone(), columns }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Cell;

    /// `id=aliases:killed` for each event, aliases joined by `+`.
    fn snapshot(events: &str) -> Snapshot {
        let event = |text: &str| {
            let (id, rest) = text.split_once('=').unwrap();
            let (aliases, killed) = rest.split_once(':').unwrap();
            let aliases = aliases.split('+').filter(|alias| !alias.is_empty());
            let killed = (!killed.is_empty()).then(|| Cell::Written(killed.to_owned()));
            let event = PublishedEvent {
                title: Some(id.to_uppercase()),
                aliases: aliases.map(EventId::new).collect(),
                columns: killed.map(|killed| ("killed".to_owned(), killed)).into_iter().collect(),
            };
            (EventId::new(id), event)
        };
        Snapshot { title: None, events: events.split_whitespace().map(event).collect() }
    }

    #[test]
    fn for_the_public_nothing_is_told_that_only_the_earlier_build_told() {
        let cases = [
            ("a=:1", "", ""),
            ("a=:1", "b=:1", "+b from -"),
            ("a=:1 b=:1", "a=b:1", "-b into a"),
            ("a=:1", "b=a:2", "a>b 1"),
            ("b=a:1", "a=:1", "+a from -"),
            ("a=:1", "a=:2", "a 1"),
        ];
        for (old, new, expected) in cases {
            let new = snapshot(new);
            let mut changes = changes(&snapshot(old), &new);
            publish(&mut changes, &new);
            assert_eq!(told(&changes), expected, "{old}");
            assert!(changes.gone.iter().all(|gone| gone.title.is_none()));
            let columns = changes.changed.iter().flat_map(|it| it.columns.values());
            assert!(columns.into_iter().all(|both| both.old.is_none()), "{old}");
        }
    }

    fn told(changes: &Changes) -> String {
        let mut told: Vec<String> = Vec::new();
        let or = |id: &Option<EventId>| id.as_ref().map_or("-".to_owned(), ToString::to_string);
        told.extend(changes.added.iter().map(|a| format!("+{} from {}", a.id, or(&a.from))));
        told.extend(changes.gone.iter().map(|g| format!("-{} into {}", g.id, or(&g.into))));
        told.extend(
            changes
                .renamed
                .iter()
                .map(|r| format!("{}>{} {}", r.was, r.now.id, r.now.columns.len())),
        );
        told.extend(changes.changed.iter().map(|c| format!("{} {}", c.id, c.columns.len())));
        told.join(", ")
    }

    #[test]
    fn events_are_known_again_by_their_ids_and_aliases() {
        let cases = [
            ("", "", ""),
            ("a=:1", "a=:1", ""),
            ("a=:1", "a=:2", "a 1"),
            ("a=:", "a=:2", "a 1"),
            ("a=:1", "b=:1", "+b from -, -a into -"),
            ("a=:1", "b=a:1", "a>b 0"),
            ("a=:1", "b=a:2", "a>b 1"),
            // A correction taken back: what led to the old event is the new one.
            ("b=a:1", "a=:1", "b>a 0"),
            // One that got a neighbour: both list what it was called.
            ("a=:1", "a-x=a:2 a-y=a:1", "+a-x from -, a>a-y 0"),
            ("a=:1", "a-x=a:1 a-y=a:1", "+a-y from -, a>a-x 0"),
            ("a-x=a:2 a-y=a:1", "a=:1", "-a-y into a, a-x>a 1"),
            // One that got a neighbour and keeps its id; one whose id passes to what was published before it.
            ("a=:1", "a=:1 a-y=a:2", "+a-y from -"),
            ("a=:1", "a=:2 a-y=a:2", "+a-y from -, a 1"),
            ("a=:1", "a=:2 a-x=a:1", "+a from -, a>a-x 0"),
            ("a=:1 a-y=a:2", "a=a-y:2 a-x=a:1", "a>a-x 0, a-y>a 0"),
            ("a=:1 a-y=a:1", "a=:2 a-y=a:1", "a 1"),
            // Two events made one, and one made two.
            ("a=:1 b=:1", "a=b:1", "-b into a"),
            ("a=b:1", "a=:1 b=:1", "+b from a"),
            ("a=:1 b=:1", "c=a+b:1", "-b into c, a>c 0"),
            // Aliases alone are no change.
            ("a=:1", "a=x:1", ""),
        ];
        for (old, new, expected) in cases {
            let changes = changes(&snapshot(old), &snapshot(new));
            assert_eq!(told(&changes), expected, "{old} | {new}");
            assert_eq!(changes.is_empty(), expected.is_empty());
        }
    }
}
