/** What the machine proposes, what the law may ask for, and what was decided before. */
import { formatDate, triageWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Link } from '../../parts/link.tsx'
import { Ref } from '../../parts/marks.tsx'
import type { Taken } from '../assistant/proposal-types.ts'
import { Propose } from '../assistant/propose.tsx'
import type { Decision, Evidence, T } from './model.ts'
import { Section } from './section.tsx'
import styles from './triage.module.css'

export interface ProposalsProps {
  readonly evidence: Evidence
  readonly org: string
  readonly onTake: ((taken: Taken) => void) | undefined
}

export function Proposals({ evidence, org, onTake }: ProposalsProps) {
  const t = useWords(triageWords)
  const { proposals, notLooked, finding, alsoClosed } = evidence
  const { nearest } = finding.fix
  return (
    <Section title={t('proposal.title')}>
      {nearest === undefined ? null : (
        <p>
          {t('proposal.upgrade', { version: nearest })}{' '}
          {alsoClosed === undefined || alsoClosed === 0 ? '' : t('proposal.alsoClosed', { n: alsoClosed })}
        </p>
      )}
      {proposals.length === 0 ? <p className="q">{t('proposal.none')}</p> : null}
      {proposals.map((proposal) => (
        <div key={proposal.kind} className={styles.proposal}>
          <p>
            <strong>{sayVerdict(proposal.verdict, t)}</strong> <span lang="en">{proposal.message}</span>
          </p>
          <ul className="q" lang="en">
            {proposal.evidence.map(({ text, path, line }) => (
              <li key={`${text} ${path ?? ''}`}>
                {text}{' '}
                {path === undefined ? null : <code>{line === undefined ? path : `${path}:${line}`}</code>}
              </li>
            ))}
          </ul>
          <p className="q">
            {t(`proposal.confidence.${proposal.confidence}`)} ·{' '}
            {proposal.measured === undefined
              ? t('proposal.unmeasured')
              : t('proposal.measured', {
                  right: proposal.measured.right,
                  made: proposal.measured.made,
                  date: formatDate(t.language, proposal.measured.on),
                })}
          </p>
        </div>
      ))}
      {notLooked.length === 0 ? null : (
        <p className="q">
          {t('proposal.notLooked', { what: notLooked.map((one) => t(`proposal.${one}`)).join(', ') })}
        </p>
      )}
      <Propose
        key={finding.key}
        org={org}
        product={evidence.product.slug}
        release={evidence.product.release}
        subject={{ kind: 'finding', id: finding.key }}
        kinds={['vex_justification', 'impact_statement', 'user_notice']}
        takes={['vex_justification', 'impact_statement']}
        {...(onTake === undefined ? {} : { onTake })}
      />
    </Section>
  )
}

export function sayVerdict({ status, justification }: Decision['verdict'], t: T): string {
  const why = justification === undefined ? '' : ` ${t(`because.${justification}`)}`
  return `${t(`status.${status}`)}.${why}`
}

export function Reporting({ evidence, org }: { evidence: Evidence; org: string }) {
  const t = useWords(triageWords)
  const { reporting } = evidence
  return (
    <Section title={t('report.title')}>
      {reporting === 'assess' ? (
        <p>
          <strong>{t('report.assess')}</strong> {t('report.assessWhy')}{' '}
          <Link to={{ page: 'cases', params: { org } }}>{t('report.open')}</Link> <Ref>Art. 14(1)</Ref>
        </p>
      ) : (
        <p>{t(`report.${reporting}`)}</p>
      )}
    </Section>
  )
}

export function Earlier({ evidence }: { evidence: Evidence }) {
  const t = useWords(triageWords)
  const { decisions, withheld } = evidence
  return (
    <Section title={t('earlier.title')}>
      {decisions.length === 0 && withheld === 0 ? <p className="q">{t('earlier.none')}</p> : null}
      {decisions.map((decision) => (
        <DecisionLines key={decision.id} decision={decision} t={t} />
      ))}
      {withheld === 0 ? null : <p>{t('earlier.withheld', { n: withheld })}</p>}
    </Section>
  )
}

function DecisionLines({ decision, t }: { decision: Decision; t: T }) {
  const { standing, verdict, expires, untilNextRelease, embargoUntil, isPrivate, entries } = decision
  const date = formatDate(t.language, expires)
  return (
    <div className={styles.decision}>
      <p>
        <strong>{sayVerdict(verdict, t)}</strong> {t(`standing.${standing}`)},{' '}
        {t(untilNextRelease ? 'earlier.orRelease' : 'earlier.until', { date })}
        {embargoUntil === undefined
          ? ''
          : `, ${t('earlier.embargo', { date: formatDate(t.language, embargoUntil) })}`}
        {isPrivate && embargoUntil === undefined ? `, ${t('earlier.private')}` : ''}
      </p>
      {standing === 'stale' ? <ThenAndNow decision={decision} t={t} /> : null}
      <ol className="q">
        {entries.map((entry, at) => (
          // Steps are only added: a place is a name. Two of one kind may bear the same second.
          <li key={`${at} ${entry.kind}`}>
            {t('earlier.by', { by: entry.by, date: formatDate(t.language, entry.at) })} ·{' '}
            {t(`entry.${entry.kind}`)}
            {entry.verdict === undefined ? '' : `: ${t(`status.${entry.verdict.status}`)}`}
            {entry.reason === undefined ? '' : ` · ${entry.reason}`}
          </li>
        ))}
      </ol>
    </div>
  )
}

function ThenAndNow({ decision, t }: { decision: Decision; t: T }) {
  return (
    <table className={styles.then}>
      <caption>{t('stale.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('stale.what')}</th>
          <th scope="col">{t('stale.then')}</th>
          <th scope="col">{t('stale.now')}</th>
        </tr>
      </thead>
      <tbody>
        {decision.staleFacts.map(({ what, before, now }) => (
          <tr key={`${what} ${before}`}>
            <th scope="row">{what}</th>
            <td>{before}</td>
            <td>{now}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
