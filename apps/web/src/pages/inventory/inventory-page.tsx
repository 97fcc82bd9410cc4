/** Inventory: what is inside? Table, tree, graph and files of one release. */
import { type AnswerOf, inventoryRoutes, type SbomDownload, sbomDownloads } from '@occtet/contract/api'
import { formatDate, inventoryWords, type Translator } from '@occtet/ui'
import { urlOf } from '../../api/send.ts'
import { useJob } from '../../api/use-job.ts'
import { useRoute } from '../../api/use-route.ts'
import { useFrame, useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { LinkButton } from '../../parts/button.tsx'
import { JobProgress } from '../../parts/job-progress.tsx'
import { Stack } from '../../parts/layout.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Empty, Partial, Shown } from '../../parts/states.tsx'
import { ViewTabs } from '../../parts/view-tabs.tsx'
import { ComponentTable } from './component-table.tsx'
import { FilesView } from './files-view.tsx'
import { Filters } from './filters.tsx'
import { GraphView } from './graph-view.tsx'
import styles from './inventory.module.css'
import { isStep } from './steps.ts'
import { TreeView } from './tree-view.tsx'
import type { Place } from './use-components.ts'

type Words = Translator<keyof (typeof inventoryWords)['en']>
type Summary = AnswerOf<(typeof inventoryRoutes)['inventory.summary']>

export function Page() {
  const place = { org: useParam('org'), product: useParam('product'), release: useParam('release') }
  const reading = useRoute(inventoryRoutes['inventory.summary'], { params: place })
  return <Shown reading={reading}>{(summary) => <Inventory place={place} summary={summary} />}</Shown>
}

function Inventory({ place, summary }: { place: Place; summary: Summary }) {
  const t = useWords(inventoryWords)
  const followed = useJob(place.org, summary.job)
  const name = useFrame().data?.products.find(({ slug }) => slug === place.product)?.name ?? place.product
  const isRead = summary.analysedAt !== undefined
  const unread = summary.files.partial + summary.files.unsupported + summary.files.unreadable
  return (
    <Stack>
      <Lead
        answer={answerOf(t, summary)}
        above={t('above', { product: name, version: summary.version })}
        below={isRead ? <Facts summary={summary} /> : undefined}
        actions={<Actions place={place} isRead={isRead} />}
      />
      {summary.job === undefined ? null : (
        <JobProgress followed={followed} step={(step) => (isStep(step) ? t(`step.${step}`) : step)} />
      )}
      {unread > 0 ? <Partial text={t('unread', { n: unread })} /> : null}
      {isRead ? <Views place={place} summary={summary} /> : null}
      {isRead || summary.job !== undefined ? null : <Nothing place={place} />}
    </Stack>
  )
}

function answerOf(t: Words, { analysedAt, job, isAtLeast, components, affected }: Summary): string {
  if (analysedAt === undefined) return t(job === undefined ? 'answer.none' : 'answer.reading')
  return t(isAtLeast ? 'answer.atLeast' : 'answer', { n: components, found: affected })
}

function Views({ place, summary }: { place: Place; summary: Summary }) {
  const t = useWords(inventoryWords)
  const tabs = (['table', 'tree', 'graph', 'files'] as const).map((id) => ({ id, word: t(`view.${id}`) }))
  return (
    <ViewTabs label={t('views')} tabs={tabs}>
      {(view) => {
        if (view === 'tree') return <TreeView place={place} />
        if (view === 'graph') return <GraphView place={place} />
        if (view === 'files') return <FilesView place={place} />
        return (
          <Stack>
            <Filters summary={summary} />
            <ComponentTable place={place} />
          </Stack>
        )
      }}
    </ViewTabs>
  )
}

function Facts({ summary }: { summary: Summary }) {
  const t = useWords(inventoryWords)
  const { components, identified, unidentified, unknown, licensed, dataAsOf, isThin } = summary
  const all = components + unidentified
  // Rounded down: one that is not identified never reads as none.
  const share = `${Math.floor(all === 0 ? 0 : (100 * identified) / all)}\u202f%`
  return (
    <ul className={styles.facts}>
      {all === 0 ? null : <li>{t('identified', { share })}</li>}
      {unidentified === 0 ? null : <li>{t('unidentified', { n: unidentified })}</li>}
      {unknown === 0 ? null : <li>{t('unknown', { n: unknown })}</li>}
      <li>{t('licensed', { n: licensed })}</li>
      {isThin ? (
        <li>{t('basis.thin')}</li>
      ) : dataAsOf === undefined ? null : (
        <li>{t('basis', { date: formatDate(t.language, dataAsOf) })}</li>
      )}
    </ul>
  )
}

function Actions({ place, isRead }: { place: Place; isRead: boolean }) {
  const t = useWords(inventoryWords)
  const { org, product, release } = place
  const mayAdd = useMay('inventory.write')
  return (
    <>
      {isRead ? (
        <a
          className="btn"
          href={urlOf(inventoryRoutes['inventory.report'], {
            params: { ...place },
            query: { lang: t.language },
          })}
        >
          {t('report')}
        </a>
      ) : null}
      {isRead ? <Downloads place={place} /> : null}
      {mayAdd ? (
        <LinkButton to={{ page: 'add', params: { org }, search: { product, release } }}>
          {t('add')}
        </LinkButton>
      ) : null}
    </>
  )
}

/** The two formats that most tools read; the others behind them. */
function Downloads({ place }: { place: Place }) {
  const t = useWords(inventoryWords)
  const link = (format: SbomDownload) => (
    <a
      key={format}
      className="btn"
      href={urlOf(inventoryRoutes['inventory.sbom'], { params: { ...place }, query: { format } })}
    >
      {t(format)}
    </a>
  )
  return (
    <>
      {link('cyclonedx')}
      {link('spdx')}
      <details>
        <summary className="btn">{t('sbom.other')}</summary>
        {sbomDownloads.filter((format) => format !== 'cyclonedx' && format !== 'spdx').map(link)}
      </details>
    </>
  )
}

function Nothing({ place: { org, product, release } }: { place: Place }) {
  const t = useWords(inventoryWords)
  const mayAdd = useMay('inventory.write')
  return (
    <Empty what={t('empty.what')} why={t('empty.why')}>
      {mayAdd ? (
        <LinkButton tone="main" to={{ page: 'add', params: { org }, search: { product, release } }}>
          {t('add')}
        </LinkButton>
      ) : null}
    </Empty>
  )
}
