/** "Verify here": what the browser computed itself, or where the log breaks. */
import { ledgerWords } from '@occtet/ui'
import { useWords, type WordsOf } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { Status } from '../../parts/marks.tsx'
import type { TreeAnswer } from './check-tree.ts'
import styles from './ledger.module.css'
import type { OnHead, Verifying } from './use-verify.ts'

export interface VerifyCardProps {
  readonly head: OnHead
  readonly state: Verifying
  readonly start: (head: OnHead) => void
}

export function VerifyCard({ head, state, start }: VerifyCardProps) {
  const t = useWords(ledgerWords)
  return (
    <Card title={t('verify.title')}>
      <div className={styles.stack}>
        <p className="q">{t('verify.why')}</p>
        <div aria-live="polite" className={styles.stack}>
          <Answer state={state} />
        </div>
        {state.kind === 'running' ? (
          <progress
            aria-label={t('verify.title')}
            {...(state.total === 0 ? {} : { value: state.done, max: state.total })}
          />
        ) : (
          <p>
            <Button tone={state.kind === 'idle' ? 'main' : 'plain'} onPress={() => start(head)}>
              {t(state.kind === 'failed' ? 'verify.again' : 'verify.run')}
            </Button>
          </p>
        )}
      </div>
    </Card>
  )
}

function Answer({ state }: { state: Verifying }) {
  const t = useWords(ledgerWords)
  if (state.kind === 'idle') return null
  if (state.kind === 'failed') return <p className="unknown">{t('verify.failed')}</p>
  if (state.kind === 'running')
    return <p className="q">{t('verify.running', { done: state.done, total: state.total })}</p>
  const { answer, milliseconds, seenBefore } = state
  if (answer.kind !== 'intact') {
    return (
      <div role="alert" className={styles.broken}>
        <Status status="gap" word={t('verify.broken')} />
        <p>{sayBreak(t, answer)}</p>
      </div>
    )
  }
  const { seen, witnesses } = answer
  return (
    <>
      <p>
        <Status status="met" word={t('verify.intact', { n: seen.size, ms: milliseconds })} />
      </p>
      <p>{seenBefore === undefined ? t('verify.first') : t('verify.same', { n: seenBefore })}</p>
      <p className="q">
        {witnesses.length === 0
          ? t('verify.noWitness')
          : t('verify.witnesses', { names: witnesses.join(', ') })}
      </p>
      <p>
        {t('verify.root')} <code className={styles.hash}>{seen.root}</code> <CopyButton text={seen.root} />
      </p>
    </>
  )
}

function sayBreak(t: WordsOf<typeof ledgerWords>, answer: Exclude<TreeAnswer, { kind: 'intact' }>): string {
  switch (answer.kind) {
    case 'entry':
      return answer.before === 0
        ? t('verify.entryFirst')
        : t('verify.entry', { n: answer.index, before: answer.before })
    case 'older':
      return t('verify.older', { n: answer.size })
    case 'tree':
    case 'signature':
    case 'other':
    case 'newKey':
      return t(`verify.${answer.kind}`)
    default:
      return answer satisfies never
  }
}
