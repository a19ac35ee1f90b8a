//! Values as Python expressions: answers filled in, environment variables read in the dialect of the project.

use std::collections::{BTreeMap, BTreeSet};

use catalog::{Addon, AddonId, Effect, Environment, Value, Variable, VariableKind};

use crate::composition::{Origin, PlannedVariable};
use crate::facts::{Active, Facts};
use crate::placeholder::fill;
use crate::problem::Problem;
use crate::python::{Expression, Item, float, string};
use crate::selection::Answer;

/// What values are read with.
pub(crate) struct Reading<'a> {
    facts: &'a Facts<'a>,
    /// The dialect in which settings read the environment: that of the first chosen add-on that has one.
    pub(crate) environment: Environment,
    variables: BTreeMap<&'static str, (&'static Variable, Option<&'static Addon>)>,
    /// The kinds of variables that some value reads.
    pub(crate) kinds: BTreeSet<VariableKind>,
    /// Mistakes in the content that were met.
    pub(crate) problems: Vec<Problem>,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(facts: &'a Facts<'a>, active: &[Active]) -> Reading<'a> {
        let mut variables = BTreeMap::new();
        for active in active {
            if let Effect::Variable(variable) = &active.contribution.effect {
                variables.entry(variable.name).or_insert((variable, active.by));
            }
        }
        let own = facts.addons.iter().find_map(|addon| addon.environment);
        let environment = own.unwrap_or(facts.catalog.environment);
        Reading { facts, environment, variables, kinds: BTreeSet::new(), problems: Vec::new() }
    }

    /// The expression of a value, and the import lines that it needs.
    pub(crate) fn expression(&mut self, by: Option<&'static Addon>, value: &Value) -> (Expression, Vec<&'static str>) {
        let mut imports = Vec::new();
        let expression = self.convert(by, value, &mut imports);
        (expression, imports)
    }

    fn convert(&mut self, by: Option<&'static Addon>, value: &Value, imports: &mut Vec<&'static str>) -> Expression {
        let code = match value {
            Value::Str(text) => string(&fill(self.facts, by, text)),
            Value::Int(number) => number.to_string(),
            Value::Float(number) => float(*number),
            Value::Bool(yes) => boolean(*yes),
            Value::None => "None".to_owned(),
            Value::Set([]) => "set()".to_owned(),
            Value::List(values) => return self.group(by, ('[', ']'), values, imports),
            Value::Tuple(values) => return self.group(by, ('(', ')'), values, imports),
            Value::Set(values) => return self.group(by, ('{', '}'), values, imports),
            Value::Dict(pairs) => {
                let mut items = Vec::new();
                for (key, value) in *pairs {
                    let key = Some(string(&fill(self.facts, by, key)));
                    items.push(Item { key, ..Item::new(self.convert(by, value, imports)) });
                }
                return Expression::Group { brackets: ('{', '}'), items, tall: false };
            }
            Value::Code { expression, imports: needed } => {
                imports.extend(*needed);
                fill(self.facts, by, expression)
            }
            Value::Variable(name) => self.variable(by, name, imports),
            Value::Option(name) => return self.option(by, name),
        };
        Expression::Code(code)
    }

    fn group(
        &mut self,
        by: Option<&'static Addon>,
        brackets: (char, char),
        values: &[Value],
        imports: &mut Vec<&'static str>,
    ) -> Expression {
        let items = values.iter().map(|value| Item::new(self.convert(by, value, imports))).collect();
        Expression::Group { brackets, items, tall: false }
    }

    /// The reader's answer as Python.
    fn option(&mut self, by: Option<&'static Addon>, name: &'static str) -> Expression {
        let Some(answer) = answer(self.facts, by, name) else { return self.missing(by, name) };
        match answer {
            Answer::Flag(yes) => Expression::Code(boolean(yes)),
            Answer::Number(number) => Expression::Code(number.to_string()),
            Answer::Choice(key) => Expression::Code(string(key)),
            Answer::Text(text) => Expression::Code(string(&text)),
            Answer::Items(items) => {
                let items = items.iter().map(|item| Item::new(Expression::Code(string(item)))).collect();
                Expression::Group { brackets: ('[', ']'), items, tall: false }
            }
        }
    }

    /// How a variable is read.
    fn variable(&mut self, by: Option<&'static Addon>, name: &'static str, imports: &mut Vec<&'static str>) -> String {
        let Some((variable, declared_by)) = self.variables.get(name).copied() else {
            return self.missing(by, name).flat();
        };
        self.kinds.insert(variable.kind);
        let (bare, with_default) = match variable.kind {
            VariableKind::Text => self.environment.text,
            VariableKind::Boolean => self.environment.boolean,
            VariableKind::Integer => self.environment.integer,
            VariableKind::List => self.environment.list,
            VariableKind::DatabaseUrl => self.environment.database_url,
        };
        match &variable.default {
            None => bare.replace("{name}", name),
            Some(default) => {
                let default = self.convert(declared_by, default, imports).flat();
                with_default.replace("{name}", name).replace("{default}", &default)
            }
        }
    }

    fn missing(&mut self, by: Option<&'static Addon>, missing: &'static str) -> Expression {
        self.problems.push(Problem::Content { by: by.map(|addon| addon.id), missing });
        Expression::Code("None".to_owned())
    }

    /// The variables with all who read them, in the order of declaration: plain Django, then catalogue order.
    pub(crate) fn planned(&mut self, active: &[Active]) -> Vec<PlannedVariable> {
        let mut planned: Vec<PlannedVariable> = Vec::new();
        for active in active {
            let Effect::Variable(variable) = &active.contribution.effect else { continue };
            let by: Option<AddonId> = active.by.map(|addon| addon.id);
            let contribution = active.contribution;
            let origin =
                Origin { by, because: contribution.because, source: contribution.source, placed_by: Vec::new() };
            match planned.iter_mut().find(|known| known.name == variable.name) {
                Some(known) => known.origins.push(origin),
                None => planned.push(PlannedVariable {
                    name: variable.name,
                    kind: variable.kind,
                    default: variable
                        .default
                        .as_ref()
                        .map(|default| self.convert(active.by, default, &mut Vec::new()).flat()),
                    fallback: variable.default.as_ref().and_then(|default| self.text(active.by, default)),
                    example: self.text(active.by, &variable.example).unwrap_or_default(),
                    secret: variable.secret,
                    random: variable.random,
                    origins: vec![origin],
                }),
            }
        }
        planned
    }

    /// A value as a variable of the environment holds it; none for one that only Python can say.
    fn text(&mut self, by: Option<&'static Addon>, value: &Value) -> Option<String> {
        Some(match value {
            Value::Str(text) => fill(self.facts, by, text),
            Value::Int(number) => number.to_string(),
            Value::Bool(yes) => boolean(*yes),
            Value::List(values) => {
                let texts: Option<Vec<String>> = values.iter().map(|value| self.text(by, value)).collect();
                texts?.join(",")
            }
            Value::Option(name) => match answer(self.facts, by, name) {
                Some(Answer::Flag(yes)) => boolean(yes),
                Some(answer) => crate::facts::key(&answer),
                None => {
                    self.missing(by, name);
                    return None;
                }
            },
            _ => return None,
        })
    }
}

fn answer(facts: &Facts<'_>, by: Option<&'static Addon>, name: &str) -> Option<Answer> {
    let addon = by?;
    let option = addon.options.iter().find(|option| option.id == name)?;
    Some(facts.answer(addon, option))
}

fn boolean(yes: bool) -> String {
    if yes { "True" } else { "False" }.to_owned()
}
