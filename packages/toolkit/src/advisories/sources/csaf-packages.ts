/** From the statements of a CSAF document to claims about packages: only what a purl names, and never more than was said. */
import { type CsafDocument, type CsafProduct, type ProductId, versionOf } from '../../csaf/index.ts'
import { type AffectedRange, parsePurl, splitPurl } from '../../model/index.ts'
import { unstatedRange } from './native-ranges.ts'
import type { PackageEntry } from './package-record.ts'
import { readPurlPackage } from './purl-package.ts'

/** What one statement says of one package. */
interface Said {
  readonly ecosystem: string
  readonly name: string
  readonly ranges?: readonly AffectedRange[]
  readonly versions?: readonly string[]
  readonly patched?: readonly string[]
}

/**
 * One entry per package; undefined for every affected statement that names none. All that a document says of a package
 * holds together: inside any of the ranges, or one of the versions.
 *
 * A status of "component as found in product" holds inside that product only, so it becomes no claim about the
 * component, with one exception: where the product is a release of Red Hat, the release is part of our ecosystem's
 * name (`Red Hat:enterprise_linux:9::appstream`), and the claim says just that.
 */
export function readCsafPackages(document: CsafDocument): readonly (PackageEntry | undefined)[] {
  const all = document.vulnerabilities.flatMap(({ status }) => [
    ...status.known_affected.map((id) => sayAffected(document, id)),
    ...status.first_affected.map((id) => sayBound(document, id, 'first_affected')),
    ...status.last_affected.map((id) => sayBound(document, id, 'last_affected')),
    ...[...new Set([...status.fixed, ...status.first_fixed])].map((id) => sayFixed(document, id)),
  ])
  const claims = mergePackages(all.flatMap((said) => said ?? []))
  return [...claims, ...all.filter((said) => said === undefined).map(() => undefined)]
}

function mergePackages(all: readonly Said[]): readonly PackageEntry[] {
  const packages = new Map<string, Said[]>()
  for (const said of all) {
    const key = JSON.stringify([said.ecosystem, said.name])
    const known = packages.get(key)
    if (known === undefined) packages.set(key, [said])
    else known.push(said)
  }
  return [...packages.values()].flatMap((group): readonly PackageEntry[] => {
    const [first] = group
    const ranges = new Map(
      group.flatMap((said) => said.ranges ?? []).map((range) => [JSON.stringify(range), range]),
    )
    const versions = [...new Set(group.flatMap((said) => said.versions ?? []))]
    // What is only known to be fixed says nothing of what is affected.
    if (first === undefined || ranges.size + versions.length === 0) return []
    return [
      {
        ecosystem: first.ecosystem,
        name: first.name,
        ranges: [...ranges.values()],
        versions,
        patched: [...new Set(group.flatMap((said) => said.patched ?? []))],
      },
    ]
  })
}

/** Undefined where no purl names it. */
function sayAffected(document: CsafDocument, id: ProductId): readonly Said[] | undefined {
  const product = document.products.get(id)
  if (product?.kind !== 'named') {
    const found = product && findReleasePackage(document, product)
    if (found === undefined || found.isModular) return undefined
    const { ecosystem, name, version } = found
    // Red Hat leaves the version out where there is no fix: then all of them are meant.
    if (version === undefined)
      return [{ ecosystem, name, ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }] }] }]
    return [{ ecosystem, name, versions: [version] }]
  }
  const stated = versionOf(product)
  return sayOf(product, ({ ecosystem, name, version }) => {
    const versions = version === undefined ? [] : [version]
    // Ranges other than VERS name no order; as they stand they evaluate to "cannot be told".
    if (stated?.kind === 'range')
      return { ecosystem, name, ranges: [{ type: 'VERS', vers: stated.text }], versions }
    if (versions.length > 0) return { ecosystem, name, versions }
    if (stated?.kind === 'exact') return { ecosystem, name, versions: [stated.version] }
    return { ecosystem, name, ranges: [unstatedRange] }
  })
}

/** The version itself is affected; how far the stretch goes that begins or ends there is not said in one place. */
function sayBound(
  document: CsafDocument,
  id: ProductId,
  group: 'first_affected' | 'last_affected',
): readonly Said[] | undefined {
  const said = sayAffected(document, id)
  return said?.map((one) => ({
    ...one,
    ranges: [...(one.ranges ?? []), { type: 'VERS', vers: `${group}: ${one.versions?.join(' ') ?? ''}` }],
  }))
}

/**
 * Of a package of a Red Hat release: all before are affected, as in Red Hat's own OSV records. Of anything else a fixed
 * version is only worth knowing. A package of a module is not exact: streams have versions of their own, and our
 * ecosystems do not tell them apart, so that it would hit the wrong ones.
 */
function sayFixed(document: CsafDocument, id: ProductId): readonly Said[] | undefined {
  const product = document.products.get(id)
  if (product === undefined) return []
  if (product.kind === 'named')
    return (
      sayOf(product, ({ ecosystem, name, version }) => {
        const stated = versionOf(product)
        const fixed = version ?? (stated?.kind === 'exact' ? stated.version : undefined)
        return { ecosystem, name, patched: fixed === undefined ? [] : [fixed] }
      }) ?? []
    )
  const found = findReleasePackage(document, product)
  if (found === undefined) return []
  const { ecosystem, name, version: fixed, isModular } = found
  if (isModular || fixed === undefined) return undefined
  return [{ ecosystem, name, ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }] }]
}

interface NamedPackage {
  readonly ecosystem: string
  readonly name: string
  readonly version?: string
}

/** Of each purl of a product; undefined where none can be read. */
function sayOf(product: CsafProduct, say: (found: NamedPackage) => Said): readonly Said[] | undefined {
  const found = product.helper.purls.flatMap((purl) => readPackage(purl) ?? [])
  return found.length === 0 ? undefined : found.map(say)
}

/** The epoch of an rpm is a qualifier of its purl, and a part of its version. */
function readPackage(text: string): NamedPackage | undefined {
  const named = readPurlPackage(text)
  const purl = parsePurl(text)
  if (named?.version === undefined || !purl.ok) return named
  const epoch = splitPurl(purl.value).qualifiers?.['epoch']
  return epoch === undefined ? named : { ...named, version: `${epoch}:${named.version}` }
}

interface ReleasePackage extends NamedPackage {
  readonly isModular: boolean
}

/** An rpm of Red Hat directly inside a product whose CPE names a release. */
function findReleasePackage(document: CsafDocument, product: CsafProduct): ReleasePackage | undefined {
  const [step, ...further] = product.kind === 'component' ? product.steps : []
  if (product.kind !== 'component' || step === undefined || further.length > 0) return undefined
  const release = releaseOf(document.products.get(step.within))
  const purl = redHatPurlOf(document.products.get(product.component))
  const named = purl === undefined ? undefined : readPackage(purl)
  if (release === undefined || purl === undefined || named === undefined) return undefined
  const isModular = /[?&]rpmmod=/.test(purl) || named.version?.includes('.module') === true
  return { ...named, ecosystem: `Red Hat:${release}`, isModular }
}

/** `enterprise_linux:9::appstream`: what OSV's Red Hat records have after the colon too. */
function releaseOf(product: CsafProduct | undefined): string | undefined {
  const cpe = product?.kind === 'named' ? product.helper.cpe : undefined
  return /^cpe:\/[ao]:redhat:([\w.:~-]{1,200})$/.exec(cpe ?? '')?.[1]
}

function redHatPurlOf(product: CsafProduct | undefined): string | undefined {
  const [purl] = product?.kind === 'named' ? product.helper.purls : []
  return purl?.startsWith('pkg:rpm/redhat/') === true ? purl : undefined
}
