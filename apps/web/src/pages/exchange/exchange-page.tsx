/** Takes a product's files out, and brings them back: what would change is shown before anything does. */
import { exchangeRoutes } from '@occtet/contract/api'
import { exchangeWords } from '@occtet/ui'
import { useState } from 'react'
import { urlOf } from '../../api/send.ts'
import { useChange } from '../../api/use-change.ts'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Card } from '../../parts/card.tsx'
import { Field } from '../../parts/field.tsx'
import { Stack } from '../../parts/layout.tsx'
import { Lead } from '../../parts/lead.tsx'
import { NoPermission } from '../../parts/states.tsx'
import { TabsOfProduct } from '../products/product-tabs.tsx'
import styles from './exchange.module.css'
import { PlanCard } from './plan-card.tsx'
import type { Plan } from './plan.ts'

export function Page() {
  const t = useWords(exchangeWords)
  const org = useParam('org')
  const product = useParam('product')
  const mayBringIn = useMay('products.write')
  const [plan, setPlan] = useState<Plan>()
  const changing = plan?.changes.filter(({ kind }) => kind === 'new' || kind === 'conflict').length ?? 0
  const open = plan?.changes.filter(({ kind }) => kind === 'conflict').length ?? 0
  const answer =
    plan === undefined
      ? t('title')
      : open > 0
        ? t('titleConflict', { n: open })
        : t('titlePlan', { n: changing })
  return (
    <Stack>
      <Lead answer={answer} below={<p>{t('lead')}</p>} />
      <TabsOfProduct org={org} product={product} current="exchange" />
      {plan === undefined ? (
        <>
          <OutCard />
          {mayBringIn ? <InCard setPlan={setPlan} /> : <NoPermission permission="products.write" />}
        </>
      ) : (
        <PlanCard plan={plan} close={() => setPlan(undefined)} />
      )}
    </Stack>
  )
}

function OutCard() {
  const t = useWords(exchangeWords)
  const org = useParam('org')
  const product = useParam('product')
  const href = (isPrivate: 'yes' | 'no'): string =>
    urlOf(exchangeRoutes['exchange.export'], { params: { org, product }, query: { private: isPrivate } })
  return (
    <Card title={t('out')}>
      <p className={styles.row}>
        <a className="btn" href={href('no')} download>
          {t('tracked')}
        </a>
        <a className="btn" href={href('yes')} download>
          {t('private')}
        </a>
      </p>
      <p className="q">{t('privateHelp')}</p>
    </Card>
  )
}

function InCard({ setPlan }: { setPlan: (plan: Plan) => void }) {
  const t = useWords(exchangeWords)
  const org = useParam('org')
  const product = useParam('product')
  const uploading = useChange(exchangeRoutes['exchange.upload'])
  const upload = async (file: File): Promise<void> => {
    const plan = await uploading.send({
      params: { org, product },
      body: new Uint8Array(await file.arrayBuffer()),
    })
    if (plan !== undefined) setPlan(plan)
  }
  return (
    <Card title={t('in')}>
      <Field label={t('choose')} hint={t('inHelp')}>
        {(control) => (
          <input
            {...control}
            type="file"
            accept=".zip,application/zip"
            onChange={(event) => {
              const [file] = event.target.files ?? []
              if (file !== undefined) void upload(file)
            }}
          />
        )}
      </Field>
      {uploading.state === 'sending' ? <p role="status">{t('reading')}</p> : null}
      {uploading.refusal?.code === 'PERMISSION_MISSING' ? <p>{t('noRight')}</p> : null}
    </Card>
  )
}
