//! What becomes of pages.

use super::*;
use crate::extract::lexicon::Lexicon;
use crate::extract::Kinds;

#[test]
fn show_temporarily() {
    let phrases = Phrases::new();
    let lexicon = Lexicon::new(&Kinds::built_in());
    for path in std::env::var("PAGES").unwrap().split_whitespace() {
        let text = std::fs::read_to_string(path).unwrap();
        let words = Words::of(&text);
        let page = Page::of(&phrases, &words, &lexicon.hits(&words), None);
        println!("=== {path} stated {:?}", page.published().map(|s| s.against(None)));
        for (i, text) in page.texts.iter().enumerate().skip(1) {
            println!("  further text {i}: {:?}", text.published.as_ref().map(|s| s.against(None)));
        }
        for part in &page.parts {
            let all = words.all();
            let shown = &text[all[part.words.start].span().start..all[part.words.end - 1].span().end];
            let shown: String = shown.chars().take(70).collect();
            println!("{} {:?} [{}] {}", part.text, part.role, part.rule, shown.replace('\n', "/"));
        }
    }
}
