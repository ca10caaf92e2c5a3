use std::path::Path;

use super::*;
use crate::claim::SpeakerKind;
use crate::review::tests::{id, session, stamp};
use crate::review::{CheckState, Description, Edit, Evidence, FactCheck, Stamp};
use crate::sidecar;

/// A review as its sidecar holds it, of an article in this file.
fn text(session: &Session, file: &str) -> String {
    sidecar::text_of(&session.record(), session.article(), file, "0.1.0")
}

fn page(session: &Session, file: &str) -> Page {
    Page::of(&sidecar::parse(Path::new("x.claims.ron"), &text(session, file)).unwrap())
}

fn described(session: &mut Session, name: &str, role: &str, at: &str) {
    let id = session.speakers().find(|speaker| speaker.name == name).unwrap().id.clone();
    let stamp = Stamp { by: "mw".into(), at: at.into() };
    session.apply(Edit::DescribeSpeaker(id, Description::Role(role.into())), &stamp).unwrap();
}

fn speaker(name: &str) -> Speaker {
    let mut session = session(&format!("<{name}> {{said}} [so].\n"));
    session.apply(Edit::Confirm(vec![id(0)]), &stamp("mw")).unwrap();
    session.speakers().next().unwrap().clone()
}

const TUESDAY: &str = "\
<Bo Lund> {said} that [the port of Velmark lost 40,000 crates in 2023].
<Ana Diaz> {said} [“Nobody at the ferry line hid a leak from anyone,”].
<The ministry> {declined} [to comment].
";

#[test]
fn a_known_person_comes_with_the_office_and_the_article_that_says_so() {
    let mut old = session(TUESDAY);
    old.apply(Edit::Confirm(vec![id(0), id(1)]), &stamp("mw")).unwrap();
    described(&mut old, "Bo Lund", "harbour master", "2026-11-20T08:00:00Z");
    let memory = Memory::of([page(&old, "tuesday.txt")]);
    let known = memory.office(&speaker("Bo Lund")).unwrap();
    assert_eq!((known.person.office().as_str(), known.article), ("harbour master", "tuesday.txt"));
    assert!(memory.office(&speaker("Ana Diaz")).is_none(), "nothing is known of her");
    assert!(memory.office(&speaker("Bo Lundqvist")).is_none());
    // The article's own word is not overruled; an unnamed source is nobody's namesake.
    let own = Speaker { role: Some("poet".into()), ..speaker("Bo Lund") };
    assert!(memory.office(&own).is_none());
    let unnamed = Speaker { anonymous: true, ..speaker("Bo Lund") };
    assert!(memory.person(&unnamed).is_none());
    let company = Speaker { kind: SpeakerKind::Organisation, ..speaker("Bo Lund") };
    assert!(memory.person(&company).is_none());
}

#[test]
fn of_several_offices_the_reviewers_last_word_counts_and_namesakes_are_left_alone() {
    let review = |name: &str, role: &str, at: &str, file: &str| {
        let mut session = session(&format!("<{name}> {{said}} [so].\n"));
        session.apply(Edit::Confirm(vec![id(0)]), &Stamp { by: "mw".into(), at: at.into() }).unwrap();
        described(&mut session, name, role, at);
        page(&session, file)
    };
    let march = review("Bo Lund", "harbour master", "2026-03-01T08:00:00Z", "march.txt");
    let may = review("Bo Lund", "mayor", "2026-05-01T08:00:00Z", "may.txt");
    for pages in [[march.clone(), may.clone()], [may, march.clone()]] {
        assert_eq!(Memory::of(pages).office(&speaker("Bo Lund")).unwrap().person.office(), "mayor");
    }
    let mut other = march.clone();
    other.people[0].name = "Eva Lund".into();
    let mut aliased = march;
    for page in [&mut other, &mut aliased] {
        page.people[0].aliases = vec!["Lund".into()];
    }
    assert!(Memory::of([aliased.clone()]).office(&speaker("Lund")).is_some());
    assert!(Memory::of([aliased, other]).office(&speaker("Lund")).is_none(), "two go by that name");
}

#[test]
fn an_earlier_check_turns_up_with_its_verdict_and_evidence() {
    let mut old = session(TUESDAY);
    let evidence = Evidence::read("https://stats.example/t4 table 4 primary supports").unwrap();
    let check = FactCheck { state: Some(CheckState::Verified), evidence: vec![evidence], ..FactCheck::default() };
    old.apply(Edit::Confirm(vec![id(0), id(1)]), &stamp("mw")).unwrap();
    old.apply(Edit::SetCheck(vec![id(0)], check.clone()), &stamp("mw")).unwrap();
    let wrong = FactCheck { state: Some(CheckState::Wrong), ..FactCheck::default() };
    old.apply(Edit::SetCheck(vec![id(1)], wrong), &stamp("mw")).unwrap();
    let memory = Memory::of([page(&old, "tuesday.txt")]);
    let friday = session(
        "<Eva Brandt> {said} that [Velmark’s port lost 40000 crates in 2023].\n\
         <Eva Brandt> {said} that [“nobody at the ferry line hid a leak from anyone”].\n\
         <Eva Brandt> {said} that [the port lost 12 crates].\n",
    );
    let found = |number: usize| memory.precedents_of(&friday, friday.claim(&id(number)).unwrap());
    let first = &found(0)[0];
    assert_eq!((first.alike, first.article, &first.checked.check), (Alike::Figures, "tuesday.txt", &check));
    assert_eq!((first.checked.by.as_str(), first.checked.speaker.as_str()), ("mw", "Bo Lund"));
    assert_eq!(found(1)[0].checked.check.state, Some(CheckState::Wrong));
    assert!(found(2).is_empty(), "another figure");
}

#[test]
fn kinds_that_are_always_rejected_are_folded_and_nothing_is_decided() {
    let rejected = |file: &str| {
        let mut session = session(TUESDAY);
        session.apply(Edit::Reject(vec![id(2)]), &stamp("mw")).unwrap();
        session.apply(Edit::Confirm(vec![id(0)]), &stamp("mw")).unwrap();
        page(&session, file)
    };
    let today = session("<The city> {declined} [to comment].\n<Bo Lund> {said} [so].\n");
    let few = Memory::of([rejected("a.txt"), rejected("b.txt")]);
    assert!(few.folded(&today).claims.is_empty(), "two are no habit");
    let memory = Memory::of([rejected("a.txt"), rejected("b.txt"), rejected("c.txt")]);
    let folded = memory.folded(&today);
    assert_eq!(folded.claims.iter().collect::<Vec<_>>(), [&id(0)]);
    assert_eq!(folded.why[0].0.words(), "“declined to comment”, 3 of 3 rejected");
    assert_eq!(folded.why[0].1, 1);
    assert_eq!(today.progress().decided, 0);
    // One that was kept ends the habit.
    let mut kept = session(TUESDAY);
    kept.apply(Edit::Confirm(vec![id(2)]), &stamp("jk")).unwrap();
    let memory = Memory::of([rejected("a.txt"), rejected("b.txt"), rejected("c.txt"), page(&kept, "d.txt")]);
    assert!(memory.folded(&today).claims.is_empty());
    // In one article alone nothing is a habit.
    let memory = Memory::of([rejected("a.txt"), rejected("a.txt"), rejected("a.txt")]);
    assert!(memory.folded(&today).claims.is_empty());
}

#[test]
fn sources_and_classes_can_be_habits_too_but_no_pronoun() {
    let gossip = |file: &str| {
        let mut session = session("<a friend of the mayor> {said} [she was ill].\n<she> {said} [so].\n");
        session.apply(Edit::Reject(vec![id(0), id(1)]), &stamp("mw")).unwrap();
        page(&session, file)
    };
    let memory = Memory::of([gossip("a.txt"), gossip("b.txt"), gossip("c.txt")]);
    let today = session("<A friend of the mayor> {told us} [it was a lie].\n<she> {denied} [it].\n");
    assert_eq!(memory.folded(&today).claims.iter().collect::<Vec<_>>(), [&id(0)]);
}

#[test]
fn the_cache_spares_reading_what_has_not_changed_and_the_open_review_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let caches = folder.path().join("state/memory");
    let desk = folder.path().join("desk");
    std::fs::create_dir(&desk).unwrap();
    let write = |name: &str, session: &Session| {
        std::fs::write(desk.join(format!("{name}.claims.ron")), text(session, name)).unwrap();
    };
    let mut old = session(TUESDAY);
    old.apply(Edit::Confirm(vec![id(0), id(1)]), &stamp("mw")).unwrap();
    described(&mut old, "Bo Lund", "harbour master", "2026-11-20T08:00:00Z");
    write("tuesday.txt", &old);
    std::fs::write(desk.join("broken.txt.claims.ron"), "<<<<<<< ours\n").unwrap();
    let folders = [desk.clone()];
    let open = desk.join("friday.txt.claims.ron");
    let read = || folder::read(&folders, &open, Some(&caches));
    assert!(read().office(&speaker("Bo Lund")).is_some());
    // The second time the page comes from the cache: what is in it counts while length and time are the same.
    let cache = std::fs::read_dir(&caches).unwrap().next().unwrap().unwrap().path();
    let cached = std::fs::read_to_string(&cache).unwrap();
    assert!(cached.contains("harbour master"), "{cached}");
    std::fs::write(&cache, cached.replace("harbour master", "ferryman")).unwrap();
    assert_eq!(read().office(&speaker("Bo Lund")).unwrap().person.office(), "ferryman");
    // A changed sidecar is read again, and one that is gone is forgotten.
    described(&mut old, "Bo Lund", "retired harbour master", "2026-11-21T08:00:00Z");
    write("tuesday.txt", &old);
    assert_eq!(read().office(&speaker("Bo Lund")).unwrap().person.office(), "retired harbour master");
    assert!(folder::read(&folders, &desk.join("tuesday.txt.claims.ron"), Some(&caches)).is_empty(), "it is open itself");
    std::fs::remove_file(desk.join("tuesday.txt.claims.ron")).unwrap();
    assert!(read().is_empty());
    // Nothing is written next to the articles, and a broken cache is as none.
    assert_eq!(std::fs::read_dir(&desk).unwrap().count(), 1);
    std::fs::write(&cache, "nonsense").unwrap();
    assert!(read().is_empty());
}
