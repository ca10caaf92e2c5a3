//! Where settings and state lie (XDG Base Directory Specification). Nothing is created here.

use std::path::PathBuf;

use etcetera::BaseStrategy;

/// The folder of the settings: `$XDG_CONFIG_HOME/saidby`. `None` without a home folder.
pub fn settings() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.config_dir().join("saidby"))
}

/// The folder of the state: `$XDG_STATE_HOME/saidby`. `None` without a home folder.
pub fn state() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.state_dir().unwrap_or_else(|| strategy.data_dir()).join("saidby"))
}
