/** Where ledgers lie on this machine, and which one a product belongs to. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  LedgerError,
  type LedgerHome,
  type LedgerLink,
  ledgerFilePath,
  ledgerHome,
  LedgerReader,
  makePrivateFolder,
  readLedgerLink,
  writeLedgerLink,
} from '@occtet/toolkit/adapters'
import { configFolder, type Context, privateFolder } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'

/** A ledger that a product names. */
export interface FoundLink {
  readonly link: LedgerLink
  /** The file that names it. */
  readonly path: string
}

/** A ledger that a command was told to work on. */
export interface ChosenHome extends LedgerHome {
  /** What the product's own files remember of it. */
  readonly found?: FoundLink
}

/** A product by its tree, or by its id alone: cases are kept outside of any tree. */
export interface ProductPlace {
  readonly dir?: string | undefined
  readonly id?: string | undefined
}

/** $OCCTET_HOME, else beside the settings; the keys of all ledgers lie in the settings. */
export function homeOf(context: Context, origin: string): LedgerHome {
  return ledgerHome(dataFolder(context), configFolder(context), origin)
}

/** Origins of the ledgers on this machine, sorted. */
export function listLedgers(context: Context): readonly string[] {
  const folder = join(dataFolder(context), 'ledger')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap((name) => readOrigin(join(folder, name, 'log')))
    .sort()
}

/** None of a folder that holds no log, or a damaged one: whoever means it says so with --origin. */
function readOrigin(dir: string): readonly string[] {
  try {
    return [new LedgerReader(dir).key.name]
  } catch (cause) {
    if (cause instanceof LedgerError) return []
    throw cause
  }
}

export function privateLinkPath(context: Context, product: string): string {
  return join(privateFolder(context), product, 'ledger.yaml')
}

/** By the product's tree, else by its id. Throws (exit 3) where a file is there and cannot be read. */
export function findLink(context: Context, { dir, id }: ProductPlace): FoundLink | undefined {
  const paths = [
    ...(dir === undefined ? [] : [ledgerFilePath(dir)]),
    ...(id === undefined ? [] : [privateLinkPath(context, id)]),
  ]
  for (const path of paths) {
    const link = readLedgerLink(path)
    if (!link.ok) {
      throw new CommandFailure({
        exitCode: exitCodes.inputUnreadable,
        code: 'LEDGER_LINK_INVALID',
        message: link.error,
        hint: 'Nothing was changed. Mend the file, or remove it: then nothing is recorded.',
      })
    }
    if (link.value !== undefined) return { link: link.value, path }
  }
  return undefined
}

function dataFolder(context: Context): string {
  const home = context.env['OCCTET_HOME']
  return home === undefined || home === '' ? configFolder(context) : home
}

/** What is kept outside of the tree, cases above all, finds the ledger of its product too. */
export function tieProduct(context: Context, product: { readonly dir: string; readonly id: string }): void {
  const found = findLink(context, { dir: product.dir })
  if (found === undefined) return
  makePrivateFolder(join(privateFolder(context), product.id))
  writeLedgerLink(privateLinkPath(context, product.id), found.link)
}
