/** The section on the products of a tree: what each has and shares, and never "none" where nobody can say so. */
import { expect, test } from 'vitest'
import type { ReportInput } from '../input.ts'
import { formatSummary } from '../summary/format-summary.ts'
import { commandFor } from '../story/products.ts'
import { cleanInput, sampleInput } from '../testing/sample.ts'
import { severalInput } from '../testing/several.ts'
import { renderReport } from './render.ts'

function sectionOf(input: ReportInput): string | undefined {
  return /<section id="products".*?<\/section>/s.exec(renderReport(input))?.[0]
}

/** The text of each row, cell by cell. */
function rowsOf(input: ReportInput): readonly (readonly string[])[] {
  const rows = sectionOf(input)?.split('<tr>').slice(2) ?? []
  return rows.map((row) =>
    row
      .split(/<t[hd]\b[^>]*>/)
      .slice(1)
      .map((cell) =>
        cell
          .replace(/<\/t[hd]>.*/s, '')
          .replace(/<[^>]*>/g, ' ')
          .replace(/\s+/g, ' ')
          .trim(),
      ),
  )
}

test('components, own and shared, open findings, and how to look at one alone', () => {
  const rows = rowsOf(severalInput())
  expect(rows.map((row) => row.slice(0, 3))).toEqual([
    ['desk .', '4 1 own, 3 shared', 'at least Critical 1 High 1 Low 1'],
    [
      'Pier 2 apps/pier',
      expect.stringMatching(/^5 1 own, 4 shared$/),
      expect.stringMatching(/^at least .*nothing can be said about 1 component$/),
    ],
    [
      'silent apps/silent No file says what depends on what: only what lies in its folder is counted.',
      '1 0 own, 1 shared',
      'unknown nothing can be said about 1 component',
    ],
    [expect.stringContaining('no file says where it lies'), '1 0 own, 1 shared', 'at least Low 1'],
  ])
  expect(rows[1]?.[3]).toBe('occtet check --product pier')
  expect(sectionOf(severalInput())).toContain('4 components belong to none of them.')
})

test('without data nothing is said to be clean, with whole and fresh data it is', () => {
  const cells = (input: ReportInput): readonly string[] => rowsOf(input).map((row) => row[2] ?? '')
  expect(cells(severalInput({ findings: undefined }))).toEqual(['unknown', 'unknown', 'unknown', 'unknown'])
  const { findings, inventory } = cleanInput()
  const starter = severalInput({ findings, starterSetOnly: true })
  expect(cells(starter)).toEqual(['unknown', 'unknown', 'unknown', 'unknown'])
  const floor = cells(severalInput({ findings }))
  expect(new Set(floor)).toEqual(new Set(['none found, but not everything is known']))
  const products = severalInput().inventory.products ?? []
  const clean = cells(sampleInput({ findings, inventory: { ...inventory, products } }))
  expect(clean.filter((cell) => cell === 'none found')).not.toHaveLength(0)
  expect(clean.filter((cell) => cell.includes('not everything'))).toHaveLength(0)
})

test('one product: no section, no line, no entry in the rail', () => {
  expect(sectionOf(sampleInput())).toBeUndefined()
  expect(renderReport(sampleInput())).not.toContain('#products')
  expect(formatSummary(sampleInput(), { width: 80, colour: false, folder: 'x' })).not.toContain('--product')
})

test('the summary says what it is about, in both languages', () => {
  const lines = (input: ReportInput): readonly string[] =>
    formatSummary(input, { width: 100, colour: false, folder: 'x' }).split('\n').slice(1, 3)
  expect(lines(severalInput())).toEqual([
    '4 products, checked together: desk, Pier 2, silent and 1 more.',
    'One of them alone: occtet check --product pier',
  ])
  expect(lines(severalInput({ language: 'de' }))[0]).toBe(
    '4 Produkte, zusammen geprüft: desk, Pier 2, silent und 1 weitere.',
  )
})

test('a command that is copied into a shell names the product and does nothing else', () => {
  const [, , , hostile] = severalInput().inventory.products ?? []
  if (hostile === undefined) throw new Error('the sample has four products')
  expect(commandFor({ ...hostile, name: "a'b $(id)" })).toBe("occtet check --product='a'\\''b $(id)'")
  expect(commandFor({ ...hostile, name: '-x' })).toBe("occtet check --product='-x'")
  expect(commandFor({ ...hostile, name: '@scope/a' })).toBe('occtet check --product @scope/a')
  expect(sectionOf(severalInput())).not.toContain('<img')
})
