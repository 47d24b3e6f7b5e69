//! Folders: what is found in them, in which order, and what side tables add.

use std::fs;

use super::{Folder, check, coding};
use crate::model::Codebook;
use crate::read::{SITE_MARKER, sources};

#[test]
fn a_sidecar_table_fills_what_front_matter_leaves_out() {
    let folder = Folder::of("in/a.txt", "---\ntitle: Own\n---\nText")
        .with("in/b/c.txt", "Text")
        .with("in/e.csv", "kind\nbombing\n")
        .with("in/sources.csv", "path,title,lang\r\na.txt,Other,ar\r\n./b/c.txt,Near,en\r\ngone.txt,x,\r\ne.csv,,en\r\n,x,\r\na.txt,x,\r\n")
        .with("meta.csv", "path,published,url\nin/b/../a.txt,2022-01-21,ftp://x\nin/b/c.txt,2022-01-22,\nelsewhere.txt,,\n");
    check(
        "a sidecar in the folder",
        &folder.told_of(&["in"], None),
        &[
            r#"in/a.txt Own ar 4: "Text""#.strip_prefix("in/").expect("it has it"),
            r#"b/c.txt Near en 1: "Text""#,
            "e.csv#2 en bombing",
            "in/sources.csv:4:1: warning: `gone.txt` is no file that is read",
            "in/sources.csv:6:1: warning: a row without a path",
            "in/sources.csv:7:1: warning: `a.txt` is told of at in/sources.csv:2:1 already",
            "in/sources.csv:2:1: warning: title differs from that in in/a.txt",
        ],
    );
    fs::remove_file(folder.path().join("in/sources.csv")).expect("it is there");
    check(
        "a table given by name",
        &folder.told_of(&["in/b", "in/a.txt"], Some("meta.csv")),
        &[
            "c.txt 2022-01-22",
            "a.txt Own 2022-01-21",
            "meta.csv:2:26: warning: link left out: `ftp://x`",
            "meta.csv:4:1: warning: `elsewhere.txt` is no file that is read",
        ],
    );
    check(
        "the table itself is no record table",
        &folder.told_of(&["."], Some("meta.csv")),
        &[
            "in/a.txt Own 2022-01-21",
            "in/b/c.txt 2022-01-22",
            "in/e.csv#2",
            "meta.csv:2:26: warning",
            "meta.csv:4:1: warning",
        ],
    );
    check(
        "a missing table",
        &folder.told_of(&["in"], Some("no.csv")),
        &["no.csv: error: cannot be read"],
    );
    check(
        "a table of something else",
        &folder.told_of(&["in/b"], Some("in/e.csv")),
        &["in/e.csv:1:1: error: missing column path; found kind, wanted path"],
    );
}

#[test]
fn a_walk_has_one_order_and_tells_what_it_passes_by() {
    let folder = Folder::of("b.txt", "x")
        .with("a/z.MD", "x")
        .with("a/.hidden/h.txt", "x")
        .with(".h.txt", "x")
        .with("B.txt", "x")
        .with("a/photo.jpg", "x")
        .with("a/Makefile", "x")
        .with("a/x.html", "x")
        .with("site/index.html", "x")
        .with("site/x.txt", "x")
        .with(&format!("site/{SITE_MARKER}"), "");
    let expected = [
        "B.txt",
        "a/z.MD",
        "b.txt",
        "site: warning: a site written by kharita; not read as input",
        "a: warning: 3 files are not read (.html, .jpg, no extension)",
    ];
    check("a folder", &folder.told(), &expected);
    check("a file", &folder.told_of(&["a/z.MD"], None), &["z.MD"]);
    check(
        "no source",
        &folder.told_of(&["a/photo.jpg"], None),
        &["a/photo.jpg: rejected: not a source", "rejected 1"],
    );
    check("nothing there", &folder.told_of(&["no"], None), &["no: error: cannot be read"]);
    check(
        "no sources there",
        &folder.told_of(&["site"], None),
        &["site: error: is a site that kharita wrote"],
    );
    check(
        "a root twice",
        &folder.told_of(&["a", "a/z.MD"], None),
        &["z.MD", "a: warning: 3 files", "a/z.MD: warning: given twice"],
    );
    let twins = Folder::of("x/a.txt", "x").with("y/a.txt", "x").with("y/b.txt", "x");
    check("two roots", &twins.told_of(&["x", "y"], None), &["x/a.txt", "y/a.txt", "b.txt"]);
}

#[test]
fn links_and_pipes_are_told_and_odd_names_shown() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::symlink;

    let folder = Folder::of("a.txt", "x").with("<img onerror=x>\n\u{1b}[31m.txt", "");
    symlink(".", folder.path().join("loop")).expect("a link");
    symlink("/etc/passwd", folder.path().join("passwd.txt")).expect("a link");
    symlink("nowhere", folder.path().join("z.txt")).expect("a link");
    fs::write(folder.path().join(OsStr::from_bytes(b"\xff.txt")), "x").expect("a file");
    let pipe = folder.path().join("pipe.txt");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs");
    assert!(made.success());
    check(
        "links",
        &folder.told(),
        &[
            "a.txt",
            r"\xff.txt",
            "loop: warning: a symbolic link",
            "passwd.txt: warning: a symbolic link",
            "pipe.txt: rejected: a pipe, not a file",
            "z.txt: warning: a symbolic link",
            r"<img onerror=x>\u{a}\u{1b}[31m.txt:1:1: warning: empty",
            "rejected 1",
            "empty 1",
        ],
    );
    check(
        "a pipe alone",
        &folder.told_of(&["pipe.txt"], None),
        &["pipe.txt: rejected: a pipe", "rejected 1"],
    );
    check("a link given by name", &folder.told_of(&["loop/a.txt"], None), &["a.txt"]);
    let sources = Folder::of("in/a.txt", "x");
    symlink("in", sources.path().join("linked")).expect("a link");
    check("a link to a folder, given by name", &sources.told_of(&["linked"], None), &["a.txt"]);
}

#[test]
fn progress_counts_the_files() {
    let folder = Folder::of("a.txt", "x").with("b.txt", "").with("c.csv", "kind\n");
    let seen = std::cell::RefCell::new(Vec::new());
    let roots = [folder.path().to_owned()];
    sources(&roots, None, None, None, coding(&Codebook::default()), &|n| seen.borrow_mut().push(n))
        .expect("sources");
    assert_eq!(*seen.borrow(), [1, 2, 3]);
}
