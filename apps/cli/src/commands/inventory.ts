/** `occtet inventory [PATH]`: what the product is made of, in the format asked for. */
import { readSbomFile } from '@occtet/toolkit/adapters'
import { isPinned, withoutOwnPackages } from '@occtet/toolkit/inventory'
import type { Inventory } from '@occtet/toolkit/model'
import {
  bomSyntaxes,
  type Conversion,
  convertBom,
  type SbomInput,
  writeCycloneDx,
  writeCycloneDxPieces,
  writeSpdx,
  writeSpdxPieces,
} from '@occtet/toolkit/sbom'
import type { Context } from '../context.ts'
import type { ExitCode } from '../exit-codes.ts'
import { formatLosses } from '../format-losses.ts'
import { flagOption, type Options, textOption } from '../options.ts'
import { formatProducts, onlyProduct } from '../product-choice.ts'
import { readTree } from '../read-tree.ts'
import { settle } from '../settle.ts'
import { toolVersion } from '../tool-version.ts'

const formats = ['purls', 'json', ...bomSyntaxes] as const
type Format = (typeof formats)[number]

export async function runInventory(context: Context, path: string, options: Options): Promise<ExitCode> {
  const found =
    readSbomFile(path) ??
    (await readTree(context, path, {
      platform: textOption(options, 'platform'),
      mavenRepository: textOption(options, 'mavenRepository'),
    }))
  if (flagOption(options, 'products')) {
    context.out(formatProducts(found, flagOption(options, 'json')))
    return settle(context, found, { strict: flagOption(options, 'strict') })
  }
  const inventory: SbomInput = select(onlyProduct(found, options), {
    firstParty: flagOption(options, 'firstParty'),
    production: flagOption(options, 'production'),
  })
  const format = chooseFormat(options)
  for (const piece of formatInventory(context, inventory, format)) {
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
export function select<T extends Inventory>(
  inventory: T,
  options: { firstParty: boolean; production: boolean },
): T {
  const listed = options.firstParty ? inventory : withoutOwnPackages(inventory)
  if (!options.production) return listed
  return { ...listed, components: listed.components.filter(({ scope }) => scope !== 'development') }
}

function formatInventory(context: Context, inventory: SbomInput, format: Format): Iterable<string> {
  const meta = { toolVersion, timestamp: context.now() }
  switch (format) {
    case 'purls':
      return formatPurls(inventory)
    case 'json':
      return [`${JSON.stringify(toValue(inventory), null, 1)}\n`]
    case 'cyclonedx-json':
      return writeCycloneDxPieces(inventory, meta)
    case 'spdx-json':
      return writeSpdxPieces(inventory, meta)
    case 'cyclonedx-xml':
    case 'spdx3-json':
      return [convert(context, writeCycloneDx(inventory, meta), format)]
    case 'spdx-tag-value':
      return [convert(context, writeSpdx(inventory, meta), format)]
    default:
      return format satisfies never
  }
}

/** Our writers write JSON; the other formats are converted from it, and what does not fit is said. */
function convert(context: Context, text: string, to: Conversion['to']['syntax']): string {
  const converted = convertBom(text, 'inventory', { to })
  if (!converted.ok) throw new Error(`our own SBOM cannot be converted: ${converted.error.message}`)
  const { losses } = converted.value
  if (losses.length > 0) context.say(formatLosses(losses, context.columns))
  return converted.value.text
}

/** Of an SBOM that was read: the inventory, and the components that it names without saying which package they are. */
function toValue(input: SbomInput): object {
  const { name, version, components, roots, files, issues, unidentified, products } = input
  return { name, version, components, roots, files, issues, unidentified, products }
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

function tellUnpinned(context: Context, inventory: SbomInput): void {
  const unidentified = inventory.unidentified?.length ?? 0
  if (unidentified > 0)
    context.say(
      `${unidentified} components have no package URL and are not in this list; --format json has them\n`,
    )
  const unpinned = inventory.components.filter((component) => !isPinned(component)).length
  if (unpinned === 0) return
  context.say(
    `${unpinned} components have no pinned version and are not in this list; --format json has them\n`,
  )
}
