//! What sources say stays text: no markup, no script, no link but to the web, no path outside the site, nothing
//! that steers a terminal.

use std::fs;

use crate::project::{Project, Run};

/// Everything that a field may try at once; no line end, so that it fits everywhere.
const EVIL: &str = "</script><script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} {% raw %} <!-- \
                    ]]> \" onmouseover=\"alert(3) ' & \u{202e}desrever \u{2028} ${7*7} ../../etc/passwd";

/// The scripts of a page with a map.
const SCRIPTS: &[&str] = &[
    "script src=\"assets/basemap.js\" defer",
    "script src=\"assets/app.js\" defer",
    "script type=\"application/json\" id=\"events\"",
];

/// Each page and the scripts that are ours.
const PAGES: [(&str, &[&str]); 4] =
    [("index.html", SCRIPTS), ("ar.html", SCRIPTS), ("table.html", &[]), ("table.ar.html", &[])];

/// The tags of `html` in lower case, without `<` and `>`. Attributes of our templates hold no `>`.
fn tags(html: &str) -> Vec<String> {
    let opened = html.split('<').skip(1);
    opened.map(|rest| rest.split('>').next().unwrap().to_ascii_lowercase()).collect()
}

/// Checks that the pages hold the markup of the templates and none of a source's.
fn stays_text(run: &Run) {
    for (page, ours) in PAGES {
        let html = run.text(page);
        let tags = tags(html);
        let scripts: Vec<_> = tags.iter().filter(|tag| tag.starts_with("script")).collect();
        run.check(scripts == ours, &format!("{page} has the scripts {scripts:?}"));
        for tag in &tags {
            let name = tag.split([' ', '/', '\n']).next().unwrap();
            let made = ["img", "iframe", "object", "embed", "base", "form", "!--"].contains(&name);
            let acts = [" onerror=", " onload=", " onmouseover=", " onclick="]
                .iter()
                .any(|handler| outside_quotes(tag).contains(handler));
            run.check(!made && !acts, &format!("{page} has <{tag}>"));
        }
        for href in html.split(" href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            let plain = ["http://", "https://", "#", "assets/", "data:image/svg+xml,"]
                .iter()
                .any(|start| href.starts_with(start))
                || run.site.contains_key(href.split(['#', '?']).next().unwrap());
            run.check(plain, &format!("{page} links to {href}"));
        }
        run.check(!html.contains(">49<") && !html.contains(" 49 "), "a source was rendered");
    }
}

/// `tag` without the values of its attributes.
fn outside_quotes(tag: &str) -> String {
    tag.split('"').step_by(2).collect()
}

/// Checks that the project's folder holds what the user put there, and the site.
fn stays_inside(project: &Project, run: &Run) {
    let parent = project.path("");
    let mut names: Vec<_> = fs::read_dir(&parent)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort_unstable();
    run.check(names == ["site", "sources"], &format!("the folder holds {names:?}"));
    run.check(run.site.keys().all(|name| name.is_ascii()), "a source named a file of the site");
    run.check(run.site.len() == 21, "a source made a file of the site");
}

#[test]
fn hostile_articles_stay_text() {
    let project = Project::new()
        .article(
            "a.md",
            &format!(
                "---\ntitle: {EVIL}\npublisher: {EVIL}\nurl: javascript:alert(1)\n---\n\
                 On 20 January 2022 a car bomb exploded in Hasakah {EVIL}.\n"
            ),
        )
        .article("b.txt", &format!("Prisoners escaped from a prison {EVIL}."));
    let run = project.build();
    run.says("a.md:4:6: warning: link left out");
    run.check(run.figures().placed > 0 && run.figures().unplaced > 0, "too little was read");
    stays_text(&run);
    stays_inside(&project, &run);
    let quoted = run.events()[0]["evidence"].as_str().unwrap().to_owned();
    run.check(quoted.contains("{{ 7*7 }}"), "the sentence is not as written");
    run.check(run.text("index.html").contains("{{ 7*7 }}"), "the page has not the sentence");
}

#[test]
fn hostile_records_stay_text() {
    let cell = EVIL.replace('"', "\"\"");
    let records = format!(
        "id,date,kind,place,lon,lat,title,text,url,publisher\n\
         \"{cell}\",2022-01-20,bombing,\"{cell}\",40.74,36.5,\"{cell}\",\"{cell}\",https://a.example/\"\"><script>,\"{cell}\"\n\
         \"{cell}\",2022-01-20,bombing,\"{cell}\",,,\"{cell}\",\"{cell}\",data:text/html;x,\"{cell}\"\n"
    );
    let project = Project::new().records(&records);
    let run = project.build();
    let figures = run.figures();
    run.check((figures.placed, figures.unplaced) == (1, 1), &format!("{figures:?}"));
    stays_text(&run);
    stays_inside(&project, &run);
    assert_eq!(run.rows("unplaced.csv")[0]["toponym"], EVIL);
}

#[test]
#[cfg(unix)]
fn hostile_file_names_stay_text() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    let text = "On 20 January 2022 a car bomb exploded in Hasakah.";
    let project = Project::new()
        .article("<script>alert(1)<!--/<img src=x onerror=alert(1)>.txt", text)
        .article("\u{202e}txt.\u{1b}[31m{{ 7*7 }}.txt", text)
        .article("line\nbreak \"'&.txt", text);
    fs::write(project.path("sources").join(OsStr::from_bytes(b"\xff.txt")), text).unwrap();
    fs::write(project.path("sources").join(OsStr::from_bytes(b"\xfe.txt")), b"\0").unwrap();
    let run = project.build();
    run.says("\\xfe.txt:1:1: rejected: ");
    assert_eq!(run.figures().placed, 4);
    stays_text(&run);
    stays_inside(&project, &run);
}

#[test]
fn hostile_titles_on_the_command_line_stay_text() {
    let project = Project::new().article("a.txt", "On 20 January 2022 a bomb exploded in Hasakah.");
    // What is not seen is refused; all else is a title as it stands.
    project.run(&["build", "--title", EVIL]).ends(2);
    let seen: String = EVIL.chars().filter(|c| !matches!(c, '\u{202e}' | '\u{2028}')).collect();
    let run = project.run(&["build", "--title", &seen, "--title-ar", &seen]);
    run.ends(0);
    stays_text(&run);
}

/// The harness checks for every run that no control character reaches the terminal; here is what would.
#[test]
fn what_steers_a_terminal_is_written_out() {
    let records = "id,date,kind,place\n1,2022-01-20,\u{1b}[31mbomb\u{202e}\u{7},Hasakah\n\
                   \u{1b}]0;owned\u{7},2022-01-20,bombing,Hasakah\n";
    let project = Project::new()
        .records(records)
        .article("\u{1b}[2J.txt", "\0")
        .file("sources/b.md", "---\n\u{9b}31mkey\u{202e}: x\n---\nRaqqa");
    let run = project.build();
    run.says("unknown kind `\\u{1b}[31mbomb\\u{202e}\\u{7}`");
    run.says("\\u{1b}[2J.txt:1:1: rejected: ");
    run.check(!run.stderr.contains('\u{202e}'), "a direction override on the terminal");
}

/// What would take hours if the work grew with the square of the text; the benchmarks tell how long it takes.
#[test]
fn a_long_text_that_repeats_itself_is_read_to_its_end() {
    let patterns = [
        "000,",
        "nine ten ",
        "5 killed ",
        "killed 5 men ",
        "the prison attacked. ",
        "Ten prisoners escaped from the prison in Hasakah, ",
        "فرار 10 سجناء من سجن غويران. ",
        "المنصورة ",
        "العمر ",
        "سجن غوران ",
        "Omar, ",
    ];
    for pattern in patterns {
        let text = pattern.repeat(100_000 / pattern.len());
        let project =
            Project::new().article("a.md", &format!("---\npublished: 2022-02-01\n---\n{text}"));
        let run = project.run(&["extract"]);
        run.ends(0);
        assert_eq!(run.lines().len(), 1, "{pattern}");
    }
}

#[test]
fn a_word_without_an_end_is_read_to_its_end() {
    let project = Project::new().article("a.txt", &format!("سجن {}", "غ".repeat(100_000)));
    let run = project.run(&["extract"]);
    run.ends(0);
    assert_eq!(run.lines().len(), 1);
}
