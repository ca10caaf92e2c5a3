//! Claims from spans with labels and links between them: what several annotation tools keep instead of claims.

use super::parsed::{ParsedClaim, ParsedSpan};
use crate::claim::Part;

/// What a label says of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::interchange) enum Label {
    /// It is a part of a claim.
    Part(Part),
    /// It names an outlet.
    Outlet,
    /// It names a speaker: the full name of somebody whom a source calls otherwise.
    Name,
}

/// A labelled span.
#[derive(Clone, Debug)]
pub(in crate::interchange) struct Labelled {
    /// The line of the file, from 1.
    pub line: usize,
    /// What it is.
    pub label: Label,
    /// Its place and words.
    pub mark: ParsedSpan,
    /// The claim that it says it belongs to.
    pub claim: Option<String>,
    /// The speaker's name that is written at it, or the outlet's; blank: nobody.
    pub said: Option<String>,
}

/// A claim as its spans and links make it.
#[derive(Clone, Debug, Default)]
pub(in crate::interchange) struct Draft {
    pub claim: ParsedClaim,
    /// Outlets that are linked to it, each with the name that is written at it.
    pub outlets: Vec<(ParsedSpan, Option<String>)>,
    /// Names of speakers that are linked to it.
    pub names: Vec<ParsedSpan>,
    /// The speaker that is written at one of its spans.
    pub said: Option<String>,
}

/// The label that a word stands for, in any spelling that tools and corpora use.
pub(in crate::interchange) fn label_of(label: &str) -> Option<Label> {
    match label.to_ascii_lowercase().as_str() {
        "outlet" => Some(Label::Outlet),
        "name" => Some(Label::Name),
        other => part_of(other).map(Label::Part),
    }
}

/// The part that a label stands for, in any spelling that tools and corpora use.
pub(in crate::interchange) fn part_of(label: &str) -> Option<Part> {
    match label.to_ascii_lowercase().as_str() {
        "content" | "quote" | "quotation" | "attribution-content" => Some(Part::Content),
        "cue" | "attribution" | "attribution-cue" => Some(Part::Cue),
        "source" | "speaker" | "attribution-source" => Some(Part::Source),
        _ => None,
    }
}

/// Puts spans together: by the claim that they name, else by the links. A group with several cues is one claim a
/// cue, each with what is linked to that cue. Spans without a content that they belong to come back as well.
pub(in crate::interchange) fn claims(spans: Vec<Labelled>, links: &[(usize, usize)]) -> (Vec<Draft>, Vec<Labelled>) {
    let is_part = |index: usize| spans.get(index).is_some_and(|span| matches!(span.label, Label::Part(_)));
    let mut group = Groups((0..spans.len()).collect());
    let mut by_name = std::collections::BTreeMap::new();
    for (index, span) in spans.iter().enumerate().filter(|(index, _)| is_part(*index)) {
        if let Some(name) = &span.claim {
            match by_name.get(name) {
                Some(first) => group.unite(*first, index),
                None => {
                    by_name.insert(name.clone(), index);
                }
            }
        }
    }
    let named = |index: usize| spans.get(index).is_some_and(|span| span.claim.is_some());
    let loose: Vec<(usize, usize)> = links
        .iter()
        .copied()
        .filter(|(one, other)| is_part(*one) && is_part(*other) && !(named(*one) && named(*other)))
        .collect();
    for (one, other) in &loose {
        group.unite(*one, *other);
    }
    // An outlet or a name may be linked to several claims: it does not make them one.
    let mut beside: std::collections::BTreeMap<usize, Vec<usize>> = Default::default();
    for (one, other) in links.iter().copied() {
        match (is_part(one), is_part(other)) {
            (true, false) => beside.entry(one).or_default().push(other),
            (false, true) => beside.entry(other).or_default().push(one),
            _ => {}
        }
    }
    let mut members: std::collections::BTreeMap<usize, Vec<usize>> = Default::default();
    for index in (0..spans.len()).filter(|index| is_part(*index)) {
        members.entry(group.first(index)).or_default().push(index);
    }
    let (mut drafts, mut alone) = (Vec::new(), Vec::new());
    for members in members.into_values() {
        let label = |index: &usize| spans.get(*index).map(|span| span.label);
        let cues: Vec<usize> = members.iter().copied().filter(|index| label(index) == Some(Label::Part(Part::Cue))).collect();
        let same_name = members.iter().all(|index| named(*index));
        if cues.len() > 1 && !same_name {
            let joined = |one: usize, other: usize| loose.iter().any(|link| *link == (one, other) || *link == (other, one));
            // Cues that are linked to each other are one.
            let mut together: Vec<Vec<usize>> = Vec::new();
            for cue in cues {
                match together.iter_mut().find(|known| known.iter().any(|known| joined(*known, cue))) {
                    Some(known) => known.push(cue),
                    None => together.push(vec![cue]),
                }
            }
            for cues in together {
                let own = |index: &usize| {
                    let is_cue = label(index) == Some(Label::Part(Part::Cue));
                    cues.contains(index) || (!is_cue && cues.iter().any(|cue| joined(*cue, *index)))
                };
                finish(&spans, &beside, members.iter().copied().filter(own), &mut drafts, &mut alone);
            }
        } else {
            finish(&spans, &beside, members.into_iter(), &mut drafts, &mut alone);
        }
    }
    drafts.sort_by_key(|draft| draft.claim.parts.content.first().and_then(|mark| mark.at.as_ref().map(|at| at.start)));
    (drafts, alone)
}

/// Which spans belong together: each points to another of its group, the first one to itself.
struct Groups(Vec<usize>);

impl Groups {
    fn first(&mut self, index: usize) -> usize {
        let mut at = index;
        while let Some(next) = self.0.get(at).copied().filter(|next| *next != at) {
            let further = self.0.get(next).copied().unwrap_or(next);
            if let Some(slot) = self.0.get_mut(at) {
                *slot = further;
            }
            at = next;
        }
        at
    }

    fn unite(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        if let Some(slot) = self.0.get_mut(one.max(other)) {
            *slot = one.min(other);
        }
    }
}

fn finish(
    spans: &[Labelled],
    beside: &std::collections::BTreeMap<usize, Vec<usize>>,
    members: impl Iterator<Item = usize>,
    drafts: &mut Vec<Draft>,
    alone: &mut Vec<Labelled>,
) {
    let indices: Vec<usize> = members.collect();
    let members: Vec<&Labelled> = indices.iter().filter_map(|index| spans.get(*index)).collect();
    if !members.iter().any(|span| span.label == Label::Part(Part::Content)) {
        alone.extend(members.into_iter().cloned());
        return;
    }
    let mut draft = Draft::default();
    draft.claim.line = members.first().map_or(1, |span| span.line);
    for span in members {
        if let Some(name) = &span.claim {
            draft.claim.details.id.clone_from(name);
        }
        if draft.said.as_ref().is_none_or(|said| said.trim().is_empty()) && span.said.is_some() {
            draft.said.clone_from(&span.said);
        }
        if let Label::Part(part) = span.label {
            draft.claim.parts[part].push(span.mark.clone());
        }
    }
    let mut seen = Vec::new();
    for at in indices.iter().filter_map(|index| beside.get(index)).flatten() {
        let Some(span) = spans.get(*at).filter(|_| !seen.contains(at)) else { continue };
        seen.push(*at);
        match span.label {
            Label::Outlet => draft.outlets.push((span.mark.clone(), span.said.clone())),
            Label::Name => draft.names.push(span.mark.clone()),
            Label::Part(_) => {}
        }
    }
    drafts.push(draft);
}

/// What is wrong with a span that belongs to no claim.
pub(in crate::interchange) fn unlinked(span: &Labelled) -> String {
    let what = match span.label {
        Label::Part(part) => part.as_str(),
        Label::Outlet => "outlet",
        Label::Name => "name",
    };
    format!("{what} without a link to a content span; cannot tell which claim it belongs to")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(part: Part, at: usize, claim: Option<&str>) -> Labelled {
        Labelled {
            line: 1,
            label: Label::Part(part),
            mark: ParsedSpan::at(at, at + 1),
            claim: claim.map(str::to_owned),
            said: None,
        }
    }

    #[test]
    fn names_come_before_links_and_cues_divide() {
        let spans = vec![span(Part::Content, 0, Some("a")), span(Part::Cue, 2, Some("a")), span(Part::Content, 4, Some("b"))];
        let (drafts, alone) = claims(spans, &[(1, 2)]);
        assert_eq!(
            drafts.iter().map(|draft| (draft.claim.parts.content.len(), draft.claim.parts.cue.len())).collect::<Vec<_>>(),
            [(1, 1), (1, 0)]
        );
        assert!(alone.is_empty());
        // One source, two cues with a content each.
        let spans = vec![
            span(Part::Source, 0, None),
            span(Part::Cue, 2, None),
            span(Part::Content, 4, None),
            span(Part::Cue, 6, None),
            span(Part::Content, 8, None),
            span(Part::Cue, 10, None),
        ];
        let (drafts, alone) = claims(spans, &[(1, 0), (1, 2), (3, 0), (3, 4)]);
        assert_eq!(drafts.len(), 2);
        assert!(drafts.iter().all(|draft| draft.claim.parts.source.len() == 1 && draft.claim.parts.content.len() == 1));
        assert_eq!(alone.iter().map(|span| span.label).collect::<Vec<_>>(), [Label::Part(Part::Cue)]);
    }
}
