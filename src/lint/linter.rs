//! Runs the rules over a session, and again after each decision.

use std::collections::HashMap;
use std::sync::Arc;

use super::allowances::{in_force, mark};
use super::finding::Finding;
use super::house::House;
use super::index::Index;
use super::level::Level;
use super::rule::{Findings, Rule, Voice};
use super::rules::RULES;
use super::view::View;
use crate::claim::{ClaimId, Speaker, SpeakerId};
use crate::review::{ReviewedClaim, Session};

/// What the rules found in one session, in one go. `suggestions`: unreviewed claims count too.
pub fn lint(session: &Session, house: &House, suggestions: bool) -> Vec<Finding> {
    let mut linter = Linter::new(Arc::new(house.clone()), suggestions);
    linter.run(session);
    linter.findings
}

/// Runs the rules over a session and remembers what they found, so that the next run looks only at what changed.
#[derive(Clone, Debug)]
pub struct Linter {
    house: Arc<House>,
    suggestions: bool,
    index: Option<Arc<Index>>,
    claims: HashMap<ClaimId, KnownClaim>,
    voices: HashMap<SpeakerId, KnownVoice>,
    findings: Vec<Finding>,
}

/// A claim with what was found about it.
#[derive(Clone, Debug)]
struct KnownClaim {
    claim: Arc<ReviewedClaim>,
    speaker: Option<SpeakerId>,
    found: Vec<Finding>,
}

/// A speaker with its claims and what was found about them.
#[derive(Clone, Debug)]
struct KnownVoice {
    speaker: Speaker,
    claims: Vec<Arc<ReviewedClaim>>,
    found: Vec<Finding>,
}

impl Linter {
    /// For a house; `suggestions`: unreviewed claims count too.
    pub fn new(house: Arc<House>, suggestions: bool) -> Self {
        let (claims, voices) = (HashMap::new(), HashMap::new());
        Self { house, suggestions, index: None, claims, voices, findings: Vec::new() }
    }

    /// What the last run found, in the order of the text.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The rules that it runs.
    pub fn house(&self) -> &Arc<House> {
        &self.house
    }

    /// The text of the article as the last run read it.
    pub fn index(&self) -> Option<&Arc<Index>> {
        self.index.as_ref()
    }

    /// Runs the rules.
    pub fn run(&mut self, session: &Session) -> &[Finding] {
        let same = self.index.as_ref().filter(|index| Arc::ptr_eq(&index.article, session.article())).cloned();
        if same.is_none() {
            self.claims.clear();
            self.voices.clear();
        }
        let index = same.unwrap_or_else(|| Arc::new(Index::new(session.article())));
        let house = Arc::clone(&self.house);
        let view = View { session, index: &index, house: &house, suggestions: self.suggestions };
        let running: Vec<(&dyn Rule, Level)> = RULES
            .iter()
            .map(|rule| (*rule, house.setting(rule.about().id).level))
            .filter(|(_, level)| *level != Level::Off)
            .collect();
        let mut found = Vec::new();
        let voices = self.look_at_claims(&view, &running, &mut found);
        self.look_at_voices(&view, &running, voices, &mut found);
        for (rule, level) in &running {
            let mut findings = Findings::new(rule.about().id, *level);
            rule.article(&view, &mut findings);
            found.extend(findings.into_list());
        }
        let allowances = in_force(session);
        if !allowances.is_empty() {
            found.iter_mut().for_each(|finding| mark(&allowances, finding));
        }
        let mut last = Vec::new();
        for (rule, level) in &running {
            let mut findings = Findings::new(rule.about().id, *level);
            rule.after(&view, &found, &mut findings);
            last.extend(findings.into_list());
        }
        found.extend(last);
        found.sort_by(|a, b| (a.span, a.rule).cmp(&(b.span, b.rule)));
        self.findings = found;
        self.index = Some(index);
        &self.findings
    }

    /// Runs the rules about claims; returns the speakers with their claims.
    fn look_at_claims<'v>(
        &mut self,
        view: &View<'v>,
        running: &[(&dyn Rule, Level)],
        found: &mut Vec<Finding>,
    ) -> Vec<Voice<'v>> {
        let changed = |known: &HashMap<SpeakerId, KnownVoice>, speaker: &Speaker| {
            known.get(&speaker.id).is_none_or(|known| known.speaker != *speaker)
        };
        let mut places: HashMap<&SpeakerId, (usize, bool)> = HashMap::new();
        let mut voices: Vec<Voice<'v>> = Vec::new();
        let mut fresh = HashMap::with_capacity(self.claims.len());
        for claim in view.claims() {
            let speaker = view.speaker(claim);
            let mut is_new = false;
            if let Some(speaker) = speaker {
                let (place, speaker_changed) = *places.entry(&speaker.id).or_insert_with(|| {
                    voices.push(Voice { speaker, claims: Vec::new() });
                    (voices.len() - 1, changed(&self.voices, speaker))
                });
                is_new = speaker_changed;
                if let Some(voice) = voices.get_mut(place) {
                    voice.claims.push(claim);
                }
            }
            let id = speaker.map(|speaker| &speaker.id);
            let known = self.claims.remove(&claim.id);
            let known = known.filter(|known| !is_new && Arc::ptr_eq(&known.claim, claim) && known.speaker.as_ref() == id);
            let known = known.unwrap_or_else(|| {
                let mut list = Vec::new();
                for (rule, level) in running {
                    let mut findings = Findings::new(rule.about().id, *level);
                    rule.claim(view, claim, &mut findings);
                    list.extend(findings.into_list());
                }
                KnownClaim { claim: Arc::clone(claim), speaker: id.cloned(), found: list }
            });
            found.extend(known.found.iter().cloned());
            fresh.insert(claim.id.clone(), known);
        }
        self.claims = fresh;
        voices
    }

    /// Runs the rules about speakers.
    fn look_at_voices(
        &mut self,
        view: &View<'_>,
        running: &[(&dyn Rule, Level)],
        voices: Vec<Voice<'_>>,
        found: &mut Vec<Finding>,
    ) {
        let mut fresh = HashMap::with_capacity(voices.len());
        for voice in voices {
            let same = |known: &KnownVoice| {
                known.speaker == *voice.speaker
                    && known.claims.len() == voice.claims.len()
                    && known.claims.iter().zip(&voice.claims).all(|(one, other)| Arc::ptr_eq(one, other))
            };
            let known = self.voices.remove(&voice.speaker.id).filter(same).unwrap_or_else(|| {
                let mut list = Vec::new();
                for (rule, level) in running {
                    let mut findings = Findings::new(rule.about().id, *level);
                    rule.speaker(view, &voice, &mut findings);
                    list.extend(findings.into_list());
                }
                let claims = voice.claims.iter().map(|claim| Arc::clone(claim)).collect();
                KnownVoice { speaker: voice.speaker.clone(), claims, found: list }
            });
            found.extend(known.found.iter().cloned());
            fresh.insert(voice.speaker.id.clone(), known);
        }
        self.voices = fresh;
    }
}
