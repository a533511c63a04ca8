//! Makes API descriptions of a wanted size, workflows that use them, and the folders in which both lie.
//!
//! Everything is the same on every run. A description consists of resources, each with five operations, six schemas,
//! references, prose and examples. A node of the YAML tree takes about 18 bytes of text; in large published descriptions
//! it takes 14 to 42. A workflow uses three of the resources: the first, the middle one and the last.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// How a description is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Yaml,
    Json,
}

/// What a benchmark reads.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Case {
    /// Its name in the table, and of its folder.
    pub(crate) name: &'static str,
    pub(crate) form: Form,
    /// The size of one description in bytes.
    pub(crate) size: usize,
    pub(crate) descriptions: usize,
    pub(crate) documents: usize,
    /// Whether a payload lacks a property that the description requires.
    pub(crate) has_fault: bool,
}

const fn single(name: &'static str, form: Form, size: usize) -> Case {
    Case {
        name,
        form,
        size,
        descriptions: 1,
        documents: 1,
        has_fault: false,
    }
}

pub(crate) const CASES: [Case; 8] = [
    single("200-kb-yaml", Form::Yaml, 200_000),
    single("200-kb-json", Form::Json, 200_000),
    single("2-mb-yaml", Form::Yaml, 2_000_000),
    single("2-mb-json", Form::Json, 2_000_000),
    single("10-mb-yaml", Form::Yaml, 10_000_000),
    single("10-mb-json", Form::Json, 10_000_000),
    Case {
        has_fault: true,
        ..single("10-mb-yaml-fault", Form::Yaml, 10_000_000)
    },
    Case {
        descriptions: 10,
        documents: 300,
        ..single("300-documents", Form::Yaml, 200_000)
    },
];

/// The files of a case, and how much text they hold.
#[derive(Debug)]
pub(crate) struct Files {
    pub(crate) case: Case,
    pub(crate) folder: PathBuf,
    pub(crate) bytes: usize,
}

impl Case {
    /// Writes the files of a case below a folder.
    pub(crate) fn write(self, below: &Path) -> Files {
        let folder = below.join(self.name);
        // What an earlier version of this module has left behind would be checked too.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("the folder of the benchmarks can be made");
        let count = resources_for(self.size, self.form);
        let api = description(count, self.form);
        let extension = match self.form {
            Form::Yaml => "yaml",
            Form::Json => "json",
        };
        let mut bytes = 0;
        let mut write = |name: String, text: &str| {
            bytes += text.len();
            fs::write(folder.join(name), text).expect("the files of the benchmarks can be written");
        };
        for index in 0..self.descriptions {
            write(format!("api-{index}.{extension}"), &api);
        }
        for index in 0..self.documents {
            let url = format!("api-{}.{extension}", index % self.descriptions);
            let text = workflow(index, &url, count, self.has_fault);
            write(format!("workflow-{index:03}.arazzo.yaml"), &text);
        }
        Files {
            case: self,
            folder,
            bytes,
        }
    }
}

/// How many resources make a description of about this size.
fn resources_for(size: usize, form: Form) -> usize {
    const SAMPLE: usize = 40;
    let base = description(1, form).len();
    let each = (description(SAMPLE + 1, form).len() - base) / SAMPLE;
    1 + size.saturating_sub(base) / each
}

/// An OpenAPI description with that many resources.
fn description(resources: usize, form: Form) -> String {
    let mut paths = String::new();
    let mut schemas = String::new();
    for index in 0..resources {
        paths += &fill(PATHS, index);
        schemas += &fill(SCHEMAS, index);
    }
    let yaml = format!("{HEAD}{paths}{COMPONENTS}{schemas}");
    match form {
        Form::Yaml => yaml,
        Form::Json => {
            let value: serde_json::Value =
                serde_yaml::from_str(&yaml).expect("the templates are YAML");
            serde_json::to_string_pretty(&value).expect("what was read can be written")
        }
    }
}

/// A workflow of eight steps on three resources of a description.
fn workflow(index: usize, url: &str, resources: usize, has_fault: bool) -> String {
    let mut text = WORKFLOW_HEAD
        .replace("@id", &index.to_string())
        .replace("@url", url);
    for (position, resource) in [0, resources / 2, resources - 1].into_iter().enumerate() {
        // The first two resources are made and changed, the last one is only made and read.
        let steps = if position < 2 {
            [STEP_CREATE, STEP_READ, STEP_UPDATE].as_slice()
        } else {
            [STEP_CREATE, STEP_LIST].as_slice()
        };
        for step in steps {
            let step = step.replace("@step", &position.to_string());
            text += &fill(&step, resource);
        }
    }
    text += WORKFLOW_END;
    if has_fault {
        text = text.replacen("            currency: EUR\n", "", 1);
    }
    text
}

/// Puts the names of a resource into a template.
fn fill(template: &str, index: usize) -> String {
    const NOUNS: [&str; 12] = [
        "Invoice",
        "Customer",
        "Shipment",
        "Payment",
        "Product",
        "Warehouse",
        "Contract",
        "Refund",
        "Ticket",
        "Campaign",
        "Device",
        "Report",
    ];
    let noun = NOUNS[index % NOUNS.len()];
    let mut name = noun.to_owned();
    write!(name, "{index}").expect("a string takes any text");
    template
        .replace("@Name", &name)
        .replace("@name", &name.to_lowercase())
}

const HEAD: &str = "openapi: 3.0.3
info:
  title: A large API
  version: 1.0.0
  description: Made by the benchmarks.
servers:
  - url: https://api.example.com/v1
security:
  - apiKey: []
paths:
";

const PATHS: &str = "  /@names:
    get:
      operationId: list@Names
      summary: List @names
      description: >-
        Returns the @names that the caller may see, the newest first. The answer is cut into pages; follow
        `nextCursor` until it is absent. Filters can be combined and all of them must hold. A @name that was deleted
        is left out, and one that was made since the first page was read may or may not be there. The order is the
        same on every call as long as nothing changes. Calls count against the limit of the key; the header
        `X-Limit-Remaining` tells how many are left in this minute.
      tags: ['@Names']
      parameters:
        - $ref: '#/components/parameters/Limit'
        - $ref: '#/components/parameters/Cursor'
        - name: status
          in: query
          description: Only those in this state. Without it all are returned, those that are cancelled included.
          schema:
            $ref: '#/components/schemas/@NameStatus'
      responses:
        '200':
          description: A page of @names, which may be empty even where more pages follow.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/@NamePage'
        '401':
          $ref: '#/components/responses/Unauthorized'
    post:
      operationId: create@Name
      summary: Create a @name
      description: >-
        Creates a @name and returns it with the fields that the server has filled in. The title need not be unique.
        Amounts are whole numbers in the smallest unit of the currency, so that nothing is lost by rounding. Lines can
        be sent along or added later; without lines the @name remains a draft until there is one. Send the header
        `Idempotency-Key` if the call may have to be repeated: within a day the same key gives the same answer and
        creates nothing again.
      tags: ['@Names']
      requestBody:
        required: true
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/@NameDraft'
            examples:
              short:
                summary: The least that is accepted
                value:
                  title: A first @name
                  amount: 1250
                  currency: EUR
      responses:
        '201':
          description: The @name as it was stored, with its id and the time at which it was made.
          headers:
            Location:
              schema:
                type: string
                format: uri
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/@Name'
              example:
                id: 3f0c4a52-77a4-4a53-9e2b-5f8f2f0f7f61
                title: A first @name
                amount: 1250
                currency: EUR
                status: draft
                createdAt: '2026-01-31T09:30:00Z'
                lines:
                  - sku: A-100
                    quantity: 2
                    unitPrice: 625
        '400':
          $ref: '#/components/responses/BadRequest'
        '401':
          $ref: '#/components/responses/Unauthorized'
  /@names/{@nameId}:
    parameters:
      - name: @nameId
        in: path
        required: true
        description: The id of the @name, as the answer that created it or the list of @names has told it.
        schema:
          type: string
          format: uuid
    get:
      operationId: get@Name
      summary: Read a @name
      description: >-
        Returns one @name with all its lines. Who may list @names may also read each of them. The answer can be kept
        for as long as the header `Cache-Control` says, and the header `ETag` can be sent back to ask whether it has
        changed in the meantime.
      tags: ['@Names']
      responses:
        '200':
          description: The @name.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/@Name'
        '404':
          $ref: '#/components/responses/NotFound'
    patch:
      operationId: update@Name
      summary: Change a @name
      description: >-
        Changes the fields that are sent and leaves the others as they are. Lines are replaced as a whole: send those
        that are to remain together with the new ones. A @name that is settled or cancelled cannot be changed any more,
        and one that somebody else has changed since it was read gives a conflict if the header `If-Match` is sent.
      tags: ['@Names']
      requestBody:
        required: true
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/@NamePatch'
      responses:
        '200':
          description: The @name after the change, in the same form as it is read.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/@Name'
        '404':
          $ref: '#/components/responses/NotFound'
        '409':
          $ref: '#/components/responses/Conflict'
    delete:
      operationId: delete@Name
      summary: Delete a @name
      description: >-
        Deletes a draft. A @name that was open once is kept for the books, and can only be cancelled. Deleting twice is
        no mistake: the second call says that there is nothing of that id.
      tags: ['@Names']
      responses:
        '204':
          description: The @name is gone.
        '404':
          $ref: '#/components/responses/NotFound'
";

const COMPONENTS: &str = "components:
  securitySchemes:
    apiKey:
      type: apiKey
      in: header
      name: X-API-Key
  parameters:
    Limit:
      name: limit
      in: query
      description: How many items a page holds at most.
      schema:
        type: integer
        minimum: 1
        maximum: 100
        default: 20
    Cursor:
      name: cursor
      in: query
      description: Where the page begins, as an earlier answer has told.
      schema:
        type: string
  responses:
    BadRequest:
      description: The request is malformed.
      content:
        application/json:
          schema:
            $ref: '#/components/schemas/Error'
    Unauthorized:
      description: The key is missing or wrong.
      content:
        application/json:
          schema:
            $ref: '#/components/schemas/Error'
    NotFound:
      description: There is nothing of that id.
      content:
        application/json:
          schema:
            $ref: '#/components/schemas/Error'
    Conflict:
      description: Somebody else was faster.
      content:
        application/json:
          schema:
            $ref: '#/components/schemas/Error'
  schemas:
    Error:
      type: object
      required: [code, message]
      properties:
        code:
          type: string
        message:
          type: string
    Address:
      type: object
      required: [street, city, country]
      properties:
        street:
          type: string
        city:
          type: string
        postalCode:
          type: string
          nullable: true
        country:
          type: string
          pattern: '^[A-Z]{2}$'
";

const SCHEMAS: &str = "    @NameStatus:
      type: string
      description: Where a @name is in its life. It begins as a draft, and only an open one can be settled or cancelled.
      enum: [draft, open, settled, cancelled]
    @NameLine:
      type: object
      required: [sku, quantity]
      properties:
        sku:
          type: string
          minLength: 1
          maxLength: 40
        quantity:
          type: integer
          minimum: 1
        unitPrice:
          type: integer
          description: The price of one piece in the smallest unit of the currency. If absent, the price list holds.
    @NameDraft:
      type: object
      additionalProperties: false
      required: [title, amount, currency]
      properties:
        title:
          type: string
          description: What people call the @name. It is shown in lists and in messages, and need not be unique.
          minLength: 1
          maxLength: 200
        amount:
          type: integer
          description: The total in the smallest unit of the currency, before tax. It must agree with the lines.
          minimum: 0
        currency:
          type: string
          description: The currency as three letters of ISO 4217. All lines of a @name are in the same currency.
          enum: [EUR, USD, GBP, CHF, JPY]
        deliverTo:
          $ref: '#/components/schemas/Address'
        lines:
          type: array
          maxItems: 500
          items:
            $ref: '#/components/schemas/@NameLine'
        tags:
          type: array
          items:
            type: string
        metadata:
          type: object
          description: Up to fifty pairs of your own, kept and returned as they are. Do not put secrets here.
          additionalProperties:
            type: string
    @NamePatch:
      type: object
      properties:
        title:
          type: string
          minLength: 1
        status:
          $ref: '#/components/schemas/@NameStatus'
        lines:
          type: array
          items:
            $ref: '#/components/schemas/@NameLine'
    @Name:
      allOf:
        - type: object
          required: [id, status, createdAt]
          properties:
            id:
              type: string
              format: uuid
              description: Given by the server when the @name is created, and never changed or used again.
              readOnly: true
            status:
              $ref: '#/components/schemas/@NameStatus'
            createdAt:
              type: string
              format: date-time
              description: When the @name was created, in UTC.
              readOnly: true
            updatedAt:
              type: string
              format: date-time
              nullable: true
              readOnly: true
        - type: object
          properties:
            title:
              type: string
            amount:
              type: integer
            currency:
              type: string
            lines:
              type: array
              items:
                $ref: '#/components/schemas/@NameLine'
    @NamePage:
      type: object
      required: [items]
      properties:
        items:
          type: array
          items:
            $ref: '#/components/schemas/@Name'
        nextCursor:
          type: string
          nullable: true
";

const WORKFLOW_HEAD: &str = "arazzo: 1.0.1
info:
  title: Workflow @id
  version: 1.0.0
sourceDescriptions:
  - name: api
    url: @url
    type: openapi
workflows:
  - workflowId: run-@id
    summary: Makes some things, changes them and looks at them again.
    inputs:
      type: object
      required: [title, amount]
      properties:
        title:
          type: string
        amount:
          type: integer
    steps:
";

const STEP_CREATE: &str = "      - stepId: create-@step
        description: Make a @name.
        operationId: create@Name
        requestBody:
          contentType: application/json
          payload:
            title: $inputs.title
            amount: $inputs.amount
            currency: EUR
            lines:
              - sku: A-100
                quantity: 2
                unitPrice: 625
            metadata:
              origin: arazzo
              run: run of {$inputs.title}
        successCriteria:
          - condition: $statusCode == 201
        outputs:
          id: $response.body#/id
          status: $response.body#/status
";

const STEP_READ: &str = "      - stepId: read-@step
        operationId: get@Name
        parameters:
          - name: @nameId
            in: path
            value: $steps.create-@step.outputs.id
        successCriteria:
          - condition: $statusCode == 200
          - context: $response.body
            condition: $.id
            type: jsonpath
        onFailure:
          - name: again
            type: retry
            retryAfter: 1
            retryLimit: 3
            criteria:
              - condition: $statusCode == 404
";

const STEP_UPDATE: &str = "      - stepId: update-@step
        operationId: update@Name
        parameters:
          - name: @nameId
            in: path
            value: $steps.create-@step.outputs.id
        requestBody:
          contentType: application/json
          payload:
            title: Changed
            status: draft
          replacements:
            - target: /status
              value: open
        successCriteria:
          - condition: $statusCode == 200
        outputs:
          status: $response.body#/status
";

const STEP_LIST: &str = "      - stepId: list-@step
        operationId: list@Names
        parameters:
          - name: limit
            in: query
            value: 50
          - name: status
            in: query
            value: draft
        successCriteria:
          - condition: $statusCode == 200
        outputs:
          first: $response.body#/items/0/id
";

const WORKFLOW_END: &str = "    outputs:
      made: $steps.create-0.outputs.id
      changed: $steps.update-1.outputs.status
      first: $steps.list-2.outputs.first
";
