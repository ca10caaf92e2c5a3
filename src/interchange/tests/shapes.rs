use super::*;

#[test]
fn every_format_has_a_name_and_an_ending_of_its_own() {
    let mut seen = std::collections::BTreeSet::new();
    for format in Format::ALL {
        assert_eq!(Format::named(format.name()), Some(format));
        assert!(seen.insert(format.ending()), "{}", format.ending());
        assert!(!format.about().is_empty());
    }
}

/// What each format makes of the same review, to be read when it changes.
#[test]
fn the_shape_of_every_format() {
    let session = rich();
    for format in Format::ALL {
        insta::assert_snapshot!(format.name(), exported(&session, format).replace('\r', "\\r"));
    }
}

#[test]
fn brat_lines_hold_one_line_of_text_each() {
    let session = rich();
    for (text, counted) in
        [(brat::Text::File, session.article().file_text()), (brat::Text::Collapsed, (&*session.article().text).into())]
    {
        let entry = ExportEntry::of_review("x", session.article(), &session, "", Which::default());
        let mut out = Vec::new();
        Format::Brat.write(&mut out, &[entry], text).unwrap();
        let points: Vec<char> = counted.chars().collect();
        let out = String::from_utf8(out).unwrap();
        let bound: Vec<&str> = out.lines().filter(|line| line.starts_with('T')).collect();
        assert!(bound.iter().any(|line| line.contains(';')) && out.contains("\tUncued:"), "{out}");
        for line in bound {
            let fields: Vec<&str> = line.split('\t').collect();
            let (_, places) = fields[1].split_once(' ').unwrap();
            let piece = |place: &str| -> String {
                let (start, end) = place.split_once(' ').unwrap();
                points[start.parse::<usize>().unwrap()..end.parse::<usize>().unwrap()].iter().collect()
            };
            assert_eq!(places.split(';').map(piece).collect::<Vec<_>>().join(" "), fields[2]);
        }
    }
}

#[test]
fn tokens_of_prodigy_are_inclusive_and_cover_their_spans() {
    let session = rich();
    let task: serde_json::Value = serde_json::from_str(exported(&session, Format::Prodigy).trim()).unwrap();
    let spans = task["spans"].as_array().unwrap();
    assert!(spans.len() >= 8);
    for span in spans {
        let token = |name: &str| &task["tokens"][span[name].as_u64().unwrap() as usize];
        assert_eq!((&token("token_start")["start"], &token("token_end")["end"]), (&span["start"], &span["end"]));
    }
}

#[test]
fn tokens_of_prodigy_are_the_text_again() {
    for text in ["\n\nAna  said it\tholds.\u{a0}Bo\n\n left. ", "  x", "x\n"] {
        let session = Session::new(article(text));
        let task: serde_json::Value = serde_json::from_str(exported(&session, Format::Prodigy).trim()).unwrap();
        let word = |token: &serde_json::Value| {
            format!("{}{}", token["text"].as_str().unwrap(), if token["ws"] == true { " " } else { "" })
        };
        let tokens = task["tokens"].as_array().unwrap();
        assert_eq!(tokens.iter().map(word).collect::<String>(), text);
        assert!(tokens.iter().enumerate().all(|(id, token)| token["id"] == id), "{task}");
    }
}

#[test]
fn a_claim_review_holds_dates_and_web_addresses_only() {
    let mut session = rich();
    let ids: Vec<ClaimId> = session.claims().iter().map(|claim| claim.id.clone()).collect();
    let evidence = ["figures.ods", "https://stats.example/t5"].map(|link| Evidence { link: link.into(), ..Evidence::default() });
    for (stated, written) in [("about Easter", false), ("2026-10", true), ("2026", true)] {
        let check = FactCheck {
            state: Some(CheckState::Wrong),
            evidence: evidence.to_vec(),
            stated: stated.into(),
            ..FactCheck::default()
        };
        session.apply(Edit::SetCheck(ids.clone(), check), &stamp("mw")).unwrap();
        let reviews: serde_json::Value = serde_json::from_str(&exported(&session, Format::Claimreview)).unwrap();
        assert_eq!(reviews[0]["citation"], serde_json::json!(["https://stats.example/t5"]));
        assert_eq!(reviews[0]["itemReviewed"]["datePublished"] == stated, written, "{stated}: {reviews}");
    }
}

#[test]
fn a_spreadsheet_computes_nothing() {
    let session = rich();
    for (format, separator) in [(Format::Csv, ','), (Format::Tsv, '\t')] {
        let text = exported(&session, format);
        for cell in text.split(['\n', separator]) {
            let cell = cell.trim_start_matches('"');
            assert!(!cell.starts_with(['=', '+', '-', '@']) || cell.starts_with("=cracked"), "{cell:?} in {text}");
        }
        assert!(text.contains("'=HYPERLINK(1)"));
    }
}

#[test]
fn rejected_claims_stay_here() {
    let mut session = rich();
    let ids: Vec<ClaimId> = session.claims().iter().map(|claim| claim.id.clone()).collect();
    session.apply(Edit::Reject(ids), &stamp("mw")).unwrap();
    for format in Format::ALL {
        assert!(!exported(&session, format).contains("c-00000001"), "{}", format.name());
    }
    assert_eq!(exported(&session, Format::Claimreview), "[]\n");
}

#[test]
fn a_claim_review_names_who_said_it_and_where_it_was_first() {
    let reviews: serde_json::Value = serde_json::from_str(&exported(&rich(), Format::Claimreview)).unwrap();
    let [review] = reviews.as_array().unwrap().as_slice() else { panic!("{reviews}") };
    assert_eq!(review["reviewRating"]["alternateName"], "False");
    assert_eq!(review["claimReviewed"], "“The hull is =cracked,”");
    assert_eq!(review["citation"][0], "https://stats.example/t4");
}

#[test]
fn a_claim_review_publishes_no_notes_and_no_guesses() {
    let article = article("Ferry stops\n\nAna Diaz said the hull was cracked.\n");
    let at = |words: &str| span(&article, words, 0);
    let mut ana = Speaker::named(SpeakerId::new("s-ana"), "Ana Diaz".to_owned());
    ana.mentions = vec![at("Ana Diaz")];
    let claim = Claim {
        speaker: Some(ana.id.clone()),
        ..suggestion(1, vec![at("the hull was cracked")], vec![at("said")], vec![at("Ana Diaz")])
    };
    let id = claim.id.clone();
    let mut session = Session::new(Arc::clone(&article));
    session.offer(Extraction { claims: vec![claim], speakers: vec![ana], outlets: Vec::new(), ..Extraction::default() });
    let check = FactCheck { state: Some(CheckState::Wrong), ..FactCheck::default() };
    session.apply(Edit::SetCheck(vec![id.clone()], check), &stamp("mw")).unwrap();
    session.apply(Edit::SetNote(id.clone(), "INTERNAL: the source is her brother".into()), &stamp("mw")).unwrap();
    for decided in [false, true] {
        if decided {
            session.apply(Edit::Confirm(vec![id.clone()]), &stamp("mw")).unwrap();
        }
        let text = exported(&session, Format::Claimreview);
        assert!(text.contains("hull was cracked") && !text.contains("INTERNAL"), "{text}");
        assert_eq!(text.contains("Ana Diaz"), decided, "{text}");
    }
}
