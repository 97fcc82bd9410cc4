import { expect, test } from 'vitest'
import { type CsafReport, type CsafVersion, validateCsaf } from '../../../packages/toolkit/src/csaf/index.ts'
import { describeShared } from '../../shared.ts'
import { alsoFail, invalidAfterAll, unmet } from './exceptions.ts'
import { readVectors, type Vector } from './vectors.ts'

interface Judged {
  readonly vector: Vector
  readonly report: CsafReport
  readonly isMet: boolean
}

async function judge(version: CsafVersion): Promise<readonly Judged[]> {
  const judged: Judged[] = []
  for (const vector of readVectors(version)) {
    const report = await validateCsaf(vector.document, { now: '2026-11-22T00:00:00Z' })
    const hasFired = report.findings.some((finding) => finding.test === vector.id)
    judged.push({ vector, report, isMet: hasFired === vector.isFailure })
  }
  return judged
}

function namesOf(judged: readonly Judged[]): readonly string[] {
  return judged.map(({ vector }) => vector.name).toSorted()
}

function keysOf(list: Readonly<Record<string, string>>, version: CsafVersion): readonly string[] {
  return Object.keys(list)
    .filter((name) => name.startsWith(version))
    .toSorted()
}

/** At most the last two members may be missing: what a test asks for may stand in something that is not there. */
function leadsSomewhere(document: unknown, path: string): boolean {
  const keys = path.split('/').slice(1)
  let at = document
  for (const [index, key] of keys.entries()) {
    if (typeof at !== 'object' || at === null) return index >= keys.length - 2
    at = (at as Readonly<Record<string, unknown>>)[key.replaceAll('~1', '/').replaceAll('~0', '~')]
  }
  return true
}

describeShared('official validator tests', () => {
  test.each(['2.0', '2.1'] as const)('CSAF %s: every example answers as upstream says', async (version) => {
    const judged = await judge(version)
    for (const group of new Set(judged.map(({ vector }) => vector.group))) {
      const own = judged.filter(({ vector }) => vector.group === group)
      console.log(`CSAF ${version} ${group}: ${own.filter(({ isMet }) => isMet).length} of ${own.length}`)
    }
    const failing = judged.filter(({ isMet }) => !isMet)
    expect(failing.filter(({ vector }) => vector.group === 'mandatory')).toEqual([])
    expect(namesOf(failing)).toEqual(keysOf(unmet, version))

    const otherwise = judged.filter(({ vector, report }) => report.isValid !== vector.isValid)
    console.log(`CSAF ${version} validity: ${judged.length - otherwise.length} of ${judged.length}`)
    expect(namesOf(otherwise)).toEqual(keysOf(invalidAfterAll, version))

    const also = judged.flatMap(({ vector, report }) => {
      const others = report.findings
        .filter(({ group, test: id }) => group === 'mandatory' && id !== vector.id)
        .map(({ test: id }) => id)
      const isAsked = vector.group === 'mandatory' && vector.isFailure && others.length > 0
      return isAsked ? [[vector.name, [...new Set(others)].join(' ')] as const] : []
    })
    const known = Object.entries(alsoFail).filter(([name]) => name.startsWith(version))
    expect(Object.fromEntries(also)).toEqual(Object.fromEntries(known))
    expect(judged).toHaveLength(version === '2.0' ? 143 : 512)
  })

  test('a finding points at something that is there, or at a member that is missing', async () => {
    const judged = [...(await judge('2.0')), ...(await judge('2.1'))]
    const astray = judged.flatMap(({ vector, report }) =>
      report.findings.filter(({ path }) => !leadsSomewhere(vector.document, path)),
    )
    expect(judged.flatMap(({ report }) => report.findings).length).toBeGreaterThan(1000)
    expect(astray).toEqual([])
  })

  test('the same document gives the same report', async () => {
    const [first] = readVectors('2.1')
    const text = JSON.stringify(await validateCsaf(first?.document))
    expect(JSON.stringify(await validateCsaf(first?.document))).toBe(text)
  })
})
