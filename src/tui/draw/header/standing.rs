//! Whether the decisions are saved, how many claims are marked, how many conflicts are open: always in one place.

use crate::tui::model::Model;
use crate::tui::theme::Meaning;

/// From so many columns on there is room for words; below, signs.
const WORDS: u16 = 60;

/// What is true of the review now, as words for a header of `width` columns.
pub fn standing(model: &Model, width: u16) -> Vec<(String, Meaning)> {
    let words = width >= WORDS;
    let mut standing = Vec::new();
    let marked = model.panes.claims.marked.len();
    if marked > 0 {
        standing.push((if words { format!("{marked} marked") } else { format!("*{marked}") }, Meaning::Flag));
    }
    let conflicts = model.desk.session.conflicts().len();
    if conflicts > 0 {
        let plural = if conflicts == 1 { "conflict" } else { "conflicts" };
        standing.push((if words { format!("{conflicts} {plural} open") } else { format!("{conflicts}!") }, Meaning::Trouble));
    }
    let rules = model.rules.open();
    if rules > 0 && words {
        let plural = if rules == 1 { "finding" } else { "findings" };
        standing.push((format!("{rules} {plural}"), Meaning::Warning));
    }
    let unsaved = model.desk.lost_decisions();
    if unsaved > 0 {
        let backup = if is_backed_up(model) { " (in a backup)" } else { "" };
        standing.push((if words { format!("{unsaved} unsaved{backup}") } else { format!("{unsaved}?") }, Meaning::Warning));
    }
    if let Some((long, short, meaning)) = saved(model) {
        standing.push(((if words { long } else { short }).to_owned(), meaning));
    }
    standing.retain(|(text, _)| !text.is_empty());
    standing
}

/// Whether all that is not in the sidecar is in a backup.
fn is_backed_up(model: &Model) -> bool {
    model.desk.backed_up == Some(model.desk.session.revision())
}

/// Whether the decisions are on disk, in words and as a sign; nothing before there are any.
fn saved(model: &Model) -> Option<(&'static str, &'static str, Meaning)> {
    let desk = &model.desk;
    if desk.failed.is_some() && is_backed_up(model) {
        Some(("not saved! backup kept", "not saved!", Meaning::Trouble))
    } else if desk.failed.is_some() {
        Some(("not saved!", "not saved!", Meaning::Trouble))
    } else if desk.read_only.is_some() {
        Some(("read-only", "read-only", Meaning::Warning))
    } else if desk.is_unsaved() {
        Some(("saving", "✎", Meaning::Warning))
    } else {
        // A note, a name, a mark that was taken off again: whatever was changed in this run.
        let begun = desk.decided() > 0 || desk.session.done().is_some() || desk.session.revision() > 0;
        begun.then_some(("saved", "", Meaning::Quiet))
    }
}

#[cfg(test)]
mod tests {
    use crate::tui::message::Message;
    use crate::tui::tests::Player;

    fn header(player: &Player) -> String {
        player.screen().lines().next().unwrap_or_default().to_owned()
    }

    #[test]
    fn the_header_says_whether_decisions_are_saved() {
        let mut player = Player::new(100, 30);
        assert!(!header(&player).contains("sav"), "nothing was decided: {}", header(&player));
        player.keys("a");
        assert!(header(&player).contains(" saving "), "{}", header(&player));
        let revision = player.model.desk.session.revision();
        player.send(Message::Saved(revision), 10);
        assert!(header(&player).contains(" saved "), "{}", header(&player));
        player.keys("a");
        player.send(Message::NotSaved("no space left".to_owned()), 10);
        assert!(header(&player).contains(" not saved! "), "{}", header(&player));
        player.send(Message::BackedUp(player.model.desk.session.revision()), 10);
        assert!(header(&player).contains(" not saved! backup kept "), "{}", header(&player));
        player.send(Message::NotSaved("no space left".to_owned()), 10);
        player.keys("x");
        assert!(!header(&player).contains("backup"), "the last decision is not in it yet: {}", header(&player));
    }

    #[test]
    fn the_header_says_that_a_note_is_saved() {
        let mut player = Player::new(100, 30);
        player.keys("i h m esc");
        assert!(header(&player).contains(" saving "), "{}", header(&player));
        player.send(Message::Saved(player.model.desk.session.revision()), 10);
        assert!(header(&player).contains(" saved "), "{}", header(&player));
    }

    #[test]
    fn the_header_says_how_many_claims_are_marked() {
        let mut player = Player::new(100, 30);
        player.keys("space space");
        assert!(header(&player).contains(" 2 marked "), "{}", header(&player));
        let mut narrow = Player::new(40, 12);
        narrow.keys("space");
        assert!(header(&narrow).contains("*1 "), "{}", header(&narrow));
    }
}
