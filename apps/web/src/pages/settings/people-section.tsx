/** The people of the organisation, those who were invited, and how to let somebody in. */
import { organisationRoutes, peopleRoutes, sessionRoutes } from '@occtet/contract/api'
import { organisationWords } from '@occtet/ui'
import { useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useRoute } from '../../api/use-route.ts'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Button, LinkButton } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { TextField } from '../../parts/field.tsx'
import { Columns } from '../../parts/layout.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Empty, NoPermission, Shown } from '../../parts/states.tsx'
import { Domains } from './domains-form.tsx'
import { Invitations } from './invitations.tsx'
import { InviteForm } from './invite-form.tsx'
import { MemberItem } from './member-item.tsx'
import styles from './settings.module.css'

export function PeopleSection() {
  const t = useWords(organisationWords)
  const org = useParam('org')
  const mayWrite = useMay('members.write')
  const view = useRoute(organisationRoutes['orgs.show'], { params: { org } })
  const members = useRoute(peopleRoutes['members.list'], { params: { org } })
  const session = useRoute(sessionRoutes['session.show'], { params: {} })
  const name = view.data?.name ?? org
  const isAlone = session.data?.mode === 'local' && members.data?.rows.length === 0
  return (
    <Shown reading={members}>
      {({ rows }) => (
        <>
          <Lead
            answer={
              isAlone
                ? t('people.alone', { name })
                : t('people.answer', {
                    n: rows.length,
                    name,
                    owners: rows.filter(({ role }) => role === 'owner').length,
                  })
            }
          />
          <Columns
            aside={
              mayWrite ? (
                <>
                  {isAlone ? null : <InviteForm />}
                  <NameForm key={name} name={name} />
                  {session.data?.oidc === undefined ? null : <Domains />}
                </>
              ) : undefined
            }
          >
            {isAlone ? (
              <Alone />
            ) : (
              <Card title={t('people.title')}>
                <ul className={styles.rows}>
                  {rows.map((member) => (
                    <MemberItem key={member.id} member={member} mayWrite={mayWrite} />
                  ))}
                </ul>
              </Card>
            )}
            {mayWrite ? null : <NoPermission permission="members.write" />}
            {mayWrite && !isAlone ? <Invitations /> : null}
          </Columns>
        </>
      )}
    </Shown>
  )
}

/** On one's own machine nobody signs in; the way to more people begins with an account. */
function Alone() {
  const t = useWords(organisationWords)
  return (
    <Card label={t('people.title')} isPadded={false}>
      <Empty what={t('people.aloneWhat')} why={t('people.aloneWhy')}>
        <LinkButton to={{ page: 'account', params: {} }}>{t('people.aloneGo')}</LinkButton>
      </Empty>
    </Card>
  )
}

function NameForm({ name: stored }: { name: string }) {
  const t = useWords(organisationWords)
  const org = useParam('org')
  const [name, setName] = useState(stored)
  const change = useChange(organisationRoutes['orgs.change'], {
    saved: t('org.saved'),
    outdates: [organisationRoutes['orgs.show']],
  })
  return (
    <Card title={t('org.name')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void change.send({ params: { org }, body: { name } })
        }}
      >
        <TextField label={t('org.name')} required value={name} onValue={setName} />
        <Button type="submit" isBusy={change.state === 'sending'}>
          {t('org.save')}
        </Button>
      </form>
    </Card>
  )
}
