//! The order of list settings such as `MIDDLEWARE`.
//!
//! Elements are sorted once over everything that the whole catalog could put into a list (Kahn's algorithm; where the
//! rules leave a choice: plain Django's order, then catalogue order, then the order of declaration, what is for
//! development only at the end; what an element waits for comes directly before it), and then those that
//! are not chosen are left out. So adding an add-on never moves the lines of the others. Only where the rules of the
//! whole catalog contradict each other are the chosen elements sorted by themselves; contradictions among those are
//! problems, each with its shortest loop, of which one rule is not followed.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use catalog::{AddonId, Catalog, Contribution, Effect, Entry, Localized, Precedence, Scope, sorting};

use crate::composition::{Claim, Listed, Origin};
use crate::facts::Active;
use crate::problem::Problem;

/// A list setting in order.
pub(crate) struct Ordered {
    /// The path of the setting.
    pub(crate) name: &'static str,
    /// Its elements.
    pub(crate) entries: Vec<Placed>,
}

impl Ordered {
    /// The list for those who look at a composition.
    pub(crate) fn listed(self) -> Listed {
        let entries = self.entries.into_iter().map(|entry| (entry.value, entry.scope, entry.origins)).collect();
        Listed { name: self.name, entries }
    }
}

/// An element of a list setting.
pub(crate) struct Placed {
    pub(crate) value: &'static str,
    pub(crate) scope: Scope,
    pub(crate) origins: Vec<Origin>,
}

/// An element that could stand in a list: who brings it, its rules.
struct Candidate {
    by: Option<AddonId>,
    entry: &'static Entry,
    scope: Scope,
}

/// Puts all lists in order.
pub(crate) fn lists(catalog: &Catalog, active: &[Active], problems: &mut Vec<Problem>) -> Vec<Ordered> {
    let mut chosen: BTreeMap<&'static str, Vec<(&Active, &'static Entry)>> = BTreeMap::new();
    for active in active {
        if let Effect::Entry(entry) = &active.contribution.effect {
            chosen.entry(entry.list).or_default().push((active, entry));
        }
    }
    let mut possible: BTreeMap<&'static str, Vec<Candidate>> = BTreeMap::new();
    let mut collect = |by: Option<AddonId>, contributions: &'static [Contribution]| {
        for contribution in contributions {
            if let Effect::Entry(entry) = &contribution.effect
                && chosen.contains_key(entry.list)
            {
                let scope = contribution.scope;
                possible.entry(entry.list).or_default().push(Candidate { by, entry, scope });
            }
        }
    };
    collect(None, catalog.base);
    for addon in catalog.addons {
        collect(Some(addon.id), addon.contributions);
    }
    chosen.into_iter().map(|(name, chosen)| list(name, &chosen, &possible[name], problems)).collect()
}

fn list(
    name: &'static str,
    chosen: &[(&Active, &'static Entry)],
    possible: &[Candidate],
    problems: &mut Vec<Problem>,
) -> Ordered {
    let own: Vec<Candidate> = chosen
        .iter()
        .map(|(active, entry)| {
            let (by, scope) = (active.by.map(|addon| addon.id), active.contribution.scope);
            Candidate { by, entry, scope }
        })
        .collect();
    let claims = claims(&own);
    let everything = Graph::new(possible, &self::claims(possible));
    let sorted = match everything.sorted() {
        Ok(values) => values,
        Err(_) => {
            let (values, cycles) = Graph::new(&own, &claims).sorted_at_any_cost();
            for (cycle, dropped) in cycles {
                let parties = parties(&own, &cycle);
                problems.push(Problem::OrderCycle { list: name, cycle, dropped, parties });
            }
            values
        }
    };
    let mut entries = Vec::new();
    for value in sorted {
        let here: Vec<_> = chosen.iter().filter(|(_, entry)| entry.value == value).collect();
        let Some((first, _)) = here.first() else { continue };
        let scope = if here.iter().all(|(active, _)| active.contribution.scope == first.contribution.scope) {
            first.contribution.scope
        } else {
            Scope::Always
        };
        entries.push(Placed { value, scope, origins: origins(value, &here, &claims) });
    }
    Ordered { name, entries }
}

/// The add-ons without which a loop would not be: those that ask for its rules, and those that bring its elements where
/// plain Django does not.
fn parties(candidates: &[Candidate], cycle: &[Claim]) -> Vec<AddonId> {
    let asking = cycle.iter().filter_map(|claim| claim.by);
    let bringing = cycle.iter().flat_map(|claim| {
        let here = || candidates.iter().filter(|candidate| candidate.entry.value == claim.precedence.first);
        let django = here().any(|candidate| candidate.by.is_none());
        here().filter(move |_| !django).filter_map(|candidate| candidate.by)
    });
    let mut parties: Vec<AddonId> = Vec::new();
    for party in asking.chain(bringing) {
        if !parties.contains(&party) {
            parties.push(party);
        }
    }
    parties
}

/// Who put an element into the list, with the rules among the chosen ones that fix its place: each party's own, and
/// with the first party those that others have about it.
fn origins(value: &str, here: &[&(&Active, &'static Entry)], claims: &[Claim]) -> Vec<Origin> {
    let parties: Vec<Option<AddonId>> = here.iter().map(|(active, _)| active.by.map(|addon| addon.id)).collect();
    let about: Vec<&Claim> = claims
        .iter()
        .filter(|claim| !claim.precedence.because.en.is_empty())
        .filter(|claim| claim.precedence.first == value || claim.precedence.then == value)
        .collect();
    let mut origins: Vec<Origin> = Vec::new();
    for (i, (active, _)) in here.iter().enumerate() {
        let by = parties[i];
        let placed_by = about
            .iter()
            .filter(|claim| if i == 0 { claim.by == by || !parties.contains(&claim.by) } else { claim.by == by })
            .map(|claim| **claim)
            .collect();
        let Contribution { because, source, .. } = *active.contribution;
        let origin = Origin { by, because, source, placed_by };
        if !origins.contains(&origin) {
            origins.push(origin);
        }
    }
    origins
}

/// The rules between elements that are there: what add-ons ask for, and that plain Django's elements stand in the
/// order in which they are written.
fn claims(candidates: &[Candidate]) -> Vec<Claim> {
    let values = sorting::set(candidates.iter().map(|candidate| candidate.entry.value));
    let mut claims: Vec<Claim> = Vec::new();
    let mut base: Vec<&'static str> = Vec::new();
    for candidate in candidates.iter().filter(|candidate| candidate.by.is_none()) {
        if !base.contains(&candidate.entry.value) {
            base.push(candidate.entry.value);
        }
    }
    for pair in base.windows(2) {
        let (first, then) = (pair[0], pair[1]);
        let precedence = Precedence { first, then, because: Localized::default(), source: "" };
        claims.push(Claim { by: None, precedence });
    }
    for Candidate { by, entry, .. } in candidates {
        for precedence in entry.order {
            let claim = Claim { by: *by, precedence: *precedence };
            let known = values.contains(precedence.first) && values.contains(precedence.then);
            if known && !claims.contains(&claim) {
                claims.push(claim);
            }
        }
    }
    claims
}

/// Elements and the rules between them. Elements are numbered by preference: a smaller number stands earlier where the
/// rules leave a choice.
struct Graph {
    values: Vec<&'static str>,
    /// From, to, who asks.
    edges: Vec<(usize, usize, Claim)>,
}

impl Graph {
    fn new(candidates: &[Candidate], claims: &[Claim]) -> Graph {
        let mut values: Vec<&'static str> = Vec::new();
        // What is for development only comes last where it may, so that it can be added at the end.
        for development in [false, true] {
            for candidate in candidates.iter().filter(|it| (it.scope == Scope::Development) == development) {
                if !values.contains(&candidate.entry.value) {
                    values.push(candidate.entry.value);
                }
            }
        }
        let place = sorting::map(values.iter().enumerate().map(|(at, value)| (*value, at)));
        let edges =
            claims.iter().map(|claim| (place[claim.precedence.first], place[claim.precedence.then], *claim)).collect();
        Graph { values, edges }
    }

    /// The elements in order, or those that a loop keeps from being placed.
    fn sorted(&self) -> Result<Vec<&'static str>, BTreeSet<usize>> {
        let mut waits_for = vec![0_usize; self.values.len()];
        for (_, to, _) in &self.edges {
            waits_for[*to] += 1;
        }
        let urgency = self.urgency();
        let free = (0..self.values.len()).filter(|at| waits_for[*at] == 0);
        let mut ready = sorting::set(free.map(|at| (urgency[at], at)));
        let mut left = sorting::set(0..self.values.len());
        let mut sorted = Vec::with_capacity(self.values.len());
        while let Some((_, at)) = ready.pop_first() {
            left.remove(&at);
            sorted.push(self.values[at]);
            for (_, to, _) in self.edges.iter().filter(|(from, _, _)| *from == at) {
                waits_for[*to] -= 1;
                if waits_for[*to] == 0 {
                    ready.insert((urgency[*to], *to));
                }
            }
        }
        if left.is_empty() { Ok(sorted) } else { Err(left) }
    }

    /// For each element the smallest number among itself and all that must stand behind it: what an early element
    /// waits for is early too. Else `A` before plain Django's last app would push that app behind all add-ons.
    fn urgency(&self) -> Vec<usize> {
        let mut urgency: Vec<usize> = (0..self.values.len()).collect();
        for _ in 0..self.values.len() {
            let mut changed = false;
            for (from, to, _) in &self.edges {
                if urgency[*to] < urgency[*from] {
                    urgency[*from] = urgency[*to];
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
        urgency
    }

    /// The elements in order, with the loops that were broken for it and the rule that was dropped from each.
    fn sorted_at_any_cost(mut self) -> (Vec<&'static str>, Vec<(Vec<Claim>, Claim)>) {
        let mut broken = Vec::new();
        loop {
            match self.sorted() {
                Ok(values) => return (values, broken),
                Err(left) => {
                    let cycle = self.shortest_cycle(&left);
                    // The rule of the latest add-on of the catalogue gives way; plain Django's order last of all.
                    let Some(&dropped) = cycle.iter().max_by_key(|edge| (self.edges[**edge].2.by.is_some(), **edge))
                    else {
                        return (self.values, broken);
                    };
                    let claims = cycle.iter().map(|edge| self.edges[*edge].2).collect();
                    broken.push((claims, self.edges[dropped].2));
                    self.edges.remove(dropped);
                }
            }
        }
    }

    /// The edges of the shortest loop among some elements; of equally short ones the one that is found first.
    fn shortest_cycle(&self, among: &BTreeSet<usize>) -> Vec<usize> {
        let mut shortest: Vec<usize> = Vec::new();
        for &start in among {
            let mut reached_by: BTreeMap<usize, usize> = BTreeMap::new();
            let mut queue = VecDeque::from([start]);
            'search: while let Some(at) = queue.pop_front() {
                for (edge, (from, to, _)) in self.edges.iter().enumerate() {
                    if *from != at || !among.contains(to) || reached_by.contains_key(to) {
                        continue;
                    }
                    reached_by.insert(*to, edge);
                    if *to == start {
                        break 'search;
                    }
                    queue.push_back(*to);
                }
            }
            let Some(&last) = reached_by.get(&start) else { continue };
            let mut cycle = vec![last];
            while self.edges[cycle[cycle.len() - 1]].0 != start {
                cycle.push(reached_by[&self.edges[cycle[cycle.len() - 1]].0]);
            }
            cycle.reverse();
            if shortest.is_empty() || cycle.len() < shortest.len() {
                shortest = cycle;
            }
        }
        shortest
    }
}
