//! Paragraphs made up by chance in which one or several people are quoted, with who says what.
//!
//! The same number gives the same article. Names, verbs, quotations and the order of things are drawn.

/// The kinds of paragraphs.
pub const KINDS: [Kind; 16] = [
    Kind::SaidAfterName,
    Kind::SaidBeforeName,
    Kind::NameFirst,
    Kind::Mixed,
    Kind::Questions,
    Kind::SeldomVerbs,
    Kind::Descriptions,
    Kind::Pronouns,
    Kind::Three,
    Kind::GoesOn,
    Kind::GoesOnWithCue,
    Kind::Interrupted,
    Kind::SingleMarks,
    Kind::Dialogue,
    Kind::LongQuotation,
    Kind::IndirectBefore,
];

/// What is special in an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// “…,” Ana Diaz said. “…,” Bo Lund said.
    SaidAfterName,
    /// “…,” said Ana Diaz. “…,” said Bo Lund.
    SaidBeforeName,
    /// Ana Diaz said: “….” Bo Lund said: “….”
    NameFirst,
    /// Any order for either.
    Mixed,
    /// “…?” Ana Diaz asked. “…,” Bo Lund answered.
    Questions,
    /// With verbs that are seldom used.
    SeldomVerbs,
    /// “…,” the baker said. “…,” said a bus driver.
    Descriptions,
    /// The second speaker is a pronoun.
    Pronouns,
    /// Three speakers in a paragraph.
    Three,
    /// “…,” Ana Diaz said. “….” “…,” Bo Lund said.
    GoesOn,
    /// “…,” Ana Diaz said. “…,” she added. “…,” Bo Lund said.
    GoesOnWithCue,
    /// “…,” Ana Diaz said, “….” “…,” Bo Lund said.
    Interrupted,
    /// ‘…,’ Ana Diaz said. ‘…,’ Bo Lund said.
    SingleMarks,
    /// Each turn in a paragraph of its own.
    Dialogue,
    /// A quotation that goes on in the next paragraph, then another speaker.
    LongQuotation,
    /// Ana Diaz said that …. “…,” Bo Lund said.
    IndirectBefore,
}

/// An article and what is said in it.
#[derive(Debug, Default)]
pub struct Made {
    /// The text.
    pub text: String,
    /// The statements in order.
    pub statements: Vec<Statement>,
}

/// What one person says in one go.
#[derive(Debug, Default)]
pub struct Statement {
    /// The words that name the person there.
    pub source: String,
    /// Byte ranges of the contents.
    pub content: Vec<(usize, usize)>,
    /// Whether the words are quoted.
    pub direct: bool,
}

const NAMES: [&str; 24] = [
    "Ana Diaz",
    "Bo Lund",
    "Carla Nyborg",
    "Dev Anand",
    "Esther Quill",
    "Farid Hosseini",
    "Greta Solberg",
    "Hugo Benn",
    "Ines Carvalho",
    "Jonas Keller",
    "Kofi Mensah",
    "Lena Farrow",
    "Mona Ferrand",
    "Nils Aker",
    "Olga Petrova",
    "Paul Zhou",
    "Rosa Marchetti",
    "Sam Whitlock",
    "Tara Finnegan",
    "Uma Iyer",
    "Victor Osei",
    "Wanda Kowal",
    "Yusuf Demir",
    "Zoe Tennant",
];
const DESCRIPTIONS: [&str; 14] = [
    "the baker",
    "a bus driver",
    "the harbour master",
    "the head teacher",
    "a neighbour",
    "the engineer",
    "a farmer",
    "the librarian",
    "the mayor's deputy",
    "a spokesman for the company",
    "one resident",
    "the union's secretary",
    "a retired nurse",
    "the captain",
];
const COMMON: [&str; 8] = ["said", "said", "said", "says", "added", "told reporters", "told the meeting", "explained"];
const SINGLE: [&str; 10] = ["said", "said", "said", "says", "added", "explained", "argued", "replied", "warned", "insisted"];
const SELDOM: [&str; 16] = [
    "muttered",
    "whispered",
    "sighed",
    "grumbled",
    "snapped",
    "retorted",
    "conceded",
    "quipped",
    "mused",
    "boasted",
    "pleaded",
    "murmured",
    "recalled",
    "joked",
    "shouted",
    "protested",
];
const ASKING: [&str; 4] = ["asked", "wanted to know", "wondered", "demanded"];
const QUOTED: [&str; 30] = [
    "The wall has leaked since the storm",
    "We have waited nine years for a bridge",
    "Nobody counted the crates",
    "It was never meant to carry a road",
    "The children walk an hour each way",
    "I would not drink from that well",
    "They closed the shop without a word",
    "There is still smoke coming out of the silo",
    "My father built that boat",
    "The pumps are forty years old",
    "You can see the cracks from the ferry",
    "We will read the paper first",
    "It costs more than the whole harvest",
    "The bees came back in spring",
    "She rang the bell at noon",
    "The trams are full by seven",
    "All of us signed the letter",
    "The tide does not wait for the council",
    "We paid for the roof twice",
    "That field floods every winter",
    "The lamps went out one by one",
    "Half the seats were empty",
    "He left the keys on the counter",
    "They promised a doctor for the island",
    "The road is as safe as it was",
    "I sold the last of the sheep",
    "The school needs a new boiler",
    "We only heard about it on the radio",
    "The old mill can be mended",
    "It smells of tar all summer",
];
const ASKED: [&str; 8] = [
    "Who pays for the gate",
    "Why was the bell taken down",
    "Where do the buses go in winter",
    "Is the water safe",
    "What became of the money",
    "When will the ferry sail again",
    "Do you want the truth",
    "How many boats are left",
];
const REPORTED: [&str; 8] = [
    "the gate would stay shut until spring",
    "the bill came in May",
    "two more wells had been found",
    "the fee would rise by a tenth",
    "the boats were late again",
    "the roof had to be mended first",
    "no crates were missing",
    "the clinic would open on Mondays",
];
const BETWEEN: [&str; 10] = [
    "The council met on Monday evening in the old school.",
    "Some forty people came to the harbour.",
    "The mill stands where the river bends.",
    "Rain had fallen for three days.",
    "The vote is planned for next month.",
    "Buses to the valley run four times a day.",
    "The old ferry was built in 1962.",
    "The market opens at six.",
    "Two lanes of the road are closed.",
    "The village has a church, a shop and a pond.",
];
const HEADLINES: [&str; 6] = [
    "Row over the harbour wall",
    "A bridge for the valley",
    "Long night in the old school",
    "The mill and the river",
    "Ferry fares",
    "A well runs dry",
];

/// Numbers by chance (SplitMix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn pick<'l>(&mut self, list: &[&'l str]) -> &'l str {
        list[self.below(list.len())]
    }

    /// `count` different entries.
    fn several<'l>(&mut self, list: &[&'l str], count: usize) -> Vec<&'l str> {
        let mut order: Vec<usize> = (0..list.len()).collect();
        for at in 0..count {
            let other = at + self.below(order.len() - at);
            order.swap(at, other);
        }
        order[..count].iter().map(|at| list[*at]).collect()
    }
}

/// Where the words of speech are.
#[derive(Clone, Copy)]
enum Order {
    AfterName,
    BeforeName,
    NameFirst,
}

struct Maker {
    made: Made,
    chance: Chance,
    open: &'static str,
    close: &'static str,
    quotations: Vec<&'static str>,
}

impl Maker {
    fn add(&mut self, words: &str) -> (usize, usize) {
        let start = self.made.text.len();
        self.made.text += words;
        (start, self.made.text.len())
    }

    fn gap(&mut self) {
        self.add(" ");
    }

    /// A quotation that the article does not have yet.
    fn quote(&mut self, words: &str, end: &str) -> (usize, usize) {
        let (open, close) = (self.open, self.close);
        self.add(&format!("{open}{words}{end}{close}"))
    }

    fn fresh(&mut self) -> &'static str {
        self.quotations.pop().unwrap_or("It is so")
    }

    fn say(&mut self, who: &str, verb: &str, order: Order) {
        let words = self.fresh();
        self.put(words, ",", who, verb, order);
    }

    fn ask(&mut self, who: &str, verb: &str, order: Order) {
        let words = self.chance.pick(&ASKED);
        self.put(words, "?", who, verb, order);
    }

    fn put(&mut self, words: &str, end: &str, who: &str, verb: &str, order: Order) {
        let content = match order {
            Order::NameFirst => {
                let mut letters = who.chars();
                let who: String = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
                self.add(&format!("{who} {verb}: "));
                self.quote(words, if end == "," { "." } else { end })
            }
            Order::AfterName => {
                let content = self.quote(words, end);
                self.add(&format!(" {who} {verb}."));
                content
            }
            Order::BeforeName => {
                let content = self.quote(words, end);
                self.add(&format!(" {verb} {who}."));
                content
            }
        };
        self.made.statements.push(Statement { source: who.to_owned(), content: vec![content], direct: true });
    }

    /// Another quotation of the person who spoke last.
    fn goes_on(&mut self) {
        self.gap();
        let words = self.fresh();
        let content = self.quote(words, ".");
        if let Some(last) = self.made.statements.last_mut() {
            last.content.push(content);
        }
    }

    fn order(&mut self) -> Order {
        [Order::AfterName, Order::BeforeName, Order::NameFirst][self.chance.below(3)]
    }
}

/// Article `number` of a kind.
pub fn article(kind: Kind, number: u64) -> Made {
    let place = KINDS.iter().position(|known| *known == kind).unwrap_or_default() as u64;
    let mut chance = Chance(number.wrapping_mul(1009).wrapping_add(place));
    let quotations = chance.several(&QUOTED, 8);
    let (open, close) = match kind {
        Kind::SingleMarks if chance.below(2) == 0 => ("'", "'"),
        Kind::SingleMarks => ("‘", "’"),
        _ if chance.below(3) == 0 => ("\"", "\""),
        _ => ("“", "”"),
    };
    let mut maker = Maker { made: Made::default(), chance, open, close, quotations };
    let headline = maker.chance.pick(&HEADLINES);
    let between = maker.chance.several(&BETWEEN, 3);
    maker.add(&format!("{headline}\n\n{} {}\n\n", between[0], between[1]));
    let names = maker.chance.several(&NAMES, 3);
    paragraph(&mut maker, kind, &names);
    maker.add(&format!("\n\n{}\n", between[2]));
    maker.made
}

fn paragraph(maker: &mut Maker, kind: Kind, names: &[&str]) {
    let verb = |maker: &mut Maker| maker.chance.pick(&COMMON);
    let single = |maker: &mut Maker| maker.chance.pick(&SINGLE);
    match kind {
        Kind::SaidAfterName | Kind::NameFirst => {
            let order = if kind == Kind::NameFirst { Order::NameFirst } else { Order::AfterName };
            for (index, name) in names.iter().take(2).enumerate() {
                if index > 0 {
                    maker.gap();
                }
                let verb = verb(maker);
                maker.say(name, verb, order);
            }
        }
        Kind::SaidBeforeName => {
            let verb = single(maker);
            maker.say(names[0], verb, Order::BeforeName);
            maker.gap();
            let verb = single(maker);
            maker.say(names[1], verb, Order::BeforeName);
        }
        Kind::Mixed | Kind::SingleMarks | Kind::Three => {
            let count = if kind == Kind::Three { 3 } else { 2 };
            for (index, name) in names.iter().take(count).enumerate() {
                if index > 0 {
                    maker.gap();
                }
                let (verb, order) = (single(maker), maker.order());
                maker.say(name, verb, order);
            }
        }
        Kind::Questions => {
            let verb = maker.chance.pick(&ASKING);
            maker.ask(names[0], verb, Order::AfterName);
            maker.gap();
            let order = maker.order();
            let verb = maker.chance.pick(&["said", "answered", "replied"]);
            maker.say(names[1], verb, order);
        }
        Kind::SeldomVerbs => {
            for (index, name) in names.iter().take(2).enumerate() {
                if index > 0 {
                    maker.gap();
                }
                let (verb, order) = (maker.chance.pick(&SELDOM), maker.chance.below(2));
                maker.say(name, verb, [Order::AfterName, Order::BeforeName][order]);
            }
        }
        Kind::Descriptions => {
            let who = maker.chance.several(&DESCRIPTIONS, 2);
            for (index, who) in who.into_iter().enumerate() {
                if index > 0 {
                    maker.gap();
                }
                let (verb, order) = (single(maker), maker.order());
                maker.say(who, verb, order);
            }
        }
        Kind::Pronouns => {
            maker.add(&format!("{} has kept the mill for years. ", names[0]));
            let pronoun = maker.chance.pick(&["he", "she"]);
            let verb = single(maker);
            maker.say(pronoun, verb, Order::AfterName);
            maker.gap();
            let (verb, order) = (single(maker), maker.order());
            maker.say(names[1], verb, order);
        }
        Kind::GoesOn | Kind::GoesOnWithCue => {
            let (verb, order) = (single(maker), maker.chance.below(2));
            maker.say(names[0], verb, [Order::AfterName, Order::BeforeName][order]);
            if kind == Kind::GoesOn {
                maker.goes_on();
            } else {
                maker.gap();
                let verb = maker.chance.pick(&["added", "said", "went on"]);
                let pronoun = maker.chance.pick(&["he", "she"]);
                maker.say(pronoun, verb, Order::AfterName);
            }
            maker.gap();
            let (verb, order) = (single(maker), maker.order());
            maker.say(names[1], verb, order);
        }
        Kind::Interrupted => {
            let (first, second, verb) = (maker.fresh(), maker.fresh(), single(maker));
            let one = maker.quote(first, ",");
            maker.add(&format!(" {} {verb}, ", names[0]));
            let two = maker.quote(&format!("and {}", second.replacen(char::is_uppercase, &second[..1].to_lowercase(), 1)), ".");
            maker.made.statements.push(Statement { source: names[0].to_owned(), content: vec![one, two], direct: true });
            maker.gap();
            let (verb, order) = (single(maker), maker.order());
            maker.say(names[1], verb, order);
        }
        Kind::Dialogue => {
            for index in 0..4 {
                if index > 0 {
                    maker.add("\n\n");
                }
                let order = maker.chance.below(2);
                let verb = single(maker);
                maker.say(names[index % 2], verb, [Order::AfterName, Order::BeforeName][order]);
                if maker.chance.below(3) == 0 {
                    maker.goes_on();
                }
            }
        }
        Kind::LongQuotation => {
            let verb = single(maker);
            maker.say(names[0], verb, Order::AfterName);
            maker.gap();
            let (open, second, third) = (maker.open, maker.fresh(), maker.fresh());
            let begun = maker.add(&format!("{open}{second}."));
            maker.add("\n\n");
            let ended = maker.quote(third, ".");
            if let Some(last) = maker.made.statements.last_mut() {
                last.content.extend([begun, ended]);
            }
            maker.add("\n\n");
            let (verb, order) = (single(maker), maker.order());
            maker.say(names[1], verb, order);
        }
        Kind::IndirectBefore => {
            let words = maker.chance.pick(&REPORTED);
            let verb = maker.chance.pick(&["said", "explained", "warned", "insisted"]);
            maker.add(&format!("{} {verb} ", names[0]));
            let content = maker.add(&format!("that {words}"));
            maker.add(". ");
            maker.made.statements.push(Statement { source: names[0].to_owned(), content: vec![content], direct: false });
            let (verb, order) = (single(maker), maker.order());
            maker.say(names[1], verb, order);
        }
    }
}
