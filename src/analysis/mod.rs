//! Statistics over claims. Pure: no files, no formats.

pub mod adjudication;
pub mod agreement;
pub mod checkworthiness;
pub mod closing;
pub mod comparison;
pub mod corpus;
pub mod coverage;
pub mod engine;
pub mod names;
pub mod statistics;
pub mod versions;
mod words;

pub use checkworthiness::{Worth, worth};
pub use closing::ClosingSheet;
pub use comparison::{Comparison, Transcript, Verdict, compare};
pub use corpus::Corpus;
pub use coverage::{Coverage, Survey, gaps, next_gap, survey, survey_by};
pub use engine::{Engine, Judged, Share};
pub use names::{ArticleName, names_near};
pub use statistics::{Statistics, Voice};
