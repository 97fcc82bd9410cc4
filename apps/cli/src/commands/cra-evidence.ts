/** `occtet cra evidence [DIR]`: what a machine can see of the essential requirements, with place, strength and age. */
import { basename } from 'node:path'
import {
  fetchForge,
  isForgeFolder,
  parseForgeAddress,
  readForgeFolder,
  readTextFile,
} from '@occtet/toolkit/adapters'
import type { ForgeExport, WebPage } from '@occtet/toolkit/cra'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure, offlineFailure } from '../failure.ts'
import { formatEvidence } from '../format-evidence.ts'
import { requireFolder } from '../require-folder.ts'
import { flagOption, listOption, type Options, textOption } from '../options.ts'
import { settle } from '../settle.ts'
import { readTreeStatus } from '../tree-status.ts'

export async function runEvidence(context: Context, dir: string, options: Options): Promise<ExitCode> {
  requireFolder(dir)
  const pages = listOption(options, 'page').map(readPage)
  const forge = await readForge(context, options)
  const given = { ...(forge === undefined ? {} : { forge }), ...(pages.length === 0 ? {} : { pages }) }
  const { inventory, status } = await readTreeStatus(context, dir, { options, given })
  const page = {
    width: Math.min(Math.max(context.columns, 60), 110),
    now: context.now(),
    language: textOption(options, 'lang') === 'de' ? 'de' : 'en',
  } as const
  context.out(
    flagOption(options, 'json') ? `${JSON.stringify(status, null, 1)}\n` : formatEvidence(status, page),
  )
  return settle(context, inventory, { strict: flagOption(options, 'strict') })
}

async function readForge(context: Context, options: Options): Promise<ForgeExport | undefined> {
  const folder = textOption(options, 'forge')
  const url = textOption(options, 'forgeUrl')
  if (folder === undefined) {
    if (url === undefined) return undefined
    throw usage('FORGE_FOLDER_MISSING', '--forge-url needs --forge: the folder that takes the answers')
  }
  if (url !== undefined) await fetchInto(context, { folder, url, options })
  const read = readForgeFolder(folder)
  if (read.ok) return read.value
  const message = `${folder} is no export of a forge: ${read.error}`
  throw new CommandFailure({ exitCode: exitCodes.inputUnreadable, code: 'FORGE_UNREADABLE', message })
}

/** The token is taken from the environment only: on a command line others on the machine could read it. */
async function fetchInto(
  context: Context,
  { folder, url, options }: { folder: string; url: string; options: Options },
): Promise<void> {
  if (flagOption(options, 'offline')) throw offlineFailure('--forge-url')
  const kind = textOption(options, 'forgeKind')
  const address = parseForgeAddress(url, kind === 'github' || kind === 'gitlab' ? kind : undefined)
  if (address === undefined)
    throw usage(
      'FORGE_ADDRESS',
      `--forge-url ${url}: expected an address such as https://github.com/OWNER/NAME`,
    )
  if (!isForgeFolder(folder))
    throw usage(
      'FORGE_FOLDER_TAKEN',
      `${folder} holds something else; name an empty folder or an earlier export`,
    )
  const token = context.env['OCCTET_FORGE_TOKEN']
  const { answers } = await fetchForge({
    address,
    to: folder,
    token: token === '' ? undefined : token,
    now: context.now(),
  })
  const refused = answers.filter(({ status }) => status !== 200 && status !== 204).length
  const hint = token === undefined ? '; set OCCTET_FORGE_TOKEN to be shown more' : ''
  context.say(`${answers.length} questions asked, ${refused} not answered${refused > 0 ? hint : ''}\n`)
}

function usage(code: string, message: string): CommandFailure {
  return new CommandFailure({ exitCode: exitCodes.usage, code, message })
}

function readPage(text: string): WebPage {
  const [, kind, path] = /^(security-txt|declaration|product)=(.+)$/.exec(text) ?? []
  if (path === undefined || kind === undefined)
    throw usage(
      'PAGE_UNKNOWN',
      `--page ${text}: expected security-txt=FILE, declaration=FILE or product=FILE`,
    )
  const read = readTextFile(path, 16 * 1024 * 1024)
  if (!read.ok) throw new CommandFailure({ exitCode: exitCodes.inputUnreadable, ...read.error })
  return { kind: kind as WebPage['kind'], name: basename(path), text: read.value }
}
