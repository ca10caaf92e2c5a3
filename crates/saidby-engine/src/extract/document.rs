//! A tokenised article, the input of every stage of the engine.

use super::letters::{self, Letter};
use super::posts;
use super::turns::{self, Turn};
use crate::article::fair::changes;
use crate::article::{Article, Block, Changes, FairCopy};
use crate::text::{Scan, WordRange, single_line};

/// An article and its words. `scan.paragraphs[i]` is `article.blocks[i]`.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its words, sentences and quotations.
    pub scan: Scan,
    /// The number of the chapter that it is of a longer article, from 0.
    pub chapter: u32,
    /// Where the article's text differs from the one that was given to read.
    pub changes: &'a Changes,
    /// The turns of a transcript in it.
    pub turns: Vec<Turn>,
    /// The first word of each post of a live blog.
    posts: Vec<usize>,
    /// Its letters to an editor.
    letters: Vec<Letter>,
}

impl<'a> Document<'a> {
    /// Scans `article`, every block as a paragraph.
    pub fn new(article: &'a Article) -> Self {
        let scan = article.scan();
        let turns = turns::turns(article, &scan);
        let posts = posts::posts(&article.text, &scan, &article.blocks);
        let letters = letters::letters(&article.text, &scan, &article.blocks);
        Self { article, scan, turns, posts, letters, chapter: 0, changes: &changes::NONE }
    }

    /// Scans chapter `number` of a longer article; `copy` holds the blocks of the chapter alone.
    pub fn of_chapter(copy: &'a FairCopy, number: u32) -> Self {
        Self { chapter: number, changes: &copy.changes, ..Self::new(&copy.article) }
    }

    /// The article's text.
    #[inline]
    pub fn text(&self) -> &'a str {
        &self.article.text
    }

    /// The letters of the word at `index`; empty beyond the last.
    #[inline]
    pub fn word(&self, index: usize) -> &'a str {
        self.scan.words.get(index).map_or("", |word| word.text(&self.article.text))
    }

    /// The words of a name as printed, with single spaces.
    pub fn printed(&self, words: WordRange) -> String {
        single_line(self.scan.span_of(words).slice(self.text()).unwrap_or_default())
    }

    /// The number of the live blog's post that the word at `index` stands in; 0 for every word of another article.
    pub(super) fn post_of(&self, index: usize) -> usize {
        self.posts.partition_point(|first| *first <= index)
    }

    /// The name below the letter that the word at `index` stands in.
    pub(super) fn signer_of(&self, index: usize) -> Option<WordRange> {
        self.letters.iter().find(|letter| letter.words.contains(index)).map(|letter| letter.signer)
    }

    /// The block that the word at `index` stands in.
    pub fn block_of(&self, index: usize) -> Option<&Block> {
        self.article.blocks.get(self.scan.paragraph_of(index))
    }
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, Format};
    use crate::extract::{Options, extract};

    #[test]
    fn nobody_says_what_is_struck_through() {
        let source = "# Pool bill\n\nThe treasurer, Pavel Simic, said the bill was ~~four~~ nine million.\n\n\
            ~~The engineer, Ole Strand, said “the pool is safe” on Monday.~~\n\nHe added that the pool would close in May.\n";
        let article = Article::read(source.as_bytes(), Format::Markdown).unwrap();
        let found = extract(&article, &Options::fast());
        let words = |claim: &crate::claim::Claim| {
            claim.parts.content.iter().filter_map(|span| span.slice(&article.text)).collect::<Vec<_>>().join(" … ")
        };
        let said: Vec<String> = found.claims.iter().map(words).collect();
        assert_eq!(said, ["the bill was … nine million", "that the pool would close in May"]);
        assert!(found.speakers.iter().all(|one| one.name == "Pavel Simic"), "{:?}", found.speakers);
    }
}
