//! What a template holds that the policy of its page refuses: it would be there, and do nothing. The policy is `policy`'s business.

use crate::diagnostic::{Diagnostic, Position};

/// What to tell of the template `text` of `file`.
pub(super) fn refused(file: &str, text: &str) -> Vec<Diagnostic> {
    let tags = text.match_indices('<').filter_map(|(at, _)| {
        let rest = &text[at..];
        let (tag, inside) = rest.split_at(rest.find('>')? + 1);
        Some((at, why(&tag.to_ascii_lowercase(), inside)?))
    });
    let told = tags.map(|(at, why)| {
        let message = format!("{why}; docs/templates.md tells what a page may hold");
        Diagnostic::warning(Position::of_byte(file, text, at), message)
    });
    told.collect()
}

/// Why a tag in small letters, with `inside` behind it, does nothing.
fn why(tag: &str, inside: &str) -> Option<&'static str> {
    let name = tag[1..].split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    let is_filled = inside.trim_start().starts_with("{{");
    let elsewhere =
        ["src=\"http", "src='http", "src=\"//", "src='//"].iter().any(|it| tag.contains(it));
    let attributes =
        || tag.split_ascii_whitespace().skip(1).filter_map(|it| Some(it.split_once('=')?.0));
    match name {
        "script" | "img" | "iframe" | "audio" | "video" | "source" if elsewhere => Some(
            "is loaded from another host, which the policy of the page refuses; put the file beside the page",
        ),
        "link" if tag.contains("stylesheet") && tag.contains("href=\"http") => Some(
            "is a style from another host, which the policy of the page refuses; put the file beside the page",
        ),
        "script" if !tag.contains("src=") && !tag.contains("application/json") && !is_filled => {
            Some(
                "is a script in the page, which its policy refuses; put it into a file beside the page",
            )
        }
        "style" if !is_filled => Some(
            "is a style in the page, which its policy refuses; put it into app.css beside the templates",
        ),
        "iframe" | "object" | "embed" | "form" => Some("is refused by the policy of the page"),
        _ if attributes().any(|name| name == "style") => {
            Some("has a style of its own, which the policy of the page refuses; give it a class")
        }
        _ if attributes().any(|name| name.len() > 4 && name.starts_with("on")) => {
            Some("has a handler, which the policy of the page refuses")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_policy_refuses_is_told_with_its_place_and_all_else_is_let_be() {
        let cases = [
            ("<p>\n <b style=\"color: red\">", "p.html:2:2: warning: has a style of its own"),
            ("<a onclick='go()'>", "p.html:1:1: warning: has a handler"),
            ("<script>go()</script>", "p.html:1:1: warning: is a script in the page"),
            ("<style>b{}</style>", "p.html:1:1: warning: is a style in the page"),
            (
                "<script src=\"https://x.org/a.js\"></script>",
                "p.html:1:1: warning: is loaded from another host",
            ),
            (
                "<link rel=stylesheet href=\"http://x.org/a.css\">",
                "p.html:1:1: warning: is a style from",
            ),
            ("<IFRAME>", "p.html:1:1: warning: is refused"),
        ];
        for (text, wanted) in cases {
            let told: Vec<_> = refused("p.html", text).iter().map(ToString::to_string).collect();
            assert!(told.len() == 1 && told[0].starts_with(wanted), "{text}: {told:?}");
        }
        let fine = "<style>{{ single.style | safe }}</style><script src=\"assets/a.js\"></script> 1 < 2 \
                    <script type=\"application/json\">{{ block }}</script><a href=\"https://x.org\">{% if a < b %}";
        assert_eq!(refused("p.html", fine), []);
    }
}
