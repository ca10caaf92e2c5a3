//! brat standoff: a text, its annotations (`.ann`) and the configuration of both.
//!
//! A claim is an event: `Attribution`, triggered by its cue, or `Uncued`, triggered by its content where nothing
//! attributes it. A text-bound line holds one line of text only, so a span is cut where lines end and its pieces
//! are joined by `;` as brat's discontinuous annotations are. What brat has no field for stands in a comment of
//! the type `saidby` as JSON; what brat shows counts where the two differ. Offsets are code points, as the parser of
//! brat's server reads them. Entities and relations without events, as others annotate, are read too.

mod known;
mod read;
mod write;

pub use read::read;
pub use write::{Text, write};

/// What brat has to be told of the annotations.
pub const CONFIGURATION: &str = "[entities]\nSource\nContent\nOutlet\nAttribution\nUncued\nNothingHere\nDone\n\n[relations]\n<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>\n\n[events]\n\
    Attribution\tContent+:Content, Source*:Source, Cue*:Attribution, Via*:Outlet\n\
    Uncued\tContent*:Content, Source*:Source, Via*:Outlet\n\n[attributes]\n\
    Status\tArg:<EVENT>, Value:unreviewed|confirmed|corrected|rejected\n\
    Directness\tArg:<EVENT>, Value:direct|mixed|indirect\nFlagged\tArg:<EVENT>\nAnonymous\tArg:<ENTITY>\n\
    OutletRole\tArg:Outlet, Value:cited|publisher|mentioned|credit\n";
