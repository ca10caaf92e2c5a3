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
    for word in words_of(sample) {
        words += 1;
        if let Some(shared) = function_word(word) {
            english += 1;
            own += usize::from(!shared);
        }
    }
    if words >= LEAST_WORDS && english * 100 >= words * ENOUGH && own * 200 >= words * ENOUGH {
        return Some(ENGLISH);
    }
    if words_of(sample).flat_map(str::chars).filter(|c| c.is_alphabetic()).take(LEAST_LETTERS).count() < LEAST_LETTERS {
        return None;
    }
    let found = detect(sample)?;
    // A list of names is in no language; what is believed only by half is not said.
    (found.is_reliable() || !found.lang().code().eq("eng") && found.confidence() > 0.8).then(|| code(found.lang()))
}

/// The runs of letters, digits and apostrophes.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    // How long the character at `at` is, and whether it belongs to a word.
    let step = move |at: usize| match bytes.get(at)? {
        byte if byte.is_ascii_alphanumeric() || *byte == b'\'' => Some((1, true)),
        byte if byte.is_ascii() => Some((1, false)),
        _ => text.get(at..)?.chars().next().map(|c| (c.len_utf8(), c.is_alphanumeric() || c == '’')),
    };
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some((length, false)) = step(at) {
            at += length;
        }
        let start = at;
        while let Some((length, true)) = step(at) {
            at += length;
        }
        text.get(start..at).filter(|word| !word.is_empty())
    })
}

/// Whether an English function word is one that other languages use as well; `None` for other words.
fn function_word(word: &str) -> Option<bool> {
    /// The words as numbers, in the same order, each with whether other languages have it.
    const PACKED: [(u64, bool); FUNCTION_WORDS.len()] = packed_words();
    /// Where the words of each letter begin, and where the last ones end.
    const FROM: [usize; 27] = first_letters();
    let bytes = word.as_bytes();
    let letter = usize::from(bytes.first()?.to_ascii_lowercase().checked_sub(b'a')?);
    let same = PACKED.get(*FROM.get(letter)?..*FROM.get(letter + 1)?)?;
    if bytes.len() > LONGEST {
        return None;
    }
    let number = packed(bytes);
    same.iter().find(|(known, _)| *known == number).map(|(_, shared)| *shared)
}

/// Letters of the longest function word.
const LONGEST: usize = 5;

/// A short word as a number, without regard to the case of ASCII letters.
const fn packed(word: &[u8]) -> u64 {
    let (mut number, mut at) = (0, 0);
    while at < word.len() {
        number = number << 8 | word[at].to_ascii_lowercase() as u64;
        at += 1;
    }
    number
}

const fn packed_words() -> [(u64, bool); FUNCTION_WORDS.len()] {
    let mut all = [(0, false); FUNCTION_WORDS.len()];
    let mut at = 0;
    while at < all.len() {
        assert!(FUNCTION_WORDS[at].len() <= LONGEST);
        all[at].0 = packed(FUNCTION_WORDS[at].as_bytes());
        let mut shared = 0;
        while shared < SHARED.len() {
            all[at].1 |= packed(SHARED[shared].as_bytes()) == all[at].0;
            shared += 1;
        }
        at += 1;
    }
    all
}

const fn first_letters() -> [usize; 27] {
    let mut from = [FUNCTION_WORDS.len(); 27];
    let mut at = FUNCTION_WORDS.len();
    let mut letter = 26;
    while letter > 0 {
        letter -= 1;
        while at > 0 && FUNCTION_WORDS[at - 1].as_bytes()[0] >= b'a' + letter as u8 {
            at -= 1;
        }
        from[letter] = at;
    }
    from
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
