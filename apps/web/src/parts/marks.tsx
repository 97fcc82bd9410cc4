/** Marks with their words: status of a requirement, severity, evidence, tags, references to the law, the mark of saving. */
import { type SeverityMark, type StatusMark, severityMark, shellWords, statusMark } from '@occtet/ui'
import type { ReactNode } from 'react'
import type { SaveState } from '../api/use-change.ts'
import { useWords } from '../app/language.tsx'
import { cx } from './cx.ts'
import { Drawn } from './drawn.tsx'
import styles from './marks.module.css'

export type RequirementStatus = 'met' | 'partly' | 'gap' | 'unknown' | 'not-applicable'

const shapes: Readonly<Record<RequirementStatus, StatusMark>> = {
  met: 'whole',
  partly: 'part',
  gap: 'gap',
  unknown: 'unknown',
  'not-applicable': 'left-out',
}

/** Shape, colour and the word; `word` replaces the usual one ("3 gaps"). */
export function Status({ status, word }: { status: RequirementStatus; word?: string }) {
  const t = useWords(shellWords)
  return (
    <span className={cx('st', styles[status])}>
      <Drawn drawing={statusMark(shapes[status])} />
      {word ?? t(`status.${status}`)}
    </span>
  )
}

export function Severity({ level }: { level: SeverityMark }) {
  const t = useWords(shellWords)
  return (
    <span className={cx('st', `s-${level}`)}>
      <Drawn drawing={severityMark(level)} />
      {t(`severity.${level}`)}
    </span>
  )
}

/** `time`: a date that runs out. `stop`: something in the way. */
export function Tag({ tone = 'plain', children }: { tone?: 'plain' | 'time' | 'stop'; children: ReactNode }) {
  return <span className={cx('tag', tone === 'plain' ? undefined : tone)}>{children}</span>
}

/** An article of the law, in the voice of the law. `href`: where it can be read, in our own pages. */
export function Ref({ children, href }: { children: ReactNode; href?: string }) {
  const face = <span className={cx('tag', styles.ref)}>{children}</span>
  return href === undefined ? face : <a href={href}>{face}</a>
}

/** Hollow until the server has it in the ledger, then solid; crossed when it was refused. */
export function SavedMark({ state }: { state: SaveState }) {
  const t = useWords(shellWords)
  if (state === 'idle') return null
  const shape: StatusMark = isKept(state) ? 'whole' : isOpen(state) ? 'unknown' : 'gap'
  return (
    <span className={cx('st', isOpen(state) ? styles.unknown : isKept(state) ? styles.met : styles.gap)}>
      <Drawn drawing={statusMark(shape)} />
      {savedWord(t, state)}
    </span>
  )
}

function isKept(state: SaveState): boolean {
  return state === 'recorded' || state === 'saved'
}

function isOpen(state: SaveState): boolean {
  return state === 'sending' || state === 'retrying' || state === 'pending'
}

function savedWord(
  t: ReturnType<typeof useWords<keyof (typeof shellWords)['en']>>,
  state: SaveState,
): string {
  switch (state) {
    case 'idle':
      return ''
    case 'sending':
      return t('save.sending')
    case 'retrying':
      return t('save.notYet')
    case 'pending':
      return t('save.pending')
    case 'recorded':
      return t('save.recorded')
    case 'saved':
      return t('save.saved')
    case 'conflict':
    case 'refused':
      return t('save.notSaved')
    default:
      return state satisfies never
  }
}
