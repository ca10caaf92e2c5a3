//! The whole screen from the model: the only views that see all of it.
//!
//! A view changes nothing: [`draw`] reads the model and fills a buffer.

mod article;
mod footer;
pub mod frames;
mod guide;
mod header;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::model::{Layer, Model};
use super::screen::frame::{Frame, Front, Tab};
use super::screen::paint::Canvas;
use super::screen::{
    self, agreed, cast, check, claims, closing, comparison, coverage, detail, left_out, note, pager, picker, prompt, question,
    rules, sides, versions, walk,
};
use super::theme::Meaning;

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
    screen::article::view(&article::page(model), canvas, &frame);
    header::tabs(model, canvas, frame.tabs);
    match model.panes.tab {
        Tab::Claims => claims::view(&claim_list(model), canvas, frame.list),
        Tab::Speakers => cast::view(&name_list(model, model.panes.speakers), canvas, frame.list),
        Tab::Outlets => cast::view(&name_list(model, model.panes.outlets), canvas, frame.list),
    }
    let claim = model.hand().and_then(|id| model.desk.session.claim(id));
    let between =
        model.panes.tab == Tab::Claims && versions::view(&model.desk, claim.map(|claim| &**claim), canvas, frame.detail);
    if !between {
        detail::view(&detail_box(model), canvas, frame.detail);
    }
    footer::view(model, canvas, frame.footer);
    for layer in &model.layers {
        layer_view(model, layer, canvas, &frame);
    }
    model.look.glyphs.apply(canvas.buffer);
}

fn claim_list(model: &Model) -> claims::ClaimList<'_> {
    claims::ClaimList {
        state: &model.panes.claims,
        open: &model.desk,
        keymap: &model.look.keymap,
        focused: model.panes.front == Front::Review,
    }
}

fn name_list(model: &Model, state: cast::State) -> cast::NameList<'_> {
    cast::NameList {
        tab: model.panes.tab,
        state,
        session: &model.desk.session,
        marked: &model.panes.claims.marked,
        focused: model.panes.front == Front::Review,
    }
}

fn detail_box(model: &Model) -> detail::Detail<'_> {
    detail::Detail {
        session: model.session_in_view(),
        tab: model.panes.tab,
        claims: &model.panes.claims,
        speaker: model.panes.speakers.at,
        outlet: model.panes.outlets,
        keymap: &model.look.keymap,
        reading: model.reading_in_detail(),
        memory: model.memory.as_deref(),
    }
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
        Layer::Pager(pager) => pager::view(pager, canvas, if pager.beside { frame.beside() } else { whole }),
        // Commands need no article in sight, and their sentences need the room.
        Layer::Picker(picker) if picker.purpose == picker::Purpose::Palette || picker.ticks() => {
            picker::view(picker, keymap, canvas, whole);
        }
        Layer::Picker(picker) => picker::view(picker, keymap, canvas, frame.beside()),
        Layer::Note(note) => note::view(note, keymap, canvas, frame.beside()),
        Layer::Prompt(prompt) => prompt::view(prompt, &model.status.text, canvas, frame),
        // They are shown in the article itself.
        Layer::Select(_) | Layer::Spans(_) => {}
        Layer::Check(check) => check::view(check, keymap, canvas, frame.beside()),
        Layer::Coverage(coverage) => {
            // Where there is no room next to the article, it makes way for what is selected in it.
            let in_article = model.layers.last().is_some_and(Layer::is_in_article);
            if !in_article || frame.beside() != whole {
                coverage::view(coverage, &model.desk.session.article().text, canvas, frame.beside());
            }
        }
        Layer::LeftOut(list) => left_out::view(list, canvas, frame.above_footer()),
        Layer::Rules(rules) => rules::view(rules, &model.look.keymap, canvas, frame.beside()),
        Layer::Closing(closing) => {
            let in_article = model.layers.last().is_some_and(Layer::is_in_article);
            let beside = frame.beside() != whole;
            if beside || !in_article {
                closing::view(closing, keymap, canvas, if beside { frame.beside() } else { frame.above_footer() });
            }
        }
        Layer::Sides(sides) => {
            let area = if frame.below.is_empty() { whole } else { frame.below };
            sides::view(sides, &model.desk.annotator, keymap, canvas, area);
        }
        Layer::Walk(walk) => walk::view(walk, &model.desk.session, canvas, frame.beside()),
        Layer::Agreed(agreed) => agreed::view(agreed, keymap, canvas, whole),
        Layer::Comparison(findings) => comparison::view(findings, canvas, frame.above_footer()),
        Layer::Question(question) => question::view(question, keymap, canvas, whole),
    }
}
