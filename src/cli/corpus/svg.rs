//! Pictures of figures as SVG: bars, columns, and a net of two sides. Everything has words next to it.

use std::fmt::Write;

use crate::interchange::svg::fitted;
use crate::text::visible::fit;

/// Text as it may appear in HTML and SVG.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if crate::text::visible::mark(c).is_some() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A row of bars: its name, the lengths of its parts, and its value in words.
pub struct Row {
    /// Of what.
    pub name: String,
    /// Lengths, drawn one after the other.
    pub parts: Vec<usize>,
    /// Written behind the bar.
    pub value: String,
}

const WIDTH: f64 = 720.0;
const NAMES: f64 = 190.0;
const VALUES: f64 = 170.0;
/// The size of the font, as the page's style sheet has it.
const FONT: f64 = 13.0;

fn begin(height: f64, title: &str) -> String {
    format!(
        "<svg viewBox=\"0 0 {WIDTH} {height:.0}\" role=\"img\" aria-label=\"{0}\" xmlns=\"http://www.w3.org/2000/svg\">\n\
         <title>{0}</title>\n",
        escaped(title)
    )
}

/// Horizontal bars; `full` is the length of a whole bar, 0 that of the longest.
pub fn bars(title: &str, rows: &[Row], full: usize) -> String {
    let line = 26.0;
    let longest = rows.iter().map(|row| row.parts.iter().sum::<usize>()).max().unwrap_or(0);
    let full = if full > 0 { full } else { longest }.max(1) as f64;
    let room = WIDTH - NAMES - VALUES;
    let mut out = begin(rows.len() as f64 * line + 4.0, title);
    for (number, row) in rows.iter().enumerate() {
        let top = number as f64 * line + 4.0;
        let _ = writeln!(
            out,
            "<g><title>{}: {}</title><text class=\"name\" x=\"{:.0}\" y=\"{:.0}\"{}>{}</text>",
            escaped(&row.name),
            escaped(&row.value),
            NAMES - 8.0,
            top + 15.0,
            fitted(&fit(&row.name, 27), FONT, NAMES - 12.0),
            escaped(&fit(&row.name, 27))
        );
        let mut left = NAMES;
        for (part, length) in row.parts.iter().enumerate().filter(|(_, length)| **length > 0) {
            let wide = (*length as f64 / full * room).max(1.0);
            let _ = writeln!(
                out,
                "<rect class=\"p{part}\" x=\"{left:.1}\" y=\"{:.0}\" width=\"{wide:.1}\" height=\"18\"/>",
                top + 1.0
            );
            left += wide;
        }
        let _ = writeln!(out, "<text x=\"{:.1}\" y=\"{:.0}\">{}</text></g>", left + 8.0, top + 15.0, escaped(&row.value));
    }
    out + "</svg>\n"
}

/// Columns over time, each with its parts from the bottom up.
pub fn columns(title: &str, columns: &[(String, Vec<usize>)]) -> String {
    let (height, bottom, left) = (260.0, 220.0, 56.0);
    let most = columns.iter().map(|(_, parts)| parts.iter().sum::<usize>()).max().unwrap_or(0).max(1);
    let step = (WIDTH - left - 8.0) / columns.len().max(1) as f64;
    let scale = (bottom - 16.0) / most as f64;
    let mut out = begin(height, title);
    for share in [0.0, 0.5, 1.0] {
        let value = (most as f64 * share).round();
        let y = bottom - value * scale;
        let _ = writeln!(
            out,
            "<line class=\"rule\" x1=\"{left}\" x2=\"{WIDTH}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>\
             <text class=\"name\" x=\"{:.0}\" y=\"{:.1}\">{value}</text>",
            left - 6.0,
            y + 4.0
        );
    }
    let every = columns.len().div_ceil(7).max(1);
    for (number, (name, parts)) in columns.iter().enumerate() {
        let x = left + step * number as f64;
        let total: usize = parts.iter().sum();
        let _ = writeln!(out, "<g><title>{}: {total}</title>", escaped(name));
        let mut y = bottom;
        for (part, length) in parts.iter().enumerate().filter(|(_, length)| **length > 0) {
            let tall = *length as f64 * scale;
            y -= tall;
            let wide = (step * 0.8).clamp(1.0, 60.0);
            let _ = writeln!(out, "<rect class=\"p{part}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{wide:.1}\" height=\"{tall:.1}\"/>");
        }
        if number % every == 0 {
            let _ = writeln!(out, "<text x=\"{x:.1}\" y=\"{:.0}\">{}</text>", bottom + 18.0, escaped(name));
        }
        out.push_str("</g>\n");
    }
    out + "</svg>\n"
}

/// Who refers to whom: names on the left, names on the right, and a line between them as wide as its weight.
pub fn net(title: &str, edges: &[(&str, &str, usize)]) -> String {
    let mut sides: [Vec<(&str, usize)>; 2] = [Vec::new(), Vec::new()];
    for (from, to, weight) in edges {
        for (side, name) in sides.iter_mut().zip([from, to]) {
            match side.iter_mut().find(|(known, _)| known == name) {
                Some((_, sum)) => *sum += weight,
                None => side.push((name, *weight)),
            }
        }
    }
    let rows = sides.iter().map(Vec::len).max().unwrap_or(0) as f64;
    let (line, left, right) = (34.0, 230.0, WIDTH - 230.0);
    let most = edges.iter().map(|(.., weight)| *weight).max().unwrap_or(0).max(1) as f64;
    let height = rows * line + 8.0;
    let mut out = begin(height, title);
    let place = |side: &[(&str, usize)], name: &str| {
        let gap = (height - side.len() as f64 * line) / 2.0;
        let at = side.iter().position(|(known, _)| *known == name).unwrap_or(0);
        gap + at as f64 * line + line / 2.0
    };
    for (from, to, weight) in edges {
        let (a, b) = (place(&sides[0], from), place(&sides[1], to));
        let middle = (left + right) / 2.0;
        let wide = (*weight as f64 / most * 16.0).max(1.0);
        let _ = writeln!(
            out,
            "<path class=\"edge\" d=\"M{left} {a:.1} C{middle} {a:.1} {middle} {b:.1} {right} {b:.1}\" stroke-width=\"{wide:.1}\">\
             <title>{} cites {}: {weight}</title></path>",
            escaped(from),
            escaped(to)
        );
    }
    for (side, class, x) in [(&sides[0], "name", left - 8.0), (&sides[1], "", right + 8.0)] {
        for (name, weight) in side {
            let y = place(side, name);
            let _ = writeln!(
                out,
                "<text class=\"{class}\" x=\"{x:.0}\" y=\"{:.1}\"{}>{} ({weight})<title>{}</title></text>",
                y + 4.0,
                fitted(&format!("{} ({weight})", fit(name, 24)), FONT, left - 12.0),
                escaped(&fit(name, 24)),
                escaped(name)
            );
        }
    }
    out + "</svg>\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_escaped_and_cut() {
        assert_eq!(escaped("<b a=\"1\">&\u{202e}"), "&lt;b a=&quot;1&quot;&gt;&amp; ");
        let long = Row { name: "The <Port> Vell Herald and Star of the West".into(), parts: vec![1], value: "1".into() };
        let drawn = bars("", &[long], 0);
        assert!(drawn.contains(">The &lt;Port&gt; Vell Herald and…</text>"), "{drawn}");
        let edges = [("<a>", "b", 3), ("c", "b", 1)];
        let svg = net("Net", &edges);
        assert!(svg.contains("&lt;a&gt; cites b: 3") && svg.contains("b (4)") && !svg.contains("<a>"), "{svg}");
        assert_eq!(columns("", &[]).matches("<rect").count(), 0);
        let row = Row { name: "x".into(), parts: vec![0, 4], value: "4".into() };
        assert_eq!(bars("", &[row], 0).matches("<rect").count(), 1);
    }
}
