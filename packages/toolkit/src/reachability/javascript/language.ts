/** npm packages: which component an import means, and what installed packages import. */
import { type Component, splitPurl } from '../../model/index.ts'
import type { Language, LanguageQuestion } from '../language.ts'
import { isBeneath, type Sighting } from '../look.ts'
import { folderOf, type Sources } from '../source-tree.ts'
import { createInstalled } from './installed.ts'
import { type JavaScriptLooked, lookInJavaScript } from './look.ts'
import { buildTools, loadedByOthers } from './tool-tables.ts'

export const npm: Language = {
  types: ['npm'],
  label: 'JavaScript or TypeScript',
  look(question) {
    const { sources, asked, direct } = question
    const wanted = [...asked, ...direct]
    const looked = lookInJavaScript(sources, {
      names: [...new Set(wanted.flatMap(namesOf))].sort(),
      asked: new Set(asked.flatMap(namesOf)),
      direct: new Set(direct.flatMap(namesOf)),
    })
    const claims = claimsOf(question)
    const known = new Map<string, readonly Sighting[]>()
    return {
      ...looked,
      namesOf,
      sightingsOf(component) {
        const own = known.get(component.purl) ?? sightingsOf(component, claims, looked)
        known.set(component.purl, own)
        return own
      },
      isGuess: () => false,
      isLoadedByOthers: (component, isSeen) =>
        loadedByOthers.test(packageName(component)) ||
        (!isSeen && isDirect(component) && !knowsPeers(sources, component)),
      isTool: (component) => buildTools.test(packageName(component)),
      holdsTypesOnly: (component) => packageName(component).startsWith('@types/'),
      loads: createInstalled(sources, namesOf),
    }
  },
}

function packageName({ purl }: Component): string {
  const { namespace, name } = splitPurl(purl)
  return namespace === undefined ? name : `${namespace}/${name}`
}

/** `@types/x` stands for the types of x: its places are those of x. */
function namesOf(component: Component): readonly string[] {
  const name = packageName(component)
  if (!name.startsWith('@types/')) return [name, ...component.aliases]
  const typed = name.slice('@types/'.length)
  return [typed.includes('__') ? `@${typed.replace('__', '/')}` : typed]
}

function isDirect({ relation }: Component): boolean {
  return relation === 'direct'
}

/** Lock files of npm since version 2, of pnpm and Bun list peers as dependencies; those of Yarn do not. */
function knowsPeers(sources: Sources, { evidence }: Component): boolean {
  return evidence.some(({ path }) => {
    if (/(?:^|\/)(?:pnpm-lock\.yaml|bun\.lock)$/.test(path)) return true
    if (!/(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$/.test(path)) return false
    return !/"lockfileVersion":\s*1\b/.test(sources.read(path)?.slice(0, 500) ?? '')
  })
}

/** By name: the versions of it that the product itself asks for. */
type Claims = ReadonlyMap<string, readonly Component[]>

function claimsOf({ components }: LanguageQuestion): Claims {
  const claims = new Map<string, Component[]>()
  for (const component of components) {
    if (component.relation !== 'direct') continue
    for (const name of namesOf(component)) claims.set(name, [...(claims.get(name) ?? []), component])
  }
  return claims
}

/** An import means the version that the nearest lock file gives the product; only without one, any version. */
function sightingsOf(
  component: Component,
  claims: Claims,
  { sightings, workspaces }: JavaScriptLooked,
): readonly Sighting[] {
  return namesOf(component).flatMap((name) => {
    const all = sightings.get(name) ?? []
    // The tree has that package itself: only a part of the tree with a lock file of its own takes the published one.
    if (workspaces.has(name)) return all.filter(({ path }) => depthOf(component, path) > 0)
    const owners = claims.get(name) ?? []
    if (owners.length === 0 || (owners.length === 1 && owners[0]?.purl === component.purl)) return all
    if (!owners.some(({ purl }) => purl === component.purl)) return []
    return all.filter(({ path }) => {
      const depth = depthOf(component, path)
      return owners.every((owner) => depthOf(owner, path) <= depth)
    })
  })
}

/** Length of the longest folder with a lock file of the component above the path; -1 without one. */
function depthOf({ evidence }: Component, path: string): number {
  let depth = -1
  for (const { path: lock } of evidence) {
    const folder = folderOf(lock)
    if (isBeneath(path, folder)) depth = Math.max(depth, folder.length)
  }
  return depth
}
