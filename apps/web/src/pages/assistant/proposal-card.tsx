/** One proposal as it stands: what, on what, how sure; then the verdict, or what to find out. Nothing is chosen beforehand. */
import { proposalWords } from '@occtet/ui'
import type { ReactNode } from 'react'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { JudgeForm } from './judge-form.tsx'
import { Judged, type JudgedProps } from './judged.tsx'
import { type PolicyFact, policyFactsOf } from './policy-topics.ts'
import { EvidenceList, ModelSilence, Provenance } from './proposal-evidence.tsx'
import type { Proposal } from './proposal-types.ts'
import { sayValue } from './proposal-value.tsx'
import styles from './proposals.module.css'

export interface ProposalCardProps extends JudgedProps {
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
  const facts = kind === 'policy_text' && reason === 'MISSING_FACT' ? openFacts(subject.id, text) : []
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

/** The server names them as the command line takes them; here they stand as the fields below call them. */
function openFacts(topic: string, text: string): readonly PolicyFact[] {
  const facts = policyFactsOf(topic)
  const words = text.split(/[^A-Za-z]+/)
  const named = facts.filter((name) => words.includes(name))
  return named.length === 0 ? facts : named
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`
}
