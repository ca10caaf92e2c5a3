//! Saying of passages that they hold no claim.

use std::sync::Arc;

use crate::claim::Part;
use crate::review::edits::Draft;
use crate::review::session::history::Change;
use crate::review::state::nothing::{NothingHere, ReadMark};
use crate::review::state::outcome::EditError;
use crate::review::state::spans;
use crate::text::Span;

impl Draft<'_> {
    /// Says of `passages` that nothing is there, or takes that back.
    pub(in crate::review) fn set_nothing_here(&mut self, stretches: &[Span], mark: ReadMark) -> Result<(), EditError> {
        let text = &self.session.article().text;
        let before = &self.session.nothing_here;
        let mut after = before.to_vec();
        for stretch in stretches {
            if mark == ReadMark::Set {
                let fitted = spans::fit(text, Part::Content, &[*stretch])?;
                let fresh =
                    fitted.into_iter().filter(|span| !before.iter().any(|old| old.span == *span && !old.anchor.is_lost()));
                after.extend(fresh.map(|span| NothingHere::new(text, span, self.stamp)).collect::<Vec<_>>());
            } else {
                after.retain(|old| old.span != *stretch);
            }
        }
        after.sort_by(|a, b| a.key().cmp(&b.key()));
        after.dedup_by(|a, b| a.key() == b.key());
        let said = match mark {
            ReadMark::Set => "dismissed: no claim here",
            ReadMark::Clear => "no longer dismissed",
        };
        self.say(said.to_owned());
        if **before != *after {
            self.step.changes.push(Change::NothingHere { before: Arc::clone(before), after: after.into() });
        }
        Ok(())
    }
}
