use super::*;
use crate::tui::theme::Rgb;

/// Bytes with the milliseconds that pass after them.
type Pieces<'a> = Vec<(&'a [u8], u64)>;

/// What is heard of pieces that come one after another.
fn heard_of(pieces: &Pieces<'_>, asked: bool) -> Vec<Message> {
    let mut decoder = Decoder::default();
    if asked {
        decoder.asked();
    }
    let mut heard = Vec::new();
    let mut now = Duration::from_millis(500);
    let last: (&[u8], u64) = (b"", 20_000);
    for (bytes, after) in pieces.iter().copied().chain([last]) {
        if !bytes.is_empty() {
            heard.extend(decoder.bytes(bytes, now));
        }
        let next = now + Duration::from_millis(after);
        while let Some(patience) = decoder.patience(now) {
            if now + patience > next {
                break;
            }
            now += patience;
            heard.extend(decoder.silence(now));
        }
        now = next;
    }
    assert_eq!(decoder.state, State::Ground, "something is held for ever");
    heard
}

/// What is heard of two reads with a gap of so many milliseconds.
fn heard(first: &[u8], gap: u64, second: &[u8]) -> Vec<Message> {
    heard_of(&vec![(first, gap), (second, 1000)], true)
}

fn key(written: &str) -> Message {
    Message::Key(written.parse().unwrap())
}

/// A lone ESC that nothing followed for long is the key Esc, and so is Alt with a letter: they decide nothing.
fn acts(message: &Message) -> bool {
    match message {
        Message::Key(press) => press.code != KeyCode::Esc && !press.modifiers.contains(crossterm::event::KeyModifiers::ALT),
        _ => true,
    }
}

const GAPS: [u64; 4] = [0, 20, 60, 900];

/// The replies of terminals, without the ends of the strings.
const STRINGS: &[&str] = &[
    // XTVERSION: tmux, xterm, contour, kitty, foot, iTerm2, WezTerm, mintty, screen.
    "\x1bP>|tmux 3.5a",
    "\x1bP>|xterm(390)",
    "\x1bP>|contour 0.5.1.7247",
    "\x1bP>|kitty(0.35.2)",
    "\x1bP>|foot(1.17.2)",
    "\x1bP>|iTerm2 3.5.4",
    "\x1bP>|WezTerm 20240203-110809",
    "\x1bP>|mintty 3.7.4",
    "\x1bP>|GNU Screen 5.0.0",
    // DA3.
    "\x1bP!|00000000",
    "\x1bP!|7E565445",
    "\x1bP!|464f4f54",
    // Settings (DECRQSS), terminfo (XTGETTCAP), sums of pages, reports of tabs and of the cursor.
    "\x1bP1$r0;1;4m",
    "\x1bP0$r",
    "\x1bP1$r2 q",
    "\x1bP1+r544e=787465726d2d6b69747479",
    "\x1bP0+r",
    "\x1bP1!~A1B2",
    "\x1bP1$u1;1;1;@;@;@;0;2;@;BB%5%5",
    "\x1bP2$t9/17/25",
    // Colours, in every form of X; palettes, clipboards, titles, what iTerm2 and kitty say.
    "\x1b]10;rgb:aaaa/aaaa/aaaa",
    "\x1b]11;rgb:1e1e/aaaa/2e2e",
    "\x1b]11;rgba:1e1e/aaaa/2e2e/ffff",
    "\x1b]11;black axax",
    "\x1b]11;#aaaaaa",
    "\x1b]12;#ffa500",
    "\x1b]4;7;rgb:aaaa/aaaa/aaaa",
    "\x1b]52;c;YXhheA==",
    "\x1b]lmy title: axax jjj",
    "\x1b]Lan icon",
    "\x1b]1337;ReportCellSize=18.0;8.0;2.0",
    "\x1b]21;foreground=rgb:aa/aa/aa;cursor=",
    "\x1b]99;i=1;axax",
    // Pictures.
    "\x1b_Gi=31;OK",
    "\x1b_Gi=31,s=1;ENOENT:axax",
];

/// The replies of terminals that are control sequences.
const SEQUENCES: &[&str] = &[
    // DA1: xterm, tmux, screen, foot, kitty, iTerm2, Windows Terminal.
    "\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c",
    "\x1b[?1;2;4c",
    "\x1b[?1;2c",
    "\x1b[?62;4;22c",
    "\x1b[?62c",
    "\x1b[?6c",
    "\x1b[?61;4;6;7;14;21;22;23;24;28;32;42;52c",
    // DA2.
    "\x1b[>0;276;0c",
    "\x1b[>41;390;0c",
    "\x1b[>84;0;0c",
    "\x1b[>83;50000;0c",
    "\x1b[>1;4000;35c",
    "\x1b[>0;10;1c",
    // Modes (DECRPM and its ANSI form), the keyboard, states, light or dark, places, sizes.
    "\x1b[?2026;2$y",
    "\x1b[?1016;0$y",
    "\x1b[20;2$y",
    "\x1b[?0u",
    "\x1b[?31u",
    "\x1b[>4;2m",
    "\x1b[?997;1n",
    "\x1b[?15;10n",
    "\x1b[24;80R",
    "\x1b[?1;1;1R",
    "\x1b[8;36;120t",
    "\x1b[4;600;800t",
    "\x1b[?1;0;1024S",
    "\x1b[2;1;1;128;128;1;0x",
];

/// Every reply, whole.
fn replies() -> Vec<String> {
    let mut replies: Vec<String> = SEQUENCES.iter().map(|text| (*text).to_owned()).collect();
    for string in STRINGS {
        replies.extend(["\x1b\\", "\x07"].map(|end| format!("{string}{end}")));
    }
    replies.push("\x1b[ITERM2 3.5.4n".to_owned());
    replies.push("\x1b[0n".to_owned());
    replies
}

#[test]
fn a_reply_cut_anywhere_is_no_command() {
    for reply in replies() {
        let bytes = reply.as_bytes();
        for asked in [true, false] {
            for cut in 0..=bytes.len() {
                for gap in GAPS {
                    let pieces = vec![(&bytes[..cut], gap), (&bytes[cut..], 1000), (b"j".as_slice(), 1000)];
                    let mut heard = heard_of(&pieces, asked);
                    heard.retain(|message| acts(message) && !matches!(message, Message::Ground(_)));
                    assert_eq!(heard, [key("j")], "cut at {cut}, gap {gap}: {reply:?}");
                }
            }
        }
    }
}

#[test]
fn a_reply_that_comes_byte_by_byte_is_no_command() {
    for reply in replies() {
        for gap in [1, 12, 24] {
            let mut pieces: Pieces<'_> = reply.as_bytes().chunks(1).map(|byte| (byte, gap)).collect();
            pieces.push((b"", 1000));
            pieces.push((b"j", 1000));
            let mut heard = heard_of(&pieces, true);
            heard.retain(|message| acts(message) && !matches!(message, Message::Ground(_)));
            assert_eq!(heard, [key("j")], "gap {gap}: {reply:?}");
        }
    }
}

#[test]
fn replies_and_keys_in_turn_leave_the_keys() {
    let all = replies();
    for (at, reply) in all.iter().enumerate() {
        let other = &all[(at + 7) % all.len()];
        let line = format!("j{reply}k{other}{reply}\x1b[B");
        let heard = heard(line.as_bytes(), 5, b"G");
        let heard: Vec<_> = heard.into_iter().filter(|message| !matches!(message, Message::Ground(_))).collect();
        assert_eq!(heard, [key("j"), key("k"), key("down"), key("G")], "{line:?}");
    }
}

/// A key in the middle may be taken for a letter of the reply, but nothing of the reply is taken for a key.
#[test]
fn keys_in_the_middle_of_a_reply_make_no_command_of_the_rest() {
    for reply in replies() {
        let bytes = reply.as_bytes();
        for cut in 1..bytes.len() {
            for (pressed, expected) in [("j", "j"), ("\r", "enter"), ("\x1b[B", "down")] {
                for gap in [10, 15] {
                    let pieces =
                        vec![(&bytes[..cut], gap), (pressed.as_bytes(), gap), (&bytes[cut..], 1000), (b"k".as_slice(), 1000)];
                    let heard: Vec<_> = heard_of(&pieces, true).into_iter().filter(acts).collect();
                    let keys: Vec<_> = heard.into_iter().filter(|message| !matches!(message, Message::Ground(_))).collect();
                    let at_most = keys.strip_suffix(&[key("k")]).unwrap_or_else(|| panic!("{keys:?}: {reply:?} at {cut}"));
                    assert!(at_most.is_empty() || at_most == [key(expected)], "{keys:?}: {pressed:?} in {reply:?} at {cut}");
                }
            }
        }
    }
}

#[test]
fn the_colour_of_the_background_comes_out_once_however_it_is_cut() {
    for answer in ["\x1b]11;rgb:1e1e/aaaa/2e2e\x1b\\", "\x1b]11;rgb:1e/aa/2e\x07", "\x1b]11;rgba:1e1e/aaaa/2e2e/ffff\x1b\\"] {
        let bytes = answer.as_bytes();
        for cut in 0..=bytes.len() {
            for gap in GAPS {
                let mut heard = heard(&bytes[..cut], gap, &bytes[cut..]);
                heard.retain(acts);
                assert_eq!(heard, [Message::Ground(Rgb(0x1e, 0xaa, 0x2e))], "cut at {cut}, gap {gap}: {answer:?}");
            }
        }
    }
}

#[test]
fn a_reply_without_an_end_gives_the_keys_back() {
    for begun in ["\x1bP>|tmux", "\x1b]11;rgb:ff", "\x1b[?62;", "\x1b_Gi=1"] {
        let heard = heard_of(&vec![(begun.as_bytes(), 4000), (b"j", 1000)], true);
        assert_eq!(heard, [key("j")], "{begun:?}");
    }
}

#[test]
fn a_paste_cut_anywhere_is_a_paste_and_no_command() {
    let bytes = b"\x1b[200~ax qj1\x1b[201~";
    for cut in 0..=bytes.len() {
        for gap in GAPS {
            let mut heard = heard(&bytes[..cut], gap, &bytes[cut..]);
            heard.retain(acts);
            assert_eq!(heard, [Message::Paste("ax qj1".to_owned())], "cut at {cut}, gap {gap}");
        }
    }
}

#[test]
fn a_paste_that_holds_its_own_end_says_no_more() {
    for after in ["aax q", "\x1b[201~a", "ax\x1b[201~", "\x1b[200~y\x1b[201~x"] {
        let bytes = format!("\x1b[200~text\x1b[201~{after}");
        let heard = heard(bytes.as_bytes(), 100, b"j");
        let (pastes, keys): (Vec<_>, Vec<_>) = heard.into_iter().partition(|heard| matches!(heard, Message::Paste(_)));
        assert_eq!(pastes[0], Message::Paste("text".to_owned()), "{after:?}");
        assert_eq!(keys, [key("j")], "{after:?}");
    }
}

#[test]
fn a_paste_may_hold_replies_and_letters_of_every_alphabet() {
    let text = "\x1b]11;rgb:0/0/0\x07 žluť 漢字 \x1b[Z";
    let heard = heard(format!("\x1b[200~{text}\x1b[201~").as_bytes(), 100, b"");
    assert_eq!(heard, [Message::Paste(text.to_owned())]);
}

#[test]
fn keys_go_through_and_esc_comes_after_a_short_wait() {
    let keys = |bytes: &[u8]| heard(bytes, 0, b"");
    assert_eq!(keys(b"a"), [key("a")]);
    assert_eq!(keys(b"\x1b"), [key("esc")]);
    assert_eq!(keys(b"\x1b\x1b"), [key("esc"), key("esc")]);
    assert_eq!(heard(b"\x1b", 130, b"j"), [key("esc"), key("j")]);
    // The queue's keys work after an Esc, a moment later.
    for letter in ["[", "]", "P", "_"] {
        assert_eq!(heard(b"\x1b", 200, letter.as_bytes()), [key("esc"), key(letter)]);
        assert_eq!(heard(b"\x1b", 200, format!("{letter}j").as_bytes()), [key("esc"), key(letter), key("j")]);
    }
    assert_eq!(heard_of(&vec![(b"\x1b", 200), (b"]", 200), (b"1", 200)], true), [key("esc"), key("]"), key("1")]);
    // An arrow that lost its ESC to another read.
    for gap in [5, 200] {
        let heard: Vec<_> = heard(b"\x1b", gap, b"[A").into_iter().filter(acts).collect();
        assert_eq!(heard, [key("up")]);
    }
}

#[test]
fn alt_with_a_letter_is_a_key() {
    for letter in ["a", "j", "]", "[", "P", "_", "O", "X", "^", "\\", "enter"] {
        let byte = if letter == "enter" { "\r" } else { letter };
        let alt = format!("\x1b{byte}");
        assert_eq!(heard(alt.as_bytes(), 500, b"j"), [key(&format!("alt-{letter}")), key("j")], "{letter}");
        if letter != "[" {
            assert_eq!(heard(alt.as_bytes(), 50, b"j"), [key(&format!("alt-{letter}")), key("j")], "{letter}");
        }
    }
    assert_eq!(heard("\x1bž".as_bytes(), 0, b""), [key("alt-ž")]);
}

#[test]
fn the_keys_of_xterm_and_its_kin() {
    let cases = [
        ("\x1b[A", "up"),
        ("\x1bOA", "up"),
        ("\x1b[1;3A", "alt-up"),
        ("\x1b[1;5C", "ctrl-right"),
        ("\x1b[H", "home"),
        ("\x1b[7~", "home"),
        ("\x1b[3~", "del"),
        ("\x1b[5;5~", "ctrl-pgup"),
        ("\x1b[Z", "shift-tab"),
        ("\x1bOP", "f1"),
        ("\x1b[[A", "f1"),
        ("\x1b[15~", "f5"),
        ("\x1b[24~", "f12"),
        ("\x1b[97;5u", "ctrl-a"),
        ("\x1b[97:65;2u", "A"),
        ("\x1b[27u", "esc"),
        ("\x1b[9;2u", "shift-tab"),
        ("\x1b[57414u", "enter"),
        ("\r", "enter"),
        ("\t", "tab"),
        ("\x7f", "backspace"),
        ("\x03", "ctrl-c"),
        ("\x1f", "ctrl-7"),
        ("\0", "ctrl-space"),
        ("G", "G"),
        ("ž", "ž"),
        ("漢", "漢"),
    ];
    for (bytes, name) in cases {
        for cut in 0..bytes.len() {
            let heard: Vec<_> = heard(&bytes.as_bytes()[..cut], 3, &bytes.as_bytes()[cut..]);
            assert_eq!(heard, [key(name)], "{bytes:?} cut at {cut}");
        }
    }
    let one = |bytes: &str| heard(bytes.as_bytes(), 0, b"");
    assert_eq!(one("\x1b[97;1:2u"), [Message::Repeat("a".parse().unwrap())]);
    assert_eq!(one("\x1b[97;1:3u"), []);
    assert_eq!(one("\x1b[57441u"), []);
    assert_eq!(one("\x1b[I\x1b[O"), []);
}

#[test]
fn the_mouse_in_its_three_forms() {
    let one = |bytes: &[u8]| heard(bytes, 0, b"");
    assert_eq!(one(b"\x1b[<0;12;5M"), [Message::Click(11, 4)]);
    assert_eq!(one(b"\x1b[<0;12;5m"), []);
    assert_eq!(one(b"\x1b[<64;1;1M\x1b[<65;1;1M"), [Message::Wheel(0, 0, -3), Message::Wheel(0, 0, 3)]);
    assert_eq!(one(b"\x1b[<32;3;3M\x1b[<2;3;3M"), []);
    assert_eq!(one(b"\x1b[32;12;5M"), [Message::Click(11, 4)]);
    assert_eq!(one(b"\x1b[M ,%"), [Message::Click(11, 4)]);
    // A place that is none.
    assert_eq!(one(b"\x1b[<0;0;0M"), [Message::Click(0, 0)]);
}

#[test]
fn no_bytes_at_all_bring_it_down() {
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    let likely = b"\x1b[]P_O\\?>;:$12~muycRn\x07\x9c\x9b\xc3\xff a";
    for _ in 0..4000 {
        let bytes: Vec<u8> = (0..24).map(|_| likely[next() as usize % likely.len()]).collect();
        let gap = [0, 10, 40, 500][next() as usize % 4];
        let pieces: Pieces<'_> = bytes.chunks(1 + next() as usize % 5).map(|piece| (piece, gap)).collect();
        heard_of(&pieces, next() % 2 == 0);
    }
}

#[test]
fn colours_are_read_with_one_to_four_digits() {
    assert_eq!(replies::colour("11;rgb:f/0/8"), Some(Rgb(255, 0, 136)));
    assert_eq!(replies::colour("11;rgb:ffff/0000/8080"), Some(Rgb(255, 0, 128)));
    assert_eq!(replies::colour("11;rgb:ff/00"), None);
    assert_eq!(replies::colour("10;rgb:ff/00/00"), None);
    assert_eq!(replies::colour("11;rgb:fffff/00/00"), None);
}
