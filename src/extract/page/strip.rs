//! Strips: the lines of a page, and the runs inside a line where a page was copied into one, each with what it looks like by
//! itself. What its neighbours make of it is told in `layout`.

use std::ops::Range;

use jiff::civil::Date;

use super::phrases::{Found, Phrases, Sense, Senses};
use super::stated::{self, Dated};
use crate::extract::count::Counting;
use crate::extract::lexicon::{self, Hits};
use crate::model::Mention;
use crate::text::{Gap, Script, Words, ends_sentence};

/// Words from which on a strip is prose whatever its end; headlines are shorter.
const PROSE_WORDS: usize = 26;
/// Words from which on a strip with a stop at its end is prose.
const SENTENCE_WORDS: usize = 8;
/// Words that the title of another text, or a caption, has at the most.
pub(super) const LINK_WORDS: usize = 25;
/// Words that a notice (rights, cookies, newsletter) has at the most; what runs on may be prose.
const NOTICE_WORDS: usize = 45;
/// Words before the phrase of a notice in its sentence at the most: "By using this site you accept …".
const NOTICE_OPENING: usize = 8;
/// Keywords below a text at the most.
const KEYWORDS: usize = 80;
const BYLINE_WORDS: usize = 8;
/// Words of all who wrote, edited and reported, at the most.
const CREDITS_WORDS: usize = 30;
/// Names of services in a row that make a share bar inside a line; prose has commas or "and" between them.
const SHARES_IN_A_ROW: usize = 3;

/// Keywords in a line with how often each is used at least, and how many words each has on average at the most, with its number.
const TAGS_OF_A_CLOUD: usize = 4;
const WORDS_OF_A_TAG: usize = 4;

/// A line of a page, or a run inside one.
#[derive(Debug, Clone)]
pub(super) struct Strip {
    pub(super) words: Range<usize>,
    pub(super) kind: Kind,
    /// Whether a line of dashes, stars or the like stands before it.
    pub(super) separated: bool,
}

/// What a strip looks like.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    /// A sentence or more.
    Prose,
    /// Something short: a headline, a link, a caption.
    Line,
    /// Page furniture, by the words in the range.
    Furniture(Sense, Range<usize>),
    /// Digits alone: a counter, a telephone number.
    Number,
    /// A web address.
    Address,
    /// The label of a list of links, keywords or comments, whether or not the list begins behind it.
    Label { sense: Sense, end: usize },
    /// The label of an earlier text, with the day that it gives for it: «خبر سابق (12 آب 2020):».
    Earlier { dated: Option<Dated> },
    /// A line with the day of publication.
    Dated(Dated),
    /// Who wrote it, where.
    Byline,
}

/// What is read: the words, and what the tables know of them.
#[derive(Clone, Copy)]
pub(super) struct Sheet<'a, 't> {
    pub(super) words: &'a Words<'t>,
    pub(super) hits: &'a Hits,
    pub(super) phrases: &'a Phrases,
    /// The names of places.
    pub(super) mentions: &'a [Mention],
    /// The day of publication, if the user gives it.
    pub(super) published: Option<Date>,
}

const BARS: Senses = Senses::of(&[Sense::Share, Sense::Menu, Sense::Counter]);
/// What may stand in a bar beside them: "Share | Follow us | Related".
const BESIDE: Senses = Senses::of(&[Sense::Related, Sense::Follow]);
const EARLIER: Senses = Senses::of(&[Sense::Earlier]);
const LABELS: Senses = Senses::of(&[Sense::Related, Sense::Tags, Sense::Comments]);
const DATES: Senses = Senses::of(&[Sense::Published, Sense::Updated]);
/// Phrases that open a notice.
const OPENING: Senses = Senses::of(&[Sense::Newsletter, Sense::Follow, Sense::Script]);
/// Phrases of a notice that may have words before them.
const INSIDE: Senses = Senses::of(&[Sense::Legal, Sense::Cookies, Sense::CommentForm]);
const ANY: Senses =
    BARS.and(LABELS).and(EARLIER).and(DATES).and(OPENING).and(INSIDE).with(Sense::Credit);

/// The strips of a page, in order, covering every word.
pub(super) fn strips(sheet: Sheet<'_, '_>) -> Vec<Strip> {
    let mut ranges = Vec::new();
    for line in sheet.words.lines() {
        sheet.cut(line, &mut ranges);
    }
    let strip = |words: Range<usize>| Strip {
        kind: sheet.kind(&words),
        separated: sheet.is_separated(words.start),
        words,
    };
    ranges.into_iter().map(strip).collect()
}

/// Whether the phrase at word `index` makes a notice of the sentence that begins at `sentence`.
fn is_notice(index: usize, sentence: usize, found: Found) -> bool {
    let words = found.end - index;
    let inside = found.senses.share(INSIDE) && words > 1 && index <= sentence + NOTICE_OPENING;
    inside || (found.senses.share(OPENING.and(INSIDE)) && index == sentence)
}

impl Sheet<'_, '_> {
    /// Cuts a line around the furniture inside it.
    fn cut(self, line: &Range<usize>, out: &mut Vec<Range<usize>>) {
        let mut push = |range: Range<usize>| {
            if !range.is_empty() {
                out.push(range);
            }
        };
        let (mut start, mut sentence, mut index) = (line.start, line.start, line.start);
        while index < line.end {
            if index > sentence && ends_sentence(self.words, index) {
                sentence = index;
            }
            match self.furniture_inside(index, sentence.max(start), line) {
                Some(run) => {
                    push(start..run.start);
                    (start, sentence, index) = (run.end, run.end, run.end);
                    push(run);
                }
                None => index += 1,
            }
        }
        push(start..line.end);
    }

    /// The furniture of which a phrase stands at word `index` of a line, in a sentence that begins at `sentence`.
    fn furniture_inside(
        self,
        index: usize,
        sentence: usize,
        line: &Range<usize>,
    ) -> Option<Range<usize>> {
        let found = self.phrases.at(self.words, index, ANY)?;
        if is_notice(index, sentence, found) {
            let end = self.sentence_end(index, line, sentence + NOTICE_WORDS)?;
            return Some(sentence..end);
        }
        if found.senses.share(EARLIER) && index == sentence {
            let label = self.earlier_label(index, line.end);
            if let Some((end, _)) = label.filter(|(_, sure)| *sure || index == line.start) {
                return Some(index..end);
            }
        }
        let colon = self.words.gap(found.end).has(Gap::COLON);
        if found.senses.share(DATES) && (colon || stated::date_line(self, line).is_some()) {
            let end = stated::end_after_label(self, index, found.end, line.end)?;
            return Some(index..end);
        }
        let opens = index == sentence && index > line.start && found.end > index + 1;
        if found.senses.share(LABELS) && (colon || opens) && found.end < line.end {
            let end = if found.senses.has(Sense::Tags) {
                Some(line.end).filter(|end| end - index <= KEYWORDS)
            } else if found.senses.has(Sense::Related) {
                self.sentence_end(index, line, index + LINK_WORDS)
            } else {
                None
            };
            return Some(index..end.unwrap_or(found.end));
        }
        self.share_bar(index, line)
    }

    /// Names of services one after the other, nothing but space or a stroke between them.
    fn share_bar(self, index: usize, line: &Range<usize>) -> Option<Range<usize>> {
        const APART: Gap = Gap::COMMA.with(Gap::STOP).with(Gap::COLON);
        let (mut at, mut count) = (index, 0);
        while at < line.end && (at == index || !self.words.gap(at).has(APART)) {
            let share = Senses::of(&[Sense::Share]);
            let Some(found) = self.phrases.at(self.words, at, share) else { break };
            at = found.end;
            count += 1;
        }
        (count >= SHARES_IN_A_ROW).then_some(index..at)
    }

    /// Where the sentence around word `index` of a line ends, if that is before `limit`.
    fn sentence_end(self, index: usize, line: &Range<usize>, limit: usize) -> Option<usize> {
        let ends = |at: &usize| *at == line.end || ends_sentence(self.words, *at);
        (index + 1..=line.end.min(limit)).find(ends)
    }

    // ------------------------------------------------------------------ kinds

    fn kind(self, strip: &Range<usize>) -> Kind {
        if self.earlier_label(strip.start, strip.end).is_some_and(|(end, _)| end == strip.end) {
            let dated = stated::day_of_label(self, strip);
            return Kind::Earlier { dated };
        }
        if let Some(dated) = stated::date_line(self, strip) {
            return Kind::Dated(dated);
        }
        let around =
            [Self::label, Self::bar, Self::hashtags, Self::tag_cloud, Self::notice, Self::credit];
        if let Some(kind) = around.iter().find_map(|kind| kind(self, strip)) {
            return kind;
        }
        if strip.len() <= BYLINE_WORDS && self.is_address(strip) {
            return Kind::Address;
        }
        if self.is_byline(strip) {
            return Kind::Byline;
        }
        let sentence = || strip.len() >= SENTENCE_WORDS || self.place_line(strip).is_some();
        if strip.len() >= PROSE_WORDS || (self.stops(strip) && sentence()) {
            Kind::Prose
        } else {
            Kind::Line
        }
    }

    /// Where the label of an earlier text ends that opens at word `start` of a line, with the outlet and the day behind it, and
    /// whether a mark sets it off from the text: «خبر سابق (12 آب 2020): …», "From our archive" alone on its line.
    fn earlier_label(self, start: usize, line_end: usize) -> Option<(usize, bool)> {
        let found = self.phrases.at(self.words, start, EARLIER)?;
        let alone = found.end - start == 1;
        let agency = self.phrases.at(self.words, found.end, Senses::of(&[Sense::Agency]));
        let named = agency.filter(|_| !self.words.gap(found.end).has(Gap::STOP.with(Gap::LINE)));
        let named = named.map_or(found.end, |agency| agency.end);
        let end = stated::end_after_label(self, start, named, line_end).unwrap_or(named);
        if end > line_end {
            return None;
        }
        let gap = self.words.gap(end);
        let sure = end < line_end
            && (gap.has(Gap::COLON)
                || (end > named && gap.has(Gap::BRACKET.with(Gap::HYPHEN).with(Gap::SLASH))));
        let dash = !alone && gap.has(Gap::SPACE) && gap.has(Gap::HYPHEN.with(Gap::SLASH));
        (sure || dash || end == line_end).then_some((end, sure))
    }

    /// A strip of nothing but the words of bars, numbers and little words between them.
    fn bar(self, strip: &Range<usize>) -> Option<Kind> {
        const BETWEEN: [&str; 20] = [
            "on", "via", "to", "the", "this", "of", "with", "in", "and", "or", "by", "your", "for",
            "على", "عبر", "في", "من", "و", "أو", "ع",
        ];
        let mut first: Option<(Sense, Range<usize>)> = None;
        let mut index = strip.start;
        while index < strip.end {
            if let Some(found) =
                self.phrases.at(self.words, index, BARS.and(BESIDE)).filter(|f| f.end <= strip.end)
            {
                let sense =
                    [Sense::Share, Sense::Counter, Sense::Menu, Sense::Follow, Sense::Related];
                let sense = sense.into_iter().find(|sense| found.senses.has(*sense))?;
                first.get_or_insert((sense, index..found.end));
                index = found.end;
            } else if self.is_number(index) || BETWEEN.contains(&self.words.written(index)) {
                index += 1;
            } else {
                return None;
            }
        }
        match first {
            Some((sense, by)) => Some(Kind::Furniture(sense, by)),
            None => strip.clone().all(|index| self.is_number(index)).then_some(Kind::Number),
        }
    }

    /// A line of hashtags and nothing else; but one that opens a page and names one place says where what follows happened.
    fn hashtags(self, strip: &Range<usize>) -> Option<Kind> {
        let all = strip.clone().all(|index| self.words.gap(index).has(Gap::TAG));
        let from = self.mentions.partition_point(|mention| mention.words.start < strip.start);
        let named = || self.mentions[from..].iter().take_while(|it| it.words.end <= strip.end);
        let heads = strip.start == 0 && strip.end < self.words.len() && named().count() == 1;
        (all && !heads).then(|| Kind::Furniture(Sense::Tags, strip.clone()))
    }

    /// Keywords with how often each is used: «هجوم (912) · حظر تجوال (140) · ألغام (96)».
    fn tag_cloud(self, strip: &Range<usize>) -> Option<Kind> {
        let bracketed = |index: &usize| {
            self.is_number(*index)
                && self.words.gap(*index).has(Gap::BRACKET)
                && self.words.gap(*index + 1).has(Gap::BRACKET)
        };
        let numbers = strip.clone().filter(bracketed).count();
        let cloud = numbers >= TAGS_OF_A_CLOUD && strip.len() <= numbers * WORDS_OF_A_TAG;
        cloud.then(|| Kind::Furniture(Sense::Tags, strip.clone()))
    }

    fn notice(self, strip: &Range<usize>) -> Option<Kind> {
        let opening = strip.start..strip.end.min(strip.start + NOTICE_OPENING);
        opening.filter(|_| strip.len() <= NOTICE_WORDS).find_map(|index| {
            let found = self.phrases.at(self.words, index, OPENING.and(INSIDE))?;
            let notices = [
                Sense::Newsletter,
                Sense::Follow,
                Sense::Script,
                Sense::Legal,
                Sense::Cookies,
                Sense::CommentForm,
            ];
            let sense = notices.into_iter().find(|sense| found.senses.has(*sense))?;
            // One word alone, «أرشيف», must be most of the strip.
            let enough = found.end - index > 1 || strip.len() <= SENTENCE_WORDS;
            (enough && is_notice(index, strip.start, found))
                .then_some(Kind::Furniture(sense, index..found.end))
        })
    }

    /// «اقرأ أيضاً: …», "Tags", "3 comments": a label has a colon behind it, or the line to itself, or several words
    /// and no sentence behind them.
    fn label(self, strip: &Range<usize>) -> Option<Kind> {
        let start = strip.clone().find(|index| !self.is_number(*index))?;
        let found = self.phrases.at(self.words, start, LABELS).filter(|f| f.end <= strip.end)?;
        let colon = self.words.gap(found.end).has(Gap::COLON);
        let alone = (found.end..strip.end).all(|index| self.is_number(index));
        let several = found.end - start > 1 && strip.len() <= LINK_WORDS && !self.stops(strip);
        let labels = [Sense::Related, Sense::Tags, Sense::Comments];
        let sense = labels.into_iter().find(|sense| found.senses.has(*sense))?;
        (colon || alone || several).then_some(Kind::Label { sense, end: found.end })
    }

    /// «المصدر: …», "Photo by …".
    fn credit(self, strip: &Range<usize>) -> Option<Kind> {
        const SET_OFF: Gap = Gap::COLON.with(Gap::HYPHEN).with(Gap::SLASH).with(Gap::BRACKET);
        let credit = Senses::of(&[Sense::Credit]);
        let found =
            self.phrases.at(self.words, strip.start, credit).filter(|f| f.end <= strip.end)?;
        let set_off = self.words.gap(found.end).has(SET_OFF);
        let alone = found.end == strip.end;
        let several = found.end - strip.start > 1 && !self.stops(strip);
        ((set_off || alone || several) && strip.len() <= LINK_WORDS)
            .then_some(Kind::Furniture(Sense::Credit, strip.start..found.end))
    }

    fn is_address(self, strip: &Range<usize>) -> bool {
        let all = self.words.all();
        let text = &self.words.text()[all[strip.start].span().start..all[strip.end - 1].span().end];
        ["://", "www.", "@", ".com/", "t.me/"].iter().any(|mark| text.contains(mark))
    }

    /// «خاص - SY24», "By Jane Doe", «شفق نيوز- دمشق»: short, telling nothing that happens, no sentence.
    fn is_byline(self, strip: &Range<usize>) -> bool {
        const SET_OFF: Gap = Gap::COLON.with(Gap::HYPHEN).with(Gap::SLASH).with(Gap::OTHER);
        if strip.len() > CREDITS_WORDS || self.stops(strip) || self.has_cue(strip) {
            return false;
        }
        if self.is_authors(strip) {
            return true;
        }
        if strip.len() > BYLINE_WORDS {
            return false;
        }
        let author = Senses::of(&[Sense::Author]);
        if let Some(found) = self.phrases.at(self.words, strip.start, author) {
            let arabic = self.words.all()[strip.start].script == Script::Arabic;
            let short = arabic && strip.len() <= 4;
            if short || (self.words.gap(found.end).has(SET_OFF) && strip.len() > 1) {
                return true;
            }
        }
        let agency = Senses::of(&[Sense::Agency]);
        let named = strip.clone().find_map(|index| {
            let found = self.phrases.at(self.words, index, agency)?;
            Some(found.end.min(strip.end) - index)
        });
        if named.is_some_and(|words| strip.len() <= words + 2) {
            return true;
        }
        let dash = |index: usize| {
            let gap = self.words.gap(index);
            gap.has(Gap::HYPHEN.with(Gap::SLASH)) && gap.has(Gap::SPACE)
        };
        (2..=5).contains(&strip.len()) && (strip.start + 1..strip.end).any(dash)
    }

    /// "By Jane Doe", "Reporting by Jane Doe in Qamishli; Editing by John Roe": what authors do, and names.
    pub(super) fn is_authors(self, strip: &Range<usize>) -> bool {
        const BETWEEN: [&str; 9] = ["and", "in", "at", "for", "from", "of", "the", "with", "on"];
        let author = |index| self.phrases.at(self.words, index, Senses::of(&[Sense::Author]));
        if self.words.all()[strip.start].script != Script::Latin || author(strip.start).is_none() {
            return false;
        }
        let mut index = strip.start;
        while index < strip.end {
            let name = || self.words.all()[index].capital.then_some(index + 1);
            let between = || BETWEEN.contains(&self.words.written(index)).then_some(index + 1);
            let Some(next) = author(index).map(|found| found.end).or_else(name).or_else(between)
            else {
                return false;
            };
            index = next;
        }
        true
    }

    /// Whether the strip has the cue of a kind of event.
    pub(super) fn has_cue(self, strip: &Range<usize>) -> bool {
        let cue = |hit: lexicon::Hit| matches!(hit.sense, lexicon::Sense::Cue(_));
        self.hits.within(strip.clone()).any(cue)
    }

    /// Whether words of the strip tell what happened to how many.
    pub(super) fn counts(self, strip: &Range<usize>) -> bool {
        let told = |hit: lexicon::Hit| {
            matches!(
                hit.sense,
                lexicon::Sense::Counting(Counting::Act(_) | Counting::Deed(_) | Counting::Done(_))
            )
        };
        self.hits.within(strip.clone()).any(told)
    }

    /// Whether the strip ends like a sentence of prose. Headlines ask and exclaim, links break off with «…».
    pub(super) fn stops(self, strip: &Range<usize>) -> bool {
        let end = self.words.all()[strip.end - 1].span().end;
        let marks = self.words.text()[end..].trim_start_matches(|c: char| {
            !c.is_alphanumeric()
                && !c.is_whitespace()
                && !matches!(c, '.' | '؟' | '?' | '!' | '…' | '۔')
        });
        let question = marks.starts_with(['؟', '?', '!']) && strip.len() >= PROSE_WORDS;
        question || (marks.starts_with(['.', '۔']) && !marks.starts_with(".."))
    }

    fn is_number(self, index: usize) -> bool {
        self.words.all()[index].script == Script::Digits
    }

    /// Whether a line of dashes, stars or the like stands before word `index`: `***`, `• • •`. Fewer than five stops may only
    /// leave something out.
    fn is_separated(self, index: usize) -> bool {
        const MARKS: usize = 3;
        const STOPS: usize = 5;
        if index == 0 || !self.words.gap(index).has(Gap::LINE) {
            return false;
        }
        let is_mark = |c: char| {
            matches!(
                c,
                '-' | '–'
                    | '—'
                    | '―'
                    | '*'
                    | '∗'
                    | '_'
                    | '='
                    | '~'
                    | '•'
                    | '·'
                    | '●'
                    | '○'
                    | '■'
                    | '□'
                    | '◆'
                    | '◇'
                    | '★'
                    | '☆'
                    | '※'
                    | '─'
                    | '━'
                    | '#'
                    | 'ـ'
                    | '+'
                    | '.'
            )
        };
        let is_rule = |line: &str| {
            let line = line.trim();
            let least = if line.contains('.') { STOPS } else { MARKS };
            line == "⁂"
                || (line.chars().filter(|c| is_mark(*c)).count() >= least
                    && line.chars().all(|c| is_mark(c) || c == ' '))
        };
        self.words.between(index).lines().any(is_rule)
    }
}
