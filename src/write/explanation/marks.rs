//! A text cut into pieces by what was read in it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer};

use super::shown;
use crate::diagnostic::line_starts;
use crate::model::{Field, Span};

/// Words that were read, and as what.
#[derive(Debug)]
pub(super) struct Mark {
    pub(super) span: Span,
    pub(super) role: Role,
    /// The number of the event that they tell.
    pub(super) claim: Option<usize>,
    /// What there is to say of them.
    pub(super) note: String,
}

/// What words were read as; of two marks on the same words the first counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Kind,
    Date,
    Number,
    Place,
    Refused,
    /// Words that helped to decide: they show only where nothing else does.
    Context,
}

/// A line of a text.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Line {
    /// Its number in the file.
    pub(super) number: u64,
    /// None of them empty; there is none on an empty line.
    pub(super) pieces: Vec<Piece>,
}

/// A piece of a line.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Piece {
    pub(super) text: String,
    /// What it was read as.
    pub(super) role: Option<Role>,
    /// What there is to say of it.
    pub(super) notes: String,
    /// The events whose kind it betrays, where a mark ends with it.
    pub(super) claims: Vec<usize>,
    /// Whether it stands in a sentence that tells an event.
    pub(super) said: bool,
}

/// The lines of `text`, which begins on line `first_line` of its file, cut where `marks` begin and end. Of marks that overlap
/// the shortest shows. `sentences` tell events.
pub(super) fn lines(
    text: &str,
    first_line: u64,
    marks: Vec<Mark>,
    sentences: &[Span],
) -> Vec<Line> {
    if text.is_empty() {
        return Vec::new();
    }
    let marks = Merged::of(marks);
    let starts = line_starts(text);
    let spans = marks.keys().map(|(span, _)| span).chain(sentences);
    let mut cuts: BTreeSet<usize> = spans.flat_map(|span| [span.start, span.end]).collect();
    cuts.extend(starts.iter().copied().chain([text.len()]));
    let cuts: Vec<usize> = cuts.into_iter().collect();
    let said = disjoint(sentences);
    let mut lines: Vec<Line> = Vec::new();
    let mut coming = marks.iter().peekable();
    let mut open: Vec<(&(Span, Role), &Merged)> = Vec::new();
    let mut before = None;
    for cut in cuts.array_windows() {
        let [start, end] = *cut;
        if starts.binary_search(&start).is_ok() {
            let number = first_line + lines.len() as u64;
            lines.push(Line { number, pieces: Vec::new() });
            before = None;
        }
        open.retain(|((span, _), _)| span.end > start);
        while let Some(mark) = coming.next_if(|((span, _), _)| span.start <= start) {
            if mark.0.0.end > start {
                open.push(mark);
            }
        }
        let part = text[start..end].trim_end_matches(['\r', '\n']);
        if part.is_empty() {
            continue;
        }
        let rank = |((span, role), _): &&(&(Span, Role), &Merged)| {
            (*role == Role::Context, span.len(), *role)
        };
        let shortest = open.iter().min_by_key(rank).copied();
        let at = said.partition_point(|sentence| sentence.end <= start);
        let said = said.get(at).is_some_and(|sentence| sentence.start <= start);
        let piece = piece(part, end, said, shortest);
        let pieces = &mut lines.last_mut().expect("a text begins with a line").pieces;
        // What began or ended inside a mark without showing leaves it whole.
        let same = Some((shortest.map(|(mark, _)| mark), said));
        match pieces.last_mut().filter(|_| before == same) {
            Some(last) => last.join(piece),
            None => pieces.push(piece),
        }
        before = same;
    }
    lines
}

/// What `spans` cover, in order.
fn disjoint(spans: &[Span]) -> Vec<Span> {
    let mut sorted = spans.to_vec();
    sorted.sort_unstable();
    let mut out: Vec<Span> = Vec::new();
    for span in sorted {
        match out.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => out.push(span),
        }
    }
    out
}

fn piece(part: &str, end: usize, said: bool, mark: Option<(&(Span, Role), &Merged)>) -> Piece {
    let (role, merged) = mark.map(|((_, role), merged)| (*role, merged)).unzip();
    // The number of an event stands once behind the words that betray it.
    let ends = mark.is_some_and(|((span, role), _)| span.end == end && *role == Role::Kind);
    let claims = merged.filter(|_| ends).map(|merged| merged.claims.iter().copied().collect());
    let notes = merged.map(|merged| merged.notes.join("; ")).unwrap_or_default();
    Piece { text: shown_inside(part), role, notes, claims: claims.unwrap_or_default(), said }
}

/// `part` of a line as it is safe to show, with the spaces at its ends.
fn shown_inside(part: &str) -> String {
    shown(&part.replace('\t', " "))
}

/// All marks on the same words in the same role.
#[derive(Debug, Default)]
struct Merged {
    claims: BTreeSet<usize>,
    notes: Vec<String>,
}

impl Merged {
    /// Sorted by where they begin. A mark knows what its namesakes in other roles say too.
    fn of(marks: Vec<Mark>) -> BTreeMap<(Span, Role), Self> {
        let mut notes: BTreeMap<Span, Vec<String>> = BTreeMap::new();
        let mut merged: BTreeMap<(Span, Role), Self> = BTreeMap::new();
        for Mark { span, role, claim, note } in marks {
            if span.is_empty() {
                continue;
            }
            merged.entry((span, role)).or_default().claims.extend(claim);
            let notes = notes.entry(span).or_default();
            if !note.is_empty() && !notes.contains(&note) {
                notes.push(note);
            }
        }
        for ((span, _), merged) in &mut merged {
            merged.notes.clone_from(&notes[span]);
        }
        merged
    }
}

impl Piece {
    fn join(&mut self, next: Self) {
        self.text.push_str(&next.text);
        self.claims = next.claims;
    }
}

impl Role {
    /// Every role, in the order of the key.
    pub(super) const ALL: [Self; 6] =
        [Self::Kind, Self::Place, Self::Date, Self::Number, Self::Context, Self::Refused];

    /// What words are that gave `field`.
    pub(super) fn of(field: Field) -> Self {
        match field {
            Field::Kind => Self::Kind,
            Field::Status | Field::Main => Self::Context,
            Field::Dates => Self::Date,
            Field::Place => Self::Place,
            Field::Counts => Self::Number,
        }
    }

    /// The word that users see.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Place => "place",
            Self::Date => "date",
            Self::Number => "number",
            Self::Context => "context",
            Self::Refused => "refused",
        }
    }
}

impl Serialize for Role {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces in brackets with their roles, a line a line.
    fn told(text: &str, marks: &[(&str, Role)], sentence: &str) -> Vec<String> {
        let span = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let mark = |(number, (words, role)): (usize, &(&str, Role))| Mark {
            span: span(words),
            role: *role,
            claim: Some(number),
            note: format!("n{number}"),
        };
        let marks = marks.iter().enumerate().map(mark).collect();
        let lines = lines(text, 5, marks, &[span(sentence)]);
        lines
            .iter()
            .map(|line| {
                let pieces = line.pieces.iter().map(|piece| {
                    let role = piece.role.map(|role| format!("{}:", role.as_str()));
                    let said = if piece.said { "" } else { "-" };
                    let claims: String = piece.claims.iter().map(ToString::to_string).collect();
                    let notes = &piece.notes;
                    format!("[{said}{}{}{claims}|{notes}]", role.unwrap_or_default(), piece.text)
                });
                format!("{} {}", line.number, pieces.collect::<String>())
            })
            .collect()
    }

    #[test]
    fn a_text_is_cut_where_marks_begin_and_end_and_the_shortest_shows() {
        use Role::{Context, Kind, Number, Place, Refused};
        let text = "a b c d e\r\n\r\nسجن f\t\u{202e}g";
        let marks =
            [("b", Kind), ("b c d", Place), ("c d e", Context), ("f\t", Number), ("سجن", Refused)];
        assert_eq!(
            told(text, &marks, "b c d"),
            [
                "5 [-a |][kind:b0|n0][place: c d|n1][-context: e|n2]",
                "6 ",
                "7 [-refused:سجن|n4][- |][-number:f |n3][-\\u{202e}g|]",
            ]
        );
    }

    #[test]
    fn marks_on_the_same_words_are_one_and_say_all() {
        use Role::{Kind, Place};
        let text = "the prison attack";
        let marks = [("prison", Place), ("attack", Kind), ("attack", Kind), ("attack", Place)];
        assert_eq!(
            told(text, &marks, "the"),
            ["5 [the|][- |][-place:prison|n0][- |][-kind:attack12|n1; n2; n3]"]
        );
    }

    #[test]
    fn a_mark_over_several_lines_shows_on_each() {
        let text = "one\ntwo\nthree";
        assert_eq!(
            told(text, &[("e\ntwo\nth", Role::Kind)], text),
            ["5 [on|][kind:e|n0]", "6 [kind:two|n0]", "7 [kind:th0|n0][ree|]"]
        );
        assert!(lines("", 1, Vec::new(), &[]).is_empty());
    }
}
