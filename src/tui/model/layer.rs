//! What can be open above the panes. A layer takes keys, and answers.

use crate::tui::command::{Command, Context};
use crate::tui::layer::{Input, Reply};
use crate::tui::screen::agreed::Agreed;
use crate::tui::screen::check::Check;
use crate::tui::screen::closing::Closing;
use crate::tui::screen::comparison::Findings;
use crate::tui::screen::coverage::CoverageList;
use crate::tui::screen::labels::Labels;
use crate::tui::screen::left_out::LeftOutList;
use crate::tui::screen::note::Note;
use crate::tui::screen::pager::Pager;
use crate::tui::screen::picker::{Picker, Purpose};
use crate::tui::screen::prompt::Prompt;
use crate::tui::screen::question::Question;
use crate::tui::screen::rules::RuleList;
use crate::tui::screen::select::Select;
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
    Coverage(Box<CoverageList>),
    /// What breaks the house's rules.
    Rules(Box<RuleList>),
    /// What was left out of a web page.
    LeftOut(LeftOutList),
    /// What is still open before the article is signed.
    Closing(Box<Closing>),
    /// Where two people contradict each other.
    Sides(Sides),
    /// Claims whose words changed with the article.
    Walk(Walk),
    /// What several people's reviews agree on.
    Agreed(Box<Agreed>),
    /// Quotations beside a transcript.
    Comparison(Box<Findings>),
}

impl Layer {
    /// The context in which its keys are read.
    pub fn context(&self) -> Context {
        match self {
            Self::Guide => Context::Guide,
            Self::Pager(_) => Context::Pager,
            Self::Picker(_) => Context::Picker,
            Self::Note(_) => Context::Note,
            Self::Prompt(_) => Context::Prompt,
            Self::Question(_) => Context::Question,
            Self::Select(_) | Self::Spans(_) if self.is_labelled() => Context::Labels,
            Self::Select(_) => Context::Select,
            Self::Spans(_) => Context::Spans,
            Self::Check(_) => Context::Check,
            Self::Coverage(_) => Context::Coverage,
            Self::Rules(_) => Context::Rules,
            Self::LeftOut(_) => Context::LeftOut,
            Self::Closing(_) => Context::Closing,
            Self::Sides(_) => Context::Sides,
            Self::Walk(_) => Context::Walk,
            Self::Agreed(_) => Context::Agreed,
            Self::Comparison(_) => Context::Comparison,
        }
    }

    /// The letters on the words of the article.
    pub fn labels(&self) -> Option<&Labels> {
        match self {
            Self::Select(select) => select.labels(),
            Self::Spans(spans) => spans.labels(),
            _ => None,
        }
    }

    /// Whether letters go to the words that have them.
    pub fn is_labelled(&self) -> bool {
        self.labels().is_some()
    }

    /// Whether it is shown in the article itself.
    pub const fn is_in_article(&self) -> bool {
        matches!(self, Self::Select(_) | Self::Spans(_))
    }

    /// Whether what was told last is about the key before, and goes with the next one.
    pub const fn clears_status(&self) -> bool {
        // What is asked, and what stands under a field, is about what was told.
        !self.takes_text() && !matches!(self, Self::Question(_))
    }

    /// Whether it is about what the article shows, which has to be in sight then.
    pub const fn needs_article(&self) -> bool {
        self.is_in_article() || matches!(self, Self::Prompt(prompt) if prompt.is_search())
    }

    /// Whether somebody else's work may come in beneath it: it holds nothing that was begun on the review as it is.
    pub const fn bears_a_merge(&self) -> bool {
        matches!(self, Self::Guide | Self::Pager(_) | Self::Coverage(_) | Self::Rules(_) | Self::LeftOut(_) | Self::Sides(_))
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

    /// Whether it is about the claim in hand, whose words have to be in sight then.
    pub const fn judges_claim(&self) -> bool {
        match self {
            Self::Picker(picker) => matches!(picker.purpose, Purpose::Speaker(_) | Purpose::Outlets(_)),
            Self::Pager(pager) => pager.beside,
            Self::Note(_) | Self::Check(_) => true,
            _ => false,
        }
    }

    /// Whether it is what a key for typing leads to: a field, or a record whose letters are keys of its own.
    pub const fn is_for_typing(&self) -> bool {
        self.takes_text() || matches!(self, Self::Check(_) | Self::Comparison(_))
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
            Self::Rules(rules) => rules.update(input),
            Self::LeftOut(list) => list.update(input),
            Self::Closing(closing) => closing.update(input),
            Self::Sides(sides) => sides.update(input),
            Self::Walk(walk) => walk.update(input),
            Self::Agreed(agreed) => agreed.update(input),
            Self::Comparison(findings) => findings.update(input),
        }
    }
}
