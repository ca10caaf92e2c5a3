//! Where annotators differ: claim by claim and field by field, with what each of them says.

use crate::analysis::versions::{Group, VersionComparison, VersionField};
use crate::claim::Part;
use crate::text::LineIndex;

/// One field of one claim in which annotators differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The article's name.
    pub article: String,
    /// Line of the claim in the article's text, from 1.
    pub line: usize,
    /// The words of the claim's content, as the first annotator who has it marked them.
    pub claim: String,
    /// What they differ in.
    pub field: VersionField,
    /// What each says, in the order of the names.
    pub said: Vec<Said>,
}

/// What one annotator says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Who.
    pub annotator: String,
    /// The value in words, or that the claim is rejected, not marked, or undecided.
    pub value: String,
}

/// Every disagreement on an article, in the order of the text.
pub(super) fn of(article: &str, comparison: &VersionComparison<'_>) -> Vec<Disagreement> {
    let Some(first) = comparison.versions().first() else {
        return Vec::new();
    };
    let text = &first.session.article().text;
    let lines = LineIndex::new(text);
    let mut found = Vec::new();
    for group in comparison.groups() {
        for field in comparison.differences(group) {
            let (start, claim) = words(comparison, group);
            let line = lines.position(text, start).line;
            let said = said(comparison, group, field);
            found.push(Disagreement { article: article.to_owned(), line, claim, field, said });
        }
    }
    found
}

/// Where a claim begins, and its words.
fn words(comparison: &VersionComparison<'_>, group: &Group) -> (usize, String) {
    let mut order: Vec<usize> = (0..comparison.versions().len()).collect();
    order.sort_by_key(|at| comparison.versions().get(*at).map(|version| &version.annotator));
    let marked = order.iter().find_map(|at| Some((*at, comparison.stand(group, *at).marked()?)));
    let any = || order.iter().find_map(|at| Some((*at, comparison.stand(group, *at).claim()?)));
    match marked.or_else(any) {
        Some((at, claim)) => {
            let start = claim.spans(Part::Content).first().map_or(0, |span| span.start);
            (start, comparison.words(at, claim, VersionField::Content))
        }
        None => (0, String::new()),
    }
}

/// What each annotator says.
fn said(comparison: &VersionComparison<'_>, group: &Group, field: VersionField) -> Vec<Said> {
    let value = |at: usize| {
        let stand = comparison.stand(group, at);
        match (stand.marked(), field) {
            (Some(claim), field) if field != VersionField::Decision => comparison.words(at, claim, field),
            _ => stand.word().to_owned(),
        }
    };
    let mut said: Vec<Said> = comparison
        .versions()
        .iter()
        .enumerate()
        .map(|(at, version)| Said { annotator: version.annotator.clone(), value: value(at) })
        .collect();
    said.sort_by(|a, b| a.annotator.cmp(&b.annotator));
    said
}
