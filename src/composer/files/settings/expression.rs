//! Settings as expressions: a tree of parts with their origins becomes a dictionary, a list, a value.

use catalog::Scope;

use crate::composition::Origin;
use crate::merge::{Node, Step, Tree, collect};
use crate::order::Ordered;
use crate::python::{Expression, Imports, Item, string};

pub(crate) fn tree_imports(tree: &Tree, imports: &mut Imports) {
    for root in &tree.roots {
        node_imports(&root.node, imports);
    }
}

fn node_imports(node: &Node, imports: &mut Imports) {
    match node {
        Node::Leaf { imports: lines, origins, .. } => imports.add_all(lines, origins),
        Node::Branch(children) => children.iter().for_each(|(_, child)| node_imports(child, imports)),
        Node::List { .. } | Node::Vacant => {}
    }
}

pub(crate) fn reads(node: &Node) -> bool {
    match node {
        Node::Leaf { reads, .. } => *reads,
        Node::Branch(children) => children.iter().any(|(_, child)| reads(child)),
        Node::List { .. } | Node::Vacant => false,
    }
}

/// The origins that all parts of a setting have in common; none where they differ, and for lists, whose elements have
/// their own.
pub(crate) fn uniform(node: &Node) -> Option<Vec<Origin>> {
    match node {
        Node::Leaf { origins, .. } => Some(origins.clone()),
        Node::List { .. } | Node::Vacant => None,
        Node::Branch(children) => {
            let mut all = children.iter().map(|(_, child)| uniform(child));
            let first = all.next()??;
            all.all(|next| next.as_ref() == Some(&first)).then_some(first)
        }
    }
}

/// A setting as an expression, with all its origins. Parts that have reasons of their own keep them.
pub(crate) fn expression(node: &Node, lists: &[Ordered]) -> (Expression, Vec<Origin>) {
    let mut origins: Vec<Origin> = Vec::new();
    collect(node, &mut |origin| {
        let plain = Origin { placed_by: Vec::new(), ..origin.clone() };
        if !origins.contains(&plain) {
            origins.push(plain);
        }
    });
    (convert(node, lists, uniform(node).is_some()), origins)
}

fn convert(node: &Node, lists: &[Ordered], explained: bool) -> Expression {
    match node {
        Node::Leaf { expression, .. } => expression.clone(),
        Node::Vacant => Expression::Code("None".to_owned()),
        Node::List { number, .. } => {
            let entries = lists[*number].entries.iter();
            let always = entries.clone().any(|entry| entry.scope == Scope::Always);
            let items = entries
                .filter(|entry| !always || entry.scope == Scope::Always)
                .map(|entry| Item {
                    origins: entry.origins.clone(),
                    ..Item::new(Expression::Code(string(entry.value)))
                })
                .collect();
            Expression::Group { brackets: ('[', ']'), items, tall: true }
        }
        Node::Branch(children) => {
            let list = children.iter().all(|(step, _)| matches!(step, Step::Index(_)));
            let items = children
                .iter()
                .map(|(step, child)| {
                    let common = if explained { None } else { uniform(child) };
                    Item {
                        key: match step {
                            Step::Key(key) => Some(string(key)),
                            Step::Index(index) if !list => Some(index.to_string()),
                            Step::Index(_) => None,
                        },
                        value: convert(child, lists, explained || common.is_some()),
                        origins: common.unwrap_or_default(),
                    }
                })
                .collect();
            Expression::Group { brackets: if list { ('[', ']') } else { ('{', '}') }, items, tall: false }
        }
    }
}
