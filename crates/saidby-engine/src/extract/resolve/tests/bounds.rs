//! Where the name of a source begins and ends, named or not, and what its form and the words around it make it.

use super::names::{named, role, speakers};
use super::said_by;
use crate::claim::SpeakerKind;

/// The unnamed speakers by name.
fn unnamed(marked: &str) -> Vec<String> {
    speakers(marked).into_iter().filter(|speaker| speaker.anonymous).map(|speaker| speaker.name).collect()
}

#[test]
fn unnamed_sources_are_called_by_their_whole_phrase() {
    for (marked, expected) in [
        ("<1s One in three> <1c said> <1t no>.", "One in three"),
        ("<1s Some in the “ferry first” camp> <1c say> <1t so>.", "Some in the “ferry first” camp"),
        ("<1s Those around her> <1c say> <1t so>.", "Those around her"),
        ("<1s Those trailing them> <1c said> <1t so>.", "Those trailing them"),
        ("<1s One clerk, who asked not to be named,> <1c said> <1t so>.", "clerk"),
        ("<1s The tired, 71-year-old ferryman> <1c said> <1t so>.", "tired, 71-year-old ferryman"),
        ("<1t So>, <1c said> <1s one of those clerks, who spoke late>.", "one of those clerks"),
        ("<1t It leaked>, <1s said one deckhand>.", "deckhand"),
        ("<1s A Tarn crew - which has six boats -> <1c said> <1t so>.", "Tarn crew"),
        ("In the party of ferrymen <1s who> <1c said> <1t so>, all agreed.", "ferrymen"),
        ("They asked 40 deckhands, compared with 64 percent <1s who> <1c say> <1t the same>.", "64 percent"),
        ("The port’s top figures, <1s who> <1c say> <1t so>, left.", "port’s top figures"),
    ] {
        assert_eq!(unnamed(marked), [expected], "{marked}");
    }
}

#[test]
fn nobody_is_no_speaker_and_says_nothing() {
    for marked in [
        "<1s Nobody> <1c told> the crews <1t that the quay was shut>.",
        "<1s No one at the yard> <1c has said> <1t why>.",
        "<1s None of the owners> <1c said> <1t when>.",
    ] {
        assert!(super::run(marked).1.claims.is_empty(), "{marked}");
    }
    let refused = super::run("<1s None of the owners> would <1c say> <1t why>.").1;
    assert!(refused.speakers.is_empty() && refused.claims.len() == 1);
}

#[test]
fn long_descriptions_are_cut_between_words() {
    let marked = "<1s Old ferrymen of the northern shore with memories of the storm of the year of the great harbour \
                  wall of Port Vell> <1c said> <1t so>.";
    let found = unnamed(marked);
    assert!(found[0].ends_with('…') && found[0].chars().count() <= 91, "{found:?}");
    assert!(marked.contains(&format!("{} ", found[0].trim_end_matches('…'))), "{found:?}");
}

#[test]
fn all_of_whom_and_whose_take_up_the_people_before_them() {
    assert_eq!(said_by("They met the Tarn Ferrymen, <1s all of whom> <1c said> <1t so>."), ["Tarn Ferrymen"]);
    assert_eq!(said_by("The Tarn Rowing Club, <1s whose members> <1c said> <1t so>, left."), ["Tarn Rowing Club’s members"]);
    assert_eq!(said_by("Ada Moor, whom the mayor named, and <1s who> <1c says> <1t so>, left."), ["Ada Moor"]);
}

#[test]
fn works_in_quotation_marks_do_not_speak() {
    assert_eq!(said_by("<1s “Harbour Lights” star Ada Moor> <1c said> <1t so>."), ["Ada Moor"]);
    assert_eq!(said_by("<1s The “Lanterns” star> <1c said> <1t so>."), ["“Lanterns” star"]);
    assert_eq!(said_by("<1s Brian “Bud” Moor> <1c said> <1t so>."), ["Brian “Bud” Moor"]);
}

#[test]
fn what_stands_before_a_name_is_no_part_of_it() {
    for marked in [
        "<1s Co-anchor Norah Brandt> <1c said> <1t so>.",
        "They asked <1s Vermonter Nora Brandt>, who <1c said> <1t so>.",
        "They met <1s Tarn Harbour Klan Grand Wizard Nora Brandt>, who <1c said> <1t so>.",
    ] {
        let found = said_by(marked);
        assert!(found[0].ends_with("ra Brandt") || found[0].ends_with("rah Brandt"), "{marked}: {found:?}");
        assert_eq!(found[0].split(' ').count(), 2, "{marked}: {found:?}");
    }
    assert_eq!(said_by("<1s Yin Lwin May, 60, a doctor,> <1c said> <1t so>."), ["Yin Lwin May"]);
}

#[test]
fn committees_are_called_by_their_names() {
    assert!(named("<1s A super PAC> <1c said> <1t so>.").is_empty());
    assert_eq!(said_by("<1s The super PAC Ferries First> <1c said> <1t so>."), ["Ferries First"]);
}

#[test]
fn companies_pollsters_and_families_are_no_persons() {
    let kind = |marked: &str| speakers(marked).first().map(|speaker| speaker.kind);
    for marked in [
        "<1s Tarnsov> <1c announced> <1t it was closing>.",
        "<1s Tarnsov> <1c said> <1t so>. The Tarnsov poll of May differs.",
        "<1s Tarnsov> <1c said> <1t so>. Tarnsov’s chief executive, Ada Moor, left.",
        "<1s Tarnsov> <1c said> <1t so>, as an analyst at Tarnsov did.",
    ] {
        assert_eq!(kind(marked), Some(SpeakerKind::Organisation), "{marked}");
    }
    assert_eq!(kind("<1s Tarnsov> <1c said> <1t he was closing>."), Some(SpeakerKind::Person));
    assert_eq!(kind("Ada Brandt came. <1s The Brandts> <1c said> <1t so>."), Some(SpeakerKind::Group));
    assert_eq!(kind("<1s The Armenians of Vell> <1c said> <1t so>."), Some(SpeakerKind::Group));
}

#[test]
fn a_surname_goes_to_who_carried_it_so_far() {
    let marked = "Ben Moor left. <1s Mr. Moor> <1c said> <1t so>. The party of Sam Moor, Sam A. Moor and Sam Moor is gone.";
    assert_eq!(said_by(marked), ["Ben Moor"]);
}

#[test]
fn an_office_before_a_surname_chooses_among_namesakes() {
    let marked = "President Ben Moor came with Hilda Moor. Ben Moor smiled. <1s Secretary Moor> <1c said> <1t so>.";
    assert_eq!(said_by(marked), ["Hilda Moor"]);
}

#[test]
fn what_somebody_says_of_somebody_is_no_role() {
    for marked in [
        "“Ada Moor is the best clerk since the war,” <1s Moor> <1c said>, <1t yes>.",
        "“You have got Ada Moor, who leads a kind of choir,” he said. <1s Moor> <1c said> <1t so>.",
    ] {
        assert_eq!(role(marked), None, "{marked}");
    }
    assert_eq!(
        role("<1s Ada Moor, one of the stars of the play,> <1c said> <1t so>."),
        Some("one of the stars of the play".into())
    );
}

#[test]
fn papers_belong_to_their_house_or_have_a_name_of_their_own() {
    let first = |marked: &str| speakers(marked).into_iter().next().map(|speaker| (speaker.name, speaker.kind));
    assert_eq!(
        first("<1s Data from the 2014 Harbour Survey> <1c show> <1t so>."),
        Some(("Harbour Survey".to_owned(), SpeakerKind::Document))
    );
    assert_eq!(
        first("<1s Vell University’s own latest study of its data> <1c found> <1t so>."),
        Some(("Vell University".to_owned(), SpeakerKind::Organisation))
    );
    let marked = "<1s A study by Vell University and the Tarn Institute> <1c found> <1t so>.";
    let found: Vec<String> = speakers(marked).into_iter().map(|speaker| speaker.name).collect();
    assert!(found.contains(&"Vell University".to_owned()) && found.contains(&"Tarn Institute".to_owned()), "{found:?}");
}

#[test]
fn names_keep_letters_that_were_encoded_twice() {
    assert_eq!(said_by("<1s Enrique PeÃ±a Lind> <1c said> <1t so>."), ["Enrique PeÃ±a Lind"]);
}

#[test]
fn an_academy_keeps_its_fields() {
    let marked = "<1s The Vell Academies of Sciences, Engineering and Medicine> <1c said> <1t so>.";
    assert_eq!(said_by(marked), ["Vell Academies of Sciences, Engineering and Medicine"]);
    let marked = "<1s The University of Vell at Tarnmouth> <1c said> <1t so>.";
    assert_eq!(said_by(marked), ["University of Vell at Tarnmouth"]);
    let marked = "<1s The Academy of Sciences, Zorblatt and Quib> <1c said> <1t so>.";
    assert!(!said_by(marked)[0].starts_with("Academy of Sciences, Zorblatt"), "{:?}", said_by(marked));
}

#[test]
fn nobody_is_called_otherwise_in_the_clause_behind_his_own() {
    let marked = "Tom Reed took on Hilda Brandt after <1s the front-runner> had <1c said> <1t so>.";
    assert_eq!(said_by(marked), ["Hilda Brandt"]);
}

#[test]
fn names_stand_behind_verbs_and_organisations() {
    assert_eq!(said_by("<1c Said> <1s Dora Lind, who came late>, <1t so>."), ["Dora Lind"]);
    assert_eq!(said_by("<1s Director of the Council on Harbour Relations Zelma Brandt> <1c said> <1t so>."), ["Zelma Brandt"]);
    for (marked, expected) in [
        (
            "<1s Executive director of the northern chapter of the Council on Harbour Relations Alia Salem> <1c said> <1t so>.",
            ("Alia Salem", "Executive director of the northern chapter of the Council on Harbour Relations"),
        ),
        (
            "<1s A student at University of Vell Brookmoor Amra Jafri> <1c said> <1t so>. Jafri left.",
            ("Amra Jafri", "student at University of Vell Brookmoor"),
        ),
    ] {
        assert_eq!(named(marked), [(expected.0.to_owned(), Some(expected.1.to_owned()))], "{marked}");
    }
    // No name of its own elsewhere: all of it is the university.
    assert!(
        named("<1s The University of Vell Brookmoor Amra Jafri> <1c said> <1t so>.").iter().all(|(name, _)| name != "Amra Jafri")
    );
    let kind = speakers("<1s The Charlotte Otters> <1c said> <1t so>.").first().map(|speaker| speaker.kind);
    assert_eq!(kind, Some(SpeakerKind::Organisation));
}

#[test]
fn offices_and_peoples_are_no_part_of_a_name() {
    for (marked, expected) in [
        ("<1s Herald Editor-in-Chief Martin Brandt> <1c said> <1t so>.", "Martin Brandt"),
        ("<1s CEO of Tarn Restaurant Association Anthony Brandt> <1c said> <1t so>.", "Anthony Brandt"),
        ("They met <1s Pres. Moor>, who <1c said> <1t so>.", "Moor"),
        ("<1s Republicans Moor and Lind> <1c said> <1t so>.", "Moor and Lind"),
    ] {
        assert_eq!(said_by(marked), [expected], "{marked}");
    }
    assert!(named("<1s Many African Americans> <1c said> <1t so>.").iter().all(|(name, _)| name == "African Americans"));
    let roles = named("<1s Congress and President Moor> <1c agreed> <1t so>.");
    assert!(roles.iter().all(|(_, role)| role.as_deref().is_none_or(|role| role == "President")), "{roles:?}");
}

#[test]
fn adjectives_that_are_prepositions_elsewhere_keep_their_noun() {
    for (marked, expected) in [
        ("<1s A close aide to the board> <1c said> <1t so>.", "close aide to the board"),
        ("<1s An outside lawyer> <1c said> <1t so>.", "outside lawyer"),
        ("<1s The known critic> <1c said> <1t so>.", "known critic"),
        ("<1s One outside lawyer> <1c said> <1t so>.", "outside lawyer"),
        ("<1s Those close to her> <1c say> <1t so>.", "Those close to her"),
    ] {
        assert_eq!(unnamed(marked), [expected], "{marked}");
    }
    assert_eq!(said_by("Tom Reed left. <1s His close friend> <1c said> <1t so>."), ["Tom Reed’s close friend"]);
}

#[test]
fn papers_of_a_place_are_no_documents_and_people_of_a_place_no_teams() {
    let kind = |marked: &str| speakers(marked).first().map(|speaker| speaker.kind);
    assert_ne!(
        kind("<1s Figures from the Washington Post> <1c show> <1t so>. The Washington Post said no."),
        Some(SpeakerKind::Document)
    );
    assert_eq!(kind("<1s The radio’s Jordan Davies> <1c said> <1t so>."), Some(SpeakerKind::Person));
}

#[test]
fn a_surname_in_s_is_no_family_without_an_article() {
    let marked = "Ann Stevenot came. <1s Stevenots> <1c said> <1t so>. They asked Stevenots twice.";
    assert!(speakers(marked).iter().all(|speaker| speaker.kind != SpeakerKind::Group), "{:?}", speakers(marked));
}

#[test]
fn words_keep_apart_what_was_a_blank_before_it_was_encoded_twice() {
    assert_eq!(said_by("<1s Ana DiazÂ\u{a0}>said <1c again> <1t so>."), ["Ana DiazÂ"]);
}
