//! Label Studio's JSON: an array of tasks, one an article.
//!
//! What somebody decided is an annotation, what is undecided a prediction. A region's name holds its claim's,
//! `data.saidby` what regions cannot say: both survive editing there. A source has the speaker's name as text beside
//! it; outlets are regions. Offsets are code points of `data.text`; older versions counted UTF-16 units, and each
//! region's `text` tells which. Real exports name predictions by number only, say who annotated by number or as an
//! object, and hold the annotations of several people; the short form (JSON_MIN) has neither relations nor names of
//! regions, so that its claims are known by the places of their spans.

mod read;
mod write;

pub use read::read;
pub use write::write;

/// The configuration of the labelling interface that the tasks are for.
pub const CONFIGURATION: &str = "<View>\n  <Labels name=\"label\" toName=\"text\">\n    <Label value=\"Source\"/>\n    \
    <Label value=\"Cue\"/>\n    <Label value=\"Content\"/>\n    <Label value=\"Outlet\"/>\n    <Label value=\"Nothing here\"/>\n  </Labels>\n  <Relations>\n    \
    <Relation value=\"said\"/>\n    <Relation value=\"said by\"/>\n    <Relation value=\"via\"/>\n  </Relations>\n  \
    <Text name=\"text\" value=\"$text\"/>\n  <TextArea name=\"speaker\" toName=\"text\" perRegion=\"true\" \
    whenTagName=\"label\" whenLabelValue=\"Source\" maxSubmissions=\"1\" editable=\"true\" rows=\"1\" \
    placeholder=\"Who is it? Full name\"/>\n</View>\n";
