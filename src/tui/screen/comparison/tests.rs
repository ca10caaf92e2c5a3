//! Keys in the comparison, and how it looks.

use std::sync::Arc;

use crate::analysis::comparison::{Transcript, Verdict, compare};
use crate::article::Article;
use crate::review::Stance;
use crate::tui::message::{Compared, Effect, Message};
use crate::tui::model::Layer;
use crate::tui::tests::Player;

const SPEECH: &str = "CHAIR: Please sit down.\n\nMAYOR BRANDT: Good morning. We promised too much, and we promised it too early. Questions?\n\n\
    REUEL: Hardly anybody at Norrbau hid anything from anyone, and we will prove it.\n";

/// A player who chose the transcript, with what the worker then finds.
fn compared(width: u16, height: u16) -> Player {
    let mut player = Player::new(width, height);
    player.keys("=");
    assert_eq!(player.effects.last(), Some(&Effect::FindTranscripts));
    player.send(Message::Transcripts(vec!["speech.txt".into(), "other.md".into()], 1), 10);
    player.keys("enter");
    assert_eq!(player.effects.last(), Some(&Effect::Compare(vec!["speech.txt".into()])));
    player.send(found(&player), 10);
    player
}

fn found(player: &Player) -> Message {
    let transcript = Transcript::new("speech.txt", Arc::new(Article::from_text(SPEECH)));
    let findings = compare(&player.model.desk.session, &[transcript]);
    Message::Compared(Ok(Compared { transcripts: vec!["speech.txt".into()], findings }))
}

fn evidence(player: &Player) -> Vec<String> {
    let claims = player.model.desk.session.claims().iter();
    claims.flat_map(|claim| claim.check.evidence.iter().map(|evidence| evidence.line())).collect()
}

#[test]
fn comparisons_of_every_size() {
    for (width, height) in [(140, 40), (100, 30), (80, 24), (40, 12), (20, 6), (1, 1)] {
        let mut player = compared(width, height);
        player.keys("j");
        insta::assert_snapshot!(format!("comparison_{width}x{height}"), player.screen());
    }
    let mut player = Player::new(80, 24);
    player.keys("=");
    player.send(Message::Transcripts(vec!["speech.txt".into(), "other.md".into()], 1), 10);
    insta::assert_snapshot!("comparison_picker", player.screen());
}

#[test]
fn a_finding_is_written_to_the_claims_evidence_and_taken_back() {
    let mut player = compared(100, 30);
    let before = player.model.desk.session.claims().iter().map(|claim| claim.decision).collect::<Vec<_>>();
    player.keys("j w");
    assert_eq!(evidence(&player), ["speech.txt line 5 (REUEL) primary partly"]);
    assert!(matches!(player.model.layers.last(), Some(Layer::Comparison(_))), "it stays open");
    player.keys("w");
    assert_eq!(evidence(&player).len(), 1);
    assert!(player.model.status.text.contains("already"), "{}", player.model.status.text);
    player.keys("esc u");
    assert_eq!(evidence(&player), Vec::<String>::new());
    assert_eq!(player.model.desk.session.claims().iter().map(|claim| claim.decision).collect::<Vec<_>>(), before);
}

#[test]
fn all_exact_ones_are_counted_first_and_undone_as_one() {
    let mut player = compared(100, 30);
    player.keys("W");
    assert!(player.screen().contains("1 claim is quoted word for word."), "{}", player.screen());
    player.keys("n");
    assert_eq!(evidence(&player), Vec::<String>::new());
    player.keys("W y");
    assert_eq!(evidence(&player), ["speech.txt line 3 (MAYOR BRANDT) primary supports"]);
    let claim = player.model.desk.session.claims().iter().find(|claim| !claim.check.evidence.is_empty()).unwrap().clone();
    assert_eq!(claim.check.evidence[0].stance, Some(Stance::Supports));
    player.keys("esc u");
    assert_eq!(evidence(&player), Vec::<String>::new());
}

#[test]
fn enter_goes_to_the_claim_and_n_to_what_differs() {
    let mut player = compared(100, 30);
    player.keys("g n");
    let Some(Layer::Comparison(findings)) = player.model.layers.last() else { panic!("it is closed") };
    let row = &findings.rows[findings.at];
    assert_eq!(row.finding.verdict, Verdict::Changed);
    let claim = row.finding.claim.clone();
    player.keys("enter");
    assert!(player.model.layers.is_empty());
    assert_eq!(player.model.hand(), claim.as_ref());
}

#[test]
fn what_comes_late_waits_until_it_is_asked_for() {
    let mut player = Player::new(100, 30);
    player.keys("?");
    let message = found(&player);
    player.send(message, 10);
    assert!(matches!(player.model.layers.as_slice(), [Layer::Pager(_)]));
    assert!(player.model.status.text.ends_with("= shows them"), "{}", player.model.status.text);
    player.keys("esc =");
    assert!(matches!(player.model.layers.as_slice(), [Layer::Comparison(_)]));
    player.keys("esc");
    player.send(Message::Compared(Err("speech.txt: there is no text in it".into())), 10);
    assert!(player.model.layers.is_empty() && player.model.status.text.contains("no text"));
    player.keys("= esc");
    player.send(Message::Compared(Ok(Compared { transcripts: vec![], findings: vec![] })), 10);
    assert!(player.model.layers.is_empty() && player.model.status.text.contains("no quotations"));
}
