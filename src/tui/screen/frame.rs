//! Screen layout: the areas of a screen of a given size.

use ratatui::layout::Rect;

/// From so many columns on, article and review stand side by side.
pub const WIDE: u16 = 100;
/// Widest text of the article, in columns: a comfortable measure for reading.
pub const MEASURE: u16 = 88;

/// Which of the two big panes is in front where only one fits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Front {
    /// The article.
    Article,
    /// Claims, speakers or outlets.
    #[default]
    Review,
}

/// Which list is next to the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The claims.
    #[default]
    Claims,
    /// The speakers.
    Speakers,
    /// The outlets.
    Outlets,
}

/// The areas of the screen; one that does not fit is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// The whole screen.
    pub whole: Rect,
    /// Title and progress.
    pub header: Rect,
    /// The article's pane, its margins included.
    pub article: Rect,
    /// The article's text: at most [`MEASURE`] columns, with a gutter before it.
    pub text: Rect,
    /// The line between the panes.
    pub divider: Rect,
    /// Names of the tabs.
    pub tabs: Rect,
    /// The list under them.
    pub list: Rect,
    /// What is known of the current row.
    pub detail: Rect,
    /// Where a box is under what it is about; empty where nothing has to make way for one.
    pub below: Rect,
    /// Messages, and keys that work now.
    pub footer: Rect,
}

/// Columns before the text: a mark of the current claim and a blank.
pub const GUTTER: u16 = 2;

impl Frame {
    /// The areas on a screen of `width` by `height`.
    pub fn of(width: u16, height: u16, front: Front, article_only: bool) -> Self {
        let whole = Rect::new(0, 0, width, height);
        // A blank line under the title where there is room for it.
        let header = Rect { height: u16::from(height >= 3) + u16::from(height >= 28), ..whole };
        let footer_height = u16::from(height >= 5) + u16::from(height >= 16);
        let footer = Rect { y: height - footer_height, height: footer_height, ..whole };
        let body = Rect { y: header.bottom(), height: height - header.height - footer_height, ..whole };
        let mut frame = Self { whole, header, footer, ..Self::default() };
        if article_only {
            frame.article = body;
        } else if width >= WIDE {
            // The review pane gets what the article's measure leaves, within limits.
            let review = (width * 2 / 5).clamp(42, 64).max(width.saturating_sub(MEASURE + 12).min(72));
            frame.article = Rect { width: width - review - 1, ..body };
            frame.divider = Rect { x: frame.article.right(), width: 1, ..body };
            frame.review(Rect { x: frame.divider.right(), width: review, ..body });
        } else if height >= 20 && width >= 50 {
            // Stacked: the article above, the list and the detail below.
            let below = (body.height * 11 / 20).max(10);
            let article = Rect { height: body.height - below, ..body };
            let review = Rect { y: article.bottom(), height: below, ..body };
            frame.article = article;
            frame.divider = Rect { y: review.y, height: 1, ..review };
            let review = Rect { y: review.y + 1, height: review.height - 1, ..review };
            if width >= 72 {
                frame.review_flat(review);
            } else {
                frame.review(review);
            }
        } else if front == Front::Article {
            frame.article = body;
        } else if body.height >= 8 {
            // Too low for all three: the words that are decided on, and the list; the detail is a key away.
            let (article, review) = (body.height / 2, body.height - body.height / 2);
            frame.article = Rect { height: article, ..body };
            frame.divider = Rect { y: frame.article.bottom(), height: 1, ..body };
            frame.review(Rect { y: frame.divider.bottom(), height: review - 1, ..body });
        } else {
            frame.review(body);
        }
        frame.text = measure(frame.article);
        frame
    }

    /// Whether article and review are both on the screen.
    pub fn shows_both(&self) -> bool {
        !self.article.is_empty() && !self.list.is_empty()
    }

    /// The same without the article where it takes the room of the detail: for what the detail is needed for.
    #[must_use]
    pub fn for_detail(mut self) -> Self {
        let stacked = self.divider.width == self.whole.width && self.divider.height == 1;
        if stacked && self.detail.is_empty() {
            let body = Rect { y: self.header.bottom(), height: self.footer.y.saturating_sub(self.header.bottom()), ..self.whole };
            (self.article, self.text, self.divider) = Default::default();
            self.review(body);
        }
        self
    }

    /// The same with `wanted` rows for the detail where it is under the list, at the list's cost; two rows of
    /// the list stay.
    #[must_use]
    pub fn with_detail(mut self, wanted: u16) -> Self {
        let stacked = self.detail.is_empty() || self.detail.x == self.list.x;
        let both = self.list.height + self.detail.height;
        if stacked && both >= 5 && wanted > self.detail.height {
            let detail = wanted.min(both - 2);
            self.list.height = both - detail;
            self.detail = Rect { y: self.list.bottom(), height: detail, ..self.list };
        }
        self
    }

    /// The same with the lower part of the screen for a box, so that the words that it is about stay in sight above it.
    #[must_use]
    pub fn with_below(mut self) -> Self {
        let (top, bottom) = (self.header.bottom(), if self.footer.is_empty() { self.whole.bottom() } else { self.footer.y });
        let height = bottom.saturating_sub(top);
        if height < 8 {
            return self;
        }
        let above = Rect { y: top, height: (height * 2 / 5).max(3), ..self.whole };
        for area in [&mut self.article, &mut self.text, &mut self.divider, &mut self.tabs, &mut self.list, &mut self.detail] {
            let rest = area.intersection(above);
            *area = if rest.is_empty() { Rect::default() } else { rest };
        }
        self.below = Rect { y: above.bottom(), height: bottom - above.bottom(), ..self.whole };
        self
    }

    /// Where boxes open that the article should stay in sight of: over the review pane, or in the middle of
    /// everything where that is too small.
    pub fn beside(&self) -> Rect {
        if !self.below.is_empty() {
            return self.below;
        }
        let review = self.tabs.union(self.list).union(self.detail);
        if review.width >= 40 && review.height >= 8 { review } else { self.whole }
    }

    /// Everything but the footer, where there is enough of it: for boxes with keys of their own.
    pub fn above_footer(&self) -> Rect {
        let height = self.footer.y.saturating_sub(self.whole.y);
        if self.footer.height > 0 && height >= 8 { Rect { height, ..self.whole } } else { self.whole }
    }

    /// List and detail side by side: for a review pane that is wide and low.
    fn review_flat(&mut self, area: Rect) {
        self.tabs = Rect { height: 1, ..area };
        let rest = Rect { y: area.y + 1, height: area.height - 1, ..area };
        self.list = Rect { width: area.width / 2, ..rest };
        self.detail = Rect { x: self.list.right() + 1, width: area.width - self.list.width - 1, ..rest };
    }

    fn review(&mut self, area: Rect) {
        let tabs = u16::from(area.height >= 4);
        self.tabs = Rect { height: tabs, ..area };
        let rest = Rect { y: area.y + tabs, height: area.height - tabs, ..area };
        let detail = if rest.height >= 24 {
            (rest.height * 2 / 5).clamp(11, 18)
        } else if rest.height >= 8 {
            rest.height / 2
        } else {
            0
        };
        self.list = Rect { height: rest.height - detail, ..rest };
        self.detail = Rect { y: self.list.bottom(), height: detail, ..rest };
    }
}

/// The text's area inside the article's pane: margins where there is room.
fn measure(pane: Rect) -> Rect {
    let margin = match pane.width {
        0..=30 => 0,
        31..=60 => 1,
        _ => 2,
    };
    let gutter = if pane.width > 12 { GUTTER } else { 0 };
    // One column at the right stays free for the scroll mark.
    let free = pane.width.saturating_sub(gutter + 2 * margin + u16::from(pane.width > 12));
    let width = free.min(MEASURE);
    let left = gutter + margin + (free - width) / 2;
    Rect { x: pane.x + left.min(pane.width), width: width.max(u16::from(pane.width > 0)), ..pane }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn areas_stay_on_the_screen_and_apart(width in 0u16..300, height in 0u16..120, article in any::<bool>(), only in any::<bool>()) {
            let front = if article { Front::Article } else { Front::Review };
            let frame = Frame::of(width, height, front, only);
            let areas = [frame.header, frame.article, frame.divider, frame.tabs, frame.list, frame.detail, frame.footer];
            let parted = frame.with_below();
            prop_assert!(parted.below.bottom() <= height && parted.article.intersection(parted.below).is_empty());
            prop_assert!(parted.below.is_empty() || parted.text.height >= frame.text.height.min(3));
            for (index, area) in areas.iter().enumerate() {
                prop_assert!(area.right() <= width && area.bottom() <= height, "{area:?}");
                for other in &areas[index + 1..] {
                    prop_assert!(area.intersection(*other).is_empty(), "{area:?} {other:?}");
                }
            }
            prop_assert!(frame.text.width <= MEASURE && frame.text.right() <= frame.article.right());
        }
    }
}
