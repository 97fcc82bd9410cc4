/** The terminal summary fits one screen and begins with what matters. */
import { expect, test } from 'vitest'
import type { ReportInput } from '../input.ts'
import { cleanInput, hostileInput, largeInput, sampleInput } from '../testing/sample.ts'
import { severalInput } from '../testing/several.ts'
import { hostileTriagedInput, triagedInput } from '../testing/triaged.ts'
import { formatSummary } from './format-summary.ts'

const folder = 'occtet-report/'
const inputs: Readonly<Record<string, ReportInput>> = {
  sample: sampleInput(),
  german: sampleInput({ language: 'de', starterSetOnly: true }),
  starter: sampleInput({ starterSetOnly: true }),
  none: sampleInput({ findings: undefined }),
  clean: cleanInput(),
  hostile: hostileInput(),
  triaged: triagedInput(),
  german_triaged: triagedInput({ language: 'de', starterSetOnly: true }),
  hostile_triaged: hostileTriagedInput(),
  several: severalInput(),
  german_several: severalInput({ language: 'de', starterSetOnly: true }),
  large: largeInput({ components: 400, findings: 300 }),
}

test('at most 24 lines of 80 columns, ending with where the files are', () => {
  for (const [name, input] of Object.entries(inputs)) {
    const lines = formatSummary(input, { width: 80, colour: false, folder }).split('\n')
    expect([name, lines.length <= 25, lines.filter((line) => line.length > 80)]).toEqual([name, true, []])
    expect([lines.at(-1), lines.at(-2)?.endsWith(folder)]).toEqual(['', true])
  }
})

test('without a full database the first line says so', () => {
  const first = (input: ReportInput): string | undefined =>
    formatSummary(input, { width: 80, colour: false, folder }).split('\n')[0]
  expect(first(sampleInput({ starterSetOnly: true }))).toBe(
    'Only the starter set was used. This is not a full database.',
  )
  expect(first(sampleInput({ findings: undefined }))).toBe('No vulnerability data was used.')
  expect(first(sampleInput())).toMatch(/^harbour-desk 4\.2\.0: at least 5 known/)
})

test('colour adds codes and nothing else; hostile names cannot steer the terminal', () => {
  // oxlint-disable-next-line no-control-regex -- the codes are what is taken away
  const codes = /\u001b\[[0-9;]+m/g
  for (const input of Object.values(inputs)) {
    const plain = formatSummary(input, { width: 80, colour: false, folder })
    expect(formatSummary(input, { width: 80, colour: true, folder }).replace(codes, '')).toBe(plain)
    // oxlint-disable-next-line no-control-regex -- no control character may be left
    expect(plain).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/)
  }
})

test('what is most urgent, why, and what is not known', () => {
  const text = formatSummary(sampleInput(), { width: 80, colour: false, folder })
  expect(text).toContain(
    '  1  Update minimist 1.2.5 to 1.2.6 or later\n     Critical, in the product, direct.',
  )
  expect(text).toContain(
    'Not known\n  - Exploited or not is unknown for 5 findings: no fresh list is loaded.\n  - 2 of 5 files could not be read completely.',
  )
  expect(formatSummary(cleanInput(), { width: 80, colour: false, folder })).not.toContain('Most urgent')
})

test('after triage: open and decided, what is exploited first, and the policy', () => {
  const text = formatSummary(triagedInput(), { width: 80, colour: false, folder })
  expect(text.replace(/\s+/g, ' ')).toContain(
    'at least 8 known vulnerabilities open in 6 of 10 components, 2 decided as not affected or fixed. 1 is exploited already.',
  )
  expect(text).toContain(
    '  1  Update ws 8.13.0 to 8.17.1 or later\n     Exploited already, high, in the product',
  )
  expect(text).toContain('\nPolicy: 1 rule broken (no-git).\n')
  const { policy: _, ...rest } = triagedInput()
  expect(formatSummary(rest, { width: 80, colour: false, folder })).not.toContain('Policy')
})
