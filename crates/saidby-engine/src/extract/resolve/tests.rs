//! Marked-up articles: `<1s Ana Diaz> <1c said> <1t the ferry would sail>` are source, cue and content of
//! attribution 1; marks may nest. A line is a paragraph; `# ` begins a headline, `^ ` a caption, `~ ` a
//! notice of the publisher.

mod bodies;
mod bounds;
mod names;
mod roles;
mod view;
mod ways;

use std::collections::BTreeMap;

use super::resolve;
use crate::article::{Article, Block, BlockKind, Metadata, Origin};
use crate::claim::{OutletRole, Parts, Speaker, SpeakerKind};
use crate::extract::{Attribution, Document, Extraction};
use crate::text::Span;

/// An article and its attributions out of a marked text.
fn read(marked: &str) -> (Article, Vec<Attribution>) {
    let mut text = String::new();
    let mut blocks = Vec::new();
    let mut found: BTreeMap<char, Attribution> = BTreeMap::new();
    for line in marked.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (kind, line) = match line.split_at_checked(2) {
            Some(("# ", rest)) => (BlockKind::Headline, rest),
            Some(("^ ", rest)) => (BlockKind::Caption, rest),
            Some(("~ ", rest)) => (BlockKind::Boilerplate, rest),
            _ => (BlockKind::Paragraph, line),
        };
        let begin = text.len();
        let mut open: Vec<(char, char, usize)> = Vec::new();
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '<' => {
                    let key = chars.next().expect("a number after <");
                    let part = chars.next().expect("s, c or t");
                    assert_eq!(chars.next(), Some(' '), "{line}");
                    open.push((key, part, text.len()));
                }
                '>' => {
                    let (key, part, start) = open.pop().expect("an open mark");
                    let attribution = found.entry(key).or_insert_with(|| Attribution {
                        parts: Parts { content: Vec::new(), cue: Vec::new(), source: Vec::new() },
                        confidence: 0.9,
                        check_worthiness: None,
                        found_by: "marked".to_owned(),
                    });
                    let spans = match part {
                        's' => &mut attribution.parts.source,
                        'c' => &mut attribution.parts.cue,
                        _ => &mut attribution.parts.content,
                    };
                    spans.push(Span::new(start, text.len()));
                }
                c => text.push(c),
            }
        }
        blocks.push(Block { span: Span::new(begin, text.len()), kind });
        text.push('\n');
    }
    let article = Article { text: text.into(), blocks, metadata: Metadata::default(), origin: Origin::default() };
    (article, found.into_values().collect())
}

fn run(marked: &str) -> (Article, Extraction) {
    let (article, attributions) = read(marked);
    let extraction = resolve(&Document::new(&article), attributions);
    (article, extraction)
}

/// The speakers of all claims in order, with ` <- outlet` for each step of via.
fn said_by(marked: &str) -> Vec<String> {
    let (_, extraction) = run(marked);
    extraction
        .claims
        .iter()
        .map(|claim| {
            let speaker = claim
                .speaker
                .as_ref()
                .map_or("-", |id| &extraction.speakers.iter().find(|speaker| speaker.id == *id).unwrap().name);
            let via = claim.via.iter().map(|id| &extraction.outlets.iter().find(|outlet| outlet.id == *id).unwrap().name);
            via.fold(speaker.to_owned(), |line, outlet| line + " <- " + outlet)
        })
        .collect()
}

#[test]
fn who_is_talked_about_is_less_in_view_than_who_talks() {
    assert_eq!(
        said_by("Dan Okoro waited. <1s Tom Reed> <1c said> <1t Okoro had missed it>. <2t The ferry is late>, <2s he> <2c said>."),
        ["Tom Reed", "Tom Reed"]
    );
    assert_eq!(said_by("Ana Diaz met Tom Reed (R) in May. <1s He> <1c said> <1t it was late>."), ["Tom Reed"]);
}

#[test]
fn a_surname_in_capitals_is_the_person_whom_the_article_names() {
    assert_eq!(
        said_by("Ana Diaz sat down.\n<1s DIAZ><1c :> <1t At noon.>\n<2s OKORO><2c :> <2t Not today.>"),
        ["Ana Diaz", "OKORO"]
    );
}

fn speaker(marked: &str) -> Speaker {
    let (_, extraction) = run(marked);
    assert_eq!(extraction.speakers.len(), 1, "{:?}", extraction.speakers);
    extraction.speakers.into_iter().next().unwrap()
}

#[test]
fn titles_become_roles_and_never_stand_in_the_name() {
    let cases = [
        (
            "<1s Port Vell Harbour Secretary Ana Diaz> <1c said> <1t the ferry would sail>.",
            "Ana Diaz",
            Some("Port Vell Harbour Secretary"),
        ),
        ("<1s U.S. National Security Adviser Tom Reed> <1c said> <1t so>.", "Tom Reed", Some("U.S. National Security Adviser")),
        ("<1s Kremlin spokesperson Ivan Petrov> <1c said> <1t so>.", "Ivan Petrov", Some("Kremlin spokesperson")),
        ("<1s Ana Diaz, a clerk at Acme,> <1c said> <1t so>.", "Ana Diaz", Some("clerk at Acme")),
        ("<1s Secretary of State Ana Diaz> <1c said> <1t so>.", "Ana Diaz", Some("Secretary of State")),
        ("<1s the bank's chief executive, Ngozi Bello,> <1c said> <1t so>.", "Ngozi Bello", None),
        ("<1s Dr. J. P. van der Berg Jr.> <1c said> <1t so>.", "J. P. van der Berg Jr.", None),
        ("<1s Mr. O'Brien> <1c said> <1t so>.", "O'Brien", None),
    ];
    for (marked, name, role) in cases {
        let speaker = speaker(marked);
        assert_eq!((speaker.name.as_str(), speaker.kind), (name, SpeakerKind::Person), "{marked}");
        if role.is_some() {
            assert_eq!(speaker.role.as_deref(), role, "{marked}");
        }
    }
}

#[test]
fn titles_and_appositions_tell_the_affiliation() {
    for (marked, affiliation) in [
        ("<1s White House Press Secretary Ana Diaz> <1c said> <1t the ferry would sail>.", Some("White House")),
        ("<1s Ana Diaz, a clerk at Acme,> <1c said> <1t the ferry would sail>.", Some("Acme")),
        ("<1s Ana Diaz, head of the Vell Harbour Board,> <1c said> <1t the ferry would sail>.", Some("Vell Harbour Board")),
        ("<1s Mayor Ana Diaz> <1c said> <1t the ferry would sail>.", None),
    ] {
        assert_eq!(speaker(marked).affiliation.as_deref(), affiliation, "{marked}");
    }
}

#[test]
fn surnames_and_first_names_find_the_full_name_before_and_after() {
    assert_eq!(
        said_by("<1s Diaz> <1c said> <1t yes>. Later <2s Ana Diaz> <2c said> <2t no>. <3s Ana> <3c added> <3t maybe>."),
        ["Ana Diaz"; 3]
    );
}

#[test]
fn namesakes_are_kept_apart_by_honorific_and_first_name() {
    let marked = "Tom Marsh met his wife, Ana Marsh, at noon. <1s Mrs. Marsh> <1c said> <1t yes>. <2s Mr. Marsh> <2c said> <2t no>. <3s Ana Marsh> <3c left> <3t it>.";
    assert_eq!(said_by(marked), ["Ana Marsh", "Tom Marsh", "Ana Marsh"]);
}

#[test]
fn he_and_she_by_gender_and_view() {
    let marked = "Minister Ana Diaz met Tom Reed in the harbour. <1s She> <1c said> <1t the ferry would sail>. <2s He> <2c denied> <2t it>.";
    assert_eq!(said_by(marked), ["Ana Diaz", "Tom Reed"]);
    let marked = "Tom Reed spoke. The crowd at a Grant Hill rally cheered. <1t “Yes,”> <1s he> <1c said>.";
    assert_eq!(said_by(marked), ["Tom Reed"]);
    let (article, extraction) = run("Minister Ana Diaz spoke. <1s She> <1c said> <1t the ferry would sail>.");
    let antecedent = extraction.claims[0].reason.antecedent.unwrap();
    assert_eq!(antecedent.slice(&article.text), Some("Ana Diaz"));
    assert!(extraction.claims[0].reason.speaker.as_deref().unwrap().contains("Ana Diaz"));
}

#[test]
fn descriptions_point_at_the_one_so_described() {
    let marked = "Mayor Ana Diaz met Governor Tom Reed. <1s The mayor> <1c said> <1t yes>. <2s The governor> <2c said> <2t no>.";
    assert_eq!(said_by(marked), ["Ana Diaz", "Tom Reed"]);
    assert_eq!(said_by("Ana Diaz, 42, was seen. Then <1s the 42-year-old> <1c said> <1t yes>."), ["Ana Diaz"]);
    assert_eq!(said_by("The Vell Harbour Commission met. <1s The commission> <1c said> <1t no>."), ["Vell Harbour Commission"]);
}

#[test]
fn i_in_a_quotation_is_whoever_is_quoted() {
    assert_eq!(said_by("<1s Ana Diaz> <1c said>: <1t “<2s I> <2c think> <2t it will rain>.”>"), ["Ana Diaz", "Ana Diaz"]);
}

#[test]
fn unnamed_sources_keep_the_words_that_describe_them() {
    let person = speaker("<1s a person familiar with the matter> <1c said> <1t so>.");
    assert_eq!(
        (person.name.as_str(), person.kind, person.anonymous),
        ("person familiar with the matter", SpeakerKind::Person, true)
    );
    let group = speaker("<1s Senior officials> <1c said> <1t so>.");
    assert_eq!((group.name.as_str(), group.kind, group.anonymous), ("Senior officials", SpeakerKind::Group, true));
    let document = speaker("<1s a poll released Monday> <1c showed> <1t so>.");
    assert_eq!((document.kind, document.anonymous), (SpeakerKind::Document, false));
}

#[test]
fn organisations_and_their_short_forms_are_one() {
    let marked = "<1s The World Ferry Organization> <1c said> <1t yes>. <2s The WFO> <2c added> <2t no>.";
    assert_eq!(said_by(marked), ["World Ferry Organization"; 2]);
    assert_eq!(said_by("<1s The U.S.> <1c warned> <1t so>. <2s The United States> <2c said> <2t so>."), ["United States"; 2]);
}

#[test]
fn two_who_speak_together_are_a_group() {
    assert_eq!(said_by("Ana Diaz and Tom Reed met. <1s Diaz and Reed> <1c said> <1t yes>."), ["Ana Diaz and Tom Reed"]);
}

#[test]
fn an_outlets_attribution_gives_way_to_the_persons_inside_it() {
    let both = "<2t <1s Ana Diaz> <1c said> <1t the ferry would sail>>, <2c according to> <2s an Axios report>.";
    assert_eq!(said_by(both), ["Ana Diaz <- Axios"]);
    let outer_only =
        "<1t Harbour Secretary Ana Diaz answered that the ferry “will sail”>, <1c according to> <1s a BBC News report>.";
    assert_eq!(said_by(outer_only), ["Ana Diaz <- BBC News"]);
    let (article, extraction) = run(outer_only);
    let claim = &extraction.claims[0];
    assert_eq!(claim.parts.content[0].slice(&article.text), Some("that the ferry “will sail”"));
    assert_eq!(claim.parts.cue[0].slice(&article.text), Some("answered"));
    assert_eq!(claim.parts.source[0].slice(&article.text), Some("Harbour Secretary Ana Diaz"));
}

#[test]
fn an_outlet_alone_is_speaker_and_way() {
    assert_eq!(said_by("<1t The harbour closed on Monday>, <1c according to> <1s a CBS News report>."), ["CBS News <- CBS News"]);
    assert_eq!(
        said_by(
            "<1s The Port Vell Herald> <1c reported> <1t that the harbour closed>. <2s The newspaper> <2c said> <2t it would open>."
        ),
        ["Port Vell Herald <- Port Vell Herald"; 2]
    );
}

#[test]
fn ways_of_saying_through_an_outlet() {
    for (marked, expected) in [
        ("<1s Ana Diaz> <1c told> Reuters <1t that the ferry would sail>.", "Ana Diaz <- Reuters"),
        ("<1t “Yes,”> <1s Ana Diaz> <1c said> in an interview with the BBC.", "Ana Diaz <- BBC"),
        ("<1s Ana Diaz> <1c wrote> in The Guardian <1t that the ferry would sail>.", "Ana Diaz <- The Guardian"),
        ("<1s Ana Diaz> <1c told> the Vell Courier newspaper <1t that it would sail>.", "Ana Diaz <- Vell Courier"),
        ("<1s Ana Diaz> <1c said> on CNN <1t that it would sail>.", "Ana Diaz <- CNN"),
        ("<1s Ana Diaz> <1c told> the BBC <1t it would sail>, Reuters reported.", "Ana Diaz <- Reuters <- BBC"),
        ("<1s Ana Diaz> <1c said> in a statement to AFP <1t that it would sail>.", "Ana Diaz <- Agence France-Presse"),
        ("<1s Ana Diaz> <1c said> <1t that it would sail>.", "Ana Diaz"),
    ] {
        assert_eq!(said_by(marked), [expected], "{marked}");
    }
}

#[test]
fn ordinary_words_are_no_outlets() {
    for marked in [
        "<1s Ana Diaz> <1c said> <1t it was Time to go up The Hill>.",
        "The Sun shone. <1s Ana Diaz> <1c told> Vice President Tom Reed <1t so>.",
    ] {
        let (_, extraction) = run(marked);
        assert!(extraction.outlets.is_empty(), "{marked}: {:?}", extraction.outlets);
    }
}

#[test]
fn an_agency_at_work_is_no_speaker() {
    assert_eq!(said_by("<1s Reuters> <1c was not able to verify> <1t the footage>."), [] as [&str; 0]);
    assert_eq!(said_by("<1s Reuters> <1c reported> <1t that it rained>."), ["Reuters <- Reuters"]);
}

#[test]
fn publisher_and_credit_are_told_from_the_cited() {
    let (_, extraction) = run(
        "^ The ferry at noon. Lee Wong/Getty Images\nThe ferry sailed, according to Axios.\n~ This article is owned by Latin Post.\n~ WATCH: The ferry - from ABC News",
    );
    let roles: Vec<(&str, OutletRole)> = extraction.outlets.iter().map(|outlet| (outlet.name.as_str(), outlet.role)).collect();
    assert_eq!(
        roles,
        [("Getty Images", OutletRole::Credit), ("Axios", OutletRole::Cited), ("Latin Post", OutletRole::Publisher)]
    );
}

#[test]
fn a_caption_that_the_body_repeats_is_one_claim() {
    let marked = "^ <1s Ana Diaz> <1c said> <1t that the old ferry would sail again on Monday>. Photo: Lee\n<2s Ana Diaz> <2c said> <2t that the old ferry would sail again on Monday>.";
    let (article, extraction) = run(marked);
    assert_eq!(extraction.claims.len(), 1);
    assert!(extraction.claims[0].parts.content[0].start > article.blocks[0].span.end);
    let other = marked.replacen("the old ferry would sail again on Monday", "nobody in the harbour had asked her", 1);
    assert_eq!(run(&other).1.claims.len(), 2);
}

#[test]
fn a_headlines_topic_is_no_speaker() {
    assert_eq!(said_by("# <1s Harbour Row><1c :> <1t Ferry To Sail Again>\nThe ferry sailed."), [] as [&str; 0]);
    assert_eq!(said_by("# <1s Diaz><1c :> <1t Ferry To Sail Again>\nMayor Ana Diaz spoke of the ferry."), ["Ana Diaz"]);
}

#[test]
fn the_order_in_which_attributions_come_changes_nothing() {
    let marked = "Minister Ana Diaz met Tom Reed. <1s She> <1c said> <1t yes>. <2s He> <2c told> Reuters <2t no>. <3s Officials> <3c said> <3t maybe>.";
    let (article, attributions) = read(marked);
    let document = Document::new(&article);
    let forward = resolve(&document, attributions.clone());
    let backward = resolve(&document, attributions.into_iter().rev().collect());
    assert_eq!(forward, backward);
    assert_eq!(forward.claims.len(), 3);
}

#[test]
fn small_words_alone_are_nobody() {
    for source in ["the", "a", "an", "this", "of the", "and the", "according to the", "from"] {
        let marked = format!("It rained. Then <1s {source}> pilots <1c said> <1t the dyke leaks>.");
        assert_eq!(said_by(&marked), ["-"], "{source}");
        assert!(run(&marked).1.speakers.is_empty(), "{source}");
    }
    assert_eq!(said_by("It rained. Then <1s the pilots> <1c said> <1t the dyke leaks>."), ["pilots"]);
}
