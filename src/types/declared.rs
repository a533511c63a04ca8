//! What a schema says about a property, its `$ref` and branches included.

use rustc_hash::FxHashSet;

use super::judge::Judge;
use super::schema;
use crate::syntax::Node;

impl<'s> Judge<'_, '_, 's> {
    /// The schema of a property as `schema` or one of the schemas beside it declares it, those in `except` left out.
    pub(super) fn declaration(
        &self,
        schema: Node<'s>,
        property: &str,
        except: &[Node<'s>],
    ) -> Option<Node<'s>> {
        self.around(schema, except, |schema| {
            self.own_declaration(schema, property)
        })
    }

    /// The schemas in which a declaration is looked for, for those who look for many.
    pub(super) fn all_around(&self, schema: Node<'s>, except: &[Node<'s>]) -> Vec<Node<'s>> {
        let mut all = Vec::new();
        self.around(schema, except, |schema| {
            all.push(schema);
            None::<()>
        });
        all
    }

    /// Walks the schemas that look at the same value until something is found.
    fn around<T>(
        &self,
        schema: Node<'s>,
        except: &[Node<'s>],
        mut find: impl FnMut(Node<'s>) -> Option<T>,
    ) -> Option<T> {
        let mut visited: FxHashSet<Node<'s>> = except.iter().copied().collect();
        let mut open = vec![schema];
        while let Some(schema) = open.pop() {
            if !visited.insert(schema) {
                continue;
            }
            self.searches.set(self.searches.get().saturating_sub(1));
            if let Some(found) = find(schema) {
                return Some(found);
            }
            let before = open.len();
            self.schemas_beside(schema, &mut open);
            open[before..].reverse();
        }
        None
    }

    pub(super) fn own_declaration(&self, schema: Node<'s>, property: &str) -> Option<Node<'s>> {
        let named = schema::map(schema, "properties").and_then(|map| map.get(property));
        named.or_else(|| {
            let patterns = schema::map(schema, "patternProperties")?;
            let entry = patterns
                .entries()
                .find(|entry| self.patterns.matches(entry.key.value, property) == Some(true))?;
            Some(entry.value)
        })
    }

    /// The schemas that look at the same value.
    fn schemas_beside(&self, schema: Node<'s>, found: &mut Vec<Node<'s>>) {
        let referred = schema::reference(schema);
        found.extend(referred.and_then(|reference| self.expectation.resolve(reference).found()));
        let dialect = self.expectation.dialect;
        if referred.is_some() && dialect.drops_siblings() && !dialect.may_add_parts(schema) {
            return;
        }
        for keyword in ["allOf", "anyOf", "oneOf"] {
            found.extend(
                schema::list(schema, keyword)
                    .into_iter()
                    .flat_map(|list| list.items()),
            );
        }
        found.extend(
            ["then", "else"]
                .into_iter()
                .filter_map(|keyword| schema::sub(schema, keyword)),
        );
        let dependents = schema::map(schema, "dependentSchemas");
        let dependents = dependents.into_iter().flat_map(|map| map.entries());
        found.extend(dependents.map(|entry| entry.value));
    }

    /// Whether a property is not for the one who sends: `readOnly` in a request, `writeOnly` in a response.
    pub(super) fn is_hidden(&self, property: Node<'s>) -> bool {
        let Some(flag) = self.expectation.direction.hidden() else {
            return false;
        };
        let mut open = vec![property];
        // The flag stands at the property or behind a hop or two; a description that hides it deeper hides it well.
        for _ in 0..16 {
            let Some(schema) = open.pop() else {
                return false;
            };
            let referred = schema::reference(schema);
            if schema::is_true(schema, flag)
                && !(referred.is_some() && self.expectation.drops_siblings())
            {
                return true;
            }
            open.extend(referred.and_then(|reference| self.expectation.resolve(reference).found()));
            let all = schema::list(schema, "allOf");
            open.extend(all.into_iter().flat_map(|list| list.items()));
        }
        false
    }
}
