use super::*;
use crate::review::Edit;
use crate::review::tests::{id, session, stamp};
use crate::sidecar::{SidecarError, load};

fn good() -> (Session, String) {
    let mut session = session("[The dam holds], {said} <Ana>.\n[It leaks], {said} <Bo>.\n");
    session.apply(Edit::Confirm(vec![id(0), id(1)]), &stamp("mw")).unwrap();
    let text = written(&session);
    (session, text)
}

/// The message of a file in which `from` was replaced by `to` once.
fn complaint(from: &str, to: &str) -> String {
    let (session, text) = good();
    assert!(text.contains(from));
    let broken = text.replacen(from, to, 1);
    let error = super::super::load_text(Path::new("dam.txt.claims.ron"), broken, session.article()).unwrap_err();
    assert!(matches!(error, SidecarError::Content(_)));
    error.to_string()
}

#[test]
fn a_hand_edited_file_is_told_with_its_place() {
    let messages = [
        complaint("by: \"mw\",", "by: \"mw\""),
        complaint("decision: Confirmed", "decison: Confirmed"),
        complaint("decision: Confirmed", "decision: Agreed"),
        complaint("            decision: Confirmed,\n", "<<<<<<< HEAD\n            decision: Confirmed,\n=======\n"),
        complaint("id: \"c-00000001\"", "id: \"c-00000000\""),
        complaint("(at: 0..13", "(at: 13..0"),
        complaint("(at: 0..13", "(at: 0..13a"),
        complaint("suffix: \"", "suffix: "),
        complaint("(\n    version: 1", "(\n    vers: 1"),
        complaint("        ),\n    ],\n)\n", ""),
    ];
    insta::assert_snapshot!(messages.join("\n"));
}

#[test]
fn bytes_that_are_no_text_are_told() {
    let (session, text) = good();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dam.txt.claims.ron");
    let mut bytes = text.into_bytes();
    bytes[40] = 0xff;
    std::fs::write(&path, &bytes).unwrap();
    let error = load(&path, session.article()).unwrap_err().to_string();
    assert!(error.contains(":3:") && error.contains("invalid UTF-8"), "{error}");
    assert!(load(&folder.path().join("none"), session.article()).unwrap().is_none());
    assert!(matches!(load(folder.path(), session.article()), Err(SidecarError::Read { .. })));
}

#[test]
fn a_file_saved_on_windows_is_read() {
    let (session, text) = good();
    let text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(read(&text, session.article()), session.record());
}

#[test]
fn no_message_names_a_type_of_the_program() {
    for (from, to) in [
        ("(\n    version", "garbage(\n    version"),
        ("(\n    version: 1", "[\n    version: 1"),
        ("article: (", "article: paper ("),
        ("article: (", "article: ["),
        ("(at: 0..13", "(at: here"),
        ("decision: Confirmed", "decision: 3"),
        ("claims: [", "claims: ("),
    ] {
        let message = complaint(from, to);
        let message = message.lines().next().unwrap();
        assert!(!["struct", "enum", "Sidecar", "ArticleRef"].iter().any(|word| message.contains(word)), "{message}");
    }
    assert!(complaint("article: (", "article: paper (").contains("expected an opening `(`; found `paper`"));
}
