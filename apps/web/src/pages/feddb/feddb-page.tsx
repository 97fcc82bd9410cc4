/** FedDB: one box for a package, an id or a name; below it the sources with their age, or what was found. */
import { type AnswerOf, feddbRoutes } from '@occtet/contract/api'
import { feddbWords } from '@occtet/ui'
import { useState } from 'react'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { useParam, useSearchText } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { TextField } from '../../parts/field.tsx'
import { Stack } from '../../parts/layout.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Link } from '../../parts/link.tsx'
import { Tag } from '../../parts/marks.tsx'
import { Empty, Shown } from '../../parts/states.tsx'
import { BasisLine } from './basis-line.tsx'
import styles from './feddb.module.css'
import { SourcesCard } from './sources-card.tsx'

type Found = AnswerOf<(typeof feddbRoutes)['feddb.search']>

export function Page() {
  const t = useWords(feddbWords)
  const org = useParam('org')
  const [q, setQ] = useSearchText('q')
  const sources = useRoute(feddbRoutes['feddb.sources'], { params: { org } })
  const found = useRoute(
    feddbRoutes['feddb.search'],
    { params: { org }, query: { q } },
    { isWanted: q !== '', keepsFormer: true },
  )
  const basis = sources.data?.basis
  const n = found.data === undefined ? 0 : found.data.advisories.length + found.data.packages.length
  const answer =
    q !== '' && found.data !== undefined
      ? t('titleFound', { n, text: q })
      : basis === undefined || basis === null
        ? t('titleNone')
        : t('title', { records: basis.records, n: basis.sources })
  return (
    <Stack>
      <Lead
        answer={answer}
        above={
          basis === undefined || (basis === null && q === '') ? undefined : (
            <BasisLine basis={basis} hasAnswer={n > 0} />
          )
        }
      />
      <SearchBox key={q} q={q} setQ={setQ} />
      {q === '' ? (
        <Shown reading={sources}>{(data) => <SourcesCard sources={data.sources} />}</Shown>
      ) : (
        <Shown reading={found}>{(data) => <FoundCards found={data} />}</Shown>
      )}
    </Stack>
  )
}

function SearchBox({ q, setQ }: { q: string; setQ: (value: string) => void }) {
  const t = useWords(feddbWords)
  const [text, setText] = useState(q)
  return (
    <form
      className={styles.search}
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        setQ(text.trim())
      }}
    >
      <TextField label={t('search')} hint={t('help')} value={text} onValue={setText} type="search" />
      <Button type="submit" tone="main">
        {t('searchButton')}
      </Button>
    </form>
  )
}

function FoundCards({ found }: { found: Found }) {
  const t = useWords(feddbWords)
  const { advisories, packages, isCut, basis } = found
  if (advisories.length + packages.length === 0) {
    return <Empty what={basis === null ? t('noData') : t('noMatch')} why={t('noMatchWhy')} />
  }
  return (
    <>
      {advisories.length === 0 ? null : <AdvisoryHits advisories={advisories} />}
      {packages.length === 0 ? null : <PackageHits packages={packages} />}
      {isCut ? <p className="q">{t('cut')}</p> : null}
    </>
  )
}

function AdvisoryHits({ advisories }: { advisories: Found['advisories'] }) {
  const t = useWords(feddbWords)
  const org = useParam('org')
  return (
    <Card title={t('advisories')} isPadded={false}>
      <ul className={styles.hits}>
        {advisories.map(({ id, aliases, summary, isWithdrawn }) => (
          <li key={id}>
            <span>
              <Link to={{ page: 'feddbAdvisory', params: { org, id } }}>{id}</Link>{' '}
              {isWithdrawn ? <Tag>{t('withdrawn')}</Tag> : null}
            </span>
            {summary === undefined ? null : <span>{summary}</span>}
            {aliases.length === 0 ? null : (
              <span className="q">{t('also', { ids: aliases.join(', ') })}</span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function PackageHits({ packages }: { packages: Found['packages'] }) {
  const t = useWords(feddbWords)
  const org = useParam('org')
  return (
    <Card title={t('packages')} isPadded={false}>
      <ul className={styles.hits}>
        {packages.map(({ purl, advisories, releases }) => (
          <li key={purl}>
            <Link to={{ page: 'feddbPackage', params: { org, purl } }}>
              <code>{purl}</code>
            </Link>
            <span className="q">
              {t('nAdvisories', { n: advisories })} ·{' '}
              {releases === 0 ? t('notOurs') : t('nReleases', { n: releases })}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
