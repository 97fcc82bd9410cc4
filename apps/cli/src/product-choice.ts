/** One tree may hold several products: shows them, and takes one by folder, id or name. */
import { existsSync, realpathSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { RepoFiles } from '@occtet/toolkit/cra'
import { chooseProduct, countProducts, foldersOfOthers, toProductInventory } from '@occtet/toolkit/inventory'
import type { Inventory, TreeProduct } from '@occtet/toolkit/model'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'
import { firstOf, formatTable, plain } from './layout.ts'
import { type Options, textOption } from './options.ts'
import { filesOfProduct } from './product-files.ts'

/** What a check is about. */
export interface ChosenProduct {
  readonly inventory: Inventory
  /** Where its own `.occtet/` lies; undefined where no folder on the disk is known to be its own. */
  readonly home: string | undefined
  /** `home` relative to the tree; undefined for the root. */
  readonly folder?: string
  /** Of the files of the tree those that say something about it. */
  readonly filesOf: (tree: RepoFiles) => RepoFiles
}

/** `dir`: the folder of the tree. Without `--product` the whole tree. Throws like `onlyProduct`. */
export function chooseChecked(inventory: Inventory, dir: string, options: Options): ChosenProduct {
  const wish = textOption(options, 'product')
  if (wish === undefined) return { inventory, home: dir, filesOf: (tree) => tree }
  const product = oneProduct(inventory, wish)
  const home = homeOf(dir, product)
  const folder = home === undefined ? undefined : product.path
  const others = foldersOfOthers(inventory, product)
  return {
    inventory: toProductInventory(inventory, product),
    home,
    ...(folder !== undefined && folder !== '.' && { folder }),
    filesOf: (tree) => filesOfProduct(tree, { home: folder, others }),
  }
}

/** Untrusted: a lock file names the folder. None where it is not there, or a link on its way leads out of the tree. */
function homeOf(dir: string, { path }: TreeProduct): string | undefined {
  if (path === undefined) return undefined
  if (path === '.') return dir
  const folder = join(dir, path)
  if (!existsSync(folder)) return undefined
  return realpathSync(folder).startsWith(realpathSync(dir) + sep) ? folder : undefined
}

/** The whole tree where nothing was asked for. Throws (exit 2) where `--product` fits none of its products, or several. */
export function onlyProduct<T extends Inventory>(inventory: T, options: Options): Inventory {
  const wish = textOption(options, 'product')
  return wish === undefined ? inventory : toProductInventory(inventory, oneProduct(inventory, wish))
}

function oneProduct(inventory: Inventory, wish: string): TreeProduct {
  const chosen = chooseProduct(inventory, wish)
  if (chosen.ok) return chosen.value
  const names = chosen.error.map(({ id, path, name }) => id ?? path ?? name)
  const message = `no single product of this tree is ${JSON.stringify(wish)}`
  const hint =
    names.length === 0
      ? 'It holds one product at most; leave --product away.'
      : `Give one of: ${plain(firstOf(names, 20))}; occtet inventory --products lists them.`
  throw new CommandFailure({ exitCode: exitCodes.usage, code: 'PRODUCT_UNKNOWN', message, hint })
}

/** A table, or with `--json` the products with what they ask for. */
export function formatProducts(inventory: Inventory, isJson: boolean): string {
  const { shares } = countProducts(inventory, [])
  const products = shares.map(({ product, components, shared }) => ({ ...product, components, shared }))
  if (isJson) return `${JSON.stringify(products, null, 1)}\n`
  if (products.length === 0)
    return 'One product at most: no workspace and no .occtet/product.yaml below this folder.\n'
  const rows = products.map(({ id, path, name, version, found, basis, components, shared }) => [
    plain(path ?? '(folder not stated)'),
    plain(`${version === undefined ? name : `${name} ${version}`}${id === undefined ? '' : ` (${id})`}`),
    String(components),
    String(shared),
    found === 'profile' ? 'product.yaml' : 'workspace',
    basis === 'graph' ? 'what depends on what' : 'what lies in the folder',
  ])
  const head = ['folder', 'product', 'components', 'shared', 'found by', 'known from']
  return `${formatTable([head, ...rows], { right: new Set([2, 3]) }).join('\n')}\n`
}
