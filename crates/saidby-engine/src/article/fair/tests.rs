//! What fair copies say, and that their places are those of the text.

use proptest::prelude::*;

use super::*;
use crate::article::{Article, BlockKind, Format, Metadata, Origin};

fn article(text: &str) -> Article {
    let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph };
    Article { text: text.into(), blocks: vec![block], metadata: Metadata::default(), origin: Origin::default() }
}

fn copy(text: &str) -> String {
    FairCopy::of(article(text)).article.text.to_string()
}

#[test]
fn words_are_whole() {
    for (text, read) in [
        (
            "The con-\ntractor and Niamh Griﬃths left the bor\u{ad}ough, un\u{200b}seen.",
            "The contractor and Niamh Griffiths left the borough, unseen.",
        ),
        (
            "Jean-\nPierre Vaal paid for a well-\nknown, two-year-\nold wall, the DOCK-\nYARD said.",
            "Jean-Pierre Vaal paid for a well-known, two-year-old wall, the DOCKYARD said.",
        ),
        ("It was a storm-proof wall, and storm-\n  proof it stayed.", "It was a storm-proof wall, and storm-proof it stayed."),
        (
            "From 2019-\n2021 the quay was shut, the ¬\nand the spill¬\nway too.",
            "From 2019-2021 the quay was shut, the ¬\nand the spillway too.",
        ),
        ("he said\u{200b}Ana left -\nagain", "he said Ana left -\nagain"),
    ] {
        assert_eq!(copy(text), read);
    }
}

#[test]
fn entities_are_characters() {
    for (text, read) in [
        ("&quot;It is a wall,&quot; said Ada Lund of Moss &amp; Sons.", "\"It is a wall,\" said Ada Lund of Moss & Sons."),
        ("&#8220;We&#x2019;re here&#8221; &amp;mdash; he&#39;s not; &#147;so&#148;", "“We’re here” — he's not; “so”"),
        ("AT&T; R&D &nothing; &#0; &# &amp", "AT&T; R&D &nothing; &#0; &# &amp"),
    ] {
        assert_eq!(copy(text), read);
    }
}

#[test]
fn marks_of_every_people_are_quotation_marks() {
    for (text, read) in [
        ("「We go,」 said Mori. 「He said 『no』 to me,」 she said.", "“We go,” said Mori. “He said ‘no’ to me,” she said."),
        ("『We go,』 said Mori. ❝I saw it,❞ ❛so❜ 〝now〞 ｢then｣", "“We go,” said Mori. “I saw it,” ‘so’ “now” “then”"),
        (
            "‹It is small›, said Bo. ›It is small‹, said Bo. «He said ‹no› to me»",
            "“It is small”, said Bo. “It is small”, said Bo. «He said ‘no’ to me»",
        ),
        (
            "´It is late,´ said Ed. ´´It is late,´´ It´s `late.` Don`t.",
            "‘It is late,’ said Ed. “It is late,” It’s ‘late.’ Don’t.",
        ),
        (
            "<<It is late,>> said Ed. ,,Ja,'' sagte er. &&It is late,&& said Ed.",
            "“It is late,” said Ed. “Ja,'' sagte er. “It is late,” said Ed.",
        ),
        ("\"\"It is late,\"\" said Ed. \\\"It is late,\\\" he said.", "“It is late,” said Ed. \"It is late,\" he said."),
        ("ʽSo it is,ʼ said Lena of Hawaiʻi. ʻIt isnʼt,ʼ he said.", "‘So it is,’ said Lena of Hawaiʻi. ‘It isnʼt,’ he said."),
        (
            "News › Local › Wall. 2 << 3 && 4 >> 1. It is 5″ wide and 5´ long, ``so''.",
            "News › Local › Wall. 2 << 3 && 4 >> 1. It is 5″ wide and 5’ long, ``so''.",
        ),
    ] {
        assert_eq!(copy(text), read);
    }
}

#[test]
fn dialogue_with_dashes_is_quoted() {
    for (text, read) in [
        ("— We stay, said Ana Lund, a smith. — They can build.", "“We stay,” said Ana Lund, a smith. “They can build.”"),
        (
            "– It is a good offer, the owner's lawyer, Erik Sund, told the Osterby Herald. – Nobody made a better one.",
            "“It is a good offer,” the owner's lawyer, Erik Sund, told the Osterby Herald. “Nobody made a better one.”",
        ),
        ("- No, said her neighbour. - Never.", "“No,” said her neighbour. “Never.”"),
        ("—We stay —said Ana Lund—. They can build.", "“We stay,” said Ana Lund. “They can build.”"),
        ("— Is it late? asked Bo Lind. He looked up.", "“Is it late?” asked Bo Lind. He looked up."),
        ("– I saw it – all of it – and ran, she said.", "“I saw it – all of it – and ran,” she said."),
        // Not dialogue: a point of a list, a credit, speech that is in marks already.
        ("– Prices rose by three percent, the bank said.", "– Prices rose by three percent, the bank said."),
        ("— Ana Lund contributed reporting.", "— Ana Lund contributed reporting."),
        ("- Milk, bread and the rest", "- Milk, bread and the rest"),
        ("— “We stay,” said Ana Lund.", "— “We stay,” said Ana Lund."),
    ] {
        assert_eq!(copy(text), read);
    }
    let text = "— Do you hear it? asked Bo Lind.\n\n— No.\n\nThey went in.\n\n— Nothing.";
    let read = FairCopy::of(Article::from_text(text)).article;
    let blocks: Vec<&str> = read.blocks.iter().filter_map(|block| block.span.slice(&read.text)).collect();
    assert_eq!(blocks, ["“Do you hear it?” asked Bo Lind.", "“No.”", "They went in.", "— Nothing."]);
}

#[test]
fn places_are_those_of_the_text() {
    let text = "Griﬃths, of the con-\ntractor, said &quot;no.&quot; — Bor\u{ad}ough.";
    let copy = FairCopy::of(article(text));
    for (words, original) in [
        ("Griffiths", "Griﬃths"),
        ("contractor", "con-\ntractor"),
        ("\"no.\"", "&quot;no.&quot;"),
        ("no", "no"),
        ("Borough", "Bor\u{ad}ough"),
        ("Grif", "Griﬃ"),
    ] {
        let start = copy.article.text.find(words).unwrap();
        let span = Span::new(start, start + words.len());
        assert_eq!(copy.changes.original(span).slice(text), Some(original));
        assert_eq!(copy.changes.original(copy.changes.copied(copy.changes.original(span))), copy.changes.original(span));
    }
}

#[test]
fn an_article_of_plain_words_is_its_own_copy() {
    let text =
        "“We are ready,” said Ana Diaz — as ever — to the 'Herald'. It's \"late\", he said: 5 < 6 & so on, e.g. 3-\u{20}4.";
    let read = article(text);
    let copy = FairCopy::of(read.clone());
    assert!(copy.changes.is_empty());
    assert_eq!(copy.article, read);
}

proptest! {
    #[test]
    fn what_was_not_changed_is_the_same(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "word ", "con-\ntractor ", "&quot;", "ﬁ", "\u{ad}", "— ", "said ", "Ana", ", ", ". ", "「", "」", "´", "`", "<<", ">>", "\"\"", "-\n", "\\\"", "\n\n", "é", "&amp;", "› ",
        ]), 0..40),
    ) {
        let text = pieces.concat();
        let read = Article::from_text(&text);
        let copy = FairCopy::of(read.clone());
        prop_assert_eq!(copy.article.blocks.len(), read.blocks.len());
        for (block, original) in copy.article.blocks.iter().zip(&read.blocks) {
            prop_assert!(block.span.slice(&copy.article.text).is_some());
            prop_assert!(original.span.encloses(copy.changes.original(block.span)));
        }
        for (at, c) in copy.article.text.char_indices() {
            let place = copy.changes.original(Span::new(at, at + c.len_utf8()));
            prop_assert!(place.slice(&read.text).is_some());
        }
    }
}

#[test]
fn signs_and_addresses_of_mail_are_no_words() {
    let text = "Peder Holt <peder@sluice.example> wrote:\n> We opened it twice.\n> I see no danger <here>.";
    let mail = Article::from_text(&format!("The sluice\n\n{text}\n"));
    let copy = FairCopy::of(mail).article;
    assert!(copy.text.contains("Peder Holt wrote:\nWe opened it twice.\nI see no danger <here>."), "{}", copy.text);
    assert_eq!(copy.blocks.iter().filter(|block| block.kind == BlockKind::Quotation).count(), 2);
}

#[test]
fn struck_words_are_not_read() {
    let page = "<html><head><title>Pool bill</title></head><body><article><h1>Pool bill</h1><p>The treasurer, Pavel Simic, said the bill \
        was <del>four</del> <ins>nine</ins> million, and that nobody in the town would have to pay for it.</p><p><s>The engineer, Ole \
        Strand, said “the pool is safe” on Monday.</s></p><p>The pool, he added, would <span style=\"text-decoration: line-through\">not \
        </span> close in May, whatever the council of the town might think of it.</p></article></body></html>";
    let article = Article::read(page.as_bytes(), Format::Html).unwrap();
    let words: Vec<&str> = article.origin.struck.iter().map(|span| span.slice(&article.text).unwrap()).collect();
    assert_eq!(words, ["four", "The engineer, Ole Strand, said “the pool is safe” on Monday.", "not"]);
    let copy = FairCopy::of(article.clone());
    assert!(copy.article.text.contains("the bill was nine million"), "{}", copy.article.text);
    assert!(copy.article.text.contains("would close in May"), "{}", copy.article.text);
    assert_eq!(copy.article.blocks[2].kind, BlockKind::Boilerplate);
    assert_eq!(copy.article.blocks.len(), article.blocks.len());
}

#[test]
fn angles_that_point_inwards_and_low_marks() {
    for (text, read) in [
        ("Fenn wrote: » The wall holds. It will. « She left.", "Fenn wrote: “ The wall holds. It will. ” She left."),
        ("»The wall holds«, said Fenn; »it will«, she said.", "“The wall holds”, said Fenn; “it will”, she said."),
        ("« The wall » holds, » she said.", "« The wall » holds, » she said."),
        ("«The wall» and «the gate» hold.", "«The wall» and «the gate» hold."),
        ("<< The wall holds >>, said Orr.", "“ The wall holds ”, said Orr."),
        ("‚The wall holds‘, said Orr.", "‚The wall holds’, said Orr."),
    ] {
        assert_eq!(copy(text), read);
    }
}

#[test]
fn lines_of_pages_part_no_sentence() {
    let text = "FEN BOARD REPORT  2024\n\nThe wall will be mended, said Ida Fenn. \"We have waited long enough for the fish-\n\nPage 1 of \
                3\nFEN BOARD REPORT  2024\n\nermen,\" she added, and she promised that work would begin before the\n\nPage 2 of 3\nFEN \
                BOARD REPORT  2024\n\nsummer.\n\nThe board meets on Friday.\n\nPage 3 of 3\n";
    let article = Article::from_text(text);
    let copy = FairCopy::of(article.clone());
    assert!(copy.article.text.contains("long enough for the fishermen,\" she added"), "{}", copy.article.text);
    assert!(copy.article.text.contains("begin before the summer."), "{}", copy.article.text);
    let words = |kind: BlockKind| -> Vec<&str> {
        article.blocks.iter().filter(|block| block.kind == kind).filter_map(|block| block.span.slice(&article.text)).collect()
    };
    assert_eq!(words(BlockKind::Boilerplate), ["FEN BOARD REPORT  2024", "Page 3 of 3"]);
}
