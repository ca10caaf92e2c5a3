//! The folder that the examples in README and docs/ are run in.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

const ARTICLE: &str = "Ferry stops over cracked hull\n\nBy Nadia Brook\n\n\
    The harbour ferry at Port Vell will not sail before May, the harbour authority said on Monday.\n\n\
    “The hull is cracked,” harbour master Ana Diaz said. “Nobody will board it while I am responsible.”\n\n\
    Diaz told the Port Vell Herald that repairs would cost “about two million”.\n";

const SPEECH: &str = "ANA DIAZ: Friends, the hull was cracked, and nobody will board it while I am responsible.\n\
    BO EK: I do not share that view.\n";

const WEIR: &str = "Weir to close\n\n“The weir is safe,” Ana Roth said on Monday.\n\nBo Lind said that the gate leaks.\n\n\
    Cy Orr said that repairs begin in May.\n\nDee Moor told the Valley Post that nobody had asked the fishers.\n";

const CORPUS: &str = "{\"id\": 1, \"text\": \"“The weir is safe,” Ana Roth said on Monday.\"}\n";

/// A fresh folder: the samples, `article.txt` with its review, `speech.txt`, `articles/` with reviews by mw and km, a `corpus.jsonl`, an
/// export of km's in `claims.jsonl` and `claims.csv`, three sidecars to merge, and a git repository around all of it.
pub fn desk(root: &Path, binary: &Path) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    for name in ["samples", "articles", "state/saidby"] {
        fs::create_dir_all(at(name)).unwrap();
    }
    for entry in fs::read_dir(root.join("samples")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            continue;
        }
        fs::copy(&path, at("samples").join(path.file_name().unwrap())).unwrap();
    }
    for (name, text) in [("article.txt", ARTICLE), ("speech.txt", SPEECH), ("articles/weir.txt", WEIR), ("corpus.jsonl", CORPUS)]
    {
        fs::write(at(name), text).unwrap();
    }
    fs::write(at("state/saidby/state.ron"), "(guide_seen: true)").unwrap();
    let run = |program: &Path, arguments: &[&str]| {
        let output =
            Command::new(program).args(arguments).current_dir(folder.path()).env("HOME", folder.path()).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let undecided = |article: &str| run(binary, &["extract", "--engine", "fast", "--format", "ron", article]);
    let weir = undecided("articles/weir.txt");
    fs::write(at("article.txt.claims.ron"), decided(&undecided("article.txt"), "mw", &["Confirmed"])).unwrap();
    fs::write(at("articles/weir.txt.mw.claims.ron"), decided(&weir, "mw", &["Confirmed", "Confirmed", "Confirmed"])).unwrap();
    fs::write(at("articles/weir.txt.km.claims.ron"), decided(&weir, "km", &["Confirmed", "", "Rejected"])).unwrap();
    fs::write(at("base.ron"), &weir).unwrap();
    fs::write(at("ours.ron"), decided(&weir, "mw", &["Confirmed"])).unwrap();
    fs::write(at("theirs.ron"), decided(&weir, "km", &["", "Rejected"])).unwrap();
    fs::write(at("claims.jsonl"), run(binary, &["export", "--format", "jsonl", "--annotator", "km", "articles/weir.txt"]))
        .unwrap();
    fs::write(at("claims.csv"), run(binary, &["export", "--format", "csv", "--annotator", "km", "articles/weir.txt"])).unwrap();
    run(Path::new("git"), &["init", "--quiet"]);
    folder
}

/// A sidecar with decisions on its first claims; nothing for an empty one.
fn decided(undecided: &str, by: &str, decisions: &[&str]) -> String {
    let mut parts = undecided.split("            suggestion:");
    let mut text = parts.next().unwrap().to_owned();
    for (index, part) in parts.enumerate() {
        if let Some(decision) = decisions.get(index).filter(|decision| !decision.is_empty()) {
            let lines = [format!("decision: {decision}"), format!("by: \"{by}\""), "at: \"2026-01-02T03:04:05Z\"".to_owned()];
            text.extend(lines.map(|line| format!("            {line},\n")));
        }
        text.push_str("            suggestion:");
        text.push_str(part);
    }
    text
}
