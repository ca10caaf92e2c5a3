//! The choice of an engine on the command line, and `saidby --version`.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::{Outcome, output};
use crate::disk::inputs;
use crate::extract::deep::{EMBEDDED, ModelCard};
use crate::extract::{DeepFinder, EngineKind, Options, Scope};

/// The engine that extracts the claims.
#[derive(Clone, Debug, Default, Args)]
pub struct EngineChoice {
    /// deep (neural) is more accurate, fast (rule-based) is for large corpora
    #[arg(long, value_name = "ENGINE", default_value = "deep", value_parser = engine())]
    pub engine: EngineKind,
    /// Use the weights in FILE instead of the built-in ones (deep engine)
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub model: Option<PathBuf>,
}

fn engine() -> impl TypedValueParser<Value = EngineKind> {
    PossibleValuesParser::new([EngineKind::Deep.name(), EngineKind::Fast.name()]).try_map(|name| name.parse::<EngineKind>())
}

/// Reads the name of a scope.
pub fn scope() -> impl TypedValueParser<Value = Scope> {
    PossibleValuesParser::new([Scope::Default.name(), Scope::All.name()]).try_map(|name| name.parse::<Scope>())
}

impl EngineChoice {
    /// The options for the engine, with every claim in scope.
    pub fn options(&self, min_score: Option<f32>) -> anyhow::Result<Options> {
        let model = match &self.model {
            Some(path) => {
                let shown = inputs::shown(path);
                let bytes = std::fs::read(path).with_context(|| format!("{shown}: cannot read the model"))?;
                Some(Arc::new(
                    DeepFinder::from_bytes(&bytes).with_context(|| format!("{shown}: not a model of the deep engine"))?,
                ))
            }
            None => None,
        };
        Ok(Options { engine: self.engine, min_score, scope: Scope::All, model })
    }
}

/// `saidby --version`; if `verbose`, with the model and its measured accuracy.
pub fn version(verbose: bool) -> anyhow::Result<Outcome> {
    let mut out = output::data();
    writeln!(out, "saidby {}", env!("CARGO_PKG_VERSION"))?;
    if verbose {
        let card = ModelCard::of(EMBEDDED).context("cannot load the built-in model")?;
        writeln!(out, "model    {} ({:.1} MB)", card.name, EMBEDDED.len() as f64 / 1e6)?;
        writeln!(out, "base     {}", card.base)?;
        writeln!(out, "corpus   {}", card.corpus)?;
        for (name, value) in &card.figures {
            writeln!(out, "figure   {name:<18} {value:5.1}")?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}
