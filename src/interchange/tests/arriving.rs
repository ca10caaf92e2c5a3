use super::*;
use crate::claim::Part;
use crate::review::Decision;

const TEXT: &str = "Ferry 👩‍🚀 news\n\nThe dam holds, Ana said.\n\nIt leaks, Bo said. Nobody said more.\n";

/// What one format's file makes of [`TEXT`]: each claim as `content|cue|source`, and the problems.
fn read(format: Format, file: &str) -> (Vec<String>, Vec<String>, Vec<String>) {
    let article = article(TEXT);
    let (intake, problems, remarks) = taken(&article, &Record::default(), format, file);
    let words = |spans: &[Span]| spans.iter().map(|span| span.slice(TEXT).unwrap()).collect::<Vec<_>>().join(" … ");
    let claims = intake.record.claims.iter().map(|claim| Part::ALL.map(|part| words(claim.spans(part))).join("|")).collect();
    (claims, problems.into_iter().map(|problem| format!("{}: {}", problem.line, problem.reason)).collect(), remarks)
}

fn json(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

fn label_studio(text: &str, start: usize, end: usize, words: &str) -> String {
    format!(
        r#"[{{"data": {{"text": {}}}, "annotations": [{{"result": [
            {{"id": "r1", "type": "labels", "value": {{"start": {start}, "end": {end}, "text": {}, "labels": ["Content"]}}}}]}}]}}]"#,
        json(text),
        json(words)
    )
}

#[test]
fn offsets_are_read_in_the_unit_under_which_the_words_stand() {
    let at = TEXT.find("The dam holds").unwrap();
    let units = |unit| crate::text::UnitIndex::new(TEXT, unit).of_span(Span::new(at, at + 13));
    for unit in crate::text::Unit::ALL {
        let range = units(unit);
        let (claims, problems, remarks) = read(Format::LabelStudio, &label_studio(TEXT, range.start, range.end, "The dam holds"));
        assert_eq!((claims, problems), (vec!["The dam holds||".to_owned()], vec![]), "{unit:?}");
        let told = remarks.iter().any(|remark| remark.contains(unit.word()));
        assert_eq!(told, unit != crate::text::Unit::CodePoint, "{remarks:?}");
    }
}

#[test]
fn a_text_with_other_line_ends_is_the_same_text() {
    let crlf = format!("\u{feff}{}", TEXT.replace('\n', "\r\n"));
    let at = crlf.find("It leaks").unwrap();
    let range = crate::text::UnitIndex::new(&crlf, crate::text::Unit::CodePoint).of_span(Span::new(at, at + 8));
    let (claims, problems, remarks) = read(Format::LabelStudio, &label_studio(&crlf, range.start, range.end, "It leaks"));
    assert_eq!((claims, problems, remarks), (vec!["It leaks||".to_owned()], vec![], vec![]));
}

#[test]
fn another_text_is_searched_for_the_words_and_what_stands_around_them() {
    let other = TEXT.replace("Ferry 👩‍🚀 news", "Another headline of the same article");
    let at = other.find("It leaks").unwrap();
    let (claims, problems, remarks) = read(Format::LabelStudio, &label_studio(&other, at, at + 8, "It leaks"));
    assert_eq!((claims, problems), (vec!["It leaks||".to_owned()], vec![]));
    assert!(remarks.iter().any(|remark| remark.contains("found by its words")), "{remarks:?}");
}

#[test]
fn what_is_not_certain_is_left_out_with_line_and_reason() {
    // The words stand three times, and the offsets point at none of them.
    let (claims, problems, _) = read(Format::LabelStudio, &label_studio("nothing like it, he said", 20, 24, "said"));
    assert!(claims.is_empty());
    assert!(
        problems.len() == 1 && problems[0].starts_with("2: content “said”: ") && problems[0].contains("3 times"),
        "{problems:?}"
    );
    // Gone altogether.
    let (claims, problems, _) = read(Format::LabelStudio, &label_studio(TEXT, 0, 5, "The bridge holds"));
    assert!(claims.is_empty() && problems[0].contains("do not occur in the article"), "{problems:?}");
    // A broken piece does not take the rest along.
    let lines = format!(
        "{{\"path\": \"x\", \"claims\": [{{\"content\": \"oops\"}}, {{\"content\": [[{0}, {1}]], \"words\": {{\"content\": [\"It leaks\"]}}}}]}}\nnonsense\n",
        46, 54
    );
    let (claims, problems, _) = read(Format::Jsonl, &lines);
    assert_eq!(claims, ["It leaks||"]);
    assert!(problems.len() == 2 && problems.iter().any(|p| p.starts_with("2: invalid JSON")), "{problems:?}");
}

#[test]
fn brat_by_hand() {
    let index = crate::text::UnitIndex::new(TEXT, crate::text::Unit::CodePoint);
    let at = |words: &str, nth: usize| {
        let range = index.of_span(span(&article(TEXT), words, nth));
        format!("{} {}", range.start, range.end)
    };
    let file = format!(
        "T1\tContent {}\tThe dam holds\nT2\tAttribution {}\tsaid\nT3\tSource {}\tAna\nE1\tAttribution:T2 Content:T1 Source:T3\n\
         N1\tReference T3 Speaker:ana\tAna Diaz\nA1\tStatus E1 rejected\n#1\tAnnotatorNotes E1\tlooks odd\nE2\tAttribution:T9 Content:T1\nx\n",
        at("The dam holds", 0),
        at("said", 0),
        at("Ana", 0)
    );
    let (claims, problems, _) = read(Format::Brat, &file);
    assert_eq!(claims, ["The dam holds|said|Ana"]);
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(
        problems.iter().any(|p| p.starts_with("8: E2 names T9")) && problems.iter().any(|p| p.starts_with("9: ")),
        "{problems:?}"
    );
    let article = article(TEXT);
    let (intake, ..) = taken(&article, &Record::default(), Format::Brat, &file);
    let claim = &intake.record.claims[0];
    assert_eq!((claim.decision, claim.note.as_str()), (Decision::Rejected, "looks odd"));
    assert_eq!(intake.record.speakers[0].member.name, "Ana Diaz");
}

#[test]
fn links_make_claims_of_spans() {
    let line = |relations: &str| {
        format!(
            r#"{{"id": 7, "text": {}, "entities": [
            {{"id": 1, "label": "Content", "start_offset": 16, "end_offset": 29}},
            {{"id": 2, "label": "Source", "start_offset": 31, "end_offset": 34}},
            {{"id": 3, "label": "Cue", "start_offset": 35, "end_offset": 39}}], "relations": [{relations}]}}"#,
            json(TEXT)
        )
        .replace('\n', " ")
    };
    let linked = r#"{"id": 1, "from_id": 3, "to_id": 1, "type": "said"}, {"id": 2, "from_id": 3, "to_id": 2, "type": "by"}"#;
    let (claims, problems, _) = read(Format::Doccano, &line(linked));
    assert_eq!((claims, problems), (vec!["The dam holds|said|Ana".to_owned()], vec![]));
    let (claims, problems, _) = read(Format::Doccano, &line(""));
    assert_eq!((claims, problems.len()), (vec!["The dam holds||".to_owned()], 2));
}

#[test]
fn a_persons_annotation_is_decided_and_a_machines_waits() {
    let article = article(TEXT);
    let decisions = |format, file: &str| -> Vec<Decision> {
        taken(&article, &Record::default(), format, file).0.record.claims.iter().map(|claim| claim.decision).collect()
    };
    let gold =
        r#"{"doc": "x", "attributions": [{"id": "E1", "kind": "indirect", "source": [], "cue": [], "content": [[16, 29]]}]}"#;
    assert_eq!(decisions(Format::Gold, gold), [Decision::Corrected]);
    let citron = format!(
        r#"{{"text": {}, "quotes": [{{"cue": null, "source": {{"start": 31, "end": 34, "text": "Ana"}}, "contents": [{{"start": 16, "end": 29, "text": "The dam holds"}}]}}]}}"#,
        json(TEXT)
    );
    assert_eq!(decisions(Format::Citron, &citron), [Decision::Unreviewed]);
}

#[test]
fn what_is_decided_here_stays() {
    let before = rich();
    let other = Stamp { by: "jk".into(), at: "2026-12-01T00:00:00Z".into() };
    let mut theirs = rich();
    let ids: Vec<ClaimId> = theirs.claims().iter().map(|claim| claim.id.clone()).collect();
    theirs.apply(Edit::SetSpeaker(ids.clone(), SpeakerChoice::New("Someone else".into())), &other).unwrap();
    let file = exported(&theirs, Format::Jsonl);
    let (intake, problems, _) = taken(before.article(), &before.record(), Format::Jsonl, &file);
    assert_eq!(problems, []);
    assert_eq!(
        (intake.added, intake.updated, intake.contradicted.len()),
        (0, 1, 2),
        "the undecided one alone takes the decision"
    );
    for (old, new) in before.record().claims.iter().zip(&intake.record.claims).filter(|(old, _)| old.decision.is_decided()) {
        assert_eq!(old, new);
    }
    let updated = intake.record.claims.iter().find(|claim| claim.id == ClaimId::new("c-00000002")).unwrap();
    assert_eq!((updated.decision, updated.decided.as_deref()), (Decision::Corrected, Some(&other)));
    assert!(updated.suggestion.is_some(), "what the engine proposed stays beside it");
}

#[test]
fn an_unsaid_part_is_no_correction() {
    let article = article(TEXT);
    let claims = vec![suggestion(
        1,
        vec![span(&article, "The dam holds", 0)],
        vec![span(&article, "said", 0)],
        vec![span(&article, "Ana", 0)],
    )];
    let mut session = Session::new(Arc::clone(&article));
    session.offer(Extraction { claims, ..Extraction::default() });
    let csv = "article,claim_text,start,end,fact_status\nx,The dam holds,16,29,confirmed\n";
    let (intake, problems, _) = taken(&article, &session.record(), Format::Csv, csv);
    assert_eq!(problems, []);
    assert_eq!((intake.updated, intake.record.claims[0].decision), (1, Decision::Confirmed));
}

#[test]
fn cells_have_words_as_they_are_seen_and_find_them_again() {
    let article = article("Ap\u{ad}peal fails\n\nThe ap\u{ad}peal was with\u{ad}out mer\u{ad}it, Ana said.\n");
    let content = vec![span(&article, "The ap\u{ad}peal", 0), span(&article, "with\u{ad}out mer\u{ad}it", 0)];
    let claims = vec![suggestion(1, content.clone(), vec![span(&article, "said", 0)], vec![span(&article, "Ana", 0)])];
    let mut session = Session::new(Arc::clone(&article));
    session.offer(Extraction { claims, ..Extraction::default() });
    let file = exported(&session, Format::Csv);
    assert!(file.contains("The appeal … without merit") && !file.contains('\u{ad}'), "{file}");
    let (intake, problems, _) = taken(&article, &Session::new(Arc::clone(&article)).record(), Format::Csv, &file);
    assert_eq!(problems, []);
    assert_eq!(intake.record.claims[0].spans(crate::claim::Part::Content), content);
}

#[test]
fn webanno_by_hand_numbers_only_what_needs_it() {
    let at = |words: &str, nth: usize| {
        let range = crate::text::UnitIndex::new(TEXT, crate::text::Unit::Utf16).of_span(span(&article(TEXT), words, nth));
        format!("{}-{}\t{words}", range.start, range.end)
    };
    for relation in ["1-5[0_3]", "1-5"] {
        // Relations stand where they end: the content is annotation 3 of several tokens, or of one without a number.
        let content = |value: &str| if relation == "1-5" { value.to_owned() } else { format!("{value}[3]") };
        let others = if relation == "1-5" { "_\t_" } else { "*[3]\tcontent[3]" };
        let file = format!(
            "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Attribution|claim|role\n\
             #T_RL=webanno.custom.SaidBy|kind|BT_webanno.custom.Attribution\n\n\n#Text=The dam holds, Ana said.\n\
             1-1\t{}\t{others}\t_\t_\t\n\
             1-3\t{}\t{}\t{}\tsaid\t{relation}\t\n1-4\t{}\t*\tsource\tsaid by\t1-5\t\n1-5\t{}\t*\tcue\t_\t_\t\n",
            at("dam", 0),
            at("holds", 0),
            content("*"),
            content("content"),
            at("Ana", 0),
            at("said", 0)
        );
        let (claims, problems, _) = read(Format::Webanno, &file);
        assert_eq!(problems, Vec::<String>::new(), "{file}");
        let words = if relation == "1-5" { "holds|said|Ana" } else { "dam holds|said|Ana" };
        assert_eq!(claims, [words], "{file}");
    }
}

#[test]
fn a_single_web_annotation_is_signed_by_who_made_it() {
    let article = article(TEXT);
    let stamps = |creator: &str, created: &str| {
        let file = format!(
            r#"{{"type": "Annotation", "creator": {creator}, "created": "{created}", "target": {{"source": "x",
            "selector": {{"type": "TextQuoteSelector", "exact": "It leaks"}}}}}}"#
        );
        let decided = taken(&article, &Record::default(), Format::W3c, &file).0.record.claims[0].decided.clone().unwrap();
        (decided.by, decided.at)
    };
    let signed = ("A. Checker".to_owned(), "2026-11-20T16:00:00Z".to_owned());
    assert_eq!(stamps(r#""A. Checker""#, "2026-11-20T17:00:00+01:00"), signed);
    assert_eq!(stamps(r#"{"type": "Person", "name": "A. Checker"}"#, "2026-11-20T16:00:00Z"), signed);
    // A day alone is no moment: who it was stays.
    assert_eq!(stamps(r#""A. Checker""#, "2026-11-20"), (signed.0, stamp("importer").at));
    assert_eq!(stamps("null", "2026-11-20T16:00:00Z").0, "importer");
}

#[test]
fn blank_names_and_doubles_do_not_come_in() {
    let article = article(TEXT);
    let file = r#"{"path": "x", "claims": [{"content": [[16, 29]], "words": {"content": ["The dam holds"]},
        "speaker": " ", "via": ["", "Wire", " ", "Wire ", "Post"], "decision": "confirmed"}]}"#;
    let (intake, problems, _) = taken(&article, &Record::default(), Format::Jsonl, &file.replace('\n', " "));
    assert_eq!(problems, []);
    let names: Vec<&str> = intake.record.outlets.iter().map(|outlet| outlet.member.name.as_str()).collect();
    assert_eq!((names, intake.record.speakers.len()), (vec!["Post", "Wire"], 0));
}

#[test]
fn conll_without_offsets_and_as_it_was_written_before() {
    let plain = "The\tB-Content\ndam\tI-Content\nholds\tI-Content\n,\tO\nAna\tB-Source\nsaid\tB-Cue\n.\tO\n";
    let (claims, problems, remarks) = read(Format::Conll, plain);
    assert_eq!((claims, problems, remarks), (vec!["The dam holds|said|Ana".to_owned()], vec![], vec![]));
    let before = "# columns = ID FORM START END c-1\n1\tThe\t16\t19\tB-Content\n2\tdam\t20\t23\tI-Content\n";
    let (claims, problems, _) = read(Format::Conll, before);
    assert_eq!((claims, problems), (vec!["The dam||".to_owned()], vec![]));
}

/// A review in which mw confirmed a claim, and a file in which jk says that somebody else said it.
fn contradiction(on_decided: OnDecided) -> Intake {
    let before = rich();
    let mut theirs = rich();
    let id = ClaimId::new("c-00000001");
    let jk = Stamp { by: "jk".into(), at: "2026-12-01T00:00:00Z".into() };
    theirs.apply(Edit::SetSpeaker(vec![id.clone()], SpeakerChoice::New("Bo Ek".into())), &jk).unwrap();
    theirs.apply(Edit::SetNote(id, "theirs".into()), &jk).unwrap();
    let reading = Format::Jsonl.read(&exported(&theirs, Format::Jsonl), None).unwrap();
    let arrived = import_claims(before.article(), &reading.documents[0], "jsonl", &jk);
    take_in(before.article(), &before.record(), arrived.speakers, arrived.outlets, arrived.claims, on_decided, &jk)
}

#[test]
fn who_takes_a_file_in_says_what_becomes_of_decided_claims() {
    let id = ClaimId::new("c-00000001");
    let claim = |intake: &Intake| intake.record.claims.iter().find(|claim| claim.id == id).cloned().unwrap();
    let kept = contradiction(OnDecided::Keep);
    assert_eq!(claim(&kept), *rich().record().claims.iter().find(|claim| claim.id == id).unwrap());
    let told = &kept.contradicted[0];
    assert_eq!((told.here.as_str(), told.there.as_str()), ("M \"W\", x", "jk"));
    assert_eq!(told.fields, [crate::review::Field::Decision]);

    let taken = contradiction(OnDecided::Take);
    let after = claim(&taken);
    assert_eq!((after.decision, after.decided.as_ref().unwrap().by.as_str()), (Decision::Corrected, "jk"));
    assert_eq!(after.note.as_str(), "theirs");
    let log: Vec<(Decision, Decision)> = after.log.iter().map(|entry| (entry.from, entry.to)).collect();
    assert_eq!(log.last(), Some(&(Decision::Confirmed, Decision::Corrected)), "what was is in the log");
    let session = Session::restore(rich().article().clone(), taken.record.clone());
    assert_eq!(session.speaker_of(&after).unwrap().name, "Bo Ek");

    let both = contradiction(OnDecided::Conflict);
    let open = claim(&both);
    assert_eq!(open.decision, Decision::Confirmed);
    assert!(open.rival.as_ref().is_some_and(|rival| rival.theirs.decided.as_ref().is_some_and(|stamp| stamp.by == "jk")));
    assert_eq!(both.record.conflicts().len(), 1);
}

#[test]
fn nobody_confirms_a_speaker_whom_somebody_else_wrote_into_a_table() {
    let session = rich();
    let file = exported(&session, Format::Csv);
    let changed = file.replace("Ana \"\"=Diaz\"\", O'Neil", "Bo Ek");
    assert_ne!(file, changed);
    let reading = Format::Csv.read(&changed, None).unwrap();
    let arrived = import_claims(session.article(), &reading.documents[0], "csv", &stamp("desk"));
    let before = session.record();
    let taken =
        take_in(session.article(), &before, arrived.speakers, arrived.outlets, arrived.claims, OnDecided::Take, &stamp("desk"));
    assert!(!taken.contradicted.is_empty());
    assert!(taken.contradicted.iter().all(|one| one.there == "desk"), "{:#?}", taken.contradicted);
    let replaced = taken.contradicted.iter().filter_map(|one| taken.record.claims.iter().find(|claim| claim.id == one.id));
    for claim in replaced {
        assert_eq!(claim.decided.as_ref().map(|stamp| stamp.by.as_str()), Some("desk"));
        assert_eq!(claim.decision, Decision::Corrected);
    }
}

#[test]
fn a_line_of_json_is_a_whole_review() {
    let mut session = rich();
    let reject = ClaimId::new("c-00000002");
    session.apply(Edit::Reject(vec![reject.clone()]), &stamp("mw")).unwrap();
    let headline = span(session.article(), "Ferry", 0);
    let mut record = session.record();
    record.nothing_here = vec![crate::review::NothingHere::new(&session.article().text, headline, &stamp("mw"))].into();
    let claim = Some(reject.clone());
    let allowed = crate::review::Allowed { span: headline, rule: "anonymous.bare".to_owned(), claim };
    let allowance = |what| crate::review::Allowance::new(&session.article().text, what, "the editor knows", &stamp("jk"));
    record.allowances = vec![allowance(allowed)].into();
    record.done =
        Some(crate::review::Done { stamp: stamp("mw"), blake3: session.article().digest(), engine: "0.1.0".to_owned() });
    let session = Session::restore(session.article().clone(), record.clone());
    let which = Which { decided: false, rejected: true, nothing_here: true, done: true };
    let entry = ExportEntry::of_review("x", session.article(), &session, "", which);
    let mut out = Vec::new();
    Format::Jsonl.write(&mut out, &[entry], brat::Text::File).unwrap();
    let reading = Format::Jsonl.read(&String::from_utf8(out).unwrap(), None).unwrap();
    let arrived = import_claims(session.article(), &reading.documents[0], "jsonl", &stamp("importer"));
    assert_eq!(arrived.problems, []);
    assert_eq!((arrived.nothing_here, arrived.done), (record.nothing_here.to_vec(), record.done));
    assert_eq!(arrived.allowances, record.allowances.to_vec());
    let rejected = arrived.claims.iter().find(|claim| claim.id.as_ref() == Some(&reject)).unwrap();
    assert_eq!(rejected.decision, Decision::Rejected);
}

#[test]
fn tables_as_spreadsheets_save_them() {
    let text = "Ferry fares rise\n\nMa\u{200b}y said “no, never”; nobody asked.\n";
    let article = article(text);
    let read = |file: &[u8]| {
        let (file, told) = csv::decoded(file).unwrap();
        let reading = Format::Csv.read(&file, None).unwrap();
        assert_eq!(reading.problems, []);
        let arrived = import_claims(&article, &reading.documents[0], "csv", &stamp("importer"));
        assert_eq!(arrived.problems, [], "{file}");
        let claim = arrived.claims[0].clone();
        (claim.content()[0].slice(text).unwrap().to_owned(), claim.score, claim.via.unwrap_or_default(), told)
    };
    let table = |separator: &str, chain: &str| {
        let names = ["claim_text", "score", "outlet_chain", "origin", "start", "end"].join(separator);
        format!("{names}\r\n{}\r\n", ["“no, never”", "0,978", chain, "machine", "28", "39"].join(separator))
    };
    let via = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let expected = || ("“no, never”".to_owned(), Some(0.978), via(&["Wire", "Post"]), None);
    for separator in [";", "\t"] {
        let quoted = table(separator, "Wire <- Post").replace("“no", "\"“no").replace("never”", "never”\"");
        assert_eq!(read(quoted.as_bytes()), expected());
        assert_eq!(read(format!("\u{feff}{quoted}").as_bytes()), expected());
        let utf16: Vec<u8> = format!("\u{feff}{quoted}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&utf16), expected());
    }
    assert_eq!(read(format!("sep=;\r\n{}", table(";", "Wire <- Post")).as_bytes()), expected());
    // An editor's list is a list.
    assert_eq!(read(table("\t", "Wire; Post").as_bytes()).2, via(&["Wire", "Post"]));
    // Excel's ANSI: curly marks are single bytes that are no UTF-8.
    let ansi: Vec<u8> = table(";", "Wire <- Post")
        .chars()
        .map(|c| match c {
            '“' => 0x93,
            '”' => 0x94,
            c => u8::try_from(u32::from(c)).unwrap(),
        })
        .collect();
    let (words, score, via, told) = read(&ansi);
    assert_eq!((words, score, via), ("“no, never”".to_owned(), Some(0.978), expected().2));
    assert!(told.is_some_and(|told| told.contains("windows-125")));
}
