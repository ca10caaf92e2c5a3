//! What can be open above the panes. A layer takes keys, and answers.

use super::{Given, InHand};
use crate::claim::{ClaimId, OutletId, Part, SpeakerId};
use crate::review::{Adoption, Conflict, Description, Evidence, FactCheck, OutletChoice, Record, SpeakerChoice, Whose};
use crate::text::Span;
use crate::tui::command::{Command, Context};
use crate::tui::key::KeyPress;
use crate::tui::screen::agreed::Agreed;
use crate::tui::screen::article::{Anchor, Query};
use crate::tui::screen::check::{Check, Entry};
use crate::tui::screen::claims::Filter;
use crate::tui::screen::comparison::Findings;
use crate::tui::screen::coverage::Coverage;
use crate::tui::screen::note::Note;
use crate::tui::screen::pager::Pager;
use crate::tui::screen::picker::Picker;
use crate::tui::screen::prompt::Prompt;
use crate::tui::screen::question::Question;
use crate::tui::screen::select::{Select, Use};
use crate::tui::screen::sides::Sides;
use crate::tui::screen::spans::Spans;
use crate::tui::screen::walk::Walk;

/// Something that is open above the panes.
#[derive(Clone, Debug)]
pub enum Layer {
    /// The guide of the first start.
    Guide,
    /// Text to read.
    Pager(Pager),
    /// A list to choose from.
    Picker(Picker),
    /// A note.
    Note(Box<Note>),
    /// A line to type.
    Prompt(Prompt),
    /// A question.
    Question(Question),
    /// Text that is being selected in the article.
    Select(Box<Select>),
    /// Spans whose ends are being moved in the article.
    Spans(Box<Spans>),
    /// The record of a fact-check.
    Check(Check),
    /// What no claim covers.
    Coverage(Box<Coverage>),
    /// Where two people contradict each other.
    Sides(Sides),
    /// Claims whose words changed with the article.
    Walk(Walk),
    /// What several people's reviews agree on.
    Agreed(Box<Agreed>),
    /// Quotations beside a transcript.
    Comparison(Box<Findings>),
}

/// What reaches a layer.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// A command of its context.
    Command(Command),
    /// A key that is no command there.
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
    /// Two speakers become one, the second.
    MergeSpeakers(SpeakerId, SpeakerId),
    /// Two outlets become one, the second.
    MergeOutlets(OutletId, OutletId),
    /// A speaker's new name.
    RenameSpeaker(SpeakerId, String),
    /// An outlet's new name.
    RenameOutlet(OutletId, String),
    /// What a speaker is.
    Describe(SpeakerId, Description),
    /// A form of the name of this speaker or outlet is to stand on its own.
    SplitOff(InHand, String),
    /// It does, with these claims.
    SplitWith(InHand, String, Vec<ClaimId>),
    /// These claims get what another one has.
    ApplyToAll(Given, Vec<ClaimId>),
    /// A theme, and whether it is taken or only looked at.
    Theme(String, bool),
    /// A command.
    Run(Command),
    /// A command that was chosen by its name; it may work elsewhere only.
    Chosen(Command),
    /// A claim by its number, counted from 1.
    GoTo(usize),
    /// Which claims are shown: all of these hold.
    Filter(Vec<Filter>),
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
    /// The place of the article where a cursor stands now.
    Follow(Span),
    /// A cursor goes so many lines down.
    CursorLine(isize),
    /// Selected words, and what they are to be.
    Selected(Use, Span),
    /// One more span is wanted; the search for it begins here.
    SelectSpan(Span),
    /// The claim in hand is to be split before this byte.
    Split(usize),
    /// New spans of a claim, and whether it is confirmed with them.
    Spans {
        /// The claim.
        claim: ClaimId,
        /// The parts that changed.
        parts: Vec<(Part, Vec<Span>)>,
        /// Whether to confirm it and take the next one.
        go_on: bool,
    },
    /// Something to tell.
    Tell(String),
    /// The next quotation without a claim, from this byte on.
    Gap(usize),
    /// Words to select in the article, for a new claim.
    SelectStretch(Span),
    /// Words that were read and hold no claim; or, with `false`, that are to be read again.
    NothingHere(Span, bool),
    /// The list of what no claim covers was closed; the article was here before.
    CoverageClosed(Anchor),
    /// The record of these claims' fact-check.
    Check(Vec<ClaimId>, FactCheck),
    /// The same, while the record stays open.
    KeepCheck(Vec<ClaimId>, FactCheck),
    /// A line is to be typed for the record that is open; it holds this already.
    AskCheck(Entry, String),
    /// The line that was typed.
    CheckLine(Entry, String),
    /// What several people's reviews agree on is taken.
    Agreed(Vec<Adoption>),
    /// The article at this index of the queue.
    Article(usize),
    /// One side's word stands on these conflicts.
    Settle(Vec<Conflict>, Whose),
    /// A claim is taken in hand.
    Hand(ClaimId),
    /// Leave with both sides of every open conflict in the sidecar.
    KeepBoth,
    /// A claim whose words changed stands here now.
    Reanchor(ClaimId, Vec<(Part, Vec<Span>)>),
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

impl Layer {
    /// The context in which its keys are read.
    pub const fn context(&self) -> Context {
        match self {
            Self::Guide => Context::Guide,
            Self::Pager(_) => Context::Pager,
            Self::Picker(_) => Context::Picker,
            Self::Note(_) => Context::Note,
            Self::Prompt(_) => Context::Prompt,
            Self::Question(_) => Context::Question,
            Self::Select(_) => Context::Select,
            Self::Spans(_) => Context::Spans,
            Self::Check(_) => Context::Check,
            Self::Coverage(_) => Context::Coverage,
            Self::Sides(_) => Context::Sides,
            Self::Walk(_) => Context::Walk,
            Self::Agreed(_) => Context::Agreed,
            Self::Comparison(_) => Context::Comparison,
        }
    }

    /// Whether it is shown in the article itself.
    pub const fn is_in_article(&self) -> bool {
        matches!(self, Self::Select(_) | Self::Spans(_))
    }

    /// Whether what was told last is about the key before, and goes with the next one.
    pub const fn clears_status(&self) -> bool {
        self.is_in_article() || matches!(self, Self::Coverage(_))
    }

    /// Whether it is about what the article shows, which has to be in sight then.
    pub const fn needs_article(&self) -> bool {
        self.is_in_article() || matches!(self, Self::Prompt(prompt) if prompt.is_search())
    }

    /// What it has in hand, for the line above the footer; empty where it shows that itself.
    pub fn caption(&self) -> String {
        match self {
            Self::Select(select) => select.caption(),
            Self::Spans(spans) => spans.caption(),
            _ => String::new(),
        }
    }

    /// Whether letters are typed into it.
    pub const fn takes_text(&self) -> bool {
        matches!(self, Self::Picker(_) | Self::Note(_) | Self::Prompt(_))
    }

    /// Takes what reaches it.
    pub fn update(&mut self, input: Input) -> Reply {
        match self {
            Self::Guide => match input {
                Input::Command(Command::Close | Command::Interrupt | Command::GuideClose) => Reply::Close,
                _ => Reply::Stay,
            },
            Self::Pager(pager) => pager.update(input),
            Self::Picker(picker) => picker.update(input),
            Self::Note(note) => note.update(input),
            Self::Prompt(prompt) => prompt.update(input),
            Self::Question(question) => question.update(input),
            Self::Select(select) => select.update(input),
            Self::Spans(spans) => spans.update(input),
            Self::Check(check) => check.update(input),
            Self::Coverage(coverage) => coverage.update(input),
            Self::Sides(sides) => sides.update(input),
            Self::Walk(walk) => walk.update(input),
            Self::Agreed(agreed) => agreed.update(input),
            Self::Comparison(findings) => findings.update(input),
        }
    }
}
