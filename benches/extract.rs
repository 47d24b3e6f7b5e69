//! How fast events are read out of prose, end to end, on one thread and on two; and that no input is slower than its length.
//!
//! `cargo bench --bench extract [-- MEGABYTES [plain | hostile | text FILE]]` prints megabytes of UTF-8 a second for the work of
//! `kharita extract -`, JSON Lines in, JSON Lines out, medians of seven runs taken in turn (`plain` stops there); then the same for
//! hostile texts of 1 kB to 10 MB (`hostile` prints only these). The tables are made once, before the clock runs. With `text FILE` it
//! writes the same lines to a file, for another program to read.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod corpus;

use std::fmt::Write as _;
use std::num::NonZero;
use std::time::{Duration, Instant};

use corpus::Corpus;
use kharita::pipeline::extract::Teller;
use kharita::pipeline::{Input, Tables};

/// That of the command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const RUNS: usize = 7;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let megabytes = arguments.first().and_then(|argument| argument.parse().ok()).unwrap_or(50);
    let what = arguments.get(1).map_or("", String::as_str);
    let corpus = || Corpus::of(megabytes * 1_000_000);
    if let ("text", Some(file)) = (what, arguments.get(2)) {
        std::fs::write(file, lines(&corpus().articles)).expect("a file to write");
        return;
    }
    let start = Instant::now();
    let tables = Tables::read(&Input::default(), &mut Vec::new()).expect("the built-in tables");
    let teller = Teller::new(&tables);
    println!("tables made in {:.0} ms, not counted below", start.elapsed().as_secs_f64() * 1e3);
    println!();
    if what != "hostile" {
        prose(&teller, &corpus());
    }
    if what != "plain" {
        hostile(&teller);
    }
}

fn prose(teller: &Teller<'_>, corpus: &Corpus) {
    println!(
        "Arabic text, {} MB in {} sources, JSON Lines to JSON Lines",
        corpus.bytes / 1_000_000,
        corpus.articles.len()
    );
    let lines = lines(&corpus.articles);
    let (mut one, mut two) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        one.push(time(teller, &lines, 1));
        two.push(time(teller, &lines, 2));
    }
    let mut gains: Vec<f64> =
        one.iter().zip(&two).map(|(one, two)| one.as_secs_f64() / two.as_secs_f64()).collect();
    gains.sort_by(f64::total_cmp);
    println!("one thread  {:>7.1} MB/s", corpus.rate(median(one)));
    println!("two threads {:>7.1} MB/s, {:.2} times", corpus.rate(median(two)), gains[RUNS / 2]);
    println!();
}

fn hostile(teller: &Teller<'_>) {
    println!("hostile texts, MB/s on one thread");
    print!("{:>44}", "");
    let lengths = [1_000, 10_000, 100_000, 1_000_000, 10_000_000];
    for length in lengths {
        print!("{:>10}", format!("{} kB", length / 1000));
    }
    println!();
    for (name, unit) in HOSTILE {
        print!("{name:>44}");
        for length in lengths {
            let text = unit.repeat(length / unit.len() + 1);
            let runs = if length < 1_000_000 { RUNS } else { 1 };
            let lines = lines(std::slice::from_ref(&text));
            let time = median((0..runs).map(|_| time(teller, &lines, 1)).collect());
            print!("{:>10.1}", text.len() as f64 / 1e6 / time.as_secs_f64());
        }
        println!();
    }
}

/// Texts meant to be slow: a word or sentence over and over, in one article.
const HOSTILE: [(&str, &str); 46] = [
    ("one cue without end", "فرار "),
    ("cues and needs without a stop", "فر سجناء من سجن الصناعة "),
    ("a whole claim a sentence", "فر 5 سجناء من سجن الصناعة أمس. "),
    ("a whole claim a line", "فر 5 سجناء من سجن الصناعة أمس الخميس.\n"),
    ("a definite claim a sentence", "وقتل في الهجوم على السجن 5 عناصر. "),
    ("claims and their vetoes", "فرار مهاجمين من سجن، هجوم إعلامي "),
    ("a headline a line", "فرار سجناء من سجن الصناعة في الحسكة\n"),
    ("names that may be many places", "الحسكة دير الزور الرقة "),
    ("names among other names", "سجن الصناعة في الحسكة، مخيم الهول، "),
    ("the beginnings of names", "رأس تل عين دير أبو "),
    ("misspelt names", "سجن غوريان ومخيم الهوول "),
    ("coordinates", "36.5070, 40.7450 "),
    ("numbers", "25 سجينا و30 "),
    ("number words that go on", "مئة وثلاثة وعشرون و"),
    ("number words without «و»", "ألف مئة خمسة "),
    ("English number words", "two thousand three hundred and five "),
    ("digits in groups of three", "123,456,"),
    ("digits of several scripts", "1٢3٤5٦7٨9٠"),
    ("ranges of numbers", "بين 20 و25 من 3 إلى 5 "),
    ("lists of the dead", "مقتل 5 مدنيين و3 عناصر وسجين و"),
    ("dates", "20 كانون الثاني 2022 "),
    ("dates in digits", "20/1/2022 2022-01-20 20.1.2022 "),
    ("months, their names twice", "كانون الثاني/يناير "),
    ("English dates", "Jan. 20, 2022, between May 3 and June 4 "),
    ("weekdays and nights", "ليل الخميس/الجمعة "),
    ("dates that count from others", "وقبل ذلك بيومين وبعد ذلك بيوم وفي اليوم التالي "),
    ("dates that count from the day", "أمس الخميس قبل يومين منذ ثلاثة أيام الأسبوع الماضي "),
    ("ranges of dates", "من 3 إلى 5 أيار ما بين 20 و22 حزيران "),
    ("lengths of time", "استمر أربعة أيام طيلة أسبوعين "),
    ("Hijri dates and feasts", "3 رمضان 1443 عيد الأضحى "),
    ("one year after the other", "2019 2020 عام 2021 "),
    ("words that deny", "نفى لم لا "),
    ("the first word of long phrases", "تمكن تمكنت "),
    ("the first words of long phrases", "أحبط الحراس ما لا يقل على ما "),
    ("commas", "، "),
    ("quotes in quotes", "«قال “سجن ‘"),
    ("brackets that stay open", "سجن (الصناعة ["),
    ("letters of one word", "ا"),
    ("words of one letter", "و ب ل "),
    ("letters stretched", "سـ"),
    ("line ends", "\n"),
    ("spaces", " "),
    ("a list of labels", "اقرأ أيضاً:\n"),
    ("a share bar a line", "Facebook Twitter WhatsApp\n"),
    ("days of publication", "تاريخ النشر: 24-01-2022\nخبر من الحسكة\n"),
    ("English", "no prisoners escaped from the camp of al-Hol on Jan. 5 "),
];

fn lines(articles: &[String]) -> Vec<u8> {
    let mut out = String::new();
    for (id, text) in articles.iter().enumerate() {
        let line =
            serde_json::json!({ "id": id.to_string(), "published": "2022-01-24", "text": text });
        let _ = writeln!(out, "{line}");
    }
    out.into_bytes()
}

fn time(teller: &Teller<'_>, lines: &[u8], threads: usize) -> Duration {
    let threads = NonZero::new(threads).expect("a thread or more");
    let mut out = Counted(0);
    let start = Instant::now();
    let tally = teller.stream(threads, lines, &mut out, &mut |_| {}).expect("an extraction");
    let elapsed = start.elapsed();
    assert!(tally.articles > 0 && out.0 > 0);
    elapsed
}

/// A sink that counts, so that no output is optimised away.
struct Counted(usize);

impl std::io::Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
