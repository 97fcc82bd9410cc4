/** The rollback guard: checkpoints of this log that others hold, against the log as it lies here (ledger reference, section 1.6). */
import { openCheckpoint } from '../../translog/index.ts'
import { toVerifier } from '../feddb/exchange/ed25519.ts'
import { ROLLED_BACK_ADVICE, toAlarmError, writeAlarm } from './alarm.ts'
import { LedgerError } from './errors.ts'
import { assertContains, type WriterParts } from './integrate.ts'
import { replaceFile, type SignedTree } from './store.ts'

/**
 * Throws ROLLED_BACK where one is newer than what was signed here, FORKED where one is no part of it; both are remembered,
 * so that the log does not open without the notes either. What the log's key did not sign says nothing: it is named in the
 * answer. Not trusted: whoever hands notes in can stop the log only with a note that its key signed.
 */
export async function checkKnown(
  parts: WriterParts,
  signed: SignedTree,
  known: readonly { readonly note: string }[],
): Promise<readonly string[]> {
  const { key } = parts.signer
  const ignored: string[] = []
  for (const { note } of known) {
    const opened = openCheckpoint(note, key.name, [toVerifier(key)])
    if (opened.ok) await checkOne(parts, signed, { size: opened.value.size, root: opened.value.root, note })
    else ignored.push(opened.error.message)
  }
  return ignored
}

async function checkOne(parts: WriterParts, signed: SignedTree, outside: SignedTree): Promise<void> {
  const { dir, disk, seenPath } = parts
  if (outside.size > signed.size) {
    await replaceFile(disk, { path: seenPath, bytes: Buffer.from(outside.note) })
    throw new LedgerError(
      'ROLLED_BACK',
      `${dir}: others hold size ${outside.size}, found ${signed.size}: an older copy was put back; ${ROLLED_BACK_ADVICE}`,
    )
  }
  try {
    assertContains(parts, signed.size, [signed, outside])
  } catch (cause) {
    if (!(cause instanceof LedgerError && cause.code === 'FORKED')) throw cause
    const alarm = { code: 'FORKED', message: `others hold another tree of size ${outside.size}` } as const
    await writeAlarm(parts, { ...alarm, notes: [signed.note, outside.note] })
    throw toAlarmError(parts, alarm)
  }
}
