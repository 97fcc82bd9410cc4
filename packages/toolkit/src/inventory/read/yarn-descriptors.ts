/** Finds the locked package that a name and a range stand for, in lock files keyed by descriptor (Yarn). */
import { splitDescriptor } from './npm.ts'
import { entriesField, type Table } from './shape.ts'

export interface Descriptors {
  /** `parent`: name of the package that asks. */
  find(name: string, range: string, parent: string): string | undefined
  /** Whether the file has any package of that name. */
  has(name: string): boolean
}

interface Override {
  readonly parent: string | undefined
  readonly name: string
  readonly range: string | undefined
  readonly spec: string
}

/**
 * `keys`: from descriptor (`name@range`) to the key of its package. `manifest`: its `resolutions` replace ranges, so
 * the range that a package wrote may stand nowhere in the lock.
 */
export function createDescriptors(
  keys: ReadonlyMap<string, string>,
  manifest: Table | undefined,
): Descriptors {
  const bare = new Map<string, string>()
  /** The only package of a name; undefined where there are several. */
  const only = new Map<string, string | undefined>()
  for (const [descriptor, key] of keys) {
    const at = descriptor.indexOf('@', 1)
    const name = at < 0 ? descriptor : descriptor.slice(0, at)
    const locator = descriptor.indexOf('::')
    if (locator > 0) bare.set(descriptor.slice(0, locator), key)
    only.set(name, !only.has(name) || only.get(name) === key ? key : undefined)
  }
  const overrides = readOverrides(manifest)
  const exact = (name: string, range: string): string | undefined => {
    const plain = `${name}@${range}`
    const key = keys.get(plain) ?? bare.get(plain)
    if (key !== undefined) return key
    const prefixed = `${name}@npm:${range}`
    return keys.get(prefixed) ?? bare.get(prefixed)
  }
  return {
    find(name, range, parent) {
      const override = overrides.get(name)?.find((one) => applies(one, range, parent))
      const replaced = override === undefined ? undefined : exact(name, override.spec)
      return replaced ?? exact(name, range) ?? only.get(name)
    },
    has: (name) => only.has(name),
  }
}

function applies(override: Override, range: string, parent: string): boolean {
  if (override.parent !== undefined && override.parent !== parent) return false
  return override.range === undefined || override.range === range || override.range === `npm:${range}`
}

/** `resolutions` keys: `name`, `**​/name`, `parent/name`, each part with an optional `@range` (Yarn, "resolutions"). */
function readOverrides(manifest: Table | undefined): ReadonlyMap<string, readonly Override[]> {
  const overrides = new Map<string, Override[]>()
  for (const [pattern, spec] of entriesField(manifest, 'resolutions')) {
    const parts = pattern.match(/@[^/@]+\/[^/@]+(?:@[^/]*)?|[^/]+/g) ?? []
    const last = splitDescriptor(parts[parts.length - 1] ?? '')
    const before = parts.length > 1 ? splitDescriptor(parts[parts.length - 2] ?? '').name : '**'
    const parent = before === '**' || before === '*' ? undefined : before
    if (typeof spec !== 'string' || last.name === '') continue
    const list = overrides.get(last.name) ?? []
    list.push({ parent, name: last.name, range: last.spec, spec })
    overrides.set(last.name, list)
  }
  return overrides
}
