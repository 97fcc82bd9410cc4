/** A link of invitation: what it is for, and how to join. */
import { sessionRoutes, setUpRoutes } from '@occtet/contract/api'
import { formatDate, organisationWords, signInWords } from '@occtet/ui'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { toRefusal } from '../../api/refusal.ts'
import { type RouteInput, send } from '../../api/send.ts'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { useHere } from '../../app/place.ts'
import { Button, LinkButton } from '../../parts/button.tsx'
import { ErrorList } from '../../parts/field.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Loading } from '../../parts/loading.tsx'
import styles from './account.module.css'
import { NewAccountFields, useNewAccount } from './new-account.tsx'
import { ProviderButton } from './once.tsx'
import { useSubmit } from './use-submit.ts'
import { leaveFor, type Session, whereTo } from './where-to.ts'

type Look = RouteInput<(typeof setUpRoutes)['invitation.look']>

export function Page() {
  const t = useWords(signInWords)
  const roles = useWords(organisationWords)
  const { hash: secret } = useHere()
  const session = useRoute(sessionRoutes['session.show'], { params: {} })
  const input: Look = { params: {}, body: { secret } }
  // Asks with POST, so that the secret stands in no address; changes nothing.
  const look = useQuery({
    queryKey: ['invitation', secret],
    queryFn: async () => send(setUpRoutes['invitation.look'], input),
    enabled: secret !== '',
    retry: false,
  })
  const invitation = look.data
  if (look.error !== null || secret === '') {
    const isOffline = look.error !== null && toRefusal(look.error).code === 'OFFLINE'
    const text = isOffline ? t('error.OFFLINE') : t('error.LINK_SPENT')
    return (
      <div className={styles.narrow}>
        <Lead answer={t('invitation.none')} below={text} />
      </div>
    )
  }
  if (invitation === undefined || session.data === undefined) return <Loading rows={4} />
  const { organisation, role, endsAt, expiresAt, email } = invitation
  return (
    <div className={styles.narrow}>
      <Lead
        answer={t('invitation.title', { organisation, role: roles(`role.${role}`) })}
        below={
          <>
            {endsAt === undefined
              ? ''
              : `${t('invitation.until', { date: formatDate(t.language, endsAt) })} `}
            {t('invitation.expires', { date: formatDate(t.language, expiresAt) })}
          </>
        }
      />
      <Join secret={secret} session={session.data} email={email} />
    </div>
  )
}

interface JoinProps {
  readonly secret: string
  readonly session: Session
  readonly email: string | undefined
}

function Join({ secret, session, email }: JoinProps) {
  const t = useWords(signInWords)
  const form = useNewAccount(email)
  const [isTried, setTried] = useState(false)
  const { submit, isBusy, error } = useSubmit(setUpRoutes['invitation.accept'])
  const person = session.account?.isLocal === false ? session.account : undefined
  const go = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setTried(true)
    if (person === undefined && Object.keys(form.errors).length > 0) return
    const body = { secret, ...(person === undefined ? { account: form.value } : {}) }
    const joined = await submit({ params: {}, body })
    if (joined !== undefined) leaveFor(whereTo(joined, undefined))
  }
  const errors = [...(isTried && person === undefined ? Object.values(form.errors) : []), error]
  return (
    <>
      <form className={styles.form} noValidate onSubmit={(event) => void go(event)}>
        <ErrorList errors={errors.filter((one) => one !== undefined)} />
        {person === undefined ? <NewAccountFields form={form} isTried={isTried} /> : null}
        <Button type="submit" tone="main" isBusy={isBusy}>
          {person === undefined ? t('invitation.new') : t('invitation.joinAs', { name: person.name })}
        </Button>
      </form>
      {session.oidc === undefined || person !== undefined ? null : (
        <ProviderButton word={t('signIn.oidc', { name: session.oidc.name })} invitation={secret} />
      )}
      {person === undefined ? (
        <p>
          <LinkButton tone="text" to={{ page: 'signIn', params: {}, hash: `next=/invitation#${secret}` }}>
            {t('invitation.have')}
          </LinkButton>
        </p>
      ) : null}
    </>
  )
}
