//! References of documents on other machines, and to them.

use super::server::{Server, redirect, response};
use super::{Case, DESCRIPTION, holds, is_sound};

fn answer(text: &str) -> Vec<u8> {
    response("200 OK", "", text.as_bytes())
}

/// A description in parts, found behind a redirect: its references start from where it was found.
fn split() -> Server {
    Server::start(|request, _| match request.target.as_str() {
        "/latest" => redirect("/v2/api/openapi.yaml?signature=hidden"),
        "/v2/api/openapi.yaml?signature=hidden" => {
            answer("openapi: 3.1.0\npaths: {/payments: {$ref: ../paths/payments.yaml}}\n")
        }
        "/v2/paths/payments.yaml" => answer(
            "post:\n  operationId: createPayment\n  parameters: [{$ref: 'more.yaml#/Key'}]\n",
        ),
        "/v2/paths/more.yaml" => {
            answer("Key: {name: key, in: header, required: true, schema: {type: string}}\n")
        }
        _ => response("404 Not Found", "", b""),
    })
}

#[test]
fn references_start_from_where_a_document_was_found() {
    let server = split();
    let case = Case::new("references", &[&server.url("/latest")]);
    let said = case.run(&[]);
    holds(&said, "error[missing-parameter]");
    holds(&said, "`key`");
    assert_eq!(server.requests().len(), 4, "{:?}", server.targets());
    // Copies know it as well, and hold no secret.
    let again = case.run(&["--offline"]);
    holds(&again, "error[missing-parameter]");
    assert_eq!(server.requests().len(), 4, "{:?}", server.targets());
    for copy in case.copies() {
        let text = std::fs::read_to_string(copy).expect("a copy is a text");
        assert!(!text.contains("hidden"), "{text}");
    }
}

#[test]
fn local_documents_refer_to_other_machines() {
    let server = Server::start(|_, _| answer("post: {operationId: createPayment}\n"));
    let case = Case::new("from-here", &["./shop.yaml"]);
    let url = server.url("/payments.yaml");
    case.write(
        "shop.yaml",
        &format!("openapi: 3.1.0\npaths: {{/payments: {{$ref: '{url}'}}}}\n"),
    );
    let said = case.run(&["--offline"]);
    holds(
        &said,
        "a part of source `shop` that steps need stands in other documents",
    );
    assert_eq!(server.requests().len(), 0);
    is_sound(&case.run(&[]));
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn what_is_data_is_not_asked_for() {
    let server = Server::start(|_, _| answer("{}\n"));
    let case = Case::new("data", &["./shop.yaml"]);
    let url = server.url("/x");
    case.write(
        "shop.yaml",
        &format!(
            "openapi: 3.1.0\npaths: {{/payments: {{post: {{operationId: createPayment, x-more: {{$ref: '{url}'}}}}}}}}\n\
             components: {{examples: {{one: {{value: {{$ref: '{url}'}}}}}}}}\n"
        ),
    );
    is_sound(&case.run(&[]));
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn no_document_of_another_machine_leads_to_a_file() {
    let server = Server::start(|request, _| match request.target.as_str() {
        "/file" => answer("openapi: 3.1.0\npaths: {/payments: {$ref: 'file:///etc/hostname'}}\n"),
        "/beside" => answer("openapi: 3.1.0\npaths: {/payments: {$ref: shop.yaml}}\n"),
        _ => response("404 Not Found", "", b""),
    });
    let file = Case::new("to-file", &[&server.url("/file")]);
    let said = file.run(&[]);
    holds(
        &said,
        "it is no web address, and a document of another machine leads nowhere else",
    );
    let beside = Case::new("to-beside", &[&server.url("/beside")]);
    beside.write("shop.yaml", "post: {operationId: createPayment}\n");
    holds(&beside.run(&[]), "404");
}

#[test]
fn sources_of_documents_on_other_machines_are_read() {
    let server = Server::start(|request, _| match request.target.as_str() {
        "/flows/pay.arazzo.yaml" => answer(
            "arazzo: 1.0.1\ninfo: {title: Pay, version: 1.0.0}\n\
             sourceDescriptions: [{name: shop, url: ../shop.yaml, type: openapi}]\n\
             workflows:\n  - workflowId: pay\n    inputs: {type: object, required: [amount], properties: {amount: {type: integer}}}\n    \
             steps: [{stepId: pay, operationId: createPayment, outputs: {code: $statusCode}}]\n    outputs: {code: $steps.pay.outputs.code}\n",
        ),
        "/shop.yaml" => answer(DESCRIPTION),
        _ => response("404 Not Found", "", b""),
    });
    let case = Case::new("flows", &[]);
    let url = server.url("/flows/pay.arazzo.yaml");
    case.write(
        "buy.arazzo.yaml",
        &format!(
            "arazzo: 1.0.1\ninfo: {{title: Buy, version: 1.0.0}}\n\
             sourceDescriptions: [{{name: flows, url: '{url}', type: arazzo}}]\n\
             workflows: [{{workflowId: buy, steps: [{{stepId: pay, workflowId: $sourceDescriptions.flows.pay, \
             parameters: [{{name: amount, value: much}}]}}]}}]\n"
        ),
    );
    let said = case.run(&["--format", "json"]);
    holds(&said, "mismatched");
    holds(&said, "\"sources\": 2");
    let mut targets = server.targets();
    targets.sort();
    assert_eq!(targets, ["/flows/pay.arazzo.yaml", "/shop.yaml"]);
}

#[test]
fn only_what_steps_need_is_asked_for() {
    let server = Server::start(|request, _| match request.target.as_str() {
        "/amount" => answer("{$ref: 'whole#/$defs/whole'}\n"),
        "/whole" => answer("$defs: {whole: {type: integer}, other: {$ref: '/never'}}\n"),
        _ => response("404 Not Found", "", b""),
    });
    let case = Case::new("needed", &[]);
    let url = |path: &str| server.url(path);
    case.write(
        "shop.yaml",
        &format!(
            "openapi: 3.1.0\npaths:\n  /payments:\n    post:\n      operationId: createPayment\n      \
             requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/Payment'}}}}}}}}\n    \
             put:\n      operationId: changePayment\n      requestBody: {{$ref: '{}'}}\n\
             components:\n  schemas:\n    Payment: {{type: object, properties: {{amount: {{$ref: '{}'}}, default: {{type: string}}}}}}\n    \
             Other: {{$ref: '{}'}}\n",
            url("/unused"),
            url("/amount"),
            url("/unused-too"),
        ),
    );
    case.write(
        "buy.arazzo.yaml",
        "arazzo: 1.0.1\ninfo: {title: Buy, version: 1.0.0}\n\
         sourceDescriptions: [{name: shop, url: ./shop.yaml, type: openapi}]\n\
         workflows: [{workflowId: buy, steps: [{stepId: pay, operationPath: '{$sourceDescriptions.shop.url}#/paths/~1payments/post', \
         requestBody: {contentType: application/json, payload: {amount: much}}}]}]\n",
    );
    let said = case.run(&[]);
    holds(&said, "error[mismatched-payload]");
    // By its path a step can mean each operation there.
    let mut targets = server.targets();
    targets.sort();
    assert_eq!(targets, ["/amount", "/unused", "/whole"]);
    let byid = std::fs::read_to_string(case.folder.join("buy.arazzo.yaml"))
        .expect("it was written")
        .replace(
            "operationPath: '{$sourceDescriptions.shop.url}#/paths/~1payments/post'",
            "operationId: createPayment",
        );
    case.write("buy.arazzo.yaml", &byid);
    holds(&case.run(&["--refresh"]), "error[mismatched-payload]");
    let mut again = server.targets().split_off(3);
    again.sort();
    assert_eq!(again, ["/amount", "/whole"]);
}

#[test]
fn what_has_the_name_of_data_and_is_none_is_asked_for() {
    let server = Server::start(|_, _| {
        answer(
            "{description: d, content: {application/json: {schema: {type: object, properties: {id: {type: integer}}, additionalProperties: false}}}}\n",
        )
    });
    let case = Case::new("default", &["./shop.yaml"]);
    case.write(
        "shop.yaml",
        &format!(
            "openapi: 3.1.0\npaths: {{/payments: {{post: {{operationId: createPayment, responses: {{default: {{$ref: '{}'}}}}}}}}}}\n",
            server.url("/any")
        ),
    );
    is_sound(&case.run(&[]));
    assert_eq!(server.targets(), ["/any"]);
}
