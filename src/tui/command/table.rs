//! The table itself.

use super::{Context, Entry};

macro_rules! table {
    ($($command:ident $name:literal $label:literal [$($context:ident)*] [$($key:literal)*] $doc:literal;)*) => {
        /// Something that a key, or the palette, can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Command {
            $(#[doc = $doc] $command,)*
        }

        /// Every command, in the order in which the help shows them.
        pub const TABLE: &[Entry] = &[$(
            Entry {
                command: Command::$command,
                name: $name,
                label: $label,
                doc: $doc,
                contexts: &[$(Context::$context),*],
                keys: &[$($key),*],
            },
        )*];
    };
}

table! {
    // What a reviewer does all day.
    Confirm "confirm" "confirm" [Review] ["a"] "Confirm the claim and go to the next undecided one";
    Reject "reject" "reject" [Review] ["x"] "Reject the claim and go to the next undecided one";
    SetSpeaker "set-speaker" "speaker" [Review] ["s"] "Set who said it";
    SetOutlets "set-outlets" "outlets" [Review] ["o"] "Set the outlets that it came through, nearest to the article first";
    EditSpans "edit-spans" "spans" [Review] ["e"] "Move the ends of content, cue and source";
    Directness "directness" "directness" [Review] ["t"] "Change the directness: direct, mixed, indirect, as the spans say";
    Select "select" "select" [Review] ["v"] "Select text in the article, to add a claim or to set a part of this one";
    Repeat "repeat" "again" [Review] ["."] "Repeat the last correction on this claim";
    Note "note" "note" [Review] ["i"] "Write a note on the claim";
    Flag "flag" "flag" [Review] ["f"] "Flag the claim for a second look, or take the flag off";
    Mark "mark" "mark" [Review] ["space"] "Mark the claim; confirm, reject, speaker and outlets then act on all marked ones";
    Undecide "undecide" "undecide" [Review] ["backspace"] "Take the decision back, with its corrections";
    Undo "undo" "undo" [Review] ["u"] "Undo the last change";
    Redo "redo" "redo" [Review] ["ctrl-r"] "Do again what was undone";

    // Moving about.
    Down "down" "down" [Review] ["j" "down"] "Next claim, speaker, outlet or line, where the focus is";
    Up "up" "up" [Review] ["k" "up"] "Previous claim, speaker, outlet or line";
    First "first" "first" [Review] ["g" "home"] "First one";
    Last "last" "last" [Review] ["G" "end"] "Last one";
    PageDown "page-down" "scroll" [Review] ["ctrl-d" "pgdn"] "Scroll the article down half a page";
    PageUp "page-up" "scroll up" [Review] ["ctrl-u" "pgup"] "Scroll the article up half a page";
    NextSpan "next-span" "next span" [Review] ["l" "right"] "Show the next span of the claim";
    PreviousSpan "previous-span" "previous span" [Review] ["h" "left"] "Show the previous span of the claim";
    Next "next" "next" [Review] ["n"] "Next match while a search stands, else next undecided claim";
    Previous "previous" "previous" [Review] ["N"] "Previous match while a search stands, else previous undecided claim";
    NextPane "next-pane" "pane" [Review] ["tab"] "Give the focus to the other pane";
    PreviousPane "previous-pane" "pane" [Review] ["shift-tab"] "Give the focus to the pane before";
    ShowClaims "claims" "claims" [Review] ["1"] "Show the claims";
    ShowSpeakers "speakers" "speakers" [Review] ["2"] "Show the speakers";
    ShowOutlets "outlets" "outlets" [Review] ["3"] "Show the outlets";
    Open "open" "open" [Review] ["enter"] "Open the claim's detail; on a speaker or outlet: show its claims";
    NextArticle "next-article" "next article" [Review] ["]"] "Open the next article of the queue";
    PreviousArticle "previous-article" "previous article" [Review] ["["] "Open the previous article of the queue";

    // Finding, looking, asking.
    Search "search" "search" [Review] ["/"] "Search the text, the speakers and the notes";
    Filter "filter" "filter" [Review] ["F"] "Show only the claims of a speaker, outlet, decision, directness or class";
    Sort "sort" "sort" [Review] ["S"] "Sort the claims: as in the text, undecided first, by speaker, least certain first";
    ArticleOnly "article-only" "article only" [Review] ["z"] "Show the article alone, or everything again";
    Theme "theme" "theme" [Review] ["T"] "Choose a theme, with a live preview";
    Palette "palette" "commands" [Review] [":"] "Find a command by its name, or go to a claim by its number";
    Help "help" "help" [Review] ["?"] "Show every key";
    Copy "copy" "copy" [Review] ["y"] "Copy the claim to the clipboard, as a quotation with its speaker and outlets";
    Mouse "mouse" "mouse" [Review] [] "Let the mouse select and scroll, or give it back to the terminal";
    Save "save" "save" [Review] ["ctrl-s"] "Save now; every decision is saved by itself too";
    Quit "quit" "quit" [Review] ["q"] "Quit, once everything is saved";

    // Speakers and outlets.
    Merge "merge" "merge" [Speakers Outlets] ["m"] "Merge into another one: all its claims follow";
    Rename "rename" "rename" [Speakers Outlets] ["r"] "Rename: all its claims follow";

    // Lists to choose from.
    PickerTake "take" "take" [Picker] ["enter"] "Take the row";
    PickerTakeTyped "take-typed" "take as typed" [Picker] ["alt-enter"] "Take what is typed as a new name, whatever matches";
    PickerMark "mark-row" "mark" [Picker] ["tab"] "Mark the row, where several can be taken; the order of marking counts";
    PickerDown "next-row" "down" [Picker] ["down" "ctrl-n" "ctrl-j"] "Next row";
    PickerUp "previous-row" "up" [Picker] ["up" "ctrl-p" "ctrl-k"] "Previous row";

    // Text fields.
    NoteEditor "editor" "editor" [Note] ["ctrl-e"] "Write the note in $EDITOR";
    NoteDrop "drop-note" "forget" [Note] ["alt-backspace"] "Close the note without keeping what was typed";
    PromptTake "accept" "accept" [Prompt] ["enter"] "Accept the line";

    // Text to read.
    PagerDown "read-down" "down" [Pager] ["j" "down"] "One line down";
    PagerUp "read-up" "up" [Pager] ["k" "up"] "One line up";
    PagerPageDown "read-page-down" "page" [Pager] ["ctrl-d" "pgdn" "space"] "Half a page down";
    PagerPageUp "read-page-up" "page up" [Pager] ["ctrl-u" "pgup"] "Half a page up";
    PagerClose "read-close" "close" [Pager] ["q" "?" "enter"] "Close it";
    GuideClose "start" "start" [Guide] ["enter" "q"] "Close the guide and begin";

    // Questions.
    Yes "yes" "yes" [Question] ["y"] "Yes";
    No "no" "no" [Question] ["n"] "No";

    // Everywhere.
    Close "close" "close" [Anywhere] ["esc"] "Close the topmost thing; what was begun in it is given up";
    Interrupt "interrupt" "close" [Anywhere] ["ctrl-c"] "Close the topmost thing; with nothing open, say how to quit";
    Suspend "suspend" "suspend" [Anywhere] ["ctrl-z"] "Suspend the program until the shell brings it back";
    Redraw "redraw" "redraw" [Anywhere] ["ctrl-l"] "Draw the whole screen again";
}
