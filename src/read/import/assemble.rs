//! Foreign rows become places: with ids of our own, inside one another, each after the place around it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Codes, CoordinateStatus, LonLat, Names, Place, PlaceClass, PlaceId, Scope};
use crate::read::places::{MAX_RADIUS_M, default_radius_m};

/// A row of a foreign table, before it has an id and a parent of ours.
#[derive(Debug, Clone)]
pub(super) struct Foreign {
    /// What its id is made of; may be empty.
    pub(super) slug: String,
    /// What tells it from others of that slug.
    pub(super) apart: String,
    /// What other rows call it where they lie in it.
    pub(super) key: Option<String>,
    /// The keys of what it may lie in, the nearest first.
    pub(super) parents: Vec<String>,
    pub(super) class: PlaceClass,
    pub(super) names: Names,
    pub(super) lonlat: LonLat,
    /// By class where it is not known.
    pub(super) radius_m: Option<u32>,
    pub(super) status: CoordinateStatus,
    pub(super) codes: Codes,
    pub(super) scope: Scope,
}

/// The places of `selected`, and of those `around` that are needed as parents. The rest of `around` stays in it.
pub(super) fn assemble(
    mut selected: Vec<Foreign>,
    mut around: BTreeMap<String, Foreign>,
) -> Vec<Place> {
    // What is drawn in may itself lie in another, so the loop runs over a growing list.
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (index, foreign) in selected.iter().enumerate() {
        if let Some(key) = &foreign.key {
            known.entry(key.clone()).or_insert(index);
        }
    }
    let mut parents: Vec<Option<usize>> = Vec::with_capacity(selected.len());
    let mut index = 0;
    while index < selected.len() {
        let keys = std::mem::take(&mut selected[index].parents);
        let mut parent = None;
        for key in keys {
            if let Some(outer) = around.remove(&key) {
                known.insert(key.clone(), selected.len());
                selected.push(outer);
            }
            parent = known.get(&key).copied().filter(|&outer| outer != index);
            if parent.is_some() {
                break;
            }
        }
        parents.push(parent);
        index += 1;
    }
    let ids = ids(&selected);
    let mut places: Vec<Place> = selected
        .into_iter()
        .zip(&ids)
        .zip(&parents)
        .map(|((foreign, id), parent)| Place {
            id: id.clone(),
            names: foreign.names,
            class: foreign.class,
            parent: parent.map(|outer| ids[outer].clone()),
            lonlat: foreign.lonlat,
            radius_m: foreign.radius_m.unwrap_or_else(|| default_radius_m(foreign.class)),
            status: foreign.status,
            codes: foreign.codes,
            scope: foreign.scope,
            near: Vec::new(),
            not_near: Vec::new(),
            not_beside: Vec::new(),
        })
        .collect();
    reach_children(&mut places, &parents);
    places.sort_by(|a, b| rank(a.class).cmp(&rank(b.class)).then_with(|| a.id.cmp(&b.id)));
    places
}

/// The place of a class in the order of the table, coarsest first.
fn rank(class: PlaceClass) -> usize {
    PlaceClass::ALL.iter().position(|other| *other == class).expect("one of all")
}

/// Ids that are unique and the same whatever the order of the rows: the slug where one place has it, with the class where
/// one place of the class has it, otherwise with what tells it apart.
fn ids(foreign: &[Foreign]) -> Vec<PlaceId> {
    let with_class = |f: &Foreign| {
        let hyphen = if f.slug.is_empty() { "" } else { "-" };
        format!("{}{hyphen}{}", f.slug, f.class.as_str())
    };
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for f in foreign {
        *uses.entry(f.slug.clone()).or_default() += 1;
        *uses.entry(with_class(f)).or_default() += 1;
    }
    let mut taken = BTreeSet::new();
    let mut unique = |wanted: String| {
        let mut id = wanted.clone();
        let mut number = 2;
        while !taken.insert(id.clone()) {
            id = format!("{wanted}-{number}");
            number += 1;
        }
        PlaceId::new(&id)
    };
    foreign
        .iter()
        .map(|f| {
            unique(if !f.slug.is_empty() && uses[&f.slug] == 1 {
                f.slug.clone()
            } else if uses[&with_class(f)] == 1 {
                with_class(f)
            } else {
                format!("{}-{}", with_class(f), f.apart)
            })
        })
        .collect()
}

/// Widens every place whose radius is a guess by class until it reaches the points of the places in it, in whole
/// kilometres: nothing may be known more finely than it is.
fn reach_children(places: &mut [Place], parents: &[Option<usize>]) {
    for (index, parent) in parents.iter().enumerate() {
        let Some(outer) = *parent else { continue };
        let distance_km = places[index].lonlat.distance_m(places[outer].lonlat) / 1000.0;
        // At most half of the earth's circumference, 20 015 km.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 20016")]
        let needed_m = (distance_km.ceil() as u32) * 1000;
        let radius_m = &mut places[outer].radius_m;
        *radius_m = needed_m.clamp(*radius_m, MAX_RADIUS_M.max(*radius_m));
    }
}
