//! Where words stand in a source.

/// A half-open range of bytes into the text of a source, always on character boundaries.
///
/// Bytes inside, because slicing is free; the outputs that people read count characters, see
/// [`Span::chars_in`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The range `start..end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span must not run backwards: {start}..{end}");
        Self { start, end }
    }

    /// The words of `text` under this span.
    ///
    /// # Panics
    /// If the span was not made from `text`.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// How many bytes it covers.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same range counted in characters (Unicode scalar values) of `text`.
    pub fn chars_in(self, text: &str) -> (usize, usize) {
        let start = text[..self.start].chars().count();
        (start, start + self.of(text).chars().count())
    }

    /// Whether `other` lies inside this span.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}
