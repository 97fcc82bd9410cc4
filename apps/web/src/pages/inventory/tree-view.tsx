/** What the product asks for, opened branch by branch; nothing is loaded before it is opened. */
import { type AnswerOf, inventoryRoutes } from '@occtet/contract/api'
import { inventoryWords } from '@occtet/ui'
import { useState } from 'react'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Shown } from '../../parts/states.tsx'
import { Flaws } from './component-table.tsx'
import styles from './inventory.module.css'
import type { Place } from './use-components.ts'

type Page = AnswerOf<(typeof inventoryRoutes)['inventory.tree']>

export function TreeView({ place }: { place: Place }) {
  return (
    <div className={styles.tree}>
      <Branch place={place} above={[]} />
    </div>
  )
}

/** `above`: from the product to the package whose children these are. */
function Branch({ place, above }: { place: Place; above: readonly string[] }) {
  const [cursors, setCursors] = useState<readonly string[]>([''])
  return (
    <ul>
      {cursors.map((cursor, at) => (
        <Part
          key={cursor}
          place={place}
          above={above}
          cursor={cursor}
          onMore={at === cursors.length - 1 ? (next) => setCursors([...cursors, next]) : undefined}
        />
      ))}
    </ul>
  )
}

interface PartProps {
  readonly place: Place
  readonly above: readonly string[]
  readonly cursor: string
  readonly onMore: ((next: string) => void) | undefined
}

function Part({ place, above, cursor, onMore }: PartProps) {
  const t = useWords(inventoryWords)
  const purl = above.at(-1)
  const query = {
    limit: '100',
    ...(purl === undefined ? {} : { purl }),
    ...(cursor === '' ? {} : { cursor }),
  }
  const reading = useRoute(inventoryRoutes['inventory.tree'], { params: { ...place }, query })
  return (
    <Shown reading={reading} rows={2}>
      {({ rows, next }) => (
        <>
          {rows.length === 0 && above.length === 0 ? <li className="dim">{t('tree.none')}</li> : null}
          {rows.map((node) => (
            <Node key={node.purl} place={place} above={above} node={node} />
          ))}
          {next === undefined || onMore === undefined ? null : (
            <li>
              <Button tone="text" onPress={() => onMore(next)}>
                {t('tree.more')}
              </Button>
            </li>
          )}
        </>
      )}
    </Shown>
  )
}

/** A package that asks for itself in a circle is named and not opened again. */
function Node({
  place,
  above,
  node,
}: {
  place: Place
  above: readonly string[]
  node: Page['rows'][number]
}) {
  const t = useWords(inventoryWords)
  const [isOpen, setOpen] = useState(false)
  const mayOpen = node.children > 0 && !above.includes(node.purl)
  return (
    <li>
      <div className={styles.node}>
        {mayOpen ? (
          <Button tone="text" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
            {t(isOpen ? 'close' : 'open')} ({node.children})
          </Button>
        ) : null}
        <span className={styles.name}>
          {node.name} {node.version}
        </span>
        {node.findings > 0 ? <Flaws row={node} /> : null}
      </div>
      {isOpen ? <Branch place={place} above={[...above, node.purl]} /> : null}
    </li>
  )
}
