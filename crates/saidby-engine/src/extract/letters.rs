//! Letters to an editor and mail: the "I" of each is whoever signs it.

use crate::article::{Block, BlockKind};
use crate::extract::lexicon::lists::{LETTER_CLOSINGS, SIGNER_PARTICLES};
use crate::text::{Scan, Span, WordRange};

/// Paragraphs that a letter may have.
const LONGEST: usize = 60;
/// Words of a line that signs.
const SIGNATURE: usize = 10;

/// A letter and the name below it, in indices of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    /// From the salutation to the signature.
    pub words: WordRange,
    /// The name of who signs.
    pub signer: WordRange,
}

/// The letters of an article, in the order of the text.
pub(super) fn letters(text: &str, scan: &Scan, blocks: &[Block]) -> Vec<Letter> {
    let line = |index: usize| blocks.get(index).and_then(|block| block.span.slice(text)).unwrap_or_default();
    let first_word = |index: usize| scan.paragraphs.get(index).map_or(0, |paragraph| paragraph.first_word as usize);
    let mut found: Vec<Letter> = Vec::new();
    let mut open: Option<usize> = None;
    for (index, block) in blocks.iter().enumerate() {
        if opens(line(index)) {
            open = Some(index);
            continue;
        }
        let Some(start) = open.filter(|start| index - start <= LONGEST) else {
            open = None;
            continue;
        };
        // The name below "Yours faithfully,", or below the last paragraph; in a line of its own, or behind a dash.
        let own = line(index);
        let greeting = after_greeting(own);
        let under = index > start + 1 && after_greeting(line(index - 1)).is_some_and(str::is_empty);
        let candidate = match greeting {
            Some("") => continue,
            Some(rest) => rest,
            None if under || index > start && ends(line(index - 1)) => own,
            None => continue,
        };
        let running = matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading | BlockKind::Byline | BlockKind::Quotation);
        let Some((from, to)) = running.then(|| name_of(candidate)).flatten() else { continue };
        let base = block.span.start + (candidate.as_ptr() as usize - own.as_ptr() as usize);
        let signer = scan.words_in(Span::new(base + from, base + to));
        if !signer.is_empty() {
            found.push(Letter { words: WordRange::new(first_word(start), signer.start), signer });
            open = None;
        }
    }
    found
}

fn ends(line: &str) -> bool {
    line.ends_with(['.', '!', '?', '…', '”', '"', '’', '\'', ')'])
}

/// "Dear Editor,", "Sir,", "SIR – Your report", "To the Editor:".
fn opens(line: &str) -> bool {
    let lower: String = line.chars().take(60).flat_map(char::to_lowercase).collect();
    let first = lower.lines().next().unwrap_or_default();
    let closed = |rest: &str| rest.ends_with([',', ':', '!']) && rest.split_whitespace().count() <= 6;
    if let Some(rest) = first.strip_prefix("dear ") {
        return closed(rest) || rest.split([',', ':']).next().is_some_and(|who| who.len() < rest.len() && is_editor(who));
    }
    if first.strip_prefix("to the editor").is_some_and(|rest| rest.starts_with([':', ',', '.', ' '])) {
        return true;
    }
    ["sir", "madam", "sirs", "editor"].iter().any(|who| {
        first.strip_prefix(who).is_some_and(|rest| {
            let rest = rest.trim_start();
            matches!(rest, "," | ":" | "") && !rest.is_empty()
                || ["–", "—", "- ", ", –", ", —", ", - ", ": "].iter().any(|dash| rest.starts_with(dash))
        })
    })
}

fn is_editor(who: &str) -> bool {
    who.split_whitespace()
        .all(|word| matches!(word, "sir" | "madam" | "editor" | "editors" | "sirs" | "or" | "and" | "the" | "/"))
}

/// What stands behind "Yours faithfully,"; `None` where no such words are.
fn after_greeting(line: &str) -> Option<&str> {
    let greeting = LETTER_CLOSINGS.entries().iter().find(|greeting| {
        let head = line.get(..greeting.len()).is_some_and(|head| head.eq_ignore_ascii_case(greeting));
        head && !line[greeting.len()..].starts_with(|c: char| c.is_alphanumeric() || c == ' ')
    })?;
    Some(line[greeting.len()..].trim_start_matches([',', '.', ':', '\n', ' ']))
}

/// The name that a line signs with, in its bytes: "Dr Oskar Venn", "— MARTHA QUILL, Colby", "Ruth Amble\nSelby".
fn name_of(line: &str) -> Option<(usize, usize)> {
    let start = line.len() - line.trim_start_matches(['–', '—', '-', '~', ' ']).len();
    let rest = line.get(start..)?;
    let end = rest.find([',', '\n', '(', ';', '|']).unwrap_or(rest.len());
    let name = rest.get(..end)?.trim_end();
    let words: Vec<&str> = name.split_whitespace().collect();
    let spelt = |word: &&str| {
        word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || ".-'’".contains(c))
            || SIGNER_PARTICLES.contains(word)
    };
    let ended = ends(rest) && !words.last()?.ends_with('.');
    let short = rest.split_whitespace().count() <= SIGNATURE;
    ((2..=5).contains(&words.len()) && short && !ended && words.iter().all(spelt)).then_some((start, start + name.len()))
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::extract::{Options, extract};

    /// Who says what, as the fast engine reads it.
    fn said(text: &str) -> Vec<(String, String)> {
        let article = Article::from_text(text);
        let found = extract(&article, &Options::fast());
        let name = |claim: &crate::claim::Claim| {
            let speaker = found.speakers.iter().find(|speaker| Some(&speaker.id) == claim.speaker.as_ref());
            speaker.map_or_else(String::new, |speaker| speaker.name.clone())
        };
        let words = |claim: &crate::claim::Claim| claim.parts.content[0].slice(&article.text).unwrap().to_owned();
        found.claims.iter().map(|claim| (name(claim), words(claim))).collect()
    }

    #[test]
    fn the_first_person_of_a_letter_signs_it() {
        for (opening, end) in [
            ("Dear Editor,\n\n", "Yours faithfully,\nHarriet Plume\nLittle Wenlock\n"),
            ("SIR – ", "Harriet Plume\n\nColby\n"),
            ("Dear Sir or Madam, ", "Yours sincerely, Harriet Plume\n"),
            ("To the Editor:\n", "— Harriet Plume, Little Wenlock\n"),
        ] {
            let text = format!(
                "Bandstand for sale\n\n{opening}The council wants to sell the bandstand in May.\n\nI say that the mayor broke her \
                 word, and I warn that the town will vote.\n\n{end}"
            );
            let found = said(&text);
            assert!(found.contains(&("Harriet Plume".into(), "that the mayor broke her word".into())), "{text}\n{found:?}");
        }
    }

    #[test]
    fn each_letter_has_its_own_signer() {
        let text = "Letters\n\nSIR - I say that the buses are too tall for the trees.\n\nOskar Venn\nColby\n\nSIR - I say that the buses \
            are never late in May.\n\nMartha Quill\nColby\n";
        let found = said(text);
        assert_eq!(found[0].0, "Oskar Venn", "{found:?}");
        assert_eq!(found[1].0, "Martha Quill", "{found:?}");
    }

    #[test]
    fn an_article_is_no_letter() {
        let text = "Sir, you are late\n\nThe guard said “Sir, you are late” to the mayor of the town.\n\nI say that he was right to.\n\n\
            Oskar Venn\n";
        assert!(said(text).iter().all(|(who, _)| who != "Oskar Venn"), "{:?}", said(text));
    }
}
