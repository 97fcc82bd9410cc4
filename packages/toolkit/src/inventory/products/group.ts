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
  const products = hasNested
    ? withRest(declared, members).map((one, _, all) => fromProfile(one, all, { members, files }))
    : fromWorkspace(members, declared, files)
  return products.length < 2 ? undefined : products
}

interface Tree {
  readonly members: readonly Member[]
  readonly files: readonly FilePackages[]
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
  { members, files }: Tree,
): TreeProduct {
  const others = all.filter(({ path }) => path !== own.path).map(({ path }) => path)
  const mine = members.filter(({ path }) => path !== undefined && isOwnPlace(path, own.path, others))
  const atRoot = members.find(({ path }) => path === own.path)
  const stated = files.filter(({ path }) => isOwnPlace(path, own.path, others)).flatMap(purlsOf)
  const isKnown = mine.some((member) => member.hasEdges)
  return {
    ...naming(own),
    path: own.path,
    found: 'profile',
    ...(atRoot !== undefined && { purl: atRoot.purl }),
    roots: sortPurls(mine.flatMap(({ purl, roots }) => (purl === atRoot?.purl ? roots : [purl, ...roots]))),
    stated: sortPurls(stated.filter((purl) => purl !== atRoot?.purl)),
    basis: isKnown ? 'graph' : 'folder',
  }
}

function fromWorkspace(
  members: readonly Member[],
  declared: readonly DeclaredProduct[],
  files: readonly FilePackages[],
): readonly TreeProduct[] {
  const places = members.flatMap(({ path }) => path ?? [])
  const loose = files.filter((file) => !hasEdges(file))
  return members.map((member): TreeProduct => {
    const { path, purl, roots } = member
    const profile = declared.find((one) => one.path === path)
    const beneath =
      path === undefined
        ? []
        : loose.filter((file) =>
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
      stated: sortPurls(beneath.flatMap(purlsOf).filter((stated) => stated !== purl)),
      basis: member.hasEdges ? 'graph' : 'folder',
    }
  })
}

function naming({ id, name, version }: DeclaredProduct): Pick<TreeProduct, 'id' | 'name' | 'version'> {
  return { ...(id !== undefined && { id }), name, ...(version !== undefined && { version }) }
}

function purlsOf({ packages }: FilePackages): readonly Purl[] {
  return packages.map(({ purl }) => purl)
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
