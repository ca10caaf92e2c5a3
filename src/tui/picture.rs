//! A screen as an SVG picture: the README's screenshot comes out of the program itself.

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use super::draw::draw as draw_screen;
use super::model::Model;
use crate::text::visible;

/// Size of a cell and of its letters, in user units.
const CELL: (f32, f32) = (8.4, 18.0);
const LETTERS: f32 = 14.0;
/// Room around the screen.
const EDGE: f32 = 10.0;

/// The screen of `model` as an SVG document.
pub fn svg(model: &Model) -> String {
    let (ink, paper) = model.theme().ground();
    of_buffer(&draw_screen(model), ink, paper)
}

/// A buffer as an SVG document; `ink` and `paper` stand for the terminal's own colours.
pub fn of_buffer(buffer: &Buffer, ink: Color, paper: Color) -> String {
    let area = buffer.area;
    let width = f32::from(area.width) * CELL.0 + 2.0 * EDGE;
    let height = f32::from(area.height) * CELL.1 + 2.0 * EDGE;
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" \
         font-family=\"'DejaVu Sans Mono', 'JetBrains Mono', Menlo, Consolas, monospace\" font-size=\"{LETTERS}\">"
    );
    let _ = writeln!(out, "<rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"{}\"/>", hex(paper, ink));
    for y in 0..area.height {
        for run in runs(buffer, y) {
            draw(&mut out, &run, y, ink, paper);
        }
    }
    out.push_str("</svg>\n");
    out
}

/// Neighbouring cells of one style.
struct Run {
    x: u16,
    columns: u16,
    text: String,
    style: Style,
}

fn runs(buffer: &Buffer, y: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut skip = 0;
    for x in 0..buffer.area.width {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        let Some(cell) = buffer.cell((buffer.area.x + x, buffer.area.y + y)) else {
            continue;
        };
        let columns = visible::width(cell.symbol()).max(1) as u16;
        skip = columns - 1;
        let style = cell.style();
        // Wide and drawn signs get a run of their own: their font may have another width.
        let narrow = cell.symbol().is_ascii();
        match runs.last_mut() {
            Some(run) if run.style == style && narrow && run.text.is_ascii() => {
                run.text.push_str(cell.symbol());
                run.columns += columns;
            }
            _ => runs.push(Run { x, columns, text: cell.symbol().to_owned(), style }),
        }
    }
    runs
}

fn draw(out: &mut String, run: &Run, y: u16, ink: Color, paper: Color) {
    let mut fg = hex(run.style.fg.unwrap_or(Color::Reset), ink);
    let mut bg = hex(run.style.bg.unwrap_or(Color::Reset), paper);
    let ground = hex(paper, paper);
    let has = |modifier| run.style.add_modifier.contains(modifier);
    if has(Modifier::REVERSED) {
        std::mem::swap(&mut fg, &mut bg);
    }
    let (x, top) = (EDGE + f32::from(run.x) * CELL.0, EDGE + f32::from(y) * CELL.1);
    let width = f32::from(run.columns) * CELL.0;
    if bg != ground {
        let _ = writeln!(out, "<rect x=\"{x:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{:.1}\" fill=\"{bg}\"/>", CELL.1);
    }
    if run.text.trim().is_empty() && !has(Modifier::UNDERLINED) {
        return;
    }
    let mut attributes = String::new();
    if has(Modifier::BOLD) {
        attributes.push_str(" font-weight=\"bold\"");
    }
    if has(Modifier::ITALIC) {
        attributes.push_str(" font-style=\"italic\"");
    }
    if has(Modifier::DIM) {
        attributes.push_str(" opacity=\"0.65\"");
    }
    match (has(Modifier::UNDERLINED), has(Modifier::CROSSED_OUT)) {
        (true, true) => attributes.push_str(" text-decoration=\"underline line-through\""),
        (true, false) => attributes.push_str(" text-decoration=\"underline\""),
        (false, true) => attributes.push_str(" text-decoration=\"line-through\""),
        (false, false) => {}
    }
    let _ = writeln!(
        out,
        "<text x=\"{x:.1}\" y=\"{:.1}\" textLength=\"{width:.1}\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\" fill=\"{fg}\"{attributes}>{}</text>",
        top + CELL.1 * 0.74,
        escaped(&run.text)
    );
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace(' ', "\u{a0}")
}

/// The colour as SVG has it; `own` where it is the terminal's own.
fn hex(colour: Color, own: Color) -> String {
    let (r, g, b) = match colour {
        Color::Rgb(r, g, b) => (r, g, b),
        Color::Reset => match own {
            Color::Rgb(r, g, b) => (r, g, b),
            _ => (0x80, 0x80, 0x80),
        },
        Color::Indexed(index) => cube(index),
        named => cube(NAMED.iter().position(|other| *other == named).unwrap_or(7) as u8),
    };
    format!("#{r:02x}{g:02x}{b:02x}")
}

const NAMED: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

/// Xterm's palette.
fn cube(index: u8) -> (u8, u8, u8) {
    const BASE: [(u8, u8, u8); 16] = [
        (0, 0, 0),
        (205, 49, 49),
        (13, 188, 121),
        (229, 229, 16),
        (36, 114, 200),
        (188, 63, 188),
        (17, 168, 205),
        (204, 204, 204),
        (118, 118, 118),
        (241, 76, 76),
        (35, 209, 139),
        (245, 245, 67),
        (59, 142, 234),
        (214, 112, 214),
        (41, 184, 219),
        (242, 242, 242),
    ];
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    match index {
        0..=15 => BASE[usize::from(index)],
        16..=231 => {
            let index = usize::from(index - 16);
            (STEPS[index / 36], STEPS[index / 6 % 6], STEPS[index % 6])
        }
        _ => {
            let grey = 8 + 10 * (index - 232);
            (grey, grey, grey)
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_picture_holds_the_words_of_the_screen_and_is_well_formed() {
        let svg = super::svg(&crate::tui::tests::model(100, 30));
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
        assert!(svg.contains("Ilse\u{a0}Brandt"));
        assert_eq!(svg.matches("<text ").count(), svg.matches("</text>").count());
        assert!(!svg.contains('\u{1b}'));
    }
}
