//! Articles drawn from a folder of annotated ones, the same ones on every machine.

use std::path::{Path, PathBuf};

use saidby::article::{Article, Format};
use saidby::extract::Options;

use super::truth::gold;
use super::{Count, Standard, count_suggested};

/// Articles that are drawn.
pub const DRAWN: usize = 10;
/// What they are drawn with.
const SEED: u64 = 20_160_923;

/// The folder that the articles are drawn from: one beside the repository, or the one that SAIDBY_CORPUS names.
pub fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("SAIDBY_CORPUS").map(PathBuf::from);
    let beside = ["../shared", "../../shared"].map(|shared| Path::new(env!("CARGO_MANIFEST_DIR")).join(shared));
    named.into_iter().chain(beside.map(|shared| shared.join("corpora/polnear/dev"))).find(|folder| folder.is_dir())
}

/// Ten articles of `folder` that have a `NAME.gold.json` with claims, drawn by a fixed seed, in the order of their names.
pub fn draw(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut articles: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|kind| kind == "txt")).collect();
    articles.retain(|path| path.with_extension("gold.json").is_file());
    articles.sort();
    // SplitMix64, and the first ten of a shuffle.
    let mut state = SEED;
    let mut random = move || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = (state ^ state >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed >> 31
    };
    for at in 0..DRAWN.min(articles.len()) {
        let left = (articles.len() - at) as u64;
        articles.swap(at, at + (random() % left) as usize);
    }
    articles.truncate(DRAWN);
    articles.sort();
    articles
}

/// The keys of each article by one standard.
pub fn costs(articles: &[PathBuf], standard: Standard, trace: bool) -> Vec<(String, Count)> {
    let cost = |path: &PathBuf| {
        let article = Article::read(&std::fs::read(path).unwrap(), Format::Text).unwrap();
        let truth = gold(&article, &std::fs::read_to_string(path.with_extension("gold.json")).unwrap()).unwrap();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().chars().take(40).collect();
        (name, count_suggested(&article, &Options::default(), &truth, standard, trace))
    };
    std::thread::scope(|scope| {
        let halves: Vec<_> = articles.chunks(articles.len().div_ceil(2).max(1)).collect();
        let threads: Vec<_> =
            halves.into_iter().map(|half| scope.spawn(move || half.iter().map(cost).collect::<Vec<_>>())).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    })
}

/// Keys a claim: the mean over articles.
#[allow(clippy::cast_precision_loss, reason = "counts of keys are small")]
pub fn mean(costs: &[(String, Count)]) -> f64 {
    let each = costs.iter().map(|(_, cost)| cost.from_suggestions.total() as f64 / cost.claims.max(1) as f64);
    each.sum::<f64>() / costs.len().max(1) as f64
}

/// A line per article, their sum with what the keys went to, and the mean.
pub fn report(costs: &[(String, Count)], standard: Standard) -> String {
    let mut all = Count::default();
    let mut lines = vec![format!("{}:", standard.name())];
    for (name, cost) in costs {
        lines.push(format!("{name:42} {cost}"));
        all += *cost;
    }
    lines.push(format!("{:42} {all}", "all"));
    lines.push(format!("{:.2} keys a claim (mean over {} articles): {}", mean(costs), costs.len(), all.from_suggestions));
    lines.join("\n")
}
