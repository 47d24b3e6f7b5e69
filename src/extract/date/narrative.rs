//! Days that count from another one: three days ago, from publication; the next day, from the date just told.

use jiff::civil::Date;

use super::calendar::{Calendar, Month};
use super::reader::{DAY, HOUR, MONTH, Reader, WEEK, YEAR, shifted};
use super::relative::{Amount, Count, away};
use super::sense::Time;
use super::{Answer, Found};
use crate::model::{DatePrecision, DateSpan};
use crate::text::{Gap, Script};

const FROM_TOLD: &str = "counted from the date just told";
/// The rule of a date of what follows it: "six days after gunmen stormed it".
pub(in crate::extract) const BEFORE_TOLD: &str = "so long before the date just told";
/// The rule of a date of what its words name: "on the fourth day of the sweep".
pub(super) const COURSE: &str = "so many days of what it names, up to the news";
const FROM_A_DATE: &str = "counted from the date beside it";
const NOTHING_TOLD: &str = "counts from a date that the text does not tell";
const NO_PUBLICATION: &str = "counts from a day of publication that is not known";
/// How many words back a sentence may say that something still goes on, or had been.
const REACH_BACK: usize = 4;
const REACH_OF_PLUPERFECT: usize = 15;
/// How many words after «مضى على» the time may stand that has gone by.
const REACH_OF_ELAPSED: usize = 9;
/// How many words after a day its place in the course of something may stand: "on Monday, *the fourth day of*".
const WORDS_BESIDE: usize = 4;
/// What opens a clause within the main one, which has dates of its own.
const RELATIVE: [&str; 8] = ["الذي", "التي", "الذين", "who", "which", "that", "had", "after"];
/// How many words after a clause that says how long after something it was the day of that may stand.
const REACH_OF_A_DAY: usize = 30;

impl Reader<'_, '_> {
    /// The next day, «اليوم ذاته», «حينها».
    pub(super) fn after_told(&self, at: usize) -> Option<(Answer, usize)> {
        let (days, end) =
            self.pick(at, |time| if let Time::FromTold(days) = time { Some(days) } else { None })?;
        // "on Saturday night before units regained it": that night, before what follows.
        let of_a_weekday = at > 0
            && self.joined(at)
            && self.weekday_name(at - 1).is_some_and(|(_, end)| end == at);
        if of_a_weekday && matches!(self.written(end - 1), "before" | "after") {
            return None;
        }
        let longer = |time| if let Time::DaysBefore(_) = time { Some(()) } else { None };
        if self.pick(at, longer).is_some_and(|((), other)| other > end) {
            return None;
        }
        if days == 0 {
            let names_a_day = (at..end).any(|word| {
                let written = self.written(word);
                written.ends_with("يوم") || written.eq_ignore_ascii_case("day")
            });
            // «وفي اليوم نفسه» after a night that led to the day told before it.
            let day = self.story.day_beside_a_night().filter(|_| names_a_day);
            return match day.or(self.story.last()) {
                Some(told) => Some((Answer::told(told.dates.clone(), FROM_TOLD), end)),
                // «اليوم ذاته» is told and open; «حينها» alone tells nothing.
                None if end == at + 1 => None,
                // What the text told without a date was of its own day.
                None => Some((
                    self.today().map_or(Answer::open(None, NOTHING_TOLD), |today| {
                        Answer::told(DateSpan::day(today), FROM_TOLD)
                    }),
                    end,
                )),
            };
        }
        // "a day after the attack"
        let named =
            self.joined(end) && matches!(self.written(end - 1), "after" | "before" | "prior");
        if self.script(at) == Some(Script::Latin) && named {
            let amount = Amount { count: Count::Exactly(1), unit: DAY };
            return if days > 0 {
                self.away_from_told(at, end, amount, self.skip(end, &["that"]) == end)
            } else {
                self.story.last_days().is_some().then(|| (self.away_from_last(amount, false), end))
            };
        }
        // «غداة الهجوم» behind its verb dates the attack, a day before.
        if end == at + 1 && days > 0 && !self.is_fronted(at) {
            let near = self.story.near_days().and_then(|told| told.dates.start);
            let day = near.or(self.today()).and_then(|from| shifted(from, -days));
            return Some((Answer::days(day.map(DateSpan::day), FROM_TOLD), end));
        }
        let Some(told) = self.story.last_days() else {
            // "imposed a curfew, after gunmen attacked a day earlier": before the news, which has no date.
            let day = self.today().filter(|_| days < 0).and_then(|today| shifted(today, days));
            let day = day.map(|day| Answer::told(DateSpan::day(day), FROM_TOLD));
            return Some((day.unwrap_or(Answer::open(None, NOTHING_TOLD)), end));
        };
        let from = if days > 0 { told.dates.end } else { told.dates.start? };
        Some((Answer::days(shifted(from, days).map(DateSpan::day), FROM_TOLD), end))
    }

    /// A number of days before or after something.
    pub(super) fn counted(&self, at: usize) -> Option<(Answer, usize)> {
        self.ago(at)
            .or_else(|| self.elapsed(at))
            .or_else(|| self.after(at))
            .or_else(|| self.before_that(at))
            .or_else(|| self.amount_first(at))
            .or_else(|| self.within(at))
    }

    /// «قبل يومين», «منذ ثلاثة أيام».
    fn ago(&self, at: usize) -> Option<(Answer, usize)> {
        let after = self.is(at, Time::Ago).filter(|_| self.script(at) == Some(Script::Arabic))?;
        if !self.joined(after) {
            return None;
        }
        let Some((amount, end)) = self.amount(after) else { return self.by_so_much(at, after) };
        // «قبل عامين من الآن»
        if let Some(now) = self.past_now(end)
            && let Some(today) = self.today()
        {
            let days = away(today, amount.to_the_day(), false);
            return Some((answer(days, "so long before publication"), now));
        }
        // «قبل يومين من الهجوم»
        if self.names_what(end) && self.is(at, Time::Before).is_some() {
            let told = self.story.last_days()?;
            let from = told.dates.start?;
            return Some((answer(away(from, amount, false), FROM_TOLD), end));
        }
        if let Some(told) = self.pluperfect(at) {
            return Some((answer(away(told, amount, false), FROM_TOLD), end));
        }
        let Some(today) = self.today() else {
            return Some((Answer::open(None, NO_PUBLICATION), end));
        };
        let goes_on = (1..=REACH_BACK).any(|back| {
            at.checked_sub(back).is_some_and(|word| self.is(word, Time::Continues).is_some())
        });
        let since = self.is(at, Time::Since).is_some();
        if let Some(days) = amount.days().filter(|days| since && goes_on && *days > 0) {
            let range = DateSpan::between(shifted(today, -days)?, today, DatePrecision::Range);
            return Some((Answer::told(range, "so many days up to publication"), end));
        }
        // «محتجزة منذ عشر سنوات» tells how long, not when.
        let aside = since && amount.unit == YEAR;
        let days = away(today, amount, false);
        Some((Answer { aside, ..answer(days, "so long before publication") }, end))
    }

    /// Past «من اليوم», «من الآن», "today" or "from now" behind a time ago, which is no date of its own.
    fn past_now(&self, end: usize) -> Option<usize> {
        let now = self.skip(end, &["من", "from"]);
        let is_now = matches!(self.written(now), "اليوم" | "الآن" | "today" | "now" | "tonight");
        let ends = self.script(now) == Some(Script::Latin) || now > end;
        (is_now && ends && self.joined(end) && self.joined(now)).then_some(now + 1)
    }

    /// The day told earlier in the sentence, from which a pluperfect counts: "until Saturday, though it had said three
    /// days before".
    fn pluperfect(&self, at: usize) -> Option<Date> {
        let told = self.story.days_of_sentence()?;
        let day = told.dates.start.filter(|_| told.dates.precision == DatePrecision::Day)?;
        let from = told.end.max(at.saturating_sub(REACH_OF_PLUPERFECT));
        let had = |word: usize| {
            matches!(self.written(word), "كان" | "كانت" | "كانوا" | "وكان" | "وكانت" | "had")
        };
        (from..at).any(had).then_some(day)
    }

    /// «بعد يومين»; «بعد ثلاثة أيام من العثور على جثتين», where the date is that of what was found.
    fn after(&self, at: usize) -> Option<(Answer, usize)> {
        let after = self.is(at, Time::After).filter(|_| self.script(at) == Some(Script::Arabic))?;
        if !self.joined(after) {
            return None;
        }
        // «بعد مرور أسبوع على الهجوم»
        let passed = self.is(after, Time::Elapsed).unwrap_or(after);
        let Some((amount, end)) = self.amount(passed) else { return self.by_so_much(at, after) };
        self.away_from_told(at, end, amount, self.names_what(end))
    }

    /// «مضى أسبوع على التفجير», «مضى على التفجير أسبوع»: so long before publication, whatever else was told.
    fn elapsed(&self, at: usize) -> Option<(Answer, usize)> {
        let before = |amount, rule| match self.today() {
            Some(today) => answer(away(today, amount, false), rule),
            None => Answer::open(None, NO_PUBLICATION),
        };
        if let Some(after) = self.is(at, Time::Elapsed) {
            let (amount, end) = self.amount(after).filter(|_| self.joined(after))?;
            let named = self.names_what(end) && !self.dates_itself(end);
            return named.then(|| (before(amount, BEFORE_TOLD), end));
        }
        let (amount, end) = self.amount(at)?;
        let passed = |word: &usize| {
            let after = self.is(*word, Time::Elapsed);
            after.is_some_and(|after| after < at && self.names_what(after))
        };
        (at.saturating_sub(REACH_OF_ELAPSED)..at)
            .rev()
            .take_while(|&word| self.joined(word + 1))
            .find(passed)?;
        Some((before(amount, "so long before publication"), end))
    }

    /// The day `amount` after the one told; or, of what the words after `end` name, before it.
    fn away_from_told(
        &self,
        at: usize,
        end: usize,
        amount: Amount,
        named: bool,
    ) -> Option<(Answer, usize)> {
        // "four days after 10 May", «بعد يومين من الخميس»
        if named && let Some((from, after)) = self.date_after(end) {
            let from = from.dates.filter(|dates| dates.precision == DatePrecision::Day)?;
            return Some((answer(away(from.end, amount, true), FROM_A_DATE), after));
        }
        // Hours after what has no date tell none.
        // «بعد أقل من 24 ساعة» tells a day.
        let a_day = matches!(amount.count, Count::Under(hours) if hours >= 24);
        let hours = amount.unit == HOUR && amount.days().is_none() && !a_day;
        if named && (!self.is_fronted(at) || self.story.days_of_sentence().is_some()) {
            let near = self.story.near_days().and_then(|told| told.dates.start);
            if hours && near.is_none() {
                return None;
            }
            let found = away(near.or(self.today())?, amount, false)?;
            return Some((Answer::told(found, BEFORE_TOLD), end));
        }
        // "in May 2021, and a year later"
        let coarse = amount.unit >= MONTH;
        let told = if coarse { self.story.last() } else { self.story.last_days() };
        let found = told.and_then(|told| away(told.dates.end, amount, true));
        // What had not come yet when this was published was counted from something else.
        let future = |day: Date| self.today().is_some_and(|today| day > today);
        if let Some(found) = found.filter(|found| !found.start.is_some_and(future)) {
            return Some((Answer::told(found, FROM_TOLD), end));
        }
        // «بعد أسبوع على التفجير، لا تزال السوق مغلقة»: what the clause names was so long before the news.
        if !named || self.dates_itself(end) {
            return None;
        }
        let day = self.day_ahead(end).or(self.today().filter(|_| !hours))?;
        Some((Answer::told(away(day, amount, false)?, BEFORE_TOLD), end))
    }

    /// Whether what the words at `from` name has a date of its own, up to a comma: "the January attack", «على الهجوم يوم الأحد».
    fn dates_itself(&self, from: usize) -> bool {
        let clause = (from..self.end.min(from + REACH_OF_A_DAY)).take_while(|&at| self.joined(at));
        let dates = |at| self.month_name(at).is_some() || self.plain(at).is_some();
        clause.into_iter().any(|at| self.begins_a_date(at) && dates(at))
    }

    /// The day that the sentence tells of its main clause, behind the comma that ends the one which word `from` is of.
    fn day_ahead(&self, from: usize) -> Option<Date> {
        let ends = Gap::STOP.with(Gap::LINE).with(Gap::PARAGRAPH);
        let mut rest = (from..self.end.min(from + REACH_OF_A_DAY))
            .take_while(|&at| !self.words.gap(at).has(ends));
        let comma = rest.find(|&at| self.words.gap(at).has(Gap::COMMA))?;
        let rest = rest.take_while(|&at| !RELATIVE.contains(&self.written(at)));
        let day = |at: usize| {
            let dates = self.plain(at).filter(|_| self.begins_a_date(at))?.0.dates?;
            (dates.precision == DatePrecision::Day).then_some(dates.end)
        };
        std::iter::once(comma).chain(rest).find_map(day)
    }

    /// The date that an amount counts from, behind its preposition: «من يوم الأحد», after *10 May*.
    fn date_after(&self, at: usize) -> Option<(Answer, usize)> {
        self.plain(self.past_part_of_day(self.past_announcement(self.skip(at, &["من", "of"]))))
    }

    /// Whether `at` is the head of its clause. There a time is that of the clause; behind the verb it dates what follows.
    fn is_fronted(&self, at: usize) -> bool {
        let article = at.checked_sub(1).filter(|&word| {
            ["a", "the", "about"]
                .iter()
                .any(|article| self.written(word).eq_ignore_ascii_case(article))
        });
        let at = article.unwrap_or(at);
        at == self.story.begins()
            || self.words.gap(at).has(Gap::COMMA)
            || self.written(at).starts_with('و')
    }

    /// Whether the words at `at` name what was before or after: «من الهجوم», «على اندلاعه».
    pub(super) fn names_what(&self, at: usize) -> bool {
        self.joined(at) && matches!(self.written(at), "من" | "على" | "عن" | "of")
    }

    /// «قبل الهجوم بيومين»: the number after what it counts from.
    fn by_so_much(&self, at: usize, after: usize) -> Option<(Answer, usize)> {
        let earlier = self.is(at, Time::Before).is_some();
        let told = self.story.last_days()?;
        let from = (after + 1..=after + 3).take_while(|&word| self.joined(word)).find(|&word| {
            let written = self.written(word);
            written.starts_with('ب') && self.amount(word).is_some()
        })?;
        let (amount, end) = self.amount(from)?;
        let day = if earlier { told.dates.start? } else { told.dates.end };
        Some((answer(away(day, amount, !earlier), FROM_TOLD), end))
    }

    /// «قبل ذلك بثلاثة أيام», «بعدها بيومين».
    fn before_that(&self, at: usize) -> Option<(Answer, usize)> {
        let that = |time| match time {
            Time::BeforeThat => Some(false),
            Time::AfterThat => Some(true),
            _ => None,
        };
        let (later, after) = self.pick(at, that)?;
        let (amount, end) = self.amount(after).filter(|_| self.joined(after))?;
        Some((self.away_from_last(amount, later), end))
    }

    fn away_from_last(&self, amount: Amount, later: bool) -> Answer {
        let day = self
            .story
            .last_days()
            .and_then(|told| if later { Some(told.dates.end) } else { told.dates.start });
        match day.or(self.today().filter(|_| !later)) {
            Some(day) => answer(away(day, amount, later), FROM_TOLD),
            None => Answer::open(None, NOTHING_TOLD),
        }
    }

    /// Three days ago, a week later, three days before that, two days after the attack.
    fn amount_first(&self, at: usize) -> Option<(Answer, usize)> {
        let (amount, after) = self.amount(at)?;
        if !self.joined(after) || self.script(after) != Some(Script::Latin) {
            return None;
        }
        if let Some(end) = self.is(after, Time::Ago) {
            let Some(today) = self.today() else {
                return Some((Answer::open(None, NO_PUBLICATION), end));
            };
            let now = self.past_now(end);
            let amount = if now.is_some() { amount.to_the_day() } else { amount };
            let days = away(today, amount, false);
            return Some((answer(days, "so long before publication"), now.unwrap_or(end)));
        }
        // "in a week of fighting"
        let of =
            self.written(after).eq_ignore_ascii_case("of") && matches!(amount.unit, DAY | WEEK);
        let before = at
            .checked_sub(1)
            .map_or(at, |word| if matches!(self.written(word), "a" | "the") { word } else { at });
        if of && self.preceded_by(before, &["in", "over", "during", "after"]) {
            let (today, days) = (self.today()?, amount.days()?);
            let range = DateSpan::between(shifted(today, -days)?, today, DatePrecision::Range);
            return Some((Answer::told(range, "so many days up to publication"), after));
        }
        let to = |end: usize| self.skip(end, &["that"]);
        // "a week has passed since the blast", "ten days since gunmen attacked"; but not "two weeks since 10 May".
        if let Some(end) = self.is(after, Time::Elapsed)
            && self.joined(end)
            && !self.dates_itself(end)
        {
            let day = self.today().and_then(|today| away(today, amount, false));
            return Some((Answer { dates: day, ..Answer::open(None, BEFORE_TOLD) }, end));
        }
        if let Some(end) = self.is(after, Time::Earlier) {
            if self.story.last_days().is_none() {
                let before = self.written(after).eq_ignore_ascii_case("before");
                let today = self.today().filter(|_| !before)?;
                return Some((
                    answer(away(today, amount, false), "so long before publication"),
                    end,
                ));
            }
            return Some((self.away_from_last(amount, false), to(end)));
        }
        let end = self.is(after, Time::Later)?;
        let that = to(end) > end;
        let named = matches!(self.written(after), "after" | "on") && !that && self.joined(end);
        if self.written(after) == "on" && self.story.last_days().is_none() {
            return None;
        }
        self.away_from_told(at, to(end), amount, named)
    }

    /// «خلال 24 ساعة», within two days.
    fn within(&self, at: usize) -> Option<(Answer, usize)> {
        let after = self.is(at, Time::During)?;
        let (amount, end) = self.amount(after).filter(|_| self.joined(after))?;
        let days = amount.days().filter(|days| (1..=7).contains(days) && amount.unit <= DAY)?;
        // «خلال الأيام الثلاثة الماضية» is told by its own words.
        if self.side(end).is_some() || matches!(amount.count, Count::Few) {
            return None;
        }
        let today = self.today();
        // "In October 2023 ten fled; nine were caught within two days": from what the sentence told.
        if let Some(told) = self.story.last_of_sentence().map(|mark| &mark.dates)
            && today.and_then(|today| shifted(today, -days)).is_none_or(|from| told.end < from)
        {
            let dates = match told.precision {
                DatePrecision::Day | DatePrecision::Night => {
                    DateSpan::between(told.end, shifted(told.end, days)?, DatePrecision::Range)
                }
                _ => told.clone(),
            };
            return Some((Answer::told(dates, FROM_TOLD), end));
        }
        let Some(today) = today else {
            return Some((Answer::open(None, NO_PUBLICATION), end));
        };
        let range = DateSpan::between(shifted(today, -days)?, today, DatePrecision::Range);
        Some((Answer::told(range, "so many days up to publication"), end))
    }

    /// «في اليوم الخامس للهجوم», «ثاني أيامها», the fifth day: a day counted from the one told, and never today.
    pub(super) fn counted_day(&self, at: usize) -> Option<Found> {
        let (ordinal, day_at, end) = if let Some(after) = self.is_the_day(at) {
            let (number, end) = self.ordinal(after).filter(|_| self.joined(after))?;
            (number, after, self.skip(end, &["من"]))
        } else {
            let (number, after) = self.ordinal(at)?;
            let day = self.written(after).starts_with("أيام") || self.is_the_day(after).is_some();
            (day && self.joined(after)).then_some(())?;
            (number, at, self.skip(after + 1, &["من"]))
        };
        // «اليوم الأول من كانون الثاني» is a date; «أول يوم أمس» is none of ours.
        let feast = |time| if let Time::Feast(day) = time { Some(day) } else { None };
        if let Some((first, after)) = self.pick(end, feast) {
            let (month, day) = (i8::try_from(first / 100).ok()?, i8::try_from(first % 100).ok()?);
            let (month, day) = (Some(Month::Named(month)), Some(day + ordinal - 1));
            let calendar = Calendar { month, day, islamic: true, ..Calendar::default() };
            return Some(Found::Date(self.settle(calendar), after));
        }
        if self.calendar(day_at).is_some_and(|(found, _)| found.day.is_some())
            || self.written(at).is_empty()
        {
            return None;
        }
        let running =
            self.written(at).starts_with("لل") || self.preceded_by(at, &["a", "its", "their"]);
        let told = self.story.last_days().and_then(|told| told.dates.start);
        // "on Monday, the fourth day of the sweep"
        let beside = self.story.days_of_sentence().is_some_and(|told| {
            told.end + WORDS_BESIDE > at && !self.written(told.end).starts_with('و')
        });
        let told = told.filter(|_| !beside);
        let found = told.and_then(|told| shifted(told, i32::from(ordinal) - 1));
        if let Some(day) =
            found.filter(|found| !running && self.today().is_none_or(|today| *found <= today))
        {
            return Some(Found::Date(Answer::told(DateSpan::day(day), FROM_TOLD), end));
        }
        let course = (!running).then(|| self.course(end, ordinal)).flatten();
        Some(match course {
            Some(course) => Found::Date(course, end),
            None => Found::NoDate(end, "counts the days of something", Some(day_at)),
        })
    }

    /// «في اليوم الرابع من الحملة»: what the words at `end` name has gone on for so many days, up to the day told in this sentence, or to
    /// publication.
    fn course(&self, end: usize, ordinal: i8) -> Option<Answer> {
        let of = self.preceded_by(end, &["من", "of"])
            || self.written(end).starts_with("لل")
            || self.written(end) == "of";
        let name = self.skip(self.skip(end, &["of"]), &["the"]);
        let named = of && self.joined(name) && !self.begins_a_date(name);
        let told = self.story.days_of_sentence();
        let told = told.filter(|told| told.dates.precision == DatePrecision::Day);
        let last = told.map(|told| told.dates.end).or(self.today()).filter(|_| named)?;
        let first = shifted(last, 1 - i32::from(ordinal))?;
        let precision = if ordinal > 1 { DatePrecision::Range } else { DatePrecision::Day };
        Some(Answer::told(DateSpan::between(first, last, precision), COURSE))
    }
}

fn answer(days: Option<DateSpan>, rule: &'static str) -> Answer {
    Answer::days(days, rule)
}
