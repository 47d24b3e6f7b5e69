//! Days, months and years as words give them, before the rest of the date is worked out.

use super::period::counted;
use super::reader::{DAY, MONTH, Reader, YEAR, YEARS};
use super::sense::Time;
use crate::extract::lexicon::Sense;
use crate::text::{Gap, Script};

/// What a year before it dates: "a 2019 video".
const FILMS: [&str; 8] =
    ["video", "videos", "footage", "clip", "recording", "photo", "photos", "photograph"];

/// A point in the calendar, as far as the words give it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Calendar {
    pub(super) weekday: Option<i8>,
    pub(super) day: Option<i8>,
    pub(super) month: Option<Month>,
    pub(super) year: Option<Year>,
    pub(super) side: Side,
    /// Whether month and year are of the Islamic calendar.
    pub(super) islamic: bool,
    /// Whether day and month are digits that may stand in either order; the day is taken to stand first.
    pub(super) either_order: bool,
}

/// Which month is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Month {
    /// By its name or number, from 1.
    Named(i8),
    /// So many months after that of publication.
    Counted(i8),
    /// So many months after the one just told.
    FromTold(i8),
}

/// Which year is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    Told(i16),
    /// So many years after that of publication.
    Counted(i16),
    /// So many years after the one just told.
    FromTold(i16),
}

/// On which side of publication a date without a year lies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Side {
    /// Up to that day: nothing is said.
    #[default]
    Latest,
    /// Before it, or so many times before it: الماضي.
    Last(i8),
    /// In the same month or year: الجاري.
    This,
    /// After it: المقبل.
    Next,
}

impl Reader<'_, '_> {
    /// A weekday, a date, or both: «الخميس، 20 كانون الثاني», 29 March 2020.
    pub(super) fn calendar(&self, at: usize) -> Option<(Calendar, usize)> {
        let Some((weekday, after)) = self.weekday_or_short(at) else { return self.date(at) };
        let night = self.is(after, Time::DayPart).or_else(|| self.is(after, Time::Night));
        let next = night.unwrap_or(after);
        let date = self.skip(next, &["on", "the", "في", "يوم"]);
        let date = self.unglued(self.is(date, Time::Equals).unwrap_or(date));
        if [next, date].into_iter().all(|at| self.joined_by_comma(at))
            && let Some((calendar, end)) = self.date(date).filter(|(found, _)| found.day.is_some())
        {
            return Some((Calendar { weekday: Some(weekday), ..calendar }, end));
        }
        self.weekday_name(at)?;
        // «الأحد نفسه»: the one of which the text has just told.
        let same = self.is(after, Time::Same).filter(|_| self.joined(after));
        if let Some(end) = same.filter(|_| self.script(after) == Some(Script::Arabic)) {
            let month = Some(Month::FromTold(0));
            return Some((Calendar { weekday: Some(weekday), month, ..Calendar::default() }, end));
        }
        let (side, end) = self.side(after).unwrap_or((Side::Latest, after));
        Some((Calendar { weekday: Some(weekday), side, ..Calendar::default() }, end))
    }

    /// A weekday; one cut short only before a date, since "sat" and "sun" are words too.
    fn weekday_or_short(&self, at: usize) -> Option<(i8, usize)> {
        let short =
            |time| if let Time::ShortWeekday(weekday) = time { Some(weekday) } else { None };
        self.weekday_name(at).or_else(|| {
            let (weekday, end) = self.pick(at, short)?;
            let date = end < self.end && self.begins_a_date(end);
            (date && self.words.all()[at].capital && !self.words.gap(end).has(Gap::LINE))
                .then_some((weekday, end))
        })
    }

    /// A date with a day or a month, and the same day by another calendar after it.
    fn date(&self, at: usize) -> Option<(Calendar, usize)> {
        let (first, end) = self.one_date(at)?;
        if self.joined_by_comma(end)
            && let Some(other) = self.is(end, Time::Equals)
        {
            let other = self.unglued(self.skip(other, &["ل", "لـ", "في"]));
            if let Some((second, after)) = self.one_date(other)
                && second.islamic != first.islamic
            {
                return Some((if first.islamic { second } else { first }, after));
            }
        }
        Some((first, end))
    }

    fn one_date(&self, at: usize) -> Option<(Calendar, usize)> {
        self.numeric(at).or_else(|| self.day_first(at)).or_else(|| self.month_first(at))
    }

    /// 29 March 2020; «26 من أبريل (نيسان) الماضي»; «الرابع من الشهر ذاته»; «20 الجاري»; "the 20th of this month".
    fn day_first(&self, at: usize) -> Option<(Calendar, usize)> {
        let at = self.unglued(at);
        let (day, after) = self.day_number(at)?;
        let ordinal = after == at + 2;
        if !(self.joined(after) || (ordinal && self.joined_by_comma(after))) {
            return None;
        }
        let of = self.skip(after, &["من", "of", "ی"]);
        let of = self.skip(of, &["the"]);
        let is_month = |at: usize| self.unit(at).is_some_and(|(unit, _)| unit == MONTH);
        let calendar = Calendar { day: Some(day), ..Calendar::default() };
        // «في العشرين منه»: of the month just told.
        let inside = || at.checked_sub(1).is_some_and(|before| self.written(before) == "في");
        if self.written(after) == "منه" && inside() {
            return Some((Calendar { month: Some(Month::FromTold(0)), ..calendar }, after + 1));
        }
        // «الخامس من الجاري»
        if let Some((Side::This, end)) = self.side(of).filter(|_| of > after) {
            return Some((Calendar { month: Some(Month::Counted(0)), ..calendar }, end));
        }
        let of =
            self.side_before(of).map_or(of, |(_, unit)| if is_month(unit) { unit } else { of });
        // «شهر كانون الثاني», «من الشهر الجاري»
        let month = self.unit(of).filter(|(unit, _)| *unit == MONTH).map(|(_, end)| end);
        if let Some(end) = month
            && let Some((calendar, end)) = self
                .counted_month(calendar, of, end)
                .or_else(|| self.day_of_the_month(calendar, at, of..end))
        {
            return Some((calendar, end));
        }
        if let Some((calendar, end)) = self.named_month(calendar, month.unwrap_or(of)) {
            return Some((calendar, end));
        }
        if let Some(found) = self.misspelt_month(calendar, at, of) {
            return Some(found);
        }
        // «في 20 الجاري»
        let (side, end) = self.side(after).filter(|_| of == after && self.digits(at).is_some())?;
        let months = match side {
            Side::Last(back) => -back,
            Side::This => 0,
            Side::Next | Side::Latest => 1,
        };
        let bare = matches!(self.script(after), Some(Script::Arabic))
            && (self.joined(end) || self.ends_a_phrase(end) || self.follows_a_name(at));
        bare.then_some((Calendar { month: Some(Month::Counted(months)), ..calendar }, end))
    }

    fn follows_a_name(&self, at: usize) -> bool {
        self.follows(at, Time::Announces) || self.preceded_by(at, &["في"])
    }

    pub(super) fn ends_a_phrase(&self, at: usize) -> bool {
        at >= self.end || !self.joined(at)
    }

    /// The month that `calendar` wants, by its name at `at`, and its year.
    pub(super) fn named_month(&self, calendar: Calendar, at: usize) -> Option<(Calendar, usize)> {
        if !self.joined_by_comma(at) {
            return None;
        }
        let (month, islamic, after) = self.month_name(at)?;
        let calendar = Calendar { month: Some(Month::Named(month)), islamic, ..calendar };
        Some(self.with_year(calendar, after))
    }

    /// «الشهر الجاري», «الشهر ذاته», "last month", of which the word for month stands at `at` and ends at `after`.
    fn counted_month(
        &self,
        calendar: Calendar,
        at: usize,
        after: usize,
    ) -> Option<(Calendar, usize)> {
        let found = |month, end| Some((Calendar { month: Some(month), ..calendar }, end));
        let hijri = self.skip(after, &["الهجري"]);
        if let Some(end) = self.is(hijri, Time::Same) {
            let islamic = hijri > after;
            return Some((Calendar { month: Some(Month::FromTold(0)), islamic, ..calendar }, end));
        }
        let before = |time| at.checked_sub(1).is_some_and(|word| self.is(word, time) == Some(at));
        let (side, end) = match self.side(after) {
            Some(found) => found,
            None if before(Time::This) => (Side::This, after),
            None if before(Time::Last(1)) => (Side::Last(1), after),
            None if before(Time::Same) => return found(Month::FromTold(0), after),
            None => return None,
        };
        match side {
            Side::Last(back) => found(Month::Counted(-back), end),
            Side::This => found(Month::Counted(0), end),
            Side::Next => found(Month::Counted(1), end),
            Side::Latest => None,
        }
    }

    /// January 20, 2022; Jan. 20th.
    fn month_first(&self, at: usize) -> Option<(Calendar, usize)> {
        (self.script(at)? == Script::Latin).then_some(())?;
        let (month, islamic, after) = self.month_name(at)?;
        let abbreviated = after < self.end
            && self.words.gap(after).has(Gap::STOP)
            && self.words.written(after - 1).len() <= 4;
        let after = self.skip(after, &["the"]);
        if !(self.joined(after) || (abbreviated && self.digits(after).is_some())) {
            return None;
        }
        let (day, end) = self.day_number(after)?;
        // "In March 20 people": a number of those who follow.
        if self.preceded_by(at, &["in"]) && self.counts_something(end) {
            return None;
        }
        let month = Some(Month::Named(month));
        let calendar = Calendar { day: Some(day), month, islamic, ..Calendar::default() };
        Some(self.with_year(calendar, end))
    }

    /// Whether the number that ends at `at` counts people or things.
    pub(super) fn counts_something(&self, at: usize) -> bool {
        let counted = |sense| {
            matches!(
                sense,
                Sense::Counting(word) if word.is_counted()
            )
            .then_some(())
        };
        self.joined(at) && self.hits.pick(at, counted).is_some()
    }

    /// A month without a day, if something says that it is one.
    pub(super) fn month_alone(&self, at: usize) -> Option<(Calendar, usize)> {
        let (month, islamic, after) = self.month_name(at)?;
        let calendar =
            Calendar { month: Some(Month::Named(month)), islamic, ..Calendar::default() };
        let (calendar, end) = self.with_year(calendar, after);
        // "May" begins a sentence as a verb, «آب» is also "he returned", «رمضان» a man.
        let doubled = after > at + 1
            && self
                .pick(at, |time| matches!(time, Time::Month(_)).then_some(()))
                .is_some_and(|((), first)| first < after);
        let told = end > after || doubled || self.announces_a_month(at, islamic);
        // A day before it that the month does not have makes the date impossible, not a month.
        let day = at.checked_sub(1).filter(|_| self.joined(at));
        let of_a_day = day.and_then(|day| self.digits(day)).is_some_and(|day| day <= 31);
        (told && !of_a_day).then_some((calendar, end))
    }

    fn announces_a_month(&self, at: usize, islamic: bool) -> bool {
        const ENGLISH: [&str; 12] = [
            "in", "since", "until", "of", "during", "by", "last", "this", "between", "from",
            "through", "mid",
        ];
        let arabic = if islamic {
            &["شهر", "شهري"][..]
        } else {
            &["شهر", "شهري", "في", "وفي", "خلال", "منذ", "بين", "وحتى", "حتى"]
        };
        let two_words = self
            .pick(at, |time| matches!(time, Time::Month(_)).then_some(()))
            .is_some_and(|((), end)| end > at + 1);
        self.preceded_by(at, arabic)
            || (two_words && self.preceded_by(at, &["من", "إلى", "ضمن", "قبل", "بعد"]))
            || (self.script(at) == Some(Script::Latin) && self.preceded_by(at, &ENGLISH))
    }

    /// `calendar` with the year, or the word for its side, that stands at `at`.
    pub(super) fn with_year(&self, calendar: Calendar, at: usize) -> (Calendar, usize) {
        let islamic = calendar.islamic;
        if let Some((year, end)) = self.year(at, islamic) {
            return (Calendar { year: Some(year), ..calendar }, end);
        }
        if let Some((side, end)) = self.side(at) {
            // «المنصرم من العام الجاري 2020»
            if let Some((year, end)) = self.year(end, islamic) {
                return (Calendar { year: Some(year), ..calendar }, end);
            }
            return (Calendar { side, ..calendar }, end);
        }
        // "last January"; "next" and "this" likewise.
        (calendar, at)
    }

    /// الماضي, الجاري, المقبل after what they tell of.
    pub(super) fn side(&self, at: usize) -> Option<(Side, usize)> {
        let gap = (at < self.end).then(|| self.words.gap(at))?;
        // A line may break before it, but no paragraph.
        if gap.has(Gap::STOP.with(Gap::COMMA).with(Gap::COLON).with(Gap::PARAGRAPH)) {
            return None;
        }
        let (side, end) = self.pick(at, |time| match time {
            Time::Last(back) => Some(Side::Last(back)),
            Time::This => Some(Side::This),
            Time::Next => Some(Side::Next),
            _ => None,
        })?;
        // «هذا» and "this" stand before what they tell of, «آخر» too; "before last" after it.
        let before = matches!(self.written(at), "هذا" | "هذه" | "آخر" | "اخر");
        let after = self.script(at) == Some(Script::Arabic) || side == Side::Last(2);
        (!before && after).then_some((side, end))
    }

    /// 2022, «عام 2022م», «من العام الجاري», "of last year", "this year".
    pub(super) fn year(&self, at: usize, islamic: bool) -> Option<(Year, usize)> {
        if !(self.joined_by_comma(at)) {
            return None;
        }
        let comma = self.words.gap(at).has(Gap::COMMA);
        let mut at = self.skip(at, &["من", "في", "of", "in", "لسنة", "لعام"]);
        let here = at;
        // "last year", «هذا العام»
        if let Some((year, end)) = self.year_by_side(at) {
            return (!comma).then_some((year, end));
        }
        if let Some((_, end)) = self.unit(at).filter(|(unit, _)| *unit == YEAR) {
            at = end;
            let told = |year| self.told_year(year, islamic);
            if let Some(end) = self.is(at, Time::Same) {
                return Some((Year::FromTold(0), end));
            }
            if let Some((side, end)) = self.side(at) {
                // «العام الجاري 2020»
                return told(end).or_else(|| Some((counted(side)?, end)));
            }
            return told(self.unglued(at));
        }
        // A comma before a year is English; in Arabic a sentence goes on after it.
        let clear = self.joined(here) || self.script(here - 1) != Some(Script::Arabic);
        self.told_year(here, islamic).filter(|_| clear)
    }

    /// "last year", «هذا العام»: the side before the unit.
    fn year_by_side(&self, at: usize) -> Option<(Year, usize)> {
        let (side, unit) = self.side_before(at)?;
        let (_, end) = self.unit(unit).filter(|(unit, _)| *unit == YEAR)?;
        Some((counted(side)?, end))
    }

    /// "last", "this", «هذا» before a unit, month or weekday.
    pub(super) fn side_before(&self, at: usize) -> Option<(Side, usize)> {
        let found = self.pick(at, |time| match time {
            Time::Last(1) => Some(Side::Last(1)),
            Time::This => Some(Side::This),
            Time::Next => Some(Side::Next),
            _ => None,
        })?;
        let before = self.script(at) == Some(Script::Latin)
            || matches!(self.written(at), "هذا" | "هذه" | "آخر" | "اخر" | "وهذا");
        (before && self.joined(found.1)).then_some(found)
    }

    pub(super) fn told_year(&self, at: usize, islamic: bool) -> Option<(Year, usize)> {
        let year = self.digits(at).filter(|_| self.width(at) == 4)?;
        let years = if islamic { super::reader::ISLAMIC_YEARS } else { YEARS };
        let clear = !self.words.gap(at).has(Gap::STOP.with(Gap::LINE));
        // 2,019 and 2019.5 are no years; "2022, 4:10 PM" has one.
        let number = at + 1 < self.end
            && !self.words.gap(at + 1).has(Gap::SPACE)
            && self.script(at + 1) == Some(Script::Digits)
            && matches!(self.between(at + 1), "," | "." | ":" | "٫" | "٬");
        (clear && years.contains(&year) && !number)
            .then(|| (Year::Told(year), self.past_era(at + 1)))
    }

    /// Past «م» or «هـ» after a year.
    pub(super) fn past_era(&self, at: usize) -> usize {
        let era = matches!(
            self.written(at),
            "م" | "هـ"
                | "ه"
                | "هجري"
                | "هجرية"
                | "ميلادي"
                | "ميلادية"
                | "AH"
                | "AD"
                | "CE"
        );
        at + usize::from(era && self.joined(at))
    }

    /// A day of a month in digits or words, with the ending of an English ordinal.
    pub(super) fn day_number(&self, at: usize) -> Option<(i8, usize)> {
        let (value, end) = if let Some(value) = self.digits(at) {
            (self.width(at) <= 2).then_some(())?;
            (i8::try_from(value).ok()?, at + 1)
        } else {
            self.ordinal(at).or_else(|| {
                // Days below twenty are told as ordinals.
                let arabic = self.script(at) == Some(Script::Arabic);
                let number = self.number(at).filter(|n| arabic && matches!(n.value, 20 | 30))?;
                Some((i8::try_from(number.value).ok()?, number.end))
            })?
        };
        let ordinal = end < self.end
            && self.words.gap(end).is_empty()
            && matches!(self.written(end), "st" | "nd" | "rd" | "th");
        (1..=31).contains(&value).then_some((value, end + usize::from(ordinal)))
    }

    /// An ordinal in words: «الخامس», «الحادي والعشرين», «الرابع عشر», twenty-first.
    pub(super) fn ordinal(&self, at: usize) -> Option<(i8, usize)> {
        let one = |at| {
            self.pick(at, |time| if let Time::Ordinal(value) = time { Some(value) } else { None })
        };
        if let Some((value, end)) = one(at) {
            if value <= 10
                && self.joined(end)
                && let Some(ten) = self.number(end)
            {
                let tens = matches!(ten.value, 20 | 30) && self.written(end).starts_with('و');
                if tens || (ten.value == 10 && self.script(end) == Some(Script::Arabic)) {
                    return Some((value + i8::try_from(ten.value).ok()?, ten.end));
                }
            }
            return Some((value, end));
        }
        let ten = self.number(at).filter(|number| matches!(number.value, 20 | 30))?;
        let (value, end) = one(ten.end).filter(|(value, _)| *value < 10)?;
        let latin = self.script(at) == Some(Script::Latin);
        (latin && self.words.gap(ten.end).has(Gap::HYPHEN.with(Gap::SPACE)))
            .then_some((i8::try_from(ten.value).ok()? + value, end))
    }

    /// "the 20th", of a month that is not told.
    pub(super) fn bare_day(&self, at: usize) -> Option<(Calendar, usize)> {
        let (day, end) = self.day_number(at)?;
        let ordinal = end == at + 2 && self.preceded_by(at, &["the"]);
        let announced = at >= 2
            && matches!(self.written(at - 2), "on" | "On" | "since" | "until" | "by" | "from");
        let last = end >= self.end || !self.joined(end);
        (ordinal && announced && last)
            .then_some((Calendar { day: Some(day), ..Calendar::default() }, end))
    }

    /// A year that stands alone: «عام 2019», "in 2019", «العام الماضي» is told elsewhere.
    pub(super) fn year_alone(&self, at: usize) -> Option<(Calendar, usize)> {
        let of_unit = self.unit(at).filter(|(unit, _)| *unit == YEAR);
        let pair =
            self.pair(at).filter(|(unit, _)| *unit == YEAR && self.written(at).ends_with('ي'));
        let (year, end) = if let Some((_, after)) = of_unit.or(pair) {
            self.told_year(self.unglued(after), false).or_else(|| {
                // «العام الجاري 2020»
                self.year(at, false).filter(|(year, _)| matches!(year, Year::Told(_)))
            })?
        } else {
            let announced = self.preceded_by(at, &["in", "since", "during", "until", "by", "of"])
                || self.preceded_by(at, &["في", "وفي", "منذ", "ومنذ", "حتى", "خلال"])
                || self.follows(at, Time::Announces);
            // "a 2019 video", "in a video from 2019"
            let filmed = |end: usize| end < self.end && FILMS.contains(&self.written(end));
            self.told_year(at, false)
                .filter(|&(_, end)| filmed(end) || (announced && !self.counts_something(end)))?
        };
        Some((Calendar { year: Some(year), ..Calendar::default() }, end))
    }

    /// «الشهر ذاته», «العام التالي», "the following year".
    pub(super) fn beside_told(&self, at: usize) -> Option<(Calendar, usize)> {
        let beside = |at| {
            self.pick(at, |time| match time {
                Time::Same => Some(0),
                Time::Following => Some(1),
                _ => None,
            })
        };
        let (unit, after) = self.unit(at)?;
        let (count, end) = beside(after).filter(|_| self.joined(after))?;
        self.is(at, Time::One)?;
        let (mut month, mut year) = (None, None);
        match unit {
            MONTH => month = Some(Month::FromTold(count)),
            YEAR => year = Some(Year::FromTold(count.into())),
            _ => return None,
        }
        Some((Calendar { month, year, ..Calendar::default() }, end))
    }

    /// Whether the word at `at` tells of a day: «اليوم».
    pub(super) fn is_the_day(&self, at: usize) -> Option<usize> {
        self.unit(at).filter(|(unit, _)| *unit == DAY).map(|(_, end)| end)
    }
}
