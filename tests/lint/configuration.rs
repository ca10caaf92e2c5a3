//! Which configuration holds for an article, and what is said of mistakes in it.

use std::fs;
use std::process::Output;

use serde_json::Value;

use crate::{code, err, out, run, samples};

#[test]
fn the_configuration_is_found_upwards_and_its_mistakes_have_a_place() {
    let folder = samples();
    let deep = folder.path().join("news");
    fs::create_dir(&deep).unwrap();
    for name in ["night-ferry.txt", "night-ferry.txt.claims.ron"] {
        fs::copy(folder.path().join(name), deep.join(name)).unwrap();
    }
    let config = folder.path().join("saidby.lint.ron");
    fs::write(&config, "(\n    fail_on: Never,\n    rules: { \"speaker.no-role\": (level: Off) },\n    paths: [(glob: \"news/**\", rules: { \"anonymous.bare\": (level: Warning) })],\n)\n").unwrap();
    let output = run(folder.path(), &["lint", "--format", "concise", "news/night-ferry.txt"]);
    assert_eq!(code(&output), 0, "{}", out(&output));
    assert!(out(&output).contains("warning anonymous.bare") && !out(&output).contains("speaker.no-role"), "{}", out(&output));
    assert_eq!(code(&run(folder.path(), &["lint", "--fail-on", "error", "night-ferry.txt"])), 1, "the command line wins");
    fs::write(&config, "(\n    rules: {\n        \"anonymous.bear\": (level: Off),\n    },\n)\n").unwrap();
    let output = run(folder.path(), &["lint", "news/night-ferry.txt"]);
    assert_eq!(code(&output), 2);
    assert!(
        err(&output).contains("saidby.lint.ron:3:9: unknown rule `anonymous.bear`; did you mean `anonymous.bare`?"),
        "{}",
        err(&output)
    );
    assert_eq!(code(&run(folder.path(), &["lint", "--config", "gone.ron", "night-ferry.txt"])), 2);
    fs::remove_file(&config).unwrap();
    fs::create_dir_all(folder.path().join("no-settings/saidby")).unwrap();
    fs::write(folder.path().join("no-settings/saidby/lint.ron"), "(fail_on: Never)").unwrap();
    assert_eq!(code(&run(folder.path(), &["lint", "night-ferry.txt"])), 0, "the user's own configuration");
}

#[test]
fn patterns_of_paths_hold_from_whichever_folder_an_article_is_named() {
    let folder = samples();
    let root = folder.path().canonicalize().unwrap();
    let (news, other) = (root.join("desk/news"), root.join("other"));
    fs::create_dir_all(&news).unwrap();
    fs::create_dir_all(&other).unwrap();
    for name in ["night-ferry.txt", "night-ferry.txt.claims.ron"] {
        fs::copy(root.join(name), news.join(name)).unwrap();
    }
    let config = "(paths: [(glob: \"news/**\", rules: { \"anonymous.bare\": (level: Warning) })])";
    fs::write(root.join("desk/saidby.lint.ron"), config).unwrap();
    fs::write(other.join("saidby.lint.ron"), "(rules: { \"anonymous.bare\": (level: Suggestion) })").unwrap();
    let full = news.join("night-ferry.txt");
    let fixed = root.join("desk/saidby.lint.ron");
    for (here, arguments) in [
        (&root.join("desk"), vec!["news/night-ferry.txt"]),
        (&root.join("desk"), vec!["."]),
        (&news, vec!["night-ferry.txt"]),
        (&news, vec!["./night-ferry.txt"]),
        (&news, vec!["--config", "../saidby.lint.ron", "night-ferry.txt"]),
        (&other, vec!["--config", fixed.to_str().unwrap(), "../desk/news/night-ferry.txt"]),
        (&other, vec![full.to_str().unwrap()]),
    ] {
        let output = run(here, &[&["lint", "--format", "concise", "--select", "anonymous.bare"], &arguments[..]].concat());
        assert!(out(&output).contains(" warning anonymous.bare "), "{}: {arguments:?}: {}", here.display(), out(&output));
    }
    // Nor is the current folder above an article of another one.
    fs::remove_file(&fixed).unwrap();
    let output = run(&other, &["lint", "--format", "concise", "--select", "anonymous.bare", "../desk/news/night-ferry.txt"]);
    assert!(out(&output).contains(" error anonymous.bare "), "{}", out(&output));
}

#[test]
fn a_broken_configuration_keeps_no_figures_back() {
    let folder = samples();
    fs::copy(folder.path().join("night-ferry.txt.claims.ron"), folder.path().join("night-ferry.txt.jk.claims.ron")).unwrap();
    let stats = |format: &str| run(folder.path(), &["stats", "--format", format, "."]);
    let json = |output: &Output| -> Value { serde_json::from_str(&out(output)).unwrap() };
    let sound = json(&stats("json"));
    fs::write(folder.path().join("saidby.lint.ron"), "(\n    rules: { \"anonymous.bear\": (level: Off) },\n)\n").unwrap();
    let output = stats("json");
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert_eq!(err(&output).matches("unknown rule `anonymous.bear`").count(), 1, "{}", err(&output));
    let broken = json(&output);
    assert_eq!((&broken["claims"], &broken["speakers"]), (&sound["claims"], &sound["speakers"]));
    let counted = |figures: &Value| figures["house_rules"].as_object().unwrap().values().filter_map(Value::as_u64).sum::<u64>();
    assert!(counted(&sound) > 0);
    assert_eq!(counted(&broken), 0);
    assert!(out(&stats("table")).contains("house rules"));
}
