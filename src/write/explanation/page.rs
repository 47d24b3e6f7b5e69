//! Accounts as a page that stands alone: no script, no address, a style that is named by its hash.

use tera::Context;

use super::marks::Role;
use super::{Account, Stamp};
use crate::diagnostic::Diagnostic;
use crate::write::policy::hash;
use crate::write::templates::Templates;

/// The page of `accounts`; docs/templates.md tells what its template gets.
///
/// # Errors
/// If the template cannot be rendered.
pub fn page(
    accounts: &[Account],
    stamp: Stamp<'_>,
    templates: &Templates,
) -> Result<String, Diagnostic> {
    let style = templates.explain_style();
    let mut context = Context::new();
    context.insert("sources", accounts);
    context.insert("roles", &Role::ALL);
    context.insert("kharita", stamp.version);
    context.insert("tables", stamp.tables);
    context.insert("style", style);
    context.insert("style_hash", &hash(style));
    templates.render_explanation(&context)
}
