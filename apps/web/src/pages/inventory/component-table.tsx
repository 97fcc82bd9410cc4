/** Components as a table of any length; the open one stands beside it. */
import { inventoryWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { useSearchText } from '../../app/place.ts'
import { Failed } from '../../parts/failed.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Severity } from '../../parts/marks.tsx'
import { Empty } from '../../parts/states.tsx'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table-column.ts'
import { ComponentPanel } from './component-panel.tsx'
import styles from './inventory.module.css'
import { type ComponentRow, type Place, useComponents } from './use-components.ts'

export function ComponentTable({ place }: { place: Place }) {
  const t = useWords(inventoryWords)
  const { rows, total, failure, more, again } = useComponents(place)
  const [open, setOpen] = useSearchText('open')
  if (rows === undefined)
    return failure === undefined ? <Loading rows={8} /> : <Failed refusal={failure} again={again} />
  const columns: readonly Column<ComponentRow>[] = [
    {
      id: 'name',
      head: t('package'),
      cell: (row) => <span className={styles.name}>{row.name}</span>,
      width: '30%',
    },
    { id: 'version', head: t('version'), cell: (row) => row.version ?? t('noVersion') },
    { id: 'type', head: t('type'), cell: (row) => row.type },
    { id: 'scope', head: t('scope'), cell: (row) => t(`scope.${row.scope}`) },
    {
      id: 'direct',
      head: t('direct'),
      cell: (row) => t(row.relation === 'direct' ? 'direct.yes' : 'direct.no'),
    },
    { id: 'license', head: t('license'), cell: (row) => row.license ?? t('noLicense') },
    { id: 'found', head: t('found'), cell: (row) => <Flaws row={row} /> },
  ]
  return (
    <>
      <p className="q" aria-live="polite">
        {t('shown', { n: rows.length, total })}
      </p>
      <div className={styles.beside}>
        {rows.length === 0 ? (
          <Empty what={t('none')} why={t('none.why')} />
        ) : (
          <Table
            label={t('view.table')}
            columns={columns}
            rows={rows}
            keyOf={({ purl }) => purl}
            total={total}
            onEnd={more}
            onOpen={({ purl }) => setOpen(purl)}
            openKey={open === '' ? undefined : open}
            small={{ height: 68, cell: (row) => <SmallRow row={row} /> }}
          />
        )}
        {open === '' ? null : <ComponentPanel place={place} purl={open} onClose={() => setOpen('')} />}
      </div>
    </>
  )
}

function SmallRow({ row }: { row: ComponentRow }) {
  return (
    <span>
      <span className={styles.name}>
        {row.name} {row.version}
      </span>
      <br />
      <Flaws row={row} />
    </span>
  )
}

/** Silence of the data is said, and never looks like "none". */
export function Flaws({ row }: { row: Pick<ComponentRow, 'findings' | 'worst' | 'unknown'> }) {
  const t = useWords(inventoryWords)
  if (row.findings > 0)
    return (
      <>
        {row.findings} <Severity level={row.worst ?? 'unknown'} />
      </>
    )
  return <span className="q">{t(row.unknown === undefined ? 'noFlaw' : 'noData')}</span>
}
