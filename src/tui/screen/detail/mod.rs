//! What is known of the claim, speaker or outlet in hand.

mod history;
mod known;
mod suggested;

pub use known::Known;

use ratatui::layout::Rect;

use super::cast::{self, current_outlet};
use super::check;
use super::claims::{self, Sort, decision, words, worth_of};
use super::pager::{Words, line};
use super::paint::Canvas;
use crate::claim::{Outlet, Part, Speaker, SpeakerKind};
use crate::memory::Memory;
use crate::review::{Anchor, Decision, Repeats, ReviewedClaim, Session};
use crate::text::{Span, single_line, visible};
use crate::tui::command::Command;
use crate::tui::keymap::Keymap;
use crate::tui::layout::wrap;
use crate::tui::screen::frame::Tab;
use crate::tui::theme::Meaning;

/// Columns for the names of the lines.
const LABEL: usize = 11;

fn labelled(label: &str, text: impl Into<String>, meaning: Meaning) -> Words {
    let pad = " ".repeat(LABEL.saturating_sub(label.chars().count()).max(1));
    vec![(format!("{label}{pad}"), Meaning::Quiet), (text.into(), meaning)]
}

fn spans(session: &Session, claim: &ReviewedClaim, part: Part) -> String {
    // Where the article has other words by now, what is shown are those that were there.
    match claim.kept_words(part) {
        [] => spans_of(session, claim.stored_spans(part)),
        kept => single_line(&kept.join(" … ")),
    }
}

/// The words of spans, on one line.
fn spans_of(session: &Session, spans: &[Span]) -> String {
    let text = &session.article().text;
    let pieces: Vec<String> = spans.iter().filter_map(|span| span.slice(text)).map(single_line).collect();
    pieces.join(" … ")
}

/// How much of a claim is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// What the box next to the list has room for.
    Short,
    /// Its content and its log as well.
    Whole,
}

/// The lines of a claim.
pub fn lines(session: &Session, claim: &ReviewedClaim, length: Length) -> Vec<Words> {
    let mut lines: Vec<Words> = Vec::new();
    let content = suggested::was(suggested::part(session, claim, Part::Content));
    if length == Length::Whole {
        let mut words = labelled("Content", words(session, claim), Meaning::Content);
        words.extend(content);
        lines.push(words);
    } else if let Some((was, meaning)) = content {
        lines.push(labelled("Content", was.trim_start(), meaning));
    }
    let mut speaker = speaker_line(session, claim);
    speaker.extend(suggested::was(suggested::speaker(session, claim)));
    lines.push(speaker);
    if let Some(role) = session.speaker_of(claim).and_then(role) {
        lines.push(labelled("Role", role, Meaning::Text));
    }
    if let Some(why) = session.speaker_of(claim).and_then(|speaker| speaker.unnamed_because.clone()) {
        lines.push(labelled("Unnamed", why, Meaning::Text));
    }
    let source = spans(session, claim, Part::Source);
    let cue = spans(session, claim, Part::Cue);
    let old = suggested::was(suggested::part(session, claim, Part::Source));
    if old.is_some() || (!source.is_empty() && session.speaker_of(claim).is_none_or(|speaker| speaker.name != source)) {
        let mut words = labelled("Source", if source.is_empty() { "—".to_owned() } else { source }, Meaning::Source);
        words.extend(old);
        lines.push(words);
    }
    let mut words = labelled("Cue", if cue.is_empty() { "—".to_owned() } else { cue }, Meaning::Cue);
    words.extend(suggested::was(suggested::part(session, claim, Part::Cue)));
    lines.push(words);
    let overridden = if claim.correction.directness.is_some() { ", set by hand" } else { "" };
    let class = if claim.correction.class.is_some() { ", set by hand" } else { "" };
    let kind = format!("{}{overridden} · {}{class}", session.directness(claim), session.class(claim));
    let mut words = labelled("Kind", kind, Meaning::Text);
    words.extend(suggested::was(suggested::kind(session, claim)));
    lines.push(words);
    let mut way = chain(session, claim);
    way.extend(suggested::was(suggested::outlets(session, claim)));
    lines.push(way);
    lines.push(status(claim));
    lines.extend(anchor(claim).map(|text| labelled("Words", text, Meaning::Warning)));
    if let Some(rival) = &claim.rival {
        let who = rival.theirs.decided.as_ref().map_or("somebody", |stamp| &stamp.by);
        lines.push(labelled("Conflict", format!("{who} differs"), Meaning::Trouble));
    }
    if claim.flag {
        lines.push(labelled("Flag", "for a second look", Meaning::Flag));
    }
    lines.extend(check::lines(&claim.check).into_iter().map(|(name, text, meaning)| labelled(name, text, meaning)));
    if !claim.note.is_empty() {
        for (index, note) in claim.note.lines().enumerate() {
            lines.push(labelled(if index == 0 { "Note" } else { "" }, note, Meaning::Text));
        }
    }
    lines.extend(reason(claim));
    lines.push(worth_line(session, claim));
    if length == Length::Whole {
        lines.push(labelled("Claim", claim.id.to_string(), Meaning::Quiet));
        lines.extend(history::history(session, claim));
    }
    lines
}

/// How much it is worth checking, and which words make it so.
fn worth_line(session: &Session, claim: &ReviewedClaim) -> Words {
    let worth = worth_of(session, claim);
    let percent = (worth.score * 100.0).round();
    let reasons = if worth.reasons.is_empty() { "found by its words alone".to_owned() } else { worth.reasons.join("; ") };
    labelled("Worth", format!("{percent}%: {reasons}"), Meaning::Quiet)
}

/// Where the line about the repeats of a claim belongs: behind its way.
fn repeats_place(lines: &[Words]) -> Option<usize> {
    let way = lines.iter().position(|words| words.first().is_some_and(|(label, _)| label.starts_with("Via")));
    way.map(|at| at + 1)
}

/// So many repeats of a claim are named by their numbers.
const REPEATS_NAMED: usize = 12;

/// The other claims that say the same.
pub fn repeated(session: &Session, repeats: &Repeats, claim: &ReviewedClaim) -> Option<Words> {
    let mut others = repeats.first_others(session, &claim.id, REPEATS_NAMED + 1);
    let more = if others.len() > REPEATS_NAMED { " and more" } else { "" };
    others.truncate(REPEATS_NAMED);
    let number = |at: &usize| {
        let other = session.claims().get(*at).filter(|other| Repeats::speakers_differ(session, claim, other));
        match other.map(|other| session.speaker_of(other).map_or("nobody", |speaker| speaker.name.as_str())) {
            Some(speaker) => format!("{} (there {speaker})", at + 1),
            None => (at + 1).to_string(),
        }
    };
    let numbers: Vec<String> = others.iter().map(number).collect();
    let word = if numbers.len() == 1 { "claim" } else { "claims" };
    (!numbers.is_empty())
        .then(|| labelled("Repeated", format!("by {word} {}{more}; checking one checks all", numbers.join(", ")), Meaning::Flag))
}

fn speaker_line(session: &Session, claim: &ReviewedClaim) -> Words {
    let Some(speaker) = session.speaker_of(claim) else {
        return labelled("Speaker", "no one named", Meaning::Quiet);
    };
    let mut words = labelled("Speaker", speaker.name.clone(), Meaning::Speaker);
    let mut remarks = Vec::new();
    if speaker.anonymous {
        remarks.push("unnamed");
    }
    if speaker.kind != SpeakerKind::Person {
        remarks.push(speaker.kind.as_str());
    }
    if !remarks.is_empty() {
        words.push((format!("  ({})", remarks.join(", ")), Meaning::Quiet));
    }
    words
}

fn role(speaker: &Speaker) -> Option<String> {
    match (&speaker.role, &speaker.affiliation) {
        (Some(role), Some(affiliation)) if !role.contains(affiliation.as_str()) => Some(format!("{role}, {affiliation}")),
        (Some(role), _) => Some(role.clone()),
        (None, affiliation) => affiliation.clone(),
    }
}

/// The way that the words took: this article <- outlet <- speaker.
fn chain(session: &Session, claim: &ReviewedClaim) -> Words {
    let mut words = labelled("Via", "this article", Meaning::Quiet);
    for outlet in session.via_of(claim) {
        words.push((" ← ".to_owned(), Meaning::Quiet));
        words.push((outlet.name.clone(), Meaning::Outlet));
    }
    if let Some(speaker) = session.speaker_of(claim)
        && !session.via_of(claim).iter().any(|outlet| outlet.is_called(&speaker.name))
    {
        words.push((" ← ".to_owned(), Meaning::Quiet));
        words.push((speaker.name.clone(), Meaning::Speaker));
    }
    words
}

fn status(claim: &ReviewedClaim) -> Words {
    let meaning = super::claims::decided(claim).1;
    let mut words = labelled("Decision", decision(claim), meaning);
    if claim.decision != Decision::Unreviewed
        && let Some(stamp) = &claim.decided
    {
        words.push((format!("  by {}", stamp.by), Meaning::Quiet));
        if !claim.from.is_empty() {
            words.push((format!(", from {}", claim.from.join(", ")), Meaning::Quiet));
        }
    }
    words
}

fn anchor(claim: &ReviewedClaim) -> Option<&'static str> {
    match claim.anchor {
        _ if claim.cut => Some("the passage was cut from the article"),
        Anchor::Exact => None,
        Anchor::Moved => Some("moved with the text"),
        Anchor::Ambiguous => Some("unanchored: several positions are possible"),
        Anchor::Orphan => Some("unanchored: the text was changed or deleted"),
    }
}

/// Why the engine proposed it: what still holds of that, and of a corrected claim that it is about the proposal.
fn reason(claim: &ReviewedClaim) -> Vec<Words> {
    let Some(suggestion) = &claim.suggestion else {
        return Vec::new();
    };
    let correction = &claim.correction;
    let mut lines = Vec::new();
    let sure = format!("{:.0}%", (suggestion.score.clamp(0.0, 1.0) * 100.0));
    let found = if suggestion.reason.found_by.is_empty() { sure } else { format!("{} ({sure})", suggestion.reason.found_by) };
    let changed = correction.parts.content.is_some() || correction.parts.cue.is_some();
    lines.push(labelled("Why", if changed { format!("proposed as: {found}") } else { found }, Meaning::Quiet));
    let speaker =
        suggestion.reason.speaker.as_ref().filter(|_| correction.speaker.is_keep() && correction.parts.source.is_none());
    let via = suggestion.reason.via.as_ref().filter(|_| correction.via.is_none());
    for text in [speaker, via].into_iter().flatten() {
        lines.push(labelled("", text.clone(), Meaning::Quiet));
    }
    lines
}

/// How many claims one has, and how many of them are undecided.
fn counted<'a>(claims: impl Iterator<Item = &'a std::sync::Arc<ReviewedClaim>>) -> String {
    let (mut all, mut undecided) = (0, 0);
    for claim in claims {
        all += 1;
        undecided += usize::from(!claim.decision.is_decided());
    }
    if undecided == 0 { all.to_string() } else { format!("{all}, {undecided} undecided") }
}

fn speaker_lines(session: &Session, speaker: &Speaker) -> Vec<Words> {
    let mut lines = vec![labelled("Speaker", speaker.name.clone(), Meaning::Speaker)];
    lines.push(labelled("Kind", speaker.kind.as_str(), Meaning::Text));
    lines.extend(speaker.role.iter().map(|role| labelled("Role", role.clone(), Meaning::Text)));
    lines.extend(speaker.affiliation.iter().map(|of| labelled("Of", of.clone(), Meaning::Text)));
    if speaker.anonymous {
        let why = speaker.unnamed_because.clone().unwrap_or_else(|| "the article gives no name".to_owned());
        lines.push(labelled("Unnamed", why, Meaning::Text));
    }
    if !speaker.aliases.is_empty() {
        lines.push(labelled("Also", speaker.aliases.join(", "), Meaning::Text));
    }
    lines.push(labelled("Claims", counted(session.claims_of_speaker(&speaker.id)), Meaning::Text));
    lines.push(labelled("Mentions", speaker.mentions.len().to_string(), Meaning::Text));
    if session.speaker_entry(&speaker.id).is_some_and(|entry| entry.by_hand) {
        lines.push(labelled("By hand", "changed or added by a reviewer", Meaning::Quiet));
    }
    lines
}

fn outlet_lines(session: &Session, outlet: &Outlet) -> Vec<Words> {
    let mut lines = vec![labelled("Outlet", outlet.name.clone(), Meaning::Outlet)];
    let mut part = labelled("Part", outlet.role.as_str(), Meaning::Text);
    // Words that decided it stand behind it, unless a reviewer did.
    part.extend(cast::deciding_words(session, outlet).map(|words| (format!("  “{words}”"), Meaning::Quiet)));
    lines.push(part);
    if !outlet.aliases.is_empty() {
        lines.push(labelled("Also", outlet.aliases.join(", "), Meaning::Text));
    }
    lines.push(labelled("Claims", counted(session.claims_of_outlet(&outlet.id)), Meaning::Text));
    lines.push(labelled("Mentions", outlet.mentions.len().to_string(), Meaning::Text));
    if session.outlet_entry(&outlet.id).is_some_and(|entry| entry.by_hand) {
        lines.push(labelled("By hand", "changed or added by a reviewer", Meaning::Quiet));
    }
    lines
}

/// Another reading of the claim, which the box shows in its place.
#[derive(Clone, Copy, Debug)]
pub struct ReadingLine<'a> {
    /// Which one, counted from 1.
    pub number: usize,
    /// How many there are.
    pub count: usize,
    /// Why it may be meant.
    pub reason: &'a str,
}

/// What the box shows.
#[derive(Clone, Copy, Debug)]
pub struct Detail<'a> {
    /// The review.
    pub session: &'a Session,
    /// The list in front: the box is about its current row.
    pub tab: Tab,
    /// The list of claims.
    pub claims: &'a claims::State,
    /// The current speaker, counted from 0.
    pub speaker: usize,
    /// The list of outlets.
    pub outlet: cast::State,
    /// The keys.
    pub keymap: &'a Keymap,
    /// The reading that `session` has of the claim, where it is not as it is.
    pub reading: Option<ReadingLine<'a>>,
    /// What other reviews of the folder know.
    pub memory: Option<&'a Memory>,
}

/// Draws the box.
pub fn view(detail: &Detail<'_>, canvas: &mut Canvas<'_>, area: Rect) {
    if area.height < 2 {
        return;
    }
    let session = detail.session;
    let ground = canvas.style(Meaning::Text);
    let current = detail.claims.hand.as_ref();
    let claim = current.and_then(|id| session.claim(id));
    let number = current.and_then(|id| session.position(id));
    let known = detail.memory.map(|memory| Known { memory, keymap: detail.keymap });
    let (heading, lines) = match detail.tab {
        Tab::Claims => {
            let mut heading = number.map_or(String::new(), |at| format!("Claim {} of {}", at + 1, session.claims().len()));
            let mut shown = claim.map(|claim| lines(session, claim, Length::Short)).unwrap_or_default();
            // What the list is sorted by is where the box is never too low for it.
            if detail.claims.sort == Sort::Worth
                && let Some(worth) = shown.pop()
            {
                shown.insert(1.min(shown.len()), worth);
            }
            if let Some(reading) = detail.reading {
                heading.push_str(&format!(", reading {} of {}", reading.number, reading.count));
                // Nothing is decided by looking at it.
                shown.retain(|words| words.first().is_none_or(|(label, _)| !label.starts_with("Decision")));
                shown.insert(0, labelled("Reading", reading.reason, Meaning::Warning));
            }
            // Who said what when is below, where anybody has said something.
            shown.extend(
                claim
                    .filter(|claim| detail.reading.is_none() && history::has_history(claim))
                    .into_iter()
                    .flat_map(|claim| history::history(session, claim)),
            );
            if let Some((claim, known)) = claim.zip(known) {
                let cue = shown.iter().position(|words| words.first().is_some_and(|(label, _)| label.starts_with("Cue")));
                let at = cue.unwrap_or(shown.len());
                shown.splice(at..at, known.claim(session, claim));
            }
            if let Some((claim, at)) = claim.zip(repeats_place(&shown)) {
                shown.splice(at..at, repeated(session, &detail.claims.repeats, claim));
            }
            (heading, shown)
        }
        Tab::Speakers => {
            let speaker = session.speaker_at(detail.speaker);
            let mut lines = speaker.map(|speaker| speaker_lines(session, speaker)).unwrap_or_default();
            lines.extend(speaker.zip(known).and_then(|(speaker, known)| known.office(speaker)));
            (String::new(), lines)
        }
        Tab::Outlets => {
            let outlet = current_outlet(session, detail.outlet);
            (String::new(), outlet.map(|outlet| outlet_lines(session, outlet)).unwrap_or_default())
        }
    };
    // Beside an empty list there is nothing to tell.
    if lines.is_empty() {
        return;
    }
    canvas.rule(Rect { height: 1, ..area }, &heading, ground.patch(canvas.style(Meaning::Border)));
    let inside = Rect { x: area.x + 1, y: area.y + 1, width: area.width.saturating_sub(2), height: area.height - 1 };
    let mut y = inside.y;
    let mut cut = false;
    for words in &lines {
        cut = y >= inside.bottom();
        if cut {
            break;
        }
        y += flow(canvas, Rect { y, height: inside.bottom() - y, ..inside }, words).max(1);
    }
    if cut && detail.tab == Tab::Claims {
        // What is below the edge is a key away.
        let more = format!(" … {} ", detail.keymap.shown(Command::Open));
        let wide = visible::width(&more) as u16;
        if inside.width > 2 * wide {
            let style = ground.patch(canvas.style(Meaning::Label));
            canvas.put(inside.right() - wide, inside.bottom() - 1, wide, &more, style);
        }
    }
}

/// Writes a line of several parts, wrapped next to its label.
fn flow(canvas: &mut Canvas<'_>, area: Rect, words: &Words) -> u16 {
    let ground = canvas.style(Meaning::Text);
    if words.len() <= 2 {
        return line(canvas, area, words, ground);
    }
    let Some(((label, meaning), parts)) = words.split_first() else {
        return 0;
    };
    let used = canvas.put(area.x, area.y, area.width, label, ground.patch(canvas.style(*meaning)));
    let left = area.x + used;
    let (mut x, mut y) = (left, area.y);
    for (text, meaning) in parts {
        let style = ground.patch(canvas.style(*meaning));
        let fits = |x: u16, text: &str| visible::width(text) <= usize::from(area.right().saturating_sub(x));
        // A part that does not fit goes to the next line, below the first part.
        if x > left && !fits(x, text) && y + 1 < area.bottom() {
            (x, y) = (left, y + 1);
        }
        let text = if x == left { text.trim_start() } else { text };
        // On the last row there is nothing to wrap into: it is cut, and seen to be.
        if fits(x, text) || y + 1 >= area.bottom() {
            x += canvas.put(x, y, area.right().saturating_sub(x), text, style);
            continue;
        }
        // One that is longer than a line is wrapped itself.
        let lines = wrap(text, 0, area.right().saturating_sub(x));
        for (index, line) in lines.iter().enumerate() {
            if index > 0 && y + 1 >= area.bottom() {
                break;
            }
            if index > 0 {
                (x, y) = (left, y + 1);
            }
            let shown = line.span.slice(text).unwrap_or_default().trim_end();
            x += canvas.put(x, y, area.right().saturating_sub(x), shown, style);
        }
    }
    y + 1 - area.y
}

/// A claim as a quotation for the clipboard.
pub fn quotation(session: &Session, claim: &ReviewedClaim) -> String {
    let mut text = words(session, claim);
    if let Some(speaker) = session.speaker_of(claim) {
        text.push_str(&format!("\n— {}", speaker.name));
        if let Some(role) = role(speaker) {
            text.push_str(&format!(", {role}"));
        }
    }
    let via: Vec<&str> = session.via_of(claim).iter().map(|outlet| outlet.name.as_str()).collect();
    if !via.is_empty() {
        text.push_str(&format!(" (via {})", via.join(" ← ")));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::look::Look;
    use ratatui::buffer::Buffer;

    #[test]
    fn a_name_that_the_last_row_cannot_hold_is_cut_and_seen_to_be() {
        let mut words = labelled("Via", "Axios", Meaning::Outlet);
        words.extend([(" ← ".to_owned(), Meaning::Quiet), ("Jen Psaki".to_owned(), Meaning::Speaker)]);
        let look = Look::default();
        for (height, last) in [(1, "Via        Axios ← Jen…"), (2, "           Jen Psaki")] {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 23, height));
            let area = buffer.area;
            flow(&mut Canvas { buffer: &mut buffer, theme: &look.theme, memory: None }, area, &words);
            let row: String = (0..23).map(|x| buffer[(x, height - 1)].symbol()).collect();
            assert_eq!(row.trim_end(), last);
        }
    }
}
