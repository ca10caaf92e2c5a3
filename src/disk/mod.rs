//! Files and folders: the only place below the screen that touches them.

pub mod inputs;
