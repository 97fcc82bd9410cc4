import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type SchemaName, schemas, toJsonSchema } from './index.ts'

test.each(Object.keys(schemas) as SchemaName[])(
  'schemas/%s.json is what the code says (npx tsx tools/contract-schemas.ts)',
  (name) => {
    const published: unknown = JSON.parse(
      readFileSync(new URL(`../schemas/${name}.json`, import.meta.url), 'utf8'),
    )
    expect(published).toEqual(JSON.parse(JSON.stringify(toJsonSchema(name))))
  },
)
