/** The three fields of a new account, for set-up and invitations alike. */
import { signInWords } from '@occtet/ui'
import { useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { TextField } from '../../parts/field.tsx'

export interface NewAccount {
  readonly name: string
  readonly email: string
  readonly password: string
}

export interface NewAccountForm {
  readonly value: NewAccount
  readonly set: (value: NewAccount) => void
  /** By field; empty where all is well. */
  readonly errors: Readonly<Partial<Record<keyof NewAccount, string>>>
}

export function useNewAccount(email = ''): NewAccountForm {
  const t = useWords(signInWords)
  const [value, set] = useState<NewAccount>({ name: '', email, password: '' })
  const errors = {
    ...(value.name.trim() === '' ? { name: t('field.name') } : {}),
    ...(/^[^\s@]+@[^\s@]+$/.test(value.email.trim()) ? {} : { email: t('field.email') }),
    ...(value.password.length < 12 ? { password: t('field.password') } : {}),
  }
  return { value, set, errors }
}

export function NewAccountFields({ form, isTried }: { form: NewAccountForm; isTried: boolean }) {
  const t = useWords(signInWords)
  const { value, set } = form
  const errors = isTried ? form.errors : {}
  return (
    <>
      <TextField
        label={t('setUp.name')}
        hint={t('setUp.nameHint')}
        name="name"
        autoComplete="name"
        value={value.name}
        onValue={(name) => set({ ...value, name })}
        error={errors.name}
      />
      <TextField
        label={t('signIn.email')}
        type="email"
        name="email"
        autoComplete="username"
        value={value.email}
        onValue={(email) => set({ ...value, email })}
        error={errors.email}
      />
      <TextField
        label={t('setUp.newPassword')}
        hint={t('setUp.passwordHint')}
        type="password"
        name="new-password"
        autoComplete="new-password"
        value={value.password}
        onValue={(password) => set({ ...value, password })}
        error={errors.password}
      />
    </>
  )
}
