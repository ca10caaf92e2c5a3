//! The article changes on disk while it is open: that is reported, and read again with a key, or before a decision
//! would be taken on words that are not there any more.

use std::sync::Arc;

use super::deciding::Stale;
use super::{Layer, Model};
use crate::article::{Article, LeftOut};
use crate::text::Span;
use crate::tui::command::Command;
use crate::tui::message::{Effect, Tone};
use crate::tui::screen::article;
use crate::tui::screen::left_out::LeftOutList;
use crate::tui::workspace::EngineState;

impl Model {
    /// Shows the parts of a web page that are not in the article, in the order of the page.
    pub fn show_left_out(&mut self, parts: Vec<LeftOut>) {
        if parts.is_empty() {
            self.tell(Tone::Plain, "nothing was left out of this article".to_owned());
        } else {
            self.layers.push(Layer::LeftOut(LeftOutList::new(parts)));
        }
    }

    /// Has a part of the page brought in, or taken out again, where that can be saved.
    pub(super) fn ask_for_part(&mut self, part: Box<LeftOut>, effects: &mut Vec<Effect>) {
        if self.desk.adjudication.is_some() {
            self.tell(Tone::Warning, "the page stays as its reviewers read it; bring parts in in a review".to_owned());
        } else if let Some(why) = &self.desk.read_only {
            self.tell(Tone::Warning, format!("the page stays as it is: nothing can be saved here ({why})"));
        } else {
            effects.push(Effect::BringIn(part));
        }
    }

    /// Goes on in the page with a part brought in, or without it, and has that saved.
    pub fn part_brought_in(&mut self, article: Arc<Article>, part: &LeftOut) -> Vec<Effect> {
        let mut effects = Vec::new();
        let before = std::sync::Arc::clone(&self.desk.session.article().text);
        if article.text == before {
            let key = self.look.keymap.shown(Command::LeftOut);
            let text = format!("nothing was changed: the page no longer has that part; {key} lists what it has now");
            self.tell(Tone::Warning, text);
            return effects;
        }
        self.desk.newer = Some(article);
        self.go_on_in_new_text(&mut effects);
        effects.push(Effect::Save(self.desk.handed_over()));
        if let Some(place) = new_place(&before, &self.desk.session.article().text, &part.text).filter(|_| !part.restored) {
            self.panes.article.follow(place, place);
        }
        let key = self.look.keymap.shown(Command::LeftOut);
        let text = if part.restored {
            "the part is taken out of the article again".to_owned()
        } else {
            format!("the part is in the article now, for every review of it; {key} takes it out again")
        };
        self.tell(Tone::Plain, text);
        effects
    }

    /// The article's file is not what it was.
    pub(super) fn article_changed(&mut self, found: Result<Arc<Article>, String>) {
        match found {
            Ok(article) if article.text == self.desk.session.article().text => {
                if self.desk.newer.take().is_some() {
                    self.tell(Tone::Plain, "the article on disk is the same as here again".to_owned());
                }
            }
            Ok(article) => {
                self.desk.newer = Some(article);
                let key = self.look.keymap.shown(Command::ReadAgain);
                self.tell(Tone::Warning, format!("the article has changed on disk; {key} reloads it"));
            }
            Err(why) => self.tell(Tone::Warning, format!("cannot read the article: {why}")),
        }
    }

    /// Reads the article again where it has changed.
    pub(super) fn read_again(&mut self, effects: &mut Vec<Effect>) {
        if self.opens_again(effects) {
            return;
        }
        let was_done = self.desk.session.done().is_some();
        if !self.go_on_in_new_text(effects) {
            self.tell(Tone::Plain, "the article has not changed since it was read".to_owned());
            return;
        }
        let key = self.look.keymap.shown(Command::FindAgain);
        let mut text = match self.desk.questions() {
            0 => "article reloaded; every claim was found".to_owned(),
            1 => format!("article reloaded; the words of 1 claim changed ({key} shows it)"),
            count => format!("article reloaded; the words of {count} claims changed ({key} shows them)"),
        };
        if was_done && self.desk.session.done().is_none() {
            text.push_str("; it is no longer done");
        }
        self.tell(Tone::Warning, text);
    }

    /// Whether a change has to wait, because the article is another one by now. It is read again then.
    pub(super) fn waits_for_article(&mut self, effects: &mut Vec<Effect>) -> bool {
        if self.opens_again(effects) {
            return true;
        }
        let waits = self.go_on_in_new_text(effects);
        if waits {
            let text = "nothing was changed: the article had changed on disk and was reloaded; check again";
            self.tell(Tone::Warning, text.to_owned());
        }
        waits
    }

    /// In an adjudication the reviews have to be found in the new text as well: all of it is opened again. Whether that
    /// is so.
    fn opens_again(&mut self, effects: &mut Vec<Effect>) -> bool {
        let opens = self.desk.adjudication.is_some() && self.desk.newer.is_some();
        if opens {
            self.tell(Tone::Warning, "the article has changed on disk and is opened again; nothing was decided".to_owned());
            effects.push(Effect::OpenArticle(self.desk.queue.at));
        }
        opens
    }

    /// Goes on with the text on disk, where that is another one.
    pub(super) fn go_on_in_new_text(&mut self, effects: &mut Vec<Effect>) -> bool {
        if !self.desk.read_again() {
            return false;
        }
        // What is open and what was searched speak of places in the old text.
        self.layers.clear();
        self.pending.clear();
        self.offers = super::offers::Offers::default();
        self.compared = None;
        self.findings = None;
        self.caret = super::caret::Caret::default();
        self.offered_source = None;
        self.closing = super::closing::ClosingMemory::default();
        self.before_search = None;
        self.survey = None;
        self.panes.article = article::State::new(self.desk.session.article().text.clone());
        self.desk.engine = EngineState::Working(0);
        effects.push(Effect::ReadAgain);
        if self.theirs.take().is_some() {
            // Their work was found in the old text: the writer shall see it again.
            self.look_again_at_sidecar(effects);
        }
        self.refresh(Stale::Spans);
        if let Some(hand) = self.hand().cloned().filter(|id| self.desk.session.claim(id).is_some()) {
            self.take(hand);
        }
        true
    }
}

/// Where the first line of what was brought in is in `text`: not where `before` has the same words already.
fn new_place(before: &str, text: &str, part: &str) -> Option<Span> {
    let line = part.lines().map(str::trim).find(|line| !line.is_empty())?;
    let same = before.bytes().zip(text.bytes()).take_while(|(old, new)| old == new).count();
    let mut places = text.match_indices(line).map(|(at, found)| Span::new(at, at + found.len()));
    places.find(|place| place.end > same)
}

#[cfg(test)]
mod tests {
    use super::new_place;

    #[test]
    fn what_was_brought_in_is_shown_where_it_is_new() {
        let (before, after) = ("No.\n\nHe said no.\n\nEnd.\n", "No.\n\nHe said no.\n\nNo.\n\nEnd.\n");
        assert_eq!(new_place(before, after, "\n No. \n").map(|place| place.start), Some(after.rfind("No.").unwrap()));
        assert_eq!(new_place("Old.\n", "New words.\nOld.\n", "New words.").map(|place| place.start), Some(0));
        assert_eq!(new_place("Old.\n", "New.\nOld.\n", "Others."), None);
    }
}
