//! What differs between long words: what all begin and end with is left out.

/// Words of the common beginning and end that stay.
const KEPT: usize = 1;

/// Each of `texts` without the words that all of them begin and end with, but for one on either side.
pub fn excerpts(texts: &[&str]) -> Vec<String> {
    let split: Vec<Vec<&str>> = texts.iter().map(|text| text.split(' ').collect()).collect();
    let shortest = split.iter().map(Vec::len).min().unwrap_or(0);
    let same = |from_end: bool, at: usize| {
        let mut words = split.iter().map(|words| if from_end { words.iter().rev().nth(at) } else { words.get(at) });
        let first = words.next();
        words.all(|word| Some(word) == first)
    };
    let before = (0..shortest).take_while(|at| same(false, *at)).count();
    let after = (0..shortest - before).take_while(|at| same(true, *at)).count();
    let (begin, end) = (before.saturating_sub(KEPT), after.saturating_sub(KEPT));
    split
        .iter()
        .map(|words| {
            let middle = words.get(begin..words.len().saturating_sub(end).max(begin)).unwrap_or_default().join(" ");
            let (before, after) = (if begin > 0 { "… " } else { "" }, if end > 0 { " …" } else { "" });
            format!("{before}{middle}{after}")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::excerpts;

    #[test]
    fn what_all_begin_and_end_with_is_left_out() {
        let texts = ["that the tunnel will not open before spring", "that the tunnel will not open"];
        assert_eq!(excerpts(&texts), ["… open before spring", "… open"]);
        assert_eq!(excerpts(&["a b c d", "a b x d"]), ["… b c d", "… b x d"]);
        assert_eq!(
            excerpts(&["one two three four", "two three four", "three four"]),
            ["one two three …", "two three …", "three …"]
        );
        assert_eq!(excerpts(&["She", "He"]), ["She", "He"]);
        assert_eq!(excerpts(&["same words here", "same words here"]), ["… here", "… here"]);
        assert!(excerpts(&[]).is_empty());
    }
}
