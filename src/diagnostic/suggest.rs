//! What a misspelt word was meant to be, and how a message quotes it.

/// ` (did you mean …?)` with the word of `known` nearest to `word`, or nothing where none is near.
pub(crate) fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let nearest = known
        .into_iter()
        .map(|candidate| (strsim::osa_distance(word, candidate), candidate))
        .min_by_key(|&(distance, _)| distance);
    // A third of the letters: `longitud` means `longitude`, but `size` does not mean `kind`.
    match nearest {
        Some((distance, candidate)) if distance * 3 <= word.chars().count().min(24) => {
            format!(" (did you mean `{candidate}`?)")
        }
        _ => String::new(),
    }
}

/// `text` between backticks, cut where it is long.
pub(crate) fn quote(text: &str) -> String {
    // 60 characters name a value well enough to find it and keep the message on one line.
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}
