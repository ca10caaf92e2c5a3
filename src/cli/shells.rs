//! `saidby completions`: scripts made from the definition of the command line.

use std::io::Write;

use clap::Command;
use clap_complete::Shell;

use super::{Outcome, output, parse};

/// Writes the completions for `shell`.
pub fn completions(shell: Shell) -> anyhow::Result<Outcome> {
    let mut out = output::data();
    out.write_all(&script(shell))?;
    out.flush()?;
    Ok(Outcome::Done)
}

fn script(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    if shell != Shell::Zsh {
        clap_complete::generate(shell, &mut parse::command(), "saidby", &mut script);
        if shell == Shell::Fish {
            script.extend(with_values(&parse::command()).into_bytes());
        }
        return script;
    }
    clap_complete::generate(shell, &mut without_paths(&parse::command()), "saidby", &mut script);
    with_files(&String::from_utf8_lossy(&script)).into_bytes()
}

/// For fish, the values of arguments without a name, which clap_complete leaves out there: `saidby completions zsh`.
fn with_values(command: &Command) -> String {
    let mut lines = String::new();
    for subcommand in command.get_subcommands() {
        let values = subcommand.get_positionals().flat_map(clap::Arg::get_possible_values);
        let values: Vec<String> = values.map(|value| value.get_name().to_owned()).collect();
        if !values.is_empty() {
            let (name, values) = (subcommand.get_name(), values.join(" "));
            lines.push_str(&format!("complete -c saidby -n \"__fish_saidby_using_subcommand {name}\" -f -a \"{values}\"\n"));
        }
    }
    lines
}

/// The definition without the paths of the program itself. In zsh, clap_complete looks for the subcommand after all
/// positional arguments, so that nothing after a subcommand would be completed.
fn without_paths(command: &Command) -> Command {
    Command::new("saidby")
        .disable_help_subcommand(true)
        .args(command.get_arguments().filter(|argument| !argument.is_positional()).cloned())
        .subcommands(command.get_subcommands().cloned())
}

/// The zsh script with files offered besides the subcommands, and after a first file.
fn with_files(script: &str) -> String {
    let commands = "_describe -t commands 'saidby commands' commands \"$@\"\n";
    let both = "local ret=1\n    _describe -t commands 'saidby commands' commands \"$@\" && ret=0\n    _files && ret=0\n    return ret\n";
    let no_subcommand = "        case $line[1] in\n            (extract)";
    let files = "        case $line[1] in\n            (*[./]*)\n_files && ret=0\n;;\n(extract)";
    script.replacen(commands, both, 1).replacen(no_subcommand, files, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fish_offers_the_values_of_arguments_without_a_name() {
        let script = String::from_utf8(script(Shell::Fish)).unwrap();
        assert!(script.contains("using_subcommand completions\" -f -a \"bash elvish fish powershell zsh\""), "{script}");
    }

    #[test]
    fn zsh_looks_for_the_subcommand_first_and_offers_files_too() {
        let script = String::from_utf8(script(Shell::Zsh)).unwrap();
        assert!(!script.contains("$line[2]") && script.contains("case $line[1] in"), "{script}");
        assert!(!script.contains("'::paths"), "no optional path before the subcommand");
        assert!(script.contains("_files && ret=0\n    return ret") && script.contains("(*[./]*)\n_files"), "{script}");
        assert!(script.contains("'*::paths -- Articles or folders"), "paths of subcommands are completed: {script}");
    }
}
