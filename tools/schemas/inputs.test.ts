import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { digestInputs } from './inputs.ts'

test('the validators were generated from the schemas and the code that lie beside them', () => {
  const folder = new URL('../../packages/toolkit/src/sbom/generated/', import.meta.url)
  const stale = readdirSync(folder).filter(
    (name) => !readFileSync(new URL(name, folder), 'utf8').includes(`inputs ${digestInputs()}`),
  )
  expect(readdirSync(folder)).toHaveLength(16)
  expect(stale, 'run: npx tsx tools/schemas/compile.ts').toEqual([])
})
