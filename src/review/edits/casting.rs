//! Edits to speakers and outlets: rename, merge, split off, describe.
//!
//! None of them decides about a claim, but for the claims that are handed over with a name that is split
//! off: these are corrected, as if their speaker or outlet had been set by hand.

use crate::claim::Part;
use crate::claim::{ClaimId, Outlet, OutletId, OutletRole, Speaker, SpeakerId};
use crate::review::edits::naming;
use crate::review::edits::rules;
use crate::review::edits::{Draft, tidy};
use crate::review::session::Session;
use crate::review::session::history::Change;
use crate::review::state::cast::{Cast, Entry, Member, add_alias};
use crate::review::state::claim::ReviewedClaim;
use crate::review::state::correction::Override;
use crate::review::state::decision::Decision;
use crate::review::state::edit::Description;
use crate::review::state::forms;
use crate::review::state::outcome::EditError;
use crate::text::Span;

/// What an entry was and what it becomes. `None`: it was not there.
pub(in crate::review) struct Replaced<M: Member> {
    before: Option<Box<Entry<M>>>,
    after: Box<Entry<M>>,
}

/// The two kinds of cast, and how a claim names one of them.
pub(in crate::review) trait Role: Member {
    /// All of this kind.
    fn cast(session: &Session) -> &Cast<Self>;
    /// The change of an entry.
    fn change(replaced: Replaced<Self>) -> Change;
    /// That nobody has this id.
    fn unknown(id: &Self::Id) -> EditError;
    /// Whether a claim is this member's, or came through it.
    fn is_of(session: &Session, claim: &ReviewedClaim, id: &Self::Id) -> bool;
    /// Whether a claim names this very entry.
    fn names(claim: &ReviewedClaim, id: &Self::Id) -> bool;
    /// Puts `to` in the place of `from` in a claim's correction.
    fn hand_over(session: &Session, claim: &mut ReviewedClaim, from: &Self::Id, to: &Self::Id);
    /// What follows from a new name besides the name itself.
    fn renamed(_session: &Session, _entry: &mut Entry<Self>, _name: &str) {}
}

impl Role for Speaker {
    fn cast(session: &Session) -> &Cast<Self> {
        &session.speakers
    }

    fn change(Replaced { before, after }: Replaced<Self>) -> Change {
        Change::Speaker { id: after.member.id.clone(), before, after: Some(after) }
    }

    fn unknown(id: &SpeakerId) -> EditError {
        EditError::UnknownSpeaker(id.clone())
    }

    fn is_of(session: &Session, claim: &ReviewedClaim, id: &SpeakerId) -> bool {
        claim.speaker().is_some_and(|speaker| session.speakers.same(speaker, id))
    }

    fn names(claim: &ReviewedClaim, id: &SpeakerId) -> bool {
        claim.speaker() == Some(id)
    }

    fn hand_over(_: &Session, claim: &mut ReviewedClaim, _: &SpeakerId, to: &SpeakerId) {
        let suggested = claim.suggestion.as_ref().map(|claim| claim.speaker.as_ref());
        claim.correction.speaker = if suggested == Some(Some(to)) { Override::Keep } else { Override::Set(to.clone()) };
    }

    /// An unnamed source with a name is unnamed no longer: it is what the name says, wherever the article has the name.
    fn renamed(session: &Session, entry: &mut Entry<Self>, name: &str) {
        let speaker = &mut entry.member;
        let is_name = name.split_whitespace().any(|word| word.starts_with(char::is_uppercase));
        if !speaker.anonymous || !is_name {
            return;
        }
        let (kind, anonymous) = naming::kind_of(name);
        if anonymous {
            return;
        }
        (speaker.anonymous, speaker.unnamed_because, speaker.kind) = (false, None, kind);
        let text = &session.article().text;
        let taken = |span: &Span| {
            let others = session.speakers().filter(|other| other.id != speaker.id).flat_map(|other| &other.mentions);
            others.chain(&speaker.mentions).any(|mention| mention.overlaps(*span))
        };
        let found: Vec<Span> = places(text, name).filter(|span| !taken(span)).collect();
        speaker.mentions.extend(found);
        speaker.mentions.sort_unstable();
        speaker.mentions.dedup();
    }
}

/// Where `text` has `name` as a whole word.
fn places<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = Span> + 'a {
    let whole = |start: usize, end: usize| {
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        let after = text.get(end..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    };
    let found = text.match_indices(name).map(|(start, found)| (start, start + found.len()));
    found.filter(move |(start, end)| whole(*start, *end)).map(|(start, end)| Span::new(start, end))
}

impl Role for Outlet {
    fn cast(session: &Session) -> &Cast<Self> {
        &session.outlets
    }

    fn change(Replaced { before, after }: Replaced<Self>) -> Change {
        Change::Outlet { id: after.member.id.clone(), before, after: Some(after) }
    }

    fn unknown(id: &OutletId) -> EditError {
        EditError::UnknownOutlet(id.clone())
    }

    fn is_of(session: &Session, claim: &ReviewedClaim, id: &OutletId) -> bool {
        claim.via().iter().any(|outlet| session.outlets.same(outlet, id))
    }

    fn names(claim: &ReviewedClaim, id: &OutletId) -> bool {
        claim.via().contains(id)
    }

    fn hand_over(session: &Session, claim: &mut ReviewedClaim, from: &OutletId, to: &OutletId) {
        let mut via: Vec<OutletId> = Vec::new();
        for outlet in claim.via() {
            let outlet = if session.outlets.same(outlet, from) { to } else { outlet };
            if !via.contains(outlet) {
                via.push(outlet.clone());
            }
        }
        let suggested = claim.suggestion.as_ref().map(|claim| &claim.via);
        claim.correction.via = (suggested != Some(&via)).then_some(via);
    }
}

impl Draft<'_> {
    /// Gives a member another name; the old one stays as another form of it.
    pub(in crate::review) fn rename<M: Role>(&mut self, id: &M::Id, name: &str) -> Result<(), EditError> {
        let name = tidy(name)?;
        let cast = M::cast(self.session);
        let before = cast.resolve(id).ok_or_else(|| M::unknown(id))?.clone();
        if before.member.name() == name {
            self.say(format!("named {name}"));
            return Ok(());
        }
        self.say(format!("renamed {} to {name}", before.member.name()));
        if let Some(other) = cast.by_name(&name)
            && other.id() != before.member.id()
        {
            return Err(EditError::NameTaken(other.name().to_owned()));
        }
        let mut after = before.clone();
        let old = std::mem::replace(after.member.name_mut(), name.clone());
        after.member.aliases_mut().retain(|alias| *alias != name);
        add_alias(&mut after.member, &old);
        M::renamed(self.session, &mut after, &name);
        self.put(before, after);
        Ok(())
    }

    /// Makes one member one with another.
    pub(in crate::review) fn merge<M: Role>(&mut self, from: &M::Id, into: &M::Id) -> Result<(), EditError> {
        let cast = M::cast(self.session);
        let from = cast.resolve(from).ok_or_else(|| M::unknown(from))?.clone();
        let into = cast.resolve(into).ok_or_else(|| M::unknown(into))?.clone();
        if from.member.id() == into.member.id() {
            return Err(EditError::SelfMerge(from.member.name().to_owned()));
        }
        let mut gone = from.clone();
        gone.merged_into = Some(into.member.id().clone());
        let mut whole = into.clone();
        add_alias(&mut whole.member, from.member.name());
        for alias in from.member.aliases() {
            add_alias(&mut whole.member, alias);
        }
        let mentions = whole.member.mentions_mut();
        mentions.extend_from_slice(from.member.mentions());
        mentions.sort_unstable();
        mentions.dedup();
        whole.member.fill_from(&from.member);
        self.say(format!("{} merged into {}", from.member.name(), into.member.name()));
        self.put(from, gone);
        self.put(into, whole);
        Ok(())
    }

    /// Makes a form of a member's name a member of its own.
    pub(in crate::review) fn split_off<M: Role>(&mut self, id: &M::Id, alias: &str, claims: &[ClaimId]) -> Result<(), EditError> {
        let session = self.session;
        let cast = M::cast(session);
        let whole = cast.resolve(id).ok_or_else(|| M::unknown(id))?.clone();
        let id = whole.member.id().clone();
        if !whole.member.aliases().iter().any(|other| other == alias) {
            return Err(EditError::NoAlias { name: whole.member.name().to_owned(), alias: alias.to_owned() });
        }
        let merged = cast.ids_of(&id).filter(|other| **other != id).filter_map(|other| cast.entry(other));
        let mut rest = whole.clone();
        let own = match merged.into_iter().find(|entry| entry.member.name() == alias).cloned() {
            // It came by a merge, and leaves as it came.
            Some(gone) => {
                let mut own = gone.clone();
                own.merged_into = None;
                let names = |name: &String| name == gone.member.name() || gone.member.aliases().contains(name);
                rest.member.aliases_mut().retain(|name| !names(name));
                rest.member.mentions_mut().retain(|span| !gone.member.mentions().contains(span));
                let to = own.member.id().clone();
                self.put(gone, own);
                to
            }
            None => {
                let mut own = cast.newcomer(alias, |_| false);
                own.member.resemble(&whole.member);
                let text = &session.article().text;
                let names = || std::iter::once(whole.member.name()).chain(whole.member.aliases().iter().map(String::as_str));
                let is_own = |span: &crate::text::Span| {
                    forms::form_of(names(), span.slice(text).unwrap_or_default()).is_some_and(|form| form == alias)
                };
                let (own_mentions, others) = whole.member.mentions().iter().partition(|span| is_own(span));
                *own.member.mentions_mut() = own_mentions;
                *rest.member.mentions_mut() = others;
                rest.member.aliases_mut().retain(|name| name != alias);
                let to = own.member.id().clone();
                self.step.changes.push(M::change(Replaced { before: None, after: Box::new(own) }));
                to
            }
        };
        self.put(whole, rest);
        self.each(claims, |session, claim, stamp| {
            // What is somebody else's is not handed over.
            let named = M::is_of(session, claim, &id);
            if named && claim.decision != Decision::Rejected {
                let before = claim.clone();
                M::hand_over(session, claim, &id, &own);
                rules::settle(claim, &before, stamp);
            }
        })?;
        let follow = self.step.changes.iter().filter(|change| matches!(change, Change::Claim { .. })).count();
        self.say(match follow {
            0 => format!("{alias} split off"),
            1 => format!("{alias} split off with 1 claim"),
            count => format!("{alias} split off with {count} claims"),
        });
        Ok(())
    }

    /// Says what a speaker is.
    pub(in crate::review) fn describe(&mut self, id: &SpeakerId, description: Description) -> Result<(), EditError> {
        let before = self.session.speakers.resolve(id).ok_or_else(|| Speaker::unknown(id))?.clone();
        let mut after = before.clone();
        let speaker = &mut after.member;
        let name = speaker.name.clone();
        let filled = |text: &str| Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty());
        self.say(match description {
            Description::Kind(kind) => {
                speaker.kind = kind;
                format!("{name}: {kind}")
            }
            Description::Role(role) => {
                speaker.role = filled(&role);
                format!("{name}: {}", speaker.role.as_deref().unwrap_or("no role"))
            }
            Description::Affiliation(affiliation) => {
                speaker.affiliation = filled(&affiliation);
                format!(
                    "{name}: {}",
                    speaker.affiliation.as_deref().map_or("of no organisation".to_owned(), |of| format!("of {of}"))
                )
            }
            Description::Unnamed(why) => {
                speaker.anonymous = true;
                speaker.unnamed_because = filled(&why);
                format!("{name}: unnamed{}", speaker.unnamed_because.as_ref().map(|why| format!(", {why}")).unwrap_or_default())
            }
            Description::Named => {
                speaker.anonymous = false;
                speaker.unnamed_because = None;
                format!("{name}: named")
            }
        });
        self.put(before, after);
        Ok(())
    }

    /// Says which part an outlet plays.
    pub(in crate::review) fn set_outlet_role(&mut self, id: &OutletId, role: OutletRole) -> Result<(), EditError> {
        let before = self.session.outlets.resolve(id).ok_or_else(|| Outlet::unknown(id))?.clone();
        let mut after = before.clone();
        after.member.role = role;
        self.say(format!("{}: {role}", after.member.name));
        self.put(before, after);
        Ok(())
    }

    /// Replaces an entry by what a hand made of it; nothing where it is the same.
    fn put<M: Role>(&mut self, before: Entry<M>, mut after: Entry<M>) {
        if after != before {
            after.by_hand = true;
            // Who says what somebody else says, word for word, has chosen, too.
            let rivals = std::mem::take(&mut after.rivals);
            let (open, same): (Vec<_>, Vec<_>) = rivals.into_iter().partition(|rival| after.differs_from(rival));
            after.rivals = open;
            for rival in &same {
                after.choose(&before, rival, self.stamp);
            }
            after.drop_settled();
            self.step.changes.push(M::change(Replaced { before: Some(Box::new(before)), after: Box::new(after) }));
        }
    }
}

/// The claims that are `id`'s by this form of the name, which is in the source, in the mention that the
/// source was resolved by or, of outlets, in the words that tie them to the claim. Rejected ones are left out.
fn claims_of_form<M: Role>(
    session: &Session,
    id: &M::Id,
    alias: &str,
    places: fn(&ReviewedClaim) -> Vec<crate::text::Span>,
) -> Vec<ClaimId> {
    let Some(entry) = M::cast(session).resolve(id) else {
        return Vec::new();
    };
    let text = &session.article().text;
    let names = || std::iter::once(entry.member.name()).chain(entry.member.aliases().iter().map(String::as_str));
    let by_form = |claim: &&std::sync::Arc<ReviewedClaim>| {
        let mut words = places(claim).into_iter().filter_map(|span| forms::form_of(names(), span.slice(text)?));
        words.next().is_some_and(|form| form == alias)
    };
    // Those of an entry that was merged in follow it untouched.
    let merged = M::cast(session).ids_of(entry.member.id()).filter_map(|other| M::cast(session).entry(other));
    let merged: Vec<&M::Id> = merged
        .filter(|other| other.merged_into.is_some() && other.member.name() == alias)
        .map(|other| other.member.id())
        .collect();
    let claims = session.claims().iter().filter(|claim| claim.decision != Decision::Rejected);
    let claims = claims.filter(|claim| !merged.iter().any(|id| M::names(claim, id)));
    claims.filter(|claim| M::is_of(session, claim, id)).filter(by_form).map(|claim| claim.id.clone()).collect()
}

/// The claims that would be handed over if `alias` left the speaker `id`.
pub fn claims_of_speaker_form(session: &Session, id: &SpeakerId, alias: &str) -> Vec<ClaimId> {
    claims_of_form::<Speaker>(session, id, alias, |claim| {
        let antecedent = claim.suggestion.as_ref().and_then(|claim| claim.reason.antecedent);
        claim.spans(Part::Source).iter().copied().chain(antecedent).collect()
    })
}

/// The claims that would be handed over if `alias` left the outlet `id`.
pub fn claims_of_outlet_form(session: &Session, id: &OutletId, alias: &str) -> Vec<ClaimId> {
    claims_of_form::<Outlet>(session, id, alias, |claim| {
        let tie = claim.suggestion.as_ref().map_or(&[][..], |claim| &claim.reason.via_spans);
        tie.iter().chain(claim.spans(Part::Source)).copied().collect()
    })
}
