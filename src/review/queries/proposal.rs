//! What the engine makes of a passage that a person selected: the claim to add.

use std::sync::Arc;

use crate::article::{Article, Metadata, Origin};
use crate::claim::Part;
use crate::claim::{Parts, Speaker, SpeakerKind};
use crate::extract::{Attribution, Document, FastFinder, SpanFinder, resolve};
use crate::review::session::Session;
use crate::review::state::edit::SpeakerChoice;
use crate::review::state::forms::{holds_words, names_somebody};
use crate::review::state::spans::around;
use crate::text::motion::Reader;
use crate::text::{Scan, Span};

/// What the rules see with less than this is noise even where a person says that there is a claim.
const DIM: f32 = 0.05;

/// A claim as the engine would have it for a passage of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Content: all the selected words, with their quotation marks where they are all there is between them, and
    /// without cue and source where these are among them. Cue and source: what was found; empty where nothing was.
    pub parts: Parts<Vec<Span>>,
    /// Who that is.
    pub speaker: SpeakerChoice,
    /// Selected words beside cue and source that say how it was said ("on Monday"), and are not content.
    pub left_out: Vec<Span>,
}

/// So many words next to the cue may tell how something was said; more are content.
const ASIDE: usize = 8;

/// The claim that `selected` is, by the rules of the fast engine over the paragraphs around it: the
/// attribution that overlaps it most, else the verb right next to it, else the nearest attribution of its sentence.
pub fn proposal(session: &Session, selected: Span) -> Proposal {
    let article = session.article();
    let near = neighbourhood(article, selected);
    let document = Document::new(&near);
    let found = FastFinder::new().find(&document, 0..near.blocks.len());
    let selected = with_marks(&near.text, &document.scan, selected);
    let alone = Proposal {
        parts: Parts { content: vec![selected], cue: Vec::new(), source: Vec::new() },
        speaker: SpeakerChoice::Nobody,
        left_out: Vec::new(),
    };
    // A person says that it is a claim: where the rules see it only dimly, that is enough now.
    // A turn of an interview says who speaks, not whom the speaker quotes in it.
    let is_turn = |attribution: &Attribution| {
        let mut cue = attribution.parts.cue.iter().filter_map(|span| span.slice(&near.text));
        !attribution.parts.cue.is_empty() && !cue.any(|words| words.contains(char::is_alphanumeric))
    };
    let (turns, found): (Vec<Attribution>, Vec<Attribution>) = found.into_iter().partition(is_turn);
    let dim = if overlapping(&found, selected).is_none() { dimly(&document, near.blocks.len()) } else { Vec::new() };
    let dim: Vec<Attribution> = dim.into_iter().filter(|attribution| !is_turn(attribution)).collect();
    let attribution = overlapping(&found, selected).or_else(|| overlapping(&dim, selected));
    // Else the verb right next to the words, else the turn, else what attributes other words of the same sentence.
    let beside = if attribution.is_none() { FastFinder::new().beside(&document, selected) } else { None };
    let attribution = attribution.or(beside.as_ref()).or_else(|| overlapping(&turns, selected));
    let attribution = attribution.or_else(|| nearest(&found, &document.scan, selected));
    let Some(attribution) = attribution else {
        return alone;
    };
    let outside = |spans: &[Span]| -> Vec<Span> { spans.iter().filter(|span| !span.overlaps(selected)).copied().collect() };
    let inside: Vec<Span> =
        attribution.parts.cue.iter().chain(&attribution.parts.source).filter(|span| span.overlaps(selected)).copied().collect();
    // All of a sentence was selected, its "she said" too.
    let pieces = around(&near.text, &[selected], &inside);
    let is_content = |piece: &Span| {
        attribution.parts.content.iter().any(|content| content.overlaps(*piece))
            || piece.slice(&near.text).is_some_and(|words| words.split_whitespace().count() > ASIDE)
    };
    let (pieces, mut left_out): (Vec<Span>, Vec<Span>) = pieces.into_iter().partition(is_content);
    let content: Vec<Span> = pieces
        .into_iter()
        .map(|piece| without_asides(&near.text, piece, selected, &attribution.parts.content, &mut left_out))
        .collect();
    left_out.sort_unstable();
    let (content, left_out, cue, source) = if inside.is_empty() || content.is_empty() {
        (alone.parts.content, Vec::new(), outside(&attribution.parts.cue), outside(&attribution.parts.source))
    } else {
        (content, left_out, attribution.parts.cue.clone(), attribution.parts.source.clone())
    };
    let source = source.into_iter().filter(|span| span.slice(&near.text).is_some_and(names_somebody)).collect::<Vec<_>>();
    let name = || resolved_name(&document, attribution);
    let speaker = speaker(session, &source, selected.start, name);
    Proposal { parts: Parts { content, cue, source }, speaker, left_out }
}

/// The claim of these parts, as the engine would resolve its source.
pub fn proposal_of(session: &Session, parts: Parts<Vec<Span>>) -> Proposal {
    let start = parts.content.first().copied().unwrap_or_default();
    let near = neighbourhood(session.article(), start);
    let document = Document::new(&near);
    let name = || {
        let parts = parts.clone();
        let attribution = Attribution { parts, confidence: 1.0, check_worthiness: None, found_by: String::new() };
        resolved_name(&document, &attribution)
    };
    let speaker = speaker(session, &parts.source, start.start, name);
    Proposal { parts, speaker, left_out: Vec::new() }
}

/// All that the rules see, however unlikely.
fn dimly(document: &Document<'_>, paragraphs: usize) -> Vec<Attribution> {
    FastFinder::new().at_least(DIM).find(document, 0..paragraphs)
}

/// A piece of `selected` without the few words between cue or source and what the engine takes for content
/// ("on Monday"): these are left out. What the person set as the end of the selection stays an end.
fn without_asides(text: &str, piece: Span, selected: Span, content: &[Span], left_out: &mut Vec<Span>) -> Span {
    let inside: Vec<Span> = content.iter().filter(|span| span.overlaps(piece)).copied().collect();
    let (Some(first), Some(last)) = (inside.first(), inside.last()) else {
        return piece;
    };
    let mut kept = piece;
    let mut cut = |aside: Span| {
        let aside = aside.trimmed(text);
        let few = aside.slice(text).is_some_and(|words| words.split_whitespace().count() <= ASIDE);
        if few && aside.slice(text).is_some_and(|words| words.contains(char::is_alphanumeric)) {
            left_out.push(aside);
        }
        few
    };
    if piece.start > selected.start && first.start > piece.start && cut(Span::new(piece.start, first.start)) {
        kept.start = first.start;
    }
    if piece.end < selected.end && last.end < piece.end && cut(Span::new(last.end, piece.end)) {
        kept.end = last.end;
    }
    kept
}

/// The paragraphs that `selected` touches and one on either side, as an article of their own.
fn neighbourhood(article: &Article, selected: Span) -> Article {
    let first = article.blocks.partition_point(|block| block.span.end <= selected.start).saturating_sub(1);
    let end = article.blocks.partition_point(|block| block.span.start < selected.end) + 1;
    let blocks = article.blocks.get(first..end.min(article.blocks.len())).unwrap_or_default().to_vec();
    Article { text: Arc::clone(&article.text), blocks, metadata: Metadata::default(), origin: Origin::default() }
}

fn with_marks(text: &str, scan: &Scan, selected: Span) -> Span {
    let selected = selected.trimmed(text);
    Reader::new(text, scan).with_marks(selected)
}

fn overlap(spans: &[Span], selected: Span) -> usize {
    spans.iter().map(|span| span.end.min(selected.end).saturating_sub(span.start.max(selected.start))).sum()
}

fn overlapping(found: &[Attribution], selected: Span) -> Option<&Attribution> {
    let touching = found.iter().filter(|attribution| overlap(&attribution.parts.content, selected) > 0);
    // Of two that share as much the one that says less besides.
    touching.max_by_key(|attribution| {
        let length: usize = attribution.parts.content.iter().map(|span| span.len()).sum();
        (overlap(&attribution.parts.content, selected), std::cmp::Reverse(length))
    })
}

fn nearest<'a>(found: &'a [Attribution], scan: &Scan, selected: Span) -> Option<&'a Attribution> {
    let sentence_of = |word: usize| scan.words.get(word).map(|word| word.sentence);
    let words = scan.words_in(selected);
    let (first, last) = (sentence_of(words.start)?, sentence_of(words.end.checked_sub(1)?)?);
    let same_sentence = |cue: Span| sentence_of(scan.words_in(cue).start).is_some_and(|at| (first..=last).contains(&at));
    let distance = |attribution: &Attribution| {
        let cue = attribution.parts.cue.first()?;
        let apart = cue.start.saturating_sub(selected.end) + selected.start.saturating_sub(cue.end);
        (same_sentence(*cue) && !cue.overlaps(selected)).then_some(apart)
    };
    found
        .iter()
        .filter_map(|attribution| Some((distance(attribution)?, attribution)))
        .min_by_key(|(apart, _)| *apart)
        .map(|(_, a)| a)
}

/// Whom the engine takes the source of an attribution for: a name without its title.
fn resolved_name(document: &Document<'_>, attribution: &Attribution) -> Option<String> {
    let found = resolve(document, vec![attribution.clone()]);
    let id = found.claims.first()?.speaker.as_ref()?;
    found.speakers.iter().find(|speaker| speaker.id == *id).map(|speaker| speaker.name.clone())
}

/// Words that stand for somebody named before.
const PRONOUNS: &[&str] = &["he", "she", "they", "it", "who", "we", "i"];

/// Whether a source in lower case stands for somebody named before.
pub(in crate::review) fn is_pronoun(words: &str) -> bool {
    PRONOUNS.contains(&words)
}

/// Who the mention at `source` is: whom a claim or a speaker of the session has there, by name, or by what
/// came before a pronoun; else somebody new.
fn speaker(session: &Session, source: &[Span], before: usize, name: impl FnOnce() -> Option<String>) -> SpeakerChoice {
    let Some(mention) = source.first().and_then(|span| span.slice(&session.article().text)) else {
        return SpeakerChoice::Nobody;
    };
    let touches = |spans: &[Span]| spans.iter().any(|span| source.iter().any(|source| source.overlaps(*span)));
    let shared = session.claims().iter().filter(|claim| touches(claim.spans(Part::Source)));
    // Somebody called "the" is left over from a slip, and is not who the other words name.
    let has_name = |speaker: &&Speaker| names_somebody(&speaker.name);
    if let Some(speaker) = shared.filter_map(|claim| session.speaker_of(claim)).find(has_name) {
        return SpeakerChoice::Existing(speaker.id.clone());
    }
    let lower = mention.to_lowercase();
    if is_pronoun(&lower) {
        let people = lower != "it";
        let earlier = session
            .claims()
            .iter()
            .rev()
            .filter(|claim| claim.spans(Part::Content).first().is_some_and(|span| span.start < before));
        let fits =
            |speaker: &&Speaker| !people || speaker.kind != SpeakerKind::Organisation && speaker.kind != SpeakerKind::Document;
        let speaker = earlier.filter_map(|claim| session.speaker_of(claim)).find(fits);
        return speaker.map_or(SpeakerChoice::Nobody, |speaker| SpeakerChoice::Existing(speaker.id.clone()));
    }
    let named = session.speakers().filter(has_name).filter_map(|speaker| {
        let names = std::iter::once(&speaker.name).chain(&speaker.aliases).filter(|name| names_somebody(name));
        let longest = names.filter(|name| holds_words(&lower, name)).map(String::len).max();
        let there = touches(&speaker.mentions);
        (there || longest.is_some()).then_some((there, longest, speaker))
    });
    match named.max_by_key(|(there, longest, _)| (*there, *longest)) {
        Some((_, _, speaker)) => SpeakerChoice::Existing(speaker.id.clone()),
        None => {
            let words = mention.split_whitespace().collect::<Vec<_>>().join(" ");
            let name = name().filter(|name| holds_words(&words, name));
            SpeakerChoice::New(name.unwrap_or_else(|| without_article(words.trim_end_matches([',', ';']))))
        }
    }
}

/// The words of a source as a name: without the article in front of a description, and without the small one in front
/// of a name.
pub fn without_article(words: &str) -> String {
    let Some((first, rest)) = words.split_once(' ') else {
        return words.to_owned();
    };
    let is_article =
        matches!(first, "the" | "a" | "an") || matches!(first, "The" | "A" | "An") && rest.starts_with(char::is_lowercase);
    if is_article { rest.to_owned() } else { words.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_is_named_without_its_article() {
        for (words, name) in [
            ("The regulator", "regulator"),
            ("the Quarry Board", "Quarry Board"),
            ("An aide", "aide"),
            ("The Hague", "The Hague"),
            ("A Vell Line", "A Vell Line"),
            ("the", "the"),
        ] {
            assert_eq!(without_article(words), name);
        }
    }
    use crate::article::{Block, BlockKind};
    use crate::claim::SpeakerId;
    use crate::review::{Decision, Edit, EditError, Stamp};

    /// A session over paragraphs, with what is between `{` and `}` selected.
    fn session(marked: &str) -> (Session, Span) {
        let start = marked.find('{').unwrap();
        let end = marked.find('}').unwrap() - 1;
        let text = marked.replace(['{', '}'], "");
        let mut blocks = Vec::new();
        let mut at = 0;
        for line in text.split('\n') {
            let span = Span::new(at, at + line.len());
            if !line.is_empty() {
                blocks.push(Block { span, kind: BlockKind::Paragraph });
            }
            at = span.end + 1;
        }
        let article = Article { text: text.into(), blocks, metadata: Metadata::default(), origin: Origin::default() };
        (Session::new(Arc::new(article)), Span::new(start, end))
    }

    /// The proposal as `content | cue | source`.
    fn proposed(marked: &str) -> String {
        let (session, selected) = session(marked);
        let text = &session.article().text;
        let proposal = proposal(&session, selected);
        let words = |spans: &[Span]| spans.iter().filter_map(|span| span.slice(text)).collect::<Vec<_>>().join(" … ");
        let out = words(&proposal.left_out);
        let out = if out.is_empty() { out } else { format!(" | {out}") };
        format!("{} | {} | {}{out}", words(&proposal.parts.content), words(&proposal.parts.cue), words(&proposal.parts.source))
    }

    #[test]
    fn cue_and_source_of_the_stretch_are_found() {
        assert_eq!(
            proposed("It rained.\n\n“{The bridge is safe},” Mayor Ilse Brandt said on Monday."),
            "“The bridge is safe,” | said | Mayor Ilse Brandt"
        );
        assert_eq!(proposed("Ilse Brandt said {that the bridge is safe}."), "that the bridge is safe | said | Ilse Brandt");
    }

    #[test]
    fn a_whole_sentence_gives_up_its_cue_and_source() {
        assert_eq!(proposed("{Ilse Brandt said that the bridge is safe.}"), "that the bridge is safe. | said | Ilse Brandt");
        assert_eq!(
            proposed("{“The bridge is safe,” Mayor Ilse Brandt said on Monday.}"),
            "“The bridge is safe,” | said | Mayor Ilse Brandt | on Monday."
        );
        assert_eq!(
            proposed("{“The bridge is safe,” Ilse Brandt said, “and it will stay open.”}"),
            "“The bridge is safe,” … “and it will stay open.” | said | Ilse Brandt"
        );
        assert_eq!(
            proposed("{“The bridge is safe,” Ilse Brandt said on Monday, “and it will stay open.”}"),
            "“The bridge is safe,” … “and it will stay open.” | said | Ilse Brandt | on Monday,"
        );
    }

    #[test]
    fn what_was_selected_is_never_cut() {
        assert_eq!(
            proposed("“{The bridge is safe. It is old.} It leaks,” Ilse Brandt said."),
            "The bridge is safe. It is old. | said | Ilse Brandt"
        );
        // An attribution inside what somebody else says.
        assert_eq!(
            proposed("“{My engineers told me that the bridge is safe.} I believe them,” Ilse Brandt said."),
            "My engineers told me that the bridge is safe. | said | Ilse Brandt"
        );
        // Cue and source alone are what was selected, and stay it.
        assert_eq!(proposed("{Ilse Brandt said} that the bridge is safe."), "Ilse Brandt said |  | ");
    }

    #[test]
    fn the_cue_stands_beside_the_words_and_never_in_the_next_sentence() {
        assert_eq!(
            proposed(
                "By then the regional water office recorded {around 40 broken pipes}. It is believed that more will follow."
            ),
            "around 40 broken pipes | recorded | the regional water office"
        );
        assert_eq!(
            proposed("There were {around 40 broken pipes}. The mayor said that more will follow."),
            "around 40 broken pipes |  | "
        );
    }

    #[test]
    fn the_source_is_the_whole_phrase_and_never_an_article() {
        for (marked, source) in [
            ("According to the Evening Ledger, {two members even said the vote was bought}.", "the Evening Ledger"),
            ("According to the Evening Ledger, {two members} even said the vote was bought.", "the Evening Ledger"),
            ("According to the Sunday Echo, {the vote was bought by two members}.", "the Sunday Echo"),
            ("According to a Monday memo, {the vote was bought by two members}.", "a Monday memo"),
            ("According to the Port Vell Evening Post, {the vote was bought}.", "the Port Vell Evening Post"),
            ("{The vote was bought}, said the Evening Ledger on Monday.", "the Evening Ledger"),
            ("As the Evening Ledger reported, {the vote was bought by two members}.", "the Evening Ledger"),
            ("{The vote was bought}, according to officials Sunday.", "officials"),
        ] {
            let found = proposed(marked);
            assert_eq!(found.split(" | ").nth(2), Some(source), "{marked}: {found}");
        }
    }

    #[test]
    fn a_speaker_is_found_by_the_name_and_not_by_its_article() {
        let (mut session, first) = session(
            "It rained. {The vote was bought}.\n\nThe Ledger said that it was late. The harbour pilots said that it leaks.",
        );
        let parts = Parts { content: vec![first], cue: Vec::new(), source: Vec::new() };
        session.apply(Edit::AddClaim { parts, speaker: SpeakerChoice::New("the".into()) }, &stamp(0)).unwrap();
        for (words, name) in [("it was late", "Ledger"), ("it leaks", "harbour pilots")] {
            let start = session.article().text.find(words).unwrap();
            let SpeakerChoice::New(new) = proposal(&session, Span::new(start, start + words.len())).speaker else {
                panic!("{words}: not somebody new");
            };
            assert!(new.ends_with(name), "{new}");
        }
    }

    #[test]
    fn inside_an_answer_the_verb_beside_the_words_counts() {
        let turn = "Q: What did you find?\n\nA: I came home, and a neighbour came in and told me {they had left for the coast}. I knew it.";
        assert_eq!(proposed(turn), "they had left for the coast | told | a neighbour");
    }

    #[test]
    fn where_nothing_attributes_the_words_stand_alone() {
        assert_eq!(proposed("{The bridge is old.}\n\nIt rained."), "The bridge is old. |  | ");
    }

    fn stamp(second: u8) -> Stamp {
        Stamp { by: "mw".into(), at: format!("2026-11-22T18:00:{second:02}Z") }
    }

    fn added(session: &mut Session, selected: Span, second: u8) -> crate::claim::ClaimId {
        let Proposal { parts: Parts { content, cue, source }, speaker, .. } = proposal(session, selected);
        session
            .apply(Edit::AddClaim { parts: Parts { content, cue, source }, speaker }, &stamp(second))
            .unwrap()
            .claims
            .last()
            .unwrap()
            .clone()
    }

    #[test]
    fn a_pronoun_is_the_last_person_who_spoke() {
        let (mut session, first) = session("Ilse Brandt said {that it is safe}. She said that it is old.");
        added(&mut session, first, 0);
        let start = session.article().text.find("that it is old").unwrap();
        let proposal = proposal(&session, Span::new(start, start + "that it is old".len()));
        assert_eq!(proposal.speaker, SpeakerChoice::Existing(SpeakerId::new("s-ilse-brandt")));
    }

    #[test]
    fn somebody_new_goes_by_the_name_and_is_what_the_name_says() {
        let new = |marked: &str| {
            let (mut session, selected) = session(marked);
            added(&mut session, selected, 0);
            let speaker = session.speakers().next().unwrap().clone();
            (speaker.name, speaker.kind, speaker.mentions.len())
        };
        let person = new("“{The bridge is safe},” Mayor Ilse Brandt said. Ilse Brandt left.");
        assert_eq!(person, ("Ilse Brandt".to_owned(), SpeakerKind::Person, 2));
        let ministry = new("“{The bridge is safe},” the Ministry of Health said.");
        assert_eq!((ministry.0.as_str(), ministry.1), ("Ministry of Health", SpeakerKind::Organisation));
    }

    #[test]
    fn a_claim_is_split_and_joined_again() {
        let (mut session, selected) = session("Ilse Brandt said {that it is safe and that it is old}.");
        let id = added(&mut session, selected, 0);
        let contents = |session: &Session| -> Vec<String> {
            let text = session.article().text.clone();
            let words = |span: &Span| span.slice(&text).unwrap().to_owned();
            session
                .claims()
                .iter()
                .map(|claim| claim.spans(Part::Content).iter().map(words).collect::<Vec<_>>().join(" … "))
                .collect()
        };
        let at = session.article().text.find("and that").unwrap();
        session.apply(Edit::SplitClaim(id.clone(), at), &stamp(1)).unwrap();
        assert_eq!(contents(&session), ["that it is safe", "and that it is old"]);
        let both: Vec<_> = session.claims().iter().map(|claim| claim.id.clone()).collect();
        assert!(session.claims().iter().all(|claim| claim.decision == Decision::Corrected && claim.speaker().is_some()));
        session.apply(Edit::JoinClaims(both.clone()), &stamp(2)).unwrap();
        assert_eq!(contents(&session), ["that it is safe and that it is old"]);
        session.undo();
        assert_eq!(contents(&session).len(), 2);
        session.undo();
        assert_eq!(contents(&session), ["that it is safe and that it is old"]);
        assert_eq!(session.apply(Edit::SplitClaim(id.clone(), 0), &stamp(3)), Err(EditError::NothingToSplit));
        assert_eq!(session.apply(Edit::JoinClaims(vec![id]), &stamp(3)), Err(EditError::NothingToJoin));
    }
}
