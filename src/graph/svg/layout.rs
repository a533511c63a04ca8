//! Where everything of a chart lies: a layered layout by `dagre`, with room for every text.

use dagre::graph::{Graph, GraphOptions};
use dagre::layout::types::LabelPos;
use dagre::{EdgeLabel, LayoutOptions, NodeLabel, layout};

use super::text::{Block, wrap};
use crate::graph::{Chart, Edge, EdgeKind, Node, NodeKind};

/// The most nodes and edges of a chart that is drawn: what is larger cannot be read, and its layout takes minutes.
const MOST: usize = 400;

/// A point, in pixels from the upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

impl Point {
    /// The point so far away on the way to another one, but at most halfway.
    pub(super) fn towards(self, other: Self, distance: f64) -> Self {
        let (x, y) = (other.x - self.x, other.y - self.y);
        let length = (x * x + y * y).sqrt();
        let part = match length > 0.0 {
            true => (distance / length).min(0.5),
            false => 0.0,
        };
        Self {
            x: self.x + x * part,
            y: self.y + y * part,
        }
    }
}

/// A rectangle by its centre.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub(super) centre: Point,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// A node with its place. Its text fits in.
pub(super) struct Shape<'c> {
    pub(super) node: &'c Node,
    pub(super) area: Area,
    pub(super) text: Block,
}

/// An edge with the points that it runs by, and its label, which lies on it.
pub(super) struct Route<'c> {
    pub(super) edge: &'c Edge,
    pub(super) points: Vec<Point>,
    pub(super) label: Option<(Area, Block)>,
}

/// A chart with places.
pub(super) struct Drawing<'c> {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) shapes: Vec<Shape<'c>>,
    pub(super) routes: Vec<Route<'c>>,
}

/// Lays a chart out, from the top down; none if it is too large to be drawn.
pub(super) fn place(chart: &Chart) -> Option<Drawing<'_>> {
    if chart.nodes.len() + chart.edges.len() > MOST {
        return None;
    }
    let mut graph = Graph::with_options(GraphOptions {
        directed: true,
        multigraph: true,
        compound: false,
    });
    let texts: Vec<Block> = chart.nodes.iter().map(node_text).collect();
    for (index, (node, text)) in chart.nodes.iter().zip(&texts).enumerate() {
        let (width, height) = padded(node.kind, text);
        let label = NodeLabel {
            width,
            height,
            ..NodeLabel::default()
        };
        graph.set_node(index.to_string(), Some(label));
    }
    let labels: Vec<Block> = chart
        .edges
        .iter()
        .map(|edge| wrap(&edge.words(), 34, 3, false))
        .collect();
    for (index, (edge, label)) in chart.edges.iter().zip(&labels).enumerate() {
        let label = EdgeLabel {
            width: label.width(),
            height: label.height(),
            labelpos: LabelPos::Center,
            weight: weight(edge.kind),
            ..EdgeLabel::default()
        };
        let (upper, lower) = ends(chart, edge);
        graph.set_edge(upper, lower, Some(label), Some(index.to_string().as_str()));
    }
    layout(
        &mut graph,
        Some(LayoutOptions {
            nodesep: 28.0,
            edgesep: 14.0,
            ranksep: 44.0,
            ..LayoutOptions::default()
        }),
    );
    Some(drawing(chart, &graph, texts, labels))
}

fn drawing<'c>(
    chart: &'c Chart,
    graph: &Graph<NodeLabel, EdgeLabel>,
    texts: Vec<Block>,
    labels: Vec<Block>,
) -> Drawing<'c> {
    let shapes = chart.nodes.iter().zip(texts).enumerate();
    let mut shapes: Vec<Shape> = shapes
        .filter_map(|(index, (node, text))| {
            let placed = graph.node(&index.to_string())?;
            let area = Area {
                centre: point(placed.x?, placed.y?),
                width: placed.width,
                height: placed.height,
            };
            Some(Shape { node, area, text })
        })
        .collect();
    let routes = chart.edges.iter().zip(labels).enumerate();
    let mut routes: Vec<Route> = routes
        .filter_map(|(index, (edge, label))| {
            let (upper, lower) = ends(chart, edge);
            let placed = graph.edge(&upper, &lower, Some(index.to_string().as_str()))?;
            let mut points: Vec<Point> = placed.points.iter().map(|at| point(at.x, at.y)).collect();
            if is_backward(chart, edge) {
                points.reverse();
            }
            let area = placed.x.zip(placed.y).map(|(x, y)| Area {
                centre: point(x, y),
                width: label.width(),
                height: label.height(),
            });
            Some(Route {
                edge,
                points,
                label: area.filter(|_| !label.lines.is_empty()).zip(Some(label)),
            })
        })
        .collect();
    let (width, height) = enclose(&mut shapes, &mut routes);
    Drawing {
        width,
        height,
        shapes,
        routes,
    }
}

/// The names of an edge's nodes in the layout, the upper one first: steps stand in the order of the list, so what leads
/// back to an earlier one is laid out the other way round.
fn ends(chart: &Chart, edge: &Edge) -> (String, String) {
    match is_backward(chart, edge) {
        true => (edge.to.to_string(), edge.from.to_string()),
        false => (edge.from.to_string(), edge.to.to_string()),
    }
}

fn is_backward(chart: &Chart, edge: &Edge) -> bool {
    let is_step = |index: usize| chart.nodes[index].kind == NodeKind::Step;
    edge.from > edge.to && is_step(edge.from) && is_step(edge.to)
}

fn point(x: f64, y: f64) -> Point {
    Point { x, y }
}

/// Moves everything so that it begins at zero, and returns how much room it takes: loops and labels may lie outside of
/// the rectangle that the layout reports.
fn enclose(shapes: &mut [Shape], routes: &mut [Route]) -> (f64, f64) {
    let areas = shapes.iter().map(|shape| shape.area).chain(
        routes
            .iter()
            .filter_map(|route| Some(route.label.as_ref()?.0)),
    );
    let mut low = point(f64::MAX, f64::MAX);
    let mut high = point(f64::MIN, f64::MIN);
    let mut meet = |x: f64, y: f64| {
        low = point(low.x.min(x), low.y.min(y));
        high = point(high.x.max(x), high.y.max(y));
    };
    for Area {
        centre,
        width,
        height,
    } in areas
    {
        meet(centre.x - width / 2.0, centre.y - height / 2.0);
        meet(centre.x + width / 2.0, centre.y + height / 2.0);
    }
    for at in routes.iter().flat_map(|route| &route.points) {
        meet(at.x, at.y);
    }
    let moved = |at: &mut Point| *at = point(at.x - low.x, at.y - low.y);
    for shape in shapes {
        moved(&mut shape.area.centre);
    }
    for route in routes {
        route.points.iter_mut().for_each(moved);
        route
            .label
            .iter_mut()
            .for_each(|(area, _)| moved(&mut area.centre));
    }
    (high.x - low.x, high.y - low.y)
}

/// The id, then what is called, then the level of the findings: colour alone does not reach everybody.
fn node_text(node: &Node) -> Block {
    let mut text = wrap(&node.title, 32, 2, true);
    if let Some(detail) = &node.detail {
        text.append(wrap(detail, 38, 3, false));
    }
    if let Some(word) = super::palette::mark(node.level) {
        text.append(wrap(word, 38, 1, false));
    }
    text
}

/// The room of a node: its text and a margin, which is wider where the sides are slanted or doubled.
fn padded(kind: NodeKind, text: &Block) -> (f64, f64) {
    let side = match kind {
        NodeKind::Step => 10.0,
        NodeKind::Start | NodeKind::End => 14.0,
        NodeKind::Every | NodeKind::Workflow => 18.0,
    };
    ((text.width() + 2.0 * side).max(60.0), text.height() + 14.0)
}

/// How much it is worth that an edge is short and straight: the order of the steps is the spine of the picture.
fn weight(kind: EdgeKind) -> i32 {
    match kind {
        EdgeKind::Next => 8,
        EdgeKind::Success | EdgeKind::Requires | EdgeKind::Calls => 2,
        EdgeKind::Failure | EdgeKind::Retry | EdgeKind::Data => 1,
    }
}
