//! A page: what of a saved text is the report, what is the furniture of the web page around it, and what is another text
//! pasted below. The text stays whole, so that every offset holds; a page only says which words are for what.
//!
//! Words of furniture are in `tables/page.csv`. A sentence of prose is never furniture, except among the comments below a text.

mod another;
mod dateline;
mod ends;
mod layout;
mod phrases;
mod stated;
mod strip;

use std::ops::Range;

use jiff::civil::Date;

use super::lexicon::Hits;
use crate::model::{Mention, Refusal, Span};
use crate::text::Words;

pub(super) use phrases::Phrases;
pub(super) use stated::Stated;
use strip::Sheet;

/// A text as parts, in order, covering every word.
#[derive(Debug)]
pub(super) struct Page {
    parts: Vec<Part>,
    texts: Vec<Text>,
    title: Option<Range<usize>>,
}

/// A line or a run inside one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) words: Range<usize>,
    pub(super) role: Role,
    /// Of which text it is a part: 0 is the report itself, 1 and more are texts pasted below it.
    pub(super) text: usize,
    /// Why it has this role, as a phrase for the user; empty for the body.
    pub(super) rule: &'static str,
    /// The words that decided, where some did.
    pub(super) by: Option<Range<usize>>,
}

/// What words of a page are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The headline.
    Title,
    /// Who wrote it, where and when.
    Byline,
    /// The text itself.
    Body,
    /// Everything else: navigation, share bars, links to other texts, comments, notices.
    Furniture,
}

/// A text of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) words: Range<usize>,
    /// The day that it states itself.
    pub(super) published: Option<Stated>,
}

impl Page {
    /// Takes a text apart. `published` is its day as the user gives it.
    pub(super) fn of(
        phrases: &Phrases,
        words: &Words<'_>,
        hits: &Hits,
        mentions: &[Mention],
        published: Option<Date>,
    ) -> Self {
        let sheet = Sheet { words, hits, phrases, mentions, published };
        let (parts, texts) = layout::lay_out(sheet, &strip::strips(sheet));
        let is_title = |part: &&Part| part.text == 0 && part.role == Role::Title;
        let title = parts.iter().find(is_title).map(|part| part.words.clone());
        Self { parts, texts, title }
    }

    /// The texts: the report itself, then those pasted below.
    pub(super) fn texts(&self) -> &[Text] {
        &self.texts
    }

    /// The day of publication that the page states of the report.
    pub(super) fn published(&self) -> Option<&Stated> {
        self.texts.first()?.published.as_ref()
    }

    /// The headline of the report.
    pub(super) fn title(&self) -> Option<&Range<usize>> {
        self.title.as_ref()
    }

    /// The part that word `index` belongs to.
    ///
    /// # Panics
    /// If the text has no such word.
    pub(super) fn part_of(&self, index: usize) -> &Part {
        let at = self.parts.partition_point(|part| part.words.end <= index);
        &self.parts[at]
    }

    /// Which text word `index` is part of.
    pub(super) fn text_of(&self, index: usize) -> usize {
        // Most pages have one text, and this is asked of every sentence many times.
        if self.texts.len() == 1 { 0 } else { self.part_of(index).text }
    }

    /// What word `index` is for.
    pub(super) fn role_of(&self, index: usize) -> Role {
        self.part_of(index).role
    }

    /// Whether claims are read at word `index`: in headlines and bodies.
    pub(super) fn is_read(&self, index: usize) -> bool {
        matches!(self.role_of(index), Role::Title | Role::Body)
    }

    /// The sentences of the text; none reaches over the end of a part.
    pub(super) fn sentences(&self, words: &Words<'_>) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        let mut parts = self.parts.iter().map(|part| part.words.end).peekable();
        for Range { mut start, end } in words.sentences().iter().cloned() {
            while let Some(cut) = parts.next_if(|cut| *cut <= end) {
                if cut < end {
                    out.push(start..cut);
                    start = cut;
                }
            }
            out.push(start..end);
        }
        out
    }

    /// The furniture, as what looked like text and is not read.
    pub(super) fn refusals(&self, words: &Words<'_>) -> Vec<Refusal> {
        let all = words.all();
        let span = |range: &Range<usize>| {
            Span::new(all[range.start].span().start, all[range.end - 1].span().end)
        };
        let furniture = self.parts.iter().filter(|part| part.role == Role::Furniture);
        let refusal = |part: &Part| Refusal {
            span: span(&part.words),
            looks_like: "text".to_owned(),
            rule: part.rule,
            by: part.by.as_ref().map(span),
        };
        furniture.map(refusal).collect()
    }
}

#[cfg(test)]
mod tests;
