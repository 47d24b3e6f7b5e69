//! Articles: prose, front matter, encodings.

use super::{Folder, check};

#[test]
fn an_article_is_its_text_with_what_its_front_matter_says() {
    let cases: &[(&str, &[u8], &[&str])] = &[
        ("plain", b"one\r\ntwo\r", &[r#"a.txt 1: "one\r\ntwo\r""#]),
        ("byte order mark", b"\xef\xbb\xbfone", &[r#"a.txt 1: "one""#]),
        ("UTF-16LE", b"\xff\xfeo\0\n\0", &[r#"a.txt 1: "o\n""#]),
        ("UTF-16BE", b"\xfe\xff\x06\x2d", &[r#"a.txt 1: "ح""#]),
        (
            "front matter",
            b"\xef\xbb\xbf---\r\nTitle: \"A: B\"\r\npublished: 2022-01-21T10:00\r\nurl: https://u:p@a.example\r\n\r\n# c\r\npublisher: 'P'\r\nlang: ar-SY\r\n---\r\nText",
            &[
                r#"a.txt A: B 2022-01-21 https://a.example/ P ar 10: "Text""#,
                "a.txt:4:6: warning: user name and password taken out",
            ],
        ),
        (
            "front matter that cannot be read keeps the article",
            b"---\npublished: 21/01/2022\nurl: javascript:alert(1)\nlang: fr\ntilte: x\ntags:\n  - a\n---\nText",
            &[
                r#"a.txt 9: "Text""#,
                "a.txt:2:12: warning: publication day left out: `21/01/2022` is no date",
                "a.txt:3:6: warning: link left out: `javascript:alert(1)` is no web address",
                "a.txt:4:7: warning: language `fr` is not read",
                "a.txt:5:1: warning: key `tilte` is not read (did you mean `title`?)",
                "a.txt:6:1: warning: key `tags` is not read",
            ],
        ),
        ("not closed", b"---\ntitle: x\nText", &["a.txt:1:1: rejected: front matter opened here", "rejected 1"]),
        ("prose between fences", b"---\nText\n---\n", &["a.txt:2:1: rejected: front matter holds lines", "rejected 1"]),
        ("a key twice", b"---\ntitle: x\ntitle: y\n---\nT", &["a.txt:3:1: rejected: `title` stands on line 2", "rejected 1"]),
        ("empty", b"", &["a.txt:1:1: warning: empty", "empty 1"]),
        ("blank", b"---\ntitle: x\n---\n \n", &["a.txt:4:1: warning: empty", "empty 1"]),
        ("lost characters", b"a \xef\xbf\xbd", &["a.txt 1:", "a.txt: warning: 1 characters were lost"]),
        ("bad byte", b"one\r\n\xd8\xad\xff", &["a.txt:2:2: rejected: bytes that are not UTF-8", "rejected 1"]),
        ("cut short", b"ab\xd8", &["a.txt:1:3: rejected: bytes that are not UTF-8", "rejected 1"]),
        ("NUL", b"one\ntw\0o", &["a.txt:2:3: rejected: NUL character", "rejected 1"]),
        ("UTF-16 without a mark", b"o\0n\0e\0 \0t\0w\0o\0 \0o\0n\0", &["a.txt:1:2: rejected: looks like UTF-16", "rejected 1"]),
        ("UTF-16 cut short", b"\xff\xfeo\0n", &["a.txt:1:2: rejected: UTF-16 cut short", "rejected 1"]),
        ("lone surrogate", b"\xff\xfeo\0\0\xd8", &["a.txt:1:2: rejected: broken UTF-16", "rejected 1"]),
        ("UTF-32", b"\xff\xfe\0\0o\0\0\0", &["a.txt:1:1: rejected: text in UTF-32", "rejected 1"]),
        ("PDF", b"%PDF-1.7", &["a.txt:1:1: rejected: a PDF", "rejected 1"]),
        ("Word", b"PK\x03\x04\0\0", &["a.txt:1:1: rejected: a ZIP archive", "rejected 1"]),
        ("HTML", b"\n <!DocType html><p>x", &["a.txt:1:1: rejected: HTML", "rejected 1"]),
    ];
    for (name, bytes, expected) in cases {
        check(name, &Folder::of("a.txt", bytes).told(), expected);
    }
}
