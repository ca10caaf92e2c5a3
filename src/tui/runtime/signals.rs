//! Signals as events: the terminal is restored and the work kept before the program obeys them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::events::{Event, EventSender};

/// What signals mean at present.
#[derive(Clone, Debug, Default)]
pub(super) struct Watch {
    lent: Arc<AtomicBool>,
    ending: Arc<AtomicBool>,
}

impl Watch {
    /// Says that another program has the terminal, and its keys: what they send reaches this one too.
    pub fn lend(&self, lent: bool) {
        self.lent.store(lent, Ordering::SeqCst);
    }

    /// Whether the program was told to end.
    pub fn is_ending(&self) -> bool {
        self.ending.load(Ordering::SeqCst)
    }

    /// Whether `signal` concerns this program.
    fn takes(&self, signal: i32) -> bool {
        if matches!(signal, SIGTERM | SIGHUP) {
            self.ending.store(true, Ordering::SeqCst);
            return true;
        }
        let lent = self.lent.load(Ordering::SeqCst);
        if lent && signal == SIGTSTP {
            // The whole group goes to sleep with the other program, and is woken with it.
            let _ = emulate_default_handler(SIGTSTP);
        }
        !lent
    }
}

/// Listens from now on.
pub(super) fn listen(events: EventSender, watch: Watch) -> std::io::Result<()> {
    // A file that may not grow is an error of the save, not the end of the program.
    signal_hook::flag::register(SIGXFSZ, Arc::default())?;
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT, SIGWINCH])?;
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            if watch.takes(signal) && events.send(Event::Signal(signal)).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}
