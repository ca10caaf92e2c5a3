//! How English verbs and nouns inflect, enough to find a cue's lemma in any of its forms.

use crate::extract::lexicon::lists::{DOUBLING, NOT_DOUBLING};

/// A form of a verb or a noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Form {
    /// "say", also the plural present.
    Base,
    /// "says".
    ThirdPerson,
    /// "said", as a past tense only ("wrote").
    Past,
    /// "said", as a participle only ("written").
    Participle,
    /// "asked": past tense and participle alike.
    PastOrParticiple,
    /// "saying".
    Gerund,
    /// "claim", a noun.
    Singular,
    /// "claims", a noun.
    Plural,
}

/// Verbs whose past or participle follows no rule: base, past, participle.
const IRREGULAR: &[(&str, &str, &str)] = &[
    ("be", "was", "been"),
    ("become", "became", "become"),
    ("begin", "began", "begun"),
    ("break", "broke", "broken"),
    ("bring", "brought", "brought"),
    ("broadcast", "broadcast", "broadcast"),
    ("cast", "cast", "cast"),
    ("choose", "chose", "chosen"),
    ("come", "came", "come"),
    ("draw", "drew", "drawn"),
    ("feel", "felt", "felt"),
    ("fight", "fought", "fought"),
    ("find", "found", "found"),
    ("forecast", "forecast", "forecast"),
    ("foresee", "foresaw", "foreseen"),
    ("foretell", "foretold", "foretold"),
    ("forget", "forgot", "forgotten"),
    ("get", "got", "gotten"),
    ("give", "gave", "given"),
    ("go", "went", "gone"),
    ("have", "had", "had"),
    ("hear", "heard", "heard"),
    ("hold", "held", "held"),
    ("keep", "kept", "kept"),
    ("know", "knew", "known"),
    ("lay", "laid", "laid"),
    ("lead", "led", "led"),
    ("leave", "left", "left"),
    ("make", "made", "made"),
    ("mean", "meant", "meant"),
    ("misspeak", "misspoke", "misspoken"),
    ("put", "put", "put"),
    ("read", "read", "read"),
    ("retell", "retold", "retold"),
    ("say", "said", "said"),
    ("see", "saw", "seen"),
    ("seek", "sought", "sought"),
    ("send", "sent", "sent"),
    ("set", "set", "set"),
    ("show", "showed", "shown"),
    ("speak", "spoke", "spoken"),
    ("stand", "stood", "stood"),
    ("swear", "swore", "sworn"),
    ("take", "took", "taken"),
    ("teach", "taught", "taught"),
    ("tell", "told", "told"),
    ("think", "thought", "thought"),
    ("throw", "threw", "thrown"),
    ("understand", "understood", "understood"),
    ("underwrite", "underwrote", "underwritten"),
    ("uphold", "upheld", "upheld"),
    ("withdraw", "withdrew", "withdrawn"),
    ("write", "wrote", "written"),
];

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

fn doubles(lemma: &str) -> bool {
    if DOUBLING.contains(lemma) {
        return true;
    }
    let bytes = lemma.as_bytes();
    let vowels = bytes.iter().filter(|byte| is_vowel(**byte)).count();
    match bytes {
        [.., before, vowel, last] => {
            vowels == 1
                && !NOT_DOUBLING.contains(lemma)
                && is_vowel(*vowel)
                && !is_vowel(*before)
                && !is_vowel(*last)
                && !matches!(last, b'w' | b'x' | b'y')
        }
        _ => false,
    }
}

fn with_s(lemma: &str) -> String {
    let bytes = lemma.as_bytes();
    match bytes {
        [.., before, b'y'] if !is_vowel(*before) => format!("{}ies", &lemma[..lemma.len() - 1]),
        [.., b's' | b'x' | b'z'] | [.., b'c' | b's', b'h'] => format!("{lemma}es"),
        b"go" | b"do" | b"echo" | b"veto" => format!("{lemma}es"),
        _ => format!("{lemma}s"),
    }
}

/// Calls `each` with every form of the verb `lemma` (ASCII, lower case).
pub fn verb_forms(lemma: &str, mut each: impl FnMut(&str, Form)) {
    each(lemma, Form::Base);
    each(&with_s(lemma), Form::ThirdPerson);
    let stem = if doubles(lemma) { format!("{lemma}{}", &lemma[lemma.len() - 1..]) } else { lemma.to_owned() };
    let bytes = lemma.as_bytes();
    let gerund = match bytes {
        [.., b'i', b'e'] => format!("{}ying", &lemma[..lemma.len() - 2]),
        [.., before, b'e'] if !matches!(before, b'e' | b'o' | b'y') && lemma != "be" => {
            format!("{}ing", &lemma[..lemma.len() - 1])
        }
        _ => format!("{stem}ing"),
    };
    each(&gerund, Form::Gerund);
    if let Some((_, past, participle)) = IRREGULAR.iter().find(|(base, _, _)| *base == lemma) {
        if past == participle {
            each(past, Form::PastOrParticiple);
        } else {
            each(past, Form::Past);
            each(participle, Form::Participle);
        }
        return;
    }
    let past = match bytes {
        [.., b'e'] => format!("{lemma}d"),
        [.., before, b'y'] if !is_vowel(*before) => format!("{}ied", &lemma[..lemma.len() - 1]),
        _ => format!("{stem}ed"),
    };
    each(&past, Form::PastOrParticiple);
}

/// Calls `each` with singular and plural of the noun `lemma`.
pub fn noun_forms(lemma: &str, mut each: impl FnMut(&str, Form)) {
    each(lemma, Form::Singular);
    each(&with_s(lemma), Form::Plural);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(lemma: &str) -> String {
        let mut all = Vec::new();
        verb_forms(lemma, |form, _| all.push(form.to_owned()));
        all.join(" ")
    }

    #[test]
    fn verbs_inflect() {
        assert_eq!(forms("say"), "say says saying said");
        assert_eq!(forms("write"), "write writes writing wrote written");
        assert_eq!(forms("deny"), "deny denies denying denied");
        assert_eq!(forms("admit"), "admit admits admitting admitted");
        assert_eq!(forms("quip"), "quip quips quipping quipped");
        assert_eq!(forms("agree"), "agree agrees agreeing agreed");
        assert_eq!(forms("vow"), "vow vows vowing vowed");
        assert_eq!(forms("claim"), "claim claims claiming claimed");
        assert_eq!(forms("stress"), "stress stresses stressing stressed");
    }
}
