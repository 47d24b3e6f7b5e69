//! An account for a terminal, in colour or in brackets.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::marks::{Line, Role};
use super::{Account, ClaimNote, NameNote, RefusedNote, Why};

/// `account` as text. Where there is no `colour`, brackets say what words were read as.
pub fn text(account: &Account, colour: bool) -> String {
    let mut sheet = Sheet { out: String::new(), colour };
    sheet.head(account);
    if !account.lines.is_empty() {
        account.lines.iter().for_each(|line| sheet.line(line));
        sheet.break_line();
    }
    sheet.title("Events");
    if account.claims.is_empty() {
        sheet.push("  none\n");
    }
    account.claims.iter().for_each(|claim| sheet.claim(claim));
    if !account.names.is_empty() {
        sheet.break_line();
        sheet.title("Places");
        account.names.iter().for_each(|name| sheet.name(name));
    }
    if !account.refused.is_empty() {
        sheet.break_line();
        sheet.title("Not taken");
        account.refused.iter().for_each(|refused| sheet.refused(refused));
    }
    sheet.out
}

const TITLE: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();

/// No colour alone tells what something is: kinds are bold, places underlined, the refused struck out.
fn style(role: Role) -> Style {
    let of = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
    match role {
        Role::Kind => of(AnsiColor::Red).bold(),
        Role::Place => of(AnsiColor::Cyan).underline(),
        Role::Date => of(AnsiColor::Green),
        Role::Number => of(AnsiColor::Yellow),
        Role::Context => of(AnsiColor::Magenta),
        Role::Refused => QUIET.strikethrough(),
    }
}

struct Sheet {
    out: String,
    colour: bool,
}

impl Sheet {
    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn break_line(&mut self) {
        self.out.push('\n');
    }

    fn styled(&mut self, style: Style, text: &str) {
        if self.colour {
            let _ = write!(self.out, "{style}{text}{style:#}");
        } else {
            self.push(text);
        }
    }

    fn title(&mut self, text: &str) {
        self.styled(TITLE, text);
        self.break_line();
    }

    fn head(&mut self, account: &Account) {
        self.title(&account.id);
        if let Some(title) = &account.title {
            self.push(&format!("  {title}\n"));
        }
        if !account.facts.is_empty() {
            self.push(&format!("  {}\n", account.facts.join(" · ")));
        }
        if self.colour && !account.lines.is_empty() {
            self.push(" ");
            for role in Role::ALL {
                self.push(" ");
                self.styled(style(role), role.as_str());
            }
            self.break_line();
        }
        self.break_line();
    }

    fn line(&mut self, line: &Line) {
        if line.pieces.is_empty() {
            return self.break_line();
        }
        self.styled(QUIET, &format!("{:>5}", line.number));
        self.push("  ");
        for piece in &line.pieces {
            let numbers: Vec<_> = piece.claims.iter().map(ToString::to_string).collect();
            let numbers = numbers.join(",");
            match piece.role {
                None => self.push(&piece.text),
                Some(role) if self.colour => {
                    self.styled(style(role), &piece.text);
                    if !numbers.is_empty() {
                        self.styled(style(role), &format!("[{numbers}]"));
                    }
                }
                Some(role) => {
                    let space = if numbers.is_empty() { "" } else { " " };
                    self.push(&format!("[{}{space}{numbers}: {}]", role.as_str(), piece.text));
                }
            }
        }
        self.break_line();
    }

    fn claim(&mut self, claim: &ClaimNote) {
        self.push(&format!("  {}  ", claim.number));
        self.title(&claim.title);
        let indent = " ".repeat(claim.number.to_string().len() + 4);
        if !claim.sentence.is_empty() {
            self.push(&format!("{indent}line {}: “{}”\n", claim.line, claim.sentence));
        }
        for row in &claim.rows {
            self.push(&format!("{indent}{:<8}{}\n", row.field, row.value));
            for Why { rule, words } in &row.whys {
                self.push(&format!("{indent}          "));
                self.styled(QUIET, rule);
                let words = words.as_ref().map(|words| format!(": “{words}”")).unwrap_or_default();
                self.push(&words);
                self.break_line();
            }
        }
    }

    fn name(&mut self, NameNote { toponym, place, times, reasons }: &NameNote) {
        let times = if *times > 1 { format!(", {times} times") } else { String::new() };
        self.push(&format!("  {place}{times}: “{toponym}”\n"));
        self.push("          ");
        self.styled(QUIET, reasons);
        self.break_line();
    }

    fn refused(&mut self, RefusedNote { line, words, looks_like, why, by }: &RefusedNote) {
        self.push(&format!("  line {line}: looks like {looks_like}: “{words}”\n"));
        self.push("          ");
        self.styled(QUIET, why);
        let by = by.as_ref().map(|by| format!(": “{by}”")).unwrap_or_default();
        self.push(&by);
        self.break_line();
    }
}
