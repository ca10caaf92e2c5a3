//! What is changed in brat.

use super::*;

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
