/** `occtet inventory [PATH]`: what the product is made of, in the format asked for. */
import { readFileTree } from '@occtet/toolkit/adapters'
import type { Inventory } from '@occtet/toolkit/model'
import { writeCycloneDx, writeSpdx } from '@occtet/toolkit/sbom'
import type { Context } from '../context.ts'
import type { ExitCode } from '../exit-codes.ts'
import { settle } from '../settle.ts'
import { toolVersion } from '../tool-version.ts'

export const inventoryFormats = ['purls', 'json', 'cyclonedx-json', 'spdx-json'] as const
export type InventoryFormat = (typeof inventoryFormats)[number]

export interface InventoryOptions {
  readonly format: InventoryFormat
  readonly firstParty: boolean
  readonly production: boolean
  readonly strict: boolean
}

export function runInventory(context: Context, path: string, options: InventoryOptions): ExitCode {
  const inventory = select(readFileTree(path), options)
  context.out(formatInventory(inventory, options.format, context.now()))
  return settle(context, inventory, { strict: options.strict })
}

/** Third-party components by default; `--first-party` adds the rest, `--production` drops development groups. */
export function select(
  inventory: Inventory,
  options: { firstParty: boolean; production: boolean },
): Inventory {
  const components = inventory.components.filter(
    (component) =>
      (options.firstParty || !component.isFirstParty) &&
      (!options.production || component.scope !== 'development'),
  )
  return { ...inventory, components }
}

function formatInventory(inventory: Inventory, format: InventoryFormat, timestamp: string): string {
  const meta = { toolVersion, timestamp }
  switch (format) {
    case 'purls':
      return inventory.components.map((component) => `${component.purl}\n`).join('')
    case 'json':
      return `${JSON.stringify(inventory, null, 1)}\n`
    case 'cyclonedx-json':
      return writeCycloneDx(inventory, meta)
    case 'spdx-json':
      return writeSpdx(inventory, meta)
    default:
      return format satisfies never
  }
}
