//! What is changed in Prodigy.

use super::*;

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
