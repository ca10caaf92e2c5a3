//! What a rule says of itself.

use super::level::Level;

/// The description of a rule: `--explain`, the documentation and SARIF are made from it.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// Its name: group, full stop, name ("anonymous.bare").
    pub id: &'static str,
    /// Its level unless a house says otherwise.
    pub level: Level,
    /// What it reports, in one line.
    pub what: &'static str,
    /// Why that matters, and what it looks at.
    pub why: &'static str,
    /// Which handbooks ask for it.
    pub sources: &'static [&'static str],
    /// A passage that it reports.
    pub bad: &'static str,
    /// The same passage as it should be.
    pub good: &'static str,
    /// Its options.
    pub options: &'static [Choice],
    /// What was measured of it, and what its findings were worth when people read them.
    pub measured: &'static str,
}

/// An option of a rule.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// Its name in the configuration.
    pub name: &'static str,
    /// Its value unless a house sets it, as it is written there.
    pub default: &'static str,
    /// What it does.
    pub what: &'static str,
}

impl About {
    /// The part of the name before the full stop.
    pub fn group(&self) -> &'static str {
        self.id.split('.').next().unwrap_or(self.id)
    }

    /// Whether `prefix` names the rule or its group.
    pub fn is_named(&self, prefix: &str) -> bool {
        self.id == prefix || self.group() == prefix || prefix == "all"
    }

    /// The description as Markdown: for `--explain`, the documentation and SARIF.
    pub fn markdown(&self) -> String {
        let mut text = format!("{}\n\nDefault level: {}\n\n## Why\n\n{}\n\n", self.what, self.level, self.why);
        text.push_str("## Sources\n\n");
        for source in self.sources {
            text.push_str(&format!("- {source}\n"));
        }
        text.push_str(&format!("\n## Example\n\nReported:\n\n> {}\n\nNot reported:\n\n> {}\n", self.bad, self.good));
        if !self.options.is_empty() {
            text.push_str("\n## Options\n\n| option | default | |\n|---|---|---|\n");
            for option in self.options {
                text.push_str(&format!("| `{}` | `{}` | {} |\n", option.name, option.default, option.what));
            }
        }
        text.push_str(&format!("\n## Noise and precision\n\n{}\n", self.measured));
        text
    }
}
