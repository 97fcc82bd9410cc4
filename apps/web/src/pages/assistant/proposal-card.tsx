/** One proposal as it stands: what, on what, how sure; then the verdict, or what to find out. Nothing is chosen beforehand. */
import { proposalRoutes } from '@occtet/contract/api'
import { formatDate, proposalWords } from '@occtet/ui'
import { type ReactNode, useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { toTextFile } from '../../parts/text-file.ts'
import { JudgeForm } from './judge-form.tsx'
import { policyFactsOf } from './policy-topics.ts'
import { EvidenceList, ModelSilence, Provenance } from './proposal-evidence.tsx'
import { type Proposal, type Taken, takenFrom } from './proposal-types.ts'
import { sayValue } from './proposal-value.tsx'
import styles from './proposals.module.css'

export interface ProposalCardProps {
  readonly org: string
  readonly proposal: Proposal
  readonly onChanged: (proposal: Proposal) => void
  /** The page's own form, where it has one for this. */
  readonly onTake?: ((taken: Taken) => void) | undefined
  /** Stands below what to find out: notes for a new try. */
  readonly retry?: ReactNode
}

export function ProposalCard({ org, proposal, onChanged, onTake, retry }: ProposalCardProps) {
  const t = useWords(proposalWords)
  const mayJudge = useMay('assistant.write')
  const { kind, outcome, verdict, model } = proposal
  const isProposed = outcome === 'propose'
  return (
    <article className={styles.card} tabIndex={-1} aria-label={t(`kind.${kind}`)}>
      <p className={styles.head}>
        <strong>{t(isProposed ? 'proposes' : 'abstains', { kind: t(`kind.${kind}`) })}</strong>
      </p>
      {model === undefined ? null : <ModelSilence model={model} />}
      {isProposed ? <Proposed proposal={proposal} /> : <Abstained proposal={proposal} />}
      <EvidenceList proposal={proposal} />
      <Provenance proposal={proposal} />
      {verdict === undefined ? null : (
        <Judged org={org} proposal={proposal} onChanged={onChanged} onTake={onTake} />
      )}
      {isProposed && verdict === undefined && mayJudge ? (
        <JudgeForm org={org} proposal={proposal} onJudged={onChanged} />
      ) : null}
      {isProposed ? null : retry}
    </article>
  )
}

function Proposed({ proposal: { value, text, language, confidence } }: { proposal: Proposal }) {
  const t = useWords(proposalWords)
  return (
    <>
      {value === undefined || value.kind === 'text' ? null : (
        <p className={styles.value}>
          <span className="q">{t('value')}</span> {sayValue(t, value)}
        </p>
      )}
      <p className={styles.text} lang={language}>
        {text}
      </p>
      {confidence === undefined ? null : <p className="q">{t(`confidence.${confidence}`)}</p>}
    </>
  )
}

function Abstained({ proposal }: { proposal: Proposal }) {
  const t = useWords(proposalWords)
  const { kind, subject, reason, text, language } = proposal
  // The server names facts as the command line takes them; here they stand as the fields below call them.
  const facts = kind === 'policy_text' && reason === 'MISSING_FACT' ? policyFactsOf(subject.id) : []
  const what = facts.map((name) => lowerFirst(t(`facts.${name}`))).join('; ')
  return (
    <>
      {reason === undefined ? null : <p>{t(`reason.${reason}`)}</p>}
      <div className={styles.part}>
        <strong className={styles.label}>{t('findOut')}</strong>
        {facts.length === 0 ? (
          <p className={styles.text} lang={language}>
            {text}
          </p>
        ) : (
          <p className={styles.text}>{t('facts.decide', { what })}</p>
        )}
      </div>
    </>
  )
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`
}

function Judged({ org, proposal, onChanged, onTake }: Omit<ProposalCardProps, 'retry'>) {
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
function Right({ org, proposal, onChanged }: Pick<ProposalCardProps, 'org' | 'proposal' | 'onChanged'>) {
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
