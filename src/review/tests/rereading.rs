//! A session that goes on in another text of its article.

use super::*;

const BEFORE: &str = "The quay is shut, said Ana Brandt.\n\
    Work on the new quay began in March and was to last until the autumn, when the ferries come back to town.\n\
    [The crane fell twice before anybody looked at its foundations], {said} <Ole Nyman> in the harbour office.\n\
    The company had promised to finish by June, and every week of delay costs the town dearly, a council paper shows.\n\
    [Nobody was hurt, and nobody will be as long as the fence is there], {said} <Ida Falk> on the other side of the river.\n\
    The council meets again on Thursday, behind closed doors this time, to hear what the engineers have to say.\n";
const CRANE: &str = "The crane fell twice before anybody looked at its foundations";
const HURT: &str = "Nobody was hurt, and nobody will be as long as the fence is there";

/// The session of the text above, and the article without the words from `gone`, with `new` before it.
fn changed(gone: &str, new: &str) -> (Session, Arc<Article>) {
    let session = session(BEFORE);
    let text = format!("{new}{}", session.article().text.replace(gone, ""));
    (session, Arc::new(article(&text)))
}

fn words(session: &Session, number: usize) -> String {
    let claim = session.claim(&id(number)).unwrap();
    claim.spans(Part::Content).iter().map(|span| span.slice(&session.article().text).unwrap()).collect()
}

#[test]
fn claims_move_with_the_text_and_undo_reaches_back_across_it() {
    let (mut session, article) = changed("The quay is shut, said Ana Brandt.\n", "A long first line, about the weather.\n");
    session.apply(Edit::Confirm(vec![id(2)]), &stamp("mw")).unwrap();
    session.apply(Edit::Reject(vec![id(4)]), &stamp("mw")).unwrap();
    session.undo().unwrap();
    let revision = session.revision();
    let mut file = session.record();
    session.read_again(Arc::clone(&article), [&mut file]);
    assert_eq!((session.revision(), &file), (revision, &session.record()), "what was saved is found again as well");
    assert_eq!([2, 4].map(|n| words(&session, n)), [CRANE, HURT]);
    assert_eq!(session.claim(&id(2)).unwrap().decision, Decision::Confirmed);
    session.redo().unwrap();
    assert_eq!((words(&session, 4).as_str(), session.claim(&id(4)).unwrap().decision), (HURT, Decision::Rejected));
    session.undo().unwrap();
    session.undo().unwrap();
    assert_eq!((words(&session, 2).as_str(), session.claim(&id(2)).unwrap().decision), (CRANE, Decision::Unreviewed));
    assert!(session.undo().is_none());
}

#[test]
fn what_is_gone_keeps_its_decision_and_can_be_said_to_be_cut() {
    let (mut session, article) = changed(&format!("{CRANE}, said Ole Nyman in the harbour office.\n"), "");
    session.apply(Edit::Confirm(vec![id(2)]), &stamp("mw")).unwrap();
    let before = Arc::clone(session.article());
    assert_eq!(session.apply(Edit::Cut(id(2)), &stamp("mw")), Err(EditError::NotLost(id(2))));
    session.read_again(article, []);
    let claim = session.claim(&id(2)).unwrap();
    assert!(claim.anchor.is_lost() && claim.needs_place() && claim.decision == Decision::Confirmed);
    assert_eq!(session.progress().lost, 1);
    session.apply(Edit::Cut(id(2)), &stamp("jk")).unwrap();
    let claim = session.claim(&id(2)).unwrap();
    assert!(claim.cut && !claim.needs_place() && session.progress().lost == 0);
    let last = claim.log.last().unwrap();
    assert_eq!((last.stamp.by.as_str(), last.was.as_str(), last.to), ("jk", CRANE, Decision::Confirmed));
    session.undo().unwrap();
    assert_eq!(session.progress().lost, 1, "undo asks again");
    session.redo().unwrap();
    // In the same text it is not asked again; back in the article it is where it was.
    let again = Arc::clone(session.article());
    session.read_again(again, []);
    assert!(session.claim(&id(2)).unwrap().cut);
    session.read_again(before, []);
    let claim = session.claim(&id(2)).unwrap();
    assert!(!claim.cut && !claim.anchor.is_lost() && words(&session, 2) == CRANE);
}

#[test]
fn a_mark_that_the_article_is_done_is_of_its_text() {
    let (mut session, article) = changed("twice ", "");
    session.apply(Edit::SetDone(Some("0.1.0".into())), &stamp("mw")).unwrap();
    session.read_again(article, []);
    assert_eq!(session.done(), None);
}
