/** The second factor: its QR code, the first code, the recovery codes shown once, and how to switch it off. */
import { type AnswerOf, ownAccountRoutes, sessionRoutes } from '@occtet/contract/api'
import { signInWords } from '@occtet/ui'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { outdate } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { ErrorList, TextField } from '../../parts/field.tsx'
import styles from './account.module.css'
import type { Account } from './where-to.ts'
import { QrCode } from './qr-code.tsx'
import { useSubmit } from './use-submit.ts'

type Offer = AnswerOf<(typeof ownAccountRoutes)['totp.start']>

export function SecondFactor({ account }: { account: Account }) {
  const t = useWords(signInWords)
  const client = useQueryClient()
  const [offer, setOffer] = useState<Offer>()
  const [codes, setCodes] = useState<readonly string[]>()
  const finish = async (): Promise<void> => {
    setOffer(undefined)
    setCodes(undefined)
    await outdate(client, [sessionRoutes['session.show'], ownAccountRoutes['account.sessions']])
  }
  return (
    <Card title={t('totp.title')}>
      {codes !== undefined ? (
        <RecoveryCodes codes={codes} done={() => void finish()} />
      ) : account.hasTotp ? (
        <Remove left={account.recoveryCodes} done={() => void finish()} />
      ) : offer === undefined ? (
        <Begin hasPassword={account.hasPassword} begun={setOffer} />
      ) : (
        <Confirm offer={offer} confirmed={setCodes} />
      )}
    </Card>
  )
}

function Form({ go, children }: { go: () => Promise<void>; children: ReactNode }) {
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void go()
  }
  return (
    <form className={styles.form} noValidate onSubmit={submit}>
      {children}
    </form>
  )
}

function Errors({ error }: { error: string | undefined }) {
  return <ErrorList errors={error === undefined ? [] : [error]} />
}

function Begin({ hasPassword, begun }: { hasPassword: boolean; begun: (offer: Offer) => void }) {
  const t = useWords(signInWords)
  const [password, setPassword] = useState('')
  const { submit, isBusy, error } = useSubmit(ownAccountRoutes['totp.start'])
  const go = async (): Promise<void> => {
    const offer = await submit({ params: {}, body: { password } })
    if (offer !== undefined) begun(offer)
  }
  return (
    <Form go={go}>
      <p>{t('totp.off')}</p>
      <Errors error={error} />
      {hasPassword ? <Password value={password} onValue={setPassword} /> : null}
      <Button type="submit" isBusy={isBusy}>
        {t('totp.begin')}
      </Button>
    </Form>
  )
}

function Password({ value, onValue }: { value: string; onValue: (value: string) => void }) {
  const t = useWords(signInWords)
  return (
    <TextField
      label={t('account.current')}
      type="password"
      autoComplete="current-password"
      value={value}
      onValue={onValue}
    />
  )
}

function Code({ value, onValue }: { value: string; onValue: (value: string) => void }) {
  const t = useWords(signInWords)
  return <TextField label={t('signIn.code')} autoComplete="one-time-code" value={value} onValue={onValue} />
}

function Confirm({ offer, confirmed }: { offer: Offer; confirmed: (codes: readonly string[]) => void }) {
  const t = useWords(signInWords)
  const [code, setCode] = useState('')
  const { submit, isBusy, error } = useSubmit(ownAccountRoutes['totp.confirm'])
  const go = async (): Promise<void> => {
    const answer = await submit({ params: {}, body: { code } })
    if (answer !== undefined) confirmed(answer.recoveryCodes)
  }
  return (
    <Form go={go}>
      <p>{t('totp.scan')}</p>
      <QrCode rows={offer.qr} label={t('totp.qr')} />
      <p>
        {t('totp.secret')}: <code className={styles.secret}>{offer.secret}</code>{' '}
        <CopyButton text={offer.secret} />
      </p>
      <Errors error={error} />
      <Code value={code} onValue={setCode} />
      <Button type="submit" tone="main" isBusy={isBusy}>
        {t('totp.confirm')}
      </Button>
    </Form>
  )
}

function RecoveryCodes({ codes, done }: { codes: readonly string[]; done: () => void }) {
  const t = useWords(signInWords)
  return (
    <div className={styles.form}>
      <h3>{t('totp.codesTitle')}</h3>
      <p>{t('totp.codes')}</p>
      <ol className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <CopyButton text={codes.join('\n')} label={t('totp.copy')} />
      <Button tone="main" onPress={done}>
        {t('totp.done')}
      </Button>
    </div>
  )
}

function Remove({ left, done }: { left: number; done: () => void }) {
  const t = useWords(signInWords)
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const { submit, isBusy, error } = useSubmit(ownAccountRoutes['totp.remove'])
  const go = async (): Promise<void> => {
    if ((await submit({ params: {}, body: { password, code } })) !== undefined) done()
  }
  return (
    <Form go={go}>
      <p>{t('totp.on', { n: left })}</p>
      <Errors error={error} />
      <Password value={password} onValue={setPassword} />
      <Code value={code} onValue={setCode} />
      <Button type="submit" tone="stop" isBusy={isBusy}>
        {t('totp.remove')}
      </Button>
    </Form>
  )
}
