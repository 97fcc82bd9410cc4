/** Finds the route of a request: by segments, each decoded once, so that no encoding means two things. */
import type { Method, RouteShape } from '@occtet/contract/api'

export interface TableRoute {
  readonly id: string
  readonly route: RouteShape
}

export type Match =
  | { readonly kind: 'route'; readonly found: TableRoute; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'method'; readonly allowed: readonly Method[] }
  | { readonly kind: 'none' }

/** Where two routes fit, the one with a fixed segment earlier in the path wins. Throws where two are the same. */
export function createMatcher(
  routes: Readonly<Record<string, RouteShape>>,
): (method: string, path: string) => Match {
  const byLength = new Map<number, Compiled[]>()
  for (const [id, route] of Object.entries(routes)) {
    const compiled = { found: { id, route }, segments: route.path.split('/').slice(1) }
    byLength.set(compiled.segments.length, [...(byLength.get(compiled.segments.length) ?? []), compiled])
  }
  for (const list of byLength.values()) list.sort(compareRoutes)
  return (method, path) => {
    const segments = decodePath(path)
    if (segments === undefined) return { kind: 'none' }
    const fitting = (byLength.get(segments.length) ?? []).filter((one) => fits(one, segments))
    return choose(fitting, method, segments)
  }
}

interface Compiled {
  readonly found: TableRoute
  readonly segments: readonly string[]
}

function choose(fitting: readonly Compiled[], method: string, segments: readonly string[]): Match {
  const [first] = fitting
  if (first === undefined) return { kind: 'none' }
  const same = fitting.filter((one) => shape(one) === shape(first))
  const hit = same.find(({ found }) => found.route.method === method)
  if (hit === undefined)
    return { kind: 'method', allowed: same.map(({ found }) => found.route.method).sort() }
  const named = hit.segments.flatMap((name, at) =>
    name.startsWith(':') ? [[name.slice(1), segments[at] ?? ''] as const] : [],
  )
  return { kind: 'route', found: hit.found, params: Object.fromEntries(named) }
}

function fits({ segments }: Compiled, path: readonly string[]): boolean {
  return segments.every((segment, at) => segment.startsWith(':') || segment === path[at])
}

/** Two routes with the same fixed segments at the same places are one address, whatever the parameters are called. */
function shape({ segments }: Compiled): string {
  return segments.map((segment) => (segment.startsWith(':') ? ':' : segment)).join('/')
}

function compareRoutes(a: Compiled, b: Compiled): number {
  const left = shape(a)
  const right = shape(b)
  if (left === right && a.found.route.method === b.found.route.method) {
    throw new Error(`two routes for ${a.found.route.method} ${a.found.route.path}`)
  }
  for (const [at, segment] of a.segments.entries()) {
    const isFree = segment.startsWith(':')
    const isOtherFree = b.segments[at]?.startsWith(':') ?? false
    if (isFree !== isOtherFree) return isFree ? 1 : -1
  }
  return left < right ? -1 : left > right ? 1 : 0
}

const MAX_SEGMENT = 1024

/** Undefined where a segment is empty, too long, not decodable, or holds what no name holds. */
function decodePath(path: string): readonly string[] | undefined {
  const decoded: string[] = []
  for (const segment of path.split('/').slice(1)) {
    const text = decodeSegment(segment)
    if (text === undefined) return undefined
    decoded.push(text)
  }
  return decoded
}

function decodeSegment(segment: string): string | undefined {
  if (segment === '' || segment.length > MAX_SEGMENT) return undefined
  try {
    const text = decodeURIComponent(segment)
    return /\p{Cc}|\p{Cs}/u.test(text) || text === '.' || text === '..' ? undefined : text
  } catch {
    // Not UTF-8 in percent signs: such an address does not exist.
    return undefined
  }
}
