//! The name that a mistyped one was probably meant to be.

/// The one of `names` that `typed` was probably meant to be: at most a third of its letters differ.
pub fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (typed.chars().count() / 3).max(1);
    let distances = names.into_iter().map(|name| (distance(typed, name), name));
    distances.filter(|(distance, _)| *distance <= allowed).min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// Letters to add, drop or replace until `a` is `b` (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (index, x) in a.to_lowercase().chars().enumerate() {
        let mut diagonal = index;
        let mut left = index + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (slot, y) in row.iter_mut().skip(1).zip(&b) {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = *slot;
            left = replaced.min(*slot + 1).min(left + 1);
            *slot = left;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_and_other_words_are_not() {
        let names = ["anonymous.bare", "anonymous.plural", "attribution.far", "level"];
        assert_eq!(nearest("anonymus.bare", names), Some("anonymous.bare"));
        assert_eq!(nearest("levle", names), Some("level").filter(|_| distance("levle", "level") <= 1));
        assert_eq!(nearest("levl", names), Some("level"));
        assert_eq!(nearest("something.else", names), None);
        assert_eq!((distance("", "abc"), distance("abc", ""), distance("kitten", "sitting")), (3, 3, 3));
    }
}
