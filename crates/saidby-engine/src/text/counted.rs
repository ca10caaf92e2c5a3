//! Counts in words.

/// A count with its noun: "1 claim", "3 claims".
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular() {
        assert_eq!([0, 1, 2].map(|count| counted(count, "claim")), ["0 claims", "1 claim", "2 claims"]);
    }
}
