/** The ways that lead to one package, drawn; the same as a table under a toggle. */
import { type AnswerOf, inventoryRoutes } from '@occtet/contract/api'
import { drawPathGraph, inventoryWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { useSearchText } from '../../app/place.ts'
import { Card } from '../../parts/card.tsx'
import { Drawing } from '../../parts/drawing.tsx'
import { Partial, Shown } from '../../parts/states.tsx'
import type { Place } from './use-components.ts'

type Graph = AnswerOf<(typeof inventoryRoutes)['inventory.graph']>

export function GraphView({ place }: { place: Place }) {
  const t = useWords(inventoryWords)
  const [purl] = useSearchText('open')
  const reading = useRoute(
    inventoryRoutes['inventory.graph'],
    { params: { ...place }, query: { purl } },
    { isWanted: purl !== '' },
  )
  if (purl === '') return <p className="dim">{t('graph.choose')}</p>
  return <Shown reading={reading}>{(graph) => <Drawn graph={graph} />}</Shown>
}

function Drawn({ graph }: { graph: Graph }) {
  const t = useWords(inventoryWords)
  const name = graph.target.replace(/^pkg:/, '')
  const title = t('graph.title', { n: graph.nodes.length, name })
  const drawing = drawPathGraph({
    label: title,
    nodes: graph.nodes.map((node) => ({
      id: node.purl,
      label: `${node.name} ${node.version ?? ''}`.trim(),
      ...(node.purl === graph.target ? { isTarget: true } : {}),
    })),
    edges: graph.edges,
  })
  return (
    <Card label={title}>
      {graph.isCut ? <Partial text={t('graph.cut')} /> : null}
      {drawing === undefined ? null : (
        <Drawing
          title={title}
          drawing={drawing}
          table={{
            caption: title,
            head: [t('graph.depth'), t('package'), t('found')],
            rows: [...graph.nodes]
              .sort((a, b) => a.depth - b.depth)
              .map((node) => [node.depth, `${node.name} ${node.version ?? ''}`, node.findings]),
          }}
        />
      )}
    </Card>
  )
}
