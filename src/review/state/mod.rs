//! Everything that a review consists of, as data.

pub mod cast;
pub mod check;
pub mod claim;
pub mod conflict;
pub mod decision;
pub mod directness;
pub mod edit;
pub mod forms;
pub(super) mod log;
pub mod outcome;
pub mod rare;
pub mod record;
pub mod spans;
pub(super) mod three_way;
