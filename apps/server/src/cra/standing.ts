/** Where a product stands, for the home page, the product page and papers: one assessment, and the 22 in order. */
import type { Language } from '@occtet/toolkit/cra'
import type { OrgRows } from '../inventory/stored-json.ts'
import { earlierReleases } from './kept.ts'
import { isRefused, type Loaded, loadCra, type Refused } from './load.ts'
import { type RequirementsView, toRequirements } from './requirements-view.ts'

export interface ProductStanding extends Pick<Loaded, 'state' | 'hasProfile'> {
  /** The 22 with chain and counts, level and figures; the sentence that says whether they are asked at all. */
  readonly view: RequirementsView
}

export interface StandingWish {
  /** A version; undefined: the current release. */
  readonly release?: string | undefined
  /** Of the texts; English by default. */
  readonly language?: Language
  /** RFC 3339, UTC. */
  readonly now: string
}

/** Refused: no such product or release, or a file of it that cannot be read; then nothing is known, not "nothing open". */
export async function standingOf(
  org: OrgRows,
  product: string,
  { release, language, now }: StandingWish,
): Promise<ProductStanding | Refused> {
  const loaded = await loadCra(org, { product, release, lang: language, now })
  if (isRefused(loaded)) return loaded
  const { state, hasProfile } = loaded
  return { state, hasProfile, view: toRequirements(state, await earlierReleases(org, loaded)) }
}
