//! Two dates and what lies between: ranges, nights, what began then and goes on.

use jiff::civil::Date;

use super::Answer;
use super::calendar::{Calendar, Side, Year};
use super::reader::{Reader, YEARS, shifted};
use super::relative::night_from;
use super::sense::Time;
use super::settle::{IMPOSSIBLE_RANGE, LATEST_WEEKDAY, days_back};
use crate::model::{DatePrecision, DateSpan};
use crate::text::{Gap, Script};

/// What has gone on for longer than this is measured by its beginning, and no event of that time.
const DAYS_OF_ONE_EVENT: i32 = 366;

/// One end of a range.
#[derive(Debug, Clone)]
enum Point {
    Calendar(Calendar),
    /// A day of a month that the other end tells.
    Bare(i8),
    Days(Answer),
}

/// The rule of what began on a date and goes on.
pub(super) const UP_TO_PUBLICATION: &str = "from a date up to publication";
/// What stands before the day on which something ends.
const UNTIL: [&str; 6] = ["until", "till", "حتى", "وحتى", "لغاية", "ولغاية"];
/// What tells that it went on so long and is over.
const LASTED: [&str; 17] = [
    "استمر",
    "استمرت",
    "استمروا",
    "دام",
    "دامت",
    "تواصل",
    "تواصلت",
    "امتد",
    "امتدت",
    "ظل",
    "ظلت",
    "بقي",
    "lasted",
    "continued",
    "raged",
    "went",
    "dragged",
];
/// How many words before its end that may stand.
const REACH_OF_LASTING: usize = 12;

/// What joins the two ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// "and", «و».
    And,
    /// "to", a hyphen.
    To,
    Slash,
    /// Nothing but space, or «على» of two nights.
    Space,
}

impl Reader<'_, '_> {
    /// "between December 27 and February 2", «من 20 إلى 27 كانون الثاني».
    pub(super) fn opened_range(&self, at: usize) -> Option<(Answer, usize)> {
        let from = self.is(at, Time::RangeOpens)?;
        if !self.joined(from) || !self.begins_a_date(self.past_announcement(from)) {
            return None;
        }
        self.two(self.past_announcement(from), true)
    }

    /// «20 و21 كانون الثاني», January 20-26, «الخميس والجمعة», Thursday night into Friday.
    pub(super) fn range(&self, at: usize) -> Option<(Answer, usize)> {
        self.two(at, false)
    }

    /// «ليل الخميس/الجمعة», «ليلة 20-21 كانون الثاني»: both days; past midnight the second.
    pub(super) fn night(&self, at: usize) -> Option<(Answer, usize)> {
        let past_midnight = self.is(at, Time::AfterMidnight);
        let after = past_midnight.or_else(|| self.is(at, Time::Night))?;
        let mut from = self.skip(after, &["of", "on", "between", "from", "بين", "ما"]);
        from = self.past_announcement(self.skip(from, &["the", "بين"]));
        let night = self.point(from).and_then(|(one, middle)| {
            let (joint, other) = self.joint(middle, true)?;
            let (two, end) = self.point(other)?;
            let answer = self.settle_two(&one, &two, joint)?;
            match &answer.dates {
                Some(dates) => Some((one_night(dates)?, end)),
                None => Some((answer, end)),
            }
        });
        if let Some((answer, end)) = night {
            return Some(match (past_midnight, &answer.dates) {
                (Some(_), Some(dates)) => {
                    (Answer::told(DateSpan::day(dates.end), "a night, past midnight"), end)
                }
                _ => (answer, end),
            });
        }
        // «بعد منتصف ليل أمس»: of that night, whichever day it was by then.
        past_midnight?;
        let (answer, end) = self.plain(from)?;
        let day = answer.dates.as_ref().filter(|dates| dates.precision == DatePrecision::Day);
        let Some(day) = day else { return Some((answer, end)) };
        if self.today().is_some_and(|today| day.end >= today) {
            return Some((answer, end));
        }
        Some((Answer::days(night_from(day.end), "a night, past midnight"), end))
    }

    /// What began on a date and goes on: «منذ الخميس», since March.
    pub(super) fn since(&self, at: usize) -> Option<(Answer, usize)> {
        let mut from = self.is(at, Time::Since)?;
        from = self.past_part_of_day(self.past_announcement(from));
        if !self.joined(from) {
            return None;
        }
        // «منذ مساء الأحد وحتى صباح اليوم»
        if let Some((answer, end)) = self.two(from, true).filter(|(answer, _)| {
            answer.dates.as_ref().is_some_and(|dates| dates.precision == DatePrecision::Range)
        }) && !self.counts_something(end)
        {
            return Some((answer, end));
        }
        let (answer, end) = self.plain(from)?;
        let (Some(today), Some(start)) =
            (self.today(), answer.dates.as_ref().and_then(|dates| dates.start))
        else {
            let old = answer.dates.is_some();
            return Some((Answer { aside: old, ..answer }, end));
        };
        if start >= today {
            return Some((answer, end));
        }
        let aside = shifted(start, DAYS_OF_ONE_EVENT).is_none_or(|limit| limit < today);
        let days = DateSpan::between(start, today, DatePrecision::Range);
        Some((Answer { aside, ..Answer::told(days, UP_TO_PUBLICATION) }, end))
    }

    /// Whether a date only tells until when something is to go on, which is no day of the news: "under curfew until Wednesday". What
    /// is told to have gone on ended then: «استمرت حتى الأحد».
    pub(super) fn is_an_end_ahead(&self, answer: &Answer, first: usize) -> bool {
        let Some(dates) = &answer.dates else { return false };
        if !self.preceded_by(first, &UNTIL) {
            return false;
        }
        let lasted = || {
            let near = first.saturating_sub(REACH_OF_LASTING).max(self.story.begins());
            (near..first).any(|at| LASTED.contains(&self.written(at).trim_start_matches('و')))
        };
        let ahead =
            self.today().is_some_and(|today| dates.start.is_some_and(|start| start > today));
        ahead || (answer.rule == LATEST_WEEKDAY && !lasted())
    }

    /// What was before a date: «قبل 2019», before March 2019.
    pub(super) fn before(&self, at: usize) -> Option<(Answer, usize)> {
        let from = self.past_announcement(self.is(at, Time::Before)?);
        if !self.joined(from) {
            return None;
        }
        let calendar = self.calendar(from).filter(|(found, _)| found.day.is_some());
        let month = || self.named_month(Calendar::default(), from);
        let year = || {
            let (year, end) = self.year(from, false)?;
            Some((Calendar { year: Some(year), ..Calendar::default() }, end))
        };
        let (answer, end) = match calendar.or_else(month).or_else(year) {
            Some((calendar, end)) => (self.settle(calendar), end),
            None => self.period(from)?,
        };
        let Some(start) = answer.dates.as_ref().and_then(|dates| dates.start) else {
            return Some((answer, end));
        };
        let last = shifted(start, -1)?;
        let days = DateSpan { start: None, end: last, precision: DatePrecision::Before };
        Some((Answer::told(days, "before a date"), end))
    }

    /// Whether what stands at `at` came before what was told up to `from`.
    pub(super) fn comes_after(&self, from: usize, at: usize) -> bool {
        let comma = (from + 1..=at).rev().find(|&word| self.words.gap(word).has(Gap::COMMA));
        (comma.unwrap_or(from)..at).any(|word| self.is(word, Time::After).is_some())
    }

    /// Past the part of a day before its name: «مساء يوم الخميس».
    pub(super) fn past_part_of_day(&self, mut at: usize) -> usize {
        for _ in 0..3 {
            let part = self.is(at, Time::DayPart).or_else(|| self.is(at, Time::Night));
            let Some(end) = part.filter(|&end| self.joined(end)) else { break };
            at = self.past_announcement(end);
        }
        at
    }

    /// Past «يوم», «بتاريخ» and the article.
    pub(super) fn past_announcement(&self, at: usize) -> usize {
        let today = self.pick(at, |time| matches!(time, Time::DaysBefore(_)).then_some(()));
        let announced = self.is(at, Time::Announces).filter(|_| today.is_none());
        let at = announced.unwrap_or(at);
        self.unglued(self.skip(at, &["the", "عامي", "شهري"]))
    }

    fn two(&self, at: usize, opened: bool) -> Option<(Answer, usize)> {
        let (one, mut middle) = self.point(at)?;
        if middle >= self.end {
            return None;
        }
        let mut night = false;
        if let Some(after) = self.is(middle, Time::Night) {
            (night, middle) = (true, after);
        }
        let (joint, other) = self.joint(middle, opened || night)?;
        let other = self.past_announcement(other);
        let (two, mut end) = self.point(other)?;
        if let Some(after) = self.is(end, Time::Night).filter(|_| self.joined(end)) {
            (night, end) = (true, after);
        }
        if !opened && !night && !self.pairs(&one, &two, joint, end) {
            return None;
        }
        if opened && !two.is_whole() && (!one.is_whole() || self.counts_something(end)) {
            return None;
        }
        let end = self.skip(end, &["منه"]); // «20 كانون الثاني وحتى 26 منه»
        let (one, end) = self.year_of_both(one, &two, end);
        let (two, end) = self.last_of_weekdays(two, end);
        let answer = self.settle_two(&one, &two, joint)?;
        if night && let Some(dates) = &answer.dates {
            return Some((one_night(dates)?, end));
        }
        Some((answer, end))
    }

    /// The year that stands behind the second of two days is of both: "between November 8 and 14, 2021".
    fn year_of_both(&self, one: Point, two: &Point, end: usize) -> (Point, usize) {
        let (Point::Calendar(day), Point::Bare(_)) = (&one, two) else { return (one, end) };
        match self.year(end, false).filter(|_| day.year.is_none()) {
            Some((year, end)) => (Point::Calendar(Calendar { year: Some(year), ..*day }), end),
            None => (one, end),
        }
    }

    /// The last of several weekdays: «الخميس والجمعة والسبت».
    fn last_of_weekdays(&self, mut last: Point, mut end: usize) -> (Point, usize) {
        while let Point::Calendar(Calendar { weekday: Some(weekday), day: None, .. }) = last
            && let Some((Joint::And, at)) = self.joint(end, false)
            && let Some((next, after)) = self.weekday_name(at)
            && next == weekday % 7 + 1
        {
            last = Point::Calendar(Calendar { weekday: Some(next), ..Calendar::default() });
            end = after;
        }
        (last, end)
    }

    /// Whether two dates belong together that no word announces as a range.
    fn pairs(&self, one: &Point, two: &Point, joint: Joint, end: usize) -> bool {
        match (one, two) {
            (Point::Bare(_), Point::Calendar(two)) => two.day.is_some() && joint != Joint::Slash,
            (Point::Calendar(one), Point::Bare(_)) => {
                one.day.is_some()
                    && one.month.is_some()
                    && one.year.is_none()
                    && !self.counts_something(end)
                    && (joint == Joint::To || !self.joined(end))
            }
            (Point::Calendar(one), Point::Calendar(two)) => {
                let weekdays = one.day.is_none()
                    && two.day.is_none()
                    && one.weekday.is_some()
                    && two.weekday.is_some();
                let days = one.day.is_some() && two.day.is_some();
                let years = one.year.is_some()
                    && two.year.is_some()
                    && one.month.is_none()
                    && two.month.is_none()
                    && !self.counts_something(end);
                let months = one.month.is_some() && one.year.is_none() && !days;
                let told = two.year.is_some() || two.side != Side::Latest;
                // Two weekdays that do not follow each other are two dates.
                let next = joint != Joint::And
                    || one.weekday.zip(two.weekday).is_some_and(|(one, two)| two == one % 7 + 1);
                (weekdays && next)
                    || (joint == Joint::To && days)
                    || years
                    || (months && two.month.is_some() && two.day.is_none() && told)
            }
            (Point::Days(_), Point::Days(_)) => joint != Joint::Space,
            (Point::Calendar(_), Point::Days(_)) => joint == Joint::To,
            _ => false,
        }
    }

    fn point(&self, at: usize) -> Option<(Point, usize)> {
        let at = self.unglued(self.past_part_of_day(at));
        if let Some((calendar, end)) = self.calendar(at) {
            return Some((Point::Calendar(calendar), end));
        }
        if let Some((answer, end)) = self.days_before(at).or_else(|| self.period(at)) {
            return Some((Point::Days(answer), end));
        }
        if let Some(found) = self.named_month(Calendar::default(), at) {
            return Some((Point::Calendar(found.0), found.1));
        }
        let year = self.digits(at).filter(|year| self.width(at) == 4 && YEARS.contains(year));
        if let Some(year) = year {
            let year = Some(Year::Told(year));
            return Some((Point::Calendar(Calendar { year, ..Calendar::default() }), at + 1));
        }
        let (day, end) = self.day_number(at)?;
        // An hour: 09:00.
        let hour = self.between(end) == ":";
        (!hour).then_some((Point::Bare(day), end))
    }

    /// What joins the date that ends at `at` to another, and where that begins.
    fn joint(&self, at: usize, opened: bool) -> Option<(Joint, usize)> {
        if at >= self.end || self.words.gap(at).has(Gap::STOP.with(Gap::LINE).with(Gap::COLON)) {
            return None;
        }
        let written = self.written(at);
        match self.between(at) {
            "-" | "–" | "—" | "‑" => return Some((Joint::To, at)),
            "/" | "\\" => return Some((Joint::Slash, at)),
            _ => {}
        }
        if self.words.gap(at).has(Gap::COMMA) && !opened {
            return None;
        }
        if written == "و" {
            return Some((Joint::And, at + 1));
        }
        if let Some(end) = self.is(at, Time::RangeCloses) {
            let and = matches!(written, "and" | "و");
            return Some((if and { Joint::And } else { Joint::To }, end));
        }
        if written == "على" && opened {
            return Some((Joint::Space, at + 1));
        }
        // «والجمعة»: the conjunction is glued to the other date.
        let glued = self.script(at) == Some(Script::Arabic) && written.starts_with('و');
        if glued && self.begins_a_date(at) {
            return Some((Joint::And, at));
        }
        (opened && self.weekday_name(at).is_some()).then_some((Joint::Space, at))
    }

    fn settle_two(&self, one: &Point, two: &Point, joint: Joint) -> Option<Answer> {
        const RULE: &str = "from one date to another";
        let (first, last) = match (one, two) {
            (Point::Bare(day), Point::Calendar(other)) => {
                let one = Calendar { day: Some(*day), weekday: None, ..*other };
                (self.settle(one), self.settle(*other))
            }
            (Point::Calendar(other), Point::Bare(day)) => {
                other.month?;
                let two = Calendar { day: Some(*day), weekday: None, ..*other };
                (self.settle(*other), self.settle(two))
            }
            (Point::Calendar(one), Point::Calendar(two)) => {
                self.settle_calendars(*one, *two, joint)?
            }
            (Point::Days(one), Point::Calendar(two)) => {
                (one.clone(), self.settle_after(one.dates.as_ref()?.end, *two))
            }
            (Point::Calendar(one), Point::Days(two)) => (self.settle(*one), two.clone()),
            (Point::Days(one), Point::Days(two)) => (one.clone(), two.clone()),
            (Point::Bare(_), _) | (_, Point::Bare(_)) => return None,
        };
        if first.impossible || last.impossible {
            return Some(Answer::impossible(IMPOSSIBLE_RANGE));
        }
        let (Some(from), Some(to)) = (&first.dates, &last.dates) else {
            return Some(Answer { rule: RULE, ..last });
        };
        let mut start = from.start?;
        // A range that would run backwards began in the year before.
        if start > to.end && to.end.month() < start.month() {
            start = super::reader::shifted_by_months(start, -12)?;
        }
        if joint == Joint::And && start > to.end {
            return Some(Answer::told(
                DateSpan::between(to.end, start, DatePrecision::Range),
                RULE,
            ));
        }
        if start > to.end {
            return None;
        }
        let told = |point: &Point| matches!(point, Point::Calendar(day) if day.year.is_some());
        let year_told = first.year_told || last.year_told || told(one) || told(two);
        let days = if start == to.end {
            DateSpan::day(start)
        } else {
            DateSpan::between(start, to.end, DatePrecision::Range)
        };
        Some(Answer { year_told, ..Answer::told(days, RULE) })
    }

    /// Two weekdays of which the first is today or yesterday, and the second has not come since.
    fn days_ahead(&self, one: Calendar, two: Calendar) -> Option<(Answer, Answer)> {
        let first = self.settle(one);
        let (today, start) = (self.today()?, first.dates.as_ref()?.end);
        let begun = start <= today && shifted(start, 1)? >= today;
        let length = (7 - days_back(start, two.weekday?)) % 7;
        let end = shifted(start, length).filter(|end| begun && *end > today)?;
        Some((first.clone(), Answer::told(DateSpan::day(end), first.rule)))
    }

    fn settle_calendars(
        &self,
        one: Calendar,
        two: Calendar,
        joint: Joint,
    ) -> Option<(Answer, Answer)> {
        // «25 ربيع الآخر 1444 هـ - 19 نوفمبر 2022»: one day by two calendars.
        if one.islamic != two.islamic {
            let civil = self.settle(if one.islamic { two } else { one });
            return Some((civil.clone(), civil));
        }
        let kinds = |c: Calendar| (c.day.is_some(), c.month.is_some() || c.day.is_some());
        if one.day.is_none() && two.day.is_none() && one.weekday.is_some() && two.weekday.is_some()
        {
            let last = self.settle(two);
            // «من الاثنين حتى الخميس», told on that Monday.
            if joint == Joint::To
                && let Some(ahead) = self.days_ahead(one, two)
            {
                return Some(ahead);
            }
            let first = last.dates.as_ref().and_then(|dates| {
                let back = match days_back(dates.end, one.weekday?) {
                    0 => 7,
                    back => back,
                };
                shifted(dates.end, -back)
            });
            return Some((Answer { dates: first.map(DateSpan::day), ..last.clone() }, last));
        }
        if one.weekday.is_some() && one.day.is_none() {
            return Some((self.settle(one), self.settle(two)));
        }
        if kinds(one).1 != kinds(two).1 && two.weekday.is_none() {
            return None;
        }
        match (one.year, two.year) {
            // The year of the second is that of both.
            (None, Some(_)) => {
                let first = Calendar { year: two.year, ..one };
                Some((self.settle(first), self.settle(two)))
            }
            (Some(_), None) => {
                let first = self.settle(one);
                let end = first.dates.as_ref()?.end;
                Some((first, self.settle_after(end, two)))
            }
            _ => Some((self.settle(one), self.settle(two))),
        }
    }

    /// The first such date after `day`.
    fn settle_after(&self, day: Date, calendar: Calendar) -> Answer {
        if let (Some(weekday), None) = (calendar.weekday, calendar.day) {
            let ahead = (7 - days_back(day, weekday)) % 7;
            let ahead = if ahead == 0 { 7 } else { ahead };
            return Answer::days(shifted(day, ahead).map(DateSpan::day), "a weekday");
        }
        if calendar.year.is_some() || calendar.side != Side::Latest {
            return self.settle(calendar);
        }
        let of = |year| self.settle(Calendar { year: Some(Year::Told(year)), ..calendar });
        let same = of(day.year());
        match &same.dates {
            Some(dates) if dates.end < day => of(day.year() + 1),
            _ => same,
        }
    }
}

impl Point {
    fn is_whole(&self) -> bool {
        !matches!(self, Self::Bare(_))
    }
}

/// The night of two days, if they follow each other.
fn one_night(dates: &DateSpan) -> Option<Answer> {
    let start = dates.start?;
    let next = shifted(start, 1)? == dates.end;
    next.then(|| {
        let days = DateSpan::between(start, dates.end, DatePrecision::Night);
        Answer::told(days, "a night told by its two days")
    })
}
