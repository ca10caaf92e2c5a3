//! What the house rules cost: reading an article the first time, and running again after a decision.
//! `cargo bench --bench rules`.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs, reason = "a bench")]

mod long_article;

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use saidby::article::Article;
use saidby::extract::{EngineKind, Options, extract};
use saidby::lint::{House, Linter, Unreviewed};
use saidby::review::{Edit, Session, Stamp};

/// A review of an article of so many bytes, with the suggestions of the rules.
fn session(bytes: usize) -> Session {
    let article = Arc::new(Article::from_text(&long_article::text(bytes)));
    let mut session = Session::new(Arc::clone(&article));
    session.offer(extract(&article, &Options { engine: EngineKind::Fast, ..Options::default() }));
    session
}

fn rules(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("house rules");
    group.sample_size(20).measurement_time(Duration::from_secs(4)).warm_up_time(Duration::from_millis(500));
    let house = Arc::new(House::default());
    for (name, bytes) in [("5 KB", 5_000), ("100 KB", 100_000), ("10 MB", 10_000_000)] {
        let mut session = session(bytes);
        group.bench_with_input(BenchmarkId::new("first run", name), &session, |bench, session| {
            bench.iter_batched(
                || Linter::new(Arc::clone(&house), Unreviewed::Check),
                |mut linter| black_box(linter.run(session)).len(),
                BatchSize::PerIteration,
            );
        });
        let mut linter = Linter::new(Arc::clone(&house), Unreviewed::Check);
        linter.run(&session);
        let ids: Vec<_> = session.claims().iter().map(|claim| claim.id.clone()).collect();
        let stamp = Stamp { by: "sb".to_owned(), at: "2026-11-22T18:00:00Z".to_owned() };
        let mut at = 0;
        group.bench_function(BenchmarkId::new("after a decision", name), |bench| {
            bench.iter_custom(|times| {
                let mut taken = Duration::ZERO;
                for _ in 0..times {
                    let id = ids[at % ids.len()].clone();
                    let edit = if at / ids.len() % 2 == 0 { Edit::Confirm(vec![id]) } else { Edit::Undecide(vec![id]) };
                    session.apply(edit, &stamp).unwrap();
                    at += 1;
                    let start = std::time::Instant::now();
                    black_box(linter.run(&session));
                    taken += start.elapsed();
                }
                taken
            });
        });
    }
    group.finish();
}

criterion_group!(benches, rules);
criterion_main!(benches);
