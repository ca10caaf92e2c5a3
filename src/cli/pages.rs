//! What the help, the manual pages and docs/cli.md say about each command beyond its options.
//!
//! One [`Page`] per command. [`of`] is used by `--help`, by `saidby man` and by the generated reference, so that the
//! three cannot differ. The examples are run by `tests/readme.rs`.

/// The long description of a command, with its exit codes and examples.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// The subcommand; empty for the program itself.
    pub command: &'static str,
    /// Paragraphs that follow the one-line description.
    pub about: &'static [&'static str],
    /// What the exit codes mean. Code 2, wrong usage, is the same everywhere: see [`USAGE`].
    pub exit: &'static [(u8, &'static str)],
    /// Command lines, each with what it does.
    pub examples: &'static [(&'static str, &'static str)],
}

/// What exit code 2 means for every command.
pub const USAGE: (u8, &str) = (2, "wrong usage; nothing was done");

/// What the exit codes of a command mean that reads inputs one by one.
const EACH_INPUT: &[(u8, &str)] = &[(0, "success"), (1, "an input failed; the others were processed")];

/// What the exit codes of a command mean that only prints.
const PRINTS: &[(u8, &str)] = &[(0, "success")];

/// Environment variables that the program reads.
pub const ENVIRONMENT: &[(&str, &str)] = &[
    ("SAIDBY_ANNOTATOR", "Name that decisions are signed with, unless --annotator is given."),
    ("VISUAL, EDITOR", "Editor for notes (Ctrl-e in a note)."),
    ("NO_COLOR", "If set and not empty, no colours are used."),
    ("COLUMNS", "Width of tables when standard output is not a terminal."),
    ("LC_ALL, LC_CTYPE, LANG", "If none of them names UTF-8, the screen uses ASCII characters only."),
    ("TERM, COLORTERM", "Which colours the terminal can show. TERM=dumb has no review screen."),
    ("XDG_CONFIG_HOME", "Base folder of the settings; ~/.config by default."),
    ("XDG_STATE_HOME", "Base folder of the state; ~/.local/state by default."),
];

/// Files that the program reads or writes.
pub const FILES: &[(&str, &str)] = &[
    ("ARTICLE.claims.ron", "The sidecar: the review of ARTICLE, in the same folder."),
    ("ARTICLE.NAME.claims.ron", "The sidecar of one annotator (--annotator NAME)."),
    ("$XDG_CONFIG_HOME/saidby/settings.ron", "Settings. Read, never written."),
    ("$XDG_CONFIG_HOME/saidby/keymap.ron", "Changed keys. Read, never written."),
    ("$XDG_CONFIG_HOME/saidby/themes/NAME.ron", "Custom themes. Read, never written."),
    ("saidby.lint.ron", "Rules of saidby lint for the articles in its folder and below. Read, never written."),
    ("$XDG_CONFIG_HOME/saidby/lint.ron", "Rules of saidby lint for all other articles. Read, never written."),
    ("$XDG_STATE_HOME/saidby/state.ron", "The last position in each article and the chosen theme."),
    ("$XDG_STATE_HOME/saidby/unsaved/", "Decisions that could not be saved, kept as they are made and offered again later."),
];

/// The page of the program itself, and one for each subcommand.
pub const PAGES: &[Page] = &[
    Page {
        command: "",
        about: &[
            "Without a subcommand, saidby opens the given articles, or all articles in a folder, for review.",
            "Reviewing judges the attribution: confirming a claim means \"this person said this\", never \"this is true\". \
             The result of a fact-check is recorded separately (key c).",
            "Decisions are saved in ARTICLE.claims.ron next to the article. Only English articles are supported.",
        ],
        exit: &[(0, "you quit; everything is saved"), (1, "an article or sidecar could not be read, or there is no terminal")],
        examples: &[
            ("saidby article.txt", "Review one article"),
            ("saidby articles/", "Review every article in a folder"),
            ("saidby --annotator mw article.txt", "Review into a sidecar of your own"),
        ],
    },
    Page {
        command: "extract",
        about: &[
            "Articles are written in the order in which they are given. Folders are searched recursively for .txt, .md, .html \
             and .htm files. Offsets in JSON are code points of the file; for everything but plain text, of the extracted text, \
             which \"text\" then holds.",
            "With --from jsonl, the inputs are JSON Lines: one object per article, {\"id\": ..., \"text\": \"...\"}, optionally \
             with \"title\", \"publisher\", \"date\" and \"format\" (text, html, markdown). Every record has exactly one line of \
             output, in the order of the input. A record that cannot be read has a line with \"ok\": false and an error code, \
             and the exit status is 0 unless you use --strict. Memory does not grow with the input. SIGTERM and SIGINT end a \
             run between two lines.",
        ],
        exit: EACH_INPUT,
        examples: &[
            ("saidby extract article.txt", "Show the claims as a table"),
            ("saidby extract --engine fast --format jsonl articles/", "Write one JSON object per article"),
            ("saidby extract --from jsonl --engine fast corpus.jsonl", "Read records, write one answer per record"),
            ("saidby extract --from jsonl --resume answers.jsonl corpus.jsonl", "Continue a run that was interrupted"),
        ],
    },
    Page {
        command: "check",
        about: &[
            "Each problem is one line on standard output, with file and line. An article without a sidecar is mentioned on \
             standard error and is not an error.",
        ],
        exit: &[(0, "every sidecar is valid"), (1, "there are problems, or an input could not be read")],
        examples: &[
            ("saidby check articles/", "Validate every sidecar in a folder"),
            ("saidby check article.txt.claims.ron", "Validate one sidecar"),
        ],
    },
    Page {
        command: "stats",
        about: &[
            "The figures are summed over all given sidecars. With --annotator, only that annotator's sidecars count.",
            "With --suggestions, articles without a sidecar are read by the engine, and the figures are those of a corpus: \
             how much each speaker is quoted, named or anonymous, quoted or paraphrased, by publisher and by day, and which outlet cites which. \
             Memory does not grow with the corpus. --format csv and html have the same figures.",
        ],
        exit: EACH_INPUT,
        examples: &[
            ("saidby stats --suggestions --engine fast articles/", "Show who speaks in articles without a review"),
            (
                "saidby stats --suggestions --engine fast --from jsonl --format html corpus.jsonl > page.html",
                "The same for records, as a page",
            ),
            ("saidby stats articles/", "Show statistics for a folder"),
            ("saidby stats --format json article.txt", "Write the same as JSON"),
        ],
    },
    Page {
        command: "agree",
        about: &[
            "Compares the sidecars of two or more annotators, article by article: those named by --annotator, otherwise all \
             except adjudicated reviews. Prints F1, Cohen's kappa and Krippendorff's alpha, and lists the differences.",
        ],
        exit: &[(0, "success"), (1, "a sidecar could not be read, or no article has two reviews")],
        examples: &[
            ("saidby agree articles/", "Compare all annotators"),
            ("saidby agree --annotator mw,km --format json articles/", "Compare two annotators; write JSON"),
        ],
    },
    Page {
        command: "adjudicate",
        about: &[
            "Opens the claims of all annotators for review, with their versions side by side: a digit accepts a version, n \
             goes to the next claim on which they differ, and E accepts everything on which all agree. The result is saved in \
             ARTICLE.gold.claims.ron, or in the sidecar of the annotator named by --annotator. The reviews are only read.",
        ],
        exit: &[
            (0, "you quit; everything is saved"),
            (1, "an article has fewer than two readable reviews, or there is no terminal"),
        ],
        examples: &[
            ("saidby adjudicate articles/weir.txt", "Decide between all reviews of an article"),
            ("saidby adjudicate --from mw,km articles/weir.txt", "Decide between two annotators"),
        ],
    },
    Page {
        command: "export",
        about: &["All claims except rejected ones are exported, with the reviewer's corrections; jsonl includes the rejected \
             claims, the passages marked as holding no claim and the done mark. Without --output, everything goes \
             to standard output. With --output, each article is written to a file in DIR; existing files are kept unless you \
             use --force, and articles and sidecars are never overwritten."],
        exit: EACH_INPUT,
        examples: &[
            ("saidby export --format csv article.txt", "Write a table for spreadsheets"),
            ("saidby export --format webanno --output out/ articles/", "Write files for INCEpTION"),
        ],
    },
    Page {
        command: "import",
        about: &[
            "The article is the one that the file names, otherwise the one that its file name implies, otherwise --article. A \
             span is imported only if its text matches the article. A claim that is reviewed here and differs keeps its decision \
             and is listed with what differs, unless --on-decided says otherwise. If a Label Studio task was annotated by \
             several people, each gets a sidecar.",
        ],
        exit: &[(0, "success"), (1, "a file, or a claim in it, could not be imported; the rest was")],
        examples: &[
            ("saidby import --format jsonl --dry-run claims.jsonl", "Show what would be imported"),
            ("saidby import --format jsonl --annotator km claims.jsonl", "Import into the sidecar of km"),
            ("saidby import --format csv --on-decided take claims.csv", "Import the changes made in a spreadsheet"),
        ],
    },
    Page {
        command: "merge",
        about: &[
            "A change made on one side only is applied. If both sides changed the same thing differently, OURS keeps its value \
             and stores the other one under `conflict`; press X in the review screen to resolve it. Each conflict is one line \
             on standard error. If a file cannot be parsed, nothing is written.",
            "To merge sidecars whenever git merges branches, run this in every clone:",
            "    git config merge.saidby.driver \"saidby merge --path %P %O %A %B\"",
            "and add this line to .gitattributes:",
            "    *.claims.ron merge=saidby",
        ],
        exit: &[
            (0, "merged without conflicts"),
            (1, "merged with conflicts, or a file could not be read and nothing was written"),
        ],
        examples: &[
            ("saidby merge base.ron ours.ron theirs.ron", "Merge; the result is written to ours.ron"),
            ("saidby merge --output - base.ron ours.ron theirs.ron", "Write the result to standard output"),
        ],
    },
    Page {
        command: "compare",
        about: &["Looks up every fully or partly quoted passage, with or without a claim, and classifies it as exact, changed, \
             stitched, other speaker or not found, with position and differences. [-was-] is in the transcript only, {+is+} in \
             the article only. If the transcript says who speaks, the turns of the claim's speaker are searched first; words \
             found only in another speaker's turn are \"other speaker\" and never \"exact\". Up to three words prove nothing, \
             wherever they are found; the output says so."],
        exit: &[
            (0, "compared, whatever the result"),
            (1, "an article or transcript could not be read, or --fail-on found something"),
        ],
        examples: &[
            ("saidby compare article.txt speech.txt", "Check the quotations against a speech"),
            ("saidby compare --fail-on stitched,other-speaker article.txt speech.txt", "Fail a build on a wrong quotation"),
            ("saidby compare --format json article.txt speech.txt", "Write the result as JSON"),
        ],
    },
    Page {
        command: "report",
        about: &[
            "The report contains the article with its claims marked, and each claim with its speaker, outlets, decision and \
             fact-check. An HTML report begins with a picture of who speaks how much and through which outlets. It is a single \
             file without scripts or external resources.",
        ],
        exit: EACH_INPUT,
        examples: &[
            ("saidby report article.txt > report.html", "Write an HTML report"),
            ("saidby report --format md --output out/ articles/weir.txt", "Write Markdown, one file per review"),
        ],
    },
    Page {
        command: "read",
        about: &[
            "Prints the text that claims are looked for in: of a web page, saved page, mail or captions the text that is \
             extracted, of a text file the text itself, in UTF-8. With --left-out, prints what of a page was not taken for \
             part of the article (menus and forms aside), and why.",
            "A text that was encoded twice is reported by every command and never repaired on its own. --repair prints it \
             repaired; save that under another name and review it.",
        ],
        exit: EACH_INPUT,
        examples: &[
            ("saidby read --left-out samples/port-strike.html", "Show what was left out of a page"),
            ("saidby read --repair article.txt > repaired.txt", "Repair a text that was encoded twice"),
        ],
    },
    Page {
        command: "lint",
        about: &[
            "Checks the reviewed claims of articles against a newsroom's rules for attribution: anonymous sources, missing and \
             late attributions, circular sourcing. Over a folder, articles that cite each other are found too. A finding that \
             rests on an unreviewed suggestion with a score below 0.9 is one level lighter.",
            "--rules lists the rules, and --explain RULE says why a rule exists and what it looks at. See docs/lint.md.",
        ],
        exit: &[(0, "no finding at or above --fail-on"), (1, "there are such findings, or an input could not be read")],
        examples: &[
            ("saidby lint article.txt", "Check a reviewed article"),
            ("saidby lint --suggestions --engine fast --format concise articles/", "Check a folder without reviews"),
            ("saidby lint --explain anonymous.no-reason", "Explain a rule"),
        ],
    },
    Page {
        command: "keys",
        about: &["Prints a Markdown table: keys, command names for keymap.ron, descriptions."],
        exit: PRINTS,
        examples: &[("saidby keys", "List all keys")],
    },
    Page {
        command: "themes",
        about: &["Prints one theme per line, name first. Choose one with --theme, in settings.ron, or with T while reviewing."],
        exit: PRINTS,
        examples: &[("saidby themes", "List the themes")],
    },
    Page {
        command: "completions",
        about: &["Put the script where your shell looks for completions. For bash: \
             ~/.local/share/bash-completion/completions/saidby. For zsh: _saidby in a folder of $fpath. For fish: \
             ~/.config/fish/completions/saidby.fish."],
        exit: PRINTS,
        examples: &[
            ("saidby completions bash > saidby.bash", "Write completions for bash"),
            ("saidby completions zsh > _saidby", "Write completions for zsh"),
        ],
    },
    Page {
        command: "man",
        about: &["Prints saidby(1). With --output, writes one page per command: saidby.1, saidby-extract.1 and so on."],
        exit: &[(0, "success"), (1, "a page could not be written")],
        examples: &[
            ("saidby man > saidby.1", "Write the page of the program"),
            ("saidby man --output man1", "Write all pages into a folder"),
        ],
    },
];

/// The page of a subcommand; of the program itself for an empty name.
pub fn of(command: &str) -> Option<&'static Page> {
    PAGES.iter().find(|page| page.command == command)
}

impl Page {
    /// Exit codes with their meaning, wrong usage last.
    pub fn exit_codes(&self) -> impl Iterator<Item = (u8, &'static str)> {
        self.exit.iter().copied().chain(std::iter::once(USAGE))
    }

    /// What `--help` shows below the options.
    pub fn after_help(&self) -> String {
        let codes: Vec<String> = self.exit_codes().map(|(code, meaning)| format!("  {code}  {meaning}")).collect();
        let examples: Vec<String> = self.examples.iter().map(|(line, does)| format!("  {line}\n      {does}")).collect();
        format!("Exit status:\n{}\n\nExamples:\n{}", codes.join("\n"), examples.join("\n"))
    }
}
