//! `saidby completions` and `saidby man`: made from the definition of the command line itself.

use std::io::Write;

use clap::CommandFactory;

use super::arguments::Arguments;
use super::{Outcome, output};

/// Writes the completions for `shell`.
pub fn completions(shell: clap_complete::Shell) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "saidby", &mut script);
    put(&script)
}

/// Writes the manual page, subcommands included.
pub fn manual() -> anyhow::Result<Outcome> {
    let mut page = Vec::new();
    let command = Arguments::command();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for sub in command.get_subcommands() {
        let name = format!("saidby-{}", sub.get_name());
        let sub = sub.clone().display_name(name.clone()).bin_name(name);
        let man = clap_mangen::Man::new(sub);
        man.render_name_section(&mut page)?;
        man.render_synopsis_section(&mut page)?;
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    put(&page)
}

fn put(bytes: &[u8]) -> anyhow::Result<Outcome> {
    let mut out = output::data();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(Outcome::Done)
}
