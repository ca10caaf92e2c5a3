//! SIGTERM and SIGINT end a run between two lines.

use super::window::Stop;

/// Lets the first SIGTERM or SIGINT ask for the end; the second one ends the program at once.
#[cfg(unix)]
pub fn listen(stop: &Stop) -> std::io::Result<()> {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use signal_hook::consts::{SIGINT, SIGTERM};

    let again = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        signal_hook::flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&again))?;
    }
    let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM])?;
    let stop = stop.clone();
    let wait = move || {
        if signals.forever().next().is_some() {
            again.store(true, Ordering::SeqCst);
            stop.ask();
        }
    };
    std::thread::Builder::new().name("signals".to_owned()).spawn(wait)?;
    Ok(())
}

#[cfg(not(unix))]
pub fn listen(_: &Stop) -> std::io::Result<()> {
    Ok(())
}
