//! Which reports of an event repeat another source's words: agencies are reprinted, and a reprint is no second witness.

use std::collections::BTreeSet;
use std::hash::{BuildHasher as _, BuildHasherDefault};
use std::sync::{Arc, LazyLock};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::model::{EventReport, Group, Measure, Origin, SourceId};
use crate::text::{Words, fold};

/// How many words a shingle has. Four in a row are seldom the same by chance.
const SHINGLE: usize = 4;
/// Sentences of fewer shingles say too little to be known again where they are not the same word by word.
const FEWEST: usize = 4;
/// Words of publishers whose articles others print.
const AGENCY: [&str; 4] = ["agency", "agencies", "وكالة", "وكالات"];
/// What share of the shorter one's shingles must stand in the other, in hundredths.
pub(super) const SHARE: usize = 80;

/// How many sources are looked up by a shingle, the earliest: what more say is a phrase of the trade.
pub(super) const MOST_TELLERS: usize = 64;

/// What a source says of the event, as shingles, and what it counts.
struct Wording {
    origin: Arc<Origin>,
    shingles: FxHashSet<u64>,
    claims: BTreeSet<Claim>,
}

/// A count as one that is like it tells it: of what and whom, and the number, or words that stand for none.
type Claim = (Measure, Option<Group>, Result<u64, String>);

/// Marks the reports of sources that repeat, nearly word by word, what a source published before them says.
pub(super) fn mark(reports: &mut [EventReport]) {
    for told in &mut *reports {
        told.copy_of = None;
    }
    let of_one = |pair: &[EventReport]| pair[0].report.origin.id == pair[1].report.origin.id;
    if reports.windows(2).all(of_one) {
        return;
    }
    let mut wordings = wordings(reports);
    wordings.sort_by_cached_key(|wording| precedence(&wording.origin));
    let mut by_shingle: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    let mut copies: FxHashMap<SourceId, SourceId> = FxHashMap::default();
    for (index, wording) in wordings.iter().enumerate() {
        match original(wording, &wordings, &by_shingle) {
            Some(first) => {
                copies.insert(wording.origin.id.clone(), wordings[first].origin.id.clone());
            }
            // A copy is known by its original: only those are looked up.
            None => {
                for shingle in &wording.shingles {
                    let tellers = by_shingle.entry(*shingle).or_default();
                    if tellers.len() < MOST_TELLERS {
                        tellers.push(index);
                    }
                }
            }
        }
    }
    for told in reports {
        told.copy_of = copies.get(&told.report.origin.id).cloned();
    }
}

/// By which the first to say something is found: the day of publication, unknown last; of one day, agencies before those who
/// print them. The name of the file comes last, for want of better knowledge.
fn precedence(origin: &Origin) -> impl Ord + use<> {
    let publisher = origin.publisher.as_deref().unwrap_or_default().to_lowercase();
    let is_agency = publisher.split_whitespace().any(|word| AGENCY.contains(&word));
    let day = (origin.published.is_none(), origin.published);
    (day, !is_agency, publisher.is_empty(), publisher, origin.id.clone())
}

/// The first of those in `by_shingle` that shares most of its words with `wording`.
fn original(
    wording: &Wording,
    all: &[Wording],
    by_shingle: &FxHashMap<u64, Vec<usize>>,
) -> Option<usize> {
    let mut shared: FxHashMap<usize, usize> = FxHashMap::default();
    for index in wording.shingles.iter().filter_map(|shingle| by_shingle.get(shingle)).flatten() {
        *shared.entry(*index).or_default() += 1;
    }
    let is_original = |&(index, shared): &(usize, usize)| {
        // "Hundreds escaped" beside "Twenty escaped": who tells something else is a witness, whosever words he tells it in.
        agree(&wording.claims, &all[index].claims)
            && is_most(shared, wording.shingles.len(), all[index].shingles.len())
    };
    shared.into_iter().filter(is_original).map(|(index, _)| index).min()
}

/// Whether the `shared` shingles are most of those of two texts that have so many.
fn is_most(shared: usize, one: usize, other: usize) -> bool {
    let shorter = one.min(other);
    if shorter < FEWEST {
        one == shared && other == shared
    } else {
        shared * 100 >= shorter * SHARE
    }
}

/// Whether one sentence repeats the other nearly word by word.
pub(super) fn repeats(one: &str, other: &str) -> bool {
    let of = |sentence: &str| -> FxHashSet<u64> { shingles(sentence).into_iter().collect() };
    let (one, other) = (of(one), of(other));
    let shared = one.intersection(&other).count();
    shared > 0 && is_most(shared, one.len(), other.len())
}

/// Whether all that both count they count alike, as far as one text tells one number of it.
fn agree(one: &BTreeSet<Claim>, other: &BTreeSet<Claim>) -> bool {
    one.iter().all(|claim| {
        let &(measure, group, _) = claim;
        let next = other.range((measure, group, Ok(0))..).next();
        let is_counted = next.is_some_and(|next| (next.0, next.1) == (measure, group));
        !is_counted || other.contains(claim)
    })
}

fn wordings(reports: &[EventReport]) -> Vec<Wording> {
    let is_one = |pair: &[EventReport]| pair[0].report.origin.id == pair[1].report.origin.id;
    if reports.windows(2).all(is_one) {
        return Vec::new();
    }
    let mut sentences: FxHashMap<&SourceId, BTreeSet<&str>> = FxHashMap::default();
    let mut claims: FxHashMap<&SourceId, BTreeSet<Claim>> = FxHashMap::default();
    for told in reports {
        let of_source = sentences.entry(&told.report.origin.id).or_default();
        of_source.insert(&told.report.evidence.sentence);
        let counts = told.report.counts.iter();
        let counted = counts.map(|count| {
            let told = count.told().ok_or_else(|| count.words.clone());
            (count.measure, count.group, told)
        });
        claims.entry(&told.report.origin.id).or_default().extend(counted);
    }
    let mut seen = FxHashSet::default();
    let first = reports.iter().filter(|told| seen.insert(&told.report.origin.id));
    let mut wording = |told: &EventReport| {
        let origin = &told.report.origin;
        let shingles = sentences[&origin.id].iter().flat_map(|sentence| shingles(sentence));
        let claims = claims.remove(&origin.id).unwrap_or_default();
        Wording { origin: Arc::clone(origin), shingles: shingles.collect(), claims }
    };
    first.map(&mut wording).collect()
}

/// The number words of one word, folded, each with its digits: a copy may write 5 for five.
static DIGITS: LazyLock<FxHashMap<Vec<u8>, String>> = LazyLock::new(|| {
    let mut digits = FxHashMap::default();
    let table = include_str!("../../tables/numbers.csv");
    for row in csv::Reader::from_reader(table.as_bytes()).records() {
        let row = row.expect("the built-in table is well formed");
        let words = row[3].split('|').filter(|word| &row[0] == "number" && !word.contains(' '));
        digits.extend(words.map(|word| (fold(word).0, row[1].to_owned())));
    }
    digits
});

/// A number for each [`SHINGLE`] words in a row; letters that differ in no way that readers mind are the same, and number words
/// are their digits.
pub(super) fn shingles(sentence: &str) -> Vec<u64> {
    let words = Words::of(sentence);
    let plain = |index| {
        let word = words.folded(index);
        DIGITS.get(word).map_or(word, |digits| digits.as_bytes())
    };
    let folded: Vec<&[u8]> = (0..words.len()).map(plain).collect();
    let hasher = BuildHasherDefault::<FxHasher>::default();
    folded.windows(SHINGLE).map(|words| hasher.hash_one(words)).collect()
}
