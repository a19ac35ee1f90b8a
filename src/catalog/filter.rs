//! Which add-ons are shown, and in which order: choices widen inside their group and narrow between groups.

use std::collections::BTreeSet;

use crate::{
    Addon, Answer, AsyncSupport, Catalog, Localized, Stack, StatusWord, TagGroup, TagId,
    sorting::{set, sort_by_key},
};

/// Something that an add-on has or has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Choice {
    /// This tag.
    Tag(TagId),
    /// This answer to the reader's own stack.
    Fits(Answer),
    /// This status.
    Status(StatusWord),
    /// Whether it needs a service.
    Service(bool),
    /// Whether it adds tables to the database.
    Tables(bool),
    /// Whether it belongs into development only.
    DevOnly(bool),
    /// This behaviour under ASGI.
    Async(AsyncSupport),
}

impl Choice {
    /// The key that stands in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Choice::Tag(tag) => tag.0,
            other => {
                let mut known = facets().flat_map(|(_, choices)| *choices);
                known.find(|(_, choice)| *choice == other).map_or("", |(key, _)| key)
            }
        }
    }

    /// Whether the add-on has it, given the answer to the reader's stack.
    fn holds(self, addon: &Addon, answer: Option<Answer>) -> bool {
        match self {
            Choice::Tag(tag) => addon.tags.contains(&tag),
            Choice::Fits(wanted) => answer == Some(wanted),
            Choice::Status(word) => addon.status.word == word,
            Choice::Service(needs) => addon.footprint.services.is_empty() != needs,
            // Not measured: it has neither.
            Choice::Tables(adds) => addon.footprint.measured.is_some_and(|measured| (measured.tables > 0) == adds),
            Choice::DevOnly(only) => addon.dev_only == only,
            Choice::Async(support) => addon.footprint.asynchronous == support,
        }
    }
}

/// Choices that answer the same question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The key, unique among groups; also the name of its parameter in addresses, but for tags, which share one.
    pub key: &'static str,
    /// What readers see above it, where the content says so.
    pub label: Option<Localized>,
    /// The choices, in reading order.
    pub choices: Vec<Choice>,
}

/// Query parameter: the chosen tags of all groups.
pub const TAGS: &str = "tags";

/// A group by what add-ons are: its key, and its choices with theirs, as they stand in addresses.
type Facet = (&'static str, &'static [(&'static str, Choice)]);

/// Whether it works with the reader's stack. Not asked where that is empty.
const FITS: Facet = (
    "fits",
    &[
        ("yes", Choice::Fits(Answer::Works)),
        ("remark", Choice::Fits(Answer::Remark)),
        ("unknown", Choice::Fits(Answer::Unknown)),
        ("no", Choice::Fits(Answer::Fails)),
    ],
);

const FACETS: [Facet; 5] = [
    (
        "status",
        &[
            ("active", Choice::Status(StatusWord::Active)),
            ("stable", Choice::Status(StatusWord::Stable)),
            ("slow", Choice::Status(StatusWord::Slow)),
            ("moving", Choice::Status(StatusWord::Moving)),
            ("at-risk", Choice::Status(StatusWord::AtRisk)),
            ("archived", Choice::Status(StatusWord::Archived)),
        ],
    ),
    ("service", &[("no", Choice::Service(false)), ("yes", Choice::Service(true))]),
    ("tables", &[("no", Choice::Tables(false)), ("yes", Choice::Tables(true))]),
    ("dev", &[("no", Choice::DevOnly(false)), ("yes", Choice::DevOnly(true))]),
    (
        "async",
        &[
            ("yes", Choice::Async(AsyncSupport::Yes)),
            ("partly", Choice::Async(AsyncSupport::Partly)),
            ("no", Choice::Async(AsyncSupport::SyncOnly)),
        ],
    ),
];

/// All groups in reading order: the first group of tags says what an add-on is for, so it comes before what it is like,
/// the other tags after that.
pub fn groups(catalog: &Catalog, stack: &Stack) -> Vec<Group> {
    let tags = |group: &TagGroup| Group {
        key: group.key,
        label: Some(group.label),
        choices: group.tags.iter().map(|tag| Choice::Tag(tag.id)).collect(),
    };
    let facet = |(key, choices): &Facet| Group {
        key,
        label: None,
        choices: choices.iter().map(|(_, choice)| *choice).collect(),
    };
    let mut groups = Vec::new();
    if !stack.is_empty() {
        groups.push(facet(&FITS));
    }
    let first = catalog.tag_groups.len().min(1);
    groups.extend(catalog.tag_groups[..first].iter().map(tags));
    groups.extend(FACETS.iter().map(facet));
    groups.extend(catalog.tag_groups[first..].iter().map(tags));
    groups
}

/// What the reader asked to see. The default shows everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// What is chosen.
    pub chosen: BTreeSet<Choice>,
}

impl Filter {
    /// The filter that an address describes, given its parameters: keys with commas between. Unknown keys are left out.
    pub fn parse(catalog: &Catalog, parameter: impl Fn(&str) -> String) -> Filter {
        let mut filter = Filter::default();
        filter
            .chosen
            .extend(parameter(TAGS).split(',').filter_map(|key| catalog.tag(key)).map(|tag| Choice::Tag(tag.id)));
        for (name, choices) in facets() {
            let wanted = parameter(name);
            let found = wanted.split(',').filter_map(|key| choices.iter().find(|(own, _)| *own == key));
            filter.chosen.extend(found.map(|(_, choice)| *choice));
        }
        filter
    }

    /// The parameters that [`Filter::parse`] reads, with their values.
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        let tags = self.chosen.iter().filter_map(|choice| match choice {
            Choice::Tag(tag) => Some(tag.0),
            _ => None,
        });
        let mut parameters = vec![(TAGS, tags.collect::<Vec<_>>().join(","))];
        for (name, choices) in facets() {
            let keys = choices.iter().filter(|(_, choice)| self.chosen.contains(choice)).map(|(key, _)| *key);
            parameters.push((name, keys.collect::<Vec<_>>().join(",")));
        }
        parameters
    }

    /// Chooses, or no longer.
    pub fn toggle(&mut self, choice: Choice) {
        if !self.chosen.remove(&choice) {
            self.chosen.insert(choice);
        }
    }

    /// Whether nothing is chosen.
    pub fn is_empty(&self) -> bool {
        self.chosen.is_empty()
    }

    /// The add-ons that are shown, in catalogue order: of each group with something chosen, they have at least one.
    pub fn shown(&self, catalog: &Catalog, stack: &Stack) -> Vec<&'static Addon> {
        let groups = groups(catalog, stack);
        let kept = catalog.addons.iter().filter(|addon| {
            let answer = stack.answer(catalog, addon);
            !groups.iter().any(|group| self.refuses(group, addon, answer))
        });
        kept.collect()
    }

    /// How many add-ons each choice of [`groups`] would show next to what the *other* groups let through. So a first
    /// choice in a group does not make its neighbours vanish.
    pub fn counts(&self, catalog: &Catalog, stack: &Stack) -> Vec<(Choice, usize)> {
        let groups = groups(catalog, stack);
        let choices = groups.iter().enumerate().flat_map(|(at, group)| group.choices.iter().map(move |it| (at, *it)));
        let mut counts: Vec<(usize, Choice, usize)> = choices.map(|(at, choice)| (at, choice, 0)).collect();
        for addon in catalog.addons {
            let answer = stack.answer(catalog, addon);
            let refusing = set((0..groups.len()).filter(|at| self.refuses(&groups[*at], addon, answer)));
            for (at, choice, count) in &mut counts {
                let alone = refusing.len() == usize::from(refusing.contains(at));
                *count += usize::from(alone && choice.holds(addon, answer));
            }
        }
        counts.into_iter().map(|(_, choice, count)| (choice, count)).collect()
    }

    /// Whether something of the group is chosen and the add-on has none of it.
    fn refuses(&self, group: &Group, addon: &Addon, answer: Option<Answer>) -> bool {
        let mut chosen = group.choices.iter().filter(|choice| self.chosen.contains(choice)).peekable();
        chosen.peek().is_some() && !chosen.any(|choice| choice.holds(addon, answer))
    }
}

fn facets() -> impl Iterator<Item = &'static Facet> {
    [&FITS].into_iter().chain(&FACETS)
}

/// The order of the cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// By name.
    #[default]
    Name,
    /// The most alive first.
    Status,
    /// The easiest to leave first, then the quickest to set up.
    Footprint,
}

impl Order {
    /// All orders, the default first.
    pub const ALL: [Order; 3] = [Order::Name, Order::Status, Order::Footprint];

    /// The key that stands in addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Order::Name => "name",
            Order::Status => "status",
            Order::Footprint => "footprint",
        }
    }

    /// The order with this key; the default where there is none.
    pub fn from_key(key: &str) -> Order {
        Order::ALL.into_iter().find(|order| order.key() == key).unwrap_or_default()
    }

    /// Sorts add-ons that come in catalogue order; equals keep that order.
    pub fn sort(self, addons: &mut [&'static Addon]) {
        match self {
            Order::Name => {}
            Order::Status => sort_by_key(addons, |addon| addon.status.word),
            Order::Footprint => sort_by_key(addons, |addon| (addon.footprint.exit, addon.footprint.minutes)),
        }
    }
}
