/** Webhooks: addresses that get each event, signed; the secret is shown once. */
import { type AnswerOf, noticeRoutes } from '@occtet/contract/api'
import { noticeWords } from '@occtet/ui'
import { useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { useFrame, useMay } from '../../app/frame.ts'
import { useParam } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { Status } from '../../parts/marks.tsx'
import { Shown } from '../../parts/states.tsx'
import styles from './alerts.module.css'
import { DeliveryTable } from './delivery-table.tsx'
import { HookForm } from './hook-form.tsx'

type Hooks = AnswerOf<(typeof noticeRoutes)['webhooks.list']>
type Hook = Hooks['rows'][number]

export function HooksCard() {
  const t = useWords(noticeWords)
  const org = useParam('org')
  const isKnown = useFrame().data !== undefined
  const may = useMay('settings.write')
  const reading = useRoute(noticeRoutes['webhooks.list'], { params: { org } }, { isWanted: may })
  const [secret, setSecret] = useState<string>()
  const [isAdding, setAdding] = useState(false)
  if ((isKnown && !may) || reading.failure?.code === 'PERMISSION_MISSING') {
    return (
      <Card title={t('hooks')}>
        <p>{t('hooksNoRight')}</p>
      </Card>
    )
  }
  return (
    <Card title={t('hooks')}>
      <p className="q">{t('hooksLead')}</p>
      {secret === undefined ? null : <Secret secret={secret} close={() => setSecret(undefined)} />}
      <Shown reading={reading}>
        {({ rows, allowsPrivate }) => (
          <>
            {allowsPrivate ? <p className="q">{t('hooksPrivate')}</p> : null}
            {rows.length === 0 ? <p>{t('hooksNone')}</p> : null}
            {rows.map((hook) => (
              <HookRow key={hook.id} hook={hook} showSecret={setSecret} />
            ))}
          </>
        )}
      </Shown>
      {isAdding ? (
        <HookForm close={() => setAdding(false)} showSecret={setSecret} />
      ) : (
        <p>
          <Button onPress={() => setAdding(true)}>{t('add')}</Button>
        </p>
      )}
    </Card>
  )
}

function Secret({ secret, close }: { secret: string; close: () => void }) {
  const t = useWords(noticeWords)
  return (
    <div className={styles.secret} role="status">
      <p>{t('secretOnce')}</p>
      <code>{secret}</code>
      <p className={styles.row}>
        <CopyButton text={secret} label={t('copy')} />
        <Button onPress={close}>{t('done')}</Button>
      </p>
    </div>
  )
}

function HookRow({ hook, showSecret }: { hook: Hook; showSecret: (secret: string) => void }) {
  const t = useWords(noticeWords)
  const org = useParam('org')
  const [isOpen, setOpen] = useState(false)
  const params = { org, webhook: hook.id }
  const outdates = [noticeRoutes['webhooks.list'], noticeRoutes['webhooks.deliveries']]
  const changing = useChange(noticeRoutes['webhooks.change'], { outdates })
  const testing = useChange(noticeRoutes['webhooks.test'], { outdates })
  const rotating = useChange(noticeRoutes['webhooks.rotate'], { outdates, saved: t('rotated') })
  const removing = useChange(noticeRoutes['webhooks.remove'], { outdates })
  const rotate = async (): Promise<void> => {
    const made = await rotating.send({ params })
    if (made !== undefined) showSecret(made.secret)
  }
  const { url, events, isOn } = hook
  return (
    <section aria-label={url} className={styles.form}>
      <p>
        <code>{url}</code>{' '}
        <Status status={isOn ? 'met' : 'not-applicable'} word={t(isOn ? 'isOn' : 'isOff')} />
      </p>
      <p className="q">
        {events.map((kind) => t(`kind.${kind}`)).join(', ')} · {hook.secretHint}
      </p>
      <p className={styles.row}>
        <Button onPress={() => void changing.send({ params, body: { url, events, isOn: !isOn } })}>
          {t(isOn ? 'switchOff' : 'switchOn')}
        </Button>
        <Button onPress={() => void testing.send({ params })}>{t('test')}</Button>
        <Button onPress={() => void rotate()}>{t('rotate')}</Button>
        <Button onPress={() => setOpen(!isOpen)} aria-expanded={isOpen}>
          {t('deliveries')}
        </Button>
        <Button
          tone="stop"
          onPress={() => {
            if (globalThis.confirm(t('removeAsk'))) void removing.send({ params })
          }}
        >
          {t('remove')}
        </Button>
      </p>
      {isOpen ? <DeliveryTable webhook={hook.id} /> : null}
    </section>
  )
}
