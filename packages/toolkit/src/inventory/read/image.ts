/** References to container images (OCI Distribution Specification, "Pulling manifests"; distribution/reference). */
import type { PurlParts, Scope } from '../../model/index.ts'
import type { References } from './loose-references.ts'
import { addIssue, addPackage } from './package.ts'
import { partsOf, splitPath } from './purl-parts.ts'

export interface ImageReference {
  /** Host and port; undefined where none is written. */
  readonly registry: string | undefined
  /** Without host; `library/` only where it is written. */
  readonly path: string
  readonly tag: string | undefined
  /** `sha256:HEX` */
  readonly digest: string | undefined
}

/** Longer texts are no reference (distribution/reference, NameTotalLengthMax is 255). */
const maxText = 600

const part = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/

const digestForm = /^sha256:[0-9a-f]{64}$/
const tagForm = /^\w[\w.-]{0,127}$/

/** Undefined for what is no reference: variables, empty texts. The first part is a host when it has a dot, a port, or is localhost. */
export function parseImage(text: string): ImageReference | undefined {
  if (text.length > maxText) return undefined
  const [whole = '', digest, ...others] = text.split('@')
  const host = hostOf(whole)
  const [path = '', tag, ...rest] = whole.slice(host === '' ? 0 : host.length + 1).split(':')
  const isWellFormed =
    others.length + rest.length === 0 &&
    isForm(digest, digestForm) &&
    isForm(tag, tagForm) &&
    path.split('/').every((one) => part.test(one))
  return isWellFormed ? { registry: host === '' ? undefined : host, path, tag, digest } : undefined
}

function isForm(text: string | undefined, form: RegExp): boolean {
  return text === undefined || form.test(text)
}

function hostOf(whole: string): string {
  const first = whole.slice(0, Math.max(0, whole.indexOf('/')))
  return first === 'localhost' || /^[\w.-]+:\d+$|^[\w-]+(?:\.[\w-]+)+$/.test(first) ? first : ''
}

const dockers = new Set([undefined, 'docker.io', 'index.docker.io'])

/**
 * Type `oci` (purl-spec): only a digest is a version; the tag is a qualifier, since it can be moved. Where no registry
 * is written, Docker's own is meant, and `library/` for names without a slash.
 */
export function imagePurl({ registry, path, tag, digest }: ImageReference): PurlParts {
  const isOfDocker = dockers.has(registry)
  const full = isOfDocker && !path.includes('/') ? `library/${path}` : path
  const place = `${isOfDocker ? 'docker.io' : registry}/${full}`
  return partsOf({
    type: 'oci',
    name: splitPath(path).name,
    version: digest,
    qualifiers: { repository_url: place, tag },
  })
}

export interface ImagePlace {
  readonly line: number
  readonly scope: Scope
  readonly groups?: readonly string[]
  /** Where no tag is written, something else than Docker's `latest` decides, and nobody here knows what. */
  readonly isTagElsewhere?: boolean
}

/** Adds the image; a text that is no reference as it stands (a variable without a value) is an issue. */
export function addImage(references: References, text: string, place: ImagePlace): void {
  const { line, scope, groups, isTagElsewhere = false } = place
  const { draft, found } = references
  const image = parseImage(text)
  if (image === undefined) {
    const message = `${text.slice(0, 100)} is no reference to an image that can be read as it stands`
    addIssue(draft, { code: 'ENTRY_UNREADABLE', line, message })
    return
  }
  found.push({ text, line, isFixed: image.digest !== undefined, kind: 'image' })
  addPackage(draft, {
    purl: imagePurl(image),
    line,
    relation: 'direct',
    scope,
    groups,
    requirement:
      image.digest === undefined ? (image.tag ?? (isTagElsewhere ? undefined : 'latest')) : undefined,
  })
}
