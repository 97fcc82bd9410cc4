/** From what was seen of one component to an answer for it alone, without what brings it in. */
import {
  type Component,
  type Reachability,
  type ReachabilityCode,
  type ReachabilityPlace,
  reachabilityStates,
} from '../model/index.ts'
import type { LanguageView } from './language.ts'
import type { Computed, Sighting } from './look.ts'

export interface Verdict {
  readonly code: ReachabilityCode
  readonly places: readonly ReachabilityPlace[]
  readonly message: string
}

const mostPlaces = 5

/** `isDirect`: the product asks for it, so that a string or setting that names it may load it. */
export function verdictOf(view: LanguageView, component: Component, isDirect: boolean): Verdict {
  const all = view.sightingsOf(component)
  const seen = isDirect ? all : all.filter(({ use }) => use !== 'named')
  if (view.holdsTypesOnly(component))
    return {
      code: 'TYPES_ONLY',
      places: toPlaces(all),
      message: 'it holds types only, which the compiler removes',
    }
  const isTool = view.isTool(component)
  return (
    loaded(seen, isTool) ??
    doubtful(seen, isTool) ??
    gap(view, component, seen) ??
    quiet(view, component, seen)
  )
}

function loaded(seen: readonly Sighting[], isTool: boolean): Verdict | undefined {
  const loads = seen.filter(({ use, role }) => use === 'load' && role === 'product')
  if (loads.length > 0)
    return at('IMPORTED_BY_PRODUCT', loads, (place) => `product code imports it in ${place}`)
  const runs = seen.filter(({ use, role }) => use === 'run' && role === 'product' && !isTool)
  if (runs.length > 0)
    return at('RUN_BY_PRODUCT', runs, (place) => `the product runs or loads it by ${place}`)
  return undefined
}

function doubtful(seen: readonly Sighting[], isTool: boolean): Verdict | undefined {
  const named = seen.filter(({ use, role }) => {
    if (role === 'build') return use !== 'types' && !isTool
    return role === 'product' && use === 'named'
  })
  if (named.length > 0)
    return at(
      'NAMED_IN_CONFIG',
      named,
      (place) => `${place} names it, which may or may not put it into the product`,
    )
  const near = seen.filter(({ use, role }) => use === 'near' && role === 'product')
  if (near.length > 0)
    return at(
      'PARENT_IMPORTED',
      near,
      (place) =>
        `${place} imports another package of the module; whether that loads the affected one was not read`,
    )
  const builtins = seen.filter(({ use, role }) => use === 'builtin' && role === 'product')
  if (builtins.length === 0) return undefined
  return at(
    'BUILTIN_OF_SAME_NAME',
    builtins,
    (place) => `${place} imports a name that Node has itself; only a bundle would take the package`,
  )
}

/** Why the absence of a load would prove nothing. */
function gap(view: LanguageView, component: Component, seen: readonly Sighting[]): Verdict | undefined {
  const isDevelopment = component.scope === 'development' && seen.some(({ role }) => role !== 'product')
  const none = { places: [] }
  if (view.files === 0)
    return { ...none, code: 'NO_SOURCES', message: 'the tree has no sources of its language' }
  if (isDevelopment) return undefined
  const unread = view.unread[0]
  if (unread !== undefined)
    return {
      ...none,
      code: 'FILES_UNREAD',
      message: `${some(view.unread.length, 'file')} could not be read, such as ${unread}`,
    }
  const computed = view.computed.find((one) => view.namesOf(component).some((name) => mayName(one, name)))
  if (computed !== undefined)
    return at(
      'COMPUTED_IMPORT',
      [computed],
      (place) => `no import of it was seen, but ${place} loads a module whose name it computes`,
    )
  if (view.isGuess(component) && seen.length === 0) {
    const names = view.namesOf(component).join(', ')
    return {
      ...none,
      code: 'MODULE_NAME_GUESSED',
      message: `no import of ${names} was seen, and that name of its modules is a guess`,
    }
  }
  if (view.isLoadedByOthers(component, seen.length > 0) && !view.isTool(component))
    return {
      ...none,
      code: 'LOADED_BY_OTHERS',
      message: 'no import of it was seen, but other packages may load it where they find it',
    }
  return undefined
}

function mayName({ prefix, suffix }: Computed, name: string): boolean {
  const isStart = prefix.startsWith(`${name}/`) || name.startsWith(prefix)
  return isStart && (suffix === '' || suffix.includes('/') || name.endsWith(suffix) || /^\.\w+$/.test(suffix))
}

/** Nothing stands in the way of saying that product code does not load it. */
function quiet(view: LanguageView, component: Component, seen: readonly Sighting[]): Verdict {
  const imports = seen.filter(({ use, role }) => (use === 'load' || use === 'near') && role !== 'product')
  if (imports.length > 0)
    return at(
      'IMPORTED_BY_DEVELOPMENT',
      imports,
      (place) => `only tests, scripts or settings import it, as in ${place}`,
    )
  const runs = seen.filter(({ use, role }) => (use === 'run' || use === 'named') && role !== 'product')
  if (runs.length > 0)
    return at('RUN_BY_DEVELOPMENT', runs, (place) => `only development uses it, as in ${place}`)
  if (view.isTool(component))
    return {
      code: 'RUN_BY_DEVELOPMENT',
      places: [],
      message: 'by its name it is a tool of development, and no use of it in the product was seen',
    }
  const types = seen.filter(({ use }) => use === 'types')
  if (types.length > 0)
    return at('TYPES_ONLY', types, (place) => `only its types are imported, as in ${place}`)
  const names = view.namesOf(component).slice(0, 3).join(', ')
  return {
    code: 'NOT_IMPORTED',
    places: [],
    message: `no import of ${names} was seen in ${some(view.files, 'file')}`,
  }
}

function at(
  code: ReachabilityCode,
  places: readonly ReachabilityPlace[],
  say: (place: string) => string,
): Verdict {
  const first = places[0]
  const place = first === undefined ? '' : `${first.path}:${first.line}`
  return { code, places: toPlaces(places), message: say(place) }
}

function toPlaces(places: readonly ReachabilityPlace[]): readonly ReachabilityPlace[] {
  return places.slice(0, mostPlaces).map(({ path, line, specifier }) => ({ path, line, specifier }))
}

export function some(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

export function toReachability(view: LanguageView, { code, places, message }: Verdict): Reachability {
  return {
    state: reachabilityStates[code],
    reason: { code, message },
    places,
    looked: { files: view.files, unread: view.unread.length },
  }
}
