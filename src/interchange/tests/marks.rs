//! Passages without a claim and the done mark, in every format.

use super::*;
use crate::review::{Done, NothingHere};

const ALL: Which = Which { decided: false, rejected: true, nothing_here: true, done: true };

/// The review of [`FILE`] with passages that somebody read, one of them over several lines, and the done mark.
fn read_through() -> Session {
    let session = rich();
    let article = session.article();
    let at = |words: &str| span(article, words, 0);
    let over_lines = Span::new(at("Wire").start, at("nobody * asked").end);
    let passages = [(at("Ferry 👩\u{200d}🚀 stops"), "jk"), (over_lines, "mw, \"the\" desk")];
    let mut record = session.record();
    record.nothing_here = passages.map(|(span, by)| NothingHere::new(&article.text, span, &stamp(by))).to_vec().into();
    record.done = Some(Done { stamp: stamp("jk"), blake3: article.digest(), engine: "deep 1, attribution".to_owned() });
    Session::restore(Arc::clone(article), record)
}

fn arrived(session: &Session, format: Format, file: &str) -> Imported {
    let reading = format.read(file, Some(&session.article().file_text())).unwrap();
    assert_eq!(reading.problems, [], "{}\n{file}", format.name());
    let [document] = reading.documents.as_slice() else { panic!("{}: {} documents", format.name(), reading.documents.len()) };
    import_claims(session.article(), document, format.name(), &stamp("importer"))
}

fn is_read() -> impl Iterator<Item = Format> {
    Format::ALL.into_iter().filter(|format| format.is_read())
}

#[test]
fn they_come_back_from_every_format_that_has_them() {
    let session = read_through();
    let record = session.record();
    for format in is_read() {
        let file = exported_with(&session, format, ALL);
        let back = arrived(&session, format, &file);
        assert_eq!(back.problems, [], "{}\n{file}", format.name());
        assert_eq!(back.nothing_here, record.nothing_here.to_vec(), "{}\n{file}", format.name());
        assert_eq!(back.done, record.done, "{}\n{file}", format.name());
        // Claims are what they are without them.
        let bare = arrived(&session, format, &exported(&session, format));
        assert_eq!(back.claims, bare.claims, "{}", format.name());
    }
}

#[test]
fn they_go_out_on_request_only() {
    let session = read_through();
    for format in is_read() {
        let back = arrived(&session, format, &exported(&session, format));
        assert!(back.nothing_here.is_empty() && back.done.is_none(), "{}", format.name());
        let passages = Which { nothing_here: true, ..Which::default() };
        let back = arrived(&session, format, &exported_with(&session, format, passages));
        assert!(back.nothing_here.len() == 2 && back.done.is_none(), "{}", format.name());
        let done = Which { done: true, ..Which::default() };
        let back = arrived(&session, format, &exported_with(&session, format, done));
        assert!(back.nothing_here.is_empty() && back.done.is_some(), "{}", format.name());
    }
    let markdown = exported_with(&session, Format::Markdown, ALL);
    assert!(markdown.contains("Read, nothing here:") && markdown.contains("Done: jk, 2026-11-22T18:00:00Z"), "{markdown}");
    assert_eq!(
        exported(&session, Format::Claimreview),
        exported_with(&session, Format::Claimreview, Which { rejected: false, ..ALL })
    );
}

#[test]
fn a_review_of_nothing_but_passages_comes_back_too() {
    let session = read_through();
    let record = Record { claims: Vec::new(), ..session.record() };
    let session = Session::restore(Arc::clone(session.article()), record.clone());
    for format in is_read() {
        let back = arrived(&session, format, &exported_with(&session, format, ALL));
        assert_eq!((back.nothing_here, back.done), (record.nothing_here.to_vec(), record.done.clone()), "{}", format.name());
    }
}

#[test]
fn the_mark_is_of_the_text_that_was_done() {
    let session = read_through();
    let mut record = session.record();
    record.done = record.done.map(|done| Done { blake3: article("Another text.").digest(), ..done });
    let other = Session::restore(Arc::clone(session.article()), record);
    for format in is_read() {
        assert_eq!(arrived(&other, format, &exported_with(&other, format, ALL)).done, None, "{}", format.name());
    }
}

#[test]
fn what_an_annotator_marks_elsewhere_is_that_annotators_word() {
    let session = read_through();
    let brat = exported_with(&session, Format::Brat, ALL);
    let without: Vec<&str> = brat.lines().filter(|line| !line.contains("\"by\":") || line.contains("blake3")).collect();
    let back = arrived(&session, Format::Brat, &without.join("\n"));
    let signed: Vec<&str> = back.nothing_here.iter().map(|read| read.stamp.by.as_str()).collect();
    assert_eq!(signed, ["importer", "importer"]);

    let doccano = exported_with(&session, Format::Doccano, ALL);
    let mut example: serde_json::Value = serde_json::from_str(doccano.trim()).unwrap();
    let entities = example["entities"].as_array_mut().unwrap();
    let passage = entities.iter().position(|entity| entity["label"] == "NOTHING_HERE").unwrap();
    entities.remove(passage);
    let moved = entities.iter_mut().find(|entity| entity["label"] == "NOTHING_HERE").unwrap();
    let end = moved["start_offset"].as_u64().unwrap() + 4;
    moved["end_offset"] = end.into();
    let back = arrived(&session, Format::Doccano, &example.to_string());
    let words: Vec<(&str, &str)> = back.nothing_here.iter().map(|read| (&*read.words, read.stamp.by.as_str())).collect();
    assert_eq!(words, [("Wire", "importer")]);
}
