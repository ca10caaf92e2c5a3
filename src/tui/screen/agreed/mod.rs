//! What several people's reviews agree on, shown before it is taken in one go.

use ratatui::layout::Rect;

use super::claims::{glyph, words};
use super::pager::{Words, line};
use super::paint::{Canvas, centred, popup_inside};
use super::question::answers;
use crate::review::{Adopted, Adoption, Decision, Session};
use crate::text::{counted, visible};
use crate::tui::command::Command;
use crate::tui::keymap::Keymap;
use crate::tui::layer::{Answer, Input, Reply};
use crate::tui::theme::Meaning;

/// Columns of a speaker's name in the list.
const NAME: usize = 20;

/// The claims that are to be taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreed {
    heading: String,
    rows: Vec<Words>,
    top: usize,
    adoptions: Vec<Adoption>,
}

impl Agreed {
    /// A list of `adoptions`, on which all of `annotators` agree.
    pub fn new(session: &Session, annotators: &[String], adoptions: Vec<Adoption>) -> Self {
        let count = adoptions.len();
        let claims = counted(count, "claim");
        let heading = format!("{} agree on {claims}", annotators.join(", "));
        let rows = adoptions.iter().map(|adoption| row(session, adoption)).collect();
        Self { heading, rows, top: 0, adoptions }
    }

    /// Takes a command.
    pub fn update(&mut self, input: Input) -> Reply {
        let last = self.rows.len().saturating_sub(1);
        match input {
            Input::Command(Command::Yes) => return Reply::Take(Answer::Agreed(self.adoptions.clone())),
            Input::Command(Command::No | Command::Close | Command::Interrupt | Command::PagerClose) => return Reply::Close,
            Input::Command(Command::PagerDown) => self.top = (self.top + 1).min(last),
            Input::Command(Command::PagerUp) => self.top = self.top.saturating_sub(1),
            Input::Command(Command::PagerPageDown) => self.top = (self.top + 10).min(last),
            Input::Command(Command::PagerPageUp) => self.top = self.top.saturating_sub(10),
            Input::Command(Command::PagerTop) => self.top = 0,
            Input::Command(Command::PagerBottom) => self.top = last,
            _ => {}
        }
        Reply::Stay
    }

    fn area(&self, whole: Rect) -> Rect {
        let height = (self.rows.len() as u16).saturating_add(4).min(whole.height.saturating_sub(2).max(whole.height.min(3)));
        centred(whole, 92.min(whole.width.saturating_sub(2).max(1)), height)
    }

    /// Scrolls back to where the last screenful begins, over `whole`.
    pub fn settle(&mut self, whole: Rect) {
        let shown = rows_in(popup_inside(self.area(whole)));
        self.top = self.top.min(self.rows.len().saturating_sub(shown));
    }
}

/// Rows of the list in the room of the box; the question is under them.
fn rows_in(inside: Rect) -> usize {
    usize::from(inside.height.saturating_sub(2).max(inside.height.min(1)))
}

/// The decision, the speaker, the first words.
fn row(session: &Session, adoption: &Adoption) -> Words {
    let (decision, speaker) = match &adoption.version {
        Adopted::Rejected => (Decision::Rejected, "no claim".to_owned()),
        Adopted::Marked(made) => {
            let name = made.speaker.as_ref().map_or("nobody", |entry| entry.member.name.as_str());
            (Decision::Confirmed, name.to_owned())
        }
    };
    let (sign, meaning) = glyph(decision);
    let name = visible::fit(&speaker, NAME);
    let pad = " ".repeat(NAME.saturating_sub(visible::width(&name)) + 1);
    let content = session.claim(&adoption.claim).map(|claim| words(session, claim)).unwrap_or_default();
    vec![(format!("{sign} "), meaning), (name, Meaning::Speaker), (pad, Meaning::Text), (content, Meaning::Text)]
}

/// Draws the list in the middle of `whole`, one line a claim, with the question under it.
pub fn view(agreed: &Agreed, keymap: &Keymap, canvas: &mut Canvas<'_>, whole: Rect) {
    let inside = canvas.popup(agreed.area(whole), &agreed.heading);
    let ground = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Popup));
    let shown = rows_in(inside);
    let top = agreed.top.min(agreed.rows.len().saturating_sub(shown));
    for (at, words) in agreed.rows.iter().skip(top).take(shown).enumerate() {
        let (mut x, y) = (inside.x, inside.y + at as u16);
        for (text, meaning) in words {
            let style = ground.patch(canvas.style(*meaning));
            x += canvas.put(x, y, inside.right().saturating_sub(x), text, style);
        }
    }
    if inside.height < 3 {
        return;
    }
    let hidden = agreed.rows.len().saturating_sub(shown);
    let rest = if hidden > 0 { format!("   {}–{} of {}", top + 1, top + shown, agreed.rows.len()) } else { String::new() };
    let mut question = answers(keymap, &[(Command::Yes, "accept all of them"), (Command::No, "leave them undecided")]);
    question.push((rest, Meaning::Quiet));
    line(canvas, Rect { y: inside.bottom() - 1, height: 1, ..inside }, &question, ground);
}
