/** Switches of the page and its parts, and who speaks there. */
import { publicParts, publicRoutes } from '@occtet/contract/api'
import { publicWords } from '@occtet/ui'
import { useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { TextField } from '../../parts/field.tsx'
import { SavedMark } from '../../parts/marks.tsx'
import { PolicyCard } from './policy-card.tsx'
import { addSection } from './policy-draft.ts'
import type { Settings } from './settings.ts'
import styles from './public.module.css'

type Wishes = Settings['wishes']

interface Part {
  readonly wishes: Wishes
  readonly setWishes: (next: Wishes) => void
}

export function WishesForm({ settings }: { settings: Settings }) {
  const t = useWords(publicWords)
  const org = useParam('org')
  const product = useParam('product')
  const [wishes, setWishes] = useState(settings.wishes)
  const saving = useChange(publicRoutes['public.save'], {
    saved: t('saved'),
    outdates: [publicRoutes['public.settings']],
  })
  return (
    <>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void saving.send({ params: { org, product }, body: { wishes, version: settings.version } })
        }}
      >
        <Card title={t('parts')}>
          <label className={styles.check}>
            <input
              type="checkbox"
              checked={wishes.isOn}
              onChange={(event) => setWishes({ ...wishes, isOn: event.target.checked })}
            />
            <strong>{t('switchOn')}</strong>
          </label>
          <PartSwitches settings={settings} wishes={wishes} setWishes={setWishes} />
        </Card>
        <Publisher wishes={wishes} setWishes={setWishes} />
        <p className={styles.row}>
          <Button type="submit" tone="main" isBusy={saving.state === 'sending'}>
            {t('save')}
          </Button>
          <SavedMark state={saving.state} />
        </p>
        {saving.refusal?.code === 'PERMISSION_MISSING' ? <p>{t('noRight')}</p> : null}
      </form>
      <PolicyCard
        wishes={wishes}
        onTake={({ text, language }) =>
          setWishes((old) => ({
            ...old,
            policyText: { ...old.policyText, [language]: addSection(old.policyText[language], text) },
          }))
        }
      />
    </>
  )
}

function PartSwitches({ settings, wishes, setWishes }: Part & { settings: Settings }) {
  const t = useWords(publicWords)
  return publicParts.map((part) => (
    <label key={part} className={styles.check}>
      <input
        type="checkbox"
        checked={wishes.parts[part]}
        onChange={(event) =>
          setWishes({ ...wishes, parts: { ...wishes.parts, [part]: event.target.checked } })
        }
      />
      <span>
        {t(`part.${part}`)} <span className="q">{t(`partHelp.${part}`)}</span>
        {settings.missing
          .filter((one) => one.part === part)
          .map(({ code }) => (
            <Missing key={code} code={code} />
          ))}
      </span>
    </label>
  ))
}

function Missing({ code }: { code: string }) {
  const t = useWords(publicWords)
  const key = (Object.keys(publicWords.en) as (keyof typeof publicWords.en)[]).find(
    (one) => one === `missing.${code}`,
  )
  return key === undefined ? null : <strong> {t(key)}</strong>
}

function Publisher({ wishes, setWishes }: Part) {
  const t = useWords(publicWords)
  const { publisher, contacts, policyText, acknowledgeDays, encryption } = wishes
  const [lines, setLines] = useState(contacts.join('\n'))
  return (
    <Card title={t('details')}>
      <div className={styles.form}>
        <TextField
          label={t('publisher')}
          hint={t('publisherHelp')}
          value={publisher.name}
          onValue={(name) => setWishes({ ...wishes, publisher: { ...publisher, name } })}
          maxLength={300}
        />
        <TextField
          label={t('namespace')}
          isOptional
          type="url"
          value={publisher.namespace ?? ''}
          onValue={(namespace) =>
            setWishes({
              ...wishes,
              publisher: namespace === '' ? { name: publisher.name } : { name: publisher.name, namespace },
            })
          }
        />
        <TextField
          label={t('contacts')}
          hint={t('contactsHelp')}
          rows={3}
          value={lines}
          onValue={(text) => {
            setLines(text)
            setWishes({
              ...wishes,
              contacts: text
                .split('\n')
                .map((line) => line.trim())
                .filter((line) => line !== ''),
            })
          }}
        />
        <TextField
          label={t('acknowledge')}
          type="number"
          min={1}
          max={30}
          value={String(acknowledgeDays)}
          onValue={(days) => setWishes({ ...wishes, acknowledgeDays: Number(days) })}
        />
        <TextField
          label={t('policyEn')}
          hint={t('policyHelp')}
          isOptional
          rows={4}
          value={policyText.en}
          onValue={(en) => setWishes({ ...wishes, policyText: { ...policyText, en } })}
        />
        <TextField
          label={t('policyDe')}
          hint={t('policyHelp')}
          isOptional
          rows={4}
          value={policyText.de}
          onValue={(de) => setWishes({ ...wishes, policyText: { ...policyText, de } })}
        />
        <TextField
          label={t('encryption')}
          isOptional
          type="url"
          value={encryption ?? ''}
          onValue={(url) => {
            const { encryption: _, ...rest } = wishes
            setWishes(url === '' ? rest : { ...rest, encryption: url })
          }}
        />
      </div>
    </Card>
  )
}
