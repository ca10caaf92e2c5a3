//! As what somebody speaks: the office or trade that the article gives.

use super::names::{named, role, speakers};
use super::said_by;
use crate::claim::SpeakerKind;

#[test]
fn roles_stand_before_behind_in_brackets_and_in_other_clauses() {
    for (marked, expected) in [
        (
            "<1s Ina Brandt, director of the Institute for Eels at Vell University’s law school,> <1c said> <1t so>.",
            "director of the Institute for Eels at Vell University’s law school",
        ),
        ("<1s The port's director, Ina Brandt,> <1c said> <1t so>.", "port's director"),
        ("<1s Vell Ferries' campaign manager Ina Brandt> <1c said> <1t so>.", "Vell Ferries' campaign manager"),
        ("<1t So>, <1c said> <1s eel biologist Ina Brandt>.", "eel biologist"),
        ("<1s Ina Brandt, who chairs the school board,> <1c said> <1t so>.", "chairs the school board"),
        (
            "<1s Ina Brandt, a physicist who is co-director of the Tide Programme at Vell,> <1c said> <1t so>.",
            "co-director of the Tide Programme at Vell",
        ),
        ("<1s Ina Brandt (the mayor)> <1c said> <1t so>.", "mayor"),
        ("<1s His neighbor, Ina Brandt,> <1c said> <1t so>.", "His neighbor"),
        ("<1s Rep. Ina Brandt of Ohio, the panel's ranking member,> <1c said> <1t so>.", "panel's ranking member"),
        (
            "<1s Corin Vey, deputy director of the Mill Trust and former head of the Workers Guild of Norland,> <1c said> <1t so>.",
            "deputy director of the Mill Trust and former head of the Workers Guild of Norland",
        ),
        ("<1s Ina Brandt, a clerk in Eau Fort, Wis.,> <1c said> <1t so>.", "clerk in Eau Fort, Wis."),
        ("<1s Ina Brandt of the Vell Harbour Trust> <1c said> <1t so>.", "of the Vell Harbour Trust"),
        ("Ina Brandt is the head of the port. <1s Brandt> <1c said> <1t so>.", "head of the port"),
        ("<1s Parks and Wildlife Secretary Nora Pell> <1c said> <1t so>.", "Parks and Wildlife Secretary"),
        ("<1t “So,”> <1s lead author and Tarn Institute eel geologist Nora Pell> <1c said>.", "Tarn Institute eel geologist"),
        ("<1s Nora Pell, also an executive at Softmoor,> <1c said> <1t so>.", "executive at Softmoor"),
        ("<1s Herons QB Sam Rudd> <1c said> <1t so>.", "Herons QB"),
        ("<1s Deputy Director of Public Prosecution Eva-Marie Pell> <1c said> <1t so>.", "Deputy Director of Public Prosecution"),
        ("<1s Dr. Nora Pell, who was then serving as the port's doctor,> <1c said> <1t so>.", "port's doctor"),
        (
            "<1s Nora Pell, Research and Advocacy Director for the North at Mercy Watch,> <1c said> <1t so>.",
            "Research and Advocacy Director for the North at Mercy Watch",
        ),
        (
            "<1s United Ferry Workers Secretary-Treasurer Gary Lund> <1c said> <1t so>.",
            "United Ferry Workers Secretary-Treasurer",
        ),
        ("<1s Ina Brandt, a Tarn Ferries customer based in Vell,> <1c said> <1t so>.", "Tarn Ferries customer based in Vell"),
        ("<1s Ina Brandt, a lawyer hired by the port,> <1c said> <1t so>.", "lawyer hired by the port"),
        (
            "<1t So,> <1c said> <1s Ina Brandt, a University of North Tarn tidal science professor>.",
            "University of North Tarn tidal science professor",
        ),
        ("<1s Ina Brandt, Ferries for Tarn's executive director,> <1c said> <1t so>.", "Ferries for Tarn's executive director"),
        (
            "<1s Ina Brandt, a superdelegate from the valley and the head of the Tarn Institute,> <1c said> <1t so>.",
            "superdelegate from the valley and the head of the Tarn Institute",
        ),
        ("<1s Pastor Joost Brandt of Mill Lane Church> <1c said> <1t so>.", "Pastor of Mill Lane Church"),
        ("<1s Ina Brandt of Mill Lane Church in Vell,> <1c said> <1t so>.", "of Mill Lane Church in Vell"),
        (
            "<1s Ina Brandt, who was named last week as a leader of the boatmen's union,> <1c said> <1t so>.",
            "leader of the boatmen's union",
        ),
        ("<1s Ina Brandt, who works at a boatyard in Vell,> <1c said> <1t so>.", "works at a boatyard in Vell"),
        ("<1t “If> <1s Senator Ina Brandt> <1c says> <1t so, it is>.”", "Senator"),
        ("<1s Ina Brandt, a refugee,> <1c said> <1t so>.", "refugee"),
    ] {
        assert_eq!(role(marked).as_deref(), Some(expected), "{marked}");
    }
}

#[test]
fn what_is_no_office_is_no_role() {
    for marked in [
        "In Lowtown, the mayor waited. <1s Ina Brandt> <1c said> <1t so>.",
        "After a debate of the candidates in May, <1s Ina Brandt> <1c said> <1t so>.",
        "It was a long delegate battle, Ina Brandt thought. <1s Brandt> <1c said> <1t so>.",
        "<1s Ina Brandt, the way she told it,> <1c said> <1t so>.",
        "<1s The man who kidnapped the child, Mick Weber,> <1c said> <1t so>.",
        "<1c According to> <1s Nordpress>, <1t the questions include if founder and chief Ada Moor paid herself>.",
    ] {
        assert_eq!(role(marked), None, "{marked}");
    }
}

#[test]
fn an_office_is_the_role_rather_than_a_description() {
    let text = "<1s Secretary General Bo Lind, a diplomat from the north,> <1c said> <1t it was late>.";
    assert_eq!(role(text).as_deref(), Some("Secretary General"));
    for (text, expected) in [
        (
            "<1s Former Tarn Gov. Bo Lind, who served as general chairman of the ferry board during the strike,> <1c agreed> <1t so>.",
            "Former Tarn Gov.",
        ),
        ("<1s Rep. Ina Lind (D-Ohio), a leading advocate for harbour workers in the north,> <1c said> <1t so>.", "Rep."),
        ("<1s Bo Lind, who served as head of the board,> <1c agreed> <1t so>.", "head of the board"),
        ("<1s Bo Lind, a leading critic of the port,> <1c agreed> <1t so>.", "leading critic of the port"),
        ("<1s Bo Lind of the Vell Harbour Trust> <1c dubbed> <1t it old>.", "of the Vell Harbour Trust"),
    ] {
        assert_eq!(role(text).as_deref(), Some(expected), "{text}");
    }
    assert_eq!(role("<1s His father Bo Lind> <1c said> <1t it was late>.").as_deref(), Some("His father"));
    assert_eq!(
        said_by("<1s Ana Diaz> <1c called> <1t it old>. <2s Bo Lind's former campaign strategist> <2c said> <2t it was late>."),
        ["Ana Diaz", "Ana Diaz"]
    );
}

#[test]
fn houses_lists_and_datelines_give_whole_names_and_true_roles() {
    let found = speakers("<1s Henry Holt and Company> <1c said> <1t so>.");
    assert_eq!((found[0].name.as_str(), found[0].kind), ("Henry Holt and Company", SpeakerKind::Organisation));
    assert_eq!(
        named(
            "Celebrities <1s Julia Moor>, Kerry Wash, Amy Schumer and Elena Banks <1c said> <1t so>. <2s Kerry Wash> <2c said> <2t no>."
        ),
        [("Julia Moor".to_owned(), None), ("Kerry Wash".to_owned(), None)]
    );
    assert_eq!(role("MYRTLE BEACH, S.C. - <1s Sen. Ted Lowe> <1c said> <1t so>.").as_deref(), Some("Sen."));
    assert_eq!(role("It was <1s Sens. Ana Diaz> (D-Ohio) and Joe Reed who <1c said> <1t so>.").as_deref(), Some("Sen."));
    assert_eq!(speakers("<1s ISA> <1c said> <1t that nobody was at home in the old town>.")[0].kind, SpeakerKind::Organisation);
    assert!(speakers("<1s American-born> <1c said> <1t so>.").iter().all(|speaker| speaker.anonymous));
}

#[test]
fn a_surname_that_is_a_trade_ends_the_name() {
    let marked = "<1s Senator Barbara Baker of Marland> <1c said> <1t so>.";
    assert_eq!(said_by(marked), ["Barbara Baker"]);
    assert_eq!(role(marked).as_deref(), Some("Senator of Marland"));
}

#[test]
fn people_of_a_state_are_a_group() {
    let marked = "Virginians were glad. Gov. Otto Lind smiled. <1t “We waited,”> <1s he> <1c said>.";
    assert_eq!(said_by(marked), ["Otto Lind"]);
}
