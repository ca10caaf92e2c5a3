//! What is changed in Label Studio.

use super::*;

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
