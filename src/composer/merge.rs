//! Settings of several parties as one tree: dictionaries are merged key by key, plain Django gives way, and where two
//! add-ons want different values for one key, that is a clash: the first one stays, and both are named.

use std::collections::BTreeMap;

use catalog::{AddonId, Contribution, Effect, Scope, Value};

use crate::composition::Origin;
use crate::facts::{Active, Facts};
use crate::order::Ordered;
use crate::placeholder::fill;
use crate::plan::Plan;
use crate::problem::Problem;
use crate::python::{Expression, string};
use crate::reading::Reading;

/// A part of a setting's path: a key of a dictionary, or a place in a list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    Key(String),
    Index(usize),
}

/// A setting or a part of one.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    /// A value, the import lines that it needs, whether it reads the environment, who wants it.
    Leaf { expression: Expression, imports: Vec<&'static str>, reads: bool, origins: Vec<Origin> },
    /// Parts.
    Branch(Vec<(Step, Node)>),
    /// An ordered list: its number among the lists, who brings its elements.
    List { number: usize, origins: Vec<Origin> },
    /// Nothing yet.
    Vacant,
}

/// The settings of one scope, in the order in which they are written.
#[derive(Debug, Default, Clone)]
pub(crate) struct Tree {
    pub(crate) roots: Vec<Root>,
}

/// A setting.
#[derive(Debug, Clone)]
pub(crate) struct Root {
    pub(crate) name: String,
    pub(crate) node: Node,
    /// Under whose heading it stands; none for plain Django's settings.
    pub(crate) section: Option<AddonId>,
}

/// All settings: those that apply always, in development, in production.
pub(crate) struct Settings {
    pub(crate) always: Tree,
    pub(crate) development: Tree,
    pub(crate) production: Tree,
}

/// Merges what takes effect.
pub(crate) fn settings(
    facts: &Facts<'_>,
    active: &[Active],
    lists: &[Ordered],
    reading: &mut Reading<'_>,
    problems: &mut Vec<Problem>,
) -> Settings {
    let plan = Plan::new(facts.catalog);
    let mut clashes = Clashes::default();
    let mut tree = |scope: Scope| {
        let mut tree = Tree::default();
        for active in active.iter().filter(|active| active.contribution.scope == scope) {
            if let Effect::Setting(setting) = &active.contribution.effect {
                let path = path(setting.name);
                insert_value(facts, &mut tree, &path, active, &setting.value, reading, &mut clashes);
            }
        }
        for (number, list) in lists.iter().enumerate() {
            let here = list.entries.iter().any(|entry| entry.scope == scope);
            let always = list.entries.iter().any(|entry| entry.scope == Scope::Always);
            if here && (scope == Scope::Always || !always) {
                let origins: Vec<Origin> = list.entries.iter().flat_map(|entry| entry.origins.clone()).collect();
                let node = Node::List { number, origins: origins.clone() };
                tree.insert(&path(list.name), node, &origins, &mut clashes);
            }
        }
        plan.arrange(&mut tree, facts);
        tree
    };
    let settings = Settings {
        always: tree(Scope::Always),
        development: tree(Scope::Development),
        production: tree(Scope::Production),
    };
    problems.extend(clashes.problems());
    settings
}

/// The steps of a dotted path; whole numbers lead into lists.
pub(crate) fn path(name: &str) -> Vec<Step> {
    name.split('.')
        .map(|part| match part.parse() {
            Ok(index) => Step::Index(index),
            Err(_) => Step::Key(part.to_owned()),
        })
        .collect()
}

fn insert_value(
    facts: &Facts<'_>,
    tree: &mut Tree,
    path: &[Step],
    active: &Active,
    value: &Value,
    reading: &mut Reading<'_>,
    clashes: &mut Clashes,
) {
    match value {
        Value::Dict(pairs) if !pairs.is_empty() => {
            for (key, value) in *pairs {
                let mut path = path.to_vec();
                path.push(Step::Key(fill(facts, active.by, key)));
                insert_value(facts, tree, &path, active, value, reading, clashes);
            }
        }
        value => {
            let (expression, imports) = reading.expression(active.by, value);
            let Contribution { because, source, .. } = *active.contribution;
            let by = active.by.map(|addon| addon.id);
            let origins = vec![Origin { by, because, source, placed_by: Vec::new() }];
            let leaf = Node::Leaf { expression, imports, reads: reads(value), origins: origins.clone() };
            tree.insert(path, leaf, &origins, clashes);
        }
    }
}

impl Tree {
    /// The parts that some add-on wants, or those that only plain Django does.
    pub(crate) fn parts(&self, of_addons: bool) -> Tree {
        let roots = self.roots.iter().filter_map(|root| {
            let node = part(&root.node, of_addons)?;
            Some(Root { node, ..root.clone() })
        });
        Tree { roots: roots.collect() }
    }

    /// The settings that only add-ons have, and these.
    pub(crate) fn among(&self, names: &[&str]) -> Tree {
        let alone = |root: &&Root| names.contains(&root.name.as_str()) || !parties(&root.node).contains(&None);
        Tree { roots: self.roots.iter().filter(alone).cloned().collect() }
    }

    /// The setting with this name.
    pub(crate) fn root(&self, name: &str) -> Option<&Root> {
        self.roots.iter().find(|root| root.name == name)
    }

    fn insert(&mut self, path: &[Step], node: Node, origins: &[Origin], clashes: &mut Clashes) {
        let Some((Step::Key(name), rest)) = path.split_first() else { return };
        let at = match self.roots.iter().position(|root| root.name == *name) {
            Some(at) => at,
            None => {
                let section = origins.first().and_then(|origin| origin.by);
                self.roots.push(Root { name: name.clone(), node: Node::Vacant, section });
                self.roots.len() - 1
            }
        };
        place(&mut self.roots[at].node, rest, node, &shown(path), clashes);
    }
}

/// Whether a value is read from the environment, in whole or in part.
fn reads(value: &Value) -> bool {
    match value {
        Value::Variable(_) => true,
        Value::List(values) | Value::Tuple(values) | Value::Set(values) => values.iter().any(reads),
        Value::Dict(pairs) => pairs.iter().any(|(_, value)| reads(value)),
        _ => false,
    }
}

/// Puts a node at the end of a path below another one.
fn place(at: &mut Node, rest: &[Step], node: Node, name: &str, clashes: &mut Clashes) {
    match rest.split_first() {
        None if matches!(at, Node::Vacant) => *at = node,
        Some((step, deeper)) if matches!(at, Node::Vacant | Node::Branch(_)) => {
            if matches!(at, Node::Vacant) {
                *at = Node::Branch(Vec::new());
            }
            let Node::Branch(children) = at else { return };
            let index = children.iter().position(|(known, _)| known == step).unwrap_or_else(|| {
                children.push((step.clone(), Node::Vacant));
                children.len() - 1
            });
            place(&mut children[index].1, deeper, node, name, clashes);
        }
        _ => contest(at, rest, node, name, clashes),
    }
}

/// Decides between what stands at a place and what wants to.
fn contest(at: &mut Node, rest: &[Step], node: Node, name: &str, clashes: &mut Clashes) {
    if let (Node::Leaf { expression, origins, .. }, Node::Leaf { expression: same, origins: more, .. }, []) =
        (&mut *at, &node, rest)
        && expression == same
    {
        for origin in more {
            if !origins.contains(origin) {
                origins.push(origin.clone());
            }
        }
        return;
    }
    let django = |node: &Node| parties(node).iter().all(Option::is_none);
    if django(at) && !django(&node) {
        // Plain Django gives way.
        *at = Node::Vacant;
        place(at, rest, node, name, clashes);
    } else if django(at) || !django(&node) {
        clashes.add(name, at, &node);
    }
}

fn part(node: &Node, of_addons: bool) -> Option<Node> {
    match node {
        Node::Branch(children) => {
            let children: Vec<(Step, Node)> =
                children.iter().filter_map(|(step, child)| Some((step.clone(), part(child, of_addons)?))).collect();
            (!children.is_empty()).then_some(Node::Branch(children))
        }
        _ => {
            let wanted = match node {
                // A list that plain Django has is plain Django's, whoever adds to it.
                Node::List { .. } => !parties(node).contains(&None),
                _ => parties(node).iter().any(Option::is_some),
            };
            (wanted == of_addons).then(|| node.clone())
        }
    }
}

/// Who put a node there, in order and each once.
pub(crate) fn parties(node: &Node) -> Vec<Option<AddonId>> {
    let mut found = Vec::new();
    collect(node, &mut |origin: &Origin| {
        if !found.contains(&origin.by) {
            found.push(origin.by);
        }
    });
    found
}

/// Visits the origins of a node and of all below it.
pub(crate) fn collect(node: &Node, visit: &mut dyn FnMut(&Origin)) {
    match node {
        Node::Vacant => {}
        Node::Leaf { origins, .. } | Node::List { origins, .. } => origins.iter().for_each(visit),
        Node::Branch(children) => children.iter().for_each(|(_, child)| collect(child, visit)),
    }
}

/// A path as Python reads it: `STORAGES["default"]`.
pub(crate) fn shown(path: &[Step]) -> String {
    let mut out = String::new();
    for step in path {
        match step {
            Step::Key(key) if out.is_empty() => out.push_str(key),
            Step::Key(key) => out.push_str(&format!("[{}]", string(key))),
            Step::Index(index) => out.push_str(&format!("[{index}]")),
        }
    }
    out
}

/// Different values for one place.
#[derive(Default)]
struct Clashes(BTreeMap<String, Vec<(Option<AddonId>, String)>>);

impl Clashes {
    fn add(&mut self, name: &str, old: &Node, new: &Node) {
        let claims = self.0.entry(name.to_owned()).or_default();
        for node in [old, new] {
            let text = match node {
                Node::Leaf { expression, .. } => expression.flat(),
                _ => "...".to_owned(),
            };
            for by in parties(node) {
                let claim = (by, text.clone());
                if !claims.contains(&claim) {
                    claims.push(claim);
                }
            }
        }
    }

    fn problems(self) -> impl Iterator<Item = Problem> {
        self.0.into_iter().map(|(setting, claims)| Problem::SettingClash { setting, claims })
    }
}
