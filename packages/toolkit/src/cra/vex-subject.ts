/** The product as VEX documents know it: by its profile, else by what the tree calls itself. */
import { buildPurl, type Inventory, parsePurl } from '../model/index.ts'
import type { VexSubject } from '../vex/index.ts'
import { parseProfile } from './product/profile-file.ts'
import type { ProductProfile } from './product/profile.ts'
import type { RepoFiles } from './repo-files.ts'

/**
 * The purl of the profile, else `pkg:generic/NAME@VERSION`: the name under which our own exports speak of the product.
 * A profile that cannot be read says nothing. Undefined where no purl can be made of the name.
 */
export function readVexSubject(tree: RepoFiles, inventory: Inventory): VexSubject | undefined {
  const profile = readProfile(tree)
  const { name, version } = { ...treeName(inventory), ...profile?.product }
  const versioned = version === undefined ? {} : { version }
  const stated = profile?.product.purl === undefined ? undefined : parsePurl(profile.product.purl)
  const purl = stated?.ok === true ? stated : buildPurl({ type: 'generic', name, ...versioned })
  return purl.ok ? { id: profile?.id ?? name, name, ...versioned, purl: purl.value } : undefined
}

function readProfile(tree: RepoFiles): ProductProfile | undefined {
  const source = tree.read('.occtet/product.yaml')
  const parsed = source === undefined ? undefined : parseProfile(source)
  return parsed?.ok === true ? parsed.value : undefined
}

function treeName({ name, version }: Inventory): { readonly name: string; readonly version?: string } {
  return version === undefined ? { name } : { name, version }
}
