/** The ways that lead to one package, drawn; the same as a table under a toggle. */
import { type AnswerOf, inventoryRoutes } from '@occtet/contract/api'
import { drawPathGraph, inventoryWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { useSearchText } from '../../app/place.ts'
import { Card } from '../../parts/card.tsx'
import { Drawing } from '../../parts/drawing.tsx'
import { Select } from '../../parts/field.tsx'
import { Partial, Shown } from '../../parts/states.tsx'
import styles from './inventory.module.css'
import { toPurlText } from './purl-text.ts'
import type { Place } from './use-components.ts'

type Graph = AnswerOf<(typeof inventoryRoutes)['inventory.graph']>

/** Of the package that stands open, else of the worst one that came by another; others are a choice away. */
export function GraphView({ place }: { place: Place }) {
  const t = useWords(inventoryWords)
  const [open, setOpen] = useSearchText('open')
  const worst = useRoute(inventoryRoutes['inventory.components'], {
    params: { ...place },
    query: { limit: '50', worst: 'any' },
  })
  return (
    <Shown reading={worst}>
      {({ rows }) => {
        const first = rows.find(({ relation }) => relation === 'transitive') ?? rows[0]
        const purl = open === '' ? (first?.purl ?? '') : open
        if (purl === '') return <p className="dim">{t('graph.none')}</p>
        const others = rows.some((row) => row.purl === purl) ? [] : [purl]
        return (
          <>
            <div className={styles.pick}>
              <Select
                label={t('graph.pick')}
                value={purl}
                onValue={setOpen}
                choices={[...others, ...rows.map((row) => row.purl)].map((one) => ({
                  value: one,
                  word: toPurlText(one),
                }))}
              />
            </div>
            <Ways place={place} purl={purl} />
          </>
        )
      }}
    </Shown>
  )
}

function Ways({ place, purl }: { place: Place; purl: string }) {
  const t = useWords(inventoryWords)
  const reading = useRoute(inventoryRoutes['inventory.graph'], { params: { ...place }, query: { purl } })
  return (
    <>
      <Shown reading={reading}>{(graph) => <Drawn graph={graph} />}</Shown>
      <p className="q">{t('graph.help')}</p>
    </>
  )
}

function Drawn({ graph }: { graph: Graph }) {
  const t = useWords(inventoryWords)
  const name = toPurlText(graph.target)
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
          isWide
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
