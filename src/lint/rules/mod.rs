//! The rules, one file each.

mod allow_unused;
mod anonymous_bare;
mod anonymous_no_comment;
mod anonymous_no_reason;
mod anonymous_opinion;
mod anonymous_plural;
mod attribution_far;
mod attribution_missing;
mod evidence_missing;
mod quotation_differs;
mod sourcing_circular;
mod sourcing_single;
mod speaker_no_role;

use super::about::About;
use super::rule::Rule;

/// Every rule, by name.
pub const RULES: &[&dyn Rule] = &[
    &allow_unused::AllowUnused,
    &anonymous_bare::AnonymousBare,
    &anonymous_no_comment::AnonymousNoComment,
    &anonymous_no_reason::AnonymousNoReason,
    &anonymous_opinion::AnonymousOpinion,
    &anonymous_plural::AnonymousPlural,
    &attribution_far::AttributionFar,
    &attribution_missing::AttributionMissing,
    &evidence_missing::EvidenceMissing,
    &quotation_differs::QuotationDiffers,
    &sourcing_circular::SourcingCircular,
    &sourcing_single::SourcingSingle,
    &speaker_no_role::SpeakerNoRole,
];

/// The rule of this name.
pub fn named(id: &str) -> Option<&'static dyn Rule> {
    RULES.iter().copied().find(|rule| rule.about().id == id)
}

/// What the rule of this name says of itself.
pub fn about(id: &str) -> Option<&'static About> {
    named(id).map(|rule| rule.about())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_sorted_and_say_all_of_themselves() {
        assert!(RULES.windows(2).all(|pair| pair[0].about().id < pair[1].about().id));
        for about in RULES.iter().map(|rule| rule.about()) {
            assert!(about.id.contains('.') && !about.what.is_empty() && !about.why.is_empty(), "{}", about.id);
            assert!(!about.sources.is_empty() && about.bad != about.good, "{}", about.id);
            assert!(about.is_named(about.id) && about.is_named(about.group()) && !about.is_named("x"));
            assert!(about.markdown().contains(about.bad));
        }
        assert!(named("anonymous.bare").is_some() && about("no.such").is_none());
    }
}
