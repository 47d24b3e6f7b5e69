//! Where words stand in a source.

/// A half-open range of bytes into the text of a source, always on character boundaries.
///
/// Bytes inside, because slicing is free; the outputs that people read count characters, see
/// [`Chars`].
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

    /// Whether `other` lies inside this span.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// The characters (Unicode scalar values) of a text, counted once: outputs ask for hundreds of spans of one text.
#[derive(Debug)]
pub struct Chars<'t> {
    text: &'t str,
    /// How many characters begin before each block of [`BLOCK`] bytes.
    before: Vec<usize>,
}

/// Bytes between two counts: few enough to count anew and in a byte, many enough to keep the counts small.
const BLOCK: usize = 128;

impl<'t> Chars<'t> {
    /// Counts the characters of `text`.
    pub fn of(text: &'t str) -> Self {
        let blocks = text.as_bytes().chunks(BLOCK).scan(0, |count, block| {
            let before = *count;
            *count += begun_in(block);
            Some(before)
        });
        Self { text, before: blocks.collect() }
    }

    /// `span` of the text, counted in characters.
    ///
    /// # Panics
    /// If the span was not made from the text.
    pub fn range(&self, span: Span) -> (usize, usize) {
        (self.before(span.start), self.before(span.end))
    }

    fn before(&self, byte: usize) -> usize {
        let block = (byte / BLOCK).min(self.before.len().saturating_sub(1));
        let counted = self.before.get(block).copied().unwrap_or(0);
        counted + begun_in(&self.text.as_bytes()[block * BLOCK..byte])
    }
}

/// How many characters begin in `bytes`, a block or a part of one: all bytes of UTF-8 but those that continue one. Counted in a
/// byte, which a processor does for many at once.
fn begun_in(bytes: &[u8]) -> usize {
    let begins = |&byte: &u8| u8::from(byte & 0b1100_0000 != 0b1000_0000);
    bytes.iter().map(begins).sum::<u8>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_in_characters_is_what_counting_from_the_start_gives() {
        for text in ["", "a", "سجن a الصناعة", &"سجن a ".repeat(700), &"ab".repeat(BLOCK)]
        {
            let chars = Chars::of(text);
            for byte in (0..=text.len()).filter(|&byte| text.is_char_boundary(byte)) {
                let expected = text[..byte].chars().count();
                assert_eq!(chars.range(Span::new(byte, byte)), (expected, expected), "{byte}");
            }
        }
    }
}
