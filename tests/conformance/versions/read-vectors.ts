/** Reads one file of the shared version vectors through a schema, so that a changed shape fails loudly. */
import { readdirSync, readFileSync } from 'node:fs'
import { type ZodType, z } from 'zod'
import { sharedPath } from '../../shared.ts'

export const comparisonFile = z.object({
  scheme: z.string(),
  tests: z.array(z.tuple([z.string(), z.enum(['<', '=', '>']), z.string()])).min(1),
})

export const versComparisonFile = z.object({
  tests: z
    .array(
      z.object({
        test_type: z.enum(['comparison', 'equality']),
        input: z.object({ input_scheme: z.string(), versions: z.array(z.string()) }),
        expected_output: z.union([z.boolean(), z.array(z.string())]),
      }),
    )
    .min(1),
})

/** `folder` lies in `vectors/vers`. Names in order. */
export function listVectors(folder: string, name: RegExp): readonly string[] {
  return readdirSync(sharedPath(`vectors/vers/${folder}`))
    .filter((file) => name.test(file))
    .toSorted()
    .map((file) => `${folder}/${file}`)
}

export function readVectors<T>(file: string, schema: ZodType<T>): T {
  return schema.parse(JSON.parse(readFileSync(sharedPath(`vectors/vers/${file}`), 'utf8')))
}
