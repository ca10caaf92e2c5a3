//! What goes out and comes back in comments.

use serde::{Deserialize, Serialize};

use crate::interchange::export::sent::Sent;

/// What brat has no field for.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Known {
    /// The article, with the first claim.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    #[serde(flatten)]
    pub sent: Sent,
}
