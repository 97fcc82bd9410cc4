/** Which product, in which version, a component stands for: by its purl, its image, or the distribution it is packed for. */
import { type Component, corePurl, splitPurl } from '../model/index.ts'
import { codeNames, distributions } from './data/identities.ts'
import type { LifecycleIdentity } from './model.ts'

export interface Recognised {
  readonly product: string
  /** Empty where it is not stated. */
  readonly version: string
  /** It is the system that the package was made for: hundreds of packages say the same. */
  readonly isSystem?: true
}

export interface Recogniser {
  (component: Component): readonly Recognised[]
}

export function createRecogniser(identities: readonly LifecycleIdentity[]): Recogniser {
  const packages = new Map(
    identities.flatMap(({ product, packages: all }) => all.map((one) => [one, product])),
  )
  const images = new Map(identities.flatMap(({ product, images: all }) => all.map((one) => [one, product])))
  return (component) => {
    const { type, qualifiers = {}, version } = splitPurl(component.purl)
    if (type === 'oci' || type === 'docker') return ofImage(component, images)
    const product = packages.get(corePurl(component.purl))
    const distro = ofDistro(qualifiers['distro'])
    return [
      ...(product === undefined ? [] : [{ product, version: version ?? '' }]),
      ...(distro === undefined ? [] : [{ ...distro, isSystem: true as const }]),
    ]
  }
}

/** `debian-12.5`, `ubuntu-24.04`, `alpine-3.19.1`; a name of a release alone. */
function ofDistro(distro: string | undefined): Recognised | undefined {
  const [, family = '', version = ''] = /^([a-z-]+?)-v?(\d[\d.]*)$/.exec(distro ?? '') ?? []
  const product = distributions[family]
  if (product !== undefined) return { product, version }
  return ofCodeName(distro ?? '')
}

function ofCodeName(word: string): Recognised | undefined {
  const known = Object.hasOwn(codeNames, word) ? codeNames[word] : undefined
  return known === undefined ? undefined : { product: known[0], version: known[1] }
}

/** The tag says the version, and what it is built on: `20.11-alpine3.19`, `3.12-slim-bookworm`. */
function ofImage(component: Component, images: ReadonlyMap<string, string>): readonly Recognised[] {
  const { qualifiers = {}, namespace, name, version, type } = splitPurl(component.purl)
  const place =
    qualifiers['repository_url'] ?? [...(namespace === undefined ? [] : [namespace]), name].join('/')
  const image = place.replace(/^(?:(?:index\.)?docker\.io)\//, '')
  const full = image.includes('/') ? image : `library/${image}`
  const tag = qualifiers['tag'] ?? tagOfVersion(type, version)
  const own = ownProduct(full, tag, images)
  const base = tag.split(/[-_]/).flatMap((word) => ofBaseWord(word) ?? [])
  const isBaseItself = own !== undefined && base.some(({ product }) => product === own.product)
  return [...(own === undefined || isBaseItself ? [] : [own]), ...base]
}

/** Type `docker` has the tag, or a digest, as its version. */
function tagOfVersion(type: string, version = ''): string {
  return type === 'docker' && !/^sha256[:-]/.test(version) ? version : ''
}

function ownProduct(image: string, tag: string, images: ReadonlyMap<string, string>): Recognised | undefined {
  // Red Hat names the major version in the image: ubi9, ubi9-minimal, ubi9/ubi.
  const [, ubi] = /^registry\.(?:access\.)?redhat\.(?:com|io)\/ubi(\d+)(?:[/-]|$)/.exec(image) ?? []
  if (ubi !== undefined) return { product: 'rhel', version: ubi }
  const product = images.get(image)
  if (product === undefined) return undefined
  const [version = ''] = /^\d+(?:\.\d+)*/.exec(tag) ?? []
  return { product, version }
}

/** `alpine3.19`, `bookworm`, `ubi9`. */
function ofBaseWord(word: string): Recognised | undefined {
  const [, alpine] = /^alpine(\d+\.\d+)$/.exec(word) ?? []
  if (alpine !== undefined) return { product: 'alpine', version: alpine }
  const [, ubi] = /^ubi(\d+)$/.exec(word) ?? []
  return ubi === undefined ? ofCodeName(word) : { product: 'rhel', version: ubi }
}
