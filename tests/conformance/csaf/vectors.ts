/** The official validator test files (github.com/oasis-tcs/csaf at 27af37f5), as `vectors/csaf` has them. */
import { readFileSync } from 'node:fs'
import type { CsafVersion } from '../../../packages/toolkit/src/csaf/index.ts'
import { sharedPath } from '../../shared.ts'

export interface Vector {
  readonly version: CsafVersion
  /** Test that the file is about. */
  readonly id: string
  readonly group: string
  readonly isFailure: boolean
  /** Whether the document as a whole is valid, as upstream says. */
  readonly isValid: boolean
  /** `2.1 6-1-14-01`. */
  readonly name: string
  readonly document: unknown
}

interface TestCases {
  readonly tests: readonly {
    readonly id: string
    readonly group: string
    readonly failures?: readonly { readonly name: string; readonly valid: boolean }[]
    readonly valid?: readonly { readonly name: string; readonly valid: boolean }[]
  }[]
}

export function readVectors(version: CsafVersion): readonly Vector[] {
  const folder = sharedPath(`vectors/csaf/${version}/`)
  const { tests } = JSON.parse(readFileSync(`${folder}testcases.json`, 'utf8')) as TestCases
  return tests.flatMap(({ id, group, failures = [], valid = [] }) =>
    [...failures, ...valid].map((item, at) => ({
      version,
      id,
      group,
      isFailure: at < failures.length,
      isValid: item.valid,
      name: `${version} ${item.name.replace(/^.*?-20\d\d-|\.json$/g, '')}`,
      document: JSON.parse(readFileSync(`${folder}${item.name}`, 'utf8')) as unknown,
    })),
  )
}
