/** The paths by which a package came in, at most 60 nodes: who brought it. Layers by distance, lines from left to right. */
import { type Html, html, rawHtml } from '../html.ts'

export interface PathNode {
  readonly id: string
  readonly label: string
  /** The package that is asked about. */
  readonly isTarget?: boolean
}

export interface PathGraph {
  readonly nodes: readonly PathNode[]
  /** From the one that needs to the one that is needed. */
  readonly edges: readonly { readonly from: string; readonly to: string }[]
  readonly label: string
}

export const mostPathNodes = 60
const columnWidth = 190
const rowHeight = 30

/** Undefined where there are more nodes than can be followed: show a tree then. */
export function drawPathGraph(graph: PathGraph): Html | undefined {
  if (graph.nodes.length > mostPathNodes) return undefined
  const layers = layersOf(graph)
  const places = new Map<string, { readonly x: number; readonly y: number }>()
  layers.forEach((layer, column) => {
    layer.forEach((id, row) => places.set(id, { x: column * columnWidth, y: row * rowHeight }))
  })
  const width = Math.max(1, layers.length) * columnWidth
  const height = Math.max(1, ...layers.map((layer) => layer.length)) * rowHeight
  const lines = graph.edges.flatMap(({ from, to }) => {
    const a = places.get(from)
    const b = places.get(to)
    if (a === undefined || b === undefined) return []
    const x = a.x + columnWidth - 24
    const bend = Math.round((x + b.x) / 2)
    return [
      `<path class="edge" d="M${x} ${a.y + 12}C${bend} ${a.y + 12} ${bend} ${b.y + 12} ${b.x} ${b.y + 12}"/>`,
    ]
  })
  return html`<svg class="paths" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${graph.label}">${rawHtml(lines.join(''))}${graph.nodes.map((node) => drawNode(node, places.get(node.id)))}</svg>`
}

function drawNode(
  node: PathNode,
  place: { readonly x: number; readonly y: number } | undefined,
): Html | undefined {
  if (place === undefined) return undefined
  const { x, y } = place
  const text = node.label.length > 24 ? `${node.label.slice(0, 23)}…` : node.label
  return html`<g class="${node.isTarget === true ? 'target' : 'node'}"><title>${node.label}</title><rect x="${x + 0.5}" y="${y + 0.5}" width="${columnWidth - 24}" height="23" rx="3"/><text x="${x + 8}" y="${y + 16}">${text}</text></g>`
}

/** Distance from those that nobody needs; a circle stands where it was met first. */
function layersOf({ nodes, edges }: PathGraph): readonly (readonly string[])[] {
  const needed = new Set(edges.filter(({ from, to }) => from !== to).map(({ to }) => to))
  const starts = nodes.filter(({ id }) => !needed.has(id)).map(({ id }) => id)
  const depth = new Map<string, number>()
  let front = starts.length > 0 ? starts : nodes.slice(0, 1).map(({ id }) => id)
  for (let level = 0; front.length > 0; level++) {
    for (const id of front) depth.set(id, level)
    const next = new Set(edges.filter(({ from }) => front.includes(from)).map(({ to }) => to))
    front = [...next].filter((id) => !depth.has(id))
  }
  const layers: string[][] = []
  for (const { id } of nodes) (layers[depth.get(id) ?? 0] ??= []).push(id)
  return layers
}
