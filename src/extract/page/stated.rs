//! The day of publication as a page states it: on a labelled line, on a line of its own near the headline, or in a dateline.
//! A date inside the prose is never one.

use std::ops::Range;

use jiff::civil::Date;

use super::phrases::{Sense, Senses};
use super::strip::Sheet;
use crate::extract::date::{self, Told};
use crate::model::{DateSpan, Span, StatedDay};
use crate::text::{Gap, Script};

/// Words of a line with a date at the most: both calendars, the hour, and who wrote it where.
pub(super) const WORDS: usize = 20;
/// Words between a label and its date: «تاريخ النشر يوم الاثنين».
const AFTER_LABEL: usize = 3;
/// Words of a dateline before its date: "AL-HASAKAH, Syria, ".
const BEFORE_DATELINE: usize = 6;
/// Words of an outlet in brackets behind a date: "(Syrian Observatory for Human Rights)".
const OUTLET_WORDS: usize = 8;
/// Words of a whole date: "Saturday 22 January 2022".
const DATE_WORDS: usize = 10;

/// A day of publication, and the words that state it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract) struct Stated {
    pub(in crate::extract) day: Date,
    pub(super) span: Span,
    /// The other day that they may state: 03/04/2023.
    or: Option<Date>,
    pub(super) by: Rule,
}

/// How a page states its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rule {
    /// «تاريخ النشر: …», "Published on …".
    Label,
    /// A date alone on its line, near the headline or below the text.
    Alone,
    /// «الحسكة – 20 كانون الثاني 2022 (وكالة)».
    Dateline,
    /// «آخر تحديث: …»: not before that.
    Updated,
    /// «خبر سابق (12 آب 2020): …».
    Earlier,
}

/// A line that has a date and little else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dated {
    pub(super) stated: Stated,
}

impl Rule {
    fn phrase(self) -> &'static str {
        match self {
            Self::Label => "a line that says when the page was published",
            Self::Alone => "a date alone on its line",
            Self::Dateline => "a dateline",
            Self::Earlier => "the label of an earlier text",
            Self::Updated => "a line that says when the page was changed",
        }
    }
}

impl Stated {
    fn new(sheet: Sheet<'_, '_>, told: &Told, by: Rule) -> Option<Self> {
        let all = sheet.words.all();
        let span = Span::new(all[told.first].span().start, all[told.end - 1].span().end);
        let day = told.dates.as_ref()?.end;
        let either = told.rule == date::DAY_FIRST;
        let or = either.then(|| Date::new(day.year(), day.day(), day.month()).ok()).flatten();
        Some(Self { day, span, or, by })
    }

    /// The words that state it.
    pub(in crate::extract) fn span(&self) -> Span {
        self.span
    }

    /// The stated day beside the one that the user gives. A page may be changed after its publication.
    pub(in crate::extract) fn against(&self, given: Option<Date>) -> StatedDay {
        let Self { day, span, or, by } = *self;
        // What is given may tell which of two days is stated.
        let (day, or) = match or {
            Some(or) if given == Some(or) => (or, None),
            or => (day, or.filter(|_| given != Some(day))),
        };
        let differs =
            given.is_some_and(|given| if by == Rule::Updated { day < given } else { day != given });
        StatedDay { day, span, rule: by.phrase(), or, differs }
    }
}

/// The whole days told in `range`; without the day of `published` only those with their year.
fn days(sheet: Sheet<'_, '_>, range: Range<usize>, published: Option<Date>) -> Vec<Told> {
    let is_digit = |index: usize| sheet.words.all()[index].script == Script::Digits;
    if !range.clone().any(is_digit) {
        return Vec::new();
    }
    let mut told = date::dates(sheet.words, sheet.hits, range, published).told;
    // A day in both calendars may be read as a range from itself to itself.
    let is_day = |dates: &DateSpan| dates.start == Some(dates.end);
    told.retain(|told| told.dates.as_ref().is_some_and(is_day));
    told
}

/// Where the date ends that follows a label at words `label..after` of a line, with the hour behind it.
pub(super) fn end_after_label(
    sheet: Sheet<'_, '_>,
    label: usize,
    after: usize,
    line_end: usize,
) -> Option<usize> {
    debug_assert!(label < after, "a label has words");
    let told = days(sheet, after..line_end.min(after + AFTER_LABEL + DATE_WORDS), None);
    let first = told.first().filter(|told| told.first <= after + AFTER_LABEL)?;
    Some(skip_clock(sheet, first.end, line_end))
}

/// The day that the label of an earlier text gives for it.
pub(super) fn day_of_label(sheet: Sheet<'_, '_>, strip: &Range<usize>) -> Option<Dated> {
    let told = days(sheet, strip.clone(), None);
    let stated = Stated::new(sheet, told.first()?, Rule::Earlier)?;
    Some(Dated { stated })
}

/// Skips the hour and zone behind a date.
fn skip_clock(sheet: Sheet<'_, '_>, mut at: usize, end: usize) -> usize {
    let clock = Senses::of(&[Sense::Clock]);
    while at < end && !sheet.words.gap(at).has(Gap::LINE) {
        let hour = || {
            let word = sheet.words.all()[at];
            let zone = sheet.words.gap(at).has(Gap::OTHER.with(Gap::HYPHEN));
            (word.script == Script::Digits && (word.span().len() <= 2 || zone)).then_some(at + 1)
        };
        match sheet.phrases.at(sheet.words, at, clock).map(|found| found.end).or_else(hour) {
            Some(next) => at = next.min(end),
            None => break,
        }
    }
    at
}

/// A strip that is a date and little else: a label, the hour, a place, an outlet or a section of the page.
pub(super) fn date_line(sheet: Sheet<'_, '_>, strip: &Range<usize>) -> Option<Dated> {
    if strip.len() > WORDS {
        return None;
    }
    let told = days(sheet, strip.clone(), None);
    told.first()?;
    let (published, updated) = labels(sheet, strip, &told);
    let from = published.or(updated).unwrap_or(strip.start);
    let first = told.iter().find(|told| told.end > from).unwrap_or(&told[0]);
    let before = others(sheet, strip.start..first.first, &told);
    let after = others(sheet, first.end..strip.end, &told);
    let rule = match (published, updated) {
        (Some(_), _) => Rule::Label,
        (None, Some(at)) if at < first.end => Rule::Updated,
        (None, _) => Rule::Alone,
    };
    let others = before + after;
    let fits = if rule == Rule::Alone {
        let set_off = |index: usize| sheet.words.gap(index).has(SET_OFF);
        let few = if set_off(first.first) { 5 } else { 2 };
        let some = if set_off(first.end) { 6 } else { 4 };
        let sentence = sheet.stops(strip) && others > 0;
        before <= few && after <= some && !sentence && !sheet.has_cue(strip)
    } else {
        let sentence = sheet.stops(strip) && others > 1;
        others <= 6 && !sentence && !sheet.has_cue(&(from..strip.end))
    };
    let stated = Stated::new(sheet, first, rule).filter(|_| fits)?;
    Some(Dated { stated })
}

const SET_OFF: Gap = Gap::HYPHEN
    .with(Gap::SLASH)
    .with(Gap::COMMA)
    .with(Gap::COLON)
    .with(Gap::BRACKET)
    .with(Gap::OTHER)
    .with(Gap::LINE);

/// The ends of the first labels of publication and of change.
fn labels(
    sheet: Sheet<'_, '_>,
    strip: &Range<usize>,
    told: &[Told],
) -> (Option<usize>, Option<usize>) {
    let end = |sense: Sense| {
        strip.clone().find_map(|index| {
            let found = sheet.phrases.at(sheet.words, index, Senses::of(&[sense]))?;
            // «نشر» alone is a verb, "date" a word: what it labels follows it at once, or after a colon.
            let sure = found.end > index + 1
                || sheet.words.gap(found.end).has(Gap::COLON)
                || told.iter().any(|told| told.first <= found.end + 1 && found.end < told.end);
            sure.then_some(found.end)
        })
    };
    (end(Sense::Published), end(Sense::Updated))
}

/// How many words of `range` are neither a date, an hour, a label nor the name of an outlet or section.
fn others(sheet: Sheet<'_, '_>, range: Range<usize>, told: &[Told]) -> usize {
    let known = Senses::of(&[
        Sense::Clock,
        Sense::Published,
        Sense::Updated,
        Sense::Agency,
        Sense::Author,
        Sense::Share,
        Sense::Menu,
        Sense::Counter,
    ]);
    let mut count = 0;
    let mut index = range.start;
    while index < range.end {
        let date = told.iter().find(|told| told.first == index).map(|told| told.end);
        let phrase = || sheet.phrases.at(sheet.words, index, known).map(|found| found.end);
        let digits = || (sheet.words.all()[index].script == Script::Digits).then_some(index + 1);
        if let Some(next) = date.or_else(phrase).or_else(digits) {
            index = next;
        } else {
            index += 1;
            count += 1;
        }
    }
    count
}

/// The end of the dateline that opens a prose strip, and the day it states, if it has a year: «الحسكة – 20 كانون الثاني 2022
/// (سانا) –», "HASAKAH, Syria, Jan 21 (Reuters) -". Before the date stand a few words and a mark, behind it a mark or an
/// outlet in brackets.
pub(super) fn dateline(
    sheet: Sheet<'_, '_>,
    strip: &Range<usize>,
) -> Option<(Option<Stated>, usize)> {
    let opening = strip.start..strip.end.min(strip.start + BEFORE_DATELINE + DATE_WORDS);
    let whole = days(sheet, opening.clone(), None);
    let told = if whole.is_empty() { days(sheet, opening, sheet.published) } else { whole.clone() };
    let first = told.first().filter(|told| told.first <= strip.start + BEFORE_DATELINE)?;
    let gap = |index: usize| sheet.words.gap(index);
    let before = strip.start..first.first;
    // «أصيب ستة مدنيين بجروح، الثلاثاء (4 شباط 2020)، بانفجار»: a sentence with its day in brackets.
    if sheet.has_cue(&before)
        || sheet.counts(&before)
        || !(before.is_empty() || gap(first.first).has(SET_OFF))
    {
        return None;
    }
    // "29 March 2020: …" may be an entry of a list.
    let closes = if before.is_empty() { Gap::HYPHEN } else { Gap::HYPHEN.with(Gap::COLON) };
    if first.end >= strip.end {
        return None;
    }
    let after = sheet.words.between(first.end);
    let bracket = after.contains('(') || after.contains('[');
    let closed = after.contains(')') || after.contains(']');
    let end = if closed || (gap(first.end).has(closes) && !bracket) {
        first.end
    } else if bracket {
        let inside = first.end + 1..=strip.end.min(first.end + OUTLET_WORDS);
        inside.into_iter().find(|at| gap(*at).has(Gap::BRACKET))?
    } else {
        return None;
    };
    // What is left is the text itself.
    (end < strip.end).then(|| {
        let stated = whole.first().and_then(|told| Stated::new(sheet, told, Rule::Dateline));
        (stated, end)
    })
}
