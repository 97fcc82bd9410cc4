/** Risk assessment and due diligence as tables that people fill: threats, the 22, components. */
import { riskRoutes } from '@occtet/contract/api'
import { formatDate, planWords } from '@occtet/ui'
import { useChange } from '../../api/use-change.ts'
import { useRoute } from '../../api/use-route.ts'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { useSearchText } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Empty, Shown } from '../../parts/states.tsx'
import { ViewTabs } from '../../parts/view-tabs.tsx'
import { changedRoutes } from './changed-routes.ts'
import { CraNav } from './cra-nav.tsx'
import { DiligenceList, DiligenceLead } from './diligence-list.tsx'
import type { Risk, RiskView } from './plan-types.ts'
import { RiskRequirements } from './risk-requirements.tsx'
import { RiskThreats } from './risk-threats.tsx'
import styles from './plan.module.css'
import { useCraAddress, useCraQuery } from './use-cra.ts'

export function Page() {
  const params = useCraAddress()
  const query = useCraQuery()
  const reading = useRoute(riskRoutes['risk.show'], { params, query }, { keepsFormer: true })
  return (
    <>
      <CraNav />
      <Shown reading={reading} rows={8}>
        {(view) => <RiskBody view={view} />}
      </Shown>
    </>
  )
}

function RiskBody({ view }: { view: RiskView }) {
  const t = useWords(planWords)
  const [shown] = useSearchText('view')
  const tabs = (['threats', 'requirements', 'components'] as const).map((id) => ({
    id,
    word: t(`risk.${id}`),
  }))
  return (
    <>
      {shown === 'components' ? <DiligenceLead /> : <RiskLead view={view} />}
      <ViewTabs label={t('risk.views')} tabs={tabs}>
        {(id) => {
          if (id === 'components') return <DiligenceList />
          if (view.risk === null) return <Begin />
          return id === 'threats' ? (
            <RiskThreats risk={view.risk} version={view.riskVersion} />
          ) : (
            <RiskRequirements risk={view.risk} version={view.riskVersion} />
          )
        }}
      </ViewTabs>
      {view.risk === null || shown === 'components' ? null : <WholeGaps risk={view.risk} />}
    </>
  )
}

function RiskLead({ view: { risk, subject } }: { view: RiskView }) {
  const t = useWords(planWords)
  const release = subject.release ?? t('noRelease')
  const above = t('above', {
    product: subject.productName,
    release,
    date: formatDate(t.language, subject.at),
  })
  if (risk === null) return <Lead answer={t('risk.none')} above={above} below={t('risk.why')} />
  return (
    <Lead
      answer={risk.gapCount === 0 ? t('risk.complete') : t('risk.answer', { n: risk.gapCount })}
      above={above}
      below={t('risk.why')}
    />
  )
}

function Begin() {
  const t = useWords(planWords)
  const { org, product } = useCraAddress()
  const query = useCraQuery()
  const change = useChange(riskRoutes['risk.start'], { saved: t('saved'), outdates: changedRoutes })
  const mayWrite = useMay('cra.answer')
  const start = (depth: 'basic' | 'full') =>
    void change.send({ params: { org, product }, query, body: { depth } })
  return (
    <Empty what={t('risk.begin')} why={t('risk.beginWhy')}>
      {mayWrite ? (
        <>
          <Button tone="main" onPress={() => start('basic')}>
            {t('risk.start')}
          </Button>
          <Button onPress={() => start('full')}>{t('risk.startFull')}</Button>
        </>
      ) : undefined}
    </Empty>
  )
}

function WholeGaps({ risk }: { risk: Risk }) {
  const t = useWords(planWords)
  if (risk.gaps.length === 0) return null
  return (
    <Card title={t('risk.answer', { n: risk.gaps.length })}>
      <ul className={styles.bullets}>
        {risk.gaps.map(({ at, message, ref }) => (
          <li key={at}>
            {message} <span className="q">{ref}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
