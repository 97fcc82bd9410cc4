/** The evaluation of OSV records, as the schema's pseudo-code computes it. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { RangeEvent } from '../../../packages/toolkit/src/model/index.ts'
import { evaluateOsvRange, findScheme } from '../../../packages/toolkit/src/versions/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

interface RawEvent {
  readonly introduced?: string
  readonly fixed?: string
  readonly last_affected?: string
  readonly limit?: string
}

interface Case {
  readonly description: string
  readonly ecosystem: string
  readonly version: string
  readonly affected: {
    readonly versions?: readonly string[]
    readonly ranges?: readonly { readonly type: string; readonly events: readonly RawEvent[] }[]
  }
  readonly affected_expected: boolean
}

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
    const file = sharedPath('vectors/vers/osv-eval/osv-range-eval.json')
    const { tests }: { tests: Case[] } = JSON.parse(readFileSync(file, 'utf8'))
    expect(tests.length).toBeGreaterThan(0)
    const wrong = tests.filter((row) => isAffected(row) !== row.affected_expected)
    expect(wrong).toEqual([])
    console.log(`osv-range-eval.json: ${tests.length} cases`)
  })
})
