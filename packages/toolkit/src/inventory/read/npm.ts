/** What the lock files of the JavaScript package managers have in common: names, specifiers, origins. */
import type { Origin, PurlParts } from '../../model/index.ts'

/** Scope becomes the namespace, with its @ (purl-spec, type npm); the case stays. */
export function npmPurl(
  fullName: string,
  version: string | undefined,
  qualifiers?: Record<string, string>,
): PurlParts {
  const slash = fullName.startsWith('@') ? fullName.indexOf('/') : -1
  return {
    type: 'npm',
    ...(slash > 0 ? { namespace: fullName.slice(0, slash) } : {}),
    name: slash > 0 ? fullName.slice(slash + 1) : fullName,
    ...(version === undefined || version === '' ? {} : { version }),
    ...(qualifiers === undefined ? {} : { qualifiers }),
  }
}

/** Splits `@scope/name@spec`, `name@spec` or `name`. */
export function splitDescriptor(text: string): { readonly name: string; readonly spec: string | undefined } {
  const at = text.indexOf('@', 1)
  return at < 0 ? { name: text, spec: undefined } : { name: text.slice(0, at), spec: text.slice(at + 1) }
}

/** `npm:real@1.2.3` of an alias. */
export function parseAlias(
  spec: string,
): { readonly name: string; readonly spec: string | undefined } | undefined {
  if (!spec.startsWith('npm:')) return undefined
  const target = splitDescriptor(spec.slice('npm:'.length))
  return /^[0-9~^<>=*vx]/.test(target.name) && target.spec === undefined ? undefined : target
}

/** The range that a specifier asks of a registry, as written; undefined where it asks for something else. */
export function rangeOfSpec(spec: string): string | undefined {
  if (/^[\d^~<>=*][^:/]*$/.test(spec)) return spec
  const alias = parseAlias(spec)
  if (alias !== undefined) return alias.spec ?? ''
  const range = spec.startsWith('npm:') ? spec.slice('npm:'.length) : spec
  return range.includes(':') || originOfSpec(range) !== 'registry' ? undefined : range
}

const gitSpec = /^(?:git(?:\+[a-z]+)?:|git@|ssh:|github:|gitlab:|bitbucket:|gist:)/
const gitUrl = /^https?:\/\/[^#]+\.git(?:#|$)/
const shorthand = /^[\w.-]+\/[\w.-]+(?:#.*)?$/

/** Where a specifier (or a resolved address) points to (npm-package-arg, "Supported specifiers"). */
export function originOfSpec(spec: string): Origin {
  if (gitSpec.test(spec) || gitUrl.test(spec) || shorthand.test(spec)) return 'git'
  if (/^(?:workspace|link|portal):/.test(spec)) return 'workspace'
  if (/^(?:file:|\.{1,2}\/|\/|~\/)/.test(spec)) return 'path'
  return /^https?:/.test(spec) ? 'url' : 'registry'
}

/**
 * Where a downloaded archive came from. Registries serve `…/-/name-1.0.0.tgz`; when in doubt it is one, so that
 * the package is looked up rather than lost.
 */
export function originOfResolved(resolved: string): Origin {
  const origin = originOfSpec(resolved)
  if (origin !== 'url') return origin
  return /\/-\/|\/download\//.test(resolved) || !/\.t(?:ar\.)?gz(?:[?#]|$)|\/tarball\//.test(resolved)
    ? /codeload\./.test(resolved)
      ? 'url'
      : 'registry'
    : 'url'
}

/** The purl qualifiers that keep the place of a package from outside a registry (purl-spec, "Known qualifiers"). */
export function placeOf(origin: Origin, address: string | undefined): Record<string, string> | undefined {
  if (address === undefined || !/^[a-z][a-z0-9+.-]*:\/\//i.test(address) || address.length > 2000)
    return undefined
  if (origin === 'url') return { download_url: address.replace(/#.*$/, '') }
  if (origin !== 'git') return undefined
  const url = address.startsWith('git') ? address : `git+${address}`
  return { vcs_url: url.replace('#', '@') }
}
