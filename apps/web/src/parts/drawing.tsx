/** A chart with its finding as the title, and the same figures as a table under a toggle. */
import { type Html, shellWords } from '@occtet/ui'
import { type ReactNode, useId, useState } from 'react'
import { useWords } from '../app/language.tsx'
import { Button } from './button.tsx'
import { Drawn } from './drawn.tsx'
import styles from './drawing.module.css'
import { ScrollFrame } from './scroll-frame.tsx'

export interface DrawingProps {
  /** The finding: "Readiness rose from 38 to 61 % in twelve weeks". Undefined where a heading beside says it. */
  readonly title?: string
  readonly drawing: Html
  /** The picture keeps its size and moves inside its frame, by keyboard too. Default false: it shrinks to fit. */
  readonly isWide?: boolean
  readonly table: {
    readonly caption: string
    readonly head: readonly string[]
    readonly rows: readonly (readonly ReactNode[])[]
  }
}

export function Drawing({ title, drawing, isWide = false, table }: DrawingProps) {
  const t = useWords(shellWords)
  const id = useId()
  const [isTable, setTable] = useState(false)
  return (
    <figure className={styles.drawing}>
      {title === undefined ? null : <figcaption>{title}</figcaption>}
      <div id={id}>
        {isTable ? (
          <div className={styles.scroll}>
            <table>
              <caption className="vh">{table.caption}</caption>
              <thead>
                <tr>
                  {table.head.map((head) => (
                    <th key={head} scope="col">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {table.rows.map((row, index) => (
                  // oxlint-disable-next-line react/no-array-index-key -- the rows have no other name and never move
                  <tr key={index}>
                    {row.map((cell, column) => (
                      <td key={table.head[column]}>{cell}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        ) : (
          <Picture drawing={drawing} label={isWide ? table.caption : undefined} />
        )}
      </div>
      <Button tone="text" aria-controls={id} onPress={() => setTable(!isTable)}>
        {t(isTable ? 'drawing.picture' : 'drawing.table')}
      </Button>
    </figure>
  )
}

function Picture({ drawing, label }: { drawing: Html; label: string | undefined }) {
  const picture = <Drawn className={styles.picture ?? ''} drawing={drawing} />
  if (label === undefined) return picture
  return (
    <ScrollFrame label={label} className={styles.wide}>
      {picture}
    </ScrollFrame>
  )
}
