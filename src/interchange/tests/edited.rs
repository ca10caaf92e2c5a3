//! Files that another program or person changed: what they changed counts, and nothing comes back under another name.

use serde_json::{Value, json};

use super::*;
use crate::claim::{Outlet, OutletId, OutletRole};

const TEXT: &str = "Ferry stops\n\nAna Diaz said the hull was cracked.\n\nBo Ek told the Harbour Post that it would sail.\n\n\
    She denied everything.\n";

/// Three claims of two speakers, one through an outlet, all confirmed by mw.
fn session() -> Session {
    let article = article(TEXT);
    let at = |words: &str| span(&article, words, 0);
    let person = |id: &str, name: &str| {
        let mut speaker = Speaker::named(SpeakerId::new(id), name.to_owned());
        speaker.kind = SpeakerKind::Person;
        speaker.role = Some(format!("role of {name}"));
        speaker.mentions = vec![at(name)];
        speaker
    };
    let mut ana = person("s-ana", "Ana Diaz");
    ana.mentions.push(at("She"));
    let bo = person("s-bo", "Bo Ek");
    let mut post = Outlet::named(OutletId::new("o-post"), "Harbour Post".to_owned());
    post.mentions = vec![at("Harbour Post")];
    post.role = OutletRole::Publisher;
    let claim = |id, content, cue, source, speaker: &str, via: &[&str]| Claim {
        speaker: Some(SpeakerId::new(speaker)),
        via: via.iter().map(|id| OutletId::new(*id)).collect(),
        ..suggestion(id, vec![at(content)], vec![at(cue)], vec![at(source)])
    };
    let claims = vec![
        claim(1, "the hull was cracked", "said", "Ana Diaz", "s-ana", &[]),
        claim(2, "that it would sail", "told", "Bo Ek", "s-bo", &["o-post"]),
        claim(3, "everything", "denied", "She", "s-ana", &[]),
    ];
    let mut session = Session::new(Arc::clone(&article));
    session.offer(Extraction { claims, speakers: vec![ana, bo], outlets: vec![post], ..Extraction::default() });
    let ids: Vec<ClaimId> = session.claims().iter().map(|claim| claim.id.clone()).collect();
    session.apply(Edit::Confirm(ids), &stamp("mw")).unwrap();
    session
}

/// What came of a file in a bare review: each claim's words, speaker, outlets, and whose decision it is.
fn came(format: Format, file: &str) -> (Vec<String>, Vec<String>, Vec<String>) {
    let article = article(TEXT);
    let (intake, problems, remarks) = taken(&article, &Record::default(), format, file);
    let back = Session::restore(article, intake.record);
    let claims = back.claims().iter().map(|claim| {
        let words: Vec<&str> = claim.spans(crate::claim::Part::Content).iter().filter_map(|span| span.slice(TEXT)).collect();
        let speaker = back.speaker_of(claim).map_or("nobody", |speaker| &speaker.name);
        let via: Vec<String> =
            back.via_of(claim).iter().map(|outlet| format!(" < {} ({})", outlet.name, outlet.role.as_str())).collect();
        let by = claim.decided.as_ref().map_or("", |stamp| &stamp.by);
        format!("{}: {speaker}{} [{} {by}]", words.join(" … "), via.concat(), claim.decision.as_str())
    });
    let claims = claims.collect();
    (claims, problems.into_iter().map(|problem| problem.reason).collect(), remarks)
}

fn untouched() -> Vec<String> {
    [
        "the hull was cracked: Ana Diaz [confirmed mw]",
        "that it would sail: Bo Ek < Harbour Post (publisher) [confirmed mw]",
        "everything: Ana Diaz [confirmed mw]",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn value(format: Format) -> Value {
    let text = exported(&session(), format);
    serde_json::from_str(text.trim()).unwrap()
}

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

fn task(change: impl Fn(&mut Value)) -> String {
    let mut tasks = value(Format::LabelStudio);
    change(&mut tasks[0]);
    tasks.to_string()
}

#[test]
fn label_studio_exports_as_they_are() {
    // What its export adds, and predictions by number.
    let plain = task(|task| {
        task["id"] = json!(7);
        task["predictions"] = json!([286, 287]);
        task["drafts"] = json!([]);
        task["annotations"][0]["completed_by"] = json!({"id": 3, "email": "ada@desk.example"});
        task["annotations"][0]["created_at"] = json!("2026-01-02T10:00:00.123456Z");
    });
    assert_eq!(came(Format::LabelStudio, &plain), (untouched(), vec![], vec![]));
    // Another speaker is written at the source; the outlet's region is deleted.
    let changed = task(|task| {
        let items = task["annotations"][0]["result"].as_array_mut().unwrap();
        let post = TEXT.find("Harbour Post").unwrap();
        let outlet = items.iter().find(|item| item["value"]["start"] == post).unwrap()["id"].clone();
        items.retain(|item| item["id"] != outlet && item["to_id"] != outlet);
        for item in items.iter_mut().filter(|item| item["type"] == "textarea" && item["id"] == "c-00000003-source-0") {
            item["value"]["text"] = json!(["Cy Lund"]);
        }
        task["annotations"][0]["completed_by"] = json!(4);
        task["annotations"][0]["updated_at"] = json!("2026-01-02T10:00:00Z");
    });
    let (claims, problems, _) = came(Format::LabelStudio, &changed);
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(
        claims,
        [
            "the hull was cracked: Ana Diaz [confirmed mw]",
            "that it would sail: Bo Ek [corrected user 4]",
            "everything: Cy Lund [corrected user 4]"
        ]
    );
}

#[test]
fn label_studio_regions_of_a_page() {
    // Of a page it writes paths of elements, and the places in its text next to them.
    let page = task(|task| {
        let items = task["annotations"][0]["result"].as_array_mut().unwrap();
        for item in items.iter_mut().filter(|item| item["type"] == "labels") {
            let value = &mut item["value"];
            let (start, end, labels) = (value["start"].take(), value["end"].take(), value["labels"].take());
            value["globalOffsets"] = json!({"start": start, "end": end});
            value["start"] = json!("/p[1]/text()[1]");
            value["end"] = json!("/p[1]/text()[1]");
            value["startOffset"] = json!(0);
            value.as_object_mut().unwrap().remove("labels");
            value["hypertextlabels"] = labels;
            item["type"] = json!("hypertextlabels");
        }
    });
    assert_eq!(came(Format::LabelStudio, &page), (untouched(), vec![], vec![]));
}

#[test]
fn label_studio_in_its_short_form() {
    let mut full = value(Format::LabelStudio);
    let result = full[0]["annotations"][0]["result"].as_array().unwrap().clone();
    let labels = result.iter().filter(|item| item["type"] == "labels").map(|item| item["value"].clone());
    let mut short = full[0]["data"].take();
    short["label"] = labels.collect();
    short["annotator"] = json!(2);
    short["annotation_id"] = json!(5);
    short["lead_time"] = json!(3.5);
    assert_eq!(came(Format::LabelStudio, &json!([short]).to_string()), (untouched(), vec![], vec![]));
}

#[test]
fn the_reviews_of_several_annotators_stay_apart() {
    let two = task(|task| {
        let mut other = task["annotations"][0].clone();
        other["completed_by"] = json!({"first_name": "Ada", "last_name": "Lund"});
        other["result"].as_array_mut().unwrap().retain(|item| item["id"] != "c-00000003-content-0");
        task["annotations"].as_array_mut().unwrap().push(other);
    });
    let reading = Format::LabelStudio.read(&two, None).unwrap();
    let people: Vec<(Option<&str>, usize)> =
        reading.documents.iter().map(|document| (document.annotator.as_deref(), document.claims.len())).collect();
    assert_eq!(people, [(Some("user 1"), 3), (Some("Ada Lund"), 2)]);
}

#[test]
fn prodigy_accepts_only_what_somebody_decided() {
    let mut undecided = Session::new(article(TEXT));
    let content = span(&article(TEXT), "the hull was cracked", 0);
    undecided.offer(Extraction { claims: vec![suggestion(1, vec![content], vec![], vec![])], ..Extraction::default() });
    let task: Value = serde_json::from_str(exported(&undecided, Format::Prodigy).trim()).unwrap();
    assert!(task.get("answer").is_none(), "{task}");
    assert_eq!(value(Format::Prodigy)["answer"], "accept");
    // Whoever accepts it in Prodigy has read it.
    let mut accepted = task;
    accepted["answer"] = json!("accept");
    accepted["_session_id"] = json!("quotes-ada");
    let (claims, ..) = came(Format::Prodigy, &accepted.to_string());
    assert_eq!(claims, ["the hull was cracked: nobody [confirmed ada]"]);
}

#[test]
fn spans_made_anew_in_prodigy_keep_their_claim() {
    let mut task = value(Format::Prodigy);
    for span in task["spans"].as_array_mut().unwrap() {
        let span = span.as_object_mut().unwrap();
        span.remove("claim");
        span.remove("speaker");
    }
    for relation in task["relations"].as_array_mut().unwrap() {
        relation.as_object_mut().unwrap().remove("claim");
    }
    assert_eq!(came(Format::Prodigy, &task.to_string()), (untouched(), vec![], vec![]));
    task["relations"] = json!([]);
    assert_eq!(came(Format::Prodigy, &task.to_string()), (untouched(), vec![], vec![]));
}

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
fn what_is_changed_in_brat_counts() {
    let mut noted = session();
    let first = noted.claims()[0].id.clone();
    noted.apply(Edit::SetNote(first.clone(), "old note".into()), &stamp("mw")).unwrap();
    noted.apply(Edit::SetFlag(vec![first], true), &stamp("mw")).unwrap();
    let file = exported(&noted, Format::Brat);
    assert_eq!(came(Format::Brat, &file), (untouched(), vec![], vec![]));
    let change = |from: &str, to: &str| {
        assert!(file.contains(from), "no {from:?} in {file}");
        came(Format::Brat, &file.replace(from, to))
    };
    // The reference of a source names somebody else; the outlet is taken off the event, or another takes its place.
    assert_eq!(
        change("Speaker:bo-ek\tBo Ek", "Speaker:cy\tCy Lund").0[1],
        "that it would sail: Cy Lund < Harbour Post (publisher) [corrected importer]"
    );
    assert_eq!(
        change("Outlet:harbour-post\tHarbour Post", "Outlet:x\tPort Herald").0[1],
        "that it would sail: Bo Ek < Port Herald (publisher) [corrected importer]"
    );
    let via = file.lines().find(|line| line.contains(" Via:")).unwrap();
    let without = via.split(" Via:").next().unwrap();
    assert_eq!(change(via, without).0[1], "that it would sail: Bo Ek [corrected importer]");
    assert_eq!(change("Status E3 confirmed", "Status E3 rejected").0[2], "everything: Ana Diaz [rejected importer]");
    // Notes and flags are those that brat shows.
    let flag = file.lines().find(|line| line.contains("Flagged E1")).unwrap();
    for (from, to, note, flagged) in [("\told note", "\tnew note", "new note", true), (flag, "", "old note", false)] {
        let changed = file.replacen(from, to, 1);
        let article = article(TEXT);
        let (intake, ..) = taken(&article, &Record::default(), Format::Brat, &changed);
        assert_eq!((intake.record.claims[0].note.as_str(), intake.record.claims[0].flag), (note, flagged), "{changed}");
    }
}

#[test]
fn brat_without_events_comes_in_or_is_reported() {
    let at = |words: &str| {
        let start = TEXT.find(words).unwrap();
        format!("{start} {}\t{words}", start + words.len())
    };
    let file = format!(
        "T1\tQuote {}\nT2\tSpeaker {}\nR1\tSaidBy Arg1:T1 Arg2:T2\nT3\tPerson {}\nT4\tSource {}\nR2\tKnows Arg1:T3 Arg2:T2\n",
        at("the hull was cracked"),
        at("Ana Diaz"),
        at("Bo Ek"),
        at("She")
    );
    let (claims, problems, _) = came(Format::Brat, &file);
    assert_eq!(claims, ["the hull was cracked: Ana Diaz [corrected importer]"]);
    assert_eq!(problems.len(), 3, "{problems:#?}");
    for (problem, what) in problems.iter().zip(["T3: unknown entity type Person", "R2: relation Knows", "source without"]) {
        assert!(problem.contains(what), "{problem} is not about {what}");
    }
}

#[test]
fn brat_breaks_the_line_of_an_entity_that_was_moved() {
    let (start, end) = (TEXT.find("cracked.").unwrap(), TEXT.find(" told").unwrap());
    let words = &TEXT[start..end];
    assert!(words.contains('\n'));
    let at = TEXT.find("She").unwrap();
    let file = format!("T1\tContent {start} {end}\t{words}\nT2\tSource {at} {}\tShe\nR1\tSaidBy Arg1:T1 Arg2:T2\n", at + 3);
    let (claims, problems, remarks) = came(Format::Brat, &file);
    assert_eq!((problems, remarks), (vec![], vec![]));
    assert_eq!(claims, [format!("{words}: nobody [corrected importer]")]);
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
