//! Organisations, companies and papers: what makes them such, and what only looks like a name.

use super::names::{named, speakers};
use super::said_by;
use crate::claim::SpeakerKind;

#[test]
fn bodies_are_told_by_what_they_are_called() {
    use SpeakerKind::Organisation;
    for (marked, name) in [
        ("<1s The group that owns most of her songs, Large Engine,> <1c says> <1t she may sing>.", "Large Engine"),
        ("<1s The company that runs the show, Dan Clay Productions,> <1c denies> <1t it>.", "Dan Clay Productions"),
        ("<1s The US> <1c said> <1t it was pleased>.", "US"),
        (
            "<1s The Norland Ministry of Trade, Industry and Energy> <1c said> <1t so>.",
            "Norland Ministry of Trade, Industry and Energy",
        ),
    ] {
        let found = speakers(marked);
        assert_eq!((found[0].name.as_str(), found[0].kind, found[0].anonymous), (name, Organisation, false), "{marked}");
    }
    assert_eq!(
        said_by("<1s Tarnet and GateHorse Media> <1c said> <1t so>. Tarnet is old. <2s GateHorse Media> <2c agreed> <2t to it>."),
        ["Tarnet and GateHorse Media", "GateHorse Media"]
    );
    assert_eq!(said_by("<1s Joe Braun and The Carlton Group> <1c said> <1t so>. Joe Braun left."), ["Joe Braun"]);
}

#[test]
fn letters_behind_an_article_and_offices_are_no_names() {
    for marked in [
        "<1s A CT of his chest> <1c showed> <1t a pattern>.",
        "<1s An MP> <1c said> <1t it was late>.",
        "Rules changed in March, <1s which> <1c aimed> <1t to help>.",
        "<1s DEAR BEATEN UP>: <1t You should go>.",
    ] {
        assert_eq!(named(marked), [], "{marked}");
    }
    let marked = "<1s The United Nations High Commissioner for Human Rights> <1c said> <1t so>.";
    assert!(speakers(marked).iter().all(|speaker| speaker.name != "Rights"));
    let marked = "<1s Tarn's Office of the Inspector General> <1c said> <1t so>. Ina Brandt is Head of Ferry Solutions for Ascom. \
        <2s Ascom> <2c said> <2t no>.";
    assert!(speakers(marked).iter().all(|speaker| !["General", "for Ascom"].contains(&speaker.name.as_str())), "{marked}");
    assert_eq!(said_by("# CHINA WARNS OF RAIN\n<1s China> <1c said> <1t it would rain>."), ["China"]);
}

#[test]
fn organisations_are_one_over_their_forms() {
    for marked in [
        "<1s The United Nations Security Council> <1c said> <1t yes>. <2s The Security Council> <2c said> <2t no>.",
        "<1s Brandt's campaign> <1c said> <1t yes>. <2s The Brandt campaign> <2c said> <2t no>. <3s The campaign> <3c said> <3t so>. Ina Brandt rested.",
        "<1s Mr. Brandt's campaign> <1c said> <1t yes>. <2s The Brandt campaign> <2c said> <2t no>. Otto Brandt rested.",
        "<1s Candidate Ina Brandt's campaign> <1c said> <1t yes>. <2s Senator Brandt's campaign> <2c said> <2t no>.",
        "Ina Brandt rested. <1s Her campaign> <1c said> <1t yes>. <2s The Brandt campaign> <2c said> <2t no>.",
        "<1s Hydrology Institute (HYI)> <1c said> <1t yes>. <2s HYI> <2c said> <2t no>.",
    ] {
        let found = speakers(marked);
        assert_eq!(found.len(), 1, "{marked}: {:?}", found.iter().map(|speaker| &speaker.name).collect::<Vec<_>>());
        assert_eq!((found[0].kind, found[0].anonymous), (SpeakerKind::Organisation, false), "{marked}");
    }
    assert_eq!(said_by("<1s The Norvik government> <1c said> <1t yes>.").len(), 1);
}

#[test]
fn kinds_follow_the_words() {
    for (marked, kind) in [
        ("<1s The consumer group Truth Weighed> <1c said> <1t so>.", SpeakerKind::Organisation),
        ("<1s TarnLink, the regional bus agency,> <1c said> <1t so>.", SpeakerKind::Organisation),
        ("<1s Crosscut Strategies> <1c said> <1t so>.", SpeakerKind::Organisation),
        ("<1s Border Patrol> <1c said> <1t so>.", SpeakerKind::Organisation),
        ("<1s Gadzork Florn> <1c said> <1t so>.", SpeakerKind::Person),
        ("<1s The House Oversight and Government Reform Committee> <1c said> <1t so>.", SpeakerKind::Organisation),
    ] {
        let found = speakers(marked);
        assert_eq!(found.len(), 1, "{marked}: {found:?}");
        assert_eq!(found[0].kind, kind, "{marked}");
    }
}

#[test]
fn words_of_a_paper_are_its_houses() {
    assert_eq!(said_by("<1s A Tarn University poll> <1c found> <1t that eels sell>."), ["Tarn University"]);
    assert_eq!(said_by("<1s A 2014 study by law professor Ina Brandt> <1c found> <1t that eels sell>."), ["Ina Brandt"]);
    assert_eq!(said_by("Ina Brandt wrote it. <1s Brandt's commentary> <1c stated> <1t so>."), ["Ina Brandt"]);
}

#[test]
fn a_study_is_by_the_person_and_not_by_the_persons_house() {
    assert_eq!(
        said_by(
            "<1s A study by Tarn Law School professor Ana Diaz> <1c found> <1t nine cases>. <2s A recent Reuters survey> <2c found> <2t ten>."
        ),
        ["Ana Diaz", "Reuters <- Reuters"]
    );
}

#[test]
fn an_office_a_particle_and_a_rank_make_a_person_a_legal_form_a_company() {
    for (text, name, kind) in [
        ("<1s The firm's chief executive, Laurence Wills,> <1c said> <1t so>.", "Laurence Wills", SpeakerKind::Person),
        ("<1s Marieke van der Laan> <1c said> <1t so>.", "Marieke van der Laan", SpeakerKind::Person),
        ("<1s PC Dee Hollis-Gray> <1c said> <1t so>.", "Dee Hollis-Gray", SpeakerKind::Person),
        ("<1s Acme Fasteners, Inc.> <1c said> <1t so>.", "Acme Fasteners", SpeakerKind::Organisation),
    ] {
        let speakers = speakers(text);
        assert_eq!((speakers[0].name.as_str(), speakers[0].kind), (name, kind), "{text}");
    }
}

#[test]
fn companies_in_apposition_speak() {
    for (marked, name) in [
        ("<1s Brightwater's rival, Tarn plc,> <1c declined> <1t to comment>.", "Tarn plc"),
        ("<1s Brightwater's owner, Dahl Holdings,> <1c said> <1t it would sell>.", "Dahl Holdings"),
        ("<1s Its lender, Bank Nord,> <1c denied> <1t that>.", "Bank Nord"),
    ] {
        let found = speakers(marked);
        assert_eq!(
            found.iter().map(|found| (found.name.as_str(), found.kind)).collect::<Vec<_>>(),
            [(name, SpeakerKind::Organisation)],
            "{marked}"
        );
    }
    assert_eq!(said_by("<1s The bank's president, Ana Diaz,> <1c said> <1t so>."), ["Ana Diaz"]);
    assert_ne!(said_by("<1s A spokesman for the group, Bank Nord,> <1c said> <1t so>."), ["Bank Nord"]);
}

#[test]
fn fields_in_a_row_name_one_institute() {
    for (marked, name) in [
        (
            "<1t So>, <1c according to> <1s the Hydrology, Weather and Road Safety Institute (HWRI)>.",
            "Hydrology, Weather and Road Safety Institute",
        ),
        ("<1s The medical community> <1c said> <1t so>.", "medical community"),
    ] {
        assert_eq!(said_by(marked), [name], "{marked}");
    }
    assert_eq!(speakers("<1s The medical community> <1c said> <1t so>.")[0].kind, SpeakerKind::Group);
}

#[test]
fn who_belongs_to_a_club_is_not_the_club() {
    for behind in ["of the rowing club", "for the union", "of the harbour office", "from the ferry company"] {
        let marked = format!("<1s Tilde Vorn, {behind},> <1c said> <1t it would sail>. <2t “No,”> <2s he> <2c said>.");
        assert_eq!(said_by(&marked), ["Tilde Vorn", "Tilde Vorn"], "{behind}");
        assert!(speakers(&marked).iter().all(|speaker| speaker.kind == SpeakerKind::Person), "{behind}");
    }
    let company = "<1s Tarnsoft, a shipping company,> <1c said> <1t it would close>.";
    assert!(speakers(company).iter().all(|speaker| speaker.kind == SpeakerKind::Organisation));
}

#[test]
fn it_is_the_paper_that_the_sentence_before_is_about() {
    let text = "The study, published in the Tarn Eel Journal, followed 400 eels. <1s It> <1c found> <1t that they sleep>.";
    assert_eq!(said_by(text), ["study"]);
    let text = "The study was late. The Harbour Board met. <1s It> <1c said> <1t that eels sleep>.";
    assert_eq!(said_by(text), ["Harbour Board"]);
}
