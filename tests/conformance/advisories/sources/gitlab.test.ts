/** GitLab's published ranges (vectors/vers/univers), each in a constructed file: kept as written, and readable. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../shared.ts'
import { readFormat } from './read-format.ts'

interface Vectors {
  readonly tests: readonly { readonly input: { readonly native_range: string } }[]
}

describeShared('GitLab ranges', () => {
  test.each([
    ['composer', 'packagist/acme/lamp'],
    ['conan', 'conan/lamp'],
    ['gem', 'gem/lamp'],
    ['golang', 'go/example.org/acme/lamp'],
    ['npm', 'npm/@acme/lamp'],
    ['pypi', 'pypi/lamp'],
  ])('%s', (scheme, slug) => {
    const path = sharedPath(`vectors/vers/univers/${scheme}_gitlab_range_from_native.json`)
    const { tests } = JSON.parse(readFileSync(path, 'utf8')) as Vectors
    const ranges = [...new Set(tests.map(({ input }) => input.native_range))]
    const files = ranges.map((range, at) => ({
      path: `${slug}/CVE-2031-${at}.yml`,
      text: `identifier: "CVE-2031-${at}"\npackage_slug: "${slug}"\naffected_range: ${JSON.stringify(range)}\n`,
    }))
    const reading = readFormat('gitlab', files)
    expect([reading.strangers, reading.dropped]).toEqual([[], {}])
    // An empty range, which is published for conan, cannot be told: read as a range it would hold nothing.
    expect(reading.unreadable.length).toBe(ranges.filter((range) => range === '').length)
    const read = reading.claims.map((claim) =>
      claim.ranges.flatMap((range) => ('ranges' in range ? range.ranges : [])),
    )
    expect(read).toEqual(ranges.map((range) => [range === '' ? 'unstated' : range]))
  })
})
