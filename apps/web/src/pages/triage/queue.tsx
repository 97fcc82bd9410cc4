/** The queue: the answer, filters, groups by reason. */
import { shellWords, triageWords } from '@occtet/ui'
import type { RefObject } from 'react'
import { useWords } from '../../app/language.tsx'
import { useSearchChange } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Empty, Partial, Shown } from '../../parts/states.tsx'
import { Filters } from './filters.tsx'
import type { Queue as QueueData, T } from './model.ts'
import { Row } from './queue-row.tsx'
import styles from './triage.module.css'
import type { Triage } from './use-triage.ts'

export function Queue({ triage, filter }: { triage: Triage; filter: RefObject<HTMLInputElement | null> }) {
  const t = useWords(triageWords)
  const shell = useWords(shellWords)
  const { reading } = triage
  return (
    <section className={styles.queue} aria-label={t('queue.label')}>
      <div className={styles.head}>
        <Lead
          answer={reading.data === undefined ? shell('state.loading') : answerOf(reading.data, t)}
          below={<p className="q">{belowOf(reading.data, t)}</p>}
        />
        <Filters triage={triage} field={filter} />
      </div>
      <Shown reading={reading} rows={8}>
        {(data) => <Groups data={data} triage={triage} />}
      </Shown>
    </section>
  )
}

/** Zero from data that nobody looked at is unknown, never zero. */
function answerOf({ toDecide, looked }: QueueData, t: T): string {
  if (toDecide > 0) return t('lead.open', { n: toDecide })
  return looked.products === 0 ? t('lead.unknown') : t('lead.none', { products: looked.products })
}

/** Home and product count findings, this list counts rows: where the two differ, both are said. */
function belowOf(data: QueueData | undefined, t: T): string {
  const open = (data?.groups ?? []).filter(({ group }) => group !== 'decided')
  const rows = open.reduce((sum, group) => sum + group.rows, 0)
  const findings = open.reduce((sum, group) => sum + group.findings, 0)
  return findings > rows ? `${t('lead.below')} ${t('lead.rows', { rows, findings })}` : t('lead.below')
}

function Groups({ data, triage }: { data: QueueData; triage: Triage }) {
  const t = useWords(triageWords)
  const change = useSearchChange()
  const { unanalysed, unanalysedCount } = data.looked
  const isFiltered = Object.keys(triage.query).length > 0
  return (
    <>
      {unanalysedCount === 0 ? null : (
        <div className={styles.note}>
          <Partial
            text={t('lead.unanalysed', { n: unanalysedCount, names: unanalysed.slice(0, 5).join(', ') })}
          />
        </div>
      )}
      {triage.rows.length === 0 ? (
        <div className={styles.note}>
          <Empty what={t(isFiltered ? 'queue.emptyFilter' : 'queue.empty')} why={t('queue.emptyWhy')}>
            {isFiltered ? (
              <Button
                onPress={() =>
                  change({
                    product: undefined,
                    is: undefined,
                    state: undefined,
                    q: undefined,
                    why: undefined,
                  })
                }
              >
                {t('queue.clear')}
              </Button>
            ) : null}
          </Empty>
        </div>
      ) : null}
      {data.groups.map(({ group, rows: count }) => {
        const rows = triage.rows.filter((row) => row.group === group)
        if (rows.length === 0) return null
        return (
          <section key={group} aria-labelledby={`g-${group}`}>
            <h2 id={`g-${group}`} className={styles.group}>
              {t(`group.${group}`)}
              <span>{count}</span>
            </h2>
            <ul>
              {rows.map((row) => (
                <Row
                  key={`${row.id} ${row.state}`}
                  row={row}
                  isCurrent={row === triage.current}
                  isSelected={triage.selected.has(row.id)}
                  mark={triage.marks.get(row.id)}
                  onOpen={triage.open}
                  onToggle={triage.toggle}
                />
              ))}
            </ul>
          </section>
        )
      })}
      {triage.more === undefined ? null : (
        <p className={styles.note}>
          <Button onPress={triage.more}>{t('queue.more')}</Button>
        </p>
      )}
    </>
  )
}
