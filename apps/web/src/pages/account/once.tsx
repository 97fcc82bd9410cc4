/** Ways in without a password: the provider, there and back, and the one-time link of the command line. */
import { sessionRoutes } from '@occtet/contract/api'
import { signInWords } from '@occtet/ui'
import { useEffect, useRef } from 'react'
import { useWords } from '../../app/language.tsx'
import { Button, LinkButton } from '../../parts/button.tsx'
import { ErrorList } from '../../parts/field.tsx'
import { Lead } from '../../parts/lead.tsx'
import { useSubmit } from './use-submit.ts'
import { leaveFor, whereTo } from './where-to.ts'

export function ProviderButton({ word, invitation }: { word: string; invitation?: string }) {
  const { submit, isBusy, error } = useSubmit(sessionRoutes['oidc.start'])
  const go = async (): Promise<void> => {
    const body = invitation === undefined ? {} : { invitation }
    const answer = await submit({ params: {}, body })
    if (answer !== undefined) leaveFor(answer.url)
  }
  return (
    <>
      <ErrorList errors={error === undefined ? [] : [error]} />
      <Button isBusy={isBusy} onPress={() => void go()}>
        {word}
      </Button>
    </>
  )
}

export function ReturnFromProvider() {
  const { submit, error } = useSubmit(sessionRoutes['oidc.finish'])
  return (
    <Once error={error} run={async () => submit({ params: {}, body: { query: location.search.slice(1) } })} />
  )
}

export function UseLink({ secret }: { secret: string }) {
  const { submit, error } = useSubmit(sessionRoutes['session.handover'])
  return <Once error={error} run={async () => submit({ params: {}, body: { secret } })} />
}

type Run = () => Promise<Parameters<typeof whereTo>[0] | undefined>

function Once({ error, run }: { error: string | undefined; run: Run }) {
  const t = useWords(signInWords)
  const hasRun = useRef(false)
  useEffect(() => {
    // What works once must not be sent twice.
    if (hasRun.current) return
    hasRun.current = true
    void run().then((session) => {
      if (session !== undefined) leaveFor(whereTo(session, undefined))
    })
  }, [run])
  return (
    <>
      <Lead answer={t(error === undefined ? 'signIn.busy' : 'signIn.title')} />
      {error === undefined ? null : (
        <>
          <ErrorList errors={[error]} />
          <LinkButton to={{ page: 'signIn', params: {} }}>{t('signIn.go')}</LinkButton>
        </>
      )}
    </>
  )
}
