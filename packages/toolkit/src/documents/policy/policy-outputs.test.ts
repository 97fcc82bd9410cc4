/** JUnit, Markdown and SARIF of one policy run: counts that machines read, and texts of others that stay texts. */
import '../../../../../tests/property-seed.ts'
import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { type Judged, judgePolicy, type Policy, parsePolicy } from '../../policy/index.ts'
import type { PolicyOutputInput } from './input.ts'
import { writePolicyJunit } from './write-junit.ts'
import { writePolicyMarkdown } from './write-markdown.ts'
import { writePolicySarif } from './write-sarif.ts'

const parsed = parsePolicy(`schema: occtet.policy/1
name: Ours
rules:
  - { id: exploited, about: component, category: risk, level: fail, when: { origin: git }, because: No., hint: Remove it. }
  - { id: pinned, about: component, category: unknown-data, level: warn, when: { version-known: false }, because: Why. }
  - { id: kept, about: component, category: license, level: fail, when: { origin: url }, because: Never., onUnknown: warn }
exceptions:
  - { rule: exploited, purl: 'pkg:npm/c@*', until: 2026-12-31, reason: Ours., by: A person }
`)
if (!parsed.ok) throw new Error(parsed.error.message)
const policy: Policy = parsed.value

function inputOf(subjects: readonly Judged[], more: Partial<PolicyOutputInput> = {}): PolicyOutputInput {
  return {
    product: { name: 'Sample', version: '1.0' },
    report: judgePolicy(policy, subjects, '2026-11-22'),
    findings: {
      schema: '',
      asOf: '2026-11-20T00:00:00Z',
      sources: [],
      findings: [],
      unknown: [],
      issues: [],
    },
    inventory: { name: 'Sample', components: [], roots: [], files: [], issues: [] },
    policySource: '.occtet/policy.yaml',
    toolVersion: '0.1.0',
    generatedAt: '2026-11-22T10:00:00Z',
    ...more,
  }
}

const component = (subject: string, facts: Judged['facts']): Judged => ({
  about: 'component',
  subject,
  facts: { purl: subject, ...facts },
})
const subjects = [
  component('pkg:npm/a@1', { origin: 'git', 'version-known': true }),
  component('pkg:npm/b@1', { origin: 'registry', 'version-known': false }),
  component('pkg:npm/c@1', { origin: 'git', 'version-known': true }),
  component('pkg:npm/d@1', { 'version-known': true }),
]

interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
}

/** Throws where the text is not well-formed XML. */
function elementsOf(xml: string): readonly Element[] {
  const elements: Element[] = []
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) =>
    elements.push({ name, attributes: attributes as Readonly<Record<string, string>> }),
  )
  parser.on('error', (cause) => {
    throw cause
  })
  parser.write(xml).close()
  return elements
}

test('JUnit counts a breach as a failure, an unknown that breaks the gate as an error, an exception as skipped', () => {
  const elements = elementsOf(writePolicyJunit(inputOf(subjects), policy.rules))
  const suites = elements.filter(({ name }) => name === 'testsuite').map(({ attributes }) => attributes)
  expect(
    suites.map(({ name, tests, failures, errors, skipped }) => [name, tests, failures, errors, skipped]),
  ).toEqual([
    ['exploited', '3', '1', '1', '1'],
    ['pinned', '1', '0', '0', '0'],
    ['kept', '1', '0', '0', '0'],
  ])
  expect(elements[0]?.attributes).toMatchObject({ tests: '5', failures: '1', errors: '1', skipped: '1' })
})

test('the comment starts with the verdict, and with a baseline shows what is new', () => {
  const whole = writePolicyMarkdown(inputOf(subjects))
  expect(whole).toContain('### Policy not kept: 2 breaches')
  expect(whole).toContain('excepted until 2026-12-31 by A person: Ours.')
  const isNew = ({ subject }: { readonly subject: string }): boolean => subject === 'pkg:npm/b@1'
  const fresh = writePolicyMarkdown(inputOf(subjects, { baseline: { isNew, gone: 2 } }))
  expect(fresh).toContain('### Policy kept, with 1 new remark')
  expect(fresh).toContain('2 findings of the baseline are gone')
  expect(fresh).not.toContain('pkg:npm/a@1')
  expect(writePolicyMarkdown(inputOf([]))).toContain('### Policy kept\n')
})

interface Sarif {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } }
    readonly results: readonly { readonly suppressions?: unknown; readonly baselineState?: string }[]
  }[]
}

test('SARIF says what is suppressed, and what is new', () => {
  const input = inputOf(subjects, { baseline: { isNew: () => true, gone: 0 } })
  const sarif = JSON.parse(writePolicySarif(input, policy.rules)) as Sarif
  const [run] = sarif.runs
  expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual(['exploited', 'pinned', 'kept'])
  expect(run?.results.filter(({ suppressions }) => suppressions !== undefined)).toHaveLength(1)
  expect(run?.results.every(({ baselineState }) => baselineState === 'new')).toBe(true)
})

test('no name of a package breaks the XML, or adds a cell, a line or a tag to the comment', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constant('a|b\n<img src=x> `x` ]]>&\u0000\u202e'),
  )
  fc.assert(
    fc.property(text, (name) => {
      const input = inputOf([component(name, { origin: 'git', 'version-known': true })], {
        product: { name },
        policySource: name,
      })
      elementsOf(writePolicyJunit(input, policy.rules))
      const [row = '', ...others] = writePolicyMarkdown(input)
        .split('\n')
        .filter((line) => line.startsWith('| fail'))
      expect(others).toEqual([])
      expect(row.replaceAll('\\|', '').split('|')).toHaveLength(7)
      expect(row.replace(/`[^`]*`/g, '')).not.toMatch(/[<\n]/)
    }),
  )
})
