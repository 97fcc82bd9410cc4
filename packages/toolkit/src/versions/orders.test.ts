/** Known orders and known non-versions of every scheme. */
import { describe, expect, test } from 'vitest'
import { findScheme, listSchemes } from './registry.ts'
import { readRows } from './testing/rows.ts'

/** Versions of a line with their ranks; equal ones share a rank. */
function readChain(line: string): readonly (readonly [text: string, rank: number])[] {
  let rank = 0
  return line.split(' ').flatMap((word): (readonly [string, number])[] => {
    if (word === '<') rank += 1
    return word === '<' || word === '=' ? [] : [[word, rank]]
  })
}

function explainChain(line: string): string[] {
  const [id = '', ...rest] = line.split(' ')
  const scheme = findScheme(id)
  if (scheme === undefined) return [`no scheme ${id}`]
  const chain = readChain(rest.join(' '))
  return chain.flatMap(([a, rankA]) =>
    chain.flatMap(([b, rankB]) => {
      const left = scheme.parseLegacy(a)
      const right = scheme.parseLegacy(b)
      if (!left.ok || !right.ok) return [`${id}: ${a} or ${b} is refused`]
      const order = scheme.compare(left.value, right.value)
      return order === Math.sign(rankA - rankB) ? [] : [`${id}: ${a} against ${b} gives ${order}`]
    }),
  )
}

/** Composer's ranges see the normal form; PHP's raw order has its own vectors. */
function explainStrictly(line: string): string[] {
  const scheme = findScheme('composer')
  const chain = readChain(line.split(' ').slice(1).join(' '))
  return chain.flatMap(([a, rankA]) =>
    chain.flatMap(([b, rankB]) => {
      const left = scheme?.parse(a)
      const right = scheme?.parse(b)
      if (left?.ok !== true || right?.ok !== true) return [`composer: ${a} or ${b} is refused`]
      const order = scheme?.compare(left.value, right.value)
      return order === Math.sign(rankA - rankB) ? [] : [`composer: ${a} against ${b} gives ${order}`]
    }),
  )
}

describe('known orders', () => {
  const lines = readRows('orders.txt')

  test('every pair of every line', () => {
    const found = lines.flatMap((line) =>
      line.startsWith('composer ') ? explainStrictly(line) : explainChain(line),
    )
    expect(found).toEqual([])
  })

  test('what the native tools say of published versions', () => {
    const pairs = readRows('native-orders.txt')
    expect(pairs.length).toBeGreaterThan(1000)
    expect(pairs.flatMap(explainChain)).toEqual([])
  })

  test('every scheme has a line', () => {
    const seen = new Set(lines.map((line) => line.split(' ')[0]))
    expect(listSchemes().filter(({ id }) => !seen.has(id))).toEqual([])
  })
})

describe('known non-versions', () => {
  test.each(readRows('refused.txt'))('%s', (line) => {
    const space = line.indexOf(' ')
    const parsed = findScheme(line.slice(0, space))?.parse(line.slice(space + 1))
    expect(parsed).toMatchObject({ ok: false, error: { code: 'VERSION_UNPARSABLE' } })
  })

  test('the empty text and blanks are no version of any scheme but lexicographic', () => {
    const accepting = listSchemes().filter((scheme) => scheme.parse('').ok || scheme.parse(' \t\n').ok)
    expect(accepting.map(({ id }) => id)).toEqual(['lexicographic'])
  })

  test('a version longer than the limit is refused, and the message stays short', () => {
    const long = `1.${'0'.repeat(2000)}`
    for (const scheme of listSchemes()) {
      const parsed = scheme.parse(long)
      expect(parsed.ok).toBe(false)
      if (!parsed.ok) expect(parsed.error.message.length).toBeLessThan(250)
    }
  })
})
