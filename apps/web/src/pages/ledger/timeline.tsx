/** Entries by day, each one sentence. */
import { type AnswerOf, ledgerRoutes } from '@occtet/contract/api'
import { formatTime, ledgerWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useLanguage, useWords, type WordsOf } from '../../app/language.tsx'
import { useSearchChange } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Link } from '../../parts/link.tsx'
import { Empty, Shown } from '../../parts/states.tsx'
import { Moment } from '../../parts/times.tsx'
import styles from './ledger.module.css'

export type Row = AnswerOf<(typeof ledgerRoutes)['ledger.events']>['rows'][number]

export interface TimelineProps {
  readonly org: string
  readonly search: Readonly<Record<string, string>>
  /** Number of the entry that is open beside it. */
  readonly open: string | undefined
}

export function Timeline({ org, search, open }: TimelineProps) {
  const t = useWords(ledgerWords)
  const { language: lang } = useLanguage()
  const change = useSearchChange()
  const wish = { product: search['product'], kind: search['kind'], cursor: search['from'] }
  const chosen = Object.fromEntries(
    Object.entries(wish).filter(([, value]) => value !== undefined && value !== ''),
  )
  const query = { lang, limit: '100', ...chosen }
  const reading = useRoute(
    ledgerRoutes['ledger.events'],
    { params: { org }, query },
    { every: 60, keepsFormer: true },
  )
  return (
    <Shown reading={reading}>
      {({ rows, next }) =>
        rows.length === 0 ? (
          <Card label={t('timeline.label')}>
            <Empty what={t('timeline.none')} why={t('timeline.noneWhy')} />
          </Card>
        ) : (
          <section aria-label={t('timeline.label')} className={styles.stack}>
            {toDays(rows).map(({ day, rows: ofDay }) => (
              <Card key={`${day} ${ofDay[0]?.index}`} label={day}>
                <h2 className={styles.day}>{day === '' ? '' : <Moment at={`${day}T00:00:00Z`} />}</h2>
                <ol className={styles.rows}>
                  {ofDay.map((row) => (
                    <Entry
                      key={row.index}
                      row={row}
                      org={org}
                      search={search}
                      isOpen={open === String(row.index)}
                    />
                  ))}
                </ol>
              </Card>
            ))}
            <p className={styles.ways}>
              {chosen['cursor'] === undefined ? null : (
                <Button onPress={() => change({ from: '' }, { pushes: true })}>{t('timeline.newest')}</Button>
              )}
              {next === undefined ? null : (
                <Button onPress={() => change({ from: next }, { pushes: true })}>
                  {t('timeline.older')}
                </Button>
              )}
            </p>
          </section>
        )
      }
    </Shown>
  )
}

interface EntryProps {
  readonly row: Row
  readonly org: string
  readonly search: Readonly<Record<string, string>>
  readonly isOpen: boolean
}

function Entry({ row, org, search, isOpen }: EntryProps) {
  const t = useWords(ledgerWords)
  const params = { org, index: String(row.index) }
  return (
    <li className={styles.row} data-state={row.state}>
      <span className={styles.time}>{row.time === undefined ? '' : formatTime(row.time)}</span>
      <Link to={{ page: 'ledgerEntry', params, search }} {...(isOpen ? { 'aria-current': 'true' } : {})}>
        {sayRow(t, row)}
        <span className="vh"> ({row.index})</span>
      </Link>
      <span className={styles.number} aria-hidden="true">
        {row.index}
      </span>
    </li>
  )
}

export function sayRow(t: WordsOf<typeof ledgerWords>, row: Pick<Row, 'state' | 'sentence'>): string {
  if (row.state === 'erased' || row.state === 'private' || row.state === 'unreadable')
    return t(`row.${row.state}`)
  return row.sentence ?? ''
}

/** Rows stay in the order of the log; a day that comes again gets a heading again. */
function toDays(rows: readonly Row[]): readonly { readonly day: string; readonly rows: readonly Row[] }[] {
  const days: { day: string; rows: Row[] }[] = []
  for (const row of rows) {
    const day = row.time?.slice(0, 10) ?? ''
    const last = days.at(-1)
    if (last?.day === day) last.rows.push(row)
    else days.push({ day, rows: [row] })
  }
  return days
}
