use super::*;

const PAGE: &str = r#"<!DOCTYPE html><html lang="en"><head><title>Bridge shut after flood | Marsh Herald</title>
    <meta property="og:title" content="Bridge shut after flood"><meta property="og:site_name" content="Marsh Herald">
    <meta name="author" content="Jo Orr"><meta property="article:published_time" content="2021-05-12T10:00:00Z">
    <style>p { color: red }</style></head><body>
    <nav><a href="/">Home</a> <a href="/s">Sport</a></nav>
    <article><h1>Bridge shut after flood</h1>
    <figure><img src="b.jpg"><figcaption>The bridge, which Ida Fenn says is old. Cy Dell/Fenland Images</figcaption></figure>
    <p>The mayor of Little Marsh, Ida Fenn, said on Monday that the old bridge would be shut until the summer, and that
    nobody should cross it before then.</p>
    <p>&ldquo;It is <b>not</b> safe,&rdquo; she told&nbsp;the council, which had asked, twice, for a report of the engineers.</p>
    <h2>What happens next</h2>
    <blockquote><p>We will build a new one, said the engineer, and it will be wider, and higher, and stand for longer.</p></blockquote>
    <ul><li>The bridge is shut, for all carts, until June of the year.</li><li>The ferry, which is free, runs at night.</li></ul>
    <p>The council, which meets again in June, will hear, and then vote on, the plans of the engineers, the clerk said.</p>
    </article><footer>© 2021 Marsh Herald</footer><script>alert("no")</script></body></html>"#;

fn shown(page: &str) -> Vec<(BlockKind, String)> {
    let Extracted { text, blocks, .. } = read(page, &[]).unwrap();
    blocks.iter().map(|block| (block.kind, block.span.slice(&text).unwrap().to_owned())).collect()
}

#[test]
fn the_article_without_its_surroundings() {
    use BlockKind::*;
    let blocks = shown(PAGE);
    let kinds: Vec<BlockKind> = blocks.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(
        kinds,
        [Headline, Caption, Paragraph, Paragraph, Heading, Quotation, ListItem, ListItem, Paragraph],
        "{blocks:#?}"
    );
    assert_eq!(blocks[0].1, "Bridge shut after flood");
    assert!(blocks[3].1.starts_with("“It is not safe,” she told\u{a0}the council"));
    let all: String = blocks.into_iter().map(|(_, text)| text).collect();
    assert!(!all.contains("Sport") && !all.contains("alert") && !all.contains("color"));
}

#[test]
fn the_lead_picture_is_kept_and_what_is_paid_for_is_not() {
    let body = PAGE.split_once("</figure>").unwrap();
    let page = format!(
        "{}</figure><div class=\"body no-ads\">{}",
        body.0,
        body.1
            .replace("</article>", "</div></article>")
            .replace("<h2>", "<div class=\"ad-slot\"><p>Doctors say: buy this.</p></div><h2>")
    );
    let blocks = shown(&page);
    assert_eq!(
        blocks[1],
        (BlockKind::Caption, "The bridge, which Ida Fenn says is old. Cy Dell/Fenland Images".to_owned()),
        "{blocks:#?}"
    );
    assert_eq!(blocks.iter().filter(|(kind, _)| *kind == BlockKind::Caption).count(), 1);
    assert!(!blocks.iter().any(|(_, text)| text.contains("Doctors")), "{blocks:#?}");
    assert!(blocks.iter().any(|(_, text)| text.contains("wider, and higher")));
}

#[test]
fn metadata_of_the_page() {
    let Extracted { metadata, .. } = read(PAGE, &[]).unwrap();
    assert_eq!(metadata.title.as_deref(), Some("Bridge shut after flood"));
    assert_eq!(metadata.byline.as_deref(), Some("Jo Orr"));
    assert_eq!(metadata.date.as_deref(), Some("2021-05-12T10:00:00Z"));
    assert_eq!(metadata.publisher.as_deref(), Some("Marsh Herald"));
}

#[test]
fn a_page_that_is_no_article_still_gives_its_text() {
    let blocks = shown("<title>Note</title><p>Short<br>note.<br><br>She said no.");
    assert_eq!(blocks.len(), 3);
    assert_eq!(blocks[1].1, "Short\nnote.");
    assert_eq!(read("<script>x</script>", &[]).unwrap_err(), ArticleError::NoText);
}

#[test]
fn a_page_made_to_break_readers() {
    let deep = format!("{}<p>She said no.", "<div>".repeat(50_000));
    assert_eq!(shown(&deep).len(), 1);
}

/// A page with `body` in its article, of a paper and a writer that no test is about.
fn page(body: &str) -> String {
    format!(
        r#"<!doctype html><html lang="en"><head><title>Ice rink opens | Fen Herald</title><meta property="og:site_name" content="Fen Herald">
        <meta name="author" content="Jo Orr"></head><body><nav><a href="/">Home</a></nav><main><article><h1>Ice rink opens</h1>
        <p>The ice rink in Upper Fen will open on Friday after eleven months of repairs, the borough said on Monday.</p>
        <p>“We have waited a long winter for this,” said Lotte Brink, who teaches skating to children and to their parents.</p>{body}
        <p>The borough’s engineer, Sam Oduya, said that the new cooling plant would use a third less power than the old one.</p>
        </article></main><footer><p>© 2024 Fen Herald</p></footer></body></html>"#
    )
}

/// The words of the blocks that `body` adds to the article.
fn added(body: &str) -> Vec<(BlockKind, String)> {
    let plain = shown(&page(""));
    shown(&page(body)).into_iter().filter(|block| !plain.contains(block)).collect()
}

#[test]
fn what_is_not_the_article_goes() {
    for body in [
        r#"<div class="related-links"><h3>More on this</h3><ul><li><a href="/a">Skating club asks for a second rink, minutes show</a></li><li><a href="/b">Five rinks that you can reach by tram</a></li></ul></div>"#,
        r#"<ul><li><a href="/a">Skating club asks for a second rink, minutes show</a></li><li><a href="/b">Five rinks that you can reach by tram</a></li></ul>"#,
        r#"<p><strong><a href="/c">MAYOR TELLS RINK TO SAVE POWER OR CLOSE</a></strong></p>"#,
        "<p>Article continues below this ad</p>",
        "<p>3 of 14</p>",
        "<p>Read in app</p>",
        "<h4>More great Herald stories</h4><ul><li>Why the swans have left the lake</li><li>The plan to move the market</li></ul>",
        r#"<div class="newsletter-signup"><h3>The Fen at breakfast</h3><p>Sign up and we will tell you every morning what happened in the Fen. By signing up you agree to our terms.</p></div>"#,
        r#"<div class="support"><div class="hidden a"><p>We believe, our editor said, that a town needs a paper, and we ask all who can to give what they can give us today.</p></div></div>"#,
        "<p>The Herald may earn a commission if you buy something through an affiliate link in this article, at no cost to you.</p>",
        r#"<div role="dialog"><p>A friend said you would like this, and so we ask you to log in with your address and your password.</p></div>"#,
    ] {
        assert_eq!(added(body), [], "{body}");
    }
}

#[test]
fn a_caption_without_a_statement_is_left_out_and_says_so() {
    let caption = "The rink on Monday Credit... Ove Lind";
    let page = PAGE.replace("The bridge, which Ida Fenn says is old. Cy Dell/Fenland Images", caption);
    assert!(page.contains(caption) && !shown(&page).iter().any(|(kind, _)| *kind == BlockKind::Caption));
    let left = super::left_out(&page, &[]).unwrap();
    let found = left.iter().find(|left| left.text == caption).map(|left| left.why);
    assert_eq!(found, Some(super::WhyLeftOut::Caption), "{left:#?}");
    // What is nothing but pictures is read with their captions.
    let series: String = (1..9).map(|n| format!("<figure><img src=x><figcaption>The rink, seen on day {n} of the long frost, from the roof of the hall.</figcaption></figure>")).collect();
    let page = format!(
        "<html><head><title>Frost in pictures</title></head><body><article><h1>Frost in pictures</h1>{series}</article></body></html>"
    );
    assert_eq!(shown(&page).iter().filter(|(kind, _)| *kind == BlockKind::Caption).count(), 8);
}

#[test]
fn what_belongs_to_the_article_stays() {
    use BlockKind::*;
    for (body, expected) in [
        (
            r#"<div class="part__social social-embed"><p>The old plant had been built in 1974, the borough’s archive says, and nobody had the plans.</p></div>"#,
            vec![(Paragraph, "The old plant had been built in 1974, the borough’s archive says, and nobody had the plans.")],
        ),
        ("<h2 class=\"subheader\">What it costs</h2>", vec![(Heading, "What it costs")]),
        (
            r#"<div class="social-media-embed"><blockquote class="twitter-tweet"><p>See you on the ice at nine.</p>— Lotte Brink (@lbrink) May 3, 2024</blockquote></div>"#,
            vec![(Quotation, "See you on the ice at nine."), (Quotation, "— Lotte Brink (@lbrink) May 3, 2024")],
        ),
        (
            "<blockquote><p>The ice is fine.</p><footer>— Ola Renn, caretaker</footer></blockquote>",
            vec![(Quotation, "The ice is fine."), (Quotation, "— Ola Renn, caretaker")],
        ),
        (
            "<p>Renn called it <q>a cold bath</q> and said: <q>Nobody <q>skated</q> on it</q>.</p>",
            vec![(Paragraph, "Renn called it “a cold bath” and said: “Nobody ‘skated’ on it”.")],
        ),
        (
            "<p>It cost <del>two</del> <ins>three</ins> million<sup>2</sup> crowns for 900 m<sup>2</sup>, Renn<sup>[3]</sup> said.</p>",
            vec![(Paragraph, "It cost two three million crowns for 900 m2, Renn said.")],
        ),
        (
            "<table><tr><th>Rink</th><th>Ice</th></tr><tr><td>Upper Fen</td><td>900, “enough”, Renn said</td></tr></table>",
            vec![(Table, "Rink | Ice"), (Table, "Upper Fen | 900, “enough”, Renn said")],
        ),
        (
            "<figure><figcaption><span>The rink, “open all summer,” Renn said</span><span>Credit...</span><span>Ove Lind</span></figcaption></figure>",
            vec![(Caption, "The rink, “open all summer,” Renn said Credit... Ove Lind")],
        ),
        (
            r#"<p>Its chair, <span><a href="/p">Maud Iven</a><span class="card"><span>Maud Iven</span><span>Levy goes up</span></span></span>, agreed on Tuesday.</p>"#,
            vec![(Paragraph, "Its chair, Maud Iven, agreed on Tuesday.")],
        ),
        (
            "<p>The chair, Magda Le\u{ad}wan\u{ad}dow\u{ad}ska, said that the bor\u{ad}ough would pay for all of it by the spring.</p>",
            vec![(Paragraph, "The chair, Magda Lewandowska, said that the borough would pay for all of it by the spring.")],
        ),
    ] {
        let expected: Vec<(BlockKind, String)> = expected.into_iter().map(|(kind, text)| (kind, text.to_owned())).collect();
        assert_eq!(added(body), expected, "{body}");
    }
}

#[test]
fn a_box_about_the_writer_is_not_the_article() {
    let body = page("").replace(
        "</article>",
        "<div class=\"end\"><p>Jo Orr is a reporter for the Fen Herald who covers ice, water and the people who live from both.</p>\
         <p>Jo may be reached at jo@herald.example.</p></div></article>",
    );
    assert_eq!(shown(&body), shown(&page("")));
}

#[test]
fn of_several_articles_the_one_with_the_headline() {
    let other = "<article><h2>Market moves</h2><p>The market will move to the station yard in June, the borough’s clerk told traders, who had asked \
                 for the old square, for its shade, and for its fountain, and had been told that none of these could be had.</p><p>“It is a yard,” \
                 said Ida Fenn, who sells eggs. “My hens have more shade than I will have, and they pay nothing for it at all.” The clerk said that \
                 trees would be planted, in the autumn, and that they would grow.</p></article>";
    let own = page("");
    let text: String = shown(&own.replace("</main>", &format!("{other}</main>"))).into_iter().map(|(_, text)| text).collect();
    assert!(text.contains("ice rink") && !text.contains("station yard"), "{text}");
    // Without a headline of their own around them they are parts of one page.
    let parts =
        format!("<html><head><title>Fen Herald</title></head><body>{other}{}</body></html>", other.replace("market", "circus"));
    let text: String = shown(&parts).into_iter().map(|(_, text)| text).collect();
    assert!(text.contains("The market will") && text.contains("The circus will"), "{text}");
}

#[test]
fn standfirst_and_key_points_lead_the_article() {
    let page =
        page("").replace("</h1>", "</h1><p class=\"dek\">Skaters get their ice back before the holidays, the borough says</p>");
    assert_eq!(
        shown(&page)[1],
        (BlockKind::Paragraph, "Skaters get their ice back before the holidays, the borough says".to_owned())
    );
    let page = page
        .replace("<p class=\"dek\">", "<h3>Key points</h3><ul><li>The plant uses a third less power</li></ul><p class=\"dek\">");
    let blocks = shown(&page);
    assert_eq!(blocks[1], (BlockKind::Heading, "Key points".to_owned()));
    assert_eq!(blocks[2], (BlockKind::ListItem, "The plant uses a third less power".to_owned()));
}

#[test]
fn a_consent_window_is_not_the_article_however_long() {
    let window = "<p>We do not allow you to opt out of these, because the pages would not work without them, and because they remember, for \
                  example, what you chose in this window, and whether you have been here before, our partners said.</p>";
    let with = page("").replace("</footer>", &format!("</footer><div id=\"onetrust-consent-sdk\">{}</div>", window.repeat(12)));
    assert_eq!(shown(&with), shown(&page("")));
}

#[test]
fn a_text_that_only_the_data_holds_is_read_from_there() {
    let paragraphs: Vec<String> = (1..=8)
        .map(|day| format!("On day {day} the engineer Sam Oduya told the council that the plant was still too warm to make ice."))
        .collect();
    let body = serde_json::to_string(
        &serde_json::json!({"@type": "NewsArticle", "headline": "Ice rink opens", "articleBody": paragraphs.join("\n")}),
    );
    let page = format!(
        r#"<html><head><script type="application/ld+json">{}</script></head><body><h1>Ice rink opens</h1><p>{}</p><p>Already a subscriber? Log in.</p></body></html>"#,
        body.unwrap(),
        paragraphs[0]
    );
    let texts: Vec<String> = shown(&page).into_iter().map(|(_, text)| text).skip(1).collect();
    assert_eq!(texts, paragraphs);
    let state = serde_json::to_string(
        &serde_json::json!({"props": {"blocks": paragraphs.iter().map(|text| serde_json::json!({"value": text})).collect::<Vec<_>>()}}),
    );
    let page = format!(
        r#"<html><head><title>Ice rink opens</title></head><body><h1>Ice rink opens</h1><p>{}</p><script type="application/json">{}</script></body></html>"#,
        paragraphs[0],
        state.unwrap()
    );
    let texts: Vec<String> = shown(&page).into_iter().map(|(_, text)| text).skip(1).collect();
    assert_eq!(texts, paragraphs);
}

#[test]
fn breaks_end_paragraphs_where_each_line_is_one() {
    let body = |inner: &str| {
        let page = format!(
            "<html><head><title>Wall row</title></head><body><article><h1>Wall row</h1><p>{inner}</p></article></body></html>"
        );
        shown(&page).into_iter().skip(1).map(|(_, text)| text).collect::<Vec<_>>()
    };
    assert_eq!(
        body("The row goes on for a third week<br>“It is quite safe,” said Ada Lund<br>Bo Finn, of the club, said it was not"),
        ["The row goes on for a third week", "“It is quite safe,” said Ada Lund", "Bo Finn, of the club, said it was not"]
    );
    assert_eq!(body("The wall will stand, the mayor said.<br>Nobody at the club believes her now.").len(), 2);
    for whole in [
        "The wall of the harbour will be mended in June, said<br>Ada Lund, who leads the council of the old town",
        "O wall, O wall<br>So tall and grey<br>You stand all day",
    ] {
        assert_eq!(body(whole).len(), 1, "{whole}");
    }
}

/// A page whose boxes hold a statement, the same line twice, and a list of links.
fn with_boxes() -> String {
    let body = r#"<div class="newsletter-signup"><p>The clerk, Ove Lind, said that the plans were late.</p></div>
        <p>Read in app</p><div class="related"><p>Read in app</p></div>"#;
    PAGE.replace("<h2>What happens next</h2>", &format!("{body}<h2>What happens next</h2>"))
}

#[test]
fn a_part_that_is_brought_in_is_read_at_its_place() {
    let page = with_boxes();
    let left = super::left_out(&page, &[]).unwrap();
    let of = |text: &str| left.iter().filter(|part| part.text.contains(text)).map(|part| part.id.clone()).collect::<Vec<_>>();
    let (clerk, app) = (of("Ove Lind"), of("Read in app"));
    assert_eq!((clerk.len(), app.len()), (1, 2), "{left:#?}");
    assert_ne!(app[0], app[1], "the same words twice are two parts");
    let Extracted { text: before, .. } = read(&page, &[]).unwrap();
    assert!(!before.contains("Ove Lind"));
    let Extracted { text, blocks, metadata, .. } = read(&page, &clerk).unwrap();
    let brought = "The clerk, Ove Lind, said that the plans were late.";
    let at = text.find(brought).unwrap();
    assert!(text.find("It is not safe").unwrap() < at && at < text.find("What happens next").unwrap());
    assert_eq!(text.replacen(&format!("{brought}\n\n"), "", 1), before, "nothing else changes");
    let block = blocks.iter().find(|block| block.span.start == at).unwrap();
    assert_eq!((block.span.slice(&text), block.kind), (Some(brought), BlockKind::Paragraph));
    assert_eq!(metadata.title.as_deref(), Some("Bridge shut after flood"));
    // Listed all the same, and what is left out stays left out.
    let now = super::left_out(&page, &clerk).unwrap();
    assert_eq!(now.len(), left.len());
    assert_eq!(now.iter().filter(|part| part.restored).map(|part| part.id.clone()).collect::<Vec<_>>(), clerk);
    // A button that somebody wants read is read.
    let Extracted { text, blocks, .. } = read(&page, &app[1..]).unwrap();
    let button = blocks.iter().filter(|block| block.span.slice(&text) == Some("Read in app")).collect::<Vec<_>>();
    assert!(matches!(button.as_slice(), [one] if one.kind.holds_claims()), "{button:?}");
}

#[test]
fn a_list_of_quotations_behind_the_text_belongs_to_it() {
    let page = "<html><head><title>Ferry fares rise</title></head><body><div class=\"l-main-column\"><div class=\"box\"><h1>Ferry \
        fares rise</h1><p>The ferry company has run the line between the two islands since 1911, and nobody there remembers a \
        summer without it, whatever the weather was.</p></div><div class=\"box\"><ul><li>“Fares for children stay as they \
        are,” said <a href=\"/x\">Ida Falk</a>, who runs it.</li><li>“The others pay more,” Falk said.</li></ul></div></div>\
        </body></html>";
    let Extracted { text, .. } = read(page, &[]).unwrap();
    assert!(text.contains("said Ida Falk, who runs it.") && text.contains("“The others pay more,”"), "{text}");
}

#[test]
fn the_times_over_the_posts_of_a_live_blog_stay() {
    let post = |time: &str, text: &str| {
        format!("<p>{time}</p><p>{text} The rain had not stopped since the morning, and nobody knew when it would.</p>")
    };
    let page = format!(
        "<html><head><title>Storm: live</title></head><body><article><h1>Storm: live</h1>{}{}{}</article></body></html>",
        post("9.15am", "No boat would sail, the ferry’s chief said."),
        post("10:40 GMT", "Two roads were shut."),
        post("11:05", "The schools were shut too.")
    );
    let Extracted { text, .. } = read(&page, &[]).unwrap();
    assert!(["9.15am", "10:40 GMT", "11:05"].iter().all(|time| text.contains(time)), "{text}");
}

#[test]
fn a_quotation_on_a_line_of_its_own_is_not_a_label() {
    let page = "<html><head><title>Wall row</title></head><body><article><h1>Wall row</h1><p>“It is safe,” said Ada Lund<br>Bo \
        Finnegan, of the club, said it was not<br/><br/>“Nobody asked the club, and nobody will be asked in the future either,” \
        he said.</p></article></body></html>";
    let Extracted { text, .. } = read(page, &[]).unwrap();
    assert!(text.contains("“It is safe,” said Ada Lund"), "{text}");
}

#[test]
fn every_part_can_be_brought_in_alone_and_all_together() {
    let page = with_boxes();
    let left = super::left_out(&page, &[]).unwrap();
    let all: Vec<String> = left.iter().map(|part| part.id.clone()).collect();
    for chosen in left.iter().map(|part| vec![part.id.clone()]).chain([all.clone()]) {
        let Extracted { text, blocks, metadata, .. } = read(&page, &chosen).unwrap();
        assert_eq!(blocks.iter().filter(|block| block.kind == BlockKind::Headline).count(), 1, "{text}");
        assert_eq!(metadata.title.as_deref(), Some("Bridge shut after flood"));
        let mut end = 0;
        for block in &blocks {
            assert!(block.span.start >= end && block.span.trimmed(&text) == block.span);
            end = block.span.end;
        }
        for part in left.iter().filter(|part| chosen.contains(&part.id)) {
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(words(&text).contains(&words(&part.text)), "{} in {text}", part.text);
        }
    }
    assert_eq!(read(&page, &["0123456789abcdef".to_owned()]).unwrap(), read(&page, &[]).unwrap(), "an id of another page");
}

#[test]
fn the_source_below_a_quotation_at_the_end_stays() {
    let quoted =
        "<blockquote><p>We have waited long enough for the ice.</p><footer>— Ruth Calder, mayor</footer></blockquote></article>";
    let blocks = shown(&page("").replace("</article>", quoted));
    let last: Vec<&str> = blocks.iter().rev().take(2).map(|(_, text)| text.as_str()).collect();
    assert_eq!(last, ["— Ruth Calder, mayor", "We have waited long enough for the ice."], "{blocks:#?}");
}
