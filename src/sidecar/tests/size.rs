use std::time::Instant;

use super::*;
use crate::review::tests::{id, marked, stamp};
use crate::review::{Edit, SpeakerChoice};

/// Ten thousand claims: the file comes back, and an edit's cost does not grow with the claims.
#[test]
fn ten_thousand_claims_are_no_burden() {
    let line = |number: usize| {
        format!(
            "“[The dam of district {number} will hold through the winter, whatever anyone says],” {{said}} <Ana {}> on Monday, ‹The Daily› reported.\n",
            number % 700
        )
    };
    let text: String = (0..10_000).map(line).collect();
    let (article, found) = marked(&text);
    let mut session = Session::new(article.into());
    session.offer(found);
    let clock = Instant::now();
    for number in (0..10_000).step_by(10) {
        session.apply(Edit::Confirm(vec![id(number)]), &stamp("mw")).unwrap();
        session.apply(Edit::SetSpeaker(vec![id(number + 1)], SpeakerChoice::Nobody), &stamp("mw")).unwrap();
    }
    while session.undo().is_some() {}
    while session.redo().is_some() {}
    let edits = clock.elapsed() / 6_000;
    let clock = Instant::now();
    let record = session.record();
    let recorded = clock.elapsed();
    let clock = Instant::now();
    let text = super::super::text_of(&record, session.article(), "dam.txt", ENGINE);
    let saved = clock.elapsed();
    let clock = Instant::now();
    let read = read(&text, session.article());
    let opened = clock.elapsed();
    let clock = Instant::now();
    let restored = Session::restore(session.article().clone(), read);
    let restoring = clock.elapsed();
    eprintln!(
        "an edit {edits:?}; record {recorded:?}; to text {saved:?} ({} bytes); from text {opened:?}; restored {restoring:?}",
        text.len()
    );
    assert_eq!(restored.record(), record);
}
