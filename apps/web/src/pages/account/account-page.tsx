/** The own account: name, password, second factor, where one is signed in. */
import { ownAccountRoutes, sessionRoutes } from '@occtet/contract/api'
import { signInWords } from '@occtet/ui'
import { useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { Button, LinkButton } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { TextField } from '../../parts/field.tsx'
import { Columns } from '../../parts/layout.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Shown } from '../../parts/states.tsx'
import styles from './account.module.css'
import { ProviderButton } from './once.tsx'
import { PasswordForm } from './password-form.tsx'
import { SecondFactor } from './second-factor.tsx'
import { SessionList } from './session-list.tsx'
import { SetUpForm } from './set-up-form.tsx'
import { type Account, leaveFor, type Session } from './where-to.ts'

export function Page() {
  const reading = useRoute(sessionRoutes['session.show'], { params: {} })
  return (
    <Shown reading={reading}>
      {(session) =>
        session.account === undefined ? (
          <SignedOut />
        ) : session.account.isLocal ? (
          <LocalAccount session={session} />
        ) : (
          <OwnAccount session={session} account={session.account} />
        )
      }
    </Shown>
  )
}

function SignedOut() {
  const t = useWords(signInWords)
  return (
    <Lead
      answer={t('signIn.title')}
      actions={
        <LinkButton tone="main" to={{ page: 'signIn', params: {}, search: { next: '/account' } }}>
          {t('signIn.go')}
        </LinkButton>
      }
    />
  )
}

function Back({ session }: { session: Session }) {
  const t = useWords(signInWords)
  const [first] = session.organisations
  return first === undefined ? null : (
    <LinkButton tone="text" to={{ page: 'home', params: { org: first.slug } }}>
      {t('account.home', { name: first.name })}
    </LinkButton>
  )
}

function LocalAccount({ session }: { session: Session }) {
  const t = useWords(signInWords)
  return (
    <div className={styles.narrow}>
      <Lead
        answer={t('account.localTitle')}
        below={t('setUp.localHint')}
        above={<Back session={session} />}
      />
      <Card title={t('setUp.localTitle')}>
        <SetUpForm needsCode={false} needsOrganisation={false} />
      </Card>
    </div>
  )
}

function OwnAccount({ session, account }: { session: Session; account: Account }) {
  const t = useWords(signInWords)
  const sessions = useRoute(ownAccountRoutes['account.sessions'], { params: {} })
  const signOut = useChange(sessionRoutes['session.end'])
  const leave = async (): Promise<void> => {
    await signOut.send({ params: {} })
    leaveFor('/sign-in')
  }
  return (
    <>
      <Lead
        above={<Back session={session} />}
        answer={t('account.title', { n: sessions.data?.rows.length ?? 1 })}
        below={account.email}
        actions={<Button onPress={() => void leave()}>{t('account.signOut')}</Button>}
      />
      <Columns
        aside={
          <>
            <NameForm account={account} />
            <PasswordForm hasPassword={account.hasPassword} email={account.email ?? ''} />
            {session.oidc === undefined ? null : (
              <Card title={t('account.oidcTitle', { name: session.oidc.name })}>
                <ProviderButton word={t('account.oidcConnect', { name: session.oidc.name })} />
              </Card>
            )}
          </>
        }
      >
        <SecondFactor account={account} />
        <Shown reading={sessions}>{({ rows }) => <SessionList rows={rows} />}</Shown>
      </Columns>
    </>
  )
}

function NameForm({ account }: { account: Account }) {
  const t = useWords(signInWords)
  const [name, setName] = useState(account.name)
  const change = useChange(ownAccountRoutes['account.change'], {
    saved: t('account.nameSaved'),
    outdates: [sessionRoutes['session.show']],
  })
  return (
    <Card title={t('account.who')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void change.send({ params: {}, body: { name } })
        }}
      >
        <TextField label={t('setUp.name')} autoComplete="name" required value={name} onValue={setName} />
        <Button type="submit" isBusy={change.state === 'sending'}>
          {t('account.saveName')}
        </Button>
      </form>
    </Card>
  )
}
