//! The messages that an operation or a channel is for.

use super::Message;
use crate::reference::{Target, follow};
use crate::syntax::Node;

/// More messages than these are not looked at: nobody could be told which of them is meant.
const LIMIT: usize = 32;

/// The messages that may be meant where an operation or a channel is used.
#[derive(Clone, Debug)]
pub struct Messages<'doc> {
    pub(super) root: Node<'doc>,
    /// Those that are known, in their order.
    pub known: Vec<Message<'doc>>,
    /// References that lead nowhere or out of the document: what they stand for is not known.
    pub unknown: Vec<Target<'doc>>,
    /// Whether the description says of each message what it is, references aside.
    pub is_complete: bool,
}

impl<'doc> Messages<'doc> {
    /// None yet.
    pub(super) fn new(root: Node<'doc>) -> Self {
        Self {
            root,
            known: Vec::new(),
            unknown: Vec::new(),
            is_complete: true,
        }
    }

    /// Whether no other message can be meant.
    pub fn are_all(&self) -> bool {
        self.is_complete && self.unknown.is_empty() && !self.known.is_empty()
    }

    /// Adds messages or references to them.
    pub(super) fn add_all(&mut self, nodes: impl Iterator<Item = Node<'doc>>) {
        for (index, node) in nodes.enumerate() {
            if index >= LIMIT {
                self.is_complete = false;
                return;
            }
            self.add(node);
        }
    }

    /// Adds the `message` of an operation of 2.x, which may be one of several.
    pub(super) fn add_field(&mut self, operation: Node<'doc>) {
        let Some(message) = operation.get("message") else {
            self.is_complete = false;
            return;
        };
        let several = follow(message)
            .found()
            .and_then(|found| found.get("oneOf"))
            .filter(|list| list.is_sequence());
        match several {
            Some(list) => self.add_all(list.items()),
            None => self.add(message),
        }
    }

    fn add(&mut self, node: Node<'doc>) {
        let found = match follow(node) {
            Target::Found(found) if found.is_mapping() => found,
            Target::Found(_) => {
                self.is_complete = false;
                return;
            }
            unknown => {
                self.unknown.push(unknown);
                return;
            }
        };
        if self.known.iter().any(|known| known.node() == found) {
            return;
        }
        if self.known.len() >= LIMIT {
            self.is_complete = false;
            return;
        }
        self.known.push(Message::new(self.root, found));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{AsyncApi, AsyncVersion, Endpoint};
    use super::*;
    use crate::source::{Source, SourceId};
    use crate::syntax::{Limits, parse};

    /// Shows the messages that may be sent and exchanged by the operation `o`, `?` where not all are known.
    fn check(version: AsyncVersion, text: &str, sent: &str, exchanged: &str) {
        let (document, _) = parse(Source::new(SourceId(0), "a.yaml", text), Limits::default());
        let api = AsyncApi::new(document.root().expect("a description"), version);
        let operation = api.operations_by_id("o").next().expect("an operation");
        let endpoint = Endpoint::Operation(operation);
        let names = |messages: Messages<'_>| {
            let known = messages.known.iter();
            let mut names: Vec<_> = known.map(|message| message.name().unwrap_or("-")).collect();
            if !messages.are_all() {
                names.push("?");
            }
            names.join(" ")
        };
        assert_eq!(names(endpoint.sent()), sent, "{text}");
        assert_eq!(names(endpoint.exchanged()), exchanged, "{text}");
    }

    #[test]
    fn messages_of_2_x() {
        let check = |field: &str, message: &str, expected: &str| {
            let text = format!("channels: {{ c: {{ {field}: {{ operationId: o, {message} }} }} }}");
            check(AsyncVersion::V2, &text, expected, expected);
        };
        check("publish", "message: { name: a }", "a");
        check("subscribe", "message: { messageId: a, name: b }", "a");
        check(
            "subscribe",
            "message: { oneOf: [{ name: a }, { name: b }, {}] }",
            "a b -",
        );
        check("publish", "message: { $ref: './a.yaml' }", "?");
        check("publish", "message: { oneOf: [{ name: a }, 5] }", "a ?");
        check("publish", "summary: none", "?");
        let many = vec!["{}"; LIMIT + 1].join(", ");
        let (document, _) = parse(
            Source::new(SourceId(0), "m.yaml", format!("[{many}]")),
            Limits::default(),
        );
        let root = document.root().expect("a list");
        let mut messages = Messages::new(root);
        messages.add_all(root.items());
        assert!(!messages.are_all() && messages.known.len() == LIMIT);
    }

    #[test]
    fn messages_of_3_x() {
        let check = |operation: &str, sent: &str, exchanged: &str| {
            let text = format!(
                "channels:\n  c: {{ $ref: '#/components/channels/c' }}\n  \
                 r: {{ messages: {{ answer: {{}} }} }}\noperations: {{ o: {{ {operation} }} }}\n\
                 components: {{ channels: {{ c: {{ messages: {{ one: {{}}, two: {{}} }} }} }} }}"
            );
            check(AsyncVersion::V3, &text, sent, exchanged);
        };
        let channel = "channel: { $ref: '#/channels/c' }";
        let reply = "reply: { channel: { $ref: '#/channels/r' } }";
        check(&format!("action: receive, {channel}"), "one two", "one two");
        // A pointer leads through references as well.
        let chosen = "messages: [{ $ref: '#/channels/c/messages/two' }]";
        check(
            &format!("action: receive, {channel}, {chosen}"),
            "two",
            "two",
        );
        check(
            &format!("action: receive, {channel}, {chosen}, {reply}"),
            "two",
            "two answer",
        );
        // Whoever sends what the application sends may mean the application, or the answer to it.
        check(
            &format!("action: send, {channel}, {reply}"),
            "one two answer",
            "one two answer",
        );
        check(&format!("{channel}, messages: []"), "?", "?");
        check("channel: { $ref: './c.yaml' }", "?", "?");
        check("action: send", "?", "?");
    }

    #[test]
    fn traits_are_merged() {
        let check = |message: &str, content_type: Option<&str>, headers: &str, are_all: bool| {
            let text = format!("{{ defaultContentType: d, message: {message} }}");
            let (document, _) = parse(Source::new(SourceId(0), "t.yaml", text), Limits::default());
            let root = document.root().expect("a description");
            let message = Message::new(root, root.get("message").expect("a message"));
            let found = message.headers();
            let names: Vec<_> = found
                .declared
                .iter()
                .map(|field| field.name.value)
                .collect();
            let media_type = message.content_type().map(|text| text.value);
            assert_eq!(media_type, content_type, "{message:?}");
            assert_eq!(
                (names.join(" ").as_str(), found.are_all),
                (headers, are_all)
            );
        };
        check("{}", Some("d"), "", false);
        check(
            "{ traits: [{ contentType: t, headers: { properties: { a: {} } } }] }",
            Some("t"),
            "a",
            true,
        );
        check(
            "{ contentType: m, traits: [{ contentType: t }] }",
            Some("m"),
            "",
            false,
        );
        // Both count, in a way that differs from version to version.
        check(
            "{ headers: { properties: { a: {} } }, traits: [{ headers: { properties: { b: {} } } }] }",
            Some("d"),
            "",
            false,
        );
        check("{ traits: [{ $ref: './t.yaml' }] }", Some("d"), "", false);
        check(
            "{ headers: { allOf: [{ properties: { a: {} } }], patternProperties: {} } }",
            Some("d"),
            "a",
            false,
        );
    }
}
