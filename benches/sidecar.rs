//! A sidecar of 10,000 claims: opening it, saving it, and one decision while it is open.
//! `cargo bench --bench sidecar`. Budgets: open 100 ms, save 50 ms, a decision nowhere near a frame.
#![allow(clippy::unwrap_used, missing_docs, reason = "a bench")]

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use saidby::article::{Article, Block, BlockKind, Metadata, Origin};
use saidby::claim::{Claim, ClaimId, CueClass, Directness, Reason, Speaker, SpeakerId, SpeakerKind};
use saidby::disk::atomic;
use saidby::extract::Extraction;
use saidby::review::{Edit, Session, Stamp};
use saidby::sidecar;
use saidby::text::Span;

const CLAIMS: usize = 10_000;

/// A long article in which every paragraph is a claim.
fn session() -> Session {
    let (mut text, mut blocks) = (String::new(), Vec::new());
    let mut found = Extraction::default();
    for number in 0..CLAIMS {
        let start = text.len();
        let name = format!("Ana {}", number % 700);
        let content = format!("The dam of district {number} will hold through the winter, whatever anyone says about it");
        text.push_str(&format!("“{content},” said {name} on Monday.\n"));
        let place = |words: &str| {
            let at = start + text.get(start..).unwrap().find(words).unwrap();
            Span::new(at, at + words.len())
        };
        blocks.push(Block { span: Span::new(start, text.len() - 1), kind: BlockKind::Paragraph });
        let id = SpeakerId(format!("s-ana-{}", number % 700));
        if number < 700 {
            found.speakers.push(Speaker {
                id: id.clone(),
                name: name.clone(),
                kind: SpeakerKind::Person,
                role: Some("mayor".to_owned()),
                affiliation: None,
                aliases: Vec::new(),
                anonymous: false,
                mentions: vec![place(&name)],
            });
        }
        found.claims.push(Claim {
            id: ClaimId(format!("c-{number:08x}")),
            content: vec![place(&content)],
            cue: vec![place("said")],
            source: vec![place(&name)],
            directness: Directness::Direct,
            class: CueClass::Speech,
            speaker: Some(id),
            via: Vec::new(),
            score: 0.93,
            reason: Reason { found_by: "quotation, then 'said'".to_owned(), ..Reason::default() },
        });
    }
    let article = Article { text: text.into(), blocks, metadata: Metadata::default(), origin: Origin::default() };
    let mut session = Session::new(Arc::new(article));
    session.offer(found);
    session
}

fn benches(criterion: &mut Criterion) {
    let stamp = Stamp { by: "mw".to_owned(), at: "2026-11-22T18:00:00Z".to_owned() };
    let mut session = session();
    let every_other = (0..CLAIMS).step_by(2).map(|number| ClaimId(format!("c-{number:08x}"))).collect();
    session.apply(Edit::Confirm(every_other), &stamp).unwrap();
    let text = sidecar::text_of(&session.record(), session.article(), "dam.txt", "0.1.0");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dam.txt.claims.ron");
    println!("sidecar of {CLAIMS} claims: {} bytes", text.len());
    atomic::write(&path, text.as_bytes()).unwrap();

    let mut group = criterion.benchmark_group("sidecar of 10,000 claims");
    group.sample_size(20);
    group.bench_function("open (file to session)", |bench| {
        bench.iter(|| {
            let loaded = sidecar::load(Path::new(&path), session.article()).unwrap().unwrap();
            Session::restore(Arc::clone(session.article()), loaded.record)
        });
    });
    group.bench_function("save, on the input path (a record)", |bench| bench.iter(|| black_box(session.record())));
    let record = session.record();
    group.bench_function("save, beside it (text)", |bench| {
        bench.iter(|| sidecar::text_of(black_box(&record), session.article(), "dam.txt", "0.1.0"));
    });
    group.bench_function("save, beside it (atomic write with fsync)", |bench| {
        bench.iter(|| atomic::write(&path, text.as_bytes()).unwrap());
    });
    let one = vec![ClaimId(format!("c-{:08x}", 5_001))];
    let article = Arc::clone(session.article());
    let mut edited = Session::restore(article, record.clone());
    group.bench_function("a decision and its undo", |bench| {
        bench.iter(|| {
            edited.apply(Edit::Confirm(one.clone()), &stamp).unwrap();
            edited.undo().unwrap();
        });
    });
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
