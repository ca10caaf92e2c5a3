//! What is changed in doccano.

use super::*;

/// doccano's export of an example: every entity has a key of the database, in an order of its own.
fn doccano(first: i64, change: impl Fn(&mut Value)) -> String {
    let mut example = value(Format::Doccano);
    let id = |old: &Value| json!(first + old.as_i64().unwrap() * 7 % 101);
    for entity in example["entities"].as_array_mut().unwrap() {
        entity["id"] = id(&entity["id"]);
    }
    for relation in example["relations"].as_array_mut().unwrap() {
        relation["from_id"] = id(&relation["from_id"]);
        relation["to_id"] = id(&relation["to_id"]);
    }
    example["entities"].as_array_mut().unwrap().reverse();
    example["id"] = json!(12);
    change(&mut example);
    format!("{example}\n")
}

fn entity(example: &Value, label: &str, words: &str) -> i64 {
    let at = TEXT.find(words).unwrap();
    let entities = example["entities"].as_array().unwrap();
    let found = entities.iter().find(|entity| entity["label"] == label && entity["start_offset"] == at);
    found.unwrap_or_else(|| panic!("no {label} at {words} in {example}"))["id"].as_i64().unwrap()
}

#[test]
fn doccano_gives_every_span_another_id_and_no_claim_another_speaker() {
    for first in [0, 1, 3, 1000] {
        let (claims, problems, remarks) = came(Format::Doccano, &doccano(first, |_| {}));
        assert_eq!((claims, problems, remarks), (untouched(), vec![], vec![]), "{first}");
    }
    // Without relations, and as older versions wrote it: the places tell.
    let plain = doccano(9, |example| {
        let entities = example["entities"].as_array().unwrap().clone();
        let label = entities.iter().map(|entity| json!([entity["start_offset"], entity["end_offset"], entity["label"]]));
        example["label"] = label.collect();
        example["entities"] = json!([]);
        example["relations"] = json!([]);
    });
    assert_eq!(came(Format::Doccano, &plain), (untouched(), vec![], vec![]));
}

#[test]
fn what_is_changed_in_doccano_counts() {
    // The source of the third claim is now Bo Ek: so is its speaker, and it is no longer mw's word.
    let moved = doccano(50, |example| {
        let (she, bo) = (entity(example, "SOURCE", "She"), entity(example, "SOURCE", "Bo Ek"));
        let name = entity(example, "NAME", "Ana Diaz");
        let relations = example["relations"].as_array_mut().unwrap();
        relations.retain(|relation| relation["to_id"] != name);
        relations.iter_mut().filter(|relation| relation["to_id"] == she).for_each(|relation| relation["to_id"] = json!(bo));
    });
    let (claims, _, remarks) = came(Format::Doccano, &moved);
    assert_eq!(claims[2], "everything: Bo Ek [corrected importer]", "{claims:#?}");
    assert!(remarks.iter().any(|remark| remark.starts_with("1 claim changed")), "{remarks:?}");
    // Content and outlet changed, cue and source as they were.
    let cut = doccano(60, |example| {
        let post = entity(example, "OUTLET", "Harbour Post");
        example["relations"].as_array_mut().unwrap().retain(|relation| relation["to_id"] != post);
        let content = entity(example, "CONTENT", "that it would sail");
        for entity in example["entities"].as_array_mut().unwrap() {
            if entity["id"] == content {
                entity["start_offset"] = json!(TEXT.find("it would sail").unwrap());
            }
        }
    });
    let (claims, ..) = came(Format::Doccano, &cut);
    assert_eq!(claims[1], "it would sail: Bo Ek [corrected importer]", "{claims:#?}");
    // One claim is deleted there, one is new, of a source that names nobody.
    let new = doccano(70, |example| {
        let (told, sail) = (entity(example, "CUE", "told"), entity(example, "CONTENT", "that it would sail"));
        let gone = [told, sail, entity(example, "SOURCE", "Bo Ek"), entity(example, "OUTLET", "Harbour Post")];
        let is_gone = |id: &Value| gone.iter().any(|gone| id == gone);
        example["entities"].as_array_mut().unwrap().retain(|entity| !is_gone(&entity["id"]));
        example["relations"].as_array_mut().unwrap().retain(|r| !is_gone(&r["from_id"]) && !is_gone(&r["to_id"]));
        let at = |words: &str| {
            let start = TEXT.find(words).unwrap();
            (start, start + words.len())
        };
        for (id, label, words) in [(900, "CONTENT", "sail"), (901, "SOURCE", "it would")] {
            let (start, end) = at(words);
            let entity = json!({"id": id, "label": label, "start_offset": start, "end_offset": end});
            example["entities"].as_array_mut().unwrap().push(entity);
        }
        example["relations"].as_array_mut().unwrap().push(json!({"id": 99, "from_id": 900, "to_id": 901, "type": "said by"}));
    });
    let (claims, problems, remarks) = came(Format::Doccano, &new);
    assert_eq!(claims[1], "sail: nobody [corrected importer]", "{claims:#?}");
    assert_eq!((claims.len(), problems.len()), (3, 0), "{problems:?}");
    assert!(remarks.iter().any(|remark| remark.contains("did not come back")), "{remarks:?}");
}

#[test]
fn spans_that_a_program_drops_because_they_overlap_are_not_taken_for_deleted() {
    // The name of the third claim and the source of the first are one place: a project without overlaps keeps one.
    let thin = doccano(5, |example| {
        let mut taken: Vec<(i64, i64)> = Vec::new();
        let mut gone = Vec::new();
        example["entities"].as_array_mut().unwrap().retain(|entity| {
            let (start, end) = (entity["start_offset"].as_i64().unwrap(), entity["end_offset"].as_i64().unwrap());
            let free = !taken.iter().any(|(a, b)| start < *b && *a < end);
            taken.push((start, end));
            if !free {
                gone.push(entity["id"].clone());
            }
            free
        });
        assert!(!gone.is_empty());
        let relations = example["relations"].as_array_mut().unwrap();
        relations.retain(|relation| !gone.contains(&relation["from_id"]) && !gone.contains(&relation["to_id"]));
    });
    let (claims, _, remarks) = came(Format::Doccano, &thin);
    assert_eq!(claims, untouched());
    assert!(remarks.iter().any(|remark| remark.contains("overlap")), "{remarks:?}");
}
