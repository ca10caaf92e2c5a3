//! What was said on one occasion: an interview, a broadcast, an article. The text names the outlet once
//! ("told Harbour Radio") and then goes on with the same speaker, until a new occasion begins.

mod course;
mod known;
mod reach;
mod sentence;

use self::course::go_on;
use self::known::{Known, Place, anchors, unique};
use self::reach::{inherit, look_ahead, transcript};
use self::sentence::{link_sentence, quoted_by, speaker_of};
use super::entities::EntityId;
use super::places::Places;
use super::speakers::Speakers;
use super::via::{Link, OutletSource};
use crate::extract::outlets::Outlets;
use crate::extract::outlets::ties::TieKind;
use crate::extract::{Attribution, Document};

/// Links every attribution with the outlets that it came through, nearest to the article first.
pub(super) fn links(
    document: &Document<'_>,
    places: &Places,
    outlets: &Outlets,
    attributions: &[Attribution],
    who: &[Option<EntityId>],
    found: &[Option<OutletSource>],
    speakers: &mut Speakers<'_, '_>,
) -> Vec<Vec<Link>> {
    let by_sentence = anchors(document, places, attributions);
    let known = Known { document, attributions, who, found, by_sentence: &by_sentence };
    let mut links: Vec<Vec<Link>> = vec![Vec::new(); attributions.len()];
    let mut occasions: Vec<(Place, EntityId, Link)> = Vec::new();
    for mention in outlets.mentions.iter().filter(|mention| !mention.channel) {
        let Some(tie) = &mention.tie else { continue };
        let Some(sentence) = document.scan.words.get(tie.anchor).map(|word| word.sentence) else { continue };
        let first = by_sentence.partition_point(|place| place.sentence < sentence);
        let here = &by_sentence[first..];
        let end = here.iter().take(24).take_while(|place| place.sentence == sentence).count();
        let link = Link { outlet: mention.outlet, kind: tie.kind, words: tie.words, back: 0 };
        let linked = link_sentence(&known, &here[..end], tie, &link, &mut links);
        if tie.kind == TieKind::Told && !linked {
            let speaker = speaker_of(document, speakers, tie);
            let paragraph = document.scan.paragraph_of(tie.anchor);
            if let Some(speaker) = speaker {
                occasions.push((Place { sentence, word: tie.anchor, paragraph, index: usize::MAX }, speaker, link));
            }
        }
    }
    for links in &mut links {
        links.sort_by_key(|link| (link.kind, link.words.start));
        unique(links);
    }
    let own: Vec<bool> = links.iter().map(|links| !links.is_empty()).collect();
    occasions.sort_by_key(|(place, _, _)| place.word);
    go_on(&known, &occasions, speakers, &mut links);
    look_ahead(&known, &occasions, &own, &mut links);
    transcript(&known, &occasions, &own, &mut links);
    inherit(&known, &mut links);
    quoted_by(&known, &mut links);
    links
}
