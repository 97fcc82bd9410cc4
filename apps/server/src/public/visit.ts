/** One request for the open page of a product, and what every answer to it may need. */
import type { Peer } from '../kernel/identity.ts'
import type { Kernel } from '../kernel/model.ts'
import type { OpenPage } from './open-page.ts'
import type { ReportLimits } from './report-limits.ts'

export interface SiteParts {
  readonly kernel: Kernel
  /** The page that checks packages, as one HTML file; undefined where it was not built. */
  readonly verifierPage: string | undefined
}

export interface Visit {
  readonly request: Request
  readonly url: URL
  readonly page: OpenPage
  /** Begins with a slash. */
  readonly below: string
  readonly peer: Peer
  readonly limits: ReportLimits
  readonly parts: SiteParts
}

/** What stays from page to page: the language that somebody chose, and a preview. */
export function queryOf(url: URL): string {
  const kept = new URLSearchParams()
  for (const name of ['lang', 'preview']) {
    const value = url.searchParams.get(name)
    if (value !== null && /^[\w-]{1,64}$/.test(value)) kept.set(name, value)
  }
  const query = kept.toString()
  return query === '' ? '' : `?${query}`
}
