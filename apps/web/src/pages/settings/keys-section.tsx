/** The key that signs the organisation's log, and where its peers are seen. */
import { type AnswerOf, ledgerRoutes, organisationRoutes } from '@occtet/contract/api'
import { organisationWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { LinkButton } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { Stack } from '../../parts/layout.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Empty, Shown } from '../../parts/states.tsx'
import { OpenpgpCard } from './openpgp-card.tsx'
import styles from './settings.module.css'

type Head = AnswerOf<(typeof ledgerRoutes)['ledger.head']>

export function KeysSection() {
  const org = useParam('org')
  const view = useRoute(organisationRoutes['orgs.show'], { params: { org } })
  const head = useRoute(ledgerRoutes['ledger.head'], { params: { org } })
  return (
    <Shown reading={head}>{(data) => <Keys head={data} name={view.data?.name ?? org} org={org} />}</Shown>
  )
}

function Keys({ head, name, org }: { head: Head; name: string; org: string }) {
  const t = useWords(organisationWords)
  const answer = useAnswer(head, name)
  if (head.state === 'off') {
    return (
      <>
        <Lead answer={answer} />
        <Empty what={t('keys.off')} why={t('keys.offWhy')} />
        <OpenpgpCard />
      </>
    )
  }
  return (
    <>
      <Lead
        answer={answer}
        actions={<LinkButton to={{ page: 'ledger', params: { org } }}>{t('keys.open')}</LinkButton>}
      />
      <Stack>
        <Card title={t('keys.title')}>
          <dl className={styles.facts}>
            <dt className="q">{t('keys.origin')}</dt>
            <dd>
              <code>{head.origin}</code>
            </dd>
            {head.state === 'on' ? (
              <>
                <dt className="q">{t('keys.key')}</dt>
                <dd>
                  <code>{head.key}</code> <CopyButton text={head.key} />
                </dd>
                <dt className="q">{t('keys.fingerprint')}</dt>
                <dd>
                  <code>{head.fingerprint}</code> <CopyButton text={head.fingerprint} />
                </dd>
              </>
            ) : null}
          </dl>
        </Card>
        <OpenpgpCard />
        <Card title={t('peers.title')}>
          <p>{t('peers.where')}</p>
        </Card>
      </Stack>
    </>
  )
}

function useAnswer(head: Head, name: string): string {
  const t = useWords(organisationWords)
  switch (head.state) {
    case 'off':
      return t('keys.none', { name })
    case 'new':
      return t('keys.new', { name })
    case 'unreadable':
      return t('keys.unreadable', { name })
    case 'on':
      return t('keys.answer', { name, n: head.size })
    default:
      return head satisfies never
  }
}
