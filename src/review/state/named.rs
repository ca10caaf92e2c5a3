//! What somebody chose between two names, merges or descriptions of a speaker or outlet: whoever still has one of the
//! two is not asked again.

use crate::review::state::cast::{Entry, Member, NameChoice, Naming, RivalName};
use crate::review::state::decision::Stamp;

/// Both lists as one, oldest first.
pub(in crate::review) fn union<M: Member>(ours: &[NameChoice<M>], theirs: &[NameChoice<M>]) -> Vec<NameChoice<M>> {
    let mut all = ours.to_vec();
    all.extend(theirs.iter().filter(|one| !ours.contains(one)).cloned());
    all.sort_by(|a, b| (&a.stamp.at, &a.stamp.by).cmp(&(&b.stamp.at, &b.stamp.by)));
    all
}

/// Which of the three a choice was about: in what its words differ.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::review) struct About {
    pub(in crate::review) name: bool,
    pub(in crate::review) merged_into: bool,
    pub(in crate::review) described: bool,
}

impl<M: Member> NameChoice<M> {
    /// The choice between `entry` and what `rival` says of it.
    fn of(entry: &Entry<M>, rival: &RivalName<M>, stamp: &Stamp) -> Self {
        let described = rival.described.as_ref().map(|_| entry.member.described());
        let ours = Naming { name: entry.member.name().to_owned(), merged_into: entry.merged_into.clone(), described };
        let (name, merged_into) = (rival.name.clone(), rival.merged_into.clone());
        let theirs = Naming { name, merged_into, described: rival.described.clone() };
        Self { stamp: stamp.clone(), between: vec![ours, theirs] }
    }

    fn about(&self) -> About {
        let differs = |differs: fn(&Naming<M>, &Naming<M>) -> bool| {
            self.between.first().is_some_and(|first| self.between.iter().any(|other| differs(first, other)))
        };
        About {
            name: differs(|a, b| a.name != b.name),
            merged_into: differs(|a, b| a.merged_into != b.merged_into),
            described: differs(|a, b| a.described != b.described),
        }
    }

    /// Whether somebody who says this, as far as the choice was about it, has one of its words.
    fn has(&self, name: &str, merged_into: Option<&M::Id>, described: &M::Described) -> bool {
        let about = self.about();
        self.between.iter().any(|word| {
            (!about.name || word.name == name)
                && (!about.merged_into || word.merged_into.as_ref() == merged_into)
                && (!about.described || word.described.as_ref() == Some(described))
        })
    }
}

/// The choices of `all` by somebody who had the word of `entry` before their eyes, while `entry` knows nothing of them.
pub(in crate::review) fn answers<'c, M: Member>(entry: &Entry<M>, all: &'c [NameChoice<M>]) -> Vec<&'c NameChoice<M>> {
    let described = entry.member.described();
    let has = |one: &&NameChoice<M>| one.has(entry.member.name(), entry.merged_into.as_ref(), &described);
    all.iter().filter(|one| !entry.settled.contains(one)).filter(has).collect()
}

/// Whether somebody chose what is said so, name, merge and description, from two words, in a choice that is among
/// `own` and not among `known`.
fn is_affirmed<M: Member>(said: (&str, Option<&M::Id>, &M::Described), own: &[NameChoice<M>], known: &[NameChoice<M>]) -> bool {
    own.iter().any(|one| !known.contains(one) && one.has(said.0, said.1, said.2))
}

impl<M: Member> Entry<M> {
    /// Whether somebody chose this word from two of which `other` knows nothing: a choice that is made apart from that one
    /// contradicts it.
    pub(in crate::review) fn is_chosen_apart_from(&self, other: &Self) -> bool {
        let said = (self.member.name(), self.merged_into.as_ref(), &self.member.described());
        is_affirmed(said, &self.settled, &other.settled)
    }

    /// What somebody chose of this word, in choices of which `other` knows nothing: it was said again then.
    pub(in crate::review) fn chosen_since(&self, other: &Self) -> About {
        let described = self.member.described();
        let is_news = |one: &&NameChoice<M>| {
            !other.settled.contains(one) && one.has(self.member.name(), self.merged_into.as_ref(), &described)
        };
        self.settled.iter().filter(is_news).map(NameChoice::about).fold(About::default(), |all, about| About {
            name: all.name || about.name,
            merged_into: all.merged_into || about.merged_into,
            described: all.described || about.described,
        })
    }

    /// Whether `rival` says something else of it.
    pub(in crate::review) fn differs_from(&self, rival: &RivalName<M>) -> bool {
        rival.name != self.member.name()
            || rival.merged_into != self.merged_into
            || rival.described.as_ref().is_some_and(|other| *other != self.member.described())
            || !rival.words.is_empty()
    }

    /// Drops what others say where it is not a contradiction (any more), or is there twice.
    pub(in crate::review) fn drop_settled(&mut self) {
        let mut open: Vec<RivalName<M>> = Vec::new();
        for rival in std::mem::take(&mut self.rivals) {
            if !self.differs_from(&rival) {
                self.settled = union(&self.settled, &rival.settled);
                continue;
            }
            let same = |other: &&mut RivalName<M>| {
                (&other.name, &other.merged_into, &other.described, &other.words)
                    == (&rival.name, &rival.merged_into, &rival.described, &rival.words)
            };
            match open.iter_mut().find(same) {
                Some(other) => other.settled = union(&other.settled, &rival.settled),
                None => open.push(rival),
            }
        }
        self.rivals = open;
    }

    /// Puts what others say of it next to what it says, for somebody to choose. What was chosen already is not asked again,
    /// and what is said twice is asked once.
    pub fn put_beside(&mut self, others: impl IntoIterator<Item = RivalName<M>>) {
        let own = self.member.described();
        for other in others {
            let described = other.described.as_ref().unwrap_or(&own);
            if !self.settled.iter().any(|one| one.has(&other.name, other.merged_into.as_ref(), described)) {
                self.rivals.push(other);
            }
        }
        self.drop_settled();
    }

    /// Takes from `other` what `choices` were about.
    pub(in crate::review) fn take_chosen(&mut self, other: &Self, choices: &[&NameChoice<M>]) {
        for about in choices.iter().map(|one| one.about()) {
            if about.name {
                other.member.name().clone_into(self.member.name_mut());
            }
            if about.merged_into {
                self.merged_into.clone_from(&other.merged_into);
            }
            if about.described {
                self.member.describe(other.member.described());
            }
        }
    }

    /// Writes down that somebody chose between this entry and what `rival` says of it, and drops what still others say
    /// as far as they had one of the two words.
    pub(in crate::review) fn choose(&mut self, was: &Self, rival: &RivalName<M>, stamp: &Stamp) {
        // What older files have in words alone cannot be told apart.
        if rival.words.is_empty() {
            let choice = NameChoice::of(was, rival, stamp);
            self.settled = union(&self.settled, &[choice]);
        }
        self.settled = union(&self.settled, &rival.settled);
        let known = self.settled.clone();
        self.answer_rivals(&known);
    }

    /// Where one of `choices` was made with a rival's word before the eyes, and the rival knows nothing of it, the rival
    /// says from now on what the entry says.
    pub(in crate::review) fn answer_rivals(&mut self, choices: &[NameChoice<M>]) {
        let described = self.member.described();
        let known = self.settled.clone();
        for rival in self.rivals.iter_mut().filter(|rival| rival.words.is_empty()) {
            for one in choices {
                let theirs = rival.described.as_ref().unwrap_or(&described);
                if rival.settled.contains(one) || !one.has(&rival.name, rival.merged_into.as_ref(), theirs) {
                    continue;
                }
                let said = (rival.name.as_str(), rival.merged_into.as_ref(), theirs);
                if is_affirmed(said, &rival.settled, &known) {
                    continue;
                }
                let about = one.about();
                if about.name {
                    self.member.name().clone_into(&mut rival.name);
                }
                if about.merged_into {
                    rival.merged_into.clone_from(&self.merged_into);
                }
                if about.described {
                    rival.described = None;
                }
                rival.settled.push(one.clone());
            }
        }
    }
}
