/** PurlDB's validate call: is this a purl, and do we know the package? "Not known here" is never "does not exist". */
import { parsePurl, type Purl, splitPurl } from '@occtet/toolkit/model'
import type { AdvisoryStore } from '@occtet/toolkit/advisories'
import type { Hono } from 'hono'
import type { FeddbEnv, Shared } from './app-context.ts'
import { jsonResponse, problemResponse } from './http/respond.ts'
import { typeOf } from './known-type.ts'

interface Validation {
  readonly valid: boolean
  /** Null: nobody asked, or this database cannot know. */
  readonly exists: true | null
  readonly message: string
  readonly purl: string
}

export function addPurlDbRoutes(app: Hono<FeddbEnv>, shared: Shared): void {
  app.get('/api/validate', async (c) => {
    const text = c.req.query('purl')
    if (text === undefined || text === '') {
      return problemResponse({ status: 400, code: 'PURL_INVALID', message: 'expected ?purl=' })
    }
    const parsed = parsePurl(text)
    if (!parsed.ok) {
      const message = 'The provided PackageURL is not valid.'
      return jsonResponse(c.req.raw, { valid: false, exists: null, message, purl: text } satisfies Validation)
    }
    c.get('notes').types.add(typeOf(parsed.value))
    const isAsked = ['true', '1', 'yes', 'on'].includes((c.req.query('check_existence') ?? '').toLowerCase())
    const exists = isAsked ? await shared.stores.use((store) => isKnown(store, parsed.value)) : false
    const message = messageOf(isAsked, exists)
    const answer: Validation = { valid: true, exists: exists ? true : null, message, purl: text }
    return jsonResponse(c.req.raw, answer)
  })
}

/** A source names the package; and where a version is asked about, it lists that version. */
function isKnown(store: AdvisoryStore, purl: Purl): boolean {
  const { version } = splitPurl(purl)
  const claims = store.claimsFor(purl)
  return version === undefined ? claims.length > 0 : claims.some((claim) => claim.versions.includes(version))
}

function messageOf(isAsked: boolean, exists: boolean): string {
  if (!isAsked) return 'The provided PackageURL is valid.'
  return exists
    ? 'The provided PackageURL is valid, and the package is known to this database.'
    : 'The provided PackageURL is valid; whether the package exists is not known to this database.'
}
