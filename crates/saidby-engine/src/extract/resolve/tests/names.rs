//! Who is named, once, under which name, as what and in which office.

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
fn organisations_are_one_over_their_forms() {
    for marked in [
        "<1s The United Nations Security Council> <1c said> <1t yes>. <2s The Security Council> <2c said> <2t no>.",
        "<1s Brandt's campaign> <1c said> <1t yes>. <2s The Brandt campaign> <2c said> <2t no>. <3s The campaign> <3c said> <3t so>. Ina Brandt rested.",
        "<1s Mr. Brandt's campaign> <1c said> <1t yes>. <2s The Brandt campaign> <2c said> <2t no>. Otto Brandt rested.",
        "<1s Candidate Ina Brandt's campaign> <1c said> <1t yes>. <2s Senator Brandt's campaign> <2c said> <2t no>.",
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
fn a_description_goes_only_to_whom_the_article_calls_so() {
    assert_eq!(said_by("Judge Ola Amis freed Ada Lund. <1s The lawyer> <1c said> <1t the judge was wrong>."), ["lawyer"]);
    assert_eq!(said_by("Ida Holm, the port's director, left. <1s The minister> <1c said> <1t no>."), ["minister"]);
    assert_eq!(said_by("Ida Holm, the port's lawyer, left. <1s The lawyer> <1c said> <1t no>."), ["Ida Holm"]);
    assert_eq!(said_by("Workers at Tarn Foods went home. <1s The charity> <1c said> <1t it would help>."), ["charity"]);
    assert_eq!(said_by("They work for Tarn Foods. <1s The company> <1c said> <1t it would help>."), ["Tarn Foods"]);
    assert_eq!(said_by("Ohio Sen. Ana Diaz met Utah Sen. Tom Reed. <1s The Utah senator> <1c said> <1t no>."), ["Tom Reed"]);
}

#[test]
fn words_of_a_paper_are_its_houses() {
    assert_eq!(said_by("<1s A Tarn University poll> <1c found> <1t that eels sell>."), ["Tarn University"]);
    assert_eq!(said_by("<1s A 2014 study by law professor Ina Brandt> <1c found> <1t that eels sell>."), ["Ina Brandt"]);
    assert_eq!(said_by("Ina Brandt wrote it. <1s Brandt's commentary> <1c stated> <1t so>."), ["Ina Brandt"]);
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
fn a_study_is_by_the_person_and_not_by_the_persons_house() {
    assert_eq!(
        said_by(
            "<1s A study by Tarn Law School professor Ana Diaz> <1c found> <1t nine cases>. <2s A recent Reuters survey> <2c found> <2t ten>."
        ),
        ["Ana Diaz", "Reuters <- Reuters"]
    );
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
fn who_belongs_to_a_club_is_not_the_club() {
    for behind in ["of the rowing club", "for the union", "of the harbour office", "from the ferry company"] {
        let marked = format!("<1s Tilde Vorn, {behind},> <1c said> <1t it would sail>. <2t “No,”> <2s he> <2c said>.");
        assert_eq!(said_by(&marked), ["Tilde Vorn", "Tilde Vorn"], "{behind}");
        assert!(speakers(&marked).iter().all(|speaker| speaker.kind == SpeakerKind::Person), "{behind}");
    }
    let company = "<1s Tarnsoft, a shipping company,> <1c said> <1t it would close>.";
    assert!(speakers(company).iter().all(|speaker| speaker.kind == SpeakerKind::Organisation));
}
