//! Everything that a key can do, in ONE table: keymap, palette, footer, help, docs/keys.md and
//! `saidby keys` all read [`TABLE`].

mod table;

pub use table::{Command, TABLE};

use std::fmt;
use std::str::FromStr;

/// Other names under which the palette finds commands: those of vim.
pub const ALIASES: &[(&str, Command)] = &[
    ("q", Command::Quit),
    ("q!", Command::Quit),
    ("qa", Command::Quit),
    ("wq", Command::Quit),
    ("wqa", Command::Quit),
    ("x", Command::Quit),
    ("w", Command::Save),
    ("wa", Command::Save),
];

/// Where a key is pressed. A context falls back to others: see [`Context::chain`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Context {
    /// Wherever the review is in front: no layer open.
    Review,
    /// The article has the focus.
    Article,
    /// The list of claims has the focus.
    Claims,
    /// The list of speakers has the focus.
    Speakers,
    /// The list of outlets has the focus.
    Outlets,
    /// A claim of several people's reviews is in hand: which version is right?
    Versions,
    /// Text of the article is being selected.
    Select,
    /// The ends of a span are being moved.
    Spans,
    /// Letters on the words say where a part begins and ends.
    Labels,
    /// A list to choose from is open.
    Picker,
    /// A note is being written.
    Note,
    /// A line of text is being typed: search, a new name.
    Prompt,
    /// Text to read is open: help, a claim's detail.
    Pager,
    /// The guide of the first start is open.
    Guide,
    /// A question waits for an answer.
    Question,
    /// The record of a fact-check is being written.
    Check,
    /// The list of what no claim covers is open.
    Coverage,
    /// The list of what breaks the house's rules is open.
    Rules,
    /// The list of what was left out of a web page is open.
    LeftOut,
    /// The closing sheet is open: what is still open before the article is signed.
    Closing,
    /// Two people's words on the same thing stand beside each other.
    Sides,
    /// Claims whose words changed with the article are walked through.
    Walk,
    /// What several people's reviews agree on is shown, to be taken.
    Agreed,
    /// Quotations are shown beside a transcript.
    Comparison,
    /// Everywhere.
    Anywhere,
}

impl Context {
    /// The contexts in which a key is looked up, nearest first.
    pub const fn chain(self) -> &'static [Context] {
        use Context::*;
        match self {
            Review => &[Review, Anywhere],
            Article => &[Article, Review, Anywhere],
            Claims => &[Claims, Review, Anywhere],
            Speakers => &[Speakers, Review, Anywhere],
            Outlets => &[Outlets, Review, Anywhere],
            Versions => &[Versions, Claims, Review, Anywhere],
            Select => &[Select, Anywhere],
            Spans => &[Spans, Anywhere],
            Labels => &[Labels, Anywhere],
            Agreed => &[Agreed, Question, Pager, Anywhere],
            Picker => &[Picker, Anywhere],
            Note => &[Note, Anywhere],
            Prompt => &[Prompt, Anywhere],
            Pager => &[Pager, Anywhere],
            Guide => &[Guide, Anywhere],
            Question => &[Question, Anywhere],
            Check => &[Check, Anywhere],
            Coverage => &[Coverage, Anywhere],
            Rules => &[Rules, Anywhere],
            LeftOut => &[LeftOut, Anywhere],
            // What shows something else works as ever, and closes the sheet.
            Closing => &[Closing, Review, Anywhere],
            Sides => &[Sides, Anywhere],
            Walk => &[Walk, Anywhere],
            Comparison => &[Comparison, Anywhere],
            Anywhere => &[Anywhere],
        }
    }

    /// Where its commands work, and the command that leads there; `None` where they are of no use by name.
    pub const fn place(self) -> Option<(&'static str, Option<Command>)> {
        Some(match self {
            Context::Article => ("in the article", Some(Command::NextPane)),
            Context::Claims => ("on the claims tab", Some(Command::ShowClaims)),
            Context::Speakers => ("on the speakers tab", Some(Command::ShowSpeakers)),
            Context::Outlets => ("on the outlets tab", Some(Command::ShowOutlets)),
            Context::Versions => ("between the versions of an adjudication", None),
            Context::Select => ("while you select text", Some(Command::Select)),
            Context::Spans => ("while you edit spans", Some(Command::EditSpans)),
            Context::Labels => ("while the words have letters", Some(Command::Labels)),
            Context::Check => ("in a fact-check", Some(Command::FactCheck)),
            Context::Coverage => ("in the list of missed passages", Some(Command::Coverage)),
            Context::Rules => ("in the list of findings", Some(Command::HouseRules)),
            Context::LeftOut => ("in the list of left-out parts", Some(Command::LeftOut)),
            Context::Closing => ("in the closing sheet", Some(Command::ClosingSheet)),
            Context::Sides => ("in the list of conflicts", Some(Command::Conflicts)),
            Context::Walk => ("while you re-anchor claims", Some(Command::FindAgain)),
            Context::Comparison => ("in a comparison with a transcript", Some(Command::Compare)),
            _ => return None,
        })
    }

    /// The heading of its keys in the help.
    pub const fn title(self) -> &'static str {
        match self {
            Context::Review => "Reviewing",
            Context::Article => "In the article",
            Context::Claims => "On a claim",
            Context::Speakers => "On a speaker",
            Context::Outlets => "On an outlet",
            Context::Versions => "Adjudicating",
            Context::Agreed => "Accepting what all agree on",
            Context::Select => "Selecting text",
            Context::Spans => "Editing spans",
            Context::Labels => "Words by their letters",
            Context::Picker => "Choosing from a list",
            Context::Note => "Writing a note",
            Context::Prompt => "Typing a line",
            Context::Pager => "Reading",
            Context::Guide => "First start",
            Context::Question => "Answering",
            Context::Check => "Recording a fact-check",
            Context::Coverage => "Missed passages",
            Context::Rules => "House rules",
            Context::LeftOut => "Parts left out of a web page",
            Context::Closing => "Closing sheet",
            Context::Sides => "Resolving conflicts",
            Context::Walk => "Re-anchoring claims",
            Context::Comparison => "Comparing with a transcript",
            Context::Anywhere => "Everywhere",
        }
    }
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The command.
    pub command: Command,
    /// Its name in keymaps and the palette, kebab-case.
    pub name: &'static str,
    /// One or two words for the footer.
    pub label: &'static str,
    /// What it does, one sentence without a full stop.
    pub doc: &'static str,
    /// Where its keys work.
    pub contexts: &'static [Context],
    /// Its keys by default; a row of several presses is separated by blanks.
    pub keys: &'static [&'static str],
}

impl Command {
    /// Its row of the table.
    pub fn entry(self) -> &'static Entry {
        // The table is generated in the order of the variants, and a test holds it.
        TABLE.get(self as usize).unwrap_or(&TABLE[0])
    }

    /// Whether it acts on all marked claims where some are marked.
    pub const fn is_for_marked(self) -> bool {
        matches!(
            self,
            Self::Confirm
                | Self::Reject
                | Self::Undecide
                | Self::SetSpeaker
                | Self::SetOutlets
                | Self::Directness
                | Self::Class
                | Self::Repeat
                | Self::Flag
                | Self::FactCheck
                | Self::JoinClaims
        )
    }

    /// Whether it moves a cursor in the article, so that a count before it says how often.
    pub const fn is_motion(self) -> bool {
        matches!(
            self,
            Self::CharForward
                | Self::CharBack
                | Self::WordForward
                | Self::WordBack
                | Self::WordEnd
                | Self::SentenceForward
                | Self::SentenceBack
                | Self::QuotationForward
                | Self::QuotationBack
                | Self::ParagraphForward
                | Self::ParagraphBack
                | Self::ParagraphStart
                | Self::ParagraphEnd
                | Self::LineDown
                | Self::LineUp
        )
    }

    /// Whether it leads to something that is typed: a field, or a list that is narrowed by letters.
    pub const fn opens_field(self) -> bool {
        matches!(
            self,
            Self::SetSpeaker
                | Self::SetOutlets
                | Self::Note
                | Self::FactCheck
                | Self::RuleAllow
                | Self::Compare
                | Self::Queue
                | Self::Search
                | Self::Filter
                | Self::Sort
                | Self::Theme
                | Self::Palette
                | Self::SaveElsewhere
                | Self::Merge
                | Self::Rename
                | Self::Role
                | Self::Affiliation
                | Self::Unnamed
                | Self::CheckAsked
                | Self::CheckEvidence
                | Self::CheckStated
                | Self::PagerSearch
        )
    }

    /// Its name in keymaps and the palette.
    pub fn name(self) -> &'static str {
        self.entry().name
    }
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A command whose name nobody knows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown command `{0}`; `saidby keys` lists all commands")]
pub struct UnknownCommand(pub String);

impl FromStr for Command {
    type Err = UnknownCommand;

    fn from_str(name: &str) -> Result<Self, UnknownCommand> {
        TABLE.iter().find(|entry| entry.name == name).map(|entry| entry.command).ok_or_else(|| UnknownCommand(name.to_owned()))
    }
}

/// The table as Markdown, for docs/keys.md and `saidby keys`.
pub fn markdown() -> String {
    use std::fmt::Write as _;
    let mut text = String::new();
    let mut contexts: Vec<Context> = TABLE.iter().filter_map(|entry| entry.contexts.first().copied()).collect();
    contexts.sort_unstable();
    contexts.dedup();
    for context in contexts {
        let _ = writeln!(text, "**{}**\n\n| keys | command | does |\n|---|---|---|", context.title());
        for entry in TABLE.iter().filter(|entry| entry.contexts.first() == Some(&context)) {
            let keys: Vec<String> = entry.keys.iter().map(|key| format!("`{}`", key.replace('|', "\\|"))).collect();
            let _ = writeln!(text, "| {} | {} | {} |", keys.join(" "), entry.name, entry.doc);
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_at_their_commands_place_and_names_are_unique() {
        for (index, entry) in TABLE.iter().enumerate() {
            assert_eq!(entry.command as usize, index);
            assert_eq!(entry.command.entry().name, entry.name);
            assert_eq!(entry.name.parse::<Command>().unwrap(), entry.command);
            assert!(entry.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", entry.name);
            assert!(!entry.doc.ends_with('.') && !entry.doc.is_empty());
            assert!(!entry.contexts.is_empty());
        }
    }

    #[test]
    fn the_markdown_holds_every_command() {
        let text = markdown();
        for entry in TABLE {
            assert!(text.contains(&format!("| {} |", entry.name)), "{}", entry.name);
        }
    }
}
