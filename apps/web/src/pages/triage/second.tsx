/** The second person: sees who proposed what after the facts, and decides; the proposer sees who may, never the button. */
import { shellWords, triageWords } from '@occtet/ui'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { sayVerdict } from './judgement.tsx'
import styles from './triage.module.css'
import type { Saving } from './use-saving.ts'
import type { Triage } from './use-triage.ts'

const roleNames = ['owner', 'manager', 'curator', 'assessor', 'auditor', 'guest'] as const

export function Second({
  triage,
  saving,
  onReject,
}: {
  triage: Triage
  saving: Saving
  onReject: () => void
}) {
  const t = useWords(triageWords)
  const shell = useWords(shellWords)
  const mayConfirm = useMay('triage.confirm')
  const evidence = triage.evidence.data
  const waiting = evidence?.decisions.find(({ standing }) => standing === 'waiting')
  if (evidence === undefined || waiting === undefined) return null
  const roles = evidence.confirmers
    .flatMap((name) => roleNames.filter((role) => role === name))
    .map((role) => shell(`role.${role}`))
    .join(', ')
  if (evidence.isOwnProposal || !mayConfirm) {
    const status = t(`status.${waiting.verdict.status}`)
    return <p className={styles.second}>{t('second.waits', { status, roles })}</p>
  }
  return (
    <div className={styles.second}>
      <p>
        {t('second.facts')} <strong>{sayVerdict(waiting.verdict, t)}</strong> {waiting.reason}
      </p>
      <div className={styles.buttons}>
        <Button onPress={saving.confirm}>{t('second.confirm')}</Button>
        <Button onPress={onReject}>{t('second.reject')}</Button>
      </div>
    </div>
  )
}
