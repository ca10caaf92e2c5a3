//! Everything that a review consists of, as data.

pub mod allowance;
pub(super) mod answered;
pub mod cast;
pub mod check;
pub mod claim;
pub mod conflict;
pub mod contrast;
pub mod correction;
pub mod decision;
pub mod directness;
pub mod done;
pub mod edit;
pub mod forms;
pub(super) mod log;
pub mod named;
pub mod nothing;
pub mod outcome;
pub mod rare;
pub mod record;
pub mod rival;
pub mod said;
pub mod settled;
pub mod spans;
pub(super) mod spoken;
pub(super) mod three_way;
pub mod version;
