/** `occtet db verify` and `occtet db prove`: what can be checked without trusting anybody but a key. */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type CheckedAnswer,
  checkAnswer,
  proveAnswer,
  readPeers,
  readTextFile,
  verifyFeddb,
  verifyPublished,
} from '@occtet/toolkit/adapters'
import { parsePurl } from '@occtet/toolkit/model'
import { type Context, feddbFolder } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { requireFolder } from '../feddb-store.ts'
import { formatPublished, formatVerify } from '../format-db.ts'
import { fold, plain } from '../layout.ts'
import { flagOption, listOption, type Options, textOption } from '../options.ts'

/** Without arguments the store on this machine; a folder that another node published; or with --proof a proven answer. */
export async function runVerify(
  context: Context,
  folder: string | undefined,
  options: Options,
): Promise<ExitCode> {
  const proof = textOption(options, 'proof')
  if (proof !== undefined) return verifyProof(context, proof, options)
  if (folder !== undefined) return verifyFolder(context, folder, options)
  const report = await verifyFeddb(requireFolder(context, options))
  context.out(flagOption(options, 'json') ? `${JSON.stringify(report, null, 1)}\n` : formatVerify(report))
  return report.problems.length === 0 ? exitCodes.done : exitCodes.disk
}

async function verifyFolder(context: Context, folder: string, options: Options): Promise<ExitCode> {
  if (!existsSync(join(folder, 'checkpoint'))) {
    throw new CommandFailure({
      exitCode: exitCodes.inputUnreadable,
      code: 'NOT_A_NODE',
      message: `${folder} holds no published FedDB`,
      hint: 'For a store on this machine: occtet db verify --db FOLDER.',
    })
  }
  const report = await verifyPublished(folder, trustedKeys(context, options))
  context.out(flagOption(options, 'json') ? `${JSON.stringify(report, null, 1)}\n` : formatPublished(report))
  return report.problems.length === 0 ? exitCodes.done : exitCodes.inputUnreadable
}

function verifyProof(context: Context, path: string, options: Options): ExitCode {
  const text = readTextFile(path)
  if (!text.ok) {
    const { code, message } = text.error
    throw new CommandFailure({ exitCode: exitCodes.inputUnreadable, code, message })
  }
  const checked = checkAnswer(text.value, trustedKeys(context, options))
  context.out(flagOption(options, 'json') ? `${JSON.stringify(checked, null, 1)}\n` : formatChecked(checked))
  return exitCodes.done
}

/** Those that are given, and those of the nodes that are followed anyway. */
function trustedKeys(context: Context, options: Options): readonly string[] {
  const given = listOption(options, 'key')
  if (given.length > 0) return given
  const known = readPeers(feddbFolder(context, textOption(options, 'db'))).flatMap(({ keys }) => keys)
  if (known.length > 0) return known
  throw new CommandFailure({
    exitCode: exitCodes.usage,
    code: 'KEY_MISSING',
    message: 'no key is trusted here',
    hint: "Ask the node's owner for its key and give it with --key.",
  })
}

function formatChecked({ purl, origin, published, claims }: CheckedAnswer): string {
  const head = fold('', `${origin} says this about ${purl}, published ${published}:`, { indent: 0 })
  if (claims.length === 0) return `${head}  nothing\n`
  return head + claims.map(({ record, source }) => `  ${plain(`${record}  (${source})`)}\n`).join('')
}

/** What the node's newest published snapshot says about a package, as a file that others can check offline. */
export function runProve(context: Context, text: string, options: Options): ExitCode {
  const purl = parsePurl(text)
  if (!purl.ok) {
    throw new CommandFailure({
      exitCode: exitCodes.inputUnreadable,
      code: purl.error.code,
      message: `${text}: ${purl.error.message}`,
    })
  }
  const proof = `${JSON.stringify(proveAnswer(requireFolder(context, options), purl.value))}\n`
  const out = textOption(options, 'out')
  if (out === undefined) context.out(proof)
  else writeFileSync(out, proof)
  return exitCodes.done
}
