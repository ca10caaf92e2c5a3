//! Outlets, their roles, and the ways that claims came by: one invented text for every kind.

use super::{run, said_by};
use crate::article::Article;
use crate::claim::OutletRole::{self, Cited, Credit, Mentioned, Publisher};
use crate::extract::{Document, resolve};

fn roles(text: &str) -> Vec<(String, OutletRole)> {
    let (_, extraction) = run(text);
    extraction.outlets.into_iter().map(|outlet| (outlet.name, outlet.role)).collect()
}

/// The outlets of a text without claims, "name: role".
fn outlets(text: &str) -> Vec<String> {
    roles(text).into_iter().map(|(name, role)| format!("{name}: {role}")).collect()
}

#[test]
fn ordinary_words_of_the_list_are_no_outlets() {
    // The list over text without one outlet.
    let text = "Ane Borg moved to Salt Vell City in the week of the 19th. Local people, 74 percent of them, live on Tarn Island, \
        the age of sail behind them. The city said the press would be told. Time passed, and people said so. \
        The national week of the sea began. Leadership matters, Borg said. The state told the city about the wire and the sun. \
        Acme Fasteners Inc. and Tarn Mail Corp. opened a post in Herald Square. The nation wrote its independent history. \
        A study in the Journal of Harbour Medicine found nothing. The Vell Institute and the Harbour Poll Group agreed. \
        Variety is good. The forward bought stuff at dawn. The standard cable ran along Cable Street. Cosmopolitan towns vary. \
        Reason told her otherwise. The local hill, the conversation and the athletic club went on. Sky and sun were blue.";
    assert_eq!(outlets(text), [] as [&str; 0]);
}

#[test]
fn ordinary_words_are_outlets_where_the_text_treats_them_so() {
    for (text, expected) in [
        ("Ane Borg told Slate that the wall was safe.", "Slate: cited"),
        ("In an interview with Time magazine, Ane Borg spoke of the wall.", "Time: cited"),
        ("Borg told The City the wall was safe.", "The City: cited"),
        ("Borg told the Guardian the wall was safe.", "The Guardian: cited"),
        ("The wall is safe, with the i reporting that it was mended.", "The i: cited"),
        ("She told dpa it would stay so.", "Deutsche Presse-Agentur: cited"),
    ] {
        assert_eq!(outlets(text), [expected], "{text}");
    }
}

#[test]
fn a_name_inside_a_longer_one_is_not_it() {
    assert_eq!(outlets("Ane Borg told The Island Post that fares would rise."), ["Island Post: cited"]);
    assert_eq!(
        outlets("The Mail on Sunday said it had a letter. A columnist wrote in the Mail on Sunday that it was forged."),
        ["The Mail on Sunday: cited"]
    );
    assert_eq!(
        outlets("Acme Fasteners, Inc. said on Monday that it would close. Ladd Holdings Inc. owns both."),
        [] as [&str; 0]
    );
}

#[test]
fn outlets_on_no_list_are_found_by_what_the_text_does_with_them() {
    for (text, expected) in [
        ("Ada Lund told Radio Eastwick that the wall was safe.", "Radio Eastwick"),
        ("“Safe,” she told NVX.", "NVX"),
        ("In an interview with the broadcaster Rundfunk Nord she called it “sound”.", "Rundfunk Nord"),
        ("An email seen by the Eastwick Star says otherwise.", "Eastwick Star"),
        ("Vell Christian News Service reported that it rained.", "Vell Christian News Service"),
        ("Harbour Weekly, a local newspaper, published the letter.", "Harbour Weekly"),
        ("Lund told Dockside Hour on Wednesday that it rained.", "Dockside Hour"),
        ("The letter was obtained by tarnwatch.com on Friday.", "tarnwatch.com"),
        ("In an interview on The Dora Tarn Show, Lund spoke of rain.", "Dora Tarn Show"),
        ("On Tuesday’s episode of “The Dora Tarn Morning Show,” she spoke of rain.", "Dora Tarn Morning Show"),
        ("In an interview with Sailing Today USA, Lund made it clear.", "Sailing Today USA"),
        ("The secularist magazine MicroTarn describes it as historic.", "MicroTarn"),
    ] {
        let found = roles(text);
        assert!(found.iter().any(|(name, role)| name == expected && *role == Cited), "{text}: {found:?}");
    }
}

#[test]
fn what_is_named_otherwise_is_mentioned_credited_or_the_publisher() {
    for (text, expected) in [
        ("The host chose Reuters reporter Ana Diaz as a moderator.", vec![("Reuters", Mentioned)]),
        ("Ana Diaz of the Port Vell Herald smiled.", vec![("Port Vell Herald", Mentioned)]),
        ("One in three visits came from BBC News last year.", vec![("BBC News", Mentioned)]),
        ("An editor at Politico argued that it was late.", vec![("Politico", Mentioned)]),
        ("PORT VELL, May 4 (UPI) — The ferry sailed.", vec![("United Press International", Publisher)]),
        ("^ The ferry at noon. Lee Wong/Reuters", vec![("Reuters", Credit)]),
        ("Viewers saw the ferry on CNN.", vec![("CNN", Mentioned)]),
        ("A study published in the Tarn Heart Journal found rain.", vec![]),
        ("The LGBT student group met at the Vell Motor Show.", vec![]),
        ("Several Arabic newspapers printed it.", vec![]),
        ("A Lowland newspaper called it late, and a Port Vell radio station agreed.", vec![]),
        ("WASHINGTON (AFP) – It rained.", vec![("Agence France-Presse", Publisher)]),
        ("A recent CNN poll was wide.", vec![("CNN", Cited)]),
        ("The ferry sailed, a reporter for Reuters who saw it wrote.", vec![("Reuters", Cited)]),
        (
            "Polls by news outlets such as Time, Slate and Salon were wide.",
            vec![("Time", Cited), ("Slate", Cited), ("Salon", Cited)],
        ),
    ] {
        let expected: Vec<(String, OutletRole)> = expected.into_iter().map(|(name, role)| (name.to_owned(), role)).collect();
        assert_eq!(roles(text), expected, "{text}");
    }
}

#[test]
fn one_outlet_over_its_spellings() {
    assert_eq!(
        outlets("Lund told The Associated Press so. The AP reported it. Associated Press reporters asked. AP said more."),
        ["The Associated Press: cited"]
    );
    assert_eq!(outlets("Lund told the Port Vell Times so. “It rained,” the Times reported."), ["Port Vell Times: cited"]);
    assert_eq!(outlets("Vell News Service reported rain. VNS reported more of it."), ["Vell News Service: cited"]);
}

#[test]
fn an_interview_goes_on_with_its_speaker() {
    let text = "<1s Mayor Ana Diaz> <1c told> Harbour Radio's Lee Wong <1t that the ferry would sail>.\n\
        “<2t It is ready>,” <2s Diaz> <2c said>. <3s Tom Reed> <3c said> <3t that it was not>.\n\
        <4s She> <4c added> <4t that the crew was hired>.";
    assert_eq!(
        said_by(text),
        ["Ana Diaz <- Harbour Radio", "Ana Diaz <- Harbour Radio", "Tom Reed", "Ana Diaz <- Harbour Radio"]
    );
}

#[test]
fn an_occasion_that_is_named_without_a_claim_holds_for_its_speaker() {
    let text = "Ana Diaz, the mayor, then appeared on MSNBC on Tuesday.\n“<1t It is ready>,” <1s she> <1c said>.";
    assert_eq!(said_by(text), ["Ana Diaz <- MSNBC"]);
    let text = "On Tuesday’s broadcast of “Harbour Tonight,” <1s Ana Diaz> <1c said> <1t that it was ready>.\n“<2t It sails>,” <2s Diaz> <2c said>.";
    assert_eq!(said_by(text), ["Ana Diaz <- Harbour Tonight", "Ana Diaz <- Harbour Tonight"]);
}

#[test]
fn a_new_occasion_ends_it() {
    for (other, expected) in [
        ("“<2t It sails>,” <2s Diaz> <2c told> Norpress Radio.", "Ana Diaz <- Norpress Radio"),
        ("“<2t It sails>,” <2s Diaz> <2c said> in a statement.", "Ana Diaz"),
        ("“<2t It sails>,” <2s Diaz> <2c tweeted>.", "Ana Diaz"),
        ("At a rally, <2s Diaz> <2c said> <2t that it sails>.", "Ana Diaz"),
        ("<2s Diaz> <2c told> reporters <2t that it sails>.", "Ana Diaz"),
        ("“<2t It sails>,” <2s Diaz> <2c wrote>.", "Ana Diaz"),
        ("<2s Diaz> <2c praised> <2t the crew>.", "Ana Diaz"),
    ] {
        let text = format!("<1s Ana Diaz> <1c told> Reuters <1t that the ferry was ready>.\n{other}");
        assert_eq!(said_by(&text), ["Ana Diaz <- Reuters", expected], "{other}");
    }
    let text = "<1s Ana Diaz> <1c told> Reuters on Monday <1t that it was ready>.\n“<2t It sails>,” <2s Diaz> <2c said> Friday.";
    assert_eq!(said_by(text), ["Ana Diaz <- Reuters", "Ana Diaz"]);
}

#[test]
fn the_opening_belongs_to_the_interview_that_it_sums_up() {
    let text = "<1s Ana Diaz> <1c called on> <1t the council to hire a crew>.\n\
        “<2t It is late>,” <2s Diaz> <2c said> in an interview with CNN’s Lee Wong.";
    assert_eq!(said_by(text), ["Ana Diaz <- CNN", "Ana Diaz <- CNN"]);
}

#[test]
fn a_programme_is_the_way_and_its_channel_is_not_another() {
    let text = "“<1t It is late>,” <1s Ana Diaz> <1c said> Thursday on Fox News’s “Fox and Friends.”";
    assert_eq!(said_by(text), ["Ana Diaz <- Fox & Friends"]);
}

#[test]
fn a_report_goes_on_with_its_unnamed_sources() {
    let text = "<1s The Port Vell Herald> <1c reported> <1t that the ferry was late>.\n<2t The crew had left>, <2s a source> <2c said>.\n\
        <3s Ana Diaz> <3c said> <3t that it was not so>.";
    assert_eq!(said_by(text), ["Port Vell Herald <- Port Vell Herald", "source <- Port Vell Herald", "Ana Diaz"]);
    let text = "<1t The ferry is late>, <1c according to> <1s a recent Reuters survey>. <2s The survey> <2c found> <2t that crews leave>.";
    assert!(said_by(text).iter().all(|claim| claim.ends_with("<- Reuters")), "{:?}", said_by(text));
}

#[test]
fn what_another_outlet_vouches_for_is_not_the_claims_way() {
    let text = "<1s Diaz> <1c says> <1t it is proof that the ferry can sail>, <2t which rose by 2 percent>, <2c according to> <2s the Associated Press>.";
    assert_eq!(said_by(text)[0], "Diaz");
    let text = "<1s Officials> <1c tell> BBC News <1t all will sail>, with <2s the i> <2c reporting> <2t that none will>.";
    assert_eq!(said_by(text), ["Officials <- BBC News", "The i <- The i"]);
}

#[test]
fn a_statement_inside_another_came_the_same_way() {
    let text = "<1s Ana Diaz> <1c told> CNN <1t that <2s Tom Reed> <2c had said> <2t the ferry was late>>.";
    assert_eq!(said_by(text), ["Ana Diaz <- CNN", "Tom Reed <- CNN"]);
}

#[test]
fn the_reason_names_the_words_of_the_occasion_and_their_distance() {
    let (_, extraction) =
        run("<1s Ana Diaz> <1c told> Reuters <1t that the ferry was ready>. It rained.\n“<2t It sails>,” <2s Diaz> <2c said>.");
    let reasons: Vec<&str> = extraction.claims.iter().filter_map(|claim| claim.reason.via.as_deref()).collect();
    assert_eq!(reasons, ["“told Reuters”", "“told Reuters”, 2 sentences back"]);
}

#[test]
fn the_agency_and_the_paper_are_who_the_text_last_called_so() {
    let text = "TarnLink, the regional bus agency, spoke to CTV News on Friday. <1s The agency> <1c said> <1t that nine routes would return>.";
    assert!(!said_by(text)[0].contains("<-"), "{:?}", said_by(text));
    let text =
        "VELL (AP) — <1s The Tarn Space Agency> <1c says> <1t it is ready>. <2s The agency> <2c said> <2t that it would fly>.";
    assert_eq!(said_by(text), ["Tarn Space Agency", "Tarn Space Agency"]);
    let text = "Harbour Freight published a plan, The Canadian Press reported. <1s The white paper> <1c says> <1t that two engines will run>.";
    assert!(!said_by(text)[0].contains("<-"), "{:?}", said_by(text));
}

#[test]
fn the_publisher_is_a_way_where_the_text_says_so() {
    let mut article = Article::from_text("“It sails,” Ana Diaz told the Star on Monday.");
    article.metadata.publisher = Some("Port Vell Star".to_owned());
    let document = Document::new(&article);
    let extraction = resolve(&document, Vec::new());
    let found: Vec<(&str, OutletRole)> = extraction.outlets.iter().map(|outlet| (outlet.name.as_str(), outlet.role)).collect();
    assert_eq!(found, [("Port Vell Star", Cited)]);
}

#[test]
fn who_is_cited_makes_no_claim_beside_the_one_who_cites() {
    let text = "<1c Citing> <1s two officials>, <2s the Island Herald> <2c said> <1t <2t the wall would be closed>>.";
    assert_eq!(said_by(text), ["Island Herald <- Island Herald"]);
    let text = "<1c According to> <1s a report in Harbour Weekly>, citing the Dagens Bry newspaper, <1t the wall is cracked>.";
    assert_eq!(said_by(text), ["Harbour Weekly <- Harbour Weekly <- Dagens Bry"]);
}

#[test]
fn neither_a_host_nor_a_list_behind_a_name_makes_a_way() {
    assert_eq!(said_by("<1s Ana Diaz> <1c told> reporters at a breakfast hosted by Reuters <1t that it rained>."), ["Ana Diaz"]);
    let text = "<1c According to> <1s Variety>, <1t CNN has answered him>.";
    assert_eq!(said_by(text), ["Variety <- Variety"]);
}

#[test]
fn where_something_is_said_is_a_way_even_without_a_verb_for_it() {
    let text =
        "On The Dora Tarn Show on Tuesday, <1s Ana Lund> <1c criticised> <1t the ferry>.\n“<2t It is late>,” <2s she> <2c said>.";
    assert_eq!(said_by(text), ["Ana Lund <- Dora Tarn Show", "Ana Lund <- Dora Tarn Show"]);
}

#[test]
fn a_block_that_an_outlet_printed_is_introduced_by_its_name() {
    assert_eq!(outlets("From Bloomberg:\nThe ferry was late."), ["Bloomberg: cited"]);
    assert_eq!(outlets("The gun was sold on harbourbroker.com for a dollar."), [] as [&str; 0]);
}

#[test]
fn an_interview_that_is_agreed_to_goes_on() {
    assert_eq!(
        said_by(
            "Ana Diaz sailed the harbour's ferry for nine years.\n\
             <1s Diaz> <1c said> <1t the pumps had been old>.\n\
             Diaz agreed to a 40-minute interview for the Tarn Herald's series on the port.\n\
             <2s She> <2c said> <2t the berth was too short>.\n\
             <3t “Nobody asked the crew,”> <3s she> <3c said>."
        ),
        ["Ana Diaz <- Tarn Herald", "Ana Diaz <- Tarn Herald", "Ana Diaz <- Tarn Herald"]
    );
}

#[test]
fn an_office_told_by_more_than_its_name_goes_on_with_the_interview() {
    assert_eq!(
        said_by(
            "<1s Ana Diaz> <1c spoke of> <1t the ferry> on Monday.\n\
             In an interview with the Tarn Herald, <2s the former harbour secretary and current nominee> <2c said> <2t it would sail>.\n\
             <3t “It sails,”> <3s Diaz> <3c said>."
        ),
        ["Ana Diaz", "Ana Diaz <- Tarn Herald", "Ana Diaz <- Tarn Herald"]
    );
}

#[test]
fn what_an_outlet_quotes_came_through_it() {
    assert_eq!(
        said_by(
            "The Tarn Herald reported on the port. <1s It> <1c quoted> <1t two pilots>, with <2s Tom Reed> <2c saying> <2t the berth was shut>."
        ),
        ["Tarn Herald <- Tarn Herald", "Tom Reed <- Tarn Herald"]
    );
}

#[test]
fn an_outlet_that_speaks_is_called_as_the_article_calls_it() {
    let (_, extraction) = run("<1s AP> <1c reported> <1t that the harbour closed>. The AP was right.");
    assert_eq!(extraction.outlets[0].name, "The Associated Press");
    assert_eq!(extraction.speakers[0].name, "AP");
    assert!(extraction.outlets[0].is_called("AP") && extraction.outlets[0].is_called("The Associated Press"));
    let (_, extraction) = run("<1s AP> <1c reported> <1t that the harbour closed>. The Associated Press was right.");
    assert_eq!(extraction.speakers[0].name, "The Associated Press");
}

#[test]
fn whom_an_outlet_quotes_is_not_what_it_says() {
    let roll = "<1s The Port Vell Herald> <1c reported> <1t that the harbour closed>. \
        <2s It> <2c quoted> <2t the barrister Ana Diaz and Bo Reed, who runs the museum>.";
    assert_eq!(said_by(roll), ["Port Vell Herald <- Port Vell Herald"]);
    let said = "<1s The Port Vell Herald> <1c reported> <1t that the harbour closed>. \
        <2s It> <2c quoted> <2t Ana Diaz as saying it was late>.";
    assert_eq!(said_by(said).len(), 2);
}
