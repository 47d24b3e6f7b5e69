//! What looks like a date and is none of the day: one that is the name of something, one that comes again every year.

use super::reader::Reader;
use super::sense::Time;
use crate::extract::lexicon::{Hit, Sense};
use crate::text::{Gap, Script};

impl Reader<'_, '_> {
    /// The word by which a date is told of no one year or week: «20 كانون الثاني من كل عام», "every Thursday". What is counted
    /// from publication is one day, whatever else is done every year.
    pub(super) fn comes_again(&self, first: usize, end: usize) -> Option<usize> {
        if self.pick(first, |time| matches!(time, Time::DaysBefore(_)).then_some(())).is_some() {
            return None;
        }
        let after = self.skip(end, &["من", "في", "of"]);
        if self.joined(end) && self.is(after, Time::Recurs).is_some() {
            return Some(after);
        }
        let opens = |at: usize| {
            [Time::Announces, Time::DayPart, Time::Night]
                .into_iter()
                .any(|time| self.is(at, time) == Some(at + 1))
        };
        let mut before = first;
        while before > first.saturating_sub(3) {
            before = before.checked_sub(1).filter(|&word| self.joined(word + 1))?;
            if self.is(before, Time::Every) == Some(before + 1)
                || self.follows(before + 1, Time::Recurs)
            {
                return Some(before);
            }
            if !opens(before) {
                break;
            }
        }
        None
    }

    /// The word that makes the date a name: «شارع 23 شباط», «القانون رقم 10 لعام 2018», 20 May Street. «على البلدة أمس» is
    /// none: a noun with the article bears no name after it, nor is anything called yesterday.
    pub(super) fn name_of_something(&self, first: usize, end: usize) -> Option<usize> {
        let away = |time| {
            let spans = matches!(
                time,
                Time::Since
                    | Time::Ago
                    | Time::Before
                    | Time::After
                    | Time::During
                    | Time::Lasted
                    | Time::Long(_)
                    | Time::FromTold(_)
                    | Time::LastNight
            );
            (spans || matches!(time, Time::DaysBefore(days) if days != 0)).then_some(())
        };
        let latin = self.script(first) == Some(Script::Latin);
        let day =
            self.weekday_name(first).is_some() || self.is(first, Time::DaysBefore(0)).is_some();
        let relative = self.pick(first, away).is_some() || (latin && day);
        let names = |hit: Hit| hit.is(Sense::Time(Time::NamedBy)) && !(day && hit.glued.article);
        let mut before = first;
        for _ in 0..3 {
            before = before.checked_sub(1)?;
            if self.hits.at(before).any(names) {
                let apart = self.words.gap(first).has(Gap::LINE.with(Gap::COMMA));
                return (!apart && !relative).then_some(before);
            }
            let number = self.script(before) == Some(Script::Digits)
                || matches!(self.written(before), "الـ" | "ال");
            if !number {
                break;
            }
        }
        let after = self.joined(end) && self.is(end, Time::Names).is_some();
        after.then_some(end)
    }
}
