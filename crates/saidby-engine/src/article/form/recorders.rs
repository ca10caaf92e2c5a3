//! Lines that recorders write between the words of a transcript: times, and names with their times.

/// Whether a line is a time of captions or a name with the time at which it speaks, and so nothing that anybody wrote:
/// "00:00:01.000 --> 00:00:04.000", "[Ana Diaz] 10:02:03", "Ana Diaz  0:03", "WEBVTT".
pub(in crate::article) fn is_recorders_line(line: &str) -> bool {
    if line.len() > 120 {
        return false;
    }
    if line.contains("-->") || line == "WEBVTT" {
        return true;
    }
    let Some((name, time)) = line.rsplit_once([' ', '\t', '\u{a0}']) else { return is_clock(line) };
    let bracketed = name.trim_end().ends_with(']') && name.starts_with('[');
    let apart = name.ends_with([' ', '\t', '\u{a0}']);
    is_clock(time) && name.split_whitespace().count() <= 6 && (bracketed || apart)
}

/// "0:09", "[00:09]", "10:02:03.120".
fn is_clock(word: &str) -> bool {
    let bare = word.trim_start_matches(['[', '(']).trim_end_matches([']', ')']);
    let parts: Vec<&str> = bare.split(':').collect();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    let timed = word != bare || parts.len() == 3 || parts.first().is_some_and(|first| first.len() == 1);
    (2..=3).contains(&parts.len()) && parts.iter().all(|part| digits(part)) && timed
}

/// Whether a line is what somebody says behind a name and a colon: "Ana Diaz (Tarn): I will. We need it."
pub(in crate::article) fn is_turn(line: &str) -> bool {
    let Some((label, words)) = line.split_once(": ") else { return false };
    let name = label.split(" (").next().unwrap_or(label);
    let count = name.split_whitespace().count();
    let small = |word: &str| matches!(word, "of" | "for" | "and" | "the" | "de" | "van" | "von");
    let named = name.split_whitespace().all(|word| word.starts_with(char::is_uppercase) || small(word));
    let closed = words.trim_end_matches(['"', '”', '’', ')', ']']).ends_with(['.', '!', '?', '…', '—']);
    label.len() <= 90 && (1..=8).contains(&count) && named && closed && name.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::{is_recorders_line, is_turn};

    #[test]
    fn times_and_names_with_times_are_recorders_lines() {
        for line in ["0:0:0.0 --> 0:0:4.120", "[Ana Diaz] 10:02:03", "Ana Diaz  0:03", "WEBVTT", "[00:09]", "00:00:09,500"] {
            assert!(is_recorders_line(line), "{line}");
        }
        for line in ["Ferry sails at 10:30", "10:30", "Ana Diaz", "[Update] Ferry sails", "Odds of 3:1"] {
            assert!(!is_recorders_line(line), "{line}");
        }
    }

    #[test]
    fn a_name_and_a_sentence_behind_a_colon_are_a_turn() {
        for line in [
            "Mr Speaker: Order. I call the Minister.",
            "Ana Diaz (Tarn) (Lab): I will. We need it.",
            "The Minister for Ports (Bo Ek): No!",
        ] {
            assert!(is_turn(line), "{line}");
        }
        for line in ["Ferry to sail: mayor", "the mayor: it will sail.", "It sails at noon: nobody knows why", "Update: 10:30"] {
            assert!(!is_turn(line), "{line}");
        }
    }
}
