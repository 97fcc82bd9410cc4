/** No format and no case of the shared fixtures is forgotten: each is run by a test, and what is not met has its reason. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../shared.ts'
import { fixtureExceptions, fixtureFormats } from './fixture-formats.ts'

/** The file that runs each list. */
const runners: Readonly<Record<keyof typeof fixtureFormats, string>> = {
  javascript: 'javascript.test.ts',
  python: 'python.test.ts',
  rpm: 'rpm.test.ts',
  locks: 'locks.test.ts',
  more: 'more-locks.test.ts',
}

describeShared('the shared fixtures', () => {
  const base = (): string => sharedPath('vectors/lockfiles')
  const formats = Object.values(fixtureFormats).flat()

  test('each format folder is in exactly one list', () => {
    const folders = readdirSync(base(), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
    expect([...formats].toSorted()).toEqual(folders.toSorted())
  })

  test('each case of the index lies in a folder that is run, and each folder in the index', () => {
    const index = JSON.parse(readFileSync(`${base()}/index.json`, 'utf8')) as readonly {
      readonly id: string
    }[]
    const cases = formats.flatMap((format) =>
      readdirSync(`${base()}/${format}`).map((name) => `${format}/${name}`),
    )
    expect(cases.toSorted()).toEqual(index.map(({ id }) => id).toSorted())
    expect(cases.length).toBeGreaterThanOrEqual(410)
  })

  test('each list is run by its test: whole folders, nothing picked', () => {
    for (const [list, file] of Object.entries(runners)) {
      const text = readFileSync(new URL(file, import.meta.url), 'utf8')
      const isListed =
        text.includes(`fixtureFormats.${list}`) ||
        fixtureFormats.rpm.some((one) => text.includes(`runFixtures('${one}')`))
      expect([file, isListed, text.includes('runFixtures(')]).toEqual([file, true, true])
    }
  })

  test('every exception is of a known case and says why', () => {
    for (const [id, reason] of fixtureExceptions) {
      expect(formats as readonly string[]).toContain(id.split('/')[0])
      expect(reason.length).toBeGreaterThan(40)
    }
  })
})
