//! The terminal while the program has it, and how it is given back whatever happens.

use std::io::{self, BufWriter, Stdout, Write};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode, size,
};
use crossterm::{cursor, execute, queue};
use ratatui::backend::{Backend, CrosstermBackend};

use crate::tui::draw::frames::Frames;
use crate::tui::model::Model;

/// Whether the terminal is ours at present; the panic hook and the guard read it.
static OURS: AtomicBool = AtomicBool::new(false);
static HOOK: Once = Once::new();

/// The terminal in our hands; given back when this is dropped.
///
/// The frames are compared here and not in ratatui's `Terminal`: that one opens the terminal again to ask for its size
/// and writes twice in every frame, which doubles the time from a key to its frame.
#[derive(Debug)]
pub struct Guard {
    backend: CrosstermBackend<BufWriter<Stdout>>,
    frames: Frames,
    mouse: bool,
}

/// Gives the terminal back: safe to call at any time, and twice.
pub fn restore() {
    if OURS.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        // Nothing can be done about an error here: the terminal may be gone.
        let _ =
            execute!(out, EndSynchronizedUpdate, DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
        let _ = disable_raw_mode();
        let _ = out.flush();
    }
}

fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    OURS.store(true, Ordering::SeqCst);
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)
}

impl Guard {
    /// Takes the terminal.
    ///
    /// # Errors
    ///
    /// When it is none, or cannot be put into raw mode.
    pub fn take() -> io::Result<Self> {
        HOOK.call_once(|| {
            let before = std::panic::take_hook();
            let screen = std::thread::current().id();
            std::panic::set_hook(Box::new(move |info| {
                // A thread in the background says itself what became of it, and the screen goes on.
                if std::thread::current().id() == screen || !OURS.load(Ordering::SeqCst) {
                    restore();
                    before(info);
                }
            }));
        });
        // From here on a failure restores what was done.
        let entered = enter();
        if entered.is_err() {
            restore();
        }
        entered?;
        let backend = CrosstermBackend::new(BufWriter::with_capacity(64 * 1024, io::stdout()));
        Ok(Self { backend, frames: Frames::default(), mouse: false })
    }

    /// Columns and rows.
    pub fn size(&self) -> (u16, u16) {
        size().unwrap_or((80, 24))
    }

    /// Writes raw bytes: a question to the terminal, text for its clipboard.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn write(&mut self, text: &str) -> io::Result<()> {
        let mut out = io::stdout();
        out.write_all(text.as_bytes())?;
        out.flush()
    }

    /// Draws what changed since the last frame, in one write where it is not a whole screen.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn draw(&mut self, model: &Model) -> io::Result<()> {
        queue!(self.backend, BeginSynchronizedUpdate)?;
        if self.frames.begins(model) {
            self.backend.clear()?;
        }
        let backend = &mut self.backend;
        self.frames.draw(model, |changes| backend.draw(changes))?;
        queue!(self.backend, EndSynchronizedUpdate)?;
        io::Write::flush(&mut self.backend)
    }

    /// Forgets what is on the screen: the next frame writes every cell.
    pub fn forget(&mut self) {
        self.frames.forget();
    }

    /// Lets the mouse be reported, or not.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        if on { execute!(io::stdout(), EnableMouseCapture) } else { execute!(io::stdout(), DisableMouseCapture) }
    }

    /// Gives the terminal to another program for a while.
    pub fn lend(&mut self) {
        restore();
    }

    /// Takes it back.
    ///
    /// # Errors
    ///
    /// When it is gone.
    pub fn retake(&mut self) -> io::Result<()> {
        enter()?;
        if self.mouse {
            self.mouse(true)?;
        }
        self.forget();
        Ok(())
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}
