/** What versions exist and what they ask for: a port, fed from lock files of the tree, advisories and a user's list. */
import { compareCodeUnits } from '../../base/index.ts'
import {
  type Component,
  corePurl,
  type Inventory,
  type Purl,
  type Requirement,
  splitPurl,
  withVersion,
} from '../../model/index.ts'
import type { Existence } from './model.ts'

export interface KnownVersion {
  readonly version: string
  readonly existence: Exclude<Existence, 'fixed-bound' | 'named-by-advisory'>
}

/**
 * Versions beyond those that advisories name. Trusted: whoever controls it decides which versions are taken to exist and
 * what they are taken to ask for; whether one is affected is never its word.
 */
export interface VersionCatalog {
  /** Sorted by code unit, each once; [] where nothing is known. */
  versionsOf(core: Purl): readonly KnownVersion[]
  /** What that version depends on; undefined where nobody knows, [] where it depends on nothing. */
  requirementsOf(purl: Purl): readonly Requirement[] | undefined
}

/** Lock files of the tree: the versions that its components have, with what those ask for where the files write it. */
export function catalogOfInventory(inventory: Inventory): VersionCatalog {
  const versions = new Map<Purl, KnownVersion[]>()
  const requires = new Map<Purl, readonly Requirement[]>()
  for (const component of inventory.components) {
    const version = isReleased(component) ? splitPurl(component.purl).version : undefined
    if (version === undefined) continue
    const core = corePurl(component.purl)
    const known = versions.get(core) ?? []
    known.push({ version, existence: 'lock' })
    versions.set(core, known)
    const written = wholeRequires(component)
    if (written !== undefined) requires.set(keyOf(core, version), written)
  }
  return {
    versionsOf: (core) => versions.get(core) ?? [],
    requirementsOf: (purl) => requires.get(keyOf(corePurl(purl), splitPurl(purl).version ?? '')),
  }
}

/** Some locks write a part only (pnpm: peers): what leaves one dependency open does not count. */
function wholeRequires({ requires, dependsOn }: Component): readonly Requirement[] | undefined {
  const written = new Set(requires?.map((one) => one.target))
  return dependsOn.every((purl) => written.has(corePurl(purl))) ? requires : undefined
}

function isReleased(component: Component): boolean {
  return component.isVersionResolved && component.origin === 'registry' && !component.isFirstParty
}

function keyOf(core: Purl, version: string): Purl {
  const built = withVersion(core, version)
  return built.ok ? built.value : core
}

/** Earlier catalogs speak first. */
export function joinCatalogs(catalogs: readonly VersionCatalog[]): VersionCatalog {
  return {
    versionsOf(core) {
      const versions = new Map<string, KnownVersion>()
      for (const catalog of catalogs) {
        for (const known of catalog.versionsOf(core))
          if (!versions.has(known.version)) versions.set(known.version, known)
      }
      return [...versions.values()].sort((a, b) => compareCodeUnits(a.version, b.version))
    },
    requirementsOf(purl) {
      for (const catalog of catalogs) {
        const found = catalog.requirementsOf(purl)
        if (found !== undefined) return found
      }
      return undefined
    },
  }
}
