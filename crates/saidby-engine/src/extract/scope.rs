//! Which claims are shown by default.
//!
//! The score says how likely an annotator is to mark a claim. What a reviewer wants to see is less: annotators also
//! marked attitudes, deeds and agentless passives, and their faint ones cost more keys than they are worth. So the
//! default asks more of these than of a closed quotation, which nobody wants to miss.

use std::collections::HashSet;
use std::str::FromStr;
use std::sync::LazyLock;

use super::Extraction;
use super::lexicon::inflection::verb_forms;
use crate::claim::{Claim, CueClass, Directness};
use crate::extract::lexicon::lists::CLAUSE_OPENERS;

/// Which claims an extraction holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The claims that are worth a reviewer's time: what the command line lists unless asked for all.
    Default,
    /// Every claim from the engine's threshold on.
    #[default]
    All,
}

impl Scope {
    /// As on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::All => "all",
        }
    }

    /// Whether `claim`, found in `text`, is in this scope.
    pub fn shows(self, text: &str, claim: &Claim) -> bool {
        self == Self::All || claim.score >= least_score(text, claim)
    }
}

impl FromStr for Scope {
    type Err = UnknownScope;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "default" => Ok(Self::Default),
            "all" => Ok(Self::All),
            _ => Err(UnknownScope(name.to_owned())),
        }
    }
}

/// A name that no scope has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown scope `{0}`; expected `default` or `all`")]
pub struct UnknownScope(pub String);

/// Partly quoted claims.
const MIXED: f32 = 0.5;
/// Indirect speech, documents and perceptions.
const INDIRECT: f32 = 0.6;
/// Attitudes without an utterance.
const ATTITUDE: f32 = 0.8;
/// Claims about things rather than clauses ("dropped tariffs"): half of them are deeds.
const THING: f32 = 0.75;
/// Verbs of deeds and legal effects.
const DEED: f32 = 0.92;
/// Claims that nobody makes ("is expected to", "appears to").
const NOBODY: f32 = 0.85;

/// Verbs of what is done rather than said, with a thing as their object or with an infinitive.
static DEEDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let mut forms = HashSet::new();
    let verbs = "adopt allow appoint approve award ban bar block cancel change choose cut delay drop elect enable enact enforce \
     forbid grant hire impose launch license mandate modify name nominate pass permit pick prohibit raise ratify \
     remove repeal represent require reverse revoke select sign slap sponsor suspend vote veto win";
    for verb in verbs.split_ascii_whitespace() {
        verb_forms(verb, |form, _| {
            forms.insert(form.to_owned());
        });
    }
    forms
});

/// The score from which on `claim` is shown by default.
fn least_score(text: &str, claim: &Claim) -> f32 {
    match claim.directness {
        Directness::Direct => return 0.0,
        Directness::Mixed => return if claim.parts.source.is_empty() { NOBODY } else { MIXED },
        Directness::Indirect => {}
    }
    let words = |span: Option<&crate::text::Span>| span.and_then(|span| span.slice(text)).unwrap_or_default();
    let cue: Vec<String> =
        claim.parts.cue.iter().flat_map(|span| words(Some(span)).split_whitespace()).map(str::to_lowercase).collect();
    let content = words(claim.parts.content.first());
    let first = content.split_whitespace().next().unwrap_or_default().to_lowercase();
    let behind = claim.parts.cue.first().zip(claim.parts.content.first()).is_some_and(|(cue, content)| cue.start < content.start);
    let clause = CLAUSE_OPENERS.contains(&first);
    if claim.parts.source.is_empty() {
        return NOBODY;
    }
    let deed = cue.iter().any(|word| DEEDS.contains(word));
    if deed && behind && !(clause && first != "to") {
        return DEED;
    }
    if claim.class == CueClass::Attitude {
        return ATTITUDE;
    }
    let short = content.split_whitespace().count() <= 6;
    if behind && !clause && short && claim.class == CueClass::Speech { THING } else { INDIRECT }
}

impl Extraction {
    /// The claims that `scope` shows, with their speakers; how many it leaves out is added to [`Extraction::hidden`].
    #[must_use]
    pub fn within(mut self, scope: Scope, text: &str) -> Self {
        if scope == Scope::All {
            return self;
        }
        let before = self.claims.len();
        self.claims.retain(|claim| scope.shows(text, claim));
        self.hidden += before - self.claims.len();
        if self.claims.len() < before {
            let shown: HashSet<_> = self.claims.iter().map(|claim| &claim.id).collect();
            self.views.retain(|id, _| shown.contains(id));
            let speak: HashSet<_> = self.claims.iter().filter_map(|claim| claim.speaker.as_ref()).collect();
            let together: HashSet<_> = self.joint.iter().filter(|(id, _)| speak.contains(id)).flat_map(|(_, who)| who).collect();
            self.speakers.retain(|speaker| speak.contains(&speaker.id) || together.contains(&speaker.id));
            self.joint.retain(|id, _| speak.contains(id));
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::claim::{ClaimId, Parts, Reason, Speaker, SpeakerId, SpeakerKind};
    use crate::text::Span;

    /// A claim over "SOURCE|CUE|CONTENT" in this order, and its text.
    fn claim(parts: &str, class: CueClass, directness: Directness, score: f32) -> (String, Claim) {
        let mut at = 0;
        let mut spans = parts.split('|').map(|part| {
            let span = Span::new(at, at + part.len());
            at += part.len() + 1;
            if part.is_empty() { Vec::new() } else { vec![span] }
        });
        let (source, cue, content) = (spans.next().unwrap(), spans.next().unwrap(), spans.next().unwrap());
        let (id, reason) = (ClaimId::new("c-00000000"), Reason::default());
        let claim =
            Claim { id, parts: Parts { content, cue, source }, directness, class, speaker: None, via: Vec::new(), score, reason };
        (parts.replace('|', " "), claim)
    }

    fn shown(parts: &str, class: CueClass, directness: Directness, score: f32) -> bool {
        let (text, claim) = claim(parts, class, directness, score);
        assert!(Scope::All.shows(&text, &claim));
        Scope::Default.shows(&text, &claim)
    }

    #[test]
    fn quotations_are_shown_and_faint_attitudes_are_not() {
        assert!(shown("Ana Diaz|said|“We are ready.”", CueClass::Speech, Directness::Direct, 0.43));
        assert!(!shown("Ana Diaz|said|that “we” are ready", CueClass::Speech, Directness::Mixed, 0.43));
        assert!(shown("Ana Diaz|said|that all the crew were ready", CueClass::Speech, Directness::Indirect, 0.61));
        assert!(!shown("Ana Diaz|likes|the old ferry", CueClass::Attitude, Directness::Indirect, 0.7));
        assert!(shown("Ana Diaz|likes|the old ferry", CueClass::Attitude, Directness::Indirect, 0.85));
    }

    #[test]
    fn deeds_and_what_nobody_says_need_more() {
        for (parts, class) in [
            ("Rule 9|requires|branches to heat a room", CueClass::Document),
            ("the council|approved|a wider budget for coal", CueClass::Speech),
            ("|is expected|the ferry to sail", CueClass::Attitude),
        ] {
            assert!(!shown(parts, class, Directness::Indirect, 0.84), "{parts}");
        }
        assert!(shown("the council|voted|that the gate stays shut", CueClass::Speech, Directness::Indirect, 0.84));
    }

    #[test]
    fn those_who_speak_together_are_shown_one_by_one() {
        let text = "Ana Diaz and Bo Reed said that the ferry was old. Kim Lowe likes boats.";
        let speaker = |name: &str| Speaker {
            id: SpeakerId::new(name),
            name: name.to_owned(),
            kind: SpeakerKind::Person,
            role: None,
            affiliation: None,
            aliases: Vec::new(),
            anonymous: false,
            unnamed_because: None,
            mentions: Vec::new(),
        };
        let (both, [ana, bo, kim]) = ("Ana Diaz and Bo Reed", ["Ana Diaz", "Bo Reed", "Kim Lowe"].map(SpeakerId::new));
        let claim = |parts: &str, at: usize, speaker: &str, score: f32| {
            let (_, mut claim) = claim(parts, CueClass::Attitude, Directness::Indirect, score);
            claim.id = ClaimId::new(format!("c-0000000{at}"));
            claim.speaker = Some(SpeakerId::new(speaker));
            claim
        };
        let found = Extraction {
            claims: vec![
                claim("Ana Diaz and Bo Reed|said|that the ferry was old", 1, both, 0.9),
                claim("Ana Diaz|likes|boats", 2, "Kim Lowe", 0.5),
            ],
            speakers: ["Ana Diaz", "Bo Reed", both, "Kim Lowe"].map(speaker).to_vec(),
            joint: [(SpeakerId::new(both), vec![ana.clone(), bo.clone()]), (kim, vec![ana.clone()])].into(),
            ..Extraction::default()
        };
        let shown = found.within(Scope::Default, text);
        let names: Vec<&str> = shown.speakers.iter().map(|speaker| speaker.name.as_str()).collect();
        assert_eq!(names, ["Ana Diaz", "Bo Reed", both]);
    }

    #[test]
    fn what_is_hidden_is_counted() {
        let (text, faint) = claim("Ana Diaz|likes|the old ferry", CueClass::Attitude, Directness::Indirect, 0.5);
        let article = Article::from_text(&text);
        let found = Extraction { claims: vec![faint], ..Extraction::default() };
        let all = found.clone().within(Scope::All, &article.text);
        assert_eq!((all.claims.len(), all.hidden), (1, 0));
        let shown = found.within(Scope::Default, &article.text);
        assert_eq!((shown.claims.len(), shown.hidden), (0, 1));
        assert_eq!((shown.speakers.len(), shown.joint.len()), (0, 0));
        assert_eq!("all".parse(), Ok(Scope::All));
        assert_eq!("some".parse::<Scope>().unwrap_err().to_string(), "unknown scope `some`; expected `default` or `all`");
    }
}
