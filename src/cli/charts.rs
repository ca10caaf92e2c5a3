//! Bars for a terminal: as wide as it is, in Unicode or ASCII, with colours or without.

use std::io::{self, Write};

use crate::text::visible::{fit, width};

/// Columns that a bar takes at most; longer ones are no easier to compare.
const WIDEST: usize = 48;
/// Columns that a name takes at most.
const NAME: usize = 30;

/// How bars are drawn.
#[derive(Clone, Copy, Debug)]
pub struct Pen {
    /// Columns of the terminal.
    pub columns: usize,
    /// Whether it is coloured.
    pub colours: bool,
    /// Whether the terminal shows blocks.
    pub unicode: bool,
}

/// One bar: its name, the lengths of its parts, and what is behind it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// Of what.
    pub name: String,
    /// Lengths of the parts, in the unit of the chart.
    pub parts: Vec<usize>,
    /// As it is written behind the bar.
    pub value: String,
}

/// Some bars under a title.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chart {
    /// The title.
    pub title: String,
    /// What the parts of a bar are, where there are several.
    pub legend: Vec<&'static str>,
    /// The bars.
    pub bars: Vec<Bar>,
    /// The length that fills the whole room; 0: that of the longest bar.
    pub full: usize,
}

/// Whether the locale of the environment says that the terminal shows more than ASCII: the first of LC_ALL,
/// LC_CTYPE and LANG that is set decides, as POSIX has it.
pub fn unicode() -> bool {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set).unwrap_or_default().to_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

impl Pen {
    const fn fills(self) -> [&'static str; 3] {
        if self.unicode { ["█", "▒", "░"] } else { ["#", "=", "-"] }
    }

    fn fill(self, part: usize) -> &'static str {
        self.fills().get(part).copied().unwrap_or("?")
    }

    fn coloured(self, code: &str, text: &str) -> String {
        if self.colours && !text.is_empty() { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// The parts of a bar of `room` columns that `full` fills; what is there shows at least one column.
    fn bar(self, parts: &[usize], full: usize, room: usize) -> String {
        let (mut drawn, mut used, mut before) = (String::new(), 0, 0);
        for (index, part) in parts.iter().enumerate() {
            before += part;
            let end = (before * room + full / 2).checked_div(full).unwrap_or(0).min(room);
            let columns = if *part > 0 { end.saturating_sub(used).max(usize::from(used < room)) } else { 0 };
            drawn.push_str(&self.coloured(["36", "34", "90"].get(index).unwrap_or(&"0"), &self.fill(index).repeat(columns)));
            used += columns;
        }
        drawn + &" ".repeat(room.saturating_sub(used))
    }

    /// Writes a chart; nothing for one without bars.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(self, out: &mut dyn Write, chart: &Chart) -> io::Result<()> {
        if chart.bars.is_empty() {
            return Ok(());
        }
        let names = chart.bars.iter().map(|bar| width(&bar.name)).max().unwrap_or(0).min(NAME).min(self.columns / 3);
        let values = chart.bars.iter().map(|bar| width(&bar.value)).max().unwrap_or(0);
        let room = self.columns.saturating_sub(names + values + 5).clamp(4, WIDEST);
        let longest = chart.bars.iter().map(|bar| bar.parts.iter().sum()).max().unwrap_or(0);
        let full = if chart.full > 0 { chart.full } else { longest };
        let legend: Vec<String> =
            chart.legend.iter().enumerate().map(|(index, name)| format!("{} {name}", self.fill(index))).collect();
        let legend = if legend.is_empty() { String::new() } else { format!("   {}", legend.join("  ")) };
        writeln!(out, "\n{}{legend}", self.coloured("1", &chart.title))?;
        for bar in &chart.bars {
            let name = fit(&bar.name, names);
            let name = if self.unicode { name } else { name.replace('…', ".") };
            let pad = " ".repeat(names - width(&name));
            let line = format!("  {name}{pad} {} {}", self.bar(&bar.parts, full, room), bar.value);
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(pen: Pen) -> String {
        let bar = |name: &str, parts: &[usize], value: &str| Bar { name: name.into(), parts: parts.into(), value: value.into() };
        let bars =
            vec![bar("Ana Diaz", &[30, 10], "40 words"), bar("日本の声", &[0, 1], "1 word"), bar("n\u{1b}[1m", &[], "0 words")];
        let chart = Chart { title: "Who speaks".into(), legend: vec!["quoted", "paraphrased"], bars, full: 0 };
        let mut out = Vec::new();
        pen.write(&mut out, &chart).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn bars_are_as_wide_as_the_room_and_nothing_vanishes() {
        let text = drawn(Pen { columns: 40, colours: false, unicode: true });
        assert_eq!(
            text,
            "\nWho speaks   █ quoted  ▒ paraphrased\n  Ana Diaz ██████████████▒▒▒▒▒ 40 words\n  日本の声 ▒                   1 word\n  \
             n␛[1m                        0 words\n"
        );
        assert!(text.lines().all(|line| width(line) <= 40));
        let ascii = drawn(Pen { columns: 40, colours: false, unicode: false });
        assert!(ascii.contains("# quoted  = paraphrased\n  Ana Diaz ##############===== 40 words"), "{ascii}");
        assert!(drawn(Pen { columns: 80, colours: true, unicode: true }).contains("\u{1b}[36m█"));
    }
}
