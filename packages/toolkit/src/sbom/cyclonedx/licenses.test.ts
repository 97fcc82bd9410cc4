import { readFileSync } from 'node:fs'
import licenseIds from 'spdx-license-ids/index.json' with { type: 'json' }
import deprecatedIds from 'spdx-license-ids/deprecated.json' with { type: 'json' }
import { expect, test } from 'vitest'
import { idsNewerThanSchema, toLicenseChoices } from './licenses.ts'

const acknowledgement = 'declared'

test.each([
  [[], []],
  [[''], []],
  [['mit'], [{ license: { id: 'MIT', acknowledgement } }]],
  [['MIT or isc'], [{ expression: 'MIT OR ISC', acknowledgement }]],
  [['GPL-2.0-only+'], [{ expression: 'GPL-2.0-only+', acknowledgement }]],
  [['MVT-1.1'], [{ expression: 'MVT-1.1', acknowledgement }]],
  [['see LICENSE'], [{ license: { name: 'see LICENSE', acknowledgement } }]],
  [['DocumentRef-x:LicenseRef-y'], [{ license: { name: 'DocumentRef-x:LicenseRef-y', acknowledgement } }]],
  [
    ['MIT', 'ISC OR Zlib'],
    [{ license: { id: 'MIT', acknowledgement } }, { license: { name: 'ISC OR Zlib', acknowledgement } }],
  ],
])('%j', (licenses, choices) => {
  expect(toLicenseChoices(licenses)).toEqual(choices)
})

test('the ids that the schema does not have yet are exactly the ones listed', () => {
  const schema = new URL('../schemas/vendor/spdx.schema.json', import.meta.url)
  const known = new Set((JSON.parse(readFileSync(schema, 'utf8')) as { enum: string[] }).enum)
  const missing = [...licenseIds, ...deprecatedIds].filter((id) => !known.has(id))
  expect(missing.sort()).toEqual([...idsNewerThanSchema].sort())
})
