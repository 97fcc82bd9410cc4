/** `occtet cra evidence` for people: each requirement with its signals: state, strength, place, age, rule; then why others are silent. */
import {
  type CraStatus,
  type EvidencePlace,
  type Language,
  reasonOf,
  type RequirementEvidence,
  type SignalResult,
  statementOf,
  textOf,
} from '@occtet/toolkit/cra'
import { fold, plain, shorten } from './layout.ts'

export interface EvidencePage {
  readonly width: number
  /** RFC 3339, UTC: ages are counted up to then. */
  readonly now: string
  readonly language: Language
}

const words = {
  en: {
    present: 'found',
    absent: 'not found',
    contrary: 'against',
    unknown: 'unknown',
    strong: 'strong',
    medium: 'medium',
    weak: 'weak',
    evidence: 'evidence',
    none: 'none found',
    'not-looked': 'not looked at',
    silent: 'What says nothing here, and why',
    others: 'Signals that no requirement rests on',
    days: (days: number): string => (days === 1 ? '1 day old' : `${days} days old`),
    sum: (found: number, all: number): string =>
      `${found} of ${all} essential requirements have evidence so far. Evidence is no proof, and nothing here says that a requirement is fulfilled.`,
  },
  de: {
    present: 'gefunden',
    absent: 'nicht da',
    contrary: 'dagegen',
    unknown: 'unbekannt',
    strong: 'stark',
    medium: 'mittel',
    weak: 'schwach',
    evidence: 'Nachweis',
    none: 'nichts gefunden',
    'not-looked': 'nicht betrachtet',
    silent: 'Was hier nichts sagt, und warum',
    others: 'Signale, auf denen keine Anforderung ruht',
    days: (days: number): string => (days === 1 ? '1 Tag alt' : `${days} Tage alt`),
    sum: (found: number, all: number): string =>
      `Für ${found} von ${all} grundlegenden Anforderungen gibt es bisher Nachweise. Ein Nachweis ist kein Beweis; nichts hier sagt, dass eine Anforderung erfüllt ist.`,
  },
} as const

const marks = { present: '+', absent: '-', contrary: '!', unknown: '?' } as const

export function formatEvidence(status: CraStatus, page: EvidencePage): string {
  const byId = new Map(status.signals.map((signal) => [signal.id, signal]))
  const told = new Set<string>()
  const t = words[page.language]
  const requirements = status.requirements.map((requirement) =>
    formatRequirement(requirement, { page, byId, told }),
  )
  const linked = new Set(status.requirements.flatMap(linksOf))
  const others = status.signals.filter(({ id, state }) => !linked.has(id) && state !== 'unknown')
  const rows = others.map((signal) => formatSignal(signal, page, true)).join('')
  const found = status.requirements.filter(({ state }) => state === 'evidence').length
  const parts = [
    ...requirements,
    rows === '' ? '' : `${t.others}\n${rows}`,
    formatSilence(status.signals, page),
    fold('', t.sum(found, status.requirements.length), { indent: 0, width: page.width, lines: 10 }),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

function linksOf(requirement: RequirementEvidence): readonly string[] {
  const { supports, against, absent, notRead } = requirement
  return [...supports, ...against, ...absent, ...notRead.map(({ id }) => id)]
}

interface Told {
  readonly page: EvidencePage
  readonly byId: ReadonlyMap<string, SignalResult>
  /** A signal's sentence is told where it comes first. */
  readonly told: Set<string>
}

function formatRequirement(requirement: RequirementEvidence, { page, byId, told }: Told): string {
  const title = textOf(requirement, 'title', page.language) ?? requirement.title
  const state = words[page.language][requirement.state]
  const head = fold('', `${requirement.ref}: ${title} [${state}]`, { indent: 0, width: page.width, lines: 3 })
  const ids = [...requirement.against, ...requirement.supports, ...requirement.absent]
  const rows = ids.flatMap((id) => {
    const signal = byId.get(id)
    if (signal === undefined) return []
    const isFirst = !told.has(id)
    told.add(id)
    return formatSignal(signal, page, isFirst)
  })
  return `${head}${rows.join('')}`
}

function formatSignal(signal: SignalResult, page: EvidencePage, isTold: boolean): string {
  const t = words[page.language]
  const place = signal.evidence[0]
  const where = place === undefined ? '' : formatPlace(place, signal.evidence.length, page)
  const cells = [
    `  ${marks[signal.state]} ${t[signal.state]}`.padEnd(14),
    t[signal.strength].padEnd(8),
    signal.id.padEnd(28),
    where,
  ]
  const line = `${cells.join(' ').trimEnd()}\n`
  const sentence = isTold
    ? fold('      ', statementOf(signal, page.language), { indent: 6, width: page.width, lines: 4 })
    : ''
  return `${line}${sentence}`
}

function formatPlace(place: EvidencePlace, count: number, { now, language }: EvidencePage): string {
  const more = count > 1 ? ` (+${count - 1})` : ''
  const at = `${shorten(plain(place.path), 60)}:${place.line}${more}`
  if (place.changedAt === undefined) return at
  const days = Math.max(0, Math.floor((Date.parse(now) - Date.parse(place.changedAt)) / 86_400_000))
  return Number.isNaN(days) ? at : `${at}, ${words[language].days(days)}`
}

/** Unknown signals by their reason: one missing export explains many of them. */
function formatSilence(signals: readonly SignalResult[], page: EvidencePage): string {
  const byReason = new Map<string, string[]>()
  for (const signal of signals) {
    if (signal.state !== 'unknown') continue
    const { id } = signal
    const reason = reasonOf(signal, page.language) ?? ''
    const ids = byReason.get(reason)
    if (ids === undefined) byReason.set(reason, [id])
    else ids.push(id)
  }
  const rows = [...byReason].map(([reason, ids]) =>
    fold('  ? ', `${reason}: ${ids.join(', ')}`, { indent: 4, width: page.width, lines: 8 }),
  )
  return rows.length === 0 ? '' : `${words[page.language].silent}\n${rows.join('')}`
}
