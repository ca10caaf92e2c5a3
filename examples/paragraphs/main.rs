//! Extracts made-up paragraphs with several speakers and counts those in which every quotation goes to its own
//! speaker: `cargo run --release --example paragraphs [-- COUNT]`. Faults go to standard error.

mod judge;
mod made;

use saidby::article::Article;
use saidby::extract::{Options, extract};

fn main() -> anyhow::Result<()> {
    let count = std::env::args().nth(1).map_or(Ok(100), |count| count.parse())?;
    let options = Options::default();
    for kind in made::KINDS {
        let mut right = 0;
        for number in 0..count {
            let made = made::article(kind, number);
            let article = Article::from_text(&made.text);
            let faults = judge::faults(&article, &extract(&article, &options), &made.statements);
            right += u64::from(faults.is_empty());
            for fault in faults {
                eprintln!("{kind:?} {number}: {fault}");
            }
        }
        println!("{:<16} {right} of {count}", format!("{kind:?}"));
    }
    Ok(())
}
