//! The numbers of an event or a report as columns, as far as one number can be told.
//!
//! Every number with its words stays with its report; here is only what fits a column.

use super::{Column, Field, Type};
use crate::model::{
    Bounds, Count, Event, Group, Measure, Report, Toll, all_together, as_told_before,
};

/// The groups whose dead have columns of their own, and who they are.
const GROUPS: [(Group, &str); 5] = [
    (Group::Is, "Islamic State dead, prisoners among them"),
    (Group::Sdf, "dead of the Syrian Democratic Forces, Asayish and guards"),
    (Group::Civilians, "civilian dead"),
    (Group::Army, "dead of the army of the state"),
    (Group::Others, "dead of other armed sides, such as tribes, factions and militias"),
];

/// What is counted, in words.
const MEASURES: [&str; Measure::ALL.len()] = [
    "who got out",
    "caught again",
    "who tried to get out",
    "dead, all groups together",
    "wounded, all groups together",
    "arrested",
    "moved elsewhere",
    "families",
    "who gave themselves up",
    "vehicles",
    "rockets, shells, drones",
];

/// One of several bounds.
type End = fn(&Bounds) -> Option<u64>;

/// The numbers of something.
#[derive(Debug, Clone)]
pub(super) struct Tolls {
    measures: [Bounds; Measure::ALL.len()],
    killed: [Bounds; GROUPS.len()],
}

impl Tolls {
    /// The numbers that the reports of `event` tell, or an analyst set.
    pub(super) fn of_event(event: &Event) -> Self {
        if as_told_before(&event.reports).is_some() {
            return Self::as_told_before(event);
        }
        let tolls = event.tolls();
        let of_group = |(group, _)| {
            let slot = (Measure::Killed, Some(group));
            let toll = tolls.iter().find(|toll| (toll.measure, toll.group) == slot);
            toll.map(Toll::bounds).unwrap_or_default()
        };
        Self {
            measures: Measure::ALL.map(|measure| all_together(measure, &tolls)),
            killed: GROUPS.map(of_group),
        }
    }

    /// The numbers of an event that an earlier build published: each as it was told, for what one source says of its groups is
    /// in them already. What an analyst sets since stands above that.
    fn as_told_before(event: &Event) -> Self {
        let settled = |measure, groups: &[Option<Group>]| {
            let mut settled = event.amendments.counts.iter();
            let count =
                settled.find(|count| count.measure == measure && groups.contains(&count.group));
            count.map(|count| Bounds { low: count.low, best: count.best, high: count.high })
        };
        let mut tolls = Self::of_report(&event.reports[0].report);
        for (measure, bounds) in Measure::ALL.into_iter().zip(&mut tolls.measures) {
            *bounds = settled(measure, &[None, Some(Group::Total)]).unwrap_or(*bounds);
        }
        for ((group, _), bounds) in GROUPS.iter().zip(&mut tolls.killed) {
            *bounds = settled(Measure::Killed, &[Some(*group)]).unwrap_or(*bounds);
        }
        tolls
    }

    /// The numbers that `report` tells.
    pub(super) fn of_report(report: &Report) -> Self {
        let bounds =
            |is_of: &dyn Fn(&&Count) -> bool| Bounds::of(report.counts.iter().filter(is_of));
        let all = |count: &Count| matches!(count.group, None | Some(Group::Total));
        Self {
            measures: Measure::ALL
                .map(|measure| bounds(&|count| count.measure == measure && all(count))),
            killed: GROUPS.map(|(group, _)| {
                bounds(&|count| (count.measure, count.group) == (Measure::Killed, Some(group)))
            }),
        }
    }
}

/// The columns `escaped_low`, `escaped_best`, `escaped_high` of each measure, then `killed_is` … `killed_others`, and of each of
/// these `killed_is_low`, `killed_is_high`.
pub(super) fn fields<'e, R>(tolls: fn(&R) -> &Tolls) -> Vec<Field<'e, R>>
where
    R: 'e,
{
    let mut fields = Vec::new();
    for (i, measure) in Measure::ALL.into_iter().enumerate() {
        let (name, what, tag) = (measure.as_str(), MEASURES[i], tag(measure));
        let bounds: [(_, _, End); 3] = [
            (format!("{name}_low"), format!("{what}: at least"), |it| it.low),
            (format!("{name}_best"), format!("{what}: the number agreed on"), |it| it.best),
            (format!("{name}_high"), format!("{what}: at most"), |it| it.high),
        ];
        for ((name, what, number), end) in bounds.into_iter().zip(["+min", "", "+max"]) {
            let column = Column::new(name, Type::Integer, format!("{tag}{end}")).what(what);
            fields.push(column.by(move |it| number(&tolls(it).measures[i])));
        }
    }
    let hxl = |group: Group, end: &str| format!("{}+{}{end}", tag(Measure::Killed), group.as_str());
    for (i, (group, what)) in GROUPS.into_iter().enumerate() {
        let name = format!("killed_{}", group.as_str());
        let column = Column::new(name, Type::Integer, hxl(group, ""));
        let column = column.what(format!("{what}: the number agreed on"));
        fields.push(column.by(move |it| tolls(it).killed[i].best));
    }
    for (i, (group, _)) in GROUPS.into_iter().enumerate() {
        let name = format!("killed_{}", group.as_str());
        let bounds: [(_, _, _, End); 2] =
            [("low", "at least", "+min", |it| it.low), ("high", "at most", "+max", |it| it.high)];
        for (end, bound, attribute, number) in bounds {
            let column = Column::new(format!("{name}_{end}"), Type::Integer, hxl(group, attribute));
            let column = column.what(format!("the same as `{name}`: {bound}"));
            fields.push(column.by(move |it| number(&tolls(it).killed[i])));
        }
    }
    fields
}

/// The tag of what is counted: people who are affected, and things that are used.
fn tag(measure: Measure) -> String {
    let tag = match measure {
        Measure::Vehicles | Measure::Projectiles => "#indicator",
        _ => "#affected",
    };
    format!("{tag}+{}", measure.as_str())
}
