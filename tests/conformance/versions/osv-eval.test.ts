/** The evaluation of OSV records, as the schema's pseudo-code computes it. */
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { RangeEvent } from '../../../packages/toolkit/src/model/index.ts'
import { evaluateOsvRange, findScheme } from '../../../packages/toolkit/src/versions/index.ts'
import { describeShared } from '../../shared.ts'
import { readVectors } from './read-vectors.ts'

const rawEvent = z.object({
  introduced: z.string().optional(),
  fixed: z.string().optional(),
  last_affected: z.string().optional(),
  limit: z.string().optional(),
})

const evaluationFile = z.object({
  tests: z
    .array(
      z.object({
        description: z.string(),
        ecosystem: z.string(),
        version: z.string(),
        affected: z.object({
          versions: z.array(z.string()).optional(),
          ranges: z.array(z.object({ type: z.string(), events: z.array(rawEvent) })).optional(),
        }),
        affected_expected: z.boolean(),
      }),
    )
    .min(1),
})

type RawEvent = z.infer<typeof rawEvent>
type Case = z.infer<typeof evaluationFile>['tests'][number]

function toEvent(raw: RawEvent): RangeEvent {
  if (raw.introduced !== undefined) return { introduced: raw.introduced }
  if (raw.fixed !== undefined) return { fixed: raw.fixed }
  if (raw.last_affected !== undefined) return { lastAffected: raw.last_affected }
  return { limit: raw.limit ?? '*' }
}

function isAffected({ ecosystem, version, affected }: Case): boolean | string {
  if (affected.versions?.includes(version) === true) return true
  const scheme = findScheme(ecosystem)
  if (scheme === undefined) return `no scheme for ${ecosystem}`
  for (const range of affected.ranges ?? []) {
    if (range.type === 'GIT') continue
    const verdict = evaluateOsvRange(scheme, range.events.map(toEvent), version)
    if (verdict.kind === 'unknown') return verdict.error.message
    if (verdict.kind === 'affected') return true
  }
  return false
}

describeShared('OSV range evaluation', () => {
  test('every case', () => {
    const { tests } = readVectors('osv-eval/osv-range-eval.json', evaluationFile)
    const wrong = tests.filter((row) => isAffected(row) !== row.affected_expected)
    expect(wrong).toEqual([])
  })
})
