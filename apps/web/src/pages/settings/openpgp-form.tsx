/** A key to sign with: made on the server, or brought as armoured text. What was typed is gone once it was taken. */
import { openpgpRoutes, publicRoutes } from '@occtet/contract/api'
import { openpgpWords } from '@occtet/ui'
import { useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { TextField } from '../../parts/field.tsx'
import styles from './settings.module.css'

const nothing = { kind: 'make' as 'make' | 'bring', name: '', email: '', years: '3', key: '', passphrase: '' }

type Draft = typeof nothing

export function OpenpgpForm({ isFirst }: { isFirst: boolean }) {
  const t = useWords(openpgpWords)
  const org = useParam('org')
  const [draft, setDraft] = useState(nothing)
  const add = useChange(openpgpRoutes['openpgp.add'], {
    saved: t('add.done'),
    outdates: [openpgpRoutes['openpgp.list'], publicRoutes['public.settings']],
  })
  const go = async (): Promise<void> => {
    const added = await add.send({ params: { org }, body: toBody(draft) })
    if (added !== undefined) setDraft(nothing)
  }
  const isBusy = add.state === 'sending'
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void go()
      }}
    >
      <h3>{t(isFirst ? 'add.title' : 'add.next')}</h3>
      {isFirst ? null : <p className="q">{t('add.why')}</p>}
      <Kinds draft={draft} set={setDraft} />
      {draft.kind === 'make' ? (
        <MakeFields draft={draft} set={setDraft} />
      ) : (
        <BringFields draft={draft} set={setDraft} />
      )}
      <Refused code={add.refusal?.code} />
      <Button type="submit" isBusy={isBusy}>
        {t('add.go')}
      </Button>
      {isBusy && draft.kind === 'make' ? <output className="q">{t('add.busy')}</output> : null}
    </form>
  )
}

function toBody({ kind, name, email, years, key, passphrase }: Draft) {
  return kind === 'make'
    ? {
        kind,
        name: name.trim(),
        years: Number(years),
        ...(email.trim() === '' ? {} : { email: email.trim() }),
      }
    : { kind, key, ...(passphrase === '' ? {} : { passphrase }) }
}

interface Fields {
  readonly draft: Draft
  readonly set: (next: Draft) => void
}

function Kinds({ draft, set }: Fields) {
  const t = useWords(openpgpWords)
  return (
    <fieldset className={styles.scopes}>
      {(['make', 'bring'] as const).map((kind) => (
        <label key={kind}>
          <input
            type="radio"
            name="openpgp-kind"
            checked={draft.kind === kind}
            onChange={() => set({ ...draft, kind })}
          />
          <span>
            {t(`add.${kind}`)} <span className="q">{t(`add.${kind}Why`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

function MakeFields({ draft, set }: Fields) {
  const t = useWords(openpgpWords)
  return (
    <>
      <TextField
        label={t('add.name')}
        hint={t('add.nameHint')}
        required
        minLength={5}
        maxLength={200}
        value={draft.name}
        onValue={(name) => set({ ...draft, name })}
      />
      <TextField
        label={t('add.email')}
        isOptional
        type="email"
        autoComplete="off"
        maxLength={200}
        value={draft.email}
        onValue={(email) => set({ ...draft, email })}
      />
      <TextField
        label={t('add.years')}
        type="number"
        min={1}
        max={5}
        required
        value={draft.years}
        onValue={(years) => set({ ...draft, years })}
      />
    </>
  )
}

function BringFields({ draft, set }: Fields) {
  const t = useWords(openpgpWords)
  return (
    <>
      <TextField
        label={t('add.key')}
        required
        rows={6}
        value={draft.key}
        onValue={(key) => set({ ...draft, key })}
      />
      <TextField
        label={t('add.passphrase')}
        isOptional
        type="password"
        autoComplete="off"
        value={draft.passphrase}
        onValue={(passphrase) => set({ ...draft, passphrase })}
      />
    </>
  )
}

function Refused({ code }: { code: string | undefined }) {
  const t = useWords(openpgpWords)
  const key = (Object.keys(openpgpWords.en) as (keyof typeof openpgpWords.en)[]).find(
    (one) => one === `error.${code ?? ''}`,
  )
  return key === undefined ? null : <p role="alert">{t(key)}</p>
}
