/** Which products lie in one tree, and what belongs to each (ADR 025). */
import { type Purl, splitPurl, type TreeProduct } from '../../model/index.ts'
import type { FilePackages } from '../merge.ts'
import { findMembers, hasEdges, type Member, sortPurls } from './members.ts'
import type { DeclaredProduct } from './profile.ts'

/**
 * What people declared wins: with a profile below the root, the profiles are the products and workspace members are
 * parts of them. Otherwise each own package of a lock file or manifest is one. Undefined where there is one at most.
 * `declaredIn`: the profiles of the tree, among them those in the folders of members.
 */
export function groupProducts(
  files: readonly FilePackages[],
  declaredIn: (folders: readonly string[]) => readonly DeclaredProduct[],
): readonly TreeProduct[] | undefined {
  const members = findMembers(files)
  const declared = declaredIn(members.flatMap(({ path }) => path ?? []))
  const hasNested = declared.some(({ path }) => path !== '.')
  const tree = { members, files, led: findLed(members, files) }
  const products = hasNested
    ? withRest(declared, members).map((one, _, all) => fromProfile(one, all, tree))
    : fromWorkspace(declared, tree)
  return products.length < 2 ? undefined : products
}

interface Tree {
  readonly members: readonly Member[]
  readonly files: readonly FilePackages[]
  /** Members whose folder is known, and all that they lead to. */
  readonly led: ReadonlySet<Purl>
}

/** What no profile below the root covers belongs to the product of the root, declared or not. */
function withRest(
  declared: readonly DeclaredProduct[],
  members: readonly Member[],
): readonly DeclaredProduct[] {
  if (declared.some(({ path }) => path === '.')) return declared
  const root = members.find(({ path }) => path === '.')
  return root === undefined ? declared : [{ path: '.', ...nameOf(root.purl) }, ...declared]
}

function fromProfile(
  own: DeclaredProduct,
  all: readonly DeclaredProduct[],
  { members, files, led }: Tree,
): TreeProduct {
  const others = all.filter(({ path }) => path !== own.path).map(({ path }) => path)
  const mine = members.filter(({ path }) => path !== undefined && isOwnPlace(path, own.path, others))
  const atRoot = members.find(({ path }) => path === own.path)
  const beneath = files.filter(({ path }) => isOwnPlace(path, own.path, others))
  const isKnown = mine.some((member) => member.hasEdges)
  return {
    ...naming(own),
    path: own.path,
    found: 'profile',
    ...(atRoot !== undefined && { purl: atRoot.purl }),
    roots: sortPurls(mine.flatMap(({ purl, roots }) => (purl === atRoot?.purl ? roots : [purl, ...roots]))),
    stated: statedBy(beneath, led, atRoot?.purl),
    basis: isKnown ? 'graph' : 'folder',
  }
}

function fromWorkspace(
  declared: readonly DeclaredProduct[],
  { members, files, led }: Tree,
): readonly TreeProduct[] {
  const places = members.flatMap(({ path }) => path ?? [])
  return members.map((member): TreeProduct => {
    const { path, purl, roots } = member
    const profile = declared.find((one) => one.path === path)
    const beneath =
      path === undefined
        ? []
        : files.filter((file) =>
            isOwnPlace(
              file.path,
              path,
              places.filter((other) => other !== path),
            ),
          )
    return {
      ...(profile === undefined ? nameOf(purl) : naming(profile)),
      ...(path !== undefined && { path }),
      found: profile === undefined ? 'workspace' : 'profile',
      purl,
      roots,
      stated: statedBy(beneath, led, purl),
      basis: member.hasEdges ? 'graph' : 'folder',
    }
  })
}

function naming({ id, name, version }: DeclaredProduct): Pick<TreeProduct, 'id' | 'name' | 'version'> {
  return { ...(id !== undefined && { id }), name, ...(version !== undefined && { version }) }
}

/** Of files with edges only what no member leads to: the rest of them says itself whose it is. */
function statedBy(
  files: readonly FilePackages[],
  led: ReadonlySet<Purl>,
  own: Purl | undefined,
): readonly Purl[] {
  const stated = files.flatMap((file) => {
    const purls = file.packages.map(({ purl }) => purl)
    return hasEdges(file) ? purls.filter((purl) => !led.has(purl)) : purls
  })
  return sortPurls(stated.filter((purl) => purl !== own))
}

function findLed(members: readonly Member[], files: readonly FilePackages[]): ReadonlySet<Purl> {
  const edges = new Map<Purl, Purl[]>()
  for (const { packages } of files) {
    const purls = new Map(packages.map(({ key, purl }) => [key, purl]))
    for (const { purl, dependsOn } of packages) {
      const known = edges.get(purl) ?? []
      for (const key of dependsOn) known.push(purls.get(key) ?? purl)
      edges.set(purl, known)
    }
  }
  const led = new Set<Purl>()
  const queue = members.flatMap(({ path, purl, roots }) => (path === undefined ? [] : [purl, ...roots]))
  for (let purl = queue.pop(); purl !== undefined; purl = queue.pop()) {
    if (led.has(purl)) continue
    led.add(purl)
    for (const next of edges.get(purl) ?? []) queue.push(next)
  }
  return led
}

/** It lies beneath the folder, and not beneath a folder of another product that lies in this one. */
function isOwnPlace(path: string, folder: string, others: readonly string[]): boolean {
  return (
    isBeneath(path, folder) && !others.some((other) => isBeneath(other, folder) && isBeneath(path, other))
  )
}

/** `folder`: `.` for the root. */
export function isBeneath(path: string, folder: string): boolean {
  return folder === '.' || path === folder || path.startsWith(`${folder}/`)
}

function nameOf(purl: Purl): Pick<TreeProduct, 'name' | 'version'> {
  const { namespace, name, version } = splitPurl(purl)
  return {
    name: namespace === undefined ? name : `${namespace}/${name}`,
    ...(version !== undefined && { version }),
  }
}
