/** Opens a case or a drill: product, kind, a few words, and whether somebody is certain already. */
import { caseRoutes, productRoutes } from '@occtet/contract/api'
import { incidentWords } from '@occtet/ui'
import { useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useRoute } from '../../api/use-route.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useGo, useParam } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { ErrorList, Select, TextField } from '../../parts/field.tsx'
import { RadioCards } from '../../parts/radio-cards.tsx'
import styles from './cases.module.css'
import { refusalText } from './refusal-text.ts'
import { TimeField } from './time-field.tsx'
import { toInstant, toLocal } from './model.ts'

interface Draft {
  readonly product: string
  readonly track: 'AEV' | 'INC'
  readonly title: string
  readonly isCertain: 'yes' | 'no'
  readonly at: string
  readonly text: string
  readonly decidedBy: string
}

export function OpenForm({ isDrill, onClose }: { isDrill: boolean; onClose: () => void }) {
  const t = useWords(incidentWords)
  const org = useParam('org')
  const go = useGo()
  const { language: lang } = useLanguage()
  const products = useRoute(productRoutes['products.list'], { params: { org }, query: { limit: '500' } })
  const open = useChange(caseRoutes['cases.open'], { outdates: [caseRoutes['cases.list']] })
  const [draft, setDraft] = useState<Draft>({
    product: '',
    track: 'AEV',
    title: '',
    isCertain: 'no',
    at: toLocal(new Date().toISOString()),
    text: '',
    decidedBy: '',
  })
  const set = (part: Partial<Draft>): void => setDraft({ ...draft, ...part })
  const choices = (products.data?.rows ?? []).map(({ slug, name }) => ({ value: slug, word: name }))
  const product = draft.product === '' ? (choices[0]?.value ?? '') : draft.product
  const submit = async (): Promise<void> => {
    const body = toBody(draft, isDrill)
    const answer = await open.send({ params: { org, product }, query: { lang }, body })
    if (answer === undefined) return
    go({ page: 'case', params: { org, case: answer.case.row.id }, search: { product } })
  }
  const isCertain = draft.isCertain === 'yes'
  return (
    <Card title={t(isDrill ? 'open.titleDrill' : 'open.title')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        {isDrill ? <p>{t('drill.line')}</p> : null}
        <ErrorList errors={open.refusal === undefined ? [] : [refusalText(t, open.refusal)]} />
        <Select
          label={t('open.product')}
          value={product}
          choices={choices}
          onValue={(slug) => set({ product: slug })}
        />
        <RadioCards
          question={t('open.kind')}
          cards={[
            { value: 'AEV', word: t('open.AEV'), note: t('open.AEVnote') },
            { value: 'INC', word: t('open.INC'), note: t('open.INCnote') },
          ]}
          value={draft.track}
          onValue={(track) => set({ track })}
        />
        <TextField
          label={t('open.name')}
          value={draft.title}
          required
          maxLength={200}
          onValue={(title) => set({ title })}
        />
        <RadioCards
          question={t('open.certain')}
          cards={[
            { value: 'no', word: t('open.notAware'), note: t('open.notAwareNote') },
            { value: 'yes', word: t('open.aware'), note: t('open.awareNote') },
          ]}
          value={draft.isCertain}
          onValue={(answer) => set({ isCertain: answer })}
        />
        <TimeField
          label={t(isCertain ? 'open.awareAt' : 'open.signalAt')}
          value={draft.at}
          onValue={(at) => set({ at })}
        />
        <TextField
          label={t(isCertain ? 'open.reason' : 'open.signal')}
          value={draft.text}
          rows={2}
          maxLength={20_000}
          onValue={(text) => set({ text })}
        />
        {isCertain ? (
          <TextField
            label={t('open.decidedBy')}
            value={draft.decidedBy}
            required
            maxLength={200}
            onValue={(decidedBy) => set({ decidedBy })}
          />
        ) : null}
        <div className={styles.buttons}>
          <Button type="submit" tone="main" isBusy={open.state === 'sending'}>
            {t('open.do')}
          </Button>
          <Button onPress={onClose}>{t('open.cancel')}</Button>
        </div>
      </form>
    </Card>
  )
}

/** A time that cannot be read is sent as it is: the server says what is wrong with it. */
function toBody({ track, title, isCertain, at, text, decidedBy }: Draft, drill: boolean) {
  const moment = toInstant(at) ?? at
  const head = { track, drill, title }
  if (isCertain === 'yes') return { ...head, aware: { at: moment, decidedBy, reason: text } }
  return text.trim() === '' ? head : { ...head, signal: { at: moment, text } }
}
