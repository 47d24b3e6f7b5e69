//! The forms of a word, from the notation in which tables write it, so that a row need not list them.
//!
//! - `هاجم/يهاجم` is an Arabic verb by its third person singular, past and present: هاجمت, هاجموا, يهاجمون, هاجموه; and, told apart, سيهاجم.
//! - `هجوم+` is an Arabic noun: هجوما, هجومه, هجومهم, الهجومين, مهاجمون, محاولتهم, محاولات.
//! - `attack+` is a regular English verb or noun: attacks, attacked, attacking.
//! - `flee/fled/fleeing` are English forms, told one by one.
//!
//! The forms follow the written grammar (Ryding, *A Reference Grammar of Modern Standard Arabic*, 2005, chapters 7, 12 and 21), without
//! vowel marks. A form that no one writes costs a row in a hash table and finds nothing.

use super::Alphabet;

/// The pronouns that are glued to the end of a verb or noun.
const PRONOUNS: [&str; 6] = ["ه", "ها", "هم", "هما", "هن", "نا"];

/// The words that `written`, one word of a table's phrase, stands for; itself alone where it has no mark.
pub fn forms(written: &str) -> Vec<String> {
    if let Some(noun) = written.strip_suffix('+') {
        return match Alphabet::of_all(noun) {
            Some(Alphabet::Arabic) => arabic_noun(noun),
            _ => english(noun),
        };
    }
    let parts: Vec<&str> = written.split('/').filter(|part| !part.is_empty()).collect();
    match parts[..] {
        [past, present] if Alphabet::of_all(past) == Some(Alphabet::Arabic) => {
            arabic_verb(past, present)
        }
        _ => parts.into_iter().map(str::to_owned).collect(),
    }
}

/// What is wrong with `phrase` as tables write it, and what to do; `None` if it can be read as it is written.
pub fn fault_of(phrase: &str) -> Option<String> {
    let words: Vec<&str> = phrase.split_whitespace().collect();
    if !phrase.contains(|c: char| c.is_alphanumeric() || matches!(c, '%' | '٪')) {
        return Some("a phrase without a word; delete it".to_owned());
    }
    let left_out = |word: Option<&&str>| word == Some(&"…");
    if left_out(words.first()) || left_out(words.last()) {
        return Some(format!(
            "“{phrase}” begins or ends with “…”, which stands between words; take it out"
        ));
    }
    words.into_iter().find_map(|word| {
        let parts: Vec<&str> = word.split('/').collect();
        let plus = word.trim_end_matches('+');
        if parts.len() > 1 && parts.iter().any(|part| part.is_empty()) {
            return Some(format!("an empty part in “{word}”; write a word on both sides of each “/”"));
        }
        if plus.contains('+') || word.len() - plus.len() > 1 || plus.is_empty() {
            return Some(format!("“{word}” has a “+” that ends no word; write one, behind the word"));
        }
        if parts.len() > 1 && word.ends_with('+') {
            return Some(format!("“{word}” has both “/” and “+”; write its forms one by one"));
        }
        let arabic = |part: &str| Alphabet::of_all(part) == Some(Alphabet::Arabic);
        match parts[..] {
            [past, present] if arabic(past) && !present.starts_with('ي') => Some(format!(
                "“{word}” would be a verb, past and present, and “{present}” is no present; write two phrases"
            )),
            _ => None,
        }
    })
}

fn arabic_verb(past: &str, present: &str) -> Vec<String> {
    let mut out = Vec::new();
    // A weak last letter gives way to every ending: ألقى, ألقت, ألقوا.
    let root = past.strip_suffix(['ى', 'ا']).unwrap_or(past);
    for form in [past.to_owned(), format!("{root}ت"), format!("{root}وا"), format!("{past}ن")] {
        with_objects(&form, &mut out);
    }
    // Two of them, and many without the alef, as posts write it: هربا, هربو.
    out.extend([format!("{past}ا"), format!("{root}تا"), format!("{root}و")]);
    if past.ends_with('ى') {
        // The passive: أُلقيت.
        out.push(format!("{root}يت"));
    }
    out.extend(present_forms(present, ""));
    out
}

/// The forms in which an Arabic verb of a table tells the future: سيهاجم, ستنقلهم; none of any other word.
pub fn future_forms(written: &str) -> Vec<String> {
    match written.split_once('/') {
        Some((past, present)) if Alphabet::of_all(past) == Some(Alphabet::Arabic) => {
            present_forms(present, "س")
        }
        _ => Vec::new(),
    }
}

fn present_forms(present: &str, before: &str) -> Vec<String> {
    let mut out = Vec::new();
    let stem = present.strip_prefix('ي').unwrap_or(present);
    let short = stem.strip_suffix(['ي', 'ى', 'و']).unwrap_or(stem);
    for person in ['ي', 'ت'] {
        with_objects(&format!("{before}{person}{stem}"), &mut out);
        out.push(format!("{before}{person}{stem}ان"));
        out.push(format!("{before}{person}{short}"));
    }
    // The last without its alef, as posts write it. With «تـ» these would be "you", which no report says, or another verb: تنقلوا.
    for plural in ["ون", "وا", "و"] {
        with_objects(&format!("{before}ي{short}{plural}"), &mut out);
    }
    // Many women: يهربن, يجرين, يسعين.
    let women = stem.strip_suffix('ى').map_or_else(|| stem.to_owned(), |root| format!("{root}ي"));
    out.push(format!("{before}ي{women}ن"));
    out
}

/// A form of a verb, alone and with each object: هاجموا, هاجموه.
fn with_objects(form: &str, out: &mut Vec<String>) {
    let before = match form.strip_suffix("وا") {
        Some(stem) => format!("{stem}و"),
        None => form.strip_suffix('ى').map_or_else(|| form.to_owned(), |stem| format!("{stem}ا")),
    };
    out.push(form.to_owned());
    out.extend(PRONOUNS.map(|pronoun| format!("{before}{pronoun}")));
}

fn arabic_noun(noun: &str) -> Vec<String> {
    let mut out = vec![noun.to_owned()];
    if let Some(stem) = noun.strip_suffix('ة') {
        out.extend(PRONOUNS.map(|pronoun| format!("{stem}ت{pronoun}")));
        out.extend(PRONOUNS.map(|pronoun| format!("{stem}ات{pronoun}")));
        out.extend(["ات", "تان", "تين", "تا", "تي"].map(|ending| format!("{stem}{ending}")));
    } else {
        out.extend(PRONOUNS.map(|pronoun| format!("{noun}{pronoun}")));
        out.extend(
            ["ا", "ان", "ين", "ون", "و", "ي", "ة", "ات"].map(|ending| format!("{noun}{ending}")),
        );
    }
    out
}

fn english(word: &str) -> Vec<String> {
    let consonant_y = word.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    let plural = match consonant_y {
        Some(stem) => format!("{stem}ies"),
        None if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") => {
            format!("{word}es")
        }
        None => format!("{word}s"),
    };
    let past = match (consonant_y, word.strip_suffix('e')) {
        (Some(stem), _) => format!("{stem}ied"),
        (_, Some(stem)) => format!("{stem}ed"),
        _ => format!("{word}ed"),
    };
    let present = format!("{}ing", word.strip_suffix('e').unwrap_or(word));
    vec![word.to_owned(), plural, past, present]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_a_table_stands_for_its_forms() {
        let cases = [
            (
                "هاجم/يهاجم",
                "هاجم هاجمت هاجموا هاجمو هاجموه هاجمتها يهاجم يهاجمون تهاجم يهاجموا يهاجمن",
            ),
            ("ألقى/يلقي", "ألقى ألقت ألقوا ألقاه يلقي يلقون تلقي يلق يلقين"),
            ("هجوم+", "هجوم هجوما هجومه هجومهم هجومين"),
            ("محاولة+", "محاولة محاولتهم محاولات محاولتين"),
            ("storm+", "storm storms stormed storming"),
            ("raze+", "raze razes razed razing"),
            ("try+", "try tries tried trying"),
            ("flee/fled/fleeing", "flee fled fleeing"),
            ("قتلى", "قتلى"),
            ("toll", "toll"),
        ];
        for (written, expected) in cases {
            let forms = forms(written);
            for form in expected.split(' ') {
                assert!(forms.iter().any(|known| known == form), "{form} of {written}");
            }
        }
        assert_eq!(forms("toll").len(), 1);
        assert!(future_forms("هاجم/يهاجم").contains(&"سيهاجمون".to_owned()));
        assert!(future_forms("هرب/يهرب").contains(&"سيهربن".to_owned()));
        assert!(future_forms("هجوم+").is_empty());
    }
}
