/** Refusals as values, with the words that a client may show. */
import type { Reply } from '../kernel/model.ts'

export type Refused = Extract<Reply<never>, { kind: 'refused' }>

export function refuse(status: number, code: string, message: string): Refused {
  return { kind: 'refused', status, code, message }
}

/** The same for what is missing and for what is another's. */
export const missing: Refused = refuse(404, 'NOT_FOUND', 'there is nothing under this name')

export const badCursor: Refused = refuse(400, 'CURSOR_INVALID', 'the cursor is none that was given out')

export const notAnalysed: Refused = refuse(
  409,
  'NOT_ANALYSED',
  'nothing was read for this release yet; upload an SBOM, a lock file, an archive or an image',
)
