//! The names of a foreign row, by language as far as their letters tell it.

use crate::model;
use crate::text::Alphabet;

/// 100 characters: what is longer is a description.
const LONGEST: usize = 100;

/// Names that were left out.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    pub(super) unread: u64,
}

/// Names being gathered.
#[derive(Debug, Clone, Default)]
pub(super) struct Names(model::Names);

impl Names {
    /// Adds a name of unknown language. Latin letters are taken for English, Arabic ones for Arabic unless some are only
    /// Kurdish; other alphabets are not read, and neither are addresses and codes.
    pub(super) fn add(&mut self, name: &str, tally: &mut Tally) {
        let name = name.trim();
        if name.is_empty() {
            return;
        }
        let long = name.chars().nth(LONGEST).is_some();
        if long
            || is_code(name)
            || name.contains(['|', '/', '\t'])
            || name.contains(char::is_control)
        {
            tally.unread += 1;
            return;
        }
        match Alphabet::of_all(name) {
            Some(Alphabet::Latin) => self.0.en.push(name.to_owned()),
            Some(Alphabet::Arabic) if name.contains(is_kurdish) => self.0.ku.push(name.to_owned()),
            Some(Alphabet::Arabic) => self.0.ar.push(name.to_owned()),
            _ => tally.unread += 1,
        }
    }

    /// The names.
    pub(super) fn gathered(self) -> model::Names {
        self.0
    }

    /// The names; a place without any in Latin or Arabic letters is called by its
    /// Kurdish one or its id, for one is required.
    pub(super) fn or_id(mut self, id: &str) -> model::Names {
        if self.0.en.is_empty() && self.0.ar.is_empty() {
            match self.0.ku.first() {
                Some(name) => self.0.ar.push(name.clone()),
                None => self.0.en.push(format!("GeoNames {id}")),
            }
        }
        self.0
    }
}

/// Letters of Sorani that neither Arabic nor Persian has.
fn is_kurdish(c: char) -> bool {
    matches!(c, 'ە' | 'ێ' | 'ۆ' | 'ڵ' | 'ڕ')
}

/// Whether a name is a code of an airport, a country or a division: up to five capitals and digits.
fn is_code(name: &str) -> bool {
    let coded = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-';
    name.len() <= 5 && name.chars().all(coded)
}

/// A name as a part of an id: lower-case ASCII letters and digits with hyphens between; `None` where nothing is left.
pub(super) fn slug(name: &str) -> Option<String> {
    // 40 of the 64 letters of an id leave room for a class and a number.
    const LONGEST_SLUG: usize = 40;
    let mut slug = String::new();
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !matches!(c, '\'' | '`' | '’' | '‘') && !slug.is_empty() && !slug.ends_with('-')
        {
            slug.push('-');
        }
    }
    slug.truncate(LONGEST_SLUG);
    let slug = slug.trim_end_matches('-');
    (!slug.is_empty()).then(|| slug.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_to_the_language_that_their_letters_tell() {
        let cases = [
            ("Tall Sahar", "en"),
            ("Tall Saḩar", "en"),
            ("تل سحر", "ar"),
            ("تەل سەحەر", "ku"),
            ("Тель Сахар", ""),
            ("TLS", ""),
            ("SY-08", ""),
            ("https://example.org/x", ""),
            ("تل Sahar", ""),
            ("42", ""),
        ];
        for (name, expected) in cases {
            let (mut names, mut tally) = (Names::default(), Tally::default());
            names.add(name, &mut tally);
            let model::Names { en, ar, ku, tr } = names.0;
            let found = [("en", en), ("ar", ar), ("ku", ku), ("tr", tr)];
            let column = found.iter().find(|(_, names)| !names.is_empty()).map_or("", |(c, _)| c);
            assert_eq!(column, expected, "{name}");
            assert_eq!(tally.unread, u64::from(expected.is_empty()), "{name}");
        }
    }

    #[test]
    fn a_slug_is_the_narrow_form_of_a_name() {
        let cases = [
            ("Al Hasakah", Some("al-hasakah")),
            ("Ra's al `Ayn", Some("ras-al-ayn")),
            (" --Tall (A) ", Some("tall-a")),
            ("تل", None),
        ];
        for (name, expected) in cases {
            assert_eq!(slug(name).as_deref(), expected, "{name}");
        }
    }
}
