//! What a merge knows of a value before both sides changed it, and what follows for the value after it.

/// What is known of a value before the two sides of a merge.
#[derive(Clone, Debug)]
pub enum Before<'a, T> {
    /// The value that both sides began with; `None`: neither had one.
    Common(Option<&'a T>),
    /// Every value that our side has seen in the file, and went on from. Theirs may have begun with any of them,
    /// or with an older one.
    Seen(Vec<&'a T>),
}

impl<'a, T> Before<'a, T> {
    /// The same of a part of the value.
    pub fn part<U>(&self, part: impl Fn(&'a T) -> &'a U) -> Before<'a, U> {
        match self {
            Self::Common(base) => Before::Common(base.map(part)),
            Self::Seen(states) => Before::Seen(states.iter().map(|state| part(state)).collect()),
        }
    }

    /// Every value that is known, newest first.
    pub fn states(&self) -> impl Iterator<Item = &'a T> {
        let (common, seen) = match self {
            Self::Common(base) => (*base, &[][..]),
            Self::Seen(states) => (None, states.as_slice()),
        };
        common.into_iter().chain(seen.iter().rev().copied())
    }

    /// Whether both sides are known to have begun with it.
    pub const fn is_common(&self) -> bool {
        matches!(self, Self::Common(_))
    }
}

impl<T: PartialEq + Clone> Before<'_, T> {
    fn holds(&self, value: &T) -> bool {
        self.states().any(|state| state == value)
    }

    /// The value of one field. `Err`: the two contradict each other, and ours comes back.
    pub fn field(&self, ours: &T, theirs: &T) -> Result<T, T> {
        if ours == theirs || self.holds(theirs) {
            Ok(ours.clone())
        } else if self.is_common() && self.holds(ours) {
            Ok(theirs.clone())
        } else {
            // Without a common start nobody can tell which of the two is the newer one.
            Err(ours.clone())
        }
    }
}

impl<T: PartialEq + Clone + Default> Before<'_, T> {
    /// The value of a field that may be empty: an empty value contradicts nothing.
    pub fn filled(&self, ours: &T, theirs: &T) -> Result<T, T> {
        let empty = T::default();
        let began_empty = match self {
            Self::Common(base) => base.is_none_or(|base| *base == empty),
            Self::Seen(_) => true,
        };
        match (*ours == empty, *theirs == empty) {
            (false, true) if began_empty => Ok(ours.clone()),
            (true, false) if began_empty && !self.holds(theirs) => Ok(theirs.clone()),
            _ => self.field(ours, theirs),
        }
    }
}

impl<T: PartialEq + Clone> Before<'_, Vec<T>> {
    /// What is in both lists and what either side added; what one side took away stays away. Without a common start
    /// only what our own side took away is known to be taken away.
    pub fn listed(&self, ours: &[T], theirs: &[T]) -> Vec<T> {
        let known = |item: &T| self.states().any(|state| state.contains(item));
        let added = |item: &&T| !ours.contains(item) && !known(item);
        if self.is_common() {
            let kept = ours.iter().filter(|item| theirs.contains(item) || !known(item));
            return kept.chain(theirs.iter().filter(added)).cloned().collect();
        }
        ours.iter().chain(theirs.iter().filter(added)).cloned().collect()
    }

    /// The same in an order that does not depend on which side is which. What one side wrote down twice is listed once.
    pub fn gathered(&self, ours: &[T], theirs: &[T], line: fn(&T) -> String) -> Vec<T> {
        // Without a common start their order is the one in the file; ours follows it, and both come to the same list.
        let first: &[T] = match self {
            Self::Common(base) => base.map_or(&[], Vec::as_slice),
            Self::Seen(_) => theirs,
        };
        let (mut kept, mut added): (Vec<T>, Vec<T>) =
            self.listed(ours, theirs).into_iter().partition(|item| first.contains(item));
        kept.sort_by_key(|item| first.iter().position(|other| other == item));
        added.sort_by_cached_key(line);
        kept.extend(added);
        let mut once: Vec<T> = Vec::with_capacity(kept.len());
        for item in kept {
            if !once.contains(&item) {
                once.push(item);
            }
        }
        once
    }
}

/// The value that is shown, agreed or not.
pub fn either<T>(value: Result<T, T>) -> T {
    let (Ok(value) | Err(value)) = value;
    value
}
