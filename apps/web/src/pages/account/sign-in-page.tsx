/** Sign-in, the first account, and the way back from the provider: whatever stands between a person and their organisation. */
import { sessionRoutes } from '@occtet/contract/api'
import { signInWords } from '@occtet/ui'
import { useEffect } from 'react'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { useHere } from '../../app/place.ts'
import { Lead } from '../../parts/lead.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Shown } from '../../parts/states.tsx'
import styles from './account.module.css'
import { ReturnFromProvider, UseLink } from './once.tsx'
import { SetUpForm } from './set-up-form.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { leaveFor, type Session, whereTo } from './where-to.ts'

export function Page() {
  const { page, hash, search } = useHere()
  const reading = useRoute(sessionRoutes['session.show'], { params: {} })
  const handover = /^handover=([\w-]+)$/.exec(hash)?.[1]
  // A target that holds a secret comes behind `#`, where no server sees it.
  const next = /^next=(.+)$/.exec(hash)?.[1] ?? search['next']
  // Without the provider's words, nobody came back from there.
  const isReturn = page === 'signInReturn' && search['state'] !== undefined
  return (
    <div className={styles.narrow}>
      {isReturn ? (
        <ReturnFromProvider />
      ) : handover === undefined ? (
        <Shown reading={reading} rows={3}>
          {(session) => <Door session={session} next={next} />}
        </Shown>
      ) : (
        <UseLink secret={handover} />
      )}
    </div>
  )
}

function Door({ session, next }: { session: Session; next: string | undefined }) {
  const t = useWords(signInWords)
  const isIn = session.state === 'signed-in'
  useEffect(() => {
    if (isIn) leaveFor(whereTo(session, next))
  }, [isIn, session, next])
  if (isIn) return <Loading rows={3} />
  const isNew = session.state === 'set-up'
  return (
    <>
      <Lead answer={t(isNew ? 'setUp.title' : 'signIn.title')} />
      {isNew ? (
        <SetUpForm needsCode={session.mode === 'team'} needsOrganisation={session.mode === 'team'} />
      ) : (
        <SignInForm provider={session.oidc?.name} next={next} />
      )}
    </>
  )
}
