//! Laws of what readers browse by, on the real catalog: filters, counts, stacks, bonds.

use std::collections::BTreeSet;

use catalog::filter::{Choice, Filter, groups};
use catalog::{Answer, BondKind, Catalog, Database, Finding, Interface, Stack, bonds, known_django};
use composer::Selection;
use proptest::prelude::*;
use proptest::sample::Index;
use tests::catalog;

fn stack() -> impl Strategy<Value = Stack> {
    let part = || prop::option::of(any::<Index>());
    (part(), part(), part(), part()).prop_map(|(django, python, database, interface)| Stack {
        django: django.map(|at| *at.get(&known_django(catalog()))),
        python: python.map(|at| *at.get(&catalog().pythons())),
        database: database.map(|at| *at.get(Database::ALL)),
        interface: interface.map(|at| *at.get(Interface::ALL)),
    })
}

fn choices(stack: &Stack) -> Vec<Choice> {
    groups(catalog(), stack).into_iter().flat_map(|group| group.choices).collect()
}

fn filter(stack: &Stack, picks: &[Index]) -> Filter {
    let mut filter = Filter::default();
    filter.chosen.extend(picks.iter().map(|at| *at.get(&choices(stack))));
    filter
}

proptest! {
    #[test]
    fn a_count_is_the_length_of_the_list_that_it_leads_to(
        stack in stack(),
        picks in prop::collection::vec(any::<Index>(), 0..5),
    ) {
        let filter = filter(&stack, &picks);
        let mut counts = filter.counts(catalog(), &stack).into_iter();
        for group in groups(catalog(), &stack) {
            for choice in &group.choices {
                // This choice alone of its group, beside what is chosen of the others.
                let mut alone = filter.clone();
                alone.chosen.retain(|chosen| !group.choices.contains(chosen));
                alone.chosen.insert(*choice);
                prop_assert_eq!(counts.next(), Some((*choice, alone.shown(catalog(), &stack).len())));
            }
        }
        prop_assert_eq!(counts.next(), None);
    }

    #[test]
    fn choices_widen_inside_a_group_and_narrow_between_groups(
        stack in stack(),
        picks in prop::collection::vec(any::<Index>(), 0..5),
        more in any::<Index>(),
    ) {
        let before = filter(&stack, &picks);
        let choice = *more.get(&choices(&stack));
        let mut after = before.clone();
        after.chosen.insert(choice);
        let group = groups(catalog(), &stack).into_iter().find(|group| group.choices.contains(&choice));
        let begun = group.is_some_and(|group| group.choices.iter().any(|other| before.chosen.contains(other)));
        let [before, after] = [before, after].map(|filter| {
            filter.shown(catalog(), &stack).into_iter().map(|addon| addon.id).collect::<BTreeSet<_>>()
        });
        let holds = if begun { after.is_superset(&before) } else { after.is_subset(&before) };
        prop_assert!(holds, "{:?}: {:?} to {:?}", choice, before, after);
    }

    #[test]
    fn an_address_holds_the_whole_filter(stack in stack(), picks in prop::collection::vec(any::<Index>(), 0..8)) {
        let filter = filter(&stack, &picks);
        let parameters = filter.parameters();
        let read = Filter::parse(catalog(), |name| {
            parameters.iter().find(|(own, _)| *own == name).map(|(_, value)| value.clone()).unwrap_or_default()
        });
        prop_assert_eq!(read, filter);
    }

    #[test]
    fn nonsense_in_an_address_is_left_out(text in ".{0,40}") {
        let filter = Filter::parse(catalog(), |_| text.clone());
        let all = choices(&Stack { interface: Some(Interface::Asgi), ..Stack::default() });
        prop_assert!(filter.chosen.iter().all(|choice| all.contains(choice)));
        let stack = Stack::parse(catalog(), &text);
        prop_assert_eq!(Stack::parse(catalog(), &stack.text()), stack);
    }

    #[test]
    fn a_stack_is_read_as_it_was_written(stack in stack()) {
        prop_assert_eq!(Stack::parse(catalog(), &stack.text()), stack);
    }

    #[test]
    fn an_answer_is_the_worst_of_its_findings(stack in stack()) {
        for addon in catalog().addons {
            let findings = stack.findings(catalog(), addon);
            prop_assert_eq!(stack.answer(catalog(), addon), findings.iter().map(Finding::answer).max());
            prop_assert_eq!(findings.is_empty(), stack.is_empty());
            let refused = stack.python.is_some_and(|python| !catalog::version::allows(addon.versions.python, python));
            prop_assert_eq!(stack.answer(catalog(), addon) == Some(Answer::Fails), refused, "{}", addon.name);
        }
    }
}

#[test]
fn nothing_is_claimed_that_is_not_known() {
    let answer = |catalog: &Catalog, text: &str, at: usize| {
        let stack = Stack::parse(catalog, text);
        stack.findings(catalog, &catalog.addons[at]).iter().map(Finding::answer).collect::<Vec<_>>()
    };
    let mut unproven = *catalog();
    unproven.proof = Default::default();
    let addons: Vec<_> = unproven
        .addons
        .iter()
        .map(|addon| {
            let mut addon = *addon;
            (addon.versions.boots, addon.footprint.measured) = (&[], None);
            addon
        })
        .collect();
    unproven.addons = addons.leak();
    for (at, addon) in unproven.addons.iter().enumerate() {
        for series in known_django(&unproven) {
            let declared = addon.versions.django.contains(&series);
            let expected = if declared { Answer::Remark } else { Answer::Unknown };
            assert_eq!(answer(&unproven, &format!("django-{series}"), at), [expected], "{} {series}", addon.name);
        }
        assert_eq!(answer(&unproven, "sqlite", at), [Answer::Unknown], "{}", addon.name);
        let tables = catalog().addons[at].footprint.measured.map(|measured| measured.tables);
        let expected = if tables == Some(0) { Answer::Works } else { Answer::Unknown };
        assert_eq!(answer(catalog(), "postgresql", at), [expected], "{}", addon.name);
        assert_eq!(answer(catalog(), "sqlite", at), [Answer::Works], "{}", addon.name);
    }
}

#[test]
fn every_series_that_is_booted_can_be_said_and_the_oldest_comes_first() {
    let known = known_django(catalog());
    assert!(catalog().series.iter().all(|series| known.contains(&series.name)));
    let numbers: Vec<_> = known.iter().map(|series| catalog::version::number(series)).collect();
    assert!(numbers.is_sorted(), "{known:?}");
    assert_eq!(known.len(), known.iter().collect::<BTreeSet<_>>().len());
}

#[test]
fn a_remark_on_one_interface_alone_is_made_under_it() {
    let caveats = |interface| {
        let stack = Stack { interface: Some(interface), ..Stack::default() };
        let remarks = catalog().addons.iter().filter(|addon| {
            addon.footprint.caveats.iter().any(|(of, _)| *of == interface)
                && stack.answer(catalog(), addon) == Some(Answer::Remark)
        });
        remarks.count()
    };
    for interface in Interface::ALL {
        assert!(caveats(*interface) > 0, "{interface:?}");
    }
}

#[test]
fn what_is_arranged_between_two_is_explained() {
    let pairs = bonds(catalog()).into_iter().filter(|bond| bond.kind == BondKind::Arranged);
    let mut silent = Vec::new();
    for bond in pairs {
        let mut both = Selection::new(catalog());
        both.addons.extend([bond.one, bond.other]);
        let found = composer::arrangements(catalog(), &both);
        assert!(found.iter().all(|one| bond.holds(one.by) && bond.holds(one.with) && !one.because.en.is_empty()));
        if found.is_empty() {
            silent.push((bond.one.0, bond.other.0));
        }
    }
    assert!(silent.is_empty(), "nothing is said of {silent:?}");
}

#[test]
fn bonds_are_between_two_and_told_once() {
    let bonds = bonds(catalog());
    let mut seen = BTreeSet::new();
    for bond in &bonds {
        assert_ne!(bond.one, bond.other);
        let pair = BTreeSet::from([bond.one, bond.other]);
        assert!(seen.insert((bond.kind, pair)), "{bond:?} is there twice");
        assert!(bond.because.is_some() || bond.kind == BondKind::Arranged, "{bond:?} has no reason");
    }
    let clashes: Vec<_> = bonds.iter().filter(|bond| bond.kind == BondKind::Clashes).collect();
    for boots in catalog().proof.boots {
        assert_eq!(clashes.len(), boots.conflicts.len(), "the map and the proof agree about conflicts");
        for (one, other) in boots.conflicts {
            assert!(clashes.iter().any(|bond| bond.holds(*one) && bond.holds(*other)));
        }
    }
    for kind in [BondKind::Overlaps, BondKind::Helps, BondKind::Remark, BondKind::Arranged] {
        assert!(bonds.iter().any(|bond| bond.kind == kind), "{kind:?}");
    }
}
