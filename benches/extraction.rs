//! The engine by stage: the scan into words, sentences and quotations, finding spans, and resolving them
//! to speakers and outlets; and the transformer: reading its weights, finding spans. `cargo bench --bench extraction`.
#![allow(clippy::unwrap_used, missing_docs, reason = "a bench")]

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use saidby::article::Article;
use saidby::extract::{DeepFinder, Document, FastFinder, SpanFinder, deep, resolve};

/// The text samples one after the other, until there are `bytes` of them.
fn text_of(bytes: usize) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let samples: Vec<String> = paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let mut text = String::new();
    for sample in samples.iter().cycle() {
        text.push_str(sample);
        text.push('\n');
        if text.len() >= bytes {
            break;
        }
    }
    text
}

fn stages(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("extraction");
    group.measurement_time(Duration::from_secs(3)).warm_up_time(Duration::from_millis(500)).sample_size(10);
    for (label, bytes) in [("5 KB", 5_000), ("100 KB", 100_000), ("10 MB", 10_000_000)] {
        let text = text_of(bytes);
        let article = Article::from_text(&text);
        let document = Document::new(&article);
        let finder = FastFinder::new();
        let everything = 0..document.scan.paragraphs.len();
        let found = finder.find(&document, everything.clone());
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(BenchmarkId::new("read", label), |bench| bench.iter(|| Article::from_text(black_box(&text))));
        group.bench_function(BenchmarkId::new("scan", label), |bench| bench.iter(|| Document::new(black_box(&article))));
        group.bench_function(BenchmarkId::new("find, fast", label), |bench| {
            bench.iter(|| finder.find(black_box(&document), everything.clone()));
        });
        group.bench_function(BenchmarkId::new("resolve", label), |bench| {
            bench.iter(|| resolve(black_box(&document), found.clone()));
        });
    }
    group.finish();
}

fn transformer(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("transformer");
    group.measurement_time(Duration::from_secs(5)).warm_up_time(Duration::from_millis(500)).sample_size(10);
    group.bench_function("read the weights", |bench| bench.iter(|| DeepFinder::from_bytes(black_box(deep::EMBEDDED)).unwrap()));
    let finder = DeepFinder::embedded().unwrap();
    for (label, bytes) in [("5 KB", 5_000), ("20 KB", 20_000)] {
        let text = text_of(bytes);
        let article = Article::from_text(&text);
        let document = Document::new(&article);
        let everything = 0..document.scan.paragraphs.len();
        let found = finder.find(&document, everything.clone());
        group.throughput(Throughput::Elements(document.scan.words.len() as u64));
        group.bench_function(BenchmarkId::new("find, deep", label), |bench| {
            bench.iter(|| finder.find(black_box(&document), everything.clone()));
        });
        group.bench_function(BenchmarkId::new("resolve", label), |bench| {
            bench.iter(|| resolve(black_box(&document), found.clone()));
        });
    }
    group.finish();
}

criterion_group!(benches, stages, transformer);
criterion_main!(benches);
