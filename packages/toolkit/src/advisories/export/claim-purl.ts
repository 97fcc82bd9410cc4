/** The purl of a claim's package: as its source spells it, with the release or repository as a qualifier. */
import { buildPurl, corePurl, type Purl, type PurlParts } from '../../model/index.ts'
import { ecosystemOf, isDelegating, splitEcosystem } from '../ecosystems.ts'

export interface ClaimPurl {
  /** With qualifiers, without version. */
  readonly purl: Purl
  /** Without qualifiers: what the place in the layout depends on. */
  readonly core: Purl
}

/** Undefined where the name cannot be that of a package of its type. */
export function toClaimPurl(ecosystem: string, name: string): ClaimPurl | undefined {
  const purl = buildPurl(toParts(ecosystem, name))
  return purl.ok ? { purl: purl.value, core: corePurl(purl.value) } : undefined
}

function toParts(ecosystem: string, name: string): PurlParts {
  const { family, suffix } = splitEcosystem(ecosystem)
  // Root's builds are packages of the other ecosystem; that they are Root's is lost.
  if (isDelegating(family, suffix)) return toParts(suffix, name)
  const known = ecosystemOf(family)
  const [namespace, last] =
    known.namespace === undefined ? cutName(known.names, name) : [known.namespace, name]
  return {
    type: known.purlType,
    ...(namespace === undefined || namespace === '' ? {} : { namespace }),
    name: last,
    ...(suffix === '' ? {} : qualifiersOf(known.suffix, suffix)),
  }
}

function cutName(form: string, name: string): readonly [string | undefined, string] {
  const path =
    form === 'repository' ? name.replace(/^[a-z+]{1,9}:\/\//i, '').replace(/(?:\.git)?\/?$/i, '') : name
  const cut = form === 'plain' ? -1 : form === 'maven' ? path.indexOf(':') : path.lastIndexOf('/')
  return cut <= 0 ? [undefined, path] : [path.slice(0, cut), path.slice(cut + 1)]
}

function qualifiersOf(kind: string, suffix: string): Pick<PurlParts, 'qualifiers'> {
  if (kind === 'release') return { qualifiers: { distro: suffix } }
  return kind === 'repository' ? { qualifiers: { repository_url: suffix } } : {}
}
