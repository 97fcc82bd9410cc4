/** Go modules: an import belongs to the longest module path that it begins with (Go Modules Reference, "Resolving a package"). */
import { type Component, splitPurl } from '../../model/index.ts'
import type { Language, LanguageView } from '../language.ts'
import type { Sighting } from '../look.ts'
import { lookInGo } from './look.ts'

export const golang: Language = {
  types: ['golang'],
  label: 'Go',
  look({ sources, components, asked }) {
    const looked = lookInGo(sources)
    const modules = new Set([...components, ...asked].map(modulePath).concat(looked.modules))
    const byModule = new Map<string, Sighting[]>()
    for (const [path, sightings] of looked.imports) {
      const module = moduleOf(path, modules)
      if (module !== undefined) byModule.set(module, [...(byModule.get(module) ?? []), ...sightings])
    }
    for (const sightings of byModule.values()) sightings.sort(byRole)
    const seenOf = (component: Component): readonly Sighting[] =>
      [modulePath(component), ...component.aliases].flatMap((name) => byModule.get(name) ?? [])
    const whole: LanguageView = {
      ...looked,
      computed: [],
      namesOf: (component) => [modulePath(component), ...component.aliases],
      sightingsOf: seenOf,
      isGuess: () => false,
      isLoadedByOthers: () => false,
      isTool: () => false,
      holdsTypesOnly: () => false,
      loads: () => 'unread',
    }
    return {
      ...whole,
      narrowedTo: (asker, paths) => ({
        ...whole,
        sightingsOf: (component) =>
          component.purl === asker.purl
            ? narrow(seenOf(component), paths, looked.isClosed)
            : seenOf(component),
      }),
    }
  },
}

function modulePath({ purl }: Component): string {
  const { namespace, name } = splitPurl(purl)
  return namespace === undefined ? name : `${namespace}/${name}`
}

function moduleOf(path: string, modules: ReadonlySet<string>): string | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const prefix = path.slice(0, end)
    if (modules.has(prefix) || modules.has(prefix.toLowerCase()))
      return modules.has(prefix) ? prefix : prefix.toLowerCase()
  }
  return undefined
}

/** Where the advisory names packages, other packages of the module only come near them. */
function narrow(
  sightings: readonly Sighting[],
  paths: readonly string[],
  isClosed: boolean,
): readonly Sighting[] {
  if (paths.length === 0) return sightings
  return sightings.flatMap((sighting) => {
    if (paths.includes(sighting.specifier)) return [sighting]
    return isClosed ? [] : [{ ...sighting, use: 'near' as const }]
  })
}

function byRole(a: Sighting, b: Sighting): number {
  const rank = (one: Sighting): string => `${one.role === 'product' ? 0 : 1}${one.path}`
  const left = rank(a)
  const right = rank(b)
  return left < right ? -1 : left > right ? 1 : a.line - b.line
}
