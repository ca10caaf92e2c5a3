//! Names, tags and features that are changed in the other formats.

use super::*;

#[test]
fn the_names_written_in_webanno_count() {
    let file = exported(&session(), Format::Webanno);
    assert_eq!(came(Format::Webanno, &file), (untouched(), vec![], vec![]));
    let changed = file.replace("Bo Ek[", "Cy Lund[").replace("Harbour Post[", "Port Herald[");
    assert_ne!(file, changed);
    let (claims, problems, _) = came(Format::Webanno, &changed);
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(claims[1], "that it would sail: Cy Lund < Port Herald (cited) [corrected importer]");
    assert_eq!((&claims[0], &claims[2]), (&untouched()[0], &untouched()[2]));
    let status =
        file.replace("confirmed[3]", "rejected[3]").replace("confirmed[1]", "rejected[1]").replace("confirmed[2]", "rejected[2]");
    assert!(came(Format::Webanno, &status).0[0].ends_with("[rejected importer]"), "{status}");
}

#[test]
fn a_feature_changed_in_a_cas_counts() {
    let file = exported(&session(), Format::CasJson);
    assert_eq!(came(Format::CasJson, &file), (untouched(), vec![], vec![]));
    let mut cas: Value = serde_json::from_str(&file).unwrap();
    let structures = cas["%FEATURE_STRUCTURES"].as_array_mut().unwrap();
    for structure in structures.iter_mut().filter(|structure| structure["name"] == "Bo Ek") {
        structure["name"] = json!("Cy Lund");
    }
    // Others number again, in another order.
    for structure in structures.iter_mut() {
        for name in ["%ID", "@sofa", "@Governor", "@Dependent"] {
            if let Some(id) = structure.get(name).and_then(Value::as_u64) {
                structure[name] = json!(500 - id);
            }
        }
    }
    structures.reverse();
    let (claims, problems, _) = came(Format::CasJson, &cas.to_string());
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(claims[1], "that it would sail: Cy Lund < Harbour Post (publisher) [corrected importer]");
    assert_eq!((&claims[0], &claims[2]), (&untouched()[0], &untouched()[2]));
}

/// Files of the formats that keep each claim together, with the source of the second claim moved to `words`.
fn moved(words: &str) -> Vec<(Format, String)> {
    let file = |format| exported(&session(), format);
    let (was, at) = (TEXT.find("Bo Ek").unwrap(), TEXT.find(words).unwrap());
    let change = |file: String, from: String, to: String| {
        assert!(file.contains(&from), "no {from} in {file}");
        // The first is what the program shows; what went out next to it stays as it was.
        file.replacen(&from, &to, 1)
    };
    let end = at + words.len();
    let mut tags = file(Format::Conll).lines().map(str::to_owned).collect::<Vec<_>>();
    for line in tags.iter_mut().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let mut fields: Vec<&str> = line.split('\t').collect();
        let start: usize = fields[4].parse().unwrap();
        fields[2] = match fields[2] {
            "B-Source" | "I-Source" => "O",
            other => other,
        };
        if (at..end).contains(&start) {
            fields[2] = if start == at { "B-Source" } else { "I-Source" };
        }
        *line = fields.join("\t");
    }
    vec![
        (
            Format::Citron,
            change(
                file(Format::Citron),
                format!("\"sources\": [{{\"start\": {was}, \"end\": {}, \"text\": \"Bo Ek\"}}]", was + 5),
                format!("\"sources\": [{{\"start\": {at}, \"end\": {end}, \"text\": \"{words}\"}}]"),
            ),
        ),
        (
            Format::Gold,
            change(
                change(file(Format::Gold), format!("\"source\": [[{was}, {}]]", was + 5), format!("\"source\": [[{at}, {end}]]")),
                "\"source\": [\"Bo Ek\"]".into(),
                format!("\"source\": [\"{words}\"]"),
            ),
        ),
        (Format::Conll, tags.join("\n")),
    ]
}

#[test]
fn a_source_that_was_moved_names_whoever_is_there() {
    for (format, file) in moved("Ana Diaz") {
        let (claims, problems, _) = came(format, &file);
        assert_eq!(problems, Vec::<String>::new(), "{format:?}");
        assert_eq!(claims[1], "that it would sail: Ana Diaz < Harbour Post (publisher) [corrected importer]", "{format:?}");
        assert_eq!((&claims[0], &claims[2]), (&untouched()[0], &untouched()[2]), "{format:?}");
    }
    for (format, file) in moved("She") {
        let (claims, _, remarks) = came(format, &file);
        assert_eq!(claims[1], "that it would sail: nobody < Harbour Post (publisher) [corrected importer]", "{format:?}");
        assert!(remarks.iter().any(|remark| remark.contains("the new source names no one")), "{format:?}: {remarks:?}");
    }
}

#[test]
fn an_outlet_whose_tags_are_taken_away_is_gone() {
    let file = exported(&session(), Format::Conll);
    let claims = came(Format::Conll, &file.replace("B-Outlet", "O").replace("I-Outlet", "O")).0;
    assert_eq!(claims[1], "that it would sail: Bo Ek [corrected importer]");
}

#[test]
fn the_names_that_identify_web_annotations_count() {
    let page = value(Format::W3c);
    assert_eq!(came(Format::W3c, &page.to_string()), (untouched(), vec![], vec![]));
    let rename = |from: &str, to: &str| {
        let mut page = page.clone();
        for item in page["items"].as_array_mut().unwrap() {
            for body in item["body"].as_array_mut().into_iter().flatten() {
                if body["purpose"] == "identifying" && body["value"] == from {
                    body["value"] = json!(to);
                }
            }
        }
        came(Format::W3c, &page.to_string()).0
    };
    assert_eq!(rename("Bo Ek", "Cy Lund")[1], "that it would sail: Cy Lund < Harbour Post (publisher) [corrected importer]");
    assert_eq!(rename("Harbour Post", "Port Herald")[1], "that it would sail: Bo Ek < Port Herald (cited) [corrected importer]");
    // An outlet that is linked no longer is gone; a decision that was changed is of whoever changed it.
    let mut page = page;
    let outlet = |item: &Value| item["body"][0]["value"] == "outlet";
    let gone = page["items"].as_array().unwrap().iter().find(|item| outlet(item)).unwrap()["id"].clone();
    page["items"].as_array_mut().unwrap().retain(|item| item["id"] != gone);
    for link in page["items"].as_array_mut().unwrap() {
        if let Some(targets) = link["target"].as_array_mut() {
            targets.retain(|target| *target != gone);
        }
        if link["body"][0]["value"] == "confirmed" && link["body"].to_string().contains("c-00000003") {
            link["body"][0]["value"] = json!("rejected");
        }
    }
    let (claims, problems, _) = came(Format::W3c, &page.to_string());
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(claims[1], "that it would sail: Bo Ek [corrected importer]");
    assert_eq!(claims[2], "everything: Ana Diaz [rejected importer]");
}
