//! Other programs and the terminal's own services: suspending, the editor, the clipboard.

use std::io::{self, Write};
use std::process::Command;
use std::time::Duration;

use super::Program;
use super::events::Event;
use super::signals::Watch;
use super::terminal::Guard;
use crate::claim::ClaimId;
use crate::tui::message::{Message, Tone};

/// How often it is looked whether the editor has ended.
const LOOK: Duration = Duration::from_millis(20);

/// Gives the terminal to the shell until it says to go on; it is to be taken back then.
pub(super) fn suspend(guard: &mut Guard) -> io::Result<()> {
    guard.lend();
    // Stops the whole process here; it goes on with SIGCONT.
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
}

/// Lets the reviewer's editor write on a note; what it holds then. Where this program is told to end meanwhile: what the
/// editor has saved of it, or else the note as it was.
fn edit(note: &str, watch: &Watch) -> Result<String, String> {
    let of = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let editor = of("VISUAL").or_else(|| of("EDITOR")).unwrap_or_else(|| "vi".to_owned());
    let mut file = tempfile::Builder::new()
        .prefix("saidby-note-")
        .suffix(".txt")
        .tempfile()
        .map_err(|error| format!("cannot create a temporary file for the note: {error}"))?;
    file.write_all(note.as_bytes()).map_err(|error| format!("temporary file for the note: {error}"))?;
    // An editor is often a command with arguments: the shell takes it apart, the path stays an argument.
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("{editor} \"$1\"")).arg("sh").arg(file.path());
    let status = command.spawn().and_then(|mut editor| {
        loop {
            if let Some(status) = editor.try_wait()? {
                return Ok(status);
            }
            if watch.is_ending() {
                // Whoever ends this program waits for no editor.
                editor.kill()?;
            }
            std::thread::sleep(LOOK);
        }
    });
    match status {
        Ok(status) if status.success() => {}
        Ok(_) if watch.is_ending() => {
            let saved = std::fs::read_to_string(file.path()).unwrap_or_default();
            let kept = if saved.trim().is_empty() { note } else { &saved };
            return Ok(kept.trim_end().to_owned());
        }
        Ok(status) => return Err(format!("{editor} ended with {status}; the note is unchanged")),
        Err(error) => return Err(format!("{editor} did not start ({error}); the note is unchanged")),
    }
    let text = std::fs::read_to_string(file.path()).map_err(|error| format!("cannot read the edited note: {error}"))?;
    Ok(text.trim_end().to_owned())
}

impl Program {
    /// Lets the reviewer's editor write on the note of a claim.
    pub(super) fn edit_note(&mut self, claim: ClaimId, note: &str, guard: &mut Guard) -> io::Result<()> {
        guard.lend();
        self.watch.lend(true);
        let edited = edit(note, &self.watch);
        self.watch.lend(false);
        let retaken = self.retake(guard);
        let message = match edited {
            Ok(text) => Message::Edited(claim, text),
            Err(why) => Message::Told(Tone::Warning, why),
        };
        if self.watch.is_ending() {
            // The signal is next in the channel, and nothing behind it would be heard.
            self.message(message, self.clock.now(), guard);
        } else {
            // The channel's other end is ours: it stands as long as the program.
            let _ = self.events.send(Event::Message(message, self.clock.now()));
        }
        retaken
    }
}

/// What a terminal takes as text for its clipboard (OSC 52), base64 as RFC 4648 has it.
pub(super) fn clipboard(text: &str) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut coded = String::with_capacity(text.len() * 4 / 3 + 4);
    for three in text.as_bytes().chunks(3) {
        let bits = three.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * place) & 63) as usize] as char;
            coded.push(if place <= three.len() { sign } else { '=' });
        }
    }
    format!("\x1b]52;c;{coded}\x1b\\")
}

#[cfg(test)]
mod tests {
    #[test]
    fn text_is_coded_as_the_rfc_has_it() {
        for (text, coded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("„é“", "4oCew6nigJw=")]
        {
            assert_eq!(super::clipboard(text), format!("\x1b]52;c;{coded}\x1b\\"));
        }
    }
}
