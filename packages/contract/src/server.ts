/** What `occtet serve` and `occtet server …` print. */
import * as z from 'zod/mini'

const count = z.int().check(z.minimum(0))

/** Printed once, when it listens. `local`: whoever sits at the machine is the owner until there is an account. */
export const serve = z.strictObject({
  url: z.string().check(z.regex(/^http:\/\/\S+$/)),
  mode: z.enum(['local', 'team']),
})

/** `bytes`: of the file. */
export const serverBackup = z.strictObject({ file: z.string(), rows: count, files: count, bytes: count })

/** As things were at `createdAt`. */
export const serverRestore = z.strictObject({
  dataDir: z.string(),
  createdAt: z.string(),
  rows: count,
  files: count,
})
