//! Reports by their names: one set calls a report by the path of its file, another by its bare name.

use std::collections::BTreeMap;

/// Things by the ids of reports, found under every name that an id gives: `dev/h007.txt` is also `dev/h007`, `h007.txt`
/// and `h007`.
#[derive(Debug, Clone)]
pub struct ByName<T> {
    all: Vec<T>,
    /// Where the thing of each name stands; `None` where two bear it and neither is meant more than the other.
    by_name: [BTreeMap<String, Option<usize>>; NAMES],
}

/// How many names an id gives.
const NAMES: usize = 3;

impl<T> Default for ByName<T> {
    fn default() -> Self {
        Self { all: Vec::new(), by_name: Default::default() }
    }
}

impl<T> ByName<T> {
    /// Adds `thing`; another of the same id gives way to it, and is returned.
    pub fn insert(&mut self, id: &str, thing: T) -> Option<T> {
        let [whole, shorter @ ..] = &mut self.by_name;
        if let Some(&Some(at)) = whole.get(id) {
            return Some(std::mem::replace(&mut self.all[at], thing));
        }
        let at = self.all.len();
        self.all.push(thing);
        whole.insert(id.to_owned(), Some(at));
        let [_, names @ ..] = names(id);
        for (by_name, name) in shorter.iter_mut().zip(names) {
            by_name.entry(name.to_owned()).and_modify(|at| *at = None).or_insert(Some(at));
        }
        None
    }

    /// The thing of the report `id`, or of `id` without the ending of an article. Folders are left out of the ids that
    /// were added only: who asks for `dev/h007` does not mean `seeds/h007`.
    pub fn get(&self, id: &str) -> Option<&T> {
        let [id, stem, _] = names(id);
        let under = |name| self.by_name.iter().find_map(|by_name| by_name.get(name)).copied();
        under(id).or_else(|| under(stem)).flatten().map(|at| &self.all[at])
    }
}

/// `id`, without the ending of an article, and without folders too.
fn names(id: &str) -> [&str; NAMES] {
    let stem = id.strip_suffix(".txt").or_else(|| id.strip_suffix(".md")).unwrap_or(id);
    [id, stem, stem.rsplit('/').next().unwrap_or(stem)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_found_under_every_name_of_its_file() {
        let ids = ["dev/h007.txt", "seeds/000.txt", "a/same.txt", "b/same.md", "h1", "x/h1.txt"];
        let mut by_name = ByName::default();
        for id in ids {
            assert_eq!(by_name.insert(id, id), None);
        }
        let cases = [
            ("dev/h007.txt", Some("dev/h007.txt")),
            ("dev/h007", Some("dev/h007.txt")),
            ("h007", Some("dev/h007.txt")),
            ("h007.txt", Some("dev/h007.txt")),
            ("000.txt", Some("seeds/000.txt")),
            ("dev/000.txt", None),
            ("same", None),
            ("a/same", Some("a/same.txt")),
            ("b/same", Some("b/same.md")),
            ("h1", Some("h1")),
            ("h1.txt", Some("h1")),
            ("elsewhere/h1.txt", None),
            ("none", None),
        ];
        for (id, expected) in cases {
            assert_eq!(by_name.get(id).copied(), expected, "{id}");
        }
    }
}
