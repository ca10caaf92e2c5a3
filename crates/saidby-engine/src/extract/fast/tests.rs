//! Every construction as marked-up text, read and written back.

use super::FastFinder;
use crate::article::BlockKind;
use crate::extract::{Document, SpanFinder, markup};

fn found(text: &str) -> String {
    let article = markup::article(text);
    let document = Document::new(&article);
    markup::write(text, &FastFinder::new().find(&document, 0..article.blocks.len()))
}

/// Every line of `lines` is a text of its own.
#[track_caller]
fn check(lines: &[&str]) {
    let mut wrong = Vec::new();
    for marked in lines {
        let found = found(&markup::read(marked).text);
        if found != *marked {
            wrong.push(format!("wanted {marked}\n found {found}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn quotation_before_its_cue() {
    check(&[
        "<“The bridge is closed,”>t {Ana Diaz}s [said]c.",
        "<\"The bridge is closed,\">t {she}s [said]c on Tuesday.",
        "<“Is the bridge closed?”>t {the mayor}s [asked]c.",
        "<“The bridge is closed”>t, {Diaz}s [said]c.",
    ]);
}

#[test]
fn a_word_of_time_in_a_name_is_a_part_of_the_source() {
    check(&[
        "[According to]c {the Evening Ledger}s, <the bridge is closed>t.",
        "<“The bridge is closed,”>t [said]c {the Sunday Echo}s.",
        "<“The bridge is closed,”>t [said]c {the mayor}s Sunday.",
    ]);
}

#[test]
fn a_quotation_that_is_a_paragraph_of_its_own() {
    for text in ["“June.”", "\"June.\"", "« June. »"] {
        let whole = format!("The mayor, Ana Diaz, met the press. When would it open?\n\n{text}\n\nShe left.\n");
        let article = crate::article::Article::from_text(&whole);
        let document = Document::new(&article);
        let found = FastFinder::new().find(&document, 0..article.blocks.len());
        let words = |claim: &crate::extract::Attribution| claim.parts.content[0].slice(document.text()).unwrap().to_owned();
        assert_eq!(found.iter().map(words).collect::<Vec<_>>(), [text], "{found:#?}");
        assert!(found[0].parts.source.is_empty() && found[0].parts.cue.is_empty());
    }
}

#[test]
fn the_content_of_a_claim_has_no_line_of_a_page() {
    let text = "FEN REPORT  2024\n\nThe wall will be mended, said Ida Fenn. \"We have waited long enough for the fish-\n\nPage 1 of 2\nFEN \
                REPORT  2024\n\nermen,\" she added.\n\nPage 2 of 2\n";
    let article = crate::article::Article::from_text(text);
    let found = crate::extract::extract(&article, &crate::extract::Options::fast());
    let words = |claim: &crate::claim::Claim| {
        claim.parts.content.iter().filter_map(|span| span.slice(&article.text)).collect::<Vec<_>>().join(" … ")
    };
    let claims: Vec<String> = found.claims.iter().map(words).collect();
    assert!(claims.iter().any(|claim| claim.ends_with("for the fish- … ermen,\"")), "{claims:#?}");
    assert!(claims.iter().all(|claim| !claim.contains("REPORT") && !claim.contains("Page")), "{claims:#?}");
}

#[test]
fn all_of_a_paragraph_behind_according_and_a_colon() {
    check(&["[According to]c {Diaz}s: <The dyke is old. It leaks at both ends. The repair takes two years>t."]);
}

#[test]
fn quotation_before_an_inverted_cue() {
    check(&[
        "<“The bridge is closed,”>t [said]c {Ana Diaz, a clerk at the town hall}s.",
        "<‘The bridge is closed,’>t [said]c {a spokeswoman for the council}s.",
    ]);
}

#[test]
fn a_name_in_apposition_behind_an_inverted_cue_belongs_to_the_source() {
    check(&[
        "<“The bridge is closed,”>t [said]c {the mayor, Ana Diaz}s.",
        "<“The bridge is closed,”>t [said]c {a docker, Bo Ek}s, on Monday.",
    ]);
}

#[test]
fn a_quotation_that_ends_with_a_comma_is_of_whoever_follows() {
    check(&["<The bridge is closed>t1, {Ana Diaz}s1 [said]c1 on Monday. <“We shut it at noon,”>t2 {she}s2 [added]c2."]);
}

#[test]
fn quotation_after_its_cue() {
    check(&[
        "{Ana Diaz}s [said]c: <“The bridge is closed.”>t",
        "{She}s [said]c, <“The bridge is closed.”>t",
        "In a letter to residents, {the council}s [wrote]c: <“The bridge is closed.”>t",
    ]);
}

#[test]
fn split_quotation_is_one_claim() {
    check(&[
        "<“The bridge,”>t {Ana Diaz}s [said]c, <“is closed.”>t",
        "<“The bridge is closed,”>t {Ana Diaz}s [said]c. <“It will open in May.”>t",
        "<“The bridge is closed,”>t [said]c {Ana Diaz, a clerk}s. <“It will open in May.”>t",
    ]);
}

#[test]
fn quotation_over_several_paragraphs() {
    check(&[
        "<“The bridge is closed,”>t {Ana Diaz}s [said]c. <“We checked the steel.>t\n<“It will open in May.”>t",
        "{Ana Diaz}s [said]c:\n<“The bridge is closed.>t\n<“It will open in May.”>t",
    ]);
}

#[test]
fn partial_quotation_inside_indirect_speech() {
    check(&[
        "{The minister}s [said]c <the bridge was “a danger to everyone” and would stay shut>t.",
        "{Diaz}s [called]c <the plan “a costly mistake.”>t",
    ]);
}

#[test]
fn indirect_speech() {
    check(&[
        "{Ana Diaz}s [said]c <that the bridge would open in May>t.",
        "{The minister}s [said]c <the bridge would open in May>t.",
        "{The council}s [announced]c on Monday <that the bridge would open in May>t.",
        "{He}s [did not say]c <whether the bridge would open>t.",
    ]);
}

#[test]
fn indirect_speech_with_the_cue_last() {
    check(&["<The bridge will open in May>t, {Ana Diaz}s [said]c.", "<The bridge>t, {she}s [said]c, <will open in May>t."]);
}

#[test]
fn according_to() {
    check(&[
        "[According to]c {Ana Diaz}s, <the bridge will open in May>t.",
        "<The bridge will open in May>t, [according to]c {a person familiar with the matter}s.",
    ]);
}

#[test]
fn who_was_told_is_no_content() {
    check(&[
        "{Ana Diaz}s [told]c the Sunday Echo <the bridge was closed>t.",
        "{Ana Diaz}s [told]c reporters <that the bridge was closed>t.",
        "{She}s [told]c the Bay Herald <the bridge was closed>t.",
    ]);
}

#[test]
fn accused_called_and_described() {
    check(&[
        "{The opposition}s [accused]c <the mayor of hiding the report>t.",
        "<The bridge>t [was described]c by {Diaz}s <as a danger>t.",
    ]);
}

#[test]
fn nominal_cues() {
    check(&["It was at odds with {the mayor}s’s [claim]c <that the bridge is safe>t."]);
}

#[test]
fn attitudes_and_infinitives() {
    check(&[
        "{The mayor}s [vowed]c <to open the bridge in May>t.",
        "{Diaz}s [believes]c <that the bridge is safe>t.",
        "{The company}s [declined]c <to comment on the bridge>t.",
    ]);
}

#[test]
fn source_shared_by_two_cues() {
    check(&["{Diaz}s12 [said]c1 <that the bridge was closed>t1 and [added]c2 <that it would open in May>t2."]);
}

#[test]
fn anonymous_sources() {
    check(&[
        "{Officials}s [said]c <the bridge was closed>t.",
        "<The bridge is closed>t, {two people familiar with the matter}s [said]c.",
    ]);
}

#[test]
fn relative_pronoun_as_source() {
    check(&["Diaz, {who}s [said]c <that the bridge was closed>t, left early."]);
}

#[test]
fn evidential_without_a_source() {
    check(&["<The bridge>t [is expected]c <to open in May>t."]);
}

#[test]
fn headlines() {
    check(&["{Minister}s[:]c <Bridge Will Open in May>t", "<Bridge to open in May>t, {minister}s [says]c"]);
}

#[test]
fn transcripts() {
    check(&[
        "Welcome back.\n{DIAZ}s[:]c <We have checked the steel, and we found it sound. We will open the bridge in May, and I hope to be there>t.",
    ]);
}

#[test]
fn a_claim_inside_another_is_left_out() {
    check(&["{Diaz}s [said]c <that the mayor believed the bridge was safe>t."]);
}

#[test]
fn an_outlet_around_a_persons_claim_is_left_to_the_via_chain() {
    check(&[
        "{Ana Diaz}s [said]c <that the bridge would open in May>t, according to a Herald report.",
        "<The bridge will open in May>t, [according to]c {a Herald report}s.",
    ]);
}

#[test]
fn it_is_believed_that() {
    check(&["[It is believed]c <that the bridge will stay shut for years>t."]);
}

#[test]
fn plain_news_makes_no_claim() {
    check(&["The bridge opened in May.", "Ana Diaz crossed the bridge on Monday and went home.", "It rained."]);
}

#[test]
fn blocks_that_hold_no_claims_make_none() {
    let mut article = markup::article("Ana Diaz said the bridge was closed.");
    let finder = FastFinder::new();
    assert_eq!(finder.find(&Document::new(&article), 0..1).len(), 1);
    for kind in [BlockKind::Byline, BlockKind::Heading, BlockKind::Boilerplate] {
        article.blocks[0].kind = kind;
        assert!(finder.find(&Document::new(&article), 0..1).is_empty(), "{kind:?}");
    }
}

#[test]
fn paragraphs_alone_are_found_as_among_others() {
    let text =
        "Ana Diaz said the bridge was closed.\n“It is old,” she said. “We wait.\n“It may fall.”\nHe told her that it would rain.";
    let article = markup::article(text);
    let document = Document::new(&article);
    let finder = FastFinder::new();
    let alone: Vec<_> = (0..article.blocks.len()).flat_map(|index| finder.find(&document, index..index + 1)).collect();
    assert!(alone.len() >= 3);
    assert_eq!(alone, finder.find(&document, 0..article.blocks.len()));
}

#[test]
fn odd_texts_are_survived() {
    for text in [
        "",
        "\n",
        "said",
        "said:",
        "“",
        "” said",
        "according to",
        ", said that “",
        "X’s claim that",
        "A: “",
        "he said “a” said “b”, said",
    ] {
        found(text);
    }
}

proptest::proptest! {
    #[test]
    fn spans_lie_in_the_text_and_in_order(pieces in proptest::collection::vec(proptest::sample::select(vec![
        "“", "”", "\"", "said ", "Ana ", "she ", ", ", ". ", "that ", "according to ", "to ", "told ", "claim ", "\n", "was ", ": ", "’s ", "and ",
        "the ", "by ", "bridge ", "é ", "reportedly ", "( ", ") ", "— ", "clear ",
    ]), 0..60)) {
        let text = pieces.concat();
        let article = markup::article(&text);
        let document = Document::new(&article);
        for claim in FastFinder::new().find(&document, 0..article.blocks.len()) {
            proptest::prop_assert!(!claim.parts.content.is_empty() && (0.0..=1.0).contains(&claim.confidence));
            for spans in claim.parts.values() {
                proptest::prop_assert!(spans.iter().all(|span| !span.is_empty() && span.slice(&text).is_some()));
                proptest::prop_assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "{:?}", spans);
            }
        }
    }
}
