//! Words of context: what stands near a name and tells what it names. The rows are in `tables/context_words.csv`.

use rustc_hash::FxHashMap;

use crate::text::{Stems, Words, fold};

/// What a word of context does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// A part of a governorate or town: شمالي الحسكة, northern; not a direction from it, as «شمال الحسكة».
    Part,
    /// Puts something into a place: في, inside.
    Inside,
    /// Puts something near a place: قرب, outside.
    Near,
    /// An ordinary word of the spelling of a name, of what lies nowhere, so that near it only the place can be: الصور, pictures.
    Nowhere,
    /// Leads to a place: مدخل, road.
    Leads,
    /// Comes before a place where something goes or comes from, or for which someone acts: «من», "government of".
    Passing,
    /// Comes before two names: بين.
    Between,
    /// What the two hold who are named after such a word: «اتفاق بين دمشق وقسد».
    Talks,
    /// Comes after the name of such a place: "Damascus-backed", "Baghdad said".
    PassingAfter,
    /// Opens what someone said, whose place came before: إن.
    OpensSpeech,
    /// Comes before the name of a newspaper or channel.
    Outlet,
    /// Comes after the name of a newspaper or channel.
    OutletAfter,
    /// A speaker or speech, whose addressee after لـ is no place: «قال للميادين».
    SpeaksTo,
    /// A title, whose bearer is a person.
    Person,
    /// A given name, after which a surname comes.
    GivenName,
    /// Opens a given name of two words: عبد.
    OpensGivenName,
    /// A word that a person's name does not hold: من, في.
    Preposition,
    /// A company, whose name is no place.
    Company,
    /// A word of sports: two or three of them make a text one about a match.
    Match,
    /// A sports club, which bears the name of its town.
    Club,
    /// Comes after the name of a sports club.
    ClubAfter,
}

/// The table of context words.
#[derive(Debug)]
pub struct ContextWords {
    roles: FxHashMap<Vec<u8>, Vec<Role>>,
    /// Of the words of a match, so that most words of a text are passed over quickly.
    of_match: Stems,
}

impl ContextWords {
    /// The table that the program carries.
    ///
    /// # Panics
    /// Never; a test reads the table.
    pub fn built_in() -> Self {
        let mut roles: FxHashMap<Vec<u8>, Vec<Role>> = FxHashMap::default();
        let mut reader =
            csv::Reader::from_reader(include_str!("../../tables/context_words.csv").as_bytes());
        for row in reader.records() {
            let row = row.expect("the built-in table is well formed");
            let role = Role::parse(&row[0]).expect("a role");
            for word in row[2].split('|') {
                let known = roles.entry(fold(word).0).or_default();
                if !known.contains(&role) {
                    known.push(role);
                }
            }
        }
        let words = roles.iter().filter(|(_, roles)| roles.contains(&Role::Match));
        let words: Vec<&[u8]> = words.map(|(word, _)| word.as_slice()).collect();
        let of_match = Stems::of(words.into_iter());
        Self { roles, of_match }
    }

    /// Whether the folded word may have the role of [`Role::Match`].
    pub(super) fn may_be_of_match(&self, words: &Words<'_>, index: usize) -> bool {
        !self.of_match.pass_at(words, index).is_empty()
    }

    /// Whether the folded word has this role.
    pub fn has(&self, folded: &[u8], role: Role) -> bool {
        self.roles.get(folded).is_some_and(|roles| roles.contains(&role))
    }
}

impl Role {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "part" => Self::Part,
            "opens_given_name" => Self::OpensGivenName,
            "near" => Self::Near,
            "nowhere" => Self::Nowhere,
            "leads" => Self::Leads,
            "preposition" => Self::Preposition,
            "inside" => Self::Inside,
            "passing" => Self::Passing,
            "between" => Self::Between,
            "talks" => Self::Talks,
            "passing_after" => Self::PassingAfter,
            "opens_speech" => Self::OpensSpeech,
            "outlet" => Self::Outlet,
            "outlet_after" => Self::OutletAfter,
            "speaks_to" => Self::SpeaksTo,
            "person" => Self::Person,
            "given_name" => Self::GivenName,
            "company" => Self::Company,
            "match" => Self::Match,
            "club" => Self::Club,
            "club_after" => Self::ClubAfter,
            _ => return None,
        })
    }
}
