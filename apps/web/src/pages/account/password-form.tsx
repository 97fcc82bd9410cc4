/** A new password; every other device is signed out by it. */
import { ownAccountRoutes, sessionRoutes } from '@occtet/contract/api'
import { signInWords } from '@occtet/ui'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { outdate } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { showToast } from '../../app/toasts.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { ErrorList, TextField } from '../../parts/field.tsx'
import styles from './account.module.css'
import { useSubmit } from './use-submit.ts'

export function PasswordForm({ hasPassword, email }: { hasPassword: boolean; email: string }) {
  const t = useWords(signInWords)
  const client = useQueryClient()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [isTried, setTried] = useState(false)
  const { submit, isBusy, error } = useSubmit(ownAccountRoutes['account.password'])
  const wrong = isTried && next.length < 12 ? t('field.password') : undefined
  const go = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setTried(true)
    if (next.length < 12) return
    const done = await submit({ params: {}, body: { next, ...(hasPassword ? { current } : {}) } })
    if (done === undefined) return
    setCurrent('')
    setNext('')
    setTried(false)
    showToast({ text: t('account.passwordSaved') })
    await outdate(client, [sessionRoutes['session.show'], ownAccountRoutes['account.sessions']])
  }
  return (
    <Card title={t('account.passwordTitle')}>
      <form className={styles.form} noValidate onSubmit={(event) => void go(event)}>
        <ErrorList errors={[wrong, error].filter((one) => one !== undefined)} />
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        {hasPassword ? (
          <TextField
            label={t('account.current')}
            type="password"
            autoComplete="current-password"
            value={current}
            onValue={setCurrent}
          />
        ) : null}
        <TextField
          label={t('setUp.newPassword')}
          hint={t('setUp.passwordHint')}
          type="password"
          autoComplete="new-password"
          value={next}
          onValue={setNext}
          error={wrong}
        />
        <Button type="submit" isBusy={isBusy}>
          {t(hasPassword ? 'account.changePassword' : 'account.setPassword')}
        </Button>
      </form>
    </Card>
  )
}
