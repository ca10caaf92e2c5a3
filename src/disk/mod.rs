//! Files at the edge: atomic writes, locks, the folders of settings and state, the clock, and who is
//! deciding. What is in a file is others' business.

pub mod atomic;
pub mod clock;
mod complaint;
pub mod file;
pub mod folders;
pub mod inputs;
pub mod lock;
pub mod rescue;
pub mod ron_file;
pub mod settings;
pub mod state;
pub mod touched;
pub mod who;
pub mod writer;

pub use complaint::Complaint;
