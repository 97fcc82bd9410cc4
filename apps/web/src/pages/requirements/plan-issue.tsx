/** One step as text for an issue tracker, fetched when somebody opens it. */
import { planRoutes } from '@occtet/contract/api'
import { planWords } from '@occtet/ui'
import { useState } from 'react'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { Shown } from '../../parts/states.tsx'
import styles from './plan.module.css'
import { useCraAddress, useCraQuery } from './use-cra.ts'

export function PlanIssue({ action }: { action: string }) {
  const t = useWords(planWords)
  const { org, product } = useCraAddress()
  const query = useCraQuery()
  const [isOpen, setOpen] = useState(false)
  const input = { params: { org, product, action }, query }
  const reading = useRoute(planRoutes['plan.issue'], input, { isWanted: isOpen })
  return (
    <details className={styles.issue} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('issue')}</summary>
      {isOpen ? (
        <Shown reading={reading} rows={3}>
          {({ title, body }) => (
            <>
              <pre>{`${title}\n\n${body}`}</pre>
              <CopyButton text={`${title}\n\n${body}`} label={t('issue.copy')} />
            </>
          )}
        </Shown>
      ) : null}
    </details>
  )
}
