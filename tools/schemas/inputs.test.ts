import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { digestInputs, families } from './inputs.ts'

test.each([
  ['sbom', 30, 'compile.ts'],
  ['csaf', 26, 'compile-csaf.ts'],
] as const)('%s: generated from the schemas and the code that lie beside them', (family, files, tool) => {
  const folder = new URL(`../../${families[family].generated}`, import.meta.url)
  const stale = readdirSync(folder).filter(
    (name) => !readFileSync(new URL(name, folder), 'utf8').includes(`inputs ${digestInputs(family)}`),
  )
  expect(readdirSync(folder)).toHaveLength(files)
  expect(stale, `run: npx tsx tools/schemas/${tool}`).toEqual([])
})
