/** What `occtet serve` and `occtet server …` print. */
import * as z from 'zod/mini'

const count = z.int().check(z.minimum(0))

/** Printed once, when it listens. `local`: whoever sits at the machine is the owner until there is an account. */
export const serve = z.strictObject({
  url: z.string().check(z.regex(/^http:\/\/\S+$/)),
  mode: z.enum(['local', 'team']),
})

/** Secrets in the database that open with the server's key alone. */
const sealed = z.strictObject({ secondFactors: count, webhooks: count, openpgpKeys: count, modelKeys: count })

/** `bytes`: of the file. `key`: whether the server's key is in it; `elsewhere`: a setting gives it. */
export const serverBackup = z.strictObject({
  file: z.string(),
  rows: count,
  files: count,
  bytes: count,
  key: z.enum(['included', 'left-out', 'elsewhere', 'none']),
  /** What nobody can use again without the key. */
  sealed,
})

/** As things were at `createdAt`. `hasKey`: whether the key that opens the sealed secrets was in the file. */
export const serverRestore = z.strictObject({
  dataDir: z.string(),
  createdAt: z.string(),
  rows: count,
  files: count,
  hasKey: z.boolean(),
  sealed,
})

/** What was given up. */
export const serverForgetSecrets = sealed
