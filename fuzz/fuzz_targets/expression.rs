//! Everything that reads an expression, in both feature sets: every part lies where it says.
#![no_main]

use arazzo_lint::expression::{
    Dependency, Malformed, Match, Parsed, Part, Segment, Target, Value, as_pointer, dependency,
    operation_path, parse, reference_id, resolve_name, strays, template, value,
};
use arazzo_lint::version::Version;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let checker = Checker { text };
    for version in [Version::V1_0, Version::V1_1] {
        checker.parsed(&parse(text, version));
        if let Value::Expression(parsed) = value(text, version) {
            checker.parsed(&parsed);
        }
        checker.template(template(text, version));
        for stray in strays(text, version) {
            checker.part(stray.text);
            assert!(parse(&stray.expression, version).expression.is_some());
        }
        let id = reference_id(text, version);
        checker.malformed(id.malformed.as_ref());
        match id.target {
            Some(Target::Bare(part)) => checker.part(part),
            Some(Target::Qualified(named)) => checker.part(named.text),
            None => assert!(id.malformed.is_some(), "neither a target nor a reason"),
        }
    }
    checker.operation_path();
    checker.dependency();
    checker.name();
    let _ = as_pointer(text);
});

struct Checker<'a> {
    text: &'a str,
}

impl Checker<'_> {
    fn part(&self, part: Part<'_>) {
        assert_eq!(self.text.get(part.range()), Some(part.text));
    }

    fn malformed(&self, malformed: Option<&Malformed>) {
        if let Some(malformed) = malformed {
            assert!(
                self.text.get(malformed.range.clone()).is_some(),
                "{malformed:?}"
            );
            assert!(!malformed.message.is_empty());
        }
    }

    fn parsed(&self, parsed: &Parsed<'_>) {
        assert!(parsed.expression.is_some() || parsed.malformed.is_some());
        self.malformed(parsed.malformed.as_ref());
        if let Some(expression) = parsed.expression {
            self.part(expression.text);
            if let Some(pointer) = expression.pointer {
                self.part(pointer.text);
                pointer
                    .tokens()
                    .chain(pointer.fragment_tokens())
                    .for_each(|token| self.part(token.written));
            }
        }
    }

    /// The segments of a template are the text, without a gap.
    fn template(&self, segments: Vec<Segment<'_>>) {
        let mut behind = 0;
        for segment in segments {
            let part = match segment {
                Segment::Literal(part) => part,
                Segment::Embedded { text, parsed } => {
                    self.parsed(&parsed);
                    text
                }
            };
            assert_eq!(part.start, behind);
            self.part(part);
            behind = part.end();
        }
        assert_eq!(behind, self.text.len());
    }

    fn operation_path(&self) {
        let path = operation_path(self.text);
        path.source.into_iter().for_each(|source| self.part(source));
        if let Some(pointer) = path.pointer {
            self.part(pointer.text);
            pointer
                .fragment_tokens()
                .for_each(|token| self.part(token.written));
        }
    }

    fn dependency(&self) {
        match dependency(self.text) {
            Dependency::Step(step) => self.part(step),
            Dependency::OtherWorkflow { workflow, step } => [workflow, step]
                .into_iter()
                .for_each(|part| self.part(part)),
            Dependency::OtherDocument { workflow, step } => {
                [workflow.text, step]
                    .into_iter()
                    .for_each(|part| self.part(part));
            }
            Dependency::StepsExpression(steps) => self.part(steps.text),
            Dependency::Malformed(malformed) => self.malformed(Some(&malformed)),
        }
    }

    /// A declared beginning and what follows it are the name.
    fn name(&self) {
        let name = Part::whole(self.text);
        if let Match::Prefix { declared, rest } =
            resolve_name(name, |beginning| beginning.len() % 3 == 1)
        {
            self.part(declared);
            self.part(rest);
            assert_eq!(declared.text.len() + rest.text.len(), name.text.len());
        }
    }
}
