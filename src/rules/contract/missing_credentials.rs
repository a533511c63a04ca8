use crate::openapi::Location;
use crate::reference::follow;
use crate::rules::{Context, Reporter, Spot, rule};
use crate::syntax::Node;
use crate::workspace::Call;

rule! {
    /// Reports a step that passes nothing that any of the security requirements of its operation asks for: the parameter of
    /// an API key by its name, else the header `Authorization`. A scheme of another kind counts as met.
    ///
    /// ## Why is this bad?
    ///
    /// The API answers 401, unless whoever runs the workflow adds the credentials on their own, as many tools do.
    ///
    /// ## Example
    ///
    /// The operation requires a bearer token.
    ///
    /// ```yaml
    /// steps:
    ///   - { stepId: list, operationId: listOrders }
    /// ```
    name: "missing-credentials",
    level: Off,
    requirements: [],
    when_cut: Nothing,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    if !reporter.is_asked() {
        return;
    }
    let passes_known = |call: &&Call<'_>| {
        !call.passes_unknown
            && !cx.is_unreadable(call.step.node(), "parameters")
            && !cx.is_unreadable(call.workflow.node(), "parameters")
    };
    for call in cx.calls.iter().filter(passes_known) {
        check_call(call, reporter);
    }
}

fn check_call(call: &Call<'_>, reporter: &mut Reporter) {
    let (Some(api), Some(operation)) = (call.source.api(), call.http()) else {
        return;
    };
    let own = operation.node().entry("security");
    let Some(security) = own.or_else(|| api.root().entry("security")) else {
        return;
    };
    let schemes = api.security_schemes();
    // Each entry is an alternative, and one without schemes says that nothing is needed.
    let mut alternatives = Vec::new();
    for alternative in security.value.items() {
        let mut needed = Vec::new();
        for entry in alternative.entries() {
            let scheme = schemes.and_then(|schemes| schemes.get(entry.key.value));
            let credential = scheme.and_then(|scheme| Credential::of(follow(scheme).found()?));
            needed.extend(credential.filter(|credential| !credential.is_passed(call)));
        }
        if needed.is_empty() {
            return;
        }
        alternatives.push(needed);
    }
    // Several schemes may travel in the same way.
    let mut ways: Vec<String> = Vec::new();
    for needed in &alternatives {
        let words: Vec<String> = needed.iter().map(Credential::words).collect();
        let way = words.join(" and ");
        if !ways.contains(&way) {
            ways.push(way);
        }
    }
    let name = call.callee.display_name();
    let (message, here) = match ways.as_slice() {
        [] => return,
        [way] if alternatives[0].len() == 1 => (
            format!("`{name}` requires {way}"),
            "this step does not pass it",
        ),
        [way] => (
            format!("`{name}` requires {way}"),
            "this step does not pass them",
        ),
        _ => (
            format!("`{name}` requires credentials"),
            "this step does not pass enough",
        ),
    };
    reporter
        .report(Spot::at(call.step.head(), call.step.node()), message)
        .here(here)
        .label(security.key.span, "required here")
        .help(format!("add to `parameters`: {}", ways.join(", or ")));
}

/// The parameter by which a security scheme travels.
struct Credential<'d> {
    location: Location,
    name: &'d str,
    /// Whether it is a token that some APIs take in the query too (RFC 6750, 2.3).
    is_token: bool,
}

impl<'d> Credential<'d> {
    /// What a scheme asks for; `None` for a scheme that no parameter carries.
    fn of(scheme: Node<'d>) -> Option<Self> {
        let word = |field: &str| Some(scheme.get(field)?.text()?.value);
        let authorization = |is_token| Self {
            location: Location::Header,
            name: "Authorization",
            is_token,
        };
        match word("type")? {
            "apiKey" => Some(Self {
                location: Location::of(word("in")?)?,
                name: word("name")?,
                is_token: false,
            }),
            "http" => {
                let scheme = word("scheme")?.to_ascii_lowercase();
                let is_known = matches!(scheme.as_str(), "basic" | "bearer");
                is_known.then(|| authorization(scheme == "bearer"))
            }
            // Swagger 2.0.
            "basic" => Some(authorization(false)),
            "oauth2" | "openIdConnect" => Some(authorization(true)),
            _ => None,
        }
    }

    fn is_passed(&self, call: &Call<'_>) -> bool {
        call.passed.iter().any(|passed| {
            let name = passed.name.value;
            let place = passed.location.map(|text| text.value);
            match place.map(|place| (place, Location::of(place))) {
                Some((_, Some(Location::Header))) if self.location == Location::Cookie => {
                    name.eq_ignore_ascii_case("Cookie")
                }
                Some((_, Some(Location::Query))) if self.is_token => name == "access_token",
                Some((_, Some(location))) => {
                    location == self.location && location.same_name(self.name, name)
                }
                Some(("querystring", None)) => self.location == Location::Query || self.is_token,
                // Without a place that there is, which is reported, it may be meant for this one.
                _ => self.location.same_name(self.name, name),
            }
        })
    }

    fn words(&self) -> String {
        match self.location {
            Location::Query => format!("query parameter `{}`", self.name),
            location => format!("{} `{}`", location.name(), self.name),
        }
    }
}
