/** `occtet ledger verify`: whether what somebody shows holds. Offline. */
import type { Context } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { formatProven, type ProvenValue } from '../format-ledger.ts'
import { flagOption, listOption, type Options, textOption } from '../options.ts'
import { readBytes } from '../read-bytes.ts'
import { checkProof, type ProofFault, type ProvenEvent } from '../record/check-proof.ts'
import { verifyPackage } from './ledger-package.ts'

/** A package, or one proof. Exit 0 only where everything holds; 1 where something does not. */
export async function runVerify(context: Context, file: string, options: Options): Promise<ExitCode> {
  if (!file.endsWith('.tlog-proof')) return verifyPackage(context, file, options)
  const event = textOption(options, 'event') ?? file.replace(/\.tlog-proof$/, '.event.json')
  const checked = checkProof({ proof: readBytes(file), event: readBytes(event), policy: policyOf(options) })
  if (!checked.ok && checked.error.code.startsWith('POLICY_')) throw keyUnreadable(checked.error)
  const value = toValue(checked.ok ? checked.value : checked.error)
  context.out(
    flagOption(options, 'json')
      ? `${JSON.stringify(value, null, 1)}\n`
      : formatProven(value, context.columns),
  )
  return checked.ok ? exitCodes.done : exitCodes.gateFailed
}

/** Whom the reader trusts. Throws (exit 2): a proof alone proves nothing. */
function policyOf(options: Options): string {
  const path = textOption(options, 'policy')
  if (path !== undefined) return Buffer.from(readBytes(path)).toString('utf8')
  const keys = listOption(options, 'key')
  if (keys.length > 0) return `${keys.map((key) => `log ${key}`).join('\n')}\nquorum none\n`
  throw new CommandFailure({
    exitCode: exitCodes.usage,
    code: 'KEY_MISSING',
    message: 'no key is trusted here',
    hint: 'Ask whoever sent the proof for the key of the log, another way than the proof came, and give it with --key or --policy.',
  })
}

function toValue(found: ProvenEvent | ProofFault): ProvenValue & { readonly schema: string } {
  const schema = 'urn:occtet:schema:ledger-verify:1'
  if ('code' in found) return { schema, isProven: false, reason: found.code, message: found.message }
  return { schema, isProven: true, ...found }
}

/** What the reader gave is wrong: that says nothing about the proof. */
function keyUnreadable({ code, message }: ProofFault): CommandFailure {
  return new CommandFailure({ exitCode: exitCodes.usage, code, message: `--key or --policy: ${message}` })
}
