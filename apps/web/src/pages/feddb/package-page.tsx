/** One package: what may be said of a version and why, every advisory about it, and which of our releases contain it. */
import { type AnswerOf, feddbRoutes } from '@occtet/contract/api'
import { feddbWords } from '@occtet/ui'
import { useState } from 'react'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { useGo, useParam } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { TextField } from '../../parts/field.tsx'
import { Columns } from '../../parts/layout.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Link } from '../../parts/link.tsx'
import { Status, Tag } from '../../parts/marks.tsx'
import { Shown } from '../../parts/states.tsx'
import { BasisLine } from './basis-line.tsx'
import styles from './feddb.module.css'
import { OursCard } from './ours-card.tsx'

type Known = AnswerOf<(typeof feddbRoutes)['feddb.package']>

const shapes = { affected: 'gap', no_known_vulnerability: 'not-applicable', unknown: 'unknown' } as const

export function Page() {
  const t = useWords(feddbWords)
  const org = useParam('org')
  const purl = useParam('purl')
  const reading = useRoute(feddbRoutes['feddb.package'], { params: { org }, query: { purl } })
  return (
    <Shown reading={reading}>
      {(known) => {
        const name = known.purl.replace(/^pkg:[^/]+\//, '')
        const n = known.advisories.length
        return (
          <>
            <Lead
              answer={n === 0 ? t('packageTitleNone', { name }) : t('packageTitle', { n, name })}
              above={<BasisLine basis={known.basis} hasAnswer={n > 0} />}
              below={<code>{known.purl}</code>}
            />
            <Columns aside={<OursCard ours={known.ours} />}>
              <StandingCard known={known} />
              {n === 0 ? null : <AdvisoriesCard known={known} />}
            </Columns>
          </>
        )
      }}
    </Shown>
  )
}

function StandingCard({ known }: { known: Known }) {
  const t = useWords(feddbWords)
  const { standing, covering, versions } = known
  const names = covering.map(({ name, isStale }) => (isStale ? `${name} (${t('isStale')})` : name)).join(', ')
  return (
    <Card label={t('verdict')}>
      {standing === undefined ? null : (
        <p>
          <Status status={shapes[standing.status]} word={t(`status.${standing.status}`)} />{' '}
          <Why standing={standing} />
        </p>
      )}
      <AskVersion purl={known.purl} />
      <p className="q">{names === '' ? t('coveringNone') : t('covering', { names })}</p>
      {versions.length === 0 ? null : (
        <details>
          <summary>
            {t('versions')} ({versions.length})
          </summary>
          <p className="q">{t('versionsHelp')}</p>
          <p>
            <code>{versions.join('  ')}</code>
          </p>
        </details>
      )}
    </Card>
  )
}

function Why({ standing }: { standing: NonNullable<Known['standing']> }) {
  const t = useWords(feddbWords)
  const key = standing.reason === undefined ? `basis.${standing.basis ?? ''}` : `reason.${standing.reason}`
  const known = (Object.keys(feddbWords.en) as (keyof typeof feddbWords.en)[]).find((one) => one === key)
  return known === undefined ? null : <>{t(known)}</>
}

function AskVersion({ purl }: { purl: string }) {
  const t = useWords(feddbWords)
  const org = useParam('org')
  const go = useGo()
  const [core = purl, rest = ''] = purl.split(/@(?=[^@/]*$)/)
  const [version, setVersion] = useState(decodeURIComponent(rest.replace(/[?#].*$/, '')))
  return (
    <form
      className={styles.search}
      onSubmit={(event) => {
        event.preventDefault()
        const next = version.trim() === '' ? core : `${core}@${encodeURIComponent(version.trim())}`
        go({ page: 'feddbPackage', params: { org, purl: next } })
      }}
    >
      <TextField label={t('askVersion')} value={version} onValue={setVersion} />
      <Button type="submit">{t('ask')}</Button>
    </form>
  )
}

function AdvisoriesCard({ known }: { known: Known }) {
  const t = useWords(feddbWords)
  const org = useParam('org')
  return (
    <Card title={t('advisories')} isPadded={false}>
      <ul className={styles.hits}>
        {known.advisories.map(({ id, summary, sources, ranges, isWithdrawn, hits }) => (
          <li key={id}>
            <span>
              <Link to={{ page: 'feddbAdvisory', params: { org, id }, search: { purl: known.purl } }}>
                {id}
              </Link>{' '}
              {isWithdrawn ? <Tag>{t('withdrawn')}</Tag> : null}{' '}
              {hits === undefined ? null : (
                <Status
                  status={hits ? 'gap' : 'not-applicable'}
                  word={t(hits ? 'verdict.affected' : 'verdict.outside')}
                />
              )}
            </span>
            {summary === undefined ? null : <span>{summary}</span>}
            <span className="q">
              {sources.join(', ')} ·{' '}
              <code>
                {[...new Set(ranges.map(({ range }) => range))].filter((range) => range !== '').join(' | ')}
              </code>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
