//! What a word of `tables/counts.csv` or `tables/actors.csv` is to the reader of counts.

use crate::model::{Group, Measure};

/// What a word or phrase is to the reader of counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::extract) enum Counting {
    /// A verb that happens to those after it: «قُتل 5», killing five.
    Act(Measure),
    /// The noun of such a verb: «مقتل 5».
    Deed(Measure),
    /// What may also stand after those to whom it happened: «77 … لقوا مصرعهم», "five were killed".
    Done(Measure),
    /// People in a state: «3 قتلى», 12 dead.
    State(Measure),
    /// One in a state: «قتيل».
    StateOne(Measure),
    /// Two in a state: «قتيلين».
    StateTwo(Measure),
    /// Whoever is counted.
    Person(Role, Form),
    /// The name of an armed side.
    Force(Role),
    /// More of those told before: «آخرون», others.
    Others(Form),
    /// Things that are a measure of their own: families, trucks.
    Thing(Measure),
    /// Two of them in one word: «صاروخين».
    ThingTwo(Measure),
    /// Drones, which are projectiles where something is hit with them: several, or two in one word.
    Craft(Form),
    /// What drones do that strike, or what is done to them: behind or before it stand those that count.
    Strikes(Assault),
    /// One who is not named, to whom it happened: «اعتقاله».
    Him(Measure),
    /// Two who are not named: «إصابتهما».
    HimTwo(Measure),
    /// Those just told, to whom it happened: «أردوهم», killing them all.
    Them(Measure),
    /// A verb whose subject did it, and never suffered it: «اغتال»; or did it to himself: «فجر نفسه».
    Active,
    /// A verb whose subject suffered it: «خسر», lost.
    Loses,
    /// A verb that happens to people after it, and not to things: «سقط 5 مدنيين», five fell; rockets fall, too.
    Fallen(Measure),
    /// One or two told by a pronoun beside the verb, before others: «قُتل هو وسائقه».
    Pronoun(u8),
    /// Those who did it, whatever the verb before them: «مجهولان».
    Doer,
    /// Ties a number to those whom it counts: «من», of, «في صفوف».
    Of,
    /// Before the number of all: «من أصل», out of.
    OutOf,
    /// Before a part of those just counted: «بينهم», including.
    Part,
    /// Before what all of those just told are: «جميعهم مدنيون».
    All,
    /// One of those told before: «أحدهم», one of them.
    OneOf,
    /// After a part of those told before: «منهم», of them.
    OfThem,
    /// Ends what tells who is counted: a preposition, a relative.
    Stop,
    /// «مع», with: ends it too, but women and children who go along are of the list.
    With,
    /// «في», in: ends it too, but for a side right after: «قيادي في قسد».
    In,
    /// Opens a clause of its own: «فيما», while.
    Clause,
    /// Tells what else people do: took part, «انتشر».
    Elsewhere,
    /// Has or holds people: its numbers are populations.
    Holds,
    /// Has or holds people on their way, whose numbers are counts: «قافلة», batch.
    Carrier,
    /// Before one: a guard.
    Indefinite,
    /// Before two: both guards.
    Pair,
    /// Before one who is nobody: «أي سجين», no guard.
    Any,
    /// A verb that says that the one after it did: «تمكن», whatever came before.
    Able,
    /// Many, and nothing tells how many: «عدد من», several.
    Vague,
    /// Many, of whom only the magnitude is told: hundreds are at least a hundred, or so.
    Magnitude(u32),
    /// Tells a sum so far: «ارتفعت الحصيلة», the toll rose.
    Running,
    /// Gives the number of those just told: «وعددهم».
    Given,
    /// What a side has and others hit: its patrol, post or vehicle.
    Post,
    /// Attacks or who attacks: whose attack it is, «المهاجمين» are.
    Assault(Assault),
    /// Before those who did what was told: «فرار شارك فيه 39».
    DoneBy,
    /// Tells since when it is summed: «منذ مطلع العام», this year.
    OverTime,
    /// A fire or an accident, whose victims nobody killed.
    Accident,
    /// An attack or a mutiny, whose victims were killed.
    Violence,
    /// Before a number that is a name, an age or an hour, and which: «لواء 17», "aged 12".
    Numbered(OfWhat),
    /// What no measure counts: tents, hours.
    NotCounted(OfWhat),
    /// The dead and the wounded in one number.
    Together,
    /// A number of order: «الثالث», third.
    Ordinal,
    /// And, as well as.
    And,
    /// Were, been: those before suffered it.
    Aux,
    /// Have, had: those before did or suffered it.
    Perfect,
}

/// Where the side stands whose attack a word tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::extract) enum Assault {
    /// Behind it: «هاجمت قوات النظام».
    After,
    /// Before it: "regime forces attacked".
    Before,
    /// Nowhere: it is who attacks, «المهاجمين».
    Who,
}

/// What a number is of that counts nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::extract) enum OfWhat {
    Age,
    Time,
    Length,
    Money,
    Percent,
    Things,
    Population,
    Name,
    Phone,
}

/// Of what number a noun is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::extract) enum Form {
    One,
    Two,
    Many,
}

/// Who somebody is: a row of the table of actors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::extract) enum Role {
    Prisoner,
    /// One who got out of a prison or camp.
    Fugitive,
    Attacker,
    /// Of the Islamic State, by name.
    Is,
    Leader,
    Guard,
    Police,
    /// Of the Syrian Democratic Forces or the Asayish, by name.
    Sdf,
    /// Of the side just named: «عناصرها», its fighters.
    Own,
    Fighter,
    /// «عنصر», of whom only the words around tell the side.
    Member,
    Civilian,
    /// Told by age, sex or kin alone: a woman, a boy, his brother.
    Unarmed,
    Army,
    /// Of a power that is counted in no group: Turkey.
    Other,
    /// Of the coalition, which is counted in none either.
    Coalition,
    /// Of an armed side that is counted in no group, whose gunmen are its own: the tribes, militias.
    Faction,
    /// Of both sides of a clash: all of them.
    Both,
    /// Told by whose they are: his aides, others; of the group of those told before them.
    Companion,
    /// A guard of somebody: of the side of whom he guards, where that is told.
    Bodyguard,
    /// Told by what he works as, who may be in the service of a side: a driver.
    Trade,
    Person,
}

impl Counting {
    /// Reads the first two columns of a row.
    pub(in crate::extract) fn parse(sense: &str, value: &str) -> Option<Self> {
        let measure = || Measure::parse(value);
        let role = || Role::parse(value);
        Some(match sense {
            "act" => Self::Act(measure()?),
            "deed" => Self::Deed(measure()?),
            "done" => Self::Done(measure()?),
            "state" => Self::State(measure()?),
            "state_one" => Self::StateOne(measure()?),
            "state_two" => Self::StateTwo(measure()?),
            "person_one" => Self::Person(role()?, Form::One),
            "person_two" => Self::Person(role()?, Form::Two),
            "person_many" => Self::Person(role()?, Form::Many),
            "force" => Self::Force(role()?),
            "others" => Self::Others(Form::parse(value)?),
            "thing" => Self::Thing(measure()?),
            "thing_two" => Self::ThingTwo(measure()?),
            "him" => Self::Him(measure()?),
            "him_two" => Self::HimTwo(measure()?),
            "them" => Self::Them(measure()?),
            "active" => Self::Active,
            "craft" => Self::Craft(Form::parse(value)?),
            "loses" => Self::Loses,
            "fallen" => Self::Fallen(measure()?),
            "pronoun" => Self::Pronoun(value.parse().ok()?),
            "doer" => Self::Doer,
            "of" => Self::Of,
            "out_of" => Self::OutOf,
            "among" => Self::Part,
            "of_them" => Self::OfThem,
            "one_of" => Self::OneOf,
            "all" => Self::All,
            "stop" => Self::Stop,
            "with" => Self::With,
            "in" => Self::In,
            "clause" => Self::Clause,
            "elsewhere" => Self::Elsewhere,
            "holds" => Self::Holds,
            "carrier" => Self::Carrier,
            "indefinite" => Self::Indefinite,
            "both" => Self::Pair,
            "any" => Self::Any,
            "able" => Self::Able,
            "vague" => Self::Vague,
            "magnitude" => Self::Magnitude(value.parse().ok()?),
            "running" => Self::Running,
            "given" => Self::Given,
            "post" => Self::Post,
            "assault" => Self::Assault(Assault::parse(value)?),
            "strikes" => Self::Strikes(Assault::parse(value)?),
            "done_by" => Self::DoneBy,
            "over_time" => Self::OverTime,
            "accident" => Self::Accident,
            "violence" => Self::Violence,
            "numbered" => Self::Numbered(OfWhat::parse(value)?),
            "not_counted" => Self::NotCounted(OfWhat::parse(value)?),
            "together" => Self::Together,
            "of_order" => Self::Ordinal,
            "and" => Self::And,
            "aux" => Self::Aux,
            "perfect" => Self::Perfect,
            _ => return None,
        })
    }

    /// Whether a number beside it counts rather than dates.
    pub(in crate::extract) fn is_counted(self) -> bool {
        matches!(
            self,
            Self::Act(_)
                | Self::Done(_)
                | Self::State(_)
                | Self::StateOne(_)
                | Self::Person(..)
                | Self::Thing(_)
                | Self::NotCounted(_)
        )
    }

    /// Of two senses of one phrase, the lower is read.
    pub(super) fn rank(self) -> u8 {
        match self {
            Self::Together | Self::Him(_) | Self::HimTwo(_) | Self::Them(_) => 0,
            Self::Part | Self::OneOf | Self::OfThem | Self::OutOf | Self::All => 1,
            Self::StateOne(_) | Self::StateTwo(_) | Self::State(_) => 2,
            Self::Done(_) => 3,
            Self::Act(_) | Self::Fallen(_) => 4,
            Self::Deed(_) => 5,
            Self::Thing(_) | Self::ThingTwo(_) | Self::Craft(_) => 6,
            Self::Person(..) => 7,
            Self::Others(_) => 8,
            Self::Vague | Self::Magnitude(_) => 9,
            Self::Force(_) => 10,
            Self::Ordinal | Self::Clause => 11,
            Self::Running | Self::Given | Self::OverTime => 12,
            Self::Elsewhere | Self::Holds | Self::Able | Self::DoneBy => 13,
            Self::Indefinite
            | Self::Pair
            | Self::Any
            | Self::And
            | Self::Aux
            | Self::Perfect
            | Self::Pronoun(_) => 14,
            Self::Of => 15,
            Self::Stop | Self::With | Self::In => 16,
            Self::Carrier
            | Self::Accident
            | Self::Post
            | Self::Assault(_)
            | Self::Strikes(_)
            | Self::Violence
            | Self::Numbered(_)
            | Self::Active
            | Self::Loses
            | Self::Doer
            | Self::NotCounted(_) => 17,
        }
    }
}

impl Assault {
    fn parse(word: &str) -> Option<Self> {
        [("after", Self::After), ("before", Self::Before), ("who", Self::Who)]
            .into_iter()
            .find_map(|(name, whose)| (name == word).then_some(whose))
    }
}

impl OfWhat {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "age" => Self::Age,
            "time" => Self::Time,
            "length" => Self::Length,
            "money" => Self::Money,
            "percent" => Self::Percent,
            "things" => Self::Things,
            "population" => Self::Population,
            "name" => Self::Name,
            "phone" => Self::Phone,
            _ => return None,
        })
    }

    /// Why such a number is no count.
    pub(super) fn rule(self) -> &'static str {
        match self {
            Self::Age => rule::AGE,
            Self::Time => rule::TIME,
            Self::Length => rule::LENGTH,
            Self::Money => rule::MONEY,
            Self::Percent => rule::PERCENT,
            Self::Things => rule::THINGS,
            Self::Population => rule::POPULATION,
            Self::Name => rule::NAME,
            Self::Phone => rule::PHONE,
        }
    }
}

impl Form {
    fn parse(word: &str) -> Option<Self> {
        [("one", Self::One), ("two", Self::Two), ("many", Self::Many)]
            .into_iter()
            .find_map(|(name, form)| (name == word).then_some(form))
    }
}

impl Role {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "prisoner" => Self::Prisoner,
            "fugitive" => Self::Fugitive,
            "attacker" => Self::Attacker,
            "is" => Self::Is,
            "leader" => Self::Leader,
            "guard" => Self::Guard,
            "police" => Self::Police,
            "sdf" => Self::Sdf,
            "own" => Self::Own,
            "fighter" => Self::Fighter,
            "member" => Self::Member,
            "civilian" => Self::Civilian,
            "unarmed" => Self::Unarmed,
            "army" => Self::Army,
            "other" => Self::Other,
            "coalition" => Self::Coalition,
            "faction" => Self::Faction,
            "both" => Self::Both,
            "companion" => Self::Companion,
            "bodyguard" => Self::Bodyguard,
            "trade" => Self::Trade,
            "person" => Self::Person,
            _ => return None,
        })
    }

    /// In which group such people are counted, where nothing else is told.
    pub(super) fn group(self) -> Option<Group> {
        match self {
            Self::Prisoner | Self::Fugitive | Self::Attacker | Self::Is | Self::Leader => {
                Some(Group::Is)
            }
            Self::Guard | Self::Bodyguard | Self::Police | Self::Sdf => Some(Group::Sdf),
            Self::Civilian | Self::Unarmed => Some(Group::Civilians),
            Self::Army => Some(Group::Army),
            Self::Faction => Some(Group::Others),
            Self::Both => Some(Group::Total),
            Self::Own
            | Self::Fighter
            | Self::Member
            | Self::Other
            | Self::Coalition
            | Self::Companion
            | Self::Trade
            | Self::Person => None,
        }
    }

    /// Whether such people are caught again when they are caught: they were held before.
    pub(super) fn was_held(self) -> bool {
        matches!(self, Self::Fugitive | Self::Prisoner)
    }

    /// Whether such people are of a side that is counted in no group.
    pub(super) fn is_of_no_group(self) -> bool {
        matches!(self, Self::Other | Self::Coalition | Self::Faction)
    }

    /// Whether such people bear no arms, wherever they come from.
    pub(super) fn is_unarmed(self) -> bool {
        matches!(self, Self::Civilian | Self::Unarmed)
    }

    /// Whether the word tells nothing of whose somebody is.
    pub(super) fn is_of_no_side(self) -> bool {
        matches!(self, Self::Person | Self::Member)
    }

    /// Whether the word alone tells the side; a gunman may be anybody's.
    pub(super) fn is_plain(self) -> bool {
        !matches!(
            self,
            Self::Attacker
                | Self::Bodyguard
                | Self::Leader
                | Self::Fighter
                | Self::Member
                | Self::Unarmed
                | Self::Companion
                | Self::Trade
                | Self::Person
        )
    }
}

/// Why a number is no count, as phrases for the user.
pub(super) mod rule {
    pub(in super::super) const AGE: &str = "an age";
    pub(in super::super) const TIME: &str = "an hour or a length of time";
    pub(in super::super) const LENGTH: &str = "a distance or an area";
    pub(in super::super) const MONEY: &str = "a sum of money";
    pub(in super::super) const PERCENT: &str = "a share in a hundred";
    pub(in super::super) const THINGS: &str = "a number of things that no measure counts";
    pub(in super::super) const ORDINAL: &str = "a number of order";
    pub(in super::super) const NAME: &str = "part of a name";
    pub(in super::super) const PHONE: &str = "a phone number or code";
    pub(in super::super) const POPULATION: &str =
        "a population: those who are there, not those to whom something happened";
    pub(in super::super) const PART: &str = "a part of those already counted";
    pub(in super::super) const TOGETHER: &str = "the dead and the wounded in one number";
    pub(in super::super) const ACCIDENT: &str = "victims of an accident";
    pub(in super::super) const OVER_TIME: &str = "a sum over a longer time, not of this event";
    pub(in super::super) const NOBODY: &str = "nobody and nothing is told to be counted";
    pub(in super::super) const NOTHING_DONE: &str = "no word tells what happened to them";
}
