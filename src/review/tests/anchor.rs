use crate::claim::Parts;
use proptest::prelude::*;

use super::super::anchor::{Candidate, Stored, TextSince, anchor, anchor_again, candidates};
use super::*;

/// The claim of marked-up text as it would be stored.
fn stored(text: &str, claim: &Claim) -> Stored {
    let words = |spans: &[Span]| spans.iter().map(|span| span.slice(text).unwrap().to_owned()).collect();
    let (prefix, suffix) = crate::text::context(text, &claim.parts.content);
    let suggestion =
        KeptWords { content: words(&claim.parts.content), cue: words(&claim.parts.cue), source: words(&claim.parts.source) };
    let words = Kept { suggestion, correction: KeptWords::default(), prefix, suffix };
    Stored { claim: ReviewedClaim::proposed(claim.clone()), words, lost: None }
}

/// Anchors the only claim of `before` in `after`, and writes how it went and where it now stands.
fn anchored(before: &str, after: &str) -> String {
    let (article, found) = marked(before);
    let claim = anchor(after, vec![stored(&article.text, &found.claims[0])], TextSince::Changed).remove(0);
    let at = claim.spans(Part::Content).first().map_or("", |span| span.slice(after).unwrap());
    format!("{:?} {at}", claim.anchor)
}

/// Anchors the only claim of marked-up text in the same text with `to` for `from`: how it went, and its words.
pub(crate) fn anchored_words(before: &str, from: &str, to: &str) -> String {
    let changed = plain(before).replacen(from, to, 1);
    assert_ne!(changed, plain(before));
    anchored(before, &changed)
}

/// The content of the place that is proposed first for the only claim of marked-up text, after the same change.
pub(crate) fn proposed_words(before: &str, from: &str, to: &str) -> String {
    let changed = plain(before).replacen(from, to, 1);
    proposed(before, &changed).remove(0).1.split(" / ").next().unwrap().to_owned()
}

const DAM: &str = "The river rose on Monday night.\nThe old dam will hold, [it is safe for now], {said} <Ana Diaz> after a visit.\nNobody left.\n";

fn plain(text: &str) -> String {
    marked(text).0.text.to_string()
}

#[test]
fn the_same_words_elsewhere_are_found() {
    assert_eq!(anchored(DAM, &plain(DAM)), "Exact it is safe for now");
    assert_eq!(anchored(DAM, &format!("Updated.\n{}", plain(DAM))), "Moved it is safe for now");
    assert_eq!(anchored(DAM, &plain(DAM).replace("Nobody", "No one at all")), "Exact it is safe for now");
}

#[test]
fn a_changed_claim_asks_for_a_hand() {
    assert_eq!(anchored(DAM, &plain(DAM).replace("safe for now", "safe")), "Orphan ");
    assert_eq!(anchored(DAM, &plain(DAM).replace("said Ana", "noted Ana")), "Orphan ");
    assert_eq!(anchored(DAM, &plain(DAM).replace("hold, it", "fail, but it").replace("after a visit", "")), "Ambiguous ");
}

#[test]
fn two_places_as_good_as_each_other_are_ambiguous() {
    let twice = plain(DAM).repeat(2);
    assert_eq!(anchored(DAM, &twice), "Ambiguous ");
    // Nor does a copy in other surroundings mislead: either may be it.
    assert_eq!(anchored(DAM, &format!("Box: it is safe for now, said Ana Diaz!\n{}", plain(DAM))), "Ambiguous ");
    // The copy alone is not in for the place that is gone.
    assert_eq!(anchored(DAM, "Box: it is safe for now, said Ana Diaz!\n"), "Ambiguous ");
}

/// The best place that is proposed for the only claim of `before` in `after`: its score in percent, its words.
fn proposed(before: &str, after: &str) -> Vec<(u8, String)> {
    let (article, found) = marked(before);
    let claim = anchor(after, vec![stored(&article.text, &found.claims[0])], TextSince::Changed).remove(0);
    assert!(claim.anchor.is_lost(), "{:?}", claim.anchor);
    let words = |candidate: &Candidate, part| {
        candidate.spans(part).iter().map(|span| span.slice(after).unwrap()).collect::<Vec<_>>().join(" + ")
    };
    let shown = |candidate: &Candidate| {
        let [content, cue, source] = Part::ALL.map(|part| words(candidate, part));
        ((candidate.score * 100.0) as u8, format!("{content} / {cue} / {source}"))
    };
    candidates(after, &[&claim]).remove(0).iter().map(shown).collect()
}

#[test]
fn a_place_for_changed_words_is_proposed() {
    let plain = plain(DAM);
    let best = |from: &str, to: &str| proposed(DAM, &plain.replace(from, to)).remove(0);
    assert_eq!(best("safe for now", "sfae for now").1, "it is sfae for now / said / Ana Diaz");
    assert_eq!(best("it is safe", "it is quite safe").1, "it is quite safe for now / said / Ana Diaz");
    assert_eq!(best("safe for now", "dry for now").1, "it is dry for now / said / Ana Diaz");
    assert_eq!(best("said Ana", "noted Ana").1, "it is safe for now /  / Ana Diaz");
    let (score, words) = best("now, said Ana", "now,” according to Ana");
    assert!(score >= 60 && words == "it is safe for now /  / Ana Diaz", "{score} {words}");
    assert!(proposed(DAM, "Nothing of all this stands here any longer, and nobody knows why.\n").is_empty());
}

/// Three claims in signs that other programs change when they save a text.
const SIGNS: &str = "The café’s quay is closed until May, and nobody knows who pays for it.\n\
    [“The pumps — all of them — failed one after the other,”] {said} <Zoë Brontë> in the harbour office.\n\
    [“We’ve waited,”] {said} <José Peña> of the anglers’ well-known club, who has a boat in the basin.\n\
    The chair {said} [that the file was “on somebody’s desk”], and that 40 % of the letters were answered.\n";

#[test]
fn a_text_that_looks_the_same_is_the_same() {
    let (article, found) = marked(SIGNS);
    let text = article.text.to_string();
    let decomposed = text.replace('é', "e\u{301}").replace('ë', "e\u{308}").replace('ñ', "n\u{303}");
    let straight = text.replace(['“', '”'], "\"").replace('’', "'").replace('—', "–");
    let wrapped = text.replace(" the ", "\nthe ").replace(" said", "\nsaid").replace("well-known", "well-\nknown");
    let soft = text.replace("waited", "wait\u{ad}ed").replace("failed", "fai\u{200b}led").replace("desk", "d\u{ad}esk");
    for other in [decomposed, straight, wrapped, soft, text.replace(' ', "\u{a0}")] {
        assert_ne!(other, text);
        let claims = anchor(&other, found.claims.iter().map(|claim| stored(&text, claim)).collect(), TextSince::Changed);
        assert!(claims.iter().all(|claim| !claim.anchor.is_lost()), "{other}");
        let begins: Vec<&str> = claims
            .iter()
            .map(|claim| claim.spans(Part::Content)[0].slice(&other).unwrap().split(['\n', '\u{a0}', ' ']).next().unwrap())
            .collect();
        assert!(begins[0].ends_with("The") && begins[1].contains("We") && begins[2] == "that", "{begins:?}");
        let sources: Vec<&str> =
            claims.iter().filter_map(|claim| claim.spans(Part::Source).first()).map(|span| span.slice(&other).unwrap()).collect();
        assert!(sources[0].starts_with("Zo") && sources[1].ends_with('a') && sources.len() == 2, "{sources:?}");
    }
    // Other words, or a letter more, do not look the same.
    for (from, to) in [("waited", "waded"), ("failed", "flailed")] {
        let claims =
            anchor(&text.replace(from, to), found.claims.iter().map(|claim| stored(&text, claim)).collect(), TextSince::Changed);
        assert_eq!(claims.iter().filter(|claim| claim.anchor.is_lost()).count(), 1, "{from}");
    }
}

#[test]
fn all_places_are_proposed_best_first() {
    let twice = plain(DAM).repeat(2);
    let places = proposed(DAM, &twice);
    assert_eq!(places.len(), 2, "{places:?}");
    assert!(places[0].0 >= places[1].0 && places[1].0 >= 85, "{places:?}");
}

/// Three claims in their paragraphs; the quotation in the middle is in a pull quote as well.
const THREE: &str = "The quay is closed until May, and nobody knows who pays for it.\n\
    [The pumps failed one after the other in the night], {said} <Ole Nyman> in the harbour office on Monday.\n\
    [We were never asked], {said} <Ida Falk> of the anglers, who has a boat in the basin.\n\
    [The cranes will be back in summer at the latest], {said} <Bo Lind>, who leads the works on the quay.\n\
    The council meets again on Thursday.\n";

/// How each claim of the text above is found in `after`.
fn all_of_three(after: &str, before: Option<&str>) -> Vec<Anchor> {
    let (article, found) = marked(THREE);
    let all = found.claims.iter().map(|claim| stored(&article.text, claim)).collect();
    let claims = match before {
        Some(before) => anchor_again(before, after, all),
        None => anchor(after, all, TextSince::Changed),
    };
    claims.into_iter().map(|claim| claim.anchor).collect()
}

#[test]
fn a_claim_whose_words_and_place_did_not_change_is_no_question() {
    use Anchor::{Exact, Moved, Orphan};
    let text = plain(THREE);
    // Right behind a short content, and in the words before it; between two claims that are where they were.
    for (from, to, how) in [
        ("asked, said Ida Falk", "asked, said Ida Falk, 44,", [Exact, Exact, Moved]),
        ("on Monday.\nWe", "on Friday.\nWe", [Exact, Exact, Exact]),
        ("on Monday.\nWe", "on Wednesday.\nWe", [Exact, Moved, Moved]),
        ("said Ida Falk of the", "said Ida Falk, the", [Exact, Exact, Moved]),
    ] {
        assert_ne!(text.replace(from, to), text);
        assert_eq!(all_of_three(&text.replace(from, to), None), how, "{from} -> {to}");
    }
    // A copy of the words elsewhere, in the text before and after.
    let quote = "“We were never asked,” said Ida Falk of the anglers.\n";
    let (with, changed) = (format!("{text}{quote}"), format!("{}{quote}", text.replace("in summer", "in autumn")));
    assert_eq!(all_of_three(&changed, Some(&with)), [Exact, Exact, Orphan]);
    let moved = format!("News of the day.\n{changed}");
    assert_eq!(all_of_three(&moved, Some(&with)), [Moved, Moved, Orphan]);
}

#[test]
fn a_copy_does_not_stand_in_for_words_that_were_changed() {
    // The whole passage stands twice, and in the first the words have a slip.
    let copy = plain(DAM);
    let changed = copy.replace("safe for now", "safe fro now");
    assert_eq!(anchored(DAM, &format!("{changed}A line between.\n{copy}")), "Ambiguous ");
}

#[test]
fn changed_marks_around_the_words_do_not_matter() {
    let quoted = "The old dam will hold. “[It is safe for now],” {said} <Ana Diaz> after a visit.\n";
    let straight = plain(quoted).replace("hold. “", "hold.  \"").replace(" after", "  after");
    assert_eq!(anchored(quoted, &straight), "Moved It is safe for now");
}

#[test]
fn other_marks_and_blanks_between_the_spans_do_not_matter_and_other_words_do() {
    let quoted = "The old dam will hold for years. “[It is safe for now],” {said} <Ana Diaz> after a visit.\n";
    for (from, to) in [("“", "\""), ("”", "\""), (",” ", ",”  "), ("said Ana", "said\u{a0}Ana")] {
        let changed = plain(quoted).replace(from, to);
        assert_ne!(changed, plain(quoted));
        assert!(anchored(quoted, &changed).ends_with("It is safe for now"), "{from}: {}", anchored(quoted, &changed));
    }
    let article = marked(quoted);
    let changed = plain(quoted).replace(['“', '”'], "\"");
    let claim = anchor(&changed, vec![stored(&article.0.text, &article.1.claims[0])], TextSince::Changed).remove(0);
    let words = |part| claim.spans(part).first().map(|span| span.slice(&changed).unwrap());
    assert_eq!(Part::ALL.map(words), [Some("It is safe for now"), Some("said"), Some("Ana Diaz")]);
    assert_eq!(anchored(quoted, &plain(quoted).replace(",” said", ",” she said, said")), "Orphan ");
    assert_eq!(anchored(quoted, &plain(quoted).replace("said Ana", "said to Ana")), "Orphan ");
}

#[test]
fn words_do_not_stand_within_other_words() {
    let quoted = "The old dam is safe for now and the river is low again. [He] {said} <so> and left for the town hall at noon.\n";
    let changed = plain(quoted).replace("low again. He said", "low again. SHe said");
    assert_eq!(anchored(quoted, &changed), "Orphan ");
    let cue = "The old dam is safe for now and the river is low. [He] {add} more when the council asked him to at noon.\n";
    assert_eq!(anchored(cue, &plain(cue).replace("add more", "added more")), "Orphan ");
    let half =
        "The old dam is safe for now, and the river will be un[safe for years] to {come}, <Diaz> said at noon on Monday.\n";
    let moved = plain(half).replace("The old dam", "The very old dam");
    assert_eq!(anchored(half, &moved), "Moved safe for years", "it was within a word before");
}

#[test]
fn what_was_lost_in_this_very_text_stays_lost() {
    let (article, found) = marked(DAM);
    let lost = |lost| Stored { lost, ..stored(&article.text, &found.claims[0]) };
    let again = |lost_as, since| anchor(&article.text, vec![lost(lost_as)], since).remove(0).anchor;
    assert_eq!(again(Some(Anchor::Ambiguous), TextSince::Unchanged), Anchor::Ambiguous);
    assert_eq!(again(Some(Anchor::Orphan), TextSince::Unchanged), Anchor::Orphan);
    assert_eq!(again(Some(Anchor::Orphan), TextSince::Changed), Anchor::Exact, "in another text it is sought again");
}

#[test]
fn a_hand_finds_it_again_and_the_decision_stays() {
    let (article, found) = marked(DAM);
    let changed = plain(DAM).replace("safe for now", "sfae for now");
    let mut before = stored(&article.text, &found.claims[0]);
    before.claim.decision = Decision::Confirmed;
    before.claim.log = vec![LogEntry::new(Decision::Unreviewed, Decision::Confirmed, stamp("mw"))].into();
    let id = before.claim.id.clone();
    let claims = anchor(&changed, vec![before], TextSince::Changed).into_iter().map(Arc::new).collect();
    let mut session = Session::restore(Arc::new(super::article(&changed)), Record { claims, ..Record::default() });
    assert_eq!(session.progress().lost, 1);
    let place = candidates(&changed, &[session.claim(&id).unwrap()]).remove(0).remove(0);
    session.apply(Edit::Reanchor(id.clone(), place.parts.clone()), &stamp("jk")).unwrap();
    let claim = session.claim(&id).unwrap();
    assert_eq!(claim.spans(Part::Content)[0].slice(&changed), Some("it is sfae for now"));
    assert_eq!((claim.decision, claim.correction.is_empty(), claim.kept.is_none()), (Decision::Confirmed, true, true));
    let last = claim.log.last().unwrap();
    assert_eq!((last.stamp.by.as_str(), last.was.as_str(), last.to), ("jk", "it is safe for now", Decision::Confirmed));
    let again = session.apply(Edit::Reanchor(id.clone(), place.parts), &stamp("jk"));
    assert_eq!(again, Err(EditError::NotLost(id.clone())));
    session.undo().unwrap();
    assert!(session.claim(&id).unwrap().anchor.is_lost() && session.claim(&id).unwrap().kept.is_some());
}

/// Words of a small vocabulary, so that phrases recur.
fn words() -> impl Strategy<Value = Vec<&'static str>> {
    let word = prop::sample::select(vec![
        "dam",
        "river",
        "the",
        "said",
        "of",
        "Diaz",
        "safe",
        "hold",
        "Ana",
        "rose",
        "night",
        "a",
        "will",
        "not",
        "water",
        "mayor",
        "yes",
        "new",
        "law",
        "vote",
        "in",
        "on",
        "“well,”",
        "é",
        "town",
        "council",
        "they",
        "he",
        "she",
        "was",
    ]);
    prop::collection::vec(word, 60..160)
}

#[derive(Clone, Debug)]
struct Change {
    at: usize,
    gone: usize,
    new: Vec<&'static str>,
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let new = prop::collection::vec(prop::sample::select(vec!["dam", "the", "said", "of", "vote", "é"]), 0..6);
    let change = (0usize..160, 0usize..12, new).prop_map(|(at, gone, new)| Change { at, gone, new });
    prop::collection::vec(change, 0..5)
}

/// Which word of `before` may be which of `after`, by any of the shortest edits that make the one of the other: where
/// "vote" becomes "vote vote", nobody can tell which of the two is the old one.
fn explained(before: &[&str], after: &[&str]) -> impl Fn(usize, usize) -> bool {
    let mut ahead = vec![vec![0usize; after.len() + 1]; before.len() + 1];
    let mut behind = ahead.clone();
    for (old, word) in before.iter().enumerate() {
        for (new, other) in after.iter().enumerate() {
            ahead[old + 1][new + 1] =
                if word == other { ahead[old][new] + 1 } else { ahead[old][new + 1].max(ahead[old + 1][new]) };
        }
    }
    for (old, word) in before.iter().enumerate().rev() {
        for (new, other) in after.iter().enumerate().rev() {
            behind[old][new] =
                if word == other { behind[old + 1][new + 1] + 1 } else { behind[old][new + 1].max(behind[old + 1][new]) };
        }
    }
    let same: Vec<Vec<bool>> = before.iter().map(|word| after.iter().map(|other| word == other).collect()).collect();
    let most = behind[0][0];
    move |old, new| same[old][new] && ahead[old][new] + 1 + behind[old + 1][new + 1] == most
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Whatever is edited, a claim is never taken to a place where it did not go.
    #[test]
    fn nothing_is_moved_wrongly(words in words(), picks in prop::collection::vec((0usize..150, 1usize..8, 1usize..3), 1..6), changes in changes()) {
        // Each word carries its number through the changes: that is the truth.
        let mut edited: Vec<(Option<usize>, &str)> = words.iter().enumerate().map(|(index, word)| (Some(index), *word)).collect();
        for change in &changes {
            let at = change.at.min(edited.len());
            let end = (at + change.gone).min(edited.len());
            edited.splice(at..end, change.new.iter().map(|word| (None, *word)));
        }
        let lay = |words: &[&str]| {
            let mut text = String::new();
            let spans: Vec<Span> = words.iter().map(|word| {
                let start = text.len();
                text.push_str(word);
                text.push(' ');
                Span::new(start, start + word.len())
            }).collect();
            (text, spans)
        };
        let (before, old_spans) = lay(&words);
        let edited_words: Vec<&str> = edited.iter().map(|(_, word)| *word).collect();
        let (after, new_spans) = lay(&edited_words);
        let is_explained = explained(&words, &edited_words);
        let mut all = Vec::new();
        for (number, (first, length, cue)) in picks.into_iter().enumerate() {
            let first = first.min(words.len() - 1);
            let last = (first + length - 1).min(words.len() - 1);
            let cue_at = (last + 1).min(words.len() - 1);
            let cue_end = (cue_at + cue - 1).min(words.len() - 1);
            let claim = Claim {
                id: id(number),
                parts: Parts { content: vec![old_spans[first].cover(old_spans[last])], cue: vec![old_spans[cue_at].cover(old_spans[cue_end])], source: vec![] },

                directness: Directness::Indirect,
                class: CueClass::Speech,
                speaker: None,
                via: vec![],
                score: 0.5,
                reason: Reason::default(),
            };
            all.push(((first, last), stored(&before, &claim)));
        }
        let truths: Vec<_> = all.iter().map(|(truth, _)| *truth).collect();
        let claims = anchor(&after, all.into_iter().map(|(_, stored)| stored).collect(), TextSince::Changed);
        for ((first, last), claim) in truths.into_iter().zip(claims) {
            let place = |wanted: usize| edited.iter().position(|(index, _)| *index == Some(wanted)).map(|at| new_spans[at]);
            if let Some(content) = claim.spans(Part::Content).first() {
                let truth = place(first).zip(place(last)).map(|(first, last)| first.cover(last));
                let begins = new_spans.iter().position(|span| span.start == content.start);
                let ends = new_spans.iter().position(|span| span.end == content.end);
                let as_good = begins.zip(ends).is_some_and(|(begin, end)| is_explained(first, begin) && is_explained(last, end));
                prop_assert!(Some(*content) == truth || as_good, "{:?}: {content:?}, not {truth:?}", claim.anchor);
            }
            if changes.is_empty() {
                prop_assert!(!claim.anchor.is_lost() || claim.anchor == Anchor::Ambiguous);
            }
        }
    }
}
