//! The last lines: what happened, and the keys that work here and now.

use ratatui::layout::Rect;

use crate::text::visible;
use crate::tui::command::{Command, Context};
use crate::tui::message::Tone;
use crate::tui::model::{Layer, Model};
use crate::tui::screen::frame::{Front, Tab};
use crate::tui::screen::paint::Canvas;
use crate::tui::screen::picker::Purpose;
use crate::tui::theme::Meaning;

/// The commands worth showing, most useful first.
fn offered(model: &Model) -> Vec<Command> {
    use Command as C;
    match model.context() {
        Context::Picker => {
            let Some(Layer::Picker(picker)) = model.layers.last() else {
                return vec![C::Close];
            };
            let mark = picker.takes_several().then_some(C::PickerMark);
            let order = if picker.orders() { vec![C::PickerNearer, C::PickerFurther] } else { Vec::new() };
            let typed = picker.takes_new().then_some(C::PickerTakeTyped);
            let moves = [C::Close, C::PickerDown, C::PickerUp];
            [C::PickerTake].into_iter().chain(mark).chain(order).chain(typed).chain(moves).collect()
        }
        Context::Versions => between(model),
        Context::Agreed => vec![C::Yes, C::No, C::PagerDown, C::PagerUp],
        Context::Note => vec![C::Close, C::NoteEditor, C::NoteDrop],
        Context::Prompt if matches!(model.layers.last(), Some(Layer::Prompt(prompt)) if prompt.is_search()) => {
            vec![C::PromptTake, C::SearchRegex, C::Close]
        }
        Context::Prompt => vec![C::PromptTake, C::Close],
        Context::Coverage => vec![C::GapOpen, C::GapNothing, C::GapAdd, C::Close, C::GapRead, C::Help],
        Context::LeftOut => vec![C::BringIn, C::Close, C::Down, C::Up, C::PageDown],
        Context::Rules => {
            vec![C::RuleGo, C::RuleAllow, C::RuleText, C::Close, C::RuleAllowed, C::Undo, C::Down, C::Up]
        }
        Context::Closing => {
            vec![C::ClosingGo, C::Done, C::Copy, C::Close, C::NextTopic, C::NextUndone, C::Undo, C::Help, C::Quit]
        }
        Context::Pager => vec![C::Close, C::PagerDown, C::PagerUp, C::PagerSearch, C::PagerSearchNext, C::PagerPageDown],
        Context::Guide => vec![C::Close],
        Context::Question => {
            let elsewhere = matches!(model.layers.last(), Some(Layer::Question(question)) if question.elsewhere);
            [C::Yes, C::No].into_iter().chain(elsewhere.then_some(C::SaveElsewhere)).collect()
        }
        Context::Check => {
            vec![C::Close, C::CheckVerified, C::CheckWrong, C::CheckEvidence, C::CheckAsked, C::CheckEdit, C::CheckDrop]
        }
        Context::Sides => {
            vec![C::SettleOurs, C::SettleTheirs, C::Close, C::SidesNext, C::SidesPrevious, C::SettleAllOurs, C::SettleAllTheirs]
        }
        Context::Walk => {
            // What needs a place is offered where there is one.
            let places = match model.layers.last() {
                Some(Layer::Walk(walk)) => walk.count_of_places(),
                _ => 0,
            };
            let accept = (places > 0).then_some(C::WalkAccept);
            let other = if places > 1 { vec![C::WalkNextPlace, C::WalkPreviousPlace] } else { Vec::new() };
            let answers = [C::WalkLeave, C::WalkCut, C::Close, C::WalkSelect];
            accept.into_iter().chain(answers).chain(other).chain([C::WalkNext, C::WalkPrevious]).collect()
        }
        Context::Comparison => {
            vec![C::FindingGo, C::FindingWrite, C::FindingWriteExact, C::Close, C::FindingWrong, C::FindingDown]
        }
        Context::Select => vec![
            C::AddClaim,
            C::GapNothing,
            C::Close,
            C::ObjectQuotation,
            C::ObjectSentence,
            C::SelectAnew,
            C::OtherEnd,
            C::Help,
            C::SelectCue,
            C::SelectSource,
            C::SelectOutlet,
            C::SelectContent,
            C::SelectMore,
            C::SplitClaim,
        ],
        Context::Spans => vec![
            C::SpansKeep,
            C::Close,
            C::WordForward,
            C::WordBack,
            C::OtherWordBack,
            C::NextPart,
            C::Help,
            C::SpansNext,
            C::SpansDrop,
            C::SpansKeepOn,
            C::OtherEnd,
            C::QuotationForward,
            C::SpansAdd,
        ],
        Context::Labels => vec![C::LabelsKeepOn, C::NextPart, C::Close, C::LabelsUndo, C::SpansAdd, C::SpansDrop],
        Context::Article | Context::Claims if model.reading_in_view().is_some() => {
            vec![
                C::Confirm,
                C::NextReading,
                C::PreviousReading,
                C::Close,
                C::SetSpeaker,
                C::EditSpans,
                C::Reject,
                C::Help,
                C::Quit,
            ]
        }
        Context::Article => in_article(model),
        _ => review(model),
    }
}

/// With the caret in the article: the claim under it, selecting, and the way back to the list.
fn in_article(model: &Model) -> Vec<Command> {
    use Command as C;
    let mut keys = vec![C::Select];
    if model.hand().is_some() {
        keys.extend([C::Confirm, C::Reject, C::NextReading, C::SetSpeaker, C::SetOutlets]);
    }
    keys.extend([C::Help, C::Quit, C::NextPane, C::WordForward, C::SentenceForward, C::ParagraphForward, C::Search]);
    keys.extend([C::FindLetter, C::Next, C::Palette]);
    keys
}

/// What an adjudicator needs: a version to take, the next one, what all agree on; then the keys of a review.
fn between(model: &Model) -> Vec<Command> {
    use Command as C;
    let takes = [C::TakeVersion1, C::TakeVersion2, C::TakeVersion3, C::TakeVersion4, C::TakeVersion5];
    let count = model.desk.adjudication.as_ref().map_or(0, |between| between.annotators.len());
    let mut keys: Vec<Command> = takes.into_iter().take(count).collect();
    keys.extend([C::Next, C::TakeAgreed]);
    keys.extend(review(model).into_iter().filter(|command| *command != C::Next));
    keys
}

fn review(model: &Model) -> Vec<Command> {
    use Command as C;
    let mut keys = Vec::new();
    let on_cast = model.panes.front == Front::Review && model.panes.tab != Tab::Claims;
    if on_cast && model.has_cast_in_hand() {
        keys.extend([C::Open, C::Merge, C::Rename, C::SplitOff, C::Kind]);
        if model.panes.tab == Tab::Speakers {
            keys.extend([C::Unnamed, C::Role]);
        }
        keys.extend([C::Mark, C::ShowClaims]);
    } else if on_cast {
        keys.push(C::ShowClaims);
    } else if model.hand().is_some() {
        keys.extend([C::Confirm, C::Reject, C::NextReading, C::SetSpeaker, C::SetOutlets]);
        if model.hand_is_decided() {
            keys.push(C::Undecide);
        }
    }
    let progress = model.desk.session.progress();
    if model.desk.session.is_contested() {
        keys.push(C::Conflicts);
    }
    if progress.lost > 0 || model.desk.questions() > 0 {
        keys.push(C::FindAgain);
    }
    keys.extend([C::Help, C::Quit, C::Next]);
    if model.desk.session.can_undo() {
        keys.push(C::Undo);
    }
    if !on_cast && model.hand().is_some() {
        keys.extend([C::EditSpans, C::Select]);
    }
    keys.extend([C::Search, C::Palette]);
    if !on_cast && model.hand().is_some() {
        keys.extend([C::Directness, C::Note, C::FactCheck, C::Flag]);
    }
    keys.push(C::NextPane);
    keys
}

/// Draws the footer.
pub fn view(model: &Model, canvas: &mut Canvas<'_>, area: Rect) {
    if area.is_empty() {
        return;
    }
    let ground = canvas.style(Meaning::Text);
    let status = Rect { height: 1, ..area };
    let both = area.height > 1;
    let said = !model.status.text.is_empty();
    let caption = match model.layers.last() {
        Some(layer) => layer.caption(),
        None => {
            let reading = model.reading_in_words().or_else(|| model.marked_in_words());
            reading.or_else(|| model.better_in_words()).unwrap_or_default()
        }
    };
    if !said && both && !caption.is_empty() {
        let style = ground.patch(canvas.style(Meaning::Status));
        canvas.put(status.x + 1.min(area.width), status.y, area.width.saturating_sub(2).max(1), &caption, style);
    }
    if said {
        let meaning = match model.status.tone {
            Tone::Plain => Meaning::Status,
            Tone::Warning => Meaning::Warning,
            Tone::Trouble => Meaning::Trouble,
        };
        let style = ground.patch(canvas.style(meaning));
        canvas.put(status.x + 1.min(area.width), status.y, area.width.saturating_sub(2).max(1), &model.status.text, style);
    }
    if both || !said {
        keys(model, canvas, Rect { y: area.bottom() - 1, height: 1, ..area }, both);
    }
}

/// What has a place even where little fits: how to go on looking, and how to leave.
fn essential(model: &Model, command: Command) -> bool {
    match command {
        Command::Help | Command::Quit | Command::Close => true,
        Command::NextPane => !model.frame().shows_both() || model.frame().detail.is_empty(),
        _ => false,
    }
}

/// Whole labels only, as many as fit, the essential ones first; `above`: whether a line for messages stands above.
fn keys(model: &Model, canvas: &mut Canvas<'_>, area: Rect, above: bool) {
    let ground = canvas.style(Meaning::Text);
    let key_style = ground.patch(canvas.style(Meaning::Key));
    let label_style = ground.patch(canvas.style(Meaning::Label));
    let mut x = area.x + u16::from(area.width > 8);
    let marked = model.panes.claims.marked.len();
    // Where there is no line above to say so.
    if marked > 0 && model.layers.is_empty() && !above {
        let style = ground.patch(canvas.style(Meaning::Warning));
        x += canvas.put(x, area.y, area.right().saturating_sub(x), &format!("{marked} marked"), style) + 2;
    }
    let gives = matches!(model.layers.last(), Some(Layer::Picker(picker)) if matches!(picker.purpose, Purpose::ApplyToAll(_)));
    // What acts on the marked claims says on how many.
    let bulk = if model.layers.is_empty() { model.marked_and_shown() } else { 0 };
    let label = |command: Command| match command.entry().label {
        _ if gives && command == Command::PickerTake => "give to the selected".to_owned(),
        label if bulk > 0 && command.is_for_marked() => format!("{label} {bulk}"),
        label => label.to_owned(),
    };
    let named = |command: Command| (command, model.look.keymap.shown(command), label(command));
    let all: Vec<_> = offered(model).into_iter().map(named).filter(|(_, key, _)| !key.is_empty()).collect();
    let width = |(_, key, label): &(Command, String, String)| visible::width(key) + visible::width(label) + 3;
    // The gap after the last one may hang over.
    let mut room = usize::from(area.right().saturating_sub(x)) + 2;
    let mut fits = vec![false; all.len()];
    for pass in [true, false] {
        for (place, entry) in all.iter().enumerate().filter(|(_, entry)| essential(model, entry.0) == pass) {
            let width = width(entry);
            if let Some(fits) = fits.get_mut(place).filter(|_| width <= room) {
                *fits = true;
                room -= width;
            }
        }
    }
    for (_, key, label) in all.iter().zip(fits).filter(|(_, fits)| *fits).map(|(entry, _)| entry) {
        x += canvas.put(x, area.y, area.right().saturating_sub(x), key, key_style) + 1;
        x += canvas.put(x, area.y, area.right().saturating_sub(x), label, label_style) + 2;
    }
}
