//! Which values are left out of the file.

use crate::claim::Directness;

pub(super) fn indirect() -> Directness {
    Directness::Indirect
}

pub(super) fn is_false(value: &bool) -> bool {
    !value
}

pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

pub(super) fn is_indirect(value: &Directness) -> bool {
    *value == indirect()
}
