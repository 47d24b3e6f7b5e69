//! What is doubtful in a place table: names that collide or are ordinary words, points that cannot be right.
//!
//! Nothing here is wrong beyond doubt; what is, `read` rejects. Where a cell stands in the file is not known here.

use std::collections::{BTreeMap, BTreeSet};

use super::class_words::ClassWords;
use super::index::words_of_name;
use super::stop_words::StopWords;
use crate::model::{CoordinateStatus, LonLat, Place, PlaceClass, PlaceId};
use crate::text::{Alphabet, Words, stem};

/// Something doubtful.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The place, by its index.
    pub place: usize,
    /// The column of the table.
    pub column: &'static str,
    /// Which of the names or words in the cell, from 0; `None` is the whole cell.
    pub nth: Option<usize>,
    /// The rule that found it.
    pub rule: Rule,
    /// What, and what to do.
    pub message: String,
}

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// A name that stands twice in a cell after folding.
    RepeatedName,
    /// A bare name of several places of one class, without words of context that tell them apart.
    CollidingName,
    /// A bare name that is an ordinary word, without words of context.
    OrdinaryWord,
    /// A name of one letter, or of nothing but a class word.
    EmptyName,
    /// Letters of several scripts in one word.
    MixedScripts,
    /// A name in the column of another script.
    OtherScript,
    /// A character that cannot be seen.
    HiddenCharacter,
    /// A point far from the place around it that lies in it with longitude and latitude swapped.
    Swapped,
    /// A point farther from that of the place around it than both reach.
    OutsideParent,
    /// A small place that is said to be verified with a coordinate of two decimals.
    Rounded,
    /// A point said to be verified that is that of the place around it.
    PointOfParent,
    /// A radius that is too small for the class.
    SmallRadius,
    /// A place in one of a finer class.
    FinerParent,
    /// A word that both must and must not stand near.
    NearAndNotNear,
}

impl Rule {
    /// The word in outputs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::RepeatedName => "repeated-name",
            Self::CollidingName => "colliding-name",
            Self::OrdinaryWord => "ordinary-word",
            Self::EmptyName => "empty-name",
            Self::MixedScripts => "mixed-scripts",
            Self::OtherScript => "other-script",
            Self::HiddenCharacter => "hidden-character",
            Self::Swapped => "swapped",
            Self::OutsideParent => "outside-parent",
            Self::Rounded => "rounded",
            Self::PointOfParent => "point-of-parent",
            Self::SmallRadius => "small-radius",
            Self::FinerParent => "finer-parent",
            Self::NearAndNotNear => "near-and-not-near",
        }
    }
}

/// Everything doubtful in `places`, place by place; `lines` are those of their rows, for messages.
pub fn lint(places: &[Place], lines: &[u64]) -> Vec<Finding> {
    let table = TableOfPlaces {
        places,
        lines,
        by_id: places.iter().enumerate().map(|(index, place)| (&place.id, index)).collect(),
        class_words: ClassWords::built_in(),
        ordinary: StopWords::built_in(),
    };
    let mut findings = Vec::new();
    for index in 0..places.len() {
        table.names(index, &mut findings);
        table.point(index, &mut findings);
        table.context(index, &mut findings);
    }
    table.collisions(&mut findings);
    // Columns come in the order in which they were looked at; the sort must be stable.
    findings.sort_by_key(|finding| finding.place);
    findings
}

/// A place smaller than this many metres is not known by a coordinate of two decimals, which are 1.1 km apart.
const SMALL_M: u32 = 2000;

/// The columns of names, and the names in them.
fn columns(place: &Place) -> [(&'static str, &[String]); 4] {
    let names = &place.names;
    [("name_en", &names.en), ("name_ar", &names.ar), ("name_ku", &names.ku), ("name_tr", &names.tr)]
}

/// A place that bears a name, and where the table says so.
struct Bearer<'p> {
    index: usize,
    column: &'static str,
    nth: usize,
    name: &'p str,
}

/// Drops from `names` what is found in no text, or in the same texts as a name before it; one name stays.
pub fn keep_distinct(names: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    let first = names.first().cloned();
    names.retain(|name| {
        let words = words_of_name(name);
        words.iter().map(Vec::len).sum::<usize>() >= 2 && seen.insert(words)
    });
    if names.is_empty() {
        names.extend(first);
    }
}

struct TableOfPlaces<'p> {
    places: &'p [Place],
    lines: &'p [u64],
    by_id: BTreeMap<&'p PlaceId, usize>,
    class_words: ClassWords,
    ordinary: StopWords,
}

impl TableOfPlaces<'_> {
    fn names(&self, index: usize, findings: &mut Vec<Finding>) {
        let place = &self.places[index];
        for (column, names) in columns(place) {
            let mut seen: BTreeMap<Vec<Vec<u8>>, &str> = BTreeMap::new();
            for (nth, name) in names.iter().enumerate() {
                let mut find = |rule, message: String| {
                    findings.push(Finding { place: index, column, nth: Some(nth), rule, message });
                };
                for (rule, message) in faults_of_letters(column, name) {
                    find(rule, message);
                }
                let words = words_of_name(name);
                if let Some(message) = self.says_nothing(name, &words, place) {
                    find(Rule::EmptyName, message);
                } else if let [word] = words.as_slice()
                    && place.near.is_empty()
                    && self.ordinary.has(word)
                {
                    find(
                        Rule::OrdinaryWord,
                        format!(
                            "«{name}» is an ordinary word; add words to `near` of which one must stand near it, or delete the name"
                        ),
                    );
                }
                if let Some(first) = seen.get(&words) {
                    let message = if *first == name {
                        format!("«{name}» stands here twice; delete one")
                    } else {
                        format!("«{name}» is read like «{first}» before it; delete one")
                    };
                    find(Rule::RepeatedName, message);
                } else {
                    seen.insert(words, name);
                }
            }
        }
    }

    fn says_nothing(&self, name: &str, words: &[Vec<u8>], place: &Place) -> Option<String> {
        if words.iter().map(Vec::len).sum::<usize>() < 2 {
            return Some(format!("«{name}» has one letter and is found in no text; delete it"));
        }
        let class_word =
            |word: &Vec<u8>| self.class_words.get(word).is_some_and(|row| row.announces(place));
        words.iter().all(class_word).then(|| {
            format!("«{name}» is read as nothing but a word for its class; write out the name, or delete it")
        })
    }

    fn point(&self, index: usize, findings: &mut Vec<Finding>) {
        let place = &self.places[index];
        let mut find = |column, rule, message: String| {
            findings.push(Finding { place: index, column, nth: None, rule, message });
        };
        let least = least_radius_m(place.class);
        if place.radius_m < least {
            let (radius, class) = (place.radius_m, place.class.as_str());
            let message = format!(
                "radius_m {radius} is small for a {class}, which reaches {least} m at least; is it in kilometres?"
            );
            find("radius_m", Rule::SmallRadius, message);
        }
        if place.status == CoordinateStatus::Verified
            && place.radius_m < SMALL_M
            && decimals(place.lonlat.lon()).max(decimals(place.lonlat.lat())) <= 2
        {
            let message = "two decimals are 1 km apart, too coarse for a place as small; give more, or a larger radius_m";
            find("lon", Rule::Rounded, message.to_owned());
        }
        self.in_parent(index, findings);
    }

    fn in_parent(&self, index: usize, findings: &mut Vec<Finding>) {
        let place = &self.places[index];
        let parent = place.parent.as_ref().and_then(|id| self.by_id.get(id));
        let Some(parent) = parent.map(|&parent| &self.places[parent]) else { return };
        let mut find = |column, rule, message: String| {
            findings.push(Finding { place: index, column, nth: None, rule, message });
        };
        if parent.class.precision() < place.class.precision() {
            let message = format!(
                "a {} in a {}; is `{}` the place around it?",
                place.class.as_str(),
                parent.class.as_str(),
                parent.id
            );
            find("parent", Rule::FinerParent, message);
        }
        if place.status == CoordinateStatus::Verified && place.lonlat == parent.lonlat {
            let message = format!(
                "the point is that of `{}`; give its own, or the status `unverified`",
                parent.id
            );
            find("lon", Rule::PointOfParent, message);
        }
        let reach_m = f64::from(parent.radius_m) + f64::from(place.radius_m);
        let distance_m = place.lonlat.distance_m(parent.lonlat);
        if distance_m <= reach_m {
            return;
        }
        let swapped = LonLat::new(place.lonlat.lat(), place.lonlat.lon());
        if swapped.is_ok_and(|swapped| swapped.distance_m(parent.lonlat) <= reach_m) {
            let message = format!(
                "far from `{}` and inside it if swapped; are longitude and latitude swapped?",
                parent.id
            );
            find("lon", Rule::Swapped, message);
        } else {
            let message = format!(
                "{:.0} km from `{}`, farther than both reach ({:.0} km); correct the point, the parent or a radius",
                distance_m / 1000.0,
                parent.id,
                reach_m / 1000.0
            );
            find("lon", Rule::OutsideParent, message);
        }
    }

    fn context(&self, index: usize, findings: &mut Vec<Finding>) {
        let place = &self.places[index];
        let stems = |entry: &String| -> Vec<Vec<u8>> {
            Words::of(entry).to_folded().iter().map(|word| stem(&word.0).to_vec()).collect()
        };
        let near: BTreeSet<Vec<u8>> = place.near.iter().flat_map(stems).collect();
        let barred = [("not_near", &place.not_near), ("not_beside", &place.not_beside)];
        for (column, words) in barred {
            for (nth, word) in words.iter().enumerate() {
                if stems(word).iter().any(|stem| near.contains(stem)) {
                    let message = format!(
                        "«{word}» stands in `near` too, after folding; delete it from one of them"
                    );
                    let rule = Rule::NearAndNotNear;
                    findings.push(Finding { place: index, column, nth: Some(nth), rule, message });
                }
            }
        }
    }

    /// Bare names that several places of one class bear. One of them may do without words of context: it is meant
    /// where no word tells.
    fn collisions(&self, findings: &mut Vec<Finding>) {
        let mut bearers: BTreeMap<(PlaceClass, Vec<Vec<u8>>), Vec<Bearer<'_>>> = BTreeMap::new();
        for (index, place) in self.places.iter().enumerate().filter(|(_, p)| p.near.is_empty()) {
            for (column, names) in columns(place) {
                for (nth, name) in names.iter().enumerate() {
                    let words = words_of_name(name);
                    let class_word = |word: &Vec<u8>| {
                        self.class_words.get(word).is_some_and(|row| row.announces(place))
                    };
                    if !words.iter().any(class_word) {
                        bearers.entry((place.class, words)).or_default().push(Bearer {
                            index,
                            column,
                            nth,
                            name,
                        });
                    }
                }
            }
        }
        for ((class, _), bearers) in bearers {
            let first = bearers[0].index;
            let mut told = BTreeSet::from([first]);
            for Bearer { index, column, nth, name } in bearers {
                if !told.insert(index) {
                    continue;
                }
                let message = format!(
                    "«{name}» is also a name of the {} `{}` in line {}; add words to `near` that tell them apart",
                    class.as_str(),
                    self.places[first].id,
                    self.lines[first]
                );
                let rule = Rule::CollidingName;
                findings.push(Finding { place: index, column, nth: Some(nth), rule, message });
            }
        }
    }
}

/// The least radius that is plausible, in metres: the smallest of each class that comes to mind, halved.
fn least_radius_m(class: PlaceClass) -> u32 {
    match class {
        // Monaco; Bahrain's and Malta's smallest governorates; a district of one town.
        PlaceClass::Country | PlaceClass::Governorate => 1000,
        PlaceClass::District | PlaceClass::Area => 500,
        PlaceClass::City | PlaceClass::Town => 200,
        PlaceClass::Village | PlaceClass::Neighbourhood => 50,
        // A building.
        PlaceClass::Landmark
        | PlaceClass::Prison
        | PlaceClass::Camp
        | PlaceClass::Base
        | PlaceClass::Oilfield
        | PlaceClass::Crossing => 10,
    }
}

/// How many decimals `degrees` needs.
fn decimals(degrees: f64) -> usize {
    degrees.to_string().split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

/// What is wrong with the letters of a name.
fn faults_of_letters(column: &str, name: &str) -> Vec<(Rule, String)> {
    let mut faults = Vec::new();
    if let Some(hidden) = name.chars().find(|&c| is_hidden(c)) {
        let message = format!(
            "a hidden character, U+{:04X}, stands in «{name}»; delete it",
            u32::from(hidden)
        );
        faults.push((Rule::HiddenCharacter, message));
    }
    let letters =
        |word: &str| -> BTreeSet<Alphabet> { word.chars().filter_map(Alphabet::of).collect() };
    for word in name.split(|c: char| !c.is_alphanumeric() && Alphabet::of(c).is_none()) {
        let scripts = letters(word);
        if scripts.len() > 1 {
            let scripts: Vec<_> = scripts.iter().map(|script| format!("{script:?}")).collect();
            let message = format!(
                "«{word}» mixes {} letters; type it again in one of them",
                scripts.join(" and ")
            );
            faults.push((Rule::MixedScripts, message));
        }
    }
    let scripts = letters(name);
    let arabic = scripts.contains(&Alphabet::Arabic);
    match column {
        "name_ar" if !arabic && !scripts.is_empty() => faults.push((
            Rule::OtherScript,
            format!("«{name}» has no Arabic letter; put it into the column of its language"),
        )),
        "name_en" | "name_tr" if arabic => faults.push((
            Rule::OtherScript,
            format!("«{name}» has Arabic letters; put it into name_ar or name_ku"),
        )),
        _ => {}
    }
    faults
}

/// Zero-width and direction marks, which no reader sees. The joiners are not among them: Kurdish and Persian need them.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        || c.is_control()
}
