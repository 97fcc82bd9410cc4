/** The e-mail domains whose people may join through the OpenID provider. */
import { organisationRoutes } from '@occtet/contract/api'
import { organisationWords } from '@occtet/ui'
import { useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { TextField } from '../../parts/field.tsx'
import { Shown } from '../../parts/states.tsx'
import styles from './settings.module.css'

export function Domains() {
  const t = useWords(organisationWords)
  const org = useParam('org')
  const reading = useRoute(organisationRoutes['access.show'], { params: { org } })
  return (
    <Card title={t('domains.title')}>
      <Shown reading={reading} rows={2}>
        {({ domains }) => <DomainsForm key={domains.join(' ')} domains={domains} />}
      </Shown>
    </Card>
  )
}

function DomainsForm({ domains }: { domains: readonly string[] }) {
  const t = useWords(organisationWords)
  const org = useParam('org')
  const [text, setText] = useState(domains.join('\n'))
  const change = useChange(organisationRoutes['access.change'], {
    saved: t('domains.saved'),
    outdates: [organisationRoutes['access.show']],
  })
  const save = (): void => {
    const next = text.split(/[\s,]+/).filter((domain) => domain !== '')
    void change.send({ params: { org }, body: { domains: next } })
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <TextField
        label={t('domains.title')}
        hint={t('domains.hint')}
        rows={3}
        value={text}
        onValue={setText}
      />
      <Button type="submit" isBusy={change.state === 'sending'}>
        {t('domains.save')}
      </Button>
    </form>
  )
}
