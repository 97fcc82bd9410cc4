/** One member: role, until when, and how to change or end it. */
import { type AnswerOf, peopleRoutes } from '@occtet/contract/api'
import { formatDate, organisationWords } from '@occtet/ui'
import { useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { RightsFields, toDraft, toRights } from './rights-form.tsx'
import styles from './settings.module.css'

export type Member = AnswerOf<(typeof peopleRoutes)['members.list']>['rows'][number]

export function MemberItem({ member, mayWrite }: { member: Member; mayWrite: boolean }) {
  const t = useWords(organisationWords)
  const [isOpen, setOpen] = useState(false)
  const { name, role, endsAt, products, hasTotp } = member
  const until = endsAt === undefined ? [] : [t('people.until', { date: formatDate(t.language, endsAt) })]
  const facts = [
    t(`role.${role}`),
    ...until,
    ...(products ?? []),
    t(hasTotp ? 'people.factor' : 'people.noFactor'),
  ]
  return (
    <li>
      <div className={styles.row}>
        <span>
          <strong>{name}</strong>
          {member.isSelf ? ` (${t('people.you')})` : ''} <span className="q">{member.email}</span>
          <br />
          <span className="q">{facts.join(' · ')}</span>
        </span>
        {mayWrite && !isOpen ? (
          <Button tone="text" onPress={() => setOpen(true)}>
            {t('people.change', { name })}
          </Button>
        ) : null}
      </div>
      {isOpen ? <Editor member={member} close={() => setOpen(false)} /> : null}
    </li>
  )
}

function Editor({ member, close }: { member: Member; close: () => void }) {
  const t = useWords(organisationWords)
  const params = { org: useParam('org'), member: member.id }
  const [draft, setDraft] = useState(() => toDraft(member))
  const [isSure, setSure] = useState(false)
  const outdates = [peopleRoutes['members.list']]
  const change = useChange(peopleRoutes['members.change'], { saved: t('people.saved'), outdates })
  const remove = useChange(peopleRoutes['members.remove'], { saved: t('people.removed'), outdates })
  const { name } = member
  const save = async (): Promise<void> => {
    if ((await change.send({ params, body: toRights(draft) })) !== undefined) close()
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <RightsFields value={draft} set={setDraft} />
      <div className={styles.row}>
        <span>
          <Button type="submit" tone="main" isBusy={change.state === 'sending'}>
            {t('rights.save')}
          </Button>{' '}
          <Button onPress={close}>{t('rights.cancel')}</Button>
        </span>
        {isSure ? (
          <Button tone="stop" onPress={() => void remove.send({ params })}>
            {t('people.removeSure', { name })}
          </Button>
        ) : (
          <Button tone="text" onPress={() => setSure(true)}>
            {t('people.remove', { name })}
          </Button>
        )}
      </div>
      {isSure ? <output className="q">{t('people.removeHint')}</output> : null}
    </form>
  )
}
