//! Claims from spans with labels and links between them: what several annotation tools keep instead of claims.

use super::parsed::{ParsedClaim, ParsedSpan};
use crate::claim::Part;

/// A labelled span.
#[derive(Clone, Debug)]
pub(in crate::interchange) struct Labelled {
    /// The line of the file, from 1.
    pub line: usize,
    /// Which part of a claim it is.
    pub part: Part,
    /// Its place and words.
    pub mark: ParsedSpan,
    /// The claim that it says it belongs to.
    pub claim: Option<String>,
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
pub(in crate::interchange) fn claims(spans: Vec<Labelled>, links: &[(usize, usize)]) -> (Vec<ParsedClaim>, Vec<Labelled>) {
    let mut group = Groups((0..spans.len()).collect());
    let mut by_name = std::collections::BTreeMap::new();
    for (index, span) in spans.iter().enumerate() {
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
    let loose: Vec<(usize, usize)> = links.iter().copied().filter(|(one, other)| !(named(*one) && named(*other))).collect();
    for (one, other) in &loose {
        group.unite(*one, *other);
    }
    let mut members: std::collections::BTreeMap<usize, Vec<usize>> = Default::default();
    for index in 0..spans.len() {
        members.entry(group.first(index)).or_default().push(index);
    }
    let (mut drafts, mut alone) = (Vec::new(), Vec::new());
    for members in members.into_values() {
        let part = |index: &usize| spans.get(*index).map(|span| span.part);
        let cues: Vec<usize> = members.iter().copied().filter(|index| part(index) == Some(Part::Cue)).collect();
        let same_name = members.iter().all(|index| named(*index));
        if cues.len() > 1 && !same_name {
            for cue in cues {
                let linked = |index: &usize| {
                    *index == cue || loose.iter().any(|(a, b)| (*a, *b) == (cue, *index) || (*a, *b) == (*index, cue))
                };
                finish(&spans, members.iter().copied().filter(linked), &mut drafts, &mut alone);
            }
        } else {
            finish(&spans, members.into_iter(), &mut drafts, &mut alone);
        }
    }
    drafts.sort_by_key(|draft| draft.content.first().and_then(|mark| mark.at.as_ref().map(|at| at.start)));
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

fn finish(spans: &[Labelled], members: impl Iterator<Item = usize>, drafts: &mut Vec<ParsedClaim>, alone: &mut Vec<Labelled>) {
    let members: Vec<&Labelled> = members.filter_map(|index| spans.get(index)).collect();
    if !members.iter().any(|span| span.part == Part::Content) {
        alone.extend(members.into_iter().cloned());
        return;
    }
    let mut draft = ParsedClaim { line: members.first().map_or(1, |span| span.line), ..ParsedClaim::default() };
    for span in members {
        if let Some(name) = &span.claim {
            draft.details.id.clone_from(name);
        }
        draft.part_mut(span.part).push(span.mark.clone());
    }
    drafts.push(draft);
}

/// What is wrong with a span that belongs to no claim.
pub(in crate::interchange) fn unlinked(span: &Labelled) -> String {
    format!("{} without a link to a content span; cannot tell which claim it belongs to", span.part.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(part: Part, at: usize, claim: Option<&str>) -> Labelled {
        Labelled { line: 1, part, mark: ParsedSpan::at(at, at + 1), claim: claim.map(str::to_owned) }
    }

    #[test]
    fn names_come_before_links_and_cues_divide() {
        let spans = vec![span(Part::Content, 0, Some("a")), span(Part::Cue, 2, Some("a")), span(Part::Content, 4, Some("b"))];
        let (drafts, alone) = claims(spans, &[(1, 2)]);
        assert_eq!(drafts.iter().map(|draft| (draft.content.len(), draft.cue.len())).collect::<Vec<_>>(), [(1, 1), (1, 0)]);
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
        assert!(drafts.iter().all(|draft| draft.source.len() == 1 && draft.content.len() == 1));
        assert_eq!(alone.iter().map(|span| span.part).collect::<Vec<_>>(), [Part::Cue]);
    }
}
