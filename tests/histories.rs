//! Nobody's word is lost: random lives of two or three reviewers who share files, checked after every step.
//!
//! Everybody has an article open and a sidecar next to it. They decide, correct, remark, undo, save, close and open
//! again. At random moments somebody's sidecar is put in the place of another's, an old copy now and then, as
//! synchronised folders do, or the program is killed and only what is on disk remains. A conflict is saved at once, with
//! both sides. After every step each person's last word on each claim is what is shown, or one side of an open conflict,
//! or was taken back by that person, or was answered by somebody who had seen it; after a kill this is true of every word
//! that was saved.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may end so")]

#[path = "histories/choices.rs"]
mod choices;
#[path = "histories/words.rs"]
mod words;
#[path = "histories/world/mod.rs"]
mod world;

use world::World;

/// Lives that are tried; more of them on demand.
const LIVES: u64 = 10_000;

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().and_then(|number| number.parse().ok())
}

/// How many are lived; `SAIDBY_HISTORIES` says otherwise.
fn lives() -> u64 {
    number("SAIDBY_HISTORIES").unwrap_or(LIVES)
}

/// The seed of the first; `SAIDBY_HISTORIES_FROM` says otherwise.
fn first() -> u64 {
    number("SAIDBY_HISTORIES_FROM").unwrap_or(0)
}

/// Lives a random life; its steps, and what went wrong.
fn live(seed: u64) -> Result<world::Figures, String> {
    let mut world = World::new(seed);
    for _ in 0..world.length() {
        world.step();
        if let Err(lost) = world.check() {
            return Err(format!("life {seed}: {lost}\n{}", world.told().join("\n")));
        }
    }
    Ok(world.figures())
}

#[test]
fn in_ten_thousand_lives_no_word_is_lost() {
    let (first, lives) = (first(), lives());
    let threads = std::thread::available_parallelism().map_or(1, |count| count.get() as u64);
    let parts: Vec<_> = (0..threads)
        .map(|thread| {
            std::thread::spawn(move || {
                let mut sum = world::Figures::default();
                let mut lost = Vec::new();
                for seed in (first + thread..first + lives).step_by(threads as usize) {
                    match live(seed) {
                        Ok(figures) => sum.add(&figures),
                        Err(why) => lost.push(why),
                    }
                }
                (sum, lost)
            })
        })
        .collect();
    let mut sum = world::Figures::default();
    let mut lost = Vec::new();
    for part in parts {
        let (figures, why) = part.join().unwrap();
        sum.add(&figures);
        lost.extend(why);
    }
    println!("{lives} lives: {sum:?}, {} lost", lost.len());
    for why in &lost {
        println!("{}", why.lines().next().unwrap_or_default());
    }
    assert!(lost.is_empty(), "{} of {lives} lives lost a word; the first:\n{}", lost.len(), lost[0]);
    // The lives must be worth something: files are replaced, words contradict each other and are settled.
    assert!(sum.words > lives * 3 && sum.replaced > lives && sum.conflicts > lives / 5 && sum.settled > lives / 10, "{sum:?}");
    assert!(sum.asked_once > lives / 200 && sum.named_once > lives / 1000, "{sum:?}");
    assert!(sum.opposite > lives / 50 && sum.opposite_remarks > lives / 500 && sum.opposite_names > lives / 1000, "{sum:?}");
    assert!(sum.three_open > lives / 250, "{sum:?}");
    assert!(sum.killed > lives / 4 && sum.killed_in_conflict > lives / 50, "{sum:?}");
}
