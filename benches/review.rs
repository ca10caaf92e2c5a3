//! What is between a decision and the screen: the layout of the article and the sidecar.
//! `cargo bench --bench review`.
#![allow(clippy::unwrap_used, missing_docs, reason = "a bench")]

use saidby::claim::Parts;
use std::fmt::Write;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use saidby::article::Article;
use saidby::review::{Edit, Session, SpeakerChoice, Stamp};
use saidby::sidecar;
use saidby::text::Span;
use saidby::tui::layout::Layout;

const CLAIMS: usize = 10_000;

/// An article of so many bytes in which every sentence is a claim of one of forty people.
fn text_of(bytes: usize) -> String {
    let mut text = String::new();
    for index in 0.. {
        let _ = write!(text, "The bridge at mile {index} will open before the rains, engineer {} said. ", index % 40);
        if index % 4 == 3 {
            text.push_str("\n\n");
        }
        if text.len() >= bytes {
            break;
        }
    }
    text
}

/// A review with [`CLAIMS`] decided claims.
fn session() -> Session {
    let article = Arc::new(Article::from_text(&text_of(CLAIMS * 80)));
    let mut session = Session::new(Arc::clone(&article));
    let stamp = Stamp { by: "sb".to_owned(), at: "2026-11-22T18:00:00Z".to_owned() };
    let mut at = 0;
    for index in 0..CLAIMS {
        let start = at + article.text[at..].find("The bridge").unwrap();
        let end = start + article.text[start..].find(", engineer").unwrap();
        let said = end + article.text[end..].find("said").unwrap();
        at = said;
        let edit = Edit::AddClaim {
            parts: Parts {
                content: vec![Span::new(start, end)],
                cue: vec![Span::new(said, said + 4)],
                source: vec![Span::new(end + 2, said - 1)],
            },
            speaker: SpeakerChoice::New(format!("engineer {}", index % 40)),
        };
        session.apply(edit, &stamp).unwrap();
    }
    session
}

fn sidecars(criterion: &mut Criterion) {
    let session = session();
    let article = session.article();
    let text = sidecar::text_of(&session.record(), article, "bridges.txt", "0.1.0");
    let mut group = criterion.benchmark_group("sidecar of 10,000 claims");
    group.sample_size(10).measurement_time(Duration::from_secs(3)).warm_up_time(Duration::from_millis(500));
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("open", |bench| {
        bench.iter_batched(
            || text.clone(),
            |text| {
                Session::restore(Arc::clone(article), sidecar::load_text(Path::new("bridges.ron"), text, article).unwrap().record)
            },
            BatchSize::LargeInput,
        );
    });
    group.bench_function("save (text and file)", |bench| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bridges.txt.claims.ron");
        bench.iter(|| {
            let text = sidecar::text_of(black_box(&session.record()), article, "bridges.txt", "0.1.0");
            let mut file = std::fs::File::create(&path).unwrap();
            std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
            file.sync_all().unwrap();
        });
    });
    group.finish();
}

fn layouts(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("layout");
    group.sample_size(10).measurement_time(Duration::from_secs(2)).warm_up_time(Duration::from_millis(300));
    for (label, bytes) in [("5 KB", 5_000), ("100 KB", 100_000), ("10 MB", 10_000_000)] {
        let text: Arc<str> = text_of(bytes).into();
        group.bench_function(BenchmarkId::new("first window", label), |bench| {
            bench.iter(|| {
                let mut layout = Layout::new(Arc::clone(&text), 80);
                let top = layout.place_of(0);
                layout.window(top, 40).len()
            });
        });
        group.bench_function(BenchmarkId::new("jump to the middle", label), |bench| {
            bench.iter(|| {
                let mut layout = Layout::new(Arc::clone(&text), 80);
                let place = layout.place_of(text.len() / 2);
                layout.window(place, 40).len()
            });
        });
        let mut layout = Layout::new(Arc::clone(&text), 80);
        let mut top = layout.place_of(0);
        group.bench_function(BenchmarkId::new("scroll a line", label), |bench| {
            bench.iter(|| {
                top = layout.down(top, 1);
                if layout.window(top, 40).len() < 40 {
                    top = layout.place_of(0);
                }
            });
        });
    }
    group.finish();
}

criterion_group!(benches, sidecars, layouts);
criterion_main!(benches);
