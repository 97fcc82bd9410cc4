/** Invitations that nobody has accepted yet. */
import { peopleRoutes } from '@occtet/contract/api'
import { formatDate, organisationWords } from '@occtet/ui'
import { useChange } from '../../api/use-change.ts'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Shown } from '../../parts/states.tsx'
import styles from './settings.module.css'

export function Invitations() {
  const t = useWords(organisationWords)
  const org = useParam('org')
  const reading = useRoute(peopleRoutes['invitations.list'], { params: { org } })
  const revoke = useChange(peopleRoutes['invitations.revoke'], {
    saved: t('invite.revoked'),
    outdates: [peopleRoutes['invitations.list']],
  })
  return (
    <Card title={t('invite.open')}>
      <Shown reading={reading} rows={2}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="q">{t('invite.none')}</p>
          ) : (
            <ul className={styles.rows}>
              {rows.map((row) => {
                const who = row.email ?? t('invite.anybody')
                return (
                  <li key={row.id} className={styles.row}>
                    <span>
                      {who}
                      <br />
                      <span className="q">
                        {t(`role.${row.role}`)} ·{' '}
                        {t('people.until', { date: formatDate(t.language, row.expiresAt) })}
                      </span>
                    </span>
                    <Button
                      tone="text"
                      onPress={() => void revoke.send({ params: { org, invitation: row.id } })}
                    >
                      {t('invite.revoke', { who })}
                    </Button>
                  </li>
                )
              })}
            </ul>
          )
        }
      </Shown>
    </Card>
  )
}
