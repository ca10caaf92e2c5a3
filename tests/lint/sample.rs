//! The sidecars of samples/lint/: reviews in which every rule finds something, written by the program itself.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use saidby::article::{Article, Format};
use saidby::claim::{
    Claim, ClaimId, CueClass, Directness, Outlet, OutletId, OutletRole, Part, Parts, Reason, Speaker, SpeakerId, SpeakerKind,
};
use saidby::extract::Extraction;
use saidby::review::{Allowed, CheckState, Edit, FactCheck, Session, Stamp};
use saidby::text::Span;

/// A claim by the words of its parts.
struct Marked {
    content: &'static str,
    cue: &'static str,
    source: &'static str,
    speaker: &'static str,
    via: &'static [&'static str],
}

const fn marked(content: &'static str, cue: &'static str, source: &'static str, speaker: &'static str) -> Marked {
    Marked { content, cue, source, speaker, via: &[] }
}

const NIGHT_FERRY: &[Marked] = &[
    marked("the crew had not been told of the sale", "said", "Union officials", "union officials"),
    marked("a strike was likely", "said", "The official", "union officials"),
    marked("The board will decide in May whether to sell the ferry", "said", "a source", "source"),
    marked("“The harbour board is a disgrace,”", "said", "one official", "official"),
    marked("the hull had cracked in two places", "said", "A harbour board official", "harbour board official"),
    marked(
        "“The sluice is old. It was built by my grandfather. It leaks in three places. We need a new one,”",
        "said",
        "Ilse Brandt",
        "Ilse Brandt",
    ),
    marked("“The night ferry has never missed a single crossing in all these winters,”", "said", "Bo Ek", "Bo Ek"),
    marked("The ferry carried 90,000 passengers last year", "said", "Ek", "Bo Ek"),
    Marked {
        via: &["The Harbour Post", "Coast Wire"],
        ..marked("the price was ten million", "reported", "The Harbour Post", "The Harbour Post")
    },
    Marked {
        via: &["The Evening Tide", "Coast Wire"],
        ..marked("a bank would pay it", "reported", "The Evening Tide", "The Evening Tide")
    },
    marked("“the night ferry has never missed a single sailing in all these winters”", "told", "Ek", "Bo Ek"),
];

/// What is allowed in the first sample: the second has nothing to report, because the article names its source.
const ALLOWED: &[(&str, &str, &str)] = &[
    ("c-00000003", "anonymous.opinion", "the remark was made in public, before the whole crew"),
    ("c-00000007", "anonymous.bare", "the editor knows the name"),
];

const FERRY_PRICE: &[Marked] = &[
    Marked {
        via: &["The Harbour Post"],
        ..marked("The night ferry will be sold to a bank for ten million", "reported", "the Harbour Post", "The Harbour Post")
    },
    Marked { via: &["The Harbour Post"], ..marked("The sale will be signed in May", "said", "the paper", "The Harbour Post") },
    Marked {
        via: &["The Harbour Post"],
        ..marked("The buyer will rename the ship", "according to", "the Harbour Post", "The Harbour Post")
    },
];

fn stamp(second: usize) -> Stamp {
    Stamp { by: "sb".into(), at: format!("2026-11-27T10:00:{second:02}Z") }
}

/// Where `words` are, first or behind `from`.
fn span(text: &str, words: &str, from: usize) -> Span {
    let start = text[from..].find(words).unwrap_or_else(|| panic!("“{words}” is not in the article")) + from;
    Span::new(start, start + words.len())
}

fn slug(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

fn extraction(text: &str, claims: &[Marked]) -> Extraction {
    let mut found = Extraction::default();
    for (number, marked) in claims.iter().enumerate() {
        let content = span(text, marked.content, 0);
        let paragraph = text[..content.start].rfind("\n\n").map_or(0, |at| at + 2);
        let source_from = if marked.source.starts_with("The official") { content.start - 30 } else { paragraph };
        let source = span(text, marked.source, source_from);
        let cue = span(text, marked.cue, if source.start < content.start { source.end } else { content.end });
        let speaker = SpeakerId::new(format!("s-{}", slug(marked.speaker)));
        match found.speakers.iter_mut().find(|known| known.id == speaker) {
            Some(known) => known.mentions.push(source),
            None => found.speakers.push(Speaker {
                id: speaker.clone(),
                name: marked.speaker.to_owned(),
                kind: match marked.speaker {
                    "union officials" => SpeakerKind::Group,
                    name if name.starts_with("The ") => SpeakerKind::Organisation,
                    _ => SpeakerKind::Person,
                },
                role: (marked.speaker == "Bo Ek").then(|| "captain".to_owned()),
                affiliation: None,
                aliases: Vec::new(),
                anonymous: marked.speaker.starts_with(char::is_lowercase),
                unnamed_because: None,
                mentions: vec![source],
            }),
        }
        let mut via = Vec::new();
        for name in marked.via {
            let id = OutletId::new(format!("o-{}", slug(name)));
            let bare = name.trim_start_matches("The ");
            let mention = span(text, bare, paragraph);
            match found.outlets.iter_mut().find(|known| known.id == id) {
                Some(known) => known.mentions.push(mention),
                None => found.outlets.push(Outlet {
                    id: id.clone(),
                    name: (*name).to_owned(),
                    role: OutletRole::Cited,
                    because: Default::default(),
                    aliases: Vec::new(),
                    mentions: vec![mention],
                }),
            }
            via.push(id);
        }
        found.claims.push(Claim {
            id: ClaimId::new(format!("c-{number:08x}")),
            parts: Parts { content: vec![content], cue: vec![cue], source: vec![source] },
            directness: if marked.content.starts_with('“') { Directness::Direct } else { Directness::Indirect },
            class: CueClass::Speech,
            speaker: Some(speaker),
            via,
            score: 0.95,
            reason: Reason { found_by: "by hand".into(), ..Reason::default() },
        });
    }
    found
}

/// The sidecar of a sample: every claim confirmed.
fn sidecar(path: &Path, claims: &[Marked]) -> String {
    let article = Arc::new(Article::read(&std::fs::read(path).unwrap(), Format::Text).unwrap());
    let mut session = Session::new(Arc::clone(&article));
    session.offer(extraction(&article.text, claims));
    let ids: Vec<ClaimId> = session.claims().iter().map(|claim| claim.id.clone()).collect();
    for (second, id) in ids.iter().enumerate() {
        session.apply(Edit::Confirm(vec![id.clone()]), &stamp(second)).unwrap();
    }
    if let Some(id) = ids.iter().find(|id| id.as_str() == "c-00000007") {
        let check = FactCheck { state: Some(CheckState::Verified), ..FactCheck::default() };
        session.apply(Edit::SetCheck(vec![id.clone()], check), &stamp(30)).unwrap();
    }
    for (number, (id, rule, reason)) in ALLOWED.iter().enumerate().filter(|_| claims.len() == NIGHT_FERRY.len()) {
        let claim = session.claim(&ClaimId::new(*id)).unwrap();
        let parts = [claim.spans(Part::Content), claim.spans(Part::Source)];
        let span = parts.into_iter().flatten().copied().reduce(Span::cover).unwrap();
        let what = Allowed { span, rule: (*rule).to_owned(), claim: Some(claim.id.clone()) };
        session.apply(Edit::SetAllowance(what, Some((*reason).to_owned())), &stamp(40 + number)).unwrap();
    }
    let file = path.file_name().unwrap().to_string_lossy();
    saidby::sidecar::text_of(&session.record(), &article, &file, env!("CARGO_PKG_VERSION"))
}

/// The sidecars of the samples with their texts.
pub fn sidecars(root: &Path) -> Vec<(PathBuf, String)> {
    let folder = root.join("samples/lint");
    [("night-ferry.txt", NIGHT_FERRY), ("ferry-price.txt", FERRY_PRICE)]
        .into_iter()
        .map(|(name, claims)| (folder.join(format!("{name}.claims.ron")), sidecar(&folder.join(name), claims)))
        .collect()
}
