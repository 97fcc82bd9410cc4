import { describe, expect, test } from 'vitest'
import { edgesOf, readRows } from '../testing/rows.ts'
import { podfileLock } from './podfile-lock.ts'

const lock = `PODS:
  - Alamofire (5.4.3)
  - "GoogleUtilities/NSData+zlib (7.13.3)":
    - GoogleUtilities/Privacy
    - PromisesObjC (< 3.0, >= 1.2)
  - GoogleUtilities/Privacy (7.13.3)
  - Local (0.1.0):
    - MacOnly
  - Forked (1.0.0)

DEPENDENCIES:
  - Alamofire (~> 5.4)
  - "GoogleUtilities/NSData+zlib"
  - Local (from \`../Local\`)
  - Forked (from \`https://git.example/forked.git\`, branch \`main\`)
  - Gone

EXTERNAL SOURCES:
  Local:
    :path: "../Local"
  Forked:
    :branch: main
    :git: https://git.example/forked.git

CHECKOUT OPTIONS:
  Forked:
    :commit: 0123
    :git: https://git.example/forked.git

COCOAPODS: 1.15.2
`

describe('Podfile.lock', () => {
  test('pods, subspecs and external sources', () => {
    const read = readRows(podfileLock, lock)
    expect(read.rows).toEqual([
      '2 pkg:cocoapods/Alamofire@5.4.3 direct unknown',
      '3 pkg:cocoapods/GoogleUtilities@7.13.3 direct unknown',
      '6 pkg:cocoapods/GoogleUtilities@7.13.3 transitive unknown',
      '7 pkg:cocoapods/Local@0.1.0 direct unknown path',
      '9 pkg:cocoapods/Forked@1.0.0 direct unknown git',
    ])
    expect(edgesOf(read)).toEqual(['GoogleUtilities/NSData+zlib -> GoogleUtilities/Privacy'])
    expect(read.issues).toEqual(['REFERENCE_MISSING:3', 'REFERENCE_MISSING:7', 'REFERENCE_MISSING:-'])
    expect(read.packages[2]?.purl).toBe('pkg:cocoapods/GoogleUtilities@7.13.3#Privacy')
  })

  test.each([
    ['empty', '', 'unreadable', ['SHAPE_UNEXPECTED:1']],
    ['not the format', 'a: b\n', 'unreadable', ['SHAPE_UNEXPECTED:1']],
    ['no pods', 'PODFILE CHECKSUM: abc\n\nCOCOAPODS: 1.11.2\n', 'parsed', []],
    ['cut off', 'PODS:\n  - A (1.0)\n', 'partial', ['SYNTAX_INVALID:2']],
    ['no version', 'PODS:\n  - Bare\nCOCOAPODS: 1.11.2\n', 'partial', ['ENTRY_UNREADABLE:2']],
    [
      'tables where texts belong',
      'PODS:\n  - {}\n  - [a]\nDEPENDENCIES:\n  - {}\n',
      'partial',
      expect.any(Array),
    ],
  ])('%s', (...[, text, status, issues]) => {
    const read = readRows(podfileLock, text)
    expect([read.status, read.issues]).toEqual([status, issues])
  })
})
