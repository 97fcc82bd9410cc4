/** One requirement opened: the four links of its chain vertically, and the cheapest step that moves it. */
import { requirementRoutes } from '@occtet/contract/api'
import { requirementWords } from '@occtet/ui'
import { useEffect, useRef } from 'react'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { Button } from '../../parts/button.tsx'
import { Ref, Tag } from '../../parts/marks.tsx'
import { Shown } from '../../parts/states.tsx'
import { AskButton } from '../assistant/ask-button.tsx'
import { HeatCell } from './heat-cell.tsx'
import { AgreeLink, AnswerLink, PaperLink, ProofLink } from './chain-links.tsx'
import { NextStep } from './next-step.tsx'
import styles from './requirements.module.css'
import { useCraAddress, useCraQuery } from './use-cra.ts'
import type { RequirementView } from './requirement-types.ts'

export function RequirementDetail({ slug, onClose }: { slug: string; onClose: () => void }) {
  const params = useCraAddress()
  const { lang } = useCraQuery()
  const input = { params: { ...params, requirement: slug }, query: { lang } }
  const reading = useRoute(requirementRoutes['requirements.show'], input, { keepsFormer: true })
  return (
    <Shown reading={reading} rows={8}>
      {(view) => <Opened view={view} onClose={onClose} />}
    </Shown>
  )
}

function Opened({ view, onClose }: { view: RequirementView; onClose: () => void }) {
  const t = useWords(requirementWords)
  const heading = useRef<HTMLHeadingElement>(null)
  const { row } = view
  const { product, release } = useCraAddress()
  // After the frame has put the focus at the page's beginning.
  useEffect(() => {
    const timer = setTimeout(() => heading.current?.focus())
    return () => clearTimeout(timer)
  }, [row.id])
  const isClash = row.clashes > 0
  return (
    <section
      className={`card ${styles.detail}`}
      aria-labelledby="requirement-title"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <div className={styles.head}>
        <p>
          <Ref>{row.ref}</Ref> <Tag>{view.checked}</Tag>
        </p>
        <h2 id="requirement-title" ref={heading} tabIndex={-1}>
          {row.title}
        </h2>
        <p className={styles.serif}>{view.obligation}</p>
        {row.reason === null ? null : (
          <p className={styles.said}>{t('detail.reasonNa', { reason: row.reason })}</p>
        )}
        {row.status === 'unknown' ? <p className={styles.said}>{t('detail.findOut')}</p> : null}
      </div>
      <ol className={styles.chain}>
        {(['answer', 'proof', 'agree', 'paper'] as const).map((link) => (
          <li
            key={link}
            className={isClash && (link === 'answer' || link === 'proof') ? styles.clash : undefined}
          >
            <span className={styles.mark}>
              <HeatCell status={row.chain[link]} label={t(`status.${row.chain[link]}`)} isSmall />
            </span>
            {link === 'answer' ? <AnswerLink view={view} /> : null}
            {link === 'proof' ? <ProofLink view={view} /> : null}
            {link === 'agree' ? <AgreeLink view={view} /> : null}
            {link === 'paper' ? <PaperLink view={view} /> : null}
          </li>
        ))}
      </ol>
      <div className={styles.actions}>
        <NextStep view={view} />
        <AskButton thing={{ kind: 'requirement', id: row.id, name: row.title, product, release }} />
        <Button tone="text" onPress={onClose}>
          {t('detail.close')}
        </Button>
      </div>
    </section>
  )
}
