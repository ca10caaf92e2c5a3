//! Moving about: which claim is current, what the article shows.

use super::Model;
use crate::claim::{ClaimId, Part};
use crate::review::{Decision, ReviewedClaim};
use crate::text::Span;
use crate::text::motion::Way;
use crate::tui::message::Tone;
use crate::tui::screen::article::Matches;
use crate::tui::screen::cast::{current_outlet, outlet_rows};
use crate::tui::screen::frame::{Front, Tab};

impl Model {
    /// Makes a claim the current one; the article goes to it.
    pub fn take(&mut self, claim: ClaimId) {
        self.panes.claims.take(claim, &self.desk.session);
        self.follow();
        self.caret_to_hand();
    }

    /// Lets the article show the current claim.
    pub(super) fn follow(&mut self) {
        self.panes.article.span = None;
        self.at_match = false;
        self.follow_words();
    }

    /// Brings the words of a claim into view next to a box that is about it, where the box left them no room.
    pub(super) fn show_beside(&mut self, id: &ClaimId) {
        if self.panes.tab == Tab::Claims && !self.frame().below.is_empty() {
            self.follow_words_of(id);
        }
    }

    /// Scrolls the article to the words of the current claim.
    pub(super) fn follow_words(&mut self) {
        if let Some(hand) = self.hand().cloned() {
            self.follow_words_of(&hand);
        }
    }

    fn follow_words_of(&mut self, id: &ClaimId) {
        let Some(claim) = self.desk.session.claim(id) else {
            return;
        };
        let claim = std::sync::Arc::clone(claim);
        self.follow_parts(&claim);
    }

    /// Scrolls the article to the words of a claim.
    pub(super) fn follow_parts(&mut self, claim: &ReviewedClaim) {
        let parts = Part::ALL.iter().flat_map(|part| claim.spans(*part));
        if let Some(all) = parts.copied().reduce(Span::cover) {
            let first = claim.spans(Part::Content).first().copied().unwrap_or(all);
            self.panes.article.follow(all, first);
        }
    }

    /// One row or line on, where the focus is.
    pub(super) fn step(&mut self, by: isize) {
        match (self.panes.front, self.panes.tab) {
            (Front::Article, _) => self.caret_scroll(by),
            (Front::Review, Tab::Claims) => {
                if self.panes.claims.step(by, &self.desk.session) {
                    self.follow();
                }
            }
            (Front::Review, Tab::Speakers) => {
                self.panes.speakers.step(by, self.desk.session.speaker_count());
                self.show_mention();
            }
            (Front::Review, Tab::Outlets) => {
                self.panes.outlets.step(by, outlet_rows(&self.desk.session, self.panes.outlets.open).len());
                self.show_mention();
            }
        }
    }

    /// Lets the article show a mention of the current speaker or outlet: the first, unless one is in sight.
    pub(super) fn show_mention(&mut self) {
        self.panes.article.span = None;
        let mentions = self.mentions_in_hand();
        let shown = self.panes.article.shown();
        if let Some(first) = mentions.first()
            && !mentions.iter().any(|mention| shown.overlaps(*mention))
        {
            self.panes.article.follow(*first, *first);
        }
    }

    /// Every place that stands for the current speaker or outlet, in order: its mentions, and the sources of
    /// a speaker's claims. Empty while the claims are shown.
    pub fn mentions_in_hand(&self) -> Vec<Span> {
        let session = &self.desk.session;
        let mut places: Vec<Span> = match self.panes.tab {
            Tab::Speakers => {
                let Some(speaker) = session.speaker_at(self.panes.speakers.at) else {
                    return Vec::new();
                };
                let claims = session.claims_of_speaker(&speaker.id).filter(|claim| claim.decision != Decision::Rejected);
                let sources = claims.flat_map(|claim| claim.spans(Part::Source));
                let apart = sources.filter(|source| !speaker.mentions.iter().any(|mention| mention.overlaps(**source)));
                speaker.mentions.iter().chain(apart).copied().collect()
            }
            Tab::Outlets => current_outlet(session, self.panes.outlets).map(|outlet| outlet.mentions.clone()).unwrap_or_default(),
            Tab::Claims => Vec::new(),
        };
        places.sort_unstable();
        places.dedup();
        places
    }

    /// To the next or previous mention of the current speaker or outlet.
    fn mention(&mut self, by: isize) {
        let places = self.mentions_in_hand();
        let count = places.len() as isize;
        let now = self.panes.article.span.and_then(|now| places.iter().position(|place| *place == now));
        let next = match now {
            Some(now) => (now as isize + by).rem_euclid(count.max(1)),
            None if by > 0 => 0,
            None => count - 1,
        };
        match usize::try_from(next).ok().and_then(|next| places.get(next)) {
            Some(place) => {
                self.panes.article.follow(*place, *place);
                self.panes.article.span = Some(*place);
                self.tell(Tone::Plain, format!("mention {} of {count}", next + 1));
            }
            None => self.tell(Tone::Plain, "not named in the article".to_owned()),
        }
    }

    /// To the first or last row or line, where the focus is.
    pub(super) fn jump(&mut self, way: Way) {
        if self.panes.front == Front::Article {
            self.caret_to_end(way);
            return;
        }
        let far = if way == Way::Forward { isize::MAX / 2 } else { isize::MIN / 2 };
        self.step(far);
    }

    /// Half a page of the article.
    pub(super) fn page(&mut self, way: Way) {
        let half = (self.frame().text.height / 2).max(1) as isize;
        let by = if way == Way::Forward { half } else { -half };
        if self.panes.front == Front::Article {
            self.caret_scroll(by);
        } else {
            self.panes.article.scroll(by);
        }
    }

    /// To the next or previous span of the current claim: content, cue and source in the order of the text.
    pub(super) fn span(&mut self, by: isize) {
        if self.panes.tab != Tab::Claims {
            self.mention(by);
            return;
        }
        let Some(claim) = self.panes.claims.hand.as_ref().and_then(|id| self.desk.session.claim(id)) else {
            return;
        };
        let mut spans: Vec<(Span, Part)> =
            Part::ALL.iter().flat_map(|part| claim.spans(*part).iter().map(|span| (*span, *part))).collect();
        spans.sort_unstable_by_key(|(span, _)| *span);
        if spans.is_empty() {
            return;
        }
        let count = spans.len() as isize;
        let now = self.panes.article.span.and_then(|now| spans.iter().position(|(span, _)| *span == now));
        let next = match now {
            Some(now) => (now as isize + by).rem_euclid(count),
            None if by > 0 => 0,
            None => count - 1,
        };
        if let Some((span, part)) = spans.get(next as usize) {
            self.panes.article.follow(*span, *span);
            self.panes.article.span = Some(*span);
            self.tell(Tone::Plain, format!("{} ({} of {})", part.as_str(), next + 1, count));
        }
    }

    /// To the next or previous match while a search stands, else undecided claim.
    pub(super) fn next(&mut self, way: Way) {
        if self.next_name(way) {
            return;
        }
        if let Some(told) = self.panes.article.next_match(way, Matches::All) {
            self.tell(Tone::Plain, told);
            self.take_found();
            return;
        }
        let hand: Vec<ClaimId> = self.hand().cloned().into_iter().collect();
        match self.next_to_decide(&hand, way) {
            Some(next) => self.take(next),
            None => self.tell(Tone::Plain, "no undecided claims left".to_owned()),
        }
    }

    /// Claim number `number` of the article, counted from 1.
    pub(super) fn go_to(&mut self, number: usize) {
        match number.checked_sub(1).and_then(|index| self.desk.session.claims().get(index)) {
            Some(claim) => {
                let id = claim.id.clone();
                self.leave_here();
                self.show(Tab::Claims);
                self.take(id);
            }
            None => {
                let total = self.desk.session.claims().len();
                self.tell(Tone::Warning, format!("there is no claim {number}: the article has {total}"));
            }
        }
    }

    /// Shows a tab and gives it the focus.
    pub(super) fn show(&mut self, tab: Tab) {
        let before = std::mem::replace(&mut self.panes.tab, tab);
        self.panes.front = Front::Review;
        self.panes.article_only = false;
        match tab {
            _ if tab == before => {}
            Tab::Claims => self.follow(),
            Tab::Speakers | Tab::Outlets => self.show_mention(),
        }
    }

    /// Shows a tab. The focus goes to it unless it is in the article.
    pub(super) fn show_keeping_focus(&mut self, tab: Tab) {
        let (front, article_only) = (self.panes.front, self.panes.article_only);
        self.show(tab);
        if front == Front::Article {
            self.panes.front = front;
            self.panes.article_only = article_only;
        }
    }

    pub(super) fn turn_front(&mut self) {
        self.panes.front = match self.panes.front {
            Front::Article => Front::Review,
            Front::Review => Front::Article,
        };
        if self.panes.front == Front::Article {
            self.caret_into_view();
        }
    }

    pub(super) fn click(&mut self, x: u16, y: u16) {
        let frame = self.frame();
        let inside = |area: ratatui::layout::Rect| area.contains(ratatui::layout::Position { x, y });
        if !self.layers.is_empty() {
            return;
        }
        if inside(frame.article) {
            self.panes.front = Front::Article;
            if let Some(offset) = self.panes.article.offset_at(&frame, x, y) {
                if let Some(claim) = self.panes.article.claim_at(Span::new(offset, offset + 1), &self.desk.session, |_| true) {
                    self.take(claim);
                }
                self.put_caret(offset);
            }
        } else if inside(frame.tabs) {
            let third = (frame.tabs.width / 3).max(1);
            let tab = [Tab::Claims, Tab::Speakers, Tab::Outlets].get(usize::from((x - frame.tabs.x) / third)).copied();
            self.show(tab.unwrap_or_default());
        } else if inside(frame.list) {
            self.panes.front = Front::Review;
            let line = usize::from(y - frame.list.y);
            match self.panes.tab {
                Tab::Claims => {
                    if let Some(claim) = self.panes.claims.row_at(line, frame.list.height, &self.desk.session) {
                        self.take(claim);
                    }
                }
                Tab::Speakers => self.panes.speakers.point(line, frame.list.height, self.desk.session.speaker_count()),
                Tab::Outlets => {
                    let count = outlet_rows(&self.desk.session, self.panes.outlets.open).len();
                    self.panes.outlets.point(line, frame.list.height, count);
                }
            }
        }
    }

    pub(super) fn wheel(&mut self, x: u16, y: u16, lines: i16) {
        let frame = self.frame();
        let here = ratatui::layout::Position { x, y };
        if !self.layers.is_empty() {
            return;
        }
        if frame.list.contains(here) {
            let front = std::mem::replace(&mut self.panes.front, Front::Review);
            self.step(isize::from(lines.signum()));
            self.panes.front = front;
        } else {
            self.panes.article.scroll(isize::from(lines));
        }
    }
}
