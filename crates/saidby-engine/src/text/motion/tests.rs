//! Marked-up text: `#[` and `]#` around what is selected, `|` next to the end with the cursor.

use proptest::prelude::*;

use super::*;

/// The text and selection of `marked`.
fn read(marked: &str) -> (String, Selection) {
    let text = marked.replace("#[", "").replace("]#", "").replace('|', "");
    let start = marked.find("#[").unwrap();
    let inside = &marked[start + 2..marked.find("]#").unwrap()];
    let last = |length: usize| grapheme::previous(&text, start + length);
    let selection = match inside.strip_prefix('|') {
        Some(words) => Selection { anchor: last(words.len()), head: start },
        None => Selection { anchor: start, head: last(inside.len() - 1) },
    };
    (text, selection)
}

fn write(text: &str, scan: &Scan, selection: Selection) -> String {
    let span = selection.span(&Reader::new(text, scan));
    let (before, inside, after) = (&text[..span.start], span.slice(text).unwrap(), &text[span.end..]);
    if selection.head < selection.anchor {
        format!("{before}#[|{inside}]#{after}")
    } else {
        format!("{before}#[{inside}|]#{after}")
    }
}

fn changed(marked: &str, change: impl Fn(&Reader<'_>, Selection) -> Selection) -> String {
    let (text, selection) = read(marked);
    let scan = Scan::of_lines(&text);
    let selection = change(&Reader::new(&text, &scan), selection);
    write(&text, &scan, selection)
}

fn moved(marked: &str, motion: Motion) -> String {
    changed(marked, |reader, selection| selection.moved(reader, motion))
}

fn object(marked: &str, object: Object, reach: Reach) -> String {
    changed(marked, |reader, selection| selection.with(reader, object, reach, selection.anchor != selection.head))
}

fn bound(marked: &str, bound: Bound, step: Step, way: Way) -> String {
    changed(marked, |reader, selection| {
        let span = reader.with_bound_moved(selection.span(reader), bound, step, way);
        Selection::over(reader, span)
    })
}

#[test]
fn by_character() {
    use Motion::{Left, Right};
    assert_eq!(moved("#[a|]#b", Right), "#[ab|]#");
    assert_eq!(moved("a#[b|]#", Right), "a#[b|]#");
    assert_eq!(moved("a#[b|]#", Left), "#[|ab]#");
    assert_eq!(moved("#[a|]#e\u{301}x", Right), "#[ae\u{301}|]#x");
    assert_eq!(moved("👩\u{200d}🚀#[x|]#", Left), "#[|👩\u{200d}🚀x]#");
    // Line ends are not a place to be on.
    assert_eq!(moved("#[a|]#\n\nb", Right), "#[a\n\nb|]#");
    assert_eq!(moved("a\n\n#[b|]#", Left), "#[|a\n\nb]#");
    assert_eq!(moved("漢#[字|]#", Left), "#[|漢字]#");
}

#[test]
fn by_word() {
    use Motion::{WordBack, WordEnd, WordForward};
    assert_eq!(moved("#[o|]#ne two", WordForward), "#[one t|]#wo");
    assert_eq!(moved("one t#[w|]#o", WordForward), "one t#[w|]#o");
    assert_eq!(moved("one t#[w|]#o", WordBack), "one #[|tw]#o");
    assert_eq!(moved("one #[t|]#wo", WordBack), "#[|one t]#wo");
    assert_eq!(moved("#[o|]#ne two", WordEnd), "#[one|]# two");
    assert_eq!(moved("on#[e|]# two.", WordEnd), "on#[e two|]#.");
    assert_eq!(moved("on#[e|]#\n\ntwo", WordForward), "on#[e\n\nt|]#wo");
    // Quotation marks, dashes and other signs are not words.
    assert_eq!(moved("on#[e|]# “two” – three", WordEnd), "on#[e “two|]#” – three");
    assert_eq!(moved("one “tw#[o|]#” – three", WordEnd), "one “tw#[o” – three|]#");
    assert_eq!(moved("thre#[e|]#.”", WordEnd), "thre#[e|]#.”");
}

#[test]
fn by_sentence_and_paragraph() {
    use Motion::*;
    let text = "Mr. Ode #[l|]#eft. He ran.\n\nShe stayed.";
    assert_eq!(moved(text, SentenceForward), "Mr. Ode #[left. H|]#e ran.\n\nShe stayed.");
    assert_eq!(moved(text, SentenceBack), "#[|Mr. Ode l]#eft. He ran.\n\nShe stayed.");
    assert_eq!(moved(text, ParagraphEnd), "Mr. Ode #[left. He ran.|]#\n\nShe stayed.");
    assert_eq!(moved(text, ParagraphStart), "#[|Mr. Ode l]#eft. He ran.\n\nShe stayed.");
    assert_eq!(moved(text, ParagraphForward), "Mr. Ode #[left. He ran.\n\nS|]#he stayed.");
    assert_eq!(moved("One.\n\n#[T|]#wo.", ParagraphBack), "#[|One.\n\nT]#wo.");
}

#[test]
fn by_quotation() {
    use Motion::{QuotationBack, QuotationForward};
    assert_eq!(moved("#[H|]#e said “yes”, “no”", QuotationForward), "#[He said “y|]#es”, “no”");
    assert_eq!(moved("He said “y#[e|]#s”, “no”", QuotationForward), "He said “y#[es”, “n|]#o”");
    assert_eq!(moved("He said “yes”, “#[n|]#o”", QuotationBack), "He said “#[|yes”, “n]#o”");
    assert_eq!(moved("He said “yes” #[n|]#ow", QuotationForward), "He said “yes” #[n|]#ow");
}

#[test]
fn objects() {
    use Object::*;
    use Reach::*;
    assert_eq!(object("one t#[w|]#o three", Word, Inner), "one #[two|]# three");
    assert_eq!(object("one t#[w|]#o three", Word, Around), "one #[two |]#three");
    assert_eq!(object("one #[two|]# three", Word, Inner), "one #[two three|]#");
    assert_eq!(object("one#[ |]#two", Word, Inner), "one #[two|]#");
    assert_eq!(object("“G#[o|]#!” he said. She ran.", Sentence, Inner), "#[“Go!” he said.|]# She ran.");
    assert_eq!(object("#[“Go!” he said.|]# She ran.", Sentence, Inner), "#[“Go!” he said. She ran.|]#");
    assert_eq!(object("One.\n\nT#[w|]#o. Three.\n\nFour.", Paragraph, Inner), "One.\n\n#[Two. Three.|]#\n\nFour.");
}

#[test]
fn a_quotation_with_and_without_its_marks() {
    use Reach::{Around, Inner};
    let quotation = |marked, reach| object(marked, Object::Quotation, reach);
    assert_eq!(quotation("He “s#[a|]#w it,” yes", Inner), "He “#[saw it,|]#” yes");
    assert_eq!(quotation("He “s#[a|]#w it,” yes", Around), "He #[“saw it,”|]# yes");
    assert_eq!(quotation("He#[ |]#“saw it,” yes", Inner), "He#[ |]#“saw it,” yes");
    // A second time takes the quotation around.
    assert_eq!(quotation("“He ‘n#[o|]#dded’ twice,” she said", Inner), "“He ‘#[nodded|]#’ twice,” she said");
    assert_eq!(quotation("“He ‘#[nodded|]#’ twice,” she said", Inner), "“#[He ‘nodded’ twice,|]#” she said");
    // One that the paragraph leaves open ends with it.
    assert_eq!(quotation("“O#[n|]#e.\n\n“Two.”", Inner), "“#[One.|]#\n\n“Two.”");
}

#[test]
fn all_of_a_quotation_takes_its_marks() {
    let marked =
        |text: &str| changed(text, |reader, selection| Selection::over(reader, reader.with_marks(selection.span(reader))));
    assert_eq!(marked("He “#[saw it,|]#” yes"), "He #[“saw it,”|]# yes");
    assert_eq!(marked("He “#[saw it|]#,” yes"), "He #[“saw it,”|]# yes");
    assert_eq!(marked("He “#[saw|]# it,” yes"), "He “#[saw|]# it,” yes");
    assert_eq!(marked("He #[saw it|]# yes"), "He #[saw it|]# yes");
}

#[test]
fn the_ends_of_a_span() {
    use Bound::*;
    use Step::*;
    use Way::*;
    assert_eq!(bound("one #[two|]# three", End, Word, Forward), "one #[two three|]#");
    assert_eq!(bound("one #[two three|]#", End, Word, Back), "one #[two|]# three");
    assert_eq!(bound("one #[two|]# three", End, Word, Back), "one #[two|]# three");
    assert_eq!(bound("one #[two|]# three", Start, Word, Back), "#[one two|]# three");
    assert_eq!(bound("#[one two|]# three", Start, Word, Forward), "one #[two|]# three");
    assert_eq!(bound("one #[two|]# three", Start, Word, Forward), "one #[two|]# three");
    assert_eq!(bound("one #[two|]# three", End, Character, Forward), "one #[two t|]#hree");
    assert_eq!(bound("one #[two|]# three", Start, Character, Back), "on#[e two|]# three");
    assert_eq!(bound("one #[t|]#wo", End, Character, Back), "one #[t|]#wo");
    assert_eq!(bound("Go. H#[e|]# ran. Stop.", End, Sentence, Forward), "Go. H#[e ran.|]# Stop.");
    assert_eq!(bound("Go. H#[e|]# ran. Stop.", Start, Sentence, Back), "Go. #[He|]# ran. Stop.");
}

#[test]
fn an_end_goes_to_one_side_of_the_mark_and_then_to_the_other() {
    use Bound::*;
    use Step::Quotation;
    use Way::*;
    assert_eq!(bound("He “#[saw|]# it,” yes", End, Quotation, Forward), "He “#[saw it,|]#” yes");
    assert_eq!(bound("He “#[saw it,|]#” yes", End, Quotation, Forward), "He “#[saw it,”|]# yes");
    assert_eq!(bound("He “saw #[it|]#,” yes", Start, Quotation, Back), "He “#[saw it|]#,” yes");
    assert_eq!(bound("He “#[saw it|]#,” yes", Start, Quotation, Back), "He #[“saw it|]#,” yes");
    assert_eq!(bound("#[He “saw it,”|]# yes", End, Quotation, Back), "#[He “saw it,|]#” yes");
}

#[test]
fn an_empty_text_is_no_trouble() {
    let scan = Scan::of_lines("");
    let reader = Reader::new("", &scan);
    assert_eq!(Selection::at(&reader, 7).span(&reader), Span::default());
    for motion in ALL {
        assert_eq!(reader.moved(3, motion), 0);
    }
}

const ALL: [Motion; 13] = [
    Motion::Left,
    Motion::Right,
    Motion::WordForward,
    Motion::WordBack,
    Motion::WordEnd,
    Motion::SentenceForward,
    Motion::SentenceBack,
    Motion::QuotationForward,
    Motion::QuotationBack,
    Motion::ParagraphForward,
    Motion::ParagraphBack,
    Motion::ParagraphStart,
    Motion::ParagraphEnd,
];

fn motion() -> impl Strategy<Value = Motion> {
    prop::sample::select(&ALL[..])
}

fn text() -> impl Strategy<Value = String> {
    "([a-c]{1,4}|Mr\\. |[ .,?!]|“|”|\"|‘|’|👩\u{200d}🚀|e\u{301}|漢|क\u{93f}|🇩🇪|\u{200d}|\u{301}|\n|\n\n| ){0,24}"
}

fn whole(text: &str, span: Span) -> bool {
    span.start <= span.end
        && span.slice(text).is_some()
        && grapheme::is_boundary(text, span.start)
        && grapheme::is_boundary(text, span.end)
}

proptest! {
    #[test]
    fn no_motion_cuts_a_character(text in text(), start in 0usize..90, motions in prop::collection::vec(motion(), 0..8)) {
        let scan = Scan::of_lines(&text);
        let reader = Reader::new(&text, &scan);
        let mut selection = Selection::at(&reader, start);
        for motion in motions {
            selection = selection.moved(&reader, motion);
            prop_assert!(whole(&text, selection.span(&reader)), "{motion:?} {selection:?}");
            prop_assert!(text.is_empty() || selection.head < text.len());
            prop_assert!(text.is_empty() || !selection.span(&reader).is_empty());
        }
    }

    #[test]
    fn motions_go_the_way_they_say(text in text(), start in 0usize..90) {
        let scan = Scan::of_lines(&text);
        let reader = Reader::new(&text, &scan);
        let from = reader.placed(start);
        use Motion::*;
        for motion in [Right, WordForward, WordEnd, SentenceForward, QuotationForward, ParagraphForward] {
            prop_assert!(reader.moved(from, motion) >= from, "{motion:?}");
        }
        for motion in [Left, WordBack, SentenceBack, QuotationBack, ParagraphBack] {
            prop_assert!(reader.moved(from, motion) <= from, "{motion:?}");
        }
    }

    #[test]
    fn no_object_cuts_a_character(
        text in text(),
        start in 0usize..90,
        end in 0usize..90,
        wanted in prop::sample::select(&[Object::Word, Object::Sentence, Object::Quotation, Object::Paragraph][..]),
        reach in prop::sample::select(&[Reach::Inner, Reach::Around][..]),
        again in any::<bool>(),
    ) {
        let scan = Scan::of_lines(&text);
        let reader = Reader::new(&text, &scan);
        let selection = Selection { anchor: reader.placed(start), head: reader.placed(end) };
        if let Some(span) = reader.object(selection.span(&reader), wanted, reach, again) {
            prop_assert!(whole(&text, span) && !span.is_empty());
        }
    }

    #[test]
    fn an_end_moves_alone_and_never_past_the_other(
        text in text(),
        from in (0usize..90, 0usize..90),
        end in prop::sample::select(&[Bound::Start, Bound::End][..]),
        step in prop::sample::select(&[Step::Character, Step::Word, Step::Sentence, Step::Quotation][..]),
        way in prop::sample::select(&[Way::Back, Way::Forward][..]),
    ) {
        let scan = Scan::of_lines(&text);
        let reader = Reader::new(&text, &scan);
        let selection = Selection { anchor: reader.placed(from.0), head: reader.placed(from.1) };
        let before = selection.span(&reader);
        let after = reader.with_bound_moved(before, end, step, way);
        prop_assert!(whole(&text, after));
        prop_assert!(text.is_empty() || !after.is_empty());
        match end {
            Bound::Start => prop_assert_eq!(after.end, before.end),
            Bound::End => prop_assert_eq!(after.start, before.start),
        }
    }
}
