//! `saidby lint --explain` and `--rules`.

use std::io::Write;

use super::{about, nearest};
use crate::cli::table::{self, Look};
use crate::cli::{Outcome, output};
use crate::lint::{House, RULES};

/// Prints what a rule says of itself.
pub fn rule(id: &str) -> anyhow::Result<Outcome> {
    let Some(about) = about(id) else {
        let near = nearest(id, RULES.iter().map(|rule| rule.about().id));
        let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        output::complain(&format!("no rule `{id}`{near} (saidby lint --rules lists them)"));
        return Ok(Outcome::Usage);
    };
    let mut out = output::data();
    write!(out, "# {}\n\n{}", about.id, about.markdown())?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// Prints the rules with their levels.
pub fn list(house: &House) -> anyhow::Result<Outcome> {
    let mut out = output::data();
    let row =
        |about: &crate::lint::About| vec![about.id.to_owned(), house.setting(about.id).level.to_string(), about.what.to_owned()];
    let rows: Vec<Vec<String>> = RULES.iter().map(|rule| row(rule.about())).collect();
    let look = Look { columns: output::columns(), colours: output::colours() };
    table::write(&mut out, look, &["rule", "level", "what it reports"], &[], &rows)?;
    out.flush()?;
    Ok(Outcome::Done)
}
