/** The evidence of one finding, always in the same order, so that the eye learns it. */
import { formatDate, severityMark, shellWords, toPurlLabel, triageWords } from '@occtet/ui'
import type { ReactNode } from 'react'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Drawn } from '../../parts/drawn.tsx'
import { Shown } from '../../parts/states.tsx'
import { AskButton } from '../assistant/ask-button.tsx'
import type { Taken } from '../assistant/proposal-types.ts'
import { Reached, Sources, Where, WhyMatched } from './facts.tsx'
import { Earlier, Proposals, Reporting } from './judgement.tsx'
import type { Evidence, T } from './model.ts'
import styles from './triage.module.css'
import type { Triage } from './use-triage.ts'

export interface PanelProps {
  readonly triage: Triage
  /** Stands above the evidence: how several findings differ. */
  readonly top: ReactNode
  /** A proposal that was accepted, for the form of a decision. */
  readonly onTake: ((taken: Taken) => void) | undefined
  /** What can be decided, at the foot. */
  readonly children: ReactNode
}

export function Panel({ triage, top, onTake, children }: PanelProps) {
  const t = useWords(triageWords)
  const { current, index, rows, evidence } = triage
  if (current === undefined) {
    return (
      <section className={styles.panel} aria-label={t('panel.label')}>
        <p className="q">{t(rows.length === 0 ? 'panel.none' : 'panel.gone')}</p>
      </section>
    )
  }
  return (
    <section className={styles.panel} aria-label={t('panel.label')}>
      <div className={styles.inner}>
        <div className={styles.walk}>
          <Button tone="text" onPress={() => triage.open(undefined)} className={styles.back}>
            {t('nav.queue')}
          </Button>
          <span>{t('nav.place', { n: index + 1, of: rows.length })}</span>
          <Button tone="text" onPress={() => triage.move(-1)} className={styles.previous}>
            {t('nav.previous')} <kbd>K</kbd>
          </Button>
          <Button tone="text" onPress={() => triage.move(1)}>
            {t('nav.next')} <kbd>J</kbd>
          </Button>
        </div>
        {top}
        <Shown reading={evidence} rows={7}>
          {(data) => (
            <Facts evidence={data} org={triage.org} onTake={onTake} isAlone={triage.isNarrow} t={t} />
          )}
        </Shown>
      </div>
      {children}
    </section>
  )
}

interface FactsProps {
  readonly evidence: Evidence
  readonly org: string
  /** Into the form of a decision; absent where the reader decides nothing. */
  readonly onTake: ((taken: Taken) => void) | undefined
  /** The queue is not on screen: the finding is the page. */
  readonly isAlone: boolean
  readonly t: T
}

function Facts({ evidence, org, onTake, isAlone, t }: FactsProps) {
  const Title = isAlone ? 'h1' : 'h2'
  const { finding, product } = evidence
  return (
    <>
      <div className={styles.intro}>
        <p className="q">
          {product.name} {product.release} · <code>{finding.purl}</code>
        </p>
        <Title>{finding.summary ?? finding.group}</Title>
        <Meta evidence={evidence} t={t} />
        <AskButton
          thing={{
            kind: 'finding',
            id: finding.key,
            name: `${finding.group}, ${toPurlLabel(finding.purl).name}`,
            product: product.slug,
            release: product.release,
          }}
        />
      </div>
      <WhyMatched evidence={evidence} />
      <Sources evidence={evidence} org={org} />
      <Where evidence={evidence} />
      <Reached evidence={evidence} />
      <Proposals evidence={evidence} org={org} onTake={onTake} />
      <Reporting evidence={evidence} org={org} />
      <Earlier evidence={evidence} />
    </>
  )
}

function Meta({ evidence: { finding }, t }: { evidence: Evidence; t: T }) {
  const shell = useWords(shellWords)
  const { level, score, exploitation, aliases, fix } = finding
  const epss = exploitation?.epss
  return (
    <div className={styles.meta}>
      <span className={`st s-${level}`}>
        <Drawn drawing={severityMark(level)} /> {shell(`severity.${level}`)}
      </span>
      {score === undefined ? null : (
        <span className="dim" title={t('meta.cvssHelp')}>
          {t('meta.cvss', { score: score.toFixed(1) })}
        </span>
      )}
      {(exploitation?.kev ?? []).map(({ catalogue, added }) => (
        <span key={catalogue} className="tag time">
          {t(`meta.kev.${catalogue}`, {
            date: added === undefined ? t('meta.kev.noDate') : formatDate(t.language, added),
          })}
        </span>
      ))}
      {aliases.slice(0, 6).map((id) => (
        <span key={id} className="tag">
          {id}
        </span>
      ))}
      <span className="tag">
        {fix.nearest === undefined ? t('meta.noFix') : t('meta.fix', { version: fix.nearest })}
      </span>
      <span className="tag" title={t('meta.epssHelp')}>
        {epss === undefined
          ? t('meta.epssUnknown')
          : t('meta.epss', { percent: (epss.score * 100).toFixed(1) })}
      </span>
    </div>
  )
}
