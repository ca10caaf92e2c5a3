//! Who is named, once, under which name, in whatever form.

use super::{run, said_by};
use crate::claim::{Speaker, SpeakerKind};

pub(super) fn speakers(marked: &str) -> Vec<Speaker> {
    run(marked).1.speakers
}

/// The named speakers with their roles.
pub(super) fn named(marked: &str) -> Vec<(String, Option<String>)> {
    speakers(marked).into_iter().filter(|speaker| !speaker.anonymous).map(|speaker| (speaker.name, speaker.role)).collect()
}

pub(super) fn role(marked: &str) -> Option<String> {
    let speakers = speakers(marked);
    assert_eq!(speakers.len(), 1, "{speakers:?}");
    speakers.into_iter().next().and_then(|speaker| speaker.role)
}

#[test]
fn plain_nouns_name_nobody() {
    for marked in [
        "<1s Teens> <1c say> <1t the pool is cold>.",
        "<1s Landowners> <1c said> <1t the dyke leaks>.",
        "<1s Figures> <1c show> <1t that eels are back>. The figures are new.",
        "<1s The company> <1c said> <1t it would pay>.",
        "<1s The city> <1c says> <1t it had no part in it>.",
        "<1s The state> <1c said> <1t no>.",
        "<1s A three-judge panel> <1c ruled> <1t that the ferry may sail>.",
    ] {
        let found = named(marked);
        let documents = speakers(marked).iter().any(|speaker| speaker.kind == SpeakerKind::Document);
        assert!(found.is_empty() || documents, "{marked}: {found:?}");
    }
}

#[test]
fn a_word_that_the_article_uses_as_a_name_is_one() {
    assert_eq!(said_by("<1s Zorblatt> <1c said> <1t yes>. They asked Zorblatt twice."), ["Zorblatt"]);
    assert_eq!(said_by("Orla Brandt came. <1s Brandt> <1c said> <1t yes>."), ["Orla Brandt"]);
}

#[test]
fn one_person_is_listed_once() {
    for marked in [
        "<1s Zoë Brontë> <1c said> <1t yes>. <2s Zoe\u{308} Bronte\u{308}> <2c said> <2t no>.",
        "<1s Orla Brennan> <1c said> <1t yes>. <2s Brennen> <2c said> <2t no>.",
        "<1s Gary Hobrin> <1c said> <1t yes>. <2s Horbin> <2c said> <2t no>.",
        "<1s Marieke van der Laan> <1c said> <1t yes>. <2s Van der Laan> <2c said> <2t no>.",
        "<1s De Wit> <1c said> <1t yes>. <2s Piet de Wit> <2c said> <2t no>.",
        "<1s María José García Márquez> <1c said> <1t yes>. <2s García Márquez> <2c said> <2t no>.",
        "<1s Ildefonso Tarn Villar> <1c said> <1t yes>. <2s Mr. Tarn> <2c said> <2t no>.",
        "<1s Premier Orla May> <1c said> <1t yes>. <2s Ms. May> <2c said> <2t no>. <3s May> <3c said> <3t so>.",
        "<1s Dominic “Digger” Malloy> <1c said> <1t yes>. <2s Malloy> <2c said> <2t no>. <3s Digger> <3c said> <3t so>.",
        "<1s Ray Jordan> <1c said> <1t yes>. <2s Jordan> <2c said> <2t no>.",
        "<1s Dawn French> <1c said> <1t yes>. <2s French> <2c said> <2t no>.",
        "<1s Gov. Christie> <1c said> <1t yes>. <2s Chris Christie> <2c said> <2t no>.",
        "<1s Ana Diaz> <1c said> <1t yes>. <2s Ana Diaz Reed> <2c said> <2t no>.",
    ] {
        let found = speakers(marked);
        assert_eq!(found.len(), 1, "{marked}: {:?}", found.iter().map(|speaker| &speaker.name).collect::<Vec<_>>());
    }
}

#[test]
fn a_headlines_verb_is_no_surname() {
    assert_eq!(
        said_by("Ina Brandt Says The Ferry Will Sail. <1s Ina Brandt> <1c said> <1t so>. <2s Brandt> <2c said> <2t no>."),
        ["Ina Brandt", "Ina Brandt"]
    );
}

#[test]
fn two_who_speak_together_are_the_same_two_in_any_order() {
    assert_eq!(
        said_by(
            "Mia Brandt met Lee Okafor. <1s Brandt and Okafor> <1c said> <1t yes>. <2s Okafor and Brandt> <2c said> <2t no>."
        ),
        ["Mia Brandt and Lee Okafor", "Mia Brandt and Lee Okafor"]
    );
}

#[test]
fn adjectives_of_nations_before_a_noun_are_nobody() {
    for (source, name) in [
        ("The Russian and Syrian defense ministries", "Russian and Syrian defense ministries"),
        ("British and Irish officials", "British and Irish officials"),
        ("US officials", "US officials"),
    ] {
        let found = speakers(&format!("<1s {source}> <1c said> <1t it was late>."));
        assert_eq!((found[0].name.as_str(), found[0].anonymous), (name, true), "{source}");
    }
    assert_eq!(said_by("<1s British and Irish> alike <1c said> <1t it was late>.").len(), 1);
}

#[test]
fn what_has_users_is_nobody() {
    assert_eq!(
        said_by(
            "Ms. Dana Holm wrote to people. Pairly banned her, and <1s she> <1c says> <1t it hurt>. Bo Reed is a Pairly user."
        ),
        ["Dana Holm"]
    );
}

#[test]
fn two_persons_are_two() {
    assert_eq!(
        said_by("<1s Sam Lind> <1c said> <1t yes>. <2s Her brother Sam Lind Jr.> <2c said> <2t no>."),
        ["Sam Lind", "Sam Lind Jr."]
    );
    assert_eq!(said_by("<1s Tom Reed> <1c said> <1t yes>. <2s Tom Reid> <2c said> <2t no>.").len(), 2);
    assert_eq!(said_by("<1s Ana Marten> <1c said> <1t yes>. <2s Bo Martin> <2c said> <2t no>."), ["Ana Marten", "Bo Martin"]);
}

#[test]
fn a_description_goes_only_to_whom_the_article_calls_so() {
    assert_eq!(said_by("Judge Ola Amis freed Ada Lund. <1s The lawyer> <1c said> <1t the judge was wrong>."), ["lawyer"]);
    assert_eq!(said_by("Ida Holm, the port's director, left. <1s The minister> <1c said> <1t no>."), ["minister"]);
    assert_eq!(said_by("Ida Holm, the port's lawyer, left. <1s The lawyer> <1c said> <1t no>."), ["Ida Holm"]);
    assert_eq!(said_by("Workers at Tarn Foods went home. <1s The charity> <1c said> <1t it would help>."), ["charity"]);
    assert_eq!(said_by("They work for Tarn Foods. <1s The company> <1c said> <1t it would help>."), ["Tarn Foods"]);
    assert_eq!(said_by("Ohio Sen. Ana Diaz met Utah Sen. Tom Reed. <1s The Utah senator> <1c said> <1t no>."), ["Tom Reed"]);
}

#[test]
fn those_who_speak_together_are_listed_one_by_one() {
    let names: Vec<String> = named("<1s Ana Diaz and Tom Reed> <1c said> <1t so>.").into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["Ana Diaz", "Tom Reed", "Ana Diaz and Tom Reed"]);
}

#[test]
fn a_surname_that_is_a_first_name_tells_no_gender() {
    assert_eq!(
        said_by(
            "Ina Moor waited at the quay. Malkia Cyril runs the port's museum. <1s Cyril> <1c said> <1t it was open>. <2s She> <2c called> <2t it old>."
        ),
        ["Malkia Cyril", "Malkia Cyril"]
    );
}

#[test]
fn a_clause_of_time_is_about_its_own_subject() {
    assert_eq!(
        said_by("<1s Tom Reed> <1c said> <1t Dan Okoro was right when <2s he> <2c said> on Monday <2t that the ferry was old>>."),
        ["Tom Reed", "Dan Okoro"]
    );
}

#[test]
fn a_surname_behind_an_outlets_name_is_the_person() {
    assert_eq!(
        said_by("Ana Diaz came late. In a meeting with the editors of USA Today <1s Diaz> <1c said> <1t it was late>."),
        ["Ana Diaz <- USA Today"]
    );
}

#[test]
fn somebody_named_far_behind_is_not_who_a_bare_office_means() {
    let names = said_by(
        "Ana Diaz made a film about the port. <1s The director> <1c said> <1t it was long>.\nOne.\nTwo.\nThree.\nFour.\nFive.\n\
         <2s Tom Reed, the executive director of the museum,> <2c said> <2t it was short>.",
    );
    assert_ne!(names[0], "Tom Reed");
}

#[test]
fn a_quotation_in_a_block_of_its_own_has_its_name_below_or_above() {
    let block = |text: &str| {
        let page = format!(
            "<article><h1>Row</h1><p>The quarrel about the ferry has lasted for two years, and no one will end it now.</p>{text}<p>The island waits for the next letter of either side, as it has done before.</p></article>"
        );
        let article = crate::article::Article::read(page.as_bytes(), crate::article::Format::Html).unwrap();
        let extraction = crate::extract::resolve(&crate::extract::Document::new(&article), Vec::new());
        let words = |claim: &crate::claim::Claim| {
            claim.parts.content.iter().filter_map(|span| span.slice(&article.text)).collect::<String>()
        };
        let names: Vec<String> = extraction.speakers.iter().map(|speaker| speaker.name.clone()).collect();
        (names, extraction.claims.iter().map(words).collect::<Vec<_>>())
    };
    for text in [
        "<blockquote><p>We held out. Then the bill came.</p><footer>— Ana Diaz, ferry chief</footer></blockquote>",
        "<blockquote><p>We held out. Then the bill came.</p>&mdash; Ana Diaz (@anad) December 3, 2025</blockquote>",
        "<p>The ferry chief, Ana Diaz, wrote to the islanders on Tuesday:</p><blockquote>We held out. Then the bill came.</blockquote>",
    ] {
        assert_eq!(block(text), (vec!["Ana Diaz".to_owned()], vec!["We held out. Then the bill came.".to_owned()]), "{text}");
    }
}

#[test]
fn an_interview_with_a_person_is_with_no_outlet() {
    let (_, extraction) =
        run("# An interview with Ane Borg, who runs the ferries\nAne Borg has run them since 2009. Borg likes it.");
    assert!(extraction.outlets.is_empty(), "{:?}", extraction.outlets);
}

#[test]
fn party_and_state_do_not_part_two_names() {
    let names = named("<1s Senator Bo Lind, R-Tenn., and Ana Diaz, R-S.C.,> <1c said> <1t it was late>.");
    let names: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
    assert!(names.contains(&"Bo Lind") && names.contains(&"Ana Diaz"), "{names:?}");
}

#[test]
fn a_slip_of_the_pen_in_a_titled_surname_is_the_same_person() {
    assert_eq!(
        said_by("<1s Lydia Buchtmann> <1c said> <1t it was late>. <2s Ms Bauchtman> <2c said> <2t it was early>."),
        ["Lydia Buchtmann", "Lydia Buchtmann"]
    );
}

#[test]
fn they_are_no_outlet_that_words_came_through() {
    let names = said_by("<1s Two pilots> <1c said> <1t so>, the Guardian reported. <2s They> <2c said> <2t it was late>.");
    assert_eq!(names[1], "Two pilots");
}

#[test]
fn a_name_in_a_clause_before_does_not_take_over() {
    assert_eq!(
        said_by(
            "<1s Ed Rennie> <1c said> <1t there were 3,000 postcards>.\n\
             Although President Donald Marsh sent one of them, the quiz has no politics in it. <2t Listeners only want to win>, <2s he> <2c said>."
        ),
        ["Ed Rennie", "Ed Rennie"]
    );
}

#[test]
fn another_spokesperson_is_another_person() {
    assert_eq!(
        said_by(
            "<1t It is late>, according <1c to> <1s harbour spokesperson Ruth Aldane>.\n\
             <2s A Northline Ferries spokesperson> <2c said> <2t it was an accident>. <3s The spokesperson> <3c added> <3t that it would not happen again>.\n\
             <4s Aldane> <4c said> <4t so>."
        ),
        ["Ruth Aldane", "Northline Ferries spokesperson", "Northline Ferries spokesperson", "Ruth Aldane"]
    );
}

#[test]
fn those_who_hear_it_do_not_say_it() {
    assert_eq!(
        said_by(
            "<1s The jury> <1c heard> <1t that the gate was open>. <2s The inquest> <2c was told> <2t that it rained>. <3s Bo Lind> <3c heard> <3t that it was shut>."
        ),
        ["-", "-", "Bo Lind"]
    );
    assert_eq!(said_by("<1t The bank was washed out>, <1s the coroner's court at Vell> <1c was told>."), ["-"]);
}

#[test]
fn a_person_behind_the_name_of_a_house_or_bill_is_the_speaker() {
    for (marked, name) in [
        ("<1t So>, <1c said> <1s Roomfinder.net CEO Otto Lamm>.", "Otto Lamm"),
        ("<1s SB 77 co-author Senator Ruth Reed> <1c called> <1t it late>.", "Ruth Reed"),
        ("<1s Jeopardy! host Ken Low> <1c said> <1t so>.", "Ken Low"),
        ("<1s The group Enough!> <1c said> <1t so>.", "group Enough"),
    ] {
        assert_eq!(said_by(marked), [name], "{marked}");
    }
}

#[test]
fn letters_and_numbers_in_names_are_no_initials() {
    for (marked, name) in [
        ("Nobody needs vitamin C. <1s Doctors> <1c said> <1t so>.", "Doctors"),
        ("The archive is in Block D. <1s Lowell Brandt> <1c said> <1t it leaks>.", "Lowell Brandt"),
        ("They asked the director of the <1s F.B.I. James Coyle>. He <1c said> <1t no>.", "James Coyle"),
        ("<1s No. 10> <1c said> <1t so>. Engine No. 3 was first.", "No. 10"),
        ("<1s Yahoo!> <1c denied> <1t that>.", "Yahoo"),
    ] {
        assert_eq!(said_by(marked), [name], "{marked}");
    }
}

#[test]
fn who_after_and_is_who_it_was_before() {
    assert_eq!(said_by("Wren Tarn, who cuts keys and <1s who> <1c says> <1t she never lost one>, left."), ["Wren Tarn"]);
    assert_eq!(said_by("Lena Aro took the prize. <1s The Finnish actor Aro> <1c said> <1t no>."), ["Lena Aro"]);
}

#[test]
fn a_first_sentence_that_stands_as_headline_names_people() {
    assert_eq!(
        said_by("# Jorin Halvard is new to the council, but has already drawn crowds there.\n<1s Halvard> <1c said> <1t so>."),
        ["Jorin Halvard"]
    );
}

#[test]
fn a_city_is_its_name() {
    let marked = "<1s The city> <1c says> <1t the leak was hidden>. <2s Marlow Bay> <2c says> <2t no one was warned>, and <3s the city of Marlow Bay> <3c says> <3t it will not settle>.";
    assert_eq!(said_by(marked), ["Marlow Bay", "Marlow Bay", "Marlow Bay"]);
    let two = "The city of Marlow Bay and the city of Tarn met. <1s The city> <1c says> <1t no>.";
    assert_eq!(said_by(two), ["city"]);
}
