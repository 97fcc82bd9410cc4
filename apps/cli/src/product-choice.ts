/** One tree may hold several products: shows them, takes one by path or name, and says which one a check is about. */
import { chooseProduct, componentsOf, toProductInventory } from '@occtet/toolkit/inventory'
import type { Inventory, TreeProduct } from '@occtet/toolkit/model'
import type { Context } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'
import { firstOf, formatTable, plain } from './layout.ts'
import { type Options, textOption } from './options.ts'

/** The whole tree where nothing was asked for. Throws (exit 2) where `--product` fits none of its products, or several. */
export function onlyProduct<T extends Inventory>(inventory: T, options: Options): Inventory {
  const wish = textOption(options, 'product')
  if (wish === undefined) return inventory
  const chosen = chooseProduct(inventory, wish)
  if (chosen.ok) return toProductInventory(inventory, chosen.value)
  const names = chosen.error.map(({ path, name }) => path ?? name)
  const message = `no single product of this tree is ${JSON.stringify(wish)}`
  const hint =
    names.length === 0
      ? 'It holds one product at most; leave --product away.'
      : `Give one of: ${plain(firstOf(names, 20))}; occtet inventory --products lists them.`
  throw new CommandFailure({ exitCode: exitCodes.usage, code: 'PRODUCT_UNKNOWN', message, hint })
}

interface CountedProduct extends TreeProduct {
  /** Third-party components that belong to it. */
  readonly components: number
}

/** A table, or with `--json` the products with what they ask for. */
export function formatProducts(inventory: Inventory, isJson: boolean): string {
  const own = new Set(inventory.components.flatMap(({ purl, isFirstParty }) => (isFirstParty ? purl : [])))
  const products = (inventory.products ?? []).map((product): CountedProduct => {
    const mine = [...componentsOf(inventory, product)].filter((purl) => !own.has(purl))
    return { ...product, components: mine.length }
  })
  if (isJson) return `${JSON.stringify(products, null, 1)}\n`
  if (products.length === 0)
    return 'One product at most: no workspace and no .occtet/product.yaml below this folder.\n'
  const rows = products.map(({ path, name, version, found, basis, components }) => [
    plain(path ?? '(folder not stated)'),
    plain(version === undefined ? name : `${name} ${version}`),
    String(components),
    found === 'profile' ? 'product.yaml' : 'workspace',
    basis === 'graph' ? 'what depends on what' : 'what lies in the folder',
  ])
  const head = ['folder', 'product', 'components', 'found by', 'known from']
  return `${formatTable([head, ...rows], { right: new Set([2]) }).join('\n')}\n`
}

/** At a root with further profiles below: which product this is, and how to see the others. */
export function tellProducts(context: Context, inventory: Inventory): void {
  const declared = (inventory.products ?? []).filter(({ found, path }) => found === 'profile' && path !== '.')
  if (declared.length === 0) return
  const paths = declared.map(({ path }) => path ?? '')
  context.say(
    `This tree holds ${declared.length + 1} products. This is about that of the root and counts all components of the tree. ` +
      `The others: ${plain(firstOf(paths, 10))}; occtet scan . --product FOLDER shows the findings of one.\n`,
  )
}
