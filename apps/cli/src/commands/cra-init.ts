/** `occtet cra init [DIR]`: writes `.occtet/product.yaml` from what the tree says; never over a profile that is there. */
import { guardStore } from '../guard-store.ts'
import { existsSync } from 'node:fs'
import { createProfileFile, diskRepoFiles, profilePath } from '@occtet/toolkit/adapters'
import { collectSignals, type ProductProfile, type SignalResult } from '@occtet/toolkit/cra'
import type { Inventory } from '@occtet/toolkit/model'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { plain } from '../layout.ts'
import { readLines } from '../ndjson.ts'
import { flagOption, type Options, textOption } from '../options.ts'
import { readTree } from '../read-tree.ts'
import { requireFolder } from '../require-folder.ts'
import { profileEvents } from '../record/cra-events.ts'
import { tieProduct } from '../record/ledger-places.ts'
import { openRecorder } from '../record/recorder.ts'

/** One thing that stands in the profile, and where it was found. */
interface Found {
  readonly field: string
  readonly value: string
  readonly from: string
}

export async function runInit(context: Context, dir: string, options: Options): Promise<ExitCode> {
  requireFolder(dir)
  const path = profilePath(dir)
  if (existsSync(path)) throw alreadyThere(path)
  const inventory = await readTree(context, dir)
  const signals = collectSignals(diskRepoFiles(dir, []), inventory)
  const found = findAll(inventory, signals)
  const isJson = flagOption(options, 'json')
  const wished = context.isInteractive && !isJson ? await ask(context, found) : new Map<string, string>()
  for (const name of ['name', 'id']) {
    const given = textOption(options, name)
    if (given !== undefined) wished.set(name === 'name' ? 'product.name' : 'id', given)
  }
  const profile = toProfile(found, wished)
  const isCreated = await openRecorder(context, { dir, id: profile.id }).change((note) =>
    guardStore(() => createProfileFile(dir, profile, (made) => note(profileEvents(made)))),
  )
  if (!isCreated) throw alreadyThere(path)
  tieProduct(context, { dir, id: profile.id })
  if (isJson) context.out(`${JSON.stringify({ path, profile, found }, null, 1)}\n`)
  else context.out(describe(path, profile, found))
  return exitCodes.done
}

function alreadyThere(path: string): CommandFailure {
  return new CommandFailure({
    exitCode: exitCodes.usage,
    code: 'PROFILE_EXISTS',
    message: `${path} is there already, and is left as it is`,
    hint: 'Edit the file, or go on with `occtet cra assess`.',
  })
}

function findAll(inventory: Inventory, signals: readonly SignalResult[]): readonly Found[] {
  const { name, version } = inventory
  const license = signals.find(({ id }) => id === 'SIG-REPO-LICENSE')
  const policy = signals.find(({ id }) => id === 'SIG-REPO-SECURITY-MD')
  return [
    { field: 'product.name', value: toProductName(name), from: 'the manifest or the folder' },
    ...(version === undefined ? [] : [{ field: 'product.version', value: version, from: 'the manifest' }]),
    ...listOf(license, 'spdx')
      .slice(0, 1)
      .map((value) => ({ field: 'product.license', value, from: placeOf(license) })),
    ...listOf(policy, 'contacts').map((value) => ({
      field: 'security.contacts',
      value,
      from: placeOf(policy),
    })),
  ]
}

function listOf(signal: SignalResult | undefined, field: string): readonly string[] {
  const list = signal?.state === 'present' ? signal.facts[field] : undefined
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : []
}

function placeOf(signal: SignalResult | undefined): string {
  const place = signal?.evidence[0]
  return place === undefined ? (signal?.id ?? '') : `${place.path}:${place.line}`
}

/** Enter keeps what was found. */
async function ask(context: Context, found: readonly Found[]): Promise<Map<string, string>> {
  const lines = readLines(context.stdin)
  const wished = new Map<string, string>()
  const questions = [
    ['product.name', 'Name of the product'],
    ['product.version', 'Version'],
    ['manufacturer.name', 'Who makes it (company or person; empty: later)'],
  ] as const
  for (const [field, question] of questions) {
    const known = found.find((one) => one.field === field)?.value
    context.say(`${question}${known === undefined ? '' : ` [${plain(known)}]`}: `)
    const line = await lines.next()
    if (line.done === true) break
    const text = line.value.text.trim()
    if (text !== '') wished.set(field, text)
  }
  return wished
}

function toProfile(found: readonly Found[], wished: ReadonlyMap<string, string>): ProductProfile {
  const value = (field: string): string | undefined =>
    wished.get(field) ?? found.find((one) => one.field === field)?.value
  const name = value('product.name') ?? 'product'
  const [version, license, maker] = [
    value('product.version'),
    value('product.license'),
    value('manufacturer.name'),
  ]
  const contacts = found.filter((one) => one.field === 'security.contacts').map((one) => one.value)
  return {
    schema: 'occtet.product/1',
    id: toProductId(wished.get('id') ?? name),
    product: {
      name,
      ...(version === undefined ? {} : { version }),
      ...(license === undefined ? {} : { license }),
    },
    ...(maker === undefined ? {} : { manufacturer: { name: maker } }),
    ...(contacts.length === 0 ? {} : { security: { contacts } }),
    facts: {},
  }
}

/** Without the address that Go and others put before the name: `github.com/a/b/v2` is `b`. */
function toProductName(name: string): string {
  const parts = name.split('/').filter((part) => part !== '' && !/^v\d+$/.test(part))
  return parts.at(-1) ?? name
}

/** Letters, digits and `-`, at most 100 characters. */
function toProductId(name: string): string {
  const id = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 100)
    .replace(/-+$/, '')
    .toLowerCase()
  return id === '' ? 'product' : id
}

function describe(path: string, profile: ProductProfile, found: readonly Found[]): string {
  const rows = found.map(({ field, value, from }) => `  ${field}: ${plain(value)} (${plain(from)})\n`)
  const next = 'Check the file, then run `occtet cra assess` for the questions.\n'
  return `Wrote ${path} for ${plain(profile.product.name)}. Found in the tree:\n${rows.join('')}${next}`
}
