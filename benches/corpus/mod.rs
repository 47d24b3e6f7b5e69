//! A made-up text of any length for the benchmarks, the same in every run.

use std::time::Duration;

/// The length of one source; a long newspaper article.
const ARTICLE_BYTES: usize = 8 * 1024;

/// Articles put together from the sentences of the sample and from words made by rule, so that neither the caches nor the
/// branch predictor know the text by heart.
pub(crate) struct Corpus {
    /// Its sources.
    pub(crate) articles: Vec<String>,
    /// Bytes of all of them.
    pub(crate) bytes: usize,
}

const CASES: &str = include_str!("../../tests/cases/geocode.txt");

impl Corpus {
    /// A text of `bytes` and a little more.
    pub(crate) fn of(bytes: usize) -> Self {
        // Half of the words stand in sentences with places, as in the news; the others are made up.
        let sentences: Vec<&str> = CASES
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split(" | ").next())
            .filter(|text| text.chars().any(|c| ('\u{621}'..='\u{64a}').contains(&c)))
            .collect();
        let mut dice = Dice(7);
        let mut articles = Vec::new();
        let mut made = 0;
        while made < bytes {
            let mut article = String::with_capacity(ARTICLE_BYTES + 400);
            while article.len() < ARTICLE_BYTES {
                if dice.below(4) == 0 {
                    article.push_str(sentences[dice.below(sentences.len())]);
                } else {
                    sentence(&mut dice, &mut article);
                }
                article.push(if dice.below(6) == 0 { '\n' } else { ' ' });
            }
            made += article.len();
            articles.push(article);
        }
        Self { articles, bytes: made }
    }

    /// Megabytes a second.
    pub(crate) fn rate(&self, time: Duration) -> f64 {
        self.bytes as f64 / 1e6 / time.as_secs_f64()
    }
}

/// A sentence of made-up words: roots of three letters in the patterns of Arabic, with what is glued to them.
pub(crate) fn sentence(dice: &mut Dice, out: &mut String) {
    const ROOTS: [char; 24] = [
        'ب', 'ت', 'ث', 'ج', 'ح', 'خ', 'د', 'ر', 'ز', 'س', 'ش', 'ص', 'ض', 'ط', 'ع', 'غ', 'ف', 'ق',
        'ك', 'ل', 'م', 'ن', 'ه', 'و',
    ];
    const FRONT: [&str; 10] = ["", "", "", "", "ال", "ال", "و", "وال", "بال", "لل"];
    const BACK: [&str; 8] = ["", "", "", "ة", "ات", "ون", "ين", "ها"];
    for word in 0..8 + dice.below(14) {
        if word > 0 {
            out.push(' ');
        }
        out.push_str(FRONT[dice.below(FRONT.len())]);
        let pattern = dice.below(4);
        for letter in 0..3 {
            out.push(ROOTS[dice.below(ROOTS.len())]);
            if letter == pattern {
                out.push(['ا', 'ي', 'و'][dice.below(3)]);
            }
        }
        out.push_str(BACK[dice.below(BACK.len())]);
    }
    out.push('.');
}

/// A linear congruential generator (Knuth's MMIX constants), so that every run has the same text.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let bound = u64::try_from(bound).expect("64 bits");
        usize::try_from((self.0 >> 33) % bound).expect("below a usize")
    }
}
