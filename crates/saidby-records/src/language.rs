//! Which language a text is in: the engine reads English, and silence about a French text would look like a text in
//! which nobody speaks.
//!
//! Words that only English has settle nearly every English text at once. The rest is left to whatlang: it recognises
//! some 70 languages by their trigrams from tables of 120 KB, where lingua's models would add more than 100 MB.

use whatlang::{Lang, detect};

/// The language of a text, as its ISO 639 code ("en", "fr"; three letters where there are no two).
pub type Language = &'static str;

/// English.
pub const ENGLISH: Language = "en";

/// Bytes of the text that are looked at, from its first words on.
const SAMPLE: usize = 4096;
/// Letters that a text needs before another language is believed.
const LEAST_LETTERS: usize = 60;
/// The share of words that are English function words from which on a text is English, per cent.
const ENOUGH: usize = 12;
/// Below this many words, function words decide nothing.
const LEAST_WORDS: usize = 8;

/// Frequent words of English that no other language of the Latin alphabet has among its frequent ones.
const FUNCTION_WORDS: &[&str] = &[
    "a", "about", "after", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has", "have", "he", "his",
    "if", "is", "it", "its", "not", "of", "on", "or", "said", "says", "she", "than", "that", "the", "their", "they", "this",
    "to", "was", "we", "were", "which", "who", "will", "with", "would", "you",
];

/// Function words that other languages use as well and that therefore prove nothing alone.
const SHARED: &[&str] = &["a", "as", "at", "be", "for", "had", "he", "if", "is", "it", "on", "or", "to", "was", "we"];

/// The language of `text`; `None` where there is too little of it to say.
///
/// ```
/// use saidby_records::language::of;
///
/// assert_eq!(of("The ferry will not sail before May, the harbour master said on Monday."), Some("en"));
/// assert_eq!(of("Le bateau ne partira pas avant le mois de mai, a déclaré lundi la capitaine du port de la ville."), Some("fr"));
/// assert_eq!(of("Ferry 12:30"), None);
/// ```
pub fn of(text: &str) -> Option<Language> {
    let sample = sample(text.trim_start());
    let (mut words, mut english, mut own) = (0, 0, 0);
    let mut letters = 0;
    for word in sample.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|word| !word.is_empty()) {
        words += 1;
        letters += word.chars().filter(|c| c.is_alphabetic()).count();
        if word.len() <= 5 {
            let lower = word.to_ascii_lowercase();
            let known = FUNCTION_WORDS.binary_search(&lower.as_str()).is_ok();
            english += usize::from(known);
            own += usize::from(known && !SHARED.contains(&lower.as_str()));
        }
    }
    if words >= LEAST_WORDS && english * 100 >= words * ENOUGH && own * 200 >= words * ENOUGH {
        return Some(ENGLISH);
    }
    if letters < LEAST_LETTERS {
        return None;
    }
    let found = detect(sample)?;
    // A list of names is in no language; what is believed only by half is not said.
    (found.is_reliable() || !found.lang().code().eq("eng") && found.confidence() > 0.8).then(|| code(found.lang()))
}

/// The first bytes of the text, up to a character boundary.
fn sample(text: &str) -> &str {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// The two letters of a language where it has them.
fn code(language: Lang) -> Language {
    #[rustfmt::skip]
    const SHORT: &[(&str, &str)] = &[
        ("afr", "af"), ("aka", "ak"), ("amh", "am"), ("ara", "ar"), ("aze", "az"), ("bel", "be"), ("ben", "bn"),
        ("bul", "bg"), ("cat", "ca"), ("ces", "cs"), ("cmn", "zh"), ("cym", "cy"), ("dan", "da"), ("deu", "de"),
        ("ell", "el"), ("eng", "en"), ("epo", "eo"), ("est", "et"), ("fin", "fi"), ("fra", "fr"), ("guj", "gu"),
        ("heb", "he"), ("hin", "hi"), ("hrv", "hr"), ("hun", "hu"), ("hye", "hy"), ("ind", "id"), ("ita", "it"),
        ("jav", "jv"), ("jpn", "ja"), ("kan", "kn"), ("kat", "ka"), ("khm", "km"), ("kor", "ko"), ("lat", "la"),
        ("lav", "lv"), ("lit", "lt"), ("mal", "ml"), ("mar", "mr"), ("mkd", "mk"), ("mya", "my"), ("nep", "ne"),
        ("nld", "nl"), ("nob", "nb"), ("ori", "or"), ("pan", "pa"), ("pes", "fa"), ("pol", "pl"), ("por", "pt"),
        ("ron", "ro"), ("rus", "ru"), ("sin", "si"), ("slk", "sk"), ("slv", "sl"), ("sna", "sn"), ("spa", "es"),
        ("srp", "sr"), ("swe", "sv"), ("tam", "ta"), ("tel", "te"), ("tgl", "tl"), ("tha", "th"), ("tuk", "tk"),
        ("tur", "tr"), ("ukr", "uk"), ("urd", "ur"), ("uzb", "uz"), ("vie", "vi"), ("yid", "yi"), ("zul", "zu"),
    ];
    let long = language.code();
    SHORT.binary_search_by_key(&long, |(long, _)| long).ok().and_then(|at| SHORT.get(at)).map_or(long, |(_, short)| short)
}

/// The name of a language in English ("French"); its code where it has none here.
pub fn name(language: Language) -> &'static str {
    Lang::all().iter().find(|known| code(**known) == language).map_or(language, |known| known.eng_name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted() {
        assert!(FUNCTION_WORDS.is_sorted() && SHARED.iter().all(|word| FUNCTION_WORDS.contains(word)));
        for language in Lang::all() {
            assert!(code(*language).len() == 2, "{language:?}");
        }
        assert_eq!((name("fr"), name("de")), ("French", "German"));
    }

    #[test]
    fn languages_of_short_news() {
        for (language, text) in [
            ("en", "“We are closed,” the owner of the bakery said. Nobody was hurt, and the road is open again."),
            ("en", "Police in Łódź said Wiśniewski and Kowalczyk were not in the flat of Grzegorz Brzęczyszczykiewicz."),
            (
                "en",
                "PORT VELL, May 2 (Reuters) - Shares of Núñez y Compañía S.A. rose 4% after the board said it would sell its Málaga unit.",
            ),
            ("fr", "« Nous sommes prêts », a déclaré la ministre lundi. Les bateaux restent au port jusqu'à la fin du mois."),
            (
                "de",
                "„Wir sind bereit“, sagte die Hafenmeisterin am Montag. Die Fähre bleibt bis Mai im Hafen, weil der Rumpf gerissen ist.",
            ),
            (
                "es",
                "«Estamos listos», dijo la capitana del puerto el lunes. El barco no saldrá hasta que termine la reparación del casco.",
            ),
            (
                "nl",
                "“We zijn klaar,” zei de havenmeester maandag. De veerboot blijft in de haven omdat er een scheur in de romp is gevonden.",
            ),
            ("ru", "«Мы готовы», — сказала в понедельник начальница порта. Паром останется в порту до мая из-за трещины."),
            (
                "pl",
                "„Jesteśmy gotowi” – powiedziała w poniedziałek kapitan portu. Prom zostanie w porcie do maja z powodu pęknięcia.",
            ),
            (
                "zh",
                "港务长星期一说，由于船体出现裂缝，渡轮在五月之前不会起航。乘客可以乘坐公共汽车前往对岸的城市，市政府将支付所有费用，并且会在本周内公布新的时间表供市民查询。",
            ),
        ] {
            assert_eq!(of(text), Some(language), "{text}");
        }
        for text in ["", "Ana Diaz", "12:30 14:45 16:00", "Said no."] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn a_long_text_is_looked_at_in_part() {
        let text = "é".repeat(SAMPLE) + " the ferry and the port of the town";
        assert!(sample(&text).len() <= SAMPLE);
    }
}
