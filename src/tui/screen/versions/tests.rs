use std::sync::Arc;

use crate::analysis::adjudication::Adjudication;
use crate::analysis::versions::Version;
use crate::claim::{ClaimId, Directness, Part, SpeakerId};
use crate::review::{Decision, Edit, Session, SpeakerChoice, Stamp};
use crate::text::Span;
use crate::tui::look::Look;
use crate::tui::message::{Effect, Message, Moment, ReviewVersions};
use crate::tui::model::{Layer, Model};
use crate::tui::tests::{self, Player, TEXT};
use crate::tui::theme::Depth;
use crate::tui::workspace::OpenArticle;

fn id(number: usize) -> ClaimId {
    ClaimId::new(format!("c-0000000{number}"))
}

/// A review of the test article, after these edits.
fn review(name: &str, edits: Vec<Edit>) -> Version {
    let mut session = Session::new(Arc::new(tests::article()));
    session.offer(tests::extraction());
    let stamp = Stamp { by: name.into(), at: "2026-11-22T18:00:00Z".into() };
    for edit in edits {
        session.apply(edit, &stamp).unwrap();
    }
    Version { annotator: name.into(), session }
}

/// Reviews that agree on the first, third and sixth claim, differ on the second and fourth, and of the fifth
/// one has no word yet.
fn reviews() -> Vec<Version> {
    let shorter = {
        let start = TEXT.find("\"We promised too much").unwrap();
        Span::new(start, start + "\"We promised too much,".len())
    };
    vec![
        review("km", vec![Edit::Confirm([1, 2, 3, 4, 5, 6].map(id).to_vec())]),
        review(
            "mw",
            vec![
                Edit::Confirm([1, 3, 6].map(id).to_vec()),
                Edit::SetSpans(id(2), Part::Content, vec![shorter]),
                Edit::SetSpeaker(vec![id(2)], SpeakerChoice::Existing(SpeakerId::new("s-tomas-reuel"))),
                Edit::Reject(vec![id(4)]),
            ],
        ),
    ]
}

/// The adjudicator's screen.
fn player(reviews: &[Version], width: u16, height: u16) -> Player {
    let article = Arc::clone(reviews[0].session.article());
    let (session, adjudication) = Adjudication::begin(article, reviews, None);
    let mut desk = OpenArticle::new(session, "harbour.txt", "jo");
    desk.adjudication = Some(adjudication);
    Player::of(Model::new(desk, Look::default(), (width, height)))
}

/// Decision and whose version, claim by claim.
fn told(player: &Player) -> Vec<String> {
    let claims = player.model.desk.session.claims().iter();
    claims.map(|claim| format!("{:?} {}", claim.decision, claim.from.join("+")).trim_end().to_owned()).collect()
}

#[test]
fn versions_stand_side_by_side_at_every_size() {
    for (width, height) in [(140, 40), (100, 30), (80, 24), (40, 12)] {
        insta::assert_snapshot!(format!("versions_{width}x{height}"), player(&reviews(), width, height).screen());
    }
    let mut three = reviews();
    three.push(review(
        "sb",
        vec![Edit::Confirm([1, 3, 4, 5].map(id).to_vec()), Edit::SetDirectness(vec![id(2)], Some(Directness::Mixed))],
    ));
    insta::assert_snapshot!("versions_of_three", player(&three, 80, 24).screen());
    insta::assert_snapshot!("versions_of_three_narrow", player(&three, 40, 12).screen());
    for (width, height) in [(1, 1), (3, 2), (20, 5), (60, 9), (250, 3)] {
        player(&three, width, height).screen();
    }
}

#[test]
fn what_differs_is_lit_in_dark_light_and_monochrome() {
    for name in ["dark", "light", "monochrome"] {
        let mut player = player(&reviews(), 100, 30);
        let look = &mut player.model.look;
        let depth = if name == "monochrome" { Depth::None } else { Depth::True };
        look.theme = look.themes.choose(Some(name), None, depth);
        insta::assert_snapshot!(format!("versions_styles_{name}"), player.styles());
    }
}

#[test]
fn a_digit_takes_a_version_and_the_next_disagreement_is_in_hand() {
    let mut player = player(&reviews(), 100, 30);
    assert_eq!(player.model.hand(), Some(&id(2)));
    player.keys("2");
    assert_eq!(player.model.status.text, "accepted from mw: Reuel, “We promised too much”");
    assert_eq!(player.model.hand(), Some(&id(4)));
    player.keys("1");
    assert_eq!(player.model.hand(), Some(&id(5)));
    player.keys("2");
    assert_eq!(player.model.status.text, "mw has not decided on this claim");
    player.keys("1");
    assert_eq!(told(&player), ["Unreviewed", "Corrected mw", "Unreviewed", "Confirmed km", "Confirmed km", "Unreviewed"]);
    // What a version is changed into is a third one.
    player.keys("g j t");
    let session = &player.model.desk.session;
    assert_eq!(session.claim(&id(2)).map(|claim| (claim.decision, claim.from.len())), Some((Decision::Corrected, 0)));
    let by: Vec<&str> = session.claims().iter().flat_map(|claim| claim.log.iter()).map(|entry| entry.stamp.by.as_str()).collect();
    assert!(by.iter().all(|by| *by == "jo"), "{by:?}");
    // Every change was handed over to be saved, as an adjudication.
    let saved =
        player.effects.iter().rev().find_map(|effect| if let Effect::Save(state) = effect { Some(&state.record) } else { None });
    assert_eq!(saved.unwrap().adjudicates, ["km", "mw"]);
}

#[test]
fn n_goes_from_one_disagreement_to_the_next_and_round() {
    let mut player = player(&reviews(), 100, 30);
    let mut seen = Vec::new();
    for key in ["n", "n", "n", "N"] {
        player.keys(key);
        seen.push(player.model.hand().unwrap().to_string());
    }
    assert_eq!(seen, ["c-00000004", "c-00000005", "c-00000002", "c-00000005"]);
    // Decided ones are passed over.
    player.keys("g n 1");
    assert_eq!(player.model.hand(), Some(&id(4)));
    player.keys("n n");
    assert_eq!(player.model.hand(), Some(&id(4)));
}

#[test]
fn what_all_agree_on_is_shown_taken_and_taken_back_as_one() {
    let mut player = player(&reviews(), 100, 30);
    player.keys("E");
    assert!(matches!(player.model.layers.last(), Some(Layer::Agreed(_))));
    insta::assert_snapshot!("versions_agreed", player.screen());
    player.keys("n");
    assert!(player.model.layers.is_empty() && told(&player).iter().all(|claim| claim == "Unreviewed"));
    player.keys("E y");
    let agreed = ["Confirmed km+mw", "Unreviewed", "Confirmed km+mw", "Unreviewed", "Unreviewed", "Confirmed km+mw"];
    assert_eq!(told(&player), agreed);
    assert_eq!(player.model.status.text, "3 claims accepted as all have them; u undoes it");
    player.keys("E");
    assert_eq!(player.model.status.text, "no claims left on which all agree");
    player.keys("u");
    assert!(told(&player).iter().all(|claim| claim == "Unreviewed"));
    player.keys("ctrl-r");
    assert_eq!(told(&player), agreed);
}

#[test]
fn a_held_or_doubled_digit_takes_one_version_only() {
    let mut player = player(&reviews(), 100, 30);
    player.keys("1");
    player.send(Message::Repeat("1".parse().unwrap()), 20);
    player.send(Message::Key("1".parse().unwrap()), 20);
    assert_eq!(told(&player).iter().filter(|claim| claim.starts_with("Confirmed")).count(), 1);
}

#[test]
fn marked_claims_are_taken_together_and_tabs_are_reached_with_alt() {
    let mut player = player(&reviews(), 100, 30);
    player.keys("g space j j space 1");
    assert_eq!(told(&player)[0], "Confirmed km+mw");
    assert_eq!(told(&player)[3], "Confirmed km");
    player.keys("u");
    assert!(told(&player).iter().all(|claim| claim == "Unreviewed"));
    player.keys("alt-2");
    assert!(player.screen().contains("Ilse Brandt") && player.model.panes.tab == crate::tui::screen::frame::Tab::Speakers);
    player.keys("1");
    assert_eq!(player.model.panes.tab, crate::tui::screen::frame::Tab::Claims);
    assert!(told(&player).iter().all(|claim| claim == "Unreviewed"));
}

#[test]
fn the_detail_shows_every_version_in_full() {
    let mut player = player(&reviews(), 100, 30);
    player.keys("2 k k enter");
    insta::assert_snapshot!("versions_detail", player.screen());
}

#[test]
fn in_a_review_of_ones_own_a_digit_is_a_tab() {
    let mut player = Player::new(100, 30);
    player.keys("2");
    assert_eq!(player.model.panes.tab, crate::tui::screen::frame::Tab::Speakers);
    player.keys("1");
    player.model.update(Message::Key("E".parse().unwrap()), Moment::default());
    assert!(player.model.layers.is_empty());
}

fn changed(reviews: Vec<Version>) -> Message {
    Message::ReviewsChanged(ReviewVersions { versions: reviews, trouble: Vec::new() })
}

#[test]
fn a_review_that_changes_while_it_is_open_is_reported_and_shown_and_nothing_decided_is_lost() {
    let mut player = player(&reviews(), 100, 30);
    player.keys("2");
    let mut others = reviews();
    let stamp = Stamp { by: "mw".into(), at: "2026-11-23T18:00:00Z".into() };
    others[1].session.apply(Edit::Reject(vec![id(2)]), &stamp).unwrap();
    player.send(changed(others.clone()), 5000);
    let told_text = player.model.status.text.clone();
    assert!(
        told_text.starts_with("mw changed claim 2 (") && told_text.ends_with("your decision on it stays; n goes there"),
        "{told_text}"
    );
    assert_eq!(told(&player)[1], "Corrected mw");
    player.keys("n n");
    assert_eq!(player.model.hand(), Some(&id(2)));
    assert!(
        player.screen().contains("Claim 2 of 6: changed since; ≠") && !player.screen().contains("mw ✓"),
        "{}",
        player.screen()
    );
    player.keys("1 n");
    assert_ne!(player.model.hand(), Some(&id(2)), "it was looked at");
    // The claim under the reader's hand changes: a key of the same moment was meant for what was there before.
    let hand = player.model.hand().unwrap().clone();
    others[1].session.apply(Edit::SetNote(hand.clone(), "see the minutes".into()), &stamp).unwrap();
    others[1].session.apply(Edit::Reject(vec![hand.clone()]), &stamp).unwrap();
    player.send(changed(others.clone()), 5000);
    player.send(Message::Key("1".parse().unwrap()), 50);
    assert!(player.model.status.text.starts_with("ignored: this claim changed"), "{}", player.model.status.text);
    player.keys("1");
    assert!(player.model.desk.session.claim(&hand).unwrap().decision.is_decided());
    // The same again says nothing; what is open waits.
    player.keys("j");
    let quiet = player.model.status.clone();
    player.send(changed(others.clone()), 1000);
    assert_eq!(player.model.status, quiet);
    player.keys("i h m");
    others[0].session.apply(Edit::Reject(vec![id(6)]), &Stamp { by: "km".into(), ..stamp }).unwrap();
    player.send(changed(others), 1000);
    assert!(matches!(player.model.layers.last(), Some(Layer::Note(_))));
    player.keys("esc");
    assert!(player.model.status.text.contains("km changed claim 6"), "{}", player.model.status.text);
}

#[test]
fn two_names_for_one_speaker_stand_in_the_conflict_window_with_who_gave_them() {
    let brandt = || SpeakerId::new("s-ilse-brandt");
    let reviews = vec![
        review("km", vec![Edit::RenameSpeaker(brandt(), "Ilse Brandt-Lohse".into())]),
        review("mw", vec![Edit::RenameSpeaker(brandt(), "Ilsa Brandt".into())]),
    ];
    let mut player = player(&reviews, 100, 30);
    player.keys("X");
    let screen = player.screen();
    assert!(screen.contains("km (o)") && screen.contains("mw (t)") && screen.contains("Ilsa Brandt"), "{screen}");
    player.keys("t");
    assert_eq!(player.model.status.text, "kept mw’s version; all conflicts are resolved");
    assert_eq!(player.model.desk.session.speaker(&brandt()).unwrap().name, "Ilsa Brandt");
}

#[test]
fn an_article_that_changes_in_an_adjudication_is_reported_and_opened_again() {
    let mut player = player(&reviews(), 100, 30);
    let other = crate::article::Article::from_text("Another text altogether.\n");
    player.send(Message::ArticleChanged(Ok(Arc::new(other))), 1000);
    assert_eq!(player.model.status.text, "the article has changed on disk; R reloads it");
    player.keys("1");
    assert!(told(&player).iter().all(|claim| claim == "Unreviewed"), "nothing is decided on words that are gone");
    assert!(player.effects.contains(&Effect::OpenArticle(0)));
}
