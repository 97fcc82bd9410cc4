/** Our CRA catalogue equals the shared one in all that we took in, so it cannot drift. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { catalogue } from '../../../packages/toolkit/src/cra/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

interface SharedCatalogue {
  meta: {
    version: string
    as_of: string
    title: string
    disclaimer: string
    default_verification: string
    verification_levels: Record<string, string>
  }
  requirements: {
    id: string
    ref: string
    part: string
    title: string
    obligation: string
    verification: string
    human_needed: string[]
    auto_evidence: { signal: string; what: string }[]
  }[]
  evidence_signals: {
    id: string
    source: string
    title: string
    how: string
    result_fields: string
    strength: string
    note?: string
  }[]
}

describeShared('CRA catalogue', () => {
  const shared = JSON.parse(readFileSync(sharedPath('cra/catalogue.json'), 'utf8')) as SharedCatalogue

  test('meta, all requirements in order, and all signals are the shared ones', () => {
    expect({
      ...catalogue.meta,
      verificationLevels: Object.fromEntries(catalogue.meta.verificationLevels),
    }).toEqual({
      title: shared.meta.title,
      version: shared.meta.version,
      asOf: shared.meta.as_of,
      disclaimer: shared.meta.disclaimer,
      verificationLevels: shared.meta.verification_levels,
      defaultVerification: shared.meta.default_verification,
    })
    expect(catalogue.requirements).toEqual(
      shared.requirements.map((item) => ({
        id: item.id,
        ref: item.ref,
        part: item.part,
        title: item.title,
        obligation: item.obligation,
        verification: item.verification,
        humanNeeded: item.human_needed,
        autoEvidence: item.auto_evidence.map(({ signal, what }) => ({ signal, what })),
      })),
    )
    const ours = [...catalogue.signals.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
    const theirs = [...shared.evidence_signals].sort((a, b) => (a.id < b.id ? -1 : 1))
    expect(ours).toEqual(
      theirs.map(({ result_fields, ...item }) => ({
        ...item,
        resultFields: result_fields.split(',').map((field) => field.replace('[]', '')),
      })),
    )
    expect([catalogue.requirements.length, ours.length]).toEqual([22, 84])
  })

  test('the data files carry the regulation and its corrigenda with their marks', () => {
    const folder = new URL('../../../packages/toolkit/src/cra/catalogue/', import.meta.url)
    const meta = JSON.parse(readFileSync(new URL('meta.json', folder), 'utf8')) as Record<string, unknown>
    const theirs = shared.meta as unknown as Record<string, unknown>
    expect(
      Object.keys(meta).filter((key) => JSON.stringify(meta[key]) !== JSON.stringify(theirs[key])),
    ).toEqual([])
  })
})
