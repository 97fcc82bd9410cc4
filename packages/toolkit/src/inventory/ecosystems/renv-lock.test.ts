import { expect, test } from 'vitest'
import { edgesOf, readRows } from '../testing/rows.ts'
import { renvLock } from './renv-lock.ts'

test('renv.lock: repositories, git hosts and others', () => {
  const text = `{ "R": {}, "Packages": {
  "mime": { "Package": "mime", "Version": "0.7", "Source": "Repository", "Hash": "${'ab'.repeat(16)}" },
  "markdown": { "Package": "markdown", "Version": "1.0", "Source": "Repository", "Requirements": ["mime", "R"] },
  "mine": { "Package": "mine", "Version": "0.1", "Source": "GitHub", "RemoteUsername": "me", "RemoteRepo": "mine", "RemoteSha": "0123" },
  "BSgenome": { "Package": "BSgenome", "Version": "1.60.0", "Source": "Bioconductor" },
  "bare": { "Source": "Repository" }
} }`
  const read = readRows(renvLock, text)
  expect(read.rows).toEqual([
    '2 pkg:cran/mime@0.7 unknown unknown MD5 abab',
    '3 pkg:cran/markdown@1.0 unknown unknown',
    '4 pkg:cran/mine@0.1 unknown unknown git',
    '5 pkg:cran/BSgenome@1.60.0 unknown unknown url',
    '6 pkg:cran/bare unknown unknown',
  ])
  expect(edgesOf(read)).toEqual(['markdown -> mime'])
  expect(read.issues).toEqual(['VERSION_UNRESOLVED:6'])
})

test.each(['', '{"Packages": ', '[]'])('renv.lock: %s is unreadable', (text) => {
  expect(readRows(renvLock, text).status).toBe('unreadable')
})
