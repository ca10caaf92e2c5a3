//! What the reader sees: which claims are in the frame, and the gate that every key passes before it changes one.
//!
//! A key changes a claim only when its words or its row were on the screen. Where they were not, the key brings the
//! claim into view and changes nothing; an act on several marked claims that are out of view asks first.

use std::sync::Arc;
use std::time::Duration;

use super::{Layer, Model};
use crate::claim::{ClaimId, Part, Speaker};
use crate::review::ReviewedClaim;
use crate::text::Span;
use crate::tui::command::Command;
use crate::tui::key::KeyPress;
use crate::tui::keymap::Found;
use crate::tui::layer::Answer;
use crate::tui::message::Tone;
use crate::tui::screen::claims::Name;
use crate::tui::screen::frame::Tab;
use crate::tui::screen::question::Question;

/// A key that follows a change under it this soon was meant for what was there before.
const CHANGED: Duration = Duration::from_millis(250);
/// The same where a window came up unasked, which takes longer to be seen.
const UNASKED: Duration = Duration::from_millis(600);
/// Whoever pressed no key for so long is not in the middle of something.
const IDLE: Duration = Duration::from_secs(2);
/// Characters of a claim's words in a message.
const WORDS: usize = 32;
/// Characters of a speaker's name in a message.
const NAME: usize = 24;

/// The current claim as it looks: the claim, and its speaker's name.
pub(super) type Looks = Option<(Arc<ReviewedClaim>, Option<String>)>;

impl Model {
    /// Whether words of the claim are among the lines of the article on the screen.
    fn words_are_seen(&self, claim: &ReviewedClaim) -> bool {
        let shown = self.panes.article.shown();
        spans(claim).any(|span| span.overlaps(shown))
    }

    fn row_is_seen(&self, id: &ClaimId) -> bool {
        let height = self.frame().list.height;
        self.panes.tab == Tab::Claims && self.panes.claims.has_on_screen(id, height, &self.desk.session)
    }

    /// Whether words or row of a claim are on the screen.
    pub(super) fn is_seen(&self, id: &ClaimId) -> bool {
        self.desk.session.claim(id).is_some_and(|claim| self.words_are_seen(claim) || self.row_is_seen(id))
    }

    /// Whether the reader sees the claim that a key is to change: its words where the article is shown, else its row.
    fn is_before_the_reader(&self, id: &ClaimId) -> bool {
        let Some(claim) = self.desk.session.claim(id) else {
            return false;
        };
        if self.panes.article.shown().is_empty() || spans(claim).next().is_none() {
            return self.row_is_seen(id);
        }
        self.words_are_seen(claim)
    }

    /// The claims that `command` is to change: the marked ones, else the current one. `None` where nothing may be
    /// changed yet; the status line or a question says why.
    pub(super) fn begin(&mut self, command: Command) -> Option<Vec<ClaimId>> {
        if self.panes.claims.marked.is_empty() {
            return self.begin_current(command).map(|id| vec![id]);
        }
        let targets = self.targets();
        // Nobody decides about what the filter hides.
        if targets.claims.is_empty() {
            self.tell(Tone::Warning, "the filter hides all marked claims".to_owned());
            return None;
        }
        if self.is_too_soon(command)
            || self.shows_better(&targets.claims, command)
            || self.asks_about_marked(&targets.claims, command)
        {
            return None;
        }
        Some(targets.claims)
    }

    /// The current claim, for a `command` that changes it alone; `None` as in [`Self::begin`].
    pub(super) fn begin_current(&mut self, command: Command) -> Option<ClaimId> {
        let Some(id) = self.claim_in_hand().cloned() else {
            self.tell_no_claim();
            return None;
        };
        if self.panes.claims.rows.is_empty() {
            self.tell(Tone::Warning, "no claim passes the filter".to_owned());
        } else if !self.panes.claims.shows(&id, &self.desk.session) {
            let [next, all] = [Command::Down, Command::Close].map(|command| self.look.keymap.shown(command));
            let text = format!("the filter hides the current claim: {next} goes to the next one, {all} shows all");
            self.tell(Tone::Warning, text);
        } else if self.is_too_soon(command)
            || self.is_awaited(&id, command)
            || self.shows_better(std::slice::from_ref(&id), command)
            || self.brings_into_view(&id, command)
        {
            return None;
        } else {
            return Some(id);
        }
        None
    }

    /// Whether what was under the key changed just now, so that the key cannot be meant for what is there.
    fn is_too_soon(&mut self, command: Command) -> bool {
        let now = self.times.now.since_start;
        let recent = self.times.changed.is_some_and(|then| now.saturating_sub(then) < CHANGED);
        if recent {
            let key = self.look.keymap.shown(command);
            self.tell(Tone::Warning, format!("ignored: this claim changed a moment ago; look, then {key} again"));
        }
        recent
    }

    /// Whether the conflicts came up, or others took their place, just now, so that the key cannot be meant for them.
    pub(super) fn is_too_soon_for_window(&mut self, key: KeyPress) -> bool {
        let now = self.times.now.since_start;
        let recent = self.times.unasked.is_some_and(|then| now.saturating_sub(then) < UNASKED);
        if !recent || !matches!(self.layers.last(), Some(Layer::Sides(_))) {
            return false;
        }
        let found = self.look.keymap.find(self.context(), &[key]);
        if matches!(found, Found::Command(Command::Suspend | Command::Redraw)) {
            return false;
        }
        self.pending.clear();
        let key = self.look.keymap.row(&[key]);
        self.tell(Tone::Warning, format!("ignored: this conflict came up a moment ago; look, then {key} again"));
        true
    }

    /// Whether the reader is in the middle of something, so that nothing may come up by itself: something is open or
    /// begun, or a key was pressed a moment ago.
    pub(super) fn is_in_the_middle(&self) -> bool {
        !self.pause_left(self.times.now.since_start).is_zero() || self.has_begun()
    }

    /// How long it is until the reader has paused.
    pub(super) fn pause_left(&self, now: Duration) -> Duration {
        self.times.by_hand.map_or(Duration::ZERO, |then| IDLE.saturating_sub(now.saturating_sub(then)))
    }

    /// Whether something is open or begun.
    pub(super) fn has_begun(&self) -> bool {
        let begun = self.pass.is_some() || !self.pending.is_empty() || !self.panes.claims.marked.is_empty();
        begun || !self.layers.is_empty() || self.reading_in_view().is_some()
    }

    /// Nobody changes words that are not on the screen: a claim that was scrolled away is brought back instead, and the
    /// next press changes it. What opens a list or a field changes nothing by itself, and opens next to the claim.
    fn brings_into_view(&mut self, id: &ClaimId, command: Command) -> bool {
        if self.is_before_the_reader(id) {
            return false;
        }
        self.take(id.clone());
        if command.opens_field() || matches!(command, Command::NextReading | Command::PreviousReading) {
            return false;
        }
        let key = self.look.keymap.shown(command);
        self.tell(Tone::Plain, format!("this claim was out of view; {key} again: {}", command.entry().label));
        true
    }

    /// Asks before marked claims are changed that are out of view. A list that opens for several says so itself.
    fn asks_about_marked(&mut self, marked: &[ClaimId], command: Command) -> bool {
        let opens = marked.len() > 1 && matches!(command, Command::SetSpeaker | Command::SetOutlets | Command::FactCheck);
        let Some(first) = marked.iter().find(|id| !self.is_seen(id)).filter(|_| !self.sure && !opens) else {
            return false;
        };
        let unseen = marked.iter().filter(|id| !self.is_seen(id)).count();
        let first = self.in_words(first).unwrap_or_default();
        let text = match (marked.len(), unseen) {
            (1, _) => format!("The marked claim is out of view: {first}. {}?", act(command, 1)),
            (count, 1) => format!("1 of {count} marked claims is out of view: {first}. {}?", act(command, count)),
            (count, unseen) => {
                format!("{unseen} of {count} marked claims are out of view, the first: {first}. {}?", act(command, count))
            }
        };
        self.ask_before(command, text);
        true
    }

    /// Asks `text`; yes runs `command` after all.
    pub(super) fn ask_before(&mut self, command: Command, text: String) {
        self.layers.push(Layer::Question(Question { text, yes: Answer::Anyway(command), elsewhere: false }));
    }

    /// How many of `claims` are out of view, for the heading of a list; empty where none is.
    pub(super) fn out_of_view(&self, claims: &[ClaimId]) -> String {
        match claims.iter().filter(|id| claims.len() > 1 && !self.is_seen(id)).count() {
            0 => String::new(),
            count => format!(" ({count} out of view)"),
        }
    }

    /// A claim in a few words: `Psaki, “speak for themselves”`.
    pub(super) fn in_words(&self, id: &ClaimId) -> Option<String> {
        let session = &self.desk.session;
        let claim = session.claim(id)?;
        let words = self.claim_words(claim);
        Some(match session.speaker_of(claim) {
            Some(speaker) => {
                let name = Name::of(speaker, session);
                let ends_alike = |surname: &str, other: &Speaker| other.name.contains(surname) && other.name != speaker.name;
                let shared = |surname: &str| {
                    let mut alike = session.speakers().filter(|other| ends_alike(surname, other));
                    alike.any(|other| name.shares_surname(Name::of(other, session)))
                };
                let surname = name.surname().filter(|surname| !shared(surname)).unwrap_or(&speaker.name);
                format!("{}, {words}", shortened(surname, NAME))
            }
            None => words,
        })
    }

    /// The current claim as it looks now.
    pub(super) fn looks(&self) -> Looks {
        let claim = self.hand().and_then(|id| self.desk.session.claim(id))?;
        let speaker = self.desk.session.speaker_of(claim).map(|speaker| speaker.name.clone());
        Some((Arc::clone(claim), speaker))
    }

    /// Remembers when the current claim became another, or looks otherwise than `before`.
    pub(super) fn notice_change(&mut self, before: &Looks) {
        if self.looks() != *before {
            self.times.changed = Some(self.times.now.since_start);
        }
    }

    /// The screen has another size: what was in view stays in view.
    pub(super) fn resize(&mut self, width: u16, height: u16) {
        let seen = self.hand().is_some_and(|id| self.is_seen(id));
        self.size = (width, height);
        let worked_on = self.layers.iter().rev().find_map(|layer| match layer {
            Layer::Select(select) => Some(select.cursor()),
            Layer::Spans(spans) => spans.span(),
            Layer::Coverage(coverage) => coverage.span(),
            Layer::Rules(rules) => rules.span(),
            Layer::Closing(closing) => closing.span(),
            _ => None,
        });
        match worked_on {
            Some(span) => self.panes.article.follow(span, span),
            None if seen && self.panes.tab == Tab::Claims => {
                let span = self.panes.article.span;
                self.follow_words();
                self.panes.article.span = span;
            }
            None => {}
        }
    }
}

/// Words in quotation marks, in a few words. Marks inside that have no partner there, as where a quotation was cut, are
/// left out: what is quoted begins and ends where the outer marks do.
pub(super) fn quoted(words: &str) -> String {
    let marks = ['"', '“', '”', '„', '«', '»', '‘', '’', '\'', ',', '.', ' '];
    let words = shortened(words.trim_matches(marks), WORDS);
    format!("“{}”", balanced(&words))
}

/// `words` without the double quotation marks that have no partner among them.
fn balanced(words: &str) -> String {
    let straight = words.matches('"').count() % 2 == 1;
    let (mut open, mut lone) = (Vec::new(), Vec::new());
    for (at, sign) in words.char_indices() {
        match sign {
            '“' | '„' | '«' => open.push(at),
            '”' | '»' if open.pop().is_none() => lone.push(at),
            _ => {}
        }
    }
    lone.extend(open);
    let left_out = |(at, sign): &(usize, char)| (*sign == '"' && straight) || lone.contains(at);
    let kept: String = words.char_indices().filter(|place| !left_out(place)).map(|(_, sign)| sign).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn spans(claim: &ReviewedClaim) -> impl Iterator<Item = &Span> {
    Part::ALL.into_iter().flat_map(|part| claim.spans(part))
}

/// The beginning of `words`, whole words where possible, with a sign where something was cut.
fn shortened(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let cut: String = words.chars().take(most).collect();
    let whole = cut.rfind(' ').filter(|at| *at * 2 > cut.len()).map_or(cut.as_str(), |at| cut.get(..at).unwrap_or(&cut));
    format!("{} …", whole.trim_end_matches([' ', ',', ';']))
}

/// What a command does to so many claims, as a question begins with it.
fn act(command: Command, count: usize) -> String {
    let claims = if count == 1 { "it".to_owned() } else { format!("all {count}") };
    match command {
        Command::Confirm => format!("Confirm {claims}"),
        Command::Reject => format!("Reject {claims}"),
        Command::Undecide => format!("Clear the decision on {claims}"),
        Command::Directness => format!("Change the directness of {claims}"),
        Command::Repeat => format!("Repeat the last correction on {claims}"),
        Command::Flag => format!("Flag {claims}"),
        Command::JoinClaims => format!("Join {claims}"),
        other => format!("Apply “{}” to {claims}", other.entry().label),
    }
}

#[cfg(test)]
mod tests {
    use super::{quoted, shortened};

    #[test]
    fn quotation_marks_in_a_message_have_their_partners() {
        for (words, told) in [
            ("“We knew,” the captain", "“We knew, the captain”"),
            ("it was “a mess", "“it was a mess”"),
            ("it was “a mess” in May", "“it was “a mess” in May”"),
            ("a \"tiny leak", "“a tiny leak”"),
            ("“We promised too much, and we promised it too early”", "“We promised too much, and we …”"),
            ("no” more “of this", "“no more of this”"),
        ] {
            assert_eq!(quoted(words), told);
        }
    }

    #[test]
    fn long_words_are_cut_between_words_where_that_keeps_enough() {
        assert_eq!(shortened("the dam holds", 20), "the dam holds");
        assert_eq!(shortened("the dam holds, and it will hold", 16), "the dam holds …");
        assert_eq!(shortened("Donaudampfschifffahrt is a word", 10), "Donaudampf …");
    }
}
