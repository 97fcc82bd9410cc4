/** Published documents, read as a whole and piece by piece: both ways say the same. */
import { readdirSync, readFileSync } from 'node:fs'
import { readSbom, readSbomStream, toByteSource } from '@occtet/toolkit/sbom'
import { expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../shared.ts'

const folders = ['vectors/cyclonedx', 'vectors/spdx']

function listDocuments(): readonly string[] {
  return folders.flatMap((folder) =>
    readdirSync(sharedPath(folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json') && !name.includes('schema'))
      .map((name) => sharedPath(`${folder}/${name}`)),
  )
}

describeShared('documents of vectors/cyclonedx and vectors/spdx', () => {
  test('give the same components and issues in both ways', () => {
    let compared = 0
    for (const path of listDocuments()) {
      const bytes = readFileSync(path)
      const streamed = readSbomStream(toByteSource(bytes, 1000), 'a.json')
      if (streamed === undefined) continue
      const whole = readSbom(bytes.toString('utf8'), 'a.json')
      const kinds = (issues: typeof whole.issues): readonly string[] =>
        issues.map(({ code, level, line }) => `${level} ${code} ${line ?? '-'}`).sort()
      expect([path, streamed.value]).toEqual([path, whole.value])
      expect([path, kinds(streamed.issues)]).toEqual([path, kinds(whole.issues)])
      compared++
    }
    expect(compared).toBeGreaterThan(100)
  })
})
