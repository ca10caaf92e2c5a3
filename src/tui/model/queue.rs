//! The articles of the queue: how far each is, going from one to the next, the mark that one is done.

use super::{Layer, Model};
use crate::analysis::gaps;
use crate::review::Edit;
use crate::tui::command::Command;
use crate::tui::layer::Answer;
use crate::tui::message::{Effect, Tone};
use crate::tui::screen::picker::{Picker, Purpose, Row, Value};
use crate::tui::workspace::{ArticleProgress, Queue};

impl Model {
    pub(super) fn open_queue(&mut self) {
        let rows = self.queue_rows();
        let queue = &self.desk.queue;
        let heading = match queue.done() {
            0 => "Articles".to_owned(),
            done => format!("Articles: {done} of {} done", queue.names.len()),
        };
        let picker = Picker::new(Purpose::Queue, heading, rows).on(&Value::Answer(Answer::Article(queue.at)));
        self.layers.push(Layer::Picker(picker));
    }

    /// The article on the desk knows best how far it is.
    fn note_standing(&mut self) {
        let now = ArticleProgress::of(&self.desk);
        let read_only = self.desk.read_only.clone();
        let queue = &mut self.desk.queue;
        let standing = queue.standings.entry(queue.at).or_default();
        let trouble = standing.trouble.take().filter(|_| read_only.is_some()).or(read_only);
        *standing = ArticleProgress { trouble, ..now };
    }

    /// A row an article; the one on the desk as it is now.
    fn queue_rows(&mut self) -> Vec<Row> {
        self.note_standing();
        let queue = &self.desk.queue;
        let shared = shared_folder(&queue.names);
        let rows = queue.names.iter().enumerate().map(|(index, name)| {
            let words = queue.standings.get(&index).map(ArticleProgress::words).unwrap_or_default();
            let hint = if index == queue.at { format!("{words} · here") } else { words };
            Row { label: name.get(shared..).unwrap_or(name).to_owned(), hint, value: Value::Answer(Answer::Article(index)) }
        });
        rows.collect()
    }

    /// Takes in how far articles are; the article on the desk knows better itself.
    pub(super) fn standings(&mut self, standings: Vec<(usize, ArticleProgress)>) {
        let at = self.desk.queue.at;
        for (index, standing) in standings {
            if index != at || standing.trouble.is_some() {
                self.desk.queue.standings.insert(index, standing);
            }
        }
        let rows = self.queue_rows();
        if let Some(Layer::Picker(picker)) = self.layers.last_mut()
            && picker.purpose == Purpose::Queue
        {
            picker.renew(rows);
        }
    }

    /// The queue as another article is opened: this one's standing is kept.
    pub fn leave_for(&mut self, at: usize) -> Queue {
        self.note_standing();
        let mut queue = std::mem::take(&mut self.desk.queue);
        queue.at = at;
        queue
    }

    /// To the article so many places on.
    pub(super) fn article(&mut self, by: isize, effects: &mut Vec<Effect>) {
        let queue = &self.desk.queue;
        match queue.at.checked_add_signed(by).filter(|at| *at < queue.names.len()) {
            Some(at) => effects.push(Effect::OpenArticle(at)),
            None => {
                self.tell(Tone::Plain, if by > 0 { "this is the last article" } else { "this is the first article" }.to_owned())
            }
        }
    }

    /// To the next article that is not marked done.
    pub(super) fn next_undone(&mut self, effects: &mut Vec<Effect>) {
        match self.desk.queue.next_undone(self.desk.queue.at) {
            Some(at) => effects.push(Effect::OpenArticle(at)),
            None if self.desk.queue.names.len() < 2 => self.tell(Tone::Plain, "there is no other article".to_owned()),
            None => self.tell(Tone::Plain, "every other article is done".to_owned()),
        }
    }

    /// Marks the article done, or takes the mark off; what is undecided is said, not asked about. Quotations without a
    /// claim are in no list that is open: they are named first, unless the closing sheet shows them.
    pub(super) fn turn_done(&mut self, effects: &mut Vec<Effect>) {
        let on = self.desk.session.done().is_none();
        let has_seen = self.layers.iter().any(|layer| matches!(layer, Layer::Closing(_)))
            || self.closing.warned == Some(self.desk.session.revision());
        if on && !has_seen {
            let missed = gaps(&self.desk.session);
            if missed > 0 {
                self.closing.warned = Some(self.desk.session.revision());
                let quoted =
                    if missed == 1 { "1 quoted passage has".to_owned() } else { format!("{missed} quoted passages have") };
                let (list, again) = (self.look.keymap.shown(Command::Coverage), self.look.keymap.shown(Command::Done));
                let text = format!("not marked done yet: {quoted} no claim ({list} shows them); {again} again marks it done");
                self.tell(Tone::Warning, text);
                return;
            }
        }
        let engine = on.then(|| self.desk.read_by.version().to_owned());
        let Some(applied) = self.apply(Edit::SetDone(engine), effects) else {
            return;
        };
        let key = |command| self.look.keymap.shown(command);
        let progress = self.desk.session.progress();
        let mut text = match (on, progress.total - progress.decided) {
            (false, _) => applied.message(),
            (true, 0) => "article done".to_owned(),
            (true, 1) => format!("article done, with 1 claim undecided; {} undoes it", key(Command::Undo)),
            (true, left) => format!("article done, with {left} claims undecided; {} undoes it", key(Command::Undo)),
        };
        let (questions, conflicts) = (self.desk.questions(), self.desk.session.conflicts().len());
        if on && questions > 0 {
            let claims = if questions == 1 { "1 claim is".to_owned() } else { format!("{questions} claims are") };
            text = format!("{text}; {claims} in question ({} shows which)", key(Command::FindAgain));
        }
        if on && conflicts > 0 {
            let open = if conflicts == 1 { "1 conflict is".to_owned() } else { format!("{conflicts} conflicts are") };
            text = format!("{text}; {open} open ({} shows which)", key(Command::Conflicts));
        }
        if on && self.desk.queue.next_undone(self.desk.queue.at).is_some() {
            text = format!("{text}; {} opens the next that is not", key(Command::NextUndone));
        }
        let mut tone =
            if on && (progress.decided < progress.total || questions + conflicts > 0) { Tone::Warning } else { Tone::Plain };
        if let Some(why) = &self.desk.read_only {
            text = format!("{text} (not saved: {why})");
            tone = Tone::Warning;
        }
        self.tell(tone, text);
    }
}

/// Bytes of the folder that all of `names` stand in, its last slash included.
fn shared_folder(names: &[String]) -> usize {
    let Some(first) = names.first() else {
        return 0;
    };
    let shared = |other: &String| first.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let length = names.iter().map(shared).min().unwrap_or(0);
    first.as_bytes().iter().take(length).rposition(|byte| *byte == b'/').map_or(0, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::shared_folder;

    #[test]
    fn what_all_names_begin_with_is_not_shown() {
        let shared = |names: &[&str]| shared_folder(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert_eq!(shared(&["news/a.txt", "news/ab.txt"]), 5);
        assert_eq!(shared(&["news/a/x.txt", "news/b/x.txt"]), 5);
        assert_eq!(shared(&["a.txt", "b.txt"]), 0);
        assert_eq!(shared(&["é/a", "è/a"]), 0);
        assert_eq!(shared(&[]), 0);
    }
}
