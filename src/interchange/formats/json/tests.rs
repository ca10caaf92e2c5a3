use std::collections::HashMap;

use super::*;
use crate::article::{Article, Format};
use crate::extract::{Options, extract};
use crate::interchange::export::rows::ExportEntry;

fn json_of(bytes: &[u8], format: Format) -> (String, serde_json::Value) {
    let article = Article::read(bytes, format).unwrap();
    let found = extract(&article, &Options::fast());
    let mut out = Vec::new();
    write(&mut out, &ExportEntry::of_extraction("a b.txt", &article, &found)).unwrap();
    let json = String::from_utf8(out).unwrap();
    let value = serde_json::from_str(&json).unwrap();
    (json, value)
}

#[test]
fn offsets_are_code_points_of_the_file() {
    let file = "\u{feff}Ferry 👩 to stop\r\n\r\n“We are closed,” Ana Diaz said on Monday.\r\n";
    let (json, value) = json_of(file.as_bytes(), Format::Text);
    let points: Vec<char> = file.chars().collect();
    let slice = |range: &serde_json::Value| -> String {
        let at = |index: usize| range[index].as_u64().unwrap() as usize;
        points[at(0)..at(1)].iter().collect()
    };
    let claim = &value["claims"][0];
    assert_eq!(slice(&claim["cue"][0]), "said");
    assert!(slice(&claim["source"][0]).ends_with("Ana Diaz"));
    assert!(slice(&claim["content"][0]).contains("We are closed"));
    assert_eq!(claim["speaker"], "Ana Diaz");
    assert_eq!(claim["kind"], "direct");
    assert!(claim.get("decision").is_none() && value.get("text").is_none());
    assert!(
        json.starts_with("{\"schema\": 1, \"path\": \"a b.txt\", \"title\": \"Ferry 👩 to stop\", \"claims\": [{\"id\": \"c-"),
        "{json}"
    );
}

#[test]
fn readings_are_written_on_request_and_what_is_worth_checking_always() {
    let text = "Eva Lund met Ana Diaz on Monday. She said that 40 percent of ferries were late, although it was calm.";
    let article = Article::read(text.as_bytes(), Format::Text).unwrap();
    let found = extract(&article, &Options::fast());
    let readings = crate::extract::readings::all_readings(&article, &found);
    let json = |readings| {
        let mut out = Vec::new();
        write(&mut out, &ExportEntry::of_extraction("a.txt", &article, &found).with_readings(readings)).unwrap();
        serde_json::from_slice::<serde_json::Value>(&out).unwrap()["claims"][0].clone()
    };
    let none = HashMap::new();
    let plain = json(&none);
    assert!(plain.get("readings").is_none());
    assert!(plain["check_worthiness"].as_f64().unwrap() > 0.5, "{plain}");
    let claim = json(&readings);
    let listed = claim["readings"].as_array().unwrap();
    assert_eq!(listed.len(), readings[&found.claims[0].id].len());
    let at = text.find("that 40").unwrap();
    let short = serde_json::json!([[at, at + "that 40 percent of ferries were late".len()]]);
    let shorter = listed.iter().find(|reading| reading["content"] == short).expect("the clause");
    assert_eq!(shorter["change"], "content");
    assert!(listed.iter().any(|reading| reading["change"] == "speaker" && reading["content"] == claim["content"]));
}

#[test]
fn reasons_are_written_on_request() {
    let article =
        Article::read("Ferry stops\n\nAna Diaz left on Monday.\n\n“We are closed,” she said.\n".as_bytes(), Format::Text)
            .unwrap();
    let found = extract(&article, &Options::fast());
    let json = |reasons| {
        let mut out = Vec::new();
        write(&mut out, &ExportEntry::of_extraction("a.txt", &article, &found).with_reasons(reasons)).unwrap();
        serde_json::from_slice::<serde_json::Value>(&out).unwrap()
    };
    assert!(json(false)["claims"][0].get("reason").is_none());
    let reason = &json(true)["claims"][0]["reason"];
    assert!(reason["found_by"].as_str().unwrap().contains("said"), "{reason}");
    assert_eq!(reason["antecedent"], serde_json::json!([13, 21]), "{reason}");
    assert!(reason["speaker"].as_str().unwrap().contains("Ana Diaz"), "{reason}");
}

#[test]
fn markdown_holds_the_text_that_its_offsets_count_in() {
    let (_, value) = json_of("# Ferry\n\n“We are *closed*,” Ana Diaz said.\n".as_bytes(), Format::Markdown);
    let text: Vec<char> = value["text"].as_str().unwrap().chars().collect();
    let cue = &value["claims"][0]["cue"][0];
    let cue: String = text[cue[0].as_u64().unwrap() as usize..cue[1].as_u64().unwrap() as usize].iter().collect();
    assert_eq!(cue, "said");
}

#[test]
fn what_is_struck_through_is_named() {
    let (_, value) = json_of("# Ferry\n\nAna Diaz said it was ~~four~~ nine hours late.\n".as_bytes(), Format::Markdown);
    let text: Vec<char> = value["text"].as_str().unwrap().chars().collect();
    let at = |place: &serde_json::Value| place.as_u64().unwrap() as usize;
    assert_eq!(text[at(&value["struck"][0][0])..at(&value["struck"][0][1])].iter().collect::<String>(), "four");
    assert_eq!(value["struck"].as_array().unwrap().len(), 1);
    assert!(json_of("Ferry\n\nAna Diaz said no.\n".as_bytes(), Format::Text).1.get("struck").is_none());
}

#[test]
fn nothing_that_a_terminal_obeys_is_written_raw() {
    let (json, value) = json_of("Bad \u{202e}news\u{1b}[31m\u{9b}\u{e0041}\n\nAna Diaz said no.".as_bytes(), Format::Text);
    assert!(json.contains(r"Bad \u202enews\u001b[31m\u009b\udb40\udc41"), "{json}");
    assert_eq!(value["title"], "Bad \u{202e}news\u{1b}[31m\u{9b}\u{e0041}");
}
