//! Lines as their writer meant them. A line end that only wraps a sentence, because the column was full or because a link or
//! a date stood on a line of its own in the page's markup, ends nothing here. What a line is for is not known here.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::clitic::conjunction;
use super::fold::fold;
use super::words::{Gap, Script, Words};

/// Columns into which texts are wrapped: mail wraps at 72, terminals at 80 to 132, and a phone at about 40.
const WRAPPED: std::ops::RangeInclusive<usize> = 40..=132;
/// A line with fewer words is a label or a byline, after which something new begins.
const FEWEST_WORDS: usize = 3;
/// A line of fewer characters may be a menu's, whose next entry begins small as well.
const SHORT: usize = 40;

/// The lines of a text as ranges of words, in order, covering every word.
pub(super) fn lines(words: &Words<'_>) -> Vec<Range<usize>> {
    let rows = rows(words);
    let mut lines: Vec<Range<usize>> = Vec::with_capacity(rows.len());
    let mut from = 0;
    while from < rows.len() {
        let paragraph = |row: &Row| words.gap(row.words.start).has(Gap::PARAGRAPH);
        let to = rows[from + 1..].iter().position(paragraph).map_or(rows.len(), |n| from + 1 + n);
        let column = column(words, &rows[from..to]);
        for (at, row) in rows[from..to].iter().enumerate() {
            let before = (from + at).checked_sub(1).map(|before| &rows[before]);
            let goes_on = before.is_some_and(|before| {
                let full = at > 0 && column.is_some_and(|column| fills(words, before, row, column));
                full || goes_on(words, before, row)
            });
            match lines.last_mut() {
                Some(line) if goes_on => line.end = row.words.end,
                _ => lines.push(row.words.clone()),
            }
        }
        from = to;
    }
    lines
}

/// A line of the file that has words.
struct Row {
    words: Range<usize>,
    /// Its length in characters, from its first word on.
    width: usize,
}

fn rows(words: &Words<'_>) -> Vec<Row> {
    let text = words.text();
    let mut rows = Vec::new();
    let mut start = 0;
    let ends = words.breaks(1..words.len()).filter(|&index| words.gap(index).has(Gap::LINE));
    let last = (!words.is_empty()).then_some(words.len());
    for index in ends.chain(last) {
        let from = words.all()[start].span().start;
        let last = words.all()[index - 1].span().end;
        let end = text[last..].find(is_line_end).map_or(text.len(), |end| last + end);
        rows.push(Row { words: start..index, width: text[from..end].trim_end().chars().count() });
        start = index;
    }
    rows
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\u{2028}' | '\u{2029}' | '\u{85}')
}

/// The column at which the rows of a paragraph are wrapped, if they are: whoever wraps breaks a line only where the next word
/// no longer fits. A list of headlines may look alike; but prose has stops.
fn column(words: &Words<'_>, rows: &[Row]) -> Option<usize> {
    let column = rows.iter().map(|row| row.width).max().filter(|width| WRAPPED.contains(width))?;
    let (mut full, mut free) = (0, 0);
    for pair in rows.windows(2) {
        if !words.gap(pair[1].words.start).has(Gap::STOP) {
            let fills = fills(words, &pair[0], &pair[1], column);
            (full, free) = (full + usize::from(fills), free + usize::from(!fills));
        }
    }
    let all = rows.first()?.words.start + 1..=rows.last()?.words.end;
    let has_stop = all.into_iter().any(|index| words.gap(index).has(Gap::STOP));
    (has_stop && full >= 2 && full >= 2 * free).then_some(column)
}

/// Whether the first word of `next` would not have stood on the line before.
fn fills(words: &Words<'_>, before: &Row, next: &Row, column: usize) -> bool {
    let first = words.written(next.words.start).chars().count();
    !words.gap(next.words.start).has(Gap::STOP) && before.width + 1 + first > column
}

/// Whether the words on both sides of a line end say that the sentence goes on over it.
fn goes_on(words: &Words<'_>, before: &Row, next: &Row) -> bool {
    let index = next.words.start;
    let gap = words.gap(index);
    if gap.has(Gap::STOP) || gap.has(Gap::COLON) {
        return false;
    }
    let marks = words.between(index);
    let (behind, ahead) = marks.split_at(marks.find(is_line_end).unwrap_or(0));
    let (behind, ahead) = (behind.trim(), ahead.trim());
    if ahead.starts_with(['،', ',', '؛', ';', ')']) {
        return true;
    }
    let same_paragraph = !gap.has(Gap::PARAGRAPH);
    if same_paragraph && behind.ends_with(['،', ',', '؛']) {
        return true;
    }
    // A bullet, a hashtag or an opening quotation begins something.
    if before.words.len() < FEWEST_WORDS || !behind.is_empty() || !ahead.is_empty() {
        return false;
    }
    let senses = Senses::get();
    senses.has(words.folded(index - 1), Sense::GoesOn)
        || senses.has(words.folded(index), Sense::Continues)
        || (same_paragraph && before.width >= SHORT && begins_small(words, index))
}

/// A Latin word without a capital, unless it is the article of an Arabic name: "al-Hol".
fn begins_small(words: &Words<'_>, index: usize) -> bool {
    let word = words.all()[index];
    let article = || Senses::get().has(words.folded(index), Sense::NameArticle);
    let behind_latin = words.all()[index - 1].script != Script::Arabic;
    word.script == Script::Latin && behind_latin && !word.capital && !article()
}

/// What a word at the end or the beginning of a line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    /// No line ends with it.
    GoesOn,
    /// No line begins with it.
    Continues,
    /// Is written small before a name.
    NameArticle,
}

struct Senses(FxHashMap<Vec<u8>, Vec<Sense>>);

impl Senses {
    /// The table, built once.
    fn get() -> &'static Self {
        static SENSES: OnceLock<Senses> = OnceLock::new();
        SENSES.get_or_init(|| {
            let table = include_str!("../../tables/line_ends.csv");
            let mut senses: FxHashMap<Vec<u8>, Vec<Sense>> = FxHashMap::default();
            for row in csv::Reader::from_reader(table.as_bytes()).records() {
                let row = row.expect("the built-in table is well formed");
                let sense = Sense::parse(&row[0]).expect("a sense");
                for word in row[2].split('|') {
                    senses.entry(fold(word).0).or_default().push(sense);
                }
            }
            Self(senses)
        })
    }

    /// Whether the word has this sense, bare or, at the end of a line, behind a conjunction.
    fn has(&self, folded: &[u8], sense: Sense) -> bool {
        let has = |word: &[u8]| self.0.get(word).is_some_and(|senses| senses.contains(&sense));
        has(folded) || (sense == Sense::GoesOn && conjunction(folded).is_some_and(has))
    }
}

impl Sense {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "goes_on" => Self::GoesOn,
            "continues" => Self::Continues,
            "name_article" => Self::NameArticle,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_end_inside_a_sentence_ends_no_line_and_every_other_does() {
        // The text, `/` for a line end; then the lines, `|` between them.
        let cases = [
            // What goes on by its words.
            ("وردت القوات بقصف على المنطقة/التي انطلقت منها", 1),
            ("في الخامس من كانون الثاني/الجاري قُصف الحقل", 1),
            ("وقال المرصد السوري إن قوات/أن العدد أكبر", 1),
            ("هرب السجناء من السجن إلى/مدينة الحسكة", 1),
            ("قتل ثلاثة مدنيين في//الحسكة", 1),
            ("وأضاف أن الحراس، وهم عشرة،/قتلوا جميعاً", 1),
            ("وقال المرصد/، وهو منظمة، إن", 1),
            ("The Syrian Observatory for Human Rights, a war/monitor, said", 1),
            ("Six inmates of Ghwayran prison escaped on Sunday/night, a guard said", 1),
            ("Fighting continued near the/Ghwayran prison", 1),
            // A title, a byline, a menu and a list end with their lines.
            ("فرار سجناء من سجن غويران في الحسكة/تمكن سجناء من الفرار", 2),
            ("Six inmates escape from prison in Hasakah city/Six men have escaped", 2),
            ("Six inmates escape from prison in Hasakah city/al-Hol camp was closed", 2),
            ("Log in/to comment", 2),
            ("تقرير نشرته صحيفة عنب بلدي/قُتل مدني", 2),
            ("الحسكة/وقال مصدر", 2),
            ("وقال مصدر في السجن/وأضاف أن العدد أكبر", 2),
            ("قال المرصد:/التي قتلت امرأة", 2),
            ("هرب السجناء في الليل./التي", 2),
            ("Home/Politics/Economy/Sports", 4),
            ("سياسة/اقتصاد/رياضة", 3),
            ("وهذه أسماء القرى التالية/- التي قصفت", 2),
            ("One two three\u{2028}Four five", 2),
        ];
        for (text, expected) in cases {
            let text = text.replace('/', "\n");
            assert_eq!(Words::of(&text).lines().len(), expected, "{text}");
        }
    }

    #[test]
    fn prose_wrapped_at_a_column_is_joined_and_lists_are_not() {
        let wrapped = "Three guards were killed when Gunmen attacked a\nPrison on Sunday in the \
                       City of Hasakah. Syrian\nDemocratic Forces said that they had closed the\nArea.";
        assert_eq!(Words::of(wrapped).lines().len(), 1);
        let arabic = "قالت مصادر محلية إن مسلحين هاجموا سجناً في مدينة\nالحسكة مساء الأحد وقتلوا \
                      ثلاثة حراس. وأغلقت قوات\nسوريا الديمقراطية الطرق المؤدية إلى السجن وفرضت\nحظراً.";
        assert_eq!(Words::of(arabic).lines().len(), 1);
        let titled = format!("Prison attacked in Hasakah\n{wrapped}");
        assert_eq!(Words::of(&titled).lines().len(), 2);
        let links = "Gunmen attack a prison in the city of Hasakah\nCurfew in Raqqa after bombs \
                     kill three soldiers\nTurkey strikes oil wells in the east of Syria\nRain at last";
        assert_eq!(Words::of(links).lines().len(), 4);
    }

    #[test]
    fn lines_cover_every_word() {
        for text in ["", "\n\n", "a", "a\nb\n\nc d e of\nf"] {
            let words = Words::of(text);
            let covered: Vec<usize> = words.lines().iter().cloned().flatten().collect();
            assert_eq!(covered, (0..words.len()).collect::<Vec<_>>(), "{text:?}");
        }
    }
}
