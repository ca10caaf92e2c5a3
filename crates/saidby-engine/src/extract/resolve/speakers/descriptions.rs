//! Who "the minister" or "her lawyer" is.

use super::{Resolution, Speakers};

use super::super::coreference::{self, Antecedent, Echo};
use super::super::documents::{classify, gender_of, is_quantity, points_at_someone};
use super::super::entities::EntityId;
use super::super::source::{self, Description, Pronoun};
use super::super::sure::Way;
use super::super::{profile, roles};
use crate::claim::SpeakerKind;
use crate::extract::Document;
use crate::extract::names::lexicon::{Kinds, kinds, with_lower};
use crate::extract::names::{self, Gender, MentionKind};
use crate::text::{QuoteState, Shape, WordRange};

/// Sentences back that an office reaches for whom it is another word for.
const VARIED: u32 = 6;

impl<'d, 'a> Speakers<'d, 'a> {
    /// "the president", "the senator": who is in view although no name is.
    pub(super) fn find_descriptions(&mut self) {
        let document = self.document;
        for at in 1..document.scan.words.len() {
            if !matches!(document.word(at - 1), "the" | "The") {
                continue;
            }
            let outside =
                document.scan.words.get(at).is_some_and(|word| word.shape == Shape::Lower && word.quote == QuoteState::Outside);
            if !outside || !kinds(document.word(at)).any(Kinds::TITLE) || kinds(document.word(at + 1)).any(Kinds::HUMAN) {
                continue;
            }
            if document.scan.words.get(at + 1).is_some_and(names::is_capital) {
                continue;
            }
            let description = Description { words: WordRange::one(at), head: at, definite: true, owner: None };
            if let Some((entity, _)) = roles::named_by(document, &self.entities, &description) {
                self.described.push(Echo { word: at, entity });
            }
        }
    }

    /// A description: someone named elsewhere, or an entity of its own.
    pub(super) fn described(&mut self, description: &Description) -> Option<Resolution> {
        let head = self.document.word(description.head);
        let kind = kinds(head);
        let printed = self.document.printed(description.words);
        // "The spokesperson" right after "a Tarn Ferries spokesperson" is that one; "a spokesperson" is somebody new.
        let new =
            description.words.start.checked_sub(1).is_some_and(|at| {
                with_lower(self.document.word(at), |word| matches!(word, "a" | "an" | "another" | "one" | "some"))
            });
        if description.definite
            && description.owner.is_none()
            && let Some(found) = self.unnamed_again(description, head, &printed)
        {
            return Some(found);
        }
        // "Twenty-seven states": several of a kind, and not the one whose name ends so.
        let several = !description.definite && description.owner.is_none() && head.ends_with('s') && !head.ends_with("ss");
        if (description.definite || starts_with_capital(&printed) && !new && !several)
            && let Some((entity, mention)) = roles::named_by(self.document, &self.entities, description)
            && self.is_owners(description, entity)
        {
            let mention = &self.entities.mentions[mention];
            self.echoes.push(Echo { word: description.head, entity });
            return Some(Resolution {
                entity,
                reason: Some(format!("“{printed}”: the one so described, {}", self.entities.list[entity].name)),
                antecedent: Some(self.document.scan.span_of(mention.words)),
                way: Way::Described,
            });
        }
        let plural = head.ends_with('s') && !head.ends_with("ss");
        if let Some(found) = self.place(description, head) {
            return Some(found);
        }
        if let Some(found) = self.owned(description, head) {
            return Some(found);
        }
        if let Some(found) = self.house(description, kind) {
            return Some(found);
        }
        let bare = description.words.end == description.head + 1;
        if description.definite && description.owner.is_none() && !plural && bare && points_at_someone(head, kind) {
            let gender = gender_of(head);
            if let Some(found) = coreference::person(&self.scene(), description.words.start, gender)
                && found.sentences_back <= 4
                && let found = self.nearer(found, description.words.start, gender)
                && self.can_be(found.entity, kind)
            {
                self.echoes.push(Echo { word: description.head, entity: found.entity });
                if description.words.len() > 1
                    && let Some(role) = profile::role_text(self.document, description.words, true)
                {
                    self.entities.list[found.entity].take_role(role);
                }
                return Some(self.by_antecedent(&printed, "the person most in view", found, Way::View));
            }
        }
        if let Some(found) = self.varied(description, &printed) {
            return Some(found);
        }
        if let Some(found) = self.surname(description) {
            return Some(found);
        }
        let counted = is_quantity(head) && self.document.word(description.head + 1) == "of";
        let people = counted || is_figures(self.document, description);
        let (speaker, anonymous) = if people { (SpeakerKind::Group, true) } else { classify(head, kind, plural) };
        let name = self.description_name(description, &printed);
        let entity = self.entities.described(&name, speaker, anonymous);
        self.entities.list[entity].count += 1;
        self.note_place(entity, description.words);
        let reason = anonymous.then(|| "unnamed in the article".to_owned());
        Some(Resolution { entity, reason, antecedent: None, way: if anonymous { Way::Unnamed } else { Way::Thing } })
    }

    /// "Reed took on Diaz after the front-runner had spoken": nobody is called otherwise in the clause behind his own,
    /// so it is the one named between.
    fn nearer(&self, found: Antecedent, at: usize, gender: Gender) -> Antecedent {
        if found.sentences_back > 0 {
            return found;
        }
        let between = self.entities.mentions_in(WordRange::new(found.end, at)).rev().find(|index| {
            let known = &self.entities.list[self.entities.of[*index]];
            let gendered = gender == Gender::Unknown || known.gender == Gender::Unknown || known.gender == gender;
            self.entities.of[*index] != found.entity && known.is_full_person() && gendered
        });
        match between {
            Some(index) => {
                let words = &self.entities.mentions[index].words;
                Antecedent { entity: self.entities.of[index], word: words.start, end: words.end, ..found }
            }
            None => found,
        }
    }

    /// The unnamed person whom the last sources described by the same noun.
    fn unnamed_again(&self, description: &Description, head: &str, printed: &str) -> Option<Resolution> {
        let bare = description.words.end == description.head + 1 && description.words.len() == 1;
        if !bare || !kinds(head).any(Kinds::HUMAN) {
            return None;
        }
        let (word, entity) = self.recent(description.head, VARIED).take(6).find(|(_, entity)| {
            let known = &self.entities.list[*entity];
            let noun = known.name.rsplit(' ').next().unwrap_or_default();
            known.anonymous && known.kind == SpeakerKind::Person && known.name.contains(' ') && noun.eq_ignore_ascii_case(head)
        })?;
        let reason = Some(format!("“{printed}”: the last one so described, {}", self.entities.list[entity].name));
        let antecedent = Some(self.document.scan.span_of(WordRange::one(word)));
        Some(Resolution { entity, reason, antecedent, way: Way::Described })
    }

    /// "the former harbour secretary", "the Tarn senator": an office told by more than its name is another word for
    /// whoever spoke last, of whom the article tells no other.
    fn varied(&mut self, description: &Description, printed: &str) -> Option<Resolution> {
        let document = self.document;
        let head = document.word(description.head);
        let kind = kinds(head);
        let one = kind.any(Kinds::HUMAN) && (head.ends_with("ss") || !head.ends_with('s'));
        let told = description.words.iter().filter(|at| *at != description.head).any(|at| {
            kinds(document.word(at)).any(Kinds::MODIFIER.with(Kinds::DEMONYM).with(Kinds::PLACE))
                || document.scan.words.get(at).is_some_and(names::is_capital)
        });
        if !one || !description.definite || description.owner.is_some() || !told || is_mouthpiece(head) {
            return None;
        }
        let (word, entity) = self
            .recent(description.words.start, VARIED)
            .find(|(_, entity)| self.entities.list[*entity].kind == SpeakerKind::Person)?;
        let known = &self.entities.list[entity];
        let gender = gender_of(head);
        let fits = |gender: Gender| gender == Gender::Unknown || known.gender == Gender::Unknown || gender == known.gender;
        let same = fits(gender) && fits(self.called_next(description.words.end));
        let named = self.entities.mentions_in(description.words).any(|index| self.entities.of[index] == entity);
        let free = !known.anonymous && known.role_heads.is_empty() && known.is_full_person();
        if !same || named || !free {
            return None;
        }
        let reason = format!("“{printed}”: another word for {}, who spoke last", self.entities.list[entity].name);
        self.echoes.push(Echo { word: description.head, entity });
        self.entities.list[entity].role_heads = profile::role_heads(document, description.words);
        if let Some(role) = profile::role_text(document, description.words, true) {
            self.entities.list[entity].take_role(role);
        }
        Some(Resolution {
            entity,
            reason: Some(reason),
            antecedent: Some(document.scan.span_of(WordRange::one(word))),
            way: Way::Varied,
        })
    }

    /// What the first "he" or "she" of the sentences right behind `at` tells, where no other person is named before it.
    fn called_next(&self, at: usize) -> Gender {
        /// Words behind the description that are looked at.
        const NEXT: usize = 40;
        let end = (at + NEXT).min(self.document.scan.words.len());
        let people = self
            .entities
            .mentions_in(WordRange::new(at, end))
            .find(|index| self.entities.list[self.entities.of[*index]].is_full_person());
        let end = people.map_or(end, |index| self.entities.mentions[index].words.start);
        let outside = |at: &usize| self.document.scan.words.get(*at).is_some_and(|word| word.quote == QuoteState::Outside);
        let tells = |at: usize| {
            with_lower(self.document.word(at), |word| match word {
                "he" | "him" | "his" | "himself" => Some(Gender::Male),
                "she" | "her" | "hers" | "herself" => Some(Gender::Female),
                _ => None,
            })
        };
        (at..end).filter(outside).find_map(tells).unwrap_or(Gender::Unknown)
    }

    /// A surname that stands inside a longer run of capitals ("In the Herald Diaz said").
    fn surname(&mut self, description: &Description) -> Option<Resolution> {
        let capital = |at: usize| self.document.scan.words.get(at).is_some_and(names::is_capital);
        if description.words.len() != 1 || !capital(description.head) {
            return None;
        }
        let word = self.document.word(description.head);
        let entity = self.entities.person_called(word)?;
        let reason = Some(format!("“{word}”: short for {}", self.entities.list[entity].name));
        self.echoes.push(Echo { word: description.head, entity });
        Some(Resolution { entity, reason, antecedent: None, way: Way::Short })
    }

    /// "the city of Marlow Bay" is Marlow Bay, and so is "the city" where the article calls one place so.
    fn place(&mut self, description: &Description, head: &str) -> Option<Resolution> {
        const PLACES: &[&str] =
            &["borough", "city", "county", "island", "municipality", "province", "region", "state", "town", "village"];
        let document = self.document;
        if !description.definite || description.owner.is_some() || description.words.start != description.head {
            return None;
        }
        let noun = with_lower(head, str::to_owned);
        PLACES.binary_search(&noun.as_str()).ok()?;
        let named_so = |at: usize| {
            let mention = self.entities.mentions.get(self.entities.mention_at(at + 2)?)?;
            (document.word(at + 1) == "of" && mention.words.start == at + 2).then_some(at + 2)
        };
        let at = if description.words.len() > 1 {
            named_so(description.head)?
        } else {
            let mut called = (1..document.scan.words.len())
                .filter(|at| with_lower(document.word(*at), |word| word == noun))
                .filter_map(named_so)
                .filter_map(|at| self.entities.mention_at(at).and_then(|index| self.entities.of.get(index).copied()));
            let first = called.next()?;
            let one = called.all(|other| other == first);
            let place = self.entities.list.get(first)?.places.first().map(|words| words.start);
            place.filter(|_| one)?
        };
        let index = self.entities.mention_at(at)?;
        let entity = *self.entities.of.get(index)?;
        let mention = self.entities.mentions.get(index)?.words;
        let known = self.entities.list.get_mut(entity)?;
        if known.unsure {
            known.unsure = false;
            known.kind = SpeakerKind::Organisation;
        }
        let reason = Some(format!("“{}”: {}", document.printed(description.words), known.name));
        Some(Resolution { entity, reason, antecedent: Some(document.scan.span_of(mention)), way: Way::Described })
    }

    /// "his lawyer" is the one whom the article calls his, or the lawyer of him whom "his" means.
    fn is_owners(&self, description: &Description, entity: EntityId) -> bool {
        let Some(Pronoun::Singular(gender)) = description.owner.and_then(|owner| source::pronoun(self.document.word(owner)))
        else {
            return true;
        };
        let role = self.entities.list[entity].role.as_deref().unwrap_or_default();
        let his = role.split(' ').next().is_some_and(|word| matches!(source::pronoun(word), Some(Pronoun::Singular(_))));
        let owner = description.owner.and_then(|owner| coreference::person(&self.scene(), owner, gender));
        his || owner.is_some_and(|owner| {
            let name = &self.entities.list[owner.entity].name;
            name.rsplit(' ').next().is_some_and(|surname| role.contains(surname))
        })
    }

    /// Whether the person in view can be described so: an office goes only to somebody whose own is not known.
    fn can_be(&self, entity: EntityId, kind: Kinds) -> bool {
        let known = &self.entities.list[entity];
        !kind.any(Kinds::OFFICE_POINTER) || known.role_heads.is_empty() && known.count > 1
    }

    /// The name at the head of a description, behind its title if it has one: "Mr. Brandt's campaign".
    fn owner_at(&self, description: &Description) -> Option<usize> {
        let start = description.words.start;
        let titled = |index: &usize| self.entities.mentions[*index].title.as_ref().is_some_and(|title| title.start == start);
        let behind = self.entities.mentions_in(WordRange::new(start, description.head)).find(titled);
        behind.or_else(|| self.entities.mention_at(start))
    }

    /// "the Clinton campaign", "Tulsa police", "her campaign": an organisation that carries its owner's name.
    fn owned(&mut self, description: &Description, head: &str) -> Option<Resolution> {
        let noun = with_lower(head, str::to_owned);
        if !kinds(head).any(Kinds::OWNED) {
            return None;
        }
        let entity = if let Some(owner) = description.owner {
            let Some(Pronoun::Singular(gender)) = source::pronoun(self.document.word(owner)) else { return None };
            let owner = coreference::person(&self.scene(), owner, gender)?;
            let known = self.entities.known_owned(&noun, Some(owner.entity));
            // "her campaign" is hers, though the article never prints her name before it.
            known.or_else(|| self.surnames_owned(&noun, owner.entity))?
        } else if description.words.start == description.head {
            if !description.definite {
                return None;
            }
            self.entities.known_owned(&noun, None)?
        } else {
            let index = self.owner_at(description)?;
            let mention = self.entities.mentions.get(index)?;
            let owner = *self.entities.of.get(index)?;
            let possessive = usize::from(source::is_possessive(self.document, mention.words.end));
            // "Chinese foreign ministry": only words of office stand between.
            let field = Kinds::MODIFIER.with(Kinds::FIELD);
            let between = mention.words.end + possessive..description.head;
            // "Mr. Brandt's campaign": the title belongs to the owner.
            let begin = mention.title.as_ref().map_or(mention.words.start, |title| title.start);
            if ![begin, mention.words.start].contains(&description.words.start)
                || between.start > description.head
                || !between.clone().all(|at| kinds(self.document.word(at)).any(field))
            {
                return None;
            }
            let kind = self.entities.list[owner].kind;
            let personal =
                matches!(noun.as_str(), "campaign" | "camp" | "team" | "foundation" | "administration" | "office" | "cabinet");
            let bare = between.is_empty();
            let body = kind == SpeakerKind::Organisation && !bare && matches!(noun.as_str(), "office" | "department");
            let public = mention.kind == MentionKind::Place || mention.kind == MentionKind::Group || body;
            let demonym = kinds(self.document.word(mention.words.start)).any(Kinds::DEMONYM);
            let party = noun == "party" && kind == SpeakerKind::Organisation && !public;
            if party {
                owner
            } else if personal && kind == SpeakerKind::Person
                || (public || demonym)
                    && !matches!(noun.as_str(), "team" | "campaign" | "camp" | "party" | "committee")
                    && (noun != "office" || body)
            {
                let fields: String = between.map(|at| format!("{} ", self.document.word(at))).collect();
                let name = format!("{} {fields}{head}", self.document.printed(mention.words));
                self.entities.owned(self.document, owner, &format!("{fields}{noun}"), name)
            } else {
                return None;
            }
        };
        self.entities.list[entity].count += 1;
        self.note_place(entity, description.words);
        Some(Resolution { entity, reason: None, antecedent: None, way: Way::Owned })
    }

    /// "Diaz campaign" for "her campaign".
    fn surnames_owned(&mut self, noun: &str, owner: EntityId) -> Option<EntityId> {
        let known = &self.entities.list[owner];
        let surname = known.name.rsplit(' ').next().filter(|_| known.is_full_person() && !known.anonymous)?;
        let name = matches!(noun, "campaign" | "camp" | "administration").then(|| format!("{surname} {noun}"))?;
        Some(self.entities.owned(self.document, owner, noun, name))
    }

    /// The printed words without determiner and relative clause; "his" becomes the owner's name.
    fn description_name(&mut self, description: &Description, printed: &str) -> String {
        let document = self.document;
        // The noun phrase up to its relative clause or comma; adjectives may have commas between them.
        let ends = |at: usize| {
            matches!(document.word(at), "who" | "that" | "which" | "(" | "—" | "–" | "--" | "-")
                && document.scan.words.get(at).zip(document.scan.words.get(at - 1)).is_some_and(|(word, before)| {
                    word.shape != Shape::Punctuation || before.end != word.start || !matches!(document.word(at), "-" | "–")
                })
                || document.word(at) == ","
                    && at > description.head
                    && !source::joins_adjectives(document, WordRange::new(description.words.start, at), description.words.end)
        };
        let mut end = (description.words.start + 1..description.words.end).find(|at| ends(*at)).unwrap_or(description.words.end);
        // "the year in which".
        while end > description.head + 1 && end < description.words.end && source::ends_core(document.word(end - 1)) {
            end -= 1;
        }
        let mut name = if end < description.words.end {
            document.printed(WordRange::new(description.words.start, end))
        } else {
            printed.to_owned()
        };
        name.truncate(name.trim_end_matches([',', ';', ':', ' ']).len());
        shorten(&mut name);
        // "known only as “Auntie”": a source ends before the last mark.
        for (opens, closes) in [('“', '”'), ('‘', '’')] {
            if name.contains(opens) && !name.contains(closes) {
                name.push(closes);
            }
        }
        let owner = description.owner.and_then(|owner| match source::pronoun(document.word(owner))? {
            Pronoun::Singular(gender) => coreference::person(&self.scene(), owner, gender).map(|found| found.entity),
            Pronoun::Relative => self.relative(owner, document.word(owner)).map(|found| found.entity),
            _ => None,
        });
        match owner {
            Some(owner) => {
                let owner = &self.entities.list[owner];
                let mark = if owner.kind == SpeakerKind::Group && owner.name.ends_with('s') { "’" } else { "’s" };
                format!("{}{mark} {name}", owner.name)
            }
            None => name,
        }
    }
}

/// Cuts a long description between two words.
fn shorten(name: &mut String) {
    /// Characters of a description that tell it from others.
    const LONGEST: usize = 90;
    let Some((end, _)) = name.char_indices().nth(LONGEST) else { return };
    let end = name[..end].rfind(' ').unwrap_or(end);
    name.truncate(end);
    name.push('…');
}

/// "the party's top figures", "two figures who", "significant numbers of voters": people, and no document.
fn is_figures(document: &Document<'_>, description: &Description) -> bool {
    let word = |at: usize| document.word(at);
    let head = word(description.head);
    let counted = head == "numbers" && word(description.head + 1) == "of";
    let relative =
        head == "figures" && matches!(word(description.head + usize::from(word(description.head + 1) == ",") + 1), "who");
    let told = description.words.start..description.head;
    let ranked = told.clone().any(|at| {
        with_lower(word(at), |word| {
            matches!(word, "top" | "leading" | "senior" | "prominent" | "key" | "public" | "party" | "religious" | "media")
                || word.ends_with("-era")
                || word.ends_with("-profile")
        })
    });
    counted || relative || head == "figures" && ranked
}

/// Who speaks for somebody else is somebody else.
fn is_mouthpiece(head: &str) -> bool {
    with_lower(head, |head| {
        head.starts_with("spokes")
            || matches!(head, "lawyer" | "attorney" | "aide" | "source" | "official" | "representative" | "ally")
    })
}

fn starts_with_capital(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
}
