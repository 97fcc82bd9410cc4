/** Several findings at once: how they differ, row by row, before one decision is made for all. */
import { shellWords, triageWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { type QueueRow, refsOf } from './model.ts'
/* oxlint-disable jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by key (WCAG 2.1.1) */
import styles from './triage.module.css'

const most = 200

export function Bulk({ rows, onClear }: { rows: readonly QueueRow[]; onClear: () => void }) {
  const t = useWords(triageWords)
  const shell = useWords(shellWords)
  const n = refsOf(rows).length
  const columns = (
    [
      ['package', ({ name }: QueueRow) => name],
      ['range', ({ fixedIn }: QueueRow) => fixedIn ?? ''],
      ['scope', ({ scope }: QueueRow) => scope],
      ['product', ({ places }: QueueRow) => places.map(({ product }) => product).join(' ')],
      ['level', ({ level }: QueueRow) => level],
    ] as const
  ).filter(([, value]) => new Set(rows.map(value)).size > 1)
  return (
    <section className={styles.bulk} aria-label={t('bulk.title', { n })}>
      <h2>{t('bulk.title', { n })}</h2>
      <p>
        {columns.length === 0
          ? t('bulk.same')
          : t('bulk.differs', { columns: columns.map(([name]) => t(`bulk.${name}`)).join(', ') })}{' '}
        {n > most ? t('bulk.tooMany', { n }) : ''}
      </p>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('bulk.preview')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('bulk.package')}</th>
              <th scope="col">{t('bulk.range')}</th>
              <th scope="col">{t('bulk.scope')}</th>
              <th scope="col">{t('bulk.product')}</th>
              <th scope="col">{t('bulk.level')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  <code>
                    {row.name}@{row.version ?? '?'}
                  </code>{' '}
                  <span className="q">{row.advisory}</span>{' '}
                  {row.isExploited ? <span className="tag time">{t('row.exploited')}</span> : null}
                </th>
                <td>
                  {row.fixedIn === undefined ? t('meta.noFix') : t('row.fix', { version: row.fixedIn })}
                </td>
                <td>{t(`scope.${row.scope}`)}</td>
                <td>{row.places.map(({ productName }) => productName).join(', ')}</td>
                <td>{shell(`severity.${row.level}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        <Button onPress={onClear}>{t('bulk.clear')}</Button>
      </p>
    </section>
  )
}
