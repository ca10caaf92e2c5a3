//! The choice of an engine on the command line, and what the program says of its model.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::{Outcome, output};
use crate::disk::inputs;
use crate::extract::deep::{EMBEDDED, ModelCard};
use crate::extract::{DeepFinder, EngineKind, Options};

/// Which engine reads the articles.
#[derive(Clone, Debug, Default, Args)]
pub struct EngineChoice {
    /// Which engine finds the claims: deep is better, fast is for corpora
    #[arg(long, value_name = "ENGINE", default_value = "deep", value_parser = engine())]
    pub engine: EngineKind,
    /// Weights for the deep engine, instead of those inside the program
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
}

fn engine() -> impl TypedValueParser<Value = EngineKind> {
    PossibleValuesParser::new([EngineKind::Deep.name(), EngineKind::Fast.name()]).try_map(|name| name.parse::<EngineKind>())
}

impl EngineChoice {
    /// What the engine is told.
    pub fn options(&self, min_score: Option<f32>) -> anyhow::Result<Options> {
        let model = match &self.model {
            Some(path) => {
                let shown = inputs::shown(path);
                let bytes = std::fs::read(path).with_context(|| format!("{shown}: cannot be read"))?;
                Some(Arc::new(DeepFinder::from_bytes(&bytes).with_context(|| format!("{shown}: not usable as a model"))?))
            }
            None => None,
        };
        Ok(Options { engine: self.engine, min_score, model })
    }
}

/// `saidby --version`, with the model and its figures where more is asked for.
pub fn version(verbose: bool) -> anyhow::Result<Outcome> {
    let mut out = output::data();
    writeln!(out, "saidby {}", env!("CARGO_PKG_VERSION"))?;
    if verbose {
        let card = ModelCard::of(EMBEDDED).context("the model inside the program")?;
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
