/** Grounds on which a case is not reportable, as the catalogue's triggers list them. */
import { reporting } from '../catalogue/reporting.ts'
import type { Track } from './clock.ts'

export interface Ground {
  /** `AEV-NOT-1` for a listed exception, `AEV-TEST-1` for a condition of the trigger that does not hold. */
  readonly id: string
  /** The catalogue's words; of a test, the condition that is not met. */
  readonly text: string
  readonly kind: 'exception' | 'test-not-met'
  readonly ref: string
}

export function groundsOf(track: Track): readonly Ground[] {
  const { notReportable, test, ref } = reporting.triggers[track]
  // The conditions of an incident are alternatives and examples: one that fails shows nothing by itself.
  const tests = track === 'AEV' ? test : []
  return [
    ...notReportable.map((text, at) => ({
      id: `${track}-NOT-${at + 1}`,
      text,
      kind: 'exception' as const,
      ref,
    })),
    ...tests.map((text, at) => ({ id: `${track}-TEST-${at + 1}`, text, kind: 'test-not-met' as const, ref })),
  ]
}

export function findGround(track: Track, id: string): Ground | undefined {
  return groundsOf(track).find((ground) => ground.id === id)
}
