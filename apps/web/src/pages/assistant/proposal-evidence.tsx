/** What a proposal rests on and who made it: every text with its source and whether it counts; model and digests on demand. */
import { formatDate, proposalWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Ref, Tag } from '../../parts/marks.tsx'
import { isProposalKey } from './proposal-reason.ts'
import type { Proposal } from './proposal-types.ts'
import styles from './proposals.module.css'

export function EvidenceList({ proposal }: { proposal: Proposal }) {
  const t = useWords(proposalWords)
  const { evidence, passages, kind, outcome } = proposal
  const isStated = kind === 'policy_text' && outcome === 'propose'
  // What carries it first; the order is kept otherwise.
  const sorted = [...evidence.filter(({ isUsed }) => isUsed), ...evidence.filter(({ isUsed }) => !isUsed)]
  return (
    <div className={styles.part}>
      <strong className={styles.label}>{t('evidence')}</strong>
      {evidence.length === 0 ? <p>{t(isStated ? 'evidence.stated' : 'evidence.none')}</p> : null}
      <ul className={styles.evidence}>
        {sorted.map(({ id, source, origin, text, isUsed }) => (
          <li key={id}>
            <p>{text}</p>
            <p className={styles.tags}>
              <Tag>{t(isUsed ? 'evidence.used' : 'evidence.unused')}</Tag>{' '}
              <Tag>{t(`evidence.${origin}`)}</Tag> <code>{source}</code>
            </p>
          </li>
        ))}
      </ul>
      {passages.length === 0 ? null : (
        <p className={styles.tags}>
          <span className="q">{t('provisions')}</span>{' '}
          {passages.map((ref) => (
            <Ref key={ref}>{ref}</Ref>
          ))}
        </p>
      )}
    </div>
  )
}

/** On demand: it says who to ask, and is no reason to believe. */
export function Provenance({ proposal }: { proposal: Proposal }) {
  const t = useWords(proposalWords)
  const { by, model, madeBy, madeAt, inputDigest } = proposal
  return (
    <details>
      <summary>{t('who')}</summary>
      <div className={styles.who}>
        <p>
          {by.kind === 'rules'
            ? t('who.rules', { version: by.version })
            : t('who.model', { model: by.model, version: by.promptVersion })}
        </p>
        {model === undefined ? null : <ModelLine model={model} />}
        <p>{t('who.asked', { by: madeBy, date: formatDate(t.language, madeAt) })}</p>
        <p>
          {t('who.input')} <code>{inputDigest}</code>
        </p>
        {model?.sentDigest === undefined ? null : (
          <p>
            {t('who.sent', { host: model.host })} <code>{model.sentDigest}</code>
          </p>
        )}
      </div>
    </details>
  )
}

function ModelLine({ model }: { model: NonNullable<Proposal['model']> }) {
  const t = useWords(proposalWords)
  const { outcome, host, promptVersion: version } = model
  return <p>{t(`who.model.${outcome}`, { model: model.model, host, version })}</p>
}

/** Where a model was asked and the rules speak all the same, that is said at once, with the reason. */
export function ModelSilence({ model }: { model: NonNullable<Proposal['model']> }) {
  const t = useWords(proposalWords)
  const { outcome, reason = 'none' } = model
  if (outcome === 'used') return null
  const key = `objection.${reason}`
  const why = isProposalKey(key) ? t(key) : reason
  // A failure of the endpoint is not a proposal that was looked at.
  const said = outcome === 'rejected' && reason.startsWith('MODEL_') ? 'failed' : outcome
  return <p className={styles.silence}>{t(`model.${said}`, { model: model.model, reason: why })}</p>
}
