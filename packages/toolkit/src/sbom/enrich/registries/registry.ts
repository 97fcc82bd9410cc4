/** The shape of every package registry: which packages it knows, what to ask it, and how to read the answer. */
import type { PurlParts } from '../../../model/index.ts'
import type { PackageFacts } from '../model.ts'

/**
 * Undefined where there is nothing under the address. Throws where it cannot be asked. Whoever runs the registry chooses
 * the bytes: every reader takes only what has the right shape.
 */
export type Ask = (url: string) => Promise<Uint8Array | undefined>

export type RegistryFacts = Omit<PackageFacts, 'purl' | 'source' | 'dependsOn'>

export interface Registry {
  readonly purlType: string
  /** `base`: the address in the settings of the user's client. Undefined where it does not know this version. */
  readonly find: (
    parts: PurlParts & { readonly version: string },
    base: string,
    ask: Ask,
  ) => Promise<RegistryFacts | undefined>
}

export const nothing: RegistryFacts = { hashes: [], licenses: [], references: [] }

/** `path` below `base`, which may or may not end in a slash. */
export function below(base: string, path: string): string {
  return `${base.replace(/\/+$/, '')}/${path}`
}
