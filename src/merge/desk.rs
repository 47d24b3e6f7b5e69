//! Corrections of events: reports are split off, events joined and changed, each under an id that leads to it.
//!
//! Reports are split off first. The rows that speak of events, or join reports to one, are followed in the order of their table;
//! one that speaks of an id which a later row makes is followed after that.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::correct::{ByReport, Followed, names, quotes};
use super::leads::Leads;
use super::tellers::Tellers;
use super::{Known, assembled, copies, id};
use crate::model::{
    Correction, Edit, Event, EventId, EventReport, Kind, Quote, Report, Subject, Tie,
    UnplacedReport,
};

/// Events that corrections change.
struct Desk<'k> {
    /// `None` where one was rejected or joined to another.
    events: Vec<Option<Event>>,
    /// What they were called before.
    called: Vec<EventId>,
    leads: Leads,
    /// Which line rejects an event.
    rejected: FxHashMap<usize, u64>,
    /// The ids that rejected events claimed.
    gone: Vec<EventId>,
    /// Those whose reports changed.
    touched: FxHashSet<usize>,
    /// The rows that split reports off, and the event out of which each did.
    splits: ByReport<'k>,
    split_from: FxHashMap<u64, usize>,
    unplaced: Vec<Option<UnplacedReport>>,
    /// Made when the first row asks for it.
    tellers: Option<Tellers>,
    known: &'k Known<'k>,
}

/// Reports of an event that stay together, and the row that names them.
type Part<'c> = (Option<&'c Arc<Correction>>, Vec<EventReport>);

/// What an event is called, and what it would be called if no other bore that id.
struct Name {
    id: EventId,
    plain: EventId,
}

/// Splits, joins and changes `events` as the rows say; unplaced reports that are joined to one leave `unplaced`.
pub(super) fn events(
    events: Vec<Event>,
    unplaced: Vec<UnplacedReport>,
    corrections: &[Arc<Correction>],
    known: &Known<'_>,
    followed: &mut Followed,
) -> (Vec<Event>, Vec<UnplacedReport>) {
    if corrections.is_empty() {
        return (events, unplaced);
    }
    let mut desk = Desk::new(events, unplaced, corrections, known);
    desk.split(followed);
    let of_events = |row: &&Arc<Correction>| {
        matches!(row.subject, Subject::Event(_)) || matches!(row.edit, Edit::Merge(_))
    };
    let mut open: Vec<_> = corrections.iter().filter(of_events).collect();
    loop {
        let before = open.len();
        open.retain(|row| !desk.follow(row, followed));
        if open.is_empty() || open.len() == before {
            for row in open {
                if let Some(id) = names(row).find(|id| desk.leads.are_several(id)) {
                    followed.doubt(row, id);
                }
            }
            return desk.finish();
        }
    }
}

impl<'k> Desk<'k> {
    fn new(
        events: Vec<Event>,
        unplaced: Vec<UnplacedReport>,
        corrections: &'k [Arc<Correction>],
        known: &'k Known<'k>,
    ) -> Self {
        Self {
            called: events.iter().map(|event| event.id.clone()).collect(),
            leads: Leads::of(&events),
            events: events.into_iter().map(Some).collect(),
            unplaced: unplaced.into_iter().map(Some).collect(),
            rejected: FxHashMap::default(),
            gone: Vec::new(),
            splits: ByReport::of(corrections.iter().filter(|row| row.edit == Edit::Split)),
            split_from: FxHashMap::default(),
            touched: FxHashSet::default(),
            tellers: None,
            known,
        }
    }

    /// The event that `id` leads to, if it is one alone.
    fn find(&self, id: &EventId) -> Option<usize> {
        self.leads.find(id, &self.events)
    }

    /// Takes an event off the desk, to put it back changed.
    fn take(&mut self, index: usize) -> Option<(Event, Name)> {
        let event = self.events[index].take()?;
        self.leads.ids.remove(&event.id);
        let name = Name { id: event.id.clone(), plain: id::plain(&event) };
        Some((event, name))
    }

    /// Puts `event` at `index`, where one was called `old`; it keeps that id where it would be called the same.
    fn put(&mut self, index: usize, mut event: Event, old: Option<Name>) {
        let plain = id::plain(&event);
        let is_taken = |id: &EventId| self.leads.ids.contains_key(id);
        event.id = match &old {
            Some(old) if old.plain == plain => old.id.clone(),
            _ if self.leads.is_claimed(&plain, index) => {
                id::mark(&event).behind_free(&plain, is_taken)
            }
            _ => plain,
        };
        self.leads.ids.insert(event.id.clone(), index);
        if let Some(old) = old
            && old.id != event.id
        {
            self.leads.former.insert(old.id, index);
        }
        if index == self.events.len() {
            self.events.push(None);
        }
        self.events[index] = Some(event);
    }

    /// The event of `reports`, as `rows` have changed it.
    fn assemble(
        &mut self,
        index: usize,
        kind: &Arc<Kind>,
        mut reports: Vec<EventReport>,
        mut rows: Vec<Arc<Correction>>,
    ) -> Event {
        self.touched.insert(index);
        let kind = if reports.iter().any(|told| told.report.kind == kind.id) {
            Arc::clone(kind)
        } else {
            (self.known.kind)(&reports[0].report.kind)
        };
        // What the others were held to may have left.
        if !reports.iter().any(|told| told.tie == Tie::Founds)
            && let Some(first) = reports.iter_mut().find(|told| matches!(told.tie, Tie::Joins(_)))
        {
            first.tie = Tie::Founds;
        }
        rows.sort_by_key(|row| row.line);
        rows.dedup_by_key(|row| row.line);
        let mut event = assembled(kind, reports);
        for row in &rows {
            self.set(&mut event, &row.edit);
        }
        event.amendments.corrections = rows;
        event
    }

    /// Takes the reports of which rows say so out of their events; those that one row names stay together.
    fn split(&mut self, followed: &mut Followed) {
        if self.splits.is_empty() {
            return;
        }
        for index in 0..self.events.len() {
            let Some(event) = &self.events[index] else { continue };
            let rows = event.reports.iter().map(|told| self.splits.that_speak_of(&told.report));
            let rows: Vec<Vec<&Arc<Correction>>> = rows.collect();
            for row in rows.iter().flatten() {
                followed.note(row);
            }
            // Where two rows name a report, the first splits it off.
            let rows: Vec<_> = rows.iter().map(|rows| rows.first().copied()).collect();
            // Where all go one way, nothing is split.
            if rows
                .windows(2)
                .any(|pair| pair[0].map(|row| row.line) != pair[1].map(|row| row.line))
            {
                self.split_event(index, &rows);
            }
        }
    }

    /// Parts the event at `index` by the rows that name its reports; the first part, those that no row names, keeps its place.
    fn split_event(&mut self, index: usize, rows: &[Option<&Arc<Correction>>]) {
        let Some((event, old)) = self.take(index) else { return };
        let mut parts: BTreeMap<Option<u64>, Part<'_>> = BTreeMap::new();
        for (told, row) in event.reports.into_iter().zip(rows) {
            let part = parts.entry(row.map(|row| row.line)).or_insert((*row, Vec::new()));
            part.1.push(told);
        }
        let mut old = Some(old);
        for (row, mut reports) in parts.into_values() {
            let at = if old.is_some() { index } else { self.events.len() };
            let mut because = Vec::new();
            if let Some(row) = row {
                for told in &mut reports {
                    told.tie = Tie::Linked(Arc::clone(row));
                }
                self.split_from.insert(row.line, index);
                because.push(Arc::clone(row));
            }
            let part = self.assemble(at, &event.kind, reports, because);
            self.put(at, part, old.take());
        }
    }

    /// The line of a row after `row` that splits `report` off, be there anything to split it from or not.
    fn split_later(&self, report: &Report, row: &Correction) -> Option<u64> {
        let splits = self.splits.that_speak_of(report);
        splits.first().map(|split| split.line).filter(|line| *line > row.line)
    }

    /// Does what a row says that speaks of events; whether they are there.
    fn follow(&mut self, row: &Arc<Correction>, followed: &mut Followed) -> bool {
        let done = match (&row.subject, &row.edit) {
            (Subject::Event(id), Edit::Merge(into)) => self.join(id, into, row, followed),
            (Subject::Reports(quote), Edit::Merge(into)) => {
                self.join_reports(quote, into, row, followed)
            }
            (Subject::Event(id), _) => self.change(id, row, followed),
            (Subject::Reports(_), _) => false,
        };
        if done {
            followed.note(row);
        } else if let Subject::Event(id) = &row.subject
            && let Some(index) = self.find(id)
            && let Some(&by) = self.rejected.get(&index)
        {
            followed.outdo(row, by);
        }
        done
    }

    /// Joins two events.
    fn join(
        &mut self,
        from: &EventId,
        into: &EventId,
        row: &Arc<Correction>,
        followed: &mut Followed,
    ) -> bool {
        let (Some(from), Some(into)) = (self.find(from), self.find(into)) else { return false };
        let (Some(event), Some(_)) = (&self.events[from], &self.events[into]) else { return false };
        // An event of one report, which a later row splits off: from this one.
        let whole = event.reports.iter().filter(|told| !matches!(told.tie, Tie::Linked(_)));
        let split = whole.map(|told| self.split_later(&told.report, row)).next().flatten();
        if let Some(split) = split.filter(|_| from != into) {
            followed.undo(row, split);
            return false;
        }
        if from != into
            && let Some((gone, name)) = self.take(from)
        {
            self.leads.former.insert(name.id, from);
            self.leads.joined.insert(from, into);
            self.take_in(into, gone.reports, gone.amendments.corrections, row);
        }
        true
    }

    /// Joins the reports that `quote` speaks of to an event.
    fn join_reports(
        &mut self,
        quote: &Quote,
        into: &EventId,
        row: &Arc<Correction>,
        followed: &mut Followed,
    ) -> bool {
        let Some(into) = self.find(into) else { return false };
        let Some(location) = self.events[into].as_ref().map(|event| event.location.clone()) else {
            return false;
        };
        let (events, unplaced) = (&self.events, &self.unplaced);
        let tellers = self.tellers.get_or_insert_with(|| Tellers::of(events, unplaced));
        let (tellers, not_placed) = tellers.of_source(&quote.source);
        let (mut moved, mut rows, mut is_there) = (Vec::new(), Vec::new(), false);
        for index in tellers {
            let Some(event) = &self.events[index] else { continue };
            let quoted = event.reports.iter().filter(|told| quotes(quote, &told.report));
            // What a later row splits off is not joined by an earlier one.
            let (kept, quoted): (Vec<_>, Vec<_>) =
                quoted.map(|told| self.split_later(&told.report, row)).partition(Option::is_some);
            if let Some(&Some(split)) = kept.first() {
                followed.undo(row, split);
            }
            if quoted.is_empty() {
                continue;
            }
            let speaks = |told: &EventReport| {
                quotes(quote, &told.report) && self.split_later(&told.report, row).is_none()
            };
            is_there = true;
            if index == into {
                continue;
            }
            let speaks: Vec<bool> = event.reports.iter().map(speaks).collect();
            let Some((event, old)) = self.take(index) else { continue };
            let mut speaks = speaks.into_iter();
            let (off, stay): (Vec<_>, Vec<_>) =
                event.reports.into_iter().partition(|_| speaks.next().unwrap_or(false));
            for told in &off {
                if let Tie::Linked(split) = &told.tie
                    && self.split_from.get(&split.line) == Some(&into)
                {
                    followed.undo(split, row.line);
                }
            }
            moved.extend(off);
            if stay.is_empty() {
                self.leads.former.insert(old.id, index);
                self.leads.joined.insert(index, into);
                rows.extend(event.amendments.corrections);
            } else {
                let event = self.assemble(index, &event.kind, stay, event.amendments.corrections);
                self.put(index, event, Some(old));
            }
        }
        for index in not_placed {
            let speaks = |told: &mut UnplacedReport| quotes(quote, &told.report);
            if let Some(UnplacedReport { report, .. }) = self.unplaced[index].take_if(speaks) {
                // What names no place of its own happened where the event did.
                let (location, tie) = (location.clone(), Tie::Linked(Arc::clone(row)));
                moved.push(EventReport { report, location, tie, copy_of: None });
                is_there = true;
            }
        }
        if !moved.is_empty() {
            self.take_in(into, moved, rows, row);
        }
        is_there
    }

    /// Puts `reports` to those of the event at `index`, and the rows that spoke of what they were.
    fn take_in(
        &mut self,
        index: usize,
        mut reports: Vec<EventReport>,
        rows: Vec<Arc<Correction>>,
        row: &Arc<Correction>,
    ) {
        let Some((mut event, old)) = self.take(index) else { return };
        for told in &mut reports {
            told.tie = Tie::Linked(Arc::clone(row));
            if let Some(tellers) = &mut self.tellers {
                tellers.add(&told.report, index);
            }
        }
        event.reports.append(&mut reports);
        let all = event.amendments.corrections.into_iter().chain(rows).chain([Arc::clone(row)]);
        let joined = self.assemble(index, &event.kind, event.reports, all.collect());
        self.put(index, joined, Some(old));
    }

    /// Changes the event that `id` leads to as `row` says; whether it is there.
    fn change(&mut self, id: &EventId, row: &Arc<Correction>, followed: &mut Followed) -> bool {
        let Some(index) = self.find(id) else { return false };
        let Some((mut event, old)) = self.take(index) else { return false };
        if row.edit == Edit::Reject {
            followed.rejected += event.reports.len();
            let joined = event.reports.iter().find_map(|told| match &told.tie {
                Tie::Linked(by) if matches!(by.edit, Edit::Merge(_)) => Some(by.line),
                _ => None,
            });
            if let Some(joined) = joined {
                followed.remark(row, format!("rejects as well what line {joined} joins to it; if one of the two alone is no event, remove line {joined} and reject that one"));
            }
            self.leads.former.insert(old.id, index);
            self.rejected.insert(index, row.line);
            self.gone.push(old.plain);
            self.gone.append(&mut event.aliases);
            return true;
        }
        let rows = &mut event.amendments.corrections;
        let at = rows.partition_point(|earlier| earlier.line < row.line);
        rows.insert(at, Arc::clone(row));
        // A row that waited for a later one has the last word no more than where it stands.
        let from_here = rows[at..].to_vec();
        for row in &from_here {
            self.set(&mut event, &row.edit);
        }
        self.put(index, event, Some(old));
        true
    }

    /// Sets a field of `event`.
    fn set(&self, event: &mut Event, edit: &Edit) {
        let amendments = &mut event.amendments;
        match edit {
            Edit::Place(_) | Edit::Point(_) => {
                if let Some(location) = self.known.location(edit) {
                    event.location = location;
                }
            }
            Edit::Dates(dates) => event.dates.clone_from(dates),
            Edit::Kind(kind) => event.kind = (self.known.kind)(kind),
            Edit::Status(status) => event.status = *status,
            Edit::TitleEn(title) => amendments.title_en = Some(title.clone()),
            Edit::TitleAr(title) => amendments.title_ar = Some(title.clone()),
            Edit::Count(count) => {
                amendments.counts.retain(|old| old.slot() != count.slot());
                amendments.counts.push(count.clone());
            }
            Edit::Accept => amendments.accepted = true,
            Edit::Reject | Edit::Split | Edit::Merge(_) => {}
        }
    }

    /// What is on the desk, each former id an alias of what became of its event.
    fn finish(mut self) -> (Vec<Event>, Vec<UnplacedReport>) {
        for &index in &self.touched {
            if let Some(event) = &mut self.events[index] {
                copies::mark(&mut event.reports);
            }
        }
        let former: FxHashMap<EventId, usize> = self
            .leads
            .former
            .iter()
            .map(|(id, &index)| (id.clone(), self.leads.now(index)))
            .collect();
        let none = FxHashMap::default();
        // An id that an event bore is no alias of another, whatever a part of that would be called.
        for (index, event) in self.events.iter_mut().enumerate() {
            if let Some(event) = event {
                // Nor is one that an event bears whose reports went elsewhere: whoever moved them said which is which.
                let borne = if self.touched.contains(&index) { &self.leads.ids } else { &none };
                event.aliases.retain(|id| {
                    let is_own = |leads: &FxHashMap<EventId, usize>| {
                        leads.get(id).is_none_or(|&leads| leads == index)
                    };
                    *id != event.id && is_own(&former) && is_own(borne)
                });
            }
        }
        for (id, index) in former {
            if let Some(event) = &mut self.events[index]
                && event.id != id
                && let Err(at) = event.aliases.binary_search(&id)
            {
                event.aliases.insert(at, id);
            }
        }
        // A row changes the id of no event but those that it moves.
        let settled = |(index, event): (usize, Option<Event>)| {
            event.map(|event| (self.called.get(index) == Some(&event.id), event))
        };
        let events = self.events.into_iter().enumerate().filter_map(settled);
        let events = id::resettle(events.collect(), &self.gone);
        (events, self.unplaced.into_iter().flatten().collect())
    }
}
