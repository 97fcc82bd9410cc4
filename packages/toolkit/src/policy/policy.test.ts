/** Policies: what is read and refused, three-valued judging, exceptions, and the tests that stand beside a policy. */
import '../../../../tests/property-seed.ts'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { parseLicenseExpression } from '../model/index.ts'
import { defaultPolicy, defaultPolicyText } from './default-policy.ts'
import { factTable } from './fact-table.ts'
import { judgePolicy } from './judge.ts'
import { isLike, judgeCondition } from './judge-condition.ts'
import type { Condition, Facts, Policy } from './model.ts'
import { parsePolicy, policySchema } from './read-policy.ts'
import { parsePolicyCases, policyCasesSchema, runPolicyCases, untriedRules } from './test-cases.ts'

function policyWith(when: string, more = '', about = 'finding'): string {
  return `schema: occtet.policy/1
name: Ours
rules:
  - id: one
    about: ${about}
    category: risk
    level: fail
    when: ${when}
    because: A reason.
${more}`
}

function read(source: string): Policy {
  const policy = parsePolicy(source)
  if (!policy.ok) throw new Error(JSON.stringify(policy.error))
  return policy.value
}

function expression(text: string) {
  const parsed = parseLicenseExpression(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

describe('reading', () => {
  test('the default policy is legal, fits its own schema, and every rule has words to act on', () => {
    const policy = defaultPolicy()
    expect(policy.rules.length).toBeGreaterThan(10)
    const isLegal = new Ajv2020({ allowUnionTypes: true }).compile(policySchema())
    expect(isLegal(load(defaultPolicyText)), JSON.stringify(isLegal.errors)).toBe(true)
    for (const rule of policy.rules) expect(rule.hint, rule.id).toBeDefined()
  })

  const refused: readonly [string, string, number, string][] = [
    ['a fact of another subject', policyWith('{ license: known }'), 8, 'rules[0].when.license'],
    ['a value that the fact never has', policyWith('{ severity: sever }'), 8, 'rules[0].when.severity'],
    ['a number without a comparison', policyWith('{ epss: 0.5 }'), 8, 'rules[0].when.epss'],
    ['an empty condition', policyWith('{}'), 8, 'rules[0].when'],
    ['an empty list', policyWith('{ all: [] }'), 8, 'rules[0].when.all'],
    [
      'a license that is none',
      policyWith('{ license: { within: [MIT, Mitt] } }', '', 'component'),
      8,
      'rules[0].when.license',
    ],
    ['a word too much', policyWith('{ malicious: true }', '    colour: red\n'), 10, 'rules[0].colour'],
    [
      'an exception for a rule that is not there',
      policyWith(
        '{ malicious: true }',
        'exceptions:\n  - { rule: two, purl: "pkg:npm/a", until: 2027-01-01, reason: r, by: B }\n',
      ),
      11,
      'exceptions[0].rule',
    ],
    [
      'an exception for everything',
      policyWith(
        '{ malicious: true }',
        'exceptions:\n  - { rule: one, until: 2027-01-01, reason: r, by: B }\n',
      ),
      11,
      'exceptions[0]',
    ],
    [
      'two rules of one name',
      `${policyWith('{ malicious: true }')}  - { id: one, about: finding, category: risk, level: warn, when: { malicious: true }, because: r }\n`,
      10,
      'rules[1].id',
    ],
  ]
  test.each(refused)('refuses %s', (_name, source, line, field) => {
    const policy = parsePolicy(source)
    expect(policy.ok ? undefined : { line: policy.error.line, field: policy.error.field }).toEqual({
      line,
      field,
    })
  })

  test('no text makes the reader throw', () => {
    fc.assert(fc.property(fc.string(), (text) => void parsePolicy(text)))
    fc.assert(fc.property(fc.json(), (text) => void parsePolicy(policyWith(text.replaceAll('\n', ' ')))))
  })
})

const leaf: fc.Arbitrary<Condition> = fc
  .constantFrom('malicious', 'fix-known', 'exploited')
  .chain((fact) => fc.boolean().map((is): Condition => ({ kind: 'flag', at: 1, fact, is })))
const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      at: fc.constant(1),
      conditions: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), at: fc.constant(1), condition: tie('tree') }),
  ),
}))
const someFacts: fc.Arbitrary<Facts> = fc.dictionary(
  fc.constantFrom('malicious', 'fix-known', 'exploited'),
  fc.boolean(),
)

describe('judging', () => {
  test('what is known decides as long as it decides: an unknown verdict becomes both yes and no, or either, and a known one never turns', () => {
    const names = ['malicious', 'fix-known', 'exploited']
    fc.assert(
      fc.property(tree, someFacts, (condition, facts) => {
        const { verdict } = judgeCondition(condition, facts)
        const open = names.filter((name) => facts[name] === undefined)
        for (let bits = 0; bits < 1 << open.length; bits++) {
          const filled = open.map((name, at) => [name, (bits & (1 << at)) !== 0] as const)
          const whole = judgeCondition(condition, { ...facts, ...Object.fromEntries(filled) }).verdict
          expect(whole).toBeDefined()
          if (verdict !== undefined) expect(whole).toBe(verdict)
        }
      }),
    )
  })

  const rows: readonly [string, string, Facts, boolean | undefined][] = [
    ['finding', '{ severity: [critical, high] }', { severity: 'high' }, true],
    ['finding', '{ severity: [critical, high] }', {}, undefined],
    ['finding', '{ severity: unknown }', {}, true],
    ['finding', '{ severity: known }', {}, false],
    ['finding', '{ epss: { atLeast: 0.5, below: 0.9 } }', { epss: 0.9 }, false],
    ['finding', '{ epss: { atLeast: 0.5, below: 0.9 } }', { epss: 0.5 }, true],
    ['finding', '{ days-to-deadline: { below: 0 } }', { 'days-to-deadline': -1 }, true],
    ['finding', '{ vulnerability: CVE-2021-44228 }', { vulnerability: ['GHSA-x', 'CVE-2021-44228'] }, true],
    ['finding', '{ purl: "pkg:npm/@acme/*" }', { purl: 'pkg:npm/%40acme/x@1' }, true],
    ['finding', '{ not: { decision: [not_affected, fixed] } }', { decision: 'none' }, true],
    ['component', '{ license: { within: [MIT] } }', { license: expression('MIT OR GPL-3.0-only') }, true],
    ['component', '{ license: { within: [MIT] } }', { license: expression('MIT AND GPL-3.0-only') }, false],
    [
      'component',
      '{ license: { names: [GPL-3.0-only] } }',
      { license: expression('MIT OR GPL-3.0-only') },
      true,
    ],
    ['component', '{ not: { license: { within: [MIT] } } }', {}, undefined],
  ]
  test.each(rows)('%s %s on %j', (about, when, facts, expected) => {
    const [rule] = read(policyWith(when, '', about)).rules
    if (rule === undefined) throw new Error('no rule')
    expect(judgeCondition(rule.when, facts).verdict).toBe(expected)
  })

  test('a glob is a regular expression of .* and nothing else', () => {
    const piece = fc.constantFrom('a', 'b', '*', '**', '.', '/', 'ab')
    const word = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(word, word, (glob, text) => {
        const pattern = glob
          .split('*')
          .map((part) => part.replaceAll('.', '\\.'))
          .join('[^]*')
        expect(isLike(text, glob)).toBe(new RegExp(`^${pattern}$`).test(text))
      }),
      { numRuns: 2000 },
    )
  })
})

const finding = (facts: Facts) => ({ about: 'finding' as const, subject: 'pkg:npm/a@1#X', facts })

describe('the report', () => {
  const source = policyWith(
    '{ exploited: true }',
    `exceptions:
  - { rule: one, purl: 'pkg:npm/a@*', until: 2026-12-31, reason: Behind a wall., by: A person }
  - { rule: one, vulnerability: CVE-1, until: 2026-01-31, reason: Old., by: A person }
  - { rule: one, purl: 'pkg:npm/zz@*', until: 2026-12-31, reason: Not there., by: A person }
`,
  )
  const today = '2026-11-22'

  test('a breach says the fact and the rule, and breaks the gate', () => {
    const report = judgePolicy(read(policyWith('{ exploited: true }')), [finding({ exploited: true })], today)
    expect(report.failed).toEqual(['one'])
    expect(report.results[0]?.message).toBe('exploited is true')
  })

  test('an unknown that would decide breaks the gate too, unless its author says otherwise', () => {
    const judge = (more: string) =>
      judgePolicy(read(policyWith('{ exploited: true }', more)), [finding({})], today)
    expect(judge('').failed).toEqual(['one'])
    expect(judge('').results[0]).toMatchObject({ verdict: 'unknown', message: 'exploited is unknown' })
    expect(judge('    onUnknown: warn\n')).toMatchObject({ failed: [], results: [{ verdict: 'unknown' }] })
    expect(judge('    onUnknown: pass\n')).toMatchObject({ failed: [], results: [] })
  })

  test('an exception holds until its day, for its package, and idle ones are named', () => {
    const judge = (purl: string, day: string) =>
      judgePolicy(read(source), [finding({ exploited: true, purl, vulnerability: ['CVE-1'] })], day)
    expect(judge('pkg:npm/a@1', '2026-12-31')).toMatchObject({
      failed: [],
      results: [{ verdict: 'excepted' }],
    })
    expect(judge('pkg:npm/a@1', '2027-01-01').failed).toEqual(['one'])
    // Another package with the same vulnerability is not lifted.
    expect(judge('pkg:npm/b@1', today).failed).toEqual(['one'])
    expect(judge('pkg:npm/a@1', today).idleExceptions.map(({ why }) => why)).toEqual(['expired', 'unused'])
  })
})

describe('tests beside a policy', () => {
  const cases = `schema: occtet.policy-test/1
cases:
  - name: exploited and undecided
    about: finding
    facts: { exploited: true, informational: 'no', decision: none }
    expect: { no-exploited: breach }
  - name: decided
    about: finding
    facts: { exploited: true, informational: 'no', decision: not_affected }
    expect: { no-exploited: pass }
  - name: nobody knows
    about: finding
    facts: { informational: 'no', decision: none }
    expect: { no-exploited: pass, no-malicious-code: pass }
`
  test('each expectation is checked, and rules that no case tries are named', () => {
    const parsed = parsePolicyCases(cases, defaultPolicy())
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
    const results = runPolicyCases(defaultPolicy(), parsed.value)
    expect(results.map(({ expected, found }) => `${expected}/${found}`)).toEqual([
      'breach/breach',
      'pass/pass',
      'pass/pass',
      'pass/unknown',
    ])
    const untried = untriedRules(defaultPolicy(), parsed.value)
    expect(untried.some(({ rule }) => rule === 'no-exploited')).toBe(false)
    expect(untried.filter(({ rule }) => rule === 'fresh-data')).toHaveLength(2)
    const isLegal = new Ajv2020().compile(policyCasesSchema())
    expect(isLegal(load(cases))).toBe(true)
  })

  test('by default, what is critical or high and open is not passed because nobody knows since when', () => {
    const parsed = parsePolicyCases(
      `schema: occtet.policy-test/1
cases:
  - name: critical without a date
    about: finding
    facts: { severity: critical, informational: 'no', decision: none }
    expect: { critical-decided-in-a-week: breach, high-decided-in-a-month: pass }
  - name: high without a date
    about: finding
    facts: { severity: high, informational: 'no', decision: none }
    expect: { critical-decided-in-a-week: pass, high-decided-in-a-month: breach }
  - name: critical, known since yesterday
    about: finding
    facts: { severity: critical, informational: 'no', decision: none, days-known: 1 }
    expect: { critical-decided-in-a-week: pass }
`,
      defaultPolicy(),
    )
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
    const results = runPolicyCases(defaultPolicy(), parsed.value)
    expect(results.map(({ expected, found }) => `${expected}/${found}`)).toEqual([
      'breach/breach',
      'pass/pass',
      'pass/pass',
      'breach/breach',
      'pass/pass',
    ])
  })

  test('a case with a fact or rule that is not there is refused with its line', () => {
    const wrong = parsePolicyCases(cases.replace('{ exploited', '{ exploded'), defaultPolicy())
    expect(wrong.ok ? undefined : wrong.error).toMatchObject({ line: 5, field: 'cases[0].facts.exploded' })
    const other = parsePolicyCases(cases.replace('no-exploited', 'fresh-data'), defaultPolicy())
    expect(other.ok ? undefined : other.error.line).toBe(3)
  })
})

test('every fact says when it is unknown', () => {
  for (const table of Object.values(factTable))
    for (const [name, { means }] of Object.entries(table)) expect(means, name).toMatch(/[Uu]nknown/)
})
