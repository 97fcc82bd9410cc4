/** An independent validator (csaf-validator-lib, development only) judges the same documents as ours. */
import { beforeAll, describe, expect, test } from 'vitest'
import {
  type CsafDraft,
  type CsafVersion,
  validateCsaf,
  writeCsafDraft,
} from '../../../packages/toolkit/src/csaf/index.ts'
import { describeShared } from '../../shared.ts'
import { readArchive } from '../advisories/sources/read-archive.ts'
import { differences } from './oracle-differences.ts'
import { readVectors, type Vector } from './vectors.ts'

interface Oracle {
  /** Ids of the tests that it knows. */
  readonly known: ReadonlySet<string>
  readonly findFaults: (document: unknown) => Promise<ReadonlySet<string>>
}

type Validate = (
  tests: readonly unknown[],
  document: unknown,
) => Promise<{ readonly tests: readonly OracleResult[] }>

interface OracleResult {
  readonly name: string
  readonly isValid: boolean
  readonly warnings?: readonly unknown[]
  readonly infos?: readonly unknown[]
}

const library = '@secvisogram/csaf-validator-lib'

/** It has no types; what is used of it is named above. Loading takes up to half a minute. */
async function load(version: CsafVersion): Promise<Oracle> {
  const { default: validate } = (await import(`${library}/validate.js`)) as { readonly default: Validate }
  const folder = version === '2.0' ? library : `${library}/csaf_2_1`
  const tests = {
    ...((await import(`${folder}/mandatoryTests.js`)) as Readonly<Record<string, unknown>>),
    ...((await import(`${folder}/schemaTests.js`)) as Readonly<Record<string, unknown>>),
  }
  const used = Object.entries(tests).filter(([name]) => !name.endsWith('_strict'))
  return {
    known: new Set(used.map(([name]) => toId(name))),
    findFaults: async (document) => {
      const result = await validate(
        used.map(([, run]) => run),
        document,
      )
      return new Set(result.tests.filter(({ isValid }) => !isValid).map(({ name }) => toId(name)))
    },
  }
}

function toId(name: string): string {
  return name.startsWith('csaf_') ? 'schema' : name.replace(/^[a-z]+Tests?_/, '').replaceAll('_', '.')
}

const oracles = new Map<CsafVersion, Oracle>()
function oracleOf(version: CsafVersion): Oracle {
  const oracle = oracles.get(version)
  if (oracle === undefined) throw new Error('the oracle is not loaded')
  return oracle
}

beforeAll(async () => {
  for (const version of ['2.0', '2.1'] as const) oracles.set(version, await load(version))
}, 300_000)

async function compare({ version, name, document }: Vector): Promise<readonly string[]> {
  const { known, findFaults } = oracleOf(version)
  const theirs = await findFaults(document)
  const { findings } = await validateCsaf(document)
  const ours = new Set(findings.filter(({ group }) => group === 'mandatory').map(({ test: id }) => id))
  // Whether a schema or a test of its own refuses an embedded object is a matter of counting.
  const ids = [...known].filter((id) => id !== 'schema' && ours.has(id) !== theirs.has(id))
  return ids.map((id) => `${name} ${ours.has(id) ? '+' : '-'}${id}`)
}

describeShared('mandatory tests beside the independent validator', () => {
  test.each(['2.0', '2.1'] as const)(
    'CSAF %s: the same faults, but for a list with reasons',
    async (version) => {
      const vectors = [...new Map(readVectors(version).map((vector) => [vector.name, vector])).values()]
      const found: string[] = []
      for (const vector of vectors) found.push(...(await compare(vector)))
      const differing = new Set(found.map((line) => line.split(' ').slice(0, 2).join(' '))).size
      console.log(
        `CSAF ${version} as the independent validator: ${vectors.length - differing} of ${vectors.length}`,
      )
      const listed = differences.flatMap(({ where }) => where.filter((line) => line.startsWith(version)))
      expect(found.toSorted()).toEqual(listed.toSorted())
      expect(oracleOf(version).known.size).toBe(version === '2.0' ? 44 : 62)
    },
    300_000,
  )
})

/** Beyond the mandatory ones, without network and dictionaries; a finding is a warning or an information there. */
async function loadOthers(): Promise<(document: unknown) => Promise<ReadonlySet<string>>> {
  const { default: validate } = (await import(`${library}/validate.js`)) as { readonly default: Validate }
  const tests = {
    ...((await import(`${library}/mandatoryTests.js`)) as Readonly<Record<string, unknown>>),
    ...((await import(`${library}/optionalTests.js`)) as Readonly<Record<string, unknown>>),
    ...((await import(`${library}/informativeTests.js`)) as Readonly<Record<string, unknown>>),
  }
  const used = Object.entries(tests).filter(([name]) => !/_6_3_[678]$/.test(name))
  return async (document) => {
    const result = await validate(
      used.map(([, run]) => run),
      document,
    )
    const fired = result.tests.filter(
      ({ isValid, warnings = [], infos = [] }) => !isValid || warnings.length + infos.length > 0,
    )
    return new Set(fired.map(({ name }) => toId(name)))
  }
}

describeShared('real documents beside the independent validator', () => {
  test('the documents of CISA: all valid, and every twentieth with the same findings of every group', async () => {
    const files = (await readArchive('csaf/cisa-csaf-white-2023-2024.tar.gz')).filter(({ text }) =>
      /"csaf_version"/.test(text.slice(0, 100_000)),
    )
    const findFaults = await loadOthers()
    let findings = 0
    for (const [at, { path, text }] of files.entries()) {
      const document: unknown = JSON.parse(text)
      const report = await validateCsaf(document)
      expect([path, report.isValid]).toEqual([path, true])
      if (at % 20 !== 0) continue
      const ours = [...new Set(report.findings.map(({ test: id }) => id))]
      findings += ours.length
      expect([path, ours.toSorted()]).toEqual([path, [...(await findFaults(document))].toSorted()])
    }
    console.log(`CISA: ${files.length} documents, ${findings} findings alike in every twentieth`)
    expect(files.length).toBeGreaterThan(700)
    expect(findings).toBeGreaterThan(100)
  }, 300_000)
})

const draft: CsafDraft = {
  language: 'en',
  title: 'Odd logins',
  publisher: { name: 'Example GmbH', namespace: 'https://example.org' },
  tracking: { id: 'AEV-20261120-1', date: '2026-11-22T10:00:00Z', summary: 'Draft' },
  tlp: 'AMBER',
  notes: [{ category: 'summary', title: 'Summary', text: 'Somebody logs in.' }],
  references: [{ url: 'https://example.org/security', summary: 'Contact' }],
  content: {
    kind: 'advisory',
    product: {
      vendor: 'Example GmbH',
      name: 'Gateway',
      affected: ['3.1', 'all versions before 3'],
      fixed: ['3.3'],
    },
    vulnerability: {
      title: 'Odd logins',
      cve: 'CVE-2026-12345',
      description: 'Port 9 takes any password.',
      remediations: [{ category: 'workaround', details: 'Close port 9.' }],
      threats: [{ category: 'exploit_status', details: 'exploited' }],
    },
  },
}

describe('our own drafts', () => {
  test.each<[string, CsafDraft]>([
    ['an advisory', draft],
    ['an incident', { ...draft, content: { kind: 'incident' } }],
  ])('%s is valid for both', async (_title, written) => {
    const document: unknown = JSON.parse(JSON.stringify(writeCsafDraft(written)))
    expect([...(await oracleOf('2.0').findFaults(document))]).toEqual([])
    expect((await validateCsaf(document)).isValid).toBe(true)
  })

  test('a broken one is refused by both', async () => {
    const document: unknown = JSON.parse(
      JSON.stringify(writeCsafDraft({ ...draft, title: '', language: 'EZ' })),
    )
    expect([...(await oracleOf('2.0').findFaults(document))].toSorted()).toEqual(['6.1.12', 'schema'])
    const { findings } = await validateCsaf(document)
    const ids = findings.filter(({ group }) => group === 'mandatory').map(({ test: id }) => id)
    expect(ids.toSorted()).toEqual(['6.1.12', 'schema'])
  })
})
