/** `occtet ledger prove`: one event, for somebody else to check offline. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { formatCanonicalJson } from '@occtet/toolkit/base'
import { formatClosedFile, formatEventFile } from '@occtet/toolkit/evidence-package'
import type { SealedEvent } from '@occtet/toolkit/ledger'
import { formatBase64 } from '@occtet/toolkit/translog'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { flagOption, listOption, type Options, textOption } from '../options.ts'
import { guardLedger } from '../record/guard-ledger.ts'
import { chooseLedger, keptOf, type LedgerView, readIndex, viewLedger } from '../record/ledger-desk.ts'
import { writeWhole } from '../write-whole.ts'
import { notThere } from './ledger-read.ts'

/** The proof on standard output, or proof and event as two files. */
export async function runProve(context: Context, text: string, options: Options): Promise<ExitCode> {
  const home = chooseLedger(context, options)
  const index = readIndex(text)
  const shown = await guardLedger(() => {
    const view = viewLedger(home)
    if (index >= view.source.size) throw notThere(index, view.source.size)
    return prove(view, index, listOption(options, 'without'))
  })
  const out = textOption(options, 'out')
  if (out !== undefined) {
    mkdirSync(out, { recursive: true })
    writeWhole(join(out, `${index}.event.json`), shown.event)
    writeWhole(join(out, `${index}.tlog-proof`), shown.proof)
    context.say(`written: ${join(out, `${index}.event.json`)}, ${join(out, `${index}.tlog-proof`)}\n`)
  }
  const value = {
    schema: 'urn:occtet:schema:ledger-proof:1',
    origin: home.origin,
    index: Number(index),
    ...shown,
  }
  if (flagOption(options, 'json')) context.out(`${JSON.stringify(value, null, 1)}\n`)
  else if (out === undefined) context.out(shown.proof)
  return exitCodes.done
}

interface Shown {
  /** Content of `INDEX.event.json`. */
  readonly event: string
  readonly proof: string
}

function prove({ source, log }: LedgerView, index: bigint, without: readonly string[]): Shown {
  const sealed = source.open(index)
  const stored = source.event(index)
  const isPublic = stored !== undefined && 'isPublic' in stored && stored.isPublic
  const { entry, proof } = log.prove(index, sealed === undefined || isPublic ? undefined : extraOf(sealed))
  if (isPublic) return { event: Buffer.from(entry).toString('utf8'), proof }
  if (sealed === undefined) return { event: formatClosedFile(entry), proof }
  return { event: formatEventFile({ ...sealed, disclosures: keptOf(sealed, without) }), proof }
}

/** So that the proof and the signed event suffice: opening and salt, which nothing authenticates but the leaf. */
function extraOf({ opening, salt }: SealedEvent): Uint8Array {
  return Buffer.from(formatCanonicalJson({ o: formatBase64(opening), s: formatBase64(salt) }))
}
