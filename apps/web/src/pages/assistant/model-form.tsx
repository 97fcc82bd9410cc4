/** Sets the model: where it is, what may be sent to it and when, how much, how long. The key is written and never read. */
import { assistantModelRoutes } from '@occtet/contract/api'
import { assistantWords } from '@occtet/ui'
import { type FormEvent, useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useWords, type WordsOf } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { ErrorList, TextField } from '../../parts/field.tsx'
import { RadioCards } from '../../parts/radio-cards.tsx'
import settings from '../settings/settings.module.css'
import {
  type ModelDraft,
  type ModelView,
  sendables,
  sendWishes,
  toDraft,
  toWish,
  type WrongField,
  wrongFields,
} from './model-draft.ts'

export interface ModelFormProps {
  readonly org: string
  readonly model: ModelView | undefined
  readonly allowsPrivate: boolean
}

export function ModelForm({ org, model, allowsPrivate }: ModelFormProps) {
  const t = useWords(assistantWords)
  const [draft, setDraft] = useState(() => toDraft(model))
  const [isTried, setTried] = useState(false)
  const change = useChange(assistantModelRoutes['assistant.setModel'], {
    saved: t('model.saved'),
    outdates: [assistantModelRoutes['assistant.model']],
  })
  const wrong = isTried ? wrongFields(draft) : []
  const refused = refusalOf(t, change.refusal?.code)
  const set = (part: Partial<ModelDraft>): void => setDraft((old) => ({ ...old, ...part }))
  const save = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (wrongFields(draft).length === 0) void change.send({ params: { org }, body: toWish(draft) })
  }
  const parts = { draft, set, wrong }
  return (
    <form className={settings.form} onSubmit={save}>
      <ErrorList
        errors={[
          ...wrong.map((field) => t(`model.wrong.${field}`)),
          ...(refused === undefined ? [] : [refused]),
        ]}
      />
      <Address {...parts} allowsPrivate={allowsPrivate} hasKey={model?.hasKey === true} />
      <RadioCards
        question={t('model.send')}
        cards={sendWishes.map((value) => ({
          value,
          word: t(`model.send.${value}`),
          note: t(`model.send.${value}.note`),
        }))}
        value={draft.send}
        onValue={(send) => set({ send })}
      />
      <Sources {...parts} />
      <Bounds {...parts} />
      <Button type="submit" tone="main" isBusy={change.state === 'sending'}>
        {t('model.save')}
      </Button>
    </form>
  )
}

function refusalOf(t: WordsOf<typeof assistantWords>, code: string | undefined): string | undefined {
  return code === 'MODEL_URL_UNSAFE' || code === 'MODEL_KEY_NEEDED' ? t(`model.${code}`) : undefined
}

interface PartProps {
  readonly draft: ModelDraft
  readonly set: (part: Partial<ModelDraft>) => void
  readonly wrong: readonly WrongField[]
}

function Address({
  draft,
  set,
  wrong,
  allowsPrivate,
  hasKey,
}: PartProps & { readonly allowsPrivate: boolean; readonly hasKey: boolean }) {
  const t = useWords(assistantWords)
  const error = (field: WrongField): string | undefined =>
    wrong.includes(field) ? t(`model.wrong.${field}`) : undefined
  return (
    <>
      <TextField
        label={t('model.url')}
        hint={`${t('model.urlHint')} ${t(allowsPrivate ? 'model.urlPrivate' : 'model.urlPublic')}`}
        error={error('url')}
        type="url"
        inputMode="url"
        autoComplete="off"
        maxLength={300}
        value={draft.url}
        onValue={(url) => set({ url })}
      />
      <TextField
        label={t('model.name')}
        error={error('name')}
        autoComplete="off"
        maxLength={200}
        value={draft.name}
        onValue={(name) => set({ name })}
      />
      <TextField
        label={t('model.key')}
        hint={t('model.keyHint')}
        isOptional
        type="password"
        autoComplete="new-password"
        maxLength={1000}
        value={draft.key}
        onValue={(key) => set({ key })}
      />
      {hasKey ? (
        <label>
          <input
            type="checkbox"
            checked={draft.dropsKey}
            onChange={(event) => set({ dropsKey: event.target.checked })}
          />{' '}
          {t('model.keyNone')}
        </label>
      ) : null}
    </>
  )
}

function Sources({ draft: { sources }, set }: PartProps) {
  const t = useWords(assistantWords)
  return (
    <fieldset className={settings.scopes}>
      <legend>
        <strong>{t('model.sources')}</strong> <span className="q">{t('model.sources.hint')}</span>
      </legend>
      {sendables.map((one) => (
        <label key={one}>
          <input
            type="checkbox"
            checked={sources.includes(one)}
            onChange={(event) =>
              set({
                sources: event.target.checked ? [...sources, one] : sources.filter((kept) => kept !== one),
              })
            }
          />
          {t(`model.source.${one}`)}
        </label>
      ))}
    </fieldset>
  )
}

function Bounds({ draft, set, wrong }: PartProps) {
  const t = useWords(assistantWords)
  return (
    <>
      <TextField
        label={t('model.tokens')}
        hint={t('model.tokensHint')}
        error={wrong.includes('tokens') ? t('model.wrong.tokens') : undefined}
        inputMode="numeric"
        value={draft.tokens}
        onValue={(tokens) => set({ tokens })}
      />
      <TextField
        label={t('model.timeout')}
        error={wrong.includes('timeout') ? t('model.wrong.timeout') : undefined}
        inputMode="numeric"
        value={draft.timeout}
        onValue={(timeout) => set({ timeout })}
      />
    </>
  )
}
