/** Writes `packages/contract/schemas/*.json` from the zod schemas; a test says when they are out of date. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type SchemaName, schemas, toJsonSchema } from '../packages/contract/src/index.ts'
import { root } from './sources.ts'

for (const name of Object.keys(schemas) as SchemaName[]) {
  writeFileSync(
    join(root, 'packages/contract/schemas', `${name}.json`),
    `${JSON.stringify(toJsonSchema(name), null, 2)}\n`,
  )
}
