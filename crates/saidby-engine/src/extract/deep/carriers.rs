//! Papers that speak: "shared a leaflet that warned of ice" is the leaflet's warning, not the sharer's.
//!
//! The network, like its annotators, takes the whole of "shared a leaflet that warned of" as the cue of whoever
//! shares. The cue is the verb of the paper, and the paper is the source.

use super::decode::Candidate;
use crate::text::Scan;

const DETERMINERS: &str = "a an the this that his her its their another";
/// Texts that people hand around, in the singular.
const PAPERS: &str = "ad advert banner bill brochure bulletin complaint email flyer lawsuit leaflet letter memo motion note notice \
     order pamphlet petition placard post poster report sign statement suit";
/// Verbs of those who only show what others wrote.
const SHOWING: &str = "held hold holds holding waved wave waving carried carry carries carrying raised displayed displaying wore \
     wearing shared passed handed kept received saw";
/// Forms of verbs that a paper's clause begins with ("that accuses …").
const SPEAKING: &str = "accuse accused accuses advised advises alleged alleges argued argues asked asks blamed blames called calls \
     challenged challenges claimed claims demanded demands describes described promised promises said says stated \
     states suggested suggests urged urges warned warns told";

/// Parts a carrier from what its paper says.
pub(super) fn part(text: &str, scan: &Scan, candidate: &mut Candidate) {
    let word = |at: usize| scan.words[at].text(text).to_lowercase();
    let Some(paper) = candidate.cue.iter().position(|at| is_paper(&word(*at))) else { return };
    if paper == 0 || candidate.cue.windows(2).any(|pair| pair[0] + 1 != pair[1]) {
        return;
    }
    let start = (0..paper).rev().find(|at| listed(DETERMINERS, &word(candidate.cue[*at])));
    let phrase = candidate.cue[start.unwrap_or(paper)..=paper].to_vec();
    let behind = candidate.cue[paper + 1..].to_vec();
    let that = |at: &usize| matches!(word(*at).as_str(), "that" | "which");
    if let Some(at) = behind.iter().position(that) {
        // "shared a revised leaflet that suggested"
        if at + 1 < behind.len() {
            candidate.source = phrase;
            candidate.cue = behind[at + 1..].to_vec();
        }
        return;
    }
    if let [first, second, ..] = candidate.content[..]
        && that(&first)
        && second == first + 1
        && listed(SPEAKING, &word(second))
    {
        // "filed a complaint in court" + "that accuses the firm of …"
        candidate.source = phrase;
        candidate.cue = vec![second];
        candidate.content.drain(..2);
        return;
    }
    // "held up banners calling for", "published an open letter asking"
    if let Some(at) = behind.iter().rposition(|at| word(*at).ends_with("ing")) {
        if candidate.cue.first().is_some_and(|at| listed(SHOWING, &word(*at))) {
            candidate.source = phrase;
        }
        candidate.cue = behind[at..].to_vec();
    }
}

fn listed(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|other| other == word)
}

fn is_paper(word: &str) -> bool {
    listed(PAPERS, word) || word.strip_suffix('s').is_some_and(|word| listed(PAPERS, word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    /// Source, cue and content after parting.
    fn parted(text: &str, cue: &str, content: &str) -> [String; 3] {
        let scan = Scan::of_lines(text);
        let words = |part: &str| {
            let at = text.find(part).unwrap();
            scan.words_in(Span::new(at, at + part.len())).iter().collect::<Vec<_>>()
        };
        let mut one = Candidate::made(words(cue), vec![0], words(content), 0.9);
        part(text, &scan, &mut one);
        [&one.source, &one.cue, &one.content].map(|words| {
            let spans = super::super::decode::spans(&scan, words);
            spans.iter().map(|span| span.slice(text).unwrap()).collect::<Vec<_>>().join(" … ")
        })
    }

    #[test]
    fn the_paper_is_the_source() {
        assert_eq!(
            parted(
                "Villagers shared a green flyer that suggested early closing.",
                "shared a green flyer that suggested",
                "early closing"
            ),
            ["a green flyer", "suggested", "early closing"]
        );
        assert_eq!(
            parted("Anglers waved placards calling for cleaner water.", "waved placards calling for", "cleaner water"),
            ["placards", "calling for", "cleaner water"]
        );
        assert_eq!(
            parted(
                "Cole filed a lawsuit in May that accuses the port of theft.",
                "filed a lawsuit in May",
                "that accuses the port of theft"
            ),
            ["a lawsuit", "accuses", "the port of theft"]
        );
    }

    #[test]
    fn who_writes_the_paper_remains() {
        assert_eq!(
            parted("Anglers published an open letter asking him to resign.", "published an open letter asking", "him to resign"),
            ["Anglers", "asking", "him to resign"]
        );
        assert_eq!(parted("Anglers said so.", "said", "so"), ["Anglers", "said", "so"]);
    }
}
