//! Whose turn is whose: the label at a turn of a transcript against the names that an article gives a speaker.

use crate::analysis::words::LABEL_WORDS;
use crate::claim::Speaker;

/// Whether the turns under `label` are those of `speaker`: the same surname with no other first name, or an office that
/// the article gives the speaker.
pub(super) fn is_of(label: &str, speaker: &Speaker) -> bool {
    let label = words(label);
    if label.is_empty() {
        return false;
    }
    let names = std::iter::once(&speaker.name).chain(&speaker.aliases);
    let office = speaker.role.as_deref().map(words).unwrap_or_default();
    let named: Vec<&String> = label.iter().filter(|word| !LABEL_WORDS.contains(word)).collect();
    if named.is_empty() {
        // "THE PRESIDENT": an office is somebody's where the article says so.
        let held: Vec<String> = names.flat_map(|name| words(name)).chain(office).collect();
        return label.iter().filter(|word| *word != "the").all(|word| held.contains(word));
    }
    names.map(|name| words(name)).any(|name| {
        let name: Vec<&String> = name.iter().filter(|word| !LABEL_WORDS.contains(word)).collect();
        match (named.as_slice(), name.as_slice()) {
            (_, []) => false,
            // One name alone: the surname, or the only name that there is.
            ([only], [.., last]) | ([.., last], [only]) => only == last,
            ([first, .., last], [other, .., surname]) => last == surname && initials_agree(first, other),
            ([], _) => false,
        }
    }) || (!office.is_empty() && label.iter().all(|word| office.contains(word)))
}

/// Whether two first names may be the same: alike, or one the beginning of the other ("J.", "Joe" and "Joseph").
fn initials_agree(one: &str, other: &str) -> bool {
    one == other || (one.chars().count().min(other.chars().count()) == 1 && one.chars().next() == other.chars().next()) || {
        let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
        short.chars().count() >= 3 && long.starts_with(short)
    }
}

/// The words of a name or label in lower case, without what is in brackets (a party, a place).
fn words(name: &str) -> Vec<String> {
    let name = name.split(['(', '[']).next().unwrap_or_default();
    name.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ':' | '*' | '_'))
        .map(str::to_lowercase)
        .filter(|word| !word.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::SpeakerId;
    use crate::review::cast::Member as _;

    #[test]
    fn labels_name_people_in_their_own_way() {
        let mut ana = Speaker::named(SpeakerId::new("s"), "Ana Diaz".to_owned());
        ana.role = Some("harbour master".to_owned());
        for label in ["ANA DIAZ", "Diaz", "MAYOR DIAZ", "Sen. Ana Diaz (D-PV)", "A. Diaz", "HARBOUR MASTER", "Ms. Diaz"] {
            assert!(is_of(label, &ana), "{label}");
        }
        for label in ["Bo Diaz", "MODERATOR", "Ana", "THE MAYOR", "B. DIAZ", "Announcer", "", "THE PRESIDENT", "Jon Berg"] {
            assert!(!is_of(label, &ana), "{label}");
        }
    }
}
