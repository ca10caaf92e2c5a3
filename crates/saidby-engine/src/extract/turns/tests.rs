//! Transcripts and interviews: one invented text for every form.

use super::*;
use crate::article::Article;
use crate::claim::Parts;
use crate::extract::turn_claims::settle;
use crate::extract::{Attribution, Document};

fn turns_of(text: &str) -> Vec<String> {
    let article = Article::from_text(text);
    let document = Document::new(&article);
    let mut found = Vec::new();
    settle(&document, 0..document.scan.paragraphs.len(), &mut found);
    let words = |spans: &[Span]| spans.iter().filter_map(|span| span.slice(text)).collect::<Vec<_>>().join(" … ");
    found.iter().map(|one| format!("{} | {}", words(&one.parts.source), words(&one.parts.content))).collect()
}

#[test]
fn labels_that_come_back_in_turn_are_a_transcript() {
    let text = "Ferry talk\n\nPart of the hearing follows.\n\nDIAZ: When does the ferry sail?\n\nOKORO (harbour master): At noon, if it sails.\n\nIt is still being mended.\n\n(Laughter.)\n\nDIAZ: And if it does not?\n\nOKORO: Then you walk.\n\nThe hearing ends on Friday.";
    assert_eq!(turns_of(text), ["OKORO | At noon, if it sails. … It is still being mended.", "OKORO | Then you walk.",]);
}

#[test]
fn a_quoted_transcript_goes_on_with_its_marks() {
    let text = "Diaz: The ferry will sail\n\n“DIAZ: When does it sail, captain?\n\n“OKORO: At noon it sails.\n\n“(Laughter.)\n\n“And it will come back.\n\n“DIAZ: We will see about that.\n\n“OKORO: So we will, Ms. Diaz.\n\nShe left.";
    assert_eq!(turns_of(text)[0], "OKORO | At noon it sails. … “And it will come back.");
    assert_eq!(turns_of(text).len(), 3);
}

#[test]
fn lists_and_single_labels_are_none() {
    assert!(turns_of("Count\n\nDiaz: 1,769.\n\nOkoro: 1,501.\n\nDiaz: 547.\n\nOkoro: 46.").is_empty());
    assert!(turns_of("Ferry\n\nDIAZ: It sails.\n\nShe smiled.\n\nUPDATE: It sailed.").is_empty());
    assert!(turns_of("Ferry\n\nWhat: a party.\n\nWhen: on Sunday.\n\nWhere: in the port.\n\nWho: all of us.").is_empty());
}

#[test]
fn what_an_engine_found_in_a_turn_gives_way() {
    let text = "Talk\n\nDIAZ: The port said it would sail.\n\nOKORO: It never said that, I think.\n\nDIAZ: It did say so, twice.\n\nOKORO: Not to me it did not.";
    let article = Article::from_text(text);
    let document = Document::new(&article);
    let at = text.find("said").unwrap();
    let mut found = vec![Attribution {
        parts: Parts { content: vec![Span::new(at + 5, at + 18)], cue: vec![Span::new(at, at + 4)], source: Vec::new() },
        confidence: 0.9,
        check_worthiness: None,
        found_by: String::new(),
    }];
    settle(&document, 0..document.scan.paragraphs.len(), &mut found);
    assert_eq!(found.len(), 4);
    assert!(found.iter().all(|one| one.parts.cue[0].slice(text) == Some(":")));
}

/// Who says what in a text that has no claims but its turns.
fn spoken(text: &str) -> Vec<String> {
    let article = Article::from_text(text);
    let document = Document::new(&article);
    let mut found = Vec::new();
    settle(&document, 0..document.scan.paragraphs.len(), &mut found);
    let extraction = crate::extract::resolve(&document, found);
    let words = |spans: &[Span]| spans.iter().filter_map(|span| span.slice(text)).collect::<Vec<_>>().join(" … ");
    let name = |claim: &crate::claim::Claim| {
        let id = claim.speaker.as_ref();
        id.and_then(|id| extraction.speakers.iter().find(|speaker| speaker.id == *id)).map_or("-", |speaker| &*speaker.name)
    };
    extraction.claims.iter().map(|claim| format!("{} | {}", name(claim), words(&claim.parts.content))).collect()
}

#[test]
fn letters_and_initials_are_whom_the_lead_names() {
    let answers = [
        "Ane Borg | Because diesel did. We held out.",
        "Ane Borg | It was told in May. … I do not regret it.",
        "Ane Borg | As long as the boats do.",
    ];
    for (question, answer) in [("Q.", "A."), ("Q:", "A:"), ("TR:", "AB:"), ("TOM REED, HOST:", "ANE BORG, FERRY CHIEF:")] {
        let text = format!(
            "Fares\n\nAne Borg, the chief executive of Tarn Ferries, met Tom Reed on the quay.\n\n{question} Why did fares rise twice?\n\n{answer} Because diesel did. We held out.\n\n{question} And the council?\n\n{answer} It was told in May.\n\nI do not regret it.\n\n{question} Will you stay?\n\n{answer} As long as the boats do."
        );
        assert_eq!(spoken(&text), answers, "{question}");
    }
}

#[test]
fn a_question_without_a_label_is_the_interviewers() {
    let text = "Fares\n\nAne Borg met the Island Herald on the quay.\n\nIsland Herald: Why did fares rise twice?\n\nAne Borg: Because diesel did.\n\nAnd the council?\n\nIt was told in May.\n\nIsland Herald: Will you stay?\n\nBorg: As long as the boats do.";
    assert_eq!(
        spoken(text),
        ["Ane Borg | Because diesel did.", "Ane Borg | It was told in May.", "Ane Borg | As long as the boats do."]
    );
}

#[test]
fn an_interview_needs_no_labels() {
    let text = "An interview with Ane Borg, who runs the ferries\n\nAne Borg has run Tarn Ferries since 2009. She met us on the quay.\n\nWhy did fares rise twice?\n\nBecause diesel did. I held out for two years.\n\nAnd the council?\n\nIt was told in May. We sent letters.\n\nNobody answered us.\n\nWill you stay?\n\nI like the work.\n\nThe ferries sail on Friday.";
    assert_eq!(
        spoken(text),
        [
            "Ane Borg | Because diesel did. I held out for two years.",
            "Ane Borg | It was told in May. We sent letters. … Nobody answered us.",
            "Ane Borg | I like the work.",
        ]
    );
    // A column that asks now and then is none.
    let column = "Fares\n\nWhy did fares rise?\n\nThe council raised them.\n\nThe ferry is old.\n\nWho pays?\n\nThe islanders pay.\n\nWhat next?\n\nA vote is due.";
    assert!(spoken(column).is_empty(), "{:?}", spoken(column));
}

#[test]
fn recorders_and_parliaments_set_labels_of_their_own() {
    let monday = "Ane Borg | The ferry sails on Monday.";
    let before = "Nils Lund | We have heard that before.";
    for text in [
        "Hearing\n\nAne Borg and Nils Lund came.\n\n[00:00:09] Borg: The ferry sails on Monday.\n\n[00:00:15] Lund: We have heard that before.",
        "Hearing of May\n\nAne Borg  0:03\nThe ferry sails on Monday.\n\nNils Lund  0:15\nWe have heard that before.",
        "[Ane Borg] 10:02:03\nThe ferry sails on Monday.\n\n[Nils Lund] 10:02:09\nWe have heard that before.",
        "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ane Borg>The ferry sails on Monday.</v>\n\n00:04.000 --> 00:06.500\n<v Nils Lund>We have heard that before.</v>",
        "1\n00:00:01,000 --> 00:00:04,000\nAne Borg: The ferry sails on Monday.\n\n2\n00:00:04,000 --> 00:00:06,500\nNils Lund: We have heard that before.",
    ] {
        assert_eq!(spoken(text), [monday, before], "{text}");
    }
    assert_eq!(
        spoken(
            "Record\n\nThe PRESIDING OFFICER. The Senator is recognized.\n\nMr. BORG. Mr. President, I rise. It sails.\n\nMr. LUND. Will the Senator yield?\n\nMr. BORG. I will yield."
        ),
        ["The PRESIDING OFFICER | The Senator is recognized.", "BORG | Mr. President, I rise. It sails.", "BORG | I will yield."]
    );
    assert_eq!(
        spoken(
            "Fares\n\nMs Lund (Eastwick) (Green): My constituents pay twice.\n\nThe Deputy Speaker (Sir Tom Reed): Order.\n\nMs Lund: I apologise.\n\nMr Ravi Anand (Tarn) (Lab): Will the hon. Lady give way?\n\nMs Lund: Not today."
        ),
        ["Lund | My constituents pay twice.", "Tom Reed | Order.", "Lund | I apologise.", "Lund | Not today."]
    );
}

#[test]
fn an_office_is_who_stood_in_brackets_behind_it() {
    assert_eq!(
        spoken(
            "Pools\n\nThe Minister for Sport (Dame Ruth Calder) (Northwick) (Lab): We paid for forty pools.\n\nMr. Tom Ashby (Selby) (Con): Forty were closed.\n\nThe Minister for Sport: I do not accept that.\n\nLena Brook: Nobody was asked at all.\n\nTom Ashby: They were closed in May."
        ),
        [
            "Ruth Calder | We paid for forty pools.",
            "Tom Ashby | Forty were closed.",
            "Ruth Calder | I do not accept that.",
            "Lena Brook | Nobody was asked at all.",
            "Tom Ashby | They were closed in May.",
        ]
    );
    let found = spoken(
        "Record\n\nMr. BRACKEN. Mr. Speaker, I yield myself a minute. It keeps the pools open.\n\nThe SPEAKER pro tempore (Ms. ODELL). The gentleman is recognized.\n\nMr. BRACKEN. I thank the Chair.\n\nThe SPEAKER pro tempore. The time has expired.",
    );
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(found[1].to_lowercase().starts_with("odell | the gentleman"), "{found:?}");
    assert!(found[3].to_lowercase().starts_with("odell | the time"), "{found:?}");
}

#[test]
fn labels_of_captions_are_certain_however_few() {
    let vtt = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\nAne Borg: The ferry sails on Monday.\n\n2\n00:00:05.000 --> 00:00:09.500\nPavel Simic: We have heard\nthat before.\n";
    let article = Article::read(vtt.as_bytes(), crate::article::Format::Captions).unwrap();
    let found = crate::extract::extract(&article, &crate::extract::Options::fast());
    let named: Vec<(&str, crate::claim::SpeakerKind, bool)> =
        found.speakers.iter().map(|one| (&*one.name, one.kind, one.anonymous)).collect();
    let person = crate::claim::SpeakerKind::Person;
    assert_eq!(named, [("Ane Borg", person, false), ("Pavel Simic", person, false)]);
    assert_eq!(found.claims.len(), 2);
}

#[test]
fn a_letter_among_the_labels_of_an_interview_is_its_own_turn() {
    let text = "The keeper of the lamp\n\nInes Carvalho, the keeper of the lighthouse, talks to Bram Oud.\n\nBram Oud: What was the worst night?\n\nInes Carvalho: The second. The lamp went out.\n\nBO: And did you leave?\n\nIC: No. I stayed.\n\nQ. Would you do it again?\n\nA. Yes, I would do it again.";
    let found = spoken(text);
    assert_eq!(found.last().map(String::as_str), Some("Ines Carvalho | Yes, I would do it again."), "{found:?}");
}

#[test]
fn the_time_of_a_post_is_nobody() {
    let text = "Storm: live\n\n2.10pm GMT: She said the harbour was full.\n\n1.05pm GMT: Trains run again.\n";
    let article = Article::from_text(text);
    let found = crate::extract::extract(&article, &crate::extract::Options::fast());
    assert!(found.speakers.iter().all(|one| !one.name.contains("GMT")), "{:?}", found.speakers);
}

#[test]
fn posts_of_a_live_blog_are_read_alone() {
    let text = "Strike: live\n\n10.45am\n\nNils Lund, the mayor, has arrived.\n\n11.05am\n\nHe said the talks go on.\n\n11.20am\n\nTalks end.";
    let article = Article::from_text(text);
    let document = Document::new(&article);
    let at = |words: &str| text.find(words).map(|start| Span::new(start, start + words.len())).unwrap();
    let found = Attribution {
        parts: Parts { content: vec![at("the talks go on")], cue: vec![at("said")], source: vec![at("He")] },
        confidence: 0.9,
        check_worthiness: None,
        found_by: String::new(),
    };
    assert_eq!(crate::extract::resolve(&document, vec![found]).claims[0].speaker, None);
}

#[test]
fn a_description_looks_back_to_no_other_post() {
    let speaker = |times: [&str; 3]| {
        let text = format!(
            "Ferries stop\n\n{}\n\nA second harbour pilot said on the quay that the wind was too strong.\n\n{}\n\n\
             “We wait,” the pilot said.\n\n{}\n\nThe harbour is closed.\n",
            times[0], times[1], times[2]
        );
        let article = Article::from_text(&text);
        let found = crate::extract::extract(&article, &crate::extract::Options::fast());
        let claim =
            found.claims.iter().find(|claim| claim.parts.content[0].slice(&article.text).unwrap().contains("We wait")).unwrap();
        let one = found.speakers.iter().find(|speaker| Some(&speaker.id) == claim.speaker.as_ref()).unwrap();
        one.name.clone()
    };
    let (report, blog) = (speaker(["Monday", "Tuesday", "Wednesday"]), speaker(["10.45am", "11.20am", "12.05pm"]));
    assert_eq!((report.as_str(), blog.as_str()), ("second harbour pilot", "pilot"));
}

#[test]
fn members_alone_in_their_lines_with_seats_and_parties() {
    let text = "Harbours\n\nThe Secretary of State was asked—\n\n1. Ruth Calder (Tarnmouth) (Lab)\n\nWhat steps she is taking to mend \
                harbour walls.\n\nThe Secretary of State for Fisheries (Dame Olwen Price)\n\nWe have set aside forty million \
                pounds.\n\nRuth Calder\n\nMy constituents have waited three years.\n\nMr Speaker\n\nOrder. I call the shadow \
                Minister.\n\nTom Ashdown (Marsh East) (Con)\n\nShe promised sixty million. [Interruption.] Nobody laughs in Marsh \
                East.\n\n12.15 pm\n\nWe have counted them.\n\nSeveral hon. Members\n\nrose—\n\nMr Speaker\n\nOrder. We have very \
                little time.";
    assert_eq!(
        turns_of(text),
        [
            "Dame Olwen Price | We have set aside forty million pounds.",
            "Ruth Calder | My constituents have waited three years.",
            "Mr Speaker | Order. I call the shadow Minister.",
            "Tom Ashdown | She promised sixty million. … Nobody laughs in Marsh East. … We have counted them.",
            "Mr Speaker | Order. We have very little time.",
        ]
    );
}

#[test]
fn whoever_presides_has_the_name_that_stands_beside_the_office_from_there_on() {
    let text = "Repair Act\n\nThe PRESIDING OFFICER. The Senator from Maine is recognized.\n\nMs. CALDER. Mr. President, I have seen \
                twelve harbors.\n\nThe PRESIDING OFFICER (Mrs. HOLT). Without objection, it is so ordered.\n\nMr. LUND of Oregon. Mr. \
                President, I object to that.\n\nThe PRESIDING OFFICER. Objection is heard.\n\n(Mr. REED assumed the Chair.)\n\nThe \
                PRESIDING OFFICER. The clerk will call the roll.\n\nThe legislative clerk proceeded to call the roll.\n\nMs. CALDER. I \
                yield the floor.";
    let article = Article::from_text(text);
    let named: Vec<Option<&str>> = turns(&article, &article.scan())
        .into_iter()
        .map(|turn| turn.named.and_then(|named| article.scan().span_of(named).slice(text)))
        .collect();
    assert_eq!(named.iter().flatten().count(), 1, "{named:?}");
    assert_eq!(named[4], Some("Mrs. HOLT"));
    assert!(turns_of(text).iter().all(|turn| !turn.contains("proceeded")));
}

#[test]
fn chairs_of_one_house_are_several_people_and_houses_act() {
    let text = "Harbours\n\nMr Speaker: Order. I call the Minister.\n\nRuth Calder (Tarn) (Lab): I have been to every harbour.\n\nHon. \
                Members: Hear, hear!\n\nTom Ashdown: I saw no builders there.\n\nRuth Calder rose—\n\nTom Ashdown: I will not give \
                way.\n\nMadam Deputy Speaker (Jane Holt): Order. Members must be heard.\n\nQuestion put and agreed to.";
    let found = turns_of(text);
    assert!(found.contains(&"Jane Holt | Order. Members must be heard.".to_owned()), "{found:#?}");
    assert!(found.contains(&"Tom Ashdown | I saw no builders there.".to_owned()), "{found:#?}");
    assert!(found.iter().all(|turn| !turn.contains("Question put") && !turn.contains("Hear, hear")), "{found:#?}");
}

#[test]
fn what_captions_hear_is_nobody() {
    let text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana Diaz>The ferry sails at noon today.\n\n00:03.000 --> 00:04.000\n<v SFX>Door \
                slams twice.\n\n00:05.000 --> 00:06.000\n<v MUSIC>Strings play on.\n\n00:07.000 --> 00:08.000\n<v Bo Okoro>It will \
                not sail at all.\n";
    let found = spoken(text);
    assert!(found.iter().all(|turn| !turn.contains("SFX") && !turn.contains("MUSIC")), "{found:#?}");
    assert_eq!(found.len(), 2, "{found:#?}");
}
