/** Affected ranges in the notation of their source. */
import * as z from 'zod/mini'

const text = z.string()

const event = z.union([
  z.strictObject({ introduced: text }),
  z.strictObject({ fixed: text }),
  z.strictObject({ lastAffected: text }),
  z.strictObject({ limit: text }),
])

export const range = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['SEMVER', 'ECOSYSTEM']), events: z.array(event) }),
  z.strictObject({
    type: z.literal('NATIVE'),
    notation: text,
    says: z.enum(['affected', 'clear']),
    ranges: z.array(text),
  }),
  z.strictObject({ type: z.literal('VERS'), vers: text }),
])
