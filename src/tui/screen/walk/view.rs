//! How a claim that needs a hand is drawn.

use ratatui::layout::Rect;

use super::{Lost, Walk};
use crate::claim::Part;
use crate::review::Session;
use crate::review::anchor::Candidate;
use crate::text::diff::{self, Change};
use crate::tui::screen::claims;
use crate::tui::screen::pager::{Words, running};
use crate::tui::screen::paint::Canvas;
use crate::tui::theme::Meaning;

/// Draws the current claim over `area`, next to the article.
pub fn view(walk: &Walk, session: &Session, canvas: &mut Canvas<'_>, area: Rect) {
    let Some(lost) = walk.claims.get(walk.at) else {
        return;
    };
    let heading = format!("Unanchored claim {} of {}", walk.at + 1, walk.claims.len());
    let inside = canvas.popup(area, &heading);
    let ground = canvas.style(Meaning::Text).patch(canvas.style(Meaning::Popup));
    let mut y = inside.y;
    for words in lines(lost, session) {
        if y >= inside.bottom() {
            break;
        }
        y += running(canvas, Rect { y, height: inside.bottom() - y, ..inside }, &words, ground).max(1);
    }
}

fn lines(lost: &Lost, session: &Session) -> Vec<Words> {
    let mut lines = vec![about(lost, session), Vec::new()];
    let Some(place) = lost.place() else {
        lines.push(vec![("was".to_owned(), Meaning::ActiveTab)]);
        lines.push(vec![(lost.words[0].clone(), Meaning::Text)]);
        lines.push(Vec::new());
        let gone = "No similar text in the article. The claim keeps its decision.";
        lines.push(vec![(gone.to_owned(), Meaning::Warning)]);
        return lines;
    };
    let text = &session.article().text;
    let now = |part| {
        let words: Vec<&str> = place.spans(part).iter().filter_map(|span| span.slice(text)).collect();
        words.join(" … ")
    };
    let [content, cue, source] = Part::ALL.map(now);
    let (was, is) = compared(&lost.words[0], &content);
    lines.push(vec![("was".to_owned(), Meaning::ActiveTab)]);
    lines.push(was);
    lines.push(Vec::new());
    let which = match lost.places.len() {
        1 => "here, the only position".to_owned(),
        count => format!("here, position {} of {count}", lost.chosen + 1),
    };
    lines.push(vec![
        ("now ".to_owned(), Meaning::ActiveTab),
        (
            if lost.found_by.is_some() { "here".to_owned() } else { format!("{which}, {:.0}% alike", place.score * 100.0) },
            Meaning::Quiet,
        ),
    ]);
    lines.push(is);
    lines.push(Vec::new());
    for (name, was, is) in [("cue", &lost.words[1], &cue), ("source", &lost.words[2], &source)] {
        let label = (format!("{name:<8}"), Meaning::Quiet);
        if was == is {
            lines.push(vec![label, (was.clone(), Meaning::Text), ("  as it was".to_owned(), Meaning::Quiet)]);
        } else {
            let is = if is.is_empty() { "nothing" } else { is };
            lines.push(vec![
                label,
                (was.clone(), Meaning::Text),
                (" → ".to_owned(), Meaning::Quiet),
                (is.to_owned(), Meaning::Warning),
            ]);
        }
    }
    lines
}

/// Who is said to have said it, what was decided, and how the words were lost.
fn about(lost: &Lost, session: &Session) -> Words {
    let claim = session.claim(&lost.id);
    let speaker = claim.and_then(|claim| session.speaker_of(claim)).map_or("no one named", |speaker| &speaker.name);
    let decision = claim.map_or(String::new(), |claim| claims::decision(claim));
    let how = how(lost, &session.article().text);
    vec![(speaker.to_owned(), Meaning::Speaker), (format!("  {decision}"), Meaning::Text), (format!("  {how}"), Meaning::Quiet)]
}

/// Why it is asked about, by what the lines below it show.
fn how(lost: &Lost, text: &str) -> String {
    if let Some(by) = &lost.found_by {
        return format!("its words changed; re-anchored here by {by}");
    }
    let same_words = |place: &Candidate| {
        let now: Vec<&str> = place.spans(Part::Content).iter().filter_map(|span| span.slice(text)).collect();
        now.join(" … ") == lost.words[0]
    };
    let how = match lost.places.as_slice() {
        [] => "its words are gone",
        [only] if same_words(only) => "the words around it changed",
        [_] => "its words changed",
        _ => "several positions are possible",
    };
    how.to_owned()
}

/// Old and new words; what went is in `[-` `-]`, what came in `{+` `+}`, so that it reads without colour.
fn compared(old: &str, new: &str) -> (Words, Words) {
    let (mut was, mut is) = (Words::new(), Words::new());
    for piece in diff::words(old, new) {
        let of = |text: &str, span: crate::text::Span| span.slice(text).unwrap_or_default().to_owned();
        match piece.change {
            Change::Same => {
                was.push((of(old, piece.old), Meaning::Text));
                is.push((of(new, piece.new), Meaning::Text));
            }
            Change::Gone => was.push((format!("[-{}-]", of(old, piece.old)), Meaning::Rejected)),
            Change::New => is.push((format!("{{+{}+}}", of(new, piece.new)), Meaning::Confirmed)),
        }
    }
    (was, is)
}
