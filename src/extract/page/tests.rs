//! What becomes of pages: `tests/cases/pages`, and the ways in which a page states its day.
//!
//! A case is a page with a mark before each line: `T` headline, `Y` byline, `B` body, `F` furniture, a number before it for
//! a text pasted below, `.` for an empty line, and `+` behind it for a run that stands on the line before. `# stated:` tells the
//! day that the page states and by which rule, `# text 1:` that of the next text.

use std::fmt::Write as _;
use std::path::Path;

use super::*;
use crate::extract::Kinds;
use crate::extract::lexicon::Lexicon;
use crate::gazetteer::Gazetteer;
use crate::model::{
    Codes, CoordinateStatus, LonLat, Names, Place, PlaceClass, PlaceId, Scope, StatedDay,
};

/// A town of these names.
fn town((en, ar): (&str, &str)) -> Place {
    Place {
        id: PlaceId::new(en),
        names: Names { en: vec![en.to_owned()], ar: vec![ar.to_owned()], ..Names::default() },
        class: PlaceClass::Town,
        parent: None,
        lonlat: LonLat::new(40.0, 36.0).expect("a coordinate"),
        radius_m: 2_000,
        status: CoordinateStatus::SingleSource,
        codes: Codes::default(),
        scope: Scope::Covered,
        near: Vec::new(),
        not_near: Vec::new(),
        not_beside: Vec::new(),
    }
}

struct Desk {
    lexicon: Lexicon,
    phrases: Phrases,
    gazetteer: Gazetteer,
}

impl Desk {
    fn new() -> Self {
        let names = [
            ("Hasakah", "الحسكة"),
            ("Qamishli", "القامشلي"),
            ("Deir ez-Zor", "دير الزور"),
            ("Raqqa", "الرقة"),
            ("Shuhail", "الشحيل"),
            ("Tell Tamer", "تل تمر"),
        ];
        Self {
            lexicon: Lexicon::new(&Kinds::built_in()),
            phrases: Phrases::new(),
            gazetteer: Gazetteer::new(names.into_iter().map(town).collect()),
        }
    }

    fn page(&self, words: &Words<'_>) -> Page {
        let mentions = self.gazetteer.mentions(words);
        Page::of(&self.phrases, words, &self.lexicon.hits(words), &mentions, None)
    }

    /// The day that a text states, as cases write it.
    fn stated(&self, text: &str) -> String {
        show(self.page(&Words::of(text)).published())
    }
}

fn show(stated: Option<&Stated>) -> String {
    let Some(StatedDay { day, rule, .. }) = stated.map(|stated| stated.against(None)) else {
        return "none".to_owned();
    };
    let rule = match rule {
        "a dateline" => "dateline",
        "a date alone on its line" => "alone",
        "the label of an earlier text" => "earlier",
        rule if rule.ends_with("published") => "label",
        _ => "updated",
    };
    format!("{day} {rule}")
}

/// A page with its marks taken off: the text, and what each run of it should be.
struct Case {
    stated: Vec<String>,
    text: String,
    runs: Vec<(Range<usize>, String)>,
}

impl Case {
    fn parse(marked: &str) -> Self {
        let mut case =
            Self { stated: vec!["none".to_owned()], text: String::new(), runs: Vec::new() };
        for line in marked.lines() {
            if let Some(head) = line.strip_prefix("# ") {
                let (key, stated) = head.split_once(": ").expect("a key and a day");
                match key {
                    "stated" => case.stated[0] = stated.to_owned(),
                    _ => case.stated.push(stated.to_owned()),
                }
                continue;
            }
            let (mark, run) = line.split_once(' ').unwrap_or((line, ""));
            match mark.strip_suffix('+') {
                Some(_) => {
                    case.text.pop();
                    case.text.push(' ');
                }
                None if mark == "." => {}
                None => {}
            }
            let start = case.text.len();
            case.text.push_str(run);
            case.runs.push((start..case.text.len(), mark.trim_end_matches('+').to_owned()));
            case.text.push('\n');
        }
        case
    }
}

#[test]
fn every_line_of_the_pages_is_what_it_should_be() {
    let desk = Desk::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/pages");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 25, "only {} pages", paths.len());
    let mut wrong = String::new();
    for path in paths {
        let case = Case::parse(&std::fs::read_to_string(&path).unwrap());
        let words = Words::of(&case.text);
        let page = desk.page(&words);
        let name = path.file_name().unwrap().to_string_lossy();
        let stated: Vec<String> =
            page.texts().iter().map(|text| show(text.published.as_ref())).collect();
        if stated != case.stated {
            let _ = writeln!(wrong, "{name}: states {stated:?}, not {:?}", case.stated);
        }
        for (run, expected) in &case.runs {
            let inside = words.at_byte(run.start)..words.at_byte(run.end);
            let mut found: Vec<String> = inside.map(|word| mark(page.part_of(word))).collect();
            found.dedup();
            if !found.is_empty() && found != [expected.as_str()] {
                let _ = writeln!(
                    wrong,
                    "{name}: {found:?}, not {expected}: {}",
                    &case.text[run.clone()]
                );
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

fn mark(part: &Part) -> String {
    let role = match part.role {
        Role::Title => "T",
        Role::Byline => "Y",
        Role::Body => "B",
        Role::Furniture => "F",
    };
    if part.text == 0 { role.to_owned() } else { format!("{}{role}", part.text) }
}

const HEADLINE: &str = "فرار سجناء من سجن في مدينة الحسكة";
const PROSE: &str =
    "تمكن سجناء من الفرار من سجن في مدينة الحسكة مساء أمس، وفق ما قاله سكان لوكالتنا.";

#[test]
fn a_line_near_the_headline_states_the_day_in_many_forms() {
    let desk = Desk::new();
    let cases = [
        ("تاريخ النشر: 28th, August 2023 GMT", "2023-08-28 label"),
        ("تاريخ النشر: 28/08/2023 - 14:05", "2023-08-28 label"),
        ("تاريخ النشر : الاثنين 28 آب/أغسطس 2023", "2023-08-28 label"),
        ("نشر في: 24 كانون الثاني 2022", "2022-01-24 label"),
        ("نُشر في 24 يناير 2022", "2022-01-24 label"),
        ("نشر بتاريخ ٢٤/٠١/٢٠٢٢ الساعة ١٢:٣٠", "2022-01-24 label"),
        ("تم النشر في 24-1-2022 | سوريا", "2022-01-24 label"),
        ("نشر: 24 شباط 2022، 10:40 م", "2022-02-24 label"),
        ("بتاريخ 24 شباط 2022", "2022-02-24 label"),
        ("أضيف بتاريخ 2022.02.24", "2022-02-24 label"),
        ("كتب في 24 شباط 2022 بواسطة المحرر", "2022-02-24 label"),
        ("Published on January 24, 2022", "2022-01-24 label"),
        ("Published: 24 Jan 2022 13:40 GMT", "2022-01-24 label"),
        ("Posted 24/01/2022 by Jane Doe", "2022-01-24 label"),
        ("Posted on Monday, 24 January 2022 at 9:15 am", "2022-01-24 label"),
        ("First published: 2022-01-24T13:40:00Z", "2022-01-24 label"),
        ("Publication date: 2022-01-24", "2022-01-24 label"),
        ("Date: 24 January 2022", "2022-01-24 label"),
        ("Released on 24 January 2022", "2022-01-24 label"),
        ("Updated 25 January 2022 | Published 24 January 2022", "2022-01-24 label"),
        ("آخر تحديث: 25 يناير 2022", "2022-01-25 updated"),
        ("تم التحديث في 25/01/2022 18:30", "2022-01-25 updated"),
        ("Last updated on January 25, 2022", "2022-01-25 updated"),
        ("Last modified: 25.01.2022", "2022-01-25 updated"),
        ("سوريا-24-01-2022", "2022-01-24 alone"),
        ("24 يناير 2022", "2022-01-24 alone"),
        ("الاثنين 24 كانون الثاني/يناير 2022", "2022-01-24 alone"),
        ("الاثنين، 24 كانون الثاني 2022 - 09:00 مساءً", "2022-01-24 alone"),
        ("2022/1/24 - عنب بلدي", "2022-01-24 alone"),
        ("عنب بلدي - 24 كانون الثاني 2022", "2022-01-24 alone"),
        ("الحسكة / 24 / 1 / 2022", "2022-01-24 alone"),
        ("17.04.2022 أخبار العالم العربي", "2022-04-17 alone"),
        ("2024.02.06 - 09:00", "2024-02-06 alone"),
        ("الاثنين 21 جمادى الآخرة 1443 هـ الموافق 24 يناير 2022 م", "2022-01-24 alone"),
        ("Saturday 22 January 2022 - 13:40", "2022-01-22 alone"),
        ("January 22, 2022", "2022-01-22 alone"),
        ("22 January 2022 | Syria", "2022-01-22 alone"),
        ("By Jane Doe, 22 January 2022", "2022-01-22 alone"),
        ("Jan 22, 2022, 4:10 PM EST", "2022-01-22 alone"),
        ("North Press Agency - 22/01/2022", "2022-01-22 alone"),
        // No day, no year, or no line of a day.
        ("آخر تحديث: قبل ساعتين", "none"),
        ("منذ 3 أيام", "none"),
        ("24 كانون الثاني", "none"),
        ("كانون الثاني 2022", "none"),
        ("Published 3 hours ago", "none"),
        ("00963 939 114 037", "none"),
        ("مقتل خمسة عناصر في هجوم 24 كانون الثاني 2022 على الحاجز الغربي", "none"),
        ("Inmates who escaped on 24 January 2022", "none"),
    ];
    let text = |line: &str| format!("{HEADLINE}\n{line}\n{PROSE}");
    let found = cases.map(|(line, expected)| (line, desk.stated(&text(line)), expected));
    let wrong: Vec<_> = found.iter().filter(|(_, found, expected)| found != expected).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_dateline_states_the_day_where_it_has_a_year() {
    let desk = Desk::new();
    let english = "Gunmen attacked a prison in the city overnight, a war monitor said on Friday.";
    let cases = [
        ("الحسكة – 20 كانون الثاني/يناير 2022 (وكالة) –", PROSE, "2022-01-20 dateline"),
        ("دمشق، 20 كانون الثاني 2022 (سانا) -", PROSE, "2022-01-20 dateline"),
        ("(القامشلي - 20 كانون الثاني 2022)", PROSE, "2022-01-20 dateline"),
        ("عنب بلدي – 20 كانون الثاني 2022 –", PROSE, "2022-01-20 dateline"),
        ("HASAKAH, Syria, Jan 21, 2022 (Reuters) -", english, "2022-01-21 dateline"),
        ("BEIRUT — January 21, 2022 —", english, "2022-01-21 dateline"),
        ("Qamishli, 21 January 2022 (North Press) –", english, "2022-01-21 dateline"),
        ("January 21, 2022 -", english, "2022-01-21 dateline"),
        ("HASAKAH, Syria, Jan 21 (Reuters) -", english, "none"),
        ("في 20 كانون الثاني 2022،", PROSE, "none"),
        ("On January 21, 2022,", english, "none"),
        ("29 March 2020:", english, "none"),
    ];
    for (dateline, prose, expected) in cases {
        assert_eq!(desk.stated(&format!("{dateline} {prose}\n{prose}")), expected, "{dateline}");
    }
}

#[test]
fn a_stated_day_is_held_against_the_given_one() {
    let desk = Desk::new();
    let given: Option<Date> = Some("2022-01-24".parse().unwrap());
    let cases = [
        ("تاريخ النشر: 24/01/2022", false),
        ("تاريخ النشر: 25/01/2022", true),
        ("23 كانون الثاني 2022", true),
        // A page may be changed after its publication, not before.
        ("آخر تحديث: 25/01/2022", false),
        ("آخر تحديث: 23/01/2022", true),
    ];
    for (line, differs) in cases {
        let text = format!("{HEADLINE}\n{line}\n{PROSE}");
        let words = Words::of(&text);
        let page = desk.page(&words);
        assert_eq!(page.published().unwrap().against(given).differs, differs, "{line}");
        assert!(!page.published().unwrap().against(None).differs);
    }
}

/// Prose of two texts in each language: of a day, and of another.
const TWO: [[&str; 2]; 2] = [
    [
        "فر خمسة سجناء من سجن في مدينة الحسكة مساء أمس، وقال سكان إن الحراس يبحثون عنهم.",
        "قُتل ثلاثة عناصر أمس في هجوم شنه مسلحون على حاجز في بلدة الشحيل، وقال شاهد إنهم فروا.",
    ],
    [
        "Five inmates escaped from a prison in Hasakah yesterday, guards said, and a search goes on.",
        "Gunmen attacked a checkpoint in Shuhail on Monday and killed three fighters, a doctor said.",
    ],
];

/// How many texts a page has, whose second prose stands behind `between`, in the language of that or in English.
fn texts_with(desk: &Desk, between: &str) -> usize {
    let arabic = between.chars().any(|c| ('\u{621}'..='\u{64a}').contains(&c));
    let [first, second] = TWO[usize::from(!arabic)];
    let text = format!("{first}\n\n{between}{second}\n");
    desk.page(&Words::of(&text)).texts().len()
}

#[test]
fn prose_with_a_head_of_its_own_is_another_text() {
    let desk = Desk::new();
    let heads = [
        "مقتل ثلاثة عناصر في الشحيل\nدير الزور (نورث برس) – ",
        "مقتل ثلاثة عناصر في الشحيل\nدير الزور – عنب بلدي\n",
        "مقتل ثلاثة عناصر في الشحيل\nخاص – عنب بلدي\n",
        "مقتل ثلاثة عناصر في الشحيل\nريف دير الزور – ",
        "مقتل ثلاثة عناصر في الشحيل\nالحسكة – نورث برس: ",
        "مقتل ثلاثة عناصر في الشحيل\nبقلم سامر المحمد\n",
        "مقتل ثلاثة عناصر في الشحيل\nكتب: سامر المحمد\n",
        "مقتل ثلاثة عناصر في الشحيل\nالمرصد السوري لحقوق الإنسان\n",
        "مقتل ثلاثة عناصر في الشحيل\nشفق نيوز/ ",
        "مقتل ثلاثة عناصر في الشحيل | نورث برس\n",
        "مقتل ثلاثة عناصر في الشحيل - عنب بلدي\n",
        "مقتل ثلاثة عناصر في الشحيل\nتاريخ النشر: 12 آب 2020\n",
        "تاريخ النشر: 12 آب 2020\nمقتل ثلاثة عناصر في الشحيل\n",
        "____________\nمقتل ثلاثة عناصر في الشحيل\n",
        "* * *\nمقتل ثلاثة عناصر في الشحيل\n",
        "•••\nكتب: سامر المحمد\n",
        "***\nدير الزور – ",
        "مقتل ثلاثة بالشحيل\nدير الزور – ",
        "خبر سابق: ",
        "خبر سابق بتاريخ 12 آب 2020: ",
        "خبر سابق - 12 آب 2020\n",
        "تقرير سابق: ",
        "من أرشيف نورث برس (12/08/2020):\n",
        "من الأرشيف\n",
        "خبر ذو صلة (نشر في 12 آب 2020)\nمقتل ثلاثة عناصر في الشحيل\n",
        "مادة ذات صلة: ",
        "اقرأ أيضاً: مقتل ثلاثة عناصر في الشحيل\nدير الزور – ",
        "اقرأ أيضاً:\nمقتل ثلاثة عناصر في الشحيل\n12 آب 2020\n",
        "Three fighters killed in Shuhail attack\nBy Jane Doe\n",
        "Three fighters killed in Shuhail attack\nReuters\n",
        "Three fighters killed in Shuhail attack\nSHUHAIL, Syria (Reuters) - ",
        "Three fighters killed in Shuhail attack\nHASAKAH (An Example Agency) – ",
        "Three fighters killed in Shuhail attack\nDeir ez-Zor — ",
        "Three fighters killed in Shuhail attack - Enab Baladi\n",
        "Three fighters killed in Shuhail attack | The Daily Example\n",
        "BEIRUT (AP) — ",
        "Earlier story (12 August 2020): ",
        "Earlier report, August 12, 2020: ",
        "Earlier: ",
        "Previously on North Press:\nThree fighters killed in Shuhail attack\n",
        "From the archives, 12 August 2020\n",
        "From our archive:\n",
        "Related: Three fighters killed in Shuhail attack\nDEIR EZ-ZOR (AP) — ",
        "Last updated: 12 August 2020\nThree fighters killed in Shuhail attack\n",
        "---\nBy Jane Doe | 12 August 2020\n",
        "-----\nQamishli - ",
    ];
    let wrong: Vec<_> = heads.iter().filter(|head| texts_with(&desk, head) != 2).collect();
    assert!(wrong.is_empty(), "no other text: {wrong:#?}");
}

#[test]
fn a_text_of_a_few_words_may_stand_before_another_and_a_headline_with_a_stop_is_none() {
    let desk = Desk::new();
    let body = "دير الزور – قُتل ثلاثة عناصر أمس في هجوم على حاجز في بلدة الشحيل.";
    let cases = [
        (format!("فر سجين أمس من سجن غويران.\n\nمقتل ثلاثة عناصر في الشحيل\n{body}\n"), 2),
        (format!("قُتل ثلاثة في هجوم على حاجز.\n\nعناصر قرب بلدة الشحيل أمس\n{body}\n"), 1),
        (format!("هجوم على حاجز الشحيل\nمقتل ثلاثة عناصر في دير الزور\n{body}\n"), 1),
    ];
    for (text, expected) in cases {
        assert_eq!(desk.page(&Words::of(&text)).texts().len(), expected, "{text}");
    }
}

#[test]
fn prose_below_a_heading_a_link_a_caption_or_a_mark_goes_on() {
    let desk = Desk::new();
    let headings = [
        "",
        "تفاصيل الهجوم\n",
        "تفاصيل جديدة عن هجوم الشحيل\n",
        "ماذا حدث في الشحيل؟\n",
        "تحرير الشحيل\n",
        "الشحيل\n",
        "وفي الشحيل، ",
        "في دير الزور، ",
        "دير الزور: ",
        "دير الزور - ",
        "- ",
        "10:30 – ",
        "اقرأ أيضاً: حريق في سوق الرقة القديم\n",
        "مادة ذات صلة: حريق في سوق الرقة القديم\n",
        "من الأرشيف: حريق في سوق الرقة القديم\n",
        "الصورة: عناصر قرب الشحيل (أرشيف)\n",
        "«لم نر أحدا يخرج من المبنى»\n— حارس في السجن\n",
        "***\n",
        "...\n",
        "خبر سابق قال إن ",
        "What happened next\n",
        "What happened in Shuhail on Monday\n",
        "Background: the Shuhail attack\n",
        "In Shuhail, ",
        "SHUHAIL\n",
        "14:30 GMT – ",
        "* * *\n",
        "Read more: Fire in the old market of Raqqa\n",
        "From our archive: Fire in the old market of Raqqa\n",
        "Soldiers near Shuhail (AP)\n",
        "Soldiers near Shuhail in Deir ez-Zor. (AP Photo/Jane Doe)\n",
        "\"We heard two shots,\" said a farmer\n",
        "Earlier on Monday, ",
        "Previously unknown men: ",
    ];
    let wrong: Vec<_> = headings.iter().filter(|head| texts_with(&desk, head) != 1).collect();
    assert!(wrong.is_empty(), "another text: {wrong:#?}");
}

#[test]
fn a_day_in_digits_that_may_be_two_is_read_day_first_and_names_the_other() {
    let desk = Desk::new();
    let day = |day: &str| -> Option<Date> { Some(day.parse().unwrap()) };
    let (april, march) = (day("2023-04-03"), day("2023-03-04"));
    let cases = [
        // The line, the day given, the day read, the other, whether the given day differs.
        ("تاريخ النشر: 03/04/2023", None, april, march, false),
        ("نشر في ٠٣-٠٤-٢٠٢٣", None, april, march, false),
        ("Published: 03/04/2023", None, april, march, false),
        ("آخر تحديث: 3.4.2023", None, april, march, false),
        ("03/04/2023", None, april, march, false),
        // What is given tells which it is.
        ("تاريخ النشر: 03/04/2023", april, april, None, false),
        ("تاريخ النشر: 03/04/2023", march, march, None, false),
        ("تاريخ النشر: 03/04/2023", day("2023-05-01"), april, march, true),
        // So does a weekday.
        ("تاريخ النشر: الاثنين 03/04/2023", None, april, None, false),
        ("تاريخ النشر: السبت 03/04/2023", None, march, None, false),
        ("Published on Saturday, 03/04/2023", None, march, None, false),
        // One reading only.
        ("تاريخ النشر: 2023/04/03", None, april, None, false),
        ("تاريخ النشر: 03 نيسان 2023", None, april, None, false),
        ("Published: 04/13/2023", None, day("2023-04-13"), None, false),
        ("تاريخ النشر: 13/04/2023", None, day("2023-04-13"), None, false),
        ("تاريخ النشر: 04/04/2023", None, day("2023-04-04"), None, false),
    ];
    for (line, given, read, or, differs) in cases {
        let text = format!("{HEADLINE}\n{line}\n{PROSE}");
        let words = Words::of(&text);
        let page = desk.page(&words);
        let stated = page.published().expect(line).against(given);
        assert_eq!((Some(stated.day), stated.or, stated.differs), (read, or, differs), "{line}");
    }
}

#[test]
fn sentences_end_with_their_part_and_cover_every_word() {
    let desk = Desk::new();
    let text = format!("{HEADLINE} Facebook Twitter Telegram {PROSE} اقرأ أيضاً: خبر آخر");
    let words = Words::of(&text);
    let page = desk.page(&words);
    let sentences = page.sentences(&words);
    assert_eq!(
        sentences.iter().flat_map(Clone::clone).collect::<Vec<_>>(),
        (0..words.len()).collect::<Vec<_>>()
    );
    for sentence in sentences {
        assert_eq!(page.part_of(sentence.start), page.part_of(sentence.end - 1));
    }
    assert_eq!(page.title(), Some(&(0..7)));
    assert_eq!(page.refusals(&words).len(), 2);
}

#[test]
fn no_text_is_a_page_too() {
    let desk = Desk::new();
    for text in ["", "\n", "…", "24", "اقرأ أيضاً", "Tags:\nTags:\n", "by", "2022-01-24"]
    {
        let words = Words::of(text);
        let page = desk.page(&words);
        let parts: Vec<usize> = page.parts.iter().flat_map(|part| part.words.clone()).collect();
        assert_eq!(parts, (0..words.len()).collect::<Vec<_>>(), "{text:?}");
    }
}
