//! An article of our own with its claims.

use std::sync::Arc;

use crate::article::{Article, Block, BlockKind, Metadata, Origin};
use crate::claim::{
    Claim, ClaimId, CueClass, Directness, Outlet, OutletId, OutletRole, Parts, Reason, Speaker, SpeakerId, SpeakerKind,
};
use crate::extract::Extraction;
use crate::review::Session;
use crate::text::Span;
use crate::tui::look::Look;
use crate::tui::model::Model;
use crate::tui::workspace::OpenArticle;

/// The article's text.
pub const TEXT: &str = "Harbour tunnel will open late, Velmark admits

The mayor of Port Velmark has conceded that the harbour tunnel will not open before spring.

\"We promised too much, and we promised it too early,\" Mayor Ilse Brandt told the Coastal Courier on Monday. She said that the contractor had known of the leak since May.

The contractor denied it. \"Nobody at Norrbau hid anything from anyone,\" said Tomas Reuel, its chief engineer, according to a Radio Skerry report.

Officials close to the project expect the bill to pass 90 million crowns, 漢字 and all.

A petition against the toll has 4,000 names, Brandt said.

Photo: Velmark Press Agency
";

fn span_of(words: &str) -> Span {
    let start = TEXT.find(words).unwrap_or_else(|| panic!("{words} is not in the text"));
    Span::new(start, start + words.len())
}

struct Draft {
    id: &'static str,
    content: &'static [&'static str],
    cue: &'static str,
    source: &'static str,
    speaker: &'static str,
    via: &'static [&'static str],
    directness: Directness,
}

fn claim(draft: &Draft) -> Claim {
    let antecedent = (draft.source == "She").then(|| span_of("Mayor Ilse Brandt"));
    Claim {
        id: ClaimId::new(format!("c-{}", draft.id)),
        parts: Parts {
            content: draft.content.iter().map(|words| span_of(words)).collect(),
            cue: vec![span_of(draft.cue)],
            source: vec![span_of(draft.source)],
        },
        directness: draft.directness,
        class: CueClass::Speech,
        speaker: Some(SpeakerId::new(format!("s-{}", draft.speaker))),
        via: draft.via.iter().map(|via| OutletId::new(format!("o-{via}"))).collect(),
        score: 0.87,
        reason: Reason {
            found_by: format!("cue '{}' beside its content", draft.cue).into(),
            speaker: antecedent.map(|_| "She: last woman named, Ilse Brandt, one sentence back".to_owned()),
            antecedent,
            via: draft.via.first().map(|_| "named as the place where it was said".to_owned()),
            via_spans: Vec::new(),
            speaker_score: None,
        },
    }
}

fn speaker(id: &str, name: &str, role: Option<&str>, kind: SpeakerKind, mentions: &[&str]) -> Speaker {
    Speaker {
        id: SpeakerId::new(format!("s-{id}")),
        name: name.to_owned(),
        kind,
        role: role.map(str::to_owned),
        affiliation: None,
        aliases: Vec::new(),
        anonymous: kind == SpeakerKind::Group,
        unnamed_because: None,
        mentions: mentions.iter().map(|words| span_of(words)).collect(),
    }
}

fn outlet(id: &str, name: &str, role: OutletRole) -> Outlet {
    Outlet {
        id: OutletId::new(format!("o-{id}")),
        name: name.to_owned(),
        role,
        aliases: Vec::new(),
        mentions: vec![span_of(name)],
        because: None,
    }
}

/// The article.
pub fn article() -> Article {
    let mut blocks = Vec::new();
    let mut at = 0;
    for part in TEXT.split("\n\n") {
        let span = Span::new(at, at + part.len()).trimmed(TEXT);
        let kind = match blocks.len() {
            0 => BlockKind::Headline,
            6 => BlockKind::Caption,
            _ => BlockKind::Paragraph,
        };
        blocks.push(Block { span, kind });
        at += part.len() + 2;
    }
    let metadata = Metadata { title: Some("Harbour tunnel will open late, Velmark admits".to_owned()), ..Metadata::default() };
    Article { text: TEXT.into(), blocks, metadata, origin: Origin::default() }
}

/// What an engine would find in it.
pub fn extraction() -> Extraction {
    use Directness::{Direct, Indirect};
    let drafts = [
        Draft {
            id: "00000001",
            content: &["that the harbour tunnel will not open before spring"],
            cue: "has conceded",
            source: "The mayor of Port Velmark",
            speaker: "ilse-brandt",
            via: &[],
            directness: Indirect,
        },
        Draft {
            id: "00000002",
            content: &["\"We promised too much, and we promised it too early,\""],
            cue: "told",
            source: "Mayor Ilse Brandt",
            speaker: "ilse-brandt",
            via: &["coastal-courier"],
            directness: Direct,
        },
        Draft {
            id: "00000003",
            content: &["that the contractor had known of the leak since May"],
            cue: "said",
            source: "She",
            speaker: "ilse-brandt",
            via: &[],
            directness: Indirect,
        },
        Draft {
            id: "00000004",
            content: &["\"Nobody at Norrbau hid anything from anyone,\""],
            cue: "said Tomas",
            source: "Tomas Reuel, its chief engineer",
            speaker: "tomas-reuel",
            via: &["radio-skerry"],
            directness: Direct,
        },
        Draft {
            id: "00000005",
            content: &["the bill to pass 90 million crowns, 漢字 and all"],
            cue: "expect",
            source: "Officials close to the project",
            speaker: "officials",
            via: &[],
            directness: Indirect,
        },
        Draft {
            id: "00000006",
            content: &["A petition against the toll has 4,000 names"],
            cue: "Brandt said",
            source: "Brandt said",
            speaker: "ilse-brandt",
            via: &[],
            directness: Indirect,
        },
    ];
    Extraction {
        claims: drafts.iter().map(claim).collect(),
        speakers: vec![
            speaker("ilse-brandt", "Ilse Brandt", Some("Mayor of Port Velmark"), SpeakerKind::Person, &["Mayor Ilse Brandt"]),
            speaker("tomas-reuel", "Tomas Reuel", Some("chief engineer, Norrbau"), SpeakerKind::Person, &["Tomas Reuel"]),
            speaker("officials", "officials close to the project", None, SpeakerKind::Group, &["Officials close to the project"]),
        ],
        outlets: vec![
            outlet("coastal-courier", "Coastal Courier", OutletRole::Cited),
            outlet("radio-skerry", "Radio Skerry", OutletRole::Cited),
            outlet("velmark-press-agency", "Velmark Press Agency", OutletRole::Credit),
        ],
        ..Extraction::default()
    }
}

/// The reviewer's screen with the article on it.
pub fn model(width: u16, height: u16) -> Model {
    let mut session = Session::new(Arc::new(article()));
    session.offer(extraction());
    Model::new(OpenArticle::new(session, "harbour.txt", "mw"), Look::default(), (width, height))
}
