//! Files that another program or person changed: what they changed counts, and nothing comes back under another name.

mod brat;
mod doccano;
mod label_studio;
mod names;
mod prodigy;

use serde_json::{Value, json};

use super::*;
use crate::claim::{Outlet, OutletId, OutletRole};

const TEXT: &str = "Ferry stops\n\nAna Diaz said the hull was cracked.\n\nBo Ek told the Harbour Post that it would sail.\n\n\
    She denied everything.\n";

/// Three claims of two speakers, one through an outlet, all confirmed by mw.
fn session() -> Session {
    let article = article(TEXT);
    let at = |words: &str| span(&article, words, 0);
    let person = |id: &str, name: &str| {
        let mut speaker = Speaker::named(SpeakerId::new(id), name.to_owned());
        speaker.kind = SpeakerKind::Person;
        speaker.role = Some(format!("role of {name}"));
        speaker.mentions = vec![at(name)];
        speaker
    };
    let mut ana = person("s-ana", "Ana Diaz");
    ana.mentions.push(at("She"));
    let bo = person("s-bo", "Bo Ek");
    let mut post = Outlet::named(OutletId::new("o-post"), "Harbour Post".to_owned());
    post.mentions = vec![at("Harbour Post")];
    post.role = OutletRole::Publisher;
    let claim = |id, content, cue, source, speaker: &str, via: &[&str]| Claim {
        speaker: Some(SpeakerId::new(speaker)),
        via: via.iter().map(|id| OutletId::new(*id)).collect(),
        ..suggestion(id, vec![at(content)], vec![at(cue)], vec![at(source)])
    };
    let claims = vec![
        claim(1, "the hull was cracked", "said", "Ana Diaz", "s-ana", &[]),
        claim(2, "that it would sail", "told", "Bo Ek", "s-bo", &["o-post"]),
        claim(3, "everything", "denied", "She", "s-ana", &[]),
    ];
    let mut session = Session::new(Arc::clone(&article));
    session.offer(Extraction { claims, speakers: vec![ana, bo], outlets: vec![post], ..Extraction::default() });
    let ids: Vec<ClaimId> = session.claims().iter().map(|claim| claim.id.clone()).collect();
    session.apply(Edit::Confirm(ids), &stamp("mw")).unwrap();
    session
}

/// What came of a file in a bare review: each claim's words, speaker, outlets, and whose decision it is.
fn came(format: Format, file: &str) -> (Vec<String>, Vec<String>, Vec<String>) {
    let article = article(TEXT);
    let (intake, problems, remarks) = taken(&article, &Record::default(), format, file);
    let back = Session::restore(article, intake.record);
    let claims = back.claims().iter().map(|claim| {
        let words: Vec<&str> = claim.spans(crate::claim::Part::Content).iter().filter_map(|span| span.slice(TEXT)).collect();
        let speaker = back.speaker_of(claim).map_or("nobody", |speaker| &speaker.name);
        let via: Vec<String> =
            back.via_of(claim).iter().map(|outlet| format!(" < {} ({})", outlet.name, outlet.role.as_str())).collect();
        let by = claim.decided.as_ref().map_or("", |stamp| &stamp.by);
        format!("{}: {speaker}{} [{} {by}]", words.join(" … "), via.concat(), claim.decision.as_str())
    });
    let claims = claims.collect();
    (claims, problems.into_iter().map(|problem| problem.reason).collect(), remarks)
}

fn untouched() -> Vec<String> {
    [
        "the hull was cracked: Ana Diaz [confirmed mw]",
        "that it would sail: Bo Ek < Harbour Post (publisher) [confirmed mw]",
        "everything: Ana Diaz [confirmed mw]",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn value(format: Format) -> Value {
    let text = exported(&session(), format);
    serde_json::from_str(text.trim()).unwrap()
}
