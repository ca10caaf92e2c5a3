//! The things on the screen, one folder each: its state, what a key does to it, how it is drawn.
//!
//! A view changes nothing: [`draw`] reads the model and fills a buffer.

pub mod agreed;
pub mod article;
pub mod cast;
pub mod check;
pub mod claims;
pub mod comparison;
pub mod coverage;
pub mod detail;
pub mod field;
pub mod footer;
pub mod frame;
pub mod frames;
pub mod guide;
pub mod header;
pub mod note;
pub mod pager;
pub mod paint;
pub mod passage;
pub mod picker;
pub mod prompt;
pub mod question;
pub mod select;
pub mod sides;
pub mod spans;
pub mod versions;
pub mod walk;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::model::{Layer, Model, Tab};
use super::theme::Meaning;
use frame::Frame;
use paint::Canvas;

/// The screen of `model` at its present size.
pub fn draw(model: &Model) -> Buffer {
    let (width, height) = model.size();
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    draw_into(model, &mut Canvas { buffer: &mut buffer, theme: model.theme(), memory: None });
    buffer
}

/// Draws the screen of `model` on a canvas of its size.
fn draw_into(model: &Model, canvas: &mut Canvas<'_>) {
    let frame = model.frame();
    canvas.ground();
    header::view(model, canvas, frame.header);
    divide(canvas, frame.divider);
    article::view(model, canvas, &frame);
    header::tabs(model, canvas, frame.tabs);
    match model.panes.tab {
        Tab::Claims => claims::view(model, canvas, frame.list),
        Tab::Speakers => cast::view(model, canvas, frame.list, Tab::Speakers),
        Tab::Outlets => cast::view(model, canvas, frame.list, Tab::Outlets),
    }
    let between = model.panes.tab == Tab::Claims && versions::view(model, canvas, frame.detail);
    if !between {
        detail::view(model, canvas, frame.detail);
    }
    footer::view(model, canvas, frame.footer);
    for layer in &model.layers {
        layer_view(model, layer, canvas, &frame);
    }
    model.look.glyphs.apply(canvas.buffer);
}

fn divide(canvas: &mut Canvas<'_>, area: Rect) {
    let style = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Border));
    let line = if area.width == 1 { "│" } else { "─" };
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            canvas.cell(x, y, line, 1, style);
        }
    }
}

fn layer_view(model: &Model, layer: &Layer, canvas: &mut Canvas<'_>, frame: &Frame) {
    let (whole, keymap) = (frame.whole, &model.look.keymap);
    match layer {
        Layer::Guide => guide::view(model, canvas, whole),
        Layer::Pager(pager) => pager::view(pager, canvas, whole),
        // Commands need no article in sight, and their sentences need the room.
        Layer::Picker(picker) if picker.purpose == picker::Purpose::Palette || picker.ticks() => {
            picker::view(picker, keymap, canvas, whole);
        }
        Layer::Picker(picker) => picker::view(picker, keymap, canvas, frame.beside()),
        Layer::Note(note) => note::view(note, keymap, canvas, frame.beside()),
        Layer::Prompt(prompt) => prompt::view(prompt, model, canvas, frame),
        // They are shown in the article itself.
        Layer::Select(_) | Layer::Spans(_) => {}
        Layer::Check(check) => check::view(check, model, canvas, frame.beside()),
        Layer::Coverage(coverage) => {
            // Where there is no room beside the article, it makes way for what is selected in it.
            let in_article = model.layers.last().is_some_and(Layer::is_in_article);
            if !in_article || frame.beside() != whole {
                coverage::view(coverage, model, canvas, frame.beside());
            }
        }
        Layer::Sides(sides) => sides::view(sides, canvas, whole),
        Layer::Walk(walk) => walk::view(walk, model, canvas, frame.beside()),
        Layer::Agreed(agreed) => agreed::view(agreed, keymap, canvas, whole),
        Layer::Comparison(findings) => comparison::view(findings, canvas, frame.above_footer()),
        Layer::Question(question) => question::view(question, keymap, canvas, whole),
    }
}
