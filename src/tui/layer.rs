//! What passes between the model and a layer: what reaches it, and what it answers. No state.

use super::command::Command;
use super::filter::Filter;
use super::key::KeyPress;
use super::query::Query;
use super::sort::Sort;
use crate::analysis::closing::{Item, Subject, Topic};
use crate::article::LeftOut;
use crate::claim::{ClaimId, OutletId, Part, Parts, SpeakerId};
use crate::lint::Finding;
use crate::review::{
    Adoption, Allowed, Conflict, Edit, Evidence, FactCheck, OutletChoice, ReadMark, Record, SpeakerChoice, Whose,
};
use crate::text::Span;
use crate::text::motion::Way;

/// What reaches a layer.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// A command of its context.
    Command(Command),
    /// A key that is not a command there.
    Typed(KeyPress),
    /// Pasted text.
    Pasted(String),
}

/// What a layer makes of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// Nothing more; it stays open.
    Stay,
    /// It closes; what was begun is given up.
    Close,
    /// It closes with an answer.
    Take(Answer),
    /// It stays open, and the answer is shown already.
    Show(Answer),
}

/// What a layer was opened for.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Who said these claims.
    Speaker(Vec<ClaimId>, SpeakerChoice),
    /// What these claims came through.
    Outlets(Vec<ClaimId>, Vec<OutletChoice>),
    /// A change of speakers or outlets.
    Edit(Edit),
    /// A form of the name of this speaker or outlet is to stand on its own.
    SplitOff(NameRef, String),
    /// It does, with these claims.
    SplitWith(NameRef, String, Vec<ClaimId>),
    /// These claims get what another one has.
    ApplyToAll(Given, Vec<ClaimId>),
    /// A theme by its name.
    Theme(String, ThemeUse),
    /// A command.
    Run(Command),
    /// A command that was chosen by its name; it may work elsewhere only.
    Chosen(Command),
    /// A claim by its number, counted from 1.
    GoTo(usize),
    /// Which claims are shown: all of these hold.
    Filter(Vec<Filter>),
    /// In which order the claims are listed.
    Sort(Sort),
    /// A note.
    Note(ClaimId, String),
    /// A note that is to be written on in the editor.
    Editor(ClaimId, String),
    /// What to search, while it is typed.
    Search(Query),
    /// What to search from now on.
    Searched(Query),
    /// The search is given up.
    SearchGivenUp,
    /// Leave, saved or not.
    Quit,
    /// Save there from now on: a folder or a file.
    SaveElsewhere(String),
    /// Bring in what an earlier run could not save: the review with it.
    TakeIn(Box<Record>),
    /// The place of the article where a cursor is now.
    Follow(Span),
    /// A cursor goes so many lines down.
    CursorLine(isize),
    /// Selected words, and what they are to be.
    Selected(Use, Span),
    /// Words for a new claim whose other parts are gone through.
    AddInParts(Span),
    /// A claim that the engine found too uncertain to suggest, to be added as it is.
    AddOffered(Box<Parts<Vec<Span>>>),
    /// Words for a new claim whose cue is looked for by letters then.
    AddAndLetter(Span),
    /// The part of a new claim that was proposed, or that nothing was proposed for, stays as it is: on to the next.
    PassOn,
    /// The other parts of a new claim stay as they are.
    PassEnded,
    /// The same, although they are far from the claim.
    SelectedAnyway(Use, Span),
    /// Nothing but the cursor was selected where this command was given: more is selected now, for a second look.
    Widened(Command),
    /// The selection reaches to the next match of the search, or to the previous one.
    ReachMatch(Way),
    /// A command that the reader has said yes to.
    Anyway(Command),
    /// One more span is wanted; the search for it begins here.
    SelectSpan(Span),
    /// The current claim is to be split before this byte.
    Split(usize),
    /// New spans of a claim.
    Spans {
        /// The claim.
        claim: ClaimId,
        /// The parts that changed.
        parts: Vec<(Part, Vec<Span>)>,
        /// What happens to it then.
        then: Then,
    },
    /// Something to tell.
    Tell(String),
    /// The same with the key of a command in the place of `{}`.
    TellWithKey(&'static str, Command),
    /// The next quotation without a claim, from this byte on.
    Gap(usize),
    /// Words to select in the article, for a new claim.
    SelectStretch(Span),
    /// Words that were read and hold no claim; or, with `false`, that are to be read again.
    NothingHere(Span, ReadMark),
    /// The article shows what a row of the closing sheet is about.
    Preview(Subject, Option<Span>),
    /// The closing sheet was left here, for what this row is about.
    GoToItem(LeftAt, Item),
    /// The closing sheet is copied as a note.
    CopySheet,
    /// The closing sheet was left here, for a command that shows something else.
    LeaveSheet(LeftAt, Command),
    /// The closing sheet was closed; the article and the current claim were these before.
    ClosingClosed(LeftAt, ScrollPosition, Option<ClaimId>),
    /// The list of what no claim covers was closed; the article was here before.
    CoverageClosed(ScrollPosition),
    /// This part of the page is brought in, or taken out again where it was.
    BringIn(Box<LeftOut>),
    /// The text of the rule of a finding.
    RuleText(Box<Finding>),
    /// A finding is to be allowed, or its allowance taken back.
    Allow(Box<Finding>),
    /// It is allowed for this reason.
    AllowWith(Allowed, String),
    /// The list of findings was closed for one of them: the claim that it is about, and its words.
    GoToFindingOf(Option<ClaimId>, Span),
    /// The record of these claims' fact-check.
    Check(Vec<ClaimId>, FactCheck),
    /// A line is to be typed for the record that is open; it holds this already.
    AskCheck(RecordLine, String),
    /// What is to be searched in the text that is open is to be typed.
    AskText,
    /// What was typed for it.
    SearchText(String),
    /// The line that was typed.
    CheckLine(RecordLine, String),
    /// What several people's reviews agree on is taken.
    Agreed(Vec<Adoption>),
    /// The article at this index of the queue.
    Article(usize),
    /// The same on several, once the reviewer has seen which.
    SettleAll(Vec<Conflict>, Whose),
    /// One side's word is on these conflicts.
    Settle(Vec<Conflict>, Whose),
    /// A claim becomes the current one.
    Hand(ClaimId),
    /// A claim whose words changed is here now.
    Reanchor(ClaimId, Vec<(Part, Vec<Span>)>),
    /// The passage of a claim was cut from the article.
    Cut(ClaimId),
    /// Its words are to be selected by hand; the search for them begins here.
    SelectAgain(ClaimId, Option<Span>),
    /// Transcripts in which the quotations are to be looked up.
    Compare(Vec<String>),
    /// A claim to go to, or else a place of the article.
    GoToFinding(Option<ClaimId>, Span),
    /// Evidence for claims.
    Evidence(Vec<(ClaimId, Evidence)>),
    /// The same, once the reviewer has said yes.
    AskEvidence(Vec<(ClaimId, Evidence)>),
}

/// What happens to a claim after something of it was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// It stays the current one.
    Stay,
    /// It is confirmed, and the next one comes.
    Confirm,
}

/// What is done with a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThemeUse {
    /// It is shown while the list is open.
    Preview,
    /// It is chosen, and remembered.
    Choose,
}

/// A speaker or an outlet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameRef {
    /// A speaker.
    Speaker(SpeakerId),
    /// An outlet.
    Outlet(OutletId),
}

/// What other claims are to get from the current one.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// Its speaker.
    Speaker(SpeakerChoice),
    /// Its outlets.
    Via(Vec<OutletChoice>),
}

/// What a selection can become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Use {
    /// A new claim with this content.
    Claim,
    /// The content of the current claim, in place of what it was.
    Content,
    /// One more passage of its content.
    MoreContent,
    /// Its cue.
    Cue,
    /// Its source.
    Source,
    /// An outlet that it came through.
    Outlet,
    /// One more span of the part that is being edited.
    Span,
}

/// Where a closing sheet was left: its row, and the item there.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftAt {
    /// The row, counted from 0.
    pub row: usize,
    /// What the row was about.
    pub item: Option<(Topic, Subject)>,
}

/// A position of the article to come back to: the first byte on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScrollPosition(pub usize);

/// A line of the record that is typed: a new one, or the one at this place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordLine {
    /// A piece of evidence.
    Evidence(Option<usize>),
    /// Who was asked.
    Asked(Option<usize>),
    /// When the statement was made.
    Stated,
}

impl RecordLine {
    /// What is typed, in a word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Evidence(_) => " Evidence: ",
            Self::Asked(_) => " Asked: ",
            Self::Stated => " Said on: ",
        }
    }

    /// What its line is made of.
    pub const fn format(self) -> &'static str {
        match self {
            Self::Evidence(_) => "link, place, primary/secondary, supports/contradicts/partly, date",
            Self::Asked(_) => "who was asked, and when",
            Self::Stated => "when the words were said",
        }
    }
}
