//! Who a pronoun or a description stands for, where several could be meant.

use super::said_by;

#[test]
fn a_description_with_an_owner_is_no_other_organisation() {
    let marked = "Payments went to the Podel Group and the Tarn Centre, <1s Otto Podel> <1c said> <1t in May>.
        <2s Podel’s firm> <2c said> <2t it was registered>.";
    assert_eq!(said_by(marked), ["Otto Podel", "Podel’s firm"]);
    // The clause behind a place tells nothing of the place.
    let marked = "<1s Donald Lind’s campaign> <1c plans> <1t an ad> in four states: Ohio, Oregon, Maine and Florida, where the \
        campaign has offices. <2s The campaign> <2c said> <2t so>.";
    assert_eq!(said_by(marked), ["Lind campaign", "Lind campaign"]);
}

#[test]
fn the_one_who_asks_does_not_answer() {
    assert_eq!(
        said_by("Paul Ryder was not sure when Jake Tamper asked whether it would hold.\n<1t “It will not,”> <1s he> <1c said>."),
        ["Paul Ryder"]
    );
    assert_eq!(
        said_by("Paul Ryder left when Jake Tamper sat down. Tamper waited.\n<1t “It will not,”> <1s he> <1c said>."),
        ["Jake Tamper"]
    );
}

#[test]
fn the_owner_of_a_person_is_less_in_view_than_the_person() {
    assert_eq!(
        said_by(
            "Lester Hale will moderate. Hale’s liberal radio colleague Matt Lauder was blamed after <1s he> <1c asked> <1t why>."
        ),
        ["Matt Lauder"]
    );
    assert_eq!(said_by("Ada Moor won. Moor’s long speech was about boats. <1s She> <1c said> <1t so>."), ["Ada Moor"]);
}

#[test]
fn an_adjective_of_a_party_is_nobody() {
    assert_eq!(said_by("It passed under a Democratic president. <1t “So it was,”> <1s she> <1c said>."), ["-"]);
}

#[test]
fn a_surname_that_is_a_first_name_too_tells_no_gender() {
    assert_eq!(said_by("Grant leaned in. <1t “Why so late?”> <1s she> <1c said>."), ["Grant"]);
    assert_eq!(
        said_by("They met Jen Ping and state Sen. Pat Moller. Moller waited. <1t “So,”> <1s she> <1c said>."),
        ["Pat Moller"]
    );
}

#[test]
fn the_headline_gives_the_first_name() {
    let marked = "# Hilda Clinton Goes After Her Rival
        On Monday, Clinton leaned in. <1t “Why so late?”> <1s she> <1c said>.";
    assert_eq!(said_by(marked), ["Hilda Clinton"]);
    // What is before the surname there is a common word.
    let marked = "# Why Clinton Leaned In
        On Monday, <1s Clinton> <1c said> <1t so>.";
    assert_eq!(said_by(marked), ["Clinton"]);
}

#[test]
fn they_are_the_people_who_did_something_last() {
    for (marked, expected) in [
        ("Church officials went to the Tarn Sheriff, where <1s they> <1c said> <1t so>.", "Church officials"),
        ("Tarnish officials made a poll. <1t The outreach>, <1s they> <1c said>, <1t raised fears>.", "Tarnish officials"),
        // Nobody between the source and the pronoun.
        ("<1s Voting rights advocates> <1c said> <1t so>. <2s They> <2c cite> <2t the storm>.", "Voting rights advocates"),
    ] {
        assert_eq!(said_by(marked).last().map(String::as_str), Some(expected), "{marked}");
    }
}

#[test]
fn capitals_of_a_title_do_not_lengthen_a_name() {
    let marked = "<1s Olga Sanders> <1c said> <1t so>. She got a letter, “Speaker Olga Sanders Joins Growing List of Critics.”";
    assert_eq!(said_by(marked), ["Olga Sanders"]);
    let marked = "<1s Olga Sanders> <1c said> <1t so>.
        Olga Sanders Pins Hopes On The Islands
        <2s Sanders> <2c said> <2t no>.";
    assert_eq!(said_by(marked), ["Olga Sanders", "Olga Sanders"]);
    assert_eq!(said_by("<1s Joyce Waters Smith> <1c said> <1t so>."), ["Joyce Waters Smith"]);
}

#[test]
fn names_joined_by_as_well_as_speak_together() {
    assert_eq!(
        said_by("<1s Gov. Peter Shum and Sen. Pat Leary as well as former Gov. Howard Deen> <1c backed> <1t Moor>."),
        ["Peter Shum, Pat Leary and Howard Deen"]
    );
}

#[test]
fn the_words_are_his_according_to_whom_they_were_said() {
    for (marked, expected) in [
        ("<1t “I will vote,” Moss said>, <1c according to> <1s the Tarn police>. <1t “I have decided.”>", "Moss"),
        ("<1t “I will vote,” said Moss>, <1c according to> <1s CNN>. <1t “I have decided.”>", "Moss <- CNN"),
        ("<1t The plan would fail, Moss said>, <1c according to> <1s CNN>.", "Moss <- CNN"),
    ] {
        let marked = format!("Otto Moss stayed. {marked}");
        assert_eq!(said_by(&marked), [expected.replace("Moss", "Otto Moss")], "{marked}");
    }
}

#[test]
fn it_is_the_paper_that_spoke_last() {
    assert_eq!(
        said_by("<1s The ad> <1c says> <1t banks pay> for the Senate. <2s It> <2c makes no mention of> <2t her rival>.")[1],
        "ad"
    );
    assert_eq!(said_by("<1s The ad> <1c says> <1t banks pay>. The Senate met. <2s It> <2c said> <2t no>.")[1], "Senate");
}

#[test]
fn a_party_or_a_former_office_needs_its_own_holder() {
    let marked = "House Speaker Paul Ryder met reporters and Republican Donald Lind. Ryder was tired. \
        <1s The Wisconsin Republican> <1c said> <1t so>.";
    assert_eq!(said_by(marked), ["Paul Ryder"]);
    let marked = "President Osborne waited.
        <1s Otto Clayton> <1c bashed> <1t Sands>. <2t “So it feels,”> <2s the former president> <2c said>.";
    assert_eq!(said_by(marked), ["Otto Clayton", "Otto Clayton"]);
}

#[test]
fn a_long_office_does_not_take_a_name_from_the_head_of_its_sentence() {
    let marked = "<1t “Good,”> <1s Josh Ernst> <1c said>. <2s Secretary of State John F. Kerry> <2c said in a statement on \
        Sunday that> <2t it was late>. <3s He> <3c cited> <3t the rules>.";
    assert_eq!(said_by(marked)[2], "John F. Kerry");
}

#[test]
fn a_surname_that_is_a_common_word_is_in_view_once_it_speaks() {
    let marked = "<1s Rex Early> <1c said> <1t no> to Donald Trump. Trump left. <2s Early> <2c called> <2t it news>.
        <3t “I’m sure Trump’s going to have some,”> <3s he> <3c said>.";
    assert_eq!(said_by(marked)[2], "Rex Early");
}

#[test]
fn they_are_no_adjective_and_those_nobody_before() {
    assert_eq!(said_by("There were the Soviet buildings. <1t The coast>, <1s they> <1c said>, <1t was new>."), ["-"]);
    assert_eq!(said_by("The Tarn Club met. Among <1s those> <1c distressed by> <1t the turn> was a clerk."), ["-"]);
    assert_eq!(
        said_by("Ferry women of all ages sat together for Tarn Rocks. <1s They> <1c praised> <1t the crew>."),
        ["Ferry women"]
    );
}

#[test]
fn they_are_two_who_are_named_together() {
    assert_eq!(
        said_by(
            "Their party controls the Senate. Take Sens. Ana Diaz and Tom Reed. Last week, <1s they> <1c backed> <1t the judge>."
        ),
        ["Ana Diaz and Tom Reed"]
    );
    assert_eq!(said_by("Officials saw Ana Diaz and Tom Reed’s boat. <1s They> <1c backed> <1t the judge>."), ["Officials"]);
}

#[test]
fn who_takes_up_people_and_that_what_stands_right_before_it() {
    assert_eq!(
        said_by("It was cheered by the 10,000 people in the hall, <1s who> <1c called for> <1t more>."),
        ["10,000 people"]
    );
    assert_eq!(said_by("They put an additional $9 million into ads <1s that> <1c say> <1t no>."), ["ads"]);
}

#[test]
fn a_group_is_no_university() {
    let marked = "The Tarn Harbour League met. The ads are about Tarn University. <1s The group> <1c plans> <1t to run them>.";
    assert_eq!(said_by(marked), ["Tarn Harbour League"]);
}

#[test]
fn several_of_a_kind_are_not_the_one_called_so() {
    let marked = "The United States had signed. <1s Twenty-seven states> <1c said> <1t no>. It was the United States that left.";
    assert_eq!(said_by(marked), ["Twenty-seven states"]);
}

#[test]
fn another_word_for_a_woman_is_no_word_for_a_man() {
    let told =
        "Hilda Brandt spoke of boats. Then <1s Tom Reed> <1c said> <1t no>. <2s The former harbour secretary> <2c said> <2t so>.";
    let his = format!("{told} But in May his plans changed.");
    assert_eq!(said_by(&his), ["Tom Reed", "Tom Reed"]);
    let hers = format!("{told} But in May her plans changed.");
    assert_eq!(said_by(&hers), ["Tom Reed", "former harbour secretary"]);
}
