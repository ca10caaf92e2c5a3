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
    Occasion "occasion" "occasion" [Review] ["V"] "Give the outlet of an occasion to all that the same speaker says on it; on a claim that has it, take it off all of them";
    EditSpans "edit-spans" "spans" [Review] ["e"] "Move the ends of content, cue and source";
    Directness "directness" "directness" [Review] ["t"] "Change the directness: direct, mixed, indirect, as the spans say";
    Class "class" "class" [Review] ["K"] "Change the class of the cue: speech, document, attitude, perception, as the cue says";
    Select "select" "select" [Review] ["v"] "Select text in the article, to add a claim or to set a part of this one";
    JoinClaims "join" "join" [Review] ["J"] "Join the marked claims into one, or this claim and the next";
    Repeat "repeat" "again" [Review] ["."] "Repeat the last correction on this claim";
    NextReading "next-reading" "reading" [Review] [">"] "Show the next-best reading of this claim in its place: another speaker, content, attribution or outlet; confirming takes it, Esc leaves it";
    PreviousReading "previous-reading" "reading before" [Review] ["<"] "Show the reading before, or the claim as it is";
    TakeSource "take-source" "take source" [Review] ["'"] "Take the mention that is offered after a speaker was set as the source of the claim";
    Note "note" "note" [Review] ["i"] "Write a note on the claim";
    FactCheck "fact-check" "fact-check" [Review] ["c"] "Record the fact-check: its state, evidence, who was asked; repeated claims get it too";
    Recall "recall" "recall" [Review] ["H"] "Take over what the desk knows from another article: an earlier check of the claim, the office of the speaker";
    Unfold "unfold" "unfold" [Review] ["&"] "Show the claims that are folded away because this desk always rejects their kind, or fold them again";
    Compare "compare" "compare" [Review] ["="] "Look up the article's quotations in a speech, transcript or press release";
    Flag "flag" "flag" [Review] ["f"] "Flag the claim for a second look, or take the flag off";
    Mark "mark" "mark" [Review] ["space"] "Mark the claim, or all claims of a speaker or outlet; what is decided then is decided of all marked ones that are shown";
    MarkAll "mark-all" "mark all" [Review] ["*"] "Mark every claim that is shown; where all are marked, take their marks off";
    UnmarkAll "unmark-all" "no marks" [Review] ["U"] "Take all marks off";
    ApplyToAll "apply-to-all" "all like it" [Review] ["A"] "Give the speaker of this claim (or its outlets, where these were set) to the others with the same source, after a look at each";
    DeleteClaim "delete-claim" "delete" [Review] ["del"] "Delete a claim that you added; what the engine suggested is rejected instead";
    Undecide "undecide" "undecide" [Review] ["backspace"] "Take the decision back, with its corrections";
    Undo "undo" "undo" [Review Rules Closing] ["u"] "Undo the last change";
    Redo "redo" "redo" [Review Closing] ["ctrl-r"] "Do again what was undone";

    // Moving about.
    Down "down" "down" [Review Coverage Rules LeftOut Closing] ["j" "down"] "Next claim, speaker, outlet or line, where the focus is";
    Up "up" "up" [Review Coverage Rules LeftOut Closing] ["k" "up"] "Previous claim, speaker, outlet or line";
    First "first" "first" [Review Coverage Rules LeftOut Closing] ["g" "home"] "First one";
    Last "last" "last" [Review Coverage Rules LeftOut Closing] ["G" "end"] "Last one";
    PageDown "page-down" "scroll" [Review Coverage Rules LeftOut Closing] ["ctrl-d" "pgdn"] "Scroll the article down half a page";
    PageUp "page-up" "scroll up" [Review Coverage Rules LeftOut Closing] ["ctrl-u" "pgup"] "Scroll the article up half a page";
    NextSpan "next-span" "next span" [Review] ["l" "right"] "Show the next span of the claim";
    PreviousSpan "previous-span" "previous span" [Review] ["h" "left"] "Show the previous span of the claim";
    Next "next" "next" [Review] ["n"] "Next match while a search stands, else next undecided claim; between versions the next on which they differ";
    Previous "previous" "previous" [Review] ["N"] "Previous match while a search stands, else previous undecided claim";
    NextPane "next-pane" "pane" [Review] ["tab"] "Give the focus to the other pane";
    PreviousPane "previous-pane" "pane" [Review] ["shift-tab"] "Give the focus to the pane before";
    ShowClaims "claims" "claims" [Review] ["1" "alt-1"] "Show the claims";
    ShowSpeakers "speakers" "speakers" [Review] ["2" "alt-2"] "Show the speakers";
    ShowOutlets "outlets" "outlets" [Review] ["3" "alt-3"] "Show the outlets";
    Open "open" "open" [Review] ["enter"] "Open the claim's detail; on a speaker or outlet: show its claims";
    JumpBack "jump-back" "back" [Review] ["ctrl-o"] "Back to where the last far move began";
    JumpForward "jump-forward" "forward" [Review] ["alt-o"] "Forward again";
    NextGap "next-missed" "missed" [Review Select] ["M"] "Select the next quotation that no claim covers and nobody has read";
    Coverage "coverage" "missed ones" [Review] ["L"] "List what has no claim yet: quotations, names with reporting verbs, weak suggestions";
    HouseRules "house-rules" "house rules" [Review] ["!"] "List what breaks the house's rules for attribution; each finding can be allowed with a reason";
    Queue "queue" "articles" [Review] ["Q"] "List the articles of the queue, and open one";
    NextArticle "next-article" "next article" [Review] ["]"] "Open the next article of the queue";
    PreviousArticle "previous-article" "previous article" [Review] ["["] "Open the previous article of the queue";
    NextUndone "next-undone" "next undone" [Review] ["}"] "Open the next article that is not marked done";
    Done "done" "done" [Review Closing] ["D"] "Mark the article done, or take the mark off";
    LeftOut "left-out" "left out" [Review] ["B"] "List what of a web page was left out of the article, and why; each part can be brought in";
    ClosingSheet "closing-sheet" "closing sheet" [Review] ["Z"] "Show what is still open before you sign the article: passages, sources, outlets, evidence, quotations";

    FindAgain "find-again" "needs a hand" [Review] ["W"] "Walk through the claims whose words changed with the article, and say where they stand now";
    ReadAgain "read-again" "read again" [Review] ["R"] "Read the article again where it has changed on disk; claims are found again in the new text";
    Conflicts "conflicts" "conflicts" [Review] ["X"] "Show where two people contradict each other, side by side, and settle it";

    // Finding, looking, asking.
    Search "search" "search" [Review Select] ["/"] "Search the text, the speakers, the outlets and the notes; a selection reaches to the match";
    Filter "filter" "filter" [Review] ["F"] "Show only the claims of a speaker, outlet, decision, directness, class, flag, note, fact-check, confidence, reviewer or lost place";
    Sort "sort" "sort" [Review] ["S"] "Sort the claims: as in the text, undecided first, by speaker, least certain first or most worth checking first";
    Scope "scope" "statements" [Review] [","] "Show statements alone, or also the faint suggestions: attitudes, deeds, what nobody says";
    ArticleOnly "article-only" "article only" [Review] ["z"] "Show the article alone, or everything again";
    Theme "theme" "theme" [Review] ["T"] "Choose a theme, with a live preview";
    Palette "palette" "commands" [Review] [":"] "Find a command by its name, or go to a claim by its number";
    Help "help" "help" [Review Select Spans Coverage Closing] ["?"] "Show every key";
    Copy "copy" "copy" [Review Closing] ["y"] "Copy the claim to the clipboard, as a quotation with its speaker and outlets; the closing sheet as a note to the editor";
    Mouse "mouse" "mouse" [Review] [] "Let the mouse select and scroll, or give it back to the terminal";
    Save "save" "save" [Review] ["ctrl-s"] "Save now; every decision is saved by itself too";
    SaveElsewhere "save-elsewhere" "save elsewhere" [Review Question] ["P"] "Save to another folder or file from now on, where the sidecar cannot be written";
    Quit "quit" "quit" [Review] ["q"] "Quit, once everything is saved";

    // Speakers and outlets.
    Merge "merge" "merge" [Speakers Outlets] ["m"] "Merge into another one: all its claims follow";
    Rename "rename" "rename" [Speakers Outlets] ["r"] "Rename: all its claims follow";
    SplitOff "split-off" "split off" [Speakers Outlets] ["d"] "Let another form of the name stand on its own: its mentions and claims follow";
    Kind "kind" "kind" [Speakers Outlets] ["t"] "Change what it is: person, organisation, group, document; an outlet: cited, mentioned, publisher, credit";
    Role "role" "role" [Speakers] ["e"] "Write the office or trade";
    Affiliation "affiliation" "organisation" [Speakers] ["E"] "Write the organisation that it belongs to or speaks for";
    Unnamed "unnamed" "unnamed" [Speakers] ["b"] "Mark as unnamed, because of what the article says: proposed from the text near the mentions";
    Named "named" "named" [Speakers] ["B"] "Mark as named: no longer anonymous";

    // Several people's versions of a claim.
    TakeAgreed "take-agreed" "all agreed" [Versions] ["E"] "Take every claim that all agree on, after showing which; one undo takes all of it back";
    TakeVersion1 "take-first" "take 1" [Versions] ["1"] "Take the first version as it is, and go to the next claim on which they differ";
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
    WordBack "word-back" "word back" [Select Spans Article] ["b"] "To the word before; an end: one word back";
    WordEnd "word-end" "word's end" [Select Article] ["e"] "To the end of the word";
    SentenceForward "sentence-forward" "sentence" [Select Spans Article] [")"] "To the next sentence; an end: one sentence forward";
    SentenceBack "sentence-back" "sentence back" [Select Spans Article] ["("] "To the sentence before; an end: one sentence back";
    QuotationForward "quotation-forward" "quotation" [Select Spans] ["q"] "Into the next quotation; an end: to the next quotation mark, inside it and then outside";
    QuotationBack "quotation-back" "quotation back" [Select Spans] ["Q"] "Into the quotation before; an end: to the quotation mark before";
    ParagraphForward "paragraph-forward" "paragraph" [Select Article] ["}"] "To the next paragraph";
    ParagraphBack "paragraph-back" "paragraph back" [Select Article] ["{"] "To the paragraph before";
    ParagraphStart "paragraph-start" "start" [Select Article] ["0" "home"] "To the start of the paragraph";
    ParagraphEnd "paragraph-end" "end" [Select Article] ["$" "end"] "To the end of the paragraph";
    LineDown "line-down" "line" [Select Article] ["j" "down"] "One line down";
    LineUp "line-up" "line up" [Select Article] ["k" "up"] "One line up";
    FindLetter "find-letter" "find letter" [Select Article] ["f"] "To the letter that is pressed next, in this paragraph";
    TillLetter "till-letter" "till letter" [Select Article] ["t"] "To right before the letter that is pressed next, in this paragraph";
    ReachNextMatch "reach-next-match" "next match" [Select] ["n"] "Extend the selection to the next match of the search";
    ReachPreviousMatch "reach-previous-match" "previous match" [Select] ["N"] "Extend the selection to the previous match of the search";
    OtherEnd "other-end" "other end" [Select Spans] ["o"] "Move the other end from now on";

    // Selecting.
    SelectAnew "begin-here" "begin here" [Select] ["v"] "Begin the selection anew, at the cursor";
    ObjectWord "word" "this word" [Select] ["i w"] "Select this word; again: the next one too";
    ObjectSentence "sentence" "this sentence" [Select] ["i s"] "Select this sentence; again: the next one too";
    ObjectQuotation "quotation" "this quotation" [Select] ["i q"] "Select the words of this quotation; again: of the one around it";
    ObjectMarks "quotation-and-marks" "with marks" [Select] ["i Q"] "Select this quotation with its marks";
    ObjectParagraph "paragraph" "this paragraph" [Select] ["i p"] "Select this paragraph; again: the next one too";
    AddClaim "add-claim" "add claim" [Select] ["a"] "Add a claim with these words; cue and source are proposed by the engine";
    SelectTake "select-take" "take" [Select] ["enter"] "Take these words: for a new claim, or for the span that is being added";
    SelectCue "select-cue" "cue" [Select] ["C"] "Make these words the cue of the claim in hand";
    SelectSource "select-source" "source" [Select] ["S"] "Make these words the source of the claim in hand";
    SelectOutlet "select-outlet" "outlet" [Select] ["O"] "Add the outlet named here to the claim in hand";
    SelectContent "select-content" "content" [Select] ["R"] "Make these words the content of the claim in hand";
    SelectMore "select-more" "more content" [Select] ["+"] "Add these words to the content of the claim in hand";
    SplitClaim "split" "split" [Select] ["|"] "Split the claim in hand in two before the cursor";

    // What no claim covers.
    GapOpen "gap-open" "go there" [Coverage] ["enter" "v"] "Go there with its words selected, to add a claim or to change what is selected first";
    GapAdd "gap-add" "add claim" [Coverage] ["a"] "Add a claim with these words at once; cue and source are proposed by the engine";
    GapNothing "nothing-here" "nothing here" [Coverage Select] ["x"] "Say that these words were read and hold no claim; on what was read: take that back";
    GapRead "show-read" "read ones" [Coverage] ["r"] "Show what was read with nothing in it too, or only what is left";
    BringIn "bring-in" "bring in" [LeftOut] ["enter" "a"] "Bring this part of the page into the article; on a part that was brought in: take it out again";

    // What breaks the house's rules.
    RuleGo "rule-go" "go there" [Rules] ["enter"] "Close the list and go to what the finding is about";
    RuleAllow "allow" "allow" [Rules] ["x"] "Allow it here, with a reason; on what is allowed or left over: take the allowance back";
    RuleText "rule-text" "the rule" [Rules] ["?"] "Show the rule: what it reports, why, who asks for it; for circular sourcing who cites whom, as a tree";
    RuleAllowed "show-allowed" "allowed ones" [Rules] ["r"] "Show what is allowed too, or only what is open";

    // The spans of a claim.
    NextPart "next-part" "content, cue, source" [Spans] ["tab"] "Take the next part in hand: content, cue, source";
    PreviousPart "previous-part" "part before" [Spans] ["shift-tab"] "Take the part before in hand";
    SpansNext "span-next" "next span" [Spans] ["n" "j" "down"] "Take the next span of the part in hand";
    SpansPrevious "span-previous" "previous span" [Spans] ["N" "k" "up"] "Take the span before in hand";
    OtherWordForward "other-word-forward" "other end" [Spans] ["W"] "The end that is not in hand: one word forward";
    OtherWordBack "other-word-back" "other end back" [Spans] ["B"] "The end that is not in hand: one word back";
    OtherCharForward "other-char-forward" "other end" [Spans] ["L" "shift-right"] "The end that is not in hand: one character forward";
    OtherCharBack "other-char-back" "other end back" [Spans] ["H" "shift-left"] "The end that is not in hand: one character back";
    SpansAdd "span-add" "add span" [Spans] ["+"] "Select one more span for the part in hand";
    SpansDrop "span-drop" "drop span" [Spans] ["-" "del"] "Drop the span in hand";
    SpansKeep "keep" "keep" [Spans] ["enter"] "Keep the spans as they are now";
    SpansKeepOn "keep-and-go-on" "keep, go on" [Spans] ["a"] "Keep the spans, confirm, and go to the next undecided claim";

    // The record of a fact-check.
    CheckWanted "check-wanted" "to check" [Check] ["c"] "It is to be checked";
    CheckAsked "check-asked" "asked somebody" [Check] ["a"] "Somebody was asked: whom and when in a line";
    CheckVerified "check-verified" "verified" [Check] ["v"] "It is true";
    CheckWrong "check-wrong" "wrong" [Check] ["w"] "It is wrong";
    CheckUnverifiable "check-unverifiable" "unverifiable" [Check] ["u"] "It cannot be found out";
    CheckOpinion "check-opinion" "opinion" [Check] ["o"] "It is an opinion";
    CheckEvidence "check-evidence" "add evidence" [Check] ["e"] "Add a piece of evidence in a line: link, place, primary or secondary, supports, contradicts or partly, date";
    CheckStated "check-stated" "when said" [Check] ["d"] "Write when the statement was made";
    CheckDown "check-down" "next line" [Check] ["j" "down"] "Take the next line of the record in hand";
    CheckUp "check-up" "line before" [Check] ["k" "up"] "Take the line before in hand";
    CheckEdit "check-edit" "edit the line" [Check] ["enter"] "Edit the line in hand";
    CheckDrop "check-drop" "drop the line" [Check] ["-" "del"] "Drop the line in hand";
    CheckClear "check-clear" "clear all" [Check] ["backspace"] "Remove the whole record";

    // What is still open.
    ClosingGo "closing-go" "go there" [Closing] ["enter"] "Go to what the row is about; the closing sheet comes back on the same row";
    NextTopic "next-topic" "next topic" [Closing] ["tab"] "To the next topic";
    PreviousTopic "previous-topic" "topic before" [Closing] ["shift-tab"] "To the topic before";

    // Two people's words on the same thing.
    SettleOurs "ours" "ours" [Sides] ["o"] "Keep ours";
    SettleTheirs "theirs" "theirs" [Sides] ["t"] "Take theirs";
    SettleAllOurs "all-ours" "all ours" [Sides] ["O"] "Keep ours in every open conflict, after a look at what that touches";
    SettleAllTheirs "all-theirs" "all theirs" [Sides] ["T"] "Take theirs in every open conflict, after a look at what that touches";
    SidesNext "next-conflict" "next" [Sides] ["j" "down" "n"] "Next conflict";
    SidesPrevious "previous-conflict" "previous" [Sides] ["k" "up" "N"] "Previous conflict";

    // Claims whose words changed.
    WalkAccept "accept-place" "it stands here" [Walk] ["enter" "a"] "The claim stands here now: its spans move to this place, its decision stays";
    WalkNextPlace "next-place" "next place" [Walk] ["l" "right" "tab"] "Show the next place where it may stand";
    WalkPreviousPlace "previous-place" "place before" [Walk] ["h" "left" "shift-tab"] "Show the place before";
    WalkLeave "leave-lost" "none of these" [Walk] ["x"] "It stands at none of these places: it stays as it is, and the next claim comes";
    WalkCut "passage-cut" "passage cut" [Walk] ["c"] "Its passage was cut from the article: the decision stays, and nothing is asked about its place again";
    WalkSelect "select-again" "select by hand" [Walk] ["v"] "Select its words in the article by hand";
    WalkNext "next-lost" "next claim" [Walk] ["j" "down" "n"] "Next claim that needs a hand";
    WalkPrevious "previous-lost" "claim before" [Walk] ["k" "up" "N"] "Claim before that needs a hand";
    // Quotations beside a transcript.
    FindingDown "finding-down" "next" [Comparison] ["j" "down"] "Next quotation";
    FindingUp "finding-up" "previous" [Comparison] ["k" "up"] "Previous quotation";
    FindingFirst "finding-first" "first" [Comparison] ["g" "home"] "First quotation";
    FindingLast "finding-last" "last" [Comparison] ["G" "end"] "Last quotation";
    FindingScrollDown "finding-scroll-down" "more" [Comparison] ["ctrl-d" "pgdn" "space"] "Scroll the words of a long quotation down";
    FindingScrollUp "finding-scroll-up" "back" [Comparison] ["ctrl-u" "pgup"] "Scroll the words of a long quotation up";
    FindingWrong "finding-next-wrong" "next unlike" [Comparison] ["n"] "Next quotation that does not stand in the transcript word for word";
    FindingGo "finding-go" "to the claim" [Comparison] ["enter"] "Close it, with this claim in hand";
    FindingWrite "finding-write" "to evidence" [Comparison] ["w"] "Write this finding, with its place, to the claim's evidence";
    FindingWriteExact "finding-write-exact" "all exact" [Comparison] ["W"] "Write every exact quotation to its claim's evidence; says first how many they are";

    // Lists to choose from.
    PickerTake "take" "take" [Picker] ["enter"] "Take the row";
    PickerTakeTyped "take-typed" "take as typed" [Picker] ["alt-enter"] "Take what is typed as a new name, whatever matches";
    PickerMark "mark-row" "mark" [Picker] ["tab"] "Mark the row, where several can be taken; the order of marking counts";
    PickerNearer "nearer" "nearer" [Picker] ["alt-up" "shift-up"] "Move the marked outlet one place nearer to this article";
    PickerFurther "further" "further" [Picker] ["alt-down" "shift-down"] "Move the marked outlet one place further from this article";
    PickerDown "next-row" "down" [Picker] ["down" "ctrl-n" "ctrl-j"] "Next row";
    PickerUp "previous-row" "up" [Picker] ["up" "ctrl-p" "ctrl-k"] "Previous row";

    // Text fields.
    NoteEditor "editor" "editor" [Note] ["ctrl-e"] "Write the note in $EDITOR";
    NoteDrop "drop-note" "forget" [Note] ["alt-backspace"] "Close the note without keeping what was typed";
    PromptTake "accept" "accept" [Prompt] ["enter"] "Accept the line";
    SearchRegex "search-regex" "regex" [Prompt] ["alt-r"] "Search for a regular expression, or for the letters as they are";

    // Text to read.
    PagerDown "read-down" "down" [Pager] ["j" "down"] "One line down";
    PagerUp "read-up" "up" [Pager] ["k" "up"] "One line up";
    PagerPageDown "read-page-down" "page" [Pager] ["ctrl-d" "pgdn" "space"] "Half a page down";
    PagerPageUp "read-page-up" "page up" [Pager] ["ctrl-u" "pgup"] "Half a page up";
    PagerTop "read-top" "top" [Pager] ["g" "home"] "The first line";
    PagerBottom "read-bottom" "bottom" [Pager] ["G" "end"] "The last line";
    PagerSearch "read-search" "search" [Pager] ["/"] "Search the text";
    PagerSearchNext "read-next" "next match" [Pager] ["n"] "The next line that holds what was searched";
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
