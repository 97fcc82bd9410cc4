/** `occtet inventory [PATH]`: what the product is made of, in the format asked for. */
import { readSbomFile } from '@occtet/toolkit/adapters'
import { isPinned } from '@occtet/toolkit/inventory'
import type { Inventory } from '@occtet/toolkit/model'
import { writeCycloneDx, writeSpdx } from '@occtet/toolkit/sbom'
import type { Context } from '../context.ts'
import type { ExitCode } from '../exit-codes.ts'
import { flagOption, type Options, textOption } from '../options.ts'
import { readTree } from '../read-tree.ts'
import { settle } from '../settle.ts'
import { toolVersion } from '../tool-version.ts'

const formats = ['purls', 'json', 'cyclonedx-json', 'spdx-json'] as const
type Format = (typeof formats)[number]

export async function runInventory(context: Context, path: string, options: Options): Promise<ExitCode> {
  const found =
    readSbomFile(path) ?? (await readTree(context, path, { platform: textOption(options, 'platform') }))
  const inventory = select(found, {
    firstParty: flagOption(options, 'firstParty'),
    production: flagOption(options, 'production'),
  })
  const format = chooseFormat(options)
  for (const piece of formatInventory(inventory, format, context.now())) {
    context.out(piece)
    await context.drain()
  }
  if (format === 'purls') tellUnpinned(context, inventory)
  return settle(context, inventory, { strict: flagOption(options, 'strict') })
}

function chooseFormat(options: Options): Format {
  if (flagOption(options, 'json')) return 'json'
  return formats.find((format) => format === textOption(options, 'format')) ?? 'purls'
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

function formatInventory(inventory: Inventory, format: Format, timestamp: string): Iterable<string> {
  const meta = { toolVersion, timestamp }
  switch (format) {
    case 'purls':
      return formatPurls(inventory)
    case 'json':
      return [`${JSON.stringify(inventory, null, 1)}\n`]
    case 'cyclonedx-json':
      return [writeCycloneDx(inventory, meta)]
    case 'spdx-json':
      return [writeSpdx(inventory, meta)]
    default:
      return format satisfies never
  }
}

/** One canonical purl per line, sorted by code unit, unique; only what is pinned. In pieces of a thousand lines. */
function* formatPurls(inventory: Inventory): Generator<string> {
  let lines: string[] = []
  let last: string | undefined
  for (const component of inventory.components) {
    if (!isPinned(component) || component.purl === last) continue
    last = component.purl
    lines.push(`${last}\n`)
    if (lines.length < 1000) continue
    yield lines.join('')
    lines = []
  }
  yield lines.join('')
}

function tellUnpinned(context: Context, inventory: Inventory): void {
  const unpinned = inventory.components.filter((component) => !isPinned(component)).length
  if (unpinned === 0) return
  context.say(
    `${unpinned} components have no pinned version and are not in this list; --format json has them\n`,
  )
}
