//! Determines the annotator's name.

use std::process::{Command, Stdio};

/// The annotator's name: the flag, else `$SAIDBY_ANNOTATOR`, else the settings, else git's user.name, else
/// the login name.
pub fn annotator(flag: Option<&str>, settings: Option<&str>) -> String {
    let environment = |name: &str| std::env::var(name).ok();
    first([
        &|| flag.map(str::to_owned),
        &|| environment("SAIDBY_ANNOTATOR"),
        &|| settings.map(str::to_owned),
        &git_user,
        &|| environment("USER"),
        &|| environment("LOGNAME"),
        &|| environment("USERNAME"),
    ])
}

/// The first name that holds anything, in one line.
fn first<const N: usize>(sources: [&dyn Fn() -> Option<String>; N]) -> String {
    sources
        .iter()
        .filter_map(|source| source())
        .map(|name| {
            name.split(|c: char| c.is_whitespace() || c.is_control()).filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" ")
        })
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| "unknown".to_owned())
}

fn git_user() -> Option<String> {
    let output = Command::new("git").args(["config", "user.name"]).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The machine's name.
pub fn host() -> String {
    let kernel = || std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let variable = || std::env::var("COMPUTERNAME").ok();
    let command = || {
        let output = Command::new("hostname").stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
        Some(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    first([&kernel, &variable, &command])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_says_anything_wins() {
        let some = |name: &str| Some(name.to_owned());
        assert_eq!(first([&|| None, &|| some(" \n"), &|| some(" Mara\tWeiss\n"), &|| some("x")]), "Mara Weiss");
        assert_eq!(first([&|| None]), "unknown");
        assert_eq!(annotator(Some("mw"), Some("x")), "mw");
        assert!(!host().is_empty());
    }
}
