//! Splits long articles into chapters, so that memory and the time to the first claims stay bounded. A news article of
//! usual length is one chapter.
//!
//! Every chapter is scanned and resolved on its own; speakers and outlets of the same id are one throughout.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;
use std::sync::Arc;

use super::{Document, Extraction};
use crate::article::{Article, FairCopy};
use crate::text::Span;

/// Bytes of text after which the next chapter begins with the next block.
pub const LENGTH: usize = 1 << 20;

/// A passage of an article that is read on its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// Its number, from 0.
    pub number: u32,
    /// Its place: the chapters cover the text once, without a gap.
    pub span: Span,
    blocks: Range<usize>,
}

/// The chapters of `article` in their order; at least one.
pub fn chapters(article: &Article) -> Vec<Chapter> {
    of_length(article, LENGTH)
}

fn of_length(article: &Article, length: usize) -> Vec<Chapter> {
    let mut chapters: Vec<Chapter> = vec![Chapter { number: 0, span: Span::new(0, 0), blocks: 0..0 }];
    for (index, block) in article.blocks.iter().enumerate() {
        let number = chapters.len() as u32;
        let Some(last) = chapters.last_mut() else { break };
        if block.span.start >= last.span.start + length && !last.blocks.is_empty() {
            last.span.end = block.span.start;
            chapters.push(Chapter { number, span: Span::new(block.span.start, block.span.end), blocks: index..index + 1 });
        } else {
            last.blocks.end = index + 1;
        }
    }
    if let Some(last) = chapters.last_mut() {
        last.span.end = article.text.len();
    }
    chapters
}

impl Chapter {
    /// The chapter as engines read it: its own blocks of the text, in a fair copy.
    pub fn article(&self, whole: &Article) -> FairCopy {
        FairCopy::of(Article {
            text: Arc::clone(&whole.text),
            blocks: whole.blocks.get(self.blocks.clone()).unwrap_or_default().to_vec(),
            metadata: whole.metadata.clone(),
            origin: whole.origin.clone(),
        })
    }

    /// Scans the chapter; `copy` is what [`Self::article`] gave.
    pub fn document<'a>(&self, copy: &'a FairCopy) -> Document<'a> {
        Document::of_chapter(copy, self.number)
    }
}

impl Extraction {
    /// Turns every place of what was found by `turn`.
    pub fn relocate(&mut self, turn: impl Fn(Span) -> Span) {
        let all = |spans: &mut Vec<Span>| spans.iter_mut().for_each(|span| *span = turn(*span));
        for claim in &mut self.claims {
            claim.parts.iter_mut().for_each(|(_, spans)| all(spans));
            claim.reason.antecedent = claim.reason.antecedent.map(&turn);
            all(&mut claim.reason.via_spans);
        }
        self.speakers.iter_mut().for_each(|speaker| all(&mut speaker.mentions));
        for outlet in &mut self.outlets {
            all(&mut outlet.mentions);
            outlet.because = outlet.because.map(&turn);
        }
    }

    /// Adds what was found in a chapter further on. Speakers and outlets that are there already get its mentions.
    pub fn append(&mut self, more: Extraction) {
        self.claims.extend(more.claims);
        self.views.extend(more.views);
        self.joint.extend(more.joint);
        self.hidden += more.hidden;
        join(
            &mut self.speakers,
            more.speakers,
            |speaker| speaker.id.clone(),
            |known, more| {
                known.mentions.extend(more.mentions);
                known.role = known.role.take().or(more.role);
                known.affiliation = known.affiliation.take().or(more.affiliation);
                let new = more.aliases.into_iter().filter(|alias| !known.aliases.contains(alias));
                let new: Vec<String> = new.collect();
                known.aliases.extend(new);
            },
        );
        join(
            &mut self.outlets,
            more.outlets,
            |outlet| outlet.id.clone(),
            |known, more| {
                known.mentions.extend(more.mentions);
                known.role = known.role.min(more.role);
                let new = more.aliases.into_iter().filter(|alias| !known.aliases.contains(alias));
                let new: Vec<String> = new.collect();
                known.aliases.extend(new);
            },
        );
    }
}

fn join<M, I: Eq + Hash>(list: &mut Vec<M>, more: Vec<M>, id: impl Fn(&M) -> I, unite: impl Fn(&mut M, M)) {
    if list.is_empty() {
        *list = more;
        return;
    }
    let mut places: HashMap<I, usize> = list.iter().enumerate().map(|(at, member)| (id(member), at)).collect();
    for member in more {
        match places.get(&id(&member)).and_then(|at| list.get_mut(*at)) {
            Some(known) => unite(known, member),
            None => {
                places.insert(id(&member), list.len());
                list.push(member);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{Options, extract, resolve};

    fn found_in(article: &Article, length: usize) -> (Vec<Chapter>, Extraction) {
        let chapters = of_length(article, length);
        let mut all = Extraction::default();
        for chapter in &chapters {
            let part = chapter.article(article);
            let document = chapter.document(&part);
            let found = Options::fast().find(&document, 0..document.scan.paragraphs.len());
            all.append(resolve(&document, found));
        }
        (chapters, all)
    }

    const TEXT: &str = "Ana Diaz said the ferry would sail.\n\n“We are ready,” Diaz told Reuters.\n\nBo Lund said it was late.\n\nAna Diaz said the ferry would sail.\n";

    #[test]
    fn chapters_cover_the_text_and_the_blocks_once() {
        let article = Article::from_text(&TEXT.repeat(40));
        for length in [1, 100, 1000, 1 << 20] {
            let chapters = of_length(&article, length);
            let (mut at, mut block) = (0, 0);
            for (number, chapter) in chapters.iter().enumerate() {
                assert_eq!((chapter.number as usize, chapter.span.start, chapter.blocks.start), (number, at, block));
                assert!(!chapter.blocks.is_empty());
                (at, block) = (chapter.span.end, chapter.blocks.end);
            }
            assert_eq!((at, block), (article.text.len(), article.blocks.len()));
        }
        assert_eq!(chapters(&article).len(), 1, "a news article is one chapter");
        assert_eq!(chapters(&Article::from_text("")).len(), 1);
    }

    #[test]
    fn speakers_are_one_throughout_and_every_claim_has_an_id_of_its_own() {
        let article = Article::from_text(&TEXT.repeat(3));
        let (chapters, all) = found_in(&article, 120);
        assert!(chapters.len() >= 3);
        let whole = extract(&article, &Options::fast());
        assert_eq!(all.claims.len(), whole.claims.len());
        let names = |found: &Extraction| found.speakers.iter().map(|speaker| speaker.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&all), names(&whole));
        let mut ids: Vec<_> = all.claims.iter().map(|claim| claim.id.clone()).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), all.claims.len());
        let mentions = |found: &Extraction| found.speakers.first().map_or(0, |speaker| speaker.mentions.len());
        assert_eq!(mentions(&all), mentions(&whole));
    }

    #[test]
    fn what_is_found_in_a_fair_copy_has_its_places_in_the_text() {
        let text = "Strike enters second week\n\n「We will not go back,」 said Kenji Mo\u{ad}ri.\n\n&quot;It is a wall,&quot; said Ada \
            Griﬃths, of the con-\ntractor.\n\n— We are not leaving, said Astrid Holm. — They can build around me.\n";
        let article = Article::from_text(text);
        let found = extract(&article, &Options::fast());
        let words = |spans: &[Span]| spans.iter().map(|span| span.slice(text).unwrap()).collect::<Vec<_>>().join(" … ");
        let contents: Vec<String> = found.claims.iter().map(|claim| words(&claim.parts.content)).collect();
        assert_eq!(
            contents,
            ["「We will not go back,」", "&quot;It is a wall,&quot;", "— We are not leaving, … — They can build around me."]
        );
        assert!(found.claims.iter().all(|claim| claim.directness == crate::claim::Directness::Direct));
        let names: Vec<&str> = found.speakers.iter().map(|speaker| speaker.name.as_str()).collect();
        assert_eq!(names, ["Kenji Mori", "Ada Griffiths", "Astrid Holm"]);
        assert_eq!(words(&found.speakers[1].mentions), "Ada Griﬃths");
        for claim in &found.claims {
            for reading in crate::extract::readings::readings(&article, &found, &claim.id) {
                assert!(reading.parts.iter().flat_map(|(_, spans)| spans).all(|span| span.slice(text).is_some()));
                assert_ne!(reading.parts.content.first(), None);
            }
        }
    }

    #[test]
    fn an_id_does_not_hang_on_which_chapter_was_read_first() {
        let article = Article::from_text(&TEXT.repeat(3));
        let chapters = of_length(&article, 120);
        let ids = |chapter: &Chapter| {
            let part = chapter.article(&article);
            let document = chapter.document(&part);
            let found = resolve(&document, Options::fast().find(&document, 0..document.scan.paragraphs.len()));
            found.claims.into_iter().map(|claim| claim.id).collect::<Vec<_>>()
        };
        let (_, all) = found_in(&article, 120);
        let mut apart: Vec<_> = chapters.iter().rev().map(ids).collect();
        apart.reverse();
        assert_eq!(apart.concat(), all.claims.into_iter().map(|claim| claim.id).collect::<Vec<_>>());
    }
}
