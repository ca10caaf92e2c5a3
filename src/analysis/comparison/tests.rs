//! Quotations as papers print them, each next to what was said. All sentences are our own.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::article::Article;
use crate::claim::{Directness, Parts};
use crate::review::tests::{article, id, stamp};
use crate::review::{Edit, Session, SpeakerChoice};

const SPEECH: &str = "\
MODERATOR: Good evening. We are live from the harbour hall. [Applause]
MAYOR DIAZ: Thank you. The ferry has carried this island for ninety years, and it will carry us again. We did not choose
to stop it. The hull is cracked, uh, from bow to stern, and no engineer would sign for it. I told the minister that in March.
MODERATOR: And what did the minister say?
MAYOR DIAZ: He said nothing. He never answered the letter. Let me be clear about the money: the repair costs 4,000 crowns a day,
and we will not borrow a single crown from the school fund. Our children come first. The old men in this hall remember the winter
when the ice closed the sound and the doctor walked across. We don't want to go back to that winter — nobody does.
MODERATOR: Thank you, mayor.
";

fn transcripts(text: &str) -> Vec<Transcript> {
    vec![Transcript::new("speech.txt", Arc::new(Article::from_text(text)))]
}

/// The quotations of an article whose contents are marked with `[`…`]`, as `[` means something in them with `‹`…`›`.
fn compared(marked: &str, speech: &str) -> Vec<Comparison> {
    compare(&reviewed(marked), &transcripts(speech))
}

fn reviewed(marked: &str) -> Session {
    let (mut text, mut contents, mut open) = (String::new(), Vec::new(), 0);
    for c in marked.chars() {
        match c {
            '‹' => open = text.len(),
            '›' => contents.push(Span::new(open, text.len())),
            c => text.push(c),
        }
    }
    let mut session = Session::new(Arc::new(article(&text)));
    if !contents.is_empty() {
        let edit =
            Edit::AddClaim { parts: Parts { content: contents, cue: vec![], source: vec![] }, speaker: SpeakerChoice::Nobody };
        session.apply(edit, &stamp("mw")).unwrap();
    }
    session
}

/// Verdict, differences and lines of the only quotation.
fn told(marked: &str) -> String {
    let found = compared(marked, SPEECH);
    let shown = |found: &Comparison| {
        let differences: Vec<String> = found.differences.iter().map(Difference::signed).collect();
        format!("{} | {} | {}", found.verdict.word(), differences.join(" "), found.locator())
    };
    found.iter().map(shown).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_papers_do_to_every_quotation_changes_nothing() {
    let exact = |quotation: &str| {
        let told = told(quotation);
        assert!(told.starts_with("exact | ") && told.contains("(MAYOR DIAZ)"), "{quotation}: {told}");
    };
    for quotation in [
        "‹“The ferry has carried this island for ninety years,”› she said.",
        "She said ‹\"the ferry has carried this island for ninety years.\"›",
        "‹“The hull is cracked from bow to stern”›, she said.",
        "‹“We don’t want to go back to that winter – nobody does.”›",
        "‹“The repair costs 4000 crowns a day”›, she said.",
        "‹“[T]he ferry has carried this island”›, she said.",
        "‹“I told [Jon Berg] that in March”›, she said.",
        "‹“[The government] never answered the letter”›, she said.",
        "‹“The ferry has carryed (sic) this island”›".replace("carryed", "carried").as_str(),
        "‹“The ferry has carried this island ... and it will carry us again.”›",
        "‹“The hull is cracked […] and no engineer would sign for it.”›",
        "‹“The hull is cracked,”› she said, ‹“from bow to stern.”›",
        "‹“We did not choose to stop it,”› Diaz said. ‹“The hull is cracked.”›",
    ] {
        exact(quotation);
    }
}

#[test]
fn a_changed_word_is_told_and_nothing_else() {
    assert_eq!(
        told("‹“The repair costs 9,000 crowns a day, and we will not borrow a single crown”›, she said."),
        "changed | The repair costs [-4,000-] {+9,000+} crowns a day, and we will not borrow a single crown | line 5 (MAYOR DIAZ)"
    );
    assert_eq!(told("‹“He answered the letter”›, she said."), "changed | He [-never-] answered the letter | line 5 (MAYOR DIAZ)");
    assert_eq!(
        told("‹“Our small children always come first”›, she said."),
        "changed | Our {+small+} children {+always+} come first | line 6 (MAYOR DIAZ)"
    );
}

#[test]
fn what_was_put_together_is_told_with_every_place() {
    let stitched = |quotation: &str, lines: &str| {
        let told = told(quotation);
        assert!(told.starts_with("stitched | ") && told.ends_with(lines), "{quotation}: {told}");
    };
    // Sentences that do not follow on one another.
    stitched("‹“The hull is cracked from bow to stern. Our children come first.”›", "| line 3 (MAYOR DIAZ), line 6 (MAYOR DIAZ)");
    // The later one first.
    stitched(
        "‹“Our children come first. The ferry has carried this island for ninety years.”›",
        "| line 6 (MAYOR DIAZ), line 2 (MAYOR DIAZ)",
    );
    // Across an ellipsis, out of another turn.
    stitched("‹“The hull is cracked … and the doctor walked across.”›", "| line 3 (MAYOR DIAZ), line 7 (MAYOR DIAZ)");
    // The interruption hides what was left out.
    stitched(
        "‹“He never answered the letter,”› she said. ‹“Our children come first.”›",
        "| line 5 (MAYOR DIAZ), line 6 (MAYOR DIAZ)",
    );
    // A sentence left out without a sign.
    stitched(
        "‹“We did not choose to stop it. I told the minister that in March.”›",
        "| line 2 (MAYOR DIAZ), line 3 (MAYOR DIAZ)",
    );
}

#[test]
fn what_nobody_said_is_not_found() {
    let found = compared("‹“We shall sell the lighthouse to the highest bidder”›, she said.", SPEECH);
    assert_eq!((found[0].verdict, found[0].transcript, found[0].places.len()), (Verdict::NotFound, None, 0));
    assert_eq!(compared("‹“We shall sell it all”›", "")[0].verdict, Verdict::NotFound);
    assert_eq!(compare(&reviewed("‹“We shall sell it all”›"), &[])[0].verdict, Verdict::NotFound);
}

#[test]
fn claims_give_their_quotations_and_the_rest_is_told_apart() {
    let session = reviewed(
        "She said ‹the minister “never answered the letter” and that she would “not borrow a single crown”›. \
         “The hull is cracked,” it said. He called it “bad”. ‘No engineer would sign for it,’ he said.",
    );
    assert_eq!(session.directness(&session.claims()[0]), Directness::Mixed);
    let found = compare(&session, &transcripts(SPEECH));
    let shown: Vec<(&str, bool, Verdict)> =
        found.iter().map(|found| (found.words.as_str(), found.claim.is_some(), found.verdict)).collect();
    assert_eq!(
        shown,
        [
            ("never answered the letter", true, Verdict::Exact),
            ("not borrow a single crown", true, Verdict::Exact),
            ("The hull is cracked,", false, Verdict::Exact),
            ("No engineer would sign for it,", false, Verdict::Exact),
        ]
    );
    let mut rejected = crate::review::tests::session("[“The hull is cracked,”] <Ana> {said}.\n");
    rejected.apply(Edit::Reject(vec![id(0)]), &stamp("mw")).unwrap();
    let found = compare(&rejected, &transcripts(SPEECH));
    assert_eq!(found.iter().map(|found| found.claim.is_some()).collect::<Vec<_>>(), [false], "a rejected claim is none");
}

#[test]
fn of_several_transcripts_the_best_counts_and_becomes_evidence() {
    let mut all = transcripts("MAYOR DIAZ: The hull was cracked from bow to stern.\n");
    all.extend(transcripts(SPEECH));
    all[1].name = "speech two.txt".to_owned();
    let found = compare(&reviewed("‹“The hull is cracked from bow to stern”›, she said."), &all);
    assert_eq!(found[0].transcript, Some(1));
    let names: Vec<String> = all.iter().map(|transcript| transcript.name.clone()).collect();
    let evidence = found[0].evidence(&names).unwrap();
    assert_eq!((evidence.link.as_str(), evidence.locator.as_str()), ("speech two.txt", "line 3 (MAYOR DIAZ)"));
    assert_eq!((evidence.kind, evidence.stance), (Some(EvidenceKind::Primary), Some(Stance::Supports)));
    let stance = |quotation: &str| compared(quotation, SPEECH)[0].evidence(&names).and_then(|it| it.stance);
    assert_eq!(stance("‹“The repair costs 9,000 crowns a day, and we will not borrow a single crown”›"), Some(Stance::Partly));
    assert_eq!(stance("‹“He always answered the letter quickly”›"), Some(Stance::Contradicts));
    assert_eq!(stance("‹“We shall sell the lighthouse to the highest bidder”›"), None);
}

#[test]
fn words_changed_at_either_end_of_a_piece_are_told_with_what_stood_there() {
    let speech = "ANA: We are asking corals to be heroic because we will not ask it of ourselves. Memory isn't magic. I tell \
        everybody that, I told it to the park and to the foundation. If the blows come too fast, nobody is left.\n";
    let told = |quotation: &str| {
        let found = compared(quotation, speech);
        let parts: Vec<String> = found[0].differences.iter().map(Difference::signed).collect();
        format!("{}: {}", found[0].verdict.word(), parts.join(" "))
    };
    assert_eq!(
        told("‹“We're asking corals to be heroic,”› he said, ‹“because we won't ask it of ourselves.”›"),
        "changed: [-are-] {+We're+} asking corals to be heroic … because we [-will not-] {+won't+} ask it of ourselves"
    );
    assert_eq!(
        told("‹“Memory is not magic,”› she said. ‹“If the blows come too fast, nobody is left.”›"),
        "stitched: Memory [-isn't-] {+is not+} magic … If the blows come too fast, nobody is left"
    );
    // The next sentence is not a word that was replaced.
    assert_eq!(told("‹“Memory isn't magic anywhere”›, she said."), "changed: Memory isn't magic {+anywhere+}");
    assert_eq!(told("‹“Surely memory isn't magic”›, she said."), "changed: {+Surely+} memory isn't magic");
}

/// Words that no sentence of a test uses: three syllables, none of them twice in a row.
fn word(number: usize) -> String {
    const PARTS: [&str; 10] = ["ba", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu"];
    [number / 100 % 10, number / 10 % 10, number % 10].map(|part| PARTS[part]).concat()
}

/// A text of sentences over a vocabulary of some hundred words.
fn sentences(numbers: &[usize]) -> String {
    let words: Vec<String> = numbers.iter().map(|number| word(*number)).collect();
    let sentences: Vec<String> = words.chunks(9).map(|sentence| sentence.join(" ") + ".").collect();
    sentences.chunks(4).map(|line| line.join(" ")).collect::<Vec<_>>().join("\n")
}

fn cut(text: &str, from: usize, length: usize) -> Vec<&str> {
    text.split_whitespace().skip(from).take(length).collect()
}

fn quoted_alone(words: &str) -> Session {
    reviewed(&format!("‹“{words}”› she said."))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_cut_from_a_transcript_is_exact(
        numbers in proptest::collection::vec(0usize..300, 40..400), from in 0usize..390, length in 1usize..60,
    ) {
        let text = sentences(&numbers);
        let words = cut(&text, from % numbers.len(), length).join(" ");
        let found = compare(&quoted_alone(&words), &transcripts(&text));
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(found[0].verdict, Verdict::Exact, "{} in {}", words, text);
        prop_assert_eq!(found[0].score, 1.0);
        let place = found[0].places[0].span.slice(&text).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(place, words.trim_end_matches('.'));
    }

    #[test]
    fn some_changed_words_are_found_with_exactly_that_difference(
        numbers in proptest::collection::vec(0usize..300, 60..400), from in 0usize..390, length in 12usize..40,
        changes in proptest::collection::btree_set(0usize..40, 1..4),
    ) {
        let text = sentences(&numbers);
        let mut words: Vec<String> = cut(&text, from % (numbers.len() - 12), length).into_iter().map(str::to_owned).collect();
        // No two changes side by side, so that each is a difference of its own.
        let mut expected: Vec<(String, String)> = Vec::new();
        let mut last = None;
        let count = words.len();
        for at in changes.into_iter().filter(|at| *at < count) {
            // Beside the same word again, a word less and a word more say as much as another word.
            let near = words.get(at.saturating_sub(3)..(at + 4).min(count)).unwrap_or_default();
            let bare = words[at].trim_end_matches('.');
            let again = near.iter().filter(|word| word.trim_end_matches('.') == bare).count() > 1;
            if last.is_none_or(|last| at > last + 1) && !again {
                let new = format!("zz{at}");
                let old = words[at].trim_end_matches('.').to_owned();
                words[at] = words[at].replace(&old, &new);
                expected.push((old, new));
                last = Some(at);
            }
        }
        prop_assume!(!expected.is_empty());
        let found = compare(&quoted_alone(&words.join(" ")), &transcripts(&text));
        prop_assert_eq!(found[0].verdict, Verdict::Changed, "{} in {}", words.join(" "), text);
        let of = |kind: DifferenceKind| found[0].differences.iter().filter(move |it| it.kind == kind).map(|it| it.words.clone());
        prop_assert_eq!(of(DifferenceKind::Removed).zip(of(DifferenceKind::Added)).collect::<Vec<_>>(), expected, "{}", words.join(" "));
        prop_assert_eq!(of(DifferenceKind::Removed).count(), of(DifferenceKind::Added).count());
    }

    #[test]
    fn no_text_makes_it_fail(quotation in "\\PC{0,80}", speech in "\\PC{0,200}") {
        let session = quoted_alone(&quotation.replace(['‹', '›'], ""));
        for found in compare(&session, &transcripts(&speech)) {
            prop_assert!((0.0..=1.0).contains(&found.score));
            prop_assert!(found.places.iter().all(|place| place.span.slice(&speech.replace("\r\n", "\n").replace('\r', "\n")).is_some()));
        }
    }
}

const FORUM: &str = "\
ANNOUNCER: Welcome to the Sound Bridge Forum.
MODERATOR: Ms. Green, it was a mistake to close the yard. You are absolutely right to be here. Was the bridge worth its price?
GREEN: I have said it for years. The bridge will pay for itself within ten winters, and the yard was never ours to keep.
SEN. TOR VIK (R-PV): The bridge will pay for itself within ten winters, she says. I say that nobody has read the bill to the end.
GREEN: Then read it. It was a mistake to print it so small.
";

/// Verdict and place of the only quotation, which `speaker` is said to have uttered.
fn told_of(speaker: &str, marked: &str, transcript: &str) -> String {
    let mut session = reviewed(marked);
    let id = session.claims()[0].id.clone();
    session.apply(Edit::SetSpeaker(vec![id], SpeakerChoice::New(speaker.to_owned())), &stamp("mw")).unwrap();
    let found = compare(&session, &transcripts(transcript));
    assert_eq!(found.len(), 1);
    let evidence = found[0].evidence(&["t".to_owned()]).is_some();
    format!("{} | {}{}", found[0].verdict.word(), found[0].locator(), if evidence { " | evidence" } else { "" })
}

#[test]
fn nothing_is_exact_in_another_persons_turn() {
    for (speaker, quotation, expected) in [
        ("Ida Green", "‹“The bridge will pay for itself within ten winters”›, she said.", "exact | line 3 (GREEN) | evidence"),
        // The same words of two people: each has them in a turn of their own.
        (
            "Tor Vik",
            "‹“The bridge will pay for itself within ten winters”›, he said.",
            "exact | line 4 (SEN. TOR VIK (R-PV)) | evidence",
        ),
        ("Ida Green", "‹“It was a mistake to print it so small”›, she said.", "exact | line 5 (GREEN) | evidence"),
        ("Tor Vik", "‹“It was a mistake to close the yard”›, he said.", "other speaker | line 2 (MODERATOR)"),
        ("Ida Green", "‹“nobody has read the bill to the end”›, she said.", "other speaker | line 4 (SEN. TOR VIK (R-PV))"),
        // Whoever is not there said nothing there.
        ("Per Lund", "‹“absolutely right”›, a spokesman said.", "other speaker | line 2 (MODERATOR)"),
        ("Bo Vik", "‹“nobody has read the bill to the end”›, he said.", "other speaker | line 4 (SEN. TOR VIK (R-PV))"),
        ("Tor Vik", "‹“Sound Bridge Forum”›, he said.", "other speaker | line 1 (ANNOUNCER)"),
        // Two words are anybody's: they are found and bear nothing out.
        ("Ida Green", "‹“a mistake”›, she said.", "exact | line 5 (GREEN)"),
        ("Ida Green", "‹“We shall sell the ferry to the mainland for good”›, she said.", "not found | "),
    ] {
        assert_eq!(told_of(speaker, quotation, FORUM), expected, "{speaker}: {quotation}");
    }
}

#[test]
fn a_speech_without_labels_is_anybodys() {
    let speech = "Thank you all. The bridge will pay for itself within ten winters. Good night.\n";
    let quotation = "‹“The bridge will pay for itself within ten winters”›, she said.";
    assert_eq!(told_of("Ida Green", quotation, speech), "exact | line 1 | evidence");
}

#[test]
fn captions_have_words_and_times_and_no_numbers() {
    let srt = "1\r\n00:00:01,000 --> 00:00:04,000\r\nThe bridge will pay for\r\n\r\n2\r\n00:00:04,000 --> 00:00:06,500\r\n\
        <i>itself</i> within ten winters.\r\n\r\n3\r\n00:01:06,500 --> 00:01:09,000\r\nNobody has read the bill.\r\n";
    assert_eq!(told_of("Ida Green", "‹“The bridge will pay for itself within ten winters”›", srt), "exact | 00:00:01 | evidence");
    assert_eq!(told_of("Ida Green", "‹“Nobody has read the bill”›", srt), "exact | 00:01:06 | evidence");
    let vtt = "WEBVTT - forum\n\nNOTE made by hand, never read aloud\n\nintro\n00:01.000 --> 00:04.000 align:start\n\
        <v Ida Green>The bridge will pay for itself</v>\n<v Ida Green>within ten winters.</v>\n\n00:05.000 --> 00:09.000\n\
        <v.loud Tor Vik>Nobody has read the bill to the end.\n";
    let quotation = "‹“The bridge will pay for itself within ten winters”›";
    assert_eq!(told_of("Ida Green", quotation, vtt), "exact | 00:01 (Ida Green) | evidence");
    assert_eq!(told_of("Tor Vik", quotation, vtt), "other speaker | 00:01 (Ida Green)");
    assert_eq!(told_of("Tor Vik", "‹“Nobody has read the bill to the end”›", vtt), "exact | 00:05 (Tor Vik) | evidence");
    assert_eq!(told_of("Ida Green", "‹“never read aloud by anybody”›", vtt), "not found | ");
}

#[test]
fn rolling_captions_are_said_once_and_their_head_is_nobody() {
    let vtt = "WEBVTT\nKind: captions\nLanguage: en\n\n00:00.000 --> 00:02.000 align:start\n \nthe bridge<00:00:00.430><c> will</c>\n\n\
        00:02.000 --> 00:02.010\nthe bridge will\n \n\n00:02.010 --> 00:04.000\nthe bridge will\npay<00:00:03.000><c> for itself</c>\n\n\
        00:04.000 --> 00:04.010\npay for itself\n \n\n00:04.010 --> 00:06.000\npay for itself\nin ten winters\n";
    let quotation = "‹“The bridge will pay for itself in ten winters”›";
    assert_eq!(told_of("Ida Green", quotation, vtt), "exact | 00:00 | evidence");
}

#[test]
fn times_beside_names_are_no_part_of_them() {
    let talk = "Ida Green  0:03\nThe bridge will pay for itself within ten winters.\n\nTor Vik  0:15\nNobody has read the bill to the end.\n\n\
        Ida Green  0:22\nThen read it.\n";
    let quotation = "‹“Nobody has read the bill to the end”›";
    assert_eq!(told_of("Tor Vik", quotation, talk), "exact | line 5 (Tor Vik) | evidence");
    assert_eq!(told_of("Ida Green", quotation, talk), "other speaker | line 5 (Tor Vik)");
    let before = "[00:01:02] Ida Green: Then read it.\n[00:01:09] Tor Vik: Nobody has read the bill to the end.\n\
        [00:02:00] Ida Green: So they say.\n[00:02:05] Tor Vik: So they do.\n";
    assert_eq!(told_of("Tor Vik", quotation, before), "exact | line 2 (Tor Vik) | evidence");
}

#[test]
fn every_form_of_transcript_says_whose_turn_it_is() {
    let quotation = "‹“It costs us two million a year”›";
    for transcript in [
        "[Maren Dahl] 09:00:12\nWe will hear the treasurer.\n[Pavel Simic] 09:00:20\nIt costs us two million a year.\n",
        "0:0:0.0 --> 0:0:4.120\nMaren Dahl\nWe will hear the treasurer.\n0:0:5.0 --> 0:0:9.500\nPavel Simic\nIt costs us two million a year.\n",
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\nMaren Dahl: We will hear the treasurer.\n\n2\n00:00:05.000 --> 00:00:09.500\n\
         Pavel Simic: It costs us two million\na year.\n",
        "Pools\n\nThe Minister for Sport (Dame Maren Dahl) (Northwick) (Lab): We will hear the treasurer.\n\n\
         Mr Pavel Simic (Selby) (Con): It costs us two million a year.\n\nThe Minister for Sport: I do not accept that.\n",
    ] {
        let told = |speaker: &str| told_of(speaker, quotation, transcript);
        assert!(told("Pavel Simic").starts_with("exact | "), "{transcript}{}", told("Pavel Simic"));
        assert!(told("Maren Dahl").starts_with("other speaker | "), "{transcript}{}", told("Maren Dahl"));
    }
}

#[test]
fn a_half_in_the_speakers_own_turn_is_not_called_anothers() {
    let mut session = reviewed("‹“It was always safe, and nobody would ever have closed it,”› Bo Ek said.\n");
    let claim = session.claims()[0].id.clone();
    session.apply(Edit::SetSpeaker(vec![claim], SpeakerChoice::New("Bo Ek".to_owned())), &stamp("mw")).unwrap();
    let found = compare(
        &session,
        &transcripts("DIAZ: We closed the quay in May.\nEK: It is old. It was always safe.\nDIAZ: So you say.\n"),
    );
    let speaker = session.speaker_of(session.claims().first().unwrap());
    assert!(!found[0].others(speaker).0.contains(&"EK"), "{found:?}");
    if found[0].verdict == Verdict::OtherSpeaker {
        assert!(!found[0].others(speaker).0.is_empty(), "{found:?}");
    }
}
