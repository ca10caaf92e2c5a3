//! Allowing that a rule is broken in one place, and taking that back.

use std::sync::Arc;

use crate::claim::Part;
use crate::review::edits::Draft;
use crate::review::session::history::Change;
use crate::review::state::allowance::{Allowance, Allowed};
use crate::review::state::outcome::EditError;

impl Draft<'_> {
    /// Allows it for `reason`, in place of an earlier reason; `None` takes it back.
    pub(in crate::review) fn set_allowance(&mut self, what: Allowed, reason: Option<&str>) -> Result<(), EditError> {
        let text = &self.session.article().text;
        let before = &self.session.allowances;
        let mut after = before.to_vec();
        match reason.map(str::trim) {
            None => {
                after.retain(|old| old.what != what);
                self.say(format!("{} no longer allowed", what.rule));
            }
            Some("") => return Err(EditError::EmptyReason),
            Some(reason) => {
                if let Some(claim) = &what.claim {
                    self.claim(claim)?;
                }
                let span = what.span;
                let words = span.slice(text).ok_or(EditError::SpanOutside { part: Part::Content, span, length: text.len() })?;
                if words.trim().is_empty() {
                    return Err(EditError::EmptyContent);
                }
                self.say(format!("{} allowed: {reason}", what.rule));
                if before.iter().any(|old| old.what == what && old.reason == reason && !old.anchor.is_lost()) {
                    return Ok(());
                }
                after.retain(|old| old.what != what);
                after.push(Allowance::new(text, what, reason, self.stamp));
                after.sort_by(|a, b| a.key().cmp(&b.key()));
            }
        }
        if **before != *after {
            self.step.changes.push(Change::Allowances { before: Arc::clone(before), after: after.into() });
        }
        Ok(())
    }
}
