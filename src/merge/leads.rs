//! Which events an id leads to while corrections are followed.

use rustc_hash::{FxHashMap, FxHashSet};

use super::id;
use crate::model::{Event, EventId};

/// Where ids lead: events are known by their index.
pub(super) struct Leads {
    /// Which event bears an id.
    pub(super) ids: FxHashMap<EventId, usize>,
    /// Which event bore an id before a correction.
    pub(super) former: FxHashMap<EventId, usize>,
    /// Into which event another went.
    pub(super) joined: FxHashMap<usize, usize>,
    /// Which events list an id among their aliases.
    aliases: FxHashMap<EventId, Vec<usize>>,
    /// The plain ids that one event bears and others list. Who was first may change with a source of another event, so they lead
    /// to none alone.
    shared: FxHashSet<EventId>,
}

impl Leads {
    pub(super) fn of(events: &[Event]) -> Self {
        let mut aliases: FxHashMap<EventId, Vec<usize>> = FxHashMap::default();
        for (index, event) in events.iter().enumerate() {
            for alias in &event.aliases {
                aliases.entry(alias.clone()).or_default().push(index);
            }
        }
        let is_shared =
            |event: &&Event| aliases.contains_key(&event.id) && id::beyond_doubt(event) != event.id;
        Self {
            ids: events.iter().map(|event| event.id.clone()).zip(0..).collect(),
            former: FxHashMap::default(),
            joined: FxHashMap::default(),
            shared: events.iter().filter(is_shared).map(|event| event.id.clone()).collect(),
            aliases,
        }
    }

    /// The one of `events` that `id` leads to, if it is one alone: the one that bears it or bore it, unless it is plain and others
    /// claim it too.
    pub(super) fn find(&self, id: &EventId, events: &[Option<Event>]) -> Option<usize> {
        only(self.all(id)).or_else(|| self.find_marked(id, events))
    }

    /// Whether `id` may mean several events.
    pub(super) fn are_several(&self, id: &EventId) -> bool {
        let mut all = self.all(id);
        all.next().is_some_and(|first| all.any(|index| index != first))
    }

    /// Whether an event other than the one at `index` bears `id`, or lists it: what a row makes takes it from nobody.
    pub(super) fn is_claimed(&self, id: &EventId, index: usize) -> bool {
        let mut listing = self.aliases.get(id).into_iter().flatten();
        self.ids.contains_key(id) || listing.any(|other| self.now(*other) != index)
    }

    fn all(&self, id: &EventId) -> impl Iterator<Item = usize> {
        let bearer = self.ids.get(id).or_else(|| self.former.get(id));
        let listed = bearer.is_none() || self.shared.contains(id);
        let listing = self.aliases.get(id).filter(|_| listed).into_iter().flatten();
        bearer.into_iter().chain(listing).map(|&index| self.now(index))
    }

    /// The event that bears `id` once all corrections are followed, and has no need of its mark as yet.
    fn find_marked(&self, id: &EventId, events: &[Option<Event>]) -> Option<usize> {
        let plain = id::without_mark(id)?;
        let by_id = [&self.ids, &self.former].into_iter().filter_map(|ids| ids.get(&plain));
        let all = by_id.chain(self.aliases.get(&plain).into_iter().flatten());
        let bears = |index: &usize| {
            events[*index].as_ref().is_some_and(|event| id::is_marked(event, id, &plain))
        };
        only(all.map(|&index| self.now(index)).filter(bears))
    }

    /// What the event at `index` went into.
    pub(super) fn now(&self, mut index: usize) -> usize {
        while let Some(&into) = self.joined.get(&index) {
            index = into;
        }
        index
    }
}

/// The one index that is told, be it several times.
fn only(mut indices: impl Iterator<Item = usize>) -> Option<usize> {
    let first = indices.next()?;
    indices.all(|index| index == first).then_some(first)
}
