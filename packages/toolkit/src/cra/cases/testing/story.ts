/** Cases told in a few lines: each line is an entry; a refusal fails the test loudly. */
import { appendEntry, openCase } from '../append.ts'
import type { Track } from '../clock.ts'
import type { CaseFact, CaseFile, CaseSubject } from '../events.ts'

/** Later than every time in the tests. */
export const farNow = '2029-01-01T00:00:00Z'

export const maker: CaseSubject = {
  productId: 'gateway',
  productName: 'Gateway 3000',
  role: 'manufacturer',
  companySize: 'micro',
  placedOnMarket: '2019-05-01',
}

export interface Start {
  readonly track?: Track
  readonly drill?: boolean
  readonly subject?: CaseSubject
  readonly at?: string
}

export type Line = readonly [at: string, fact: CaseFact]

export function newCase({ track = 'AEV', drill = false, subject = maker, at }: Start = {}): CaseFile {
  const fact = { type: 'opened', track, drill, title: 'Odd logins', subject, catalogue: '1.0.1' } as const
  const id = `${drill ? 'DRILL-' : ''}${track}-20261120-1`
  const opened = openCase(id, { at: at ?? '2026-11-20T08:00:00Z', by: 'on-call', fact }, farNow)
  if (!opened.ok) throw new Error(opened.error.message)
  return opened.value
}

export function tell(start: Start, lines: readonly Line[]): CaseFile {
  return lines.reduce((file, [at, fact]) => {
    const next = appendEntry(file, { at, by: 'on-call', fact }, farNow)
    if (!next.ok) throw new Error(`${fact.type}: ${next.error.code} ${next.error.message}`)
    return next.value
  }, newCase(start))
}

/** The code of the refusal, or `taken`. */
export function tryLine(file: CaseFile, [at, fact]: Line, now = farNow): string {
  const next = appendEntry(file, { at, by: 'on-call', fact }, now)
  return next.ok ? 'taken' : next.error.code
}

export const aware: CaseFact = { type: 'became-aware', decidedBy: 'security lead', reason: 'seen in logs' }
export const sent = (step: 'early_warning' | 'notification' | 'final_report'): CaseFact => ({
  type: 'submitted',
  step,
})
export const workaround: CaseFact = { type: 'measure-available', measure: 'mitigating', text: 'close port 9' }
