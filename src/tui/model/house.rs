//! The house's rules: running them after each change without being felt, listing what breaks them, allowing it.

use std::sync::Arc;

use super::{Layer, Model};
use crate::analysis::closing::{Item, Subject, Topic};
use crate::article::Article;
use crate::claim::ClaimId;
use crate::lint::{Across, Cited, Finding, House, InForce, Level, Linter, Unreviewed, View, about, bound, tree};
use crate::review::{Allowed, Edit};
use crate::text::{Span, single_line};
use crate::tui::command::Command;
use crate::tui::message::{Effect, Linted, Tone};
use crate::tui::screen::frame::Tab;
use crate::tui::screen::pager::{Pager, Words};
use crate::tui::screen::prompt::{Asked, Prompt};
use crate::tui::screen::rules::{RuleList, RuleSigns};
use crate::tui::theme::Meaning;

/// An article of so many bytes is read between two frames; a longer one in the background.
const AT_ONCE: usize = 200_000;
/// In an article of more bytes the rules wait until somebody asks for them: what they know of it takes memory.
const WHEN_ASKED: usize = 2_000_000;

/// The rule about allowances themselves.
const UNUSED: &str = "allow.unused";

/// What the model knows of the house's rules.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    house: Arc<House>,
    /// The rules with what they remember; `None` before the first run, and while they run in the background.
    linter: Option<Box<Linter>>,
    /// The article that they run over in the background.
    running: Option<Arc<Article>>,
    /// Whether the review changed since they ran.
    stale: bool,
    asked: bool,
    /// What other articles of the folder have from other outlets.
    elsewhere: Arc<Vec<Cited>>,
    /// What this article had from others when it was last compared with them, and what that gave cause for.
    compared: Option<(Cited, Vec<Finding>)>,
    /// What they found last, in the order of the text; `None` before they ran.
    pub found: Option<Vec<Arc<Finding>>>,
}

impl Rules {
    /// The review is another one now.
    pub(super) fn changed(&mut self) {
        self.stale = true;
    }

    /// How many findings are open: warnings and errors.
    pub fn open(&self) -> usize {
        self.found.iter().flatten().filter(|finding| finding.allowed.is_none() && finding.level >= Level::Warning).count()
    }
}

impl Model {
    /// Checks by the rules of this house from now on.
    pub fn follow_house(&mut self, house: Arc<House>) {
        self.rules = Rules { house, stale: true, ..Rules::default() };
    }

    /// Whether the review changed since the rules ran, and they may run again.
    pub fn rules_wait(&self) -> bool {
        let article = self.desk.session.article();
        // What runs over another text of the article is not heard of again.
        let runs = self.rules.running.as_ref().is_some_and(|running| Arc::ptr_eq(running, article));
        self.rules.stale && !runs && (article.text.len() <= WHEN_ASKED || self.rules.asked)
    }

    /// Runs the rules where they wait: to be called once the screen shows what the last key did. A long article is read
    /// in the background the first time; afterwards only changes are looked at.
    pub fn run_rules(&mut self) -> Option<Effect> {
        if !self.rules_wait() {
            return None;
        }
        self.rules.stale = false;
        self.rules.running = None;
        let fresh = || Box::new(Linter::new(Arc::clone(&self.rules.house), Unreviewed::Check));
        let mut linter = self.rules.linter.take().unwrap_or_else(fresh);
        let article = self.desk.session.article();
        if article.text.len() <= AT_ONCE || linter.knows(&self.desk.session) {
            linter.run(&self.desk.session);
            self.take_in_findings(linter);
            return None;
        }
        self.rules.running = Some(Arc::clone(article));
        Some(Effect::Lint(Linted(linter)))
    }

    /// Runs the rules now where what follows shows their findings.
    pub(super) fn catch_up(&mut self, effects: &mut Vec<Effect>) {
        effects.extend(self.run_rules());
    }

    /// The rules have run in the background.
    pub(super) fn linted(&mut self, linted: Linted) {
        self.rules.running = None;
        self.take_in_findings(linted.0);
    }

    /// What other articles of the folder cite is known from now on.
    pub(super) fn cited_elsewhere(&mut self, cited: Arc<Vec<Cited>>) {
        (self.rules.elsewhere, self.rules.compared, self.rules.stale) = (cited, None, true);
    }

    /// What the articles of the folder together give cause for, in this one.
    fn findings_across(&mut self, linter: &Linter) -> Vec<Arc<Finding>> {
        let Some(index) = linter.index().filter(|_| !self.rules.elsewhere.is_empty()) else { return Vec::new() };
        let session = &self.desk.session;
        let own = Cited::of(&[View::new(session, index, linter.house(), Unreviewed::Check)]);
        if self.rules.compared.as_ref().is_none_or(|(known, _)| *known != own) {
            let mut across = Across::new();
            let here = across.add(own.clone());
            let found = if own.is_empty() {
                Vec::new()
            } else {
                for other in self.rules.elsewhere.iter() {
                    across.add(other.clone());
                }
                across.findings_of(here)
            };
            self.rules.compared = Some((own, found));
        }
        if self.rules.compared.as_ref().is_none_or(|(_, found)| found.is_empty()) {
            return Vec::new();
        }
        let in_force = InForce::of(session);
        let marked = |finding: &Finding| {
            let mut finding = finding.clone();
            in_force.mark(&mut finding);
            Arc::new(finding)
        };
        self.rules.compared.iter().flat_map(|(_, found)| found).map(marked).collect()
    }

    fn take_in_findings(&mut self, linter: Box<Linter>) {
        let across = self.findings_across(&linter);
        let session = &self.desk.session;
        // What is about a suggestion that the list leaves out would only puzzle.
        let is_shown = |finding: &&Arc<Finding>| {
            let claim = finding.claim.as_ref().and_then(|id| session.claim(id));
            claim.is_none_or(|claim| !self.panes.claims.leaves_out(session, claim))
        };
        let all = linter.findings().iter().chain(&across);
        let mut found: Vec<Arc<Finding>> = all.filter(is_shown).cloned().collect();
        if !across.is_empty() {
            found.sort_by_key(|finding| (finding.span, finding.rule));
        }
        self.rules.linter = Some(linter);
        let signs = RuleSigns::of(&found);
        self.panes.article.signs.clone_from(&signs);
        self.panes.claims.signs = signs;
        self.rules.found = Some(found);
        for layer in &mut self.layers {
            if let Layer::Rules(rules) = layer {
                rules.renew(self.rules.found.as_deref());
            }
        }
        self.refresh_closing();
    }

    pub(super) fn open_rules(&mut self, effects: &mut Vec<Effect>) {
        self.rules.asked = true;
        self.catch_up(effects);
        let mut list = RuleList::new(self.rules.found.as_deref(), self.panes.article.anchor());
        list.near(self.panes.article.shown().start);
        if let Some(here) = list.span() {
            self.panes.article.follow(here, here);
        }
        self.layers.push(Layer::Rules(Box::new(list)));
    }

    /// Goes to what a finding is about.
    pub(super) fn go_to_broken(&mut self, claim: Option<ClaimId>, span: Span) {
        self.leave_here();
        match claim.filter(|id| self.desk.session.claim(id).is_some()) {
            Some(claim) => {
                self.show(Tab::Claims);
                self.take(claim);
            }
            None => self.select_stretch(span),
        }
        let key = self.look.keymap.shown(Command::HouseRules);
        self.tell(Tone::Plain, format!("{key} goes back to the findings"));
    }

    /// Shows the rule of a finding, and who cites whom.
    pub(super) fn show_rule(&mut self, finding: &Finding) {
        let Some(about) = about(finding.rule) else { return };
        let line = |text: &str, meaning: Meaning| -> Words { vec![(text.to_owned(), meaning)] };
        let mut lines = vec![line(&format!("{}: {}", finding.level, finding.message), Meaning::Text)];
        if let Some(reason) = &finding.allowed {
            lines.push(line(&format!("allowed: {reason}"), Meaning::Confirmed));
        }
        lines.extend(tree(&finding.chains).iter().map(|text| line(text, Meaning::Outlet)));
        lines.extend([Vec::new(), line(about.what, Meaning::ActiveTab), line(about.why, Meaning::Text), Vec::new()]);
        lines.extend([line("Reported", Meaning::ActiveTab), line(about.bad, Meaning::Text), Vec::new()]);
        lines.extend([line("Not reported", Meaning::ActiveTab), line(about.good, Meaning::Text), Vec::new()]);
        lines.push(line("Who asks for it", Meaning::ActiveTab));
        lines.extend(about.sources.iter().map(|source| line(source, Meaning::Quiet)));
        self.layers.push(Layer::Pager(Pager::new(about.id, lines)));
    }

    /// Asks why a finding is allowed; takes an allowance back.
    pub(super) fn allow(&mut self, finding: &Finding, effects: &mut Vec<Effect>) {
        if finding.rule == UNUSED || finding.allowed.is_some() {
            self.take_back_allowance(finding, effects);
            return;
        }
        let what = bound(&self.desk.session, finding);
        self.tell(Tone::Plain, format!("{}: {}", finding.rule, single_line(&finding.message)));
        self.layers.push(Layer::Prompt(Prompt::new(Asked::Allow(what), "")));
    }

    fn take_back_allowance(&mut self, finding: &Finding, effects: &mut Vec<Effect>) {
        let session = &self.desk.session;
        let all = session.allowances().iter();
        let mut of_it = all.filter(|allowance| match finding.rule {
            // A claim may have allowances of several rules: the message names the rule.
            UNUSED => allowance.what.claim == finding.claim && finding.message.contains(&allowance.what.rule),
            rule => allowance.what.rule == rule && allowance.what.span.encloses(finding.span) && !allowance.anchor.is_lost(),
        });
        let Some(what) = of_it.next().map(|allowance| allowance.what.clone()) else { return };
        self.change_allowance(what, None, effects);
    }

    /// Allows a finding for the reason that was typed.
    pub(super) fn allow_with(&mut self, what: Allowed, reason: String, effects: &mut Vec<Effect>) {
        if reason.is_empty() {
            let key = self.look.keymap.shown(Command::RuleAllow);
            self.tell(Tone::Warning, format!("not allowed: a reason is required ({key} asks again)"));
            return;
        }
        self.change_allowance(what, Some(reason), effects);
    }

    fn change_allowance(&mut self, what: Allowed, reason: Option<String>, effects: &mut Vec<Effect>) {
        let Some(applied) = self.apply(Edit::SetAllowance(what, reason), effects) else { return };
        self.catch_up(effects);
        let undo = self.look.keymap.shown(Command::Undo);
        let mut text = format!("{}; {undo} undoes it", applied.message());
        if let Some(why) = &self.desk.read_only {
            text = format!("{text} (not saved: {why})");
        }
        self.tell(Tone::Plain, text);
    }

    /// What breaks the house's rules, for the closing sheet: errors and warnings that nobody allowed.
    pub(super) fn broken_rules(&self) -> Option<Vec<Item>> {
        let open = self.rules.found.as_ref()?.iter();
        let open = open.filter(|finding| finding.allowed.is_none() && finding.level >= Level::Warning);
        let item = |finding: &Arc<Finding>| {
            let claim = finding.claim.clone().filter(|id| self.desk.session.claim(id).is_some());
            Item {
                topic: Topic::Rules,
                number: claim.as_ref().and_then(|id| self.desk.session.position(id)).map(|index| index + 1),
                subject: claim.map_or(Subject::Passage(finding.span), Subject::Claim),
                place: Some(finding.span),
                title: single_line(&finding.message),
                remark: finding.rule.to_owned(),
            }
        };
        Some(open.map(item).collect())
    }
}
