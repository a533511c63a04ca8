use rustc_hash::FxHashMap;

use crate::diagnostic::Safety;
use crate::edit;
use crate::reference::percent_decode;
use crate::rules::{Context, Reporter, Spot, rule};
use crate::source::Span;
use crate::syntax::{Entry, Node, Text, escape_token, unescape_token};
use crate::workspace::{Mention, Mentioned, Named, named};

rule! {
    /// Reports a component that nothing refers to, or only components that are not used themselves.
    ///
    /// ## Why is this bad?
    ///
    /// Components have no effect until something refers to them. It may be left over, or something that should refer to it
    /// does not.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// steps:
    ///   - { stepId: list, operationId: listOrders, parameters: [{ reference: $components.parameters.page }] }
    /// components:
    ///   parameters:
    ///     page: { name: page, in: query, value: 1 }
    ///     pageSize: { name: pageSize, in: query, value: 50 }
    /// ```
    name: "unused-component",
    level: Warning,
    requirements: [284],
    when_cut: Nothing,
    check: check,
}

/// The sections and what to call an entry of them.
const SECTIONS: [(&str, &str); 4] = [
    ("inputs", "input schema"),
    ("parameters", "parameter"),
    ("successActions", "success action"),
    ("failureActions", "failure action"),
];

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    let catalogue = Catalogue::of(cx);
    // Without a step that can be read, nothing refers to anything.
    if catalogue.entries.is_empty() || cx.steps.is_empty() {
        return;
    }
    let mut search = Search {
        catalogue: &catalogue,
        found: Vec::new(),
        is_met: Default::default(),
    };
    for entry in cx.document.node().entries() {
        if entry.key.value != "components" {
            search.below(entry);
        }
    }
    // What a used component refers to is used as well.
    let mut is_used = vec![false; catalogue.entries.len()];
    let mut waiting = std::mem::take(&mut search.found);
    while let Some((used, _)) = waiting.pop() {
        if !std::mem::replace(&mut is_used[used], true) {
            search.below(catalogue.entries[used].entry);
            waiting.append(&mut search.found);
        }
    }
    // A name that is not there says nothing about one of them.
    search.is_met = [true; SECTIONS.len()];
    // The first place in an unused component that refers to another one.
    let mut named_at: FxHashMap<usize, Span> = FxHashMap::default();
    for (index, component) in catalogue.entries.iter().enumerate() {
        if !is_used[index] {
            search.below(component.entry);
            for (other, span) in search.found.drain(..) {
                if other != index {
                    named_at.entry(other).or_insert(span);
                }
            }
        }
    }
    for (index, component) in catalogue.entries.iter().enumerate() {
        if is_used[index] {
            continue;
        }
        let key = component.entry.key;
        let (section, noun) = SECTIONS[component.section];
        let diagnostic = reporter.report(
            Spot::at(key.span, component.entry.value),
            format!("{noun} `{}` is not used", key.value),
        );
        if let Some(span) = named_at.get(&index) {
            diagnostic.label(
                *span,
                "referred to only here, by a component that is not used",
            );
        }
        diagnostic.help(match section {
            "inputs" => format!(
                "remove it, or refer to it with `$ref: '#/components/inputs/{}'`",
                escape_token(key.value)
            ),
            _ => format!(
                "remove it, or refer to it with `reference: $components.{section}.{}`",
                key.value
            ),
        });
        // One that another refers to goes after that.
        if !named_at.contains_key(&index) {
            diagnostic.offer(Safety::Safe, format!("remove `{}`", key.value), || {
                edit::prune_entry(key)
            });
        }
    }
}

struct Component<'d> {
    section: usize,
    entry: Entry<'d>,
}

/// The components by what can name them.
#[derive(Default)]
struct Catalogue<'d> {
    entries: Vec<Component<'d>>,
    by_key: FxHashMap<(usize, &'d str), usize>,
    /// The `$id` and the anchors in the schemas.
    by_anchor: FxHashMap<&'d str, usize>,
}

impl<'d> Catalogue<'d> {
    fn of(cx: &Context<'d>) -> Self {
        let mut catalogue = Self::default();
        for (section, (name, _)) in SECTIONS.iter().enumerate() {
            for entry in cx.document.components().entries(name) {
                let index = catalogue.entries.len();
                catalogue.entries.push(Component { section, entry });
                catalogue
                    .by_key
                    .entry((section, entry.key.value))
                    .or_insert(index);
                if *name == "inputs" {
                    catalogue.add_anchors(entry.value, index);
                }
            }
        }
        catalogue
    }

    fn add_anchors(&mut self, schema: Node<'d>, index: usize) {
        for keyword in ["$id", "$anchor", "$dynamicAnchor"] {
            if let Some(name) = schema.string(keyword) {
                self.by_anchor.entry(name.value).or_insert(index);
            }
        }
        let children = schema.entries().map(|entry| entry.value);
        children
            .chain(schema.items())
            .for_each(|child| self.add_anchors(child, index));
    }
}

/// Looks for what refers to components.
struct Search<'c, 'd> {
    catalogue: &'c Catalogue<'d>,
    found: Vec<(usize, Span)>,
    /// The sections of which every entry counts as used.
    is_met: [bool; SECTIONS.len()],
}

impl<'d> Search<'_, 'd> {
    fn below(&mut self, entry: Entry<'d>) {
        match entry.value.text() {
            Some(text) if matches!(entry.key.value, "$ref" | "$dynamicRef") => self.schema(text),
            _ => self.value(entry.value),
        }
    }

    fn value(&mut self, node: Node<'d>) {
        if let Some(text) = node.text() {
            let mentions = Mention::all(text.value);
            for mention in mentions.filter(|mention| mention.what == Mentioned::Components) {
                self.mention(mention, text.span);
            }
        }
        node.entries().for_each(|entry| self.below(entry));
        node.items().for_each(|item| self.value(item));
    }

    fn mention(&mut self, mention: Mention<'_>, span: Span) {
        let section_of = |name: &str| SECTIONS.iter().position(|(section, _)| *section == name);
        let section = mention.named(|name| section_of(name).is_some());
        let (section, rest) = match section {
            Named::Known { name, rest } => (section_of(name), rest),
            Named::Unknown(name) => (
                None,
                mention.rest.split_once(name).map_or("", |(_, rest)| rest),
            ),
            Named::Whole => return,
        };
        let catalogue = self.catalogue;
        let key = |section: usize| {
            let is_key = |key: &str| catalogue.by_key.contains_key(&(section, key));
            named(rest, is_key)
        };
        match section.map(|section| (section, key(section))) {
            Some((section, Named::Known { name, .. })) => {
                self.found.push((catalogue.by_key[&(section, name)], span));
                return;
            }
            // The section without a key, which is reported: it may mean any of them.
            Some((section, Named::Whole)) => return self.any_of(section, span),
            Some((section, Named::Unknown(_))) => self.any_of(section, span),
            None => {}
        }
        // A key of another section is reported as that.
        for section in 0..SECTIONS.len() {
            if let Named::Known { name, .. } = key(section) {
                self.found.push((catalogue.by_key[&(section, name)], span));
            }
        }
    }

    /// A `$ref` in a schema: a pointer of this document, the name of an anchor, or an `$id`.
    fn schema(&mut self, text: Text<'d>) {
        let (address, fragment) = text.value.split_once('#').unwrap_or((text.value, ""));
        let anchors = [address, fragment]
            .into_iter()
            .filter(|name| !name.is_empty());
        let anchored = anchors.filter_map(|name| self.catalogue.by_anchor.get(name));
        self.found.extend(anchored.map(|index| (*index, text.span)));
        // The document may call itself by any address.
        let fragment = percent_decode(fragment);
        let Some(pointer) = fragment.strip_prefix("/components/") else {
            return;
        };
        let mut tokens = pointer.split('/');
        let section = tokens.next().unwrap_or_default();
        let section = SECTIONS.iter().position(|(name, _)| *name == section);
        if let (Some(section), Some(key)) = (section, tokens.next()) {
            let key = unescape_token(key);
            match self.catalogue.by_key.get(&(section, key.as_ref())) {
                Some(index) => self.found.push((*index, text.span)),
                None => self.any_of(section, text.span),
            }
        }
    }

    /// A key that is not there is reported as that; any of the section may be the one that was meant.
    fn any_of(&mut self, section: usize, span: Span) {
        let all = self.catalogue.entries.iter().enumerate();
        let all = all.filter(|(_, one)| one.section == section);
        if !std::mem::replace(&mut self.is_met[section], true) {
            self.found.extend(all.map(|(index, _)| (index, span)));
        }
    }
}
