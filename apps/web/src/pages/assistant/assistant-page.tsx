/** The assistant of an organisation: ask, the documents it answers from, proposals, and the model that may word answers. */
import { assistantModelRoutes, assistantRoutes } from '@occtet/contract/api'
import { assistantWords } from '@occtet/ui'
import { useRef } from 'react'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Card } from '../../parts/card.tsx'
import { Lead } from '../../parts/lead.tsx'
import { ViewTabs } from '../../parts/view-tabs.tsx'
import { SettingsTabs } from '../settings/settings-tabs.tsx'
import { AskForm } from './ask-form.tsx'
import styles from './assistant.module.css'
import { DocumentsCard } from './documents-card.tsx'
import { ModelCard } from './model-card.tsx'
import { ProposalsView } from './proposals-card.tsx'
import { Quiet } from './quiet.tsx'
import { Thread } from './thread-view.tsx'

const views = ['ask', 'documents', 'proposals', 'model'] as const

export function Page() {
  const t = useWords(assistantWords)
  const org = useParam('org')
  const answer = useAnswer(org)
  return (
    <>
      <SettingsTabs org={org} current="assistant" />
      <Lead answer={answer.head} below={<p className="q">{answer.below}</p>} />
      <ViewTabs label={t('views')} tabs={views.map((id) => ({ id, word: t(`view.${id}`) }))}>
        {(id) => <View id={views.find((one) => one === id) ?? 'ask'} org={org} />}
      </ViewTabs>
    </>
  )
}

function View({ id, org }: { id: (typeof views)[number]; org: string }) {
  switch (id) {
    case 'ask':
      return <AskView org={org} />
    case 'documents':
      return <DocumentsCard org={org} />
    case 'proposals':
      return <ProposalsView org={org} />
    case 'model':
      return <ModelCard org={org} />
    default:
      return id satisfies never
  }
}

/** What answers come from, as far as this reader may know it. */
function useAnswer(org: string): { readonly head: string; readonly below: string } {
  const t = useWords(assistantWords)
  const documents = useRoute(assistantRoutes['assistant.documents'], { params: { org } })
  const model = useRoute(assistantModelRoutes['assistant.model'], { params: { org } }).data?.model
  const n = documents.data?.documents.length ?? 0
  const isGuest = documents.failure?.code === 'PERMISSION_MISSING'
  const head = isGuest ? t('answer.guest') : n === 0 ? t('answer.law') : t('answer.documents', { n })
  if (model === undefined) return { head, below: '' }
  if (model === null) return { head, below: t('answer.below.none') }
  return { head, below: t(`answer.below.${model.send}`, { model: model.name }) }
}

function AskView({ org }: { org: string }) {
  const t = useWords(assistantWords)
  const field = useRef<HTMLTextAreaElement>(null)
  return (
    <Card label={t('view.ask')}>
      <div className={styles.page}>
        <AskForm org={org} fieldRef={field} hasAllProducts />
        <Thread org={org} level="h2" />
        <Quiet org={org} />
      </div>
    </Card>
  )
}
