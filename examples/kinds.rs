use saidby::article::*;
use saidby::text::*;
fn main() {
    let mut args = std::env::args().skip(1);
    let mode = args.next().unwrap();
    let (mut total, mut silenced) = (0, 0);
    for path in args {
        let bytes = std::fs::read(&path).unwrap();
        let t = std::time::Instant::now();
        let article = match Article::read(&bytes, Format::of_path(std::path::Path::new(&path)).unwrap_or_default()) {
            Ok(a) => a,
            Err(e) => {
                println!("{path}: {e}");
                continue;
            }
        };
        let took = t.elapsed();
        if mode == "time" {
            println!("{path} {:?} blocks {} {}", took, article.blocks.len(), article.origin.encoding);
            continue;
        }
        if mode == "all" {
            println!("== {path} {:?}", article.metadata);
        }
        for b in &article.blocks {
            let s: String = b.span.slice(&article.text).unwrap().chars().take(110).collect();
            if mode == "all" || (mode == "odd" && !matches!(b.kind, BlockKind::Paragraph | BlockKind::Headline)) {
                println!("{:?}\t{}", b.kind, s);
            }
        }
        let gold = path.replace(".txt", ".gold.json");
        if mode == "gold" {
            let g: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(gold).unwrap()).unwrap();
            let cp = CodePoints::new(&article.text);
            for a in g["attributions"].as_array().unwrap() {
                let c = &a["content"][0];
                let at = cp.to_byte(&article.text, c[0].as_u64().unwrap() as usize);
                total += 1;
                let Some(b) = article.blocks.iter().find(|b| b.span.contains(at)) else {
                    println!("NO BLOCK {path} {c}");
                    continue;
                };
                if !b.kind.holds_claims() {
                    silenced += 1;
                    println!("SILENCED {:?} {}", b.kind, b.span.slice(&article.text).unwrap());
                }
            }
        }
    }
    if mode == "gold" {
        println!("total {total} silenced {silenced}");
    }
}
