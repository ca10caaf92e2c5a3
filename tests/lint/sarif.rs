//! What `saidby lint --format sarif` writes.

use super::*;

/// The log is as the schema of SARIF 2.1.0 asks.
#[track_caller]
fn is_sarif(log: &Value) {
    let schema: Value = serde_json::from_str(include_str!("sarif-schema-2.1.0.json")).unwrap();
    assert_eq!(schema::faults(&schema, log), [""; 0]);
}

#[test]
fn sarif_is_as_its_schema_asks_whatever_there_is_to_report() {
    let folder = samples();
    fs::write(folder.path().join("50%, a b#c?.txt"), "Weir shut\n\nThe weir — “shut” — will stay shut, a source said.\n")
        .unwrap();
    fs::write(folder.path().join("calm.txt"), "Nothing was said.\n").unwrap();
    for arguments in [
        &["."][..],
        &["--suggestions", "--engine", "fast", "--fail-on", "never", "."],
        &["--suggestions", "--engine", "fast", "--select", "anonymous", "50%, a b#c?.txt"],
        &["--suggestions", "--engine", "fast", "calm.txt"],
    ] {
        let arguments = [&["lint", "--format", "sarif"], arguments].concat();
        let output = run(folder.path(), &arguments);
        let log: Value =
            serde_json::from_str(&out(&output)).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {}", err(&output)));
        is_sarif(&log);
    }
}

#[test]
fn sarif_says_where_and_why() {
    let folder = samples();
    let log: Value = serde_json::from_str(&out(&run(folder.path(), &["lint", "--format", "sarif", "."]))).unwrap();
    is_sarif(&log);
    let run = &log["runs"][0];
    assert_eq!((log["version"].as_str(), run["columnKind"].as_str()), (Some("2.1.0"), Some("unicodeCodePoints")));
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert!(results.len() > 12, "{}", results.len());
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert!(place["artifactLocation"]["uri"].as_str().unwrap().ends_with(".txt"));
        assert!(place["region"]["startLine"].as_u64().unwrap() >= 1);
        assert_eq!(result["partialFingerprints"]["saidby/v1"].as_str().unwrap().len(), 16);
    }
    let differs = results.iter().find(|result| result["ruleId"] == "quotation.differs").unwrap();
    assert!(
        differs["relatedLocations"][0]["physicalLocation"]["region"]["snippet"]["text"].as_str().unwrap().contains("crossing")
    );
}
