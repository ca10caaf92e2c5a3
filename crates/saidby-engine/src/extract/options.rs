//! What a caller chooses, and the one call that reads an article.

use std::ops::Range;
use std::str::FromStr;
use std::sync::Arc;

use super::{
    Attribution, DeepFinder, Document, Extraction, FastFinder, Scope, SpanFinder, chapters, contrast, resolve, turn_claims,
};
use crate::article::Article;

/// The ways to find attributions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum EngineKind {
    /// Rules over tagged words: for corpora, and for the first second on the screen.
    Fast,
    /// A small transformer: as good as a person, slower.
    #[default]
    Deep,
}

impl EngineKind {
    /// As on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fast => "fast",
            Self::Deep => "deep",
        }
    }

    /// What a sidecar says of the engine that its suggestions come from: other weights or rules are another engine,
    /// whose suggestions replace those that nobody decided on. In the order of Semantic Versioning the rules come before
    /// the transformer of the same release.
    ///
    /// The number goes up with the rules, which both engines share; the digits are the first of the weights' blake3.
    pub const fn version(self) -> &'static str {
        match self {
            Self::Fast => "0.3.2-fast",
            Self::Deep => "0.3.2+8139070e",
        }
    }
}

impl FromStr for EngineKind {
    type Err = UnknownEngine;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "fast" => Ok(Self::Fast),
            "deep" => Ok(Self::Deep),
            _ => Err(UnknownEngine(name.to_owned())),
        }
    }
}

/// A name that no engine has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no engine `{0}`; the engines are `deep` and `fast`")]
pub struct UnknownEngine(pub String);

/// What a caller chooses.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How the spans are found.
    pub engine: EngineKind,
    /// The least score that a claim needs, 0 to 1; `None` leaves the choice to the engine.
    pub min_score: Option<f32>,
    /// Which of these claims an extraction holds.
    pub scope: Scope,
    /// The weights of the deep engine; `None`: those inside the program.
    pub model: Option<Arc<DeepFinder>>,
}

impl Options {
    /// The fast engine with its own threshold.
    pub const fn fast() -> Self {
        Self { engine: EngineKind::Fast, min_score: None, scope: Scope::All, model: None }
    }

    /// The attributions whose cue is in `paragraphs` (indices into `document.scan.paragraphs`), in the
    /// order of the text. Where the weights inside the program cannot be read, the fast engine answers for
    /// the deep one: [`DeepFinder::embedded`] says why.
    pub fn find(&self, document: &Document<'_>, paragraphs: Range<usize>) -> Vec<Attribution> {
        self.find_until(document, paragraphs, &|| false).unwrap_or_default()
    }

    /// The same, or `None` where `stop` says so before everything is read. The deep engine asks it every few hundred
    /// words; the fast one is done before it is worth asking.
    pub fn find_until(
        &self,
        document: &Document<'_>,
        paragraphs: Range<usize>,
        stop: &dyn Fn() -> bool,
    ) -> Option<Vec<Attribution>> {
        let deep = match self.engine {
            EngineKind::Fast => None,
            EngineKind::Deep => self.model.as_deref().or_else(|| DeepFinder::embedded().ok()),
        };
        let mut found = match deep {
            Some(finder) => {
                let least = self.min_score.unwrap_or(finder.threshold());
                let mut found = finder.find_until(document, paragraphs.clone(), stop)?;
                found.retain(|attribution| attribution.confidence >= least);
                contrast::separate(document, &mut found);
                found
            }
            None => {
                let finder = FastFinder::new();
                self.min_score.map_or(finder, |least| finder.at_least(least)).find(document, paragraphs.clone())
            }
        };
        turn_claims::settle(document, paragraphs, &mut found);
        Some(found)
    }
}

/// Finds who says what in `article`, and through which outlet.
///
/// The same article, options and version give the same extraction on every machine.
///
/// ```
/// use saidby_engine::article::{Article, Block, BlockKind, Metadata, Origin};
/// use saidby_engine::extract::{Options, extract};
/// use saidby_engine::text::Span;
///
/// let text = "Harbour master Ana Diaz told the Port Vell Herald that the ferry would sail. “We are ready,” she said.";
/// let article = Article {
///     text: text.into(),
///     blocks: vec![Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph }],
///     metadata: Metadata::default(),
///     origin: Origin::default(),
/// };
/// let found = extract(&article, &Options::fast());
/// let names: Vec<&str> = found.speakers.iter().map(|speaker| speaker.name.as_str()).collect();
/// assert_eq!(names, ["Ana Diaz"]);
/// assert_eq!(found.claims.len(), 2);
/// ```
pub fn extract(article: &Article, options: &Options) -> Extraction {
    extract_until(article, options, &|| false).unwrap_or_default()
}

/// The same, or `None` where `stop` says so before the article is read: for callers with a deadline.
pub fn extract_until(article: &Article, options: &Options, stop: &dyn Fn() -> bool) -> Option<Extraction> {
    let mut all = Extraction::default();
    for chapter in chapters(article) {
        if stop() {
            return None;
        }
        let part = chapter.article(article);
        let document = chapter.document(&part);
        let attributions = options.find_until(&document, 0..document.scan.paragraphs.len(), stop)?;
        all.append(resolve(&document, attributions).within(options.scope, &article.text));
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::deep::EMBEDDED;

    #[test]
    fn the_version_names_the_weights() {
        let digest = blake3::hash(EMBEDDED).to_hex();
        let digits = EngineKind::Deep.version().split('+').nth(1);
        assert_eq!(digits, digest.get(..8), "write these digits into `EngineKind::version`");
    }
}
