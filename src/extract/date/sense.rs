//! What a word may say about time: the senses of `tables/dates.csv`.

/// What a phrase of `tables/dates.csv` may say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::extract) enum Time {
    /// A Gregorian month, from 1.
    Month(i8),
    /// A month of the Islamic calendar, from 1.
    HijriMonth(i8),
    /// A weekday, Monday 1.
    Weekday(i8),
    /// A weekday cut short, which is a word of its own as well: Sat, Sun.
    ShortWeekday(i8),
    /// A day of a month, or of an event, as an ordinal.
    Ordinal(i8),
    /// So many days before publication; after it where negative.
    DaysBefore(i32),
    /// The night before publication.
    LastNight,
    /// "ago", before or after its number.
    Ago,
    /// A unit of time, in days; hours are 0.
    Unit(i32),
    /// A unit of time in the singular.
    One,
    /// Two units of time, in days each: يومين.
    Pair(i32),
    /// A few of the unit that follows.
    Few,
    /// The one before: الماضي; or the one before that: قبل الماضي.
    Last(i8),
    /// The present one: الجاري.
    This,
    /// The one to come: المقبل.
    Next,
    /// The one just told: الشهر ذاته.
    Same,
    /// The one after the one just told: العام التالي.
    Following,
    /// A feast, by its month and day in the Islamic calendar: 1210 is the tenth of the twelfth.
    Feast(i16),
    /// Opens a range of two dates: between, من.
    RangeOpens,
    /// Stands between the two: and, إلى.
    RangeCloses,
    /// What began then and goes on.
    Since,
    /// What was before then.
    Before,
    /// What was after then.
    After,
    /// Within so many days.
    During,
    /// It took so many days.
    Lasted,
    /// It was so long, in days, as the word itself says: week-long.
    Long(i32),
    /// Something began on the day told.
    Begins,
    /// What is announced begins on the day told: «اعتباراً من مساء أمس».
    Effective,
    /// A rank among others, which counts no day: «الجريمة الرابعة».
    Rank,
    /// It came to its end on the day told, not to its beginning.
    Ends,
    /// It still goes on.
    Continues,
    /// A night.
    Night,
    /// The second half of a night, which is of the second of two days.
    AfterMidnight,
    /// A part of a day: morning, evening.
    DayPart,
    /// A third of a month, from 1.
    Part(i8),
    /// A half of a month or year.
    Half,
    /// A quarter of a year.
    Quarter,
    /// A season, by its first month.
    Season(i8),
    /// The end of a week.
    Weekend,
    /// So many days after the date just told.
    FromTold(i32),
    /// Counts back from the date just told: قبل ذلك.
    BeforeThat,
    /// Counts on from the date just told: بعد ذلك.
    AfterThat,
    /// Follows a number of days, before the date just told.
    Earlier,
    /// Follows a number of days, after the date just told.
    Later,
    /// Announces a date: يوم, بتاريخ.
    Announces,
    /// The same day by another calendar: الموافق.
    Equals,
    /// Likens what is told to something else, whose date follows.
    Likens,
    /// A street, a movement, a law: the date after it is its name.
    NamedBy,
    /// The same, after the date: September 11 *attacks*.
    Names,
    /// Comes again with every such unit: every year, «كل عام».
    Recurs,
    /// Stands before a day that comes again: every, «كل».
    Every,
    /// So much time has gone by: مضى أسبوع على, a week has passed since.
    Elapsed,
    /// A phrase that holds a word of time and tells no date.
    NoDate,
}

impl Time {
    /// The sense of a row.
    pub(in crate::extract) fn parse(sense: &str, value: &str) -> Option<Self> {
        let whole = || value.parse::<i32>().ok();
        let small = || value.parse::<i8>().ok();
        Some(match sense {
            "month" => Self::Month(small()?),
            "hijri_month" => Self::HijriMonth(small()?),
            "weekday" => Self::Weekday(small()?),
            "short_weekday" => Self::ShortWeekday(small()?),
            "ordinal" => Self::Ordinal(small()?),
            "days_before" => Self::DaysBefore(whole()?),
            "last_night" => Self::LastNight,
            "ago" => Self::Ago,
            "unit" => Self::Unit(whole()?),
            "one" => Self::One,
            "pair" => Self::Pair(whole()?),
            "few" => Self::Few,
            "last" => Self::Last(small()?),
            "this" => Self::This,
            "next" => Self::Next,
            "same" => Self::Same,
            "following" => Self::Following,
            "feast" => Self::Feast(value.parse().ok()?),
            "range_opens" => Self::RangeOpens,
            "range_closes" => Self::RangeCloses,
            "since" => Self::Since,
            "before" => Self::Before,
            "after" => Self::After,
            "during" => Self::During,
            "lasted" => Self::Lasted,
            "long" => Self::Long(whole()?),
            "begins" => Self::Begins,
            "rank" => Self::Rank,
            "effective" => Self::Effective,
            "ends" => Self::Ends,
            "continues" => Self::Continues,
            "night" => Self::Night,
            "after_midnight" => Self::AfterMidnight,
            "day_part" => Self::DayPart,
            "part" => Self::Part(small()?),
            "half" => Self::Half,
            "quarter" => Self::Quarter,
            "season" => Self::Season(small()?),
            "weekend" => Self::Weekend,
            "from_told" => Self::FromTold(whole()?),
            "before_that" => Self::BeforeThat,
            "after_that" => Self::AfterThat,
            "earlier" => Self::Earlier,
            "later" => Self::Later,
            "announces" => Self::Announces,
            "equals" => Self::Equals,
            "likens" => Self::Likens,
            "named_by" => Self::NamedBy,
            "names" => Self::Names,
            "recurs" => Self::Recurs,
            "every" => Self::Every,
            "elapsed" => Self::Elapsed,
            "no_date" => Self::NoDate,
            _ => return None,
        })
    }
}
