/** `occtet db explain`: what each source says about one package and one flaw, and which rule decided. */
import { explainPurl } from '@occtet/toolkit/matching'
import { parsePurl } from '@occtet/toolkit/model'
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { missingRecord, withStore } from '../feddb-store.ts'
import { formatExplanation } from '../format-explain.ts'
import { flagOption, type Options } from '../options.ts'

export function runExplain(
  context: Context,
  { purl: text, id }: { readonly purl: string; readonly id: string },
  options: Options,
): ExitCode {
  const purl = parsePurl(text)
  if (!purl.ok) {
    throw new CommandFailure({
      exitCode: exitCodes.inputUnreadable,
      code: 'INPUT_NOT_A_PURL',
      message: `${text}: ${purl.error.message}`,
      hint: 'For example: occtet db explain pkg:npm/lodash@4.17.20 CVE-2021-23337',
    })
  }
  const explained = withStore(context, options, (store) => explainPurl(store, purl.value, id))
  if (explained === undefined) throw missingRecord(id)
  context.out(
    flagOption(options, 'json') ? `${JSON.stringify(explained, null, 1)}\n` : formatExplanation(explained),
  )
  return exitCodes.done
}
