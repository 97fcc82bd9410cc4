/** What a person made of a proposal: the text that holds, into the page's form or out of it, and how it turned out. */
import { proposalRoutes } from '@occtet/contract/api'
import { formatDate, proposalWords } from '@occtet/ui'
import { useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { toTextFile } from '../../parts/text-file.ts'
import { type Proposal, type Taken, takenFrom } from './proposal-types.ts'
import { sayValue } from './proposal-value.tsx'
import styles from './proposals.module.css'

export interface JudgedProps {
  readonly org: string
  readonly proposal: Proposal
  readonly onChanged: (proposal: Proposal) => void
  /** The page's own form, where it has one for this. */
  readonly onTake?: ((taken: Taken) => void) | undefined
}

export function Judged({ org, proposal, onChanged, onTake }: JudgedProps) {
  const t = useWords(proposalWords)
  const [isTaken, setTaken] = useState(false)
  const { verdict, language } = proposal
  if (verdict === undefined) return null
  const taken = takenFrom(proposal)
  const date = formatDate(t.language, verdict.at)
  return (
    <div className={styles.part}>
      <p>
        <strong>{t(`judged.${verdict.verdict}`, { by: verdict.by, date })}</strong>{' '}
        {verdict.note === undefined ? null : <span>{t('judged.note', { note: verdict.note })}</span>}
      </p>
      {verdict.verdict === 'edited' && taken !== undefined ? (
        <>
          <strong className={styles.label}>{t('judged.text')}</strong>
          {taken.value.kind === 'text' ? null : <p>{sayValue(t, taken.value)}</p>}
          <p className={styles.text} lang={language}>
            {taken.text}
          </p>
        </>
      ) : null}
      {taken === undefined ? null : (
        <p className={styles.buttons}>
          {onTake === undefined ? null : (
            <Button
              onPress={() => {
                onTake(taken)
                setTaken(true)
              }}
            >
              {t('take')}
            </Button>
          )}
          <CopyButton text={taken.text} label={t('copy')} />
          {taken.value.kind === 'text' ? (
            <a
              href={toTextFile(taken.text)}
              download={`${taken.kind.replaceAll('_', '-')}-${taken.language}.txt`}
            >
              {t('download')}
            </a>
          ) : null}
        </p>
      )}
      {isTaken ? (
        <output className="q">
          {t(proposal.kind === 'impact_statement' ? 'taken.impact_statement' : 'taken')}
        </output>
      ) : null}
      <Right org={org} proposal={proposal} onChanged={onChanged} />
    </div>
  )
}

/** Whether it turned out right is asked once it was judged; until somebody says, it is not known. */
function Right({ org, proposal, onChanged }: Omit<JudgedProps, 'onTake'>) {
  const t = useWords(proposalWords)
  const may = useMay('assistant.write')
  const review = useChange(proposalRoutes['proposals.review'], {
    saved: t('right.saved'),
    outdates: [proposalRoutes['proposals.list'], proposalRoutes['proposals.statistics']],
  })
  const say = async (isRight: boolean): Promise<void> => {
    const done = await review.send({ params: { org, proposal: proposal.id }, body: { isRight } })
    if (done !== undefined) onChanged(done.proposal)
  }
  if (proposal.isRight !== undefined) {
    return <p className="q">{t(proposal.isRight ? 'right.isYes' : 'right.isNo')}</p>
  }
  if (!may || proposal.outcome !== 'propose') return null
  return (
    <p className={styles.buttons}>
      <span className="q">{t('right')}</span>
      <Button tone="text" onPress={() => void say(true)}>
        {t('right.yes')}
      </Button>
      <Button tone="text" onPress={() => void say(false)}>
        {t('right.no')}
      </Button>
    </p>
  )
}
