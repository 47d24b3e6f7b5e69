//! How fast events are read out of prose, end to end, on one thread and on two; and that no input is slower than its length.
//!
//! `cargo bench --bench extract [-- MEGABYTES [text FILE]]` prints megabytes of UTF-8 a second for the work of `kharita extract -`,
//! JSON Lines in, JSON Lines out, medians of five runs taken in turn; then the time for hostile texts of 1 kB to 10 MB. With
//! `text FILE` it writes the text to a file, for another program to read.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod corpus;

use std::fmt::Write as _;
use std::num::NonZero;
use std::time::{Duration, Instant};

use corpus::Corpus;
use kharita::pipeline::{Input, extract};

const RUNS: usize = 5;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let megabytes = arguments.first().and_then(|argument| argument.parse().ok()).unwrap_or(50);
    let corpus = Corpus::of(megabytes * 1_000_000);
    if let [_, what, file] = &arguments[..]
        && what == "text"
    {
        std::fs::write(file, corpus.articles.join("\n")).expect("a file to write");
        return;
    }
    println!(
        "Arabic text, {} MB in {} sources, JSON Lines to JSON Lines",
        corpus.bytes / 1_000_000,
        corpus.articles.len()
    );
    let lines = lines(&corpus.articles);
    let (mut one, mut two) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        one.push(time(&lines, 1));
        two.push(time(&lines, 2));
    }
    let (one, two) = (median(one), median(two));
    println!("one thread  {:>7.1} MB/s", corpus.rate(one));
    println!(
        "two threads {:>7.1} MB/s, {:.2} times",
        corpus.rate(two),
        one.as_secs_f64() / two.as_secs_f64()
    );
    println!();
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
            let lines = self::lines(std::slice::from_ref(&text));
            let time = median((0..runs).map(|_| time(&lines, 1)).collect());
            print!("{:>10.1}", text.len() as f64 / 1e6 / time.as_secs_f64());
        }
        println!();
    }
}

/// Texts meant to be slow: a word or sentence over and over.
const HOSTILE: [(&str, &str); 16] = [
    ("one cue without end", "فرار "),
    ("cues and needs without a stop", "فر سجناء من سجن الصناعة "),
    ("a whole claim a line", "فر 5 سجناء من سجن الصناعة أمس الخميس.\n"),
    ("names that may be many places", "الحسكة دير الزور الرقة "),
    ("numbers", "25 سجينا و30 "),
    ("number words that go on", "مئة وثلاثة وعشرون و"),
    ("dates", "20 كانون الثاني 2022 "),
    ("weekdays and nights", "ليل الخميس/الجمعة "),
    ("words that deny", "نفى لم لا "),
    ("the first word of long phrases", "تمكن تمكنت "),
    ("commas", "، "),
    ("links to other texts", "اقرأ أيضاً\nعنوان خبر آخر في المدينة\n"),
    ("names of services", "Facebook Twitter "),
    ("headlines and dates", "24 January 2022\nTitle of some other text\n"),
    ("comments", "Leave a Reply\nI think so too, said one of the readers of this page.\n"),
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

fn time(lines: &[u8], threads: usize) -> Duration {
    let input = Input { threads: NonZero::new(threads), ..Input::default() };
    let mut out = Counted(0);
    let start = Instant::now();
    extract::stream(&input, false, lines, &mut out, &mut |_| {}).expect("an extraction");
    let elapsed = start.elapsed();
    assert!(out.0 > 0);
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
