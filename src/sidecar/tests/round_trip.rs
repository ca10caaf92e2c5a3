use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::claim::{CueClass, OutletId, Part, Parts, SpeakerId};
use crate::review::tests::{article, edited, id, marked, session, stamp};
use crate::review::{
    Adopted, Adoption, Allowed, Anchor, CheckState, Decision, Description, Edit, FactCheck, Made, ReadMark, SpeakerChoice, Whose,
};
use crate::text::Span;

#[test]
fn the_file_reads_as_the_documentation_says() {
    let mut session =
        session("He said:\n“[Don't \"worry\"],” {said} <Jen>, ‹Axios› reported.\n[All is well], {said} <Dmitry>.\n");
    let correction = Edit::SetSpeaker(vec![id(1)], SpeakerChoice::Existing(SpeakerId::new("s-dmitry")));
    session.apply(correction, &stamp("mw")).unwrap();
    session.apply(Edit::SetNote(id(1), "It's odd".into()), &stamp("mw")).unwrap();
    session.apply(Edit::SetSpeaker(vec![id(2)], SpeakerChoice::Nobody), &stamp("mw")).unwrap();
    session.apply(Edit::SetVia(vec![id(2)], vec![]), &stamp("mw")).unwrap();
    let dmitry = SpeakerId::new("s-dmitry");
    let unnamed = Description::Unnamed("because he was not authorised to speak".into());
    session.apply(Edit::DescribeSpeaker(dmitry.clone(), unnamed), &stamp("mw")).unwrap();
    session.apply(Edit::DescribeSpeaker(dmitry, Description::Role("spokesman".into())), &stamp("mw")).unwrap();
    session.apply(Edit::SetNothingHere(vec![Span::new(0, 8)], ReadMark::Set), &stamp("mw")).unwrap();
    session.apply(Edit::SetDone(Some(ENGINE.into())), &stamp("mw")).unwrap();
    insta::assert_snapshot!(written(&session));
}

#[test]
fn saved_without_change_the_bytes_are_the_same() {
    let mut session = session("[The dam holds], {said} <Ana>.\n");
    session.apply(Edit::Confirm(vec![id(0)]), &stamp("mw")).unwrap();
    let text = written(&session);
    let restored = Session::restore(session.article().clone(), read(&text, session.article()));
    assert_eq!(written(&restored), text);
    assert_eq!(restored.record(), session.record());
}

#[test]
fn a_class_that_was_set_by_hand_is_kept() {
    let mut session = session("[The dam holds], {said} <Ana>.\n");
    session.apply(Edit::SetClass(vec![id(0)], Some(CueClass::Perception)), &stamp("mw")).unwrap();
    let text = written(&session);
    assert!(text.contains("correction: (class: Perception)"), "{text}");
    let restored = Session::restore(session.article().clone(), read(&text, session.article()));
    assert_eq!((written(&restored), restored.record()), (text, session.record()));
    let claim = restored.claim(&id(0)).unwrap();
    assert_eq!((restored.class(claim), claim.decision), (CueClass::Perception, Decision::Corrected));
}

#[test]
fn a_decision_changes_nothing_of_the_file_as_a_whole() {
    let mut session = session("[The dam holds], {said} <Ana>.\n[It leaks], {said} <Bo>.\n");
    session.apply(Edit::SetFlag(vec![id(1)], true), &stamp("mw")).unwrap();
    let before = written(&session);
    session.apply(Edit::Confirm(vec![id(0)]), &stamp("mw")).unwrap();
    let after = written(&session);
    let before: Vec<_> = before.lines().collect();
    let added: Vec<_> = after.lines().filter(|line| !before.contains(line)).collect();
    assert_eq!(after.lines().count(), before.len() + 4);
    assert_eq!(added.len(), 4, "decision, by, at and log: {added:#?}");
}

/// Loads what was saved for one text with another one.
fn reopened(session: &Session, text: &str) -> Session {
    let loaded = super::super::load_text(Path::new("x"), written(session), &article(text)).unwrap();
    assert!(!loaded.unchanged);
    Session::restore(article(text).into(), loaded.record)
}

#[test]
fn a_changed_article_keeps_every_decision() {
    let mut session = session(
        "It rained all through the long night.\n[The dam holds], {said} <Ana> on the bridge, near the mill.\n[It leaks], {said} <Bo> in the cold valley below, with his dog.\n",
    );
    session.apply(Edit::Confirm(vec![id(1), id(2)]), &stamp("mw")).unwrap();
    session.apply(Edit::SetVia(vec![id(2)], vec![]), &stamp("mw")).unwrap();
    let changed = session.article().text.replace("It rained", "It had rained").replace("It leaks", "It may leak");
    let mut after = reopened(&session, &changed);
    let anchors: Vec<_> = after.claims().iter().map(|claim| (claim.anchor, claim.decision)).collect();
    assert_eq!(anchors, [(Anchor::Moved, Decision::Confirmed), (Anchor::Orphan, Decision::Confirmed)]);
    assert_eq!(after.claims()[0].spans(Part::Content)[0].slice(&changed), Some("The dam holds"));
    // The orphan keeps its words through another save, and is an orphan still.
    let again = Session::restore(after.article().clone(), read(&written(&after), after.article()));
    assert_eq!(again.record().claims[1], after.record().claims[1]);
    assert!(written(&after).contains("\"It leaks\""));
    // A hand finds it again; the suggestion's own words stay in the file.
    let at = changed.find("It may leak").unwrap();
    assert!(after.apply(Edit::Confirm(vec![id(2)]), &stamp("mw")).is_err());
    after.apply(Edit::SetSpans(id(2), Part::Content, vec![Span::new(at, at + 11)]), &stamp("mw")).unwrap();
    let fixed = after.claim(&id(2)).unwrap();
    assert_eq!((fixed.anchor, fixed.decision), (Anchor::Exact, Decision::Corrected));
    let again = Session::restore(after.article().clone(), read(&written(&after), after.article()));
    assert_eq!(again.record().claims[1], after.record().claims[1]);
    assert!(written(&again).contains("\"It leaks\"") && written(&again).contains("\"It may leak\""));
}

#[test]
fn a_changed_text_takes_the_mark_of_a_done_article_off_and_finds_what_was_read_again() {
    let mut session = session(
        "It rained all through the long night.\n[The dam holds], {said} <Ana> on the bridge, near the mill.\nIn the valley there was a fair, with a “rope to nowhere” for all to see.\n",
    );
    let text = session.article().text.clone();
    let rope = text.find("rope to nowhere").unwrap();
    let fair = text.find("there was a fair").unwrap();
    let stretches = vec![Span::new(rope, rope + 15), Span::new(fair, fair + 16)];
    session.apply(Edit::SetNothingHere(stretches, ReadMark::Set), &stamp("mw")).unwrap();
    session.apply(Edit::SetDone(Some(ENGINE.into())), &stamp("mw")).unwrap();
    let loaded = super::super::load_text(Path::new("x"), written(&session), session.article()).unwrap();
    assert_eq!((loaded.lapsed, &loaded.record), (None, &session.record()));

    let changed = text.replace("It rained", "It had rained").replace("a fair", "a great fair");
    let loaded = super::super::load_text(Path::new("x"), written(&session), &article(&changed)).unwrap();
    assert_eq!(loaded.lapsed.as_ref(), session.done());
    assert_eq!(loaded.record.done, None);
    let stretches = &loaded.record.nothing_here;
    let anchors: Vec<_> = stretches.iter().map(|stretch| (stretch.words.as_str(), stretch.anchor)).collect();
    assert_eq!(anchors, [("there was a fair", Anchor::Orphan), ("rope to nowhere", Anchor::Moved)]);
    assert_eq!(stretches[1].span.slice(&changed), Some("rope to nowhere"));
    // What was not found again keeps its words through another save; the mark is gone from the file then.
    let after = reopened(&session, &changed);
    let again = read(&written(&after), after.article());
    assert_eq!(again.nothing_here[0], after.nothing_here()[0]);
    assert_eq!((again.nothing_here[1].span, again.nothing_here[1].anchor), (after.nothing_here()[1].span, Anchor::Exact));
    assert!(!written(&after).contains("done:"));
}

#[test]
fn an_allowance_is_kept_with_its_reason_and_ends_with_its_words() {
    let mut session = session(
        "It rained all through the long night.\n[The dam holds], {said} <an official> on the bridge, near the mill.\n[It leaks], {said} <a neighbour> in the cold valley below, with his dog.\n",
    );
    let text = session.article().text.clone();
    session.apply(Edit::Confirm(vec![id(1)]), &stamp("mw")).unwrap();
    let plain = written(&session);
    assert!(plain.starts_with("(\n    version: 1,\n") && !plain.contains("allow"), "{plain}");
    let at = |words: &str| Span::new(text.find(words).unwrap(), text.find(words).unwrap() + words.len());
    let official = Allowed { span: at("The dam holds, said an official"), rule: "anonymous.bare".into(), claim: Some(id(1)) };
    let neighbour = Allowed { span: at("It leaks, said a neighbour"), rule: "anonymous.no-reason".into(), claim: Some(id(2)) };
    let reason = "the editor “knows” the name\n";
    session.apply(Edit::SetAllowance(official.clone(), Some(reason.into())), &stamp("mw")).unwrap();
    session.apply(Edit::SetAllowance(neighbour, Some("he is afraid".into())), &stamp("mw")).unwrap();
    let file = written(&session);
    assert!(file.starts_with("(\n    version: 2,\n"), "{file}");
    assert_eq!(read(&file, session.article()), session.record());
    assert!(session.apply(Edit::SetAllowance(official.clone(), Some("  ".into())), &stamp("mw")).is_err());
    assert!(!session.apply(Edit::SetAllowance(official.clone(), Some(reason.into())), &stamp("jk")).unwrap().changed);

    let changed = text.replace("It rained", "It had rained").replace("a neighbour", "a farmer");
    let after = reopened(&session, &changed);
    let anchors: Vec<_> = after.allowances().iter().map(|one| (one.words.as_str(), one.anchor)).collect();
    let expected = [("The dam holds, said an official", Anchor::Moved), ("It leaks, said a neighbour", Anchor::Orphan)];
    assert_eq!(anchors, expected);
    assert_eq!(after.allowances()[0].what.span.slice(&changed), Some(expected[0].0));
    // The one that was not found again keeps its words through another save.
    assert_eq!(read(&written(&after), after.article()).allowances[1], after.allowances()[1]);

    session.apply(Edit::SetAllowance(official, None), &stamp("mw")).unwrap();
    assert_eq!(session.allowances().len(), 1);
    session.undo().unwrap();
    assert_eq!(written(&session), file);
    session.undo().unwrap();
    session.undo().unwrap();
    assert_eq!(written(&session), plain);
}

#[test]
fn a_newer_version_is_shown_and_marked() {
    let session = session("[The dam holds], {said} <Ana>.\n");
    let text = written(&session).replace("version: 1", "version: 3");
    let loaded = super::super::load_text(Path::new("x"), text.clone(), session.article()).unwrap();
    assert_eq!((loaded.newer, loaded.record.claims.len()), (Some(3), 1));
    let strange = text.replace("engine:", "motor:");
    let loaded = super::super::load_text(Path::new("x"), strange, session.article()).unwrap();
    assert_eq!((loaded.newer, loaded.record.claims.len()), (Some(3), 0));
}

#[test]
fn hostile_names_and_notes_come_back_as_they_were() {
    let (article, found) = marked("[The\tdam “holds\" \\n], {said} <A\u{202e}na>.\n");
    let mut session = Session::new(article.into());
    session.offer(found);
    for note in
        ["\u{1b}]0;x\u{7}", "r#\"raw\"#", "\"##", "a\\", "line\r\nline", "🏴\u{e0067}\u{e007f}", "\"", "ends with quote\"#"]
    {
        session.apply(Edit::SetNote(id(0), note.into()), &stamp("m\"w")).unwrap();
        let text = written(&session);
        assert!(!text.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{text}");
        assert_eq!(read(&text, session.article()), session.record(), "{text}");
    }
    session.apply(Edit::RenameOutlet(OutletId::new("o-x"), "x".into()), &stamp("mw")).unwrap_err();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn any_review_comes_back_and_gives_the_same_bytes(session in edited()) {
        let text = written(&session);
        let record = read(&text, session.article());
        prop_assert_eq!(&record, &session.record());
        let restored = Session::restore(session.article().clone(), record);
        prop_assert_eq!(written(&restored), text);
    }

    #[test]
    fn no_file_makes_the_program_panic(session in edited(), at in 0usize..20_000, junk in "[\\PC\n\"\\\\(){}:,\\[\\]#]{0,6}", cut in 0usize..40) {
        let mut text = written(&session);
        let mut start = at % text.len();
        while !text.is_char_boundary(start) { start -= 1; }
        let mut end = (start + cut).min(text.len());
        while !text.is_char_boundary(end) { end -= 1; }
        text.replace_range(start..end.max(start), &junk);
        if let Ok(loaded) = super::super::load_text(Path::new("x"), text, session.article()) {
            let session = Session::restore(session.article().clone(), loaded.record);
            let _ = written(&session);
        }
    }
}

#[test]
fn an_adjudication_remembers_whose_versions_it_took() {
    let (article, found) = marked("[The dam holds], {said} <Ana>.\n[It leaks], {said} <Bo>.\n");
    let article: std::sync::Arc<_> = article.into();
    let record = Record { adjudicates: vec!["km".into(), "mw".into()], ..Record::default() };
    let mut session = Session::restore(article.clone(), record);
    session.offer(found);
    let made = Made { parts: Parts { content: vec![Span::new(4, 13)], ..Parts::default() }, ..Made::default() };
    let taken = [(id(0), Adopted::Rejected), (id(1), Adopted::Marked(Box::new(made)))].map(|(claim, version)| Adoption {
        claim,
        from: vec!["km".into(), "mw".into()],
        version,
    });
    session.apply(Edit::Adopt(taken.to_vec()), &stamp("jo")).unwrap();
    let text = written(&session);
    assert!(text.contains("    engine: \"0.1.0\",\n    adjudicates: [\"km\", \"mw\"],\n"), "{text}");
    assert_eq!(text.matches("            from: [\"km\", \"mw\"],\n").count(), 2, "{text}");
    assert!(text.contains("by: \"jo\"") && !text.contains("by: \"km\""), "{text}");
    assert_eq!(read(&text, &article), session.record());
    // A claim that is changed by hand is no longer theirs.
    session.apply(Edit::SetSpeaker(vec![id(1)], SpeakerChoice::Existing(SpeakerId::new("s-ana"))), &stamp("jo")).unwrap();
    assert_eq!(written(&session).matches("from: [").count(), 1);
    session.undo();
    assert_eq!(written(&session), text);
}

#[test]
fn a_class_set_by_hand_makes_a_file_of_version_2() {
    let mut session = session("[The dam holds], {said} <Ana>.\n");
    session.apply(Edit::SetClass(vec![id(0)], Some(CueClass::Attitude)), &stamp("mw")).unwrap();
    let text = written(&session);
    assert!(text.starts_with("(\n    version: 2,\n"), "{text}");
    assert_eq!(read(&text, session.article()), session.record());
    session.undo().unwrap();
    assert!(written(&session).starts_with("(\n    version: 1,\n"));
}

#[test]
fn a_field_of_version_2_makes_a_file_of_version_2_and_no_other() {
    let mut session = session("[The dam holds], {said} <Ana>.\n[It leaks], {said} <Bo>.\n");
    session.apply(Edit::Confirm(vec![id(0)]), &stamp("mw")).unwrap();
    assert!(written(&session).starts_with("(\n    version: 1,\n"));
    session.read_again(Arc::new(article("[It leaks], said Bo.\n")), []);
    session.apply(Edit::Cut(id(0)), &stamp("mw")).unwrap();
    let text = written(&session);
    assert!(text.starts_with("(\n    version: 2,\n") && text.contains("            cut: true,\n"), "{text}");
    let restored = Session::restore(session.article().clone(), read(&text, session.article()));
    assert_eq!(restored.record(), session.record());
    session.undo().unwrap();
    assert!(written(&session).starts_with("(\n    version: 1,\n"));
}

#[test]
fn a_settled_conflict_about_a_note_or_a_fact_check_is_kept() {
    let marks = "[The dam holds], {said} <Ana>.\n[It leaks], {said} <Bo>.\n";
    let said = |note: &str, state| {
        let mut session = session(marks);
        session.apply(Edit::SetNote(id(0), note.into()), &stamp("mw")).unwrap();
        let check = FactCheck { state: Some(state), stated: note.into(), ..Default::default() };
        session.apply(Edit::SetCheck(vec![id(1)], check), &stamp("mw")).unwrap();
        session.record()
    };
    let mut session = session(marks);
    let merged =
        crate::review::merge::merge(&session.record(), &said("yes", CheckState::Verified), &said("no", CheckState::Wrong));
    session.adopt(merged.record);
    session.apply(Edit::Settle(session.conflicts(), Whose::Theirs), &stamp("mw")).unwrap();
    let text = written(&session);
    assert!(text.starts_with("(\n    version: 2,\n"), "{text}");
    for line in [
        "            said: (note: (by: \"mw\", at: \"2026-11-22T18:00:00Z\")),\n",
        "            settled: [(by: \"mw\", at: \"2026-11-22T18:00:00Z\", notes: [\"yes\", \"no\"])],\n",
        "            settled: [(by: \"mw\", at: \"2026-11-22T18:00:00Z\", checks: [(state: Verified, stated: \"yes\"), (state: Wrong, stated: \"no\")])],\n",
    ] {
        assert!(text.contains(line), "{text}");
    }
    let restored = Session::restore(session.article().clone(), read(&text, session.article()));
    assert_eq!((written(&restored), restored.record()), (text, session.record()));
}

#[test]
fn what_several_people_say_of_a_speaker_is_kept() {
    let marks = "[The dam holds], {said} <Ana>.\n";
    let ana = || SpeakerId::new("s-ana");
    let after = |edit: Edit| {
        let mut session = session(marks);
        session.apply(edit, &stamp("mw")).unwrap();
        session.record()
    };
    let mut session = session(marks);
    let base = session.record();
    let renamed = |name: &str| after(Edit::RenameSpeaker(ana(), name.into()));
    let two = crate::review::merge::merge(&base, &renamed("Ana Diaz"), &renamed("Ana Ray")).record;
    session.adopt(two.clone());
    let text = written(&session);
    // What an older program knows is written as it was.
    assert!(
        text.starts_with("(\n    version: 1,\n")
            && text.contains("            conflict: (\n                name: \"Ana Ray\",\n            ),\n"),
        "{text}"
    );
    let mayor = |role: &str| after(Edit::DescribeSpeaker(ana(), Description::Role(role.into())));
    let described = crate::review::merge::merge(&base, &mayor("mayor"), &mayor("deputy")).record;
    session.adopt(crate::review::merge::merge(&base, &two, &described).record);
    let text = written(&session);
    assert!(text.starts_with("(\n    version: 2,\n") && text.contains("role: \"deputy\""), "{text}");
    let restored = Session::restore(session.article().clone(), read(&text, session.article()));
    assert_eq!((written(&restored), restored.record()), (text, session.record()));
    session.adopt(two);
    session.apply(Edit::Settle(session.conflicts(), Whose::Theirs), &stamp("mw")).unwrap();
    let text = written(&session);
    let settled = "            settled: [(by: \"mw\", at: \"2026-11-22T18:00:00Z\", between: [(name: \"Ana Diaz\"), (name: \"Ana Ray\")])],\n";
    assert!(text.starts_with("(\n    version: 2,\n") && text.contains(settled), "{text}");
    let restored = Session::restore(session.article().clone(), read(&text, session.article()));
    assert_eq!((written(&restored), restored.record()), (text, session.record()));
}

#[test]
fn what_a_page_says_of_itself_is_kept() {
    let page = "<!doctype html><html><head><title>Ferry stops</title><meta property=\"og:site_name\" content=\"Port Herald\">\
        <meta name=\"author\" content=\"Nadia Brook\"><meta property=\"article:published_time\" content=\"2026-11-20T10:00:00Z\">\
        </head><body><article><h1>Ferry stops</h1><p class=\"standfirst\">The harbour authority wants a new hull before May.</p>\
        <p>Ana Diaz said on Monday that the hull was cracked from bow to stern.</p></article></body></html>";
    let article = crate::article::Article::read(page.as_bytes(), crate::article::Format::Html).unwrap();
    let text = crate::sidecar::text_of(&crate::review::Record::default(), &article, "a.html", "0.1.0");
    for part in [
        "version: 2",
        "standfirst: \"The harbour authority wants a new hull before May.\"",
        "byline: \"Nadia Brook\"",
        "date: \"2026-11-20T10:00:00Z\"",
        "publisher: \"Port Herald\"",
    ] {
        assert!(text.contains(part), "no {part} in {text}");
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.html.claims.ron");
    std::fs::write(&path, &text).unwrap();
    assert!(crate::sidecar::load(&path, &article).unwrap().is_some_and(|loaded| loaded.newer.is_none()));
    // A text says it itself: an older program can read its file.
    let article = crate::article::Article::from_text("Ferry stops\n\nBy Nadia Brook\n\nAna Diaz said no.\n");
    assert!(crate::sidecar::text_of(&crate::review::Record::default(), &article, "a.txt", "0.1.0").contains("version: 1"));
}

#[test]
fn what_was_written_and_read_again_says_the_same_as_what_is_open() {
    let text = "The harbour opens in May, Eva Lund told the Port Gazette on Monday. She said that the quay was dry.\n\n\
                The toll stays, according to a Port Gazette report that cited Ana Diaz.\n";
    let article = std::sync::Arc::new(crate::article::Article::from_text(text));
    let mut session = crate::review::Session::new(std::sync::Arc::clone(&article));
    session.offer(crate::extract::extract(&article, &crate::extract::Options::fast()));
    let ids: Vec<_> = session.claims().iter().map(|claim| claim.id.clone()).collect();
    let stamp = |by: &str| crate::review::Stamp { by: by.into(), at: "2026-11-22T18:00:00Z".into() };
    let mut theirs = session.clone();
    session.apply(crate::review::Edit::Confirm(ids.clone()), &stamp("ann")).unwrap();
    theirs.apply(crate::review::Edit::Reject(ids), &stamp("ben")).unwrap();
    let start = crate::review::Session::new(std::sync::Arc::clone(&article)).record();
    let open = crate::review::merge::merge(&start, &session.record(), &theirs.record()).record;
    assert!(!open.conflicts().is_empty());
    for record in [session.record(), open] {
        let text = super::super::text_of(&record, &article, "harbour.txt", "0");
        let path = std::path::Path::new("harbour.txt.claims.ron");
        let read = super::super::load_text(path, text, &article).unwrap().record;
        // Else two open programs write over each other's file for ever.
        assert!(record.says_the_same(&read) && read.says_the_same(&record));
    }
    assert!(!session.record().says_the_same(&theirs.record()));
}
