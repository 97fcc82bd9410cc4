/** A new API token: shown once. */
import { type Permission, tokenRoutes } from '@occtet/contract/api'
import { organisationWords } from '@occtet/ui'
import { useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { TextField } from '../../parts/field.tsx'
import styles from './settings.module.css'
import { scopeWord, tokenScopes } from './token-scopes.ts'

const nothing = { name: '', product: '', until: '' }

export function TokenForm() {
  const t = useWords(organisationWords)
  const org = useParam('org')
  const [draft, setDraft] = useState(nothing)
  const [scopes, setScopes] = useState<readonly Permission[]>(['inventory.write', 'read'])
  const [secret, setSecret] = useState<string>()
  const create = useChange(tokenRoutes['tokens.create'], { outdates: [tokenRoutes['tokens.list']] })
  const go = async (): Promise<void> => {
    const body = {
      name: draft.name,
      scopes: [...scopes],
      ...(draft.product === '' ? {} : { product: draft.product }),
      ...(draft.until === '' ? {} : { expiresAt: `${draft.until}T23:59:59Z` }),
    }
    const answer = await create.send({ params: { org }, body })
    if (answer === undefined) return
    setSecret(answer.secret)
    setDraft(nothing)
  }
  const toggle = (scope: Permission): void =>
    setScopes(scopes.includes(scope) ? scopes.filter((one) => one !== scope) : [...scopes, scope])
  return (
    <Card title={t('tokens.create')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void go()
        }}
      >
        <TextField
          label={t('tokens.name')}
          required
          maxLength={100}
          value={draft.name}
          onValue={(name) => setDraft({ ...draft, name })}
        />
        <fieldset className={styles.scopes}>
          <legend>{t('tokens.scopes')}</legend>
          {tokenScopes.map((scope) => (
            <label key={scope}>
              <input type="checkbox" checked={scopes.includes(scope)} onChange={() => toggle(scope)} />
              {scopeWord(t, scope)}
            </label>
          ))}
        </fieldset>
        <TextField
          label={t('tokens.product')}
          isOptional
          value={draft.product}
          onValue={(product) => setDraft({ ...draft, product })}
        />
        <TextField
          label={t('tokens.expires')}
          isOptional
          type="date"
          value={draft.until}
          onValue={(until) => setDraft({ ...draft, until })}
        />
        <Button type="submit" tone="main" isBusy={create.state === 'sending'}>
          {t('tokens.create')}
        </Button>
        {secret === undefined ? null : (
          <output>
            <p>{t('tokens.secret')}</p>
            <code className={styles.secret}>{secret}</code>
            <CopyButton text={secret} label={t('tokens.copy')} />
          </output>
        )}
      </form>
    </Card>
  )
}
