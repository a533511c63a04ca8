//! The queries of a document: conditions, selectors, targets of replacements.

use crate::arazzo::{ExpressionType, Language};
use crate::diagnostic::Severity;
use crate::expression::compares_expressions;
use crate::query::{Fault, Query, as_simple_condition, embedded};
use crate::rules::target_language::TargetLanguage;
use crate::rules::{Context, Reporter};
use crate::syntax::{Node, Text};
use crate::workspace::{Place, Site};

/// The version of JSONPath from before its standard.
const OLD_JSONPATH: &str = "draft-goessner-dispatch-jsonpath-00";

/// A query, and what tells how it is read.
struct Found<'d> {
    text: Text<'d>,
    language: Language,
    /// The version of the language, and whether an object that should name one stands there.
    version: Option<Text<'d>>,
    is_object: bool,
    /// What a condition looks at.
    context: Option<Text<'d>>,
    is_criterion: bool,
}

/// A query of a criterion or a selector together with the value that it looks into.
pub(super) struct Looking<'d> {
    query: Found<'d>,
    /// The expression of that value.
    pub(super) context: Text<'d>,
    /// The criterion or the selector.
    pub(super) owner: Node<'d>,
    pub(super) place: Place,
    pub(super) site: Site<'d>,
}

impl Looking<'_> {
    pub(super) fn language(&self) -> Language {
        self.query.language
    }

    pub(super) fn is_criterion(&self) -> bool {
        self.query.is_criterion
    }

    /// Whether the query is for the value itself.
    pub(super) fn is_whole(&self) -> bool {
        ["", "$"].contains(&self.query.text.value)
    }

    /// Whether the rules about the form of queries find no mistake in it.
    pub(super) fn is_sound(&self, cx: &Context<'_>) -> bool {
        self.query.is_sound(cx)
    }
}

/// The queries that look into structured values.
pub(super) fn looking<'d>(cx: &Context<'d>) -> Vec<Looking<'d>> {
    let mut found = Vec::new();
    let mut add = |text: Option<Text<'d>>,
                   context: Option<Text<'d>>,
                   kind: Option<ExpressionType<'d>>,
                   (owner, place, site)| {
        let looks = |kind: &ExpressionType<'_>| {
            !matches!(kind.language, Language::Simple | Language::Regex)
        };
        if let (Some(text), Some(context), Some(kind)) = (text, context, kind.filter(looks)) {
            found.push(Looking {
                query: Found::of(text, kind, owner, "type", Some(context)),
                context,
                owner,
                place,
                site,
            });
        }
    };
    for used in &cx.criteria {
        let one = used.what;
        let at = (one.node(), used.place, used.site);
        add(one.condition(), one.context(), one.r#type(), at);
    }
    for used in &cx.selectors {
        let one = used.what;
        let at = (one.node(), used.place, used.site);
        add(one.selector(), one.context(), one.r#type(), at);
    }
    found
}

/// Reports the queries of a language that are malformed.
pub(super) fn report(cx: &Context<'_>, language: Language, reporter: &mut Reporter) {
    for found in queries(cx, language) {
        let text = found.text;
        if found.is_simple_condition(cx) {
            report_simple(text, language, reporter);
            continue;
        }
        let Some(embedded) = embedded(text.value, cx.version) else {
            continue;
        };
        let query = Query {
            text: text.value,
            embedded: &embedded,
        };
        let Some(fault) = found.check(query) else {
            continue;
        };
        let Fault {
            range,
            message,
            help,
        } = fault;
        let span = if range.is_empty() {
            text.span
        } else {
            text.part(range)
        };
        if reporter.has_reported(span) {
            continue;
        }
        let simple = found.context.filter(|_| language == Language::JsonPath);
        let simple = simple.and_then(|context| as_simple_condition(text.value, context.value));
        // Blanks behind a query are against the grammar, but every reader cuts them off.
        let trimmed = text.value.trim_end();
        let only_blanks = trimmed.len() < text.value.len() && {
            let query = Query {
                text: trimmed,
                embedded: &embedded,
            };
            found.check(query).is_none()
        };
        let diagnostic = reporter.report(span, message);
        if only_blanks {
            diagnostic.severity(Severity::Warning);
        }
        diagnostic.help = match simple {
            Some(condition) => Some(format!("drop `type` and `context`, write `{condition}`")),
            None => help,
        };
    }
}

/// A simple condition whose `type` says something else.
fn report_simple(text: Text<'_>, language: Language, reporter: &mut Reporter) {
    let name = match language {
        Language::XPath => "XPath expression",
        _ => "JSONPath query",
    };
    if !reporter.has_reported(text.span) {
        reporter
            .report(text, format!("this is a simple condition, and no {name}"))
            .help("drop `type` and `context`");
    }
}

impl<'d> Found<'d> {
    fn of(
        text: Text<'d>,
        kind: ExpressionType<'d>,
        owner: Node<'d>,
        field: &str,
        context: Option<Text<'d>>,
    ) -> Self {
        Self {
            text,
            language: kind.language,
            // The schema of 1.0 has the version beside the type.
            version: kind.version.or_else(|| owner.string("version")),
            is_object: owner.get(field).is_some_and(Node::is_mapping),
            context,
            is_criterion: owner.get("condition").is_some(),
        }
    }

    fn is_simple_condition(&self, cx: &Context<'_>) -> bool {
        self.is_criterion
            && self.language != Language::Regex
            && compares_expressions(self.text.value, cx.version)
    }

    fn is_sound(&self, cx: &Context<'_>) -> bool {
        let embedded = embedded(self.text.value, cx.version);
        !self.is_simple_condition(cx)
            && embedded.is_some_and(|embedded| {
                let query = Query {
                    text: self.text.value,
                    embedded: &embedded,
                };
                self.check(query).is_none()
            })
    }

    fn check(&self, query: Query<'_>) -> Option<Fault> {
        match self.language {
            Language::Regex => query.regex(),
            Language::JsonPath => match self.version.map(|text| text.value) {
                Some("rfc9535") => query.jsonpath(),
                None if !self.is_object => query.jsonpath(),
                Some(OLD_JSONPATH) | None => query.old_jsonpath(),
                // A version that does not exist is reported as that.
                Some(_) => None,
            },
            Language::XPath => query.xpath(),
            // Simple conditions have a rule of their own.
            Language::Simple | Language::JsonPointer => None,
        }
    }
}

fn queries<'d>(cx: &Context<'d>, language: Language) -> Vec<Found<'d>> {
    let is_wanted = |kind: &ExpressionType<'d>| kind.language == language;
    let mut queries = Vec::new();
    let mut add = |text, kind: ExpressionType<'d>, owner: Node<'d>, field, context| {
        queries.push(Found::of(text, kind, owner, field, context));
    };
    for criterion in cx.criteria.iter().map(|used| used.what) {
        if let Some(kind) = criterion.r#type().filter(is_wanted)
            && let Some(text) = criterion.condition()
        {
            add(text, kind, criterion.node(), "type", criterion.context());
        }
    }
    // A selector has no regular expressions, which is reported as that.
    for selector in cx.selectors.iter().map(|used| used.what) {
        if let Some(kind) = selector.r#type().filter(is_wanted)
            && language != Language::Regex
            && let Some(text) = selector.selector()
        {
            add(text, kind, selector.node(), "type", None);
        }
    }
    for found in cx.steps.iter().filter(|_| language != Language::Regex) {
        let replacements = found.step.request_body().into_iter();
        for replacement in replacements.flat_map(|body| body.replacements()) {
            if TargetLanguage::of(found, replacement, cx.version) != TargetLanguage::Known(language)
            {
                continue;
            }
            let kind = replacement
                .target_selector_type()
                .unwrap_or(ExpressionType {
                    language,
                    version: None,
                });
            if let Some(text) = replacement.target() {
                add(text, kind, replacement.node(), "targetSelectorType", None);
            }
        }
    }
    queries
}
