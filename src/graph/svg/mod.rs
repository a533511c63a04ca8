//! SVG pictures: a layered drawing that needs no script, no font and no network.

mod canvas;
mod layout;
mod palette;
mod text;

use super::{Chart, EdgeKind, NodeKind};
use crate::visible::xml;
use canvas::{Svg, curve, round};
use layout::{Area, Drawing, Point, Route, Shape, place};
use palette::{COLOURS, INK, line, mark, mark_colour};
use text::{Block, LINE, wrap};

const MARGIN: f64 = 24.0;

/// One picture, with one workflow below the other and what the lines mean at the end.
pub(super) fn render(charts: &[Chart]) -> String {
    let mut body = Svg::default();
    let mut top = MARGIN;
    let mut width: f64 = 0.0;
    for chart in charts {
        let title = format!("{} ({})", chart.workflow, chart.file);
        let heading = wrap(&title, 100, 1, true);
        width = width.max(heading.width());
        body.group(MARGIN, top, |svg| svg.left(&heading));
        top += heading.height() + 14.0;
        match place(chart) {
            Some(drawing) => {
                body.group(MARGIN, top, |svg| svg.drawing(&drawing));
                width = width.max(drawing.width);
                top += drawing.height;
            }
            None => {
                let size = format!(
                    "{} nodes and {} edges are too many for a picture: `--format dot` and `--format json` have no limit.",
                    chart.nodes.len(),
                    chart.edges.len()
                );
                let note = wrap(&size, 100, 2, false);
                body.group(MARGIN, top, |svg| svg.left(&note));
                width = width.max(note.width());
                top += note.height();
            }
        }
        top += 2.0 * MARGIN;
    }
    let legend = Legend::of(charts);
    body.group(MARGIN, top - MARGIN, |svg| svg.legend(&legend));
    width = width.max(legend.width());
    top += legend.height();
    document(&body.text, width + 2.0 * MARGIN, top)
}

/// The frame: what every picture has.
fn document(body: &str, width: f64, height: f64) -> String {
    let (width, height) = (round(width), round(height));
    let mut svg = Svg::default();
    svg.push(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{width}\" height=\"{height}\" \
        viewBox=\"0 0 {width} {height}\" font-size=\"12\" \
        font-family=\"ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace\">"
    ));
    svg.push("<title>Workflows</title>");
    svg.push("<defs>");
    for colour in COLOURS {
        let name = &colour[1..];
        svg.push(&format!(
            "<marker id=\"arrow-{name}\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" \
            markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"{colour}\"/></marker>"
        ));
    }
    svg.push("</defs>");
    svg.push("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
    svg.text + body + "</svg>\n"
}

/// What the lines of the charts mean: those that occur, each once.
struct Legend {
    entries: Vec<(EdgeKind, Block)>,
}

impl Legend {
    const SAMPLE: f64 = 36.0;

    fn of(charts: &[Chart]) -> Self {
        let occurs = |kind| {
            charts
                .iter()
                .flat_map(|chart| &chart.edges)
                .any(|edge| edge.kind == kind)
        };
        let mut entries = Vec::new();
        for kind in EdgeKind::ALL {
            let (_, _, meaning) = line(kind);
            let has_success = kind == EdgeKind::Next && occurs(EdgeKind::Success);
            if !meaning.is_empty() && (occurs(kind) || has_success) {
                entries.push((kind, wrap(meaning, 60, 1, false)));
            }
        }
        Self { entries }
    }

    fn width(&self) -> f64 {
        let widths = self.entries.iter().map(|(_, text)| text.width());
        Self::SAMPLE + 10.0 + widths.fold(0.0, f64::max)
    }

    fn height(&self) -> f64 {
        self.entries.iter().map(|_| LINE).sum()
    }
}

/// What charts are made of.
impl Svg {
    fn drawing(&mut self, drawing: &Drawing) {
        // Labels lie above all lines, so that none is struck through.
        drawing.routes.iter().for_each(|route| self.route(route));
        drawing.shapes.iter().for_each(|shape| self.shape(shape));
        for route in &drawing.routes {
            if let Some((area, label)) = &route.label {
                self.label(route, *area, label);
            }
        }
    }

    fn shape(&mut self, shape: &Shape) {
        let node = shape.node;
        let Area {
            centre,
            width,
            height,
        } = shape.area;
        let (left, top) = (centre.x - width / 2.0, centre.y - height / 2.0);
        let stroke = mark_colour(node.level).unwrap_or(INK);
        let thickness = if node.level.and(mark(node.level)).is_some() {
            3
        } else {
            1
        };
        let paint = format!("stroke=\"{stroke}\" stroke-width=\"{thickness}\"");
        let full = match &node.detail {
            Some(detail) => format!("{}: {detail}", node.title),
            None => node.title.clone(),
        };
        self.push(&format!("<g><title>{}</title>", xml(&full)));
        let rectangle = |radius: f64, fill: &str| {
            format!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" fill=\"{fill}\" {paint}/>",
                round(left),
                round(top),
                round(width),
                round(height),
                round(radius)
            )
        };
        match node.kind {
            NodeKind::Start | NodeKind::End => self.push(&rectangle(height / 2.0, "#eef1f4")),
            NodeKind::Step => self.push(&rectangle(4.0, "#ffffff")),
            NodeKind::Every => {
                let (right, bottom) = (left + width, top + height);
                let corners = [
                    (left, centre.y),
                    (left + 10.0, top),
                    (right - 10.0, top),
                    (right, centre.y),
                    (right - 10.0, bottom),
                    (left + 10.0, bottom),
                ];
                let corners: Vec<String> = corners
                    .iter()
                    .map(|(x, y)| format!("{},{}", round(*x), round(*y)))
                    .collect();
                self.push(&format!(
                    "<polygon points=\"{}\" fill=\"#f7f4ec\" {paint}/>",
                    corners.join(" ")
                ));
            }
            NodeKind::Workflow => {
                self.push(&rectangle(0.0, "#f1f5fb"));
                for x in [left + 6.0, left + width - 6.0] {
                    let (x, top, bottom) = (round(x), round(top), round(top + height));
                    self.push(&format!("<path d=\"M{x} {top}V{bottom}\" {paint}/>"));
                }
            }
        }
        self.centred(centre, &shape.text, mark_colour(node.level));
        self.push("</g>");
    }

    fn route(&mut self, route: &Route) {
        let (colour, dashes, _) = line(route.edge.kind);
        let colour = mark_colour(route.edge.level).unwrap_or(colour);
        let thickness = match (mark(route.edge.level), route.edge.kind) {
            (Some(_), _) => "3",
            (None, EdgeKind::Calls) => "2.5",
            (None, EdgeKind::Data) => "1.8",
            (None, _) => "1.3",
        };
        let dashes = match dashes {
            "" => String::new(),
            dashes => format!(" stroke-dasharray=\"{dashes}\""),
        };
        self.push(&format!(
            "<path d=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{thickness}\"{dashes} marker-end=\"url(#arrow-{})\"/>",
            curve(&route.points),
            &colour[1..]
        ));
    }

    fn label(&mut self, route: &Route, area: Area, label: &Block) {
        let (colour, _, _) = line(route.edge.kind);
        let colour = mark_colour(route.edge.level).unwrap_or(colour);
        let Area {
            centre,
            width,
            height,
        } = area;
        self.push(&format!(
            "<g fill=\"{colour}\"><title>{}</title>",
            xml(&route.edge.words())
        ));
        self.push(&format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#ffffff\"/>",
            round(centre.x - width / 2.0 - 2.0),
            round(centre.y - height / 2.0),
            round(width + 4.0),
            round(height)
        ));
        self.centred(centre, label, None);
        self.push("</g>");
    }

    fn legend(&mut self, legend: &Legend) {
        for (index, (kind, text)) in legend.entries.iter().enumerate() {
            let y = legend.entries[..index].iter().map(|_| LINE).sum::<f64>();
            let edge = super::Edge {
                from: 0,
                to: 0,
                kind: *kind,
                label: String::new(),
                level: None,
            };
            let middle = y + LINE / 2.0;
            let points = [0.0, Legend::SAMPLE].map(|x| Point { x, y: middle });
            self.route(&Route {
                edge: &edge,
                points: points.to_vec(),
                label: None,
            });
            self.group(Legend::SAMPLE + 10.0, y, |svg| svg.left(text));
        }
    }
}
