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
    ConfirmParagraph "confirm-paragraph" "confirm paragraph" [Review] ["C"] "Confirm the claim and every other undecided one of its paragraph, if all are in view";
    Reject "reject" "reject" [Review] ["x"] "Reject the claim and go to the next undecided one";
    SetSpeaker "set-speaker" "speaker" [Review] ["s"] "Set who said it";
    SetOutlets "set-outlets" "outlets" [Review] ["o"] "Set the outlet chain, nearest outlet first";
    Occasion "occasion" "occasion" [Review] ["V"] "Give the outlet of an occasion to every claim of the same speaker there; on a claim that has it, remove it from all of them";
    EditSpans "edit-spans" "spans" [Review] ["e"] "Edit the content, cue and source spans";
    Labels "labels" "letters" [Review Select Spans Labels] [";"] "Put letters on the words: one goes to the word that a part of this claim begins or ends with; again, remove them";
    AddByLabels "add-by-labels" "add by letters" [Review] ["+"] "Add a claim by the letters on its first and its last word, or an uncertain suggestion by its number";
    Directness "directness" "directness" [Review] ["t"] "Change the directness: direct, mixed, indirect, or following the spans";
    Class "class" "class" [Review] ["K"] "Change the class of the cue: speech, document, attitude, perception, or following the cue";
    Select "select" "select" [Review] ["v"] "Select text in the article, to add a claim or to set a part of this one";
    JoinClaims "join" "join" [Review] ["J"] "Join the marked claims, or this claim and the next";
    Repeat "repeat" "again" [Review] ["."] "Repeat the last correction on this claim";
    NextReading "next-reading" "reading" [Review] [">"] "Show the next-best reading of this claim: another speaker, content, attribution or outlet; confirm accepts it, Esc drops it";
    PreviousReading "previous-reading" "previous reading" [Review] ["<"] "Show the previous reading, or the claim as it is";
    TakeSource "take-source" "take source" [Review] ["'"] "Make the mention offered after setting a speaker the source of the claim";
    Note "note" "note" [Review] ["i"] "Write a note on the claim";
    FactCheck "fact-check" "fact-check" [Review] ["c"] "Record the fact-check: verdict, evidence, who was asked; repeated claims get it too";
    Recall "recall" "recall" [Review] ["H"] "Copy what another article in the folder has: an earlier fact-check of the claim, the role of the speaker";
    Unfold "unfold" "unfold" [Review] ["&"] "Show the claims that are folded because you always reject their kind, or fold them again";
    Compare "compare" "compare" [Review] ["="] "Look up the article's quotations in a speech, transcript or press release";
    Flag "flag" "flag" [Review] ["f"] "Flag the claim for a second look, or remove the flag";
    Mark "mark" "mark" [Review] ["space"] "Mark the claim, or all claims of a speaker or outlet; decisions then apply to every marked claim in view";
    MarkAll "mark-all" "mark all" [Review] ["*"] "Mark every claim in view, or clear their marks if all are marked";
    UnmarkAll "unmark-all" "clear marks" [Review] ["U"] "Clear all marks";
    ApplyToAll "apply-to-all" "all like it" [Review] ["A"] "Apply this claim's speaker or outlets to other claims with the same source, after showing each";
    DeleteClaim "delete-claim" "delete" [Review] ["del"] "Delete a claim that you added; reject the engine's suggestions instead";
    Undecide "undecide" "undecide" [Review] ["backspace"] "Clear the decision and its corrections";
    Undo "undo" "undo" [Review Rules Closing Spans] ["u"] "Undo the last change";
    Redo "redo" "redo" [Review Closing Spans] ["ctrl-r"] "Redo the last undone change";

    // Moving about.
    Down "down" "down" [Review Coverage Rules LeftOut Closing] ["j" "down"] "Next claim, speaker, outlet or line of the focused pane";
    Up "up" "up" [Review Coverage Rules LeftOut Closing] ["k" "up"] "Previous claim, speaker, outlet or line";
    First "first" "first" [Review Coverage Rules LeftOut Closing] ["g" "home"] "First one";
    Last "last" "last" [Review Coverage Rules LeftOut Closing] ["G" "end"] "Last one";
    PageDown "page-down" "scroll" [Review Coverage Rules LeftOut Closing] ["ctrl-d" "pgdn"] "Scroll the article down half a page";
    PageUp "page-up" "scroll up" [Review Coverage Rules LeftOut Closing] ["ctrl-u" "pgup"] "Scroll the article up half a page";
    NextSpan "next-span" "next span" [Review] ["l" "right"] "Show the next span of the claim";
    PreviousSpan "previous-span" "previous span" [Review] ["h" "left"] "Show the previous span of the claim";
    Next "next" "next" [Review] ["n"] "Next match while a search is active, otherwise the next undecided claim; in an adjudication the next claim that differs";
    Previous "previous" "previous" [Review] ["N"] "Previous match while a search is active, otherwise the previous undecided claim";
    NextPane "next-pane" "pane" [Review] ["tab"] "Focus the other pane";
    PreviousPane "previous-pane" "pane" [Review] ["shift-tab"] "Focus the previous pane";
    ShowClaims "claims" "claims" [Review] ["1" "alt-1"] "Show the claims";
    ShowSpeakers "speakers" "speakers" [Review] ["2" "alt-2"] "Show the speakers";
    ShowOutlets "outlets" "outlets" [Review] ["3" "alt-3"] "Show the outlets";
    Open "open" "open" [Review] ["enter"] "Show the claim in full; on a speaker or outlet, show its claims";
    JumpBack "jump-back" "back" [Review] ["ctrl-o"] "Jump back to where the last jump began";
    JumpForward "jump-forward" "forward" [Review] ["alt-o"] "Jump forward again";
    NextGap "next-missed" "missed" [Review Select] ["M"] "Select the next quotation without a claim that is not dismissed";
    Coverage "coverage" "missed ones" [Review] ["L"] "List passages without a claim: quotations, names with reporting verbs, weak suggestions";
    HouseRules "house-rules" "house rules" [Review] ["!"] "List violations of the house rules for attribution; each can be allowed with a reason";
    Queue "queue" "articles" [Review] ["Q"] "List the articles of the queue, and open one";
    NextArticle "next-article" "next article" [Review] ["]"] "Open the next article of the queue";
    PreviousArticle "previous-article" "previous article" [Review] ["["] "Open the previous article of the queue";
    NextUndone "next-undone" "next undone" [Review] ["}"] "Open the next article that is not marked done";
    Done "done" "done" [Review Closing] ["D"] "Mark the article done, or remove the mark";
    LeftOut "left-out" "left out" [Review] ["B"] "List the parts of a web page that were left out of the article, and why; each can be added";
    ClosingSheet "closing-sheet" "closing sheet" [Review] ["Z"] "Show what is still open before you mark the article done: passages, sources, outlets, evidence, quotations";

    FindAgain "find-again" "re-anchor" [Review] ["W"] "Re-anchor the claims whose text has changed";
    ReadAgain "read-again" "read again" [Review] ["R"] "Reload the article if it has changed on disk; claims are re-anchored in the new text";
    Conflicts "conflicts" "conflicts" [Review] ["X"] "Show conflicts between two reviewers side by side, and resolve them";

    // Finding, looking, asking.
    Search "search" "search" [Review Select] ["/"] "Search the text, speakers, outlets and notes; a selection extends to the match";
    Filter "filter" "filter" [Review] ["F"] "Filter the claims by speaker, outlet, decision, directness, class, flag, note, fact-check, confidence, reviewer or anchor";
    Sort "sort" "sort" [Review] ["S"] "Sort the claims: as in the text, undecided first, by speaker, least certain first or most worth checking first";
    Scope "scope" "statements" [Review] [","] "Show statements only, or also faint suggestions: attitudes, actions, unattributed content";
    ArticleOnly "article-only" "article only" [Review] ["z"] "Show only the article, or everything again";
    Theme "theme" "theme" [Review] ["T"] "Choose a theme, with a live preview";
    Palette "palette" "commands" [Review] [":"] "Find a command by its name, or go to a claim by its number";
    Help "help" "help" [Review Select Spans Coverage Closing LeftOut] ["?"] "Show all keys and symbols";
    Copy "copy" "copy" [Review Closing] ["y"] "Copy the claim to the clipboard, as a quotation with its speaker and outlets; the closing sheet as a note to the editor";
    Mouse "mouse" "mouse" [Review] [] "Turn mouse support on or off";
    Save "save" "save" [Review] ["ctrl-s"] "Save now; decisions are also saved automatically";
    SaveElsewhere "save-elsewhere" "save elsewhere" [Review Question] ["P"] "Save to another folder or file from now on";
    Quit "quit" "quit" [Review] ["q"] "Quit, once everything is saved";

    // Speakers and outlets.
    Merge "merge" "merge" [Speakers Outlets] ["m"] "Merge into another entry; its claims follow";
    Rename "rename" "rename" [Speakers Outlets] ["r"] "Rename";
    SplitOff "split-off" "split off" [Speakers Outlets] ["d"] "Split an alias off into its own entry, with its mentions and claims";
    Kind "kind" "kind" [Speakers Outlets] ["t"] "Change what it is: person, organisation, group, document; an outlet: cited, mentioned, publisher, credit";
    Role "role" "role" [Speakers] ["e"] "Set the role: an office or trade";
    Affiliation "affiliation" "organisation" [Speakers] ["E"] "Set the organisation the speaker belongs to or speaks for";
    Unnamed "unnamed" "unnamed" [Speakers] ["b"] "Mark as anonymous, with the article's reason; one near the mentions is proposed";
    Named "named" "named" [Speakers] ["B"] "Mark as named";

    // Several people's versions of a claim.
    TakeAgreed "take-agreed" "all agreed" [Versions] ["E"] "Accept every claim on which all agree, after listing them; a single undo reverts it";
    TakeVersion1 "take-first" "take 1" [Versions] ["1"] "Accept the first version, and go to the next claim that differs";
    TakeVersion2 "take-second" "take 2" [Versions] ["2"] "Take the second version";
    TakeVersion3 "take-third" "take 3" [Versions] ["3"] "Take the third version";
    TakeVersion4 "take-fourth" "take 4" [Versions] ["4"] "Take the fourth version";
    TakeVersion5 "take-fifth" "take 5" [Versions] ["5"] "Take the fifth version";
    TakeVersion6 "take-sixth" "take 6" [Versions] ["6"] "Take the sixth version";
    TakeVersion7 "take-seventh" "take 7" [Versions] ["7"] "Take the seventh version";
    TakeVersion8 "take-eighth" "take 8" [Versions] ["8"] "Take the eighth version";
    TakeVersion9 "take-ninth" "take 9" [Versions] ["9"] "Take the ninth version";

    // A cursor in the article; the ends of spans.
    CharForward "char-forward" "character" [Select Spans Article] ["l" "right"] "One character forward";
    CharBack "char-back" "character back" [Select Spans Article] ["h" "left"] "One character back";
    WordForward "word-forward" "word" [Select Spans Article] ["w"] "To the next word; an end: one word forward";
    WordBack "word-back" "word back" [Select Spans Article] ["b"] "To the previous word; an end: one word back";
    WordEnd "word-end" "word's end" [Select Article] ["e"] "To the end of the word";
    SentenceForward "sentence-forward" "sentence" [Select Spans Article] [")"] "To the next sentence; an end: one sentence forward";
    SentenceBack "sentence-back" "sentence back" [Select Spans Article] ["("] "To the previous sentence; an end: one sentence back";
    QuotationForward "quotation-forward" "quotation" [Select Spans] ["q"] "Into the next quotation; an end: to the next quotation mark, inside it and then outside";
    QuotationBack "quotation-back" "quotation back" [Select Spans] ["Q"] "Into the previous quotation; an end: to the previous quotation mark";
    ParagraphForward "paragraph-forward" "paragraph" [Select Article] ["}"] "To the next paragraph";
    ParagraphBack "paragraph-back" "paragraph back" [Select Article] ["{"] "To the previous paragraph";
    ParagraphStart "paragraph-start" "start" [Select Article] ["0" "home"] "To the start of the paragraph";
    ParagraphEnd "paragraph-end" "end" [Select Article] ["$" "end"] "To the end of the paragraph";
    LineDown "line-down" "line" [Select Article] ["j" "down"] "One line down";
    LineUp "line-up" "line up" [Select Article] ["k" "up"] "One line up";
    FindLetter "find-letter" "find letter" [Select Article] ["f"] "To the next character you type, in this paragraph";
    TillLetter "till-letter" "till letter" [Select Article] ["t"] "To just before the next character you type, in this paragraph";
    ReachNextMatch "reach-next-match" "next match" [Select] ["n"] "Extend the selection to the next match of the search";
    ReachPreviousMatch "reach-previous-match" "previous match" [Select] ["N"] "Extend the selection to the previous match of the search";
    OtherEnd "other-end" "other end" [Select Spans] ["o"] "Switch to the other end";

    // Selecting.
    SelectAnew "begin-here" "begin here" [Select] ["v"] "Start the selection again at the cursor";
    ObjectWord "word" "this word" [Select] ["i w"] "Select this word; repeat to add the next";
    ObjectSentence "sentence" "this sentence" [Select] ["i s"] "Select this sentence; repeat to add the next";
    ObjectQuotation "quotation" "this quotation" [Select] ["i q"] "Select the words of this quotation; repeat for the one around it";
    ObjectMarks "quotation-and-marks" "with marks" [Select] ["i Q"] "Select this quotation with its quotation marks";
    ObjectParagraph "paragraph" "this paragraph" [Select] ["i p"] "Select this paragraph; repeat to add the next";
    AddClaim "add-claim" "add claim" [Select] ["a"] "Add a claim with these words; the engine proposes cue and source";
    SelectTake "select-take" "take" [Select] ["enter"] "Use these words for a new claim, or for the span being added";
    SelectCue "select-cue" "cue" [Select] ["C"] "Make these words the cue of the current claim";
    SelectSource "select-source" "source" [Select] ["S"] "Make these words the source of the current claim";
    SelectOutlet "select-outlet" "outlet" [Select] ["O"] "Add the outlet named here to the current claim";
    SelectContent "select-content" "content" [Select] ["R"] "Make these words the content of the current claim";
    SelectMore "select-more" "more content" [Select] ["+"] "Add these words to the content of the current claim";
    SplitClaim "split" "split" [Select] ["|"] "Split the current claim in two at the cursor";

    // What no claim covers.
    GapOpen "gap-open" "go there" [Coverage] ["enter" "v"] "Go there with its words selected, to add a claim or to adjust the selection first";
    GapAdd "gap-add" "add claim" [Coverage] ["a"] "Add a claim with these words at once; the engine proposes cue and source";
    GapNothing "nothing-here" "nothing here" [Coverage Select] ["x"] "Dismiss this passage: no claim here; on a dismissed passage, undo that";
    GapRead "show-read" "read ones" [Coverage] ["r"] "Show dismissed passages too, or only open ones";
    BringIn "bring-in" "bring in" [LeftOut] ["enter" "a"] "Add this part of the page to the article; on an added part, remove it again";

    // What breaks the house's rules.
    RuleGo "rule-go" "go there" [Rules] ["enter"] "Close the list and go to the finding";
    RuleAllow "allow" "allow" [Rules] ["x"] "Allow it here, with a reason; on an allowed or unused one, remove the allowance";
    RuleText "rule-text" "the rule" [Rules] ["?"] "Show the rule: what it reports, why, and who asks for it; for circular sourcing, who cites whom";
    RuleAllowed "show-allowed" "allowed ones" [Rules] ["r"] "Show allowed findings too, or only open ones";

    // The spans of a claim.
    NextPart "next-part" "content, cue, source" [Spans Labels] ["tab"] "Next part: content, cue, source";
    PreviousPart "previous-part" "previous part" [Spans Labels] ["shift-tab"] "Previous part";
    SpansNext "span-next" "next span" [Spans] ["n" "j" "down"] "Next span of this part";
    SpansPrevious "span-previous" "previous span" [Spans] ["N" "k" "up"] "Previous span of this part";
    OtherWordForward "other-word-forward" "other end" [Spans] ["W"] "Move the other end one word forward";
    OtherWordBack "other-word-back" "other end back" [Spans] ["B"] "Move the other end one word back";
    OtherCharForward "other-char-forward" "other end" [Spans] ["L" "shift-right"] "Move the other end one character forward";
    OtherCharBack "other-char-back" "other end back" [Spans] ["H" "shift-left"] "Move the other end one character back";
    SpansAdd "span-add" "add span" [Spans Labels] ["+"] "Select one more span for this part";
    SpansDrop "span-drop" "drop span" [Spans Labels] ["-" "del"] "Remove the current span";
    SpansKeep "keep" "keep" [Spans] ["enter"] "Keep the new spans";
    SpansKeepOn "keep-and-go-on" "keep, go on" [Spans] ["a"] "Keep the spans, confirm, and go to the next undecided claim";

    LabelsKeepOn "letters-keep" "keep, go on" [Labels] ["enter"] "Keep the spans, confirm, and go to the next undecided claim; in a selection, add the claim";
    LabelsUndo "letters-undo" "step back" [Labels] ["backspace"] "Undo the last letter";

    // The record of a fact-check.
    CheckWanted "check-wanted" "to check" [Check] ["c"] "Verdict: still to be checked";
    CheckAsked "check-asked" "asked someone" [Check] ["a"] "Record who was asked, and when";
    CheckVerified "check-verified" "verified" [Check] ["v"] "Verdict: verified";
    CheckWrong "check-wrong" "wrong" [Check] ["w"] "Verdict: wrong";
    CheckUnverifiable "check-unverifiable" "unverifiable" [Check] ["u"] "Verdict: unverifiable";
    CheckOpinion "check-opinion" "opinion" [Check] ["o"] "Verdict: an opinion, nothing to check";
    CheckEvidence "check-evidence" "add evidence" [Check] ["e"] "Add evidence as one line: link, place, primary or secondary, supports, contradicts or partly, date";
    CheckStated "check-stated" "when said" [Check] ["d"] "Set when the statement was made";
    CheckDown "check-down" "next line" [Check] ["j" "down"] "Next line of the record";
    CheckUp "check-up" "previous line" [Check] ["k" "up"] "Previous line of the record";
    CheckEdit "check-edit" "edit the line" [Check] ["enter"] "Edit the current line";
    CheckDrop "check-drop" "drop the line" [Check] ["-" "del"] "Remove the current line";
    CheckClear "check-clear" "clear all" [Check] ["backspace"] "Remove the whole record";

    // What is still open.
    ClosingGo "closing-go" "go there" [Closing] ["enter"] "Go to the row's passage or claim; the closing sheet reopens on the same row";
    NextTopic "next-topic" "next topic" [Closing] ["tab"] "Next topic";
    PreviousTopic "previous-topic" "previous topic" [Closing] ["shift-tab"] "Previous topic";

    // Two people's words on the same thing.
    SettleOurs "ours" "ours" [Sides] ["o"] "Keep ours";
    SettleTheirs "theirs" "theirs" [Sides] ["t"] "Accept theirs";
    SettleAllOurs "all-ours" "all ours" [Sides] ["O"] "Keep ours in every open conflict, after showing what that changes";
    SettleAllTheirs "all-theirs" "all theirs" [Sides] ["T"] "Accept theirs in every open conflict, after showing what that changes";
    SidesNext "next-conflict" "next" [Sides] ["j" "down" "n"] "Next conflict";
    SidesPrevious "previous-conflict" "previous" [Sides] ["k" "up" "N"] "Previous conflict";

    // Claims whose words changed.
    WalkAccept "accept-place" "accept here" [Walk] ["enter" "a"] "Accept this position; the spans move here, and the decision is kept";
    WalkNextPlace "next-place" "next place" [Walk] ["l" "right" "tab"] "Show the next candidate position";
    WalkPreviousPlace "previous-place" "previous place" [Walk] ["h" "left" "shift-tab"] "Show the previous candidate position";
    WalkLeave "leave-lost" "none of these" [Walk] ["x"] "Leave the claim unanchored and go to the next one";
    WalkCut "passage-cut" "passage cut" [Walk] ["c"] "Its passage was cut from the article; the decision is kept, and its position is not asked for again";
    WalkSelect "select-again" "select by hand" [Walk] ["v"] "Select its words in the article by hand";
    WalkNext "next-lost" "next claim" [Walk] ["j" "down" "n"] "Next unanchored claim";
    WalkPrevious "previous-lost" "previous claim" [Walk] ["k" "up" "N"] "Previous unanchored claim";
    // Quotations beside a transcript.
    FindingDown "finding-down" "next" [Comparison] ["j" "down"] "Next quotation";
    FindingUp "finding-up" "previous" [Comparison] ["k" "up"] "Previous quotation";
    FindingFirst "finding-first" "first" [Comparison] ["g" "home"] "First quotation";
    FindingLast "finding-last" "last" [Comparison] ["G" "end"] "Last quotation";
    FindingScrollDown "finding-scroll-down" "more" [Comparison] ["ctrl-d" "pgdn" "space"] "Scroll the words of a long quotation down";
    FindingScrollUp "finding-scroll-up" "back" [Comparison] ["ctrl-u" "pgup"] "Scroll the words of a long quotation up";
    FindingWrong "finding-next-wrong" "next differing" [Comparison] ["n"] "Next quotation that is not in the transcript word for word";
    FindingGo "finding-go" "to the claim" [Comparison] ["enter"] "Close, and make this claim the current one";
    FindingWrite "finding-write" "to evidence" [Comparison] ["w"] "Write this finding, with its place, to the claim's evidence";
    FindingWriteExact "finding-write-exact" "all exact" [Comparison] ["W"] "Write every exact quotation to its claim's evidence, after showing how many there are";

    // Lists to choose from.
    PickerTake "take" "take" [Picker] ["enter"] "Choose the row";
    PickerTakeTyped "take-typed" "take as typed" [Picker] ["alt-enter"] "Use the typed text as a new name, whatever matches";
    PickerMark "mark-row" "mark" [Picker] ["tab"] "Mark the row, where several can be chosen; the order counts";
    PickerNearer "nearer" "nearer" [Picker] ["alt-up" "shift-up"] "Move the marked outlet one place nearer to this article";
    PickerFurther "further" "further" [Picker] ["alt-down" "shift-down"] "Move the marked outlet one place further from this article";
    PickerDown "next-row" "down" [Picker] ["down" "ctrl-n" "ctrl-j"] "Next row";
    PickerUp "previous-row" "up" [Picker] ["up" "ctrl-p" "ctrl-k"] "Previous row";

    // Text fields.
    NoteEditor "editor" "editor" [Note] ["ctrl-e"] "Write the note in $EDITOR";
    NoteDrop "drop-note" "forget" [Note] ["alt-backspace"] "Close the note and discard your changes";
    PromptTake "accept" "accept" [Prompt] ["enter"] "Accept the line";
    SearchRegex "search-regex" "regex" [Prompt] ["alt-r"] "Switch between a regular expression and plain text";

    // Text to read.
    PagerDown "read-down" "down" [Pager] ["j" "down"] "One line down";
    PagerUp "read-up" "up" [Pager] ["k" "up"] "One line up";
    PagerPageDown "read-page-down" "page" [Pager] ["ctrl-d" "pgdn" "space"] "Half a page down";
    PagerPageUp "read-page-up" "page up" [Pager] ["ctrl-u" "pgup"] "Half a page up";
    PagerTop "read-top" "top" [Pager] ["g" "home"] "First line";
    PagerBottom "read-bottom" "bottom" [Pager] ["G" "end"] "Last line";
    PagerSearch "read-search" "search" [Pager] ["/"] "Search the text";
    PagerSearchNext "read-next" "next match" [Pager] ["n"] "Next matching line";
    PagerClose "read-close" "close" [Pager] ["q" "?" "enter"] "Close";
    GuideClose "start" "start" [Guide] ["enter" "q"] "Close the guide and start";

    // Questions.
    Yes "yes" "yes" [Question] ["y"] "Yes";
    No "no" "no" [Question] ["n"] "No";

    // Everywhere.
    Close "close" "close" [Anywhere] ["esc"] "Close the topmost layer and cancel what was begun in it; a note is kept";
    Interrupt "interrupt" "close" [Anywhere] ["ctrl-c"] "Close the topmost thing; with nothing open, say how to quit";
    Suspend "suspend" "suspend" [Anywhere] ["ctrl-z"] "Suspend the program until the shell brings it back";
    Redraw "redraw" "redraw" [Anywhere] ["ctrl-l"] "Draw the whole screen again";
}
