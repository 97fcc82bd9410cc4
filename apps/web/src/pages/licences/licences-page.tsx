/** Licences: may we ship this? Conflicts with the policy first; the text beside the source. */
import { licenseRoutes } from '@occtet/contract/api'
import { licenceWords, shellWords } from '@occtet/ui'
import { useState } from 'react'
import { urlOf } from '../../api/send.ts'
import { useRoute } from '../../api/use-route.ts'
import { useFrame } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { useHere, useParam, useSearchChange, useSearchText } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { cx } from '../../parts/cx.ts'
import { Lead } from '../../parts/lead.tsx'
import { Empty, Shown } from '../../parts/states.tsx'
import { Detail } from './detail.tsx'
import { List } from './list.tsx'
import styles from './licences.module.css'
import type { Licences, T } from './model.ts'
import { PolicyEditor } from './policy-editor.tsx'

/** Its name in the policy that comes with the program; a name that people gave stays as it is. */
const suppliedPolicy = "OCCTET's default policy"

const shows = ['conflicts', 'unknown', 'concluded', 'all'] as const

export function Page() {
  const t = useWords(licenceWords)
  const shell = useWords(shellWords)
  const org = useParam('org')
  const frame = useFrame()
  const [chosen] = useSearchText('product')
  const products = frame.data?.products ?? []
  const product = products.find(({ slug }) => slug === chosen) ?? products[0]
  if (frame.data === undefined) return <Lead answer={shell('state.loading')} />
  if (product === undefined) {
    return (
      <>
        <Lead answer={t('lead.choose', { n: 0 })} />
        <Empty what={t('pick.none')} why={t('pick.noneWhy')} />
      </>
    )
  }
  return <OfProduct key={product.slug} org={org} product={product.slug} />
}

function OfProduct({ org, product }: { org: string; product: string }) {
  const t = useWords(licenceWords)
  const shell = useWords(shellWords)
  const { hash } = useHere()
  const change = useSearchChange()
  const [show] = useSearchText('show')
  const [q] = useSearchText('q')
  const [isEditing, setEditing] = useState(false)
  const params = { org, product, release: 'current' }
  const wanted = shows.find((one) => one === show)
  const query = {
    ...(wanted === undefined ? {} : { show: wanted }),
    ...(q === '' ? {} : { q }),
    limit: '500',
  }
  const reading = useRoute(licenseRoutes['licenses.list'], { params, query }, { keepsFormer: true })
  // Beside the list the first one stands open; on a phone the list stands alone.
  const purl = hash === '' ? (reading.data?.rows[0]?.purl ?? '') : hash
  const notice = (format: 'text' | 'html'): string =>
    urlOf(licenseRoutes['licenses.notice'], { params, query: { format } })
  return (
    <>
      <Lead
        answer={reading.data === undefined ? shell('state.loading') : answerOf(reading.data, t)}
        below={reading.data === undefined ? undefined : <Below data={reading.data} t={t} />}
        actions={
          <>
            <a className="btn" href={notice('text')} download>
              {t('notice.text')}
            </a>
            <a className="btn" href={notice('html')} download>
              {t('notice.html')}
            </a>
            <Button onPress={() => setEditing(true)}>{t('policy.open')}</Button>
          </>
        }
      />
      <div className={cx(styles.licences, hash !== '' && styles.opened)}>
        <Shown reading={reading}>{(data) => <List data={data} open={purl} t={t} />}</Shown>
        <Detail org={org} product={product} purl={purl} onBack={() => change({}, { hash: '' })} />
      </div>
      {isEditing ? (
        <PolicyEditor org={org} product={product} subject={hash} onClose={() => setEditing(false)} />
      ) : null}
    </>
  )
}

/** What nobody knows is never counted as kept. */
function answerOf({ counts }: Licences, t: T): string {
  if (counts.conflicts > 0) return t('lead.conflicts', { n: counts.conflicts })
  if (counts.unknown > 0) return t('lead.keptUnknown', { unknown: counts.unknown, n: counts.components })
  return t('lead.kept', { n: counts.components })
}

function Below({ data: { counts, policy, notLooked }, t }: { data: Licences; t: T }) {
  const { warnings, contradicting, concluded } = counts
  return (
    <p className="q">
      {t('lead.below', {
        policy: policy === suppliedPolicy ? t('policy.own') : policy,
        warnings,
        contradicting,
        concluded,
      })}{' '}
      {notLooked.includes('PACKAGE_TEXTS') ? t('lead.noTexts') : ''}
    </p>
  )
}
